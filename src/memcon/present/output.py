"""What commands share: files written whole or not at all, notes and progress on standard error."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from memcon.model.errors import InputError
from memcon.store.magic import is_dossier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from memcon.model.memo import Memorandum
    from memcon.pipeline import Progress


STDOUT = Path("-")
"""In place of a file: standard output."""


def write(path: Path, text: str) -> None:
    """Write beside the target, then rename: no reader ever sees half a file; ``-`` is standard output."""
    if path == STDOUT:
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
        sys.stdout.flush()
        return
    if is_dossier(path):
        raise InputError(f"{path}: is a dossier, or named like one, and nothing is written over it; give another name")
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


def spare(targets: Iterable[Path], paths: Iterable[str], memo: Memorandum) -> None:
    """Refuse to write over a report that was just read: an output with its name would be its end."""
    for given in (Path(p) for p in paths if "://" not in p and p != "-"):
        root = given.resolve() if given.is_dir() else given.resolve().parent
        read = {root / r.file for r in memo.reports if r.read} if given.is_dir() else {given.resolve()}
        for target in targets:
            if target.resolve() in read and target.is_file():
                raise InputError(f"{target}: is one of the reports that were read; give the output another name")


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
    typer.echo(f"memcon: {tame(line)}", err=True)


def tame(text: str) -> str:
    """A text that keeps its line ends and moves no terminal about: reports and names of files hold anything."""
    return "".join(c if c.isprintable() or c == "\n" else " " if c.isspace() else "�" for c in text)


def console() -> Console:
    """The terminal, or plain text of the width asked for where the output is no terminal; all that it shows is tame."""
    from rich.console import Console  # noqa: PLC0415 - 60 ms that a run which shows nothing need not pay
    from rich.segment import Segment  # noqa: PLC0415 - the same

    class Tame(Console):
        """A console that gives a terminal no orders but its own colours."""

        def render(self, renderable: Any, options: Any = None) -> Iterable[Segment]:
            """The segments to show."""
            for part in super().render(renderable, options):
                yield part if part.control else Segment(tame(part.text), part.style)

    width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", "100"))
    return Tame(width=width, highlight=False, markup=False, emoji=False)


def _progress(stage: str, done: int, of: int) -> None:
    end = "\r\x1b[K" if done == of else ""
    sys.stderr.write(f"\r{stage} {done}/{of}{end}")
    sys.stderr.flush()
