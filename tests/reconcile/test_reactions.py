"""A protest, a summons and a call for restraint answer the one blow that their report tells of; of two, neither."""

from __future__ import annotations

from pathlib import Path

from memcon.model.memo import Memorandum
from memcon.pipeline import brief


def told(folder: Path, text: str) -> Memorandum:
    (folder / "1.txt").write_text(text, "utf-8")
    return brief(folder)


def answers(memo: Memorandum, what: str) -> list[str]:
    """The triggers of what the act with this trigger responds to."""
    (source,) = [e.id for e in memo.events if any(what in m.trigger.quote for m in e.mentions)]
    known = {e.id: e for e in memo.events}
    return [
        m.trigger.quote
        for link in memo.links
        if link.source == source and link.type == "responds-to"
        for m in known[link.target].mentions[:1]
    ]


BLOW = "A Chilean frigate rammed a Peruvian trawler off Arica on Monday.\n\n"
TALK = "The fishing season opens in two weeks. Prices in Lima were stable. Shops stayed open.\n\n"


def test_a_protest_some_paragraphs_later_answers_the_blow(tmp_path: Path) -> None:
    memo = told(tmp_path, BLOW + TALK + "Peru handed the Chilean ambassador a note of protest on Thursday.")
    assert [a.split()[0] for a in answers(memo, "handed")] == ["rammed"]


def test_a_third_party_that_urges_restraint_answers_the_blow(tmp_path: Path) -> None:
    memo = told(tmp_path, BLOW + TALK + "Brazil urged both sides to show restraint.")
    assert [a.split()[0] for a in answers(memo, "urged")] == ["rammed"]


def test_of_two_blows_alike_none_is_said_to_be_meant(tmp_path: Path) -> None:
    two = "A Chilean frigate rammed a Peruvian trawler on Monday. Chile shelled a Peruvian port on Tuesday.\n\n"
    assert answers(told(tmp_path, two + TALK + "Brazil urged both sides to show restraint."), "urged") == []


def test_an_offer_turned_down_is_answered_though_it_was_only_offered(tmp_path: Path) -> None:
    memo = told(tmp_path, "Peru offered assistance in the search for the sailors, but Chile turned down the offer.")
    assert answers(memo, "turned down") == ["offered assistance"]


def test_what_was_signed_at_the_end_of_talks_follows_them(tmp_path: Path) -> None:
    text = "The presidents of Peru and Chile held talks in Lima. At the conclusion of the talks, they witnessed"
    memo = told(tmp_path, text + " the signing of three memoranda on railways.")
    known = {e.id: e.type for e in memo.events}
    assert ("AGREE", "CONSULT") in {(known[k.source], known[k.target]) for k in memo.links if k.type == "follows"}
