"""Names from the tables of ``memcon.model``, found in a report's tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from memcon.model import gazetteer
from memcon.read.fold import plain
from memcon.read.lexicon import table, words
from memcon.read.types import Token

HitKind = Literal["leader", "state", "institution", "office", "capital", "demonym", "place"]

_ORDER: tuple[HitKind, ...] = ("leader", "state", "institution", "office", "capital", "demonym", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row that an alias may mean; ``key`` is its country code or canonical name."""

    kind: HitKind
    key: str
    country: str
    plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An alias found at tokens ``first`` to ``last`` (exclusive), with all it may mean, likeliest first."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    @property
    def kind(self) -> HitKind:
        """The likeliest kind."""
        return self.entries[0].kind

    def of(self, kind: str) -> Entry | None:
        """The entry of one kind, if the alias may mean that."""
        return next((e for e in self.entries if e.kind == kind), None)


def _plural(name: str) -> str:
    """The plural of an office's name: its head stands before the first ``of``, else last."""
    head, of, rest = name.partition(" of ")
    if head.endswith(("man", "men")):
        head = head[:-2] + "en"
    elif head.endswith(("-general", " general")):
        head = head[:-8] + "s" + head[-8:]
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif head.endswith(("s", "x", "ch", "sh")):
        head += "es"
    else:
        head += "s"
    return head + of + rest


@cache
def _aliases() -> tuple[tuple[str, Entry], ...]:
    """Every alias of every table with what it means."""
    out: list[tuple[str, Entry]] = []
    for code, state in gazetteer.states().items():
        # A name in lower case ("occupied territories") is a description, not a name.
        named = [n for n in (state.name, *state.names) if not n[0].islower()]
        out += [(n, Entry(kind="state", key=code, country=code)) for n in named]
        out += [(n, Entry(kind="demonym", key=code, country=code)) for n in state.demonyms]
        out += [(n, Entry(kind="capital", key=state.capital[0], country=code)) for n in state.capital]
    for body in gazetteer.institutions():
        entry = Entry(kind="institution", key=body.name, country=body.country)
        out += [(n, entry) for n in (body.name, *body.names)]
    for leader in gazetteer.leaders():
        entry = Entry(kind="leader", key=leader.name, country=leader.country)
        out += [(n, entry) for n in (leader.name, *leader.names) if " " in n or "-" in n]
    for office in gazetteer.offices():
        for n in (office.name, *office.names):
            if " " not in n and not n.isascii():
                # "chargé" without its accent is another word.
                continue
            out.append((n, Entry(kind="office", key=office.name, country="")))
            out.append((_plural(n), Entry(kind="office", key=office.name, country="", plural=True)))
    for place in gazetteer.places():
        entry = Entry(kind="place", key=place.name, country=place.country)
        out += [(n, entry) for n in (place.name, *place.names)]
    return tuple(out)


@cache
def _index() -> dict[str, tuple[tuple[str, tuple[Entry, ...]], ...]]:
    """Aliases by the first run of letters, longest first; caseless ones are kept in lower case."""
    found: dict[str, dict[str, list[Entry]]] = {}
    for alias, entry in _aliases():
        text = plain(alias)
        if entry.kind == "office" and not (text.isupper() and len(text) <= 5):
            text = text.lower()
        first = re.search(r"\w+", text)
        if first is None:
            continue
        entries = found.setdefault(first[0].lower(), {}).setdefault(text, [])
        if entry not in entries:
            entries.append(entry)
    return {
        key: tuple(
            (text, tuple(sorted(entries, key=lambda e: _ORDER.index(e.kind))))
            for text, entries in sorted(group.items(), key=lambda kv: (-len(kv[0]), kv[0]))
        )
        for key, group in found.items()
    }


def find(tokens: Sequence[Token], flat: str) -> tuple[Hit, ...]:
    """The table names in a text, longest first from left to right; ``flat`` is its plain copy."""
    index = _index()
    ends = {t.end: t.i + 1 for t in tokens}
    low = flat.lower()
    shout = _capitals(tokens)
    out: list[Hit] = []
    at = 0

    def first_at(at: int) -> Hit | None:
        token = tokens[at]
        word = flat[token.start : token.end]
        if not word.isalnum():
            head = re.match(r"\w+", word)
            word = head[0] if head else ""
        for alias, entries in index.get(word.lower(), ()):
            hit = _match(alias, entries, token, low if alias.islower() else flat, ends, caps=token.sentence in shout)
            if hit is None:
                continue
            if hit.kind == "institution" and hit.last - hit.first > 1:
                over = first_at(hit.last - 1)
                if over is not None and over.kind == "office" and over.last > hit.last:
                    continue  # "Pakistan's army chief" is no mention of Pakistan's army
            return hit
        return None

    while at < len(tokens):
        hit = first_at(at)
        if hit is None:
            at += 1
            continue
        out.append(hit)
        at = hit.last
    return tuple(out)


def _capitals(tokens: Sequence[Token]) -> frozenset[int]:
    """Sentences written all in capitals, where "US" may be a pronoun and case tells nothing."""
    seen: dict[int, list[bool]] = {}
    for t in tokens:
        if t.text.isalpha():
            seen.setdefault(t.sentence, []).append(t.text.isupper())
    return frozenset(s for s, flags in seen.items() if len(flags) > 2 and all(flags))


def _match(
    alias: str, entries: tuple[Entry, ...], token: Token, flat: str, ends: dict[int, int], *, caps: bool
) -> Hit | None:
    """The alias at a token, if it stands there and ends where a token ends."""
    end = token.start + len(alias)
    piece = flat[token.start : end]
    if piece != alias:
        upper = piece.isupper() and len(alias) > 3 and alias.upper() == piece
        if not upper or (not caps and len(alias) < 4):
            return None
    last = ends.get(end)
    if last is None:
        # "U.S." at the end of a sentence may have given its full stop away, or "U.S" kept none.
        if alias.endswith(".") and ends.get(end - 1) is not None and flat[end - 1 : end] == ".":
            last = ends[end - 1]
        else:
            return None
    return Hit(first=token.i, last=last, entries=entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A leader's table row as needed here; ``surname`` by the order that the country's names have."""

    name: str
    names: tuple[str, ...]
    surname: str
    country: str
    office: str
    start: str
    end: str
    gender: str


def surname_of(name: str, country: str | None) -> str:
    """The part of a full name that stands for the person alone."""
    parts = [p for p in name.replace(",", " ").split() if p.lower() not in words("names", "suffixes")]
    if len(parts) < 2:
        return parts[0] if parts else name
    if country in words("names", "family_first") and country not in words("names", "given_last"):
        return parts[0]
    if parts[0].isupper() and len(parts[0]) > 2 and not parts[-1].isupper():
        return parts[0].title()
    low = words("names", "particles")
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in low and parts[at - 1].islower():
        at -= 1
    return " ".join(parts[at:])


@cache
def tenures() -> dict[str, tuple[Tenure, ...]]:
    """Who held an office when, by plain lower-case surname and by each one-word alias."""
    out: dict[str, list[Tenure]] = {}
    canonical = {n.lower(): o.name for o in reversed(gazetteer.offices()) for n in (*o.names, o.name)}
    for row in gazetteer.leaders():
        surname = surname_of(row.name, row.country)
        tenure = Tenure(
            name=row.name,
            names=row.names,
            surname=surname,
            country=row.country,
            office=canonical.get(row.office.lower(), row.office),
            start=row.start,
            end=row.end,
            gender=row.gender,
        )
        keys = {surname, *(n for n in row.names if " " not in n)}
        keys |= {surname_of(n, row.country) for n in row.names if " " in n}
        for key in sorted({plain(k).lower() for k in keys}):
            out.setdefault(key, []).append(tenure)
    return {key: tuple(rows) for key, rows in out.items()}


@cache
def by_country() -> dict[str, tuple[Tenure, ...]]:
    """Who held an office when, by country."""
    out: dict[str, list[Tenure]] = {}
    seen: set[tuple[str, str, str, str]] = set()
    for rows in tenures().values():
        for t in rows:
            key = (t.country, t.office, t.name, t.start)
            if key not in seen:
                seen.add(key)
                out.setdefault(t.country, []).append(t)
    return {c: tuple(sorted(rows, key=lambda t: (t.start, t.name, t.office))) for c, rows in out.items()}


def in_office(rows: Sequence[Tenure], day: str | None) -> tuple[Tenure, ...]:
    """Those in office on an ISO day, all rows if there is no day.

    Who holds an office now may have lost it on a day long after the table was made.
    """
    if day is None:
        return tuple(rows)
    known = str(table("names")["leaders_known_to"])
    return tuple(t for t in rows if (not t.start or t.start <= day) and day <= (t.end or known))


@cache
def office_kinds() -> dict[str, str]:
    """The kind of each office by its canonical name."""
    return {o.name: o.kind for o in gazetteer.offices()}


@cache
def body_kinds() -> dict[str, tuple[str, str, str]]:
    """Kind, country and sector of each institution by its canonical name."""
    return {b.name: (b.kind, b.country, b.sector) for b in gazetteer.institutions()}


@cache
def _country_words() -> dict[str, str]:
    """The country by each one-word name of a state, its people or its bodies, in plain letters."""
    out: dict[str, str] = {}
    for alias, entry in _aliases():
        if entry.country and entry.kind in {"state", "demonym", "institution", "capital"} and " " not in alias:
            out.setdefault(plain(alias), entry.country)
    return out


def country_word(word: str) -> str | None:
    """The country that one word names, if it names one."""
    return _country_words().get(plain(word))
