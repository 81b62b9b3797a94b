"""What to handle with care before it is used, and why, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from memcon.model.gazetteer import states
from memcon.model.memo import Caution, Claim, Event, Time, VoiceLink
from memcon.model.places import Span
from memcon.reconcile.bundle import Source, natural
from memcon.reconcile.changed import altered_quotes, hours_elsewhere, moved_plans, repeated_passages
from memcon.reconcile.claims import Book
from memcon.reconcile.day_counts import clocks_apart, firmer
from memcon.reconcile.events import shorten, words
from memcon.reconcile.findings import Findings, say
from memcon.reconcile.fragments import fragments
from memcon.reconcile.hearsay import gist, government, inside, outlet, unnamed, whole
from memcon.reconcile.lexis import table
from memcon.reconcile.opposed import opposed
from memcon.reconcile.origins import speaker
from memcon.reconcile.slots import View
from memcon.reconcile.stale import stale
from memcon.reconcile.zones import instant

DAY = 86_400.0
WIDE = 10
"""Days from which on a stretch of time is no date for a plan."""


def attribution_lost(found: Findings, view: View) -> list[Caution]:
    """What one report gives as a fact and another ties to one side; what an outsider tells of a contact."""
    ties: dict[tuple[str, str], set[str]] = {}
    for tied in found.tied:
        ties.setdefault((tied.event, tied.who), set()).update({tied.tied.id, tied.flat.id})
    out = [
        Caution(
            kind="attribution-lost",
            text=say("attribution-lost", who=who, what=found.label(event)),
            event=event,
            claims=tuple(sorted(claims, key=natural)),
        )
        for (event, who), claims in sorted(ties.items(), key=lambda t: (natural(t[0][0]), t[0][1]))
    ]
    known = found.book.known
    events = {e.id: e for e in found.events}
    told: dict[tuple[str, str], int] = {}
    for omission in found.omissions:
        event = events.get(omission.event or "")
        if omission.basis != "checked" or event is None:
            continue
        parties = set(view.cast.countries((*event.actors, *event.recipients)))
        if parties and not parties & set(omission.said_by):
            claim = known[omission.claims[0]]
            link = speaker(claim.voice, view.cast)
            if link is not None and (link.actor is None or view.cast.country(link.actor) in parties):
                link = None  # "the parties reaffirmed": it is the outsider's text that says so
            teller = (link.actor or link.name.lower()) if link else " ".join(omission.said_by)
            at = told.setdefault((event.id, teller), len(out))
            if at < len(out):  # one outsider is warned of once
                ids = {*out[at].claims, *omission.claims}
                out[at] = replace(out[at], claims=tuple(sorted(ids, key=natural)))
                continue
            out.append(
                Caution(
                    kind="attribution-lost",
                    text=say(
                        "attribution-outside",
                        who=inside(link.name) if link else ", ".join(government(view, c) for c in omission.said_by),
                        said=gist(claim),
                        what=event.label,
                    ),
                    event=event.id,
                    claims=omission.claims,
                )
            )
    return out


def mixed_clocks(found: Findings) -> list[Caution]:
    """Statements of one report that are right on different clocks."""
    return [
        Caution(
            kind="mixed-clocks",
            text=say("mixed-clocks", words=text, what=found.label(event)),
            event=event,
            claims=claims,
        )
        for event, claims, text in found.mixed
    ]


def named_clocks(found: Findings, view: View) -> list[Caution]:
    """Hours of a contact told on a named place's clock ("on Friday afternoon in Lima"), where another has another."""
    cue = set(table("cautions")["clock"])
    done = {c for _, claims, _ in found.mixed for c in claims}
    zones = {name.lower(): s for s in states().values() for name in (*s.capital, s.name)}
    out: list[Caution] = []
    for event in found.events:
        parties = {states()[c].zone for c in view.cast.countries((*event.actors, *event.recipients)) if c in states()}
        if event.type != "CONSULT" or event.status != "occurred" or len(parties) < 2:
            continue
        for claim in found.book.of_event().get(event.id, ()):
            if claim.slot != "time" or claim.id in done:
                continue
            source = view.sources[claim.report]
            tokens = source.reading.tokens
            end = claim.evidence[0].end
            at = next((t.i for t in tokens if t.start >= end), len(tokens))
            after = [t for t in tokens[at : at + 4] if t.sentence == tokens[at].sentence] if at < len(tokens) else []
            place = next((t for t in after[:3] if t.norm in zones), None)
            if place is None:
                continue
            following = tokens[place.i + 1].norm if place.i + 1 < len(tokens) else ""
            if following not in cue and after[0].norm != "in":
                continue
            hours = any(t.part or t.hour is not None for t in source.reading.timexes if t.end == end)
            if hours:
                text = say("clock-named", what=event.label, words=words(claim.value), place=place.text)
                out.append(Caution(kind="mixed-clocks", text=text, event=event.id, claims=(claim.id,)))
    return out


def unnamed_sources(found: Findings, view: View) -> list[Caution]:
    """What one report has from somebody whom it does not name, one caution per voice."""
    held: dict[tuple[str, str], list[Claim]] = {}
    for claim in found.book.claims:
        if claim.kind != "fact" or claim.stance == "declines" or view.line.sides.get(claim.report):
            continue
        link = next((v for v in claim.voice if unnamed(v, view)), None) or _cited(claim, found)
        if link is not None and link.name.lower() not in table("cautions")["usual"]:
            held.setdefault((claim.report, link.name), []).append(claim)
    out = []
    for (_, who), claims in held.items():
        main = max(claims, key=lambda c: (whole(c), c.event is not None, c.slot is None, len(c.evidence[0]), c.id))
        event = next((c.event for c in [main, *claims] if c.event), None)
        ids = tuple(sorted({c.id for c in claims}, key=natural))
        out.append(
            Caution(
                kind="single-unsourced",
                text=say(
                    "single-outlet" if _cited(main, found) else "single-unnamed", who=inside(who), said=gist(main)
                ),
                event=event,
                claims=ids,
            )
        )
    return out


def _cited(claim: Claim, found: Findings) -> VoiceLink | None:
    """The outlet that a report cites alone for a fact that no other report tells; null where there is more."""
    if not claim.voice or not all(outlet(v) for v in claim.voice) or not whole(claim):
        return None
    event = next((e for e in found.events if e.id == claim.event), None)
    return claim.voice[-1] if event is None or len(event.reports) == 1 else None


def _mention_claims(event: str, found: Findings) -> list[Claim]:
    known = found.book.known
    happening = found.happenings[event]
    ids = {
        i
        for c in happening.group.chains
        for m in c.mentions
        if (i := found.book.mentions.get((c.report, m.id))) is not None
    }
    return [known[i] for i in sorted(ids, key=natural)]


def _undated(time: Time | None) -> bool:
    """Whether a plan has no date, or one so wide that nobody could enter it: a season, a year, "before the end of"."""
    if time is None or (time.earliest is None and time.latest is None and time.partial is None):
        return True
    if time.precision in {"season", "year", "open"}:
        return True
    vague = tuple(table("cautions")["vague-times"])
    if time.words and all(any(v in w.quote.lower() for v in vague) for w in time.words):
        return True  # "in the coming days"
    if time.earliest is None or time.latest is None:
        return False
    return instant(time.latest) - instant(time.earliest) > WIDE * DAY


def _diary(event: Event) -> bool:
    """Whether a plan is one that would stand in a diary: firm, or a meeting, a deployment, a measure, a delivery."""
    kinds = set(table("cautions")["diary"])
    sides = len(event.actors) + len(event.recipients)
    if event.status == "planned" and event.time is not None:
        return True
    undertaken = any((m.rule or "").startswith("act:verb") for m in event.mentions)  # "will buy", not "cooperation"
    if event.type in set(table("cautions")["undertaken"]) and event.status == "planned" and undertaken:
        return True
    return event.type in kinds and (event.status == "planned" or (event.type == "CONSULT" and sides > 1))


def plans(found: Findings, view: View) -> list[Caution]:
    """Acts to come that no report dates, and those that one report tells of without a source."""
    to_come, speech = set(table("cautions")["to-come"]), set(table("cautions")["speech"])
    out: list[Caution] = []
    for event in found.events:
        if event.status not in to_come or event.type in speech:
            continue
        claims = _mention_claims(event.id, found)
        ids = tuple(c.id for c in claims)
        if _undated(event.time) and event.id in found.agenda and _diary(event):
            text = say("undated-plan" if event.time is None else "wide-plan", what=event.label)
            out.append(Caution(kind="undated-plan", text=text, event=event.id, claims=ids))
        press = [c for c in claims if not view.line.sides.get(c.report)]
        if len(event.reports) == 1 and press == claims and not any(c.voice for c in claims):
            text = say("single-unsourced", what=event.label)
            out.append(Caution(kind="single-unsourced", text=text, event=event.id, claims=ids))
    return out


def unsourced(found: Findings, view: View) -> list[Caution]:
    """Grave acts in one report's own voice, premises of a reporter's question, and "alleged" without a source."""
    rules = table("cautions")
    grave, cues = set(rules["grave"]), tuple(rules["unsourced"])
    out: list[Caution] = []
    for event in found.events:
        claims = _mention_claims(event.id, found)
        asked = [c for c in claims if _in_question(c, view)]
        if asked and len(asked) == len(claims):
            out.append(
                Caution(
                    kind="single-unsourced",
                    text=say("single-question", what=event.label),
                    event=event.id,
                    claims=tuple(c.id for c in asked),
                )
            )
            continue
        vague = [c for c in claims if _vague(c, view, cues)]
        if 2 * len(vague) >= len(claims) > 0:
            out.append(
                Caution(
                    kind="attribution-lost",
                    text=say("attribution-none", what=event.label),
                    event=event.id,
                    claims=tuple(c.id for c in vague),
                )
            )
        elif (
            event.type in grave
            and event.status == "occurred"
            and len(event.reports) == 1
            and not any(c.voice for c in claims)
            and not any(view.line.sides.get(c.report) for c in claims)
        ):
            out.append(
                Caution(
                    kind="single-unsourced",
                    text=say("single-unsourced", what=event.label),
                    event=event.id,
                    claims=tuple(c.id for c in claims),
                )
            )
    return out


def only_reported(found: Findings) -> list[Caution]:
    """What a sentence passes on as mere reports or as unconfirmed, and no event carries."""
    out: dict[tuple[str, int], Caution] = {}
    for claim in found.book.claims:
        if claim.event is None and claim.kind == "fact" and claim.slot is None and _hearsay(claim):
            key = (claim.report, claim.evidence[-1].start)
            text = say("attribution-none", what=f"“{gist(claim)}”")
            out.setdefault(key, Caution(kind="attribution-lost", text=text, claims=(claim.id,)))
    return list(out.values())


def _in_question(claim: Claim, view: View) -> bool:
    source = view.sources[claim.report]
    sentence = source.sentence_at(claim.evidence[0].start)
    if sentence is None:
        return False
    before = source.reading.text[sentence.start : claim.evidence[0].start]
    return sentence.question or _asked().search(before) is not None


def _vague(claim: Claim, view: View, cues: Sequence[str]) -> bool:
    """Whether a cue of hearsay stands at the act itself and nobody's word is named for it."""
    first = claim.evidence[0]
    text = view.sources[claim.report].reading.text
    near = f" {words(text[max(0, first.start - 14) : first.end]).lower()} "
    nobody = set(table("cautions")["nobody"])
    unnamed = all(v.actor is None and v.name.lower() in nobody for v in claim.voice)
    unnamed = unnamed or view.line.sides.get(claim.report) is not None
    return unnamed and (any(f" {cue} " in near for cue in cues) or _hearsay(claim))


@cache
def _asked() -> re.Pattern[str]:
    """Words behind which a question is told again ("asked whether X had closed the port, he said …")."""
    return re.compile(table("cautions")["asked"], re.IGNORECASE)


@cache
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(table("cautions")["hearsay"]), re.IGNORECASE)


def _hearsay(claim: Claim) -> bool:
    """Whether the sentence of a claim says that it is only reported, or that nobody has confirmed it."""
    return _patterns().search(words(claim.evidence[-1].quote)) is not None


def strength(found: Findings) -> list[Caution]:
    """Acts that reports name with a stronger and a weaker word."""
    weighed = set(table("cautions")["weighed"])
    out: list[Caution] = []
    for event in found.events:
        for slot in event.slots:
            if slot.slot == "wording" and slot.reason == "strength" and event.type in weighed:
                claims = [c for p in slot.positions for c in p.claims]
                out.append(
                    Caution(
                        kind="act-strength",
                        text=f"{event.label}: {slot.explanation} Find the order or the notice itself.",
                        event=event.id,
                        claims=tuple(sorted(set(claims), key=natural)),
                    )
                )
    return out


def run_together(found: Findings, view: View) -> list[Caution]:
    """A contact and the telling of it in one clause: "during the visit, he told the press"."""
    rules = table("cautions")
    out: list[Caution] = []
    for event in found.events:
        if event.type != "CONSULT":
            continue
        for mention in event.mentions:
            source = view.sources[mention.report]
            text = source.reading.text[mention.sentence.start : mention.trigger.start].lower().strip()
            opening = words(text)
            if not any(opening.startswith(w + " ") for w in rules["during"]) or len(opening.split()) > 4:
                continue
            after = _lemmas(source, mention.trigger.end, mention.sentence.end)[:14]
            if not any(w in rules["telling"] for w in after) or not any(w in rules["audience"] for w in after):
                continue
            ids = _claims_at(found.book, mention.trigger)
            out.append(
                Caution(
                    kind="run-together",
                    text=say("run-together", words=shorten(words(mention.sentence.quote), 70)),
                    event=event.id,
                    claims=ids,
                )
            )
    return out


def _lemmas(source: Source, start: int, end: int) -> list[str]:
    return [t.lemma.lower() for t in source.reading.tokens if start <= t.start < end]


def _claims_at(book: Book, place: Span) -> tuple[str, ...]:
    return tuple(c.id for c in book.of_report(place.report) if c.evidence[0].meets(place))[:2]


def unread(view: View) -> list[Caution]:
    """Reports that could not be read."""
    return [
        Caution(kind="unread-report", text=say("unread-report", file=r.file, why=r.why or "no reason given"))
        for r in view.bundle.reports
        if not r.read
    ]


def cautions(found: Findings, view: View) -> tuple[Caution, ...]:
    """All cautions, the gravest kind first, each once."""
    elsewhere = hours_elsewhere(found, view)
    warned = {c.event for c in elsewhere}
    everything: Iterable[Caution] = (
        *attribution_lost(found, view),
        *opposed(found, view),
        *mixed_clocks(found),
        *named_clocks(found, view),
        *elsewhere,
        *(c for c in clocks_apart(found, view) if c.event not in warned),
        *repeated_passages(found, view),
        *moved_plans(found),
        *stale(found, view),
        *firmer(found),
        *plans(found, view),
        *unsourced(found, view),
        *only_reported(found),
        *unnamed_sources(found, view),
        *altered_quotes(found, view),
        *fragments(found, view),
        *strength(found),
        *run_together(found, view),
        *unread(view),
    )
    return tuple(dict.fromkeys(everything))
