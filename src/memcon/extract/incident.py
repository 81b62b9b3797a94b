"""One incident told with many words in a report: what was done, whom it hurt, "the shooting", "the incident".

After the acts of a report are chained by their parties and nouns, chains of force are put together here: people
hurt in an attack with the attack, an act told again by another verb for it ("rammed", "struck"), and a noun that only
points with the one incident that the report is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.agents import merge
from memcon.extract.contacts import Chain, clash, countries, within
from memcon.extract.day_clash import times_clash
from memcon.extract.echoes import ECHO, alike, kinds, war
from memcon.extract.found import Item
from memcon.extract.graph import Graph, timex_head
from memcon.extract.incident_words import (
    head_noun,
    hurt,
    kin,
    kindred,
    names,
    of_force,
    points,
    ranked_act,
    table,
    told_of,
    words_of,
)
from memcon.extract.orders import ordered_apart
from memcon.model.values import replace

HAPPENED = frozenset({"occurred", "ongoing"})
TO_COME = frozenset({"planned", "proposed"})
RETOLD = 14
"""Sentences after which another verb of its kind tells an act again no more."""
TAKEN = frozenset({"abduct", "arrest", "seize"})
"""Modes of acts in which people are taken rather than hurt."""
HARMED_SOON = 2
"""Sentences after an attack within which people are told as hurt in it, though nobody says by what."""


def one_incident(graph: Graph, items: list[Item], echoed: list[Item]) -> list[Item]:
    """The items, the chains of one incident put together: each mention's ``same_as`` is the first of them all.

    ``echoed`` are all nouns that may take up an act; those among them that have taken up none may be of an incident.
    """
    told = [i for i in items if of_force(graph, i)]
    if not told:
        return items
    items, echoed = _own_times(graph, items), _own_times(graph, echoed)
    kept = {i.mention.id for i in items}
    free = [i for i in echoed if i.mention.id not in kept and i.act.noun_group is ECHO and points(graph, i)]
    if len(told) + len(free) < 2:
        return items
    items = sorted([*items, *free], key=lambda i: (i.act.head, i.act.first))
    told = [i for i in items if of_force(graph, i)]
    chains = _chains(items)
    at = {i.mention.id: chain for chain in chains for i in chain.items}
    by_spot = {s: i for i in told for s in (i.act.head, i.act.node)}
    for item in told:
        if item.mention.status in HAPPENED and not war(item.mention):
            for other in _tied(graph, item, by_spot):
                _join(graph, chains, at, item, other)
    lent: dict[str, Chain] = {}
    ranked = {i.mention.id for i in told if i.act.noun_group is not None and ranked_act(graph, i, by_spot) is not None}
    for item in told:
        mine = at[item.mention.id]
        if war(item.mention):
            continue
        before = [c for c in chains if c is not mine and _news(graph, c) and c.items[0].act.head < item.act.head]
        if points(graph, item) or told_of(graph, item):
            if (found := _pointed(graph, item, mine, before)) is not None:
                _move(chains, at, item, mine, found)
                lent[item.mention.id] = found
        elif mine.items[0] is item and (found := _again(graph, item, mine, before)) is not None:
            _merge(chains, at, found, mine)
    lost = {i.mention.id for i in free} - lent.keys()
    out = [
        _tied_to(item, at[item.mention.id], lent.get(item.mention.id), ranked=item.mention.id in ranked)
        for item in items
    ]
    return [_both_sides(graph, i, at[i.mention.id]) for i in out if i.mention.id not in lost]


def _own_times(graph: Graph, items: list[Item]) -> list[Item]:
    """The items, without times that a pointing noun has only by what is around it.

    As in "will discuss the attack on Tuesday", "the incursion follows a similar breach in May".
    """
    ahead = {i.act.head: n for n, i in enumerate(items) if i.mention.status in TO_COME and i.act.verb_group is not None}
    out = list(items)
    for n, item in enumerate(items):
        if not item.mention.times or not points(graph, item):
            continue
        above = next((ahead[h] for h in graph.up(item.act.node)[:3] if h in ahead), None)
        times = () if above is not None else tuple(t for t in item.mention.times if not _elses(graph, item, t))
        if len(times) == len(item.mention.times):
            continue
        out[n] = replace(item, mention=replace(item.mention, times=times))
        if above is not None and not out[above].mention.times:
            out[above] = replace(out[above], mention=replace(out[above].mention, times=item.mention.times))
    return out


def _elses(graph: Graph, item: Item, timex: int) -> bool:
    """Whether a time hangs on another noun of incident than the one it was given to."""
    own = {item.act.node, item.act.head}
    for k in graph.up(timex_head(graph, graph.reading.timexes[timex])):
        if k in own:
            return False
        if graph.tokens[k].pos == "NOUN" and graph.lemma(k) in words_of("general"):
            return True
    return False


def _both_sides(graph: Graph, item: Item, chain: Chain) -> Item:
    """A noun for what two have with each other, with both where the chain names both ("killed in a clash with …")."""
    mention = item.mention
    if item.act.noun_group is None or head_noun(mention) not in words_of("mutual") or mention.reciprocal:
        return item
    sides = merge(mention.actors, mention.recipients)
    more = merge(sides, chain.actors, chain.recipients)
    if not sides or len(countries(graph, more)) != 2 or len(countries(graph, sides)) == 2:
        return item
    return replace(item, mention=replace(mention, reciprocal=True, actors=more, recipients=()))


def _chains(items: list[Item]) -> list[Chain]:
    """The chains of a report so far, in the order of their first mentions."""
    held: dict[str, Chain] = {}
    of: dict[str, str] = {}
    for item in items:
        name = of.get(item.mention.same_as or "", item.mention.id)
        of[item.mention.id] = name
        if name not in held:
            held[name] = Chain(first=item.mention.id)
        held[name].add(item)
    return list(held.values())


def _tied_to(item: Item, chain: Chain, lent: Chain | None, *, ranked: bool) -> Item:
    mention = item.mention
    same = None if chain.first == mention.id else chain.first
    if lent is not None:
        told = lent.items[0].mention
        mention = replace(
            mention,
            type=told.type,
            reciprocal=told.reciprocal,
            mode=told.mode,
            status=told.status,
            actors=lent.actors,
            recipients=lent.recipients,
            anaphoric=True,
            orphan=False,
            ordinal=None,
        )
    elif same == mention.same_as:
        return item
    elif same is not None and mention.type == "CONSULT":
        mention = replace(mention, type="ASSAULT", reciprocal=False, mode=None)
    if ranked and same is not None:
        # "the worst clash in years": what it is called tells no more of it
        mention = replace(mention, anaphoric=True, ordinal=None)
    return replace(item, mention=replace(mention, same_as=same))


def _move(chains: list[Chain], at: dict[str, Chain], item: Item, mine: Chain, to: Chain) -> None:
    """Take a mention out of its chain, with those that take it up, and put it into another."""
    if mine.items[0] is item:
        _merge(chains, at, to, mine)
        return
    mine.items.remove(item)
    to.items.append(item)
    to.items.sort(key=lambda i: (i.act.head, i.act.first))
    at[item.mention.id] = to


def _merge(chains: list[Chain], at: dict[str, Chain], one: Chain, two: Chain) -> None:
    """Put two chains together, under the name of the earlier."""
    early, late = sorted((one, two), key=lambda c: (c.items[0].act.head, c.items[0].act.first))
    for item in late.items:
        early.add(item)
        at[item.mention.id] = early
    early.items.sort(key=lambda i: (i.act.head, i.act.first))
    chains.remove(late)


def _join(graph: Graph, chains: list[Chain], at: dict[str, Chain], item: Item, other: Item) -> None:
    one, two = at[item.mention.id], at[other.mention.id]
    if one is two or war(other.mention) or other.mention.status not in HAPPENED:
        return
    if clash(graph, one.actors, two.actors) and item.mention.type != "CONSULT":
        return
    if times_clash(graph, item.mention, two) or times_clash(graph, other.mention, one):
        return
    _merge(chains, at, one, two)


def _news(graph: Graph, chain: Chain) -> bool:
    """Whether a chain tells an incident that took place."""
    return any(of_force(graph, i) and i.mention.status in HAPPENED for i in chain.items) and not any(
        war(i.mention) for i in chain.items
    )


def _tied(graph: Graph, item: Item, by_spot: dict[int, Item]) -> Iterator[Item]:
    """The acts with which the syntax makes a harm one: "killed when …", "hurt in the …", "killed and hurt"."""
    head = item.act.head
    if item.act.verb_group is None:
        if (above := ranked_act(graph, item, by_spot)) is not None:
            yield above
        return
    token = graph.tokens[head]
    if token.dep == "advcl" and token.tag == "VBG" and graph.lemma(head) in words_of("harms"):
        yield from (by_spot[h] for h in [token.head] if h in by_spot)  # "collided, killing five"
    if token.dep == "relcl" and token.head in by_spot:
        yield by_spot[token.head]  # "an attack in which seven were killed"
    harmed = hurt(graph, item)
    for clause in graph.kids(head, "advcl") if harmed or graph.passive(head) else ():
        marks = {graph.tokens[k].norm for k in graph.kids(clause, "mark", "advmod")}
        if marks & words_of("when"):
            yield from _inside(graph, clause, by_spot, item)
    if not harmed:
        return
    for word, _, obj in graph.preps(head):
        if obj is None or word not in words_of("within"):
            continue
        yield from (by_spot[k] for k in graph.conjuncts(obj)[:1] if k in by_spot)
        if graph.tokens[obj].tag == "VBG":
            yield from _inside(graph, obj, by_spot, item)
    if token.dep == "conj" and (other := by_spot.get(graph.first_conjunct(head))) is not None and hurt(graph, other):
        yield other


def _inside(graph: Graph, clause: int, by_spot: dict[int, Item], item: Item) -> Iterator[Item]:
    """The act that a clause tells: by its verb, else by what the verb has for object or subject."""
    below = [clause, *graph.kids(clause, "dobj", "nsubj", "nsubjpass", "pobj")]
    below += [o for _, _, o in graph.preps(clause) if o is not None]
    for k in below:
        if k in by_spot and by_spot[k] is not item:
            yield by_spot[k]
            return


def _again(graph: Graph, item: Item, mine: Chain, before: list[Chain]) -> Chain | None:
    """The chain that a further one tells again, or takes up as the incident that a report is about; the nearest."""
    if not before or (item.mention.status == "denied" and hurt(graph, item)):
        return None  # nobody was hurt: that denies no attack
    if _fresh(graph, item):
        return None
    told = names(graph, item)
    for chain in sorted(before, key=lambda c: (-c.last.sentence, c.items[0].mention.mode in TAKEN)):
        away = item.mention.sentence - chain.last.sentence
        if away > RETOLD or not _fits(graph, item, chain):
            continue
        kinds_ = frozenset(k for i in chain.items for k in kindred(told, names(graph, i)))
        sides = _shared(graph, mine, chain) if kinds_ else -1
        if sides >= 0 and (min(kinds_) < len(table()["retold"]) or _one_of_many(graph, mine, chain)):
            return chain
        if away <= HARMED_SOON and _suffered_there(graph, item, mine, chain):
            return chain
    return None


def _one_of_many(graph: Graph, mine: Chain, chain: Chain) -> bool:
    """Whether an act of which there may be many is told again: to the same, and by the same where both say by whom."""
    if not (mine.recipients and chain.recipients) or not countries(graph, mine.recipients) & countries(
        graph, chain.recipients
    ):
        return False
    return bool(mine.actors and chain.actors) or any(hurt(graph, i) or graph.passive(i.act.head) for i in mine.items)


def _suffered_there(graph: Graph, item: Item, mine: Chain, chain: Chain) -> bool:
    """Whether people are told as hurt right after an attack, and nobody says by whom: "Three sailors were hurt."""
    if not hurt(graph, item) or mine.actors or any(w == "by" for w, _, _ in graph.preps(item.act.head)):
        return False
    if _elsewhere(mine, chain):
        return False
    if all(i.mention.type != "ASSAULT" and not i.mention.reciprocal for i in chain.items):
        return False
    if any(i.mention.reciprocal for i in chain.items):
        return True  # both may have people hurt
    token = graph.tokens[item.act.head]
    if token.dep == "relcl":
        return False  # "after an attack in which seven were killed": in that, not in what was told
    victims = countries(graph, mine.recipients)
    return not victims & countries(graph, chain.actors) or bool(victims & countries(graph, chain.recipients))


def _fits(graph: Graph, item: Item, chain: Chain) -> bool:
    """Whether nothing keeps a mention from being one with a chain: an ordinal, a day, its status, the order told."""
    mention = item.mention
    statuses = {i.mention.status for i in chain.items}
    if mention.status != "denied" and (mention.status in HAPPENED) != bool(statuses & HAPPENED):
        return False
    if mention.ordinal is not None or mention.status not in {*HAPPENED, "denied"}:
        return False
    return not (
        times_clash(graph, mention, chain)
        or ordered_apart(graph, item.act.node, [i.act.head for i in chain.items])
        or clash(graph, mention.actors, chain.actors)
    )


def _shared(graph: Graph, mine: Chain, chain: Chain) -> int:
    """How many sides two chains of one kind of incident share; below 0 where they are of other parties or places.

    A verb that says nothing of its parties shares none and may still be one with a chain.
    """
    if clash(graph, mine.recipients, chain.recipients) or clash(graph, mine.actors, chain.actors):
        return -1
    if _elsewhere(mine, chain):
        return -1
    one, two = ((c.actors, c.recipients) for c in (mine, chain))
    if any(i.mention.reciprocal for c in (mine, chain) for i in c.items):
        one, two = ((merge(*sides), ()) for sides in (one, two))  # "had hit its plane", of a collision of the two
    shared = sum(within(graph, a, b) or within(graph, b, a) for a, b in zip(one, two, strict=True) if a and b)
    nominal = all(i.act.noun_group is not None for i in mine.items)
    first = mine.items[0].act
    known = graph.determiner(first.node) in {"the", "this", "that"} and graph.tokens[first.head].tag == "NN"
    if nominal and known and not graph.kids(first.node, "relcl", "acl"):
        return shared  # "the hack was the work of X"
    return shared if shared or not (nominal or mine.actors or mine.recipients) else -1


def _elsewhere(mine: Chain, chain: Chain) -> bool:
    here = {i.mention.place for i in mine.items if i.mention.place}
    there = {i.mention.place for i in chain.items if i.mention.place}
    return bool(here and there) and here.isdisjoint(there)


def _fresh(graph: Graph, item: Item) -> bool:
    """Whether words around an act make it another one ("another judge was killed", "was separately hit")."""
    spots = [item.act.head, item.act.node, *item.act.objects, *graph.kids(item.act.head, "nsubj", "nsubjpass", "dobj")]
    near = [k for s in dict.fromkeys(spots) for k in graph.kids(s, "det", "amod", "advmod", "nummod")]
    fresh = words_of("fresh") - (words_of("others") if hurt(graph, item) else frozenset())
    return any(graph.tokens[k].norm in fresh for k in near)


ANY, NAMED, EXACT = 1, 2, 3
MAIN = 2
"""How many times oftener than the one it is near an incident is told that a noun means."""


def _pointed(graph: Graph, item: Item, mine: Chain, before: list[Chain]) -> Chain | None:
    """The incident that a pointing noun means, where that is not what it is taken for already.

    By the noun's own word ("the collision"); for a noun that fits any incident, the one told most, the earliest.
    """
    noun = head_noun(item.mention)
    fits = []
    for chain in before:
        strength = _means(graph, noun, chain)
        if strength and not times_clash(graph, item.mention, chain):
            others = [i for i in chain.items if i is not item]
            fits.append((strength, len(others), -chain.items[0].act.head, chain))
    if not fits:
        return None
    best = max(fits, key=lambda f: f[:3])
    own = _means(graph, noun, mine) if mine.items[0] is not item else 0
    size = len([i for i in mine.items if i is not item])
    lead = MAIN if own > ANY else 1
    near_first = own == best[0] and (size * lead, -mine.items[0].act.head) > (best[1], best[2])
    if own > best[0] or near_first:
        return None
    return best[3]


def _means(graph: Graph, noun: str, chain: Chain) -> int:
    """How well a pointing noun fits a chain: by its stem, by its kind, as any incident, not at all (0)."""
    told = [i for i in chain.items if i.mention.status in HAPPENED and not points(graph, i)]
    words = [names(graph, i) for i in told if any(n in kin() for n in names(graph, i))]
    if not words:
        return 0
    things = {graph.lemma(o) for i in told for o in i.act.objects}
    if any(alike(noun, w) for w in (*things, *(w for ws in words for w in ws))):
        return EXACT
    if any(kindred(frozenset({noun}), w) for w in words):
        return NAMED
    for row in kinds().get(noun, ()):
        if row.words and any(i.mention.type in row.types and names(graph, i) & row.words for i in told):
            return NAMED
    return ANY if noun in words_of("any") else 0
