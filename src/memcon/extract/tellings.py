"""Attributions in set phrases: "put the figure at", "let it be known", "…, the firm estimates", "citing X"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from memcon.extract.asides import manner
from memcon.extract.complements import pieces
from memcon.extract.cuebook import reporting, words
from memcon.extract.sources import agentive, is_text, subject, voice
from memcon.extract.tree import Tree
from memcon.extract.types import Attribution, Voice
from memcon.model.memo import Manner
from memcon.read.types import Range

_R = "reporting_verbs"


def tellings(tree: Tree) -> Iterator[Attribution]:
    """The attributions of a report that set phrases make."""
    for token in tree.tokens:
        if tree.reading.sentences[token.sentence].kind == "boilerplate":
            continue
        if token.lemma in words(_R, "valuing") and token.tag.startswith("VB"):
            yield from _valued(tree, token.i)
        elif token.lemma == "let" and token.tag.startswith("VB"):
            yield from _let_known(tree, token.i)
        elif token.tag in {"NNS", "NN"} and token.lemma in reporting():
            yield from _trailing(tree, token.i)


def _made(tree: Tree, head: int, cue: Range, content: tuple[Range, ...], rule: str) -> Attribution:
    source, named = voice(tree, head, cue)
    stated: Manner = manner(source)
    return Attribution(source=source, cue=cue, content=content, manner=stated, rule=rule, named=named)


def _valued(tree: Tree, i: int) -> Iterator[Attribution]:
    """As in "a source put the figure at 300", "police gave the number of dead as five"."""
    head = subject(tree, i)
    target = tree.child(i, "dobj")
    if head is None or target is None or target < i or not agentive(tree, head):
        return
    if tree.token(target).lemma not in words(_R, "valued"):
        return
    prep = next(
        (c for h in (i, target) for c in tree.all(h, "prep") if tree.token(c).norm in {"at", "as"} and c > target), None
    )
    if prep is not None:
        yield _made(
            tree,
            head,
            tree.span(i, i + 1),
            pieces(tree, tree.left[target], max(tree.right[target], tree.right[prep])),
            "verb-at",
        )


def _let_known(tree: Tree, i: int) -> Iterator[Attribution]:
    """As in "the palace let it be known that …", "and, his aides let it be known, tried twice"."""
    known = next(
        (c for c in tree.children[i] if tree.token(c).norm in {"known", "slip", "understood", "know"} and c > i), None
    )
    head = subject(tree, i)
    sentence = tree.sentence(i)
    if known is None or head is None or not agentive(tree, head):
        return
    cue = tree.span(i, known + 1)
    clause = next(
        (c for h in (known, i) for c in tree.all(h, "ccomp", "advcl") if c > known and tree.left[c] > known), None
    )
    aside = known + 1 < sentence.last and tree.token(known + 1).norm in {",", ".", "-", "--"}
    if clause is not None and not aside:
        yield _made(tree, head, cue, pieces(tree, *tree.subtree(clause)), "verb-that")
    elif aside:
        low = tree.left[head]
        after = pieces(tree, known + 1, sentence.last)
        first = next(
            (
                k
                for k in range(low - 1, sentence.first - 1, -1)
                if tree.token(k).norm in {"and", "but", ";"} and low - k <= 2
            ),
            None,
        )
        before = () if first is not None else pieces(tree, sentence.first, low)
        yield _made(tree, head, cue, (*before, *after), "verb-that")


def _trailing(tree: Tree, i: int) -> Iterator[Attribution]:
    """As in "If X, the mills could run short, consultancy Y estimates", where the parse takes the verb for a noun."""
    sentence = tree.sentence(i)
    if i < sentence.first + 4 or i + 1 < sentence.last - 1 or not tree.token(i).norm.endswith("s"):
        return
    if not any(entry.particle is None and "that" in entry.frames for entry in reporting()[tree.token(i).lemma]):
        return
    low = (
        tree.left[i]
        if tree.token(i).dep != "ROOT"
        else min([i, *(tree.left[c] for c in tree.all(i, "compound", "amod", "det", "nmod", "poss") if c < i)])
    )
    clause = tree.child(i, "ccomp", "advcl", "csubj") if tree.token(i).dep == "ROOT" else tree.token(i).head
    if (
        low >= i
        or low <= sentence.first
        or tree.token(low - 1).norm not in {",", '"', "''"}
        or clause is None
        or clause > low
    ):
        return
    head = i - 1
    if tree.token(head).pos in {"PROPN", "NOUN"} and (
        head in tree.namings or agentive(tree, head) or tree.token(head).pos == "PROPN"
    ):
        cue = tree.span(i, i + 1)
        start, end = tree.span(low, i)
        naming = tree.namings.get(head)
        entity = None if naming is None else tree.entities.get(naming.entity)
        name = " ".join(tree.reading.text[start:end].split())
        source = Voice(name=name, entity=None if entity is None else entity.id, cue=cue)
        yield Attribution(
            source=source,
            cue=cue,
            content=pieces(tree, sentence.first, low),
            manner="indirect",
            rule="verb-that",
            named=(start, end),
        )


def cited(tree: Tree, found: Iterable[Attribution]) -> list[Attribution]:
    """The attributions, and for "Y, citing X, said that" one of X's own inside Y's."""
    out = list(found)
    for made in list(out):
        if made.cue is None or made.rule != "verb-object":
            continue
        verb = tree.tokens_in(*made.cue)[0]
        if tree.token(verb).norm not in {"citing", "quoting"}:
            continue
        target = tree.child(verb, "dobj")
        of_act = (
            target is not None
            and is_text(tree, target)
            and any(tree.token(c).norm == "of" for c in tree.children[target])
        )
        if target is None or of_act or not agentive(tree, target):
            # "citing the release of the crew" gives a ground, not a source.
            continue
        told = [
            a
            for a in out
            if a.cue is not None
            and a.rule.startswith(("verb-that", "phrase"))
            and tree.token(tree.tokens_in(*a.cue)[0]).sentence == tree.token(verb).sentence
            and a.source.name == made.source.name
        ]
        if told:
            inner = _made(tree, target, made.cue, told[0].content, "cited")
            out[out.index(made)] = replace(inner, stance=told[0].stance)
    return out


def account_before(tree: Tree, i: int) -> Attribution | None:
    """For "it" at a token: whose text or what body was the subject of the sentence before, with no content."""
    number = tree.token(i).sentence
    if number == 0:
        return None
    before = tree.reading.sentences[number - 1]
    for k in range(before.first, before.last):
        token = tree.token(k)
        if token.dep in {"nsubj", "nsubjpass"} and tree.token(token.head).dep == "ROOT":
            if is_text(tree, k) or (
                agentive(tree, k) and token.pos in {"PROPN", "NOUN"} and token.tag in {"NN", "NNP", "NNPS"}
            ):
                source, named = voice(tree, k, None)
                return Attribution(
                    source=source, cue=None, content=(), manner=manner(source), rule="before", named=named
                )
    return None
