"""A stamp that says Z is doubted where the texts speak against it, both moments kept; and not where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.model.codec import dumps, loads
from memcon.model.memo import Memorandum, Report
from memcon.pipeline import Options, brief

CALL = (
    "President Marta Oliveira of Brazil telephoned President Diego Roldán of Uruguay today at 4:30 p.m. The two "
    "presidents discussed the river port and the price of electricity."
)
TO_COME = (
    "Prime Minister Akira Mori of Japan will speak by telephone with President Diego Roldán of Uruguay on April 6, "
    "2027 at 8 p.m. The two leaders will discuss beef."
)
PRESS = (
    "Prime Minister Akira Mori of Japan spoke by telephone with President Diego Roldán of Uruguay. They discussed beef."
)
TIMED = (
    "President Diego Roldán of Uruguay spoke by telephone with Prime Minister Akira Mori of Japan on April 6, 2027 at "
    "2 p.m. Montevideo time. They discussed beef."
)


def memo(folder: Path, text: str, entry: str, *more: tuple[str, str]) -> Memorandum:
    lines = []
    for number, (body, values) in enumerate([(text, entry), *more]):
        (folder / f"{number}.txt").write_text(body, "utf-8")
        lines.append(f"- {{file: {number}.txt, {values}}}\n")
    (folder / "reports.yaml").write_text("".join(lines), "utf-8")
    return brief(folder, options=Options(strict=True))


def cautions(made: Memorandum) -> list[str]:
    return [c.text for c in made.cautions if c.kind == "time-stamp"]


def test_an_hour_told_as_past_that_the_stamp_had_not_reached(tmp_path: Path) -> None:
    made = memo(tmp_path, CALL, "side: BRA, kind: readout, published: '2027-04-06T18:10:00Z'")
    (report,) = made.reports
    assert report.published == "2027-04-06T18:10:00+00:00"
    assert report.published_or == "2027-04-06T18:10:00-03:00"
    (text,) = cautions(made)
    assert "“today at 4:30 p.m.” is told as past and would then be still to come" in text
    assert "Brasília’s clock" in text
    assert text.endswith("Both are kept in play.")
    assert made.events[0].time
    assert made.events[0].time.earliest == "2027-04-06T16:30-03:00"
    assert loads(dumps(made)) == made


def test_an_hour_to_come_that_the_stamp_had_passed(tmp_path: Path) -> None:
    made = memo(tmp_path, TO_COME, "side: JPN, kind: statement, published: '2027-04-06T18:10:00Z'")
    assert made.reports[0].published_or == "2027-04-06T18:10:00+09:00"
    assert "is told as to come and would then be over" in cautions(made)[0]


def test_what_another_report_times_later_than_the_stamp(tmp_path: Path) -> None:
    other = (TIMED, "side: URY, published: '2027-04-06T19:00:00-03:00'")
    made = memo(
        tmp_path, PRESS, "outlet: Planalto Post, zone: America/Sao_Paulo, published: '2027-04-06T15:10:00Z'", other
    )
    assert made.reports[0].published_or == "2027-04-06T15:10:00-03:00"
    assert "was, by other reports, later" in cautions(made)[0]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (CALL, "side: BRA, kind: readout, published: '2027-04-06T21:10:00Z'"),  # right by UTC
        (CALL, "side: BRA, kind: readout, published: '2027-04-06T18:10:00-03:00'"),  # says its own clock
        (CALL, "side: BRA, kind: readout, published: '2027-04-06'"),  # no hour
        (CALL, "side: GBR, kind: readout, published: '2027-01-06T15:10:00Z'"),  # UTC is its clock
        (CALL, "outlet: Planalto Post, published: '2027-04-06T18:10:00Z'"),  # no zone is known
        (TO_COME, "side: JPN, kind: statement, published: '2027-04-06T09:10:00Z'"),
        (TO_COME, "side: JPN, kind: statement, published: '2027-04-07T18:10:00Z'"),  # wrong on both clocks: no sign
    ],
)
def test_no_doubt_without_a_sign(tmp_path: Path, text: str, entry: str) -> None:
    made = memo(tmp_path, text, entry)
    assert made.reports[0].doubt is None
    assert made.reports[0].published_or is None
    assert not cautions(made)


def test_a_proven_local_clock_is_cautioned_too(tmp_path: Path) -> None:
    page = (
        '<!doctype html><html><head><meta property="article:published_time" content="2027-04-06T18:10:00Z">'
        '<meta name="dc.date" content="2027-04-06T18:10:00-03:00"></head><body>'
        f"<p>{CALL}</p><p>{CALL}</p></body></html>"
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    made = brief(tmp_path, options=Options(strict=True))
    report: Report = made.reports[0]
    assert (report.published, report.published_or) == ("2027-04-06T18:10:00-03:00", None)
    assert "“dc.date” has the same digits with that offset" in cautions(made)[0]
    assert cautions(made)[0].endswith("It is read as 2027-04-06T18:10:00-03:00.")
