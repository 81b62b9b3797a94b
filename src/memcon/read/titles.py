"""What stands before and after a name: offices, countries, honorifics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from memcon.read.fold import plain
from memcon.read.gazette import Hit, country_word, office_kinds
from memcon.read.lexicon import table, words
from memcon.read.register import Gender, Page
from memcon.read.styles import gendered, honorific, honorifics, seats

_STEPS = 7
_PORTFOLIO = 9
"""Tokens that an office's field may take ("Foreign Affairs, Trade and Regional Integration")."""
_SHARED = 18
"""Tokens back at which a plural office may stand before the names that share it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What stands with a name; the title starts at token ``first``.

    ``apposed`` holds the first tokens of offices that stand in apposition, apart from the name.
    """

    first: int
    offices: tuple[str, ...] = ()
    country: str | None = None
    gender: Gender | None = None
    honorific: bool = False
    apposed: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.offices) or self.honorific


def country_of(hit: Hit) -> str | None:
    """The country that a hit stands for or belongs to."""
    for kind in ("state", "demonym", "capital", "institution"):
        entry = hit.of(kind)
        if entry is not None and entry.country:
            return entry.country
    return None


class Titles:
    """Questions about the surroundings of names on one page."""

    def __init__(self, page: Page, owner: Mapping[int, Hit]) -> None:
        self.page = page
        self.owner = owner

    def office(self, i: int) -> tuple[Hit, str] | None:
        """The office that token ``i`` is part of, with its canonical name."""
        hit = self.owner.get(i)
        entry = hit.of("office") if hit is not None else None
        return (hit, entry.key) if hit is not None and entry is not None else None

    def peer(self, i: int) -> bool:
        """Whether a token ends words for a leader or for somebody's like in another state: "opposite number"."""
        word = self.page.tokens[i].norm
        if i in self.owner:
            return False
        if word == "number":
            return i > 0 and self.page.tokens[i - 1].norm == "opposite"
        return word in words("names", "leader_words") or (
            word in words("names", "peer_words") and self.country_before(i) is not None
        )

    def plural(self, hit: Hit) -> bool:
        """Whether an office's words are of several people ("ministers of trade"), not of a plural field ("affairs")."""
        tokens = self.page.tokens
        head = next((k for k in range(hit.first + 1, hit.last) if tokens[k].norm in {"of", "for"}), hit.last)
        return tokens[head - 1].tag in {"NNS", "NNPS"}

    def gender(self, hit: Hit) -> Gender | None:
        """The gender that a title's words tell."""
        text = plain(self.page.piece(hit.first, hit.last)).lower()
        return next((g for n, g in gendered() if text == n or text.endswith(" " + n)), None)

    def inner_country(self, hit: Hit) -> str | None:
        """The country named inside an office's own words ("US secretary of state")."""
        if hit.last - hit.first < 2:
            return None
        found = (country_word(self.page.tokens[k].text) for k in range(hit.first, hit.last))
        seated = (seats().get(plain(self.page.piece(hit.first, k)).lower()) for k in range(hit.first + 1, hit.last))
        of_body = (table("names")["body_words"].get(self.page.tokens[k].norm) for k in range(hit.first, hit.last - 1))
        return next((c for c in (*found, *seated, *of_body) if c is not None), None)

    def country_before(self, begin: int) -> str | None:
        """The country in front of an office: "Japanese", "U.S.", "Ukraine's", adjectives between left out."""
        tokens = self.page.tokens
        at = begin - 1
        for _ in range(_STEPS):
            if at < 0 or tokens[at].sentence != tokens[begin].sentence:
                return None
            hit = self.owner.get(at)
            if hit is not None and hit.kind != "office":
                return country_of(hit)
            word = tokens[at].norm
            if hit is not None:
                at = hit.first - 1
            elif (
                word in {"'s", "'", "-"}
                or word in words("names", "title_modifiers")
                or (tokens[at].pos == "ADJ" and tokens[at].text.islower())
            ):
                at -= 1
            else:
                return None
        return None

    def country_after(self, last: int, *, bodies: bool = False) -> str | None:
        """The country in an ``of`` phrase directly after a name or an office.

        With ``bodies`` also in a ``for``, ``at`` or ``with`` phrase that names a body or a state, as
        after a spokesperson.
        """
        tokens = self.page.tokens
        last = self._past_portfolio(last)
        if last >= len(tokens) or tokens[last].norm not in ({"of", "for", "at", "with", "from"} if bodies else {"of"}):
            return None
        at = last + 1
        skip = {"the", "both"} | words("names", "title_modifiers")
        while at < len(tokens) and at - last < _STEPS and tokens[at].norm in skip and at not in self.owner:
            at += 1
        hit = self.owner.get(at)
        if hit is None or hit.first != at or hit.kind == "office":
            return None
        return country_of(hit)

    def _past_portfolio(self, last: int) -> int:
        """The "of" that names the state after what an office is for ("… for Roads and Works of X"), else ``last``."""
        tokens = self.page.tokens
        if last + 1 >= len(tokens) or tokens[last].norm not in {"for", "of"}:
            return last
        if not self.office(last - 1) and tokens[last - 1].norm not in table("names")["bodies"]["government"]:
            return last
        at = last + 1
        while at < len(tokens) and at - last < _PORTFOLIO and at not in self.owner:
            token = tokens[at]
            if token.norm == "of" and at + 1 < len(tokens) and tokens[at - 1].text[:1].isupper():
                return at
            if not (token.text[:1].isupper() or token.norm in {"and", "the", ",", "&"}):
                break
            at += 1
        return last

    def before(self, first: int) -> Title:
        """The offices and the country that stand directly before a name."""
        tokens = self.page.tokens
        sentence = tokens[first].sentence
        at, begin = first - 1, first
        offices: list[str] = []
        apposed: list[int] = []
        country: str | None = None
        gender: Gender | None = None
        styled = False
        comma: int | None = None
        while at >= 0 and tokens[at].sentence == sentence:
            found = self.office(at)
            word = tokens[at].norm
            if found is not None and found[0].last - 1 == at:
                hit, office = found
                if self.plural(hit) and comma is not None:
                    break
                outer = self.speaks_for(hit) if comma is not None and not offices else None
                if outer is not None:
                    return Title(
                        first=first,
                        offices=(outer[1],),
                        country=self.country_before(outer[0].first)
                        or self.inner_country(hit)
                        or self.country_before(hit.first),
                        gender=self.gender(outer[0]),
                        apposed=(outer[0].first,),
                    )
                offices.append(office)
                gender = gender or self.gender(hit)
                country = country or self.inner_country(hit)
                if comma is None:
                    begin = hit.first
                else:
                    apposed.append(hit.first)
                    country = country or self.country_before(hit.first)
                at = hit.first - 1
                continue
            if comma is None and honorific(self.page, at):
                gender = gender or honorifics().get(word.rstrip("."))
                styled, begin, at = True, at, at - 1
                continue
            if styled and begin == at + 1 and word in words("names", "address"):
                begin, at = at, at - 1
                continue
            if styled and begin == at + 1 and word == "the" and at and self.office(at - 1):
                # "Prime Minister the Hon. Name"
                at -= 1
                continue
            if comma is None and not offices and (office_end := self.field(at)) is not None:
                # "Under Secretary for Political Affairs Name"
                at = office_end
                continue
            if comma is None and self._bracketed(at):
                # "President (Dr.) Name"
                at -= 1
                continue
            if word == "." and at > 0 and tokens[at - 1].norm in honorifics() and self.page.glued(at):
                at -= 1
                continue
            if found is None and self.peer(at):
                # "his Chinese counterpart Name"
                at -= 1 if word == "number" else 0  # the other word of "opposite number"
                country = country or self.country_before(at)
                styled, at = True, at - 1
                continue
            if word == "," and at == begin - 1 and comma is None and self._apposition(at, first):
                comma, at = at, at - 1
                continue
            if word == "," and at == begin - 1 and comma is None and not offices:
                held = self._office_of(at, first)
                if held is not None:
                    # "the Foreign Minister of Peru, Hon. Name,"
                    hit, office, country = held
                    return Title(
                        first=begin,
                        offices=(office,),
                        country=country,
                        gender=gender or self.gender(hit),
                        honorific=styled,
                        apposed=(hit.first,),
                    )
            break
        if offices and country is None:
            country = self.country_before(begin)
        if not offices:
            between = self._between(first)
            if between is not None:
                return between
            if first > 1 and tokens[first - 1].norm in {"'s", "'"} and first - 2 in self.owner:
                country = country or country_of(self.owner[first - 2])
        return Title(
            first=begin,
            offices=tuple(offices),
            country=country,
            gender=gender,
            honorific=styled,
            apposed=tuple(apposed),
        )

    def field(self, at: int) -> int | None:
        """The last token of an office whose field ends at ``at`` ("for Political Affairs"), null where none does."""
        tokens = self.page.tokens
        k = at
        while k > 0 and at - k < _PORTFOLIO:
            if k != at and tokens[k].norm in {"for", "of"} and self.office(k - 1):
                return k - 1
            word = tokens[k].norm
            # "President of the Republic": an article ends no field, and what follows it is no name
            known = word in words("names", "fields_of_office") and (k != at or word != "the")
            inner = k != at and (
                word in {"and", ",", "&", "-"} or (tokens[k].text[:1].isupper() and k not in self.owner)
            )
            if not known and not inner:
                return None
            k -= 1
        return None

    def _bracketed(self, at: int) -> bool:
        """Whether a bracket goes around an honorific."""
        tokens = self.page.tokens
        if tokens[at].norm == ")":
            return at > 1 and (honorific(self.page, at - 1) or tokens[at - 1].norm == ".")
        return tokens[at].norm == "(" and at + 1 < len(tokens) and honorific(self.page, at + 1)

    def speaks_for(self, hit: Hit) -> tuple[Hit, str] | None:
        """The office of somebody who speaks for the holder of another: "a spokeswoman for the premier, Name,"."""
        tokens = self.page.tokens
        at = hit.first - 1
        while at > 0 and tokens[at].norm in {"the", "a"} | words("names", "title_modifiers"):
            at -= 1
        if at < 1 or tokens[at].norm not in {"for", "of", "to"} or tokens[at].sentence != tokens[hit.first].sentence:
            return None
        found = self.office(at - 1)
        return found if found is not None and office_kinds().get(found[1]) in {"spokesperson", "official"} else None

    def shared(self, first: int) -> str | None:
        """The office that names share: "Presidents A of X and B of Y", "the premiers of both states, A and B"."""
        tokens = self.page.tokens
        if first < 2 or tokens[first - 1].norm not in {"and", ","}:
            return None
        at = first - 1
        while at >= 0 and first - at < _SHARED and tokens[at].sentence == tokens[first].sentence:
            found = self.office(at)
            if found is not None:
                return found[1] if self.plural(found[0]) else None
            if not (at in self.owner or tokens[at].text[:1].isupper() or tokens[at].norm in words("names", "listing")):
                return None
            at -= 1
        return None

    def _apposition(self, comma: int, first: int) -> bool:
        """Whether the name after a comma names whoever the office before it is ("the premier, Name,")."""
        before = self.office(comma - 1) if comma > 0 else None
        counterpart = comma > 0 and self.peer(comma - 1)
        if before is None and not counterpart:
            return False
        if before is not None and self.plural(before[0]):
            return False
        return self._closes(comma, first)

    def _closes(self, comma: int, first: int) -> bool:
        """Whether a name after a comma ends at another, or is an apposition by the parse."""
        tokens = self.page.tokens
        run = first
        while (
            run < len(tokens) - 1
            and (tokens[run].text[0].isupper() or (tokens[run].norm == "-" and run > first and self.page.glued(run)))
            and tokens[run].sentence == tokens[comma].sentence
        ):
            run += 1
        closes = tokens[run].norm in {",", ".", ")", ";"} and run > first
        return closes or any(tokens[k].dep == "appos" for k in range(comma + 1, run + 1))

    def _office_of(self, comma: int, first: int) -> tuple[Hit, str, str | None] | None:
        """The office, and its state, of "the office of State, Name," where the name is set off by commas."""
        state = self.owner.get(comma - 1)
        if state is None or state.last != comma or state.of("state") is None:
            return None
        k = state.first - 1
        while k > 0 and self.page.tokens[k].norm == "the":
            k -= 1
        found = self.office(k - 1) if k > 0 and self.page.tokens[k].norm == "of" else None
        if found is None and k > 0 and self.page.tokens[k].norm == "of" and (end := self.field(k - 1)) is not None:
            # "the Minister of Public Works of Peru, Name,"
            found, k = self.office(end), end + 1
        if found is None or found[0].last != k or self.plural(found[0]) or not self._closes(comma, first):
            return None
        return found[0], found[1], country_of(state)

    def _between(self, first: int) -> Title | None:
        """The title in "President of Ukraine Name": the country stands between office and name."""
        tokens = self.page.tokens
        between = self.owner.get(first - 1) if first > 0 else None
        if between is None or between.last != first or between.of("state") is None:
            return None
        k = between.first - 1
        while k >= 0 and tokens[k].norm == "the":
            k -= 1
        found = self.office(k - 1) if k > 0 and tokens[k].norm == "of" else None
        if found is None or found[0].last != k:
            return None
        return Title(
            first=found[0].first, offices=(found[1],), country=country_of(between), gender=self.gender(found[0])
        )

    def after(self, last: int) -> Title:
        """The office in an apposition after a name: ", the foreign minister of Japan,"."""
        tokens = self.page.tokens
        none = Title(first=last)
        while last < len(tokens) and tokens[last].norm in words("names", "postnominals"):
            last += 1
        if last + 3 < len(tokens) and tokens[last + 1].norm in words("names", "postnominals"):
            last += 3 if tokens[last + 2].norm == ")" else 0
        if last + 1 >= len(tokens) or tokens[last].norm not in {",", "("}:
            return none
        sentence = tokens[last].sentence
        at, country = last + 1, None
        while at < min(last + 9, len(tokens)) and tokens[at].sentence == sentence:
            hit = self.owner.get(at)
            found = self.office(at)
            if found is not None:
                if self.plural(found[0]):
                    return none
                end = found[0].last
                if end < len(tokens) and tokens[end].text[:1].isupper() and tokens[end].pos == "PROPN":
                    return none
                return Title(
                    first=found[0].first,
                    offices=(found[1],),
                    country=country or self.inner_country(found[0]) or self.country_after(end, bodies=True),
                    gender=self.gender(found[0]),
                    apposed=(found[0].first,),
                )
            if hit is not None:
                country = country_of(hit) or country
                at = hit.last
                continue
            word = tokens[at].norm
            if (
                word in {"the", "a", "an", "'s", "-", "who", "is", "was"}
                or word in words("names", "title_modifiers")
                or (tokens[at].pos in {"ADJ", "NUM"} and word not in {",", "("})
            ):
                at += 1
            else:
                return none
        return none

    def appos(self, first: int, last: int) -> Title:
        """The office to which a name is an apposition by the parse ("a spokesman for the ministry, Name,")."""
        tokens = self.page.tokens
        root = self.page.root(first, last)
        found = self.office(tokens[root].head) if tokens[root].dep == "appos" else None
        if found is None or self.plural(found[0]):
            return Title(first=first)
        hit, office = self.speaks_for(found[0]) or found
        return Title(
            first=first,
            offices=(office,),
            country=self.inner_country(hit)
            or self.country_before(hit.first)
            or self.country_after(hit.last, bodies=True),
            gender=self.gender(hit),
            apposed=(hit.first,),
        )
