"""The reliability that people gave sources, laid over a finished memorandum: nothing else in it depends on that.

So a letter given to an outlet costs nothing anew, however many stories its reports are in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from memcon.model.judgements import Ruling, last_name, source_of, text_hash
from memcon.model.memo import Judged, Memorandum, Report

NONE = "no report here is of that source"


def graded(memo: Memorandum, rulings: Iterable[Ruling]) -> Memorandum:
    """The memorandum with the letters of those of some judgements that give one, the higher number last."""
    given: dict[str, str] = {}
    told: list[Judged] = []
    hashes: dict[str, str] = {}
    for ruling in sorted((r for r in rulings if r.kind == "reliability"), key=lambda r: r.number):
        found = _meant(memo.reports, ruling, hashes)
        given |= dict.fromkeys((r.id for r in found), ruling.letter or "F")
        told.append(_judged(ruling, found))
    if not told:
        return memo
    return replace(
        memo,
        reports=tuple(replace(r, reliability=given[r.id]) if r.id in given else r for r in memo.reports),
        judgements=tuple(sorted((*memo.judgements, *told), key=lambda j: j.number)),
    )


def _meant(reports: Iterable[Report], ruling: Ruling, hashes: dict[str, str]) -> list[Report]:
    """The reports whose source a judgement speaks of: by outlet, by the very text, else by the page's name."""
    known = [r for r in reports if r.read]
    if ruling.source is not None:
        return [r for r in known if source_of(r) == ruling.source]
    for report in known:
        hashes.setdefault(report.id, text_hash(report.text))
    same = [r for r in known if hashes[r.id] in ruling.texts]
    names = {last_name(a.file) for a in ruling.left}
    return same or [r for r in known if last_name(r.file) in names]


def _judged(ruling: Ruling, found: list[Report]) -> Judged:
    name = next((r.outlet or r.file for r in found), ruling.source or "a report")
    return Judged(
        number=ruling.number,
        kind=ruling.kind,
        by=ruling.by,
        because=ruling.because,
        at=ruling.at,
        text=f"{name}: reliability {ruling.letter}",
        reports=tuple(r.id for r in found),
        value=ruling.letter,
        resting=None if found else NONE,
    )
