"""Which reports of a dossier tell one story: kept in the file, and only what is new is sorted in.

The result is that of ``reconcile.stories`` over all reports at once, whatever the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from memcon.dossier.engine import teller
from memcon.dossier.numbering import Numbering
from memcon.dossier.reading import AT_ONCE, Told, told_of
from memcon.model.errors import DossierError
from memcon.pipeline import Options
from memcon.reconcile.bundle import Source
from memcon.reconcile.closeness import Shelf
from memcon.reconcile.sketches import Ints, heads, sketch, words_of
from memcon.reconcile.sorting import NONE, Sorted, affected, empty, groups, sort_in
from memcon.reconcile.stories import Part, parted
from memcon.store import profiles
from memcon.store.file import Store
from memcon.store.profiles import FRESH, SILENT, SORTED, UNREAD, Row
from memcon.store.reports import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """The parts that are told together, by places on the shelf; ``rows`` are the reports' rows by place.

    ``silent`` are the places of reports that name nobody, in canonical order.
    """

    shelf: Shelf
    rows: tuple[int, ...]
    parts: tuple[Part, ...]
    silent: tuple[int, ...]


class _LetGoError(DossierError):
    """The words of a report that was sketched are not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """The rows of the reports that have been read, and how many turns the sorting took before."""

    rows: frozenset[int]
    turn: int


def sketched(store: Store, lines: Sequence[Line], options: Options) -> Sketched | None:
    """See to it that every report that can be read has been read and has its sketch.

    Null where another memcon has begun to sort meanwhile. Each batch is kept as soon as it is made, so that a run
    that is stopped loses little.
    """
    with store.writing() as connection:
        turn = profiles.turn(connection, teller())
        if turn is None:
            profiles.begin(connection, teller())
    with store.reading() as connection:
        have = profiles.known(connection)
    rows = [one.row for one in lines if one.read]
    wanted = [row for row in rows if row not in have]
    for at in range(0, len(wanted), AT_ONCE):
        made = []
        for one in told_of(store, wanted[at : at + AT_ONCE], options):
            if at + AT_ONCE < len(wanted) or at:
                options.progress("sorting", at, len(wanted))
            made.append(_sketched(one))
        with store.writing() as connection:
            profiles.keep(connection, made)
    with store.reading() as connection:
        turn = profiles.turn(connection, teller())
    return None if turn is None else Sketched(rows=frozenset(rows), turn=turn)


def _sketched(one: Told) -> tuple[int, int, bytes, bytes]:
    if one.reading is None or one.extraction is None:
        return one.row, UNREAD, b"", b""
    found = sketch(Source(report=one.report, reading=one.reading, extraction=one.extraction))
    return one.row, FRESH if found.named else SILENT, found.head, found.words


def sorted_in(store: Store, numbered: Numbering, there: Sketched | None) -> Sorting | None:
    """The stories as they are with all that was sketched; null where another process was quicker.

    ``there`` is what was just sketched; where it is null, what the file has is taken and nothing is kept.
    """
    with store.reading() as connection:
        known = profiles.rows(connection)
    if there is not None and not there.rows <= {row.report for row, _ in known}:
        return None
    place = {row: n for n, row in enumerate(numbered.order)}
    gone = [row for row, _ in known if row.report not in place]
    known = [(row, head) for row, head in known if row.state != UNREAD]
    known.sort(key=lambda pair: (pair[0].report not in place, place.get(pair[0].report, 0), pair[0].report))
    rows = [row for row, _ in known]
    shelf = _shelf(store, [r.report for r in rows], [head for _, head in known])
    found, where = _as_kept(rows)
    lost = [where[r.report] for r in gone if r.report in where]
    fresh = [n for n, row in enumerate(rows) if row.state == FRESH and row.report in place]
    again = affected(found, lost) if lost else []
    for one in (*lost, *again):
        found.knot[one] = found.strand[one] = NONE
    try:
        sort_in(shelf, found, [*again, *fresh])
        parts = parted(shelf, groups(shelf, found))
    except _LetGoError:
        return None
    changed = [one for one in _rows(rows, found) if one.report in place]
    before = dict(zip((r.report for r in rows), rows, strict=True))
    changed = [one for one in changed if one != before[one.report]]
    if there is not None and (changed or gone):
        with store.writing() as connection:
            if not profiles.resort(connection, teller(), there.turn, changed, [r.report for r in gone]):
                return None
    silent = tuple(n for n, row in enumerate(rows) if row.state == SILENT and row.report in place)
    return Sorting(shelf=shelf, rows=tuple(r.report for r in rows), parts=tuple(parts), silent=silent)


def _shelf(store: Store, reports: Sequence[int], packed: Sequence[bytes]) -> Shelf:
    """The sketches that are kept; the words of those that are asked for are taken from the file."""
    opened: dict[int, tuple[Ints, Ints]] = {}

    def words(places: Ints) -> list[tuple[Ints, Ints]]:
        wanted = [int(n) for n in places if int(n) not in opened]
        if wanted:
            with store.reading() as connection:
                there = profiles.words(connection, [reports[n] for n in wanted])
            if not all(reports[n] in there for n in wanted):
                raise _LetGoError(f"{store.path}: another process let go of what was to be sorted; ask again")
            opened.update({n: words_of(there[reports[n]]) for n in wanted})
        return [opened[int(n)] for n in places]

    return Shelf(heads=heads(packed), words=words)


def _as_kept(rows: Sequence[Row]) -> tuple[Sorted, Mapping[int, int]]:
    """Where the reports are as it was kept, by places; and the places by rows."""
    where = {row.report: n for n, row in enumerate(rows)}
    found = empty(len(rows))
    knots: dict[int, int] = {}
    strands: dict[int, int] = {}
    for n, row in enumerate(rows):
        if row.state == SORTED and row.knot is not None and row.strand is not None:
            found.knot[n] = knots.setdefault(row.knot, n)
            found.strand[n] = strands.setdefault(row.strand, n)
            if row.home is not None and row.home in where:
                found.home[n], found.closeness[n] = where[row.home], row.closeness
    return found, where


def _rows(rows: Sequence[Row], found: Sorted) -> Iterator[Row]:
    """The rows to be kept; knots and strands go by their least rows, which name them in whatever order."""
    knots, strands = _least(rows, found.knot), _least(rows, found.strand)
    for n, row in enumerate(rows):
        knot, home = int(found.knot[n]), int(found.home[n])
        if knot == NONE:
            yield row
            continue
        yield Row(
            report=row.report,
            state=SORTED,
            knot=knots[knot],
            home=None if home == NONE else rows[home].report,
            closeness=float(found.closeness[n]) if home != NONE else 0.0,
            strand=strands[int(found.strand[n])],
        )


def _least(rows: Sequence[Row], labels: Ints) -> dict[int, int]:
    out: dict[int, int] = {}
    for row, label in zip(rows, map(int, labels), strict=True):
        out[label] = min(out.get(label, row.report), row.report)
    return out


def members(sorting: Sorting, part: Part) -> tuple[int, ...]:
    """The rows of a part's reports, in canonical order: a place on the shelf is one in that order."""
    return tuple(sorting.rows[m] for m in sorted(part.members))
