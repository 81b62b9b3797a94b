"""The tables of states, offices, institutions, leaders and places."""

import datetime as dt
import itertools
import time
import zoneinfo
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from memcon.model import gazetteer, ontology

# Names shared by two states. Keep this short: a name here cannot be resolved without its context.
SHARED: frozenset[str] = frozenset()
# Two claimed the office at once.
RIVALS = {("CIV", "president"), ("GMB", "president"), ("KGZ", "president")}
KINDS_OF_OFFICE = {"head", "minister", "envoy", "spokesperson", "official", "military", "legislator", "other"}
KINDS_OF_BODY = {"government", "organization", "armed-force", "group"}
DEMONYMS = {
    "Afghan": "AFG",
    "Argentine": "ARG",
    "Azeri": "AZE",
    "Bangladeshi": "BGD",
    "Basotho": "LSO",
    "Briton": "GBR",
    "Burkinabe": "BFA",
    "Burmese": "MMR",
    "Chadian": "TCD",
    "Congolese": "COD",
    "Danes": "DNK",
    "Dutch": "NLD",
    "Emirati": "ARE",
    "Filipinos": "PHL",
    "Finns": "FIN",
    "French": "FRA",
    "Ghanaian": "GHA",
    "Iraqis": "IRQ",
    "Irish": "IRL",
    "Ivorian": "CIV",
    "Kazakh": "KAZ",
    "Kosovar": "XKX",
    "Kyrgyz": "KGZ",
    "Nigerien": "NER",
    "Nigerian": "NGA",
    "North Korean": "PRK",
    "Poles": "POL",
    "South Korean": "KOR",
    "Swiss": "CHE",
    "Taiwanese": "TWN",
    "Turks": "TUR",
    "Ukrainians": "UKR",
    "Zimbabwean": "ZWE",
}
NAMES = {
    "U.S.": "USA",
    "US": "USA",
    "United States of America": "USA",
    "U.K.": "GBR",
    "PRC": "CHN",
    "Republic of China": "TWN",
    "DPRK": "PRK",
    "Republic of Korea": "KOR",
    "Türkiye": "TUR",
    "Ivory Coast": "CIV",
    "Burma": "MMR",
    "Swaziland": "SWZ",
    "Vatican": "VAT",
    "UAE": "ARE",
    "DRC": "COD",
    "Republic of the Congo": "COG",
    "Guinea": "GIN",
    "Guinea-Bissau": "GNB",
}
CAPITALS = {
    "Kiev": "UKR",
    "Kyiv": "UKR",
    "Washington": "USA",
    "Beijing": "CHN",
    "Peking": "CHN",
    "Pyongyang": "PRK",
    "The Hague": "NLD",
    "Sana'a": "YEM",
    "N'Djamena": "TCD",
    "Naypyitaw": "MMR",
    "Bogotá": "COL",
}


def owners(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Each name and the codes it stands for."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in pairs:
        found[name].add(code)
    return found


@pytest.fixture(scope="module")
def names() -> dict[str, set[str]]:
    table = gazetteer.states().values()
    return owners((n, s.code) for s in table for n in (s.name, *s.names))


@pytest.fixture(scope="module")
def codes() -> set[str]:
    return {*gazetteer.states(), *ontology.bodies()}


@pytest.mark.parametrize(
    ("table", "least"),
    [
        (gazetteer.states, 200),
        (gazetteer.institutions, 400),
        (gazetteer.leaders, 700),
        (gazetteer.offices, 80),
        (gazetteer.places, 1000),
    ],
)
def test_a_table_loads_and_is_wide(table: Callable[[], Any], least: int) -> None:
    assert len(table()) >= least


def test_no_field_has_stray_blanks_or_curly_apostrophes() -> None:
    rows = [*gazetteer.states().values(), *gazetteer.institutions(), *gazetteer.leaders(), *gazetteer.places()]
    for row in [*rows, *gazetteer.offices()]:
        for name in (row.name, *row.names):
            assert name == name.strip()
            assert name
            assert not set(name) & set("’‘“”|\t"), name


def test_codes_are_unique_and_well_formed() -> None:
    table = gazetteer.states()
    assert all(len(c) == 3 and c.isupper() for c in table)
    alpha2 = [s.alpha2 for s in table.values()]
    assert len(set(alpha2)) == len(alpha2)
    lines = [s.code for s in gazetteer._rows("states.tsv", gazetteer.State)]
    assert len(lines) == len(table)


def test_every_zone_loads_and_the_capital_s_is_the_first() -> None:
    for state in gazetteer.states().values():
        assert state.zones[0] == state.zone
        for zone in state.zones:
            zoneinfo.ZoneInfo(zone)
    for zone in {p.zone for p in gazetteer.places() if p.zone}:
        zoneinfo.ZoneInfo(zone)


def test_no_name_of_a_state_is_another_s(names: dict[str, set[str]]) -> None:
    assert {n for n, c in names.items() if len(c) > 1} == SHARED
    table = gazetteer.states().values()
    for pairs in (
        ((d, s.code) for s in table for d in s.demonyms),
        ((c, s.code) for s in table for c in s.capital),
        ((n, s.code) for s in table for n in (s.name, *s.names, *s.demonyms, *s.capital)),
    ):
        assert {n for n, c in owners(pairs).items() if len(c) > 1} == SHARED


@pytest.mark.parametrize(("name", "code"), NAMES.items())
def test_names(names: dict[str, set[str]], name: str, code: str) -> None:
    assert names[name] == {code}


@pytest.mark.parametrize(("demonym", "code"), DEMONYMS.items())
def test_demonyms(demonym: str, code: str) -> None:
    assert [s.code for s in gazetteer.states().values() if demonym in s.demonyms] == [code]


@pytest.mark.parametrize(("capital", "code"), CAPITALS.items())
def test_capitals(capital: str, code: str) -> None:
    assert [s.code for s in gazetteer.states().values() if capital in s.capital] == [code]


def test_korea_alone_names_no_state(names: dict[str, set[str]]) -> None:
    assert "Korea" not in names
    assert not [s for s in gazetteer.states().values() if "Korean" in s.demonyms]


def test_offices_have_kinds_and_sectors_of_the_ontology() -> None:
    words = [w.lower() for o in gazetteer.offices() for w in (o.name, *o.names)]
    assert len(words) == len(set(words))
    for office in gazetteer.offices():
        assert office.kind in KINDS_OF_OFFICE
        assert office.sector in ontology.sectors()


def test_a_former_president_is_no_head() -> None:
    kinds = {w: o.kind for o in gazetteer.offices() for w in (o.name, *o.names)}
    assert kinds["president"] == "head"
    assert kinds["former president"] == "other"
    assert kinds["defense secretary"] == kinds["defence secretary"] == "minister"
    assert kinds["senior administration official"] == "official"


def test_institutions_have_owners_kinds_and_sectors(codes: set[str]) -> None:
    for body in gazetteer.institutions():
        assert body.country in codes, body.name
        assert body.kind in KINDS_OF_BODY, body.name
        assert body.sector in ontology.sectors(), body.name
    every = owners((n, b.name) for b in gazetteer.institutions() for n in (b.name, *b.names))
    assert not {n for n, b in every.items() if len(b) > 1}


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("White House", "USA", "government"),
        ("Kremlin", "RUS", "government"),
        ("Elysee", "FRA", "government"),
        ("Foggy Bottom", "USA", "organization"),
        ("Security Council", "UNO", "organization"),
        ("European Commission", "EUR", "organization"),
        ("NATO", "IGO", "organization"),
        ("IDF", "ISR", "armed-force"),
        ("Hizbullah", "LBN", "group"),
    ],
)
def test_institutions(name: str, country: str, kind: str) -> None:
    found = [(b.country, b.kind) for b in gazetteer.institutions() if name in (b.name, *b.names)]
    assert found == [(country, kind)]


def test_no_institution_or_place_has_the_name_of_a_state() -> None:
    table = gazetteer.states().values()
    taken = {n for s in table for n in (s.name, *s.names, *s.capital)}
    assert not {n for b in gazetteer.institutions() for n in (b.name, *b.names)} & taken
    assert not {n for p in gazetteer.places() for n in (p.name, *p.names)} & taken


def test_leaders_dates_are_ordered(codes: set[str]) -> None:
    for leader in gazetteer.leaders():
        start = dt.date.fromisoformat(leader.start)
        if leader.end:
            assert start <= dt.date.fromisoformat(leader.end), leader.name
        assert leader.country in codes
        assert leader.gender in {"f", "m"}


def test_a_leader_has_one_gender_and_the_same_term_once() -> None:
    genders = owners((x.name, x.gender) for x in gazetteer.leaders())
    assert not {n for n, g in genders.items() if len(g) > 1}
    terms = [(x.name, x.country, x.office, x.start) for x in gazetteer.leaders()]
    assert len(terms) == len(set(terms))


def test_one_president_or_prime_minister_at_a_time() -> None:
    terms = defaultdict(list)
    for x in gazetteer.leaders():
        if x.office in {"president", "prime minister", "chancellor", "king", "pope"}:
            terms[x.country, x.office].append((x.start, x.end or "9999-12-31", x.name))
    for office, spans in terms.items():
        if office in RIVALS:
            continue
        spans.sort()
        for before, after in itertools.pairwise(spans):
            assert before[1] <= after[0], (office, before, after)


def test_who_held_an_office_on_a_day() -> None:
    def holder(country: str, office: str, day: str) -> list[str]:
        return [
            x.name
            for x in gazetteer.leaders()
            if x.country == country and x.office == office and x.start <= day and (not x.end or day < x.end)
        ]

    assert holder("GBR", "prime minister", "2003-03-20") == ["Tony Blair"]
    assert holder("DEU", "chancellor", "2015-09-01") == ["Angela Merkel"]
    assert holder("UNO", "secretary-general", "1999-06-01") == ["Kofi Annan"]
    assert holder("ISR", "foreign minister", "2025-01-10") == ["Gideon Sa'ar"]


def test_places_lie_in_states_and_names_are_unique() -> None:
    for place in gazetteer.places():
        assert place.country == "" or place.country in gazetteer.states(), place.name
    every = owners((n, p.name) for p in gazetteer.places() for n in (p.name, *p.names))
    assert not {n for n, p in every.items() if len(p) > 1}


@pytest.mark.parametrize(
    ("name", "country", "zone"),
    [
        ("Geneva", "CHE", "Europe/Zurich"),
        ("Donbass", "UKR", "Europe/Kyiv"),
        ("Taiwan Strait", "", ""),
        ("Kashmir", "", ""),
        ("Gaza Strip", "PSE", "Asia/Gaza"),
        ("Vladivostok", "RUS", "Asia/Vladivostok"),
    ],
)
def test_places(name: str, country: str, zone: str) -> None:
    found = [(p.country, p.zone) for p in gazetteer.places() if name in (p.name, *p.names)]
    assert found == [(country, zone)]


def test_all_tables_load_in_little_time() -> None:
    tables = (
        ("states.tsv", gazetteer.State),
        ("institutions.tsv", gazetteer.Institution),
        ("leaders.tsv", gazetteer.Leader),
        ("offices.tsv", gazetteer.Office),
        ("places.tsv", gazetteer.Place),
    )
    start = time.process_time()
    for name, cls in tables:
        gazetteer._rows(name, cls)
    assert time.process_time() - start < 1  # about 0.03 s on an idle machine
