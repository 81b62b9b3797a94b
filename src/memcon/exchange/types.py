"""What the exchange with other event programs passes on: their rows, what cannot be used, how a row compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Program = Literal["gdelt", "icews", "polecat"]
PROGRAMS: tuple[Program, ...] = ("gdelt", "icews", "polecat")
Outcome = Literal["same", "not found", "conflicting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is too much of a file of events: bytes of it unpacked, rows, members of an archive, bytes of one row."""

    bytes: int = 2_000_000_000
    rows: int = 500_000
    members: int = 100
    row: int = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of another program.

    ``place`` is file and line; ``sources`` and ``targets`` are states and bodies by code.
    ``day`` is the day of the event, ISO 8601, null where the row's date is not to be believed or not given;
    ``added`` the day on which the program saw it. ``code`` is a CAMEO code with its leading zeros, ``root`` a PLOVER
    type, null for CAMEO's statements; ``quad`` 1 to 4. ``reciprocal`` rows list all parties as sources.
    ``notes`` say in words what is to be doubted.
    """

    program: Program
    place: str
    id: str
    day: str | None = None
    added: str | None = None
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    source_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
    code: str | None = None
    root: str | None = None
    mode: str | None = None
    quad: int | None = None
    intensity: float | None = None
    reciprocal: bool = False
    text: str = ""
    url: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Who acts on whom, each pair of states or bodies once."""
        if self.reciprocal and len(self.sources) > 1:
            return tuple((a, b) for a in self.sources for b in self.sources if a != b)
        return tuple(dict.fromkeys((a, b) for a in self.sources for b in self.targets if a != b))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A row that cannot be used, and why."""

    place: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How a row stands to the events of the record. ``event`` and ``story`` name the one that it is, or conflicts with.

    ``near`` (story, event) is one that it might be, where that is not enough to say so. ``because`` is a sentence.
    """

    row: Row
    outcome: Outcome
    because: str
    story: int | None = None
    event: str | None = None
    label: str | None = None
    near: tuple[int, str] | None = None
