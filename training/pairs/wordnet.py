"""Write the table of concepts from the files of WordNet 3.1: verbs, and nouns of acts and events.

    python -m training.pairs.wordnet DICT_FOLDER

The folder holds ``data.verb``, ``index.verb`` and those of nouns, as Princeton distributes them. Phrases and
glosses are left out.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

KINDS = frozenset({4, 10, 11, 19, 21, 22, 26})
"""Lexicographer files of nouns that are kept: act, communication, event, phenomenon, possession, process, state."""
SENSES = 6
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
HEAD = (
    "# WordNet 3.1 (Princeton University; WordNet licence): verbs, and nouns of acts, events, communication, "
    "possession, process, state\n"
    "# a line per concept: numbers of those above, numbers of those derived from its words; an empty line; "
    "word (v or n before it), its concepts\n"
)
OUT = Path(__file__).parents[2] / "src" / "memcon" / "reconcile" / "data" / "concepts.tsv.gz"

Row = tuple[int, list[str], list[str]]


def concepts(folder: Path) -> Iterator[tuple[str, Row]]:
    """Concepts by part of speech and place: lexicographer file, those above, those derived."""
    for part in ("noun", "verb"):
        for line in (folder / f"data.{part}").read_text("latin-1").splitlines():
            if line.startswith("  "):
                continue
            cells = line.split("|")[0].split()
            at = 4 + 2 * int(cells[3], 16)
            links = [cells[at + 1 + 4 * k : at + 5 + 4 * k] for k in range(int(cells[at]))]
            above = [kind + place for mark, place, kind, _ in links if mark in {"@", "@i"}]
            derived = [kind + place for mark, place, kind, _ in links if mark == "+"]
            yield part[0] + cells[0], (int(cells[1]), above, derived)


def words(folder: Path, kept: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """Words with ``n`` or ``v`` before them, and their senses, the commonest first."""
    for part in ("noun", "verb"):
        for line in (folder / f"index.{part}").read_text("latin-1").splitlines():
            cells = line.split()
            if line.startswith("  ") or not WORD.fullmatch(cells[0]):
                continue
            senses = [part[0] + place for place in cells[4 + int(cells[3]) + 2 :]]
            found = [s for s in senses if s in kept][:SENSES]
            if found:
                yield part[0] + cells[0], found


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    found = dict(concepts(folder))
    kept = frozenset(c for c, (kind, _, _) in found.items() if c[0] == "v" or kind in KINDS)
    lexicon = dict(sorted(words(folder, kept)))
    number = {c: n for n, c in enumerate(sorted({c for senses in lexicon.values() for c in senses}))}

    def numbers(which: list[str], *, ordered: bool) -> str:
        held = [number[c] for c in which if c in number]
        return ",".join(map(str, held if ordered else sorted(set(held))))

    lines = [f"{numbers(found[c][1], ordered=True)}\t{numbers(found[c][2], ordered=False)}" for c in number]
    lines += ["", *(f"{word}\t{numbers(senses, ordered=True)}" for word, senses in lexicon.items()), ""]
    OUT.write_bytes(gzip.compress((HEAD + "\n".join(lines)).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
