"""The page of relations in a browser: axe finds nothing, it asks for nothing, and fits a telephone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.outlook.made import write
from tests.present.conftest import Opener
from tests.present.test_browser_axe import axe
from tests.present.test_outlook import HOSTILE

from memcon.outlook import relations
from memcon.pipeline import brief
from memcon.present.outlook_page import relations_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("outlook")
    memo = brief([str(write(tmp_path_factory.mktemp("story")))])
    bad = replace(memo, events=tuple(replace(e, label=HOSTILE) for e in memo.events))
    for name, told, pairs in (("all", memo, None), ("pair", memo, [("RUS", "EST")]), ("hostile", bad, None)):
        found = relations([told], pairs=pairs)
        (folder / f"{name}.html").write_text(relations_page(found, whole=pairs is None, name=name), "utf-8")
    return {p.stem: p for p in folder.iterdir()}


@pytest.mark.parametrize("name", ["all", "pair"])
def test_axe_finds_nothing(chromium_browser: Browser, files: dict[str, Path], name: str) -> None:
    context = chromium_browser.new_context(bypass_csp=True, viewport={"width": 1200, "height": 900})
    try:
        opened = context.new_page()
        opened.goto(files[name].resolve().as_uri())
        opened.evaluate(Axe().axe_script)
        opened.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        for width in (1200, 360):
            opened.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                found = axe(opened, contrast=True)
                assert (width, scheme, found["violations"]) == (width, scheme, [])
            assert (width, axe(opened, contrast=False)["violations"]) == (width, [])
    finally:
        context.close()


@pytest.mark.parametrize("name", ["all", "pair", "hostile"])
def test_the_page_is_quiet_and_fits_a_telephone(look: Opener, files: dict[str, Path], name: str) -> None:
    for width, dark in ((1200, False), (360, True)):
        watched = look(files[name], width, dark=dark)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
        assert watched.page.locator("svg.lv:visible").count() > 0
        assert watched.quiet()
        assert watched.broken == []
