"""Figures of the draft against the reports': without their bound, another figure, one of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from memcon.proof.bench import ARGS, CLOSE, HEADED, Bench, Case, coverage, mark, subject_words
from memcon.proof.figures import Figure, dropped, equal, figures, fits, same_unit
from memcon.proof.frames import Frame
from memcon.proof.lexis import words
from memcon.proof.match import SUPPORT, Match, alike
from memcon.proof.record import Page
from memcon.proof.types import Mark
from memcon.proof.wording import reason, suggestion

FEW = 12
"""A figure up to this may stand in a sentence for something else."""

SAME_FIGURE = 0.5
"""How near a clause is that has the very figure of the very thing, whatever else it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure of a report with the clause that it stands in."""

    figure: Figure
    frame: Frame
    sure: bool
    """Whether the clause tells the very act, or is about the figure: only then can it speak against the draft's."""


def in_sentence(page: Page, number: int) -> tuple[Figure, ...]:
    """The figures of a sentence, kept with its text's graph: they are asked for again and again."""
    kept: dict[int, tuple[Figure, ...]] = page.graph.memo.setdefault("figures", {})
    if number not in kept:
        sentence = page.reading.sentences[number]
        kept[number] = tuple(figures(page.graph, sentence.first, sentence.last, page.times.get(number, ())))
    return kept[number]


def figures_of(page: Page, frame: Frame) -> list[Figure]:
    """The figures in the words of a clause."""
    sentence = page.graph.sentence(frame.head)
    return [f for f in in_sentence(page, sentence.i) if any(i in frame.tokens for i in range(f.first, f.last + 1))]


def _reportsfigures_of(bench: Bench, found: Case, own: Sequence[Figure]) -> list[Counted]:
    """The figures of the clauses that tell the same thing, and of those in the sentences about them."""
    out: list[Counted] = []
    seen: set[tuple[str, int]] = set()
    told = {id(m.frame) for m in found.all}
    for match in (
        *found.all,
        *(m for m in found.near if id(m.frame) not in told and m.head >= HEADED and _counts_too(bench, own, m)),
    ):
        for sentence in (match.frame.sentence, match.frame.sentence + 1):
            for n in bench.index.by_sentence.get((match.frame.report, sentence), ()):
                frame = bench.index.frames[n]
                for figure in figures_of(bench.page(frame.report), frame):
                    key = (frame.report, figure.start)
                    beside = not figure.units and bool(set(frame.heads) & words("counting"))
                    beside = beside and _counts_of(bench, own, frame)
                    counts = bool(figure.units) and bool(set(match.frame.heads) & words("counting"))
                    rival = sentence == match.frame.sentence or beside
                    if key not in seen and rival:
                        seen.add(key)
                        out.append(
                            Counted(figure=figure, frame=frame, sure=beside or counts or _very(match, frame, figure))
                        )
    return out


def _counts_of(bench: Bench, own: Sequence[Figure], frame: Frame) -> bool:
    """Whether a clause that gives a bare figure ("a group speaks of nine") is about what the draft counts."""
    for sentence in (frame.sentence, frame.sentence - 1):
        others = False
        for n in bench.index.by_sentence.get((frame.report, sentence), ()):
            theirs = figures_of(bench.page(frame.report), bench.index.frames[n])
            others = others or any(g.units for g in theirs)
            if any(g.units and same_unit(f, g) for f in own for g in theirs):
                return True
            told = {w.lemma for w in bench.index.frames[n].words}
            if any(u in told for f in own for u in f.units):
                return True
        if others:
            return False  # "four are held; a group speaks of nine": nine of what was just counted
    return False


def _very(match: Match, frame: Frame, figure: Figure) -> bool:
    """Whether a figure stands in the clause that tells the very act."""
    inside = any(figure.first <= w.i <= figure.last + 1 for w in match.frame.words)
    near = (match.head >= CLOSE and coverage(match) >= ARGS) or match.score >= CLOSE or coverage(match) >= CLOSE
    return near and (frame.head == match.frame.head or inside)


def _counts_too(bench: Bench, own: Sequence[Figure], match: Match) -> bool:
    """Whether a clause farther off tells the very act after all, or has a figure of the draft's."""
    theirs = figures_of(bench.page(match.frame.report), match.frame)
    return match.score >= SUPPORT or any(equal(f, g) and same_unit(f, g) for f in own for g in theirs)


def numbers(bench: Bench, found: Case) -> list[Mark]:
    """Figures of the draft: without their bound, other than any report's, or one of two that the reports give."""
    out: list[Mark] = []
    own = figures_of(bench.draft, found.frame)
    if not own or not found.all:
        return out
    theirs = _reportsfigures_of(bench, found, own)
    for figure in own:
        direct = [c for c in theirs if same_unit(figure, c.figure)]
        loose = [c for c in theirs if not c.figure.units]
        place = (figure.start, figure.end)
        same = [c for c in theirs if equal(figure, c.figure) and (c in direct or c in loose or not figure.units)]
        if same:
            if all(dropped(figure, c.figure) for c in same):
                said = _said(bench, same[0])
                out.append(
                    mark(
                        "stronger",
                        place,
                        reason("stronger-bound", source=said, report=same[0].frame.report),
                        say=suggestion("stronger", source=said),
                        evidence=[bench.evidence(same[0].frame, "against")],
                    )
                )
            rivals = [c for c in [*direct, *loose] if c.sure and not _agree(c.figure, figure) and _same_count(c, same)]
            if rivals and not _told_too(bench, found.frame, rivals):
                said = _said(bench, rivals[0])
                voice = rivals[0].frame.voice or subject_words(bench, rivals[0].frame)
                out.append(
                    mark(
                        "one-sided",
                        place,
                        reason("one-sided-figure", source=said, voice=voice or rivals[0].frame.report),
                        say=suggestion("one-sided-figure", source=said, voice=voice),
                        evidence=[bench.evidence(same[0].frame), bench.evidence(rivals[0].frame, "against")],
                    )
                )
            continue
        if any(fits(figure, c.figure) for c in direct):
            continue
        direct = [c for c in direct if c.sure]
        if not direct or _stands(bench, found, figure):
            continue
        said = _said(bench, direct[0])
        out.append(
            mark(
                "contradicted",
                place,
                reason("contradicted-figure", source=said, report=direct[0].frame.report),
                say=suggestion("contradicted", source=said),
                evidence=[bench.evidence(direct[0].frame, "against")],
            )
        )
    return out


def _stands(bench: Bench, found: Case, figure: Figure) -> bool:
    """Whether a sentence that tells the same thing has the very figure, whatever it is put to."""
    for match in found.all:
        for n in bench.index.by_sentence.get((match.frame.report, match.frame.sentence), ()):
            theirs = figures_of(bench.page(match.frame.report), bench.index.frames[n])
            if figure.low > FEW and any(f.low == figure.low for f in theirs):
                return True
    return False


def counted(bench: Bench, frame: Frame) -> Frame | None:
    """The clause of a report that counts what the draft's does and shares most other words with it; null for none."""
    own = [f for f in figures_of(bench.draft, frame) if f.units]
    best: tuple[float, Frame] | None = None
    for other in bench.index.frames if own else ():
        theirs = figures_of(bench.page(other.report), other)
        if other.asked or not any(same_unit(f, g) for f in own for g in theirs):
            continue
        if any(f.low > FEW and f.low == g.low and same_unit(f, g) for f in own for g in theirs):
            best = max(best or (0.0, other), (SAME_FIGURE, other), key=lambda b: b[0])
        units = {u for f in own for u in f.units}
        mine = [w for w in frame.words if w.lemma not in units and not w.lemma[:1].isdigit()]
        told = [w for n in bench.index.by_sentence[other.report, other.sentence] for w in bench.index.frames[n].words]
        shared = sum(max((alike(w, t) for t in told), default=0.0) >= CLOSE for w in mine)
        if mine and 2 * shared >= len(mine) and (best is None or shared / len(mine) > best[0]):
            best = shared / len(mine), other
    return best[1] if best else None


def _agree(one: Figure, two: Figure) -> bool:
    return equal(one, two) or fits(one, two) or fits(two, one)


def _same_count(rival: Counted, same: Sequence[Counted]) -> bool:
    """Whether a figure is another count of the same thing: told in its stead, not beside it in one clause."""
    return not any(rival.frame.report == c.frame.report and rival.frame.head == c.frame.head for c in same)


def _told_too(bench: Bench, frame: Frame, rivals: Sequence[Counted]) -> bool:
    """Whether the draft gives the other figure too: in the same sentence, or beside one that names its source."""
    page = bench.draft
    near = (frame.sentence - 1, frame.sentence, frame.sentence + 1) if frame.voices else (frame.sentence,)
    for k in near:
        if not 0 <= k < len(page.reading.sentences):
            continue
        if any(_near_figure(f, c.figure) for f in in_sentence(page, k) for c in rivals):
            return True
    return False


def _near_figure(one: Figure, two: Figure) -> bool:
    return equal(one, two) or one.low in {two.low, two.high} or one.high in {two.low, two.high}


def _said(bench: Bench, counted: Counted) -> str:
    text = bench.record.text(counted.frame.report)
    page = bench.page(counted.frame.report)
    last = counted.figure.last
    if (
        last + 1 < len(page.graph.tokens)
        and counted.figure.units
        and page.graph.lemma(last + 1) == counted.figure.units[0]
    ):
        last += 1
    return " ".join(text[counted.figure.start : page.graph.tokens[last].end].split())
