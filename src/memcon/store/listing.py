"""Reports and outlets as lists: plain rows for whoever looks through a dossier."""

# ruff: noqa: S608 - every word of a statement is ours, every value is bound

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from memcon.store import searching

CURRENT = "report.id IN (SELECT max(id) FROM report GROUP BY source)"
"""The last version of each report: versions come one after another."""
ORDERS = {
    "published": "report.published IS NULL, report.published DESC, report.id DESC",
    "added": "report.intake DESC, report.id DESC",
}
"""In which orders reports are listed: the last published first, the last that came in first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report as it stands now. ``story`` is the number of its story, null where it is not told yet."""

    row: int
    story: int | None
    file: str
    title: str | None
    outlet: str | None
    side: str | None
    kind: str
    published: str | None
    url: str | None
    added: str
    reliability: str
    read: bool
    why: str | None
    characters: int
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    """An outlet, or a report that names none (``named`` is false): how many reports, and the row of one of them."""

    name: str
    named: bool
    side: str | None
    reports: int
    reliability: str
    row: int
    story: int | None


def report_rows(
    connection: Connection, *, outlet: str = "", words: str = "", order: str = "published"
) -> tuple[int, ...]:
    """The rows of the reports as they stand now that are asked for, in order."""
    where, values = _where(outlet, words)
    found = connection.execute(text(f"SELECT report.id FROM report WHERE {where} ORDER BY {ORDERS[order]}"), values)
    return tuple(found.scalars())


def reports(connection: Connection, rows: Sequence[int]) -> tuple[ReportLine, ...]:
    """Reports by their rows, in that order."""
    if not rows:
        return ()
    names = {f"row{n}": row for n, row in enumerate(rows)}
    found = connection.execute(
        text(
            "SELECT report.*, intake.at AS added, story.number AS story FROM report "
            "JOIN intake ON intake.id = report.intake "
            "LEFT JOIN member ON member.report = report.id LEFT JOIN story ON story.id = member.story "
            f"WHERE report.id IN ({', '.join(f':{n}' for n in names)})"
        ),
        names,
    )
    there = {line.row: line for line in map(_line, found)}
    return tuple(there[row] for row in rows if row in there)


def _where(outlet: str, words: str) -> tuple[str, dict[str, object]]:
    parts, values = [CURRENT], dict[str, object]()
    if outlet:
        parts.append("report.outlet = :outlet")
        values["outlet"] = outlet
    for n, word in enumerate(words.split()[:12]):
        parts.append(f"coalesce(report.title, '') || ' ' || report.file LIKE :word{n} ESCAPE '!'")
        values[f"word{n}"] = "%" + "".join(f"!{c}" if c in "!%_" else c for c in word) + "%"
    return " AND ".join(parts), values


def _line(row: Row[Any]) -> ReportLine:
    return ReportLine(
        row=row.id,
        story=row.story,
        file=row.file,
        title=row.title,
        outlet=row.outlet,
        side=row.side,
        kind=row.kind,
        published=row.published,
        url=row.url,
        added=row.added,
        reliability=row.reliability,
        read=bool(row.read),
        why=row.why,
        characters=row.characters,
        versions=row.version,
    )


def outlets(connection: Connection) -> tuple[OutletLine, ...]:
    """The outlets, those of most reports first; a report that names none stands by itself."""
    grouped = (
        "SELECT coalesce(report.outlet, report.file) AS name, report.outlet IS NOT NULL AS named, "
        "max(report.side) AS side, count(*) AS reports, min(report.reliability) AS reliability, "
        f"max(report.id) AS row FROM report WHERE {CURRENT} GROUP BY 1, 2"
    )
    rows = connection.execute(
        text(
            f"SELECT found.*, story.number AS story FROM ({grouped}) AS found "
            "LEFT JOIN member ON member.report = found.row LEFT JOIN story ON story.id = member.story "
            "ORDER BY found.reports DESC, found.name"
        )
    )
    return tuple(
        OutletLine(
            name=r.name,
            named=bool(r.named),
            side=r.side,
            reports=r.reports,
            reliability=r.reliability,
            row=r.row,
            story=r.story,
        )
        for r in rows
    )


def versions(connection: Connection, row: int) -> Sequence[Row[Any]]:
    """All versions of the report that a row is one of, the first first: row, version, when it came in, text, title."""
    return connection.execute(
        text(
            "SELECT report.id, report.version, report.title, intake.at AS added, text.body FROM report "
            "JOIN intake ON intake.id = report.intake JOIN text ON text.id = report.text "
            "WHERE report.source = (SELECT source FROM report WHERE id = :row) ORDER BY report.version"
        ),
        {"row": row},
    ).all()


def stories_with(connection: Connection, names: Sequence[str]) -> dict[int, float]:
    """By story, how many of some names its reports have, and in what share of them: the number, then the share."""
    votes: dict[int, float] = {}
    for name in names:
        wanted = searching.row_of(name)
        found = searching.holding(connection, wanted) if wanted is not None else []
        rows = connection.execute(
            text(
                "SELECT story.number AS number, count(*) * 1.0 / story.reports AS share FROM json_each(:ids) AS asked "
                "JOIN member ON member.report = asked.value JOIN story ON story.id = member.story GROUP BY story.id"
            ),
            {"ids": json.dumps(found)},
        )
        for r in rows:
            votes[r.number] = votes.get(r.number, 0.0) + 1.0 + float(r.share)
    return votes
