"""Hold the docs to the program: help pages and lists of modules pasted in, links and paths that lead somewhere.

python -m docs.check [--write]
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "commands.md"
COMMANDS = ((), ("brief",), ("code",), ("sources",), ("explain",), ("judgements",))
DOSSIER = (
    ("dossier",),
    ("dossier", "new"),
    ("add",),
    ("changed",),
    ("search",),
    ("check",),
    ("rebuild",),
    ("export",),
    ("judge",),
    ("serve",),
    ("follow",),
    ("import",),
    ("relations",),
    ("agenda",),
    ("watch",),
    ("proof",),
)
BLOCK = re.compile(r"(<!-- help: (?P<name>.*?) -->\n```text\n)(?P<text>.*?)(```)", re.DOTALL)
ROOMS = ROOT / "docs" / "rooms.md"
SOURCE = ROOT / "src" / "memcon"
LIST = re.compile(r"(<!-- modules: (?P<names>.*?) -->\n)(?P<text>.*?)(<!-- end -->)", re.DOTALL)
NAMED = re.compile(
    r"`((?:src|tests|docs|eval|bench|examples|(?:model|ingest|read|extract|reconcile|coder|present|store|dossier|outlook|proof|exchange)/)[\w./-]*)`"
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def help_of(command: tuple[str, ...]) -> str:
    """The help page of a command at 100 columns, without colour."""
    env = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    run = subprocess.run(
        [sys.executable, "-m", "memcon", *command, "--help"], capture_output=True, text=True, check=True, env=env
    )
    return (
        "\n".join(line.rstrip() for line in run.stdout.replace("python -m memcon", "memcon").strip().splitlines())
        + "\n"
    )


def pasted(text: str) -> str:
    """The page with every help block as the program prints it now."""
    helps = {" ".join(("memcon", *c)): help_of(c) for c in (*COMMANDS, *DOSSIER)}
    missing = [name for name in helps if f"<!-- help: {name} -->" not in text]
    if missing:
        raise SystemExit(f"docs: docs/commands.md has no block for {', '.join(missing)}")
    return BLOCK.sub(lambda m: m[1] + helps[m["name"]] + m[4], text)


def first_sentence(module: str) -> str:
    """The first line of a module's docstring."""
    told = ast.get_docstring(ast.parse((SOURCE / f"{module}.py").read_text("utf-8")))
    if not told:
        raise SystemExit(f"docs: src/memcon/{module}.py has no docstring")
    return told.splitlines()[0]


def listed(text: str) -> str:
    """The page of rooms with a line for each module, as the modules say it now."""
    modules = {p.relative_to(SOURCE).with_suffix("").as_posix() for p in SOURCE.rglob("*.py")}
    named = [name for m in LIST.finditer(text) for name in m["names"].split()]
    wrong = [
        *(f"src/memcon/{m}.py stands in no list of docs/rooms.md" for m in sorted(modules - set(named))),
        *(f"docs/rooms.md names {m}, which is no module" for m in sorted(set(named) - modules)),
        *(f"docs/rooms.md names {m} twice" for m in sorted({n for n in named if named.count(n) > 1})),
    ]
    if wrong:
        raise SystemExit("\n".join(f"docs: {line}" for line in wrong))
    return LIST.sub(
        lambda m: m[1] + "".join(f"- `{n}.py`: {first_sentence(n)}\n" for n in m["names"].split()) + m[4], text
    )


def lost_paths() -> list[str]:
    """Files and folders that the docs name in backquotes and that are not there."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [
        f"{page.relative_to(ROOT)}: {path}"
        for page in pages
        for path in NAMED.findall(page.read_text("utf-8"))
        if not any((root / path).exists() for root in (ROOT, SOURCE))
    ]


def broken_links() -> list[str]:
    """Relative links in the Markdown files that lead nowhere."""
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]


def main() -> int:
    """Compare, or write with ``--write``."""
    stale = False
    for page, write in ((PAGE, pasted), (ROOMS, listed)):
        text = page.read_text("utf-8")
        fresh = write(text)
        if "--write" in sys.argv:
            page.write_text(fresh, "utf-8")
        elif fresh != text:
            print(f"docs: {page.relative_to(ROOT)} is not what the program says; run python -m docs.check --write")
            stale = True
    lost = lost_paths()
    for path in lost:
        print(f"docs: there is no such file: {path}")
    broken = broken_links()
    for link in broken:
        print(f"docs: this link leads nowhere: {link}")
    return 1 if stale or lost or broken else 0


if __name__ == "__main__":
    sys.exit(main())
