"""What proofing a draft gives: its sentences, the marks on them, and the words in the record behind each mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from memcon.model.places import Span

SCHEMA = "memcon/proof/1"

Kind = Literal[
    "supported",
    "attribution",
    "stronger",
    "clock",
    "quotation",
    "speaker",
    "one-sided",
    "contradicted",
    "unsourced",
    "nothing",
]
KINDS: tuple[Kind, ...] = (
    "supported",
    "attribution",
    "stronger",
    "clock",
    "quotation",
    "speaker",
    "one-sided",
    "contradicted",
    "unsourced",
    "nothing",
)
FAULTS: frozenset[str] = frozenset(KINDS) - {"supported", "nothing"}
"""The kinds that ask for a second look before the draft is filed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of a report behind a mark; ``place.quote == report.text[place.start:place.end]``.

    ``voice`` is who says so there, in the report's words, empty where the report speaks in its own voice.
    ``role`` is ``for`` where the words carry the draft's, ``against`` where they are another account.
    """

    place: Span
    voice: str = ""
    role: Literal["for", "against"] = "for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a word diff: words of both, of the draft alone, or of the report alone."""

    of: Literal["both", "draft", "report"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One finding on words of the draft: ``text[start:end]`` of the draft, half-open code points, verbatim.

    ``sure`` is false where it is a question: the program does not find the draft's words in the reports, or is not sure
    that the words of the report are about the same thing. A question does not count as a fault.
    """

    kind: Kind
    start: int
    end: int
    why: str
    suggestion: str = ""
    evidence: tuple[Evidence, ...] = ()
    diff: tuple[Piece, ...] = ()
    sure: bool = True

    @property
    def fault(self) -> bool:
        """Whether it asks for a second look and is no mere question."""
        return self.sure and self.kind in FAULTS

    @property
    def question(self) -> bool:
        """Whether it would be a fault if it were sure."""
        return not self.sure and self.kind in FAULTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence, heading or list item of the draft and what is marked on it; at least one mark each."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]

    @property
    def faults(self) -> tuple[Mark, ...]:
        """The marks that ask for a second look."""
        return tuple(m for m in self.marks if m.fault)

    @property
    def questions(self) -> tuple[Mark, ...]:
        """The marks that only ask."""
        return tuple(m for m in self.marks if m.question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A draft against a memorandum. ``text`` is the draft verbatim; ``lines`` are in its order."""

    text: str
    lines: tuple[Line, ...]
    whole: bool = True
    """False where the record is so large that only the passages nearest to the draft were looked at."""

    @property
    def clean(self) -> bool:
        """Whether nothing asks for a second look."""
        return not any(line.faults for line in self.lines)
