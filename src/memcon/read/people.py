"""People and bodies without a name: what sector they are of, and whose, as the words around them tell.

"Riot police fired at students in X" names nobody, and yet X's police act on X's students. The
memorandum leaves such people out, as it keeps names apart; who codes events wants them. ``peopled``
gives a reading with an entity for each such phrase and a sector for the entities that a word tells one of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from memcon.model import gazetteer
from memcon.model.values import replace
from memcon.read.lexicon import words
from memcon.read.people_page import Page
from memcon.read.people_words import LONGEST, before, body_sectors, of_people, sector_of, single, surnames
from memcon.read.register import slug
from memcon.read.types import Entity, Naming, Reading

BODIES = frozenset({"NGO", "IGO"})
"""Sectors that are a code of their own where no state is named with them."""
DEPTH = 3
SEATED = frozenset({"government", "authority", "regime", "leadership", "junta"})
STRANGERS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "conj", "poss", "appos"})
TO_WHOM = frozenset({"of", "by", "with", "to", "against", "from", "for", "between", "on", "at"})
SKIPPED = frozenset({"boilerplate", "label"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """Words ``first`` to ``last``, exclusive, that stand for an actor; ``head`` is the last of them."""

    first: int
    last: int
    head: int
    sector: str


def _found(page: Page) -> Iterator[_Phrase]:
    """The phrases of actors among the words that lie in no name."""
    tokens = page.tokens
    for sentence in page.reading.sentences:
        if sentence.kind in SKIPPED:
            continue
        for i in range(sentence.first, sentence.last):
            token = tokens[i]
            if i in page.inside or not token.tag.startswith("NN"):
                continue
            if token.tag in {"NNP", "NNPS"} and (named := _stranger(page, i, sentence.first)) is not None:
                yield named
                continue
            if i and tokens[i - 1].norm == "-" and token.dep in {"compound", "amod", "npadvmod"}:
                # "anti-people"
                continue
            after = tokens[i + 1] if i + 1 < sentence.last else None
            first = _first(page, i, sentence.first)
            sector = sector_of(tokens[first : i + 1])
            if sector is None:
                continue
            if after is not None and token.dep in {"compound", "nmod", "amod"} and token.head > i:
                head = token.head
                if head not in page.inside and sector_of(tokens[first : head + 1]) is not None and head - i <= 2:
                    # "police officers": the officers are who acts
                    if single(tokens[head]) not in words("people", "roles") or of_people(tokens[head]):
                        continue
            if single(token) in words("people", "needs_the") and not _the(page, i):
                continue
            yield _Phrase(first=first, last=i + 1, head=i, sector=sector)


def _stranger(page: Page, i: int, low: int) -> _Phrase | None:
    """Somebody whose name is in no table and no list of names: who he is may stand beside the name."""
    tokens = page.tokens
    token = tokens[i]
    if (
        token.dep not in STRANGERS
        or i in page.dated
        or (token.dep == "pobj" and tokens[token.head].norm not in TO_WHOM)
    ):
        return None
    first = i
    while first > low and (first - 1) not in page.inside and tokens[first - 1].dep in {"compound", "amod"}:
        first -= 1
    beside = [k for k in page.children[i] if tokens[k].dep == "appos" and k not in page.inside]
    told = [sector_of(tokens[_first(page, k, low) : k + 1]) for k in beside]
    if (
        token.tag == "NNP"
        and tokens[i - 1 if i else 0].tag == "DT"
        and token.norm in {"north", "south", "west", "east"}
    ):
        return None
    sector = next((t for t in (sector_of(tokens[first : i + 1]), *told) if t), "UNK")
    return _Phrase(first=first, last=i + 1, head=i, sector=sector)


def _the(page: Page, i: int) -> bool:
    tokens = page.tokens
    return tokens[i].tag in {"NNS", "NNPS"} or any(
        tokens[k].dep in {"det", "poss"} or page.country(k) for k in page.children[i] if k < i
    )


def _first(page: Page, i: int, low: int) -> int:
    """Where a noun phrase's own words begin: adjectives and compounds right before its head, names left out."""
    tokens = page.tokens
    first = i
    while first > low and i - first < LONGEST - 1 and (first - 1) not in page.inside:
        before = tokens[first - 1]
        if before.dep not in {"compound", "amod", "nmod", "punct"} or before.pos not in {
            "NOUN",
            "PROPN",
            "ADJ",
            "VERB",
        }:
            break
        first -= 1
    return first


def _owners(page: Page, i: int) -> list[str]:
    """The states of a noun that several share: "Indian and Japanese navies", "ministers from A, B and C"."""
    tokens = page.tokens
    out: list[str] = []
    spots = [k for k in page.children[i] if tokens[k].dep in {"amod", "compound", "nmod", "poss"}]
    for k in page.children[i]:
        if tokens[k].dep == "prep" and tokens[k].norm in {"of", "from"}:
            spots += [o for o in page.children[k] if tokens[o].dep == "pobj"]
    while spots:
        k = spots.pop(0)
        code = page.country(k)
        if code and code not in out:
            out.append(code)
        spots += [c for c in page.children[k] if tokens[c].dep in {"conj", "amod", "nmod", "compound", "poss"}]
    return out


def _owner(page: Page, i: int, depth: int = 0) -> str | None:
    """The state whose people a noun's own phrase says they are: before the noun, or after "of", "in", "from"."""
    if depth > DEPTH:
        return None
    tokens = page.tokens
    mods = [k for k in page.children[i] if tokens[k].dep in {"amod", "compound", "nmod", "poss", "appos"}]
    for k in mods:
        if code := page.country(k):
            return code
    for k in mods:
        if code := _owner(page, k, depth + 1):
            return code
    for k in page.children[i]:
        if tokens[k].dep == "prep" and tokens[k].norm in words("people", "places"):
            for obj in page.children[k]:
                if tokens[obj].dep == "pobj":
                    if code := page.country(obj) or _owner(page, obj, depth + 1):
                        return code
    for k in page.children[i]:
        # "hackers working for X", "drones launched by X"
        if tokens[k].dep in {"acl", "relcl"}:
            for prep in page.children[k]:
                if tokens[prep].norm in {"for", "by", "from", "under", "to"} and tokens[prep].dep in {"prep", "agent"}:
                    for obj in page.children[prep]:
                        if tokens[obj].dep == "pobj" and (code := page.country(obj) or _owner(page, obj, depth + 1)):
                            return code
    if tokens[i].dep == "conj" and tokens[i].head < i:
        # "Syrian soldiers and policemen"
        return _owner(page, tokens[i].head, depth + 1)
    if tokens[i].dep == "pobj" and tokens[tokens[i].head].norm == "of":
        # "hundreds of students in X", "the leader of the opposition of X"
        above = tokens[tokens[i].head].head
        if above < i and tokens[above].pos in {"NOUN", "NUM", "PROPN"}:
            for k in page.children[above]:
                if tokens[k].dep == "prep" and k > i:
                    for obj in page.children[k]:
                        if tokens[obj].dep == "pobj" and (code := page.country(obj)):
                            return code
    return None


def _placed(page: Page, i: int) -> str | None:
    """The state in which the act of a noun's clause is, where its words place it."""
    tokens = page.tokens
    at = i
    for _ in range(6):
        head = tokens[at].head
        if head == at:
            break
        at = head
        if tokens[at].pos not in {"VERB", "AUX"}:
            continue
        for k in page.children[at]:
            if tokens[k].dep == "prep" and tokens[k].norm in words("people", "places"):
                for obj in page.children[k]:
                    if tokens[obj].dep == "pobj" and (code := page.country(obj) or _owner(page, obj, 2)):
                        return code
    return None


def _nearest(page: Page, i: int) -> str | None:
    """The state named nearest in the sentence, before a noun first."""
    sentence = page.reading.sentences[page.tokens[i].sentence]
    for k in [*range(i - 1, sentence.first - 1, -1), *range(i + 1, sentence.last)]:
        if code := page.country(k):
            return code
    return None


def _home_of(page: Page, phrase: _Phrase) -> str | None:
    """The state of a phrase's people, or the code of a body without a state."""
    head = phrase.head
    own = _owner(page, head) or (phrase.sector if phrase.sector in BODIES else None)
    if phrase.sector == "UNK" and phrase.last - phrase.first == 1:
        own = own or surnames().get(page.tokens[head].norm)
    return own or _placed(page, head) or page.home.get(page.tokens[head].sentence) or _nearest(page, head)


def _thing(page: Page, phrase: _Phrase) -> bool:
    """Whether a phrase names a thing that is given or sent, no actor ("sent a field hospital", "a ship")."""
    token = page.tokens[phrase.head]
    if single(token) not in words("people", "things"):
        return False
    if token.tag == "NN" and phrase.last - phrase.first == 1 and not any(k < token.i for k in page.children[token.i]):
        # "going to school", "by ship"
        return True
    if token.dep != "dobj":
        return False
    return page.tokens[token.head].lemma.lower() in words("people", "giving")


def _taken_up(page: Page, namings: list[Naming]) -> list[Naming]:
    """Pronouns that no name is behind: of several the nearest unnamed people, "it" the body that is the subject."""
    out: list[Naming] = []
    tokens = page.tokens
    known = sorted([*page.reading.namings, *page.bodies, *namings], key=lambda n: n.first)
    for token in tokens:
        if token.i in page.inside or token.norm not in {"they", "them", "their", "it", "its"}:
            continue
        if token.norm.startswith("it"):
            near = [
                n
                for n in known
                if n.last <= token.i
                and tokens[n.head].sentence == token.sentence
                and tokens[n.head].dep == "nsubj"
                and n.form not in {"pronoun", "demonym"}
                and page.kind(n.entity) not in {"person", "place"}
            ]
        else:
            near = [
                n
                for n in namings
                if n.last <= token.i
                and tokens[n.head].tag in {"NNS", "NNPS"}
                and token.sentence - tokens[n.head].sentence <= 1
            ]
        if near and not (token.norm == "it" and _empty(page, token.i)):
            out.append(
                Naming(
                    start=token.start,
                    end=token.end,
                    first=token.i,
                    last=token.i + 1,
                    head=token.i,
                    entity=near[-1].entity,
                    form="pronoun",
                )
            )
    return out


def _empty(page: Page, i: int) -> bool:
    """Whether an "it" stands for a clause or for nothing ("it is feared that …", "it was agreed")."""
    verb = page.tokens[page.tokens[i].head]
    return verb.lemma.lower() in {"be", "seem", "appear"} or page.tokens[i].dep in {"nsubjpass", "expl"}


def peopled(reading: Reading) -> Reading:
    """A reading with an entity for each phrase of people or a body that bears no name.

    Their ``home`` is the state that the words around tell, ``sector`` PLOVER's; ``country`` stays null,
    as nobody says that they act for it. Entities that a text names keep all they have and get the two as well.
    """
    page = Page(reading)
    made: dict[str, Entity] = {}
    namings: list[Naming] = []
    for phrase in _found(page):
        token = page.tokens[phrase.head]
        if _thing(page, phrase):
            continue
        homes: list[str | None] = [*_owners(page, phrase.head)]
        if len(homes) < 2 or token.tag not in {"NNS", "NNPS"}:
            homes = [_home_of(page, phrase)]
        stem = "people-" + slug(" ".join([*(t.norm for t in page.tokens[phrase.first : phrase.head]), single(token)]))
        name = reading.text[page.tokens[phrase.first].start : token.end]
        members = []
        for home in homes:
            key = f"{stem}-{(home or 'x').lower()}"
            made.setdefault(key, Entity(id=key, name=name, kind="group", home=home, sector=phrase.sector))
            members.append(key)
        key = members[0]
        if len(members) > 1:
            key = f"{stem}-" + "-".join(str(h).lower() for h in homes)
            made.setdefault(key, Entity(id=key, name=name, kind="group", sector=phrase.sector, members=tuple(members)))
        namings.append(
            Naming(
                start=page.tokens[phrase.first].start,
                end=token.end,
                first=phrase.first,
                last=phrase.last,
                head=phrase.head,
                entity=key,
                form="group",
            )
        )
    namings += _taken_up(page, namings)
    told = [page.entities[e.id] for e in reading.entities]
    made |= {n.entity: page.entities[n.entity] for n in page.bodies}
    namings += page.bodies
    first: dict[str, Naming] = {}
    for naming in reading.namings:
        first.setdefault(naming.entity, naming)
    entities = tuple(o for e in told for o in _split(page, _told(page, e, first.get(e.id)), first.get(e.id)))
    seats = [_seated(page, n, made) for n in reading.namings]
    order = sorted([*seats, *namings], key=lambda n: (n.start, n.end))
    have = {e.id for e in entities}
    return replace(reading, entities=(*entities, *(e for e in made.values() if e.id not in have)), namings=tuple(order))


def _seated(page: Page, naming: Naming, made: dict[str, Entity]) -> Naming:
    """A naming of a government, of the state in whose capital it is said to sit ("the new government in Bamako")."""
    entity = page.entities.get(naming.entity)
    tokens = page.tokens
    if entity is None or entity.kind != "government" or naming.form not in {"group", "name"}:
        return naming
    at = naming.last
    if at + 1 < len(tokens) and tokens[at].norm == "in" and single(tokens[naming.head]) in SEATED:
        code = page.country(at + 1)
        if code and code != entity.country:
            name = gazetteer.states()[code].name
            made.setdefault(code, Entity(id=code, name=name, kind="government", country=code))
            return replace(naming, entity=code)
    return naming


def _told(page: Page, entity: Entity, naming: Naming | None) -> Entity:
    """A named group, body or person with its sector and home."""
    force = entity.kind == "armed-force" and entity.country is None
    if not (force or entity.kind in {"group", "organization", "person"}) or naming is None or entity.members:
        return entity
    head = naming.head
    home = entity.country or entity.home
    if entity.home is not None and entity.sector is not None:
        return entity
    if entity.kind == "person":
        if home is None:
            home = (
                surnames().get(entity.name.lower()) or _owner(page, head) or page.home.get(page.tokens[head].sentence)
            )
        return replace(entity, home=home)
    sector = body_sectors().get(entity.name.lower()) or (
        body_sectors().get(entity.known.lower()) if entity.known else None
    )
    if sector is None and head >= naming.first:
        sector = sector_of(page.tokens[naming.first : head + 1])
    if sector is None and (k := _before_name(page, naming)) is not None:
        sector = k
    if home is None:
        home = _owner(page, head) or (sector if sector in BODIES else None)
        if entity.kind == "group" or sector is not None:
            home = home or _placed(page, head)
        home = home or page.home.get(page.tokens[head].sentence)
        if home is None and entity.kind == "group":
            home = _nearest(page, head)
    return replace(entity, sector=sector, home=home)


def _before_name(page: Page, naming: Naming) -> str | None:
    """The sector that a word right before a body's name tells ("the opposition Democratic Alliance", "the rebel X")."""
    if naming.first == 0:
        return None
    norm = page.tokens[naming.first - 1].norm
    return before().get(norm) or ("OPP" if norm == "opposition" else None)


def _split(page: Page, entity: Entity, naming: Naming | None) -> list[Entity]:
    """A group, and where it is of several states a group for each."""
    if entity.kind != "group" or entity.members or naming is None:
        return [entity]
    homes = _owners(page, naming.head)
    if len(homes) < 2 or page.tokens[naming.head].tag not in {"NNS", "NNPS"}:
        return [entity]
    parts = [replace(entity, id=f"{entity.id}-{h.lower()}", country=None, home=h) for h in homes]
    return [replace(entity, members=tuple(p.id for p in parts)), *parts]
