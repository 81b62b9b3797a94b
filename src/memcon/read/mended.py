"""Slips of the parser that its own tags betray, mended before anything is read from the tree."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.model.values import replace
from memcon.read.types import Token

FAR = 12
"""Steps up a tree, at most."""


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with heads mended: verbs in the past that hang on an infinitive, pairs that hang on an apposition."""
    return _pairs(_pasts(tuple(tokens)))


def _pairs(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A second party put to the first ("the minister of X, Name, and the minister of Y"), not to its apposition."""
    out: list[Token] | None = None
    for token in tokens:
        above = tokens[token.head]
        if token.dep != "conj" or above.dep != "appos" or above.head == above.i or not token.tag.startswith("NN"):
            continue
        outer = tokens[above.head]
        beside = [t for t in tokens[above.i + 1 : token.i + 1] if t.head == above.i]
        if outer.tag in {"NNS", "NNPS"} or sum(t.dep == "conj" for t in beside) != 1:
            continue
        joint = next((t for t in beside if t.norm == "and"), None)
        if (
            joint is None
            or tokens[joint.i - 1].norm != ","
            or any(t.head == token.i and t.dep == "conj" for t in tokens[token.i :])
        ):
            continue
        out = out or list(tokens)
        out[token.i] = replace(token, head=outer.i)
        out[joint.i] = replace(joint, head=outer.i)
    return tuple(out) if out else tokens


def _pasts(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Verbs in the past that hang on an infinitive, put to the verb above it.

    "Ordered the ship to leave and then opened fire": an infinitive goes on with another, so the past tense goes on
    from the verb that the infinitive itself depends on.
    """
    owned: dict[int, set[str]] = {}
    wanted = [t for t in tokens if t.tag == "VBD" and t.dep == "conj" and tokens[t.head].tag == "VB"]
    if not wanted:
        return tokens
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
