"""Events aligned over the bundle: candidate pairs by blocking, then groups over whole components.

The greatest scores are joined first; a group is joined to another only if no two of their chains are
vetoed and the mean of all scored pairs holds. Ties are broken by the place of the first mention, so
the order of the reports cannot matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from memcon.model.memo import Judgement
from memcon.model.places import Span
from memcon.reconcile.bundle import Bundle
from memcon.reconcile.lexis import bag, weights
from memcon.reconcile.likeness import Verdict, compare, families, signature, thresholds, veto
from memcon.reconcile.profile import Chain

Pair = tuple[int, int]
LARGEST_BLOCK = 1200
LONE = {2: 1, 4: 0}
"""For a block by its key's length (family and country; family and noun): the parties that one of a pair may have."""
NEAR_MISSES = 5


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
            generic = chain.type == "CONSULT" and (chain.kinds <= {"generic"} or chain.head.anaphoric)
            if (
                main
                and chain is not main
                and generic
                and chain.parties < main.parties
                and not chain.ordinals
                and not chain.days
                and not chain.place
                and not any(p.isdisjoint(main.persons.get(c, p)) for c, p in chain.persons.items())
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


def _cluster(chains: Sequence[Chain], verdicts: Mapping[Pair, Verdict]) -> list[list[int]]:
    """Groups of chain indices; see the module's docstring."""
    limit = thresholds()
    forbidden: dict[Pair, bool] = {p: v.veto for p, v in verdicts.items()}

    def apart(i: int, j: int) -> bool:
        pair = (min(i, j), max(i, j))
        if pair not in forbidden:
            forbidden[pair] = veto(chains[i], chains[j]) is not None
        return forbidden[pair]

    def needed(i: int, j: int) -> float:
        return float(limit["within"] if chains[i].report == chains[j].report else limit["across"])

    group = {i: [i] for i in range(len(chains))}
    at = list(range(len(chains)))
    edges = sorted(
        ((v.score, p) for p, v in verdicts.items() if not v.veto and v.score >= needed(*p)),
        key=lambda e: (-e[0], e[1]),
    )
    for _, (i, j) in edges:
        left, right = at[i], at[j]
        if left == right:
            continue
        between = [(a, b) for a in group[left] for b in group[right]]
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


def align(bundle: Bundle, chains: Sequence[Chain]) -> tuple[Group, ...]:
    """The events of a bundle as groups of chains, in canonical order of their first mentions."""
    adopted = _adopt(chains)
    sources = {s.id: s for s in bundle.sources}

    def trigger(i: int) -> Span:
        return sources[adopted[i].report].of(adopted[i].head.trigger)

    weight = weights(
        bag(s.reading, (sentence.start, sentence.end)) for s in bundle.sources for sentence in s.reading.sentences
    )
    counts = Counter(signature(c) for c in adopted)
    verdicts = {(i, j): compare(adopted[i], adopted[j], weight, counts) for i, j in candidates(adopted)}
    clusters = _cluster(adopted, verdicts)
    at = {i: n for n, members in enumerate(clusters) for i in members}
    reasons: dict[int, list[Judgement]] = defaultdict(list)
    near: dict[int, list[tuple[float, Pair, Judgement]]] = defaultdict(list)
    floor = float(thresholds()["near"])
    for (i, j), verdict in sorted(verdicts.items()):
        together = at[i] == at[j]
        if not together and not _worth_a_word(adopted[i], adopted[j], verdict, floor):
            continue
        judgement = Judgement(
            left=trigger(i),
            right=trigger(j),
            verdict="same" if together else "different",
            score=verdict.score,
            because=verdict.because,
        )
        if together:
            reasons[at[i]].append(judgement)
        else:
            for n in (at[i], at[j]):
                near[n].append((verdict.score, (i, j), judgement))
    return tuple(
        Group(
            chains=tuple(adopted[i] for i in members),
            reasons=tuple(_best(reasons[n])),
            near_misses=tuple(j for _, _, j in sorted(near[n], key=lambda m: (-m[0], m[1]))[:NEAR_MISSES]),
        )
        for n, members in enumerate(clusters)
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
