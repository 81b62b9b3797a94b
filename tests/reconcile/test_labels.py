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
