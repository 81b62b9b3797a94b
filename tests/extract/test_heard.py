import pytest

from memcon.coder.scan import plain_report
from memcon.extract.heard import candidates, heard, likely
from memcon.extract.tree import tree
from memcon.extract.voices import voices_of
from memcon.read import read
from memcon.read.encoder_said import listened

TEXT = (
    "Norway’s prime minister said on Monday that the talks in Lima had failed.\n\n"
    "Peru’s foreign ministry denied the report. “We are still at the table,” spokesman Hugo Paz told reporters.\n"
)


@pytest.fixture(scope="module")
def made():
    report = plain_report(TEXT)
    reading = read(report)
    return reading, voices_of(tree(reading), report)


def test_both_find_it_and_it_is_kept_once(made):
    reading, rules = made
    found = heard(listened(reading), rules)
    said = [h for h in found if TEXT[slice(*h.cue)] == "said"]
    assert len(said) == 1
    assert said[0].rule is not None
    assert said[0].score > 0.6
    assert "the talks in Lima had failed" in TEXT[said[0].content[0][0] : said[0].content[-1][1]]


def test_without_signals_only_the_rules_speak(made):
    reading, rules = made
    assert {c.heard.finder for c in candidates(reading, rules)} == {"rule"}


def test_nothing_likelier_than_one_nothing_kept_above(made):
    reading, rules = made
    assert heard(listened(reading), rules, least=1.0) == ()


def test_a_sure_cue_is_likelier():
    base = {"base": 1.0, "encoder": 1.0, "sure": 2.0, "cue": -2.0}
    assert likely(base) < likely(base | {"cue": 2.0})
