"""Whether a sentence of a later report touches a sign: enough of its words, the parties named, the act told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from memcon.model.data import mapping
from memcon.model.memo import Status
from memcon.outlook.cites import moment
from memcon.outlook.matching import Bag, bag, ordered, shared
from memcon.outlook.passages import Act, Passage
from memcon.outlook.signs import DONE, HOSTILE, Part, Sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A sentence that touches part ``part`` of sign ``sign`` of a story; ``report`` and the place are its own.

    ``event`` is the act that it tells.
    """

    sign: int
    part: int
    report: str
    start: int
    end: int
    score: float
    event: str | None
    status: Status | None

    @property
    def rank(self) -> tuple[bool, float]:
        """The fuller the better; first of all one that tells an act as done."""
        return self.status in DONE, self.score


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A sentence made ready to be matched."""

    passage: Passage
    published: datetime
    bag: Bag
    parties: frozenset[str]


def held(passages: Iterable[Passage]) -> list[Held]:
    """Sentences made ready; those without a date of publication are left out."""
    return [
        Held(passage=p, published=stamp, bag=bag(p.cite.quote), parties=frozenset(p.parties))
        for p in passages
        if (stamp := moment(p.cite.published)) is not None
    ]


def touches(signs: Iterable[tuple[int, Sought]], said: Sequence[Held], *, own: bool) -> list[Touched]:
    """What touches some signs of one story, given with their places, among sentences of one; ``own`` if it is the same.

    Of several sentences of a report the fullest counts.
    """
    index: dict[str, list[int]] = {}
    for i, one in enumerate(said):
        for word in one.bag.words:
            index.setdefault(word, []).append(i)
    out: list[Touched] = []
    for number, sign in signs:
        since, context = moment(sign.since), frozenset(sign.context)
        if since is None:
            continue
        for at, part in enumerate(sign.parts):
            near = {i for word, _ in part.words for i in index.get(word, ())}
            if part.event is not None and own:
                near |= {i for i, p in enumerate(said) if any(a.id == part.event for a in p.passage.acts)}
            best: dict[str, Touched] = {}
            for i in sorted(near):
                one = said[i]
                report = one.passage.cite.report
                if one.published <= since or (own and report in sign.reports):
                    continue
                if not own and context and not context & one.parties:
                    continue
                found = _touched(part, one, own=own)
                if found is None:
                    continue
                score, act = found
                cite = one.passage.cite
                made = Touched(
                    sign=number,
                    part=at,
                    report=report,
                    start=cite.start,
                    end=cite.end,
                    score=round(score, 2),
                    event=act.id if act else None,
                    status=act.status if act else None,
                )
                if report not in best or made.rank > best[report].rank:
                    best[report] = made
            out += best.values()
    return out


def _touched(part: Part, one: Held, *, own: bool) -> tuple[float, Act | None] | None:
    score, keys = shared(part.words, one.bag.words)
    act = _act(part, one.passage, own=own)
    itself = own and act is not None and act.id == part.event and act.status in DONE
    if not itself and not _enough(part, one, score, keys, act):
        return None
    return score, act


def words_in(part: Part, text: str) -> tuple[str, ...]:
    """The words of a sentence that match those of a part, in its order."""
    there = bag(text).words
    found = (there[k] for k, _ in part.words if k in there)
    return ordered(tuple(dict.fromkeys(found)), text)


def _act(part: Part, passage: Passage, *, own: bool) -> Act | None:
    """The act of a sentence that a sign is about: the sign's own, else a hostile one for a threat, else one done."""
    same = next((a for a in passage.acts if own and a.id == part.event), None)
    if same is not None and same.type != "THREATEN":
        return same
    fitting = [a for a in passage.acts if a.status in DONE and (not part.source or a.type in HOSTILE)]
    return next(iter(fitting), None) or next(iter(a for a in passage.acts if a.type != "THREATEN"), None)


def _enough(part: Part, one: Held, score: float, words: Sequence[str], act: Act | None) -> bool:
    """Whether a sentence shares enough with what is sought; a threat has to be acted on by who made it."""
    rules = mapping("outlook", "watching")
    if score < float(rules["share"]) or len(words) < min(int(rules["least"]), len(part.words)):
        return False
    if part.states and not one.parties & set(part.states):
        return False
    if len(words) < int(rules["least"]) and not _is_act(one.passage, words):
        return False
    if part.source:
        acted = act is not None and act.type in HOSTILE and act.status in DONE
        return acted and bool(one.parties & set(part.source))
    return True


def _is_act(passage: Passage, words: Sequence[str]) -> bool:
    """Whether one of some words is an act that the sentence tells as done ("began a joint exercise")."""
    return any(set(a.words) & set(words) for a in passage.acts if a.status in DONE)
