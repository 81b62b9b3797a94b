"""Reasons in plain words."""

from __future__ import annotations

import pytest

from memcon.present.plainly import plainly
from memcon.present.words import word


@pytest.mark.parametrize(
    ("because", "plain"),
    [
        ("parties NOR of NOR", "both name Norway"),
        ("parties CHL–NOR of CHL–NOR–PER", "both name Chile and Norway, one alone Peru"),
        ("parties none of CHL–NOR", "no party in common (Chile and Norway)"),
        ("type None", "both count as an act of no known kind"),
        ("shared words ban, port; dates fit", "shared words ban, port; dates fit"),
        ("judged one; parties named in one only", "judged one; parties named in one only"),
    ],
)
def test_codes_are_told_by_their_names(because: str, plain: str) -> None:
    assert plainly(because) == plain


def test_kinds_of_acts_are_told_in_words() -> None:
    threat, ban = word("type", "THREATEN").lower(), word("type", "SANCTION").lower()
    assert plainly("type THREATEN; no words shared") == f"both count as {threat}; no words shared"
    assert plainly("types SANCTION, THREATEN") == f"one counts as {ban}, the other as {threat}"
    assert "THREATEN" not in threat
