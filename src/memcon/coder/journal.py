"""The files beside the output of a run: rows so far, skipped records, and a journal to go on from.

While a run goes on there are ``OUT.part`` (the rows so far, JSON lines), ``OUT.skipped.part`` and
``OUT.journal``: a first line with a hash over all that the rows hang on, then a line for each chunk that is
safely in the parts. A run that finds its own journal cuts the parts to the last such line and goes on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Self

from memcon.coder import writing
from memcon.coder.layouts import Layout
from memcon.model.errors import InputError

SHOWN = 30
"""How many skipped records and notes are told on the way; the skipped all stand in ``OUT.skipped.jsonl``."""


@dataclass(slots=True)
class Tally:
    """What a run has done so far; goes into the journal with each chunk."""

    chunks: int = 0
    records: int = 0
    skipped: int = 0
    events: int = 0
    rows: int = 0
    bytes: int = 0
    skipped_bytes: int = 0
    done: float = 0.0
    resumed: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One chunk, coded. ``skipped`` are places in the corpus with the reason, ``share`` how much of it is read."""

    lines: str
    records: int
    events: int
    rows: int
    skipped: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    share: float


class Beside:
    """The files beside the output: rows so far, skipped records, the journal."""

    def __init__(self, out: Path, layout: Layout, mark: str) -> None:
        self.out, self.layout, self.mark = out, layout, mark
        self.part = out.with_name(out.name + ".part")
        self.journal = out.with_name(out.name + ".journal")
        self.skipped = out.with_name(out.name + ".skipped.jsonl")
        self.skipped_part = out.with_name(out.name + ".skipped.part")
        self.open: list[IO[bytes]] = []
        self.told = 0

    def start(self, note: Callable[[str], None], *, restart: bool) -> Tally:
        """Where the run begins: behind what an interrupted run of the same kind wrote, else at the start."""
        tally = None if restart else self._last(note)
        try:
            if tally is None:
                tally = Tally()
                self.part.write_bytes(b"")
                self.skipped_part.write_bytes(b"")
                self.journal.write_text(json.dumps({"mark": self.mark}) + "\n", "utf-8")
            else:
                os.truncate(self.part, tally.bytes)
                os.truncate(self.skipped_part, tally.skipped_bytes)
                self._journal(tally)
                tally.resumed = tally.records + tally.skipped
                note(f"going on behind {tally.resumed:,} records of an interrupted run; --restart begins anew")
            self.open = [path.open("ab") for path in (self.part, self.skipped_part, self.journal)]
        except OSError as error:
            raise InputError(f"{self.out}: cannot be written ({error.strerror}); choose another place") from error
        return tally

    def _last(self, note: Callable[[str], None]) -> Tally | None:
        """The last state that the journal holds and the parts bear out; null where there is none to go on from."""
        if not (self.journal.is_file() and self.part.is_file() and self.skipped_part.is_file()):
            return None
        lines = self.journal.read_text("utf-8", errors="replace").splitlines()
        try:
            head: Any = json.loads(lines[0])
        except (IndexError, ValueError):
            return None
        if not isinstance(head, dict) or head.get("mark") != self.mark:
            note("the corpus, the options or memcon have changed since the interrupted run; beginning anew")
            return None
        sizes = self.part.stat().st_size, self.skipped_part.stat().st_size
        for told in reversed(lines[1:]):
            try:
                tally = Tally(**json.loads(told))
            except (ValueError, TypeError):
                continue
            if tally.bytes <= sizes[0] and tally.skipped_bytes <= sizes[1]:
                return tally
        return None

    def _journal(self, tally: Tally) -> None:
        """The journal with one state alone, so that it cannot grow over many interruptions."""
        told = json.dumps({"mark": self.mark}) + "\n" + self._state(tally)
        self.journal.write_text(told, "utf-8")

    def _state(self, tally: Tally) -> str:
        names = ("chunks", "records", "skipped", "events", "rows", "bytes", "skipped_bytes", "done")
        return json.dumps({n: getattr(tally, n) for n in names}) + "\n"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for handle in self.open:
            handle.close()

    def take(self, done: Done, tally: Tally, note: Callable[[str], None]) -> None:
        """Write one chunk's rows, then its line in the journal."""
        told = [json.dumps({"record": where, "why": why}, ensure_ascii=False) + "\n" for where, why in done.skipped]
        try:
            tally.bytes += self._add(0, done.lines)
            tally.skipped_bytes += self._add(1, "".join(told))
            tally.chunks += 1
            tally.records += done.records
            tally.skipped += len(done.skipped)
            tally.events += done.events
            tally.rows += done.rows
            tally.done = done.share
            self._add(2, self._state(tally))
        except OSError as error:
            raise InputError(f"{self.out}: cannot be written ({error.strerror}); make room and run again") from error
        for line in (*(f"{where}: skipped: {why}" for where, why in done.skipped), *done.notes):
            self.told += 1
            if self.told <= SHOWN:
                note(line)

    def _add(self, number: int, text: str) -> int:
        data = text.encode("utf-8", "surrogatepass")
        self.open[number].write(data)
        self.open[number].flush()
        return len(data)

    def finish(self, tally: Tally, note: Callable[[str], None]) -> None:
        """The output made from the part and put in place in one step; what was only for the run goes."""
        out = self.out
        try:
            if out.suffix.lower() == ".jsonl":
                self.part.replace(out)
            else:
                whole = out.with_name(out.name + ".writing")
                try:
                    writing.finish(self.part, whole, out.suffix.lower(), self.layout)
                    whole.replace(out)
                finally:
                    whole.unlink(missing_ok=True)
                self.part.unlink()
            if tally.skipped:
                self.skipped_part.replace(self.skipped)
            else:
                self.skipped_part.unlink()
                self.skipped.unlink(missing_ok=True)
            self.journal.unlink()
        except OSError as error:
            raise InputError(f"{out}: cannot be written ({error.strerror}); make room and run again") from error
        if self.told > SHOWN:
            note(f"{self.told - SHOWN:,} more lines like these are left out")
        if tally.skipped:
            many = "1 record was" if tally.skipped == 1 else f"{tally.skipped:,} records were"
            note(f"{many} skipped; {self.skipped.name} lists them with the reasons")
