"""Events of other programs taken into a dossier: set beside its own events, and kept for those who ask for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from memcon import __version__
from memcon.dossier.telling import settled, story, told
from memcon.exchange import comparing, programs
from memcon.exchange.codes import APPEAL
from memcon.exchange.types import Bad, Compared, Limits, Program
from memcon.model.errors import InputError
from memcon.model.memo import Memorandum
from memcon.outlook.types import Coded
from memcon.pipeline import Options
from memcon.store import imports
from memcon.store.file import Store, open_
from memcon.store.imports import File, Kept

STEP = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of files of another program.

    ``found`` is how each row stands to the record, ``bad`` are rows that cannot be used, ``kept`` how many pairs the
    dossier keeps, ``known`` the files that were taken in before.
    """

    found: tuple[Compared, ...]
    bad: tuple[Bad, ...]
    kept: int = 0
    known: tuple[str, ...] = ()


def take(
    path: str | Path,
    files: Sequence[Path],
    program: Program,
    *,
    at: str,
    everything: bool = False,
    options: Options | None = None,
    limits: Limits | None = None,
) -> Taken:
    """Compare the rows of files with a dossier's events, and keep those with two of its parties, or ``everything``.

    A file whose bytes came in before is compared again and not kept twice. All rows of a file are kept, or none.
    """
    with open_(path, write=True) as store:
        index = comparing.index(_memoranda(store, options or Options()))
        found: list[Compared] = []
        bad: list[Bad] = []
        again: list[str] = []
        number = 0
        for one in files:
            rows, wrong = programs.read([one], program, limits)
            compared = comparing.compare(rows, index)
            found += compared
            bad += wrong
            if not rows:
                continue
            mark = _sha(one)
            wanted = compared if everything else comparing.kept(compared, index)
            file = File(
                id=0,
                at=at,
                tool=f"memcon {__version__}",
                program=program,
                file=one.name.encode("utf-8", "replace").decode(),
                sha256=mark,
                rows=len(rows),
                bad=len(wrong),
            )
            with store.writing() as connection:
                if imports.known(connection, program, mark) is not None:
                    again.append(one.name)
                    continue
                made = imports.keep(connection, file, (k for c in wanted for k in _pairs(c)))
                number += imports.count(connection, [made])
    return Taken(found=tuple(found), bad=tuple(bad), kept=number, known=tuple(again))


def _memoranda(store: Store, options: Options) -> Iterator[Memorandum]:
    """The memoranda of all stories, one after the other: of many, no more than one is in memory."""
    found = settled(store, options)
    if found is None:
        yield from told(store, options)[0]
        return
    names = found.numbering
    for one in found.stories:
        yield story(store, found, one.number, names=names)


def _pairs(one: Compared) -> Iterator[Kept]:
    """A compared row as it is kept: a row for each pair of its parties."""
    row = one.row
    for source, target in row.pairs:
        yield Kept(
            place=row.place,
            name=row.id,
            source=source,
            target=target,
            outcome=one.outcome,
            because=one.because,
            day=row.day,
            added=row.added,
            code=row.code,
            type=row.root,
            quad=row.quad,
            intensity=row.intensity,
            words=row.text,
            url=row.url,
            notes="; ".join(row.notes),
            label=one.label,
        )


def coded(path: str | Path) -> tuple[Coded, ...]:
    """The rows that a dossier keeps of other programs, as the outlook takes them; those without a day are left out."""
    with open_(path, write=False) as store, store.reading() as connection:
        return tuple(
            Coded(
                day=row.day,
                source=row.source,
                target=row.target,
                origin=program,
                code=row.code,
                root=None if (row.code or "").startswith(APPEAL) else row.type,
                intensity=row.intensity,
                id=row.name or row.place,
                text=row.words,
            )
            for program, row in imports.rows(connection)
            if row.day is not None and (row.code or row.type)
        )


def _sha(path: Path) -> str:
    made = hashlib.sha256()
    try:
        with path.open("rb") as handle:
            while piece := handle.read(STEP):
                made.update(piece)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    return made.hexdigest()
