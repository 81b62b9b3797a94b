"""Events in outline: what the alignment compares of each, kept small, so that parts told apart can be aligned later.

An outline holds the chains of one event as they were compared when its part was told, alike ones taken for one, the
fullest few of them. It is made once with the memorandum and knows nothing of other parts.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

from memcon.extract.types import EventMention
from memcon.model.memo import Event, Memorandum, Status
from memcon.reconcile.align import pooled, pools
from memcon.reconcile.bundle import Key
from memcon.reconcile.lexis import table
from memcon.reconcile.likeness import gathering, signature
from memcon.reconcile.profile import Amount, Chain, Days, day_of
from memcon.reconcile.seeking import Sought
from memcon.reconcile.verdicts import Verdicts

LARGEST = 2_000_000
"""Bytes that the outlines of a part may unpack to."""

Told = tuple[tuple[str, str], ...]
"""Accounts of one side of an event: the words, and the comparable form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One event: its chains, for each whether it is the only such act of its report, and what it is counted by.

    ``amounts`` and ``initiators`` are the accounts that its reports give.
    """

    name: str
    chains: tuple[Chain, ...]
    alone: tuple[bool, ...]
    amounts: Told = ()
    initiators: Told = ()


@dataclass(frozen=True, kw_only=True)
class Outlines:
    """The events of one part, E1 and on. ``mark`` tells it from others, ``days`` are the first and last of its reports.

    ``weight`` is how telling each word is in it. ``judged`` are the judgements on what is one event and what is not
    that speak of places here: the number, the side of the judgement, the event there.
    """

    mark: str
    days: Days | None
    weight: Mapping[str, float]
    events: Sequence[Outline]
    judged: tuple[tuple[int, str, str], ...] = ()

    @cached_property
    def kept(self) -> dict[int, Any]:
        """What others work out of its events once, by their places."""
        return {}


def outlines(
    memo: Memorandum,
    chains: Mapping[str, Sequence[Chain]],
    weight: Mapping[str, float],
    *,
    verdicts: Verdicts,
    ids: Mapping[Key, str],
) -> Outlines:
    """The events of a memorandum in outline; ``chains`` are those of each event by its id."""
    read = [r for r in memo.reports if r.read]
    days = [d for r in read if (d := day_of(r)) is not None]
    counts = Counter(signature(c) for held in chains.values() for c in held)
    homes = {a.id: a.country for a in memo.actors if a.country}
    made = tuple(_outline(e, chains[e.id], counts, homes) for e in memo.events)
    words = {w for e in made for c in e.chains for w in c.words}
    return Outlines(
        mark=min((r.sha256 for r in read), default="")[:16],
        days=(min(days), max(days)) if days else None,
        weight={w: round(weight.get(w, 1.0), 2) for w in sorted(words)},
        events=made,
        judged=tuple(
            sorted(
                {
                    (found.ruling.number, side, ids[key])
                    for found in verdicts.found
                    if found.ruling.kind in {"same", "different"}
                    for side, keys in (("left", found.left), ("right", found.right))
                    for key in keys
                    if key in ids
                }
            )
        ),
    )


def _outline(event: Event, chains: Sequence[Chain], counts: Mapping[Any, int], homes: Mapping[str, str]) -> Outline:
    held = [pooled(chains, p) for p in pools(chains)]
    held.sort(key=lambda c: (c.status == "hypothetical", -len(c.parties), -len(c.words), c.key))
    kept = held[: table("stories")["chains"]]
    slots: dict[str, Told] = {"amount": (), "initiator": ()}
    for slot in event.slots:
        if slot.slot in slots:
            slots[slot.slot] = tuple((p.value, p.normal or "") for p in slot.positions if p.normal)
    slots["initiator"] = tuple(
        (value, " ".join(sorted({homes.get(i, i) for i in normal.split()}))) for value, normal in slots["initiator"]
    )
    return Outline(
        name=event.id,
        chains=tuple(kept),
        alone=tuple(counts[signature(c)] == 1 for c in kept),
        amounts=slots["amount"],
        initiators=slots["initiator"],
    )


PLAIN = ("type", "status", "mode", "place", "published")
FLAGS = ("reciprocal", "named", "war", "moved")
SETS = ("acting", "acted", "kinds", "nouns", "ordinals", "heads")


def packed(value: Outlines) -> bytes:
    """The outlines of a part in few bytes, for ``opened``."""
    words = sorted({w for e in value.events for c in e.chains for w in _words(c)})
    at = {w: n for n, w in enumerate(words)}
    body = [
        value.mark,
        value.days,
        words,
        [round(100 * value.weight.get(w, 0.0)) for w in words],
        [
            [e.name, [_row(c, at) for c in e.chains], [int(a) for a in e.alone], e.amounts, e.initiators]
            for e in value.events
        ],
        value.judged,
    ]
    return zlib.compress(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def _words(chain: Chain) -> Iterable[str]:
    yield from chain.words
    for name in SETS:
        yield from getattr(chain, name)
    for held in (chain.persons, chain.offices):
        for country, people in held.items():
            yield country
            yield from people


def _row(chain: Chain, at: Mapping[str, int]) -> list[Any]:
    """A chain as a list of values; words by their places."""
    flags = sum(getattr(chain, name) << n for n, name in enumerate(FLAGS))
    flags += (chain.head.anaphoric << 4) + (gathering(chain) << 5) + ((chain.again is not None) << 6)
    people = [
        [[at[c], sorted(at[p] for p in some)] for c, some in held.items()] for held in (chain.persons, chain.offices)
    ]
    return [
        *(getattr(chain, name) for name in PLAIN),
        flags,
        *(sorted(at[w] for w in getattr(chain, name)) for name in SETS),
        sorted(at[w] for w in chain.words),
        *people,
        [[a.bound, a.number, a.unit] for a in chain.amounts],
        chain.days,
        chain.former,
        sorted({m.sense for m in chain.mentions if m.sense}),
    ]


def opened(body: bytes, home: str) -> Outlines:
    """What was packed; ``home`` is the name by which its chains are told from those of other parts.

    Raises ``ValueError`` for what is no such thing.
    """
    try:
        unpacker = zlib.decompressobj()
        told = unpacker.decompress(body, LARGEST)
        mark, days, words, weights, events, judged = json.loads(told)
        weight = {w: n / 100 for w, n in zip(words, weights, strict=True) if n}
        return Outlines(
            mark=mark,
            days=tuple(days) if days else None,
            weight=weight,
            events=_Events(events, words, home),
            judged=tuple((number, side, event) for number, side, event in judged),
        )
    except (zlib.error, ValueError, TypeError, IndexError, KeyError) as error:
        raise ValueError(f"no outlines of events ({error})") from error


def places(events: Sequence[Outline], sought: Sought) -> Sequence[int]:
    """The places of the events of a part that may be put beside what is sought, and of others where all are made."""
    return events.places(sought) if isinstance(events, _Events) else range(len(events))


class _Events(Sequence[Outline]):
    """The events of a part, each made when it is asked for: of most parts few are."""

    def __init__(self, rows: Sequence[Any], words: Sequence[str], home: str) -> None:
        self._rows = rows
        self._words = words
        self._home = home
        self._made: dict[int, Outline] = {}

    def places(self, sought: Sought) -> list[int]:
        """The places of the events that may be put beside what is sought; the others need not be made."""
        return sought.places(self._rows, self._words)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Outline: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Outline]: ...
    def __getitem__(self, at: int | slice) -> Outline | Sequence[Outline]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        if at not in self._made:
            name, chains, alone, amounts, initiators = self._rows[at]
            self._made[at] = Outline(
                name=name,
                chains=tuple(_chain(row, self._words, self._home) for row in chains),
                alone=tuple(map(bool, alone)),
                amounts=tuple((v, n) for v, n in amounts),
                initiators=tuple((v, n) for v, n in initiators),
            )
        return self._made[at]


def _chain(row: Sequence[Any], words: Sequence[str], home: str) -> Chain:
    type_, status, mode, place, published, flags, *rest = row
    sets, (told, persons, offices, amounts, days, former, senses) = rest[: len(SETS)], rest[len(SETS) :]
    rule = "act:noun" if flags & 32 else "act:verb"
    anaphoric = bool(flags & 16)
    mentions = tuple(_mention(status, rule, s, anaphoric=anaphoric) for s in (senses or [None]))
    people = [{words[c]: frozenset(words[p] for p in some) for c, some in held} for held in (persons, offices)]
    many: dict[str, Any] = {name: bool(flags >> n & 1) for n, name in enumerate(FLAGS)}
    many |= {name: frozenset(words[w] for w in held) for name, held in zip(SETS, sets, strict=True)}
    return Chain(
        key=(0, home, 0, ""),
        report=home,
        mentions=mentions,
        type=type_,
        status=status,
        mode=mode,
        place=place,
        published=published,
        **many,
        words=frozenset(words[w] for w in told),
        persons=people[0],
        offices=people[1],
        amounts=tuple(Amount(bound=b, number=float(n), unit=u) for b, n, u in amounts),
        days=tuple((int(a), int(b)) for a, b in days),
        former=tuple((int(a), int(b)) for a, b in former),
        again=home if flags & 64 else None,
        apart=frozenset(),
    )


def _mention(status: Status, rule: str, sense: str | None, *, anaphoric: bool) -> EventMention:
    """A mention of which only that is known by which chains are compared."""
    return EventMention(
        id="",
        trigger=(0, 0),
        phrase=(0, 0),
        head=0,
        sentence=0,
        noun="",
        type=None,
        status=status,
        rule=rule,
        sense=sense,
        anaphoric=anaphoric,
    )
