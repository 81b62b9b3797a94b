"""What the makers of claims share: the tree, the attributions by sentence, the mentions, and drafting."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.extract.chains import covering, link
from memcon.extract.cuebook import words
from memcon.extract.sources import is_text, issuer
from memcon.extract.tree import Tree
from memcon.extract.types import Attribution, Draft, EventMention, Voice
from memcon.model.memo import ClaimKind, Manner, Report, SlotName, Stance
from memcon.read.types import Range

LONGEST = 390
"""Longest evidence, in code points; longer ones are cut at a comma or a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One report on its way to claims. The two mappings are keyed by sentence number."""

    tree: Tree
    report: Report
    attributions: tuple[Attribution, ...]
    mentions: tuple[EventMention, ...]
    analysts: frozenset[str]
    talks: tuple[EventMention, ...]
    said: dict[int, tuple[Attribution, ...]]
    acts: dict[int, tuple[EventMention, ...]]


def context(
    tree: Tree, report: Report, attributions: tuple[Attribution, ...], mentions: tuple[EventMention, ...]
) -> Context:
    """The context of one report, attributions and mentions sorted under their sentences."""
    said: dict[int, list[Attribution]] = {}
    for made in attributions:
        seen: set[int] = set()
        for start, end in made.content:
            first, last = tree.tokens_in(start, end)
            if first < last:
                seen.update(range(tree.token(first).sentence, tree.token(last - 1).sentence + 1))
        for number in seen:
            said.setdefault(number, []).append(made)
    acts: dict[int, list[EventMention]] = {}
    for mention in mentions:
        acts.setdefault(mention.sentence, []).append(mention)
    return Context(
        tree=tree,
        report=report,
        attributions=attributions,
        mentions=mentions,
        analysts=_analysts(tree),
        talks=tuple(sorted((m for m in mentions if _is_talk(m)), key=lambda m: m.sentence)),
        said={n: tuple(v) for n, v in said.items()},
        acts={n: tuple(v) for n, v in acts.items()},
    )


def sentence_at(ctx: Context, start: int) -> int:
    """The number of the sentence that holds a code point."""
    first, _ = ctx.tree.tokens_in(start, start + 1)
    return ctx.tree.token(min(first, len(ctx.tree.tokens) - 1)).sentence


def held(ctx: Context, start: int, end: int) -> tuple[Attribution, ...]:
    """The attributions at a place, outermost first."""
    return covering(ctx.said.get(sentence_at(ctx, start), ()), start, end)


def chain(ctx: Context, start: int, end: int) -> tuple[Voice, ...]:
    """The voices at a place, outermost first."""
    return link(held(ctx, start, end))


def clip(ctx: Context, start: int, end: int) -> Range:
    """A place cut to at most ``LONGEST`` code points, at a clause's edge where there is one."""
    text = ctx.tree.reading.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    start = _opened(text, start, end)
    if end - start <= LONGEST:
        return start, _closed(text, start, end)
    window = text[start : start + LONGEST]
    for mark in ("; ", ", ", " "):
        at = window.rfind(mark)
        if at > LONGEST // 2:
            return start, start + at
    return start, start + LONGEST


def _opened(text: str, start: int, end: int) -> int:
    """The start of a place, at the opening mark of a quotation that closes inside it."""
    inside = text[start:end]
    lost = inside.count("”") > inside.count("“") or (inside.count('"') % 2 == 1 and not inside.startswith('"'))
    return start - 1 if lost and start and text[start - 1] in '“"' else start


def _closed(text: str, start: int, end: int) -> int:
    """The end of a place, behind the closing mark of a quotation that opens inside it."""
    inside = text[start:end]
    opened = inside.count("“") > inside.count("”") or (inside.count('"') % 2 == 1 and not inside.endswith('"'))
    if not opened:
        return end
    for at in range(end, min(end + 3, len(text))):
        if text[at] in '”"':
            return at + 1
        if text[at] not in ".,!?…":
            break
    return end


def in_quote(ctx: Context, start: int, end: int) -> bool:
    """Whether a place lies inside quotation marks."""
    first, last = ctx.tree.tokens_in(start, end)
    return first < last and ctx.tree.quote(first) is not None and ctx.tree.quote(last - 1) is not None


def _is_talk(mention: EventMention) -> bool:
    """Whether a mention is of a talk that took place, with somebody."""
    happened = mention.status in {"occurred", "ongoing"}
    return mention.type == "CONSULT" and happened and (mention.reciprocal or bool(mention.recipients))


def _analysts(tree: Tree) -> frozenset[str]:
    """The people whom a report introduces as analysts: "an analyst at …", "who heads a think-tank"."""
    listed = words("reporting_verbs", "analyst_marks")
    out: set[str] = set()
    for naming in tree.reading.namings:
        entity = tree.entities.get(naming.entity)
        if entity is None or entity.kind != "person" or naming.form != "name":
            continue
        first, last = tree.subtree(naming.head)
        if any(tree.token(k).lemma in listed for k in range(first, last)):
            out.add(entity.id)
    return frozenset(out)


def analyst(ctx: Context, voice: Voice) -> bool:
    """Whether a voice is one whose word on events is a reading: analysts, experts, critics."""
    if voice.entity in ctx.analysts:
        return True
    last = voice.name.lower().replace("’", "'").split()
    listed = words("reporting_verbs", "analysts")
    return any(w in listed or (w.endswith("s") and w[:-1] in listed) for w in last[-1:] + last[:1])


def draft(
    ctx: Context,
    start: int,
    end: int,
    *,
    rule: str,
    event: str | None = None,
    slot: SlotName | None = None,
    value: str | None = None,
    normal: str | None = None,
    stance: Stance | None = None,
    kind: ClaimKind | None = None,
    voice: tuple[Voice, ...] | None = None,
) -> Draft:
    """A draft for a place, with the chain, manner, stance and kind that the place has."""
    start, end = clip(ctx, start, end)
    around = held(ctx, start, end)
    voices = link(around) if voice is None else voice
    manner: Manner = "narration"
    if voices:
        manner = "direct" if in_quote(ctx, start, end) else around[0].manner if around else "indirect"
        if manner == "direct" and not in_quote(ctx, start, end):
            manner = "indirect"
    if stance is None:
        stances = [a.stance for a in around if a.rule != "turn"]
        stance = "denies" if "denies" in stances else "hedges" if "hedges" in stances else "asserts"
    if kind is None:
        reading = ctx.report.kind == "news" and rule.startswith("content") and any(analyst(ctx, v) for v in voices)
        kind = "assessment" if reading else "fact"
    return Draft(
        evidence=(start, end),
        sentence=sentence_at(ctx, start),
        value=" ".join((value or ctx.tree.reading.text[start:end]).split()),
        event=event,
        slot=slot,
        normal=normal,
        voice=voices,
        manner=manner,
        stance=stance,
        kind=kind,
        rule=rule,
    )


def speaker_of(ctx: Context, head: int) -> str | None:
    """The entity id of a noun phrase's head: as named, as owner named, as the speaker's "I"."""
    tree = ctx.tree
    naming = tree.headed.get(head) or tree.namings.get(head)
    if naming is None:
        owner = tree.child(head, "poss", "compound", "amod")
        naming = tree.namings.get(owner) if owner is not None else None
    if naming is None and is_text(tree, head):
        naming = issuer(tree, head)
    if naming is not None:
        return naming.entity
    if tree.token(head).norm in {"i", "we"}:
        return first_person_entity(ctx, head)
    return None


def first_person_entity(ctx: Context, i: int) -> str | None:
    """Who says "I" at a token: the innermost voice there, the turn's speaker, or the report's own side."""
    token = ctx.tree.token(i)
    around = [a for a in held(ctx, token.start, token.end) if a.source.entity is not None]
    if around:
        return around[-1].source.entity
    return ctx.tree.sentence(i).speaker or ctx.report.side


def supposed(tree: Tree, i: int) -> bool:
    """Whether a clause is only a case that is supposed ("should he decide …")."""
    subject = tree.child(i, "nsubj", "nsubjpass")
    modal = tree.child(i, "aux")
    return tree.token(i).dep in {"advcl", "relcl"} or (modal is not None and subject is not None and modal < subject)


def main_sentences(ctx: Context) -> tuple[int, ...]:
    """The numbers of the sentences of fact."""
    return tuple(s.i for s in ctx.tree.reading.sentences if s.kind in {"fact", "question"})


def after(tree: Tree, i: int, phrase: tuple[str, ...]) -> bool:
    """Whether a phrase of folded words stands at a token."""
    if i + len(phrase) > len(tree.tokens):
        return False
    return all(tree.token(i + k).norm == w for k, w in enumerate(phrase))
