"""Which clauses of the reports tell what a clause of the draft tells, and how near they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from memcon.proof.frames import Frame, Word
from memcon.proof.lexis import groups, like, opposites, steps, words
from memcon.reconcile.lexis import fold

HEAD = 1.2
"""What the word for the act weighs beside one name or noun."""
SCALED = 0.75
"""How near two words of one scale are, whatever their steps."""
UNDER, BESIDE, BEFORE = 0.75, 0.45, 0.4
"""What a word is worth that stands in a clause above or under, elsewhere in the sentence, in the sentence before."""
DATED = 0.06
"""What it adds that both clauses tell the same day or hour."""
SAME_VAGUE = 0.7
"""What the same verb of many senses is worth, where neither its object nor its particle is the same."""
OFFICE = 0.6
"""What a bare office is worth for a name: "the president" for whoever it is."""
REVERSED = 0.44
"""The same where the report has no more than the noun that the draft's verb governs."""
NOUN_HEAD = 0.8
"""What an act is worth that one text names by a verb and the other by a noun among its words."""
SUPPORT, NEAR = 0.6, 0.48
"""From where on a clause is taken to tell the draft's, and from where on to speak of the same thing."""
WITHIN = 0.14
"""How far below the nearest clause another may be to count beside it."""
LOOKED_AT = 60
"""Clauses of the reports that one of the draft is compared with."""
FIGURE = 0.3
"""What a figure weighs: figures are compared apart."""
MINOR = 0.5
"""What a word that only describes weighs beside a noun or a verb."""
COMMON = 0.35
"""What a word weighs that every sentence of the reports has."""
LEAST, THIN = 0.5, 0.75
"""The share of a clause's plain words that must be answered where the words for the act are only of one scale."""
HEADLESS = 0.8
"""What is left of a score where nothing answers the word for the act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A clause of a report that comes near one of the draft: how near, and which of its words answer which."""

    frame: Frame
    score: float
    head: float
    nominal: bool
    """Whether only a noun among the report's words answers the draft's verb."""
    pairs: Mapping[int, tuple[Word | None, float]]
    """For each word of the draft, by its token: the report's word and how near it is."""


def alike(one: Word, two: Word) -> float:
    """How far one word of content stands for another, 0 to 1."""
    if one.named and two.named:
        if one.who & two.who:
            return 1.0
        if any(set(a.split()) < set(b.split()) or set(b.split()) < set(a.split()) for a in one.who for b in two.who):
            return 0.9  # "the Commission" for the European Commission
        if one.place or two.place:
            return 0.25 if one.of & two.of else 0.0  # another place of one state is another place
        if one.who & two.of or two.who & one.of:
            return 0.8
        if one.who and two.who and not (one.office or two.office):
            return 0.3 if one.of & two.of else 0.0
        if one.of & two.of:
            return 0.7
        return 0.0
    if one.lemma == two.lemma:
        return 1.0
    if one.named != two.named:
        name, bare = (one, two) if one.named else (two, one)
        plain_ = fold(bare.lemma)
        known = {c.lower() for c in (*name.of, *name.who)} | {fold(name.lemma)}
        if bare.lemma in {part for k in name.who for part in k.split()}:
            return 0.9  # "the Commission" for the European Commission
        if name.who and not name.place and bare.lemma in words("offices"):
            return OFFICE
        return 0.8 if plain_ and plain_ in known else 0.0
    return like(one.lemma, one.kind, two.lemma, two.kind)


def _names(word: Word) -> list[str]:
    """What a word is counted under."""
    return [k.lower() for k in (*word.who, *word.of)] or [fold(word.lemma) or word.lemma]


def _head(one: Frame, two: Frame) -> tuple[float, bool]:
    """How near the words for two acts are, and whether only a noun of the report's clause answers the draft's verb."""
    best, nominal = 0.0, False
    for a in one.heads:
        for b in two.heads:
            if not opposites(a, b):
                best = max(best, SAME_VAGUE if a == b and a in words("vague") else like(a, "V", b, "V"))
    if best < SCALED and steps(one.heads, two.heads):
        best = SCALED
    if best >= NOUN_HEAD:
        return best, False
    for a in one.heads:
        for w in two.words if " " not in a else ():
            near = 0.0 if w.named else NOUN_HEAD * like(a, "V", w.lemma, w.kind)
            if near > best:
                best, nominal = near, True
    for b in two.heads:
        for w in one.words if " " not in b and b not in words("light") else ():
            near = 0.0 if w.named else REVERSED * like(b, "V", w.lemma, w.kind)
            if near > best:
                best, nominal = near, False
    return best, nominal


def compare(
    one: Frame, two: Frame, others: Sequence[tuple[float, Sequence[Word]]], weight: Callable[[Word], float]
) -> Match:
    """How near a report's clause comes to the draft's."""
    head, nominal = _head(one, two)
    if head == 0.0 and any(opposites(a, b) for a in one.heads for b in two.heads):
        head = 0.6
    total, found = HEAD, HEAD * head
    pairs: dict[int, tuple[Word | None, float]] = {}
    lent = {h for h in one.heads if " " not in h}
    heads = [h for h in two.heads if " " not in h]
    for word in one.words:
        if word.lemma in lent and not word.named:
            continue
        best: tuple[Word | None, float] = (None, 0.0)
        for share, group in ((1.0, two.words), *others):
            for other in group:
                near = share * alike(word, other)
                if near > best[1]:
                    best = (other, near)
        if not word.named:
            for h in heads:
                near = 0.9 * like(word.lemma, word.kind, h, "V")
                if near > best[1]:
                    best = (None, near)
        pairs[word.i] = best
        w = weight(word)
        total += w
        found += w * best[1]
    score = found / total + DATED * bool(one.times & two.times)
    if not pairs and not any(" " in h for h in one.heads):
        score *= HEADLESS  # a bare verb tells nothing
    if 0 < head <= SCALED:
        # a word of the same scale alone tells little: the rest has to be there
        bare = [pairs[w.i][1] for w in one.words if w.i in pairs and not w.named]
        if sum(bare) < LEAST * max(1, len(bare)):
            score *= THIN
    return Match(
        frame=two, score=min(1.0, score) if head else HEADLESS * score, head=head, nominal=nominal, pairs=pairs
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The frames of all reports, by sentence and by the words that they hold."""

    frames: tuple[Frame, ...]
    by_sentence: Mapping[tuple[str, int], tuple[int, ...]]
    by_key: Mapping[str, tuple[int, ...]]
    sentences: int

    def candidates(self, draft: Frame) -> list[int]:
        """The frames that share something with one of the draft, those that share most of what is rare first."""
        shared: dict[int, float] = {}
        for key in sorted(keys(draft)):
            there = self.by_key.get(key, ())
            rare = log((1 + len(self.frames)) / (1 + len(there))) if there else 0.0
            for n in there:
                shared[n] = shared.get(n, 0.0) + rare
        lacking = draft.status == "denied"  # "without agreement" speaks of what was not
        found = [n for n in shared if not self.frames[n].saying and (self.frames[n].verb or lacking)]
        return sorted(found, key=lambda n: (-shared[n], n))[:LOOKED_AT]

    def around(self, n: int) -> list[tuple[float, Sequence[Word]]]:
        """The words about a clause, by what they are worth: of clauses above and under it, beside it, before it."""
        frame = self.frames[n]
        here = [self.frames[k] for k in self.by_sentence.get((frame.report, frame.sentence), ()) if k != n]
        before = [self.frames[k] for k in self.by_sentence.get((frame.report, frame.sentence - 1), ())]
        return [
            (UNDER, [w for f in here if related(frame, f) for w in f.words]),
            (BESIDE, [w for f in here if not related(frame, f) for w in f.words]),
            (BEFORE, [w for f in before for w in f.words]),
        ]

    def weight(self, word: Word) -> float:
        """What a word tells: the rarer in the reports, the more; a figure little, as figures are compared apart."""
        if word.lemma[:1].isdigit() or word.role == "clock":
            return FIGURE
        if word.place:
            return COMMON  # another place is looked for apart
        seen = min((len({self.frames[n].sentence for n in self.by_key.get(k, ())}) for k in _names(word)), default=0)
        rare = log((1 + self.sentences) / (1 + seen)) / log(1 + self.sentences) if self.sentences else 1.0
        return max(COMMON, MINOR * rare if word.minor else rare)


def related(one: Frame, two: Frame) -> bool:
    """Whether one of two clauses of a sentence stands under the other, not beside it."""
    return one.head in two.above or two.head in one.above


def keys(frame: Frame) -> set[str]:
    """What a frame can be found by: names, states, stems, and the groups of like words that its words stand in."""
    out: set[str] = set()
    for h in frame.heads:
        out |= {f"={n}" for n in groups().get(h, ())}
        for part in h.split():
            out.add(fold(part) or part)
    for w in frame.words:
        out |= {k.lower() for k in (*w.who, *w.of)}
        out.add(fold(w.lemma) or w.lemma)
        out |= {f"={n}" for n in groups().get(w.lemma, ())}
    return out


def index(found: Iterable[Frame]) -> Index:
    """The frames of the reports, ready to be asked."""
    listed = tuple(found)
    by_sentence: dict[tuple[str, int], list[int]] = {}
    by_key: dict[str, list[int]] = {}
    for n, frame in enumerate(listed):
        by_sentence.setdefault((frame.report, frame.sentence), []).append(n)
        for key in keys(frame):
            by_key.setdefault(key, []).append(n)
    return Index(
        frames=listed,
        by_sentence={k: tuple(v) for k, v in by_sentence.items()},
        by_key={k: tuple(v) for k, v in by_key.items()},
        sentences=len(by_sentence),
    )


def matches(draft: Frame, record: Index) -> list[Match]:
    """The reports' clauses by how near they come to one of the draft, the nearest first."""
    out = []
    weights = {w.i: record.weight(w) for w in draft.words}

    def weight(word: Word) -> float:
        return weights[word.i]

    for n in record.candidates(draft):
        frame = record.frames[n]
        made = compare(draft, frame, record.around(n), weight)
        if made.score >= NEAR - WITHIN:
            out.append(made)
    return sorted(out, key=lambda m: (-m.score, len(m.frame.report), m.frame.report, m.frame.start))


def aside(draft: Frame, others: Sequence[Frame], record: Index) -> list[Match]:
    """How near some clauses of the reports come to one of the draft, however far that is."""
    beside = [(UNDER, [w for f in others for w in f.words])]
    weights = {w.i: record.weight(w) for w in draft.words}
    return [compare(draft, f, beside, lambda w: weights[w.i]) for f in others]
