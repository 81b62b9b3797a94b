"""Runs over a corpus: resumed, split over processes, stopped in the middle; what is written and what is skipped."""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.coder import journal, run, writing
from memcon.coder.columns import NATIVE
from memcon.coder.events import Made
from memcon.coder.layouts import LAYOUTS
from memcon.ingest.corpus import Corpus
from memcon.model.errors import InputError

MADE = Made(tool="memcon test", rules="0")
SIDES = ("Ghana", "Togo", "Kenya", "Uganda", "Peru", "Chile", "Norway", "Finland")


def text(n: int) -> str:
    one, two = SIDES[n % 8], SIDES[(n // 8 + n + 1) % 8]
    told = f"{one} imposed sanctions on {two} on 3 May 2024. {two}'s foreign minister telephoned {one}'s on Monday."
    return f"{told} Number {n}."


def corpus(folder: Path, count: int = 6) -> Path:
    path = folder / "news.jsonl"
    lines = [json.dumps({"id": f"n{n}", "text": text(n), "date": "2024-05-08", "outlet": "Post"}) for n in range(count)]
    path.write_text("\n".join([*lines[:3], "{broken", *lines[3:]]) + "\n", "utf-8")
    return path


def job(source: Path, out: Path, **more: Any) -> run.Job:
    return run.Job(corpus=Corpus(paths=(str(source),)), out=out, made=MADE, **more)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "CHUNK_RECORDS", 2)


def test_rows_are_written_and_bad_records_listed(tmp_path: Path) -> None:
    notes: list[str] = []
    tally = run.run(job(corpus(tmp_path), tmp_path / "out.jsonl"), note=notes.append)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert (tally.records, tally.skipped, tally.rows) == (6, 1, len(rows))
    assert {r["report_id"] for r in rows} == {f"n{n}" for n in range(6)}
    assert all(list(r) == [c.name for c in NATIVE] for r in rows)
    skipped = json.loads((tmp_path / "out.jsonl.skipped.jsonl").read_text("utf-8"))
    assert skipped["record"] == "news.jsonl, line 4"
    assert any("line 4" in line and "no JSON" in line for line in notes)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["news.jsonl", "out.jsonl", "out.jsonl.skipped.jsonl"]


def test_a_run_that_was_stopped_goes_on_to_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = corpus(tmp_path)
    run.run(job(source, tmp_path / "whole.jsonl"))
    out, seen, real = tmp_path / "out.jsonl", [], run._chunk

    def stopped(task: Any) -> Any:
        seen.append(task)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return real(task)

    monkeypatch.setattr(run, "_chunk", stopped)
    with pytest.raises(KeyboardInterrupt):
        run.run(job(source, out))
    assert not out.exists()
    with (tmp_path / "out.jsonl.part").open("ab") as handle:
        handle.write(b'{"half a row')  # what a kill in the middle of writing leaves
    tally = run.run(job(source, out))
    assert tally.resumed == 4
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    whole = tmp_path / "whole.jsonl.skipped.jsonl"
    assert (tmp_path / "out.jsonl.skipped.jsonl").read_bytes() == whole.read_bytes()


def test_a_changed_corpus_or_a_broken_journal_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = corpus(tmp_path), tmp_path / "out.jsonl"
    monkeypatch.setattr(run.Beside, "finish", lambda *_: None)
    run.run(job(source, out))
    assert run.run(job(source, out)).resumed == 7
    assert run.run(job(source, out, restart=True)).resumed == 0
    source.write_text(source.read_text("utf-8") + "\n\n", "utf-8")
    notes: list[str] = []
    assert run.run(job(source, out), note=notes.append).resumed == 0
    assert any("beginning anew" in line for line in notes)
    for broken in ("", "nonsense\n", "[]\n"):
        (tmp_path / "out.jsonl.journal").write_text(broken, "utf-8")
        assert run.run(job(source, out)).resumed == 0


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    source = corpus(tmp_path)
    run.run(job(source, tmp_path / "one.jsonl"))
    run.run(job(source, tmp_path / "two.jsonl", jobs=2))
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_the_first_bad_record_ends_a_strict_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"news\.jsonl, line 4: no JSON"):
        run.run(job(corpus(tmp_path), tmp_path / "out.jsonl", strict=True))
    assert not (tmp_path / "out.jsonl").exists()


def test_a_fault_on_one_report_is_a_skipped_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = run.scan

    def faulty(report: Any, parse: Any) -> Any:
        if report.id == "n2":
            raise ZeroDivisionError
        return real(report, parse)

    monkeypatch.setattr(run, "scan", faulty)
    tally = run.run(job(corpus(tmp_path), tmp_path / "out.jsonl"))
    assert (tally.records, tally.skipped) == (5, 2)
    assert "ZeroDivisionError" in (tmp_path / "out.jsonl.skipped.jsonl").read_text("utf-8")


def test_a_fault_in_the_parse_of_a_chunk_is_one_report_s_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run.run(job(corpus(tmp_path), tmp_path / "whole.jsonl"))

    def faulty(_reports: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(run, "parses", faulty)
    tally = run.run(job(corpus(tmp_path), tmp_path / "out.jsonl"))
    assert (tally.records, tally.skipped) == (6, 1)
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_copies_name_the_first_report_with_their_words(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    told = [
        {"id": "a", "text": text(1)},
        {"id": "b", "text": text(1).replace(". ", ".\n")},
        {"id": "c", "text": text(2)},
    ]
    path.write_text("".join(json.dumps(r) + "\n" for r in told), "utf-8")
    run.run(job(path, tmp_path / "out.jsonl"))
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert {(r["report_id"], r["copy_of"]) for r in rows} == {("a", None), ("b", "a"), ("c", None)}


@pytest.mark.parametrize("columns", list(LAYOUTS))
@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".parquet"])
def test_every_form_holds_the_rows(tmp_path: Path, columns: str, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    tally = run.run(job(corpus(tmp_path, 2), out, columns=columns))
    layout = LAYOUTS[columns]
    if suffix == ".parquet":
        table = pytest.importorskip("pyarrow.parquet").read_table(out)
        assert table.column_names == [c.name for c in layout.columns]
        assert table.num_rows == tally.rows > 0
        return
    with out.open(encoding="utf-8", newline="") as handle:
        told = list(csv.reader(handle, delimiter="\t" if suffix == ".tsv" else layout.separator))
    assert len(told) == tally.rows + layout.header > 0
    assert {len(row) for row in told} == {len(layout.columns)}


def test_parquet_without_pyarrow_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(InputError, match="needs pyarrow, which is not installed"):
        run.run(job(corpus(tmp_path), tmp_path / "out.parquet"))


@pytest.mark.parametrize("name", ["out", "out.txt", "out.json"])
def test_a_name_that_tells_no_form_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="says the format"):
        run.run(job(corpus(tmp_path), tmp_path / name))


def test_the_corpus_is_never_written_over(tmp_path: Path) -> None:
    source = corpus(tmp_path)
    with pytest.raises(InputError, match="over the corpus"):
        run.run(job(source, source))


@given(st.text())
def test_no_cell_is_a_formula(value: str) -> None:
    told = writing.cell(value, "text")
    assert not told.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert told.removeprefix("'") == value.replace("\0", "").removeprefix("'") or told == "'" + value


@given(st.lists(st.text(), max_size=4))
def test_a_list_in_a_cell_has_its_places(values: list[str]) -> None:
    told = writing.cell(values, "texts").removeprefix("'")
    assert told.count("|") == max(0, len(values) - 1)


def test_numbers_keep_their_sign() -> None:
    assert writing.cell(-5.0, "real") == "-5.0"
    assert writing.cell(None, "real") == writing.cell(None, "text") == ""


@given(st.lists(st.text(max_size=30), min_size=2, max_size=2))
def test_hostile_cells_come_back_from_csv(cells: list[str]) -> None:
    row = dict.fromkeys((c.name for c in NATIVE), "") | {"quote": cells[0], "trigger": cells[1], "report_id": "x"}
    with tempfile.TemporaryDirectory() as folder:
        kept, out = Path(folder) / "rows.jsonl", Path(folder) / "out.csv"
        kept.write_bytes((writing.line(row, NATIVE) * 2).encode("utf-8"))
        writing.finish(kept, out, ".csv", LAYOUTS["memcon"])
        with out.open(encoding="utf-8", newline="") as handle:
            back = list(csv.DictReader(handle))
    assert [(r["quote"], r["trigger"]) for r in back] == [tuple(writing.cell(c, "text") for c in cells)] * 2


def test_memory_does_not_grow_with_the_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every stage but the coding of a chunk, over a corpus ten times as long: the peak stays."""

    def coded(task: Any) -> run._Coded:
        lines = "".join("{}\n" for _ in task.reports)
        return run._Coded(lines=lines, events=len(task.reports), rows=len(task.reports), failed=())

    monkeypatch.setattr(run, "_chunk", coded)
    monkeypatch.setattr(run, "CHUNK_RECORDS", 32)

    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        with path.open("w", encoding="utf-8") as handle:
            handle.writelines(json.dumps({"text": text(n) * 4}) + "\n" for n in range(count))
        tracemalloc.start()
        try:
            run.run(job(path, tmp_path / f"{count}.out.jsonl"))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(40)
    # What loads once, or another test's thread, adds to one run; what grows with the corpus, to every run.
    small, large = min(peak(50) for _ in range(3)), min(peak(500) for _ in range(3))
    assert large < small * 1.5 + 200_000


def test_the_journal_holds_all_that_a_tally_counts() -> None:
    tally = journal.Tally(chunks=3, records=5, rows=7, bytes=11, done=0.5)
    told = json.loads(journal.Beside(Path("x.jsonl"), LAYOUTS["memcon"], "m")._state(tally))
    assert journal.Tally(**told) == tally
