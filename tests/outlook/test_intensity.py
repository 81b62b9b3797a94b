"""Intensities: the table's own figures, PLOVER types by it, rows of others by what they give."""

from __future__ import annotations

import pytest

from memcon.model import ontology
from memcon.outlook.intensity import of_act, of_code, of_row, table


def test_the_traps_of_other_tables() -> None:
    assert of_code("016") == -5
    assert of_code("190") == -10
    assert of_code("057") == 8
    assert len(table()) == 312


def test_a_code_that_the_table_lacks_has_that_of_the_code_above() -> None:
    assert of_code("0439") == of_code("043")
    assert of_code("9") is None
    assert of_code("abc") is None


@pytest.mark.parametrize("kind", ontology.types())
def test_every_type_weighs_on_the_side_of_its_quad(kind: str) -> None:
    found = of_act(kind, None, ())
    assert found is not None
    assert found.kind == ("cooperation" if "COOPERATION" in ontology.quad(kind) else "conflict")
    assert (found.intensity > 0) == (found.kind == "cooperation")
    assert found.material == ("MATERIAL" in ontology.quad(kind))


def test_modes_and_contexts_count() -> None:
    expelled, visit = of_act("SANCTION", "expel", ("diplomatic",)), of_act("CONSULT", "visit", ())
    assert expelled is not None
    assert expelled.intensity == -7
    assert visit is not None
    assert visit.intensity == 1.9


def test_rows_of_others() -> None:
    assert of_row("190", None, None) == ("ASSAULT", of_act("ASSAULT", None, ()))
    given = of_row("112", None, -2.5)
    assert given is not None
    assert given[1].intensity == -2.5
    assert of_row("020", None, None) is None
    assert of_row(None, "sanction", None) is not None
    assert of_row("010", None, None) is None
    assert of_row(None, "NO SUCH", 3.0) is None
