"""What a party would not give: said that it would not say, or is reported to have given little."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from memcon.extract.context import Context, after, draft, first_person_entity, main_sentences, speaker_of
from memcon.extract.cuebook import phrases_by_word, words
from memcon.extract.occasions import countries
from memcon.extract.sources import subject
from memcon.extract.tree import Tree
from memcon.extract.types import Draft, Withholding

Cue = tuple[Literal["declined", "not-supplied"], int, int, str | None]
_W = "withholding_cues"
_REACH = 6
"""Tokens after a refusal's first words within which the verb of saying stands."""


def withheld(ctx: Context, base: int) -> tuple[list[Draft], list[Withholding]]:
    """The drafts and withholdings of a report; ``base`` is the index that the first draft will have."""
    drafts: list[Draft] = []
    out: list[Withholding] = []
    taken: set[int] = set()
    for number in main_sentences(ctx):
        sentence = ctx.tree.reading.sentences[number]
        if _asks(ctx, number):
            continue
        for i in range(sentence.first, sentence.last):
            for manner, low, high, actor in _at(ctx, i):
                party = actor if actor is not None else sentence.speaker or ctx.report.side
                neither = actor is None and _neither(ctx, low)
                if (party is None and not neither) or any(t in taken for t in range(low, high)):
                    continue
                taken.update(range(low, high))
                start, end = ctx.tree.span(low, high)
                event = _event(ctx, start, end, party, number)
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


def _named(ctx: Context, i: int) -> frozenset[str]:
    naming = ctx.tree.namings.get(i)
    return frozenset() if naming is None else countries(ctx, naming.entity)


def _at(ctx: Context, i: int) -> Iterator[Cue]:
    """The withholdings whose cue is the token ``i``: manner, token edges, entity id."""
    tree = ctx.tree
    token = tree.token(i)
    lemma = token.lemma
    verbal = token.tag.startswith("VB")
    if verbal and lemma in words(_W, "decline"):
        yield from _declines(ctx, i)
    elif verbal and lemma in words(_W, "plain_saying") and _denied_modal(tree, i):
        low, _ = _verb_edges(tree, i)
        yield "declined", low, _end(tree, i), _party(ctx, i)
    if verbal and lemma in words(_W, "giving"):
        yield from _gives_little(ctx, i)
    if token.norm == "without" and token.dep == "prep":
        act = tree.child(i, "pcomp")
        if act is not None and tree.token(act).lemma in words(_W, "without"):
            yield "not-supplied", i, _end(tree, act), _party(ctx, act) or _party(ctx, token.head)
    if verbal and lemma in {"elaborate", "specify"} and _denied(tree, i) and not _denied_modal(tree, i):
        yield "not-supplied", _verb_edges(tree, i)[0], _end(tree, i), _party(ctx, i)
    for refusal in phrases_by_word(_W, "refusals").get(token.norm, ()):
        if after(tree, i, refusal):
            said = _refused(tree, i + len(refusal))
            if said is not None:
                verb = next(
                    (h for h in (i, *tree.up(i)) if tree.token(h).tag.startswith("VB") or tree.token(h).pos == "AUX"), i
                )
                low = _left_of_refusal(tree, i, verb)
                yield "declined", low, _end(tree, said), _party(ctx, verb) or _first_person(ctx, i, said)
            break
    for known in phrases_by_word(_W, "declined_phrases").get(token.norm, ()):
        if after(tree, i, known):
            verb = next((h for h in (i, *tree.up(i)) if tree.token(h).tag.startswith("VB")), i)
            yield "declined", *_whole(tree, i, i + len(known)), _party(ctx, verb)
            break


def _whole(tree: Tree, low: int, high: int) -> tuple[int, int]:
    """A phrase of withholding with its verb's auxiliaries before it and its complements after it."""
    verb = next((k for k in range(low, high) if tree.token(k).tag.startswith("VB")), None)
    if verb is None:
        return low, high
    return min(low, _verb_edges(tree, verb)[0]), max(high, _end(tree, verb))


def _declines(ctx: Context, i: int) -> Iterator[Cue]:
    tree = ctx.tree
    for child in tree.children[i]:
        token = tree.token(child)
        saying = token.dep in {"xcomp", "ccomp", "advcl"} and token.lemma in words(_W, "saying")
        noun = token.dep == "dobj" and token.lemma in words(_W, "decline_nouns")
        # "declined to be named" holds back a name, not an account.
        unnamed = any(tree.token(c).dep == "auxpass" for c in tree.children[child])
        if child > i and ((saying and not unnamed) or noun):
            yield "declined", i, _end(tree, child), _party(ctx, i)
            return


def _gives_little(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "has not released the figures", "gave few details"."""
    tree = ctx.tree
    target = tree.child(i, "dobj") or tree.child(i, "nsubjpass")
    if target is None or tree.token(target).lemma not in words(_W, "information"):
        return
    modifiers = {tree.token(c).norm for c in tree.children[target]}
    scarce = bool(modifiers & words(_W, "scarce"))
    doer = tree.child(i, "nsubj", "nsubjpass")
    neither = doer is not None and any(
        tree.token(k).norm in {"neither", "no"} for k in range(tree.left[doer], doer + 1)
    )
    denied = (_denied(tree, i) or neither) and not _denied_modal(tree, i)
    if denied or (scarce and tree.token(target).lemma not in {"insight", "date", "name"}):
        low, _ = _verb_edges(tree, i)
        if neither and doer is not None:
            low = tree.left[doer]
        yield "not-supplied", low, max(_end(tree, i), tree.right[target]), _party(ctx, i)


def _denied(tree: Tree, i: int) -> bool:
    return any(tree.token(c).dep == "neg" or tree.token(c).norm == "never" for c in tree.children[i])


def _denied_modal(tree: Tree, i: int) -> bool:
    """Whether a verb stands under a denied modal ("would not say")."""
    return _denied(tree, i) and any(
        tree.token(c).dep == "aux"
        and (tree.token(c).norm in words(_W, "modals") or tree.token(c).lemma in words(_W, "modals"))
        for c in tree.children[i]
    )


def _verb_edges(tree: Tree, i: int) -> tuple[int, int]:
    low = min([i, *(c for c in tree.all(i, "aux", "auxpass", "neg", "advmod") if c < i)])
    return low, i + 1


def _end(tree: Tree, i: int) -> int:
    """The end of what is held back, before a further clause or an aside."""
    last = tree.right[i]
    for child in tree.children[i]:
        token = tree.token(child)
        if child > i and token.dep in {"advcl", "conj", "parataxis", "cc"}:
            last = min(last, tree.left[child])
    return tree.trim(i, last)[1]


def _refused(tree: Tree, i: int) -> int | None:
    """The verb of saying within reach of a refusal's first words."""
    if i >= len(tree.tokens):
        return None
    number = tree.token(i).sentence
    for k in range(i, min(i + _REACH, len(tree.tokens))):
        if (
            tree.token(k).sentence == number
            and tree.token(k).lemma in words(_W, "refused")
            and tree.token(k).pos == "VERB"
        ):
            return k
    return None


def _left_of_refusal(tree: Tree, i: int, verb: int) -> int:
    held = [c for c in tree.children[verb] if tree.token(c).dep in {"nsubj", "aux", "neg", "expl"} and c <= i + 1]
    return max(tree.sentence(i).first, min([i, *held, min(i, verb)]))


def _first_person(ctx: Context, low: int, high: int) -> str | None:
    for k in range(low, high + 1):
        if ctx.tree.token(k).norm in {"i", "we"}:
            return first_person_entity(ctx, k)
    return None


def _party(ctx: Context, verb: int) -> str | None:
    """Whoever holds back: the entity of the verb's subject."""
    head = subject(ctx.tree, verb)
    if head is None:
        # As in "would not be drawn", where who holds back is the passive's subject.
        head = ctx.tree.child(verb, "nsubjpass")
    return None if head is None else speaker_of(ctx, head)
