"""What one side's own text tells and the other's leaves out, where the two met about nothing: a row told by each alone.

Two statements of one dispute, a day and a half apart at most, that speak of an act in common: each act that one of them
tells, that touches either side, and that the other has no word of. What came to pass only after the other text is none
of it. Silence is not denial.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from memcon.model.memo import Event, Omission, Report
from memcon.model.places import Span
from memcon.reconcile.bundle import natural
from memcon.reconcile.claims import Book
from memcon.reconcile.lexis import bag
from memcon.reconcile.omissions import account_of, answered, framed, tightest
from memcon.reconcile.slots import View
from memcon.reconcile.zones import instant

NEAR = 36.0 * 3600
"""Seconds: two texts that lie further apart answer one another no more."""
OWN = frozenset({"readout", "statement"})
COMING = frozenset({"planned", "proposed", "threatened"})
"""What the later text announces, the earlier one could not know."""
SHARED = 0.4
"""The share of a point's words that the other text may have, here and there, without speaking of it."""
FEWEST = 3
"""Content words that a point has at least."""


def apart(events: Sequence[Event], met: frozenset[str], book: Book, view: View) -> list[Omission]:
    """The omissions of each pair of sides of which neither (``met``) gives an account of a contact of its own."""
    texts = [s.report for s in view.bundle.sources if s.report.side and s.report.kind in OWN]
    told: dict[str, set[str]] = {t.id: {e.id for e in events if t.id in e.reports} for t in texts}
    by_id = {e.id: e for e in events}
    out: list[Omission] = []
    for one, two in permutations(texts, 2):
        if one.side == two.side or {one.side, two.side} & met or not _near(one, two):
            continue
        if not told[one.id] & told[two.id]:
            continue
        out += _left_out(one, two, by_id, told=told, book=book, view=view)
    return out


def _near(one: Report, two: Report) -> bool:
    if not one.published or not two.published or "T" not in one.published or "T" not in two.published:
        return False
    return abs(instant(one.published) - instant(two.published)) <= NEAR


def _left_out(
    one: Report, two: Report, events: Mapping[str, Event], *, told: Mapping[str, set[str]], book: Book, view: View
) -> list[Omission]:
    reading = view.sources[two.id].reading
    sentences = [
        bag(reading, (s.start, s.end)) for s in reading.sentences if s.kind in {"fact", "heading"} and not s.question
    ]
    sides = {one.side, two.side}
    names = account_of(view, sides)
    claims = []
    mentioned = set(book.mentions.values())
    later = instant(one.published or "") > instant(two.published or "")
    people = _people(view, two.id, None)
    every: set[str] = set().union(*sentences)
    for claim in book.of_report(one.id):
        event = events.get(claim.event or "")
        if event is None or claim.id not in mentioned or event.id in told[two.id] or claim.stance == "declines":
            continue
        if (
            (event.status in COMING and later)
            or event.status == "denied"
            or not set(view.cast.countries((*event.actors, *event.recipients))) & sides
        ):
            continue
        if event.time and event.time.earliest and instant(event.time.earliest) >= instant(two.published or ""):
            continue  # it was not yet
        words = view.words(claim) - names
        last = claim.evidence[-1]
        whole = bag(view.sources[one.id].reading, (last.start, last.end)) - names
        if len(words) < FEWEST or any(len(w & every) > SHARED * len(w) for w in (words, whole)):
            continue
        if not _people(view, one.id, claim.evidence[-1]) & people:
            claims.append(claim)
    return [
        Omission(claims=(c.id,), said_by=(one.side or "",), silent=(two.side or "",), event=c.event, basis="checked")
        for c in sorted(tightest(claims, view), key=lambda c: natural(c.id))
        if not answered(view.words(c), sentences, view.weight, names) and not framed(c, sentences, view, names)
    ]


def _people(view: View, report: str, place: Span | None) -> set[str]:
    """The people whom a text names, or a sentence of it: whoever is named in both is what both speak of."""
    reading = view.sources[report].reading
    tokens = reading.tokens
    found = {n.entity for n in reading.namings if place is None or place.start <= tokens[n.first].start < place.end}
    cast = view.cast
    return {a for e in found for a in cast.resolve(report, (e,)) if cast.actors[a].kind == "person"}
