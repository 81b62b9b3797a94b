"""The level of a stream of events over time: a discounted gamma-Poisson filter, over several memories at once.

The rate of weighed events a day has a gamma distribution. On days that reports cover it is discounted and learns: what
was seen long ago counts less (West and Harrison, Bayesian Forecasting and Dynamic Models, 2nd ed. 1997, ch. 10 and 14;
Smith, J. R. Stat. Soc. B 41, 1979), and what is forgotten goes back to the prior (stabilized forgetting: Kulhavy and
Zarrop, Int. J. Control 58, 1993). On days that none covers nothing is learnt: the level stays nearly where it was and
the days behind it fade, so that the band widens with silence (as in the Poisson exponentially weighted moving average
of Brandt et al., Am. J. Political Science 44, 2000). How long the memory is, is not chosen: four filters run side by
side, and each counts by how well it foretold the days so far (dynamic model averaging: Raftery et al., Technometrics
52, 2010).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log

from memcon.model.data import mapping
from memcon.outlook.gamma import foretold, quantile

LOG2 = log(2)
WEEK = 7
"""Levels are told a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The figures that the filter runs on.

    The prior (``shape`` events in ``rate`` days), half-lives in days, what the choice forgets, the ends of the band;
    in silence the days behind a level fade to ``floor`` with the half-life ``fades``, the level to the prior's with
    ``eases``.
    """

    shape: float
    rate: float
    halves: tuple[float, ...]
    forgets: float
    low: float
    high: float
    floor: float
    fades: float
    eases: float


@cache
def rules() -> Rules:
    """The figures of ``data/levels.yaml``."""
    table = mapping("outlook", "levels")["filter"]
    return Rules(
        shape=float(table["shape"]),
        rate=float(table["rate"]),
        halves=tuple(float(h) for h in table["halves"]),
        forgets=float(table["forgets"]),
        low=float(table["low"]),
        high=float(table["high"]),
        floor=float(table["floor"]),
        fades=float(table["fades"]),
        eases=float(table["eases"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is known on one day: for each memory its shape, rate, how much it counts, and the logarithm of what it kept.

    What a memory kept of a weight between two days is the difference of the last.
    """

    day: int
    parts: tuple[tuple[float, float, float, float], ...]

    @property
    def mean(self) -> float:
        """The level a day."""
        return sum(w * a / b for a, b, w, _ in self.parts)

    def matched(self) -> tuple[float, float]:
        """Shape and rate of the one gamma distribution with the same mean and spread."""
        mean = self.mean
        spread = sum(w * (a / b**2 + (a / b - mean) ** 2) for a, b, w, _ in self.parts)
        return mean**2 / spread, mean / spread

    def band(self) -> tuple[float, float]:
        """The ends of the band, a day."""
        shape, rate = self.matched()
        return quantile(shape, rate, rules().low), quantile(shape, rate, rules().high)


def track(seen: Mapping[int, tuple[float, float]], days: Iterable[int]) -> dict[int, State]:
    """The state on each of some days; ``seen`` gives the weighed events and the exposure of the days that have either.

    Days are whole numbers. Days without an entry are not covered. The cost goes with the entries, not with the days.
    """
    r = rules()
    wanted = set(days)
    out: dict[int, State] = {}
    parts = [[r.shape, r.rate, 1 / len(r.halves), 0.0] for _ in r.halves]
    last: int | None = None
    for day in sorted(wanted | set(seen)):
        count, exposure = seen.get(day, (0.0, 0.0))
        covered = min(1.0, exposure)
        silent = (day - last if last is not None else 1) - covered
        last = day
        for part, half in zip(parts, r.halves, strict=True):
            _silent(part, silent, r)
            _forget(part, covered, half, r)
        if count > 0 or exposure > 0:
            _learn(parts, count, exposure, r)
        if day in wanted:
            out[day] = State(day=day, parts=tuple((p[0], p[1], p[2], p[3]) for p in parts))
    return out


def _silent(part: list[float], days: float, r: Rules) -> None:
    """Days that no report covers: the level eases towards the prior's, the days behind it fade faster."""
    if days <= 0:
        return
    shape, rate, _, kept = part
    fades = exp(-LOG2 * days / r.fades)
    eases = exp(-LOG2 * days / r.eases)
    new = r.floor + (rate - r.floor) * fades if rate > r.floor else rate
    prior = r.shape / r.rate
    part[0] = (prior + (shape / rate - prior) * eases) * new
    part[1] = new
    part[3] = kept + log(eases * new / rate)


def _forget(part: list[float], days: float, half: float, r: Rules) -> None:
    """Days that are covered: what a memory holds is discounted, and the prior takes the room."""
    if days <= 0:
        return
    keeps = exp(-LOG2 * days / half)
    part[0] = keeps * part[0] + (1 - keeps) * r.shape
    part[1] = keeps * part[1] + (1 - keeps) * r.rate
    part[3] += log(keeps)


def _learn(parts: list[list[float]], count: float, exposure: float, r: Rules) -> None:
    if count:
        told = [foretold(p[0], p[1], count, exposure) for p in parts]
    else:  # the same, but for terms that are nought
        told = [p[0] * log(p[1] / (p[1] + exposure)) for p in parts]
    scores = [r.forgets * log(max(p[2], 1e-12)) + t for p, t in zip(parts, told, strict=True)]
    top = max(scores)
    chances = [exp(s - top) for s in scores]
    total = sum(chances)
    for part, chance in zip(parts, chances, strict=True):
        part[0] += count
        part[1] += exposure
        part[2] = chance / total


def share(now: State, weight: float, since: State) -> float:
    """How much of the level on a day is due to a weight that came on an earlier one."""
    pairs = zip(now.parts, since.parts, strict=True)
    return sum(w * weight * exp(kept - then[3]) / b for (_, b, w, kept), then in pairs)
