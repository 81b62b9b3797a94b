"""Which mentions of one report speak of the same act: "the call", "their exchange", the act told again."""

from __future__ import annotations

from collections.abc import Mapping

from memcon.extract.acts import article, pointed
from memcon.extract.agents import merge, who
from memcon.extract.contacts import (
    Chain,
    apposed,
    clash,
    contact_evidence,
    contact_kind,
    countries,
    included,
    on_visit,
    paired,
    plural,
    within,
)
from memcon.extract.day_clash import times_clash
from memcon.extract.decided import either, one_decision
from memcon.extract.echoes import (
    BY_KIND,
    ECHO,
    demonstrative,
    handed,
    harmed,
    in_reach,
    kinds,
    names,
    other_content,
    stem_of,
    takes_up,
    war,
)
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import SPEECH, lexicon
from memcon.extract.no_talks import of_what
from memcon.extract.orders import ordered_apart
from memcon.extract.sift import reason
from memcon.extract.types import EventMention
from memcon.model.values import replace

HAPPENED = frozenset({"occurred", "ongoing"})
TO_COME = frozenset({"planned", "proposed"})
UNCOMMITTED = frozenset({"step", "move", "decision"})
"""Nouns for any act, but of one that was done or is set."""
EFFECT = 4.0
"""What it speaks for one act that a mention only says when a measure takes effect."""
FAR = 12
"""Sentences beyond which a bare definite noun takes nothing up, unless the act is the report's main one."""


def _depth(graph: Graph, item: Item) -> int:
    return len(graph.up(item.act.verb if item.act.verb is not None else item.act.node))


def _status_fits(item: Item, chain: Chain, *, definite: bool) -> bool:
    mine = item.mention.status
    theirs = {i.mention.status for i in chain.items}
    if either(item, chain.items):
        # what was decided is the act, be it done or to come
        return mine in HAPPENED | TO_COME and bool(theirs & (HAPPENED | TO_COME))
    if _to_take_effect(item, chain) and {mine, *theirs} <= HAPPENED | TO_COME:
        return True  # "imposed duties … the duties take effect in May": adopted now, in force then
    if mine in theirs or (mine == "denied" and theirs & {"hypothetical", "denied"}):
        return True
    if definite and mine in HAPPENED:
        # a definite noun alone says nothing of whether the act was done
        return True
    if mine in HAPPENED:
        return bool(theirs & HAPPENED)
    if mine in TO_COME:
        return bool(theirs & TO_COME)
    return False


def _to_take_effect(item: Item, chain: Chain) -> bool:
    """Whether the mention, or the chain, only says when the thing takes effect."""
    return any(edge == "effect" for i in (item, *chain.items) for _, edge in i.mention.edges)


def _fits(graph: Graph, item: Item, chain: Chain, sides: Mapping[int, tuple[str, ...]]) -> float | None:
    """How well a mention goes with a chain, null if it cannot."""
    mention, act = item.mention, item.act
    head = chain.items[0].mention
    if mention.type != head.type or any(war(i.mention) for i in chain.items) != war(mention):
        return None
    senses = {i.mention.sense for i in chain.items} - {None}
    if mention.sense is not None and senses and mention.sense not in senses:
        return None
    if act.noun_group is not None and act.group.type in SPEECH and of_what(graph, act.node):
        if mention.noun not in {i.mention.noun for i in chain.items}:
            return None
    definite = act.noun_group is not None and pointed(graph, act)
    copular = _points_back(graph, item)
    mild = lexicon().words["act_words"]["mild"]
    theirs = {i.mention.ordinal for i in chain.items} - {None}
    if mention.ordinal and mention.ordinal not in theirs and not copular:
        # "the earlier talk with X", of a talk told with both its sides
        told = mention.ordinal == "earlier" and mention.type == "CONSULT" and definite
        told = told and 0 < len(countries(graph, mention.actors)) < len(countries(graph, chain.actors))
        if not told and (mention.ordinal not in mild or not definite):
            return None
    if mention.type == "CONSULT" and not _counterparts(graph, item, chain):
        return None
    if mention.type == "CONSULT" and (mention.mode == "third-party") != any(
        i.mention.mode == "third-party" for i in chain.items
    ):
        return None
    if mention.reciprocal or head.reciprocal:
        if clash(graph, merge(mention.actors, mention.recipients), merge(chain.actors, chain.recipients)):
            return None
    elif (
        clash(graph, mention.actors, chain.actors)
        or clash(graph, mention.recipients, chain.recipients)
        or (mention.recipients and not chain.recipients and within(graph, mention.recipients, chain.actors))
    ):
        return None
    if not merge(mention.actors, mention.recipients) and act.noun_group is not None and _located(mention):
        if not any(i.mention.place == mention.place or set(i.mention.times) & set(mention.times) for i in chain.items):
            return None
    if _inside(graph, item, chain, sides) or ordered_apart(graph, act.node, [i.act.head for i in chain.items]):
        return None
    if not _status_fits(item, chain, definite=definite or copular):
        return None
    if times_clash(graph, mention, chain):
        return None
    evidence = _evidence(graph, item, chain, definite=definite or copular or either(item, chain.items))
    if evidence is None:
        return None
    away = mention.sentence - chain.last.sentence
    if away > FAR and evidence < 4 and len(chain.items) < 3:
        return None
    depth = min(_depth(graph, i) for i in chain.items if i.mention.sentence == chain.last.sentence)
    score = evidence - 1.5 * min(away, 4) - 0.6 * min(depth, 6) + 0.8 * min(len(chain.items), 5)
    if not chain.actors and not chain.recipients:
        score -= 3
    statuses = {i.mention.status for i in chain.items}
    if mention.status in HAPPENED and not statuses & HAPPENED:
        score -= 5
    if mention.mode == "phone" and "phone" in {i.mention.mode for i in chain.items}:
        score += 2
    if theirs and not mention.ordinal and theirs - set(mild):
        score -= 4
    return score + EFFECT * _to_take_effect(item, chain)


def _inside(graph: Graph, item: Item, chain: Chain, sides: Mapping[int, tuple[str, ...]]) -> bool:
    """Whether a noun is part of what is said of the chain's act in the same sentence (its topic, its time)."""
    if item.act.noun_group is None:
        return False
    above = set(graph.up(item.act.node))
    if item.mention.type == "CONSULT" and not item.mention.anaphoric:
        parties = countries(graph, merge(chain.actors, chain.recipients))
        if parties and any(countries(graph, s) == parties for h, s in sides.items() if h in above):
            # what two discuss is not their discussion
            return True
    return any(
        i.act.head in above or i.act.node in above
        for i in chain.items
        if i.mention.sentence == item.mention.sentence and i.act.node != item.act.node and not _harm(graph, i)
    )


def _harm(graph: Graph, item: Item) -> bool:
    """Whether a verb tells what became of people: what they suffered it in stands below ("hurt in the clash")."""
    return item.act.verb_group is not None and graph.lemma(item.act.head) in lexicon().words["act_words"]["harms"]


def _counterparts(graph: Graph, item: Item, chain: Chain) -> bool:
    """Whether two contacts can be one, seeing whom each names on the other side.

    A contact with one known side is not the same as one of which both are named, unless it leaves
    its other side unsaid ("X discussed …"); one with a place or time of its own needs more than that.
    """
    mention, act = item.mention, item.act
    mine, theirs = merge(mention.actors, mention.recipients), merge(chain.actors, chain.recipients)
    if len(theirs) < 2 <= len(mine) and (theirs or not pointed(graph, act)):
        return False
    if len(mine) < 2:
        spots = [act.head, act.node, *([act.verb] if act.verb is not None else [])]
        said = [o for s in spots for w, _, o in graph.preps(s) if w in {"with", "to"} and o is not None]
        if act.noun_group is None and any(not who(graph, o) and graph.tokens[o].pos != "VERB" for o in said):
            return False
    if not mine and act.noun_group is not None and (mention.times or mention.place):
        return any(i.mention.place == mention.place or set(i.mention.times) & set(mention.times) for i in chain.items)
    return True


def _silent(graph: Graph, item: Item) -> bool:
    """Whether a noun says nothing of whether its act was done."""
    token = graph.tokens[graph.first_conjunct(item.act.node)]
    if item.act.noun_group is None:
        return False
    if item.act.light is not None:
        return article(graph, item.act) in {"that", "this", "the"}
    happens = token.dep in {"nsubj", "nsubjpass"} and graph.lemma(token.head) in lexicon().cues.occurrence
    return pointed(graph, item.act) and not happens


def _points_back(graph: Graph, item: Item) -> bool:
    token = graph.tokens[item.act.node]
    if item.act.noun_group is None or token.dep != "attr":
        return False
    subject = graph.kid(token.head, "nsubj")
    return subject is not None and graph.tokens[subject].norm in {"this", "that", "it"}


def _evidence(graph: Graph, item: Item, chain: Chain, *, definite: bool) -> float | None:
    """What speaks for one act: the same parties, the same word, a definite noun that can take it up."""
    mention = item.mention
    mine = merge(mention.actors, mention.recipients)
    theirs = merge(chain.actors, chain.recipients)
    enough = len(countries(graph, mine)) > 1 or not mention.reciprocal
    same_parties = bool(mine) and enough and countries(graph, mine) == countries(graph, theirs)
    nouns = {i.mention.noun for i in chain.items}
    same_word = mention.noun in nouns or mention.noun.split()[-1] in {n.split()[-1] for n in nouns}
    same_word = same_word or (item.act.noun_group is not None and any(stem_of(mention.noun, n) for n in nouns))
    same_word = same_word or one_decision(graph, item, chain.items)
    if mention.type == "CONSULT" and _points_back(graph, item):
        # "it was a frank exchange": any word for a talk says what "it" was
        same_word = same_word or contact_kind(mention.noun) in {contact_kind(n) for n in nouns}
    same_head = mention.anaphoric and mention.noun.rpartition(" ")[2] in {n.rpartition(" ")[2] for n in nouns}
    same_group = item.act.group.id in {i.act.group.id for i in chain.items}
    score = (
        (4.0 if same_parties else 0.0)
        + (2.0 if same_word else 0.0)
        + (3.0 if same_head else 0.0)
        + (1.0 if same_group else 0.0)
    )
    if mention.type == "CONSULT":
        return contact_evidence(
            item,
            chain,
            score,
            definite=definite,
            same_parties=same_parties,
            named=len(mine),
            back=_points_back(graph, item),
        )
    nominal = item.act.noun_group is not None
    if definite and nominal and mention.anaphoric:
        anaphor = item.act.noun_group is not None and item.act.noun_group.anaphor
        away = mention.sentence - chain.last.sentence
        taken = same_word or (same_group and away <= 1) or (anaphor and away <= 1)
        return score + 2 if taken else None
    if not mine:
        return score if definite and same_word else None
    share = bool(countries(graph, mention.actors) & countries(graph, chain.actors)) or (
        not mention.actors and bool(countries(graph, mention.recipients) & countries(graph, chain.recipients))
    )
    if not share and not (same_word and definite):
        return None
    if mention.type in SPEECH and not nominal and other_content(graph, item, chain.items):
        return None
    if same_word:
        return score + 1
    if same_group and mention.type not in {"AID", "SANCTION", "AGREE", "COERCE", "ASSAULT", "STATEMENT"}:
        return score if same_parties or not mention.recipients or not chain.recipients else None
    if mention.type == "STATEMENT":
        return score if nominal and any(i.act.noun_group is not None for i in chain.items) and same_group else None
    if definite and nominal and share and mention.type in {"SANCTION", "MOBILIZE", "ASSAULT"}:
        noun = mention.noun.rpartition(" ")[2]
        best = max(takes_up(graph, noun, mention.type, i) for i in chain.items)
        return score if best > (BY_KIND if mention.type == "ASSAULT" and not same_group else 0) else None
    return None


def _located(mention: EventMention) -> bool:
    """Whether an act is told with its place or time, so that it stands without parties."""
    return bool(mention.times) or any(f.rule == "place:preposition" for f in mention.fills)


def _other_act(graph: Graph, item: Item, chains: list[Chain]) -> Chain | None:
    """The act, no contact, of which a definite noun of contact is the very word ("the exchange" of captives)."""
    noun = item.mention.noun.rpartition(" ")[2]
    if item.mention.type != "CONSULT" or item.act.noun_group is None or not item.mention.anaphoric:
        return None
    for held in reversed(chains):
        last = held.last
        if item.mention.sentence - last.sentence > FAR or last.type in {"CONSULT", *SPEECH, None}:
            continue
        if any(noun in names(graph, i) or (noun == graph.lemma(i.act.head)) for i in held.items):
            return held
    return None


def _plural_of_kind(graph: Graph, item: Item) -> bool:
    """Whether a noun names acts of a kind ("the talks" may be one, "these agreements" are several)."""
    return graph.tokens[item.act.head].tag == "NNS" and item.mention.noun.rpartition(" ")[2] not in kinds()


def _taken_up(graph: Graph, item: Item, chains: list[Chain], sides: Mapping[int, tuple[str, ...]]) -> Chain | None:
    """The act that a definite noun without content of its own takes up in other words, the surest, then the nearest."""
    mention, act = item.mention, item.act
    points = mention.anaphoric or demonstrative(graph, item)
    if act.noun_group is None or not points or (act.light is not None and not demonstrative(graph, item)):
        return None
    if mention.ordinal and mention.ordinal not in lexicon().words["act_words"]["mild"]:
        return None
    noun = graph.lemma(act.node) if act.noun_group is ECHO else mention.noun.rpartition(" ")[2]
    found: list[tuple[int, int, int, Chain]] = []
    for n, chain_ in enumerate(chains):
        named = [i for i in chain_.items if i.act.noun_group is not ECHO]
        strength = max((takes_up(graph, noun, mention.type, i) for i in named), default=0)
        if not strength or not in_reach(graph, item, chain_.last, strength):
            continue
        if (
            any(war(i.mention) for i in named)
            or times_clash(graph, mention, chain_)
            or _inside(graph, item, chain_, sides)
        ):
            continue
        if noun in UNCOMMITTED and not {i.mention.status for i in named} & (HAPPENED | TO_COME):
            continue  # "welcomed the step": one that was taken, no threat
        above = set(graph.up(act.node)[:2])
        others = [i for i in named if not _harm(graph, i)]
        if any(i.act.head == act.head or above & {i.act.head, i.act.node} for i in others):
            continue
        if clash(graph, merge(mention.actors, mention.recipients), merge(chain_.actors, chain_.recipients)):
            continue
        found.append((strength, chain_.last.sentence, n, chain_))
    return max(found, key=lambda f: f[:3])[3] if found else None


def chain(graph: Graph, items: list[Item]) -> list[Item]:
    """Give each mention that takes up an earlier one its ``same_as``, and the parties that it lacks.

    A definite noun with no content of its own that takes nothing up is dropped where its group
    needs a party.
    """
    chains: list[Chain] = []
    out: list[Item] = []
    sides: dict[int, tuple[str, ...]] = {}
    for item in items:
        if out and out[-1].act.verb_group is not None and out[-1].mention.type == "CONSULT":
            sides[out[-1].act.head] = merge(out[-1].mention.actors, out[-1].mention.recipients)
        if item.mention.same_as is not None:
            held = next((c for c in chains if any(i.mention.id == item.mention.same_as for i in c.items)), None)
            if held is not None:
                item = replace(item, mention=replace(item.mention, same_as=held.first))
                held.add(item)
                out.append(item)
                continue
        told = included(graph, item, out) or apposed(graph, item, out) or handed(graph, item, out)
        if (host := told or paired(graph, item, out)) is not None:
            held = next(c for c in chains if any(i.mention.id == host for i in c.items))
            mention = replace(
                item.mention, same_as=held.first, actors=item.mention.actors or held.actors, status=held.last.status
            )
            item = replace(item, mention=mention)
            held.add(item)
            out.append(item)
            continue
        if plural(graph, item):
            if item.mention.actors or item.mention.recipients:
                new = Chain(first=item.mention.id)
                new.add(item)
                chains.append(new)
                out.append(item)
            continue
        if (attack := harmed(graph, item, out)) is not None:
            held = next(c for c in chains if any(i.mention.id == attack.mention.id for i in c.items))
            mention = replace(item.mention, same_as=held.first, actors=held.actors, status=attack.mention.status)
            item = replace(item, mention=mention)
            held.add(item)
            out.append(item)
            continue
        echo = item.act.noun_group is ECHO
        scored = [
            (s, -n, c) for n, c in enumerate(chains) if not echo and (s := _fits(graph, item, c, sides)) is not None
        ]
        best = max(scored, key=lambda x: x[:2], default=None)
        held = _other_act(graph, item, chains)
        if held is None and best is None:
            held = _taken_up(graph, item, chains, sides)
        if held is not None:
            mention = item.mention
            status = held.last.status if echo or mention.status in HAPPENED else mention.status
            actors = mention.actors or held.actors
            recipients = mention.recipients or tuple(r for r in held.recipients if r not in actors)
            mention = replace(
                mention,
                type=held.items[0].mention.type,
                reciprocal=held.items[0].mention.reciprocal,
                mode=mention.mode or held.items[0].mention.mode,
                status=status,
                actors=actors,
                recipients=recipients,
                anaphoric=True,
                same_as=held.first,
            )
            item = replace(item, mention=mention)
            held.add(item)
            out.append(item)
            continue
        if echo:
            continue
        item = on_visit(graph, item, chains) if best is None else item
        if best is None:
            group = item.act.noun_group
            mention = item.mention
            orphan = group is not None and group.needs == "party" and not (mention.actors or mention.recipients)
            if orphan and item.act.light is None and not _located(mention) and not reason(graph, item.act):
                if not mention.anaphoric or mention.ordinal is not None or _plural_of_kind(graph, item):
                    continue
                item = replace(item, mention=replace(mention, orphan=True))
            new = Chain(first=item.mention.id)
            new.add(item)
            chains.append(new)
            out.append(item)
            continue
        found = best[2]
        mention = replace(item.mention, same_as=found.first)
        if mention.decided and {i.mention.status for i in found.items} & HAPPENED:
            mention = replace(mention, status="occurred")
        if (
            mention.status in HAPPENED
            and not {i.mention.status for i in found.items} & HAPPENED
            and _silent(graph, item)
        ):
            mention = replace(mention, status=found.last.status)
        if not mention.actors and not mention.recipients:
            mention = replace(mention, actors=found.actors, recipients=found.recipients)
        elif mention.reciprocal and len(mention.actors) < 2:
            mention = replace(mention, actors=merge(mention.actors, found.actors))
        item = replace(item, mention=mention)
        found.add(item)
        out.append(item)
    lost = {
        i.mention.id
        for c in chains
        if c.items[0].mention.orphan and not c.actors and not c.recipients and all(i.mention.anaphoric for i in c.items)
        for i in c.items
    }
    return [
        replace(i, mention=replace(i.mention, orphan=i.mention.id in lost))
        if i.mention.orphan or i.mention.id in lost
        else i
        for i in out
    ]
