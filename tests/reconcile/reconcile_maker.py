"""Hand-made reports for the tests of reconciliation: no parser, everything said by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from memcon.extract.types import (
    Attribution,
    Draft,
    EventMention,
    Extraction,
    Fill,
    LeverDraft,
    LinkDraft,
    Order,
    ReportedOmission,
    Voice,
    Withholding,
)
from memcon.model.memo import Memorandum, Report, Tool
from memcon.read.types import Entity, Quote, Range, Reading, Sentence, Timex, Token
from memcon.reconcile import reconcile

TOOL = Tool(name="memcon", version="test", rules="0")
WORDS = "the a an of on in to with and or for by at from that which is was were has had be as it its his her"
SMALL = set(WORDS.split())

NORLAND = Entity(id="NOR", name="Norway", kind="government", country="NOR")
PERSONS = {
    "stoltberg": Entity(id="anna-stoltberg", name="Anna Stoltberg", kind="person", country="NOR", surname="Stoltberg"),
    "silva": Entity(id="rui-silva", name="Rui Silva", kind="person", country="PRT", surname="Silva"),
    "keita": Entity(id="awa-keita", name="Awa Keita", kind="person", country="MLI", surname="Keita"),
}
STATES = {
    "NOR": NORLAND,
    "PRT": Entity(id="PRT", name="Portugal", kind="government", country="PRT"),
    "MLI": Entity(id="MLI", name="Mali", kind="government", country="MLI"),
    "ESP": Entity(id="ESP", name="Spain", kind="government", country="ESP"),
}


def lemma(word: str) -> str:
    if word == "informed":
        return "inform"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def place(text: str, words: str, nth: int = 1) -> Range:
    """The range of the nth occurrence of some words."""
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return at, at + len(words)


def read(report: str, text: str, entities: tuple[Entity, ...], timexes: tuple[Timex, ...] = ()) -> Reading:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    quotes: list[Quote] = []
    for n, found in enumerate(re.finditer(r"[^.?!]+[.?!]?\s*", text)):
        first = len(tokens)
        for word in re.finditer(r"\w[\w’'-]*", found.group()):
            norm = word.group().lower()
            start = found.start() + word.start()
            tokens.append(
                Token(
                    i=len(tokens),
                    start=start,
                    end=start + len(word.group()),
                    text=word.group(),
                    norm=norm,
                    lemma=lemma(norm),
                    pos="DET" if norm in SMALL else "NOUN",
                    tag="NN",
                    dep="dep",
                    head=len(tokens),
                    sentence=n,
                )
            )
        end = found.start() + len(found.group().rstrip())
        sentences.append(Sentence(i=n, start=found.start(), end=end, first=first, last=len(tokens), paragraph=0))
    for found in re.finditer("“([^”]+)”", text):
        index = max(s.i for s in sentences if s.start <= found.start())
        quotes.append(Quote(start=found.start(1), end=found.end(1), first=0, last=0, sentence=index))
    return Reading(
        report=report,
        text=text,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        quotes=tuple(quotes),
        entities=entities,
        namings=(),
        timexes=timexes,
    )


@dataclass
class Maker:
    """Builds one report piece by piece."""

    id: str
    text: str
    side: str | None = None
    kind: str = "news"
    published: str | None = None
    zone: str | None = None
    origin: str | None = None
    people: tuple[str, ...] = ("stoltberg", "silva")
    extra: tuple[Entity, ...] = ()
    mentions: list[EventMention] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    timexes: list[Timex] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    omissions: list[ReportedOmission] = field(default_factory=list)
    withheld: list[Withholding] = field(default_factory=list)
    links: list[LinkDraft] = field(default_factory=list)
    levers: list[LeverDraft] = field(default_factory=list)
    indicators: list[int] = field(default_factory=list)

    def sentence(self, offset: int) -> int:
        return max(s.i for s in read(self.id, self.text, ()).sentences if s.start <= offset)

    def mention(
        self, trigger: str, *, nth: int = 1, phrase: str | None = None, noun: str = "call", **rest: object
    ) -> str:
        where = place(self.text, trigger, nth)
        name = f"m{len(self.mentions) + 1}"
        values: dict[str, object] = {
            "type": "CONSULT",
            "status": "occurred",
            "reciprocal": True,
            "actors": ("anna-stoltberg", "rui-silva"),
        } | rest
        if values["type"] != "CONSULT" and "reciprocal" not in rest:
            values["reciprocal"] = False
        self.mentions.append(
            EventMention(
                id=name,
                trigger=where,
                phrase=place(self.text, phrase) if phrase else where,
                head=0,
                sentence=self.sentence(where[0]),
                noun=noun,
                **values,  # type: ignore[arg-type]
            )
        )
        return name

    def amend(self, name: str, **values: object) -> None:
        self.mentions = [replace(m, **values) if m.id == name else m for m in self.mentions]  # type: ignore[arg-type]

    def fill(self, slot: str, words: str, normal: str | None = None, **rest: object) -> Fill:
        start, end = place(self.text, words)
        return Fill(slot=slot, value=words, normal=normal, start=start, end=end, **rest)  # type: ignore[arg-type]

    def draft(self, words: str, **rest: object) -> int:
        where = place(self.text, words)
        values: dict[str, object] = {"value": words} | rest
        self.drafts.append(Draft(evidence=where, sentence=self.sentence(where[0]), **values))  # type: ignore[arg-type]
        return len(self.drafts) - 1

    def voice(self, source: str, words: str, manner: str = "indirect", entity: str | None = None) -> Voice:
        one = Voice(name=source, entity=entity)
        self.attributions.append(Attribution(source=one, cue=None, content=(place(self.text, words),), manner=manner))  # type: ignore[arg-type]
        return one

    def time(self, words: str, value: str, anchor: str = "absolute", **rest: object) -> int:
        start, end = place(self.text, words)
        kind = "TIME" if rest.get("part") or rest.get("hour") is not None else "DATE"
        self.timexes.append(
            Timex(
                start=start,
                end=end,
                sentence=self.sentence(start),
                first=0,
                last=0,
                type=kind,  # type: ignore[arg-type]
                value=value,
                anchor=anchor,  # type: ignore[arg-type]
                **rest,  # type: ignore[arg-type]
            )
        )
        return len(self.timexes) - 1

    def order(self, relation: str, other: str, words: str, **rest: object) -> Order:
        start, end = place(self.text, words)
        return Order(relation=relation, other=other, start=start, end=end, **rest)  # type: ignore[arg-type]

    @property
    def entities(self) -> tuple[Entity, ...]:
        return (*(PERSONS[p] for p in self.people), *STATES.values(), *self.extra)

    def report(self) -> Report:
        return Report(
            id=self.id,
            file=f"{self.id}.txt",
            side=self.side,
            kind=self.kind,  # type: ignore[arg-type]
            published=self.published,
            zone=self.zone,
            origin=self.origin,
            text=self.text,
            characters=len(self.text),
        )

    def reading(self) -> Reading:
        return read(self.id, self.text, self.entities, tuple(self.timexes))

    def extraction(self) -> Extraction:
        return Extraction(
            report=self.id,
            attributions=tuple(self.attributions),
            mentions=tuple(self.mentions),
            drafts=tuple(self.drafts),
            withheld=tuple(self.withheld),
            omissions=tuple(self.omissions),
            indicators=tuple(self.indicators),
            links=tuple(self.links),
            levers=tuple(self.levers),
        )


def memo(*makers: Maker) -> Memorandum:
    """The memorandum of hand-made reports, in the order given."""
    return reconcile(
        tuple(m.report() for m in makers),
        tuple(m.reading() for m in makers),
        tuple(m.extraction() for m in makers),
        TOOL,
    )
