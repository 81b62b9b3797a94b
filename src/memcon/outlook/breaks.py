"""Days about which a level changed for good: exact Bayesian inference for change points in a stream of counts.

The stream is taken as stretches of one rate each; how probable a cut is at each day follows exactly by a forward and a
backward pass over all ways to cut it (Fearnhead, Statistics and Computing 16, 2006), the most probable way by the same
recursion with maxima. Stretches have the gamma prior of the levels and an expected length from ``data/levels.yaml``;
the online form of the same model is Adams and MacKay, Bayesian online changepoint detection, 2007. Uncovered days
count for nothing. Weights are counted in units of what one event weighs, so that they scatter as counts do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf, lgamma, log, log1p

from memcon.model.data import mapping
from memcon.outlook.levels import rules

MOST = 240
"""How many bins of days are cut at most; a longer stretch of time has wider bins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A cut before ``day``; ``first`` to ``last`` share the probability; rates a day before and after."""

    day: int
    first: int
    last: int
    before: float
    after: float
    probability: float


def breaks(seen: Mapping[int, tuple[float, float]]) -> tuple[Break, ...]:
    """The days about which the rate changed, in order; ``seen`` as in ``levels.track``."""
    return _breaks(tuple(seen.items()))


@lru_cache(maxsize=64)
def _breaks(days: tuple[tuple[int, tuple[float, float]], ...]) -> tuple[Break, ...]:
    """The same; a talk is of both who hold it, so that the two ways of a pair often have the same days."""
    seen = dict(days)
    table = mapping("outlook", "levels")["breaks"]
    if sum(1 for c, _ in seen.values() if c > 0) < int(table["least"]):
        return ()
    total = sum(c for c, _ in seen.values())
    size = sum(c * c for c, _ in seen.values()) / total  # what one event weighs: var / mean of weighed Poisson counts
    bins, width = _bins({d: (c / size, e) for d, (c, e) in seen.items()})
    n = len(bins)
    if n < int(table["least"]):
        return ()
    cut = min(0.5, width / float(table["length"]))
    on, end = log1p(-cut), log(cut)
    fits = _fits(bins, on)
    forward = [0.0] + [-inf] * n  # forward[t]: of the first t bins, the last of them the end of a stretch
    best, back = [0.0] + [-inf] * n, [0] * (n + 1)
    for t in range(1, n + 1):
        closed = end if t < n else 0.0
        fits[t] = own = [fit + closed for fit in fits[t]]
        forward[t] = _sum([f + fit for f, fit in zip(forward, own, strict=False)])
        ways = [b + fit for b, fit in zip(best, own, strict=False)]
        best[t] = max(ways)
        back[t] = ways.index(best[t])
    backward = [-inf] * n + [0.0]
    for s in range(n - 1, -1, -1):
        backward[s] = _sum([fits[t][s] + backward[t] for t in range(s + 1, n + 1)])
    chance = [0.0] + [exp(forward[t] + backward[t] - forward[n]) for t in range(1, n)]
    cuts = []
    at = n
    while at > 0:
        at = back[at]
        cuts.append(at)
    ends = [0, *sorted(c for c in cuts if c > 0), n]
    out = []
    for before, here, after in zip(ends, ends[1:], ends[2:], strict=False):
        low, high, found = _window(chance, here, before, after, max(1, round(float(table["near"]) / width)))
        was, now = size * _rate(bins, before, here), size * _rate(bins, here, after)
        if found >= float(table["sure"]) and max(was, now) >= float(table["times"]) * min(was, now):
            out.append(
                Break(
                    day=bins[here][0],
                    first=bins[low][0],
                    last=bins[high][0] + width - 1,
                    before=was,
                    after=now,
                    probability=min(1.0, found),
                )
            )
    return tuple(out)


def _bins(seen: Mapping[int, tuple[float, float]]) -> tuple[list[tuple[int, float, float]], int]:
    """Bins of equally many days, those that nothing covers left out: first day, weighed events, exposure."""
    first, last = min(seen), max(seen)
    width = (last - first) // MOST + 1
    held: dict[int, list[float]] = {}
    for day, (count, exposure) in seen.items():
        one = held.setdefault((day - first) // width, [0.0, 0.0])
        one[0] += count
        one[1] += exposure
    return [(first + k * width, c, e) for k, (c, e) in sorted(held.items()) if c > 0 or e > 0], width


def _fits(bins: Sequence[tuple[int, float, float]], on: float) -> list[list[float]]:
    """By ``t`` and ``s`` the log probability of bins ``s`` to ``t`` as one stretch, up to what no cut changes.

    ``on`` is what each day on which the stretch goes on adds.
    """
    r = rules()
    counts, exposures = [0.0], [0.0]
    for _, c, e in bins:
        counts.append(counts[-1] + c)
        exposures.append(exposures[-1] + e)
    known = r.shape * log(r.rate) - lgamma(r.shape)
    shape, rate, gone = r.shape, r.rate, [on * k for k in range(len(bins))]
    out: list[list[float]] = [[]]
    for t in range(1, len(bins) + 1):
        most, long = shape + counts[t], rate + exposures[t]
        before = zip(counts[:t], exposures[:t], gone[t - 1 :: -1], strict=True)
        out.append([known + lgamma(a := most - c) - a * log(long - e) + g for c, e, g in before])
    return out


def _rate(bins: Sequence[tuple[int, float, float]], s: int, t: int) -> float:
    r = rules()
    return (r.shape + sum(c for _, c, _ in bins[s:t])) / (r.rate + sum(e for _, _, e in bins[s:t]))


def _window(chance: Sequence[float], at: int, low: int, high: int, near: int) -> tuple[int, int, float]:
    """The fewest bins about a cut that hold most of its probability, and how much they hold."""
    a = b = at
    found = chance[at]
    while found < 0.8:
        left = chance[a - 1] if a - 1 > max(low, at - near - 1) else -1.0
        right = chance[b + 1] if b + 1 < min(high, at + near + 1) else -1.0
        if max(left, right) <= 0:
            break
        if left >= right:
            a -= 1
            found += left
        else:
            b += 1
            found += right
    return a, b, found


def _sum(terms: Sequence[float]) -> float:
    top = max(terms)
    return top + log(sum([exp(t - top) for t in terms])) if top > -inf else -inf
