"""Acts as the encoder sees them: how far one happened, and which PLOVER type or quad a sentence tells.

Places of the acts and of the sides are given. The weights are those of ``training``;
``model_files/`` has the card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from memcon.read.encoder import Vectors, lower, upper
from memcon.read.encoder_said import MOST, heads, linear, logistic, look
from memcon.read.types import Range
from memcon.read.wordpiece import FIRST, LAST, pieces

ROOTS = (
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
    "YIELD",
)
"""PLV's types in the order of the head; YIELD is PLOVER's CONCEDE and RETREAT."""


_WIDE = 6.0
"""What lifts a flag above one of 384 standardised numbers under the same penalty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Shares of the types (15, in the order of ``ROOTS``) and of the quads (5, the first for none) of a sentence.

    ``vector`` is the mean hidden state of the sentence, then of either side: (1152,).
    """

    types: Vectors
    quads: Vectors
    vector: Vectors


def softmax(x: Vectors) -> Vectors:
    """Shares that sum to 1 along the last axis."""
    raw = np.exp(x - x.max(axis=-1, keepdims=True))
    given: Vectors = raw / raw.sum(axis=-1, keepdims=True)
    return given


def through(x: Vectors, name: str) -> Vectors:
    """``x`` through a head of two layers with a hinge between them."""
    first, second = sorted({key.rsplit(".", 1)[0] for key in heads() if key.startswith(f"{name}.")})
    return linear(np.maximum(linear(x, first), 0), second)


def at_places(text: str, places: Sequence[Range]) -> Vectors:
    """The mean hidden state at each of the places, (places, 384), the text read as one sentence.

    Zeros where a place holds no piece, as behind the cut of a very long sentence.
    """
    window = look(text)
    hidden = window.hidden[1:-1]
    out = np.zeros((len(places), window.hidden.shape[1]), dtype=np.float32)
    for k, (start, end) in enumerate(places):
        inside = [i for i, (a, b) in enumerate(zip(window.starts, window.ends, strict=True)) if a < end and start < b]
        if inside:
            out[k] = hidden[inside].mean(axis=0)
    return out


def factuality(at: Vectors) -> Vectors:
    """How far acts happened, from -3 (certainly not) to 3 (certainly), from their hidden states (n, 384)."""
    given: Vectors = np.clip(through(at, "fact")[:, 0], -3, 3)
    return given


def kinds(text: str, source: Sequence[Range] = (), target: Sequence[Range] = ()) -> Kinds:
    """Which type and quad a sentence tells, between two sides where they are given."""
    found = pieces(text)
    ids = [FIRST, *found.ids[:MOST], LAST]
    states = lower(ids)
    marks = np.zeros((2, len(ids)), dtype=np.float32)
    for side, spans in enumerate((source, target)):
        for a, b in spans:
            for k, (s, e) in enumerate(zip(found.starts[:MOST], found.ends[:MOST], strict=True)):
                if s < b and a < e:
                    marks[side, k + 1] = 1
    hidden = upper("reader", (states + marks.T @ heads()["sides"]).astype(np.float32))
    whole = hidden.mean(axis=0)
    sides = (marks @ hidden) / np.maximum(marks.sum(axis=1, keepdims=True), 1)
    vector = np.concatenate([whole, sides[0], sides[1]]).astype(np.float32)
    return Kinds(
        types=softmax(through(vector[None], "kind")[0]),
        quads=softmax(through(whole[None], "quad")[0]),
        vector=vector,
    )


@cache
def _status() -> dict[str, Vectors]:
    with as_file(files("memcon.read").joinpath("model_files/status.npz")) as path, np.load(path) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


def status(at: Vectors, flags: Vectors) -> Vectors:
    """How likely acts are to come and how likely negated: (n, 2), from their hidden states (n, 384).

    ``flags`` (n, some) is 1 where words say something of an act; which ones, the caller knows (``coder.weighed``).
    """
    kept = _status()
    x = np.concatenate([(at - kept["mean"]) / kept["spread"], status_flags(at, flags)], axis=1)
    given: Vectors = logistic(x @ kept["weight"].T + kept["bias"]).astype(np.float32)
    return given


def status_flags(at: Vectors, flags: Vectors) -> Vectors:
    """What stands beside the hidden states: the words' flags and steps of the factuality, each about as wide."""
    figure = factuality(at)[:, None]
    steps = [(figure < t).astype(np.float32) for t in (-1.0, 0.5, 1.5, 2.0, 2.5)]
    given: Vectors = (np.concatenate([flags, *steps, figure / 3], axis=1) * _WIDE).astype(np.float32)
    return given
