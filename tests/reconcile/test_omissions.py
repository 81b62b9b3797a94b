"""What one side's own text says and the other's leaves out."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from reconcile_maker import Maker, memo

from memcon.model.memo import Memorandum
from memcon.reconcile.omissions import _one_occasion


def two_readouts(theirs: str) -> Memorandum:
    a = Maker(
        id="R1",
        side="NOR",
        kind="readout",
        text="Anna Stoltberg had a call with Rui Silva. She urged lower herring quotas. "
        "They discussed wind farms off the coast.",
    )
    a.mention("call")
    a.draft("urged lower herring quotas", event=None)
    a.draft("wind farms off the coast", event="m1", slot="topic")
    b = Maker(id="R2", side="PRT", kind="readout", text=theirs)
    b.mention("call")
    return memo(a, b)


def left_out(found: Memorandum) -> list[str]:
    known = {c.id: c for c in found.claims}
    return [known[c].evidence[0].quote for o in found.omissions for c in o.claims if known[c].report == "R1"]


def test_a_point_without_a_counterpart_is_left_out() -> None:
    found = two_readouts("Rui Silva had a call with Anna Stoltberg. Offshore wind farms near the coast were discussed.")
    assert left_out(found) == ["urged lower herring quotas"]
    (omission,) = [o for o in found.omissions if "R1" in {c.report for c in found.claims if c.id in o.claims}]
    assert (omission.said_by, omission.silent, omission.basis) == (("NOR",), ("PRT",), "checked")
    assert omission.event == found.events[0].id


def test_a_point_in_other_words_is_not_left_out() -> None:
    found = two_readouts(
        "Rui Silva had a call with Anna Stoltberg. The herring quota was to be cut. Wind farms on the coast came up."
    )
    assert left_out(found) == []


def test_a_text_that_does_not_cover_the_event_leaves_nothing_out() -> None:
    a = Maker(
        id="R1", side="NOR", kind="readout", text="Stoltberg had a call with Silva. She urged lower herring quotas."
    )
    a.mention("call")
    a.draft("urged lower herring quotas")
    b = Maker(id="R2", side="PRT", kind="statement", text="Rui Silva opened a school.")
    assert memo(a, b).omissions == ()


def test_an_announcement_is_no_account() -> None:
    a = Maker(
        id="R1",
        side="NOR",
        kind="readout",
        text="Stoltberg had a call with Silva. She urged lower herring quotas.",
        published="2031-05-04T10:00:00+00:00",
    )
    a.mention("call")
    a.draft("urged lower herring quotas")
    b = Maker(
        id="R2",
        side="PRT",
        kind="statement",
        text="Rui Silva will have a call with Stoltberg.",
        published="2031-05-03T10:00:00+00:00",
    )
    b.mention("call", status="planned")
    found = memo(a, b)
    assert len(found.events) == 1
    assert found.omissions == ()


def test_one_sides_several_texts_are_one_account() -> None:
    a = Maker(
        id="R1", side="NOR", kind="readout", text="Stoltberg had a call with Silva. She urged lower herring quotas."
    )
    a.mention("call")
    a.draft("urged lower herring quotas")
    b = Maker(id="R2", side="PRT", kind="readout", text="Silva had a call with Stoltberg.")
    b.mention("call")
    c = Maker(
        id="R3", side="PRT", kind="transcript", text="The call was good. Herring quotas were to be lower, it was urged."
    )
    c.mention("call")
    assert left_out(memo(a, b)) == ["urged lower herring quotas"]
    assert left_out(memo(a, b, c)) == []


@pytest.mark.parametrize(
    ("guest", "first", "last", "same"),
    [
        ("NOR", "2031-05-04", "2031-05-05", True),
        ("NOR", "2031-06-04", "2031-06-05", False),
        ("ESP", "2031-05-04", "2031-05-05", False),
    ],
)
def test_a_visit_and_the_meeting_on_it_are_one_occasion(guest: str, first: str, last: str, same: bool) -> None:
    def event(name: str, actors: tuple[str, ...], low: str, high: str) -> SimpleNamespace:
        time = SimpleNamespace(earliest=f"{low}T00:00+00:00", latest=f"{high}T00:00+00:00")
        return SimpleNamespace(id=name, actors=actors, recipients=(), time=time)

    met = event("E1", ("NOR", "PRT"), "2031-05-04", "2031-05-05")
    hosted = event("E2", (guest, "PRT"), first, last)
    view = SimpleNamespace(cast=SimpleNamespace(countries=tuple))
    assert _one_occasion(met, "E2", (met, hosted), view) is same  # type: ignore[arg-type]
