"""The gamma distribution: its distribution function, its quantiles, and what it foretells of a count.

Written out here because the only library that has it would be the largest that memcon carries. Series and
continued fraction after Press et al., Numerical Recipes, 3rd edition, section 6.2; they agree with the exponential and
Erlang cases to ten digits, as the tests check.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log

_STEPS, _FINE = 500, 1e-12


def cdf(shape: float, x: float) -> float:
    """The regularized lower incomplete gamma function P(shape, x): the chance that a rate of unit scale is below x."""
    if x <= 0:
        return 0.0
    front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        at = shape
        for _ in range(_STEPS):
            at += 1
            term *= x / at
            total += term
            if term < total * _FINE:
                break
        return min(1.0, total * front)
    tiny = 1e-300
    b = x + 1 - shape
    c, d = 1 / tiny, 1 / b
    h = d
    for i in range(1, _STEPS):
        an = -i * (i - shape)
        b += 2
        d = 1 / (an * d + b or tiny)
        c = b + an / c or tiny
        h *= d * c
        if abs(d * c - 1) < _FINE:
            break
    return max(0.0, 1 - front * h)


@lru_cache(maxsize=16_384)
def _unit(shape: float, p: float) -> float:
    """The quantile of a rate of unit scale: by Newton's steps between ends that close in, in logarithms.

    Of a small shape the low end lies near nought. A step that leaves the ends, or closes in too little, is halved
    between them instead.
    """
    low, high = -700.0, max(0.0, log(shape))
    while cdf(shape, exp(high)) < p:
        low, high = high, high + 1
    known = lgamma(shape)
    # of a small x the chance is all but x ** shape / gamma(shape + 1), which is the best place to begin from
    at = min(max((log(p) + lgamma(shape + 1)) / shape, low), high)
    for _ in range(_STEPS):
        off = cdf(shape, exp(at)) - p
        if off < 0:
            low = at
        else:
            high = at
        steep = exp(shape * at - exp(at) - known)  # of the chance, by the logarithm of x
        step = off / steep if steep > 0 else 0.0
        last, at = at, at - step
        if not low < at < high or step == 0:
            at = (low + high) / 2
        if abs(at - last) < _FINE:
            break
    return exp(at)


def quantile(shape: float, rate: float, p: float) -> float:
    """The value below which a share ``p`` of a gamma distribution lies; the shape is taken to three digits."""
    return _unit(float(f"{shape:.3g}"), p) / rate


def foretold(shape: float, rate: float, count: float, exposure: float) -> float:
    """The log probability of a count in some exposure under a gamma-distributed rate: the negative binomial."""
    if exposure <= 0:
        return 0.0
    return (
        lgamma(shape + count)
        - lgamma(shape)
        - lgamma(count + 1)
        + shape * log(rate / (rate + exposure))
        + count * log(exposure / (rate + exposure))
    )


def above(one: tuple[float, float], two: tuple[float, float]) -> float:
    """The chance that one gamma-distributed rate (shape, rate) is higher than another, the two taken as independent."""
    steps = 40
    below = 0.0
    for i in range(steps):
        x = quantile(one[0], one[1], (i + 0.5) / steps)
        below += cdf(float(f"{two[0]:.3g}"), x * two[1])
    return below / steps
