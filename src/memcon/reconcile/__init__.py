"""The room that puts the reports of one bundle side by side.

``reconcile(reports, readings, extractions, tool)`` gives the memorandum: who is who, which mentions are
one event, when it was on every clock, how the accounts stand to each other, and what to handle with
care. It is pure, and the order of the reports does not matter.
"""

from memcon.extract.types import Extraction
from memcon.model.judgements import Ruling
from memcon.model.memo import Memorandum, Report, Tool
from memcon.read.types import Reading
from memcon.reconcile.assemble import assemble
from memcon.reconcile.bundle import gather
from memcon.reconcile.graded import graded
from memcon.reconcile.outlines import Outlines
from memcon.reconcile.stamps import doubted, late

__all__ = ["outlined", "reconcile"]


def reconcile(
    reports: tuple[Report, ...],
    readings: tuple[Reading, ...],
    extractions: tuple[Extraction, ...],
    tool: Tool,
    made: str | None = None,
    *,
    judgements: tuple[Ruling, ...] = (),
) -> Memorandum:
    """The memorandum of a bundle of reports.

    Readings and extractions belong to those reports that could be read, in any order; a report without
    them is listed and nothing is said of it. ``made`` is the time of making, passed in or left out.
    ``judgements`` are what people judged, in any order: they outrank what memcon would do, and are shown as theirs.
    """
    return outlined(reports, readings, extractions, tool, made, judgements=judgements)[0]


def outlined(
    reports: tuple[Report, ...],
    readings: tuple[Reading, ...],
    extractions: tuple[Extraction, ...],
    tool: Tool,
    made: str | None = None,
    *,
    judgements: tuple[Ruling, ...] = (),
) -> tuple[Memorandum, Outlines]:
    """The same, with its events in outline, by which those of other bundles can be aligned with them."""
    reports = doubted(gather(reports, readings, extractions))
    memo, found = assemble(reports, readings, extractions, tool, made, judgements=judgements)
    return graded(late(memo), judgements), found
