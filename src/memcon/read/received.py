"""Guests whom the parser takes for the house: "received at the palace the minister of X", "met at home with X"."""

from __future__ import annotations

from memcon.model.values import replace
from memcon.read.lexicon import words
from memcon.read.types import Token

NEAR = 5
"""Tokens from a verb of receiving to its "at" or "in"."""
LONG = 14
"""Tokens from there to the guest's name."""


def received(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, the guest behind a house put to the verb of receiving, who is met "with" to the verb of meeting."""
    out: list[Token] | None = None
    for verb in tokens:
        if not verb.tag.startswith("VB") or verb.lemma not in words("segments", "receiving"):
            continue
        below = [t for t in tokens[max(0, verb.i - LONG) : verb.i + 2 * LONG] if t.head == verb.i and t.i != verb.i]
        if {t.dep for t in below} & {"dobj", "nsubjpass", "auxpass", "ccomp"}:
            continue
        prep = next((t for t in below if t.norm in {"at", "in"} and 0 < t.i - verb.i <= NEAR), None)
        house = _object(tokens, prep)
        if prep is None or house is None:
            continue
        changed = _beside(tokens, verb, house) or _within(tokens, verb, prep, house)
        if changed:
            out = out or list(tokens)
            for token in changed:
                out[token.i] = token
    return _met_with(tuple(out) if out else tokens)


def _object(tokens: tuple[Token, ...], prep: Token | None) -> Token | None:
    if prep is None:
        return None
    return next((t for t in tokens[prep.i + 1 : prep.i + LONG] if t.head == prep.i and t.dep == "pobj"), None)


def _beside(tokens: tuple[Token, ...], verb: Token, house: Token) -> list[Token]:
    """The guest told as an apposition of the house, with no comma between."""
    for token in tokens[house.i + 1 : house.i + LONG]:
        if token.norm in {",", ";", "."}:
            break
        if token.head == house.i and token.dep == "appos":
            return [replace(token, head=verb.i, dep="dobj")]
    return []


def _within(tokens: tuple[Token, ...], verb: Token, prep: Token, name: Token) -> list[Token]:
    """The guest and the house read as one name: "at Harambee House H.E. Ada Omar"."""
    for i in range(prep.i + 2, name.i):
        if tokens[i].norm.rstrip(".") in words("segments", "before_names"):
            last = tokens[i - 1]
            if last.pos not in {"PROPN", "NOUN"}:
                return []
            moved = [replace(t, head=last.i) for t in tokens[prep.i + 1 : i - 1] if t.head == name.i]
            return [*moved, replace(last, head=prep.i, dep="pobj"), replace(name, head=verb.i, dep="dobj")]
    return []


def _met_with(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A "with" that hangs on the house put to the verb: "met today at the palace with X"."""
    out: list[Token] | None = None
    for token in tokens:
        if token.norm != "with" or token.dep != "prep" or not tokens[token.head].tag.startswith("NN"):
            continue
        house = tokens[token.head]
        prep = tokens[house.head]
        verb = tokens[prep.head]
        placed = house.dep == "pobj" and prep.norm in {"at", "in"} and prep.i < house.i < token.i
        if placed and verb.tag.startswith("VB") and verb.lemma in words("segments", "meeting_with"):
            out = out or list(tokens)
            out[token.i] = replace(token, head=verb.i)
    return tuple(out) if out else tokens
