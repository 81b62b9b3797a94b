"""``memcon follow``: a dossier's feeds and pages looked at, in the terminal."""

# ruff: noqa: FBT002, PLC0415, PLR0917 - options of a command line; heavy rooms are loaded when a command runs

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.model.errors import InputError
from memcon.present.dossier import File, _plain

if TYPE_CHECKING:
    from memcon.dossier.following import Followed, How, News, Round

UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
SPAN = re.compile(r"(\d{1,5})\s*([smhd])")
LEAST = 60
MOST = 30 * 86_400
NOTED = frozenset({"ill", "unread", "note"})
"""Kinds of news that go to standard error: what is wrong, and what the reader may want to see to."""
WORDS = {
    "new": "new",
    "changed": "changed",
    "vanished": "vanished",
    "back": "back",
    "moved": "moved",
    "silent": "silent",
    "well": "well",
    "begun": "followed",
    "double": "known",
}
LOST = 5
"""Articles that are named of those that could not be had."""


def follow(
    file: File,
    every: Annotated[
        str | None, typer.Option(metavar="15m", help="How often: 90s, 15m, 2h, 1d. [default: 30m]", show_default=False)
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="One look at everything that may be asked now, then end.")
    ] = False,
    feed: Annotated[list[str] | None, typer.Option(metavar="URL", help="Follow this feed from now on.")] = None,
    page: Annotated[list[str] | None, typer.Option(metavar="URL", help="Follow this page from now on.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Say what is followed and how it does; ask nothing.")] = False,
    stop: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="Leave this feed or page alone from now on.")
    ] = None,
    json: Annotated[
        str | None, typer.Option(metavar="FILE", help="With --list: write it as JSON; - for standard output.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only what is wrong.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
) -> None:
    """Look at a dossier's feeds and pages again and again; take in what is new, changed, and tell what vanished."""
    from memcon.dossier import following
    from memcon.present.output import note

    rhythm = span(every)
    if json is not None and not listed:
        raise InputError("--json goes with --list; memcon changed --json tells what new reports changed")
    if stop:
        for address in following.stop(file, stop, _now()):
            typer.echo(f"{file}: {address} is not followed any more; what came from it stays")
        if not (feed or page or listed or once):
            return
    if listed:
        _list(file, json, quiet=quiet)
        return
    how = how_to(file, quiet=quiet, debug=debug)
    wanted = following.Wanted(feeds=tuple(feed or ()), pages=tuple(page or ()), every=rhythm)
    try:
        last = following.follow(file, how, wanted=wanted, once=once)
    except KeyboardInterrupt:
        note(f"{file}: stopped; what was kept stays, and memcon follow {file} goes on")
        raise
    if once and last.ill and not last.well:
        raise InputError("nothing could be looked at; the reasons stand above")
    if not once:
        note(f"{file}: nothing is left to be looked at")


def how_to(file: Path, *, quiet: bool, debug: bool = False) -> How:
    """How a run in the terminal goes about it: the machine's clock, lines to where they belong."""
    from memcon.dossier.following import How
    from memcon.dossier.turns import Hours
    from memcon.pipeline import Options
    from memcon.present.output import note, progress_for

    def tell(news: News) -> None:
        if news.kind in NOTED:
            note(_plain(f"{news.name}: {news.text}"))
        elif not quiet:
            typer.echo(_plain(f"{file}: {WORDS.get(news.kind, news.kind)}: {news.name}{_rest(news)}"))
            _flush()

    def done(found: Round) -> None:
        if not quiet and (found.looks or found.later or not found.next):
            typer.echo(summary(file, found))
            _flush()

    options = Options(strict=debug, progress=progress_for(quiet=quiet), note=note)
    return How(hours=Hours(now=_now, sleep=time.sleep), tell=tell, done=done, options=options)


def _rest(news: News) -> str:
    """What is told behind a name: a title in quotation marks, a sentence after a colon."""
    if not news.text:
        return ""
    return f" “{news.text}”" if news.kind == "new" else f": {news.text}"


def summary(file: Path, found: Round) -> str:
    """What a round brought, in a line."""
    parts = [f"{len(found.new)} new", f"{len(found.changed)} changed", f"{len(found.vanished)} vanished"]
    parts += [f"{found.ill} could not be had"] if found.ill else []
    parts += [f"{found.later} left for later"] if found.later else []
    told = ""
    if found.adds:
        many = len(found.adds) > 1
        adds = f"adds {found.adds[0]} to {found.adds[-1]}" if many else f"add {found.adds[0]}"
        since = " --since yesterday" if many else ""
        told = f"; kept as {adds}, memcon changed {file}{since} tells what it changed"
    looks = "1 look" if found.looks == 1 else f"{found.looks} looks"
    again = f"; next look at {found.next.astimezone():%H:%M}" if found.next else ""
    return f"{file}: {_now():%H:%M}, {looks}: {', '.join(parts)}{told}{again}"


def span(value: str | None) -> timedelta | None:
    """A span of time as it is written on the command line; raises `InputError`."""
    if value is None:
        return None
    found = SPAN.fullmatch(value.strip().lower())
    seconds = int(found[1]) * UNITS[found[2]] if found else 0
    if not LEAST <= seconds <= MOST:
        raise InputError(f"--every {value!r} is no span from a minute to 30 days; write it as 15m, 2h or 1d")
    return timedelta(seconds=seconds)


def _list(file: Path, json: str | None, *, quiet: bool) -> None:
    """What is followed and how it does, as lines or as JSON."""
    from memcon.dossier.following import followed

    found = followed(file, _now())
    if json is not None:
        from json import dumps

        from memcon.model.codec import plain
        from memcon.present.output import write

        text = dumps([plain(one) for one in found], ensure_ascii=False, indent=1) + "\n"
        if json == "-":
            typer.echo(text, nl=False)
        else:
            write(Path(json), text)
    if json != "-" and not quiet:
        for line in lines(file, found):
            typer.echo(_plain(line))


def lines(file: Path, found: Sequence[Followed]) -> list[str]:
    """The list of what is followed; those in trouble stand first."""
    if not found:
        return [f"{file}: follows nothing; memcon follow {file} --feed URL begins"]
    ill = sum(1 for f in found if f.health not in {"well", "new", "stopped"})
    out = [f"{file}: {len(found)} followed, {ill} in trouble" if ill else f"{file}: {len(found)} followed, all well"]
    for one in found:
        mark = {"well": "●", "new": "○", "stopped": "–"}.get(one.health, "▲")
        name = f" “{one.title}”" if one.title else ""
        out.append(f"{mark} {one.health:8} {one.kind}  {one.address}{name}")
        if one.why:
            out.append(f"    {one.why}")
        out.append(f"    {_facts(one)}")
        out += [f"    vanished: {address}" for address in one.vanished[:LOST]]
        out += [f"    not had: {address}: {why}" for address, why in one.lost[:LOST]]
        if len(one.lost) > LOST:
            out.append(f"    {len(one.lost) - LOST} more could not be had; --json - names them")
    return out


def _facts(one: Followed) -> str:
    """When something was and will be looked at, and what came of it."""
    parts = [f"looked at {_when(one.last)}" if one.last else "not looked at yet"]
    parts += [f"next {_when(one.due)}"] if one.due and one.health != "stopped" else []
    if one.kind == "feed":
        parts.append(f"{one.articles} articles kept")
        parts += [f"{one.waiting} waiting"] if one.waiting else []
        parts += [f"newest of {_when(one.newest)[:10]}"] if one.newest else []
    return ", ".join(parts)


def _when(value: str | None) -> str:
    """A moment on this machine's clock."""
    return f"{datetime.fromisoformat(value).astimezone():%Y-%m-%d %H:%M}" if value else "never"


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _now() -> datetime:
    return datetime.now().astimezone()
