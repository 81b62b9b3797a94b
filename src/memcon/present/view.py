"""What a page shows, before it is HTML, Markdown or terminal text.

A ``View`` holds plain words and links alone: no template decides what a standing means or who is
silent. The same view feeds every output, so that they cannot say different things.
"""

from __future__ import annotations

from dataclasses import dataclass

from memcon.present.network import Network
from memcon.present.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A link to the words: the report it names, the claim whose passage it opens, its offsets.

    ``url`` opens the words at the source, empty where the report has no web address.
    """

    report: str
    claim: str
    quote: str
    start: int = 0
    end: int = 0
    url: str = ""

    @property
    def target(self) -> str:
        """The fragment of the passage in the sources."""
        return f"c-{self.claim}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement of the page: sign, words, what it rests on. ``event`` links to the record."""

    text: str
    glyph: str = ""
    cites: tuple[Cite, ...] = ()
    note: str = ""
    event: str | None = None
    lead: str = ""
    quote: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one report says in one row; empty text where it says nothing."""

    text: str
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fact across the reports; ``spoken`` holds what they say, those of one text together.

    ``cells`` is one cell per report in the order of ``View.columns`` where there are few enough for a
    table, else empty. ``minor`` rows differ in words alone and are folded away on the page; ``silent`` are the reports
    that say nothing.
    """

    label: str
    what: str
    glyph: str
    standing: str
    words: str
    explanation: str
    cells: tuple[Cell, ...]
    event: str
    slot: str = ""
    minor: bool = False
    silent: tuple[str, ...] = ()
    spoken: tuple[tuple[tuple[str, ...], Cell], ...] = ()
    anchor: str = ""
    judged: str = ""
    """Who took which of the accounts, and why; empty where nobody did. It stands in the explanation too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """When one event was, on every clock; one cell per ``View.clocks``."""

    label: str
    event: str
    cells: tuple[str, ...]
    basis: tuple[Cell, ...]
    main: bool
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines under a name: a speaker, a side, a report. ``more`` are those that the page folds away."""

    name: str
    lines: tuple[Line, ...]
    note: str = ""
    more: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverRow:
    """An instrument in somebody's hand, and its state."""

    who: str
    instrument: str
    kind: str
    state: str
    cites: tuple[Cite, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """A directed pair of countries: what one does towards the other, told apart by kind.

    ``cooperation`` and ``conflict`` are ids and labels of events.
    """

    pair: str
    cooperation: tuple[tuple[str, str], ...]
    conflict: tuple[tuple[str, str], ...]
    levers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The record of one event: everything that is known of it, each mention by its trigger."""

    id: str
    label: str
    facts: tuple[tuple[str, str], ...]
    mentions: tuple[Line, ...]
    rows: tuple[Row, ...]
    main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of a report's text; ``claims`` are those whose passage covers it, none for plain text.

    ``opens`` are the claims whose passage begins here: their links land on it. ``back`` is the
    fragment of the page that uses the passage.
    """

    text: str
    claims: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    back: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A marked passage: its claims, the link to its words at the source, the rows of the page that use it.

    ``places`` are fragments of the page with the headings they stand under.
    """

    claims: tuple[str, ...]
    quote: str
    url: str = ""
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One report with every marked passage."""

    id: str
    title: str
    outlet: str
    about: str
    url: str | None
    why: str | None
    paragraphs: tuple[tuple[Segment, ...], ...]
    sentences: int
    silent: int
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A memorandum as its reader meets it, in the order of the page.

    ``stated`` are the reports’ own words for the times of the timeline, on the clocks on which they hold.
    """

    title: str
    subtitle: str
    record: tuple[str, ...]
    unread: tuple[str, ...]
    further: tuple[str, ...]
    happened: tuple[Line, ...]
    before: Group
    clocks: tuple[str, ...]
    clock_rows: tuple[ClockRow, ...]
    clock_notes: tuple[Line, ...]
    timeline: Timeline | None
    no_timeline: str
    stated: tuple[ClockRow, ...]
    columns: tuple[tuple[str, str], ...]
    facts: tuple[Row, ...]
    minor: tuple[Row, ...]
    single: tuple[Row, ...]
    words: tuple[Group, ...]
    held: tuple[Line, ...]
    left_out: tuple[Group, ...]
    unheard: str
    levers: tuple[LeverRow, ...]
    agenda: tuple[Line, ...]
    watch: Group
    ask: tuple[Group, ...]
    readings: tuple[Group, ...]
    standpoints: tuple[Group, ...]
    relations: tuple[RelationRow, ...]
    relations_more: int
    network: Network | None
    alone: tuple[Group, ...]
    cards: tuple[Card, ...]
    sources: tuple[Source, ...]
    tool: str
    judged: tuple[Line, ...] = ()
    """What people judged of all this, each line a judgement."""
    told_on: Group = Group(name="", lines=())
    """The events that other parts of the story tell further."""
