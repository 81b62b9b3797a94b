"""The register of one report: who has been named so far, and by what names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from memcon.model.memo import ActorKind
from memcon.read.fold import plain
from memcon.read.gazette import surname_of
from memcon.read.lexicon import words
from memcon.read.types import Entity, MentionForm, Quote, Sentence, Token

Gender = Literal["f", "m"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the naming of a report works on: the parsed text and what is known of the report."""

    text: str
    flat: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    side: str | None
    day: str | None
    own: bool

    def piece(self, first: int, last: int) -> str:
        """The words of tokens ``first`` to ``last``, exclusive, white space folded."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def root(self, first: int, last: int) -> int:
        """The syntactic head among tokens ``first`` to ``last``, exclusive; the last of several."""
        tops = [i for i in range(first, last) if not first <= self.tokens[i].head < last or self.tokens[i].head == i]
        good = [
            i
            for i in tops
            if self.tokens[i].pos in {"NOUN", "PROPN", "PRON", "NUM"}
            and self.tokens[i].norm not in words("names", "suffixes")
        ]
        return (good or tops or [last - 1])[-1]

    def glued(self, i: int) -> bool:
        """Whether no white space stands before token ``i``."""
        return i > 0 and self.tokens[i - 1].end == self.tokens[i].start


@dataclass(slots=True, kw_only=True)
class Record:
    """An entity in the making; ``key`` is its place in the register."""

    key: int
    name: str
    kind: ActorKind
    country: str | None = None
    id: str | None = None
    roles: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    surname: str | None = None
    gender: Gender | None = None
    members: tuple[int, ...] = ()
    known: str | None = None
    head: bool = False
    plural: bool = False
    nameless: bool = False
    private: bool = False
    passage: bool = False


@dataclass(slots=True, kw_only=True)
class Mention:
    """A naming in the making; ``ref`` is the key of its record."""

    first: int
    last: int
    head: int
    form: MentionForm
    ref: int


def slug(name: str) -> str:
    """A name as an id: lower-case ASCII letters, figures and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower().replace("'", "")).strip("-") or "unnamed"


def name_parts(name: str) -> list[str]:
    """The words of a personal name in plain lower case, without suffixes."""
    parts = plain(name).lower().replace(",", " ").split()
    return [p for p in parts if p not in words("names", "suffixes")]


class Register:
    """All records of one report."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self._by_id: dict[str, int] = {}
        self._by_part: dict[str, list[int]] = {}

    def __getitem__(self, key: int) -> Record:
        return self.records[key]

    def fixed(self, ident: str, name: str, kind: ActorKind, country: str | None) -> Record:
        """The record with a given id, made where there is none."""
        if ident not in self._by_id:
            record = Record(key=len(self.records), name=name, kind=kind, country=country, id=ident)
            self.records.append(record)
            self._by_id[ident] = record.key
        return self.records[self._by_id[ident]]

    def lookup(self, ident: str) -> Record | None:
        """The record with a given fixed id, if there is one."""
        return self.records[self._by_id[ident]] if ident in self._by_id else None

    def person(self, name: str, country: str | None) -> Record:
        """A new person; ``name`` is kept by all its parts for later lookups."""
        record = Record(key=len(self.records), name=name, kind="person", country=country)
        self.records.append(record)
        self.call(record, name)
        return record

    def call(self, record: Record, name: str) -> None:
        """Note another name of a person, and take it as the main one if it is fuller."""
        if name not in record.aliases and name != record.name:
            record.aliases.append(name)
        if len(name_parts(name)) > len(name_parts(record.name)):
            if record.name not in record.aliases:
                record.aliases.append(record.name)
            record.name = name
        parts = name_parts(name)
        for part in {*parts, " ".join(parts), plain(surname_of(name, record.country)).lower()}:
            held = self._by_part.setdefault(part, [])
            if record.key not in held:
                held.append(record.key)

    def people_called(self, word: str) -> list[Record]:
        """The persons with a name of which ``word`` is a part (or all)."""
        return [self.records[k] for k in self._by_part.get(plain(word).lower(), ())]

    def parts(self) -> frozenset[str]:
        """Every part of a name of a registered person, plain and lower case."""
        return frozenset(self._by_part)

    def entities(self, order: Iterable[int]) -> tuple[dict[int, str], tuple[Entity, ...]]:
        """The final ids by key, and the entities in the order of their first naming."""
        keys = list(dict.fromkeys(order))
        for key in list(keys):
            keys += [m for m in self.records[key].members if m not in keys]
        ids: dict[int, str] = {}
        taken = set(self._by_id)
        for key in keys:
            record = self.records[key]
            ident = record.id or slug(record.name)
            number = 2
            while record.id is None and ident in taken:
                ident = f"{slug(record.name)}-{number}"
                number += 1
            taken.add(ident)
            ids[key] = ident
        out = []
        for key in keys:
            r = self.records[key]
            out.append(
                Entity(
                    id=ids[key],
                    name=r.name,
                    kind=r.kind,
                    country=r.country,
                    roles=tuple(dict.fromkeys(r.roles)),
                    aliases=tuple(a for a in dict.fromkeys(r.aliases) if a != r.name),
                    surname=r.surname
                    or (surname_of(r.name, r.country) if r.kind == "person" and not r.nameless else None),
                    gender=r.gender,
                    members=tuple(dict.fromkeys(ids[m] for m in r.members)),
                    known=r.known,
                    passage=r.passage,
                )
            )
        return ids, tuple(out)
