"""The PLOVER files and the functions over them."""

import pytest

from memcon.model import ontology


def test_the_sixteen_types() -> None:
    assert len(ontology.types()) == 16
    assert ontology.types()[0] == "AGREE"
    assert {ontology.quad(t) for t in ontology.types()} == {
        "VERBAL COOPERATION",
        "MATERIAL COOPERATION",
        "VERBAL CONFLICT",
        "MATERIAL CONFLICT",
    }


@pytest.mark.parametrize(
    ("event_type", "mode", "score"),
    [
        ("ACCUSE", None, -3.0),
        ("CONSULT", "phone", 1.5),
        ("AID", None, 10.0),
        ("SANCTION", None, -6.0),
        ("PROTEST", "vandalize", -5.0),
    ],
)
def test_intensity(event_type: str, mode: str | None, score: float) -> None:
    assert ontology.intensity(event_type, mode) == score


def test_the_sign_of_every_intensity_follows_the_quad() -> None:
    for name, kind in ontology.kinds().items():
        scores = [kind.score, *(m.score for m in kind.modes.values() if m.score is not None)]
        for score in scores:
            if "COOPERATION" in kind.quad:
                assert score > 0, name
            elif name != "REQUEST":  # a request for help may be friendly
                assert score < 0, name


def test_an_unknown_name_raises() -> None:
    with pytest.raises(KeyError):
        ontology.quad("DEMAND")
    with pytest.raises(KeyError):
        ontology.intensity("CONSULT", "telepathy")


def test_modes_contexts_sectors() -> None:
    assert ontology.modes("CONSULT") == ("visit", "third-party", "multilateral", "phone")
    assert ontology.modes("SUPPORT") == ()
    assert len(ontology.contexts()) == 37
    assert {"economic", "diplomatic", "military"} <= set(ontology.contexts())
    assert {"GOV", "MIL", "LEG", "SPY"} <= set(ontology.sectors())
    assert {"IGO", "UNO", "EUR", "NGO"} <= set(ontology.bodies())


def test_recipients() -> None:
    assert ontology.requires_recipient("SANCTION")
    assert not ontology.requires_recipient("CONSULT")


def test_every_cameo_code_becomes_a_plover_type() -> None:
    table = ontology.cameo()
    assert table["031"].type == "AGREE"
    assert table["03"].mode is None
    assert {c.type for c in table.values() if c.type} <= set(ontology.types())
