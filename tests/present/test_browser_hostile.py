"""Reports that attack the page: what they say is shown as text and nothing of it is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.present.conftest import READERS, Opener, written
from tests.present.test_browser import OUTSIDE, WIDE

from memcon.pipeline import brief

pytestmark = pytest.mark.browser

MARK = "window.hit"
ATTACKS = (
    "<script>window.hit=1;alert('hit')</script>",
    "<img src=x onerror=\"window.hit=1;alert('hit')\">",
    "<svg onload=window.hit=1><a href=javascript:alert(1)>x</a></svg>",
    "<style>body{display:none}@import url(http://192.0.2.1/x.css)</style>",
    "<iframe src=http://192.0.2.1/></iframe><base href=http://192.0.2.1/>",
    "<meta http-equiv=refresh content=0;url=http://192.0.2.1/>",
    "</title></style></script><script>window.hit=1</script><!--",
    "{{ 7 * 7 }}{% raw %}&lt;script&gt;",
    '" autofocus onfocus=window.hit=1 x="',
)
REVERSED = "\u202egnisrever\u202c and \u2067isolated"
LONG = "Donaudampfschiff" * 40
FIRST = (
    "LIMA, May 4, 2025 — President Ana Rojas of Peru telephoned Prime Minister Tomás Vidal of Ecuador "
    "on the evening of May 3, 2025. {attacks}\n\n“We are friends "
    + ATTACKS[0]
    + " and neighbours,” Vidal said. The call signals a thaw "
    + ATTACKS[1]
    + ".\n\nRojas plans a visit to Quito "
    + ATTACKS[8]
    + " in June. "
    + REVERSED
    + " "
    + LONG
    + "\n"
)
SECOND = (
    "Rojas spoke with Vidal by telephone on May 4, 2025. Vidal declined to comment on the border tax "
    + ATTACKS[2]
    + ".\n\nVidal told reporters: “"
    + LONG
    + " "
    + REVERSED
    + " we will talk again.”\n"
)
SIDECAR = """- file: one.txt
  title: "<script>window.hit=1</script> \\u202etitle"
  outlet: "<b onmouseover=window.hit=1>Tribune</b>"
  url: "javascript:window.hit=1//"
- file: two.txt
  title: "</title><script>window.hit=1</script>"
  url: "https://192.0.2.1/\\"onmouseover=window.hit=1 x=<script>"
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    reports = folder / "reports"
    reports.mkdir()
    (reports / "one.txt").write_text(FIRST.format(attacks=" ".join(ATTACKS)), "utf-8")
    (reports / "two.txt").write_text(SECOND, "utf-8")
    (reports / "reports.yaml").write_text(SIDECAR, "utf-8")
    return dict(written(folder, {"hostile": brief([str(reports)])}))


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("reader", READERS)
def test_nothing_that_a_report_says_is_done(look: Opener, hostile: dict[str, Path], reader: str, width: int) -> None:
    opened = look(hostile[f"hostile-{reader}"], width)
    page = opened.page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.keyboard.press("Tab")
    page.mouse.move(width / 2, 300)
    assert page.evaluate(MARK) is None
    assert (opened.asked, opened.dialogs, opened.logged, opened.broken) == ([], [], [], [])
    assert (
        page.evaluate("document.querySelectorAll('script, iframe, img, base, object, embed, form, link').length") == 0
    )
    attributes = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.name))"
    assert not [
        a for a in page.evaluate(attributes) if a.startswith("on") or a in ("style", "src", "srcdoc", "autofocus")
    ]
    addresses = page.evaluate("[...document.querySelectorAll('[href]')].map(e => e.getAttribute('href'))")
    assert {a.split(":")[0] for a in addresses if not a.startswith("#")} <= {"http", "https"}
    assert page.evaluate("document.querySelectorAll('meta[http-equiv]').length") == 1
    assert page.evaluate("getComputedStyle(document.body).display") != "none"


@pytest.mark.parametrize("reader", READERS)
def test_every_attack_stands_there_as_text(look: Opener, hostile: dict[str, Path], reader: str) -> None:
    text = " ".join(look(hostile[f"hostile-{reader}"]).page.inner_text("#sources").split())
    for attack in ATTACKS:
        assert " ".join(attack.split()) in text
    assert REVERSED in text
    assert LONG in text


@pytest.mark.parametrize("reader", READERS)
def test_long_words_do_not_widen_a_narrow_page(look: Opener, hostile: dict[str, Path], reader: str) -> None:
    page = look(hostile[f"hostile-{reader}"], 360).page
    assert page.evaluate(WIDE) <= 360
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("reader", READERS)
def test_a_reversing_sign_turns_nothing_round_but_its_own_words(
    look: Opener, hostile: dict[str, Path], reader: str
) -> None:
    page = look(hostile[f"hostile-{reader}"]).page
    # an element of ours that shows words of a report keeps its order of writing to itself
    bare = page.evaluate(
        """() => [...document.querySelectorAll('q, mark, .lead, h1, td, dd, li > span')].filter(e => {
             const s = getComputedStyle(e).unicodeBidi;
             return /[\\u202a-\\u202e\\u2066-\\u2069]/.test(e.textContent) && !/isolate|plaintext/.test(s)
               && !['block', 'table-cell', 'grid', 'list-item'].includes(getComputedStyle(e).display) })
             .map(e => e.tagName + ' ' + e.textContent.slice(0, 60))"""
    )
    assert bare == []
