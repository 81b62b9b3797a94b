"""Who stands on a side of an act, as PLOVER has it: a code for the country or body, and a sector."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from memcon.model import gazetteer, ontology
from memcon.read.types import Entity

GOV = "GOV"
DEPTH = 3
"""How far a group is opened into its members, and theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One party of an act. ``code`` is ISO 3166-1 alpha-3 or a PLOVER body, null where nobody knows it.

    ``sector`` is PLOVER's, null where the words do not show it. ``why`` names the table or rule that gave it.
    """

    entity: str
    name: str
    code: str | None
    sector: str | None
    role: str | None = None
    kind: str = ""
    why: str = ""


@cache
def _office_sectors() -> Mapping[str, str]:
    """The sector of each office by its name in lower case."""
    out: dict[str, str] = {}
    for office in gazetteer.offices():
        for name in (office.name, *office.names):
            out.setdefault(name.lower(), office.sector)
    return out


@cache
def _body_sectors() -> Mapping[str, tuple[str, str]]:
    """The country and sector of each institution by its name in lower case."""
    out: dict[str, tuple[str, str]] = {}
    for body in gazetteer.institutions():
        for name in (body.name, *body.names):
            out.setdefault(name.lower(), (body.country, body.sector))
    return out


@cache
def codes() -> frozenset[str]:
    """What may stand as a country: the states' codes and PLOVER's bodies."""
    return frozenset({*gazetteer.states(), *ontology.bodies()})


def _sector(entity: Entity) -> tuple[str | None, str]:
    """The sector of an entity and what showed it."""
    body = _body_sectors().get(entity.name.lower()) or (
        _body_sectors().get(entity.known.lower()) if entity.known else None
    )
    if body is not None and body[1]:
        return body[1], "institutions"
    if entity.kind == "government":
        return GOV, "country"
    if entity.kind == "armed-force":
        return "MIL", "kind"
    for role in entity.roles:
        sector = _office_sectors().get(role.lower())
        if sector and sector != "UNK":
            return sector, "offices"
    if entity.sector:
        return entity.sector, "people"
    if entity.kind == "organization" and entity.country in ontology.bodies():
        return GOV, "kind"
    return None, ""


def side_of(entity: Entity) -> Side:
    """One entity as a party; a code that is neither a state's nor PLOVER's is left out."""
    sector, why = _sector(entity)
    country = entity.country or entity.home
    code = country if country in codes() else None
    return Side(
        entity=entity.id,
        name=entity.name,
        code=code,
        sector=sector,
        role=entity.roles[0] if entity.roles else None,
        kind=entity.kind,
        why=why,
    )


def opened(ids: Iterable[str], entities: Mapping[str, Entity], depth: int = DEPTH) -> tuple[str, ...]:
    """Entity ids with every group that stands for known members replaced by these, each once, in order."""
    out: dict[str, None] = {}
    for one in ids:
        entity = entities.get(one)
        if entity is not None and entity.members and depth:
            for member in opened(entity.members, entities, depth - 1):
                out.setdefault(member)
        else:
            out.setdefault(one)
    return tuple(out)


def sides(ids: Iterable[str], entities: Mapping[str, Entity]) -> tuple[Side, ...]:
    """The parties behind entity ids; places are no parties."""
    found = (entities.get(i) for i in opened(ids, entities))
    return tuple(side_of(e) for e in found if e is not None and e.kind != "place")
