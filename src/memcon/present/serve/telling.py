"""Judgements told to the desk: one event or two, which account is taken, how reliable a source is; and taken back."""

# ruff: noqa: RUF009 - a field with what it means, made by a function of ours

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from memcon.dossier.judging import Judgement, judge, undo
from memcon.dossier.telling import settled
from memcon.model.errors import DossierError, InputError
from memcon.pipeline import Options
from memcon.present.serve.asking import Nothing, RefusedError, asked
from memcon.present.serve.room import Done, Room, WorkingError

Letter = Literal["A", "B", "C", "D", "E", "F"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who judges, why, and which state of the dossier they looked at."""

    name: str = asked("Who judges.", longest=80)
    because: str = asked("Why.")
    state: str = asked("The state of the dossier that was looked at, as the page tells it.", longest=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTold(Signed):
    """Two places that speak of one event, or of two."""

    story: int = asked("The story.", low=1, high=10**7)
    left: str = asked("A place that speaks of an event, such as R2:120-131, or an event's id.", longest=60)
    right: str = asked("The other place, or event.", longest=60)
    verdict: Literal["same", "different"] = asked("Whether the two are one event.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTold(Signed):
    """Which account of a side of an event is taken."""

    story: int = asked("The story.", low=1, high=10**7)
    event: str = asked("The event's id.", longest=20)
    slot: str = asked("The side of it.", longest=40)
    account: int = asked("The number of the account, from 1.", low=1, high=1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTold(Signed):
    """How reliable a source is."""

    story: int = asked("A story that it has a report in.", low=1, high=10**7)
    source: str = asked("The outlet as the reports name it, or the id of one report.", longest=200)
    letter: Letter = asked("The Admiralty letter.")


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoTold(Signed):
    """Which judgement is taken back."""

    number: int = asked("The number of the judgement.", low=1, high=10**9)


def pair(room: Room, told: PairTold) -> Done:
    """Keep that two places speak of one event, or of two."""
    return _kept(room, told, lambda at: _judge(room, told, told.story, (told.verdict, told.left, told.right), at))


def account(room: Room, told: AccountTold) -> Done:
    """Keep which account is taken."""
    words = ("slot", told.event, told.slot, str(told.account))
    return _kept(room, told, lambda at: _judge(room, told, told.story, words, at))


def source(room: Room, told: SourceTold) -> Done:
    """Keep how reliable a source is."""
    words = ("reliability", told.source, told.letter)
    return _kept(room, told, lambda at: _judge(room, told, told.story, words, at))


def back(room: Room, told: UndoTold) -> Done:
    """Take a judgement back."""
    return _kept(
        room, told, lambda at: undo(room.path, told.number, by=told.name, because=told.because, at=at), undone=True
    )


def tell(room: Room, _told: Nothing) -> Done:
    """Tell what is not told yet; it goes on in the background where it takes long."""
    if not room.store.writable:
        raise RefusedError(409, f"{room.path.name} may not be written.", "Work on a copy that is yours.")
    try:
        room.memory.slow(room, "telling", lambda own: settled(own.store, Options()))
    except WorkingError:
        return Done(said="It is being told.", to="/")
    return Done(said="All is told.", to="/")


def _judge(room: Room, told: Signed, story: int, words: tuple[str, ...], at: str) -> Judgement:
    return judge(room.path, words, by=told.name, because=told.because, at=at, story=story)


def _kept(room: Room, told: Signed, keep: Callable[[str], Judgement], *, undone: bool = False) -> Done:
    """Keep a judgement, unless the dossier is another than was looked at, or may not be written."""
    if not room.store.writable:
        raise RefusedError(
            409, f"{room.path.name} may not be written, so nothing can be judged.", "Work on a copy that is yours."
        )
    if told.state != room.mark() and not undone:
        what = "The dossier has changed since this page was drawn: reports were added, or something was judged."
        raise RefusedError(409, what, "Go back, load the page anew and look again. Nothing was kept.")
    if not room.settled():
        what = "Reports are being taken in just now, and what they tell is not told yet."
        raise RefusedError(409, what, "Wait a moment, load the page anew and look again. Nothing was kept.")
    try:
        made = keep(room.now.isoformat(timespec="seconds"))
    except DossierError:
        raise
    except InputError as error:
        raise RefusedError(409, _plain(str(error)), "Nothing was kept.") from error
    said = f"Judgement {made.number} is taken back." if undone else f"Kept as judgement {made.number}."
    return Done(said=said, to=f"/judgements#j-{made.number}", id=made.number)


def _plain(text: str) -> str:
    """What the command line says, without how it would be done there."""
    return text.partition(": memcon judge")[0].partition("; memcon judge")[0]
