"""The events in columns: the same lists and counts as the rows give, also where a part of them came anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dossier.test_dossier import EXAMPLES, reports

from memcon import dossier
from memcon.store import columns, queries
from memcon.store.file import open_
from memcon.store.queries import Asked, Facet

START = "2026-05-01T08:00:00+00:00"
NAMES: tuple[Facet, ...] = ("party", "type", "status", "standing", "outlet", "side", "month")


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A dossier after two adds, and after a third."""
    made = tmp_path_factory.mktemp("columns") / "c.memcon"
    dossier.new(made)
    for bundle in ("trawler", "two-readouts"):
        dossier.add(made, reports(EXAMPLES / bundle), at=START)
    later = made.with_name("later.memcon")
    later.write_bytes(made.read_bytes())
    dossier.add(later, reports(EXAMPLES / "trawler-week"), at=START)
    return made, later


@pytest.fixture(scope="module", params=["whole", "carried on"])
def held(request: pytest.FixtureRequest, paths: tuple[Path, Path]) -> tuple[Path, columns.Columns]:
    """The later dossier, its columns read whole or made from those before."""
    before = None
    if request.param == "carried on":
        with open_(paths[0], write=False) as store, store.reading() as connection:
            before = columns.columns(connection)
    with open_(paths[1], write=False) as store, store.reading() as connection:
        return paths[1], columns.columns(connection, before)


ASKED = st.builds(
    Asked,
    words=st.sampled_from(["", "", "telephone call", "olavarria", "minist*", "no such word", "—"]),
    parties=st.lists(st.sampled_from(["CHL", "NZL", "USA"]), max_size=2, unique=True).map(tuple),
    types=st.lists(st.sampled_from(["CONSULT", "ACCUSE", "NONE"]), max_size=2, unique=True).map(tuple),
    statuses=st.lists(st.sampled_from(["planned", "occurred"]), max_size=1).map(tuple),
    standings=st.lists(st.sampled_from(["disputed", "single", "compatible"]), max_size=2, unique=True).map(tuple),
    outlets=st.lists(st.sampled_from(["El Faro Austral", "Nobody"]), max_size=1).map(tuple),
    sides=st.lists(st.sampled_from(["NZL"]), max_size=1).map(tuple),
    month=st.sampled_from([None, None, "2026-04", "2026-05", "nonsense"]),
    since=st.sampled_from([None, 1_776_000_000]),
    until=st.sampled_from([None, 1_777_000_000]),
    disputed=st.booleans(),
    whole=st.booleans(),
)


@given(asked=ASKED, order=st.sampled_from(["time", "latest", "reports"]))
def test_lists_and_counts_are_those_of_the_rows(
    held: tuple[Path, columns.Columns], asked: Asked, order: columns.Order
) -> None:
    path, there = held
    with open_(path, write=False) as store, store.reading() as connection:
        labelled = queries.labelled(connection, asked.words)
        mask = columns.chosen(there, asked, labelled)
        total, rows = columns.ordered(there, mask, order, limit=1000, offset=0)
        wanted = queries.events(connection, asked, order=order, limit=1000)
        assert (total, queries.of_rows(connection, rows)) == (wanted.total, wanted.lines)
        counts = columns.facets(there, asked, NAMES, labelled)
        assert counts == {n: queries._facet(connection, queries.without(asked, n), n) for n in NAMES}


def test_pages_follow_each_other(held: tuple[Path, columns.Columns]) -> None:
    _, there = held
    mask = columns.chosen(there, Asked())
    whole = columns.ordered(there, mask, "latest", limit=1000, offset=0)[1]
    pages = [columns.ordered(there, mask, "latest", limit=7, offset=n)[1] for n in range(0, len(whole), 7)]
    assert [row for page in pages for row in page] == whole
    assert len(whole) > 14


def test_what_is_shown_as_before_is_not_read_again(paths: tuple[Path, Path]) -> None:
    with open_(paths[0], write=False) as store, store.reading() as connection:
        first = columns.columns(connection)
        assert columns.columns(connection, first) is first


def test_an_empty_dossier_has_no_events(tmp_path: Path) -> None:
    dossier.new(tmp_path / "e.memcon")
    with open_(tmp_path / "e.memcon", write=False) as store, store.reading() as connection:
        there = columns.columns(connection)
    assert columns.ordered(there, columns.chosen(there, Asked(parties=("CHL",))), "time", limit=5, offset=0) == (0, [])
    assert columns.facets(there, Asked(), NAMES) == {n: [] for n in NAMES}
