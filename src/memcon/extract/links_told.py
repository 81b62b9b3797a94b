"""Links told in more ways: "as a result of", "as agreed in", "that prompted", praise of a step."""

from __future__ import annotations

from memcon.extract.found import Item, climb
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.orders import act_in, phrase_at
from memcon.extract.reasons import object_of
from memcon.extract.types import LinkDraft
from memcon.model.memo import LinkType
from memcon.read.types import Range


def links_told(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """The links of one report, in no order; `find_links` joins them to the others."""
    return [
        *_by_cause(graph, items, where),
        *_as_agreed(graph, items, where),
        *_by_pointing(graph, items, where),
        *_by_praise(graph, items, where),
    ]


def _link(items: list[Item], kind: LinkType, source: int, target: int, at: Range) -> LinkDraft:
    return LinkDraft(
        type=kind, source=items[source].mention.id, target=items[target].mention.id, start=at[0], end=at[1]
    )


def _by_cause(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "as a result of X, Y" and "Y, owing to X": X causes Y."""
    table = dict.fromkeys(lexicon().words["links"]["caused_by_phrases"], "causes")
    last = {phrase.rpartition(" ")[2] for phrase in table}
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.tag not in {"IN", "TO", "JJ"}:
            continue
        found = phrase_at(graph, token.i, table) if token.norm in last else None
        obj = object_of(graph, found[1], token.i) if found is not None else None
        if found is None or obj is None:
            continue
        first = top = found[1]
        while first <= graph.tokens[top].head <= token.i and graph.tokens[top].head != top:
            top = graph.tokens[top].head
        effect, cause = climb(graph, graph.tokens[top].head, where), act_in(graph, obj, where)
        if effect is not None and cause is not None and effect != cause:
            out.append(_link(items, "causes", cause, effect, graph.span(first, token.i)))
    return out


def _as_agreed(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "X cut tariffs, as agreed in Lima", "as promised in the call": the act implements what was agreed."""
    words = lexicon().words["links"]["as_agreed"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.norm != "as" or token.i + 1 >= len(graph.tokens):
            continue
        verb = graph.tokens[token.i + 1]
        if verb.lemma.lower() not in words or verb.tag not in {"VBN", "VBD"} or verb.sentence != token.sentence:
            continue
        below = [where[k] for k in graph.subtree(verb.i) if k > verb.i and k in where]
        taken = [n for n in below if items[n].mention.type in {"AGREE", "CONSULT"}]
        target = taken[0] if taken else where.get(verb.i)
        source = climb(graph, verb.head, where) if verb.head != verb.i else None
        if source is None:
            # "As promised in the call, X delivered Y": the sentence's own act
            root = next((k for k in graph.up(verb.i) if graph.tokens[k].dep == "ROOT"), None)
            source = where.get(root) if root is not None else None
        if source is not None and target is not None and source != target:
            out.append(_link(items, "implements", source, target, graph.span(token.i, verb.i)))
    return out


def _by_pointing(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "That prompted X to …", "The move came in response to Y": the subject is the act told before."""
    words = lexicon().words["links"]
    causes = {w.partition(" ")[0]: w.partition(" ")[2] for w in words["causes"]}
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.dep != "nsubj" or token.i in where:
            continue
        determined = any(graph.tokens[k].norm in {"the", "this", "that"} for k in graph.kids(token.i, "det"))
        pointing = token.norm in {"this", "that"} or (graph.lemma(token.i) in words["steps"] and determined)
        if not pointing or any(graph.kids(token.i, "prep", "relcl", "acl", "poss")):
            continue
        verb = graph.tokens[token.head]
        before = [
            n
            for n, item in enumerate(items)
            if token.sentence - item.mention.sentence == 1 and item.mention.status in {"occurred", "ongoing"}
        ]
        if not before:
            continue
        told = min(before, key=lambda n: (len(graph.up(items[n].act.node)), n))
        at = graph.span(token.i, token.i)
        lemma = verb.lemma.lower()
        if lemma in causes:
            prep = causes[lemma]
            heads = (
                graph.kids(verb.i, "dobj", "xcomp", "ccomp")
                if not prep
                else [o for w, _, o in graph.preps(verb.i) if w == prep and o is not None]
            )
            targets = [t for h in heads if (t := act_in(graph, h, where)) is not None]
            out += [_link(items, "causes", told, t, at) for t in targets if t != told]
        elif lemma in words["coming"]:
            table = {w: "responds-to" for w in words["phrases"]["responds-to"] if w.startswith(("in ", "as "))}
            for k in graph.subtree(verb.i):
                found = phrase_at(graph, k, table) if k > verb.i else None
                obj = graph.kid(k, "pobj") if found is not None else None
                target = act_in(graph, obj, where) if obj is not None else None
                if target is not None and target != told:
                    out.append(_link(items, "responds-to", told, target, at))
    return out


def _by_praise(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "praised the decision to reopen the border": praise or blame answers the act that it is about."""
    words = lexicon().words["links"]
    out: list[LinkDraft] = []
    for n, item in enumerate(items):
        if item.mention.type not in {"SUPPORT", "ACCUSE", "REJECT"} or item.act.verb_group is None:
            continue
        if item.mention.status not in {"occurred", "ongoing"}:
            continue
        verb = item.act.head
        heads = [c for h in graph.kids(verb, "dobj", "nsubjpass") for c in graph.conjuncts(h)]
        for h in heads:
            target = None
            if graph.lemma(h) in words["steps"] or graph.lemma(h) in words["resolves"]:
                below = [k for k in graph.kids(h, "acl", "ccomp") if k in where]
                target = where[below[0]] if below else None
            elif item.mention.type == "SUPPORT":
                target = act_in(graph, h, where)
            if target is not None and target != n and items[target].mention.type != "STATEMENT":
                out.append(_link(items, "responds-to", n, target, graph.span(verb, verb)))
    return out
