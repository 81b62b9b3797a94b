"""Turns of a transcript and whole-text addresses: the speaker is the outermost voice."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.tree import Tree
from memcon.extract.types import Attribution, Voice
from memcon.model.memo import Report
from memcon.read.types import Sentence

_REPORTER = "reporter"


def turns(tree: Tree, report: Report | None) -> Iterator[Attribution]:
    """One attribution per turn: a run of sentences with one speaker."""
    transcript = (report is not None and report.kind == "transcript") or any(
        s.speaker == _REPORTER for s in tree.reading.sentences
    )
    run: list[Sentence] = []
    key: str | None = None
    for sentence in (*tree.reading.sentences, None):
        now = None if sentence is None else _speaker(sentence, transcript=transcript)
        if run and now != key:
            yield _turn(tree, run, key or _REPORTER)
            run = []
        key = now
        if sentence is not None and now is not None:
            run.append(sentence)


def _speaker(sentence: Sentence, *, transcript: bool) -> str | None:
    """Whose turn a sentence is; a question of nobody named in a transcript is a reporter's."""
    if sentence.kind in {"heading", "boilerplate", "label"}:
        return None
    if sentence.speaker is not None:
        return sentence.speaker
    return _REPORTER if transcript and sentence.question else None


def _turn(tree: Tree, run: list[Sentence], speaker: str) -> Attribution:
    entity = tree.entities.get(speaker)
    name = entity.name if entity is not None else _REPORTER if speaker == _REPORTER else speaker
    return Attribution(
        source=Voice(name=name, entity=None if entity is None else entity.id),
        cue=None,
        content=((run[0].start, run[-1].end),),
        manner="direct" if len(run) and speaker == _REPORTER else "indirect",
        rule="turn",
    )
