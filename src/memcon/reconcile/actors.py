"""Who is who over the whole bundle: the entities of every report joined to actors.

A government is its country code. A person is joined by surname, compatible given names and country:
the bare surname of one report takes the full name of another where one full name alone fits. Two
given names or two countries are never joined. What was joined stays visible in the aliases.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from memcon.model.data import document
from memcon.model.gazetteer import states
from memcon.model.memo import Actor
from memcon.read.lexicon import same_office
from memcon.read.types import Entity
from memcon.reconcile.bundle import Bundle, Key, natural


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The actors of a bundle. ``ids`` gives, for an entity of a report, the actors that it stands for.

    A group word stands for its members; a group without members is an actor of its own. ``short`` is a
    person's surname, else the name.
    """

    actors: Mapping[str, Actor]
    ids: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, report: str, entities: Iterable[str]) -> tuple[str, ...]:
        """The actors of these entities, each once, in their order."""
        out: dict[str, None] = {}
        for entity in entities:
            for actor in self.ids.get((report, entity), ()):
                out[actor] = None
        return tuple(out)

    def one(self, report: str, entity: str | None) -> str | None:
        """The one actor that an entity stands for, else null."""
        found = self.ids.get((report, entity), ()) if entity else ()
        return found[0] if len(found) == 1 else None

    def country(self, actor: str | None) -> str | None:
        """The country that an actor acts for."""
        found = self.actors.get(actor) if actor else None
        return found.country if found else None

    def countries(self, actors: Iterable[str]) -> tuple[str, ...]:
        """The countries of these actors, each once, in their order."""
        return tuple(dict.fromkeys(c for a in actors if (c := self.country(a))))


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name in lower case without accents, full stops and possessive."""
    folded = unicodedata.normalize("NFKD", name.replace("’", "'"))
    bare = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    return re.sub(r"'s$", "", re.sub(r"[.,]", "", bare)).strip()


def slug(name: str) -> str:
    """A name as an id: lower case ASCII letters and figures, hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")


def _surname(entity: Entity) -> str:
    return plain(entity.surname or entity.name.split()[-1] if entity.name.split() else entity.name)


def _given(entity: Entity) -> tuple[str, ...]:
    """Given names, initials and juniors left out; empty for a bare surname or an office."""
    surname = _surname(entity)
    parts = [p for p in plain(entity.name).split() if p not in {"jr", "sr", "ii", "iii", "iv"}]
    if surname in " ".join(parts) and len(parts) > 1:
        last = surname.split()[-1]
        parts = [p for p in parts if p != last and p not in surname.split()]
    else:
        parts = []
    return tuple(p for p in parts if len(p) > 1)


@cache
def _short_forms() -> Mapping[str, frozenset[str]]:
    """The full given names that a name is short for, the name itself among them (``short_names.yaml``)."""
    out: dict[str, set[str]] = defaultdict(set)
    for full, shorts in document("reconcile", "short_names")["names"].items():
        for name in (full, *shorts):
            out[plain(name)].add(plain(full))
    return {name: frozenset(fulls) for name, fulls in out.items()}


def _one_name(left: str, right: str) -> bool:
    """Whether two given names can be one: equal, one the start of the other, or short forms of one name."""
    if left.startswith(right) or right.startswith(left):
        return True
    return bool(_short_forms().get(left, frozenset()) & _short_forms().get(right, frozenset()))


def _compatible(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two lists of given names can be one person's: some name of the one can be one of the other."""
    return not left or not right or any(_one_name(a, b) for a in left for b in right)


def _same_known(left: Entity, right: Entity) -> bool:
    """Whether the table knows both as one holder of an office, by whatever form of the name."""
    return left.known is not None and left.known == right.known and left.country == right.country


def _persons(people: list[tuple[Key, Entity]]) -> list[list[tuple[Key, Entity]]]:
    """The entities of one surname grouped into persons; never two given names or two countries in one."""
    ordered = sorted(
        people,
        key=lambda p: (-len(_given(p[1])), not p[1].country, p[1].passage, plain(p[1].name), natural(p[0][0])),
    )
    groups: list[list[tuple[Key, Entity]]] = []
    loose: list[tuple[Key, Entity]] = []
    for key, entity in ordered:
        fitting = [g for g in groups if _fits(g, entity)]
        if len(fitting) > 1:
            # of two who fit an office without a name, whoever is known to have held it
            known = [g for g in fitting if any(_same_known(entity, e) for _, e in g)]
            fitting = known if len(known) == 1 else fitting
        if len(fitting) == 1:
            fitting[0].append((key, entity))
        elif not fitting:
            groups.append([(key, entity)])
        else:
            loose.append((key, entity))
    for key, entity in loose:
        groups.append([(key, entity)])
    return groups


def _fits(group: list[tuple[Key, Entity]], entity: Entity) -> bool:
    countries = {e.country for _, e in group if e.country and not _supposed(e, entity)}
    genders = {e.gender for _, e in group if e.gender}
    supposed = any(_supposed(entity, e) for _, e in group)
    if entity.country and countries and entity.country not in countries and not supposed:
        return False
    if entity.gender and genders and entity.gender not in genders:
        return False
    if any(_other_office(e, entity) for _, e in group):
        return False
    return all(_same_known(e, entity) or _compatible(_given(e), _given(entity)) for _, e in group)


def _other_office(left: Entity, right: Entity) -> bool:
    """Whether two people without a name hold offices that are not one: an ambassador and a minister of one state."""
    unnamed = left.surname is None and right.surname is None
    return unnamed and bool(left.roles) and bool(right.roles) and not _offices(left) & _offices(right)


def _supposed(one: Entity, other: Entity) -> bool:
    """Whether somebody's country is that of the passage, and another report has one of the very name and office."""
    if not one.passage or not _given(one) or plain(one.name) != plain(other.name):
        return False
    return not one.roles or not other.roles or bool(_offices(one) & _offices(other))


def _offices(entity: Entity) -> frozenset[str]:
    """The offices of a person, by all their names."""
    return frozenset[str]().union(*(same_office(r) for r in entity.roles))


def _fullest(names: Iterable[str]) -> str:
    """The fullest of some names: the most words, then the commonest, then the longest, then A to Z."""
    counts = Counter(names)
    return min(counts, key=lambda n: (-len(n.split()), -counts[n], -len(n), n))


def _actor(name: str, members: list[tuple[Key, Entity]], *, identity: str) -> Actor:
    entities = [e for _, e in members]
    aliases = {a for e in entities for a in (e.name, *e.aliases) if a and a != name}
    kinds = Counter(e.kind for e in entities)
    countries = Counter(e.country for e in entities if e.country and not e.passage)
    countries = countries or Counter(e.country for e in entities if e.country)
    return Actor(
        id=identity,
        name=name,
        kind=min(kinds, key=lambda k: (-kinds[k], k)),
        country=min(countries, key=lambda c: (-countries[c], c)) if countries else None,
        roles=tuple(sorted({r for e in entities for r in e.roles})),
        aliases=tuple(sorted(aliases)),
    )


def _state_name(code: str, fallback: str) -> str:
    try:
        found = states().get(code)
    except OSError:
        found = None
    return found.name if found else fallback


def _named(entity: Entity) -> bool:
    """Whether a report names a person, rather than the table by an office."""
    own = plain(entity.surname or "")
    return bool(own) and any(own in plain(n) for n in (entity.name, *entity.aliases))


def _held(entities: list[tuple[Key, Entity]]) -> list[tuple[Key, Entity]]:
    """The entities, an office-holder known from data alone made the one whom another report names.

    What the reports say goes before what is known from data, where they name one holder of that office
    and country, and nowhere the table's.
    """
    people = [e for _, e in entities if e.kind == "person" and not e.members]
    named: dict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
    supposed: dict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
    for entity in sorted(people, key=lambda e: (-len(_given(e)), plain(e.name))):
        if entity.country and _named(entity):
            for role in sorted(_offices(entity)):
                held = supposed if entity.passage else named
                held[entity.country, role].setdefault(_surname(entity), entity)
    named = supposed | named
    out: list[tuple[Key, Entity]] = []
    for key, entity in entities:
        holders: dict[str, Entity] = {}
        if entity.kind == "person" and entity.known and entity.country and not _named(entity):
            for role in entity.roles:
                holders |= named.get((entity.country, role), {})
        if len(holders) == 1 and _surname(entity) not in holders:
            (holder,) = holders.values()
            names = (entity.name, *entity.aliases)
            entity = replace(holder, id=entity.id, aliases=names, roles=entity.roles)
        out.append((key, entity))
    return out


def _family_names(entities: list[tuple[Key, Entity]]) -> Mapping[tuple[str, str | None], str]:
    """The one surname for each person of the leaders' table of several surnames ("Lopez", "Lopez Cruz")."""
    found: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for _, entity in entities:
        if entity.kind == "person" and entity.known and not entity.members:
            found[entity.known, entity.country].add(_surname(entity))
    return {who: min(names, key=lambda n: (len(n.split()), n)) for who, names in found.items() if len(names) > 1}


def _groups(entities: list[tuple[Key, Entity]]) -> list[tuple[str, str, list[tuple[Key, Entity]]]]:
    """Entities put together: (id, name, members) of each actor; group words with members left out."""
    governments: dict[str, list[tuple[Key, Entity]]] = defaultdict(list)
    people: dict[str, list[tuple[Key, Entity]]] = defaultdict(list)
    others: dict[tuple[str, str | None], list[tuple[Key, Entity]]] = defaultdict(list)
    several = _family_names(entities)
    for key, entity in entities:
        if entity.members:
            continue
        if entity.kind == "government" and entity.country:
            governments[entity.country].append((key, entity))
        elif entity.kind == "person" and entity.name:
            people[several.get((entity.known or "", entity.country), _surname(entity))].append((key, entity))
        else:
            others[plain(entity.name), entity.country].append((key, entity))
    out = [(c, _state_name(c, _fullest(e.name for _, e in m)), m) for c, m in governments.items()]
    for members in people.values():
        for group in _persons(members):
            name = _fullest(e.known or e.name for _, e in group)
            out.append((slug(name) or "person", name, group))
    for (_, country), group in others.items():
        name = _fullest(e.name for _, e in group)
        out.append(
            (slug(f"{name} {country.lower()}" if country and country not in name else name) or "body", name, group)
        )
    return out


def _alone(bundle: Bundle) -> dict[Key, Counter[str]]:
    """By entity the single words of a name by which the reports call somebody, and how often: "Lula", "Xi"."""
    out: dict[Key, Counter[str]] = defaultdict(Counter)
    for source in bundle.sources:
        parts = {e.id: set((e.known or e.name).split()) | set(e.name.split()) for e in source.reading.entities}
        for naming in source.reading.namings:
            if naming.form in {"name", "surname"}:
                words = source.reading.text[naming.start : naming.end].split()
                own = [w for w in words if w in parts.get(naming.entity, ())]
                if len(own) == 1 and own[0][:1].isupper():
                    out[source.id, naming.entity][own[0]] += 1
    return out


def cast(bundle: Bundle) -> Cast:
    """The actors of a bundle, ids stable whatever the order of the reports."""
    entities = _held([((s.id, e.id), e) for s in bundle.sources for e in s.reading.entities])
    actors: dict[str, Actor] = {}
    short: dict[str, str] = {}
    ids: dict[Key, tuple[str, ...]] = {}
    single = _alone(bundle)
    for identity, name, members in sorted(_groups(entities), key=lambda g: (g[0], g[1], min(k for k, _ in g[2]))):
        unique, n = identity, 2
        while unique in actors:
            unique, n = f"{identity}-{n}", n + 1
        actors[unique] = _actor(name, members, identity=unique)
        surnames = Counter(e.surname for _, e in members if e.surname and e.kind == "person")
        alone = sum((single[k] for k, e in members if e.kind == "person"), Counter[str]())
        used = [n for n in alone if n in name.split() and n not in surnames]
        best = min(used, key=lambda n: (-alone[n], n), default="")
        short[unique] = min(surnames, key=lambda n: (-surnames[n], n)) if surnames else name
        if best and alone[best] > sum(alone[n] for n in surnames):
            short[unique] = best  # "Lula" of Luiz Inácio Lula da Silva
        for key, _ in members:
            ids[key] = (unique,)
    for key, entity in entities:
        if entity.members:
            found = {a: None for m in entity.members for a in ids.get((key[0], m), ())}
            ids[key] = tuple(found)
    return Cast(actors=actors, ids=ids, short=short)
