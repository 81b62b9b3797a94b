"""The YAML files of all rooms: words are words, and what is broken says so."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from memcon.model import data
from memcon.model.errors import DataError

ROOMS = ("model", "ingest", "read", "extract", "reconcile", "present")
FILES = sorted(
    (room, item.name.removesuffix(".yaml"))
    for room in ROOMS
    for item in (files("memcon") / room / "data").iterdir()
    if item.name.endswith(".yaml")
)


def listed(node: Any) -> Iterator[Any]:
    """What stands in lists, and the keys."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from listed(value)
    elif isinstance(node, list):
        for item in node:
            yield from listed(item) if isinstance(item, (dict, list)) else (item,)


@pytest.mark.parametrize(("room", "name"), FILES)
def test_no_word_of_a_list_is_read_as_a_truth_value(room: str, name: str) -> None:
    # "on", "off", "yes" and "no" are booleans to YAML 1.1; a list of words that holds them means the words
    assert [x for x in listed(data.document(room, name)) if isinstance(x, bool) or x is None] == []


@pytest.mark.parametrize(("room", "name"), FILES)
def test_each_file_names_its_licence_above_its_first_line(room: str, name: str) -> None:
    head = "".join(
        line for line in (files("memcon") / room / "data" / f"{name}.yaml").read_text("utf-8").splitlines()[:4]
    )
    assert head.startswith("#")
    assert "Apache-2.0" in head


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("torn", "a: [b", "torn.yaml is not YAML"), ("list", "[a, b]", "list.yaml should hold a mapping, holds list")],
)
def test_a_broken_file_says_which_and_why(
    name: str, text: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "read" / "data").mkdir(parents=True)
    (tmp_path / "read" / "data" / f"{name}.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(data, "files", lambda _package: tmp_path)
    with pytest.raises(DataError, match=said):
        data.mapping("read", name)


def test_only_true_and_false_are_truth_values() -> None:
    text = "[on, Off, yes, NO, true, False, y, n]"
    found = yaml.load(text, Loader=data._loader())  # noqa: S506 - a safe loader
    assert found == ["on", "Off", "yes", "NO", True, False, "y", "n"]
