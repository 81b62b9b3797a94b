"""What the reports say to watch: lists of indicators, what something depends on, signs and proofs."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.context import Context, draft, main_sentences
from memcon.extract.cuebook import words
from memcon.extract.tree import Tree
from memcon.extract.types import Draft

_I = "indicator_cues"


def indicators(ctx: Context) -> list[Draft]:
    """One draft per thing to watch."""
    out: list[Draft] = []
    for number in main_sentences(ctx):
        sentence = ctx.tree.reading.sentences[number]
        if sentence.question:
            continue
        taken: set[int] = set()
        for i in range(sentence.first, sentence.last):
            for rule, low, high in _at(ctx, i):
                low, high = ctx.tree.trim(low, high)
                if low < high and low not in taken:
                    taken.add(low)
                    out.append(draft(ctx, *ctx.tree.span(low, high), rule=f"watch-{rule}"))
    return out


def _at(ctx: Context, i: int) -> Iterator[tuple[str, int, int]]:
    tree = ctx.tree
    token = tree.token(i)
    if token.lemma in words(_I, "nouns") and token.pos == "NOUN":
        yield from _listed(tree, i)
    if token.lemma == "be" and any(tree.token(c).lemma in words(_I, "counts") for c in tree.all(i, "csubj")):
        yield from _counts(tree, i)
    if token.lemma in words(_I, "depend") and token.tag.startswith("VB"):
        yield from _depends(tree, i)
    if token.lemma in words(_I, "watch") and token.tag == "VBN":
        yield from _watched(tree, i)
    if token.lemma in words(_I, "look") and token.tag.startswith("VB"):
        yield from _watching(tree, i)
    if token.norm in words(_I, "signs") and token.pos == "NOUN":
        yield from _signs(tree, i)
    if token.lemma in words(_I, "prove") and token.tag.startswith("VB"):
        yield from _proof(tree, i)
    if (token.lemma in words(_I, "tell") and token.tag == "VB") or (token.lemma == "remain" and token.tag == "VBZ"):
        yield from _will_tell(tree, i)


def items(tree: Tree, head: int, last: int | None = None) -> Iterator[tuple[int, int]]:
    """A noun phrase's coordinated parts, each by itself."""
    heads = [head]
    for h in heads:
        heads.extend(c for c in tree.children[h] if tree.token(c).dep in {"conj", "appos"} and c > h)
    heads.sort()
    for number, h in enumerate(heads):
        low = tree.left[h]
        high = tree.right[h] if number + 1 == len(heads) else min(tree.left[heads[number + 1]], tree.right[h])
        high = high if last is None else min(high, last)
        while high > h + 1 and tree.token(high - 1).dep in {"cc", "punct"}:
            high -= 1
        if number and low < heads[number - 1]:
            low = h
        yield low, max(high, h + 1)


def _listed(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "key indicators include A, B and C"."""
    token = tree.token(i)
    modifiers = {tree.token(c).norm for c in tree.children[i]}
    if token.lemma not in words(_I, "plain_nouns") and not modifiers & words(_I, "noun_modifiers"):
        return
    if token.dep not in {"nsubj", "attr"} or tree.token(token.head).lemma not in words(_I, "list_verbs"):
        return
    target = tree.child(token.head, "dobj", "attr", "ccomp", "advcl")
    if target is not None and tree.token(target).dep in {"ccomp", "advcl"}:
        if _whether(tree, target):
            yield "listed", *tree.subtree(target)
    elif target is not None and target != i and target > i:
        for low, high in items(tree, target):
            yield "listed", low, high


def _depends(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "will depend on A and B"."""
    for prep in tree.all(i, "prep"):
        if tree.token(prep).norm in words(_I, "depend_preps"):
            inner = tree.child(prep, "pobj", "pcomp")
            if inner is not None and tree.token(inner).pos in {"NOUN", "PROPN", "VERB", "AUX"}:
                for low, high in items(tree, inner):
                    yield "depends", low, high


def _counts(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "what matters now is whether aid arrives"."""
    target = next((c for c in tree.all(i, "ccomp", "attr", "advcl") if c > i), None)
    if target is not None and (tree.token(target).dep == "attr" or _whether(tree, target)):
        yield "counts", *tree.subtree(target)


def _will_tell(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "whether the ships return will show how serious they are", "remains to be seen"."""
    seen = tree.token(i).lemma == "remain"
    if seen:
        if not any(tree.token(c).lemma == "see" for c in tree.all(i, "xcomp")):
            return
    elif not any(
        tree.token(c).dep == "aux" and tree.token(c).norm in {"will", "would", "'ll"} for c in tree.children[i]
    ):
        return
    for child in tree.all(i, "csubj", "advcl", "nsubj", "ccomp"):
        low = tree.left[child]
        if child < i and tree.token(low).norm in {"whether", "how", "what", "if"}:
            yield "tells", low, tree.right[child]
            return


def _watched(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "how the court rules will be closely watched"."""
    adverbs = {tree.token(c).norm for c in tree.all(i, "advmod")}
    passive = any(tree.token(c).dep == "auxpass" for c in tree.children[i])
    head = tree.child(i, "nsubjpass", "csubjpass", "csubj", "nsubj")
    if passive and adverbs & words(_I, "watch_adverbs") and head is not None:
        yield "watched", *tree.subtree(head)


def _watching(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "watch for A", "will be watching to see if B"."""
    token = tree.token(i)
    for child in tree.children[i]:
        if child < i:
            continue
        word = tree.token(child)
        if token.lemma == "watch" and word.dep in {"ccomp", "advcl"} and _whether(tree, child):
            yield "watching", *tree.subtree(child)
        if token.lemma == "watch" and word.dep in {"xcomp", "advcl"} and word.lemma == "see":
            inner = tree.child(child, "ccomp")
            if inner is not None:
                yield "watching", *tree.subtree(inner)
        if word.dep == "prep" and word.norm in {"for", "at"} and token.lemma == "look" and _watchers(tree, i):
            inner = tree.child(child, "pobj")
            if inner is not None:
                for low, high in items(tree, inner):
                    yield "watching", low, high
        elif (
            word.dep == "prep"
            and word.norm == "for"
            and (token.lemma == "watch" or (token.lemma == "look" and token.tag in {"VB", "VBG"}))
        ):
            inner = tree.child(child, "pobj")
            if inner is not None and tree.token(inner).norm in words(_I, "signs") | {"sign", "clue", "clues"}:
                yield "watching", *tree.subtree(inner)


def _watchers(tree: Tree, i: int) -> bool:
    """Whether it is analysts, markets and the like who will look."""
    doer = tree.child(i, "nsubj")
    coming = any(tree.token(c).dep == "aux" and tree.token(c).norm in {"will", "'ll", "are"} for c in tree.children[i])
    return coming and doer is not None and tree.token(doer).lemma in words(_I, "watchers")


def _whether(tree: Tree, i: int) -> bool:
    return any(tree.token(c).norm in {"whether", "if", "how", "what", "when"} for c in tree.children[i])


def _signs(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "clear signs that the troops are leaving": what would show it."""
    modifiers = {tree.token(c).norm for c in tree.children[i]}
    if not modifiers & words(_I, "sign_modifiers"):
        return
    follows = any(
        tree.token(c).dep in {"acl", "ccomp", "relcl"} or (tree.token(c).dep == "prep" and tree.token(c).norm == "of")
        for c in tree.children[i]
    )
    verb = tree.token(i).head
    under = tree.token(verb).lemma in {"see", "want", "need", "look", "wait", "watch", "expect", "await", "seek"}
    later = tree.child(verb, "ccomp", "advcl") is not None
    if under or (follows and tree.token(i).dep in {"pobj", "attr"} and later):
        yield "signs", *tree.subtree(i)


def _proof(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "must prove its good faith by opening the border"."""
    modal = any(tree.token(c).dep == "aux" and tree.token(c).norm in words(_I, "demand") for c in tree.children[i])
    token = tree.token(i)
    modal = modal or (token.dep == "xcomp" and tree.token(token.head).lemma in words(_I, "demand"))
    if not modal:
        return
    for k in range(i + 1, tree.right[i]):
        if tree.token(k).norm not in {"by", "with", "through"} or tree.token(k).dep != "prep":
            continue
        low, high = tree.subtree(k)
        if any(tree.token(t).norm in words(_I, "steps") or tree.token(t).tag == "VBG" for t in range(low, high)):
            yield "proof", low, high
            return
