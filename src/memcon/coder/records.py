"""PLOVER records of one report: type, actors, recipients, with PLOVER's folding and its sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from memcon.coder.chains import Chain, chains
from memcon.coder.fold import counted, folded
from memcon.coder.scan import Scan
from memcon.coder.score import judged, retyped
from memcon.coder.sides import Side, codes, sides
from memcon.extract.types import EventMention
from memcon.read.types import Entity

OPEN = frozenset({"threatened", "proposed", "planned", "hypothetical"})
BY_THE_STATE = frozenset({"COERCE"})
"""Acts that the state does where nobody is said to do them: arrests, bans, curfews."""
OF_SPEECH = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN", "CONCEDE"})
"""Acts of speech; the deed that they name is no news of the sentence."""
BETWEEN = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "ACCUSE", "REJECT", "REQUEST", "THREATEN", "SANCTION"}
)
"""Acts between states: one that names no other side is on the one other state of its sentence."""
MOTIVATED = frozenset({"COERCE", "SANCTION", "ASSAULT", "ACCUSE", "REJECT"})
"""Acts for whose motive a gerund stands."""
EXPELLING = frozenset({"expel", "deport", "evict", "oust", "banish", "eject", "bar", "ban"})
FORESEEN = frozenset({"planned", "proposed"})
TOGETHER = frozenset({"exercise", "drill", "game", "manoeuvre", "maneuver", "wargame", "patrol"})
AT_PLACES = frozenset({"ASSAULT", "COERCE"})
"""Acts that may be on a place of one's own state."""
NAMED_LATER = frozenset(
    {
        "CONSULT",
        "AID",
        "MOBILIZE",
        "ASSAULT",
        "RETREAT",
        "CONCEDE",
        "SANCTION",
        "COERCE",
        "COOPERATE",
        "ACCUSE",
        "SUPPORT",
        "AGREE",
        "REQUEST",
        "THREATEN",
        "REJECT",
    }
)
WITH_CONTENT = frozenset({"AGREE", "REQUEST", "THREATEN", "ACCUSE", "REJECT"})
APART = frozenset({"conj", "parataxis", "relcl"})
AT_HOME = frozenset({"PROTEST"})
"""Acts that are on the government at home where the words say nothing else."""
DENIALS = frozenset({"deny"})
NEEDS_BOTH = frozenset({"hypothetical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One event as PLOVER counts it; a reciprocal one has all its parties in ``source``."""

    type: str
    source: tuple[Side, ...]
    target: tuple[Side, ...]
    status: str


def records(scan: Scan) -> tuple[Record, ...]:
    """The records of a report, in text order."""
    return tuple(record for _, record in coded(scan))


def coded(scan: Scan) -> list[tuple[EventMention, Record]]:
    """The records of a report with the mention that each is coded from, in text order.

    What a threat, demand, offer or refusal is about is no event of its own, nor is an act without any party.
    """
    entities = {e.id: e for e in scan.reading.entities}
    found = chains(scan)
    denied = {c.within for c in found if c.within is not None and c.head.status == "denied"}
    out: list[tuple[EventMention, Record]] = []
    for n, chain in enumerate(found):
        mention = chain.head
        if not counted(mention) or mention.type is None:
            continue
        if chain.within is not None and mention.status in OPEN:
            continue
        if n in denied and scan.reading.tokens[mention.head].lemma.lower() in DENIALS:
            # "denied that it had …": the act denied is the event
            continue
        if chain.within is not None and mention.status == "denied":
            carrier = found[chain.within].head
            if carrier.type == "REJECT" and scan.reading.tokens[carrier.head].lemma.lower() not in DENIALS:
                continue
        mention = retyped(mention, judged(scan, mention))
        if not mention.actors and (claimed := _claimant(scan, mention)):
            mention = replace(mention, actors=claimed)
        mention = _driven_out(scan, mention)
        record = _record(mention, entities, refused=_refused(scan, mention.head))
        if not record.target and chain.about is not None and not mention.reciprocal:
            record = replace(record, target=_others(found[chain.about], record, entities))
        if (not record.target and not (mention.reciprocal and len(record.source) > 1)) or _at_itself(record):
            others = _mentioned(scan, mention, record, entities) or _only_other(scan, mention, record, entities)
            record = replace(record, target=others or record.target)
        if record.status in NEEDS_BOTH and not (record.source and record.target):
            continue
        if (record.source or record.target) and not _told(record, [r for _, r in out]):
            out.append((mention, record))
    return _joined(scan, out)


def _joined(scan: Scan, rows: Sequence[tuple[EventMention, Record]]) -> list[tuple[EventMention, Record]]:
    """The records, where two of one sentence tell the sides of one act, or one only hangs on another.

    "Two soldiers were killed in an ambush by rebels": one act. "Condemned the coup": the coup is no news.
    """
    out = list(rows)
    for mention, record in rows:
        if _complete(mention, record) or (mention, record) not in out:
            continue
        above = _above(scan, mention, out)
        if above is None:
            continue
        other, host = above
        at = out.index(above)
        lacks = (not host.source and record.source) or (not host.target and record.target)
        same = {x.code for x in host.source} == {x.code for x in record.source}
        if host.type == record.type and lacks and (same or not (host.source and record.source)):
            joined = replace(host, source=host.source or record.source, target=host.target or record.target)
            out[at] = (other, joined)
            out.remove((mention, record))
        elif record.type == "REQUEST" and mention.rule.startswith("act:noun") and record.source and host.source:
            own = {s.code for s in record.source}
            target = tuple(s for s in host.source if s.code not in own)
            out[out.index((mention, record))] = (mention, replace(record, target=target))
        elif mention.rule.startswith("act:noun") or not record.source or _aside(scan, mention):
            out.remove((mention, record))
    return [row for row in out if not _topic(scan, row, out)]


def _aside(scan: Scan, mention: EventMention) -> bool:
    """Whether a verb only says more of a noun ("the mine backed by their government")."""
    return scan.reading.tokens[mention.head].dep in {"acl", "relcl"}


def _codes(record: Record) -> tuple[set[str | None], set[str | None]]:
    return {s.code for s in record.source}, {s.code for s in record.target}


def _topic(scan: Scan, row: tuple[EventMention, Record], rows: Sequence[tuple[EventMention, Record]]) -> bool:
    """Whether a record is only what another one is about: the demand of a protest, the deed that is condemned."""
    mention, record = row
    above = _above(scan, mention, rows)
    if above is None:
        return False
    host = above[1].type
    purpose = scan.reading.tokens[mention.head].dep in {"advcl", "xcomp", "acl"}
    if host == record.type and purpose and _codes(record) == _codes(above[1]):
        # "used batons to disperse a crowd"
        return True
    if host in MOTIVATED and scan.reading.tokens[mention.head].dep == "pcomp":
        # "expelled three members for criticising the president"
        return True
    if host == "PROTEST" and record.type in {"REQUEST", "ACCUSE"}:
        return True
    return mention.rule.startswith("act:noun") and host in OF_SPEECH and record.type not in OF_SPEECH


def _complete(mention: EventMention, record: Record) -> bool:
    return bool(record.source and record.target) or (mention.reciprocal and len(record.source) > 1)


def _above(
    scan: Scan, mention: EventMention, rows: Sequence[tuple[EventMention, Record]]
) -> tuple[EventMention, Record] | None:
    """The nearest counted act above a mention in the parse."""
    heads = {_carrier(scan, m): (m, r) for m, r in rows if m is not mention and m.rule.startswith("act:noun")}
    heads |= {m.head: (m, r) for m, r in rows if m is not mention}
    tokens = scan.reading.tokens
    at = mention.head
    for _ in range(40):
        head = tokens[at].head
        if head == at:
            return None
        if head in heads:
            return heads[head]
        at = head
    return None


def _claimant(scan: Scan, mention: EventMention) -> tuple[str, ...]:
    """Who claims an act as his: "claimed responsibility for a bomb that …"."""
    tokens = scan.reading.tokens
    at = mention.head
    for _ in range(8):
        head = tokens[at].head
        if head == at:
            return ()
        at = head
        if tokens[at].lemma.lower() in {"responsibility", "credit"} and tokens[at].dep == "dobj":
            verb = tokens[at].head
            if tokens[verb].lemma.lower() in {"claim", "take", "accept", "admit"}:
                subject = next((t.i for t in tokens if t.head == verb and t.dep == "nsubj"), None)
                return tuple(n.entity for n in scan.reading.namings if n.head == subject)[:1]
    return ()


def _refused(scan: Scan, head: int) -> bool:
    """Whether somebody says that he will not do an act ("will not accept"), which refuses it."""
    tokens = scan.reading.tokens
    modal = any(t.head == head and t.dep == "aux" and t.tag == "MD" for t in tokens[max(0, head - 8) : head])
    return modal and any(t.head == head and t.dep == "neg" for t in tokens[max(0, head - 8) : head + 3])


def _record(mention: EventMention, entities: Mapping[str, Entity], *, refused: bool = False) -> Record:
    assert mention.type is not None  # noqa: S101 — the caller asked
    kind = mention.type if mention.status == "denied" and not refused else folded(mention.type, mention.status)
    source = tuple(s for s in sides(mention.actors, entities) if s.code)
    target = tuple(s for s in sides(mention.recipients, entities) if s.code) or _land(mention, entities, source)
    if kind == "RETREAT" and mention.status in FORESEEN:
        # CAMEO 035, "express intent to yield", is AGREE in PLOVER's own table
        kind = "AGREE"
    if kind == "MOBILIZE" and mention.noun.split()[-1] in TOGETHER and len({s.code for s in source}) > 1:
        # PLOVER 0.8: exercises of several states together are cooperation
        return Record(type="COOPERATE", source=source, target=(), status=mention.status)
    if mention.reciprocal:
        source, target = (*source, *target), ()
    if kind in BY_THE_STATE and target and not source:
        source = (_government(target[0]),)
    if kind in AT_HOME and source and not target:
        target = (_government(source[0]),)
    return Record(type=kind, source=source, target=target, status=mention.status)


def _government(side: Side) -> Side:
    """The government of the state that a side is of."""
    return replace(side, entity=str(side.code), name=str(side.code), sector="GOV", role=None, kind="", why="home")


def _land(mention: EventMention, entities: Mapping[str, Entity], source: Sequence[Side]) -> tuple[Side, ...]:
    """The state of a place that is visited or struck."""
    own = {s.code for s in source}
    places = [e for i in mention.recipients if (e := entities.get(i)) is not None and e.kind == "place" and e.country]
    return tuple(
        Side(entity=p.id, name=p.name, code=p.country, sector="GOV", kind="place", why="place")
        for p in places
        if p.country not in own or mention.type in AT_PLACES
    )


def _mentioned(scan: Scan, mention: EventMention, record: Record, entities: Mapping[str, Entity]) -> tuple[Side, ...]:
    """The first other state, or people of one, that an act's own clause names, where nothing says on whom it is.

    "Sent troops to help X's army", "promote investment in X": the words do not make it the recipient, but an act
    for or in a land is one on it.
    """
    if record.type not in NAMED_LATER:
        return ()
    own = {s.code for s in record.source} | {None}
    actors = {s.entity for s in record.source}
    theirs = {k for n in scan.reading.namings if n.entity in actors for k in range(n.first, n.last)}
    here: tuple[Side, ...] = ()
    tokens = scan.reading.tokens
    top = _carrier(scan, mention) if mention.rule.startswith("act:noun") else mention.head
    below = _clause(scan, top, content=record.type in WITH_CONTENT)
    for naming in scan.reading.namings:
        if naming.head not in below or naming.head < mention.head or naming.head in theirs:
            continue
        entity = entities.get(naming.entity)
        if entity is None or (tokens[naming.head].dep == "nsubj" and record.type not in WITH_CONTENT):
            continue
        code = entity.country or entity.home
        if code not in codes():
            continue
        if code in own:
            home = entity.country == code and (
                record.type in AT_PLACES or (entity.kind == "government" and _people(record.source))
            )
            if home and not here:
                here = (Side(entity=entity.id, name=entity.name, code=code, sector=None, kind="place", why="clause"),)
            continue
        if entity.kind == "place":
            return (Side(entity=entity.id, name=entity.name, code=code, sector="GOV", kind="place", why="clause"),)
        return tuple(s for s in sides((entity.id,), entities) if s.code)
    return here


def _people(source: Sequence[Side]) -> bool:
    """Whether those who act are people of a state rather than its government."""
    return bool(source) and all(s.kind == "group" and s.sector != "GOV" for s in source)


def _carrier(scan: Scan, mention: EventMention) -> int:
    """The verb whose object or subject a noun of act is, else the noun."""
    tokens = scan.reading.tokens
    at = mention.head
    for _ in range(4):
        token = tokens[at]
        if token.dep in {"dobj", "nsubj", "nsubjpass"}:
            return token.head
        if token.dep not in {"compound", "pobj", "prep", "amod", "nmod"} or token.head == at:
            break
        at = token.head
    return mention.head


def _at_itself(record: Record) -> bool:
    """Whether a government is said to act on itself, which a name in its own words alone makes so."""
    ours = {s.code for s in record.source}
    return (
        bool(record.source and record.target)
        and {s.code for s in record.target} <= ours
        and all((s.sector or "GOV") == "GOV" for s in (*record.source, *record.target))
    )


def _only_other(scan: Scan, mention: EventMention, record: Record, entities: Mapping[str, Entity]) -> tuple[Side, ...]:
    """The one other state or body that a sentence names, where an act between states names no other side."""
    if record.type not in BETWEEN or not record.source:
        return ()
    tokens = scan.reading.tokens
    voices = {a.source.entity for a in scan.attributions}
    own = {s.code for s in record.source}
    found: dict[str, Side] = {}
    for naming in scan.reading.namings:
        entity = entities.get(naming.entity)
        if entity is None or tokens[naming.head].sentence != mention.sentence or entity.id in voices:
            continue
        code = entity.country or entity.home
        if code not in codes() or code in own or entity.kind == "place":
            continue
        for side in sides((entity.id,), entities):
            found.setdefault(str(code), side)
    return tuple(found.values()) if len(found) == 1 else ()


def _driven_out(scan: Scan, mention: EventMention) -> EventMention:
    """An expulsion of which only the land is told: "were expelled from X" is X's act on them."""
    tokens = scan.reading.tokens
    if mention.actors or tokens[mention.head].lemma.lower() not in EXPELLING:
        return mention
    named = {n.head: n.entity for n in scan.reading.namings}
    subject = next((t.i for t in tokens if t.head == mention.head and t.dep == "nsubjpass"), None)
    land = next(
        (
            named[t.i]
            for t in tokens
            if t.i in named
            and t.dep == "pobj"
            and tokens[t.head].norm in {"from", "out"}
            and tokens[t.head].head == mention.head
        ),
        None,
    )
    if land is None:
        return mention
    gone = (named[subject],) if subject in named else tuple(r for r in mention.recipients if r != land)
    return replace(mention, actors=(land,), recipients=gone)


def _clause(scan: Scan, head: int, *, content: bool) -> frozenset[int]:
    """The tokens below a head in its own clause; with ``content`` also those of what is said or agreed."""
    tokens = scan.reading.tokens
    apart = APART if content else APART | {"ccomp"}
    sentence = scan.reading.sentences[tokens[head].sentence]
    kept = {head}
    grown = True
    while grown:
        grown = False
        for i in range(sentence.first, sentence.last):
            if i not in kept and tokens[i].head in kept and tokens[i].dep not in apart:
                kept.add(i)
                grown = True
    return frozenset(kept)


def _others(content: Chain, record: Record, entities: Mapping[str, Entity]) -> tuple[Side, ...]:
    """The parties of what a demand, offer or refusal is about that do not act in it."""
    own = {s.entity for s in record.source}
    at = {s.code for s in record.source}
    inner = content.head
    parties = tuple(
        s for s in sides((*inner.actors, *inner.recipients), entities) if s.code and s.entity not in own | at
    )
    return tuple(s for s in parties if s.code not in at) or parties


def _told(record: Record, before: Sequence[Record]) -> bool:
    """Whether an earlier record has the same type and all the countries of this one."""
    ours = _codes(record)
    return any(
        b.type == record.type
        and ours[0] <= {s.code for s in b.source}
        and ours[1] <= {s.code for s in b.target}
        and not (ours[0] and ours[1])
        for b in before
    )
