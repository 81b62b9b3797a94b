"""Which tags, labels and heads the parser gives to which words: what a packed reading need not say.

python -m training.parses

Counts the parses of the project's own invented texts (tests, examples, eval, bench) and writes
``src/memcon/dossier/data/parses.tsv``. A guess that is wrong costs a byte in a packed reading and nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path

import yaml

from memcon.dossier.parses import ending
from memcon.model.memo import Report
from memcon.read import read
from memcon.read.types import Token

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "memcon" / "dossier" / "data" / "parses.tsv"
HEAD = """# What the parser mostly says: a word's tag, its label between its neighbours' tags, how far off its head is.
# Own compilation, 2026-11, Apache-2.0, counted by training/parses.py over the project's own invented texts.
"""
LONGEST = 20_000

Counts = dict[Hashable, Counter[str]]


def texts() -> Iterator[str]:
    """The project's own texts, each once."""
    seen: set[str] = set()
    for folder in ("tests", "eval", "examples", "bench"):
        for path in sorted((ROOT / folder).rglob("*.txt")):
            if path.stat().st_size < LONGEST:
                seen.add(path.read_text("utf-8", errors="replace"))
    for name in ("tests/reconcile/stories.yaml", "eval/stories.yaml"):
        seen.update(_long(yaml.safe_load((ROOT / name).read_text("utf-8"))))
    yield from sorted(seen)


def _long(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) > 120:
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _long(one)
    elif isinstance(value, list):
        for one in value:
            yield from _long(one)


def counted() -> Mapping[str, Counts]:
    """How often what was given to what."""
    out: dict[str, Counts] = {
        name: defaultdict(Counter)
        for name in ("word", "ending", "between", "before", "label", "far", "far-label", "part", "lemma")
    }
    for text in texts():
        tokens = read(Report(id="R1", file="x.txt", text=text, characters=len(text))).tokens
        tags, deps = ["^", *(t.tag for t in tokens), "$"], [*(t.dep for t in tokens), "$"]
        for n, token in enumerate(tokens):
            _count(out, token, tags[n], tags[n + 2], deps[n + 1])
    return out


def _count(out: dict[str, Counts], token: Token, before: str, after: str, label: str) -> None:
    out["word"][token.norm][token.tag] += 1
    out["ending"][ending(token.text, token.norm)][token.tag] += 1
    out["between"][before, token.tag, after][token.dep] += 1
    out["before"][token.tag, after][token.dep] += 1
    out["label"][token.tag][token.dep] += 1
    out["far"][token.dep, token.tag, label][str(token.head - token.i)] += 1
    out["far-label"][token.dep][str(token.head - token.i)] += 1
    out["part"][token.tag, token.dep][token.pos] += 1
    out["lemma"][token.norm, token.tag][token.lemma] += 1


def rows(counts: Mapping[str, Counts]) -> Iterator[str]:
    """What is to be kept: what is common, and says more than what is kept of less."""
    best = {name: {k: min(c, key=lambda v: (-c[v], v)) for k, c in held.items()} for name, held in counts.items()}
    for name in ("tag", "dep", "pos"):
        source = {"tag": "word", "dep": "label", "pos": "part"}[name]
        yield "\t".join([name, " ".join(sorted({v for c in counts[source].values() for v in c}))])
    for name, held in best.items():
        for key, value in sorted(held.items(), key=lambda pair: str(pair[0])):
            told = (key,) if isinstance(key, str) else key
            enough = sum(counts[name][key].values()) > 1
            same = (
                (name == "between" and best["before"].get((told[1], told[-1])) == value)
                or (name == "before" and best["label"].get(told[0]) == value)
                or (name == "far" and best["far-label"].get(told[0]) == value)
                or (name == "lemma" and told[0] == value)
            )
            if enough and not same and not any(c in "\t\n" for w in (*told, value) for c in w):
                yield "\t".join([name, *told, value])


def main() -> None:
    """Write the table."""
    TARGET.write_text(HEAD + "\n".join(rows(counted())) + "\n", "utf-8")


if __name__ == "__main__":
    main()
