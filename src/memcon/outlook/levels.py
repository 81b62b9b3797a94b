"""The level of a stream of events over time: a discounted gamma-Poisson filter, over several memories at once.

The rate of weighed events a day has a gamma distribution. From day to day it is discounted: what was seen long ago
counts less (West and Harrison, Bayesian Forecasting and Dynamic Models, 2nd ed. 1997, ch. 10 and 14; Smith, J. R.
Stat. Soc. B 41, 1979; for counts of political events Brandt et al., Am. J. Political Science 44, 2000). What is
forgotten goes back to the prior rather than to nothing (stabilized forgetting: Kulhavy and Zarrop, Int. J. Control 58,
1993), so that with silence the band widens to that of a pair of which nothing is known. How long the memory is, is not
chosen: four filters run side by side, and each counts by how well it foretold the days so far (dynamic model
averaging: Raftery et al., Technometrics 52, 2010). A day that no report covers teaches nothing: its exposure is
nought.
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
    """The figures that the filter runs on: the prior (events, days), half-lives in days, what the choice forgets."""

    shape: float
    rate: float
    halves: tuple[float, ...]
    forgets: float
    low: float
    high: float


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
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is known on one day: for each memory its shape, rate and how much it counts."""

    day: int
    parts: tuple[tuple[float, float, float], ...]

    @property
    def mean(self) -> float:
        """The level a day."""
        return sum(w * a / b for a, b, w in self.parts)

    def matched(self) -> tuple[float, float]:
        """Shape and rate of the one gamma distribution with the same mean and spread."""
        mean = self.mean
        spread = sum(w * (a / b**2 + (a / b - mean) ** 2) for a, b, w in self.parts)
        return mean**2 / spread, mean / spread

    def band(self) -> tuple[float, float]:
        """The ends of the band, a day."""
        shape, rate = self.matched()
        return quantile(shape, rate, rules().low), quantile(shape, rate, rules().high)

    def none_within(self, days: float) -> float:
        """The chance that nothing comes within so many days."""
        return sum(w * exp(a * log(b / (b + days))) for a, b, w in self.parts)


def track(seen: Mapping[int, tuple[float, float]], days: Iterable[int]) -> dict[int, State]:
    """The state on each of some days; ``seen`` gives the weighed events and the exposure of the days that have either.

    Days are whole numbers. Days without an entry are not covered. The cost goes with the entries, not with the days.
    """
    r = rules()
    wanted = set(days)
    out: dict[int, State] = {}
    parts = [[r.shape, r.rate, 1 / len(r.halves)] for _ in r.halves]
    last: int | None = None
    for day in sorted(wanted | set(seen)):
        if last is not None:
            for part, half in zip(parts, r.halves, strict=True):
                kept = exp(-LOG2 * (day - last) / half)
                part[0] = kept * part[0] + (1 - kept) * r.shape
                part[1] = kept * part[1] + (1 - kept) * r.rate
        last = day
        count, exposure = seen.get(day, (0.0, 0.0))
        if count > 0 or exposure > 0:
            _learn(parts, count, exposure, r)
        if day in wanted:
            out[day] = State(day=day, parts=tuple((p[0], p[1], p[2]) for p in parts))
    return out


def _learn(parts: list[list[float]], count: float, exposure: float, r: Rules) -> None:
    scores = [r.forgets * log(max(p[2], 1e-12)) + foretold(p[0], p[1], count, exposure) for p in parts]
    top = max(scores)
    total = sum(exp(s - top) for s in scores)
    for part, score in zip(parts, scores, strict=True):
        part[0] += count
        part[1] += exposure
        part[2] = exp(score - top) / total


def share(state: State, weight: float, age: float) -> float:
    """How much of the level on a day is due to a weight that came ``age`` days before."""
    return sum(w * weight * exp(-LOG2 * age / h) / b for (_, b, w), h in zip(state.parts, rules().halves, strict=True))
