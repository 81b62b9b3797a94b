"""Whose turn it is to be asked: hosts are asked one request at a time, with a gap between two."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field

from memcon.model.errors import ReportError

PATIENCE = 30.0
"""Seconds that are waited for a host's turn."""


class LaterError(ReportError):
    """The host is not to be asked yet; nothing was sent to it."""


Turn = Callable[[str, float | None], AbstractContextManager[float]]
"""From a host, and the seconds between requests that its robots.txt asks for, to a hold on it for one request.

The value is how many seconds were waited for the turn; raises `LaterError` where that would be too long.
"""


def at_once(_host: str, _gap: float | None) -> AbstractContextManager[float]:
    """A turn without waiting: for the few addresses of one run."""
    return nullcontext(0.0)


@dataclass(slots=True, kw_only=True)
class Gentle:
    """Turns for one run: at least ``gap`` seconds between two requests to a host, or what its robots.txt asks."""

    gap: float
    last: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def turn(self, host: str, asked: float | None) -> Iterator[float]:
        """Wait for the host's turn; raises `LaterError` where that would be longer than ``PATIENCE``."""
        wait = self.last.get(host, -PATIENCE) + max(self.gap, asked or 0.0) - time.monotonic()
        if wait > PATIENCE:
            raise LaterError(f"the site asks for {asked:g} seconds between two pages; give this one by itself")
        if wait > 0:
            time.sleep(wait)
        try:
            yield max(wait, 0.0)
        finally:
            self.last[host] = time.monotonic()
