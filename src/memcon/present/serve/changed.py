"""What changed since the last add, or since a day: new, confirmed, disputed, settled, moved, came due, fell."""

# ruff: noqa: RUF009 - a field with what it means, made by a function of ours

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from memcon.dossier.changes import KINDS, Change, positions_of
from memcon.dossier.opening import events_alone
from memcon.dossier.pages import Edit, Fate
from memcon.dossier.since import Changes
from memcon.dossier.since import changed_in as differences
from memcon.model.memo import SlotName
from memcon.pipeline import Options
from memcon.present.dossier import WORDS
from memcon.present.serve import reads
from memcon.present.serve.asking import asked
from memcon.present.serve.room import Room
from memcon.present.serve.values import Paging, paging

PER_PAGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedAsked:
    """Since when."""

    since: date | None = asked("Since this day; left out, since before the last add.", default=None)
    page: int = asked("Which page.", default=1, low=1, high=10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change. ``event`` and ``story`` are null where the event fell."""

    kind: str
    words: str
    label: str
    text: str
    event: str | None
    story: int | None
    slot: str | None
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPage:
    """What changed since an add: its number and moment, null where all is new."""

    since: int | None
    moment: str | None
    adds: int
    new: tuple[str, ...]
    again: tuple[str, ...]
    edits: tuple[Edit, ...]
    pages: tuple[Fate, ...]
    counts: tuple[tuple[str, int], ...]
    changes: tuple[ChangeRow, ...]
    paging: Paging
    empty: bool


def _disputes(room: Room, changes: Sequence[Change]) -> dict[tuple[int, str, SlotName], str]:
    """The words of what is in dispute, by story, event and side; each story is opened once."""
    wanted: dict[int, set[tuple[str, SlotName]]] = {}
    for c in changes:
        if c.kind == "disputed" and c.story and c.event and c.slot:
            wanted.setdefault(c.story, set()).add((c.event, c.slot))
    out: dict[tuple[int, str, SlotName], str] = {}
    for story, sides in wanted.items():
        memo = reads.story_part(room, story, events_alone({e for e, _ in sides}))
        events = {e.id: e for e in memo.events}
        out |= {(story, e, s): f"{s}: {positions_of(events[e], s)}" for e, s in sides if e in events}
    return out


def changed(room: Room, asks: ChangedAsked) -> ChangedPage:
    """A page of what changed."""
    moment = datetime(asks.since.year, asks.since.month, asks.since.day).astimezone() if asks.since else None
    there = reads.shown(room)

    def work(own: Room) -> Changes:
        return differences(
            own.store,
            there.settled if there else None,
            since=moment,
            now=room.now,
            options=Options(),
            names=there.names if there else None,
            positions=lambda *_: "",  # worded where it is shown: of thousands one page is
        )

    if there is None:
        return ChangedPage(
            since=None,
            moment=None,
            adds=0,
            new=(),
            again=(),
            edits=(),
            pages=(),
            counts=(),
            changes=(),
            paging=paging(0, 1),
            empty=True,
        )
    found = room.memory.slow(room, ("changed", asks.since, room.now.date()), work)
    part = paging(len(found.changes), asks.page, PER_PAGE)
    shown = found.changes[(part.page - 1) * PER_PAGE : part.page * PER_PAGE]
    said = _disputes(room, [c for c in shown if c.kind == "disputed"])
    rows = [
        ChangeRow(
            kind=c.kind,
            words=WORDS[c.kind].capitalize(),
            label=c.label,
            text=said.get((c.story or 0, c.event or "", c.slot or "time"), c.text) if c.kind == "disputed" else c.text,
            event=c.event,
            story=c.story,
            slot=c.slot,
            files=c.files,
        )
        for c in shown
    ]
    kinds = [c.kind for c in found.changes]
    return ChangedPage(
        since=found.since,
        moment=found.moment,
        adds=found.adds,
        new=found.new,
        again=found.again,
        edits=found.edits,
        pages=found.pages,
        counts=tuple((WORDS[k].capitalize(), kinds.count(k)) for k in KINDS if k in kinds),
        changes=tuple(rows),
        paging=part,
        empty=False,
    )
