"""What a person judged, in the order of judging: rows are added and never changed; an undo is a row of its own."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from memcon.model.errors import DossierError
from memcon.model.judgements import Anchor, Ruling, named
from memcon.store.reports import SOME, sha
from memcon.store.schema import INTAKE, JUDGEMENT, REPORT, TEXT

UNDO = "undo"
PLAIN = ("slot", "value", "normal", "source", "letter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """A judgement taken back: the number of that row, by whom, why, when; ``intake`` is the state that this made."""

    number: int
    intake: int
    by: str
    because: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A judgement as it was made, and how it was taken back; ``undone`` is null while it is in force.

    ``intake`` is the number of the state of the dossier that it made.
    """

    ruling: Ruling
    intake: int
    undone: Undo | None = None


def every(connection: Connection, upto: int | None = None) -> tuple[Entry, ...]:
    """All judgements ever made, or those made up to an intake, with what was taken back until then."""
    rows = connection.execute(
        select(JUDGEMENT, INTAKE.c.at)
        .join(INTAKE, INTAKE.c.id == JUDGEMENT.c.intake)
        .where(JUDGEMENT.c.intake <= upto if upto is not None else JUDGEMENT.c.intake > 0)
        .order_by(JUDGEMENT.c.id)
    ).all()
    undone = {
        r.undoes: Undo(number=r.id, intake=r.intake, by=r.by, because=r.because, at=r.at)
        for r in rows
        if r.kind == UNDO
    }
    return tuple(Entry(ruling=_ruling(r), intake=r.intake, undone=undone.get(r.id)) for r in rows if r.kind != UNDO)


def standing(connection: Connection, upto: int | None = None) -> tuple[Ruling, ...]:
    """The judgements in force, or that were in force after an intake; by number."""
    return tuple(e.ruling for e in every(connection, upto) if e.undone is None)


def intakes_of(connection: Connection) -> frozenset[int]:
    """The intakes that are judgements, or judgements taken back, and brought no report."""
    return frozenset(connection.execute(select(JUDGEMENT.c.intake)).scalars())


def having(connection: Connection, hashes: Collection[str], current: Collection[int]) -> dict[str, list[int]]:
    """The rows, of those of ``current``, of the reports that have one of some texts, by its hash."""
    out: dict[str, list[int]] = {}
    wanted = sorted(hashes)
    for at in range(0, len(wanted), SOME):
        found = select(TEXT.c.sha256, REPORT.c.id).join(REPORT, REPORT.c.text == TEXT.c.id)
        for mark, row in connection.execute(found.where(TEXT.c.sha256.in_(wanted[at : at + SOME]))):
            if row in current:
                out.setdefault(str(mark), []).append(int(row))
    return out


def outlets(connection: Connection, current: Collection[int]) -> dict[str, list[int]]:
    """The rows, of those of ``current``, of the reports that have an outlet, by its name as it is judged."""
    out: dict[str, list[int]] = {}
    for row in connection.execute(select(REPORT.c.id, REPORT.c.outlet).where(REPORT.c.outlet.is_not(None))):
        if row.id in current:
            out.setdefault(named(row.outlet), []).append(int(row.id))
    return out


def reports_of(connection: Connection, rulings: Iterable[Ruling]) -> frozenset[int]:
    """The rows of the reports, as they stand now, that have or had a text that any of some judgements names."""
    return reports_with(connection, {h for r in rulings for h in r.texts})


def reports_with(connection: Connection, hashes: Collection[str]) -> frozenset[int]:
    """The rows of the reports, as they stand now, that have or had one of some texts."""
    sources = {s for some in _sources(connection, hashes).values() for s in some}
    return frozenset(_current(connection, sources).values())


def _sources(connection: Connection, hashes: Collection[str]) -> dict[str, set[int]]:
    """The sources of the reports that have or had a text, by its hash."""
    out: dict[str, set[int]] = {}
    wanted = sorted(hashes)
    for at in range(0, len(wanted), SOME):
        found = select(TEXT.c.sha256, REPORT.c.source).join(REPORT, REPORT.c.text == TEXT.c.id)
        for mark, source in connection.execute(found.where(TEXT.c.sha256.in_(wanted[at : at + SOME]))):
            out.setdefault(mark, set()).add(int(source))
    return out


def _current(connection: Connection, sources: Collection[int]) -> dict[int, int]:
    """The row of the last report of each source."""
    out: dict[int, int] = {}
    known = sorted(sources)
    for at in range(0, len(known), SOME):
        last = select(REPORT.c.source, func.max(REPORT.c.id)).where(REPORT.c.source.in_(known[at : at + SOME]))
        out |= {int(s): int(row) for s, row in connection.execute(last.group_by(REPORT.c.source))}
    return out


def texts_now(connection: Connection) -> frozenset[str]:
    """The hashes of the texts of all reports as they stand now."""
    last = select(func.max(REPORT.c.id)).group_by(REPORT.c.source)
    found = select(TEXT.c.sha256).join(REPORT, REPORT.c.text == TEXT.c.id).where(REPORT.c.id.in_(last))
    return frozenset(connection.execute(found).scalars())


def keep(connection: Connection, ruling: Ruling, tool: str) -> Entry:
    """Keep a judgement; its number is given here."""
    body = _body(ruling)
    intake = _intake(connection, ruling.at, tool)
    row = connection.execute(
        insert(JUDGEMENT).values(
            intake=intake,
            kind=ruling.kind,
            by=ruling.by,
            because=ruling.because,
            sha256=_mark(ruling.kind, ruling.by, ruling.because, None, body),
            body=body,
        )
    )
    return Entry(ruling=_numbered(ruling, int(row.lastrowid)), intake=intake)


def keep_undo(connection: Connection, number: int, *, by: str, because: str, at: str, tool: str) -> Undo:
    """Keep that a judgement is taken back. The file itself refuses to take one back twice."""
    intake = _intake(connection, at, tool)
    row = connection.execute(
        insert(JUDGEMENT).values(
            intake=intake,
            kind=UNDO,
            by=by,
            because=because,
            undoes=number,
            sha256=_mark(UNDO, by, because, number, "{}"),
            body="{}",
        )
    )
    return Undo(number=int(row.lastrowid), intake=intake, by=by, because=because, at=at)


def faults(connection: Connection) -> Iterable[str]:
    """Rows that are not what was judged, a line each."""
    for r in connection.execute(select(JUDGEMENT).order_by(JUDGEMENT.c.id)):
        if r.sha256 != _mark(r.kind, r.by, r.because, r.undoes, r.body):
            yield f"judgement {r.id}: is not what was judged (its hash is another)"
        elif (r.kind == UNDO) != (r.undoes is not None):
            yield f"judgement {r.id}: takes back nothing, or is no undo and takes back another"


def _intake(connection: Connection, at: str, tool: str) -> int:
    return int(connection.execute(insert(INTAKE).values(at=at, tool=tool)).lastrowid)


def _mark(kind: str, by: str, because: str, undoes: int | None, body: str) -> str:
    return sha(json.dumps([kind, by, because, undoes, body], ensure_ascii=True))


def _body(ruling: Ruling) -> str:
    held: dict[str, object] = {name: getattr(ruling, name) for name in PLAIN}
    for side in ("left", "right"):
        held[side] = [{f.name: getattr(a, f.name) for f in fields(Anchor)} for a in getattr(ruling, side)]
    return json.dumps({k: v for k, v in held.items() if v}, ensure_ascii=False, sort_keys=True)


def _ruling(row: Row[tuple[object, ...]]) -> Ruling:
    try:
        held: dict[str, Any] = json.loads(row.body)
        sides: dict[str, Any] = {side: tuple(Anchor(**a) for a in held.pop(side, ())) for side in ("left", "right")}
        return Ruling(number=row.id, kind=row.kind, by=row.by, because=row.because, at=row.at, **sides, **held)
    except (ValueError, TypeError, AttributeError) as error:
        raise DossierError(
            f"judgement {row.id} of this dossier is damaged; memcon check says what else is, take the last copy of it"
        ) from error


def _numbered(ruling: Ruling, number: int) -> Ruling:
    return replace(ruling, number=number)
