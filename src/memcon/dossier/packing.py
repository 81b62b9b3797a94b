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
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from memcon.model.places import Span
from memcon.read.types import Token

T = TypeVar("T")
Texts = Mapping[str, str]
Enc = Callable[[Sequence[Any], Texts], Any]
Dec = Callable[[Any, int, Texts], list[Any]]

LIMIT = 200_000_000
"""Bytes that a packed value may unpack to: more is no reading of a report that ingest lets in."""
MOST = 5_000_000
"""Values in one column, at most: a damaged figure must not ask for all the memory there is."""
LONG = 200_000
"""Bytes from which the slower and closer compression is worth its time."""
ALONE = 6_000
"""The same for what repeats no text's words."""
ZLIB, LZMA = b"z", b"x"
WINDOW = 32_000
FIRST, ESCAPE = 0x23, "~"
WIDE = 0x5C - FIRST
"""Steps from 0 to this less one are one character each, from ``#`` up to what JSON would escape."""
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
    column = _codec(cast("Any", type(value)))[0]([value], texts)
    raw = json.dumps(column, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(raw) > (LONG if words else ALONE):
        return LZMA + lzma.compress(raw, lzma.FORMAT_ALONE, preset=6)
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_dictionary(words))
    return ZLIB + squeezed.compress(raw) + squeezed.flush()


def unpack(
    cls: type[T], data: bytes, texts: Texts, words: str = "", *, turned: Callable[[str], str] | None = None
) -> T:
    """The value that was packed with the same texts and words.

    ``turned`` gives the ids of reports anew before the value is built; ``texts`` then goes by the new ones.
    Raises ``ValueError`` where the bytes are no such value.
    """
    try:
        opened: Any = lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=LIMIT)
        if data[:1] != LZMA:
            opened = zlib.decompressobj(-15, zdict=_dictionary(words))
        raw = opened.decompress(data[1:], LIMIT)
        if not opened.eof:
            raise ValueError("cut short, or larger than any reading")
        told = raw.decode("utf-8", "surrogatepass")
        column = json.loads(turned(told) if turned else told)
        value: T = _codec(cast("Any", cls))[1](column, 1, texts)[0]
    except (
        zlib.error,
        lzma.LZMAError,
        KeyError,
        IndexError,
        TypeError,
        RecursionError,
        OverflowError,
        AttributeError,
    ) as error:
        raise ValueError(f"no packed {cls.__name__} ({error})") from error
    return value


def _dictionary(words: str) -> bytes:
    """What compression may refer back to: the words given, and the names that every reading uses, last."""
    return words.encode("utf-8", "surrogatepass")[: WINDOW - len(COMMON)] + COMMON


def _steps(numbers: Sequence[int]) -> str:
    """Numbers as a string: a character for a small one, its digits between marks for a large one."""
    out: list[str] = []
    for n in numbers:
        z = 2 * n if n >= 0 else -2 * n - 1
        out.append(chr(FIRST + z) if z < WIDE else f"{ESCAPE}{z};")
    return "".join(out)


def _unsteps(text: str, count: int) -> list[int]:
    """The numbers of ``_steps``."""
    out: list[int] = []
    at, end = 0, len(text)
    while at < end:
        c = text[at]
        if c == ESCAPE:
            stop = text.index(";", at)
            z = int(text[at + 1 : stop])
            at = stop
        else:
            z = ord(c) - FIRST
        out.append(z >> 1 if not z & 1 else -((z + 1) >> 1))
        at += 1
    if len(out) != count:
        raise ValueError("a column is too short or too long")
    return out


def _deltas(numbers: Sequence[int]) -> str:
    return _steps([n - (numbers[i - 1] if i else 0) for i, n in enumerate(numbers)])


def _undeltas(text: str, count: int) -> list[int]:
    out: list[int] = []
    last = 0
    for step in _unsteps(text, count):
        last += step
        out.append(last)
    return out


def _words(values: Sequence[Any], _texts: Texts = {}) -> Any:  # noqa: B006 - never written to
    """Words, switches or figures: one for all, a table with places in it, or one by one."""
    if values and all(v == values[0] and type(v) is type(values[0]) for v in values):
        return [values[0]]
    kinds = Counter((type(v).__name__, v) for v in values)
    if len(kinds) * 2 <= len(values):
        table = sorted(kinds, key=lambda k: (-kinds[k], k[0], str(k[1])))
        place = {k: i for i, k in enumerate(table)}
        return {"t": [k[1] for k in table], "p": _steps([place[type(v).__name__, v] for v in values])}
    return {"v": list(values)}


def _unwords(column: Any, count: int, allowed: Callable[[Any], bool]) -> list[Any]:
    if isinstance(column, list):
        out = column * count
        if len(column) > 1:
            raise ValueError("a column of one value holds several")
    elif "t" in column:
        table = column["t"]
        out = [table[i] for i in _unsteps(column["p"], count)]
    else:
        out = column["v"]
    if len(out) != count or not isinstance(out, list) or not all(map(allowed, {type(v): v for v in out}.values())):
        raise ValueError("a column does not hold what it should")
    return out


def _plain(kinds: tuple[type, ...]) -> tuple[Enc, Dec]:
    def allowed(value: Any) -> bool:
        return type(value) in kinds

    return _words, lambda column, count, _texts: _unwords(column, count, allowed)


def _ints() -> tuple[Enc, Dec]:
    return lambda values, _texts: _deltas(values), lambda column, count, _texts: _undeltas(column, count)


def _pair(inner: tuple[Any, ...]) -> tuple[Enc, Dec]:
    """A tuple of fixed length; two numbers are a place in the text: where it starts, how long it is."""
    if inner == (int, int):

        def enc(values: Sequence[Any], _texts: Texts) -> Any:
            return [_deltas([v[0] for v in values]), _steps([v[1] - v[0] for v in values])]

        def dec(column: Any, count: int, _texts: Texts) -> list[Any]:
            starts, sizes = _undeltas(column[0], count), _unsteps(column[1], count)
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
            return {"t": into(table, texts), "n": len(table), "p": _steps([place[v] for v in values])}
        flat = [one for v in values for one in v]
        return [_steps([len(v) for v in values]), enc(flat, texts)] if flat else 0

    def out(column: Any, count: int, texts: Texts) -> list[Any]:
        if column == 0:
            return [()] * count
        if isinstance(column, dict):
            if type(column["n"]) is not int or not 0 < column["n"] <= count:
                raise ValueError("a table that does not fit its column")
            table = out(column["t"], column["n"], texts)
            return [table[i] for i in _unsteps(column["p"], count)]
        sizes = _unsteps(column[0], count)
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
        return [_steps([v is not None for v in values]), enc(there, texts)] if there else 0

    def out(column: Any, count: int, texts: Texts) -> list[Any]:
        if column == 0:
            return [None] * count
        mask = _unsteps(column[0], count)
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
        if any(texts[s.report][s.start : s.end] != s.quote for s in values):
            raise ValueError("a quotation is not what the text says at its place")
        reports = _words([s.report for s in values])
        return [reports, _deltas([s.start for s in values]), _steps([s.end - s.start for s in values])]

    def out(column: Any, count: int, texts: Texts) -> list[Any]:
        reports = _unwords(column[0], count, lambda v: type(v) is str)
        found = []
        for name, start, size in zip(reports, _undeltas(column[1], count), _unsteps(column[2], count), strict=True):
            if start < 0 or size < 0 or start + size > len(texts[name]):
                raise ValueError(f"a place outside the text of {name}")
            found.append(Span(report=name, start=start, end=start + size, quote=texts[name][start : start + size]))
        return found

    return into, out


def _tokens() -> tuple[Enc, Dec]:
    """Tokens, of one report or several: what the text and the token before say is left out."""

    def into(values: Sequence[Token], texts: Texts) -> Any:
        (text,) = texts.values()
        starts, ends = [t.start for t in values], [t.end for t in values]
        shown = [text[t.start : t.end] for t in values]
        return [
            _steps([s - e for s, e in zip(starts, [0, *ends], strict=False)]),
            _steps([e - s for s, e in zip(starts, ends, strict=True)]),
            _deltas([t.i - n for n, t in enumerate(values)]),
            _steps([t.head - t.i for t in values]),
            _deltas([t.sentence for t in values]),
            *(_words([getattr(t, name) for t in values]) for name in ("tag", "dep")),
            _differs([t.pos for t in values], _usual([(t.tag, t.dep) for t in values], [t.pos for t in values])),
            _differs([t.text for t in values], shown),
            _differs([t.norm for t in values], [t.text.lower() for t in values]),
            _differs(
                [t.lemma for t in values],
                _usual([(t.norm, t.tag) for t in values], [t.lemma for t in values], [t.norm for t in values]),
            ),
        ]

    def out(column: Any, count: int, texts: Texts) -> list[Any]:
        (whole,) = texts.values()
        gaps, sizes, numbers, heads, sentences, tag, dep, pos, text, norm, lemma = column
        at = 0
        places = []
        for gap, size in zip(_unsteps(gaps, count), _unsteps(sizes, count), strict=True):
            places.append((at + gap, at + gap + size))
            at += gap + size
        if any(not 0 <= s <= e <= len(whole) for s, e in places):
            raise ValueError("a token outside the text")
        i_s = [n + step for n, step in enumerate(_undeltas(numbers, count))]
        head_s = _unsteps(heads, count)
        if any(not 0 <= i + h < count for i, h in zip(i_s, head_s, strict=True)):
            raise ValueError("a token whose head is none")
        told = [_unwords(c, count, lambda v: type(v) is str) for c in (tag, dep)]
        texts_ = _same(text, [whole[s:e] for s, e in places])
        norms = _same(norm, [t.lower() for t in texts_])
        parts = _usually(pos, list(zip(*told, strict=True)), [""] * count)
        lemmas = _usually(lemma, list(zip(norms, told[0], strict=True)), norms)
        return [
            Token(
                i=i,
                start=start,
                end=end,
                text=t,
                norm=n,
                lemma=le,
                pos=p,
                tag=g,
                dep=d,
                head=i + head,
                sentence=sentence,
            )
            for i, (start, end), t, n, le, p, g, d, head, sentence in zip(
                i_s, places, texts_, norms, lemmas, parts, *told, head_s, _undeltas(sentences, count), strict=True
            )
        ]

    return into, out


def _differs(values: Sequence[str], expected: Sequence[str]) -> Any:
    """The values that are not what is expected of them, by place."""
    places = [i for i, (v, e) in enumerate(zip(values, expected, strict=True)) if v != e]
    return [_deltas(places), [values[i] for i in places]]


Pairs = Sequence[tuple[str, str]]


def _usual(pairs: Pairs, values: Sequence[str], first: Sequence[str] | None = None) -> list[str]:
    """What each value is expected to be: what it was for the same pair before, ``first`` where that is new."""
    known: dict[tuple[str, str], str] = {}
    out: list[str] = []
    for n, (pair, value) in enumerate(zip(pairs, values, strict=True)):
        out.append(known.get(pair, first[n] if first else ""))
        known[pair] = value
    return out


def _usually(column: Any, pairs: Pairs, first: Sequence[str]) -> list[str]:
    """The values of which ``column`` holds those that are not what ``_usual`` expects."""
    other = _others(column)
    known: dict[tuple[str, str], str] = {}
    out: list[str] = []
    for n, (pair, start) in enumerate(zip(pairs, first, strict=True)):
        out.append(other[n] if n in other else known.get(pair, start))
        known[pair] = out[-1]
    return out


def _same(column: Any, expected: Sequence[str]) -> list[str]:
    """The values expected, those put in that are others."""
    out = list(expected)
    for i, value in _others(column).items():
        out[i] = value
    return out


def _others(column: Any) -> dict[int, str]:
    """Those values that are not what is expected of them, by place."""
    places = _undeltas(column[0], len(column[1]))
    if any(type(v) is not str for v in column[1]) or any(p < 0 for p in places):
        raise ValueError("a column does not hold what it should")
    return dict(zip(places, column[1], strict=True))


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
        return _tokens()
    if hint is Span:
        return _spans()
    if dataclasses.is_dataclass(hint):
        return _fields(hint)
    if hint in (str, bool, float):
        return _plain((float, int) if hint is float else (hint,))
    raise TypeError(f"no column for {hint!r}")
