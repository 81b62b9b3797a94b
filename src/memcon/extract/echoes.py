"""Definite nouns that take up an act told before in other words: "the measures", "this withdrawal", "the drill"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from memcon.extract.acts import Act
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import NounGroup, load
from memcon.extract.types import EventMention

ECHO = NounGroup(id="echo", type=None, weight=0.0)
"""The group of a noun that names an act only by taking one up."""
BY_WORD, BY_KIND = 2, 1
SHORTEST = 4
GERUND = 6
"""The fewest letters of a noun in -ing that is of a verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Acts that a noun may take up: their types, and the words that name them; no words: any."""

    types: frozenset[str]
    words: frozenset[str]


@cache
def table() -> Mapping[str, Any]:
    """The data of coreference, parsed."""
    found: Mapping[str, Any] = load("coreference.yaml")
    return found


@cache
def kinds() -> Mapping[str, tuple[Kind, ...]]:
    """What each noun may take up."""
    out: dict[str, list[Kind]] = {}
    for row in table()["takes_up"]:
        kind = Kind(types=frozenset(row["types"]), words=frozenset(row.get("words") or ()))
        for noun in row["nouns"]:
            out.setdefault(str(noun), []).append(kind)
    return {noun: tuple(rows) for noun, rows in out.items()}


def _bare(graph: Graph, i: int) -> bool:
    """Whether a noun phrase only points, with no content of its own."""
    light = set(table()["light_modifiers"])
    if any(graph.tokens[k].norm not in light or k in graph.inside for k in graph.modifiers(i)):
        return False
    owner = graph.kid(i, "poss")
    if graph.kid(i, "relcl", "acl", "appos") is not None or (owner is not None and owner not in graph.dated):
        return False
    content = {"of", "with", "between", "to", "for", "against", "on", "in"}
    token = graph.tokens[i]
    if graph.lemma(i) in table()["goes_on"]:
        content -= {w for w, _, o in graph.preps(i) if o is not None and o in graph.dated}  # "the incident of 3 May"
    if token.dep == "dobj" and graph.lemma(token.head) in table()["talked_over"]:
        content.remove("with")  # "discussed the incident with X": the parse hangs whom one talks with on the topic
    return not any(w in content and (w == "of" or o is None or o not in graph.dated) for w, _, o in graph.preps(i))


def echoes(graph: Graph, items: list[Item]) -> list[Item]:
    """Nouns that may take up an act and are no match of the lexicon, as items without type, in text order."""
    taken: set[int] = set()
    for item in items:
        taken |= {item.act.head, item.act.node, *range(item.act.first, item.act.last + 1)}
    pointing = set(table()["pointing"])
    out: list[Item] = []
    for sentence in graph.reading.sentences:
        if sentence.kind in {"heading", "boilerplate", "label"}:
            continue
        for i in range(sentence.first, sentence.last):
            token = graph.tokens[i]
            if token.tag not in {"NN", "NNS"} or i in taken or i in graph.inside or i in graph.dated:
                continue
            if token.dep in {"compound", "nmod", "amod"} or graph.lemma(i) not in kinds():
                continue
            # "Saturday's confrontation" points by its day
            dated = (owner := graph.kid(i, "poss")) is not None and owner in graph.dated
            if not (dated or graph.determiner(i) in pointing) or not _bare(graph, i):
                continue
            act = Act(head=i, node=i, first=i, last=i, noun=graph.lemma(i), noun_group=ECHO, weight=0.0)
            mention = EventMention(
                id=f"a{i}-{i}",
                trigger=graph.span(i, i),
                phrase=graph.span(i, i),
                head=i,
                sentence=token.sentence,
                noun=graph.lemma(i),
                type=None,
                status="occurred",
                anaphoric=True,
                rule=f"act:noun-echo:{graph.lemma(i)}",
            )
            out.append(Item(act=act, mention=mention))
    return sorted([*items, *out], key=lambda x: (x.act.head, x.act.first))


def names(graph: Graph, item: Item) -> frozenset[str]:
    """The lemmas that name an act: its noun, or its verb, with the noun where the verb only carries it."""
    act = item.act
    out = {item.mention.noun.rpartition(" ")[2], graph.lemma(act.head)}
    if act.verb_group is not None:
        out = {graph.lemma(act.head)}
        if graph.lemma(act.head) in table()["carriers"]:
            out |= {graph.lemma(k) for k in range(act.first, act.last + 1) if graph.tokens[k].tag.startswith("NN")}
            out.add(item.mention.noun.rpartition(" ")[2])
        out |= {graph.lemma(k) for k in act.words if graph.tokens[k].pos == "NOUN"}
    elif act.verb is not None:
        out.add(graph.lemma(act.verb))
    return frozenset(out - {""})


def _stems(noun: str) -> frozenset[str]:
    """The verbs that a gerund can be of ("ramming": ram, "shelling": shell, "seizing": seize)."""
    if not noun.endswith("ing") or len(noun) < GERUND:
        return frozenset()
    base = noun[:-3]
    short = {base[:-1]} if base[-1] == base[-2] else set()
    return frozenset({base, base + "e", *short})


def alike(noun: str, name: str) -> bool:
    """Whether a noun and a word that names an act are one word or of one stem ("withdrawal", "withdraw")."""
    if noun == name or name in _stems(noun):
        return True
    size = min(len(noun), len(name), 6)
    return size >= SHORTEST and noun[:size] == name[:size] and abs(len(noun) - len(name)) <= 6


def takes_up(graph: Graph, noun: str, own: str | None, item: Item) -> int:
    """How well a definite noun takes up an act: by a word of its own, by its kind, or not at all (0).

    ``own`` is the type that the noun has by itself, null if it has none.
    """
    best = 0
    kind = item.mention.type
    found = names(graph, item)
    fits = own is None or own == kind or "CONSULT" not in {own, kind}
    if kind is not None and fits and noun in kinds() and any(alike(noun, n) for n in found):
        return BY_WORD
    for row in kinds().get(noun, ()):
        if kind not in row.types or (own is not None and own not in row.types):
            continue
        if row.words and found & row.words:
            return BY_WORD
        if not row.words:
            best = BY_KIND
    return best


def war(mention: EventMention) -> bool:
    """Whether a noun names a whole of many acts of force ("the war"), which no single strike is."""
    if mention.type != "ASSAULT":
        return False
    return mention.noun.rpartition(" ")[2] in table()["wars"] or mention.noun in table()["wars"]


def demonstrative(graph: Graph, item: Item) -> bool:
    """Whether a noun points with "this", "that", "these", "those" or "such"."""
    words = set(table()["demonstratives"])
    spots = dict.fromkeys([item.act.node, item.act.head])
    return any(graph.tokens[k].norm in words for s in spots for k in graph.kids(s, "det", "predet", "amod"))


def in_reach(graph: Graph, item: Item, other: EventMention, strength: int) -> bool:
    """Whether an act is near enough to be taken up by a noun of this strength."""
    reach = table()["reach"]
    away = item.mention.sentence - other.sentence
    if strength == BY_WORD or item.mention.noun.rpartition(" ")[2] in table()["goes_on"]:
        return bool(away <= reach["word"])
    return bool(away <= reach["demonstrative" if demonstrative(graph, item) else "kind"])


def harmed(graph: Graph, item: Item, before: list[Item]) -> Item | None:
    """The attack that a verb tells the harm of ("the raid killed four", "shelled the port, wounding two")."""
    act = item.act
    if item.mention.type != "ASSAULT" or act.verb_group is None or graph.lemma(act.head) not in table()["harm"]:
        return None
    attacks = {s: i for i in before if i.mention.type == "ASSAULT" for s in (i.act.node, i.act.head)}
    attacks |= {i.act.verb: i for i in before if i.mention.type == "ASSAULT" and i.act.verb is not None}
    token = graph.tokens[act.head]
    subject = graph.kid(act.head, "nsubj", "csubj")
    if token.dep == "relcl" and (subject is None or graph.tokens[subject].tag in {"WDT", "WP"}):
        subject = token.head
    if subject is not None:
        return attacks.get(graph.first_conjunct(subject)) or attacks.get(subject)
    if token.dep in {"advcl", "acl", "xcomp", "conj"} and token.tag == "VBG" and not graph.passive(act.head):
        above = graph.up(act.head)[:2]
        if above and above[0] not in attacks and _own_clause(graph, above[0]):
            return None  # "downed five, and a sixth fell on a market, killing eight"
        return next((attacks[h] for h in above if h in attacks), None)
    return _befallen(graph, item, before)


def _own_clause(graph: Graph, verb: int) -> bool:
    """Whether a verb is of a clause of its own: it has a subject, or a tense where it is joined to another."""
    token = graph.tokens[verb]
    joined = token.dep == "conj" and token.tag in {"VBD", "VBZ", "VBP"}
    return joined or graph.kid(verb, "nsubj", "nsubjpass") is not None


def _befallen(graph: Graph, item: Item, before: list[Item]) -> Item | None:
    """The attack right before a harm that nobody is named for ("opened fire. Three sailors were wounded.")."""
    mention, head = item.mention, item.act.head
    if not graph.passive(head) or mention.actors or mention.times or graph.lemma(head) not in table()["befalls"]:
        return None
    if mention.status not in {"occurred", "ongoing"} or any(w == "by" for w, _, _ in graph.preps(head)):
        return None
    held = [i for i in before if i.mention.type == "ASSAULT" and i.mention.mode != "abduct"]
    # of several in a sentence the first: "opened fire, killing six, before they were shot dead. Others were hurt."
    attack = next((i for i in held if i.mention.sentence == held[-1].mention.sentence), None)
    if attack is None or mention.sentence - attack.mention.sentence > 1:
        return None
    theirs = {graph.entities[a].country for a in attack.mention.actors if a in graph.entities}
    mine = {graph.entities[r].country for r in mention.recipients if r in graph.entities}
    if attack.mention.status not in {"occurred", "ongoing"} or (mine & theirs - {None}):
        return None
    return attack


def handed(graph: Graph, item: Item, before: list[Item]) -> str | None:
    """The summons at which a protest is handed over ("summoned the envoy and handed him a note"), null for none."""
    head = item.act.head
    if (
        item.mention.type not in {"ACCUSE", "PROTEST"}
        or item.act.verb_group is None
        or graph.tokens[head].dep != "conj"
    ):
        return None
    if graph.lemma(head) not in table()["handing"] or graph.kid(head, "nsubj", "nsubjpass") is not None:
        return None
    first = graph.first_conjunct(head)
    return next(
        (
            i.mention.id
            for i in reversed(before)
            if i.act.head in {first, graph.tokens[head].head} and graph.lemma(i.act.head) in table()["summoning"]
        ),
        None,
    )


def _content(graph: Graph, item: Item) -> frozenset[str]:
    """The lemmas of what a verb of speech takes: its objects and complements, names and parties left out."""
    head = item.act.head
    below = [k for c in graph.children[head] if c > head for k in graph.subtree(c)]
    return frozenset(
        graph.lemma(k)
        for k in below
        if graph.tokens[k].pos in {"NOUN", "VERB", "ADJ"} and k not in graph.inside and k not in graph.dated
    )


def other_content(graph: Graph, item: Item, others: list[Item]) -> bool:
    """Whether two acts of speech say something each and share no word ("condemned the raid", "condemned the ban")."""
    mine = _content(graph, item)
    theirs = [_content(graph, i) for i in others if i.act.verb_group is not None]
    return bool(mine) and bool(theirs) and all(t and not t & mine for t in theirs)


def stem_of(left: str, right: str) -> bool:
    """Whether two words are likely verb and noun of one stem ("urge", "urging"; "deploy", "deployment")."""
    a, b = left.rpartition(" ")[2], right.rpartition(" ")[2]
    size = min(len(a), len(b), 6)
    short = size - 1 if size < 6 else size
    return short >= 3 and a[:short] == b[:short]
