"""Predictions for the bench: answers never reach a predictor, and every task has an adapter."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from eval import predict as command
from eval import rows

TEXT = "Norland's foreign minister Ada Brekke said on Tuesday that France will visit Peru next week."
ANSWERED: dict[str, list[dict[str, Any]]] = {
    "attribution": [{"id": "a", "text": TEXT, "attributions": [{"source": [[0, 3]], "cue": [], "content": [[4, 9]]}]}],
    "time": [{"id": "a", "dct": "2024-05-15", "text": TEXT, "timexes": [{"start": 0, "end": 3, "value": "ANSWER"}]}],
    "event-status": [{"id": "a", "text": TEXT, "events": [{"start": 77, "end": 82, "time": "ANSWER"}]}],
    "factuality": [{"id": "a", "text": TEXT, "events": [{"start": 77, "end": 82, "factuality": 9}]}],
    "plover-records": [{"id": "a", "text": TEXT, "events": [{"type": "ANSWER"}]}],
    "plover-types": [
        {"id": "a", "text": TEXT, "source": [[60, 66]], "target": [[83, 87]], "root": "ANSWER", "quad": 9}
    ],
    "cameo-class": [{"id": "a", "text": TEXT, "label": "ANSWER"}],
    "coreference": [
        {"id": f"7_{d}_{k}", "doc": f"7_{d}", "topic": 7, "subtopic": "ANSWER", "sentence": 0, "tokens": [k]}
        | {"text": word, "cluster": "ANSWER"}
        for d in (1, 2)
        for k, word in enumerate(["talks", "raid"])
    ],
    "grouping": [
        {"id": f"7_{k}", "topic": 7, "subtopic": "ANSWER", "sentences": [TEXT, f"Number {k}."]} for k in (1, 2)
    ],
    "same-answer": [{"id": "Q9-01:Q9-02", "question": "Q9", "a": "Q9-01", "b": "Q9-02", "same": "ANSWER"}],
}
BESIDE: dict[str, list[dict[str, Any]]] = {
    "coreference": [{"id": f"7_{d}", "topic": 7, "subtopic": "ANSWER", "sentences": ["talks raid"]} for d in (1, 2)],
    "same-answer": [
        {
            "id": f"Q9-0{k}",
            "question": "Q9",
            "asked": "Why?",
            "answer": f"for fish {k}",
            "paragraph": "",
            "group": "ANSWER",
        }
        for k in (1, 2)
    ],
}


def seen_by(task: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """All that a predictor of a task is given, as JSON."""
    seen: list[str] = []

    def spy(given: Sequence[rows.Row], extra: Sequence[rows.Row]) -> Iterator[rows.Row]:
        seen.append(json.dumps([list(given), list(extra)]))
        return iter(())

    monkeypatch.setattr(import_module(command.MODULES[task]), "predict", spy)
    command.predict(task, ANSWERED[task], BESIDE.get(task, ()))
    return seen[0]


def test_every_task_is_tried_here() -> None:
    assert set(ANSWERED) == set(rows.KEPT) == set(command.MODULES)


@pytest.mark.parametrize("task", sorted(rows.KEPT))
def test_no_answer_reaches_a_predictor(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = seen_by(task, monkeypatch)
    for word in ("ANSWER", "topic", "cluster", "group", "root", "quad", "label", "timexes", "attributions", "9}"):
        assert word not in seen


@pytest.mark.parametrize("task", sorted(command.OPAQUE))
def test_no_id_tells_of_the_answer(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = seen_by(task, monkeypatch)
    assert "7_" not in seen
    assert "Q9" not in seen


@pytest.mark.parametrize("task", sorted(rows.KEPT))
def test_predictions_do_not_hang_on_the_answers(task: str) -> None:
    bare = rows.stripped(ANSWERED[task], rows.KEPT[task])
    made = command.predict(task, ANSWERED[task], BESIDE.get(task, ()))
    assert made == command.predict(task, bare, BESIDE.get(task, ()))
    assert [p["id"] for p in made] == [row["id"] for row in ANSWERED[task]]


@pytest.mark.parametrize("task", sorted(command.OPAQUE))
def test_the_order_of_the_rows_does_not_matter(task: str) -> None:
    made = command.predict(task, ANSWERED[task], BESIDE.get(task, ()))
    turned = command.predict(task, ANSWERED[task][::-1], BESIDE.get(task, [])[::-1])
    assert made == turned[::-1]


def test_the_command_writes_what_the_scorer_reads(tmp_path: Path) -> None:
    given, out = tmp_path / "x_pairs.jsonl", tmp_path / "out.jsonl"
    given.write_text("".join(json.dumps(r) + "\n" for r in ANSWERED["same-answer"]), "utf-8")
    with gzip.open(tmp_path / "x_answers.jsonl.gz", "wt", encoding="utf-8") as handle:
        handle.writelines(json.dumps(r) + "\n" for r in BESIDE["same-answer"])
    assert command.main(["same-answer", str(given), str(out)]) == 0
    assert json.loads(out.read_text("utf-8")) == {"id": "Q9-01:Q9-02", "same": True}


def test_a_file_beside_that_is_not_there_is_said(tmp_path: Path) -> None:
    given = tmp_path / "x_mentions.jsonl"
    given.write_text("{}\n", "utf-8")
    with pytest.raises(SystemExit, match=r"needs the documents beside x_mentions\.jsonl"):
        rows.beside("coreference", given)


@pytest.mark.parametrize("line", ["nonsense", "[1]"])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    given = tmp_path / "x.jsonl"
    given.write_text('{"id": 1}\n' + line + "\n", "utf-8")
    with pytest.raises(SystemExit, match="line 2"):
        rows.read(given)


def test_times_are_resolved_against_the_day_given() -> None:
    made = command.predict("time", ANSWERED["time"])
    assert [t["value"] for t in made[0]["timexes"]] == ["2024-05-14", "2024-W21"]


def test_adapters_are_thin() -> None:
    folder = Path(str(import_module("eval.tasks").__file__)).parent
    modules: dict[str, ModuleType] = {t: import_module(m) for t, m in command.MODULES.items()}
    for task, module in modules.items():
        assert Path(str(module.__file__)).parent == folder
        assert len(Path(str(module.__file__)).read_text("utf-8").splitlines()) < 100, task
