"""Acts and what they undo or answer, where the words lie apart."""

from __future__ import annotations

import pytest
from acts_reader import found, trigger

LINKED = [
    (
        "Chile banned imports of Peruvian grapes in May. Chile lifted its ban on grapes on Friday.",
        "lifted",
        "banned",
        "reverses",
    ),
    ("Peru withdrew a complaint that it had filed against Chile.", "withdrew", "filed", "reverses"),
    (
        "Chile has offered to escort Peruvian boats, an offer that Peru has refused.",
        "refused",
        "offered",
        "responds-to",
    ),
    ("Peru accused Chile of fraud. Chile rejected the accusation.", "rejected", "accused", "responds-to"),
    (
        "Chilean ships attacked Peruvian boats on Saturday. Peru lodged a diplomatic protest the following day.",
        "protest",
        "attacked",
        "responds-to",
    ),
    (
        "Chile banned imports of Peruvian grapes, a step taken in response to the seizure of a Chilean ship.",
        "banned",
        "seizure",
        "responds-to",
    ),
]
UNLINKED = [
    ("Peru accused Japan of fraud under the accord signed in Kyoto.", "implements"),
    ("Chile banned imports of Peruvian grapes. Japan lifted its ban on whaling.", "reverses"),
]


def links(text: str) -> list[tuple[str, str, str]]:
    _, acts = found(text)
    at = {m.id: trigger(text, m) for m in acts.mentions}
    return [(at[k.source], at[k.target], k.type) for k in acts.links]


@pytest.mark.parametrize(("text", "source", "target", "kind"), LINKED)
def test_an_act_and_what_it_undoes_or_answers(text: str, source: str, target: str, kind: str) -> None:
    assert [k for a, b, k in links(text) if source in a and target in b and k == kind]


@pytest.mark.parametrize(("text", "kind"), UNLINKED)
def test_acts_of_others_are_not_linked(text: str, kind: str) -> None:
    assert kind not in {k for _, _, k in links(text)}
