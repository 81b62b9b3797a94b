"""The errors of memcon, one tree.

``MemconError``
    ``InputError``      something given to memcon cannot be used (exit 2)
        ``ReportError``     one report cannot be read; the others still are
        ``SidecarError``    a ``reports.yaml`` is malformed
        ``DossierError``    a dossier cannot be opened or written, or is none
    ``DataError``       a data file shipped with memcon is broken (exit 3)
    ``PipelineError``   stages are wired in an order that cannot work (exit 3)

Every message says what was wrong, where, and what to do.
"""

from __future__ import annotations


class MemconError(Exception):
    """The root of all errors that memcon raises on purpose."""

    exit_code = 1


class InputError(MemconError):
    """Something given to memcon cannot be used."""

    exit_code = 2


class ReportError(InputError):
    """One report cannot be read; the reports beside it still are."""


class SidecarError(InputError):
    """A ``reports.yaml`` is malformed."""


class DossierError(InputError):
    """A dossier cannot be opened or written, or the file is none."""


class DataError(MemconError):
    """A data file shipped with memcon is broken."""

    exit_code = 3


class PipelineError(MemconError):
    """Stages are wired in an order that cannot work."""

    exit_code = 3
