"""Mails (``.eml``, RFC 5322): the body is a report, and so is each attachment that can be read.

Of a body told twice, as text and as a page, the text is taken unless it is only a stub. What a mail
program copies above a forwarded text is read as that text's head. A mail comes from anybody: heads
are cut before they are parsed, and parts, lines and depth are bounded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import EmailPolicy, default
from email.utils import parseaddr, parsedate_to_datetime
from functools import cache
from typing import Any

from memcon.ingest import dates, decode, files, html, media
from memcon.ingest.media import shown
from memcon.ingest.tables import rows
from memcon.ingest.types import Limits, Raw

HEADER = 2_000
"""Characters of a head line that are parsed; the standard library's parser takes long for long ones."""
LINES = 300_000
STUB = 40
"""Words: a shorter text part gives way to the page beside it, and a shorter body to what is attached to it."""
SHARE = 0.3
"""A text part with less than this share of the page's words is a stub too."""
COVER = 60
"""Words above a forwarded head that are a covering note; with more, the mail is the writer's own."""
WORD = re.compile(r"\w+")
RULE = re.compile(
    r"[\s>*_=-]*(?:(?:begin |start of )?(?:forwarded|original|weitergeleitete)[ \w]*(?:message|mail))?[\s:*_=-]*",
    re.IGNORECASE,
)
BULK = ("List-Unsubscribe", "Feedback-ID")
"""Lines of a mail that is sent to many; one with ``List-Post`` is a talk among them, and its writers are persons."""


def _header(name: str, value: str) -> Any:
    """A head line parsed, cut to a bearable length; empty if even that is too much for the parser."""
    try:
        return default.header_factory(name, value[:HEADER])
    except Exception:  # noqa: BLE001 - the parser fails in many ways on hostile lines
        return default.header_factory(name, "")


POLICY = EmailPolicy(header_factory=_header)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What the head of a mail, or one copied into a text, tells."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None

    def found(self, where: str) -> dict[str, str]:
        """What is known of a report, with the words for where it stands."""
        known = {"title": self.title, "outlet": self.outlet, "published": self.published, "url": self.url}
        return {key: value for key, value in known.items() if value} | {"where": where}


@dataclass(slots=True, kw_only=True)
class _Parts:
    """The parts of one mail: text and page of the body, other texts, attachments, what is passed over."""

    plain: list[Message] = field(default_factory=list)
    page: list[Message] = field(default_factory=list)
    attached: list[Message] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    count: int = 0
    more: bool = False


def reports(raw: Raw, limits: Limits, *, depth: int = 1) -> tuple[Raw, ...]:
    """The reports in a mail; one that says why if there is none. ``depth`` counts the mails around it."""
    why = None
    if raw.data.count(b"\n") > LINES:
        why = f"the mail has more than {LINES:,} lines; save its text and give that"
    elif raw.data.lower().count(b"boundary") > 4 * limits.parts:
        why = f"the mail has more than {limits.parts} parts; save its text and give that"
    if why is None:
        try:
            return tuple(_message(raw, message_from_bytes(raw.data, policy=POLICY), limits, depth=depth))
        except Exception as error:  # noqa: BLE001 - the parser fails in many ways on what a stranger sent
            why = f"the mail cannot be parsed ({type(error).__name__}); save its text and give that"
    return (replace(raw, data=b"", why=why),)


def _message(raw: Raw, message: Message, limits: Limits, *, depth: int) -> Iterator[Raw]:
    """The reports in a parsed mail, its own body first."""
    parts = _Parts()
    try:
        _sort(message, parts, limits)
    except RecursionError:
        yield replace(raw, data=b"", why="the mail's parts are nested too deeply; save its text and give that")
        return
    inner: list[Raw] = []
    for number, part in enumerate(parts.attached, 1):
        inner += _attachment(raw, part, number, parts, limits, depth=depth)
    notes = list(raw.notes)
    if parts.more:
        notes.append(f"it has more than {limits.parts} parts; the rest is not read")
    if parts.passed:
        what = ", ".join(f"{shown(kind, 60)} {n}" for kind, n in sorted(parts.passed.items()))
        notes.append(f"attachments of other kinds passed over ({what})")
    body = _body(raw, message, parts, notes)
    words = 0 if body is None else _count(body.data.decode("utf-8", "replace"))
    readable = [one for one in inner if not one.why]
    if body is None and not inner:
        kind = _type(message)
        yield replace(
            raw, data=b"", notes=tuple(notes), why=f"the mail holds no text that can be read ({shown(kind, 60)})"
        )
    elif body is not None and (words >= STUB or not readable):
        yield body
    elif inner:
        said = notes if body is None else [*notes, f"its covering note is passed over (words: {words})"]
        inner[0] = replace(inner[0], notes=(*said, *inner[0].notes))
    yield from inner


def _sort(part: Message, parts: _Parts, limits: Limits) -> None:
    """Every part of a mail to where it belongs; the mails attached are left whole."""
    kind = _type(part)
    if not kind.startswith("multipart/") or not isinstance(part.get_payload(), list):
        parts.count += 1
        if parts.count > limits.parts:
            parts.more = True
        elif kind.startswith("message/"):
            (
                parts.attached.append(part)
                if kind in {"message/rfc822", "message/global"}
                else parts.passed.update([kind])
            )
        elif _filed(part):
            parts.attached.append(part)
        elif kind == "text/plain":
            parts.plain.append(part)
        elif kind in {"text/html", "application/xhtml+xml"}:
            parts.page.append(part)
        elif not kind.startswith(("image/", "application/pgp-signature", "application/pkcs7-signature")):
            parts.passed[kind] += 1
        return
    for child in part.get_payload():
        if isinstance(child, Message):
            _sort(child, parts, limits)


def _body(raw: Raw, message: Message, parts: _Parts, notes: list[str]) -> Raw | None:
    """The body of a mail as a report: its text, or the page where the text is only a stub."""
    head = _head_of(message)
    head = replace(head, url=head.url or raw.found.get("url"))
    plain = "\n\n".join(text for part in parts.plain if (text := _text(part)).strip())
    pages = [text for part in parts.page if (text := _text(part)).strip()]
    page = max(pages, key=len, default="")
    if len(pages) > 1:
        notes.append(f"it holds {len(pages)} pages; the longest is taken")
    told = html.read(page).text if page and _count(plain) < 5 * STUB else ""
    whole = _count(told)
    if page and (
        not plain.strip() or (_count(plain) < STUB and whole > _count(plain)) or _count(plain) < SHARE * whole
    ):
        copied = _forwarded(plain) or _forwarded(told)
        found = (replace(copied[0], url=head.url) if copied else head).found("the head of the mail")
        return replace(raw, data=page.encode(), form="html", charset="utf-8", found=found, notes=tuple(notes))
    if not plain.strip():
        if not parts.plain:
            return None
        first = parts.plain[0]  # what cannot be decoded is said where all texts are decoded
        return replace(raw, data=_payload(first), form="text", charset=_charset(first), notes=tuple(notes))
    found = head.found("the head of the mail")
    if copied := _forwarded(plain):
        found = replace(copied[0], url=head.url).found("the head of the mail that was forwarded")
        if above := _count(plain[: copied[1]]):
            notes.append(f"a covering note above the forwarded mail is left out (words: {above})")
        plain = plain[copied[2] :].lstrip("\r\n")
    return replace(raw, data=plain.encode(), form="text", charset="utf-8", found=found, notes=tuple(notes))


def _attachment(raw: Raw, part: Message, number: int, parts: _Parts, limits: Limits, *, depth: int) -> list[Raw]:
    """The reports in an attachment; none, counted among what is passed over, if it is of another kind."""
    kind = _type(part)
    name = _file_name(part) or f"part {number}"
    bare = Raw(file=f"{raw.file}/{name}")
    if kind.startswith("message/"):
        held = part.get_payload()
        inner = held[0] if isinstance(held, list) and held else None
        if not isinstance(inner, Message):
            return [replace(bare, why="the mail attached cannot be parsed")]
        if depth >= limits.nested:
            return [
                replace(bare, why=f"mails nested more than {limits.nested} deep are not read; save it and give that")
            ]
        return list(_message(bare, inner, limits, depth=depth + 1))
    data = _payload(part)
    form = files.FORMS.get(files.suffix(name)) if kind == "application/octet-stream" else None
    form = form or media.form_of(kind, name, data)
    if form == "mail" and depth < limits.nested:
        return list(reports(replace(bare, data=data), limits, depth=depth + 1))
    if form in {None, "mail", "warc", "feed"}:
        parts.passed[kind] += 1
        return []
    return [replace(bare, data=data, form=form, charset=_charset(part))]


def _head_of(message: Message) -> _Head:
    """What the head of a mail tells; the sender is an outlet only where the mail is no person's.

    A page that a browser saved in the form of a mail (MHTML) bears the day of its saving, and its address.
    """
    saved = _line(message, "Snapshot-Content-Location") or (
        _line(message, "Content-Location") if "saved" in _line(message, "From").lower() else ""
    )
    if saved:
        return _Head(url=saved if saved.startswith(("http://", "https://")) and saved.isprintable() else None)
    bulk = any(_line(message, name) for name in BULK) and not _line(message, "List-Post")
    return _Head(
        title=_subject(_line(message, "Subject")),
        outlet=_outlet(_line(message, "From"), bulk=bulk),
        published=_sent(_line(message, "Date")),
    )


def _line(message: Message, name: str) -> str:
    """A line of the head, as text."""
    try:
        return str(message.get(name) or "")[:HEADER]
    except Exception:  # noqa: BLE001 - as above
        return ""


@cache
def _table(kind: str) -> frozenset[str]:
    """The values of one kind in ``mail.tsv``."""
    return frozenset(value for what, value in rows("mail.tsv", 2) if what == kind)


@cache
def _outlets() -> frozenset[str]:
    """Every name of every outlet, in lower case."""
    names = (n for row in rows("outlets.tsv", 4) for n in (row[0], *row[1].split("|")) if n)
    return frozenset(name.lower() for name in names)


def _outlet(line: str, *, bulk: bool) -> str | None:
    """The outlet that a sender is: an outlet of the table, an office's address, or whoever sends to a list."""
    try:
        name, address = parseaddr(line)
    except (ValueError, IndexError, TypeError):
        return None
    name = " ".join(name.strip("'\" ").split())
    if not name or "@" in name:
        return None
    local = address.partition("@")[0].lower()
    role = bool(set(re.split(r"[.+_-]", local)) & _table("role")) or local in _table("role")
    known = re.sub(r"^the\s+", "", name.lower()) in _outlets()
    return name if bulk or role or known else None


def _subject(line: str) -> str | None:
    """A subject without what a mail program put before it."""
    rest = " ".join(line.split())
    while (found := re.match(r"(\w{2,4})(?:\[\d+\])?:\s*", rest)) and found[1].lower() in _table("reply"):
        rest = rest[found.end() :]
    return rest or None


def _sent(line: str) -> str | None:
    """A date line as ISO 8601, with an offset only where it names its zone; null where it cannot be read."""
    line = " ".join(line.split())
    when: datetime | None
    try:
        when = parsedate_to_datetime(line)
    except (ValueError, TypeError, IndexError, OverflowError):
        when = None
    if when is not None:
        return when.isoformat() if 1970 <= when.year <= 2100 else None
    told = dates.parse(line)
    if told is None:
        return None
    moment = told[0]
    if moment.hour is None:
        return moment.day.isoformat()
    return dates.stamp(moment, None)[0] if moment.zone else datetime.combine(moment.day, moment.hour).isoformat()


def _forwarded(text: str) -> tuple[_Head, int, int] | None:
    """The head that a mail program copied into a text, where its lines begin, and where the text goes on."""
    at = 0
    values: dict[str, str] = {}
    start, end, quiet = -1, -1, 0
    for line in text[:20_000].splitlines(keepends=True):
        found = re.match(r"[\s>*]*([A-Za-z-]{2,12})\s*\*?:\*?[ \t]*(.*)", line.rstrip("\r\n"))
        kind = next((k for k in ("from", "date", "subject", "other") if found and found[1].lower() in _table(k)), None)
        if kind and found:
            start = at if start < 0 else start
            values.setdefault(kind, found[2].strip(" *"))
            end, quiet = at + len(line), 0
        elif start >= 0:
            quiet += 1
            if "from" in values and "subject" in values and (not line.strip() or quiet > 2):
                break
            if quiet > 2:
                values, start, quiet = {}, -1, 0
        at += len(line)
    if not {"from", "date", "subject"} <= set(values) or start < 0:
        return None
    lines = text[:start].splitlines(keepends=True)
    while lines and RULE.fullmatch(lines[-1].rstrip("\r\n")):
        start -= len(lines.pop())
    if _count(text[:start]) > COVER or not text[end:].strip():
        return None
    head = _Head(
        title=_subject(values["subject"]),
        outlet=_outlet(values["from"].replace("[mailto:", "<").replace("]", ">"), bulk=False),
        published=_sent(values["date"]),
    )
    return head, start, end


def _type(part: Message) -> str:
    """A part's media type in lower case."""
    try:
        return part.get_content_type()
    except Exception:  # noqa: BLE001 - as above
        return "application/octet-stream"


def _charset(part: Message) -> str | None:
    """The charset that a part names."""
    try:
        return part.get_content_charset()
    except Exception:  # noqa: BLE001 - as above
        return None


def _file_name(part: Message) -> str | None:
    """A part's file name, its folders left off."""
    try:
        name = str(part.get_filename() or "")
    except Exception:  # noqa: BLE001 - as above
        return None
    return shown(re.split(r"[/\\]", name)[-1].strip(), 100) or None


def _filed(part: Message) -> bool:
    """Whether a part is meant to be kept as a file."""
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except Exception:  # noqa: BLE001 - as above
        return False


def _payload(part: Message) -> bytes:
    """A part's bytes out of their transfer encoding."""
    try:
        data = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001 - as above
        return b""
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> str:
    """A part's text; flowed lines (RFC 3676) are put together again."""
    data = _payload(part)
    is_page = _type(part) != "text/plain"
    text = decode.decode(data, html=is_page, charset=_charset(part)).text if data else ""
    try:
        flowed = not is_page and str(part.get_param("format") or "").lower() == "flowed"
    except Exception:  # noqa: BLE001 - as above
        flowed = False
    return re.sub(r"(?m)(?<!^--) \r?\n(?=[^\s>])", " ", text) if flowed else text


def _count(text: str) -> int:
    """The words of a text."""
    return sum(1 for _ in WORD.finditer(text))
