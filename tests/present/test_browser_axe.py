"""axe finds nothing on any page, wide and narrow, light and dark.

axe is a script, which the page's policy forbids: it is injected past the policy, for these tests alone. The rule on
contrast is slow and looks at colours alone: it is given one element of each look, told by its computed style and that
of all it stands in, rather than every one of thousands.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.present.conftest import NAMES

pytestmark = pytest.mark.browser

RUN = """async ({contrast}) => {
  const options = {resultTypes: ['violations'], preload: false};
  let context = document;
  if (contrast) {
    options.runOnly = ['color-contrast'];
    const seen = new Map();
    for (const e of document.querySelectorAll('body *')) {
      if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
      const looks = [];
      for (let at = e; at; at = at.parentElement) {
        const s = getComputedStyle(at);
        if (at === e) looks.push(s.color, s.fontSize, s.fontWeight, s.opacity, s.fill);
        looks.push(s.backgroundColor, s.backgroundImage);
      }
      const key = looks.filter(x => x !== 'rgba(0, 0, 0, 0)' && x !== 'none').join('|');
      if (!seen.has(key)) seen.set(key, e);
    }
    context = {include: [...seen.values()]};
  } else options.rules = {'color-contrast': {enabled: false}};
  const found = await axe.run(context, options);
  return {violations: found.violations.flatMap(v => v.nodes.slice(0, 3).map(
            n => v.id + ': ' + n.html.slice(0, 120) + ' ' + n.failureSummary)),
          looked: contrast ? context.include.length : document.querySelectorAll('*').length} }"""


def axe(page: Page, *, contrast: bool) -> dict[str, Any]:
    """What axe finds, with how many elements it was given."""
    return dict(page.evaluate(RUN, {"contrast": contrast}))


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(chromium_browser: Browser, pages: dict[str, Path], name: str) -> None:
    context = chromium_browser.new_context(bypass_csp=True, viewport={"width": 1200, "height": 900})
    try:
        opened = context.new_page()
        opened.goto(pages[name].resolve().as_uri())
        opened.evaluate(Axe().axe_script)
        opened.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        for width in (1200, 360):
            opened.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                found = axe(opened, contrast=True)
                assert (width, scheme, found["violations"]) == (width, scheme, [])
                assert found["looked"] > 10
            found = axe(opened, contrast=False)
            assert (width, found["violations"]) == (width, [])
    finally:
        context.close()


def test_axe_would_find_what_is_wrong(chromium_browser: Browser) -> None:
    context = chromium_browser.new_context(bypass_csp=True)
    try:
        opened = context.new_page()
        opened.set_content(
            "<!doctype html><title>t</title><main><h1>t</h1><a href='#x'> </a>"
            "<p style='color:#bbb;background:#fff'>pale</p></main>"
        )
        opened.evaluate(Axe().axe_script)
        assert "link-name" in str(axe(opened, contrast=False)["violations"])
        assert "color-contrast" in str(axe(opened, contrast=True)["violations"])
    finally:
        context.close()
