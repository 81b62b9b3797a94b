"""Part of a memorandum: one event, what is since a day, what some parties had to do with one another.

A part is a memorandum itself: ids stay as they are, and nothing in it names what was left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from memcon.model.errors import InputError
from memcon.model.memo import Claim, Event, Memorandum, Relation
from memcon.outlook.parties import asked


def of_event(memo: Memorandum, asked: str) -> Memorandum:
    """One event, by its id or by words of its label. Raises ``InputError`` where none or several are meant."""
    words = asked.casefold().split()
    exact = [e for e in memo.events if e.id.casefold() == asked.strip().casefold()]
    found = exact or [e for e in memo.events if words and all(w in e.label.casefold() for w in words)]
    if len(found) != 1:
        near = "; ".join(f"{e.id} {e.label}" for e in (found or memo.events)[:8])
        what = f"{len(found)} events fit" if found else "no event fits"
        raise InputError(f"--event {asked!r}: {what}; give an id: {near}")
    return part(memo, {found[0].id}, ())


def since(memo: Memorandum, moment: datetime) -> Memorandum:
    """The events that were not over at a moment; of the undated those that a report of later tells."""
    late = {r.id for r in memo.reports if r.published and datetime.fromisoformat(r.published) >= moment}

    def lasts(event: Event) -> bool:
        if event.time is not None and event.time.latest is not None:
            return datetime.fromisoformat(event.time.latest) > moment
        return bool(late & set(event.reports))

    loose = [c.id for c in memo.claims if c.event is None and c.report in late]
    return part(memo, {e.id for e in memo.events if lasts(e)}, loose)


def among(memo: Memorandum, parties: Iterable[str]) -> Memorandum:
    """The events in which two of the parties take part, or the one party where one is given: by code or by name."""
    wanted = frozenset(p for p in map(asked, parties) if p)
    country = {a.id: a.country or a.id for a in memo.actors}
    known = frozenset(country.values())
    if strange := wanted - known:
        raise InputError(
            f"--parties: {', '.join(sorted(strange))} takes part in nothing here; "
            f"there are {', '.join(sorted(c for c in known if c.isupper()))}"
        )
    least = min(2, len(wanted))
    events = {
        e.id for e in memo.events if len(wanted & {country.get(a, a) for a in (*e.actors, *e.recipients)}) >= least
    }
    loose = [
        c.id
        for c in memo.claims
        if c.event is None and (c.side in wanted or any(country.get(v.actor or "") in wanted for v in c.voice))
    ]
    return part(memo, events, loose)


def once(memo: Memorandum) -> Memorandum:
    """The memorandum without the events that another part of the story leads, for whoever counts over all parts.

    Claims that hang on no event stay.
    """
    led = {e.id for e in memo.events if any(t.leads for t in e.twins)}
    if not led:
        return memo
    loose = [c.id for c in memo.claims if c.event is None]
    return part(memo, {e.id for e in memo.events} - led, loose)


def part(memo: Memorandum, events: AbstractSet[str], loose: Iterable[str]) -> Memorandum:
    """The memorandum with these events alone, what hangs on them, and the ``loose`` claims that hang on none."""
    kept = [e for e in memo.events if e.id in events]
    used = {c for e in kept for s in e.slots for p in s.positions for c in p.claims}
    used |= set(loose)
    claims = [c for c in memo.claims if c.event in events or c.id in used]
    claims = [c if c.event in events else replace(c, event=None) for c in claims]
    ids = {c.id for c in claims}
    named = {r for e in kept for r in e.reports} | {c.report for c in claims}
    reports = tuple(r for r in memo.reports if r.id in named)
    withheld = [w for w in memo.withheld if w.claim in ids]
    standpoints = [replace(s, claims=_of(s.claims, ids)) for s in memo.standpoints if _of(s.claims, ids)]
    relations = [r for old in memo.relations if (r := _relation(old, events, ids)) is not None]
    actors = _actors(kept, claims)
    actors |= {w.party for w in withheld} | {s.actor for s in standpoints}
    return replace(
        memo,
        reports=tuple(r if r.origin in named else replace(r, origin=None) for r in reports),
        actors=tuple(a for a in memo.actors if a.id in actors),
        events=tuple(replace(e, slots=tuple(s for s in e.slots if s.other is None or s.other in events)) for e in kept),
        claims=tuple(claims),
        withheld=tuple(w if w.event in events else replace(w, event=None) for w in withheld),
        omissions=tuple(
            replace(o, claims=_of(o.claims, ids), event=o.event if o.event in events else None)
            for o in memo.omissions
            if _of(o.claims, ids)
        ),
        assessments=_of(memo.assessments, ids),
        cautions=tuple(
            replace(c, claims=_of(c.claims, ids), event=c.event if c.event in events else None)
            for c in memo.cautions
            if c.event in events or _of(c.claims, ids)
        ),
        relations=tuple(relations),
        agenda=tuple(replace(a, claims=_of(a.claims, ids)) for a in memo.agenda if a.event in events),
        indicators=tuple(replace(i, claims=_of(i.claims, ids)) for i in memo.indicators if _of(i.claims, ids)),
        links=tuple(replace(k, claims=_of(k.claims, ids)) for k in memo.links if {k.source, k.target} <= set(events)),
        standpoints=tuple(standpoints),
        coverage=tuple(c for c in memo.coverage if c.report in named),
        unheard=_of(memo.unheard, actors),
        judgements=tuple(
            replace(j, events=_of(j.events, events), reports=_of(j.reports, named), claims=_of(j.claims, ids))
            for j in memo.judgements
            if set(j.events) & set(events) or set(j.reports) & named
        ),
    )


def _of(names: Iterable[str], there: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(n for n in names if n in there)


def _actors(events: Iterable[Event], claims: Iterable[Claim]) -> set[str]:
    """Everybody whom the events and claims name."""
    out = {a for e in events for a in (*e.actors, *e.recipients, *e.implied)}
    out |= {v.actor for c in claims for v in c.voice if v.actor}
    normal = [c.normal for c in claims] + [p.normal for e in events for s in e.slots for p in s.positions]
    return out | {word for text in normal if text for word in text.replace(",", " ").split()}


def _relation(old: Relation, events: AbstractSet[str], claims: AbstractSet[str]) -> Relation | None:
    """A pair's relation as far as it rests on what is kept; null where it does not."""
    levers = tuple(replace(k, claims=_of(k.claims, claims)) for k in old.levers if _of(k.claims, claims))
    new = replace(
        old,
        levers=levers,
        events=_of(old.events, events),
        cooperation=_of(old.cooperation, events),
        conflict=_of(old.conflict, events),
        material=_of(old.material, events),
        verbal=_of(old.verbal, events),
    )
    return new if new.events or levers else None
