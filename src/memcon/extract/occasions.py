"""The event that a remark belongs to: what it describes, or the talk at which it was made."""

from __future__ import annotations

from bisect import bisect_right

from memcon.extract.context import Context, held, sentence_at
from memcon.extract.types import EventMention

_MOST = 60
"""Talks looked back upon; longer texts tell of many."""
_FAR = 6
"""Sentences back beyond which a talk is no longer taken as the occasion of a remark in the press."""


def described(ctx: Context, start: int, end: int) -> EventMention | None:
    """The first act inside a place that is more than an act of speech."""
    number = ctx.tree.token(min(ctx.tree.tokens_in(start, end)[0], len(ctx.tree.tokens) - 1)).sentence
    inside = [m for m in ctx.acts.get(number, ()) if start <= m.trigger[0] and m.trigger[1] <= end]
    return next((m for m in inside if m.type not in {None, "STATEMENT"}), None)


def said_in(ctx: Context, start: int, end: int) -> EventMention | None:
    """The act of speech whose verb is the cue of the words at a place ("accused X of crossing a “line”")."""
    for made in reversed(held(ctx, start, end)):
        if made.cue is None:
            continue
        number = sentence_at(ctx, made.cue[0])
        for mention in ctx.acts.get(number, ()):
            if mention.trigger[0] <= made.cue[0] < mention.trigger[1]:
                return mention
    return None


def occasion(ctx: Context, speaker: str | None, sentence: int) -> EventMention | None:
    """The talk at which somebody said something: of their party and of those whom the sentence names, the nearest.

    A government's own text on a talk tells what was said at it; in the press a remark belongs to a
    talk only if the same sentence names the talk, or its other party not far behind it.
    """
    if not ctx.talks:
        return None
    home = countries(ctx, speaker)
    named = {_country(ctx, n.entity) for i in _range(ctx, sentence) if (n := ctx.tree.namings.get(i)) is not None}
    named -= home | {None}
    press = ctx.report.kind not in {"readout", "statement"}
    best: tuple[float, int] | None = None
    last = bisect_right(ctx.talks, sentence, key=lambda t: t.sentence)
    for index in range(last - 1, max(-1, last - 1 - _MOST), -1):
        talk = ctx.talks[index]
        distance = sentence - talk.sentence
        if press and distance > _FAR:
            break
        parties = {_country(ctx, p) for p in (*talk.actors, *talk.recipients)}
        others = len(parties & named)
        if (home and not home & parties) or (press and distance > 0 and others == 0):
            continue
        score = 2.0 * others - 0.25 * min(distance, 8) + bool(home & parties)
        if best is None or score > best[0]:
            best = score, index
    return None if best is None else ctx.talks[best[1]]


def _range(ctx: Context, sentence: int) -> range:
    found = ctx.tree.reading.sentences[sentence]
    return range(found.first, found.last)


def countries(ctx: Context, entity: str | None) -> frozenset[str]:
    """The countries (else entity ids) that somebody stands for; those of all members of a group."""
    known = ctx.tree.entities.get(entity or "")
    members = known.members if known is not None else ()
    found = {_country(ctx, m) for m in (members or (entity,))}
    return frozenset(c for c in found if c is not None)


def _country(ctx: Context, entity: str | None) -> str | None:
    if entity is None:
        return None
    known = ctx.tree.entities.get(entity)
    return entity if known is None else known.country or known.id
