"""The smaller steps: acts told within a contact, levers, cautions, links, the agenda, coverage."""

from __future__ import annotations

from dataclasses import replace

from reconcile_maker import Maker, memo

from memcon.extract.types import LeverDraft, LinkDraft, StandpointDraft, Voice, Withholding
from memcon.model.memo import Memorandum
from memcon.read.types import Naming


def kinds(found: Memorandum) -> list[str]:
    return [c.kind for c in found.cautions]


def readout(text: str, **rest: object) -> Maker:
    made = Maker(
        id="R1",
        text=text,
        side="NOR",
        kind="readout",
        published="2031-05-04T20:00:00+02:00",
        zone="Europe/Oslo",
        **rest,  # type: ignore[arg-type]
    )
    t = made.time("today", "PRESENT_REF", anchor="deictic", unit="day", low=0, high=0)
    made.mention("spoke", noun="speak", times=(t,))
    return made


def test_what_a_readout_tells_of_its_call_was_said_in_the_call() -> None:
    made = readout("Stoltberg spoke today with Silva. She urged lower herring quotas.")
    made.mention(
        "urged",
        noun="urge",
        type="REQUEST",
        actors=("anna-stoltberg",),
        recipients=("rui-silva",),
        rule="act:verb-1:urge",
    )
    reading = made.reading()
    head = next(t.i for t in reading.tokens if t.norm == "urged")
    tokens = tuple(replace(t, dep="ROOT") if t.i == head else t for t in reading.tokens)
    made.amend("m2", head=head)
    made.reading = lambda: replace(reading, tokens=tokens)  # type: ignore[method-assign]
    call, asked = memo(made).events
    assert call.time is not None
    assert asked.time is not None
    assert (asked.time.earliest, asked.time.latest) == (call.time.earliest, call.time.latest)
    assert asked.time.basis == "relative"
    assert not [s for s in asked.slots if s.slot == "time"]


def test_a_noun_gives_way_to_a_plan_told_by_a_verb() -> None:
    a = Maker(id="R1", text="Norway thanked Spain for herring aid.", published="2031-05-04T10:00:00+00:00")
    a.mention(
        "aid", phrase="herring aid", noun="aid", type="AID", actors=("ESP",), recipients=("NOR",), rule="act:noun-1:aid"
    )
    b = Maker(id="R2", text="Spain intends to give herring aid to Norway.", published="2031-05-04T12:00:00+00:00")
    b.mention(
        "give",
        phrase="give herring aid",
        noun="aid",
        type="AID",
        status="planned",
        actors=("ESP",),
        recipients=("NOR",),
        rule="act:verb-1:give",
    )
    (event,) = memo(a, b).events
    assert event.status == "planned"
    assert [i.event for i in memo(a, b).agenda] == [event.id]


def test_a_plan_that_is_over_is_not_on_the_agenda() -> None:
    a = Maker(id="R1", text="Stoltberg will visit Silva on 2 May 2031.", published="2031-05-01T10:00:00+00:00")
    t = a.time("2 May 2031", "2031-05-02", year=2031, month=5, day=2)
    a.mention("visit", noun="visit", mode="visit", status="planned", reciprocal=False, times=(t,))
    assert len(memo(a).agenda) == 1
    b = Maker(id="R2", text="Nothing was said.", published="2031-05-09T10:00:00+00:00")
    assert memo(a, b).agenda == ()


def lever(made: Maker, words: str, **rest: object) -> LeverDraft:
    start = made.text.index(words)
    values: dict[str, object] = {
        "instrument": words,
        "kind": "military",
        "state": "in force",
        "by": "MLI",
        "against": None,
    } | rest
    return LeverDraft(start=start, end=start + len(words), sentence=0, **values)  # type: ignore[arg-type]


def name(made: Maker, words: str, entity: str) -> Naming:
    start = made.text.index(words)
    first = next(t.i for t in made.reading().tokens if t.start == start)
    return Naming(
        start=start, end=start + len(words), first=first, last=first + 1, head=first, entity=entity, form="country"
    )


def test_a_lever_is_aimed_by_its_words_not_by_any_name_in_them() -> None:
    for text, target in (("Mali moved troops near Spain.", "ESP"), ("Mali moved troops bought in Spain.", None)):
        made = Maker(id="R1", text=text)
        made.levers.append(lever(made, text[11:-1]))
        reading = replace(made.reading(), namings=(name(made, "Mali", "MLI"), name(made, "Spain", "ESP")))
        made.reading = lambda reading=reading: reading  # type: ignore[method-assign]
        (relation,) = memo(made).relations
        assert relation.levers[0].against == target
        assert relation.source == "MLI"


def test_alleged_acts_and_questions_are_cautioned() -> None:
    a = Maker(id="R1", text="There was word of the alleged withdrawal of troops.", side="NOR", kind="statement")
    a.mention("withdrawal", noun="withdrawal", type="RETREAT", actors=("MLI",), phrase="withdrawal of troops")
    assert "attribution-lost" in kinds(memo(a))
    b = Maker(id="R1", text="Has Mali withdrawn its troops?")
    b.mention("withdrawn", noun="withdraw", type="RETREAT", actors=("MLI",))
    reading = b.reading()
    asked = tuple(replace(s, question=True) for s in reading.sentences)
    b.reading = lambda: replace(reading, sentences=asked)  # type: ignore[method-assign]
    assert "single-unsourced" in kinds(memo(b))


def test_a_few_words_of_somebody_are_a_fragment_unless_more_is_quoted() -> None:
    voice = (Voice(name="Silva", entity="rui-silva"),)
    a = Maker(id="R1", text="On the call Silva spoke of an “old account” of his.")
    a.mention("call")
    a.draft("old account", event="m1", voice=voice, manner="direct")
    assert "fragment-quote" in kinds(memo(a))
    b = Maker(id="R2", text="On the call Silva said: “There is an old account that we shall have to settle.”")
    b.mention("call")
    b.draft("There is an old account that we shall have to settle", event="m1", voice=voice, manner="direct")
    assert "fragment-quote" not in kinds(memo(a, b))


def test_two_acts_in_one_clause_are_cautioned() -> None:
    a = Maker(id="R1", text="During the call, Stoltberg informed reporters that it went well.")
    a.mention("call")
    assert "run-together" in kinds(memo(a))
    b = Maker(id="R1", text="During the call, Stoltberg informed Silva that it went well.")
    b.mention("call")
    assert "run-together" not in kinds(memo(b))


def test_links_standpoints_withheld_and_coverage() -> None:
    a = Maker(
        id="R1",
        text="Mali banned fish after the call. Silva holds that fish are free. He declined to say more. It rained.",
    )
    a.mention("banned", noun="ban", type="SANCTION", actors=("MLI",), recipients=("ESP",))
    a.mention("call")
    start = a.text.index("after")
    a.links.append(LinkDraft(type="responds-to", source="m1", target="m2", start=start, end=start + 5))
    held = a.draft("fish are free")
    shut = a.draft("declined to say more", event="m2", stance="declines")
    a.withheld.append(Withholding(party="rui-silva", event="m2", draft=shut, manner="declined"))
    made = a.extraction()
    extraction = replace(made, standpoints=(StandpointDraft(entity="rui-silva", issue="fish are free", draft=held),))
    a.extraction = lambda: extraction  # type: ignore[method-assign]
    found = memo(a)
    by_type = {e.type: e.id for e in found.events}
    (link,) = found.links
    assert (link.source, link.target) == (by_type["SANCTION"], by_type["CONSULT"])
    assert [(s.actor, s.issue) for s in found.standpoints] == [("rui-silva", "fish are free")]
    assert [(w.party, w.event, w.manner) for w in found.withheld] == [("rui-silva", by_type["CONSULT"], "declined")]
    assert any(s.slot == "disclosure" for e in found.events for s in e.slots)
    (covered,) = found.coverage
    assert (covered.sentences, [p.quote for p in covered.without_claim]) == (4, ["It rained."])


def test_many_alike_reports_are_one_event_with_a_reason_each() -> None:
    makers = []
    for n in range(1, 41):
        made = Maker(id=f"R{n}", text=f"Report {n}: Stoltberg held a call with Silva.")
        made.mention("call")
        makers.append(made)
    (event,) = memo(*makers).events
    assert len(event.reports) == 40
    assert len(event.reasons) >= 39
    assert event.origins == 40
