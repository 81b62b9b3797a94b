"""A feed made slim before it is parsed: the elements that are needed, each of a bearable length.

feedparser's patterns take time in the square of a text's length (an author of a million letters would hold
it for hours), and nothing is wanted of the bodies that feeds carry: the article's page is the report.
"""

from __future__ import annotations

import re
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from memcon.ingest.tables import mapping
from memcon.model.errors import ReportError

DEPTH = 60
ELEMENTS = 200_000
LOOSE = 1_000_000
"""Characters of a feed that is not well formed: the parser for those takes its time."""
TAGS = 60_000
LONG = 2_000
SHORT = 120
ITEMS = frozenset({"item", "entry"})
TAG = 3_000


class _HarmfulError(Exception):
    """A feed holds more elements than one should, or declares what none should."""


def slim(body: str, entries: int) -> tuple[str, str | None]:
    """A feed from its root on, cut to what is needed, and why it is not well formed; null where it is.

    Raises `ReportError` for one built to do harm, and for one that is broken and large.
    """
    try:
        return _rebuilt(body, entries), None
    except expat.ExpatError as error:
        why = f"line {error.lineno}: {expat.ErrorString(error.code)}"
    except _HarmfulError:
        raise ReportError(
            f"the feed is nested more than {DEPTH} deep or holds more than {ELEMENTS:,} elements; it is not read"
        ) from None
    if len(body) > LOOSE or body.count("<") > TAGS:
        raise ReportError(f"the feed is not well formed ({why}) and too large to guess at; nothing of it was read")
    return _trimmed(body), why


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _room(name: str) -> int:
    """How many characters the text of an element may have; 0 for an element that is not needed."""
    return {"short": SHORT, "long": LONG}.get(mapping("elements.tsv").get(_local(name), ""), 0)


def _rebuilt(body: str, entries: int) -> str:
    """The needed elements of a well-formed feed; raises `expat.ExpatError` for one that is not."""
    reader = expat.ParserCreate()
    out: list[str] = []
    rooms: list[int] = []
    depth = count = items = skipped = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count, items, skipped
        depth, count = depth + 1, count + 1
        if depth > DEPTH or count > ELEMENTS:
            raise _HarmfulError
        items += _local(name) in ITEMS
        room = _room(name)
        if skipped or not room or (_local(name) in ITEMS and items > entries):
            skipped += 1
            return
        rooms.append(room)
        told = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if len(value) <= LONG)
        out.append(f"<{name}{told}>")

    def end(name: str) -> None:
        nonlocal depth, skipped
        depth -= 1
        if skipped:
            skipped -= 1
            return
        rooms.pop()
        out.append(f"</{name}>")

    def words(text: str) -> None:
        if skipped or not rooms or rooms[-1] <= 0:
            return
        out.append(escape(text[: rooms[-1]]))
        rooms[-1] -= len(text)

    def refused(*_: object) -> None:
        raise _HarmfulError

    reader.StartElementHandler, reader.EndElementHandler, reader.CharacterDataHandler = start, end, words
    reader.EntityDeclHandler = reader.StartDoctypeDeclHandler = refused
    reader.buffer_text = True
    reader.Parse(body.encode("utf-8", "replace"), True)  # noqa: FBT003 - expat's own way to say that it is all
    return "".join(out)


def _trimmed(body: str) -> str:
    """A feed that is not well formed, its marked sections made plain, its long texts and tags cut."""
    out: list[str] = []
    for piece in re.split(r"(<[^<>]*>)", _unmarked(body)):
        if piece.startswith("<"):
            out += [piece] if len(piece) <= TAG and not piece.startswith(("<!", "<?")) else []
        else:
            last = re.match(r"<([^\s<>/]{1,60})", out[-1]) if out else None
            room = SHORT if last and _room(last[1]) == SHORT else LONG
            out.append(re.sub(r"&[^;\s]{0,12}\Z", "", piece[:room].replace("<", "&lt;")))
    return "".join(out)


def _unmarked(body: str) -> str:
    """A text with its ``CDATA`` sections as plain text."""
    out: list[str] = []
    for number, piece in enumerate(body.split("<![CDATA[")):
        marked, closed, rest = piece.partition("]]>")
        if number and closed:
            out.append(escape(marked) + rest)
        else:
            out.append(escape(piece) if number else piece)
    return "".join(out)
