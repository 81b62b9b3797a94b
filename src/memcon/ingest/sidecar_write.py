"""``reports.yaml`` written or completed: what a person wrote stays byte for byte, what was guessed stands behind ``#``.

What a page, a mail or a text itself declares becomes a line with its place behind it. What memcon
assumed or worked out becomes a comment with the reason, and what it did not find an empty one to
be filled in. So the file read back changes nothing, until a person takes a ``#`` away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from memcon.ingest import files, sidecar
from memcon.ingest.sides import side_of
from memcon.model.errors import InputError, SidecarError

if TYPE_CHECKING:
    from pathlib import Path

    from memcon.ingest.types import Found
    from memcon.model.memo import Report

HEADER = """\
# What is known of the reports in this folder; what stands here outranks what memcon finds in them.
# Made by "memcon sources --write". A line behind # is what memcon assumed or did not find: it is not read.
# Take the # away, and mend the value, to make it yours. The keys are described in docs/commands.md.
"""
WORKED_OUT = frozenset({"zone", "language"})
"""Keys whose values memcon works out from others: never written as if somebody had said so."""
OFFERED = ("title", "outlet", "side", "kind", "published", "zone", "url", "language", "dateline")
"""The keys that are written, in their order."""
EMPTY = {
    "title": "not found",
    "outlet": "not found",
    "side": "for a government's own text: its country, as USA; left out for the press",
    "published": "not found; a date with the hour and its offset, as 2026-03-03T18:20:00-05:00",
    "zone": "not found; the clock of the outlet or the side, as Europe/London",
}
"""What is said of a key without a value; keys that are not here are then left out."""
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
UNPRINTABLE = re.compile("[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")
END = re.compile(r"^(?:---|\.\.\.)(?:\s|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of one file: lines that are declared, and comments for what is assumed or missing.

    ``lines`` pairs keys with values and their places, ``comments`` keys with values (empty where
    there is none) and reasons. ``why`` says why the file was not read.
    """

    file: str
    lines: tuple[tuple[str, str, str], ...] = ()
    comments: tuple[tuple[str, str, str], ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The text of a sidecar, and how many entries are new, completed, and as they were."""

    text: str
    new: int = 0
    completed: int = 0
    kept: int = 0


def draft(report: Report, found: Found, file: str) -> Draft:
    """What may be written of a report; ``file`` is its name as seen from the sidecar."""
    if not report.read and not report.text:
        return Draft(file=file, why=report.why)
    basis, assumed = dict(found.basis), dict(found.assumed)
    guess = side_of(report)
    lines: list[tuple[str, str, str]] = []
    comments: list[tuple[str, str, str]] = []
    for key in OFFERED:
        value = getattr(report, key) or ""
        if key == "published" and report.doubt:
            comments.append((key, report.published_or or value, f"in doubt: {report.doubt}"))
        elif key in assumed and key == "published" and value:
            lines.append((key, value[:10], f"{basis[key]}; the hour is not known"))
        elif key == "kind" and key in assumed and guess:
            comments.append((key, "readout", "if it is that government's account of a talk; else statement"))
        elif key in assumed:
            comments.append((key, value, assumed[key]))
        elif value and key in basis and (basis[key] == files.SIDECAR or key not in WORKED_OUT):
            lines.append((key, value, basis[key]))
        elif value and key in basis:
            comments.append((key, value, basis[key]))
        elif key == "side" and guess:
            comments.append((key, guess, f"guessed from the outlet, {report.outlet}"))
        elif key in EMPTY and not (key == "side" and basis.get("kind") == files.SIDECAR and report.kind == "news"):
            comments.append((key, "", EMPTY[key]))
    if not report.read:
        comments = [c for c in comments if c[0] == "language"]
    return Draft(file=file, lines=tuple(lines), comments=tuple(comments), why=report.why)


def complete(text: str, drafts: Sequence[Draft], name: str, exists: Callable[[str], bool]) -> Written:
    """The text of a sidecar with these drafts: entries completed where they stand, new ones behind the last.

    Raises `SidecarError` for a text that is no sidecar, or one whose list is written in brackets.
    """
    import yaml  # noqa: PLC0415 - 30 ms that a run without a sidecar need not pay

    entries = sidecar.parse(text, name, exists)
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is not None and root.flow_style:
        raise SidecarError(
            f"{name}: line {root.start_mark.line + 1}: the list is written in brackets; write each entry on lines of "
            "its own, starting with '- file: NAME', and memcon can complete them"
        )
    line_end = "\r\n" if "\r\n" in text else "\n"
    nodes = dict(zip((e.file for e in entries), root.value if root is not None else (), strict=True))
    by_file = {d.file: d for d in drafts}
    inserts: list[tuple[int, str]] = []
    starts = sorted(n.start_mark.index for n in nodes.values())
    for file, node in nodes.items():
        if file not in by_file:
            continue
        stop = next((s for s in starts if s > node.start_mark.index), len(text))
        added = _missing(by_file[file], node, text[node.start_mark.index : stop])
        if added:
            inserts.append((_behind(text, node.end_mark.index), line_end.join(added) + line_end))
    fresh = [d for d in drafts if d.file not in nodes]
    indent = " " * (root.start_mark.column if root is not None else 0)
    if fresh:
        last = max((n.end_mark.index for n in nodes.values()), default=0)
        closed = END.search(text, last) if nodes else None
        at = closed.start() if closed else len(text)
        body = line_end.join(indent + line for d in fresh for line in _entry(d)) + line_end
        inserts.append((at, (HEADER.replace("\n", line_end) if not text.strip() else "") + body))
    out = text
    for at, piece in sorted(inserts, reverse=True):
        gap = line_end if at and not out[:at].endswith("\n") else ""
        out = out[:at] + gap + piece + out[at:]
    _check(entries, out, drafts, name, exists)
    return Written(
        text=out,
        new=len(fresh),
        completed=len(inserts) - bool(fresh),
        kept=len(nodes) - len(inserts) + bool(fresh),
    )


def _behind(text: str, end: int) -> int:
    """The start of the line behind what ends at an offset, white space at its end left out."""
    line = text.find("\n", len(text[:end].rstrip()))
    return line + 1 if line >= 0 else len(text)


def _missing(draft_: Draft, node: Any, region: str) -> list[str]:
    """The lines that an entry lacks, indented as its keys; comments alone for one in braces."""
    column = node.value[0][0].start_mark.column if node.value else node.start_mark.column
    indent = " " * (node.start_mark.column if node.flow_style else column)
    there = {key.value for key, _ in node.value}
    there |= set(re.findall(r"^\s*#\s*([a-z]+):", region, re.MULTILINE))
    lines = [x for x in draft_.lines if x[0] not in there]
    comments = [x for x in draft_.comments if x[0] not in there]
    if node.flow_style:
        return [indent + _comment(*x) for x in (*lines, *(c for c in comments if c[1]))]
    return [indent + line for line in _body(replace(draft_, lines=tuple(lines), comments=tuple(comments), why=None))]


def _entry(draft_: Draft) -> list[str]:
    """A new entry, a line each."""
    return [f"- file: {scalar(draft_.file)}", *(f"  {line}" for line in _body(draft_))]


def _body(draft_: Draft) -> list[str]:
    order = {key: n for n, key in enumerate(OFFERED)}
    rows = [(order[k], f"{k}: {scalar(v)}  # {_inline(where)}") for k, v, where in draft_.lines]
    rows += [(order[k], _comment(k, v, why)) for k, v, why in draft_.comments]
    told = [f"# not read: {_inline(draft_.why)}"] if draft_.why else []
    return [*told, *(row for _, row in sorted(rows))]


def _comment(key: str, value: str, why: str) -> str:
    return f"# {key}: {scalar(value) if value else ''}".rstrip() + f"  # {_inline(why)}"


def _inline(words_: str) -> str:
    """Words on one line, without characters that a YAML file may not hold."""
    return UNPRINTABLE.sub("�", " ".join(words_.split()))


def scalar(value: str) -> str:
    """A value as YAML: bare where it cannot be taken for anything else, in double quotes otherwise."""
    if DATE.fullmatch(value) or (PLAIN.fullmatch(value) and value.casefold() not in _SPECIAL):
        return value
    quoted = json.dumps(value.encode("utf-8", "replace").decode("utf-8"), ensure_ascii=False)
    return UNPRINTABLE.sub(lambda m: f"\\U{ord(m[0]):08x}", quoted)


_SPECIAL = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def _check(
    before: Sequence[sidecar.Entry], text: str, drafts: Sequence[Draft], name: str, exists: Callable[[str], bool]
) -> None:
    """Refuse to give a text that would lose a word of a person's, or that cannot be read back."""
    after = {e.file: e.values for e in sidecar.parse(text, name, exists)}
    lost = [e.file for e in before if not e.values.items() <= after.get(e.file, {}).items()]
    missing = [d.file for d in drafts if d.file not in after]
    if lost or missing:
        raise InputError(
            f"{name}: could not be completed without loss ({(lost or missing)[0]!r}); nothing was written; "
            "write it to a new file and merge the two by hand"
        )


def relative(path: Path, folder: Path) -> str | None:
    """The name of a file as its sidecar gives it; null outside the folder, or where no text file can hold the name."""
    try:
        name = path.relative_to(folder).as_posix()
        name.encode("utf-8")
    except (ValueError, UnicodeEncodeError):
        return None
    return name
