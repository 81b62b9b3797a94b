"""Search by words, phrases and beginnings; lists of events by facet and page; counts that are kept as they change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dossier.test_dossier import EXAMPLES, reports

from memcon import dossier
from memcon.dossier.telling import settled
from memcon.pipeline import Options
from memcon.store import queries, searching
from memcon.store.file import Store, open_
from memcon.store.phrases import bare, in_a_row, looking
from memcon.store.queries import FACETS, Asked

START = "2026-05-01T08:00:00+00:00"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("search") / "s.memcon"
    dossier.new(made)
    for bundle in ("trawler", "two-readouts"):
        dossier.add(made, reports(EXAMPLES / bundle), at=START)
    return made


@pytest.fixture
def store(path: Path) -> Store:
    return open_(path, write=False)


def test_reports_are_found_by_words_in_a_row_and_by_beginnings(store: Store) -> None:
    with store, store.reading() as connection:
        phrase = searching.reports(connection, '"trade agreement"')
        apart = searching.reports(connection, '"agreement trade"')
        begun = searching.reports(connection, "fisher*")
        whole = searching.reports(connection, "fisher")
    assert phrase.total == len(phrase.hits) > 0 == apart.total == whole.total
    assert begun.total >= phrase.total
    assert all("".join(p.text for p in h.snippet if p.hit).lower().startswith("trade agreement") for h in phrase.hits)


@given(
    st.lists(st.sampled_from(["Port", "ports", "été", "ban", "ban_port"]), max_size=8),
    st.sampled_from([" ", ", ", "-"]),
)
def test_words_in_a_row_are_whole_words_in_that_order(words: list[str], between: str) -> None:
    told = between.join(words)
    plain = re.findall(r"[^\W_]+", told.lower().replace("é", "e"))
    for asked, row in (('"port ban"', ["port", "ban"]), ('"ÉTÉ ban"', ["ete", "ban"])):
        wanted = searching.query(asked)
        assert wanted is not None
        there = any(plain[n : n + 2] == row for n in range(len(plain)))
        assert in_a_row(told, wanted.rows) == there
    begun = searching.query('"ban por*"')
    assert begun is not None
    there = any(plain[n] == "ban" and plain[n + 1].startswith("por") for n in range(len(plain) - 1))
    assert in_a_row(told, begun.rows) == there


LETTERS = st.text(st.sampled_from("aAbéÉß_ \n-.’\u00a0\u0301İK日жﬁ2²"), max_size=14)
"""Letters with accents and of other scripts, signs that stand between words, figures."""


@given(LETTERS, st.lists(st.sampled_from(["a", "é", "ab", "B", "2", "ß", "日", "i", "k"]), min_size=2, max_size=3))
def test_bytes_are_looked_through_as_text_is(told: str, words: list[str]) -> None:
    for asked in (f'"{" ".join(words)}"', f'"{" ".join(words)}*"'):
        wanted = searching.query(asked)
        assert wanted is not None
        for one in (told, told + "".join(f"’ {w}" for w in words) + told):
            assert looking(wanted.parts)(one.encode()) == in_a_row(one, wanted.rows)


def test_reports_that_hold_the_words_apart_are_not_counted(store: Store) -> None:
    with store, store.reading() as connection:
        apart = searching.reports(connection, "agreement trade")
        row = searching.reports(connection, '"trade agreement"', limit=1)
        rest = searching.reports(connection, '"trade agreement"', limit=10, offset=1)
        other = searching.reports(connection, '"agreement trade"')
    assert apart.total >= row.total == len(row.hits) + len(rest.hits) > other.total == 0
    assert not {h.row for h in row.hits} & {h.row for h in rest.hits}


def test_claims_are_found_with_their_words_and_their_event(store: Store) -> None:
    with store, store.reading() as connection:
        found = searching.claims(connection, "ports")
        phrase = searching.claims(connection, '"closed its ports"')
        event = queries.event(connection, found.hits[0].story, found.hits[0].event)
    assert all("ports" in "".join(p.text for p in h.snippet) for h in found.hits)
    assert 0 < phrase.total < found.total
    assert event is not None
    assert event.label == found.hits[0].label


def test_a_list_of_events_is_narrowed_and_paged(store: Store) -> None:
    with store, store.reading() as connection:
        whole = queries.events(connection, Asked(), limit=1000)
        pages = [queries.events(connection, Asked(), limit=4, offset=n) for n in range(0, whole.total, 4)]
        chile = queries.events(connection, Asked(parties=("CHL", "NZL"), types=("CONSULT",)), limit=1000)
        named = queries.events(connection, Asked(words="telephone call"))
    assert tuple(line for p in pages for line in p.lines) == whole.lines
    assert whole.total == len(whole.lines)
    lows = [line.earliest for line in whole.lines]
    assert all(low is None for low in lows[len([x for x in lows if x]) :])
    assert chile.lines == tuple(x for x in whole.lines if {"CHL", "NZL"} <= set(x.parties) and x.type == "CONSULT")
    assert {line.story for line in named.lines} == {1, 2}


@pytest.mark.parametrize("asked", ["Olavarría", "olavarría", "OLAVARRÍA"])
def test_capitals_with_accents_make_no_difference_to_events(store: Store, asked: str) -> None:
    with store, store.reading() as connection:
        whole = queries.events(connection, Asked(), limit=1000)
        found = queries.events(connection, Asked(words=asked), limit=1000)
    assert {e.label for e in found.lines} == {e.label for e in whole.lines if "Olavarría" in e.label} != set()


def test_what_is_counted_as_it_changes_is_what_there_is(store: Store) -> None:
    everything = Asked(since=-(10**12), until=10**12)
    with store, store.reading() as connection:
        undated = queries.events(connection, Asked()).total - queries.events(connection, everything).total
        kept = queries.facets(connection, Asked())
        counted = {name: queries._facet(connection, Asked(), name) for name in FACETS}
    assert kept == counted
    assert undated >= 0
    assert kept["party"]


def test_counts_go_down_again_when_a_report_changes(tmp_path: Path) -> None:
    made, page = tmp_path / "s.memcon", tmp_path / "page.txt"
    dossier.new(made)
    page.write_text(EXAMPLES.joinpath("trawler", "southern-cross-wire.txt").read_text("utf-8"), "utf-8")
    dossier.add(made, [page], at=START)
    page.write_text("WELLINGTON, April 15, 2026 - New Zealand Prime Minister Helena Marsh visited Chile.\n", "utf-8")
    dossier.add(made, [page], at=START)
    with open_(made, write=False) as store, store.reading() as connection:
        assert queries.facets(connection, Asked()) == {n: queries._facet(connection, Asked(), n) for n in FACETS}
        assert searching.claims(connection, "boarded").total == 0
    assert dossier.check(made) == ()


@given(st.text(max_size=60))
def test_no_words_are_too_strange_to_be_asked_for(path: Path, asked: str) -> None:
    with open_(path, write=False) as store, store.reading() as connection:
        for find in (searching.reports, searching.claims):
            found = find(connection, asked)
            assert found.total >= len(found.hits)
        assert queries.events(connection, Asked(words=asked)).total >= 0


def test_what_is_told_is_told_once(path: Path) -> None:
    with open_(path, write=True) as store:
        first = settled(store, Options())
        assert first is not None
        assert settled(store, Options()) == first


@given(st.text(max_size=40))
def test_words_without_accents_stay_in_their_places(words: str) -> None:
    assert len(bare(words)) == len(words)


def test_what_is_found_without_its_accents_is_marked_as_it_stands() -> None:
    wanted = searching.query('"envoy peron" KORCE*')
    assert wanted is not None
    pieces = searching.pieces("The envoy Perón left; Korçë waited.", wanted)
    assert [p.text for p in pieces if p.hit] == ["envoy Perón", "Korçë"]
    assert "".join(p.text for p in pieces) == "The envoy Perón left; Korçë waited."
