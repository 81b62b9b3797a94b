"""Which files are meant, and the name each goes by: folders walked, doubles dropped, clashes parted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from memcon.ingest.types import Form, Limits
from memcon.model.errors import InputError

FORMS: dict[str, Form] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".eml": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".warc": "warc",
    ".warc.gz": "warc",
}
"""What a file is by the end of its name."""
SUFFIXES = frozenset(FORMS)
SIDECAR = "reports.yaml"
NOT_REPORTS = frozenset({SIDECAR, "gold.yaml"})
STDIN = "-"
BARE = re.compile(r"www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/", re.ASCII)
"""How an address of the web begins that was written without https://."""
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to read. ``file`` is the name shown; ``folders`` may hold a sidecar, outermost first.

    ``why`` is set where the file is already known to be unreadable (a folder that cannot be opened).
    """

    path: Path
    file: str
    folders: tuple[Path, ...]
    given: bool
    why: str | None = None


def suffix(name: str) -> str:
    """What a file's name ends in, in lower case: of ``.gz`` with what stands before it."""
    stem, last = os.path.splitext(name.lower())  # noqa: PTH122 - a name, not a path
    return os.path.splitext(stem)[1] + last if last == ".gz" else last  # noqa: PTH122


def is_address(text: str) -> bool:
    """Whether a path given is an address (``https://…``); a file that is there goes before one."""
    return ADDRESS.match(text) is not None and not _stat(text)[0]


def natural(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """A sort key under which ``2.txt`` comes before ``10.txt``."""
    parts = re.split(r"([0-9]+)", name)
    return tuple((0, int(p), "") if p.isascii() and p.isdigit() else (1, 0, p) for p in parts), name


def shown(name: str) -> str:
    """A file name that can be written as UTF-8: bytes of the name that are not are marked."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _tail(path: str, count: int) -> str:
    """The last ``count`` parts of an absolute path, as shown."""
    if count == 1 and not path.endswith(("/", "/.")):
        name = path[path.rfind("/") + 1 :]
        return name if name.isascii() else shown(name)
    return shown("/".join(_parts(path)[-count:]))


def _parts(path: str) -> list[str]:
    """The parts of an absolute path, its root left out."""
    return list(Path(path).parts[1:])


def _absolute(parts: list[str]) -> str:
    """The absolute path of these parts."""
    return "/" + "/".join(parts)


def _walk(folder: str, skipped: list[str]) -> Iterable[tuple[str, str | None]]:
    """Every report below a folder, and what could not be opened with the reason."""
    broken: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=broken.append):
        beside = {f for f in folders if f.endswith("_files") and {f[:-6] + ".html", f[:-6] + ".htm"} & set(names)}
        skipped += [os.path.join(here, f) for f in sorted(beside)]  # noqa: PTH118 - a browser's own, beside a page saved
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in beside)
        for name in sorted(names):
            path = os.path.join(here, name)  # noqa: PTH118 - paths stay strings in the walk, for speed
            if name.startswith(".") or name in NOT_REPORTS:
                continue
            if suffix(name) not in SUFFIXES:
                skipped.append(path)
                continue
            yield path, None
    for error in broken:
        where = str(error.filename or folder)
        if where == folder:
            raise InputError(f"{folder}: the folder cannot be opened ({error.strerror}); check its permissions")
        yield where, f"the folder cannot be opened ({error.strerror})"


def _stat(path: str) -> tuple[bool, bool]:
    """Whether a path exists, and whether it is a folder; a path no system can hold does not exist."""
    try:
        return os.path.exists(path), os.path.isdir(path)  # noqa: PTH110, PTH112
    except (OSError, ValueError):
        return False, False


def find(paths: Sequence[str | Path], limits: Limits) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """The files meant by ``paths``, in no special order, and a note per kind of file passed over.

    A file met twice counts once, under the longer of its names. Raises `InputError` for a path that
    is not there, a folder without a report, or too many files.
    """
    found: dict[str, tuple[str, int, bool, frozenset[str], str | None]] = {}
    skipped: list[str] = []

    def add(path: str, count: int, folders: frozenset[str], why: str | None, *, given: bool) -> None:
        real = os.path.realpath(path)
        old = found.get(real)
        if old is not None:
            keep, size = max((path, count), (old[0], old[1]), key=lambda pair: (pair[1], pair[0]))
            found[real] = (keep, size, given or old[2], folders | old[3], why or old[4])
            return
        if len(found) >= limits.files:
            raise InputError(
                f"more than {limits.files} files are given; give fewer at a time, or raise the limit on files"
            )
        found[real] = (path, count, given, folders, why)

    only_sidecars = True
    for given in paths:
        text = os.fspath(given)
        exists, is_folder = _stat(text)
        if not text or not exists:
            more = "; an address of the web begins with https://" if BARE.match(text) else ""
            raise InputError(f"{shown(text) or '(empty path)'}: there is no such file or folder; check the path{more}")
        path = os.path.abspath(text)  # noqa: PTH100 - resolve() would follow links, and lose the name given
        if not is_folder:
            name = os.path.basename(path)  # noqa: PTH119
            if name not in NOT_REPORTS:
                only_sidecars = False
                add(path, 1, frozenset({os.path.dirname(path)}), None, given=True)  # noqa: PTH120
            continue
        only_sidecars = False
        depth = len(_parts(path))
        before, passed = len(found), len(skipped)
        any_here = False
        for member, why in _walk(path, skipped):
            any_here = True
            parts = _parts(member)
            chain = frozenset(_absolute(parts[:n]) for n in range(depth, len(parts)))
            add(member, len(parts) - depth, chain, why, given=False)
        if not any_here and before == len(found):
            other = f" (it holds {len(skipped) - passed} of other kinds)" if len(skipped) > passed else ""
            raise InputError(
                f"{shown(text)}: the folder holds no report{other}; "
                f"reports are files that end in {', '.join(sorted(SUFFIXES))}"
            )
    if paths and only_sidecars:
        raise InputError(
            f"{shown(os.fspath(paths[0]))}: this describes reports and is none; give the folder that it is in"
        )
    return _named(found), _notes(skipped, found.keys())


def _notes(skipped: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    """A line for each file in a folder that was passed over for its suffix."""
    held = set(taken)
    names = sorted({shown(os.path.basename(p)) for p in skipped if os.path.realpath(p) not in held}, key=natural)  # noqa: PTH119
    why = "passed over, not a kind of file that memcon reads in a folder; save it as text, HTML or a mail"
    return tuple(
        f"{name}: {'passed over, it came with a page that a browser saved' if name.endswith('_files') else why}"
        for name in names
    )


def named(paths: Mapping[str, tuple[str, int]]) -> dict[str, str]:
    """The names shown of files met in several runs: as if all had been given at once.

    From a file's real path to its path as given and how many of its parts were shown.
    """
    names = _apart(paths)
    if len(set(names.values())) == len(names):
        return names
    found = {r: (p, n, True, frozenset[str](), None) for r, (p, n) in paths.items()}
    by_path = {os.fspath(s.path): s.file for s in _numbered(_sources(found, names))}
    return {real: by_path[path] for real, (path, _) in paths.items()}


def _apart(paths: Mapping[str, tuple[str, int]]) -> dict[str, str]:
    """Names that differ: where two clash, parent folders are added in front; of many files few do."""
    counts = {real: count for real, (_, count) in paths.items()}
    names = {real: _tail(path, count) for real, (path, count) in paths.items()}
    for _ in range(63):
        seen: dict[str, list[str]] = {}
        for real, name in names.items():
            seen.setdefault(name, []).append(real)
        clash = [real for reals in seen.values() if len(reals) > 1 for real in reals]
        if not clash:
            break
        for real in clash:
            counts[real] += 1
            names[real] = _tail(paths[real][0], counts[real])
    return names


Found = Mapping[str, tuple[str, int, bool, frozenset[str], str | None]]


def _named(found: Found) -> tuple[Source, ...]:
    """The sources with names that differ."""
    return _numbered(_sources(found, _apart({real: (path, count) for real, (path, count, *_) in found.items()})))


def _sources(found: Found, names: Mapping[str, str]) -> list[Source]:
    """The sources, each under its name."""
    return [
        Source(
            path=Path(path),
            file=names[real],
            folders=tuple(Path(f) for f in sorted(folders, key=lambda f: (len(f), f))),
            given=given,
            why=why,
        )
        for real, (path, _, given, folders, why) in found.items()
    ]


def _numbered(sources: list[Source]) -> tuple[Source, ...]:
    """The sources, names that differ only in bytes that are not UTF-8 told apart by a number."""
    out: list[Source] = []
    seen: dict[str, int] = {}
    for source in sorted(sources, key=lambda s: (s.file, os.fsencode(s.path))):
        number = seen.get(source.file, 0) + 1
        seen[source.file] = number
        out.append(source if number == 1 else replace(source, file=f"{source.file}~{number}"))
    return tuple(out)
