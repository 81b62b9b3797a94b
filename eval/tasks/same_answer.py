"""Whether two answers to one question say the same: all answers to the question put together by their meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.reconcile.same_answer import Answer, meanings


def predict(rows: Sequence[Row], extra: Sequence[Row]) -> Iterator[Row]:
    """Same or not, for each pair."""
    by_question: dict[str, list[Row]] = defaultdict(list)
    for answer in extra:
        by_question[answer["question"]].append(answer)
    meaning: dict[str, tuple[str, int]] = {}
    for question, answers in by_question.items():
        found = meanings([Answer(a["asked"], a["answer"]) for a in answers])
        meaning |= {a["id"]: (question, n) for a, n in zip(answers, found, strict=True)}
    for row in rows:
        a, b = meaning.get(row["a"]), meaning.get(row["b"])
        yield {"id": row["id"], "same": a is not None and a == b}
