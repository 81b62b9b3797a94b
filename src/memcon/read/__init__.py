"""Reading one report: tokens, sentences, who is named, times and quotations.

The only room with a parser. ``read`` is pure: it sees one report and nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from memcon.ingest.head import match_dateline
from memcon.model.memo import Report
from memcon.read.bodies import common_nouns
from memcon.read.coref import resolve
from memcon.read.fold import plain
from memcon.read.names import Names
from memcon.read.parse import Asked, Parsed, parse, parse_all
from memcon.read.quotes import glued_marks, quote_spans
from memcon.read.register import Page, Register
from memcon.read.sentences import is_boilerplate, is_heading
from memcon.read.speakers import address_speaker, is_address, labelled
from memcon.read.tabled import note_tables
from memcon.read.timex import timexes
from memcon.read.turns import Segment, paragraphs, segments
from memcon.read.types import Naming, Quote, Range, Reading, Sentence, SentenceKind

__all__ = ["read"]

_HEAD = 8
"""Paragraphs from the top among which the dateline is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """A report cut into what is parsed apart, and its parse; what is read of it stands on that."""

    paras: tuple[Range, ...]
    parts: tuple[Segment, ...]
    spans: tuple[Range, ...]
    owners: list[tuple[Segment, bool]]
    parsed: Parsed


def parses(reports: Sequence[Report]) -> list[Parse]:
    """Several reports parsed in one go."""
    cut = []
    for report in reports:
        paras = paragraphs(report.text)
        parts = segments(report.text, paras, report.kind)
        stretches, owners = _stretches(report.text, parts, _dateline(report.text, paras, report))
        cut.append((paras, parts, quote_spans(report.text, paras), stretches, owners))
    asked = [
        Asked(
            text=report.text,
            stretches=stretches,
            apart=glued_marks(report.text, spans),
            whole=frozenset(k for k, (_, label) in enumerate(owners) if label),
        )
        for report, (_, _, spans, stretches, owners) in zip(reports, cut, strict=True)
    ]
    return [
        Parse(paras=paras, parts=parts, spans=spans, owners=owners, parsed=parsed)
        for (paras, parts, spans, _, owners), parsed in zip(cut, parse_all(asked), strict=True)
    ]


def read(report: Report, parse_: Parse | None = None) -> Reading:
    """Read one report, parsed before or not; the report must be readable (``report.read``)."""
    made = parse_ or parses([report])[0]
    text, paras, parts, spans, owners, parsed = (
        report.text,
        made.paras,
        made.parts,
        made.spans,
        made.owners,
        made.parsed,
    )
    sentences = _sentences(text, paras, parsed, owners)
    page = Page(
        text=text,
        flat=plain(text),
        tokens=parsed.tokens,
        sentences=sentences,
        quotes=_quotes(parsed, spans),
        side=report.side,
        day=report.published[:10] if report.published else None,
        own=report.side is not None and report.kind != "news",
    )
    register = Register()
    names = Names(page, register)
    names.people()
    _titled_people(report, register)
    speakers, reporters = _speakers(page, report, register, parsed, owners)
    common_nouns(names)
    note_tables(names)
    mentions = resolve(names, speakers, reporters)
    times = timexes(parsed.tokens, sentences, text, side=report.side, zone=report.zone)
    labels = {s.i for s in sentences if s.kind == "label"}
    ids, entities = register.entities([*(m.ref for m in mentions), *speakers.values()])
    return Reading(
        report=report.id,
        text=text,
        tokens=parsed.tokens,
        sentences=tuple(_spoken(s, ids[speakers[s.i]] if s.i in speakers else None) for s in sentences),
        quotes=page.quotes,
        entities=entities,
        namings=tuple(
            Naming(
                start=parsed.tokens[m.first].start,
                end=parsed.tokens[m.last - 1].end,
                first=m.first,
                last=m.last,
                head=m.head,
                entity=ids[m.ref],
                form=m.form,
            )
            for m in mentions
        ),
        timexes=times,
        dateline=None
        if parts_are_turns(parts)
        else next((t for t in times if t.sentence in labels and t.type == "DATE" and t.day is not None), None),
    )


def _titled_people(report: Report, register: Register) -> None:
    """Take fuller names from the title of a government's own text; the title itself is not read."""
    title = " ".join((report.title or "").split())
    if not title or report.kind == "news" or report.side is None:
        return
    parsed = parse(title, [(0, len(title))], frozenset())
    words = [w for w in title.split() if w[0].isalpha() and len(w) > 3]
    kind: SentenceKind = "heading" if sum(w[0].isupper() for w in words) * 10 > len(words) * 6 else "fact"
    sentences = tuple(
        Sentence(
            i=i,
            start=parsed.tokens[first].start,
            end=parsed.tokens[last - 1].end,
            first=first,
            last=last,
            paragraph=0,
            kind=kind,
        )
        for i, (first, last, _) in enumerate(parsed.sentences)
    )
    page = Page(
        text=title,
        flat=plain(title),
        tokens=parsed.tokens,
        sentences=sentences,
        quotes=(),
        side=report.side,
        day=report.published[:10] if report.published else None,
        own=True,
    )
    Names(page, register).people()


def parts_are_turns(parts: tuple[Segment, ...]) -> bool:
    """Whether a report is a transcript, by the labels of its turns."""
    return any(part.label is not None for part in parts)


def _dateline(text: str, paras: tuple[Range, ...], report: Report) -> Range | None:
    """Where the dateline stands in the text, dash and all; null for none among the first lines."""
    if report.kind == "transcript":
        return None
    for a, b in paras[:_HEAD]:
        line = text[a : min(b, a + 400)]
        shift = len(line) - len(line.lstrip())
        found = match_dateline(line.lstrip())
        if found is not None:
            return a + shift, a + shift + found.end()
    return None


def _stretches(
    text: str, parts: tuple[Segment, ...], dateline: Range | None
) -> tuple[list[Range], list[tuple[Segment, bool]]]:
    """What is parsed apart: labels and the words after them; with the segment, and whether it is a label.

    A dateline is a label too: it names nobody who acts.
    """
    stretches: list[Range] = []
    owners: list[tuple[Segment, bool]] = []
    for part in parts:
        start = part.start
        if dateline is not None and part.label is None and start <= dateline[0] < part.end:
            stretches.append(dateline)
            owners.append((part, True))
            start = dateline[1]
        if part.label is not None:
            stretches.append(part.label)
            owners.append((part, True))
            start = part.label[1]
        if text[start : part.end].strip():
            stretches.append((start, part.end))
            owners.append((part, False))
    return stretches, owners


def _sentences(
    text: str, paras: tuple[Range, ...], parsed: Parsed, owners: list[tuple[Segment, bool]]
) -> tuple[Sentence, ...]:
    """The sentences with their kinds, speakers not yet known."""
    lines = [text[a:b] for a, b in paras]
    plain_lines = [is_boilerplate(line) for line in lines]
    body = [not b and len(line.split()) > 16 for line, b in zip(lines, plain_lines, strict=True)]
    later = [any(body[p + 1 :]) for p in range(len(body))] if len(body) < 200 else [True] * len(body)
    out: list[Sentence] = []
    for i, (first, last, stretch) in enumerate(parsed.sentences):
        part, is_label = owners[stretch]
        start, end = parsed.tokens[first].start, parsed.tokens[last - 1].end
        words = text[start:end]
        asks = part.reporter or (words.rstrip("\"'”’»)] ").endswith("?"))
        kind: SentenceKind = "question" if asks else "fact"
        if is_label:
            kind, asks = "label", part.reporter
        elif plain_lines[part.paragraph] or (last - first <= 12 and is_boilerplate(words)):
            kind, asks = "boilerplate", False
        elif part.said is None and is_heading(lines[part.paragraph], followed=later[part.paragraph]):
            kind = "heading"
        out.append(
            Sentence(
                i=i, start=start, end=end, first=first, last=last, paragraph=part.paragraph, kind=kind, question=asks
            )
        )
    return tuple(out)


def _quotes(parsed: Parsed, spans: tuple[Range, ...]) -> tuple[Quote, ...]:
    """The quotation spans in tokens."""
    starts = [t.start for t in parsed.tokens]
    out: list[Quote] = []
    for start, end in spans:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first < last:
            sentence = parsed.tokens[first].sentence
            out.append(Quote(start=start, end=end, first=first, last=last, sentence=sentence))
    return tuple(out)


def _speakers(
    page: Page, report: Report, register: Register, parsed: Parsed, owners: list[tuple[Segment, bool]]
) -> tuple[dict[int, int], frozenset[int]]:
    """The speaker's key by sentence, and the sentences of reporters' turns."""
    speakers: dict[int, int] = {}
    reporters: set[int] = set()
    held: dict[str, int | None] = {}
    for i, (_, _, stretch) in enumerate(parsed.sentences):
        part, _ = owners[stretch]
        if part.said is None:
            continue
        if part.said not in held:
            record = labelled(part.said, page, register)
            held[part.said] = record.key if record is not None else None
        key = held[part.said]
        if key is not None:
            speakers[i] = key
        if part.reporter:
            reporters.add(i)
    if not speakers and is_address(page, report):
        record = address_speaker(page, report, register)
        if record is not None:
            kinds = {"fact", "question"}
            speakers = {s.i: record.key for s in page.sentences if s.kind in kinds}
    return speakers, frozenset(reporters)


def _spoken(sentence: Sentence, speaker: str | None) -> Sentence:
    """The sentence with its speaker."""
    if speaker is None:
        return sentence
    return Sentence(
        i=sentence.i,
        start=sentence.start,
        end=sentence.end,
        first=sentence.first,
        last=sentence.last,
        paragraph=sentence.paragraph,
        kind=sentence.kind,
        speaker=speaker,
        question=sentence.question,
    )
