"""Which answers to one question say the same: a logistic model over words, figures and vectors, then average link.

How alike two answers are by the encoder is seen against how alike all answers to the question are, so that
what a question leaves no choice in tells little. Figures that exclude each other speak against it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.read.encoder import embed
from memcon.reconcile.clusters import average_link
from memcon.reconcile.grouping import words_of
from memcon.reconcile.lexis import table

Array = NDArray[np.float64]

NAMES = ("answer", "answer rank", "words", "words covered", "exclude", "agree", "mixed")
"""The features of a pair of answers in the order of the columns."""
LEARNT = 4
"""The features from the left whose weights are learnt."""
FIGURES = (-4.0, 2.0, -1.0)
"""Log odds of figures that exclude each other, agree, are of another sort: set by hand, as few questions have any."""
ENOUGH = 15
"""Pairs of answers from which on the question's own pairs are what a cosine is seen against."""
ASKED = 0.3
"""What a word of the question is worth in an answer."""
PIECE = re.compile(r"[a-z]+|\d+(?:\.\d+)*|[$%]")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
YEARS = range(1900, 2101)
AHEAD = 2
"""Words after a number among which its unit stands."""

Figures = tuple[frozenset[tuple[float, str]], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and the question that it was given to."""

    asked: str
    text: str


@cache
def _stop() -> frozenset[str]:
    return frozenset(table("grouping")["asking"])


@cache
def _numbers() -> Mapping[str, float]:
    rules = table("grouping")
    return {word: float(n) for n, word in enumerate(rules["numbers"])} | dict.fromkeys(rules["another"], 1.0)


@cache
def model() -> Mapping[str, Any]:
    """The weights of the model."""
    text = files("memcon.reconcile").joinpath("data/same_answer.json").read_text("utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


def content(text: str) -> frozenset[str]:
    """The stems of a text's words of content, words of asking left out."""
    return frozenset(w for w in words_of(text) if w not in _stop())


def figures(text: str) -> Figures:
    """The amounts with a unit in a text, and its years."""
    units = frozenset(table("grouping")["units"])
    found = PIECE.findall(text.lower().replace(",", ""))
    amounts, years = set(), set()
    for n, piece in enumerate(found):
        value = float(piece) if NUMBER.fullmatch(piece) else _numbers().get(piece)
        if value is None:
            continue
        if value in YEARS:
            years.add(int(value))
            continue
        after = (w if w in units else w.rstrip("s") for w in found[n + 1 : n + 1 + AHEAD])
        unit = next((w for w in after if w in units), None)
        if unit:
            amounts.add((value, unit))
    return frozenset(amounts), frozenset(years)


def _told(one: Figures, two: Figures) -> tuple[float, float, float]:
    """Whether figures exclude each other, agree, or are of another sort (a length of time and a year)."""
    exclude = any(a and b and not a & b for a, b in zip(one, two, strict=True))
    agree = any(a & b for a, b in zip(one, two, strict=True))
    mixed = (one[0] and two[1] and not two[0]) or (two[0] and one[1] and not one[0])
    return float(exclude), float(agree), float(bool(mixed))


def _seen(values: Array, against: Array) -> tuple[Array, Array]:
    """Values as distances from the mean and as shares of what is below, against a sample."""
    ordered = np.sort(against)
    low, high = np.searchsorted(ordered, values, "left"), np.searchsorted(ordered, values, "right")
    return (values - against.mean()) / max(1e-6, float(against.std())), (low + high) / (2 * len(ordered))


def features(answers: Sequence[Answer], sample: Array | None = None) -> tuple[Array, Array]:
    """The features of all pairs of answers to one question, (pairs, features), and their bare cosines.

    ``sample`` stands in for the cosines of a question with too few pairs. Pairs are those of ``triu_indices``.
    """
    n = len(answers)
    left, right = np.triu_indices(n, 1)
    vectors = embed([a.text for a in answers]).astype(np.float64)
    cosine = np.round((vectors @ vectors.T)[left, right], 6)
    distance, rank = _seen(cosine, cosine if sample is None or len(left) >= ENOUGH else sample)
    words = [content(a.text) for a in answers]
    asked = [content(a.asked) for a in answers]
    seen = Counter(w for found in words for w in found)
    numbers = [figures(a.text) for a in answers]

    def weigh(found: frozenset[str], question: frozenset[str]) -> float:
        return sum((log((n + 1) / seen[w]) + 0.3) * (ASKED if w in question else 1.0) for w in sorted(found))

    rows = []
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        both, one, two = (weigh(w, asked[i]) for w in (words[i] & words[j], words[i], words[j]))
        some = bool(words[i] and words[j])
        dice = 2 * both / max(1e-9, one + two) if some else 0.0
        rows.append([dice, both / max(1e-9, min(one, two)) if some else 0.0, *_told(numbers[i], numbers[j])])
    rest = np.array(rows).reshape(len(left), len(NAMES) - 2)
    return np.hstack([distance[:, None], rank[:, None], rest]), cosine


def chances(rows: Array, weights: Mapping[str, Any]) -> Array:
    """The probability of each pair, balanced over same and not."""
    scaled = (rows[:, :LEARNT] - np.array(weights["mean"])) / np.array(weights["scale"])
    odds = scaled @ np.array(weights["weights"]) + weights["base"] + rows[:, LEARNT:] @ np.array(FIGURES)
    found: Array = 1.0 / (1.0 + np.exp(-odds))
    return found


def square(values: Array, size: int) -> Array:
    """Values of pairs as a symmetric matrix with ones on its diagonal."""
    found = np.eye(size)
    found[np.triu_indices(size, 1)] = values
    return np.maximum(found, found.T)


def meanings(answers: Sequence[Answer]) -> list[int]:
    """A number for the meaning of each answer to one question; the order of the answers does not matter."""
    if len(answers) < 2:
        return [0] * len(answers)
    order = sorted(range(len(answers)), key=lambda i: (answers[i].text, answers[i].asked))
    given = [answers[i] for i in order]
    rules = model()
    rows, _ = features(given, np.array(rules["sample"]))
    labels = average_link(square(chances(rows, rules), len(given)), float(rules["least"]))
    at = dict(zip(order, labels, strict=True))
    numbers: dict[int, int] = {}
    return [numbers.setdefault(at[i], len(numbers)) for i in range(len(answers))]
