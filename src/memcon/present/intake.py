"""What was read, before any of it is worked on: the list that ``memcon sources`` prints, and the sidecar it writes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.ingest import copies, files, sidecar_write
from memcon.ingest.language import name as language_name
from memcon.model.codec import plain
from memcon.model.errors import InputError
from memcon.model.interval import day_words
from memcon.present.words import count, country, possessive, word

if TYPE_CHECKING:
    from rich.console import Console

    from memcon.ingest import Intake
    from memcon.ingest.types import Found
    from memcon.model.memo import Report

SCHEMA = "memcon/sources/1"
WHOLE = 0.95
"""The share of a text from which on a near-copy is called a copy."""
WIDE = 100
"""Columns from which on the list is a table; below, each report is a paragraph."""
NAMED = 6
"""How many names of credits a line holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Where a value comes from: a person's ``reports.yaml``, what a page or text declares, or what was worked out."""

    key: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One report as it was read. ``shared`` is how much of it stands in ``origin``, 0 to 1."""

    id: str
    file: str
    title: str | None
    outlet: str | None
    side: str | None
    kind: str
    published: str | None
    published_or: str | None
    zone: str | None
    language: str | None
    words: int
    characters: int
    dateline: str | None
    url: str | None
    credits: tuple[str, ...]
    origin: str | None
    shared: float | None
    reliability: str
    read: bool
    why: str | None
    doubt: str | None
    basis: tuple[Basis, ...]
    assumed: tuple[Basis, ...]
    notes: tuple[str, ...]


def rows(intake: Intake) -> tuple[Row, ...]:
    """A row for each report, in their order."""
    known = {f.report: f for f in intake.found}
    by_id = {r.id: r for r in intake.reports}
    return tuple(_row(r, known[r.id], by_id) for r in intake.reports)


def _row(report: Report, found: Found, by_id: dict[str, Report]) -> Row:
    origin = by_id.get(report.origin or "")
    return Row(
        id=report.id,
        file=report.file,
        title=report.title,
        outlet=report.outlet,
        side=report.side,
        kind=report.kind,
        published=report.published,
        published_or=report.published_or,
        zone=report.zone,
        language=report.language,
        words=len(report.text.split()),
        characters=report.characters,
        dateline=report.dateline,
        url=report.url,
        credits=report.credits,
        origin=report.origin,
        shared=round(copies.share(report, origin), 2) if origin else None,
        reliability=report.reliability,
        read=report.read,
        why=report.why,
        doubt=report.doubt,
        basis=tuple(Basis(key=k, where=w) for k, w in found.basis),
        assumed=tuple(Basis(key=k, where=w) for k, w in found.assumed),
        notes=found.notes,
    )


def dumps(intake: Intake) -> str:
    """The list as JSON: ``{schema, reports, notes}``."""
    document = {"schema": SCHEMA, "reports": [plain(r) for r in rows(intake)], "notes": list(passed_over(intake))}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def passed_over(intake: Intake) -> tuple[str, ...]:
    """The notes that are about no report: files passed over, keys of a sidecar that memcon does not know."""
    own = {f"{r.file}: {note}" for r, f in zip(intake.reports, intake.found, strict=True) for note in f.notes}
    return tuple(n for n in intake.notes if n not in own)


def show(intake: Intake, console: Console) -> None:
    """Print the list: a table where there is room, a paragraph for each report where there is not."""
    from rich.text import Text  # noqa: PLC0415 - half of a short run's time, and --json needs none of it

    found = rows(intake)
    if console.width >= WIDE:
        _table(console, found)
    else:
        for row in found:
            _paragraph(console, row)
    unread = [r for r in found if not r.read]
    for row in unread if console.width >= WIDE else ():
        console.print(Text(f"⚑ {row.id} {row.file}: not read: {row.why}"))
    for line in passed_over(intake):
        console.print(Text(f"  {line}", style="dim"))
    console.print(Text(summary(found), style="bold"))


def summary(found: Sequence[Row]) -> str:
    """The list in one line."""
    read = [r for r in found if r.read]
    sides = sorted({country(r.side) for r in read if r.side})
    parts = [
        f"{len(read)} of {count(len(found), 'report')} read" if len(read) < len(found) else count(len(found), "report")
    ]
    own = sum(1 for r in read if r.side)
    if own:
        parts.append(f"{count(own, 'government text')} ({', '.join(sides)})")
    if copied := sum(1 for r in read if r.origin):
        parts.append(f"{copied} cop{'y' if copied == 1 else 'ies'} counted once")
    if undated := sum(1 for r in read if not r.published):
        parts.append(f"{undated} undated")
    if doubted := sum(1 for r in read if r.doubt):
        parts.append(f"{count(doubted, 'time stamp')} in doubt")
    return " · ".join(parts)


def published(stamp: str) -> str:
    """A moment of publication as people write it; the hour is left out where it is the noon of a bare date."""
    moment = datetime.fromisoformat(stamp)
    day = day_words(moment, year=True)
    if (moment.hour, moment.minute, moment.second) == (12, 0, 0):
        return day
    return f"{day}, {moment:%H:%M} (UTC{moment.isoformat()[-6:]})"


def _whose(row: Row) -> str:
    """The kind of a report and whose own text it is."""
    own = f", {possessive(country(row.side))} own text" if row.side else ""
    taken = ", assumed" if any(b.key == "kind" for b in row.assumed) else ""
    return word("kind", row.kind) + own + taken


def _basis(row: Row, key: str) -> str:
    return next((b.where for b in row.basis if b.key == key), "")


def _when(row: Row) -> str:
    """When it was published, and where that stands."""
    if not row.published:
        return next((b.where for b in row.assumed if b.key == "published"), "undated")
    other = f" or {published(row.published_or)}" if row.published_or else ""
    return f"{published(row.published)}{other}"


def _copy(row: Row) -> str:
    if row.origin is None:
        return ""
    share = f", {row.shared:.0%} of its words" if row.shared is not None and row.shared < WHOLE else ""
    return f"{'a copy' if not share else 'near-copy'} of {row.origin}{share}"


def _credits(row: Row) -> str:
    more = f" and {len(row.credits) - NAMED} more" if len(row.credits) > NAMED else ""
    return f"credits {', '.join(row.credits[:NAMED])}{more}" if row.credits else ""


def _told(row: Row) -> list[tuple[str, str]]:
    """What is to be said of a report below its line: sign and words."""
    found = [("≡", _copy(row)), ("", _credits(row))]
    found += [("⚑", row.doubt or "")]
    known = [b for b in row.assumed if b.key != "kind" and (b.key != "published" or row.published)]
    taken = [b.where if b.where.startswith(b.key) else f"{b.key}, {b.where}" for b in known]
    found += [("~", f"assumed: {'; '.join(taken)}")] if taken else []
    repeated = {row.doubt, *(b.where for b in row.assumed)}
    found += [("", note) for note in row.notes if note not in repeated]
    return [(sign, words) for sign, words in found if words]


def _table(console: Console, found: Iterable[Row]) -> None:
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    for name, ratio in (("", None), ("Report", 5), ("What", 3), ("Published", 4)):
        table.add_column(name, ratio=ratio, header_style="bold", no_wrap=ratio is None, overflow="fold")
    table.add_column("Words", justify="right", header_style="bold")
    for row in found:
        report = Text(row.title or row.file, style="bold")
        lines = " · ".join((row.outlet or "outlet not named", row.file if row.title else "no title"))
        report.append(f"\n{lines}", style="not bold")
        for sign, words in _told(row):
            report.append(
                f"\n{sign} {words}".replace("\n ", "\n"), style="not bold" if sign in {"⚑", "≡"} else "not bold dim"
            )
        what = Text(_whose(row))
        if row.language and row.language != "en":
            what.append(f"\n{language_name(row.language)}")
        when = Text(_when(row), style="" if row.published else "dim")
        for text in (_basis(row, "published"), f"clock: {row.zone}" if row.zone else ""):
            when.append(f"\n{text}" if text else "", style="dim")
        if row.zone and (of_zone := _basis(row, "zone")) and of_zone != _basis(row, "published"):
            when.append(f" ({of_zone})", style="dim")
        table.add_row(Text(row.id, style="cyan"), report, what, when, f"{row.words:,}" if row.words else "—")
        table.add_row()
    console.print(table)


def _paragraph(console: Console, row: Row) -> None:
    from rich.padding import Padding  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415

    head = Text(f"{row.id} ", style="cyan")
    head.append(row.title or row.file, style="bold")
    console.print(head)
    lines = [" · ".join((row.outlet or "outlet not named", row.file if row.title else "no title", _whose(row)))]
    if row.read:
        of_day = f" ({_basis(row, 'published')})" if row.published else ""
        lines.append(f"{_when(row)}{of_day}")
        if row.zone:
            lines.append(f"clock: {row.zone} ({_basis(row, 'zone') or files.SIDECAR})")
        lines.append(f"{row.words:,} words, {language_name(row.language or 'en')}")
    else:
        lines.append(f"⚑ not read: {row.why}")
    lines += [f"{sign} {words}".strip() for sign, words in _told(row)]
    for line in lines:
        console.print(Padding(Text(line, style="dim" if line.startswith("~") else ""), (0, 0, 0, 3)))
    console.print()


def sidecars(intake: Intake, target: Path | None) -> list[tuple[Path, sidecar_write.Written]]:
    """The sidecars to write, each with its text; ``target`` is the one asked for, null for one in each folder given.

    Raises `InputError` where a target would not be read back with these reports, or none of them is a file.
    """
    homes: dict[Path, list[tuple[Report, Found]]] = {}
    paths = [f.path for f in intake.found if f.path is not None]
    for report, found in zip(intake.reports, intake.found, strict=True):
        if found.path is None or not found.folders or paths.count(found.path) > 1:
            continue
        home = _home(found, target)
        homes.setdefault(home, []).append((report, found))
    if not homes:
        raise InputError(
            "none of these reports is a file that a reports.yaml could describe; save them and give the folder"
        )
    return [(path, _written(path, members)) for path, members in sorted(homes.items())]


def _home(found: Found, target: Path | None) -> Path:
    """The sidecar that describes a report: the one asked for, else that of its folder."""
    if target is None or target.name == str(target):
        name = target.name if target else files.SIDECAR
        return found.folders[0] / name
    folder = Path(os.path.abspath(target.parent))  # noqa: PTH100 - as the reports' own paths are made
    if folder not in found.folders:
        raise InputError(
            f"{target}: is not beside {found.path}, and would not be read with it; "
            f"leave the name out, and it is written to {found.folders[0] / files.SIDECAR}"
        )
    return folder / target.name


def _written(path: Path, members: Iterable[tuple[Report, Found]]) -> sidecar_write.Written:
    if path.name != files.SIDECAR:
        raise InputError(f"{path}: a sidecar is read by the name {files.SIDECAR} alone; call it that")
    folder = path.parent
    text = ""
    if path.is_file():
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: cannot be read ({error}); mend or remove it") from error
    drafts = [
        sidecar_write.draft(report, found, name)
        for report, found in members
        if found.path and (name := sidecar_write.relative(found.path, folder)) and found.path.is_file()
    ]
    return sidecar_write.complete(text, drafts, str(path), lambda name: (folder / name).is_file())


def told(made: sidecar_write.Written) -> str:
    """What was written, in words."""
    parts = [
        f"{count(number, 'entry').replace('entrys', 'entries')} {what}"
        for number, what in ((made.new, "new"), (made.completed, "completed"), (made.kept, "left as it was"))
        if number
    ]
    return ", ".join(parts).replace("entries left as it was", "entries left as they were") or "nothing to add"
