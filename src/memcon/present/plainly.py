"""The reasons for which two mentions were put together or kept apart, in words for whoever does not know the codes."""

from __future__ import annotations

import re

from memcon.present.words import country, word

KIND = re.compile(r"type (\w+)")
KINDS = re.compile(r"types (\w+), (\w+)")
PARTIES = re.compile(r"parties (.+) of (.+)")


def plainly(because: str) -> str:
    """Reasons parted by semicolons, each in plain words: kinds of acts and countries by their names."""
    return "; ".join(map(_one, because.split("; ")))


def _one(reason: str) -> str:
    if found := KIND.fullmatch(reason):
        return f"both count as {_kind(found[1])}"
    if found := KINDS.fullmatch(reason):
        return f"one counts as {_kind(found[1])}, the other as {_kind(found[2])}"
    if found := PARTIES.fullmatch(reason):
        every = found[2].split("–")
        both = [] if found[1] == "none" else found[1].split("–")
        rest = [p for p in every if p not in both]
        if not both:
            return f"no party in common ({_names(rest)})"
        return f"both name {_names(both)}" + (f", one alone {_names(rest)}" if rest else "")
    return reason


def _kind(code: str) -> str:
    return "an act of no known kind" if code == "None" else word("type", code).lower()


def _names(codes: list[str]) -> str:
    *first, last = map(country, codes)
    return f"{', '.join(first)} and {last}" if first else last
