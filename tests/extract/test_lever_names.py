"""What an instrument is called: the act with its object, words joined by hyphens whole, an answer by its name."""

from memcon.extract import extract
from memcon.model.memo import Report
from memcon.read import read


def instruments(text: str) -> list[str]:
    report = Report(id="R1", file="1.txt", text=text, characters=len(text), published="2024-05-04T10:00+00:00")
    return [lever.instrument for lever in extract(report, read(report)).levers]


def test_a_deployment_is_named_by_the_act() -> None:
    found = instruments("Norway said it would deploy air-defence missiles to Svalbard in June 2024.")
    assert "deployment of air-defence missiles" in found


def test_words_joined_by_hyphens_are_kept_whole() -> None:
    found = instruments("Peru imposed far-reaching restrictions on Chile on 3 May 2024.")
    assert [x for x in found if x.startswith("far-reaching restrictions")], found


def test_what_passes_is_no_instrument_without_what_is_done_to_it() -> None:
    found = instruments("Peru halted and then banned Chilean imports on 3 May 2024. Chile curtailed exports to Peru.")
    assert found
    assert not [x for x in found if x in {"exports", "imports", "Chilean imports"}], found


def test_an_answer_threatened_is_called_so() -> None:
    found = instruments("Chile warned Peru on 3 May 2024 that it would respond in kind.")
    assert "respond in kind" not in found
    assert "retaliation" in found


def test_envoys_declared_unwelcome_are_expelled() -> None:
    found = instruments("Norway declared two Kenyan envoys personae non gratae on 3 May 2024.")
    assert not [x for x in found if "declared" in x], found
