"""What ingest takes and gives: the limits on input, and the reports as read."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.model.memo import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is too much: ``characters`` and ``bytes`` for one report, ``files`` for one run."""

    characters: int = 400_000
    bytes: int = 10_000_000
    files: int = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The reports in canonical order, with the ids ``R1``, ``R2`` and so on.

    ``notes`` are lines for the reader of the run's progress: files passed over, an encoding that
    had to be guessed, a date without an hour. None of them stops a report from being read.
    """

    reports: tuple[Report, ...]
    notes: tuple[str, ...] = ()
