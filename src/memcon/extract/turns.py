"""Turns of a transcript and whole-text addresses: the speaker is the outermost voice."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.cuebook import words
from memcon.extract.tree import Tree
from memcon.extract.types import Attribution, Voice
from memcon.model.memo import Report
from memcon.read.types import Sentence

_REPORTER = "reporter"
_HOST = "host"
_TITLE = 6
"""Words that the title of who answers may have."""


def turns(tree: Tree, report: Report | None) -> Iterator[Attribution]:
    """One attribution per turn: a run of sentences with one speaker."""
    transcript = (report is not None and report.kind == "transcript") or any(
        s.speaker == _REPORTER for s in tree.reading.sentences
    )
    run: list[Sentence] = []
    key: str | None = None
    answering = False
    host = _host(tree)
    for sentence in (*tree.reading.sentences, None):
        now = None if sentence is None else _speaker(sentence, transcript=transcript)
        if sentence is not None and sentence.kind == "label":
            answering = _answers(tree, sentence)
        elif answering and now is None and sentence is not None and sentence.kind == "fact" and host is not None:
            now = _HOST
        if run and now != key:
            yield _host_turn(run, host, report) if key == _HOST and host else _turn(tree, run, key or _REPORTER)
            run = []
        key = now
        if sentence is not None and now is not None:
            run.append(sentence)


def _answers(tree: Tree, label: Sentence) -> bool:
    """Whether a label is "A:" or the like: whoever the text is of answers."""
    return tree.reading.text[label.start : label.end].strip().rstrip(":.").lower() in words(
        "reporting_verbs", "answers"
    )


def _host(tree: Tree) -> str | None:
    """Who answers in a text of questions and answers, as its heading has it ("X Spokesperson's Remarks on …")."""
    first = next(iter(tree.reading.sentences), None)
    untold = first is not None and not tree.reading.text[first.start : first.end].rstrip().endswith((".", "?", "!"))
    heading = next((s for s in tree.reading.sentences if s.kind == "heading"), first if untold else None)
    if heading is None:
        return None
    for i in range(heading.first, min(heading.first + 14, heading.last)):
        token = tree.token(i)
        if token.norm in words("reporting_verbs", "people") and token.norm in words("reporting_verbs", "hosts"):
            low = i
            while low > heading.first and tree.token(low - 1).pos in {"PROPN", "NOUN", "ADJ"} and i - low < _TITLE:
                low -= 1
            return " ".join(tree.reading.text[tree.starts[low] : tree.ends[i]].split())
    return None


def _host_turn(run: list[Sentence], host: str, report: Report | None) -> Attribution:
    """The turn of whoever answers, of the report's own side."""
    side = None if report is None else report.side
    return Attribution(
        source=Voice(name=host, entity=side),
        cue=None,
        content=((run[0].start, run[-1].end),),
        manner="indirect",
        rule="turn",
    )


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
