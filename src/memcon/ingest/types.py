"""What ingest takes and gives: the limits on input, the bytes of a report on their way, the reports as read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from memcon.model.memo import Report

Form = Literal["text", "markdown", "html", "mail", "warc", "feed"]
"""What the bytes of a report are: read from the suffix of a file, or from the media type that came with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is too much: ``characters`` and ``bytes`` for one report, ``files`` for one run.

    An address gets ``seconds`` in all and ``redirects``; of a feed that is given as a report ``articles`` are
    fetched, with ``gap`` seconds between two requests to one host; a mail may hold ``parts`` and messages
    nested ``nested`` deep; a web archive ``records`` reports and, unpacked, ``unpacked`` bytes.
    """

    characters: int = 400_000
    bytes: int = 10_000_000
    files: int = 5_000
    seconds: float = 20.0
    redirects: int = 5
    articles: int = 50
    gap: float = 1.0
    parts: int = 100
    nested: int = 3
    records: int = 1_000
    unpacked: int = 500_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The bytes of one report, or ``why`` there are none.

    ``values`` is what a sidecar says of it and outranks all else; ``found`` what came around the
    text (a mail's head, an address): ``title``, ``outlet``, ``published``, ``url``. ``hearsay`` is what a
    feed says of the page, by the same keys: it is taken where neither the page nor its text says more. ``charset`` is
    the one named with the media type. ``notes`` are lines without the report's name. A web archive
    on disk has a ``path`` in place of ``data``, since it may be larger than memory. ``source`` is the
    file that the bytes are from, where that holds this report alone, ``folders`` and ``box`` as in `Found`.
    """

    file: str
    data: bytes = b""
    path: Path | None = None
    why: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    hearsay: dict[str, str] = field(default_factory=dict)
    form: Form | None = None
    charset: str | None = None
    notes: tuple[str, ...] = ()
    source: Path | None = None
    folders: tuple[Path, ...] = ()
    box: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where what is known of one report was found.

    ``basis`` pairs the keys of ``reports.yaml`` with the words for where their values come from;
    ``assumed`` pairs keys with why their value is only taken for granted, or is missing. ``path`` is
    the file, null for standard input and what was fetched; ``folders`` may hold its sidecar,
    outermost first. ``box`` is the file too where that is a mail or a web archive of several reports.
    """

    report: str
    basis: tuple[tuple[str, str], ...] = ()
    assumed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    path: Path | None = None
    folders: tuple[Path, ...] = ()
    box: Path | None = None


DAY_ALONE = ", no hour given; taken as noon"
"""What a note says of a report whose day of publication has no hour."""
ALIKE = 3
"""So many reports are named one by one where the same is said of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The reports in canonical order, with the ids ``R1``, ``R2`` and so on.

    ``notes`` are lines for the reader of the run's progress: files passed over, an encoding that
    had to be guessed, a date without an hour. None of them stops a report from being read. ``found``
    tells report by report where what is known of it comes from. ``feeds`` are the feeds among what was
    given, where they were not opened.
    """

    reports: tuple[Report, ...]
    notes: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()
    feeds: tuple[Raw, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The notes for a terminal: what is said of many reports alike, their days without an hour, stands once."""
        dated = [n.partition(DAY_ALONE)[0].rpartition(": published on ")[0] for n in self.notes if DAY_ALONE in n]
        if len(dated) <= ALIKE:
            return self.notes
        named = ", ".join(dated[:ALIKE])
        once = f"{len(dated)} reports give a day of publication and no hour; taken as noon: {named}, …"
        return (*(n for n in self.notes if DAY_ALONE not in n), once)
