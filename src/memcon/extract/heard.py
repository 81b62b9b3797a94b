"""What rules and encoder together take for said: candidates of both, weighed by a small logistic model.

The rules see the grammar, the encoder has seen how people mark attributions. Each candidate is one
reading of one cue, with the rule's source and content or the encoder's; the weights in
``data/heard.yaml`` (made by ``training.combine``) say how likely it is one that a careful reader
would mark, and of the readings of a cue the likelier is kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Any

import yaml

from memcon.extract.types import Attribution
from memcon.read.types import Range, Reading, Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One attribution as kept: places of source, cue and content, how likely it is right, and who found it.

    ``rule`` is the attribution of the rules at that cue, if they have one; ``finder`` says whose
    source and content these are.
    """

    source: tuple[Range, ...]
    cue: Range
    content: tuple[Range, ...]
    score: float
    finder: str
    rule: Attribution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One reading of one cue; ``cue`` counts the cues. ``features`` by name."""

    cue: int
    heard: Heard
    features: Mapping[str, float]


@cache
def _weights() -> dict[str, Any]:
    text = files("memcon.extract").joinpath("data/heard.yaml").read_text(encoding="utf-8")
    kept: dict[str, Any] = yaml.safe_load(text)
    return kept


def _meet(left: Range, right: Range) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _logit(share: float) -> float:
    return log((share + 0.01) / (1.01 - share))


def _overlap(left: frozenset[int], right: frozenset[int]) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


class _Words:
    """The words of a report, to count them in places."""

    def __init__(self, reading: Reading) -> None:
        words = [t for t in reading.tokens if any(c.isalnum() for c in t.text)]
        self.starts = [t.start for t in words]
        self.ends = [t.end for t in words]

    def inside(self, spans: Sequence[Range]) -> frozenset[int]:
        return frozenset(k for a, b in spans for k in range(bisect_right(self.ends, a), bisect_left(self.starts, b)))


def _pairs(reading: Reading, rules: Sequence[Attribution]) -> Iterator[tuple[Attribution | None, Spoken | None]]:
    """Each cue of the rules with the encoder's surest at the same words, then the encoder's own."""
    used: set[int] = set()
    for rule in rules:
        cue = rule.cue
        if cue is None:
            continue
        near = [k for k, s in enumerate(reading.signals) if _meet(s.cue, cue)]
        best = max(near, key=lambda k: (reading.signals[k].score, -k), default=None)
        if best is not None:
            used.add(best)
        yield rule, None if best is None else reading.signals[best]
    for k, spoken in enumerate(reading.signals):
        if k not in used:
            yield None, spoken


def candidates(reading: Reading, rules: Sequence[Attribution]) -> list[Candidate]:
    """All readings of all cues, with what the weighing goes by."""
    words = _Words(reading)
    out: list[Candidate] = []
    for number, (rule, spoken) in enumerate(_pairs(reading, rules)):
        named = () if rule is None or rule.named is None else (rule.named,)
        ours = words.inside(rule.content if rule else ())
        theirs = words.inside(spoken.content if spoken else ())
        same = _overlap(ours, theirs)
        both: dict[str, float] = {"base": 1.0, "rule": float(rule is not None), "encoder": float(spoken is not None)}
        if spoken is not None:
            both |= {"cue": _logit(spoken.score), "sure": _logit(spoken.sure), "pieces": float(len(spoken.content))}
        if rule is not None:
            both[f"rule:{rule.rule}"] = 1.0
            if spoken is not None:
                both |= {"cue, rule": _logit(spoken.score), "same": same}
                both["source"] = float(bool(words.inside(named) & words.inside(spoken.source)))
        for finder in ("rule", "encoder"):
            kept = rule if finder == "rule" else spoken
            if kept is None:
                continue
            source = named if finder == "rule" else (spoken.source if spoken else ())
            size = len(ours if finder == "rule" else theirs)
            mine = {f"no source, {finder}": float(not source), f"length, {finder}": log(1 + size)}
            if finder == "rule":
                mine |= {"of rule": 1.0, "same, of rule": same, "cue, of rule": both.get("cue", 0.0)}
            cue = rule.cue if rule is not None and rule.cue is not None else (spoken.cue if spoken else (0, 0))
            heard = Heard(
                source=tuple(source),
                cue=cue if finder == "rule" or spoken is None else spoken.cue,
                content=tuple(kept.content),
                score=0.0,
                finder=finder,
                rule=rule,
            )
            out.append(Candidate(cue=number, heard=heard, features=both | mine))
    return out


def likely(features: Mapping[str, float]) -> float:
    """How likely a candidate is one that people mark."""
    weights = _weights()["weights"]
    return 1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in sorted(features.items()))))


def heard(reading: Reading, rules: Sequence[Attribution], least: float | None = None) -> tuple[Heard, ...]:
    """What is said in a report, in the order of the cues; the likelier reading of each, if it is likely enough."""
    least = _weights()["least"] if least is None else least
    best: dict[int, Heard] = {}
    for candidate in candidates(reading, rules):
        made = candidate.heard
        score = likely(candidate.features)
        if score >= least and (candidate.cue not in best or score > best[candidate.cue].score):
            best[candidate.cue] = Heard(
                source=made.source,
                cue=made.cue,
                content=made.content,
                score=score,
                finder=made.finder,
                rule=made.rule,
            )
    return tuple(sorted(best.values(), key=lambda h: (h.cue, h.content)))
