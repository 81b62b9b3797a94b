"""What the reports of one story say to watch: indicators, "if X, then Y", and threats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from memcon.model.memo import Claim, Event
from memcon.outlook.cites import Desk, days_of, moment, voice
from memcon.outlook.matching import Bag, bag
from memcon.outlook.parties import Cast
from memcon.outlook.types import Cite, PartName, SignKind

SPLIT = re.compile(r",?\s+(?:and|or)\s+(?=(?:whether|if|how)\b)", re.IGNORECASE)
OPENING = re.compile(
    r"^(?:whether|if|how|in the event (?:of|that)|should|unless|once|when|provided (?:that )?)\s+", re.IGNORECASE
)
THREAT = re.compile(
    r"\b(?:threaten(?:s|ed|ing)?|warn(?:s|ed|ing)?|vow(?:s|ed)?|made clear|makes clear|indicat(?:es|ed|ing))\b"
    r"[^.;]{0,60}?\b(?:to|that|of|with)\b",
    re.IGNORECASE,
)
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "REJECT"})
DONE = frozenset({"occurred", "ongoing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing to be seen: its words, who has to be named, and the event that it is where it came about itself.

    ``weights`` are those of its words in their order, in tenths: the rarer in the story, the more; 0 leaves one out.
    """

    name: PartName
    text: str
    weights: tuple[int, ...]
    states: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    """Parties one of whom has to act, for a threat."""
    event: str | None = None

    @property
    def words(self) -> tuple[tuple[str, int], ...]:
        """The words that are sought, as folded, each with its weight."""
        return tuple((k, w) for k, w in zip(bag(self.text).words, self.weights, strict=True) if w)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A sign as one story tells it, with what is sought in later reports; ``since`` is the first, as it is dated."""

    kind: SignKind
    text: str
    parts: tuple[Part, ...]
    by: tuple[str, ...]
    since: str | None
    reports: tuple[str, ...]
    due: str | None
    cites: tuple[Cite, ...]
    context: tuple[str, ...] = ()
    """Parties of the acts told in the same sentence, and states named in it: one of them has to be spoken of later."""


def signs(here: Desk, people: Cast, weights: Mapping[str, float]) -> list[Sought]:
    """All that one story says to watch, each once; ``weights`` are those of words among its sentences."""
    known = max(weights.values(), default=1.0)

    def part(name: PartName, text: str, sought: Bag, source: Iterable[str] = (), event: str | None = None) -> Part:
        return Part(
            name=name,
            text=text,
            weights=tuple(round(10 * weights.get(k, known)) if k in sought.words else 0 for k in bag(text).words),
            states=tuple(sorted(sought.states)),
            source=tuple(sorted(source)),
            event=event,
        )

    return [*_indicators(here, people, part), *_conditionals(here, people, part), *_threats(here, people, part)]


def _since(here: Desk, claims: list[Claim]) -> str | None:
    """The first publication of some claims, as it is written."""
    found = [(m, here.reports[c.report].published) for c in claims if (m := moment(here.reports[c.report].published))]
    return min(found, key=lambda f: f[0])[1] if found else None


def _told_by(claims: list[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.report for c in claims))


def _whose(here: Desk, claims: list[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(voice(c) or here.reports[c.report].file for c in claims))


Maker = Callable[..., Part]
"""What makes a part of its name, text and bag, who has to act, and the event."""


def _indicators(here: Desk, people: Cast, part: Maker) -> list[Sought]:
    out: list[Sought] = []
    for indicator in here.memo.indicators:
        claims = [here.claims[c] for c in indicator.claims if c in here.claims]
        if not claims:
            continue
        for text in SPLIT.split(indicator.text):
            sought = bag(OPENING.sub("", text))
            if not sought.words:
                continue
            out.append(
                Sought(
                    kind="indicator",
                    text=text,
                    parts=(part("", text, sought),),
                    by=_whose(here, claims),
                    since=_since(here, claims),
                    reports=_told_by(claims),
                    due=_day(_due(here, claims)),
                    cites=here.of_claims([c.id for c in claims], whole=True),
                    context=tuple(sorted(_context(here, people, claims))),
                )
            )
    return out


def _context(here: Desk, people: Cast, claims: list[Claim]) -> set[str]:
    """Who is spoken of in the sentences of some claims."""
    out = {s for c in claims for s in bag(c.evidence[-1].quote).states}
    for event in _beside(here, claims):
        out |= set(people.parties((*event.actors, *event.recipients)))
    return out


def _beside(here: Desk, claims: list[Claim]) -> list[Event]:
    """The events told in the sentences of some claims."""
    places = {(c.evidence[-1].report, c.evidence[-1].start) for c in claims}
    reports = {r for r, _ in places}
    return [
        e
        for e in here.memo.events
        if reports & set(e.reports) and any((m.sentence.report, m.sentence.start) in places for m in e.mentions)
    ]


def _due(here: Desk, claims: list[Claim]) -> date | None:
    """The last day on which something is to show: of a plan that the same sentence dates."""
    plans = [e for e in _beside(here, claims) if e.status in {"planned", "proposed", "threatened"}]
    return min((d for e in plans if (d := _last_day(e))), default=None)


def _day(found: date | None) -> str | None:
    return found.isoformat() if found else None


def _last_day(event: Event) -> date | None:
    found = days_of(event.time)
    return found[1] if found else None


def _conditionals(here: Desk, people: Cast, part: Maker) -> list[Sought]:
    out = []
    for event in here.memo.events:
        for slot in event.slots:
            if slot.slot != "condition":
                continue
            for position in slot.positions:
                claims = [here.claims[c] for c in position.claims if c in here.claims]
                if not claims:
                    continue
                sentence = " ".join(claims[0].evidence[-1].quote.split())
                then = _then(here, event, sentence, position.value)
                out.append(
                    Sought(
                        kind="conditional",
                        text=sentence,
                        parts=(
                            part("condition", position.value, bag(OPENING.sub("", position.value))),
                            part("consequence", then, bag(then), people.parties(event.actors), event.id),
                        ),
                        by=_whose(here, claims),
                        since=_since(here, claims),
                        reports=_told_by(claims),
                        due=_day(_last_day(event) if event.status not in DONE else _threatened(here, event, claims)),
                        cites=here.of_claims([c.id for c in claims], whole=True),
                        context=tuple(sorted({*_context(here, people, claims), *people.parties(event.actors)})),
                    )
                )
    return out


def _threatened(here: Desk, event: Event, claims: list[Claim]) -> date | None:
    """The day of what a threat that was made threatens with; null for other acts that were done."""
    return _due(here, claims) if event.type == "THREATEN" else None


def _then(here: Desk, event: Event, sentence: str, condition: str) -> str:
    """What is to follow: the words of the act in the sentence of the condition, else the event's label."""
    own = [
        c
        for c in here.of_event.get(event.id, ())
        if c.slot is None and c.evidence and " ".join(c.evidence[-1].quote.split()) == sentence
    ]
    words = [" ".join(c.evidence[0].quote.split()) for c in own]
    bare = [w.replace(condition, "").strip(" ,;“”\"'") for w in words]
    best = max((b for b in bare if b), key=len, default=event.label)
    return best if len(bag(best).words) >= 2 else event.label


def _threats(here: Desk, people: Cast, part: Maker) -> list[Sought]:
    out = []
    for event in here.memo.events:
        if event.type != "THREATEN" or event.status not in DONE or any(s.slot == "condition" for s in event.slots):
            continue
        claims = [c for c in here.of_event.get(event.id, ()) if c.slot is None and c.evidence]
        if not claims:
            continue
        text = THREAT.sub(" ", event.label)
        sought = bag(text)
        sources = people.parties(event.actors)
        words = {k: v for k, v in sought.words.items() if k not in _names(people, event)}
        if not words or not sources:
            continue
        out.append(
            Sought(
                kind="threat",
                text=event.label,
                parts=(
                    part(
                        "consequence",
                        event.label,
                        Bag(words=words, states=frozenset(people.parties(event.recipients)) & sought.states),
                        sources,
                        event.id,
                    ),
                ),
                by=_whose(here, claims),
                since=_since(here, claims),
                reports=_told_by(claims),
                due=None,
                cites=here.of_mentions(event),
            )
        )
    return out


def _names(people: Cast, event: Event) -> set[str]:
    """The folded names of those who threaten: that they act says nothing of what they do."""
    out: set[str] = set()
    for id_ in event.actors:
        actor = people.actors.get(id_)
        if actor is not None:
            out |= set(bag(actor.name).words)
    return out
