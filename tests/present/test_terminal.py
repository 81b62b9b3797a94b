from __future__ import annotations

import io

from rich.console import Console

from memcon.model.memo import Memorandum
from memcon.present.terminal import show


def shown(memo: Memorandum, width: int = 100) -> str:
    out = io.StringIO()
    show(memo, Console(file=out, width=width, highlight=False, markup=False, emoji=False))
    return out.getvalue()


def test_the_terminal_says_the_same_as_the_page(memo: Memorandum) -> None:
    text = " ".join(shown(memo).split())
    assert "Rojas–Vidal telephone call" in text
    assert "▲ Rojas–Vidal telephone call, who began it: R1 says Rojas; R2 says Vidal." in text
    assert "≈ 3 May, evening, in Lima is 4 May elsewhere. [R1] [R2]" in text
    assert "“We are friends & neighbours” [R1]" in text
    assert "Heard from nobody: Ecuador" in text
    assert "3.bin: it is binary; give text" in text


def test_markup_of_a_report_is_not_taken_as_the_consoles(memo: Memorandum) -> None:
    assert "<script>alert(1)</script>" in " ".join(shown(memo, 200).split())
    assert "\x1b" not in shown(memo)


def test_no_line_is_wider_than_the_terminal(memo: Memorandum) -> None:
    assert max(len(line) for line in shown(memo, 60).splitlines()) <= 60
