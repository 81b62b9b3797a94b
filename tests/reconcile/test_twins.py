"""Events of different parts that are one: the classes, what is told otherwise, and the outlines that are kept."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.extract.types import EventMention
from memcon.reconcile.outlines import Outline, Outlines, opened, packed
from memcon.reconcile.profile import Amount, Chain
from memcon.reconcile.telling_on import Told, twinned
from memcon.reconcile.twins import Facts, Member, classes, otherwise, pairs

DAY = 86_400.0


def facts(name: str = "E1", **other: Any) -> Facts:
    values: dict[str, Any] = {"earliest": None, "latest": None, "place": None, "status": "occurred", "reports": ("R1",)}
    return Facts(name=name, label="A call", **{**values, **other})


def member(**other: Any) -> Member:
    known = {k: other.pop(k) for k in ("amounts", "initiators") if k in other}
    return Member(part=1, facts=facts(**other), **known)


def dated(day: str, until: str) -> dict[str, str]:
    return {"earliest": f"2026-05-{day}T00:00:00+00:00", "latest": f"2026-05-{until}T00:00:00+00:00"}


@pytest.mark.parametrize(
    ("here", "there", "slots"),
    [
        (member(**dated("03", "04")), member(**dated("04", "05")), [("time", True)]),
        (member(**dated("03", "04")), member(**dated("03", "05")), []),
        (member(**dated("01", "20")), member(**dated("21", "22")), []),
        (member(place="Lima"), member(place="Tacna"), [("place", False)]),
        (member(place="Lima"), member(place="Santiago"), [("place", True)]),
        (member(place="Lima"), member(place="the port of Lima"), []),
        (
            member(amounts=(("40 sailors", "40 people"),)),
            member(amounts=(("60 sailors", "60 people"),)),
            [("amount", True)],
        ),
        (
            member(amounts=(("40 sailors", "40 people"),)),
            member(amounts=(("more than 30 sailors", ">30 people"),)),
            [],
        ),
        (
            member(amounts=(("40 sailors", "40 people"),)),
            member(amounts=(("40 sailors", "40 people"), ("60 sailors", "60 people"))),
            [],
        ),
        (
            member(initiators=(("Lima", "PER"),)),
            member(initiators=(("Santiago", "CHL"),)),
            [("initiator", True)],
        ),
        (member(initiators=(("Lima", "PER"),)), member(initiators=(("Quispe", "PER"),)), []),
        (member(status="denied"), member(), [("status", True)]),
    ],
)
def test_what_another_part_tells_otherwise(here: Member, there: Member, slots: list[tuple[str, bool]]) -> None:
    assert [(o.slot, o.disputed) for o in otherwise(here, there)] == slots
    assert [(o.slot, o.disputed) for o in otherwise(there, here)] == slots


Node = tuple[int, int]
nodes = st.tuples(st.integers(0, 4), st.integers(0, 3))
scores = st.dictionaries(
    st.tuples(nodes, nodes).filter(lambda p: p[0][0] < p[1][0]),
    st.integers(66, 100).map(lambda n: n / 100),
    max_size=24,
)


@settings(max_examples=150, deadline=None)
@given(
    edges=scores,
    joined=st.lists(st.tuples(nodes, nodes).filter(lambda p: p[0][0] != p[1][0]), max_size=3),
    refused=st.sets(st.tuples(nodes, nodes), max_size=12),
    seed=st.integers(0, 99),
)
def test_classes_hold_one_event_of_a_part_and_do_not_hang_on_the_order(
    edges: dict[tuple[Node, Node], float],
    joined: list[tuple[Node, Node]],
    refused: set[tuple[Node, Node]],
    seed: int,
) -> None:
    known = {n for pair in (*edges, *joined) for n in pair}
    order = {n: (-((n[0] * 7 + n[1] * 3) % 5) - 1, f"{n[0]:02}", n[1]) for n in known}

    def barred(a: Node, b: Node) -> bool:
        return (a, b) in refused or (b, a) in refused

    found = classes(order, lambda n: n[0], edges, joined=joined, refused=barred)
    draw = random.Random(seed)
    mixed = draw.sample(list(edges.items()), len(edges))
    turned = {(b, a) if draw.random() < 0.5 else (a, b): s for (a, b), s in mixed}
    again = classes(
        {n: order[n] for n in draw.sample(sorted(known), len(known))},
        lambda n: n[0],
        turned,
        joined=joined,
        refused=barred,
    )
    assert again == found
    held = [n for some in found for n in some]
    assert len(held) == len(set(held))
    home = {n: i for i, some in enumerate(found) for n in some}
    for a, b in joined:
        assert home[a] == home[b]
    if not joined:
        for some in found:
            assert len({n[0] for n in some}) == len(some)
            lead = some[0]
            assert lead == min(some, key=lambda n: order[n])
            for one in some[1:]:
                assert (lead, one) in edges or (one, lead) in edges
                alone = [o for o in some[1:] if o != one and (one, o) not in edges and (o, one) not in edges]
                assert not any(barred(one, o) for o in alone)


def test_what_people_judged_two_is_two() -> None:
    order = {(n, 0): (-3 + n, str(n), 0) for n in range(3)}
    edges = {((0, 0), (1, 0)): 0.9, ((0, 0), (2, 0)): 0.8, ((1, 0), (2, 0)): 0.8}
    assert classes(order, lambda n: n[0], edges) == [[(0, 0), (1, 0), (2, 0)]]
    assert classes(order, lambda n: n[0], edges, parted=[((0, 0), (1, 0))]) == [[(0, 0), (2, 0)]]


def chain(report: str, **other: Any) -> Chain:
    told = EventMention(
        id="m1",
        trigger=(0, 4),
        phrase=(0, 4),
        head=0,
        sentence=0,
        noun="seizure",
        type="COERCE",
        status="occurred",
        rule="act:noun-1",
        sense="seizure",
    )
    values: dict[str, Any] = {
        "type": "COERCE",
        "status": "occurred",
        "reciprocal": False,
        "acting": frozenset({"CHL"}),
        "acted": frozenset({"PER"}),
        "persons": {"PER": frozenset({"ana-quispe"})},
        "mode": None,
        "kinds": frozenset(),
        "nouns": frozenset({"seizur"}),
        "ordinals": frozenset(),
        "place": "Arica",
        "amounts": (Amount(bound=">=", number=40.0, unit="people"),),
        "words": frozenset({"trawl", "santa", "rosa"}),
        "days": ((739_677, 739_677),),
        "published": 739_680,
        "apart": frozenset(),
    }
    return Chain(key=(2, report, 0, "m1"), report=report, mentions=(told,), **{**values, **other})


def part(mark: str, *chains: Chain, days: tuple[int, int] = (739_677, 739_680)) -> Outlines:
    events = tuple(Outline(name=f"E{n}", chains=(c,), alone=(True,)) for n, c in enumerate(chains, 1))
    words = {w: 0.5 for c in chains for w in c.words}
    return Outlines(mark=mark, days=days, weight=words, events=events, judged=((3, "left", "E1"),))


def test_an_outline_that_was_kept_is_weighed_as_before() -> None:
    one = part("a", chain("R1"), chain("R2", again="R9", war=True, moved=True, former=((739_600, 739_601),)))
    kept = opened(packed(one), "a")
    assert packed(kept) == packed(one)
    assert (kept.mark, kept.days, kept.judged, kept.weight) == (one.mark, one.days, one.judged, one.weight)
    for old, new in zip(one.events, kept.events, strict=True):
        for name in (
            "type",
            "acting",
            "acted",
            "persons",
            "nouns",
            "place",
            "amounts",
            "words",
            "days",
            "war",
            "former",
        ):
            assert getattr(old.chains[0], name) == getattr(new.chains[0], name)
        assert (old.chains[0].again is None) == (new.chains[0].again is None)
    with pytest.raises(ValueError, match="no outlines"):
        opened(packed(one)[:-9], "a")


def test_of_two_stories_only_what_is_dated_to_the_same_days_is_one() -> None:
    one, two = opened(packed(part("a", chain("R1"))), "a"), opened(packed(part("b", chain("R2"))), "b")
    undated: tuple[dict[str, Any], dict[str, Any]] = ({"E1": None}, {"E1": None})
    assert [(p.left, p.right) for p in pairs(one, two, undated, story=True)] == [("E1", "E1")]
    assert pairs(one, two, undated, story=False) == []
    same = ({"E1": (0.0, DAY)}, {"E1": (DAY, 2 * DAY)})
    assert len(pairs(one, two, same, story=False)) == 1
    late = ({"E1": (0.0, DAY)}, {"E1": (5 * DAY, 6 * DAY)})
    assert pairs(one, two, late, story=True) == []
    far = part("b", chain("R2"), days=(739_720, 739_721))
    assert pairs(one, opened(packed(far), "b"), undated, story=True) == []


def test_a_veto_of_the_alignment_holds_between_parts() -> None:
    one = opened(packed(part("a", chain("R1"))), "a")
    other = opened(packed(part("b", chain("R2", acting=frozenset({"BOL"})))), "b")
    assert pairs(one, other, ({"E1": None}, {"E1": None}), story=True) == []


def test_an_undated_event_that_leads_joins_no_two_that_are_for_other_days() -> None:
    def told(number: int, reports: tuple[str, ...], day: str | None) -> Told:
        when = dated(day, f"{int(day) + 1:02}") if day else {}
        bare = part(str(number), chain(f"R{number}", days=()), days=(739_677, 739_690))
        return Told(
            number=number,
            whole=1,
            outlines=replace(opened(packed(bare), str(number)), judged=()),
            facts={"E1": facts(reports=reports, **when)},
            outlets=dict.fromkeys(reports),
        )

    parts = [told(1, ("R1", "R2", "R3"), None), told(2, ("R4", "R5"), "03"), told(3, ("R6",), "12")]
    assert [[m.part for m in some] for some in twinned(parts, ()).classes] == [[1, 2]]
    near = [*parts[:2], told(3, ("R6",), "04")]
    assert [[m.part for m in some] for some in twinned(near, ()).classes] == [[1, 2, 3]]
