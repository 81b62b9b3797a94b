"""The words with which a report says that a text lacks something: silent, absent, only in the other's."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.context import Context, speaker_of
from memcon.extract.cuebook import load, words
from memcon.extract.nowhere import Told, none_of_it, text_before
from memcon.extract.sources import is_text, subject
from memcon.extract.tree import Tree
from memcon.read.types import Range

_O = "omission_cues"
_NEAR = 4
"""Tokens before a verb within which its subject is told with it."""


def told_at(ctx: Context, i: int) -> Iterator[Told]:
    """The omissions whose cue is the token ``i``."""
    tree = ctx.tree
    token = tree.token(i)
    participle = (
        token.tag in {"VBN", "VBD", "JJ", "VBG"} or token.pos == "ADJ" or token.norm in words(_O, "absent_words")
    )
    denied = any(tree.token(c).dep == "neg" or tree.token(c).norm in {"not", "never"} for c in tree.children[i])
    denied = denied or (i > 0 and tree.token(i - 1).norm == "not")
    denied = denied or any(tree.token(c).norm in {"nor", "neither"} for c in tree.children[i] if c < i)
    verbal = token.tag.startswith("VB")
    modal = any(tree.token(c).tag == "MD" for c in tree.children[i])
    if participle and (
        (denied and token.tag != "VBG" and token.lemma in words(_O, "denied_participles"))
        or token.norm in words(_O, "absent")
    ):
        # "a point not found in X's text", "absent from X's account"
        owner = _text_owner(ctx, i)
        if owner is not None:
            yield Told(
                cue=tree.span(max(0, i - 1), owner[1]),
                silent=owner[0],
                scope=_described(tree, i) or _fronted(tree, i),
                sayer=_unlike(ctx, i, owner[0]),
            )
            return
    if verbal and token.lemma in words(_O, "standing_verbs"):
        yield from _nowhere(ctx, i, denied=denied)
    if denied and verbal and _silent(tree, i) and not participle_only(tree, i) and not modal:
        target = _object(tree, i)
        yield from _by_subject(ctx, i, target)
    elif verbal and token.lemma in words(_O, "silent_direct"):
        target = tree.child(i, "dobj")
        if target is None:
            target = next((_inner(tree, c) for c in tree.all(i, "prep", "prt") if _inner(tree, c) is not None), None)
        if target is None and token.dep == "relcl":
            # "…, a subject that X's text left out".
            target = token.head
        if target is not None and tree.token(target).lemma in words(_O, "no_nouns"):
            target = _of(tree, target) or target
        if target is not None and _directly(tree, i):
            yield from _by_subject(ctx, i, target)
    elif verbal and token.lemma in words(_O, "no_verbs") | {"be"}:
        noun = tree.child(i, "dobj", "attr", "nsubjpass")
        if noun is None and token.lemma == "be":
            noun = next((c for c in tree.all(i, "nsubj") if c > i), None)
        if noun is not None and tree.token(noun).lemma in words(_O, "no_nouns"):
            if any(tree.token(c).norm in {"no", "not"} for c in tree.children[noun]) or denied:
                whose = _holder(ctx, i) or _holder(ctx, noun)
                if whose is not None:
                    target = _of(tree, noun)
                    scope = None if target is None else tree.span(*_without_place(tree, target))
                    cue = tree.span(i, max(i, noun) + 1)
                    sayer = _unlike(ctx, i, whose)
                    yield Told(cue=cue, silent=whose, scope=scope, telling=_telling(tree, i), sayer=sayer)
                elif token.lemma != "be":
                    yield from _by_subject(ctx, i, _of(tree, noun))
    elif token.lemma in words(_O, "silent_adjectives") and token.dep == "acomp":
        target = next((_inner(tree, c) for c in tree.all(i, "prep")), None)
        yield from _by_subject(ctx, token.head, target)
    elif token.norm in words(_O, "only"):
        alone = _only(ctx, i)
        if alone is not None:
            sayer, end, verb = alone
            scope = _said_of(tree, i, verb) or _described(tree, verb)
            yield Told(cue=tree.span(i, end), silent=_not_in(ctx, end), scope=scope, sayer=sayer)
    if verbal and token.lemma in words(_O, "nothing_verbs"):
        nothing = tree.child(i, "dobj")
        head = subject(tree, i)
        if nothing is not None and tree.token(nothing).norm == "nothing" and head is not None:
            about = next((_inner(tree, c) for h in (nothing, i) for c in tree.all(h, "prep")), None)
            if is_text(tree, head):
                yield from _by_subject(ctx, i, about)
            elif tree.token(head).lemma == "side" and about is not None and about < i:
                # "On A, the X side says nothing."
                silent = speaker_of(ctx, head)
                cue = tree.span(head, nothing + 1)
                yield Told(cue=cue, silent=silent, scope=tree.span(*tree.subtree(about)), telling=cue)
    if token.norm in {"did", "does", "do", "had", "has"}:
        yield from _elided(ctx, i)
    if verbal and not denied and token.lemma in words(_O, "speaking_verbs"):
        yield from _alone(ctx, i)
    yield from none_of_it(ctx, i)


def _silent(tree: Tree, i: int) -> bool:
    """Whether a verb that is denied tells of silence: "mention" of anybody, "speak of" of a text."""
    lemma = tree.token(i).lemma
    if lemma in words(_O, "silent_verbs"):
        return True
    head = subject(tree, i)
    return lemma in words(_O, "silent_text_verbs") and head is not None and is_text(tree, head)


def _directly(tree: Tree, i: int) -> bool:
    """Whether a verb of leaving out has what it needs: its particle, a text for subject."""
    token = tree.token(i)
    needs = load(_O)["direct_particles"].get(token.lemma)
    if needs is not None:
        return any(tree.token(k).norm in needs for k in range(i + 1, min(i + 8, tree.sentence(i).last)))
    if token.lemma in words(_O, "direct_texts"):
        head = subject(tree, i)
        return head is not None and is_text(tree, head)
    return True


def _nowhere(ctx: Context, i: int, *, denied: bool) -> Iterator[Told]:
    """As in "the phrase does not appear in X's version", "nowhere in X's statement does the word appear"."""
    tree = ctx.tree
    sentence = tree.sentence(i)
    at = next((k for k in range(sentence.first, sentence.last) if tree.token(k).norm == "nowhere"), None)
    head = tree.child(i, "nsubj", "nsubjpass", "attr")
    if head is None or (not denied and at is None):
        return
    low = at if at is not None else i
    for k in range(low, min(low + 9, sentence.last)):
        if (
            is_text(tree, k)
            and tree.token(k).pos in {"NOUN", "PROPN"}
            and any(tree.token(n).norm in {"in", "from"} for n in range(low, k))
        ):
            owner = speaker_of(ctx, k)
            if owner is not None:
                end = tree.ends[k]
                start = min(tree.starts[i], tree.starts[low])
                yield Told(
                    cue=(start, max(end, tree.ends[i])),
                    silent=owner,
                    scope=_subject_words(tree, head),
                    telling=(start, end),
                )
            return


def _subject_words(tree: Tree, head: int) -> Range | None:
    """The words of a subject; what a bare "reference to A" is of."""
    if tree.token(head).pos == "PRON":
        return None
    inner = _of(tree, head) if tree.token(head).lemma in words(_O, "no_nouns") else None
    return tree.span(*tree.subtree(head if inner is None else inner))


def _fronted(tree: Tree, i: int) -> Range | None:
    """As in "Absent from X's text was any word of A": the subject behind the verb."""
    verb = tree.token(i).head
    for k in (verb, i):
        head = next((c for c in tree.all(k, "nsubj", "attr", "nsubjpass") if c > i), None)
        if head is not None:
            return _subject_words(tree, head)
    return None


def _holder(ctx: Context, i: int) -> str | None:
    """As in "there is no word of it in X's text": the entity whose text it is."""
    tree = ctx.tree
    for child in (c for h in (i, *tree.all(i, "prep")) for c in tree.children[h]):
        for prep in (child, *tree.all(child, "prep")):
            if tree.token(prep).norm in {"in", "from"} and tree.token(prep).dep == "prep":
                inner = _inner(tree, prep)
                if inner is not None and is_text(tree, inner):
                    return speaker_of(ctx, inner)
    return None


def _without_place(tree: Tree, i: int) -> tuple[int, int]:
    """The words of a thing without "in X's text" behind it."""
    first, last = tree.subtree(i)
    for child in tree.all(i, "prep"):
        inner = _inner(tree, child)
        if inner is not None and is_text(tree, inner) and child > i:
            last = min(last, child)
    return first, max(last, i + 1)


def _telling(tree: Tree, verb: int) -> Range:
    """The words of a clause that tells of an omission, from its verb's auxiliaries on."""
    low = min([verb, *(c for c in tree.all(verb, "aux", "neg", "expl", "nsubj") if c < verb and verb - c <= _NEAR)])
    end = min(tree.right[verb], tree.sentence(verb).last)
    for joined in tree.all(verb, "conj"):
        if joined > verb and tree.token(joined).tag.startswith("VB"):
            # "did not mention the ban, and stressed that …": what it does say is not left out
            end = min([end, joined, tree.left[joined], *(c for c in tree.all(verb, "cc") if c > verb)])
    return tree.span(*tree.trim(low, end))


def _said_of(tree: Tree, only: int, verb: int) -> Range | None:
    """As in "only X's readout mentions A": what the verb has for object."""
    head = tree.child(verb, "nsubj")
    if head is None or not tree.left[head] <= only <= head < verb:
        return None
    target = _object(tree, verb)
    return None if target is None else tree.span(*tree.subtree(target))


def _elided(ctx: Context, i: int) -> Iterator[Told]:
    """As in "X's statement spoke of A, Y's did not": what is left out is what the other is said to say."""
    tree = ctx.tree
    sentence = tree.sentence(i)
    if i + 1 >= sentence.last or tree.token(i + 1).norm not in {"not", "n't"}:
        return
    if i + 2 < sentence.last and tree.token(i + 2).pos not in {"PUNCT", "CCONJ"}:
        return
    silent = _before(ctx, i, sentence.first)
    low = tree.reading.sentences[max(0, sentence.i - 1)].first
    if silent is None or not any(is_text(tree, k) for k in range(low, i)):
        return
    yield Told(cue=tree.span(max(sentence.first, i - 1), i + 2), silent=silent, telling=tree.span(i, i + 2))


def _before(ctx: Context, i: int, first: int) -> str | None:
    """The entity named in the few words before an auxiliary, up to a comma or a conjunction."""
    tree = ctx.tree
    for k in range(i - 1, max(first - 1, i - 7), -1):
        if tree.token(k).norm in {",", ";", "and", "but", "while", "whereas"}:
            return None
        naming = tree.namings.get(k)
        if naming is not None:
            return naming.entity
        if tree.token(k).tag.startswith(("VB", "W")) or tree.token(k).tag == "IN":
            return None
    return None


def _did(ctx: Context, verb: int, silent: str) -> str | None:
    """As in "…, although Seoul did": whoever does say it."""
    tree = ctx.tree
    sentence = tree.sentence(verb)
    for k in range(verb + 1, sentence.last):
        ends = k + 1 >= sentence.last or tree.token(k + 1).pos == "PUNCT"
        if tree.token(k).norm in {"did", "does", "had", "do", "has"} and ends:
            other = _before(ctx, k, verb)
            if other is not None and country(ctx, other) != country(ctx, silent):
                return other
    return None


def _unlike(ctx: Context, i: int, silent: str) -> str | None:
    """As in "unlike X's statement": whose text has it, beside the one that lacks it."""
    tree = ctx.tree
    sentence = tree.sentence(i)
    for k in range(sentence.first, sentence.last - 1):
        if tree.token(k).norm in words(_O, "unlike"):
            for n in range(k + 1, min(k + 7, sentence.last)):
                naming = tree.namings.get(n)
                if naming is not None and country(ctx, naming.entity) != country(ctx, silent):
                    return naming.entity
    return None


def _alone(ctx: Context, i: int) -> Iterator[Told]:
    """As in "X's version, unlike Y's, speaks of A": Y is silent on it."""
    tree = ctx.tree
    head = subject(tree, i)
    sayer = None if head is None else speaker_of(ctx, head)
    if head is None or sayer is None or not (is_text(tree, head) or head in tree.headed):
        return
    silent = _unlike(ctx, i, sayer)
    target = _object(tree, i)
    near = any(tree.token(k).norm in words(_O, "unlike") for k in range(tree.sentence(i).first, i))
    if silent is None or target is None or not near:
        return
    nothing = tree.token(target).norm in {"nothing", "little"} or tree.token(target).lemma in words(_O, "no_nouns")
    if not nothing:
        yield Told(cue=tree.span(i, i + 1), silent=silent, scope=tree.span(*tree.subtree(target)), sayer=sayer)


def participle_only(tree: Tree, i: int) -> bool:
    """Whether a participle stands without a finite verb of its own ("a point not mentioned by …")."""
    return tree.token(i).tag == "VBN" and not any(
        tree.token(c).dep in {"aux", "auxpass", "nsubj"} for c in tree.children[i]
    )


def _by_subject(ctx: Context, verb: int, target: int | None) -> Iterator[Told]:
    """As in "X's readout made no mention of A": X is silent, A is left out."""
    tree = ctx.tree
    head = subject(tree, verb)
    if head is None or target is None:
        return
    silent = speaker_of(ctx, head)
    before = text_before(ctx, head)
    if before is not None:
        silent = before
    elif silent is None or not (is_text(tree, head) or head in tree.headed):
        return
    summing = tree.token(target).lemma in words(_O, "summing") and tree.token(verb).head == target
    scope = None if summing else tree.span(*tree.subtree(target))
    start = tree.starts[tree.left[target]] if summing else tree.starts[verb]
    sayer = _did(ctx, verb, silent) or _unlike(ctx, verb, silent)
    yield Told(cue=(start, tree.ends[verb]), silent=silent, scope=scope, sayer=sayer, telling=_telling(tree, verb))


def _object(tree: Tree, i: int) -> int | None:
    target = next((c for c in tree.all(i, "dobj", "ccomp") if c > i or tree.token(c).dep == "dobj"), None)
    if target is not None:
        return target
    if tree.token(i).dep == "relcl" and not any(_inner(tree, c) for c in tree.all(i, "prep")):
        # "…, something the other side did not mention".
        return tree.token(i).head
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


def country(ctx: Context, entity: str | None) -> str | None:
    """The country of an entity, else the entity itself."""
    known = ctx.tree.entities.get(entity or "")
    return entity if known is None else known.country or known.id
