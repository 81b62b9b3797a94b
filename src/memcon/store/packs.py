# ruff: noqa: S608 - the words put together here are ours
"""Claims as rows of their own would take as much room as the texts: here those of one report are one row.

Their numbers go up by one. The row's text has ``WIDTH`` characters a claim, each a figure as a code point: which
event, from 1 on, none for 0; where its words start, how long they are, what it is, whose side. Plain SQL reads them
with ``unicode`` and ``substr``; the views ``claim`` and ``claim_words`` do so for the claims of events.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

WIDTH = 5
EVENT, START, LENGTH, WHAT, SIDE = 1, 2, 3, 4, 5
"""Which character is which, counted from 1 as SQL does."""
MOST = 256
"""Claims in one row."""
SLOTTED, STANCED, LETTERED = 16, 1024, 8192
"""Steps in what a claim is: below the first its slot, below the second how it is said, below the third its letter."""
HIGH = 1 << 20
"""The highest code point is a little more: a place beyond is written with what it is over in what the claim is."""
SURROGATES = 0x800
"""Code points that are no characters, from D800 on."""


def character(figure: int) -> str:
    """A figure from 0 to ``HIGH`` as one character."""
    code = figure + 1
    return chr(code if code < 0xD800 else code + SURROGATES)


def packed(claims: Iterable[Sequence[int]]) -> str:
    """Claims, each the figures of its event, start, length, what and side, as a row's text."""
    out: list[str] = []
    for event, start, length, what, side in claims:
        high, low = divmod(start, HIGH)
        figures = (event, low, min(length, HIGH - 1), what + 8 * LETTERED * high, side)
        out += map(character, figures)
    return "".join(out)


def figure(which: int) -> str:
    """SQL for a figure of the claim at ``nth.n``."""
    code = f"unicode(substr(claims.body, {WIDTH} * nth.n + {which}, 1))"
    return f"({code} - 1 - {SURROGATES} * ({code} >= {0xD800}))"


COLUMNS = {
    "event": f"claims.event + {figure(EVENT)} - 1",
    "number": "claims.number + nth.n",
    "start": f"{figure(START)} + {HIGH} * ({figure(WHAT)} / {8 * LETTERED})",
    "length": figure(LENGTH),
    "slot": f"nullif({figure(WHAT)} % {SLOTTED}, 0) - 1",
    "how": f"{figure(WHAT)} / {SLOTTED} % {STANCED // SLOTTED}",
    "credibility": f"nullif({figure(WHAT)} / {STANCED} % 8, 0)",
    "side": f"(SELECT side.name FROM side WHERE side.id = {figure(SIDE)})",
}
"""SQL for what a claim's row had in columns."""
EACH = f"claims JOIN nth ON nth.n < length(claims.body) / {WIDTH} AND {figure(EVENT)} > 0"
NTH = f"WITH RECURSIVE up(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM up WHERE n < {MOST - 1}) SELECT n FROM up"
