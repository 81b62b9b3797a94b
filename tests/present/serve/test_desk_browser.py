"""The desk in a real browser: every page at both widths and in both schemes, by keyboard alone, hostile text inert.

Run with ``-m browser``; skipped where there is no Chromium. Scripts of pages are off but where a test says so.
"""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.present.serve.conftest import NOW, PATIENT
from tests.present.test_browser_axe import axe

from memcon.dossier import add, new
from memcon.present.serve.app import app
from memcon.present.serve.run import listening

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/?party=CHL&status=planned",
    "/events/1/E4",
    "/events/1/E5",
    "/changed",
    "/disputes",
    "/near",
    "/relations",
    "/relations/pair?source=NZL&target=CHL",
    "/agenda",
    "/watch",
    "/sources",
    "/reports/1/R6?start=300&end=360",
    "/search?q=crew",
    "/proof",
    "/feeds",
    "/judgements",
    "/session",
    "/nowhere",
)
WIDE = "document.documentElement.scrollWidth"
OUTSIDE = """() => Array.from(document.querySelectorAll('main *, header *, footer *')).filter(e => {
  const r = e.getBoundingClientRect();
  return r.width && r.right > innerWidth + 1 && r.left >= 0 && !e.closest('[tabindex="0"]')
    && getComputedStyle(e).clipPath === 'none' && !e.closest('.unseen, .skip-caption') })
  .map(e => e.tagName + '.' + e.className + ': ' + e.textContent.slice(0, 60))"""
HANDLED = "[...document.querySelectorAll('*')].some(e => [...e.attributes].some(a => a.name.startsWith('on')))"
LOGGED = ("favicon", "status of 404")
"""What the browser itself says of a page that has no picture, or is not there."""
HOSTILE = """<img src=x onerror=alert(1)> "Ministers" speak</title><script>alert(2)</script>

{outlet}

KYIV, March 3, 2026 - French President <b>Anne</b> <script>alert(3)</script>Durand phoned German
Chancellor Otto Brandt on Monday evening. "We will </q><iframe src=javascript:alert(4)> meet in Berlin on May 6,"
Durand told reporters. \u202eevil\u202c
Germany imposed {{{{ 7*7 }}}} sanctions on Russia on {day}. Watch whether '"><svg onload=alert(5)> Berlin follows.
"""


@contextmanager
def running(path: Path) -> Iterator[str]:
    """The address of a desk that runs in a thread."""
    sockets = listening(0)
    config = uvicorn.Config(
        app(path, clock=lambda: NOW, limits=PATIENT), lifespan="off", log_config=None, ws="none", timeout_keep_alive=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": sockets})
    thread.start()
    try:
        yield f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
        for one in sockets:
            one.close()


@pytest.fixture(scope="module")
def home(made_dossier: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    target = tmp_path_factory.mktemp("browser") / "strait.memcon"
    shutil.copy(made_dossier, target)
    with running(target) as address:
        yield address


@contextmanager
def opened(browser: Browser, *, width: int = 1200, dark: bool = False, script: bool = False) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture(scope="module")
def bare(chromium_browser: Browser) -> Iterator[Page]:
    """A page that keeps to our policy, with script, so that it can be looked at."""
    with opened(chromium_browser, script=True) as page:
        yield page


@pytest.fixture(scope="module")
def judge(chromium_browser: Browser) -> Iterator[Page]:
    """A page that lets axe in, which is a script, and so forbidden by our policy; for this test alone."""
    context = chromium_browser.new_context(bypass_csp=True)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_to_every_width_and_asks_nothing_from_outside(bare: Page, home: str, path: str) -> None:
    asked: list[str] = []
    logged: list[str] = []
    bare.on("request", lambda r: asked.append(r.url))
    bare.on("console", lambda m: logged.append(m.text))
    bare.goto(home + path)
    for width in (1200, 768, 360):
        bare.set_viewport_size({"width": width, "height": 900})
        assert bare.evaluate(WIDE) <= width
        assert (width, bare.evaluate(OUTSIDE)) == (width, [])
    assert asked
    assert [url for url in asked if not url.startswith(home)] == []
    assert [m for m in logged if not any(x in m for x in LOGGED)] == []
    assert bare.evaluate("document.scripts.length") == 0


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(judge: Page, home: str, path: str) -> None:
    judge.goto(home + path)
    judge.evaluate(Axe().axe_script)
    judge.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for width, scheme in ((1200, "light"), (360, "dark")):
        judge.set_viewport_size({"width": width, "height": 900})
        judge.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert axe(judge, contrast=True)["violations"] == []
    assert axe(judge, contrast=False)["violations"] == []


def test_the_two_schemes_differ(chromium_browser: Browser, home: str) -> None:
    shots = []
    for dark in (False, True):
        with opened(chromium_browser, dark=dark) as page:
            page.goto(home + "/")
            shots.append(page.screenshot())
    assert len(shots[0]) > 20_000
    assert shots[0] != shots[1]


def reach(page: Page, selector: str, most: int = 400) -> None:
    """Go on with the tabulator until the focus is on an element."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_judgement_from_start_to_undo_by_keyboard_alone(
    chromium_browser: Browser, made_dossier: Path, tmp_path: Path
) -> None:
    target = tmp_path / "judged.memcon"
    shutil.copy(made_dossier, target)
    with running(target) as address, opened(chromium_browser) as page:
        page.goto(address)
        reach(page, 'nav a[href="/near"]')
        page.keyboard.press("Enter")
        page.wait_for_url("**/near")
        waiting = page.locator("article.nearly").first.inner_text()
        reach(page, "article.nearly summary")
        page.keyboard.press("Enter")
        reach(page, 'article.nearly input[name="because"]')
        page.keyboard.type("The words are of one act.")
        page.keyboard.press("Tab")
        page.keyboard.type("R. Ortega")
        page.keyboard.press("Tab")
        assert page.locator('button[value="same"]:focus').count() == 1
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # keep apart
        page.wait_for_url("**/judgements#j-1")
        made = page.locator("#j-1").inner_text()
        assert "R. Ortega" in made
        assert "The words are of one act." in made
        assert "2026-04-16 09:00" in made
        page.goto(f"{address}/near")
        assert page.locator("article.nearly").first.inner_text() != waiting
        page.goto(f"{address}/judgements")
        reach(page, "#j-1 summary")
        page.keyboard.press("Enter")
        reach(page, '#j-1 input[name="because"]')
        page.keyboard.type("I was wrong.")
        page.keyboard.press("Tab")
        assert page.locator("#j-1 input:focus").input_value() == "R. Ortega"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/judgements#j-1")
        assert "taken back" in page.locator("#j-1").inner_text()
        page.goto(f"{address}/near")
        assert page.locator("article.nearly").first.inner_text() == waiting


def test_the_first_tab_leads_past_the_head(chromium_browser: Browser, home: str) -> None:
    with opened(chromium_browser) as page:
        page.goto(home)
        page.keyboard.press("Tab")
        assert page.locator('a[href="#main"]:focus').count() == 1
        box = page.locator('a[href="#main"]').bounding_box()
        assert box is not None
        assert box["x"] >= 0


def test_no_heading_of_a_table_is_broken_within_a_word(chromium_browser: Browser, home: str) -> None:
    page = chromium_browser.new_page()
    page.goto(home + "/relations")
    told = page.eval_on_selector_all("table.stack thead th", "all => all.map(e => getComputedStyle(e).overflowWrap)")
    page.close()
    assert set(told) == {"normal"}


def test_a_click_on_words_shows_them_marked_in_the_report(chromium_browser: Browser, home: str) -> None:
    with opened(chromium_browser) as page:
        page.goto(f"{home}/near")
        words = page.locator("article.nearly mark").first.inner_text()
        page.locator("article.nearly a.quoted").first.click()
        page.wait_for_url("**/reports/**")
        here = page.locator("#here")
        assert here.inner_text().startswith(words[:8])
        box = here.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 900


def test_a_draft_is_proofed_without_script(chromium_browser: Browser, home: str) -> None:
    with opened(chromium_browser, width=360) as page:
        page.goto(f"{home}/proof")
        page.fill("textarea", "Marsh phoned Olavarría. Chile imposed sanctions on France.")
        page.click("text=Proof it")
        page.wait_for_selector("article.proofed")
        assert page.locator("article.proofed.fault").count() >= 1
        assert page.input_value("textarea").startswith("Marsh phoned")


def test_hostile_text_is_inert_on_every_page(chromium_browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n, (outlet, day) in enumerate(
        (("<script>alert(6)</script> Wire", "Friday"), ('"><img src=x onerror=alert(7)>', "Monday"))
    ):
        (folder / f"a'\"><script>alert({8 + n})<!-- {n}.txt".replace("/", "_")).write_text(
            HOSTILE.format(outlet=outlet, day=day), "utf-8"
        )
    target = tmp_path / "hostile<script>.memcon"
    new(target)
    add(target, [folder], at="2026-03-04T10:00:00+00:00")
    with running(target) as address, opened(chromium_browser, script=True) as page:
        done: list[str] = []
        page.on("dialog", lambda d: (done.append(d.message), d.dismiss()))
        page.on("request", lambda r: done.append(r.url) if not r.url.startswith(address) else None)
        page.goto(f"{address}/")
        links = {re.sub(r"#.*", "", str(a)) for a in page.evaluate("[...document.links].map(a => a.href)")}
        events = sorted(a for a in links if "/events/" in a)
        assert events
        paths = [
            *events[:12],
            *(address + p for p in ("/changed", "/near", "/disputes", "/relations", "/agenda", "/watch")),
        ]
        paths += [
            address + p for p in ("/sources", "/reports/1/R1", "/reports/1/R2", "/feeds", "/judgements", "/proof")
        ]
        paths += [f"{address}/search?q=%3Cscript%3E", f"{address}/?q=%22%3E%3Cscript%3Ealert(9)%3C/script%3E"]
        paths += [
            f"{address}/?party=%3Cscript%3Ealert(9)%3C%2Fscript%3E",
            f"{address}/relations?party=%3Cimg%20src=x%3E",
        ]
        for path in paths:
            page.goto(path)
            assert page.evaluate("document.scripts.length") == 0, path
            assert page.evaluate("document.querySelectorAll('iframe, img, object, embed').length") == 0, path
            assert page.evaluate(HANDLED) is False
            assert page.evaluate("[...document.links].every(a => /^https?:/.test(a.href))"), path
        assert "49" not in page.inner_text("body")
        assert done == []
