"""How sure a mark is: whether the words of a report behind it are about the same thing, and what is not to be found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from memcon.proof import clock
from memcon.proof.bench import Bench, Case
from memcon.proof.counting import figures_of
from memcon.proof.figures import equal
from memcon.proof.frames import Frame, Word
from memcon.proof.lexis import like
from memcon.proof.match import alike
from memcon.proof.passages import Place
from memcon.proof.types import FAULTS, Mark
from memcon.read.types import Sentence
from memcon.reconcile.actors import plain

STRANGE = 0.42
"""Cosine of the nearest sentence of any report below which nothing in the reports is about a sentence of the draft."""
ABOUT = 0.4
"""Cosine from where on a sentence of a report may be about a sentence of the draft."""
FIRST = 3
"""Sentences of the reports, the nearest first, that are about one of the draft however low their cosine is."""
STRONG = 0.75
"""How near a report's clause comes, word by word, that is about the same thing whatever the cosine."""
APART = 0.5
"""The same as ``STRANGE`` where a noun or a figure of the draft has nothing like it in any report."""
LIKE = 0.4
"""How near a word of the reports comes at least to one of the draft that is no news."""
KNOWN = 0.3
"""How near a name of the reports comes to one of the draft at least for the draft's not to be a stranger."""
WINDOW = 6
"""Sentences of the reports, the nearest first, in which a figure of the draft is looked for."""


def text_of(bench: Bench, sentence: Sentence) -> str:
    """A sentence of the draft on one line."""
    return " ".join(bench.draft.report.text[sentence.start : sentence.end].split())


def clause_of(bench: Bench, frame: Frame) -> str:
    """A clause of the draft on one line."""
    return " ".join(bench.draft.report.text[frame.start : frame.end].split())


def about(bench: Bench, sentence: Sentence, frame: Frame, place: Place) -> bool:
    """Whether a sentence of a report is about the same thing as a clause of the draft or its sentence."""
    texts = text_of(bench, sentence), clause_of(bench, frame)
    if max(bench.passages.cosine(t, place) for t in texts) >= ABOUT:
        return True
    return place in {p for _, p in bench.passages.best(*texts, most=FIRST)}


def weighed(bench: Bench, sentence: Sentence, found: Case, marks: Sequence[Mark]) -> list[Mark]:
    """Marks on a clause; one whose words of a report are of something else is made a question."""
    strong = {(m.frame.report, m.frame.sentence) for m in found.near if m.score >= STRONG}
    out = []
    for one in marks:
        if one.kind in FAULTS and one.evidence and one.sure:
            place = _place(bench, one)
            if one.kind == "clock":
                if not _told_day(bench, found.frame, one):
                    out.append(one)
                    continue
                match = found.all[0].frame if found.all else None
                place = (match.report, match.sentence) if match else place
            if place is not None and place not in strong and not about(bench, sentence, found.frame, place):
                one = replace(one, sure=False)
        out.append(one)
    return out


def _told_day(bench: Bench, frame: Frame, one: Mark) -> bool:
    """Whether any report tells the day that a mark is on, of whatever act."""
    found = [t for t in clock.dates(bench.draft, frame) if (t.start, t.end) == (one.start, one.end)]
    return not found or clock.known(bench.record, bench.draft, bench.days, found[0])


def _place(bench: Bench, one: Mark) -> Place | None:
    span = one.evidence[0].place
    sentences = bench.page(span.report).reading.sentences
    return next(((span.report, s.i) for s in sentences if s.start <= span.start < s.end), None)


def unheard(bench: Bench, sentence: Sentence, frame: Frame) -> bool:
    """Whether it is sure that no report has a clause: nothing comes near it, or it names somebody whom none names."""
    if any(stranger(bench, w) for w in frame.words if w.named):
        return True
    nearest = bench.passages.best(text_of(bench, sentence), clause_of(bench, frame), most=WINDOW)
    if not nearest:
        return True
    if bench.draft.graph.tokens[frame.head].dep in {"relcl", "acl", "advcl"}:
        return False  # what hangs on another clause tells too little by itself
    own = figures_of(bench.draft, frame)
    theirs = [
        f
        for _, place in (nearest if own else ())
        for n in bench.index.by_sentence.get(place, ())
        for f in figures_of(bench.page(place[0]), bench.index.frames[n])
    ]
    if any(equal(f, g) for f in own for g in theirs):
        return False
    news = bool(own) or any(_news(bench, w) for w in frame.words if w.kind == "N" and not (w.named or w.minor))
    return nearest[0][0] < (APART if news else STRANGE)


def in_text(bench: Bench, word: Word) -> bool:
    """Whether the very letters of a word of the draft stand in a report, whatever they were read as."""
    said = plain(bench.draft.report.text[word.start : word.end])
    return any(said in p.flat for p in bench.pages.values())


def stranger(bench: Bench, word: Word) -> bool:
    """Whether no report names what a word of the draft names."""
    if in_text(bench, word):
        return False
    return not any(
        w.lemma == word.lemma or (w.named and alike(word, w) >= KNOWN) for f in bench.index.frames for w in f.words
    )


def _news(bench: Bench, word: Word) -> bool:
    """Whether no report has a word like one of the draft."""
    return not any(alike(word, w) >= LIKE for f in bench.index.frames for w in f.words) and not any(
        like(word.lemma, word.kind, h, "V") >= LIKE for f in bench.index.frames for h in f.heads if " " not in h
    )
