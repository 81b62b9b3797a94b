"""PLOVER types as CAMEO codes, for the exports of older projects: PLOVER's own table read the other way.

CAMEO's codes say more than PLOVER's: one is taken only where mode and context bear it, else the general
code of the type's root (``data/cameo_roots.yaml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from memcon.model import ontology
from memcon.model.data import mapping
from memcon.model.ontology import Cameo

QUAD_OF_ROOT = {**dict.fromkeys(range(1, 6), 1), **dict.fromkeys(range(6, 9), 2), **dict.fromkeys(range(9, 14), 3)}
"""CAMEO's quad class by root code; 14 and above are 4, material conflict."""


@cache
def _code(kind: str, mode: str | None, contexts: frozenset[str]) -> Cameo | None:
    root = mapping("coder", "cameo_roots").get(kind)
    table = ontology.cameo()
    if root is None or str(root) not in table:
        return None
    found: list[tuple[int, str]] = []
    for code_, one in table.items():
        named = frozenset((one.context or "").split("; ")) - {""}
        if one.type == kind and len(code_) < 4 and mode is not None and one.mode == mode and named <= contexts:
            found.append((-len(named), code_))
    return table[min(found)[1]] if found else table[str(root)]


def code(kind: str, mode: str | None, contexts: Sequence[str]) -> Cameo | None:
    """The CAMEO code of a PLOVER type with its mode and contexts; null for a type that CAMEO has not."""
    return _code(kind, mode, frozenset(contexts))


def quad_class(cameo: str) -> int:
    """CAMEO's quad class of a code, 1 to 4."""
    return QUAD_OF_ROOT.get(int(cameo[:2]), 4)
