"""What the top of a text says of it: title, outlet, date line, dateline and its zone, kind.

Nothing is taken that the text does not write on a line of its own for the purpose: a first sentence
is no title, a date in the story no date of publication.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from memcon.ingest import dates
from memcon.ingest.masthead import masthead
from memcon.ingest.tables import rows, words
from memcon.model import gazetteer
from memcon.model.memo import Kind

LINES = 15
"""Lines that are not blank, from the top, in which a head can stand."""
TITLE = 200
BANNER = 5
"""Lines from the top in which the outlet can stand alone."""
WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.IGNORECASE)
LABEL = re.compile(
    r"[>*_#\s]*(?:(?:first\s+)?published|posted|issued|released|(?:release|publication)\s+date|date|"
    r"for immediate release)(?:\s+(?:on|at))?\s*[:—–-]?[\s*_]*(?=\S)",
    re.IGNORECASE,
)
DASH = r"(?:—|–|―|--+|-|_)"
UPPER = r"[^\W\d_a-z](?:[^\W\d_a-z]|[.'’-])*"
CAPITALS = rf"{UPPER}(?:(?:,?\s+|/){UPPER}){{0,5}}(?:,\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){{0,2}})?"
WORDS = r"[A-Z][\w.'’-]*(?:,?\s+(?:d[ae]|of|the|and|[A-Z][\w.'’-]*)){0,5}"
AGENCY = r"\((?P<agency>[A-Z][\w.&/ '’-]{1,40})\)"
DAY = (
    r"(?:,?\s+(?P<day>[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+(?:19|20)\d\d)?"
    r"|\d{1,2}\s+[A-Z][a-z]{2,8}\.?(?:\s+(?:19|20)\d\d)?)\.?,?)"
)
BRACKET = r"\((?P<bracket>(?=[^)]*\d)[\w ,.]{6,24})\)"
DATELINES = (
    re.compile(
        rf"(?P<place>{CAPITALS})[.,/]?(?:{DAY}|\s+{BRACKET})?(?:\s*[/,]?\s*{AGENCY}[/,]?)?\s*{DASH}\s*(?=\S)",
    ),
    re.compile(rf"(?P<place>{WORDS})[.,]?{DAY}?\s*{AGENCY}\s*{DASH}\s*(?=\S)"),
    re.compile(rf"(?P<place>{WORDS})[.,]?{DAY}\s*{DASH}\s*(?=\S)"),
    re.compile(
        rf"\((?P<place>{WORDS})(?:,\s*(?P<day>[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}},?\s+(?:19|20)\d\d))?\)\s*{DASH}\s*(?=\S)"
    ),
)
BYLINE = re.compile(
    r"[*_]*by\s+(?P<who>[A-Z][\w.'’-]+(?:\s+[\w.'’-]+){0,5})(?:,\s*(?P<outlet>[A-Z][\w .&'’-]{2,40}))?[*_]*\s*$",
    re.IGNORECASE,
)
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the top of a text says. ``agency`` is the one in a dateline's brackets."""

    title: str | None = None
    outlet: str | None = None
    moment: dates.Moment | None = None
    dateline: str | None = None
    zone: str | None = None
    agency: str | None = None
    url: str | None = None


def clean(title: str | None) -> str | None:
    """A title on one line, without control and direction characters, and of a bearable length."""
    if title is None:
        return None
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in title[:2_000] if c not in BIDI)
    kept = " ".join(kept.split())
    if len(kept) > 300:
        kept = kept[:299].rstrip() + "…"
    return kept or None


def read(text: str, *, markdown: bool = False) -> Head:
    """The head of a text."""
    front = _front_matter(text) if markdown else {}
    title = front.get("title") or _title(text, markdown=markdown)
    moment, byline, banner = None, None, None
    dateline: tuple[str, str | None, str | None, dates.Moment | None] | None = None
    if front.get("date") or front.get("published"):
        value = front.get("published") or front["date"]
        parsed = dates.parse(value)
        moment = dates.from_iso(value) or (parsed[0] if parsed else None)
    for number, line in enumerate(_top(text)):
        if moment is None:
            moment = _date_line(line)
        if banner is None and number < BANNER and line != title:
            banner = masthead(line)
        if dateline is None:
            dateline = find_dateline(line) or _place_line(line)
        if byline is None and len(line) < 120:
            byline = BYLINE.match(line)
    if moment is None and banner is not None:
        moment = banner[1]
    if moment is None and dateline is not None:
        moment = dateline[3]
    signed = byline["outlet"] if byline else None
    return Head(
        title=clean(title),
        outlet=clean(front.get("outlet") or front.get("source") or signed or (banner[0] if banner else None)),
        moment=moment,
        dateline=dateline[0] if dateline else None,
        zone=dateline[1] if dateline else None,
        agency=dateline[2] if dateline else None,
        url=front.get("url"),
    )


def _top(text: str) -> Iterator[str]:
    """The first lines that are not blank, stripped; none longer than a paragraph's start."""
    count = 0
    for line in text[:20_000].splitlines():
        line = line.strip()
        if line:
            yield line[:400]
            count += 1
        if count == LINES:
            return


def _front_matter(text: str) -> dict[str, str]:
    """The plain ``key: value`` lines of a Markdown file's front matter, keys in lower case."""
    lines = text[:10_000].splitlines()
    if not lines or lines[0].strip() != "---":
        return {}
    out: dict[str, str] = {}
    for line in lines[1:60]:
        if line.strip() in {"---", "..."}:
            return out
        if found := re.match(r"([A-Za-z_]{2,20})\s*:\s*(\S.*)", line):
            out.setdefault(found[1].lower(), found[2].strip().strip("\"'"))
    return {}


def _title(text: str, *, markdown: bool) -> str | None:
    """The headline, if the text starts with one: short, no full stop, a blank line or a byline after it."""
    lines = [line.strip() for line in text[:20_000].splitlines()]
    if markdown:
        for line in lines[:80]:
            if found := re.match(r"#\s+(\S.*)", line):
                return found[1].strip().strip("#").strip()
    while lines and (not lines[0] or ((masthead(lines[0]) or _place_line(lines[0])) and any(lines[1:]))):
        lines.pop(0)
    if len(lines) < 2 or not any(lines[1:]):
        return None
    first, second = lines[0], lines[1]
    if markdown and first == "---":
        return None
    followed = not second or BYLINE.match(second) or _date_line(second) is not None or masthead(second) is not None
    followed = followed or _place_line(second) is not None
    good = 8 <= len(first) <= TITLE and len(first.split()) >= 3 and first[-1] not in ".,;:" and not _sentences(first)
    # A place line, a date line or a dateline is about the text, and no title of it.
    if not followed or not good or _date_line(first) is not None or find_dateline(first) or BYLINE.match(first):
        return None
    return first


def _sentences(line: str) -> bool:
    """Whether a line holds the end of one sentence and the start of another."""
    for stop in re.finditer(r"(\w*)[.?!]”?\s+(?=[A-Z])", line):
        word = stop[1]
        if not (len(word) == 1 and word.isupper()) and word not in words("abbreviations.tsv"):
            return True
    return False


def _date_line(line: str) -> dates.Moment | None:
    """The date of a line that gives the date and nothing else, or says what date it is."""
    if len(line) > 120:
        return None
    label = LABEL.match(line)
    found = dates.parse(line[label.end() :] if label else line.lstrip("*_> "))
    if found is None:
        return None
    rest = WEEKDAY.sub("", found[1].strip(" \t*_.|()"))
    if not rest or (label and len(rest) < 60):
        return found[0]
    return None


def _place_line(line: str) -> tuple[str, str | None, str | None, dates.Moment] | None:
    """The place and the date of a line that gives both and nothing but an agency: "Riga, 5 July 2026 (Baltic Wire)"."""
    if len(line) > 80:
        return None
    bare = line.strip("*_> .")
    agency = re.search(rf"\s*{AGENCY}$", bare)
    bare = bare[: agency.start()] if agency else bare
    for joint in re.finditer(r",\s+", bare):
        place, found = bare[: joint.start()], dates.parse(bare[joint.end() :])
        if found is None or WEEKDAY.sub("", found[1].strip(" \t.|()")):
            place, found = bare[joint.end() :], dates.parse(bare[: joint.start()])
        if found is not None and not WEEKDAY.sub("", found[1].strip(" \t.|(),")):
            known, zone = locate(place, bare=True)
            if known:
                return place, zone, agency["agency"] if agency else None, found[0]
    return None


def find_dateline(line: str) -> tuple[str, str | None, str | None, dates.Moment | None] | None:
    """The dateline that a line starts with: the place's words, its zone, the agency, the date if it has a year."""
    found = match_dateline(line)
    if found is None:
        return None
    groups = found.groupdict()
    place, day = found["place"].strip(" ,."), groups.get("day") or groups.get("bracket")
    parsed = dates.parse(day) if day else None
    return place, locate(place)[1], groups.get("agency"), parsed[0] if parsed else None


def match_dateline(line: str) -> re.Match[str] | None:
    """The match of the dateline that a line starts with; it ends where the report's own words begin.

    Words in capitals are a place by their form if a date or an agency follows; alone, and in
    ordinary letters, they must be a place that the gazetteer knows.
    """
    for pattern in DATELINES:
        found = pattern.match(line)
        if found is None:
            continue
        place = found["place"].strip(" ,.")
        groups = found.groupdict()
        day, agency = groups.get("day") or groups.get("bracket"), groups.get("agency")
        known, _ = locate(place, bare=day is None and agency is None)
        formal = pattern is DATELINES[0] and len(place) > 2 and (day is not None or agency is not None)
        if known or formal:
            return found
    return None


@cache
def _places() -> dict[str, tuple[str, bool]]:
    """Zones by the folded names of states and cities, and whether it is a city; no zone where a state has several."""
    out: dict[str, tuple[str, bool]] = {}
    for state in gazetteer.states().values():
        for name in (state.name, *state.names):
            out.setdefault(_fold(name), (state.zone if len(state.zones) == 1 else "", False))
    for place in gazetteer.places():
        for name in (place.name, *place.names):
            out[_fold(name)] = (place.zone, True)
    for state in gazetteer.states().values():
        for name in state.capital:
            out[_fold(name)] = (state.zone, True)
    return out


def _fold(name: str) -> str:
    """A name without case, accents and points."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).replace(".", "").casefold().split())


def locate(place: str, *, bare: bool = False) -> tuple[bool, str | None]:
    """Whether the gazetteer knows a dateline's place, and its zone; "Lviv, Ukraine" is tried whole, then by parts.

    A ``bare`` place, with neither date nor agency after it, must be a city: "U.S. - China" is no dateline.
    """
    known = _places()
    parts = [p for p in place.split(",") if p.strip()]
    names = [place, *parts, *(p for part in parts for p in part.split("/"))]
    hits = [known[_fold(n)] for n in names if _fold(n) in known]
    return any(city or not bare for _, city in hits), next((zone for zone, _ in hits if zone), None)


def kind_of(title: str | None, text: str) -> Kind | None:
    """The kind of a text that its title or first line names ("Readout of …"), or null."""
    first = next(_top(text), "")
    for head in (title or "", first.lstrip("#*_ ")):
        low = head.lower()
        for starts, kind in rows("kinds.tsv", 2):
            if low.startswith(tuple(starts.split("|"))):
                return kind  # type: ignore[return-value] # the table holds the contract's kinds; a test says so
    return None
