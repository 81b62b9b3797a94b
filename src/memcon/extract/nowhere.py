"""An omission told in one go of all that was told just before: "Neither pledge features in X's statement"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from memcon.extract.context import Context, speaker_of
from memcon.extract.cuebook import words
from memcon.extract.sources import is_text, subject
from memcon.read.types import Range

_O = "omission_cues"
_SENTENCES = 2
"""Sentences back in which the text stands that "it" takes up."""
_AHEAD = 14
"""Tokens after "neither pledge" within which the text is named that has it not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A place that tells of an omission: who is silent, what is left out, whose text alone has it."""

    cue: Range
    silent: str | None = None
    scope: Range | None = None
    sayer: str | None = None
    telling: Range | None = None


def none_of_it(ctx: Context, i: int) -> Iterator[Told]:
    """As in "Neither pledge features in X's statement", "X's account has no such promise": all told just before.

    Read from the words alone: short sentences with a noun that may be a verb ("features") are parsed at random.
    """
    tree = ctx.tree
    first, last = tree.sentence(i).first, tree.sentence(i).last
    behind = [tree.token(k).norm for k in range(i + 1, min(i + 4, last))] + [""] * 3
    taken = words(_O, "taken_up")
    noun = tree.token(min(i + 1, last - 1)).lemma in words(_O, "summing")
    takes_up = {
        "neither": noun or behind[:2] == ["of", "these"] or behind[:2] == ["of", "them"],
        "no": behind[0] == "such",
        "none": behind[0] == "of" and behind[1] in taken,
        "nothing": behind[0] == "of" and (behind[1] in taken or behind[2] in taken),
        "nowhere": behind[:2] == ["to", "be"],
    }
    if not takes_up.get(tree.token(i).norm, False) or "nor" in {tree.token(k).norm for k in range(i, last)}:
        return
    ahead = range(i + 1, min(i + _AHEAD, last))
    inside = next((k for k in ahead if tree.token(k).norm in {"in", "from"}), last)
    at = next((k for k in ahead if k > inside and is_text(tree, k) and tree.token(k).pos in {"NOUN", "PROPN"}), None)
    if at is not None:
        silent = speaker_of(ctx, at)
        if silent is not None:
            yield Told(cue=tree.span(i, at + 1), silent=silent, telling=tree.span(i, at + 1))
        return
    verbs = words(_O, "no_verbs") | words(_O, "nothing_verbs")
    verb = next((k for k in range(i - 1, max(first - 1, i - 4), -1) if tree.token(k).lemma in verbs), None)
    head = None if verb is None else subject(tree, verb)
    if verb is not None and head is not None and is_text(tree, head):
        silent = speaker_of(ctx, head) or text_before(ctx, head)
        if silent is not None:
            end = min(i + 3, last)
            yield Told(cue=tree.span(verb, end), silent=silent, telling=tree.span(verb, end))


def text_before(ctx: Context, head: int) -> str | None:
    """Whose text "it" is: the text that was the subject of a sentence shortly before ("It made no mention of A")."""
    tree = ctx.tree
    if tree.token(head).norm != "it":
        return None
    here = tree.token(head).sentence
    for number in range(here - 1, max(-1, here - 1 - _SENTENCES), -1):
        sentence = tree.reading.sentences[number]
        for k in range(sentence.first, sentence.last):
            if tree.token(k).dep in {"nsubj", "nsubjpass"} and is_text(tree, k):
                return speaker_of(ctx, k)
    return None
