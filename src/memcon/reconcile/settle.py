"""Acts told so briefly that only the bundle says which they are: "the call", "his visit", "the withdrawal".

After the alignment, a group that names too few parties to be compared is given to the event of the bundle
that it takes up: of fitting type, words, parties, dates and place, spoken of far more than any other that
fits. Each is looked up by its words and compared with the few most spoken of, so the work grows with the
number of groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from memcon.extract.echoes import alike, kinds
from memcon.reconcile.bundle import Source
from memcon.reconcile.lexis import fold, table
from memcon.reconcile.likeness import days_fit, families, held_apart
from memcon.reconcile.profile import REAL, Chain

LOOKED_AT = 12
"""The most spoken-of events that a brief mention is compared with, per word."""
LEAD = 1.5
"""How much more than the next event one must be spoken of to be the one that is meant."""
OWN_REPORT = 2.0
"""What it counts that an event is told in the brief mention's own report."""
SPOKEN: frozenset[str | None] = frozenset({"STATEMENT", "REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", None})
PREPARED = frozenset({"COOPERATE", "MOBILIZE", "SANCTION", "AID", "RETREAT"})
"""Acts that a definite noun names before they are done ("the exercise", of one that is planned)."""
EASING = frozenset({"RETREAT", "CONCEDE"})
GENERIC = frozenset({"generic", "talk"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A group joined to another because the bundle has one event that it can be."""

    left: int
    right: int
    score: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """A group of chains as the comparison sees it."""

    members: tuple[int, ...]
    types: frozenset[str | None]
    acting: frozenset[str]
    acted: frozenset[str]
    reciprocal: bool
    words: frozenset[str]
    count: int
    reports: frozenset[str]

    @property
    def parties(self) -> frozenset[str]:
        return self.acting | self.acted


def orphan(chain: Chain) -> bool:
    """Whether a chain has nothing but mentions that take up an act which their own report does not tell."""
    return all(m.orphan for m in chain.mentions)


def _names(source: Source, chain: Chain) -> frozenset[str]:
    """The lemmas that name an act: its nouns and the heads of its triggers; its kinds of contact after "@"."""
    out = {f"@{k}" for k in chain.kinds}
    if chain.mode in table("alignment")["modes"]["apart"]:
        out.add("@call")
    tokens = source.reading.tokens
    for mention in chain.mentions:
        out.add(mention.noun.lower().split()[-1] if mention.noun else "")
        if mention.rule.startswith("act:verb") and 0 <= mention.head < len(tokens):
            out.add(tokens[mention.head].lemma.lower())
    return frozenset(out - {""})


def _side(chains: Sequence[Chain], names: Mapping[int, frozenset[str]], members: Sequence[int]) -> _Side:
    return _Side(
        members=tuple(members),
        types=frozenset(chains[i].type for i in members),
        acting=frozenset().union(*(chains[i].acting for i in members)),
        acted=frozenset().union(*(chains[i].acted for i in members)),
        reciprocal=any(chains[i].reciprocal for i in members),
        words=frozenset().union(*(names[i] for i in members)),
        count=sum(len(chains[i].mentions) for i in members if not orphan(chains[i])),
        reports=frozenset(chains[i].report for i in members),
    )


def _brief(chains: Sequence[Chain], side: _Side) -> bool:
    """Whether a group leaves open which act it is: no party, or one where a contact has two."""
    if any(
        chains[i].ordinals or chains[i].named or chains[i].status in {"hypothetical", "threatened"}
        for i in side.members
    ):
        return False
    if side.types & SPOKEN and not all(chains[i].head.anaphoric for i in side.members):
        return False
    if side.types == {"CONSULT"}:
        return len(side.parties) < 2
    return not side.parties


def _parties_fit(brief: _Side, host: _Side) -> bool:
    """Whether the parties of a brief mention are among those of an event, on their side of it."""
    if not brief.parties <= host.parties:
        return False
    if host.reciprocal or not host.acting:
        return True
    return brief.acting <= host.acting or brief.reciprocal


def _named_alike(chains: Sequence[Chain], brief: _Side, host: _Side) -> str | None:
    """The word by which a brief mention takes up an event, null where none does."""
    points = any(chains[i].head.anaphoric for i in brief.members)
    if brief.types == {"CONSULT"} == host.types:
        one, two = ({w[1:] for w in s.words if w.startswith("@")} for s in (brief, host))
        special = (one & two) - GENERIC
        dated = any(days_fit(chains[i], chains[j]) for i in brief.members for j in host.members)
        if special and (points or dated or brief.parties):
            return min(special)
        return "talk" if points and one and one <= GENERIC and host.count > 1 else None
    found = {c for c in brief.words if not c.startswith("@")}
    for word in sorted(found):
        if word in host.words or (points and any(alike(word, w) for w in host.words)):
            return word
        for row in kinds().get(word, ()) if points else ():
            if row.words & host.words and row.types & host.types:
                return word
    return None


def _types_fit(brief: _Side, host: _Side) -> bool:
    """Whether the types can be one act's; an instrument ("the ban") is never the act that eases it."""
    if "SANCTION" in brief.types and host.types <= EASING:
        return False
    if any(families(a) & families(b) for a in brief.types for b in host.types):
        return True
    rows = [row for word in brief.words for row in kinds().get(word, ())]
    return any(host.types & row.types and brief.types & row.types for row in rows)


def _status_fits(brief: Chain, host: Chain) -> bool:
    """Whether both are done, or both as little done as each other; a definite noun says nothing of that."""
    if host.status == "denied" or brief.status == "denied":
        return brief.status == host.status
    if (brief.status in REAL) == (host.status in REAL):
        return brief.status in REAL or brief.status == host.status or brief.head.anaphoric
    return brief.head.anaphoric and host.type in PREPARED and brief.status in REAL


def _apart(chains: Sequence[Chain], brief: _Side, host: _Side) -> bool:
    """Whether something sets a brief mention apart from an event: a day, a place, people, an ordinal, its status."""
    for i in brief.members:
        a = chains[i]
        for j in host.members:
            b = chains[j]
            if held_apart(a, b) or days_fit(a, b) is False or not _status_fits(a, b):
                return True
            if a.report != b.report:
                continue
            if a.apart & {m.id for m in b.mentions} or not a.head.anaphoric:
                return True
            if a.key < b.key and (host.reports == {a.report} or a.type == "CONSULT"):
                return True
    return False


def _keys(side: _Side) -> Iterable[str]:
    """The words that a group can be looked up by: its kinds of contact, else the folded words that name it."""
    if side.types == {"CONSULT"}:
        yield "CONSULT"
        return
    out: set[str] = set()
    for word in side.words:
        if word.startswith("@"):
            continue
        out.add(fold(word) or word)
        out |= {f"{kind}" for row in kinds().get(word, ()) for kind in row.types if row.words}
    out |= {str(t) for t in side.types}
    yield from sorted(out)


def settle(
    chains: Sequence[Chain],
    clusters: Sequence[Sequence[int]],
    sources: Mapping[str, Source],
    barred: Callable[[int, int], bool] = lambda _i, _j: False,
) -> tuple[list[list[int]], list[Settled]]:
    """The groups with brief mentions joined to what they take up, and why.

    A group of orphans that takes up nothing is left as it is; the caller drops it. ``barred`` says of two chains
    whether a person judged them to be two events.
    """
    names = {i: _names(sources[c.report], c) for i, c in enumerate(chains)}
    sides = [_side(chains, names, members) for members in clusters]
    brief = [n for n, s in enumerate(sides) if _brief(chains, s)]
    hosts: dict[str, list[int]] = defaultdict(list)
    hidden = set(brief)
    for n, side in enumerate(sides):
        orphans = all(orphan(chains[i]) for i in side.members)
        whole = len(side.parties) > 1 if side.types == {"CONSULT"} else not orphans
        if whole and (n not in hidden or not orphans):
            for key in _keys(side):
                hosts[key].append(n)
    for found in hosts.values():
        found.sort(key=lambda n: (-sides[n].count, chains[sides[n].members[0]].key))
    to: dict[int, int] = {}
    told: list[Settled] = []
    for n in brief:
        mine = sides[n]
        near = dict.fromkeys(h for key in _keys(mine) for h in hosts.get(key, ())[:LOOKED_AT] if h != n)
        fits = []
        for h in near:
            host = sides[h]
            if not host.parties or not _types_fit(mine, host) or not _parties_fit(mine, host):
                continue
            word = _named_alike(chains, mine, host)
            if word is None or _apart(chains, mine, host):
                continue
            if any(barred(i, j) for i in mine.members for j in host.members):
                continue
            weight = host.count * (OWN_REPORT if mine.reports & host.reports else 1.0)
            fits.append((-weight, chains[host.members[0]].key, h, word))
        if not fits:
            continue
        fits.sort()
        if len(fits) > 1 and fits[0][0] > LEAD * fits[1][0]:  # weights are negative
            continue
        _, _, h, word = fits[0]
        to[n] = h
        told.append(
            Settled(
                left=sides[h].members[0],
                right=mine.members[0],
                score=0.7,
                because=f"{word!r} with {'no party' if not mine.parties else 'one party'} named; "
                + ("the one event" if len(fits) == 1 else "the main event")
                + " of these reports that it can be",
            )
        )
    out: list[list[int]] = [list(c) for c in clusters]
    refused: set[int] = set()
    for n, h in to.items():
        while h in to:
            h = to[h]
        if any(barred(i, j) for i in out[n] for j in out[h]):
            refused |= set(sides[n].members)
            continue
        out[h] += out[n]
        out[n] = []
    return [sorted(c) for c in out if c], [t for t in told if t.right not in refused]
