"""Where an act was: a town, a house in it, a ship, a border, by the words around the act.

As in "met at State House in Nairobi", "talks between the two ministers in Cotonou", "hit a depot near Odesa",
"flew to Havana and met X", "aboard a destroyer off Subic Bay".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from memcon.extract.acts import Act
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon, load
from memcon.extract.types import Fill
from memcon.read.types import Naming

DEPTH = 6
"""Steps from an act into its parties within which the place of the act may hang."""
STRIKING = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
PASSED = frozenset({"with", "between", "among", "of", "from", "on", "against", "upon", "at", "to", "by"})
"""Prepositions behind which stand the parties of an act, its day, what it stands beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The word lists of ``place_words.yaml``."""

    locative: frozenset[str]
    loose: frozenset[str]
    leading: frozenset[str]
    spots: frozenset[str]
    vague: frozenset[str]
    seats: frozenset[str]
    no_places: frozenset[str]
    going: frozenset[str]
    visits: frozenset[str]
    beside: frozenset[str]
    carrying: frozenset[str]
    posted: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A phrase of place: its tokens, both included, and the name within it that can be looked up."""

    first: int
    last: int
    name: Naming | None = None
    unknown: str | None = None


@cache
def words() -> Words:
    """The word lists."""
    return Words(**{k: frozenset(str(w).lower() for w in v) for k, v in load("place_words.yaml").items()})


def locate(graph: Graph, act: Act) -> tuple[str | None, Fill | None]:
    """The place of an act: the name of its town or land, null if only a house is told; and the whole phrase."""
    spot = _compound(graph, act)
    rule = "place:compound"
    if spot is None:
        spot, rule = _behind(graph, _holders(graph, act)), "place:preposition"
    if spot is None:
        spot, rule = _behind(graph, _arguments(graph, act), towns=act.group.type == "AGREE"), "place:parties"
    if spot is None and act.group.type == "CONSULT":
        spot, rule = _gone_to(graph, act), "place:going"
    if spot is None:
        return None, None
    start, end = graph.span(spot.first, spot.last)
    text = graph.reading.text
    name = text[spot.name.start : spot.name.end] if spot.name is not None else spot.unknown
    normal = spot.name.entity if spot.name is not None else None
    return name, Fill(slot="place", value=text[start:end], normal=normal, start=start, end=end, rule=rule)


def _compound(graph: Graph, act: Act) -> Spot | None:
    """As in "the Geneva talks"."""
    if act.noun_group is None:
        return None
    for k in graph.modifiers(act.node):
        naming = graph.inside.get(k)
        entity = graph.entities.get(naming.entity) if naming is not None else None
        if naming is not None and entity is not None and entity.kind == "place":
            return Spot(first=naming.first, last=naming.last - 1, name=naming)
    return None


def _holders(graph: Graph, act: Act) -> Iterator[int]:
    """The tokens under which the place of an act hangs first."""
    yield act.node
    yield act.head
    if act.verb is not None:
        yield act.verb
    if act.noun_group is not None:
        yield from graph.kids(act.node, "acl")
        yield from graph.kids(act.head, "acl")
        token = graph.tokens[act.node]
        above = graph.tokens[token.head]
        if token.dep in {"nsubj", "nsubjpass"} and above.lemma.lower() in lexicon().cues.occurrence:
            yield token.head


def _arguments(graph: Graph, act: Act) -> Iterator[int]:
    """The parties of an act, its day and what it stands beside, under which the parser may hang the place."""
    striking = act.group.type in STRIKING
    todo = [(h, 0) for h in dict.fromkeys(_holders(graph, act))]
    seen = {h for h, _ in todo}
    while todo:
        at, depth = todo.pop(0)
        if depth:
            yield at
        if depth >= DEPTH:
            continue
        below = graph.kids(at, "dobj", "conj", "appos", "npadvmod", "attr")
        below += [o for w, _, o in graph.preps(at) if w in PASSED and o is not None]
        if at == act.head and act.verb_group is not None and graph.passive(at):
            below += graph.kids(at, "nsubjpass")
        for k in sorted(below):
            if k in seen or graph.tokens[k].pos in {"VERB", "AUX"}:
                continue
            if act.group.type == "SANCTION" and graph.lemma(k) in words().posted:
                continue  # "recalled its ambassador in Lima": where he serves is not where he was recalled
            if k in graph.dated or striking or _party(graph, k):
                seen.add(k)
                todo.append((k, depth + 1))


def _party(graph: Graph, i: int) -> bool:
    lemma = graph.lemma(i)
    table = lexicon().words["act_words"]
    return (
        i in graph.inside
        or lemma in words().beside
        or lemma in words().carrying
        or lemma in table["sent"]
        or lemma in table["speakers"]
        or lemma in table["others"]
        or graph.tokens[i].tag in {"NNP", "NNPS"}
    )


def _behind(graph: Graph, holders: Iterator[int], *, towns: bool = False) -> Spot | None:
    """The first phrase of place behind a preposition under one of these tokens."""
    for h in dict.fromkeys(holders):
        for word, prep, obj in graph.preps(h):
            if obj is None or word not in words().locative | words().loose:
                continue
            spot = spot_at(graph, word, obj)
            if spot is None or (towns and not _town(spot)):
                continue
            return _with_house(graph, spot, h, prep)
    return None


def _town(spot: Spot) -> bool:
    return spot.name is None or spot.name.form != "country"


def _with_house(graph: Graph, spot: Spot, holder: int, prep: int) -> Spot:
    """A town or house with the other one where both hang on one word ("in Rome at Villa Madama")."""
    if spot.name is not None or spot.unknown is not None:
        return spot
    for word, other, obj in graph.preps(holder):
        if other <= prep or obj is None or word not in {"in", "near", "off", "outside", "at"} or obj <= spot.last:
            continue
        found = spot_at(graph, word, obj)
        if found is not None and other == spot.last + 1:
            return Spot(first=spot.first, last=found.last, name=found.name, unknown=found.unknown)
    return spot


def spot_at(graph: Graph, word: str, i: int) -> Spot | None:
    """The phrase of place headed by a token behind a preposition, null if it is none."""
    lists = words()
    naming = graph.inside.get(i)
    if i in graph.dated:
        return None
    lemma = _kind_of(graph, i)
    if naming is not None:
        entity = graph.entities.get(naming.entity)
        if entity is None:
            return None
        if entity.kind == "place" or naming.form in {"capital", "country"}:
            if word in lists.loose and naming.form in {"capital", "country"}:
                return None
            return _extended(graph, Spot(first=naming.first, last=naming.last - 1, name=naming))
        if entity.kind == "government" and naming.form == "name" and _seat(graph, naming):
            first = naming.first - (naming.first > 0 and graph.tokens[naming.first - 1].norm == "the")
            return _extended(graph, Spot(first=first, last=max(i, naming.last - 1)))
        if lemma not in lists.spots and lemma not in _venues():
            return None
    if lemma in lists.spots or lemma in _venues():
        return _noun_spot(graph, word, i)
    if word in lists.loose or word == "at":
        return None
    return _unknown(graph, i)


def _kind_of(graph: Graph, i: int) -> str:
    """The noun of place that a token is: "waters" are no water."""
    return graph.tokens[i].norm if graph.tokens[i].norm in words().spots else graph.lemma(i)


def _venues() -> frozenset[str]:
    return frozenset(lexicon().words["act_words"]["venues"])


def _seat(graph: Graph, naming: Naming) -> bool:
    """Whether a name of those who govern is the house that they sit in."""
    told = graph.reading.text[naming.start : naming.end].lower().removeprefix("the ")
    plain = "".join(c for c in unicodedata.normalize("NFKD", told) if not unicodedata.combining(c))
    return plain in words().seats or graph.lemma(naming.last - 1) in _venues()


def _noun_spot(graph: Graph, word: str, i: int) -> Spot | None:
    """As in "at a hotel near Geneva", "in the border town of Valga", "on the Villazon bridge"."""
    lists = words()
    before = [k for k in [*graph.modifiers(i), *graph.kids(i, "det", "poss")] if k < i and k not in graph.dated]
    for p in graph.kids(i, "poss"):
        before += [k for k in graph.subtree(p) if k < i]
    if not before:
        return None
    first = min(before)
    inner = next((graph.inside[k] for k in before if k in graph.inside and _place(graph, graph.inside[k])), None)
    spot = _extended(graph, Spot(first=first, last=i, name=inner))
    proper = any(graph.tokens[k].tag in {"NNP", "NNPS"} for k in range(spot.first, spot.last + 1))
    owned = _kind_of(graph, i) in {"waters", "airspace"} and any(k in graph.inside for k in before)
    if not (proper or owned) and (_kind_of(graph, i) in lists.vague or word in {"by", "through", "over"}):
        return None
    if spot.name is None and spot.unknown is None and graph.tokens[i].tag not in {"NNP", "NNPS"}:
        named = [k for k in before if graph.tokens[k].tag in {"NNP", "NNPS"} and k not in graph.inside]
        if named and graph.lemma(i) in lists.spots and graph.lemma(i) not in {"room", "train", "plane"}:
            unknown = graph.reading.text[graph.tokens[min(named)].start : graph.tokens[i].end]
            return Spot(first=spot.first, last=spot.last, unknown=unknown)
    return spot


def _place(graph: Graph, naming: Naming) -> bool:
    entity = graph.entities.get(naming.entity)
    return entity is not None and entity.kind == "place"


def _extended(graph: Graph, spot: Spot) -> Spot:
    """A phrase of place with what it lies in, where that stands right behind it."""
    at, limit = spot.last + 1, graph.sentence(spot.last).last
    if at + 1 >= limit:
        return spot
    lists = words()
    token = graph.tokens[at]
    if token.norm == "," and spot.name is None:
        naming = graph.inside.get(at + 1)
        if naming is not None and (_place(graph, naming) or naming.form == "capital"):
            return Spot(first=spot.first, last=naming.last - 1, name=naming)
        return spot
    if token.norm not in lists.leading or token.tag not in {"IN", "RP", "TO", "RB"}:
        return spot
    obj = graph.kid(at, "pobj")
    if obj is None or obj in graph.dated or obj - at > 6:
        return spot
    naming = graph.inside.get(obj)
    placed = naming is not None and (_place(graph, naming) or naming.form in {"capital", "country"})
    if naming is not None and placed:
        return Spot(first=spot.first, last=max(naming.last - 1, obj), name=spot.name or naming, unknown=spot.unknown)
    if naming is None and token.norm != "on" and (found := _unknown(graph, obj)) is not None:
        return Spot(first=spot.first, last=found.last, name=spot.name, unknown=spot.unknown or found.unknown)
    if naming is None and graph.lemma(obj) in lists.spots | _venues():
        inner = _noun_spot(graph, token.norm, obj)
        if inner is not None:
            name = spot.name or inner.name
            return Spot(first=spot.first, last=inner.last, name=name, unknown=spot.unknown or inner.unknown)
    return spot


def _unknown(graph: Graph, i: int) -> Spot | None:
    """A proper noun that no table holds and no person, body or month is: a town by its preposition."""
    token = graph.tokens[i]
    if token.tag != "NNP" or i in graph.inside or i in graph.dated or token.norm in words().no_places:
        return None
    text = graph.reading.text
    if len(token.norm) < 3 or text[token.start : token.end].isupper() or not text[token.start].isupper():
        return None
    first = i
    while first and graph.tokens[first - 1].tag == "NNP" and graph.tokens[first - 1].head == i:
        first -= 1
        if first in graph.inside or graph.tokens[first].norm in words().no_places:
            return None
    if graph.kid(i, "poss") is not None or graph.kid(i, "nummod") is not None:
        return None
    unknown = text[graph.tokens[first].start : token.end]
    return _extended(graph, Spot(first=first, last=i, unknown=unknown))


def _gone_to(graph: Graph, act: Act) -> Spot | None:
    """As in "flew to Havana and met X", "sent his adviser to Cairo for talks", "was due in Geneva for talks"."""
    lists = words()
    own = graph.lemma(act.node) in lists.visits or graph.lemma(act.head) in lists.visits
    verbs = [act.head, act.node] if own else []
    at = act.verb if act.verb is not None else act.node
    for h in graph.up(at)[:4]:
        token = graph.tokens[h]
        if token.pos in {"VERB", "AUX"} and graph.lemma(h) in lists.going:
            verbs.append(h)
            verbs += graph.kids(h, "dobj", "acomp")
            break
        if token.pos in {"VERB", "AUX"} and graph.tokens[at].dep not in {"xcomp", "advcl", "conj", "pobj", "relcl"}:
            break
    for v in verbs:
        for word, _, obj in graph.preps(v):
            if word not in {"to", "in", "at", "into"} or obj is None:
                continue
            spot = spot_at(graph, "in", obj)
            if spot is not None and _town(spot):
                return spot
        for k in graph.kids(v, "dobj") if graph.lemma(v) == "visit" else ():
            spot = spot_at(graph, "in", k)
            if spot is not None and _town(spot):
                return spot
    return None
