"""A proof in the terminal: the draft with its marks, and numbered lines below each paragraph."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from memcon.model.memo import Memorandum
from memcon.present.proof_view import Behind, Note, Row, proof_view
from memcon.proof import Proof

T = TypeVar("T")

STYLES = {
    "wrong": "bold red underline",
    "care": "bold yellow underline",
    "none": "magenta underline",
    "ask": "underline",
    "good": "",
    "": "",
}
LONG = 110
"""Characters of a report's words in a line."""


def show_proof(proof: Proof, memo: Memorandum, title: str, console: Console) -> None:
    """Write the proof to a console, wrapped to its width; marked words stand in ‹ › where there are no colours."""
    v = _inert(proof_view(proof, memo, title))
    console.print(Text(v.title, style="bold"))
    console.print(Text(f"{v.record}: " + " · ".join(f"{sign} {name} {n}" for sign, name, n in v.counts), style="dim"))
    if not v.whole:
        console.print(Text("⚑ The record is large: only the passages nearest to the draft were looked at."))
    block: list[Row] = []
    for row in v.rows:
        if row.first and block:
            _block(console, block)
            block = []
        block.append(row)
    if block:
        _block(console, block)
    console.print()
    if v.legend:
        console.print(Text(" · ".join(f"{report} {outlet}" for report, outlet in v.legend), style="dim"))
    if v.clean:
        rest = f"; {v.asked} question{'' if v.asked == 1 else 's'}, which --strict lets pass" if v.asked else ""
        console.print(Text(f"Nothing asks for a second look{rest}. What is not marked has not been shown to be right."))


def _inert(value: T) -> T:
    """A view without what a terminal would take for orders: drafts and reports may hold anything."""
    if isinstance(value, str):
        return cast("T", "".join(c if c.isprintable() or c == "\n" else " " for c in value))
    if isinstance(value, tuple):
        return cast("T", tuple(_inert(v) for v in value))
    if is_dataclass(value) and not isinstance(value, type):
        return cast("T", replace(value, **{f.name: _inert(getattr(value, f.name)) for f in fields(value)}))
    return value


def _block(console: Console, rows: list[Row]) -> None:
    """A paragraph of the draft, then its notes."""
    console.print()
    text = Text(style="bold" if rows[0].form == "heading" else "")
    plain = not console.is_terminal
    faulty = {n.number for row in rows for n in row.notes if n.fault}
    for row in rows:
        if text:
            text.append(" ")
        for s in row.stretches:
            shown = " ".join(s.text.split()) if s.text.strip() else s.text
            lead = " " if s.text[:1].isspace() and s.text.strip() else ""
            tail = " " if s.text[-1:].isspace() and s.text.strip() else ""
            for n in s.opens:
                text.append(f"[{n}] ", style="bold red" if n in faulty else "dim")
            bad = s.look not in {"good", ""}
            text.append(lead + (f"‹{shown}›" if bad and plain else shown) + tail, style=STYLES[s.look])
    console.print(Padding(text, (0, 0, 0, {"item": 2, "quote": 4}.get(rows[0].form, 0))))
    for row in rows:
        for note in row.notes:
            if note.number:
                _note(console, note)
    support = [b.report for row in rows for n in row.notes if n.kind == "supported" for b in n.behind]
    idle = sum(n.kind == "nothing" for row in rows for n in row.notes)
    told = []
    if support:
        told.append("● supported by " + ", ".join(sorted(dict.fromkeys(support), key=lambda r: (len(r), r))))
    if idle:
        told.append(f"· nothing to check in {idle} sentence{'' if idle == 1 else 's'}")
    if told and not (rows[0].form == "heading" and not any(row.fault or row.asks for row in rows)):
        console.print(Padding(Text("   ".join(told), style="dim"), (0, 0, 0, 4)))


def _note(console: Console, note: Note) -> None:
    line = Text()
    line.append(f"{note.sign} {note.name}", style="bold red" if note.fault else "bold")
    line.append(f": “{note.quote}”. " if len(note.quote) <= LONG else ": ")
    line.append(note.why)
    if note.suggestion:
        line.append(f" → {note.suggestion}", style="bold")
    if note.diff:
        line.append("\n")
        for piece in note.diff:
            style = {"both": "", "draft": "red strike", "report": "green"}[piece.of]
            sign = {"both": "", "draft": "-", "report": "+"}[piece.of]
            line.append(f"{sign}{piece.text}{sign} " if sign else f"{piece.text} ", style=style)
    for b in note.behind:
        line.append("\n" + _behind(b), style="cyan")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=6, justify="right")
    grid.add_column(ratio=1)
    grid.add_row(Text(f"[{note.number}]", style="bold"), line)
    console.print(grid)


def _behind(b: Behind) -> str:
    quote = b.quote if len(b.quote) <= LONG else b.quote[: LONG - 1].rsplit(" ", 1)[0] + " …"
    return f"{b.report} “{quote}”" + (f" ({b.voice})" if b.voice else "")
