"""Count differences that were planted in invented reports of one event: a day, a figure, a place, who called whom.

python -m eval.disputes [--misses] [--only NAME]

Six bundles of three reports each stand in ``eval/disputes``; ``planted.yaml`` lists what differs, the words of the act
that it is of, and the slots in which it may stand. A difference is found where an event that holds one of these words
has such a slot in dispute (or as attribution); every dispute shown that was not planted is false.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import yaml

from memcon.model.memo import Event, Memorandum
from memcon.pipeline import Options, brief

CASES = Path(__file__).with_name("disputes")
PARTED = frozenset({"disputed", "attribution"})


def _events(memo: Memorandum, anchors: list[str]) -> list[Event]:
    """The events that have a mention in one of these words ("R1: will meet in Quito")."""
    texts = {Path(r.file).stem: r for r in memo.reports}
    spans = []
    for anchor in anchors:
        name, _, words = anchor.partition(": ")
        report = texts[name.removeprefix("R")]
        start = report.text.find(words)
        if start < 0:
            raise SystemExit(f"eval: {words!r} is not in {report.file}")
        spans.append((report.id, start, start + len(words)))
    return [
        e
        for e in memo.events
        if any(
            m.report == r and m.trigger.start < end and start < m.trigger.end
            for m in e.mentions
            for r, start, end in spans
        )
    ]


def measure(folder: Path) -> tuple[int, int, list[str], list[str]]:
    """Planted, found, what was missed, and disputes shown that were not planted."""
    memo = brief(folder, options=Options(strict=True))
    planted: list[dict[str, Any]] = yaml.safe_load((folder / "planted.yaml").read_text("utf-8"))
    shown = {(e.id, s.slot): e.label for e in memo.events for s in e.slots if s.standing in PARTED}
    right: set[tuple[str, str]] = set()
    missed = []
    for one in planted:
        hits = {(e.id, s) for e in _events(memo, one["anchors"]) for s in one["slot"]} & shown.keys()
        right |= hits
        if not hits:
            missed.append(f"{', '.join(one['of'])}: {' or '.join(one['slot'])} of {', '.join(one['reports'])}")
    false = [f"{label}: {slot}" for (event, slot), label in sorted(shown.items()) if (event, slot) not in right]
    return len(planted), len(planted) - len(missed), missed, false


def main() -> int:
    """Measure and print; the exit status is 1 where a dispute is shown that was not planted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    parser.add_argument("--only", help="one bundle")
    args = parser.parse_args()
    total = [0, 0, 0]
    for folder in sorted(p.parent for p in CASES.glob("*/planted.yaml")):
        if args.only and folder.name != args.only:
            continue
        planted, found, missed, false = measure(folder)
        total = [total[0] + planted, total[1] + found, total[2] + len(false)]
        print(f"{folder.name:24} planted {planted:2}  found {found:2}  false {len(false)}")
        for line in [*(missed if args.misses else []), *(f"false: {f}" for f in false)]:
            print(f"    - {line}")
    print(f"{'all':24} planted {total[0]:2}  found {total[1]:2}  false {total[2]}")
    return 1 if total[2] else 0


if __name__ == "__main__":
    raise SystemExit(main())
