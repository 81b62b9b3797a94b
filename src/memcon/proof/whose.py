"""Whose word a clause is in the reports, and who has another account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from memcon.extract.clauses import finite_verb
from memcon.extract.sources import first_person
from memcon.extract.types import Attribution
from memcon.model.gazetteer import states
from memcon.proof.bench import ARGS, CLOSE, Bench, Case, coverage, mark, subject_words
from memcon.proof.frames import Frame
from memcon.proof.lexis import words
from memcon.proof.match import Match
from memcon.proof.record import Page
from memcon.proof.types import Mark
from memcon.proof.wording import lowered, own_text, reason, suggestion
from memcon.reconcile.lexis import fold, nationalities


def attribution(bench: Bench, found: Case) -> list[Mark]:
    """The clause is flat in the draft, and somebody's word in every report that carries it."""
    frame = found.frame
    if frame.voices or not found.good or not _finite(bench, frame) or _held(bench, frame):
        return []
    tellers: list[tuple[str, Match]] = []
    sides: set[str] = set()
    for match in (*found.good, *(m for m in found.weaker if m.head >= CLOSE and coverage(m) >= CLOSE)):
        page = bench.page(match.frame.report)
        voice = _voice(page, match.frame)
        if voice is not None:
            if _named_as_source(bench, page, frame, voice) or _named_beside(bench, frame, voice):
                return []
            if _own_plan(page, frame, match, voice):
                return []
            tellers.append((voice.source.name, match))
        elif page.report.side and page.report.kind != "news":
            if _may_tell(page, match, page.report.side):
                return []
            sides.add(page.report.side)
            tellers.append((own_text(page.report), match))
        else:
            return []
    if len(sides) > 1 or not tellers:
        return []
    name, match = tellers[0]
    evidence = replace(bench.evidence(match.frame), voice=name)
    why = reason("attribution", voice=lowered(name), report=match.frame.report)
    say = suggestion("attribution", voice=lowered(name))
    return [mark("attribution", (frame.start, frame.end), why, [evidence], say=say)]


def _held(bench: Bench, frame: Frame) -> bool:
    """Whether a clause of the draft is what somebody named hopes, wants or says: "Beijing hopes that …"."""
    graph = bench.draft.graph
    token = graph.tokens[frame.head]
    above = token.head
    if token.dep != "ccomp" or graph.lemma(above) not in words("positions") | words("saying"):
        return False
    return graph.kid(above, "nsubj") is not None


def _finite(bench: Bench, frame: Frame) -> bool:
    """Whether a clause has a tense of its own: whose word "to answer" is hangs on the clause above it."""
    graph = bench.draft.graph
    return finite_verb(graph, frame.head) or graph.tokens[graph.tokens[frame.head].head].lemma == "be"


def _voice(page: Page, frame: Frame) -> Attribution | None:
    """Whose word a clause is; what parties agree on is nobody's word but the text's."""
    for made in frame.voices:
        if (
            made.rule != "phrase"
            and made.cue is not None
            and any(made.cue[0] <= page.graph.tokens[i].start < made.cue[1] for i in frame.tokens)
        ):
            continue  # the clause is the saying itself: "she declined to comment"
        cue = page.report.text[made.cue[0] : made.cue[1]].lower() if made.cue else ""
        shared = made.source.name.lower().startswith("both ")
        if made.source.name and not (first_person(made.source.name) or shared or cue in words("agreed")):
            return made
        if not made.source.name and made.stance == "hedges":
            return made
    return None


def _named_as_source(bench: Bench, page: Page, frame: Frame, voice: Attribution) -> bool:
    """Whether the draft's own subject is who says so in the report: "the operator measured a drop"."""
    graph = bench.draft.graph
    mine = {fold(graph.lemma(s)) for s in frame.subject} - {""}
    theirs = {fold(w.strip("'’,.").lower()) for w in voice.source.name.split()} - {""}
    if voice.named is not None:
        low, high = voice.named
        theirs |= {fold(page.graph.lemma(t.i)) for t in page.graph.tokens if low <= t.start < high} - {""}
    return bool(mine) and mine <= theirs


def _named_beside(bench: Bench, frame: Frame, voice: Attribution) -> bool:
    """Whether the draft's sentence gives something else to the very source: "…, because, an official says, …"."""
    sentence = bench.draft.graph.sentence(frame.head)
    theirs = _content(voice)
    return any(
        theirs and theirs <= _content(a)
        for a in bench.draft.extraction.attributions
        if a.source.name and a.cue is not None and sentence.start <= a.cue[0] < sentence.end
    )


def _content(voice: Attribution) -> frozenset[str]:
    said = {fold(w.strip("'’,.").lower()) for w in voice.source.name.split()}
    return frozenset(said - {"", "a", "an", "the", "of", "in", "by"})


def _states(page: Page, match: Match) -> frozenset[str]:
    """The states of who acts in a report's clause, by name or by what stands before the noun: "the Greek ferry"."""
    near = {k for s in match.frame.subject for k in page.graph.kids(s, "amod", "compound", "poss", "nmod")}
    named = [w for w in match.frame.words if w.named and (w.i in match.frame.subject or w.i in near)]
    return frozenset(c for w in named for c in (*w.of, *(w.who & states().keys())))


def _may_tell(page: Page, match: Match, side: str) -> bool:
    """Whether a side's own text may be taken at its word: for what it did or plans, and for what both did together."""
    if match.frame.status == "denied" and not _nobody(page, match):
        return False
    told = _states(page, match)
    if set(match.frame.heads) & words("meeting"):
        return True
    return not told or told == {side}


def _nobody(page: Page, match: Match) -> bool:
    """Whether a clause tells that something happened to nobody: "no one was harmed" denies no charge."""
    graph = page.graph
    first = graph.sentence(match.frame.head).first
    subject = [*graph.kids(match.frame.head, "nsubj", "nsubjpass"), first]
    said = {graph.tokens[i].norm for s in subject for i in (*graph.subtree(s), s)}
    return bool(said & {"nobody", "none"}) or {"no", "one"} <= said


def _own_plan(page: Page, mine: Frame, match: Match, voice: Attribution) -> bool:
    """Whether what is told is the speaker's own side's plan, wish or position, which its word makes so."""
    entity = page.graph.entities.get(voice.source.entity or "")
    country = entity.country if entity is not None else None
    told = _states(page, match) or frozenset(c for w in mine.words if w.i in mine.subject for c in w.of)
    own = country is not None and told == {country}
    return own and (match.frame.status in {"planned", "proposed"} or bool(set(match.frame.heads) & words("positions")))


def other_account(bench: Bench, found: Case, cases: Sequence[Case]) -> list[Mark]:
    """Somebody in the reports denies what the clause tells, or tells the opposite, and the draft is silent on it."""
    frame = found.frame
    if not found.good or set(frame.heads) & words("denying") or not _finite(bench, frame):
        return []
    rivals = [m.frame for m in found.rivals if m.frame.verb]
    if frame.status != "denied":
        rivals += [*_denials(bench, found), *_rebuffs(bench, found), *_answers(bench, found)]
    rivals = [r for r in rivals if not _own_words(bench, found, r) and not _same_breath(found, r)]
    sure = bool(rivals)
    rivals = rivals or [r for r in _beside(bench, found) if not _own_words(bench, found, r)]
    if not rivals or _told_both(bench, found, rivals, cases):
        return []
    rival = rivals[0]
    voice = rival.voice or subject_words(bench, rival) or rival.report
    why = reason("one-sided", voice=voice, source=bench.words(rival))
    evidence = [bench.evidence(found.good[0].frame), bench.evidence(rival, "against")]
    say = suggestion("one-sided", voice=lowered(voice))
    return [replace(mark("one-sided", (frame.start, frame.end), why, evidence, say=say), sure=sure)]


def _denials(bench: Bench, found: Case) -> list[Frame]:
    """Clauses that deny, in the sentence of the clause that carries the draft's or right after it."""
    out: list[Frame] = []
    for match in found.good[:3]:
        if coverage(match) < ARGS:
            continue
        here = match.frame
        for sentence in (here.sentence, here.sentence + 1):
            for n in bench.index.by_sentence.get((here.report, sentence), ()):
                frame = bench.index.frames[n]
                if not frame.verb:
                    continue
                if frame.head == here.head or not set(frame.heads) & words("denying"):
                    continue
                if sentence == here.sentence and frame.start < here.start:
                    continue
                paragraph = bench.page(here.report).reading.sentences
                if paragraph[sentence].paragraph != paragraph[here.sentence].paragraph:
                    continue
                out.append(frame)
    return out


def _rebuffs(bench: Bench, found: Case) -> list[Frame]:
    """What the accused say of an accusation, wherever it stands: "called the accusation absurd"."""
    out: list[Frame] = []
    for match in found.good[:2]:
        page = bench.page(match.frame.report)
        voice = _voice(page, match.frame)
        cue = page.graph.tokens[_token_at(page, voice.cue[0])].lemma.lower() if voice and voice.cue else ""
        if cue not in words("blaming"):
            continue
        teller = _country(page, voice)
        for frame in bench.index.frames:
            said = {w.lemma for w in frame.words}
            by = {c for w in frame.words if w.role == "subject" for c in w.of} | {
                _country(bench.page(frame.report), _voice(bench.page(frame.report), frame))
            }
            if set(frame.heads) & words("denying") and said & words("deniable") and by - {teller, None}:
                out.append(frame)
    return out


def _beside(bench: Bench, found: Case) -> list[Frame]:
    """What another says of the same in the same breath, with no word of denial: "he was let go; the office says …"."""
    out: list[Frame] = []
    for match in found.good[:1]:
        here = match.frame
        if coverage(match) < ARGS or found.frame.voices:
            continue
        page = bench.page(here.report)
        mine = _voice(page, here)
        for n in bench.index.by_sentence.get((here.report, here.sentence), ()):
            frame = bench.index.frames[n]
            voice = _voice(page, frame)
            later = frame.start > here.end and not frame.saying and bool(frame.verb)
            if voice is None or not later or (mine and mine.source.name == voice.source.name):
                continue
            if ";" in page.report.text[here.end : frame.start] and _of_the_same(page, here, frame):
                out.append(frame)
    return out


def _of_the_same(page: Page, one: Frame, two: Frame) -> bool:
    """Whether two clauses share a word of content, or the second speaks of the first's by a pronoun."""
    shared = {fold(w.lemma) for w in one.words if not w.named} & {fold(w.lemma) for w in two.words if not w.named}
    pronoun = any(page.graph.tokens[s].norm in {"it", "he", "she", "they", "that"} for s in two.subject)
    return pronoun or bool(shared - {""})


def _token_at(page: Page, start: int) -> int:
    return next((t.i for t in page.graph.tokens if t.start >= start), 0)


def _answers(bench: Bench, found: Case) -> list[Frame]:
    """What a party that the clause is about says right after another said it: "A says that B did. B says …"."""
    out: list[Frame] = []
    for match in found.good[:2]:
        here = match.frame
        page = bench.page(here.report)
        voice = _voice(page, here)
        teller = _country(page, voice)
        if teller is None or coverage(match) < ARGS or here.status not in {"occurred", "ongoing"}:
            continue
        about = {c for w in here.words for c in w.of} - {teller}
        for n in bench.index.by_sentence.get((here.report, here.sentence + 1), ()):
            frame = bench.index.frames[n]
            other = _voice(page, frame)
            same = page.reading.sentences[frame.sentence].paragraph == page.reading.sentences[here.sentence].paragraph
            shared = {w.lemma for w in frame.words if not w.named} & {w.lemma for w in here.words}
            if same and shared and other is not None and not frame.saying and _country(page, other) in about:
                out.append(frame)
    return out


def _country(page: Page, voice: Attribution | None) -> str | None:
    entity = page.graph.entities.get(voice.source.entity or "") if voice else None
    if entity is not None and entity.country:
        return entity.country
    for word in voice.source.name.split() if voice else ():
        code = nationalities().get(word.strip("'’,.").lower())
        if code:
            return code.upper()
    return None


def _own_words(bench: Bench, found: Case, rival: Frame) -> bool:
    """Whether what speaks against a clause is of the very party whose word it is."""
    page = bench.page(rival.report)
    theirs = {c for w in rival.words if w.i in rival.subject for c in w.of} | {_country(page, _voice(page, rival))} - {
        None
    }
    carrier = bench.page(found.good[0].frame.report)
    voice = _voice(carrier, found.good[0].frame)
    mine = {_country(carrier, voice) or carrier.report.side} - {None}
    if voice is not None and carrier.report.side is None and not _explicit(voice) and rival.report == carrier.id:
        return False  # "The ministry said so. Japan denies this": the two are told apart
    return bool(theirs) and theirs <= mine


def _same_breath(found: Case, rival: Frame) -> bool:
    """Whether what speaks against a clause is told beside what carries it, by the same voice: two facts, no denial."""
    carrier = found.good[0].frame
    here = (rival.report, rival.sentence) == (carrier.report, carrier.sentence)
    return here and rival.voice == carrier.voice and not set(rival.heads) & words("denying")


def _explicit(voice: Attribution) -> bool:
    """Whether a source's own words tell its state, or its name: not a bare "the ministry"."""
    said = voice.source.name.split()
    return any(w[:1].isupper() for w in said[1:]) or any(nationalities().get(w.strip("'’,.").lower()) for w in said)


def _told_both(bench: Bench, found: Case, rivals: Iterable[Frame], cases: Sequence[Case]) -> bool:
    """Whether the draft tells the other account too: in the same sentence, or right after one that names its source."""
    keys = {(f.report, f.sentence) for f in rivals}
    sentence = bench.draft.reading.sentences[found.frame.sentence]
    named = {
        a.source.entity or a.source.name
        for a in bench.draft.extraction.attributions
        if a.source.name and a.cue is not None and sentence.start <= a.cue[0] < sentence.end
    }
    if len(named) > 1 and found.frame.voices:
        return True  # two who say something in one sentence: the one against the other
    reach = 1 if found.frame.voices else 0
    for other in cases:
        if other is found or not 0 <= other.frame.sentence - found.frame.sentence <= reach:
            continue
        if set(other.frame.heads) & words("denying") or other.frame.status == "denied":
            return True
        apart = bool(found.frame.voice and other.frame.voice) and found.frame.voice != other.frame.voice
        if apart and other.frame.sentence == found.frame.sentence:
            return True
        if other.frame.voices and any((m.frame.report, m.frame.sentence) in keys for m in other.good[:2]):
            return True
    return False
