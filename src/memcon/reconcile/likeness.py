"""Whether two chains of mentions are one event: vetoes first, then a score that explains itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from memcon.reconcile.bounds import figures_fit
from memcon.reconcile.content import content, dull
from memcon.reconcile.elsewhere import nearness, other_place
from memcon.reconcile.lexis import fold, table
from memcon.reconcile.movable import one_meeting, one_office, replanned, same_body, told_again, told_before
from memcon.reconcile.profile import SPOKEN, TO_COME, Chain

WIDE = 183
"""Days; a stretch longer than this tells nothing by overlapping a day."""
RECALLED = 60
"""Days before a report from which on what it dates is no news of it."""
DENIED = 0.6
OPEN_KINDS = frozenset({"generic", "talk", "call"})
"""Kinds of contact that say nothing of which contact it is, where no party is named."""
OPEN_END = 0.85
"""What the same acting party is worth where one report leaves open who receives."""
UNNAMED = 0.65
"""What parties are worth where one report names none."""
SCHEDULED = 0.8
"""What parties are worth where place and calendar say which contact to come it is."""
BODIES = frozenset({"EUR", "UNO", "IGO", "NGO"})
"""Codes of bodies that bring others together."""
CODE = 3
"""Letters of a country's code; other parties are ids of actors."""
Counts = Mapping[tuple[str, str | None, frozenset[str], frozenset[str]], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How alike two chains are, 0 to 1, and why. A veto is the reason why they cannot be one event."""

    score: float
    because: str
    veto: bool = False


@cache
def _families() -> Mapping[str, frozenset[str]]:
    listed: Mapping[str, list[str]] = table("alignment")["families"]
    out: dict[str, set[str]] = {}
    for family, types in listed.items():
        for name in types:
            out.setdefault(name, set()).add(family)
    return {t: frozenset(f | {t}) for t, f in out.items()}


def families(kind: str | None) -> frozenset[str]:
    """The families of a type, itself among them."""
    if kind is None:
        return frozenset({"none"})
    return _families().get(kind, frozenset({kind}))


@cache
def _sets(name: str) -> Mapping[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in table("alignment")[name].items()}


def states(parties: frozenset[str]) -> frozenset[str]:
    """The parties that are states or bodies with a code, those left unnamed ("deputies", "officials") aside."""
    return frozenset(p for p in parties if len(p) == CODE and p.isupper())


def scheduled(a: Chain, b: Chain) -> bool:
    """Whether two contacts to come are one by the calendar: one place, no day apart, no state that only one can have.

    Or both are "the next" of one kind ("the next round of talks"), with no place or day against it.
    """
    if a.type != "CONSULT" or b.type != "CONSULT" or a.status not in TO_COME or b.status not in TO_COME:
        return False
    apart = days_fit(a, b) is False and not same_body(a, b)
    if a.report == b.report or apart or "visit" in a.kinds | b.kinds:
        return False
    one, two = states(a.parties), states(b.parties)
    if not (one <= two or two <= one) or min(len(one), len(two)) > 1:
        return False
    if a.place and b.place:
        return not other_place(a.place, b.place)
    ahead = _sets("ordinals")["ahead"]
    return bool(a.ordinals & b.ordinals & ahead) and bool(a.heads & b.heads) and not (one and two)


def gathering(chain: Chain) -> bool:
    """Whether a chain is of a summit of many told by nouns alone, which say little of whether it was held."""
    nominal = all(m.rule.startswith("act:noun") for m in chain.mentions)
    return chain.type == "CONSULT" and chain.mode == "multilateral" and nominal


def _one_gathering(a: Chain, b: Chain) -> bool:
    """Whether two reports tell of one body's summit: the body in both, or "the summit" in one."""
    if not (gathering(a) and gathering(b)) or a.report == b.report or days_fit(a, b) is False:
        return False
    if (
        not (a.parties and b.parties)
        and a.nouns & b.nouns & _sets("gatherings")["named"]
        and (days_fit(a, b) or _dull_free(a, b))
    ):
        return True
    shared = a.parties & b.parties
    bare = [c for c in (a, b) if not c.parties]
    return bool(shared) or (len(bare) == 1 and bare[0].head.anaphoric)


def _dull_free(a: Chain, b: Chain) -> bool:
    """Whether two acts share a word beside the noun that names them ("the fuel delivery ceremony")."""
    return bool(a.words & b.words - dull() - a.nouns - b.nouns)


def _party_veto(a: Chain, b: Chain) -> str | None:
    if scheduled(a, b) or _one_gathering(a, b):
        return other_people(a, b)
    if "CONSULT" in (a.type, b.type) or a.reciprocal or b.reciprocal:
        left, right = a.parties, b.parties
        if left and right and not (left <= right or right <= left):
            return f"other parties: {'–'.join(sorted(left))} and {'–'.join(sorted(right))}"
        one, two = a.kinds - {"generic"}, b.kinds - {"generic"}
        if a.type == b.type == "CONSULT" and left != right and min(len(left), len(right)) > 1 and not one & two:
            if _go_between(a, b):
                return other_people(a, b)
            return f"other parties and another kind of contact: {'–'.join(sorted(left ^ right))}"
        short = min(len(left), len(right)) < 2 and left != right
        plain = bool(left and right) or not (a.kinds & b.kinds) - OPEN_KINDS
        if a.type == b.type == "CONSULT" and a.report != b.report and short and plain and not days_fit(a, b):
            return "one does not name the other party"
        if a.type == b.type == "CONSULT" and a.report == b.report and not (left and right):
            return "the report does not take the one up with the other"
        few = a.report != b.report and len(left | right) < 2
        if a.type == b.type == "CONSULT" and few and not (left and right and a.kinds & b.kinds):
            return "no two parties named"
        if a.type == b.type == "CONSULT":
            return other_people(a, b)
        return None
    if a.acting and b.acting and not a.acting & b.acting:
        return f"another party acts: {'–'.join(sorted(a.acting))} and {'–'.join(sorted(b.acting))}"
    if a.acted and b.acted and not a.acted & b.acted:
        return f"another party receives: {'–'.join(sorted(a.acted))} and {'–'.join(sorted(b.acted))}"
    return None


def _other_visitor(a: Chain, b: Chain) -> bool:
    """Whether both are visits and nothing else, each by somebody from another country."""
    visits = a.type == b.type == "CONSULT" and a.kinds == b.kinds == {"visit"}
    return visits and bool(a.acting and b.acting) and not a.acting & b.acting


def _go_between(a: Chain, b: Chain) -> bool:
    """Whether one report names the go-between of a talk that another gives to its two sides alone.

    A body of states, a call or a talk in both, no day against it.
    """
    third = a.parties ^ b.parties
    spoken = all(c.kinds <= OPEN_KINDS and c.kinds & {"talk", "call"} for c in (a, b))
    third_is_body = all(p in BODIES or len(p) != CODE for p in third)
    return len(third) == 1 and third_is_body and spoken and a.report != b.report and days_fit(a, b) is not False


def other_people(a: Chain, b: Chain) -> str | None:
    """Whether other people of one country take part: by their names, by their offices where a name is not given."""
    for country in sorted(a.parties & b.parties):
        one, two = a.persons.get(country), b.persons.get(country)
        if not one or not two:
            one, two = a.offices.get(country), b.offices.get(country)
        if one and two and not one & two and not one_office(one, two):
            return f"other people: {', '.join(sorted(one))} and {', '.join(sorted(two))}"
    return None


def _ordinal_veto(a: Chain, b: Chain) -> str | None:
    sets = _sets("ordinals")
    one, two = a.ordinals & sets["unique"], b.ordinals & sets["unique"]
    if a.status in TO_COME and b.status in TO_COME and a.report != b.report:
        one, two = one - sets["ahead"], two - sets["ahead"]  # what is to come is the next, said or not
    if one != two and not one & two:
        return f"set apart by {', '.join(repr(w) for w in sorted(one | two))}"
    if a.report == b.report:
        one, two = a.ordinals & sets["fresh"], b.ordinals & sets["fresh"]
        if bool(one) != bool(two):
            return f"set apart by {', '.join(repr(w) for w in sorted(one | two))}"
    return None


def days_fit(a: Chain, b: Chain) -> bool | None:
    """Whether some dates of both can be one time; null if either has none.

    Zones may put two reports a day apart; one report that tells two days tells of two acts.
    """
    if not a.days or not b.days or replanned(a, b):
        return None
    zones = int(a.report != b.report)
    return any(x[0] <= y[1] + zones and y[0] <= x[1] + zones for x in a.days for y in b.days)


def _recalled(old: Chain, new: Chain) -> bool:
    """Whether one report recalls what was long before it, and the other tells an act in a verb and without a date."""
    if old.report == new.report or not old.days or new.days or new.again or old.published is None:
        return False
    past = all(high < old.published - RECALLED for _, high in old.days)
    return past and new.status in _sets("status")["real"] and new.head.rule.startswith("act:verb")


def _of_one_width(a: Chain, b: Chain) -> bool:
    """Whether that dates overlap says something: a day inside "this year" fits whatever it is."""
    return all(high - low <= WIDE for chain in (a, b) for low, high in chain.days)


def _one_day(chain: Chain) -> bool:
    """Whether a chain is dated to days, not to a stretch such as "the coming days"."""
    return all(high - low <= 1 for low, high in chain.days)


def _status_veto(a: Chain, b: Chain) -> str | None:
    sets = _sets("status")
    apart = f"one is {a.status}, the other {b.status}"
    if _one_gathering(a, b):
        return None
    one_deed = a.decided != b.decided and a.report != b.report and "STATEMENT" not in (a.type, b.type)
    if one_deed and {a.status, b.status} <= sets["real"] | sets["to-come"]:
        return apart + " on another day" if days_fit(a, b) is False else None
    for one, two in ((a, b), (b, a)):
        if one.status in sets["real"] and two.status in sets["to-come"]:
            fit = days_fit(one, two)
            if two.days and one.published is not None and all(low > one.published + 1 for low, _ in two.days):
                return apart + " after that report"
            if a.report == b.report:
                return None if fit and a.type == b.type == "CONSULT" and _one_day(two) else apart
            if fit is False:
                return apart + " on another day"
            if _promised(one, two):
                return None
            within = one.parties <= two.parties or two.parties <= one.parties
            if not within or not one.parties or not two.parties or one.type != two.type:
                return None if fit else apart
            if fit:
                return None
            if two.status == "proposed":
                return apart + ", and what one proposed is not known to be what the other did"
            earlier = one.published is not None and two.published is not None and two.published <= one.published
            return None if earlier else apart + ", and no report shows that the plan came first"
        if two.status == "denied" and one.status != "denied" and not _same_words(one, two):
            return apart
        if one.status in sets["real"] and two.status in sets["spoken"]:
            if two.status == "threatened" and a.type == b.type != "THREATEN" and _carried_out(one, two):
                return None
            if a.type == b.type == "THREATEN" and a.report != b.report and not a.nouns & b.nouns:
                return apart + ": the threat and what it threatens"
            return None if "THREATEN" in (a.type, b.type) else apart
    return None


def _carried_out(done: Chain, threatened: Chain) -> bool:
    """Whether an act may be what another report had as threatened: told later, on no other day."""
    if done.report == threatened.report or days_fit(done, threatened) is False:
        return False
    return done.published is None or threatened.published is None or threatened.published <= done.published


def _promised(made: Chain, to_come: Chain) -> bool:
    """Whether a promise that one report tells as made is what the other tells as to come ("pledged", "would give")."""
    undertaking = any(m.sense == "undertaking" for m in made.mentions) and made.acting & to_come.acting
    both = {made.type, to_come.type} <= {"AGREE", "AID", "COOPERATE"}
    return both and bool(undertaking) and bool((made.words | made.nouns) & (to_come.words | to_come.nouns) - dull())


def _same_words(a: Chain, b: Chain) -> bool:
    """Whether a denial speaks of the very act: the same type, noun and party, and most of its words."""
    if a.type != b.type or a.type == "CONSULT" or not a.nouns & b.nouns:
        return False
    shared = len(a.words & b.words)
    telling = a.nouns & b.nouns - dull()
    open_ = not a.acting or not b.acting or a.acting & b.acting
    apart = a.acted and b.acted and not a.acted & b.acted
    if a.type in SPOKEN and not (a.words & b.words) - dull() - a.nouns - b.nouns:
        return False  # "ruled out a delay" and "has not ruled out a visit"
    if a.report != b.report and telling and open_ and not apart and days_fit(a, b) is not False:
        return True  # one report tells the act, the other that there was none
    if not a.acting or a.acting != b.acting:
        return False
    return shared > 1 and shared >= DENIED * min(len(a.words), len(b.words))


@cache
def _clashes() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in table("alignment")["clash"])


def _met(kinds: frozenset[str]) -> frozenset[str]:
    """Kinds of contact, without the visit where whoever received the visitor met them ("hosted her in Lima")."""
    return kinds - {"visit"} if {"visit", "meeting"} <= kinds else kinds


def _kind_veto(a: Chain, b: Chain) -> str | None:
    if a.type != "CONSULT" or b.type != "CONSULT":
        return None
    modes = _sets("modes")
    if (a.mode in modes["apart"] and b.mode in modes["together"]) or (
        b.mode in modes["apart"] and a.mode in modes["together"]
    ):
        return f"one is {a.mode}, the other {b.mode}"
    if a.report != b.report and a.status in TO_COME and b.status in TO_COME and _one_trip(a, b):
        return None
    one, two = _met(a.kinds) - {"generic"}, _met(b.kinds) - {"generic"}
    if one and two and not one & two and a.report == b.report and "visit" in one ^ two:
        return f"one is a {min(one)}, the other a {min(two)}"
    if one and two and not one & two and any(frozenset((x, y)) in _clashes() for x in one for y in two):
        return f"one is a {min(one)}, the other a {min(two)}"
    return None


def _one_trip(a: Chain, b: Chain) -> bool:
    """Whether a visit to come and talks to come are of the same people in the same place."""
    if not a.place or not b.place or other_place(a.place, b.place):
        return False
    return any(a.persons.get(c, frozenset()) & b.persons.get(c, frozenset()) for c in a.persons)


def distinct(a: Chain, b: Chain) -> str | None:
    """Why a mention cannot be the one that its report takes it for, whatever the status of either."""
    if days_fit(a, b) is False:
        return "another day"
    if a.place and b.place and other_place(a.place, b.place):
        return "another place"
    return _party_veto(a, b) or _kind_veto(a, b)


@cache
def _instruments() -> frozenset[str]:
    """Measures that are put on or taken off, as nouns are kept in a profile."""
    return frozenset(f for w in table("alignment")["instruments"] if (f := fold(str(w)) or str(w)))


def veto(a: Chain, b: Chain) -> str | None:
    """Why two chains cannot be one event, null if nothing speaks against it."""
    if not families(a.type) & families(b.type):
        return f"another kind of act: {a.type} and {b.type}"
    if a.war != b.war:
        return "one is a war, the other an act in it"
    if {a.type, b.type} == {"RETREAT", "SANCTION"} and a.nouns & b.nouns & _instruments():
        return "one puts a measure on, the other takes it off"
    one, two = ({m.sense for m in c.mentions if m.sense} for c in (a, b))
    if a.type == b.type and one and two and not one & two:
        return f"one is {min(one)}, the other {min(two)}"
    if _other_visitor(a, b):
        return f"another visitor: {'–'.join(sorted(a.acting))} and {'–'.join(sorted(b.acting))}"
    found = _party_veto(a, b) or _ordinal_veto(a, b) or _kind_veto(a, b) or _status_veto(a, b)
    if found:
        return found
    if days_fit(a, b) is False and not one_meeting(a, b, other_people):
        return "another day"
    if told_again(a, b):
        return "one stands in a passage from an older report"
    if told_before(a, b):
        return "one report had told it before the other's day"
    if _recalled(a, b) or _recalled(b, a):
        return "one is of long before its report, the other is told as news"
    if a.type == b.type == "CONSULT" and a.place and b.place and "call" not in a.kinds | b.kinds:
        if other_place(a.place, b.place):
            return f"another place: {a.place} and {b.place}"
    if a.report == b.report and figures_fit(a, b) is False:
        return "another amount"
    return None


def held_apart(a: Chain, b: Chain) -> str | None:
    """Why a brief mention cannot be an event, parties aside: an ordinal, its kind, its place, other people."""
    found = _ordinal_veto(a, b) or _kind_veto(a, b)
    if found:
        return found
    if told_again(a, b) or told_before(a, b) or _recalled(a, b) or _recalled(b, a):
        return "told before"
    if (
        a.type == b.type == "CONSULT"
        and a.place
        and b.place
        and "call" not in a.kinds | b.kinds
        and other_place(a.place, b.place)
    ):
        return "another place"
    return other_people(a, b)


def signature(chain: Chain) -> tuple[str, str | None, frozenset[str], frozenset[str]]:
    """Report, type and parties: to count how many acts of a kind a report has."""
    return chain.report, chain.type, chain.acting, chain.acted


def _parties(a: Chain, b: Chain) -> tuple[float, str]:
    if scheduled(a, b):
        return SCHEDULED, "one place or round to come"
    if not a.parties and not b.parties:
        return 0.5, "no party named in either"
    if not a.parties or not b.parties:
        return UNNAMED, "parties named in one only"
    union = a.parties | b.parties
    share = len(a.parties & b.parties) / len(union)
    if a.acting and a.acting == b.acting and not (a.acted and b.acted):
        share = max(share, OPEN_END)
    if (a.reciprocal or b.reciprocal) and (a.parties < b.parties or b.parties < a.parties):
        share = max(share, UNNAMED)
    names = "–".join(sorted(a.parties & b.parties)) or "none"
    return share, f"parties {names} of {'–'.join(sorted(union))}"


def compare(a: Chain, b: Chain, weight: Mapping[str, float], counts: Counts) -> Verdict:
    """The verdict on two chains: a veto with score 0, or a score with the features that made it."""
    against = veto(a, b)
    if against:
        return Verdict(score=0.0, because=against, veto=True)
    rules = table("alignment")
    worth, bonus = rules["weights"], rules["bonus"]
    drills = {a.type, b.type} == {"COOPERATE", "MOBILIZE"} and a.nouns & b.nouns - dull()
    kind = 1.0 if a.type == b.type or drills else float(rules["related"])
    parties, parties_why = _parties(a, b)
    alike_by, content_why = content(a, b, weight, one_plan=scheduled(a, b))
    mode = 0.5 if not a.mode or not b.mode else 1.0 if a.mode == b.mode else 0.2
    fit = days_fit(a, b) if _of_one_width(a, b) else None
    time = 0.5 if fit is None else float(fit)
    place = nearness(a.place, b.place)
    score = (
        worth["type"] * kind
        + worth["parties"] * parties
        + worth["content"] * alike_by
        + worth["mode"] * mode
        + worth["time"] * time
        + worth["place"] * place
    )
    because = [f"type {a.type}" if a.type == b.type else f"types {a.type}, {b.type}", parties_why, content_why]
    sure = min(1.0, 2 * alike_by)
    alike = a.type == b.type and a.mode and a.mode == b.mode and a.acting and a.acting == b.acting
    if alike and a.report != b.report and a.words & b.words - dull():
        score += bonus["kin"]
        because.append("the same kind of act by the same party")
    if a.parties and a.report != b.report and counts[signature(a)] == 1 == counts[signature(b)]:
        score += sure * bonus["unique"]
        because.append("the only such act in each report")
    if figures_fit(a, b):
        score += bonus["amount"]
        because.append("the same figure")
    if any(a.persons.get(c, frozenset()) & b.persons.get(c, frozenset()) for c in a.persons):
        score += sure * bonus["persons"]
        because.append("the same people")
    if fit:
        because.append("dates fit")
    return Verdict(score=round(min(1.0, score), 3), because="; ".join(because))


def thresholds() -> Mapping[str, Any]:
    """The thresholds of the alignment."""
    found: Mapping[str, Any] = table("alignment")["thresholds"]
    return found
