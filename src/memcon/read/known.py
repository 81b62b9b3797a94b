"""Who a personal name is: a person of the register, or of the leaders' table at the report's date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property

from memcon.model import gazetteer
from memcon.read.fold import plain
from memcon.read.gazette import Hit, Tenure, in_office, office_kinds, surname_of, tenures
from memcon.read.lexicon import table, words
from memcon.read.register import Gender, Page, Record, Register, name_parts
from memcon.read.titles import country_of


class Known:
    """Questions about personal names on one page."""

    def __init__(self, page: Page, register: Register, hits: Sequence[Hit]) -> None:
        self.page = page
        self.register = register
        self.hits = hits

    def join(self, tenure: Tenure | None, name: str) -> Record | None:
        """The record of the same leader under another name."""
        if tenure is None:
            return None
        del name
        return next((r for r in self.register.records if r.known == tenure.name and r.kind == "person"), None)

    def rows_of(self, leader: str) -> list[Tenure]:
        """The rows of the leaders' table for one person."""
        keys = {plain(surname_of(leader, None)).lower(), *name_parts(leader)}
        return [t for key in sorted(keys) for t in tenures().get(key, ()) if t.name == leader]

    def know(self, record: Record, tenure: Tenure, *, titled: bool) -> None:
        """Note what the leaders' table says of a person."""
        record.known = tenure.name
        record.country = record.country or tenure.country
        record.gender = record.gender or (tenure.gender if tenure.gender in {"f", "m"} else None)  # type: ignore[assignment]
        if self.is_head_office(tenure.office):
            record.head = True
        if not titled and not record.roles and self.page.day is not None and in_office([tenure], self.page.day):
            record.roles.append(tenure.office)

    def match(self, name: str, country: str | None, leader: str | None) -> Record | None:
        """The registered person whom a name fits; the latest named of several."""
        if leader is not None:
            known = next((r for r in self.register.records if r.known == leader), None)
            if known is not None:
                return known
        parts = name_parts(name)
        held = self.register.people_called(parts[-1] if parts else name)
        held += [r for r in self.register.people_called(parts[0] if parts else name) if r not in held]
        if len(parts) > 1:
            held += [r for r in self.register.people_called(" ".join(parts)) if r not in held]
        fits = [r for r in held if _same(parts, [name_parts(n) for n in (r.name, *r.aliases)], r)]
        if country is not None:
            fits = [r for r in fits if r.country in {None, country}]
        if not fits:
            return None
        if len(fits) > 1 and len(parts) == 1:
            by_surname = [r for r in fits if plain(surname_of(r.name, r.country)).lower() == parts[0]]
            fits = by_surname or fits
        heads = [r for r in fits if r.head]
        return (heads or fits)[0]

    def tenure(
        self, name: str, country: str | None, leader: str | None, *, titled: bool, offices: Sequence[str] = ()
    ) -> Tenure | None:
        """The row of the leaders' table that a name means at the report's date, if one person alone fits.

        ``offices`` are those given with the name: "President Name" is no foreign minister of another land.
        """
        parts = name_parts(name)
        if leader is not None:
            keys = [plain(surname_of(leader, None)).lower(), *name_parts(leader)]
        else:
            keys = [parts[-1], parts[0], plain(surname_of(name, country)).lower(), " ".join(parts)]
        rows: list[Tenure] = []
        for key in keys:
            rows += [t for t in tenures().get(key, ()) if t not in rows]
        if leader is not None:
            rows = [t for t in rows if t.name == leader]
        if country is not None:
            rows = [t for t in rows if t.country == country or not t.country]
        if len(parts) > 1 and leader is None:
            rows = [t for t in rows if _fits(parts, t)]
        elif leader is None:
            if self.page.day is not None:
                now = list(in_office(rows, self.page.day))
                # One who is out of office is meant only with the country in the text: "Japan's Name".
                rows = now or (rows if country is not None else [])
            kinds = {office_kinds().get(o) for o in offices} - {None}
            if kinds:
                rows = [t for t in rows if office_kinds().get(t.office) in kinds or t.country in self._countries]
            if not titled:
                # A lone given name is a leader's by a title alone ("King Charles").
                rows = [
                    t
                    for t in rows
                    if self._at_home(t, country)
                    and (parts[0] not in given_names() or plain(t.surname).lower() == parts[0])
                ]
        if len({t.name for t in rows}) == 1 and len({t.country for t in rows}) > 1:
            # One person who served a state and then a union of states: the latest office counts.
            begun = [t for t in rows if self.page.day is None or t.start <= self.page.day] or rows
            rows = [max(begun, key=lambda t: t.start)]
        if len({(t.name, t.country) for t in rows}) != 1:
            return None
        current = in_office(rows, self.page.day) if self.page.day else ()
        heads = [t for t in (current or rows) if self.is_head_office(t.office)]
        return (heads or list(current) or rows)[-1]

    @cached_property
    def _countries(self) -> frozenset[str]:
        """The countries that the text names in any way, its own side among them."""
        found = {country_of(h) for h in self.hits if h.kind != "leader"} | {self.page.side}
        return frozenset(c for c in found if c)

    def _at_home(self, tenure: Tenure, country: str | None) -> bool:
        """Whether a lone surname may mean a leader: the text names the leader's country, or is of states at all."""
        if self.page.own or len(self._countries) > 1:
            return True
        return (
            country == tenure.country or tenure.country in self._countries or tenure.country not in gazetteer.states()
        )

    def is_head_office(self, office: str) -> bool:
        """Whether an office is that of a head of state or government."""
        return office_kinds().get(office) == "head"


def given_gender(record: Record) -> Gender | None:
    """The gender that a given name tells; none for a single name."""
    parts = name_parts(record.name)
    if len(parts) < 2:
        return None
    last_first = record.country in words("names", "family_first")
    given = " ".join(parts[1:]) if last_first else parts[0]
    return given_names().get(given)


@cache
def given_names() -> Mapping[str, Gender]:
    """Given names by gender, those on both lists left out."""
    data = table("names")["given_names"]
    both = set(data["f"]) & set(data["m"])
    return {str(n): g for g in ("f", "m") for n in data[g] if n not in both}


def _same(parts: list[str], names: list[list[str]], record: Record) -> bool:
    """Whether a name may be another form of one of a person's names."""
    if not parts:
        return False
    for known in names:
        if len(parts) == 1:
            surname = name_parts(surname_of(record.name, record.country))
            if parts[0] in {known[-1], known[0], *surname} or parts == surname:
                return True
        elif len(known) == 1:
            # A lone surname grows into a full name once; after that full names are compared.
            if len(name_parts(record.name)) == 1 and known[0] in {parts[-1], parts[0]}:
                return True
        elif (
            set(known) <= set(parts)
            or set(parts) <= set(known)
            or (known[-1] == parts[-1] and (known[0][0] == parts[0][0] and min(len(known[0]), len(parts[0])) <= 2))
        ):
            return True
    return False


def _fits(parts: list[str], tenure: Tenure) -> bool:
    """Whether a full name may mean the person of a table row."""
    for name in (tenure.name, *tenure.names):
        known = name_parts(name)
        if len(known) < 2:
            continue
        if set(known) <= set(parts) or set(parts) <= set(known):
            return True
        alike = min(4, len(known[0]), len(parts[0]))
        if known[-1] == parts[-1] and known[0][:alike] == parts[0][:alike]:
            return True
    return False
