"""Who does what to whom: invented sentences, one construction each."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, countries, mentions, trigger

DIRECTED = [
    # active, passive, participle, gerund, relative
    ("Chile imposed sanctions on Bolivia on Monday.", "sanctions", "SANCTION", {"CHL"}, {"BOL"}),
    ("Bolivia was invaded by Chile in 1990.", "invaded", "ASSAULT", {"CHL"}, {"BOL"}),
    ("The border closed, with Ghana accusing Togo of smuggling.", "accusing", "ACCUSE", {"GHA"}, {"TGO"}),
    ("Oslo summoned the envoy and condemned Denmark on Friday.", "condemned", "ACCUSE", {"NOR"}, {"DNK"}),
    # nominal: possessor, demonym, preposition
    ("Peru's invasion of Ecuador shocked the region.", "invasion", "ASSAULT", {"PER"}, {"ECU"}),
    ("The Kenyan boycott against Uganda has lasted for a month.", "boycott", "SANCTION", {"KEN"}, {"UGA"}),
    # control: who is asked is not who asks
    ("Finland urged Estonia to withdraw its troops.", "urged", "REQUEST", {"FIN"}, {"EST"}),
    # a visit is directed
    ("The president of Brazil will visit Portugal next week.", "visit", "CONSULT", {"BRA"}, {"PRT"}),
    # the object of thanks is who acted
    ("Nepal thanked India for the humanitarian aid.", "thanked", "SUPPORT", {"NPL"}, {"IND"}),
]


@pytest.mark.parametrize(("text", "words", "kind", "actors", "recipients"), DIRECTED)
def test_directed(text: str, words: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    mention = act(text, words)
    assert mention.type == kind
    assert countries(text, mention.actors) == actors
    assert countries(text, mention.recipients) == recipients


RECIPROCAL = [
    ("The foreign ministers of Chile and Peru held talks on Monday.", "talks", {"CHL", "PER"}),
    ("A phone call between Ghana and Togo took place on Friday.", "phone call", {"GHA", "TGO"}),
    ("Kenya met with Uganda in Nairobi on Sunday.", "met", {"KEN", "UGA"}),
    ("A conversation took place with Norway's prime minister after Denmark's call to Norway.", "call", {"DNK", "NOR"}),
]


@pytest.mark.parametrize(("text", "words", "sides"), RECIPROCAL)
def test_reciprocal(text: str, words: str, sides: set[str]) -> None:
    mention = act(text, words)
    assert mention.reciprocal
    assert countries(text, mention.actors) == sides
    assert mention.recipients == ()


def test_the_thanked_gave_the_aid() -> None:
    text = "Nepal thanked India for another $2 million humanitarian aid package."
    mention = act(text, "aid package")
    assert (countries(text, mention.actors), countries(text, mention.recipients)) == ({"IND"}, {"NPL"})


def test_who_drives_is_who_is_answered() -> None:
    text = "Chile imposed a travel ban, forcing Peru to respond in kind."
    mention = act(text, "respond in kind")
    assert countries(text, mention.recipients) == {"CHL"}


def test_who_placed_the_call() -> None:
    text = "President Ana Rojas of Peru placed a phone call to Chile's president on Monday."
    fills = [f for f in act(text, "phone call").fills if f.slot == "initiator"]
    assert len(fills) == 1
    assert fills[0].stance == "asserts"
    hedged = "The foreign ministers of Peru and Chile spoke. The call, reportedly initiated by Peru, was short."
    fills = [f for f in act(hedged, "call").fills if f.slot == "initiator"]
    assert [f.stance for f in fills] == ["hedges"]


def test_at_the_initiative_of() -> None:
    text = "Chile and Peru held a telephone conversation on Monday at the initiative of Chile."
    fills = [f for f in act(text, "telephone conversation").fills if f.slot == "initiator"]
    assert [f.normal for f in fills] == ["CHL"]


def test_words_of_a_preposition_are_no_act() -> None:
    text = "Chile suspended trade talks with Peru in protest at the arms sale to Bolivia."
    assert not [m for m in mentions(text) if trigger(text, m) == "protest"]


def test_a_counterpart_is_somebody_else() -> None:
    text = "The President of Chile invited his counterpart to pay an official visit to Santiago."
    assert act(text, "official visit").actors == ()


def test_a_gerund_behind_by_or_after_is_the_subjects_own() -> None:
    # whatever the verb hands to its object elsewhere ("executed Y for killing Z")
    text = "By reaching out to Peru immediately after engaging with Bolivia, Chile executed a dual-track diplomacy."
    assert countries(text, act(text, "reaching out to").actors) == {"CHL", "PER"}
    assert countries(text, act(text, "engaging with").actors) == {"CHL"}


@pytest.mark.parametrize(
    ("text", "verb", "acts", "done_to"),
    [
        ("Two officers were detained by Norway and later freed.", "freed", {"NOR"}, None),
        ("Chad's envoy was called in by Sudan and handed a protest note.", "handed a protest note", {"SDN"}, {"TCD"}),
        ("The Chadian trucks were stopped by Sudan's army and escorted to the border.", "escorted", {"SDN"}, {"TCD"}),
    ],
)
def test_a_passive_that_goes_on_keeps_who_did_it(text, verb, acts, done_to):
    mention = act(text, verb)
    assert countries(text, mention.actors) == acts
    assert done_to is None or countries(text, mention.recipients) == done_to
