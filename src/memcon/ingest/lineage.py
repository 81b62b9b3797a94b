"""Whom a report credits: agencies, papers, broadcasters, and the readouts it tells from.

A name counts only where the words around it credit somebody ("according to …", "told …",
"… reported", "(AFP)"); the names, their shapes and those words are tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from memcon.ingest.tables import mapping, rows, words
from memcon.model import gazetteer

BEFORE = 90
"""Characters looked at on the left of a name, and a few less on its right."""
AFTER = 50
APOSTROPHE = "['’]"
READOUT = r"read-?outs?"
WORD = r"(?:(?:[A-Z]\.){2,6}|[A-Z][\w&’'-]{0,40})"
"""A capitalized word within one sentence: a full stop only in an abbreviation ("U.S.")."""
OCCASION = r"(?:\s+of\s+(?:the|their|its|that|this|a)\s+(?:[a-z-]+\s+){0,2}[a-z-]+)?"
OF_READOUT = re.compile(
    rf"(?<![\w.])(?P<who>{WORD}(?:\s+(?:of\s+|and\s+)?{WORD}){{0,3}}?(?:\s+(?:foreign|defen[cs]e)\s+ministry|\s+side|\s+government|"
    rf"\s+presidency)?)(?:{APOSTROPHE}s?)?\s+(?:official\s+|own\s+|initial\s+|brief\s+|short\s+)?{READOUT}\b"
)
BY_READOUT = re.compile(
    rf"\b[Rr]ead-?outs?{OCCASION}\s+(?:(?:that\s+was\s+)?(?:released|issued|published|provided|put\s+out|given)\s+)?(?:from|by)\s+"
    rf"(?:the\s+)?(?P<who>{WORD}(?:\s+(?:of\s+(?:the\s+)?)?(?:{WORD}|foreign|defen[cs]e|ministry|presidency|government|side|office)){{0,4}})"
)
STATE_MEDIA = re.compile(
    rf"(?<![\w.])(?P<who>{WORD}(?:\s+{WORD})?)(?:{APOSTROPHE}s?)?\s+(?P<what>(?:official\s+|state(?:-run|-owned|-controlled)?\s+)"
    r"(?:media|television|TV|news\s+agency|broadcaster|radio))\b(?!\s+[A-Z])"
)
LONE = re.compile(r"[\s—–\-©*_/(]*$")
ARTICLES = re.compile(
    r"^(?:(?:The|A|An|In|And|But|Both|Its|His|Her|Their|That|This|As|While|After|Per|From|By|Unlike|Like|Although|Though|One|Neither)\s+)+"
)


def credited(text: str, outlet: str | None = None) -> tuple[str, ...]:
    """The names that a text credits with what it tells, in the order of the text, each once.

    ``outlet`` is the report's own, which is not credited. A readout is named by whose it is
    (``White House readout``), a state's media by the words of the text (``Syrian state media``).
    """
    found = sorted({*_outlets(text), *_shaped(text), *_readouts(text)})
    own = fold(outlet) if outlet else ""
    out: dict[str, str] = {}
    ends = 0
    for start, end, name in found:
        key = fold(name)
        if start < ends or not key or key in {own, f"{own} readout"}:
            continue
        ends = end
        out.setdefault(key, name)
    return tuple(out.values())


def fold(name: str) -> str:
    """A name for comparison: the usual one of a known outlet, without case and article."""
    usual = _usual().get(bare(name).lower(), name)
    return bare(usual).casefold()


def known(name: str) -> str | None:
    """The usual name of an outlet in the table, or null."""
    return _usual().get(bare(name).lower())


def zone_of(outlet: str | None) -> str | None:
    """The zone of the seat of a known outlet, where its country has one zone alone."""
    usual = known(outlet) if outlet else None
    country = next((row[2] for row in rows("outlets.tsv", 4) if row[0] == usual), None) if usual else None
    state = gazetteer.states().get(country) if country else None
    return state.zone if state and len(state.zones) == 1 else None


def bare(name: str) -> str:
    """A name without its article, apostrophes straight."""
    name = " ".join(name.replace("’", "'").split())
    return name[4:] if name[:4].lower() == "the " else name


@cache
def _usual() -> dict[str, str]:
    """The usual name of every outlet by each of its names, folded."""
    out: dict[str, str] = {}
    for name, others, _, _ in rows("outlets.tsv", 4):
        for one in (name, *others.split("|")):
            if one:
                out.setdefault(bare(one).lower(), name)
    return out


@cache
def _by_first() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """Names by their first word, the longest first: name as written, usual name, whether an agency."""
    out: dict[str, list[tuple[str, str, bool]]] = {}
    for name, others, _, kind in rows("outlets.tsv", 4):
        for one in (name, *others.split("|")):
            if not one:
                continue
            forms = {one, one.replace("'", "’"), "the" + one[3:] if one.startswith("The ") else one}
            for form in forms:
                first = re.match(r"\w+", form)
                if first:
                    out.setdefault(first[0], []).append((form, name, kind == "agency"))
    return {first: tuple(sorted(set(names), key=lambda n: (-len(n[0]), n))) for first, names in out.items()}


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands left of a credited name (to its start), and right of one (from its end)."""
    table = mapping("cues.tsv")

    def either(key: str) -> str:
        return "|".join(
            re.escape(w).replace(r"\ ", r"\s+") for w in sorted(table[key].split("|"), key=lambda w: (-len(w), w))
        )

    left = re.compile(
        rf"(?:^|[^\w])(?i:{either('before')})[\s:]+(?:(?:(?i:{either('filler')})|[\w.-]+{APOSTROPHE}s?|[A-Z][\w-]+)\s+){{0,4}}[“\"'‘(]*$"
    )
    right = re.compile(rf"[”\"'’),]*(?:s\b)?,?(?:\s+(?i:{either('trailer')})){{0,2}},?\s+(?i:{either('after')})\b")
    return left, right


def _is_credited(text: str, start: int, end: int) -> bool:
    """Whether the words around a name credit it."""
    left, right = _cues()
    before = text[max(0, start - BEFORE) : start]
    if left.search(before):
        return True
    return right.match(text[end : end + AFTER]) is not None and not _forename(before)


def _forename(before: str) -> bool:
    """Whether a name follows another capitalized word, so that a person may be meant ("Mike Bloomberg said")."""
    found = re.search(r"(?<![\w.’'])([A-Z][\w-]*)\s+$", before)
    if found is None or found[1].lower() in words("english.tsv"):
        return False
    return found[1] not in _demonyms() and found[1].lower() not in mapping("cues.tsv")["filler"].split("|")


@cache
def _demonyms() -> frozenset[str]:
    """Adjectives of nationality, which may stand before an outlet's name."""
    return frozenset(d for state in gazetteer.states().values() for d in state.demonyms)


def _outlets(text: str) -> Iterator[tuple[int, int, str]]:
    """Outlets of the table that are credited."""
    table = _by_first()
    for word in re.finditer(r"\w+", text):
        for form, usual, agency in table.get(word[0], ()):
            start, end = word.start(), word.start() + len(form)
            if not text.startswith(form, start) or text[end : end + 1].isalnum():
                continue
            bracketed = agency and text[start - 1 : start] == "(" and text[end : end + 1] in {")", ","}
            if bracketed or _is_credited(text, start, end) or _lone(text, start, end):
                yield start, end, usual
                break


def _lone(text: str, start: int, end: int) -> bool:
    """Whether a name stands alone at the end of a paragraph, after a dash: "— Reuters"."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)][:20]
    before = text[max(line, start - 12) : start]
    return (
        start - line < 12
        and not after.strip(" .*_)")
        and LONE.fullmatch(before) is not None
        and line > 0
        and before.strip() != ""
    )


@cache
def _shape() -> tuple[re.Pattern[str], frozenset[str]]:
    """Names with the shape of an outlet's, and the last words that need the article."""
    table = rows("shapes.tsv", 2)
    last = "|".join(sorted((re.escape(row[0]).replace(r"\ ", r"\s+") for row in table), key=lambda w: (-len(w), w)))
    pattern = re.compile(
        rf"(?<![\w.&’'-])(?P<the>[Tt]he\s+)?(?P<name>{WORD}(?:\s+{WORD}){{0,3}}?\s+(?P<last>{last}))\b(?!\s+[A-Z])"
    )
    return pattern, frozenset(row[0] for row in table if row[1] == "the")


def _shaped(text: str) -> Iterator[tuple[int, int, str]]:
    """Names shaped like an outlet's that are credited and not in the table."""
    pattern, article = _shape()
    for found in pattern.finditer(text):
        start, end = found.start("name"), found.end()
        name = ARTICLES.sub("", " ".join(found["name"].split()))
        if known(name) or (found["last"] in article and not found["the"]):
            continue
        if len(name.split()) < 2 or name.split()[0] in {"According", "On", "At"}:
            continue
        if _is_credited(text, found.start("the") if found["the"] else start, end):
            yield start, end, name


def _readouts(text: str) -> Iterator[tuple[int, int, str]]:
    """Readouts and state media that the text tells from."""
    for pattern in (OF_READOUT, BY_READOUT):
        for found in pattern.finditer(text):
            who = ARTICLES.sub("", re.sub(rf"{APOSTROPHE}s?$", "", " ".join(found["who"].split())))
            who = re.sub(r"\s+side$", "", who)
            if who and who.split()[0] not in {"The", "A", "An", "In", "No", "Such", "Press", "Read"}:
                yield found.start(), found.end(), f"{who} readout"
    for found in STATE_MEDIA.finditer(text):
        who = ARTICLES.sub("", re.sub(rf"{APOSTROPHE}s?$", "", " ".join(found["who"].split())))
        if who and who not in {"The", "A", "An", "In", "By", "On"}:
            yield found.start(), found.end(), f"{who} {' '.join(found['what'].split())}"
