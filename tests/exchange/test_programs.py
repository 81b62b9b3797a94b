"""Files of other programs read: their columns, their traps, and what is not used."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.coder import layouts
from memcon.exchange import codes, programs
from memcon.exchange.types import Limits, Program
from memcon.model import ontology
from memcon.model.data import mapping
from memcon.model.errors import InputError


def gdelt(*, older: bool = False, **values: str) -> str:
    """An invented row of GDELT: Norway consults Chile."""
    row = {
        "GlobalEventID": "1",
        "Day": "20260503",
        "Actor1Code": "NORGOV",
        "Actor1CountryCode": "NOR",
        "Actor2Code": "CHL",
        "Actor2CountryCode": "CHL",
        "EventCode": "042",
        "EventRootCode": "04",
        "GoldsteinScale": "1.9",
        "DATEADDED": "20260503" if older else "20260503120000",
        "SOURCEURL": "https://wire.example/1",
    } | values
    names = mapping("exchange", "gdelt")["one"] if older else layouts.names("gdelt")
    return "\t".join(row.get(n, "") for n in names)


def icews(**values: str) -> str:
    row = {
        "Event ID": "7",
        "Event Date": "2026-05-03",
        "Source Name": "Citizen (Norway)",
        "Source Country": "Norway",
        "Target Country": "Chile",
        "Event Text": "Make a visit",
        "CAMEO Code": "42",
        "Intensity": "1.9",
    } | values
    return "\t".join(row.get(n, "") for n in layouts.names("icews"))


def polecat(**values: str) -> str:
    row = {
        "Event ID": "p1",
        "Event Date": "2026-05-03",
        "Event Type": "CONSULT",
        "Event Mode": "visit",
        "Actor Country": "NOR",
        "Recipient Country": "CHL",
        "Publication Date": "2026-05-03",
    } | values
    return "\t".join(row.get(n, "") for n in layouts.names("polecat"))


def head(program: Program) -> str:
    return "\t".join(layouts.names(program))


def read(tmp_path: Path, program: Program, *lines: str, name: str = "events.csv", **limits: int):
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return programs.read([path], program, Limits(**limits))


def test_gdelt(tmp_path: Path) -> None:
    (row,), bad = read(tmp_path, "gdelt", gdelt())
    assert bad == ()
    assert (row.day, row.added, row.pairs, row.code) == ("2026-05-03", "2026-05-03", (("NOR", "CHL"),), "042")
    assert (row.root, row.mode, row.quad, row.intensity) == ("CONSULT", "visit", 1, 1.9)
    assert row.place == "events.csv:1"


@pytest.mark.parametrize("cut", [0, 1])
def test_gdelt_of_version_one(tmp_path: Path, cut: int) -> None:
    line = gdelt(older=True)
    (row,), _ = read(tmp_path, "gdelt", line.rpartition("\t")[0] if cut else line)
    assert (row.day, row.pairs, row.url) == ("2026-05-03", (("NOR", "CHL"),), None if cut else "https://wire.example/1")


def test_gdelt_with_a_header_by_other_names(tmp_path: Path) -> None:
    names = "GLOBALEVENTID,SQLDATE,EventCode,Actor1Code,Actor2Code,DATEADDED"
    (row,), _ = read(tmp_path, "gdelt", names, '9,20260503,"042","NORGOV","CHLMIL",20260503000000')
    assert (row.id, row.day, row.pairs) == ("9", "2026-05-03", (("NOR", "CHL"),))


@pytest.mark.parametrize(
    ("day", "believed"),
    [("20260503", True), ("20260403", True), ("20250503", False), ("20160503", False), ("20260504", False)],
)
def test_a_day_of_years_past_or_to_come_is_not_believed(tmp_path: Path, day: str, believed: bool) -> None:
    (row,), _ = read(tmp_path, "gdelt", gdelt(Day=day))
    assert (row.day is not None) is believed
    assert bool(row.notes) is not believed
    assert row.added == "2026-05-03"


@pytest.mark.parametrize(
    ("values", "pairs"),
    [
        ({"Actor1CountryCode": ""}, (("NOR", "CHL"),)),
        ({"Actor1CountryCode": "", "Actor1Code": "COP"}, ()),
        ({"Actor1CountryCode": "AFR", "Actor1Code": "AFR"}, ()),
        ({"Actor1CountryCode": "ROM", "Actor1Code": "ROMGOV"}, (("ROU", "CHL"),)),
        ({"Actor1CountryCode": "", "Actor1Code": "IGOUNOHRC"}, (("UNO", "CHL"),)),
        ({"Actor1CountryCode": "CHL", "Actor1Code": "CHLOPP"}, ()),
        ({"Actor1CountryCode": "YUG", "Actor1Code": "YUG"}, ()),
        ({"Actor1CountryCode": "", "Actor1Code": "IGOWSTNAT", "Actor1KnownGroupCode": "NAT"}, (("NATO", "CHL"),)),
        ({"Actor1CountryCode": "", "Actor1Code": "IGOWSTNAT"}, (("NATO", "CHL"),)),
        ({"Actor1CountryCode": "EUR", "Actor1Code": "EUR"}, ()),
        ({"Actor1CountryCode": "EUR", "Actor1Code": "IGOEUREEC", "Actor1KnownGroupCode": "EEC"}, (("EUR", "CHL"),)),
        ({"Actor1CountryCode": "", "Actor1Code": "IGOEUREEC", "Actor1KnownGroupCode": "EEC"}, (("EUR", "CHL"),)),
    ],
)
def test_gdelt_actors(tmp_path: Path, values: dict[str, str], pairs) -> None:
    (row,), bad = read(tmp_path, "gdelt", gdelt(**values))
    assert (row.pairs, bad) == (pairs, ())


@pytest.mark.parametrize(
    ("told", "code", "kind"),
    [
        ("042", "042", "CONSULT"),
        ("42", "042", "CONSULT"),
        ("42.0", "042", "CONSULT"),
        ("311", "0311", "AGREE"),
        ("20", "020", "REQUEST"),
        ("211", "0211", "REQUEST"),
        ("10", "010", ""),
        ("190", "190", "ASSAULT"),
        ("1041", "1041", "REQUEST"),
    ],
)
def test_lost_zeros_are_given_back(told: str, code: str, kind: str) -> None:
    found = codes.cameo(told)
    assert found is not None
    assert (found.code, found.type) == (code, kind)


@pytest.mark.parametrize("told", ["", "1", "999", "---", "12345", "x42", "²²", "-42"])
def test_what_is_no_code(told: str) -> None:
    assert codes.cameo(told) is None


def test_no_code_without_its_zero_is_another() -> None:
    for code, one in ontology.cameo().items():
        if len(code) > 2:
            found = codes.cameo(str(int(code)))
            assert found is not None, code
            assert (found.code, found.type) == (code, one.type)


def test_icews(tmp_path: Path) -> None:
    (row,), bad = read(tmp_path, "icews", head("icews"), icews())
    assert bad == ()
    assert (row.day, row.pairs, row.code, row.root) == ("2026-05-03", (("NOR", "CHL"),), "042", "CONSULT")
    assert row.source_names == ("Citizen (Norway)",)


def test_icews_countries_by_name(tmp_path: Path) -> None:
    lines = [
        icews(**{"Source Country": name})
        for name in ("Russian Federation", "Occupied Palestinian Territory", "", "Atlantis")
    ]
    rows, _ = read(tmp_path, "icews", head("icews"), *lines)
    assert [r.sources for r in rows] == [("RUS",), ("PSE",), (), ()]
    assert "'Atlantis'" in rows[3].notes[0]


@pytest.mark.parametrize("part", [";", "|", " ; "])
def test_polecat_with_many_parties(tmp_path: Path, part: str) -> None:
    line = polecat(**{"Actor Country": f"NOR{part}SWE", "Recipient Country": f"CHL{part}None{part}PER"})
    (row,), _ = read(tmp_path, "polecat", head("polecat"), line)
    assert row.pairs == (("NOR", "CHL"), ("NOR", "PER"), ("SWE", "CHL"), ("SWE", "PER"))


def test_polecat_of_one_side(tmp_path: Path) -> None:
    line = polecat(**{"Actor Country": "NOR;CHL", "Recipient Country": ""})
    (row,), _ = read(tmp_path, "polecat", head("polecat"), line)
    assert row.reciprocal
    assert row.pairs == (("NOR", "CHL"), ("CHL", "NOR"))


def test_polecat_as_csv_with_older_names(tmp_path: Path) -> None:
    names = '"Event ID","Event Date","Event Type","Event Intensity","Actor Country","Recipient Country"'
    rows, bad = read(
        tmp_path,
        "polecat",
        names,
        '"1","2026-05-03","FIGHT","-9","NOR","CHL"',
        '"2","2026-05-03","YIELD","1","NOR","CHL"',
    )
    assert [(r.root, r.intensity) for r in rows] == [("ASSAULT", -9.0)]
    assert "none of PLOVER's, or more than one" in bad[0].why


def test_bad_rows_are_named_and_the_others_read(tmp_path: Path) -> None:
    rows, bad = read(
        tmp_path,
        "gdelt",
        gdelt(),
        gdelt(Day="2026"),
        gdelt(EventCode="999"),
        gdelt(EventRootCode="19"),
        "a\tb",
        "",
        gdelt(),
    )
    assert len(rows) == 2
    assert [b.place.rpartition(":")[2] for b in bad] == ["2", "3", "4", "5"]
    assert [b.why for b in bad] == [
        "Day '2026' is no day",
        "its code '999' is none of CAMEO's",
        "its code 042 is not of its root 19",
        "2 cells, where the file has 61 columns",
    ]


def test_an_empty_day_is_no_bad_row(tmp_path: Path) -> None:
    (row,), bad = read(tmp_path, "icews", head("icews"), icews(**{"Event Date": ""}))
    assert (row.day, row.notes, bad) == (None, ("it has no date",), ())


@pytest.mark.parametrize(
    ("program", "line", "why"),
    [
        ("gdelt", "a\tb\tc", "no file of GDELT events"),
        ("icews", "Event ID\tEvent Date", "it lacks CAMEO Code"),
        ("polecat", "x", "it lacks Event Date"),
    ],
)
def test_files_of_something_else(tmp_path: Path, program: Program, line: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(tmp_path, program, line, line)


def test_archives(tmp_path: Path) -> None:
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(f"{gdelt()}\n".encode()))
    assert len(programs.read([packed], "gdelt")[0]) == 1
    many = tmp_path / "b.zip"
    with zipfile.ZipFile(many, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("20260503.export.CSV", f"{gdelt()}\n{gdelt()}\n")
        archive.writestr("readme.pdf", "no table")
        archive.writestr("../../x.csv", f"{gdelt()}\n")
    rows, bad = programs.read([many], "gdelt")
    assert [r.place.rpartition("/")[2] for r in rows] == ["x.csv:1", "20260503.export.CSV:1", "20260503.export.CSV:2"]
    assert [b.why.split(" (")[0] for b in bad] == ["no table by its name"]


@pytest.mark.parametrize("form", ["zip", "gz"])
def test_bombs_are_read_up_to_the_limit(tmp_path: Path, form: str) -> None:
    body = f"{gdelt()}\n".encode() * 20_000
    path = tmp_path / f"b.{form}"
    if form == "gz":
        path.write_bytes(gzip.compress(body))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.csv", body)
    rows, bad = programs.read([path], "gdelt", Limits(bytes=200_000))
    assert 0 < len(rows) < 2_000
    assert "larger than 200,000 bytes unpacked" in bad[-1].why


def test_damaged_archives_and_long_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(f"{gdelt()}\n".encode() * 5_000)[:-400])
    rows, bad = programs.read([path], "gdelt")
    assert "damaged" in bad[-1].why
    (tmp_path / "z.zip").write_bytes(b"PK\x03\x04nothing")
    assert "damaged" in programs.read([tmp_path / "z.zip"], "gdelt")[1][0].why
    rows, bad = read(tmp_path, "gdelt", gdelt(), "x" * 500_000, gdelt(), row=10_000)
    assert (len(rows), [b.why for b in bad]) == (2, ["longer than 10,000 bytes"])


def test_a_limit_on_rows(tmp_path: Path) -> None:
    rows, bad = read(tmp_path, "gdelt", *[gdelt()] * 9, rows=5)
    assert len(rows) == 5
    assert "more than 5 rows" in bad[0].why


@given(st.text(alphabet='\t",;0123456789NORCHL-\r\x00é', max_size=300))
def test_any_line_is_a_row_or_a_reason(tmp_path_factory, text: str) -> None:
    path = tmp_path_factory.mktemp("x") / "a.tsv"
    path.write_text(f"{head('polecat')}\n{text}\n", "utf-8")
    rows, bad = programs.read([path], "polecat")
    assert len(rows) + len(bad) <= text.count("\n") + text.count("\r") + 1


def test_bodies_by_name(tmp_path: Path) -> None:
    line = icews(**{"Source Country": "", "Source Name": "North Atlantic Treaty Organization"})
    (row,), _ = read(tmp_path, "icews", head("icews"), line)
    assert row.pairs == (("NATO", "CHL"),)
    (row,), _ = read(tmp_path, "polecat", head("polecat"), polecat(**{"Actor Country": "", "Actor Name": "ASEAN;x"}))
    assert row.pairs == (("ASEAN", "CHL"),)
    (row,), _ = read(tmp_path, "polecat", head("polecat"), polecat(**{"Actor Country": "EUR;UNO;IGO"}))
    assert row.sources == ("EUR", "UNO")


def test_every_group_is_a_body_that_is_known() -> None:
    tables = mapping("exchange", "parties")
    assert all(codes.group(code) for code in tables["groups"])
    assert all(found in {"UNO", "EUR"} or codes.body(found) == found for found in tables["bodies"].values())


def test_the_column_lists_are_those_of_the_programs() -> None:
    assert [len(layouts.names(p)) for p in ("gdelt", "icews", "polecat")] == [61, 20, 40]
    assert len(mapping("exchange", "gdelt")["one"]) == 58


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_a_damaged_member_of_an_archive_costs_nothing_of_the_next(tmp_path: Path, method: int) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", f"{gdelt()}\n" * 500, method)
        archive.writestr("b.csv", gdelt(), zipfile.ZIP_STORED)
    body = bytearray(path.read_bytes())
    body[45:60] = bytes(b ^ 0xFF for b in body[45:60])
    path.write_bytes(body)
    rows, bad = programs.read([path], "gdelt")
    assert [r.place for r in rows] == ["two.zip/b.csv:1"]
    assert [b.place for b in bad] == ["two.zip/a.csv"]
    assert "damaged" in bad[0].why


def test_an_archive_whose_names_are_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "names.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("\u00e9.csv", gdelt())
    path.write_bytes(path.read_bytes().replace("\u00e9".encode(), b"\xff\xfe"))
    rows, bad = programs.read([path], "gdelt")
    assert not rows
    assert "damaged" in bad[0].why
