"""One report from its bytes: the text, what is known of it, and where that was found."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import get_args
from zoneinfo import ZoneInfo

from memcon.ingest import dates, decode, files, head, html, language, lineage, sides, stamps
from memcon.ingest.types import Form, Found, Limits, Raw
from memcon.model import gazetteer
from memcon.model.memo import Kind, Report

HEARSAY = "the feed's entry"
"""Where what a feed says of a page stands: it goes behind all that the page itself says."""
AROUND = "what came with the text"
"""Where the head of a mail and the address of a page stand."""

OWN = re.compile(r"Made from (?:these|the dossier.s) reports alone; whether they are right is not judged here")
"""What stands at the foot of memcon's own pages and Markdown; a test holds the room that makes them to it."""


@dataclass(slots=True, kw_only=True)
class _Trail:
    """What is noted while a report is made: lines for the reader, and where each value comes from."""

    notes: list[str] = field(default_factory=list)
    basis: dict[str, str] = field(default_factory=dict)
    assumed: dict[str, str] = field(default_factory=dict)

    def first(self, key: str, *places: tuple[str | None, str]) -> str | None:
        """The first value there is, its place noted."""
        for value, where in places:
            if value:
                self.basis[key] = where
                return value
        return None


def make(raw: Raw, form: Form | None, limits: Limits) -> tuple[Report, Found]:
    """One report, its id still open, and where what is known of it was found.

    ``form`` is what the bytes are, null where neither a suffix nor a media type tells.
    """
    trail = _Trail(notes=list(raw.notes), basis=dict.fromkeys(raw.values, files.SIDECAR))
    report = _report(raw, form, limits, trail)
    return report, Found(
        report="",
        basis=tuple(sorted(trail.basis.items())),
        assumed=tuple(sorted(trail.assumed.items())),
        notes=tuple(trail.notes),
        path=raw.source,
        folders=raw.folders,
        box=raw.box,
    )


def _report(raw: Raw, form: Form | None, limits: Limits, trail: _Trail) -> Report:
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
    notes = trail.notes
    stated = dates.from_iso(values["published"]) if "published" in values else None
    zone = bare.zone or _capital_zone(bare.side)

    def unread(why: str, report: Report = bare) -> Report:
        published = dates.stamp(stated, zone)[0] if stated else report.published
        url = report.url or raw.found.get("url")
        return replace(report, published=published, zone=zone, url=url, read=False, why=why)

    if raw.why:
        return unread(raw.why)
    if len(raw.data) > limits.bytes:
        return unread(f"the file is larger than {limits.bytes:,} bytes; split it, or raise the limit")
    bare = replace(bare, sha256=hashlib.sha256(raw.data).hexdigest())
    is_html = form == "html"
    decoded = decode.decode(raw.data, html=is_html, charset=raw.charset)
    if decoded.note:
        notes.append(decoded.note)
    if decoded.why:
        return unread(decoded.why, bare)
    text = decoded.text
    if OWN.search(text):
        return unread(
            "memcon wrote it itself, from other reports; it is no report, and would stand behind itself", bare
        )
    page = html.Page(text=text)
    if is_html or (form is None and html.looks_like_html(text)):
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
    top = head.read(text, markdown=form == "markdown")
    where = dict(page.where)
    around = raw.found.get("where", AROUND)
    title = trail.first(
        "title",
        (bare.title, files.SIDECAR),
        (head.clean(raw.found.get("title")), around),
        (head.clean(page.title), f"the page, {where.get('title')}"),
        (top.title, "the text's first lines"),
        (raw.hearsay.get("title"), HEARSAY),
    )
    outlet = trail.first(
        "outlet",
        (bare.outlet, files.SIDECAR),
        (head.clean(raw.found.get("outlet")), around),
        (head.clean(page.outlet), f"the page, {where.get('outlet')}"),
        (top.outlet, "the text's first lines"),
        (raw.hearsay.get("outlet"), HEARSAY),
    )
    trail.assumed |= {
        key: "the page does not say; its feed does, which may be wrong"
        for key in ("title", "outlet")
        if trail.basis.get(key) == HEARSAY
    }
    zone = trail.first(
        "zone",
        (bare.zone, files.SIDECAR),
        (top.zone, f"the dateline, {top.dateline}"),
        (_capital_zone(bare.side), f"the capital of its side, {bare.side}"),
    )
    link = top.url if top.url and top.url.startswith(("http://", "https://")) else None
    url = trail.first(
        "url",
        (bare.url, files.SIDECAR),
        (raw.found.get("url"), around),
        (page.url, f"the page, {where.get('url')}"),
        (link, "the text's first lines"),
    )
    kind = _kind(
        trail.first(
            "kind", (values.get("kind"), files.SIDECAR), (head.kind_of(title, text), "the title or the first line")
        )
    )
    if kind is None:
        trail.assumed["kind"] = "nothing in it names another kind"
    full = replace(
        bare,
        title=title,
        outlet=outlet,
        kind=kind or "news",
        zone=zone,
        url=url,
        dateline=trail.first("dateline", (bare.dateline, files.SIDECAR), (top.dateline, "the text")),
        credits=lineage.credited(text, outlet),
        text=text,
    )
    full = _dated(full, trail, page=page, top=top, stated=stated, around=(raw.found.get("published"), around))
    if full.published is None and (heard := raw.hearsay.get("published")):
        full = _dated(full, trail, page=page, top=top, stated=None, around=(heard, HEARSAY))
        trail.assumed["published"] = "the page names no date; its feed does, which may be wrong"
        doubt = "the page names no date of publication; that of its feed is taken, which may be wrong"
        full = replace(full, doubt=full.doubt or doubt)
        trail.notes.append(f"{doubt} ({heard})")
    press = full.kind == "news" and "kind" not in trail.assumed  # a person said that it is no government's own text
    if full.side is None and not press and (guess := sides.side_of(full)):
        state = gazetteer.states().get(guess)
        trail.notes.append(
            f"signed by an office of {state.name if state else guess}; if it is that government's own text, "
            f"say side: {guess} in {files.SIDECAR}"
        )
    code = bare.language or language.detect(text)
    if code and not bare.language:
        trail.basis["language"] = "told by its words"
    full = replace(full, language=code)
    if not any(c.isalpha() for c in text):
        return unread("the text holds no words", full)
    if not language.is_english(code):
        return unread(f"language is {language.name(code or '')}; memcon reads English only", full)
    return full


def _dated(
    report: Report,
    trail: _Trail,
    *,
    page: html.Page,
    top: head.Head,
    stated: dates.Moment | None,
    around: tuple[str | None, str],
) -> Report:
    """The report with its date of publication, and what is to be doubted of its time stamp.

    What ``reports.yaml`` states is doubted, never changed.
    """
    sent = dates.from_iso(around[0]) if around[0] else None
    of_page = dates.from_iso(page.published) if page.published else None
    moment = stated or of_page or sent or top.moment
    if moment is None:
        return report
    found = [
        stamps.Stamp(where=where, moment=m) for where, value in page.stamps if (m := dates.from_iso(value)) is not None
    ]
    if stated:
        first = stamps.Stamp(where=files.SIDECAR, moment=stated)
        trail.basis["published"] = files.SIDECAR
    elif of_page:
        first = found.pop(0)
        trail.basis["published"] = f"the page, {first.where}"
    elif sent:
        first = stamps.Stamp(where=around[1], moment=sent)
        trail.basis["published"] = around[1]
    else:
        first = stamps.Stamp(where="the time stamp in the text", moment=moment)
        trail.basis["published"] = "a date line of the text"
        if moment.hour and f"{moment.day}T{moment.hour:%H:%M}" not in report.text:
            found = []
            first = replace(first, moment=replace(moment, zone=None))  # words for an hour are no machine's stamp
    judged = stamps.judge(first, found, report.text, report.zone or lineage.zone_of(report.outlet))
    meant = judged.moment if judged.doubt else moment
    published, note = dates.stamp(meant, report.zone)
    other = dates.stamp(judged.other, report.zone)[0] if judged.other else None
    if judged.doubt and stated and judged.other is None:
        published, other = dates.stamp(moment, report.zone)[0], published
    if note:
        trail.notes.append(note)
        trail.assumed["published"] = note
    if judged.doubt:
        trail.notes.append(judged.doubt)
    return replace(report, published=published, published_or=other, doubt=judged.doubt)


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
