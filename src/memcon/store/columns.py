# ruff: noqa: S608 - every word of a statement is ours, every value is bound
"""The events that are shown as columns in memory: which are asked for, how many of each kind, in which order.

A list with its counts looks at every event, and rows of a file are slow to look at all of. What a memorandum tells
never changes while it is there but where other parts tell its events too; so after an add only the events of those that
came, and of those whose events stand otherwise beside others, are read anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from memcon.store.queries import TOP, Asked, Facet, without

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Order = Literal["time", "latest", "reports"]
Range = tuple[int, int, int]

NEVER = np.iinfo(np.int64).max
"""Stands for no moment."""
MONTHS = 12
FIRST_YEAR = 1
KINDS = ("type", "status", "standing")
TELLERS = ("outlet", "side")
LISTED = "event NOT IN (SELECT event FROM twin WHERE lead != event)"
"""Left out is what stands behind another event, which is listed with its reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Which events have which values of something they may have several of: by place in ``names``, and by row."""

    names: tuple[str, ...]
    value: Numbers
    event: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The events by their rows, smallest first; those that stand behind others are left out.

    ``ranges`` are the first and last rows of the memoranda shown, each with a figure that grows when these are other.
    ``kinds`` are places in ``words`` by event, -1 for none; ``low`` and ``high`` are seconds since 1970, ``NEVER``
    for none; ``many`` are the parties, outlets and sides.
    """

    ranges: frozenset[Range]
    row: Numbers
    low: Numbers
    high: Numbers
    reports: Numbers
    disputed: Mask
    whole: Mask
    words: dict[str, tuple[str, ...]]
    kinds: dict[str, Numbers]
    many: dict[str, Links]


def columns(connection: Connection, before: Columns | None = None) -> Columns:
    """The events as they are shown now; of ``before`` is taken what is shown still."""
    shown = connection.exec_driver_sql(
        "SELECT memorandum.first, memorandum.last, coalesce(outline.turn, 0) FROM memorandum "
        "LEFT JOIN outline ON outline.memorandum = memorandum.id "
        "WHERE memorandum.id IN (SELECT memorandum FROM story) AND memorandum.last >= memorandum.first"
    )
    ranges = frozenset((int(a), int(b), int(turn)) for a, b, turn in shown)
    if before is not None and before.ranges == ranges:
        return before
    kept = ranges & before.ranges if before is not None else frozenset[Range]()
    if before is None or 2 * len(kept) < len(ranges):
        return _read(connection, ranges)
    came = _read(connection, ranges - kept)
    return replace(_joined(_part(before, kept), came), ranges=ranges)


def _read(connection: Connection, ranges: frozenset[Range]) -> Columns:
    """The events of some memoranda from the file; all of them are gone through from the first that is wanted on."""
    least = min((first for first, _, _ in ranges), default=0)
    most = max((last for _, last, _ in ranges), default=-1)
    raw: Any = connection.connection.driver_connection  # plain rows: ten thousand reports' events are many
    rows = raw.execute(
        "SELECT id, low, high, reports, disputed IS NOT NULL, whole, type, status, standing FROM event "
        "WHERE id BETWEEN ? AND ? AND story > 0",
        (least, most),
    ).fetchall()
    held: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * 9
    words, kinds = dict[str, tuple[str, ...]](), dict[str, Numbers]()
    for name, values in zip(KINDS, held[6:], strict=True):
        words[name] = tuple(sorted({v for v in values if v is not None}))
        place: dict[Any, int] = {v: n for n, v in enumerate(words[name])} | {None: -1}
        kinds[name] = _numbers(place[v] for v in values)
    found = Columns(
        ranges=ranges,
        row=_numbers(held[0]),
        low=_numbers(NEVER if v is None else v for v in held[1]),
        high=_numbers(NEVER if v is None else v for v in held[2]),
        reports=_numbers(held[3]),
        disputed=_numbers(held[4]).astype(np.bool_),
        whole=_numbers(held[5]).astype(np.bool_),
        words=words,
        kinds=kinds,
        many={"party": _parties(raw, least, most), **_tellers(raw, least, most)},
    )
    return _part(found, ranges)


def _parties(raw: Any, least: int, most: int) -> Links:
    asked = f"SELECT party, event FROM event_party WHERE event BETWEEN ? AND ? AND {LISTED}"
    rows = raw.execute(asked, (least, most)).fetchall()
    names = tuple(sorted({p for p, _ in rows}))
    place = {p: n for n, p in enumerate(names)}
    return Links(names=names, value=_numbers(place[p] for p, _ in rows), event=_numbers(e for _, e in rows))


def _tellers(raw: Any, least: int, most: int) -> dict[str, Links]:
    """Which outlets and sides tell which events, each once."""
    asked = f"SELECT report, event FROM event_report WHERE event BETWEEN ? AND ? AND {LISTED}"
    rows = raw.execute(asked, (least, most)).fetchall()
    flat = np.fromiter(chain.from_iterable(rows), np.int64, 2 * len(rows)).reshape(-1, 2)
    about = raw.execute("SELECT id, outlet, side FROM report").fetchall()
    size = max((r[0] for r in about), default=0) + 1
    out: dict[str, Links] = {}
    for at, name in enumerate(TELLERS, 1):
        names = tuple(sorted({r[at] for r in about if r[at] is not None}))
        place = {v: n for n, v in enumerate(names)}
        of = np.full(size, -1, np.int64)
        for r in about:
            if r[at] is not None:
                of[r[0]] = place[r[at]]
        pairs = np.unique(of[flat[:, 0]] + (len(names) + 1) * flat[:, 1]) if len(flat) else _numbers(())
        value, event = _parted(pairs, len(names) + 1)
        out[name] = Links(names=names, value=value, event=event)
    return out


def _parted(pairs: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Pairs of a value and an event that were made one number each, those of no value left out."""
    event, value = np.divmod(pairs + 1, size)
    there = value > 0
    return value[there] - 1, event[there]


def _part(whole: Columns, ranges: frozenset[Range]) -> Columns:
    """What is of some memoranda alone."""
    starts = _numbers(sorted(a for a, _, _ in ranges))
    ends = _numbers(b for _, b, _ in sorted(ranges))

    def within(rows: Numbers) -> Mask:
        if not len(starts):
            return np.zeros(len(rows), np.bool_)
        at = np.searchsorted(starts, rows, "right") - 1
        return (at >= 0) & (rows <= ends[at])

    mask = within(whole.row)
    links = {}
    for name, one in whole.many.items():
        there = within(one.event)
        links[name] = Links(names=one.names, value=one.value[there], event=one.event[there])
    return Columns(
        ranges=ranges,
        row=whole.row[mask],
        low=whole.low[mask],
        high=whole.high[mask],
        reports=whole.reports[mask],
        disputed=whole.disputed[mask],
        whole=whole.whole[mask],
        words=whole.words,
        kinds={name: held[mask] for name, held in whole.kinds.items()},
        many=links,
    )


def _joined(one: Columns, other: Columns) -> Columns:
    """Two parts as one."""
    order = np.argsort(np.concatenate([one.row, other.row]), kind="stable")

    def both(a: npt.NDArray[Any], b: npt.NDArray[Any]) -> Any:
        return np.concatenate([a, b])[order]

    words, kinds = dict[str, tuple[str, ...]](), dict[str, Numbers]()
    for name in KINDS:
        words[name], turned = _names(one.words[name], other.words[name])
        kinds[name] = both(one.kinds[name], turned[other.kinds[name]])
    many = {}
    for name, held in one.many.items():
        names, turned = _names(held.names, other.many[name].names)
        value = np.concatenate([held.value, turned[other.many[name].value]])
        many[name] = Links(names=names, value=value, event=np.concatenate([held.event, other.many[name].event]))
    return Columns(
        ranges=one.ranges | other.ranges,
        row=both(one.row, other.row),
        low=both(one.low, other.low),
        high=both(one.high, other.high),
        reports=both(one.reports, other.reports),
        disputed=both(one.disputed, other.disputed),
        whole=both(one.whole, other.whole),
        words=words,
        kinds=kinds,
        many=many,
    )


def _names(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], Numbers]:
    """The names of both, and where those of the other stand among them; what stands for none, last, stays so."""
    names = tuple(dict.fromkeys((*one, *other)))
    place = {v: n for n, v in enumerate(names)}
    return names, _numbers([*(place[v] for v in other), -1])


def _numbers(values: Iterable[Any]) -> Numbers:
    return np.fromiter(values, np.int64)


def chosen(there: Columns, asked: Asked, rows: Iterable[int] | None = None) -> Mask:
    """Which events are asked for; ``rows`` are those that have the words asked for, null where none are.

    A story's number is nothing that stands here: ask ``queries`` for one story.
    """
    mask = np.ones(len(there.row), np.bool_)
    if rows is not None:
        mask &= _marked(there, _numbers(rows))
    for name, values in (("type", asked.types), ("status", asked.statuses), ("standing", asked.standings)):
        if values:
            places = [n for n, v in enumerate(there.words[name]) if v in values]
            mask &= np.isin(there.kinds[name], places)
    for party in asked.parties:
        mask &= _having(there, "party", (party,))
    for name, held in (("outlet", asked.outlets), ("side", asked.sides)):
        if held:
            mask &= _having(there, name, held)
    if asked.month is not None:
        place = _month_place(asked.month)
        mask &= (there.low != NEVER) & (_months(there.low) == place)
    if asked.since is not None:
        mask &= (there.high != NEVER) & (there.high > asked.since)
    if asked.until is not None:
        mask &= (there.low != NEVER) & (there.low < asked.until)
    if asked.disputed:
        mask &= there.disputed
    if asked.whole:
        mask &= there.whole
    return mask


def _having(there: Columns, name: str, values: Sequence[str]) -> Mask:
    links = there.many[name]
    places = [n for n, v in enumerate(links.names) if v in values]
    return _marked(there, links.event[np.isin(links.value, places)])


def _at(there: Columns, rows: Numbers, mask: Mask) -> Mask:
    """Which of some rows are those of events of the mask."""
    if not len(there.row):
        return np.zeros(len(rows), np.bool_)
    at = np.minimum(np.searchsorted(there.row, rows), len(there.row) - 1)
    held: Mask = mask[at] & (there.row[at] == rows)
    return held


def _marked(there: Columns, rows: Numbers) -> Mask:
    """The events among some rows; rows that are none of those shown are passed over."""
    mask = np.zeros(len(there.row), np.bool_)
    if len(there.row) and len(rows):
        at = np.minimum(np.searchsorted(there.row, rows), len(there.row) - 1)
        mask[at[there.row[at] == rows]] = True
    return mask


def ordered(there: Columns, mask: Mask, order: Order, *, limit: int, offset: int) -> tuple[int, list[int]]:
    """How many are chosen, and the rows of one page of them."""
    found = np.flatnonzero(mask)
    low, total = there.low[found], len(found)
    undated = low == NEVER
    keys = {
        "time": (there.row[found], low),
        "latest": (there.row[found], -low, undated),
        "reports": (there.row[found], low, -there.reports[found]),
    }[order]
    place = np.lexsort(keys)[offset : offset + limit]
    return total, [int(n) for n in there.row[found[place]]]


def facets(
    there: Columns, asked: Asked, names: Sequence[Facet], rows: Iterable[int] | None = None
) -> dict[Facet, list[tuple[str, int]]]:
    """How many of the events asked for there are by each value, the most first; as ``queries.facets``."""
    out: dict[Facet, list[tuple[str, int]]] = {}
    masks: dict[Asked, Mask] = {}
    rows = None if rows is None else _numbers(rows)
    for name in names:
        rest = without(asked, name)
        if rest not in masks:
            masks[rest] = chosen(there, rest, rows)
        mask = masks[rest]
        if name == "month":
            out[name] = [(_month_name(m), n) for m, n in reversed(months(there, mask))][: TOP * 3]
            continue
        if name in KINDS:
            held = there.kinds[name][mask]
            words, counts = there.words[name], np.bincount(held[held >= 0], minlength=1)
        else:
            links = there.many[name]
            words, counts = links.names, np.bincount(links.value[_at(there, links.event, mask)], minlength=1)
        pairs = [(words[n], int(counts[n])) for n in np.flatnonzero(counts)]
        out[name] = sorted(pairs, key=lambda p: (-p[1], p[0]))[:TOP]
    return out


def months(there: Columns, mask: Mask) -> list[tuple[int, int]]:
    """How many of the dated events begin in each month that has one: years times twelve and the month from 0."""
    low = there.low[mask]
    places, counts = np.unique(_months(low[low != NEVER]), return_counts=True)
    return [(int(m), int(n)) for m, n in zip(places, counts, strict=True)]


def within(there: Columns, mask: Mask, since: int, until: int) -> int:
    """How many events are not over at ``since`` and have begun before ``until``, in seconds since 1970."""
    known = (there.low != NEVER) & (there.high != NEVER)
    return int(np.count_nonzero(mask & known & (there.high > since) & (there.low < until)))


def _months(seconds: Numbers) -> Numbers:
    months_: Numbers = seconds.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64) + 1970 * MONTHS
    return months_


def _month_name(place: int) -> str:
    return f"{place // MONTHS:04d}-{place % MONTHS + 1:02d}"


def _month_place(name: str) -> int:
    year, _, month = name.partition("-")
    return int(year) * MONTHS + int(month) - 1 if year.isdigit() and month.isdigit() else -1
