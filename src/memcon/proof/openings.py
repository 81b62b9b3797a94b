"""What a draft has of its own beside the nearest passages: an offer taken up, the whole for a part, days, figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from memcon.model.places import Span
from memcon.proof import certainty, clock
from memcon.proof.bench import ARGS, Bench, Case, mark, verb_place
from memcon.proof.counting import figures_of, in_sentence
from memcon.proof.figures import Figure, equal, fits, same_unit
from memcon.proof.frames import Frame
from memcon.proof.lexis import alike as one_group
from memcon.proof.lexis import rules, words
from memcon.proof.match import alike
from memcon.proof.passages import Place
from memcon.proof.types import Evidence, Mark
from memcon.proof.wording import reason, suggestion
from memcon.read.types import Sentence, Timex

LOOKED = 3
"""Sentences of the reports, the nearest first, that are looked at."""
NEAR, CLOSE = 0.4, 0.5
"""Cosine from where on a sentence of a report is about the draft's, and from where on what it lacks is no accident."""
SURE = 0.55
"""The same for an offer taken up."""
ROUGH = 0.1
"""How far a round figure may be from an exact one that it stands for."""
ROUND = 2
"""Digits that count in a round figure."""
FEW = 12
"""Figures up to this are too common to be looked for."""


def _around(bench: Bench, sentence: Sentence, frame: Frame) -> Iterator[tuple[float, Place]]:
    texts = certainty.text_of(bench, sentence), certainty.clause_of(bench, frame)
    for cosine, place in bench.passages.best(*texts, most=LOOKED):
        if cosine >= NEAR:
            yield cosine, place


def taken_up(bench: Bench, sentence: Sentence, frame: Frame) -> Mark | None:
    """A clause that has somebody take up what the nearest passage only has offered, asked for or charged."""
    table = rules("words")["uptake"]
    heads = [h for h in frame.heads if h in table]
    if not heads or frame.status not in {"occurred", "ongoing", "planned"}:
        return None
    graph = bench.draft.graph
    opens = frozenset(str(w) for h in heads for w in table[h])
    content = [w for w in frame.words if w.role != "subject" and w.i != frame.head]
    for cosine, place in _around(bench, sentence, frame):
        there = [bench.index.frames[n] for n in bench.index.by_sentence.get(place, ())]
        said = {w.lemma for f in there for w in f.words} | {h for f in there for h in f.heads}
        if any(h == s or one_group(h, s) for h in heads for s in said):
            continue
        opening = [f for f in there if opens & ({w.lemma for w in f.words} | set(f.heads))]
        told = [w for f in there for w in f.words]
        shared = sum(max((alike(w, t) for t in told), default=0.0) >= ARGS for w in content)
        if opening and (shared or not content):
            source = bench.words(opening[0])
            spot = verb_place(bench.draft, frame)
            mine = " ".join(bench.draft.report.text[spot[0] : spot[1]].split())
            why = reason("stronger-status", draft=mine, source=source, report=place[0])
            evidence = [bench.evidence(opening[0], "against")]
            made = mark("stronger", spot, why, evidence, say=suggestion("stronger", source=source))
            sure = cosine >= SURE and 2 * shared >= len(content) and graph.tokens[frame.head].dep != "relcl"
            return replace(made, sure=sure)
    return None


def whole(bench: Bench, found: Case) -> list[Mark]:
    """A word of the draft for all of something where the report that tells it has only a part."""
    if not found.all:
        return []
    match = found.all[0]
    page = bench.page(match.frame.report)
    place = page.reading.sentences[match.frame.sentence]
    said = {t.norm for t in page.graph.tokens[place.first : place.last]}
    if said & words("totality") or not said & words("partial"):
        return []
    for i in sorted(found.frame.tokens):
        token = bench.draft.graph.tokens[i]
        if token.norm in words("totality") and token.dep in {"amod", "det", "predet", "advmod"}:
            source = bench.words(match.frame)
            why = reason("contradicted-figure", source=source, report=match.frame.report)
            evidence = [bench.evidence(match.frame, "against")]
            say = suggestion("contradicted", source=source)
            return [mark("contradicted", (token.start, token.end), why, evidence, say=say)]
    return []


def strange_dates(bench: Bench, sentence: Sentence, frame: Frame) -> list[Mark]:
    """Days of the draft that no report has, or only as a plan given up, where the nearest passage has another."""
    out = []
    for timex in clock.dates(bench.draft, frame):
        if timex.day is None or timex.anchor not in clock.SIGNS or timex.bound is not None:
            continue
        if clock.known(bench.record, bench.draft, bench.days, timex):
            continue
        for cosine, place in _around(bench, sentence, frame):
            page = bench.page(place[0])
            other = next(
                (t for t in page.times.get(place[1], ()) if _day(t) and (page.id, t.start) not in bench.gone), None
            )
            if other is None:
                continue
            span = Span.of(page.id, bench.record.text(page.id), other.start, other.end)
            said = " ".join(span.quote.split())
            why = f"The reports have “{said}”."
            evidence = [Evidence(place=span, role="against")]
            made = mark("clock", (timex.start, timex.end), why, evidence, say=f"say: {said}")
            out.append(replace(made, sure=cosine >= CLOSE))
            break
    return out


def _day(timex: Timex) -> bool:
    return timex.type == "DATE" and (timex.day is not None or timex.weekday is not None)


def strange_figures(bench: Bench, sentence: Sentence, frame: Frame) -> list[Mark]:
    """Figures of the draft that no report has, where the nearest passage has another of the same thing."""
    out = []
    for figure in figures_of(bench.draft, frame):
        if figure.low <= FEW or not figure.units or figure.units[0] in words("lengths_of_time"):
            continue
        theirs = (f for p in bench.pages.values() for n in range(len(p.reading.sentences)) for f in in_sentence(p, n))
        if any(_may_be(figure, f) for f in theirs):
            continue
        for cosine, place in _around(bench, sentence, frame):
            page = bench.page(place[0])
            other = next((f for f in in_sentence(page, place[1]) if same_unit(figure, f)), None)
            if other is None:
                continue
            span = Span.of(page.id, bench.record.text(page.id), other.start, other.end)
            said = " ".join(span.quote.split())
            why = reason("contradicted-figure", source=said, report=page.id)
            evidence = [Evidence(place=span, role="against")]
            say = suggestion("contradicted", source=said)
            made = mark("contradicted", (figure.start, figure.end), why, evidence, say=say)
            out.append(replace(made, sure=cosine >= CLOSE))
            break
    return out


def _may_be(mine: Figure, theirs: Figure) -> bool:
    """Whether a figure may stand for another: the same, within its bound, or the round one near it."""
    if equal(mine, theirs) or fits(mine, theirs) or fits(theirs, mine):
        return True
    digits = str(int(mine.low)).rstrip("0")
    reach = ROUGH if len(digits) <= ROUND or mine.bound else 0.0
    return any(abs(mine.low - n) <= reach * max(mine.low, n) for n in (theirs.low, theirs.high))
