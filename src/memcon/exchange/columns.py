"""Events of memoranda as rows in the columns of GDELT, ICEWS and POLECAT.

The coder's layouts make the rows (`memcon.coder.layouts`), so that a corpus and a memorandum come out alike: PLOVER's
view, with acts to come folded and what is only threatened or supposed left out. What memcon does not know stays empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache

from memcon.coder import layouts, writing
from memcon.coder.columns import NATIVE, Row, empty
from memcon.coder.events import published
from memcon.exchange.comparing import days
from memcon.exchange.types import Program
from memcon.model import gazetteer, ontology
from memcon.model.memo import Actor, Event, Memorandum, Report, Time

SECTORS = {"government": "GOV", "armed-force": "MIL"}
"""PLOVER's sectors of actors whose kind shows them."""
DAY, NEAR = timedelta(days=1), timedelta(hours=3)
"""A day, and how far apart clocks in play may be for a day that is told on one of them to be the day of all."""


def rows(memo: Memorandum, program: Program) -> list[Row]:
    """The rows of one memorandum's events in a program's columns, in the order of the events."""
    actors = {a.id: a for a in memo.actors}
    reports = {r.id: r for r in memo.reports}
    out: list[Row] = []
    for event in memo.events:
        if event.type is None or event.type not in ontology.kinds():
            continue
        native = _native(event, actors, reports, memo)
        for made in layouts.LAYOUTS[program].make([native]):
            if program == "gdelt":
                made |= {"NumSources": event.origins, "NumArticles": str(len(event.reports))}
                made["IsRootEvent"] = int(native["sentence"] == 0)
            out.append(made)
    return out


def text(made: Iterable[Row], program: Program) -> str:
    """Rows as the text of a file, as the program writes its own: parted by tabs, GDELT's without a header."""
    layout = layouts.LAYOUTS[program]
    lines = ["\t".join(layouts.names(program))] if layout.header else []
    for row in made:
        cells = [_cell(writing.cell(row.get(c.name), c.kind)) for c in layout.columns]
        lines.append("\t".join(cells))
    return "".join(f"{line}\n" for line in lines)


def undated(made: Sequence[Row], program: Program) -> int:
    """How many rows have no day of the event."""
    column = "Day" if program == "gdelt" else "Event Date"
    return sum(1 for row in made if not row.get(column))


def _cell(value: str) -> str:
    return " ".join(value.split())


def _native(event: Event, actors: Mapping[str, Actor], reports: Mapping[str, Report], memo: Memorandum) -> Row:
    """An event as a row of the coder's, over all its reports: the first report that tells it stands for them."""
    told = sorted((reports[r] for r in event.reports if r in reports), key=lambda r: (r.published or "9", r.id))
    first = told[0] if told else None
    row = empty(NATIVE)
    ident = _ident(event, first)
    row |= {
        "row_id": f"{ident}-{(event.type or '').lower()}",
        "event_id": ident,
        "report_id": first.file if first else None,
        "outlet": first.outlet if first else None,
        "url": first.url if first else None,
        "publication_date": published(first.published) if first else None,
        "sentence": _sentence(event, first, memo),
        "mentions": len(event.mentions),
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "quad": ontology.quad(event.type or "").lower(),
        "intensity": _intensity(event),
        "status": event.status,
        "reciprocal": event.reciprocal,
        "date_value": _day(event, actors),
        "place": event.place,
        "place_country": _country_of(event.place),
        "place_precision": "place" if event.place and _country_of(event.place) else None,
        "tool": f"{memo.tool.name} {memo.tool.version}",
        "rules": memo.tool.rules,
    }
    for side, ids in (("actor", event.actors), ("recipient", event.recipients)):
        parties = [actors[i] for i in ids if i in actors]
        if side == "recipient":
            parties = _others(parties, [actors[i] for i in event.actors if i in actors])
        row |= {
            f"{side}_name": [p.name for p in parties],
            f"{side}_country": [p.country or "" for p in parties],
            f"{side}_sector": [_sector(p) for p in parties],
            f"{side}_role": [p.roles[0] if p.roles else "" for p in parties],
            f"{side}_raw": ["" for _ in parties],
            f"{side}_implied": ["yes" if p.id in event.implied else "no" for p in parties],
        }
    return row


def _ident(event: Event, first: Report | None) -> str:
    """An id that stays while the first report that tells the event does: events are numbered anew in every state."""
    starts = [m.trigger.start for m in event.mentions if first is not None and m.report == first.id]
    told = f"{first.sha256 if first else ''}\x1f{min(starts, default=0)}\x1f{event.type}"
    return "m" + hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def _others(recipients: Sequence[Actor], actors: Sequence[Actor]) -> list[Actor]:
    """The recipients without the state that acts itself, where there are others."""
    own = {a.country for a in actors}
    kept = [r for r in recipients if r.kind != "government" or r.country not in own]
    return kept or list(recipients)


def _intensity(event: Event) -> float:
    kind = event.type or ""
    return ontology.intensity(kind, event.mode if event.mode in ontology.modes(kind) else None)


def _day(event: Event, actors: Mapping[str, Actor]) -> str | None:
    """The day of an event: on the clock of who acts first, where clocks differ; null where it is not one day."""
    first, last = days(event)
    if first is None or event.time is None or event.time.precision not in {"instant", "part-of-day", "day"}:
        return None
    if first == last:
        return first.isoformat()
    if whole := _whole(event.time):
        return whole
    countries = [actors[a].country for a in event.actors if a in actors]
    clocks = {c.country: c for c in event.time.clocks}
    for country in countries:
        if country in clocks:
            start = datetime.fromisoformat(clocks[country].earliest).date()
            end = (datetime.fromisoformat(clocks[country].latest) - timedelta(seconds=1)).date()
            return start.isoformat() if start == end else None
    return None


def _whole(time: Time) -> str | None:
    """The day that a day told is, from midnight on a clock in play; null where it may be another's on a party's clock.

    With several clocks in play the stretch is longer than a day by the hours between them: up to ``NEAR`` that is
    still the same day to all.
    """
    if time.precision != "day" or time.earliest is None or time.latest is None:
        return None
    start, end = datetime.fromisoformat(time.earliest), datetime.fromisoformat(time.latest)
    if (start.hour, start.minute) != (0, 0) or not DAY <= end - start <= DAY + NEAR:
        return None
    midnight = start.replace(tzinfo=None)
    begins = (datetime.fromisoformat(c.earliest).replace(tzinfo=None) for c in time.clocks)
    return midnight.date().isoformat() if all(abs(b - midnight) <= NEAR for b in begins) else None


def _sentence(event: Event, first: Report | None, memo: Memorandum) -> int:
    """The number of the sentence that speaks of an event first in its first report; 0 where that is not known."""
    starts = [m.sentence.start for m in event.mentions if first is not None and m.report == first.id]
    if not starts:
        return 0
    there = sorted({m.sentence.start for e in memo.events for m in e.mentions if first and m.report == first.id})
    return there.index(min(starts))


def _sector(actor: Actor) -> str:
    """PLOVER's sector of an actor, empty where neither kind nor office shows it."""
    found = next((s for role in actor.roles if (s := _offices().get(role.casefold()))), "")
    return found or SECTORS.get(actor.kind, "")


@cache
def _offices() -> dict[str, str]:
    return {name.casefold(): o.sector for o in reversed(gazetteer.offices()) for name in (o.name, *o.names)}


@cache
def _places() -> dict[str, str]:
    return {name.casefold(): p.country for p in reversed(gazetteer.places()) for name in (p.name, *p.names)}


def _country_of(place: str | None) -> str | None:
    """The country of a place by the tables; null where they do not have it."""
    if not place:
        return None
    for code, state in gazetteer.states().items():
        if place in state.capital or place == state.name or place in state.names:
            return code
    return _places().get(place.casefold()) or None
