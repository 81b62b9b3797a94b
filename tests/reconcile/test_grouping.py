"""Documents grouped by event, on invented news."""

from __future__ import annotations

import pytest

from memcon.reconcile.grouping import features, group, read_vectors, words_of

FERRY = [
    [
        "Ferry Aurelia runs aground off Port Selm .",
        "The ferry Aurelia ran aground on Tuesday with 212 passengers aboard , the Selm coast guard said .",
        "All passengers were taken to Port Selm in lifeboats .",
    ],
    [
        "Passengers rescued after Aurelia ferry grounding .",
        "Lifeboats brought 212 passengers of the ferry Aurelia to Port Selm after the ship ran aground .",
        "The Selm coast guard said nobody was hurt on Tuesday .",
    ],
    [
        "Coast guard : fog behind Aurelia ferry grounding .",
        "Thick fog had hidden the rocks off Port Selm when the ferry Aurelia ran aground , the coast guard said .",
    ],
]
VERDICT = [
    [
        "Mayor of Brenholt found guilty of fraud .",
        "A court in Brenholt found mayor Ines Kappel guilty of fraud over a sports hall contract .",
        "The judge said Kappel had taken 40,000 crowns from the builder .",
    ],
    [
        "Kappel convicted in sports hall fraud trial .",
        "Ines Kappel , the mayor of Brenholt , was convicted of fraud over the contract for a sports hall .",
        "She had taken 40,000 crowns , the court found .",
    ],
]


def test_two_events_are_two_groups() -> None:
    found = group([*FERRY, *VERDICT])
    assert found == [0, 0, 0, 1, 1]


def test_one_event_is_one_group() -> None:
    assert group(FERRY) == [0, 0, 0]


def test_the_order_of_documents_does_not_matter() -> None:
    mixed = [VERDICT[0], FERRY[1], FERRY[2], VERDICT[1], FERRY[0]]
    assert group(mixed) == [0, 1, 1, 0, 1]


@pytest.mark.parametrize("count", [0, 1])
def test_few_documents_are_one_group(count: int) -> None:
    assert group(FERRY[:count]) == [0] * count


def test_an_empty_document_stands_alone() -> None:
    assert group([*FERRY, []]) == [0, 0, 0, 1]


def test_features_are_the_same_both_ways_and_whole() -> None:
    documents = [*FERRY, *VERDICT]
    found = features(documents, read_vectors(documents))
    assert found == pytest.approx(found.transpose(1, 0, 2))
    assert (found[0, 1, :5] > found[0, 3, :5]).all()


def test_words_are_cut_and_stop_words_left_out() -> None:
    assert words_of("The coast guards are rescuing 1,200 passengers") == [
        "coast",
        "guard",
        "rescu",
        "1,200",
        "passenger",
    ]
