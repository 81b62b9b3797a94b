"""What a text asserts, clause by clause: the act, how far it got, who and what belongs to it, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from memcon.extract.chains import covering
from memcon.extract.graph import Graph
from memcon.extract.syntax import objects_of
from memcon.extract.types import Attribution, Voice
from memcon.model.gazetteer import states
from memcon.model.memo import Status
from memcon.proof.clauses import acting, asks, carried, heads_of, is_negated, names_of, receives, status_of
from memcon.proof.draft import ID
from memcon.proof.lexis import rules, words
from memcon.proof.record import Page, Record
from memcon.read.types import Entity, Naming
from memcon.reconcile.actors import plain
from memcon.reconcile.zones import of_place

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "ADP", "SCONJ"})
PLACING = frozenset(
    {"in", "at", "near", "from", "to", "into", "off", "outside", "inside", "via", "through", "around", "for"}
)
SIDES = frozenset({"inside", "outside", "within", "beyond", "before", "after"})
"""Prepositions that are content: which side of a line something is on."""
LONGEST_NAME = 10
"""Words of a speaker named behind what is said."""
TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "sheikh", "sheikha", "king", "queen"})


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
    minor: bool = False
    """Whether it only describes: an adjective, an adverb, the first part of a compound."""

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
    verb: str
    heads: tuple[str, ...]
    status: Status
    present: bool
    words: tuple[Word, ...]
    tokens: frozenset[int]
    above: tuple[int, ...]
    """The tokens above the head up to the first that only stands beside it ("and agreed that …")."""
    subject: tuple[int, ...]
    times: frozenset[str]
    """The days and hours in the clause, as their words say them."""
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
        if " of " in found.name or found.name.split()[0].islower():
            return frozenset(), country  # an office, whoever a table says holds it
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
            seat = rules("words")["seats"].get(token.norm)
            if seat and naming.form == "capital":
                who, of = who | {seat}, of | {seat}
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
        minor=not (who or of) and (token.pos in {"ADJ", "ADV"} or token.dep in {"amod", "compound", "nmod"}),
    )


def frames(record: Record, page: Page) -> Iterator[Frame]:
    """The frames of a page in text order: its clauses, and what it says was not ("without agreement")."""
    graph = page.graph
    heads = heads_of(graph)
    known = frozenset(heads)
    for head in heads:
        if graph.sentence(head).kind not in {"boilerplate", "label"}:
            yield _frame(record, page, head, known)
    for token in graph.tokens if page.id != ID else ():
        noun = graph.kid(token.i, "pobj", "pcomp") if token.norm == "without" else None
        if noun is not None and noun not in known:
            yield _without(record, page, token.i, noun, known)


def _frame(record: Record, page: Page, head: int, known: frozenset[int]) -> Frame:
    graph = page.graph
    token, sentence = graph.tokens[head], graph.sentence(head)
    own = _nested(graph, head, known)
    subject = acting(graph, head)
    outside = frozenset(i for s in subject for i in _nested(graph, s, known) if i not in own)
    leading = frozenset(h for h in graph.up(head)[:3] if carried(graph, h) is not None)
    led = frozenset(i for h in leading for i in _nested(graph, h, known) if i not in own)
    objects = [o for o in objects_of(graph, head) if o not in own]
    beside = frozenset(i for o in objects for i in _nested(graph, o, known) if i not in own)
    roles = _roles(graph, head, frozenset(subject))
    roles |= dict.fromkeys(beside, "object") | dict.fromkeys(outside, "subject")
    if receives(graph, head):
        inside = {i for s in subject for i in graph.subtree(s)}
        roles = {i: "subject" if i in inside else "object" if r == "subject" else r for i, r in roles.items()}
    led_by = [graph.tokens[h].start for h in leading]
    held = tuple(a for a in _voices(page, head) if not (a.cue and any(a.cue[0] <= s < a.cue[1] for s in led_by)))
    found = _content(record, page, (own | led | outside | beside) - {head} - leading, roles, held)
    times = page.times.get(sentence.i, ())
    hour = any(t.type == "TIME" and any(t.first <= i < t.last for i in own) for t in times)
    if hour:
        found = [replace(w, role="clock") if w.place and any(of_place(n) for n in w.who) else w for w in found]
    lemma = graph.lemma(head)
    names, status = names_of(graph, head), status_of(graph, head)
    turned = tuple(str(rules("words")["negated"][h]) for h in names if h in rules("words")["negated"])
    if status == "denied" and turned and is_negated(graph, head):
        names, status = turned, "occurred"
    shown = [i for i in own | led if graph.tokens[i].pos not in {"PUNCT", "CCONJ"}] or [head]
    return Frame(
        report=page.id,
        sentence=sentence.i,
        head=head,
        start=min(graph.tokens[i].start for i in shown),
        end=max(graph.tokens[i].end for i in shown),
        verb=lemma,
        heads=names,
        status=status,
        present=token.tag in {"VBZ", "VBP"} and not graph.kids(head, "aux", "auxpass"),
        words=tuple(found),
        tokens=own | led,
        above=_above(graph, head),
        subject=subject,
        times=frozenset(t.value for t in times if any(t.first <= i < t.last for i in own)),
        voices=held,
        quoted=any(q.start <= token.start and token.end <= q.end for q in page.reading.quotes),
        asked=sentence.question or asks(graph, head),
        saying=lemma in words("saying") | words("positions") and _says(page, head),
    )


def _voices(page: Page, head: int) -> tuple[Attribution, ...]:
    """Who says a clause; of the second of two clauses with "that", whoever says the first."""
    graph = page.graph
    token = graph.tokens[head]
    held = covering(page.extraction.attributions, token.start, token.end)
    if not held and (behind := _behind(page, head)) is not None:
        return (behind,)
    if held or token.dep != "conj" or not any(graph.tokens[k].norm == "that" for k in graph.kids(head, "mark")):
        return held
    first = graph.tokens[token.head]
    inside = covering(page.extraction.attributions, first.start, first.end)
    cues = tuple(a for a in page.extraction.attributions if a.cue is not None and a.cue[0] <= first.start < a.cue[1])
    return inside or cues[:1]


def _behind(page: Page, head: int) -> Attribution | None:
    """Who says a clause by words behind it that end the sentence or a part of it: "…, a person close to them said;"."""
    graph = page.graph
    sentence = graph.sentence(head)
    for i in range(head + 1, sentence.last):
        token = graph.tokens[i]
        last = i + 1 == sentence.last or graph.tokens[i + 1].norm in {".", ";"}
        if token.norm == ";":
            return None
        if not last or token.lemma.lower() not in words("plainly") or not token.tag.startswith("VB"):
            continue
        comma = next((k for k in range(i - 1, head, -1) if graph.tokens[k].norm == ","), None)
        if comma is None or not 1 <= i - 1 - comma <= LONGEST_NAME:
            return None
        named = graph.tokens[comma + 1].start, graph.tokens[i - 1].end
        if not any(graph.tokens[k].pos in {"NOUN", "PROPN", "PRON"} for k in range(comma + 1, i)):
            return None
        name = page.report.text[named[0] : named[1]]
        cue = token.start, token.end
        entity = next((graph.inside[k].entity for k in range(i - 1, comma, -1) if k in graph.inside), None)
        return Attribution(
            source=Voice(name=name, entity=entity, cue=cue),
            cue=cue,
            content=((graph.tokens[head].start, graph.tokens[comma].start),),
            manner="indirect",
            rule="behind",
            named=named,
        )
    return None


def _without(record: Record, page: Page, prep: int, noun: int, known: frozenset[int]) -> Frame:
    """What was not: "ended without agreement on water"."""
    graph = page.graph
    above = graph.tokens[prep].head
    own = frozenset(graph.subtree(noun))
    subject = acting(graph, above) if above in known else ()
    outside = frozenset(i for s in subject for i in _nested(graph, s, known) if i not in own)
    roles = dict.fromkeys(own, "object") | dict.fromkeys(outside, "subject")
    held = covering(page.extraction.attributions, graph.tokens[noun].start, graph.tokens[noun].end)
    return Frame(
        report=page.id,
        sentence=graph.tokens[noun].sentence,
        head=noun,
        start=graph.tokens[prep].start,
        end=max(graph.tokens[i].end for i in own),
        verb="",
        heads=(graph.lemma(noun),),
        status="denied",
        present=False,
        words=tuple(_content(record, page, (own | outside) - {noun}, roles, held)),
        tokens=own | {prep},
        above=_above(graph, noun),
        subject=subject,
        times=frozenset(),
        voices=held,
        quoted=any(q.start <= graph.tokens[noun].start < q.end for q in page.reading.quotes),
        asked=graph.sentence(noun).question,
        saying=False,
    )


def _above(graph: Graph, i: int) -> tuple[int, ...]:
    out: list[int] = []
    while graph.tokens[i].head != i and graph.tokens[i].dep not in {"conj", "parataxis"}:
        i = graph.tokens[i].head
        out.append(i)
    return tuple(out)


def _content(
    record: Record, page: Page, tokens: frozenset[int], roles: dict[int, str], held: tuple[Attribution, ...]
) -> list[Word]:
    """The words of content among some tokens, those of times and of who says so left out."""
    graph = page.graph
    source = [r for a in held for r in (a.cue, a.named) if r is not None]
    source += [a.cue for a in page.extraction.attributions if a.cue and a.rule == "phrase"]
    found = (
        _word(record, page, i, roles.get(i, "other"))
        for i in sorted(tokens - graph.dated)
        if not any(a <= graph.tokens[i].start < b for a, b in source)
    )
    return [w for w in found if w is not None]


def _says(page: Page, head: int) -> bool:
    """Whether a verb of saying has a clause or a quotation for what is said, so that it tells no more itself."""
    graph = page.graph
    token = graph.tokens[head]
    if graph.kid(head, "ccomp", "parataxis") is not None or graph.lemma(head) in words("positions"):
        return graph.kid(head, "ccomp", "parataxis") is not None
    beside = any(a.cue is not None and a.cue[0] <= token.start < a.cue[1] for a in page.extraction.attributions)
    if beside and graph.lemma(head) == "say":
        return True  # whatever the parse takes for its object
    plainly = graph.lemma(head) in words("plainly")
    return beside and plainly and graph.kid(head, "dobj", "xcomp", "acomp", "oprd") is None
