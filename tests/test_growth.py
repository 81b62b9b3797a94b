"""The work of a bundle grows nearly in proportion to its reports; counted in calls, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest
from bench.articles import article

from memcon.extract import extract
from memcon.extract.types import Extraction
from memcon.ingest import load
from memcon.model.memo import Report, Tool
from memcon.read import read
from memcon.read.types import Reading
from memcon.reconcile import reconcile

TOOL = Tool(name="memcon", version="test", rules="0")
Read = tuple[Report, Reading, Extraction]


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> list[Read]:
    folder: Path = tmp_path_factory.mktemp("articles")
    for number in range(4):
        (folder / f"{number:03}.txt").write_text(article(number), "utf-8")
    out: list[Read] = []
    for report in load((folder,)).reports:
        reading = read(report)
        out.append((report, reading, extract(report, reading)))
    return out


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, those written in C among them."""
    count = 0

    def seen(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def bundle(some: list[Read], times: int) -> Callable[[], object]:
    """The same reports over and over, each time as other reports."""
    reports, readings, extractions = [], [], []
    for turn in range(times):
        for n, (report, reading, extraction) in enumerate(some):
            name = f"R{turn * len(some) + n + 1}"
            reports.append(replace(report, id=name))
            readings.append(replace(reading, report=name))
            extractions.append(replace(extraction, report=name))
    return lambda: reconcile(tuple(reports), tuple(readings), tuple(extractions), TOOL)


def test_twice_the_reports_are_little_more_than_twice_the_work(some: list[Read]) -> None:
    bundle(some, 1)()
    once, twice = calls(bundle(some, 3)), calls(bundle(some, 6))
    assert once > 100_000
    assert twice < 2.5 * once
