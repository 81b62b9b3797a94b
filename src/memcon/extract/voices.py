"""Who says what: attributions of one report, from verbs, quotations, phrases, nouns and turns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from memcon.extract.asides import adverb, asides, manner, seeming, stated_before
from memcon.extract.complements import content_of, extent, pieces, says_something
from memcon.extract.cuebook import reporting_adjectives, reporting_nouns, words
from memcon.extract.quotations import quoted
from memcon.extract.sources import agentive, entry_of, nobody, subject, voice
from memcon.extract.tellings import account_before, cited, tellings
from memcon.extract.tree import Tree, tree
from memcon.extract.turns import turns
from memcon.extract.types import Attribution
from memcon.model.memo import Report, Stance
from memcon.read.types import Range, Reading

_THIRD = frozenset({"he", "she", "they", "it"})
_UNSAID = frozenset(
    {"say", "mention", "disclose", "specify", "elaborate", "comment", "reveal", "discuss", "confirm", "announce"}
)
_TRAILING = frozenset({"since", "because", "as"})


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
            elif token.lemma in words("hedges", "verbs"):
                found.extend(seeming(tree, token.i))
        elif token.pos == "NOUN" and token.lemma in reporting_nouns():
            found.extend(_noun(tree, token.i))
        elif token.pos == "ADJ" and token.lemma in reporting_adjectives():
            found.extend(_adjective(tree, token.i))
        elif token.pos == "ADV" and token.lemma in words("hedges", "adverbs"):
            found.extend(adverb(tree, token.i))
    found.extend(asides(tree))
    found.extend(t for t in tellings(tree) if all(t.cue != a.cue or not a.source.name for a in found))
    found = cited(tree, found)
    found = quoted(tree, found)
    found.extend(stated_before(tree))
    found = _same_speaker(tree, found)
    found.extend(turns(tree, report))
    found = [a for a in found if _has_content(tree, a)]
    return tuple(sorted(found, key=lambda a: (a.content[0][0], -a.content[-1][1], a.cue or (0, 0), a.source.name)))


def _same_speaker(tree: Tree, found: list[Attribution]) -> list[Attribution]:
    """Attributions with a pronoun for source that nobody resolved: the last speaker of its number goes on."""
    out: list[Attribution] = []
    last: dict[bool, Attribution] = {}
    for made in sorted(found, key=lambda a: a.cue or a.content[0]):
        unknown = made.source.entity is None and made.source.name.lower() in _THIRD
        plural = made.source.name.lower() == "they" or _plural(tree, made)
        before = last.get(plural)
        text = (
            account_before(tree, tree.tokens_in(*made.cue)[0])
            if unknown and made.cue is not None and made.source.name.lower() == "it"
            else None
        )
        if text is not None and made.cue is not None:
            made = replace(made, source=replace(text.source, cue=made.cue), manner=text.manner)
        elif unknown and before is not None and made.cue is not None and before.cue is not None:
            gap = (
                tree.token(tree.tokens_in(*made.cue)[0]).sentence - tree.token(tree.tokens_in(*before.cue)[0]).sentence
            )
            if gap <= 1:
                made = replace(made, source=replace(before.source, cue=made.cue))
        if not unknown and made.source.name and made.rule != "noun":
            last[plural] = made
        out.append(made)
    return out


def _plural(tree: Tree, made: Attribution) -> bool:
    if made.named is None:
        return False
    first, last = tree.tokens_in(*made.named)
    return any(tree.token(k).tag in {"NNS", "NNPS"} or tree.token(k).dep == "conj" for k in range(first, last))


def _has_content(tree: Tree, made: Attribution) -> bool:
    return any(says_something(tree, start, end) for start, end in made.content)


def cue_of(tree: Tree, verb: int, particle: str | None) -> Range:
    """The words of the cue: the verb, with its particle where it stands near."""
    if particle is not None:
        for i in tree.children[verb]:
            if tree.token(i).norm == particle and verb < i <= verb + 4:
                return tree.span(verb, i + 1)
    return tree.span(verb, verb + 1)


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


def _verb(tree: Tree, i: int) -> Attribution | None:
    """The attribution that a verb makes, if it has somebody to say it and something said."""
    entry = entry_of(tree, i)
    if entry is None or tree.token(i).dep in {"aux", "auxpass", "amod", "compound"}:
        return None
    content, frame = content_of(tree, i, entry)
    if not content:
        return None
    if (
        frame == "object"
        and tree.token(i).dep == "advcl"
        and tree.token(i).lemma in words("reporting_verbs", "meaning")
    ):
        return None
    if frame != "that" and _might(tree, i):
        return None
    head = subject(tree, i)
    if head is not None and tree.token(head).norm in words("reporting_verbs", "nobody"):
        return None
    if tree.token(i).lemma in {"quote", "cite"} and frame == "that":
        head = next((h for h in (tree.child(i, "dobj"),) if h is not None and agentive(tree, h)), head)
    cue = cue_of(tree, i, entry.particle)
    stance: Stance = _stance(tree, i, entry.frames.get(frame) or entry.preps.get(frame) or "asserts")
    if _declined(tree, i):
        stance = "declines"
    if head is not None and stance in {"asserts", "hedges"} and _own_word(tree, i, head):
        return None
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
        manner=manner(source),
        stance=stance,
        rule=f"verb-{frame}",
        named=named,
    )


def _might(tree: Tree, verb: int) -> bool:
    """Whether a verb only may come about: under "can", "might", or in a clause of "whether" or "if"."""
    for child in tree.children[verb]:
        token = tree.token(child)
        if token.dep == "aux" and token.norm in words("reporting_verbs", "mights"):
            return True
        if token.dep == "mark" and token.norm in words("reporting_verbs", "conditionals"):
            return True
    return False


def _own_word(tree: Tree, verb: int, head: int) -> bool:
    """As in "…, I think", inside a quotation or a turn: the speaker's voice is there already."""
    if tree.token(head).norm not in {"i", "we", "you"}:
        return False
    return tree.quote(verb) is not None or tree.sentence(verb).speaker is not None


def _noun(tree: Tree, i: int) -> Iterator[Attribution]:
    """As in "The claim that …", "Oslo's position that …"."""
    be = tree.token(i).head
    if tree.token(i).dep == "nsubj" and tree.token(be).lemma == "be":
        # As in "X's position is that …".
        yield from _noun_clause(tree, i, tree.child(be, "ccomp"))
    for clause in tree.all(i, "acl", "ccomp", "relcl"):
        if tree.token(clause).dep != "relcl":
            yield from _noun_clause(tree, i, clause)


def _noun_clause(tree: Tree, i: int, clause: int | None) -> Iterator[Attribution]:
    mark = None if clause is None else tree.child(clause, "mark")
    head = _owner(tree, i)
    if clause is None or clause < i or mark is None or tree.token(mark).norm != "that" or head is None:
        return
    cue = tree.span(i, i + 1)
    source, named = voice(tree, head, cue)
    yield Attribution(
        source=source,
        cue=cue,
        content=pieces(tree, *tree.subtree(clause)),
        manner=manner(source),
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
        if tree.token(child).norm in {"of", "by", "from", "in"}:
            inner = tree.child(child, "pobj")
            within = tree.token(child).norm == "in"
            if inner is not None and (inner in tree.headed if within else agentive(tree, inner)):
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
        content=pieces(tree, *_because(tree, head_verb, *extent(tree, i, clause))),
        manner=manner(source),
        stance=_stance(tree, head_verb, reporting_adjectives()[token.lemma]),
        rule="adjective",
        named=named,
    )


def _because(tree: Tree, verb: int, first: int, last: int) -> tuple[int, int]:
    """A content with the reason that follows it at once."""
    for child in tree.children[verb]:
        mark = tree.child(child, "mark")
        if (
            tree.token(child).dep == "advcl"
            and mark is not None
            and tree.token(mark).norm in _TRAILING
            and child >= last
        ):
            if tree.left[child] <= last + 1:
                last = tree.right[child]
    return first, last
