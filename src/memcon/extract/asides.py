"""Attributions that stand beside a clause: "according to X", "in X's account", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from memcon.extract.complements import pieces
from memcon.extract.cuebook import phrases, reporting, words
from memcon.extract.sources import agentive, nobody, phrase, subject, voice
from memcon.extract.tree import Tree
from memcon.extract.types import Attribution, Voice
from memcon.model.memo import Manner
from memcon.read.types import Range

UNNAMED = frozenset({"adverb", "passive", "seeming"})
"""Rules of attributions that hedge and name no source."""


def adverb(tree: Tree, i: int) -> Iterator[Attribution]:
    """As in "reportedly", "allegedly": somebody says so, and nobody is named."""
    token = tree.token(i)
    if not token.norm.endswith("edly"):
        return
    cue = tree.span(i, i + 1)
    first, last = tree.subtree(token.head)
    yield Attribution(
        source=nobody(cue),
        cue=cue,
        content=pieces(tree, first, last, [(i, i + 1)]),
        manner="indirect",
        stance="hedges",
        rule="adverb",
    )


def seeming(tree: Tree, i: int) -> Iterator[Attribution]:
    """As in "the ship appears to have left": nobody says so for certain."""
    complement = tree.child(i, "xcomp", "oprd", "ccomp", "acomp")
    doer = tree.child(i, "nsubj")
    if complement is None or complement < i:
        return
    cue = tree.span(i, i + 1)
    content = pieces(tree, *tree.subtree(complement))
    if doer is not None and doer < i and tree.token(doer).norm not in {"it", "that", "which", "who"}:
        content = pieces(tree, *tree.subtree(doer)) + content
    yield Attribution(source=nobody(cue), cue=cue, content=content, manner="indirect", stance="hedges", rule="seeming")


def asides(tree: Tree) -> Iterator[Attribution]:
    """As in "According to X", "per X's readout", "in X's account", "as reported by X"."""
    known = phrases("reporting_verbs", "phrases")
    firsts = {p[0] for p in known}
    tokens = tree.tokens
    for token in tokens:
        if token.norm in firsts:
            for words_ in known:
                end = token.i + len(words_)
                if end < len(tokens) and all(tokens[token.i + k].norm == w for k, w in enumerate(words_)):
                    made = _phrase(tree, token.i, end, speaking=len(words_) > 1)
                    if made is not None:
                        yield made
                    break
        if token.norm in {"in", "by"} and token.dep == "prep":
            inner = tree.child(token.i, "pobj")
            if inner is not None and tree.token(inner).lemma in words("reporting_verbs", "own_words"):
                owner = tree.child(inner, "poss")
                clause = _clause_above(tree, token.i)
                whole = not any(tree.token(c).norm == "of" for c in tree.children[inner])
                if owner is not None and whole and clause is not None and tree.token(clause).lemma not in reporting():
                    yield _aside(tree, clause, tree.subtree(token.i), inner, tree.span(token.i, token.i + 1))


def _phrase(tree: Tree, first: int, after: int, *, speaking: bool) -> Attribution | None:
    """The attribution of a phrase whose source starts at token ``after``."""
    sentence = tree.sentence(first)
    if tree.token(after).sentence != sentence.i:
        return None
    head = after
    while (
        tree.token(head).head != head
        and tree.token(head).head >= after
        and tree.token(tree.token(head).head).dep != "ROOT"
    ):
        head = tree.token(head).head
        if tree.token(head).dep in {"pobj", "pcomp"}:
            break
    if not agentive(tree, head) and not speaking:
        return None
    _, high = phrase(tree, head)
    high = max(high, head + 1)
    clause = _clause_above(tree, first, max(high, tree.right[head]))
    if clause is None:
        return None
    return _aside(tree, clause, (first, high), head, tree.span(first, after))


def _clause_above(tree: Tree, i: int, last: int = 0) -> int | None:
    """The clause that a phrase modifies; for a phrase set off at a sentence's edge, the whole sentence."""
    sentence = tree.sentence(i)
    low = i
    at_edge = low <= sentence.first + 1 or (last >= sentence.last - 1 and low > 0 and tree.token(low - 1).norm == ",")
    for above in tree.up(i):
        token = tree.token(above)
        if token.dep == "ROOT" or (
            token.dep in {"ccomp", "relcl", "advcl"} and token.tag.startswith("VB") and not at_edge
        ):
            return above
    return None


def _aside(tree: Tree, clause: int, hole: tuple[int, int], head: int, cue: Range) -> Attribution:
    source, named = voice(tree, head, cue)
    return Attribution(
        source=source,
        cue=cue,
        content=pieces(tree, *tree.subtree(clause), [hole]),
        manner=manner(source),
        rule="phrase",
        named=named,
    )


def stated_before(tree: Tree) -> Iterator[Attribution]:
    """As in "This was announced by X": the content is the sentence before."""
    for token in tree.tokens:
        if token.dep != "nsubjpass" or token.norm not in {"this", "that", "it"}:
            continue
        verb = token.head
        head = subject(tree, verb)
        number = token.sentence
        if head is None or number == 0 or tree.token(verb).lemma not in reporting():
            continue
        before = tree.reading.sentences[number - 1]
        if before.kind == "fact":
            cue = tree.span(verb, verb + 1)
            source, named = voice(tree, head, cue)
            made = Attribution(
                source=source, cue=cue, content=(), manner=manner(source), rule="stated-before", named=named
            )
            yield replace(made, content=pieces(tree, before.first, before.last))


def manner(source: Voice) -> Manner:
    """Whether a source is a text of somebody's, or somebody."""
    texts = ("readout", "statement", "communiqu", "account", "transcript", "release")
    return "readout" if any(t in source.name.lower() for t in texts) else "indirect"
