"""Acts that answer others, and whose words are not heard."""

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


def answered(found: Memorandum) -> set[tuple[str, str]]:
    trigger = {e.id: e.mentions[0].trigger.quote for e in found.events}
    return {(trigger[k.source], trigger[k.target]) for k in found.links if k.type == "responds-to"}


def test_blame_answers_the_act_in_its_object() -> None:
    assert ("condemned", "raid") in answered(memo("Norway condemned the raid on Kenya on 3 May 2021."))


def test_a_refusal_answers_the_demand_before_it() -> None:
    found = answered(memo("Brazil demanded that Peru postpone the tariffs. Peru rejected a delay of the tariffs."))
    assert any("demanded" in b for _, b in found)


def test_a_verb_beside_another_is_no_answer() -> None:
    assert not answered(memo("Norway condemned Kenya and expelled two Kenyan diplomats on 3 May 2021."))


def test_unheard_are_governments_that_take_part() -> None:
    found = memo(
        "Norway and Kenya held talks on 3 May 2021. Norway said that the talks went well.",
        "The talks of Norway and Kenya on 3 May 2021 lasted an hour.",
    )
    assert found.unheard == ("KEN",)
