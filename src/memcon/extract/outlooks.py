"""Outlooks and weighings, of the report or an analyst: what could come, what is doubtful, what it amounts to."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.context import Context, analyst, held
from memcon.extract.cuebook import words
from memcon.extract.sources import agentive
from memcon.extract.tree import Tree

Found = tuple[str, int, int]
_A = "assessment_cues"
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_MAIN = frozenset({"ROOT", "conj", "ccomp", "relcl", "parataxis"})
_FIRST = frozenset({"i", "we", "who", "you"})
_PERSONS = frozenset({"i", "we", "he", "she", "you", "they"})


def outlooks(ctx: Context, i: int) -> Iterator[Found]:
    """The readings whose cue is the token ``i``: rule and token edges."""
    tree = ctx.tree
    token = tree.token(i)
    if token.tag.startswith("VB") or token.pos in {"VERB", "AUX"}:
        if _weighs(tree, i):
            yield "judgement", clause_start(tree, i, whole=True), clause_end(tree, i)
        elif _possible(ctx, i) or _grows(ctx, i) or _hardly(tree, i) or _bound(tree, i) or _outlook(tree, i):
            yield "outlook", clause_start(tree, i), clause_end(tree, i)
        elif _expects(ctx, i):
            yield "outlook", i, clause_end(tree, i)
        elif token.lemma in words(_A, "states"):
            yield from _stands(tree, i)
        elif token.lemma in words(_A, "rendering") and _makes_harder(tree, i):
            yield "effect", clause_start(tree, i), clause_end(tree, i)
    if token.pos in {"NOUN", "PROPN"} and token.dep in {"appos", "npadvmod", "attr", "oprd"}:
        if any(tree.token(k).norm in words(_A, "branding") for k in range(tree.left[i], i)):
            yield "branded", tree.left[i], tree.right[i]


def _subject(tree: Tree, i: int) -> int | None:
    own = tree.child(i, *_SUBJECTS)
    if own is not None:
        relative = tree.token(own).tag in {"WDT", "WP"} and tree.token(i).dep == "relcl"
        return tree.token(i).head if relative else own
    above = tree.token(i).head
    return _subject(tree, above) if tree.token(i).dep == "conj" and above != i else None


def _modals(tree: Tree, i: int) -> frozenset[str]:
    return frozenset(tree.token(c).norm for c in tree.all(i, "aux"))


def _denied(tree: Tree, i: int) -> bool:
    return any(tree.token(c).dep == "neg" for c in tree.children[i])


def _own(ctx: Context, i: int) -> bool:
    """Whether nobody but the report, or an analyst, says so."""
    token = ctx.tree.token(i)
    around = [a for a in held(ctx, token.start, token.end) if a.source.name]
    return all(analyst(ctx, a.source) or _estimates(ctx, a.cue) for a in around)


def _estimates(ctx: Context, cue: tuple[int, int] | None) -> bool:
    """Whether the word of saying is one of estimating, forecasting, reckoning."""
    if cue is None:
        return False
    first, _ = ctx.tree.tokens_in(*cue)
    return ctx.tree.token(first).lemma in words(_A, "forecasting")


def _thing(tree: Tree, head: int | None) -> bool:
    if head is None:
        return False
    token = tree.token(head)
    if token.norm in {"this", "that", "it", "these", "those", "which", "what", "nothing", "there"} or token.dep in {
        "csubj",
        "csubjpass",
    }:
        return True
    return token.pos in {"NOUN", "PROPN", "VERB"} and not agentive(tree, head)


def _possible(ctx: Context, i: int) -> bool:
    """As in "refineries could run short", "there may be other offers", "if X, the premier would come under fire"."""
    tree = ctx.tree
    token = tree.token(i)
    modals = _modals(tree, i)
    if not modals & words(_A, "maybe") or token.dep in {"advcl", "acl", "pcomp", "csubj"}:
        return False
    head = _subject(tree, i)
    if head is None or (head > i and tree.token(head).dep != "expl") or tree.token(head).norm in _FIRST:
        return False
    if tree.token(head).norm == "there" and token.lemma == "be" and modals & {"may", "might", "could"}:
        return True
    perfect = any(tree.token(c).lemma == "have" and tree.token(c).dep == "aux" for c in tree.children[i])
    if not _own(ctx, i) or perfect or _denied(tree, i):
        return False
    if _conditional(tree, i) and modals & {"would", "could", "might", "may", "'d"}:
        return ctx.report.kind == "news"
    if (
        not modals & {"could", "may", "might"}
        or ctx.report.kind != "news"
        or token.dep not in {"ROOT", "conj", "ccomp", "relcl"}
    ):
        return False
    if token.dep == "ccomp" and tree.token(token.head).lemma in words(_A, "asking"):
        return False
    person = tree.token(head).norm in _PERSONS
    return not (person and "could" in modals)


def _conditional(tree: Tree, i: int) -> bool:
    """Whether a main clause hangs on a case: "if …", "should …", "unless", "without"."""
    for child in tree.children[i]:
        if tree.token(child).dep not in {"advcl", "ccomp", "prep", "parataxis"} or child > i + 40:
            continue
        first = tree.token(tree.left[child]).norm
        mark = tree.child(child, "mark")
        if first in words(_A, "cases") or (mark is not None and tree.token(mark).norm in words(_A, "cases")):
            return True
    opening = tree.token(tree.sentence(i).first)
    return opening.norm in words(_A, "cases") and tree.token(i).dep in {"ROOT", "conj", "ccomp"}


def _grows(ctx: Context, i: int) -> bool:
    """As in "pressure will grow", "the move would shake the talks", "prices are to rise further"."""
    tree = ctx.tree
    token = tree.token(i)
    modals = _modals(tree, i)
    if token.dep == "advcl" or not _thing(tree, _subject(tree, i)):
        return False
    if token.lemma in words(_A, "changes") and modals & words(_A, "certain"):
        relative = token.dep == "relcl" and not modals & {"would", "could", "may", "might"}
        return token.dep in _MAIN and not relative and tree.child(i, "auxpass") is None
    return token.lemma in words(_A, "outcomes_possible") and bool(modals & {"would", "could", "may", "might", "'d"})


def _hardly(tree: Tree, i: int) -> bool:
    """As in "a habit that neither can easily abandon", "the premier can hardly refuse"."""
    if not _modals(tree, i) & {"can", "could", "ca", "would", "will"}:
        return False
    head = _subject(tree, i)
    if head is None or tree.token(head).norm in _PERSONS:
        return False
    near = {tree.token(c).norm for c in tree.all(i, "advmod", "neg", "aux")}
    return bool(near & words(_A, "hardly")) or (
        tree.token(i).lemma == "afford" and tree.token(_subject(tree, i) or i).norm != "i"
    )


def _bound(tree: Tree, i: int) -> bool:
    """As in "is bound to collapse", "is set to deepen", "threatens to spill over"."""
    token = tree.token(i)
    if token.lemma == "threaten":
        act = tree.child(i, "xcomp")
        return act is not None and _thing(tree, _subject(tree, i))
    if token.lemma not in words(_A, "bound") or not (
        token.dep in {"acomp", "oprd"} or tree.child(i, "auxpass") or token.tag == "VBN"
    ):
        return False
    act = tree.child(i, "xcomp")
    head = _subject(tree, i) or _subject(tree, tree.token(i).head)
    if act is None or (head is not None and tree.token(head).norm in {"i", "we", "you"}):
        return False
    weak = token.lemma in words(_A, "bound_weakly")
    return not weak or tree.token(act).lemma in words(_A, "changes") | words(_A, "outcomes") | words(_A, "threats")


def _outlook(tree: Tree, i: int) -> bool:
    """As in "the chances of a deal have improved"."""
    token = tree.token(i)
    head = tree.child(i, "nsubj", "nsubjpass")
    return (
        head is not None
        and head < i
        and tree.token(head).lemma in words(_A, "outlook_nouns")
        and token.dep in {"ROOT", "conj", "ccomp"}
    )


def _expects(ctx: Context, i: int) -> bool:
    """As in "the chamber of commerce expects a further rise"."""
    tree = ctx.tree
    token = tree.token(i)
    if token.lemma not in words(_A, "forecasting") or token.tag not in {"VBZ", "VBP", "VBD", "VBG"}:
        return False
    target = tree.child(i, "dobj")
    return target is not None and target > i and tree.token(target).lemma in words(_A, "change_nouns")


def _stands(tree: Tree, i: int) -> Iterator[Found]:
    """As in "no breakthrough is in sight", "there is little chance of a deal", "whether it did is less clear"."""
    token = tree.token(i)
    if token.dep in {"aux", "auxpass"}:
        return
    high = clause_end(tree, i)
    for prep in tree.all(i, "prep"):
        inner = tree.child(prep, "pobj")
        if inner is not None and prep > i:
            if ((tree.token(prep).norm, tree.token(inner).norm) in _pairs() and tree.child(inner, "det") is None) or (
                tree.token(inner).norm in words(_A, "edges") and tree.token(prep).norm in {"on", "in", "at"}
            ):
                yield "outlook", clause_start(tree, i, whole=True), high
                return
    noun = tree.child(i, "attr")
    if tree.child(i, "expl") is not None and noun is not None and tree.token(noun).lemma in words(_A, "little_of"):
        if any(tree.token(c).norm in words(_A, "little") for c in tree.children[noun]):
            yield "outlook", clause_start(tree, i, whole=True), high
            return
    head = tree.child(i, *_SUBJECTS)
    state = next((c for c in tree.all(i, "acomp", "advmod", "attr", "oprd") if c > i), None)
    if head is None or state is None:
        return
    word = tree.token(state)
    doubtful = word.norm in words(_A, "doubtful") or (
        word.norm in words(_A, "doubtful_if_less") and _lessened(tree, i, state)
    )
    if (doubtful and (_thing(tree, head) or tree.token(head).norm == "it")) or (
        word.norm in words(_A, "parted") and tree.token(head).norm != "there"
    ):
        yield "outlook", clause_start(tree, i, whole=True), high
    elif word.pos == "NOUN" and word.lemma in words(_A, "causal") and _thing(tree, head):
        if any(tree.token(c).norm in {"of", "for", "to", "that"} for c in tree.children[state] if c > state):
            yield "judgement", clause_start(tree, i, whole=True), high
    elif word.pos == "NOUN" and tree.token(head).norm in {
        "it",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "they",
    } | _named(tree, head):
        qualities = {tree.token(c).norm for c in tree.children[state]}
        if qualities & words(_A, "evaluative"):
            yield "judgement", clause_start(tree, i, whole=True), high


def _lessened(tree: Tree, verb: int, state: int) -> bool:
    """As in "is less clear", "is far from obvious", "is not evident"."""
    near = {tree.token(c).norm for h in (verb, state) for c in tree.children[h]}
    return bool(near & words(_A, "less"))


def _named(tree: Tree, head: int) -> frozenset[str]:
    """The word itself where a thing is the subject ("the visit was a resounding success")."""
    return frozenset({tree.token(head).norm}) if _thing(tree, head) else frozenset()


def _pairs() -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for p in words(_A, "standing") for a, _, b in (p.partition(" "),))


def _weighs(tree: Tree, i: int) -> bool:
    """As in "is the harshest step in years", "is testing how firm we are", "farmers will pay the price"."""
    token = tree.token(i)
    if token.dep in {"advcl", "acl", "pcomp", "xcomp"}:
        return False
    head = _subject(tree, i)
    target = tree.child(i, "dobj")
    goal = tree.token(target).lemma if target is not None and target > i else ""
    if token.lemma in words(_A, "states") and _thing(tree, head):
        best = next((k for k in range(i + 1, min(i + 4, tree.right[i])) if tree.token(k).tag == "JJS"), None)
        return best is not None and tree.token(best + 1).lemma in words(_A, "judgement_nouns")
    if token.lemma in words(_A, "probing"):
        asked = tree.child(i, "ccomp")
        return asked is not None and tree.token(tree.left[asked]).norm in {"how", "whether"} and token.tag != "VB"
    if f"{token.lemma} {goal}" in words(_A, "tolls"):
        person = head is None or tree.token(head).norm in _PERSONS
        return not person and bool(_modals(tree, i) & words(_A, "maybe"))
    if token.lemma in words(_A, "rendering") and tree.child(i, "auxpass") is not None and _thing(tree, head):
        return any(tree.token(c).norm in words(_A, "emptied") for c in tree.all(i, "oprd", "acomp", "xcomp"))
    if not _thing(tree, head) or head is None:
        return False
    if token.lemma in words(_A, "removing") and goal in words(_A, "dangers"):
        return bool(_modals(tree, i) & words(_A, "maybe"))
    if tree.token(head).lemma in words(_A, "effects"):
        return bool(_modals(tree, i) & words(_A, "maybe"))
    effect = token.lemma in words(_A, "outcomes") | words(_A, "outcomes_possible")
    if effect and token.tag in {"VBZ", "VBP"}:
        return any(tree.token(c).norm in words(_A, "belittling") for c in tree.all(i, "advmod") if c < i)
    return False


def _makes_harder(tree: Tree, i: int) -> bool:
    """As in "that makes a compromise harder"."""
    if not _thing(tree, tree.child(i, "nsubj", "csubj")):
        return False
    state = next((c for c in tree.all(i, "ccomp", "oprd", "acomp", "xcomp") if c > i), None)
    if state is None:
        return False
    token = tree.token(state)
    return token.pos == "ADJ" and (token.tag == "JJR" or token.lemma in words(_A, "adjectives") | words(_A, "doubtful"))


def clause_start(tree: Tree, i: int, *, whole: bool = False) -> int:
    """The start of a reading: its subject where that is short or wanted, else its auxiliaries."""
    head = tree.child(i, *_SUBJECTS)
    low = min([i, *(c for c in tree.all(i, "aux", "auxpass", "neg", "advmod") if i - 5 <= c < i)])
    if head is not None and head < i and (whole or i - tree.left[head] <= 12):
        low = min(low, tree.left[head])
    return low


def clause_end(tree: Tree, i: int) -> int:
    """The end of a predicate, before coordinated clauses and clauses set off by a comma."""
    last = tree.right[i]
    for child in tree.children[i]:
        token = tree.token(child)
        if child > i and (token.dep in {"cc", "parataxis"} or (token.dep == "conj" and token.tag.startswith("VB"))):
            last = min(last, tree.left[child])
        if (
            child > i
            and token.dep == "advcl"
            and tree.left[child] > i + 1
            and tree.token(tree.left[child] - 1).norm == ","
        ):
            last = min(last, tree.left[child])
    return max(i + 1, last)
