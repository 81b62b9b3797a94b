"""Turns of phrase by which somebody gets round an answer: "left it at that", "that is a question for X"."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.context import Context, first_person_entity, held, speaker_of
from memcon.extract.cuebook import words
from memcon.extract.idioms import at_word, matched
from memcon.extract.sources import subject
from memcon.extract.tree import Tree
from memcon.extract.unsaid import Cue, confirms_no, holder, speaking, told_end

_W = "withholding_cues"


def evasions(ctx: Context, i: int) -> Iterator[Cue]:
    """The withholdings whose first word is the token ``i``: manner, token edges, entity id."""
    tree = ctx.tree
    token = tree.token(i)
    if any(confirms_no(tree, k) for k in range(i, min(i + 4, tree.sentence(i).last))):
        return
    for key in ("turns_declined", "turns_given_little", "turns_spoken"):
        for turn in at_word(_W, key, tree, i):
            end = matched(tree, i, turn)
            if end is None or _negated(tree, i) or _goes_on(tree, end):
                continue
            who = _spoken(ctx, i, end) if key == "turns_spoken" else _doer(ctx, i, end)
            if who is not None:
                verb = next((k for k in range(i, end) if tree.token(k).pos in {"VERB", "AUX"}), None)
                high = max(end, told_end(tree, verb)) if verb is not None else end
                yield "not-supplied" if key == "turns_given_little" else "declined", i, high, who
                return
    if token.norm in {"whom", "that", "which", "what", "whose"}:
        yield from _untold(ctx, i)


def _negated(tree: Tree, i: int) -> bool:
    """Whether a turn of phrase is itself denied ("did not leave it at that"); not where it begins with "not"."""
    if tree.token(i).norm in {"not", "n't", "no", "nothing", "never"}:
        return False
    verb = next((h for h in (i, *tree.up(i)) if tree.token(h).pos in {"VERB", "AUX"}), i)
    return any(tree.token(c).dep == "neg" and c < i for c in tree.children[verb])


def _goes_on(tree: Tree, end: int) -> bool:
    """Whether the word behind makes it no evasion ("a matter for concern")."""
    return end < len(tree.tokens) and tree.token(end).norm in words(_W, "turns_not_before")


def _doer(ctx: Context, i: int, end: int) -> str | None:
    """Who gets round the answer: the subject of the first verb in or above the words."""
    tree = ctx.tree
    inside = [k for k in range(i, end) if tree.token(k).pos in {"VERB", "AUX"}]
    above = [h for h in tree.up(i) if tree.token(h).pos in {"VERB", "AUX"}]
    for verb in (*inside[:2], *above[:2]):
        found = holder(ctx, verb)
        if found is None and tree.token(verb).dep == "acl":  # "the minister refrained …" taken for "who was refrained"
            found = speaker_of(ctx, tree.token(verb).head)
        if found is not None:
            return found
    return _spoken(ctx, i, end)


def _spoken(ctx: Context, i: int, end: int) -> str | None:
    """Who says the words, where they stand in speech: the innermost voice, "I", the turn's speaker."""
    tree = ctx.tree
    start, stop = tree.span(i, end)
    around = [a for a in held(ctx, start, stop) if a.source.entity is not None]
    if around:
        return around[-1].source.entity
    for k in range(i, end):
        if tree.token(k).norm in {"i", "we", "me", "us"}:
            return first_person_entity(ctx, k)
    if tree.quote(i) is not None:
        return speaking(ctx, i)
    return tree.sentence(i).speaker


def _untold(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "two officials, whom the ministry did not name", "what X offered in return, its office will not say"."""
    tree = ctx.tree
    last = tree.sentence(i).last
    verb = next(
        (
            k
            for k in range(i + 1, min(i + 22, last))
            if tree.token(k).lemma in words(_W, "unsaid") and tree.token(k).tag in {"VB", "VBN"}
        ),
        None,
    )
    if verb is None or not any(tree.token(c).dep == "neg" for c in tree.children[verb]):
        return
    asked = tree.token(i).norm == "what"
    if not asked and not (tree.token(verb).dep == "relcl" and tree.token(verb).lemma in words(_W, "unsaid_naming")):
        return
    if asked and (tree.token(verb).dep != "ROOT" or i != tree.sentence(i).first):
        return
    head = subject(tree, verb)
    who = speaker_of(ctx, head) if head is not None else None
    if who is not None:
        low = min([verb, *(c for c in tree.children[verb] if tree.token(c).dep in {"aux", "neg"})])
        yield ("declined" if asked else "not-supplied"), low, verb + 1, who
