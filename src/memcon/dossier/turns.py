"""Whose turn it is: one request at a time to a host, with a gap between two, over all processes of a dossier."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_hex

from memcon.ingest.gentle import LaterError
from memcon.store import feeds
from memcon.store.file import Store

GAP = 2.0
"""Seconds between two requests to a host that asks for nothing."""
PATIENCE = 30.0
"""Seconds that are waited for a host's turn; what would take longer is left for a later round."""
ASKED = 3_600.0
"""The longest gap that a robots.txt is granted."""
REQUEST = timedelta(seconds=90)
"""How long a request may hold its host, should its process have died on another machine."""
CLAIM = timedelta(minutes=10)
"""How long a look may be held until it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The clock and how to wait: those of the machine, or of a test. ``now`` gives moments with an offset."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]


class TooSoonError(LaterError):
    """A host is not to be asked for so many seconds yet."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the site is to be left alone for {seconds:.0f} seconds yet")
        self.seconds = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The turns of one process, by the name ``holder``."""

    store: Store
    hours: Hours
    holder: str
    gap: float = GAP

    @contextmanager
    def turn(self, host: str, asked: float | None) -> Iterator[float]:
        """Wait for a host's turn, hold it for one request; raises `TooSoonError`. A `memcon.ingest.gentle.Turn`."""
        waited = 0.0
        while (wait := self._take(host)) > 0:
            if waited + wait > PATIENCE:
                raise TooSoonError(wait)
            self.hours.sleep(wait)
            waited += wait
        try:
            yield waited
        finally:
            gap = timedelta(seconds=max(self.gap, min(asked or 0.0, ASKED)))
            with self.store.writing() as connection:
                _, _, ready = feeds.turn_of(connection, host)
                feeds.keep_turn(connection, host, None, "", max(_text(self.hours.now() + gap), ready))

    def _take(self, host: str) -> float:
        """Take a host's turn and give 0, or the seconds until it is worth asking again."""
        with self.store.writing() as connection:
            now = self.hours.now()
            holder, until, ready = feeds.turn_of(connection, host)
            if self._others(holder, until, now):
                return 1.0
            if ready > _text(now):
                return (datetime.fromisoformat(ready) - now).total_seconds()
            feeds.keep_turn(connection, host, self.holder, _text(now + REQUEST), ready)
            return 0.0

    def spare(self, host: str, until: datetime) -> None:
        """Leave a host alone until a moment that it asked for."""
        with self.store.writing() as connection:
            holder, held, ready = feeds.turn_of(connection, host)
            feeds.keep_turn(connection, host, holder, held, max(_text(until), ready))

    def claim(self, number: int, looks: int) -> bool:
        """Take something followed for a look, unless another process has it or has looked at it since."""
        with self.store.writing() as connection:
            now = self.hours.now()
            holder, until, _ = feeds.turn_of(connection, _name(number))
            if self._others(holder, until, now) or feeds.one(connection, number).looks != looks:
                return False
            feeds.keep_turn(connection, _name(number), self.holder, _text(now + CLAIM), "")
            return True

    def _others(self, holder: str | None, until: str, now: datetime) -> bool:
        """Whether another process holds a name; one that is known to have died holds nothing."""
        return holder not in {None, self.holder} and until > _text(now) and not _died(holder or "")

    def let_go(self, numbers: list[int] | None = None) -> None:
        """Let go of looks that are kept or given up, or of all that this process holds."""
        with self.store.writing() as connection:
            feeds.drop_turns(connection, self.holder, None if numbers is None else [_name(n) for n in numbers])


def holder() -> str:
    """A name for this process, by which others on the same machine can tell whether it is still there."""
    return f"{platform.node()[:60]} {os.getpid()} {token_hex(4)}"


def _died(name: str) -> bool:
    """Whether a process of this machine is gone; false where that cannot be told."""
    machine, _, rest = name.rpartition(" ")[0].rpartition(" ")
    if machine != platform.node()[:60] or not rest.isdigit() or os.name != "posix":
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _name(number: int) -> str:
    """The name under which something followed is held; no host has it."""
    return f"#{number}"


def _text(moment: datetime) -> str:
    """A moment in UTC, so that two compare as texts do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
