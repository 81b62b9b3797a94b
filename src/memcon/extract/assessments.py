"""Readings and predictions, by analysts or in the report's own voice, kept apart from happenings."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.context import Context, analyst, draft, held, main_sentences, supposed
from memcon.extract.cuebook import load, words
from memcon.extract.outlooks import outlooks
from memcon.extract.readings import readings
from memcon.extract.sources import agentive, is_text
from memcon.extract.tree import Tree
from memcon.extract.types import Draft
from memcon.extract.weighings import weighings

_A = "assessment_cues"
_SPOKEN = frozenset({"verb-to", "verb-for"})


def assessments(ctx: Context) -> list[Draft]:
    """The drafts of kind ``assessment`` of a report."""
    out: list[Draft] = []
    for number in main_sentences(ctx):
        sentence = ctx.tree.reading.sentences[number]
        if sentence.question:
            continue
        taken: list[tuple[int, int]] = []
        for i in range(sentence.first, sentence.last):
            free = () if _hoped(ctx, i) else (*outlooks(ctx, i), *weighings(ctx, i), *readings(ctx.tree, i))
            for rule, low, high in (*_at(ctx, i), *free):
                low, high = ctx.tree.trim(low, high)
                if low >= high or any(a <= low and high <= b for a, b in taken):
                    continue
                taken.append((low, high))
                out.append(draft(ctx, *ctx.tree.span(low, high), rule=f"reading-{rule}", kind="assessment"))
    out.extend(_analysts(ctx))
    return out


def _analysts(ctx: Context) -> Iterator[Draft]:
    """As in "analysts read the visit as a warning": the verb is part of the reading."""
    if ctx.report.kind != "news":
        return
    for made in ctx.attributions:
        start, end = made.content[0]
        if made.rule != "verb-as" or made.cue is None or made.cue[1] > start or not analyst(ctx, made.source):
            continue
        start = made.cue[0]
        yield draft(ctx, start, end, rule="reading-analyst", kind="assessment")


def _at(ctx: Context, i: int) -> Iterator[tuple[str, int, int]]:
    tree = ctx.tree
    token = tree.token(i)
    if token.tag.startswith("VB") or token.pos in {"VERB", "AUX"} or _mistaken(tree, i):
        if _hoped(ctx, i):
            return
        if token.lemma in words(_A, "seeming") and tree.child(i, "xcomp", "oprd", "acomp") is not None:
            yield "seeming", i, _end(tree, i)
        elif _reads(ctx, i):
            yield "verb", _start(tree, i), _end(tree, i)
        elif _predicts(ctx, i):
            yield "prediction", _start(tree, i), _end(tree, i)
        elif _obliges(ctx, i):
            yield "necessity", _start(tree, i), _end(tree, i)
        elif token.lemma == "be":
            yield from _judges(ctx, i)
        elif token.lemma in {"have", "leave", "see", "take"}:
            yield from _has(ctx, i)
    elif token.norm == "being" or (token.lemma == "be" and token.tag == "VBG"):
        yield from _judges(ctx, i)
    elif token.pos == "NOUN" and token.lemma in words(_A, "effects"):
        yield from _effect(tree, i)


def _mistaken(tree: Tree, i: int) -> bool:
    """Whether a verb in -s at the root of a sentence was taken for a plural ("This dynamic complicates the …")."""
    token = tree.token(i)
    if (
        token.tag != "NNS"
        or token.dep != "ROOT"
        or token.lemma not in words(_A, "reading")
        or i + 1 >= len(tree.tokens)
    ):
        return False
    sentence = tree.sentence(i)
    finite = any(tree.token(k).tag in {"VBZ", "VBD", "VBP", "MD"} for k in range(sentence.first, sentence.last))
    return i > sentence.first and (not finite or tree.token(i + 1).tag in {"DT", "PRP$"})


def _hoped(ctx: Context, i: int) -> bool:
    """Whether a verb stands in what somebody hopes, wants, asks for or is told to do."""
    token = ctx.tree.token(i)
    above = ctx.tree.token(token.head)
    if token.dep in {"acl", "ccomp"} and above.pos == "NOUN" and above.lemma in words(_A, "hopes"):
        return True
    for made in held(ctx, token.start, token.end):
        if made.cue is None:
            continue
        cue = ctx.tree.reading.text[made.cue[0] : made.cue[1]].lower()
        if made.rule in _SPOKEN or cue.startswith(
            ("hope", "hoping", "wish", "want", "ask", "urg", "demand", "promis", "pledg", "would")
        ):
            return True
    return False


def _start(tree: Tree, i: int) -> int:
    return min([i, *(c for c in tree.all(i, "aux", "auxpass", "neg", "advmod") if i - 5 <= c < i)])


def _end(tree: Tree, i: int) -> int:
    """The end of a predicate: its complements, without coordinated clauses and loose participles."""
    last = tree.right[i]
    for child in tree.children[i]:
        token = tree.token(child)
        if child > i and token.dep in {"conj", "parataxis", "cc"} and (token.dep == "cc" or token.tag.startswith("VB")):
            last = min(last, tree.left[child])
        if (
            child > i
            and token.dep == "advcl"
            and tree.left[child] > i + 1
            and tree.token(tree.left[child] - 1).norm == ","
        ):
            last = min(last, tree.left[child])
    return max(i + 1, last)


def _subject(tree: Tree, i: int) -> int | None:
    token = tree.token(i)
    own = tree.child(i, "nsubj", "nsubjpass", "csubj", "expl")
    if own is not None:
        if tree.token(own).tag in {"WDT", "WP"} and token.dep == "relcl":
            return token.head
        return own
    if token.dep == "conj" and token.head != i:
        return _subject(tree, token.head)
    if token.dep == "advcl" and token.tag == "VBG":
        return _subject(tree, token.head) if token.head != i else None
    return None


def _thing(tree: Tree, head: int | None) -> bool:
    """Whether a subject is a happening or a thing, not somebody who acts, nor a text that speaks."""
    if head is None:
        return False
    token = tree.token(head)
    if token.norm in {"this", "that", "it", "which", "these", "what", "all", "none", "nothing"}:
        return True
    if token.norm == "they" and head not in tree.namings:
        return True
    if token.tag.startswith("VB") or token.dep == "csubj":
        return True
    if token.pos not in {"NOUN", "PROPN"} or is_text(tree, head):
        return False
    return not agentive(tree, head)


def _reads(ctx: Context, i: int) -> bool:
    """A thing with a verb of meaning: "the visit highlights …"."""
    tree = ctx.tree
    token = tree.token(i)
    if _mistaken(tree, i):
        return True
    if token.lemma not in words(_A, "reading") or token.tag not in {"VBZ", "VBP", "VBD", "VBG", "VB", "VBN"}:
        return False
    if token.dep in {"amod", "compound", "auxpass", "acl", "pcomp"} or any(
        tree.token(c).dep == "auxpass" for c in tree.children[i]
    ):
        return False
    needs = load(_A)["needs_object"].get(token.lemma)
    if needs is not None and not _needed(tree, i, needs):
        return False
    if token.tag == "VBD" and needs is None:
        return False
    if token.dep == "relcl" and _modal(tree, i, words(_A, "certain")):
        # "support that will strengthen …" tells what the support is for.
        return False
    if tree.child(i, "dobj", "ccomp", "xcomp", "prep", "dative", "attr") is None:
        return False
    if token.dep == "advcl" and token.tag == "VBG":
        # "…, signaling a thaw": the clause before it is what signals.
        return ctx.report.kind == "news" and token.lemma in words(_A, "participles")
    return _thing(tree, _subject(tree, i))


def _needed(tree: Tree, i: int, needs: list[str]) -> bool:
    for child in tree.children[i]:
        token = tree.token(child)
        if (
            child > i
            and token.dep in {"dobj", "ccomp", "dative", "attr"}
            and (token.lemma in needs or token.norm in needs)
        ):
            return True
        if child > i and token.dep in {"prep", "mark"} and token.norm in needs:
            return True
        led = tree.token(tree.left[child]).norm in needs
        if token.dep == "ccomp" and (led or any(tree.token(c).norm in needs for c in tree.children[child])):
            return True
    return False


def _modal(tree: Tree, i: int, listed: frozenset[str]) -> bool:
    return any(
        tree.token(c).dep == "aux" and (tree.token(c).norm in listed or tree.token(c).lemma in listed)
        for c in tree.children[i]
    )


def _predicts(ctx: Context, i: int) -> bool:
    """As in "will shape the vote", "could lead to …", "will be lifted only if"."""
    tree = ctx.tree
    token = tree.token(i)
    if not _modal(tree, i, words(_A, "modals")) or token.dep == "advcl":
        return False
    subject = _subject(tree, i)
    if token.lemma in words(_A, "outcomes") and _thing(tree, subject):
        return token.dep != "relcl" or _modal(tree, i, words(_A, "possible"))
    if (
        token.lemma in words(_A, "threats")
        and _modal(tree, i, words(_A, "possible"))
        and token.dep in {"ccomp", "ROOT", "conj", "relcl"}
    ):
        return True
    if not any(tree.token(c).dep == "auxpass" for c in tree.children[i]):
        return False
    return any(
        tree.token(c).dep == "advcl"
        and any(tree.token(k).norm in words(_A, "conditions") for k in range(tree.left[c], min(tree.left[c] + 2, c)))
        for c in tree.children[i]
    )


def _obliges(ctx: Context, i: int) -> bool:
    """As in "the port must soon choose …", said by the report itself or by analysts."""
    tree = ctx.tree
    token = tree.token(i)
    if not _modal(tree, i, words(_A, "necessity")) or token.dep in {"advcl", "relcl"} or ctx.report.kind != "news":
        return False
    if supposed(tree, i):
        return False
    around = [a for a in held(ctx, token.start, token.end) if a.source.name]
    return all(analyst(ctx, a.source) for a in around)


def _judges(ctx: Context, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "the treaty is the best option", "this is a risky path", "it is still a draft"."""
    tree = ctx.tree
    token = tree.token(i)
    mark = tree.child(i, "mark")
    reason = mark is not None and tree.token(mark).norm in {"because", "since", "as"}
    if token.dep in {"aux", "auxpass", "advcl", "pcomp"} and token.tag != "VBG" and not reason:
        return
    predicate = tree.child(i, "attr", "acomp")
    subject = _subject(tree, i)
    if predicate is None or predicate < i:
        return
    if subject is None:
        # As in "now is the right moment", where an adverb is the subject.
        subject = next(
            (c for c in tree.all(i, "advmod") if c < i and tree.token(c).norm in {"now", "here", "there"}), None
        )
    if subject is None:
        return
    word = tree.token(predicate)
    pointing = tree.token(subject).norm in {"this", "that", "it", "these", "those", "now"}
    judged = False
    if word.dep == "acomp":
        judged = word.lemma in words(_A, "adjectives") and _thing(tree, subject)
    elif word.lemma in words(_A, "condemning") and _thing(tree, subject):
        judged = True
    elif word.lemma in words(_A, "judgement_nouns"):
        modifiers = {tree.token(c).lemma for c in tree.children[predicate]}
        gerund = token.tag == "VBG"
        judged = bool(modifiers & words(_A, "adjectives")) or pointing or gerund or _turning(tree, predicate)
    elif word.pos == "NOUN" and pointing:
        weighed = {tree.token(c).norm for h in (i, predicate) for c in tree.children[h]}
        judged = bool(weighed & words(_A, "weighing")) and not _cleft(tree, predicate)
    if judged and (tree.token(subject).norm != "it" or not _cleft(tree, predicate)):
        low = tree.left[subject] if subject < i and i - tree.left[subject] <= 8 else i
        yield "judgement", low, _end(tree, i)


def _turning(tree: Tree, predicate: int) -> bool:
    return any(
        tree.token(c).dep in {"compound", "amod"} and tree.token(c).lemma in words(_A, "turning")
        for c in tree.children[predicate]
    )


def _cleft(tree: Tree, predicate: int) -> bool:
    """Whether "it was X that …" only brings X to the front."""
    return any(tree.token(c).dep == "relcl" for c in tree.children[predicate]) and tree.token(predicate).pos == "PROPN"


def _has(ctx: Context, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "has no substitute", "we know these tricks", "took place in a sincere atmosphere"."""
    tree = ctx.tree
    token = tree.token(i)
    target = tree.child(i, "dobj")
    if target is None:
        return
    noun = tree.token(target)
    if token.lemma == "take" and noun.norm == "place":
        for prep in tree.all(i, "prep"):
            inner = tree.child(prep, "pobj")
            if inner is not None and tree.token(inner).lemma in words(_A, "atmospheres"):
                if any(tree.token(c).dep == "amod" for c in tree.children[inner]):
                    yield "manner", i, _end(tree, i)
    elif token.lemma in {"have", "leave"} and noun.lemma in words(_A, "no_nouns"):
        lacking = noun.lemma in words(_A, "lacking") or ctx.report.kind == "news"
        if any(tree.token(c).norm == "no" for c in tree.children[target]) and lacking:
            yield "none", i, _end(tree, i)
    elif token.lemma in {"have", "leave"} and noun.lemma in words(_A, "prospects"):
        if any(tree.token(c).tag == "VB" for c in tree.all(target, "acl", "relcl", "xcomp")) or any(
            tree.token(c).tag == "VB" for c in tree.all(i, "xcomp", "advcl")
        ):
            yield "prospect", i, _end(tree, i)
    elif token.lemma == "see" and noun.lemma in words(_A, "patterns"):
        low = min([i, *(c for c in tree.children[i] if tree.token(c).dep in {"nsubj", "aux"} and c < i)])
        yield "pattern", low, _end(tree, i)


def _effect(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """As in "the lasting damage the ban has done"."""
    clause = tree.child(i, "relcl")
    if clause is not None and any(tree.token(c).lemma in words(_A, "effect_adjectives") for c in tree.children[i]):
        yield "effect", tree.left[i], tree.right[clause]
