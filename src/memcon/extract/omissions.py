"""What a report says that one side's text leaves out, or that one side's alone has."""

from __future__ import annotations

from memcon.extract.context import Context, draft, main_sentences
from memcon.extract.cuebook import load, words
from memcon.extract.nowhere import Told
from memcon.extract.silence import country, told_at
from memcon.extract.types import Draft, ReportedOmission
from memcon.read.types import Range

_BACK = 6
"""Sentences back in which what is left out may have been told."""


def omissions(ctx: Context, drafts: list[Draft]) -> tuple[list[Draft], list[ReportedOmission]]:
    """The omissions that a report tells of, and drafts for what nothing else claims yet."""
    more: list[Draft] = []
    out: list[ReportedOmission] = []
    by_sentence: dict[int, list[int]] = {}
    for number, made in enumerate(drafts):
        by_sentence.setdefault(made.sentence, []).append(number)
    for number in main_sentences(ctx):
        sentence = ctx.tree.reading.sentences[number]
        if sentence.question:
            continue
        seen: set[str | None] = set()
        for i in range(sentence.first, sentence.last):
            for told in told_at(ctx, i):
                if told.silent in seen and told.silent is not None:
                    continue
                held, echoes = _left_out(ctx, drafts, by_sentence, number, told)
                if not held:
                    if told.scope is None:
                        continue
                    held = [len(drafts) + len(more)]
                    more.append(draft(ctx, *told.scope, rule="omitted"))
                all_ = [*drafts, *more]
                said_by = (told.sayer,) if told.sayer else _said_by(ctx, all_, [*held, *echoes], told.silent)
                if told.silent is None and not said_by:
                    continue
                if not said_by and told.scope is not None:
                    said_by = _whose(ctx, told.scope, told.silent)
                    said_by = said_by or _next(ctx, drafts, by_sentence, number, told.silent)
                if told.telling is not None and all(all_[n].sentence != number for n in held):
                    # What is left out was told elsewhere: the words that say so are evidence too.
                    held = [*held, len(all_)]
                    more.append(draft(ctx, *told.telling, rule="omission-told"))
                seen.add(told.silent)
                out.append(
                    ReportedOmission(
                        drafts=tuple(held), said_by=said_by, silent=told.silent, cue=told.cue, only=bool(said_by)
                    )
                )
    return more, out


def _left_out(
    ctx: Context, drafts: list[Draft], by_sentence: dict[int, list[int]], number: int, told: Told
) -> tuple[list[int], list[int]]:
    """The claims left out, and claims of others that say the same elsewhere.

    Left out are those in the words named, what these take up, else what is said before the cue.
    """
    here = by_sentence.get(number, [])
    before = [n for n in by_sentence.get(number - 1, []) if _anothers(ctx, drafts[n], told.silent)]
    if told.scope is not None:
        if _takes_up(ctx, told.scope) and told.sayer is None and before:
            return before, []
        half = (told.scope[1] - told.scope[0]) / 2
        same = [n for n in here if _inside(drafts[n].evidence, told.scope) and _length(drafts[n]) >= half]
        earlier = _told_before(ctx, drafts, by_sentence, number, told)
        if same:
            voiced = any(_anothers(ctx, drafts[n], told.silent) for n in same)
            return ([*same, *earlier] if not voiced else same), earlier
        if told.sayer is not None:
            return [], earlier
        return earlier, []
    said = [n for n in here if drafts[n].evidence[1] <= told.cue[0] + 1 and _anothers(ctx, drafts[n], told.silent)]
    return said or (before if told.sayer is None else []), []


def _told_before(
    ctx: Context, drafts: list[Draft], by_sentence: dict[int, list[int]], number: int, told: Told
) -> list[int]:
    """What others said of the same thing in the sentences before, by its own words."""
    if told.scope is None:
        return []
    first, last = ctx.tree.tokens_in(*told.scope)
    wanted = {t.norm for t in ctx.tree.tokens[first:last] if t.pos in {"NOUN", "PROPN", "NUM"}}
    if not wanted:
        return []
    found = []
    for earlier in range(max(0, number - _BACK), number):
        for n in by_sentence.get(earlier, ()):
            low, high = ctx.tree.tokens_in(*drafts[n].evidence)
            if _anothers(ctx, drafts[n], told.silent) and wanted <= {t.norm for t in ctx.tree.tokens[low:high]}:
                found.append(n)
    return found


def _anothers(ctx: Context, made: Draft, silent: str | None) -> bool:
    """Whether a claim is in somebody's mouth, not in that of the one who is silent."""
    if not made.voice:
        return False
    return silent is None or country(ctx, made.voice[0].entity) != country(ctx, silent)


def _takes_up(ctx: Context, scope: Range) -> bool:
    """Whether words only take up what was told before: "the warning", "this"."""
    first, last = ctx.tree.tokens_in(*scope)
    return last - first <= 3 and ctx.tree.token(first).norm in {
        "the",
        "this",
        "that",
        "these",
        "those",
        "it",
        "any",
        "such",
    }


def _length(made: Draft) -> int:
    return made.evidence[1] - made.evidence[0]


def _inside(place: Range, scope: Range) -> bool:
    return scope[0] <= place[0] and place[1] <= scope[1]


def _whose(ctx: Context, scope: Range, silent: str | None) -> tuple[str, ...]:
    """Who in the words left out is said to say them, else whom they belong to or come from.

    As in "a visit, which the Peruvian side says is planned", "the European monitors".
    """
    tree = ctx.tree
    home = country(ctx, silent)
    first, last = tree.tokens_in(*scope)
    sayers = [k for k in range(first, last) if tree.token(k).lemma in words("omission_cues", "speaking_verbs")]
    for verb in (*sayers, None):
        heads = () if verb is None else tree.all(verb, "nsubj")
        spots = range(first, last) if verb is None else [c for n in heads for c in (n, *tree.children[n])]
        named = dict.fromkeys(n for i in spots if (n := _side(ctx, i)) not in {None, home})
        if named:
            return tuple(n for n in named if n is not None)
    return ()


def _side(ctx: Context, i: int) -> str | None:
    """The country or body that a token names, by its own entity where the report has one."""
    naming = ctx.tree.namings.get(i)
    if naming is None:
        code = load("omission_cues")["bodies"].get(ctx.tree.token(i).norm)
        return next((e.id for e in ctx.tree.reading.entities if code is not None and e.country == code), None)
    known = ctx.tree.entities.get(naming.entity)
    return None if known is None or known.kind == "place" else country(ctx, naming.entity)


def _next(
    ctx: Context, drafts: list[Draft], by_sentence: dict[int, list[int]], number: int, silent: str | None
) -> tuple[str, ...]:
    """Who in the sentence after says what was left out ("It made no mention of A. Officials in Lima said that …")."""
    following = [n for n in by_sentence.get(number + 1, ()) if _anothers(ctx, drafts[n], silent)]
    sides = {country(ctx, drafts[n].voice[0].entity): None for n in following}
    known = ctx.tree.entities
    return tuple(s for s in sides if s is not None and s in known and known[s].country)


def _said_by(ctx: Context, drafts: list[Draft], held: list[int], silent: str | None) -> tuple[str, ...]:
    """The outermost voices of what is left out, the silent one apart."""
    out: dict[str, None] = {}
    for number in held:
        for voice in drafts[number].voice[:1]:
            if voice.entity is not None and (silent is None or country(ctx, voice.entity) != country(ctx, silent)):
                out[voice.entity] = None
    return tuple(out)
