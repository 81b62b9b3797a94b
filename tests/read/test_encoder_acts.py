import numpy as np
import pytest

from memcon.read.encoder_acts import ROOTS, at_places, factuality, kinds


def figure(text, word):
    at = text.index(word)
    return float(factuality(at_places(text, [(at, at + len(word))]))[0])


def test_what_happened_stands_above_what_did_not():
    happened = figure("The two ministers met in Lima on Monday.", "met")
    denied = figure("The two ministers did not meet in Lima on Monday.", "meet")
    assert happened > 2
    assert denied < 0
    assert -3 <= denied < happened <= 3


def test_what_may_come_lies_between():
    assert denied_to_happened("The ministers may meet in Lima next year.", "meet")


def denied_to_happened(text, word):
    return 0 < figure(text, word) < 2.6


@pytest.mark.parametrize(
    ("text", "source", "target", "type_", "quad"),
    [
        ("Norway condemned the shelling of the port by Sudan.", "Norway", "Sudan", "ACCUSE", 3),
        ("Chile sent 40 tonnes of food to Haiti.", "Chile", "Haiti", "AID", 2),
        ("Rebels attacked an army post near the border, killing six soldiers.", "Rebels", "soldiers", "ASSAULT", 4),
        ("Brazil’s president met Peru’s foreign minister in Lima.", "Brazil", "Peru", "CONSULT", 1),
    ],
)
def test_plain_sentences(text, source, target, type_, quad):
    def place(words):
        return [(text.index(words), text.index(words) + len(words))]

    made = kinds(text, place(source), place(target))
    assert type_ in [ROOTS[k] for k in np.argsort(-made.types)[:2]]
    assert quad in np.argsort(-made.quads)[:2]
    assert abs(made.types.sum() - 1) < 1e-5
    assert abs(made.quads.sum() - 1) < 1e-5


def test_a_place_behind_the_cut_has_no_state():
    text = "word " * 400 + "met"
    assert not at_places(text, [(len(text) - 3, len(text))]).any()
