"""What people judged, found again among the reports at hand: which mentions, which accounts, which reports are meant.

A place is found by its text's hash; in a later version of the page, by its sentence, where that still stands word for
word. A judgement whose places are gone rests: it has no effect, and the memorandum says so and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from memcon.model.judgements import TOLD, Anchor, Ruling, last_name, plain, text_hash
from memcon.model.places import Span
from memcon.reconcile.bonds import Bonds
from memcon.reconcile.bundle import Bundle, Key, Source

SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A judgement with what it means here: mentions on both sides, places of the account or claim.

    ``resting`` says why it has no effect; null where it can have one. Of a judgement on events of several parts the
    one side is here alone: it rests here, and what it does is laid over the memorandum (``telling_on``).
    """

    ruling: Ruling
    left: tuple[Key, ...] = ()
    right: tuple[Key, ...] = ()
    places: tuple[Span, ...] = ()
    resting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """All judgements on a bundle, by number, and which mentions are one and which two by them."""

    found: tuple[Found, ...]
    bonds: Bonds[Key]

    @property
    def keys(self) -> frozenset[Key]:
        """The mentions that people judged to be one event with others, or not to be."""
        return frozenset(k for f in (*self.of("same"), *self.of("different")) for k in (*f.left, *f.right))

    def of(self, kind: str) -> tuple[Found, ...]:
        """Those of one kind that are not at rest."""
        return tuple(f for f in self.found if f.ruling.kind == kind and f.resting is None)


class _Finder:
    """Places of anchors in the reports of one bundle."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.by_hash: dict[str, list[Source]] = {}
        self.by_name: dict[str, list[Source]] = {}
        for source in bundle.sources:
            self.by_hash.setdefault(text_hash(source.reading.text), []).append(source)
            self.by_name.setdefault(last_name(source.report.file), []).append(source)

    def spans(self, anchor: Anchor) -> list[tuple[Source, Span]]:
        """Where an anchor lies: in each report of that very text, else in a later version of its page."""
        same = self.by_hash.get(anchor.sha256)
        if same:
            return [(s, s.span(anchor.start, anchor.end)) for s in same if anchor.end <= len(s.reading.text)]
        if len(anchor.sentence.split()) < TOLD:
            return []
        out = []
        for source in self.by_name.get(last_name(anchor.file), ()):
            for sentence in source.reading.sentences:
                text = source.reading.text[sentence.start : sentence.end]
                if plain(text) == anchor.sentence and (at := _offset(text, anchor)) is not None:
                    start = sentence.start + at
                    out.append((source, source.span(start, start + len(anchor.quote))))
        return out

    def mentions(self, anchors: Iterable[Anchor]) -> tuple[Key, ...]:
        """The mentions that some anchors name: those with the very words, else those with words in common."""
        out: dict[Key, None] = {}
        for anchor in anchors:
            for source, span in self.spans(anchor):
                known = [(source.of(m.trigger), m.id) for m in source.extraction.mentions]
                exact = [i for place, i in known if (place.start, place.end) == (span.start, span.end)]
                out |= dict.fromkeys((source.id, i) for i in exact or [i for place, i in known if place.meets(span)])
        return tuple(out)

    def places(self, anchors: Iterable[Anchor]) -> tuple[Span, ...]:
        """Where some anchors lie now."""
        return tuple(dict.fromkeys(span for a in anchors for _, span in self.spans(a)))


def _offset(sentence: str, anchor: Anchor) -> int | None:
    """Where an anchor's words begin in its sentence as it stands now; null where they do not."""
    at = sentence.find(anchor.quote)
    while at >= 0:
        before = plain(sentence[:at])
        if len(before) + bool(before and sentence[at - 1].isspace()) == anchor.at:
            return at
        at = sentence.find(anchor.quote, at + 1)
    return None


def resolved(bundle: Bundle, judgements: Sequence[Ruling]) -> Verdicts:
    """The judgements on events found again in a bundle, the lower number first, so that their order does not matter.

    Those on sources are laid over the memorandum when it is made (``graded``).
    """
    judgements = [r for r in judgements if r.kind != "reliability"]
    bonds: Bonds[Key] = Bonds()
    if not judgements:
        return Verdicts(found=(), bonds=bonds)
    finder = _Finder(bundle)
    return Verdicts(
        found=tuple(_found(r, finder, bonds) for r in sorted(judgements, key=lambda r: r.number)), bonds=bonds
    )


def _found(ruling: Ruling, finder: _Finder, bonds: Bonds[Key]) -> Found:
    left = finder.mentions(ruling.left)
    right = finder.mentions(ruling.right) if ruling.kind in {"same", "different"} else ()
    if not left:
        return Found(ruling=ruling, right=right, resting=_gone(ruling.left))
    if ruling.kind in {"same", "different"}:
        if not right:
            return Found(ruling=ruling, left=left, resting=_gone(ruling.right))
        done = bonds.join_all([*left, *right]) if ruling.kind == "same" else bonds.part_all(left, right)
        why = None if done else "cannot be beside the judgements before it, as the reports stand now"
        return Found(ruling=ruling, left=left, right=right, resting=why)
    places = finder.places(ruling.right)
    return Found(ruling=ruling, left=left, places=places, resting=None if places else _gone(ruling.right))


def _gone(anchors: Sequence[Anchor]) -> str:
    """Why nothing is found: the words that no report at hand has at their place any more."""
    files = ", ".join(dict.fromkeys(a.file for a in anchors)) or "the reports"
    return f"“{first(anchors)}” ({files}) stands in no report of this story any more"


def first(anchors: Sequence[Anchor]) -> str:
    """The words at the first of some places, cut where they are many."""
    text = plain(anchors[0].quote) if anchors else ""
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " …"
