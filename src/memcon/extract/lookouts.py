"""Turns of phrase by which a report says what to watch: "look out for A", "how B reacts will be crucial"."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.cuebook import words
from memcon.extract.idioms import at_word, matched
from memcon.extract.sources import agentive
from memcon.extract.tree import Tree
from memcon.extract.watchlists import closed, split

_I = "indicator_cues"
Found = tuple[str, int, int]


def lookouts(tree: Tree, i: int) -> Iterator[Found]:
    """The things to watch whose turn of phrase begins at a token: rule and token edges."""
    sentence = tree.sentence(i)
    for turn in at_word(_I, "turns_before", tree, i):
        # what is to be watched stands behind the words
        end = matched(tree, i, turn)
        if end is None or _idle(tree, i, end):
            continue
        while end < sentence.last and tree.token(end).norm in {":", "-", "--", "at", "to", "for"}:
            end += 1
        for low, high in split(tree, end, _cut(tree, end, sentence.last)):
            yield "turn", low, high
        return
    for turn in at_word(_I, "turns_after", tree, i):
        # … before the words, back to the start of the clause
        end = matched(tree, i, turn)
        low = _clause(tree, i)
        if end is None or low >= i:
            continue
        if tree.token(end - 1).tag == "VBN" and tree.token(end - 1).norm == "opened":
            continue  # "if no inquiry is opened", not "whether it comes is open"
        asked = tree.token(low).norm in words(_I, "questions")
        foretold = any(tree.token(k).norm in words(_I, "coming") for k in range(max(low, i - 1), end))
        if asked or (foretold and _of_note(tree, low, i)):
            # "if the envoy returns, that would be a sign"
            taken_up = (
                i - 2 > low and tree.token(i - 1).norm in {"that", "this", "it"} and tree.token(i - 2).norm == ","
            )
            yield "turn", low, i - 2 if taken_up else i
            return
    if i == sentence.first and tree.token(i).tag in {"VB", "VBP"}:
        for turn in at_word(_I, "turns_first", tree, i):
            end = matched(tree, i, turn)
            if end is not None:
                for low, high in split(tree, end, _cut(tree, end, sentence.last)):
                    yield "turn", low, high
                return


def _of_note(tree: Tree, low: int, high: int) -> bool:
    """Whether a subject may be a sign: no people, and none of the nouns that only announce what to watch."""
    head = next((k for k in range(low, high) if not low <= tree.token(k).head < high), low)
    listed = words(_I, "nouns") | words(_I, "weak_nouns") | words(_I, "watchers")
    listed |= words(_I, "telling_times")
    return not agentive(tree, head) and tree.token(head).lemma not in listed and tree.token(head).pos != "PRON"


def _idle(tree: Tree, i: int, end: int) -> bool:
    """Whether the words tell of a deed that was done ("looked out for mines in the strait")."""
    verb = next((k for k in range(i, end) if tree.token(k).pos in {"VERB", "AUX"}), None)
    return verb is not None and tree.token(verb).tag == "VBD" and tree.token(verb).lemma not in words(_I, "told_past")


def _cut(tree: Tree, low: int, last: int) -> int:
    """The end of what is to be watched: before an "as", a clause of its own, the end of the sentence."""
    high = closed(tree, low, last)
    for k in range(low + 1, high):
        if tree.token(k).norm in words(_I, "turn_ends") or (tree.token(k).norm in {":", ";"} and k > low + 1):
            return k
    return high


def _clause(tree: Tree, i: int) -> int:
    """The start of the clause that ends before a token: its subject, else the start of the sentence."""
    first = tree.sentence(i).first
    verb = next((h for h in (i, *tree.up(i)) if tree.token(h).pos in {"VERB", "AUX"}), i)
    head = tree.child(verb, "nsubj", "nsubjpass", "csubj", "csubjpass")
    low = tree.left[head] if head is not None and head < i else first
    question = next((k for k in range(first, min(low + 1, i)) if tree.token(k).norm in words(_I, "questions")), None)
    return question if question is not None else low
