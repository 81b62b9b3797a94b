"""Events aligned over the bundle: candidate pairs by blocking, then groups over whole components.

The greatest scores are joined first; a group is joined to another only if no two of their chains are
vetoed and the mean of all scored pairs holds. Ties are broken by the place of the first mention, so
the order of the reports cannot matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from memcon.model.memo import Judgement
from memcon.model.places import Span
from memcon.reconcile.bundle import Bundle
from memcon.reconcile.content import plain_words
from memcon.reconcile.incidents import incidents
from memcon.reconcile.lexis import bag, weights
from memcon.reconcile.likeness import Verdict, compare, families, held_apart, signature, thresholds, veto
from memcon.reconcile.profile import REAL, TO_COME, Chain
from memcon.reconcile.rivals import rivals
from memcon.reconcile.settle import orphan, settle
from memcon.reconcile.ties import Ties, judged_chains
from memcon.reconcile.verdicts import Verdicts

Pair = tuple[int, int]
LARGEST_BLOCK = 1200
LONE = {2: 1, 4: 0}
"""For a block by its key's length (family and country; family and noun): the parties that one of a pair may have."""
ADOPTED = frozenset({"generic", "talk", "call", "meeting"})
"""Kinds of contact that, told without parties, may be the one that a report is about."""
NEAR_MISSES = 5
SET_APART = Verdict(score=0.0, because="a report itself sets the two in relation", veto=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The chains that are one event, in canonical order, and the judgements behind that."""

    chains: tuple[Chain, ...]
    reasons: tuple[Judgement, ...] = ()
    near_misses: tuple[Judgement, ...] = ()


def main_chain(chains: Sequence[Chain]) -> Chain | None:
    """The contact that a report is about: the one spoken of most, the earliest on a tie, null without one."""
    contacts = [c for c in chains if c.type == "CONSULT" and len(c.parties) > 1]
    return min(contacts, key=lambda c: (-len(c.mentions), c.key)) if contacts else None


def _opens(chain: Chain, main: Chain) -> bool:
    """Whether the first words of a report name its main contact with one side of it ("Note on the meeting of X …")."""
    return chain.head.sentence == 0 and bool(chain.kinds & main.kinds) and bool(chain.parties)


def _adopt(chains: Sequence[Chain]) -> list[Chain]:
    """Generic contacts with one party only take the parties of the contact that their report is about.

    "The leaders discussed", "the talks": no word of their own tells them apart from the main contact.
    """
    by_report: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        by_report[chain.report].append(chain)
    out = []
    for report in by_report.values():
        main = main_chain(report)
        for chain in report:
            generic = chain.type == "CONSULT" and chain.kinds & ADOPTED and not chain.kinds - ADOPTED
            opening = main is not None and chain.type == "CONSULT" and _opens(chain, main)
            generic = opening or (generic and (chain.kinds <= {"generic", "talk"} or chain.head.anaphoric))
            if (
                main
                and chain is not main
                and (main.key < chain.key or opening or not chain.head.anaphoric)
                and generic
                and chain.parties < main.parties
                and not chain.ordinals
                and not chain.days
                and not chain.place
                and not held_apart(chain, main)
                and (chain.status in REAL) == (main.status in REAL)
                and not (main.mode == "multilateral" and chain.kinds & {"talk", "call"})
                and not chain.named
            ):
                chain = replace(chain, acting=main.acting, acted=main.acted, reciprocal=main.reciprocal)
            out.append(chain)
    return sorted(out, key=lambda c: c.key)


def _keys(chain: Chain) -> Iterable[tuple[str, ...]]:
    """The blocking keys of a chain: family with a pair of countries, with one, or with its noun."""
    countries = sorted(chain.parties)
    for family in sorted(families(chain.type)):
        for i, one in enumerate(countries):
            for two in countries[i + 1 :]:
                yield (family, one, two)
            yield (family, one)
        for noun in sorted(chain.nouns):
            yield (family, "noun", noun, "")
        for word in sorted(plain_words(chain) - chain.nouns):
            yield (family, "word", word, "")
    if chain.type == "CONSULT" and chain.status in TO_COME:
        if chain.place:
            yield ("to come", "place", chain.place.lower())
        for word in sorted(chain.heads) if chain.ordinals else ():
            yield ("to come", "next", word)
    for found in chain.amounts:
        yield ("amount", str(found.number), found.unit)


def candidates(chains: Sequence[Chain]) -> list[Pair]:
    """The pairs of chains that share a blocking key, as indices, in order.

    A block with one country alone pairs only chains of which one names no other; a block with a noun
    alone only chains of which one names no party at all.
    """
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, chain in enumerate(chains):
        for key in _keys(chain):
            blocks[key].append(i)
    pairs: set[Pair] = set()
    for key, members in sorted(blocks.items()):
        fewest = LONE.get(len(key))
        bare = [i for i in members if len(chains[i].parties) == fewest]
        for n, i in enumerate(members[:LARGEST_BLOCK]):
            rich = fewest is not None and len(chains[i].parties) > fewest
            others = bare if rich else members[n + 1 : LARGEST_BLOCK]
            for j in others:
                if i != j:
                    pairs.add((min(i, j), max(i, j)))
    return sorted(pairs)


def _cluster(
    chains: Sequence[Chain], verdicts: Mapping[Pair, Verdict], split: AbstractSet[Pair], ties: Ties
) -> list[list[int]]:
    """Groups of chain indices; see the module's docstring.

    What people judged to be one is joined before anything else; what speaks against one of these speaks
    against none of the others.
    """
    limit = thresholds()
    forbidden: dict[Pair, bool] = {p: v.veto for p, v in verdicts.items()}

    def apart(i: int, j: int) -> bool:
        pair = (min(i, j), max(i, j))
        if pair not in forbidden:
            forbidden[pair] = pair in split or veto(chains[i], chains[j]) is not None
        return forbidden[pair]

    def needed(i: int, j: int) -> float:
        return float(limit["within"] if chains[i].report == chains[j].report else limit["across"])

    group = {i: [i] for i in range(len(chains))}
    at = list(range(len(chains)))
    for members in ties.together():
        group[members[0]] = list(members)
        for k in members[1:]:
            del group[k]
            at[k] = members[0]
    edges = sorted(
        ((v.score, p) for p, v in verdicts.items() if not v.veto and v.score >= needed(*p)),
        key=lambda e: (-e[0], e[1]),
    )
    for _, (i, j) in edges:
        left, right = at[i], at[j]
        if left == right:
            continue
        between = [(a, b) for a in group[left] for b in group[right]]
        if ties:
            if any(ties.barred(a, b) for a, b in between):
                continue
            between = [(a, b) for a, b in between if not (ties.lent(a, i) or ties.lent(b, j))]
        if any(apart(a, b) for a, b in between):
            continue
        scored = [(verdicts[p].score, needed(*p)) for a, b in between if (p := (min(a, b), max(a, b))) in verdicts]
        if sum(s - n for s, n in scored) / len(scored) < -float(limit["slack"]):
            continue
        if left > right:
            left, right = right, left
        group[left] = sorted(group[left] + group[right])
        for k in group.pop(right):
            at[k] = left
    return [group[k] for k in sorted(group)]


def _alike(chain: Chain) -> tuple[object, ...] | None:
    """What makes chains one event without a look at their words, null for a chain that needs the look.

    A contact of the same people, kind, day and place; any other act of the same parties in the same words.
    """
    if chain.ordinals or not chain.parties or (chain.type == "CONSULT" and len(chain.parties) < 2):
        return None
    people = tuple((c, tuple(sorted(p))) for c, p in sorted(chain.persons.items()))
    words = () if chain.type == "CONSULT" else (tuple(sorted(chain.words)), tuple(sorted(chain.nouns)))
    if chain.type != "CONSULT" and not chain.words:
        return None
    return (
        chain.type or "",
        chain.status,
        chain.reciprocal,
        tuple(sorted(chain.acting)),
        tuple(sorted(chain.acted)),
        people,
        chain.mode or "",
        chain.again or "",
        tuple(sorted(chain.kinds)),
        (chain.place or "").lower(),
        chain.days,
        tuple((a.bound, a.number, a.unit) for a in chain.amounts),
        words,
    )


def pools(chains: Sequence[Chain], judged: Container[int] = ()) -> list[list[int]]:
    """Chains that are alike in all but words, so that a bundle of many reports stays small to compare.

    Chains of one report that the report sets apart are never in one pool, nor are those that people judged.
    """
    held: dict[tuple[object, ...], list[int]] = defaultdict(list)
    out: list[list[int]] = []
    for i, chain in enumerate(chains):
        key = None if i in judged else _alike(chain)
        if key is None:
            out.append([i])
        else:
            held[key].append(i)
    for members in held.values():
        inside: dict[str, set[str]] = defaultdict(set)
        apart: dict[str, set[str]] = defaultdict(set)
        for i in members:
            inside[chains[i].report] |= {m.id for m in chains[i].mentions}
            apart[chains[i].report] |= chains[i].apart
        if any(inside[r] & apart[r] for r in inside):
            out += [[i] for i in members]
        else:
            out.append(members)
    return sorted(out)


def pooled(chains: Sequence[Chain], members: Sequence[int]) -> Chain:
    """One chain that stands for a pool: the first, with the words of all."""
    first = chains[members[0]]
    if len(members) == 1:
        return first
    dates = [p for i in members if (p := chains[i].published) is not None]
    planned = first.status not in {"occurred", "ongoing"}
    return replace(
        first,
        words=frozenset().union(*(chains[i].words for i in members)),
        nouns=frozenset().union(*(chains[i].nouns for i in members)),
        published=(min(dates) if planned else max(dates)) if dates else None,
    )


def align(bundle: Bundle, chains: Sequence[Chain], judged: Verdicts | None = None) -> tuple[Group, ...]:
    """The events of a bundle as groups of chains, in canonical order of their first mentions.

    ``judged`` is what people judged to be one event and two.
    """
    adopted = _adopt(chains)
    sources = {s.id: s for s in bundle.sources}

    def trigger(i: int) -> Span:
        return sources[adopted[i].report].of(adopted[i].head.trigger)

    weight = weights(
        bag(s.reading, (sentence.start, sentence.end)) for s in bundle.sources for sentence in s.reading.sentences
    )
    counts = Counter(signature(c) for c in adopted)
    held = judged_chains(adopted, judged)
    pools_ = pools(adopted, held)
    ties = Ties.of([adopted[p[0]] for p in pools_], [p[0] in held for p in pools_], judged)
    stand_ins = [pooled(adopted, p) for p in pools_]
    owner = {(adopted[i].report, m.id): n for n, p in enumerate(pools_) for i in p for m in adopted[i].mentions}
    split = {
        (min(n, k), max(n, k))
        for n, p in enumerate(pools_)
        for i in p
        for other in adopted[i].apart
        if (k := owner.get((adopted[i].report, other), n)) != n
    }
    verdicts = {
        (i, j): SET_APART if (i, j) in split else compare(stand_ins[i], stand_ins[j], weight, counts)
        for i, j in candidates(stand_ins)
    }
    clusters, settled = settle(stand_ins, _cluster(stand_ins, verdicts, split, ties), sources, ties.barred)
    tellers = [frozenset(adopted[i].report for i in p) for p in pools_]
    clusters, parted = rivals(stand_ins, clusters, weight, counts, tellers, barred=ties.barred)
    clusters, met = incidents(stand_ins, clusters, sources, barred=ties.barred)
    settled += [*parted, *met]
    at = {i: n for n, members in enumerate(clusters) for i in members}
    reasons: dict[int, list[Judgement]] = defaultdict(list)
    near: dict[int, list[tuple[float, Pair, Judgement]]] = defaultdict(list)
    floor = float(thresholds()["near"])
    for (i, j), verdict in sorted(verdicts.items()):
        together = at[i] == at[j]
        if ties and (verdict.veto if together else ties.barred(i, j)):
            continue  # a person decided it, and is named below
        if not together and not _worth_a_word(stand_ins[i], stand_ins[j], verdict, floor):
            continue
        judgement = Judgement(
            left=trigger(pools_[i][0]),
            right=trigger(pools_[j][0]),
            verdict="same" if together else "different",
            score=verdict.score,
            because=verdict.because,
        )
        if together:
            reasons[at[i]].append(judgement)
        else:
            for n in (at[i], at[j]):
                near[n].append((verdict.score, (i, j), judgement))
    for told in ties.told(verdicts, sources) if ties else ():
        for n in dict.fromkeys(at[k] for k in told.chains):
            if told.judgement.verdict == "same":
                reasons[n].append(told.judgement)
            else:
                near[n].append((2.0, told.chains, told.judgement))
    for one in settled:
        reasons[at[one.left]].append(
            Judgement(
                left=trigger(pools_[one.left][0]),
                right=trigger(pools_[one.right][0]),
                verdict="same",
                score=one.score,
                because=one.because,
            )
        )
    for n, members in enumerate(clusters):
        for first, *others in (pools_[i] for i in members):
            for other in others:
                verdict = compare(adopted[first], adopted[other], weight, counts)
                reasons[n].append(
                    Judgement(
                        left=trigger(first),
                        right=trigger(other),
                        verdict="same",
                        score=verdict.score,
                        because=verdict.because,
                    )
                )
    return tuple(
        sorted(
            (
                Group(
                    chains=tuple(adopted[k] for k in sorted(k for i in members for k in pools_[i])),
                    reasons=tuple(_best(reasons[n])),
                    near_misses=tuple(j for _, _, j in sorted(near[n], key=lambda m: (-m[0], m[1]))[:NEAR_MISSES]),
                )
                for n, members in enumerate(clusters)
                if not all(orphan(stand_ins[i]) for i in members)
            ),
            key=lambda g: g.chains[0].key,
        )
    )


def _best(found: list[Judgement]) -> list[Judgement]:
    """One judgement per mention joined, the highest score of each, so that large groups stay small."""
    seen: set[Span] = set()
    out = []
    for judgement in sorted(found, key=lambda j: (-j.score, j.left, j.right)):
        if judgement.right not in seen or judgement.left not in seen:
            out.append(judgement)
        seen |= {judgement.left, judgement.right}
    return out


def _worth_a_word(a: Chain, b: Chain, verdict: Verdict, floor: float) -> bool:
    """Whether keeping two chains apart is a judgement that a reader may want to see."""
    if not verdict.veto:
        return verdict.score >= floor
    return (
        a.type == b.type
        and a.type is not None
        and bool(a.parties & b.parties)
        and (bool(a.nouns & b.nouns) or a.parties == b.parties)
    )
