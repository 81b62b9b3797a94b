"""What the events add up to: directed pairs, levers, the agenda, links, and who was not heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from memcon.extract.types import LeverDraft
from memcon.model.gazetteer import states
from memcon.model.memo import (
    AgendaItem,
    Claim,
    Coverage,
    Event,
    Indicator,
    Lever,
    Link,
    Relation,
    Standpoint,
    Withheld,
)
from memcon.model.ontology import kinds, quad
from memcon.reconcile.actors import Cast
from memcon.reconcile.bundle import Bundle, Key, Source, natural
from memcon.reconcile.claims import Book
from memcon.reconcile.events import words
from memcon.reconcile.lexis import fold, table
from memcon.reconcile.slots import View
from memcon.reconcile.zones import instant

REAL = frozenset({"occurred", "ongoing"})
TO_COME = frozenset({"planned", "proposed"})
ACTS = REAL | {"threatened"}


def levers(bundle: Bundle, cast: Cast, book: Book, events: Mapping[str, Event], ids: Mapping[Key, str]) -> list[Lever]:
    """The instruments in the parties' hands, one per instrument, holder, target and state."""
    held: dict[tuple[str, str, str, str, str | None], tuple[str, set[str]]] = {}
    aimed: dict[str, set[str]] = defaultdict(set)
    found: list[tuple[Source, LeverDraft, Event | None, str | None, str | None]] = []
    for source in bundle.sources:
        for draft in source.extraction.levers:
            event = events.get(ids.get((source.id, draft.mention or ""), ""))
            by = cast.one(source.id, draft.by) or (event.actors[0] if event and event.actors else None)
            by = by or _own(source, draft, book)
            holder = cast.country(by) or by
            target = cast.country(cast.one(source.id, draft.against)) or _aim(source, draft, event, cast, holder)
            if target is None and event and event.recipients:
                target = cast.country(event.recipients[0]) or event.recipients[0]
            if event and target and target != holder:
                aimed[event.id].add(target)
            found.append((source, draft, event, holder, target))
    for source, draft, event, holder, target in found:
        if target is None and event and len(aimed[event.id]) == 1:
            target = min(aimed[event.id])
        claim = book.places.get((source.id, (draft.start, draft.end)))
        if holder is None or claim is None or holder == target:
            continue
        if not _holds(cast, holder) or not _instrument(draft, event, target):
            continue
        name = event.id if event else " ".join(sorted({fold(w) for w in draft.instrument.split()} - {""}))
        key = (name, draft.kind, draft.state, holder, target)
        held.setdefault(key, (draft.instrument, set()))[1].add(claim)
    _settle(held)
    return [
        Lever(
            instrument=words(instrument),
            kind=kind,  # type: ignore[arg-type]
            state=state,  # type: ignore[arg-type]
            by=holder,
            against=target,
            claims=tuple(sorted(claims, key=natural)),
        )
        for (_, kind, state, holder, target), (instrument, claims) in sorted(
            held.items(), key=lambda i: (min(natural(c) for c in i[1][1]), i[0][1:4], i[0][4] or "")
        )
    ]


def _holds(cast: Cast, holder: str) -> bool:
    """Whether somebody can hold an instrument: a country, a body; no private person, no crowd."""
    actor = cast.actors.get(holder)
    return cast.country(holder) is not None or actor is None or actor.kind in table("levers")["holders"]


def _instrument(draft: LeverDraft, event: Event | None, target: str | None) -> bool:
    """Whether the words of a lever name an instrument of states.

    A threat needs somebody whom it is aimed at, unless it is to close something, which is in a state's own hand.
    """
    rules = table("levers")
    if draft.state == "threatened":
        shuts = draft.instrument.startswith(tuple(rules["closing"])) and event is not None and event.type == "SANCTION"
        return target is not None or shuts or (event is not None and event.type == "THREATEN")
    if event is not None and event.mode in rules["courts"]:
        return False
    named = {w.rstrip(".,;:").lower() for w in draft.instrument.replace("-", " ").replace('"', "").split()}
    named |= {w.lower() for w in draft.instrument.split()}
    lemmas = named | {w[:-1] for w in named if w.endswith("s")} | {w[:-3] + "y" for w in named if w.endswith("ies")}
    if lemmas & set(rules["not"]):
        return False
    if len(named) == 1 and target is None and lemmas & set(rules["alone"]):
        return False
    aimed = target in states() or bool(lemmas & set(rules["means"]))
    if event is not None and event.type == "COOPERATE" and draft.state == "in force" and not aimed:
        return False  # trade as such is in nobody's hand
    if (
        event is not None
        and event.type in {"SANCTION", "AID"}
        and target in states()
        and not lemmas & set(rules["loose"])
    ):
        return True  # what a state holds back from another or gives it is in its hand, whatever it is
    return bool(lemmas & set(rules["nouns"]) or (lemmas & set(rules["loose"]) and aimed))


def _settle(held: dict[tuple[str, str, str, str, str | None], tuple[str, set[str]]]) -> None:
    """An entry without a target joins that of the same instrument, holder and state with one."""
    for key in sorted(held, key=lambda k: (*k[:4], k[4] or "")):
        if key[4] is not None:
            continue
        into = min((k for k in held if k[:4] == key[:4] and k[4] is not None), default=None, key=lambda k: k[4] or "")
        if into is not None:
            held[into][1].update(held.pop(key)[1])


def _own(source: Source, draft: LeverDraft, book: Book) -> str | None:
    """The side whose own text says, in its own voice and without naming anybody, that something has been closed."""
    side = source.report.side
    if side is None or draft.state != "in force" or not draft.instrument.startswith(tuple(table("levers")["closing"])):
        return None
    claim = book.known.get(book.places.get((source.id, (draft.start, draft.end)), ""))
    return side if claim is not None and not claim.voice and claim.manner in {"narration", "readout"} else None


def _aim(source: Source, draft: LeverDraft, event: Event | None, cast: Cast, holder: str | None) -> str | None:
    """The one other country that the words for an instrument name ("forces near the border of …")."""
    end = draft.end
    if draft.state == "threatened":
        sentence = source.sentence_at(draft.start)
        end = sentence.end if sentence else end
    cues = set(table("cautions")["aimed"])
    if event is not None and event.type == "SANCTION":
        cues |= {"by", "from", "with"}  # "cancelled a visit by a Chilean delegation", "the line with the Chilean navy"
    named = [
        country
        for naming in source.reading.namings
        if draft.start <= naming.start < end
        and (country := cast.country(cast.one(source.id, naming.entity)))
        and (
            draft.state == "threatened"
            or cues & {t.norm for t in source.reading.tokens[naming.first - 3 : naming.first]}
        )
    ]
    others = list(dict.fromkeys(c for c in named if c != holder))
    if draft.state == "threatened":
        return others[0] if others else None
    return others[0] if len(others) == 1 else None


def four(kind: str | None) -> str:
    """PLOVER's quad in lower case ("verbal cooperation"); empty for what has none."""
    return quad(kind).lower() if kind is not None and kind in kinds() else ""


def relations(events: Sequence[Event], cast: Cast, found: Sequence[Lever]) -> tuple[Relation, ...]:
    """The directed pairs of countries, with the events behind every figure."""
    pairs: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.status not in ACTS:
            continue
        acting = cast.countries(event.actors)
        acted = acting if event.reciprocal else cast.countries(event.recipients)
        for one in acting:
            for two in acted:
                if one != two:
                    pairs[one, two].append(event)
    for lever in found:
        pairs.setdefault((lever.by, lever.against or ""), [])
    out = []
    for (one, two), members in sorted(pairs.items()):
        quads = {e.id: four(e.type) for e in members}
        out.append(
            Relation(
                source=one,
                target=two,
                events=tuple(e.id for e in members),
                cooperation=tuple(e.id for e in members if "cooperation" in quads[e.id]),
                conflict=tuple(e.id for e in members if "conflict" in quads[e.id]),
                material=tuple(e.id for e in members if "material" in quads[e.id]),
                verbal=tuple(e.id for e in members if "verbal" in quads[e.id]),
                levers=tuple(v for v in found if v.by == one and (v.against or "") == two),
            )
        )
    return tuple(out)


def latest(view: View, events: Sequence[Event]) -> str | None:
    """The moment that the bundle looks from: the last publication, else the end of the last dated act done."""
    stamps = [r.published for r in view.bundle.reports if r.published and "T" in r.published]
    if stamps:
        return max(stamps, key=instant)
    done = [e.time.earliest for e in events if e.status in REAL and e.time and e.time.earliest]
    return max(done, key=instant) if done else None


FEW = 3
"""Words of a label that is no more than a noun of act and a place."""


def _entered(event: Event, cast: Cast) -> bool:
    """Whether an act to come belongs in a diary: an act of a state or a body, or one with a day, of a kind that can.

    What is only wished for needs both sides or a day: "wants them to lower the tone" is no entry.
    """
    rules = table("agenda")
    dated = event.time is not None and (event.time.earliest or event.time.partial) is not None
    public = [
        a
        for a in dict.fromkeys((*event.actors, *event.recipients))
        if cast.country(a) is not None or cast.actors[a].kind in rules["bodies"]
    ]
    if (event.type not in rules["kinds"] and not dated) or (event.type in rules["said"] and event.status != "planned"):
        return False
    triggers = {m.trigger.quote.lower() for m in event.mentions}
    if not dated and (triggers <= set(rules["idle"]) or (len(event.label.split()) < 2 and len(event.reports) < 2)):
        return False
    if not dated and not event.whole and event.type != "CONSULT" and len(event.reports) < 2:
        return False
    if not dated and event.status == "proposed" and event.type in rules["violent"] and len(event.reports) < 2:
        return False  # what may be done to somebody is no entry
    if event.type == "CONSULT" and event.status == "planned" and len(event.label.split()) > FEW:
        return True  # "a meeting of the trade ministers": who they are is said, if not by name
    if not dated and (not public or (event.type in rules["violent"] and not any(a in public for a in event.actors))):
        return False
    if event.type == "CONSULT" and not dated and event.mode != "visit" and len(event.reports) < 2:
        both = len({cast.country(a) or a for a in public}) > 1
        return both or any(cast.actors[a].kind == "person" or cast.country(a) is not None for a in event.actors)
    return event.status == "planned" or dated or len(public) > 1 or event.type in rules["wished"]


def agenda(events: Sequence[Event], book: Book, cast: Cast, now: str | None) -> tuple[AgendaItem, ...]:
    """What is to come: acts planned or proposed that were not over when the last report was written."""
    by_event = book.of_event()
    speech = set(table("cautions")["speech"])
    out = []
    for event in events:
        if event.status not in TO_COME or (event.time is None and event.type in speech):
            continue
        if not _entered(event, cast):
            continue
        over = event.time is not None and event.time.latest is not None and now is not None
        if over and event.time and event.time.latest and now and instant(event.time.latest) <= instant(now):
            continue
        claims = [c for c in by_event.get(event.id, ()) if c.slot in {None, "time", "status"}]
        out.append(AgendaItem(event=event.id, when=event.time, status=event.status, claims=tuple(c.id for c in claims)))
    return tuple(out)


def links(
    bundle: Bundle,
    book: Book,
    ids: Mapping[Key, str],
    orders: Iterable[tuple[str, str, str]],
    answers: Iterable[tuple[str, str, str]] = (),
    *,
    reacting: Callable[[Collection[str]], Iterable[tuple[str, str, str]]] = lambda _told: (),
) -> tuple[Link, ...]:
    """How events hang together as the reports tell it.

    ``orders`` are (later, earlier, claim), ``answers`` (response, what it responds to, claim); ``reacting`` gives more
    of these for events that are not yet known to respond to something.
    """
    held: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for source in bundle.sources:
        for draft in source.extraction.links:
            one, two = ids.get((source.id, draft.source)), ids.get((source.id, draft.target))
            claim = book.places.get((source.id, (draft.start, draft.end)))
            if one and two and one != two and claim:
                held[draft.type, one, two].add(claim)
    for later, earlier, claim in orders:
        held["follows", later, earlier].add(claim)
    made = list(answers)
    told = {one for kind, one, _ in held if kind == "responds-to"} | {one for one, _, _ in made}
    for later, earlier, claim in (*made, *reacting(told)):
        if not held.keys() & {(t, later, earlier) for t in ("responds-to", "causes", "implements", "part-of")}:
            held["responds-to", later, earlier].add(claim)
    return tuple(
        Link(type=kind, source=one, target=two, claims=tuple(sorted(claims, key=natural)))  # type: ignore[arg-type]
        for (kind, one, two), claims in sorted(
            held.items(), key=lambda i: (natural(i[0][1]), natural(i[0][2]), i[0][0])
        )
    )


def standpoints(bundle: Bundle, cast: Cast, book: Book) -> tuple[Standpoint, ...]:
    """What each party holds apart from any act, one entry per party and issue."""
    held: dict[tuple[str, str], tuple[str, str, set[str]]] = {}
    for source in bundle.sources:
        for draft in source.extraction.standpoints:
            actor = cast.one(source.id, draft.entity)
            claim = book.drafts.get((source.id, draft.draft))
            if actor and claim:
                party = cast.country(actor) or actor
                key = " ".join(sorted({fold(w) for w in draft.issue.split()} - {""})) or words(draft.issue).lower()
                first = held.setdefault((party, key), (actor, words(draft.issue), set()))
                first[2].add(claim)
    return tuple(
        Standpoint(actor=actor, issue=issue, claims=tuple(sorted(claims, key=natural)))
        for _, (actor, issue, claims) in sorted(held.items())
    )


def indicators(bundle: Bundle, book: Book) -> tuple[Indicator, ...]:
    """What the reports say to watch, in text order, the same words once."""
    known = book.known
    held: dict[str, tuple[str, set[str]]] = {}
    for source in bundle.sources:
        for draft in source.extraction.indicators:
            claim = book.drafts.get((source.id, draft))
            if claim:
                text = known[claim].value
                held.setdefault(text.lower(), (text, set()))[1].add(claim)
    made = [Indicator(text=t, claims=tuple(sorted(c, key=natural))) for t, c in held.values()]
    return tuple(sorted(made, key=lambda i: natural(i.claims[0])))


def withheld(bundle: Bundle, cast: Cast, book: Book, ids: Mapping[Key, str]) -> tuple[Withheld, ...]:
    """What a party would not give."""
    out = []
    for source in bundle.sources:
        for one in source.extraction.withheld:
            party = cast.one(source.id, one.party)
            claim = book.drafts.get((source.id, one.draft))
            if party and claim:
                event = ids.get((source.id, one.event or "")) or book.known[claim].event
                out.append(Withheld(party=party, event=event, claim=claim, manner=one.manner))
    return tuple(sorted(dict.fromkeys(out), key=lambda w: (natural(w.claim), w.party)))


def coverage(bundle: Bundle, book: Book) -> tuple[Coverage, ...]:
    """How many sentences of fact each report has, and those that carry no claim."""
    out = []
    for source in bundle.sources:
        sentences = [s for s in source.reading.sentences if s.kind in {"fact", "question"}]
        places = sorted({(p.start, p.end) for c in book.of_report(source.id) for p in c.evidence})
        bare, at, reach = [], 0, 0
        for sentence in sentences:
            while at < len(places) and places[at][0] < sentence.end:
                reach = max(reach, places[at][1])
                at += 1
            if reach <= sentence.start:
                bare.append(sentence)
        out.append(
            Coverage(
                report=source.id,
                sentences=len(sentences),
                without_claim=tuple(p for s in bare if (p := source.span(s.start, s.end)).quote),
            )
        )
    return tuple(out)


def unheard(
    events: Sequence[Event], claims: Sequence[Claim], cast: Cast, sides: Iterable[str | None]
) -> tuple[str, ...]:
    """Governments and leaders in the main events of whom no words are carried: no quotation, no text of theirs.

    Main are contacts, and acts that more than one report tells of; of a person the government is named.
    """
    heard = {cast.country(v.actor) or v.actor for c in claims for v in c.voice} | set(sides)
    several = len({r for e in events for r in e.reports}) > 1
    parties: dict[str, None] = {}
    for event in events:
        main = len(event.reports) > 1 if several else True
        if event.status not in REAL or not (main or (event.type == "CONSULT" and len(event.mentions) > 1)):
            continue
        for actor in (*event.actors, *event.recipients):
            country = cast.country(actor)
            known = cast.actors.get(country or "")
            if known and known.kind == "government" and country not in heard:
                parties[known.id] = None
    return tuple(sorted(parties))
