"""The shipped pair models give the figures of docs/pairs.md on public dev parts, where those are at hand."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from eval.predict import predict
from eval.rows import read
from eval.shared import ROOT, shared

BENCH = (shared() or Path()) / "bench"
TOPICS = frozenset({12, 34})
"""Two topics of dev: the whole part takes a minute (``python -m eval.scores`` holds it)."""

pytestmark = pytest.mark.skipif(
    not (BENCH / "score.py").is_file(), reason="the public benches are not here (MEMCON_SHARED)"
)


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_score", BENCH / "score.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules["bench_score"] = found
    spec.loader.exec_module(found)
    return found


def part(name: str) -> list[dict[str, Any]]:
    return [r for r in read(BENCH / "coreference" / f"ecb_dev_{name}.jsonl") if r["topic"] in TOPICS]


def card(name: str) -> list[float]:
    """The figures of a line of the table of figures, as shares."""
    table = (ROOT / "docs" / "pairs.md").read_text("utf-8")
    line = next(row for row in table.splitlines() if row.startswith(f"| {name} |"))
    return [float(cell) / 100 for cell in line.split("|")[2].split("/")]


def test_answers(scorer: ModuleType) -> None:
    gold = read(BENCH / "agreement" / "nanco_dev_pairs.jsonl")
    made = predict("same-answer", gold, read(BENCH / "agreement" / "nanco_dev_answers.jsonl"))
    assert scorer.same_answer(gold, made)["balanced accuracy"] == pytest.approx(card("answers, dev")[0], abs=0.005)


def test_documents_of_two_topics(scorer: ModuleType) -> None:
    gold = part("documents")
    found = scorer.grouping(gold, predict("grouping", gold))
    assert found["subtopic B3 F1"] == pytest.approx(card("documents, topics 12 and 34 of dev")[0], abs=0.01)


def test_mentions_of_two_topics(scorer: ModuleType) -> None:
    gold = part("mentions")
    found = scorer.coreference(gold, predict("coreference", gold, part("documents")))
    conll, lea = card("mentions, topics 12 and 34 of dev")
    assert found["CoNLL"] == pytest.approx(conll, abs=0.01)
    assert found["LEA F1"] == pytest.approx(lea, abs=0.01)
