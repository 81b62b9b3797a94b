"""What changed between two states of a dossier: new, confirmed, disputed, settled, moved, dated, came due, fell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from memcon.dossier.happenings import Happening
from memcon.model.memo import Event, SlotName

Kind = Literal["new", "confirmed", "disputed", "settled", "moved", "dated", "due", "fell"]
KINDS: tuple[Kind, ...] = ("new", "confirmed", "disputed", "settled", "moved", "dated", "due", "fell")
TALK = frozenset({"planned", "proposed", "threatened", "hypothetical"})
DONE = frozenset({"occurred", "ongoing"})
NEAR = timedelta(hours=3)
"""How much longer than a day a day is told that is one on several clocks; it is shown as the day."""

Now = tuple[int, str, Happening]
"""An event as told now: the number of its story, its id there, and what is kept of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. ``event`` is the event's id in the memorandum of story ``story``; both null where it fell.

    ``files`` are the reports that tell the event now, or told it before it fell.
    """

    kind: Kind
    label: str
    text: str
    event: str | None = None
    story: int | None = None
    slot: SlotName | None = None
    files: tuple[str, ...] = ()


def compare(
    before: Sequence[Happening],
    now: Sequence[Now],
    *,
    files: Mapping[int, str],
    positions: Callable[[int, str, SlotName], str],
    since: datetime | None,
    until: datetime,
) -> tuple[Change, ...]:
    """What is other now than it was before; ``files`` names the reports by the rows of their sources.

    What is told now as it was before may be left out of both, unless it came due. ``positions`` words what is
    disputed about an event.

    Events are held together by the places in the reports that speak of them, never by name. A plan came due
    where its whole time passed after ``since`` and no report tells that it was done.
    """
    pairs = _paired(before, [h for _, _, h in now])
    out: list[Change] = []
    for (story, name, here), old in zip(now, pairs, strict=True):
        told = tuple(sorted(files[s] for s in here.sources if s in files))

        def change(kind: Kind, text: str, slot: SlotName | None = None) -> None:
            out.append(
                Change(
                    kind=kind,
                    label=here.label,  # noqa: B023 - called in this turn of the loop alone
                    text=text,
                    event=name,  # noqa: B023
                    story=story,  # noqa: B023
                    slot=slot,
                    files=told,  # noqa: B023
                )
            )

        if old is None:
            change("new", f"{here.status}; {_shown(here)}")
        else:
            if old.status in TALK and here.status in DONE:
                change("confirmed", f"was {old.status}, is now told as {here.status}")
            elif old.origins < 2 <= here.origins:
                change("confirmed", f"{here.origins} separate origins stand behind it; it was one")
            if here.status == "denied" and old.status != "denied":
                change("fell", f"was {old.status}, is now denied")
            if text := _moved(old, here):
                change("moved", text, "time")
            elif (here.earliest or here.partial) and not (old.earliest or old.partial):
                change("dated", _shown(here), "time")
        was = {s.slot for s in old.stands if s.standing == "disputed"} if old else set()
        are = {s.slot for s in here.stands if s.standing == "disputed"}
        for slot in sorted(are - was):
            change("disputed", f"{slot}: {positions(story, name, slot)}", slot)
        for slot in sorted(was - are):
            change("settled", f"{slot}: disputed before, no longer", slot)
        if (due := _moment(here.latest)) and here.status == "planned" and due <= until and (not since or due > since):
            change("due", f"was to be {_shown(here)}; no report tells that it was done", "time")
    held = {a for _, _, h in now for a in h.anchors}
    out += [
        Change(
            kind="fell",
            label=old.label,
            text=f"was {old.status}; no report tells it any more",
            files=tuple(sorted(files[s] for s in old.sources if s in files)),
        )
        for old in before
        if not held & set(old.anchors)
    ]
    return tuple(sorted(out, key=lambda c: (KINDS.index(c.kind), c.story or 0)))


def _paired(before: Sequence[Happening], now: Sequence[Happening]) -> list[Happening | None]:
    """For each event now the one before that shares most places with it; null for one that shares none.

    An event that was parted in two pairs both: neither is news.
    """
    homes: dict[int, int] = {a: i for i, old in enumerate(before) for a in old.anchors}
    out: list[Happening | None] = []
    for here in now:
        shared = Counter(homes[a] for a in here.anchors if a in homes)
        best = min(shared, key=lambda i: (-shared[i], i), default=None)
        out.append(None if best is None else before[best])
    return out


def _moved(old: Happening, here: Happening) -> str | None:
    """How the time of an event is another; null where it is the same, or only closer or wider."""
    a, b, c, d = (_moment(t) for t in (old.earliest, old.latest, here.earliest, here.latest))
    if not (a and b and c and d and (d <= a or b <= c)):
        return None
    if here.status in TALK:
        return f"from {_shown(old)} to {_shown(here)}"
    return f"told for {_shown(here)}; before, for {_shown(old)}"


def _shown(one: Happening) -> str:
    return stretch(one.earliest, one.latest, one.partial)


def stretch(earliest: str | None, latest: str | None, partial: str | None = None) -> str:
    """When an event is, in words: days where it is whole days, else hours with their offset."""
    start, end = _moment(earliest), _moment(latest)
    if start is None or end is None:
        return partial or "no date"
    if start.time() == end.time() == time() and start.utcoffset() == end.utcoffset():
        last = end - timedelta(days=1)
        return _day(start) if last.date() <= start.date() else f"{_day(start)} to {_day(last)}"
    if start.time() == time() and timedelta(days=1) < end - start <= timedelta(days=1) + NEAR:
        return _day(start)
    offset = f" ({start:%z})" if start.utcoffset() == end.utcoffset() else ""
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{_day(end)}, {end:%H:%M}"
    return f"{_day(start)}, {start:%H:%M} to {until}{offset}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def positions_of(event: Event, slot: SlotName) -> str:
    """The accounts that cannot all be true, in words."""
    told = next((s for s in event.slots if s.slot == slot and s.standing == "disputed"), None)
    if told is None:
        apart = [o for t in event.twins for o in t.otherwise if o.slot == slot]
        return " / ".join(dict.fromkeys(v for o in apart for v in (o.here, o.there)))
    return " / ".join(p.value for p in told.positions)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
