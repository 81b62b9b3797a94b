"""How events are named: contacts, acts told by verbs, acts told by nouns."""

from pathlib import Path

import pytest
from reconcile_maker import TOOL

from memcon.extract import extract
from memcon.model.memo import Memorandum, Report
from memcon.pipeline import brief
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


def labels(text: str) -> list[str]:
    return [e.label for e in made(text).events]


def test_a_participle_after_its_noun_names_the_noun() -> None:
    found = labels("The sanctions imposed on Norway by Peru in May 2024 hurt exporters. The ban agreed in Quito holds.")
    assert not [x for x in found if x.split()[1:2] == ["imposes"] and x.split()[2:3] == ["on"]], found


def test_what_does_harm_is_the_subject_of_its_own_verb() -> None:
    text = "Peru's president condemned the blast in Kenya. The bomb that killed four soldiers went off in Nairobi."
    found = [x for x in labels(text) if "four soldiers" in x]
    assert found
    assert all("bomb kill" in x for x in found), found


def test_killing_after_a_comma_has_the_subject_of_the_sentence() -> None:
    found = [x for x in labels("The bomb lay hidden in Nairobi until Friday, killing four soldiers.") if "kill" in x]
    assert found
    assert all(x.startswith("The bomb kills four soldiers") for x in found), found


def test_a_participle_cut_short_is_a_passive() -> None:
    found = labels("Police in Peru arrested three men on Monday. Two officers charged with murder appeared in court.")
    assert not [x for x in found if "charge with" in x or "charges with" in x], found


def test_people_told_by_a_noun_are_told_as_the_text_tells_them() -> None:
    found = [x for x in labels("The Norwegian navy captured 23 pirates off Kenya on 3 May 2024.") if "pirates" in x]
    assert found == ["The Norwegian navy captures 23 pirates off Kenya"]


def test_a_pronoun_for_somebody_else_is_left_out() -> None:
    text = "Peru's army said a soldier, Juan Soto, was shot in his leg by Chilean troops on 3 May 2024."
    assert not [x for x in labels(text) if "Soto’s leg" in x]


def test_no_visitor_visits_his_own_country() -> None:
    text = "Kenyan President William Ruto paid a visit to Kenya on 20 May 2024."
    assert not [x for x in labels(text) if "to Kenya" in x]


def test_a_label_without_a_doer_says_so() -> None:
    memo = made("Norway expelled two Peruvian envoys on 3 May 2024. Injuring five people, it went on.")
    assert next(e for e in memo.events if "envoys" in e.label).whole
    assert not [e for e in memo.events if e.label.startswith("Injuring") and e.whole]


def test_a_clause_without_its_object_takes_the_noun_before_it() -> None:
    found = labels("The maritime deal that Norway signed with Kenya in May 2024 divides parliament.")
    assert not [x for x in found if "signs with" in x or "sign with" in x], found


def test_an_age_before_a_noun_is_kept_whole() -> None:
    assert not [x for x in labels("A 61-year-old was arrested in Oslo on Friday.") if x.startswith(("Old", "-"))]


def test_two_who_own_a_thing_that_names_them_stand_once() -> None:
    text = "A collision between Chilean and Peruvian ships on 3 May 2024 left nobody hurt."
    assert not [
        x for x in labels(text) if x.startswith(("Chile–Peru collision between", "Peru–Chile collision between"))
    ]


def test_police_take_the_plural_and_the_adjective_of_their_state() -> None:
    found = labels("Peruvian riot police fired tear gas at demonstrators in Lima on 3 May 2024.")
    assert not [x for x in found if "police of Peru" in x or "fires tear" in x], found


def test_the_place_where_somebody_was_charged_is_not_charged() -> None:
    text = "Crowds in Peru torched the station where the officer charged with murder was based on 3 May 2024."
    assert not [x for x in labels(text) if "charges the station" in x]


def test_one_side_s_word_for_who_did_it_is_not_what_the_act_is_called(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(
        "NIAMEY, 12 March 2026 - President Moussa Kane of Niger telephoned President Idriss Saleh of Chad on Wednesday "
        "after a Nigerien herdsman was shot dead at the Daboua border post on Monday.\n",
        "utf-8",
    )
    (tmp_path / "2.txt").write_text(
        "N'DJAMENA, 13 March 2026 - Chad said on Friday that smugglers, not its border guards, had killed a herdsman "
        "from Niger near Daboua on Sunday night.\n",
        "utf-8",
    )
    labels = [e.label for e in brief([tmp_path]).events if e.type == "ASSAULT"]
    assert labels == ["A Nigerien herdsman is shot dead at the Daboua border post"]
