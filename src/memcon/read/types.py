"""What reading one report gives: tokens, sentences, who is named, times and quotations.

All offsets are half-open code-point offsets into ``Report.text``; token indices count over the
whole report. Nothing here knows another report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from memcon.model.memo import ActorKind
from memcon.model.values import swift

Range = tuple[int, int]
"""Half-open code-point offsets into the report's verbatim text."""

SentenceKind = Literal["fact", "heading", "boilerplate", "question", "label"]
MentionForm = Literal["name", "surname", "office", "capital", "country", "demonym", "pronoun", "group", "first-person"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["absolute", "partial", "deictic", "discourse", "event"]
Unit = Literal["minute", "hour", "day", "week", "month", "season", "year"]


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token of the parse. ``norm`` is lower case with dashes and quotes folded to ASCII.

    ``head`` is the index of the syntactic head, its own index for a root; ``dep`` and ``tag`` are
    ClearNLP and Penn labels as in spaCy's English models.
    """

    i: int
    start: int
    end: int
    text: str
    norm: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence; tokens ``first`` to ``last``, exclusive.

    ``speaker`` is the entity id of whose turn it is in a transcript, or of who speaks in the first
    person through the whole text (an address); null in narration. ``question`` is a reporter's turn
    or a sentence that asks.
    """

    i: int
    start: int
    end: int
    first: int
    last: int
    paragraph: int
    kind: SentenceKind = "fact"
    speaker: str | None = None
    question: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words between quotation marks; the offsets are those of the words, marks left out."""

    start: int
    end: int
    first: int
    last: int
    sentence: int


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One actor as far as this report can tell.

    ``id`` is the country code for a government (``JPN``), else a slug of the fullest name in this
    report (``sanae-takaichi``, ``analysts``). ``members`` are the entity ids that a group word
    stands for ("the leaders"). ``known`` is the name in the leaders' or institutions' table, if
    data from outside the report told the country or the office; such facts are marked by it.
    ``passage`` is true of a person whose country the report does not say: it is that of the passage.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    surname: str | None = None
    gender: Literal["f", "m"] | None = None
    members: tuple[str, ...] = ()
    known: str | None = None
    passage: bool = False
    sector: str | None = None
    """PLOVER's sector where a word for unnamed people tells one (``read.people``); null in the memorandum."""
    home: str | None = None
    """The state whose unnamed people these are, as far as the words around tell (``read.people``)."""


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A place where the report names or takes up an entity; ``head`` is its syntactic head."""

    start: int
    end: int
    first: int
    last: int
    head: int
    entity: str
    form: MentionForm


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression, as far as the report alone can resolve it.

    ``value`` is a TIMEX3 value, X for what is missing (``XXXX-11-24TEV``).

    - ``absolute``: a full calendar date. ``partial``: lacks a year, a month or a day.
    - ``deictic``: reckoned from the moment of speech ("today", "last week", "this month").
    - ``discourse``: from a date spoken of before ("the following day", "earlier that day").
    - ``event``: from an event that the text names ("one day after the call", "hours before").

    ``low`` and ``high`` count ``unit`` from the anchor, negative before it ("yesterday" −1, −1;
    "hours after" 1, 12). ``part`` is a key of ``parts_of_day``; ``hour`` and ``minute`` a stated
    clock time. ``modifier`` is early, mid, late, earlier, later, about,
    first-half, second-half, first-days, last-days, first-week … fourth-week, last-week. ``bound`` is set where the
    date is only where a stretch starts ("since January 1") or ends ("by Friday").
    """

    start: int
    end: int
    sentence: int
    first: int
    last: int
    type: TimexType
    value: str
    anchor: Anchor
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None
    unit: Unit | None = None
    low: int | None = None
    high: int | None = None
    modifier: str | None = None
    bound: Literal["since", "until", "before"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A cue as the encoder sees it, with its source and content in pieces.

    ``score`` is how sure the cue is, ``sure`` the mean share that the content's pieces have for it; 0 to 1.
    """

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    score: float
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report, read. Tuples are in text order; entities in order of first naming.

    ``dateline`` is the day in the dateline at the head of the report ("SEOUL, May 8 (Agency) -"),
    one of ``timexes`` and often without a year: the day on which the report was written. Its words
    are a sentence of their own, of kind ``label``. ``signals`` is what the encoder takes for said, the
    unlikely too; empty where it was not asked.
    """

    report: str
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    entities: tuple[Entity, ...]
    namings: tuple[Naming, ...]
    timexes: tuple[Timex, ...]
    dateline: Timex | None = None
    signals: tuple[Spoken, ...] = ()
