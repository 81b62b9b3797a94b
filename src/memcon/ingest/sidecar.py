"""``reports.yaml``: what a person says of each report; it outranks what is found in the text.

Read from parser events and nodes, never built as objects: no tag is honoured, no alias allowed, and
size and depth are capped, so a hostile file costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memcon.ingest.dates import known_zone
from memcon.model import gazetteer
from memcon.model.errors import SidecarError

if TYPE_CHECKING:
    from collections.abc import Iterable

BYTES = 5_000_000
DEPTH = 12
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
KINDS = ("news", "readout", "transcript", "statement", "post")
BODIES = frozenset({"EUR", "UNO", "IGO", "NGO", "MNC", "IMG", "ISM"})
"""PLOVER's codes for actors that are no states (ontology 0.8, non_state_country_codes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What ``reports.yaml`` says of one file; only the keys that stand there, all checked.

    ``notes`` tell, a line each, the keys that memcon does not know and passed over.
    """

    file: str
    line: int
    values: dict[str, str]
    notes: tuple[str, ...] = ()


def read(path: Path, exists: Callable[[str], bool]) -> tuple[Entry, ...]:
    """The entries of a sidecar; ``exists`` tells whether a file beside it is there.

    Raises `SidecarError` with the line, what is wrong with it and what to do.
    """
    try:
        with path.open("rb") as handle:
            data = handle.read(BYTES + 1)
    except OSError as error:
        raise SidecarError(f"{path}: cannot be opened ({error.strerror}); check its permissions") from error
    if len(data) > BYTES:
        raise SidecarError(f"{path}: larger than {BYTES} bytes; it should hold a few lines per report")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SidecarError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    return parse(text, str(path), exists)


def parse(text: str, name: str, exists: Callable[[str], bool]) -> tuple[Entry, ...]:
    """The entries in the text of a sidecar."""
    import yaml  # noqa: PLC0415 - 30 ms that a run without a sidecar need not pay

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _guard(yaml, loader, text, name)
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        where = f"line {mark.line + 1}: " if mark is not None else ""
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be parsed"
        raise SidecarError(f"{name}: {where}not valid YAML ({problem}); mend or remove the file") from error
    except RecursionError as error:
        raise SidecarError(f"{name}: nested too deeply; it should be a flat list of entries") from error
    if root is None:
        return ()
    if not isinstance(root, yaml.SequenceNode):
        raise SidecarError(f"{name}: line 1: should be a list of entries, each starting with '- file: NAME'")
    entries: dict[str, Entry] = {}
    for node in root.value:
        entry = _entry(yaml, node, name, exists)
        if entry.file in entries:
            raise SidecarError(
                f"{name}: line {entry.line}: {entry.file!r} is described again (first in line "
                f"{entries[entry.file].line}); keep one entry"
            )
        entries[entry.file] = entry
    return tuple(entries.values())


def _guard(yaml: Any, loader: Any, text: str, name: str) -> None:
    """Refuse aliases and deep nesting before any node is made."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise SidecarError(f"{name}: line {line}: aliases (*{event.anchor}) are not taken; write the value out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH:
            raise SidecarError(f"{name}: line {line}: nested too deeply; it should be a flat list of entries")


def _entry(yaml: Any, node: Any, name: str, exists: Callable[[str], bool]) -> Entry:
    """One entry, its known keys checked."""
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise SidecarError(f"{name}: line {line}: an entry should be keys and values, starting with 'file: NAME'")
    values: dict[str, str] = {}
    notes: list[str] = []
    for key, value in node.value:
        at = f"{name}: line {key.start_mark.line + 1}"
        check = CHECKS.get(key.value) if isinstance(key, yaml.ScalarNode) else None
        if check is None:
            notes.append(f"{at}: {_unknown(key.value if isinstance(key, yaml.ScalarNode) else '')}")
            continue
        if not isinstance(value, yaml.ScalarNode):
            raise SidecarError(f"{at}: '{key.value}' should be one value, not a list or a mapping")
        if not (value.style or "").strip() and value.value in NULLS:
            continue
        if key.value in values:
            raise SidecarError(f"{at}: '{key.value}' stands twice in one entry; keep one")
        text = value.value if key.value == "file" else " ".join(value.value.split())
        problem = check(text)
        if problem:
            raise SidecarError(f"{at}: '{key.value}' is {text[:80]!r}; {problem}")
        values[key.value] = text
    file = values.pop("file", None)
    if file is None:
        raise SidecarError(f"{name}: line {line}: the entry names no file; add 'file: NAME'")
    if not exists(file):
        raise SidecarError(
            f"{name}: line {line}: there is no file {file!r} beside it; correct the name or drop the entry"
        )
    return Entry(file=file, line=line, values=values, notes=tuple(notes))


def _unknown(key: str) -> str:
    """What is said of a key that memcon does not know, with the one that was probably meant."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a slip needs it

    shown = " ".join(key.split())[:40]
    near = get_close_matches(shown.lower(), CHECKS, n=1, cutoff=0.7)
    meant = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(CHECKS)}"
    return f"unknown key {shown!r}, passed over; {meant}"


def _text(value: str) -> str | None:
    """Any words."""
    return None if value else "it should not be empty; leave the key out instead"


def _file(value: str) -> str | None:
    """A path that stays inside the folder."""
    if not value or value.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", value) or "\0" in value:
        return "it should be the name of a file in this folder"
    return None


def _one_of(allowed: Iterable[str]) -> Callable[[str], str | None]:
    """One of a few words."""
    words = tuple(allowed)
    return lambda value: None if value in words else f"it should be one of {', '.join(words)}"


def _side(value: str) -> str | None:
    """An ISO 3166-1 alpha-3 code or one of PLOVER's."""
    if value in BODIES or value in gazetteer.states():
        return None
    return f"it should be a country as ISO alpha-3 (USA, UKR) or one of {', '.join(sorted(BODIES))}"


def _published(value: str) -> str | None:
    """ISO 8601; the offset may be missing."""
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return 'it should be ISO 8601, as "2021-12-07T13:12:12-05:00"'
    return None


def _zone(value: str) -> str | None:
    """An IANA zone."""
    return None if known_zone(value) else "it should be an IANA time zone, as Europe/Kyiv"


def _language(value: str) -> str | None:
    """An ISO 639-1 code, a region allowed after it."""
    return None if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", value) else "it should be a code, as en or uk"


CHECKS: dict[str, Callable[[str], str | None]] = {
    "file": _file,
    "title": _text,
    "outlet": _text,
    "side": _side,
    "kind": _one_of(KINDS),
    "published": _published,
    "zone": _zone,
    "url": _text,
    "language": _language,
    "licence": _text,
    "dateline": _text,
    "reliability": _one_of("ABCDEF"),
}
