"""Which mentions of events in many documents are of one event: boosted trees over pairs, then average link.

Two sets of trees: the first sees a pair alone, the second also how each of the two stands to all other
mentions of its group by the first. For news of one event told many times; the alignment of a bundle
(``align.py``) knows parties, days and kinds of act, and does not use this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from memcon.read.types import Token
from memcon.reconcile.clusters import average_link
from memcon.reconcile.event_mentions import Place, Told, Vectors, mentions
from memcon.reconcile.event_pairs import Group, spread
from memcon.reconcile.trees import chances, load, unpack

Array = NDArray[np.float32]
Square = NDArray[np.float64]

LINKED = 0.35
"""Mean probability by the first trees from which on mentions make the clusters that the second trees see."""
NAMES = (
    *("chance", "common", "bridge", "profile", "linked", "to the other least", "to the other most"),
    *("smaller", "larger", "best least", "best most", "rank least", "rank most", "own cluster"),
)
"""The features of the second trees, after all of the first, in the order of the columns."""


def context(chance: Square, pairs: NDArray[np.int64]) -> Array:
    """How two mentions stand to the others of their group, (pairs, features), from the chances of all pairs.

    ``chance`` is symmetric with zeros on its diagonal.
    """
    n = len(chance)
    a, b = pairs[:, 0], pairs[:, 1]
    labels = np.array(average_link(chance, LINKED))
    clusters = np.unique(labels)
    member = (labels[:, None] == clusters).astype(np.float64)
    at, size = np.searchsorted(clusters, labels), member.sum(axis=0)
    paths, weight, power = chance @ chance, chance.sum(axis=1), (chance**2).sum(axis=1)
    bridge = np.zeros((n, n))
    for k in range(n):
        np.maximum(bridge, np.minimum.outer(chance[k], chance[k]), out=bridge)
    reach = chance @ member
    to = reach / np.maximum(size, 1)
    own = reach[np.arange(n), at] / np.maximum(size[at] - 1, 1)
    there, here = to[a, at[b]], to[b, at[a]]
    best = chance.max(axis=1)
    direct = chance[a, b]
    ranks = [(chance[side] > direct[:, None]).sum(axis=1) for side in (a, b)]
    columns = [
        direct,
        paths[a, b] / np.maximum(1.0, np.minimum(weight[a], weight[b])),
        bridge[a, b],
        paths[a, b] / np.sqrt(np.maximum(power[a] * power[b], 1e-9)),
        labels[a] == labels[b],
        *(np.minimum(there, here), np.maximum(there, here)),
        *(np.minimum(size[at[a]], size[at[b]]), np.maximum(size[at[a]], size[at[b]])),
        *(np.minimum(best[a], best[b]), np.maximum(best[a], best[b])),
        *(np.minimum(*ranks), np.maximum(*ranks)),
        np.minimum(own[a], own[b]),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def square(values: NDArray[np.float64], pairs: NDArray[np.int64], size: int) -> Square:
    """Values of pairs as a symmetric matrix with zeros on its diagonal."""
    found = np.zeros((size, size))
    found[pairs[:, 0], pairs[:, 1]] = values
    found[pairs[:, 1], pairs[:, 0]] = values
    return found


def _cluster(group: Group) -> list[int]:
    """A cluster number for each mention of a group of documents."""
    kept = load("coreference")
    pairs, rows = group.features()
    if not len(pairs):
        return list(range(len(group.told)))
    size = len(group.told)
    first = chances(unpack(kept, "first"), rows)
    rows = np.hstack([rows, context(square(first, pairs, size), pairs)])
    return average_link(square(chances(unpack(kept, "second"), rows), pairs, size), float(kept["least"]))


def part_of(vectors: Vectors, chosen: Sequence[int]) -> Vectors:
    """The vectors of some mentions."""
    v = vectors
    return Vectors(*(x[chosen] for x in (v.mention, v.sentence, v.alone, v.subject, v.object, v.arguments)))


def by_group(told: Sequence[Told], groups: Sequence[int]) -> list[list[int]]:
    """The mentions of each group of documents."""
    found: dict[int, list[int]] = defaultdict(list)
    for n, mention in enumerate(told):
        found[groups[mention.document]].append(n)
    return [found[g] for g in sorted(found)]


def events(
    texts: Sequence[str], parses: Sequence[Sequence[Token]], groups: Sequence[int], places: Sequence[Place]
) -> list[int]:
    """A cluster number for each mention, within the groups that the documents are in.

    The order of documents and of mentions does not matter: they are put in the order of their words first.
    A mention without tokens is an event of its own.
    """
    rank = {d: n for n, d in enumerate(sorted(range(len(texts)), key=lambda d: (texts[d], d)))}
    found_at = [i for i, place in enumerate(places) if place.tokens]
    order = sorted(found_at, key=lambda i: (rank[places[i].document], places[i].tokens, i))
    if not order:
        return list(range(len(places)))
    told, vectors = mentions(texts, parses, [places[i] for i in order])
    shares = spread(told, groups)
    labels: dict[int, int] = {}
    for members in sorted(by_group(told, groups)):
        found = _cluster(Group([told[i] for i in members], part_of(vectors, members), shares))
        for i, label in zip(members, found, strict=True):
            labels[order[i]] = members[label]
    numbers: dict[int, int] = {}
    return [numbers.setdefault(labels.get(i, -1 - i), len(numbers)) for i in range(len(places))]
