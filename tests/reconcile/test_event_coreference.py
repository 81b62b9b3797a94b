"""Mentions of events over documents: what is read of each, and which are taken for one, on invented news."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from eval.tasks.coreference import parsed, placed

from memcon.reconcile.coreference import context, events, square
from memcon.reconcile.event_mentions import Place, Told, Vectors, head_of, mentions
from memcon.reconcile.event_pairs import NAMES, Group, beginning, covered, share, spread, weighed

DOCUMENTS = [
    [
        "Coast guards arrested two smugglers near Port Selm on Friday .",
        "The arrest followed a chase of three hours .",
        "The minister praised the crews .",
    ],
    [
        "Two smugglers were arrested off Port Selm .",
        "Coast guards chased their boat for three hours before the arrest .",
        "A court will hear the case in May .",
    ],
]
MENTIONS = [(0, 0, [2]), (0, 1, [1]), (0, 1, [4]), (0, 2, [2]), (1, 0, [3]), (1, 1, [2]), (1, 1, [10]), (1, 2, [3])]
READS = [parsed(d) for d in DOCUMENTS]


def places(reads: Sequence[tuple[object, ...]] = READS, order: Sequence[int] = (0, 1)) -> list[Place]:
    return [placed(order[d], READS[d], {"sentence": s, "tokens": t}) for d, s, t in MENTIONS]


@pytest.fixture(scope="module")
def read() -> tuple[list[Told], Vectors]:
    return mentions([r[0] for r in READS], [r[2] for r in READS], places())


def test_a_mention_has_its_head_and_arguments(read: tuple[list[Told], Vectors]) -> None:
    told, _ = read
    assert [m.lemma for m in told] == ["arrest", "arrest", "chase", "praise", "arrest", "chase", "arrest", "hear"]
    first, passive = told[0], told[4]
    assert "smuggl" in " ".join(first.object)
    assert first.object <= passive.object
    assert "guard" in " ".join(first.own_subject)
    assert told[7].modal
    assert told[1].definite
    assert first.times == {"friday"}


def test_vectors_are_of_length_one_or_none(read: tuple[list[Told], Vectors]) -> None:
    _, v = read
    for rows in (v.mention, v.sentence, v.alone):
        assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(v.object, axis=1)[3] == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(v.object, axis=1)[1] == 0


def test_features_have_a_name_each(read: tuple[list[Told], Vectors]) -> None:
    told, v = read
    pairs, rows = Group(told, v, spread(told, [0, 0])).features()
    assert rows.shape == (len(told) * (len(told) - 1) // 2, len(NAMES))
    assert len(set(NAMES)) == len(NAMES)
    assert np.isfinite(rows).all()
    row = {tuple(p): r for p, r in zip(pairs.tolist(), rows, strict=True)}
    lemma = NAMES.index("lemma")
    assert row[0, 4][lemma] == 1
    assert row[0, 2][lemma] == 0


def test_the_arrests_are_one_event_and_the_rest_are_not() -> None:
    found = events([r[0] for r in READS], [r[2] for r in READS], [0, 0], places())
    assert len({found[0], found[4]}) == 1
    assert found[3] not in {found[0], found[7]}
    assert found[7] != found[0]


def test_the_order_of_documents_does_not_matter() -> None:
    one = events([r[0] for r in READS], [r[2] for r in READS], [0, 0], places())
    turned = READS[::-1]
    other = events([r[0] for r in turned], [r[2] for r in turned], [0, 0], places(order=(1, 0)))
    assert [[a == b for b in one] for a in one] == [[a == b for b in other] for a in other]


def test_documents_of_other_groups_share_no_event() -> None:
    found = events([r[0] for r in READS], [r[2] for r in READS], [0, 1], places())
    assert not set(found[:4]) & set(found[4:])


def test_no_mentions_are_no_events() -> None:
    assert events([r[0] for r in READS], [r[2] for r in READS], [0, 0], []) == []


def test_context_sees_a_bridge() -> None:
    pairs = np.array([[0, 1], [0, 2], [1, 2]])
    found = context(square(np.array([0.9, 0.1, 0.8]), pairs, 3), pairs)
    assert found[1, 2] == pytest.approx(0.8)
    assert found[0, 0] == pytest.approx(0.9)


def test_shares_of_words() -> None:
    one, two = frozenset({"a", "b"}), frozenset({"b", "c", "d"})
    assert share(one, two) == 0.25
    assert covered(one, two) == 0.5
    assert weighed(one, two, {"a": 1.0, "b": 3.0, "c": 9.0}) == 0.75
    assert {share(one, frozenset()), covered(frozenset(), two), weighed(one, frozenset(), {})} == {-1.0}
    assert beginning("arrest", "arrive") == pytest.approx(3 / 6)


def test_the_head_of_several_words() -> None:
    tokens = [t for t in READS[0][2] if t.text in {"Coast", "guards"}]
    assert head_of(tokens).text == "guards"


def test_a_mention_without_tokens_stands_alone() -> None:
    assert placed(0, READS[0], {"sentence": 0, "tokens": [99]}) == Place(0, ())
    given = [Place(0, ()), *places(), Place(1, ())]
    found = events([r[0] for r in READS], [r[2] for r in READS], [0, 0], given)
    assert found[0] not in found[1:]
    assert found[-1] not in found[:-1]
    assert len({found[1], found[5]}) == 1
    assert events([READS[0][0]], [READS[0][2]], [0], [Place(0, ()), Place(0, ())]) == [0, 1]
