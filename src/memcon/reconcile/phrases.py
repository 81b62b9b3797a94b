"""Short phrases out of a parse: the predicate of a verb, the phrase of a noun, cut where nothing hangs.

Token indices count over the whole report. A writer of words may replace a token's text or say that it
cannot be written at all (null): the phrase then ends before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from memcon.model.memo import Status
from memcon.read.types import Token
from memcon.reconcile.lexis import table

ROOM = 8
SUBJECT = 5
MORE = 8
"""Further words that a phrase may have to bring a clause to its verb."""
NEAR = 3
"""Tokens from a noun to the participle that describes it."""
AFTER = 7
"""Tokens after the verb of such a clause."""
COMPLEMENTS = frozenset(
    {"prt", "dobj", "dative", "acomp", "attr", "oprd", "prep", "xcomp", "ccomp", "agent", "pobj", "pcomp"}
)
OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "dative", "oprd", "attr"})
INSIDE = frozenset(
    {"det", "poss", "amod", "compound", "nummod", "nmod", "quantmod", "punct", "case", "advmod", "predet", "neg"}
)
HANGING = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PART", "AUX", "PUNCT"})
STOPS = frozenset({",", ";", ":", "--", "-", "–", "—", "(", ")", "…", "."})

Writer = Callable[[Token], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A phrase: its text, its tokens ``first`` to ``last`` (exclusive), whether a possessor stands in it."""

    text: str
    first: int
    last: int
    owned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A verb with what follows it. ``by`` is true where the passive names who did it."""

    lemma: str
    participle: str
    rest: str
    subject: str
    plural: bool
    passive: bool
    negated: bool
    modal: str | None
    by: bool
    followed: bool = False
    """Whether a preposition or "to" comes next."""
    doer: int | None = None
    """The head of who or what does it, as the parse tells it; null where the text leaves it to the sense."""
    objectless: bool = False
    after_noun: bool = False
    """Whether it is a participle that describes the noun before it ("the accord reached in Geneva")."""


def _children(tokens: Sequence[Token], head: int) -> list[Token]:
    """The children of a token within its sentence, in text order."""
    sentence = tokens[head].sentence
    low = head
    while low > 0 and tokens[low - 1].sentence == sentence:
        low -= 1
    out = []
    at = low
    while at < len(tokens) and tokens[at].sentence == sentence:
        if tokens[at].head == head and at != head:
            out.append(tokens[at])
        at += 1
    return out


def _edges(tokens: Sequence[Token], head: int) -> tuple[int, int]:
    """The first and the last token of a subtree."""
    low = high = head
    stack = [head]
    seen = {head}
    while stack:
        for child in _children(tokens, stack.pop()):
            if child.i not in seen:
                seen.add(child.i)
                stack.append(child.i)
                low, high = min(low, child.i), max(high, child.i)
    return low, high


def join(tokens: Sequence[Token], keep: Sequence[int], write: Writer) -> tuple[str, int]:
    """Tokens written out, and how many of them; it ends before the first that cannot be written."""
    text, n, last = "", 0, -1
    for i in keep:
        word = write(tokens[i])
        if word is None:
            break
        gap = " " if text and (last + 1 != i or tokens[i].start > tokens[last].end) else ""
        text += gap + word
        n, last = n + 1, i
    return text, n


def _solid(tokens: Sequence[Token], keep: list[int], head: int = -1) -> list[int]:
    """Tokens without an end that hangs: no preposition, no word whose noun is cut off; ``head`` stays."""
    out = list(keep)
    while out and out[-1] != head:
        token = tokens[out[-1]]
        if token.text in {"'s", "’s", "'", "’"} and token.dep == "case":
            if tokens[token.head].head not in out and tokens[token.head].head > token.i:
                out.pop()
                continue
            break
        ahead = token.head > token.i and token.head not in out
        bare = token.pos == "VERB" and any(c.i > token.i and c.dep in COMPLEMENTS for c in _children(tokens, token.i))
        loose = token.pos in HANGING and token.dep != "prt" and token.text != "%"
        quote = token.text in {'"', "“", "‘", "'"}
        if not (
            ahead or bare or loose or quote or token.tag in {"PRP$", "WDT", "WP", "WRB", "TO"} or token.norm == "those"
        ):
            break
        out.pop()
    return out


def _quotes(text: str) -> str:
    """A text without quotation marks that have lost their fellow."""
    for left, right in (("“", "”"), ("‘", "’ ")):
        if text.count(left) != text.count(right):
            text = text.replace(left, "").replace(right.strip(), "") if left == "“" else text
    return text.replace('"', "") if text.count('"') % 2 else text


def _barred(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a phrase ends here: an aside, a clause of its own, a second verb."""
    if token.text == "-" and token.i and tokens[token.i - 1].end == token.start:
        return False  # "de-escalation"
    if token.text in STOPS:
        following = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
        return not (
            token.text == ","
            and token.dep == "punct"
            and following.pos in {"NOUN", "PROPN", "ADJ", "NUM"}
            and tokens[token.head].pos in {"NOUN", "PROPN"}
        )
    if token.dep in {"relcl", "advcl", "parataxis", "appos"}:
        return True
    if token.dep == "cc" and token.i + 1 < len(tokens) and tokens[token.i + 1].tag == "VBG":
        return True
    if token.dep == "cc":
        joined = [t for t in _children(tokens, token.head) if t.dep == "conj" and t.i > token.i]
        return bool(joined) and joined[0].pos in {"VERB", "AUX"}
    return token.tag in {"WDT", "WP", "WP$"}


def _cut(
    tokens: Sequence[Token], start: int, stop: int, dated: frozenset[int], room: int, *, head: int = -1
) -> list[int]:
    keep: list[int] = []
    words = 0
    for i in range(start, stop):
        token = tokens[i]
        if _barred(token, tokens):
            break
        if i in dated or (token.pos == "ADP" and i + 1 in dated):
            continue
        if token.pos != "PUNCT" and token.text not in {"'s", "’s", "%"}:
            words += 1
        if words > room and not (words <= room + MORE and _subject_alone(tokens, keep)):
            break
        keep.append(i)
    return _solid(tokens, _closed(tokens, _solid(tokens, keep, head)), head)


def _open(tokens: Sequence[Token], keep: Sequence[int]) -> int | None:
    """The word that opens a clause ("that") whose verb, or what the verb needs next, is not among the tokens."""
    marks = [i for i in keep if tokens[i].dep == "mark" and tokens[i].head > i]
    return next((i for i in marks if tokens[i].head not in keep), None)


def _subject_alone(tokens: Sequence[Token], keep: Sequence[int]) -> bool:
    """Whether a clause stands open at its subject, or only just has its verb."""
    if _open(tokens, keep) is not None:
        return True
    marks = [tokens[i].head for i in keep if tokens[i].dep == "mark" and tokens[i].head > i]
    return bool(marks) and keep[-1] - marks[-1] < AFTER


def _hung(tokens: Sequence[Token], verb: int, held: set[int]) -> bool:
    """Whether a verb that is cut off hangs on one of the tokens: its subject alone would say nothing."""
    at, steps = verb, 0
    while at not in held and tokens[at].head != at and steps < len(tokens):
        at, steps = tokens[at].head, steps + 1
    return verb not in held and at in held


def _closed(tokens: Sequence[Token], keep: list[int]) -> list[int]:
    """Tokens without a clause that lacks its verb."""
    mark = _open(tokens, keep)
    keep = keep if mark is None else [i for i in keep if i < mark]
    held = set(keep)
    for i in keep:
        token = tokens[i]
        if token.dep in {"nsubj", "nsubjpass"} and token.head > i and _hung(tokens, token.head, held):
            return [k for k in keep if k < _edges(tokens, i)[0]]
    return keep


def _tail(tokens: Sequence[Token], head: int) -> int:
    """One past the last complement of a verb."""
    end = head
    for child in _children(tokens, head):
        if child.i < head:
            continue
        if child.dep in COMPLEMENTS or (child.dep in {"advmod", "neg", "npadvmod"} and child.i == end + 1):
            end = max(end, _edges(tokens, child.i)[1])
        elif child.dep != "punct" or child.text in STOPS:
            break
    return end + 1


def predicate(tokens: Sequence[Token], head: int, dated: frozenset[int], write: Writer) -> Predicate | None:
    """The verb at a token with its complements, about eight words; null where the token is no verb."""
    if not 0 <= head < len(tokens) or tokens[head].pos not in {"VERB", "AUX"}:
        return None
    children = _children(tokens, head)
    helped = any(c.dep in {"aux", "auxpass"} for c in children)
    passive = any(c.dep in {"nsubjpass", "auxpass"} for c in children) or (
        tokens[head].tag == "VBN" and not helped and any(c.dep == "agent" for c in children)
    )
    modal = next((c.norm for c in children if c.tag == "MD" and c.norm in table("labels")["modals"]), None)
    keep = _cut(tokens, head + 1, _tail(tokens, head), dated, ROOM)
    rest, n = join(tokens, keep, write)
    if n < len(keep):
        rest, _ = join(tokens, _solid(tokens, keep[:n]), write)
    taken = _taken_up(tokens, head, children, dated, write) if not passive else ""
    rest = f"{taken} {rest}" if taken else rest
    subject, plural = "", False
    doer = subject_of(tokens, head)
    if doer is not None and tokens[doer].pos != "PRON":
        found = noun_phrase(tokens, doer, dated, write, room=SUBJECT, bare=False, lean=True)
        if found and found.text.lower() not in table("labels")["nobody"]:
            several = any(c.dep == "conj" and c.i < found.last for c in _children(tokens, doer))
            counted = tokens[doer].tag == "CD" and tokens[doer].norm not in {"1", "one"}
            counted = counted or tokens[doer].norm in table("labels")["plural"]
            subject, plural = found.text, several or counted or tokens[doer].tag in {"NNS", "NNPS"}
        helpers = {c.norm for c in children if c.dep in {"aux", "auxpass"}}
        if (helpers & {"were", "are"} and not plural) or (helpers & {"was", "is", "has"} and plural):
            own = any(c.i == doer for c in children)
            subject = subject if own else ""
    return Predicate(
        lemma=tokens[head].lemma.lower(),
        participle=tokens[head].text if passive or tokens[head].tag == "VBN" else "",
        rest=_quotes(rest),
        subject=subject,
        plural=plural,
        passive=passive,
        negated=any(c.dep == "neg" for c in children),
        modal=modal,
        by=any(c.dep == "agent" for c in children),
        followed=head + 1 < len(tokens) and tokens[head + 1].pos in {"ADP", "PART", "SCONJ"},
        doer=doer,
        after_noun=tokens[head].tag == "VBN"
        and tokens[head].dep == "acl"
        and 0 < head - tokens[head].head <= NEAR
        and tokens[tokens[head].head].pos == "NOUN"
        and not any(c.i < head for c in children),
        objectless=not taken and not any(c.i > head and c.dep in OBJECTS for c in children),
    )


def _taken_up(
    tokens: Sequence[Token], head: int, children: Sequence[Token], dated: frozenset[int], write: Writer
) -> str:
    """The noun before a clause that lacks its object: "the pact" of "the pact that Norway signed with Peru"."""
    verb = tokens[head]
    if verb.dep != "relcl" or tokens[verb.head].pos != "NOUN" or any(c.i > head and c.dep in OBJECTS for c in children):
        return ""
    left = next((c for c in children if c.dep == "dobj" and c.i < head and c.tag in {"WDT", "WP"}), None)
    own = next((c for c in children if c.dep == "nsubj" and c.i < head and c.tag not in {"WDT", "WP"}), None)
    if verb.tag == "VBN" and not any(c.dep == "aux" for c in children):
        return ""
    if (own is not None and own.i < verb.head) or any(t.tag == "WRB" for t in tokens[verb.head : head]):
        return ""
    if left is None and (own is None or verb.lemma.lower() not in table("labels")["objects"] or own.norm == "that"):
        return ""
    until = own.i if own else head
    found = noun_phrase(tokens, verb.head, dated, write, room=SUBJECT, bare=False, lean=True, until=until)
    return found.text if found else ""


def subject_of(tokens: Sequence[Token], head: int) -> int | None:
    """The head of a verb's subject: its own, that of the noun it describes, or that of the verb it goes with.

    "The bomb that killed", "a blast killing", "the blast shook …, killing": the blast. Null where no word says it.
    """
    verb = tokens[head]
    for child in _children(tokens, head):
        if child.dep in {"nsubj", "nsubjpass"} and child.i < head:
            if verb.dep == "relcl" and (child.tag in {"WDT", "WP"} or child.norm == "that"):
                return verb.head if tokens[verb.head].pos in {"NOUN", "PROPN"} else None
            return child.i
    if verb.head == head:
        return None
    above = tokens[verb.head]
    if verb.dep == "conj" and above.pos in {"VERB", "AUX"} and above.i < head:
        same = (above.tag == "VBN") == (verb.tag == "VBN") or verb.tag != "VBN"
        voice = any(c.dep in {"nsubjpass", "auxpass"} for c in _children(tokens, above.i))
        return subject_of(tokens, above.i) if same and not (voice and verb.tag != "VBN") else None
    if verb.tag == "VBG" and verb.dep == "acl" and above.pos == "NOUN":
        return above.i
    if verb.tag == "VBG" and verb.dep == "advcl" and above.pos in {"VERB", "AUX"} and above.i < head:
        passive = any(c.dep in {"nsubjpass", "auxpass"} for c in _children(tokens, above.i))
        return None if passive else subject_of(tokens, above.i)
    return None


def noun_phrase(
    tokens: Sequence[Token],
    head: int,
    dated: frozenset[int],
    write: Writer,
    room: int = ROOM,
    *,
    bare: bool = True,
    lean: bool = False,
    until: int | None = None,
) -> Words | None:
    """The phrase of a noun from its first modifier on, without article; null where nothing is left.

    ``lean`` leaves out what participles after the noun say of it; ``until`` is a token before which it ends.
    """
    if not 0 <= head < len(tokens) or tokens[head].pos not in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}:
        return None
    first = head
    owned = False
    for child in reversed([c for c in _children(tokens, head) if c.i < head]):
        if child.dep not in INSIDE or child.text in STOPS - {"-"}:
            break
        first = min(first, _edges(tokens, child.i)[0])
    while (
        first > 0
        and "-" in (tokens[first].text, tokens[first - 1].text)
        and tokens[first - 1].end == tokens[first].start
    ):
        first -= 1  # "far-reaching", "61-year-old"
    for i in range(first, head):
        if tokens[i].text in {")", "]"}:  # the first half of an aside stands before the phrase
            first = i + 1
    while first < head and (
        (
            first in dated
            and tokens[first + 1].text != "-"
            and not (tokens[first].norm.isdigit() and len(tokens[first].norm) == 4)
        )
        or tokens[first].pos == "PUNCT"
        or tokens[first].dep == "case"
        or (bare and tokens[first].norm in table("labels")["articles"])
        or (tokens[first].norm in {"that", "which"} and tokens[first].dep != "det")
    ):
        first += 1
    last = head
    for child in _children(tokens, head):
        if child.i > head and ((child.dep == "acl" and lean) or (until is not None and child.i >= until)):
            break
        if child.i > head and child.dep in {"prep", "acl", "conj", "cc", "punct", "case"}:
            last = max(last, _edges(tokens, child.i)[1])
    last = last if until is None else min(last, until - 1)
    keep = _cut(tokens, first, last + 1, dated - frozenset(range(first, head)), room, head=head)
    if head not in keep:
        keep = list(range(max(first, head - 3), head + 1))
    text, n = join(tokens, keep, write)
    if n < len(keep):
        keep = _solid(tokens, keep[:n])
        if head not in keep:  # nobody knows whose it is
            keep = list(range(head, head + 1))
        text, _ = join(tokens, keep, write)
    owned = any(tokens[i].dep == "poss" and tokens[i].head == head for i in keep)
    text = _quotes(text)
    return Words(text=text, first=keep[0], last=keep[-1] + 1, owned=owned) if text else None


def gerund(token: Token) -> str:
    """A verb as a noun: "ruling", "cutting" stays as it is told, else by rule."""
    if token.tag == "VBG":
        return token.text
    lemma = token.lemma.lower()
    known = table("labels")["gerunds"].get(lemma)
    if known:
        return str(known)
    return (lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) else lemma) + "ing"


def third(lemma: str) -> str:
    """A verb in the third person singular of the present."""
    known = table("labels")["verbs"].get(lemma)
    if known:
        return str(known)
    if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou"):
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def finite(lemma: str, *, plural: bool, status: Status, modal: str | None, negated: bool) -> str:
    """A verb as the act's stage asks: "cuts", "to cut" for what is to come, "would cut" for what may be."""
    no = " not" if negated else ""
    if status == "planned" and modal is None:
        return f"{'not ' if negated else ''}to {lemma}"
    if modal or status in {"hypothetical", "proposed"}:
        return f"{modal or 'would'}{no} {lemma}"
    if status == "threatened":
        return f"{'threaten' if plural else 'threatens'}{no} to {lemma}"
    if lemma == "be":
        return ("are" if plural else "is") + no
    if negated:
        return f"{'do' if plural else 'does'} not {lemma}"
    return lemma if plural else third(lemma)
