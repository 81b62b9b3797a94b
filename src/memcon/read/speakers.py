"""Who speaks: the people behind the labels of turns, and the speaker of an address."""

from __future__ import annotations

import re

from memcon.model import gazetteer
from memcon.model.memo import Report
from memcon.read.fold import plain
from memcon.read.gazette import by_country, country_word, in_office, office_kinds
from memcon.read.lexicon import table, words
from memcon.read.register import Gender, Page, Record, Register, slug
from memcon.read.trail import words_of

_FLOOR = 5
"""First-person words outside quotation marks that make a government's text an address, with one in 70 words."""


def labelled(said: str, page: Page, register: Register) -> Record | None:
    """The record of whoever a turn's label names."""
    word = " ".join(re.sub(r"[#\d]+$", "", said).split()).strip(" .:")
    first = re.split(r"[ #]", word)[0].upper().strip(".")
    if first in words("segments", "reporter_labels") or word.upper() in words("segments", "outlet_labels"):
        return register.fixed("reporter", "reporter", "group", None)
    if word.upper() in words("segments", "answer_labels"):
        return None
    front, _, behind = word.partition(",")
    gender, rest = _honorific(front.strip())
    offices, country, name = _office(rest)
    if behind and not offices:
        offices, country = _behind(behind)
    if not name and not offices:
        return None
    if name and _is_name(offices, word):
        shown = name if not name.isupper() else _titled(name)
        called = [r for r in register.people_called(shown.split()[-1]) if r.kind == "person"]
        called = called or register.people_called(shown)
        record = called[0] if called else register.person(shown, country)
        if record.country is None and not any(office_kinds().get(o) == "head" for o in (*offices, *record.roles)):
            record.country = page.side
        record.gender = record.gender or gender
        for office in offices:
            if office not in record.roles:
                record.roles.append(office)
        return record
    if offices and not name and any(office_kinds().get(o) == "head" for o in offices):
        holder = side_head(page, register, offices[0])
        if holder is not None:
            return holder
    shown = said.lower() if said.isupper() else said
    official = {"official", "minister", "envoy", "spokesperson", "head", "military"}
    own = any(office_kinds().get(o) in official for o in offices)
    record = register.fixed(slug(shown), shown, "person", country or (page.side if own else None))
    record.nameless = True
    for office in offices:
        if office not in record.roles:
            record.roles.append(office)
    return record


HEADED = re.compile(
    r"\b(?:statement|remarks|speech|address|comments|declaration|message|intervention)\b[^\n.:]{0,40}?"
    r"\b(?:by|of|from|delivered by)\b(?P<who>[^\n]{3,120})",
    re.IGNORECASE,
)
_TOP = 600
"""Characters at the head of a text in which its speaker is named."""


def _is_name(offices: list[str], word: str) -> bool:
    """Whether what is left of a label is a personal name and no unknown function ("MODERATOR")."""
    if offices:
        return True
    return " " in word.strip() or "." in word


def _titled(name: str) -> str:
    """A name in capitals as it is written elsewhere."""
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), name.lower())


def _honorific(word: str) -> tuple[Gender | None, str]:
    """The gender that a label's honorific tells, and the rest."""
    first, _, rest = word.partition(" ")
    low = first.lower().strip(".")
    for gender, names in table("names")["honorifics"].items():
        if low in names and rest:
            return (gender or None), rest
    return None, word


def _office(word: str) -> tuple[list[str], str | None, str]:
    """The office at the start of a label, its country, and the name that is left."""
    parts = word.split()
    country = None
    if parts and country_word(parts[0]) and len(parts) > 1:
        country = country_word(parts[0])
        parts = parts[1:]
    if parts and parts[0].upper() == "THE":
        parts = parts[1:]
    aliases = {n.lower(): o.name for o in gazetteer.offices() for n in (o.name, *o.names)}
    for size in range(len(parts), 0, -1):
        for start in range(min(2, len(parts) - size + 1)):
            low = " ".join(parts[start : start + size]).lower()
            if low in aliases:
                return [aliases[low]], country, " ".join(parts[start + size :])
    return [], country, " ".join(parts)


def _behind(word: str) -> tuple[list[str], str | None]:
    """The office after a name and a comma, and its country ("Ada Lund, Official Spokesperson")."""
    parts = word.replace(",", " ").split()
    for start in range(len(parts)):
        offices, country, _ = _office(" ".join(parts[start:]))
        if offices:
            return offices, country
    return [], None


def side_head(page: Page, register: Register, office: str | None = None) -> Record | None:
    """The head of the side whose own text this is: in the text, else by the table at its date."""
    own = [r for r in register.records if r.kind == "person" and r.country == page.side and r.head]
    if office is not None:
        own = [r for r in own if office in r.roles] or own
    if own:
        return own[0]
    if page.side is None or page.day is None:
        return None
    rows = in_office(by_country().get(page.side, ()), page.day)
    heads = [t for t in rows if office_kinds().get(t.office) == "head"]
    fits = [t for t in heads if t.office == office] if office is not None else heads
    if len({t.name for t in fits}) != 1:
        return None
    tenure = fits[0]
    known = next((r for r in register.records if r.known == tenure.name), None)
    if known is not None:
        return known
    state = gazetteer.states().get(tenure.country)
    record = register.person(f"{tenure.office} of {state.name if state else tenure.country}", tenure.country)
    record.known, record.surname, record.head = tenure.name, tenure.surname, True
    record.gender = tenure.gender if tenure.gender in {"f", "m"} else None  # type: ignore[assignment]
    record.roles.append(tenure.office)
    return record


def is_address(page: Page, report: Report) -> bool:
    """Whether a government's own text speaks in the first person throughout."""
    if page.side is None or report.kind not in {"statement", "transcript", "post", "readout"}:
        return False
    quoted = {i for q in page.quotes for i in range(q.first, q.last)}
    own = words_of("i") | words_of("we")
    count = sum(t.norm in own and t.i not in quoted and t.text != "US" for t in page.tokens)
    single = sum(t.norm in words_of("i") and t.i not in quoted for t in page.tokens)
    return count >= _FLOOR and count * 70 >= len(page.tokens) and single > 0


def address_speaker(page: Page, report: Report, register: Register) -> Record | None:
    """Who gives an address: whoever the title or the outlet names by name or office."""
    if (headed := _headed(page, register)) is not None:
        return headed
    for said in (report.title or "", report.outlet or ""):
        low = said.lower()
        named = [
            r
            for r in register.records
            if r.kind == "person"
            and r.surname is None
            and r.country in {None, page.side}
            and r.name.split()[-1].lower() in low
        ]
        if len(named) == 1:
            return named[0]
        aliases = {n.lower(): o.name for o in gazetteer.offices() if o.kind == "head" for n in (o.name, *o.names)}
        for alias in sorted(aliases, key=len, reverse=True):
            if re.search(rf"\b{re.escape(alias)}\b", low):
                head = side_head(page, register, aliases[alias])
                if head is not None:
                    return head
    return None


def _headed(page: Page, register: Register) -> Record | None:
    """The one whom the head of a text names as speaker: "Statement by Foreign Minister Ada Lund, Oslo, 3 May"."""
    found = HEADED.search(page.text[:_TOP])
    if found is None:
        return None
    said = plain(found["who"]).lower()
    named = [
        r
        for r in register.records
        if r.kind == "person" and not r.nameless and r.country in {None, page.side} and plain(r.name).lower() in said
    ]
    return named[0] if len(named) == 1 else None
