"""What commands share: files written whole or not at all, notes and progress on standard error."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from memcon.model.errors import InputError

if TYPE_CHECKING:
    from memcon.pipeline import Progress


STDOUT = Path("-")
"""In place of a file: standard output."""


def write(path: Path, text: str) -> None:
    """Write beside the target, then rename: no reader ever sees half a file; ``-`` is standard output."""
    if path == STDOUT:
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
        sys.stdout.flush()
        return
    if path.exists() and not path.is_file():
        _write_through(path, text)
        return
    scratch: Path | None = None
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", dir=path.parent, delete=False) as handle:
            scratch = Path(handle.name)
            handle.write(text)
        scratch.chmod(0o666 & ~_umask())
        scratch.replace(path)
        scratch = None
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); choose another place") from error
    finally:
        if scratch is not None:
            scratch.unlink(missing_ok=True)


def _write_through(path: Path, text: str) -> None:
    """Write to a device or a pipe, which nothing may be renamed over."""
    try:
        with path.open("w", encoding="utf-8", newline="") as handle:
            handle.write(text)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); choose another place") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def progress_for(*, quiet: bool) -> Progress:
    """How far the work is, on a terminal; nothing elsewhere, or where none is wanted."""
    return _quiet if quiet or not sys.stderr.isatty() else _progress


def _quiet(_stage: str, _done: int, _of: int) -> None:
    """No progress."""


def note(line: str) -> None:
    """A line on standard error."""
    typer.echo(f"memcon: {line}", err=True)


def _progress(stage: str, done: int, of: int) -> None:
    end = "\r\x1b[K" if done == of else ""
    sys.stderr.write(f"\r{stage} {done}/{of}{end}")
    sys.stderr.flush()
