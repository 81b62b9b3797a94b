"""The places in texts that a value names, each once: a memorandum quotes the same sentences over and over."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Sequence
from typing import Any

from memcon.dossier.figures import Texts, codes, placed, uncodes, uncodes_all, unplaced
from memcon.model.places import Span

MOST = 5_000_000
"""Places of one value, at most: a damaged figure must not ask for all the memory there is."""


class Book(UserDict[str, str]):
    """Texts by the ids that a value uses, and the places in them that it names.

    While a value is written for the first time the places are gathered; once they are in order, it is written again
    with their numbers.
    """

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.data = dict(texts)
        self.numbers: dict[Span, int] = {}
        self._order: list[Span | None] = []
        self._there: list[tuple[str, int, int]] = []

    def marks(self, values: Sequence[Span]) -> Any:
        """A column of places: by their numbers, or the steps between these where most are short."""
        for one in values:
            self.numbers.setdefault(one, 0)
        if not self._order:
            return None
        return placed([self.numbers[one] for one in values])

    def spans(self, column: Any, count: int) -> list[Span]:
        """The places of a column."""
        return [self._span(n) for n in unplaced(column, count)]

    def ordered(self) -> Any:
        """All places that were gathered, text by text in order, as what JSON can hold; they have their numbers now."""
        if any(self[s.report][s.start : s.end] != s.quote for s in self.numbers):
            raise ValueError("a quotation is not what the text says at its place")
        place = {name: n for n, name in enumerate(self)}
        found = sorted(self.numbers, key=lambda s: (place[s.report], s.start, s.end))
        self.numbers = {one: n for n, one in enumerate(found)}
        self._order = list(found)
        names: dict[str, int] = {}
        starts: list[int] = []
        last = 0
        for one in found:
            last = last if one.report in names else 0
            names[one.report] = names.get(one.report, 0) + 1
            starts.append(one.start - last)
            last = one.start
        return [list(names), codes(list(names.values())), codes(starts), codes([s.end - s.start for s in found])]

    def read(self, table: Any) -> None:
        """The places of ``ordered``. Raises ``ValueError`` where one is outside its text."""
        names, counts, starts, sizes = table
        many = uncodes(counts, len(names))
        if sum(many) > MOST or not all(type(n) is str for n in names):
            raise ValueError("a table of places that is none")
        steps, lengths = uncodes(starts, sum(many)), uncodes_all(sizes)
        if len(lengths) != len(steps):
            raise ValueError("a table of places that is too short")
        rest = zip(steps, lengths, strict=True)
        for name, count in zip(names, many, strict=True):
            start = 0
            for _ in range(count):
                step, size = next(rest)
                start += step
                self._there.append((name, start, start + size))
        self._order = [None] * len(self._there)

    def _span(self, number: int) -> Span:
        found = self._order[number]
        if found is None:
            name, start, end = self._there[number]
            text = self[name]
            if end > len(text):
                raise ValueError(f"a place outside the text of {name}")
            found = self._order[number] = Span(report=name, start=start, end=end, quote=text[start:end])
        return found
