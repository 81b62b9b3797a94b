"""The column sets of other projects: PLOVER, GDELT 2.0, ICEWS, POLECAT.

The names of the columns stand in ``data/columns.yaml``. What memcon does not know stays empty: no code of
the Correlates of War, no coordinates, no tone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from memcon.coder.cameo import code, quad_class
from memcon.coder.columns import NATIVE, Column, Row
from memcon.coder.export import dyads, plover
from memcon.model.data import mapping
from memcon.model.gazetteer import states

NUMBERS = frozenset({"intensity", "score", "alternative_score", "Intensity"})
WHOLE = frozenset(
    {"sentence", "start", "end", "Sentence Number", "QuadClass", "NumMentions", "NumSources", "IsRootEvent"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A column set. ``separator`` and ``header`` are those of the project's own files."""

    name: str
    columns: tuple[Column, ...]
    make: Callable[[Sequence[Row]], list[Row]]
    separator: str = ","
    header: bool = True


@cache
def names(project: str) -> tuple[str, ...]:
    """The column names of a project, in order."""
    return tuple(mapping("coder", "columns")[project])


def _columns(project: str) -> tuple[Column, ...]:
    native = {c.name: c for c in NATIVE}
    return tuple(
        native.get(n)
        or Column(
            name=n, kind="real" if n in NUMBERS else "int" if n in WHOLE else "text", says="as its project has it"
        )
        for n in names(project)
    )


def _native(rows: Sequence[Row]) -> list[Row]:
    return list(rows)


def _plover(rows: Sequence[Row]) -> list[Row]:
    return [{**{n: row.get(n) for n in names("plover")}, "date": day(row)} for row in plover(rows)]


def day(row: Row) -> str | None:
    """The day of an event as told, ISO 8601; null where the words give less or more than a day."""
    value = row["date_value"] or ""
    return value[:10] if len(value) >= 10 and value[:10].replace("-", "").isdigit() else None


def _number(row: Row, pair: tuple[int | None, int | None, bool]) -> int:
    """A number for an event and a pair, as GDELT has numbers."""
    told = f"{row['row_id']}\x1f{pair[0]}\x1f{pair[1]}"
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=8).digest()) >> 12


def _gdelt(rows: Sequence[Row]) -> list[Row]:
    out = []
    for row in plover(rows):
        found = code(row["type"], row["mode"], row["contexts"])
        if found is None:
            continue
        told = day(row)
        year = (row["date_value"] or "")[:4]
        for pair in dyads(row):
            made: Row = dict.fromkeys(names("gdelt"))
            made |= {
                "GlobalEventID": str(_number(row, pair)),
                "Day": told.replace("-", "") if told else None,
                "MonthYear": told[:7].replace("-", "") if told else None,
                "Year": year if year.isdigit() else None,
                "FractionDate": f"{int(told[:4]) + (int(told[5:7]) * 30 + int(told[8:10])) / 365:.4f}"
                if told
                else None,
                "IsRootEvent": int(row["sentence"] == 0),
                "EventCode": found.code,
                "EventBaseCode": found.code[:3],
                "EventRootCode": found.code[:2],
                "QuadClass": quad_class(found.code),
                "NumMentions": row["mentions"],
                "NumSources": 1,
                "NumArticles": "1",
                "ActionGeo_Fullname": row["place"],
                "DATEADDED": "".join(c for c in (row["publication_date"] or "")[:19] if c.isdigit()) or None,
                "SOURCEURL": row["url"],
            }
            for name, side, at in (
                ("Actor1", "actor", pair[0]),
                ("Actor2", "actor" if pair[2] else "recipient", pair[1]),
            ):
                if at is None:
                    continue
                country, sector = row[f"{side}_country"][at], row[f"{side}_sector"][at]
                made |= {
                    f"{name}Code": (country + sector) or None,
                    f"{name}Name": row[f"{side}_name"][at].upper(),
                    f"{name}CountryCode": country or None,
                    f"{name}Type1Code": sector or None,
                }
            out.append(made)
    return out


@cache
def _country(code_: str | None) -> str | None:
    """A country's name, as ICEWS has names."""
    state = states().get(code_ or "")
    return state.name if state else code_ or None


def _icews(rows: Sequence[Row]) -> list[Row]:
    out = []
    for row in plover(rows):
        found = code(row["type"], row["mode"], row["contexts"])
        if found is None:
            continue
        for pair in dyads(row):
            made: Row = dict.fromkeys(names("icews"))
            made |= {
                "Event ID": str(_number(row, pair)),
                "Event Date": day(row),
                "Event Text": found.label,
                "CAMEO Code": found.code,
                "Intensity": row["intensity"],
                "Story ID": row["report_id"],
                "Sentence Number": row["sentence"] + 1,
                "Publisher": row["outlet"],
                "City": row["place"] if row["place_precision"] == "place" else None,
                "Country": _country(row["place_country"]),
            }
            for name, side, at in (
                ("Source", "actor", pair[0]),
                ("Target", "actor" if pair[2] else "recipient", pair[1]),
            ):
                if at is None:
                    continue
                made |= {
                    f"{name} Name": row[f"{side}_name"][at],
                    f"{name} Sectors": row[f"{side}_sector"][at] or None,
                    f"{name} Country": _country(row[f"{side}_country"][at]),
                }
            out.append(made)
    return out


def _joined(values: Sequence[str]) -> str | None:
    kept = [v for v in values if v]
    return ";".join(dict.fromkeys(kept)) or None


def _polecat(rows: Sequence[Row]) -> list[Row]:
    out = []
    for row in plover(rows):
        made: Row = dict.fromkeys(names("polecat"))
        made |= {
            "Event ID": row["row_id"],
            "Event Date": day(row),
            "Event Type": row["type"],
            "Event Mode": row["mode"],
            "Intensity": row["intensity"],
            "Quad Code": row["quad"].upper(),
            "Contexts": _joined(row["contexts"]),
            "Placename": row["place"],
            "City": row["place"] if row["place_precision"] == "place" else None,
            "Country": row["place_country"],
            "Raw Placename": row["place"],
            "Source": row["outlet"],
            "Publication Date": (row["publication_date"] or "")[:10] or None,
            "Language": "en",
            "Version": f"{row['tool']} {row['rules']}",
        }
        for name, side in (("Actor", "actor"), ("Recipient", "recipient")):
            sectors = [s for s in row[f"{side}_sector"] if s]
            made |= {
                f"{name} Name": _joined(row[f"{side}_name"]),
                f"{name} Country": _joined(row[f"{side}_country"]),
                f"Primary {name} Sector": sectors[0] if sectors else None,
                f"{name} Sectors": _joined(sectors),
                f"{name} Title": _joined(row[f"{side}_role"]),
                f"{name} Name Raw": _joined(row[f"{side}_raw"]),
            }
        out.append(made)
    return out


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout(name="memcon", columns=NATIVE, make=_native),
        Layout(name="plover", columns=_columns("plover"), make=_plover),
        Layout(name="gdelt", columns=_columns("gdelt"), make=_gdelt, separator="\t", header=False),
        Layout(name="icews", columns=_columns("icews"), make=_icews, separator="\t"),
        Layout(name="polecat", columns=_columns("polecat"), make=_polecat, separator="\t"),
    )
}
"""The column sets by the name that ``--columns`` takes; ``memcon`` is the full row."""
