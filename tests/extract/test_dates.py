"""Which act a time expression dates."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, found


def dates(text: str, words: str) -> list[str]:
    reading = found(text)[0]
    return [text[reading.timexes[i].start : reading.timexes[i].end] for i in act(text, words).times]


def told(text: str, words: str) -> list[str]:
    reading = found(text)[0]
    return [text[reading.timexes[i].start : reading.timexes[i].end] for i in act(text, words).told]


def test_the_day_of_the_saying_is_not_the_day_of_what_is_said() -> None:
    text = "Chile said on Tuesday its navy seized two trawlers from Peru."
    assert dates(text, "seized") == []
    assert told(text, "seized") == ["Tuesday"]


def test_a_day_within_what_is_said_is_its_own() -> None:
    text = "Chile said that its navy seized two trawlers from Peru on Tuesday."
    assert dates(text, "seized") == ["Tuesday"]


def test_a_relative_clause_dates_its_noun() -> None:
    text = "Chile condemned the bombing that killed six Peruvian soldiers in Arequipa on 3 March."
    assert dates(text, "bombing") == ["3 March"]
    text = "Chile condemned the air strike, which was carried out by Peru on 3 March."
    assert dates(text, "strike") == ["3 March"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chile on Friday threatened Peru with tariffs and expelled two Peruvian diplomats.", "expelled"),
        ("On Friday Chile's president met Peru's president and signed a trade agreement.", "signed"),
        ("Peru withdrew its envoy on Friday as Chile closed the border with Peru.", "closed"),
        ("Chile's army began on Friday to withdraw its troops from Peru.", "withdraw"),
        ("Chile's president attended a summit with Peru's president on Friday.", "summit"),
    ],
)
def test_what_is_told_in_one_breath_shares_its_day(text: str, words: str) -> None:
    assert dates(text, words) == ["Friday"]


def test_an_act_of_another_subject_does_not_take_the_day() -> None:
    text = "Chile's president met Peru's president on Friday, and Bolivia will hold talks with Brazil."
    assert dates(text, "talks") == []


def test_an_hour_is_not_passed_on() -> None:
    text = "Chile's president landed in Lima at noon and met Peru's president."
    assert dates(text, "met") == []


def test_within_hours_of() -> None:
    text = "Chile's security council met within hours of the raid by Peru."
    (order,) = act(text, "met").orders
    assert (order.relation, order.unit, order.low, order.high) == ("after", "hour", 0, 12)
    assert order.other == act(text, "raid").id


def test_joined_verbs_share_an_order_set_off_by_a_comma() -> None:
    text = "Chile shot down a Peruvian jet and captured its pilot, a day after Peru bombed a Chilean port."
    assert [o.other for o in act(text, "shot down").orders] == [act(text, "bombed").id]


def test_what_is_announced_for_a_day_is_the_outer_act() -> None:
    text = "The union announced a rally against the naval exercise for Saturday in Lima."
    assert dates(text, "rally") == ["Saturday"]
    assert dates(text, "exercise") == []


def test_a_stretch_back_from_now_dates_its_act_and_a_length_does_not() -> None:
    assert dates("Chile has expelled six Peruvian diplomats over the past year.", "expelled") == ["the past year"]
    assert dates("Chile's president met Peru's president for two hours.", "met") == []


def test_acts_on_two_days_of_the_week_are_two() -> None:
    text = (
        "Chile's president met Peru's president on Sunday, 4 May 2031. "
        "On Monday Chile's president met Peru's president again. The meeting on Monday lasted an hour."
    )
    first, second = (m for m in found(text)[1].mentions if text[slice(*m.trigger)] == "met")
    assert (second.same_as or second.id) != first.id


@pytest.mark.parametrize(
    ("text", "dated", "date"),
    [
        ("Chile condemned the attack on Peruvian soldiers in Arequipa on August 18.", "attack", "August 18"),
        ("Chile's president welcomed the offensive of Peru's army in Ecuador in May.", "offensive", "May"),
        ("Peru invited Chile's president to the Pacific summit in Lima in September.", "summit", "September"),
        (
            "Chile and Peru agreed to go ahead with a joint naval exercise off Callao next month.",
            "exercise",
            "next month",
        ),
    ],
)
def test_a_date_behind_the_act_that_is_answered_is_that_ones(text: str, dated: str, date: str) -> None:
    assert dates(text, dated) == [date]
    first = next(w for w in ("condemned", "welcomed", "invited", "agreed") if w in text)
    assert dates(text, first) == []


def test_what_is_dated_in_words_of_the_future_is_to_come() -> None:
    text = "Chile and Peru agreed to go ahead with a joint naval exercise off Callao next month."
    assert act(text, "exercise").status == "planned"


def test_a_rank_within_a_year_is_no_date() -> None:
    text = "Peru on Tuesday summoned the Chilean ambassador and handed him a formal protest, the 12th this year."
    assert dates(text, "protest") == ["Tuesday"]


def test_the_day_of_the_occasion_is_that_of_the_act() -> None:
    text = "Peru's president discussed the raid with Chile's president in a telephone call on Wednesday morning."
    assert dates(text, "discussed") == ["Wednesday morning"]
    text = "Chile recalled its ambassador in Lima for consultations in April, when a newspaper reported the raid."
    assert dates(text, "recalled") == ["April"]


def test_what_was_when_something_else_was_since() -> None:
    text = "The fighting was the worst since September, when a two-day Chilean offensive left 200 people dead."
    assert dates(text, "offensive") == ["September"]
    assert dates(text, "fighting") == []


@pytest.mark.parametrize(
    "text",
    [
        "Peru's minister said on Tuesday, a day after he hosted talks with Chile's minister, that trade would grow.",
        "On Thursday Lima said that Chile had gone too far, two days after Chile expelled two Peruvian diplomats.",
    ],
)
def test_an_act_is_counted_from_the_day_of_a_saying(text: str) -> None:
    reading = found(text)[0]
    ((base, distance),) = act(text, "talks" if "talks" in text else "expelled").counted
    assert reading.timexes[base].weekday is not None
    assert reading.timexes[distance].low in {1, 2}


def test_edges_of_what_lasts() -> None:
    assert act("The ceasefire between Chile and Peru took effect at midnight.", "ceasefire").edges == ((0, "effect"),)
    text = "Clashes between Peru and Chile that began on Friday killed nine soldiers."
    assert act(text, "Clashes").edges == ((0, "start"),)


def test_what_somebody_goes_on_to_say_is_of_the_same_day() -> None:
    text = (
        "Peru's foreign minister, Ana Ruiz, said on Wednesday that Chile has no right to interfere. "
        "She urged Chile to withdraw its troops."
    )
    assert dates(text, "urged") == ["Wednesday"]
    text = text.replace("She urged", "Bolivia's president urged")
    assert dates(text, "urged") == []


def test_a_noun_of_what_is_to_be_held_is_to_come() -> None:
    text = "Peru's minister invited Chile's president for the Pacific summit to be held in September 2031."
    assert act(text, "summit").status == "planned"
    assert dates(text, "summit") == ["September 2031"]


@pytest.mark.parametrize(
    ("text", "word", "dated"),
    [
        ("Peru expressed gratitude for Chile's help after the February floods.", "gratitude", False),
        ("Peru thanked Chile for its support and wished it success in hosting Expo 2031.", "thanked", False),
        ("The ministers reaffirmed the strategic partnership signed in 2023.", "reaffirmed", False),
        ("Two fishermen were injured when a window broke on Saturday.", "injured", True),
        ("Chile established, on June 1, quotas and a 25% tariff on steel.", "tariff", True),
        ("Peru denounced the shelling of the port, which claimed four lives on Friday.", "shelling", True),
    ],
)
def test_a_time_in_the_name_of_a_thing_or_in_its_own_clause_dates_nothing_else(
    text: str, word: str, dated: bool
) -> None:
    assert bool(act(text, word).times) is dated
