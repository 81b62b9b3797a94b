"""Whether two ways of naming a speaker can be of one: names, offices, states."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.extract.types import Attribution
from memcon.proof.frames import _entity
from memcon.proof.lexis import words
from memcon.proof.record import Page, Record
from memcon.reconcile.actors import plain
from memcon.reconcile.lexis import nationalities

PRONOUNS = frozenset({"he", "she", "they", "it", "who", "him", "her", "them", "i", "we"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the words for it, names, states; ``unnamed`` where the report keeps the name back."""

    shown: str
    names: frozenset[str]
    states: frozenset[str]
    roles: frozenset[str]
    unnamed: bool

    @property
    def known(self) -> bool:
        """Whether anything tells who it is."""
        return bool(self.names or self.states or self.roles)


def speaker(record: Record, page: Page, made: Attribution) -> Speaker:
    """The source of an attribution as names, states and offices."""
    names: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    entity = page.graph.entities.get(made.source.entity or "")
    text = plain(made.source.name)
    said = [w.strip("'\"") for w in text.split()]
    shown = made.source.name
    if entity is not None:
        names, states = _entity(record, page, entity)
        if entity.kind == "person" and text in PRONOUNS:
            shown = entity.name
        if entity.kind == "person" and not entity.surname:
            names = frozenset()
    for w in said:
        for known in record.people.get(w, ()):
            if entity is None or entity.kind == "person":
                names |= frozenset({w})
                states |= frozenset({known.country}) if known.country else frozenset()
        code = nationalities().get(w.removesuffix("'s"))
        if code:
            states |= frozenset({code.upper()})
    roles = frozenset(w for w in said if w in _roles(record))
    return Speaker(
        shown=shown,
        names=names,
        states=states,
        roles=roles,
        unnamed=bool(set(said) & words("unnamed")) and not (names - states),
    )


def _roles(record: Record) -> frozenset[str]:
    found = {w for a in record.memo.actors for r in a.roles for w in plain(r).split()}
    return frozenset(found - {"of", "the", "and", "for"}) | words("offices")


def role_of(record: Record, names: frozenset[str]) -> frozenset[str]:
    """The offices that the memorandum gives a person."""
    return frozenset(w for n in names for a in record.people.get(n, ()) for r in a.roles for w in plain(r).split())


def other(record: Record, draft: Speaker, source: Speaker) -> bool:
    """Whether the draft's speaker cannot be the report's; what is not known speaks for nobody."""
    if not draft.known or not (source.known or source.unnamed):
        return False
    persons = draft.names - draft.states, source.names - source.states
    if all(persons):
        return not persons[0] & persons[1]
    if persons[0] and source.unnamed:
        return True
    if draft.unnamed and persons[1]:
        return False
    if draft.states and source.states and not draft.states & source.states:
        return True
    if persons[0] or persons[1]:
        held = role_of(record, persons[0] or persons[1])
        told = source.roles if persons[0] else draft.roles
        return bool(held and told and not held & told)
    return False
