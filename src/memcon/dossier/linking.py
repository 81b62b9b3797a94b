"""Signs of all stories held against sentences of all others, by figures: which of them share enough words to be read.

Words and parties stand as 16 bits of their hash, so that two different ones are the same now and then: whatever is
found is read and matched in full afterwards.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.model.data import mapping
from memcon.outlook.cites import moment
from memcon.outlook.matching import bag
from memcon.outlook.passages import Passage
from memcon.outlook.signs import Sought

FIELDS: tuple[tuple[str, str], ...] = (
    ("when", "<i4"),
    ("sizes", "<u1"),
    ("words", "<u2"),
    ("party_sizes", "<u1"),
    ("parties", "<u2"),
    ("signs", "<u2"),
    ("sign_when", "<i4"),
    ("sign_sizes", "<u1"),
    ("sign_words", "<u2"),
    ("weights", "<u1"),
    ("context_sizes", "<u1"),
    ("contexts", "<u2"),
)
"""Of sentences: minutes since 1970, words, parties; of parts of signs: the sign, minutes, words with what they weigh,
parties of whom one has to be spoken of."""
NEVER = 2**31 - 1
MOST = 255
Ints = NDArray[np.int64]


@cache
def hashed(word: str) -> int:
    """16 bits of a word's hash."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) & 0xFFFF


def _minutes(when: str | None) -> int:
    found = moment(when)
    return NEVER if found is None else int(found.timestamp() // 60)


def figures(signs: Sequence[Sought], passages: Sequence[Passage]) -> bytes:
    """The signs and sentences of one story in figures."""
    values: dict[str, list[int]] = {name: [] for name, _ in FIELDS}

    def add(sizes: str, name: str, words: Sequence[str]) -> None:
        values[sizes].append(min(MOST, len(words)))
        values[name] += [hashed(w) for w in words[:MOST]]

    for one in passages:
        values["when"].append(_minutes(one.cite.published))
        add("sizes", "words", sorted(bag(one.cite.quote).words))
        add("party_sizes", "parties", one.parties)
    for number, sign in enumerate(signs):
        for part in sign.parts:
            values["signs"].append(number)
            values["sign_when"].append(_minutes(sign.since))
            add("sign_sizes", "sign_words", [w for w, _ in part.words])
            values["weights"] += [max(1, min(MOST, weight)) for _, weight in part.words[:MOST]]
            add("context_sizes", "contexts", sign.context)
    made = [np.asarray(values[name], dtype=kind) for name, kind in FIELDS]
    head = np.asarray([len(a) for a in made], dtype="<u4").tobytes()
    return zlib.compress(head + b"".join(a.tobytes() for a in made), 9)


def _opened(body: bytes) -> dict[str, Ints]:
    raw = zlib.decompress(body)
    sizes = np.frombuffer(raw, dtype="<u4", count=len(FIELDS))
    at, out = 4 * len(FIELDS), dict[str, Ints]()
    for (name, kind), size in zip(FIELDS, sizes, strict=True):
        out[name] = np.frombuffer(raw, dtype=kind, count=int(size), offset=at).astype(np.int64)
        at += int(size) * np.dtype(kind).itemsize
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The figures of many stories as one: ``homes`` are their memoranda, by sentence and by part of a sign."""

    arrays: Mapping[str, Ints]
    homes: Ints
    places: Ints
    sign_homes: Ints


def field(bodies: Mapping[int, bytes]) -> Field:
    """The figures of some memoranda put together."""
    held = {m: _opened(b) for m, b in sorted(bodies.items())}
    arrays = {
        name: np.concatenate([f[name] for f in held.values()]) if held else np.zeros(0, dtype=np.int64)
        for name, _ in FIELDS
    }
    none = [np.zeros(0, dtype=np.int64)]
    return Field(
        arrays=arrays,
        homes=np.concatenate([np.full(len(f["when"]), m) for m, f in held.items()] or none),
        places=np.concatenate([np.arange(len(f["when"])) for f in held.values()] or none),
        sign_homes=np.concatenate([np.full(len(f["signs"]), m) for m, f in held.items()] or none),
    )


def _rows(sizes: Ints) -> Ints:
    return np.repeat(np.arange(len(sizes)), sizes)


Pairs = set[tuple[int, int, int, int]]
"""A memorandum and its sign, a memorandum and the place of its sentence."""


def candidates(one: bytes, memorandum: int, all_: Field) -> Pairs:
    """Signs of one story and sentences of others that share enough, and signs of others and its own sentences."""
    mine = field({memorandum: one})
    return _near(mine, all_) | _near(all_, mine)


def _near(seeking: Field, said: Field) -> Pairs:
    """Which parts of signs are near which sentences, but for those of the same memorandum."""
    a, b = seeking.arrays, said.arrays
    out: Pairs = set()
    if not len(a["signs"]) or not len(b["when"]):
        return out
    rules: dict[str, Any] = mapping("outlook", "watching")
    share, least = float(rules["share"]) - 0.05, int(rules["least"])
    sign_rows, context_rows = _rows(a["sign_sizes"]), _rows(a["context_sizes"])
    said_rows, party_rows = _rows(b["sizes"]), _rows(b["party_sizes"])
    total = np.bincount(sign_rows, weights=a["weights"], minlength=len(a["signs"]))
    if len(a["signs"]) <= len(b["when"]):  # go through what is fewer
        starts, context_starts = _starts(a["sign_sizes"]), _starts(a["context_sizes"])
        weight = np.zeros(1 << 16)
        for part in range(len(a["signs"])):
            own = slice(starts[part], starts[part + 1])
            weight[:] = 0
            weight[a["sign_words"][own]] = a["weights"][own]
            here = weight[b["words"]]
            found = np.flatnonzero(here)
            lines = said_rows[found]
            hit = np.bincount(lines, weights=here[found], minlength=len(b["when"]))
            count = np.bincount(lines, minlength=len(b["when"]))
            good = (hit >= share * total[part]) & (count >= min(least, a["sign_sizes"][part])) & (count > 0)
            good &= (b["when"] >= a["sign_when"][part]) & (b["when"] != NEVER)
            good &= said.homes != seeking.sign_homes[part]
            context = a["contexts"][context_starts[part] : context_starts[part + 1]]
            if len(context) and good.any():
                there = np.zeros(1 << 16, dtype=bool)
                there[context] = True
                named = party_rows[np.flatnonzero(there[b["parties"]])]
                good &= np.bincount(named, minlength=len(b["when"])) > 0
            home, sign = int(seeking.sign_homes[part]), int(a["signs"][part])
            out |= {(home, sign, int(said.homes[i]), int(said.places[i])) for i in np.flatnonzero(good)}
        return out
    starts, party_starts = _starts(b["sizes"]), _starts(b["party_sizes"])
    alone = a["context_sizes"] == 0
    for at in range(len(b["when"])):
        has = np.zeros(1 << 16, dtype=bool)
        has[b["words"][starts[at] : starts[at + 1]]] = True
        found = np.flatnonzero(has[a["sign_words"]])
        parts = sign_rows[found]
        hit = np.bincount(parts, weights=a["weights"][found], minlength=len(a["signs"]))
        count = np.bincount(parts, minlength=len(a["signs"]))
        good = (hit >= share * total) & (count >= np.minimum(least, a["sign_sizes"])) & (count > 0)
        good &= (a["sign_when"] <= b["when"][at]) & (b["when"][at] != NEVER) & (seeking.sign_homes != said.homes[at])
        if good.any():
            there = np.zeros(1 << 16, dtype=bool)
            there[b["parties"][party_starts[at] : party_starts[at + 1]]] = True
            named = context_rows[np.flatnonzero(there[a["contexts"]])]
            good &= alone | (np.bincount(named, minlength=len(a["signs"])) > 0)
        home, place = int(said.homes[at]), int(said.places[at])
        out |= {(int(seeking.sign_homes[i]), int(a["signs"][i]), home, place) for i in np.flatnonzero(good)}
    return out


def _starts(sizes: Ints) -> list[int]:
    return [0, *np.cumsum(sizes).tolist()]
