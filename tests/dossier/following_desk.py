"""A dossier that follows feeds on a server of the tests, with a clock of its own; feeds and pages for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from memcon.dossier import following
from memcon.dossier.following import How, News, Round, Wanted
from memcon.dossier.turns import Hours
from memcon.ingest import Limits
from memcon.pipeline import Options
from memcon.store.file import open_
from memcon.store.reports import current
from tests.ingest.local_site import Site

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
WORDS = (
    "The ministers of Ruritania and Freedonia met on the morning of May 3 at the Silver Pass. They agreed that the "
    "border post would be opened before the end of the month, and that a joint commission should look into the "
    "fishing dispute. An official in the capital said that the talk had lasted forty minutes and that it was friendly."
)


class Clock:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.at = START
        self.slept: list[float] = []
        self.until: datetime | None = None

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)
        if self.until is not None and self.at >= self.until:
            raise KeyboardInterrupt

    def on(self, **span: float) -> None:
        self.at += timedelta(**span)


class Desk:
    """A dossier, a site and a clock; what is told is kept."""

    def __init__(self, path: Path, site: Site) -> None:
        self.path, self.site, self.clock = path, site, Clock()
        self.told: list[News] = []
        self.rounds: list[Round] = []

    def how(self, *, gap: float = 2.0, **limits: float) -> How:
        return How(
            gap=gap,
            hours=Hours(now=self.clock.now, sleep=self.clock.sleep),
            tell=self.told.append,
            done=self.rounds.append,
            options=Options(policy=self.site.policy),
            limits=Limits(**limits),
        )

    def follow(self, *feeds: str, pages: tuple[str, ...] = (), once: bool = True, every: int = 0, **limits) -> Round:
        wanted = Wanted(
            feeds=[self.site.url(f) for f in feeds],
            pages=[self.site.url(p) for p in pages],
            every=timedelta(minutes=every) if every else None,
        )
        self.told.clear()
        return following.follow(self.path, self.how(**limits), wanted=wanted, once=once)

    def kinds(self, *wanted: str) -> list[str]:
        return [f"{n.kind}: {n.text}" for n in self.told if not wanted or n.kind in wanted]

    def names(self, of: list[str]) -> list[str]:
        return [n.removeprefix(self.site.url("")) for n in of]

    def health(self, path: str = "/f.xml") -> following.Followed:
        found = following.followed(self.path, self.clock.now())
        (one,) = [f for f in found if f.address == self.site.url(path)]
        return one

    def reports(self) -> dict[str, str]:
        with open_(self.path, write=False) as store, store.reading() as connection:
            return {s.report.file.removeprefix(self.site.url("")): s.report.text for s in current(connection)}

    def pages(self, *names: str) -> None:
        for name in names:
            self.site.page(f"/{name}", article(name))


def article(name: str, words: str = WORDS, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Story {name}</title>{head}"
        f"<meta property='og:site_name' content='Harbour Wire'></head>"
        f"<body><article><h1>Story {name}</h1><p>{words}</p>"
        f"<p>This is the story numbered {name}.</p></article></body></html>"
    )


def rss(*links: str, when: datetime | None = START, title: str = "Harbour Wire World", more: str = "") -> str:
    items = "".join(
        f"<item><title>Heard of {link}</title><link>{link}</link><guid>{link}</guid>"
        + (f"<pubDate>{format_datetime(when - timedelta(hours=n))}</pubDate>" if when else "")
        + "</item>"
        for n, link in enumerate(links)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{more}{items}</channel></rss>"


def atom(*entries: tuple[str, str]) -> str:
    items = "".join(
        f"<entry><id>tag:{link}</id><title>Heard of {link}</title>"
        f"<link href='{link}'/><updated>{updated}</updated></entry>"
        for link, updated in entries
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour Atom</title>{items}</feed>"


def feed(desk: Desk, text: str, path: str = "/f.xml", kind: str = "application/rss+xml", **head: str) -> None:
    desk.site.page(path, text, kind, **head)


def conditional(body: str, etag: str, kind: str = "application/rss+xml") -> Callable[..., None]:
    """A route that answers 304 to those who know the tag."""

    def route(handler) -> None:
        same = handler.headers.get("If-None-Match") == etag
        data = b"" if same else body.encode()
        handler.send_response(304 if same else 200)
        handler.send_header("Content-Type", kind)
        handler.send_header("ETag", etag)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return route
