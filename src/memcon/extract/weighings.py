"""Weighings told in the plain forms of the language: what a thing is, what nobody gains, what lies behind it.

These need no verb of judgement: "the measure is a precaution", "there can be no security without …", "everybody
benefits", "what matters is that …", "behind the quarrel lies mistrust", "diplomats believe that …".
"""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.context import Context, held
from memcon.extract.cuebook import words
from memcon.extract.sources import agentive
from memcon.extract.tree import Tree

Found = tuple[str, int, int]
_W = "weighing_cues"
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_FUTURE = frozenset({"will", "would", "can", "could", "shall", "ca", "wo"})
_HAVING = frozenset({"has", "have", "had", "'ve", "'s", "is", "are", "was", "were"})
_POINTING = frozenset({"it", "this", "that", "these", "those", "there", "what", "which", "who"})


def weighings(ctx: Context, i: int) -> Iterator[Found]:
    """The readings whose verb is the token ``i``: rule and token edges."""
    tree = ctx.tree
    token = tree.token(i)
    if not (token.tag.startswith("VB") or token.pos in {"VERB", "AUX"}) or token.dep in {"aux", "auxpass"}:
        return
    if token.dep == "acl" and (token.tag == "VB" or tree.child(i, "mark") is not None):
        pass  # "the belief that they will surely rebuild"
    elif token.dep not in _MAIN and token.dep != "relcl":
        return
    if _norms(tree, i, "mark") & {"if", "whether", "provided", "unless", "lest"}:
        return
    if (
        _climate(tree, i)
        or _few(tree, i)
        or _reputed(tree, i)
        or _idiom(tree, i)
        or _indifferent(tree, i)
        or _surely(tree, i)
        or _inverted(tree, i)
        or _sees_in(tree, i)
    ):
        yield "weighing", _low(tree, i), _high(tree, i)
    elif token.dep == "relcl":
        return
    elif _never_without(tree, i) or _cleft(tree, i) or _is_so(tree, i):
        yield "weighing", _low(tree, i), _high(tree, i)
    elif _believed(ctx, i):
        yield "believed", _low(tree, i), _high(tree, i)


def _norms(tree: Tree, i: int, *deps: str) -> set[str]:
    return {tree.token(c).norm for c in tree.all(i, *deps)}


def _head(tree: Tree, i: int) -> int | None:
    own = tree.child(i, "nsubj", "nsubjpass", "csubj", "expl")
    above = tree.token(i).head
    return _head(tree, above) if own is None and tree.token(i).dep == "conj" and above != i else own


def _low(tree: Tree, i: int) -> int:
    first = tree.sentence(i).first
    inner = [c for c in tree.all(i, "nsubj", "nsubjpass", "csubj", "expl", "aux", "neg", "advmod", "prep") if c < i]
    low = min([i, *(tree.left[c] for c in inner)])
    return max(first, low)


def _high(tree: Tree, i: int) -> int:
    """The end of a clause, before clauses joined to it."""
    last = tree.right[i]
    for child in tree.children[i]:
        token = tree.token(child)
        if child > i and (token.dep in {"cc", "parataxis"} or (token.dep == "conj" and token.tag.startswith("VB"))):
            last = min(last, tree.left[child])
        if child > i and token.dep == "advcl" and tree.token(tree.left[child] - 1).norm == ",":
            last = min(last, tree.left[child])
    return max(i + 1, last)


def _idiom(tree: Tree, i: int) -> bool:
    """As in "hangs by a thread", "has cost the country dearly"."""
    lemma = tree.token(i).lemma
    behind = " ".join(tree.token(k).norm for k in range(i + 1, min(i + 9, tree.right[i])))
    tails = [tail for idiom in words(_W, "idioms") for first, _, tail in (idiom.partition(" "),) if first == lemma]
    return any(f" {tail} " in f" {behind} " for tail in tails)


def _indifferent(tree: Tree, i: int) -> bool:
    """As in "everybody benefits", "this serves nobody's interests", "nobody gains from a trade war"."""
    head = _head(tree, i)
    if head is None or tree.token(i).tag not in {"VBZ", "VBP", "VB"} or tree.token(i).lemma in words(_W, "saying"):
        return False
    everyone = tree.token(head).norm in words(_W, "everybody") and tree.token(head).dep == "nsubj"
    target = tree.child(i, "dobj")
    nobody = target is not None and bool(_norms(tree, target, "poss") & words(_W, "nobody"))
    return (everyone and tree.token(i).lemma in words(_W, "gaining")) or nobody


def _climate(tree: Tree, i: int) -> bool:
    """As in "relations have soured since the vote", "the row has poisoned ties"."""
    token = tree.token(i)
    if token.lemma not in words(_W, "climates") or tree.child(i, "neg") is not None:
        return False
    head = _head(tree, i)
    moved = [h for h in (head, tree.child(i, "dobj")) if h is not None]
    tied = any(tree.token(h).lemma in words(_W, "bonds") for h in moved)
    return tied and bool(token.tag in {"VBD", "VBZ", "VBP"} or _norms(tree, i, "aux", "auxpass") & _HAVING)


def _few(tree: Tree, i: int) -> bool:
    """As in "few expect the truce to last", "nobody in the capital believes that …"."""
    head = _head(tree, i)
    if head is None or tree.token(i).lemma not in words(_W, "believing") or head > i:
        return False
    clause = tree.child(i, "ccomp", "xcomp", "dobj", "prep")
    return tree.token(head).norm in words(_W, "hardly_any") and clause is not None


def _reputed(tree: Tree, i: int) -> bool:
    """As in "the army is thought to be behind the leak": what is held of somebody, by nobody named."""
    token = tree.token(i)
    if token.tag != "VBN" or token.lemma not in words(_W, "reputing") or tree.child(i, "auxpass") is None:
        return False
    inner = tree.child(i, "xcomp")
    scheduled = inner is not None and tree.token(inner).lemma in words(_W, "scheduled")
    return inner is not None and tree.child(i, "agent") is None and tree.child(i, "neg") is None and not scheduled


def _surely(tree: Tree, i: int) -> bool:
    """As in "will surely rebuild", "will inevitably lead to"."""
    aux = _norms(tree, i, "aux")
    sure = _norms(tree, i, "advmod") & words(_W, "surely")
    return bool(aux & {"will", "would", "'ll", "shall"}) and bool(sure) and tree.child(i, "neg") is None


def _inverted(tree: Tree, i: int) -> bool:
    """As in "behind the quarrel lies a deeper mistrust"."""
    if tree.token(i).lemma not in words(_W, "lying"):
        return False
    front = tree.token(tree.sentence(i).first)
    return (
        front.norm in words(_W, "behind")
        and front.head == i
        and any(c > i for c in tree.all(i, "nsubj", "dobj", "attr"))
    )


def _sees_in(tree: Tree, i: int) -> bool:
    """As in "the north sees in every rule a tariff"."""
    token = tree.token(i)
    if token.lemma not in {"see", "detect", "read", "find"} or token.tag not in {"VBZ", "VBP"}:
        return False
    target = tree.child(i, "dobj")
    prep = next((c for c in tree.all(i, "prep") if c > i and tree.token(c).norm == "in"), None)
    return target is not None and prep is not None and i < prep < target


def _never_without(tree: Tree, i: int) -> bool:
    """As in "there can be no security without a state", "there will be no lasting peace until …"."""
    if tree.token(i).lemma != "be" or tree.child(i, "expl") is None or not _norms(tree, i, "aux") & _FUTURE:
        return False
    noun = tree.child(i, "attr", "nsubj")
    none = noun is not None and "no" in _norms(tree, noun, "det")
    inside = {tree.token(k).norm for k in range(i, tree.right[i])}
    return none and bool(inside & {"without", "until", "unless", "if", "outside"})


def _cleft(tree: Tree, i: int) -> bool:
    """As in "what matters is that …", "the truth is that …", "the question is whether …"."""
    if tree.token(i).lemma != "be" or tree.child(i, "ccomp") is None:
        return False
    head = _head(tree, i)
    if head is None or head > i:
        return False
    token = tree.token(head)
    return token.lemma in words(_W, "points") or (
        token.lemma in words(_W, "mattering") and tree.token(tree.left[head]).norm == "what"
    )


def _is_so(tree: Tree, i: int) -> bool:
    """Whether a thing is said to be of some kind or worth, not when, where or how many it is.

    As in "the measure is a precaution", "energy is an integral part of our ties", "the talks had been useful",
    "ties have become an example of cooperation", "it is in the interest of all".
    """
    token = tree.token(i)
    if token.lemma not in words(_W, "being"):
        return False
    head = _head(tree, i)
    if head is None or head > i or not _thing(tree, head) or tree.token(head).lemma in words(_W, "claims"):
        return False
    predicate = next((c for c in tree.all(i, "attr", "acomp", "dobj") if c > i), None)
    if predicate is None:
        preps = [(tree.token(p).norm, tree.child(p, "pobj")) for p in tree.all(i, "prep") if p > i]
        return token.lemma == "be" and any(
            inner is not None and f"{prep} {tree.token(inner).lemma}" in words(_W, "states") for prep, inner in preps
        )
    word = tree.token(predicate)
    if any(tree.token(k).tag in {"CD", "WRB"} for k in range(tree.left[predicate], predicate + 1)):
        return False
    if word.text[:1].isupper():
        return False
    if word.dep == "acomp":
        return (
            token.lemma == "be"
            and word.tag.startswith("JJ")
            and word.lemma not in words(_W, "plain")
            and tree.child(i, "expl") is None
        )
    if word.pos != "NOUN" or agentive(tree, predicate):
        return False
    own = _norms(tree, predicate, "amod", "compound", "poss")
    ordered = own & words(_W, "ranks")
    article = _norms(tree, predicate, "det") & {"a", "an"} or bool(tree.all(predicate, "poss"))
    if token.lemma != "be":
        return word.lemma in words(_W, "kinds") and not ordered
    listed = word.lemma in words(_W, "kinds") or bool(own & words(_W, "weights"))
    return bool(article) and listed and not ordered


def _thing(tree: Tree, head: int) -> bool:
    token = tree.token(head)
    if token.norm in _POINTING:
        return token.norm in {"it", "this", "that", "these", "those", "which"}
    if token.dep == "csubj" or token.tag.startswith("VB"):
        return True
    return token.pos in {"NOUN", "PROPN"} and (not agentive(tree, head) or token.lemma in words(_W, "ties"))


def _believed(ctx: Context, i: int) -> bool:
    """What people without a name believe, think, suspect: as in "diplomats believe that he is playing for time"."""
    tree = ctx.tree
    token = tree.token(i)
    if token.dep != "ccomp" or ctx.report.kind != "news" or tree.token(token.head).lemma not in words(_W, "believing"):
        return False
    verb = token.head
    head = tree.child(verb, "nsubj")
    around = [a for a in held(ctx, token.start, token.end) if a.source.name]
    if head is None or len(around) > 1:
        return False
    return tree.token(head).lemma in words(_W, "believers") and tree.token(head).tag == "NNS"
