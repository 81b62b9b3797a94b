"""The events that one report speaks of: every act, with parties, status, time, order, values and ties."""

from __future__ import annotations

from memcon.extract.act_nouns import find_acts
from memcon.extract.acts import Act, article, pointed
from memcon.extract.agents import country
from memcon.extract.anaphora import chain
from memcon.extract.befallen import befallen, laid_to
from memcon.extract.begun import add_beginners
from memcon.extract.clauses import HAPPENED
from memcon.extract.contacts import contact_kind
from memcon.extract.counterparts import counterparts
from memcon.extract.dates import add_times
from memcon.extract.days_passed import pass_days_on
from memcon.extract.decided import decided, taken_as
from memcon.extract.echoes import echoes
from memcon.extract.fills import fill
from memcon.extract.foreseen import unended
from memcon.extract.found import Found, Item
from memcon.extract.graph import Graph, build
from memcon.extract.harm import join_harm
from memcon.extract.implied import at_initiative, completed, passed_on, threats
from memcon.extract.incident import one_incident
from memcon.extract.levers import find_levers
from memcon.extract.lexicon import SPEECH, lexicon
from memcon.extract.links import find_links
from memcon.extract.moved import mark_moved
from memcon.extract.no_acts import no_act
from memcon.extract.no_talks import at_home, keeping_in_touch, of_what, to_the_press
from memcon.extract.orders import add_orders
from memcon.extract.parties import Parties, parties
from memcon.extract.premises import asked_for, idle, premised, supposed, unallowed, wondered
from memcon.extract.repeats import count_repeats
from memcon.extract.scenarios import imagine
from memcon.extract.sift import (
    alone,
    copular,
    expletive,
    is_set,
    loose,
    mutual,
    of_text,
    own_wish,
    reason,
    speechless,
    unset,
)
from memcon.extract.status import status_of
from memcon.extract.status_nouns import questioned
from memcon.extract.steps import of_lists
from memcon.extract.syntax import agents, of_two_states
from memcon.extract.timetable import timetabled
from memcon.extract.traded import goods_of, sent_from
from memcon.extract.types import Attribution, EventMention, Fill
from memcon.extract.whereabouts import locate
from memcon.model.memo import Report, Status
from memcon.model.values import replace
from memcon.read.types import Range, Reading

LONGEST_PHRASE = 160
REMARK = 14
"""Tokens after an act within which a remark on its rarity is looked for."""
CUT = frozenset({"advcl", "cc", "conj", "punct", "parataxis", "ccomp", "relcl", "appos", "nsubj", "csubj", "mark"})


def find_mentions(report: Report, reading: Reading, attributions: tuple[Attribution, ...]) -> Found:
    """The event mentions of a report with their links and levers. Pure; linear in tokens."""
    if reading.report != report.id:
        return Found()
    graph = build(reading, attributions, report.side)
    acts = find_acts(graph)
    types = {a.head: a.group.type for a in acts if a.verb_group is not None}
    for a in acts:
        if a.noun_group is not None and a.verb is not None:
            types.setdefault(a.verb, a.group.type)
    items = [item for a in acts if (item := _item(graph, a, types)) is not None]
    items = mark_moved(graph, _timed(graph, passed_on(graph, threats(graph, _listed(graph, items)))))
    items = imagine(graph, count_repeats(graph, timetabled(report, graph, items)))
    echoed = [i for i in echoes(graph, items) if not idle(graph, i.act)]
    items = one_incident(graph, join_harm(graph, chain(graph, echoed)), echoed)
    items = of_lists(graph, laid_to(graph, counterparts(graph, items)))
    items = _renumber(items)
    items = add_orders(graph, items)
    items = add_beginners(graph, fill(graph, items))
    return Found(
        mentions=tuple(i.mention for i in items),
        links=find_links(graph, items),
        levers=find_levers(graph, items),
    )


def _timed(graph: Graph, items: list[Item]) -> list[Item]:
    """The items with the times that date them."""
    return unended(graph, pass_days_on(graph, add_times(graph, items)))


def _renumber(items: list[Item]) -> list[Item]:
    """The items numbered in their order; ``same_as`` goes along."""
    new = {item.mention.id: f"m{n}" for n, item in enumerate(items, 1)}
    return [
        replace(
            item,
            mention=replace(
                item.mention,
                id=f"m{n}",
                same_as=new.get(item.mention.same_as) if item.mention.same_as else None,
            ),
        )
        for n, item in enumerate(items, 1)
    ]


def _item(graph: Graph, act: Act, types: dict[int, str | None]) -> Item | None:
    sides = parties(graph, act)
    group = act.group
    definite = act.noun_group is not None and pointed(graph, act)
    bare = act.noun_group is not None and _bare(graph, act, sides)
    sides, implied = completed(graph, act, sides)
    if act.noun_group is not None and act.noun_group.needs == "party" and not (sides.actors or sides.recipients):
        placed = act.light is not None or definite or copular(graph, act) or is_set(graph, act)
        if not placed and not reason(graph, act):
            return None
    if act.verb_group is not None and group.type in SPEECH and not (sides.actors or sides.recipients):
        if not agents(graph, act.head) and not (
            group.type in {"AGREE", "SUPPORT"} and (expletive(graph, act) or of_text(graph, act))
        ):
            return None
    if act.verb_group is not None and own_wish(graph, act):
        return None
    if act.verb_group is not None and group.type in {*SPEECH, "AID", "COOPERATE", "PROTEST"} and speechless(graph, act):
        return None
    if act.noun_group is not None and (at_home(graph, act) or to_the_press(graph, act, sides)):
        return None
    if (act.noun_group is not None and loose(graph, act, sides)) or idle(graph, act) or alone(graph, act, sides):
        return None
    status: Status = status_of(graph, act, types)
    settled = decided(graph, act)
    if settled and status == "hypothetical":
        status = taken_as(graph, act) or status
    if status in HAPPENED and (questioned(graph, act) or premised(graph, act) or supposed(graph, act)):
        status = "hypothetical"
    if status in {"planned", "proposed"} and wondered(graph, act):
        status = "hypothetical"
    if unset(graph, act, status) or (status == "denied" and unallowed(graph, act)):
        return None
    place, place_fill = locate(graph, act)
    sides, more = befallen(graph, act, goods_of(graph, act, sent_from(graph, act, sides)), place_fill)
    implied = (*implied, *more)
    if no_act(graph, act, status):
        return None
    fills: list[Fill] = [place_fill] if place_fill is not None else []
    if not sides.initiator and group.type == "CONSULT":
        sides = at_initiative(graph, act, sides)
    if sides.initiator and sides.initiator_at is not None:
        fills.append(_initiator(graph, act, sides))
    first, last = act.first, asked_for(graph, act, status)
    kind, reciprocal = group.type, group.reciprocal
    if act.verb_group is not None and kind == "STATEMENT" and mutual(graph, act, sides):
        kind, reciprocal = "CONSULT", True
    mention = EventMention(
        id=f"a{act.head}-{first}",
        trigger=graph.span(first, last),
        phrase=_phrase(graph, act),
        head=act.head,
        sentence=graph.tokens[act.head].sentence,
        noun=_name(graph, act, kind),
        type=kind,
        status=status,
        mode=group.mode,
        contexts=group.contexts,
        alternatives=group.alternatives,
        reciprocal=reciprocal,
        actors=sides.actors,
        recipients=sides.recipients,
        implied=implied,
        ordinal=_ordinal(graph, act),
        anaphoric=definite and bare,
        place=place,
        fills=tuple(fills),
        rule=f"act:{group.id}:{act.noun}",
        sense=_sense(graph, act, kind),
        decided=settled and status in {"planned", *HAPPENED},
    )
    return Item(act=act, mention=mention)


def _sense(graph: Graph, act: Act, kind: str | None) -> str | None:
    """Which of the acts of its type the words name ("extended thanks": thanks), null where they leave it open."""
    senses = lexicon().words["act_words"]["senses"].get(kind)
    if not senses:
        return None
    lemmas = {graph.lemma(k) for k in {act.head, *act.words, *range(act.first, act.last + 1)}} | set(act.noun.split())
    found = [sense for sense, listed in senses.items() if lemmas & set(listed)]
    return str(found[0]) if len(found) == 1 else None


def _name(graph: Graph, act: Act, kind: str | None) -> str:
    """The lemma that names the kind of act: of a contact the verb, not whom it has as its object ("received X")."""
    if kind == "CONSULT" and act.verb_group is not None and keeping_in_touch(graph, act):
        return "touch"
    if kind == "CONSULT" and act.verb_group is not None and graph.lemma(act.head) in {"meet", "convene"}:
        bodies = [s for s in agents(graph, act.head) if of_two_states(graph, s)]
        if bodies:
            return f"{graph.lemma(bodies[0])} meeting"
    if kind == "CONSULT" and act.verb_group is not None and contact_kind(act.noun) is None:
        if contact_kind(graph.lemma(act.head)) is not None:
            return graph.lemma(act.head)
        return "visit" if act.group.mode == "visit" else act.noun  # "will be in X", "is due in X"
    return act.noun


def _bare(graph: Graph, act: Act, sides: Parties) -> bool:
    """Whether a noun of act says nothing of its own: no party or name in its phrase, no verb that lends one."""
    if sides.actors or sides.recipients:
        return False
    if act.light is not None and act.verb is not None and not _undergone(graph, act):
        return False
    if any(graph.tokens[k].tag in {"NNP", "NNPS"} for k in graph.modifiers(act.node)):
        return False
    if act.group.type in SPEECH and of_what(graph, act.node):
        return False
    content = {"with", "between", "of", "against", "by", "on", "about", "in"}
    return not any(
        w in content and (w == "of" or o is None or o not in graph.dated) for w, _, o in graph.preps(act.node)
    )


def _undergone(graph: Graph, act: Act) -> bool:
    """Whether the verb that lends a noun its subject names none ("the call, which was held", "the talks were held")."""
    return act.verb is not None and act.verb > act.node and graph.passive(act.verb)


def _ordinal(graph: Graph, act: Act) -> str | None:
    if act.noun_group is None:
        return None
    table = lexicon().words["act_words"]["ordinals"]
    for spot in dict.fromkeys([act.node, act.head]):
        found = [
            str(table[w])
            for k in graph.modifiers(spot)
            if k not in graph.dated and (w := graph.tokens[k].norm) in table
        ]
        if found == ["first"] and _milestone(graph, act):
            return None
        if found:
            mild = lexicon().words["act_words"]["mild"]
            return min(found, key=lambda o: (o in mild, o in {"earlier", "last"}))
    det = article(graph, act)
    return str(table[det]) if det in table else None


def _milestone(graph: Graph, act: Act) -> bool:
    """Whether "first" only measures an act against the past ("the first visit in 12 years", "the first since 2019")."""
    ahead = range(act.last + 1, min(act.last + REMARK, graph.sentence(act.head).last))
    for k in ahead:
        norm = graph.tokens[k].norm
        if norm in {"since", "ever"}:
            return True
        if norm in {"in", "for"} and any(
            t.first == k + 1 and t.type == "DURATION"
            for t in map(graph.reading.timexes.__getitem__, graph.timexes.get(graph.tokens[k].sentence, ()))
        ):
            return True
    return False


def _initiator(graph: Graph, act: Act, sides: Parties) -> Fill:
    at = sides.initiator_at if sides.initiator_at is not None else act.head
    hedges = lexicon().words["act_words"]["hedges"]
    hedged = any(graph.tokens[k].norm in hedges for k in [*graph.kids(at, "advmod"), *graph.kids(act.node, "advmod")])
    names = [graph.entities[i].name for i in sides.initiator if i in graph.entities]
    first, last = min(at, act.first), max(at, act.last)
    start, end = graph.span(first, last) if last - first < 12 else graph.span(at, at)
    return Fill(
        slot="initiator",
        value=", ".join(names),
        normal=" ".join(sides.initiator),
        start=start,
        end=end,
        stance="hedges" if hedged else "asserts",
        rule="initiator:subject",
    )


def _phrase(graph: Graph, act: Act) -> Range:
    """The words that describe the act: its noun phrase, or the verb with its objects and prepositions."""
    if act.noun_group is not None:
        top = act.node
        skip: set[int] = set()
        for k in graph.kids(top, "conj", "cc", "relcl", "appos", "punct", "advcl"):
            skip |= set(graph.subtree(k))
        keep = [i for i in graph.subtree(top) if i not in skip] + [act.first, act.last]
    else:
        keep = [act.first, act.last, act.head]
        for k in graph.children[act.head]:
            if graph.tokens[k].dep not in CUT and k > act.head:
                skip = {
                    s for c in graph.subtree(k) if graph.tokens[c].dep in {"relcl", "advcl"} for s in graph.subtree(c)
                }
                keep += [i for i in graph.subtree(k) if i not in skip]
        keep += graph.kids(act.head, "aux", "auxpass", "neg")
    sentence = graph.sentence(act.head)
    keep = sorted(i for i in keep if sentence.first <= i < sentence.last)
    start, end = graph.tokens[keep[0]].start, graph.tokens[keep[-1]].end
    if end - start > LONGEST_PHRASE:
        inside = [
            i for i in keep if graph.tokens[i].end - graph.tokens[act.first].start <= LONGEST_PHRASE and i >= act.first
        ]
        start = graph.tokens[act.first].start
        end = graph.tokens[inside[-1]].end if inside else graph.tokens[act.last].end
    while end > start and graph.reading.text[end - 1] in ",;:—–- ":
        end -= 1
    return start, end


def _listed(graph: Graph, items: list[Item]) -> list[Item]:
    """The items, where what "including" lists shares the status and the actor of the whole it belongs to."""
    by_node = {item.act.node: item for item in items if item.act.noun_group is not None}
    out: list[Item] = []
    for item in items:
        mention = item.mention
        token = graph.tokens[graph.first_conjunct(item.act.node)]
        host: Item | None = None
        if item.act.noun_group is not None and token.dep == "pobj":
            prep = graph.tokens[token.head]
            if prep.norm in {"including", "as", "like"}:
                host = by_node.get(prep.head)
        if host is None:
            out.append(item)
            continue
        status = host.mention.status if mention.status in HAPPENED else mention.status
        actors = mention.actors
        if not actors and not mention.reciprocal:
            taken = {country(graph, r) for r in mention.recipients}
            actors = tuple(a for a in host.mention.actors if country(graph, a) not in taken)
        out.append(replace(item, mention=replace(mention, status=status, actors=actors)))
    return out
