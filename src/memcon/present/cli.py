"""The command line: the only place that prints, and that reads the clock or the environment."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from memcon import __version__
from memcon.model.errors import InputError, MemconError
from memcon.present import dossier, outlook
from memcon.present.code import code
from memcon.present.desk_command import serve
from memcon.present.exchange import import_
from memcon.present.follow import follow
from memcon.present.judging import judge, rulings
from memcon.present.output import STDOUT, console, progress_for, spare, tame
from memcon.present.output import note as _note
from memcon.present.output import write as _write
from memcon.present.proof import proof
from memcon.present.search import search
from memcon.store.magic import is_dossier

if TYPE_CHECKING:
    from memcon.model.memo import Memorandum

UNREAD = 30
"""How many unread reports are named on standard error."""

FAULTY = 4
"""The exit code where a text that was checked holds faulty sentences."""


class Reader(StrEnum):
    """Whom a memorandum is for: the same record, in another order and with other questions."""

    reporter = "reporter"
    analyst = "analyst"


app = typer.Typer(
    name="memcon",
    help="Several reports of one diplomatic event in, one record per fact out: who says it, who disputes it, "
    "who leaves it out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer's callback
    if asked:
        typer.echo(f"memcon {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Several reports of one diplomatic event in, one record per fact out."""


@app.command()
def brief(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Files, folders, addresses of the web, a dossier, or - for standard input."
        ),
    ],
    html: Annotated[Path | None, typer.Option(help="Write the page here: one file, no script.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write the memorandum here as JSON.")] = None,
    md: Annotated[Path | None, typer.Option(help="Write it here as Markdown, every quotation an endnote.")] = None,
    zone: Annotated[str | None, typer.Option(help="Add your own clock, such as Asia/Tokyo.")] = None,
    reader: Annotated[
        Reader, typer.Option("--for", help="Whom it is for; --json is the same for all.")
    ] = Reader.reporter,
    story: Annotated[
        str,
        typer.Option(metavar="N|all", help="Which story, where the reports tell several; all takes them for one."),
    ] = "1",
    event: Annotated[str | None, typer.Option(help="One event alone: its id, or words of its label.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE|yesterday", help="Only what was not over on that day.")
    ] = None,
    parties: Annotated[
        str | None, typer.Option(metavar="USA,JPN", help="Only what these had to do with one another.")
    ] = None,
    judgements: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Judgements by people: what memcon judge --list --json wrote.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No terminal memorandum, no progress.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
) -> None:
    """Read several reports of one event, or a dossier, and write one reconciled, sourced memorandum."""
    from memcon.pipeline import Options, brief

    if zone is not None:
        _known_zone(zone)
    if story != "all" and not (story.isascii() and story.isdigit()):
        raise InputError(f"--story {story!r} is no number; 1 is the story of the most reports, all takes them for one")
    targets = [t for t in (html, json, md) if t is not None]
    for target in targets:
        _writable(target)
        if sum(t.resolve() == target.resolve() for t in targets) > 1:
            raise InputError(f"{target}: two outputs would be written here; give each a name of its own")
    stdin = sys.stdin.buffer.read() if "-" in paths else None
    options = Options(stdin=stdin, strict=debug, progress=progress_for(quiet=quiet), note=_note)
    options = replace(options, story=None if story == "all" else int(story))
    if any(is_dossier(p) for p in paths):
        if len(paths) > 1:
            raise InputError("a dossier is told alone; memcon add brings other reports into it")
        if judgements is not None:
            raise InputError("a dossier has judgements of its own; memcon judge makes them")
        memo, state = dossier.memorandum_at(paths[0], story, options)
    else:
        state = 0
        if judgements is not None:
            options = replace(options, judgements=rulings(judgements))
        memo = brief(list(paths), options=options)
    memo = dossier.selected(memo, event, since, parties)
    spare(targets, paths, memo)
    written: list[tuple[Path, str]] = []
    if json is not None:
        from memcon.model.codec import dumps

        written.append((json, dumps(memo)))
    if html is not None:
        written.append((html, _page(memo, reader, zone)))
    if md is not None:
        written.append((md, _markdown(memo, reader, zone)))
    for target, text in written:
        _write(target, text)
    if written and is_dossier(paths[0]):
        part = {"for": reader if reader is not Reader.reporter else None, "story": story if story != "1" else None}
        dossier.printed(paths[0], (memo, state), written, {**part, "event": event, "since": since, "parties": parties})
    piped = any(target == STDOUT for target, _ in written)
    if not quiet and not piped and sys.stdout is not None and any(r.read for r in memo.reports):
        _show(memo, reader, zone)
    if quiet and memo.stories:
        from memcon.present.further import further

        for line in further(memo):
            _note(line)
    unread = [r for r in memo.reports if not r.read]
    for report in unread[:UNREAD]:
        _note(f"{report.file}: not read: {report.why}")
    if len(unread) > UNREAD:
        _note(f"{len(unread) - UNREAD} more reports were not read; --json lists them with the reasons")
    if not any(r.read for r in memo.reports):
        raise InputError("no report could be read; the reasons stand above")


def _page(memo: Memorandum, reader: Reader, zone: str | None) -> str:
    if reader is Reader.analyst:
        from memcon.present.analyst_page import analyst_page

        return analyst_page(memo, zone=zone)
    from memcon.present.page import page

    return page(memo, zone=zone)


def _markdown(memo: Memorandum, reader: Reader, zone: str | None) -> str:
    if reader is Reader.analyst:
        from memcon.present.analyst_text import analyst_markdown

        return analyst_markdown(memo, zone=zone)
    from memcon.present.markdown import markdown

    return markdown(memo, zone=zone)


def _show(memo: Memorandum, reader: Reader, zone: str | None) -> None:
    if reader is Reader.analyst:
        from memcon.present.analyst_text import show_brief

        show_brief(memo, console(), zone=zone)
    else:
        from memcon.present.terminal import show

        show(memo, console(), zone=zone)


@app.command()
def judgements(
    file: Annotated[Path, typer.Argument(help="Your text, plain or Markdown, or - for standard input.")],
) -> None:
    """Check an analyst's own text: no sentence mixes a likelihood and a confidence (ICD 203)."""
    from memcon.present.icd203 import faults, rows_mixed

    try:
        text = (sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read ({_reason(error)}); give a text in UTF-8") from error
    found = faults(text)
    for fault in found:
        mixture = fault.mixture
        what = f"“{mixture.likelihood}” is a likelihood, “{mixture.confidence}” a confidence; make two sentences of it"
        typer.echo(f"{file}:{fault.line}: {what}: {fault.sentence}")
    if mixed := rows_mixed(text):
        _note(f"{file}: terms of both rows of likelihood ({', '.join(mixed)}); keep to one, or say they mean the same")
    if found:
        raise typer.Exit(FAULTY)


app.command()(code)
app.add_typer(dossier.app)
for _command in (dossier.add, follow, dossier.changed, search, dossier.check, dossier.rebuild, dossier.export):
    app.command()(_command)


app.command("import")(import_)
app.command()(judge)
app.command()(serve)
for _further in (outlook.relations, outlook.agenda, outlook.watch, proof):
    app.command()(_further)


class _Bare(TyperCommand):
    """A command whose ``--write`` may stand without a name: what follows it is one only if it ends like a sidecar."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments with an empty name behind a ``--write`` that stands alone."""
        told: list[str] = []
        for index, word in enumerate(args):
            told.append(word)
            after = args[index + 1] if index + 1 < len(args) else ""
            if word == "--write" and not after.endswith((".yaml", ".yml")):
                told.append("")
        return super().parse_args(ctx, told)


@app.command(cls=_Bare)
def sources(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, addresses of the web, or - for standard input."),
    ],
    write: Annotated[
        str | None,
        typer.Option(metavar="[FILE]", help="Write reports.yaml, or complete it; without a name, beside the reports."),
    ] = None,
    json: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write the list as JSON; - for standard output.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No list in the terminal.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,  # noqa: ARG001 - main looks for it
) -> None:
    """Say what was read of each report, and what was assumed, before any work is done on it."""
    from memcon.ingest import load
    from memcon.present import intake as listed

    if json not in (None, "-"):
        _writable(Path(json))
    stdin = sys.stdin.buffer.read() if "-" in paths else None
    found = load(list(paths), stdin=stdin)
    for path, made in listed.sidecars(found, Path(write) if write else None) if write is not None else ():
        _writable(path)
        _write(path, made.text)
        _note(f"{_near(path)}: {listed.told(made)}")
    if json == "-":
        typer.echo(listed.dumps(found), nl=False)
    elif json is not None:
        _write(Path(json), listed.dumps(found))
    if not quiet and json != "-" and sys.stdout is not None:
        listed.show(found, console())
    if not any(r.read for r in found.reports):
        raise InputError("no report could be read; the list says why")


def _near(path: Path) -> Path:
    """A path as seen from the working folder, where it lies below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@app.command()
def explain(
    memorandum: Annotated[
        Path, typer.Argument(metavar="DOSSIER|MEMO.json", help="A dossier, or a file that memcon brief --json wrote.")
    ],
    event: Annotated[str, typer.Argument(metavar="EVENT", help="An event's id, or words of its label.")],
    story: dossier.Story = "1",
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
) -> None:
    """Say why an event is grouped, coded and dated so: rules, evidence, near misses."""
    from memcon.model.codec import loads
    from memcon.present.explain import explain as reasons

    if is_dossier(str(memorandum)):
        from memcon.pipeline import Options

        options = Options(strict=debug, progress=progress_for(quiet=False), note=_note)
        memo = dossier.memorandum(str(memorandum), story, options)
        typer.echo(tame(reasons(memo, event)), nl=False)
        return
    try:
        text = memorandum.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = _reason(error)
        raise InputError(
            f"{memorandum}: cannot be read ({reason}); give a dossier or the file that memcon brief --json wrote"
        ) from error
    typer.echo(tame(reasons(loads(text, str(memorandum)), event)), nl=False)


def _reason(error: OSError | UnicodeDecodeError) -> str:
    """Why a file could not be read, in words."""
    return error.strerror or str(error) if isinstance(error, OSError) else "it is not in UTF-8"


def _known_zone(zone: str) -> None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(f"--zone {zone!r} is no IANA time zone; write it as in Europe/London or Asia/Tokyo") from error


def _writable(path: Path) -> None:
    """Refuse a target before the reports are read, rather than after."""
    if path.is_dir():
        raise InputError(f"{path}: is a folder; give a file name to write to")
    if is_dossier(path):
        raise InputError(f"{path}: is a dossier, or named like one, and nothing is written over it; give another name")
    if not path.parent.is_dir():
        raise InputError(f"{path}: the folder {path.parent} is not there; make it first")


def main() -> None:
    """Run the command line; whatever goes wrong is one line and an exit code.

    2: something given cannot be used; 3: the installation is broken; 1: the output could not be
    written, or a fault of memcon's own; 130: stopped from the keyboard.
    """
    gc.set_threshold(100_000, 20, 50)  # most that is made on a cold start lives to the end: a tenth less to do
    try:
        app(prog_name="memcon", standalone_mode=True)
        if sys.stdout is not None:
            sys.stdout.flush()
    except MemconError as error:
        _end(str(error), error.exit_code)
    except BrokenPipeError:
        _drop_output()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        _drop_output()
        _end(f"the output could not be written ({error.strerror or error})", 1)
    except Exception as error:  # noqa: BLE001 - the last resort: a stranger gets a line, not a trace
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        _end(f"a fault of memcon's own ({what}); run again with --debug and send us the trace", 1)


def _end(line: str, code: int) -> None:
    """Say why the run ends and end it; the trace instead where ``--debug`` asks for it."""
    if "--debug" in sys.argv:
        raise  # noqa: PLE0704 - called from an except block alone
    _note(line)
    sys.exit(code)


def _drop_output() -> None:
    """Let nothing more be written to a standard output that takes nothing."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
