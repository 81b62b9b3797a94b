"""Which nouns of contact can name one contact, and which parties those of one act."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

from memcon.extract.agents import country, merge
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.types import EventMention

NEAR = 12
"""Sentences after a visit within which talks may be those held on it."""


@dataclass(slots=True)
class Chain:
    """The mentions so far of one act. Local to one call of ``chain``."""

    first: str
    items: list[Item] = field(default_factory=list)
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()

    def add(self, item: Item) -> None:
        """Take a mention in, with the parties that it names."""
        self.items.append(item)
        self.actors = merge(self.actors, item.mention.actors)
        self.recipients = tuple(r for r in merge(self.recipients, item.mention.recipients) if r not in self.actors)

    @property
    def last(self) -> EventMention:
        """The latest mention."""
        return self.items[-1].mention


def clash(graph: Graph, left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two sets of parties cannot be those of one act: each names somebody whom the other has no room for."""
    if not left or not right:
        return False
    return not (within(graph, left, right) or within(graph, right, left))


def _same(graph: Graph, a: str, b: str) -> bool:
    if a == b:
        return True
    one, two = graph.entities.get(a), graph.entities.get(b)
    if one is None or two is None or one.country is None or one.country != two.country:
        return False
    return not (one.kind == "person" and two.kind == "person")


def within(graph: Graph, left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether everybody of the one is, or stands for the same state as, somebody of the other."""
    return all(any(_same(graph, a, b) for b in right) for a in left)


def countries(graph: Graph, ids: tuple[str, ...]) -> set[str]:
    """The countries of entities; an entity of none stands for itself."""
    return {country(graph, i) or i for i in ids}


@cache
def contact_kind(noun: str) -> str | None:
    """What kind of contact a word names: talk, meeting, visit; null for others."""
    table = lexicon().words["act_words"]["contacts"]
    for kind, nouns in table.items():
        if {noun, noun.rpartition(" ")[2], noun.partition(" ")[0]} & set(nouns):
            return str(kind)
    return None


def _received(item: Item) -> bool:
    """Whether a visit is told by who received whom, two sides, so that they met ("hosted her in Lima")."""
    noun = item.mention.noun.rpartition(" ")[2]
    sides = merge(item.mention.actors, item.mention.recipients)
    return noun in lexicon().words["act_words"]["receiving"] and len(sides) > 1


@cache
def _topic_heads() -> frozenset[str]:
    return frozenset(str(w).split()[0] for w in lexicon().words["act_words"]["topic_verbs"])


def _topical(item: Item) -> bool:
    """Whether a verb of several only says what they talked about ("they reviewed", "the two focused on")."""
    group = item.act.verb_group
    return group is not None and group.reciprocal and item.mention.noun.split()[0] in _topic_heads()


def _talked(item: Item, mine: str | None, theirs: set[str | None]) -> bool:
    """Whether a talk without a day or place of its own is told of those who met: "had an exchange of views"."""
    mention = item.mention
    told = item.act.light is not None and not mention.times and not mention.place and mention.ordinal is None
    return told and mine == "talk" and theirs == {"meeting"} and mention.mode is None


def contact_evidence(
    item: Item, chain: Chain, score: float, *, definite: bool, same_parties: bool, named: int, back: bool = False
) -> float | None:
    """What speaks for two contacts being one, null if their words cannot name one."""
    general = lexicon().words["act_words"]["general_contacts"]
    mine = contact_kind(item.mention.noun)
    theirs = {contact_kind(i.mention.noun) for i in chain.items}
    if any(_received(i) for i in chain.items):
        theirs.add("meeting")
    alike = mine in theirs if mine is not None else item.mention.noun in {i.mention.noun for i in chain.items}
    if not alike and same_parties and "visit" not in theirs and (_topical(item) or _talked(item, mine, theirs)):
        return score  # "they met … they reviewed X", "… had an exchange of views": what is talked about where one meets
    if not alike and (None in {mine, *theirs} or item.act.verb_group is not None):
        return None
    head = item.mention.noun.split()[-1]
    if not alike:
        # "the meeting" of a video conversation; never "a summit in Geneva"
        if not (definite and head in general and not item.mention.place and not item.mention.times):
            return None
        if not item.mention.anaphoric and not same_parties:
            return None
        if theirs == {"visit"}:
            # the talks held on a visit are not the visit
            return None
        if (
            item.mention.mode == "phone"
            and "talk" not in theirs
            and "phone" not in {i.mention.mode for i in chain.items}
        ):
            return None
        score -= 1
    if mine == "visit" and None in theirs:
        return None
    if (
        definite
        and not back
        and not item.mention.anaphoric
        and not named
        and item.mention.noun not in {i.mention.noun for i in chain.items}
    ):
        return None
    if item.act.noun_group is None or definite or same_parties or named:
        return score + (1 if alike else 0)
    return score if item.mention.anaphoric else None


def included(graph: Graph, item: Item, before: list[Item]) -> str | None:
    """The contact that another is told to have included ("the meeting included an exchange of views")."""
    token = graph.tokens[graph.first_conjunct(item.act.node)]
    if item.mention.type != "CONSULT" or item.act.noun_group is None:
        return None
    if token.dep == "pobj":
        return _medium(graph, item, before)
    if token.dep != "dobj":
        return None
    if graph.lemma(token.head) not in lexicon().words["act_words"]["includes"] or item.mention.ordinal is not None:
        return None
    subject = graph.kid(token.head, "nsubj")
    found = [i for i in before if i.mention.type == "CONSULT" and subject in {i.act.node, i.act.head}]
    return found[-1].mention.id if found else None


def _medium(graph: Graph, item: Item, before: list[Item]) -> str | None:
    """The contact of which a noun is the form ("Sato discussed the port with Diaz in a telephone call")."""
    mention = item.mention
    token = graph.tokens[graph.first_conjunct(item.act.node)]
    prep = graph.tokens[token.head]
    form = prep.norm in {"by", "via", "through"}
    own = countries(graph, merge(mention.actors, mention.recipients))
    if (own and not form) or mention.ordinal or item.act.light is not None or mention.place:
        return None
    if (
        prep.norm not in {"in", "during", "by", "over", "at", "on", "via", "through"}
        or contact_kind(mention.noun) == "visit"
    ):
        return None
    if graph.determiner(item.act.node) not in {"a", "an", None}:
        return None
    for other in reversed(before):
        sides = countries(graph, merge(other.mention.actors, other.mention.recipients))
        verb = other.act.head if other.act.verb_group is not None else other.act.verb
        if other.mention.type == "CONSULT" and (len(sides) > 1 or form) and own <= sides:
            if prep.head in {verb, other.act.node} and verb is not None and contact_kind(other.mention.noun) != "visit":
                return other.mention.id
    return None


def apposed(graph: Graph, item: Item, before: list[Item]) -> str | None:
    """The contact that a noun says once more of the same verb ("will visit X, his first trip to Y")."""
    act = item.act
    if item.mention.type != "CONSULT" or act.noun_group is None or act.light is not None:
        return None
    above = graph.up(act.node)[:4]
    kind = contact_kind(item.mention.noun)
    first = min([act.node, *graph.children[act.node]])
    # "met X on Monday, their third meeting": the parse makes it one more object of the verb
    behind = kind == "visit" or (
        first and graph.tokens[first - 1].norm == "," and graph.kid(act.node, "poss") is not None
    )
    if graph.tokens[act.node].dep not in {"appos", "npadvmod", "dep", *(("dobj",) if behind else ())}:
        return None
    mine = countries(graph, merge(item.mention.actors, item.mention.recipients))
    for other in reversed(before):
        sides = countries(graph, merge(other.mention.actors, other.mention.recipients))
        alike = contact_kind(other.mention.noun) == kind or (kind == "visit" and other.mention.mode == "visit")
        if other.act.head in above and other.mention.type == "CONSULT" and alike and mine <= sides:
            return other.mention.id
    return None


def paired(graph: Graph, item: Item, before: list[Item]) -> str | None:
    """The measure with which another was imposed in one breath: "asset freezes and travel bans on ten generals"."""
    act = item.act
    if item.mention.type != "SANCTION" or act.noun_group is None or item.mention.recipients:
        return None
    first = graph.first_conjunct(act.node)
    for other in reversed(before):
        if other.act.noun_group is act.noun_group and graph.first_conjunct(other.act.node) == first != act.node:
            return other.mention.id
    return None


def plural(graph: Graph, item: Item) -> bool:
    """Whether a noun of contact names several ("the two calls"), which no single one is."""
    act = item.act
    if item.mention.type != "CONSULT" or act.noun_group is None or graph.tokens[act.head].tag != "NNS":
        return False
    return graph.lemma(act.head) in lexicon().words["act_words"]["countable_contacts"]


def on_visit(graph: Graph, item: Item, chains: list[Chain]) -> Item:
    """Talks named by a definite noun alone, with the sides of the visit told last: "The talks lasted two hours"."""
    mention = item.mention
    if mention.type != "CONSULT" or not mention.anaphoric or mention.actors or mention.recipients or mention.ordinal:
        return item
    if mention.mode is not None or contact_kind(mention.noun) not in {"talk", "meeting"}:
        return item
    near = [
        c
        for c in chains
        if c.last.type == "CONSULT"
        and mention.sentence - c.last.sentence <= NEAR
        and c.last.status in {"occurred", "ongoing"}
    ]
    two = [c for c in near if len(countries(graph, merge(c.actors, c.recipients))) == 2]
    last = max(two, key=lambda c: c.last.sentence, default=None)
    if last is None:
        return item
    if {contact_kind(i.mention.noun) for i in last.items} != {"visit"}:
        return item
    return replace(item, mention=replace(mention, actors=merge(last.actors, last.recipients), anaphoric=False))
