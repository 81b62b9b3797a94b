from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console
from tests.made import ONE, TWO, memorandum, span
from tests.present.conftest import STORIES
from tests.present.test_page import read

from memcon.model.memo import Actor, Claim, Event, Memorandum, Report, Slot, VoiceLink
from memcon.present.analyst import brief_view
from memcon.present.analyst_admiralty import Bearing, credibility
from memcon.present.analyst_backing import backing
from memcon.present.analyst_page import analyst_page
from memcon.present.analyst_readings import poles, questions
from memcon.present.analyst_text import analyst_markdown, show_brief
from memcon.present.desk import Desk
from memcon.present.icd203 import faults
from memcon.present.markdown import markdown

PER, ECU, NOR = "PER", "ECU", "NOR"
ACTORS = (
    Actor(id="rojas", name="Ana Rojas", kind="person", country=PER),
    Actor(id="PER", name="Peru", kind="government", country=PER),
    Actor(id="vidal", name="Tomás Vidal", kind="person", country=ECU),
    Actor(id="hansen", name="Ola Hansen", kind="person", country=NOR),
    Actor(id="tribune", name="The Tribune", kind="organization"),
    Actor(id="analysts", name="Analysts", kind="group"),
)
CALL = Event(id="E1", label="call", type="CONSULT", status="occurred", actors=("rojas", "vidal"), reports=("R1",))


def desk(*claims: Claim, reports: tuple[Report, ...] = ()) -> Desk:
    given = reports or tuple(Report(id=f"R{i}", file=f"{i}.txt") for i in (1, 2, 3))
    base = brief_memo()
    return Desk.of(replace(base, reports=given, actors=ACTORS, events=(CALL,), claims=claims))


def brief_memo() -> Memorandum:
    return memorandum()


def said(report: str, *voice: str, stance: str = "asserts", number: int = 0) -> Claim:
    links = tuple(VoiceLink(name=v.title(), actor=v if any(a.id == v for a in ACTORS) else None) for v in voice)
    place = span("R1", ONE, "phoned")
    return Claim(id=f"C{number}", report=report, value="x", evidence=(place,), event="E1", voice=links, stance=stance)  # type: ignore[arg-type]


def offered(*claims: Claim, reports: tuple[Report, ...] = (), about: Bearing | None = None) -> tuple[str, int]:
    held = backing(desk(*claims, reports=reports), claims)
    return held.count, credibility(held, about or Bearing(parties=frozenset({PER, ECU}))).figure


OWN = (Report(id="R1", file="1.txt", side=PER), Report(id="R2", file="2.txt", side=ECU), Report(id="R3", file="3.txt"))


@pytest.mark.parametrize(
    ("claims", "reports", "count", "figure"),
    [
        ([said("R1")], (), "1, not named", 6),
        ([said("R1"), said("R2")], (), "1–2, not shown", 3),
        ([said("R1", stance="hedges")], (), "1, not named", 6),
        ([said("R1", "rojas")], (), "1", 3),
        ([said("R1", "rojas"), said("R2", "rojas"), said("R3", "PER")], (), "1", 3),
        ([said("R1", "rojas"), said("R2", "vidal")], (), "2", 2),
        ([said("R1", "rojas"), said("R2")], (), "1–2", 3),
        ([said("R1"), said("R2")], OWN, "2", 1),
        ([said("R1"), said("R3", "rojas")], OWN, "1", 3),
        ([said("R1"), said("R3", "vidal")], OWN, "2", 2),
        ([said("R1", "analysts")], (), "1, not named", 6),
        ([said("R1", "some officials"), said("R2", "hansen")], (), "1–2", 3),
        ([said("R1", "tribune", "rojas"), said("R2", "rojas")], (), "1", 3),
        ([said("R1", "tribune")], (), "1, not named", 6),
    ],
)
def test_origins_are_counted_and_not_reports(claims, reports, count: str, figure: int) -> None:
    assert offered(*claims, reports=reports) == (count, figure)


def test_a_copy_counts_with_what_it_copies() -> None:
    copied = (Report(id="R1", file="1"), Report(id="R2", file="2", origin="R1"), Report(id="R3", file="3", origin="R2"))
    assert offered(said("R1"), said("R2"), said("R3"), reports=copied) == ("1, not named", 6)
    ring = (Report(id="R1", file="1", origin="R2"), Report(id="R2", file="2", origin="R1"), Report(id="R3", file="3"))
    assert offered(said("R1"), reports=ring)[0] == "1, not named"


@pytest.mark.parametrize(
    ("about", "figure"),
    [
        (Bearing(against="Ecuador", against_origins=1), 4),
        (Bearing(against="Ecuador and Norway", against_origins=2), 5),
        (Bearing(denied="Ecuador"), 4),
        (Bearing(parties=frozenset({PER}), silent=(ECU,)), 6),
        (Bearing(parties=frozenset({NOR}), silent=(ECU,)), 3),
        (Bearing(claimed=True), 6),
        (Bearing(parties=frozenset({ECU}), stake=frozenset({PER, ECU})), 3),
        (Bearing(planned=True, parties=frozenset({PER})), 3),
    ],
)
def test_contradiction_and_interest_lower_the_figure(about: Bearing, figure: int) -> None:
    assert offered(said("R1", "rojas"), about=about) == ("1", figure)


def test_more_origins_than_those_against_hold_a_three() -> None:
    claims = (said("R1", "rojas"), said("R2", "hansen"))
    assert offered(*claims, about=Bearing(against="Ecuador", against_origins=1)) == ("2", 3)


def test_no_figure_comes_without_a_reason(memo: Memorandum) -> None:
    b = brief_view(memo)
    assert b.findings
    assert all(f.why and f.meaning and f.origins for f in (*b.findings, *b.more))
    assert [f.number for f in (*b.findings, *b.more)] == list(range(1, len(b.findings) + len(b.more) + 1))


def test_a_dispute_is_a_finding_for_each_side(memo: Memorandum) -> None:
    found = {f.text: f for f in brief_view(memo).findings if "who began it" in f.text}
    assert [t.rsplit(": ", 1)[1] for t in found] == ["Rojas", "Vidal"]
    assert {f.figure for f in found.values()} <= {4, 5}


def test_a_letter_is_only_ever_a_persons(memo: Memorandum) -> None:
    b = brief_view(memo)
    assert not b.graded
    assert {g.letter for g in b.grades} == {"F"}
    assert {g.report: g.why for g in b.grades} == {
        "R1": "the outlet is not known",
        "R2": "nobody has judged it in reports.yaml",
    }
    judged = replace(memo, reports=(replace(memo.reports[0], reliability="B"), *memo.reports[1:]))
    page = " ".join(read(analyst_page(judged)).text.split())
    assert "B usually reliable given in reports.yaml" in page
    assert "F for all" not in page
    assert "F for all sources" in " ".join(read(analyst_page(memo)).text.split())


def test_a_governments_text_bears_what_it_claims_and_no_more(memo: Memorandum) -> None:
    assert "R2 bears what Ecuador claims of its own talks, no more" in " ".join(read(analyst_page(memo)).text.split())


def test_nothing_that_memcon_writes_mixes_likelihood_and_confidence(memo: Memorandum) -> None:
    file = io.StringIO()
    show_brief(memo, Console(file=file, width=10_000, highlight=False, markup=False, emoji=False))
    for text in (file.getvalue(), analyst_markdown(memo), shown(memo)):
        assert faults(text) == ()


def shown(memo: Memorandum) -> str:
    """The text of the page, a line for each element that ends a sentence."""
    html = re.sub(r"</(?:p|li|dt|dd|td|th|h\d|caption|a|summary|div)>", "\n\n", analyst_page(memo))
    return read(html).text


def test_memcon_drafts_no_judgement_and_gives_no_likelihood(memo: Memorandum) -> None:
    b = brief_view(memo)
    words = r"\b(?:likely|unlikely|probabl[ey] (?!true)|almost certain)\b"
    ours = [x.text for x in (*b.bottom, *b.statement, *b.gaps, *b.assumptions)]
    ours += [t for f in b.findings for t in (f.why, f.behind)] + [
        t for s in b.signposts for t in (s.easing, s.worsening)
    ]
    assert not [t for t in ours if re.search(words, t)]
    assert analyst_page(memo).count("◇ Judgement") == b.judgements


def test_every_link_of_the_page_lands_somewhere_and_no_id_stands_twice(memo: Memorandum) -> None:
    reader = read(analyst_page(memo, zone="Asia/Kolkata"))
    assert set(reader.fragments) <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))
    assert "script" not in reader.tags
    assert not [a for a in reader.attributes if a.startswith("on") or a == "style"]


def test_the_three_forms_say_the_same(memo: Memorandum) -> None:
    file = io.StringIO()
    show_brief(memo, Console(file=file, width=10_000, highlight=False, markup=False, emoji=False))
    page = " ".join(read(analyst_page(memo)).text.split())
    b = brief_view(memo)
    for text in (
        *[f.why for f in b.findings],
        *[g.text for g in (*b.gaps, *b.assumptions)],
        *[s.easing for s in b.signposts],
    ):
        plain = " ".join(text.split())
        assert plain in page
        assert plain in " ".join(file.getvalue().split())
    heads = re.findall(r"^## (.*)$", analyst_markdown(memo), re.MULTILINE)
    assert heads[:3] == ["Bottom line, facts only", "Source summary statement", "Findings"]


def test_endnotes_of_the_brief_stand_at_their_offsets(memo: Memorandum) -> None:
    text = analyst_markdown(memo)
    notes = re.findall(r"^\[\^(\d+)\]: (R\d) (\d+)–(\d+): “", text, re.MULTILINE)
    assert {int(n) for n in re.findall(r"R\d\[\^(\d+)\]", text)} == {int(n) for n, *_ in notes}


@pytest.mark.parametrize(
    ("reading", "answers"),
    [
        ("offers a foundation for de-escalation", (True, False)),
        ("marks a sharp escalation", (False, True)),
        ("seeks neither direct confrontation nor a break", (True, False)),
        ("while avoiding open confrontation", (True, False)),
        ("could reduce tensions in the strait", (True, False)),
        ("shows the breadth of ties, amid rising tensions", (False, False)),
        ("comes on a Monday", (False, False)),
    ],
)
def test_a_reading_is_set_under_a_pole_by_its_words(reading: str, answers: tuple[bool, bool]) -> None:
    assert poles(reading)[0] == answers


def test_readings_that_pull_apart_stand_with_their_words(memo: Memorandum) -> None:
    place = span("R2", TWO, "declined to comment on the border tax")
    other = Claim(
        id="C11",
        report="R2",
        value="x",
        evidence=(replace(place, quote="a sharp escalation"),),
        kind="assessment",
    )
    both = replace(memo, claims=(*memo.claims, other), assessments=("C5", "C11"))
    first = questions(Desk.of(both))[0]
    assert first.contested
    assert [[x.text for x in p.readings] for p in first.poles] == [["signals a thaw"], ["a sharp escalation"]]
    assert not questions(Desk.of(memo))[0].contested


def test_a_memorandum_without_events_or_reports_still_makes_a_brief(memo: Memorandum) -> None:
    empty = replace(memo, events=(), claims=(), cautions=(), relations=(), agenda=(), withheld=(), omissions=())
    empty = replace(empty, assessments=(), indicators=())
    for bare in (empty, replace(empty, reports=(), actors=(), unheard=(), coverage=())):
        assert "No event was found" in analyst_page(bare)
        assert "Key judgements" in analyst_markdown(bare)


def test_what_one_report_ties_to_one_side_cannot_be_judged(memo: Memorandum) -> None:
    slot = Slot(
        slot="outcome",
        standing="attribution",
        explanation="One report gives this as one side's account.",
        positions=(replace(memo.events[0].slots[1].positions[0], claims=("C4",), value="a pledge"),),
    )
    event = replace(memo.events[0], slots=(slot,))
    found = [f for f in brief_view(replace(memo, events=(event, *memo.events[1:]))).findings if "a pledge" in f.text]
    assert [f.figure for f in found] == [6]


@pytest.mark.parametrize(
    ("instrument", "kind", "state", "worsening"),
    [
        ("border tax", "SANCTION", "in force", "widened"),
        ("border tax", "SANCTION", "paused", "the pause ended"),
        ("$40 million", "AID", "announced", "put off, cut"),
        ("tariff cut", "CONCEDE", "announced", "put off, cut"),
        ("tariffs", "CONCEDE", "eased", "put back"),
        ("humanitarian aid", None, "in force", "cut or stopped"),
    ],
)
def test_a_signpost_turns_on_whether_the_lever_helps_or_presses(
    memo: Memorandum, instrument: str, kind: str | None, state: str, worsening: str
) -> None:
    relation = memo.relations[0]
    lever = replace(relation.levers[0], instrument=instrument, state=state, claims=("C10",))  # type: ignore[arg-type]
    act = replace(memo.events[1], id="E3", type=kind)
    claims = tuple(replace(c, event="E3") if c.id == "C10" and kind else c for c in memo.claims)
    given = replace(
        memo, events=(*memo.events, act), claims=claims, relations=(replace(relation, levers=(lever,)),), agenda=()
    )
    (post,) = brief_view(given).signposts
    assert post.worsening.startswith(worsening)
    yields = (
        kind == "CONCEDE" and state == "announced"
    )  # "ban" alone would read as if the ban itself were to ease things
    assert post.what.startswith(act.label if yields else instrument)


@pytest.mark.parametrize("story", STORIES)
def test_no_sentence_of_an_example_mixes_the_two(memos: dict[str, Memorandum], story: str) -> None:
    memo = memos[story]
    for text in (analyst_markdown(memo), markdown(memo), shown(memo)):
        assert faults(text) == ()


@pytest.mark.parametrize("story", STORIES)
def test_the_origins_of_an_example_never_exceed_its_reports_and_voices(
    memos: dict[str, Memorandum], story: str
) -> None:
    memo = memos[story]
    b = brief_view(memo)
    most = len(memo.reports) + len({v.actor or v.name for c in memo.claims for v in c.voice})
    for finding in (*b.findings, *b.more):
        numbers = [int(n) for n in re.findall(r"\d+", finding.origins)]
        assert numbers
        assert max(numbers) <= most
        assert finding.figure != 1 or sum(1 for r in memo.reports if r.side) >= 2
        assert finding.reports <= len(memo.reports)
