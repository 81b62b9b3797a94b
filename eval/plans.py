"""Measure agenda and watch on invented stories: what became of a plan, and which report touches a sign.

python -m eval.plans [--part dev|check|last] [--misses]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from memcon.model.memo import Memorandum
from memcon.outlook import agenda, watch
from memcon.outlook.types import Plan, Sign
from memcon.pipeline import brief

CASES = Path(__file__).with_name("plans.yaml")


def told(case: dict[str, Any]) -> Memorandum:
    """The memorandum of one story."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in case["reports"].items():
            (Path(scratch) / name).write_text(text.replace("\n\n", "\n\n") + "\n", "utf-8")
        return brief([scratch])


def _fits(words: str, label: str, quotes: list[str]) -> bool:
    return any(words.lower() in t.lower() for t in (label, *quotes))


def plans(case: dict[str, Any], memo: Memorandum, now: datetime) -> Iterator[tuple[str, bool, str]]:
    """Each plan asked for: what is asked, whether it is right, what was told."""
    found = agenda([memo], now=now).plans
    for asked in case.get("plans", ()):
        mine: list[Plan] = [p for p in found if _fits(asked["words"], p.label, [c.quote for c in p.cites])]
        shown = "; ".join(f"{p.label}: {p.state} {[m.to_words for m in p.moves]}" for p in mine) or "no plan"
        if "not" in asked:
            yield (
                f"{asked['words']} not {asked['not']}",
                bool(mine) and all(p.state != asked["not"] for p in mine),
                shown,
            )
            continue
        right = [p for p in mine if p.state == asked["state"]]
        moved = asked.get("moved")
        good = bool(right) and (moved is None or any(m.to_words == moved for p in right for m in p.moves))
        # another entry for the same plan in another state would mislead
        good = good and all(p.state == asked["state"] or (p.earliest is None and p.state == "scheduled") for p in mine)
        yield f"{asked['words']} {asked['state']} {moved or ''}".strip(), good, shown


def signs(case: dict[str, Any], memo: Memorandum, now: datetime) -> Iterator[tuple[str, bool, str]]:
    """Each sign asked for: what is asked, whether it is right, what was told."""
    found = watch([memo], now=now).signs
    for asked in case.get("watch", ()):
        mine: list[Sign] = [s for s in found if _fits(asked["words"], s.text, [])]
        files = {t.cite.file for s in mine for t in s.touches}
        shown = "; ".join(f"{s.kind} {s.text}: {s.state} {sorted({t.cite.file for t in s.touches})}" for s in mine)
        good = bool(mine) and files == ({asked["file"]} if asked["file"] else set())
        yield f"{asked['words']} touched by {asked['file'] or 'none'}", good, shown or "no sign"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "check", "last"))
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    tally: dict[tuple[str, str], list[int]] = {}
    for case in yaml.safe_load(CASES.read_text("utf-8")):
        if options.part and case["part"] != options.part:
            continue
        memo = told(case)
        day = case["now"] if isinstance(case["now"], date) else date.fromisoformat(case["now"])
        now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        for kind, rows in (("plans", plans(case, memo, now)), ("watch", signs(case, memo, now))):
            for asked, right, shown in rows:
                count = tally.setdefault((case["part"], kind), [0, 0])
                count[0] += right
                count[1] += 1
                if options.misses and not right:
                    print(f"{case['id']}: {asked}; told: {shown}")
    for (part, kind), (rights, number) in sorted(tally.items()):
        print(f"{part}, {kind}: {rights} of {number} right")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
