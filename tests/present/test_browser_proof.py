"""The proof's page in a browser: axe finds nothing, nothing runs over at 360 px, a link shows the words."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.present.conftest import Opener
from tests.present.test_browser_axe import axe
from tests.present.test_proof import DRAFT, HOSTILE

from memcon.model.memo import Memorandum
from memcon.present.proof_page import proof_page
from memcon.proof import proof

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def files(memos: dict[str, Memorandum], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("proof")
    memo = memos["two-readouts"]
    for name, text in (("draft", DRAFT), ("hostile", HOSTILE)):
        (folder / f"{name}.html").write_text(proof_page(proof(text, memo), memo, text.split("\n")[0]), "utf-8")
    return {p.stem: p for p in folder.iterdir()}


def test_axe_finds_nothing(chromium_browser: Browser, files: dict[str, Path]) -> None:
    context = chromium_browser.new_context(bypass_csp=True, viewport={"width": 1200, "height": 900})
    try:
        opened = context.new_page()
        opened.goto(files["draft"].resolve().as_uri())
        opened.evaluate(Axe().axe_script)
        for width in (1200, 360):
            opened.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                found = axe(opened, contrast=True)
                assert (width, scheme, found["violations"]) == (width, scheme, [])
            assert (width, axe(opened, contrast=False)["violations"]) == (width, [])
    finally:
        context.close()


@pytest.mark.parametrize("name", ["draft", "hostile"])
def test_the_page_is_quiet_and_fits_a_telephone(look: Opener, files: dict[str, Path], name: str) -> None:
    for width, dark in ((1200, False), (360, True)):
        watched = look(files[name], width, dark=dark)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
        assert watched.quiet()
        assert watched.broken == []


def test_notes_stand_beside_the_draft_and_links_show_the_words(look: Opener, files: dict[str, Path]) -> None:
    page = look(files["draft"]).page
    fault = page.locator(".row.bad").first
    draft, notes = fault.locator(".draft").bounding_box(), fault.locator(".notes").bounding_box()
    assert draft is not None
    assert notes is not None
    assert draft["x"] + draft["width"] <= notes["x"]
    link = fault.locator(".cite").first
    target = link.get_attribute("href")
    link.click()
    assert page.evaluate("location.hash") == target
    shown = page.evaluate("document.querySelector(':target').nextElementSibling.textContent")
    assert shown.strip()
    assert page.locator("#sources mark", has_text=shown.strip()[:20]).count() > 0
