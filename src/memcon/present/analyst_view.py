"""What an analyst's brief shows, before it is HTML, Markdown or terminal text."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.present.icd203 import Degree, Level
from memcon.present.view import Cite, Group, Line, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fact of the record with what stands behind it.

    ``origins`` is the count as far as it is shown (``2``, ``1–3``), ``behind`` says who they are; ``letter`` holds the
    Admiralty letters of the reports and ``figure`` the figure offered for the information, with its meaning and why it
    is not higher.
    """

    number: int
    text: str
    event: str | None
    cites: tuple[Cite, ...]
    origins: str
    behind: str
    reports: int
    letter: str
    figure: int
    meaning: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One source and its letter: who gave it, or why it is F."""

    report: str
    name: str
    letter: str
    meaning: str
    why: str
    bears: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pole:
    """One of two readings that pull apart: what is read that way, and what on the record bears on it."""

    name: str
    readings: tuple[Line, ...]
    more: tuple[Line, ...]
    record: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that the readings in the reports answer in two ways, or in one alone (``contested`` false)."""

    name: str
    poles: tuple[Pole, Pole]
    contested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Signpost:
    """Something to watch: what would ease and what would worsen things, who acts, where to look."""

    what: str
    who: str
    easing: str
    worsening: str
    last: str
    look: str
    event: str | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """An analyst's brief in the order of its page; ``view`` is the reporter's, for the record and the sources."""

    view: View
    bottom: tuple[Line, ...]
    statement: tuple[Line, ...]
    grades: tuple[Grade, ...]
    graded: bool
    findings: tuple[Finding, ...]
    more: tuple[Finding, ...]
    questions: tuple[Question, ...]
    readings: tuple[Group, ...]
    assumptions: tuple[Line, ...]
    gaps: tuple[Line, ...]
    signposts: tuple[Signpost, ...]
    indicators: tuple[Line, ...]
    blanks: tuple[str, ...]
    judgements: int
    degrees: tuple[Degree, ...]
    levels: tuple[Level, ...]
