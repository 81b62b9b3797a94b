"""One look at a feed, a page or an article: what is new there, and when it is looked at again. Nothing is kept here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from memcon.dossier import schedule
from memcon.dossier.differing import differ
from memcon.ingest import feeds, fetch, tracking
from memcon.ingest.addresses import checked
from memcon.ingest.load import THIN
from memcon.ingest.report import make
from memcon.ingest.types import Form, Limits, Raw
from memcon.model.errors import ReportError
from memcon.model.memo import Report
from memcon.store.feeds import Look, Watch
from memcon.store.reports import Stored

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)
AHEAD = timedelta(days=2)
"""How far a feed's date may lie ahead before it is taken for a mistake."""
GONE = 410
MISSING = frozenset({404, 410})
GOOD = frozenset({"read", "unchanged", "new", "changed", "same", "double", "known", "back", "called"})
"""Outcomes of looks that went well."""
FRONT = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/home", "/en", "/en/"})


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A thing worth saying. ``kind`` is one word for it, ``name`` what it is about, ``text`` the rest of the line."""

    kind: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a look gave. ``report`` is a page's report where it is new or other, under the name ``report.file``.

    ``rest`` is how long the whole site asks to be left alone, null where it does not.
    """

    look: Look
    feed: feeds.Feed | None = None
    report: Report | None = None
    news: tuple[News, ...] = ()
    rest: timedelta | None = None


def base(watch: Watch, at: datetime, outcome: str, **values: object) -> Look:
    """A look that carries on what is known from the one before."""
    was = watch.last or Look(at="", outcome="", address=watch.url)
    bare = replace(
        was, at=text(at), outcome=outcome, status=None, entries=None, fresh=None, ready=None, due=None, why=None
    )
    return replace(bare, **values)  # type: ignore[arg-type]


def text(moment: datetime) -> str:
    """A moment as it is kept: in UTC, so that two compare as texts do."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def at_feed(web: fetch.Web, watch: Watch, now: datetime, *, every: timedelta, moments: Sequence[str] = ()) -> Seen:
    """A look at a feed; ``moments`` are when its articles so far came out."""
    seen = web.look(watch.address, _known(watch), ACCEPT)
    if seen.status == GONE:
        return _given_up(watch, seen, now, "gone", "the site says that it is gone for good (status 410)")
    if (why := _unasked(watch, seen) or seen.why) is not None:
        return _failed(watch, seen, now, every, outcome="refused" if seen.closed else "failed", why=why)
    mark = hashlib.sha256(seen.data).hexdigest() if seen.data else None
    feed: feeds.Feed | None = None
    if seen.status != 304 and (mark is None or mark != (watch.last.sha256 if watch.last else None)):
        try:
            feed = feeds.parse(seen.data, seen.final or watch.address, seen.charset)
        except ReportError as error:
            why = str(error)
            if others := feeds.alternates(seen.data, seen.final or watch.address):
                why = f"{why}; it names {', '.join(others)} as its feed"
            if watch.last is None:
                look = base(watch, now, "no feed", status=seen.status, failures=1, why=why)
                end = f"{why}; it is not followed (--page follows a page)"
                return Seen(look=look, news=(News(kind="ill", name=watch.address, text=end),))
            return _failed(watch, seen, now, every, outcome="no feed", why=why)
    told = read_look(watch, now, every=every, feed=feed, head=seen.head, moments=moments)
    news = list(told.news)
    look = replace(told.look, status=seen.status, final=seen.final or (watch.last.final if watch.last else None))
    if seen.status != 304:
        look = replace(look, etag=seen.head.get("etag"), modified=seen.head.get("last-modified"), sha256=mark)
    if seen.moved and seen.moved != watch.address:
        look = replace(look, address=seen.moved)
        news.append(
            News(kind="moved", name=watch.address, text=f"moved for good to {seen.moved}; that is asked from now on")
        )
    return replace(told, look=look, news=tuple(news))


def read_look(
    watch: Watch,
    now: datetime,
    *,
    every: timedelta,
    feed: feeds.Feed | None,
    head: Mapping[str, str],
    moments: Sequence[str] = (),
) -> Seen:
    """A look at a feed that went well; ``feed`` is null where it is what it was."""
    news: list[News] = []
    title = (feed.title if feed else None) or (watch.last.title if watch.last else None)
    minutes = feed.minutes if feed else (watch.last.minutes if watch.last else None)
    spoke = [*moments, *(e.published for e in feed.entries if e.published)] if feed else list(moments)
    quiet = schedule.silent_since([m for one in spoke if (m := moment(one, now)) is not None], now)
    was_quiet = bool(watch.last and watch.last.silent)
    if quiet and not was_quiet:
        news.append(News(kind="silent", name=watch.address, text=silence(quiet, now)))
    if was_quiet and not quiet:
        news.append(News(kind="well", name=watch.address, text="speaks again"))
    if _ill(watch) and watch.last:
        news.append(News(kind="well", name=watch.address, text=f"is there again after {_times(watch.last.failures)}"))
    news += [News(kind="note", name=watch.address, text=note) for note in (feed.notes if feed else ())]
    wait = schedule.next_look(watch.key, watch.looks, every, minutes, head)
    look = base(
        watch,
        now,
        "read" if feed else "unchanged",
        entries=len(feed.entries) if feed else None,
        title=title,
        minutes=minutes,
        silent=int(bool(quiet)),
        failures=0,
        good=text(now),
        due=text(now + wait),
    )
    return Seen(look=look, feed=feed, news=tuple(news))


def silence(last: datetime, now: datetime) -> str:
    """That a feed is silent, in words."""
    return f"silent since {last.day} {last:%B %Y}, {(now - last).days} days, which is much longer than its habit"


def moment(value: str | None, now: datetime) -> datetime | None:
    """A date that a feed gives, UTC where it names no offset; null where it lies ahead."""
    try:
        when = datetime.fromisoformat(value) if value else None
    except ValueError:
        return None
    if when is None:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return when if when <= now + AHEAD else None


def at_page(
    web: fetch.Web,
    watch: Watch,
    now: datetime,
    *,
    every: timedelta,
    limits: Limits,
    held: Stored | None = None,
    homes: Mapping[str, int] | None = None,
    hearsay: Mapping[str, str] | None = None,
) -> Seen:
    """A look at a page. ``held`` is its report so far, ``homes`` the sources by what their addresses share."""
    seen = web.look(watch.address, _known(watch))
    first = every if watch.kind == "page" else schedule.FIRST
    if (why := _unasked(watch, seen) or seen.why) is not None:
        if held is not None and seen.status in MISSING:
            return _vanished(watch, seen, now, f"the page is not there any more (status {seen.status})")
        outcome = "refused" if seen.closed else "missing" if seen.status in MISSING else "failed"
        return _failed(watch, seen, now, first, outcome=outcome, why=why)
    final = seen.final or watch.address
    if _front(watch.address, final):
        if held is not None:
            return _vanished(watch, seen, now, "the page is not there any more; the site leads to its front page")
        return _failed(watch, seen, now, first, outcome="missing", why="the site leads to its front page instead")
    mark = hashlib.sha256(seen.data).hexdigest() if seen.data else None
    well = base(
        watch,
        now,
        "unchanged",
        status=seen.status,
        failures=0,
        good=text(now),
        due=_due(watch, now, every, seen.head),
        address=seen.moved if seen.moved and watch.kind == "page" else watch.address,
    )
    back = (
        (News(kind="back", name=watch.address, text="is there again"),)
        if watch.last and watch.last.outcome == "vanished"
        else ()
    )
    if back:
        well = replace(well, outcome="back")
    if seen.status == 304 or (mark and watch.last and mark == watch.last.sha256):
        return Seen(look=well, news=back)
    well = replace(well, final=final, etag=seen.head.get("etag"), modified=seen.head.get("last-modified"), sha256=mark)
    if held is None and (home := _home(final, seen.data, homes or {})) is not None:
        return Seen(look=replace(well, outcome="double", source=home, due=None))
    try:
        report, thin = _report(seen, final, limits, hearsay or {}, held)
    except ReportError as error:
        if held is None and watch.kind == "article":
            return _unread(watch, well, str(error))
        return _failed(watch, seen, now, first, outcome="unread", why=str(error))
    return _page(watch, well, report, held, thin=thin, back=back)


def _page(watch: Watch, look: Look, report: Report, held: Stored | None, *, thin: bool, back: tuple[News, ...]) -> Seen:
    """What a page that came is: new, other than it was, or the same."""
    if held is None:
        if not report.read and not report.text:
            return _unread(watch, look, report.why or "it cannot be read")
        note = f"only {len(report.text.split())} words came; if the page shows more, save it and give the file"
        news = (News(kind="note", name=report.file, text=note),) if thin else ()
        return Seen(look=replace(look, outcome="new"), report=report, news=news)
    was = held.report
    if report.text == was.text or (not report.text and not report.read):
        return Seen(look=replace(look, outcome="back" if back else "same"), news=back)
    if thin and len(was.text.split()) >= THIN:
        words = len(report.text.split()), len(was.text.split())
        why = f"only {words[0]} words came where there were {words[1]}; the text before is kept"
        news = () if watch.last and watch.last.why == why else (News(kind="note", name=was.file, text=why),)
        return Seen(look=replace(look, outcome="same", why=why), news=(*back, *news))
    told = News(kind="changed", name=was.file, text=differ(was.text, report.text).words())
    return Seen(look=replace(look, outcome="changed"), report=report, news=(*back, told))


def _unread(watch: Watch, look: Look, why: str) -> Seen:
    """An article that came and is nothing that can be read: asking again would bring the same."""
    failures = (watch.last.failures if watch.last else 0) + 1
    failed = replace(look, outcome="unread", failures=failures, good=None, due=None, why=why)
    return Seen(look=failed, news=(News(kind="unread", name=watch.address, text=why),))


def _unasked(watch: Watch, seen: fetch.Seen) -> str | None:
    """What is wrong with an answer that says "as before" where there was nothing before; null where nothing is."""
    before = watch.last is not None and watch.last.good is not None
    return None if seen.status != 304 or before else "the site says that nothing changed (status 304) and gave nothing"


def _report(
    seen: fetch.Seen, final: str, limits: Limits, hearsay: Mapping[str, str], held: Stored | None
) -> tuple[Report, bool]:
    """The report that a page is, and whether it is too short to be whole; raises `ReportError`."""
    form, notes = fetch.form_of(seen.media, urlsplit(final).path, seen.data)
    if form not in {None, "html", "text", "markdown"}:
        what: dict[Form | None, str] = {"feed": "a feed; memcon follow --feed takes it"}
        raise ReportError(f"it is {what.get(form, 'a mail or an archive; memcon add takes it')}")
    raw = Raw(
        file=held.where.key if held else tracking.plain(final),
        data=seen.data,
        found={"url": final, "where": "the address fetched"},
        hearsay=dict(hearsay),
        form=form,
        charset=seen.charset,
        notes=tuple(notes),
    )
    report, _ = make(raw, form, limits)
    return report, report.read and len(report.text.split()) < THIN


def _home(final: str, data: bytes, homes: Mapping[str, int]) -> int | None:
    """The source that a page is known from already: under where it ended, or what it names as its own on its site."""
    keys = [tracking.same(final)]
    named = fetch.canonical_of(final, data)
    if named and urlsplit(named).hostname == urlsplit(final).hostname and not _front(final, named):
        keys.append(tracking.same(named))
    return next((homes[key] for key in keys if key in homes), None)


def _front(asked: str, final: str) -> bool:
    """Whether a redirect leads from a page to the front page of a site."""
    return urlsplit(final).path in FRONT and not urlsplit(final).query and urlsplit(asked).path not in FRONT


def _known(watch: Watch) -> fetch.Known | None:
    """What the address gave the last time, to ask whether it is other now; null where that cannot be asked."""
    last = watch.last
    if last is None or not last.final or not (last.etag or last.modified):
        return None
    return fetch.Known(url=last.final, etag=last.etag, modified=last.modified)


def _ill(watch: Watch) -> bool:
    return bool(watch.last and watch.last.failures)


def _due(watch: Watch, now: datetime, every: timedelta, head: Mapping[str, str]) -> str | None:
    """When a page that came is looked at again: a page as often as was asked, an article ever more seldom."""
    if watch.kind == "page":
        return text(now + schedule.next_look(watch.key, watch.looks, every, None, head))
    when = schedule.article(datetime.fromisoformat(watch.since), now)
    return text(when) if when else None


def _failed(watch: Watch, seen: fetch.Seen, now: datetime, first: timedelta, *, outcome: str, why: str) -> Seen:
    """A look that gave nothing: it is tried again later, each time later; an article that never came, not for ever."""
    failures = (watch.last.failures if watch.last else 0) + 1
    rest = schedule.retry_after(seen.head, now)
    wait = schedule.back_off(watch.key, failures, first, rest)
    again = now + wait
    lost = watch.kind == "article" and failures >= schedule.TRIES
    look = base(
        watch,
        now,
        outcome,
        status=seen.status,
        failures=failures,
        ready=text(again),
        due=None if lost else text(again),
        why=why,
    )
    end = "; it is not asked any more" if lost else f"; asked again after {again.day} {again:%B, %H:%M}"
    often = f" ({_times(failures)} in a row)" if failures > 1 else ""
    kind = "unread" if watch.kind == "article" else "ill"
    if rest is None and seen.status == 429:
        rest = schedule.LEAST
    return Seen(look=look, news=(News(kind=kind, name=watch.address, text=f"{why}{often}{end}"),), rest=rest)


def _vanished(watch: Watch, seen: fetch.Seen, now: datetime, why: str) -> Seen:
    """A page that was there and is not: its report is kept. It is asked again for some days."""
    again = watch.last is not None and watch.last.outcome == "vanished"
    failures = (watch.last.failures if watch.last and again else 0) + 1
    last = seen.status == GONE or failures >= schedule.TRIES
    wait = schedule.back_off(watch.key, failures, schedule.AGAIN, schedule.retry_after(seen.head, now))
    look = base(
        watch, now, "vanished", status=seen.status, failures=failures, due=None if last else text(now + wait), why=why
    )
    news = () if again else (News(kind="vanished", name=watch.address, text=f"{why}; its report is kept"),)
    return Seen(look=look, news=news)


def _given_up(watch: Watch, seen: fetch.Seen, now: datetime, outcome: str, why: str) -> Seen:
    failures = (watch.last.failures if watch.last else 0) + 1
    look = base(watch, now, outcome, status=seen.status, failures=failures, why=why)
    return Seen(look=look, news=(News(kind="ill", name=watch.address, text=f"{why}; it is not asked any more"),))


def _times(number: int) -> str:
    return "1 look that failed" if number == 1 else f"{number} looks that failed"


def usable(address: str) -> str:
    """An address that a person gave, as it is asked; raises `ReportError` where it is none."""
    return str(checked(address))
