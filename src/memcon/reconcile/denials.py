"""Who denies an act that another asserts: "which Peru rejects", "denied that it had lost a ship", "reports are false".

A denial is found by a verb or an adjective that denies; what it denies is the act in its clause, the act
that it takes up by "which", or the act of the sentence before that shares its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from memcon.extract.cuebook import reporting
from memcon.extract.lexicon import lexicon
from memcon.extract.types import EventMention
from memcon.model.memo import Claim
from memcon.read.types import Token
from memcon.reconcile.bundle import Bundle, Key, Source
from memcon.reconcile.claims import Book
from memcon.reconcile.lexis import bag, table

HEIGHT = 12
CHARGES = frozenset({"ACCUSE", "THREATEN", "REQUEST", "STATEMENT"})
"""Acts of words: who rejects one denies its content, not that it was said."""
PRONOUNS = frozenset({"PRP", "WDT", "WP", "DT"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
REAL = frozenset({"occurred", "ongoing", "planned"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Denials:
    """By event id the claims that deny it; and the mentions that stand inside a denial.

    ``plain`` are the ids of the claims that deny it in so many words, not by what they share with it.
    """

    claims: Mapping[str, tuple[Claim, ...]]
    inside: frozenset[Key]
    plain: frozenset[str]


def above(tokens: tuple[Token, ...], start: int) -> list[int]:
    """A token and what it hangs on, from the token up."""
    out, at = [start], tokens[start]
    for _ in range(HEIGHT):
        if at.head == at.i:
            break
        at = tokens[at.head]
        out.append(at.i)
    return out


def _denying(tokens: tuple[Token, ...], first: int, last: int) -> list[int]:
    """The tokens of a sentence that deny something."""
    rules = table("cautions")
    out = []
    for token in tokens[first:last]:
        lemma = token.lemma.lower()
        if lemma in rules["denying"] and token.pos == "VERB":
            if lemma in rules["refusing"] and not _of_tale(tokens, token.i, last):
                continue  # who rejects an accord or an offer does not deny that it was made
            if not any(t.head == token.i and t.dep == "neg" for t in tokens[first:last]):
                out.append(token.i)
        elif lemma in rules["false"] and token.dep in {"acomp", "attr", "oprd"}:
            out.append(token.i)
        elif lemma in rules["true"] and token.dep in {"acomp", "attr"}:
            if any(t.head == token.head and t.dep == "neg" for t in tokens[first:last]):
                out.append(token.i)
    return out


def _of_tale(tokens: tuple[Token, ...], verb: int, last: int) -> bool:
    """Whether what is rejected is something told: "rejected the claim that …", "dismissed it as baseless", "which"."""
    rules = table("cautions")
    told = {*rules["tales"], *rules["charges"]}
    if tokens[verb].dep == "relcl" and tokens[tokens[verb].head].pos in {"NOUN", "PROPN"}:
        return tokens[tokens[verb].head].lemma.lower() in told  # "a verdict that Quito rejected"
    for token in tokens[max(0, verb - 12) : last]:
        if token.head != verb or token.dep not in {"dobj", "nsubjpass", "ccomp", "xcomp"}:
            continue
        if token.dep == "ccomp" or token.lemma.lower() in told or token.tag in PRONOUNS:
            return True
        if any(t.lemma.lower() in rules["false"] for t in tokens[verb + 1 : last]):
            return True
    return False


def _denied(source: Source, at: int, sentence: int) -> tuple[list[EventMention], bool, bool]:
    """What a denial at a token denies, whether it stands in the denial's own clause, and whether it is plain."""
    tokens = source.reading.tokens
    here = source.reading.sentences[sentence]
    verb = at if tokens[at].pos == "VERB" else tokens[at].head
    mentions = [
        m
        for m in source.extraction.mentions
        if 0 <= m.head < len(tokens) and m.head != at and m.status in REAL | {"denied"}
    ]
    inside = [m for m in mentions if here.first <= m.head < here.last and _under(tokens, m.head, verb)]
    inside = [m for m in inside if m.type != "REJECT" and m.head != verb and m.head > here.first - 1]
    if any(_part_in(tokens, m.head, verb) for m in inside):
        return [], False, False  # "rejects the charge that an official had a hand in the attack": an attack there was
    if tokens[at].pos == "VERB":
        inside = [m for m in inside if m.head > at]
    if inside:
        return [min(inside, key=lambda m: (len(above(tokens, m.head)), m.head))], True, True
    if tokens[verb].dep == "relcl":
        chain = above(tokens, verb)[1:]
        back = [m for m in mentions if m.head in chain and m.type != "STATEMENT"]
        if back:
            return [min(back, key=lambda m: chain.index(m.head))], False, True
    if _takes_up(tokens, verb) and (told := _told_before(source, sentence, mentions)):
        return [told], False, True
    mine = bag(source.reading, (here.start, here.end))
    for before in reversed(source.reading.sentences[max(0, sentence - 2) : sentence]):
        if before.paragraph != here.paragraph:
            break
        near = [
            m
            for m in mentions
            if before.first <= m.head < before.last and m.type not in {"STATEMENT", "REJECT", "CONSULT"}
        ]
        alike = [m for m in near if len(bag(source.reading, m.phrase) & mine) > 0]
        if alike:
            return [max(alike, key=lambda m: (len(bag(source.reading, m.phrase) & mine), -m.head))], False, False
    return [], False, False


def _under(tokens: tuple[Token, ...], head: int, verb: int) -> bool:
    """Whether a word belongs to what a verb denies, not to a verb joined to that ("rejected the charge and said …")."""
    chain = above(tokens, head)
    if verb not in chain[1:]:
        return False
    top = tokens[chain[chain.index(verb) - 1]]
    return top.dep not in {"conj", "parataxis", "advcl", "nsubj", "nsubjpass", "npadvmod"}


def _part_in(tokens: tuple[Token, ...], head: int, verb: int) -> bool:
    """Whether what is denied is a part in an act, not the act: "denied any role in the attack"."""
    if tokens[head].pos != "NOUN" or not any(
        t.head == head and t.norm in DEFINITE for t in tokens[max(0, head - 8) : head]
    ):
        return False
    words = lexicon().words["act_words"]["sharing"]
    chain = above(tokens, head)
    chain = chain[1 : chain.index(verb)] if verb in chain else []
    return any(
        tokens[k].lemma.lower() in words
        or any(t.head == k and t.dep == "dobj" and t.lemma.lower() in words for t in tokens[k : k + 6])
        for k in chain
    )


def _takes_up(tokens: tuple[Token, ...], verb: int) -> bool:
    """Whether a verb denies what was just said: "denies it", "rejected the claim"."""
    for token in tokens[verb + 1 : verb + 6]:
        if token.head == verb and token.dep == "dobj":
            if token.norm in {"it", "this", "that"}:
                return True
            below = {t.norm for t in tokens if t.head == token.i}
            return token.lemma.lower() in table("cautions")["tales"] and below <= DEFINITE
    return False


def _told_before(source: Source, sentence: int, mentions: list[EventMention]) -> EventMention | None:
    """The act that the sentence before tells by somebody's words, the one that hangs highest."""
    tokens, before = source.reading.tokens, source.reading.sentences[max(0, sentence - 1)]
    if before.i == sentence or before.paragraph != source.reading.sentences[sentence].paragraph:
        return None
    told = [
        m
        for m in mentions
        if before.first <= m.head < before.last
        and m.type not in {"STATEMENT", "REJECT"}
        and any(tokens[k].lemma.lower() in reporting() for k in above(tokens, m.head)[1:])
    ]
    return min(told, key=lambda m: (len(above(tokens, m.head)), m.head), default=None)


def denials(bundle: Bundle, ids: Mapping[Key, str], book: Book) -> Denials:
    """The denials of a bundle."""
    found: dict[str, dict[str, Claim]] = defaultdict(dict)
    inside: set[Key] = set()
    plain: set[str] = set()
    for source in bundle.sources:
        tokens = source.reading.tokens
        for sentence in source.reading.sentences:
            if sentence.kind != "fact" or sentence.question:
                continue
            for at in _denying(tokens, sentence.first, sentence.last):
                for mention in (what := _denied(source, at, sentence.i))[0]:
                    event = ids.get((source.id, mention.id))
                    claim = _claim(source, book, at, tokens[at])
                    if event is None or claim is None or mention.type in CHARGES:
                        continue  # "the charge is baseless" denies what is charged, not that it was made
                    if what[1]:
                        inside.add((source.id, mention.id))
                    if what[2]:
                        plain.add(claim.id)
                    found[event][claim.id] = claim
    claims = {e: tuple(c.values()) for e, c in found.items()}
    return Denials(claims=claims, inside=frozenset(inside), plain=frozenset(plain))


def _claim(source: Source, book: Book, at: int, token: Token) -> Claim | None:
    """The claim that carries a denial: that of its mention, else the tightest over its word."""
    for mention in source.extraction.mentions:
        if mention.head == at and (known := book.mentions.get((source.id, mention.id))):
            return book.known[known]
    over = [
        c for c in book.of_report(source.id) if any(s.start <= token.start and token.end <= s.end for s in c.evidence)
    ]
    return min(over, key=lambda c: (len(c.evidence[0]), c.id), default=None)
