"""Every data file says where it comes from: in its own head, or in NOTICE."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "memcon"
NOTICE = (ROOT / "NOTICE").read_text("utf-8")
TEXTS = {".yaml", ".tsv"}
DATA = sorted(
    p.relative_to(ROOT).as_posix()
    for p in SOURCE.rglob("*")
    if p.is_file() and {"data", "model_files"} & set(p.parts) and p.suffix not in {".py", ".pyc", ".md"}
)


def named(path: str) -> bool:
    """Whether NOTICE names the file, its folder, or the file in a list of names behind its folder."""
    folder, name = path.rsplit("/", 1)
    return path in NOTICE or f"{folder}/ " in NOTICE or (f"{folder}/" in NOTICE and name in NOTICE)


@pytest.mark.parametrize("path", DATA)
def test_a_data_file_says_where_it_comes_from(path: str) -> None:
    head = ""
    if Path(path).suffix in TEXTS:
        lines = (ROOT / path).read_text("utf-8").splitlines()
        head = "\n".join(line for line in lines[:12] if line.startswith("#"))
    assert "Apache-2.0" in head or named(path), (
        f"{path}: name its source and licence in a comment at its head, or in NOTICE"
    )


@pytest.mark.parametrize("licence", sorted(p.name for p in (ROOT / "LICENSES").iterdir()))
def test_every_licence_text_is_named(licence: str) -> None:
    assert f"LICENSES/{licence}" in NOTICE
