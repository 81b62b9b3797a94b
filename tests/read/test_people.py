"""People and bodies without a name: their sector and whose they are."""

from __future__ import annotations

import pytest

from memcon.coder.scan import plain_report
from memcon.model import gazetteer, ontology
from memcon.model.ontology import bodies
from memcon.read import read
from memcon.read.people import peopled
from memcon.read.people_words import body_names, phrases, surnames
from memcon.read.types import Reading

SECTORS = frozenset(
    {
        *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL"),
        *("EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "NGO", "IGO"),
    }
)


def people(text: str) -> Reading:
    return peopled(read(plain_report(text)))


def told(text: str, words: str) -> tuple[str | None, str | None]:
    """Home and sector of who is named by some words."""
    reading = people(text)
    start = text.index(words)
    entities = {e.id: e for e in reading.entities}
    found = [n for n in reading.namings if n.start <= start and start + len(words) == n.end]
    assert found, words
    entity = entities[found[0].entity]
    return entity.country or entity.home, entity.sector


@pytest.mark.parametrize(
    ("text", "words", "home", "sector"),
    [
        ("Tea growers marched through Mombasa on Monday.", "growers", "KEN", "AGR"),
        ("Portuguese nurses walked out on Friday.", "nurses", "PRT", "MED"),
        ("Three teachers were shot by bandits in the Honduran town.", "bandits", "HND", "CRM"),
        ("Separatist fighters in Senegal freed a priest.", "fighters", "SEN", "REB"),
        ("Separatist fighters in Senegal freed a priest.", "priest", "SEN", "REL"),
        ("The army of Nepal guarded the students of India in Dhaka.", "students", "IND", "EDU"),
        ("Sailors working for Norway met the harbour staff in Malta.", "Sailors", "NOR", "MIL"),
        ("Riot police in Lima beat striking miners.", "miners", "PER", "LAB"),
        ("A relief agency sent tents to Haiti.", "relief agency", "NGO", "NGO"),
    ],
)
def test_words_tell_home_and_sector(text: str, words: str, home: str, sector: str) -> None:
    assert told(text, words) == (home, sector)


def test_a_group_of_two_states_is_two_groups() -> None:
    reading = people("Fishermen from Morocco and Spain quarrelled at sea.")
    homes = {e.home for e in reading.entities if e.id.startswith("people-fisherman") and not e.members}
    assert homes == {"MAR", "ESP"}


def test_pronouns_of_several_take_up_people() -> None:
    reading = people("Ghanaian farmhands blocked the gate. A storm drove them away.")
    them = [n for n in reading.namings if reading.text[n.start : n.end] == "them"]
    assert len(them) == 1
    assert next(e for e in reading.entities if e.id == them[0].entity).sector == "AGR"


def test_what_is_sent_or_gone_to_is_no_actor() -> None:
    for text in ("Sweden sent a field hospital to Chad.", "The boy was going to school in Chad."):
        assert not any(e.id.startswith("people-") and e.sector in {"MED", "EDU"} for e in people(text).entities)


def test_names_of_the_table_of_bodies_are_found() -> None:
    reading = people("The Khmer Rouge shelled a village.")
    found = next(e for e in reading.entities if e.name == "Khmer Rouge")
    assert (found.home, found.sector) == ("KHM", "REB")


def test_a_reading_keeps_all_that_it_had() -> None:
    plain = read(plain_report("Portuguese nurses met the Spanish health minister in Madrid on Friday."))
    full = peopled(plain)
    assert {e.id for e in plain.entities} <= {e.id for e in full.entities}
    assert set(plain.namings) <= set(full.namings)
    assert full.tokens == plain.tokens
    assert list(full.namings) == sorted(full.namings, key=lambda n: (n.start, n.end))


def test_nobody_at_all() -> None:
    assert people("It rained.").entities == ()


def test_the_tables_hold_known_codes() -> None:
    known = {*gazetteer.states(), *bodies()}
    for body in gazetteer.bodies():
        assert body.country in known, body.name
        assert body.sector in SECTORS, body.name
    assert set(phrases().values()) <= SECTORS
    assert set(surnames().values()) <= known
    assert len(body_names()) > 2000
    assert ontology.kinds()
