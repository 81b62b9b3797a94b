"""What the reports say to watch: lists of indicators, what something depends on, signs and proofs."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.context import Context, draft, main_sentences
from memcon.extract.cuebook import reporting, words
from memcon.extract.lookouts import lookouts
from memcon.extract.sources import agentive
from memcon.extract.tree import Tree
from memcon.extract.types import Draft
from memcon.extract.watchlists import split, watchlists

_I = "indicator_cues"


def indicators(ctx: Context) -> list[Draft]:
    """One draft per thing to watch."""
    out: list[Draft] = []
    taken: set[tuple[int, int]] = set()
    for number in main_sentences(ctx):
        sentence = ctx.tree.reading.sentences[number]
        if sentence.question:
            continue
        found = [*watchlists(ctx.tree, sentence)]
        for i in range(sentence.first, sentence.last):
            found.extend(_at(ctx, i))
        for i in range(sentence.first, sentence.last):
            found.extend(lookouts(ctx.tree, i))
        for rule, start, end in found:
            low, high = ctx.tree.trim(start, end)
            while high > low and ctx.tree.token(high - 1).dep == "cc":
                low, high = ctx.tree.trim(low, high - 1)  # "A, and" of "A, and B, would be the first signs"
            if low >= high or any(low < b and a < high for a, b in taken):
                continue
            taken.add((low, high))
            out.append(draft(ctx, *ctx.tree.span(low, high), rule=f"watch-{rule}"))
    return out


def _at(ctx: Context, i: int) -> Iterator[tuple[str, int, int]]:
    tree = ctx.tree
    token = tree.token(i)
    if token.lemma in words(_I, "nouns") and token.pos == "NOUN":
        yield from _listed(tree, i)
    counting = words(_I, "counts") | words(_I, "look")
    if token.lemma == "be" and any(tree.token(c).lemma in counting for c in tree.all(i, "csubj")):
        yield from _counts(tree, i)
    if token.lemma in words(_I, "depend") | words(_I, "depend_weak") or token.norm in {"hinges", "rests", "turns"}:
        yield from _depends(tree, i)
    if token.lemma in words(_I, "watch") and token.tag == "VBN":
        yield from _watched(tree, i)
    if token.lemma in words(_I, "look") and token.tag.startswith("VB"):
        yield from _watching(tree, i)
    if token.tag in {"VB", "VBG", "VBP", "VBZ"}:
        yield from _eager(tree, i)
    if token.lemma in words(_I, "gazes"):
        yield from _gaze(tree, i)
    if token.norm in words(_I, "signs") and token.pos == "NOUN":
        yield from _signs(tree, i)
    if token.lemma in words(_I, "prove") and token.tag.startswith("VB"):
        yield from _proof(tree, i)
    if (token.lemma in words(_I, "tell") and token.tag == "VB") or (token.lemma == "remain" and token.tag == "VBZ"):
        yield from _will_tell(tree, i)
    if token.norm in {"seen", "clear", "known"}:
        yield from _to_be_seen(tree, i)
    if token.lemma in words(_I, "taken") and token.tag == "VB":
        yield from _taken(tree, i)


def items(tree: Tree, head: int, last: int | None = None) -> Iterator[tuple[int, int]]:
    """A noun phrase's coordinated parts, each by itself."""
    heads = [head]
    for h in heads:
        heads.extend(c for c in tree.children[h] if tree.token(c).dep in {"conj", "appos"} and c > h)
    heads.sort()
    for number, h in enumerate(heads):
        low = tree.left[h]
        high = tree.right[h] if number + 1 == len(heads) else min(tree.left[heads[number + 1]], tree.right[h])
        high = high if last is None else min(high, last)
        while high > h + 1 and tree.token(high - 1).dep in {"cc", "punct"}:
            high -= 1
        if number and low < heads[number - 1]:
            low = h
        yield low, max(high, h + 1)


def _listed(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "key indicators include A, B and C"."""
    token = tree.token(i)
    modifiers = {tree.token(c).norm for c in tree.children[i]}
    if token.lemma not in words(_I, "plain_nouns") and not modifiers & words(_I, "noun_modifiers"):
        return
    if token.dep not in {"nsubj", "attr"} or tree.token(token.head).lemma not in words(_I, "list_verbs"):
        return
    target = tree.child(token.head, "dobj", "attr", "ccomp", "advcl")
    if target is not None and tree.token(target).dep in {"ccomp", "advcl"}:
        if _whether(tree, target):
            yield "listed", *tree.subtree(target)
    elif target is not None and target != i and target > i:
        for low, high in items(tree, target):
            yield "listed", low, high


def _depends(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "will depend on A and B", "much hinges on", "it will come down to whether"."""
    token = tree.token(i)
    sentence = tree.sentence(i)
    weak = token.lemma in words(_I, "depend_weak") and token.norm != "hinges"
    preps = words(_I, "down_preps") if token.lemma in {"come", "boil"} else words(_I, "depend_preps")
    near = range(i + 1, min(i + 6, sentence.last))
    at = next((k for k in near if tree.token(k).norm in preps), None)
    if token.tag in {"VBD", "VBN", "VBG"} or at is None:
        return
    if token.lemma in {"come", "boil"} and not any(tree.token(k).norm == "down" for k in range(i + 1, at)):
        return
    if any(tree.token(k).pos in {"NOUN", "PROPN", "VERB", "PUNCT"} for k in range(i + 1, at)):
        return
    asks = tree.token(at + 1).norm in words(_I, "questions") if at + 1 < sentence.last else False
    doer = tree.child(i, "nsubj", "csubj")
    if doer is None:
        back = range(i - 1, max(sentence.first - 1, i - 5), -1)
        doer = next(
            (k for k in back if tree.token(k).pos in _NOMINAL or tree.token(k).norm in words(_I, "at_stake")), None
        )
    stake = doer is not None and (
        tree.token(doer).norm in words(_I, "at_stake") or tree.token(doer).lemma in words(_I, "at_stake")
    )
    stake = stake or (doer is not None and tree.token(doer).dep == "csubj")
    stake = stake or (doer is not None and any(tree.token(c).dep in {"relcl", "acl"} for c in tree.children[doer]))
    if not asks and not stake and (weak or doer is None or doer in tree.headed or agentive(tree, doer)):
        return
    inner = tree.token(at + 1) if at + 1 < sentence.last else None
    if inner is None or (not asks and inner.pos == "PRON" and inner.tag != "PRP$"):
        return
    last = _end_of(tree, at, sentence.last)
    for low, high in (*split(tree, at + 1, last), *_after_saying(tree, tree.token(at).norm, last, sentence.last)):
        while low < high - 1 and tree.token(low).norm in preps:
            low += 1
        yield "depends", low, high


def _after_saying(tree: Tree, word: str, low: int, last: int) -> Iterator[tuple[int, int]]:
    """What goes on behind "…, he said, and on the mood in the army"."""
    for k in range(low, min(low + 8, last - 3)):
        if tree.token(k).norm == "," and tree.token(k + 1).norm == "and" and tree.token(k + 2).norm == word:
            if any(tree.token(n).lemma in reporting() for n in range(low, k)):
                yield from split(tree, k + 3, last)
            return


_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def _end_of(tree: Tree, prep: int, last: int) -> int:
    """The end of what follows a preposition: its own subtree, with what is coordinated with it."""
    ends = [prep + 2]
    for k in range(prep, min(prep + 60, last)):
        if tree.token(k).norm in {";", '"', "''", ":"} or (
            tree.token(k).norm == "," and tree.token(k + 1).norm in {"but", "while", "which", "though", "although"}
        ):
            return k
        if k == prep or prep in tree.up(k) or (tree.token(k).dep in {"prep", "conj"} and k > prep):
            ends.append(min(tree.right[k], last))
        if k > max(ends):
            break
    return max(ends)


def _eager(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "investors are waiting for A", "markets will look to B", "traders are watching C"."""
    token = tree.token(i)
    doer = tree.child(i, "nsubj")
    if doer is None and token.dep in {"xcomp", "conj"}:
        doer = tree.child(token.head, "nsubj")
    if token.lemma == "keep" and any(tree.token(c).lemma == "eye" for c in tree.all(i, "dobj")):
        past = doer is not None and not _eager_doer(tree, doer) and not _coming(tree, i)
        at = next((k for k in range(i + 1, min(i + 9, len(tree.tokens) - 1)) if tree.token(k).norm == "on"), None)
        if at is not None and not past:
            for low, high in split(tree, at + 1, _end_of(tree, at, tree.sentence(i).last)):
                yield "eager", low, high
        return
    if doer is None or not _eager_doer(tree, doer) or (token.tag == "VBG" and not _coming(tree, i)):
        return
    if any(tree.token(c).dep == "neg" for c in tree.children[i]):
        return
    if token.lemma in words(_I, "watching"):
        target = tree.child(i, "dobj", "ccomp")
        if target is not None and target > i and tree.token(target).norm not in words(_I, "wide"):
            if tree.token(target).lemma not in words(_I, "wide") and (
                _coming(tree, i) or token.lemma in words(_I, "watching_alone")
            ):
                for low, high in split(tree, *tree.subtree(target)):
                    yield "eager", low, high
    if token.lemma in words(_I, "peering"):
        for prep in tree.all(i, "prep"):
            inner = tree.child(prep, "pobj", "pcomp")
            if tree.token(prep).norm in {"to", "for", "at", "towards", "out"} and inner is not None:
                if tree.token(inner).norm not in words(_I, "wide") and (_coming(tree, i) or token.lemma == "wait"):
                    for low, high in split(tree, *tree.subtree(inner)):
                        yield "eager", low, high


def _eager_doer(tree: Tree, doer: int) -> bool:
    if tree.token(doer).norm == "we":
        verb = tree.token(doer).head
        return any(tree.token(c).norm in words(_I, "watch_adverbs") for c in tree.all(verb, "advmod"))
    return tree.token(doer).lemma in words(_I, "watchers") or tree.token(doer).norm in words(_I, "watchers")


def _coming(tree: Tree, i: int) -> bool:
    return any(
        tree.token(c).dep == "aux" and tree.token(c).norm in {"will", "'ll", "are", "is", "'s", "'re"}
        for h in (i, tree.token(i).head)
        for c in tree.children[h]
    )


def _gaze(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "all eyes are on A", "attention now turns to B"."""
    sentence = tree.sentence(i)
    token = tree.token(i)
    before = {tree.token(k).norm for k in range(max(sentence.first, i - 3), i)}
    if token.lemma == "eye" and not before & {"all", "many", "most", "the", "everyone's", "world's", "'s"}:
        return
    for k in range(i + 1, min(i + 7, sentence.last - 1)):
        verb = tree.token(k)
        if verb.tag in {"VBD", "VBN"} and verb.lemma != "fix":
            return
        if verb.norm in words(_I, "gaze_preps"):
            verbs = {tree.token(n).lemma for n in range(i + 1, k)}
            if verbs & words(_I, "gaze_verbs") and (
                token.lemma == "eye" or verbs - {"be", "will", "now"} or _soon(tree, i, k)
            ):
                for low, high in split(tree, k + 1, _end_of(tree, k, sentence.last)):
                    yield "gaze", low, high
            return


def _soon(tree: Tree, low: int, high: int) -> bool:
    return any(tree.token(k).norm in {"will", "'ll", "now"} for k in range(low, high))


def _to_be_seen(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "it remains to be seen whether A", "only then will it be clear whether B"."""
    sentence = tree.sentence(i)
    before = [tree.token(k).norm for k in range(max(sentence.first, i - 6), i)]
    if tree.token(i).norm == "seen":
        open_ = before[-2:] == ["to", "be"] and bool({"remains", "remain", "yet", "is", "still"} & set(before))
    else:
        open_ = (
            bool({"will", "'ll"} & set(before)) and bool({"be", "become"} & set(before[-3:])) and "not" not in before
        )
    if open_ and i + 1 < sentence.last and tree.token(i + 1).norm in words(_I, "questions"):
        yield "seen", i + 1, tree.right[i] if tree.right[i] > i + 2 else sentence.last


def _taken(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "if rates rise, markets will take it as proof that …": the case is to be watched."""
    doer = tree.child(i, "nsubj")
    if doer is None or not _eager_doer(tree, doer) or not _coming(tree, i):
        return
    for clause in tree.all(i, "advcl"):
        mark = tree.child(clause, "mark")
        if clause < i and mark is not None and tree.token(mark).norm in {"if", "should", "whether", "were"}:
            yield "case", *tree.subtree(clause)


def _counts(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "what matters now is whether aid arrives"."""
    target = next((c for c in tree.all(i, "ccomp", "attr", "advcl") if c > i), None)
    if target is not None and (tree.token(target).dep == "attr" or _whether(tree, target)):
        for low, high in split(tree, *tree.subtree(target)):
            yield "counts", low, high


def _will_tell(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "whether the ships return will show how serious they are", "remains to be seen"."""
    seen = tree.token(i).lemma == "remain"
    if seen:
        if not any(tree.token(c).lemma == "see" for c in tree.all(i, "xcomp")):
            return
    elif not any(
        tree.token(c).dep == "aux" and tree.token(c).norm in {"will", "would", "'ll"} for c in tree.children[i]
    ):
        return
    doer = tree.child(i, "nsubj")
    if not seen and doer is not None and tree.token(doer).lemma in words(_I, "telling_times"):
        clause = next((c for c in tree.all(i, "ccomp", "advcl") if c > i), None)
        if clause is not None and tree.token(tree.left[clause]).norm in words(_I, "questions"):
            yield "tells", *tree.subtree(clause)
            return
    for child in tree.all(i, "csubj", "advcl", "nsubj", "ccomp"):
        low = tree.left[child]
        if (
            child < i
            and tree.token(low).norm in {"whether", "how", "what", "who", "when"}
            and tree.right[child] > low + 1
        ):
            yield "tells", low, tree.right[child]
            return


def _watched(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "how the court rules will be closely watched"."""
    adverbs = {tree.token(c).norm for c in tree.all(i, "advmod")}
    passive = any(tree.token(c).dep == "auxpass" for c in tree.children[i])
    head = tree.child(i, "nsubjpass", "csubjpass", "csubj", "nsubj")
    if passive and adverbs & words(_I, "watch_adverbs") and head is not None:
        low, high = tree.subtree(head)
        yield "watched", _asked(tree, low, high), high


def _asked(tree: Tree, low: int, high: int) -> int:
    """Where the question of a subject begins: the parse may cut "how X turns Y into Z" in two."""
    for k in range(low - 1, tree.sentence(low).first - 1, -1):
        if tree.token(k).norm in words(_I, "questions"):
            return k
        if tree.token(k).pos == "PUNCT" or (tree.token(k).dep == "ROOT" and not _inside(tree, k, low, high)):
            break
    return low


def _inside(tree: Tree, i: int, low: int, high: int) -> bool:
    """Whether the verb at a token is taken for the head of what stands in a range."""
    return any(i in tree.up(k) for k in range(low, high))


def _watching(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "watch for A", "will be watching to see if B"."""
    token = tree.token(i)
    for child in tree.children[i]:
        if child < i:
            continue
        word = tree.token(child)
        if token.lemma == "watch" and word.dep in {"ccomp", "advcl"} and _whether(tree, child):
            for low, high in split(tree, *tree.subtree(child)):
                yield "watching", low, high
        if token.lemma == "watch" and word.dep in {"xcomp", "advcl"} and word.lemma == "see":
            inner = tree.child(child, "ccomp")
            if inner is not None:
                yield "watching", *tree.subtree(inner)
        if word.dep == "prep" and word.norm in {"for", "at"} and token.lemma == "look" and _watchers(tree, i):
            inner = tree.child(child, "pobj")
            if inner is not None:
                for low, high in items(tree, inner):
                    yield "watching", low, high
        elif (
            word.dep == "prep"
            and word.norm == "for"
            and (token.lemma == "watch" or (token.lemma == "look" and token.tag in {"VB", "VBG"}))
        ):
            inner = tree.child(child, "pobj")
            if inner is not None and tree.token(inner).norm in words(_I, "signs") | {"sign", "clue", "clues"}:
                yield "watching", *tree.subtree(inner)


def _watchers(tree: Tree, i: int) -> bool:
    """Whether it is analysts, markets and the like who will look."""
    doer = tree.child(i, "nsubj")
    coming = any(tree.token(c).dep == "aux" and tree.token(c).norm in {"will", "'ll", "are"} for c in tree.children[i])
    return coming and doer is not None and tree.token(doer).lemma in words(_I, "watchers")


def _whether(tree: Tree, i: int) -> bool:
    return any(tree.token(c).norm in {"whether", "if", "how", "what", "when"} for c in tree.children[i])


def _signs(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "clear signs that the troops are leaving": what would show it."""
    modifiers = {tree.token(c).norm for c in tree.children[i]}
    if not modifiers & words(_I, "sign_modifiers"):
        return
    follows = any(
        tree.token(c).dep in {"acl", "ccomp", "relcl"} or (tree.token(c).dep == "prep" and tree.token(c).norm == "of")
        for c in tree.children[i]
    )
    verb = tree.token(i).head
    under = tree.token(verb).lemma in words(_I, "seeking")
    later = tree.child(verb, "ccomp", "advcl") is not None
    if under or (follows and tree.token(i).dep in {"pobj", "attr"} and later):
        yield "signs", *tree.subtree(i)


def _proof(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "must prove its good faith by opening the border"."""
    modal = any(tree.token(c).dep == "aux" and tree.token(c).norm in words(_I, "demand") for c in tree.children[i])
    token = tree.token(i)
    modal = modal or (token.dep == "xcomp" and tree.token(token.head).lemma in words(_I, "demand"))
    if not modal:
        return
    for k in range(i + 1, tree.right[i]):
        if tree.token(k).norm not in {"by", "with", "through"} or tree.token(k).dep != "prep":
            continue
        low, high = tree.subtree(k)
        if any(tree.token(t).norm in words(_I, "steps") or tree.token(t).tag == "VBG" for t in range(low, high)):
            yield "proof", low, high
            return
