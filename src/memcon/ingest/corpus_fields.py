"""Which field of a record is what: the names that data sets use, and what a value has to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from memcon.ingest import dates
from memcon.ingest.tables import rows
from memcon.model.errors import InputError

KEYS = ("text", "id", "title", "published", "outlet", "url", "zone", "side", "kind", "language")
"""What a record may say of a report; all but ``text`` may be missing."""
PLAIN = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:(?P<h>\d\d)(?P<i>\d\d)(?P<s>\d\d))?")
LONGEST = 2_000
"""Characters of a value other than the text; longer ones are no names, dates or addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The fields that a user names; for those left out, the usual names are tried (``data/fields.tsv``)."""

    named: Mapping[str, str] = field(default_factory=dict)

    def choose(self, there: Iterable[str]) -> dict[str, str]:
        """For each key the field that holds it among those that are there.

        Raises `InputError` where a field that the user named is not there.
        """
        given = list(there)
        by_low = {name.strip().lower(): name for name in reversed(given)}
        out: dict[str, str] = {}
        for key in KEYS:
            asked = self.named.get(key)
            if asked is not None:
                if asked not in given:
                    raise InputError(f"there is no field {asked!r}; the fields are {', '.join(map(repr, given[:30]))}")
                out[key] = asked
                continue
            found = next((by_low[n] for n in usual()[key] if n in by_low and by_low[n] not in out.values()), None)
            if found is not None:
                out[key] = found
        return out


@cache
def usual() -> Mapping[str, tuple[str, ...]]:
    """The usual names of each key's field, the most telling first."""
    out: dict[str, tuple[str, ...]] = dict.fromkeys(KEYS, ())
    for key, names in rows("fields.tsv", 2):
        out[key] = tuple(names.split("|"))
    return out


def day_of(value: object) -> str | None:
    """A date of publication in ISO 8601 as it stands in a record; null for one that cannot be read.

    Dates and times of Parquet, ISO 8601, ``20240514`` and ``20240514093000``, and the date lines that
    press texts have. A number alone is none: nobody can say what it counts.
    """
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    text = value.strip()
    found = PLAIN.fullmatch(text)
    if found:
        text = f"{found['y']}-{found['m']}-{found['d']}"
        if found["h"]:
            text += f"T{found['h']}:{found['i']}:{found['s']}"
    try:
        return (
            datetime.fromisoformat(text).isoformat()
            if "T" in text or ":" in text
            else date.fromisoformat(text).isoformat()
        )
    except ValueError:
        pass
    told = dates.parse(text)
    if told is None:
        return None
    moment = told[0]
    out = moment.day.isoformat()
    if moment.hour is not None:
        out += f"T{moment.hour.isoformat(timespec='minutes')}"
        if moment.zone and moment.zone[:1] in "+-":
            out += moment.zone
    return out


def word(value: Any) -> str | None:
    """A value as one line of text, null for none; lists are joined, anything deeper is no value."""
    if value is None or isinstance(value, (dict, bytes)):
        return None
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(v) for v in value if isinstance(v, (str, int)))
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - how a missing number is told
        return None
    text = " ".join(str(value).split())
    return text if text and len(text) <= LONGEST else None
