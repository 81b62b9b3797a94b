"""Links between an act and what it undoes or answers, where the words lie apart.

"Lifted its ban" undoes the ban told before; "froze a fund that the two had announced" what was announced; "resumed
after a halt" the halt; "an offer that Lima has refused" and "we reject such accusations" answer the last of their
kind; "a step taken in response to Z" is the step just told; a protest answers the blow told before it.
"""

from __future__ import annotations

from memcon.extract.agents import country
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.orders import phrase_at
from memcon.model.memo import LinkType

DONE = frozenset({"occurred", "ongoing"})
REPLIES = frozenset({"REJECT", "CONCEDE", "AGREE", "ACCUSE", "SUPPORT"})
"""Types of acts by which what somebody was offered, asked or charged with is answered."""
OFFERS = frozenset({"AGREE", "AID", "REQUEST"})
FAR = 8
"""The same where the noun is definite, and the act was put to the one who answers."""
NEAR = 3
"""Sentences back in which stands what "such accusations" or "the offer" takes up."""
BLOWS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
CURBS = frozenset({"SANCTION", "COERCE"})


def undone(graph: Graph, items: list[Item], where: dict[int, int]) -> list[tuple[LinkType, int, int]]:
    """Links as (type, index of the source, index of the target)."""
    out: list[tuple[LinkType, int, int]] = []
    for n, item in enumerate(items):
        out += [("reverses", n, m) for m in _reversed(graph, items, n, where)]
        answered = _taken_up(graph, items, n)
        answered = _blow(graph, items, n) if answered is None else answered
        if answered is not None:
            out.append(("responds-to", n, answered))
        out += [("responds-to", n, m) for m in _relieved(graph, items, n)]
        if item.act.verb_group is not None:
            out += [(kind, n, m) for kind, m in _stepped(graph, item.act.head, where) if m != n]
    return out


def _objects(graph: Graph, item: Item) -> list[int]:
    heads = [item.act.head, *([item.act.verb] if item.act.verb is not None else [])]
    return [k for h in heads for k in graph.kids(h, "dobj", "nsubjpass")]


def _reversed(graph: Graph, items: list[Item], n: int, where: dict[int, int]) -> list[int]:
    """What an act of lifting, freezing or taking up again undoes."""
    item, words = items[n], lexicon().words["links"]
    lemma = graph.lemma(item.act.head)
    if item.act.verb_group is None or item.mention.status == "denied":
        return []
    if lemma in words["resuming"]:
        spots = [o for w, _, o in graph.preps(item.act.head) if w in {"after", "following"} and o is not None]
        return [where[k] for k in spots if k in where and where[k] != n]
    if lemma not in {*words["reverses"], *words["undoing"]}:
        return []
    objects = _objects(graph, item)
    below = [where[k] for o in objects for k in graph.subtree(o) if k in where and k > o and _told(graph, k, o)]
    below = [m for m in below if m != n and items[m].mention.status != "denied"]
    if below:
        return below[:1]
    if item.mention.type not in {"RETREAT", "CONCEDE"}:
        return []
    mine = {graph.lemma(k) for o in objects for k in graph.subtree(o) if graph.tokens[k].pos in {"NOUN", "PROPN"}}
    own = {country(graph, a) for a in item.mention.actors} - {None}
    fits = []
    for m, other in enumerate(items):
        if m == n or other.mention.type not in CURBS or other.mention.status not in DONE:
            continue
        theirs = {country(graph, a) for a in other.mention.actors} - {None}
        if own and theirs and not own & theirs:
            continue
        named = {other.mention.noun.split()[-1], graph.lemma(other.act.node)} if other.mention.noun else set()
        shared = {graph.lemma(k) for o in _objects(graph, other) for k in graph.subtree(o)} & mine
        if named & mine or len(shared) > 1:
            fits.append((m > n, abs(n - m), m))
    return [min(fits)[2]] if fits else []


def _told(graph: Graph, k: int, top: int) -> bool:
    """Whether an act under an object is in a clause that tells more of it ("a complaint that it had filed")."""
    for at in [k, *graph.up(k)]:
        if at == top:
            return False
        if graph.tokens[at].dep in {"relcl", "acl"}:
            return True
    return False


def _taken_up(graph: Graph, items: list[Item], n: int) -> int | None:
    """The offer, demand or charge that a refusal takes up by its noun."""
    item = items[n]
    if item.mention.type not in REPLIES or item.act.verb_group is None or item.mention.status not in DONE:
        return None
    verb = item.act.head
    nouns = graph.kids(verb, "dobj", "nsubjpass")
    nouns += [s for c in graph.kids(verb, "ccomp", "oprd") for s in graph.kids(c, "nsubj")]
    if graph.tokens[verb].dep == "relcl":
        nouns.append(graph.tokens[verb].head)
    if item.mention.type not in {"REJECT", "CONCEDE"}:
        # "accepted the invitation": what is told with content of its own is another one
        nouns = [k for k in nouns if graph.definite(k) and not graph.kids(k, "prep", "acl", "relcl", "poss")]
    types = {t for k in nouns for t in lexicon().words["links"]["taken_up"].get(graph.lemma(k), ())}
    own = {country(graph, a) or a for a in item.mention.actors}
    reach = FAR if any(graph.definite(k) for k in nouns) else NEAR
    fits: list[tuple[bool, int]] = []
    for m in range(n - 1, -1, -1):
        other = items[m].mention
        if item.mention.sentence - other.sentence > reach:
            break
        theirs = {country(graph, a) or a for a in other.actors}
        put_off = other.type in OFFERS and other.status in {"planned", "proposed"}  # what is offered is yet to be done
        if other.type in types and (other.status in DONE or put_off) and not own & theirs:
            # what was put to the one who answers goes before what was put to others
            put = bool(own & {country(graph, r) or r for r in other.recipients})
            if put or item.mention.sentence - other.sentence <= NEAR:
                fits.append((put, m))
    return max(fits)[1] if fits else None


def _blow(graph: Graph, items: list[Item], n: int) -> int | None:
    """The blow, told in this sentence or the one before, that a protest without an object of its own answers."""
    item, words = items[n], lexicon().words["links"]
    lemmas = {graph.lemma(i) for i in range(item.act.first, item.act.last + 1)}
    if item.mention.type not in {"ACCUSE", "PROTEST"} or not lemmas & set(words["protesting"]):
        return None
    own = {country(graph, a) for a in item.mention.actors} - {None}
    for m in range(n - 1, -1, -1):
        other = items[m].mention
        if item.mention.sentence - other.sentence > NEAR:
            return None
        hit = {country(graph, r) for r in other.recipients} - {None}
        theirs = {country(graph, a) for a in other.actors} - {None}
        near = item.mention.sentence - other.sentence <= 1
        if other.type in BLOWS and other.status in DONE and not own & theirs and (own & hit or (near and not hit)):
            return m
    return None


def _relieved(graph: Graph, items: list[Item], n: int) -> list[int]:
    """The disaster that help is for ("aid to the victims of the floods", "help in dealing with the earthquake")."""
    item = items[n]
    if item.mention.type not in {"AID", "SUPPORT"}:
        return []
    below = set(graph.subtree(item.act.node)) | set(graph.subtree(item.act.head))
    disasters = set(lexicon().words["links"]["disasters"])
    helps = [
        i.act.head
        for i in items
        if i.mention.type in {"AID", "SUPPORT"} and i.mention.sentence == item.mention.sentence
    ]
    return [
        m
        for m, other in enumerate(items)
        if m != n
        and (
            other.act.node in below
            or (other.mention.sentence == item.mention.sentence and _nearest(helps, item.act.head, other.act.node))
        )
        and graph.lemma(other.act.node) in disasters
        and other.mention.type is None
    ][:1]


def _nearest(helps: list[int], mine: int, disaster: int) -> bool:
    """Whether a help is the last one of its sentence told before a disaster."""
    return mine == max((h for h in helps if h < disaster), default=None)


def _stepped(graph: Graph, verb: int, where: dict[int, int]) -> list[tuple[LinkType, int]]:
    """What "…, a step taken in response to Z" says of the act that it sums up."""
    phrases: dict[str, LinkType] = {w: k for k, ws in lexicon().words["links"]["phrases"].items() for w in ws}
    summing = set(lexicon().words["links"]["steps"])
    out: list[tuple[LinkType, int]] = []
    for k in graph.subtree(verb):
        if graph.tokens[k].dep not in {"appos", "npadvmod", "attr", "oprd", "conj"} or graph.lemma(k) not in summing:
            continue
        if k < verb or any(graph.tokens[a].tag.startswith("VB") and a in where and a != verb for a in graph.up(k)[:1]):
            continue
        for p in graph.subtree(k):
            found = phrase_at(graph, p, phrases)
            obj = graph.kid(p, "pobj") if found is not None else None
            if found is None or obj is None or phrases[found[0]] != "responds-to":
                continue
            own = where.get(verb)
            target = next((where[c] for c in [obj, *graph.subtree(obj)] if c in where and where[c] != own), None)
            if target is not None:
                out.append(("responds-to", target))
    return out[:1]
