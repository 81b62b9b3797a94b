"""Coreference: offices, pairs and pronouns resolved in text order, what is quoted last."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from memcon.read.belongings import Belongings
from memcon.read.lexicon import table
from memcon.read.names import Names
from memcon.read.offices import Offices
from memcon.read.pairs import Pairs
from memcon.read.pronouns import Pronouns
from memcon.read.register import Mention
from memcon.read.trail import Trail

_SILENT = frozenset({"boilerplate", "label"})


@cache
def _pronouns() -> Mapping[str, str]:
    """The kind of each pronoun."""
    return {str(w): kind for kind, ws in table("coref")["pronouns"].items() for w in ws}


def resolve(names: Names, speakers: dict[int, int], reporters: frozenset[int]) -> list[Mention]:
    """All mentions of a page, longer ones first where two begin together.

    ``speakers`` gives the record of who has the floor by sentence; ``reporters`` the sentences of those who ask.
    What stands in quotation marks comes second: who "I" is may hang on a pronoun after the quotation.
    """
    trail = Trail(names, speakers, reporters)
    offices = Offices(trail)
    pairs, pronouns = Pairs(trail, offices), Pronouns(trail)
    belongings = Belongings(trail, offices, pairs)
    for inside in (False, True):
        _pass(trail, offices, pairs, pronouns, belongings, inside=inside)
    return sorted(trail.history, key=lambda m: (m.first, -m.last))


def _pass(
    trail: Trail, offices: Offices, pairs: Pairs, pronouns: Pronouns, belongings: Belongings, *, inside: bool
) -> None:
    """Resolve what stands inside, or outside, quotation marks."""
    page, names = trail.page, trail.names
    tokens = page.tokens
    held = {h.first: h for h in names.hits if h.of("office") is not None and h.first not in names.used}
    kinds = _pronouns()
    i = 0
    while i < len(tokens):
        if page.sentences[tokens[i].sentence].kind in _SILENT or (i in trail.quote_at) != inside:
            i += 1
            continue
        pair = pairs.pair(i)
        if pair is not None:
            i = pair
            continue
        noun = names.open.get(i)
        if noun is not None and i not in trail.by_token and belongings.open_noun(noun):
            i = noun.last
            continue
        peer = belongings.counterpart(i)
        if peer is not None:
            i = peer
            continue
        if belongings.office_of(i):
            i += 1
            continue
        hit = held.get(i)
        if hit is not None and i not in trail.by_token:
            offices.office(hit)
            i = hit.last
            continue
        kind = kinds.get(tokens[i].norm)
        if kind is not None and i not in trail.by_token:
            pronouns.pronoun(i, kind)
            if kind == "they" and i not in trail.by_token:
                pairs.those_who_met(i)
        i += 1
