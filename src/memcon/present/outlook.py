"""``memcon relations``, ``agenda``, ``watch``: what is made of a memorandum or a dossier over time, in the terminal."""

# ruff: noqa: FBT002, PLR0917, PLC0415 - a command's options, and what it needs loaded when it runs

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from memcon.model.errors import InputError
from memcon.present.dossier import Debug, Quiet
from memcon.present.dossier import _now as clock
from memcon.present.dossier import _options as options_for
from memcon.present.dossier import _plain as plain_line
from memcon.present.output import note, write
from memcon.store.magic import is_dossier

if TYPE_CHECKING:
    from memcon.model.memo import Memorandum
    from memcon.outlook.shelf import Planned
    from memcon.outlook.types import Agenda, Coded, Relations

LEFT = 6
"""How many plans without a day are named on standard error."""

Given = Annotated[
    Path, typer.Argument(metavar="DOSSIER|MEMO.json", help="A dossier, or a file that memcon brief --json wrote.")
]
Json = Annotated[str | None, typer.Option(metavar="FILE", help="Write it here as JSON; - for standard output.")]
Md = Annotated[Path | None, typer.Option(help="Write it here as Markdown.")]


def relations(
    path: Given,
    pair: Annotated[
        str | None,
        typer.Option(metavar="CHN,JPN", help="Two parties, by code or name; left out, all of them in short."),
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day on.")] = None,
    to: Annotated[
        str | None, typer.Option(metavar="DATE|today", help="Until this day; left out, until the last report.")
    ] = None,
    dated_only: Annotated[
        bool, typer.Option("--dated-only", help="Leave out acts that no report gives a day for.")
    ] = False,
    use_imported: Annotated[
        bool, typer.Option("--use-imported", help="Reckon with the rows that memcon import took in, too.")
    ] = False,
    html: Annotated[Path | None, typer.Option(help="Write the page here: one file, no script.")] = None,
    json: Json = None,
    md: Md = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Tell how parties stand to each other over time: cooperation and conflict, what moved them, who has what lever."""
    from memcon.outlook import relations as reckon

    pairs = [_pair(pair)] if pair is not None else None
    days = _day(since, "--since"), _day(to, "--to")
    rows = coded(path) if use_imported else ()
    with shelf(path, quiet=quiet, debug=debug) as told:
        found = reckon(told, pairs=pairs, since=days[0], until=days[1], coded=rows, dated_only=dated_only)
    if pairs and not any(p.marks or p.unplaced or p.levers for p in found.pairs):
        raise InputError(f"--pair {pair}: no act between these two is told; memcon relations {path} lists who acts")
    from memcon.present import outlook_text

    if html is not None:
        from memcon.present.outlook_page import relations_page

        write(html, relations_page(found, whole=pairs is None, name=path.name))
    if md is not None:
        write(md, outlook_text.markdown(outlook_text.relations_text(found, whole=pairs is None, name=path.name)))
    _json(json, found)
    if not quiet and json != "-":
        _show(outlook_text.relations_text(found, whole=pairs is None, name=path.name, most=outlook_text.FEW))


def agenda(
    path: Given,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE|today", help="From this day on.")] = None,
    to: Annotated[str | None, typer.Option(metavar="DATE|today", help="Until this day.")] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="DATE|today", help="As seen on this day; left out, today, of a file the last report."),
    ] = None,
    ics: Annotated[Path | None, typer.Option(help="Write it here as iCalendar.")] = None,
    json: Json = None,
    md: Md = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List what is scheduled, on whose word, and what became of it: moved, confirmed, cancelled, held, overdue."""
    from memcon.outlook import agenda as gather
    from memcon.present import outlook_text

    now, since, until = _moment(path, at), _day(from_, "--from"), _day(to, "--to")
    with shelf(path, quiet=quiet, debug=debug) as told:
        found = gather(told, now=now, since=since, until=until)
    if ics is not None:
        write(ics, _calendar(found, path))
        _left(found)
    if md is not None:
        write(md, outlook_text.markdown(outlook_text.agenda_text(found, name=path.name)))
    _json(json, found)
    if not quiet and json != "-":
        _show(outlook_text.agenda_text(found, name=path.name, most=outlook_text.FEW))


def watch(
    path: Given,
    at: Annotated[
        str | None,
        typer.Option(metavar="DATE|today", help="As seen on this day; left out, today, of a file the last report."),
    ] = None,
    json: Json = None,
    md: Md = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List what the reports say to watch and each "if X, then Y", with the later reports that touch it."""
    from memcon.outlook import watch as look
    from memcon.present import outlook_text

    now = _moment(path, at)
    with shelf(path, quiet=quiet, debug=debug) as told:
        found = look(told, now=now)
    if md is not None:
        write(md, outlook_text.markdown(outlook_text.watch_text(found, name=path.name)))
    _json(json, found)
    if not quiet and json != "-":
        _show(outlook_text.watch_text(found, name=path.name))


@contextmanager
def shelf(path: Path, *, quiet: bool = False, debug: bool = False) -> Iterator[Planned | Iterable[Memorandum]]:
    """What a dossier keeps of its stories for the outlook, or the memoranda where it keeps nothing, as a file does."""
    if is_dossier(str(path)):
        from memcon.dossier.outlook_shelf import OnFile
        from memcon.dossier.telling import settled
        from memcon.pipeline import Options
        from memcon.store.file import open_

        options: Options = options_for(quiet, debug)
        with open_(path, write=False) as store:
            found = settled(store, options)
            if found is not None:
                names = found.numbering
                with store.reading() as connection:
                    own = OnFile(connection, found.stories, names)
                    if own.whole():
                        yield own
                        return
    yield stories(path, quiet=quiet, debug=debug)


def stories(path: Path, *, quiet: bool = False, debug: bool = False) -> Iterator[Memorandum]:
    """The memoranda of all stories of a dossier, one after the other; of a file the one that it holds."""
    if is_dossier(str(path)):
        from memcon.dossier.telling import settled, story, told
        from memcon.pipeline import Options
        from memcon.store.file import open_

        options: Options = options_for(quiet, debug)
        with open_(path, write=False) as store:
            found = settled(store, options)
            if found is None:  # a file that takes no writing is told as a whole
                yield from told(store, options)[0]
                return
            names = found.numbering
            for one in found.stories:
                yield story(store, found, one.number, names=names)
        return
    from memcon.model.codec import loads

    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else "it is not in UTF-8"
        raise InputError(
            f"{path}: cannot be read ({reason}); give a dossier or a file of memcon brief --json"
        ) from error
    yield loads(text, str(path))


def coded(path: Path) -> Iterable[Coded]:
    """The rows of others' coding that a dossier holds; a memorandum's file holds none."""
    if not is_dossier(str(path)):
        raise InputError(f"--use-imported: {path} is no dossier; memcon import takes rows into a dossier")
    from memcon.dossier.importing import coded as rows

    return rows(path)


def _pair(text: str) -> tuple[str, str]:
    from memcon.outlook.parties import asked

    both = [p for p in (asked(t) for t in text.split(",")) if p]
    if len(both) != 2 or both[0] == both[1]:
        raise InputError(f"--pair {text!r} should be two parties, as in CHN,JPN or China,Japan")
    return both[0], both[1]


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    if text == "today":
        return clock().date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{option} {text!r} is no date; write 2026-05-03 or today") from error


def _moment(path: Path, text: str | None) -> datetime | None:
    """The moment that is looked from: the one asked for, else now; of a file that stands still its last report."""
    day = _day(text, "--at")
    if day is None:
        return clock() if is_dossier(str(path)) else None
    if text == "today":
        return clock()
    return datetime(day.year, day.month, day.day).astimezone()


def calendar_text(memoranda: Iterable[Memorandum], path: Path) -> str:
    """The agenda of memoranda as iCalendar, as seen today, or on the day of the last report of a file."""
    from memcon.outlook import agenda as gather

    found = gather(memoranda, now=_moment(path, None), since=None, until=None)
    _left(found)
    return _calendar(found, path)


def _calendar(found: Agenda, path: Path) -> str:
    from memcon.outlook.calendar import calendar

    return calendar(found, stamp=datetime.fromisoformat(found.now) if found.now else clock(), name=path.stem)


def _left(found: Agenda) -> None:
    """Say which plans stand in the calendar as to-dos, and why."""
    from memcon.outlook.calendar import why_todo

    left = [(p.label, why) for p in found.plans if (why := why_todo(p)) is not None]
    for label, why in left[:LEFT]:
        note(plain_line(f"{label}: a to-do, no date in the calendar: {why}"))
    if len(left) > LEFT:
        note(f"{len(left) - LEFT} more are to-dos; each says why in its description")


def _json(target: str | None, value: Relations | Agenda | Any) -> None:
    if target is None:
        return
    from memcon.model.codec import plain

    text = dumps(plain(value), ensure_ascii=False, indent=1) + "\n"
    if target == "-":
        typer.echo(text, nl=False)
    else:
        write(Path(target), text)


def _show(lines: Sequence[tuple[str, str]]) -> None:
    from memcon.present.outlook_text import terminal

    for line in terminal(lines):
        typer.echo(plain_line(line))
