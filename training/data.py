"""The bench's train and dev parts as examples in word pieces.

Nothing of the texts is kept in the project: they are read from the shared folder at training time.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memcon.read.encoder_acts import ROOTS
from memcon.read.encoder_said import windows
from memcon.read.wordpiece import FIRST, LAST, pieces

KEPT_BACK = 40
"""Articles of PolNeAR's train part on which thresholds and the weights of ``training.combine`` are set."""

Row = dict[str, Any]
Range = tuple[int, int]

QUAD = dict(
    zip(
        ROOTS,
        (3, 1, 2, 4, 4, 1, 2, 4, 4, 3, 3, 4, 1, 3, 2),
        strict=True,
    )
)
"""PLV's quads: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""


def rows(path: Path) -> list[Row]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


@dataclass(kw_only=True)
class Said:
    """A window of a text with its attributions: pieces of cue, source and content (indices into ``ids``)."""

    ids: list[int]
    cues: list[tuple[list[int], list[int], list[int]]] = field(default_factory=list)
    source: list[int] = field(default_factory=list)
    content: list[int] = field(default_factory=list)
    lower: Any = None


@dataclass(kw_only=True)
class Told:
    """A sentence with places in it: events with values, or two sides with a type."""

    ids: list[int]
    events: list[tuple[list[int], tuple[float, ...]]] = field(default_factory=list)
    source: list[int] = field(default_factory=list)
    target: list[int] = field(default_factory=list)
    root: int = -1
    quad: int = -1
    text: str = ""
    lower: Any = None


def covered(starts: Sequence[int], ends: Sequence[int], spans: Iterable[Sequence[int]]) -> list[int]:
    """Indices of the pieces that share a character with one of the spans, counted behind the first mark."""
    return sorted(
        {k + 1 for a, b in spans for k, (s, e) in enumerate(zip(starts, ends, strict=True)) if s < b and a < e}
    )


def said(row: Row, most: int = 190) -> Iterator[Said]:
    """The windows of one text of PolNeAR."""
    text = row["text"]
    for low, high in windows(text, most):
        found = pieces(text[low:high])
        ids = [FIRST, *found.ids[:254], LAST]
        starts = [s + low for s in found.starts[:254]]
        ends = [e + low for e in found.ends[:254]]
        made = Said(ids=ids)
        for item in row["attributions"]:
            if not any(a < high and low < b for role in ("source", "cue", "content") for a, b in item[role]):
                continue
            cue, source, content = (covered(starts, ends, item[role]) for role in ("cue", "source", "content"))
            made.source += source
            made.content += content
            if cue and content:
                made.cues.append((cue, source, content))
        yield made


def _sentence_at(text: str, start: int) -> Range:
    """A rough sentence around a place: between line ends or full stops before a capital."""
    low = 0
    for match in re.finditer(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+", text):
        if match.end() <= start:
            low = match.end()
        elif match.start() >= start:
            return low, match.start()
    return low, len(text)


def factual(path: Path) -> list[Told]:
    """UW's sentences with the factuality of their events."""
    out = []
    for row in rows(path):
        found = pieces(row["text"])
        events = [
            (places, (float(e["factuality"]),))
            for e in row["events"]
            if (places := covered(found.starts[:254], found.ends[:254], [(e["start"], e["end"])]))
        ]
        if events:
            out.append(Told(ids=[FIRST, *found.ids[:254], LAST], events=events, text=row["text"]))
    return out


def status(path: Path) -> list[Told]:
    """MEANTIME's sentences with FUTURE, NEG and UNCERTAIN of their events."""
    out: dict[tuple[str, Range], Told] = {}
    for row in rows(path):
        for e in row["events"]:
            low, high = _sentence_at(row["text"], e["start"])
            found = pieces(row["text"][low:high])
            key = (row["id"], (low, high))
            if key not in out:
                out[key] = Told(ids=[FIRST, *found.ids[:254], LAST], text=row["text"][low:high])
            places = covered(found.starts[:254], found.ends[:254], [(e["start"] - low, e["end"] - low)])
            marks = (e["time"] == "FUTURE", e["polarity"] == "NEG", e["certainty"] in {"POSSIBLE", "PROBABLE"})
            out[key].events.append((places, tuple(float(m) for m in marks)))
    return list(out.values())


def types(path: Path) -> list[Told]:
    """PLV's sentences with their two sides and type."""
    out = []
    for row in rows(path):
        found = pieces(row["text"])
        at = (found.starts[:254], found.ends[:254])
        root = ROOTS.index(row["root"])
        out.append(
            Told(
                ids=[FIRST, *found.ids[:254], LAST],
                source=covered(*at, row["source"] or []),
                target=covered(*at, row["target"] or []),
                root=root,
                quad=QUAD[row["root"]],
                text=row["text"],
            )
        )
    return out


def classes(path: Path) -> list[Told]:
    """cameo_class's sentences with their quad, 0 for none."""
    return [
        Told(ids=[FIRST, *pieces(row["text"]).ids[:254], LAST], quad=row["label"], text=row["text"])
        for row in rows(path)
    ]


FOLD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def descriptions(folder: Path) -> list[Told]:
    """What PLOVER and the CAMEO codes under it say of each type, as sentences without sides."""
    out = []

    def add(kind: str, text: str) -> None:
        name = FOLD.get(kind, kind)
        if name in ROOTS and text:
            ids = [FIRST, *pieces(text).ids[:100], LAST]
            out.append(Told(ids=ids, root=ROOTS.index(name), quad=QUAD[name], text=text))

    with (folder / "cameo2plover.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            add(row["plover_event"], row["cameo_label"] or "")
    ontology = json.loads((folder / "plover_ontology_0.8.json").read_text(encoding="utf-8"))
    for event in ontology["events"]:
        add(event["event_type"], event["definition"])
        for mode in event["modes"]:
            add(event["event_type"], f"{event['event_type'].lower()}: {mode['definition']}")
    return out
