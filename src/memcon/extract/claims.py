"""Drafts of claims: one per act, per slot value, per assertion in somebody's mouth, per quoted fragment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from memcon.extract.asides import UNNAMED
from memcon.extract.complements import says_something
from memcon.extract.context import Context, clip, draft, main_sentences, supposed
from memcon.extract.context import held as held_by
from memcon.extract.cuebook import words
from memcon.extract.occasions import described, occasion, said_in
from memcon.extract.tree import Tree
from memcon.extract.types import Attribution, Draft, EventMention
from memcon.read.types import Quote, Range

_DATELINE = 4
"""Capital letters from which a first word may be the city of a dateline."""
_SHORTEST = 3
"""Code points; anything shorter is no evidence."""
_TERM = 5
"""Tokens that a term in quotation marks may have."""
_LEADS = frozenset({"that", "and", "but", "or", "as", "to", "well", "also", "only"})


def claims(ctx: Context) -> list[Draft]:
    """The drafts of a report, except withholdings, readings, indicators and positions."""
    out: list[Draft] = []
    for mention in ctx.mentions:
        out.extend(_mention(ctx, mention))
    for made in ctx.attributions:
        aside = made.rule in UNNAMED and not (made.rule == "adverb" and len(made.content) == 1)
        if made.rule == "turn" or aside or made.stance == "declines":
            continue
        out.extend(_content(ctx, made))
    out.extend(_fragments(ctx))
    out.extend(_narration(ctx, out))
    out.extend(_rest(ctx, out))
    return unique(out)


def _rest(ctx: Context, made: list[Draft]) -> Iterator[Draft]:
    """The sentences of fact that the rules found no clause in, whole."""
    claimed = {d.sentence for d in made}
    for number in main_sentences(ctx):
        sentence = ctx.tree.reading.sentences[number]
        low, high = led(ctx.tree, sentence.first, sentence.last)
        if number not in claimed and low < high and says_something(ctx.tree, sentence.start, sentence.end):
            yield draft(ctx, *ctx.tree.span(low, high), rule="sentence")


def unique(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts without those that say the same of the same words."""
    seen: set[tuple[object, ...]] = set()
    told: set[tuple[object, ...]] = set()
    out = []
    for made in drafts:
        if made.rule.startswith("content") and (made.evidence, made.voice, made.kind) in told:
            # A slot's value, or an act, says it already.
            continue
        told.add((made.evidence, made.voice, made.kind))
        key = (made.evidence, made.slot, made.event if made.slot else None, made.kind, made.voice)
        if key in seen or made.evidence[1] - made.evidence[0] < _SHORTEST:
            continue
        seen.add(key)
        out.append(made)
    return out


def _mention(ctx: Context, mention: EventMention) -> Iterator[Draft]:
    """The claim that an act is, and one for each value it gives for a slot."""
    start, end = mention.phrase
    if not (start <= mention.trigger[0] and mention.trigger[1] <= end) or end - start > 200:
        start, end = mention.trigger
    voices = draft(ctx, *mention.trigger, rule="voice").voice
    hedged = any(a.rule in UNNAMED for a in ctx.said.get(mention.sentence, ()) if _covers(a, mention.trigger))
    yield draft(
        ctx,
        start,
        end,
        rule=mention.rule or "mention",
        event=mention.id,
        voice=voices,
        stance="denies" if mention.status == "denied" else "hedges" if hedged else None,
    )
    for fill in mention.fills:
        yield draft(
            ctx,
            fill.start,
            fill.end,
            rule=fill.rule or "fill",
            event=mention.id,
            slot=fill.slot,
            value=fill.value,
            normal=fill.normal,
            stance=fill.stance if fill.stance != "asserts" else None,
        )


def _covers(made: Attribution, place: Range) -> bool:
    return any(a <= place[0] and place[1] <= b for a, b in made.content)


def _content(ctx: Context, made: Attribution) -> Iterator[Draft]:
    """The assertions that a content makes, each clause and each coordinated topic by itself."""
    for start, end in made.content:
        for low, high in units(ctx.tree, start, end):
            if high - low < _SHORTEST or not says_something(ctx.tree, low, high):
                continue
            act = described(ctx, low, high) or occasion(ctx, made.source.entity, _sentence(ctx, low))
            yield draft(ctx, low, high, rule=f"content-{made.rule}", event=None if act is None else act.id)


def _sentence(ctx: Context, start: int) -> int:
    return ctx.tree.token(min(ctx.tree.tokens_in(start, start + 1)[0], len(ctx.tree.tokens) - 1)).sentence


def units(tree: Tree, start: int, end: int) -> Iterator[Range]:
    """The parts of a content that assert something each: sentences, clauses, coordinated phrases."""
    first, last = tree.tokens_in(start, end)
    while first < last:
        number = tree.token(first).sentence
        stop = min(last, tree.reading.sentences[number].last)
        yield from _parts(tree, first, stop)
        first = stop


def _parts(tree: Tree, first: int, last: int) -> Iterator[Range]:
    top = _top(tree, first, last)
    cuts: list[int] = []
    stack = [top]
    while stack:
        i = stack.pop()
        for child in tree.children[i]:
            token = tree.token(child)
            if not first <= child < last:
                continue
            clause = token.tag.startswith("VB") or token.pos == "AUX"
            coordinated = token.dep == "conj" and (clause or tree.right[child] - tree.left[child] >= 2)
            if coordinated or (token.dep == "appos" and _listed(tree, i, child)):
                cuts.append(_conjunction(tree, tree.left[child], first))
                stack.append(child)
            elif (
                token.dep == "advcl"
                and child > i
                and not _conditional(tree, child)
                and tree.right[child] - tree.left[child] >= 4
            ):
                cuts.append(_conjunction(tree, tree.left[child], first))
    edges = [first, *sorted(c for c in cuts if first < c < last), last]
    whole = tree.span(*led(tree, first, last)) if first < last else (0, 0)
    if len(edges) == 2 or tree.quote(first) is not None:
        yield whole
        return
    for low, high in pairwise(edges):
        a, b = led(tree, low, high)
        if a < b:
            yield tree.span(a, b)


def _conditional(tree: Tree, i: int) -> bool:
    """Whether a clause says under what condition another holds; it asserts nothing."""
    mark = tree.child(i, "mark")
    return mark is not None and tree.token(mark).norm in words("reporting_verbs", "conditionals")


def _listed(tree: Tree, i: int, child: int) -> bool:
    """Whether an apposition is one of a list, taken for an aside: "a dialogue on A, a talk on B, and C"."""
    low = tree.left[child]
    further = any(tree.token(c).dep in {"cc", "conj"} and c > child for h in (i, child) for c in tree.children[h])
    return (
        further
        and low > 0
        and tree.token(low - 1).norm == ","
        and tree.token(low).tag in {"DT", "PRP$", "JJ", "NN", "NNS"}
    )


def _conjunction(tree: Tree, i: int, first: int) -> int:
    while i > first and (
        tree.token(i - 1).pos in {"CCONJ", "PUNCT", "ADV"} and tree.token(i - 1).norm not in {'"', "''"}
    ):
        i -= 1
    return i


def led(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """A token range without its marks and the conjunction that leads it in."""
    first, last = tree.trim(_behind_dateline(tree, first), last)
    while first < last - 1 and tree.token(first).norm in _LEADS:
        first += 1
        first, last = tree.trim(first, last)
    while (
        last - 1 > first
        and tree.token(last - 1).norm in _LEADS
        and tree.token(last - 1).dep in {"cc", "advmod", "mark"}
    ):
        last -= 1
        first, last = tree.trim(first, last)
    return first, last


def _behind_dateline(tree: Tree, first: int) -> int:
    """The token after "CITY (Agency) --" where a sentence starts with one."""
    if first >= len(tree.tokens) or first != tree.sentence(first).first:
        return first
    if not tree.token(first).text.isupper() or len(tree.token(first).text) < _DATELINE:
        return first
    for k in range(first + 1, min(first + 12, tree.sentence(first).last)):
        if tree.token(k).norm in {"--", "-"} and (tree.token(k - 1).end < tree.token(k).start):
            return k + 1
    return first


def _top(tree: Tree, first: int, last: int) -> int:
    """The token of a range whose head lies outside it."""
    for i in range(first, last):
        head = tree.token(i).head
        if (head == i or not first <= head < last) and tree.token(i).pos not in {"PUNCT", "CCONJ", "SCONJ", "SPACE"}:
            if tree.token(i).dep not in {"mark", "aux", "punct", "det", "cc"}:
                return i
    return first


def _fragments(ctx: Context) -> Iterator[Draft]:
    """Words between quotation marks that are somebody's: wording of what they describe or were said at."""
    for quote in ctx.tree.reading.quotes:
        made = draft(ctx, quote.start, quote.end, rule="quote")
        if not made.voice or _term(ctx, quote):
            continue
        speaker = made.voice[-1].entity
        act = described(ctx, quote.start, quote.end) or occasion(ctx, speaker, made.sentence)
        if act is None:
            act = said_in(ctx, quote.start, quote.end)
        yield draft(
            ctx,
            *clip(ctx, quote.start, quote.end),
            rule="quote",
            slot="wording" if act is not None else None,
            event=None if act is None else act.id,
        )


def _term(ctx: Context, quote: Quote) -> bool:
    """Whether marks inside somebody's own turn only set off a term: nobody is quoted there."""
    around = held_by(ctx, quote.start, quote.end)
    return bool(around) and all(a.rule == "turn" for a in around) and quote.last - quote.first <= _TERM


def _narration(ctx: Context, made: list[Draft]) -> Iterator[Draft]:
    """The main clauses that nothing else claims: what the report itself asserts."""
    tree = ctx.tree
    held: dict[int, list[Range]] = {}
    for one in made:
        if not one.rule.startswith(("content", "quote")):
            held.setdefault(one.sentence, []).append(one.evidence)
    cues = {a.cue[0] for a in ctx.attributions if a.cue is not None and a.rule.startswith(("verb", "quote"))}
    for number in main_sentences(ctx):
        sentence = tree.reading.sentences[number]
        acts = {m.head for m in ctx.acts.get(number, ())}
        for i in range(sentence.first, sentence.last):
            token = tree.token(i)
            verbal = token.tag.startswith("VB") or token.pos in {"VERB", "AUX"}
            if token.pos == "PUNCT" or not (
                token.dep == "ROOT" or (token.dep == "conj" and verbal and _finite(tree, i))
            ):
                continue
            if supposed(tree, i):
                continue
            around = held_by(ctx, token.start, token.end)
            if any(a.rule != "turn" and a.rule not in UNNAMED for a in around):
                continue
            if token.start in cues and token.lemma not in words("reporting_verbs", "topic_verbs"):
                continue
            # "held a call": the noun's own claim says it.
            if any(c in acts for c in tree.all(i, "dobj", "attr")):
                continue
            if any(a <= token.start < b for a, b in held.get(number, ())):
                continue
            low, high = led(tree, *_clause_edges(tree, i))
            if low < high:
                hedged = any(a.rule in UNNAMED for a in around)
                yield draft(ctx, *tree.span(low, high), rule="clause", stance="hedges" if hedged else None)


def _finite(tree: Tree, i: int) -> bool:
    """Whether a coordinated verb tells a fact of its own: in a tense, beside one that is."""
    token = tree.token(i)
    return token.tag in {"VBD", "VBZ", "VBP"} or any(
        tree.token(c).dep in {"nsubj", "nsubjpass", "aux"} for c in tree.children[i]
    )


def _clause_edges(tree: Tree, i: int) -> tuple[int, int]:
    """A clause without the clauses coordinated with it."""
    first, last = tree.subtree(i)
    for child in tree.children[i]:
        verbal = tree.token(child).tag.startswith("VB") or tree.token(child).pos == "VERB"
        if tree.token(child).dep == "conj" and child > i and verbal:
            last = min(last, _conjunction(tree, tree.left[child], i + 1))
    return first, last
