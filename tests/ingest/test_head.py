"""Titles, date lines and datelines: taken where a line says so, and nowhere else."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from memcon.ingest import dates, head, load
from memcon.ingest.tables import rows
from memcon.model.memo import Kind


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Leaders of Two Islands Meet at Sea\n\nThe leaders met on a ship.", "Leaders of Two Islands Meet at Sea"),
        ("Leaders of Two Islands Meet at Sea\nBy Ann Other\n\nThe leaders met.", "Leaders of Two Islands Meet at Sea"),
        ("Leaders of Two Islands Meet\nMay 4, 2031\n\nThe leaders met.", "Leaders of Two Islands Meet"),
        ("\n\n  Will the Two Islands Meet?\n\nThey might.", "Will the Two Islands Meet?"),
        ("The leaders met on a ship.\n\nThey talked for long.", None),
        ("The leaders met on a ship\nand they talked for long.", None),
        ("The leaders met on a ship", None),
        ("Via Teleconference\n\n11:56 A.M. EST\n\nMODERATOR: Good morning.", None),
        ("May 4, 2031\n\nThe leaders met on a ship.", None),
        ("The leaders met. They talked for long\n\nMore.", None),
        ("word " * 60 + "\n\nMore.", None),
        ("Leaders of Two Islands Meet\nGotham Wire\n\nThe leaders met on a ship.", "Leaders of Two Islands Meet"),
        ("Gotham Wire\n\nLeaders of Two Islands Meet\n\nThe leaders met on a ship.", "Leaders of Two Islands Meet"),
        ("Riga, 5 July 2031 (Baltic Wire)\n\nTwo Islands Meet at Sea\n\nThey met.", "Two Islands Meet at Sea"),
        ("Leaders of Two Islands Meet\nThe sea was calm\n\nThey met on a ship.", None),
        ("", None),
    ],
)
def test_title_of_plain_text(text, title):
    assert head.read(text).title == title


def test_markdown_gives_its_front_matter_and_first_heading(folder, story):
    one = f"---\ntitle: 'Front Title'\ndate: 2031-05-04T10:00:00+02:00\nsource: Gotham Wire\n---\n# Heading\n\n{story}"
    a, b = load([folder({"1.md": one, "2.md": f"Some words first.\n\n# The Heading #\n\n{story}"})]).reports
    assert a.text == one
    assert (a.title, a.outlet, a.published) == ("Front Title", "Gotham Wire", "2031-05-04T10:00:00+02:00")
    assert b.title == "The Heading"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published: November 26, 2031 10:04 EST", "2031-11-26T10:04:00-05:00"),
        ("Posted on Monday, 4 March 2024 at 3:15 p.m. GMT", "2024-03-04T15:15:00+00:00"),
        ("Date: 2022-03-04T10:00:00Z", "2022-03-04T10:00:00+00:00"),
        ("Published 12:01 BST, 4 May 2023", "2023-05-04T12:01:00+01:00"),
        ("March 3, 2022 (Thursday)", "2022-03-03T12:00:00+00:00"),
        ("July 9, 2031, 8 a.m. ET", "2031-07-09T08:00:00-04:00"),
        ("May 4, 2031 at 23:00 UTC+3", "2031-05-04T23:00:00+03:00"),
        ("26 November 2025, 18:20", None),  # an hour of no zone may be another day
        ("May 2022", None),
        ("November 24", None),
        ("February 30, 2031", None),
        ("May 4, 2031 was the day on which the leaders met", None),
        ("The leaders met on May 4, 2031", None),
        ("Updated: May 3, 2022", None),
    ],
)
def test_published_is_the_date_line_alone(folder, story, line, published):
    (report,) = load([folder({"1.txt": f"{line}\n\n{story}"})]).reports
    assert report.published == published


def test_zone_of_the_sidecar_completes_an_hour(folder, story):
    where = folder(
        {"1.txt": f"26 November 2025, 18:20\n\n{story}", "reports.yaml": "- {file: 1.txt, zone: Asia/Tokyo}\n"}
    )
    assert load([where]).reports[0].published == "2025-11-26T18:20:00+09:00"


def test_date_without_hour_is_said_to_be_taken_as_noon(folder, story):
    where = folder({"1.txt": story, "reports.yaml": "- {file: 1.txt, side: JPN, published: 2031-05-04}\n"})
    intake = load([where])
    assert intake.reports[0].published == "2031-05-04T12:00:00+09:00"
    assert any("taken as noon" in note for note in intake.notes)


@pytest.mark.parametrize(
    ("line", "place", "zone", "agency"),
    [
        ("KYIV, March 3 (Reuters) — The", "KYIV", "Europe/Kyiv", "Reuters"),
        ("WASHINGTON — The", "WASHINGTON", "America/New_York", None),
        ("(Tokyo) - The", "Tokyo", "Asia/Tokyo", None),
        ("London (AFP) - The", "London", "Europe/London", "AFP"),
        ("MOSCOW. Nov 25 (Interfax) - The", "MOSCOW", "Europe/Moscow", "Interfax"),
        ("BRUSSELS/PARIS (Reuters) - The", "BRUSSELS/PARIS", "Europe/Brussels", "Reuters"),
        ("BEIJING, Nov 25 (Xinhua) -- The", "BEIJING", "Asia/Shanghai", "Xinhua"),
        ("New Delhi, 4 May (ANI) - The", "New Delhi", "Asia/Kolkata", "ANI"),
        ("Tokyo, Nov. 25 - The", "Tokyo", "Asia/Tokyo", None),
        ("GOTHAM (AP) — The", "GOTHAM", None, "AP"),
    ],
)
def test_datelines(line, place, zone, agency):
    found = head.find_dateline(line)
    assert found is not None
    assert found[:3] == (place, zone, agency)


@pytest.mark.parametrize("line", ["LVIV, Ukraine — The", "Lviv, Ukraine, March 4 (AP) — The", "NEW YORK (AP) — The"])
def test_datelines_of_cities_that_are_no_capitals(line):
    found = head.find_dateline(line)
    assert found is not None
    assert found[1] in {"Europe/Kyiv", "America/New_York"}


@pytest.mark.parametrize(
    "line",
    ["MODERATOR — good", "Smith — the president", "NATO — the alliance", "U.S. - China", "Q — hello",
     "Phase 2 May 2 - The", "Tokyo and Seoul agreed", "Tokyo", "- Tokyo", "(laughter) - yes", "By sea - and by land"],
)  # fmt: skip
def test_what_is_no_dateline(line):
    assert head.find_dateline(line) is None


def test_year_in_a_dateline_is_the_date_of_the_text(folder, story):
    a, b = load(
        [folder({"1.txt": f"TOKYO, Jan. 5, 2031 (AP) — {story}", "2.txt": f"TOKYO, Jan. 5 (AP) — {story}"})]
    ).reports
    assert (a.published, a.dateline, a.zone) == ("2031-01-05T12:00:00+09:00", "TOKYO", "Asia/Tokyo")
    assert b.published is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Readout of the President’s Call", "readout"), ("Remarks by the Premier", "transcript"),
     ("Joint Statement", "statement"),
     ("Leaders Meet", None)],
)  # fmt: skip
def test_kind_by_title(title, kind):
    assert head.kind_of(title, "") == kind


def test_kinds_of_the_table_are_the_contract_s():
    assert {row[1] for row in rows("kinds.tsv", 2)} <= set(get_args(Kind))


def test_zones_of_the_table_are_known():
    for _, zone in rows("zones.tsv", 2):
        assert dates.stamp(dates.Moment(day=date(2031, 5, 4), zone=zone), None)[0]


def test_clean_titles():
    assert head.clean("a\u202e\tb\x07c\n d") == "a b c d"
    assert head.clean("e\u0301 \u05e9") == "e\u0301 \u05e9"
    assert head.clean(" \n ") is None
    assert len(head.clean("x" * 5000)) == 300


@pytest.mark.parametrize(
    ("line", "outlet", "day"),
    [
        ("Gotham Wire", "Gotham Wire", None),
        (
            "*Office of the Prime Minister of Norway, 15 April 2031*",
            "Office of the Prime Minister of Norway",
            (2031, 4, 15),
        ),
        ("4 May 2031 | The Gotham Herald", "The Gotham Herald", (2031, 5, 4)),
        ("Ministry of Foreign Affairs (May 4, 2031)", "Ministry of Foreign Affairs", (2031, 5, 4)),
        ("Reuters - May 4, 2031", "Reuters", (2031, 5, 4)),
        ("Talks shake the government", None, None),
        ("Minister Promises Release of the Crew", None, None),
        ("The leaders met, 4 May 2031", None, None),
        ("Envoys Meet in the Press", None, None),
    ],
)
def test_a_line_below_the_title_names_the_outlet(line, outlet, day):
    top = head.read(f"Leaders of Two Islands Meet\n\n{line}\n\nThe leaders met on a ship.")
    assert top.outlet == outlet
    if outlet:
        assert (top.moment.day if top.moment else None) == (date(*day) if day else None)


@pytest.mark.parametrize(
    ("line", "place", "zone"),
    [
        ("Riga, 5 July 2031", "Riga", "Europe/Riga"),
        ("Riga, 5 July 2031 (Baltic Wire)", "Riga", "Europe/Riga"),
        ("5 July 2031, Riga", "Riga", "Europe/Riga"),
        ("Saturday, July 5, 2031, Riga", "Riga", "Europe/Riga"),
        ("5 July 2031, Anna", None, None),
        ("Riga, 5 July 2031 (of the old calendar)", None, None),
        ("*Nairobi, July 5, 2031*", "Nairobi", "Africa/Nairobi"),
        ("Anna, 5 July 2031", None, None),
        ("Riga, 5 July 2031 was the day on which they met", None, None),
    ],
)
def test_a_line_of_place_and_date_is_a_dateline(line, place, zone):
    top = head.read(f"Leaders of Two Islands Meet\n{line}\n\nThe leaders met on a ship.")
    assert (top.dateline, top.zone) == (place, zone)
    assert (top.moment.day if top.moment else None) == (date(2031, 7, 5) if place else None)
    assert (top.title is not None) == bool(place)


def test_a_headline_with_styles_and_initials_is_one_sentence():
    text = (
        "State House Uganda\nReadout of the call between H.E. President T. Abara and Dr. R. Lindt\n\n"
        "Entebbe, 12 March 2027\n\nThe two Presidents spoke.\n"
    )
    top = head.read(text)
    assert top.outlet == "State House Uganda"
    assert top.title == "Readout of the call between H.E. President T. Abara and Dr. R. Lindt"
    assert head.read("The talks failed. Ministers left\n\nText follows here.\n").title is None
