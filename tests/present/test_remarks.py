"""Rows and traps made of what is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from memcon.model.memo import Claim, Event, Memorandum, Mention, Report, VoiceLink, Withheld
from memcon.model.places import Span
from memcon.present.build import view
from memcon.present.desk import Desk
from memcon.present.remarks import asked_rows, remark_rows
from memcon.present.traps import place_traps, unquoted_speakers

VIDAL = VoiceLink(name="Vidal", actor="tomas-vidal")
ROJAS = VoiceLink(name="Rojas", actor="ana-rojas")


def said(name: str, report: Report, quote: str, **more: object) -> Claim:
    start = report.text.index(quote)
    place = Span.of(report.id, report.text, start, start + len(quote))
    return Claim(id=name, report=report.id, value=quote, evidence=(place, place), **more)  # type: ignore[arg-type]


def told(memo: Memorandum, texts: dict[str, str], claims: list[tuple[str, str, str, dict[str, object]]]) -> Memorandum:
    """The memorandum of these press reports with these claims in place of its own."""
    reports = {i: Report(id=i, file=f"{i}.txt", text=t) for i, t in texts.items()}
    made = tuple(said(n, reports[r], q, **more) for n, r, q, more in claims)
    return replace(memo, reports=tuple(reports.values()), claims=made, withheld=(), omissions=(), assessments=())


def test_one_remark_in_two_wordings_is_one_row(memo: Memorandum) -> None:
    more = {"manner": "direct", "voice": (VIDAL, ROJAS), "event": "E1"}
    made = told(
        memo,
        {
            "R1": "He said she called him a “trusted neighbour” and more.",
            "R2": "“You are the best of neighbours,” she said.",
        },
        [("C1", "R1", "trusted neighbour", more), ("C2", "R2", "You are the best of neighbours", more)],
    )
    (row,) = remark_rows(Desk.of(made))
    assert row.label == "Rojas, as told by Vidal"
    assert row.glyph == "◐"
    assert [c.text for c in row.cells] == ["“trusted neighbour”", "“You are the best of neighbours”"]
    assert row in view(made).facts or row.label in [r.label for r in view(made).facts]


@pytest.mark.parametrize(
    ("second", "voice"),
    [
        ("trusted neighbour", (VIDAL, ROJAS)),  # the same words: one quotation, no difference
        ("You are the best of neighbours", (VIDAL,)),  # another chain of voices
        ("We talked of fishing", (VIDAL, ROJAS)),  # another remark
        ("He is my president", (VIDAL, ROJAS)),
    ],
)
def test_what_is_no_variant_makes_no_row(memo: Memorandum, second: str, voice: tuple[VoiceLink, ...]) -> None:
    made = told(
        memo,
        {"R1": "a “trusted neighbour” of the president", "R2": f"“{second}”"},
        [
            ("C1", "R1", "trusted neighbour", {"manner": "direct", "voice": (VIDAL, ROJAS)}),
            ("C2", "R2", second, {"manner": "direct", "voice": voice}),
        ],
    )
    assert remark_rows(Desk.of(made)) == ()


def refused(memo: Memorandum, first: str, second: str) -> Memorandum:
    more = {"event": "E1", "slot": "disclosure", "stance": "declines"}
    made = told(memo, {"R1": first, "R2": second}, [("C1", "R1", first, more), ("C2", "R2", second, more)])
    held = tuple(Withheld(party="tomas-vidal", event="E1", claim=c, manner="declined") for c in ("C1", "C2"))
    return replace(made, withheld=held)


def test_whether_something_came_up_is_a_row(memo: Memorandum) -> None:
    made = refused(memo, "declined to say whether the old border map was discussed at all", "declined to give details")
    (row,) = asked_rows(Desk.of(made))
    assert row.what == "Whether “the old border map” came up"
    assert [c.text for c in row.cells] == ["declined, on this point", "declined, details"]
    assert "neither yes nor no" in row.explanation


def test_a_refusal_that_names_nothing_is_no_row(memo: Memorandum) -> None:
    assert asked_rows(Desk.of(refused(memo, "declined to comment", "would not say whether it was"))) == ()


def talks(memo: Memorandum, text: str, phrase: str, **more: object) -> list[str]:
    """The leads of the traps of place in a report that names an event so."""
    report = Report(id="R1", file="1.txt", text=text)
    start = text.index(phrase)
    place = Span.of("R1", text, start, start + len(phrase))
    event = Event(
        id="E9",
        label=phrase,
        type="CONSULT",
        status="occurred",
        mentions=(Mention(report="R1", trigger=place, sentence=place),),
        reports=("R1",),
    )
    made = replace(
        memo,
        reports=(report, *memo.reports[1:]),
        events=(*memo.events, replace(event, **more)),  # type: ignore[arg-type]
        claims=(said("C99", report, phrase, event="E9"),),
    )
    return [line.lead + line.text for line in place_traps(Desk.of(made))]


def test_talks_named_by_a_capital_in_a_report_of_a_call_are_a_trap(memo: Memorandum) -> None:
    (line,) = talks(memo, "In the Quito talks, she pressed him.", "the Quito talks")
    assert "Quito talks" in line
    assert "no report puts Rojas in Quito" in line
    assert "telephone call with Ecuador" in line


@pytest.mark.parametrize(
    ("phrase", "more"),
    [
        ("the Oslo talks", {}),  # no call with Norway is told of
        ("the border talks", {}),
        ("the Quito talks", {"status": "planned"}),
        ("the Quito talks", {"mode": "visit"}),
        ("the Quito talks", {"actors": ("ana-rojas", "tomas-vidal")}),  # a meeting of its own
    ],
)
def test_talks_that_may_well_have_been_there_are_none(memo: Memorandum, phrase: str, more: dict[str, object]) -> None:
    assert talks(memo, f"After {phrase}, she left.", phrase, **more) == []


def speech(memo: Memorandum, side: str | None = None, *, quoted: bool = False) -> list[str]:
    texts = {"R1": "Rojas’s remarks on the border stirred anger: “never again”.", "R2": "her border speech to deputies"}
    claims = [
        ("C1", "R1", "Rojas’s remarks on the border", {"event": "E5"}),
        ("C2", "R2", "her border speech to deputies", {"event": "E5"}),
    ]
    if quoted:
        claims.append(("C3", "R1", "never again", {"event": "E5", "manner": "direct", "voice": (ROJAS,)}))
    made = told(memo, texts, claims)  # type: ignore[arg-type]
    act = Event(
        id="E5",
        label="Rojas’s remarks",
        type="STATEMENT",
        status="occurred",
        actors=("ana-rojas",),
        reports=("R1", "R2"),
    )
    reports = tuple(replace(r, side=side) for r in made.reports)
    made = replace(made, events=(*made.events, act), reports=reports)
    return [line.lead + line.text for line in unquoted_speakers(Desk.of(made))]


def test_words_that_all_tell_and_none_quotes_are_said_to_be_so(memo: Memorandum) -> None:
    (line,) = speech(memo)
    assert line.startswith("Nobody quotes Rojas’s own words")
    assert "R1: “Rojas’s remarks on the border”; R2: “her border speech to deputies”" in line


def test_words_that_are_quoted_and_those_of_readouts_are_not(memo: Memorandum) -> None:
    assert speech(memo, quoted=True) == []
    assert speech(memo, side="PER") == []
