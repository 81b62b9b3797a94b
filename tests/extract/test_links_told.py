"""Links between acts in the ways that reports tell them: causes, agreements carried out, "that prompted", praise."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, found


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("As a result of Chile's ban, Peru suspended the talks with Chile.", "responds-to", "suspended", "ban"),
        ("Peru suspended its exports to Chile owing to Chile's blockade.", "responds-to", "suspended", "blockade"),
        ("As agreed in a call with Chile, Peru released ten Chilean prisoners.", "implements", "released", "call"),
        (
            "Chile arrested a Peruvian envoy. That prompted Peru to recall its ambassador.",
            "responds-to",
            "recall",
            "arrest",
        ),
        ("Peru praised Chile's decision to reopen the border.", "responds-to", "praised", "reopen"),
        ("Chile and Peru spoke by telephone a day after Chile seized a ship.", "follows", "spoke", "seized"),
        ("Peru summoned Chile's ambassador over the arrest of a journalist.", "responds-to", "summoned", "arrest"),
    ],
)
def test_a_link(text: str, kind: str, source: str, target: str) -> None:
    links = {(k.type, k.source, k.target) for k in found(text)[1].links}
    assert (kind, act(text, source).id, act(text, target).id) in links


@pytest.mark.parametrize(
    "text",
    [
        "Chile arrested a Peruvian envoy. The minister prompted laughter in Peru's parliament.",
        "Peru praised Chile. Chile reopened the border.",
        "The due date of Chile's ban on Peru is near, and Peru suspended the talks with Chile.",
    ],
)
def test_no_link_where_none_is_told(text: str) -> None:
    assert {k.type for k in found(text)[1].links} <= {"reverses"}


def test_an_arrest_that_nobody_tells_the_party_of_is_an_act_where_another_answers_it() -> None:
    assert act("Peru summoned Chile's ambassador over the arrest of a journalist.", "arrest").type == "COERCE"
