"""When what is followed is looked at again: the habit asked for, back-off, what servers ask, the age of an article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from statistics import median

EVERY = timedelta(minutes=30)
"""How often a feed or a page is looked at, where nobody said."""
LEAST = timedelta(minutes=1)
MOST = timedelta(days=1)
"""The longest back-off, and the longest that a server is granted."""
ASKED = timedelta(hours=1)
"""How long a feed or a server may ask for rest although all is well (``ttl``, ``max-age``)."""
AGAIN = timedelta(days=1)
"""How long after it came an article is asked again; then each time three times as old as before."""
END = timedelta(days=30)
"""How old an article is when it is asked no more."""
FIRST = timedelta(minutes=15)
"""The first back-off of an article that did not come."""
TRIES = 6
"""How often an article is asked that never came."""
JITTER = 0.25
KNOWN = 6
"""Articles from which on a feed has a habit."""
LATELY = 30
AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def jitter(key: str, number: int) -> float:
    """A part of a wait from 0 to ``JITTER``, the same for the same address and count: no two feeds in step."""
    mark = hashlib.sha256(f"{number} {key}".encode()).digest()
    return JITTER * int.from_bytes(mark[:4], "big") / 2**32


def back_off(key: str, failures: int, first: timedelta, asked: timedelta | None) -> timedelta:
    """The wait after so many failures: twice as long each time, longer where the server asks for it."""
    wait = min(first * (1 << min(max(failures - 1, 0), 20)), MOST)
    wait += wait * jitter(key, failures)
    return max(wait, min(asked, MOST)) if asked else wait


def next_look(key: str, number: int, every: timedelta, minutes: int | None, head: Mapping[str, str]) -> timedelta:
    """The wait after a look at a feed or a page that went well."""
    age = AGE.search(head.get("cache-control", ""))
    asked = max(timedelta(minutes=min(minutes or 0, 10_000)), timedelta(seconds=int(age[1]) if age else 0))
    wait = max(every, min(asked, ASKED))
    return wait + wait * jitter(key, number) / 5


def article(since: datetime, now: datetime) -> datetime | None:
    """When an article that came at ``since`` is asked again; null where it is old."""
    age = max(now - since, timedelta())
    return None if age + AGAIN > END else min(now + max(AGAIN, 2 * age), since + END)


def retry_after(head: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long a server asks to be left alone (RFC 9110, 10.2.3); null where it does not, or in the past."""
    value = head.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:9]), 10**8))
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    wait = (when if when.tzinfo else when.replace(tzinfo=UTC)) - now
    return wait if wait > timedelta() else None


def silent_since(moments: Sequence[datetime], now: datetime) -> datetime | None:
    """When a feed spoke last, where it has been silent for much longer than its habit; null where it has not.

    Much longer: more than a day, six times the usual gap, and half as long again as the longest of late.
    """
    known = sorted({m for m in moments if m <= now})[-LATELY:]
    if len(known) < KNOWN:
        return None
    gaps = [(b - a).total_seconds() for a, b in pairwise(known)]
    limit = max(86_400.0, 6 * median(gaps), 1.5 * max(gaps))
    return known[-1] if (now - known[-1]).total_seconds() > limit else None
