"""Values packed small and safely: columns of a dataclass as JSON, compressed against the report's own words.

What is read of a report is some thirty times its text as plain JSON. Here every field is a column; numbers are
written as the steps between them, words as places in a table, the report's text serves the compression as its
dictionary, and what the text says itself (a token's letters, a span's quotation) is left out. Nothing in a
packed value is ever run: a damaged or hostile one ends in ``ValueError``.
"""

from __future__ import annotations

import dataclasses
import json
import lzma
import types
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from memcon.dossier.figures import Dec, Enc, Texts, deltas, steps, undeltas, unsteps, unwords, words
from memcon.dossier.parses import tokens
from memcon.dossier.placing import Book
from memcon.model.places import Span
from memcon.read.types import Token

T = TypeVar("T")

LIMIT = 200_000_000
"""Bytes that a packed value may unpack to: more is no reading of a report that ingest lets in."""
MOST = 5_000_000
"""Values in one column, at most: a damaged figure must not ask for all the memory there is."""
LONG = 200_000
"""Bytes from which the slower and closer compression is worth its time."""
ALONE = 6_000
"""The same for what repeats no text's words."""
ZLIB, LZMA, PLAIN = b"z", b"x", b"r"
"""How the bytes after the first are compressed; ``PLAIN`` is what a bundle of the store was opened to."""
WINDOW = 32_000
CLOSE = {"id": lzma.FILTER_LZMA1, "preset": 6, "nice_len": 273, "lc": 4, "lp": 0, "pb": 0}
"""Compression for figures of a byte each: the byte before says much, its place in a word of four nothing."""
COMMON = (
    b'"NNP""NN""IN""DT""JJ""VBD""VBN""NNS""PRP""CC""RB""VB""TO""CD""VBZ""VBG""VBP""PRP$""HYPH""WDT""MD""POS"'
    b'"PROPN""NOUN""ADP""DET""ADJ""VERB""PRON""PUNCT""AUX""CCONJ""ADV""PART""NUM""SCONJ""SYM""SPACE""INTJ"'
    b'"compound""nsubj""pobj""prep""punct""det""amod""ROOT""dobj""aux""conj""cc""advmod""poss""ccomp""xcomp""mark"'
    b'"advcl""relcl""nummod""appos""auxpass""nsubjpass""attr""acl""case""pcomp""nmod""dative""agent""prt""neg"'
    b'"name""surname""office""country""demonym""pronoun""group""capital""first-person""person""government"'
    b'"organization""armed-force""place""fact""heading""label""asserts""hedges""denies""declines""narration"'
    b'"indirect""direct""readout""occurred""planned""ongoing""proposed""threatened""hypothetical""CONSULT"'
    b'"SUPPORT""AGREE""ACCUSE""REQUEST""topic""time""wording""participants""amount""outcome""condition"null,true,false,'
    b'"],["SANCTION"],["occurred"],["2026-0T00:00:00+00:00"],["part-of-day"],[null],"day"],[null],[null],[null],[null],'
    b'"%",["%","~;"],["%","~;"],["%",[["topic"],["compatible"]]],["single"]]],0]'
)


def pack(value: Any, texts: Texts, words: str = "") -> bytes:
    """A frozen value as bytes; ``texts`` are the reports' texts by the ids that the value uses.

    ``words`` is a text whose words the value repeats; what is packed with it can be unpacked only with it.
    """
    raw = written(column(value, texts))
    if len(raw) > (LONG if words else ALONE):
        return squeezed(raw)
    small = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_dictionary(words))
    return ZLIB + small.compress(raw) + small.flush()


def column(value: Any, texts: Texts) -> Any:
    """A frozen value as what JSON can hold, its columns next to each other.

    The places in texts that it names are written once, text by text in order, and stand in it by their numbers.
    """
    write = _codec(cast("Any", type(value)))[0]
    book = Book(texts)
    found = write([value], book)
    if not book.numbers:
        return found
    table = book.ordered()
    return {"places": table, "value": write([value], book)}


def written(column: Any) -> bytes:
    """JSON as it is before it is compressed."""
    return json.dumps(column, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def squeezed(raw: bytes) -> bytes:
    """Bytes compressed by what repeats in them, however far apart."""
    return LZMA + lzma.compress(raw, lzma.FORMAT_ALONE, filters=[CLOSE])


def opened(data: bytes, words: str = "", turned: Callable[[str], str] | None = None) -> Any:
    """The JSON that was compressed; ``turned`` may change its text. Raises ``ValueError`` where it is none."""
    try:
        raw = data[1:] if data[:1] == PLAIN else _unsqueezed(data, words)
        text = raw.decode("utf-8", "surrogatepass")
        return json.loads(turned(text) if turned else text)
    except (zlib.error, lzma.LZMAError, RecursionError, OverflowError) as error:
        raise ValueError(f"nothing packed ({error})") from error


def _unsqueezed(data: bytes, words: str) -> bytes:
    told: Any = lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=LIMIT)
    if data[:1] != LZMA:
        told = zlib.decompressobj(-15, zdict=_dictionary(words))
    raw: bytes = told.decompress(data[1:], LIMIT)
    if not told.eof:
        raise ValueError("cut short, or larger than any reading")
    return raw


def unpack(
    cls: type[T], data: bytes, texts: Texts, words: str = "", *, turned: Callable[[str], str] | None = None
) -> T:
    """The value that was packed with the same texts and words.

    ``turned`` gives the ids of reports anew before the value is built; ``texts`` then goes by the new ones.
    Raises ``ValueError`` where the bytes are no such value.
    """
    return built(cls, opened(data, words, turned), texts)


def built(cls: type[T], column: Any, texts: Texts) -> T:
    """The value of what ``column`` gave. Raises ``ValueError`` where it is no such value."""
    try:
        book = Book(texts)
        if isinstance(column, dict) and "places" in column:
            book.read(column["places"])
            column = column["value"]
        value: T = _codec(cast("Any", cls))[1](column, 1, book)[0]
    except (KeyError, IndexError, TypeError, RecursionError, OverflowError, AttributeError) as error:
        raise ValueError(f"no packed {cls.__name__} ({error})") from error
    return value


def _dictionary(words: str) -> bytes:
    """What compression may refer back to: a sample of readings, the words given, the names that all use, last."""
    if not words:
        return COMMON
    told = words.encode("utf-8", "surrogatepass")[: WINDOW - len(COMMON)]
    return _sample()[: max(0, WINDOW - len(COMMON) - len(told))] + told + COMMON


@cache
def _sample() -> bytes:
    return (files("memcon.dossier") / "data" / "sample.txt").read_bytes()


def _plain(kinds: tuple[type, ...]) -> tuple[Enc, Dec]:
    def allowed(value: Any) -> bool:
        return type(value) in kinds

    return words, lambda column, count, _texts: unwords(column, count, allowed)


def _ints() -> tuple[Enc, Dec]:
    return lambda values, _texts: deltas(values), lambda column, count, _texts: undeltas(column, count)


def _pair(inner: tuple[Any, ...]) -> tuple[Enc, Dec]:
    """A tuple of fixed length; two numbers are a place in the text: where it starts, how long it is."""
    if inner == (int, int):

        def enc(values: Sequence[Any], _texts: Texts) -> Any:
            return [deltas([v[0] for v in values]), steps([v[1] - v[0] for v in values])]

        def dec(column: Any, count: int, _texts: Texts) -> list[Any]:
            starts, sizes = undeltas(column[0], count), unsteps(column[1], count)
            return [(s, s + n) for s, n in zip(starts, sizes, strict=True)]

        return enc, dec
    codecs = [_codec(a) for a in inner]
    return (
        lambda values, texts: [c[0]([v[i] for v in values], texts) for i, c in enumerate(codecs)],
        lambda column, count, texts: list(
            zip(*(c[1](col, count, texts) for c, col in zip(codecs, column, strict=True)), strict=True)
        ),
    )


def _many(inner: Any) -> tuple[Enc, Dec]:
    enc, dec = _codec(inner)

    def into(values: Sequence[Any], texts: Texts) -> Any:
        table = list(dict.fromkeys(values))
        if len(table) * 2 <= len(values):  # the same voices, actors, sectors over and over
            place = {v: i for i, v in enumerate(table)}
            return {"t": into(table, texts), "n": len(table), "p": steps([place[v] for v in values])}
        flat = [one for v in values for one in v]
        return [steps([len(v) for v in values]), enc(flat, texts)] if flat else 0

    def out(column: Any, count: int, texts: Texts) -> list[Any]:
        if column == 0:
            return [()] * count
        if isinstance(column, dict):
            if type(column["n"]) is not int or not 0 < column["n"] <= count:
                raise ValueError("a table that does not fit its column")
            table = out(column["t"], column["n"], texts)
            return [table[i] for i in unsteps(column["p"], count)]
        sizes = unsteps(column[0], count)
        if min(sizes, default=0) < 0 or sum(sizes) > MOST:
            raise ValueError("a list of less than no length, or of too many")
        flat = dec(column[1], sum(sizes), texts)
        found, at = [], 0
        for size in sizes:
            found.append(tuple(flat[at : at + size]))
            at += size
        return found

    return into, out


def _maybe(inner: Any) -> tuple[Enc, Dec]:
    """A value or none: which there are, and those."""
    enc, dec = _codec(inner)

    def into(values: Sequence[Any], texts: Texts) -> Any:
        there = [v for v in values if v is not None]
        return [steps([v is not None for v in values]), enc(there, texts)] if there else 0

    def out(column: Any, count: int, texts: Texts) -> list[Any]:
        if column == 0:
            return [None] * count
        mask = unsteps(column[0], count)
        there = iter(dec(column[1], sum(map(bool, mask)), texts))
        return [next(there) if m else None for m in mask]

    return into, out


def _fields(cls: Any) -> tuple[Enc, Dec]:
    hints = get_type_hints(cls)
    names = [f.name for f in dataclasses.fields(cls)]
    codecs = [_codec(hints[n]) for n in names]

    def into(values: Sequence[Any], texts: Texts) -> Any:
        return [c[0]([getattr(v, n) for v in values], texts) for n, c in zip(names, codecs, strict=True)]

    def out(column: Any, count: int, texts: Texts) -> list[Any]:
        columns = [c[1](col, count, texts) for c, col in zip(codecs, column, strict=True)]
        return [cls(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]

    return into, out


def _spans() -> tuple[Enc, Dec]:
    def into(values: Sequence[Span], texts: Texts) -> Any:
        return cast("Book", texts).marks(values)

    def out(column: Any, count: int, texts: Texts) -> list[Any]:
        return cast("Book", texts).spans(column, count)

    return into, out


@cache
def _codec(hint: Any) -> tuple[Enc, Dec]:
    """How a column of one type is written and read."""
    origin = get_origin(hint)
    inner = get_args(hint)
    if origin in (Union, types.UnionType):
        (one,) = (a for a in inner if a is not type(None))
        if one in (str, float) or get_origin(one) is Literal:
            return _plain((str, float, int, type(None)) if one is float else (str, type(None)))
        return _maybe(one)
    if origin is Literal:
        return _plain(tuple({type(a) for a in inner}))
    if origin is tuple:
        return _many(inner[0]) if inner[-1] is Ellipsis else _pair(inner)
    if hint is int:
        return _ints()
    if hint is Token:
        return tokens()
    if hint is Span:
        return _spans()
    if dataclasses.is_dataclass(hint):
        return _fields(hint)
    if hint in (str, bool, float):
        return _plain((float, int) if hint is float else (hint,))
    raise TypeError(f"no column for {hint!r}")
