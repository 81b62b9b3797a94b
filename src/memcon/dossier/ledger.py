"""Briefs written from a dossier, and whether they still hold: each is kept with its events and their reports.

An event is found again by the sentences that speak of it, as ``changed`` finds it: a page that was changed elsewhere
takes nothing from what still stands word for word.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memcon.dossier.changes import stretch
from memcon.dossier.happenings import _anchor as anchor_of
from memcon.dossier.numbering import numbering
from memcon.model.judgements import text_hash
from memcon.model.memo import Event, Memorandum
from memcon.store import judgements as rows
from memcon.store import made
from memcon.store.file import open_
from memcon.store.reports import lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event as a brief told it. ``anchors`` are the places that spoke of it, each with the text it is in."""

    id: str
    label: str
    status: str
    earliest: str | None
    latest: str | None
    disputed: tuple[str, ...]
    judged: tuple[int, ...]
    anchors: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """An event of a brief that is not so any more, and why."""

    event: str
    label: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheld:
    """A brief that rested on what gave way. ``part`` says which part of the dossier it tells, empty for a story.

    ``fallen`` are the events that are told otherwise now. ``changed`` are the reports that have another text by now,
    ``standing`` the events that rested on these and still stand in the same words.
    """

    file: str
    at: str
    form: str
    part: str
    fallen: tuple[Fallen, ...]
    changed: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """How things stand: who tells which event at which place, the hashes of all texts, all judgements."""

    homes: Mapping[int, tuple[Memorandum, Event]]
    texts: frozenset[str]
    entries: Mapping[int, rows.Entry]


def printed(
    path: str | Path,
    memo: Memorandum,
    *,
    file: str,
    form: str,
    part: str,
    text: str,
    at: str,
    state: int | None = None,
) -> bool:
    """Keep that a brief was written to a file; false where the dossier takes no writing.

    ``state`` is the last add or judgement that the memorandum tells of (``telling.told_at``): another add may have come
    since. Its reports are found by the names that they had then.
    """
    with open_(path, write=False) as store:
        if not store.writable:
            return False
        with store.reading() as connection:
            there = lines(connection, state)
        names = numbering(there).names
        body = _body(memo, {names[one.row]: one.source for one in there})
        with store.writing() as connection:
            made.keep(connection, at=at, file=file, form=form, part=part, text=text, body=body, intake=state)
    return True


def homes(memo: Memorandum, sources: Mapping[str, int]) -> dict[int, tuple[Memorandum, Event]]:
    """Where each place that speaks of an event leads; ``sources`` are the rows of the reports' sources by file."""
    by_id = {r.id: sources.get(r.file, 0) for r in memo.reports}
    return {anchor: (memo, event) for event in memo.events for _, anchor in anchors(event, by_id)}


def anchors(event: Event, sources: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The places that speak of an event: the report, and a figure by which ``changed`` too knows the place again."""
    return tuple(
        dict.fromkeys(
            (
                m.report,
                anchor_of(sources[m.report], m.sentence.quote, m.trigger.quote, m.trigger.start - m.sentence.start),
            )
            for m in event.mentions
        )
    )


def _body(memo: Memorandum, sources: Mapping[str, int]) -> str:
    """What a brief rests on: texts by hash and file, and each event with the places that speak of it."""
    by_id = {r.id: sources.get(r.file, 0) for r in memo.reports}
    told_by = [r for r in memo.reports if any(r.id in e.reports for e in memo.events)]
    order = {r.id: n for n, r in enumerate(told_by)}
    judged: dict[str, list[int]] = {}
    for one in memo.judgements:
        for name in one.events if one.resting is None else ():
            judged.setdefault(name, []).append(one.number)
    events = []
    for event in memo.events:
        held: dict[str, Any] = {"id": event.id, "label": event.label, "status": event.status}
        if event.time and event.time.earliest:
            held |= {"earliest": event.time.earliest, "latest": event.time.latest}
        if disputed := _disputed(event):
            held["disputed"] = disputed
        if event.id in judged:
            held["judged"] = judged[event.id]
        held["places"] = [[order[report], anchor] for report, anchor in anchors(event, by_id)]
        events.append(held)
    texts = [[text_hash(r.text), r.file] for r in told_by]
    return json.dumps({"texts": texts, "events": events}, ensure_ascii=False, separators=(",", ":"))


def _disputed(event: Event) -> list[str]:
    return sorted({s.slot for s in event.slots if s.standing == "disputed" and s.judged is None})


def texts(one: made.Made) -> dict[str, str]:
    """The files of the reports that a brief rested on, by the hashes of their texts."""
    return {str(h): str(f) for h, f in json.loads(one.body)["texts"]}


def told_in(one: made.Made) -> tuple[Told, ...]:
    """The events that a brief told, each with what it rested on."""
    held = json.loads(one.body)
    hashes = [str(h) for h, _ in held["texts"]]
    return tuple(
        Told(
            id=e["id"],
            label=e["label"],
            status=e["status"],
            earliest=e.get("earliest"),
            latest=e.get("latest"),
            disputed=tuple(e.get("disputed", ())),
            judged=tuple(e.get("judged", ())),
            anchors=tuple((int(anchor), hashes[t]) for t, anchor in e["places"]),
        )
        for e in held["events"]
    )


def unheld(one: made.Made, now: Now) -> Unheld | None:
    """What became of a brief; null where nothing that it rested on gave way."""
    changed = {h: f for h, f in texts(one).items() if h not in now.texts}
    fallen, standing = [], []
    for told in told_in(one):
        why = tuple(_why(told, now, changed))
        if why:
            fallen.append(Fallen(event=told.id, label=told.label, why=why))
        elif any(text in changed for _, text in told.anchors):
            standing.append(told.id)
    if not fallen and not changed:
        return None
    return Unheld(
        file=one.file,
        at=one.at,
        form=one.form,
        part=one.part,
        fallen=tuple(fallen),
        changed=tuple(sorted(set(changed.values()))),
        standing=tuple(standing),
    )


def _why(told: Told, now: Now, changed: Mapping[str, str]) -> Iterator[str]:
    """Why an event is not as a brief told it."""
    for number in told.judged:
        entry = now.entries.get(number)
        if entry is not None and entry.undone is not None:
            ruling, undone = entry.ruling, entry.undone
            yield f"judgement {number} of {ruling.by} was taken back by {undone.by}: “{undone.because}”"
    found = [now.homes[a] for a, _ in told.anchors if a in now.homes]
    if not found:
        yield "no report tells it any more"
        return
    lost = sorted({changed[text] for a, text in told.anchors if a not in now.homes and text in changed})
    if lost:
        yield f"its words in {', '.join(lost)} were changed"
    events = {e.id: (m, e) for m, e in found}
    if len(events) > 1:
        yield f"it is several events now: {'; '.join(f'{e.id} {e.label}' for _, e in events.values())}"
    counts = [e.id for _, e in found]
    yield from _differs(told, *events[max(events, key=lambda i: (counts.count(i), i))])


def _differs(told: Told, memo: Memorandum, event: Event) -> Iterator[str]:
    """How an event is told otherwise than a brief told it."""
    if event.status != told.status:
        yield f"was told as {told.status}, is now {event.status}"
    before = (told.earliest, told.latest)
    after = (event.time.earliest, event.time.latest) if event.time else (None, None)
    if before != after:
        partial = event.time.partial if event.time else None
        yield f"was told for {stretch(*before)}, now for {stretch(*after, partial)}"
    new = [s for s in _disputed(event) if s not in told.disputed]
    if new:
        yield f"disputed since: {', '.join(new)}"
    for one in memo.judgements:
        if event.id in one.events and one.resting is None and one.number not in told.judged:
            yield f"judged since by {one.by} (judgement {one.number}): “{one.because}”"
