"""Places in a text: the anchor of everything memcon says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A place in a report's verbatim text.

    ``start`` and ``end`` are half-open code-point offsets; ``quote == text[start:end]``.
    """

    report: str
    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, report: str, text: str, start: int, end: int) -> Span:
        """The span of ``text[start:end]``, white space at both ends left out."""
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return cls(report=report, start=start, end=end, quote=text[start:end])

    def meets(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.report == other.report and self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other span lies inside this one."""
        return self.report == other.report and self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start
