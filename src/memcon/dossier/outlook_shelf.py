"""The parts that a dossier keeps, as the outlook takes them; and the file made complete where parts are lacking."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection

from memcon.dossier import linking
from memcon.dossier.numbering import Numbering
from memcon.dossier.outlook_acts import unpacked
from memcon.dossier.outlooking import Body, Said, head, keep, passage, recited
from memcon.model.errors import DossierError
from memcon.model.memo import Memorandum
from memcon.model.renaming import local
from memcon.outlook.kept import ALL, Acts, Head
from memcon.outlook.levers import LeverHead, Told
from memcon.outlook.passages import Passage
from memcon.outlook.signs import Sought
from memcon.outlook.touching import Touched, held, touches
from memcon.outlook.types import Cite, Contact, Grouping, Mark, Plan
from memcon.store import outlook as rows
from memcon.store import twins
from memcon.store.file import Store
from memcon.store.memoranda import Shown

T = TypeVar("T")
LABELS = (
    "SELECT event.name, event.label FROM memorandum "
    "JOIN event ON event.id BETWEEN memorandum.first AND memorandum.last WHERE memorandum.id = ?"
)


class LackingError(DossierError):
    """Of a story that is shown nothing is kept, or not any more."""


ACTS = 6
"""Of how many pairs and parties what is told of them is held."""
BODIES = 100
"""How many bodies are held open between looks."""


class Open:
    """Heads and bodies held open between looks, by memorandum and what tells one state of it from another."""

    def __init__(self) -> None:
        self.heads: dict[tuple[int, str], Head] = {}
        self.levers: dict[tuple[int, str], tuple[LeverHead, ...]] = {}
        self._bodies: dict[tuple[int, str], Body] = {}
        self._lock = Lock()

    def body(self, key: tuple[int, str], work: Callable[[], Body]) -> Body:
        """A body that is held open, or is opened now; the one that was asked for longest ago goes."""
        with self._lock:
            found = self._bodies.pop(key, None)
        found = found or work()
        with self._lock:
            self._bodies[key] = found
            while len(self._bodies) > BODIES:
                del self._bodies[next(iter(self._bodies))]
        return found


class OnFile:
    """The parts of the stories that are shown, read through one connection; ``kept`` is held open between looks.

    Reports within a story go by ids of its own in heads, acts and touches; a place has the ids of all reports.
    """

    def __init__(
        self,
        connection: Connection,
        stories: Sequence[Shown],
        names: Numbering | None,
        kept: Open | None = None,
    ) -> None:
        self.connection = connection
        self._names = names or Numbering(order=(), names={}, ids={})
        self.stories = {one.number: one for one in stories}
        self._numbers = {one.memorandum: one.number for one in stories}
        self._kept = kept or Open()
        self._marks: dict[int, str] = {}
        self._bodies: dict[int, Body] = {}
        self._levers: dict[int, tuple[LeverHead, ...]] = {}
        self._acts: dict[tuple[str, str], Sequence[tuple[int, Acts]]] = {}
        self._labels: dict[int, dict[str, str]] = {}
        self._rows: dict[int, list[int]] = {}

    def heads(self) -> Mapping[int, Head]:
        """All heads."""
        return self._heads

    @cached_property
    def _heads(self) -> Mapping[int, Head]:
        marks = self._marked()
        held_ = self._kept.heads
        fresh = [m for m, mark in marks.items() if (m, mark) not in held_]
        for m, body in rows.parts(self.connection, "head", fresh).items():
            held_[m, marks[m]] = _sure(head, body)
        for old in [k for k in list(held_) if marks.get(k[0]) != k[1]]:
            held_.pop(old, None)
            self._kept.levers.pop(old, None)
        out = {}
        for number, one in sorted(self.stories.items()):
            there = held_.get((one.memorandum, marks[one.memorandum]))
            if there is None:  # another look found it out of date
                there = _sure(head, rows.parts(self.connection, "head", [one.memorandum])[one.memorandum])
            out[number] = there
        return out

    def _marked(self) -> dict[int, str]:
        """What tells the parts of the stories from others, by memorandum."""
        if not self._marks:
            self._marks = rows.marks(self.connection)
            self._whole(self._marks)
        return self._marks

    def whole(self) -> bool:
        """Whether the parts of all stories are there."""
        return self._numbers.keys() <= rows.marks(self.connection).keys()

    def _whole(self, there: Iterable[int]) -> None:
        if self._numbers.keys() - set(there):
            raise LackingError("what stories give to the outlook is not all there; ask again")

    def body(self, story: int) -> Body:
        """The packed body of a story, opened once."""
        if story not in self._bodies:
            memorandum = self.stories[story].memorandum

            def work() -> Body:
                data = rows.parts(self.connection, "body", [memorandum]).get(memorandum)
                if data is None:
                    raise LackingError("a story was told anew meanwhile; ask again")
                return _sure(Body, data)

            self._bodies[story] = self._kept.body((memorandum, self._marked().get(memorandum, "")), work)
        return self._bodies[story]

    def open(self, story: int, name: str) -> Any:
        """A part of a story's body."""
        return _sure(self.body(story).get, name)

    def one(self, story: int, name: str, place: int, field: str = "all") -> Any:
        """One value of a part of a story's body."""
        body = self.body(story)
        return _sure(lambda row: body.one(name, row, field), place)

    def mark(self, story: int, place: int) -> Mark:
        """An act in full."""
        found: Mark = self.one(story, "marks", place)
        return self._full(story, found)

    def lever(self, story: int, place: int) -> Told:
        """A lever in full."""
        found: Told = self.one(story, "levers", place)
        return self._full(story, found)

    def contact(self, story: int, place: int) -> Contact:
        """A talk in full."""
        found: Contact = self.one(story, "talks", place, "contacts")
        return self._full(story, found)

    def grouping(self, story: int, place: int) -> Grouping:
        """A grouping in full."""
        found: Grouping = self.one(story, "talks", place, "groupings")
        return self._full(story, found)

    def plan(self, story: int, place: int) -> Plan:
        """A plan in full."""
        found: Plan = self.one(story, "plans", place)
        made = self._full(story, found)
        uid = f"{self._heads[story].plans[place].uid}@memcon"
        return replace(made, uid=uid, held=(story, made.held[1]) if made.held else None)

    def sign(self, story: int, place: int) -> Sought:
        """A sign in full."""
        found: Sought = self.one(story, "signs", place)
        return self._full(story, found)

    def lever_head(self, story: int, place: int) -> LeverHead:
        """A lever in short; those of a story are read together and held open."""
        heads = self._levers.get(story)
        if heads is None:
            memorandum = self.stories[story].memorandum
            key = (memorandum, self._marked().get(memorandum, ""))
            heads = self._kept.levers.get(key)
            if heads is None:
                heads = self._kept.levers[key] = _sure(Body.lever_heads, self.body(story))
            self._levers[story] = heads
        return heads[place]

    def cite(self, story: int, report: str, start: int, end: int) -> Cite:
        """A place in a report of a story."""
        return self._cite(story, int(report[1:]), start, end - start, None)

    def sentence(self, story: int, report: int, start: int, end: int) -> Cite:
        """A place in a report, by the report's place in its story."""
        return self._cite(story, report + 1, start, end - start, None)

    def ones(self) -> Sequence[Sequence[tuple[int, str]]]:
        """The events of several stories that are one."""
        numbers = {one.id: number for number, one in self.stories.items()}
        found = twins.ones(self.connection).values()
        classes = [sorted((numbers[s], int(e[1:])) for s, e in some if s in numbers) for some in found]
        return [[(s, f"E{e}") for s, e in some] for some in sorted(classes) if len(some) > 1]

    def judged(self) -> Sequence[tuple[tuple[int, str], tuple[int, str]]]:
        """The pairs of these that people judged to be one."""
        numbers = {one.id: number for number, one in self.stories.items()}
        found = twins.judged(self.connection)
        events = twins.events(self.connection, found)
        told = [
            ((numbers[e.story], e.name), found[n].lead, {number for number, _ in json.loads(found[n].facts)["judged"]})
            for n, e in events.items()
            if e.story in numbers
        ]
        return sorted(
            (one, two)
            for one, lead, some in told
            for two, other, others in told
            if one < two and lead == other and some & others
        )

    def _full(self, story: int, value: T) -> T:
        body = self.body(story)

        def full(cite: Cite) -> Cite:
            spot = body.spot(cite.start)
            return self._cite(story, spot.report, spot.start, spot.size, cite.voice)

        made: Any = recited(value, full)
        names = {f.name for f in fields(made)}
        if "story" in names:
            made = replace(made, story=story)
        if "label" in names and not made.label:
            made = replace(made, label=self.label(story, made.event))
        return made  # type: ignore[no-any-return]

    def _cite(self, story: int, number: int, start: int, size: int, voice: str | None) -> Cite:
        row = self.row(story, number)
        return Cite(
            story=story,
            report=self._names.ids[row],
            file=self._names.names[row],
            published=self._heads[story].reports[number - 1],
            start=start,
            end=start + size,
            quote=self.words(row, start, size),
            voice=voice,
        )

    def rows(self, story: int) -> list[int]:
        """The rows of a story's reports, in its order."""
        if story not in self._rows:
            self._rows[story] = rows.reports(self.connection, self.stories[story].memorandum)
        return self._rows[story]

    def row(self, story: int, number: int) -> int:
        """The row of a story's report by its number there."""
        return self.rows(story)[number - 1]

    def named(self, row: int) -> tuple[str, str]:
        """The id of a report among all, and what it is called."""
        return self._names.ids[row], self._names.names[row]

    def label(self, story: int, event: str) -> str:
        """The label of an event of a story."""
        if story not in self._labels:
            found = self.connection.exec_driver_sql(LABELS, (self.stories[story].memorandum,))
            self._labels[story] = {str(r[0]): str(r[1]) for r in found}
        return self._labels[story].get(event, event)

    def words(self, row: int, start: int, size: int) -> str:
        """Words of a report by its row."""
        return rows.words(self.connection, row, start, size)

    def acts(self, source: str, target: str) -> Sequence[tuple[int, Acts]]:
        """What the stories tell of a directed pair; the last few stay at hand, since a pair's page asks them again."""
        key = (source, target)
        if key not in self._acts:
            bodies = rows.acts(self.connection, source, target)
            found = ((self._numbers[m], body) for m, body in bodies.items() if m in self._numbers)
            self._acts[key] = [(n, _sure(unpacked, body)) for n, body in sorted(found)]
            for old in list(self._acts)[:-ACTS]:
                del self._acts[old]
        return self._acts[key]

    def pairs(self) -> Sequence[tuple[str, str]]:
        """The directed pairs."""
        return sorted({(one, two) for one, two, _ in rows.pairs(self.connection) if two != ALL})

    def touched(self) -> Sequence[tuple[int, int, Touched]]:
        """What touches signs."""
        numbers = self._numbers
        return [
            (numbers[one], numbers[two], t)
            for one, two, body in rows.touches(self.connection)
            if one in numbers and two in numbers
            for t in read(body)
        ]


def _sure(open_: Callable[[Any], T], data: Any) -> T:
    try:
        return open_(data)
    except (ValueError, IndexError) as error:
        what = f"what a story gives to the outlook is damaged ({error}); memcon rebuild makes it anew"
        raise DossierError(what) from error


def written(found: Sequence[Touched]) -> str:
    """Touches as they are kept; reports by their numbers in the story."""
    told = [
        [t.sign, t.part, int(t.report[1:]), t.start, t.end - t.start, round(100 * t.score), t.event, t.status]
        for t in found
    ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read(body: str) -> list[Touched]:
    """The touches that are kept."""
    return [
        Touched(
            sign=t[0],
            part=t[1],
            report=local(t[2]),
            start=t[3],
            end=t[3] + t[4],
            score=t[5] / 100,
            event=t[6],
            status=t[7],
        )
        for t in json.loads(body)
    ]


def linked(connection: Connection, fresh: Sequence[int]) -> dict[tuple[int, int], str]:
    """What touches what among memoranda of which some are new: these are held against all that are kept."""
    bodies = rows.parts(connection, "figures")
    everyone = linking.field(bodies)
    near: set[tuple[int, int, int, int]] = set()
    for one in fresh:
        near |= linking.candidates(bodies[one], one, everyone)
    wanted = {*fresh, *(n[0] for n in near), *(n[2] for n in near)}
    parts = {m: _sure(Body, b) for m, b in rows.parts(connection, "body", wanted).items()}
    heads = {m: _sure(head, b) for m, b in rows.parts(connection, "head", wanted).items()}
    signs = {m: b.get("signs").all for m, b in parts.items()}

    def passages(memorandum: int, places: Iterable[int] | None = None) -> list[Passage]:
        body = parts[memorandum]
        said: Said = body.get("said")
        own, when = rows.reports(connection, memorandum), heads[memorandum].reports
        out = []
        for line in said.lines if places is None else (said.lines[n] for n in places):
            spot = body.spot(line.place)
            words = rows.words(connection, own[spot.report - 1], spot.start, spot.size)
            cite = Cite(
                story=0,
                report=local(spot.report),
                file="",
                published=when[spot.report - 1],
                start=spot.start,
                end=spot.start + spot.size,
                quote=words,
            )
            out.append(passage(said, line, cite))
        return out

    out: dict[tuple[int, int], str] = {}

    def add(key: tuple[int, int], found: list[Touched]) -> None:
        if found:
            out[key] = written(sorted(found, key=lambda t: (t.sign, t.part, t.report, t.start)))

    for one in fresh:
        add((one, one), touches(enumerate(signs[one]), held(passages(one)), own=True))
    pairs: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
    for one, sign, other, place in near:
        found = pairs.setdefault((one, other), (set(), set()))
        found[0].add(sign)
        found[1].add(place)
    for (one, other), (some, places) in sorted(pairs.items()):
        sentences = held(passages(other, sorted(places)))
        add((one, other), touches([(n, signs[one][n]) for n in sorted(some)], sentences, own=False))
    return out


def ready(store: Store, stories: Sequence[Shown], memo: Callable[[Shown], tuple[Memorandum, Sequence[int]]]) -> None:
    """See to it that what some stories give is kept, and that they are held against all others.

    ``memo`` gives a memorandum with ids of its own, and the rows of its reports. Whoever links later sees all that was
    kept before, so that no two are missed, whatever other processes do meanwhile.
    """
    with store.reading() as connection:
        there = rows.kept(connection)
    for one in stories:
        if one.memorandum not in there:
            told, order = memo(one)
            with store.writing() as connection:
                keep(connection, one.memorandum, told, order)
    fresh = [one.memorandum for one in stories if not there.get(one.memorandum)]
    if not fresh:
        return
    with store.reading() as connection:
        kept = rows.kept(connection)
        fresh = [one for one in fresh if not kept.get(one, True)]
        found = linked(connection, fresh)
    with store.writing() as connection:
        rows.link(connection, fresh, found)
