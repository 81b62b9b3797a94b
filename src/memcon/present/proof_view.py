"""What a proof shows, before it is HTML or terminal text: the draft in rows, each with its numbered notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from memcon.model.memo import Memorandum, Report
from memcon.present.fragments import address, at_source
from memcon.present.sources import about
from memcon.proof import KINDS, Evidence, Kind, Line, Mark, Piece, Proof
from memcon.proof.draft import plain
from memcon.proof.wording import name

SIGNS: dict[Kind, str] = {
    "supported": "●",
    "attribution": "◐",
    "stronger": "▲",
    "clock": "▲",
    "quotation": "▲",
    "speaker": "▲",
    "one-sided": "⚑",
    "contradicted": "▲",
    "unsourced": "—",
    "nothing": "·",
}
"""The signs of the memorandum's page, as far as they say the same."""
LOOKS: dict[Kind, str] = {
    "supported": "good",
    "attribution": "care",
    "one-sided": "care",
    "unsourced": "none",
    "nothing": "",
}
"""How the words of a mark are underlined; of those left out, as wrong; of one that only asks, as ``ask``."""
ASKS = "?"
"""The sign of a mark that only asks."""
At = Callable[[Evidence], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Words of a report behind a note, and the link to them in the page and at the source."""

    report: str
    outlet: str
    quote: str
    voice: str
    against: bool
    href: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A mark as it is read: number, sign, name, why, what to write instead, the words behind it.

    Faults and questions have a number.
    """

    number: int
    kind: Kind
    sign: str
    name: str
    fault: bool
    asks: bool
    quote: str
    why: str
    suggestion: str
    behind: tuple[Behind, ...]
    diff: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of the draft with the look of its gravest mark; ``opens`` are the numbers of notes that start here."""

    text: str
    look: str = ""
    opens: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence of the draft beside its notes. ``form``: heading, item, quote or text; ``first`` in its paragraph."""

    form: str
    first: bool
    stretches: tuple[Stretch, ...]
    notes: tuple[Note, ...]
    fault: bool
    asks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a report; ``anchor`` where words behind a note start, ``marked`` where they are."""

    text: str
    anchors: tuple[str, ...] = ()
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report that some note rests on, with its whole text, a paragraph a tuple."""

    id: str
    title: str
    about: str
    url: str | None
    paragraphs: tuple[tuple[Passage, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    """A proof as it is shown."""

    title: str
    record: str
    counts: tuple[tuple[str, str, int], ...]
    """Sign, name and number of each kind that is there."""
    asked: int
    """How many questions there are."""
    clean: bool
    whole: bool
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]
    legend: tuple[tuple[str, str], ...]
    """The reports that some note names, by id, with who published them."""


def anchor(evidence: Evidence) -> str:
    """The name of a place in the page: ``R1-120-140``."""
    return f"{evidence.place.report}-{evidence.place.start}-{evidence.place.end}"


def proof_view(proof: Proof, memo: Memorandum, title: str, *, at: At | None = None) -> ProofView:
    """The view of a proof. ``at`` gives the link to the words of a report; without it they stand in the page."""
    reports = {r.id: r for r in memo.reports}
    rows: list[Row] = []
    number = 0
    blocks = plain(proof.text)
    for before, line in pairwise((None, *proof.lines)):
        assert line is not None  # noqa: S101 - only the first of the pairs has a null, on the left
        notes = []
        for mark in line.marks:
            noted = mark.fault or mark.question
            number += noted
            notes.append(_note(mark, proof.text, reports, number if noted else 0, at))
        rows.append(_row(proof.text, blocks, before, line, tuple(notes)))
    kinds = [m.kind for line in proof.lines for m in line.marks if not m.question]
    asked = sum(len(line.questions) for line in proof.lines)
    named = {e.place.report for line in proof.lines for m in line.marks for e in m.evidence}
    many = "" if len(proof.lines) == 1 else "s"
    read = sum(r.read for r in memo.reports)
    return ProofView(
        title=title,
        record=f"{len(proof.lines)} sentence{many} against {read} report{'' if read == 1 else 's'}",
        counts=(
            *((SIGNS[k], name(k), kinds.count(k)) for k in KINDS if k in kinds),
            *([(ASKS, "question" if asked == 1 else "questions", asked)] if asked else []),
        ),
        asked=asked,
        clean=proof.clean,
        whole=proof.whole,
        rows=tuple(rows),
        sources=() if at else _sources(proof, memo),
        legend=tuple((r.id, r.outlet or r.title or r.file) for r in memo.reports if r.id in named),
    )


def _note(mark: Mark, text: str, reports: dict[str, Report], number: int, at: At | None) -> Note:
    behind = tuple(
        Behind(
            report=e.place.report,
            outlet=reports[e.place.report].outlet or reports[e.place.report].file,
            quote=" ".join(e.place.quote.split()),
            voice=e.voice,
            against=e.role == "against",
            href=at(e) if at else f"#{anchor(e)}",
            url=at_source(reports[e.place.report].url, reports[e.place.report].text, e.place.start, e.place.end),
        )
        for e in mark.evidence
        if e.place.report in reports
    )
    return Note(
        number=number,
        kind=mark.kind,
        sign=ASKS if mark.question else SIGNS[mark.kind],
        name=name(mark.kind, sure=not mark.question),
        fault=mark.fault,
        asks=mark.question,
        quote=" ".join(text[mark.start : mark.end].split()),
        why=mark.why,
        suggestion=mark.suggestion,
        behind=behind,
        diff=mark.diff,
    )


GRAVE = ("wrong", "care", "none", "ask", "good", "")
"""Looks from the gravest on."""


def _row(text: str, blocks: str, before: Line | None, line: Line, notes: tuple[Note, ...]) -> Row:
    edges = {line.start, line.end}
    for mark in line.marks:
        edges |= {max(line.start, mark.start), min(line.end, mark.end)}
    stretches = []
    shown = [(m, n) for m, n in zip(line.marks, notes, strict=True) if m.kind != "nothing"]
    for low, high in pairwise(sorted(edges)):
        over = [
            "ask" if m.question else LOOKS.get(m.kind, "wrong") for m, _ in shown if m.start <= low and high <= m.end
        ]
        opens = tuple(n.number for m, n in shown if n.number and max(line.start, m.start) == low)
        stretches.append(
            Stretch(
                text=_wrapped(text[low:high], blocks[low:high]),
                look=min(over, key=GRAVE.index, default=""),
                opens=opens,
            )
        )
    start = text.rfind("\n", 0, line.start) + 1
    return Row(
        form=_form(text[start : line.start]),
        first=before is None or "\n" in blocks[before.end : line.start],
        stretches=tuple(stretches),
        notes=notes,
        fault=bool(line.faults),
        asks=bool(line.questions),
    )


def _wrapped(text: str, blocks: str) -> str:
    """Words of the draft as they stand, line breaks within a paragraph made blanks."""
    return "".join(" " if c in "\r\n" and b == " " else c for c, b in zip(text, blocks, strict=True))


def _form(lead: str) -> str:
    """What a line of the draft is by the Markdown before it."""
    sign = lead.strip()
    if sign.startswith("#"):
        return "heading"
    if sign.startswith(">"):
        return "quote"
    return "item" if re.match(r"[-*+•]|\d{1,3}[.)]", sign) else "text"


def _sources(proof: Proof, memo: Memorandum) -> tuple[Source, ...]:
    """The reports that some note rests on, each with every place marked."""
    places: dict[str, set[tuple[int, int]]] = {}
    for line in proof.lines:
        for mark in line.marks:
            for e in mark.evidence:
                places.setdefault(e.place.report, set()).add((e.place.start, e.place.end))
    return tuple(
        Source(
            id=r.id,
            title=r.title or r.file,
            about=about(r),
            url=address(r.url),
            paragraphs=_paragraphs(r, sorted(places[r.id])),
        )
        for r in memo.reports
        if r.id in places
    )


def _paragraphs(report: Report, places: list[tuple[int, int]]) -> tuple[tuple[Passage, ...], ...]:
    """A report's text cut at line ends and at every edge of a place."""
    text = report.text
    edges = {0, len(text), *(e for place in places for e in place)}
    edges |= {e for m in re.finditer("\n", text) for e in (m.start(), m.end())}
    paragraphs: list[tuple[Passage, ...]] = []
    current: list[Passage] = []
    for low, high in pairwise(sorted(edges)):
        if text[low:high] == "\n":
            if any(p.text.strip() for p in current):
                paragraphs.append(tuple(current))
            current = []
            continue
        current.append(
            Passage(
                text=text[low:high],
                anchors=tuple(f"{report.id}-{a}-{b}" for a, b in places if a == low),
                marked=any(a <= low and high <= b for a, b in places),
            )
        )
    if any(p.text.strip() for p in current):
        paragraphs.append(tuple(current))
    return tuple(paragraphs)
