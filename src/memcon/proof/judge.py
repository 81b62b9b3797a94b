"""A clause of the draft against those of the reports: which carry it, say less or say the opposite; and when."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from memcon.extract.lexicon import lexicon
from memcon.proof import clock
from memcon.proof.bench import (
    ARGS,
    CLOSE,
    HEADED,
    Bench,
    Case,
    Fault,
    coverage,
    mark,
    subject_words,
    verb_place,
    verb_words,
)
from memcon.proof.clauses import to_come
from memcon.proof.frames import Frame, Word
from memcon.proof.lexis import alike, like, opposites, rules, steps, words
from memcon.proof.match import NEAR, SCALED, SUPPORT, WITHIN, Match, matches
from memcon.proof.match import alike as near
from memcon.proof.record import Page
from memcon.proof.types import Evidence, Mark
from memcon.proof.wording import lowered, reason, suggestion
from memcon.reconcile.lexis import table
from memcon.reconcile.zones import capital

NEARER = 0.04
"""By how much a clause that says otherwise may come nearer than one that carries the draft's."""
RIVAL = 0.7
"""How near a clause that denies the draft's must come to count as another account of it."""
ACROSS = 0.7
"""How near two names are of which one stands where the other does in the report."""
WHOLE, MOSTLY, STOUT, SAME = 0.95, 0.6, 0.64, 0.5
"""How much of a clause is answered, all or most of it; how near a clause is that is surely meant; and its sentence."""
GOVERNED = 160
"""Characters of a report's words with the verb that puts them forward."""
LATER = 0.1
"""The same for one that only has a like act as still to come: it may be another one."""
PRESENT, DONE = 2, 3
TIMED = 0.08
"""How far below the nearest clause with a time another may be to date the act."""


def rank(frame: Frame, *, dated: bool) -> int:
    """How far an act is said to have got; the present tense of a timetable tells a plan."""
    found = int(rules("strength")["status"][frame.status])
    return PRESENT if frame.present and dated and found == DONE else found


def _governed(match: Match) -> int:
    """How far an act got that a report names by a noun under a verb: "asked for a meeting", "plans duties"."""
    effects = [lexicon().cues.verbs.get(h) for h in match.frame.heads]
    found = [int(rules("strength")["status"][e]) for e in effects if e is not None and e != "denied"]
    return min(found, default=DONE)


def verdict(bench: Bench, frame: Frame, match: Match) -> Fault | None:
    """What is wrong with a draft's clause if this one is its source; null for nothing."""
    other = match.frame
    if match.head < HEADED:
        return "opposite" if _opposed(frame, match) else "head"
    if any(opposites(a, b) for a in frame.heads for b in other.heads) or _opposed(frame, match):
        return "opposite"
    if other.asked and frame.status != "hypothetical":
        return "asked"
    if (frame.status == "denied") != (other.status == "denied"):
        if frame.status == "denied" and rank(other, dated=False) < DONE:
            return None if _pending(bench.draft, frame) else "head"  # "has yet to be built" of what is to be built
        lasting = any(t.type == "DURATION" for t in clock.of_frame(bench.draft, frame))
        if frame.status == "denied" and rank(other, dated=False) == DONE and _to_come(bench.draft, frame):
            return "head"  # what will not be, and what was
        if not any(near >= ARGS for _, near in match.pairs.values()):
            return "head"  # a verb alone: "to go" for "have never gone"
        return "head" if lasting or match.head < CLOSE else "negation"  # "had not met for six years" denies no meeting
    if further(bench, frame, match):
        return "actor" if _other_actor(frame, match) else "status"
    if rank(frame, dated=False) < rank(other, dated=False):
        pass  # "is considering buying" under "considers the purchase": what is weighed up is not done
    elif frame.verb and other.verb and like(frame.verb, "V", other.verb, "V") < CLOSE:
        found = steps((frame.verb,), (other.verb,))
        if found and any(a > b for _, a, b in found) and not any(a <= b for _, a, b in found):
            return "scale"
    weighed = rank(frame, dated=False) < rank(other, dated=False)
    if not weighed and not any(a == b or alike(a, b) for a in frame.heads for b in other.heads):
        found = steps(frame.heads, other.heads)
        if found and any(a > b for _, a, b in found) and not any(a <= b for _, a, b in found):
            return "scale"
    if _other_actor(frame, match):
        return "actor"
    if _reversed(frame, match):
        return "reversed"
    return None


@cache
def _numbers() -> frozenset[str]:
    """Numbers in words: "the two" are nobody by name."""
    return frozenset(str(w) for w in table("quantities")["words"])


def further(bench: Bench, frame: Frame, match: Match) -> bool:
    """Whether the draft has an act further than a report's clause does: done for planned, planned for possible."""
    other = match.frame
    theirs = rank(other, dated=bool(clock.dates(bench.page(other.report), other)))
    if set(frame.heads) & words("committing") and theirs < DONE and other.status in {"planned", "proposed"}:
        return other.status == "proposed"  # "has promised a boat" for "will provide a boat"
    if match.nominal:
        theirs = min(theirs, _governed(match))
    return rank(frame, dated=bool(clock.dates(bench.draft, frame))) > theirs


def _to_come(page: Page, frame: Frame) -> bool:
    """Whether a clause speaks of what is to come."""
    graph = page.graph
    return any(graph.tokens[k].norm in {"will", "wo", "would", "shall", "to"} for k in graph.kids(frame.head, "aux"))


def _pending(page: Page, frame: Frame) -> bool:
    """Whether a clause says that something is still to come: "has yet to be built", "is not yet signed"."""
    graph = page.graph
    spots = {frame.head, *frame.above[:1]}
    return any(graph.tokens[k].norm == "yet" for i in spots for k in graph.children[i])


def _opposed(frame: Frame, match: Match) -> bool:
    """Whether a word of the draft has its opposite in the report's clause, and its like nowhere in it."""
    for word in frame.words:
        _, near = match.pairs.get(word.i, (None, 1.0))
        if near < ARGS and any(opposites(word.lemma, w.lemma) for w in match.frame.words):
            return True
    return False


def _other_actor(frame: Frame, match: Match) -> bool:
    """Whether the draft says who acts, and the report's clause is of somebody else, or names nobody who acts."""
    acting = [
        w
        for w in frame.words
        if w.role == "subject" and not w.place and (w.who or w.i in frame.subject) and w.lemma not in _numbers()
    ]
    if set(frame.heads) & words("meeting") and not any(w.who for w in acting):
        return False  # "the leaders will meet": the next summit
    if not acting or any(
        match.pairs.get(w.i, (None, 1.0))[1] >= HEADED or w.lemma in match.frame.heads for w in acting
    ):
        return False
    return any(w.who for w in acting) or any(w.role == "subject" for w in match.frame.words)


def _reversed(frame: Frame, match: Match) -> bool:
    """Whether the report has the one act on the other whom the draft has acting."""
    if set(frame.heads) & words("meeting"):
        return False
    mine, theirs = _ends(frame), _ends(match.frame)
    if not all((*mine, *theirs)):
        return False
    straight = any(near(a, b) >= HEADED for a in mine[0] for b in theirs[0])
    return not straight and all(
        any(near(a, b) >= ACROSS for a in one for b in two) for one, two in ((mine[0], theirs[1]), (mine[1], theirs[0]))
    )


def _ends(frame: Frame) -> tuple[list[Word], list[Word]]:
    """The names at either end of an act: who acts, and on whom."""
    named = [w for w in frame.words if w.named and not w.place]
    return [w for w in named if w.role == "subject"], [w for w in named if w.role == "object"]


def case(bench: Bench, frame: Frame) -> Case:
    """What the reports have on a clause of the draft."""
    found = [m for m in matches(frame, bench.index) if m.score >= NEAR]
    rivals = tuple(m for m in found if _contrary(bench, frame, m))
    if not found or found[0].score < SUPPORT:
        return Case(frame=frame, near=tuple(found), rivals=rivals)
    best = found[0].score
    good: list[Match] = []
    bad: list[tuple[Fault, Match]] = []
    weaker: list[Match] = []
    for match in found:
        if match.score < SUPPORT:
            break
        wrong = verdict(bench, frame, match)
        if match.score < best - WITHIN:
            weaker += [match] if wrong is None else []
            continue
        if wrong is None:
            good.append(match)
        else:
            bad.append((wrong, match))
    serious = [(w, m) for w, m in bad if w not in {"head", "actor", "reversed"}]
    if good and serious and serious[0][1].score > good[0].score and not _carries(good[0], *serious[0]):
        good = []
    if not good and serious and serious[0][0] == "status" and set(frame.heads) & words("meeting"):
        good = [m for m in weaker if m.head >= CLOSE]  # the contact that was, not the one to come
        serious, bad = ([], []) if good else (serious, bad)
    if frame.status == "planned" and any(m.frame.status in {"planned", "proposed"} for m in good):
        good = [m for m in good if m.frame.status in {"planned", "proposed"}]  # what is to come is not what was
    return Case(
        frame=frame,
        near=tuple(found),
        good=tuple(good),
        faults=tuple(serious or bad),
        rivals=rivals,
        weaker=tuple(weaker) if good else (),
    )


def _contrary(bench: Bench, frame: Frame, match: Match) -> bool:
    """Whether a report's clause tells the opposite of the draft's as a fact."""
    if match.frame.status not in {"occurred", "ongoing", "denied"} or match.frame.asked:
        return False
    wrong = verdict(bench, frame, match)
    if wrong not in {"opposite", "negation"} or (wrong == "negation" and match.head < CLOSE):
        return False
    same = [near for _, near in match.pairs.values() if near >= ARGS]
    return coverage(match) >= ARGS and (match.score >= RIVAL or (wrong == "opposite" and len(same) > 1))


def _carries(good: Match, wrong: Fault, bad: Match) -> bool:
    """Whether a clause that says nothing against the draft's carries it, though another comes nearer."""
    return good.score >= bad.score - (LATER if wrong == "status" else NEARER) and good.head >= CLOSE


def strength(bench: Bench, found: Case) -> list[Mark]:
    """Marks where no report carries the clause as it stands, but some tell it otherwise."""
    if found.good or not found.faults:
        return []
    wrong, match = found.faults[0]
    if wrong == "status" and match.nominal and _calls(bench, match):
        return _word_of(bench, found, match)
    evidence = bench.evidence(match.frame, "against")
    source = bench.words(match.frame) if match.nominal else verb_words(bench, match.frame)
    if wrong == "status":
        source = _governed_words(bench, match) or source
    report = match.frame.report
    whole = found.frame.start, found.frame.end
    if wrong in {"status", "scale"}:
        place = verb_place(bench.draft, found.frame)
        mine = " ".join(bench.draft.report.text[place[0] : place[1]].split())
        why = reason(f"stronger-{wrong}", draft=mine, source=source, report=report)
        made = mark("stronger", place, why, [evidence], say=suggestion("stronger", source=source))
        loose = wrong == "status" and to_come(
            bench.draft.graph, found.frame.head
        )  # how far "to look" got hangs on others
        return [replace(made, sure=_firm(found.frame, match) and _weighty(bench, found.frame, match) and not loose)]
    if wrong == "asked":
        why = reason("unsourced-asked", report=report, source=source)
        return [mark("unsourced", whole, why, [evidence], say=suggestion("unsourced"))]
    if wrong == "negation" and match.frame.voices and found.frame.status != "denied":
        voice = match.frame.voice or report
        why = reason("one-sided", voice=voice, source=bench.words(match.frame))
        return [mark("one-sided", whole, why, [evidence], say=suggestion("one-sided", voice=lowered(voice)))]
    if wrong in {"negation", "opposite"}:
        if found.frame.voice and match.frame.voice and found.frame.voice.lower() != match.frame.voice.lower():
            return []
        why = reason(f"contradicted-{wrong}", source=bench.words(match.frame), report=report)
        made = mark("contradicted", whole, why, [evidence], say=suggestion("contradicted", source=source))
        return [replace(made, sure=_weighty(bench, found.frame, match))]
    return []


def _governed_words(bench: Bench, match: Match) -> str:
    """A report's clause with the verb that puts it forward: "proposed that engineers inspect the dam"; else empty."""
    page = bench.page(match.frame.report)
    for i in match.frame.above[:3]:
        token = page.graph.tokens[i]
        if page.graph.lemma(i) in words("proposing") and token.start < match.frame.start:
            said = bench.record.text(match.frame.report)[token.start : match.frame.end]
            return " ".join(said.split()) if len(said) <= GOVERNED else ""
    return ""


def _nearness(bench: Bench, frame: Frame, match: Match) -> float:
    """The cosine of a report's sentence to the draft's clause or its sentence, whichever is nearer."""
    text = bench.draft.report.text
    sentence = bench.draft.reading.sentences[frame.sentence]
    place = match.frame.report, match.frame.sentence
    spans = (sentence.start, sentence.end), (frame.start, frame.end)
    return max(bench.passages.cosine(text[a:b], place) for a, b in spans)


def _weighty(bench: Bench, frame: Frame, match: Match) -> bool:
    """Whether enough of a clause stands in the report's that has it otherwise, for this to be no chance."""
    covered, cosine = coverage(match), _nearness(bench, frame, match)
    if covered >= WHOLE:
        return match.score >= STOUT or cosine >= STOUT
    return covered >= MOSTLY and (match.score >= STOUT or cosine >= STOUT)


def _firm(frame: Frame, match: Match) -> bool:
    """Whether a clause that has the act less far surely is of that act, not only of the same people."""
    if frame.verb in words("bare"):
        return not match.nominal and match.head >= SCALED and coverage(match) >= SCALED
    if match.nominal and frame.verb in words("vague"):
        return False
    return match.head >= SCALED or coverage(match) >= SCALED


def _calls(bench: Bench, match: Match) -> bool:
    """Whether a report's clause is somebody's calling the matter so: "a colleague calls the dam unsafe"."""
    graph = bench.page(match.frame.report).graph
    return graph.lemma(match.frame.head) in words("calling") and bool(match.frame.subject)


def _word_of(bench: Bench, found: Case, match: Match) -> list[Mark]:
    """The draft has flatly what somebody in a report only calls so."""
    if found.frame.voices:
        return []
    voice = subject_words(bench, match.frame)
    evidence = replace(bench.evidence(match.frame), voice=voice)
    why = reason("attribution", voice=lowered(voice), report=match.frame.report)
    say = suggestion("attribution", voice=lowered(voice))
    return [mark("attribution", (found.frame.start, found.frame.end), why, [evidence], say=say)]


def times(bench: Bench, found: Case) -> list[Mark]:
    """Dates and hours of the draft on the clock that it tells them on."""
    out: list[Mark] = []
    page = bench.draft
    home = [z for w in found.frame.words for c in sorted(w.of) if (z := capital(c))]
    for timex in clock.of_frame(page, found.frame):
        mine = clock.local(bench.record, page, timex, future=found.frame.status not in {"occurred", "ongoing"})
        if mine is None or (timex.anchor not in clock.SIGNS and timex.weekday is None):
            continue
        told = _told(bench, found)
        seen = clock.weigh(mine, clock.named_clock(page, timex, found.frame), told, home)
        if seen is None or seen.right:
            continue
        why = seen.why[:1].upper() + seen.why[1:] + "."
        evidence = Evidence(place=seen.told.place, role="against")
        out.append(mark("clock", (timex.start, timex.end), why, [evidence], say=seen.say))
    return out


def _told(bench: Bench, found: Case) -> list[clock.Told]:
    """The times of the clauses that come nearest, of those that tell any."""
    out: list[clock.Told] = []
    best: float | None = None
    for match in found.all:
        if best is not None and match.score < best - TIMED:
            break
        told = clock.told(bench.record, bench.page(match.frame.report), match.frame)
        if told and best is None:
            best = match.score
        out += told
    return out
