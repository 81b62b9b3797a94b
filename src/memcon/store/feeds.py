"""What is followed: feeds, pages and the articles that feeds named, every look at them, and whose turn a host's is.

A look is only ever added; what is known of a page is its last look. Turns are no history: they say which
process speaks to a host now, and when the host may be asked again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from memcon.store.schema import ENTRY, INTAKE, LOOK, REPORT, SOURCE, TURN, WATCHED, WISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at an address. Moments are ISO 8601 with an offset.

    ``address`` is what is to be asked the next time, ``final`` what answered. ``etag``, ``modified``, ``sha256``
    and ``source`` (the row of the reports that came from there) are carried on from look to look. ``failures``
    counts the looks that failed since the last good one, at ``good``. ``ready`` is before when it must not be
    asked again, ``due`` when it is to be; null where it is not asked any more.
    """

    at: str
    outcome: str
    address: str
    status: int | None = None
    final: str | None = None
    etag: str | None = None
    modified: str | None = None
    sha256: str | None = None
    source: int | None = None
    entries: int | None = None
    fresh: int | None = None
    title: str | None = None
    minutes: int | None = None
    silent: int = 0
    failures: int = 0
    good: str | None = None
    ready: str | None = None
    due: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Something that is looked at. ``kind`` is feed, page or article; ``key`` what all addresses of it share.

    ``feed`` is the feed that named an article first; ``every`` the seconds a person asked for.
    """

    id: int
    kind: str
    key: str
    url: str
    since: str
    feed: int | None = None
    every: int | None = None
    stopped: bool = False
    last: Look | None = None
    looks: int = 0

    @property
    def address(self) -> str:
        """What is to be asked: the address given, or where it moved to for good."""
        return self.last.address if self.last else self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a feed said of an article, as it stands now. ``article`` is its watch, null without a page."""

    key: str
    article: int | None = None
    link: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None


LOOKED = tuple(f.name for f in fields(Look))
SAID = tuple(f.name for f in fields(Told))


def watches(connection: Connection) -> tuple[Watch, ...]:
    """All that is or was followed, with the last look at each."""
    last = select(func.max(LOOK.c.id)).group_by(LOOK.c.watched)
    looks = {r.watched: r for r in connection.execute(select(LOOK).where(LOOK.c.id.in_(last)))}
    count = dict(connection.execute(select(LOOK.c.watched, func.count()).group_by(LOOK.c.watched)).tuples().all())
    wishes = {r.watched: r for r in connection.execute(select(WISH).order_by(WISH.c.id))}
    return tuple(
        _watch(row, looks.get(row.id), wishes.get(row.id), count.get(row.id, 0))
        for row in connection.execute(select(WATCHED).order_by(WATCHED.c.id))
    )


def one(connection: Connection, number: int) -> Watch:
    """One that is followed, as it stands now."""
    row = connection.execute(select(WATCHED).where(WATCHED.c.id == number)).one()
    looks = connection.execute(select(LOOK).where(LOOK.c.watched == number).order_by(LOOK.c.id.desc()).limit(1)).first()
    wish = connection.execute(select(WISH).where(WISH.c.watched == number).order_by(WISH.c.id.desc()).limit(1)).first()
    count = connection.execute(select(func.count()).select_from(LOOK).where(LOOK.c.watched == number)).scalar_one()
    return _watch(row, looks, wish, int(count))


def found(connection: Connection, key: str) -> Watch | None:
    """What is followed under a key, null where nothing is."""
    number = connection.execute(select(WATCHED.c.id).where(WATCHED.c.key == key)).scalar()
    return one(connection, int(number)) if number is not None else None


def _watch(row: Row[Any], look: Row[Any] | None, wish: Row[Any] | None, looks: int) -> Watch:
    return Watch(
        id=row.id,
        kind=(wish.kind if wish and wish.kind else row.kind),
        key=row.key,
        url=row.url,
        since=row.at,
        feed=row.feed,
        every=wish.every if wish else None,
        stopped=bool(wish and wish.stopped),
        last=_look(look) if look else None,
        looks=looks,
    )


def _look(row: Row[Any]) -> Look:
    held = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Look(**{name: held[name] for name in LOOKED})


def watch(
    connection: Connection, kind: str, key: str, url: str, at: str, *, feed: int | None = None
) -> tuple[int, bool]:
    """The number of what has this key, and whether it is new; one that is there keeps its first address."""
    there = connection.execute(select(WATCHED.c.id).where(WATCHED.c.key == key)).scalar()
    if there is not None:
        return int(there), False
    made = connection.execute(insert(WATCHED).values(kind=kind, key=key, url=url, at=at, feed=feed))
    return int(made.lastrowid), True


def wish(connection: Connection, number: int, at: str, *, kind: str | None, every: int | None, stopped: bool) -> None:
    """What a person said of something followed: how often, as what, or that it is to be left alone."""
    connection.execute(insert(WISH).values(watched=number, at=at, kind=kind, every=every, stopped=int(stopped)))


def keep_look(connection: Connection, number: int, look: Look) -> int:
    """Keep a look; its number."""
    values = {name: getattr(look, name) for name in LOOKED}
    return int(connection.execute(insert(LOOK).values(watched=number, **values)).lastrowid)


def looks(connection: Connection, number: int) -> tuple[Look, ...]:
    """All looks at one address, first to last."""
    return tuple(_look(r) for r in connection.execute(select(LOOK).where(LOOK.c.watched == number).order_by(LOOK.c.id)))


def entries(connection: Connection, feed: int) -> dict[str, Told]:
    """What a feed said of each article last, by the article's key within it."""
    found = connection.execute(select(ENTRY).where(ENTRY.c.feed == feed).order_by(ENTRY.c.id))
    return {row.key: _told(row) for row in found}


def said(connection: Connection, article: int) -> Told | None:
    """What a feed said of an article first; null where no feed names it."""
    row = connection.execute(select(ENTRY).where(ENTRY.c.article == article).order_by(ENTRY.c.id).limit(1)).first()
    return _told(row) if row else None


def _told(row: Row[Any]) -> Told:
    held = row._mapping  # noqa: SLF001
    return Told(**{name: held[name] for name in SAID})


def keep_entry(connection: Connection, feed: int, look: int, told: Told) -> None:
    """Keep what a feed says of an article."""
    connection.execute(insert(ENTRY).values(feed=feed, look=look, **{name: getattr(told, name) for name in SAID}))


def moments(connection: Connection, feed: int) -> tuple[str, ...]:
    """When the articles of a feed came out: the date that it gave, or when they were seen first."""
    seen = (
        select(ENTRY.c.key, func.min(ENTRY.c.id).label("first")).where(ENTRY.c.feed == feed).group_by(ENTRY.c.key)
    ).subquery()
    found = connection.execute(
        select(ENTRY.c.published, LOOK.c.at)
        .join(seen, seen.c.first == ENTRY.c.id)
        .join(LOOK, LOOK.c.id == ENTRY.c.look)
    )
    return tuple(row.published or row.at for row in found)


def sources(connection: Connection) -> dict[str, tuple[int, str | None]]:
    """The reports that came from the web: by where from, the row and the address that gave the newest version."""
    last = select(func.max(REPORT.c.id)).group_by(REPORT.c.source)
    found = connection.execute(
        select(SOURCE.c.key, SOURCE.c.id, REPORT.c.url)
        .join(REPORT, REPORT.c.source == SOURCE.c.id)
        .where(SOURCE.c.parts == 0, SOURCE.c.key.like("http%://%"), REPORT.c.id.in_(last))
    )
    return {row.key: (row.id, row.url) for row in found}


def source_rows(connection: Connection, keys: Sequence[str]) -> Mapping[str, int]:
    """The rows of sources by their keys."""
    found = connection.execute(select(SOURCE.c.key, SOURCE.c.id).where(SOURCE.c.key.in_(keys)))
    return dict(found.tuples().all())


def fates(connection: Connection) -> tuple[tuple[int, str, str, str], ...]:
    """Pages that vanished or came back: the source's row, the outcome, when, and why; first to last."""
    found = connection.execute(
        select(LOOK.c.source, LOOK.c.outcome, LOOK.c.at, LOOK.c.why)
        .where(LOOK.c.outcome.in_(("vanished", "back")), LOOK.c.source.is_not(None))
        .order_by(LOOK.c.id)
    )
    return tuple((r.source, r.outcome, r.at, r.why or "") for r in found)


def turn_of(connection: Connection, name: str) -> tuple[str | None, str, str]:
    """Who holds a name, until when, and when it may be asked again; empty moments where nobody ever did."""
    row = connection.execute(select(TURN).where(TURN.c.name == name)).first()
    return (row.holder, row.until, row.ready) if row else (None, "", "")


def keep_turn(connection: Connection, name: str, holder: str | None, until: str, ready: str) -> None:
    """Say who holds a name until when, and when it may be asked again."""
    values = {"holder": holder, "until": until, "ready": ready}
    if not connection.execute(update(TURN).where(TURN.c.name == name).values(**values)).rowcount:
        connection.execute(insert(TURN).values(name=name, **values))


def drop_turns(connection: Connection, holder: str, names: Sequence[str] | None = None) -> None:
    """Let go of names, or of all that a holder has; when hosts may be asked again stays."""
    mine = (TURN.c.holder == holder) & (TURN.c.name.in_(names) if names is not None else TURN.c.name.is_not(None))
    connection.execute(delete(TURN).where(mine, TURN.c.ready == ""))
    connection.execute(update(TURN).where(mine).values(holder=None, until=""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A report that came from the web: the row of its source, from where, when its newest version came, its hash."""

    source: int
    key: str
    url: str | None
    at: str
    sha256: str


def came(connection: Connection) -> tuple[Came, ...]:
    """The reports that came from the web, in the order of their coming."""
    last = select(func.max(REPORT.c.id)).group_by(REPORT.c.source)
    found = connection.execute(
        select(SOURCE.c.id, SOURCE.c.key, REPORT.c.url, INTAKE.c.at, REPORT.c.sha256)
        .join(REPORT, REPORT.c.source == SOURCE.c.id)
        .join(INTAKE, INTAKE.c.id == REPORT.c.intake)
        .where(SOURCE.c.parts == 0, SOURCE.c.key.like("http%://%"), REPORT.c.id.in_(last))
        .order_by(SOURCE.c.id)
    )
    return tuple(Came(source=r.id, key=r.key, url=r.url, at=r.at, sha256=r.sha256) for r in found)


def adopt(connection: Connection, pages: Mapping[str, tuple[str, Look]]) -> None:
    """Have pages looked at from now on, each by its key with its address and a first look; known keys are left out."""
    there = set(connection.execute(select(WATCHED.c.key).where(WATCHED.c.key.in_(list(pages)))).scalars())
    fresh = {key: pair for key, pair in pages.items() if key not in there}
    if not fresh:
        return
    rows = [{"kind": "article", "key": key, "url": url, "at": look.at} for key, (url, look) in fresh.items()]
    connection.execute(insert(WATCHED), rows)
    numbers = connection.execute(select(WATCHED.c.key, WATCHED.c.id).where(WATCHED.c.key.in_(list(fresh)))).tuples()
    values = [{"watched": n, **{f: getattr(fresh[key][1], f) for f in LOOKED}} for key, n in numbers]
    connection.execute(insert(LOOK), values)
