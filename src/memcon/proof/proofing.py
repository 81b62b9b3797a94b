"""Proofing a draft: read it, hold each clause and quotation against the reports, put the marks in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from memcon.model.memo import Memorandum
from memcon.proof import certainty, clock, counting, draft, judge, names, openings, paraphrase, quotes, speakers, whose
from memcon.proof.bench import CLOSE, Bench, Case, coverage
from memcon.proof.clauses import carried
from memcon.proof.frames import Frame, frames
from memcon.proof.lexis import words
from memcon.proof.match import WITHIN, Match, aside, index
from memcon.proof.passages import passages
from memcon.proof.record import page, record
from memcon.proof.types import FAULTS, Evidence, Line, Mark, Proof
from memcon.proof.wording import reason, suggestion
from memcon.read.types import Sentence
from memcon.reconcile.actors import plain

APART = 0.3
"""How far apart two words for an act are that say two things, however much the rest of two sentences has in common."""
ENOUGH = 2
"""Words of content from which on "is" tells something of somebody named."""
Progress = Callable[[str, int, int], None]
MOST = 3
"""Pieces of evidence shown with one mark."""


def proof(text: str, memorandum: Memorandum, progress: Progress | None = None) -> Proof:
    """Each sentence of a draft, plain text or Markdown, with what the reports of a memorandum say of it.

    ``progress`` is told what is done: a word for the work, how many sentences, of how many.
    """
    tell = progress or _untold
    tell("reading", 0, 1)
    held = record(memorandum, draft.plain(text))
    published, zone = clock.draft_moment(held)
    mine = page(draft.report(text, published, zone))
    told = [f for p in held.pages for f in frames(held, p)]
    days, gone = clock.calendar(held, held.pages, told)
    bench = Bench(
        record=held,
        pages={p.id: p for p in held.pages},
        index=index(told),
        draft=mine,
        passages=passages(held.pages),
        days=days,
        gone=gone,
    )
    own = list(frames(held, mine))
    bench.passages.ask([mine.report.text[s.start : s.end] for s in mine.reading.sentences])
    cases = _cases(bench, own)
    lines = []
    tell("reading", 1, 1)
    many = len(mine.reading.sentences)
    for done, sentence in enumerate(mine.reading.sentences, 1):
        tell("proofing", done, many)
        if sentence.end <= sentence.start:
            continue
        marks = _marks(bench, sentence, cases)
        lines.append(
            Line(start=sentence.start, end=sentence.end, text=text[sentence.start : sentence.end], marks=marks)
        )
    return Proof(text=text, lines=tuple(lines), whole=held.whole)


def _untold(_stage: str, _done: int, _of: int) -> None:
    """No progress."""


def _cases(bench: Bench, own: Sequence[Frame]) -> list[Case]:
    """The clauses to be checked, each with what the reports have on it.

    "It was the morning there" goes on from the clause before.
    """
    out: list[Case] = []
    for frame in own:
        if frame.saying or frame.quoted or frame.asked:
            continue
        if _goes_on(bench, frame) and out:
            out.append(Case(frame=frame, near=out[-1].near, good=out[-1].good, faults=out[-1].faults))
            continue
        out.append(judge.case(bench, frame))
    return [_hangs(one, out) for one in out]


def _hangs(found: Case, cases: Sequence[Case]) -> Case:
    """A case of a bare "agreed to", which only a report carries that has agreed what hangs on it."""
    frame = found.frame
    if frame.verb not in words("committing") or not found.good or any(w.role != "subject" for w in frame.words):
        return found
    under = [c for c in cases if c.frame.sentence == frame.sentence and frame.head in c.frame.above and c.all]
    hanging = [m for c in under for m in c.all if m.score >= CLOSE and len(m.pairs) > 1]
    if not hanging or any(_same_place(m, g) for m in hanging for g in found.good):
        return found
    if any(judge.rank(m.frame, dated=False) >= judge.PRESENT for m in hanging):
        return found
    return replace(found, good=(), faults=(("status", hanging[0]),))


def _same_place(one: Match, two: Match) -> bool:
    return one.frame.report == two.frame.report and one.frame.sentence == two.frame.sentence


def idle(bench: Bench, frame: Frame) -> bool:
    """Whether a clause is an opinion or a transition: of no act, of nobody in particular, with no figure or date."""
    graph = bench.draft.graph
    if _particular(bench, frame):
        return False
    own = {graph.lemma(i) for i in frame.tokens}
    subject = [graph.tokens[s] for s in (graph.kids(frame.head, "nsubj", "nsubjpass") or frame.subject)]
    if own & words("general") or (
        subject and all(t.norm in words("nobody_in_particular") and not graph.preps(t.i) for t in subject)
    ):
        return True
    people = {n.head for n in bench.draft.reading.namings if graph.entities[n.entity].kind == "person"}
    empty = all(t.pos in {"PRON", "DET", "VERB"} and t.i not in people for t in subject)
    return empty and graph.lemma(frame.head) in words("idle")


def _particular(bench: Bench, frame: Frame) -> bool:
    """Whether a clause has a name, a figure or a date."""
    graph = bench.draft.graph
    explicit = {n.head for n in bench.draft.reading.namings if n.form not in {"pronoun", "group"}}
    counted = any(graph.tokens[i].tag == "CD" and graph.tokens[max(0, i - 1)].norm != "the" for i in frame.tokens)
    return counted or any(w.i in explicit for w in frame.words) or bool(clock.dates(bench.draft, frame))


def _bare(bench: Bench, frame: Frame) -> bool:
    """Whether a clause hangs on one that tells nothing and adds no name, figure or date: "a hard talk to have"."""
    graph = bench.draft.graph
    above = graph.tokens[graph.tokens[frame.head].head]
    under = graph.tokens[frame.head].dep != "ROOT" and (
        graph.lemma(above.i) in words("idle") or not above.tag.startswith("VB")
    )
    return under and carried(graph, above.i) != frame.head and not _particular(bench, frame)


def _goes_on(bench: Bench, frame: Frame) -> bool:
    """Whether a clause only tells when: "In Seoul it was the morning of the 4th"."""
    graph = bench.draft.graph
    pronoun = bool(frame.subject) and all(graph.tokens[s].norm in {"it", "this", "that"} for s in frame.subject)
    return pronoun and bool(clock.dates(bench.draft, frame)) and not [w for w in frame.words if not w.place]


def _marks(bench: Bench, sentence: Sentence, cases: Sequence[Case]) -> tuple[Mark, ...]:
    """The marks of one sentence: quotations, then clause by clause; at least one."""
    marks = _quotations(bench, sentence)
    here = [c for c in cases if c.frame.sentence == sentence.i]
    told = [c for c in here if not (idle(bench, c.frame) or _bare(bench, c.frame))]
    if told and not any(c.told for c in here):
        here = _in_other_words(bench, sentence, told) or here
    if not marks and all(idle(bench, c.frame) or _bare(bench, c.frame) for c in here):
        here = []
    for found in here:
        marks += certainty.weighed(bench, sentence, found, _clause(bench, found, cases))
    if any(c.all for c in here) and not any(m.kind in FAULTS for m in marks):
        marks += _alone(bench, sentence, here)
    for found in here:
        for strange in (openings.strange_dates, openings.strange_figures):
            new = strange(bench, sentence, found.frame)
            marks += [m for m in new if not any(_of_words(o) and o.start < m.end and m.start < o.end for o in marks)]
    if not marks:
        marks = [_plain(bench, sentence, here)]
    return _ordered(marks)


def _of_words(one: Mark) -> bool:
    """Whether a mark already says that the words themselves are not the reports'."""
    return one.fault and one.kind in {"clock", "contradicted", "unsourced"}


def _in_other_words(bench: Bench, sentence: Sentence, here: Sequence[Case]) -> list[Case]:
    """The clauses of a sentence with the clause of a report that says the same in other words, or gives its figure."""
    near = paraphrase.nearest(bench, sentence)
    if any((taken := openings.taken_up(bench, sentence, c.frame)) is not None and taken.sure for c in here):
        return []  # "accepted" for "offered", whatever the rest has in common
    best: Match | None = None
    if near is not None:
        report, number, cosine = near
        there = [bench.index.frames[n] for n in bench.index.by_sentence.get((report, number), ())]
        found = [m for c in here for m in aside(c.frame, [f for f in there if f.verb], bench.index)]
        best = max(found, key=lambda m: m.score, default=None)
        if best is not None and best.head < paraphrase.ACT and cosine < paraphrase.SURE:
            best = None  # of the same matter, but the act is another one
    if best is not None and not _turned(here[0].frame, best):
        return [_taken(bench, here[0], best)]
    for one in here:
        counted = counting.counted(bench, one.frame)
        if counted is not None:
            return [_taken(bench, one, aside(one.frame, [counted], bench.index)[0])]
    return []


def _turned(frame: Frame, match: Match) -> bool:
    """Whether all but the act is the same, and the acts are two: "a judge convicted two" for "released two"."""
    known = not {frame.verb, match.frame.verb} & (words("vague") | words("light") | words("idle"))
    return known and match.head < APART and coverage(match) >= CLOSE


def _taken(bench: Bench, found: Case, match: Match) -> Case:
    """A case with a clause taken for its source, whatever its words; one that has the act less far is a fault."""
    match = replace(match, head=max(match.head, CLOSE))
    if judge.further(bench, found.frame, match):
        return replace(found, faults=(("status", match),))
    return replace(found, good=(match,))


def _alone(bench: Bench, sentence: Sentence, here: Sequence[Case]) -> list[Mark]:
    """The main clause of a sentence, where no report comes near it though one has what hangs on it."""
    graph = bench.draft.graph
    for found in here:
        main = graph.tokens[found.frame.head].dep == "ROOT"
        if main and not found.all and not found.near and checkable(bench, found.frame):
            if paraphrase.nearest(bench, sentence) is None:
                return [_unheard(bench, sentence, found.frame, _nearest(bench, sentence))]
    return []


def _clause(bench: Bench, found: Case, cases: Sequence[Case]) -> list[Mark]:
    wrong = judge.strength(bench, found)
    if not wrong:
        wrong += names.swapped(bench, found)
    for check in (names.strangers, names.others, openings.whole, counting.numbers, judge.times):
        wrong += check(bench, found)
    if not any(m.kind in {"contradicted", "clock", "unsourced"} for m in wrong):
        wrong += whose.attribution(bench, found)
        wrong += whose.other_account(bench, found, cases)
    if wrong:
        return wrong
    if not found.good:
        return []
    sentence = bench.draft.reading.sentences[found.frame.sentence]
    good = [m for m in found.good if certainty.about(bench, sentence, found.frame, (m.frame.report, m.frame.sentence))]
    if not good:
        return []  # the same few words, of something else
    carriers = [m for m in good if m.score >= good[0].score - WITHIN / 2][:MOST]
    return [
        Mark(
            kind="supported",
            start=found.frame.start,
            end=found.frame.end,
            why=reason("supported", report=", ".join(dict.fromkeys(m.frame.report for m in carriers))),
            evidence=tuple(bench.evidence(m.frame) for m in carriers),
        )
    ]


def _plain(bench: Bench, sentence: Sentence, here: Sequence[Case]) -> Mark:
    """A sentence of which no report has a word: not in the sources, or nothing that a report could carry."""
    place = sentence.start, sentence.end
    open_ = [c for c in here if checkable(bench, c.frame)]
    if sentence.question or not open_:
        return Mark(kind="nothing", start=place[0], end=place[1], why=reason("nothing"))
    frame = open_[0].frame
    near = [m.frame for m in open_[0].near[:1]] or _nearest(bench, sentence)
    return _unheard(bench, sentence, frame, near)


def _unheard(bench: Bench, sentence: Sentence, frame: Frame, near: Sequence[Frame]) -> Mark:
    """A clause that no report has, or that none is found to have."""
    sure = certainty.unheard(bench, sentence, frame)
    if not sure and (taken := openings.taken_up(bench, sentence, frame)) is not None:
        return taken
    return Mark(
        kind="unsourced",
        start=frame.start,
        end=frame.end,
        why=reason("unsourced" if sure else "unsourced-unsure"),
        suggestion=suggestion("unsourced") if sure else "",
        evidence=tuple(bench.evidence(f, "against") for f in near),
        sure=sure,
    )


def _nearest(bench: Bench, sentence: Sentence) -> list[Frame]:
    """The clause of a report that is of the same matter, for one who looks where a sentence may come from."""
    for cosine, place in bench.passages.best(certainty.text_of(bench, sentence), most=certainty.WINDOW):
        found = [bench.index.frames[n] for n in bench.index.by_sentence.get(place, ())]
        if found and cosine >= certainty.ABOUT:
            return [max(found, key=lambda f: (f.end - f.start, -f.start))]
    return []


def checkable(bench: Bench, frame: Frame) -> bool:
    """Whether a clause tells an act or a state that a report could carry: somebody did something, so many, then."""
    graph = bench.draft.graph
    own = {graph.lemma(i) for i in frame.tokens}
    if own & words("general") or frame.asked or (frame.present and not _particular(bench, frame)):
        return False
    counted = bool(counting.figures_of(bench.draft, frame))
    dated = bool(clock.dates(bench.draft, frame))
    named = any(w.named for w in frame.words)
    verb = graph.lemma(frame.head)
    past = graph.tokens[frame.head].tag == "VBD" or any(
        graph.tokens[k].tag == "VBD" for k in graph.kids(frame.head, "aux", "auxpass")
    )
    somebody = any(graph.tokens[s].norm in {"he", "she", "they"} for s in frame.subject)
    if verb in words("idle"):
        return counted or (dated and named) or (named and len(frame.words) > ENOUGH)
    return (past and somebody and bool(frame.words)) or named or counted or dated or len(frame.words) >= 2


def _quotations(bench: Bench, sentence: Sentence) -> list[Mark]:
    """The quotations that start in a sentence: their words and their speaker."""
    out: list[Mark] = []
    text = bench.draft.report.text
    for quote in bench.draft.reading.quotes:
        if quote.sentence != sentence.i:
            continue
        said = text[quote.start : quote.end]
        found = quotes.exact(bench.record, said)
        size = quotes.count(said)
        if not found:
            if size > quotes.SHORT:
                out.append(_altered(bench, quote.start, quote.end, said))
            continue
        best = found[0]
        if not best.quoted and size > quotes.SHORT:
            out.append(
                Mark(
                    kind="quotation",
                    start=quote.start,
                    end=quote.end,
                    why=reason("quotation-paraphrase", report=best.page.id),
                    suggestion=suggestion("quotation-paraphrase"),
                    evidence=(Evidence(place=best.place, role="against"),),
                )
            )
            continue
        wrong = _speaker(bench, quote.start, quote.end, [f for f in found if f.quoted] or found)
        if wrong is not None:
            out.append(wrong)
            continue
        made = quotes.held_by(best.page, best.place.start, best.place.end)
        out.append(
            Mark(
                kind="supported",
                start=quote.start,
                end=quote.end,
                why=reason("supported", report=best.page.id),
                evidence=(Evidence(place=best.place, voice=made.source.name if made else ""),),
            )
        )
    return out


def _altered(bench: Bench, start: int, end: int, said: str) -> Mark:
    near = quotes.nearest(bench.record, said)
    if near is None:
        return Mark(
            kind="quotation",
            start=start,
            end=end,
            why=reason("quotation-none"),
            suggestion=suggestion("quotation-none"),
        )
    made = quotes.held_by(near.page, near.place.start, near.place.end)
    return Mark(
        kind="quotation",
        start=start,
        end=end,
        why=reason("quotation-altered", report=near.page.id),
        suggestion=suggestion("quotation-altered", source=near.place.quote),
        evidence=(Evidence(place=near.place, voice=made.source.name if made else "", role="against"),),
        diff=near.diff,
    )


def _speaker(bench: Bench, start: int, end: int, found: Sequence[quotes.Found]) -> Mark | None:
    """A mark where the draft gives a quotation to somebody other than every report that has it."""
    mine = quotes.held_by(bench.draft, start, end)
    if mine is None:
        return None
    told = speakers.speaker(bench.record, bench.draft, mine)
    wrong: Mark | None = None
    for one in found:
        theirs = quotes.held_by(one.page, one.place.start, one.place.end)
        if theirs is None:
            return None
        other = speakers.speaker(bench.record, one.page, theirs)
        if not speakers.other(bench.record, told, other):
            return None
        place = mine.named or (start, end)
        said = bench.draft.report.text[mine.named[0] : mine.named[1]] if mine.named else mine.source.name
        pronoun = plain(said) in speakers.PRONOUNS
        wrong = wrong or Mark(
            kind="speaker",
            start=place[0],
            end=place[1],
            why=reason("speaker", report=one.page.id, voice=other.shown),
            suggestion=suggestion("speaker", voice=other.shown),
            evidence=(Evidence(place=one.place, voice=other.shown, role="against"),),
            sure=not pronoun,
        )
    return wrong


def _ordered(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks in order of the text, doubles dropped, faults before what is supported at the same place."""
    seen: dict[tuple[str, int, int], Mark] = {}
    behind: set[tuple[str, str, int]] = set()
    for one in sorted(marks, key=lambda m: not m.sure):
        source = (one.kind, one.evidence[0].place.report, one.evidence[0].place.start) if one.evidence else None
        if one.kind == "stronger" and source in behind:
            continue  # the same words of a report, against another verb of the same sentence
        if source is not None:
            behind.add(source)
        seen.setdefault((one.kind, one.start, one.end), one)
    return tuple(sorted(seen.values(), key=lambda m: (m.start, m.kind not in FAULTS, m.end, m.kind)))
