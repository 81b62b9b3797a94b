"""Weighings told in plain forms: what a thing is, what nobody gains, what lies behind it; and facts that are none."""

from __future__ import annotations

import pytest
from voices_maker import run

WEIGHED = [
    ("The premier said that there can be no peace without a border treaty.", "there can be no peace"),
    (
        "The minister called the cut necessary and noted that it is a precautionary measure.",
        "is a precautionary measure",
    ),
    ("Fishing is an integral part of our partnership.", "integral part"),
    ("Prime Minister Mori said that a truce would be in the interest of all mankind.", "in the interest of all"),
    ("Such a race serves nobody's interests.", "serves nobody's interests"),
    ("Everybody benefits, whether they trade or not.", "Everybody benefits"),
    ("What matters is that the two capitals are in touch.", "What matters is"),
    ("The truth is that neither port can do without the other.", "The truth is"),
    ("Behind the quarrel over lobsters lies an older mistrust.", "lies an older mistrust"),
    ("Peru sees in every quota a tariff by another name.", "sees in every quota"),
    ("Diplomats believe that the premier is playing for time.", "is playing for time"),
    ("The feud has cost the island dearly.", "has cost the island dearly"),
    ("The cabinet, whose majority hangs by a thread, met on Friday.", "hangs by a thread"),
    ("The president voiced the belief that the people will surely rebuild their homes.", "will surely rebuild"),
    ("Relations between Chile and Peru have become an example of cooperation.", "become an example"),
    ("The political sting is considerable.", "sting is considerable"),
    ("For Chile, a signature without Peru would be a success with a bitter taste.", "would be a success"),
]
PLAIN = [
    "The port is closed.",
    "The meeting was the third this year.",
    "The ship is Peruvian.",
    "The talks are due on Friday.",
    "The conversation was devoted to fisheries.",
    "Claims that the navy fired first are absurd.",
    "The delegation is led by the minister.",
    "Chile is a member of the council.",
    "There were no casualties.",
    "The guns are silent.",
    "Will the tariff be a lasting measure?",
]


def readings(text: str) -> list[str]:
    _, _, found = run(text)
    return [text[slice(*d.evidence)] for d in found.drafts if d.kind == "assessment"]


@pytest.mark.parametrize(("text", "words"), WEIGHED)
def test_a_weighing_is_a_reading(text: str, words: str) -> None:
    assert any(words in r or r in words for r in readings(text))


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_fact_is_none(text: str) -> None:
    assert readings(text) == []
