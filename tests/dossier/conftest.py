"""What the tests of following share: a site, and a dossier that looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon import dossier
from tests.dossier.following_desk import Desk
from tests.ingest.local_site import Site, serve


@pytest.fixture(scope="module")
def followed_site() -> Iterator[Site]:
    site, running = serve()
    yield site
    running.shutdown()
    running.server_close()


@pytest.fixture
def desk(followed_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    followed_site.reset()
    dossier.new(tmp_path / "s.memcon")
    monkeypatch.setattr("memcon.dossier.following.settled", lambda *_: None)
    return Desk(tmp_path / "s.memcon", followed_site)
