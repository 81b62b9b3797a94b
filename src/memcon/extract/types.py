"""What extraction gives for one report: attributions, event mentions and claims, still local.

Entity ids are those of the report's ``Reading``; mention ids (``m1`` …) and draft indices count
within the report. ``reconcile`` turns all of it into the memorandum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from memcon.model.memo import ClaimKind, LeverState, LinkType, Manner, SlotName, Stance, Status
from memcon.model.values import swift
from memcon.read.types import Range, Unit

Edge = Literal["start", "end", "effect"]
"""What a date gives of a thing that lasts: its first moment, its last, or when it took effect."""


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One link of a chain of voices: the report's words for it, its entity, its cue."""

    name: str
    entity: str | None = None
    cue: Range | None = None


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Somebody says something: source, cue and content.

    ``content`` is in text order and may be in pieces ("…," she said, "…"). Attributions nest; the
    chain of voices at a place is that of all attributions whose content covers it, outermost first.
    ``cue`` is null where a transcript's turn or a whole text carries the voice. ``named`` is where
    the source is named; the source's name is empty where nobody is ("reportedly", "is said to").
    """

    source: Voice
    cue: Range | None
    content: tuple[Range, ...]
    manner: Manner
    stance: Stance = "asserts"
    event: str | None = None
    rule: str = ""
    named: Range | None = None


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """A value that a report gives for a slot of an event.

    ``normal`` is comparable: ``P1H`` for a duration, ``500000000 USD`` or ``>=100000 troops`` for an
    amount, entity ids for participants and initiator, a TIMEX3 value for a time.
    """

    slot: SlotName
    value: str
    normal: str | None
    start: int
    end: int
    stance: Stance = "asserts"
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """This mention's event comes before or after another's: ``low`` to ``high`` units apart.

    ``other`` is the mention id of the other event. ``low`` and ``high`` are null where the text
    gives no distance ("following"). ``same_day`` is true for "earlier that day".
    """

    relation: Literal["after", "before"]
    other: str
    start: int
    end: int
    unit: Unit | None = None
    low: int | None = None
    high: int | None = None
    same_day: bool = False


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One place where the report speaks of an act, planned, done, threatened or denied.

    ``trigger`` is the shortest words that name the act. ``head`` is the token of its head.
    ``noun`` is the lemma that names the kind of event ("call", "sanction"), for the label and for
    alignment. ``same_as`` is the id of an earlier mention in this report that it takes up ("the
    call"). ``ordinal`` is ``first``, ``second``, ``earlier``, ``next``, ``new`` … where the text
    sets the event apart from others of its kind. ``phrase`` is the clause or noun phrase that
    describes the act, for the label and the wording slot. ``times`` are indices into
    ``Reading.timexes``. ``anaphoric`` is true for a definite or pronominal mention with no content
    of its own. ``orphan`` is true for one that takes up nothing in its own report and has no party:
    it counts only where another report tells the act.
    """

    id: str
    trigger: Range
    phrase: Range
    head: int
    sentence: int
    noun: str
    type: str | None
    status: Status
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, float], ...] = ()
    reciprocal: bool = False
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    ordinal: str | None = None
    anaphoric: bool = False
    same_as: str | None = None
    place: str | None = None
    times: tuple[int, ...] = ()
    told: tuple[int, ...] = ()
    """Time expressions that date somebody's telling of the act as past: it was not later."""
    counted: tuple[tuple[int, int], ...] = ()
    """Pairs of a date and a distance: the act was so far from that date ("said on Tuesday, a day after the call")."""
    edges: tuple[tuple[int, Edge], ...] = ()
    """Those of ``times`` that give only the start or end of the act, or when it took effect."""
    orders: tuple[Order, ...] = ()
    fills: tuple[Fill, ...] = ()
    rule: str = ""
    orphan: bool = False
    former: tuple[int, ...] = ()
    """Time expressions of a plan that holds no more ("originally set for 12 May")."""
    moved: bool = False
    """Whether the text says that the act was put off or brought forward."""
    decided: bool = False
    """Whether it is told as what somebody decided on: done or to come, as other words for it have it."""
    sense: str | None = None
    """Which of the acts of one type it is, where these are never one act: thanks, sympathy, an invitation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim before the bundle is known. ``evidence``: the words asserted, without attribution."""

    evidence: Range
    sentence: int
    value: str
    event: str | None = None
    slot: SlotName | None = None
    normal: str | None = None
    voice: tuple[Voice, ...] = ()
    manner: Manner = "narration"
    stance: Stance = "asserts"
    kind: ClaimKind = "fact"
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """A party would not say (``declined``), or is said to have given little (``not-supplied``)."""

    party: str
    event: str | None
    draft: int
    manner: Literal["declined", "not-supplied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedOmission:
    """A report says that one side's text lacks what another side said.

    ``drafts`` are the claims left out; ``silent`` the entity whose text lacks them; ``said_by`` the
    entities that say them; ``only`` whether the report ties them to that side alone.
    """

    drafts: tuple[int, ...]
    said_by: tuple[str, ...]
    silent: str | None
    cue: Range
    only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDraft:
    """Two mentions hang together, as the report tells it; the range is the words that say so."""

    type: LinkType
    source: str
    target: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverDraft:
    """An instrument in somebody's hand and its state; ``mention`` is the event that it is."""

    instrument: str
    kind: Literal["economic", "military", "diplomatic"]
    state: LeverState
    by: str | None
    against: str | None
    start: int
    end: int
    sentence: int
    mention: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandpointDraft:
    """What an entity holds, apart from any act."""

    entity: str
    issue: str
    draft: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one report says, before other reports are looked at."""

    report: str
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[EventMention, ...] = ()
    drafts: tuple[Draft, ...] = ()
    withheld: tuple[Withholding, ...] = ()
    omissions: tuple[ReportedOmission, ...] = ()
    indicators: tuple[int, ...] = ()
    standpoints: tuple[StandpointDraft, ...] = ()
    links: tuple[LinkDraft, ...] = ()
    levers: tuple[LeverDraft, ...] = ()
