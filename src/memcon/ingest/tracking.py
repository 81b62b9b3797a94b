"""Which page an address is: parameters that only say how a reader came to it are left out."""

from __future__ import annotations

from urllib.parse import unquote_plus

import httpx

from memcon.ingest.addresses import checked
from memcon.ingest.tables import words
from memcon.model.errors import ReportError


def plain(address: str) -> str:
    """An address without its fragment and the parameters that track; as it is where it is none that is read."""
    try:
        url = checked(address)
    except ReportError:
        return address
    kept = [part for part in url.query.decode("ascii").split("&") if part and not _tracks(part)]
    if not url.query:
        return str(url)
    return str(url.copy_with(query="&".join(kept).encode() if kept else None))


def same(address: str) -> str:
    """What two addresses of one page have in common: the plain address, http or https, with ``www.`` or without."""
    found = plain(address)
    try:
        url = httpx.URL(found)
    except (httpx.InvalidURL, ValueError):
        return found
    if url.scheme not in {"http", "https"}:
        return found
    port = f":{url.port}" if url.port is not None else ""
    return f"{url.host.removeprefix('www.').rstrip('.')}{port}{url.raw_path.decode('ascii')}"


def _tracks(part: str) -> bool:
    """Whether ``name=value`` of a query is about the reader's way."""
    name = unquote_plus(part.partition("=")[0]).lower()
    return any(name.startswith(word[:-1]) if word.endswith("*") else name == word for word in words("tracking.tsv"))
