"""Reports, claims and events searched by words: phrases, beginnings of words, the words found with those around."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, text

from memcon.store.phrases import bare, in_a_row, looking, patterns

T = TypeVar("T")

WORD = re.compile(r"[^\W_]+")
QUERY = re.compile(r'"([^"]*)"?|(\S+)')
AROUND = 110
"""Characters on either side of what was found."""
MOST = 20
"""Parts of a search that are looked for; the rest is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of text, and whether it is what was looked for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHit:
    """A report that was found. ``story`` is the number of its story, null where it is of none."""

    row: int
    story: int | None
    file: str
    title: str | None
    outlet: str | None
    published: str | None
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHit:
    """A claim that was found: its words, the report that makes it, its event."""

    name: str
    story: int
    event: str
    label: str
    report: int
    file: str
    outlet: str | None
    start: int
    end: int
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits(Generic[T]):
    """A page of what was found, and how much there is in all."""

    total: int
    hits: tuple[T, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for: each part is words in a row, the last of which may be the beginning of one."""

    parts: tuple[tuple[tuple[str, ...], bool], ...]

    @property
    def loose(self) -> bool:
        """Whether nothing is said of words in a row, so that the tables of words know all."""
        return all(len(words) == 1 for words, _ in self.parts)

    @property
    def words(self) -> str:
        """As FTS5 takes it, which knows only which words there are."""
        return " AND ".join(
            f'"{w}"' + (" *" if begun and n == len(words) - 1 else "")
            for words, begun in self.parts
            for n, w in enumerate(words)
        )

    @property
    def rows(self) -> tuple[re.Pattern[str], ...]:
        """What words in a row look like in a text that is ``bare`` and in small letters, wherever they begin."""
        return patterns(self.parts)

    @property
    def pattern(self) -> re.Pattern[str]:
        """What the parts look like in a text that is ``bare``."""
        ends = (
            r"\b" + r"[\W_]+".join(re.escape(bare(w)) for w in words) + ("" if begun else r"\b")
            for words, begun in self.parts
        )
        return re.compile("|".join(f"(?:{e})" for e in ends), re.IGNORECASE)


def query(asked: str) -> Query | None:
    """What words ask for: ``"in a row"``, ``begin*``, any word; all must be there. Null where nothing is asked."""
    parts: list[tuple[tuple[str, ...], bool]] = []
    for quoted, alone in QUERY.findall(asked)[:MOST]:
        words = tuple(WORD.findall((quoted or alone).replace("'", " ").replace("’", " ")))
        if words:
            parts.append((words[:MOST], (quoted or alone).endswith("*")))
    return Query(parts=tuple(parts)) if parts else None


def row_of(words: str) -> Query | None:
    """What asks for some words in a row, or null where there are none."""
    found = tuple(WORD.findall(words))[:MOST]
    return Query(parts=((found, False),)) if found else None


def reports(connection: Connection, asked: str, *, limit: int = 20, offset: int = 0) -> Hits[ReportHit]:
    """The reports, as they were last told, that hold what is asked for, the last come first."""
    wanted = query(asked)
    if wanted is None:
        return Hits(total=0, hits=())
    found = holding(connection, wanted)
    rows = connection.execute(
        text(
            "SELECT report.id, report.file, report.title, report.outlet, report.published, story.number, text.body "
            "FROM json_each(:ids) AS asked JOIN report ON report.id = asked.value JOIN text ON text.id = report.text "
            "JOIN member ON member.report = report.id LEFT JOIN story ON story.id = member.story ORDER BY asked.key"
        ),
        {"ids": json.dumps(found[offset : offset + limit])},
    )
    return Hits(
        total=len(found),
        hits=tuple(
            ReportHit(
                row=r.id,
                story=r.number,
                file=r.file,
                title=r.title,
                outlet=r.outlet,
                published=r.published,
                snippet=_around(r.body, wanted),
            )
            for r in rows
        ),
    )


def holding(connection: Connection, wanted: Query) -> list[int]:
    """The rows of the reports, as they were last told, that hold what is asked for, those of the last texts first.

    Words in a row are looked for in the texts that have the words: some 5 microseconds a text of 2 kB.
    """
    found = connection.execute(
        text(
            "SELECT report.id, report.text FROM text_fts JOIN report ON report.text = text_fts.rowid "
            "JOIN member ON member.report = report.id "
            "WHERE text_fts MATCH :q ORDER BY text_fts.rowid DESC, report.id DESC"
        ),
        {"q": wanted.words},
    )
    rows = [(int(row), int(body)) for row, body in found]
    if wanted.loose:
        return [row for row, _ in rows]
    there = _said_in(connection, sorted({body for _, body in rows}), wanted)
    return [row for row, body in rows if body in there]


def _said_in(connection: Connection, texts: Sequence[int], wanted: Query) -> set[int]:
    """Those of some texts that say the words in a row which are asked for."""
    raw: Any = connection.connection.driver_connection  # plain rows: a common phrase has thousands of candidates
    rows = raw.execute(
        "SELECT text.id, CAST(text.body AS BLOB) FROM json_each(?) AS asked CROSS JOIN text ON text.id = asked.value",
        (json.dumps(texts),),
    )
    said = looking(wanted.parts)
    return {row for row, body in rows if said(body)}


def claims(connection: Connection, asked: str, *, limit: int = 20, offset: int = 0) -> Hits[ClaimHit]:
    """The claims of events that hold what is asked for.

    Words in a row are looked for among the claims that have the words; of very many, ``total`` counts those.
    """
    wanted = query(asked)
    if wanted is None:
        return Hits(total=0, hits=())
    total = int(
        connection.execute(
            text("SELECT count(*) FROM claim_fts WHERE claim_fts MATCH :q"), {"q": wanted.words}
        ).scalar_one()
    )
    most, start = (limit, offset) if wanted.loose else (MANY, 0)
    rows = connection.execute(
        text(
            "SELECT claim.number, story.number AS story, event.name AS event, event.label, "
            "claim.start, claim.length, report.id AS report, report.file, report.outlet, "
            "substr(text.body, claim.start + 1, claim.length) AS words "
            "FROM (SELECT claim_fts.rowid AS id FROM claim_fts WHERE claim_fts MATCH :q "
            "ORDER BY claim_fts.rowid DESC LIMIT :limit OFFSET :offset) "
            "AS found JOIN claim ON claim.pack = (SELECT max(id) FROM claims WHERE id <= found.id) "
            "AND claim.id = found.id JOIN event ON event.id = claim.event "
            "JOIN story ON story.id = abs(event.story) JOIN report ON report.id = claim.report "
            "JOIN text ON text.id = report.text ORDER BY claim.id DESC"
        ),
        {"q": wanted.words, "limit": most, "offset": start},
    ).all()
    if not wanted.loose:
        asked_for = wanted.rows
        rows = [r for r in rows if in_a_row(r.words, asked_for)]
        total = len(rows) if total <= MANY else total
        rows = rows[offset : offset + limit]
    return Hits(
        total=total,
        hits=tuple(
            ClaimHit(
                name=f"C{r.number}",
                story=r.story,
                event=r.event,
                label=r.label,
                report=r.report,
                file=r.file,
                outlet=r.outlet,
                start=r.start,
                end=r.start + r.length,
                snippet=pieces(r.words, wanted),
            )
            for r in rows
        ),
    )


MANY = 2000
"""Claims that are looked through for words in a row."""


def pieces(words: str, wanted: Query) -> tuple[Piece, ...]:
    """Words in pieces, those marked that were looked for."""
    out: list[Piece] = []
    at = 0
    for found in wanted.pattern.finditer(bare(words)):
        if found.start() > at:
            out.append(Piece(text=words[at : found.start()], hit=False))
        out.append(Piece(text=words[found.start() : found.end()], hit=True))
        at = found.end()
    return (*out, Piece(text=words[at:], hit=False)) if at < len(words) else tuple(out)


def _around(body: str, wanted: Query) -> tuple[Piece, ...]:
    """The first place of a text that holds what is looked for, with the words around it, in one line."""
    found = wanted.pattern.search(bare(body))
    middle = found.span() if found else (0, 0)
    start, end = max(0, middle[0] - AROUND), min(len(body), middle[1] + AROUND)
    while start > 0 and not body[start - 1].isspace() and start < middle[0]:
        start += 1
    while end < len(body) and not body[end].isspace() and end > middle[1]:
        end -= 1
    before, after = "… " if start else "", " …" if end < len(body) else ""
    return pieces(before + " ".join(body[start:end].split()) + after, wanted)
