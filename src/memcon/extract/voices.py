"""Who says what: attributions of one report, from verbs, quotations, phrases, nouns and turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from memcon.extract.cuebook import Verb, load, phrases, reporting, reporting_adjectives, reporting_nouns, words
from memcon.extract.quotations import quoted
from memcon.extract.sources import agentive, nobody, phrase, subject, voice
from memcon.extract.tree import Tree, tree
from memcon.extract.turns import turns
from memcon.extract.types import Attribution, Voice
from memcon.model.memo import Manner, Report, Stance
from memcon.read.types import Range, Reading

_COMPLEMENTS = frozenset({"clear", "plain", "known", "public"})
_UNSAID = frozenset(
    {"say", "mention", "disclose", "specify", "elaborate", "comment", "reveal", "discuss", "confirm", "announce"}
)
_TRAILING = frozenset({"since", "because", "as"})
_ABOUT = frozenset(
    {"for", "about", "of", "on", "over", "against", "regarding", "concerning", "toward", "towards", "as"}
)


def attributions(reading: Reading, report: Report | None = None) -> tuple[Attribution, ...]:
    """All attributions of a report, in text order; nested ones overlap."""
    return voices_of(tree(reading), report)


def voices_of(tree: Tree, report: Report | None = None) -> tuple[Attribution, ...]:
    """The attributions of a report whose tree is made."""
    found: list[Attribution] = []
    for token in tree.tokens:
        if tree.reading.sentences[token.sentence].kind == "boilerplate":
            continue
        if token.tag.startswith("VB") or token.pos == "VERB":
            made = _verb(tree, token.i)
            if made is not None:
                found.append(made)
        elif token.pos == "NOUN" and token.lemma in reporting_nouns():
            found.extend(_noun(tree, token.i))
        elif token.pos == "ADJ" and token.lemma in reporting_adjectives():
            found.extend(_adjective(tree, token.i))
        elif token.pos == "ADV" and token.lemma in words("hedges", "adverbs"):
            found.extend(_adverb(tree, token.i))
    found.extend(_phrases(tree))
    found = quoted(tree, found)
    found.extend(_stated_before(tree))
    found.extend(turns(tree, report))
    found = [a for a in found if a.content]
    return tuple(sorted(found, key=lambda a: (a.content[0][0], -a.content[-1][1], a.cue or (0, 0), a.source.name)))


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


def cue_of(tree: Tree, verb: int, particle: str | None) -> Range:
    """The words of the cue: the verb, with its particle where it stands near."""
    if particle is not None:
        for i in tree.children[verb]:
            if tree.token(i).norm == particle and verb < i <= verb + 4:
                return tree.span(verb, i + 1)
    return tree.span(verb, verb + 1)


def _entry(tree: Tree, verb: int) -> Verb | None:
    """The entry of a verb in the table of reporting verbs, with its particle."""
    for entry in reporting().get(tree.token(verb).lemma, ()):
        if entry.particle is None:
            return entry
        near = {tree.token(c).norm for c in tree.children[verb]}
        if entry.particle in near or (verb + 1 < len(tree.tokens) and tree.token(verb + 1).norm == entry.particle):
            return entry
    return None


def negated(tree: Tree, i: int) -> bool:
    """Whether a verb is denied: not, never, no longer."""
    return any(tree.token(c).dep == "neg" or tree.token(c).norm == "never" for c in tree.children[i])


def _stance(tree: Tree, verb: int, stance: Stance) -> Stance:
    return "denies" if negated(tree, verb) and stance == "asserts" else stance


def _declined(tree: Tree, i: int) -> bool:
    """Whether a verb of saying is one of declining, or stands under it ("declined to say")."""
    listed = words("withholding_cues", "decline")
    token = tree.token(i)
    above = token.dep == "xcomp" and tree.token(token.head).lemma in listed
    return token.lemma in listed or above or (above is False and negated(tree, i) and token.lemma in _UNSAID)


def _manner(source: Voice) -> Manner:
    texts = ("readout", "statement", "communiqu", "account", "transcript", "release")
    return "readout" if any(t in source.name.lower() for t in texts) else "indirect"


def _verb(tree: Tree, i: int) -> Attribution | None:
    """The attribution that a verb makes, if it has somebody to say it and something said."""
    entry = _entry(tree, i)
    if entry is None or tree.token(i).dep in {"aux", "auxpass", "amod", "compound"}:
        return None
    content, frame = _content(tree, i, entry)
    if not content:
        return None
    head = subject(tree, i)
    cue = cue_of(tree, i, entry.particle)
    stance: Stance = _stance(tree, i, entry.frames.get(frame) or entry.preps.get(frame) or "asserts")
    if _declined(tree, i):
        stance = "declines"
    if head is None:
        passive = any(tree.token(c).dep in {"nsubjpass", "auxpass"} for c in tree.children[i])
        if passive and tree.token(i).lemma in words("hedges", "passives") and frame in {"that", "to"}:
            return Attribution(
                source=nobody(cue), cue=cue, content=content, manner="indirect", stance="hedges", rule="passive"
            )
        return None
    lemma = tree.token(i).lemma
    full = lemma if entry.particle is None else f"{lemma} {entry.particle}"
    strict = frame in {"object", "as"} or bool({lemma, full} & words("reporting_verbs", "agentive"))
    if strict and not agentive(tree, head):
        return None
    if any(tree.starts[head] >= a and tree.ends[head] <= b for a, b in content):
        return None
    source, named = voice(tree, head, cue)
    return Attribution(
        source=source,
        cue=cue,
        content=content,
        manner=_manner(source),
        stance=stance,
        rule=f"verb-{frame}",
        named=named,
    )


def _content(tree: Tree, i: int, entry: Verb) -> tuple[tuple[Range, ...], str]:
    """What a verb of saying has for content, and by which frame."""
    clause = _clause(tree, i)
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
    if "to" in entry.frames:
        infinitive = next((c for c in tree.all(i, "xcomp", "ccomp", "advcl") if _infinitive(tree, c) and c > i), None)
        if infinitive is not None:
            return pieces(tree, *_extent(tree, i, infinitive)), "to"
    for child in tree.children[i]:
        token = tree.token(child)
        if token.dep in {"prep", "prt"} and token.norm in entry.preps and child > i:
            inner = tree.child(child, "pobj", "pcomp")
            if inner is not None:
                return pieces(tree, *_extent(tree, i, inner)), token.norm
    if "object" in entry.frames:
        target = tree.child(i, "dobj")
        if target is None and any(tree.token(c).dep == "agent" for c in tree.children[i]):
            target = tree.child(i, "nsubjpass")
        if target is not None and tree.token(target).pos != "PRON":
            return pieces(tree, *_object(tree, i, target)), "object"
    return (), ""


def _infinitive(tree: Tree, i: int) -> bool:
    return any(tree.token(c).tag == "TO" for c in tree.children[i])


def _clause(tree: Tree, i: int) -> int | None:
    """The finite clause, or the bare one, that a verb takes."""
    for child in tree.children[i]:
        token = tree.token(child)
        if token.norm in _COMPLEMENTS and token.dep in {"ccomp", "acomp", "oprd", "xcomp", "advmod"} and child > i:
            # "made clear that …": the clause hangs on the adjective.
            inner = tree.child(child, "ccomp")
            if inner is not None:
                return inner
            continue
        if token.dep == "ccomp":
            return child
        if token.dep == "xcomp" and token.tag != "VBG" and not _infinitive(tree, child) and _finite(tree, child):
            return child
    return None


def _finite(tree: Tree, i: int) -> bool:
    return any(tree.token(c).dep in {"nsubj", "nsubjpass", "expl"} for c in tree.children[i])


def _extent(tree: Tree, verb: int, top: int) -> tuple[int, int]:
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
            if finite and token.lemma in reporting() and not _finite(tree, child) and _clause(tree, child) is not None:
                last = min(last, _before_conjunction(tree, tree.left[child]))
            else:
                stack.append(child)
    for child in tree.children[verb]:
        if child > top and tree.token(child).dep == "advcl" and last >= tree.left[child] - 2:
            mark = tree.child(child, "mark")
            if mark is not None and tree.token(mark).norm in _TRAILING:
                last = max(last, tree.right[child])
    return first, last


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
    first, last = _extent(tree, verb, clause)
    if clause > verb and first > verb:
        return pieces(tree, first, last)
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
        if token.dep in {"oprd", "ccomp", "xcomp", "acomp"} and child > i and not _infinitive(tree, child):
            return pieces(tree, *tree.subtree(child))
    if target is not None and target > i:
        nested = next((c for c in tree.all(target, "prep") if tree.token(c).norm == "as"), None)
        if nested is not None:
            return pieces(tree, *tree.subtree(target))
    return ()


def _object(tree: Tree, verb: int, target: int) -> tuple[int, int]:
    """The object with the prepositional phrases that follow it at once."""
    first, last = _extent(tree, verb, target)
    for child in tree.children[verb]:
        token = tree.token(child)
        if child >= last and token.dep in {"prep", "dative"} and tree.left[child] <= last + 1:
            if token.norm in _ABOUT or (token.norm == "to" and tree.token(target).pos == "NOUN"):
                last = max(last, tree.right[child])
    return first, last


def _noun(tree: Tree, i: int) -> Iterator[Attribution]:
    """As in "The claim that …", "Beijing's position that …"."""
    for clause in tree.all(i, "acl", "ccomp", "relcl"):
        token = tree.token(clause)
        mark = tree.child(clause, "mark")
        if token.dep == "relcl" or clause < i or mark is None or tree.token(mark).norm != "that":
            continue
        head = _owner(tree, i)
        cue = tree.span(i, i + 1)
        if head is None:
            continue
        source, named = voice(tree, head, cue)
        yield Attribution(
            source=source,
            cue=cue,
            content=pieces(tree, *tree.subtree(clause)),
            manner=_manner(source),
            stance=reporting_nouns()[tree.token(i).lemma],
            rule="noun",
            named=named,
        )


def _owner(tree: Tree, noun: int) -> int | None:
    """Whose claim it is: possessor, of or by phrase, or whoever makes it."""
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner
    for child in tree.all(noun, "prep"):
        if tree.token(child).norm in {"of", "by", "from"}:
            inner = tree.child(child, "pobj")
            if inner is not None and agentive(tree, inner):
                return inner
    token = tree.token(noun)
    if token.dep == "dobj" and tree.token(token.head).tag.startswith("VB"):
        return subject(tree, token.head)
    return None


def _adjective(tree: Tree, i: int) -> Iterator[Attribution]:
    """As in "X is confident that …", "X was clear that …"."""
    token = tree.token(i)
    head_verb = token.head
    if token.dep not in {"acomp", "oprd"} or tree.token(head_verb).lemma not in {
        "be",
        "feel",
        "remain",
        "seem",
        "become",
    }:
        return
    clause = tree.child(i, "ccomp") or tree.child(head_verb, "ccomp")
    if clause is None:
        inner = next((c for c in tree.all(i, "prep") if tree.token(c).norm in {"in", "about", "of", "for"}), None)
        clause = None if inner is None else tree.child(inner, "pcomp")
    head = subject(tree, head_verb)
    if clause is None or head is None or clause < i or not agentive(tree, head):
        return
    cue = tree.span(i, i + 1)
    source, named = voice(tree, head, cue)
    yield Attribution(
        source=source,
        cue=cue,
        content=pieces(tree, *tree.subtree(clause)),
        manner=_manner(source),
        stance=_stance(tree, head_verb, reporting_adjectives()[token.lemma]),
        rule="adjective",
        named=named,
    )


def _adverb(tree: Tree, i: int) -> Iterator[Attribution]:
    """As in "reportedly", "allegedly": somebody says so, and nobody is named."""
    token = tree.token(i)
    if not token.norm.endswith("edly"):
        return
    cue = tree.span(i, i + 1)
    first, last = tree.subtree(token.head)
    yield Attribution(
        source=nobody(cue),
        cue=cue,
        content=pieces(tree, first, last, [(i, i + 1)]),
        manner="indirect",
        stance="hedges",
        rule="adverb",
    )


def _phrases(tree: Tree) -> Iterator[Attribution]:
    """As in "According to X", "per X's readout", "in X's account", "as reported by X"."""
    known = phrases("reporting_verbs", "phrases")
    firsts = {p[0] for p in known}
    tokens = tree.tokens
    for token in tokens:
        if token.norm in firsts:
            for words_ in known:
                end = token.i + len(words_)
                if end < len(tokens) and all(tokens[token.i + k].norm == w for k, w in enumerate(words_)):
                    made = _phrase(tree, token.i, end, speaking=len(words_) > 1)
                    if made is not None:
                        yield made
                    break
        if token.norm in {"in", "by"} and token.dep == "prep":
            inner = tree.child(token.i, "pobj")
            if inner is not None and tree.token(inner).lemma in words("reporting_verbs", "own_words"):
                owner = tree.child(inner, "poss")
                clause = _clause_above(tree, token.i)
                if owner is not None and clause is not None and tree.token(clause).lemma not in reporting():
                    yield _aside(tree, clause, tree.subtree(token.i), inner, tree.span(token.i, token.i + 1))


def _phrase(tree: Tree, first: int, after: int, *, speaking: bool) -> Attribution | None:
    """The attribution of a phrase whose source starts at token ``after``."""
    sentence = tree.sentence(first)
    if tree.token(after).sentence != sentence.i:
        return None
    head = after
    while (
        tree.token(head).head != head
        and tree.token(head).head >= after
        and tree.token(tree.token(head).head).dep != "ROOT"
    ):
        head = tree.token(head).head
        if tree.token(head).dep in {"pobj", "pcomp"}:
            break
    if not agentive(tree, head) and not speaking:
        return None
    _, high = phrase(tree, head)
    high = max(high, head + 1)
    clause = _clause_above(tree, first)
    if clause is None:
        return None
    return _aside(tree, clause, (first, high), head, tree.span(first, after))


def _clause_above(tree: Tree, i: int) -> int | None:
    """The clause that a phrase modifies; for a phrase set off at a sentence's edge, the whole sentence."""
    sentence = tree.sentence(i)
    low = i
    at_edge = low <= sentence.first + 1
    for above in tree.up(i):
        token = tree.token(above)
        if token.dep == "ROOT" or (
            token.dep in {"ccomp", "relcl", "advcl"} and token.tag.startswith("VB") and not at_edge
        ):
            return above
    return None


def _aside(tree: Tree, clause: int, hole: tuple[int, int], head: int, cue: Range) -> Attribution:
    source, named = voice(tree, head, cue)
    return Attribution(
        source=source,
        cue=cue,
        content=pieces(tree, *tree.subtree(clause), [hole]),
        manner=_manner(source),
        rule="phrase",
        named=named,
    )


def _stated_before(tree: Tree) -> Iterator[Attribution]:
    """As in "This was stated by X": the content is the sentence before."""
    for token in tree.tokens:
        if token.dep != "nsubjpass" or token.norm not in {"this", "that", "it"}:
            continue
        verb = token.head
        head = subject(tree, verb)
        number = token.sentence
        if head is None or number == 0 or tree.token(verb).lemma not in reporting():
            continue
        before = tree.reading.sentences[number - 1]
        if before.kind == "fact":
            cue = tree.span(verb, verb + 1)
            source, named = voice(tree, head, cue)
            made = Attribution(
                source=source, cue=cue, content=(), manner=_manner(source), rule="stated-before", named=named
            )
            yield replace(made, content=pieces(tree, before.first, before.last))


def texts() -> frozenset[str]:
    """Nouns that name a text."""
    return frozenset(load("reporting_verbs")["texts"])
