"""All that the machine derives, made anew from the reports; a run that is stopped is gone on with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from memcon.dossier.engine import reading_key
from memcon.dossier.reading import missing, read_all
from memcon.dossier.telling import settled
from memcon.pipeline import Options
from memcon.store import derived, readings, tidying
from memcon.store.file import open_
from memcon.store.reports import current, every


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """How many reports were read again, how many a run before had read, and whether it was gone on with."""

    read: int
    before: int
    resumed: bool


def rebuild(path: str | Path, *, options: Options | None = None) -> Rebuilt:
    """Read every report again and tell all anew; what a stopped run had read is not read twice."""
    options = options or Options()
    with open_(path, write=True) as store:
        with store.writing() as connection:
            resumed = derived.begin_round(connection)
            if not resumed:
                derived.forget(connection)
        with store.reading() as connection:
            reports = [s.report for s in current(connection) if s.report.read]
        before = len(reports) - len(missing(store, reports))
        number = read_all(store, reports, options)
        with store.writing() as connection:
            derived.end_round(connection)
            readings.needed(connection, {reading_key(s.report) for s in every(connection) if s.report.read})
        if reports:
            settled(store, options)
        if tidying.large(len(reports), len(reports)):
            tidying.tidied(store)
    return Rebuilt(read=number, before=before if resumed else 0, resumed=resumed)
