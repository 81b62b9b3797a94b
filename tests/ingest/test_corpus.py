"""Readers of a corpus: what each takes for a record, and how each says what it cannot use."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.ingest import corpus_fields
from memcon.ingest.corpus import Corpus, Record, Skipped, records
from memcon.ingest.corpus_fields import Fields, day_of
from memcon.ingest.types import Limits
from memcon.model.errors import InputError

TEXT = "Ghana's president telephoned Togo's president on Monday about the border."


def read(path: Path, **more: Any) -> tuple[list[Record], list[Skipped]]:
    found = list(records(Corpus(paths=(str(path),), **more)))
    return [r for r in found if isinstance(r, Record)], [s for s in found if isinstance(s, Skipped)]


def written(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def jsonl(*rows: Any) -> str:
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows)


def test_usual_names_of_fields_are_known(tmp_path: Path) -> None:
    row = {"Article_ID": "a1", "Headline": "A call", "BODY": TEXT, "pub_date": "20240514", "source": "Post"}
    row |= {"link": "https://example.org/1", "timezone": "Africa/Accra"}
    got, bad = read(written(tmp_path / "x.jsonl", jsonl(row)))
    report = got[0].report
    assert not bad
    assert (report.id, report.title, report.text) == ("a1", "A call", TEXT)
    assert (report.outlet, report.url, report.zone) == ("Post", "https://example.org/1", "Africa/Accra")
    assert report.published is not None
    assert report.published.startswith("2024-05-14")


def test_a_field_that_is_named_goes_before_the_usual_ones(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", jsonl({"text": "Not this one.", "lead": TEXT, "n": 7}))
    got, _ = read(path, fields=Fields(named={"text": "lead", "id": "n"}))
    assert (got[0].report.text, got[0].report.id) == (TEXT, "7")


def test_every_bad_line_of_json_is_told_with_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    data = jsonl({"id": 1, "text": TEXT}, "", "{", "[1]", '"x"', {"id": 2}, {"id": 3, "text": ""}, {"id": 4, "text": 5})
    data += jsonl({"id": 5, "text": None}, {"id": 6, "text": "12345 6789"}, {"id": 1, "text": "Another text."})
    data += jsonl({"id": 7, "text": "Le ministre a dit que la réunion aura lieu demain à Paris avec ses homologues."})
    data += jsonl({"id": 8, "text": "half \ud800 pair"}, {"id": 9, "text": TEXT + " Again."})
    got, bad = read(written(tmp_path / "x.jsonl", data.encode() + b'{"text": "\xff"}\n' + b"[" * 100_000 + b"\n"))
    assert [r.report.id for r in got] == ["1", "9"]
    told = {s.where.removeprefix("x.jsonl, "): s.why for s in bad}
    for where, why in {
        "line 3": "no JSON",
        "line 4": "no JSON object but list; write each of its objects on a line of its own",
        "line 5": "no JSON object but str",
        "line 6": "no field holds the text; the fields are 'id'",
        "line 7": "is empty",
        "line 8": "holds no text but int",
        "line 9": "is empty",
        "line 10": "holds no words",
        "line 11": "the id '1' is that of another record",
        "line 12": "reads English only",
        "line 13": "half of a character pair",
        "line 15": "not UTF-8",
        "line 16": "no JSON",
    }.items():
        assert why in told.pop(where), where
    assert not told


def test_a_line_that_is_too_long_is_no_end(tmp_path: Path) -> None:
    data = jsonl({"text": "x" * 500}, {"text": TEXT})
    got, bad = read(written(tmp_path / "x.jsonl", data), limits=Limits(bytes=200))
    assert [r.report.text for r in got] == [TEXT]
    assert "longer than 200 bytes" in bad[0].why


def test_a_record_met_twice_counts_once(tmp_path: Path) -> None:
    got, bad = read(written(tmp_path / "x.jsonl", jsonl({"text": TEXT}, {"text": TEXT}, {"text": TEXT, "url": "u"})))
    assert len(got) == 2
    assert [s.why for s in bad] == ["the same record once more"]


def test_ids_without_a_field_hang_on_the_record_alone(tmp_path: Path) -> None:
    one, _ = read(written(tmp_path / "x.jsonl", jsonl({"text": TEXT}, {"text": TEXT + "."})))
    two, _ = read(written(tmp_path / "y.jsonl", jsonl({"text": TEXT + "."}, {"text": TEXT})))
    assert [r.report.id for r in one] == [r.report.id for r in two][::-1]


def test_a_date_that_cannot_be_read_is_told_and_left_out(tmp_path: Path) -> None:
    got, bad = read(written(tmp_path / "x.jsonl", jsonl({"text": TEXT, "date": "soon", "zone": "Mars/Base"})))
    assert not bad
    assert got[0].report.published is None
    assert [n.split(";")[0] for n in got[0].notes] == [
        "the field 'date' holds no date of publication that can be read ('soon')",
        "the field 'zone' is 'Mars/Base'",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_tables_are_read_by_their_header(tmp_path: Path, separator: str) -> None:
    data = separator.join(("id", "text")) + "\n" + separator.join(("a", f'"{TEXT}\nAnd ""more""."')) + "\n"
    got, bad = read(written(tmp_path / "x.csv", b"\xef\xbb\xbf" + data.encode()))
    assert not bad
    assert got[0].report.text == f'{TEXT}\nAnd "more".'
    assert got[0].where == "x.csv, lines 2 to 3"


def test_every_bad_row_of_a_table_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = ["id,text", f"a,{TEXT}", "b", "c,x,y", "d,", "", f"e,{TEXT} Still."]
    data = "\n".join(rows).encode() + b"\nf,caf\xe9 in Lima and more\n" + f'g,"{TEXT} Never closed\n'.encode()
    got, bad = read(written(tmp_path / "x.csv", data))
    assert [r.report.id for r in got] == ["a", "e"]
    whys = [s.why for s in bad]
    for why, part in zip(whys, ["1 cells for 2", "3 cells for 2", "empty", "not UTF-8", "no row of CSV"], strict=True):
        assert part in why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("", "is empty"),
        ("id,title\na,b\n", "no field holds the text.*--text-field"),
        ("id,text,text\na,b,c\n", "two columns are called 'text'"),
    ],
)
def test_a_table_without_text_is_no_corpus(tmp_path: Path, data: str, why: str) -> None:
    with pytest.raises(InputError, match=rf"x\.csv: .*{why}"):
        read(written(tmp_path / "x.csv", data))


def test_a_column_that_is_named_and_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no field 'lead'; the fields are 'id', 'text'"):
        read(written(tmp_path / "x.csv", f"id,text\na,{TEXT}\n"), fields=Fields(named={"text": "lead"}))


def test_parquet_is_read_and_a_broken_one_told(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    stamp = datetime(2024, 5, 14, 9, tzinfo=UTC)
    table = arrow.table(
        {"doc_id": [1, 2, 3], "body": [TEXT, None, TEXT + " Again."], "date": [stamp] * 3, "junk": [0] * 3}
    )
    parquet.write_table(table, tmp_path / "x.parquet")
    got, bad = read(tmp_path / "x.parquet")
    assert [r.report.id for r in got] == ["1", "3"]
    assert got[0].report.published == "2024-05-14T09:00:00+00:00"
    assert [(s.where, s.why) for s in bad] == [("x.parquet, row 2", "the field 'body' is empty")]
    with pytest.raises(InputError, match="no Parquet file"):
        read(written(tmp_path / "y.parquet", b"PAR1 nonsense"))


def test_packed_files_are_read_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    data = gzip.compress(jsonl(*({"text": f"{TEXT} Number {n}."} for n in range(2000))).encode())
    got, bad = read(written(tmp_path / "x.jsonl.gz", data))
    assert (len(got), bad) == (2000, [])
    got, bad = read(written(tmp_path / "y.jsonl.gz", data[: len(data) // 2]))
    assert "damaged" in bad[-1].why
    with pytest.raises(InputError, match="damaged"):
        read(written(tmp_path / "z.csv.gz", b"no gzip"))


def test_a_folder_gives_its_files_by_name_whatever_they_are(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    written(tmp_path / "b" / "10.txt", TEXT)
    written(tmp_path / "b" / "2.html", f"<html><body><article><p>{TEXT} {TEXT}</p></article></body></html>")
    written(tmp_path / "a.jsonl", jsonl({"id": "j", "text": TEXT + " Again."}))
    written(tmp_path / "empty.txt", "")
    written(tmp_path / "note.docx", "x")
    got, bad = read(tmp_path)
    assert [r.report.id for r in got] == ["j", "b/2.html", "b/10.txt"]
    assert [s.where for s in bad] == ["empty.txt"]
    assert got[-1].done == 1.0 or bad[-1].done == 1.0


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read(tmp_path / "nowhere.jsonl")
    with pytest.raises(InputError, match="holds nothing that can be read"):
        read(tmp_path)


def test_the_share_read_only_grows(tmp_path: Path) -> None:
    got, _ = read(written(tmp_path / "x.jsonl", jsonl(*({"text": f"{TEXT} {n}"} for n in range(50)))))
    shares = [r.done for r in got]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-05-14", "2024-05-14"),
        ("20240514", "2024-05-14"),
        ("20240514093000", "2024-05-14T09:30:00"),
        ("2024-05-14T09:30:00+02:00", "2024-05-14T09:30:00+02:00"),
        ("2024-05-14 09:30", "2024-05-14T09:30:00"),
        ("May 14, 2024", "2024-05-14"),
        ("14 May 2024, 09:30 +02:00", "2024-05-14T09:30+02:00"),
        ("1715679000", None),
        (1715679000, None),
        ("last Tuesday", None),
        ("2024-13-45", None),
        (None, None),
        ("9" * 5000, None),
    ],
)
def test_dates_of_publication_are_read_or_not_guessed(value: Any, day: str | None) -> None:
    assert day_of(value) == day


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.lists(st.text(max_size=5), max_size=3)))
def test_no_value_breaks_a_reader(value: Any) -> None:
    assert day_of(value) is None or isinstance(day_of(value), str)
    told = corpus_fields.word(value)
    assert told is None or ("\n" not in told and told.strip() == told)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader_of_lines(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("x.jsonl", "x.csv", "x.jsonl.gz", "x.csv.gz"):
        try:
            got, bad = read(written(folder / name, data))
        except InputError:
            continue
        assert all(s.why for s in bad)
        assert all(r.report.text for r in got)
