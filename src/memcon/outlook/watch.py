"""What the reports say to watch, and which later reports touch it.

Later is a report that was published after the one that says to watch; of one without a date nothing is known to be
later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from memcon.model.data import mapping
from memcon.model.memo import Memorandum
from memcon.outlook.cites import moment, spread
from memcon.outlook.kept import SignHead
from memcon.outlook.shelf import Shelf, shelf
from memcon.outlook.signs import DONE, Sought
from memcon.outlook.touching import Touched, words_in
from memcon.outlook.types import Sign, SignState, Touch, Watch

MOST = 6
"""How many touches of one part of a sign are given; the fullest of each report first."""
MEMBERS = 6
"""Of how many stories that tell a sign in the same words the words are given."""
ORDER: tuple[SignState, ...] = ("touched", "not yet", "passed")
LATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sign in a list: where it stands first (story, place), all who tell it, its state, what touches it."""

    members: tuple[tuple[int, int], ...]
    state: SignState
    since: str | None
    due: str | None
    touches: tuple[tuple[int, Touched], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """All signs in order, as seen at ``now``, and how many reports are not dated."""

    now: datetime | None
    entries: tuple[Entry, ...]
    undated: int


def index(given: Shelf, now: datetime | None) -> Index:
    """The signs of all stories in the order in which they are shown: touched first, then by when they were said."""
    heads = given.heads()
    at = now or max((m for h in heads.values() if (m := moment(h.latest))), default=None)
    touched: dict[tuple[int, int], list[tuple[int, Touched]]] = {}
    for story, by, touch in given.touched():
        touched.setdefault((story, touch.sign), []).append((by, touch))
    groups: dict[int, list[tuple[int, int, SignHead]]] = {}
    for story, head in heads.items():
        for place, sign in enumerate(head.signs):
            groups.setdefault(sign.key, []).append((story, place, sign))
    entries = [_entry(sorted(group, key=_first), touched, at) for group in groups.values()]
    entries.sort(key=lambda e: (ORDER.index(e.state), e.since or "9", e.members[0]))
    return Index(now=at, entries=tuple(entries), undated=sum(h.unsure for h in heads.values()))


def _first(one: tuple[int, int, SignHead]) -> tuple[bool, datetime, int, int]:
    story, place, sign = one
    return sign.since is None, moment(sign.since) or LATE, story, place


def _entry(
    group: Sequence[tuple[int, int, SignHead]],
    touched: Mapping[tuple[int, int], Sequence[tuple[int, Touched]]],
    now: datetime | None,
) -> Entry:
    telling = {(story, report) for story, _, sign in group for report in sign.reports}
    found = [
        (by, t)
        for story, place, _ in group
        for by, t in touched.get((story, place), ())
        if (by, t.report) not in telling
    ]
    first = group[0][2]
    grace = timedelta(days=int(mapping("outlook", "watching")["grace"]))
    state: SignState = "touched" if found else "not yet"
    if not found and first.due is not None and now is not None and date.fromisoformat(first.due) + grace < now.date():
        state = "passed"
    return Entry(
        members=tuple((story, place) for story, place, _ in group),
        state=state,
        since=first.since,
        due=first.due,
        touches=tuple(found),
    )


def sign(given: Shelf, entry: Entry) -> Sign:
    """One sign in full."""
    told = [given.sign(story, place) for story, place in entry.members[:MEMBERS]]
    first = told[0]
    parts = {p.name: p.text for p in first.parts}
    touches = tuple(_touches(given, entry, first))
    return Sign(
        story=entry.members[0][0],
        kind=first.kind,
        text=first.text,
        condition=parts.get("condition"),
        consequence=parts.get("consequence"),
        by=tuple(dict.fromkeys(b for one in told for b in one.by)),
        state=entry.state,
        since=entry.since,
        due=entry.due,
        touches=touches,
        cites=spread(c for one in told for c in one.cites),
        reason=_told(first, entry, touches),
    )


def _touches(given: Shelf, entry: Entry, first: Sought) -> Iterable[Touch]:
    """What touches a sign, part by part, in order of time."""
    for at, part in enumerate(first.parts):
        best: dict[tuple[int, str], tuple[int, Touched]] = {}
        for by, touch in entry.touches:
            key = (by, touch.report)
            if touch.part == at and (key not in best or touch.rank > best[key][1].rank):
                best[key] = by, touch
        told = sorted(best.values(), key=lambda f: (not f[1].rank[0], -f[1].score, f[0], f[1].report, f[1].start))
        made = []
        for by, t in told[:MOST]:
            cite = given.cite(by, t.report, t.start, t.end)
            words = words_in(part, cite.quote)
            made.append(Touch(part=part.name, words=words, score=t.score, event=t.event, status=t.status, cite=cite))
        yield from sorted(made, key=lambda t: (t.cite.published or "", t.cite.report))


def _told(one: Sought, entry: Entry, touches: Sequence[Touch]) -> str:
    """In words, what later reports say of a sign."""
    if entry.state == "passed":
        return f"its time passed on {entry.due}, and no later report speaks of it"
    if one.since is None:
        return "the report that says so has no date; what is later is not known"
    if not touches:
        return "no later report speaks of it"
    seen = {t.part for t in touches}
    if one.kind == "conditional":
        names = {"condition": "the condition", "consequence": "the consequence"}
        have = [names[p] for p in ("condition", "consequence") if p in seen]
        lack = [names[p] for p in ("condition", "consequence") if p not in seen]
        return f"later reports speak of {' and of '.join(have)}{f'; not of {lack[0]}' if lack else ''}"
    done = any(t.status in DONE for t in touches)
    return "a later report tells an act of it" if done else "a later report speaks of it"


def notes(found: Index) -> tuple[str, ...]:
    """What is to be known of a list of signs, in sentences."""
    if not found.undated:
        return ()
    one = found.undated == 1
    words = "report has" if one else "reports have"
    return (f"{found.undated} {words} no date of publication; {'it' if one else 'they'} cannot be told to be later",)


def watch(given: Shelf | Iterable[Memorandum], *, now: datetime | None = None) -> Watch:
    """The indicators, conditionals and threats of all stories, with the later reports that speak of them."""
    stands = shelf(given)
    found = index(stands, now)
    return Watch(
        now=found.now.isoformat() if found.now else None,
        signs=tuple(sign(stands, e) for e in found.entries),
        notes=notes(found),
    )
