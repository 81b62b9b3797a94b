"""Which mentions of one report the report itself takes up one with another, before any other report is looked at."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from memcon.extract.types import EventMention
from memcon.reconcile.bonds import Bonds
from memcon.reconcile.bundle import Key, Source


def chains_of(
    source: Source,
    apart: Callable[[EventMention, EventMention], bool],
    repeated: Collection[str] = (),
    bonds: Bonds[Key] | None = None,
) -> list[list[EventMention]]:
    """The mentions of one report that the report itself takes up one with another, in text order.

    ``apart`` says whether a mention cannot be what it is said to take up: another day, another place,
    a party more. ``repeated`` are mentions in passages from an older report, which keep their own parties.
    ``bonds`` are what people judged to be one and two; what is taken up here is joined there.
    """
    by_id = {m.id: m for m in source.extraction.mentions}
    parent = {m.id: m.id for m in source.extraction.mentions}

    def find(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    order = {m.id: i for i, m in enumerate(source.extraction.mentions)}
    orphans: set[str] = set()
    for mention in source.extraction.mentions:
        if mention.same_as not in parent:
            continue
        old = by_id[mention.same_as or mention.id]
        if not apart(old, mention):
            if bonds and not bonds.join((source.id, old.id), (source.id, mention.id)):
                continue  # a person judged the two to be two
            a, b = sorted((find(mention.id), find(old.id)), key=order.__getitem__)
            parent[b] = a
        elif mention.id not in repeated and {*mention.actors, *mention.recipients} == {*old.actors, *old.recipients}:
            orphans.add(mention.id)
    passed = {
        o.other
        for m in source.extraction.mentions
        for o in m.orders
        if o.relation == "after" and m.status in {"occurred", "ongoing"}
    }
    groups: dict[str, list[EventMention]] = {}
    for mention in source.extraction.mentions:
        if mention.id in passed and mention.status in {"planned", "proposed", "hypothetical"}:
            mention = replace(mention, status="occurred")  # what something done came after has been
        if mention.id in orphans:  # the parties were taken over from what it is not
            mention = replace(mention, actors=(), recipients=())
        groups.setdefault(find(mention.id), []).append(mention)
    return [sorted(g, key=lambda m: (m.trigger, m.id)) for g in groups.values()]
