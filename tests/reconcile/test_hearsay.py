"""Unnamed sources, named clocks, pieces of quotations: what to handle with care."""

from __future__ import annotations

from reconcile_maker import TOOL

from memcon.extract import extract
from memcon.model.memo import Memorandum, Report
from memcon.read import read
from memcon.reconcile import reconcile


def memo(*texts: str) -> Memorandum:
    reports = tuple(Report(id=f"R{n}", file=f"{n}.txt", text=t, characters=len(t)) for n, t in enumerate(texts, 1))
    readings = tuple(read(r) for r in reports)
    return reconcile(reports, readings, tuple(extract(r, d) for r, d in zip(reports, readings, strict=True)), TOOL)


def told(found: Memorandum, kind: str) -> list[str]:
    return [c.text for c in found.cautions if c.kind == kind]


def test_an_unnamed_source_is_told_with_what_it_says() -> None:
    found = told(
        memo("A senior government source said that Peru had closed its border with Chile."), "single-unsourced"
    )
    assert any("a senior government source" in t and "closed its border" in t for t in found)


def test_somebody_named_is_no_unnamed_source() -> None:
    found = told(memo("Foreign minister Elmer Schialer said that Peru had closed its border."), "single-unsourced")
    assert not any("names nobody" in t for t in found)


def test_an_hour_on_a_named_clock_is_said() -> None:
    text = (
        "Kenyan President William Ruto spoke by telephone with Canadian Prime Minister Mark Carney "
        "on Friday evening in Nairobi. The two leaders discussed trade."
    )
    assert any("Nairobi" in t for t in told(memo(text), "mixed-clocks"))


def test_a_piece_of_a_sentence_is_a_fragment_with_straight_marks_too() -> None:
    found = told(memo('Peru urged Chile to "avoid escalation at all costs" on 3 May 2021.'), "fragment-quote")
    assert any("avoid escalation" in t for t in found)


def test_every_caution_says_what_it_is_about() -> None:
    found = memo("Canada will supply 40 armoured vehicles to Kenya.")
    assert found.cautions
    for caution in found.cautions:
        label = next((e.label for e in found.events if e.id == caution.event), "")
        assert label in caution.text or "“" in caution.text


def test_an_outlet_alone_against_a_flat_statement_is_attribution() -> None:
    one = "According to the broadcaster, which cited unnamed sources, Peru ordered Chile to close the port of Arica."
    two = "Peru ordered Chile to close the port of Arica on 3 May 2021."
    found = memo(one, two)
    standing = {s.standing for e in found.events for s in e.slots}
    assert "attribution" in standing
    assert told(found, "attribution-lost")


def test_a_named_speaker_against_narration_is_no_attribution() -> None:
    one = "Peru ordered Chile to close the port of Arica, foreign minister Elmer Schialer said."
    two = "Peru ordered Chile to close the port of Arica on 3 May 2021."
    assert not told(memo(one, two), "attribution-lost")


def test_an_agency_or_officials_as_plain_source_are_no_attribution() -> None:
    two = "Peru ordered Chile to close the port of Arica on 3 May 2021."
    for source in ("the newspaper reported", "officials said"):
        found = memo(f"Peru ordered Chile to close the port of Arica, {source}.", two)
        assert "attribution" not in {x.standing for e in found.events for x in e.slots}
