"""What is known of an event within one report: the mentions that the report takes up one with another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from memcon.extract.echoes import war
from memcon.extract.types import EventMention
from memcon.model.memo import Report, Status
from memcon.read.types import Range, Timex
from memcon.reconcile.actors import Cast, plain
from memcon.reconcile.bonds import Bonds
from memcon.reconcile.bundle import Bundle, Key, Source
from memcon.reconcile.calendar_units import LAST
from memcon.reconcile.chains_told import chains_of
from memcon.reconcile.lexis import Bag, bag, fold, table
from memcon.reconcile.reference import references

Days = tuple[int, int]
"""A range of days as ordinals of the proleptic Gregorian calendar, both inclusive."""
AMOUNT = re.compile(r"^\s*(>=|<=|>|<|~)?\s*(-?\d+(?:\.\d+)?)\s*(.*)$")
REAL = frozenset({"occurred", "ongoing"})
TO_COME = frozenset({"planned", "proposed"})
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "STATEMENT", "SUPPORT", "AGREE", "THREATEN", "CONCEDE"})
INCIDENTS = frozenset({"ASSAULT", "COERCE"})
SHORT_WORDS = frozenset({"of", "on", "the", "next", "and"})
DEADLINE = frozenset({"by", "until", "till", "before"})
SAID = 30
"""Tokens after a verb of speech within which what it says is looked at."""
PASSED = 2
"""Months by which a plan's month may lie before its report and still be meant of that year."""
UNIT_DAYS = {"day": 1, "week": 7, "month": 31, "season": 92, "year": 366}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit and bound (``>=``, ``<=``, ``>``, ``<``, ``~`` or empty for exactly)."""

    bound: str
    number: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One event as one report has it. ``key`` orders chains: the place of the first mention.

    ``acting``, ``acted`` and ``parties`` are countries, or ids of actors without one; ``persons`` the
    people named, per country; ``offices`` the offices of all people, also of those without a name.
    ``named`` is true where the act has a name of its own ("the Shangri-La Dialogue").
    ``heads`` are all words of the nouns of act, also the general ones ("round", "negotiations").
    ``war`` is true for a whole of many acts of force.
    ``moved`` is true where the report says that the act was put off or brought forward, ``former`` its earlier days.
    ``again`` is the older report whose passage the report repeats.
    ``apart`` are the other chains of this report that the text sets this one in order or in relation to.
    """

    key: tuple[int, str, int, str]
    report: str
    mentions: tuple[EventMention, ...]
    type: str | None
    status: Status
    reciprocal: bool
    acting: frozenset[str]
    acted: frozenset[str]
    persons: Mapping[str, frozenset[str]]
    mode: str | None
    kinds: frozenset[str]
    nouns: frozenset[str]
    ordinals: frozenset[str]
    place: str | None
    amounts: tuple[Amount, ...]
    words: Bag
    days: tuple[Days, ...]
    published: int | None
    apart: frozenset[str]
    heads: frozenset[str] = frozenset()
    named: bool = False
    war: bool = False
    offices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    moved: bool = False
    former: tuple[Days, ...] = ()
    again: str | None = None
    decided: bool = False
    """Whether the report tells the act only as what was decided on."""

    @property
    def head(self) -> EventMention:
        """The first mention with content of its own."""
        return next((m for m in self.mentions if not m.anaphoric), self.mentions[0])

    @property
    def parties(self) -> frozenset[str]:
        """All countries that take part."""
        return self.acting | self.acted


def amount(normal: str | None) -> Amount | None:
    """A normalized amount read back (``>=100000 troops``), null if it is none."""
    found = AMOUNT.match(normal or "")
    if not found:
        return None
    return Amount(bound=found[1] or "", number=float(found[2]), unit=found[3].strip().lower())


def published_day(source: Source) -> int | None:
    """The day of publication as an ordinal, null if unknown."""
    return day_of(source.report)


def day_of(report: Report) -> int | None:
    """The day on which a report was published as an ordinal, null if unknown."""
    stamp = report.published
    if not stamp:
        return None
    try:
        return date.fromisoformat(stamp[:10]).toordinal()
    except ValueError:
        return None


def bundle_year(bundle: Bundle) -> int | None:
    """The year that most full dates and publication dates of the bundle have, null if there is none."""
    timexes = [t for s in bundle.sources for t in s.reading.timexes if t.year and t.month and t.year < LAST.year]
    years = Counter(t.year for t in timexes if t.day)
    for one in references(bundle).values():
        years[one.moment.year] += 3
    years = years or Counter(t.year for t in timexes)
    return min(years, key=lambda y: (-years[y], y)) if years else None


def _month_days(year: int, month: int) -> Days:
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return first.toordinal(), last.toordinal()


def _weekday(timex: Timex, spoken: int, status: Status) -> Days | None:
    """The day of the week last before the day of speech for what was done, next after it for a plan."""
    if timex.weekday is None or timex.unit == "week" or timex.low == 0 or status not in REAL | TO_COME:
        return None
    back = ((spoken - 1) % 7 + 1 - timex.weekday) % 7
    if timex.low == 1 or (timex.low is None and status in TO_COME):
        return spoken + (7 - back) % 7, spoken + (7 - back) % 7
    return spoken - back, spoken - back


def _period(timex: Timex, spoken: int) -> Days:
    """The calendar month or year so many before or after the day of speech; "later this month" is after that day."""
    now, step = date.fromordinal(spoken), timex.low or 0
    if timex.unit == "year":
        first, last = date(now.year + step, 1, 1).toordinal(), date(now.year + step, 12, 31).toordinal()
    else:
        index = now.year * 12 + now.month - 1 + step
        first, last = _month_days(index // 12, index % 12 + 1)
    if timex.modifier == "later":
        first = min(max(first, spoken + 1), last)
    elif timex.modifier == "earlier":
        last = max(min(last, spoken), first)
    return first, last


def _year(month: int, published: int | None, year: int | None, status: Status) -> int | None:
    """The year of a month told without one: the bundle's; of a plan the next such month, of an act done the last."""
    if published is None or year is None:
        return year
    said = date.fromordinal(published)
    if said.year != year:
        return year
    if status in TO_COME and month < said.month - PASSED:
        return year + 1
    if status in REAL and month > said.month + PASSED:
        return year - 1
    return year


def coarse(timex: Timex, published: int | None, year: int | None, status: Status = "denied") -> Days | None:
    """The days that a time expression may mean, all zones left aside; null where only the solver can tell."""
    if timex.type in {"DURATION", "SET"}:
        return None
    try:
        if timex.anchor in {"absolute", "partial"}:
            when = timex.year or (_year(timex.month, published, year, status) if timex.month else None)
            if when is None:
                return None
            if timex.month and timex.day:
                day = date(when, timex.month, timex.day).toordinal()
                return day, day
            if timex.month:
                return _month_days(when, timex.month)
            return date(when, 1, 1).toordinal(), date(when, 12, 31).toordinal()
    except ValueError:
        return None
    if timex.anchor == "deictic" and published is not None and timex.weekday is not None:
        return _weekday(timex, published, status)
    if timex.anchor == "deictic" and published is not None and timex.unit in UNIT_DAYS and timex.low is not None:
        size = UNIT_DAYS[timex.unit]
        high = timex.high if timex.high is not None else timex.low
        if timex.unit == "week":
            monday = published - (published - 1) % 7
            return monday + timex.low * 7, monday + high * 7 + 6
        if timex.unit in {"month", "year"} and timex.low == high:
            try:
                return _period(timex, published)
            except (ValueError, OverflowError):  # before the first year or after the last
                return None
        spread = 0 if timex.unit == "day" else size
        return published + timex.low * size - spread, published + high * size + spread
    return None


def noun_kinds(nouns: frozenset[str]) -> frozenset[str]:
    """The kinds of contact that these nouns name (``call``, ``visit`` …)."""
    listed: Mapping[str, Any] = table("alignment")["nouns"]
    return frozenset(k for k, words in listed.items() for n in nouns if n in words or noun_head(n) in words)


def _kinds(own: list[EventMention], nouns: frozenset[str]) -> frozenset[str]:
    """The kinds of contact of a chain; leaders who "addressed" a matter together gave no address."""
    found = noun_kinds(nouns)
    verbs = all(m.type == "CONSULT" and m.rule.startswith("act:verb") for m in own)
    return frozenset({"generic"}) if verbs and found == {"briefing"} and nouns <= {"address"} else found


def noun_head(noun: str) -> str:
    """The head word of a noun of act: "exchange" of "exchange of views"."""
    return (noun.partition(" of ")[0].split() or [noun])[-1]


def best_status(statuses: list[Status]) -> Status:
    """The status of an act told with several: what was done outranks what was planned."""
    rank: list[Status] = table("alignment")["rank"]
    return min(statuses, key=rank.index)


def _pact(mention: EventMention) -> EventMention:
    """A signing, which PLOVER has under SUPPORT, as the agreement that a record of talks takes it for."""
    return replace(mention, type="AGREE") if mention.type == "SUPPORT" and mention.sense == "signing" else mention


def best_type(mentions: list[EventMention] | tuple[EventMention, ...]) -> str | None:
    """The type that most mentions with content have; alternatives count by half their score."""
    votes: Counter[str] = Counter()
    own = [_pact(m) for m in mentions if not m.anaphoric] or [_pact(m) for m in mentions]
    order: dict[str, int] = {}
    for i, mention in enumerate(own):
        if mention.type:
            votes[mention.type] += 100
            order.setdefault(mention.type, i)
        for other, score in mention.alternatives:
            votes[other] += round(50 * score)
            order.setdefault(other, i + 100)
    listed = {m.type for m in own if m.type}
    return min(listed, key=lambda t: (-votes[t], order[t], t)) if listed else None


def _names(source: Source, entities: set[str]) -> frozenset[str]:
    """The folded words of these entities' names, which tell nothing about an act of theirs."""
    out: set[str] = set()
    for name in entities:
        found = source.entity(name)
        for text in (found.name, *found.aliases, *found.roles) if found else ():
            out |= {fold(w) for w in plain(text).split()}
    return frozenset(out)


def _head(noun: str) -> str:
    """The last word of a noun that says something, folded ("negotiation process": negotiation)."""
    words = noun.replace(" - ", "-").split()
    return next((f for w in reversed(words) if (f := fold(w))), "")


def _told(source: Source, mention: EventMention) -> list[Range]:
    """The places that describe an act: its phrase, its trigger, what is said where a phrase of speech tells nothing."""
    out = [mention.phrase, mention.trigger]
    if bag(source.reading, mention.phrase) - bag(source.reading, mention.trigger):
        return out
    tokens = source.reading.tokens
    if mention.type in SPOKEN and mention.rule.startswith("act:verb") and 0 <= mention.head < len(tokens):
        sentence = source.reading.sentences[mention.sentence]
        said = [
            t.i
            for t in tokens[mention.head + 1 : min(sentence.last, mention.head + SAID)]
            if t.head == mention.head and t.dep in {"ccomp", "xcomp"}
        ]
        for top in said:
            last = top
            for t in tokens[top : min(sentence.last, top + SAID)]:
                if top <= t.head <= last:
                    last = t.i
            out.append((tokens[mention.head].end, tokens[last].end))
    return out


def _named(source: Source, mention: EventMention) -> bool:
    """Whether a noun of act is a name ("the Munich Dialogue"): a proper noun after a proper noun."""
    tokens = source.reading.tokens
    at = mention.head
    if not mention.rule.startswith("act:noun") or not 0 < at < len(tokens):
        return False
    return tokens[at].tag.startswith("NNP") and tokens[at - 1].tag.startswith("NNP")


def _deadline(source: Source, timex: Timex) -> bool:
    """Whether a time is the last by which something else is to be done ("ordered them to leave by Sunday")."""
    at = timex.first - 1
    return 0 <= at < len(source.reading.tokens) and source.reading.tokens[at].norm in DEADLINE


def _parties(cast: Cast, actors: Collection[str]) -> frozenset[str]:
    """The countries of these actors; where none or one has a country, those without count by themselves."""
    found = frozenset(cast.country(a) or a for a in actors)
    states = frozenset(c for a in actors if (c := cast.country(a)))
    return states if len(states) > 1 else found


def chain_profile(
    source: Source,
    mentions: list[EventMention],
    cast: Cast,
    year: int | None,
    spoken: int | None = None,
    *,
    again: str | None = None,
) -> Chain:
    """The profile of one chain of mentions; ``spoken`` is the day of speech as an ordinal, if it is known.

    ``again`` is the older report whose passage the report repeats there.
    """
    own = [m for m in mentions if not m.anaphoric] or mentions
    report = source.id
    acting: dict[str, None] = {}
    acted: dict[str, None] = {}
    for mention in own:
        acting |= dict.fromkeys(cast.resolve(report, mention.actors))
        acted |= dict.fromkeys(cast.resolve(report, mention.recipients))
    persons: dict[str, set[str]] = {}
    offices: dict[str, set[str]] = {}
    by_name = {
        actor
        for m in own
        for name in (*m.actors, *m.recipients)
        if (entity := source.entity(name)) is not None and entity.surname
        for actor in cast.resolve(report, (name,))
    }
    for actor in (*acting, *acted):
        known = cast.actors[actor]
        if known.kind == "person" and known.country:
            offices.setdefault(known.country, set()).update(r.lower() for r in known.roles)
            if actor in by_name:
                persons.setdefault(known.country, set()).add(actor)
    entities = {e for m in mentions for e in (*m.actors, *m.recipients)}
    words = frozenset(w for m in own for place in _told(source, m) for w in bag(source.reading, place))
    published = published_day(source)
    nouns = frozenset(m.noun.lower() for m in own if m.noun)
    days = [
        found
        for m in mentions
        for i in m.times
        if 0 <= i < len(source.reading.timexes)
        and not (m.status in REAL and _deadline(source, source.reading.timexes[i]))
        and (found := coarse(source.reading.timexes[i], published or spoken, year, m.status)) is not None
    ]
    first = mentions[0]
    return Chain(
        key=(len(report), report, first.trigger[0], first.id),
        report=report,
        mentions=tuple(mentions),
        type=best_type(mentions),
        status=best_status([m.status for m in own if not m.decided] or [m.status for m in own]),
        decided=all(m.decided for m in own),
        reciprocal=any(m.reciprocal for m in own),
        acting=_parties(cast, acting),
        acted=_parties(cast, acted),
        persons={c: frozenset(p) for c, p in sorted(persons.items())},
        offices={c: frozenset(p) for c, p in sorted(offices.items())},
        mode=next((m.mode for m in own if m.mode), None),
        kinds=_kinds(own, nouns),
        nouns=frozenset(f for n in nouns if (f := _head(n))),
        ordinals=frozenset(m.ordinal.lower() for m in own if m.ordinal and not m.same_as),
        place=next((m.place for m in mentions if m.place), None),
        amounts=tuple(a for m in mentions for f in m.fills if f.slot == "amount" and (a := amount(f.normal))),
        words=words - _names(source, entities),
        days=() if again else tuple(dict.fromkeys(days)),
        again=again,
        published=published,
        heads=frozenset(f for n in nouns for w in n.split() if w not in SHORT_WORDS and (f := fold(w) or w)),
        war=any(war(m) for m in own),
        named=any(_named(source, m) for m in own),
        moved=any(m.moved for m in mentions),
        former=tuple(
            found
            for m in mentions
            for i in m.former
            if (found := coarse(source.reading.timexes[i], published or spoken, year, m.status)) is not None
        ),
        apart=frozenset(o.other for m in mentions for o in m.orders)
        | frozenset(
            other
            for link in source.extraction.links
            for m in mentions
            for other in (link.target if link.source == m.id else link.source if link.target == m.id else None,)
            if other
        ),
    )


def profiles(
    bundle: Bundle, cast: Cast, apart: Callable[[Chain, Chain], str | None], bonds: Bonds[Key] | None = None
) -> tuple[Chain, ...]:
    """The chains of all reports in canonical order; ``apart`` says why two mentions cannot be one event.

    ``bonds`` are the mentions that people judged to be one or two.
    """
    year = bundle_year(bundle)
    found: list[Chain] = []
    days = {report: one.moment.toordinal() for report, one in references(bundle).items()}

    def again(source: Source, mentions: list[EventMention]) -> str | None:
        passage = bundle.passage(source.id, mentions[0].trigger[0])
        return passage.older if passage else None

    for source in bundle.sources:
        spoken = days.get(source.id)

        def distinct(
            old: EventMention, new: EventMention, source: Source = source, spoken: int | None = spoken
        ) -> bool:
            if (again(source, [old]) is None) != (again(source, [new]) is None):
                return True
            left, right = (chain_profile(source, [m], cast, year, spoken) for m in (old, new))
            if not new.anaphoric and not new.decided and new.status in TO_COME and old.status in REAL:
                return True
            told = left.type in INCIDENTS and right.type in INCIDENTS  # a party more is who did it, or suffered it
            if not (new.anaphoric or told) and left.parties and right.parties - left.parties:
                return True
            why = apart(left, right)
            return why is not None and not (told and why.startswith("another party receives"))

        repeated = {m.id for m in source.extraction.mentions if again(source, [m])}
        found += [
            chain_profile(source, group, cast, year, spoken, again=again(source, group))
            for group in chains_of(source, distinct, repeated, bonds)
        ]
    return tuple(sorted(found, key=lambda c: c.key))
