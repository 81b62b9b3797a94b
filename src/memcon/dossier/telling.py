"""What a dossier tells: the memoranda of all its stories, from the file or worked out and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from memcon.dossier.engine import teller
from memcon.dossier.happenings import happenings
from memcon.dossier.packing import pack, unpack
from memcon.dossier.reading import Bundle, bundle, numbered
from memcon.dossier.slimming import ITSELF
from memcon.model.errors import InputError
from memcon.model.memo import Claim, Memorandum
from memcon.pipeline import Options, tell_all
from memcon.store import derived
from memcon.store.file import Store, open_
from memcon.store.judgements import standing
from memcon.store.reports import Stored, current, intakes


def told(store: Store, options: Options) -> tuple[tuple[Memorandum, ...], tuple[Stored, ...], int]:
    """The memoranda of all stories as the reports stand now, the reports, and the number of the last add.

    What was told already is taken from the file, what was not is worked out and kept.
    """
    with store.reading() as connection:
        stored = current(connection)
        adds = intakes(connection)
        at = derived.State(intake=adds[-1].id if adds else 0, engine=teller())
        options = replace(options, judgements=standing(connection))
        count = derived.story_count(connection)
        bodies = [derived.memorandum(connection, at, n) for n in range(1, count + 1)]
        complete = derived.state(connection) == at and derived.open_round(connection) is None
    if not stored:
        raise InputError(f"{store.path}: holds no report yet; memcon add {store.path} PATH... brings some in")
    if complete and bodies:
        kept_ = _opened([b for b in bodies if b is not None], stored)
        if kept_ is not None and len(kept_) == count:
            return kept_, stored, at.intake
    held = bundle(store, stored, options)
    memoranda = tell_all(held.reports, held.readings, held.extractions, options)
    if store.writable:
        _keep(store, at, held, memoranda)
    return memoranda, stored, at.intake


def _keep(store: Store, at: derived.State, held: Bundle, memoranda: Sequence[Memorandum]) -> None:
    texts = {r.id: r.text for r in held.reports}
    packed = [(memo, pack(_bare(memo), texts)) for memo in memoranda]
    bodies = [pack(h, {}) for _, _, h in happenings(memoranda, held.sources)]
    with store.writing() as connection:
        derived.keep_state(connection, at, bodies, packed, held.rows)


def _bare(memo: Memorandum) -> Memorandum:
    """A memorandum to be packed: what the reports' texts say again is left out."""
    return replace(
        memo,
        reports=tuple(replace(r, text="") for r in memo.reports),
        claims=tuple(replace(c, value=ITSELF) if c.value == _words(c) else c for c in memo.claims),
    )


def _words(claim: Claim) -> str:
    """The words that a claim rests on first, white space made single."""
    return " ".join(claim.evidence[0].quote.split()) if claim.evidence else ""


def _opened(bodies: Sequence[bytes], stored: Sequence[Stored]) -> tuple[Memorandum, ...] | None:
    """The memoranda kept, with the reports' texts; null where one of them is damaged."""
    texts = {r.id: r.text for r, _ in numbered(stored)}
    out: list[Memorandum] = []
    for body in bodies:
        try:
            memo = unpack(Memorandum, body, texts)
        except ValueError:
            return None
        whole = tuple(replace(r, text=texts[r.id]) for r in memo.reports)
        claims = tuple(replace(c, value=_words(c)) if c.value == ITSELF else c for c in memo.claims)
        out.append(replace(memo, reports=whole, claims=claims))
    return tuple(out)


def memorandum(path: str | Path, *, options: Options | None = None) -> Memorandum:
    """The memorandum of a dossier: byte for byte what ``brief`` gives over the reports as they stand."""
    options = options or Options()
    with open_(path, write=False) as store:
        if options.story is None:
            with store.reading() as connection:
                stored = current(connection)
                options = replace(options, judgements=standing(connection))
            if not stored:
                raise InputError(f"{path}: holds no report yet; memcon add {path} PATH... brings some in")
            held = bundle(store, stored, options)
            return tell_all(held.reports, held.readings, held.extractions, options)[0]
        memoranda, _, _ = told(store, options)
    if not 1 <= options.story <= len(memoranda):
        there = f"there are {len(memoranda)} stories" if len(memoranda) > 1 else "there is one story"
        raise InputError(f"there is no story {options.story} in these reports: {there}; 1 is that of the most")
    return replace(memoranda[options.story - 1], made=options.made)
