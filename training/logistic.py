"""Logistic regression with a penalty, in numpy: small enough to be fitted wherever the tool runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def fit(x: Numbers, y: Numbers, penalty: float = 1.0, weight: Numbers | None = None, steps: int = 60) -> Numbers:
    """Weights (features,) by Newton's method; the first feature is the constant and is not held down."""
    held = np.full(x.shape[1], penalty)
    held[0] = 1e-6
    w = np.zeros(x.shape[1])
    each = np.ones(len(y)) if weight is None else weight
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (each * (p - y)) + held * w
        bend = (x * (each * p * (1 - p))[:, None]).T @ x + np.diag(held)
        step = np.linalg.solve(bend, slope)
        w = w - step
        if np.abs(step).max() < 1e-8:
            break
    return w


def chance(x: Numbers, w: Numbers) -> Numbers:
    """How likely each row is one of the class."""
    given: Numbers = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
    return given


def calibration_error(p: Numbers, y: Numbers, bins: int = 10) -> float:
    """Expected calibration error: the mean gap between chance and share, over bins of equal width."""
    at = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [abs(p[at == k].mean() - y[at == k].mean()) * (at == k).mean() for k in range(bins) if (at == k).any()]
    return float(sum(gaps))
