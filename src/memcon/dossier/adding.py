"""Reports taken into a dossier: only what is new is read, and what is kept is kept whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from memcon import __version__
from memcon.dossier.reading import read_all
from memcon.dossier.telling import settled
from memcon.ingest import files, load
from memcon.ingest.types import Found, Raw
from memcon.model.errors import InputError
from memcon.model.memo import Report
from memcon.pipeline import Options
from memcon.store import tidying
from memcon.store.feeds import sources
from memcon.store.file import Store, open_
from memcon.store.magic import is_dossier
from memcon.store.reports import Arrival, Where, alike, digest, heads, kept, news


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one add brought. ``number`` is the add's, null where nothing was new; files by name."""

    number: int | None
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    known: int = 0
    unread: tuple[tuple[str, str], ...] = ()


def add(
    path: str | Path,
    paths: Sequence[str | Path],
    *,
    at: str,
    options: Options | None = None,
    kept_now: Callable[[Added], None] = lambda _added: None,
    feeds: Callable[[Store, Sequence[Raw]], None] | None = None,
) -> Added:
    """Take in what is new at ``paths``; ``at`` is the moment, ISO 8601 with an offset.

    What was read is kept report by report, so that an add that is stopped loses none of it; the reports
    themselves are there all at once or not at all. ``kept_now`` hears of them as soon as they are safe.
    ``feeds`` takes in the feeds among what is given; left out, the articles that they name are reports like others.
    """
    options = options or Options()
    with open_(path, write=True) as store:
        if any(is_dossier(p) for p in paths):
            raise InputError("a dossier is no report; give files, folders or addresses to add to it")
        intake = load(
            paths, stdin=options.stdin, policy=options.policy, open_feeds=feeds is None, progress=options.progress
        )
        for line in intake.lines:
            options.note(line)
        arrivals = [_arrival(r, f) for r, f in zip(intake.reports, intake.found, strict=True)]
        with store.reading() as connection:
            arrivals = _one_name(arrivals, lambda: sources(connection))
            known = heads(connection, [a.where.key for a in arrivals])
            strange = [a for a in arrivals if a.where.key not in known and a.where.parts and not a.where.member]
            there = alike(connection, [digest(a.report) for a in strange])
            arrivals = _moved(arrivals, frozenset(known), there)
            known = heads(connection, [k for a in arrivals for k in (a.where.key, a.was) if k])
        fresh = {a.where.key: what for a in arrivals if (what := news(known, a)) is not None}
        read_all(store, [a.report for a in arrivals if a.where.key in fresh], options)
        with store.writing() as connection:
            number = kept(connection, arrivals, at, f"memcon {__version__}")
        added = Added(
            number=number,
            new=tuple(a.report.file for a in arrivals if fresh.get(a.where.key) == "new"),
            changed=tuple(a.report.file for a in arrivals if fresh.get(a.where.key) == "changed"),
            known=len(arrivals) - len(fresh),
            unread=tuple((a.report.file, a.report.why or "") for a in arrivals if not a.report.read),
        )
        kept_now(added)
        if feeds is not None and intake.feeds:
            feeds(store, intake.feeds)
        told = settled(store, options)
        if told is not None and tidying.large(len(fresh), len(told.lines)):
            tidying.tidied(store)
    return added


def _arrival(report: Report, found: Found) -> Arrival:
    """A report with where it came from, fit to be kept."""
    report = storable(replace(report, id="", origin=None))
    box = found.path or found.box
    if box is None:
        key = f"-{report.sha256}" if report.file.split("/")[0] == files.STDIN else report.file
        return Arrival(where=Where(key=key, path=report.file, parts=0), report=report)
    path = os.path.abspath(box)  # noqa: PTH100 - links are followed for the key alone
    names = [files.shown("/".join(Path(path).parts[1:][-n:])) for n in range(1, len(Path(path).parts))]
    parts, name = max((n, s) for n, s in enumerate(names, 1) if n == 1 or report.file.startswith(s))
    member = report.file[len(name) :] if report.file.startswith(name) else ""
    key = files.shown(os.path.realpath(box)) + member
    return Arrival(where=Where(key=key, path=files.shown(path), parts=parts, member=member), report=report)


def _one_name(arrivals: Sequence[Arrival], there: Callable[[], Mapping[str, tuple[int, str | None]]]) -> list[Arrival]:
    """The arrivals, a page of the web under the address that it is known by already, whatever way led to it now."""
    if not any(files.ADDRESS.match(a.where.key) for a in arrivals if not a.where.parts):
        return list(arrivals)
    from memcon.ingest.tracking import same  # noqa: PLC0415 - those who give files alone need nothing of the web

    names = {same(key): key for key in sorted(there(), reverse=True)}
    out: list[Arrival] = []
    for one in arrivals:
        key = one.where.key
        name = names.get(same(key)) if files.ADDRESS.match(key) and not one.where.parts else None
        if name is not None and name != key:
            where = replace(one.where, key=name, path=name)
            one = replace(one, where=where, report=replace(one.report, file=name))
        out.append(one)
    return out


def storable(report: Report) -> Report:
    """A report whose every word can be written as UTF-8: half a character becomes a question mark."""
    values = {f.name: v for f in fields(report) if isinstance(v := getattr(report, f.name), str)}
    broken = {k: v.encode("utf-8", "replace").decode() for k, v in values.items() if not _writable(v)}
    return replace(report, **broken) if broken else report  # type: ignore[arg-type]


def _writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _moved(arrivals: Sequence[Arrival], known: frozenset[str], there: Sequence[tuple[str, str, str]]) -> list[Arrival]:
    """The arrivals, those told that are known under a path where there is no file any more."""
    gone: dict[str, str] = {}
    for mark, key, member in there:
        if not member and not Path(key).exists():
            gone.setdefault(mark, key)
    out: list[Arrival] = []
    for arrival in arrivals:
        fresh = gone and arrival.where.parts and not arrival.where.member and arrival.where.key not in known
        was = gone.pop(digest(arrival.report), None) if fresh else None
        out.append(replace(arrival, was=was))
    return out
