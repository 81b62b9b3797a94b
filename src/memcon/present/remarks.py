"""Rows made of what is said rather than of what was done: one remark in several wordings, and what was asked for.

One remark told in different words by several reports is one row, so that nobody takes it for several. A refusal
to say whether something came up is a row too, with what each report tells of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from memcon.model.memo import Claim
from memcon.present.desk import Desk, outermost
from memcon.present.facts import COLUMNS, NOTHING, spoken
from memcon.present.view import Cell, Row
from memcon.present.words import clipped, glyph, vocabulary, words_of

STEM = 5
"""Letters of a word by which two wordings are taken for one remark."""
MOST = 4
"""How many remarks stand as rows."""


def remark_rows(desk: Desk) -> tuple[Row, ...]:
    """One speaker’s remark that reports quote in different words, a row each."""
    by: dict[tuple[str | None, ...], list[Claim]] = defaultdict(list)
    for claim in desk.memo.claims:
        if claim.manner == "direct" and claim.voice and claim.evidence and all(v.actor for v in claim.voice):
            by[tuple(v.actor for v in claim.voice)].append(claim)
    out: list[Row] = []
    for claims in by.values():
        for same in _alike(desk, outermost(claims)):
            texts = {_plain(c.evidence[0].quote) for c in same}
            if len({c.report for c in same}) > 1 and len(texts) > 1:
                cells = {r: [c for c in same if c.report == r] for r in dict.fromkeys(c.report for c in same)}
                said = {
                    r: Cell(
                        text="; ".join(dict.fromkeys(f"“{clipped(_bare(c.evidence[0].quote), 90)}”" for c in cs)),
                        cites=desk.cites(c.id for c in cs),
                    )
                    for r, cs in cells.items()
                }
                out.append(
                    _row(
                        desk,
                        said,
                        label=desk.voice(same[0]),
                        what="One remark, in several wordings",
                        sign=glyph("repeated"),
                        words="one speaker, the wordings differ",
                        explanation="Quote one wording and name its report; it may be translated.",
                        event=next((c.event for c in same if c.event), None),
                    )
                )
    return tuple(out[:MOST])


def _bare(quote: str) -> str:
    return " ".join(quote.strip('“”"„«» ').split())


def _plain(quote: str) -> str:
    return _bare(quote).casefold().rstrip(".,;:!?… ")


def _alike(desk: Desk, claims: Iterable[Claim]) -> list[list[Claim]]:
    """Quotations that share the stem of a telling word, put together."""
    names = {w.casefold() for a in desk.memo.actors for n in (a.name, *a.aliases) for w in n.split()}
    common = {*words_of("common"), *names}
    groups: list[tuple[set[str], list[Claim]]] = []
    for claim in claims:
        found = re.findall(r"[^\W\d_]+", claim.evidence[0].quote.casefold())
        stems = {w[:STEM] for w in found if len(w) >= STEM and w not in common}
        held = next((g for g in groups if g[0] & stems), None)
        if held is None:
            groups.append((stems, [claim]))
        else:
            held[0].update(stems)
            held[1].append(claim)
    return [g for _, g in groups]


def asked_rows(desk: Desk) -> tuple[Row, ...]:
    """Whether something came up, where a party declined to say so: what each report tells of its refusal."""
    held = [(w, desk.claims[w.claim]) for w in desk.memo.withheld if w.manner == "declined" and w.claim in desk.claims]
    table = vocabulary()["asked"]
    ends = "|".join(map(re.escape, table["ends"]))
    pattern = re.compile(rf"\b{table['cue']}\s+(.+?)(?:[—;.]|\s(?:{ends})\b|$)", re.DOTALL)
    out = []
    for item, claim in held:
        found = pattern.search(claim.evidence[0].quote) if claim.evidence else None
        event = desk.events.get(item.event or "")
        if found is None or event is None or len(found[1].split()) < 2:
            continue
        refusals: dict[str, list[str]] = defaultdict(list)
        for other, told in held:
            if other.party == item.party and other.event == item.event:
                refusals[told.report].append(told.id)
        said = {
            r: Cell(text="declined, on this point" if claim.id in ids else "declined, details", cites=desk.cites(ids))
            for r, ids in refusals.items()
        }
        out.append(
            _row(
                desk,
                said,
                label=event.label,
                what=f"Whether “{clipped(' '.join(found[1].split()), 90)}” came up",
                sign="—",
                words="withheld",
                explanation=f"{desk.name(item.party)} would not say. That is neither yes nor no.",
                event=event.id,
            )
        )
    return tuple(out[:MOST])


def _row(
    desk: Desk,
    said: Mapping[str, Cell],
    *,
    label: str,
    what: str,
    sign: str,
    words: str,
    explanation: str,
    event: str | None,
) -> Row:
    reports = [r.id for r in desk.memo.reports if r.read]
    ordered = {r: said[r] for r in reports if r in said}
    return Row(
        label=label,
        what=what,
        glyph=sign,
        standing="repeated",
        words=words,
        explanation=explanation,
        cells=tuple(ordered.get(r, NOTHING) for r in reports) if len(reports) <= COLUMNS else (),
        event=event or "",
        spoken=spoken(ordered),
        silent=tuple(r for r in reports if r not in ordered),
    )


def untold(desk: Desk) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    """Speakers whose acts of speech several press reports tell and none quotes: an id, and the claims."""
    out = []
    for event in desk.memo.events:
        speakers = [desk.actors[a] for a in event.actors if a in desk.actors]
        if event.type not in words_of("speech") or event.status != "occurred" or len(event.reports) < 2:
            continue
        if len(speakers) != 1 or speakers[0].kind != "person":
            continue
        sentences = {(m.report, m.sentence.start, m.sentence.end) for m in event.mentions}
        own = [
            c
            for c in desk.memo.claims
            if c.manner == "direct" and c.evidence and c.voice and c.voice[-1].actor == speakers[0].id
        ]
        if any(c.event == event.id or _within(c, sentences) for c in own):
            continue
        told = [c for c in desk.of_event(event.id) if c.evidence and not c.voice and c.slot is None]
        told = [c for c in told if desk.reports[c.report].side is None]
        if len({c.report for c in told}) > 1:
            out.append((speakers[0].id, tuple(told)))
    return tuple(out)


def _within(claim: Claim, sentences: set[tuple[str, int, int]]) -> bool:
    place = claim.evidence[0]
    return any(r == claim.report and s <= place.start and place.end <= e for r, s, e in sentences)
