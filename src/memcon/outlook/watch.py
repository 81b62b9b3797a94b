"""What the reports say to watch, and which later reports touch it.

Later is a report that was published after the one that says to watch; of one without a date nothing is known to be
later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from memcon.model.data import mapping
from memcon.model.memo import Event, Memorandum, Status
from memcon.model.places import Span
from memcon.outlook.cites import Desk, desk, moment, spread
from memcon.outlook.matching import Bag, bag, ordered, rareness, shared
from memcon.outlook.parties import Cast, cast
from memcon.outlook.sentences import lines
from memcon.outlook.signs import DONE, HOSTILE, Part, Sought, signs
from memcon.outlook.types import Cite, Sign, SignState, Touch, Watch

MOST = 6
"""How many touches of one sign are given; the fullest of each report first."""
ORDER: tuple[SignState, ...] = ("touched", "not yet", "passed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is kept of an act that a sentence tells: enough to match it, so that its story can be let go."""

    id: str
    type: str | None
    status: Status
    words: frozenset[str]
    """The words of its trigger in the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence that may touch a sign, with the acts that it tells and who is party to them."""

    story: int
    cite: Cite
    published: datetime
    bag: Bag
    acts: tuple[Act, ...]
    parties: frozenset[str]


def watch(memoranda: Iterable[Memorandum], *, now: datetime | None = None) -> Watch:
    """The indicators, conditionals and threats of all stories, with the later reports that speak of them."""
    sought: list[Sought] = []
    passages: list[Passage] = []
    undated, seen = 0, list[datetime]()
    for number, memo in enumerate(memoranda, 1):
        here, people = desk(memo, number), cast(memo)
        found = signs(here, people)
        sought += found
        passages += _passages(here, people)
        stamps = [moment(r.published) for r in memo.reports if r.read]
        undated += sum(1 for s in stamps if s is None)
        seen += [s for s in stamps if s is not None]
    at = now or max(seen, default=None)
    weights = rareness(p.bag for p in passages)
    index = _index(passages)
    made = [_sign(one, passages, index, weights, at) for one in _unlike(sought)]
    made.sort(key=lambda s: (ORDER.index(s.state), s.since or "9", s.story, s.kind, s.text))
    notes = []
    if undated:
        one = undated == 1
        notes.append(
            f"{undated} {'report has' if one else 'reports have'} no date of publication; "
            f"{'it' if one else 'they'} cannot be told to be later than another"
        )
    return Watch(now=at.isoformat() if at else None, signs=tuple(made), notes=tuple(notes))


def _unlike(sought: Sequence[Sought]) -> list[Sought]:
    """Signs that several stories tell in the same words are one, said first where it was said first."""
    out: dict[tuple[str, str], Sought] = {}
    for one in sorted(sought, key=lambda s: (s.since is None, s.since or datetime.max.replace(tzinfo=UTC), s.story)):
        key = (one.kind, " ".join(one.text.split()).lower())
        first = out.get(key)
        if first is None:
            out[key] = one
            continue
        out[key] = replace(
            first,
            by=tuple(dict.fromkeys((*first.by, *one.by))),
            reports=first.reports | one.reports,
            cites=spread((*first.cites, *one.cites)),
            context=first.context | one.context,
        )
    return list(out.values())


def _passages(here: Desk, people: Cast) -> list[Passage]:
    """The sentences of a story's dated reports that are no copies."""
    told: dict[tuple[str, int], list[Event]] = {}
    for event in here.memo.events:
        for mention in event.mentions:
            told.setdefault((mention.sentence.report, mention.sentence.start), []).append(event)
    asked = [c for i in here.memo.indicators for c in i.claims]
    asked += [
        c for e in here.memo.events for s in e.slots if s.slot == "condition" for p in s.positions for c in p.claims
    ]
    watched = {(c.evidence[-1].report, c.evidence[-1].start) for i in asked if (c := here.claims.get(i)) and c.evidence}
    out = []
    for line in lines(here):
        report = here.reports[line.place.report]
        if line.published is None or report.origin is not None or (line.place.report, line.place.start) in watched:
            continue
        found = {e.id: e for e in told.get((line.place.report, line.place.start), ())}
        words = bag(line.place.quote)
        parties = people.parties(a for e in found.values() for a in (*e.actors, *e.recipients))
        out.append(
            Passage(
                story=here.story,
                cite=here.cite(line.place),
                published=line.published,
                bag=words,
                acts=tuple(_act(e, line.place) for e in found.values()),
                parties=frozenset(parties) | words.states,
            )
        )
    return out


def _act(event: Event, place: Span) -> Act:
    own = [m for m in event.mentions if m.sentence.report == place.report and m.sentence.start == place.start]
    return Act(
        id=event.id,
        type=event.type,
        status=event.status,
        words=frozenset(w for m in own for w in m.trigger.quote.split()),
    )


def _index(passages: Sequence[Passage]) -> dict[str, list[int]]:
    out: dict[str, list[int]] = {}
    for i, passage in enumerate(passages):
        for word in passage.bag.words:
            out.setdefault(word, []).append(i)
    return out


def _sign(
    one: Sought,
    passages: Sequence[Passage],
    index: Mapping[str, list[int]],
    weights: Mapping[str, float],
    now: datetime | None,
) -> Sign:
    touches = [t for part in one.parts for t in _touches(one, part, passages, index, weights)]
    state: SignState = "touched" if touches else "not yet"
    grace = timedelta(days=int(mapping("outlook", "watching")["grace"]))
    reason = _told(one, touches)
    if not touches and one.due is not None and now is not None and one.due + grace < now.date():
        state, reason = "passed", f"its time passed on {one.due.isoformat()}, and no later report speaks of it"
    parts = {p.name: p.text for p in one.parts}
    return Sign(
        story=one.story,
        kind=one.kind,
        text=one.text,
        condition=parts.get("condition"),
        consequence=parts.get("consequence"),
        by=one.by,
        state=state,
        since=one.first,
        due=one.due.isoformat() if one.due else None,
        touches=tuple(touches),
        cites=one.cites,
        reason=reason,
    )


def _told(one: Sought, touches: Sequence[Touch]) -> str:
    """In words, what later reports say of a sign."""
    if one.since is None:
        return "the report that says so has no date; what is later is not known"
    if not touches:
        return "no later report speaks of it"
    seen = {t.part for t in touches}
    if one.kind == "conditional":
        names = {"condition": "the condition", "consequence": "the consequence"}
        have = [names[p] for p in ("condition", "consequence") if p in seen]
        lack = [names[p] for p in ("condition", "consequence") if p not in seen]
        return f"later reports speak of {' and of '.join(have)}{f'; not of {lack[0]}' if lack else ''}"
    done = any(t.status in DONE for t in touches)
    return "a later report tells an act of it" if done else "a later report speaks of it"


def _touches(
    one: Sought, part: Part, passages: Sequence[Passage], index: Mapping[str, list[int]], weights: Mapping[str, float]
) -> list[Touch]:
    if one.since is None:
        return []
    out: dict[str, tuple[tuple[bool, float], Touch]] = {}
    near = {i for word in part.bag.words for i in index.get(word, ())}
    if part.event is not None:
        near |= {i for i, p in enumerate(passages) if any(e.id == part.event for e in p.acts)}
    for i in sorted(near):
        passage = passages[i]
        if passage.published <= one.since or (passage.story == one.story and passage.cite.report in one.reports):
            continue
        if one.context and not one.context & passage.parties and passage.story != one.story:
            continue
        score, words = shared(part.bag, passage.bag, weights)
        event = _event(part, passage, one)
        itself = event is not None and event.id == part.event and passage.story == one.story and event.status in DONE
        if not itself and not _enough(part, passage, (score, words), event):
            continue
        name: Literal["", "condition", "consequence"] = (
            "condition" if part.name == "condition" else "consequence" if part.name == "consequence" else ""
        )
        touch = Touch(
            part=name,
            words=ordered(words, passage.cite.quote),
            score=round(score, 2),
            event=event.id if event else None,
            status=event.status if event else None,
            cite=passage.cite,
        )
        key = f"{passage.story}:{passage.cite.report}"
        rank = (event is not None and event.status in DONE, score)
        if key not in out or rank > out[key][0]:
            out[key] = rank, touch
    found = sorted(out.values(), key=lambda f: (not f[0][0], -f[0][1], f[1].cite.published or ""))[:MOST]
    return sorted((t for _, t in found), key=lambda t: (t.cite.published or "", t.cite.report))


def _event(part: Part, passage: Passage, one: Sought) -> Act | None:
    """The act of a passage that a sign is about: the sign's own, else a hostile one for a threat, else one done."""
    own = next((e for e in passage.acts if e.id == part.event and passage.story == one.story), None)
    if own is not None and own.type != "THREATEN":
        return own
    fitting = [e for e in passage.acts if e.status in DONE and (not part.source or e.type in HOSTILE)]
    return next(iter(fitting), None) or next(iter(e for e in passage.acts if e.type != "THREATEN"), None)


def _enough(part: Part, passage: Passage, found: tuple[float, Sequence[str]], event: Act | None) -> bool:
    """Whether a passage shares enough with what is sought; a threat has to be acted on by who made it."""
    score, words = found
    rules = mapping("outlook", "watching")
    if score < float(rules["share"]) or len(words) < min(int(rules["least"]), len(part.bag.words)):
        return False
    if part.bag.states and not part.bag.states & passage.parties:
        return False
    if len(words) < int(rules["least"]) and not _is_act(passage, words):
        return False
    if part.source:
        acted = event is not None and event.type in HOSTILE and event.status in DONE
        return acted and bool(part.source & passage.parties)
    return True


def _is_act(passage: Passage, words: Sequence[str]) -> bool:
    """Whether one of some words is an act that the passage tells as done ("began a joint exercise")."""
    return any(e.words & set(words) for e in passage.acts if e.status in DONE)
