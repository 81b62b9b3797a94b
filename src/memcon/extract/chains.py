"""The chain of voices at a place: all attributions whose content covers it, outermost first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memcon.extract.sources import first_person
from memcon.extract.types import Attribution, Voice

_SLACK = 2
"""Code points by which a place may stick out of a content: a quotation mark, a full stop."""
_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "which", "that", "both", "him", "her", "them", "you"})


def covering(attributions: Iterable[Attribution], start: int, end: int) -> tuple[Attribution, ...]:
    """The attributions whose content covers ``text[start:end]``, outermost first."""
    held: list[tuple[int, int, bool, int, Attribution]] = []
    for number, made in enumerate(attributions):
        for low, high in made.content:
            if low - _SLACK <= start and end <= high + _SLACK and not _is_own_cue(made, start, end):
                size = sum(b - a for a, b in made.content)
                held.append((-size, low, made.rule == "cited", number, made))
                break
    return tuple(h[-1] for h in sorted(held, key=lambda h: h[:4]))


def link(held: Sequence[Attribution]) -> tuple[Voice, ...]:
    """The voices of nested attributions, outermost first.

    A voice that speaks of its own words again is one link; a bare "I" or "we" is whoever holds the
    word already; a source that nobody names is none.
    """
    out: list[Voice] = []
    for made in held:
        source = made.source
        if not source.name or first_person(source.name):
            continue
        if out and source.entity is None and source.name.lower() in _PRONOUNS:
            continue
        if any(_same(source, other) for other in out):
            continue
        out.append(source)
    return tuple(out)


def _same(left: Voice, right: Voice) -> bool:
    if left.entity is not None or right.entity is not None:
        return left.entity == right.entity
    return left.name.lower() == right.name.lower()


def _is_own_cue(made: Attribution, start: int, end: int) -> bool:
    return made.cue is not None and start < made.cue[1] and made.cue[0] < end and made.cue[0] >= start
