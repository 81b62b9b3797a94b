"""Status, type and quad of given acts by rules and encoder together.

The rules' answer is a vote: ``data/weighed.yaml`` says how often they give it for each type, as
counted on train parts, and the encoder's shares are multiplied by that (a product of experts). For
the status of an act the rules' flags stand beside its hidden state in a logistic model; what is
uncertain the words of mood alone tell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import log
from typing import Any

import numpy as np
import yaml

from memcon.coder.given import Standing, standings
from memcon.coder.kind import ranked
from memcon.coder.scan import Scan
from memcon.read.encoder_acts import ROOTS, at_places, factuality, kinds, status
from memcon.read.types import Range, Token

YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""PLV knows one type where PLOVER 0.8 has two."""


UNSURE = frozenset({"may", "can", "likely"})
"""Moods that make an act uncertain; "would" and "if" tell of plans as often. Too few are marked to learn it."""
_BESIDE = frozenset({"aux", "auxpass", "advmod", "mark", "neg", "amod", "acomp"})


@cache
def weights() -> dict[str, Any]:
    """Votes and thresholds, as ``training.acts`` counted them."""
    text = files("memcon.coder").joinpath("data/weighed.yaml").read_text(encoding="utf-8")
    kept: dict[str, Any] = yaml.safe_load(text)
    return kept


def type_vote(scan: Scan, source: Sequence[Range], target: Sequence[Range]) -> str:
    """The rules' type for a sentence with given sides, NONE where they have none."""
    found = ranked(scan, source, target)
    return YIELD.get(found[0][1], found[0][1]) if found else "NONE"


def product(
    shares: Sequence[float], names: Sequence[str], vote: str, table: dict[str, dict[str, float]]
) -> list[float]:
    """Shares times how often the rules give that vote for each name, to a power, made to sum to 1."""
    power, floor = weights()["power"], weights()["floor"]
    raw = [
        log(share + 1e-4) + power * log(table.get(name, {}).get(vote, floor))
        for share, name in zip(shares, names, strict=True)
    ]
    most = max(raw)
    lifted = [float(np.exp(value - most)) for value in raw]
    return [value / sum(lifted) for value in lifted]


def types(scan: Scan, source: Sequence[Range], target: Sequence[Range]) -> list[tuple[float, str]]:
    """PLV's types with their shares, the likeliest first."""
    seen = kinds(scan.reading.text, source, target).types.tolist()
    shares = product(seen, ROOTS, type_vote(scan, source, target), weights()["types"])
    return sorted(zip(shares, ROOTS, strict=True), key=lambda p: (-p[0], p[1]))


def quads(scan: Scan) -> list[float]:
    """Shares of the quads 1 to 4 of a sentence, the first of them for none.

    By the encoder alone: the rules' vote on sentences without sides took away more than it gave.
    """
    return [float(share) for share in kinds(scan.reading.text).quads]


def hidden_at(scan: Scan, places: Sequence[Range]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """The hidden states of acts at places, (places, 384), each read with its sentence."""
    sentences = scan.reading.sentences
    starts = [s.start for s in sentences]
    by: dict[int, list[int]] = {}
    for k, (start, _) in enumerate(places):
        by.setdefault(max(0, bisect_right(starts, start) - 1), []).append(k)
    out = np.zeros((len(places), 384), dtype=np.float32)
    for number, members in sorted(by.items()):
        low, high = (sentences[number].start, sentences[number].end) if sentences else (0, len(scan.reading.text))
        out[members] = at_places(
            scan.reading.text[low:high], [(places[k][0] - low, places[k][1] - low) for k in members]
        )
    return out


def flags(scan: Scan, places: Sequence[Range]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """What the words say of acts, (n, 3 + modals): the rules' to come, negated, uncertain, then words of mood above."""
    moods = weights()["moods"]
    starts = [t.start for t in scan.reading.tokens]
    out = np.zeros((len(places), 3 + len(moods)), dtype=np.float32)
    for k, (found, (start, end)) in enumerate(zip(standings(scan, places), places, strict=True)):
        out[k, :3] = (found.time == "FUTURE", found.polarity == "NEG", found.certainty == "POSSIBLE")
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first + 1, bisect_right(starts, max(start, end - 1)))
        near = _mood(scan.reading.tokens, first, last)
        out[k, 3:] = [bool(near & set(words)) for words in moods.values()]
    return out


def _mood(tokens: Sequence[Token], first: int, last: int) -> set[str]:
    """The auxiliaries, adverbs, marks and governors around the head of a run, up to four steps above it."""
    if not tokens:
        return set()
    at = next((i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i), first)
    found: set[str] = set()
    for step in range(5):
        low, high = max(0, at - 12), min(len(tokens), at + 8)
        found |= {t.norm for t in tokens[low:high] if t.head == at and t.dep in _BESIDE}
        above = tokens[at].head
        if above == at or (step and tokens[at].dep in {"relcl", "advcl", "ccomp", "parataxis"}):
            break
        if tokens[above].dep != "ROOT" or tokens[above].lemma != "say":
            found.add(tokens[above].lemma)
        if tokens[at].dep in {"relcl", "advcl", "parataxis", "nsubj", "nsubjpass"}:
            break
        at = above
    return found


def weighed(scan: Scan, places: Sequence[Range]) -> tuple[Standing, ...]:
    """What words and encoder say of the acts at these places, in the order given."""
    if not places:
        return ()
    at = hidden_at(scan, places)
    said = flags(scan, places)
    shares = status(at, said)
    figures = factuality(at)
    future, negative = weights()["status"]
    may = [3 + k for k, name in enumerate(weights()["moods"]) if name in UNSURE]
    unsure = [bool(row[may].any()) for row in said]
    return tuple(
        Standing(
            certainty="POSSIBLE" if doubt else "CERTAIN",
            time="FUTURE" if share[0] >= future else "NON_FUTURE",
            polarity="NEG" if share[1] >= negative else "POS",
            figure=round(float(figure), 3),
        )
        for share, figure, doubt in zip(shares, figures, unsure, strict=True)
    )
