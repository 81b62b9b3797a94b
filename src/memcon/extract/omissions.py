"""What a report says that one side's text leaves out, or that one side's alone has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from memcon.extract.context import Context, draft, main_sentences, speaker_of
from memcon.extract.cuebook import words
from memcon.extract.sources import is_text, subject
from memcon.extract.tree import Tree
from memcon.extract.types import Draft, ReportedOmission
from memcon.read.types import Range

_O = "omission_cues"
_BACK = 6
"""Sentences back in which what is left out may have been told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A place that tells of an omission: who is silent, what is left out, whose text alone has it."""

    cue: Range
    silent: str | None = None
    scope: Range | None = None
    sayer: str | None = None


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
        for i in range(sentence.first, sentence.last):
            for told in _at(ctx, i):
                held = _left_out(ctx, drafts, by_sentence, number, told)
                if not held:
                    if told.scope is None:
                        continue
                    held = [len(drafts) + len(more)]
                    more.append(draft(ctx, *told.scope, rule="omitted"))
                said_by = (told.sayer,) if told.sayer else _said_by([*drafts, *more], held, told.silent)
                if told.silent is None and not said_by:
                    continue
                out.append(
                    ReportedOmission(
                        drafts=tuple(held), said_by=said_by, silent=told.silent, cue=told.cue, only=bool(said_by)
                    )
                )
    return more, out


def _at(ctx: Context, i: int) -> Iterator[_Told]:
    """The omissions whose cue is the token ``i``."""
    tree = ctx.tree
    token = tree.token(i)
    participle = token.tag in {"VBN", "VBD", "JJ"} or token.pos == "ADJ"
    denied = any(tree.token(c).dep == "neg" or tree.token(c).norm in {"not", "never"} for c in tree.children[i])
    denied = denied or (i > 0 and tree.token(i - 1).norm == "not")
    if participle and (
        (denied and token.lemma in words(_O, "denied_participles")) or token.norm in words(_O, "absent")
    ):
        # "a point not found in X's text", "absent from X's account"
        owner = _text_owner(ctx, i)
        if owner is not None:
            yield _Told(cue=tree.span(max(0, i - 1), owner[1]), silent=owner[0], scope=_described(tree, i))
            return
    if (
        denied
        and token.tag.startswith("VB")
        and token.lemma in words(_O, "silent_verbs")
        and not participle_only(tree, i)
        and not any(tree.token(c).tag == "MD" for c in tree.children[i])
    ):
        target = _object(tree, i)
        yield from _by_subject(ctx, i, target)
    elif token.tag.startswith("VB") and token.lemma in words(_O, "silent_direct"):
        target = tree.child(i, "dobj")
        if target is None and token.dep == "relcl":
            # "…, a subject that X's text left out".
            target = token.head
        if target is not None and tree.token(target).lemma in words(_O, "no_nouns"):
            target = _of(tree, target) or target
        if target is not None and (
            token.lemma != "leave" or any(tree.token(c).norm == "out" for c in tree.children[i])
        ):
            yield from _by_subject(ctx, i, target)
    elif token.tag.startswith("VB") and token.lemma in words(_O, "no_verbs"):
        noun = tree.child(i, "dobj")
        if noun is not None and tree.token(noun).lemma in words(_O, "no_nouns"):
            if any(tree.token(c).norm == "no" for c in tree.children[noun]):
                yield from _by_subject(ctx, i, _of(tree, noun))
    elif token.lemma in words(_O, "silent_adjectives") and token.dep == "acomp":
        target = next((_inner(tree, c) for c in tree.all(i, "prep")), None)
        yield from _by_subject(ctx, token.head, target)
    elif token.norm in words(_O, "only"):
        alone = _only(ctx, i)
        if alone is not None:
            sayer, end, verb = alone
            yield _Told(cue=tree.span(i, end), silent=_not_in(ctx, end), scope=_described(tree, verb), sayer=sayer)


def participle_only(tree: Tree, i: int) -> bool:
    """Whether a participle stands without a finite verb of its own ("a point not mentioned by …")."""
    return tree.token(i).tag == "VBN" and not any(
        tree.token(c).dep in {"aux", "auxpass", "nsubj"} for c in tree.children[i]
    )


def _by_subject(ctx: Context, verb: int, target: int | None) -> Iterator[_Told]:
    """As in "X's readout made no mention of A": X is silent, A is left out."""
    tree = ctx.tree
    head = subject(tree, verb)
    if head is None or target is None:
        return
    silent = speaker_of(ctx, head)
    if silent is None or not (is_text(tree, head) or head in tree.headed):
        return
    summing = tree.token(target).lemma in words(_O, "summing") and tree.token(verb).head == target
    scope = None if summing else tree.span(*tree.subtree(target))
    start = tree.starts[tree.left[target]] if summing else tree.starts[verb]
    yield _Told(cue=(start, tree.ends[verb]), silent=silent, scope=scope)


def _object(tree: Tree, i: int) -> int | None:
    target = tree.child(i, "dobj", "ccomp")
    if target is not None:
        return target
    return next((_inner(tree, c) for c in tree.all(i, "prep")), None)


def _inner(tree: Tree, prep: int) -> int | None:
    return tree.child(prep, "pobj", "pcomp")


def _of(tree: Tree, noun: int) -> int | None:
    return next((_inner(tree, c) for c in tree.all(noun, "prep") if tree.token(c).norm in {"of", "to"}), None)


def _text_owner(ctx: Context, i: int) -> tuple[str, int] | None:
    """The entity whose text lacks something, and the end of its noun phrase."""
    tree = ctx.tree
    for child in tree.children[i]:
        token = tree.token(child)
        if child > i and (token.dep in {"prep", "agent"}) and token.norm in words(_O, "absent_preps"):
            inner = _inner(tree, child)
            if inner is None:
                continue
            if token.norm == "in" and not is_text(tree, inner):
                continue
            entity = speaker_of(ctx, inner)
            if entity is not None:
                return entity, max(inner + 1, tree.trim(*tree.subtree(inner))[1])
        if child > i and token.dep == "prep" and token.norm == "out":
            continue
    return None


def _described(tree: Tree, i: int) -> Range | None:
    """What a participle is said of, unless that is a word like "a detail"."""
    token = tree.token(i)
    head = token.head
    target = head if token.dep in {"acl", "amod"} else tree.child(i, "nsubjpass", "nsubj") or tree.child(head, "nsubj")
    if target is None or tree.token(target).lemma in {"which", "that"}:
        return None
    article = {tree.token(c).norm for c in tree.all(target, "det")}
    if tree.token(target).lemma in words(_O, "summing") and article & {"a", "an"}:
        return None
    if tree.token(target).pos == "PRON" or target >= i:
        return None
    first, last = tree.trim(tree.left[target], min(i, tree.right[target]))
    return tree.span(first, last) if first < last else None


def _only(ctx: Context, i: int) -> tuple[str, int, int] | None:
    """As in "mentioned only in X's readout": whose text alone has it, the end of its noun, the verb."""
    tree = ctx.tree
    verb = next((h for h in tree.up(i) if tree.token(h).lemma in words(_O, "only_verbs") | {"be"}), None)
    if verb is None:
        return None
    for k in range(i + 1, min(i + 6, len(tree.tokens))):
        if tree.token(k).sentence != tree.token(i).sentence:
            return None
        if is_text(tree, k) and tree.token(k).pos in {"NOUN", "PROPN"}:
            entity = speaker_of(ctx, k)
            return None if entity is None else (entity, k + 1, verb)
    return None


def _not_in(ctx: Context, i: int) -> str | None:
    """As in ", not in Y's", after "only in X's readout": the entity whose text lacks it."""
    tree = ctx.tree
    for k in range(i, min(i + 4, len(tree.tokens) - 2)):
        if tree.token(k).norm == "not" and tree.token(k + 1).norm in {"in", "by"}:
            for n in range(k + 2, min(k + 7, len(tree.tokens))):
                naming = tree.namings.get(n)
                if naming is not None and tree.token(n).sentence == tree.token(i - 1).sentence:
                    return naming.entity
    return None


def _left_out(
    ctx: Context, drafts: list[Draft], by_sentence: dict[int, list[int]], number: int, told: _Told
) -> list[int]:
    """The claims left out: those in the words named, what these take up, else what is said before the cue."""
    here = by_sentence.get(number, [])
    before = [n for n in by_sentence.get(number - 1, []) if _anothers(ctx, drafts[n], told.silent)]
    if told.scope is not None:
        half = (told.scope[1] - told.scope[0]) / 2
        same = [n for n in here if _inside(drafts[n].evidence, told.scope) and _length(drafts[n]) >= half]
        if same:
            return same
        if told.sayer is not None:
            return []
        if _takes_up(ctx, told.scope):
            return before
        return _told_before(ctx, drafts, by_sentence, number, told)
    said = [n for n in here if drafts[n].evidence[1] <= told.cue[0] + 1 and _anothers(ctx, drafts[n], told.silent)]
    return said or (before if told.sayer is None else [])


def _told_before(
    ctx: Context, drafts: list[Draft], by_sentence: dict[int, list[int]], number: int, told: _Told
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
    return silent is None or _country(ctx, made.voice[0].entity) != _country(ctx, silent)


def _country(ctx: Context, entity: str | None) -> str | None:
    known = ctx.tree.entities.get(entity or "")
    return entity if known is None else known.country or known.id


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


def _said_by(drafts: list[Draft], held: list[int], silent: str | None) -> tuple[str, ...]:
    """The outermost voices of what is left out, the silent one apart."""
    out: dict[str, None] = {}
    for number in held:
        for voice in drafts[number].voice[:1]:
            if voice.entity is not None and voice.entity != silent:
                out[voice.entity] = None
    return tuple(out)
