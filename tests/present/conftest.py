"""What the browser tests share: the pages of all examples, made once, and one browser for the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from docs import browser as chromium
from playwright.sync_api import Browser, BrowserContext, Page
from tests.made import memorandum

from memcon.model.memo import Memorandum
from memcon.pipeline import brief
from memcon.present.analyst_page import analyst_page
from memcon.present.page import page

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
READERS: dict[str, Callable[..., str]] = {"reporter": page, "analyst": analyst_page}
STORIES = ("made-by-hand", *sorted(p.name for p in EXAMPLES.iterdir() if p.is_dir()))
NAMES = tuple(f"{story}-{reader}" for story in STORIES for reader in READERS)


@dataclass
class Watched:
    """A page with all that a page of ours must never do: ask for something, open a dialog, log, break its policy."""

    page: Page
    asked: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)

    @property
    def broken(self) -> list[str]:
        """What the page's own policy refused; needs script."""
        return [str(x) for x in self.page.evaluate("window.refused || []")]

    def quiet(self) -> bool:
        """Whether the page did none of it."""
        return not (self.asked or self.dialogs or self.logged)


class Opener:
    """Opens files in contexts of one browser; every context ends with the test."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []

    def __call__(self, file: Path, width: int = 1200, *, dark: bool = False, script: bool = True) -> Watched:
        """The page of a file at a width; without script the page's own scripts are off, ours still look at it."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        self.contexts.append(context)
        opened = context.new_page()
        watched = Watched(opened)
        address = file.resolve().as_uri()
        opened.on("request", lambda r: None if r.url.split("#")[0] == address else watched.asked.append(r.url))
        opened.on("dialog", lambda d: (watched.dialogs.append(d.message), d.dismiss()))
        opened.on("console", lambda m: watched.logged.append(m.text))
        opened.on("pageerror", lambda e: watched.logged.append(str(e)))
        if script:
            opened.add_init_script(
                "window.refused = []; document.addEventListener('securitypolicyviolation',"
                " e => window.refused.push(e.violatedDirective + ' ' + e.blockedURI))"
            )
        opened.goto(address)
        return watched

    def close(self) -> None:
        """End every context that was opened."""
        while self.contexts:
            self.contexts.pop().close()


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    if chromium.found() is None:
        pytest.skip(f"no Chromium on this machine ({', '.join(chromium.NAMES)})")
    with chromium.browser() as opened:
        yield opened


@pytest.fixture
def look(chromium_browser: Browser) -> Iterator[Opener]:
    opener = Opener(chromium_browser)
    yield opener
    opener.close()


@pytest.fixture(scope="session")
def memos() -> dict[str, Memorandum]:
    """The memorandum of every example, and the one made by hand."""
    return {s: memorandum() if s == "made-by-hand" else brief([str(EXAMPLES / s)]) for s in STORIES}


@pytest.fixture(scope="session")
def pages(memos: dict[str, Memorandum], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The file of every page by story and reader: ``two-readouts-analyst``."""
    folder = tmp_path_factory.mktemp("pages")
    return dict(written(folder, memos))


def written(folder: Path, memos: dict[str, Memorandum]) -> Iterator[tuple[str, Path]]:
    """The pages of memoranda for every reader, written into a folder."""
    for story, memo in memos.items():
        for reader, make in READERS.items():
            target = folder / f"{story}-{reader}.html"
            target.write_text(make(memo, zone="Asia/Kolkata"), "utf-8", newline="")
            yield f"{story}-{reader}", target
