"""Who stands behind a claim, and how many separate sources stand behind an event.

Copies of one report count once, all texts of one side count once, one speaker counts once for what he
said wherever it is retold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from memcon.model.copies import roots
from memcon.model.memo import Claim, Origin, Report, VoiceLink
from memcon.reconcile.actors import Cast
from memcon.reconcile.bundle import Bundle, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Which reports are copies of which, and whose own text each is."""

    roots: Mapping[str, str]
    sides: Mapping[str, str | None]
    cast: Cast
    passages: tuple[Passage, ...] = ()

    def root(self, claim: Claim) -> str:
        """The report that a claim in a report's own voice comes from: what it copies, there or as a whole."""
        start = claim.evidence[0].start
        older = next((p.older for p in self.passages if p.report == claim.report and p.start <= start < p.end), None)
        name = older or claim.report
        return self.roots.get(name, name)


def lineage(bundle: Bundle, cast: Cast) -> Lineage:
    """The lineage of a bundle's reports; a chain of copies is followed to its root, a ring broken."""
    sides = {r.id: r.side for r in bundle.reports}
    return Lineage(roots=roots(bundle.reports), sides=sides, cast=cast, passages=bundle.passages)


def speaker(voice: Iterable[VoiceLink], cast: Cast) -> VoiceLink | None:
    """The voice that stands behind a claim: the outermost, an outlet passed over for whom it quotes."""
    links = tuple(voice)
    for n, link in enumerate(links):
        actor = cast.actors.get(link.actor or "")
        outlet = actor is not None and actor.kind == "organization" and actor.country is None
        if not outlet or n == len(links) - 1:
            return link
    return None


def origin(report: Report, voice: tuple[VoiceLink, ...], line: Lineage) -> Origin:
    """The origin of a claim: a speaker by name, or the report in its own voice (its root, if a copy)."""
    link = speaker(voice, line.cast)
    if link is None:
        return Origin(report=line.roots.get(report.id, report.id))
    actor = line.cast.actors.get(link.actor or "")
    return Origin(name=actor.name if actor else link.name)


def source_key(claim: Claim, line: Lineage) -> str:
    """The one origin that a claim counts for: a side, a speaker, or a report's root."""
    side = line.sides.get(claim.report)
    if side:
        return f"side:{side}"
    link = speaker(claim.voice, line.cast)
    if link is None:
        return f"report:{line.root(claim)}"
    country = line.cast.country(link.actor)
    if country and country in set(line.sides.values()):
        return f"side:{country}"
    return f"voice:{link.actor or link.name.lower()}"


def count(claims: Iterable[Claim], line: Lineage) -> int:
    """How many separate origins stand behind some claims.

    A government and those who speak for it are one. A report that gives the fact to somebody once does
    not stand behind it a second time where it tells it again in its own voice.
    """
    keys = {(line.root(c), _joined(c, line)) for c in claims}
    sourced = {root for root, key in keys if not key.startswith("report:")}
    return len({key for root, key in keys if root not in sourced or not key.startswith("report:")})


def _joined(claim: Claim, line: Lineage) -> str:
    """The origin of a claim, those who speak for a state put with it."""
    key = source_key(claim, line)
    if not key.startswith("voice:"):
        return key
    actor = line.cast.actors.get(key.removeprefix("voice:"))
    if actor and actor.country and (actor.kind in {"government", "armed-force"} or actor.roles):
        return f"side:{actor.country}"
    return key


def side(report: Report, voice: tuple[VoiceLink, ...], cast: Cast) -> str | None:
    """The side of a claim: the report's own, else the country that its outermost voice speaks for."""
    if report.side:
        return report.side
    link = speaker(voice, cast)
    actor = cast.actors.get(link.actor or "") if link else None
    if actor and actor.kind in {"government", "person", "armed-force"}:
        return actor.country
    return None
