"""Score memcon on the bundles of real reports, and hold the floors.

    python -m eval.bundles [--misses] [--update] [--only NAME]

Floors stand in ``eval/floors.json``: for each bundle the mean and the guards. A figure under its
floor fails the run. ``--update`` lifts floors to what was measured, writes ``docs/measured.md``,
and refuses to lower any.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from eval.shared import ROOT, shared
from memcon.model.codec import dumps
from memcon.pipeline import Options, brief, rules_version

FLOORS = ROOT / "eval" / "floors.json"
TABLE = ROOT / "docs" / "measured.md"
GUARDS = ("integrity", "no false disputes", "agenda, nothing past", "not taken as fact")


def scorer(folder: Path) -> ModuleType:
    """The maintainers' scorer, loaded from the shared folder."""
    path = folder / "score" / "score_memorandum.py"
    spec = importlib.util.spec_from_file_location("score_memorandum", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"eval: {path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(folder: Path, name: str) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The score of one bundle, and what each row missed."""
    memo = brief(folder / "reports" / name, options=Options(strict=True))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "memo.json"
        path.write_text(dumps(memo), "utf-8")
        result: tuple[dict[str, Any], dict[str, list[str]]] = scorer(folder).score(folder / "reports" / name, path)
        return result


def floors_of(result: dict[str, Any]) -> dict[str, float]:
    """What is held of a result: the mean rounded down to a hundredth, the guards as they are.

    A guard with nothing to count ("no false disputes" where nothing is disputed) stands at 1.
    """
    held = {"mean": math.floor(result["mean"] * 100) / 100}
    for guard in GUARDS:
        score = result["rows"][guard]["score"]
        held[guard] = 1.0 if score is None else math.floor(score * 100) / 100
    return held


def commit() -> str:
    """The short name of the commit that stands in the tree, with a plus where it was changed."""
    try:
        name = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name.stdout.strip()


def table(results: dict[str, dict[str, Any]]) -> str:
    """The figures as Markdown, with where they come from."""
    names = list(results)
    rows = list(next(iter(results.values()))["rows"])
    lines = [
        "# Measured",
        "",
        "Written by `make eval` with `--update`; the floors in `eval/floors.json` hold these figures.",
        "",
        f"- **Data**: the {len(names)} development bundles `reports/*` of the shared folder. They were looked",
        "  at while the rules were written, so these are development figures. Other bundles are kept aside.",
        f"- **Command**: `python -m eval.bundles --update`, {datetime.now(tz=UTC):%Y-%m-%d},",
        f"  on the tree after commit `{commit()}`, rules `{rules_version()}`.",
        "- **Metric**: rows as in the shared `score/README.md`; rows marked ° are guards and stay out of the mean.",
        "",
        "| row | " + " | ".join(f"`{n}`" for n in names) + " |",
        "|---|" + "---|" * len(names),
    ]
    for row in rows:
        cells = []
        for name in names:
            value = results[name]["rows"][row]
            cells.append("–" if value["score"] is None else f"{value['score']:.2f} of {value['of']}")
        lines.append(f"| {row}{'°' if row in GUARDS else ''} | " + " | ".join(cells) + " |")
    lines.append("| **mean** | " + " | ".join(f"**{results[n]['mean']:.2f}**" for n in names) + " |")
    lines.append("| by items | " + " | ".join(f"{results[n]['weighted']:.2f}" for n in names) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, print, compare with the floors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="print what each row missed")
    parser.add_argument("--update", action="store_true", help="lift the floors and write docs/measured.md")
    parser.add_argument("--only", help="one bundle")
    args = parser.parse_args()
    folder = shared()
    if folder is None:
        print("eval: skipped, the shared folder is not there (set MEMCON_SHARED)")
        return 0
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    results: dict[str, dict[str, Any]] = {}
    failures: list[str] = []
    for bundle in sorted(p.parent.name for p in (folder / "reports").glob("*/gold.yaml")):
        if args.only and args.only not in bundle:
            continue
        result, misses = measure(folder, bundle)
        results[bundle] = result
        held = floors_of(result)
        print(
            f"{bundle:36} mean {result['mean']:.3f}  " + "  ".join(f"{g} {v}" for g, v in held.items() if g != "mean")
        )
        for row, value in result["rows"].items():
            if args.misses:
                print(f"  {row:24} {'–' if value['score'] is None else format(value['score'], '.2f')}")
                for miss in misses[row]:
                    print(f"      - {miss}")
        for key, floor in floors.get(bundle, {}).items():
            if held.get(key, 0.0) < floor:
                failures.append(f"{bundle}: {key} is {held.get(key)}, the floor is {floor}")
    for failure in failures:
        print("eval: " + failure)
    if args.update and not failures and not args.only:
        FLOORS.write_text(json.dumps({n: floors_of(r) for n, r in results.items()}, indent=1) + "\n", "utf-8")
        TABLE.write_text(table(results), "utf-8")
        print(f"eval: floors and {TABLE.relative_to(ROOT)} written")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
