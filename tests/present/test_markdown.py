from __future__ import annotations

import re

from memcon.model.memo import Memorandum
from memcon.present.markdown import markdown, plain


def test_every_endnote_stands_at_its_offsets(memo: Memorandum) -> None:
    text = markdown(memo)
    texts = {r.id: r.text for r in memo.reports}
    notes = re.findall(r"^\[\^(\d+)\]: (R\d) (\d+)–(\d+): “(.*)”$", text, re.MULTILINE)
    assert notes
    assert [int(n) for n, *_ in notes] == list(range(1, len(notes) + 1))
    for _, report, start, end, quote in notes:
        assert plain(texts[report][int(start) : int(end)]) == quote
    cited = {int(n) for n in re.findall(r"R\d\[\^(\d+)\]", text)}
    assert cited == {int(n) for n, *_ in notes}


def test_it_has_the_sections_of_the_page(memo: Memorandum) -> None:
    text = markdown(memo, zone="Asia/Kolkata")
    heads = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert heads[:5] == [
        "What happened",
        "Before you file",
        "Clocks",
        "Where the accounts part, and where they meet",
        "In their words",
    ]
    assert "03:30–10:30 h" in text
    assert "▲ **Rojas–Vidal telephone call, who began it**" in text


def test_signs_of_markdown_and_html_in_a_report_stay_text(memo: Memorandum) -> None:
    assert plain("a *b* <i>c</i> [d](e) | f\n# g \u202e&amp;") == r"a \*b\* \<i\>c\</i\> \[d\](e) \| f \# g \&amp;"
    assert not re.search(r"(?<!\\)<script", markdown(memo))
