"""Reports from the web: one GET for each address, within limits, where the site's robots.txt lets programs in.

Each redirect is a new address and is judged like the first. Whatever goes wrong with one address is
said of that report in a line; the others are still read.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from urllib.parse import urljoin

import httpx

from memcon.ingest import html, inflate, media, robots, tracking
from memcon.ingest.addresses import AddressPolicy, checked, port_of
from memcon.ingest.gentle import Gentle, LaterError, Turn, at_once
from memcon.ingest.media import shown
from memcon.ingest.types import Form, Limits, Raw
from memcon.ingest.wire import Deadline, Transport
from memcon.model.errors import ReportError

NAME = "memcon"
"""The name that a ``robots.txt`` calls memcon by."""
ABOUT = "+reads the few reports that a person names and sets them side by side; no crawler"
ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.9, text/markdown;q=0.9, message/rfc822, application/warc"
MOVED = frozenset({301, 302, 303, 307, 308})
LASTING = frozenset({301, 308})
"""Redirects that say that a page has moved for good (RFC 9110, 15.4)."""
KEPT = ("etag", "last-modified", "retry-after", "cache-control", "date")
"""What is kept of the head of an answer, for those who ask again."""
LINK = re.compile(rb"<link\b[^>]{0,1000}>", re.IGNORECASE)
CANONICAL = re.compile(r"\brel\s*=\s*[\"']?canonical\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What a server sent in the end: the address that gave it, its status, media type and body."""

    url: httpx.URL
    status: int
    media: str | None = None
    charset: str | None = None
    data: bytes = b""
    head: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an address gave the last time, for asking whether it is other now (RFC 9110, 13.1)."""

    url: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one look at an address gave; ``why`` says in words why no page came, null where one did.

    ``status`` is null where no answer came, 304 where nothing is other than it was. ``final`` is the address
    that answered, ``moved`` where redirects for good lead from the first on. ``closed`` is true where the
    site asks programs to stay away. ``head`` has the lines of the answer's head that are in ``KEPT``.
    """

    asked: str
    final: str | None = None
    moved: str | None = None
    status: int | None = None
    media: str | None = None
    charset: str | None = None
    data: bytes = b""
    head: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    why: str | None = None


class ClosedError(ReportError):
    """The site asks programs not to fetch an address."""


@dataclass(slots=True, kw_only=True)
class _Visit:
    """One address on its way: the seconds left, and the addresses that each host was found to have.

    A host is looked up once for each visit and port, so that a resolver which changes its mind finds no ear.
    """

    deadline: Deadline
    held: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    known: Known | None = None
    accept: str = ACCEPT
    moved: httpx.URL | None = None


@dataclass(slots=True, kw_only=True)
class Web:
    """The web under one policy; what each site's robots.txt asks is kept for the run."""

    limits: Limits
    policy: AddressPolicy
    asked: dict[str, robots.Robots | str] = field(default_factory=dict)
    turn: Turn = at_once

    def look(self, text: str, known: Known | None = None, accept: str = ACCEPT) -> Seen:
        """What stands at an address, or that it is what it was; raises `LaterError` alone."""
        try:
            first = checked(text)
        except ReportError as error:
            return Seen(asked=shown(text), why=str(error))
        visit = _Visit(deadline=Deadline.after(self.limits.seconds), known=known, accept=accept)
        asked = str(first)
        try:
            answer = self._answer(first, visit)
        except LaterError:
            raise
        except ReportError as error:
            moved = str(visit.moved) if visit.moved else None
            return Seen(asked=asked, moved=moved, closed=isinstance(error, ClosedError), why=str(error))
        return Seen(
            asked=asked,
            final=str(answer.url),
            moved=str(visit.moved) if visit.moved else None,
            status=answer.status,
            media=answer.media,
            charset=answer.charset,
            data=answer.data,
            head=answer.head,
            why=None if answer.status in {200, 203, 304} else _status(answer.status),
        )

    def report(self, text: str) -> Raw:
        """The report at an address, or why there is none."""
        name, found = shown(text), {}
        try:
            first = checked(text)
            name = str(first)
            found = {"url": name}
            visit = _Visit(deadline=Deadline.after(self.limits.seconds))
            answer = self._page(first, visit)
            form, notes = form_of(answer.media, answer.url.path, answer.data)
        except ReportError as error:
            return Raw(file=name, why=str(error), found=found)
        final = str(answer.url)
        if answer.url != first:
            notes.insert(0, f"it leads to {final}")
        if form == "html" and (canonical := canonical_of(final, answer.data)) and canonical != final:
            notes.append(f"the page names {canonical} as its address")
        return Raw(
            file=name,
            data=answer.data,
            found={"url": final, "where": "the address fetched"},
            form=form,
            charset=answer.charset,
            notes=tuple(notes),
        )

    def _page(self, url: httpx.URL, visit: _Visit) -> _Answer:
        """The page at an address; raises `ReportError` where there is none."""
        answer = self._answer(url, visit)
        if answer.status not in {200, 203}:
            raise ReportError(_status(answer.status))
        return answer

    def _answer(self, url: httpx.URL, visit: _Visit) -> _Answer:
        """The answer at an address, redirects followed; raises `ReportError`."""
        seen = [url]
        lasting = True
        while True:
            self._welcome(url, visit)
            with self._said(url, seen[0]):
                answer, further = self._get(url, visit, self.limits.bytes)
            if further is None:
                return answer
            lasting = lasting and answer.status in LASTING
            url = self._next(url, further, seen)
            if lasting:
                visit.moved = url

    def _next(self, url: httpx.URL, further: str, seen: list[httpx.URL]) -> httpx.URL:
        """Where a redirect leads, judged like an address given; ``seen`` grows."""
        try:
            following = checked(urljoin(str(url), further))
        except ValueError as error:
            raise ReportError("it leads to a malformed address; save the page and give the file") from error
        except ReportError as error:
            raise ReportError(f"it leads to {shown(further)}, and there: {error}") from error
        if following in seen:
            raise ReportError("its redirects go in a circle; save the page and give the file")
        if len(seen) > self.limits.redirects:
            raise ReportError(f"it leads on more than {self.limits.redirects} times; give the address where it ends")
        seen.append(following)
        return following

    def _welcome(self, url: httpx.URL, visit: _Visit) -> None:
        """Raise `ReportError` unless the site lets programs fetch this address."""
        site = str(url.copy_with(raw_path=b"/robots.txt"))
        if site not in self.asked:
            self.asked[site] = self._wishes(httpx.URL(site), visit)
        wishes = self.asked[site]
        if isinstance(wishes, str):
            raise ReportError(wishes)
        if not wishes.allows(url.raw_path.decode("ascii")):
            raise ClosedError(
                f"the site asks programs not to fetch it ({site}); open it in a browser, save it and give the file"
            )

    def _wishes(self, url: httpx.URL, visit: _Visit) -> robots.Robots | str:
        """What a robots.txt asks (RFC 9309, 2.3.1): none there is open, one that cannot be had is closed."""
        seen = [url]
        while True:
            try:
                with self._said(url, seen[0]):
                    answer, further = self._get(url, visit, robots.BYTES, cut=True)
                if further is None:
                    break
                if len(seen) > self.limits.redirects:
                    return robots.Robots()
                url = self._next(url, further, seen)
            except LaterError:
                raise
            except ReportError as error:
                return f"robots.txt could not be asked: {error}" if len(seen) > 1 else str(error)
        if 200 <= answer.status < 300:
            return robots.parse(answer.data, NAME)
        if 400 <= answer.status < 500 and answer.status != 429:
            return robots.Robots()
        return f"the site's robots.txt cannot be had (status {answer.status}), so nothing is fetched; try again later"

    def _get(self, url: httpx.URL, visit: _Visit, limit: int, *, cut: bool = False) -> tuple[_Answer, str | None]:
        """One answer, and where it leads if it is a redirect."""
        with self.turn(url.host, self._gap(url)) as waited:
            visit.deadline = visit.deadline.later(waited)
            return self._got(url, visit, limit, cut=cut)

    def _gap(self, url: httpx.URL) -> float | None:
        """The seconds between two requests that the robots.txt of a site asks for, where it is known."""
        wishes = self.asked.get(str(url.copy_with(raw_path=b"/robots.txt")))
        return wishes.delay if isinstance(wishes, robots.Robots) else None

    def _got(self, url: httpx.URL, visit: _Visit, limit: int, *, cut: bool) -> tuple[_Answer, str | None]:
        """One answer of the host whose turn it is."""
        key = (url.host, port_of(url))
        if key not in visit.held:
            visit.held[key] = self.policy.held(url, visit.deadline.left())
        # No httpx.Client: it would look at the environment, keep cookies and read redirects by itself.
        headers = {
            "User-Agent": agent(),
            "Accept": visit.accept,
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "en",
            "Connection": "close",
        }
        if visit.known is not None and visit.known.url == str(url):
            named = {"If-None-Match": visit.known.etag, "If-Modified-Since": visit.known.modified}
            headers |= {name: value for name, value in named.items() if value and _plain(value)}
        with (
            Transport(visit.held[key], visit.deadline, self.policy.trust) as transport,
            closing(transport.handle_request(httpx.Request("GET", url, headers=headers))) as response,
        ):
            status = response.status_code
            kept = {name: response.headers[name] for name in KEPT if name in response.headers}
            if status in MOVED:
                where = response.headers.get("location")
                if not where:
                    raise ReportError(f"the site leads on (status {status}) and does not say where to; save the page")
                return _Answer(url=url, status=status, head=kept), where
            if not 200 <= status < 300:
                return _Answer(url=url, status=status, head=kept), None
            kind, charset = media.parts(response.headers.get("content-type"))
            data = b"".join(self._body(response, visit, limit, cut=cut))
            return _Answer(url=url, status=status, media=kind, charset=charset, data=data, head=kept), None

    def _body(self, response: httpx.Response, visit: _Visit, limit: int, *, cut: bool) -> Iterator[bytes]:
        """The body unpacked, held to ``limit`` bytes before and after; past that it is cut or refused."""
        size = 0
        for piece in inflate.unpack(self._raw(response, visit, limit, cut=cut), _coding(response)):
            visit.deadline.left()
            size += len(piece)
            if size > limit:
                if cut:
                    yield piece[: limit - size]
                    return
                raise ReportError(_too_large(limit))
            yield piece

    def _raw(self, response: httpx.Response, visit: _Visit, limit: int, *, cut: bool) -> Iterator[bytes]:
        """The body as it comes."""
        length = response.headers.get("content-length", "")
        if not cut and length.isascii() and length.isdigit() and len(length) < 20 and int(length) > limit:
            raise ReportError(_too_large(limit))
        size = 0
        for chunk in response.iter_raw():
            visit.deadline.left()
            size += len(chunk)
            yield chunk
            if size > limit:
                if cut:
                    return
                raise ReportError(_too_large(limit))

    @contextmanager
    def _said(self, url: httpx.URL, first: httpx.URL) -> Iterator[None]:
        """Errors of the connection in words; those behind a redirect say where it led."""
        where = "" if url == first else f"it leads to {url}, and there: "
        try:
            yield
        except LaterError:
            raise
        except ReportError as error:
            raise ReportError(f"{where}{error}") from error
        except (httpx.TimeoutException, TimeoutError) as error:
            raise ReportError(
                f"{where}no full answer within {self.limits.seconds:g} seconds; "
                "try again, or save the page and give the file"
            ) from error
        except httpx.ConnectError as error:
            raise ReportError(f"{where}{_refusal(error)}") from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise ReportError(
                f"{where}the answer breaks off or is not HTTP; try again, or save the page and give the file"
            ) from error
        except inflate.Damaged as error:
            raise ReportError(
                f"{where}the answer's compression is damaged ({error}); try again, or save the page and give the file"
            ) from error


def all_of(
    addresses: Sequence[str],
    *,
    limits: Limits,
    policy: AddressPolicy | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    gap: float = 0.0,
) -> list[Raw]:
    """What stands at each address, one after the other, each page once; ``gap`` seconds between two of one host."""
    web = Web(limits=limits, policy=policy or AddressPolicy(), turn=Gentle(gap=gap).turn if gap else at_once)
    once: dict[str, str] = {}
    for address in addresses:
        key = tracking.same(address)
        once[key] = min(once.get(key, address), address)
    wanted = list(once.values())
    out: dict[str, Raw] = {}
    for number, address in enumerate(wanted):
        if progress:
            progress("fetching", number, len(wanted))
        raw = web.report(address)
        out.setdefault(raw.file, raw)
    if progress:
        progress("fetching", len(wanted), len(wanted))
    return list(out.values())


def agent() -> str:
    """How memcon names itself to servers."""
    return f"{NAME}/{import_module('memcon').__version__} ({ABOUT})"


def _coding(response: httpx.Response) -> str:
    """The one coding of a body, or ``identity``; raises `ReportError` for what was not asked for."""
    named = [c.strip().lower() for c in response.headers.get("content-encoding", "").split(",")]
    codings = [c for c in named if c and c != "identity"]
    if len(codings) > 1 or not set(codings) <= set(inflate.CODINGS):
        raise ReportError(
            f"it comes in a compression that memcon does not read ({shown(', '.join(codings))}); save the page"
        )
    return codings[0] if codings else "identity"


def form_of(kind: str | None, path: str, data: bytes) -> tuple[Form | None, list[str]]:
    """What an answer is read as, and notes; raises `ReportError` for a type that is not read."""
    form = media.form_of(kind, path, data)
    if form is None and kind is not None:
        raise ReportError(
            f"it is of a kind that is not read ({shown(kind)}); memcon reads pages, plain text, mails, feeds and WARC"
        )
    return form, [] if kind else ["the server names no type; read as what it looks like"]


def canonical_of(url: str, data: bytes) -> str | None:
    """The address that a page at ``url`` itself names as its own (``<link rel="canonical">``)."""
    for tag in LINK.finditer(data[:300_000]):
        words = tag[0].decode("utf-8", "replace")
        if CANONICAL.search(words):
            pairs = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in html.ATTRIBUTE.finditer(words)}
            try:
                return str(checked(urljoin(url, pairs.get("href", "").strip())))
            except (ReportError, ValueError):
                return None
    return None


def _plain(value: str) -> bool:
    """Whether a line of a head that a server sent may be sent back to it."""
    return len(value) <= 1_000 and value.isascii() and value.isprintable()


def _status(status: int) -> str:
    """What a status that is no success means for the reader."""
    if status in {404, 410}:
        return f"there is no such page (status {status}); check the address"
    if status == 429:
        return "the site asks for fewer requests (status 429); try again later"
    if status >= 500:
        return f"the site is out of order (status {status}); try again later"
    if status in {401, 402, 403, 407, 451}:
        return f"the site refuses it (status {status}); open it in a browser, save the page and give the file"
    return f"the answer holds no page (status {status}); save the page and give the file"


def _too_large(limit: int) -> str:
    """What is said of a body over the limit."""
    return f"it is larger than {limit:,} bytes; save the part that matters and give the file"


def _refusal(error: BaseException) -> str:
    """Why no connection was made."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the site's certificate is not good ({cause.verify_message}); check the address"
        if isinstance(cause, ssl.SSLError):
            return "the site does not answer as https should; check the address, or try http"
        cause = cause.__cause__ or cause.__context__
    return "the site cannot be reached; check the address, and that this computer is online"
