"""Time stamps that say Z: proven a local clock, in doubt, or left alone, by what one page or text shows."""

from __future__ import annotations

import pytest

from memcon.ingest import load
from memcon.model.memo import Report

Z = "2031-03-05T21:40:00Z"
TRUE = "2031-03-05T12:40:00Z"


def report(folder, story: str, *, ld: str = "", og: str = "", line: str = "", side: str = "", text: str = "") -> Report:
    head = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{ld}"}}</script>' if ld else ""
    )
    head += f'<meta property="article:published_time" content="{og}">' if og else ""
    page = f"<!doctype html><html><head>{head}</head><body><article><p>{line}</p><p>{story}</p></article></body></html>"
    files = {"a.txt": text} if text else {"a.html": page}
    if side:
        files["reports.yaml"] = f"- {{file: {next(iter(files))}, {side}}}\n"
    (found,) = load([folder(files)]).reports
    return found


TOKYO = "zone: Asia/Tokyo"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ld": Z, "og": "2031-03-05T21:40:00+09:00", "side": TOKYO}, "“article:published_time” has the same digits"),
        ({"ld": Z, "og": TRUE, "side": TOKYO}, "“article:published_time” is exactly 9 h away from it"),
        ({"og": Z, "line": "Published 9.40 p.m. in Tokyo, March 5, 2031"}, "the text prints this hour"),
        ({"og": Z, "line": "Updated 21:40 local time", "side": TOKYO}, "the text prints this hour"),
        ({"og": Z, "line": "March 5, 2031 21:40 JST", "side": TOKYO}, "the text prints this hour"),
        ({"ld": Z, "og": TRUE, "side": "outlet: NHK"}, "exactly 9 h away"),
    ],
)
def test_proven_to_be_a_local_clock(folder, story, given, words) -> None:
    found = report(folder, story, **given)
    assert found.published == "2031-03-05T21:40:00+09:00"
    assert found.published_or is None
    assert found.doubt.startswith(("JSON-LD datePublished says Z (UTC)", "article:published_time says Z (UTC)"))
    assert "Tokyo’s clock" in found.doubt
    assert words in found.doubt


def test_an_hour_without_a_zone_is_a_doubt_and_no_proof(folder, story) -> None:
    found = report(folder, story, og=Z, line="March 5, 2031 21:40", side=TOKYO)
    assert found.published == "2031-03-05T21:40:00+00:00"
    assert found.published_or == "2031-03-05T21:40:00+09:00"
    assert "without a zone" in found.doubt


def test_what_a_person_states_is_doubted_and_kept(folder, story) -> None:
    found = report(folder, story, og=TRUE, side=f"{TOKYO}, published: '{Z}'")
    assert found.published == "2031-03-05T21:40:00+00:00"
    assert found.published_or == "2031-03-05T21:40:00+09:00"
    assert found.doubt.startswith("reports.yaml says Z (UTC)")


def test_a_stamp_in_the_text_itself(folder, story) -> None:
    text = f"Two leaders speak of the pass\n{Z}\nPublished at 9:40 p.m. Tokyo time\n\n{story}"
    assert report(folder, story, text=text).published == "2031-03-05T21:40:00+09:00"
    plain = report(folder, story, text=f"Two leaders speak of the pass\nMarch 5, 2031 21:40 GMT\n\n{story}")
    assert (plain.published, plain.doubt) == ("2031-03-05T21:40:00+00:00", None)


@pytest.mark.parametrize(
    "given",
    [
        {"ld": TRUE, "og": Z, "side": TOKYO},  # the first is the right one
        {"ld": TRUE, "line": "March 5, 2031 21:40 JST", "side": TOKYO},
        {"ld": TRUE, "line": "March 5, 2031 12:40 GMT", "side": TOKYO},
        {"ld": Z, "og": "2031-03-05T12:41:00Z", "side": TOKYO},  # a minute off the zone's hours
        {"ld": Z, "og": TRUE},  # no zone known
        {"ld": Z, "line": "The leaders spoke at 21:40 in Tokyo, he said.", "side": TOKYO},  # no line of publication
        {"ld": Z, "line": "Published 21:40, March 6, 2031", "side": TOKYO},  # another day
        {"ld": Z, "og": TRUE, "side": "zone: Europe/London"},
        {"ld": "2031-03-05", "og": "2031-03-05T21:40:00+09:00"},
    ],
)
def test_left_alone(folder, story, given) -> None:
    found = report(folder, story, **given)
    assert found.doubt is None
    assert found.published_or is None
