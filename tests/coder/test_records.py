"""Who did what to whom in single sentences, as PLOVER counts it. All news here are invented."""

from __future__ import annotations

import pytest

from memcon.coder.records import records
from memcon.coder.scan import plain_report, scan


def told(text: str) -> list[str]:
    """The records of a text as short lines."""
    out = []
    for r in records(scan(plain_report(text))):
        left = "+".join(sorted({str(s.code) for s in r.source}))
        right = "+".join(sorted({str(s.code) for s in r.target}))
        out.append(f"{r.type} {left} {right}".strip())
    return out


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Police in Quito fired rubber bullets at students.", "ASSAULT ECU ECU"),
        ("Hundreds of Latvian doctors rallied in Riga.", "PROTEST LVA LVA"),
        ("Kenyan soldiers shot dead two herders near the Somali border town.", "ASSAULT KEN"),
        ("Two Chadian gendarmes were wounded in an ambush by rebels.", "ASSAULT TCD TCD"),
        ("Nepal will not accept observers from India.", "REJECT NPL IND"),
        ("Peru is willing to withdraw its soldiers from Ecuador.", "AGREE PER ECU"),
        ("Sudan's government denied that its troops had shelled a camp in Chad.", "ASSAULT SDN TCD"),
        ("An opposition leader was arrested in Lusaka on Monday.", "COERCE ZMB ZMB"),
        ("Malta withdrew its peacekeepers from Lebanon.", "SANCTION MLT LBN"),
        ("Chile cancelled a visit to Bolivia.", "REJECT CHL BOL"),
    ],
)
def test_sides(text: str, line: str) -> None:
    assert any(found.startswith(line) for found in told(text)), told(text)


def test_one_act_told_by_two_words_is_one_record() -> None:
    found = told("Two Greek sailors were killed in an attack by Libyan gunmen.")
    assert found == ["ASSAULT LBY GRC"]


def test_what_is_asked_condemned_or_marched_for_is_no_record() -> None:
    assert told("Ghana asked Togo to release two fishermen.") == ["REQUEST GHA TGO"]
    assert told("Fiji condemned the coup in Samoa.") == ["ACCUSE FJI WSM"]
    assert told("Hundreds of Latvian doctors rallied in Riga to demand higher pay.") == ["PROTEST LVA LVA"]


def test_a_refusal_to_meet_is_not_also_a_meeting_denied() -> None:
    assert told("Fiji's prime minister refused to meet the Tongan envoy.") == ["REJECT FJI TON"]


def test_people_met_for_talks_are_there() -> None:
    assert told("The president of Chile met the foreign minister of Peru for talks on fishing.") == ["CONSULT CHL+PER"]


def test_a_claim_of_responsibility_tells_who_did_it() -> None:
    assert told("The ELN claimed responsibility for a bomb that killed two Venezuelan soldiers.")[0].startswith(
        "ASSAULT COL VEN"
    )


def test_no_event_no_record() -> None:
    assert told("The museum of Riga has a new roof.") == []


def test_verbs_that_the_lemmatizer_cuts_short_are_known() -> None:
    assert told("Iceland's fishermen staged a rally against Norwegian trawlers.") == ["PROTEST ISL NOR"]
