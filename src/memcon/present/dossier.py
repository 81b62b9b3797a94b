"""``memcon dossier``, ``add``, ``changed``, ``check``, ``rebuild``, ``export``: a story followed, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from memcon.exchange.types import PROGRAMS
from memcon.model.errors import InputError
from memcon.store.magic import is_dossier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.dossier import Added, Changes
    from memcon.ingest.types import Raw
    from memcon.model.memo import Memorandum
    from memcon.store.file import Store

FAULTY = 4
"""The exit code where something that was checked is not as it should be."""
MANY = 12
"""Reports that are named; of more, the number is told."""

WORDS = {
    "new": "NEW",
    "confirmed": "CONFIRMED",
    "disputed": "DISPUTED",
    "settled": "SETTLED",
    "moved": "MOVED",
    "dated": "NOW DATED",
    "due": "CAME DUE",
    "fell": "FELL",
}
"""The kinds of change as they are shown."""

app = typer.Typer(name="dossier", help="Make a dossier, the file that a story is followed in.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(metavar="FILE", help="The dossier, such as strait.memcon.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")]
Jobs = Annotated[int, typer.Option(min=1, max=256, help="Processes that read; the result is the same for any number.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")]
Story = Annotated[str, typer.Option(metavar="N|all", help="Which story, where the reports tell several.")]


class Form(StrEnum):
    """What a dossier can be exported to."""

    json = "json"
    md = "md"
    jsonl = "jsonl"
    csv = "csv"
    gdelt = "gdelt"
    icews = "icews"
    polecat = "polecat"
    ics = "ics"


@app.callback()
def _root() -> None:
    """Make a dossier, the file that a story is followed in."""


@app.command()
def new(file: File, debug: Debug = False) -> None:  # noqa: ARG001 - main looks for it
    """Make an empty dossier; nothing that is there is written over."""
    from memcon.dossier import new as make

    make(file)
    typer.echo(f"{file}: made; memcon add {file} PATH... brings reports in")


def add(
    file: File,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, addresses of the web, or - for standard input."),
    ],
    jobs: Jobs = 1,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Bring reports into a dossier; only what is new is read, and a changed report stands beside its older self."""
    from memcon.dossier import add as take

    def safe(added: Added) -> None:
        if not quiet:
            for line in _told(file, added):
                typer.echo(line)
            sys.stdout.flush()

    def followed(store: Store, feeds: Sequence[Raw]) -> None:
        from memcon.dossier.following import take as begin
        from memcon.present.follow import how_to, summary

        found = begin(store, feeds, how_to(file, quiet=quiet, debug=debug))
        if not quiet:
            typer.echo(summary(file, found))

    stdin = sys.stdin.buffer.read() if "-" in paths else None
    added = take(
        file,
        paths,
        at=_now().isoformat(timespec="seconds"),
        options=_options(quiet, debug, stdin, jobs),
        kept_now=safe,
        feeds=followed,
    )
    from memcon.present.output import note

    for name, why in added.unread:
        note(f"{name}: not read: {why}")


def _told(file: Path, added: Added) -> list[str]:
    """What an add brought, in lines."""
    out = []
    for what, names in (("new", added.new), ("changed, the older version is kept", added.changed)):
        if names:
            out.append(f"{file}: {_count(len(names), 'report')} {what}: {_names(names)}")
    if added.known:
        out.append(f"{file}: {_count(added.known, 'report')} known already, not read again")
    if added.number is not None:
        out.append(f"{file}: kept as add {added.number}; memcon changed {file} tells what it changed")
    return out


def changed(
    file: File,
    since: Annotated[
        str, typer.Option(metavar="DATE|yesterday|last", help="Since when; last is before the last add.")
    ] = "last",
    json: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write the changes as JSON; - for standard output.")
    ] = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Say what changed: events new, confirmed, disputed, settled, moved, dated, come due, fallen."""
    from memcon.dossier import changed as differences
    from memcon.dossier.rested import gave_way
    from memcon.present.rested import lines as resting

    found = differences(file, since=moment(since), now=_now(), options=_options(quiet, debug))
    shaken = gave_way(file, since=moment(since), options=_options(quiet, debug))
    if json is not None:
        from json import dumps

        from memcon.model.codec import plain
        from memcon.present.output import write

        text = dumps({**plain(found), **plain(shaken)}, ensure_ascii=False, indent=1) + "\n"
        if json == "-":
            typer.echo(text, nl=False)
        else:
            write(Path(json), text)
    if json != "-" and not quiet:
        for line in (*_changes(file, found), *map(_plain, resting(shaken))):
            typer.echo(line)


def _changes(file: Path, found: Changes) -> list[str]:
    """The changes in lines: what came in, then kind by kind."""
    start = f"since add {found.since} ({found.moment})" if found.since else "since the dossier was begun"
    out = [f"{file}, {start}: {_count(len(found.new), 'report')} new, {len(found.again)} changed"]
    out += [f"  new:     {_names(found.new)}"] if found.new else []
    out += [f"  changed: {_names(found.again)}"] if found.again else []
    out += [_plain(f"    {one.file}: {one.text}") for one in found.edits[:MANY]]
    out += [_plain(f"  {one.kind}: {one.file}: {one.text} (seen {one.at[:10]})") for one in found.pages]
    last = None
    for change in found.changes:
        if change.kind != last:
            out += ["", WORDS[change.kind]]
            last = change.kind
        where = change.event or "–"
        if change.story and change.story > 1:
            where = f"{where} of story {change.story}"
        out.append(_plain(f"  {where:4} {change.label}: {change.text} [{_names(change.files)}]"))
    if found.changes:
        return out
    rest = "; what rests on the words that were changed stands below" if found.edits else ""
    return [*out, f"  no event is new, confirmed, disputed, dated otherwise or gone{rest}"]


def check(file: File, debug: Debug = False) -> None:  # noqa: ARG001 - main looks for it
    """Check a dossier: its pages, keys, every hash, every quotation; and say which briefs of it no longer hold."""
    from memcon.dossier import check as look
    from memcon.dossier.rested import unheld
    from memcon.present.rested import briefs

    found = look(file)
    for line in found:
        typer.echo(_plain(f"{file}: {line}"))
    if found:
        raise typer.Exit(FAULTY)
    typer.echo(f"{file}: whole")
    for line in briefs(unheld(file)):
        typer.echo(_plain(line))


def rebuild(file: File, jobs: Jobs = 1, quiet: Quiet = False, debug: Debug = False) -> None:
    """Make all that the machine derives anew from the reports; a run that is stopped is gone on with."""
    from memcon.dossier import rebuild as again

    made = again(file, options=_options(quiet, debug, jobs=jobs))
    if not quiet:
        before = f", {made.before} by the run before" if made.resumed else ""
        typer.echo(f"{file}: {_count(made.read, 'report')} read again{before}; what they tell is made anew")


def export(
    file: Annotated[
        Path, typer.Argument(metavar="DOSSIER|MEMO.json", help="The dossier, or a file that memcon brief --json wrote.")
    ],
    to: Annotated[
        Form,
        typer.Option(
            help="json and md as brief writes them; jsonl a record a line; csv a claim a row; gdelt, icews, polecat "
            "an event a row in their columns; ics the agenda; these four of all stories."
        ),
    ],
    out: Annotated[Path | None, typer.Option(help="Write here; left out, to standard output.")] = None,
    story: Annotated[
        str | None,
        typer.Option(metavar="N|all", help="Which story, where the reports tell several.", show_default=False),
    ] = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write what a dossier or a memorandum tells for other programs."""
    from memcon.present.outlook import calendar_text, stories

    if story is not None and is_dossier(file):
        told: Iterable[Memorandum] = [memorandum(str(file), story, _options(quiet, debug))]
    else:
        told = stories(file, quiet=quiet, debug=debug)
    if story is None and is_dossier(file):  # an event that several parts tell is one row
        from memcon.dossier.selection import once

        told = map(once, told)
    if to.value in PROGRAMS:
        from memcon.present.exchange import exported

        _out(out, exported(told, to.value))
        return
    if to is Form.ics:
        _out(out, calendar_text(told, file))
        return
    memo = (
        next(iter(told))
        if story is not None or not is_dossier(file)
        else memorandum(str(file), "1", _options(quiet, debug))
    )
    if to is Form.json:
        from memcon.model.codec import dumps

        text = dumps(memo)
    elif to is Form.md:
        from memcon.present.markdown import markdown

        text = markdown(memo)
    else:
        from memcon.present import dossier_export

        text = dossier_export.lines(memo) if to is Form.jsonl else dossier_export.rows(memo)
    _out(out, text)


def _out(out: Path | None, text: str) -> None:
    """Write a text to a file, or to standard output as it is."""
    from memcon.present.output import STDOUT, write

    write(out or STDOUT, text)


def memorandum(file: str, story: str, options: Any) -> Memorandum:
    """The memorandum of a dossier's story."""
    return memorandum_at(file, story, options)[0]


def memorandum_at(file: str, story: str, options: Any) -> tuple[Memorandum, int]:
    """The memorandum of a dossier's story, and the last add or judgement that it tells of."""
    from dataclasses import replace

    from memcon.dossier.telling import told_at

    if story != "all" and not (story.isascii() and story.isdigit()):
        raise InputError(f"--story {story!r} is no number; 1 is the story of the most reports, all takes them for one")
    return told_at(file, options=replace(options, story=None if story == "all" else int(story)))


def printed(
    file: str, told: tuple[Memorandum, int], written: Sequence[tuple[Path, str]], part: Mapping[str, str | None]
) -> None:
    """Note in the dossier what was written from it, so that it can say when that no longer holds.

    ``told`` is the memorandum with the state that it is of.
    """
    from memcon.dossier.ledger import printed as keep
    from memcon.present.output import note

    memo, state = told
    asked = ", ".join(f"--{name} {value}" for name, value in part.items() if value)
    at = _now().isoformat(timespec="seconds")
    for target, text in written:
        if not target.is_file():  # a pipe or a device holds nothing afterwards
            continue
        where = str(target.absolute())
        if not keep(file, memo, file=where, form=target.suffix, part=asked, text=text, at=at, state=state):
            note(f"{file}: cannot be written to; it will not say when {target} no longer holds")


def selected(memo: Memorandum, event: str | None, since: str | None, parties: str | None) -> Memorandum:
    """The part of a memorandum that is asked for; all of it where nothing is."""
    if event is None and since is None and parties is None:
        return memo
    from memcon.dossier import selection

    if event is not None:
        memo = selection.of_event(memo, event)
    if since is not None:
        begin = moment(since)
        if begin is None:
            raise InputError("--since last is for memcon changed; give a date, or yesterday")
        memo = selection.since(memo, begin)
    if parties is not None:
        memo = selection.among(memo, parties.split(","))
    if not memo.events and not memo.claims:
        raise InputError("nothing that the reports tell is of that part; ask for less at once")
    return memo


def moment(text: str) -> datetime | None:
    """The moment that a day is asked for from: its first, on this machine's clock; null for ``last``."""
    if text == "last":
        return None
    if text in {"today", "yesterday"}:
        day = _now().replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        return (day - timedelta(days=text == "yesterday")).astimezone()
    try:
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else found.astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(f"--since {text!r} is no date; write 2026-05-03, yesterday, today or last") from error


def _now() -> datetime:
    return datetime.now().astimezone()


def _options(quiet: bool, debug: bool, stdin: bytes | None = None, jobs: int = 1) -> Any:  # noqa: FBT001 - passed on
    from memcon.pipeline import Options
    from memcon.present.output import note, progress_for

    return Options(stdin=stdin, strict=debug, jobs=jobs, progress=progress_for(quiet=quiet), note=note)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _names(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - MANY} more" if len(names) > MANY else ""
    return _plain(", ".join(n if len(n) <= 120 else f"…{n[-119:]}" for n in names[:MANY]) + more)


def _plain(text: str) -> str:
    """A line that is one line, and moves no terminal about."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text)
