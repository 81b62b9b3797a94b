"""Links of acts that answer what was told before: "in response", "this responds to", "hit back … after".

As in "X expelled two envoys. In response, Y expelled a consul", "The measure concludes an inquiry", "retaliated with a
ban after X expelled its envoy".
"""

from __future__ import annotations

from memcon.extract.agents import country
from memcon.extract.contacts import countries
from memcon.extract.found import Item, climb
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.orders import act_in
from memcon.extract.types import LinkDraft
from memcon.model.memo import LinkType
from memcon.model.values import replace
from memcon.read.types import Range

BACK = 1
"""Sentences back in which what is answered may stand."""
HAPPENED = frozenset({"occurred", "ongoing"})


def links_back(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """The links of one report, in no order; `find_links` joins them to the others."""
    return [
        *_in_deeds(graph, items, where),
        *_bare(graph, items, where),
        *_taken_up(graph, items, where),
    ]


def as_answers(graph: Graph, items: list[Item], links: list[LinkDraft]) -> list[LinkDraft]:
    """The links, an act of striking back that is told to follow another as the answer to it."""
    verbs = {i.mention.id: i.act.verb if i.act.verb is not None else i.act.head for i in items}
    out: list[LinkDraft] = []
    for link in links:
        verb = verbs[link.source]
        answers = link.type == "follows" and (_strikes_back(graph, verb) or _wronged(graph, items, link))
        out.append(replace(link, type="responds-to") if answers else link)
    return out


ANSWERS = frozenset({"ACCUSE", "PROTEST", "SANCTION", "REJECT", "THREATEN"})
FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


def _wronged(graph: Graph, items: list[Item], link: LinkDraft) -> bool:
    """Whether whom an act of force befell protests after it ("summoned the envoy after a jet had hit its plane")."""
    told = {i.mention.id: i.mention for i in items}
    source, target = told[link.source], told[link.target]
    if source.type not in ANSWERS or target.type not in FORCE or target.status not in {"occurred", "ongoing"}:
        return False
    doers, befallen = (countries(graph, side) for side in (target.actors, target.recipients))
    if target.reciprocal:
        befallen = doers
    return bool(countries(graph, source.actors) & befallen) or bool(countries(graph, source.recipients) & doers)


def _strikes_back(graph: Graph, verb: int) -> bool:
    words = lexicon().words["links"]
    if not graph.tokens[verb].tag.startswith("VB"):
        return False
    if graph.lemma(verb) in words["striking_back"]:
        return True
    back = any(graph.tokens[k].norm == "back" for k in graph.kids(verb, "prt", "advmod"))
    return back and graph.lemma(verb) in words["back_verbs"]


def _link(items: list[Item], kind: LinkType, source: int, target: int, at: Range) -> LinkDraft:
    return LinkDraft(
        type=kind, source=items[source].mention.id, target=items[target].mention.id, start=at[0], end=at[1]
    )


def _in_deeds(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """As in "responded to the ban with duties", "retaliated for the raid with strikes"."""
    out: list[LinkDraft] = []
    for n, item in enumerate(items):
        verb = item.act.verb
        if verb is None or item.act.light is None or not _strikes_back(graph, verb):
            continue
        for word, prep, obj in graph.preps(verb):
            target = act_in(graph, obj, where) if obj is not None and word in {"to", "for", "against", "at"} else None
            if target is not None and target != n:
                out.append(_link(items, "responds-to", n, target, graph.span(verb, prep)))
    return out


def _bare(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """As in "In response, Chile expelled a consul", "expelled a consul in return"."""
    phrases = lexicon().words["links"]["bare_answers"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.norm not in {"in", "by", "as"}:
            continue
        sentence = graph.sentence(token.i)
        found = None
        for phrase in phrases:
            words = phrase.split()
            last = token.i + len(words)
            if last <= sentence.last and [t.norm for t in graph.tokens[token.i : last]] == words:
                found = last
        if found is None or (
            found < sentence.last and graph.tokens[found].norm in {"to", "for", "at", "against", "over", "by", "of"}
        ):
            continue
        source = climb(graph, token.head if token.head != token.i else token.i, where)
        if source is None or items[source].mention.status == "denied":
            source = next(
                (m for m, i in enumerate(items) if i.act.head > found and i.mention.sentence == token.sentence), None
            )
        if source is None:
            continue
        target = _answered(graph, items, source)
        if target is not None:
            out.append(_link(items, "responds-to", source, target, graph.span(token.i, found - 1)))
    return out


def _answered(graph: Graph, items: list[Item], source: int) -> int | None:
    """The nearest act before that was done by whom the source is done to, or to whoever does it."""
    mine = items[source].mention
    blows = lexicon().words["links"]["blows"]
    if mine.type not in blows:
        return None
    own, other = _states(graph, mine.actors), _states(graph, mine.recipients)
    best: int | None = None
    for n in range(source - 1, -1, -1):
        before = items[n].mention
        if mine.sentence - before.sentence > BACK:
            break
        if before.type not in blows or before.status not in HAPPENED or before.actors == mine.actors:
            continue
        did, had = _states(graph, before.actors), _states(graph, before.recipients)
        if did & own:
            continue
        if did & other or (had & own and not did):
            return n
        deed = before.type not in {"ACCUSE", "REJECT", "REQUEST", "SUPPORT"}
        if best is None and not did and not had and deed:
            best = n
    return best


def _states(graph: Graph, ids: tuple[str, ...]) -> set[str]:
    return {c for i in ids if (c := country(graph, i)) is not None}


def _taken_up(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """As in "This responds to X's decision to …", "The move is a response to Y", "The measure concludes an inquiry"."""
    words = lexicon().words["links"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        verb = token.i
        if not token.tag.startswith("VB") or token.tag in {"VB", "VBG"}:
            continue
        subject = graph.kid(verb, "nsubj", "nsubjpass")
        source = _step(graph, items, where, subject) if subject is not None else None
        if source is None:
            continue
        lemma = graph.lemma(verb)
        heads: list[int] = []
        kind: LinkType = "responds-to"
        if lemma in words["responding"]:
            heads = [o for w, _, o in graph.preps(verb) if w in {"to", "for", "against"} and o is not None]
            heads += graph.kids(verb, "dobj")
        elif lemma == "be":
            nouns = [k for k in graph.kids(verb, "attr") if graph.lemma(k) in words["answer_nouns"]]
            heads = [o for k in nouns for w, _, o in graph.preps(k) if w in {"to", "for", "against"} and o is not None]
        elif lemma in words["concluding"]:
            heads = [k for k in graph.kids(verb, "dobj") if graph.lemma(k) in words["concluded"]]
            kind = "follows"
        for h in heads:
            target = _act_of(graph, h, where)
            if target is not None and target != source:
                out.append(_link(items, kind, source, target, graph.span(verb, verb)))
    return out


def _act_of(graph: Graph, noun: int, where: dict[int, int]) -> int | None:
    """The act of a noun, or what was decided in it ("its decision of 3 May to close the port")."""
    found = act_in(graph, noun, where)
    if found is not None:
        return found
    return next((where[k] for k in graph.kids(noun, "acl", "ccomp", "xcomp") if k in where), None)


def _step(graph: Graph, items: list[Item], where: dict[int, int], subject: int) -> int | None:
    """The act that a subject takes up: "this", "the move"; null for any other subject."""
    words = lexicon().words["links"]
    token = graph.tokens[subject]
    if subject in where and items[where[subject]].mention.anaphoric:
        return where[subject]
    pointed = any(graph.tokens[k].norm in {"the", "this", "that"} for k in graph.kids(subject, "det"))
    if subject in where and graph.lemma(subject) in words["steps"] and pointed:
        return where[subject]
    if token.norm not in {"this", "that"} and not (graph.lemma(subject) in words["steps"] and pointed):
        return None
    before = [
        n
        for n, item in enumerate(items)
        if token.sentence - item.mention.sentence == 1 and item.mention.status in HAPPENED and item.mention.actors
    ] or [n for n, i in enumerate(items) if token.sentence - i.mention.sentence == 1 and i.mention.status in HAPPENED]
    typed = [n for n in before if items[n].mention.type is not None] or before
    return min(typed, key=lambda n: (len(graph.up(items[n].act.node)), n)) if typed else None
