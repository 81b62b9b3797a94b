"""Matches that are no act where they stand: names that somebody gives a thing, questions put, words held back.

As in "what he called the lies of the rebels", "when asked about the raid", "would neither confirm nor deny", "took note
with regret", "brought the matter to the attention of".
"""

from __future__ import annotations

from memcon.extract.acts import Act
from memcon.extract.agents import country, who
from memcon.extract.clauses import NEGATIVES, negated
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.syntax import agents
from memcon.model.memo import Status


def _words(key: str) -> frozenset[str]:
    return frozenset(lexicon().words["act_words"][key])


def no_act(graph: Graph, act: Act, status: Status) -> bool:
    """Whether the words of an act tell of none."""
    if act.verb_group is None:
        return _manner(graph, act) or _idle_talk(graph, act) or _figures(graph, act)
    return (
        _naming(graph, act)
        or _asked(graph, act)
        or _neither(graph, act)
        or _notified(graph, act)
        or _held_back(graph, act, status)
        or _stood_by(graph, act)
        or _busy(graph, act)
        or _home(graph, act)
    )


def _naming(graph: Graph, act: Act) -> bool:
    """Whether a verb only says by what name somebody goes for a thing ("what he called the lies of the rebels")."""
    verb = act.head
    if act.group.type == "CONSULT" and graph.lemma(verb) in _words("naming"):
        inner = graph.kid(verb, "xcomp", "ccomp")
        if inner is not None and graph.lemma(inner) == "be":
            return True  # "which it considers to be a breach"
    if graph.lemma(verb) not in _words("naming") or graph.tokens[verb].dep not in {"ccomp", "pcomp", "relcl", "csubj"}:
        return False
    before = [
        k
        for k in graph.children[verb]
        if k < verb and graph.tokens[k].dep in {"dobj", "nsubj", "pobj", "mark", "oprd", "attr", "dative"}
    ]
    return any(graph.tokens[k].norm == "what" for k in before)


def _asked(graph: Graph, act: Act) -> bool:
    """Whether a question was put to who then speaks ("when asked about the raid", "asked whether it would join")."""
    verb = act.head
    token = graph.tokens[verb]
    if act.group.type not in {"REQUEST", "CONSULT"} or graph.lemma(verb) not in _words("asking"):
        return False
    if token.dep in {"advcl", "acl"} and token.tag in {"VBN", "VBD"} and graph.kid(verb, "nsubj") is None:
        marks = {graph.tokens[k].norm for k in graph.kids(verb, "advmod", "mark")}
        about = any(w in {"about", "on", "by", "if", "whether", "over"} for w, _, _ in graph.preps(verb))
        whether = any(
            graph.tokens[m].norm in {"if", "whether", "why", "how", "what", "when", "where", "who"}
            for k in graph.kids(verb, "ccomp", "advcl")
            for m in graph.children[k]
        )
        return (
            bool(marks & {"when", "if", "while"}) or about or whether or not graph.kids(verb, "xcomp", "dobj", "prep")
        )
    askers = graph.kids(verb, "nsubj")
    return any(graph.lemma(k) in _words("reporters") for k in askers)


def _neither(graph: Graph, act: Act) -> bool:
    """Whether somebody neither confirms nor denies."""
    verb = act.head
    if graph.lemma(verb) not in {"deny", "confirm", "refute"}:
        return False
    pair = [k for k in graph.conjuncts(graph.first_conjunct(verb)) if graph.tokens[k].tag.startswith("VB")]
    lemmas = {graph.lemma(k) for k in pair}
    if not ({"confirm"} <= lemmas and lemmas & {"deny", "refute"}):
        return False
    first = min(pair)
    span = graph.tokens[max(0, first - 4) : max(pair) + 1]
    no = NEGATIVES | {"unable", "impossible"}
    held = any(graph.lemma(h) in _words("saying_no") for h in graph.up(first)[:2])
    return held or any(t.norm in no for t in span)


def _notified(graph: Graph, act: Act) -> bool:
    """Whether a matter is only brought to somebody's attention or notice."""
    return graph.lemma(act.head) in {"bring", "draw", "call"} and any(
        o is not None and graph.lemma(o) in {"attention", "notice", "knowledge"} for _, _, o in graph.preps(act.head)
    )


def _held_back(graph: Graph, act: Act, status: Status) -> bool:
    """Whether nothing was said to the public: that belongs to what was withheld."""
    if status != "denied" or act.group.type != "STATEMENT":
        return False
    if graph.lemma(act.head) in {"comment", "elaborate"}:
        return True
    heard = {o for w, _, o in graph.preps(act.head) if w in {"to", "with"} and o is not None}
    return graph.lemma(act.head) in {"speak", "talk"} and any(graph.lemma(o) in _words("reporters") for o in heard)


def _stood_by(graph: Graph, act: Act) -> bool:
    """Whether somebody stands by idly, which backs nobody ("will not stand by while its market is flooded")."""
    if graph.lemma(act.head) != "stand" or act.group.type != "SUPPORT":
        return False
    by = [k for k in graph.children[act.head] if graph.tokens[k].norm == "by"]
    return bool(by) and negated(graph, act.head) and not any(graph.kids(k, "pobj") for k in by)


def _manner(graph: Graph, act: Act) -> bool:
    """Whether a noun of feeling only says how something was taken note of ("noted with regret the expulsion")."""
    token = graph.tokens[act.node]
    if token.dep != "pobj" or graph.tokens[token.head].norm != "with" or act.light is not None:
        return False
    if graph.lemma(act.node) not in _words("feelings") or graph.kids(act.node, "det", "poss"):
        return False
    return any(
        graph.lemma(h) in _words("noting")
        for h in (graph.tokens[token.head].head, graph.tokens[graph.tokens[token.head].head].head)
    )


def _idle_talk(graph: Graph, act: Act) -> bool:
    """Whether "talk" is what others say ("wrote that talk of a truce was premature"), no contact."""
    if graph.tokens[act.head].norm != "talk" or graph.determiner(act.head) in {"a", "the", "this"}:
        return False
    return any(w in {"of", "about"} for w, _, _ in graph.preps(act.head))


def _figures(graph: Graph, act: Act) -> bool:
    """Whether a noun of trade is a figure of statistics ("exports to X came to 610 million euros last year")."""
    token = graph.tokens[graph.first_conjunct(act.node)]
    if graph.lemma(act.head) not in _words("trade_flows") or token.dep not in {"nsubj", "pobj"}:
        return False
    verb = token.head
    if token.dep == "pobj":  # "the value of exports rose"
        verb = graph.tokens[graph.tokens[token.head].head].head
    return graph.lemma(verb) in _words("measuring_flows") and graph.kid(verb, "auxpass") is None


def _busy(graph: Graph, act: Act) -> bool:
    """Whether somebody engages in something that is no contact ("engaged in activities of a spy")."""
    if graph.lemma(act.head) != "engage" or act.group.type != "CONSULT":
        return False
    objects = [o for w, _, o in graph.preps(act.head) if w == "in" and o is not None]
    return bool(objects) and not any(
        p.group.type == "CONSULT" for o in objects for p in lexicon().nouns.get(graph.lemma(o), ()) if not p.before
    )


def _home(graph: Graph, act: Act) -> bool:
    """Whether somebody only comes home: a minister who returns to his own capital visits nobody."""
    if act.group.type != "CONSULT" or graph.lemma(act.head) not in _words("coming_home"):
        return False
    whose = {c for s in agents(graph, act.head) for a in who(graph, s) if (c := country(graph, a)) is not None}
    to = [o for w, _, o in graph.preps(act.head) if w in {"to", "in", "for"} and o is not None]
    there = {c for o in to for n in graph.named.get(o, ()) if (c := country(graph, n.entity)) is not None}
    return bool(whose) and whose == there
