"""Where the parts of stories stand: in memory, made of memoranda at hand, or in a file that keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from memcon.model.memo import Memorandum, Report
from memcon.outlook.kept import ALL, Acts, Head, Part, acts_of, head_of, part_of
from memcon.outlook.levers import LeverHead, Told
from memcon.outlook.signs import Sought
from memcon.outlook.touching import Touched, held, touches
from memcon.outlook.types import Cite, Contact, Grouping, Mark, Plan


class Shelf(Protocol):
    """The parts of all stories, by the numbers of the stories; what is not asked for need not be there."""

    def heads(self) -> Mapping[int, Head]:
        """All heads, in the order of the stories."""

    def mark(self, story: int, place: int) -> Mark:
        """An act in full, by its place in the story's part."""

    def lever(self, story: int, place: int) -> Told:
        """A lever in full."""

    def lever_head(self, story: int, place: int) -> LeverHead:
        """A lever as far as the ledger needs it."""

    def contact(self, story: int, place: int) -> Contact:
        """A talk in full."""

    def grouping(self, story: int, place: int) -> Grouping:
        """A grouping in full."""

    def plan(self, story: int, place: int) -> Plan:
        """A plan in full."""

    def sign(self, story: int, place: int) -> Sought:
        """A sign in full."""

    def cite(self, story: int, report: str, start: int, end: int) -> Cite:
        """A place in a report of a story, with its words."""

    def acts(self, source: str, target: str) -> Sequence[tuple[int, Acts]]:
        """What the stories tell of a directed pair, by story; with ``ALL`` as target the days of one party."""

    def pairs(self) -> Sequence[tuple[str, str]]:
        """The directed pairs of which anything is told, in order."""

    def touched(self) -> Sequence[tuple[int, int, Touched]]:
        """What touches signs: the story of the sign, that of the sentence, and the touch."""


class Planned(Shelf, Protocol):
    """A shelf from which plans of several stories are put together."""

    def sentence(self, story: int, report: int, start: int, end: int) -> Cite:
        """A place in a report of a story, by the report's place in it, from 0."""

    def ones(self) -> Sequence[Sequence[tuple[int, str]]]:
        """The events of several stories that are one, a class each, by story and event, in order."""

    def judged(self) -> Sequence[tuple[tuple[int, str], tuple[int, str]]]:
        """The pairs of these that people judged to be one, in order."""


class Memoranda:
    """A shelf made of memoranda, gone through one by one and let go."""

    def __init__(self, memoranda: Iterable[Memorandum]) -> None:
        self._heads: dict[int, Head] = {}
        self._parts: dict[int, Part] = {}
        self._acts: dict[tuple[str, str], list[tuple[int, Acts]]] = {}
        self._turned: dict[tuple[int, int, int, int], Cite] = {}
        self._twins: dict[tuple[int, str], list[tuple[int, str]]] = {}
        self._same: set[tuple[tuple[int, str], tuple[int, str]]] = set()
        for number, memo in enumerate(memoranda, 1):
            part = part_of(memo, number)
            told = [((number, e.id), t) for e in memo.events for t in e.twins if t.number is not None]
            self._same |= {(one, (t.story, t.event)) for one, t in told}
            for turn in part.turns:
                cite = _cite(number, memo.reports[turn.report], turn.start, turn.end)
                self._turned[number, turn.report, turn.start, turn.end] = cite
            self._twins |= {(number, e.id): [(t.story, t.event) for t in e.twins] for e in memo.events if e.twins}
            self._parts[number] = part
            self._heads[number] = head_of(memo, part)
            for key, acts in acts_of(memo, part).items():
                self._acts.setdefault(key, []).append((number, acts))

    def heads(self) -> Mapping[int, Head]:
        """All heads."""
        return self._heads

    def mark(self, story: int, place: int) -> Mark:
        """An act in full."""
        return self._parts[story].marks[place]

    def lever(self, story: int, place: int) -> Told:
        """A lever in full."""
        return self._parts[story].levers[place]

    def lever_head(self, story: int, place: int) -> LeverHead:
        """A lever in short."""
        return self._parts[story].levers[place].head(place)

    def contact(self, story: int, place: int) -> Contact:
        """A talk in full."""
        return self._parts[story].contacts[place]

    def grouping(self, story: int, place: int) -> Grouping:
        """A grouping in full."""
        return self._parts[story].groupings[place]

    def plan(self, story: int, place: int) -> Plan:
        """A plan in full."""
        return self._parts[story].plans[place]

    def sign(self, story: int, place: int) -> Sought:
        """A sign in full."""
        return self._parts[story].signs[place]

    def cite(self, story: int, report: str, start: int, end: int) -> Cite:
        """A place in a report."""
        own = (p.cite for p in self._parts[story].passages)
        return next(c for c in own if (c.report, c.start, c.end) == (report, start, end))

    def sentence(self, story: int, report: int, start: int, end: int) -> Cite:
        """A place in a report, by the report's place in its story."""
        return self._turned[story, report, start, end]

    def ones(self) -> Sequence[Sequence[tuple[int, str]]]:
        """The events that are one: those that name each other, so that memoranda of several dossiers do no harm."""
        found = set()
        for one, others in self._twins.items():
            met = [other for other in others if one in self._twins.get(other, ())]
            if met:
                found.add(tuple(sorted((story, int(event[1:])) for story, event in (one, *met))))
        return [[(story, f"E{event}") for story, event in some] for some in sorted(found)]

    def judged(self) -> Sequence[tuple[tuple[int, str], tuple[int, str]]]:
        """The pairs that people judged to be one."""
        return sorted((one, two) for one, two in self._same if one < two and (two, one) in self._same)

    def acts(self, source: str, target: str) -> Sequence[tuple[int, Acts]]:
        """What the stories tell of a directed pair."""
        return self._acts.get((source, target), ())

    def pairs(self) -> Sequence[tuple[str, str]]:
        """The directed pairs."""
        return sorted(k for k in self._acts if k[1] != ALL)

    def touched(self) -> Sequence[tuple[int, int, Touched]]:
        """What touches signs."""
        return self._touched

    @cached_property
    def _touched(self) -> Sequence[tuple[int, int, Touched]]:
        said = {n: held(p.passages) for n, p in self._parts.items()}
        return [
            (one, two, t)
            for one, part in self._parts.items()
            for two, sentences in said.items()
            for t in touches(enumerate(part.signs), sentences, own=one == two)
        ]


def _cite(story: int, report: Report, start: int, end: int) -> Cite:
    return Cite(
        story=story,
        report=report.id,
        file=report.file,
        published=report.published,
        start=start,
        end=end,
        quote=report.text[start:end],
    )


def planned(given: Planned | Iterable[Memorandum]) -> Planned:
    """A shelf as it is, or one made of memoranda, from which plans are put together."""
    return given if hasattr(given, "ones") else Memoranda(given)  # type: ignore[return-value]


def shelf(given: Shelf | Iterable[Memorandum]) -> Shelf:
    """A shelf as it is, or one made of memoranda."""
    return given if hasattr(given, "touched") else Memoranda(given)  # type: ignore[return-value]
