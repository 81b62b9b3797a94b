"""How alike two acts are by their words: the noun that names the kind of act, and what else is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from memcon.reconcile.lexis import fold, likeness, table
from memcon.reconcile.profile import Chain

KIND, NOUN, DULL_NOUN = 0.9, 0.7, 0.3
"""What the noun alone is worth: a contact of one kind, the same noun, the same noun of no content."""
OWN = 3
"""Words of its own from which on an act is told so fully that another one in other words is another one."""
VAGUE = 0.4
"""What it is worth that one report has no words of its own for the act."""


@cache
def dull() -> frozenset[str]:
    """Words that say of an act only of what kind it is."""
    listed = [str(w) for w in table("alignment")["dull"]]
    return frozenset([*listed, *(fold(w) for w in listed)]) - {""}


def plain_words(chain: Chain) -> frozenset[str]:
    """The words of an act that say more than of what kind it is."""
    return (chain.words | chain.nouns) - dull()


def senses(chain: Chain) -> frozenset[str]:
    """Which of the acts of its type a chain is, where its words say so, and only one such act is to be expected."""
    return frozenset(m.sense for m in chain.mentions if m.sense) & frozenset(table("alignment")["senses"]["once"])


def _kin(a: Chain, b: Chain) -> bool:
    """Whether two acts are named by words for one kind of instrument ("the ban", "halted imports")."""
    if a.type != b.type or a.mode != b.mode:
        return False
    one, two = a.nouns | a.words, b.nouns | b.words
    return any(one & group and two & group for group in _kindred())


@cache
def _kindred() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(fold(str(w)) for w in group) for group in table("alignment")["kin"])


def content(a: Chain, b: Chain, weight: Mapping[str, float], *, one_plan: bool) -> tuple[float, str]:
    """How alike two acts are by their words, and what they share.

    Words that only name the kind of act ("support", "measures") tell little; two acts that each have
    words of their own and share none of them are not alike. ``one_plan``: the calendar makes them one contact.
    """
    plain = dull()
    left, right = a.words - plain, b.words - plain
    contact = a.type == b.type == "CONSULT"
    same_noun = bool(a.nouns & b.nouns)
    if contact and (
        one_plan or "generic" in a.kinds or "generic" in b.kinds or (a.kinds - {"generic"}) & (b.kinds - {"generic"})
    ):
        noun = KIND
    elif a.report != b.report and (senses(a) & senses(b) or (a.war and b.war)):
        noun = KIND  # one side's thanks, one war: what a report adds to it in words does not part them
        left = right = frozenset()
    elif same_noun:
        noun = NOUN if a.nouns & b.nouns - plain else DULL_NOUN
    elif _kin(a, b) and (left & right or min(len(left), len(right)) < OWN):
        noun = DULL_NOUN
    else:
        noun = 0.0
    if left and right:
        shared = likeness(left, right, weight)
        if not shared and not contact:
            noun /= 2
    else:
        shared = VAGUE if a.words & b.words or same_noun else 0.0
    score = max(noun + (1 - noun) * 0.5 * shared, min(1.0, 1.5 * shared))
    words = sorted(a.words & b.words, key=lambda w: (w in plain, -weight.get(w, 1.0), w))[:3]
    if noun and not words:
        return score, "the same kind of act"
    return score, f"shared words {', '.join(words)}" if words else "no words shared"
