"""What the desk's pages show, before they are HTML or JSON: rows, facets, pages of many."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PER_PAGE = 50
"""Rows of one page."""


def page_only(default: Any = None) -> Any:
    """A field that is drawn on the page and says in the JSON nothing that other fields do not say."""
    return field(default=default, metadata={"page": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event in a list: what, how far along, when, who, and who tells it.

    ``when`` is in words, on the clocks of its parties; ``parties`` are country codes, or names of who has none;
    ``disputed`` are the sides of it that cannot all be true.
    """

    story: int
    id: str
    label: str
    type: str | None
    status: str
    when: str
    earliest: str | None
    latest: str | None
    parties: tuple[str, ...]
    origins: int
    reports: int
    disputed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a facet: what is asked for, in words, how many there are, and whether it is chosen."""

    value: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """Something to choose events by."""

    name: str
    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which part of a list is shown: page ``page`` of ``pages``, ``total`` rows in all."""

    page: int
    pages: int
    total: int
    per_page: int = PER_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in a list. ``id`` is its number, ``story`` that of its story; both null while it is not told yet."""

    story: int | None
    id: str | None
    file: str
    title: str | None
    outlet: str | None
    side: str | None
    kind: str
    published: str | None
    added: str | None
    reliability: str
    url: str | None
    read: bool
    why: str | None
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Exact words of a report: ``quote`` is ``text[start:end]``, white space made single."""

    report: str
    outlet: str
    start: int
    end: int
    quote: str
    claim: str | None = None
    url: str | None = None


def paging(total: int, page: int, per_page: int = PER_PAGE) -> Paging:
    """The part of a list that is asked for; a page past the end is the last one."""
    pages = max(1, -(-total // per_page))
    return Paging(page=max(1, min(page, pages)), pages=pages, total=total, per_page=per_page)
