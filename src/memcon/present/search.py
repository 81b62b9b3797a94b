# ruff: noqa: FBT002, PLC0415 - typer wants the defaults; what a command needs is loaded when it runs
"""``memcon search``: the reports, events and claims of a dossier that hold some words, in the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.model.errors import InputError
from memcon.present.dossier import Debug, _options, _plain

if TYPE_CHECKING:
    from memcon.store.queries import EventLine, EventPage
    from memcon.store.searching import ClaimHit, Hits, Piece, ReportHit


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found: a page of each kind with the number of all. ``asked`` is what was looked for."""

    asked: str
    reports: Hits[ReportHit]
    events: EventPage
    claims: Hits[ClaimHit]


def search(
    file: Annotated[Path, typer.Argument(metavar="DOSSIER", help="The dossier, such as strait.memcon.")],
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help='Words that must all be there; "in a row" in quotes, begin* for more.'),
    ],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many of each kind are shown.")] = 10,
    json: Annotated[str | None, typer.Option(metavar="FILE", help="Write it as JSON; - for standard output.")] = None,
    debug: Debug = False,
) -> None:
    """Look for words in the reports of a dossier, in its events and in the claims about them."""
    found = look(file, _asked(words), limit=limit, debug=debug)
    if json is not None:
        from json import dumps

        from memcon.model.codec import plain
        from memcon.present.output import write

        text = dumps(plain(found), ensure_ascii=False, indent=1) + "\n"
        if json == "-":
            typer.echo(text, nl=False)
        else:
            write(Path(json), text)
    if json != "-":
        for line in shown(file, found):
            typer.echo(line)


def _asked(words: Sequence[str]) -> str:
    """The words as one search; what the shell kept together in quotes is words in a row."""
    return " ".join(f'"{w}"' if " " in w.strip() and '"' not in w else w for w in words)


def look(file: Path, asked: str, *, limit: int, debug: bool = False) -> Found:
    """What a dossier holds of some words. Raises ``InputError`` where nothing is asked for."""
    from memcon.dossier.telling import settled
    from memcon.store import queries, searching
    from memcon.store.file import open_

    wanted = searching.query(asked)
    if wanted is None:
        raise InputError(f"{asked!r} has no word to look for; write words, with letters or figures")
    with open_(file, write=False) as store:
        settled(store, _options(True, debug))  # noqa: FBT003 - no progress for a search
        with store.reading() as connection:
            return Found(
                asked=asked,
                reports=searching.reports(connection, asked, limit=limit),
                events=queries.events(connection, queries.Asked(words=asked), order="reports", limit=limit),
                claims=searching.claims(connection, asked, limit=limit),
            )


def shown(file: Path, found: Found) -> list[str]:
    """What was found, in lines."""
    counts = [(found.reports.total, "report"), (found.events.total, "event"), (found.claims.total, "claim")]
    told = ", ".join(f"{n} {word}" if n == 1 else f"{n} {word}s" for n, word in counts)
    out = [_plain(f"{file}, {found.asked}: {told}")]
    if found.reports.hits:
        out += ["", "REPORTS"]
    for hit in found.reports.hits:
        where = ", ".join(x for x in (hit.outlet, (hit.published or "")[:10]) if x)
        out.append(_plain(f"  {hit.file}{f' ({where})' if where else ''}") + f": {_marked(hit.snippet)}")
    if found.events.lines:
        out += ["", "EVENTS"]
    out += [_plain(_event(line)) for line in found.events.lines]
    if found.claims.hits:
        out += ["", "CLAIMS"]
    same: dict[tuple[int, int, int, str], list[ClaimHit]] = {}
    for claim in found.claims.hits:  # one stretch of words may make several claims: what, when, how
        same.setdefault((claim.report, claim.start, claim.end, claim.event), []).append(claim)
    for claim, *more in same.values():
        names = ", ".join(c.name for c in (claim, *more))
        where = f"{names} of {claim.event}" + (f", story {claim.story}" if claim.story > 1 else "")
        out.append(_plain(f"  {where} ({claim.label}), {claim.file}") + f": {_marked(claim.snippet)}")
    return out


def _event(line: EventLine) -> str:
    where = f"{line.name} of story {line.story}" if line.story > 1 else line.name
    when = (line.earliest or line.partial or "no date")[:10]
    reports = "1 report" if line.reports == 1 else f"{line.reports} reports"
    disputed = f"; disputed: {', '.join(line.disputed)}" if line.disputed else ""
    return f"  {where:4} {line.label}: {line.status}; {when}; {reports}{disputed}"


def _marked(pieces: Sequence[Piece]) -> str:
    """A snippet in one line, what was looked for in bold where the terminal can."""
    out = []
    for piece in pieces:
        text = _plain(piece.text)
        out.append(typer.style(text, bold=True) if piece.hit else text)
    return "".join(out).strip()
