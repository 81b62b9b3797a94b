"""Every row of the page has a place, and every passage leads back to each row that uses it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.present.test_page import read

from memcon.model.memo import Memorandum, Report
from memcon.present.build import view
from memcon.present.markdown import markdown
from memcon.present.page import page
from memcon.present.uses import anchored


def test_a_passage_leads_to_every_row_that_cites_it(memo: Memorandum) -> None:
    shown = anchored(view(memo))
    html = page(memo)
    places = {p for s in shown.sources for x in s.passages for p, _ in x.places}
    assert places <= set(read(html).ids)
    phoned = next(x for s in shown.sources for x in s.passages if x.quote == "phoned")
    names = [name for _, name in phoned.places]
    assert names[0] == "What happened"
    assert "Before you file" in names
    assert names[-1] == "The record: Rojas–Vidal telephone call"


def test_every_row_that_cites_is_found_from_its_passage(memo: Memorandum) -> None:
    shown = anchored(view(memo))
    by = {c: {p for p, _ in x.places} for s in shown.sources for x in s.passages for c in x.claims}
    rows = [*shown.happened, *shown.before.lines, *shown.clock_notes, *shown.facts, *shown.agenda, *shown.levers]
    cited = [(r.anchor, c.claim) for r in rows for c in getattr(r, "cites", ())]
    assert cited
    assert all(anchor in by[claim] for anchor, claim in cited)


def test_a_passage_in_another_keeps_a_line_of_its_own(memo: Memorandum) -> None:
    (first, *_) = anchored(view(memo)).sources
    quotes = [p.quote for p in first.passages]
    assert quotes.index("phoned <b>Prime</b> Minister Tomás Vidal on the evening") == quotes.index("phoned") + 1
    assert "evening of May 3" in quotes


@pytest.fixture
def linked(memo: Memorandum) -> Memorandum:
    first = replace(memo.reports[0], url='https://news.example/a?"><script>x</script>')
    return replace(memo, reports=(first, *memo.reports[1:]))


def test_quotations_link_to_the_words_at_the_source(linked: Memorandum) -> None:
    html = page(linked)
    links = re.findall(r'<a class="out" href="([^"]*)" rel="([^"]*)"', html)
    assert links
    assert {rel for _, rel in links} == {"noreferrer noopener nofollow"}
    assert all(href.startswith("https://news.example/a?%22%3E%3Cscript%3Ex%3C/script%3E#:~:text=") for href, _ in links)
    assert any(href.endswith("text=a%20visit%20to%20Quito") for href, _ in links)
    assert "script" not in read(html).tags
    assert "[at the source](<https://news.example/a?%22%3E" in markdown(linked)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://a@b.example/"])
def test_other_addresses_make_no_link(memo: Memorandum, url: str) -> None:
    made = replace(memo, reports=(replace(memo.reports[0], url=url), *memo.reports[1:]))
    html = page(made)
    assert 'class="out"' not in html
    assert "at the source](" not in markdown(made)
    assert url not in re.findall(r'href="([^"]*)"', html)


def test_a_report_of_no_claims_lists_no_passages(memo: Memorandum) -> None:
    empty = replace(memo, reports=(*memo.reports, Report(id="R9", file="9.txt", text="Nothing here.")))
    assert anchored(view(empty)).sources[-1].passages == ()
