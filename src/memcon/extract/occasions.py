"""The event that a remark belongs to: what it describes, or the talk at which it was made."""

from __future__ import annotations

from memcon.extract.context import Context
from memcon.extract.types import EventMention

_FAR = 12
"""Sentences back beyond which a talk is no longer taken as the occasion of a remark in the press."""


def described(ctx: Context, start: int, end: int) -> EventMention | None:
    """The first act inside a place that is more than an act of speech."""
    number = ctx.tree.token(min(ctx.tree.tokens_in(start, end)[0], len(ctx.tree.tokens) - 1)).sentence
    inside = [m for m in ctx.acts.get(number, ()) if start <= m.trigger[0] and m.trigger[1] <= end]
    return next((m for m in inside if m.type not in {None, "STATEMENT"}), None)


def occasion(ctx: Context, speaker: str | None, sentence: int) -> EventMention | None:
    """The talk at which somebody said something: nearest, of their party, of those whom the sentence names."""
    talks = [
        m
        for m in ctx.mentions
        if m.type == "CONSULT" and m.status in {"occurred", "ongoing"} and (m.reciprocal or m.recipients)
    ]
    if not talks:
        return None
    home = _country(ctx, speaker)
    named = {_country(ctx, n.entity) for i in _range(ctx, sentence) if (n := ctx.tree.namings.get(i)) is not None}
    named -= {home, None}
    best: tuple[float, int] | None = None
    for index, talk in enumerate(talks):
        parties = {_country(ctx, p) for p in (*talk.actors, *talk.recipients)}
        if home is not None and home not in parties and talk.sentence != sentence:
            continue
        distance = sentence - talk.sentence
        if distance < 0 or (distance > _FAR and ctx.report.kind == "news"):
            continue
        score = 2.0 * len(parties & named) - 0.25 * min(distance, 8) + (home in parties)
        if best is None or score >= best[0]:
            best = score, index
    if best is None:
        return talks[0] if ctx.report.kind in {"readout", "statement"} and home is not None else None
    return talks[best[1]]


def _range(ctx: Context, sentence: int) -> range:
    held = ctx.tree.reading.sentences[sentence]
    return range(held.first, held.last)


def _country(ctx: Context, entity: str | None) -> str | None:
    if entity is None:
        return None
    known = ctx.tree.entities.get(entity)
    return entity if known is None else known.country or known.id
