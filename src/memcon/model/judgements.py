"""What a person judged: two events are one or two, an account is the right one, a source is this reliable.

A judgement names events and claims by the places that speak of them, never by their ids, which are given
anew for every state of a story. It outranks the machine's own (``memo.Judgement``), and says who made it and why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from memcon.model.memo import Report, SlotName

RulingKind = Literal["same", "different", "slot", "reliability", "about", "not-about"]
LETTERS = "ABCDEF"
"""Admiralty letters of a source's reliability; F: cannot be judged."""
TOLD = 5
"""Words from which on a sentence is told from another by its words alone."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Anchor:
    """A place in a report's text, ``text[start:end] == quote``, that stays the same whatever the report is called.

    ``sha256`` is the text's hash. ``file`` and ``sentence`` find the place again in a later version of
    the page where the sentence still stands word for word (white space made single); ``at`` is where in the
    sentence's words the place begins.
    """

    sha256: str
    start: int
    end: int
    quote: str
    sentence: str = ""
    at: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One judgement of a person, in force. ``at`` is when it was made, ISO 8601 with an offset.

    ``left`` are places that speak of an event. ``right`` are, by ``kind``: the other event's (``same``,
    ``different``), those of the account that is taken (``slot``), those of the claim (``about``, ``not-about``).
    ``slot``, ``value`` and ``normal`` tell what is taken, in the account's words and in comparable form;
    ``source`` is an outlet as the reports name it (``reliability``; or ``left`` holds a place in the one report
    meant), ``letter`` its reliability.
    """

    number: int
    kind: RulingKind
    by: str
    because: str
    at: str
    left: tuple[Anchor, ...] = ()
    right: tuple[Anchor, ...] = ()
    slot: SlotName | None = None
    value: str | None = None
    normal: str | None = None
    source: str | None = None
    letter: str | None = None

    @property
    def texts(self) -> frozenset[str]:
        """The hashes of the texts that it names places in."""
        return frozenset(a.sha256 for a in (*self.left, *self.right))


def text_hash(text: str) -> str:
    """The SHA-256 of a text's UTF-8: by this, not by that of the page's bytes, a report is told in a judgement."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def plain(text: str) -> str:
    """A text with white space made single, by which sentences are told from one another."""
    return " ".join(text.split())


def last_name(file: str) -> str:
    """The last part of a file's name as shown: it stays where folders are moved."""
    return file.rstrip("/").rpartition("/")[2].partition("~")[0]


def named(outlet: str) -> str:
    """An outlet's name as it is judged: case and white space do not tell one from another."""
    return " ".join(outlet.casefold().split())


def source_of(report: Report) -> str | None:
    """By what name a report's source is judged: its outlet, folded; null where it has none."""
    return named(report.outlet) if report.outlet else None


def touching(rulings: Iterable[Ruling], reports: Iterable[Report]) -> tuple[Ruling, ...]:
    """The judgements that can have an effect on a memorandum of these reports, by number.

    A judgement touches a report by its text, by a sentence that still stands in a later version of the page that it
    was made on, or by its outlet.
    """
    rulings = tuple(rulings)
    if not rulings:
        return ()
    known = tuple(reports)
    hashes = {text_hash(r.text) for r in known}
    outlets = {source_of(r) for r in known} - {None}
    named_: dict[str, list[Report]] = {}
    for report in known:
        named_.setdefault(last_name(report.file), []).append(report)
    plains: dict[str, str] = {}

    def stands(anchor: Anchor) -> bool:
        if len(anchor.sentence.split()) < TOLD:
            return False
        pages = named_.get(last_name(anchor.file), ())
        return any(anchor.sentence in plains.setdefault(p.id or p.file, plain(p.text)) for p in pages)

    found = [
        r
        for r in rulings
        if r.texts & hashes or (r.source is not None and r.source in outlets) or any(map(stands, (*r.left, *r.right)))
    ]
    return tuple(sorted(found, key=lambda r: r.number))
