"""Events as they weigh on directed pairs of parties: how much, why so much, and on which days.

An event counts once, however many reports tell it. Its weight is its intensity over ten, times a factor for each thing
that keeps it from being an act done and agreed (``data/weighing.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from memcon.model.data import mapping
from memcon.model.memo import Claim, Event
from memcon.outlook.cites import Desk, days_of
from memcon.outlook.intensity import Strength, of_act, of_code, sided
from memcon.outlook.parties import Cast
from memcon.outlook.types import Factor, Mark, Placed


@cache
def rules() -> dict[str, Any]:
    """The figures of ``data/weighing.yaml``."""
    return mapping("outlook", "weighing")


def marks(desk: Desk, cast: Cast) -> Iterator[Mark]:
    """Every event of a story as it weighs on each directed pair of its parties; what weighs nothing is left out."""
    threats = {
        (source, target)
        for e in desk.memo.events
        if e.type == "THREATEN" and e.status in {"occurred", "ongoing"}
        for source, target in _pairs(e, cast)
    }
    for event in desk.memo.events:
        strength = _strength(desk, event)
        if strength is None:
            continue
        placed, first, last, why = _placing(desk, event)
        cites = None
        for source, target in _pairs(event, cast):
            if event.status == "threatened" and (source, target) in threats:
                continue  # the threat that was made weighs; what it threatens is no second act
            factors = _factors(desk, event, strength, (source, target), placed)
            weight = abs(strength.intensity) / 10
            for factor in factors:
                weight *= factor.value
            if weight <= 0:
                continue
            cites = cites or desk.of_mentions(event)
            yield Mark(
                story=desk.story,
                event=event.id,
                label=event.label,
                type=event.type or "",
                mode=event.mode,
                status=event.status,
                source=source,
                target=target,
                kind=strength.kind,
                material=strength.material,
                intensity=strength.intensity,
                weight=round(weight, 4),
                factors=factors,
                placed=placed,
                first=first.isoformat() if first else None,
                last=last.isoformat() if last else None,
                why=why,
                reports=len(event.reports),
                origins=event.origins,
                cites=cites,
            )


def _pairs(event: Event, cast: Cast) -> list[tuple[str, str]]:
    """The directed pairs of parties that an event joins."""
    acting = cast.parties(event.actors)
    acted = acting if event.reciprocal and not event.recipients else cast.parties(event.recipients)
    out = [(one, two) for one in acting for two in acted if one != two]
    if event.reciprocal and event.recipients:
        out += [(two, one) for one, two in out]
    return list(dict.fromkeys(out))


def _strength(desk: Desk, event: Event) -> Strength | None:
    """How strong an act is: by its type where it was done, as a promise or a threat where it was not."""
    if event.type is None or event.type == "STATEMENT":
        return None
    if event.status in {"planned", "proposed", "threatened"}:
        code = rules()["promise"].get(event.type)
        if code is not None:
            done = of_act(event.type, event.mode, event.contexts)
            word = of_code(str(code)) or 0.0  # of a talk CAMEO holds the promise for more than the talk itself
            return sided("AGREE", min(word, done.intensity if done else word))
        code = rules()["threat"].get(event.type)
        return sided("THREATEN", of_code(str(code)) or 0.0) if code is not None else None
    if event.type == "REQUEST" and not _demands(event):
        return None
    claims = [c for c in desk.of_event.get(event.id, ()) if c.slot is None]
    if claims and all(c.kind == "assessment" for c in claims):
        return None
    return of_act(event.type, event.mode, event.contexts)


def _demands(event: Event) -> bool:
    words = set(rules()["demands"])
    return any({m.trigger.quote.lower(), m.trigger.quote.split()[0].lower()} & words for m in event.mentions)


def _factors(desk: Desk, event: Event, strength: Strength, pair: tuple[str, str], placed: Placed) -> tuple[Factor, ...]:
    """All that keeps an event from weighing in full."""
    out: list[Factor] = []

    def add(name: str, entry: list[Any]) -> None:
        if float(entry[0]) < 1:
            out.append(Factor(name=name, value=float(entry[0]), because=str(entry[1])))

    add(event.status, rules()["status"][event.status])
    standing = rules()["standing"]
    claims = [c for c in desk.of_event.get(event.id, ()) if c.slot in {None, "status"}]
    told = [c for c in claims if c.stance != "denies"]
    disputed = {s.slot for s in event.slots if s.standing == "disputed"}
    if _one_sided(told, strength, pair):
        add("one-sided", standing["one-sided"])
    elif event.origins <= 1:
        add("one-origin", standing["one-origin"])
    if "status" in disputed:
        add("disputed", standing["disputed"])
    elif len(told) < len(claims) and told:
        add("contradicted", standing["contradicted"])
    if disputed & {"participants", "initiator"}:
        add("parties-disputed", standing["parties-disputed"])
    if told and all(c.stance == "hedges" for c in told):
        add("hedged", standing["hedged"])
    if placed == "told":
        add("told", rules()["day"]["told"])
    return tuple(out)


def _one_sided(claims: list[Claim], strength: Strength, pair: tuple[str, str]) -> bool:
    """Whether an act is known from the side alone that has something to win by it.

    That is the target of a hostile act, and who says to have helped; for the words of somebody his own text is the best
    there is.
    """
    sides = {c.side for c in claims}
    if strength.kind == "conflict":
        return sides == {pair[1]}
    return strength.material and sides == {pair[0]}


def _placing(desk: Desk, event: Event) -> tuple[Placed, date | None, date | None, str]:
    """The days that an event is spread over, and why these."""
    reach = int(rules()["longest"])
    if event.status not in {"planned", "proposed", "threatened"} and event.time is not None:
        days = days_of(event.time)
        if days is not None:
            first, last = days
            if first == last:
                return "dated", first, last, "on the day that the reports give"
            if last - first <= timedelta(days=reach):
                return "dated", first, last, f"spread over the {event.time.precision} that the reports give"
            return "not placed", None, None, f"the reports give no more than its {event.time.precision}"
        if event.time.partial:
            return "not placed", None, None, f"the date is not complete ({event.time.partial})"
    told, how = desk.told(event), "the first report of it"
    if told is None:
        told, how = desk.reached(event), "the last dated act in its reports, which are not dated themselves"
    if told is None:
        return "not placed", None, None, "no report gives its day, and none that tells it is dated"
    if event.status in {"planned", "proposed", "threatened"}:
        return "dated", told, told, f"on the day of {how}: that is when it was said"
    first = told - timedelta(days=int(rules()["told"]) - 1)
    return "told", first, told, f"no report gives its day; on the days up to {how}"
