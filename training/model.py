"""The encoder with its heads in torch: six BERT layers, and small heads over their output.

Names of the layers are those of the original's state, so that ``training.export`` writes either.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
SHARED = 3
"""Layers at the bottom that stay as they are: both stacks stand on them."""
SMALL, SMALL_HEADS, SMALL_INNER = 128, 4, 384
"""Sizes of the layer that reads a window for one cue."""
BUCKETS = 33
ROOTS = 15
ROLES = 4
"""At a cue a piece is nothing, of the source, of the content, or of the cue."""


class Layer(nn.Module):
    """One BERT layer."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, keep: Tensor) -> Tensor:
        """``x`` (batch, pieces, width); ``keep`` (batch, 1, 1, pieces) is true where there is a piece."""
        n, length, width = x.shape
        q, k, v = (t.view(n, length, self.heads, -1).transpose(1, 2) for t in self.qkv(x).split(width, dim=-1))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=keep)
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(n, length, width))))
        return self.norm2(x + self.drop(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Embeddings and six layers; the embeddings and the shared layers are not trained."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        state = load_file(str(weights))
        words = state["embeddings.word_embeddings.weight"]
        scale = words.abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / 127.0
        self.register_buffer("words", (words / scale).round().clamp(-127, 127) * scale)
        places = (
            state["embeddings.position_embeddings.weight"][:256] + state["embeddings.token_type_embeddings.weight"][0]
        )
        self.register_buffer("places", places.half().float())
        self.register_buffer("gain", state["embeddings.LayerNorm.weight"])
        self.register_buffer("shift", state["embeddings.LayerNorm.bias"])
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER) for _ in range(LAYERS))
        for i, layer in enumerate(self.layers):
            key = f"encoder.layer.{i}"
            parts = [f"{key}.attention.self.{p}" for p in ("query", "key", "value")]
            pairs = {
                "qkv": (
                    torch.cat([state[f"{p}.weight"] for p in parts]),
                    torch.cat([state[f"{p}.bias"] for p in parts]),
                ),
                "out": tuple(state[f"{key}.attention.output.dense.{w}"] for w in ("weight", "bias")),
                "norm1": tuple(state[f"{key}.attention.output.LayerNorm.{w}"] for w in ("weight", "bias")),
                "inner": tuple(state[f"{key}.intermediate.dense.{w}"] for w in ("weight", "bias")),
                "outer": tuple(state[f"{key}.output.dense.{w}"] for w in ("weight", "bias")),
                "norm2": tuple(state[f"{key}.output.LayerNorm.{w}"] for w in ("weight", "bias")),
            }
            with torch.no_grad():
                for name, (weight, bias) in pairs.items():
                    part = getattr(layer, name)
                    part.weight.copy_(weight)
                    part.bias.copy_(bias)
            if i < SHARED:
                for parameter in layer.parameters():
                    parameter.requires_grad = False

    @torch.no_grad()
    def lower(self, ids: Tensor, keep: Tensor) -> Tensor:
        """What the shared layers give, (batch, pieces, 384)."""
        x = F.layer_norm(self.words[ids] + self.places[: ids.shape[1]], (WIDTH,), self.gain, self.shift, 1e-12)
        for layer in self.layers[:SHARED]:
            x = layer(x, keep[:, None, None, :])
        return x

    def forward(self, x: Tensor, keep: Tensor) -> Tensor:
        """Hidden states (batch, pieces, 384) from what the shared layers gave."""
        for layer in self.layers[SHARED:]:
            x = layer(x, keep[:, None, None, :])
        return x


class Model(nn.Module):
    """The encoder and its heads."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.encoder = Encoder(weights)
        self.tags = nn.Linear(WIDTH, 4)  # a cue begins, cue, source of any cue, content of any cue
        self.shrink = nn.Linear(WIDTH, SMALL)
        self.cue = nn.Linear(WIDTH, SMALL)
        self.distance = nn.Embedding(BUCKETS, SMALL)
        self.reader = Layer(SMALL, SMALL_HEADS, SMALL_INNER)
        self.role = nn.Linear(SMALL, ROLES)
        self.fact = nn.Sequential(nn.Linear(WIDTH, 128), nn.ReLU(), nn.Dropout(0.1), nn.Linear(128, 1))
        self.sides = nn.Parameter(torch.zeros(2, WIDTH))
        self.kind = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(3 * WIDTH, WIDTH), nn.ReLU(), nn.Dropout(0.2), nn.Linear(WIDTH, ROOTS)
        )
        self.quad = nn.Sequential(nn.Dropout(0.1), nn.Linear(WIDTH, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 5))

    def roles(self, hidden: Tensor, window: Tensor, cue: Tensor, keep: Tensor) -> Tensor:
        """Role logits (cues, pieces, 4); ``window``: rows of ``hidden``; ``cue`` (cues, pieces): the pieces of each."""
        weight = cue / cue.sum(dim=1, keepdim=True)
        at = torch.einsum("cl,clw->cw", weight, hidden[window])
        x = self.shrink(hidden)[window] + self.cue(at)[:, None] + self.distance(distances(cue))
        return self.role(self.reader(x, keep[window][:, None, None, :]))


def distances(cue: Tensor) -> Tensor:
    """Bucket (cues, pieces) of how far a piece is from its cue: 0 within, then by the logarithm, before and behind."""
    length = cue.shape[1]
    place = torch.arange(length)
    first = cue.argmax(dim=1, keepdim=True)
    last = length - 1 - cue.flip(1).argmax(dim=1, keepdim=True)
    gap = torch.where(place < first, place - first, torch.where(place > last, place - last, torch.zeros_like(place)))
    size = torch.clamp((torch.log2(gap.abs().clamp_min(1).float()) * 2).floor().long(), max=15)
    return torch.where(gap == 0, torch.zeros_like(gap), torch.where(gap < 0, 1 + size, 17 + size))


def mean_at(hidden: Tensor, marks: Tensor) -> Tensor:
    """The mean of ``hidden`` (n, pieces, width) where ``marks`` (n, pieces) is 1, zeros where nowhere."""
    return torch.einsum("nl,nlw->nw", marks, hidden) / marks.sum(dim=1, keepdim=True).clamp_min(1)
