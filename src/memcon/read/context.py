"""Which country a passage is about: for bodies and offices that stand without one ("the ministry").

Every country named near a place in the text weighs in: most in the same sentence, less with each
sentence before, more as a subject. The dateline's country and the report's main countries tip the
balance. Where two countries weigh nearly the same, nothing is said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from memcon.model import gazetteer
from memcon.read.register import Mention, Page, Record, Register
from memcon.read.types import Sentence

_REACH = 4
"""Sentences back that a passage may reach."""
_LINE = 9
"""Tokens of a line of place and date, at most."""
_MARGIN = 1.25
"""How much more the first country must weigh than the second."""
_NONE: Mapping[str, float] = MappingProxyType({})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_COUNTERPARTS = frozenset({"counterpart", "counterparts"})


class Context:
    """Answers which country is meant at a token, from the mentions known so far."""

    def __init__(self, page: Page, register: Register, mentions: Sequence[Mention]) -> None:
        self.page = page
        self.register = register
        self.found = sorted(
            ((m.first, m.last, m.head, c) for m in mentions if (c := self._country(register[m.ref])) is not None),
        )
        self.starts = [f[0] for f in self.found]
        labels = {s.i for s in page.sentences if s.kind == "label"}
        first = page.sentences[:8]
        early = {s.i for s in first if s.i in labels}
        self.dateline = next((c for a, _, _, c in self.found if page.tokens[a].sentence in early), None)
        if self.dateline is None:
            self.dateline = self._line(first)
        self.count = Counter(c for _, _, _, c in self.found)
        total = sum(self.count.values()) or 1
        self.share = {c: n / total for c, n in self.count.items()}

    def _line(self, first: Sequence[Sentence]) -> str | None:
        """The state of the place in a line of place and date alone ("Nicosia, 6 April 2024")."""
        tokens = self.page.tokens
        for s in first:
            held = [(a, b, c) for a, b, _, c in self.found if s.first <= a < s.last]
            if s.last - s.first > _LINE or len(held) != 1 or held[0][0] != s.first:
                continue
            rest = [tokens[k] for k in range(held[0][1], s.last)]
            if any(t.norm.isdecimal() for t in rest) and not any(t.pos in {"VERB", "AUX"} for t in rest):
                return held[0][2]
        return None

    @staticmethod
    def _country(record: Record) -> str | None:
        """The state, or body of states, that a record counts for."""
        return record.country if record.country in gazetteer.states() or record.country == "EUR" else None

    def weights(self, i: int, extra: Mapping[str, float] = _NONE) -> Mapping[str, float]:
        """How much each country weighs at token ``i``; ``i`` itself and what it is part of left out."""
        tokens, page = self.page.tokens, self.page
        here = page.sentences[tokens[i].sentence]
        out: dict[str, float] = dict(extra)
        low = page.sentences[max(here.i - _REACH, 0)].first
        for k in range(bisect_left(self.starts, low), bisect_left(self.starts, here.last)):
            first, last, head, country = self.found[k]
            if first <= i < last:
                continue
            sentence = page.sentences[tokens[first].sentence]
            if sentence.kind == "label":
                continue
            if i < first and sentence.i == here.i and tokens[tokens[head].head].norm in _COUNTERPARTS:
                continue  # "her Norwegian counterpart": whoever she is, she is not of Norway
            distance = here.i - sentence.i + 2 * (here.paragraph != sentence.paragraph)
            weight = (3.0 if first < i else 1.5) if not distance else 2.0 / (1 + distance)
            dep = tokens[head].dep
            main = dep in _SUBJECTS and tokens[tokens[head].head].dep in {"ROOT", "conj", "ccomp"}
            weight *= (
                1.8 if main else 1.4 if dep in _SUBJECTS else 1.2 if dep == "poss" else 0.7 if dep == "amod" else 1.0
            )
            out[country] = out.get(country, 0.0) + weight
        for country, share in self.share.items():
            out[country] = out.get(country, 0.0) + 1.5 * share
        if self.dateline is not None:
            out[self.dateline] = out.get(self.dateline, 0.0) + 2.0
        if page.own and page.side is not None:
            out[page.side] = out.get(page.side, 0.0) + 10.0
        return out

    def _of_counterparts(self, i: int) -> frozenset[str]:
        """The states of which somebody cannot be whose counterpart there is named after them in the sentence."""
        tokens = self.page.tokens
        here = self.page.sentences[tokens[i].sentence]
        found = self.found[bisect_left(self.starts, i + 1) : bisect_left(self.starts, here.last)]
        return frozenset(c for _, _, head, c in found if tokens[tokens[head].head].norm in _COUNTERPARTS)

    def country(self, i: int, extra: Mapping[str, float] = _NONE, *, out: frozenset[str] = frozenset()) -> str | None:
        """The country that a body or office at token ``i`` belongs to, if one stands out; none of those in ``out``."""
        out |= self._of_counterparts(i)
        weighed = ((c, w) for c, w in self.weights(i, extra).items() if c not in out)
        ranked = sorted(weighed, key=lambda kv: (-kv[1], kv[0]))
        if not ranked or ranked[0][1] < 1.0:
            return None
        if len(ranked) > 1 and ranked[0][1] < _MARGIN * ranked[1][1]:
            return None
        return ranked[0][0]
