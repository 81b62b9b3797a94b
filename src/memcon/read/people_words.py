"""The sector of people and bodies without a name, by the words for them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from memcon.model import gazetteer
from memcon.read.fold import plain
from memcon.read.lexicon import table, words
from memcon.read.types import Token

SHORTEST = 3
"""Letters beyond which a surname may tell a leader's state."""
LONGEST = 4
"""Words of a phrase that stands for an actor."""
STARTS = 3
"""Characters by which the names of the table of bodies are found."""


@cache
def phrases() -> dict[tuple[str, ...], str]:
    """Phrases of actors by their words, the last one singular, with the sector."""
    data = table("people")
    out: dict[tuple[str, ...], str] = {}
    for key in ("heads", "phrases"):
        for sector, listed in data[key].items():
            for phrase in listed:
                out[tuple(str(phrase).split())] = str(sector)
    return out


@cache
def before() -> dict[str, str]:
    """The sector that a word before a role tells."""
    return {str(w): str(sector) for sector, listed in table("people")["before"].items() for w in listed}


def single(token: Token) -> str:
    """A noun in the singular, lower case; names of the parser's own keep their form but for a plural ending."""
    low = token.lemma.lower() if token.tag in {"NN", "NNS"} else token.norm
    if token.tag == "NNPS" or (token.tag == "NNS" and low == token.norm):
        if low.endswith("ies"):
            return low[:-3] + "y"
        if low.endswith("s") and not low.endswith("ss"):
            return low[:-1]
    return low


def sector_of(tokens: Iterable[Token], *, weak: bool = True) -> str | None:
    """The sector that a noun phrase's words tell, its head last; null where they tell none.

    With ``weak`` a bare role ("official") counts.
    """
    row = tuple(tokens)
    if not row:
        return None
    head = single(row[-1])
    norms = [t.norm for t in row]
    found = phrases()
    for size in range(min(LONGEST, len(row)), 1, -1):
        for last in (head, norms[-1]):
            if sector := found.get((*norms[-size:-1], last)):
                return sector
    roles = words("people", "roles")
    if head in roles:
        told = [before()[n] for n in norms[:-1] if n in before()]
        told += [found[(n,)] for n in norms[:-1] if (n,) in found and n not in roles]
        if told:
            return told[-1]
        if head in table("people")["bare_roles"]:
            return str(table("people")["bare_roles"][head]) if weak else None
    barred = table("people")["not_with"].get(head, ())
    if any(n in barred for n in norms[:-1]):
        return None
    return found.get((head,)) or found.get((norms[-1],))


def of_people(token: Token) -> bool:
    """Whether a role is one of people, not of a place or an act ("leader", not "base")."""
    noun = single(token)
    return (noun,) in phrases() or noun in words("people", "people_roles")


@cache
def body_sectors() -> dict[str, str]:
    """The sector of each named body that is no government's, by its name in lower case."""
    out: dict[str, str] = {}
    for body in gazetteer.institutions():
        if body.sector and body.sector != "GOV":
            for name in (body.name, *body.names):
                out.setdefault(name.lower(), body.sector)
    return out


@cache
def surnames() -> dict[str, str]:
    """The state of each surname that leaders of one state alone bear, in lower case."""
    out: dict[str, set[str]] = {}
    for leader in gazetteer.leaders():
        for name in (leader.name, *leader.names):
            last = name.split()[-1].lower()
            if len(last) > SHORTEST:
                out.setdefault(last, set()).add(leader.country)
    return {name: next(iter(codes)) for name, codes in sorted(out.items()) if len(codes) == 1}


@cache
def body_names() -> dict[str, gazetteer.Body]:
    """The table of bodies by each of its names, quotes and dashes folded."""
    out: dict[str, gazetteer.Body] = {}
    for body in gazetteer.bodies():
        for name in (body.name, *body.names):
            out.setdefault(plain(name), body)
    return out


@cache
def body_starts() -> frozenset[str]:
    """The first characters of these names, the whole of those of two."""
    return frozenset(name[:STARTS] for name in body_names())
