"""Slips of the parser that its own tags betray, mended before anything is read from the tree."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.model.values import replace
from memcon.read.types import Token

FAR = 12
"""Steps up a tree, at most."""


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with the heads mended of verbs in the past that hang on an infinitive.

    "Ordered the ship to leave and then opened fire": an infinitive goes on with another, so the past tense goes on
    from the verb that the infinitive itself depends on.
    """
    owned: dict[int, set[str]] = {}
    wanted = [t for t in tokens if t.tag == "VBD" and t.dep == "conj" and tokens[t.head].tag == "VB"]
    if not wanted:
        return tuple(tokens)
    spots = {t.i for t in wanted} | {t.head for t in wanted}
    for token in tokens:
        if token.head in spots and token.head != token.i:
            owned.setdefault(token.head, set()).add("to" if token.norm == "to" else token.dep)
    out = list(tokens)
    for token in wanted:
        if owned.get(token.i, set()) & {"nsubj", "nsubjpass", "aux", "auxpass"} or "to" not in owned.get(
            token.head, ()
        ):
            continue
        at = tokens[token.head]
        for _ in range(FAR):
            if at.head == at.i or at.tag == "VBD":
                break
            at = tokens[at.head]
        if at.tag == "VBD" and at.i < token.i and at.sentence == token.sentence:
            out[token.i] = replace(token, head=at.i)
    return tuple(out)
