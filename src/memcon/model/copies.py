"""Which report a copy goes back to: a copy counts once, with what it copies."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.model.memo import Report


def roots(reports: Iterable[Report]) -> dict[str, str]:
    """For each report the one that it copies in the end, itself if it is no copy; a ring is broken."""
    parents = {r.id: r.origin for r in reports}
    out = {}
    for name in parents:
        at, seen = name, {name}
        while (up := parents.get(at)) and up in parents and up not in seen:
            at = up
            seen.add(up)
        out[name] = at
    return out
