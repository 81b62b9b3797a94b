"""The ledger of levers: each instrument in a party's hand, through the states that reports tell it to be in.

What several reports or stories call by different words is one instrument where the same party holds it against the
same other, it is of one kind, and the words share what they are about ("travel boycott", "boycott on travel"), or the
reports tie them to one event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from memcon.model.data import mapping
from memcon.model.memo import Lever, LeverState
from memcon.outlook.cites import Desk, days_of, published, spread, words_of
from memcon.outlook.parties import Cast
from memcon.outlook.types import Cite, LeverLine, LeverStep

WEEK = 7
"""The longest stretch of days whose first is told as the day since which a lever is in a state."""
RANK: dict[LeverState, int] = {"threatened": 0, "announced": 1, "in force": 2, "eased": 3, "paused": 4, "lifted": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One lever as a story tells it: the events that it is tied to, and the day of each state."""

    lever: Lever
    by: str
    against: str | None
    story: int
    events: frozenset[str]
    stems: frozenset[str]
    day: date | None
    dated: bool
    cites: tuple[Cite, ...]


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
                    lever=lever,
                    by=_party(cast, lever.by) or lever.by,
                    against=_party(cast, lever.against),
                    story=desk.story,
                    events=frozenset(f"{desk.story}:{e}" for e in events),
                    stems=stems(lever.instrument),
                    day=day,
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


def ledger(found: Sequence[Told], source: str, target: str | None = None) -> tuple[LeverLine, ...]:
    """The instruments that one party holds, against another or against nobody named; in order of the last news."""
    mine = [t for t in found if t.by == source and (target is None or t.against in {target, None})]
    groups: list[list[Told]] = []
    for one in sorted(mine, key=lambda t: (t.against is None, t.day or date.max, t.story, t.lever.instrument)):
        home = next((g for g in groups if any(_same(one, other) for other in g)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    lines = [line(g) for g in groups]
    named = [x for x in lines if target is None or x.against == target]
    return tuple(
        sorted(named, key=lambda x: (max((s.day or "" for s in x.steps), default=""), x.instrument), reverse=True)
    )


def _same(one: Told, two: Told) -> bool:
    if one.lever.kind != two.lever.kind or (one.against and two.against and one.against != two.against):
        return False
    if one.events & two.events:
        return True
    common = one.stems & two.stems
    return bool(common) and len(common) * 2 >= min(len(one.stems), len(two.stems))


def line(group: Sequence[Told]) -> LeverLine:
    """One instrument through its states, in order of the days; a state told twice is one step."""
    by: dict[tuple[LeverState, date | None], list[Told]] = {}
    for state in sorted({t.lever.state for t in group}, key=RANK.__getitem__):
        own = [t for t in group if t.lever.state == state]
        best = [t for t in own if t.dated] or [t for t in own if t.day] or own
        first = min(best, key=lambda t: t.day or date.max)
        by[state, first.day] = own
    steps = []
    for (state, day), own in by.items():
        cites = spread(c for t in own for c in t.cites)
        dated = any(t.dated and t.day == day for t in own)
        steps.append(
            LeverStep(
                state=state,
                day=day.isoformat() if day else None,
                dated=dated,
                by_word_of=words_of(cites),
                cites=cites,
            )
        )
    steps.sort(key=lambda s: (s.day or "", RANK[s.state]))
    since = {s.state: s.day for s in steps}
    lead = max(group, key=lambda t: (t.against is not None, t.lever.state == "in force", len(t.lever.claims), -t.story))
    return LeverLine(
        instrument=lead.lever.instrument,
        kind=lead.lever.kind,
        by=lead.by,
        against=lead.against,
        state=_now(steps),
        steps=tuple(steps),
        on=since.get("in force"),
        off=since.get("lifted") or since.get("paused"),
        eased=since.get("eased"),
        threatened=since.get("threatened"),
    )


def _now(steps: Sequence[LeverStep]) -> LeverState:
    """The state that an instrument is in: a word about it leaves what was done as it is."""
    done = [s.state for s in steps if s.state not in {"threatened", "announced"}]
    return done[-1] if done else steps[-1].state
