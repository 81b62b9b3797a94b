"""Score memcon on the bundles with planted faults, and hold the floor.

    python -m eval.faults [--only NAME] [--update]

The bundles and their small language of checks stand in ``tests/faults`` (README there). A bundle is
handled when all its checks and guards hold. ``eval/faults.json`` lists the bundles that are handled;
one of them that is handled no more fails the run, and ``--update`` adds those newly handled.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from eval.shared import ROOT
from memcon.model.memo import Claim, Event, Memorandum, Slot
from memcon.model.places import Span
from memcon.pipeline import Options, brief

FOLDER = ROOT / "tests" / "faults"
HELD = ROOT / "eval" / "faults.json"

Check = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One check of one bundle, and whether it held; ``saw`` is what the memorandum has instead."""

    bundle: str
    guard: bool
    say: str
    held: bool
    saw: str


class Memo:
    """A memorandum looked up by anchors: words that stand once in a report."""

    def __init__(self, memo: Memorandum) -> None:
        self.memo = memo
        self.texts = {r.id: r.text for r in memo.reports}
        self.claims = {c.id: c for c in memo.claims}
        self.countries = {a.id: a.country for a in memo.actors}

    def place(self, anchor: str) -> Span:
        """Where an anchor stands; an anchor that stands nowhere or twice is an error of the bundle."""
        report, words = anchor.split(": ", 1)
        text = self.texts[report]
        if text.count(words) != 1:
            raise SystemExit(f"faults: {anchor!r} stands {text.count(words)} times in its report")
        return Span.of(report, text, text.index(words), text.index(words) + len(words))

    def all_events(self, anchor: str) -> list[Event]:
        """The events with a trigger that meets the anchor."""
        place = self.place(anchor)
        return [e for e in self.memo.events if any(m.trigger.meets(place) for m in e.mentions)]

    def event(self, anchor: str) -> Event | None:
        """The event whose trigger at the anchor comes first."""
        place = self.place(anchor)
        found = [(m.trigger.start, e) for e in self.memo.events for m in e.mentions if m.trigger.meets(place)]
        return min(found, key=lambda f: f[0])[1] if found else None

    def parties(self, event: Event) -> set[str]:
        """The countries of an event's parties."""
        return {c for a in (*event.actors, *event.recipients) if (c := self.countries.get(a))}

    def slots(self, check: Check) -> list[Slot]:
        """The slots of the kind that a check names."""
        event = self.event(check["at"])
        return [s for s in event.slots if s.slot == check["slot"]] if event else []

    def at(self, claim: Claim, check: Check) -> bool:
        """Whether a claim's own words meet the anchor, or stand in the report."""
        if "report" in check and "at" not in check:
            return bool(claim.report == check["report"])
        return claim.evidence[0].meets(self.place(check["at"]))


def _same(m: Memo, anchors: list[str]) -> tuple[bool, str]:
    found = [e.id if (e := m.event(a)) else None for a in anchors]
    return None not in found and len(set(found)) == 1, str(found)


def _apart(m: Memo, anchors: list[str]) -> tuple[bool, str]:
    found = [e.id if (e := m.event(a)) else None for a in anchors]
    return None not in found and len(set(found)) == len(found), str(found)


def _copy(m: Memo, check: Check) -> tuple[bool, str]:
    origin = next(r.origin for r in m.memo.reports if r.id == check["report"])
    return origin == check["of"], str(origin)


def _count(m: Memo, check: Check) -> tuple[bool, str]:
    found = [
        e
        for e in m.memo.events
        if e.type in check["type"]
        and ("mode" not in check or e.mode in check["mode"])
        and ("status" not in check or e.status in check["status"])
        and set(check["between"]) <= m.parties(e)
    ]
    return len(found) == check["is"], "; ".join(f"{e.id} {e.label}" for e in found)


def _status(m: Memo, check: Check) -> tuple[bool, str]:
    event = m.event(check["at"])
    return bool(event) and event.status in check["is"], event.status if event else "no event"  # type: ignore[union-attr]


def _not_fact(m: Memo, anchor: str) -> tuple[bool, str]:
    found = [e for e in m.all_events(anchor) if e.status in {"occurred", "ongoing"}]
    return not found, "; ".join(f"{e.id} {e.label} {e.status}" for e in found)


def _parties(m: Memo, check: Check) -> tuple[bool, str]:
    event = m.event(check["at"])
    found = m.parties(event) if event else set()
    return found == set(check["are"]), str(sorted(found))


def _origins(m: Memo, check: Check) -> tuple[bool, str]:
    event = m.event(check["at"])
    return bool(event) and event.origins == check["is"], str(event.origins if event else "no event")  # type: ignore[union-attr]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _time(m: Memo, check: Check) -> tuple[bool, str]:
    event = m.event(check["at"])
    time = event.time if event else None
    if time is None or time.earliest is None or time.latest is None:
        return False, "no time"
    low, high = (_moment(t) for t in check["within"])
    return low <= _moment(time.earliest) and _moment(time.latest) <= high, f"{time.earliest} – {time.latest}"


def _slot(m: Memo, check: Check) -> tuple[bool, str]:
    slots = m.slots(check)
    if not slots:
        return "absent" in check["standing"] and m.event(check["at"]) is not None, "absent"
    good = [
        s for s in slots if s.standing in check["standing"] and ("reason" not in check or s.reason in check["reason"])
    ]
    return bool(good), "; ".join(f"{s.standing} {s.reason}: {s.explanation}" for s in slots)


def _standing(m: Memo, check: Check) -> tuple[bool, str]:
    event = m.event(check["at"])
    slots = event.slots if event else ()
    return any(s.standing in check["standing"] for s in slots), "; ".join(f"{s.slot} {s.standing}" for s in slots)


def _position(m: Memo, check: Check) -> tuple[bool, str]:
    positions = [p for s in m.slots(check) for p in s.positions if check.get("report", p.reports[0]) in p.reports]
    return any(check["has"] in p.value for p in positions), "; ".join(p.value for p in positions)


def _no_position(m: Memo, check: Check) -> tuple[bool, str]:
    held, saw = _position(m, check)
    return not held, saw


def _disputes(m: Memo, check: Check) -> tuple[bool, str]:
    event = None if check.get("all") else m.event(check["at"])
    if event is None and not check.get("all"):
        return False, "no event"
    events = m.memo.events if event is None else (event,)
    found = [
        f"{e.id} {s.slot}: {s.explanation}"
        for e in events
        for s in e.slots
        if s.standing == "disputed" and s.slot == check.get("slot", s.slot)
    ]
    return (not found) == check["none"], "; ".join(found)


def _cautions(m: Memo, check: Check) -> list[str]:
    return [
        f"{c.kind}: {c.text}"
        for c in m.memo.cautions
        if c.kind in check["kind"] and any(m.at(m.claims[i], check) for i in c.claims)
    ]


def _caution(m: Memo, check: Check) -> tuple[bool, str]:
    return bool(_cautions(m, check)), "; ".join(f"{c.kind}: {c.text}" for c in m.memo.cautions)


def _no_caution(m: Memo, check: Check) -> tuple[bool, str]:
    found = _cautions(m, check)
    return not found, "; ".join(found)


def _caution_or_none(m: Memo, check: Check) -> tuple[bool, str]:
    return bool(_cautions(m, check)) or not m.all_events(check["at"]), "an event without the caution"


def _claim(m: Memo, check: Check) -> tuple[bool, str]:
    found = [c for c in m.memo.claims if m.at(c, check)]
    voices = [v.name for c in found for v in c.voice]
    return any(check["voice"] in v for v in voices), "; ".join(voices)


def _agenda(m: Memo, check: Check) -> tuple[bool, str]:
    event = m.event(check["at"])
    item = next((a for a in m.memo.agenda if event and a.event == event.id), None)
    if item is None or item.when is None or item.when.earliest is None or item.when.latest is None:
        return False, "not on the agenda" if item is None else "undated"
    zone = ZoneInfo(check["zone"])
    low = _moment(item.when.earliest)
    middle = low + (_moment(item.when.latest) - low) / 2
    short = _moment(item.when.latest) - low <= timedelta(hours=48)
    return short and str(middle.astimezone(zone).date()) == check["when"], f"{item.when.earliest} – {item.when.latest}"


def _no_agenda(m: Memo, anchor: str) -> tuple[bool, str]:
    ids = {a.event for a in m.memo.agenda}
    found = [f"{e.id} {e.label}" for e in m.all_events(anchor) if e.id in ids]
    return not found, "; ".join(found)


def _withheld(m: Memo, check: Check) -> tuple[bool, str]:
    place = m.place(check["at"])
    held = [m.claims[w.claim] for w in m.memo.withheld]
    return any(any(s.meets(place) for s in c.evidence) for c in held), "; ".join(c.value for c in held)


CHECKS: dict[str, Callable[[Memo, Any], tuple[bool, str]]] = {
    "copy": _copy,
    "same": _same,
    "apart": _apart,
    "count": _count,
    "status": _status,
    "not_fact": _not_fact,
    "parties": _parties,
    "origins": _origins,
    "time": _time,
    "slot": _slot,
    "standing": _standing,
    "position": _position,
    "no_position": _no_position,
    "disputes": _disputes,
    "caution": _caution,
    "no_caution": _no_caution,
    "caution_or_none": _caution_or_none,
    "claim": _claim,
    "agenda": _agenda,
    "no_agenda": _no_agenda,
    "withheld": _withheld,
}


def bundles() -> list[str]:
    """The names of the bundles, sorted."""
    return sorted(p.parent.name for p in FOLDER.glob("*/expect.yaml"))


def expected(name: str) -> dict[str, list[Check]]:
    """What a bundle asks for: ``checks`` and ``guards``."""
    out: dict[str, list[Check]] = yaml.safe_load((FOLDER / name / "expect.yaml").read_text("utf-8"))
    return out


@cache
def measure(name: str) -> tuple[Result, ...]:
    """All checks and guards of one bundle, on the memorandum of its reports."""
    memo = Memo(brief([FOLDER / name], options=Options(strict=True)))
    out = []
    asked = expected(name)
    for group in ("checks", "guards"):
        for check in asked[group]:
            (kind,) = set(check) - {"say"}
            held, saw = CHECKS[kind](memo, check[kind])
            out.append(Result(bundle=name, guard=group == "guards", say=check["say"], held=held, saw=saw))
    return tuple(out)


def handled(results: Iterable[Result]) -> bool:
    """Whether nothing that a bundle asks for is missed."""
    return all(r.held for r in results)


def held() -> list[str]:
    """The bundles that were handled when the floor was last lifted."""
    return list(json.loads(HELD.read_text("utf-8"))["handled"]) if HELD.exists() else []


def main() -> int:
    """Measure, print the table, compare with the floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", help="bundles with this in their name")
    parser.add_argument("--update", action="store_true", help="add what is newly handled to the floor")
    args = parser.parse_args()
    good: list[str] = []
    names = [n for n in bundles() if not args.only or args.only in n]
    for name in names:
        results = measure(name)
        if handled(results):
            good.append(name)
        counts = [
            f"{sum(r.held for r in results if r.guard == g)} of {sum(r.guard == g for r in results)} {w}"
            for g, w in ((False, "checks"), (True, "guards"))
        ]
        print(f"{name:24} {'handled' if handled(results) else 'MISSED ':8} {',  '.join(counts)}")
        for miss in results:
            if not miss.held:
                print(f"    - {'guard: ' if miss.guard else ''}{miss.say}\n        {miss.saw[:300]}")
    print(f"{len(good)} of {len(names)} handled")
    lost = [n for n in held() if n in names and n not in good]
    for name in lost:
        print(f"faults: {name} was handled before and is no more")
    if args.update and not lost:
        HELD.write_text(json.dumps({"handled": sorted({*held(), *good})}, indent=1) + "\n", "utf-8")
        print(f"faults: {Path(HELD).relative_to(ROOT)} written")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
