"""Acts that a plan foresees, that are bargained over or wanted; second verbs that no "not" of the first one reaches."""

from __future__ import annotations

import pytest
from acts_reader import act, mentions, trigger

HAPPENED = {"occurred", "ongoing"}
TO_COME = [
    ("The draft foresees the release of 40 prisoners in a first stage.", "release"),
    ("The plan envisages the withdrawal of foreign troops within a year.", "withdrawal"),
    ("A second phase would bring the withdrawal of all foreign forces.", "withdrawal"),
    ("The deal provides for the lifting of sanctions and the return of the ambassadors.", "lifting"),
    ("The proposal would see the release of the hostages and the withdrawal of troops.", "withdrawal"),
    ("The memorandum covers the reopening of the embassies and the lifting of visa bans.", "lifting"),
    ("It could be the biggest step towards ending the war.", "ending"),
    ("What is needed is not a new ceasefire but the withdrawal of the troops.", "withdrawal"),
    ("He said the answer was not sanctions but the release of the hostages.", "release"),
    ("Talks on a free trade agreement with India have dragged on since 2016.", "agreement"),
    ("Parliament voted to break off negotiations on the free trade agreement with Chile.", "agreement"),
    ("The president will raise the matter with partners on the margins of the summit in Lima in November.", "summit"),
    ("The ministers will meet on the sidelines of the G20 summit in Rio.", "summit"),
    ("Agreements signed without the opposition would not last, the envoy cautioned.", "Agreements"),
    ("A deal reached behind closed doors will not hold, she warned.", "deal"),
]
DONE = [
    ("The ministry has never released the report and refused again on Monday to hand it to the court.", "refused"),
    ("Norway did not answer the letter and expelled two diplomats.", "expelled"),
    ("The premier did not attend the dinner and rejected the draft.", "rejected"),
    ("Kenya has not opened the border and denies that it ever promised to do so.", "denies"),
    ("Peru dismissed the claims as without merit and recalled its ambassador.", "recalled"),
    (
        "It rejects the charges as entirely without foundation and has declared the consul persona non grata.",
        "declared",
    ),
    ("He explained that no treaty had been signed and denied the reports of a secret base.", "denied"),
    ("The accord signed in May will not survive, analysts say.", "accord"),
    ("Peru and Chile discussed the matter on the margins of the summit in Lima.", "summit"),
]
DENIED = [
    ("Norway has not closed its embassy or recalled its ambassador.", "recalled"),
    ("The premier did not meet the envoy or sign the accord.", "sign"),
]
ELSEWHERE = [
    ("Minister Sato said that the hearings had been moved to May and rejected any settlement.", "rejected"),
    ("Minister Sato said that the talks had been broken off and accused Chile of bad faith.", "accused"),
    ("Minister Sato noted that the border had been closed and called on Chile to reopen it.", "called on"),
    ("Minister Sato announced that Peru will attend and denounced the critics.", "denounced"),
]
NONE = [
    ("He rejected what he called the lies of the mercenaries.", "called"),
    ("The minister denounced what he termed a blackmail by Peru.", "termed"),
    ("The envoy spoke of an hour when asked about the length of the dinner.", "asked"),
    ("Asked whether Peru would join, the minister smiled.", "Asked"),
    ("Reporters asked the minister about the strike.", "asked"),
    ("The Union takes note with regret of the expulsion of its envoy.", "regret"),
    ("The minister undertook to bring the matter to the attention of his government.", "bring"),
    ("Norway will not stand by while its industry is undercut.", "stand by"),
    ("Neither minister spoke to the press.", "spoke"),
    ("The ministry neither confirmed nor denied the strike.", "denied"),
    ("A spokesman would neither confirm nor deny the existence of a list.", "deny"),
    ("The office could not confirm or deny the meeting.", "deny"),
    ("He wrote that talk of a ceasefire was nonsense.", "talk"),
    ("The rules, which Norway considers to be in breach of the treaty, apply to milk.", "considers"),
]


@pytest.mark.parametrize(("text", "words"), TO_COME)
def test_what_is_to_come_is_not_told_as_done(text: str, words: str) -> None:
    assert act(text, words).status not in HAPPENED | {"denied"}


@pytest.mark.parametrize(("text", "words"), DONE)
def test_a_second_verb_with_a_tense_of_its_own_is_done(text: str, words: str) -> None:
    assert act(text, words).status in HAPPENED


@pytest.mark.parametrize(("text", "words"), DENIED)
def test_or_carries_not_on(text: str, words: str) -> None:
    assert act(text, words).status == "denied"


@pytest.mark.parametrize(("text", "words"), ELSEWHERE)
def test_who_says_it_does_the_next_act_of_speech_too(text: str, words: str) -> None:
    found = act(text, words)
    assert found.status in HAPPENED
    assert len(found.actors) == 1


@pytest.mark.parametrize(("text", "words"), NONE)
def test_words_that_tell_of_no_act(text: str, words: str) -> None:
    assert words not in {trigger(text, m).split()[0] for m in mentions(text)} | {
        trigger(text, m) for m in mentions(text)
    }


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The Swiss-hosted talks between Iran and Iraq resumed.", 2),
        ("Qatari-brokered talks between Chad and Niger collapsed.", 2),
        ("Talks mediated by Qatar ended on Monday.", 0),
    ],
)
def test_who_brings_others_together_is_no_party(text: str, count: int) -> None:
    assert len(act(text, "alks").actors) == count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("EU exports of the three products to Peru came to 610 million euros last year.", "exports"),
        ("The envoy Lars Holm engaged in activities incompatible with his status.", "engaged"),
        ("Norway's minister Lars Holm returned to Oslo last night.", "returned"),
    ],
)
def test_figures_pastimes_and_homecomings_are_no_acts(text: str, words: str) -> None:
    assert not [m for m in mentions(text) if words in trigger(text, m)]


def test_who_is_to_be_handed_over_is_not_asked_for_it() -> None:
    assert act("Norway's minister demanded that the fugitive Ali Omar be handed over.", "demanded").recipients == ()


def test_a_list_of_what_is_to_be_hit_is_a_threat() -> None:
    text = "Norway was drawing up a list of Peruvian goods that could be hit next."
    assert act(text, "drawing").type == "THREATEN"
    assert act("Norway was drawing up a list of guests.", "drawing").type != "THREATEN"


def test_a_dated_clause_about_the_talks_dates_no_accord() -> None:
    text = (
        "Parliament urged the cabinet to break off negotiations on the free trade agreement with Chile, which have "
        "been limping along since 2016."
    )
    assert act(text, "agreement").status not in HAPPENED
