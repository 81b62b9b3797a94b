"""Fine-tune the encoder on all tasks at once: ``python -m training.train WEIGHTS BENCH ONTOLOGY OUT``.

A step is one batch of one task; the tasks take turns by their share of the batches. Seeds are
fixed, the order of the batches is drawn from them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training import data
from training.model import WIDTH, Model, mean_at


def padded(items: Sequence[data.Said] | Sequence[data.Told]) -> tuple[Tensor, Tensor]:
    """What the shared layers gave for a batch, (n, pieces, 384), and where there is a piece."""
    length = max(len(item.ids) for item in items)
    states = torch.zeros(len(items), length, WIDTH, dtype=torch.bfloat16)
    keep = torch.zeros(len(items), length, dtype=torch.bool)
    for k, item in enumerate(items):
        states[k, : len(item.ids)] = item.lower
        keep[k, : len(item.ids)] = True
    return states, keep


def shared(model: Model, items: Sequence[data.Said] | Sequence[data.Told], tokens: int = 4000) -> None:
    """Run the shared layers once for every example and keep what they give beside it."""
    model.eval()
    for batch in batches(items, tokens, random.Random(0)):
        length = max(len(items[k].ids) for k in batch)
        ids = torch.tensor([items[k].ids + [0] * (length - len(items[k].ids)) for k in batch])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = model.encoder.lower(ids, ids != 0).to(torch.bfloat16)
        for row, k in enumerate(batch):
            items[k].lower = states[row, : len(items[k].ids)].clone()
    model.train()


def marks(places: Sequence[Sequence[int]], length: int) -> Tensor:
    """1 at the given pieces, (n, length)."""
    out = torch.zeros(len(places), length)
    for k, at in enumerate(places):
        out[k, list(at)] = 1
    return out


def said_loss(model: Model, batch: Sequence[data.Said], draw: random.Random) -> Tensor:
    """Tags of any cue, and the roles at given cues."""
    states, keep = padded(batch)
    hidden = model.encoder(states, keep)
    tags = model.tags(hidden).float()
    gold = torch.zeros_like(tags)
    cues: list[tuple[int, list[int], list[int], list[int]]] = []
    for k, item in enumerate(batch):
        gold[k, item.source, 2] = 1
        gold[k, item.content, 3] = 1
        for cue, source, content in item.cues:
            gold[k, cue[0], 0] = 1
            gold[k, cue, 1] = 1
            cues.append((k, cue, source, content))
    loss = F.binary_cross_entropy_with_logits(tags[keep], gold[keep], reduction="none")
    total = (loss * torch.tensor([3.0, 3.0, 1.0, 1.0])).mean()
    if cues:
        cues = draw.sample(cues, min(len(cues), 40))
        window = torch.tensor([c[0] for c in cues])
        cue = marks([c[1] for c in cues], states.shape[1])
        roles = model.roles(hidden, window, cue, keep).float()
        wanted = torch.zeros(roles.shape[:2], dtype=torch.long)
        for k, (_, at, source, content) in enumerate(cues):
            wanted[k, content] = 2
            wanted[k, source] = 1
            wanted[k, at] = 3
        total = total + 2 * F.cross_entropy(roles[keep[window]], wanted[keep[window]])
    return total


def at_events(model: Model, batch: Sequence[data.Told]) -> tuple[Tensor, Tensor]:
    """The mean hidden state of each event of a batch of sentences, and their values."""
    states, keep = padded(batch)
    hidden = model.encoder(states, keep)
    window = torch.tensor([k for k, t in enumerate(batch) for _ in t.events])
    places = marks([p for t in batch for p, _ in t.events], states.shape[1])
    values = torch.tensor([v for t in batch for _, v in t.events])
    return mean_at(hidden[window].float(), places), values


def fact_loss(model: Model, batch: Sequence[data.Told], _draw: random.Random) -> Tensor:
    """Factuality, with a loss that counts absolute errors."""
    at, values = at_events(model, batch)
    return F.smooth_l1_loss(model.fact(at).float(), values, beta=0.5)


def typed(model: Model, batch: Sequence[data.Told], draw: random.Random | None) -> tuple[Tensor, Tensor]:
    """Logits of type (n, 15) and of quad (n, 5); in training the marks of the sides are left out at times."""
    states, keep = padded(batch)
    bare = [draw is not None and draw.random() < 0.25 for _ in batch]
    source = marks([[] if b else t.source for t, b in zip(batch, bare, strict=True)], states.shape[1])
    target = marks([[] if b else t.target for t, b in zip(batch, bare, strict=True)], states.shape[1])
    extra = source[..., None] * model.sides[0] + target[..., None] * model.sides[1]
    hidden = model.encoder(states + extra, keep).float()
    whole = mean_at(hidden, keep.float())
    joined = torch.cat([whole, mean_at(hidden, source), mean_at(hidden, target)], dim=1)
    return model.kind(joined).float(), model.quad(whole).float()


def type_loss(model: Model, batch: Sequence[data.Told], draw: random.Random) -> Tensor:
    """Types where they are known, else their sum by quad; quads with 0 for none."""
    kinds, quads = typed(model, batch, draw)
    root = torch.tensor([t.root for t in batch])
    quad = torch.tensor([t.quad for t in batch])
    total = torch.zeros(())
    if bool((root >= 0).any()):
        total = total + F.cross_entropy(kinds[root >= 0], root[root >= 0], label_smoothing=0.05)
    total = total + 0.5 * F.cross_entropy(quads, quad, label_smoothing=0.05)
    loose = (root < 0) & (quad > 0)
    if bool(loose.any()):
        of = torch.tensor([data.QUAD[r] for r in data.ROOTS])
        shares = kinds[loose].log_softmax(dim=1)
        inside = torch.where(of[None] == quad[loose][:, None], shares, torch.full_like(shares, -1e4))
        total = total - 0.3 * inside.logsumexp(dim=1).mean()
    return total


def batches(items: Sequence[data.Said] | Sequence[data.Told], tokens: int, draw: random.Random) -> list[list[int]]:
    """Batches of indices, of items of like length, in a drawn order."""
    order = sorted(range(len(items)), key=lambda k: (len(items[k].ids), draw.random()))
    out: list[list[int]] = []
    for k in order:
        if out and len(items[k].ids) * (len(out[-1]) + 1) <= tokens:
            out[-1].append(k)
        else:
            out.append([k])
    draw.shuffle(out)
    return out


def apart(items: Sequence[data.Told], held: Sequence[str]) -> list[data.Told]:
    """Those whose sentence stands in none of the held texts, whole or nearly (3 in 10 of its runs of seven words)."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[k : k + 7]) for k in range(max(1, len(words) - 6))}

    known = {run for text in held for run in runs(text)}
    return [t for t in items if len(found := runs(t.text)) and len(found & known) < 0.3 * len(found)]


def load(bench: Path, ontology: Path, limit: int | None = None) -> dict[str, list]:
    """The training examples by task; sentences that stand in a dev part of another task are left out."""
    polnear = data.rows(bench / "attribution/polnear_train.jsonl")
    random.Random(7).shuffle(polnear)
    held = [t.text for t in data.types(bench / "plover-types/plv_dev.jsonl")]
    held += [t.text for t in data.classes(bench / "plover-types/cameo_class_dev.jsonl")]
    kinds = data.types(bench / "plover-types/plv_train.jsonl")
    kinds += data.classes(bench / "plover-types/cameo_class_train.jsonl")
    kinds = apart(kinds, held)
    draw = random.Random(7)
    windows = [w for row in polnear[data.KEPT_BACK :][:limit] for w in data.said(row, draw.randrange(110, 191))]
    return {
        "said": [w for w in windows if w.cues or draw.random() < 0.5],
        "fact": data.factual(bench / "time/uw_train.jsonl"),
        "kind": kinds + data.descriptions(ontology),
    }


LOSSES = {"said": said_loss, "fact": fact_loss, "kind": type_loss}
TOKENS = {"said": 1400, "fact": 1000, "kind": 900}


def main() -> None:
    """Train, and keep the state."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("bench", type=Path)
    parser.add_argument("ontology", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=2.0, help="of PolNeAR")
    parser.add_argument("--small", type=float, default=3.0, help="times as many epochs of the small sets")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--cache", type=Path, default=None, help="where what the shared layers give is kept")
    parser.add_argument("--start", type=Path, default=None, help="a state to go on from")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--minutes", type=float, default=60.0)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    draw = random.Random(given.seed)
    sets = load(given.bench, given.ontology, given.limit)
    model = Model(given.weights).train()
    if given.start:
        model.load_state_dict(torch.load(given.start))
    deep = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": deep, "lr": given.rate}, {"params": heads, "lr": given.rate * 5}], weight_decay=0.01
    )
    plan: list[tuple[str, list[int]]] = []
    rounds = {"said": given.epochs, "fact": given.epochs * given.small / 2, "kind": given.epochs * given.small}
    for task, items in sets.items():
        made: list[list[int]] = []
        one = len(batches(items, TOKENS[task], random.Random(0)))
        while len(made) < one * rounds[task]:
            made += batches(items, TOKENS[task], draw)
        made = made[: int(one * rounds[task])]
        plan += [(task, b) for b in made]
        print(task, len(items), sum(len(t.ids) for t in items), one, len(made), flush=True)
    # the tasks take turns evenly: each batch at its share of the way, jittered
    count = {t: sum(p[0] == t for p in plan) for t in sets}
    seen = dict.fromkeys(sets, 0)
    placed = []
    for task, batch in plan:
        placed.append(((seen[task] + draw.random()) / count[task], task, batch))
        seen[task] += 1
    plan = [(task, batch) for _, task, batch in sorted(placed, key=lambda p: p[0])]
    total, warm = len(plan), max(1, len(plan) // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / warm) * max(0.02, 1 - max(0, s - warm) / (total - warm))
    )
    began = time.monotonic()
    flat = [item for items in sets.values() for item in items]
    if given.cache and given.cache.exists():
        for item, states in zip(flat, torch.load(given.cache), strict=True):
            item.lower = states
    else:
        shared(model, flat)
        if given.cache:
            torch.save([item.lower for item in flat], given.cache)
    print(f"shared layers: {time.monotonic() - began:.0f}s", flush=True)
    began = time.monotonic()
    mean = dict.fromkeys(sets, 0.0)
    for step, (task, batch) in enumerate(plan):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = LOSSES[task](model, [sets[task][k] for k in batch], draw)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        mean[task] = 0.97 * mean[task] + 0.03 * float(loss.detach()) if mean[task] else float(loss.detach())
        if step % 50 == 49:
            spent = time.monotonic() - began
            print(step + 1, total, f"{spent:.0f}s", json.dumps({k: round(v, 3) for k, v in mean.items()}), flush=True)
            if spent > 60 * given.minutes:
                break
        if step % 300 == 299:
            torch.save(model.state_dict(), given.out)
    torch.save(model.state_dict(), given.out)


if __name__ == "__main__":
    main()
