"""Capitals that act, and capitals that are only places."""

from __future__ import annotations

from collections.abc import Mapping

from memcon.read.gazette import Hit
from memcon.read.lexicon import words
from memcon.read.register import Page


def capital_is_place(page: Page, owner: Mapping[int, Hit], hit: Hit) -> bool:
    """Whether a capital stands for the city, not for the government that sits there."""
    tokens = page.tokens
    token = tokens[page.root(hit.first, hit.last)]
    before = tokens[hit.first - 1] if hit.first > 0 else None
    after = tokens[hit.last] if hit.last < len(tokens) else None
    sentence = page.sentences[token.sentence]
    if sentence.kind == "label":
        return True
    if hit.first == sentence.first and after is not None and after.norm in {",", "(", "-", "--", "/", "—"}:
        # A dateline: "KYIV, March 3 -", "Moscow (Agency) -".
        close = [t.norm for t in tokens[hit.last : hit.last + 12]]
        if page.text[tokens[hit.first].start : tokens[hit.last - 1].end].isupper() or ("(" in close and "-" in close):
            return True
    if token.dep in {"compound", "nmod", "amod"} and token.head != token.i:
        head = tokens[token.head]
        return head.i >= hit.last and (
            head.lemma in words("coref", "place_nouns") or head.norm in words("coref", "place_nouns")
        )
    if token.dep == "poss":
        return False
    if token.dep in {"nsubj", "nsubjpass"}:
        return False
    # Coordinated names share the preposition of the first.
    first = token
    for _ in range(6):
        if first.dep != "conj" or first.head == first.i:
            break
        first = tokens[first.head]
    governor = tokens[first.head]
    prep = (
        governor.norm
        if governor.pos in {"ADP", "SCONJ"}
        else (before.norm if before is not None and before.pos == "ADP" else "")
    )
    if prep in words("coref", "place_preps"):
        return True
    if prep in {"to", "for", "from", "toward", "towards", "of"}:
        above = tokens[governor.head] if governor.pos in {"ADP", "SCONJ"} else governor
        if prep == "of":
            return after is not None and above.norm in {
                "city",
                "capital",
                "outskirts",
                "streets",
                "suburb",
                "suburbs",
                "mayor",
                "centre",
                "center",
                "embassy",
                "bombing",
                "siege",
            }
        return above.lemma in words("coref", "motion")
    if first.dep in {"dobj", "pobj"} and governor.lemma in words("coref", "motion"):
        return True
    return first.dep == "npadvmod" or (
        before is not None and before.norm == "," and first.dep == "appos" and _after_city(owner, hit)
    )


def _after_city(owner: Mapping[int, Hit], hit: Hit) -> bool:
    """Whether a place stands before the comma before a hit."""
    before = owner.get(hit.first - 2)
    return before is not None and before.kind == "place"
