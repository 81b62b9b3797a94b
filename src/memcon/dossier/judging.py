"""Judgements made, listed and taken back; what waits for one; and the pairs of events that were nearly one, or two.

What a person points at is said with the ids of the memorandum at hand (E4, R2, C17) and kept as places in texts, so
that it is found again when events are numbered anew. Nothing is ever deleted: what is taken back stays in the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from memcon import __version__
from memcon.dossier.meant import speaks
from memcon.dossier.nearing import near_pairs
from memcon.dossier.pointing import draft
from memcon.dossier.telling import Settled, settled, told
from memcon.dossier.telling import story as story_of
from memcon.dossier.waiting import Account, NearMiss, Open, OpenAcross, near_misses, open_across, open_disputes
from memcon.model.errors import DossierError, InputError
from memcon.model.judgements import Anchor, Ruling, named, touching
from memcon.model.memo import Judged, Memorandum
from memcon.pipeline import Options
from memcon.reconcile.contradictions import contradicted
from memcon.store import judgements as rows
from memcon.store.file import Store, open_
from memcon.store.twins import outlets

__all__ = [
    "Account",
    "Judgement",
    "NearMiss",
    "Open",
    "OpenAcross",
    "judge",
    "judgements",
    "near_misses",
    "near_pairs",
    "open_across",
    "open_disputes",
    "standing",
    "touching",
    "undo",
]

LONGEST_NAME, LONGEST_REASON = 200, 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One line of the list: what was judged, what it does now, and how it was taken back.

    ``now`` is null for one that was taken back; its ``resting`` says why a judgement has no effect. ``story`` is the
    number of the story whose memorandum ``now`` is of.
    """

    entry: rows.Entry
    text: str
    story: int | None = None
    now: Judged | None = None

    @property
    def number(self) -> int:
        """By which it is named."""
        return self.entry.ruling.number


def judge(
    path: str | Path,
    words: Sequence[str],
    *,
    by: str,
    because: str,
    at: str,
    story: int = 1,
    options: Options | None = None,
) -> Judgement:
    """Keep a judgement and tell the story anew; ``at`` is the moment, ISO 8601 with an offset.

    ``words`` say what is judged, with the ids of the memorandum of story ``story``; see ``pointing.draft``. Raises
    ``InputError`` where they point at nothing, where name or reason is missing, or where a judgement that stands
    says otherwise: that one must be taken back first.
    """
    by, because = _said(by, because)
    options = options or Options()
    with open_(path, write=True) as store:
        found = _found(store, options)
        others = _Others(store, found)
        made = replace(draft(others.numbered(story), words, others), by=by, because=because, at=at)
        with store.writing() as connection:
            against = contradicted(made, rows.standing(connection))
            if against is not None:
                raise InputError(
                    f"judgement {against.number} of {against.by} says otherwise (“{against.because}”); "
                    f"take it back first: memcon judge {path} --undo {against.number}"
                )
            entry = rows.keep(connection, made, f"memcon {__version__}")
        return _listed(store, (entry,), options)[0]


def undo(path: str | Path, number: int, *, by: str, because: str, at: str, options: Options | None = None) -> Judgement:
    """Take a judgement back; it stays in the list, with who took it back and why. The story is told anew."""
    by, because = _said(by, because)
    options = options or Options()
    with open_(path, write=True) as store:
        with store.writing() as connection:
            entry = next((e for e in rows.every(connection) if e.ruling.number == number), None)
            if entry is None:
                raise InputError(f"there is no judgement {number}; memcon judge {path} --list names them")
            if entry.undone is not None:
                raise InputError(f"judgement {number} was taken back already, by {entry.undone.by}")
            taken = rows.keep_undo(connection, number, by=by, because=because, at=at, tool=f"memcon {__version__}")
        settled(store, options)
        return listed((replace(entry, undone=taken),), {})[0]


def judgements(path: str | Path, *, options: Options | None = None) -> tuple[Judgement, ...]:
    """All judgements ever made, by number, each with what it does now."""
    with open_(path, write=False) as store:
        with store.reading() as connection:
            entries = rows.every(connection)
        return _listed(store, entries, options or Options()) if entries else ()


def standing(path: str | Path) -> tuple[Ruling, ...]:
    """The judgements in force, as ``brief`` takes them beside plain reports."""
    with open_(path, write=False) as store, store.reading() as connection:
        return rows.standing(connection)


def _found(store: Store, options: Options) -> Settled:
    found = settled(store, options)
    if found is None:
        raise DossierError(f"{store.path}: cannot be written to, and not all of it is told")
    return found


class _Others:
    """The stories of a dossier by number, and by the reports that they hold."""

    def __init__(self, store: Store, found: Settled) -> None:
        self._store = store
        self._found = found
        self._names = found.numbering

    def numbered(self, number: int) -> Memorandum:
        """The memorandum of a story by its number."""
        if not 1 <= number <= len(self._found.stories):
            raise InputError(f"there is no story {number} in this dossier; there are {len(self._found.stories)}")
        return story_of(self._store, self._found, number, names=self._names)

    def holding(self, report: str) -> Memorandum | None:
        """The memorandum of the story that a report is of."""
        row = next((row for row, name in self._names.ids.items() if name == report), None)
        home = next((s.number for s in self._found.stories if row in s.members), None)
        return None if home is None else self.numbered(home)

    def names(self, outlet: str) -> bool:
        """Whether any report is of an outlet."""
        with self._store.reading() as connection:
            return any(named(name) == outlet for name in outlets(connection) if name)


def _listed(store: Store, entries: Sequence[rows.Entry], options: Options) -> tuple[Judgement, ...]:
    """Some judgements with what they do now; only the memoranda of stories that they touch are opened."""
    found = settled(store, options)
    if found is None:  # a file that takes no writing, and holds more than was told of it
        return listed(entries, dict(enumerate(told(store, options)[0], 1)))
    rulings = [e.ruling for e in entries if e.undone is None]
    if not rulings:
        return listed(entries, {})
    names = found.numbering
    with store.reading() as connection:
        said = speaks(connection, names, rulings)
    wanted = [
        s.number
        for s in found.stories
        if any(some & set(s.members) for some in said.values()) or (s.number == 1 and not all(said.values()))
    ]
    return listed(entries, {n: story_of(store, found, n, names=names) for n in wanted})


def listed(entries: Sequence[rows.Entry], memoranda: Mapping[int, Memorandum]) -> tuple[Judgement, ...]:
    """The list of judgements beside the memoranda of stories, by number; one at work in a story is shown with that.

    One that stands and of whose reports none is left rests, too.
    """
    now: dict[int, tuple[int, Judged]] = {}
    for story, memo in sorted(memoranda.items()):
        for one in memo.judgements:
            there = now.get(one.number)
            if there is None or (there[1].resting is not None and one.resting is None):
                now[one.number] = story, one
    out = []
    for entry in entries:
        number, judged = now.get(entry.ruling.number, (None, None)) if entry.undone is None else (None, None)
        if judged is None and entry.undone is None:
            judged = _resting(entry.ruling)
        text = judged.text if judged else worded(entry.ruling)
        out.append(Judgement(entry=entry, text=text, story=number, now=judged))
    return tuple(out)


def _resting(ruling: Ruling) -> Judged:
    """A judgement that no memorandum speaks of: none of its reports is there any more."""
    return Judged(
        number=ruling.number,
        kind=ruling.kind,
        by=ruling.by,
        because=ruling.because,
        at=ruling.at,
        text=worded(ruling),
        slot=ruling.slot,
        value=ruling.value,
        resting="no report of this dossier is one that it was made on",
    )


def worded(ruling: Ruling) -> str:
    """A judgement in plain words of its own, where no memorandum gives its events a name."""
    left, right = _quoted(ruling.left), _quoted(ruling.right)
    if ruling.kind == "reliability":
        return f"{ruling.source or left} has reliability {ruling.letter}"
    if ruling.kind == "slot":
        return f"{ruling.slot} of {left}: “{ruling.value}”"
    verb = {"same": "and", "different": "is not", "about": "is spoken of by", "not-about": "is not spoken of by"}
    return f"{left} {verb[ruling.kind]} {right}" + (": one event" if ruling.kind == "same" else "")


def _quoted(anchors: Sequence[Anchor]) -> str:
    if not anchors:
        return "nothing"
    return f"“{anchors[0].quote}” ({anchors[0].file})" if anchors[0].quote else anchors[0].file


def _said(by: str, because: str) -> tuple[str, str]:
    """Who judged and why, as they can be kept; both must be said."""
    by, because = (" ".join(t.encode("utf-8", "replace").decode().split()) for t in (by, because))
    if not by:
        raise InputError("a judgement needs a name: --by NAME")
    if not because:
        raise InputError('a judgement needs a reason: --because "…"')
    if len(by) > LONGEST_NAME or len(because) > LONGEST_REASON:
        raise InputError(f"a name has at most {LONGEST_NAME} characters, a reason {LONGEST_REASON}")
    return by, because
