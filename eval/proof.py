"""Drafts with planted faults: precision and recall of each kind of mark, on the half tuned on and on the other.

``python -m eval.proof`` prints both halves and holds the floors of ``proof_floors.json``; ``--misses tune`` lists what
went wrong in one half, ``--update`` lifts the floors.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from memcon.pipeline import Options, brief
from memcon.proof import FAULTS, KINDS, Line, Mark, proof

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "proof"
FLOORS = HERE / "proof_floors.json"
THIRD = ("loan", "envoy", "ferry", "radar")
HALVES = {
    "tune": ("call", "strikes", "tariffs", "trawler", "summit", "hostages", "pipeline", "border", *THIRD),
    "held": ("visit", "sanctions", "talks", "two-readouts"),
    "tune4": ("dam", "wharf", "nickel", "swap"),
    "tune5": ("visas", "launch"),
    "held4": ("cable", "truce", "quake", "shelf"),
}
FAITHFUL = {"tune": "faithful.yaml", "held": "faithful_held.yaml"}
"""Faithful sentences that stand beside the drafts of a half."""
FIRM = ("supported", "quotation", "nothing", "all faults")
"""Kinds with floors of their own: of the others there are too few for one sentence not to tip them."""
SLACK = 0.02
LOOKED = ("named", "shown", "alarms", "asked")
"""What is held of how a reporter meets a half, as shares: of planted faults the first two, of faithful sentences the
others, which must not rise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a draft with the marks expected and the marks set."""

    bundle: str
    say: str
    expected: tuple[dict[str, str], ...]
    may: frozenset[str]
    lines: tuple[Line, ...]
    start: int


@dataclass(slots=True)
class Count:
    """Right marks, wrong marks and marks left out, by kind."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def precision(self, kind: str) -> float | None:
        """The share of the marks set that are right."""
        total = self.right[kind] + self.wrong[kind]
        return self.right[kind] / total if total else None

    def recall(self, kind: str) -> float | None:
        """The share of the marks expected that are set."""
        total = self.right[kind] + self.missed[kind]
        return self.right[kind] / total if total else None


def draft(sentences: list[dict[str, Any]]) -> tuple[str, list[int]]:
    """The text of a draft, and where each sentence starts in it."""
    text, starts = "", []
    for sentence in sentences:
        lead = sentence.get("lead", " " if text else "")
        starts.append(len(text) + len(lead))
        text += lead + sentence["say"]
    return text, starts


def reports(bundle: str) -> Path:
    """Where the reports of a bundle are."""
    own = FOLDER / bundle
    return own if own.is_dir() else HERE.parent / "examples" / bundle


def _texts(bundle: str) -> list[Path]:
    return sorted(p for p in reports(bundle).iterdir() if p.name not in {"drafts.yaml", "README.md"})


@cache
def proofed(bundle: str) -> tuple[Sentence, ...]:
    """All sentences of a bundle's drafts, proofed."""
    memo = brief(_texts(bundle), options=Options(strict=True, story=None))
    own = FOLDER / bundle / "drafts.yaml"
    listed = yaml.safe_load((own if own.exists() else FOLDER / f"{bundle}.yaml").read_text("utf-8"))
    out = []
    for one in listed:
        text, starts = draft(one["sentences"])
        done = proof(text, memo)
        if any(text[line.start : line.end] != line.text for line in done.lines):
            raise SystemExit(f"proof: {bundle}: a sentence is not the draft's own words")
        for sentence, start in zip(one["sentences"], starts, strict=True):
            end = start + len(sentence["say"])
            lines = tuple(line for line in done.lines if line.start < end and start < line.end)
            out.append(
                Sentence(
                    bundle=bundle,
                    say=sentence["say"],
                    expected=tuple({"on" if k is True else k: v for k, v in m.items()} for m in sentence["marks"]),
                    may=frozenset(sentence.get("may", ())),
                    lines=lines,
                    start=start,
                )
            )
    return tuple(out)


@cache
def alarms(half: str) -> tuple[int, list[tuple[str, Line]]]:
    """How many faithful sentences there are beside a half, and the lines of them that got a fault."""
    total, wrong = 0, []
    if half not in FAITHFUL:
        return total, wrong
    for bundle, says in yaml.safe_load((FOLDER / FAITHFUL[half]).read_text("utf-8")).items():
        memo = brief(_texts(bundle), options=Options(strict=True, story=None))
        done = proof("\n\n".join(says), memo)
        total += len(says)
        wrong += [(bundle, line) for line in done.lines if line.faults or line.questions]
    return total, wrong


def inside(half: str) -> tuple[int, list[Sentence]]:
    """How many faithful sentences the drafts of a half have, and those of them that got a fault that none may have."""
    faithful = [s for b in HALVES[half] for s in proofed(b) if all(m["kind"] == "supported" for m in s.expected)]
    return len(faithful), [s for s in faithful if {m.kind for x in s.lines for m in x.faults} - s.may]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a reporter sees of a half: planted faults and faithful sentences, and what is shown on them.

    ``named``: a sure mark of the very kind on the very words; ``marked``: a sure mark of whatever kind on the words;
    ``shown``: a mark or a question on them. ``alarms``: faithful sentences with a sure mark; ``asked``: with a mark or
    a question.
    """

    planted: int
    named: int
    marked: int
    shown: int
    faithful: int
    alarms: int
    asked: int


def shares(half: str) -> dict[str, float]:
    """The shares of a half that have floors and ceilings."""
    n = looked(half)
    return {
        "named": n.named / n.planted,
        "shown": n.shown / n.planted,
        "alarms": n.alarms / n.faithful,
        "asked": n.asked / n.faithful,
    }


def looked(half: str) -> Looked:
    """The counts of a half as a reporter meets them, the faithful sentences beside the drafts among them."""
    planted = named = marked = shown = 0
    for sentence in (s for b in HALVES[half] for s in proofed(b)):
        for one in sentence.expected:
            if one["kind"] not in FAULTS:
                continue
            at = sentence.start + sentence.say.index(one.get("on", sentence.say))
            end = at + len(one.get("on", sentence.say))
            here = [m for x in sentence.lines for m in x.marks if m.kind in FAULTS and m.start < end and at < m.end]
            planted += 1
            named += any(m.fault and (m.kind == one["kind"] or m.kind in sentence.may) for m in here)
            marked += any(m.fault for m in here)
            shown += bool(here)
    faithful, wrong = inside(half)
    asked = [
        s
        for b in HALVES[half]
        for s in proofed(b)
        if all(m["kind"] == "supported" for m in s.expected)
        and {m.kind for x in s.lines for m in (*x.faults, *x.questions)} - s.may
    ]
    alone, lines = alarms(half)
    return Looked(
        planted=planted,
        named=named,
        marked=marked,
        shown=shown,
        faithful=faithful + alone,
        alarms=len(wrong) + sum(bool(line.faults) for _, line in lines),
        asked=len(asked) + len(lines),
    )


def told(sentence: Sentence) -> tuple[set[str], set[str], set[str]]:
    """The kinds right, wrong and missed on a sentence.

    A fault is right where it touches the words expected; a sentence is ``supported`` or ``nothing`` where it has
    no fault and such a mark. Supported words beside a fault count neither way.
    """
    marks = [m for line in sentence.lines for m in line.marks]
    faults = {m.kind for m in marks if m.fault}
    expected = {m["kind"]: m.get("on", sentence.say) for m in sentence.expected}
    right, wrong, missed = set(), set(), set()
    for kind, on in expected.items():
        at = sentence.start + sentence.say.index(on) if on in sentence.say else sentence.start
        if kind in FAULTS:
            hit = any(m.kind == kind and m.fault and m.start < at + len(on) and at < m.end for m in marks)
        else:
            allowed = sentence.may & {m.kind for m in marks}
            hit = not (faults - sentence.may) and (any(m.kind == kind for m in marks) or bool(allowed))
        (right if hit else missed).add(kind)
    wrong |= faults - set(expected) - sentence.may
    if not faults and not set(expected) & {"supported", "nothing"}:
        wrong |= {m.kind for m in marks} & {"supported", "nothing"}
    elif not faults:
        kinds = {m.kind for m in marks}
        top = "supported" if "supported" in kinds else "nothing"
        if top not in expected and top not in sentence.may:
            wrong.add(top)
    return right, wrong, missed


def measure(half: str) -> tuple[Count, list[tuple[Sentence, set[str], set[str]]]]:
    """The counts of a half, and the sentences where something went wrong."""
    count = Count()
    bad = []
    for bundle in HALVES[half]:
        for sentence in proofed(bundle):
            right, wrong, missed = told(sentence)
            count.right.update(right)
            count.wrong.update(wrong)
            count.missed.update(missed)
            if wrong or missed:
                bad.append((sentence, wrong, missed))
    return count, bad


def rows(count: Count) -> Iterator[tuple[str, int, float | None, float | None]]:
    """Kind, how many are expected, precision and recall; the last row is of all faults together."""
    for kind in KINDS:
        yield kind, count.right[kind] + count.missed[kind], count.precision(kind), count.recall(kind)
    whole = Count()
    for name in ("right", "wrong", "missed"):
        getattr(whole, name)["all faults"] = sum(getattr(count, name)[k] for k in FAULTS)
    yield (
        "all faults",
        whole.right["all faults"] + whole.missed["all faults"],
        whole.precision("all faults"),
        whole.recall("all faults"),
    )


def _shown(value: float | None) -> str:
    return "   —" if value is None else f"{value:.2f}"


def figures() -> dict[str, dict[str, list[float | None]]]:
    """Precision and recall by half and kind."""
    return {half: {kind: [p, r] for kind, _, p, r in rows(measure(half)[0])} for half in HALVES}


def below(found: dict[str, dict[str, list[float | None]]]) -> list[str]:
    """What fell below its floor."""
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    out = []
    for half, kinds in floors.items():
        if half not in found:
            continue
        for kind, pair in kinds.items():
            for name, floor, value in zip(("precision", "recall"), pair, found[half][kind], strict=True):
                if floor is not None and (value is None or value < floor - SLACK):
                    out.append(f"{half}, {kind}: {name} is {_shown(value)}, its floor {floor:.2f}")
    return out


def beyond(found: dict[str, dict[str, float]]) -> list[str]:
    """What of the shares that a reporter meets fell below its floor, or rose above its ceiling."""
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    out = []
    for half, held in floors.get("looked", {}).items():
        for name, bound in held.items():
            value = found[half][name] if half in found else bound
            worse = bound - value if name in {"named", "shown"} else value - bound
            if worse > SLACK:
                out.append(f"{half}: {name} is {value:.2f}, held at {bound:.2f}")
    return out


def summary(half: str) -> str:
    """A half in two lines."""
    n = looked(half)
    return (
        f"\n{half}: {n.planted} planted faults: {n.named / n.planted:.2f} named, {n.marked / n.planted:.2f} marked,"
        f" {n.shown / n.planted:.2f} marked or asked about"
        f"\n{half}: {n.faithful} faithful sentences: {n.alarms} marked ({n.alarms / n.faithful:.2f}),"
        f" {n.asked} marked or asked about ({n.asked / n.faithful:.2f})"
    )


def _told_of(line: Line, m: Mark) -> str:
    words = line.text[m.start - line.start : m.end - line.start]
    behind = "; ".join(f"{e.place.report} {e.place.quote[:90]!r} ({e.voice})" for e in m.evidence)
    return f"    {m.kind}{'' if m.sure else ' ?'}: “{words}” {m.why} | {m.suggestion} | {behind}"


def main() -> int:
    """Print the tables, hold the floors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", choices=sorted(HALVES), help="list the sentences of a half that went wrong")
    parser.add_argument("--half", choices=sorted(HALVES), help="only this half; holds no floor")
    parser.add_argument("--update", action="store_true", help="write the figures as floors")
    args = parser.parse_args()
    for half in [args.half] if args.half else HALVES:
        count, bad = measure(half)
        print(f"\n{half}: {', '.join(HALVES[half])}\n{'kind':14}  n  precision recall")
        for kind, n, p, r in rows(count):
            print(f"{kind:14} {n:3}    {_shown(p)}     {_shown(r)}")
        if args.misses == half:
            for sentence, wrong, missed in bad:
                print(f"\n- {sentence.bundle}: {sentence.say}\n  missed {sorted(missed)} wrong {sorted(wrong)}")
                for line in sentence.lines:
                    for m in line.marks:
                        print(_told_of(line, m))
    if args.half:
        print(summary(args.half))
        return 0
    for half in HALVES:
        print(summary(half))
        _, wrong = alarms(half)
        for bundle, line in wrong if args.misses == half else ():
            print(f"\n- {bundle}: {line.text}")
            for m in line.marks:
                print(_told_of(line, m))
    found = figures()
    met = {half: shares(half) for half in HALVES}
    lost = [*below(found), *beyond(met)]
    for line in lost:
        print(f"proof: {line}")
    if args.update and not lost:
        rounded: dict[str, Any] = {
            half: {k: [None if v is None else round(v, 3) for v in kinds[k]] for k in FIRM}
            for half, kinds in found.items()
        }
        held = {half: {k: round(v, 3) for k, v in met[half].items()} for half in HALVES}
        FLOORS.write_text(json.dumps({**rounded, "looked": held}, indent=1) + "\n", "utf-8")
        print(f"proof: {FLOORS.name} written")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
