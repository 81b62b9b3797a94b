"""The pictures of ``docs/desk.md``: a week of a story in a dossier, its desk in a browser, a judgement made in it.

``python -m docs.pictures`` draws them with the others. The desk's clock stands still, so that they stay the same.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Locator, Page

from memcon import dossier
from memcon.present.serve.app import app
from memcon.present.serve.guard import Limits
from memcon.present.serve.run import listening

ROOT = Path(__file__).resolve().parent.parent
FIRST = ROOT / "examples" / "trawler"
THEN = ROOT / "examples" / "trawler-week"
ADDS = (
    ("2026-04-15T10:20:00+12:00", (FIRST / "southern-cross-wire.txt",)),
    ("2026-04-16T09:05:00+12:00", (FIRST,)),
    ("2026-04-17T18:30:00+12:00", (THEN / "friday-wire.txt",)),
    ("2026-04-21T08:45:00+12:00", (THEN / "monday-faro.txt",)),
    ("2026-04-22T15:10:00+12:00", (THEN,)),
)
"""When which reports came in: Wednesday, Thursday, Friday, Tuesday, Wednesday."""
NOW = datetime.fromisoformat("2026-04-22T16:00:00+12:00")
DRAFT = """\
Chile freed the crew of the Southern Kestrel on Tuesday after a court granted bail.

Marsh telephoned Olavarría on Wednesday morning. Chile reopened its ports on 24 April, and apologised.

"New Zealand and Chile are old friends. We expect our people home," Marsh said.
"""
"""What the reporter wrote, with what a tired reporter gets wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A page of the desk: where, how wide and high; ``part`` is a selector of what is drawn alone."""

    name: str
    path: str
    width: int = 1200
    height: int = 900
    scale: int = 1
    part: str | None = None


@contextmanager
def running(path: Path) -> Iterator[str]:
    """The address of a desk that runs in a thread."""
    sockets = listening(0)
    desk = app(path, clock=lambda: NOW, limits=Limits(seconds=120, patience=120))
    server = uvicorn.Server(uvicorn.Config(desk, lifespan="off", log_config=None, ws="none", timeout_keep_alive=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": sockets})
    thread.start()
    try:
        yield f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
        for one in sockets:
            one.close()


def shots(opened: Browser, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every picture of the desk by name, as the browser draws it."""
    path = folder / "trawler.memcon"
    dossier.new(path)
    for at, paths in ADDS[:2]:
        dossier.add(path, paths, at=at)
    with running(path) as home:
        yield from drawn(opened, home, (Shot(name="desk-events.png", path="/", height=1000),))
    for at, paths in ADDS[2:4]:
        dossier.add(path, paths, at=at)
    with running(path) as home:
        yield from drawn(opened, home, (Shot(name="desk-changed.png", path="/changed", height=0, part="main"),))
    for at, paths in ADDS[4:]:
        dossier.add(path, paths, at=at)
    with running(path) as home:
        page = opened.new_context(viewport={"width": 1200, "height": 900}).new_page()
        call = find(page, home, "Olavarría–Marsh telephone call")
        pages = (
            Shot(name="desk-event.png", path=call, height=1150),
            Shot(name="desk-phone.png", path=call, width=360, height=900, scale=2),
            Shot(name="desk-agenda.png", path="/agenda", height=0, part="main"),
            Shot(name="desk-watch.png", path="/watch", height=0, part="article.waits >> nth=0"),
            Shot(name="desk-relations.png", path="/relations/pair?source=NZL&target=CHL", height=760),
        )
        yield from drawn(opened, home, pages)
        page.goto(home + find(page, home, "New Zealand asks for the later date"))
        form = page.locator("#one")
        form.locator("summary").click()
        form.locator("select").select_option(label=other(form, "New Zealand does not ask for it"))
        form.locator('[name="because"]').fill("The minister says that Wellington asked, its spokesman that it did not.")
        form.locator('[name="name"]').fill("R. Ortega")
        yield "desk-near.png", form.screenshot()
        form.locator('[value="same"]').click()
        page.wait_for_url("**/judgements**")
        yield "desk-judgement.png", page.locator("article.card").first.screenshot()
        page.goto(f"{home}/proof")
        page.fill("textarea", DRAFT)
        page.click("text=Proof it")
        page.wait_for_selector("article.proofed")
        page.locator("h2", has_text="Again").evaluate("e => { e.nextElementSibling.remove(); e.remove() }")
        yield "desk-proof.png", page.locator("main").screenshot()
        page.context.close()


def drawn(opened: Browser, home: str, pages: tuple[Shot, ...]) -> Iterator[tuple[str, bytes]]:
    """Pages of a desk that runs."""
    for shot in pages:
        size = {"width": shot.width, "height": shot.height or 900}
        context = opened.new_context(viewport=size, device_scale_factor=shot.scale)  # type: ignore[arg-type]
        try:
            page = context.new_page()
            page.goto(home + shot.path)
            yield shot.name, page.locator(shot.part).screenshot() if shot.part else page.screenshot()
        finally:
            context.close()


def other(form: Locator, label: str) -> str:
    """The words of a choice that begins with a label."""
    return next(t for t in form.locator("option").all_inner_texts() if t.startswith(label))


def find(page: Page, home: str, label: str) -> str:
    """The path of an event by its label."""
    page.goto(home)
    link = page.locator("table a", has_text=label).first.get_attribute("href")
    if link is None:
        raise SystemExit(f"pictures: the desk names no {label}")
    return link
