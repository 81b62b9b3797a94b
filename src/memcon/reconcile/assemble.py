"""The memorandum put together: every step in its order, every tuple in its canonical order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from memcon.extract.types import Extraction
from memcon.model.judgements import Ruling
from memcon.model.memo import Actor, Claim, Event, Memorandum, Report, Slot, Time, Tool
from memcon.read.types import Reading
from memcon.reconcile import judged
from memcon.reconcile import omissions as left_out
from memcon.reconcile import relations as ties
from memcon.reconcile import times as when
from memcon.reconcile import times_told as told_of
from memcon.reconcile.actors import Cast, cast
from memcon.reconcile.align import align
from memcon.reconcile.answers import answers
from memcon.reconcile.apart import apart
from memcon.reconcile.bundle import Bundle, Key, gather, natural
from memcon.reconcile.cautions import cautions
from memcon.reconcile.claims import write_book
from memcon.reconcile.compare import event_slots, tied_claims, with_attribution
from memcon.reconcile.day_counts import counted
from memcon.reconcile.denials import denials
from memcon.reconcile.events import Happening, happening
from memcon.reconcile.findings import Findings
from memcon.reconcile.hearsay import told_flatly
from memcon.reconcile.judged_times import with_accounts
from memcon.reconcile.lexis import bag, fold, weights
from memcon.reconcile.likeness import distinct
from memcon.reconcile.origins import Lineage, count, lineage
from memcon.reconcile.outlines import Outlines, outlines
from memcon.reconcile.passages import repeated
from memcon.reconcile.profile import profiles
from memcon.reconcile.reactions import reactions
from memcon.reconcile.slots import View
from memcon.reconcile.verdicts import resolved
from memcon.reconcile.zones import instant

SLOTS = (
    "time",
    "order",
    "initiator",
    "participants",
    "place",
    "duration",
    "topic",
    "amount",
    "condition",
    "outcome",
    "wording",
    "disclosure",
    "status",
)


def _numbered(happenings: Sequence[Happening], times: Sequence[Time | None]) -> dict[str, int]:
    """Event ids E1 … in order of time, then of the first mention; the index of each in the sequence."""

    def key(i: int) -> tuple[object, ...]:
        time = times[i]
        start = time.earliest or time.latest if time else None
        return (start is None, instant(start) if start else 0.0, happenings[i].key)

    return {f"E{n}": i for n, i in enumerate(sorted(range(len(happenings)), key=key), start=1)}


def _to_come(one: Happening, time: Time | None, bundle: Bundle, *, coming: bool) -> Happening:
    """An act named by a noun ("the exercises in the autumn") that is dated after every report of it is to come."""
    if one.status not in ties.REAL or time is None or not time.earliest:
        return one
    if coming:
        return replace(one, status="planned")
    if any(m.rule.startswith("act:verb") for c in one.group.chains for m in c.mentions):
        return one  # "summoned him this afternoon" is told as done, whatever hour the report is taken to be of
    told = [r.published for r in bundle.reports if r.id in one.reports]
    stamps = [instant(p) for p in told if p and "T" in p]
    if len(stamps) < len(told) or not stamps or instant(time.earliest) < max(stamps):
        return one
    return replace(one, status="planned")


def _view(bundle: Bundle, cast_: Cast, line: Lineage) -> View:
    bags = (bag(s.reading, (t.start, t.end)) for s in bundle.sources for t in s.reading.sentences)
    return View(
        bundle=bundle,
        cast=cast_,
        line=line,
        weight=weights(bags),
        sources={s.id: s for s in bundle.sources},
    )


def _event(
    identity: str,
    one: Happening,
    *,
    time: Time | None,
    slots: Sequence[Slot],
    claims: Sequence[Claim],
    told: Sequence[Claim],
    line: Lineage,
) -> Event:
    order = {name: n for n, name in enumerate(SLOTS)}
    ordered = sorted(slots, key=lambda s: (order[s.slot], natural(s.other or "")))
    return Event(
        id=identity,
        label=one.label,
        whole=one.whole,
        type=one.type,
        status=one.status,
        mode=one.mode,
        contexts=one.contexts,
        reciprocal=one.reciprocal,
        actors=one.actors,
        recipients=one.recipients,
        implied=one.implied,
        alternatives=one.alternatives,
        time=time,
        place=one.place,
        mentions=one.mentions,
        slots=tuple(ordered),
        reports=one.reports,
        origins=count(told, line) or count(claims, line),
        reasons=one.group.reasons,
        near_misses=one.group.near_misses,
    )


def _names(cast_: Cast, one: Happening) -> frozenset[str]:
    """The folded words of the parties' names, which both sides' texts hold anyway."""
    out: set[str] = set()
    for actor in (*one.actors, *one.recipients):
        country = cast_.country(actor)
        for known in (actor, country):
            found = cast_.actors.get(known or "")
            for text in (found.name, *found.aliases) if found else ():
                out |= {fold(w) for w in text.split()}
    return frozenset(out).union(*(c.nouns for c in one.group.chains))


def _kin(identity: str, ids: Mapping[Key, str], bundle: Bundle) -> frozenset[str]:
    """Acts told as part of an event: "during the call she asked …"."""
    out = set()
    for source in bundle.sources:
        for link in source.extraction.links:
            if link.type == "part-of" and ids.get((source.id, link.target)) == identity:
                out.add(ids.get((source.id, link.source), identity))
    return frozenset(out - {identity})


def _in_use(memo: Memorandum, cast_: Cast) -> tuple[Actor, ...]:
    """The actors that the memorandum speaks of, by id; a person's government among them."""
    used: set[str] = set()
    for event in memo.events:
        used |= {*event.actors, *event.recipients, *event.implied}
    for claim in memo.claims:
        used |= {v.actor for v in claim.voice if v.actor}
        if claim.slot in {"initiator", "participants"} and claim.normal:
            used |= set(claim.normal.split())
    used |= {w.party for w in memo.withheld} | {s.actor for s in memo.standpoints} | set(memo.unheard)
    for relation in memo.relations:
        used |= {relation.source, relation.target}
    used |= {c for a in used if (c := cast_.country(a))}
    return tuple(cast_.actors[a] for a in sorted(used) if a in cast_.actors)


def assemble(
    reports: tuple[Report, ...],
    readings: tuple[Reading, ...],
    extractions: tuple[Extraction, ...],
    tool: Tool,
    made: str | None = None,
    *,
    judgements: tuple[Ruling, ...] = (),
) -> tuple[Memorandum, Outlines]:
    """The memorandum of a bundle, and its events in outline; ``made`` is passed through, never read from a clock."""
    bundle = gather(reports, readings, extractions)
    verdicts = resolved(bundle, judgements)
    bundle = replace(bundle, passages=repeated(bundle))
    cast_ = cast(bundle)
    line = lineage(bundle, cast_)
    view = _view(bundle, cast_, line)
    groups = align(bundle, profiles(bundle, cast_, distinct, verdicts.bonds), verdicts)
    happenings = judged.with_values([happening(bundle, cast_, g) for g in groups], verdicts)
    timing = when.solve_times(bundle, cast_, happenings)
    settled = judged.slots_of(happenings, verdicts)
    timing = with_accounts(timing, settled, bundle, cast_, happenings)
    coming = timing.sayings.coming
    happenings = [
        _to_come(h, t, bundle, coming=i in coming) if not judged.status_taken(settled.get(i, ())) else h
        for i, (h, t) in enumerate(zip(happenings, timing.times, strict=True))
    ]
    index = _numbered(happenings, timing.times)
    by_id = {e: happenings[i] for e, i in index.items()}
    names = {i: e for e, i in index.items()}
    ids: dict[Key, str] = {(c.report, m.id): e for e, h in by_id.items() for c in h.group.chains for m in c.mentions}
    book = judged.with_claims(write_book(bundle, cast_, line, ids), verdicts, ids)
    by_event = book.of_event()
    desk = when.Desk(book=book, known=book.known, view=view, names=names)
    held = ties.withheld(bundle, cast_, book, ids)
    told = left_out.reported(book, view)
    omitted = {
        c: (", ".join(_country(cast_, s) for s in o.said_by), frozenset((*o.said_by, *o.silent)), frozenset(o.said_by))
        for o in told
        for c in o.claims
    }
    contacts = frozenset(e for e, h in by_id.items() if h.type == "CONSULT")
    countries = {e: frozenset(cast_.countries((*h.actors, *h.recipients))) for e, h in by_id.items()}
    acting = {e: frozenset(cast_.countries(h.actors)) for e, h in by_id.items()}
    tied = tied_claims(book, view, omitted, countries, contacts, acting=acting)
    tied += told_flatly(book, view, contacts)
    parties = {w.claim: w.party for w in held}
    no = denials(bundle, ids, book)
    events: list[Event] = []
    for identity, one in by_id.items():
        claims = by_event.get(identity, [])
        denied = no.claims.get(identity, ())
        slots = event_slots(one, claims, book, view, parties, denied=denied, inside=no.inside, plain=no.plain)
        slots = with_attribution(slots, [t for t in tied if t.event == identity])
        slots += when.time_slots(index[identity], timing, claims, desk)
        told_by = [
            book.known[i] for c in one.group.chains for m in c.mentions if (i := book.mentions.get((c.report, m.id)))
        ]
        made_ = _event(
            identity, one, time=timing.times[index[identity]], slots=slots, claims=claims, told=told_by, line=line
        )
        events.append(judged.marked(made_, settled.get(index[identity], ()), book))
    found = [*told]
    whole = {e.id: e for e in events}
    for identity, one in by_id.items():
        event = whole[identity]
        if one.status in ties.REAL and len({view.line.sides.get(r) for r in one.reports} - {None}) > 1:
            found += left_out.checked(
                event,
                one,
                book,
                view,
                kin=_kin(identity, ids, bundle),
                names=_names(cast_, one),
                told=whole,
            )
            found += left_out.third_party(event, one, book, view, names=_names(cast_, one), told=whole)
    found += apart(events, left_out.met(events, by_id, view, events), book, view)
    omitted_all = left_out.merged(found)
    instruments = ties.levers(bundle, cast_, book, whole, ids)
    now = ties.latest(view, events)
    to_come = ties.agenda(events, book, cast_, now)
    findings = Findings(
        events=tuple(events),
        happenings=by_id,
        agenda=frozenset(a.event for a in to_come),
        book=book,
        tied=tuple(tied),
        omissions=omitted_all,
        mixed=(*told_of.mixed(timing, desk), *counted(timing, desk, whole)),
        outdated=told_of.outdated(timing, desk),
    )
    memo = Memorandum(
        tool=tool,
        reports=bundle.reports,
        events=tuple(events),
        claims=book.claims,
        withheld=held,
        omissions=omitted_all,
        assessments=tuple(c.id for c in book.claims if c.kind == "assessment"),
        cautions=cautions(findings, view),
        relations=ties.relations(events, cast_, instruments),
        agenda=to_come,
        indicators=ties.indicators(bundle, book),
        links=ties.links(
            bundle,
            book,
            ids,
            told_of.follows(timing, desk),
            answers(bundle, ids, book, no),
            reacting=lambda known: reactions(bundle, cast_, book, ids, events=whole, known=known),
        ),
        standpoints=ties.standpoints(bundle, cast_, book),
        coverage=ties.coverage(bundle, book),
        unheard=ties.unheard(events, book.claims, cast_, (r.side for r in bundle.reports)),
        judgements=judged.as_judged(
            verdicts,
            events,
            book,
            ids,
            {e: some for e, i in index.items() if (some := settled.get(i))},
        ),
        made=made,
    )
    memo = replace(memo, actors=_in_use(memo, cast_))
    chains = {e: h.group.chains for e, h in by_id.items()}
    return memo, outlines(memo, chains, view.weight, verdicts=verdicts, ids=ids)


def _country(cast_: Cast, code: str) -> str:
    found = cast_.actors.get(code)
    return found.name if found else code
