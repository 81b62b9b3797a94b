"""The times of events of which a person took one account: what else is told of their time is left aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from memcon.model.memo import Time
from memcon.model.places import Span
from memcon.reconcile.actors import Cast
from memcon.reconcile.bundle import Bundle
from memcon.reconcile.clock_types import At
from memcon.reconcile.events import Happening
from memcon.reconcile.said import Said
from memcon.reconcile.times import Timing, solved
from memcon.reconcile.verdicts import Found


def with_accounts(
    timing: Timing, taken: Mapping[int, Sequence[Found]], bundle: Bundle, cast: Cast, happenings: Sequence[Happening]
) -> Timing:
    """The times with those that people took; ``taken`` are judgements on sides of events, by the event's index.

    How the reports stand to each other is left as it is. Where the account taken holds already beside the others,
    nothing is left aside: together they may say more exactly when it was.
    """
    chosen = {i: [s for s in found if s.ruling.slot == "time"] for i, found in taken.items()}
    places = {i: [p for f in found for p in f.places] for i, found in chosen.items() if found}
    if not places:
        return timing
    open_ = {i: p for i, p in places.items() if not _holds(timing, i, p)}
    times = timing.times
    if open_:
        said = tuple(_of_account(timing, open_))
        times = solved(replace(timing.sayings, said=said), bundle, cast, happenings).times
    return replace(timing, times=tuple(_explained(t, chosen.get(i, ())) for i, t in enumerate(times)))


def _taken(said: Said, places: Sequence[Span]) -> bool:
    return isinstance(said.statement, At) and any(said.words.meets(p) for p in places)


def _holds(timing: Timing, index: int, places: Sequence[Span]) -> bool:
    """Whether an account is among those that the time of an event rests on, and none was left out."""
    told = [s for s in timing.of(index) if isinstance(s.statement, At)]
    return any(_taken(s, places) for s in told) and all(timing.placed[s.statement].kept for s in told)


def _of_account(timing: Timing, places: Mapping[int, Sequence[Span]]) -> list[Said]:
    """What is said of time, of some events only what stands in the words taken, if anything does."""
    every = (*timing.sayings.said, *timing.sayings.outdated)
    chosen = [s for s in every if _taken(s, places.get(s.event, ()))]
    events = {s.event for s in chosen}
    return [s for s in timing.sayings.said if s.event not in events or not isinstance(s.statement, At)] + chosen


def _explained(time: Time | None, found: Sequence[Found]) -> Time | None:
    """The time of an event with who took it from which words, before what the solver says of it."""
    if time is None or not found:
        return time
    head = " ".join(f"As {f.ruling.by} judged (judgement {f.ruling.number}): “{f.ruling.value}”." for f in found)
    return replace(time, explanation=f"{head} {time.explanation or ''}".strip())
