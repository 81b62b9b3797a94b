"""Hold the docs to the program: help pages pasted in, links that lead somewhere.

python -m docs.check [--write]
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "commands.md"
COMMANDS = ((), ("brief",), ("explain",))
BLOCK = re.compile(r"(<!-- help: (?P<name>.*?) -->\n```text\n)(?P<text>.*?)(```)", re.DOTALL)
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
    helps = {" ".join(("memcon", *c)): help_of(c) for c in COMMANDS}
    missing = [name for name in helps if f"<!-- help: {name} -->" not in text]
    if missing:
        raise SystemExit(f"docs: docs/commands.md has no block for {', '.join(missing)}")
    return BLOCK.sub(lambda m: m[1] + helps[m["name"]] + m[4], text)


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
    text = PAGE.read_text("utf-8")
    fresh = pasted(text)
    if "--write" in sys.argv:
        PAGE.write_text(fresh, "utf-8")
    elif fresh != text:
        print("docs: docs/commands.md is not what --help prints; run python -m docs.check --write")
        return 1
    broken = broken_links()
    for link in broken:
        print(f"docs: this link leads nowhere: {link}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
