"""The memorandum in a terminal: the first screen of the page, in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from memcon.model.memo import Memorandum
from memcon.present.build import view
from memcon.present.view import Cite, Group, Line, View
from memcon.present.words import lowered

SOURCES = 25
"""How many sources the terminal lists."""


def top(console: Console, title: str, v: View) -> None:
    """What stands above the first heading: title, dates, sources strip, what was not read, other stories."""
    console.print(Text(title, style="bold"))
    if v.subtitle:
        console.print(Text(v.subtitle))
    console.print(Text(" · ".join(v.record), style="dim"))
    if v.unread:
        show_line(console, Line(glyph="⚑", lead="Not read", text=" · ".join(v.unread)))
    for text in v.further:
        show_line(console, Line(glyph="⚑", text=text))


def show(memo: Memorandum, console: Console, *, zone: str | None = None) -> None:
    """Write the memorandum to a console, wrapped to its width; plain text when it is no terminal."""
    v = view(memo, zone=zone)
    top(console, v.title, v)
    show_lines(console, "What happened", v.happened)
    show_lines(console, "Before you file", v.before.lines, more=len(v.before.more))
    show_lines(console, "Judged by people", v.judged)
    show_lines(console, "Told further elsewhere", v.told_on.lines, more=len(v.told_on.more))
    _clocks(console, v)
    _rows(console, "Where the accounts part, and where they meet", v)
    _quotes(console, v)
    if v.unheard:
        show_line(console, Line(lead="Heard from nobody", text=v.unheard))
    show_lines(console, "Held back", v.held)
    _groups(console, "Left out", v.left_out)
    _levers(console, v)
    show_lines(console, "Agenda", v.agenda)
    show_lines(console, "Watch", v.watch.lines, more=len(v.watch.more))
    _groups(console, "What to ask, and of whom", v.ask)
    _groups(console, "Readings, kept apart", v.readings)
    _sources(console, v)


def heading(console: Console, name: str) -> None:
    """A heading, in capitals where there is no bold."""
    console.print()
    console.print(Text(name.upper() if not console.is_terminal else name, style="bold underline"))


def references(cites: Iterable[Cite]) -> str:
    """The reports cited, each once: `` [R1] [R2]``."""
    return "".join(f" [{r}]" for r in dict.fromkeys(c.report for c in cites))


def show_line(console: Console, line: Line) -> None:
    """One line with its sign in a column of its own."""
    text = Text()
    if line.lead:
        text.append(line.lead, style="bold")
        text.append(": " if line.text else "")
    text.append(f"“{line.text}”" if line.quote else line.text)
    text.append(references(line.cites), style="cyan")
    if line.note:
        text.append(f" {line.note}", style="dim")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    grid.add_row(Text(line.glyph, style="red" if line.glyph == "▲" else ""), text)
    console.print(grid)


def _more(console: Console, number: int) -> None:
    if number:
        console.print(Text(f"  {number} more on the page (--html)", style="dim"))


def show_lines(console: Console, name: str, lines: Sequence[Line], *, more: int = 0) -> None:
    """Lines under a heading, nothing where there are none; ``more`` are on the page alone."""
    if lines:
        heading(console, name)
        for line in lines:
            show_line(console, line)
        _more(console, more)


def _quotes(console: Console, v: View) -> None:
    """One paragraph for each speaker."""
    if v.words:
        heading(console, "In their words")
    for group in v.words:
        text = Text(group.name, style="bold")
        for i, line in enumerate(group.lines):
            text.append(f"{' ·' if i else ':'} “{line.text}”", style="not bold")
            text.append(references(line.cites), style="not bold cyan")
        console.print(Padding(text, (0, 0, 0, 2)))
        _more(console, len(group.more))


def _sources(console: Console, v: View) -> None:
    lines = [Line(lead=s.id, text=f"{s.title} ({s.about})") for s in v.sources if not s.why]
    show_lines(console, "Sources", lines[:SOURCES], more=max(0, len(lines) - SOURCES))


def _groups(console: Console, name: str, groups: Sequence[Group]) -> None:
    if groups:
        heading(console, name)
        for group in groups:
            note = f" ({group.note})" if group.note else ""
            console.print(Text(group.name + note, style="italic"))
            for line in group.lines:
                show_line(console, line)
            _more(console, len(group.more))


def _clocks(console: Console, v: View) -> None:
    if not v.clock_rows:
        return
    heading(console, "Clocks")
    for row in v.clock_rows:
        grid = Table.grid(padding=(0, 2))
        console.print(Text(row.label, style="bold" if row.main else ""))
        for name, cell in zip(v.clocks, row.cells, strict=True):
            if cell != "—":
                grid.add_row(Text(name, style="dim"), Text(cell))
        grid.add_row(Text("from", style="dim"), Text("; ".join(b.text + references(b.cites) for b in row.basis)))
        console.print(Padding(grid, (0, 0, 0, 2)))
    for note in v.clock_notes:
        show_line(console, note)


def _rows(console: Console, name: str, v: View) -> None:
    if not v.facts:
        return
    heading(console, name)
    for row in v.facts:
        text = f"{row.words}. {row.explanation}" if row.explanation else row.words
        show_line(console, Line(glyph=row.glyph, lead=f"{row.label}, {lowered(row.what)}", text=text))
        for reports, cell in row.spoken:
            console.print(Padding(Text(f"{' '.join(reports)}  {cell.text}"), (0, 0, 0, 4)))


def _levers(console: Console, v: View) -> None:
    if v.levers:
        lines = [Line(lead=x.who, text=f"{x.instrument}: {x.state}", cites=x.cites) for x in v.levers]
        show_lines(console, "Levers", lines)
