"""Acts that stay one though their reports date them apart: plans that moved, and one meeting with two dates."""

from __future__ import annotations

from collections.abc import Callable

from memcon.read.lexicon import same_office
from memcon.reconcile.lexis import fold, table
from memcon.reconcile.profile import REAL, TO_COME, Chain

CLOSE = 14
"""Days; two dates of one meeting that are farther apart than this are of two meetings."""
PLAN = 45
"""Days by which a plan told in two reports may have moved though neither says so."""
STATES = 2


def replanned(a: Chain, b: Chain) -> bool:
    """Whether two plans of one kind can be one that moved, by the word of one of the reports."""
    if a.report == b.report or a.status not in TO_COME or b.status not in TO_COME or a.type != b.type:
        return False
    if not (a.moved or b.moved):
        return False
    for one, two in ((a, b), (b, a)):
        if one.former and two.days:
            # the plan before is told: it is the other's, or it is another plan
            return any(x[0] <= y[1] + 1 and y[0] <= x[1] + 1 for x in one.former for y in two.days)
    return True


def same_body(a: Chain, b: Chain) -> bool:
    """Whether both are meetings of one joint body of states, by its noun and place ("the commission in Quito")."""
    bodies = {fold(w) for w in table("alignment")["bodies"]}
    placed = bool(a.place and b.place) and (a.place or "").lower() == (b.place or "").lower()
    within = a.parties <= b.parties or b.parties <= a.parties
    return a.report != b.report and placed and within and bool(bodies & a.heads & b.heads)


def one_meeting(a: Chain, b: Chain, other_people: Callable[[Chain, Chain], str | None]) -> bool:
    """Whether two reports date one meeting apart: the same two states, one place, days near each other.

    Of a visit to come the visitor and the host are enough, where one report is younger than the other.
    """
    if a.report == b.report or a.type != "CONSULT" or b.type != "CONSULT" or not (a.days and b.days):
        return False
    if "call" in a.kinds | b.kinds or {a.mode, b.mode} & {"phone", "video"}:
        return False
    if any(high != low for chain in (a, b) for low, high in chain.days) or _ordinals(a) != _ordinals(b):
        return False
    gap = min(abs(x[0] - y[0]) for x in a.days for y in b.days)
    known = [chain.persons.keys() for chain in (a, b)]
    both_done = a.status in REAL and b.status in REAL
    both_ahead = a.status in TO_COME and b.status in TO_COME
    if not (both_done or both_ahead) or other_people(a, b):
        return False
    two_states = (len(a.parties) >= STATES and a.parties == b.parties) or same_body(a, b)
    placed = bool(a.place and b.place) and (a.place or "").lower() == (b.place or "").lower()
    if two_states and placed and gap <= CLOSE:
        return True
    visit = "visit" in a.kinds & b.kinds and a.acting == b.acting and a.acted == b.acted and bool(a.acted)
    younger = a.published is not None and b.published is not None and a.published != b.published
    return both_ahead and visit and younger and gap <= PLAN and all(known)


def _ordinals(chain: Chain) -> frozenset[str]:
    """What sets an act apart from others of its kind; "next" does not."""
    return chain.ordinals - {"next", "first", "new"}


def told_again(a: Chain, b: Chain) -> bool:
    """Whether one of two acts of a report stands in a passage from an older report, and the other is its news."""
    return a.report == b.report and (a.again is None) != (b.again is None)


def told_before(a: Chain, b: Chain) -> bool:
    """Whether one report had told an act as done before the days on which the other puts it."""
    for one, two in ((a, b), (b, a)):
        if one.status not in REAL or two.status not in REAL or one.again or two.again or not two.days:
            continue
        if one.published is None or two.published is None or one.report == two.report:
            continue
        if all(one.published + 1 < low <= two.published + 1 for low, _ in two.days):
            return True
    return False


def one_office(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two reports may name one office, one of them short: "the minister" is the foreign minister."""
    for short, full in ((one, two), (two, one)):
        if short == {"minister"} and any(office.endswith((" minister", " secretary")) for office in full):
            return True
    return any(same_office(office) & two for office in one)
