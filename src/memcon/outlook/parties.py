"""Parties of a relation: states by their code, bodies by their name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from memcon.model.gazetteer import states
from memcon.model.memo import Actor, Memorandum
from memcon.model.ontology import bodies

ALONE = frozenset({"EUR", "UNO"})
"""Codes of PLOVER's that stand for one body, not for a kind of bodies."""
BODIES = frozenset({"organization", "armed-force", "government"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The actors of one story, with the party that each acts for."""

    actors: dict[str, Actor]

    def party(self, actor: str) -> str | None:
        """The code of a state or body, or a body's name; null for people and groups that act for none."""
        one = self.actors.get(actor)
        if one is None:
            return None
        if one.country in states() or one.country in ALONE:
            return one.country
        return one.name if one.kind in BODIES and one.country in bodies() else None

    def parties(self, actors: Iterable[str]) -> tuple[str, ...]:
        """The parties that some actors act for, each once, in their order."""
        return tuple(dict.fromkeys(p for a in actors if (p := self.party(a)) is not None))


def cast(memo: Memorandum) -> Cast:
    """The cast of a memorandum."""
    return Cast(actors={a.id: a for a in memo.actors})


def name_of(party: str) -> str:
    """A party's name in words."""
    state = states().get(party)
    return state.name if state else bodies().get(party, party)


def asked(text: str) -> str | None:
    """The party that somebody asks for: a code, a state's name, demonym or capital, or the text itself for a body.

    Null where the text is empty.
    """
    said = " ".join(text.split())
    if not said:
        return None
    if said.upper() in states() or said.upper() in bodies():
        return said.upper()
    for code, state in states().items():
        if said.casefold() in {n.casefold() for n in (state.name, *state.names, *state.demonyms, *state.capital)}:
            return code
    return said
