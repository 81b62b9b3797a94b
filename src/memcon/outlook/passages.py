"""The sentences of a story that may touch a sign: those of its dated reports, with the acts that they tell."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.model.memo import Event, Status
from memcon.model.places import Span
from memcon.outlook.cites import Desk
from memcon.outlook.matching import bag
from memcon.outlook.parties import Cast
from memcon.outlook.sentences import lines
from memcon.outlook.types import Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is kept of an act that a sentence tells: enough to match it, so that its story can be let go."""

    id: str
    type: str | None
    status: Status
    words: tuple[str, ...]
    """The words of its trigger, as folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence that may touch a sign, with the acts that it tells, and who is party to them or named."""

    cite: Cite
    acts: tuple[Act, ...]
    parties: tuple[str, ...]


def passages(here: Desk, people: Cast) -> tuple[Passage, ...]:
    """The sentences of a story's dated reports that are no copies, and that do not say themselves what to watch."""
    told: dict[tuple[str, int], list[Event]] = {}
    for event in here.memo.events:
        for mention in event.mentions:
            told.setdefault((mention.sentence.report, mention.sentence.start), []).append(event)
    asked = [c for i in here.memo.indicators for c in i.claims]
    asked += [
        c for e in here.memo.events for s in e.slots if s.slot == "condition" for p in s.positions for c in p.claims
    ]
    watched = {(c.evidence[-1].report, c.evidence[-1].start) for i in asked if (c := here.claims.get(i)) and c.evidence}
    out = []
    for line in lines(here):
        report = here.reports[line.place.report]
        if line.published is None or report.origin is not None or (line.place.report, line.place.start) in watched:
            continue
        found = {e.id: e for e in told.get((line.place.report, line.place.start), ())}
        parties = people.parties(a for e in found.values() for a in (*e.actors, *e.recipients))
        out.append(
            Passage(
                cite=here.cite(line.place),
                acts=tuple(_act(e, line.place) for e in found.values()),
                parties=tuple(sorted({*parties, *bag(line.place.quote).states})),
            )
        )
    return tuple(out)


def _act(event: Event, place: Span) -> Act:
    own = [m for m in event.mentions if m.sentence.report == place.report and m.sentence.start == place.start]
    return Act(
        id=event.id,
        type=event.type,
        status=event.status,
        words=tuple(sorted({w for m in own for w in bag(m.trigger.quote).words})),
    )
