"""Rows of single reports: what an event is, whose it is, when it was, and what stays empty."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from memcon.coder.columns import NATIVE
from memcon.coder.events import Made, rows
from memcon.coder.export import counted, dyads, plover
from memcon.coder.layouts import LAYOUTS, day, names
from memcon.coder.scan import plain_report, scan
from memcon.model import ontology

MADE = Made(tool="memcon test", rules="0")
TEXT = (
    "LIMA — Chile's foreign minister will travel to Lima next week for talks with her Peruvian counterpart, her office "
    "announced on Monday.\n\n"
    "Kenya warned Uganda that it would attack any boat that crossed the lake. "
    "Norway denied that it had banned exports to Mali.\n\n"
    "Ghana's president telephoned Togo's president on the evening of 12 May. The call lasted an hour. "
    "Bolivia and Paraguay signed a border treaty."
)


@cache
def coded(text: str = TEXT, published: str | None = "2024-05-14T10:00:00+00:00", name: str = "R1") -> tuple[Any, ...]:
    return tuple(rows(scan(plain_report(text, name=name, published=published)), MADE))


def one(kind: str, status: str, text: str = TEXT) -> dict[str, Any]:
    found = [r for r in coded(text) if (r["type"], r["status"]) == (kind, status)]
    assert len(found) == 1, [(r["type"], r["status"], r["trigger"]) for r in coded(text)]
    return found[0]  # type: ignore[no-any-return]


def test_every_row_has_every_column_and_no_other() -> None:
    for row in coded():
        assert list(row) == [c.name for c in NATIVE]
        for column in NATIVE:
            kinds = {"text": str, "texts": list, "int": int, "real": float, "flag": bool}
            value = row[column.name]
            assert value is None or isinstance(value, kinds[column.kind]), column.name


def test_the_lists_of_a_side_run_side_by_side() -> None:
    for row in coded():
        for side in ("actor", "recipient"):
            sizes = {len(row[f"{side}_{k}"]) for k in ("name", "country", "sector", "role", "raw", "implied")}
            assert len(sizes) == 1


def test_words_are_verbatim() -> None:
    for row in coded():
        assert TEXT[row["start"] : row["end"]] == row["trigger"]
        assert TEXT[row["sentence_start"] : row["sentence_end"]] == row["quote"]
        for place in row["mention_places"]:
            start, end = map(int, place.split(":"))
            assert TEXT[start:end]


def test_a_visit_to_come_is_one_planned_event_of_its_own_type() -> None:
    visit = one("CONSULT", "planned")
    assert visit["mode"] == "visit"
    assert visit["mentions"] == 2
    assert (visit["actor_country"], visit["recipient_country"]) == (["CHL"], ["PER"])
    assert visit["date_value"] == "2024-W21"


def test_a_visit_to_come_is_folded_once_and_only_in_exports() -> None:
    folded = [r for r in plover(coded()) if r["alternative_type"] == "CONSULT"]
    assert len(folded) == 1
    assert folded[0]["type"] == "AGREE"
    assert folded[0]["mode"] is None
    assert day(folded[0]) is None or folded[0]["date_value"] == folded[0]["told_date"]


def test_what_a_threat_is_about_has_a_status_of_its_own() -> None:
    threat, act = one("THREATEN", "occurred"), one("ASSAULT", "threatened")
    assert (threat["about_type"], threat["about_status"]) == ("ASSAULT", "threatened")
    assert threat["about_event"] == act["event_id"]
    assert act["within_event"] == threat["event_id"]
    assert counted(threat)
    assert not counted(act)


def test_a_denied_act_is_negated_and_no_event_of_an_export() -> None:
    act = one("SANCTION", "denied")
    assert act["negated"]
    assert act["stance"] == "denies"
    assert "SANCTION" not in {r["type"] for r in plover(coded())}
    assert "REJECT" in {r["type"] for r in plover(coded())}


def test_a_call_taken_up_again_is_one_reciprocal_event_on_each_clock() -> None:
    call = next(r for r in coded() if r["mode"] == "phone")
    assert call["reciprocal"]
    assert sorted(call["actor_country"]) == ["GHA", "TGO"]
    assert call["recipient_name"] == []
    assert call["date_value"] == "2024-05-12TEV"
    assert sorted(call["date_clocks"]) == ["GHA 2024-05-12", "TGO 2024-05-12"]
    assert [d[:2] for d in dyads(call)] == [(0, 1), (1, 0)]
    assert sum(r["mode"] == "phone" for r in coded()) == 1


def test_a_date_of_publication_is_never_that_of_an_event() -> None:
    treaty = one("SUPPORT", "occurred")
    assert treaty["publication_date"] == "2024-05-14T10:00:00+00:00"
    assert treaty["date_low"] is treaty["date_high"] is treaty["date_value"] is None
    assert treaty["date_why"]
    for layout in ("gdelt", "icews", "polecat"):
        dates = {"gdelt": "Day", "icews": "Event Date", "polecat": "Event Date"}
        for made in LAYOUTS[layout].make([treaty]):
            assert not made[dates[layout]]


def test_a_day_of_publication_without_an_hour_stays_a_day() -> None:
    assert coded(published="2024-05-14T12:00:00+00:00")[0]["publication_date"] == "2024-05-14"


def test_without_a_date_of_publication_next_week_is_no_date() -> None:
    visit = next(r for r in coded(published=None) if r["type"] == "CONSULT" and r["status"] == "planned")
    assert visit["date_low"] is None
    assert visit["date_why"]


def test_a_text_without_events_gives_no_row() -> None:
    assert coded("Analysts expect the price of crude to stay near $80 through the winter.") == ()
    assert coded("The minister said the weather was fine.") == ()


def test_ids_are_stable_and_hang_on_report_words_and_place() -> None:
    again = rows(scan(plain_report(TEXT, published="2024-05-14T10:00:00+00:00")), MADE)
    assert [r["row_id"] for r in again] == [r["row_id"] for r in coded()]
    other_date = [r["event_id"] for r in coded(published=None)]
    assert other_date == [r["event_id"] for r in coded()]
    assert not set(other_date) & {r["event_id"] for r in coded(name="R2")}
    assert len({r["row_id"] for r in coded()}) == len(coded())


def test_scores_are_given_with_their_reason_or_not_at_all() -> None:
    for row in coded():
        assert row["score_why"]
        assert row["coder"] in {"rules", "both", "encoder"}
        if row["actor_name"] or row["recipient_name"]:
            assert 0 < row["score"] < 1
    assert any(row["score"] is not None for row in coded())


def test_types_and_intensities_are_those_of_the_ontology() -> None:
    for row in coded():
        assert row["type"] in ontology.kinds()
        assert row["quad"] == ontology.quad(row["type"]).lower()
        assert row["intensity_table"].startswith("PLOVER 0.8 ")
    assert one("CONSULT", "planned")["intensity"] == 4.0


@pytest.mark.parametrize("layout", ["plover", "gdelt", "icews", "polecat"])
def test_exports_have_the_columns_of_their_project(layout: str) -> None:
    made = LAYOUTS[layout].make(list(coded()))
    assert made
    for row in made:
        assert list(row) == [*names(layout)] or set(row) == set(names(layout))


@pytest.mark.shared
@pytest.mark.parametrize(("layout", "key"), [("gdelt", "gdelt_events_2_0"), ("icews", "icews"), ("polecat", "polecat")])
def test_the_column_lists_are_those_that_were_collected(layout: str, key: str, shared_folder: Any) -> None:
    known = json.loads((shared_folder / "ontology" / "event_columns.json").read_text("utf-8"))
    assert list(names(layout)) == known[key]["columns"]


def test_a_pair_in_both_directions_where_both_act() -> None:
    made = [r for r in LAYOUTS["icews"].make(list(coded())) if r["CAMEO Code"] == "041"]
    assert [(r["Source Country"], r["Target Country"]) for r in made] == [("Ghana", "Togo"), ("Togo", "Ghana")]
    assert len({r["Event ID"] for r in made}) == 2
    assert {r["Event Date"] for r in made} == {"2024-05-12"}


def test_quads_of_gdelt_follow_the_root_code() -> None:
    for row in LAYOUTS["gdelt"].make(list(coded())):
        root = int(row["EventRootCode"])
        assert row["QuadClass"] == 1 + sum(root >= edge for edge in (6, 9, 14))
