"""What the tests of ingest share: invented reports, and a way to write them down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

STORY = (
    "The presidents of Ruritania and Freedonia spoke by telephone on the morning of June 3. They agreed that the "
    "border post at the Silver Pass would be opened before the end of the month, and that a joint commission "
    "should look into the fishing dispute. An official in the capital said that the talk had lasted forty minutes "
    "and that it was friendly. The opposition has called the plan a mistake, and it wants a vote in parliament on it."
)

Writer = Callable[..., Path]


@pytest.fixture
def story() -> str:
    """A plain English report of an invented event."""
    return STORY


@pytest.fixture
def folder(tmp_path: Path) -> Writer:
    """Write ``{name: text or bytes}`` to a folder of reports and give its path."""

    def write(contents: dict[str, str | bytes], name: str = "reports") -> Path:
        where = tmp_path / name
        for file, content in contents.items():
            path = where / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return where

    return write
