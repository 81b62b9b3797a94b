"""Silence told by others: "there was no comment from X", "could not be reached", "is withholding the report"."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.context import Context, speaker_of
from memcon.extract.cuebook import words
from memcon.extract.sources import subject
from memcon.extract.tree import Tree
from memcon.extract.unsaid import Cue

_W = "withholding_cues"
_REACH = 8
"""Tokens behind a verb within which the words that make it a silence stand."""


def unanswered(ctx: Context, i: int) -> Iterator[Cue]:
    """The withholdings whose cue is the token ``i``: manner, token edges, entity id."""
    tree = ctx.tree
    token = tree.token(i)
    if token.lemma in {"be", "come"}:
        yield from _no_word_from(ctx, i)
    if not token.tag.startswith("VB"):
        return
    if token.lemma in {"be", "stop"}:
        yield from _silent_on(ctx, i)
    if token.lemma in words(_W, "reaching"):
        yield from _unreached(ctx, i)
    if token.lemma in words(_W, "keeping_back"):
        target = tree.child(i, "dobj")
        if target is not None and _told(tree, target) and not _denied(tree, i):
            party = _who(ctx, i)
            if party is not None:
                yield "declined", _low(tree, i), tree.trim(i, tree.right[i])[1], party
    if token.lemma in words(_W, "speaking") and _denied(tree, i):
        to_press = any(
            tree.token(o).lemma in words(_W, "press")
            for c in tree.all(i, "prep")
            if tree.token(c).norm in {"to", "with"}
            for o in tree.all(c, "pobj")
        )
        if to_press:
            yield "declined", _low(tree, i), tree.trim(i, tree.right[i])[1], _who(ctx, i)
    if token.lemma in words(_W, "leaving"):
        yield from _left_without(ctx, i)


def _no_word_from(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "there was no immediate comment from Beijing", "no reaction came from the ministry"."""
    tree = ctx.tree
    for word in tree.all(i, "attr", "nsubj"):
        if tree.token(word).lemma not in words(_W, "reactions"):
            continue
        if not any(tree.token(c).norm == "no" for c in tree.children[word]):
            continue
        holders = [c for h in (word, i) for c in tree.all(h, "prep") if tree.token(c).norm in {"from", "by"}]
        for prep in holders:
            inner = tree.child(prep, "pobj")
            party = speaker_of(ctx, inner) if inner is not None else None
            if party is not None:
                low = min(i, tree.left[word])
                there = tree.child(i, "expl")
                low = tree.left[there] if there is not None else low
                yield "not-supplied", low, max(tree.right[word], tree.right[prep]), party
                return


def _unreached(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "could not immediately be reached for comment", "calls to the ministry were not returned"."""
    tree = ctx.tree
    doer = tree.child(i, "nsubjpass", "nsubj")
    if doer is None or not _denied(tree, i) or tree.child(i, "auxpass") is None:
        return
    if tree.token(i).lemma == "reach":
        party = speaker_of(ctx, doer)
        asked = any(
            tree.token(c).norm in words(_W, "at_once")
            or (
                tree.token(c).norm == "for"
                and (o := tree.child(c, "pobj")) is not None
                and tree.token(o).lemma in words(_W, "reactions")
            )
            for c in tree.children[i]
        )
        if party is not None and asked and any(tree.token(c).dep == "aux" for c in tree.children[i]):
            yield "not-supplied", _low(tree, i), tree.trim(i, tree.right[i])[1], party
        return
    if tree.token(doer).lemma not in words(_W, "messages"):
        return
    holders = (doer, *tree.all(doer, "acl"))
    for prep in [p for h in holders for p in tree.all(h, "prep")]:
        inner = tree.child(prep, "pobj")
        party = speaker_of(ctx, inner) if inner is not None else None
        if party is not None:
            yield "not-supplied", tree.left[doer], tree.trim(i, tree.right[i])[1], party
            return


def _silent_on(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "has been silent on the arrest", "stopped short of naming the state"."""
    tree = ctx.tree
    if _denied(tree, i):
        return
    state = tree.child(i, "acomp", "advmod", "oprd")
    if state is None or state < i:
        return
    prep = next((p for h in (state, i) for p in tree.all(h, "prep") if p > i), None)
    if prep is None:
        return
    silent = tree.token(state).norm in words(_W, "silent") and tree.token(prep).norm in {"on", "about", "over"}
    inner = tree.child(prep, "pcomp")
    short = tree.token(state).norm == "short" and inner is not None and tree.token(inner).lemma in words(_W, "short_of")
    party = _who(ctx, i)
    if party is not None and (short if tree.token(i).lemma == "stop" else silent):
        yield "not-supplied", _low(tree, i), tree.trim(i, tree.right[i])[1], party


def _left_without(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "left without taking questions", where the parse hangs the phrase on the verb of leaving."""
    tree = ctx.tree
    near = range(i + 1, min(i + _REACH, tree.sentence(i).last - 1))
    at = next((k for k in near if tree.token(k).norm == "without"), None)
    if at is None or tree.token(at + 1).lemma not in words(_W, "without"):
        return
    target = next((k for k in near if k > at + 1 and tree.token(k).lemma in words(_W, "dodged")), None)
    party = _who(ctx, i)
    if party is None and tree.token(i).dep == "acl":  # "the minister left …" taken for "the minister who was left"
        party = speaker_of(ctx, tree.token(i).head)
    if target is not None and party is not None:
        yield "not-supplied", at, target + 1, party


def _told(tree: Tree, i: int) -> bool:
    return tree.token(i).lemma in words(_W, "information") | words(_W, "told_things") | words(_W, "papers")


def _who(ctx: Context, verb: int) -> str | None:
    head = subject(ctx.tree, verb)
    return speaker_of(ctx, head) if head is not None else None


def _denied(tree: Tree, i: int) -> bool:
    return any(tree.token(c).dep == "neg" or tree.token(c).norm == "never" for c in tree.children[i])


def _low(tree: Tree, i: int) -> int:
    return min([i, *(c for c in tree.all(i, "aux", "auxpass", "neg", "advmod") if c < i)])
