"""Who says what, as the encoder sees it: cues, and the source and content of each.

Windows of whole paragraphs are read once; at every cue a small layer over the hidden states tells
for each piece whether it belongs to that cue's source or content. The weights are those of
``training``; ``model_files/`` has the card.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.read.encoder import Vectors, lower, session, upper
from memcon.read.types import Range, Reading, Spoken
from memcon.read.wordpiece import FIRST, LAST, pieces

LEAST = 0.08
"""How sure the beginning of a cue must be to be looked at."""
MOST = 190
"""Pieces of a window at most, the marks for first and last left out."""

_STOPS = re.compile(r"(?<=[.!?;”\"’])\s+")
_BEGIN, _WITHIN = 0, 1
_SOURCE, _CONTENT = 1, 2
_STEPS = 16
"""Buckets of distance on either side of a cue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of a text with its hidden states, (pieces, 384), and where its pieces stand in the text.

    The marks for first and last are left out of places and states.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    hidden: Vectors


@cache
def heads() -> dict[str, NDArray[np.float32]]:
    """The small heads: matrices and biases by name."""
    with as_file(files("memcon.read").joinpath("model_files/heads.npz")) as path, np.load(path) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


def windows(text: str, most: int = MOST) -> list[Range]:
    """Stretches of a text in order, of whole paragraphs while they fit, of ``most`` pieces at most."""
    units: list[tuple[int, int, int]] = []
    for match in re.finditer(r"[^\n]+", text):
        low, high = match.span()
        if not text[low:high].strip():
            continue
        size = len(pieces(text[low:high]).ids)
        if size <= most:
            units.append((low, high, size))
        else:
            units.extend(_parts(text, low, high, most))
    out: list[Range] = []
    full = 0
    for low, high, size in units:
        if out and full + size <= most:
            out[-1] = (out[-1][0], high)
            full += size
        else:
            out.append((low, high))
            full = size
    return out


def _parts(text: str, low: int, high: int, most: int) -> list[tuple[int, int, int]]:
    """A long paragraph in parts: at the ends of sentences, else after ``most`` pieces."""
    edges = [low, *(m.end() for m in _STOPS.finditer(text, low, high)), high]
    out: list[tuple[int, int, int]] = []
    for a, b in pairwise(edges):
        found = pieces(text[a:b])
        while len(found.ids) > most:
            cut = a + found.ends[most - 1]
            out.append((a, cut, most))
            a = cut
            found = pieces(text[a:b])
        if found.ids:
            out.append((a, b, len(found.ids)))
    return out


def look(text: str, low: int = 0, high: int | None = None) -> Window:
    """Read one stretch of a text; it is cut after ``MOST`` pieces."""
    high = len(text) if high is None else high
    found = pieces(text[low:high])
    ids = [FIRST, *found.ids[:MOST], LAST]
    return Window(
        starts=tuple(s + low for s in found.starts[:MOST]),
        ends=tuple(e + low for e in found.ends[:MOST]),
        hidden=upper("reader", lower(ids)),
    )


def linear(x: Vectors, name: str) -> Vectors:
    """``x`` through one of the small heads."""
    kept = heads()
    given: Vectors = x @ kept[f"{name}.weight"].T + kept[f"{name}.bias"]
    return given


def logistic(x: NDArray[Any]) -> NDArray[Any]:
    """The logistic function."""
    given: NDArray[Any] = 1.0 / (1.0 + np.exp(-x))
    return given


def tags(window: Window) -> Vectors:
    """How likely each piece begins a cue, is in a cue, in a source, in a content; (pieces, 4)."""
    given: Vectors = logistic(linear(window.hidden, "tags"))[1:-1].astype(np.float32)
    return given


def roles(window: Window, cues: Sequence[Sequence[int]]) -> Vectors:
    """Shares (cues, pieces, 4) of nothing, source, content and cue, for cues given by their pieces."""
    length = len(window.hidden)
    inner = linear(window.hidden, "shrink")
    seen = np.empty((len(cues), length, inner.shape[1]), dtype=np.float32)
    place = np.arange(length)
    for k, cue in enumerate(cues):
        at = [c + 1 for c in cue]
        middle = linear(window.hidden[at].mean(axis=0), "cue")
        gap = np.where(place < at[0], place - at[0], np.where(place > at[-1], place - at[-1], 0))
        size = np.minimum((np.log2(np.maximum(np.abs(gap), 1)) * 2).astype(int), _STEPS - 1)
        bucket = np.where(gap == 0, 0, np.where(gap < 0, 1 + size, 1 + _STEPS + size))
        seen[k] = inner + middle + heads()["distance.weight"][bucket]
    raw = session("voices").run(None, {"seen": seen})[0]
    raw = np.exp(raw - raw.max(axis=-1, keepdims=True))
    given: Vectors = (raw / raw.sum(axis=-1, keepdims=True))[:, 1:-1]
    return given


def cue_runs(found: Vectors, least: float) -> list[tuple[list[int], float]]:
    """Runs of pieces that are cues, with how sure each is: begun where a piece begins one, or is likely within one."""
    out: list[tuple[list[int], float]] = []
    open_run = False
    for k, (begin, within) in enumerate(found[:, :2]):
        starts = begin >= least
        if starts and not (open_run and within > begin and begin < 0.5):
            out.append(([k], float(begin)))
            open_run = True
        elif open_run and within >= 0.5:
            out[-1][0].append(k)
        else:
            open_run = False
    return out


def ranges(window: Window, marked: Iterable[int], text: str) -> tuple[Range, ...]:
    """Pieces as ranges of a text: neighbours joined, and what stands between them if it is no more than a word."""
    out: list[Range] = []
    last = -2
    for k in marked:
        if out and k - last <= 2 and "\n" not in text[out[-1][1] : window.starts[k]]:
            out[-1] = (out[-1][0], window.ends[k])
        else:
            out.append((window.starts[k], window.ends[k]))
        last = k
    return tuple(r for r in out if any(c.isalnum() for c in text[r[0] : r[1]]))


def spoken(text: str, window: Window, cues: Sequence[tuple[Sequence[int], float]]) -> list[Spoken]:
    """What is said at each of the cues."""
    out: list[Spoken] = []
    if not cues:
        return out
    shares = roles(window, [list(c) for c, _ in cues])
    for (cue, score), share in zip(cues, shares, strict=True):
        held = set(cue)
        inside = np.array([k not in held for k in range(len(share))])
        best = share.argmax(axis=1)
        content: list[int] = np.flatnonzero(inside & (share[:, _CONTENT] >= 0.5)).tolist()
        source: list[int] = np.flatnonzero(inside & (best == _SOURCE)).tolist()
        if not content:
            continue
        made = ranges(window, content, text)
        if made:
            out.append(
                Spoken(
                    cue=(window.starts[cue[0]], window.ends[cue[-1]]),
                    source=ranges(window, source, text),
                    content=made,
                    score=score,
                    sure=float(share[content, _CONTENT].mean()),
                )
            )
    return out


def said(text: str, least: float = LEAST) -> tuple[Spoken, ...]:
    """All that the encoder takes for said in a text, the unlikely too, in the order of the cues."""
    out: list[Spoken] = []
    for low, high in windows(text):
        window = look(text, low, high)
        if window.starts:
            out.extend(spoken(text, window, cue_runs(tags(window), least)))
    return tuple(out)


def listened(reading: Reading) -> Reading:
    """A reading with what the encoder takes for said in it."""
    return replace(reading, signals=said(reading.text))
