"""Average-link agglomerative clustering over a matrix of similarities, with numpy alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def average_link(similarity: NDArray[np.float64], least: float) -> list[int]:
    """A cluster number for each row, the lowest row of its cluster.

    The two clusters most alike on average are joined until none are alike by ``least`` (UPGMA, Sokal and
    Michener 1958). Ties go to the lowest rows, so rows should be in an order that their content gives.
    """
    count = len(similarity)
    labels = list(range(count))
    if count < 2:
        return labels
    alike = similarity.astype(np.float64).copy()
    np.fill_diagonal(alike, -np.inf)
    size = np.ones(count)
    while True:
        first, second = sorted(divmod(int(alike.argmax()), count))
        if not alike[first, second] >= least:
            return labels
        joined = (alike[first] * size[first] + alike[second] * size[second]) / (size[first] + size[second])
        alike[first], alike[:, first] = joined, joined
        alike[first, first] = -np.inf
        alike[second], alike[:, second] = -np.inf, -np.inf
        size[first] += size[second]
        labels = [first if label == second else label for label in labels]
