"""What was judged, and what rested on what gave way, in lines: reports, judgements, briefs that no longer hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from memcon.dossier.ledger import Unheld
    from memcon.dossier.rested import Event, Rested

MANY = 12
"""Events of one cause or one brief that are named; of more, the number is told."""


def lines(found: Rested) -> list[str]:
    """All of it under headings; nothing where all of it holds."""
    out: list[str] = ["", "JUDGED"] if found.judged else []
    out += [f"  judgement {j.number} of {j.by}: {j.text}, because “{j.because}”" for j in found.judged]
    if found.shaken:
        out += ["", "RESTED ON WHAT GAVE WAY"]
    for one in found.shaken:
        out.append(f"  {one.what} {one.why}")
        out += [f"    {_where(e)} {e.label}" for e in one.events[:MANY]]
        out += [f"    and {len(one.events) - MANY} more"] if len(one.events) > MANY else []
    return out + briefs(found.briefs)


def briefs(found: Sequence[Unheld]) -> list[str]:
    """The briefs that rested on what gave way, with what they tell that is otherwise now; alike ones together."""
    alike: dict[tuple[object, ...], list[Unheld]] = {}
    for brief in found:
        alike.setdefault((brief.fallen, brief.changed, brief.standing, brief.part), []).append(brief)
    out: list[str] = []
    for some in alike.values():
        brief = some[0]
        written = f"written {brief.at[:16].replace('T', ' ')}" + (f", {brief.part}" if brief.part else "")
        out += ["", "BRIEFS THAT RESTED ON WHAT GAVE WAY"] if not out else []
        out.append(f"  {', '.join(_near(one.file) for one in some)} ({written})")
        if brief.changed:
            still = f"; in the same words still: {_ids(brief.standing)}" if brief.standing else ""
            out.append(f"    changed since: {', '.join(brief.changed)}{still}")
        out += [f"    {one.event:4} {one.label}: {'; '.join(one.why)}" for one in brief.fallen[:MANY]]
        out += [f"    and {len(brief.fallen) - MANY} more"] if len(brief.fallen) > MANY else []
        if not brief.fallen:
            out.append("    all that it tells still holds")
    return out


def _ids(events: Sequence[str]) -> str:
    more = f" and {len(events) - MANY} more" if len(events) > MANY else ""
    return ", ".join(events[:MANY]) + more


def _near(file: str) -> str:
    """A file as seen from the working folder, where it lies below it."""
    path, here = Path(file), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else file


def _where(event: Event) -> str:
    return f"{event.id:4}" if event.story == 1 else f"{event.id} of story {event.story}"
