"""Silence towards the press: "neither minister spoke to reporters", "no further comment will be made".

The cues are those of ``unsaid.py``, told in further plain ways: nobody spoke, took questions or made a statement; a
comment is not made, whoever would make it; nothing was said of a thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.context import Context
from memcon.extract.cuebook import words
from memcon.extract.sources import subject
from memcon.extract.tree import Tree
from memcon.extract.unsaid import ALL, Cue, holder, speaking, told_end

_W = "withholding_cues"
_NO = frozenset({"no", "neither", "none", "nobody"})


def hushed(ctx: Context, i: int) -> Iterator[Cue]:
    """The withholdings whose cue is the token ``i``: manner, token edges, entity id."""
    token = ctx.tree.token(i)
    if not token.tag.startswith("VB"):
        return
    if token.lemma in words(_W, "hush_verbs"):
        yield from _to_the_press(ctx, i)
    if token.lemma in words(_W, "hush_making"):
        yield from _not_made(ctx, i)
    if token.lemma == "be":
        yield from _none_to_come(ctx, i)
    if token.lemma in words(_W, "hush_saying"):
        yield from _not_anything(ctx, i)


def _low(tree: Tree, i: int) -> int:
    own = [tree.left[c] for c in tree.all(i, "aux", "auxpass", "neg", "advmod", "nsubj", "nsubjpass", "expl") if c < i]
    return min([i, *own])


def _doer(ctx: Context, i: int) -> tuple[bool, str | None]:
    """Whether nobody of several did it ("neither side"), and who it is that did not."""
    tree = ctx.tree
    head = subject(tree, i)
    if head is not None and any(tree.token(k).norm in _NO for k in range(tree.left[head], head + 1)):
        return True, ALL
    denied = any(tree.token(c).dep == "neg" or tree.token(c).norm == "never" for c in tree.children[i])
    both = head is not None and (tree.token(head).norm in {"both", "they"} or _two(tree, head))
    return denied, ALL if both else holder(ctx, i)


def _two(tree: Tree, head: int) -> bool:
    return any(tree.token(k).norm in {"both", "two"} for k in range(tree.left[head], head))


def _to_the_press(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "neither minister spoke to the press", "the leaders took no questions from reporters"."""
    tree = ctx.tree
    target = tree.child(i, "dobj")
    pressed = {
        tree.token(inner).lemma
        for c in tree.all(i, "prep", "dative")
        if tree.token(c).norm in {"to", "with", "before", "from"} and (inner := tree.child(c, "pobj")) is not None
    }
    asked = target is not None and tree.token(target).lemma in words(_W, "hush_given")
    asked = asked and not any(tree.token(c).norm == "of" for c in tree.children[target or 0])  # "no statement of guilt"
    faced = target is not None and tree.token(target).lemma in words(_W, "press")
    spoke = tree.token(i).lemma in words(_W, "speaking") and bool(pressed & words(_W, "press"))
    if not (asked or faced or spoke):
        return
    denied, party = _doer(ctx, i)
    none = target is not None and any(tree.token(c).norm == "no" for c in tree.children[target])
    if (denied or none) and party is not None:
        yield "not-supplied", _low(tree, i), told_end(tree, i), party


def _not_made(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "no further comment will be made"."""
    tree = ctx.tree
    target = tree.child(i, "nsubjpass")
    if target is None or tree.token(target).lemma not in words(_W, "reactions"):
        return
    none = any(tree.token(c).norm == "no" for c in tree.children[target])
    ahead = any(tree.token(c).tag == "MD" for c in tree.all(i, "aux"))
    if none and ahead and not tree.all(i, "agent"):
        yield "declined", tree.left[target], told_end(tree, i), speaking(ctx, i)


def _none_to_come(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "said that there would be no further comment"."""
    tree = ctx.tree
    target = tree.child(i, "attr")
    there = any(tree.token(c).dep == "expl" for c in tree.children[i])
    if target is None or not there or tree.token(target).lemma not in words(_W, "reactions"):
        return
    ahead = any(tree.token(c).tag == "MD" for c in tree.all(i, "aux"))
    if ahead and any(tree.token(c).norm == "no" for c in tree.children[target]):
        yield "declined", _low(tree, i), told_end(tree, i), speaking(ctx, i)


def _not_anything(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "has not said anything of such a call", "has never mentioned the letter"."""
    tree = ctx.tree
    target = tree.child(i, "dobj")
    if target is None or target < i or tree.token(target).norm not in {"anything", "word"}:
        return
    about = {tree.token(c).norm for h in (i, target) for c in tree.all(h, "prep")}
    if not about & {"of", "about", "on", "regarding", "concerning"}:
        return
    denied, party = _doer(ctx, i)
    if denied and party is not None:
        yield "not-supplied", _low(tree, i), told_end(tree, i), party
