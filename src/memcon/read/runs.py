"""Runs of capitalised words: where a name that no table holds begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from memcon.read.fold import plain
from memcon.read.gazette import Hit, in_office, surname_of, tenures
from memcon.read.known import given_names
from memcon.read.lexicon import words
from memcon.read.register import Page, Register
from memcon.read.styles import honorific
from memcon.read.titles import Titles, country_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A capitalised name at tokens ``first`` to ``last``, exclusive."""

    first: int
    last: int
    leader: str | None = None


class Runs:
    """The capitalised names of one page; ``owner`` gives the table's name over each token."""

    def __init__(self, page: Page, register: Register, owner: Mapping[int, Hit], titles: Titles) -> None:
        self.page = page
        self.register = register
        self.owner = owner
        self.titles = titles

    def all(self) -> Iterator[Run]:
        """The capitalised names that no table holds, and the full names of the leaders' table."""
        tokens = self.page.tokens
        i = 0
        while i < len(tokens):
            hit = self.owner.get(i)
            if hit is not None:
                if hit.kind == "leader":
                    last = self._suffix(self._lineage(hit.last))
                    yield Run(first=hit.first, last=last, leader=self._leader(hit))
                    i = max(last, hit.last)
                    continue
                i = hit.last
                continue
            if not self.namey(i):
                i += 1
                continue
            last = self._run_end(i)
            if self._only_a_field(i, last):
                i = max(last, i + 1)
                continue
            i = self._past_place(i, last)
            field = next((k for k in range(last - 2, i - 1, -1) if self.titles.field(k) is not None), i - 1)
            yield Run(first=field + 1, last=self._suffix(last))
            i = max(last, i + 1)

    def _past_place(self, first: int, last: int) -> int:
        """Where a name begins behind the last of several places: "the office for X and Y Petar Roe"."""
        tokens = self.page.tokens
        if last - first < 3 or first < 2 or tokens[first - 1].norm not in {"and", "&"} or first - 2 not in self.owner:
            return first
        given = [plain(tokens[k].text).lower() in given_names() for k in (first, first + 1)]
        return first + 1 if given == [False, True] else first

    def _only_a_field(self, first: int, last: int) -> bool:
        """Whether a run is no name but all that an office is for: "the Minister of Public Works of Chile"."""
        at = first
        while at < last and self.page.tokens[at].norm in words("names", "fields_of_office"):
            at += 1
        return at == last and last - first > 1 and self.titles.field(last - 1) is not None

    def _leader(self, hit: Hit) -> str:
        """Which of the leaders of one name a hit means: by the country before it, then by the date."""
        entries = [e for e in hit.entries if e.kind == "leader"]
        before = self.owner.get(hit.first - 1) if hit.first > 0 else None
        country = country_of(before) if before is not None else None
        mine = [e for e in entries if e.country == country] or entries
        if len(mine) > 1 and self.page.day is not None:
            for e in mine:
                rows = tenures().get(plain(surname_of(e.key, e.country)).lower(), ())
                if in_office([t for t in rows if t.name == e.key], self.page.day):
                    return e.key
        return mine[0].key

    def _lineage(self, last: int) -> int:
        """Past the names of fathers and of the house after a known name: "… bin Hamad Al Noor", "… ibn Said"."""
        tokens = self.page.tokens
        while last + 1 < len(tokens) and tokens[last].norm in words("names", "lineage"):
            after = tokens[last + 1]
            if not after.text[0].isupper() or after.sentence != tokens[last].sentence or last + 1 in self.owner:
                break
            last += 2
        return last

    def _suffix(self, last: int) -> int:
        """Past ", Jr." where it follows."""
        tokens = self.page.tokens
        at = last + 1 if last < len(tokens) and tokens[last].norm == "," else last
        if at < len(tokens) and tokens[at].norm in words("names", "suffixes"):
            return at + 1
        return last

    def namey(self, i: int) -> bool:
        """Whether a token may be a word of a name."""
        token = self.page.tokens[i]
        text = token.text
        if not text[0].isupper() or i in self.owner or token.norm in words("names", "not_names"):
            return False
        if not any(c.isalpha() for c in text) or honorific(self.page, i):
            return False
        if text.isupper() and token.norm in words("names", "postnominals"):
            return False
        if token.norm in words("names", "address"):
            return False
        sentence = self.page.sentences[token.sentence]
        if sentence.kind in {"boilerplate", "label"}:
            return False
        if opens_clause(self.page, i):
            return token.tag in {"NNP", "NNPS"} or plain(text).lower() in self.register.parts()
        return True

    def _run_end(self, i: int) -> int:
        """Where the name that begins at ``i`` ends."""
        tokens, page = self.page.tokens, self.page
        sentence = tokens[i].sentence
        last = i + 1
        while last < len(tokens) and tokens[last].sentence == sentence and last - i < 8:
            if self.namey(last) or (tokens[last].text[0].isupper() and len(tokens[last].text.rstrip(".")) == 1):
                last += 1
                continue
            k = last
            while k < len(tokens) and (tokens[k].norm in words("names", "particles")) and k - last < 3:
                k += 1
            if (
                k < len(tokens)
                and tokens[k].norm == "-"
                and page.glued(k)
                and page.glued(k + 1 if k + 1 < len(tokens) else k)
            ):
                if k + 1 < len(tokens) and self._hyphen_joins(i, k):
                    last = k + 2
                    continue
                return last
            if k > last and k < len(tokens) and self.namey(k) and tokens[k].sentence == sentence:
                last = k + 1
                continue
            break
        return last

    def _hyphen_joins(self, first: int, dash: int) -> bool:
        """Whether a hyphen is inside one name ("Jae-in", "Jean-Pierre") and not between two ("Trump-Xi")."""
        tokens = self.page.tokens
        left, right = tokens[dash - 1], tokens[dash + 1]
        if not right.text[0].isalpha():
            return False
        if right.text[0].islower():
            return (
                dash - 1 > first and len(right.text) <= 6 and right.pos in {"PROPN", "NOUN", "X", "VERB", "ADJ", "ADP"}
            )
        if dash + 1 in self.owner:
            return False
        known = self.register.parts()
        joined = plain(f"{left.text}-{right.text}").lower()
        if any(joined in part for part in known) or joined in tenures():
            return True
        if left.norm in words("names", "particles") or plain(left.text).lower() in words("names", "double_names"):
            return True
        for word in (left, right):
            low = plain(word.text).lower()
            if low in known or low in tenures():
                return False
        return dash - 1 > first or bool(self.titles.before(first))


def opens_clause(page: Page, i: int) -> bool:
    """Whether a capital tells nothing: at the start of a sentence or a quotation, or in a title-case heading."""
    sentence = page.sentences[page.tokens[i].sentence]
    k = i
    while k > sentence.first and page.tokens[k - 1].norm in {'"', "'", "(", "[", "-", "--", "..."}:
        k -= 1
    if k == sentence.first:
        return True
    if page.tokens[i - 1].norm in {'"', ":"}:
        return True
    return sentence.kind == "heading"
