"""Lists of what to watch and single tests to come: "three signs to follow: A, B and C", "the test will be whether"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from memcon.extract.cuebook import reporting, words
from memcon.extract.tree import Tree
from memcon.read.types import Sentence

Found = tuple[str, int, int]
_I = "indicator_cues"
_NEAR = 14
"""Tokens after a noun within which its "are" or "include" stands."""
_REACH = 26
"""Tokens from "signs that" to its "would be"."""
_SHORT = 9
"""Tokens that a trailing "…, the analyst said" may have."""
_COLONS = frozenset({":", "--", "-", "—", "–"})
_FUTURE = frozenset({"will", "would", "'ll", "may", "could", "might", "should", "must", "shall"})


def watchlists(tree: Tree, sentence: Sentence) -> Iterator[Found]:
    """What a sentence announces as things to watch, each item by itself: rule and token edges."""
    for i in range(sentence.first, sentence.last):
        strong, weak = _announces(tree, sentence, i)
        if strong or weak:
            found = tuple(_at(tree, sentence, i, strong=strong))
            yield from found
            if found:
                return
    found = tuple(_signs_of(tree, sentence))
    if found:
        yield from found
        return
    if tree.token(sentence.first).norm in {"what", "watch", "also", "ones"}:
        colon = _colon(tree, sentence, sentence.first)
        if colon is not None and colon - sentence.first <= _SHORT and _to_watch(tree, sentence.first, colon):
            yield from _items("colon", tree, colon + 1, sentence.last)
            return
    colon = _colon(tree, sentence, sentence.first)
    if colon is not None and colon - sentence.first <= _NEAR and _watching(tree, sentence.first, colon):
        yield from _items("colon", tree, colon + 1, sentence.last)


def _signs_of(tree: Tree, sentence: Sentence) -> Iterator[Found]:
    """As in "signs that it is serious, she said, would be A and B", "what would show it is C"."""
    low = sentence.first
    while low < sentence.last and tree.token(low).norm in {"the", "a", "an", "one", "any", "some", '"', "“", "another"}:
        low += 1
    if low >= sentence.last - 4:
        return
    head = tree.token(low)
    told = head.norm == "what" and any(tree.token(k).lemma in words(_I, "tell") for k in range(low + 1, low + 5))
    told = told and _will(tree, low, low + 4)
    if not told and not (head.norm in words(_I, "signs") and tree.token(low + 1).norm in {"that", "of", "for"}):
        return
    first = low + 5 if told else low + 2
    for k in range(first, min(low + _REACH, sentence.last - 2)):
        token = tree.token(k)
        future = token.norm in {"would", "will", "could", "might"} and tree.token(k + 1).lemma in {
            "be",
            "include",
            "come",
        }
        plain = told and token.norm == "is" and token.tag == "VBZ"
        if token.norm in {";", ":"}:
            return
        if future or plain:
            at = k + 2 if future else k + 1
            if tree.token(at).tag not in {"VB", "RB", "TO"}:
                yield from _items("signs", tree, at, sentence.last)
            return


def _watching(tree: Tree, low: int, high: int) -> bool:
    """Whether "what we are watching", "what they will look for" stands in a range."""
    what = next((k for k in range(low, high) if tree.token(k).norm in {"what", "things"}), None)
    if what is None:
        return False
    lemmas = words(_I, "watch_infinitives") - {"keep", "note", "consider", "remember", "mind", "heed"}
    return any(tree.token(k).lemma in lemmas and tree.token(k).tag in {"VBG", "VB", "VBP"} for k in range(what, high))


def _announces(tree: Tree, sentence: Sentence, i: int) -> tuple[bool, bool]:
    """Whether a noun announces what to watch by itself, or only where what follows bears it out."""
    token = tree.token(i)
    listed, plain = token.lemma in words(_I, "nouns"), token.lemma in words(_I, "weak_nouns")
    if not (listed or plain) or token.pos not in {"NOUN", "PROPN", "ADJ"} or token.dep in {"compound", "amod"}:
        return False, False
    before = {tree.token(k).norm for k in range(max(sentence.first, i - 4), i)}
    marked = bool(before & (words(_I, "noun_modifiers") | words(_I, "numbers")))
    if any(tree.token(k).norm in {"no", "not", "'s"} for k in range(max(sentence.first, i - 2), i)):
        return False, False
    watched = _to_watch(tree, i + 1, min(i + 5, sentence.last))
    if listed:
        return marked or watched or token.lemma in words(_I, "plain_nouns"), True
    return watched, True


def _to_watch(tree: Tree, low: int, high: int) -> bool:
    """Whether "to watch", "to look out for", "to follow" stands in a range."""
    return any(
        tree.token(k).norm in {"to", "for"}
        and k + 1 < len(tree.tokens)
        and tree.token(k + 1).lemma in words(_I, "watch_infinitives")
        for k in range(low, high)
    )


def _at(tree: Tree, sentence: Sentence, i: int, *, strong: bool) -> Iterator[Found]:
    """The items that a noun of watching announces: at a colon, behind "are", before "would be", in what follows."""
    before = {tree.token(k).norm for k in range(sentence.first, i)}
    numbered = bool(before & words(_I, "numbers"))
    colon = _colon(tree, sentence, i)
    if colon is not None and colon - i <= _NEAR and (strong or numbered):
        lemmas = {tree.token(k).lemma for k in range(sentence.first, colon)}
        borne = _to_watch(tree, i, colon) or (_will(tree, i, colon) and lemmas & words(_I, "deciding"))
        if borne or (strong and (tree.token(i).lemma in words(_I, "nouns")) and lemmas & words(_I, "standing")):
            yield from _items("colon", tree, colon + 1, sentence.last)
            return
    verb = _copula(tree, sentence, i)
    if verb is not None:
        yield from _behind(tree, sentence, i, verb, strong=strong)
        return
    if strong and tree.token(i).dep in {"attr", "pobj", "oprd"} and tree.token(i).lemma in words(_I, "nouns"):
        yield from _foretold(tree, i)
    if numbered and (strong or _will(tree, i, sentence.last)):
        yield from _told_after(tree, sentence)


def _will(tree: Tree, low: int, high: int) -> bool:
    return any(tree.token(k).norm in _FUTURE for k in range(low, high))


def _colon(tree: Tree, sentence: Sentence, i: int) -> int | None:
    """The first colon, or dash set off by spaces, after a token of a sentence."""
    for k in range(i + 1, sentence.last - 1):
        token = tree.token(k)
        if token.norm in _COLONS and (token.norm == ":" or tree.token(k - 1).end < token.start):
            return k
    return None


def _copula(tree: Tree, sentence: Sentence, i: int) -> int | None:
    """The "is", "will be", "include" that a noun before it has for verb."""
    for k in range(i + 1, min(i + _NEAR, sentence.last)):
        token = tree.token(k)
        if token.norm in {",", ";", ":", "and", "but", "that", "which", "who", "whether"}:
            return None
        present = token.tag in {"VBZ", "VBP"} or (token.tag == "VB" and _will(tree, i, k))
        # "said that the thing to watch was whether …": what is told of now in what was said then
        present = present or (token.tag == "VBD" and token.lemma == "be" and _reported(tree, sentence, i))
        if present and (token.lemma in words(_I, "list_verbs") or token.lemma in words(_I, "placed_verbs")):
            return k
        if token.tag in {"VBD", "VBZ", "VBP"}:
            return None
    return None


def _reported(tree: Tree, sentence: Sentence, i: int) -> bool:
    return any(
        tree.token(k).tag == "VBD" and tree.token(k).lemma in reporting() for k in range(max(sentence.first, i - 8), i)
    )


def _behind(tree: Tree, sentence: Sentence, i: int, verb: int, *, strong: bool) -> Iterator[Found]:
    """What stands behind "the next signs to watch are", "the question now is"."""
    at = verb + 1
    while at < sentence.last and (tree.token(at).pos == "ADV" or tree.token(at).norm in {",", "now", "also", ":"}):
        if tree.token(at).norm in words(_I, "questions"):
            break
        at += 1
    if at >= sentence.last or tree.token(at).norm in {"not", "n't", "no", "that"}:
        return
    asks = tree.token(at).norm in words(_I, "questions")
    listing = tree.token(verb).lemma in words(_I, "list_verbs")
    token = tree.token(at)
    subjected = tree.token(i).dep in {"nsubj", "attr", "ROOT", "nsubjpass"} or asks
    plain = token.tag in {"DT", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "VBG", "JJS", "JJR"}
    soon = _will(tree, i, verb) or _to_watch(tree, i, verb)
    lone = {"one", "another"} & {tree.token(k).norm for k in range(max(sentence.first, i - 3), i)}
    if asks and listing:
        yield from _items("test", tree, at, sentence.last)
    elif token.norm == "on" and tree.token(i).lemma == "focus" and _will(tree, i, verb):
        yield from _items("test", tree, at + 1, sentence.last)
    elif strong and listing and plain and subjected and (soon or lone or _definite(tree, i)):
        yield from _items("test", tree, at, sentence.last)
    elif strong and soon and token.norm in words(_I, "placed_preps") and tree.token(verb).lemma != "include":
        yield "test", at, closed(tree, at, sentence.last)


def _definite(tree: Tree, i: int) -> bool:
    first = tree.token(tree.left[i]).norm
    return first in {"the", "key", "early", "main", "leading", "other", "among", "a", "our", "their", "its"}


def _foretold(tree: Tree, i: int) -> Iterator[Found]:
    """As in "a return of the envoys would be the first sign of a thaw": the subject is to be watched."""
    for verb in tree.up(i):
        if tree.token(verb).lemma in {"be", "provide", "offer", "serve", "give"}:
            head = tree.child(verb, "nsubj", "csubj")
            coming = any(tree.token(c).norm in _FUTURE for c in tree.all(verb, "aux"))
            if head is not None and head < verb and coming and tree.token(head).pos in {"NOUN", "VERB", "AUX"}:
                yield "foretold", *tree.subtree(head)
            return
        if tree.token(verb).pos == "VERB":
            return


def _told_after(tree: Tree, sentence: Sentence) -> Iterator[Found]:
    """As in "Three questions will decide it. First, … Second, …": the sentences that follow."""
    for later in tree.reading.sentences[sentence.i + 1 : sentence.i + 8]:
        low = later.first
        if later.last - low < 3:
            return
        if tree.token(low).norm in {"the", "a"}:
            low += 1
        if tree.token(low).norm not in words(_I, "ordinals"):
            return
        low += 1
        while low < later.last - 1 and tree.token(low).norm in {",", ":", "is", "be", "comes"}:
            low += 1
        yield "told", low, later.last


def _items(rule: str, tree: Tree, low: int, high: int) -> Iterator[Found]:
    """The items of a list in a range of tokens."""
    for a, b in split(tree, low, closed(tree, low, high)):
        yield rule, a, b


def closed(tree: Tree, low: int, high: int) -> int:
    """The end of a list before the end of its quotation, a further clause, or "…, the analyst said"."""
    for k in range(low + 1, high):
        token = tree.token(k)
        if token.norm in {'"', "''", "”", "("} and k > low + 1:
            high = k
            break
        if token.norm == "," and tree.token(k + 1).norm in {
            "but",
            "while",
            "although",
            "though",
            "whereas",
            "so",
            "because",
        }:
            high = k
            break
    for k in range(high - 1, max(low, high - _SHORT), -1):
        token = tree.token(k)
        if token.tag in {"VBD", "VBZ", "VBP"} and token.lemma in reporting():
            comma = next((c for c in range(k - 1, max(low, k - _SHORT), -1) if tree.token(c).norm == ","), None)
            if comma is not None and tree.token(comma + 1).norm not in {*words(_I, "questions"), "and", "or"}:
                return comma
    return high


def split(tree: Tree, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The parts of a list: at semicolons, at questions coordinated, at commas before a last "and"."""
    low, high = tree.trim(low, high)
    if low >= high:
        return
    marks = [k for k in range(low, high) if tree.token(k).norm == ";"]
    again = _again(tree, low, high)
    if marks:
        cuts = marks
    elif again:
        cuts = again
    elif tree.token(low).norm in words(_I, "questions"):
        cuts = [
            k
            for k in range(low + 1, high - 1)
            if tree.token(k).norm in {",", "and", "or"} and tree.token(k + 1).norm in words(_I, "questions")
        ]
        if tree.token(low).norm not in {"whether", "if", "how"}:
            cuts = [
                k
                for k in cuts
                if tree.token(k).norm != "," or tree.token(k + 1).norm not in {"who", "which", "where", "when"}
            ]
    else:
        cuts = _commas(tree, low, high)
    edges = [low - 1, *cuts, high]
    for a, b in pairwise(edges):
        first, last = a + 1, b
        opened = {"and", "or", ",", "as", "well", "on", "upon", *({tree.token(low - 1).norm} if again and low else ())}
        while first < last - 1 and tree.token(first).norm in opened:
            first += 1
        first, last = tree.trim(first, last)
        if first < last:
            yield first, last


def _again(tree: Tree, low: int, high: int) -> list[int]:
    """Where a list is cut at the preposition that it takes up again ("watch for A, for B and for C")."""
    word = tree.token(low - 1).norm if low else ""
    if word not in {"for", "on", "upon", "at"}:
        return []
    out = []
    for k in range(low + 1, high - 1):
        joint = tree.token(k).norm in {",", "and", "or"}
        if joint and tree.token(k + 1).norm == word:
            out.append(k)
    return out


def _commas(tree: Tree, low: int, high: int) -> list[int]:
    """Where a list of noun phrases is cut: at commas and the last "and", or at a coordination of the parse."""
    commas = [
        k
        for k in range(low + 1, high - 1)
        if tree.token(k).norm == ","
        and (
            tree.token(k + 1).norm in {"and", "or"}
            or tree.token(k + 1).tag
            in {"DT", "PRP$", "JJ", "NN", "NNS", "NNP", "CD", "VBG", "JJR", "JJS", "PDT", "WP$"}
        )
    ]
    if commas:
        last = commas[-1]
        if tree.token(last + 1).norm in {"and", "or"}:
            return commas
        final = [k for k in range(last + 2, high - 1) if tree.token(k).norm in {"and", "or"}]
        return [*commas, final[0]] if final else []
    head = next((k for k in range(low, high) if not low <= tree.token(k).head < high or tree.token(k).head == k), low)
    heads = [head]
    for h in heads:
        heads.extend(c for c in tree.all(h, "conj") if h < c < high)
    return [k for h in heads[1:] for k in range(h - 1, low, -1) if tree.token(k).norm in {"and", "or"}][
        : len(heads) - 1
    ]
