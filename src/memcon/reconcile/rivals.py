"""One act of which reports give rival accounts: another day, another place, otherwise the same.

"They will meet in Quito on 14 May" and "they will meet in Lima on 16 May" are one meeting in dispute where
neither report knows of a second one. After the alignment, groups that nothing but a day or a place keeps
apart are joined, if each is the only act of its kind in its reports; the slots then say what is in dispute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from memcon.reconcile.content import plain_words
from memcon.reconcile.lexis import fold
from memcon.reconcile.likeness import Counts, Verdict, compare, families, thresholds, veto
from memcon.reconcile.profile import REAL, TO_COME, Chain
from memcon.reconcile.settle import Settled

AHEAD, DONE = 31, 3
"""Days by which accounts of one act to come, and of one act done, may differ."""
SHARED = 2
"""Words beside the noun of act that two accounts of an act done must share."""
SAME_WORDS = 0.8
"""The score that two accounts of an act done must reach."""
LOOSE = frozenset({"next", "meeting", "call", "visit"})
"""Words that any two contacts may have in common."""
APART = ("another day", "another place")


def _bare(chain: Chain) -> Chain:
    """A chain without its days and place."""
    return replace(chain, days=(), place=None, former=())


def _gap(a: Chain, b: Chain) -> int | None:
    """The days between the nearest dates of two chains, 0 where none is told; null where one is a loose stretch."""
    gap = min((max(x[0] - y[1], y[0] - x[1], 0) for x in a.days for y in b.days), default=0)
    return None if gap and any(high - low > 1 for c in (a, b) for low, high in c.days) else gap


def _stage(chain: Chain) -> str:
    return "real" if chain.status in REAL else "ahead" if chain.status in TO_COME else chain.status


def _alike(a: Chain, b: Chain, weight: Mapping[str, float], counts: Counts) -> Verdict | None:
    """The verdict on two accounts with days and places left aside; null where they cannot be of one act."""
    if a.report == b.report or _stage(a) != _stage(b) or a.again or b.again or a.moved or b.moved:
        return None
    against = veto(a, b)
    if against is not None and not any(a in against for a in APART):
        return None
    gap = _gap(a, b)
    if gap is None or (a.days and b.days and gap > (AHEAD if _stage(a) == "ahead" else DONE)):
        return None
    verdict = compare(_bare(a), _bare(b), weight, counts)
    if verdict.veto or not a.parties or not b.parties:
        return None
    if a.type == b.type == "CONSULT" and not _one_contact(a, b):
        return None
    return verdict


def _strong(a: Chain, b: Chain, verdict: Verdict) -> bool:
    """Whether two accounts are alike enough to be of one act."""
    if verdict.score < float(thresholds()["across"]):
        return False
    if a.type == b.type == "CONSULT":
        return _held_together(a, b)
    shared = plain_words(a) & plain_words(b)
    if _stage(a) == "ahead":
        return bool(shared)
    return len(shared) >= SHARED and verdict.score >= SAME_WORDS


def _one_contact(a: Chain, b: Chain) -> bool:
    """Whether two contacts to come are of the same parties, by nouns of one kind, none set apart by an ordinal."""
    if _stage(a) != "ahead" or len(a.parties) < 2 or a.parties != b.parties or a.ordinals != b.ordinals:
        return False
    one, two = a.kinds - {"generic"}, b.kinds - {"generic"}
    return bool(one & two) and "call" not in one | two


def _held_together(a: Chain, b: Chain) -> bool:
    """Whether more than the parties makes two contacts one: days, place, people, words of their own."""
    if a.days and set(a.days) == set(b.days) and all(high - low <= AHEAD for low, high in a.days):
        return True
    if a.place and b.place and a.place.lower() == b.place.lower():
        return True
    places = {fold(w) for c in (a, b) for w in (c.place or "").split()}
    if plain_words(a) & plain_words(b) - a.nouns - b.nouns - places - LOOSE:
        return True
    people = any(a.persons.get(c, frozenset()) & b.persons.get(c, frozenset()) for c in a.persons)
    return people and _by_name(a) and _by_name(b)


def _by_name(chain: Chain) -> bool:
    """Whether its own words name who takes part, not only those around it."""
    return any({*m.actors, *m.recipients} - {*m.implied} for m in chain.mentions if not m.anaphoric)


def _others(
    chains: Sequence[Chain],
    tellers: Sequence[frozenset[str]],
    mine: Sequence[int],
    reports: frozenset[str],
    like: Chain,
) -> bool:
    """Whether these reports tell another act that could as well be meant."""
    held = set(mine)
    for i, chain in enumerate(chains):
        if i in held or not tellers[i] & reports or _stage(chain) != _stage(like):
            continue
        if not families(chain.type) & families(like.type) or chain.type in {None, "STATEMENT"}:
            continue
        if like.type == "CONSULT" and chain.type != "CONSULT":
            continue
        near = chain.parties & like.parties or not chain.parties
        if near and chain.type == like.type and (like.type == "CONSULT" or chain.nouns & like.nouns):
            return True
    return False


def rivals(
    chains: Sequence[Chain],
    clusters: Sequence[Sequence[int]],
    weight: Mapping[str, float],
    counts: Counts,
    tellers: Sequence[frozenset[str]],
    *,
    barred: Callable[[int, int], bool] = lambda _i, _j: False,
) -> tuple[list[list[int]], list[Settled]]:
    """The groups with rival accounts of one act joined, and why.

    ``tellers`` are the reports that each chain stands for, ``barred`` is as for ``settle``.
    """
    held = {n: list(c) for n, c in enumerate(clusters)}
    told: list[Settled] = []
    firsts = {n: chains[c[0]] for n, c in held.items()}
    by_type: dict[tuple[str, str], list[int]] = {}
    for n, chain in firsts.items():
        if chain.type is not None and chain.type != "STATEMENT" and (chain.days or chain.place):
            by_type.setdefault((chain.type, _stage(chain)), []).append(n)
    for members in by_type.values():
        for at, n in enumerate(members):
            for k in members[at + 1 :]:
                if n not in held or k not in held:
                    continue
                pairs = [(i, j) for i in held[n] for j in held[k]]
                mine, yours = (frozenset().union(*(tellers[i] for i in held[x])) for x in (n, k))
                if mine & yours or any(barred(i, j) for i, j in pairs):
                    continue
                if not firsts[n].parties & firsts[k].parties:
                    continue
                verdicts = [_alike(chains[i], chains[j], weight, counts) for i, j in pairs]
                if any(v is None for v in verdicts):
                    continue
                if not any(v and _strong(chains[i], chains[j], v) for (i, j), v in zip(pairs, verdicts, strict=True)):
                    continue
                both = [*held[n], *held[k]]
                if _others(chains, tellers, both, mine | yours, firsts[n]):
                    continue
                best = max(v.score for v in verdicts if v is not None)
                told.append(
                    Settled(
                        left=held[n][0],
                        right=held[k][0],
                        score=best,
                        because="rival accounts of one act: "
                        + (veto(firsts[n], firsts[k]) or "one in kind and parties"),
                    )
                )
                held[n] = sorted(both)
                del held[k]
    return [held[n] for n in sorted(held)], told
