"""Whether two figures can both be true, each with the bound that its report gives it."""

from __future__ import annotations

from memcon.reconcile.profile import Amount, Chain


def bounds_meet(a: Amount, b: Amount) -> bool:
    """Whether two amounts of one unit can both be true."""

    def interval(x: Amount) -> tuple[float, float]:
        low = float("-inf") if x.bound in {"<", "<="} else x.number
        high = float("inf") if x.bound in {">", ">="} else x.number
        if x.bound == "~":
            low, high = 0.8 * x.number, 1.2 * x.number
        return low, high

    one, two = interval(a), interval(b)
    return one[0] <= two[1] and two[0] <= one[1]


def figures_fit(a: Chain, b: Chain) -> bool | None:
    """Whether the figures of one unit agree; null if no unit is in both."""
    pairs = [(x, y) for x in a.amounts for y in b.amounts if x.unit == y.unit]
    return any(bounds_meet(x, y) for x, y in pairs) if pairs else None
