"""What the page says, before it is a page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.made import memorandum

from memcon.model.memo import Actor, AgendaItem, Caution, Claim, Memorandum, Position, Report, Slot, Time, VoiceLink
from memcon.model.places import Span
from memcon.present.build import view
from memcon.present.cautions import before_filing
from memcon.present.desk import Desk, main_event, outermost
from memcon.present.facts import row
from memcon.present.quotes import quoted
from memcon.present.sources import about
from memcon.present.words import lowered, possessive, short


def direct(memo: Memorandum, quotes: dict[str, str]) -> Memorandum:
    """The memorandum with these words of the first report said by Vidal, by claim id."""
    said = next(c for c in memo.claims if c.manner == "direct")
    text = memo.reports[0].text
    made = []
    for name, quote in quotes.items():
        start = text.index(quote)
        place = Span.of("R1", text, start, start + len(quote))
        made.append(replace(said, id=name, value=quote, evidence=(place, said.evidence[-1])))
    return replace(memo, claims=(*(c for c in memo.claims if c.manner != "direct"), *made))


def test_a_quotation_inside_another_stands_once(memo: Memorandum) -> None:
    made = direct(memo, {"D1": "friends", "D2": "We are friends & neighbours,", "D3": "We are friends & neighbours"})
    (group,) = quoted(Desk.of(made))
    assert group.name == "Vidal"
    assert [line.text for line in group.lines] == ["We are friends & neighbours,"]


def test_the_same_words_in_two_reports_are_one_quotation_with_two_citations(memo: Memorandum) -> None:
    said = next(c for c in memo.claims if c.manner == "direct")
    quote = "We are friends & neighbours."
    third = Report(id="R9", file="9.txt", text=f"“{quote}” he said.")
    place = Span.of("R9", third.text, 1, 1 + len(quote))
    twin = replace(said, id="D9", report="R9", evidence=(place, place))
    made = replace(memo, reports=(*memo.reports, third), claims=(*memo.claims, twin))
    (group,) = quoted(Desk.of(made))
    assert [(line.text, [c.report for c in line.cites]) for line in group.lines] == [(quote, ["R1", "R9"])]


def test_passages_inside_others_of_one_report_are_dropped(memo: Memorandum) -> None:
    claims: list[Claim] = list(memo.claims)
    kept = outermost(claims)
    for claim in claims:
        place = claim.evidence[0]
        assert any(
            k.report == claim.report and k.evidence[0].start <= place.start and place.end <= k.evidence[0].end
            for k in kept
        )
    assert len({(c.report, c.evidence[0].start, c.evidence[0].end) for c in kept}) == len(kept)


def test_cautions_of_a_kind_stand_in_one_line_that_names_them(memo: Memorandum) -> None:
    more = Caution(kind="undated-plan", text="To come, and no report gives a date.", event="E2", claims=("C9",))
    lines = view(replace(memo, cautions=(*memo.cautions, more, more))).before.lines
    assert lines[0].glyph == "▲"
    assert lines[0].lead == "Rojas–Vidal telephone call, who began it"
    undated = [line for line in lines if line.lead == "To come, no date given"]
    assert len(undated) == 1
    assert undated[0].text == "Rojas visit to Quito. Check the diary before use."


def test_a_plan_of_some_month_is_told_with_its_month(memo: Memorandum) -> None:
    month = Time(earliest="2031-04-01T00:00+00:00", latest="2031-05-01T00:00+00:00", precision="month")
    events = tuple(replace(e, time=month) if e.id == "E2" else e for e in memo.events)
    caution = Caution(kind="undated-plan", text="To come, no day.", event="E2", claims=("C9",))
    lines = view(replace(memo, events=events, cautions=(caution,))).before.lines
    assert "Rojas visit to Quito (Apr 2031, no day). Check the diary before use." in [x.text for x in lines]


def test_many_cautions_are_folded(memo: Memorandum) -> None:
    many = tuple(Caution(kind="run-together", text=f"Two acts run together, case {i}.") for i in range(20))
    before = view(replace(memo, cautions=many)).before
    assert len(before.lines) <= 8
    assert len(before.lines) + len(before.more) == 21


def test_the_agenda_goes_by_date_and_the_undated_come_last(memo: Memorandum) -> None:
    visit = next(e for e in memo.events if e.id == "E2")
    events = [visit]
    for name, month in (("E8", "07"), ("E9", "06")):
        span = Time(earliest=f"2025-{month}-01T00:00-05:00", latest=f"2025-{month}-30T00:00-05:00", precision="month")
        events.append(replace(visit, id=name, label=f"in {month}", time=span))
    items = tuple(AgendaItem(event=e.id, when=e.time, status="planned", claims=()) for e in events)
    made = replace(memo, events=(memo.events[0], *events), agenda=items)
    assert [line.lead for line in view(made).agenda] == ["in 06", "in 07", "Rojas visit to Quito"]


def test_the_strip_counts_texts_and_names_what_was_not_read(memo: Memorandum) -> None:
    shown = view(memo)
    strip = " · ".join(shown.record)
    assert "1 press report, outlets not named" in strip
    assert "1 government text (Ecuador)" in strip
    assert shown.unread == ("3.bin: it is binary; give text",)


def test_reports_of_one_text_share_a_cell_and_the_silent_are_named(memo: Memorandum) -> None:
    row = next(r for r in view(memo).facts if r.what == "Who began it")
    assert [reports for reports, _ in row.spoken] == [("R1",), ("R2",)]
    assert row.silent == ()
    assert [line.text for line in row.cells] == ["Rojas: “phoned”", "Vidal: “spoke”"]


def test_who_began_it_by_two_sides_in_one_report_is_told_of_both_each_with_its_words(memo: Memorandum) -> None:
    call = memo.events[0]
    one, two = call.slots[1].positions
    both = replace(call.slots[1], positions=(one, replace(two, claims=("C2",), reports=("R1",))))
    desk = Desk.of(replace(memo, events=(replace(call, slots=(both,)), *memo.events[1:])))
    (cells,) = row(desk, desk.memo.events[0], both).spoken
    assert cells[1].text == "Rojas: “phoned”; Vidal: “evening of May 3”"
    (line,) = (x for x in before_filing(desk).lines if "who began it" in x.lead)
    assert "R1: Rojas: “phoned”; Vidal: “evening of May 3”." in line.text


def test_the_main_event_comes_first_and_disputed_slots_are_no_news(memo: Memorandum) -> None:
    happened = view(memo).happened
    assert happened[0].lead == "Rojas and Vidal spoke by telephone"
    assert happened[0].text.startswith("Sat 3 May 2025, 17–24 h in Lima")
    assert not [line for line in happened if line.lead == "Who began it"]


def test_what_was_over_long_before_is_not_what_the_reports_are_about(memo: Memorandum) -> None:
    (call, *_) = memo.events
    assert call.time is not None
    treaty = replace(
        call,
        id="E0",
        label="Treaty of 1998",
        mentions=call.mentions * 4,
        time=replace(call.time, earliest="1998-01-01T00:00:00-05:00", latest="1999-01-01T00:00:00-05:00"),
    )
    found = main_event(replace(memo, events=(treaty, *memo.events)))
    assert found is not None
    assert found.id == call.id


@pytest.mark.parametrize("words", ["", "When", "In what order, after Trump–Xi call"])
def test_only_the_first_letter_is_lowered(words: str) -> None:
    assert lowered(words)[1:] == words[1:]
    assert lowered(words)[:1] == words[:1].lower()


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2026-03-04T18:20:00-05:00", "Wed 4 Mar 2026, 18:20 (UTC-05:00)"),
        ("2026-03-04T12:00:00+01:00", "Wed 4 Mar 2026"),
        (None, "undated"),
    ],
)
def test_a_report_is_told_in_one_line(published: str | None, words: str) -> None:
    report = Report(id="R1", file="a.txt", side="USA", kind="readout", published=published)
    assert about(report) == f"readout · United States’ own text · {words}"
    assert about(replace(report, reliability="B")).endswith("B: usually reliable")
    assert possessive("Norway") == "Norway’s"


def reading(memo: Memorandum, sentence: str, *quotes: str) -> list[str]:
    """The readings of a memorandum whose one report reads its story so."""
    report = Report(id="R1", file="1.txt", text=sentence)
    whole = Span.of("R1", sentence, 0, len(sentence))
    claims = []
    for i, quote in enumerate(quotes):
        start = sentence.index(quote)
        place = Span.of("R1", sentence, start, start + len(quote))
        claims.append(Claim(id=f"A{i}", report="R1", value=quote, evidence=(place, whole), kind="assessment"))
    made = replace(memo, reports=(report,), claims=tuple(claims), assessments=tuple(c.id for c in claims))
    return [line.text for group in view(made).readings for line in (*group.lines, *group.more)]


def test_a_reading_is_told_with_its_subject() -> None:
    memo = memorandum()
    said = "The harvest deal signals a thaw between the two."
    assert reading(memo, said, "signals a thaw") == ["The harvest deal signals a thaw"]
    assert reading(memo, said, "The harvest deal signals a thaw") == ["The harvest deal signals a thaw"]
    long = f"The deal, {'which was long in the making, ' * 8}signals a thaw."
    assert reading(memo, long, "signals a thaw") == ["… signals a thaw"]


def test_a_reading_within_another_stands_once() -> None:
    said = "The deal signals a thaw and ends a quarrel."
    assert reading(memorandum(), said, "signals a thaw and ends a quarrel") == [
        "The deal signals a thaw and ends a quarrel"
    ]
    assert len(reading(memorandum(), said, "signals a thaw", "ends a quarrel")) == 1


def test_words_that_are_only_supposed_or_say_nothing_are_no_news(memo: Memorandum) -> None:
    visit = next(e for e in memo.events if e.id == "E2")
    more = (
        replace(visit, id="E7", label="Rojas’s statement", type="STATEMENT", status="occurred", recipients=()),
        replace(visit, id="E8", label="Ecuador should attack", type="ASSAULT", status="hypothetical"),
        replace(visit, id="E9", label="Ecuador does not recall its envoy", type="REJECT", status="denied"),
    )
    (group, *_) = view(replace(memo, events=(*memo.events, *more))).alone
    assert [(x.lead, x.text) for x in group.lines] == [
        ("Rojas visit to Quito", "planned"),
        ("Ecuador does not recall its envoy", ""),
    ]


def test_when_and_in_what_order_is_left_to_the_clocks(memo: Memorandum) -> None:
    shown = view(memo)
    assert "When" not in [r.what for r in (*shown.facts, *shown.minor)]
    assert [r.event for r in shown.clock_rows] == ["E1"]


def test_the_hours_between_two_talks_are_told(memo: Memorandum) -> None:
    call = memo.events[0]
    assert call.time is not None
    earlier = replace(
        call,
        id="E0",
        label="Rojas–Solberg telephone call",
        slots=(),
        mentions=(),
        time=replace(call.time, earliest="2025-05-03T08:00:00-05:00", latest="2025-05-03T12:00:00-05:00"),
    )
    order = Slot(
        slot="order",
        standing="compatible",
        other="E0",
        positions=(Position(value="hours later", normal=None, claims=("C2",), reports=("R1",)),),
    )
    later = replace(call, slots=(*call.slots, order))
    shown = view(replace(memo, events=(earlier, later, *memo.events[1:])))
    notes = [n.text for n in shown.clock_notes]
    assert "Rojas–Vidal telephone call came 5 to 16 hours after Rojas–Solberg telephone call." in notes
    line = next(x for x in shown.happened if x.lead == "After Rojas–Solberg telephone call")
    assert line.text.startswith("5 to 16 hours by the clocks")


def test_a_word_or_two_of_nobody_in_particular_is_no_quotation(memo: Memorandum) -> None:
    asker = (VoiceLink(name="a reporter"),)
    made = direct(memo, {"D1": "friends", "D2": "We are friends & neighbours"})
    asked = replace(made, claims=tuple(replace(c, voice=asker) if c.id == "D1" else c for c in made.claims))
    assert [g.name for g in quoted(Desk.of(asked))] == ["Vidal"]
    longer = replace(made, claims=tuple(replace(c, voice=asker) if c.id == "D2" else c for c in made.claims))
    assert "a reporter" in [g.name for g in quoted(Desk.of(longer))]


def test_a_stage_that_all_reports_tell_alike_is_no_row(memo: Memorandum) -> None:
    def stages(*reports: tuple[str, ...]) -> list[str]:
        told = tuple(
            Position(value=v, normal=None, claims=(), reports=r)
            for v, r in zip(("occurred", "threatened"), reports, strict=True)
        )
        slot = Slot(slot="status", standing="compatible", reason="update", positions=told)
        call = replace(memo.events[0], slots=(*memo.events[0].slots, slot))
        return [r.what for r in view(replace(memo, events=(call, *memo.events[1:]))).facts]

    assert "Whether it happened" not in stages(("R1", "R2"), ("R1", "R2"))
    assert "Whether it happened" in stages(("R1",), ("R2",))


@pytest.mark.parametrize(
    ("name", "told"),
    [("Ana Rojas", "Rojas"), ("ambassador of New Zealand", "ambassador of New Zealand"), ("Chile", "Chile")],
)
def test_only_a_name_is_cut_to_its_surname(name: str, told: str) -> None:
    assert short(Actor(id="a", name=name, kind="person", country=None, roles=(), aliases=())) == told
