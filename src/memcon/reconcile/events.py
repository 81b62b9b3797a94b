"""One record per event: what the mentions of a group add up to, before times and slots."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from memcon.extract.types import EventMention
from memcon.model.memo import Alternative, Mention, Status
from memcon.reconcile.actors import Cast
from memcon.reconcile.align import Group
from memcon.reconcile.bundle import Bundle, Source
from memcon.reconcile.labels import Act, contact_noun, label
from memcon.reconcile.lexis import table
from memcon.reconcile.likeness import gathering
from memcon.reconcile.profile import Chain, best_status, best_type

KEPT = 0.4
LABEL = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event without time, slots and id: what the mentions of a group say of the act itself."""

    group: Group
    label: str
    whole: bool
    type: str | None
    status: Status
    mode: str | None
    contexts: tuple[str, ...]
    reciprocal: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    implied: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    place: str | None
    mentions: tuple[Mention, ...]

    @property
    def key(self) -> tuple[int, str, int, str]:
        """The place of the first mention: the canonical order where there is no time."""
        return self.group.chains[0].key

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that speak of it."""
        return tuple(dict.fromkeys(c.report for c in self.group.chains))


def words(text: str) -> str:
    """A text with white space folded."""
    return re.sub(r"\s+", " ", text).strip()


def shorten(text: str, limit: int = LABEL) -> str:
    """A text cut at a word's end, with an ellipsis if something was cut."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(",;:–—- ") + " …"


def _own(chain: Chain) -> list[EventMention]:
    return [m for m in chain.mentions if not m.anaphoric] or list(chain.mentions)


def _most(values: Iterable[str]) -> str | None:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _unnamed(cast: Cast, actor: str) -> bool:
    """Whether a person is known by an office alone ("US president")."""
    known = cast.actors[actor]
    name = known.name.lower()
    return known.kind == "person" and any(role.lower() in name for role in known.roles)


def _one_each(cast: Cast, ballots: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The ballots with the holder's name for an office of a country, where the bundle names one alone who holds it."""
    names: dict[str, str] = {}
    for actor in dict.fromkeys(a for b in ballots for a in b):
        if not _unnamed(cast, actor):
            continue
        known = cast.actors[actor]
        holders = [
            i
            for i, other in cast.actors.items()
            if other.kind == "person"
            and other.country == known.country is not None
            and set(other.roles) & set(known.roles)
            and not _unnamed(cast, i)
        ]
        taking = [h for h in holders if any(h in b for b in ballots)]
        if len(taking) == 1 or len(holders) == 1:
            names[actor] = (taking or holders)[0]
    return [tuple(dict.fromkeys(names.get(a, a) for a in b)) for b in ballots]


def _vote(cast: Cast, ballots: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The actors that enough mentions name, one stray reading outvoted; people before their government."""
    named = [b for b in _one_each(cast, ballots) if b]
    countries = Counter(c for ballot in named for c in cast.countries(ballot))
    top = max(countries.values(), default=0)
    kept = {c for c, n in countries.items() if n >= KEPT * top}
    order: dict[str, int] = {}
    votes: Counter[str] = Counter()
    for ballot in named:
        for actor in ballot:
            order.setdefault(actor, len(order))
            votes[actor] += 1
    out = []
    for actor in order:
        country = cast.country(actor)
        if country is not None and country not in kept:
            continue
        if country is None and votes[actor] < KEPT * max(votes.values()):
            continue
        out.append(actor)
    people = {cast.country(a) for a in out if cast.actors[a].kind == "person"}
    return tuple(a for a in out if cast.actors[a].kind == "person" or a not in people)


def _parties(cast: Cast, group: Group, *, reciprocal: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    acting, acted = [], []
    directed = not reciprocal and any(
        not m.reciprocal and (m.actors or m.recipients) for c in group.chains for m in _own(c)
    )
    for chain in group.chains:
        for mention in _own(chain):
            if directed and mention.reciprocal:
                continue  # "will visit … and meet": the meeting does not say who travels
            one = cast.resolve(chain.report, mention.actors)
            two = cast.resolve(chain.report, mention.recipients)
            if reciprocal:
                both = tuple(dict.fromkeys((*one, *two)))
                if len(cast.countries(both)) > 1 or len(both) > 1:
                    acting.append(both)
            else:
                acting.append(one)
                acted.append(two)
    if reciprocal and not acting:
        acting = [
            tuple(dict.fromkeys((*cast.resolve(c.report, m.actors), *cast.resolve(c.report, m.recipients))))
            for c in group.chains
            for m in _own(c)
        ]
    if directed and not any(acting) and not any(acted):
        return _parties(cast, group, reciprocal=True)
    actors = _vote(cast, acting)
    inside = set(actors)
    return actors, tuple(r for r in _vote(cast, acted) if r not in inside)


def _phrase(sources: dict[str, Source], group: Group) -> str:
    """The phrase that describes the act best: of the mentions with content, the one of middling length first told."""
    found = [
        (abs(len(text) - 40), chain.key, text)
        for chain in group.chains
        for mention in _own(chain)
        if (text := words(sources[chain.report].of(mention.phrase).quote))
    ]
    return min(found)[2] if found else ""


def _status(group: Group, kind: str | None) -> Status:
    """The status of an act over all reports.

    A noun names an act without saying that it is done: where a verb of another report has it as to
    come, and that report is not older, the noun gives way ("intends to provide"; "the aid package").
    """
    found = best_status([c.status for c in group.chains])
    if kind == "CONSULT" and all(gathering(c) for c in group.chains):
        return "planned" if any(c.status == "planned" for c in group.chains) else found
    if kind == "CONSULT" or found not in {"occurred", "ongoing"}:
        return found
    named = [c for c in group.chains if c.status in {"occurred", "ongoing"}]
    told = [c for c in group.chains if c.status == "planned" and not _nominal(c) and not c.decided]
    if not told or not all(_nominal(c) for c in named):
        return found
    before = [p for c in named if (p := c.published) is not None]
    after = [p for c in told if (p := c.published) is not None]
    return "planned" if before and after and max(after) >= max(before) else found


def _nominal(chain: Chain) -> bool:
    return all(m.rule.startswith("act:noun") for m in _own(chain))


def happening(bundle: Bundle, cast: Cast, group: Group) -> Happening:
    """What a group of chains adds up to."""
    sources = {s.id: s for s in bundle.sources}
    own = [m for c in group.chains for m in _own(c)]
    everything = [m for c in group.chains for m in c.mentions]
    kind = best_type(own)
    mode = _most(m.mode for m in own if m.mode and m.type == kind) or _most(m.mode for m in own if m.mode)
    remote = kind == "CONSULT" and mode in table("alignment")["modes"]["apart"]
    # one text's "hosted" does not make a visit of what all others tell as a meeting
    visit = kind == "CONSULT" and mode == "visit" and 2 * sum(m.mode == "visit" for m in own) >= len(own)
    reciprocal = 2 * sum(m.reciprocal for m in own) >= len(own) and not visit
    actors, recipients = _parties(cast, group, reciprocal=reciprocal)
    other: dict[str, float] = {}
    for mention in own:
        for name, score in (*mention.alternatives, *(((mention.type, 0.5),) if mention.type else ())):
            if name != kind:
                other[name] = max(other.get(name, 0.0), score)
    noun = contact_noun(kind, mode, [m.noun.lower() for m in own if m.noun])
    parties = set(actors) | set(recipients)
    implied = dict.fromkeys(a for c in group.chains for m in _own(c) for a in cast.resolve(c.report, m.implied))
    status = _status(group, kind)
    place = None if remote else _most(m.place for m in everything if m.place)
    act = Act(
        mentions=[(sources[c.report], m) for c in group.chains for m in _own(c)],
        kind=kind,
        status=status,
        mode=mode,
        reciprocal=reciprocal,
        actors=actors,
        recipients=recipients,
        place=place,
    )
    called, whole = label(cast, act, noun, shorten(_phrase(sources, group)))
    return Happening(
        group=group,
        label=called,
        whole=whole,
        type=kind,
        status=status,
        mode=mode,
        contexts=tuple(sorted({c for m in own for c in m.contexts})),
        reciprocal=reciprocal,
        actors=actors,
        recipients=recipients,
        implied=tuple(a for a in implied if a not in parties),
        alternatives=tuple(Alternative(type=t, score=s) for t, s in sorted(other.items(), key=lambda o: (-o[1], o[0]))),
        place=place,
        mentions=tuple(
            Mention(
                report=c.report,
                trigger=sources[c.report].of(m.trigger),
                sentence=sources[c.report].sentence(m.sentence) or sources[c.report].of(m.phrase),
                rule=m.rule or None,
            )
            for c in group.chains
            for m in c.mentions
        ),
    )
