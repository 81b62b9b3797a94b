"""What the outlook gives: states of relations over time, the agenda, and what the reports say to watch.

Days are ISO dates (``2026-05-03``) on the clock that a time is written in; moments are ISO 8601 with an offset.
Parties are country codes where there is one, else an actor's name. Events are named by story and id, because ids are
unique within one story alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from memcon.model.memo import Clock, LeverState, Precision, Status

Kind = Literal["cooperation", "conflict"]
Placed = Literal["dated", "told", "not placed"]
"""On a day that the reports give; on the days before its first report; on none."""
Trend = Literal["rising", "falling", "steady", "unknown"]
PlanState = Literal["scheduled", "moved", "confirmed", "cancelled", "held", "overdue"]
SignKind = Literal["indicator", "conditional", "threat"]
SignState = Literal["touched", "not yet", "passed"]
PartName = Literal["", "condition", "consequence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """Words of one report: ``quote == text[start:end]``; ``voice`` is who says so, null in the report's own voice."""

    story: int
    report: str
    file: str
    published: str | None
    start: int
    end: int
    quote: str
    voice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One reason why an event weighs less than one done and agreed: ``value`` between 0 and 1, ``because`` in words."""

    name: str
    value: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An event of somebody else's coding: ``source`` and ``target`` country codes, ``day`` an ISO date.

    ``code`` is a CAMEO code, ``root`` a PLOVER type, ``intensity`` Goldstein's figure (-10 to 10); one of them is
    enough, and a figure given outranks that of the code. ``origin`` names the data set, ``id`` the row in it.
    """

    day: str
    source: str
    target: str
    origin: str
    code: str | None = None
    root: str | None = None
    intensity: float | None = None
    id: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One event as it weighs on a directed pair, once however many reports tell it.

    ``weight`` is |``intensity``| / 10 times all ``factors``; ``jump`` by how much it raised the level (a week) when
    it came, ``now`` how much of the level at the end is still its own. ``first`` to ``last`` are the days it is spread
    over, null where it is placed on none; ``why`` says why it is placed so. ``origin`` is null for an event of the
    memorandum, else the data set of a coded row; ``stories`` are other stories that tell the same.
    """

    story: int
    event: str
    label: str
    type: str
    mode: str | None
    status: Status
    source: str
    target: str
    kind: Kind
    material: bool
    intensity: float
    weight: float
    factors: tuple[Factor, ...]
    placed: Placed
    first: str | None
    last: str | None
    why: str
    reports: int
    origins: int
    jump: float = 0.0
    now: float = 0.0
    cites: tuple[Cite, ...] = ()
    origin: str | None = None
    stories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The level on one day, a week's worth of it, with its 90 per cent band.

    ``covered`` is how well reports cover the day, 0 to 1.
    """

    day: str
    level: float
    low: float
    high: float
    covered: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A day about which a level changed for good: the levels (a week) before and after, and how probable it is.

    ``first`` to ``last`` are the days that share the probability; ``events`` (story, id) came within them or soon
    after.
    """

    day: str
    first: str
    last: str
    before: float
    after: float
    probability: float
    events: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Cooperation or conflict of a directed pair over time; ``points`` is empty where no event could be placed."""

    kind: Kind
    points: tuple[Point, ...]
    changes: tuple[Change, ...]
    trend: Trend
    marks: int
    """How many events stand behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverStep:
    """A state that an instrument was told to be in: since ``day`` (null if no report dates it), and by whose word."""

    state: LeverState
    day: str | None
    dated: bool
    """Whether a report gives the day; else ``day`` is that of the first dated report that tells it, or null."""
    by_word_of: tuple[str, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverLine:
    """An instrument in one party's hand, through its states.

    ``on``, ``off``, ``eased``, ``threatened`` are the days since which it is so, or null.
    """

    instrument: str
    kind: Literal["economic", "military", "diplomatic"]
    by: str
    against: str | None
    state: LeverState
    steps: tuple[LeverStep, ...]
    on: str | None
    off: str | None
    eased: str | None
    threatened: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What one party does towards another, over time. ``unplaced`` are events that no day could be given."""

    source: str
    target: str
    source_name: str
    target_name: str
    cooperation: Level
    conflict: Level
    marks: tuple[Mark, ...]
    unplaced: tuple[Mark, ...]
    levers: tuple[LeverLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One talk of two parties or more: ``people`` are those named for each party; ``day`` null if not dated."""

    story: int
    event: str
    label: str
    parties: tuple[str, ...]
    people: tuple[str, ...]
    mode: str | None
    day: str | None
    status: Status
    reports: int
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """An alliance, union or group that the texts name; ``with_`` are states told to act together with it or in it."""

    name: str
    code: str | None
    kind: str
    mentions: int
    reports: int
    with_: tuple[str, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tension:
    """A pair of parties (both directions together) in the order of tension, with what moved it most.

    ``conflict`` and ``cooperation`` are levels a week at the end, both directions added; ``moved`` by what is still
    felt of them, most first.
    """

    one: str
    two: str
    one_name: str
    two_name: str
    conflict: float
    conflict_low: float
    conflict_high: float
    cooperation: float
    trend: Trend
    moved: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Relations over time: the pairs asked for, and the system that they are part of.

    ``first`` to ``last`` are the days covered, null where nothing could be placed. ``notes`` are sentences on what was
    left out.
    """

    first: str | None
    last: str | None
    pairs: tuple[Pair, ...]
    tensions: tuple[Tension, ...]
    contacts: tuple[Contact, ...]
    groupings: tuple[Grouping, ...]
    coded: tuple[tuple[str, int], ...]
    """Rows of others' coding taken in, by data set."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """What one report gives as the time of a plan: ``words`` as told, and the interval they mean (null if open)."""

    words: str
    earliest: str | None
    latest: str | None
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A plan put off or brought forward: the words for the two times, and the report that tells the later one."""

    from_words: str
    to_words: str
    from_earliest: str | None
    to_earliest: str | None
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Something scheduled, and what became of it.

    ``uid`` stays the same while a plan is followed; ``sequence`` counts what changed it (moved, cancelled, held).
    ``certain`` is true where two separate origins name one precise day. ``reasons`` say in words why ``state`` is what
    it is and why the plan is tentative. ``datings`` are the reports' times for it where they are not all in the same
    words; ``clocks`` are given where an hour is told. ``held`` (story, event) is the event that it became.
    """

    uid: str
    story: int
    event: str
    label: str
    type: str | None
    mode: str | None
    state: PlanState
    status: Status
    certain: bool
    earliest: str | None
    latest: str | None
    precision: Precision
    when: str
    """The time in words; "no date" where none is told."""
    clocks: tuple[Clock, ...]
    parties: tuple[str, ...]
    place: str | None
    said_by: tuple[str, ...]
    """Whose word it is: voices, and reports in their own voice by file."""
    reports: int
    origins: int
    datings: tuple[Dating, ...]
    moves: tuple[Move, ...]
    cites: tuple[Cite, ...]
    reasons: tuple[str, ...]
    sequence: int
    held: tuple[int, str] | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is scheduled, in order of time, the undated last.

    ``now`` is the moment that it looks from, null if none is known.
    """

    now: str | None
    plans: tuple[Plan, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """A later report that speaks of what was to be watched.

    ``words`` are those that match, ``event`` the act that it tells, if any. ``part`` is the condition or the
    consequence of a conditional; empty for an indicator.
    """

    part: PartName
    words: tuple[str, ...]
    score: float
    event: str | None
    status: Status | None
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Something that the reports say to watch, or an "if X, then Y" of theirs, and what later reports say of it.

    ``since`` is when it was first said (the report's publication), null if unknown; ``due`` a day by which it was to
    show.
    """

    story: int
    kind: SignKind
    text: str
    condition: str | None
    consequence: str | None
    by: tuple[str, ...]
    state: SignState
    since: str | None
    due: str | None
    touches: tuple[Touch, ...]
    cites: tuple[Cite, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """All that is to be watched; touched first."""

    now: str | None
    signs: tuple[Sign, ...]
    notes: tuple[str, ...]
