"""Frozen values made and changed by hand-made setters are those that ``dataclasses`` makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from memcon.extract.types import EventMention
from memcon.model.values import replace, swift
from memcon.read.types import Token


@swift
@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    a: int
    b: str = "b"
    c: tuple[int, ...] = ()


def test_a_value_is_made_as_by_dataclasses() -> None:
    one = Value(a=1, c=(2,))
    assert (one.a, one.b, one.c) == (1, "b", (2,))
    assert one == Value(a=1, b="b", c=(2,))
    assert one != Value(a=2, c=(2,))
    assert hash(one) == hash(Value(a=1, c=(2,)))
    assert repr(one).endswith("Value(a=1, b='b', c=(2,))")
    assert pickle.loads(pickle.dumps(one)) == copy.copy(one) == one  # noqa: S301 - our own bytes


@pytest.mark.parametrize("wrong", [{}, {"a": 1, "d": 2}])
def test_a_field_too_few_or_too_many_is_an_error(wrong: dict[str, int]) -> None:
    with pytest.raises(TypeError):
        Value(**wrong)


def test_a_value_stays_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Value(a=1).a = 2  # type: ignore[misc]


def test_a_value_is_changed_as_by_dataclasses() -> None:
    one = EventMention(
        id="m1", trigger=(0, 3), phrase=(0, 9), head=0, sentence=0, noun="call", type="CONSULT", status="occurred"
    )
    assert replace(one, id="m2", actors=("JPN",)) == dataclasses.replace(one, id="m2", actors=("JPN",))
    assert one.id == "m1"
    with pytest.raises(TypeError, match="no field colour"):
        replace(one, colour="red")


def test_defaults_are_those_of_the_class() -> None:
    for kind in (EventMention, Token):
        told = {f.name: f.default for f in dataclasses.fields(kind) if f.default is not dataclasses.MISSING}
        made = kind(**{f.name: None for f in dataclasses.fields(kind) if f.name not in told})
        assert {name: getattr(made, name) for name in told} == told
