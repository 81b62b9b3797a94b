"""``memcon proof``: a draft against a dossier, a memorandum or reports."""

# ruff: noqa: FBT002, PLC0415, PLR0917 - a command: flags are its options, rooms are loaded when they are needed

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.model.errors import InputError
from memcon.store.magic import is_dossier

if TYPE_CHECKING:
    from memcon.model.memo import Memorandum

FAULTY = 4
"""The exit code of ``--strict`` where something asks for a second look."""
LONGEST = 200_000
"""Bytes of a draft: a long read is 30 kB; proofing takes some 0.1 s of CPU a kB of one that is all claims."""
STORIES = 12
"""Stories of a dossier that are looked at for the draft's names; of more, only those whose label has one."""
NAME = re.compile(r"[^\W\d_][\w'’-]{2,}")


def proof(
    draft: Annotated[
        str, typer.Argument(metavar="DRAFT", help="Your text, plain or Markdown, or - for standard input.")
    ],
    against: Annotated[
        list[str],
        typer.Option(
            metavar="DOSSIER|MEMO.JSON|PATH",
            help="A dossier, a file that memcon brief --json wrote, or reports (may be given again).",
        ),
    ],
    html: Annotated[Path | None, typer.Option(help="Write the page here: the draft beside its marks.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write the marks here as JSON.")] = None,
    story: Annotated[
        str | None, typer.Option(metavar="N|all", help="Which story of a dossier; else the one nearest to the draft.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with code 4 where something asks for a look.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing in the terminal.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
) -> None:
    """Check a draft against the reports: strength, attribution, clocks, quotations, other accounts."""
    from memcon.present.output import STDOUT, progress_for, write
    from memcon.proof import proof as proofed

    text = _draft(draft)
    for target in (html, json):
        _writable(target)
    memo = record(against, text, story, quiet=quiet, debug=debug)
    found = proofed(text, memo, progress_for(quiet=quiet))
    title = _title(text, draft)
    if html is not None:
        from memcon.present.proof_page import proof_page

        write(html, proof_page(found, memo, title))
    if json is not None:
        from memcon.proof.codec import dumps

        write(json, dumps(found, memo))
    if not quiet and sys.stdout is not None and STDOUT not in (html, json):
        _show(found, memo, title)
    if strict and not found.clean:
        raise typer.Exit(FAULTY)


def _draft(name: str) -> str:
    """The draft as text, line ends as they are."""
    try:
        data = _read(name)
        if len(data) > LONGEST:
            raise InputError(f"{name}: is longer than {LONGEST // 1_000} kB; give it in parts")
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"{name}: cannot be read ({error.strerror}); give your draft, or - for standard input"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is not in UTF-8 (byte {error.start}); save your draft as UTF-8 text") from error
    if not text.strip():
        raise InputError(f"{name}: holds no text; give your draft")
    if "\0" in text:
        raise InputError(f"{name}: is no text; give your draft as plain text or Markdown")
    return text


def _read(name: str) -> bytes:
    """The bytes of a draft, one more than may be at most: what never ends is not read to its end."""
    if name == "-":
        return sys.stdin.buffer.read(LONGEST + 1)
    with Path(name).open("rb") as file:
        return file.read(LONGEST + 1)


def record(against: list[str], draft: str, story: str | None, *, quiet: bool, debug: bool) -> Memorandum:
    """The memorandum that a draft is held against."""
    from memcon.pipeline import Options, brief
    from memcon.present.output import note, progress_for

    options = Options(strict=debug, progress=progress_for(quiet=quiet), note=note, story=None)
    if "-" in against:
        raise InputError("--against - is not possible: standard input can only be the draft")
    if len(against) == 1 and is_dossier(against[0]):
        return _of_dossier(against[0], draft, story, options)
    if len(against) == 1 and against[0].endswith(".json") and Path(against[0]).is_file():
        from memcon.model.codec import loads

        try:
            return loads(Path(against[0]).read_bytes().decode("utf-8"), against[0])
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{against[0]}: cannot be read; give the file that memcon brief --json wrote") from error
    if any(is_dossier(a) for a in against):
        raise InputError("a dossier is used alone; memcon add brings other reports into it")
    memo = brief(list(against), options=options)
    for report in memo.reports:
        if not report.read:
            note(f"{report.file}: not read: {report.why}")
    if not any(r.read for r in memo.reports):
        raise InputError("no report could be read; the reasons stand above")
    return memo


def _of_dossier(path: str, draft: str, story: str | None, options: object) -> Memorandum:
    """The story of a dossier that is asked for, else the one whose reports have most of the draft's names."""
    from memcon.present.dossier import memorandum

    if story is not None:
        return memorandum(path, story, options)
    first = memorandum(path, "1", options)
    best, most = first, _shared(first, draft)
    for n, other in enumerate(first.stories):
        if n < STORIES or _likely(other.label, draft):
            made = memorandum(path, str(other.number), options)
            if _shared(made, draft) > most:
                best, most = made, _shared(made, draft)
    return best


def _names(text: str) -> frozenset[str]:
    """The words of a text that start with a capital, in lower case."""
    return frozenset(w.lower() for w in NAME.findall(text) if w[0].isupper())


def _likely(label: str, draft: str) -> bool:
    return bool(_names(label) & _names(draft))


def _shared(memo: Memorandum, draft: str) -> int:
    names = _names(draft)
    return len(names & frozenset().union(*(_names(r.text) for r in memo.reports)))


def _title(text: str, name: str) -> str:
    """The draft's own heading, else the name of its file."""
    heading = re.search(r"^#{1,6}[ \t]+(\S.*?)[ \t#]*$", text, re.MULTILINE)
    if heading:
        return heading[1]
    return "Draft" if name == "-" else Path(name).name


def _writable(path: Path | None) -> None:
    if path is None:
        return
    if path.is_dir():
        raise InputError(f"{path}: is a folder; give a file name to write to")
    if not path.parent.is_dir():
        raise InputError(f"{path}: the folder {path.parent} is not there; make it first")


def _show(found: object, memo: Memorandum, title: str) -> None:
    from memcon.present.output import console
    from memcon.present.proof_text import show_proof
    from memcon.proof import Proof

    if isinstance(found, Proof):
        show_proof(found, memo, title, console())
