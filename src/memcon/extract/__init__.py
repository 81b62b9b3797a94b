"""The room of extraction: what one report says, who says it, and what it holds back."""

from __future__ import annotations

from memcon.extract.assessments import assessments
from memcon.extract.claims import claims, unique
from memcon.extract.context import context
from memcon.extract.indicators import indicators
from memcon.extract.omissions import omissions
from memcon.extract.standpoints import standpoints
from memcon.extract.tree import tree
from memcon.extract.types import Extraction
from memcon.extract.voices import voices_of
from memcon.extract.withheld import withheld
from memcon.model.memo import Report
from memcon.read.types import Reading

__all__ = ["extract"]


def extract(report: Report, reading: Reading) -> Extraction:
    """All that one report says: attributions, acts, claims, and what is held back, left out, watched, held."""
    from memcon.extract.mentions import find_mentions  # noqa: PLC0415

    parsed = tree(reading)
    attributions = voices_of(parsed, report)
    found = find_mentions(report, reading, attributions)
    ctx = context(parsed, report, attributions, tuple(found.mentions))
    drafts = claims(ctx)
    readings = assessments(ctx)
    watch = indicators(ctx)
    drafts = unique([*drafts, *readings])
    first = len(drafts)
    drafts += watch
    more, held_back = withheld(ctx, len(drafts))
    drafts += more
    more, positions = standpoints(ctx, len(drafts))
    drafts += more
    more, left_out = omissions(ctx, drafts)
    drafts += more
    return Extraction(
        report=report.id,
        attributions=attributions,
        mentions=tuple(found.mentions),
        drafts=tuple(drafts),
        withheld=tuple(held_back),
        omissions=tuple(left_out),
        indicators=tuple(range(first, first + len(watch))),
        standpoints=tuple(positions),
        links=tuple(found.links),
        levers=tuple(found.levers),
    )
