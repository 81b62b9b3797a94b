"""The invented story told once for all tests of the outlook."""

from __future__ import annotations

import pytest

from memcon.model.memo import Memorandum
from memcon.pipeline import brief
from tests.outlook.made import write


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Memorandum:
    return brief([str(write(tmp_path_factory.mktemp("story")))])
