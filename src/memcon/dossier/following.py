"""A dossier's feeds and pages followed: begun, looked at again and again, ended; and how each of them does."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from memcon.dossier import looking, schedule
from memcon.dossier.looking import News, Seen
from memcon.dossier.rounds import REST, Desk, Round, active, keep_entries
from memcon.dossier.telling import settled
from memcon.dossier.turns import GAP, Hours, Turns, holder
from memcon.ingest import feeds as forms
from memcon.ingest import files, tracking
from memcon.ingest.addresses import AddressPolicy
from memcon.ingest.fetch import Web
from memcon.ingest.types import Limits, Raw
from memcon.model.errors import InputError, ReportError
from memcon.pipeline import Options
from memcon.store import feeds
from memcon.store.feeds import Look, Watch
from memcon.store.file import Store, open_

Health = Literal["well", "new", "failing", "refused", "no feed", "silent", "dead", "gone", "vanished", "stopped"]
AT_ONCE = 500
"""Pages that are taken on in one transaction."""
DEAD = timedelta(days=7)
"""How long a feed has been failing when it is called dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A feed or a page that is followed, and how it does.

    ``why`` says what is wrong, in words; ``last`` is the last look, ``good`` the last that went well, ``newest``
    the date of the newest article, ``due`` when it is looked at next. Of a feed, ``articles`` came in as reports,
    ``waiting`` are to be fetched, ``lost`` could not be had, and ``vanished`` were there and are not any more.
    """

    address: str
    kind: str
    health: Health
    why: str | None = None
    title: str | None = None
    since: str = ""
    last: str | None = None
    good: str | None = None
    newest: str | None = None
    due: str | None = None
    every: int | None = None
    looks: int = 0
    failures: int = 0
    articles: int = 0
    waiting: int = 0
    lost: tuple[tuple[str, str], ...] = ()
    vanished: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person asks to be followed from now on."""

    feeds: Sequence[str] = ()
    pages: Sequence[str] = ()
    every: timedelta | None = None


def _quiet(_round: Round) -> None:
    """Nothing is said of a round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a run goes about it: the clock, what it says and to whom, the limits, the gap between two requests."""

    hours: Hours
    tell: Callable[[News], None]
    done: Callable[[Round], None] = _quiet
    options: Options = field(default_factory=Options)
    limits: Limits = field(default_factory=Limits)
    gap: float = GAP


def follow(path: str | Path, how: How, *, wanted: Wanted | None = None, once: bool = False) -> Round:
    """Look at what a dossier follows, round after round; with ``once`` one round of all that may be asked now.

    Gives the last round. Raises `InputError` where nothing is followed, or what is wanted cannot be.
    """
    wanted = wanted or Wanted()
    addresses = [(kind, _usable(a)) for kind, some in (("feed", wanted.feeds), ("page", wanted.pages)) for a in some]
    with open_(path, write=True) as store:
        now = looking.text(how.hours.now())
        adopt(store)
        with store.writing() as connection:
            for kind, address in addresses:
                _begin(connection, kind, address, now, wanted.every)
            there = active(feeds.watches(connection))
        if not there:
            raise InputError(f"{path}: follows nothing yet; memcon follow {path} --feed URL, or --page URL, begins")
        desk = _desk(store, how, None if addresses else wanted.every)
        try:
            while True:
                found = desk.round(now=once)
                wait = None if once else desk.wait()
                found.next = how.hours.now() + timedelta(seconds=wait) if wait is not None else None
                how.done(found)
                if found.adds:
                    settled(store, how.options)
                if wait is None:
                    return found
                how.hours.sleep(min(desk.wait() or 1.0, REST))
        finally:
            desk.turns.let_go()


def take(store: Store, given: Sequence[Raw], how: How) -> Round:
    """Take in feeds that were given as reports: those with an address are followed from now on.

    The articles that they name are fetched and kept; nothing is told of them yet.
    """
    desk = _desk(store, how, None)
    adopt(store)
    out = Round()
    only: set[int] = set()
    for raw in sorted(given, key=lambda r: r.file):
        address = raw.found.get("url", "") if files.ADDRESS.match(raw.file) else ""
        now = how.hours.now()
        try:
            feed = forms.parse(raw.data, address, raw.charset)
        except ReportError as error:
            how.tell(News(kind="ill", name=raw.file, text=str(error)))
            out.ill += 1
            continue
        with store.writing() as connection:
            key = tracking.same(raw.file) if address else f"file:{os.path.realpath(raw.source or raw.file)}"
            number, made = feeds.watch(connection, "feed", key, raw.file, looking.text(now))
            watch = feeds.one(connection, number)
            if address and (watch.stopped or watch.kind != "feed"):
                feeds.wish(connection, number, looking.text(now), kind="feed", every=None, stopped=False)
            moments = feeds.moments(connection, number)
            seen = looking.read_look(watch, now, every=desk.rhythm(watch), feed=feed, head={}, moments=moments)
            look = replace(seen.look, final=address or None, due=seen.look.due if address else None)
            _, news = keep_entries(connection, watch, replace(seen, look=look))
        if made and address:
            how.tell(News(kind="begun", name=raw.file, text=f"a feed ({feed.kind}); memcon follow looks at it again"))
        for one in (*seen.news, *news):
            how.tell(one)
        out.well += 1
        only.add(number)
    try:
        found = desk.round(now=False, only=frozenset(only))
    finally:
        desk.turns.let_go()
    return replace(found, ill=found.ill + out.ill, well=found.well + out.well)


def stop(path: str | Path, addresses: Sequence[str], at: datetime) -> tuple[str, ...]:
    """Leave feeds and pages alone from now on; what came from them stays. Raises `InputError` for one not followed."""
    with open_(path, write=True) as store, store.writing() as connection:
        there = {w.key: w for w in feeds.watches(connection)} | {
            tracking.same(w.address): w for w in feeds.watches(connection)
        }
        for address in addresses:
            watch = there.get(tracking.same(address))
            if watch is None or watch.stopped:
                raise InputError(f"{address}: is not followed; memcon follow {path} --list says what is")
            feeds.wish(connection, watch.id, looking.text(at), kind=None, every=watch.every, stopped=True)
    return tuple(addresses)


def followed(path: str | Path, now: datetime) -> tuple[Followed, ...]:
    """The feeds and pages of a dossier, and how each does: those in trouble first, then by address.

    Of the pages that were added by hand those in trouble are listed.
    """
    with open_(path, write=False) as store, store.reading() as connection:
        return followed_in(connection, now)


def followed_in(connection: Connection, now: datetime) -> tuple[Followed, ...]:
    """As `followed`, in an open file."""
    there = feeds.watches(connection)
    out = [
        _followed(connection, w, [a for a in there if a.kind == "article" and a.feed == w.id], now)
        for w in there
        if w.kind != "article" and not w.key.startswith("file:")
    ]
    out += [_followed(connection, w, [], now) for w in there if w.kind == "article" and w.feed is None and _ill(w)]
    order = {"stopped": 2, "well": 1, "new": 1}
    return tuple(sorted(out, key=lambda f: (order.get(f.health, 0), f.address)))


def _ill(watch: Watch) -> bool:
    """Whether the last look at a page that was added by hand found it in trouble."""
    return watch.last is not None and watch.last.outcome not in looking.GOOD


def _followed(connection: Connection, watch: Watch, articles: Sequence[Watch], now: datetime) -> Followed:
    last = watch.last
    health, why = _health(watch, now)
    spoke = [m for text in feeds.moments(connection, watch.id) if (m := looking.moment(text, now)) and m <= now]
    quiet = schedule.silent_since(spoke, now) if watch.kind == "feed" else None
    if health == "well" and quiet is not None:
        health, why = "silent", looking.silence(quiet, now)
    looks = [(a, a.last) for a in articles]
    return Followed(
        address=watch.address,
        kind=watch.kind,
        health=health,
        why=why,
        title=last.title if last else None,
        since=watch.since,
        last=last.at if last else None,
        good=last.good if last else None,
        newest=looking.text(max(spoke)) if spoke else None,
        due=last.due if last and not watch.stopped else None,
        every=watch.every,
        looks=watch.looks,
        failures=last.failures if last else 0,
        articles=sum(1 for _, look in looks if look and look.source and look.outcome != "double"),
        waiting=sum(1 for _, look in looks if look is None),
        lost=tuple((a.address, look.why or "") for a, look in looks if look and not look.source),
        vanished=tuple(a.address for a, look in looks if look and look.outcome == "vanished"),
    )


def _health(watch: Watch, now: datetime) -> tuple[Health, str | None]:
    """How something followed does, by its last look."""
    last = watch.last
    if watch.stopped:
        return "stopped", last.why if last else None
    if last is None:
        return "new", "not looked at yet"
    if last.outcome in looking.GOOD:
        return "well", last.why
    if last.outcome == "gone":
        return "gone", last.why
    if last.outcome == "vanished":
        return "vanished", last.why
    since = datetime.fromisoformat(last.good or watch.since)
    often = f"{last.failures} looks in a row" if last.failures > 1 else "the last look"
    why = f"{last.why} ({often}; well until {since.day} {since:%B %Y})" if last.good else f"{last.why} ({often})"
    if now - since > DEAD:
        return "dead", why
    return {"refused": "refused", "no feed": "no feed"}.get(last.outcome, "failing"), why  # type: ignore[return-value]


def adopt(store: Store) -> None:
    """Have the pages that were added by hand looked at as articles are, ever more seldom."""
    with store.reading() as connection:
        there = feeds.watches(connection)
        reports = feeds.came(connection)
    known = {w.key for w in there}
    seen = {w.last.source for w in there if w.last}
    pages: dict[str, tuple[str, Look]] = {}
    for one in reports:
        if one.source not in seen and (key := tracking.same(one.key)) not in known:
            due = datetime.fromisoformat(one.at) + schedule.AGAIN
            look = Look(at=one.at, outcome="known", address=one.key, final=one.url, sha256=one.sha256)
            look = replace(look, source=one.source, good=one.at, due=looking.text(due))
            pages.setdefault(key, (one.key, look))
    for some in range(0, len(pages), AT_ONCE):
        with store.writing() as connection:
            feeds.adopt(connection, dict(list(pages.items())[some : some + AT_ONCE]))


def _begin(connection: Connection, kind: str, address: str, now: str, every: timedelta | None) -> None:
    """Follow something from now on, or as often as is said now."""
    number, made = feeds.watch(connection, kind, tracking.same(address), address, now)
    watch = feeds.one(connection, number)
    seconds = int(every.total_seconds()) if every else watch.every
    if made and not every:
        return
    if not made and watch.last is not None and (watch.stopped or watch.kind != kind or watch.last.due is None):
        again = replace(watch.last, at=now, outcome="called", due=now, ready=None, why="asked for anew")
        feeds.keep_look(connection, number, again)
    feeds.wish(connection, number, now, kind=kind, every=seconds, stopped=False)


def _usable(address: str) -> str:
    try:
        return looking.usable(address)
    except ReportError as error:
        raise InputError(f"{address}: {error}") from error


def _desk(store: Store, how: How, every: timedelta | None) -> Desk:
    turns = Turns(store=store, hours=how.hours, holder=holder(), gap=how.gap)
    web = Web(limits=how.limits, policy=how.options.policy or AddressPolicy(), turn=turns.turn)
    return Desk(store=store, web=web, turns=turns, hours=how.hours, options=how.options, every=every, tell=how.tell)


__all__ = ["Followed", "Health", "How", "News", "Round", "Seen", "Wanted", "follow", "followed", "stop", "take"]
