"""What a text asserts, clause by clause: the act, how far it got, who and what belongs to it, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from memcon.extract.chains import covering
from memcon.extract.clauses import clause_status, combined, finite_verb, infinitive, negated
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.status import _governed
from memcon.extract.syntax import objects_of, surface_subject
from memcon.extract.types import Attribution
from memcon.model.gazetteer import states
from memcon.model.memo import Status
from memcon.proof.lexis import rules, words
from memcon.proof.record import Page, Record
from memcon.read.types import Entity, Naming, Range
from memcon.reconcile.actors import plain
from memcon.reconcile.zones import of_place

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "ADP", "SCONJ"})
CLAUSES = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis", "acl", "csubj", "xcomp", "pcomp", "ROOT"})
PLACING = frozenset(
    {"in", "at", "near", "from", "to", "into", "off", "outside", "inside", "via", "through", "around", "for"}
)
SIDES = frozenset({"inside", "outside", "within", "beyond", "before", "after"})
"""Prepositions that are content: which side of a line something is on."""
TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "sheikh", "sheikha", "king", "queen"})
REACH = 5
"""How far behind its verb a particle may stand: "called its ambassador home"."""
REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves"})
CLIMB = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of content of a frame. ``who`` are surnames, names and codes; ``of`` the states that a name belongs to."""

    i: int
    start: int
    end: int
    lemma: str
    kind: str
    role: str
    who: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    place: bool = False
    office: bool = False

    @property
    def named(self) -> bool:
        """Whether the word names somebody or some place."""
        return bool(self.who or self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """An act or a state as one clause tells it. ``heads`` are the lemmas that name it, "verb noun" among them."""

    report: str
    sentence: int
    head: int
    start: int
    end: int
    heads: tuple[str, ...]
    noun: bool
    status: Status
    present: bool
    words: tuple[Word, ...]
    tokens: frozenset[int]
    subject: tuple[int, ...]
    voices: tuple[Attribution, ...]
    quoted: bool
    asked: bool
    saying: bool

    @property
    def voice(self) -> str:
        """Who says so, in the report's words, the outermost first; empty for the report's own voice."""
        return next((a.source.name for a in self.voices if a.source.name), "")


def _entity(record: Record, page: Page, found: Entity, seen: int = 0) -> tuple[frozenset[str], frozenset[str]]:
    """The names of an entity, and the states it belongs to."""
    if found.members and seen < 2:
        parts = [
            _entity(record, page, page.graph.entities[m], seen + 1) for m in found.members if m in page.graph.entities
        ]
        return frozenset().union(*(p[0] for p in parts)), frozenset().union(*(p[1] for p in parts))
    country = frozenset({found.country}) if found.country else frozenset()
    if found.kind == "government":
        return frozenset({found.id}), country
    if found.kind == "person":
        if not found.surname:
            return frozenset(), country
        names = frozenset(
            w for w in (*plain(found.name).split(), plain(found.surname)) if len(w) > 1 and w not in TITLES
        )
        known = {
            a.country for n in (plain(found.name), plain(found.surname)) for a in record.people.get(n, ()) if a.country
        }
        return names, country if country & known else frozenset(known) or country
    if found.kind in {"organization", "armed-force", "place"}:
        return frozenset({plain(found.name)}), country
    return frozenset(), country


def _state(graph: Graph, naming: Naming) -> str | None:
    found = graph.entities.get(naming.entity)
    return found.country if found else None


def _kind(pos: str) -> str:
    return "V" if pos in {"VERB", "AUX"} else "N"


def _roles(graph: Graph, head: int, subject: frozenset[int]) -> dict[int, str]:
    """The role of each token under a clause's head: the role of the branch that it stands in."""
    out: dict[int, str] = {}
    for k in graph.children[head]:
        dep = graph.tokens[k].dep
        role = (
            "subject"
            if dep in {"nsubj", "csubj"}
            else "object"
            if dep in {"dobj", "nsubjpass", "attr", "oprd", "acomp"}
            else "other"
        )
        if k in subject and dep != "nsubjpass":
            role = "subject"
        for i in graph.subtree(k):
            out[i] = role
    return out


def _nested(graph: Graph, head: int, heads: frozenset[int]) -> frozenset[int]:
    """The tokens of a clause, those of clauses inside it left out."""
    out, todo = [head], [head]
    while todo:
        for k in graph.children[todo.pop()]:
            if k in heads and k != head:
                continue
            out.append(k)
            todo.append(k)
    return frozenset(out)


def _idle_verb(graph: Graph, i: int) -> bool:
    token = graph.tokens[i]
    return token.dep in {"aux", "auxpass"} or (token.dep == "prep" and token.tag == "VBG")


def heads_of(graph: Graph) -> list[int]:
    """The verbs and predicates that head a clause, in text order."""
    out = []
    for token in graph.tokens:
        if token.pos == "AUX" and token.dep not in {"aux", "auxpass"} and token.dep in CLAUSES:
            if any(infinitive(graph, k) for k in graph.kids(token.i, "xcomp")):
                continue  # "are to meet": the plan is told of the verb under it
            out.append(token.i)
        elif (token.pos == "VERB" or token.tag.startswith("VB")) and not _idle_verb(graph, token.i):
            if token.dep in CLAUSES or graph.kid(token.i, "nsubj", "nsubjpass", "dobj") is not None:
                out.append(token.i)
    return out


def status_at(graph: Graph, i: int) -> Status:
    """How far the act of a verb got, by its own clause and by what governs it."""
    cues = lexicon().cues
    own = clause_status(graph, i, cues)
    at = i
    for _ in range(CLIMB):
        token = graph.tokens[at]
        head = token.head
        if head == at:
            break
        above = graph.tokens[head]
        dep = token.dep
        finite = finite_verb(graph, at)
        if dep == "conj":
            if own is None or (own in {"occurred", "ongoing"} and not finite):
                own = clause_status(graph, head, cues) if above.pos in {"VERB", "AUX"} else own
            elif graph.kid(at, "nsubj", "nsubjpass") is not None or finite:
                if not _shared_clause(graph, at, head):
                    break
            at = head
            continue
        if dep == "prep" or above.pos == "ADP":
            at = head
            continue
        if dep in {"xcomp", "ccomp", "acl", "pcomp", "advcl", "acomp", "attr", "csubj", "dobj", "pobj"}:
            if dep == "advcl" and not infinitive(graph, at):
                break
            if dep == "acl" and token.tag in {"VBN", "VBG"}:
                break
            lemma = graph.lemma(head)
            if lemma == "be" and dep == "xcomp" and infinitive(graph, at):
                own = combined(own, "planned")
                break
            effect = _governed(graph, head, dep, cues)
            if lemma == "expect" and dep == "xcomp" and graph.passive(head):
                effect = "planned"  # "is expected to": to come, by somebody's word
            if finite and dep == "ccomp" and effect not in {"denied", "threatened"} and not _suggests(lemma):
                break
            if finite and dep == "ccomp" and effect == "denied" and lemma not in words("denying"):
                break
            if effect is None and dep == "advcl" and infinitive(graph, at):
                upper = clause_status(graph, head, cues)
                own = combined(own, "hypothetical" if upper in {"occurred", "ongoing", None} else upper)
                break
            if effect is None and dep == "acl" and infinitive(graph, at):
                own = combined(own, "hypothetical")
            if effect is not None and effect not in {"occurred", "ongoing"}:
                own = combined(own, effect)
                if finite:
                    break
            at = head
            continue
        break
    if own is None:
        token = graph.tokens[i]
        own = "occurred" if token.tag in {"VBD", "VBN", "VBZ", "VBP", "VBG"} else "hypothetical"
    return own


def _suggests(lemma: str) -> bool:
    return lemma in {"propose", "suggest", "demand", "recommend", "urge", "whether", "consider", "ask", "wonder"}


def _shared_clause(graph: Graph, at: int, head: int) -> bool:
    return (
        graph.tokens[head].dep in {"xcomp", "acl"}
        and graph.kid(at, "nsubj", "nsubjpass") is None
        and not finite_verb(graph, at)
    )


def _word(record: Record, page: Page, i: int, role: str) -> Word | None:
    graph = page.graph
    token = graph.tokens[i]
    naming = graph.inside.get(i)
    if naming is not None and naming.head != i and token.pos != "NUM" and naming.form not in {"pronoun", "group"}:
        return None  # the head of a name stands for all of it
    who: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    place = office = False
    if naming is not None and token.pos not in {"VERB", "AUX", "ADP", "DET"}:
        entity = graph.entities.get(naming.entity)
        if entity is not None:
            who, of = _entity(record, page, entity)
            place = entity.kind == "place"
            if naming.form == "capital" and graph.tokens[token.head].norm in PLACING:
                place, who = True, frozenset({plain(page.report.text[naming.start : naming.end])})
            office = naming.form in {"office", "group", "pronoun"}
            if naming.form in {"office", "group"} and entity.known:
                who = frozenset()  # a name from outside the reports
    if token.lemma.lower() == "capital" and token.pos == "NOUN":
        codes = [
            c
            for k in graph.kids(i, "amod", "compound", "poss")
            if (n := graph.inside.get(k)) and (c := _state(graph, n))
        ]
        seat = states()[codes[0]].capital if codes and codes[0] in states() else ()
        if seat:
            who, of, place = frozenset({plain(seat[0])}), frozenset(codes[:1]), True
    if not who and token.pos == "PROPN" and (known := record.people.get(plain(token.text))):
        who = frozenset({plain(token.text)})
        of = frozenset(a.country for a in known if a.country)
    if token.pos == "PRON" and not (who or of):
        return None
    if token.pos not in CONTENT and not (who or of):
        return None
    lemma = graph.lemma(i)
    if token.pos in {"ADP", "SCONJ"} and lemma not in SIDES:
        return None
    if token.dep in {"aux", "auxpass", "case", "neg", "punct"} or (lemma in words("stop") and not (who or of)):
        return None
    if lemma in TITLES or not any(c.isalnum() for c in lemma):
        return None
    return Word(
        i=i,
        start=token.start,
        end=token.end,
        lemma=lemma,
        kind=_kind(token.pos),
        role=role,
        who=who,
        of=of,
        place=place,
        office=office,
    )


def _names(graph: Graph, head: int) -> tuple[str, ...]:
    """The lemmas that name an act: verb, particle and object; the noun alone where the verb is light."""
    lemma = graph.lemma(head)
    out = [lemma]
    objects = [graph.lemma(o) for o in objects_of(graph, head) if o not in graph.dated]
    subject = [graph.lemma(s) for s in surface_subject(graph, head) if graph.tokens[s].tag.startswith("NN")]
    if subject and lemma == "take" and objects == ["place"]:
        return (*subject, "place")
    if lemma in words("light"):
        predicates = [graph.lemma(k) for k in graph.kids(head, "acomp", "attr", "oprd") if k not in graph.dated]
        under = [graph.lemma(o) for w, _, o in graph.preps(head) if o is not None and w == "under"]
        lent = [*objects, *predicates, *under]
        out = lent or out
    if lemma in words("happening") and not objects:
        out += subject
    for k in graph.kids(head, "prt", "acomp"):
        out.append(f"{lemma} {graph.lemma(k)}")
    out += [f"{lemma} {o}" for o in objects]
    if lemma in words("vague"):
        near = [k for k in graph.kids(head, "advmod", "prep") if head < k <= head + REACH]
        out += [f"{lemma} {graph.lemma(k)}" for k in near]
        out += [
            f"{lemma} {graph.lemma(o)}"
            for w, _, o in graph.preps(head)
            if o is not None and w in {"to", "into", "under"}
        ]
    return tuple(dict.fromkeys(out))


def _subject(graph: Graph, head: int) -> tuple[int, ...]:
    if graph.passive(head):
        agents = [o for w, k, o in graph.preps(head) if w == "by" and o is not None and graph.tokens[k].dep == "agent"]
        return tuple(agents)
    return tuple(c for s in surface_subject(graph, head) for c in graph.conjuncts(s))


def frames(record: Record, page: Page) -> Iterator[Frame]:
    """The frames of a page in text order, those of questions and boilerplate too (``asked``)."""
    graph = page.graph
    heads = heads_of(graph)
    known = frozenset(heads)
    for head in heads:
        token = graph.tokens[head]
        sentence = graph.sentence(head)
        if token.dep == "relcl" and any(graph.tokens[k].norm in REFLEXIVE for k in graph.kids(head, "dobj", "nsubj")):
            continue  # "a group that calls itself"
        if sentence.kind in {"boilerplate", "label"}:
            continue
        own = _nested(graph, head, known)
        told = [i for i in own if graph.tokens[i].pos not in {"PUNCT", "CCONJ"}] or [head]
        subject = _subject(graph, head)
        outside = frozenset(i for s in subject for i in _nested(graph, s, known) if i not in own)
        objects = [o for o in objects_of(graph, head) if o not in own]
        beside = frozenset(i for o in objects for i in _nested(graph, o, known) if i not in own)
        roles = _roles(graph, head, frozenset(subject))
        roles |= dict.fromkeys(outside, "subject") | dict.fromkeys(beside, "object")
        hour = any(t.type == "TIME" and any(t.first <= i < t.last for i in own) for t in page.reading.timexes)
        held = covering(page.extraction.attributions, token.start, token.end)
        source = [r for a in held for r in (a.cue, a.named) if r is not None]
        source += [a.cue for a in page.extraction.attributions if a.cue and a.rule in {"phrase", "aside"}]
        beyond = graph.dated | {
            t.i for t in graph.tokens[sentence.first : sentence.last] if any(a <= t.start < b for a, b in source)
        }
        found = [
            w
            for i in sorted(own | outside | beside)
            if i != head and i not in beyond and (w := _word(record, page, i, roles.get(i, "other"))) is not None
        ]
        if hour:
            found = [replace(w, role="clock") if w.place and any(of_place(n) for n in w.who) else w for w in found]
        lemma = graph.lemma(head)
        heads_, status = _names(graph, head), status_at(graph, head)
        turned = tuple(str(rules("words")["negated"][h]) for h in heads_ if h in rules("words")["negated"])
        if status == "denied" and turned and negated(graph, head):
            heads_, status = turned, "occurred"
        yield Frame(
            report=page.id,
            sentence=sentence.i,
            head=head,
            start=min(graph.tokens[i].start for i in told),
            end=max(graph.tokens[i].end for i in told),
            heads=heads_,
            noun=False,
            status=status,
            present=token.tag in {"VBZ", "VBP"} and not graph.kids(head, "aux", "auxpass"),
            words=tuple(found),
            tokens=own,
            subject=subject,
            voices=held,
            quoted=any(q.start <= token.start and token.end <= q.end for q in page.reading.quotes),
            asked=sentence.question,
            saying=lemma in words("saying") and _says(graph, head),
        )


def _says(graph: Graph, head: int) -> bool:
    """Whether a verb of saying has a clause or a quotation for what is said, so that it tells no more itself."""
    return graph.kid(head, "ccomp", "parataxis") is not None or graph.lemma(head) in {"say", "tell", "write", "add"}


def covers(place: Range, other: Range) -> bool:
    """Whether two ranges share a character."""
    return place[0] < other[1] and other[0] < place[1]


def states_named() -> frozenset[str]:
    """The codes of all states."""
    return frozenset(states())


def is_negated(page: Page, frame: Frame) -> bool:
    """Whether a frame's own verb is negated."""
    return negated(page.graph, frame.head)
