"""The page in a real browser, from ``file://``. Run with ``-m browser``; skipped where there is no Chromium."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from tests.made import memorandum
from tests.present import chrome

from memcon.model.memo import Memorandum
from memcon.present.page import page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chrome.found() is None, reason="no Chromium on this machine"),
]

WIDE = "document.documentElement.scrollWidth"
OUTSIDE = """Array.from(document.querySelectorAll('main *, header *, footer *')).filter(e => {
  const r = e.getBoundingClientRect(); return r.width && r.right > innerWidth + 1 && r.left >= 0 })
  .map(e => e.tagName + ': ' + e.textContent.slice(0, 60))"""
CONTRAST = """(() => {
  const lum = c => c.map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
  const rgb = s => s.match(/[\\d.]+/g).map(Number);
  const back = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c.slice(0, 3) } return [255, 255, 255] };
  const low = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const a = lum(rgb(getComputedStyle(e).color).slice(0, 3)), b = lum(back(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) low.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
  }
  return [...new Set(low)] })()"""


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chrome.Tab]:
    with chrome.tab(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("page") / "memo.html"
    target.write_text(page(memorandum(), zone="Asia/Kolkata"), "utf-8")
    return target


def grey(png: bytes) -> set[bytes]:
    """The distinct rows of a PNG's filtered data: one or two for a blank picture."""
    width = struct.unpack(">I", png[16:20])[0]
    data, place = b"", 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        if kind == b"IDAT":
            data += png[place + 8 : place + 8 + length]
        place += 12 + length
    raw = zlib.decompress(data)
    step = len(raw) // struct.unpack(">I", png[20:24])[0]
    assert step > width
    return {raw[i : i + step] for i in range(0, len(raw), step)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1200])
def test_the_page_keeps_to_the_width_and_logs_nothing(tab: chrome.Tab, file: Path, width: int, scheme: str) -> None:
    tab.logged.clear()
    tab.open(file, width, 900, dark=scheme == "dark")
    assert tab.value(WIDE) <= width
    assert tab.value(OUTSIDE) == []
    assert tab.logged == []
    assert len(grey(tab.picture())) > 100


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(tab: chrome.Tab, file: Path, scheme: str) -> None:
    tab.open(file, 1200, 900, dark=scheme == "dark")
    assert tab.value(CONTRAST) == []


def test_the_two_schemes_differ(tab: chrome.Tab, file: Path) -> None:
    grounds = []
    for dark in (False, True):
        tab.open(file, 1200, 900, dark=dark)
        grounds.append(tab.value("getComputedStyle(document.body).backgroundColor"))
    assert grounds[0] != grounds[1]


def test_a_citation_leads_to_the_words(tab: chrome.Tab, file: Path) -> None:
    tab.open(file, 1200, 900)
    tab.value("document.querySelector('#happened .cite').click()")
    found = tab.value("document.querySelector(':target') && document.querySelector(':target').textContent")
    assert found
    assert tab.value("document.querySelector(':target').closest('#sources') !== null")


def test_headings_and_tables_are_in_order(tab: chrome.Tab, file: Path) -> None:
    tab.open(file, 1200, 900)
    levels = tab.value("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tab.value("[...document.querySelectorAll('th')].every(t => t.scope)")
    assert tab.value("document.documentElement.lang") == "en"
    assert tab.value("['header','main','nav','footer'].every(n => document.querySelectorAll(n).length === 1)")


def test_a_page_of_many_reports_keeps_to_the_width(tab: chrome.Tab, tmp_path: Path, memo: Memorandum) -> None:
    more = tuple(replace(memo.reports[1], id=f"R{i}", file=f"{'long-name-' * 12}{i}.txt") for i in range(10, 16))
    target = tmp_path / "many.html"
    target.write_text(page(replace(memo, reports=(*memo.reports, *more))), "utf-8")
    tab.open(target, 360, 900)
    assert tab.value(WIDE) <= 360
    assert tab.value(OUTSIDE) == []
