"""The docs name what the program has, and the check of the docs finds what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main
from docs import check

from memcon.model import memo
from memcon.present.cli import app
from memcon.reconcile import clock, clock_cover

DOCS = Path(__file__).parent.parent / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("key", [f.name for f in fields(memo.Memorandum)])
def test_every_key_of_the_memorandum_is_described(key: str) -> None:
    assert f"`{key}`" in page("memorandum.md")


@pytest.mark.parametrize("term", [*get_args(memo.Standing), *get_args(memo.Reason)])
def test_every_standing_and_reason_is_described(term: str) -> None:
    assert f"| `{term}` |" in page("standings.md")


@pytest.mark.parametrize("slot", get_args(memo.SlotName))
def test_every_slot_is_named(slot: str) -> None:
    assert f"`{slot}`" in page("memorandum.md")


@pytest.mark.parametrize("cap", [clock.NODE_CAP, clock.WORK_CAP, clock.WORK_POOL, clock.TIE_CAP])
def test_the_limits_of_the_clock_solver_are_those_of_the_code(cap: int) -> None:
    assert f"{cap:,}" in page("clock-solver.md")


def test_the_limits_of_the_clock_cover_are_those_of_the_code() -> None:
    assert clock_cover.MOST_CLOCKS == 4
    assert "more than four clocks" in page("clock-solver.md")
    assert f"more than {clock_cover.MOST_COMBINATIONS:,} sets" in page("clock-solver.md")


def test_a_module_that_no_list_names_fails_the_check() -> None:
    with pytest.raises(SystemExit, match=r"src/memcon/model/memo\.py stands in no list"):
        check.listed(page("rooms.md").replace(" model/memo ", " "))


def test_a_list_that_names_no_module_fails_the_check() -> None:
    with pytest.raises(SystemExit, match="names model/nothing, which is no module"):
        check.listed(page("rooms.md").replace(" model/memo ", " model/memo model/nothing "))


def test_a_line_that_is_out_of_date_is_written_anew() -> None:
    whole = check.listed(page("rooms.md"))
    assert check.listed(whole.replace("The memorandum: what one", "Something else: what one")) == whole
    assert "- `model/memo.py`: The memorandum: what one" in whole


def commands(group: Any, name: str = "memcon") -> Iterator[str]:
    """Every command that the program has, groups before what is in them."""
    yield name
    for word, command in getattr(group, "commands", {}).items():
        if not command.hidden:
            yield from commands(command, f"{name} {word}")


def test_every_command_has_its_help_on_the_page() -> None:
    blocks = {m["name"] for m in check.BLOCK.finditer(page("commands.md"))}
    found = set(commands(typer.main.get_command(app)))
    assert {"memcon", "memcon brief", "memcon explain"} <= found
    assert found <= blocks


def test_a_missing_help_page_fails_the_check() -> None:
    with pytest.raises(SystemExit, match="no block for memcon explain"):
        check.pasted(page("commands.md").replace("<!-- help: memcon explain -->", ""))
