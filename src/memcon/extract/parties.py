"""Who does what to whom: the actors and recipients of an act, by syntax."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.extract.acts import Act, pointed
from memcon.extract.agents import antecedent, companion, country, merge, one, owners, unnamed, who
from memcon.extract.graph import Graph
from memcon.extract.lexicon import SPEECH, lexicon
from memcon.extract.syntax import agents, holder_of, objects_of, surface_subject
from memcon.model.values import replace

SPOKEN_TO: dict[str, tuple[str, ...]] = {
    "ACCUSE": ("to", "about", "over", "regarding", "concerning", "against", "with", "for", "on", "at"),
    "SUPPORT": ("to", "for", "with"),
    "THREATEN": ("to", "against", "on", "with"),
    "REQUEST": ("to", "on", "upon", "from"),
    "REJECT": ("to", "from", "of"),
    "AGREE": ("to", "with"),
}
"""Where an act of speech has its other side, beyond what its group says."""
ELSE_AT: dict[str, tuple[str, ...]] = {
    "ASSAULT": ("at", "on", "upon", "against", "into", "of-object", "from", "purpose"),
    "PROTEST": ("against", "at", "on", "outside", "with", "over", "purpose", "to"),
    "COERCE": ("against", "on", "of-object", "from", "for", "purpose"),
    "SANCTION": ("on", "with", "against", "from", "of-object", "to", "for"),
    "MOBILIZE": ("to", "toward", "towards", "against", "purpose"),
    "AID": ("to", "for", "of-object"),
    "COOPERATE": ("with", "to"),
    "RETREAT": ("from", "to", "of-object", "with"),
    "CONCEDE": ("with", "to", "for", "on", "of-object"),
    "SUPPORT": ("to", "for", "with", "of-object"),
    "ACCUSE": ("of-object", "into", "against"),
    "REJECT": ("of-object", "by", "from"),
    "THREATEN": ("of-object", "against"),
    "REQUEST": ("of-object",),
}
"""Where the other side is looked for when the group's own places name nobody."""
SHARED = frozenset({"AGREE", "RETREAT", "COOPERATE", "SUPPORT", "REJECT"})
"""Types of acts whose object can be a thing of two ("the pact between X and Y was renewed")."""
DEFAULT_ACTOR = ("possessor", "compound", "by", "between", "of", "from")
DEFAULT_RECIPIENT = ("object", "to", "with", "against", "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The sides of an act; ``initiator`` began a contact, ``initiator_at`` is the token that says so."""

    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    initiator: tuple[str, ...] = ()
    initiator_at: int | None = None


def _all(graph: Graph, heads: list[int]) -> tuple[str, ...]:
    return merge(*(who(graph, h) for h in heads))


def _prep(graph: Graph, holders: list[int], word: str) -> tuple[str, ...]:
    for h in holders:
        for found, prep, obj in graph.preps(h):
            if graph.tokens[prep - 1].norm == "according" or (word == "of" and obj in holders):
                continue  # "two days of talks": the talks are nobody
            if found == word and obj is not None and not (word == "with" and companion(graph, prep)):
                ids = who(graph, obj)
                if not ids and graph.tokens[obj].dep == "pcomp":
                    ids = _all(graph, objects_of(graph, obj))
                if ids:
                    return ids
    return ()


def _between(graph: Graph, spots: list[int]) -> tuple[str, ...]:
    """The parties of a "between" phrase; all names in it where the parse lost the coordination."""
    found = _prep(graph, spots, "between") or _prep(graph, spots, "among")
    if not found or len(found) > 1:
        return found
    for s in spots:
        for word, prep, _ in graph.preps(s):
            if word in {"between", "among"}:
                last = max(graph.subtree(prep))
                names = [n for k in range(prep, last + 1) for n in graph.named.get(k, ())]
                every = merge(found, *(who(graph, n.head) for n in names[:6]))
                people = {country(graph, i) for i in every if graph.entities[i].kind == "person"}
                return tuple(i for i in every if graph.entities[i].kind == "person" or country(graph, i) not in people)
    return found


def _others(graph: Graph, ids: tuple[str, ...], actors: tuple[str, ...], *, strict: bool) -> tuple[str, ...]:
    """Those who are not actors; with ``strict`` nobody of an actor's own country either."""
    own = {country(graph, a) for a in actors if not unnamed(graph, a)} - {None}
    return tuple(
        i for i in ids if i not in actors and not (strict and country(graph, i) in own and not unnamed(graph, i))
    )


def _of_object(graph: Graph, objects: list[int]) -> tuple[str, ...]:
    for o in objects:
        found = owners(graph, o) or _prep(graph, [o], "of")
        if found:
            return found
    return ()


def verb_parties(graph: Graph, act: Act) -> Parties:
    """The parties of a verb of act."""
    group = act.verb_group
    assert group is not None  # noqa: S101 — called for verbs alone
    verb = act.head
    actors = _all(graph, agents(graph, verb))
    objects = list(act.objects) or objects_of(graph, verb)
    if not actors and graph.tokens[verb].dep == "acl" and graph.tokens[verb].tag == "VBG":
        # "released a statement condemning X": who released it
        actors = _all(graph, holder_of(graph, graph.tokens[verb].head))
    if group.patient:
        actors = _all(graph, graph.kids(verb, "nsubjpass", "nsubj"))
    suffered: tuple[str, ...] = ()
    if group.type == "ASSAULT" and not group.patient and not objects and _undergone(graph, verb):
        # "two villagers slightly injured", "when attacked": who is named has suffered it
        actors, suffered = (), actors
    if not objects:
        for k in graph.kids(verb, "ccomp", "xcomp"):
            subject = graph.kid(k, "nsubj")
            if subject is not None and not any(graph.tokens[m].norm == "that" for m in graph.kids(k, "mark")):
                objects.append(subject)
    particles = [k for k in graph.children[verb] if graph.tokens[k].dep in {"prt", "advmod", "prep", "acomp", "dative"}]
    holders = list(
        dict.fromkeys([verb, *objects, *objects_of(graph, verb), *particles, *(act.words if group.turned else ())])
    )
    recipients: tuple[str, ...] = ()
    spoken = group.type in SPEECH
    slots = (*(group.recipient or DEFAULT_RECIPIENT), *SPOKEN_TO.get(group.type or "", ()))
    for slot in dict.fromkeys(slots):
        if slot == "object":
            bare = [o for o in objects_of(graph, verb) if o not in graph.kids(verb, "oprd")]
            recipients = _all(graph, bare) or _all(graph, [o for o in objects if o not in graph.kids(verb, "oprd")])
        elif slot == "dative":
            recipients = _all(graph, graph.kids(verb, "dative")) or _all(graph, graph.kids(verb, "dobj")[:1])
        elif slot == "of-object":
            recipients = _of_object(graph, objects)
        else:
            recipients = _prep(graph, holders, slot)
        own = any(graph.lemma(o) in lexicon().words["act_words"]["seats_abroad"] for o in objects)
        recipients = _others(graph, recipients, actors, strict=spoken or own or group.type == "CONSULT")
        if recipients:
            break
    recipients = suffered or recipients
    if not recipients:
        recipients = _elsewhere(graph, act, holders, objects, actors)
    if not recipients and group.type == "REQUEST":
        recipients = _others(graph, _asked(graph, verb, objects), actors, strict=True)
    if not recipients and group.about:
        recipients = _others(graph, _below(graph, verb, {"on", "against", "for", "from", "to"}), actors, strict=True)
    if not recipients and "to" in group.recipient and group.type in {"CONSULT", "AID", "ACCUSE"}:
        recipients = _others(graph, _below(graph, verb, {"to"}), actors, strict=True)
    if not recipients and group.type == "MOBILIZE":
        recipients = _others(graph, _near(graph, [verb, *objects]), actors, strict=True)
    if not recipients and group.type in {"SANCTION", "COERCE", "THREATEN", "ASSAULT"}:
        recipients = _others(graph, _driven(graph, verb), actors, strict=True)
    if not recipients and group.type in {"ASSAULT", "RETREAT"} and group.mode != "resign":
        # what is done in a land is done to it
        spots = [verb, *objects]
        there = _others(graph, _prep(graph, spots, "in") or _prep(graph, spots, "inside"), actors, strict=True)
        recipients = tuple(r for r in there if country(graph, r) is not None)
    thanks = graph.lemma(verb) in lexicon().words["act_words"]["reasons"]
    if not recipients and (group.type in {"ACCUSE", "THREATEN"} or thanks) and not group.reciprocal:
        recipients = _told_of(graph, verb, actors)
    if not actors and group.type in lexicon().words["act_words"]["given_types"] and graph.passive(verb):
        # "two Chilean cutters will be handed over to Peru": whose they were gives them
        actors = _others(graph, merge(*(owners(graph, o) for o in objects)), recipients, strict=True)
    if not actors and not recipients and graph.passive(verb) and group.type in SHARED:
        # "the ceasefire between X and Y was extended"
        shared = _between(graph, objects_of(graph, verb))
        if len(shared) > 1:
            return Parties(actors=shared)
    initiator: tuple[str, ...] = ()
    if group.type == "CONSULT" and graph.lemma(verb) in lexicon().words["act_words"]["initiator_words"]:
        initiator = actors
    if group.reciprocal:
        return Parties(actors=merge(actors, recipients), initiator=initiator, initiator_at=verb)
    if group.turned:
        return Parties(actors=recipients, recipients=tuple(a for a in actors if a not in recipients))
    return Parties(actors=actors, recipients=recipients, initiator=initiator, initiator_at=verb)


def _elsewhere(
    graph: Graph, act: Act, holders: list[int], objects: list[int], actors: tuple[str, ...]
) -> tuple[str, ...]:
    """People without a name where the words of a kind of act put its other side: "used batons to disperse students"."""
    for slot in ELSE_AT.get(act.group.type or "", ()):
        if slot == "of-object":
            found = _of_object(graph, objects)
        elif slot == "purpose":
            aims = [k for k in graph.kids(act.head, "advcl", "xcomp") if graph.tokens[k].tag in {"VB", "VBG"}]
            found = _all(graph, [o for k in aims for o in objects_of(graph, k)])
        else:
            found = _prep(graph, holders, slot)
        found = tuple(f for f in _others(graph, found, actors, strict=True) if unnamed(graph, f))
        if found:
            return found
    return ()


def _undergone(graph: Graph, verb: int) -> bool:
    """Whether a verb of harm without object is a passive cut short: a bare participle, or a harm to somebody."""
    token = graph.tokens[verb]
    if graph.kids(verb, "aux", "auxpass", "agent") or token.tag not in {"VBN", "VBD"}:
        return False
    return token.tag == "VBN" or graph.lemma(verb) in lexicon().words["act_words"]["results"]


def _below(graph: Graph, verb: int, words: set[str]) -> tuple[str, ...]:
    """The first party under one of these prepositions anywhere in a verb's own clause."""
    apart = {s for c in graph.kids(verb, "conj", "advcl", "ccomp", "parataxis") for s in graph.subtree(c)}
    for k in graph.subtree(verb):
        if k > verb and k not in apart and graph.tokens[k].norm in words and graph.tokens[k].dep in {"prep", "dative"}:
            obj = graph.kid(k, "pobj")
            found = who(graph, obj) if obj is not None and obj not in graph.dated else ()
            if any(country(graph, f) is not None for f in found):
                return found
    return ()


def _told_of(graph: Graph, verb: int, actors: tuple[str, ...]) -> tuple[str, ...]:
    """The other side in the content of an accusation or threat: the first party named in it."""
    apart = {s for c in graph.kids(verb, "conj") for s in graph.subtree(c)}
    for k in graph.subtree(verb):
        if k > verb and k in graph.named and k not in apart:
            found = [i for i in _others(graph, one(graph, k), actors, strict=True) if country(graph, i) is not None]
            if found:
                return tuple(found[:1])
    return ()


def _asked(graph: Graph, verb: int, objects: list[int]) -> tuple[str, ...]:
    """Whom a wish is put to: the subject of its content ("expressed hope that X would …")."""
    for h in [verb, *objects]:
        for k in graph.kids(h, "ccomp", "acl"):
            subject = graph.kid(k, "nsubj")  # "demanded that he be handed over" asks nothing of him
            if subject is not None and (found := who(graph, subject)):
                return found
    return ()


def _near(graph: Graph, spots: list[int]) -> tuple[str, ...]:
    """Whose land forces gather at: "near X", "along the border of X", "surrounding X"."""
    for word in ("against", "near", "around", "along", "outside", "off", "toward", "towards", "at", "on"):
        found = _prep(graph, spots, word)
        if found:
            return found
    for s in spots:
        for k in [
            *graph.kids(s, "acl"),
            *(a for w, _, o in graph.preps(s) if o is not None for a in graph.kids(o, "acl")),
        ]:
            if graph.tokens[k].tag == "VBG" and (found := _all(graph, objects_of(graph, k))):
                return found
    return ()


def _driven(graph: Graph, verb: int) -> tuple[str, ...]:
    """Who drove somebody to answer ("compelling X to respond in kind"): the answer is to him."""
    token = graph.tokens[verb]
    if token.dep not in {"xcomp", "ccomp"} or graph.lemma(token.head) not in lexicon().words["act_words"]["drives"]:
        return ()
    subject = surface_subject(graph, token.head)
    found = _all(graph, subject)
    if not found and subject:
        ante = antecedent(graph, subject[0]) if graph.tokens[subject[0]].tag in {"WDT", "WP"} else subject[0]
        found = _all(graph, holder_of(graph, ante)) if ante is not None else ()
    return found


def _noun_slot(graph: Graph, act: Act, slot: str) -> tuple[str, ...]:
    spots = noun_spots(graph, act)
    if slot == "possessor":
        for s in spots:
            poss = graph.kid(s, "poss")
            if poss is not None and (found := who(graph, poss)):
                return found
        return ()
    if slot == "compound":
        for s in spots:
            if graph.kid(s, "poss") is None or not owners(graph, s):
                found = owners(graph, s)
                if found:
                    return found
        return ()
    if slot == "object":
        return ()
    return _between(graph, spots) if slot in {"between", "among"} else _prep(graph, spots, slot)


def noun_spots(graph: Graph, act: Act) -> list[int]:
    """The nouns on which the parties of a noun of act hang: head, carrier, tail ("war of aggression")."""
    tail = [act.last] if act.last > act.head and graph.tokens[act.last].tag.startswith("NN") else []
    return list(dict.fromkeys([act.head, act.node, *tail]))


def noun_parties(graph: Graph, act: Act) -> Parties:
    """The parties of a noun of act: in its own phrase first, then those of the verb that carries it."""
    group = act.noun_group
    assert group is not None  # noqa: S101 — called for nouns alone
    spots = noun_spots(graph, act)
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    initiator: tuple[str, ...] = ()
    at: int | None = None
    by = _prep(graph, spots, "by")
    for s in spots:
        for k in graph.kids(s, "acl", "relcl"):
            if graph.passive(k) and not (
                group.reciprocal and graph.lemma(k) in lexicon().words["act_words"]["no_party"]
            ):
                by = by or _all(graph, agents(graph, k))
                if by and graph.lemma(k) in lexicon().words["act_words"]["initiator_words"]:
                    initiator, at = by, k
    lent: tuple[str, ...] = ()
    if act.light is not None and act.verb is not None:
        lent = _all(graph, agents(graph, act.verb))
        if act.light.initiator and lent and not initiator:
            initiator, at = lent, act.verb
        if graph.lemma(act.verb) in lexicon().words["act_words"]["brokering"] and pointed(graph, act):
            lent = ()  # "helped to arrange the call between X and Y"
    light_role = act.light.subject if act.light is not None else None
    slots = group.actor or DEFAULT_ACTOR
    if group.reciprocal:
        shared = graph.kid(act.node, "poss")
        if shared is not None and graph.tokens[shared].norm in {"their", "our"} and len(who(graph, shared)) == 1:
            # one party's name for both sides says nothing of who they are
            slots = tuple(s for s in slots if s != "possessor")
        found = [by, *(_noun_slot(graph, act, s) for s in dict.fromkeys([*slots, *group.recipient]) if s != "on")]
        carried = [_prep(graph, [h], w) for h in _carriers(graph, act) for w in ("with", "between")]
        if act.verb is not None and act.light is not None and act.light.subject == "recipient":
            # "received a call in the evening from X"
            carried.append(_prep(graph, [act.verb], "from"))
        if act.verb is not None and lent:
            # "met X for talks": X is there
            carried.append(_all(graph, [o for o in graph.kids(act.verb, "dobj") if o not in {act.head, act.node}]))
        actors = merge(lent, *found, *carried) or _of_what(graph, spots)
        if not initiator and (call := _noun_slot(graph, act, "possessor")) and act.light is None:
            to = _noun_slot(graph, act, "to")
            if to and act.noun.split()[-1] == "call":
                initiator, at = call, act.head
    else:
        if by:
            actors = by
            recipients = tuple(r for r in _noun_slot(graph, act, "possessor") if r not in by)
        else:
            for slot in slots:
                actors = _noun_slot(graph, act, slot)
                if actors:
                    if slot == "possessor" and _victims(graph, act, actors):
                        actors, recipients = (), actors
                    break
        if light_role == "actor":
            if actors and lent and actors != lent and "possessor" in slots and not recipients:
                pass
            actors = lent or actors
        elif light_role == "recipient":
            recipients = lent or recipients
        if not recipients:
            recipients = _noun_recipients(graph, act, actors)
    held = tuple(r for r in recipients if r not in actors)
    return Parties(actors=actors, recipients=() if group.reciprocal else held, initiator=initiator, initiator_at=at)


def _of_what(graph: Graph, spots: list[int]) -> tuple[str, ...]:
    """The parties of what an act is of: "the signing of the deal between X and Y", "the breach of its pact with X"."""
    for s in spots:
        for word, _, obj in graph.preps(s):
            if word == "of" and obj is not None and obj not in graph.inside:
                shared = _between(graph, [obj])
                sides = merge(owners(graph, obj), _prep(graph, [obj], "with"))
                if shared or len(sides) > 1:
                    return shared or sides
    return ()


def _victims(graph: Graph, act: Act, owners_: tuple[str, ...]) -> bool:
    """Whether who stands before a noun of killing is who was killed: one person, and no other victim behind it."""
    words = lexicon().words["act_words"]["victims"]
    if act.noun.split()[-1] not in words or graph.tokens[act.head].tag != "NN":
        return False
    others = _prep(graph, list(dict.fromkeys([act.head, act.node])), "of")
    return not others and all(graph.entities[o].kind == "person" for o in owners_)


def _carriers(graph: Graph, act: Act) -> list[int]:
    """Verbs whose "with" phrase belongs to a contact: its light verb, or the verb that says that it takes place."""
    out = [act.verb] if act.verb is not None else []
    token = graph.tokens[graph.first_conjunct(act.node)]
    if token.dep in {"nsubj", "nsubjpass"} and graph.lemma(token.head) in lexicon().cues.occurrence:
        out.append(token.head)
    for h in (token.head, *graph.kids(act.node, "relcl")):
        # "the conversation was the first between X and Y"
        if graph.lemma(h) == "be" and token.dep != "attr":
            out += graph.kids(h, "attr")
    return out


def _noun_recipients(graph: Graph, act: Act, actors: tuple[str, ...]) -> tuple[str, ...]:
    group = act.noun_group
    words = (group.recipient if group is not None else ()) or ("to", "with", "against", "on", "for")
    spoken = act.group.type in SPEECH
    for slot in dict.fromkeys([*words, *SPOKEN_TO.get(act.group.type or "", ())]):
        found = _others(graph, _noun_slot(graph, act, slot), actors, strict=spoken)
        if found:
            return found
    if act.group.type == "MOBILIZE":
        found = _others(graph, _near(graph, list(dict.fromkeys([act.head, act.node]))), actors, strict=True)
        if found:
            return found
    if act.verb is None:
        return ()
    for word in [w for w in words if w not in {"possessor", "compound", "object"}]:
        found = tuple(r for r in _prep(graph, [act.verb], word) if r not in actors)
        if found:
            return found
    if graph.lemma(act.verb) in lexicon().words["links"]["answering"]:
        # "hit back at X with tariffs"
        found = _others(
            graph, _prep(graph, [act.verb], "at") or _prep(graph, [act.verb], "against"), actors, strict=True
        )
        if found:
            return found
    others = [o for o in graph.kids(act.verb, "dative", "dobj") if o not in {act.head, act.node}]
    subject = _all(graph, others)
    return tuple(r for r in subject if r not in actors)


def parties(graph: Graph, act: Act) -> Parties:
    """The parties of an act; a place acts only for its state."""
    sides = verb_parties(graph, act) if act.verb_group is not None else noun_parties(graph, act)
    if act.group.type in SPEECH - {"SUPPORT", "STATEMENT"}:
        # one speaks to people and states, not to places
        spoken_to = tuple(r for r in sides.recipients if graph.entities[r].kind != "place")
        sides = sides if spoken_to == sides.recipients else replace(sides, recipients=spoken_to)
    actors = tuple(a for a in sides.actors if graph.entities[a].kind != "place")
    return sides if actors == sides.actors else replace(sides, actors=actors)
