"""``reports.yaml`` written: read back it changes nothing, and what a person wrote stays, word for word."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.ingest import load, sidecar
from memcon.ingest.sidecar_write import Draft, complete, draft, scalar
from memcon.ingest.sides import side_of
from memcon.ingest.types import Found
from memcon.model.errors import SidecarError
from memcon.model.memo import Report

HOSTILE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STORY = (
    "Peru's president telephoned Chile's president about the port on Monday, his office said. They spoke for an hour."
)
PAGE = """<!doctype html><html><head><script type="application/ld+json">{{"@type": "NewsArticle", "headline": {title},
"datePublished": "{date}", "publisher": {{"name": {outlet}}}}}</script></head>
<body><p>{story}</p><p>{story}</p></body></html>"""


def written(folder: Path, text: str = "") -> str:
    intake = load([folder])
    drafts = [
        draft(r, f, f.path.relative_to(folder).as_posix())
        for r, f in zip(intake.reports, intake.found, strict=True)
        if f.path
    ]
    return complete(text, drafts, "reports.yaml", lambda name: (folder / name).is_file()).text


def again(folder: Path) -> None:
    """Write the sidecar, and hold that the reports are the same with it, and that writing it again adds nothing."""
    before = load([folder]).reports
    path = folder / "reports.yaml"
    text = written(folder, path.read_text("utf-8") if path.exists() else "")
    path.write_text(text, "utf-8")
    assert load([folder]).reports == before
    assert written(folder, text) == text


LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)
SIGNS = ["Peru", "Chile's", "leaders:", "#", "“of”", "{ports}", "[again]", "-", "yes", "null", "2031-05-04", "!x", "&y"]
WORDS = st.lists(st.sampled_from(SIGNS))
HEADS = st.one_of(LINE, WORDS.map(" ".join))
DATES = st.sampled_from(
    [
        "",
        "May 4, 2031",
        "4 May 2031, 21:40",
        "2031-05-04T21:40:00Z",
        "Published 9.40 p.m. in Lima, May 4, 2031",
        "LIMA — ",
    ]
)
STAMPS = st.sampled_from(
    ["2031-05-04T21:40:00Z", "2031-05-04", "2031-05-04T21:40:00-05:00", "2031-05-04T21:40:00", "soon"]
)


@HOSTILE
@given(title=HEADS, date=DATES, page=HEADS, stamp=STAMPS, outlet=HEADS)
def test_read_back_it_gives_the_same_reports(tmp_path_factory, *, title, date, page, stamp, outlet) -> None:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "a.txt").write_text(f"{title}\n\n{date}\n\n{STORY}\n", "utf-8")
    markup = PAGE.format(title=json.dumps(page), outlet=json.dumps(outlet), date=stamp, story=STORY)
    (folder / "b b.html").write_text(markup, "utf-8")
    (folder / "c.txt").write_bytes(b"\x00\x01")
    again(folder)


VALUES = {
    "title": st.sampled_from(
        [
            "A talk",
            '"Of ports: # two"',
            "'It''s said'",
            "~",
            "2031-05-04",
            "|\n    Of\n    ports",
            ">-\n    Folded\n    words",
        ]
    ),
    "outlet": st.sampled_from(["Wire", '"Old \\"Wire\\""', "null"]),
    "side": st.sampled_from(["PER", "CHL"]),
    "kind": st.sampled_from(["readout", "news"]),
    "published": st.sampled_from(["2031-05-04", '"2031-05-04T21:40:00Z"', "2031-05-04T21:40:00-05:00"]),
    "zone": st.just("America/Lima"),
    "mood": st.sampled_from(["[a, b]", "grey", "{x: y}", "\n    - one\n    - two"]),
}
ENTRY = st.fixed_dictionaries({}, optional=VALUES)
LOOSE = st.sampled_from(["", "# by hand\n", "\n", "  # what: of it\n", "   \n"])


@HOSTILE
@given(
    first=ENTRY,
    second=st.none() | ENTRY,
    gaps=st.tuples(LOOSE, LOOSE, LOOSE),
    indent=st.sampled_from(["", "  "]),
    flow=st.booleans(),
    ends=st.sampled_from(["\n", "", "\n...\n", "\r\n"]),
)
def test_what_a_person_wrote_stays(tmp_path_factory, *, first, second, gaps, indent, flow, ends) -> None:
    folder = tmp_path_factory.mktemp("reports")
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(f"Leaders of two coasts speak\n\nLIMA — {STORY} {name}\n", "utf-8")
    blocks = []
    for name, entry in (("b.txt", first), ("a.txt", second)):
        if entry is not None:
            body = "".join(
                f"{indent}  {k}: {v}".replace("\n    ", f"\n{indent}      ") + "\n" for k, v in entry.items()
            )
            blocks.append(f"{indent}- file: {name}\n{body}")
    if flow:
        blocks[-1] = f"{indent}- {{file: {'a.txt' if second is not None else 'b.txt'}, outlet: 'By, hand'}}\n"
    old = gaps[0] + gaps[1].join(blocks) + gaps[2]
    old = old.rstrip("\n") + ends
    if ends == "\r\n":
        old = old.replace("\r\n", "\n").replace("\n", "\r\n")
    (folder / "reports.yaml").write_bytes(old.encode())
    before = {e.file: e.values for e in sidecar.read(folder / "reports.yaml", lambda _: True)}
    reports = load([folder]).reports
    new = written(folder, old)
    lines = iter(new.splitlines())
    assert all(line in lines for line in old.splitlines())  # every old line still stands, in the old order
    after = {e.file: e.values for e in sidecar.parse(new, "reports.yaml", lambda _: True)}
    assert set(after) == {"a.txt", "b.txt", "c.txt"}
    assert all(values.items() <= after[file].items() for file, values in before.items())
    (folder / "reports.yaml").write_bytes(new.encode())
    assert load([folder]).reports == reports
    assert written(folder, new) == new


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_a_scalar_is_read_as_it_was(value: str) -> None:
    (entry,) = sidecar.parse(f"- file: {scalar(value)}  # so\n", "x", lambda _: True) if ok(value) else (None,)
    assert entry is None or entry.file == value


def ok(value: str) -> bool:
    parts = value.replace("\\", "/").split("/")
    return not value.startswith(("/", "\\")) and ".." not in parts and "\0" not in value


def test_a_page_in_doubt_is_not_settled_by_writing(tmp_path: Path) -> None:
    markup = PAGE.format(
        title='"Of ports and men"', outlet='"The Wire"', date="2031-05-04T21:40:00Z", story="LIMA — " + STORY
    )
    markup = markup.replace("</head>", '<meta property="article:published_time" content="2031-05-05T02:40:00Z"></head>')
    (tmp_path / "a.html").write_text(markup, "utf-8")
    again(tmp_path)
    text = (tmp_path / "reports.yaml").read_text("utf-8")
    assert '  # published: "2031-05-04T21:40:00-05:00"  # in doubt: JSON-LD datePublished says Z (UTC)' in text
    assert "  # zone: America/Lima  # the dateline, LIMA" in text
    assert "  title: Of ports and men  # the page, JSON-LD headline" in text


def test_a_list_in_brackets_is_refused() -> None:
    with pytest.raises(SidecarError, match="written in brackets"):
        complete("[{file: a.txt}]", [Draft(file="b.txt")], "reports.yaml", lambda _: True)


def test_an_unread_file_has_an_entry_that_says_why() -> None:
    report = Report(id="R1", file="a.txt", read=False, why="the file is empty")
    out = complete("", [draft(report, Found(report="R1"), "a.txt")], "reports.yaml", lambda _: True).text
    assert out.endswith("- file: a.txt\n  # not read: the file is empty\n")


@pytest.mark.parametrize(
    ("outlet", "side"),
    [
        ("Ministry of Foreign Affairs of Japan", "JPN"),
        ("Prime Minister of Canada", "CAN"),
        ("The White House", "USA"),
        ("The Kenya Courier", None),
        ("Government Gazette", None),
        ("Embassy of Peru in Chile", None),
        (None, None),
    ],
)
def test_a_side_is_guessed_from_an_office_of_state_alone(outlet: str | None, side: str | None) -> None:
    assert side_of(replace(Report(id="R1", file="a.txt"), outlet=outlet)) == side


def test_an_office_of_state_is_offered_as_a_side_and_told(tmp_path) -> None:
    text = "# Prime Minister Moe speaks with President Roe\n\nOffice of the Prime Minister of Norway\n\nThey spoke.\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    intake = load([tmp_path])
    assert (
        "a.md: signed by an office of Norway; if it is that government's own text, say side: NOR in reports.yaml"
        in (intake.notes)
    )
    made = draft(intake.reports[0], intake.found[0], "a.md")
    assert [c[:2] for c in made.comments if c[0] in {"side", "kind"}] == [("side", "NOR"), ("kind", "readout")]


@pytest.mark.parametrize(("sidecar", "offered"), [(None, True), ("kind: readout", True), ("kind: news", False)])
def test_a_text_that_calls_itself_a_readout_is_offered_a_side_too(tmp_path, sidecar: str | None, offered: bool) -> None:
    head = "Readout of Prime Minister Moe’s call with President Roe\n\nOffice of the Prime Minister of Norway"
    (tmp_path / "a.txt").write_text(f"{head}\n\nThey spoke for an hour.\n", "utf-8")
    if sidecar:
        (tmp_path / "reports.yaml").write_text(f"- file: a.txt\n  {sidecar}\n", "utf-8")
    notes = load([tmp_path]).notes
    assert any("signed by an office of Norway" in n for n in notes) is offered
