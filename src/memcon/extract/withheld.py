"""What a party would not give: said that it would not say, or is reported to have given little."""

from __future__ import annotations

from memcon.extract.context import Context, draft, main_sentences
from memcon.extract.cuebook import words
from memcon.extract.evasions import evasions
from memcon.extract.hushed import hushed
from memcon.extract.no_answer import unanswered
from memcon.extract.occasions import countries
from memcon.extract.types import Draft, Withholding
from memcon.extract.unsaid import ALL, cues

_BACK = 8
"""Sentences back in which what is held back may have been told."""
_STEM = 4
"""First letters that a noun and the verb it is of have in common ("offer", "offered"; "decision", "decided")."""


def withheld(ctx: Context, base: int) -> tuple[list[Draft], list[Withholding]]:
    """The drafts and withholdings of a report; ``base`` is the index that the first draft will have."""
    drafts: list[Draft] = []
    out: list[Withholding] = []
    taken: set[int] = set()
    for number in main_sentences(ctx):
        sentence = ctx.tree.reading.sentences[number]
        if _asks(ctx, number):
            continue
        tokens = range(sentence.first, sentence.last)
        found = [cue for i in tokens for cue in (*cues(ctx, i), *unanswered(ctx, i))]
        found += [cue for i in tokens for cue in (*evasions(ctx, i), *hushed(ctx, i))]
        for manner, low, high, actor in found:
            party = actor if actor is not None else sentence.speaker or ctx.report.side
            neither = actor == ALL or (actor is None and _neither(ctx, low))
            if (party is None and not neither) or any(t in taken for t in range(low, high)):
                continue
            taken.update(range(low, high))
            start, end = ctx.tree.span(low, high)
            event = _event(ctx, start, end, None if neither else party, number)
            parties = _members(ctx, party) if party is not None and not neither else _talkers(ctx, event)
            made = draft(
                ctx,
                start,
                end,
                rule=f"withheld-{manner}",
                slot="disclosure",
                event=event,
                stance="declines" if manner == "declined" else "asserts",
            )
            for one in parties:
                out.append(Withholding(party=one, event=event, draft=base + len(drafts), manner=manner))
            drafts.append(made)
    return drafts, out


def _members(ctx: Context, party: str) -> tuple[str, ...]:
    entity = ctx.tree.entities.get(party)
    return entity.members if entity is not None and entity.members else (party,)


def _talkers(ctx: Context, event: str | None) -> tuple[str, ...]:
    """The parties of a talk, where "neither side" would say."""
    at = next((n for n, m in enumerate(ctx.mentions) if m.id == event), len(ctx.mentions) - 1)
    for mention in ctx.mentions[at::-1]:
        parties = {c: None for p in (*mention.actors, *mention.recipients) for c in sorted(countries(ctx, p))}
        if mention.reciprocal and len(parties) > 1:
            return tuple(parties)
    return ()


def _neither(ctx: Context, i: int) -> bool:
    """Whether the words of withholding have "neither side" for subject."""
    sentence = ctx.tree.sentence(i)
    return any(ctx.tree.token(k).norm in {"neither", "both"} for k in range(sentence.first, min(i + 1, sentence.last)))


def _asks(ctx: Context, number: int) -> bool:
    sentence = ctx.tree.reading.sentences[number]
    return sentence.question and (sentence.speaker is None or sentence.speaker == "reporter")


def _event(ctx: Context, start: int, end: int, party: str | None, number: int) -> str | None:
    """The talk that is held back: of the party's own, with those whom the sentence names, in the words or before."""
    about = _spoken_of(ctx, start, end, number)
    if about is not None:
        return about
    home = countries(ctx, party)
    sentence = ctx.tree.reading.sentences[number]
    named = {c for i in range(sentence.first, sentence.last) for c in _named(ctx, i)} - home
    best: tuple[tuple[bool, int, bool, int], str] | None = None
    coming = [m for m in ctx.mentions if m.type == "CONSULT" and m.sentence <= number]
    for index, talk in enumerate(coming):
        parties = {c for p in (*talk.actors, *talk.recipients) for c in countries(ctx, p)}
        own = bool(home & parties) and len(parties) > 1
        score = (own, len(parties & named) if own else 0, start <= talk.trigger[0] < end, index)
        if best is None or score > best[0]:
            best = score, talk.id
    return None if best is None else best[1]


def _spoken_of(ctx: Context, start: int, end: int, number: int) -> str | None:
    """The act that the words themselves take up: "declined to confirm the offer", "no figure for its dead"."""
    tree = ctx.tree
    low, high = tree.tokens_in(start, end)
    before = [m for m in ctx.mentions if number - _BACK <= m.sentence <= number and m.trigger[0] < start]
    for i in range(low, high):
        token = tree.token(i)
        if token.tag not in {"NN", "NNS", "JJ"}:
            continue
        own = next((tree.token(c).norm for c in tree.children[i] if tree.token(c).dep in {"det", "poss"}), None)
        if own not in {"the", "this", "that", "these", "those", "its", "their", "his", "her"}:
            continue
        if any(tree.token(h).dep in {"ccomp", "advcl", "relcl", "pcomp"} and h >= low for h in (i, *tree.up(i))):
            # "declined to elaborate on whether her remarks came up": the talk is what is held back
            continue
        stem = token.lemma[:_STEM]
        for mention in reversed(before):
            if mention.type == "ASSAULT" and token.norm in words("withholding_cues", "losses"):
                return mention.id
            head = tree.token(mention.head).lemma
            if len(stem) == _STEM and stem in {head[:_STEM], mention.noun[:_STEM]}:
                return mention.id
    return None


def _named(ctx: Context, i: int) -> frozenset[str]:
    naming = ctx.tree.namings.get(i)
    return frozenset() if naming is None else countries(ctx, naming.entity)
