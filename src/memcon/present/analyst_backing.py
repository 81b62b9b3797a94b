"""Who stands behind some claims, counted by origin and never by report.

A side is one origin, however many of its people and texts speak; a person without a side is one; a press text
in its own voice names no origin, so that two of them are not shown to be two. Copies count as what they copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from memcon.model.copies import roots
from memcon.model.data import mapping
from memcon.model.memo import Claim
from memcon.present.desk import Desk
from memcon.present.words import country, join, lowered, possessive, short

SPEAKS_FOR_A_STATE = ("person", "government", "armed-force")


def named(code: str) -> str:
    """A country or body as it stands in a sentence: ``the United States``, ``Norway``."""
    name = country(code)
    first = name.split(" ")[0]
    return f"the {name}" if first in mapping("reconcile", "labels")["the"] else name


def inner(text: str) -> str:
    """A label or a voice without a name as it stands inside a sentence: its article small, names untouched."""
    first, _, rest = text.partition(" ")
    return lowered(text) if not rest or first in ("The", "A", "An", "Some") else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One origin that is shown: a side by its code, or somebody of no side by name.

    ``names`` are the voices as the reports have them; ``own`` says whether a text of its own is among
    the reports; ``reports`` carry it.
    """

    key: str
    names: tuple[str, ...]
    side: str | None
    own: bool
    reports: tuple[str, ...]

    @property
    def words(self) -> str:
        """The origin in few words: ``Norway’s own text``, ``Rojas (Peru)``, ``Peru``."""
        if self.own and self.side:
            return f"{possessive(named(self.side))} own text"
        where = named(self.side) if self.side else ""
        people = [n for n in self.names if where not in (n, f"the {n}")]
        if not people:
            return where or self.key
        return f"{join(people[:2])} ({where})" if where else join(people[:2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """What stands behind some claims: origins shown, texts and unnamed voices that show none, reports."""

    known: tuple[Known, ...]
    texts: tuple[str, ...]
    unnamed: tuple[str, ...]
    reports: tuple[str, ...]
    hedged: tuple[str, ...]
    flat: bool

    @property
    def sides(self) -> str:
        """The shown origins in words."""
        return join(k.words for k in self.known)

    @property
    def count(self) -> str:
        """The number of independent origins as far as it is shown: ``2``, ``1–3``, ``not shown``."""
        least, most = len(self.known), len(self.known) + len(self.texts) + len(self.unnamed)
        if least == most:
            return str(least) if least else "none"
        return f"{least}–{most}" if least else ("1, not named" if most == 1 else f"1–{most}, not shown")

    @property
    def words(self) -> str:
        """Who they are, in a line."""
        parts = [self.sides] if self.known else []
        if self.unnamed:
            parts.append(f"{join(self.unnamed[:2])}, not named")
        if self.texts:
            one = len(self.texts) == 1
            parts.append(f"{join(self.texts)} in {'its' if one else 'their'} own voice, no source given")
        return "; ".join(parts)


def backing(desk: Desk, claims: Iterable[Claim]) -> Backing:
    """What stands behind some claims; a chain of voices counts for its outermost that is no outlet."""
    root = roots(desk.memo.reports)
    names: dict[str, dict[str, None]] = {}
    sides: dict[str, str | None] = {}
    own: set[str] = set()
    carried: dict[str, dict[str, None]] = {}
    texts: dict[str, None] = {}
    unnamed: dict[str, None] = {}
    reports: dict[str, None] = {}
    hedged: dict[str, bool] = {}
    for claim in claims:
        report = desk.reports[claim.report]
        reports.setdefault(report.id)
        hedged[report.id] = hedged.get(report.id, True) and claim.stance == "hedges"
        key, name, side = _origin(desk, claim)
        if key is None:
            if name:
                unnamed.setdefault(name)
            else:
                texts.setdefault(root[report.id])
            continue
        names.setdefault(key, {}).update({name: None} if name else {})
        sides[key] = side
        carried.setdefault(key, {}).setdefault(report.id)
        if report.side:
            own.add(key)
    known = [
        Known(key=k, names=tuple(n), side=sides[k], own=k in own, reports=_ordered(desk, carried[k]))
        for k, n in names.items()
    ]
    known.sort(key=lambda k: (not k.own, -len(k.reports), k.key))
    return Backing(
        known=tuple(known),
        texts=_ordered(desk, texts),
        unnamed=tuple(unnamed),
        reports=_ordered(desk, reports),
        hedged=_ordered(desk, [r for r, only in hedged.items() if only]),
        flat=not all(hedged.values()),
    )


def _ordered(desk: Desk, reports: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(reports, key=lambda r: desk.order.get(r, 0)))


def _origin(desk: Desk, claim: Claim) -> tuple[str | None, str, str | None]:
    """The key of a claim's origin (null where it shows none), its name, its side."""
    report = desk.reports[claim.report]
    if report.side:
        return report.side, "", report.side
    for link in claim.voice:
        actor = desk.actors.get(link.actor or "")
        if actor is None:
            return None, inner(link.name), None
        if actor.kind == "organization" and actor.country is None:
            continue
        name = short(actor)
        if actor.country and actor.kind in SPEAKS_FOR_A_STATE:
            return actor.country, name, actor.country
        if actor.kind == "group" or not actor.name[:1].isupper():
            return None, inner(actor.name), None
        return actor.id, name, None
    return None, "", None
