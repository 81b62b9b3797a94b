"""Rows of GDELT, ICEWS and POLECAT read: who did what to whom on which day, and what is to be doubted of it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from memcon.coder import layouts
from memcon.coder.cameo import quad_class
from memcon.exchange import codes
from memcon.exchange.opening import Lines, cells, separator_of, tables
from memcon.exchange.types import Bad, Limits, Program, Row
from memcon.model import ontology
from memcon.model.data import mapping
from memcon.model.errors import InputError

OLD = timedelta(days=180)
"""How long before it was seen GDELT may date an event: older dates are mostly what an article looks back on."""
FIRST, LAST = date(1979, 1, 1), date(2100, 1, 1)
TEXT = 200
NEEDED: Mapping[Program, tuple[str, ...]] = {
    "gdelt": ("Day", "EventCode", "Actor1Code", "Actor2Code"),
    "icews": ("Event Date", "CAMEO Code", "Source Country", "Target Country"),
    "polecat": ("Event Date", "Event Type", "Actor Country", "Recipient Country"),
}
"""Columns without which a header is that of another file."""


class _BadRowError(Exception):
    """A row cannot be used."""


def read(
    paths: Sequence[Path], program: Program, limits: Limits | None = None
) -> tuple[tuple[Row, ...], tuple[Bad, ...]]:
    """The rows of a program's files in their order, and what could not be used; raises `InputError` for other files."""
    limits = limits or Limits()
    rows: list[Row] = []
    bad: list[Bad] = []
    for path in paths:
        for table in tables(path, limits, bad):
            for row in _table(table, program, bad):
                if len(rows) >= limits.rows:
                    bad.append(Bad(place=table.name, why=f"more than {limits.rows:,} rows; the others are not read"))
                    return tuple(rows), tuple(bad)
                rows.append(row)
    return tuple(rows), tuple(bad)


def _table(table: Lines, program: Program, bad: list[Bad]) -> Iterator[Row]:
    """The rows of one table; ``bad`` grows."""
    make: Callable[[Mapping[str, str], str], Row] = {"gdelt": _gdelt, "icews": _icews, "polecat": _polecat}[program]
    names: Sequence[str] | None = None
    separator, quoted = "\t", False
    for number, line in table.lines:
        place = f"{table.name}:{number}"
        try:
            if names is None:
                separator, quoted = separator_of(line)
                names, header = _names(cells(line, separator, quoted=quoted), program, table.name)
                if header:
                    continue
            values = cells(line, separator, quoted=quoted)
            if len(values) != len(names):
                told = f"{len(values)} cells, where the file has {len(names)} columns"
                raise _BadRowError(told)  # noqa: TRY301 - said like all else that is wrong with a row
            yield make({n: v.strip() for n, v in zip(names, values, strict=True)}, place)
        except _BadRowError as error:
            bad.append(Bad(place=place, why=str(error)))
        except (csv.Error, StopIteration) as error:
            bad.append(Bad(place=place, why=f"it cannot be parted into cells ({error})"))


def _names(first: Sequence[str], program: Program, name: str) -> tuple[Sequence[str], bool]:
    """The columns of a table, by its first line or by their number, and whether the first line is a header."""
    known = {n.lower(): n for n in layouts.names(program)}
    if program == "gdelt":
        known |= mapping("exchange", "gdelt")["aliases"] | {n.lower(): n for n in layouts.names("gdelt")}
    else:
        known |= {"event intensity": "Intensity"}
    named = [known.get(cell.strip().strip('"').lower(), cell.strip()) for cell in first]
    if set(NEEDED[program]) <= set(named):
        return named, True
    if program == "gdelt":
        older = mapping("exchange", "gdelt")["one"]
        for columns in (layouts.names("gdelt"), older, older[:-1]):
            if len(columns) == len(first):
                return columns, False
        raise InputError(
            f"{name}: is no file of GDELT events (61 columns, or 58 or 57 of version 1.0, parted by tabs; this has "
            f"{len(first)})"
        )
    lacks = ", ".join(n for n in NEEDED[program] if n not in named)
    raise InputError(
        f"{name}: has no header of {program} events (it lacks {lacks}); give the file as the project ships it"
    )


def _gdelt(row: Mapping[str, str], place: str) -> Row:
    found = _cameo(row.get("EventCode", ""))
    notes: list[str] = []
    day, added = _told(row["Day"], "Day", notes), _added(row.get("DATEADDED", ""))
    believed = day
    if day is None or added is None:
        pass
    elif day > added:
        notes.append(f"dated {day}, which is after it was seen ({added}); the date is not believed")
        believed = None
    elif added - day > OLD:
        notes.append(f"dated {day}, seen {added}: a date that an article looks back on; it is not believed")
        believed = None
    root = row.get("EventRootCode", "").removesuffix(".0")
    if root.isdecimal() and int(root) != int(found.code[:2]):
        raise _BadRowError(f"its code {found.code} is not of its root {root}")
    sides = [_gdelt_side(row, n) for n in ("Actor1", "Actor2")]
    return Row(
        program="gdelt",
        place=place,
        id=row.get("GlobalEventID", ""),
        day=believed.isoformat() if believed else None,
        added=added.isoformat() if added else None,
        sources=sides[0],
        targets=sides[1],
        source_names=_one(row.get("Actor1Name", "")),
        target_names=_one(row.get("Actor2Name", "")),
        intensity=_number(row.get("GoldsteinScale", "")),
        url=row.get("SOURCEURL") or None,
        notes=tuple(notes),
        code=found.code,
        root=found.type or None,
        mode=found.mode,
        quad=codes.quad(found.type or None) or quad_class(found.code),
    )


def _gdelt_side(row: Mapping[str, str], name: str) -> tuple[str, ...]:
    """The state or body of one side: by its code of a country or known group, or the beginning of the actor's."""
    found = (
        codes.party(row.get(f"{name}CountryCode", ""))
        or codes.group(row.get(f"{name}KnownGroupCode", ""))
        or codes.party(row.get(f"{name}Code", ""))
    )
    return (found,) if found else ()


def _icews(row: Mapping[str, str], place: str) -> Row:
    found = _cameo(row["CAMEO Code"])
    notes: list[str] = []
    day = _told(row["Event Date"], "Event Date", notes)
    sides = [_parties(row[f"{n} Country"], _one(row.get(f"{n} Name", ""))) for n in ("Source", "Target")]
    return Row(
        program="icews",
        place=place,
        id=row.get("Event ID", ""),
        day=day.isoformat() if day else None,
        sources=sides[0],
        targets=sides[1],
        source_names=_one(row.get("Source Name", "")),
        target_names=_one(row.get("Target Name", "")),
        intensity=_number(row.get("Intensity", "")),
        text=row.get("Event Text", "")[:TEXT],
        notes=(*notes, *_unknown(row, ("Source Country", "Target Country"))),
        code=found.code,
        root=found.type or None,
        mode=found.mode,
        quad=codes.quad(found.type or None) or quad_class(found.code),
    )


def _polecat(row: Mapping[str, str], place: str) -> Row:
    kind = codes.plover(row["Event Type"])
    if kind is None:
        raise _BadRowError(f"its type {row['Event Type'][:40]!r} is none of PLOVER's, or more than one of them")
    notes: list[str] = []
    day = _told(row["Event Date"], "Event Date", notes)
    actors, recipients = (
        _parties(row[f"{n} Country"], codes.several(row.get(f"{n} Name", ""))) for n in ("Actor", "Recipient")
    )
    mode = row.get("Event Mode", "").lower() or None
    return Row(
        program="polecat",
        place=place,
        id=row.get("Event ID", ""),
        day=day.isoformat() if day else None,
        added=added.isoformat() if (added := _added(row.get("Publication Date", ""))) else None,
        sources=actors,
        targets=recipients,
        source_names=codes.several(row.get("Actor Name", "")),
        target_names=codes.several(row.get("Recipient Name", "")),
        root=kind,
        mode=mode if mode in ontology.modes(kind) else None,
        quad=codes.quad(kind),
        intensity=_number(row.get("Intensity", "")),
        reciprocal=not recipients and len(actors) > 1,
        notes=(*notes, *_unknown(row, ("Actor Country", "Recipient Country"))),
    )


def _cameo(text: str) -> ontology.Cameo:
    found = codes.cameo(text)
    if found is None:
        raise _BadRowError(f"its code {text[:20]!r} is none of CAMEO's")
    return found


def _day(text: str, column: str) -> date:
    """A day as these files write it: ``20250603``, ``2025-06-03``, with an hour or without."""
    told = text.removesuffix(".0")[:10]
    for form in ("%Y%m%d", "%Y-%m-%d", "%Y/%m/%d"):
        try:
            day = datetime.strptime(told[:8] if form == "%Y%m%d" else told, form).date()  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
        if FIRST <= day <= LAST:
            return day
    raise _BadRowError(f"{column} {text[:30]!r} is no day")


def _told(text: str, column: str, notes: list[str]) -> date | None:
    """The day of an event; null, with a note, where the cell is empty."""
    if not text:
        notes.append("it has no date")
        return None
    return _day(text, column)


def _added(text: str) -> date | None:
    """The day on which a row was seen or its report published; null where the cell says none."""
    try:
        return _day(text, "")
    except _BadRowError:
        return None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -10 <= value <= 10 else None


def _one(text: str) -> tuple[str, ...]:
    return (text[:TEXT],) if text else ()


def _parties(countries: str, names: Sequence[str]) -> tuple[str, ...]:
    """The states and bodies of one side: those that its countries name, and the bodies among its names."""
    found = [codes.named(v) for v in codes.several(countries)] + [codes.body(v) for v in names]
    return tuple(dict.fromkeys(p for p in found if p))


def _unknown(row: Mapping[str, str], columns: Sequence[str]) -> tuple[str, ...]:
    """That a country is named which no table has."""
    lost = [v for c in columns for v in codes.several(row[c]) if codes.named(v) is None]
    return (f"no state or body is known by {', '.join(repr(v[:40]) for v in lost[:5])}",) if lost else ()
