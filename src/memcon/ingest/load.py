"""Files to reports: what can be read is read, what cannot is said, and nothing is dropped in silence."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.ingest import copies, feed_shape, files, media, sidecar
from memcon.ingest.report import make
from memcon.ingest.types import Form, Found, Intake, Limits, Raw
from memcon.model.errors import InputError, ReportError
from memcon.model.memo import Report

if TYPE_CHECKING:
    from memcon.ingest.addresses import AddressPolicy

THIN = 50
"""Words under which a page fetched is thought not to have come whole: a wall, or a text that a script would fetch."""


def load(
    paths: Sequence[str | Path],
    *,
    stdin: str | bytes | None = None,
    limits: Limits | None = None,
    policy: AddressPolicy | None = None,
    open_feeds: bool = True,
    progress: Callable[[str, int, int], None] | None = None,
) -> Intake:
    """The reports at ``paths``: files, folders (with all below them), addresses of the web, ``-`` for ``stdin``.

    ``policy`` says which addresses may be asked; left out, none but those of the open internet.
    ``progress`` hears how many addresses were fetched. A mail or a web archive may give several
    reports; a feed gives the articles that it names, or with ``open_feeds`` false itself, in ``Intake.feeds``.
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
    addresses = [text for p in named if files.is_address(text := os.fspath(p))]
    sources, notes = files.find([p for p in named if not files.is_address(os.fspath(p))], limits)
    told = list(notes)
    described = _sidecars(sources, told)
    raw = [_raw(source, described, limits) for source in sources]
    if stdin is not None:
        data = stdin if isinstance(stdin, bytes) else stdin.encode("utf-8", "surrogatepass")
        raw.append(Raw(file=files.STDIN, data=data[: limits.bytes + 1]))
    if addresses:
        from memcon.ingest import fetch  # noqa: PLC0415 - 0.2 s that a run without addresses need not pay

        raw += fetch.all_of(addresses, limits=limits, policy=policy, progress=progress)
    given, raw = _parted(raw)
    if given and open_feeds:
        raw += _articles(given, raw, told, limits, policy=policy, progress=progress)
    raw = _told_apart([replace(inner, box=one.source) for one in raw for inner in opened(one, limits, told)])
    made: list[tuple[Report, Found]] = []
    for one in raw:
        report, found = make(one, form_of(one), limits)
        if report.read and files.ADDRESS.match(one.file) and (words := len(report.text.split())) < THIN:
            told.append(
                f"{one.file}: only {words} words of text came; if the page shows more, save it and give the file"
            )
        made.append((report, found))
        told += [f"{one.file}: {note}" for note in found.notes]
    made.sort(key=lambda m: (files.natural(m[0].file), m[0].sha256))
    numbered = [replace(report, id=f"R{number}") for number, (report, _) in enumerate(made, 1)]
    return Intake(
        reports=copies.mark(numbered),
        notes=tuple(sorted(set(told), key=files.natural)),
        found=tuple(replace(found, report=r.id) for r, (_, found) in zip(numbered, made, strict=True)),
        feeds=() if open_feeds else tuple(given),
    )


def _parted(raw: list[Raw]) -> tuple[list[Raw], list[Raw]]:
    """The feeds among what was given, and all else."""
    out: tuple[list[Raw], list[Raw]] = ([], [])
    for one in raw:
        form = one.form if one.form or one.why else files.FORMS.get(files.suffix(one.file))
        feed = form == "feed" or (form is None and not one.why and feed_shape.looks_like_feed(one.data))
        out[not feed].append(one)
    return out


def _articles(
    given: list[Raw],
    there: list[Raw],
    notes: list[str],
    limits: Limits,
    *,
    policy: AddressPolicy | None,
    progress: Callable[[str, int, int], None] | None,
) -> list[Raw]:
    """The pages that feeds name, each once; a feed that is none that can be read stands for itself. ``notes`` grows."""
    from memcon.ingest import feeds, fetch, tracking  # noqa: PLC0415 - only those who give a feed pay for it

    wanted: dict[str, tuple[str, dict[str, str]]] = {}
    out: list[Raw] = []
    known = {tracking.same(one.file) for one in there}
    for one in sorted(given, key=lambda r: files.natural(r.file)):
        try:
            feed = feeds.parse(one.data, one.found.get("url", ""), one.charset)
        except ReportError as error:
            out.append(replace(one, data=b"", why=str(error)))
            continue
        notes += [f"{one.file}: {note}" for note in feed.notes]
        linked = [e for e in feed.entries if e.link]
        if len(linked) > limits.articles:
            notes.append(f"{one.file}: names {len(linked)} articles; the first {limits.articles} are fetched")
        if not linked:
            notes.append(f"{one.file}: names no article")
        for entry in linked[: limits.articles]:
            if (key := tracking.same(entry.link or "")) not in known:
                wanted.setdefault(key, (entry.link or "", feeds.hearsay(entry, feed)))
    hearsay = dict(wanted.values())
    found = fetch.all_of(list(hearsay), limits=limits, policy=policy, progress=progress, gap=limits.gap)
    return [*out, *(replace(one, hearsay=hearsay.get(one.file, {})) for one in found)]


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


def form_of(raw: Raw) -> Form | None:
    """What the bytes of a report are by its media type or its suffix; null where neither tells."""
    return raw.form or files.FORMS.get(files.suffix(raw.file))


def opened(raw: Raw, limits: Limits, notes: list[str]) -> list[Raw]:
    """A mail or a web archive as the reports in it, anything else as it is; ``notes`` grows."""
    form = form_of(raw)
    if raw.why:
        return [raw]
    if form == "warc" or raw.data.startswith(b"WARC/1."):
        from memcon.ingest import warc  # noqa: PLC0415 - only those who give one pay for it

        found, said = warc.reports(raw, limits)
        notes += [f"{raw.file}: {line}" for line in said]
        return [inner for one in found for inner in opened(one, limits, notes)]
    if form == "mail" or (form is None and media.looks_like_mail(raw.data)):
        from memcon.ingest import mail  # noqa: PLC0415 - the same

        if len(raw.data) <= limits.bytes:
            return list(mail.reports(raw, limits))
    return [raw]


def _told_apart(raw: list[Raw]) -> list[Raw]:
    """The reports with names that differ: one that is met again gets a number."""
    out: list[Raw] = []
    seen: dict[str, int] = {}
    for one in raw:
        number = seen[one.file] = seen.get(one.file, 0) + 1
        out.append(one if number == 1 else replace(one, file=f"{one.file}~{number}"))
    return out


def _raw(source: files.Source, described: dict[Path, dict[str, dict[str, str]]], limits: Limits) -> Raw:
    """The bytes of a source and what the sidecars say of it, the nearest folder's word last."""
    values: dict[str, str] = {}
    real = os.path.realpath(source.path)
    for folder in source.folders:
        values |= described.get(folder, {}).get(real, {})
    bare = Raw(file=source.file, why=source.why, values=values, source=source.path, folders=source.folders)
    if source.why:
        return bare
    try:
        if not source.given and not source.path.is_file():
            return replace(bare, why="no ordinary file, or a link to nothing")
        with source.path.open("rb") as handle:
            if files.FORMS.get(files.suffix(source.file)) == "warc":
                return replace(bare, path=source.path)
            return replace(bare, data=handle.read(limits.bytes + 1))
    except OSError as error:
        return replace(bare, why=f"the file cannot be opened ({error.strerror})")
