"""The ledger of levers: each instrument in a party's hand, through the states that reports tell it to be in.

What several reports or stories call by different words is one instrument where the same party holds it against the
same other, it is of one kind, and the words share what they are about ("travel boycott", "boycott on travel"), or the
reports tie them to one event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from memcon.model.data import mapping
from memcon.model.memo import Lever, LeverState
from memcon.outlook.cites import Desk, days_of, published, spread, words_of
from memcon.outlook.parties import Cast
from memcon.outlook.types import Cite, LeverLine, LeverStep

if TYPE_CHECKING:
    from memcon.outlook.shelf import Shelf

MEMBERS = 6
"""Of how many stories that tell a state of an instrument the words are given."""
WEEK = 7
"""The longest stretch of days whose first is told as the day since which a lever is in a state."""
RANK: dict[LeverState, int] = {"threatened": 0, "announced": 1, "in force": 2, "eased": 3, "paused": 4, "lifted": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverHead:
    """A lever as far as the ledger needs it: ``place`` in its part; ``claims`` are counted; ``day`` is an ordinal."""

    place: int
    instrument: str
    kind: Literal["economic", "military", "diplomatic"]
    state: LeverState
    claims: int
    events: tuple[str, ...]
    day: int | None
    dated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One lever as a story tells it: the events that it is tied to, and the day of its state (ISO)."""

    instrument: str
    kind: Literal["economic", "military", "diplomatic"]
    state: LeverState
    claims: int
    by: str
    against: str | None
    events: tuple[str, ...]
    day: str | None
    dated: bool
    cites: tuple[Cite, ...]

    def head(self, place: int) -> LeverHead:
        """What the ledger needs of it."""
        return LeverHead(
            place=place,
            instrument=self.instrument,
            kind=self.kind,
            state=self.state,
            claims=self.claims,
            events=self.events,
            day=date.fromisoformat(self.day).toordinal() if self.day else None,
            dated=self.dated,
        )


def told(desk: Desk, cast: Cast) -> list[Told]:
    """The levers of one story, each with the day since which it is told to be so."""
    undone = {link.source: link.target for link in desk.memo.links if link.type == "reverses"}
    out = []
    for relation in desk.memo.relations:
        for lever in relation.levers:
            events = {c.event for i in lever.claims if (c := desk.claims.get(i)) and c.event}
            events |= {undone[e] for e in events if e in undone}
            day, dated = _day(desk, lever)
            out.append(
                Told(
                    instrument=lever.instrument,
                    kind=lever.kind,
                    state=lever.state,
                    claims=len(lever.claims),
                    by=_party(cast, lever.by) or lever.by,
                    against=_party(cast, lever.against),
                    events=tuple(sorted(events)),
                    day=day.isoformat() if day else None,
                    dated=dated,
                    cites=desk.of_claims(lever.claims),
                )
            )
    return out


def _party(cast: Cast, actor: str | None) -> str | None:
    if actor is None:
        return None
    return cast.party(actor) or (cast.actors[actor].name if actor in cast.actors else actor)


def _day(desk: Desk, lever: Lever) -> tuple[date | None, bool]:
    """The day since which a lever is in its state: that of its act where reports date it, else of its first report."""
    days, reports = [], []
    for id_ in lever.claims:
        claim = desk.claims.get(id_)
        if claim is None:
            continue
        event = desk.events.get(claim.event or "")
        found = days_of(event.time) if event is not None and lever.state not in {"threatened", "announced"} else None
        if found is not None and (found[1] - found[0]).days <= WEEK:
            days.append(found[0])
        if (day := published(desk.reports[claim.report])) is not None:
            reports.append(day)
    if days:
        return min(days), True
    return min(reports, default=None), False


@cache
def _idle() -> frozenset[str]:
    return frozenset(mapping("outlook", "watching")["idle"])


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """The content words of a phrase, cut to their stems."""
    words = [
        w.strip(".,;:'\"“”‘’()").lower().removesuffix("’s").removesuffix("'s") for w in text.replace("-", " ").split()
    ]
    return frozenset(stem(w) for w in words if w and w not in _idle())


@cache
def stem(word: str) -> str:
    """A word without its commonest endings, so that "deploys", "deployed" and "deployment" are one."""
    for end in mapping("outlook", "watching")["endings"]:
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """A lever of a story, by whom and against whom."""

    head: LeverHead
    story: int
    by: str
    against: str | None


def ledger(given: Shelf, source: str, target: str, most: int | None = None) -> tuple[LeverLine, ...]:
    """The instruments that one party holds against another, in order of the last news; with ``most``, so many.

    What it holds against nobody named counts where it is the same instrument.
    """
    groups = grouped(given, source, target)
    return tuple(line(given, g) for g in groups[:most])


def grouped(given: Shelf, source: str, target: str) -> list[list[One]]:
    """The same, each as what stories tell of it."""
    mine = [
        One(head=given.lever_head(story, place), story=story, by=source, against=against)
        for against, key in ((target, target), (None, ""))
        for story, acts in given.acts(source, key)
        for place in acts.levers
    ]
    groups: list[list[One]] = []
    homes: dict[object, list[int]] = {}
    order = date.max.toordinal()
    for one in sorted(
        mine, key=lambda t: (t.against is None, t.head.day or order, t.head.instrument, t.story, t.head.place)
    ):
        marks = [(one.story, e) for e in one.head.events] + [
            (one.head.kind, s) for s in sorted(stems(one.head.instrument))
        ]
        near = sorted({i for m in marks for i in homes.get(m, ())})
        home = next((i for i in near if any(_same(one, other) for other in groups[i])), None)
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(one)
        for m in marks:
            held = homes.setdefault(m, [])
            if home not in held:
                held.append(home)
    named = [g for g in groups if any(o.against for o in g)]
    return sorted(named, key=lambda g: (-max(o.head.day or 0 for o in g), g[0].head.instrument, g[0].story))


def _same(one: One, two: One) -> bool:
    if one.head.kind != two.head.kind:
        return False
    if one.story == two.story and set(one.head.events) & set(two.head.events):
        return True
    first, second = stems(one.head.instrument), stems(two.head.instrument)
    common = first & second
    return bool(common) and len(common) * 2 >= min(len(first), len(second))


def brief(group: Sequence[One]) -> tuple[str, LeverState]:
    """An instrument's name, and the state that it is in."""
    steps = _steps(group)
    lead = _lead(group)
    return lead.head.instrument, _now([state for state, _, _ in steps])


def _lead(group: Sequence[One]) -> One:
    return max(
        group,
        key=lambda t: (t.against is not None, t.head.state == "in force", t.head.claims, -t.story, -t.head.place),
    )


def _steps(group: Sequence[One]) -> list[tuple[LeverState, int | None, list[One]]]:
    """An instrument through its states, in order of the days; a state told twice is one step."""
    steps = []
    for state in sorted({t.head.state for t in group}, key=RANK.__getitem__):
        own = [t for t in group if t.head.state == state]
        best = [t for t in own if t.head.dated] or [t for t in own if t.head.day] or own
        days = [t.head.day for t in best if t.head.day is not None]
        steps.append((state, min(days, default=None), own))
    return sorted(steps, key=lambda s: (s[1] or 0, RANK[s[0]]))


def line(given: Shelf, group: Sequence[One]) -> LeverLine:
    """One instrument through its states, with the words of the first stories that tell each."""
    steps = []
    for state, day, own in _steps(group):
        near = sorted(own, key=lambda t: (t.head.day != day, t.story, t.head.place))[:MEMBERS]
        cites = spread(c for t in near for c in given.lever(t.story, t.head.place).cites)
        steps.append(
            LeverStep(
                state=state,
                day=date.fromordinal(day).isoformat() if day else None,
                dated=any(t.head.dated and t.head.day == day for t in own),
                by_word_of=words_of(cites),
                cites=cites,
            )
        )
    since = {s.state: s.day for s in steps}
    lead = _lead(group)
    return LeverLine(
        instrument=lead.head.instrument,
        kind=lead.head.kind,
        by=lead.by,
        against=lead.against,
        state=_now([s.state for s in steps]),
        steps=tuple(steps),
        on=since.get("in force"),
        off=since.get("lifted") or since.get("paused"),
        eased=since.get("eased"),
        threatened=since.get("threatened"),
    )


def _now(states: Sequence[LeverState]) -> LeverState:
    """The state that an instrument is in: a word about it leaves what was done as it is."""
    done = [s for s in states if s not in {"threatened", "announced"}]
    return done[-1] if done else states[-1]
