"""Levels of all pairs of parties in short, kept in the file: reckoned anew where a story tells something new."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from memcon.dossier.figures import codes, uncodes_all
from memcon.dossier.numbering import Numbering
from memcon.dossier.outlook_acts import unpacked
from memcon.dossier.outlook_shelf import LackingError, OnFile
from memcon.dossier.outlook_shelf import read as touches_of
from memcon.dossier.outlooking import KINDS, Body, head
from memcon.model.errors import DossierError
from memcon.outlook.gathered import Rows, covered, spoken
from memcon.outlook.kept import ALL, Acts
from memcon.outlook.relations import Ground, Key
from memcon.outlook.shorts import FINE, FOREVER, Levers, Short, Side, shorts_of, unordered
from memcon.store import outlook as rows
from memcon.store.file import Store
from memcon.store.memoranda import Shown

FIRST = 657_000
"""The day (an ordinal) from which days are counted in the file; 0 stands for none, a last one for no end."""


def written(one: Short) -> str:
    """A short as it is kept: its figures, and the levers of each side."""
    figures = [
        v
        for s in (*one.cooperation, *one.conflicts, one.conflict)
        for v in ((s.acts, round(s.mean * 10**FINE), max(0, s.day - FIRST)) if s.acts else (0,))
    ]
    ends = (max(0, one.low - FIRST), max(0, one.high - FIRST) if one.high < FOREVER else 0)
    told = codes([*figures, one.undated, one.unplaced, one.retold, *ends])
    return json.dumps([told, *one.levers] if any(one.levers) else told, ensure_ascii=False, separators=(",", ":"))


def read(kept: str) -> Short:
    """A short that was kept. Raises ``ValueError`` where it is none."""
    value = json.loads(kept)
    told, *levers = value if isinstance(value, list) else [value]
    given, sides = uncodes_all(told), list[Side]()
    at = 0
    try:
        for _ in range(5):
            acts = given[at]
            sides.append(Side(acts=acts, mean=given[at + 1] / 10**FINE, day=given[at + 2] + FIRST) if acts else Side())
            at += 3 if acts else 1
        undated, unplaced, retold, low, high = given[at : at + 5]
    except IndexError as error:
        raise ValueError("a level is cut short") from error
    first, second = (tuple(map(str, words)) for words in levers) if levers else ((), ())
    return Short(
        cooperation=(sides[0], sides[1]),
        conflicts=(sides[2], sides[3]),
        conflict=sides[4],
        levers=(first, second),
        undated=undated,
        unplaced=unplaced,
        retold=retold,
        low=low + FIRST if low else 0,
        high=high + FIRST if high else FOREVER,
    )


class _Near(OnFile):
    """The parts of the stories, with what is told of a pair or of one party read once."""

    def __init__(self, connection: Connection, stories: Iterable[Shown], names: Numbering | None = None) -> None:
        super().__init__(connection, list(stories), names)
        self.marks = self._marked()
        self._told: dict[Key, list[tuple[int, int, str]]] | None = None
        self._raw: dict[Key, list[tuple[int, int, str]]] = {}
        self._told_of: dict[Key, list[tuple[int, Acts]]] = {}
        self._spoken: dict[str, tuple[dict[int, float], str]] = {}

    def load(self) -> list[Key]:
        """Read all at once; the pairs, without a direction."""
        found: dict[Key, list[tuple[int, int, str]]] = {}
        for source, target, memorandum, body in rows.every_act(self.connection):
            if memorandum in self._numbers:
                found.setdefault((source, target), []).append((self._numbers[memorandum], memorandum, body))
        self._raw = {key: sorted(some) for key, some in found.items()}
        self._told = self._raw
        return unordered(k for k in found if k[1] != ALL)

    def raw(self, source: str, target: str) -> list[tuple[int, int, str]]:
        """What is told of a directed pair: the stories' numbers, their memoranda, the rows."""
        key = (source, target)
        if key not in self._raw:
            bodies = rows.acts(self.connection, source, target).items() if self._told is None else ()
            self._raw[key] = sorted((self._numbers[m], m, body) for m, body in bodies if m in self._numbers)
        return self._raw[key]

    def acts(self, source: str, target: str) -> list[tuple[int, Acts]]:
        """What the stories tell of a directed pair."""
        key = (source, target)
        if key not in self._told_of:
            self._told_of[key] = [(n, opened(body)) for n, _, body in self.raw(source, target)]
        return self._told_of[key]

    def spoken(self, party: str) -> tuple[dict[int, float], str]:
        """How well reports cover the days of a party, and a mark of that."""
        if party not in self._spoken:
            days = spoken(self.acts(party, ALL))
            self._spoken[party] = days, _hash(PARTY, sorted(days.items()))
        return self._spoken[party]

    def cover(self, key: Key) -> dict[int, float]:
        """How well reports cover the days of a pair."""
        return covered(self.spoken(key[0])[0], self.spoken(key[1])[0])

    def seal(self) -> str:
        """A mark of all that is told, and of the order of the stories."""
        return sealed((one.memorandum for _, one in sorted(self.stories.items())), self.marks)

    def pair_mark(self, key: Key) -> str | None:
        """A mark of all that the levels of a pair are reckoned from; null where nothing is told of the two.

        What tells of one party alone counts by the days that it covers, and by its levers where the pair has any:
        another report of a day that is covered already leaves the levels of all other pairs of that party as they are.
        """
        ways = (key, key[::-1])
        if not any(self.raw(*way) for way in ways):
            return None
        told = [[(body, self._lever(way, n)) for n, (_, _, body) in enumerate(self.raw(*way))] for way in ways]
        ends = [self.of_party(way[0], levers=any(m for _, m in some)) for way, some in zip(ways, told, strict=True)]
        return _hash(PAIR, told) + "".join(ends)

    def of_party(self, party: str, *, levers: bool) -> str:
        """What a mark says of one party alone: of its days, and of its levers against nobody named."""
        if not levers:
            return f"{self.spoken(party)[1]}-"
        some = [m for n in range(len(self.raw(party, ALL))) if (m := self._lever((party, ALL), n))]
        return self.spoken(party)[1] + _hash(PARTY, some)

    def _lever(self, key: Key, at: int) -> str:
        """A mark of the levers that a row tells of, nothing where there are none."""
        return self.marks[self.raw(*key)[at][1]] if self.acts(*key)[at][1].levers else ""


PAIR, PARTY = 8, 6
"""Characters of a mark that tell of a pair, and of a party."""


def _hash(size: int, value: object) -> str:
    made = hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).digest()
    return base64.b64encode(made).decode()[:size]


def opened(body: str) -> Acts:
    """What a row tells."""
    try:
        return unpacked(body)
    except ValueError as error:
        what = f"what a story gives to the outlook is damaged ({error}); memcon rebuild makes it anew"
        raise DossierError(what) from error


def sealed(memoranda: Iterable[int], marks: Mapping[int, str]) -> str:
    """A mark of what some memoranda tell, in the order of their stories."""
    return _hash(16, [marks.get(m) for m in memoranda])


def _levers_of(mark: str) -> tuple[str, ...]:
    """What a mark says of all that the levers of a pair go by."""
    first = PAIR + PARTY + (1 if mark[PAIR + PARTY : PAIR + PARTY + 1] == "-" else PARTY)
    return mark[:PAIR], mark[PAIR + PARTY : first], mark[first + PARTY :]


def _with_party(mark: str, place: int, near: _Near, party: str) -> str:
    """The mark of a pair with what it says of one of the two as that is now."""
    first = PAIR + PARTY + (1 if mark[PAIR + PARTY : PAIR + PARTY + 1] == "-" else PARTY)
    parts = [mark[PAIR:first], mark[first:]]
    parts[place] = near.of_party(party, levers=not parts[place].endswith("-"))
    return mark[:PAIR] + "".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What becomes other when stories are shown: pairs and parties (with no target) that are told of otherwise.

    ``seal`` is the mark of all that was told before; null where more is other than that.
    """

    keys: frozenset[Key] = frozenset()
    seal: str | None = None


def moved(store: Store, before: Sequence[Shown], after: Sequence[Shown]) -> Moved:
    """What becomes other when the stories ``after`` are shown; asked while those before are."""
    old, new = [[s.memorandum for s in sorted(some, key=lambda s: s.number)] for some in (before, after)]
    both = set(old) & set(new)
    if [m for m in old if m in both] != [m for m in new if m in both]:
        return Moved()
    with store.reading() as connection:
        keys = rows.keys_of(connection, set(old) ^ set(new))
        return Moved(keys=frozenset(keys), seal=sealed(old, rows.marks(connection)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What is kept of all levels together: the seal, between which ends all are good, the last days of memoranda."""

    seal: str
    low: int
    high: int
    days: Mapping[int, tuple[int, int]]


def _kept(connection: Connection) -> _Kept | None:
    """The same as the file has it; null where it has none, or none that can be read."""
    found = rows.sealed(connection)
    try:
        low, high, *days = uncodes_all(found[1]) if found else []
        by = {m: (a, b) for m, a, b in zip(days[::3], days[1::3], days[2::3], strict=True)}
    except ValueError:
        return None
    return _Kept(seal=found[0] if found else "", low=low, high=high, days=by)


def _last_days(near: _Near, known: Mapping[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """By memorandum the day of its last report and that of its last act; 0 for none."""
    wanted = [one.memorandum for one in near.stories.values()]
    fresh = [m for m in wanted if m not in known]
    heads = {m: head(body) for m, body in rows.parts(near.connection, "head", fresh).items()}
    return {m: known[m] if m in known else (heads[m].last or 0, max(heads[m].days, default=0)) for m in wanted}


def _end(days: Mapping[int, tuple[int, int]]) -> int:
    """The last day looked at, as ``relations.ground`` has it."""
    return max((a for a, _ in days.values()), default=0) or max((b for _, b in days.values()), default=0)


def _stale(
    near: _Near, kept: Mapping[Key, tuple[str, str]], keys: Collection[Key] | None
) -> tuple[dict[Key, str], list[Key]]:
    """The pairs of which not what is told now is kept, with their marks, and the pairs that are gone.

    ``keys`` are those that may be; null for all.
    """
    if keys is None:
        marks = {key: near.pair_mark(key) or "" for key in near.load()}
        return {k: m for k, m in marks.items() if kept.get(k, ("", ""))[0] != m}, [k for k in kept if k not in marks]
    fresh, gone = dict[Key, str](), list[Key]()
    pairs = set(unordered(k for k in keys if k[1] != ALL))
    for key in sorted(pairs):
        mark = near.pair_mark(key)
        if mark is None:
            gone += [key] if key in kept else []
        elif kept.get(key, ("", ""))[0] != mark:
            fresh[key] = mark
    parties = {k[0] for k in keys if k[1] == ALL}
    for key, (mark, _) in kept.items():
        if key not in pairs and (key[0] in parties or key[1] in parties):
            made = mark
            for place, party in enumerate(key):
                made = _with_party(made, place, near, party) if party in parties else made
            if made != mark:
                fresh[key] = made
    return fresh, gone


def shorts(connection: Connection, here: Ground) -> tuple[dict[Key, Short], dict[Key, str], list[Key]]:
    """All pairs in short; and what of it is not in the file yet, as it is kept, and pairs that are gone."""
    shelf = here.shelf
    assert isinstance(shelf, OnFile)  # noqa: S101
    near, kept, whole = _Near(connection, shelf.stories.values()), rows.levels(connection), _kept(connection)
    fresh, gone = _stale(near, kept, () if whole is not None and whole.seal == near.seal() else None)
    end = here.days[1].toordinal() if here.days else 0
    out = {k: read(body) for k, (_, body) in kept.items() if k not in fresh and k not in gone}
    fresh |= {k: kept[k][0] for k, one in out.items() if not one.low <= end <= one.high}
    found = shorts_of(replace(here, shelf=near), sorted(fresh), near.cover, _as_they_were(kept, fresh))
    return out | found, fresh, gone


def _as_they_were(kept: Mapping[Key, tuple[str, str]], fresh: Mapping[Key, str]) -> dict[Key, Levers]:
    """The levers of pairs of which other things than these are told otherwise."""
    same = [k for k, mark in fresh.items() if k in kept and _levers_of(kept[k][0]) == _levers_of(mark)]
    return {k: read(kept[k][1]).levers for k in same}


def levelled(store: Store, stories: Sequence[Shown], names: Numbering, what: Moved) -> None:
    """Reckon the levels anew that are not kept as the stories stand, and keep them.

    ``what`` is what became other when they were shown. Where another process shows other stories by now, it does so
    itself.
    """
    with store.reading() as connection:
        try:
            near = _Near(connection, stories, names)
            kept, whole = rows.levels(connection), _kept(connection)
            days = _last_days(near, whole.days if whole else {})
        except (LackingError, KeyError):
            return
        known = whole is not None and whole.seal == what.seal
        fresh, gone = _stale(near, kept, what.keys if known else None)
        end = _end(days)
        low, high = (whole.low, whole.high) if whole and known else (0, FOREVER)
        if not known or not low <= end <= high:
            left = {k: read(body) for k, (_, body) in kept.items() if k not in fresh and k not in gone}
            fresh |= {k: kept[k][0] for k, one in left.items() if not one.low <= end <= one.high}
            good = [one for k, one in left.items() if k not in fresh]
            low, high = max((o.low for o in good), default=0), min((o.high for o in good), default=FOREVER)
        drawn = (date.fromordinal(end), date.fromordinal(end)) if end else None
        here = Ground(shelf=near, rows=Rows(), days=drawn)
        out = shorts_of(here, sorted(fresh), near.cover, _as_they_were(kept, fresh))
        seal = near.seal()
    low, high = max([low, *(o.low for o in out.values())]), min([high, *(o.high for o in out.values())])
    told = codes([low, high, *(n for m, (a, b) in sorted(days.items()) for n in (m, a, b))])
    with store.writing() as connection:
        if rows.marks(connection) == near.marks:
            rows.keep_levels(connection, {k: (mark, written(out[k])) for k, mark in fresh.items()}, gone, (seal, told))


def faults(connection: Connection) -> Iterable[str]:
    """What is kept for the outlook and cannot be used, a line each: parts, the places that they name, rows, levels."""
    for memorandum, body in rows.parts(connection, "body").items():
        where = f"what memorandum {memorandum} gives to the outlook"
        try:
            part = Body(body)
            head(rows.parts(connection, "head", [memorandum])[memorandum])
            for name in KINDS:
                part.get(name)
            reports = rows.reports(connection, memorandum)
            ends = dict(enumerate((_size(connection, r) for r in reports), 1))
            spots = part.get("places").all
            if any(s.report not in ends or s.start < 0 or s.start + s.size > ends[s.report] for s in spots):
                yield f"{where}: names a place outside a text; memcon rebuild makes it anew"
        except (ValueError, KeyError) as error:
            yield f"{where}: cannot be read ({error}); memcon rebuild makes it anew"
    for source, target, memorandum, row in rows.every_act(connection):
        try:
            unpacked(row)
        except ValueError as error:
            yield f"what memorandum {memorandum} tells of {source} and {target}: {error}; memcon rebuild makes it anew"
    for one, two, found in rows.touches(connection):
        try:
            touches_of(found)
        except (ValueError, TypeError, IndexError) as error:
            yield f"what touches signs of memorandum {one} in {two}: {error}; memcon rebuild makes it anew"
    yield from _levels(connection)


def _size(connection: Connection, report: int) -> int:
    asked = "SELECT text.characters FROM report JOIN text ON text.id = report.text WHERE report.id = ?"
    return int(connection.exec_driver_sql(asked, (report,)).scalar() or 0)


def _levels(connection: Connection) -> Iterable[str]:
    for (one, two), (_, level) in rows.levels(connection).items():
        try:
            read(level)
        except (ValueError, TypeError, IndexError) as error:
            yield f"the level of {one} and {two}: cannot be read ({error}); memcon rebuild makes it anew"
