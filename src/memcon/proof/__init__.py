"""A draft against the record: what the reports carry, what they do not, and how to put it right."""

from __future__ import annotations

from memcon.proof.proofing import proof
from memcon.proof.types import FAULTS, KINDS, Evidence, Kind, Line, Mark, Piece, Proof

__all__ = ["FAULTS", "KINDS", "Evidence", "Kind", "Line", "Mark", "Piece", "Proof", "proof"]
