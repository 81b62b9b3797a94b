"""What the desk's tests share: a dossier of the examples, made once, and a client that is let in at the door."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memcon.dossier import add, new
from memcon.present.serve.app import app
from memcon.present.serve.guard import Limits

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have another client below it
    from starlette.testclient import TestClient

EXAMPLES = Path(__file__).parents[3] / "examples"
HOME = "http://127.0.0.1:8765"
NOW = datetime(2026, 4, 16, 9, 0, tzinfo=UTC)
SIGNED = {"name": "R. Ortega", "because": "Both tell the meeting in Lima."}
PATIENT = Limits(patience=60.0, seconds=60.0)

Client = Callable[..., TestClient]


@pytest.fixture(scope="session")
def made_dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of two stories in two adds; not to be changed."""
    target = tmp_path_factory.mktemp("desk") / "strait.memcon"
    new(target)
    add(target, [EXAMPLES / "trawler" / "southern-cross-wire.txt"], at="2026-04-15T10:00:00+00:00")
    add(target, [EXAMPLES / "trawler", EXAMPLES / "two-readouts"], at="2026-04-15T18:00:00+00:00")
    return target


@pytest.fixture
def dossier(made_dossier: Path, tmp_path: Path) -> Path:
    """A dossier of one's own."""
    target = tmp_path / made_dossier.name
    shutil.copy(made_dossier, target)
    return target


def client(path: Path, *, limits: Limits = PATIENT, debug: bool = False) -> TestClient:
    """A client of a desk of its own."""
    desk = app(path, clock=lambda: NOW, limits=limits, debug=debug)
    return TestClient(desk, base_url=HOME, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture(scope="session")
def desk(made_dossier: Path) -> TestClient:
    """A desk to look at alone."""
    return client(made_dossier)


def find(desk: TestClient, label: str) -> dict[str, object]:
    """The event of a label."""
    found = desk.get("/index.json", params={"q": label}).json()["events"]
    assert len(found) == 1, [e["label"] for e in found]
    return dict(found[0])
