"""What tests share: where the shared folder is, and a memorandum made by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from eval.shared import shared
from hypothesis import HealthCheck, settings

from memcon.model.memo import Memorandum
from tests.made import memorandum

# no test fails because the machine is busy: how long an example takes is no matter of right and wrong
for name, fixed in (("fixed", True), ("fresh", False)):
    slow = [HealthCheck.too_slow]
    settings.register_profile(name, derandomize=fixed, deadline=None, suppress_health_check=slow)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fresh"))


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    folder = shared()
    if folder is None:
        pytest.skip("the maintainers' shared folder is not beside the checkout (MEMCON_SHARED)")
    return folder


@pytest.fixture
def memo() -> Memorandum:
    return memorandum()
