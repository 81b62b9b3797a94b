"""Rounds of looks at a dossier's feeds and pages, each look kept whole or not at all.

What a feed names is kept with the look at the feed; the pages are then fetched some at a time, and kept with
their looks in one transaction. A run that is stopped loses at most the pages that it had fetched and not kept,
and the next one fetches them. Several runs share the work: each look and each host belongs to one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from memcon import __version__
from memcon.dossier import looking, schedule
from memcon.dossier.adding import storable
from memcon.dossier.looking import News, Seen
from memcon.dossier.turns import Hours, TooSoonError, Turns
from memcon.ingest import feeds as forms
from memcon.ingest import tracking
from memcon.ingest.fetch import Web
from memcon.pipeline import Options
from memcon.store import feeds
from memcon.store.feeds import Watch
from memcon.store.file import Store
from memcon.store.reports import Arrival, Stored, Where, kept, versions

BATCH = 25
"""Pages that are fetched before they are kept."""
FIRST = 50
"""Articles of a feed that are fetched when it is looked at for the first time; older ones are only noted."""
REST = 300.0
"""Seconds after which a run that waits looks whether another one has brought something new to follow."""
ROBOTS = timedelta(hours=12)
"""How long what a robots.txt asks is remembered (RFC 9309, 2.4, lets a day be)."""


@dataclass(slots=True, kw_only=True)
class Round:
    """What one round brought: files new and changed by name, pages gone, looks that went well and ill, pages left.

    ``resting`` are the hosts to be left alone, ``next`` is when the next look is due, null for a run that ends.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    well: int = 0
    ill: int = 0
    later: int = 0
    resting: set[str] = field(default_factory=set)
    adds: list[int] = field(default_factory=list)
    next: datetime | None = None

    @property
    def looks(self) -> int:
        """How many looks there were."""
        return self.well + self.ill


@dataclass(slots=True, kw_only=True)
class Desk:
    """One run over an open dossier."""

    store: Store
    web: Web
    turns: Turns
    hours: Hours
    options: Options
    every: timedelta | None
    tell: Callable[[News], None]
    later: dict[int, datetime] = field(default_factory=dict)
    robots: datetime | None = None

    def rhythm(self, watch: Watch) -> timedelta:
        """How often something is looked at."""
        return self.every or (timedelta(seconds=watch.every) if watch.every else schedule.EVERY)

    def round(self, *, now: bool, only: frozenset[int] | None = None) -> Round:
        """Look at what is due, or with ``now`` at all feeds and pages that may be asked; ``only`` these alone."""
        self._forget_robots()
        out = Round()
        with self.store.reading() as connection:
            there = active(feeds.watches(connection))
        # What waited before goes first: a site that grants few requests would else be asked for its feed alone.
        self._all_pages([w for w in there if w.kind == "article" and w.last is None], out, now=now, only=only)
        for watch in there:
            if watch.kind == "feed" and self._wanted(watch, now=now, only=only):
                self._feed(watch, out)
        with self.store.reading() as connection:
            there = active(feeds.watches(connection))
        self._all_pages([w for w in there if w.kind != "feed"], out, now=now, only=only)
        return out

    def _all_pages(self, some: Sequence[Watch], out: Round, *, now: bool, only: frozenset[int] | None) -> None:
        """Look at those of the pages that are wanted, some at a time."""
        pages = [w for w in some if self._wanted(w, now=now, only=only)]
        for at in range(0, len(pages), BATCH):
            self._pages(pages[at : at + BATCH], out, at, len(pages))
        if pages:
            self.options.progress("fetching", len(pages), len(pages))

    def _wanted(self, watch: Watch, *, now: bool, only: frozenset[int] | None) -> bool:
        if only is not None and watch.id not in only and watch.feed not in only:
            return False
        moment = looking.text(self.hours.now())
        if self.later.get(watch.id, self.hours.now()) > self.hours.now():
            return False
        last = watch.last
        if last is None:
            return True
        if last.due is None or (last.ready and last.ready > moment):
            return False
        return (now and watch.kind != "article") or last.due <= moment

    def _feed(self, watch: Watch, out: Round) -> None:
        """Look at one feed, and keep the look with what it names."""
        if not self.turns.claim(watch.id, watch.looks):
            return
        with self.store.reading() as connection:
            moments = feeds.moments(connection, watch.id)
        try:
            seen = looking.at_feed(self.web, watch, self.hours.now(), every=self.rhythm(watch), moments=moments)
        except TooSoonError as error:
            self._put_off(watch, error, out)
            return
        news = self.keep_feed(watch, seen)
        self._count(watch, seen, out)
        for one in (*seen.news, *news):
            self.tell(one)

    def keep_feed(self, watch: Watch, seen: Seen) -> tuple[News, ...]:
        """Keep a look at a feed with the articles that it names, all at once."""
        with self.store.writing() as connection:
            number, news = keep_entries(connection, watch, seen)
            if (
                seen.look.address != watch.address
                and (there := feeds.found(connection, tracking.same(seen.look.address))) is not None
                and there.id != watch.id
                and not there.stopped
            ):
                why = f"is the same as {there.address} now, which is followed already"
                look = replace(seen.look, outcome="double", due=None, entries=None, why=why)
                feeds.keep_look(connection, watch.id, look)  # not stopped: its articles are looked at as before
                news = (*news, News(kind="moved", name=watch.address, text=why))
            if watch.last is None and seen.look.outcome == "no feed":
                feeds.wish(connection, watch.id, seen.look.at, kind=None, every=None, stopped=True)
            feeds.drop_turns(connection, self.turns.holder, [f"#{watch.id}"])
        return news if number else ()

    def _pages(self, some: Sequence[Watch], out: Round, done: int, of: int) -> None:
        """Look at some pages, and keep the looks with the reports."""
        found: list[tuple[Watch, Seen]] = []
        with self.store.reading() as connection:
            homes = home_of(connection)
        for number, watch in enumerate(some):
            self.options.progress("fetching", done + number, of)
            if not self.turns.claim(watch.id, watch.looks):
                continue
            try:
                seen = self._page(watch, homes)
            except TooSoonError as error:
                self._put_off(watch, error, out)
                continue
            if seen.report is not None and seen.look.outcome == "new":
                homes |= {tracking.same(a): 0 for a in (seen.report.file, seen.look.final or "")}
            found.append((watch, seen))
        if found:
            self._keep_pages(found, out)

    def _page(self, watch: Watch, homes: Mapping[str, int]) -> Seen:
        with self.store.reading() as connection:
            source = watch.last.source if watch.last else None
            past: tuple[Stored, ...] = versions(connection, source) if source else ()
            heard = hearsay(connection, watch, self.hours.now())
        return looking.at_page(
            self.web,
            watch,
            self.hours.now(),
            every=self.rhythm(watch),
            limits=self.web.limits,
            held=past[-1] if past else None,
            homes=homes,
            hearsay=heard,
        )

    def _keep_pages(self, found: Sequence[tuple[Watch, Seen]], out: Round) -> None:
        """Keep looks at pages with what they brought, all at once."""
        arrivals = {
            seen.report.file: Arrival(where=Where(key=seen.report.file, path=seen.report.file, parts=0), report=report)
            for _, seen in found
            if seen.report is not None and (report := storable(replace(seen.report, id="", origin=None)))
        }
        with self.store.writing() as connection:
            number = kept(connection, list(arrivals.values()), looking.text(self.hours.now()), f"memcon {__version__}")
            rows = feeds.source_rows(connection, list(arrivals))
            homes = home_of(connection)
            for watch, seen in found:
                look = seen.look
                if seen.report is not None:
                    look = replace(look, source=rows[seen.report.file])
                elif look.outcome == "double" and not look.source:  # of a page that came in this very round
                    look = replace(look, source=homes.get(tracking.same(look.final or watch.address)))
                feeds.keep_look(connection, watch.id, look)
            feeds.drop_turns(connection, self.turns.holder, [f"#{w.id}" for w, _ in found])
        if number is not None:
            out.adds.append(number)
        for watch, seen in found:
            self._count(watch, seen, out)
            name = seen.report.file if seen.report else watch.address
            if seen.look.outcome in {"new", "changed"}:
                (out.new if seen.look.outcome == "new" else out.changed).append(name)
            if seen.look.outcome == "new":
                self.tell(News(kind="new", name=name, text=(seen.report and seen.report.title) or ""))
            for one in seen.news:
                if one.kind == "vanished":
                    out.vanished.append(name)
                self.tell(one)

    def _count(self, watch: Watch, seen: Seen, out: Round) -> None:
        out.well += seen.look.outcome in looking.GOOD
        out.ill += seen.look.outcome not in looking.GOOD
        if seen.rest is not None:
            self.turns.spare(host(watch.address), self.hours.now() + min(seen.rest, schedule.MOST))

    def _put_off(self, watch: Watch, error: TooSoonError, out: Round) -> None:
        """Leave something for later: its host is not to be asked yet."""
        self.later[watch.id] = self.hours.now() + timedelta(seconds=error.seconds)
        self.turns.let_go([watch.id])
        out.later += 1
        if (name := host(watch.address)) not in out.resting:
            out.resting.add(name)
            until = self.later[watch.id]
            self.tell(
                News(kind="note", name=name, text=f"is to be left alone until {until:%H:%M}; what is there waits")
            )

    def _forget_robots(self) -> None:
        """Ask a robots.txt again after a while, and at once one that could not be had."""
        now = self.hours.now()
        if self.robots is None or now - self.robots > ROBOTS:
            self.web.asked.clear()
            self.robots = now
        for site in [s for s, wishes in self.web.asked.items() if isinstance(wishes, str)]:
            del self.web.asked[site]

    def wait(self) -> float | None:
        """The seconds until something is due; null where nothing ever is."""
        with self.store.reading() as connection:
            there = active(feeds.watches(connection))
        now = self.hours.now()
        due = [datetime.fromisoformat(w.last.due) if w.last and w.last.due else now for w in there if not _over(w)]
        due = [max(d, self.later.get(w.id, d)) for w, d in zip([w for w in there if not _over(w)], due, strict=True)]
        return max((min(due) - now).total_seconds(), 1.0) if due else None


def _over(watch: Watch) -> bool:
    return watch.last is not None and watch.last.due is None


def host(address: str) -> str:
    """The host of an address, as turns are kept by it."""
    import httpx  # noqa: PLC0415 - loaded with fetch in any case

    return httpx.URL(address).host


def active(there: Sequence[Watch]) -> tuple[Watch, ...]:
    """What is looked at: not what a person stopped, nor the articles of a feed that was."""
    off = {w.id for w in there if w.stopped}
    return tuple(w for w in there if w.id not in off and not (w.kind == "article" and w.feed in off))


def home_of(connection: Connection) -> dict[str, int]:
    """The sources of reports from the web, by what all addresses of each share."""
    out: dict[str, int] = {}
    for key, (row, url) in feeds.sources(connection).items():
        for address in (key, url):
            if address:
                out.setdefault(tracking.same(address), row)
    return out


def hearsay(connection: Connection, watch: Watch, now: datetime) -> dict[str, str]:
    """What a feed says of an article: title, outlet, date; nothing that lies ahead."""
    heard = feeds.said(connection, watch.id)
    if heard is None:
        return {}
    outlet = heard.outlet
    if outlet is None and watch.feed is not None:
        last = feeds.one(connection, watch.feed).last
        outlet = last.title if last else None
    published = heard.published if looking.moment(heard.published, now) else None
    told = {"title": heard.title, "outlet": outlet, "published": published}
    return {key: value for key, value in told.items() if value}


def keep_entries(connection: Connection, watch: Watch, seen: Seen) -> tuple[int, tuple[News, ...]]:
    """Keep a look at a feed, and what is new or other among what it names; the look's number, and what to tell."""
    look = seen.look
    if seen.feed is None:
        return feeds.keep_look(connection, watch.id, look), ()
    known = feeds.entries(connection, watch.id)
    fresh = [e for e in seen.feed.entries if e.key not in known]
    number = feeds.keep_look(connection, watch.id, replace(look, fresh=len(fresh)))
    taken = 0
    for entry in fresh:
        article: int | None = None
        if entry.link and (known or taken < FIRST):
            article, made = feeds.watch(
                connection, "article", tracking.same(entry.link), entry.link, look.at, feed=watch.id
            )
            taken += made
        feeds.keep_entry(connection, watch.id, number, _told(entry, article))
    for entry in seen.feed.entries:
        was = known.get(entry.key)
        if was is not None and (was.link, was.title, was.updated) != (entry.link, entry.title, entry.updated):
            feeds.keep_entry(connection, watch.id, number, _told(entry, was.article))
            if was.article is not None and entry.updated and entry.updated != was.updated:
                _call(connection, was.article, look.at)
    passed = sum(1 for e in fresh if e.link) - taken if not known else 0
    text = f"names {len(fresh)} articles; the first {FIRST} are fetched, older ones are noted"
    return number, (News(kind="note", name=watch.address, text=text),) if passed > 0 and taken >= FIRST else ()


def _call(connection: Connection, article: int, at: str) -> None:
    """Have an article looked at now: its feed says that it is other than it was."""
    watch = feeds.one(connection, article)
    if watch.last is not None and watch.last.source is not None and watch.last.due is not None:
        why = "its feed says that it was updated"
        feeds.keep_look(connection, article, replace(watch.last, at=at, outcome="called", due=at, ready=None, why=why))


def _told(entry: forms.Entry, article: int | None) -> feeds.Told:
    return feeds.Told(
        key=entry.key,
        article=article,
        link=entry.link,
        title=entry.title,
        author=entry.author,
        outlet=entry.outlet,
        published=entry.published,
        updated=entry.updated,
    )
