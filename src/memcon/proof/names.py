"""Names of the draft against the reports': somebody else's, nobody's, and who did it to whom."""

from __future__ import annotations

from dataclasses import replace

from memcon.proof import clock
from memcon.proof.bench import ARGS, HEADED, Bench, Case, coverage, mark
from memcon.proof.frames import Frame, Word
from memcon.proof.lexis import words
from memcon.proof.match import SUPPORT, Match, alike
from memcon.proof.record import Page
from memcon.proof.types import Evidence, Mark
from memcon.proof.wording import reason, suggestion
from memcon.reconcile.actors import plain

SURE = 0.85
"""How near a report's clause comes at least whose pronoun speaks against the draft's."""


def strangers(bench: Bench, found: Case) -> list[Mark]:
    """Names of the draft that stand where every report that tells the act has another."""
    out: list[Mark] = []
    if not found.all or found.all[0].score < SUPPORT:
        return out
    for word in found.frame.words:
        if word.role == "clock" or not (word.named or (word.kind == "N" and _proper(bench, word))):
            continue
        if any(m.pairs.get(word.i, (None, 1.0))[1] >= 0.3 for m in found.all):
            continue
        if word.office or bench.draft.graph.tokens[word.i].dep in {"amod", "compound", "poss", "nmod"}:
            continue  # "its foreign minister": whoever holds the office is told of in other words
        rival = next(((m, w) for m in found.all for w in m.frame.words if _rival(bench, word, w, found, m)), None)
        place = _whole_name(bench, word)
        if rival is not None:
            match, other = rival
            theirs = _name_in(bench, match.frame, other)
            made = mark(
                "contradicted",
                place,
                reason("contradicted-name", source=theirs, report=match.frame.report),
                say=suggestion("contradicted", source=theirs),
                evidence=[bench.evidence(match.frame, "against")],
            )
            out.append(replace(made, sure=match.head >= HEADED or coverage(match) >= ARGS))
        elif not _anywhere(bench, word):
            out.append(mark("unsourced", place, reason("unsourced-name"), say=suggestion("unsourced")))
    return out


def others(bench: Bench, found: Case) -> list[Mark]:
    """What the draft has of one kind where every report that tells the act has another: "the trade bureau", "she"."""
    return [*_of_another_kind(bench, found), *_other_sex(bench, found)]


def _of_another_kind(bench: Bench, found: Case) -> list[Mark]:
    """A noun of the draft that stands with a word that the reports give another of its kind."""
    graph = bench.draft.graph
    for word in found.frame.words:
        token = graph.tokens[word.i]
        if word.named or token.dep not in {"compound", "amod"} or token.pos not in {"NOUN", "ADJ"}:
            continue
        noun = graph.lemma(token.head)
        if not found.good or not _elsewhere(bench, word, noun):
            continue
        rivals = [_with(bench, m.frame, word, noun) for m in found.good]
        if all(r is not None for r in rivals) and rivals[0] is not None:
            match, other = found.good[0], rivals[0]
            page = bench.page(match.frame.report)
            head = page.graph.tokens[other].head
            first, last = sorted((other, head))
            start, end = page.graph.tokens[first].start, page.graph.tokens[last].end
            theirs = " ".join(bench.record.text(match.frame.report)[start:end].split())
            place = token.start, max(token.end, graph.tokens[token.head].end)
            why = reason("contradicted-name", source=theirs, report=match.frame.report)
            evidence = [bench.evidence(match.frame, "against")]
            return [mark("contradicted", place, why, evidence, say=suggestion("contradicted", source=theirs))]
    return []


def _with(bench: Bench, frame: Frame, mine: Word, noun: str) -> int | None:
    """The token that stands with a noun in a report instead of the draft's; null for none or for a like one."""
    page = bench.page(frame.report)
    instead: int | None = None
    for w in frame.words:
        token = page.graph.tokens[w.i]
        if page.graph.lemma(token.head) != noun or token.dep not in {"compound", "amod"}:
            continue
        if w.named or alike(mine, w) > 0:
            return None
        instead = w.i
    return instead


def _elsewhere(bench: Bench, mine: Word, noun: str) -> bool:
    """Whether a report has the draft's word with that noun, so that there is more than one of its kind."""
    for frame in bench.index.frames:
        page = bench.page(frame.report)
        for w in frame.words:
            token = page.graph.tokens[w.i]
            if w.lemma == mine.lemma and token.dep in {"compound", "amod"} and page.graph.lemma(token.head) == noun:
                return True
    return False


def _other_sex(bench: Bench, found: Case) -> list[Mark]:
    """The draft has him do what the reports have her do, or the other way round, both by a pronoun."""
    mine = _sexes(bench.draft, found.frame)
    told = [(m, _sexes(bench.page(m.frame.report), m.frame)) for m in found.good]
    if not mine or not told or any(m.head < SURE or m.score < SURE or not s or s & mine for m, s in told):
        return []
    match = told[0][0]
    source = bench.words(match.frame)
    return [
        mark(
            "contradicted",
            (found.frame.start, found.frame.end),
            reason("contradicted-order", source=source, report=match.frame.report),
            say=suggestion("contradicted", source=source),
            evidence=[bench.evidence(match.frame, "against")],
        )
    ]


def _sexes(page: Page, frame: Frame) -> frozenset[str]:
    return frozenset(page.graph.tokens[s].norm for s in frame.subject) & {"he", "she"}


def _proper(bench: Bench, word: Word) -> bool:
    return bench.draft.graph.tokens[word.i].pos == "PROPN"


def _rival(bench: Bench, mine: Word, theirs: Word, found: Case, match: Match) -> bool:
    """Whether a report's name stands where the draft has one that no report has there."""
    if mine.role != theirs.role and not (mine.place and theirs.place):
        return False
    if not theirs.named and not _proper_in(bench, match.frame, theirs):
        return False
    if theirs.office or theirs.place != mine.place:
        return False
    return not any(alike(w, theirs) >= 0.3 for w in found.frame.words)


def _proper_in(bench: Bench, frame: Frame, word: Word) -> bool:
    return bench.page(frame.report).graph.tokens[word.i].pos == "PROPN"


def _whole_name(bench: Bench, word: Word) -> tuple[int, int]:
    naming = bench.draft.graph.inside.get(word.i)
    return (naming.start, naming.end) if naming else (word.start, word.end)


def _name_in(bench: Bench, frame: Frame, word: Word) -> str:
    page = bench.page(frame.report)
    naming = page.graph.inside.get(word.i)
    start, end = (naming.start, naming.end) if naming else (word.start, word.end)
    return " ".join(bench.record.text(frame.report)[start:end].split())


def _anywhere(bench: Bench, word: Word) -> bool:
    """Whether any report names it at all."""
    said = plain(bench.draft.report.text[word.start : word.end])
    if any(said in p.flat for p in bench.pages.values()):
        return True
    return any(alike(word, w) >= 0.3 for f in bench.index.frames for w in f.words if w.named or w.lemma == word.lemma)


def swapped(bench: Bench, found: Case) -> list[Mark]:
    """The draft has the one act on the other whom the reports have acting: who phoned, who struck."""
    frame = found.frame
    mine = [w for w in frame.words if w.named and w.role == "subject"]
    theirs = [w for w in frame.words if w.named and w.role == "object"]
    if len(mine) != 1 or not theirs or (mine[0].who | mine[0].of) & (theirs[0].who | theirs[0].of):
        return []
    for match in found.all:
        subject = [w for w in match.frame.words if w.named and w.role == "subject"]
        objects = [w for w in match.frame.words if w.named and w.role == "object"]
        if not subject or not objects or match.head < 0.85:
            continue
        if alike(mine[0], subject[0]) >= 0.5 or alike(theirs[0], objects[0]) >= 0.5:
            return []
        if alike(mine[0], objects[0]) >= 0.7 and alike(theirs[0], subject[0]) >= 0.7 and _directed(bench, match.frame):
            return [_reversed(bench, frame, match.frame)]
    return initiator(bench, found, mine[0])


def _directed(bench: Bench, frame: Frame) -> bool:
    event = clock.event_of(bench.record, bench.page(frame.report), frame)
    return event is None or not event.reciprocal


def _reversed(bench: Bench, frame: Frame, other: Frame) -> Mark:
    source = " ".join(bench.record.text(other.report)[other.start : other.end].split())
    return mark(
        "contradicted",
        (frame.start, frame.end),
        reason("contradicted-order", source=source, report=other.report),
        say=suggestion("contradicted-order"),
        evidence=[bench.evidence(other, "against")],
    )


def initiator(bench: Bench, found: Case, mine: Word) -> list[Mark]:
    """The draft has another place the call than the reports: by the slot of the event."""
    if not set(found.frame.heads) & words("ringing"):
        return []
    for match in found.all:
        event = clock.event_of(bench.record, bench.page(match.frame.report), match.frame)
        slot = next((s for s in event.slots if s.slot == "initiator"), None) if event else None
        if slot is None:
            continue
        actors = {a.id: a for a in bench.record.memo.actors}
        held = [(p, [actors[i] for i in (p.normal or "").split() if i in actors]) for p in slot.positions]
        if any(_is(mine, a) for _, who in held for a in who) or not any(who for _, who in held):
            return []
        position = held[0][0]
        claim = next(c for c in bench.record.memo.claims if c.id == position.claims[0])
        return [
            mark(
                "contradicted",
                (found.frame.start, found.frame.end),
                reason("contradicted-initiator", source=position.value, report=claim.report),
                say=suggestion("contradicted-order"),
                evidence=[
                    Evidence(place=claim.evidence[-1], voice=claim.voice[0].name if claim.voice else "", role="against")
                ],
            )
        ]
    return []


def _is(word: Word, actor: object) -> bool:
    identity, country = getattr(actor, "id", ""), getattr(actor, "country", None)
    name = str(getattr(actor, "name", "")).lower()
    if getattr(actor, "kind", "") == "government":
        return identity in word.who | word.of
    return any(w in name for w in word.who) or bool(country and country in word.of and not word.who - word.of)
