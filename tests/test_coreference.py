"""The invented bundles of ``coreference.yaml``: which words, in which report, speak of one act.

``[1:phoned]`` marks words of event 1. Words of one number must stand in one event, words of two numbers
in two. Nothing else is asked of the memorandum.
"""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from memcon.pipeline import brief

MARK = re.compile(r"\[(\w+):([^\]]+)\]")

BUNDLES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "coreference.yaml").read_text("utf-8"))


def _write(folder: Path, texts: list[str]) -> list[tuple[str, str, int, int]]:
    """The texts as files; the marks as (number, file, start, end)."""
    marks = []
    for n, marked in enumerate(texts, 1):
        plain, at = "", 0
        for found in MARK.finditer(marked):
            plain += marked[at : found.start()]
            marks.append((found[1], f"{n}.txt", len(plain), len(plain) + len(found[2])))
            plain += found[2]
            at = found.end()
        (folder / f"{n}.txt").write_text(plain + marked[at:], encoding="utf-8")
    return marks


@pytest.mark.parametrize("name", sorted(BUNDLES))
def test_marked_words_are_in_the_events_they_belong_to(name: str, tmp_path: Path) -> None:
    marks = _write(tmp_path, BUNDLES[name])
    memo = brief(tmp_path)
    files = {r.id: Path(r.file or "").name for r in memo.reports}
    texts = {f: (tmp_path / f).read_text("utf-8") for f in files.values()}
    event: dict[tuple[str, str, int, int], str] = {}
    for mark in marks:
        hits = [
            (m.trigger.end - m.trigger.start, e.id)
            for e in memo.events
            for m in e.mentions
            if files[m.trigger.report] == mark[1] and m.trigger.start < mark[3] and mark[2] < m.trigger.end
        ]
        if hits:
            event[mark] = min(hits)[1]

    def told(mark: tuple[str, str, int, int]) -> str:
        return f"{mark[1]} {texts[mark[1]][mark[2] : mark[3]]!r} (event {mark[0]}, found in {event.get(mark)})"

    wrong = [f"not found: {told(m)}" for m in marks if m not in event]
    for a, b in combinations(event, 2):
        if (a[0] == b[0]) != (event[a] == event[b]):
            wrong.append(f"{told(a)} / {told(b)}")
    assert not wrong, "\n".join(wrong)
