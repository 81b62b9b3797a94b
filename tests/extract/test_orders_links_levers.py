"""Order, ties between acts, instruments, values."""

from __future__ import annotations

from tests.extract.acts_reader import act, countries, found


def test_a_day_after() -> None:
    text = "Chile's president phoned Peru's president, just one day after Chile's talks with Bolivia."
    order = act(text, "phoned").orders[0]
    assert (order.relation, order.unit, order.low, order.high) == ("after", "day", 1, 1)
    assert order.other == act(text, "talks").id


def test_hours_after_and_in_advance() -> None:
    text = "The president of Chile met the president of Peru hours after her call with Bolivia's president."
    assert [(o.relation, o.unit, o.low) for o in act(text, "met").orders] == [("after", "hour", 1)]
    text = "Chile's minister will speak with Peru's minister in advance of the summit with Bolivia."
    assert [o.relation for o in act(text, "speak").orders] == ["before"]


def test_earlier_that_day() -> None:
    text = "Chile's president phoned Peru's president on May 3, following her talks with Bolivia earlier that day."
    assert [o.same_day for o in act(text, "phoned").orders] == [True]


def test_an_answer_is_linked_to_what_it_answers() -> None:
    text = "Chile imposed a travel boycott against Peru in response to remarks made by Peru's president."
    links = found(text)[1].links
    assert [(k.type, k.source, k.target) for k in links] == [
        ("responds-to", act(text, "boycott").id, act(text, "remarks").id)
    ]


def test_an_answer_in_kind_is_to_the_other_side() -> None:
    text = "Chile expelled four Peruvian diplomats on Monday. Peru then responded in kind."
    mention = act(text, "responded in kind")
    assert countries(text, mention.recipients) == {"CHL"}
    assert ("responds-to", mention.id, act(text, "expelled").id) in {
        (k.type, k.source, k.target) for k in found(text)[1].links
    }


def test_parts_of_an_agreement_implement_it() -> None:
    text = (
        "Both nations are implementing elements of their consensus reached in Lima, "
        "including Chilean actions to lower tariffs on Peruvian goods."
    )
    links = {(k.type, k.source, k.target) for k in found(text)[1].links}
    assert ("implements", act(text, "lower").id, act(text, "consensus").id) in links
    assert act(text, "lower").status == "occurred"
    assert countries(text, act(text, "lower").actors) == {"CHL"}


def test_what_is_done_under_an_accord_implements_it() -> None:
    text = (
        "Both were carrying out the accord concluded in Lima, under which Chile is lowering tariffs on Peruvian goods."
    )
    links = {(k.type, k.source, k.target) for k in found(text)[1].links}
    assert ("implements", act(text, "lowering").id, act(text, "accord").id) in links


def test_a_protest_answers_the_plan_that_it_is_against() -> None:
    text = "Peru strongly protests against the plans to attack the port."
    links = {(k.type, k.source, k.target) for k in found(text)[1].links}
    assert ("responds-to", act(text, "protests").id, act(text, "attack").id) in links


def test_another_call_follows_the_one_held() -> None:
    text = "Chile's president met Peru's president on Friday. The two will hold another call in May."
    links = {(k.type, k.source, k.target) for k in found(text)[1].links}
    assert ("follows", act(text, "call").id, act(text, "met").id) in links


def test_the_medium_of_a_summit_is_no_event_of_its_own() -> None:
    text = "Chile and Peru held a summit by videoconference today."
    assert act(text, "videoconference").same_as == act(text, "summit").id
    text = "Chile's minister held talks with Peru's minister via video link."
    assert act(text, "video link").same_as == act(text, "talks").id
    text = "Chile's minister held talks with Peru's minister before a video link with Bolivia."
    assert all(m.same_as is None for m in found(text)[1].mentions)


def test_an_answer_told_behind_its_source() -> None:
    text = "Peru expelled two Chilean envoys, its ministry said on Friday, in retaliation for the raid on its embassy."
    links = {(k.type, k.source, k.target) for k in found(text)[1].links}
    assert ("responds-to", act(text, "expelled").id, act(text, "raid").id) in links


def test_before_that() -> None:
    text = (
        "Chile's president will meet Peru's president on Friday. "
        "Before that, she will hold a call with Bolivia's president."
    )
    assert [(o.relation, o.other) for o in act(text, "call").orders] == [("before", act(text, "meet").id)]


def test_levers_and_their_states() -> None:
    text = "Chile imposed sanctions on Peru."
    assert [(k.by, k.against, k.state, k.kind) for k in found(text)[1].levers] == [
        ("CHL", "PER", "in force", "economic")
    ]
    text = "Chile lowered tariffs on Peruvian goods."
    assert [(k.by, k.state) for k in found(text)[1].levers] == [("CHL", "eased")]


def test_amounts_have_unit_and_bound() -> None:
    text = "Chile deployed well over 20,000 troops to the border with Peru. Chile gave Peru $5 million in aid."
    fills = [f for m in found(text)[1].mentions for f in m.fills if f.slot == "amount"]
    assert [(f.normal, text[f.start : f.end]) for f in fills] == [
        (">=20000 troops", "well over 20,000 troops"),
        ("5000000 USD", "$5 million"),
    ]


def test_what_one_talks_over_is_no_topic() -> None:
    text = "The presidents of Peru and Chile talked on the phone about the border."
    fills = [f.value for f in act(text, "talked").fills if f.slot == "topic"]
    assert fills == ["the border"]


def test_topics_one_by_one() -> None:
    text = "The presidents of Chile and Peru discussed border trade, the fishing dispute and visas."
    fills = [f for f in act(text, "discussed").fills if f.slot == "topic"]
    assert [f.value for f in fills] == ["border trade", "the fishing dispute", "visas"]


def test_topics_behind_a_frame() -> None:
    text = "The presidents of Chile and Peru discussed a range of issues, including copper and water."
    fills = [f for f in act(text, "discussed").fills if f.slot == "topic"]
    assert [f.value for f in fills] == ["copper", "water"]


def test_a_condition() -> None:
    text = "Chile would respond with strong measures if Peru closes the port."
    mention = act(text, "respond with")
    assert (mention.type, mention.status) == ("THREATEN", "threatened")
    assert [f.value for f in mention.fills if f.slot == "condition"] == ["if Peru closes the port"]
    assert countries(text, mention.recipients) == {"PER"}


def lever(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(k.by, k.against, k.state) for k in found(text)[1].levers]


def test_threats_of_ones_own_acts_are_levers() -> None:
    assert ("BOL", "threatened") in {
        (b, s) for b, _, s in lever("Bolivia threatened to take the matter to the International Court of Justice.")
    }
    assert ("PER", "threatened") in {
        (b, s) for b, _, s in lever("Peru has warned that it will not cooperate with the mission.")
    }


def test_who_is_to_pay_is_threatened() -> None:
    assert lever("Chile warned Peru to stop its patrols or face the consequences.") == [("CHL", "PER", "threatened")]


def test_unwanted_persons_are_sent_off_by_the_word_itself() -> None:
    assert lever("Kenya on Monday declared three Ugandan envoys personae non gratae.") == [("KEN", "UGA", "in force")]


def test_what_is_held_out_is_announced() -> None:
    assert lever("Norway is ready to send more observers to Peru.") == [("NOR", "PER", "announced")]


def test_a_warning_to_shipping_is_a_military_instrument() -> None:
    text = "China issued a navigation warning that closes an area east of the island."
    assert [(k.by, k.kind) for k in found(text)[1].levers] == [("CHN", "military")]


def test_a_threat_to_go_to_court_is_aimed_at_the_other_side_not_at_the_court() -> None:
    text = "Kenya recalled its ambassador from Uganda on Monday and threatened to take the case to the African Union."
    assert ("KEN", "UGA", "threatened") in lever(text)


def test_a_measure_of_ones_own_that_a_case_would_bring_is_threatened() -> None:
    for text in (
        "France recalled that it would adopt further sanctions if Russia held a sham vote.",
        "The minister warned that Chile would impose tariffs on grapes if Peru closed the port.",
    ):
        (lever,) = [k for k in found(text)[1].levers if k.state == "threatened"]
        assert lever.by in {"FRA", "CHL"}


def test_the_suspension_of_a_good_is_in_force_and_that_of_a_duty_eases_it() -> None:
    text = "Chile ordered a suspension of fruit imports from Peru."
    assert "paused" not in {k.state for k in found(text)[1].levers}
