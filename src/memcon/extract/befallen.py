"""Whom an act befalls, or who did it, where its own words leave that to the sentence around.

Whose waters "its waters" are in another's mouth ("Peru said a Chilean frigate had entered its waters"), whose land
a strike hit ("a depot near Odesa"), who recalled an ambassador in the passive, who rammed the boat over which
somebody protests to somebody else.
"""

from __future__ import annotations

from memcon.extract.act_terms import ENVOYS
from memcon.extract.acts import Act
from memcon.extract.agents import country, merge, owners, who
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.parties import Parties
from memcon.extract.syntax import agents, objects_of
from memcon.extract.types import EventMention, Fill
from memcon.model.values import replace

STRUCK = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
BLAMING = frozenset({"ACCUSE", "REQUEST", "PROTEST", "SANCTION", "THREATEN"})
"""Acts against whom a deed is laid that their sentence tells without its doer."""
OWNED = frozenset({"its", "their", "his", "her", "our"})
OVER = frozenset({"after", "over", "for", "because", "when", "since", "as"})


def befallen(graph: Graph, act: Act, sides: Parties, place: Fill | None) -> tuple[Parties, tuple[str, ...]]:
    """The parties with what the sentence around tells of them, and those so found."""
    kind = act.group.type
    if kind in STRUCK and not sides.recipients and not act.group.reciprocal:
        own = _codes(graph, sides.actors)
        found = _whose(graph, act, own)
        if not found and own and kind != "MOBILIZE":
            found = _land(graph, place, own)
        if found:
            return replace(sides, recipients=found), found
    if (
        kind == "SANCTION"
        and act.noun_group is not None
        and not sides.recipients
        and (home_and_host := _of_envoy(graph, act))
    ):
        return home_and_host, ()
    if kind == "SANCTION" and not sides.actors and act.verb_group is not None and graph.passive(act.head):
        envoys = [o for o in objects_of(graph, act.head) if _envoy(graph, o)]
        home = merge(*(owners(graph, o) or who(graph, o) for o in envoys))
        home = tuple(dict.fromkeys(_state(graph, h) for h in home))
        taken = _codes(graph, sides.recipients)
        if graph.lemma(act.head) in lexicon().words["act_words"]["calling_home"] and home:
            kept = tuple(h for h in home if country(graph, h) not in taken)
            return replace(sides, actors=kept), ()
    return sides, ()


def _of_envoy(graph: Graph, act: Act) -> Parties | None:
    """The parties of a noun for what a state does with its envoy: "the withdrawal of the Ambassador of X to Y"."""
    words = lexicon().words["act_words"]["calling_home_nouns"]
    if graph.lemma(act.head) not in words:
        return None
    for word, _, obj in graph.preps(act.node):
        if word != "of" or obj is None or not _envoy(graph, obj):
            continue
        home = tuple(dict.fromkeys(_state(graph, h) for h in owners(graph, obj) or who(graph, obj)))
        spots = [
            o for h in (obj, act.node) for w, _, o in graph.preps(h) if w in {"to", "from", "in"} and o is not None
        ]
        host = tuple(r for s in spots for r in who(graph, s) if country(graph, r) not in _codes(graph, home))
        if home:
            return Parties(actors=home, recipients=host)
    return None


def _codes(graph: Graph, ids: tuple[str, ...]) -> set[str]:
    return {c for i in ids if (c := country(graph, i)) is not None}


def _state(graph: Graph, entity: str) -> str:
    code = country(graph, entity)
    return code if code is not None and code in graph.entities else entity


def _envoy(graph: Graph, noun: int) -> bool:
    words = lexicon().words["act_words"]
    if any(
        ENVOYS & set(graph.entities[n.entity].roles) for n in graph.named.get(noun, ()) if n.entity in graph.entities
    ):
        return True
    return graph.lemma(noun) in words["sent"] or graph.lemma(noun) in words["speakers"]


def _whose(graph: Graph, act: Act, own: set[str]) -> tuple[str, ...]:
    """The party whose thing a pronoun says that it is: not the doer's own, so it is that of who tells of it."""
    spots = [*act.objects, *objects_of(graph, act.head), *act.words]
    if act.verb_group is not None and act.group.type == "ASSAULT" and not own:
        spots += graph.kids(act.head, "nsubjpass", "nsubj")
    for spot in dict.fromkeys(spots):
        poss = graph.kid(spot, "poss")
        if poss is None or graph.tokens[poss].norm not in OWNED:
            continue
        told = tuple(i for i in who(graph, poss) if (c := country(graph, i)) is not None and c not in own)
        found = told or _above(graph, act.head, own)
        if found:
            return found
    return ()


def _above(graph: Graph, verb: int, own: set[str]) -> tuple[str, ...]:
    """Who tells of an act or answers it: the subject of a clause above, of another state than the doer's."""
    for h in graph.up(verb):
        if graph.tokens[h].pos not in {"VERB", "AUX"}:
            continue
        for subject in agents(graph, h):
            found = tuple(i for i in who(graph, subject) if (c := country(graph, i)) is not None and c not in own)
            if found:
                return tuple(dict.fromkeys(_state(graph, f) for f in found))
    return ()


def _land(graph: Graph, place: Fill | None, own: set[str]) -> tuple[str, ...]:
    """The state in whose land an act was."""
    entity = graph.entities.get(place.normal) if place is not None and place.normal is not None else None
    code = entity.country if entity is not None else None
    if code is None or code in own or code not in graph.entities:
        return ()
    return (code,)


def laid_to(graph: Graph, items: list[Item]) -> list[Item]:
    """The items, a deed without a doer laid to whom its sentence blames: "protested to X after its boat was rammed"."""
    where = {item.act.head: n for n, item in enumerate(items)}
    out: list[Item] = []
    for item in items:
        out.append(replace(item, mention=_laid(graph, item, items, where)))
    return out


def _laid(graph: Graph, item: Item, items: list[Item], where: dict[int, int]) -> EventMention:
    mention = item.mention
    act = item.act
    if mention.type not in {"ASSAULT", "COERCE"} or mention.actors or act.verb_group is None:
        return mention
    if not graph.passive(act.head) or agents(graph, act.head):
        return mention
    tied = graph.tokens[act.head].dep in {"advcl", "pcomp", "ccomp"} and any(
        graph.tokens[k].norm in OVER for k in [*graph.kids(act.head, "mark", "advmod"), graph.tokens[act.head].head]
    )
    if not tied:
        return mention
    for h in graph.up(act.head):
        n = where.get(h)
        if n is None:
            continue
        above = items[n].mention
        hurt = _codes(graph, mention.recipients)
        if above.type in BLAMING and above.recipients and (not hurt or hurt <= _codes(graph, above.actors)):
            doers = tuple(dict.fromkeys(_state(graph, r) for r in above.recipients if country(graph, r) not in hurt))
            sufferers = mention.recipients or tuple(dict.fromkeys(_state(graph, a) for a in above.actors))
            if doers and _codes(graph, doers).isdisjoint(_codes(graph, sufferers)):
                implied = merge(mention.implied, doers, () if mention.recipients else sufferers)
                return replace(mention, actors=doers, recipients=sufferers, implied=implied)
        break
    return mention
