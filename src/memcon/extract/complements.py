"""What a verb of saying has for content: a clause, a quotation, an object, an infinitive."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.extract.cuebook import Verb, reporting, words
from memcon.extract.tree import Tree
from memcon.read.types import Range

_COMPLEMENTS = frozenset({"clear", "plain", "known", "public"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "INTJ"})
_FILLERS = frozenset({"know", "mean", "see", "guess", "suppose", "think"})
_TRAILING = frozenset({"since", "because", "as"})
_ABOUT = frozenset(
    {"for", "about", "of", "on", "over", "against", "regarding", "concerning", "toward", "towards", "as"}
)


def pieces(tree: Tree, first: int, last: int, holes: Iterable[tuple[int, int]] = ()) -> tuple[Range, ...]:
    """A token range as trimmed ranges of code points, the holes left out."""
    out: list[Range] = []
    at = first
    for low, high in [*sorted(h for h in holes if h[0] < last and h[1] > first), (last, last)]:
        a, b = tree.trim(at, max(at, low))
        if a < b:
            out.append(tree.span(a, b))
        at = max(at, high)
    return tuple(out)


def says_something(tree: Tree, start: int, end: int) -> bool:
    """Whether a place has a word of its own, not only determiners and pronouns."""
    first, last = tree.tokens_in(start, end)
    return any(tree.token(k).pos in _CONTENT for k in range(first, last))


def content_of(tree: Tree, i: int, entry: Verb) -> tuple[tuple[Range, ...], str]:
    """What a verb of saying has for content, and by which frame."""
    clause = clause_of(tree, i)
    if clause is not None and ("that" in entry.frames or "to" in entry.frames):
        return _clause_content(tree, i, clause), "that" if "that" in entry.frames else "to"
    if "that" in entry.frames:
        around = _around(tree, i)
        if around:
            return around, "that"
    if "as" in entry.frames:
        held = _held_as(tree, i)
        if held:
            return held, "as"
    told_of = tree.token(i).lemma in words("hedges", "passives") and tree.child(i, "auxpass") is not None
    if "to" in entry.frames or told_of:
        infinitive = next((c for c in tree.all(i, "xcomp", "ccomp", "advcl") if infinitive_at(tree, c) and c > i), None)
        if infinitive is not None:
            return pieces(tree, *extent(tree, i, infinitive)), "to"
    for child in tree.children[i]:
        token = tree.token(child)
        if token.dep in {"prep", "prt"} and token.norm in entry.preps and child > i:
            inner = tree.child(child, "pobj", "pcomp")
            if inner is not None:
                return pieces(tree, *_object(tree, i, inner, child)), token.norm
    if "object" in entry.frames:
        target = tree.child(i, "dobj")
        if target is None and any(tree.token(c).dep == "agent" for c in tree.children[i]):
            target = tree.child(i, "nsubjpass")
        if target is None:
            gerund = next((c for c in tree.all(i, "xcomp", "ccomp") if tree.token(c).tag == "VBG" and c > i), None)
            if gerund is not None:
                return pieces(tree, *extent(tree, i, gerund)), "object"
        if target is not None and tree.token(target).pos != "PRON" and not _bare_number(tree, target):
            return pieces(tree, *_object(tree, i, target)), "object"
    return (), ""


def _bare_number(tree: Tree, i: int) -> bool:
    return tree.token(i).pos == "NUM"


def infinitive_at(tree: Tree, i: int) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(tree.token(c).tag == "TO" for c in tree.children[i])


def clause_of(tree: Tree, i: int) -> int | None:
    """The finite clause, or the bare one, that a verb takes."""
    for child in tree.children[i]:
        token = tree.token(child)
        if token.norm in _COMPLEMENTS and token.dep in {"ccomp", "acomp", "oprd", "xcomp", "advmod"} and child > i:
            # "made clear that …": the clause hangs on the adjective.
            inner = next((c for c in tree.all(child, "ccomp", "csubj", "advcl") if c > child), None)
            if inner is not None:
                return inner
            continue
        if token.dep == "ccomp" and not (child > i and _says_aside(tree, child)):
            return child
        if token.dep == "xcomp" and token.tag != "VBG" and not infinitive_at(tree, child) and _finite(tree, child):
            return child
    return _strayed(tree, i)


def _says_aside(tree: Tree, i: int) -> bool:
    """Whether a clause is only "…, officials said", which the parse hangs under what they said."""
    said = tree.token(i).lemma in reporting() and _finite(tree, i) and _comma_before(tree, i)
    return said and tree.child(i, "ccomp", "xcomp", "dobj") is None


def _strayed(tree: Tree, i: int) -> int | None:
    """As in "has warned for weeks that X might …", where the parse hangs the clause on the weeks or the hearers."""
    heard = tree.child(i, "dobj")
    if heard is not None and heard > i and tree.token(i).lemma in words("reporting_verbs", "to_hearers"):
        clause = tree.child(heard, "relcl", "acl")
        first = None if clause is None else tree.token(tree.left[clause])
        if (
            clause is not None
            and first is not None
            and first.norm == "that"
            and first.dep not in {"nsubj", "nsubjpass"}
        ):
            return clause
    for prep in tree.all(i, "prep", "npadvmod"):
        noun = tree.child(prep, "pobj") if tree.token(prep).dep == "prep" else prep
        if noun is None or prep < i or tree.token(noun).lemma not in words("reporting_verbs", "occasions"):
            continue
        clause = tree.child(noun, "relcl", "acl")
        first = None if clause is None else tree.token(tree.left[clause])
        if (
            clause is not None
            and first is not None
            and first.norm == "that"
            and first.tag == "IN"
            and _finite(tree, clause)
        ):
            return clause
    return None


def _finite(tree: Tree, i: int) -> bool:
    return any(tree.token(c).dep in {"nsubj", "nsubjpass", "expl"} for c in tree.children[i])


def extent(tree: Tree, verb: int, top: int) -> tuple[int, int]:
    """The edges of a complement, up to a further verb of saying of the same source, with a reason after it."""
    first, last = tree.subtree(top)
    stack = [top]
    while stack:
        i = stack.pop()
        for child in tree.children[i]:
            token = tree.token(child)
            if token.dep != "conj" or child <= verb:
                continue
            finite = token.tag in {"VBD", "VBZ", "VBP"} and tree.token(verb).tag == token.tag
            if (
                finite
                and token.lemma in reporting()
                and not _finite(tree, child)
                and clause_of(tree, child) is not None
            ):
                last = min(last, _before_conjunction(tree, tree.left[child]))
            else:
                stack.append(child)
    for child in tree.children[verb]:
        if child > top and tree.token(child).dep == "advcl" and last >= tree.left[child] - 2:
            mark = tree.child(child, "mark")
            if mark is not None and tree.token(mark).norm in _TRAILING:
                last = max(last, tree.right[child])
    return first, _without_comment(tree, first, last)


def _without_comment(tree: Tree, first: int, last: int) -> int:
    """The end of a content before the report's own remark on it ("…, a detail not mentioned in …")."""
    for i in range(last - 1, first, -1):
        token = tree.token(i)
        if (
            token.lemma in words("omission_cues", "summing")
            and token.pos == "NOUN"
            and token.dep in {"appos", "npadvmod", "dobj", "conj"}
        ):
            low = tree.left[i]
            if low > first + 2 and tree.token(low).norm in {"a", "an"} and tree.token(low - 1).pos == "PUNCT":
                return low
    return last


def _before_conjunction(tree: Tree, i: int) -> int:
    while (
        i > 0
        and tree.token(i - 1).dep in {"cc", "punct", "advmod"}
        and tree.token(i - 1).pos in {"CCONJ", "PUNCT", "ADV"}
    ):
        i -= 1
    return i


def _clause_content(tree: Tree, verb: int, clause: int) -> tuple[Range, ...]:
    """The clause a verb takes, less the words of saying where they stand in its middle."""
    first, last = extent(tree, verb, clause)
    if clause > verb and first > verb:
        return pieces(tree, first, last)
    semicolon = next((k for k in range(clause, verb) if tree.token(k).norm == ";"), None)
    if clause < verb and semicolon is not None:
        # The parse took another clause, parted by a semicolon, for what is said; what is said follows the verb.
        return pieces(tree, verb + 1, tree.sentence(verb).last)
    low, high = _says(tree, verb, clause)
    return pieces(tree, first, last, [(low, high)])


def _says(tree: Tree, verb: int, clause: int | None) -> tuple[int, int]:
    """The edges of "…, she said on Monday, …" without the content."""
    low, high = verb, verb + 1
    for child in tree.children[verb]:
        if child == clause or tree.token(child).dep in {"ccomp", "parataxis", "punct", "cc", "conj"}:
            continue
        if tree.token(child).dep == "advcl" and child < verb:
            continue
        a, b = tree.subtree(child)
        if clause is not None and a <= clause < b:
            continue
        low, high = min(low, a), max(high, b)
    return low, high


def _around(tree: Tree, i: int) -> tuple[Range, ...]:
    """The clause in which "…, she said" stands as an aside."""
    token = tree.token(i)
    sentence = tree.sentence(i)
    own = tree.child(i, "nsubj")
    if own is not None and tree.token(own).norm in {"you", "i"} and token.lemma in _FILLERS:
        return ()
    if token.dep == "ccomp" and token.head > i and tree.token(token.head).lemma in reporting():
        # What somebody said, before the words that say so.
        return ()
    if token.dep in {"parataxis", "ccomp", "advcl", "dep"} and token.head != i and _finite(tree, i):
        mark = tree.child(i, "mark")
        as_said = mark is not None and tree.token(mark).norm == "as"
        aside = token.dep == "parataxis" or (token.dep == "ccomp" and _comma_before(tree, i))
        if (aside and mark is None) or as_said:
            first, last = tree.subtree(token.head)
            return pieces(tree, max(first, sentence.first), last, [tree.subtree(i)])
    if token.head == i and i + 2 >= sentence.last - 1 and _comma_before(tree, i):
        low, high = _says(tree, i, None)
        if high >= sentence.last - 1 and low - sentence.first > 4:
            return pieces(tree, sentence.first, low)
    return ()


def _comma_before(tree: Tree, i: int) -> bool:
    low = min([i, *(tree.left[c] for c in tree.all(i, "nsubj", "aux", "advmod", "mark"))])
    return low > 0 and tree.token(low - 1).norm in {",", "-", "--", '"', "''", "("}


def _held_as(tree: Tree, i: int) -> tuple[Range, ...]:
    """The object with what it is held to be."""
    target = tree.child(i, "dobj") or tree.child(i, "nsubjpass")
    for child in tree.children[i]:
        token = tree.token(child)
        if token.dep == "prep" and token.norm == "as" and child > i:
            inner = tree.child(child, "pobj", "pcomp", "amod", "advmod")
            if inner is None:
                return pieces(tree, *tree.subtree(child))
            # The object's own words come first unless a pronoun stands for it.
            if target is not None and target > i:
                return pieces(tree, tree.left[target], tree.right[child])
            return pieces(tree, tree.left[inner], tree.right[inner])
        if token.dep in {"oprd", "ccomp", "xcomp", "acomp"} and child > i and not infinitive_at(tree, child):
            return pieces(tree, *tree.subtree(child))
    if target is not None and target > i:
        nested = next((c for c in tree.all(target, "prep") if tree.token(c).norm == "as"), None)
        if nested is not None:
            return pieces(tree, *tree.subtree(target))
    return ()


def _object(tree: Tree, verb: int, target: int, prep: int | None = None) -> tuple[int, int]:
    """The object with what follows it at once: its prepositions, its infinitive, what is coordinated with it."""
    first, last = extent(tree, verb, target)
    if prep is not None:
        # Words cut apart by the tokenizer ("co-operation") are several objects of one preposition.
        last = max([last, *(tree.right[c] for c in tree.all(prep, "pobj"))])
    for child in tree.children[verb]:
        token = tree.token(child)
        if child < last or tree.left[child] > last + 1:
            continue
        noun = tree.child(child, "pobj")
        about = token.norm in _ABOUT or token.norm in {"along", "to", "in", "with", "between", "by"}
        topic = token.dep in {"prep", "dative"} and about and (noun is None or not _occasion(tree, noun))
        infinitive = token.dep == "advcl" and infinitive_at(tree, child)
        coordinated = token.dep == "conj" and token.pos in {"NOUN", "PROPN"}
        if topic or infinitive or coordinated:
            last = max(last, tree.right[child])
        elif token.dep == "cc" and tree.child(verb, "conj") is not None:
            conj = tree.child(verb, "conj")
            last = child + 1 if conj is not None and tree.token(conj).pos in {"NOUN", "PROPN"} else last
    return first, last


def _occasion(tree: Tree, noun: int) -> bool:
    """Whether a noun is when, where or in what something was said, not what was said."""
    lemma = tree.token(noun).lemma
    return lemma in words("reporting_verbs", "texts") or lemma in words("reporting_verbs", "occasions")
