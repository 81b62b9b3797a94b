"""Where the shared folder with bundles, golds and bench data is, if it is there."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def shared() -> Path | None:
    """The folder beside the checkout, or what ``MEMCON_SHARED`` names; null if it is not there."""
    folder = Path(os.environ.get("MEMCON_SHARED") or ROOT.parent / "shared")
    return folder if (folder / "reports").is_dir() else None
