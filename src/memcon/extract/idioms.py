"""Turns of phrase as they stand in the data: words, choices, lists and gaps, matched from their first word on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from memcon.extract.cuebook import load, words
from memcon.extract.tree import Tree

GAP = 4
"""Tokens that a gap ("*") in a turn of phrase may have; a wide one ("**") may have three times as many."""
Part = frozenset[str]
Turn = tuple[Part | int, ...]


def _part(name: str, word: str) -> Part | int:
    """One place of a turn of phrase: its words, those of a list of the file, or the width of a gap."""
    if word in {"*", "**"}:
        return GAP if word == "*" else 3 * GAP
    out: set[str] = set()
    for one in word.split("|"):
        out |= words(name, one[1:]) if one.startswith("@") else {one}
    return frozenset(out)


@cache
def turns(name: str, key: str) -> Mapping[str, tuple[Turn, ...]]:
    """The turns of phrase of a list of a data file, by each word that may begin one."""
    out: dict[str, list[Turn]] = {}
    for line in load(name)[key]:
        turn = tuple(_part(name, w) for w in str(line).split())
        first = turn[0]
        for word in first if isinstance(first, frozenset) else ():
            out.setdefault(word, []).append(turn)
    return {k: tuple(v) for k, v in out.items()}


def at_word(name: str, key: str, tree: Tree, i: int) -> tuple[Turn, ...]:
    """The turns of phrase that the token may begin, as written or as lemma."""
    known = turns(name, key)
    token = tree.token(i)
    return tuple(dict.fromkeys((*known.get(token.norm, ()), *known.get(token.lemma, ()))))


def matched(tree: Tree, i: int, turn: Sequence[Part | int]) -> int | None:
    """The token after a turn of phrase that begins at a token, null where it does not stand there."""
    last, at, gap = tree.sentence(i).last, i, 0
    for part in turn:
        if isinstance(part, int):
            gap = part
            continue
        reach = range(at, min(at + gap + 1, last))
        found = next((k for k in reach if tree.token(k).norm in part or tree.token(k).lemma in part), None)
        if found is None:
            return None
        at, gap = found + 1, 0
    return at
