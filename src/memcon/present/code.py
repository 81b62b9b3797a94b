"""``memcon code``: the events of a corpus as rows, for those who count them."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon import __version__
from memcon.model.errors import InputError
from memcon.present.words import count

if TYPE_CHECKING:
    from memcon.coder.journal import Tally

BAR = 30


class Columns(StrEnum):
    """The column sets that there are."""

    memcon = "memcon"
    plover = "plover"
    gdelt = "gdelt"
    icews = "icews"
    polecat = "polecat"


def code(
    corpus: Annotated[
        list[str],
        typer.Argument(metavar="CORPUS...", help="JSON lines, CSV, Parquet, WARC, text files, or folders of these."),
    ],
    out: Annotated[Path, typer.Option(help="Write here; the name's end says the form: .jsonl, .csv, .tsv, .parquet.")],
    columns: Annotated[
        Columns, typer.Option(help="Which columns: all that memcon knows, or those of another project.")
    ] = Columns.memcon,
    text_field: Annotated[str | None, typer.Option(help="The field that holds the text.")] = None,
    id_field: Annotated[str | None, typer.Option(help="The field that holds the id.")] = None,
    title_field: Annotated[str | None, typer.Option(help="The field that holds the title.")] = None,
    date_field: Annotated[str | None, typer.Option(help="The field that holds the date of publication.")] = None,
    outlet_field: Annotated[str | None, typer.Option(help="The field that holds the outlet.")] = None,
    url_field: Annotated[str | None, typer.Option(help="The field that holds the address.")] = None,
    zone_field: Annotated[str | None, typer.Option(help="The field that holds the time zone.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Processes; the output is the same for any number.")] = 1,
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew, whatever an interrupted run left.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="End at the first record that cannot be used.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
) -> None:
    """Code the events of a corpus: a row for each event, with its words, parties, date and who says so."""
    # the parser's matrices are small: more threads than one only take time from other processes
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from memcon.coder.events import Made
    from memcon.coder.run import Job, run
    from memcon.ingest.corpus import Corpus
    from memcon.ingest.corpus_fields import Fields
    from memcon.pipeline import rules_version

    if out.is_dir():
        raise InputError(f"{out}: is a folder; give a file name to write to")
    if not out.parent.is_dir():
        raise InputError(f"{out}: the folder {out.parent} is not there; make it first")
    named = {
        "text": text_field,
        "id": id_field,
        "title": title_field,
        "published": date_field,
        "outlet": outlet_field,
        "url": url_field,
        "zone": zone_field,
    }
    job = Job(
        corpus=Corpus(paths=tuple(corpus), fields=Fields(named={k: v for k, v in named.items() if v is not None})),
        out=out,
        made=Made(tool=f"memcon {__version__}", rules=rules_version()),
        columns=columns.value,
        jobs=jobs,
        strict=strict or debug,
        restart=restart,
        debug=debug,
    )
    bar = not quiet and sys.stderr is not None and sys.stderr.isatty()
    tally = run(job, progress=_bar if bar else _silent, note=_note)
    if bar:
        sys.stderr.write("\r\x1b[K")
    if not quiet:
        parts = ((tally.records, "report"), (tally.events, "event"), (tally.rows, "row"))
        _note(f"{', '.join(count(number, noun) for number, noun in parts)} in {out}")
    if not tally.records:
        raise InputError("no record could be used; the reasons stand above, or the corpus holds none")


def _bar(tally: Tally) -> None:
    full = round(BAR * tally.done)
    told = f"{100 * tally.done:3.0f} %  {tally.records:,} reports  {tally.events:,} events"
    sys.stderr.write(f"\r{'█' * full}{'░' * (BAR - full)} {told}\x1b[K")
    sys.stderr.flush()


def _silent(_tally: Tally) -> None:
    """No progress."""


def _note(line: str) -> None:
    clear = "\r\x1b[K" if sys.stderr is not None and sys.stderr.isatty() else ""
    typer.echo(f"{clear}memcon: {line}", err=True)
