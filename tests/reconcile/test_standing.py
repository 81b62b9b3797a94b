"""How accounts stand to each other, one test per standing and reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from reconcile_maker import Maker, memo

from memcon.model.memo import Memorandum, Slot
from memcon.pipeline import brief


def the(found: Memorandum, name: str) -> Slot:
    slots = [s for e in found.events for s in e.slots if s.slot == name]
    assert len(slots) == 1, [s.slot for e in found.events for s in e.slots]
    return slots[0]


def call(report: str, text: str, slot: str, words: str, normal: str | None, **rest: object) -> Maker:
    """A report of one call that fills one slot."""
    stance = rest.pop("stance", "asserts")
    made = Maker(id=report, text=text, **rest)  # type: ignore[arg-type]
    made.mention("call", fills=(made.fill(slot, words, normal, stance=stance),))
    return made


@pytest.mark.parametrize(
    ("left", "right", "standing", "reason"),
    [
        (("40 troops", "40 troops"), ("forty troops", "40 troops"), "agreed", None),
        (("at least 30 troops", ">=30 troops"), ("more than 40 troops", ">40 troops"), "compatible", "bound"),
        (("30 troops", "30 troops"), ("more than 40 troops", ">40 troops"), "disputed", None),
        (("30 troops", "30 troops"), ("50 troops", "50 troops"), "disputed", None),
        (("30 troops", "30 troops"), ("2 ships", "2 ships"), "compatible", "part-whole"),
        (("two diplomats", "2 diplomats"), ("three members", "3 people"), "disputed", None),
        (("two diplomats", "2 diplomats"), ("two envoys", "2 envoys"), "agreed", None),
    ],
)
def test_amounts(left: tuple[str, str], right: tuple[str, str], standing: str, reason: str | None) -> None:
    a = call("R1", f"On the call it was {left[0]}.", "amount", *left)
    b = call("R2", f"On the call it was {right[0]}.", "amount", *right)
    found = the(memo(a, b), "amount")
    assert (found.standing, found.reason) == (standing, reason)
    assert {r for p in found.positions for r in p.reports} == {"R1", "R2"}


def test_two_figures_of_one_report_are_no_dispute() -> None:
    a = Maker(id="R1", text="On the call it was 30 troops, then 50 troops.")
    a.mention("call", fills=(a.fill("amount", "30 troops", "30 troops"), a.fill("amount", "50 troops", "50 troops")))
    assert the(memo(a), "amount").standing == "single"


def test_one_report_is_single_and_a_copy_is_repeated() -> None:
    text = "On the call it was 40 troops."
    a = call("R1", text, "amount", "40 troops", "40 troops")
    assert the(memo(a), "amount").standing == "single"
    b = call("R2", text, "amount", "40 troops", "40 troops", origin="R1")
    found = memo(a, b)
    assert the(found, "amount").standing == "repeated"
    assert found.events[0].origins == 1


def test_two_texts_of_one_side_are_one_origin() -> None:
    text = "On the call it was 40 troops."
    a = call("R1", text, "amount", "40 troops", "40 troops", side="NOR")
    b = call("R2", text, "amount", "40 troops", "40 troops", side="NOR")
    c = call("R3", text, "amount", "40 troops", "40 troops", side="PRT")
    assert the(memo(a, b), "amount").standing == "repeated"
    assert the(memo(a, b, c), "amount").standing == "agreed"


def test_one_speaker_in_two_reports_is_repeated() -> None:
    makers = []
    for n in (1, 2):
        text = "The call was long, Anna Stoltberg said, and it was 40 troops."
        made = call(f"R{n}", text, "amount", "40 troops", "40 troops")
        made.voice("Anna Stoltberg", "it was 40 troops", entity="anna-stoltberg")
        makers.append(made)
    found = memo(*makers)
    assert the(found, "amount").standing == "repeated"
    claim = next(c for c in found.claims if c.slot == "amount")
    assert claim.origin.name == "Anna Stoltberg"
    assert claim.side == "NOR"


def test_initiators() -> None:
    def one(report: str, who: str, stance: str = "asserts") -> Maker:
        name = {"anna-stoltberg": "Stoltberg", "NOR": "Norway", "rui-silva": "Silva"}[who]
        return call(report, f"The call was placed by {name}.", "initiator", name, who, stance=stance)

    assert the(memo(one("R1", "anna-stoltberg"), one("R2", "NOR")), "initiator").standing == "agreed"
    assert the(memo(one("R1", "anna-stoltberg"), one("R2", "rui-silva")), "initiator").standing == "disputed"
    hedged = the(memo(one("R1", "anna-stoltberg"), one("R2", "rui-silva", "hedges")), "initiator")
    assert hedged.standing == "compatible"


def test_topics_are_one_slot_with_a_position_each() -> None:
    a = Maker(id="R1", text="On the call they spoke of herring quotas and of wind farms.")
    a.mention("call", fills=(a.fill("topic", "herring quotas"), a.fill("topic", "wind farms")))
    b = Maker(id="R2", text="On the call they spoke of quotas for herring and of visas.")
    b.mention("call", fills=(b.fill("topic", "quotas for herring"), b.fill("topic", "visas")))
    found = the(memo(a, b), "topic")
    assert (found.standing, found.reason) == ("compatible", "part-whole")
    assert sorted(p.reports for p in found.positions) == [("R1",), ("R1", "R2"), ("R2",)]
    c = Maker(id="R3", text="On the call they spoke of herring quotas and wind farms.")
    c.mention("call", fills=(c.fill("topic", "herring quotas"), c.fill("topic", "wind farms")))
    assert the(memo(a, c), "topic").standing == "agreed"


def test_durations_in_words_and_figures_fit() -> None:
    a = call("R1", "The call lasted an hour.", "duration", "an hour", "P1H")
    b = call("R2", "The lengthy call ended.", "duration", "lengthy", None)
    found = the(memo(a, b), "duration")
    assert (found.standing, found.reason) == ("compatible", "granularity")


def test_done_and_denied_is_a_dispute() -> None:
    a = Maker(id="R1", text="Mali withdrew its troops from the border.")
    a.mention(
        "withdrew", noun="withdraw", type="RETREAT", actors=("MLI",), phrase="withdrew its troops from the border"
    )
    b = Maker(id="R2", text="Mali did not withdraw its troops from the border.")
    b.mention(
        "withdraw",
        noun="withdraw",
        type="RETREAT",
        actors=("MLI",),
        status="denied",
        phrase="withdraw its troops from the border",
    )
    found = memo(a, b)
    assert the(found, "status").standing == "disputed"
    assert any(c.stance == "denies" for c in found.claims)


def test_variants_of_one_remark_are_held_together() -> None:
    a = Maker(id="R1", text="After the call she called him a “dear old friend” of hers.")
    a.mention("call")
    a.draft("dear old friend", event="m1", manner="direct")
    b = Maker(id="R2", text="After the call she called him “a very old friend” again.")
    b.mention("call")
    b.draft("a very old friend", event="m1", manner="direct")
    found = the(memo(a, b), "wording")
    assert found.standing == "compatible"
    assert {p.value for p in found.positions} >= {"dear old friend", "a very old friend"}


def test_what_is_tied_to_one_side_elsewhere_is_attribution() -> None:
    from memcon.extract.types import ReportedOmission, Voice  # noqa: PLC0415

    a = Maker(
        id="R1",
        text="The call came. Norway’s readout says Silva gave an understanding on herring quotas, "
        "which Portugal’s text leaves out.",
    )
    a.mention("call")
    n = a.draft(
        "Silva gave an understanding on herring quotas",
        event="m1",
        voice=(Voice(name="Norway’s readout", entity="NOR"),),
        manner="readout",
    )
    a.omissions.append(ReportedOmission(drafts=(n,), said_by=("NOR",), silent="PRT", cue=(0, 3), only=True))
    b = Maker(id="R2", text="The call came. It publicly confirmed the understanding on herring quotas.")
    b.mention("call")
    b.draft("confirmed the understanding on herring quotas", event="m1")
    found = memo(a, b)
    slots = [s for s in found.events[0].slots if s.standing == "attribution"]
    assert len(slots) == 1
    assert {r for p in slots[0].positions for r in p.reports} == {"R1", "R2"}
    lost = [c for c in found.cautions if c.kind == "attribution-lost"]
    assert lost
    assert lost[0].event == found.events[0].id
    (omission,) = found.omissions
    assert (omission.said_by, omission.silent, omission.basis) == (("NOR",), ("PRT",), "reported")


def test_a_charge_called_baseless_is_not_a_charge_that_was_never_made(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(
        "LIMA, 5 May 2031 - Peru accused Chile of spying. Chile has called the charge baseless.", encoding="utf-8"
    )
    (tmp_path / "2.txt").write_text("SANTIAGO, 5 May 2031 - Peru accused Chile of spying on Monday.", encoding="utf-8")
    found = [s for e in brief(tmp_path).events for s in e.slots if s.standing == "disputed"]
    assert not found


def test_the_initiative_is_of_whose_account_it_is(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(
        "Kenyan President Daniel Otieno and Ugandan President Ruth Akello spoke by phone on 5 May 2031. According to "
        "Ms. Akello's office, the call was placed at her initiative.",
        encoding="utf-8",
    )
    (tmp_path / "2.txt").write_text(
        "Presidents Daniel Otieno of Kenya and Ruth Akello of Uganda spoke by phone on 5 May 2031. The presidency in "
        "Kampala said the call came about at the request of the Kenyan side.",
        encoding="utf-8",
    )
    slots = [s for e in brief(tmp_path).events for s in e.slots if s.slot == "initiator"]
    assert [s.standing for s in slots] == ["disputed"]


@pytest.mark.parametrize(
    ("left", "right", "standing"),
    [
        ("about 20 minutes", "half an hour", "disputed"),
        ("a little over an hour", "70 minutes", "compatible"),
    ],
)
def test_lengths_told_roundly(left: str, right: str, standing: str, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(
        f"Kenyan President Daniel Otieno and Ugandan President Ruth Akello spoke by phone on 5 May 2031. "
        f"The call lasted {left}.",
        encoding="utf-8",
    )
    (tmp_path / "2.txt").write_text(
        f"Uganda's president, Ruth Akello, telephoned her Kenyan colleague, Daniel Otieno, on 5 May 2031, aides "
        f"in Kampala said. Fishing on the lake was the main subject of the call, which lasted {right}.",
        encoding="utf-8",
    )
    slots = [s for e in brief(tmp_path).events for s in e.slots if s.slot == "duration"]
    assert [s.standing for s in slots] == [standing]


def test_who_asked_for_a_call_that_is_only_noted(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(
        "The ministry of Tanzania takes note of the telephone conversation between the President of Kenya, Daniel "
        "Otieno, and the President of Uganda, Ruth Akello, which took place at the request of Kampala.",
        encoding="utf-8",
    )
    slots = [s for e in brief(tmp_path).events for s in e.slots if s.slot == "initiator"]
    assert [p.value for s in slots for p in s.positions] == ["Uganda"]


DENIED_HERE = [
    ("Kenya's foreign ministry says that Ugandan troops crossed the border near Busia. Kampala denies this.", True),
    (
        "Kenya's foreign ministry says that Ugandan troops crossed the border near Busia. Kampala denied the claim.",
        True,
    ),
    ("Kenya's foreign ministry says that Ugandan troops crossed the border near Busia. Kampala confirmed this.", False),
    (
        "Ugandan troops crossed the border near Busia. Kenya rejected the offer of talks and said troops had crossed.",
        False,
    ),
    ("A court in Kampala jailed the trader in a verdict that Kenya rejected as a show trial.", False),
    ("Uganda offered a truce on Sunday. Kenya rejected the truce and said that troops had shelled Busia.", False),
]


@pytest.mark.parametrize(("text", "disputed"), DENIED_HERE)
def test_what_one_side_tells_and_another_denies_in_one_report_is_disputed(
    text: str, disputed: bool, tmp_path: Path
) -> None:
    (tmp_path / "1.txt").write_text(f"KAMPALA, 4 May 2026 - {text}\n", "utf-8")
    (tmp_path / "2.txt").write_text(
        "NAIROBI, 4 May 2026 - President Ruto phoned President Museveni on Monday.\n", "utf-8"
    )
    slots = [s for e in brief([tmp_path]).events for s in e.slots if s.slot == "status"]
    assert [s.standing for s in slots if s.standing == "disputed"] == ["disputed"] * disputed


def test_who_denies_a_part_in_an_act_does_not_deny_the_act(tmp_path: Path) -> None:
    one = "LIMA, 4 May 2026 - Luis Vega, a trader, was shot and wounded in Tacna in January, police in Peru said.\n"
    two = (
        "SANTIAGO, 5 May 2026 - Chile dismissed as baseless the charge that a Chilean official had a hand in the "
        "shooting of Luis Vega.\n"
    )
    (tmp_path / "1.txt").write_text(one, "utf-8")
    (tmp_path / "2.txt").write_text(two, "utf-8")
    told = [s.standing for e in brief([tmp_path]).events for s in e.slots if s.slot == "status"]
    assert "disputed" not in told


OURS = "President Ana Rojas condemned the new Chilean duties on copper, in force since 1 March, as unjust."


def test_a_side_s_own_text_is_no_second_voice_for_what_is_tied_to_that_side(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(f"President Ana Rojas of Peru phoned President Luis Vidal. {OURS}\n", "utf-8")
    (tmp_path / "2.txt").write_text(
        "LIMA, 4 May 2026 - Ana Rojas of Peru and Luis Vidal of Chile spoke by phone. Rojas condemned the Chilean "
        "duties on copper as unjust, according to the Peruvian statement. The Chilean account did not mention the "
        "criticism, and stressed that Santiago would keep talking.\n",
        "utf-8",
    )
    (tmp_path / "reports.yaml").write_text(
        "- {file: 1.txt, kind: readout, side: PER, published: 2026-05-04}\n", "utf-8"
    )
    told = [s.standing for e in brief([tmp_path]).events for s in e.slots]
    assert "attribution" not in told


def test_aims_for_different_years_are_in_dispute(tmp_path: Path) -> None:
    for n, year in ((1, 2028), (2, 2030)):
        (tmp_path / f"{n}.txt").write_text(
            "LIMA, 4 May 2026 - President Ana Rojas of Peru and President Luis Vidal of Chile met in Lima on Monday. "
            f"Both sides agreed to raise trade to 10 billion dollars by {year}.\n",
            "utf-8",
        )
    told = [(s.slot, s.standing) for e in brief([tmp_path]).events if e.type == "AGREE" for s in e.slots]
    assert ("time", "disputed") in told


def test_a_leader_is_called_as_the_reports_call_him(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(
        "President Prabowo Subianto of Indonesia phoned President Ana Rojas of Peru. Prabowo thanked Rojas. "
        "Prabowo will visit Lima in May. Rojas invited Prabowo.\n",
        "utf-8",
    )
    assert brief([tmp_path]).events[0].label.startswith("Prabowo")


PLACES = [
    ("near the Kasese crossing in North Busongora District", "in Mutwanga District", "disputed"),
    ("near the Kasese crossing in North Busongora District", "in Mutwanga District, opposite Kasese", None),
]


@pytest.mark.parametrize(("one", "two", "standing"), PLACES)
def test_a_place_told_beside_the_other_is_no_rival(one: str, two: str, standing: str | None, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(
        f"KAMPALA, 4 May 2026 - Ugandan and Congolese troops exchanged fire {one} on Sunday night, killing two "
        "soldiers.\n",
        "utf-8",
    )
    (tmp_path / "2.txt").write_text(
        f"KINSHASA, 4 May 2026 - Congolese and Ugandan troops exchanged fire {two} on Sunday night, killing two "
        "soldiers.\n",
        "utf-8",
    )
    found = [s.standing for e in brief([tmp_path]).events for s in e.slots if s.slot == "place"]
    assert ("disputed" in found) == (standing == "disputed")


def test_a_rate_that_is_added_is_no_rival_of_the_whole(tmp_path: Path) -> None:
    for n, rate in ((1, "an additional 25 percent duty"), (2, "a duty of 50 percent")):
        (tmp_path / f"{n}.txt").write_text(
            f"LIMA, 4 May 2026 - Chile imposed {rate} on Peruvian fruit on 1 May, the trade ministry in Lima said.\n",
            "utf-8",
        )
    assert "disputed" not in [s.standing for e in brief([tmp_path]).events for s in e.slots if s.slot == "amount"]
