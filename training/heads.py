"""The small heads anew over the shipped reader, with several seeds: ``python -m training.heads BENCH [--seeds 1 2 3]``.

Types, quads and factuality: the reader's hidden states stay as they are, each head is trained from the start with its
seed, and the dev parts are scored. That is the spread of the heads alone. With ``--write`` the head of the quads with
the first seed is put into ``heads.npz``: trained by itself it does better than beside the other tasks.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from memcon.coder.scan import plain_report, scan
from memcon.coder.weighed import hidden_at
from memcon.read.encoder_acts import ROOTS, kinds
from training.combine import scorer
from training.data import Row, classes, rows, types
from training.train import apart

EPOCHS = {"types": 30, "quads": 30, "factuality": 12}
BATCH = 64
FILE = Path(__file__).parents[1] / "src/memcon/read/model_files/heads.npz"
WIDTH = 384


def head(name: str) -> nn.Sequential:
    """A head of the shape that ships."""
    if name == "types":
        return nn.Sequential(
            nn.Dropout(0.1), nn.Linear(3 * WIDTH, WIDTH), nn.ReLU(), nn.Dropout(0.2), nn.Linear(WIDTH, len(ROOTS))
        )
    if name == "quads":
        return nn.Sequential(nn.Dropout(0.1), nn.Linear(WIDTH, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 5))
    return nn.Sequential(nn.Linear(WIDTH, 128), nn.ReLU(), nn.Dropout(0.1), nn.Linear(128, 1))


def loss_of(name: str, out: Tensor, y: Tensor) -> Tensor:
    """What a head is trained by, as in ``training.train``."""
    if name == "factuality":
        return F.smooth_l1_loss(out[:, 0], y.float(), beta=0.5)
    return F.cross_entropy(out, y.long(), label_smoothing=0.05)


def trained(name: str, x: Tensor, y: Tensor, seed: int) -> nn.Sequential:
    """One head from the start."""
    torch.manual_seed(seed)
    model = head(name).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    for _ in range(EPOCHS[name]):
        for part in torch.randperm(len(x)).split(BATCH):
            loss = loss_of(name, model(x[part]), y[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model.eval()


def vectors(items: list[Row]) -> Tensor:
    """The mean hidden states of sentences and their sides."""
    return torch.tensor(
        np.stack([kinds(r["text"], r.get("source") or (), r.get("target") or ()).vector for r in items])
    )


def events(items: list[Row]) -> tuple[Tensor, Tensor]:
    """The hidden states of UW's events, and how far each happened."""
    at, y = [], []
    for row in items:
        at.append(hidden_at(scan(plain_report(row["text"])), [(e["start"], e["end"]) for e in row["events"]]))
        y += [float(e["factuality"]) for e in row["events"]]
    return torch.tensor(np.concatenate(at)), torch.tensor(y)


def keep(quads: nn.Sequential) -> None:
    """Put the head of the quads among those that ship."""
    with np.load(FILE) as kept:
        state = {name: kept[name] for name in kept.files}
    for name, value in quads.state_dict().items():
        if state[f"quad.{name}"].shape != value.shape:
            raise SystemExit(f"quad.{name} has another shape")
        state[f"quad.{name}"] = value.numpy().astype(np.float16)
    np.savez(FILE, **state)  # type: ignore[arg-type]


def main() -> None:
    """Train each head with each seed, and print what comes out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--write", action="store_true", help="the head of the quads alone, and keep it")
    given = parser.parse_args()
    torch.set_num_threads(1)
    folder = given.bench / "plover-types"
    score = scorer(given.bench)
    part = {(n, p): rows(folder / f"{n}_{p}.jsonl") for n in ("plv", "cameo_class") for p in ("train", "dev")}
    held = [r["text"] for n in ("plv", "cameo_class") for r in part[n, "dev"]]
    kept = {
        t.text for t in apart(types(folder / "plv_train.jsonl") + classes(folder / "cameo_class_train.jsonl"), held)
    }
    for n in ("plv", "cameo_class"):
        part[n, "train"] = [r for r in part[n, "train"] if r["text"] in kept]
    if given.write:
        train = part["cameo_class", "train"]
        labels = torch.tensor([r["label"] for r in train])
        keep(trained("quads", vectors(train)[:, :WIDTH], labels, given.seeds[0]))
        return
    x = {key: vectors(items) for key, items in part.items()}
    fact = {p: events(rows(given.bench / f"time/uw_{p}.jsonl")) for p in ("train", "dev")}
    figures: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        figures.setdefault(name, []).append(value)

    with torch.no_grad():
        root = torch.tensor([ROOTS.index(r["root"]) for r in part["plv", "train"]])
        quad = torch.tensor([r["label"] for r in part["cameo_class", "train"]])
    for seed in given.seeds:
        best = trained("types", x["plv", "train"], root, seed)(x["plv", "dev"]).argmax(1).tolist()
        told = [{"id": r["id"], "root": ROOTS[b]} for r, b in zip(part["plv", "dev"], best, strict=True)]
        for name, value in score.plover_types(part["plv", "dev"], told).items():
            if "macro" in name:
                note(f"types, {name}", 100 * value)
        best = trained("quads", x["cameo_class", "train"][:, :WIDTH], quad, seed)(x["cameo_class", "dev"][:, :WIDTH])
        told = [
            {"id": r["id"], "label": b}
            for r, b in zip(part["cameo_class", "dev"], best.argmax(1).tolist(), strict=True)
        ]
        note("quads, macro F1", 100 * score.TASKS["cameo-class"].scorer(part["cameo_class", "dev"], told)["macro F1"])
        p = trained("factuality", *fact["train"], seed)(fact["dev"][0])[:, 0].detach().clamp(-3, 3).numpy()
        g = fact["dev"][1].numpy()
        note("factuality, r", float(np.corrcoef(p, g)[0, 1]))
        note("factuality, MAE", float(np.abs(p - g).mean()))
    for name, values in figures.items():
        spread = max(values) - min(values)
        print(f"{name:24} {' '.join(f'{v:8.3f}' for v in values)}   spread {spread:.3f}")


if __name__ == "__main__":
    main()
