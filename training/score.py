"""How likely the rules' type of an act is right (``coder/data/score.yaml``): ``python -m training.score BENCH``.

Fitted on the acts of PLV's train part of which a side at least is PLV's own and none is another; calibration is
measured on the dev part, of the rules alone and as the coder gives it, the encoder asked below the gate.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import yaml

from memcon.coder.chains import Chain, chains
from memcon.coder.scan import Scan, plain_report, scan
from memcon.coder.score import asked, features, judged, voted
from memcon.coder.sides import opened
from memcon.extract.types import EventMention
from training.data import Row, rows
from training.logistic import Numbers, calibration_error, chance, fit

ASKED = ["COERCE", "MOBILIZE", "SANCTION"]
"""Material acts that the rules mix up; they stand in 1 % of the sentences of news articles with both sides."""
SETTLED = ["arrest", "detain", "jail", "imprison", "deport", "extradite", "sanction", "embargo", "boycott", "tariff"]
"""Words that name one kind of act alone."""
SURE = 0.9
"""Chosen on PLV dev and the odd half of our own records: lower, and PLV's habits overrule PLOVER's."""
PENALTY = 1.0
HEADER = """# How likely the type of an act is right by what the rules know of it, and where the encoder is asked
# (coder/score.py). Made by `python -m training.score` from PLV's train part; the sentences are not in here.
# Own compilation, 2026-11; Apache-2.0.
"""
FILE = Path(__file__).parents[1] / "src/memcon/coder/data/score.yaml"


def meets(made: Scan, ids: Sequence[str], places: Sequence[Sequence[int]]) -> bool:
    """Whether one of the entities is named in one of the places."""
    wanted = {*ids, *opened(ids, {e.id: e for e in made.reading.entities})}
    return any(n.entity in wanted and n.start < b and a < n.end for n in made.reading.namings for a, b in places)


def acts(items: Sequence[Row]) -> Iterator[tuple[Scan, Chain, str]]:
    """The acts between PLV's sides, or of one of them where no other is known, with PLV's type."""
    for row in items:
        made = scan(plain_report(row["text"]))
        for chain in chains(made):
            head = chain.head
            ours = meets(made, head.actors, row["source"] or ())
            theirs = meets(made, head.recipients, row["target"] or ())
            theirs = theirs or (head.reciprocal and meets(made, head.actors, row["target"] or ()))
            alone = (ours and not head.recipients and not (head.reciprocal and len(head.actors) > 1)) or (
                theirs and not head.actors
            )
            if (ours and theirs) or alone:
                yield made, chain, row["root"]


def matrix(heads: Sequence[EventMention], names: Sequence[str]) -> Numbers:
    """What the rules know of acts, a row for each."""
    known = [features(h) for h in heads]
    return np.array([[k.get(n, 0.0) for n in names] for k in known])


def main() -> None:
    """Fit, write if asked to, and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    folder = given.bench / "plover-types"
    parts = {name: list(acts(rows(folder / f"plv_{name}.jsonl"))) for name in ("train", "dev")}
    heads = {name: [c.head for _, c, _ in part] for name, part in parts.items()}
    right = {
        name: np.array([float(voted(c.head) == root) for _, c, root in part], dtype=float)
        for name, part in parts.items()
    }
    names = ["base", *sorted({n for h in heads["train"] for n in features(h)} - {"base"})]
    w = fit(matrix(heads["train"], names), right["train"], PENALTY)
    if given.write:
        body = {
            "asked": ASKED,
            "settled": SETTLED,
            "sure": SURE,
            "weights": {n: round(float(v), 3) for n, v in zip(names, w, strict=True)},
        }
        FILE.write_text(HEADER + yaml.safe_dump(body, sort_keys=False), encoding="utf-8")
    p = chance(matrix(heads["dev"], names), w)
    print(f"train: {len(heads['train'])} acts, {right['train'].mean():.3f} right")
    print(f"dev, rules: {len(p)} acts, {right['dev'].mean():.3f} right, ECE {calibration_error(p, right['dev']):.3f}")
    both = np.array(["one side" not in features(h) for h in heads["dev"]])
    print(f"  both sides: {both.sum()} acts, {right['dev'][both].mean():.3f} right")
    print("as given by what is written:")
    told = [judged(made, chain.head) for made, chain, _ in parts["dev"]]
    kinds = [_voted_as(j.type, c.head) for j, (_, c, _) in zip(told, parts["dev"], strict=True)]
    good = np.array([float(v == root) for v, (_, _, root) in zip(kinds, parts["dev"], strict=True)])
    score = np.array([j.score for j in told], dtype=float)
    for name, some in (("all", both | ~both), ("both sides", both), ("one side", ~both)):
        ece = calibration_error(score[some], good[some])
        print(f"  {name}: {some.sum()} acts, {good[some].mean():.3f} right, ECE {ece:.3f}")
    gated = np.array([asked(made, c.head) for made, c, _ in parts["dev"]])
    before, after = right["dev"][gated].mean(), good[gated].mean()
    print(f"  encoder asked: {gated.sum()} acts, {before:.3f} right by the rules, {after:.3f} after")


def _voted_as(kind: str, mention: EventMention) -> str:
    """The type of an act as PLV has it, the act's own type given."""
    return voted(mention) if kind == mention.type else kind


if __name__ == "__main__":
    main()
