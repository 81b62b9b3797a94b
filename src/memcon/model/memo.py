"""The memorandum: what one ``memcon brief`` says, as frozen values.

Field for field the contract ``memcon/memorandum/1``; ``docs/memorandum.md`` describes it in prose.
Ids are short and stable; every tuple is in a canonical order, so that the same reports give the
same file whatever their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from memcon.model.places import Span

SCHEMA = "memcon/memorandum/1"

Kind = Literal["news", "readout", "transcript", "statement", "post"]
ActorKind = Literal["person", "government", "armed-force", "organization", "group", "place"]
Status = Literal["occurred", "ongoing", "planned", "proposed", "threatened", "hypothetical", "denied"]
SlotName = Literal[
    "time",
    "order",
    "place",
    "initiator",
    "participants",
    "duration",
    "amount",
    "topic",
    "wording",
    "outcome",
    "condition",
    "disclosure",
    "status",
]
Standing = Literal["agreed", "repeated", "compatible", "attribution", "disputed", "single"]
Reason = Literal["clock", "granularity", "part-whole", "bound", "strength", "paraphrase", "update"]
Manner = Literal["direct", "indirect", "readout", "narration"]
Stance = Literal["asserts", "hedges", "denies", "declines"]
ClaimKind = Literal["fact", "assessment"]
Precision = Literal["instant", "part-of-day", "day", "week", "month", "season", "year", "open"]
Basis = Literal["stated", "relative", "dateline", "reconciled"]
LeverState = Literal["threatened", "announced", "in force", "eased", "paused", "lifted"]
LinkType = Literal["responds-to", "causes", "implements", "announces", "follows", "part-of", "reverses"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """What made the file; ``rules`` is a short hash of the data files that the rules stand in."""

    name: str
    version: str
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as read. ``text`` is verbatim; ``published`` is ISO 8601 with an offset, or null.

    ``published_or`` is the other moment that a time stamp in doubt may mean (its digits taken for a
    local clock), and ``doubt`` says in words what speaks against the stamp; null where nothing does.
    """

    id: str
    file: str
    title: str | None = None
    outlet: str | None = None
    side: str | None = None
    kind: Kind = "news"
    language: str | None = None
    published: str | None = None
    published_or: str | None = None
    doubt: str | None = None
    zone: str | None = None
    url: str | None = None
    dateline: str | None = None
    credits: tuple[str, ...] = ()
    characters: int = 0
    sha256: str = ""
    text: str = ""
    origin: str | None = None
    reliability: str = "F"
    read: bool = True
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who acts or is acted on; ``country`` is ISO 3166-1 alpha-3 or a PLOVER code."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """An interval on one capital's clock: local dates and parts of day, and the zone it is told in."""

    country: str
    capital: str
    zone: str
    earliest: str
    latest: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """When an event was: ``earliest`` ≤ t < ``latest``, ISO 8601 with offsets; both null if open.

    ``partial`` keeps a date that lacks a year or a day, as a TIMEX3 value with X for what is missing.
    """

    earliest: str | None = None
    latest: str | None = None
    precision: Precision = "open"
    basis: Basis = "stated"
    words: tuple[Span, ...] = ()
    clocks: tuple[Clock, ...] = ()
    partial: str | None = None
    explanation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where a report speaks of an event: the shortest words that name the act, the sentence."""

    report: str
    trigger: Span
    sentence: Span
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Why two mentions were put together or kept apart.

    ``number`` is that of the person's judgement (``Judged``) that decided it, null where the machine did.
    """

    left: Span
    right: Span
    verdict: Literal["same", "different"]
    score: float
    because: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One value of a slot, and who holds it. ``normal`` is the value in comparable form."""

    value: str
    normal: str | None
    claims: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What the reports say of one side of an event, and how that stands.

    ``judged`` is the number of a person's judgement (``Judged``) that takes one of the positions; the standing is
    still that of the reports.
    """

    slot: SlotName
    standing: Standing
    positions: tuple[Position, ...]
    reason: Reason | None = None
    explanation: str = ""
    other: str | None = None
    judged: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another PLOVER type that would fit, with its score between 0 and 1."""

    type: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """A side of an event that another part tells otherwise: what is told here, and there, in words.

    ``disputed`` is true where not both can be true.
    """

    slot: SlotName
    here: str
    there: str
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The same event where another part of the story, or another story, tells it further.

    ``story`` and ``event`` are the number of that part among all stories and the event's id there. ``reports`` are ids
    as in ``Memorandum.stories``, ``outlets`` the names of those that have one. ``leads`` is true of the one under which
    lists show all of them. ``number`` is that of a person's judgement that made them one, null where the likeness did.
    """

    story: int
    event: str
    label: str
    reports: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    leads: bool = False
    otherwise: tuple[Otherwise, ...] = ()
    score: float | None = None
    because: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening, plan or threat, over all reports that speak of it."""

    id: str
    label: str
    type: str | None
    status: Status
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    reciprocal: bool = False
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    time: Time | None = None
    place: str | None = None
    mentions: tuple[Mention, ...] = ()
    slots: tuple[Slot, ...] = ()
    reports: tuple[str, ...] = ()
    origins: int = 0
    reasons: tuple[Judgement, ...] = ()
    near_misses: tuple[Judgement, ...] = ()
    twins: tuple[Twin, ...] = ()
    """Where other parts of the story tell it further, the one that leads first; empty for most."""
    whole: bool = True
    """Whether the label says who did what; false where the texts leave one of the two open. No page leads with such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLink:
    """One link in the chain of who says so. ``name`` is the report's own words for the voice."""

    name: str
    actor: str | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who stands behind a claim: a report in its own voice, or a named speaker."""

    report: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One assertion of one report. ``evidence``: the tightest words first, the sentence last."""

    id: str
    report: str
    value: str
    evidence: tuple[Span, ...]
    event: str | None = None
    slot: SlotName | None = None
    normal: str | None = None
    voice: tuple[VoiceLink, ...] = ()
    manner: Manner = "narration"
    stance: Stance = "asserts"
    kind: ClaimKind = "fact"
    side: str | None = None
    origin: Origin = Origin()
    credibility: int | None = None
    by: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What a party would not give: it declined to say, or is reported to have supplied little."""

    party: str
    event: str | None
    claim: str
    manner: Literal["declined", "not-supplied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """What one side says and another leaves out. Never to be read as denial."""

    claims: tuple[str, ...]
    said_by: tuple[str, ...]
    silent: tuple[str, ...]
    event: str | None
    basis: Literal["checked", "reported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What to handle with care before it is used; ``text`` says why, in plain words."""

    kind: str
    text: str
    event: str | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """An economic, military or diplomatic instrument in one party's hand, and its state."""

    instrument: str
    kind: Literal["economic", "military", "diplomatic"]
    state: LeverState
    by: str
    against: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A directed pair of countries. The four figures are lists of event ids, never bare counts."""

    source: str
    target: str
    events: tuple[str, ...]
    cooperation: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    material: tuple[str, ...] = ()
    verbal: tuple[str, ...] = ()
    levers: tuple[Lever, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """Something to come. ``when`` is null where no report dates it."""

    event: str
    when: Time | None
    status: Status
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What the reports say to watch."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How two events hang together as the reports tell it."""

    type: LinkType
    source: str
    target: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """What a party holds, apart from any act."""

    actor: str
    issue: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many sentences of a report there are, and which of them carry no claim."""

    report: str
    sentences: int
    without_claim: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Another story that some of the reports given tell: named here, not told.

    ``label`` is its main event, or the title of its first report; ``number`` is the place of the story
    among all that the reports tell, by which it can be asked for. ``because`` says what parts it
    from the one told.
    """

    number: int
    label: str
    reports: tuple[str, ...]
    files: tuple[str, ...]
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a person judged, as it stands in this memorandum: never to be shown as the machine's or a report's.

    ``text`` says it in plain words. ``events`` are those that it bears on, ``reports`` those whose reliability it
    gives, ``claims`` those that it takes or moves; ``value`` is what it takes for ``slot``. ``resting`` says why it
    has no effect here, null where it has one.
    """

    number: int
    kind: Literal["same", "different", "slot", "reliability", "about", "not-about"]
    by: str
    because: str
    at: str
    text: str
    events: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    slot: SlotName | None = None
    value: str | None = None
    resting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memorandum:
    """One document: the reports, and one record per fact with who says it."""

    tool: Tool
    reports: tuple[Report, ...]
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    omissions: tuple[Omission, ...] = ()
    assessments: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    relations: tuple[Relation, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    links: tuple[Link, ...] = ()
    standpoints: tuple[Standpoint, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    unheard: tuple[str, ...] = ()
    stories: tuple[Story, ...] = ()
    judgements: tuple[Judged, ...] = ()
    made: str | None = None
    schema: str = SCHEMA
