"""Who stands behind a word of saying: the source of a verb, a noun or a phrase."""

from __future__ import annotations

from memcon.extract.cuebook import Verb, reporting, words
from memcon.extract.tree import Tree
from memcon.extract.types import Voice
from memcon.read.types import Naming, Range

_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_PERSONAL = _FIRST | {"he", "she", "they", "him", "her", "them", "his", "their", "who", "you", "himself", "herself"}
_LONGEST_NAME = 80
_CLIMB = frozenset({"xcomp", "advcl", "pcomp", "ccomp", "conj", "prep", "acl", "dep", "parataxis", "aux"})


def subject(tree: Tree, verb: int, *, depth: int = 0) -> int | None:
    """The head token of whoever does a verb: its subject, its agent, or that of the verb above it."""
    if depth > 8:
        return None
    token = tree.token(verb)
    passive = False
    for child in tree.children[verb]:
        dep = tree.token(child).dep
        passive = passive or dep in {"nsubjpass", "auxpass", "agent"}
        if dep == "nsubj" or (dep == "nsubjpass" and depth):
            if tree.token(child).tag in {"WDT", "WP"} or (tree.token(child).norm == "that" and token.dep == "relcl"):
                return token.head if token.dep == "relcl" else child
            return child
    if passive:
        agent = tree.child(verb, "agent")
        return None if agent is None else tree.child(agent, "pobj")
    if token.dep not in _CLIMB or token.head == verb:
        return None
    if token.tag == "VBN" and token.dep in {"advcl", "acl"} and tree.child(verb, "aux") is None:
        return None
    if token.dep == "pcomp" and tree.token(token.head).norm == "as" and tree.token(token.head).dep == "prep":
        # As in "quoted an official as saying": the official says it.
        quoted = tree.child(tree.token(token.head).head, "dobj")
        if quoted is not None:
            return quoted
    if token.dep == "ccomp" and token.tag in {"VBD", "VBZ", "VBP", "MD"}:
        return None
    head = tree.token(token.head)
    if token.dep == "acl" and head.pos in {"NOUN", "PROPN", "PRON"}:
        return head.i if tree.tokens[verb].tag == "VBG" else None
    if head.pos in {"NOUN", "PROPN", "PRON"} and token.dep in {"advcl", "prep", "pcomp"}:
        return None
    return subject(tree, head.i, depth=depth + 1)


def agentive(tree: Tree, head: int) -> bool:
    """Whether a noun phrase can speak: somebody named, a person or body, or a text."""
    token = tree.token(head)
    naming = tree.headed.get(head)
    if naming is not None:
        entity = tree.entities.get(naming.entity)
        return entity is None or entity.kind != "place"
    if token.norm in _PERSONAL:
        return True
    if token.pos == "PROPN":
        return True
    listed = words("reporting_verbs", "people") | words("reporting_verbs", "texts")
    return token.lemma in listed or token.norm in listed


def is_text(tree: Tree, head: int) -> bool:
    """Whether a noun names a text: a readout, a statement, a poll."""
    return tree.token(head).lemma in words("reporting_verbs", "texts")


def issuer(tree: Tree, head: int) -> Naming | None:
    """Who is named behind a text: "the statement issued by X", "a readout from X", "the note that X put out"."""
    misread = tree.token(head).head if tree.token(head).dep == "nsubj" else head
    for child in [*tree.all(head, "prep", "acl", "relcl"), *tree.all(misread, "agent")]:
        if tree.token(child).dep == "relcl":
            by = tree.child(child, "nsubj")
            found = None if by is None else tree.headed.get(by) or tree.namings.get(by)
            if found is not None:
                return found
        agents = [child] if tree.token(child).norm in {"of", "by", "from"} else [*tree.all(child, "agent", "prep")]
        for agent in agents:
            inner = tree.child(agent, "pobj")
            if tree.token(agent).norm in {"of", "by", "from"} and inner is not None:
                found = tree.headed.get(inner) or tree.namings.get(inner)
                if found is not None:
                    return found
    return None


def phrase(tree: Tree, head: int) -> tuple[int, int]:
    """The token edges of a source's noun phrase, without relative clauses, asides and what follows them."""
    first, last = tree.subtree(head)
    for child in tree.children[head]:
        token = tree.token(child)
        if child > head and token.dep in {"relcl", "acl", "appos", "punct", "cc", "conj", "parataxis", "advcl"}:
            if token.dep in {"cc", "conj"} or (token.dep == "punct" and token.norm == "-"):
                continue
            last = min(last, tree.left[child])
        if child < head and token.norm in {",", '"'}:
            first = max(first, child + 1)
    return first, max(last, head + 1)


def voice(tree: Tree, head: int, cue: Range | None) -> tuple[Voice, Range]:
    """The voice that a noun phrase names, and where it is named."""
    first, last = tree.trim(*phrase(tree, head))
    first, last = min(first, head), max(last, head + 1)
    while last - 1 > head and tree.token(last - 1).tag == "POS":
        last -= 1
    start, end = tree.span(first, last)
    text = tree.reading.text
    token = tree.token(head)
    naming = tree.headed.get(head) or tree.namings.get(head)
    if naming is None:
        owner = tree.child(head, "poss") or tree.child(head, "compound", "amod")
        naming = next((tree.namings[i] for i in (owner,) if i is not None and i in tree.namings), None)
    if naming is None:
        naming = next((tree.namings[i] for i in range(first, last) if i in tree.namings), None)
    if naming is None and is_text(tree, head):
        naming = issuer(tree, head)
    entity = None if naming is None else tree.entities.get(naming.entity)
    name = " ".join(text[start:end].split())
    if token.norm in _FIRST:
        # Whoever holds the word says "we": the chain has that voice already, or it is the report's own.
        name = token.norm
    elif token.norm in _PERSONAL or token.tag in {"WP", "WDT"} or token.norm in {"it", "both"}:
        if entity is not None:
            name = entity.name
    elif len(name) > _LONGEST_NAME:
        short = naming if naming is not None and naming.first <= head < naming.last else None
        name = " ".join((text[short.start : short.end] if short else token.text).split())
    return Voice(name=name, entity=None if entity is None else entity.id, cue=cue), (start, end)


def nobody(cue: Range | None) -> Voice:
    """The voice of a passive or an adverb that names no source."""
    return Voice(name="", entity=None, cue=cue)


def first_person(name: str) -> bool:
    """Whether a voice is a bare first person that nobody resolved."""
    return name.lower() in _FIRST


def entry_of(tree: Tree, verb: int) -> Verb | None:
    """The entry of a verb in the table of reporting verbs, with its particle."""
    for entry in reporting().get(tree.token(verb).lemma, ()):
        if entry.particle is None:
            return entry
        near = {tree.token(c).norm for c in tree.children[verb]}
        if entry.particle in near or (verb + 1 < len(tree.tokens) and tree.token(verb + 1).norm == entry.particle):
            return entry
    return None
