"""The memorandum as Markdown: the sections of the page, every quotation it rests on an endnote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from memcon.model.memo import Memorandum
from memcon.present.build import view
from memcon.present.sections import legend
from memcon.present.view import Cite, ClockRow, Group, Line, Row, View
from memcon.present.words import lowered

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Notes:
    """The endnotes in the order in which they are first cited; a claim has one number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.cites: list[Cite] = []

    def marks(self, cites: Iterable[Cite]) -> str:
        """The reports and the numbers of the endnotes: `` R1[^3] R2[^4]``."""
        out = []
        for cite in cites:
            if cite.claim not in self.numbers:
                self.cites.append(cite)
                self.numbers[cite.claim] = len(self.cites)
            out.append(f" {cite.report}[^{self.numbers[cite.claim]}]")
        return "".join(out)


def plain(text: str) -> str:
    """Text of a report as Markdown shows it verbatim: on one line, nothing in it a sign of Markdown or HTML."""
    return _SPECIAL.sub(r"\\\1", _UNSHOWN.sub("", " ".join(text.split())))


def markdown(memo: Memorandum, *, zone: str | None = None) -> str:
    """The memorandum as Markdown; ``zone`` adds the reader's own clock.

    An endnote gives the report, the half-open code-point offsets in its text, the words there, and for a report
    with a web address the link to them at the source.
    """
    v, notes = view(memo, zone=zone), Notes()
    out = [f"# {plain(v.title)}", plain(v.subtitle), plain(" · ".join(v.record))]
    if v.unread:
        out.append(f"⚑ **Not read:** {plain(' · '.join(v.unread))}")
    out += [f"⚑ {plain(text)}" for text in v.further]
    out += sectioned(notes, "What happened", v.happened)
    out += sectioned(notes, "Before you file", (*v.before.lines, *v.before.more))
    out += sectioned(notes, "Judged by people", v.judged)
    out += sectioned(notes, "Told further elsewhere", (*v.told_on.lines, *v.told_on.more))
    out += _clocks(notes, v)
    out += _facts(notes, "Where the accounts part, and where they meet", (*v.facts, *v.minor))
    out += _facts(notes, "Told by one report alone", v.single)
    out += _quotes(notes, v)
    out += sectioned(notes, "Held back", v.held)
    out += _groups(notes, "Left out", v.left_out)
    levers = [Line(lead=x.who, text=f"{x.instrument}: {x.state}", cites=x.cites) for x in v.levers]
    out += sectioned(notes, "Levers", levers)
    out += sectioned(notes, "Agenda", v.agenda)
    out += sectioned(notes, "Watch", (*v.watch.lines, *v.watch.more))
    out += _groups(notes, "What to ask, and of whom", v.ask)
    out += _groups(notes, "Readings, kept apart from what happened", v.readings)
    out += _groups(notes, "What the parties hold", v.standpoints)
    out += _relations(v)
    out += _groups(notes, "What each report alone adds", v.alone)
    sources = [
        Line(lead=s.id, text=f"{s.title} ({s.about})" + (f". Not read: {s.why}" if s.why else "")) for s in v.sources
    ]
    out += sectioned(notes, "Sources", sources)
    out.append(" · ".join(f"{sign} {words}" for sign, words in legend()))
    out.append(f"{plain(v.tool)}. Made from these reports alone; whether they are right is not judged here.")
    return endnotes(notes, out)


def endnotes(notes: Notes, out: Iterable[str]) -> str:
    """The parts of a document, empty ones left out, with the endnotes that they cite."""
    ends = [
        f"[^{i}]: {c.report} {c.start}–{c.end}: “{plain(c.quote)}”" + (f" [at the source](<{c.url}>)" if c.url else "")
        for i, c in enumerate(notes.cites, 1)
    ]
    return "\n\n".join(p for p in out if p) + "\n" + ("\n" + "\n".join(ends) + "\n" if ends else "")


def lined(notes: Notes, line: Line) -> str:
    """A line as an item of a list."""
    text = f"“{plain(line.text)}”" if line.quote else plain(line.text)
    lead = f"**{plain(line.lead)}**{': ' if text else ''}" if line.lead else ""
    sign = f"{line.glyph} " if line.glyph else ""
    return f"- {sign}{lead}{text}{notes.marks(line.cites)}"


def sectioned(notes: Notes, name: str, lines: Sequence[Line]) -> list[str]:
    """Lines under a heading, nothing where there are none."""
    return [f"## {name}", "\n".join(lined(notes, x) for x in lines)] if lines else []


def _groups(notes: Notes, name: str, groups: Sequence[Group]) -> list[str]:
    out = [f"## {name}"] if groups else []
    for group in groups:
        note = f" ({plain(group.note)})" if group.note else ""
        out.append(f"### {plain(group.name)}{note}")
        out.append("\n".join(lined(notes, x) for x in (*group.lines, *group.more)))
    return out


def tabled(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [list(head), ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _clocks(notes: Notes, v: View) -> list[str]:
    """The timeline as tables: the events, then the reports’ own words for them and when these were published."""
    if not v.clock_rows:
        return ["## Clocks", v.no_timeline] if v.no_timeline else []
    out = ["## Clocks", _times(notes, ("Event", *v.clocks, "From"), v.clock_rows)]
    out.append(v.no_timeline)
    out.append("\n".join(lined(notes, x) for x in v.clock_notes))
    if v.stated:
        out.append(_times(notes, ("The reports’ own words of", *v.clocks, "Words"), v.stated))
    return out


def _times(notes: Notes, head: Sequence[str], rows: Sequence[ClockRow]) -> str:
    lines = [
        [
            f"**{plain(r.label)}**" if r.main else plain(r.label),
            *map(plain, r.cells),
            "; ".join(plain(b.text) + notes.marks(b.cites) for b in r.basis),
        ]
        for r in rows
    ]
    return tabled([plain(h) for h in head], lines)


def _relations(v: View) -> list[str]:
    if not v.relations:
        return []
    rows = [
        [
            plain(x) or "—"
            for x in (r.pair, *("; ".join(n for _, n in c) for c in (r.cooperation, r.conflict)), r.levers)
        ]
        for r in v.relations
    ]
    return ["## Relations", tabled(("From, to", "Cooperation", "Conflict", "Levers"), rows)]


def _facts(notes: Notes, name: str, rows: Sequence[Row]) -> list[str]:
    if not rows:
        return []
    lines = []
    for row in rows:
        why = f"{row.words}. {row.explanation}" if row.explanation else row.words
        lines.append(f"- {row.glyph} **{plain(f'{row.label}, {lowered(row.what)}')}**: {plain(why)}")
        lines += [f"  - {plain(cell.text)}{notes.marks(cell.cites)}" for _, cell in row.spoken]
    return [f"## {name}", "\n".join(lines)]


def _quotes(notes: Notes, v: View) -> list[str]:
    lines = []
    for group in v.words:
        said = " · ".join(f"“{plain(x.text)}”{notes.marks(x.cites)}" for x in (*group.lines, *group.more))
        lines.append(f"- **{plain(group.name)}**: {said}")
    if v.unheard:
        lines.append(f"- **Heard from nobody**: {plain(v.unheard)}")
    return ["## In their words", "\n".join(lines)] if lines else []
