"""Files to reports: what can be read is read, what cannot is said, and nothing is dropped in silence."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

from memcon.ingest import copies, dates, decode, files, head, html, language, lineage, sidecar
from memcon.ingest.types import Intake, Limits
from memcon.model import gazetteer
from memcon.model.errors import InputError
from memcon.model.memo import Kind, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """The bytes of one report, or ``why`` there are none."""

    file: str
    data: bytes = b""
    why: str | None = None
    values: dict[str, str]


def load(paths: Sequence[str | Path], *, stdin: str | bytes | None = None, limits: Limits | None = None) -> Intake:
    """The reports at ``paths``: files, folders (taken with all below them), ``-`` for ``stdin``.

    A report that cannot be read is listed with ``read=False`` and the reason. Raises `InputError`
    where a path is missing or there is nothing to read, `SidecarError` for a malformed
    ``reports.yaml``. The result does not depend on the order of ``paths``.
    """
    limits = limits or Limits()
    if isinstance(paths, (str, Path)):
        paths = [paths]
    named = [p for p in paths if os.fspath(p) != files.STDIN]
    wanted = stdin is not None or len(named) != len(paths)
    if wanted and stdin is None:
        raise InputError("'-' asks for standard input, and none was given; pipe a text in or name a file")
    if not named and not wanted:
        raise InputError("no report is given; name files, a folder, or '-' for standard input")
    sources, notes = files.find(named, limits)
    told = list(notes)
    described = _sidecars(sources, told)
    raw = [_raw(source, described, limits) for source in sources]
    if stdin is not None:
        data = stdin if isinstance(stdin, bytes) else stdin.encode("utf-8", "surrogatepass")
        raw.append(_Raw(file=files.STDIN, data=data[: limits.bytes + 1], values={}))
    made: list[Report] = []
    for one in raw:
        report, said = _report(one, limits)
        made.append(report)
        told += [f"{one.file}: {note}" for note in said]
    made.sort(key=lambda r: (files.natural(r.file), r.sha256))
    numbered = [replace(report, id=f"R{number}") for number, report in enumerate(made, 1)]
    return Intake(reports=copies.mark(numbered), notes=tuple(sorted(set(told), key=files.natural)))


def _sidecars(sources: Sequence[files.Source], notes: list[str]) -> dict[Path, dict[str, dict[str, str]]]:
    """For each folder with a ``reports.yaml``, what that says by the path of the file described; ``notes`` grows."""
    out: dict[Path, dict[str, dict[str, str]]] = {}
    for folder in sorted({f for source in sources for f in source.folders}):
        path = folder / files.SIDECAR
        if path.is_file():
            entries = sidecar.read(path, lambda name, folder=folder: (folder / name).is_file())  # type: ignore[misc]
            notes += [line for entry in entries for line in entry.notes]
            out[folder] = {os.path.realpath(folder / entry.file): entry.values for entry in entries}
    return out


def _raw(source: files.Source, described: dict[Path, dict[str, dict[str, str]]], limits: Limits) -> _Raw:
    """The bytes of a source and what the sidecars say of it, the nearest folder's word last."""
    values: dict[str, str] = {}
    real = os.path.realpath(source.path)
    for folder in source.folders:
        values |= described.get(folder, {}).get(real, {})
    if source.why:
        return _Raw(file=source.file, why=source.why, values=values)
    try:
        if not source.given and not source.path.is_file():
            why = "no ordinary file, or a link to nothing"
            return _Raw(file=source.file, why=why, values=values)
        with source.path.open("rb") as handle:
            return _Raw(file=source.file, data=handle.read(limits.bytes + 1), values=values)
    except OSError as error:
        return _Raw(file=source.file, why=f"the file cannot be opened ({error.strerror})", values=values)


def _report(raw: _Raw, limits: Limits) -> tuple[Report, list[str]]:
    """One report, its id still open, and notes on how it was read."""
    values = raw.values
    bare = Report(
        id="",
        file=raw.file,
        title=head.clean(values.get("title")),
        outlet=head.clean(values.get("outlet")),
        side=values.get("side"),
        kind=_kind(values.get("kind")) or "news",
        language=_code(values.get("language")),
        zone=values.get("zone"),
        url=values.get("url"),
        dateline=values.get("dateline"),
        reliability=values.get("reliability", "F"),
    )
    notes: list[str] = []
    stated = dates.from_iso(values["published"]) if "published" in values else None
    zone = bare.zone or _capital_zone(bare.side)

    def unread(why: str, report: Report = bare) -> tuple[Report, list[str]]:
        published = dates.stamp(stated, zone)[0] if stated else report.published
        return replace(report, published=published, zone=zone, read=False, why=why), notes

    if raw.why:
        return unread(raw.why)
    if len(raw.data) > limits.bytes:
        return unread(f"the file is larger than {limits.bytes:,} bytes; split it, or raise the limit")
    bare = replace(bare, sha256=hashlib.sha256(raw.data).hexdigest())
    suffix = os.path.splitext(raw.file)[1].lower()  # noqa: PTH122 - a name, not a path
    is_html = suffix in {".html", ".htm"}
    decoded = decode.decode(raw.data, html=is_html)
    if decoded.note:
        notes.append(decoded.note)
    if decoded.why:
        return unread(decoded.why, bare)
    text = decoded.text
    page = html.Page(text=text)
    if is_html or (suffix not in files.SUFFIXES and html.looks_like_html(text)):
        page = html.read(text)
        text = page.text
        if page.note:
            notes.append(page.note)
        if not text.strip():
            return unread("no text was found in the page", bare)
    bare = replace(bare, characters=len(text))
    if len(text) > limits.characters:
        why = (
            f"{len(text):,} characters, over the limit of {limits.characters:,} for one report; nothing of it was read"
        )
        return unread(why, bare)
    top = head.read(text, markdown=suffix in {".md", ".markdown"})
    title = bare.title or head.clean(page.title) or top.title
    outlet = bare.outlet or head.clean(page.outlet) or top.outlet
    zone = bare.zone or top.zone or _capital_zone(bare.side)
    moment = stated or (dates.from_iso(page.published) if page.published else None) or top.moment
    published = None
    if moment:
        published, note = dates.stamp(moment, zone)
        notes += [note] if note else []
    full = replace(
        bare,
        title=title,
        outlet=outlet,
        kind=_kind(values.get("kind")) or head.kind_of(title, text) or "news",
        published=published,
        zone=zone,
        url=bare.url or page.url or (top.url if top.url and top.url.startswith(("http://", "https://")) else None),
        dateline=bare.dateline or top.dateline,
        credits=lineage.credited(text, outlet),
        text=text,
    )
    code = bare.language or language.detect(text)
    full = replace(full, language=code)
    if not any(c.isalpha() for c in text):
        return unread("the text holds no words", full)
    if not language.is_english(code):
        return unread(f"language is {language.name(code or '')}; memcon reads English only", full)
    return full, notes


def _kind(value: str | None) -> Kind | None:
    """A kind as the contract writes it; the sidecar's was checked when it was read."""
    for kind in get_args(Kind):
        if kind == value:
            return kind  # type: ignore[no-any-return]
    return None


def _code(value: str | None) -> str | None:
    """A language code in lower case, the region left off ("en-GB" is read as ``en``)."""
    return value.replace("_", "-").split("-")[0].lower() if value else None


@cache
def _capital_zone(side: str | None) -> str | None:
    """The zone of a side's capital; null for the press and for bodies that are no states."""
    state = gazetteer.states().get(side) if side else None
    return ZoneInfo(state.zone).key if state and state.zone else None
