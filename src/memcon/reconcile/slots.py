"""The slots of one event: what each report says of one side of it, and how that stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from memcon.model.memo import Claim, Reason, Slot, SlotName, Status
from memcon.reconcile.actors import Cast
from memcon.reconcile.bundle import Bundle, Source, natural
from memcon.reconcile.elsewhere import known_towns, towns_apart
from memcon.reconcile.events import Happening, shorten, words
from memcon.reconcile.lexis import Bag, bag, likeness, nationalities, table
from memcon.reconcile.origins import Lineage, source_key
from memcon.reconcile.standing import Stand, amounts, apart, merge, nested, reports_of, same, slot, stronger
from memcon.reconcile.zones import instant

ALIKE = 0.6
QUOTE_ALIKE = 0.34
LONGEST = 160
MOST_COMPARED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What slot comparison needs beside the claims."""

    bundle: Bundle
    cast: Cast
    line: Lineage
    weight: Mapping[str, float]
    sources: Mapping[str, Source]
    bags: dict[tuple[str, int, int], Bag] = field(default_factory=dict, compare=False)
    """What ``words`` has looked up so far."""

    def words(self, claim: Claim) -> Bag:
        """The content words of a claim's tightest evidence."""
        first = claim.evidence[0]
        key = (first.report, first.start, first.end)
        if key not in self.bags:
            self.bags[key] = bag(self.sources[claim.report].reading, (first.start, first.end))
        return self.bags[key]

    def lemmas(self, claim: Claim) -> tuple[str, ...]:
        """The lemmas of a claim's tightest evidence, in text order."""
        first = claim.evidence[0]
        tokens = self.sources[claim.report].reading.tokens
        at = bisect_left(tokens, first.start, key=lambda t: t.start)
        out = []
        for token in islice(tokens, at, None):
            if token.start >= first.end:
                break
            out.append(token.lemma.lower())
        return tuple(out)


def cluster(claims: Sequence[Claim], view: View, at_least: float) -> list[list[Claim]]:
    """Claims grouped by content words: each joins the group that it is most like, if like enough."""
    groups: list[tuple[Bag, list[Claim]]] = []
    for claim in sorted(claims, key=lambda c: (-len(view.words(c)), natural(c.id))):
        mine = view.words(claim)
        scored = [(likeness(mine, held, view.weight), -n) for n, (held, _) in enumerate(groups)]
        best = max(scored, default=(0.0, 0))
        if scored and best[0] >= at_least:
            held, members = groups[-best[1]]
            groups[-best[1]] = (held, [*members, claim])
        else:
            groups.append((mine, [claim]))
    return [sorted(m, key=lambda c: natural(c.id)) for _, m in groups]


def _by_words(claims: Iterable[Claim], view: View) -> list[Stand]:
    """One position per set of content words."""
    found = []
    for claim in claims:
        mine = view.words(claim)
        key = " ".join(sorted(mine)) or words(claim.value).lower()
        found.append((key, shorten(words(claim.value), LONGEST), claim.normal, claim))
    return merge(found)


def amount_slot(claims: Sequence[Claim], view: View) -> Slot:
    """Amounts: compared per unit, with their bounds."""
    stands = merge((c.normal or c.value.lower(), c.value, c.normal, c) for c in claims)
    published = {r.id: instant(r.published) for r in view.bundle.reports if r.published and "T" in r.published}
    standing, reason, text = amounts(stands, view.line, published)
    return slot("amount", stands, standing, reason=reason, explanation=text)


ISO = re.compile(r"^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$")


def minutes(stand: Stand) -> tuple[float, float] | None:
    """The least and the most minutes that a duration can mean, roundly told more; null if not in hours."""
    half = stand.normal == "PTXH" and "half" in stand.value.lower()
    found = ISO.match("PT30M" if half else stand.normal or "")
    if not found or not any(found.groups()):
        return None
    days, hours, rest = (int(g or 0) for g in found.groups())
    whole = days * 1440 + hours * 60 + rest
    loose = {w for w in table("quantities")["bounds"]["~"] if f"{w} " in f"{stand.value.lower()} "}
    slack = 0.2 if loose else 0.15
    return (1 - slack) * whole, (1 + slack) * whole


def _joined(claims: Sequence[Claim], view: View) -> list[tuple[str, str, str | None, Claim]]:
    """Durations with their parts put together: "one hour and 40 minutes" is one."""
    out: list[tuple[str, str, str | None, Claim]] = []
    for claim in sorted(claims, key=lambda c: (natural(c.report), c.evidence[0].start)):
        key = claim.normal or claim.value.lower()
        if out and (last := out[-1][3]).report == claim.report:
            text = view.sources[claim.report].reading.text
            gap = text[last.evidence[0].end : claim.evidence[0].start]
            one, two = ISO.match(out[-1][2] or ""), ISO.match(key)
            if gap.strip() in {"and", ",", ""} and len(gap) < 8 and one and two and one[2] and two[3] and not one[3]:
                whole = f"PT{one[2]}H{two[3]}M"
                value = words(text[last.evidence[0].start : claim.evidence[0].end])
                out[-1] = (whole, value, whole, last)
                out.append((whole, value, whole, claim))
                continue
        out.append((key, claim.value, claim.normal, claim))
    return out


def duration_slot(claims: Sequence[Claim], view: View) -> Slot:
    """Durations: equal ones agree; words without a figure fit with a figure."""
    stands = merge(_joined(claims, view))
    if len(stands) == 1:
        return slot("duration", stands, same(stands, view.line))
    if len(reports_of(stands)) == 1:
        return slot("duration", stands, "single")
    for i, one in enumerate(stands):
        for two in stands[i + 1 :]:
            a, b = minutes(one), minutes(two)
            if a and b and (a[1] < b[0] or b[1] < a[0]) and apart(one, two, view.line):
                text = f"“{one.value}” and “{two.value}” cannot both be the length."
                return slot("duration", stands, "disputed", explanation=text)
    return slot(
        "duration",
        stands,
        "compatible",
        reason="granularity",
        explanation="The reports round the length in different ways.",
    )


def initiator_slot(claims: Sequence[Claim], view: View) -> Slot:
    """Who placed the call or asked for the talks, compared by country."""

    def key(claim: Claim) -> str:
        ids = (claim.normal or "").split()
        return " ".join(sorted(view.cast.country(i) or i for i in ids)) or claim.value.lower()

    stands = merge((key(c), _names(c, view) or c.value, c.normal, c) for c in claims)
    if len(stands) == 1:
        hedged = [c for s in stands for c in s.claims if c.stance == "hedges"]
        standing = same(stands, view.line)
        text = "One report hedges." if hedged and standing != "single" else ""
        return slot("initiator", stands, standing, explanation=text)
    told = all(c.voice for s in stands for c in s.claims)
    if len(reports_of(stands)) == 1 and not told:
        return slot("initiator", stands, "single")
    if any(apart(a, b, view.line) for i, a in enumerate(stands) for b in stands[i + 1 :]):
        return slot("initiator", stands, "disputed", explanation="Different initiators are named.")
    if len(reports_of(stands)) == 1:
        return slot("initiator", stands, "single")
    return slot(
        "initiator",
        stands,
        "compatible",
        reason="strength",
        explanation="One report says flatly who began it, another names somebody else with a hedge.",
    )


def _names(claim: Claim, view: View) -> str:
    known = [view.cast.actors[i].name for i in (claim.normal or "").split() if i in view.cast.actors]
    return ", ".join(known) if known else ""


def topic_slot(claims: Sequence[Claim], view: View) -> Slot:
    """What was talked about: one position per topic; agreed only if every report names the same set."""
    groups = cluster(claims, view, ALIKE)
    stands = []
    for group in groups:
        first = min(group, key=lambda c: (len(c.value), natural(c.id)))
        stands.append(Stand(value=shorten(words(first.value), LONGEST), normal=None, claims=tuple(group)))
    stands.sort(key=lambda s: natural(min((c.id for c in s.claims), key=natural)))
    reports = reports_of(stands)
    if len(reports) == 1:
        return slot("topic", stands, "single")
    if all(s.reports == reports for s in stands):
        return slot("topic", stands, same(stands, view.line))
    shared = [s.value for s in stands if len(s.reports) > 1]
    text = "Each report names topics that another leaves out."
    if shared:
        text += f" In more than one: {'; '.join(shorten(v, 60) for v in shared[:3])}."
    return slot("topic", stands, "compatible", reason="part-whole", explanation=text)


def _scales(kind: str | None, lemmas: Iterable[str]) -> tuple[str, ...]:
    """The scales of strength that suit an act."""
    suited = {
        "SANCTION": ("travel", "trade", "stopping", "leaving"),
        "COERCE": ("travel", "trade", "stopping", "force"),
        "ASSAULT": ("force",),
        "MOBILIZE": ("presence", "force"),
        "ACCUSE": ("blaming",),
        "PROTEST": ("blaming",),
        "REQUEST": ("asking",),
        "THREATEN": ("firmness", "saying"),
        "AID": ("promising",),
        "AGREE": ("agreeing", "promising"),
        "RETREAT": ("leaving",),
        "STATEMENT": ("firmness", "saying"),
    }.get(kind or "", ())
    if "travel" in set(lemmas):
        return suited
    return tuple(s for s in suited if s != "travel")


def wording_slot(happening: Happening, claims: Sequence[Claim], quotes: Sequence[Claim], view: View) -> Slot | None:
    """The words that reports use for one act, and the variants of one remark; null if only one report has any."""
    variants = [g for g in cluster(quotes, view, QUOTE_ALIKE) if len({c.report for c in g}) > 1]
    quoted = [c for g in variants for c in g]
    described = [c for c in claims if c not in quoted]
    stands = _by_words(quoted, view) + _by_words(described, view)
    reports = reports_of(stands)
    if len(reports) < 2 or not stands:
        return None
    if len(stands) == 1:
        return slot("wording", stands, same(stands, view.line))
    phrases = [(s.reports, [w for c in s.claims for w in view.lemmas(c)]) for s in stands]
    found = stronger(phrases, _scales(happening.type, {w for _, lemmas in phrases for w in lemmas}))
    if found:
        weak, strong = found
        return slot(
            "wording",
            stands,
            "compatible",
            reason="strength",
            explanation=f"“{strong}” is the stronger word, “{weak}” the weaker one, for what may be one act.",
        )
    if variants:
        text = "One remark, given in different words by those who tell of it."
    elif _some_nested(stands, view):
        return slot(
            "wording",
            stands,
            "compatible",
            reason="granularity",
            explanation="One report says more of the act than another; the words do not exclude each other.",
        )
    else:
        text = "Different words for one act; they do not exclude each other."
    return slot("wording", stands, "compatible", reason="paraphrase", explanation=text)


def _some_nested(stands: Sequence[Stand], view: View) -> bool:
    """Whether the words of one position hold those of another report's."""
    bags = [(view.words(s.claims[0]), s.reports) for s in stands[:MOST_COMPARED]]
    return any(nested(a, b) and r != q for n, (a, r) in enumerate(bags) for b, q in bags[n + 1 :])


def plain_slot(name: SlotName, claims: Sequence[Claim], view: View) -> Slot:
    """Place, participants, outcome, condition: like content is one position, the rest fits together."""
    groups = cluster(claims, view, ALIKE)
    stands = [Stand(value=shorten(words(g[0].value), LONGEST), normal=g[0].normal, claims=tuple(g)) for g in groups]
    stands.sort(key=lambda s: natural(min((c.id for c in s.claims), key=natural)))
    if len(stands) == 1:
        return slot(name, stands, same(stands, view.line))
    if len(reports_of(stands)) == 1:
        return slot(name, stands, "single")
    if _some_nested(stands, view):
        return slot(
            name, stands, "compatible", reason="granularity", explanation="One report is more exact than another."
        )
    if name in {"participants", "outcome"}:
        return slot(
            name, stands, "compatible", reason="part-whole", explanation="Each report tells another part of it."
        )
    return slot(
        name, stands, "compatible", reason="paraphrase", explanation="Different words that can all be true at once."
    )


def place_slot(claims: Sequence[Claim], view: View) -> Slot:
    """Where it was: a house in a town and the town are one place; so are a town and the same one named alone."""
    towns = {c.normal: words(c.value).lower() for c in claims if c.normal}

    def key(claim: Claim) -> str:
        if claim.normal:
            return claim.normal
        told = f" {words(claim.value).lower()} "
        held = [
            n for n, name in sorted(towns.items()) if told.strip() in name or f" {n.removeprefix('place-')} " in told
        ]
        return held[0] if held else ""

    keyed = [c for c in claims if key(c)]
    if parted := _places_apart(claims, view):
        return parted
    if {c.report for c in keyed} != {c.report for c in claims} or len({key(c) for c in keyed}) != 1:
        return plain_slot("place", claims, view)
    longest = max(keyed, key=lambda c: (len(c.value), c.value))
    value = shorten(words(longest.value), LONGEST)
    stand = Stand(value=value, normal=key(longest), claims=tuple(sorted(claims, key=lambda c: natural(c.id))))
    exact = len({words(c.value).lower() for c in keyed}) > 1
    return slot(
        "place", [stand], same([stand], view.line), explanation="Not all reports name the house." if exact else ""
    )


def _places_apart(claims: Sequence[Claim], view: View) -> Slot | None:
    """The slot of an act that reports put in two towns, or at two places of one sort; null where they may be one."""
    towns = {c.id: town for c in claims if (town := _town(c))}
    stands = merge((towns.get(c.id) or words(c.value).lower(), words(c.value), c.normal, c) for c in claims)
    for i, one in enumerate(stands):
        for two in stands[i + 1 :]:
            a, b = (towns.get(s.claims[0].id, "") for s in (one, two))
            exclusive = (bool(a and b) and towns_apart(a, b)) or _one_sort(one.value, two.value)
            alone = not set(one.reports) & set(two.reports) and not (_by(one, two) or _by(two, one))
            if exclusive and alone and apart(one, two, view.line):
                text = f"“{one.value}” and “{two.value}” cannot both be the place."
                return slot("place", stands, "disputed", explanation=text)
    return None


def _by(one: Stand, two: Stand) -> bool:
    """Whether a sentence that puts an act at one place names the other beside it ("in Mutwanga, opposite Kasese")."""
    sorts = frozenset(table("quantities")["sorts"])
    names = {w.strip(",.'’") for w in two.value.split() if w[:1].isupper()}
    names = {w for w in names if w.lower() not in sorts}
    said = {w.strip(",.'’") for c in one.claims for w in c.evidence[-1].quote.split()}
    return bool(names & (said - set(one.value.split())))


def _town(claim: Claim) -> str | None:
    """The town that a claim of place names, in lower case; null where it is none that the tables know."""
    name = (claim.normal or "").removeprefix("place-").replace("-", " ")
    return name if name in known_towns() else None


def _one_sort(one: str, two: str) -> bool:
    """Whether two names are of places of one sort, of which an act is at one ("Elgon county", "Kidepo county")."""
    sorts = frozenset(table("quantities")["sorts"])
    left, right = ([w.strip(",.'’").lower() for w in v.split()] for v in (one, two))
    owners = [{nationalities()[w] for w in v if w in nationalities()} for v in (left, right)]
    waters = frozenset(table("quantities")["owned"])
    if all(owners) and not owners[0] & owners[1] and waters & set(left) and waters & set(right):
        return True  # "in Omani waters", "inside Iranian waters"
    spots = frozenset(table("quantities")["spots"])
    shared = sorts & set(left) & set(right)
    if spots & set(left) and spots & set(right) and not shared:
        shared = frozenset({"spot"})  # a bridge and a port are not one place
    names = [{w for w in v.split() if w[:1].isupper() and w.lower() not in sorts} for v in (one, two)]
    return len(shared) == 1 and bool(names[0]) and bool(names[1]) and not names[0] & names[1]


def disclosure_slot(claims: Sequence[Claim], view: View) -> Slot:
    """What was not given: one position per party that held it back."""

    def who(claim: Claim) -> str:
        return claim.normal or claim.side or (claim.voice[0].name if claim.voice else claim.report)

    stands = merge((who(c), shorten(words(c.value), LONGEST), c.normal, c) for c in claims)
    if len(reports_of(stands)) == 1:
        return slot("disclosure", stands, "single")
    if len(stands) == 1:
        text = "Several reports tell of one refusal to say more."
        return slot("disclosure", stands, same(stands, view.line), explanation=text)
    return slot(
        "disclosure",
        stands,
        "compatible",
        reason="part-whole",
        explanation="Different parties held something back; the one does not exclude the other.",
    )


def status_slot(claims: Sequence[tuple[Status, Claim]], view: View, *, denials: Sequence[Claim] = ()) -> Slot | None:
    """Planned and held, reported and denied: null where all reports have the act at one stage.

    ``denials`` are those of the claims that deny the act in words of their own ("Quito denies this").
    """
    sets = {k: frozenset(v) for k, v in table("alignment")["status"].items()}

    def stage(status: str) -> str:
        return next((k for k, v in sorted(sets.items()) if status in v), status)

    stands = merge((stage(s), s, s, c) for s, c in claims)
    denied = [s for s in stands if s.normal == "denied"]
    real = [s for s in stands if s.normal in sets["real"]]
    if len(stands) > 1 and len(reports_of(stands)) == 1 and _contradicted(denials, real, view):
        return slot("status", stands, "disputed", explanation="One side has it as done, another denies it.")
    if len(stands) < 2 or len(reports_of(stands)) < 2:
        return None
    if denied and any(
        {c.report for c in d.claims} != {c.report for c in r.claims} and d.keys(view.line) != r.keys(view.line)
        for d in denied
        for r in real
    ):
        return slot("status", stands, "disputed", explanation="One report has it as done, another denies it.")
    reason: Reason = "update" if real and any(s.normal in sets["to-come"] for s in stands) else "strength"
    text = "Announced first, then held." if reason == "update" else "The reports see the act at different stages."
    return slot("status", stands, "compatible", reason=reason, explanation=text)


def _contradicted(denied: Sequence[Claim], real: Sequence[Stand], view: View) -> bool:
    """Whether, within one report, somebody denies what another tells, or the report itself."""
    told = {source_key(c, view.line) for s in real for c in s.claims}
    return any(told and (not c.voice or source_key(c, view.line) not in told) for c in denied)


def attribution_slot(name: SlotName, tied: Sequence[Claim], flat: Sequence[Claim], who: str) -> Slot:
    """What one report states flatly and another ties to one side's word alone."""
    stands = [
        Stand(value=shorten(words(tied[0].value), LONGEST), normal=None, claims=tuple(tied)),
        Stand(value=shorten(words(flat[0].value), LONGEST), normal=None, claims=tuple(flat)),
    ]
    return slot(
        name,
        stands,
        "attribution",
        explanation=f"One report gives this as the account of {who} alone; another states it as a fact.",
    )
