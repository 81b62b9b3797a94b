"""Read the mentions of ECB+ once, with the product's parser and encoder: what the trees are trained on.

    python -m training.pairs.read_mentions SHARED/bench FEATURES_FOLDER

Runs in the project's environment (the parser); ``training.pairs.coreference`` runs in that of training.
Documents are put in the order of their words, mentions in that of their places, as at run time.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from eval.tasks.coreference import parsed, placed

from memcon.reconcile.coreference import by_group, part_of
from memcon.reconcile.event_mentions import mentions
from memcon.reconcile.event_pairs import Group, spread


def main() -> None:
    """Write ``train.npz`` and ``dev.npz``: pairs, features, and for each mention cluster, topic and event."""
    parser = argparse.ArgumentParser()
    parser.add_argument("bench", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for part in ("dev", "train"):
        lines = [
            (args.bench / "coreference" / f"ecb_{part}_{kind}.jsonl").read_text("utf-8").splitlines()
            for kind in ("documents", "mentions")
        ]
        documents, rows = ([json.loads(line) for line in found] for found in lines)
        reads = [parsed(d["sentences"]) for d in documents]
        order = sorted(range(len(documents)), key=lambda d: (reads[d][0], d))
        documents, reads = [documents[d] for d in order], [reads[d] for d in order]
        at = {d["id"]: n for n, d in enumerate(documents)}
        found = [(placed(at[r["doc"]], reads[at[r["doc"]]], r), r) for r in rows]
        found.sort(key=lambda f: (f[0].document, f[0].tokens))
        told, vectors = mentions([r[0] for r in reads], [r[2] for r in reads], [place for place, _ in found])
        names = sorted({d["subtopic"] for d in documents})
        groups = [names.index(d["subtopic"]) for d in documents]
        pairs, features = [], []
        for members in by_group(told, groups):
            p, x = Group([told[i] for i in members], part_of(vectors, members), spread(told, groups)).features()
            pairs.append(np.array(members)[p])
            features.append(x)
        clusters = sorted({r["cluster"] for _, r in found})
        np.savez(
            args.out / f"{part}.npz",
            pairs=np.concatenate(pairs),
            features=np.concatenate(features),
            cluster=np.array([clusters.index(r["cluster"]) for _, r in found]),
            topic=np.array([r["topic"] for _, r in found]),
            event=np.array([groups[m.document] for m in told]),
        )


if __name__ == "__main__":
    main()
