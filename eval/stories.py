"""Bundles thrown together in pairs: told apart, and each alone kept together.

python -m eval.stories [FOLDER...]

Bundles are those of the maintainers' shared folder, if it is there, the examples, the bundles with
planted faults, the short ones of ``eval/stories.yaml``, and every folder named. A pair counts as told
apart only if every report lands with its own bundle and nothing else.
"""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from pathlib import Path

import yaml

from eval.shared import ROOT, shared
from memcon.extract import extract
from memcon.extract.types import Extraction
from memcon.ingest import load
from memcon.model.memo import Report
from memcon.read import read
from memcon.read.types import Reading
from memcon.reconcile.stories import stories

Read = tuple[Report, Reading, Extraction]
Bundle = tuple[str, str, tuple[Read, ...]]
SAME = frozenset({"takaichi-call", "telephone-call"})
"""Bundles that tell one story: they are no pair."""


def _read(reports: tuple[Report, ...]) -> tuple[Read, ...]:
    found = [(r, read(r)) for r in reports if r.read]
    return tuple((r, reading, extract(r, reading)) for r, reading in found)


def bundles(more: list[Path]) -> list[Bundle]:
    """Group, name and reports of every bundle."""
    found: list[Bundle] = []
    home = shared()
    places = [("faults", ROOT / "tests" / "faults"), ("examples", ROOT / "examples"), *(("given", p) for p in more)]
    if home is not None:
        places.insert(0, ("real", home / "reports"))
    for group, place in places:
        for folder in sorted(p for p in place.iterdir() if p.is_dir() and list(p.glob("*.txt"))):
            found.append((group, folder.name, _read(load([folder]).reports)))
    texts = yaml.safe_load((ROOT / "eval" / "stories.yaml").read_text("utf-8"))
    for name, bodies in texts.items():
        reports = [Report(id=f"R{n}", file=f"{n}.txt", text=text) for n, text in enumerate(bodies, 1)]
        found.append(("short", name, _read(tuple(reports))))
    return found


def apart(*given: Bundle) -> bool:
    """Whether these bundles, thrown together, are told apart as they were."""
    own: dict[str, str] = {}
    mixed: list[Read] = []
    for _, name, reads in given:
        for report, reading, found in reads:
            number = f"R{len(mixed) + 1}"
            own[number] = name
            mixed.append((replace(report, id=number), replace(reading, report=number), replace(found, report=number)))
    tales = stories(tuple(m[0] for m in mixed), tuple(m[1] for m in mixed), tuple(m[2] for m in mixed))
    return len(tales) == len(given) and all(len({own[i] for i in tale.reports}) == 1 for tale in tales)


def main() -> int:
    """Print a line for each bundle that is torn and each pair that is not told apart, and the table."""
    found = bundles([Path(p) for p in sys.argv[1:]])
    kept: dict[str, list[bool]] = {}
    parted: dict[str, list[bool]] = {}
    for bundle in found:
        kept.setdefault(bundle[0], []).append(right := apart(bundle))
        if not right:
            print(f"torn: {bundle[1]}")
    for one, two in itertools.combinations(found, 2):
        if {one[1], two[1]} == SAME:
            continue
        kind = " + ".join(sorted({one[0], two[0]}))
        parted.setdefault(kind, []).append(right := apart(one, two))
        if not right:
            print(f"not told apart: {one[1]}, {two[1]}")
    for what, table in (("kept together", kept), ("told apart", parted)):
        for kind, results in sorted(table.items()):
            print(f"{what:14} {kind:18} {sum(results):4} of {len(results)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
