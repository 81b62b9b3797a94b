"""The passages of the reports that a sentence or a clause of the draft is about, by the encoder's vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from memcon.proof.record import Page
from memcon.read.encoder import embed

FEW = 3
"""Letters below which a piece of text says nothing that could be compared."""

Place = tuple[str, int]
"""A sentence of a report: the report's id and the sentence's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """The reports' sentences as vectors of length one; ``places`` are their rows.

    ``seen`` keeps the nearness of what was asked, by its text: one draft asks for a clause several times.
    """

    places: tuple[Place, ...]
    rows: Mapping[Place, int]
    vectors: NDArray[np.float32]
    seen: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    def near(self, text: str) -> NDArray[np.float32]:
        """The cosine of each sentence of the reports to a text, in the order of ``places``."""
        flat = " ".join(text.split())
        found = self.seen.get(flat)
        if found is None:
            found = self.vectors @ np.asarray(embed([flat])[0], dtype=np.float32)
            self.seen[flat] = found
        return found

    def ask(self, texts: Sequence[str]) -> None:
        """Have several texts compared at once, which is quicker than one by one."""
        flat = list(dict.fromkeys(" ".join(t.split()) for t in texts))
        new = [t for t in flat if t not in self.seen and len(t) >= FEW]
        if new and self.places:
            for text, vector in zip(new, np.asarray(embed(new), dtype=np.float32), strict=True):
                self.seen[text] = self.vectors @ vector

    def best(self, *texts: str, most: int = 1) -> list[tuple[float, Place]]:
        """The sentences that come nearest to one of some texts, each with its cosine, the nearest first."""
        if not self.places:
            return []
        found = np.max([self.near(t) for t in texts], axis=0)
        order = sorted(range(len(self.places)), key=lambda n: (-round(float(found[n]), 4), n))
        return [(round(float(found[n]), 4), self.places[n]) for n in order[:most]]

    def cosine(self, text: str, place: Place) -> float:
        """How near one sentence of a report comes to a text."""
        row = self.rows.get(place)
        return round(float(self.near(text)[row]), 4) if row is not None else 0.0


def passages(pages: Sequence[Page]) -> Passages:
    """The sentences of the reports, ready to be asked."""
    places: list[Place] = []
    texts: list[str] = []
    for page in pages:
        for sentence in page.reading.sentences:
            text = " ".join(page.report.text[sentence.start : sentence.end].split())
            if len(text) >= FEW:
                places.append((page.id, sentence.i))
                texts.append(text)
    vectors = np.asarray(embed(texts), dtype=np.float32) if texts else np.zeros((0, 1), dtype=np.float32)
    return Passages(places=tuple(places), rows={p: n for n, p in enumerate(places)}, vectors=vectors)
