"""``memcon import`` and the exports in other programs' columns, in the terminal."""

# ruff: noqa: FBT002, PLC0415, PLR0917 - options of a command line; heavy rooms are loaded when a command runs

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.model.errors import InputError
from memcon.present.dossier import _plain
from memcon.present.output import note, write
from memcon.store.magic import is_dossier

if TYPE_CHECKING:
    from memcon.dossier.importing import Taken
    from memcon.exchange.types import Compared, Outcome, Program
    from memcon.model.memo import Memorandum

SHOWN = 12
"""Rows of one outcome, and bad rows, that are named in the terminal; --json has them all."""
MARKS: dict[str, str] = {"conflicting": "▲", "same": "●", "not found": "○"}


class From(StrEnum):
    """The programs whose events are read."""

    gdelt = "gdelt"
    icews = "icews"
    polecat = "polecat"


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="DOSSIER|MEMO.json", help="The dossier, or a file that memcon brief --json wrote.")
    ],
    tables: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Files of the program's events, plain, .gz or .zip.")
    ],
    program: Annotated[From, typer.Option("--from", help="Whose events they are.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Keep rows of other parties too, not only those of two of the dossier's.")
    ] = False,
    json: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write every row with its outcome as JSON; - for standard output."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
) -> None:
    """Set other programs' events beside the record: each row is the same, not found or in conflict; all are kept."""
    found = _taken(file, tables, program.value, everything=everything, quiet=quiet, debug=debug)
    for one in found.bad[:SHOWN]:
        note(_plain(f"{one.place}: not used: {one.why}"))
    if len(found.bad) > SHOWN:
        note(f"{len(found.bad) - SHOWN} more rows were not used; --json names them")
    if json is not None:
        _json(json, found)
    if not quiet and json != "-":
        for line in lines(file, found):
            typer.echo(_plain(line))
    if not found.found:
        reasons = "the reasons stand above" if found.bad else "the files hold no rows"
        raise InputError(f"no row of {program.value} events could be used; {reasons}")


def _taken(
    file: Path, tables: Sequence[Path], program: Program, *, everything: bool, quiet: bool, debug: bool
) -> Taken:
    """The rows compared; kept where the record is a dossier."""
    from memcon.dossier.importing import Taken, take
    from memcon.present.dossier import _now, _options

    if is_dossier(file):
        at = _now().isoformat(timespec="seconds")
        return take(file, tables, program, at=at, everything=everything, options=_options(quiet, debug))
    from memcon.exchange import comparing, programs
    from memcon.present.outlook import stories

    known = comparing.index(stories(file))
    rows, bad = programs.read(tables, program)
    return Taken(found=comparing.compare(rows, known), bad=bad)


def lines(file: Path, found: Taken) -> list[str]:
    """What came of an import, in lines: the count, then the rows in conflict and those found."""
    from memcon.exchange.comparing import counted

    count = counted(found.found)
    told = ", ".join(f"{number} {outcome}" for outcome, number in count.items())
    out = [f"{file}: {_count(len(found.found))}: {told}"]
    if is_dossier(file):
        out.append(
            f"{file}: {found.kept} pairs of parties kept; memcon relations {file} --use-imported reckons with them"
        )
        out += [f"{file}: {name} came in before; it was compared anew and not kept twice" for name in found.known]
    outcomes: tuple[Outcome, ...] = ("conflicting", "same", "not found")
    for outcome in outcomes:
        some = [c for c in found.found if c.outcome == outcome]
        if outcome == "not found":
            some = [c for c in some if c.near]  # a daily file has a hundred thousand others
        out += [line for c in some[:SHOWN] for line in _row(c)]
        if len(some) > SHOWN:
            out.append(f"  … {len(some) - SHOWN} more {outcome}; --json has them")
    return out


def _row(one: Compared) -> list[str]:
    """One row in two lines: what it says, and how that stands."""
    row = one.row
    who = (
        f"{'+'.join(row.sources) or '?'} → {'+'.join(row.targets) or '?'}"
        if not row.reciprocal
        else "+".join(row.sources)
    )
    code = f"{row.root or 'statement'}{f' ({row.code})' if row.code else ''}"
    event = f"{one.event}: " if one.event else ""
    if one.story and one.story > 1:
        event = f"{one.event} of story {one.story}: "
    label = f"{one.label}; " if one.label else ""
    near = f"; nearest is {one.near[1]}" if one.near and one.near[1] not in one.because else ""
    return [
        f"{MARKS[one.outcome]} {one.outcome:11} {row.place} {row.day or 'undated'} {who} {code}",
        f"    {event}{label}{one.because}{near}",
    ]


def _json(target: str, found: Taken) -> None:
    from json import dumps

    from memcon.model.codec import plain

    text = dumps(plain(found), ensure_ascii=False, indent=1) + "\n"
    if target == "-":
        typer.echo(text, nl=False)
    else:
        write(Path(target), text)


def exported(memoranda: Iterable[Memorandum], program: Program) -> str:
    """The events of memoranda in a program's columns; how many have no day is told on standard error."""
    from memcon.exchange import columns

    made = [row for memo in memoranda for row in columns.rows(memo, program)]
    if missing := columns.undated(made, program):
        note(f"{missing} of {_count(len(made))} have no day, since no report gives one; their date is left empty")
    return columns.text(made, program)


def _count(number: int) -> str:
    return f"{number:,} row" if number == 1 else f"{number:,} rows"


__all__ = ["exported", "import_", "lines"]
