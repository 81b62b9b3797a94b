"""One incident told by every report in other words: a ship was rammed, two ships collided, one struck the other.

Who acted upon whom is what such reports differ in, so the alignment, which goes by parties, keeps their accounts
apart. Where all that a bundle tells of collisions, blasts, firefights or seizures can be of one, it is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from memcon.extract.types import EventMention
from memcon.read.types import Token
from memcon.reconcile.bundle import Source
from memcon.reconcile.elsewhere import known_towns, towns_apart
from memcon.reconcile.lexis import table
from memcon.reconcile.likeness import days_fit, states
from memcon.reconcile.profile import REAL, Chain
from memcon.reconcile.settle import Settled

TYPES: frozenset[str | None] = frozenset({"ASSAULT", "COERCE", "MOBILIZE", None})
SCORE = 0.7
ANY = frozenset({"incident", "episode", "encounter"})
"""Nouns for any kind of incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of incident: the words that name it, and words that may be of it where others name it."""

    name: str
    sure: frozenset[str]
    loose: frozenset[str]


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of incident."""
    rows = table("alignment")["incidents"]
    return tuple(Kind(name=n, sure=frozenset(r["sure"]), loose=frozenset(r["loose"])) for n, r in sorted(rows.items()))


def _names(source: Source, chain: Chain) -> frozenset[str]:
    """The lemmas that name an act told as one: of its nouns, and of its verbs; none for a plural ("clashes")."""
    out: set[str] = set()
    tokens = source.reading.tokens
    for mention in chain.mentions:
        if not 0 <= mention.head < len(tokens):
            continue
        token = tokens[mention.head]
        if token.tag in {"NNS", "NNPS"}:
            continue
        words = [t for t in tokens[max(0, mention.head - 3) : mention.head + 4] if _inside(t, mention)]
        out |= {t.lemma.lower() for t in words if t.pos in {"NOUN", "VERB"}} | {token.lemma.lower()}
        if mention.noun:
            out.add(mention.noun.lower().split()[-1])
    return frozenset(out)


def _inside(token: Token, mention: EventMention) -> bool:
    return mention.trigger[0] <= token.start and token.end <= mention.trigger[1]


def _loosely(names: frozenset[str], kind: Kind) -> bool:
    """Whether words may name a kind of incident; "incident" itself only where nothing else is said of what it was."""
    found = names & kind.loose
    if found - ANY:
        return True
    return bool(found) and not any(names & (k.sure | k.loose) - ANY for k in kinds())


def _can_be(chain: Chain) -> bool:
    return (
        chain.type in TYPES
        and chain.status in REAL
        and not chain.ordinals
        and not chain.war
        and not chain.again
        and not chain.named
    )


def _apart(a: Chain, b: Chain) -> bool:
    """Whether two accounts cannot be of one incident: by day, by town, by what their report itself says, by parties."""
    if days_fit(a, b) is False:
        return True
    if a.report == b.report and (a.apart & {m.id for m in b.mentions} or b.apart & {m.id for m in a.mentions}):
        return True
    one, two = ((c.place or "").lower().replace("-", " ") for c in (a, b))
    if one in known_towns() and two in known_towns() and towns_apart(one, two):
        return True
    left, right = states(a.parties), states(b.parties)
    return bool(left and right) and not left & right


def incidents(
    chains: Sequence[Chain],
    clusters: Sequence[Sequence[int]],
    sources: Mapping[str, Source],
    *,
    barred: Callable[[int, int], bool] = lambda _i, _j: False,
) -> tuple[list[list[int]], list[Settled]]:
    """The groups with the accounts of one incident joined, and why; ``barred`` is as for ``settle``."""
    held = {n: list(c) for n, c in enumerate(clusters)}
    names = {i: _names(sources[c.report], c) for i, c in enumerate(chains) if _can_be(c)}
    told: list[Settled] = []
    for kind in kinds():
        sure = [n for n, c in held.items() if any(names.get(i, frozenset()) & kind.sure for i in c)]
        if not sure or any(
            _apart(chains[i], chains[j]) for a, b in combinations(sure, 2) for i in held[a] for j in held[b]
        ):
            continue  # there are two of them, or none
        telling = {chains[i].report for n in sure for i in held[n]}
        main = min(sure, key=lambda n: (-sum(len(chains[i].mentions) for i in held[n]), chains[held[n][0]].key))
        loose = [
            n
            for n, c in held.items()
            if n not in sure
            and all(i in names for i in c)
            and any(_loosely(names[i], kind) for i in c)
            and (any(states(chains[i].parties) for i in c) or {chains[i].report for i in c} & telling)
        ]
        for n in (*sure, *loose):
            if n == main or any(barred(i, j) for i in held[n] for j in held[main]):
                continue
            if any(_apart(chains[i], chains[j]) for i in held[n] for j in held[main]):
                continue
            told.append(
                Settled(
                    left=held[main][0],
                    right=held[n][0],
                    score=SCORE,
                    because=f"the one {kind.name} that these reports tell of",
                )
            )
            held[main] = sorted(held[main] + held.pop(n))
    return [held[n] for n in sorted(held)], told
