"""Ingest: files, folders, addresses and standard input to reports; ``Report.text`` is verbatim from here on."""

from __future__ import annotations

from memcon.ingest.load import load
from memcon.ingest.types import Intake, Limits

__all__ = ["Intake", "Limits", "load"]
