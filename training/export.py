"""ONNX files for the run time: a stack of layers written out node by node, its weights in eight bits.

The embedding table is one file, shared by the stacks (it is frozen in training); a stack takes the
embedded pieces and gives the hidden states. Writing the graph by hand keeps its shape and names
ours, and the same state always gives the same bytes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.model import LAYERS, SHARED, SMALL_HEADS, Encoder, Model

Array = NDArray[np.float32]
State = dict[str, Array]

HEADS = 12
WIDTH = 384
EPSILON = 1e-12
OPSET = 20
BLOCK = 128
INTEGERS = 4
"""The accuracy level of MatMulNBits that multiplies in integers."""


@dataclass
class Graph:
    """An ONNX graph in the making: nodes in order, weights by name."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    weights: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def add(self, kind: str, inputs: list[str], name: str, **attributes: object) -> str:
        """One node with one output, called as the node is; gives that name."""
        domain = "com.microsoft" if kind == "MatMulNBits" else ""
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def weight(self, name: str, value: NDArray[np.generic]) -> str:
        """A constant; gives its name."""
        self.weights[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name


def eight_bits(value: Array) -> tuple[NDArray[np.int8], Array]:
    """A matrix in int8 with one scale per row: ``value ≈ rounded * scale[:, None]``."""
    scale = np.maximum(np.abs(value).max(axis=1), 1e-8) / 127.0
    return np.clip(np.rint(value / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def linear(graph: Graph, x: str, name: str, matrix: Array, bias: Array) -> str:
    """``x @ matrix.T + bias``, the matrix in eight bits with a scale for every 128 weights of a row.

    Every row of ``x`` is rounded by itself, so that a text's values never hang on its neighbours in a batch.
    """
    outputs, inputs = matrix.shape
    blocks = matrix.reshape(outputs, inputs // BLOCK, BLOCK)
    scale = np.maximum(np.abs(blocks).max(axis=-1), 1e-8) / 127.0
    rounded = np.clip(np.rint(blocks / scale[..., None]), -127, 127) + 128
    names = [
        x,
        graph.weight(f"{name}.weight", rounded.astype(np.uint8)),
        graph.weight(f"{name}.scale", scale.astype(np.float32).reshape(-1)),
        "",
        "",
        graph.weight(f"{name}.bias", bias.astype(np.float32)),
    ]
    return graph.add("MatMulNBits", names, name, K=inputs, N=outputs, bits=8, block_size=BLOCK, accuracy_level=INTEGERS)


def norm(graph: Graph, x: str, name: str, state: State, key: str) -> str:
    """Layer normalization."""
    gain = graph.weight(f"{name}.gain", state[f"{key}.weight"])
    shift = graph.weight(f"{name}.shift", state[f"{key}.bias"])
    return graph.add("LayerNormalization", [x, gain, shift], name, axis=-1, epsilon=EPSILON)


def layer(graph: Graph, x: str, mask: str | None, at: str, state: State, key: str, heads: int) -> str:
    """One BERT layer over ``x`` (batch, pieces, width), its weights under ``key`` of the state."""
    width = state[f"{key}.out.bias"].shape[0]
    three = linear(graph, x, f"{at}.qkv", state[f"{key}.qkv.weight"], state[f"{key}.qkv.bias"])
    shape = graph.weight("split_heads", np.array([0, 0, heads, width // heads], dtype=np.int64))
    names = [f"{at}.{p}" for p in ("query", "key", "value")]
    graph.nodes.append(helper.make_node("Split", [three], names, name=f"{at}.split", axis=-1, num_outputs=3))
    folded = [graph.add("Reshape", [n, shape], f"{n}.folded") for n in names]
    turns = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
    query, keys, values = (
        graph.add("Transpose", [n], f"{n}.turned", perm=turn) for n, turn in zip(folded, turns, strict=True)
    )
    scores = graph.add("MatMul", [query, keys], f"{at}.scores")
    root = graph.weight("root", np.array(1 / np.sqrt(width // heads), dtype=np.float32))
    scores = graph.add("Mul", [scores, root], f"{at}.scaled")
    if mask is not None:
        scores = graph.add("Add", [scores, mask], f"{at}.masked")
    shares = graph.add("Softmax", [scores], f"{at}.shares", axis=-1)
    mixed = graph.add("MatMul", [shares, values], f"{at}.mixed")
    mixed = graph.add("Transpose", [mixed], f"{at}.back", perm=[0, 2, 1, 3])
    joined = graph.add("Reshape", [mixed, graph.weight("join_heads", np.array([0, 0, width]))], f"{at}.joined")
    dense = linear(graph, joined, f"{at}.out", state[f"{key}.out.weight"], state[f"{key}.out.bias"])
    x = norm(graph, graph.add("Add", [dense, x], f"{at}.sum"), f"{at}.norm", state, f"{key}.norm1")
    inner = linear(graph, x, f"{at}.inner", state[f"{key}.inner.weight"], state[f"{key}.inner.bias"])
    inner = graph.add("Gelu", [inner], f"{at}.gelu")
    dense = linear(graph, inner, f"{at}.outer", state[f"{key}.outer.weight"], state[f"{key}.outer.bias"])
    return norm(graph, graph.add("Add", [dense, x], f"{at}.sum2"), f"{at}.norm2", state, f"{key}.norm2")


def stack(state: State, layers: range) -> onnx.ModelProto:
    """Some layers of a stack: ``states`` (batch, pieces, 384) and ``mask`` (batch, pieces; 1 or 0) → ``hidden``."""
    graph = Graph()
    one = graph.weight("one", np.array(1, dtype=np.float32))
    far = graph.weight("far", np.array(-10000, dtype=np.float32))
    gone = graph.add("Sub", [one, "mask"], "gone")
    gone = graph.add("Mul", [gone, far], "pushed")
    mask = graph.add("Unsqueeze", [gone, graph.weight("axes", np.array([1, 2], dtype=np.int64))], "wide_mask")
    x = "states"
    for i in layers:
        x = layer(graph, x, mask, f"l{i}", state, f"layers.{i}", HEADS)
    graph.nodes[-1].output[0] = "hidden"
    return model(graph, {"states": ["batch", "pieces", WIDTH], "mask": ["batch", "pieces"]}, ["hidden"])


def voices(state: State, heads: int) -> onnx.ModelProto:
    """The layer that reads a window for its cues: ``seen`` (cues, pieces, width) → ``roles`` (cues, pieces, 4)."""
    graph = Graph()
    width = state["reader.out.bias"].shape[0]
    x = layer(graph, "seen", None, "r", state, "reader", heads)
    matrix = graph.weight("role.weight", state["role.weight"].T)
    x = graph.add("MatMul", [x, matrix], "role.product")
    graph.add("Add", [x, graph.weight("role.bias", state["role.bias"])], "roles")
    return model(graph, {"seen": ["cues", "pieces", width]}, ["roles"])


def model(graph: Graph, inputs: dict[str, list[str | int]], outputs: list[str]) -> onnx.ModelProto:
    """The finished model of a graph; every input and output holds 32-bit floats."""
    made = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "memcon",
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in inputs.items()],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in outputs],
            list(graph.weights.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)],
        producer_name="memcon training",
    )
    made.ir_version = 10
    return made


def table(state: State, path: Path) -> None:
    """The shared embedding table: words in int8 with a scale each, places, and the norm after the sum."""
    rounded, scale = eight_bits(state["words"])
    np.savez(
        path,
        words=rounded,
        scale=scale,
        places=state["places"].astype(np.float16),
        gain=state["gain"],
        shift=state["shift"],
    )


def arrays(module: torch.nn.Module) -> State:
    """A module's state as arrays."""
    return {name: value.detach().float().numpy() for name, value in module.state_dict().items()}


def heads(model: Model, path: Path) -> None:
    """The small heads, as arrays in 16 bits: the run time multiplies them with numpy."""
    kept = ("tags.", "shrink.", "cue.", "distance.", "fact.", "sides", "kind.", "quad.")
    state = {n: v.astype(np.float16) for n, v in arrays(model).items() if n.startswith(kept)}
    np.savez(path, **state)  # type: ignore[arg-type]


def main() -> None:
    """``python -m training.export base WEIGHTS FOLDER`` or ``python -m training.export heads WEIGHTS STATE FOLDER``."""
    kind, weights, *rest = sys.argv[1:]
    folder = Path(rest[-1])
    if kind == "base":
        state = arrays(Encoder(Path(weights)))
        onnx.save(stack(state, range(SHARED)), str(folder / "lower.onnx"))
        onnx.save(stack(state, range(SHARED, LAYERS)), str(folder / "sentences.onnx"))
        table(state, folder / "embeddings.npz")
        return
    made = Model(Path(weights))
    made.load_state_dict(torch.load(rest[0]))
    onnx.save(stack(arrays(made.encoder), range(SHARED, LAYERS)), str(folder / "reader.onnx"))
    onnx.save(voices(arrays(made), SMALL_HEADS), str(folder / "voices.onnx"))
    heads(made, folder / "heads.npz")


if __name__ == "__main__":
    main()
