"""How events are named: contacts, acts told by verbs, acts told by nouns."""

import pytest
from reconcile_maker import TOOL

from memcon.extract import extract
from memcon.model.memo import Memorandum, Report
from memcon.read import read
from memcon.reconcile import reconcile
from memcon.reconcile.labels import listed
from memcon.reconcile.phrases import finite, third

TEXT = """President Gitanas Nauseda spoke by telephone with Finnish President Alexander Stubb on 3 May 2024.
Norway's new tariffs on Brazilian coffee will take effect on 9 May 2024.
Peru accused Chile on Monday of violating its airspace, which Santiago denied.
Canada will supply 40 armoured vehicles to Kenya in June.
Kenyan President William Ruto will visit Ottawa on 20 May 2024."""


@pytest.fixture(scope="module")
def found() -> Memorandum:
    report = Report(id="R1", file="1.txt", text=TEXT, characters=len(TEXT), published="2024-05-04T10:00+00:00")
    reading = read(report)
    return reconcile((report,), (reading,), (extract(report, reading),), TOOL)


def named(found: Memorandum, trigger: str) -> str:
    return next(e.label for e in found.events if any(trigger in m.trigger.quote for m in e.mentions))


def test_a_contact_is_named_by_who_took_part_and_its_kind(found: Memorandum) -> None:
    assert named(found, "telephone") == "Nauseda–Stubb telephone call"


def test_a_verb_is_told_in_the_present_without_dates_and_asides(found: Memorandum) -> None:
    assert named(found, "accused") == "Peru accuses Chile of violating its airspace"


def test_what_is_to_come_is_told_with_to(found: Memorandum) -> None:
    assert named(found, "supply").startswith("Canada to supply 40 armoured vehicles")


def test_a_noun_says_whose_it_is(found: Memorandum) -> None:
    assert named(found, "tariffs") == "Norway's new tariffs on Brazilian coffee"


def test_a_visit_says_where_to(found: Memorandum) -> None:
    assert named(found, "visit") == "Ruto’s planned visit to Canada"


def test_no_label_is_an_arrow_or_ends_in_the_air(found: Memorandum) -> None:
    for event in found.events:
        assert "→" not in event.label
        assert event.label.split()[-1].lower() not in {"the", "of", "to", "and", "a"}


@pytest.mark.parametrize(
    ("lemma", "told"), [("deny", "denies"), ("say", "says"), ("launch", "launches"), ("be", "is"), ("cut", "cuts")]
)
def test_third_person(lemma: str, told: str) -> None:
    assert third(lemma) == told


def test_stages_change_the_verb() -> None:
    assert finite("cut", plural=False, status="threatened", modal=None, negated=False) == "threatens to cut"
    assert finite("cut", plural=True, status="occurred", modal=None, negated=True) == "do not cut"
    assert finite("cut", plural=False, status="hypothetical", modal="might", negated=False) == "might cut"


def test_a_long_row_of_names_is_cut() -> None:
    assert listed(["A", "B", "C", "D"]) == "A, B and others"


def test_a_crowd_of_a_country_takes_the_plural() -> None:
    text = "Peruvian demonstrators torched three cars in Lima on 3 May 2024."
    report = Report(id="R1", file="1.txt", text=text, characters=len(text))
    reading = read(report)
    made = reconcile((report,), (reading,), (extract(report, reading),), TOOL)
    assert "torches" not in named(made, "torch")


def made(*texts: str, side: tuple[str | None, ...] = ()) -> Memorandum:
    reports = tuple(
        Report(
            id=f"R{n}",
            file=f"{n}.txt",
            text=t,
            characters=len(t),
            kind="readout" if side and side[n - 1] else "news",
            side=side[n - 1] if side else None,
            published="2024-05-03T20:00+00:00",
        )
        for n, t in enumerate(texts, 1)
    )
    readings = tuple(read(r) for r in reports)
    return reconcile(reports, readings, tuple(extract(r, x) for r, x in zip(reports, readings, strict=True)), TOOL)


def test_a_video_call_is_called_so_where_no_report_says_telephone() -> None:
    held = "Peru's president Dina Boluarte held a video call with Chile's president Gabriel Boric on 3 May 2024."
    found = made(held, "Presidents Dina Boluarte of Peru and Gabriel Boric of Chile had a conversation on 3 May 2024.")
    assert named(found, "video call") == "Boluarte–Boric video call"


def test_a_clause_is_no_label_without_its_verb() -> None:
    text = (
        "Peru's president made clear on 3 May 2024 that the Peruvian government and our neighbours in the north "
        "of the continent would answer with strong measures. "
        "Chile's minister expressed hope that during this round of talks in Quito progress would be made."
    )
    for event in made(text).events:
        if " that " in event.label:
            assert any(w in event.label for w in ("would answer", "would be made")), event.label


def test_a_label_does_not_begin_with_the_end_of_an_aside() -> None:
    text = "Norway and Kenya signed a two billion kroner (US$1.9 Billion) loan package on 3 May 2024."
    labels = [e.label for e in made(text).events]
    assert labels
    assert not [label for label in labels if label.count(")") != label.count("(")]


def test_an_outsider_is_warned_of_once_for_one_contact() -> None:
    one = "President Dina Boluarte of Peru spoke by telephone with President Gabriel Boric of Chile on 3 May 2024."
    other = "President Gabriel Boric of Chile spoke by telephone with President Dina Boluarte of Peru on 3 May 2024."
    third = (
        "President Daniel Noboa of Ecuador said the telephone call between Dina Boluarte and Gabriel Boric on 3 May "
        "2024 dealt with migration. Noboa said the call between the presidents of Peru and Chile also dealt with gold."
    )
    found = made(one, other, third, side=("PER", "CHL", "ECU"))
    outside = [c for c in found.cautions if "not a party" in c.text]
    assert len(outside) == 1
    assert len(outside[0].claims) > 1
