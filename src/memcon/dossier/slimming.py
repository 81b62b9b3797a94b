"""What was read of one report, before it is packed: what the tokens and the text say anyway is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from memcon.dossier.packing import built, opened, pack
from memcon.extract.types import Draft, Extraction
from memcon.read.types import Naming, Quote, Reading, Sentence, Timex, Token

Placed = TypeVar("Placed", Naming, Quote, Sentence, Timex)
"""What stands at ``start`` to ``end`` of the text and at tokens ``first`` to ``last``."""
ITSELF = "\0"
"""A value that is the words of its evidence, white space made single."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cached:
    """What reading one report gave, its text and id left out; ``why`` where memcon failed on it."""

    reading: Reading | None
    extraction: Extraction | None
    why: str | None = None


def packed(cached: Cached, text: str) -> bytes:
    """What was read of a text, as bytes."""
    return pack(turned(cached, text, slim=True), {"": text}, text)


def unpacked(body: bytes, text: str) -> Cached:
    """What was read of a text. Raises ``ValueError`` where the bytes do not tell it."""
    return of_column(opened(body, text), text)


def of_column(column: Any, text: str) -> Cached:
    """What was read of a text, from its column. Raises ``ValueError`` where that does not tell it."""
    try:
        return turned(built(Cached, column, {"": text}), text, slim=False)
    except IndexError as error:
        raise ValueError(f"a place that is none ({error})") from error


def turned(cached: Cached, text: str, *, slim: bool) -> Cached:
    """What was read with what the text says left out, or put in again."""
    reading, extraction = cached.reading, cached.extraction
    if reading is None or extraction is None:
        return cached
    tokens, sign = reading.tokens, -1 if slim else 1
    namings = _moved(reading.namings, tokens, sign)
    reading = replace(
        reading,
        sentences=_moved(reading.sentences, tokens, sign),
        quotes=_moved(reading.quotes, tokens, sign),
        timexes=_moved(reading.timexes, tokens, sign),
        namings=tuple(replace(n, head=n.head + sign * n.first) for n in namings),
    )
    drafts = tuple(_draft(d, text, slim=slim) for d in extraction.drafts)
    return replace(cached, reading=reading, extraction=replace(extraction, drafts=drafts))


def _moved(values: Sequence[Placed], tokens: Sequence[Token], sign: int) -> tuple[Placed, ...]:
    """The places told from the tokens where they begin and end, or back from there."""
    out: list[Placed] = []
    for one in values:
        last = one.last if sign < 0 else one.last + one.first
        start = tokens[one.first].start if 0 <= one.first < len(tokens) else 0
        end = tokens[last - 1].end if 0 < last <= len(tokens) else 0
        out.append(
            replace(
                one,
                start=one.start + sign * start,
                end=one.end + sign * end,
                last=last - one.first if sign < 0 else last,
            )
        )
    return tuple(out)


def _draft(draft: Draft, text: str, *, slim: bool) -> Draft:
    words = " ".join(text[slice(*draft.evidence)].split())
    if slim:
        return replace(draft, value=ITSELF) if draft.value == words else draft
    return replace(draft, value=words) if draft.value == ITSELF else draft
