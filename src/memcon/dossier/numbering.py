"""All reports of a dossier in canonical order, with the names and ids that one ``brief`` would give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from memcon.ingest import files
from memcon.store.reports import Line, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """Reports by row: ``order`` is the canonical one, ``names`` what each is called, ``ids`` R1 and on."""

    order: tuple[int, ...]
    names: Mapping[int, str]
    ids: Mapping[int, str]


def numbering(lines: Sequence[Line]) -> Numbering:
    """Names and ids for all reports, as if all had been given in one call."""
    paths: dict[str, tuple[str, int]] = {}
    for one in lines:
        if one.parts:
            real = file_of(one)
            there = paths.get(real)
            if there is None or (there[1], there[0]) < (one.parts, one.path):
                paths[real] = one.path, one.parts
    names = files.named(paths)
    told = [(names[file_of(s)] + s.member if s.parts else s.file, s) for s in lines]
    if len({file for file, _ in told}) < len(told):
        told.sort(key=lambda pair: (pair[1].sha256, pair[1].key))
    told.sort(key=lambda pair: _natural(pair[0]))
    seen: dict[str, int] = {}
    shown: dict[int, str] = {}
    for file, one in told:
        met = seen[file] = seen.get(file, 0) + 1
        shown[one.row] = file if met == 1 else f"{file}~{met}"
    return Numbering(
        order=tuple(one.row for _, one in told),
        names=shown,
        ids={one.row: f"R{n}" for n, (_, one) in enumerate(told, 1)},
    )


_natural = lru_cache(maxsize=50_000)(files.natural)


def file_of(one: Line) -> str:
    """The real path of the file that a report came in."""
    return one.key[: len(one.key) - len(one.member)] if one.member else one.key


def line(one: Stored) -> Line:
    """A report that was taken out whole, in few words."""
    where, report = one.where, one.report
    return Line(
        row=one.row,
        source=one.source,
        intake=one.intake,
        file=report.file,
        sha256=report.sha256,
        digest=one.digest,
        read=int(report.read),
        key=where.key,
        path=where.path,
        parts=where.parts,
        member=where.member,
    )
