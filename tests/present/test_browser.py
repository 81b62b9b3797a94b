"""The pages in a real browser, from ``file://``: widths, schemes, print, script on and off, every link.

Run with ``-m browser``; skipped where there is no Chromium.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from tests.present.conftest import NAMES, READERS, Opener

from memcon.model.memo import Memorandum
from memcon.present.analyst_page import analyst_page
from memcon.present.page import page

pytestmark = pytest.mark.browser

WIDE = "document.documentElement.scrollWidth"
# what stands right of the window, but for what scrolls in a box of its own
OUTSIDE = """() => Array.from(document.querySelectorAll('main *, header *, footer *')).filter(e => {
  const r = e.getBoundingClientRect();
  return r.width && r.right > innerWidth + 1 && r.left >= 0 && !e.closest('[tabindex="0"]') })
  .map(e => e.tagName + ': ' + e.textContent.slice(0, 60))"""
CONTRAST = """() => {
  const lum = c => c.map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
  const rgb = s => s.match(/[\\d.]+/g).map(Number);
  const back = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c.slice(0, 3) } return [255, 255, 255] };
  const low = [];
  for (const e of document.querySelectorAll('body *:not(svg *)')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const a = lum(rgb(getComputedStyle(e).color).slice(0, 3)), b = lum(back(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) low.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
  }
  return [...new Set(low)] }"""
# for every link inside the page: what it names, and the text from its target on
LINKS = """() => [...document.querySelectorAll('a[href^="#"]')].map(a => {
  const id = decodeURIComponent(a.getAttribute('href').slice(1)), e = document.getElementById(id);
  const cite = a.classList.contains('cite');
  let text = '';
  if (e && cite) { const r = document.createRange(); r.setStartBefore(e);
    r.setEndAfter(e.closest('article').lastElementChild); text = r.toString() }
  return {id, there: !!e, cite, quote: a.title || '', text: text.slice(0, (a.title || '').length * 2 + 400),
          source: !!(e && e.closest('#sources')), mark: !!(e && (e.closest('mark') || e.querySelector('mark')))} })"""
# every target brought up by its link: whether it is what the browser calls the target, and stands in the window
LANDED = """() => { const links = [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href'));
 return [...new Set(links)].filter(h => {
  location.hash = h;
  const e = document.querySelector(':target');
  if (!e) return true;
  const r = [...e.getClientRects()].find(r => r.width || r.height) || e.getBoundingClientRect();
  return r.bottom < 0 || r.top > innerHeight }) }"""


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_keeps_to_every_width_and_does_nothing_by_itself(
    look: Opener, pages: dict[str, Path], name: str
) -> None:
    opened = look(pages[name])
    for width in (1200, 768, 360):
        opened.page.set_viewport_size({"width": width, "height": 900})
        assert opened.page.evaluate(WIDE) <= width
        assert (width, opened.page.evaluate(OUTSIDE)) == (width, [])
    assert opened.quiet()
    assert opened.broken == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("reader", READERS)
def test_text_stands_out_from_its_ground(look: Opener, pages: dict[str, Path], reader: str, scheme: str) -> None:
    opened = look(pages[f"telephone-call-{reader}"], dark=scheme == "dark")
    assert opened.page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("reader", ["reporter", "analyst"])
def test_the_two_schemes_differ(look: Opener, pages: dict[str, Path], reader: str) -> None:
    file = pages[f"two-readouts-{reader}"]
    light, dark = look(file), look(file, dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert light.page.evaluate(ground) != dark.page.evaluate(ground)
    assert len(light.page.screenshot()) > 20_000
    assert light.page.screenshot() != dark.page.screenshot()


@pytest.mark.parametrize("name", NAMES)
def test_every_link_inside_lands_and_a_citation_lands_on_its_words(
    look: Opener, pages: dict[str, Path], name: str
) -> None:
    opened = look(pages[name]).page
    links = opened.evaluate(LINKS)
    assert [x["id"] for x in links if not x["there"]] == []
    cites = [x for x in links if x["cite"]]
    assert cites
    assert [x["id"] for x in cites if not (x["source"] and x["mark"])] == []
    assert [(x["quote"], x["text"][:80]) for x in cites if not words(x["text"]).startswith(words(x["quote"]))] == []
    assert opened.evaluate(LANDED) == []


def test_a_click_on_a_citation_shows_the_passage_and_the_passage_leads_back(
    look: Opener, pages: dict[str, Path]
) -> None:
    opened = look(pages["two-readouts-reporter"]).page
    cite = opened.locator("#happened .cite").first
    quote = cite.get_attribute("title") or ""
    cite.click()
    target = opened.locator(":target")
    assert words(target.inner_text())[:10] == words(quote)[:10]
    assert target.evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight }")
    target.locator("xpath=descendant-or-self::mark[1]").locator("a").first.click()
    assert "#c-" not in opened.url
    assert opened.locator(":target").count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_the_same_without_script(look: Opener, pages: dict[str, Path], name: str) -> None:
    with_script, without = look(pages[name]), look(pages[name], script=False)
    text = with_script.page.inner_text("body")
    assert len(text) > 1000
    assert without.page.inner_text("body") == text
    assert without.quiet()
    assert with_script.page.evaluate("document.scripts.length") == 0


@pytest.mark.parametrize("name", NAMES)
def test_print_has_a_white_ground_all_that_is_folded_and_no_navigation(
    look: Opener, pages: dict[str, Path], name: str
) -> None:
    opened = look(pages[name], 700).page
    folded = opened.locator("details").count()
    opened.emulate_media(media="print", color_scheme="dark")
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not opened.locator("nav").is_visible()
    assert opened.evaluate(WIDE) <= 700
    folds = "[...document.querySelectorAll('details:not(.uses) > :not(summary)')]"
    hidden = f"{folds}.filter(e => !e.getClientRects().length).length"
    assert opened.evaluate(hidden) == 0 or not folded
    tables = "[...document.querySelectorAll('table')].map(t => getComputedStyle(t).display)"
    assert set(opened.evaluate(tables)) == {"table"}
    pdf = opened.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 2
    assert len(pdf) > 20_000


@pytest.mark.parametrize("name", NAMES)
def test_headings_tables_and_landmarks_are_in_order(look: Opener, pages: dict[str, Path], name: str) -> None:
    opened = look(pages[name]).page
    levels = opened.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert opened.evaluate("[...document.querySelectorAll('th')].every(t => t.scope)")
    assert opened.evaluate("document.documentElement.lang") == "en"
    landmarks = "['header','main','nav','footer'].every(n => document.querySelectorAll(n).length === 1)"
    assert opened.evaluate(landmarks)
    assert opened.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size") == opened.evaluate(
        "document.querySelectorAll('[id]').length"
    )


def test_the_keyboard_reaches_the_memorandum_first(look: Opener, pages: dict[str, Path]) -> None:
    for reader, first in (("reporter", "happened"), ("analyst", "bottom")):
        opened = look(pages[f"two-readouts-{reader}"]).page
        opened.keyboard.press("Tab")
        assert opened.evaluate("document.activeElement.getAttribute('href')") == f"#{first}"
        assert opened.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


@pytest.mark.parametrize("make", [page, analyst_page])
def test_a_page_of_many_reports_keeps_to_the_width(look: Opener, tmp_path: Path, memo: Memorandum, make) -> None:
    more = tuple(replace(memo.reports[1], id=f"R{i}", file=f"{'long-name-' * 12}{i}.txt") for i in range(10, 16))
    target = tmp_path / "many.html"
    target.write_text(make(replace(memo, reports=(*memo.reports, *more))), "utf-8")
    opened = look(target, 360).page
    assert opened.evaluate(WIDE) <= 360
    assert opened.evaluate(OUTSIDE) == []
