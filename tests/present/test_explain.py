from __future__ import annotations

import pytest

from memcon.model.errors import InputError
from memcon.model.memo import Memorandum
from memcon.present.explain import explain


def test_an_event_is_explained_by_id_and_by_words(memo: Memorandum) -> None:
    text = explain(memo, "E1")
    assert text == explain(memo, "rojas–vidal")
    assert "Coded as talk or visit (CONSULT, phone); happened." in text
    assert "R2 0" not in text
    assert "“phoned”" in text
    assert "Who began it: cannot be written as both have it. R1 says Rojas; R2 says Vidal." in text


def test_an_unknown_or_ambiguous_event_lists_the_choice(memo: Memorandum) -> None:
    with pytest.raises(InputError, match=r"no event fits 'E9'.*\n.*E1 .*\n.*E2 "):
        explain(memo, "E9")
    with pytest.raises(InputError, match="2 events fit 'Rojas'"):
        explain(memo, "Rojas")
