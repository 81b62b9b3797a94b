"""What bytes from a server, a mail or an archive are read as, by the media type that came with them."""

from __future__ import annotations

import re
from typing import cast

from memcon.ingest import feed_shape, files, html
from memcon.ingest.tables import mapping
from memcon.ingest.types import Form

CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
HEAD = re.compile(rb"(?:From [^\n]{1,200}\n)?[A-Za-z][A-Za-z0-9-]{1,40}:[ \t\r\n]")
MARK = re.compile(rb"^(?:MIME-Version|Message-ID|Received):", re.IGNORECASE | re.MULTILINE)
USER = re.compile(r"(?<=//)[^/?#]*@")


def parts(header: str | None) -> tuple[str | None, str | None]:
    """Media type and charset of a ``Content-Type``, each null where it names none."""
    if not header:
        return None, None
    charset = CHARSET.search(header[:1_000])
    return re.split("[;,]", header[:1_000])[0].strip().lower() or None, charset[1] if charset else None


def form_of(media: str | None, path: str, data: bytes) -> Form | None:
    """What data of a media type is read as; null for what is not read.

    The end of the path decides where the type says nothing: mails and archives are sent as a heap of
    bytes. Plain text that begins as a page is one: servers send pages of an unknown suffix so. A feed is
    one whatever its type says.
    """
    if feed_shape.looks_like_feed(data):
        return "feed"
    named = files.FORMS.get(files.suffix(path))
    told = mapping("media.tsv").get(media) if media else "by name"
    page = html.looks_like_html(data[:3_000].decode("latin-1"))
    if told == "by name":
        return named or ("html" if page and media is None else None)
    if told == "text":
        return "html" if page else "markdown" if named == "markdown" else "text"
    return cast("Form | None", told)


def looks_like_mail(data: bytes) -> bool:
    """Whether bytes without a suffix or a type begin with the head of a mail."""
    top = re.split(rb"\r?\n\r?\n", data[:60_000], maxsplit=1)[0]
    return HEAD.match(top) is not None and MARK.search(top) is not None


def shown(text: str, length: int = 300) -> str:
    """An address or a name as it may be shown: on one line, of a bearable length, without a password."""
    kept = "".join(c for c in files.shown(USER.sub("…@", text)) if c.isprintable())
    return kept if len(kept) <= length else kept[: length - 1] + "…"
