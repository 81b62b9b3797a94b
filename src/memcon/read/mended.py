"""Slips of the parser that its own tags betray, mended before anything is read from the tree."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.model.values import replace
from memcon.read.lexicon import words
from memcon.read.received import received
from memcon.read.types import Token

FAR = 12
"""Steps up a tree, at most."""


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with heads mended: verbs of the main clause hung on what is inside it, pairs hung on an apposition."""
    tokens = _verbs(tuple(tokens))
    return received(_unwelcome(_pairs(_speeches(_pasts(_compounds(_styles(tuple(tokens))))))))


def _styles(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Names behind a shortened style that the parse took for a sentence's end ("…, Hon. Roe."): they go on from it."""
    out: list[Token] | None = None
    for token in tokens[1:-1]:
        style, name = tokens[token.i - 1], tokens[token.i + 1]
        if token.norm != "." or style.norm not in words("segments", "short_styles") or style.end != token.start:
            continue
        while name.dep == "compound" and name.head > name.i:
            name = tokens[name.head]
        if name.tag not in {"NNP", "NNPS"} or name.head >= style.i or style.head == name.i or style.dep == "compound":
            continue
        out = out or list(tokens)
        out[name.i] = replace(name, head=style.head if style.head != style.i else style.i, dep=style.dep)
        out[style.i] = replace(style, head=name.i, dep="compound")
    return tuple(out) if out else tokens


def _compounds(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Nouns read as verbs ("imposed asset freezes and travel bans"), made the objects that they are."""
    out: list[Token] | None = None
    for token in tokens:
        before = tokens[token.i - 1] if token.i else token
        if token.tag != "VBZ" or before.tag != "NN" or before.dep not in {"nsubj", "dobj"} or before.i == 0:
            continue
        verb = tokens[before.i - 1]
        if (
            not verb.tag.startswith("VB")
            or before.head not in {token.i, verb.i}
            or token.head not in {verb.i, before.i}
        ):
            continue
        if token.norm not in words("segments", "nouns_like_verbs") or before.norm not in words(
            "segments", "their_firsts"
        ):
            continue
        out = out or list(tokens)
        out[before.i] = replace(before, dep="compound", head=token.i)
        out[token.i] = replace(
            token, tag="NNS", pos="NOUN", dep="dobj", head=verb.i, lemma=token.norm.removesuffix("s")
        )
    return tuple(out) if out else tokens


def _pairs(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A second party put to the first ("the minister of X, Name, and the minister of Y"), not to its apposition."""
    out: list[Token] | None = None
    for token in tokens:
        above = tokens[token.head]
        if token.dep != "conj" or above.dep != "appos" or above.head == above.i or not token.tag.startswith("NN"):
            continue
        outer = tokens[above.head]
        beside = [t for t in tokens[above.i + 1 : token.i + 1] if t.head == above.i]
        if outer.tag in {"NNS", "NNPS"} or sum(t.dep == "conj" for t in beside) != 1:
            continue
        joint = next((t for t in beside if t.norm == "and"), None)
        if (
            joint is None
            or tokens[joint.i - 1].norm != ","
            or any(t.head == token.i and t.dep == "conj" for t in tokens[token.i :])
        ):
            continue
        out = out or list(tokens)
        out[token.i] = replace(token, head=outer.i)
        out[joint.i] = replace(joint, head=outer.i)
    return tuple(out) if out else tokens


def _pasts(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Verbs in the past that hang on an infinitive, put to the verb above it.

    "Ordered the ship to leave and then opened fire": an infinitive goes on with another, so the past tense goes on
    from the verb that the infinitive itself depends on.
    """
    owned: dict[int, set[str]] = {}
    wanted = [t for t in tokens if t.tag == "VBD" and t.dep == "conj" and tokens[t.head].tag == "VB"]
    if not wanted:
        return tokens
    spots = {t.i for t in wanted} | {t.head for t in wanted}
    for token in tokens:
        if token.head in spots and token.head != token.i:
            owned.setdefault(token.head, set()).add("to" if token.norm == "to" else token.dep)
    out = list(tokens)
    for token in wanted:
        if owned.get(token.i, set()) & {"nsubj", "nsubjpass", "aux", "auxpass"} or "to" not in owned.get(
            token.head, ()
        ):
            continue
        at = tokens[token.head]
        for _ in range(FAR):
            if at.head == at.i or at.tag == "VBD":
                break
            at = tokens[at.head]
        if at.tag == "VBD" and at.i < token.i and at.sentence == token.sentence:
            out[token.i] = replace(token, head=at.i)
    return tuple(out)


def _speeches(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Acts of speech that hang on a passive inside what was said, put to the verb of saying above it.

    "Said that the talks had been broken off and accused Peru": what was broken off accuses nobody, so the second verb
    goes on from "said". So does a past tense that hangs on a clause of the future ("said that it will attend and
    rejected the charge").
    """
    out: list[Token] | None = None
    for token in tokens:
        within = tokens[token.head]
        if token.dep != "conj" or token.tag not in {"VBD", "VBN"} or within.head == within.i:
            continue
        beside = {t.dep: t for t in tokens[within.i + 1 : token.i + 1] if t.head == token.i}
        if beside.keys() & {"nsubj", "nsubjpass", "aux", "auxpass", "mark"}:
            continue
        before = [t for t in tokens[max(0, within.i - FAR) : within.i] if t.head == within.i]
        passive = any(t.dep == "auxpass" for t in before) and token.lemma in words("segments", "acts_of_speech")
        passive = passive and _carries(tokens, token)
        future = within.tag == "VB" and token.tag == "VBD" and any(t.dep == "aux" and t.tag == "MD" for t in before)
        if not (passive or future):
            continue
        at = within
        while (
            at.dep in {"conj", "relcl", "acl", "prep", "pobj", "agent", "dobj", "attr", "nsubj", "nsubjpass", "appos"}
            and at.head != at.i
        ):
            at = tokens[at.head]
        if at.dep == "ccomp" and tokens[at.head].tag == "VBD" and tokens[at.head].i < token.i:
            out = out or list(tokens)
            out[token.i] = replace(token, head=at.head, tag="VBD")
    return tuple(out) if out else tokens


def _carries(tokens: tuple[Token, ...], verb: Token) -> bool:
    """Whether a verb has an object, a content or somebody it is put to, close behind it."""
    return any(
        t.head == verb.i and t.dep in {"dobj", "ccomp", "xcomp", "prep", "prt", "dative"} and t.norm != "by"
        for t in tokens[verb.i + 1 : verb.i + FAR]
    )


def _unwelcome(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The Latin put to its verb, the name before it to its word: "declared a member of the mission to X persona …"."""
    out: list[Token] | None = None
    for token in tokens:
        if token.norm not in {"persona", "personae"} or token.i + 2 >= len(tokens) or tokens[token.i + 1].norm != "non":
            continue
        verb = next(
            (
                t
                for t in reversed(tokens[max(0, token.i - 3 * FAR) : token.i])
                if t.sentence == token.sentence and t.lemma in words("segments", "declaring")
            ),
            None,
        )
        if verb is None or any(t.dep in {"nsubj", "nsubjpass"} and t.head == verb.i for t in tokens[verb.i : token.i]):
            continue
        out = out or list(tokens)
        named = next(
            (t for t in reversed(tokens[verb.i : token.i]) if t.head in {token.i, token.i + 2} and t.dep == "compound"),
            None,
        )
        above = tokens[token.head] if token.head not in {token.i + 1, token.i + 2} else tokens[tokens[token.i + 2].head]
        out[token.i] = replace(token, head=verb.i, dep="oprd", pos="NOUN", tag="NN")
        out[token.i + 1] = replace(out[token.i + 1], head=token.i, dep="amod")
        out[token.i + 2] = replace(out[token.i + 2], head=token.i, dep="appos")
        if named is not None and above.dep == "prep" and verb.i < above.i < named.i:
            out[named.i] = replace(named, head=above.i, dep="pobj")
            out[above.i] = replace(out[above.i], head=above.i - 1 if tokens[above.i - 1].i > verb.i else verb.i)
        for t in tokens[verb.i + 1 : token.i]:
            if out[t.i].head not in {token.i, token.i + 2} or out[t.i].dep == "oprd":
                continue
            if t.dep in {"nsubj", "dobj", "nsubjpass"}:
                out[t.i] = replace(t, head=verb.i, dep="dobj")
            elif named is not None and t.i < named.i:
                out[t.i] = replace(t, head=named.i)
    return tuple(out) if out else tokens


def _verbs(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Words that the tagger took for a participle or a noun, where what hangs on them shows a verb with its subject.

    "X, the head of Y, threatened on Thursday to leave": who threatens; "they are bargaining with Z": what they do.
    """
    out: list[Token] | None = None
    for token in tokens:
        passed = token.tag == "VBN" and token.lemma in words("segments", "own_infinitives")
        going = token.tag == "NN" and token.norm.endswith("ing") and token.dep in {"ROOT", "ccomp", "conj", "relcl"}
        if not passed and not going:
            continue
        kids = [
            t for t in tokens[max(0, token.i - 3 * FAR) : token.i + 2 * FAR] if t.head == token.i and t.i != token.i
        ]
        deps = {t.dep for t in kids}
        if passed and "nsubj" in deps and not deps & {"aux", "auxpass", "nsubjpass"}:
            own = [t for t in kids if t.dep in {"xcomp", "advcl"} and t.i > token.i and _infinitive(tokens, t)]
            if own:
                out = out or list(tokens)
                out[token.i] = replace(token, tag="VBD")
                out[own[0].i] = replace(own[0], dep="xcomp")
        be = any(t.dep == "aux" and t.norm in {"is", "are", "was", "were", "'re", "'s", "been", "be"} for t in kids)
        if going and be and "nsubj" in deps and not deps & {"det", "poss", "amod"}:
            out = out or list(tokens)
            stem = token.norm.removesuffix("ing")
            out[token.i] = replace(token, tag="VBG", pos="VERB", lemma=stem)
    return tuple(out) if out else tokens


def _infinitive(tokens: tuple[Token, ...], token: Token) -> bool:
    return token.tag == "VB" and any(
        t.norm == "to" and t.head == token.i for t in tokens[max(0, token.i - 4) : token.i]
    )
