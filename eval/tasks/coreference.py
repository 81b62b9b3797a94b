"""Which event mentions are of one event: documents grouped, then mentions within each group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.read.parse import parse
from memcon.read.types import Range, Token
from memcon.reconcile.coreference import events
from memcon.reconcile.event_mentions import Place
from memcon.reconcile.grouping import group


def parsed(sentences: Sequence[str]) -> tuple[str, tuple[Range, ...], tuple[Token, ...]]:
    """A document's sentences as one text, where each stands in it, and its tokens."""
    text, places = "", []
    for sentence in sentences:
        places.append((len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    stretches = [p for p in places if text[p[0] : p[1]].strip()]
    return text, tuple(places), parse(text, stretches, frozenset(), frozenset(range(len(stretches)))).tokens


def placed(document: int, read: tuple[str, tuple[Range, ...], tuple[Token, ...]], row: Row) -> Place:
    """The tokens of a mention that the bench gives as words of a sentence, split at blanks; none for one not there."""
    text, places, tokens = read
    start, end = places[row["sentence"]]
    spans, at = [], start
    for word in text[start:end].split():
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    spans = [spans[k] for k in row["tokens"] if k < len(spans)]
    found = tuple(t.i for t in tokens if any(t.start < e and t.end > s for s, e in spans))
    return Place(document, found)


def predict(rows: Sequence[Row], extra: Sequence[Row]) -> Iterator[Row]:
    """A cluster for each mention."""
    at = {document["id"]: n for n, document in enumerate(extra)}
    reads = [parsed(document["sentences"]) for document in extra]
    groups = group([document["sentences"] for document in extra])
    places = [placed(at[row["doc"]], reads[at[row["doc"]]], row) for row in rows]
    found = events([r[0] for r in reads], [r[2] for r in reads], groups, places)
    for row, cluster in zip(rows, found, strict=True):
        yield {"id": row["id"], "cluster": f"c{cluster}"}
