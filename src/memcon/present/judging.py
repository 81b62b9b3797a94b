"""``memcon judge``: an analyst's judgements on a dossier, in the terminal."""

# ruff: noqa: FBT002, PLR0917, PLC0415 - a command's options, and what it needs loaded when it runs

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.model.errors import InputError
from memcon.present.dossier import Debug, File, Quiet, Story
from memcon.present.dossier import _now as now
from memcon.present.dossier import _options as options_for
from memcon.present.dossier import _plain as plain_line
from memcon.present.output import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.dossier.judging import Judgement, NearMiss, Open, OpenAcross
    from memcon.model.judgements import Ruling
    from memcon.model.memo import Memorandum
    from memcon.model.places import Span
    from memcon.pipeline import Options

NEAR = 20
"""Near misses that are shown; ``--json`` has all of them."""
SENTENCE = 160


def judge(
    file: File,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHAT...",
            help="same E3 E7, different E3 E7, slot E4 time R2, reliability OUTLET B, about C12 E4, not-about C12 E4; "
            "E7@2 is an event of story 2.",
        ),
    ] = None,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who judges; needed for every judgement.")] = "",
    because: Annotated[str, typer.Option(metavar="REASON", help="Why; needed for every judgement.")] = "",
    undo: Annotated[int | None, typer.Option(metavar="N", help="Take judgement N back; it stays in the list.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="All judgements ever made, and what each does now.")] = False,
    near: Annotated[
        bool, typer.Option("--near", help="Pairs that were nearly one event, or nearly two, closest first.")
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help="Disputes that wait for a judgement.")] = False,
    json: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write what was asked for as JSON; - for standard output.")
    ] = None,
    story: Story = "1",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Judge: two events are one or two, an account is the right one, a source is this reliable; or take it back."""
    from memcon.dossier import judging

    words = words or []
    options = options_for(quiet, debug)
    asked = sum((bool(words), undo is not None, list_, near, open_))
    if asked != 1:
        raise InputError("say one thing: a judgement such as same E3 E7, or --undo N, --list, --near, or --open")
    if not (story.isascii() and story.isdigit()):
        raise InputError(f"--story {story!r} is no number; judgements are made on one story at a time")
    if list_:
        made_ = judging.judgements(file, options=options)
        _out(made_, json, _listed(file, made_))
        return
    if near:
        memo = _memorandum(file, story, options)
        close = judging.near_pairs(file, story=int(story), options=options)
        _out(close, json, _near(file, memo, close, story))
        return
    if open_:
        memo = _memorandum(file, story, options)
        waiting, across = judging.open_disputes(memo), judging.open_across(memo)
        _out((*waiting, *across), json, [*_open(file, waiting, more=bool(across)), *_across(file, across, story)])
        return
    at = now().isoformat(timespec="seconds")
    if undo is not None:
        made = judging.undo(file, undo, by=by, because=because, at=at, options=options)
        line = f"{file}: judgement {made.number} is taken back; it stays in memcon judge {file} --list"
    else:
        made = judging.judge(file, words, by=by, because=because, at=at, story=int(story), options=options)
        line = f"{file}: kept as judgement {made.number}: {made.text}"
    _out((made,), json, [] if quiet else [line, *_rests(made)])


def rulings(path: Path) -> tuple[Ruling, ...]:
    """The judgements of a file that ``memcon judge DOSSIER --list --json`` wrote, those taken back left out."""
    import json

    from memcon.model.codec import build
    from memcon.model.judgements import Ruling

    try:
        held = json.loads(path.read_bytes().decode("utf-8-sig"))
        told = [one.get("entry", one) for one in held]
        found = [build(Ruling, one.get("ruling", one), str(path)) for one in told if not one.get("undone")]
    except (OSError, ValueError, AttributeError, TypeError) as error:
        what = getattr(error, "strerror", None) or "it is no list of judgements"
        raise InputError(f"{path}: cannot be used ({what}); memcon judge DOSSIER --list --json writes one") from error
    if len({one.number for one in found}) < len(found):
        raise InputError(f"{path}: two judgements have one number; take them from one dossier")
    return tuple(found)


def _memorandum(file: Path, story: str, options: Options) -> Memorandum:
    from dataclasses import replace

    from memcon.dossier import memorandum

    return memorandum(file, options=replace(options, story=int(story)))


def _out(found: Sequence[object], json: str | None, lines: list[str]) -> None:
    if json is not None:
        from json import dumps

        from memcon.model.codec import plain

        text = dumps(plain(tuple(found)), ensure_ascii=False, indent=1) + "\n"
        if json == "-":
            sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
            return
        write(Path(json), text)
    for line in lines:
        typer.echo(plain_line(line))


def _listed(file: Path, found: Sequence[Judgement]) -> list[str]:
    if not found:
        return [f"{file}: nothing was judged yet; memcon judge {file} --near and --open say what might be"]
    out: list[str] = []
    for one in found:
        ruling = one.entry.ruling
        out += [f"{one.number:>3}  {one.text}", f"     {ruling.by}, {ruling.at}: “{ruling.because}”"]
        if one.entry.undone is not None:
            undone = one.entry.undone
            out.append(f"     taken back by {undone.by}, {undone.at}: “{undone.because}”")
        out += _rests(one)
    return out


def _rests(one: Judgement) -> list[str]:
    if one.now is not None and one.now.resting is not None:
        return [f"     rests, without effect: {one.now.resting}"]
    return []


def _near(file: Path, memo: Memorandum, found: Sequence[NearMiss], story: str) -> list[str]:
    if not found:
        return [f"{file}: no pair of events is close enough to be named"]
    labels = {e.id: e.label for e in memo.events}
    out: list[str] = []
    for one in found[:NEAR]:
        apart = one.left_event != one.right_event
        how = "barred" if one.barred else f"likeness {one.score:.2f}, {one.needed:.2f} needed"
        if apart:
            right = one.right_label or labels[one.right_event]
            names = f"{one.left_event} {labels[one.left_event]} / {one.right_event} {right}"
            write_ = f"{'same' if one.verdict == 'different' else 'different'} {one.left_event} {one.right_event}"
        else:
            names, write_ = f"{one.left_event} {labels[one.left_event]}", f"different {one.left_name} {one.right_name}"
        write_ += f" --story {story}" if story != "1" else ""
        out += [f"{one.number:>3}  {'kept apart' if one.verdict == 'different' else 'put together'} ({how}): {names}"]
        out += [f"     {p.report}: “{_cut(s.quote)}”" for p, s in _places(one)]
        out += [f"     for: {'; '.join(one.spoke_for)}"] if one.spoke_for else []
        out += [f"     against: {'; '.join(one.spoke_against)}"] if one.spoke_against else []
        out += [f"     otherwise: memcon judge {file} {write_} --by NAME --because REASON", ""]
    if len(found) > NEAR:
        out.append(f"{len(found) - NEAR} more; --json FILE has all of them")
    return out


def _places(one: NearMiss) -> list[tuple[Span, Span]]:
    return [(one.left, one.left_sentence), (one.right, one.right_sentence)]


def _across(file: Path, found: Sequence[OpenAcross], story: str) -> list[str]:
    out: list[str] = []
    for one in found:
        there = f"{one.there_event} of part {one.there_story}"
        out.append(f"{one.event}  {one.label}: {one.slot}, cannot be so here and in part {one.there_story}")
        out.append(f"  here: “{_cut(one.here)}” ({', '.join(one.reports)})")
        out.append(f"  {there}: “{_cut(one.there)}” ({', '.join(one.there_reports)})")
        part = f" --story {story}" if story != "1" else ""
        ways = (
            f"slot {one.event} {one.slot} REPORT{part}",
            f"slot {one.there_event} {one.slot} REPORT --story {one.there_story}",
            f"different {one.event} {one.there_event}@{one.there_story}{part}",
        )
        out += [f"  memcon judge {file} {way} --by NAME --because REASON" for way in ways]
        out.append("")
    return out


def _open(file: Path, found: Sequence[Open], *, more: bool) -> list[str]:
    if not found and more:
        return []
    if not found:
        return [f"{file}: no dispute waits for a judgement"]
    out: list[str] = []
    for one in found:
        what = "cannot all be true" if one.standing == "disputed" else "one side's word, or a fact?"
        out.append(f"{one.event}  {one.label}: {one.slot}, {what}")
        out += [f"  {a.number}: “{_cut(a.value)}” ({', '.join(a.reports)})" for a in one.accounts]
        out += [f"  {one.explanation}"] if one.explanation else []
        out += [f"  to take one: memcon judge {file} slot {one.event} {one.slot} NUMBER --by NAME --because REASON", ""]
    return out


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SENTENCE else text[:SENTENCE].rsplit(" ", 1)[0] + " …"
