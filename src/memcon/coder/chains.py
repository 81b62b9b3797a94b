"""Which mentions of one report are one event, and which act is the content of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from memcon.coder.scan import Scan
from memcon.extract.types import EventMention
from memcon.model import ontology

CARRIERS = frozenset({"THREATEN", "REQUEST", "AGREE", "REJECT", "ACCUSE"})
"""Acts of speech that are about another act."""
OPEN = frozenset({"threatened", "proposed", "planned", "hypothetical", "denied"})
CONTACT = "CONSULT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One event of a report: its mentions in text order, the first the one that it is coded from.

    ``about`` is the index of the chain that this one is about, ``within`` of the one that is about it.
    """

    mentions: tuple[EventMention, ...]
    about: int | None = None
    within: int | None = None

    @property
    def head(self) -> EventMention:
        """The mention that the event is coded from."""
        return self.mentions[0]


def chains(scan: Scan) -> tuple[Chain, ...]:
    """The events of a report with a type, in order of their first mention; a statement is none of PLOVER's."""
    known = ontology.kinds()
    held = {m.id: m for m in scan.found.mentions}
    typed = [m for m in scan.found.mentions if not m.orphan]
    root: dict[str, str] = {}
    for mention in typed:
        at, steps = mention, 0
        while at.same_as is not None and at.same_as in held and steps < len(held):
            at, steps = held[at.same_as], steps + 1
        root[mention.id] = at.id
    _join_contacts(scan, typed, root)
    groups: dict[str, list[EventMention]] = {}
    for mention in typed:
        groups.setdefault(_top(root, mention.id), []).append(mention)
    kept = [_ordered(g) for g in groups.values()]
    kept = sorted((g for g in kept if g[0].type in known), key=lambda g: (g[0].trigger, g[0].id))
    return _tied(scan, kept)


def _top(root: Mapping[str, str], name: str) -> str:
    while root.get(name, name) != name:
        name = root[name]
    return name


def _ordered(group: Sequence[EventMention]) -> tuple[EventMention, ...]:
    """The mentions in text order, the first that says something of its own in front."""
    known = ontology.kinds()
    first = next((m for m in group if m.type in known and not m.anaphoric), group[0])
    rest = tuple(m for m in group if m is not first)
    # "two sailors were killed in an attack by gunmen": the one word tells whom, the other who
    near = [m for m in rest if m.sentence == first.sentence and m.type == first.type and not m.anaphoric]
    actors = first.actors or next((m.actors for m in near if m.actors), ())
    recipients = first.recipients or next((m.recipients for m in near if m.recipients), ())
    if (actors, recipients) != (first.actors, first.recipients):
        first = replace(first, actors=actors, recipients=tuple(r for r in recipients if r not in actors))
    return (first, *rest)


def _countries(scan: Scan, mention: EventMention) -> frozenset[str]:
    entities = {e.id: e for e in scan.reading.entities}
    out = set()
    for one in (*mention.actors, *mention.recipients):
        entity = entities.get(one)
        out.add((entity.country if entity else None) or one)
    return frozenset(out)


def _below(scan: Scan, low: int, high: int) -> bool:
    """Whether a token hangs below another in the parse."""
    tokens = scan.reading.tokens
    for _ in range(40):
        head = tokens[low].head
        if head == low:
            return False
        if head == high:
            return True
        low = head
    return False


def _join_contacts(scan: Scan, mentions: Sequence[EventMention], root: dict[str, str]) -> None:
    """Talks for which one travels are those of the visit: one contact, told by two words of one clause."""
    by_sentence: dict[int, list[EventMention]] = {}
    for mention in mentions:
        if mention.type == CONTACT:
            by_sentence.setdefault(mention.sentence, []).append(mention)
    for near in by_sentence.values():
        for visit in near:
            if visit.mode != "visit":
                continue
            for other in near:
                if other is visit or other.mode == "visit" or _top(root, other.id) == _top(root, visit.id):
                    continue
                ours, theirs = _countries(scan, visit), _countries(scan, other)
                fits = not ours or not theirs or ours <= theirs or theirs <= ours
                if fits and other.status == visit.status and _below(scan, other.head, visit.head):
                    root[_top(root, other.id)] = _top(root, visit.id)


def _tied(scan: Scan, groups: Sequence[tuple[EventMention, ...]]) -> tuple[Chain, ...]:
    """The chains, each threat, demand, offer or refusal with the act that it is about."""
    of_sentence: dict[int, list[int]] = {}
    for n, group in enumerate(groups):
        of_sentence.setdefault(group[0].sentence, []).append(n)
    about: dict[int, int] = {}
    within: dict[int, int] = {}
    for near in of_sentence.values():
        carriers = [n for n in near if groups[n][0].type in CARRIERS]
        for inner in near:
            head = groups[inner][0]
            if head.status not in OPEN:
                continue
            above = [c for c in carriers if c != inner and _below(scan, head.head, groups[c][0].head)]
            if above:
                # the nearest one: the last of those above in the text, as clauses nest to the right
                carrier = max(above, key=lambda c: groups[c][0].trigger[0])
                within[inner] = carrier
                about.setdefault(carrier, inner)
    return tuple(Chain(mentions=g, about=about.get(n), within=within.get(n)) for n, g in enumerate(groups))
