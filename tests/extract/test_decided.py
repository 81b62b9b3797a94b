"""What somebody decided on is the act itself: of a recall that was done, of a closure to come."""

import pytest
from acts_reader import act, mentions, trigger


def test_a_regretted_decision_is_not_of_whoever_regrets():
    text = "Gabon regrets the decision to recall the envoy."
    found = act(text, "recall")
    assert found.decided
    assert found.actors == ()


def test_the_decision_takes_up_what_was_done():
    text = "Cameroon recalled its ambassador to Gabon on Tuesday. Gabon regrets the decision to recall the envoy."
    first, again = (m for m in mentions(text) if "recall" in trigger(text, m))
    assert (again.same_as, again.status) == (first.id, "occurred")


def test_the_decision_takes_up_what_is_to_come():
    text = "Peru said it would close its embassy in Quito. Ecuador called the decision to close the embassy hasty."
    first, again = (m for m in mentions(text) if "close" in trigger(text, m))
    assert again.same_as == first.id
    assert {first.status, again.status} == {"planned"}


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("Togo condemned Benin's decision to ban its milk.", True),
        ("Togo has decided to ban milk from Benin.", True),
        ("Togo has not decided to ban milk from Benin.", False),
        ("Togo could still take a decision to ban milk from Benin.", False),
        ("Togo plans to ban milk from Benin.", False),
    ],
)
def test_only_a_decision_that_is_taken_counts(text, decided):
    assert act(text, "ban").decided is decided
