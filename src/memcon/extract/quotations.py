"""Quotations: whose they are, over sentence ends, and where no verb takes them for its clause."""

from __future__ import annotations

from memcon.extract.cuebook import reporting
from memcon.extract.sources import agentive, entry_of, subject, voice
from memcon.extract.tree import Tree
from memcon.extract.types import Attribution
from memcon.model.values import replace
from memcon.read.types import Quote, Range

_SPEECH = 4
"""Quotations of fewer words are fragments: somebody's words inside somebody else's sentence."""

_JOINT = 6
"""Tokens that may stand between two pieces of one remark."""


def quoted(tree: Tree, found: list[Attribution]) -> list[Attribution]:
    """The attributions with whole quotations for content, and those that only quotations show."""
    out = [_whole(tree, a) for a in found]
    places: dict[int, list[int]] = {}
    for number, made in enumerate(out):
        _place(tree, places, number, made)
    last: int | None = None
    last_end = -1
    for quote in tree.reading.quotes:
        holder = _holder(tree, quote, out, places)
        if holder is None and quote.last - quote.first >= _SPEECH:
            at, near = _near(tree, quote, out, places)
            if near is None and last is not None and _follows(tree, out[last], last_end, quote):
                at, near = last, out[last]
            if near is not None:
                extended = replace(near, content=_join(near.content, (quote.start, quote.end)), manner="direct")
                holder = len(out) if at is None else at
                out[holder : holder + 1] = [extended]
                _place(tree, places, holder, extended)
        if holder is None and last is not None and _joined(tree, last_end, quote):
            # 'spoke of "old maps" and of "new hands"': one voice for both
            holder = last
            out[holder] = replace(out[last], content=_join(out[last].content, (quote.start, quote.end)))
            _place(tree, places, holder, out[holder])
        if holder is not None:
            last, last_end = holder, quote.last
    return out


def _joined(tree: Tree, last_end: int, quote: Quote) -> bool:
    """Whether a quotation is joined to the one before it by no more than "and of", a comma, an article."""
    if last_end < 0 or not 0 <= quote.first - last_end <= _JOINT:
        return False
    between = [tree.token(k) for k in range(last_end, quote.first)]
    return any(t.norm in {"and", "or", ","} for t in between) and all(
        t.norm in {"and", "or", ",", "of", "as", "a", "an", "the", "to", "for", '"', "“", "”", "'"} for t in between
    )


def _place(tree: Tree, places: dict[int, list[int]], number: int, made: Attribution) -> None:
    """Note an attribution under the sentences of its cue and its content."""
    for start, end in (*made.content, *((made.cue,) if made.cue is not None else ())):
        first, last = tree.tokens_in(start, end)
        for sentence in range(tree.token(first).sentence, tree.token(last - 1).sentence + 1) if first < last else ():
            held = places.setdefault(sentence, [])
            if number not in held:
                held.append(number)


def _about(tree: Tree, places: dict[int, list[int]], quote: Quote) -> list[int]:
    """The numbers of the attributions in the sentences of a quotation and the one on either side."""
    low, high = tree.token(quote.first).sentence - 1, tree.token(quote.last - 1).sentence + 1
    return sorted({n for sentence in range(low, high + 1) for n in places.get(sentence, ())})


def _whole(tree: Tree, made: Attribution) -> Attribution:
    """An attribution whose content is a piece of a quotation gets the whole of it."""
    content = made.content
    manner = made.manner
    for start, end in made.content:
        first, last = tree.tokens_in(start, end)
        if first >= last:
            continue
        quote = tree.quote(first) or tree.quote(last - 1)
        if quote is None or made.cue is None or quote.start <= made.cue[0] < quote.end:
            continue
        if first >= quote.first and last <= quote.last + 1:
            manner = "direct"
            content = _join(content, (quote.start, quote.end))
        elif quote.first <= last - 1 and quote.last > last and quote.first - first <= 3:
            content = _join(content, (start, quote.end))
    return replace(made, content=content, manner=manner)


def _join(content: tuple[Range, ...], more: Range) -> tuple[Range, ...]:
    """Ranges with one more; those that meet are one."""
    out: list[Range] = []
    for start, end in sorted([*content, more]):
        if out and start <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _holder(tree: Tree, quote: Quote, found: list[Attribution], places: dict[int, list[int]]) -> int | None:
    """The tightest attribution that has half a quotation for content and its cue outside it."""
    held = []
    for number in _about(tree, places, quote):
        made = found[number]
        if made.cue is None or quote.start <= made.cue[0] < quote.end or not made.source.name:
            continue
        for start, end in made.content:
            shared = min(end, quote.end) - max(start, quote.start)
            if 2 * shared >= quote.end - quote.start:
                held.append((sum(b - a for a, b in made.content), made.cue, number))
                break
    return min(held)[2] if held else None


def _near(
    tree: Tree, quote: Quote, found: list[Attribution], places: dict[int, list[int]]
) -> tuple[int | None, Attribution | None]:
    """The verb of saying beside a quotation: in its sentence, or at a colon before it."""
    first_sentence = tree.reading.sentences[tree.token(quote.first).sentence]
    last_sentence = tree.reading.sentences[tree.token(quote.last - 1).sentence]
    low, high = first_sentence.first, last_sentence.last
    before = quote.first - 2
    if before > 0 and quote.first - 1 <= first_sentence.first and tree.token(before).norm == ":":
        low = tree.sentence(before).first
    if high < len(tree.tokens) and quote.last >= high - 2 and _continues(tree, high):
        high = tree.reading.sentences[tree.token(high).sentence].last
    best: tuple[int, int] | None = None
    for i in range(low, high):
        token = tree.token(i)
        if quote.first <= i < quote.last or tree.quote(i) is not None or token.lemma not in reporting():
            continue
        entry = entry_of(tree, i)
        if not (token.tag.startswith("VB") or token.pos == "VERB") or entry is None or "that" not in entry.frames:
            continue
        gap = quote.first - i if i < quote.first else i - quote.last
        if best is None or gap < best[0]:
            best = gap, i
    if best is None:
        return None, None
    verb = best[1]
    cue = tree.span(verb, verb + 1)
    for number in _about(tree, places, quote):
        made = found[number]
        if made.cue is not None and made.cue[0] == cue[0] and made.rule.startswith("verb"):
            return number, made
    head = subject(tree, verb)
    if head is None or quote.first <= head < quote.last or not agentive(tree, head):
        head = _beside(tree, verb, quote)
    if head is None:
        return None, None
    source, named = voice(tree, head, cue)
    return None, Attribution(source=source, cue=cue, content=(), manner="direct", rule="quote", named=named)


def _beside(tree: Tree, verb: int, quote: Quote) -> int | None:
    """A noun that can speak next to the verb, where the parse gives no subject."""
    sentence = tree.token(verb).sentence
    for i in (*range(verb + 1, min(verb + 5, len(tree.tokens))), *range(verb - 1, max(verb - 6, -1), -1)):
        token = tree.token(i)
        if token.sentence != sentence or quote.first <= i < quote.last:
            continue
        if token.pos in {"PROPN", "PRON", "NOUN"} and agentive(tree, i):
            naming = tree.namings.get(i)
            return naming.head if naming is not None else i
    return None


def _continues(tree: Tree, i: int) -> bool:
    """Whether the sentence at a token is only words of saying cut off by the parser ("said the envoy.")."""
    sentence = tree.sentence(i)
    return (
        sentence.last - sentence.first <= 8
        and tree.token(i).lemma in reporting()
        and tree.token(i).tag.startswith("VB")
    )


def _follows(tree: Tree, last: Attribution, last_end: int, quote: Quote) -> bool:
    """Whether a quotation goes on from one just before, with no more than a sentence's edge between."""
    if last_end < 0:
        return False
    sentence = tree.sentence(quote.first)
    opens = quote.first - sentence.first <= 1
    until = tree.token(last_end - 1).sentence
    if last.cue is not None:
        until = max(until, tree.token(tree.tokens_in(*last.cue)[0]).sentence)
    # A sentence of narration between the two breaks the run.
    return opens and until < sentence.i <= until + 1
