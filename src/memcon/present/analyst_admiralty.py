"""Admiralty figures: a source's letter as a person gave it, the figure of a piece of information as its origins allow.

Reliability is never guessed: a letter that nobody wrote into ``reports.yaml`` is F. Credibility rests on three things
alone: corroboration by independent origins, contradiction, and the interest of a party in its own account.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from memcon.model.data import mapping
from memcon.present.analyst_backing import Backing, named
from memcon.present.sources import UNJUDGED
from memcon.present.words import join, word


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What bears on a piece of information besides who tells it.

    ``parties`` are the countries that it is about, ``stake`` those of the main event; ``against`` are who says
    otherwise, as words and with the number of their origins; ``silent`` are the sides that leave it out; ``claimed``
    says that one report ties it to one side and another states it flatly; ``planned`` that it is to come.
    """

    parties: frozenset[str] = frozenset()
    stake: frozenset[str] = frozenset()
    against: str = ""
    against_origins: int = 0
    denied: str = ""
    silent: tuple[str, ...] = ()
    claimed: bool = False
    planned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Credibility:
    """An Admiralty figure from 1 to 6, its words, and why it is not higher."""

    figure: int
    words: str
    why: str


def because(reason: str, /, **words: object) -> str:
    """A reason in words, from the table."""
    table = mapping("present", "admiralty")
    return str({**table["because"], **table["more"]}[reason]).format(**words)


def meaning(figure: int) -> str:
    """What a figure of credibility says."""
    return str(mapping("present", "admiralty")["credibility"][figure])


def letter_meaning(letter: str) -> str:
    """What a letter of reliability says."""
    return word("admiralty", letter)


def credibility(held: Backing, about: Bearing | None = None) -> Credibility:
    """The figure that the origins of a piece of information allow, by the first rule that fits."""
    about = about or Bearing()
    figure, why = _judged(held, about)
    return Credibility(figure=figure, words=meaning(figure), why=why)


def _judged(held: Backing, about: Bearing) -> tuple[int, str]:
    shown = len(held.known)
    if about.denied:
        return 4, because("denied", others=about.denied)
    if about.against:
        return _against(shown, about)
    if shown >= 2 and not about.claimed:
        if sum(k.own for k in held.known) >= 2:
            return 1, because("own_texts", sides=join(k.words for k in held.known if k.own))
        return 2, because("retold", count=shown)
    if shown >= 1:
        return _single(held, about)
    if held.unnamed:
        return 6, because("unnamed", voices=join(held.unnamed[:2]))
    if not held.flat:
        return 6, because("hedged")
    if len(held.texts) > 1:
        return 3, because("texts_only", count=len(held.texts))
    return 6, because("text_only")


def _against(shown: int, about: Bearing) -> tuple[int, str]:
    """Where somebody says otherwise: by the number of origins on either side."""
    if shown > about.against_origins and shown > 1:
        return 3, because("holds_more", others=about.against)
    if about.against_origins > max(shown, 1):
        return 5, because("outweighed", others=about.against)
    return 4, because("contradicted", others=about.against)


def _single(held: Backing, about: Bearing) -> tuple[int, str]:
    """Where one origin is shown: what it says, of its own or others' doings."""
    one = held.known[0]
    interested = one.side in about.parties
    if about.claimed:
        return 6, because("claim_of_one_side", sides=held.sides)
    if about.silent and interested:
        return 6, because("left_out", sides=one.words, silent=join(map(named, about.silent)))
    if not held.flat:
        return 6, because("hedged")
    if about.planned and interested:
        return 3, because("own_plan", sides=one.words)
    if held.texts:
        many = len(held.texts) > 1
        return 3, because(
            "with_texts",
            sides=one.words,
            party=", a party" if interested else "",
            texts=join(held.texts),
            tell="tell" if many else "tells",
            name="name" if many else "names",
        )
    if not interested and one.side in about.stake and about.parties & about.stake:
        return 3, because("of_other", sides=one.words)
    return 3, because("party_alone" if interested else "one_origin", sides=one.words)


def sources_letters(letters: Sequence[str]) -> str:
    """The letters of the reports behind something, each once, the best first."""
    return ", ".join(sorted(set(letters))) or UNJUDGED
