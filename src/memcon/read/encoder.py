"""The encoder: sentence vectors from a small transformer in eight-bit ONNX, on the CPU.

The layers are those of all-MiniLM-L6-v2; ``model_files/`` has the card. The lower three are shared with
the tuned stack that reads for voices and acts (``encoder_said``, ``encoder_acts``). Nothing of the
runtime is imported before the first sentence is encoded. Sentences are run one at a time on one
thread, so that a vector depends on its sentence alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.read.wordpiece import FIRST, LAST, pieces

Vectors = NDArray[np.float32]

WIDTH = 384
LONGEST = 256
"""Pieces that the table has places for, the marks for first and last among them."""

_EPSILON = 1e-12


@cache
def session(name: str) -> Any:
    """The inference session of ``model_files/<name>.onnx``: one thread, the processor alone."""
    runtime = import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = runtime.ExecutionMode.ORT_SEQUENTIAL
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    with as_file(files("memcon.read").joinpath(f"model_files/{name}.onnx")) as path:
        return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def _table() -> dict[str, NDArray[Any]]:
    """The embedding table that the stacks share: words with a scale each, places, and the norm after the sum."""
    with as_file(files("memcon.read").joinpath("model_files/embeddings.npz")) as path, np.load(path) as kept:
        return {name: kept[name] for name in kept.files}


def embedded(ids: Sequence[int]) -> Vectors:
    """The embedded pieces of one text, (pieces, 384), its marks for first and last among ``ids``."""
    kept = _table()
    rows = np.asarray(ids, dtype=np.int64)
    x = kept["words"][rows].astype(np.float32) * kept["scale"][rows, None]
    x += kept["places"][: len(rows)].astype(np.float32)
    x -= x.mean(axis=1, keepdims=True)
    x /= np.sqrt(np.square(x).mean(axis=1, keepdims=True) + np.float32(_EPSILON))
    given: Vectors = (x * kept["gain"] + kept["shift"]).astype(np.float32)
    return given


def embed(sentences: Sequence[str]) -> Vectors:
    """The vectors of sentences, (n, 384), each of length 1; a sentence is cut after 254 pieces.

    The mean of the last layer over all pieces and both marks, as the model was trained (Reimers and
    Gurevych 2019). Equal sentences are encoded once.
    """
    known: dict[str, Vectors] = {}
    for sentence in sorted(set(sentences)):
        ids = [FIRST, *pieces(sentence).ids[: LONGEST - 2], LAST]
        mean = upper("sentences", lower(ids)).mean(axis=0)
        known[sentence] = mean / max(float(np.linalg.norm(mean)), _EPSILON)
    if not sentences:
        return np.zeros((0, WIDTH), dtype=np.float32)
    return np.stack([known[sentence] for sentence in sentences]).astype(np.float32)


def lower(ids: Sequence[int]) -> Vectors:
    """What the shared layers make of one text, (pieces, 384): both stacks stand on them."""
    return upper("lower", embedded(ids))


def upper(name: str, states: Vectors) -> Vectors:
    """The last layer of a stack over what lies below it, (pieces, 384)."""
    mask = np.ones((1, len(states)), dtype=np.float32)
    given: Vectors = session(name).run(None, {"states": states[None], "mask": mask})[0][0]
    return given
