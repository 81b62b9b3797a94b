"""A reading as it is asked for unnamed people: children, names, the table of bodies, the state of each sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from memcon.model import gazetteer
from memcon.read.fold import plain
from memcon.read.lexicon import table
from memcon.read.people_words import STARTS, body_names, body_starts, single
from memcon.read.register import slug
from memcon.read.types import Entity, Naming, Reading

LONGEST_NAME = 8
"""Tokens of a name in the table of bodies."""


class Page:
    """A reading with what is asked of it here: children, who is named where."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.entities = {e.id: e for e in reading.entities}
        self.children: list[list[int]] = [[] for _ in reading.tokens]
        for token in reading.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)
        self.inside: dict[int, Naming] = {}
        for naming in reading.namings:
            for i in range(naming.first, naming.last):
                if i not in self.inside or naming.last - naming.first > self.inside[i].last - self.inside[i].first:
                    self.inside[i] = naming
        self.dated = frozenset(i for t in reading.timexes for i in range(t.first, t.last))
        self.bodies = _known(self)
        self.home = _homes(reading, self.entities)

    def country(self, i: int) -> str | None:
        """The state of the name that a token lies in, or of a people."""
        naming = self.inside.get(i)
        if naming is not None:
            entity = self.entities.get(naming.entity)
            code = (entity.country or entity.home) if entity is not None else None
            return code if code in gazetteer.states() else None
        token = self.tokens[i]
        return table("people")["peoples"].get(token.norm) or table("people")["peoples"].get(single(token)) or None

    def kind(self, entity: str) -> str:
        """The kind of an entity; of people without a name "group"."""
        found = self.entities.get(entity)
        return found.kind if found is not None else "group"


def _known(page: Page) -> list[Naming]:
    """Names of the table of bodies; those that lie in no name yet become one, others tell a home to a name without."""
    table_, begun = body_names(), body_starts()
    tokens, text = page.tokens, plain(page.reading.text)
    out: list[Naming] = []
    i = 0
    while i < len(tokens):
        start = tokens[i].start
        if text[start : start + STARTS] not in begun and text[start : start + 2] not in begun:
            i += 1
            continue
        size = next(
            (
                n
                for n in range(min(LONGEST_NAME, len(tokens) - i), 0, -1)
                if tokens[i + n - 1].sentence == tokens[i].sentence and text[start : tokens[i + n - 1].end] in table_
            ),
            0,
        )
        if not size:
            i += 1
            continue
        found = table_[text[start : tokens[i + size - 1].end]]
        span = range(i, i + size)
        held = {page.inside[k].entity: page.inside[k] for k in span if k in page.inside}
        whole = {e for e, n in held.items() if i <= n.first and n.last <= i + size}
        if not held or (whole == set(held) and size > max(n.last - n.first for n in held.values())):
            head = next((k for k in reversed(span) if tokens[k].head not in span or tokens[k].head == k), i + size - 1)
            key = "body-" + slug(found.name)
            page.entities.setdefault(
                key,
                Entity(
                    id=key,
                    name=found.name,
                    kind="organization",
                    home=found.country,
                    sector=found.sector,
                    known=found.name,
                ),
            )
            naming = Naming(
                start=tokens[i].start,
                end=tokens[i + size - 1].end,
                first=i,
                last=i + size,
                head=head,
                entity=key,
                form="name",
            )
            out.append(naming)
            for k in span:
                page.inside[k] = naming
        else:
            for name, naming in held.items():
                entity = page.entities.get(name)
                if entity is not None and entity.kind == "armed-force" and i <= naming.first < i + size and size > 1:
                    # "Bosnian Serb forces" are not Serbia's
                    page.entities[name] = replace(entity, country=found.country)
                elif entity is not None and entity.country is None and not entity.members:
                    page.entities[name] = replace(entity, home=found.country, sector=found.sector)
        i += size
    return out


def _homes(reading: Reading, entities: dict[str, Entity]) -> dict[int, str]:
    """The state that a sentence is about where only one is named in it, else in those before, by sentence."""
    states = gazetteer.states()
    named: dict[int, Counter[str]] = {}
    for naming in reading.namings:
        entity = entities.get(naming.entity)
        code = (entity.country or entity.home) if entity is not None else None
        if code in states:
            named.setdefault(reading.tokens[naming.first].sentence, Counter())[str(code)] += 1
    out: dict[int, str] = {}
    last: str | None = None
    for sentence in reading.sentences:
        there = named.get(sentence.i, Counter())
        if len(there) == 1:
            last = out[sentence.i] = next(iter(there))
        elif not there and last is not None:
            out[sentence.i] = last
    every = Counter[str]()
    for count in named.values():
        every.update(count)
    if len(every) == 1:
        only = next(iter(every))
        for sentence in reading.sentences:
            out.setdefault(sentence.i, only)
    return out
