"""What tests share: where the shared folder is, and a memorandum made by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from eval.shared import shared
from hypothesis import settings

from memcon.model.memo import Memorandum
from tests.made import memorandum

settings.register_profile("fixed", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    folder = shared()
    if folder is None:
        pytest.skip("the maintainers' shared folder is not beside the checkout (MEMCON_SHARED)")
    return folder


@pytest.fixture
def memo() -> Memorandum:
    return memorandum()
