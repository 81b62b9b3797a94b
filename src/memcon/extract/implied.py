"""Parties that a sentence implies, and threats that a statement contains."""

from __future__ import annotations

from memcon.extract.acts import Act
from memcon.extract.agents import country, merge, owners, who
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.parties import Parties
from memcon.extract.settings import joint_body, present_there
from memcon.extract.syntax import agents
from memcon.extract.types import EventMention
from memcon.model.values import replace

PUT_TO = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
TOLD_WITHIN = 12
"""Sentences within which "it was agreed" takes up the contact that a readout tells of."""
DONE_TO = frozenset({"ASSAULT", "SANCTION", "COERCE"})
HOSTILE = frozenset({"SANCTION", "COERCE", "THREATEN", "ASSAULT", "ACCUSE", "MOBILIZE"})


def completed(graph: Graph, act: Act, sides: Parties) -> tuple[Parties, tuple[str, ...]]:
    """The parties with what the sentence implies, and those implied.

    Who met X "after a meeting with X", who speaks, whom one thanks for an act.
    """
    if act.group.type == "PROTEST" and not any(country(graph, a) for a in sides.actors):
        here = tuple(h for h in _at_place(graph, act) if h not in sides.recipients)
        return replace(sides, actors=merge(sides.actors, here)), here
    if act.group.type in {"ACCUSE", "CONSULT"} and not sides.actors and _unsaid(graph, act):
        # "the ambassador was summoned to the ministry": in a government's own text it is that government's
        mine = (graph.side,) if graph.side is not None and graph.side in graph.entities else ()
        if mine and not act.group.reciprocal:
            left = tuple(r for r in sides.recipients if country(graph, r) != graph.side)
            return replace(sides, actors=mine, recipients=left), mine
    if act.group.type == "CONSULT" and not sides.actors and not sides.recipients and (two := joint_body(graph, act)):
        return replace(sides, actors=two), two
    if act.noun_group is None:
        return sides, ()
    if act.group.type == "CONSULT" and len({country(graph, i) for i in sides.actors}) < 2:
        there = present_there(graph, act)
        if there and {*sides.actors, *sides.recipients} <= set(there):
            return replace(sides, actors=merge(sides.actors, there), recipients=()), ()
    thanked = _thanked(graph, act)
    if thanked is not None and not sides.actors:
        actors, recipients = thanked
        return replace(sides, actors=actors, recipients=sides.recipients or recipients), ()
    token = graph.tokens[graph.first_conjunct(act.node)]
    speaker = graph.sentence(act.head).speaker
    one_sided = act.group.reciprocal and act.group.type in {"CONSULT", "AGREE"} and _with_alone(graph, act, sides)
    told = act.group.type == "STATEMENT" and not sides.actors and bool(sides.recipients)
    if not one_sided and not told:
        return sides, ()
    own = {country(graph, a) for a in sides.actors}
    found: list[tuple[str, ...]] = []
    if token.dep == "pobj" and any(w in {"with", "to"} for w, _, _ in graph.preps(act.node)):
        # "after a meeting with X, Y said": Y was there
        spots = [h for h in graph.up(act.node) if graph.tokens[h].pos in {"VERB", "AUX"}][:2]
        # "On the call with X: Y says …": what stands after a colon is another sentence
        found = [who(graph, s) for v in spots for s in agents(graph, v)[:1] if not _colon(graph, act.node, s)]
    if speaker is not None and speaker in graph.entities:
        found.append((speaker,))
    for ids in found:
        fit = tuple(
            i
            for i in (_for_whom(graph, f) for f in ids)
            if country(graph, i) not in own and graph.entities[i].kind in {"person", "government"}
        )
        if fit and country(graph, fit[0]) is not None:
            return replace(sides, actors=merge(sides.actors, fit)), fit
    return sides, ()


def _with_alone(graph: Graph, act: Act, sides: Parties) -> bool:
    """Whether only the other side of a contact is told: one party, or those behind its "with"."""
    if len(sides.actors) < 2 or act.light is not None:
        return len(sides.actors) == 1
    told = [i for w, _, o in graph.preps(act.node) if w == "with" and o is not None for i in who(graph, o)]
    return set(sides.actors) <= set(told)


def _for_whom(graph: Graph, entity: str) -> str:
    """The state that a group without a name acts for ("Norwegian inspectors"), others themselves."""
    found = graph.entities[entity]
    return found.country if found.kind in {"group", "armed-force"} and found.country in graph.entities else entity


def _colon(graph: Graph, left: int, right: int) -> bool:
    return any(graph.tokens[k].norm == ":" for k in range(left, right))


def _at_place(graph: Graph, act: Act) -> tuple[str, ...]:
    """The state in whose street a crowd is: it is its people's protest."""
    for h in dict.fromkeys([act.head, act.node, *([act.verb] if act.verb is not None else [])]):
        for word, _, obj in graph.preps(h):
            if word not in {"in", "through", "across", "at", "outside", "near"} or obj is None:
                continue
            codes = [c for i in who(graph, obj) if (c := country(graph, i)) is not None]
            if codes and codes[0] in graph.entities:
                return (codes[0],)
    return ()


def _unsaid(graph: Graph, act: Act) -> bool:
    """Whether a passive leaves unsaid who did it."""
    return act.verb_group is not None and graph.passive(act.head) and not agents(graph, act.head)


def at_initiative(graph: Graph, act: Act, sides: Parties) -> Parties:
    """The parties with who began the contact, from "at the initiative of X" on its phrase or its verb."""
    token = graph.tokens[graph.first_conjunct(act.node)]
    holders = [act.node, *([act.verb] if act.verb is not None else [])]
    if act.verb_group is not None or token.dep in {"nsubj", "nsubjpass"}:
        holders.append(act.head if act.verb_group is not None else token.head)
    if token.dep == "pobj" and act.light is None:
        # "discussed during the call at the initiative of X": who raised a matter, not who called
        holders = []
    holders += [k for h in (act.node, act.head) for k in graph.kids(h, "acl", "relcl")]
    if act.noun_group is not None:
        # "the call between X and Y, which took place at the request of Y": what takes place is the call
        takes = lexicon().cues.occurrence
        holders += [k for n in graph.subtree(act.node) for k in graph.kids(n, "relcl") if graph.lemma(k) in takes]
    words = lexicon().words["act_words"]["initiative"]
    for h in dict.fromkeys(holders):
        for word, _, obj in graph.preps(h):
            if word in {"at", "on", "upon"} and obj is not None and graph.lemma(obj) in words:
                ids = [i for w, _, o in graph.preps(obj) if w == "of" and o is not None for i in who(graph, o)]
                ids = ids or _accounts(graph, obj) or list(owners(graph, obj))
                if ids:
                    return replace(sides, initiator=tuple(ids), initiator_at=obj)
    return sides


def _accounts(graph: Graph, obj: int) -> list[str]:
    """Whose account a sentence gives, where a pronoun is theirs ("According to X's office, at her request")."""
    owner = graph.kid(obj, "poss")
    if owner is None or graph.tokens[owner].norm not in {"his", "her"}:
        return []
    sentence = graph.sentence(obj)
    for k in range(sentence.first, obj):
        if graph.tokens[k].norm in {"according", "per"} and graph.tokens[k].dep in {"prep", "pcomp", "advcl"}:
            for h in (k, *graph.kids(k, "prep")):
                for o in graph.kids(h, "pobj"):
                    holders = graph.kids(o, "poss")
                    if found := [i for p in (*holders, o) for i in who(graph, p)][:1]:
                        return found
    return []


def _thanked(graph: Graph, act: Act) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Actor and recipient of an act for which somebody is thanked, blamed or punished."""
    token = graph.tokens[graph.first_conjunct(act.node)]
    for _ in range(2):
        # "$1 billion in aid": the sum stands between
        if token.dep == "pobj" and graph.tokens[token.head].norm in {"in", "of"}:
            token = graph.tokens[graph.first_conjunct(graph.tokens[token.head].head)]
    if token.dep != "pobj" or graph.tokens[token.head].norm not in {"for", "of", "over"}:
        return None
    verb = graph.tokens[token.head].head
    reasons = lexicon().words["act_words"]["reasons"]
    if graph.lemma(verb) not in reasons or not graph.tokens[verb].tag.startswith("VB"):
        return None
    actors = merge(*(who(graph, o) for o in graph.kids(verb, "dobj", "nsubjpass")))
    thanks = graph.lemma(verb) == "thank"
    recipients = merge(*(who(graph, s) for s in agents(graph, verb))) if thanks else ()
    return (actors, recipients) if actors else None


def threats(graph: Graph, items: list[Item]) -> list[Item]:
    """The items, a statement that contains a threat ("made clear that it would respond with force") made the threat."""
    by_head = {item.act.head: n for n, item in enumerate(items)}
    out = list(items)
    for n, item in enumerate(items):
        group = item.act.verb_group
        if group is not None and item.mention.type == "STATEMENT" and _of_cost(graph, item):
            recipients = item.mention.recipients or _conditional(graph, item)
            out[n] = replace(item, mention=replace(item.mention, type="THREATEN", recipients=recipients))
        if group is None or not group.modal or item.mention.type != "THREATEN":
            continue
        inner = item.mention
        if inner.status == "denied":
            # "pledged not to use force" threatens nobody
            continue
        if not inner.recipients:
            inner = replace(inner, recipients=_conditional(graph, item))
        out[n] = replace(item, mention=inner)
        above = next((by_head[h] for h in graph.up(item.act.head)[:8] if h in by_head), None)
        if above is None:
            continue
        outer = out[above].mention
        if outer.type == "THREATEN" and group.objects and not inner.anaphoric:
            # "warned that it would take military steps": the warning was given, the steps are threatened
            out[n] = replace(item, mention=replace(inner, actors=inner.actors or outer.actors))
            continue
        if outer.type == "THREATEN" and items[above].act.verb_group is not None:
            # "are ready to respond with force": one threat
            out[above] = replace(items[above], mention=replace(outer, recipients=inner.recipients or outer.recipients))
            out[n] = replace(item, mention=replace(inner, same_as=outer.id))
            above = next((by_head[h] for h in graph.up(items[above].act.head)[:8] if h in by_head), None)
            if above is None:
                continue
            inner, outer = replace(inner, same_as=outer.id), out[above].mention
        if outer.type in {"STATEMENT", "AGREE"} and items[above].act.verb_group is not None:
            recipients = inner.recipients or outer.recipients
            rule = f"{outer.rule}+threat"
            out[above] = replace(
                items[above], mention=replace(outer, type="THREATEN", recipients=recipients, rule=rule)
            )
            out[n] = replace(item, mention=replace(inner, same_as=outer.id))
            out = [
                replace(i, mention=replace(i.mention, same_as=outer.id)) if i.mention.id == inner.same_as else i
                for i in out
            ]
    return out


def _of_cost(graph: Graph, item: Item) -> bool:
    """Whether a statement says that something will have its price ("made clear that there would be costs")."""
    nouns = lexicon().words["act_words"]["costs"]
    for k in graph.subtree(item.act.head):
        if graph.lemma(k) in nouns and graph.tokens[k].tag.startswith("NN"):
            verb = graph.tokens[k].head
            if any(graph.tokens[m].norm in {"will", "would", "'ll"} for m in graph.kids(verb, "aux")):
                return True
    return False


def _conditional(graph: Graph, item: Item) -> tuple[str, ...]:
    """Whom a threat is for: who would do what it depends on ("if X attacks")."""
    own = {country(graph, a) for a in item.mention.actors}
    for k in graph.subtree(item.act.head):
        marks = {graph.tokens[m].norm for m in graph.children[k]}
        if graph.tokens[k].dep == "advcl" and marks & {"if", "unless", "should"}:
            found = [
                i for s in graph.kids(k, "nsubj", "nsubjpass") for i in who(graph, s) if country(graph, i) not in own
            ]
            if found:
                return tuple(found[:1])
    return ()


def passed_on(graph: Graph, items: list[Item]) -> list[Item]:
    """The items with parties that another act of the sentence passes on to them.

    A threat joined to an accusation has its target; strikes for which troops gather are those
    troops'; what two agree to do together in their talks is done by both.
    """
    by_head = {item.act.head: item.mention for item in items}
    by_node = {item.act.node: item.mention for item in items if item.act.noun_group is not None}
    out: list[Item] = []
    for n, item in enumerate(items):
        mention, act = item.mention, item.act
        if not mention.recipients and (m := answered(graph, items, n)) is not None:
            mention = replace(mention, recipients=tuple(a for a in items[m].mention.actors if a not in mention.actors))
        if mention.type in {"THREATEN", "ACCUSE"} and not mention.recipients and act.verb_group is not None:
            first = by_head.get(graph.first_conjunct(act.head))
            if first is not None and first is not mention and first.type in {"ACCUSE", "THREATEN", "REQUEST"}:
                mention = replace(mention, recipients=tuple(r for r in first.recipients if r not in mention.actors))
        if act.verb_group is not None and mention.type in {*PUT_TO, *DONE_TO} and not mention.recipients:
            mention = replace(mention, recipients=_other_side(graph, items, n, by_head))
        if act.verb_group is not None and mention.type == "THREATEN" and not mention.recipients:
            mention = replace(mention, recipients=_conditional(graph, item))
        if mention.type in DONE_TO and mention.status == "threatened" and not mention.recipients:
            mention = replace(mention, recipients=_warned(graph, item, by_head))
        if mention.type in {"REJECT", "CONCEDE"} and not mention.recipients and act.verb_group is not None:
            mention = replace(mention, recipients=_replied(graph, out, mention))
        if mention.type == "ACCUSE" and not mention.actors and _unsaid(graph, act) and n:
            before = items[n - 1].mention
            if before.type == "ACCUSE" and before.actors and mention.sentence - before.sentence <= 1:
                own = {country(graph, a) for a in before.actors}
                left = tuple(r for r in mention.recipients if country(graph, r) not in own) or before.recipients
                mention = replace(mention, actors=before.actors, recipients=left)
        if mention.type == "ACCUSE" and not mention.recipients and _unsaid(graph, act) and n:
            before = items[n - 1].mention
            if before.type == "ACCUSE" and before.actors == mention.actors:
                mention = replace(mention, recipients=before.recipients)
        if mention.type == "AGREE" and not mention.actors and _unsaid(graph, act):
            told = [i.mention for i in out if i.mention.type == "CONSULT" and len(i.mention.actors) > 1]
            both = told[-1].actors if told and mention.sentence - told[-1].sentence <= TOLD_WITHIN else ()
            mention = replace(mention, actors=both, implied=merge(mention.implied, both))
        if mention.reciprocal and not mention.actors and mention.type == "CONSULT":
            lent = _lent(graph, item, by_head)
            mention = replace(mention, actors=lent, implied=merge(mention.implied, lent))
        if mention.type in {"SANCTION", "COERCE"} and not mention.actors and act.verb_group is not None:
            mention = replace(mention, actors=_announced(graph, act.head, mention))
        token = graph.tokens[act.node]
        if act.noun_group is not None and not mention.actors and token.dep == "pobj" and not mention.reciprocal:
            prep = graph.tokens[token.head]
            host = by_node.get(prep.head)
            if prep.norm == "for" and host is not None and mention.type in {"ASSAULT", "MOBILIZE", "COERCE"}:
                mention = replace(mention, actors=host.actors)
        if mention.reciprocal and len(mention.actors) == 1 and mention.type in {"COOPERATE", "AGREE", "CONSULT"}:
            mention = _both(graph, item, mention, by_head)
        out.append(item if mention is item.mention else replace(item, mention=mention))
    return out


def _warned(graph: Graph, item: Item, by_head: dict[int, EventMention]) -> tuple[str, ...]:
    """Against whom a harm is threatened: who is warned of it ("warned X that it would halt imports")."""
    above = next((by_head[h] for h in graph.up(item.act.head)[:4] if h in by_head), None)
    if above is None or above.type != "THREATEN":
        return ()
    return tuple(r for r in above.recipients if r not in item.mention.actors)


def _other_side(graph: Graph, items: list[Item], n: int, by_head: dict[int, EventMention]) -> tuple[str, ...]:
    """To whom a demand or reproach is put: whom a verb joined to it names, or whose "this step" it is about."""
    mention, act = items[n].mention, items[n].act
    own = {country(graph, a) for a in mention.actors} or {None}
    first = graph.first_conjunct(act.head)
    for k in graph.conjuncts(first):
        other = by_head.get(k)
        kin = PUT_TO if mention.type in PUT_TO else DONE_TO
        if other is not None and k != act.head and other.type in kin:
            found = tuple(r for r in other.recipients if country(graph, r) not in own)
            if found:
                return found
    spots = [o for _, _, o in graph.preps(act.head) if o is not None] + graph.kids(act.head, "dobj")
    if n and mention.type in PUT_TO and any(graph.determiner(s) in {"this", "that", "these", "such"} for s in spots):
        before = items[n - 1].mention
        if mention.sentence - before.sentence <= 1:
            return tuple(a for a in before.actors if country(graph, a) not in own)
    return ()


def _replied(graph: Graph, before: list[Item], mention: EventMention) -> tuple[str, ...]:
    """To whom a refusal is: who accused, asked or threatened its speaker just before."""
    own = {country(graph, a) for a in mention.actors} - {None}
    for item in reversed(before):
        other = item.mention
        if mention.sentence - other.sentence > 1:
            return ()
        to = {country(graph, r) for r in other.recipients}
        if other.type in PUT_TO and own & to:
            return tuple(a for a in other.actors if country(graph, a) not in own)
    return ()


def _lent(graph: Graph, item: Item, by_head: dict[int, EventMention]) -> tuple[str, ...]:
    """Who takes part in a contact that another act is for: who goes there, who agreed on it."""
    token = graph.tokens[graph.first_conjunct(item.act.node)]
    going = token.dep == "pobj" and graph.tokens[token.head].norm in {"for", "to", "at"}
    for h in graph.up(item.act.node)[:6]:
        host = by_head.get(h)
        if host is None:
            continue
        if host.type == "AGREE" or (host.type == "CONSULT" and going):
            return host.actors
        return ()
    return ()


def _announced(graph: Graph, verb: int, mention: EventMention) -> tuple[str, ...]:
    """Whose instrument it is where a state's people announce it ("…, officials in X announced")."""
    for h in graph.up(verb)[:3]:
        if graph.lemma(h) in lexicon().words["act_words"]["decreeing"]:
            taken = {country(graph, r) for r in mention.recipients}
            found = [i for s in agents(graph, h) for i in who(graph, s)]
            return tuple(i for i in found if country(graph, i) is not None and country(graph, i) not in taken)[:1]
    return ()


def answered(graph: Graph, items: list[Item], n: int) -> int | None:
    """The hostile act of another side, told shortly before, that "respond in kind" or "retaliate" answers."""
    item = items[n]
    if item.act.verb_group is None or item.mention.type not in HOSTILE:
        return None
    if graph.lemma(item.act.head) not in lexicon().words["act_words"]["answers"]:
        return None
    own = {country(graph, a) for a in item.mention.actors}
    for m in range(n - 1, -1, -1):
        other = items[m].mention
        if item.mention.sentence - other.sentence > 2:
            return None
        theirs = {country(graph, a) for a in other.actors}
        if other.type in HOSTILE and other.status in {"occurred", "ongoing"} and theirs and not theirs & own:
            return m
    return None


def _both(graph: Graph, item: Item, mention: EventMention, by_head: dict[int, EventMention]) -> EventMention:
    own = {country(graph, a) for a in mention.actors}
    for h in graph.up(item.act.head):
        host = by_head.get(h)
        if host is None or host.type != "CONSULT" or len(host.actors) < 2:
            continue
        if own & {country(graph, a) for a in host.actors}:
            more = tuple(a for a in host.actors if country(graph, a) not in own)
            return replace(mention, actors=(*mention.actors, *more), implied=(*mention.implied, *more))
    return mention
