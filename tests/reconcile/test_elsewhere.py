"""Which places can be one."""

from __future__ import annotations

import pytest

from memcon.reconcile.elsewhere import UNTOLD, WITHIN, nearness, other_place


@pytest.mark.parametrize(
    ("one", "two", "other"),
    [
        ("Nairobi", "Kenya", False),
        ("Kenya", "Nairobi", False),
        ("Nairobi", "Mombasa", True),
        ("Nairobi", "Uganda", True),
        ("State House in Nairobi", "Nairobi", False),
        ("the Barents Sea", "Barents Sea", False),
        (None, "Nairobi", False),
        ("Zorbica", "Tacna", True),
    ],
)
def test_other_place(one: str | None, two: str | None, other: bool) -> None:
    assert other_place(one, two) is other


def test_nearness() -> None:
    assert nearness(None, "Lima") == UNTOLD
    assert nearness("lima", "Lima") == 1.0
    assert nearness("Lima", "Peru") == WITHIN
    assert nearness("Lima", "Cusco") == 0.0
