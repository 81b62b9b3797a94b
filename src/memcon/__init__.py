"""Several reports of one diplomatic event in, one record per fact out.

``memcon.brief(paths)`` gives the typed ``Memorandum``; the command line is ``memcon brief``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memcon.model.memo import Memorandum
    from memcon.pipeline import brief

__version__ = "0.1.0"
__all__ = ["Memorandum", "__version__", "brief"]


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for, so that ``import memcon`` costs nothing."""
    if name == "brief":
        from memcon.pipeline import brief  # noqa: PLC0415 - lazy on purpose

        return brief
    if name == "Memorandum":
        from memcon.model.memo import Memorandum  # noqa: PLC0415 - lazy on purpose

        return Memorandum
    raise AttributeError(f"module 'memcon' has no attribute {name!r}")
