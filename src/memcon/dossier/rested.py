"""What rested on a report that changed or a judgement that fell: events as they are told now, and briefs written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from memcon.dossier import ledger
from memcon.dossier.judging import worded
from memcon.dossier.ledger import Unheld
from memcon.dossier.meant import speaks
from memcon.dossier.numbering import numbering
from memcon.dossier.since import base_of
from memcon.dossier.telling import Settled, settled, told
from memcon.dossier.telling import story as story_of
from memcon.model import memo
from memcon.model.judgements import Ruling, text_hash
from memcon.model.memo import Judged, Memorandum
from memcon.pipeline import Options
from memcon.store import judgements as rows
from memcon.store import made
from memcon.store.file import Store, open_
from memcon.store.reports import Line, intakes, lines, sources_upto


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event as it is told now: the number of its story, its id there, its label."""

    story: int
    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaken:
    """Something that gave way, and the events that it bears on: ``what`` names it, ``why`` says what became of it."""

    kind: Literal["report", "judgement"]
    what: str
    why: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A judgement made since: its number, by whom, what, why."""

    number: int
    by: str
    text: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested:
    """What was judged and what gave way since a moment, and the briefs that no longer hold, whenever written."""

    judged: tuple[Made, ...] = ()
    shaken: tuple[Shaken, ...] = ()
    briefs: tuple[Unheld, ...] = ()


def gave_way(path: str | Path, *, since: datetime | None, options: Options | None = None) -> Rested:
    """Reports changed and judgements fallen since a moment, or since before the last add, with what rested on them."""
    options = options or Options()
    with open_(path, write=False) as store:
        found = settled(store, options)
        with store.reading() as connection:
            base = base_of(intakes(connection), since, rows.intakes_of(connection))
            upto = base.id if base else 0
            old = sources_upto(connection, upto) if base else frozenset()
            there, entries, briefs = lines(connection), rows.every(connection), made.every(connection)
        again = [one for one in there if one.intake > upto and one.source in old]
        taken = [e for e in entries if e.undone is not None and e.undone.intake > upto]
        force = [e for e in entries if e.undone is None]
        if not again and not taken and not force and not briefs:
            return Rested()
        view = _View(store, found, options, there)
        now = _now(force, view)
        shaken = [*_reports(again, view), *(_undone(e, view) for e in taken), *_resting(force, now, view)]
        judged = tuple(_made(e, now) for e in force if e.intake > upto)
        return Rested(judged=judged, shaken=tuple(shaken), briefs=_briefs(briefs, entries, view))


def unheld(path: str | Path, *, options: Options | None = None) -> tuple[Unheld, ...]:
    """The briefs written from a dossier that no longer hold, and why."""
    with open_(path, write=False) as store:
        with store.reading() as connection:
            briefs, entries, there = made.every(connection), rows.every(connection), lines(connection)
        if not briefs or not there:
            return ()
        options = options or Options()
        return _briefs(briefs, entries, _View(store, settled(store, options), options, there))


class _View:
    """The stories of a dossier, opened one by one and only when they are asked for."""

    def __init__(self, store: Store, found: Settled | None, options: Options, there: Sequence[Line]) -> None:
        self.store = store
        self.found = found
        self._memoranda: dict[int, Memorandum] = {}
        if found is None:  # a file that takes no writing, and holds more than was told of it
            self._memoranda = dict(enumerate(told(store, options)[0], 1))
        self._names = numbering(there)
        self._sources = {self._names.names[one.row]: one.source for one in there}
        self._homes: dict[int, dict[int, tuple[Memorandum, memo.Event]]] = {}

    def of(self, touched: Iterable[int]) -> dict[int, Memorandum]:
        """The memoranda of the stories of some reports, given by row."""
        if self.found is None:
            return self._memoranda
        wanted = set(touched)
        for one in self.found.stories:
            if one.number not in self._memoranda and wanted & set(one.members):
                self._memoranda[one.number] = story_of(self.store, self.found, one.number, names=self._names)
        numbers = {s.number for s in self.found.stories if wanted & set(s.members)}
        return {n: m for n, m in self._memoranda.items() if n in numbers}

    def telling(self, spoken: Iterable[int]) -> dict[int, Memorandum]:
        """The memoranda in which a judgement is told that speaks of some reports; of none, it is told in the first."""
        some = set(spoken)
        if some or self.found is None:
            return self.of(some)
        return self.of(self.found.stories[0].members[:1])

    def speaks(self, rulings: Sequence[Ruling]) -> dict[int, frozenset[int]]:
        """The reports that each of some judgements speaks of."""
        with self.store.reading() as connection:
            return speaks(connection, self._names, rulings)

    def homes(self, touched: Iterable[int]) -> dict[int, tuple[Memorandum, memo.Event]]:
        """Where each place leads that speaks of an event, in the stories of some reports."""
        out: dict[int, tuple[Memorandum, memo.Event]] = {}
        for number, one in self.of(touched).items():
            if number not in self._homes:
                self._homes[number] = ledger.homes(one, self._sources)
            out |= self._homes[number]
        return out

    def name(self, row: int) -> str:
        """What a report is called."""
        return self._names.names[row]


def _reports(again: Sequence[Line], view: _View) -> list[Shaken]:
    out = []
    for one in sorted(again, key=lambda o: view.name(o.row)):
        name = view.name(one.row)
        events = [
            Event(story=n, id=e.id, label=e.label)
            for n, told_ in sorted(view.of([one.row]).items())
            for files in ({r.id: r.file for r in told_.reports},)
            for e in told_.events
            if name in {files[r] for r in e.reports}
        ]
        out.append(Shaken(kind="report", what=name, why="was changed", events=tuple(events)))
    return out


def _undone(entry: rows.Entry, view: _View) -> Shaken:
    ruling, undone = entry.ruling, entry.undone
    why = f"was taken back by {undone.by}: “{undone.because}”" if undone else ""
    return Shaken(kind="judgement", what=_named(ruling), why=why, events=_at(ruling, view))


def _now(force: Sequence[rows.Entry], view: _View) -> dict[int, Judged]:
    """What each judgement in force does now: in the story where it has effect, if there is one."""
    out: dict[int, Judged] = {}
    for number, some in view.speaks([e.ruling for e in force]).items():
        for _, one in sorted(view.telling(some).items()):
            for judged in one.judgements:
                if judged.number == number and (number not in out or judged.resting is None):
                    out[number] = judged
    return out


def _resting(force: Sequence[rows.Entry], now: Mapping[int, Judged], view: _View) -> list[Shaken]:
    """Judgements in force that have no effect any more, or none yet."""
    out = []
    for entry in force:
        judged = now.get(entry.ruling.number)
        if judged is not None and judged.resting is None:
            continue
        why = judged.resting if judged else "no report of this dossier is one that it was made on"
        events = _at(entry.ruling, view)
        out.append(Shaken(kind="judgement", what=_named(entry.ruling), why=f"rests: {why}", events=events))
    return out


def _made(entry: rows.Entry, now: Mapping[int, Judged]) -> Made:
    ruling, judged = entry.ruling, now.get(entry.ruling.number)
    text = judged.text if judged else worded(ruling)
    return Made(number=ruling.number, by=ruling.by, text=text, because=ruling.because)


def _named(ruling: Ruling) -> str:
    return f"judgement {ruling.number} of {ruling.by} (“{ruling.because}”)"


def _at(ruling: Ruling, view: _View) -> tuple[Event, ...]:
    """The events that are told now where a judgement names places."""
    with view.store.reading() as connection:
        touched = rows.reports_of(connection, [ruling])
    places = {(a.sha256, a.start, a.end) for a in (*ruling.left, *ruling.right)}
    out = []
    for number, told_ in sorted(view.of(touched).items()):
        hashes = {r.id: text_hash(r.text) for r in told_.reports}
        for event in told_.events:
            if places & {(hashes[m.report], m.trigger.start, m.trigger.end) for m in event.mentions}:
                out.append(Event(story=number, id=event.id, label=event.label))
    return tuple(out)


def _briefs(briefs: Sequence[made.Made], entries: Sequence[rows.Entry], view: _View) -> tuple[Unheld, ...]:
    """The briefs that rested on what gave way, of each file the last written."""
    numbered = {e.ruling.number: e for e in entries}
    with view.store.reading() as connection:
        texts = rows.texts_now(connection)
    out = []
    for one in made.latest(briefs):
        with view.store.reading() as connection:
            touched = rows.reports_with(connection, ledger.texts(one).keys())
        now = ledger.Now(homes=view.homes(touched), texts=texts, entries=numbered)
        found = ledger.unheld(one, now)
        if found is not None:
            out.append(found)
    return tuple(out)
