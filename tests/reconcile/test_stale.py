"""What was news once: plans that are done or past, a first time that was not the first."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from memcon.model.memo import Caution
from memcon.pipeline import Options, brief

OLD = (
    "LISBON, 4 May 2031 - Portugal's Prime Minister Rui Silva met Norway's Prime Minister Anna Stoltberg in Lisbon on "
    "Sunday.\n\nThe two leaders met at Silva's residence and discussed fishing quotas.\n"
)
STALE = (
    "OSLO, 6 May 2031 - Norwegian Prime Minister Anna Stoltberg is to meet Portuguese Prime Minister Rui Silva in "
    "Lisbon on 4 May.\n\nFishing quotas will be discussed, officials said.\n"
)
LATER = (
    "LISBON, 20 May 2031 - Portugal's Prime Minister Rui Silva met Norway's Prime Minister Anna Stoltberg in Oslo on "
    "Monday for the first time. They spoke about gas.\n"
)
SINCE = LATER.replace("for the first time.", "for the first time since 2019.")
PASSED = "LISBON, 1 June 2031 - Fishing boats blocked the port of Lisbon on Saturday, the harbour master said.\n"


@cache
def cautions(*texts: str) -> tuple[Caution, ...]:
    folder = Path(tempfile.mkdtemp())
    for n, text in enumerate(texts):
        (folder / f"{n}.txt").write_text(text, "utf-8")
    kinds = {"stale-plan", "stale-day", "plan-passed", "not-first"}
    return tuple(c for c in brief(folder, options=Options(story=None)).cautions if c.kind in kinds)


def told(kind: str, *texts: str) -> list[str]:
    return [c.text for c in cautions(*texts) if c.kind == kind]


def test_what_an_older_report_tells_as_done_is_no_plan_any_more() -> None:
    (text,) = told("stale-plan", OLD, STALE)
    assert text.endswith(
        "R2 of Tue 6 May 2031 tells it as to come (“to meet Portuguese Prime Minister Rui Silva in Lisbon on 4 May”); "
        "R1 of Sun 4 May 2031 tells it as done: “met Norway's Prime Minister Anna Stoltberg in Lisbon on Sunday”."
    )


def test_a_plan_told_after_its_day_is_flagged_though_no_report_tells_it_as_done() -> None:
    assert told("stale-day", STALE.replace("6 May", "4 May")) == []
    (text,) = told("stale-day", STALE)
    assert text.startswith("Stoltberg–Silva meeting: R1 of Tue 6 May 2031 tells it as to come")
    assert text.endswith("after its day (Sun 4 May 2031).")


def test_a_plan_whose_day_is_over_by_the_newest_report_is_flagged() -> None:
    early = STALE.replace("6 May", "1 May")
    assert told("plan-passed", early) == []
    (text,) = told("plan-passed", early, PASSED)
    assert text.endswith(
        "was to be Sun 4 May 2031; R2 of Sun 1 Jun 2031 is later, and no report here tells that it was done."
    )


def test_a_first_time_is_held_against_older_reports() -> None:
    (text,) = told("not-first", OLD, LATER)
    assert text.startswith("“for the first time” (R2 of Tue 20 May 2031): R1 of Sun 4 May 2031 tells of one before")
    assert told("not-first", LATER) == []


def test_a_first_time_since_a_year_is_no_claim_that_there_was_none() -> None:
    assert told("not-first", OLD, SINCE) == []


def test_the_order_in_which_reports_are_published_decides() -> None:
    assert told("not-first", OLD.replace("4 May", "24 May"), LATER) == []
    assert told("stale-plan", OLD.replace("4 May 2031", "8 May 2031"), STALE) == []
