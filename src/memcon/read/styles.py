"""Styles of address, and what offices' own words tell: gender, and whose seat they are of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from memcon.model import gazetteer
from memcon.read.fold import plain
from memcon.read.lexicon import table, words
from memcon.read.register import Gender, Page


@cache
def honorifics() -> Mapping[str, Gender | None]:
    """Honorifics without full stop, with the gender they tell."""
    out: dict[str, Gender | None] = {}
    for gender, names in table("names")["honorifics"].items():
        for name in names:
            out[str(name)] = gender or None
    return out


def honorific(page: Page, i: int) -> bool:
    """Whether a token is an honorific, or a word that is one beside another ("Royal Highness")."""
    token = page.tokens[i]
    word = token.norm.rstrip(".")
    if token.text in words("names", "honorifics_in_capitals"):
        return True
    if not token.text[0].isupper():
        return False
    if word in honorifics():
        return True
    after = page.tokens[i + 1].norm.rstrip(".") if i + 1 < len(page.tokens) else ""
    before = page.tokens[i - 1].norm.rstrip(".") if i else ""
    led, following = table("names")["honorifics_led"], table("names")["honorifics_following"]
    return after in led.get(word, ()) or before in following.get(word, ())


@cache
def seats() -> Mapping[str, str]:
    """The country of each seat or body of a government, by name in lower case ("white house")."""
    return {
        plain(name).lower(): body.country
        for body in gazetteer.institutions()
        if body.kind == "government" and body.country
        for name in (body.name, *body.names)
    }


@cache
def gendered() -> tuple[tuple[str, Gender], ...]:
    """Titles whose words tell a gender."""
    found = table("names")["gendered_titles"]
    return tuple((str(n), g) for g in ("f", "m") for n in found[g])


def gender_of(said: str) -> Gender | None:
    """The gender that the words of a title tell; null where they tell none."""
    text = plain(said).lower()
    head = text.partition(" of ")[0].partition(" for ")[0]
    return next((g for n, g in gendered() if head == n or head.endswith(" " + n)), None)
