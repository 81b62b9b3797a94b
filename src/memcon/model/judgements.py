"""What a person judged: two events are one or two, an account is the right one, a source is this reliable.

A judgement names events and claims by the places that speak of them, never by their ids, which are given
anew for every state of a story. It outranks the machine's own (``memo.Judgement``), and says who made it and why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

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


P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages(Generic[P]):
    """Reports as judgements look for them, each by whatever it is known by.

    ``texts`` has them by the hash of the text, ``names`` by the last part of the name, ``outlets`` by the outlet as it
    is judged; ``words`` gives a report's text with white space made single.
    """

    texts: Mapping[str, Collection[P]]
    names: Mapping[str, Collection[P]]
    outlets: Mapping[str, Collection[P]]
    words: Callable[[P], str]


def spoken_of(rulings: Iterable[Ruling], pages: Pages[P]) -> dict[int, frozenset[P]]:
    """By a judgement's number, the reports that it speaks of: in the stories of these it is told.

    A report is spoken of by its very text; where no report has that any more, by a sentence that still stands in a
    later version of the page. A judgement of which neither is found speaks of the pages that it was made on, by their
    names.
    """
    out: dict[int, frozenset[P]] = {}
    for ruling in rulings:
        found: set[P] = set(pages.outlets.get(ruling.source, ())) if ruling.source else set()
        anchors = (*ruling.left, *ruling.right)
        for anchor in anchors:
            same = pages.texts.get(anchor.sha256, ())
            found.update(same)
            if not same and len(anchor.sentence.split()) >= TOLD:
                there = pages.names.get(last_name(anchor.file), ())
                found.update(p for p in there if p not in found and anchor.sentence in pages.words(p))
        if not found:
            found.update(p for a in anchors for p in pages.names.get(last_name(a.file), ()))
        out[ruling.number] = frozenset(found)
    return out


def pages_of(reports: Iterable[Report]) -> Pages[str]:
    """Reports at hand, by their ids."""
    known = {r.id: r for r in reports}
    texts: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    outlets: dict[str, list[str]] = {}
    plains: dict[str, str] = {}
    for one in known.values():
        texts.setdefault(text_hash(one.text), []).append(one.id)
        names.setdefault(last_name(one.file), []).append(one.id)
        if source := source_of(one):
            outlets.setdefault(source, []).append(one.id)

    def words(page: str) -> str:
        if page not in plains:
            plains[page] = plain(known[page].text)
        return plains[page]

    return Pages(texts=texts, names=names, outlets=outlets, words=words)


def touching(rulings: Iterable[Ruling], reports: Iterable[Report]) -> tuple[Ruling, ...]:
    """The judgements that speak of any of these reports, by number; see ``spoken_of``."""
    rulings = tuple(rulings)
    found = spoken_of(rulings, pages_of(reports)) if rulings else {}
    return tuple(sorted((r for r in rulings if found[r.number]), key=lambda r: r.number))
