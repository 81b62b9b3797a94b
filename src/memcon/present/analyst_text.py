"""The analyst's brief in a terminal and as Markdown, in the words of its page."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from memcon.model.memo import Memorandum
from memcon.present.analyst import brief_view
from memcon.present.analyst_view import Brief, Finding, Question, Signpost
from memcon.present.markdown import Notes, endnotes, lined, plain, sectioned, tabled
from memcon.present.terminal import heading, references, show_line, show_lines, top
from memcon.present.view import Line


def reliability(b: Brief) -> str:
    """The reliability of the sources in a line: each with its letter, and why where it is F."""
    if not b.grades:
        return ""
    if b.graded:
        return "; ".join(f"{g.report} {g.letter}, {g.meaning} ({g.why})" for g in b.grades) + "."
    whys: dict[str, list[str]] = {}
    for grade in b.grades:
        whys.setdefault(grade.why, []).append(grade.report)
    told = "; ".join(f"{why} ({', '.join(reports)})" for why, reports in whys.items())
    return f"F for all sources, cannot be judged: {told}."


def _statement(b: Brief) -> tuple[Line, ...]:
    grade = reliability(b)
    return (*b.statement, Line(lead="Reliability", text=grade)) if grade else b.statement


def _rating(b: Brief, finding: Finding) -> str:
    """What stands behind a finding, in one line."""
    letter = f", source {finding.letter}" if b.graded else ""
    reports = f"{finding.reports} report{'' if finding.reports == 1 else 's'}"
    figure = f"{finding.figure} {finding.meaning}: {finding.why}"
    return f"origins {finding.origins} ({finding.behind}), {reports}{letter}; {figure}"


def show_brief(memo: Memorandum, console: Console, *, zone: str | None = None) -> None:
    """Write the analyst's brief to a console, wrapped to its width."""
    b = brief_view(memo, zone=zone)
    v = b.view
    top(console, f"Analyst’s brief: {v.title}", v)
    show_lines(console, "Bottom line, facts only", b.bottom)
    show_lines(console, "Source summary statement", _statement(b))
    if b.findings:
        heading(console, "Findings")
    for finding in b.findings:
        text = Text(f"{finding.number}. ")
        text.append(finding.text, style="bold")
        text.append(references(finding.cites), style="cyan")
        console.print(text)
        console.print(Padding(Text(_rating(b, finding)), (0, 0, 0, 3)))
    if b.more:
        console.print(Text(f"  {len(b.more)} more on the page (--html)", style="dim"))
    show_lines(console, "Handle with care", v.before.lines, more=len(v.before.more))
    show_lines(console, "Judged by people", v.judged)
    show_lines(console, "Told further elsewhere", v.told_on.lines, more=len(v.told_on.more))
    _show_questions(console, b.questions)
    show_lines(console, "Unstated assumptions to test", b.assumptions)
    show_lines(console, "Gaps that would move a judgement", b.gaps)
    heading(console, "Key judgements (yours to write)")
    console.print(Text(" ".join(f"◇ {blank}: ___" for blank in b.blanks)))
    console.print(Text("Likelihood: " + "; ".join(f"{d.first} or {d.second} {d.low}–{d.high} %" for d in b.degrees)))
    console.print(Text("Confidence: " + ", ".join(x.level for x in b.levels) + "; never in a sentence with the other."))
    show_lines(console, "Signposts", [_signpost(s) for s in b.signposts])
    show_lines(console, "The reports say to watch", b.indicators)
    sources = [Line(lead=s.id, text=f"{s.title} ({s.about})") for s in v.sources if not s.why]
    show_lines(console, "Sources", sources)


def _show_questions(console: Console, found: Sequence[Question]) -> None:
    if found:
        heading(console, "Readings in the reports that pull apart (not ours)")
    for question in found:
        only = "" if question.contested else " (read one way only)"
        console.print(Text(question.name + only, style="italic"))
        for pole in question.poles:
            console.print(Text(f"  {pole.name}:" if pole.readings else f"  {pole.name}: no report reads it so"))
            for line in pole.readings:
                show_line(console, line)
            if pole.record:
                told = "; ".join(x.lead + (f" ({x.text})" if x.text else "") for x in pole.record)
                console.print(Padding(Text(f"on the record: {told}", style="dim"), (0, 0, 0, 4)))


def _signpost(s: Signpost) -> Line:
    return Line(
        lead=s.what,
        text=f"{s.who}; last {s.last}. Easing: {s.easing}. Worsening: {s.worsening}."
        + (f" Look at {s.look}." if s.look else ""),
        cites=s.cites,
    )


def analyst_markdown(memo: Memorandum, *, zone: str | None = None) -> str:
    """The analyst's brief as Markdown, every quotation it rests on an endnote."""
    b, notes = brief_view(memo, zone=zone), Notes()
    v = b.view
    out = [f"# Analyst’s brief: {plain(v.title)}", plain(v.subtitle), plain(" · ".join(v.record))]
    if v.unread:
        out.append(f"⚑ **Not read:** {plain(' · '.join(v.unread))}")
    out += [f"⚑ {plain(text)}" for text in v.further]
    out += sectioned(notes, "Bottom line, facts only", b.bottom)
    out += sectioned(notes, "Source summary statement", _statement(b))
    out += _findings(notes, b)
    out += sectioned(notes, "Handle with care", (*v.before.lines, *v.before.more))
    out += sectioned(notes, "Judged by people", v.judged)
    out += sectioned(notes, "Told further elsewhere", (*v.told_on.lines, *v.told_on.more))
    out += _questions(notes, b.questions)
    out += sectioned(notes, "Unstated assumptions to test", b.assumptions)
    out += sectioned(notes, "Gaps that would move a judgement", b.gaps)
    out += _judgements(b)
    if b.signposts:
        rows = [
            [plain(s.what) + notes.marks(s.cites), *map(plain, (s.who, s.easing, s.worsening, s.last, s.look or "—"))]
            for s in b.signposts
        ]
        heads = ["What", "Who acts", "Easing", "Worsening", "As last told", "Where to look"]
        out += ["## Signposts", tabled(heads, rows)]
    out += sectioned(notes, "The reports say to watch", b.indicators)
    out.append("◇ Changed since the last note:")
    sources = [
        Line(lead=s.id, text=f"{s.title} ({s.about})" + (f". Not read: {s.why}" if s.why else "")) for s in v.sources
    ]
    out += sectioned(notes, "Sources", sources)
    out.append(f"{plain(v.tool)}. Made from these reports alone; whether they are right is not judged here.")
    return endnotes(notes, out)


def _findings(notes: Notes, b: Brief) -> list[str]:
    rows = []
    for f in (*b.findings, *b.more):
        row = [str(f.number), plain(f.text) + notes.marks(f.cites), f"{f.origins}: {plain(f.behind)}", str(f.reports)]
        row += [f.letter] if b.graded else []
        rows.append([*row, f"{f.figure} {f.meaning}", plain(f.why)])
    heads = ["#", "Finding", "Origins", "Reports", *(["Source"] if b.graded else []), "Information", "Why this figure"]
    return ["## Findings", tabled(heads, rows)] if rows else []


def _questions(notes: Notes, found: Sequence[Question]) -> list[str]:
    out = ["## Readings in the reports that pull apart"] if found else []
    for question in found:
        out.append(f"### {question.name}" + ("" if question.contested else " (read one way only)"))
        for pole in question.poles:
            items = [lined(notes, x) for x in (*pole.readings, *pole.more)] or ["- no report reads it so"]
            items += [f"- on the record: {lined(notes, x)[2:]}" for x in pole.record]
            out.append(f"**{pole.name}**\n\n" + "\n".join(items))
    return out


def _judgements(b: Brief) -> list[str]:
    """Blanks to fill in, with the words of likelihood and the levels of confidence."""
    blanks = [
        "\n".join([f"{n}. ◇ {b.blanks[0]}:", *(f"   - ◇ {x}:" for x in b.blanks[1:])])
        for n in range(1, b.judgements + 1)
    ]
    degrees = tabled(
        [f"{d.low}–{d.high} %" for d in b.degrees], [[d.first for d in b.degrees], [d.second for d in b.degrees]]
    )
    levels = "\n".join(f"- **{x.level} confidence**: {x.rests}" for x in b.levels)
    return ["## Key judgements", "\n".join(blanks), degrees, levels]
