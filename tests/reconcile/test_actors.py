"""Who is who over the bundle."""

from __future__ import annotations

from dataclasses import replace

from reconcile_maker import PERSONS, STATES, Maker

from memcon.read.types import Entity
from memcon.reconcile.actors import cast
from memcon.reconcile.bundle import gather


def actors(*lists: tuple[Entity, ...]):
    makers = [Maker(id=f"R{n}", text="Words.", people=(), extra=e) for n, e in enumerate(lists, start=1)]
    return cast(
        gather(
            tuple(m.report() for m in makers), tuple(m.reading() for m in makers), tuple(m.extraction() for m in makers)
        )
    )


FULL = PERSONS["stoltberg"]
BARE = Entity(id="stoltberg", name="Stoltberg", kind="person", surname="Stoltberg")


def test_a_bare_surname_joins_the_full_name() -> None:
    found = actors((FULL,), (BARE,))
    assert found.one("R2", "stoltberg") == "anna-stoltberg"
    assert "Stoltberg" in found.actors["anna-stoltberg"].aliases
    assert found.short["anna-stoltberg"] == "Stoltberg"


def test_two_given_names_are_two_people_and_the_bare_name_is_left_alone() -> None:
    other = replace(FULL, id="erik-stoltberg", name="Erik Stoltberg")
    found = actors((FULL,), (other,), (BARE,))
    assert (
        len({found.one("R1", "anna-stoltberg"), found.one("R2", "erik-stoltberg"), found.one("R3", "stoltberg")}) == 3
    )


def test_two_countries_are_two_people() -> None:
    other = replace(BARE, country="ESP")
    found = actors((FULL,), (other,))
    assert found.one("R2", "stoltberg") != "anna-stoltberg"


def test_a_government_is_its_country_and_a_group_word_its_members() -> None:
    leaders = Entity(id="the-leaders", name="the leaders", kind="group", members=("anna-stoltberg", "NOR"))
    found = actors((FULL, STATES["NOR"], leaders))
    assert found.resolve("R1", ("the-leaders",)) == ("anna-stoltberg", "NOR")
    assert "the-leaders" not in found.actors
    assert found.countries(("anna-stoltberg", "NOR")) == ("NOR",)


def test_initials_and_particles_do_not_part_people() -> None:
    one = Entity(id="a", name="Anna M. de la Cruz", kind="person", country="ESP", surname="de la Cruz")
    two = Entity(id="b", name="Anna de la Cruz", kind="person", country="ESP", surname="de la Cruz")
    found = actors((one,), (two,))
    assert found.one("R1", "a") == found.one("R2", "b")


def test_a_holder_named_in_another_report_goes_before_the_table() -> None:
    named = Entity(id="roe", name="Claire Roe", kind="person", country="CAN", surname="Roe", roles=("prime minister",))
    table = Entity(
        id="pm-of-canada",
        name="prime minister of Canada",
        kind="person",
        country="CAN",
        surname="Carney",
        known="Mark Carney",
        roles=("prime minister",),
    )
    found = actors((named,), (table,))
    assert found.one("R2", "pm-of-canada") == found.one("R1", "roe") == "claire-roe"
    assert "Mark Carney" not in {a.name for a in found.actors.values()}
    rival = replace(named, id="roy", name="Max Roy", surname="Roy")
    assert actors((named,), (rival,), (table,)).one("R3", "pm-of-canada") == "mark-carney"
    other = replace(named, roles=("foreign minister",))
    assert actors((other,), (table,)).one("R2", "pm-of-canada") == "mark-carney"


def test_a_short_form_is_the_given_name_it_stands_for() -> None:
    full = Entity(id="a", name="Thomas P. Hale, Jr.", kind="person", country="CAN", surname="Hale")
    short = Entity(id="b", name="Tom Hale", kind="person", country="CAN", surname="Hale")
    bare = Entity(id="c", name="Hale", kind="person", surname="Hale")
    other = Entity(id="d", name="Tim Hale", kind="person", country="CAN", surname="Hale")
    found = actors((full,), (short,), (bare,))
    assert found.one("R1", "a") == found.one("R2", "b") == found.one("R3", "c")
    apart = actors((full,), (other,))
    assert apart.one("R1", "a") != apart.one("R2", "d")


def test_whom_the_table_knows_by_two_forms_of_a_name_is_one() -> None:
    one = Entity(id="a", name="Maximilian Roe", kind="person", country="AUT", surname="Roe", known="Max Roe")
    two = Entity(id="b", name="Xam Roe", kind="person", country="AUT", surname="Roe", known="Max Roe")
    found = actors((one,), (two,))
    assert found.one("R1", "a") == found.one("R2", "b")


def test_an_ambassador_and_a_minister_of_one_state_are_two_people() -> None:
    envoy = Entity(id="a", name="ambassador of Norway", kind="person", country="NOR", roles=("ambassador",))
    minister = Entity(
        id="b", name="energy minister of Norway", kind="person", country="NOR", roles=("energy minister",)
    )
    found = actors((envoy, minister), (replace(minister, id="c"),))
    assert found.one("R1", "a") != found.one("R1", "b")
    assert found.one("R1", "b") == found.one("R2", "c")
