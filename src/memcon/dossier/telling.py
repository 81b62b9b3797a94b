"""What a dossier tells: the memoranda of its stories, from the file; those that something touched are told anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from secrets import randbelow
from time import sleep

from memcon.dossier import outlook_levels, outlook_shelf, outlooking
from memcon.dossier.engine import teller
from memcon.dossier.gathering import Gathering
from memcon.dossier.happenings import happenings, rest
from memcon.dossier.meant import Speaks, among, speaks
from memcon.dossier.numbering import Numbering, numbering
from memcon.dossier.opening import Cutter
from memcon.dossier.packing import built, opened, pack
from memcon.dossier.reading import bundle, told_of
from memcon.dossier.slimming import ITSELF
from memcon.dossier.sorting import Sorting, members, sketched, sorted_in
from memcon.dossier.twinning import Names, told_on, weighed
from memcon.ingest import copies
from memcon.model.errors import DossierError, InputError
from memcon.model.judgements import Ruling, source_of
from memcon.model.memo import Claim, Memorandum, Report, Story
from memcon.model.renaming import local, renaming
from memcon.pipeline import Options, further, main, shown, tell, tell_all, tell_story, titled
from memcon.reconcile.graded import graded
from memcon.reconcile.outlines import Outlines
from memcon.reconcile.outlines import packed as packed_outlines
from memcon.reconcile.sorting import NONE
from memcon.reconcile.stories import Part, because, ordered, with_silent
from memcon.store import derived, memoranda, profiles
from memcon.store.derived import State
from memcon.store.file import Store, open_
from memcon.store.judgements import standing
from memcon.store.memoranda import Outlined, Shown
from memcon.store.reports import Line, Stored, current, intakes, lines, sha, some, titles

TRIES = 20
"""How often it is begun anew where other processes add to the dossier meanwhile."""
SHORTEST, LONGEST = 0.02, 5.0
"""Seconds that are waited at most before it is begun anew: twice as many each time, up to the longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A dossier whose stories are told as its reports stand: the state, all reports in few words, the stories."""

    at: State
    lines: tuple[Line, ...]
    stories: tuple[Shown, ...]

    @property
    def numbering(self) -> Numbering:
        """Names and ids of all reports; of many, it takes a moment."""
        return numbering(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """A story by the ids of its reports, and why it is another than the one that is told."""

    reports: tuple[str, ...]
    because: str = ""


def settled(store: Store, options: Options) -> Settled | None:
    """Tell what is not told yet, and keep it; null where that is needed and the file takes no writing.

    Only stories that new reports or judgements touch are told; each is kept as soon as it is told, and all are shown
    at once.
    """
    for tried in range(TRIES):
        if tried > 1:
            _give_way(tried)
        with store.reading() as connection:
            after, adds = derived.state(connection), intakes(connection)
            at = State(intake=adds[-1].id if adds else 0, engine=teller())
            there, rulings = lines(connection), standing(connection)
            complete = after == at and derived.open_round(connection) is None
            stories = memoranda.shown(connection)
        if not there:
            raise InputError(f"{store.path}: holds no report yet; memcon add {store.path} PATH... brings some in")
        if complete and stories:
            return Settled(at=at, lines=tuple(there), stories=stories)
        if not store.writable:
            return None
        if after is not None and after.engine != at.engine:
            with store.writing() as connection:
                if derived.state(connection) != after:
                    continue
                derived.forget(connection)
                after = None
        ready = sketched(store, there, options)
        names = numbering(there)
        sorting = sorted_in(store, names, ready) if ready is not None else None
        if sorting is None:
            continue
        with store.reading() as connection:
            said = speaks(connection, names, rulings)
        told_, wholes = _told(
            store, _Work(sorting=sorting, names=names, lines=there, rulings=rulings, speaks=said, options=options)
        )
        was = {s.memorandum for s in stories} if after is not None else set()
        try:
            change = weighed(store, told_, wholes, was, rulings)
        except KeyError:  # another process let go of what was to be weighed
            continue
        outlook_shelf.ready(store, told_, partial(_alone, store, names))
        moved = outlook_levels.moved(store, stories if after is not None else (), told_)
        with store.writing() as connection:
            shown_ = memoranda.show(connection, at, told_, change, after=after)
        if shown_:
            outlook_levels.levelled(store, told_, names, moved)
            return Settled(at=at, lines=tuple(there), stories=tuple(told_))
    raise DossierError(f"{store.path}: other processes change it faster than it can be told; try again later")


def _give_way(tried: int) -> None:
    """Wait a moment, another one in each process, so that two that undo each other's work do not do so for ever."""
    sleep(min(LONGEST, SHORTEST * 2**tried) * (1 + randbelow(100)) / 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    sorting: Sorting
    names: Numbering
    lines: Sequence[Line]
    rulings: Sequence[Ruling]
    speaks: Speaks
    options: Options


def _told(store: Store, work: _Work) -> tuple[list[Shown], dict[int, int]]:
    """The stories by number, each with its memorandum kept; and by memoranda what parts of one story have in common."""
    with store.reading() as connection:
        before = {s.id: s for s in memoranda.shown(connection)}
    parts = _numbered(store, work, before)
    held = [members(work.sorting, p) for p in parts]
    if not held:  # none of the reports could be read
        held = [()]
    keys = _keys(work, held)
    with store.reading() as connection:
        there = memoranda.there(connection, keys)
    wanted = [n for n, key in enumerate(keys) if key not in there]
    gathering = Gathering(store)
    out: list[Shown] = []
    for number, (key, rows) in enumerate(zip(keys, held, strict=True), 1):
        old = before.get(min(rows, default=0))
        if key in there and old is not None and old.memorandum == there[key] and old.members == tuple(sorted(rows)):
            out.append(replace(old, number=number))
            continue
        if key not in there:
            work.options.progress("reconciling", sum(1 for n in wanted if n < number - 1), len(wanted))
            gathering.story(rows)
            there[key] = _tell(store, work, key, rows, number)
        out.append(_shown(store, number, there[key], rows, work.names))
    gathering.rest()
    if wanted:
        work.options.progress("reconciling", len(wanted), len(wanted))
    return out, _wholes(parts, out)


def _wholes(parts: Sequence[Part], told_: Sequence[Shown]) -> dict[int, int]:
    """What parts of one story have in common: the least report of all of them; one that names nobody is none's."""
    least: dict[int, int] = {}
    for part, one in zip(parts, told_, strict=False):
        least[part.group] = min(one.id, least.get(part.group, one.id))
    out = {s.memorandum: -s.id for s in told_}
    return out | {s.memorandum: least[p.group] for p, s in zip(parts, told_, strict=False) if p.group != NONE}


def _numbered(store: Store, work: _Work, before: Mapping[int, Shown]) -> list[Part]:
    """The parts in the order of their numbers."""
    place = {row: n for n, row in enumerate(work.names.order)}

    def by_size(part: Part) -> tuple[int, int, tuple[int, str]]:
        rows = members(work.sorting, part)
        old = before.get(min(rows))
        own = old.own if old is not None and old.members == tuple(sorted(rows)) else _own(store, work, rows)
        return -own, -len(rows), (min(place[r] for r in rows), "")

    return with_silent(ordered(work.sorting.parts, by_size), work.sorting.silent)


def _own(store: Store, work: _Work, rows: Sequence[int]) -> int:
    """How many of some reports copy no other of them."""
    with store.reading() as connection:
        found = {s.row: s.report for s in some(connection, rows)}
    return len(rows) - len(copies.origins([replace(found[r], id=work.names.ids[r]) for r in rows]))


def _keys(work: _Work, held: Sequence[Sequence[int]]) -> list[str]:
    """By what the memorandum of each story is told from others: its reports, their names, judgements, who tells."""
    digests = {one.row: one.digest for one in work.lines}
    out = []
    for number, rows in enumerate(held, 1):
        rulings = _judged(work, rows, number)
        made = hashlib.sha256(teller().encode())
        for row in rows:
            made.update(f"{digests[row]} {work.names.names[row]}\0".encode("utf-8", "surrogatepass"))
        made.update(repr(rulings).encode("utf-8", "surrogatepass"))
        out.append(made.hexdigest()[:32])
    return out


def _judged(work: _Work, rows: Sequence[int], number: int) -> tuple[Ruling, ...]:
    """The judgements that are told in the story of a number.

    Those on sources are left out: they are laid over its memorandum when that is opened.
    """
    rulings = [r for r in work.rulings if r.kind != "reliability"]
    return among(rulings, work.speaks, rows, first=number == 1)


def _tell(store: Store, work: _Work, key: str, rows: Sequence[int], number: int) -> int:
    """Tell a story and keep its memorandum; its row."""
    rulings = _judged(work, rows, number)
    memo, body, outlines = _made(store, rows, work.names, rulings, work.options)
    source = {one.row: one.source for one in work.lines}
    ids = {local(n): row for n, row in enumerate(rows, 1)}
    bodies = [rest(h) for _, _, h in happenings([memo], {i: source[row] for i, row in ids.items()})]
    outlined = Outlined(mark=outlines.mark, days=outlines.days, judged=outlines.judged, body=packed_outlines(outlines))
    with store.writing() as connection:
        row = memoranda.keep(connection, key, memo, body, rows=ids, told=bodies, outlined=outlined)
        outlooking.keep(connection, row, memo, rows)
    return row


def _made(
    store: Store, rows: Sequence[int], names: Numbering, rulings: Sequence[Ruling], options: Options
) -> tuple[Memorandum, bytes, Outlines]:
    """The memorandum of a story's reports, with ids of its own, and packed; and its events in outline."""
    read = [
        replace(one, report=replace(one.report, id=local(n), file=names.names[one.row]))
        for n, one in enumerate(told_of(store, rows, options), 1)
    ]
    outlines: Outlines
    memo, outlines = tell_story(
        [one.report for one in read],
        [replace(one.reading, report=one.report.id) for one in read if one.reading],
        [replace(one.extraction, report=one.report.id) for one in read if one.extraction],
        rulings,
    )
    return memo, pack(_bare(memo), {one.report.id: one.report.text for one in read}), outlines


def _shown(store: Store, number: int, memorandum: int, rows: Sequence[int], names: Numbering) -> Shown:
    """A story as it is to be shown, with what its memorandum says of it."""
    ids = {row: local(n) for n, row in enumerate(rows, 1)}
    memo = _opened(store, memorandum, rows, names, ids, first=number == 1)
    return Shown(
        id=min(rows, default=0),
        number=number,
        memorandum=memorandum,
        reports=len(rows),
        own=sum(1 for r in memo.reports if r.origin is None),
        label=main(memo, titled(memo.reports)),
        members=tuple(sorted(rows)),
    )


def _bare(memo: Memorandum) -> Memorandum:
    """A memorandum to be packed: what the reports' texts say again is left out."""
    return replace(
        memo,
        reports=tuple(replace(r, text="", sha256="" if r.sha256 == sha(r.text) else r.sha256) for r in memo.reports),
        claims=tuple(replace(c, value=ITSELF) if c.value == _words(c) else c for c in memo.claims),
    )


def _words(claim: Claim) -> str:
    """The words that a claim rests on first, white space made single."""
    return " ".join(claim.evidence[0].quote.split()) if claim.evidence else ""


def _opened(
    store: Store,
    memorandum: int,
    rows: Sequence[int],
    names: Numbering,
    ids: Mapping[int, str],
    *,
    first: bool,
    cut: Cutter | None = None,
) -> Memorandum:
    """A memorandum that is kept, with the reports' texts, under ``ids``; one that is damaged is made anew.

    ``rows`` are its reports in canonical order; ``first`` is whether it is the first story, with which those judgements
    stand that speak of no report; ``cut`` leaves of it what is wanted.
    """
    with store.reading() as connection:
        body = memoranda.body(connection, memorandum)
        texts = {ids[s.row]: s.report.text for s in some(connection, rows)}
        rulings = standing(connection)
        said = speaks(connection, names, [r for r in rulings if r.kind == "reliability" and (first or not r.source)])
    turned = renaming({local(n): ids[row] for n, row in enumerate(rows, 1)})
    try:
        memo = _unpacked(body or b"", texts, turned, cut)
    except ValueError:
        others = [r for r in rulings if r.kind != "reliability"]
        with store.reading() as connection:
            judged = among(others, speaks(connection, names, others), rows, first=first)
        _, body, _ = _made(store, rows, names, judged, Options())
        memo = _unpacked(body, texts, turned, cut)
        if store.writable:
            with store.writing() as connection:
                memoranda.mend(connection, memorandum, body)
    whole = tuple(replace(r, text=texts[r.id], sha256=r.sha256 or sha(texts[r.id])) for r in memo.reports)
    claims = tuple(replace(c, value=_words(c)) if c.value == ITSELF else c for c in memo.claims)
    outlets = {source_of(r) for r in whole} - {None}
    letters = [
        r
        for r in rulings
        if (r.source in outlets and r.kind == "reliability")
        or (r.number in said and among([r], said, rows, first=first))
    ]
    return graded(replace(memo, reports=whole, claims=claims), letters)


def _unpacked(
    body: bytes, texts: Mapping[str, str], turned: Callable[[str], str], cut: Cutter | None = None
) -> Memorandum:
    column = opened(body, turned=turned)
    return built(Memorandum, cut(column) if cut else column, texts)


def story(
    store: Store, found: Settled, number: int, *, names: Numbering | None = None, cut: Cutter | None = None
) -> Memorandum:
    """The memorandum of one story by its number, as ``brief`` gives it; other stories are not listed in it.

    ``names`` is ``found.numbering``, where it is at hand; ``cut`` (``opening``) opens a part of it alone.
    """
    names = names or found.numbering
    one = found.stories[number - 1]
    memo = _opened(store, one.memorandum, _in_order(one.members, names), names, names.ids, first=number == 1, cut=cut)
    known = Names(reports=names.ids, stories={s.id: s.number for s in found.stories})
    return told_on(store, shown(memo, _unread(store, found, names)), one.memorandum, number, known)


def _alone(store: Store, names: Numbering, one: Shown) -> tuple[Memorandum, Sequence[int]]:
    """The memorandum of a story with ids of its own, and its reports in order."""
    rows = _in_order(one.members, names)
    ids = {row: local(n) for n, row in enumerate(rows, 1)}
    return _opened(store, one.memorandum, rows, names, ids, first=one.number == 1), rows


def _in_order(rows: Sequence[int], names: Numbering) -> list[int]:
    return sorted(rows, key=lambda r: int(names.ids[r][1:]))


def _unread(store: Store, found: Settled, names: Numbering) -> list[Report]:
    """The reports that could not be read, which stand with every story."""
    told_ = {row for one in found.stories for row in one.members}
    rest = [one.row for one in found.lines if one.row not in told_]
    if not rest:
        return []
    with store.reading() as connection:
        held = {s.row: s.report for s in some(connection, rest)}
        failed = [row.report for row, _ in profiles.rows(connection) if row.state == profiles.UNREAD]
    held |= {one.row: one.report for one in told_of(store, [r for r in failed if r in held], Options())}
    return [replace(held[r], id=names.ids[r], file=names.names[r], origin=None) for r in rest]


def told(store: Store, options: Options) -> tuple[tuple[Memorandum, ...], tuple[Stored, ...], int]:
    """The memoranda of all stories as the reports stand now, the reports, and the number of the last add.

    Of a large dossier this is much; ``settled`` and ``story`` give one story. The others are not named in any.
    """
    found = settled(store, options)
    with store.reading() as connection:
        stored = current(connection)
        rulings, adds = standing(connection), intakes(connection)
    if found is not None:
        names = found.numbering
        return tuple(story(store, found, s.number, names=names) for s in found.stories), stored, found.at.intake
    held = bundle(store, stored, options)
    made = tell_all(held.reports, held.readings, held.extractions, replace(options, judgements=rulings))
    return made, stored, adds[-1].id


def memorandum(path: str | Path, *, options: Options | None = None) -> Memorandum:
    """The memorandum of a dossier: byte for byte what ``brief`` gives over the reports as they stand."""
    return told_at(path, options=options)[0]


def told_at(path: str | Path, *, options: Options | None = None) -> tuple[Memorandum, int]:
    """The memorandum of a dossier, and the number of the last add or judgement that it tells of."""
    options = options or Options()
    with open_(path, write=False) as store:
        for _ in range(TRIES):
            with store.reading() as connection:
                before = derived.state(connection)
            try:
                made, at = _told_at(store, options)
            except DossierError:
                with store.reading() as connection:
                    if derived.state(connection) == before:
                        raise
                continue  # it was told anew while it was opened
            with store.reading() as connection:
                if at.engine == "" or derived.state(connection) == at:
                    return made, at.intake
    raise DossierError(f"{path}: other processes change it faster than it can be told; try again later")


def _told_at(store: Store, options: Options) -> tuple[Memorandum, State]:
    """The memorandum asked for, and the state that it is of; no engine's where nothing of it is kept."""
    found = settled(store, options) if options.story is not None else None
    if found is None or options.story is None:
        with store.reading() as connection:
            stored, adds = current(connection), intakes(connection)
            options = replace(options, judgements=standing(connection))
        if not stored:
            raise InputError(f"{store.path}: holds no report yet; memcon add {store.path} PATH... brings some in")
        held = bundle(store, stored, options)
        made = tell(held.reports, held.readings, held.extractions, options)
        return made, State(intake=adds[-1].id, engine="")
    count = len(found.stories)
    if not 1 <= options.story <= count:
        there = f"there are {count} stories" if count > 1 else "there is one story"
        raise InputError(f"there is no story {options.story} in these reports: {there}; 1 is that of the most")
    names = found.numbering
    memo = story(store, found, options.story, names=names)
    return replace(memo, stories=_others(store, found, names, options.story), made=options.made), found.at


def _others(store: Store, found: Settled, names: Numbering, number: int) -> tuple[Story, ...]:
    """The stories beside the one told, named as ``brief`` names them."""
    if len(found.stories) < 2:
        return ()
    sorting = sorted_in(store, names, None)
    if sorting is None:
        raise DossierError(f"{store.path}: it was added to meanwhile; ask again")
    place = {row: n for n, row in enumerate(sorting.rows)}
    group = {m: p.group for p in sorting.parts for m in p.members}
    day = {m: d for p in sorting.parts for m, d in zip(p.members, p.days, strict=True)}
    with store.reading() as connection:
        named = titles(connection)
    reports = [
        Report(id=names.ids[row], file=names.names[row], title=named.get(row)) for row in names.order if row in place
    ]

    def of(rows: Sequence[int]) -> Part:
        held = sorted((place[r] for r in rows), key=lambda m: (day.get(m, 0), m))
        groups = {group[m] for m in held if m in group}
        return Part(members=tuple(held), days=tuple(day.get(m, 0) for m in held), group=min(groups, default=-1))

    parts = [of(s.members) for s in found.stories]
    # What parts a story from the first is said of it; of the first, what parts it from the one that is told.
    why = because(sorting.shelf, parts)
    wanted = number - 1
    tales = [
        Tale(reports=tuple(names.ids[r] for r in _in_order(s.members, names)), because=w)
        for s, w in zip(found.stories, why, strict=True)
    ]
    labels = [s.label for s in found.stories]
    return further(tales, wanted, reports, labels.__getitem__)
