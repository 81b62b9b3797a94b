"""The first lines of a view: title, sources strip, what happened."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from memcon.model.memo import Claim, Event, Slot
from memcon.present.clockwords import between, ends
from memcon.present.desk import Desk, outermost
from memcon.present.quotes import unheard
from memcon.present.view import Cite, Line
from memcon.present.words import (
    clipped,
    count,
    country,
    glyph,
    join,
    lowered,
    names,
    short,
    unit,
    vocabulary,
    word,
    words_of,
)

MOST = 5
"""How many other events the first screen names."""
SAME = 0.75
"""The share of the shorter label’s words that two labels of one thing have in common."""
TOPICS = 4
"""How many topics of one teller a line names."""


def standing_glyph(event: Event) -> str:
    """The sign of an event: one report, several of one origin, or several origins."""
    if len(event.reports) < 2:
        return glyph("single")
    return glyph("agreed") if event.origins > 1 else glyph("repeated")


def title(desk: Desk) -> str:
    """The main event, and the event that it came before or after."""
    main = desk.main
    if main is None:
        return "No event found in these reports"
    order = desk.slot(main, "order")
    other = desk.events.get((order.other if order else None) or "")
    shown = other is not None and other.type == "CONSULT" and two_sided(other) and other.time is not None
    return f"{main.label}, after {other.label}" if other and shown else main.label


def two_sided(event: Event) -> bool:
    """Whether the reports name both sides of an event."""
    return len({*event.actors, *event.recipients}) > 1


def record(desk: Desk) -> tuple[str, ...]:
    """How many reports, outlets, government texts and speakers stand behind it all."""
    read = [r for r in desk.memo.reports if r.read]
    own = [r for r in read if r.side]
    press = [r for r in read if not r.side]
    parts = []
    if press:
        outlets = {r.outlet for r in press if r.outlet}
        about = [f"{len(outlets)} outlet{'' if len(outlets) == 1 else 's'} named" if outlets else "outlets not named"]
        undated = sum(1 for r in press if not r.published)
        if undated:
            about.append("undated" if undated == len(press) else f"{undated} undated")
        parts.append(f"{count(len(press), 'press report')}, {', '.join(about)}")
    texts = count(len(own), "government text")
    if own:
        texts += f" ({join(sorted({country(r.side) for r in own if r.side}))})"
        undated = sum(1 for r in own if not r.published)
        if undated:
            texts += ", undated" if undated == len(own) else f", {undated} undated"
    parts.append(texts)
    copies = sum(1 for r in read if r.origin)
    if copies:
        parts.append(f"{copies} cop{'y' if copies == 1 else 'ies'} counted once")
    if len(read) > 1 and copies:
        parts.append(f"{count(len(read) - copies, 'separate text')}")
    year = _year(desk)
    parts += [year] if year else []
    parts += [f"{r.id} credits {join(r.credits)}" for r in read if r.credits]
    people, bodies = _speakers(desk)
    if people:
        parts.append(f"who speaks: {join(people)}" + (f"; without a name: {join(bodies)}" if bodies else ""))
    else:
        parts.append(f"who speaks, without a name: {join(bodies)}" if bodies else "nobody is quoted by name")
    silent = unheard(desk)
    parts += [f"not heard: {silent}"] if silent else []
    content = _tellers(desk)
    if content:
        parts.append(f"what was said in it is known from {content} alone")
    return tuple(parts)


def _year(desk: Desk) -> str:
    """Which reports state the year, where only some of the undated do; empty where it is plain."""
    read = [r for r in desk.memo.reports if r.read and not r.published]
    low, high = ends(desk.main.time) if desk.main else (None, None)
    moment = low or high
    if moment is None or len(read) < 2:
        return ""
    stating = [r.id for r in read if re.search(rf"\b{moment.year}\b", r.text)]
    return f"year stated in {join(stating)} only" if 0 < len(stating) < len(read) else ""


def unread(desk: Desk) -> tuple[str, ...]:
    """The reports that could not be read, with the reason; at most five named."""
    found = [f"{r.file}: {r.why or 'no reason given'}" for r in desk.memo.reports if not r.read]
    return (*found[:5], f"and {len(found) - 5} more, listed under Sources") if len(found) > 6 else tuple(found)


def _speakers(desk: Desk) -> tuple[list[str], list[str]]:
    """Persons with a name, and governments and offices without one, whose words or accounts the reports carry."""
    seen: dict[bool, dict[str, int]] = {True: defaultdict(int), False: defaultdict(int)}
    for claim in desk.memo.claims:
        for link in claim.voice[:1]:
            actor = desk.actors.get(link.actor or "")
            if actor and (actor.kind == "government" or (actor.kind == "person" and actor.country)):
                named = actor.kind == "person" and actor.name[:1].isupper()
                seen[named][short(actor) if named else actor.name] += 1
    people, bodies = ([n for n, _ in sorted(s.items(), key=lambda p: (-p[1], p[0]))][:5] for s in seen.values())
    return people, bodies


def _tellers(desk: Desk) -> str:
    """The only person who tells what was said in the main event; empty where there are more, or texts of a side."""
    if desk.main is None or any(r.side for r in desk.memo.reports if r.read):
        return ""
    told = [c for c in desk.of_event(desk.main.id) if c.slot in ("topic", "outcome")]
    told += [c for c in desk.of_event(desk.main.id) if c.slot == "wording" and c.manner == "direct"]
    inside = [c for c in told if c.slot != "wording" or len(c.voice) > 1]
    tellers = {c.voice[0].actor if c.voice else None for c in inside}
    actor = desk.actors.get(tellers.pop() or "") if len(tellers) == 1 else None
    return short(actor) if actor and actor.kind == "person" else ""


def happened(desk: Desk) -> tuple[Line, ...]:
    """The main event, its order, who tells what it was about; then the other events worth a line."""
    if desk.main is None:
        return ()
    lines = [_main(desk, desk.main), *_main_slots(desk, desk.main), *_topics(desk, desk.main)]
    others = [
        e
        for e in desk.memo.events
        if e.id != desk.main.id and e.status in ("occurred", "ongoing") and e.type is not None and e.whole
    ]
    verbal = vocabulary()["verbal"]
    others = [e for e in others if e.type not in verbal or desk.when(e)]
    others = [e for e in others if _counts(desk, e)]
    others.sort(key=lambda e: (-desk.weight(e), e.id))
    shown: list[Event] = []
    for event in others:
        if len(shown) < MOST and not any(_same_words(event, other) for other in (desk.main, *shown)):
            shown.append(event)
    shown.sort(key=lambda e: (-len(e.reports), *_at(e), -desk.weight(e), e.id))
    lines += [_other(desk, e) for e in shown]
    return tuple(lines)


def _counts(desk: Desk, event: Event) -> bool:
    """Whether an event is more than what one report says in passing: told by two, dated, or tied to the main one.

    What one report alone adds stands in a section of its own.
    """
    read = sum(1 for r in desk.memo.reports if r.read)
    return read < 2 or len(event.reports) > 1 or bool(desk.when(event)) or desk.tied(event)


def _same_words(one: Event, two: Event) -> bool:
    """Whether two events of one kind are named by much the same words, so that a second line would tell nothing new."""
    left, right = (
        {w.strip("’'s,.").lower() for w in e.label.replace("–", " ").split()} - set(words_of("small"))
        for e in (one, two)
    )
    known = one.type == two.type != "CONSULT" and one.status == two.status
    return known and len(left & right) >= SAME * min(len(left), len(right)) and len(left & right) > 1


def _at(event: Event) -> tuple[bool, str]:
    """The order of time, what has no date last."""
    low, high = ends(event.time)
    moment = low or high
    return (moment is None, moment.isoformat() if moment else "")


def sentence(desk: Desk, event: Event) -> str:
    """An event in words: ``A telephoned B`` where the reports name who began it, else its label."""
    table = vocabulary()["telling"]
    form = next((f for noun, f in table.items() if event.label.endswith(noun)), None)
    if form is None or not event.reciprocal or len(event.actors) < 2:
        return event.label
    starter = desk.starter(event)
    if starter is not None and starter.id in event.actors and "began" in form and len(event.actors) == 2:
        other = next(a for a in event.actors if a != starter.id)
        return str(form["began"]).format(a=_person(short(starter)), b=_person(desk.name(other)))
    sides = event.label.rpartition(" ")[0].removesuffix(" telephone").removesuffix(" video").split("–")
    told = join([_person(x) for x in sides]) if len(sides) > 1 else names(desk.actors, event.actors)
    return str(form["both"]).format(names=told)


def _person(name: str) -> str:
    """A name inside a sentence: an office alone takes the article ("the foreign minister of Peru")."""
    return f"the {name}" if name[:1].islower() and not name.startswith("the ") else name


def _inside(label: str) -> str:
    """A label inside a sentence: its first article small."""
    return lowered(label) if label.split(" ", 1)[0] in ("The", "A", "An", "Two", "Three") else label


def _main(desk: Desk, main: Event) -> Line:
    status = "" if main.status == "occurred" else f"{word('status', main.status)}; "
    return Line(
        glyph=standing_glyph(main),
        lead=sentence(desk, main),
        text=f"{status}{desk.when(main) or 'no report dates it'}. {_hedge(desk, main)}".rstrip(),
        cites=desk.event_cites(main),
        event=main.id,
    )


def _main_slots(desk: Desk, main: Event) -> list[Line]:
    lines = []
    for slot in main.slots:
        if slot.slot not in ("order", "initiator", "duration", "place") or slot.standing in ("disputed", "attribution"):
            continue
        if slot.slot == "place" and main.mode == "phone":
            continue
        claims = [c for p in slot.positions for c in p.claims]
        starter = desk.starter(main)
        if slot.slot == "initiator" and starter is not None:
            if "telling" in _told(main) and len(main.actors) == 2:
                continue
            lead, text = "Who began it", short(starter) + "."
        elif slot.slot == "order":
            other = desk.events.get(slot.other or "")
            if other is None or not two_sided(other) or not other.whole or other.status not in ("occurred", "ongoing"):
                continue
            lead, text = f"After {_inside(other.label)}", _order(desk, slot, between(other.time, main.time))
        else:
            lead = word("slot", slot.slot)
            text = "; ".join(dict.fromkeys(p.value for p in slot.positions[:2])) + "."
        lines.append(Line(glyph=glyph(slot.standing), lead=lead, text=text, cites=desk.cites(claims), event=main.id))
    return lines


def _told(event: Event) -> str:
    """``telling`` where a sentence of its own says who began an event, else nothing."""
    forms = vocabulary()["telling"]
    form = next((f for noun, f in forms.items() if event.label.endswith(noun)), None)
    return "telling" if event.reciprocal and form and "began" in form else ""


def _hedge(desk: Desk, main: Event) -> str:
    """Which reports say with reserve who began it; empty where none does."""
    slot = desk.slot(main, "initiator")
    starter = desk.starter(main)
    if slot is None or starter is None or not _told(main):
        return ""
    claims = [desk.claims[c] for p in slot.positions for c in p.claims if c in desk.claims]
    hedged = sorted({c.report for c in claims if c.stance == "hedges"}, key=lambda r: desk.order.get(r, 0))
    return (
        f"{join(hedged)} {'says' if len(hedged) == 1 else 'say'} with reserve that {short(starter)} began it."
        if hedged
        else ""
    )


def _order(desk: Desk, slot: Slot, gap: str) -> str:
    """How long after by the clocks, and each report’s most exact words for it."""
    later = vocabulary()["later"]
    said: dict[str, list[str]] = defaultdict(list)
    for claim in (desk.claims[c] for p in slot.positions for c in p.claims if c in desk.claims):
        said[claim.report] += [w for w in claim.value.split(" / ") if any(x in w.casefold() for x in later)]
    best = {r: min(ws, key=lambda w: (unit(w), -len(w))) for r, ws in said.items() if ws}
    words = [f"{r} “{best[r]}”" for r in sorted(best, key=lambda r: desk.order.get(r, 0))][:4]
    parts = [f"{gap} by the clocks"] if gap else []
    return "; ".join([*parts, ", ".join(words)] if words else parts) + ("." if parts or words else "")


def _topics(desk: Desk, main: Event) -> list[Line]:
    """What it was about, a line for each teller."""
    found = outermost([c for c in desk.of_event(main.id) if c.slot == "topic" and c.evidence])
    by: dict[str, list[Claim]] = defaultdict(list)
    for claim in found:
        by[_teller(desk, claim)].append(claim)
    lines = []
    for name, claims in sorted(by.items(), key=lambda p: (-len(p[1]), p[0]))[:4]:
        values = _distinct([clipped(c.value, 110) for c in claims])
        more = f"; {len(values) - TOPICS} more" if len(values) > TOPICS else ""
        lines.append(
            Line(
                glyph=_spread(claims),
                lead=f"About, {name}",
                text="; ".join(values[:TOPICS]) + more,
                cites=_first_cites(desk, claims),
                event=main.id,
            )
        )
    return lines


def _distinct(topics: Sequence[str]) -> list[str]:
    """Topics without those that end as another does ("the state of their ties") or only point ("this topic")."""
    kept: dict[tuple[str, ...], str] = {}
    for topic in topics:
        words = re.findall(r"[^\W_]+", topic.casefold().replace(".", ""))
        if len(words) < 3 and words[:1] and words[0] in words_of("pointing"):
            continue
        kept.setdefault(tuple(words[-3:]), topic)
    return list(kept.values())


def _teller(desk: Desk, claim: Claim) -> str:
    report = desk.reports.get(claim.report)
    if report is not None and report.side:
        return f"{country(report.side)} text"
    actor = desk.actors.get((claim.voice[0].actor if claim.voice else None) or "")
    return f"as {short(actor)} tells it" if actor else f"as {claim.report} has it"


def _spread(claims: Sequence[Claim]) -> str:
    """One report, or several that tell one teller's account."""
    reports = {c.report for c in claims}
    return glyph("single") if len(reports) < 2 else glyph("repeated")


def _first_cites(desk: Desk, claims: Sequence[Claim]) -> tuple[Cite, ...]:
    return desk.cites([c.id for c in claims])


def _other(desk: Desk, event: Event) -> Line:
    parts = [] if event.status == "occurred" else [word("status", event.status)]
    date = desk.when(event)
    parts += ["within the same time" if date and _alike(desk, event) else date] if date else []
    twin = desk.main is not None and event.type == desk.main.type and set(event.actors) == set(desk.main.actors)
    if twin and not date and event.mentions:
        parts.append(f"another one, “{phrase(desk, event)}”")
    return Line(
        glyph=standing_glyph(event),
        lead=sentence(desk, event),
        text="; ".join(parts) + "." if parts else "",
        cites=desk.event_cites(event),
        event=event.id,
    )


def _alike(desk: Desk, event: Event) -> bool:
    """Whether an event is dated to the very stretch of the main one, whose date stands above."""
    main = desk.main.time if desk.main else None
    return main is not None and ends(main) == ends(event.time) and None not in ends(main)


def phrase(desk: Desk, event: Event) -> str:
    """The tightest words of a claim around the first trigger of an event."""
    trigger = event.mentions[0].trigger
    around = [
        c.evidence[0]
        for c in desk.of_event(event.id)
        if c.evidence and c.report == trigger.report and c.evidence[0].start < trigger.start < c.evidence[0].end
    ]
    return clipped(min(around, key=len, default=trigger).quote, 80)
