"""The door of the desk: who may ask, how much at once and for how long, and what a browser may do with an answer.

The desk is bound to loopback; what is left to guard against are other sites open in the same browser. A name that
was made to lead here (DNS rebinding) fails at the ``Host``, a form sent from elsewhere at ``Origin``,
``Sec-Fetch-Site`` and the token, and whatever a report smuggles into a page at the content security policy.
"""

from __future__ import annotations

import asyncio
import hmac
import re
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from memcon.present.serve.asking import RefusedError

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""The names that the desk answers to."""
HOST = re.compile(r"(?P<name>[a-z0-9.\-]+|\[[0-9a-f:]+\])(?::(?P<port>\d{1,5}))?", re.IGNORECASE)
BODY = 600_000
"""Bytes of a form: a draft of some hundred pages."""
ADDRESS = 8_000
"""Bytes of a path with its query."""
SECONDS = 30.0
"""How long an answer may take."""
PATIENCE = 4.0
"""Seconds that an answer waits for what takes long, before it says that it is being worked out."""
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"),
    ("x-robots-tag", "noindex, nofollow"),
)
"""What every answer says to the browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a form may be, how long an answer may take, and how long one waits for what takes long."""

    body: int = BODY
    seconds: float = SECONDS
    patience: float = PATIENCE


def token(secret: bytes) -> str:
    """The word that every form of this desk carries; the secret is made anew at every start."""
    return hmac.new(secret, b"memcon desk form", "sha256").hexdigest()


def carried(secret: bytes, given: str) -> bool:
    """Whether a form carries the token."""
    return hmac.compare_digest(token(secret).encode(), given.encode("utf-8", "replace"))


class Guard:
    """An ASGI application that lets in what may come in, and marks what goes out.

    ``refuse`` makes the answer to what is refused. ``warm`` begins what takes long before it is asked for, ``close``
    begins nothing more.
    """

    def __init__(
        self,
        inner: App,
        refuse: Callable[[Scope, RefusedError], App],
        limits: Limits,
        *,
        warm: Callable[[], None] = lambda: None,
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self.inner = inner
        self.warm = warm
        self.close = close
        self.refuse = refuse
        self.limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; anything that is no HTTP request is closed."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        started = False

        async def marked(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                there = {name.lower() for name, _ in message["headers"]}
                extra = [(n.encode(), v.encode()) for n, v in HEADERS if n.encode() not in there]
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        try:
            _may_ask(scope)
            whole = await self._whole(scope, receive)
            await asyncio.wait_for(self.inner(scope, whole, marked), self.limits.seconds)
        except RefusedError as error:
            await self.refuse(scope, error)(scope, receive, marked)
        except TimeoutError:
            if started:
                return
            slow = RefusedError(503, "This took too long, and was given up.", "Ask for less at once, or try again.")
            await self.refuse(scope, slow)(scope, receive, marked)

    async def _whole(self, scope: Scope, receive: Receive) -> Receive:
        """The body, read whole before anything is done with it, and no more of it than may come."""
        large = RefusedError(413, "That is too much at once.", f"A form may have {self.limits.body // 1000:,} kB.")
        declared = header(scope, "content-length")
        if declared and (not declared.isdigit() or len(declared) > 12 or int(declared) > self.limits.body):
            raise large
        parts: list[bytes] = []
        size = 0
        more = scope["method"] == "POST"
        while more:
            message = await asyncio.wait_for(receive(), self.limits.seconds)
            if message["type"] == "http.disconnect":
                break
            part = message.get("body", b"")
            size += len(part)
            if size > self.limits.body:
                raise large
            parts.append(part)
            more = bool(message.get("more_body"))
        body = b"".join(parts)
        given = False

        async def whole() -> MutableMapping[str, Any]:
            nonlocal given
            if not given:
                given = True
                return {"type": "http.request", "body": body, "more_body": False}
            return await receive()

        return whole


def header(scope: Scope, name: str) -> str:
    """A header of a request; empty where it is not there."""
    found = [value for key, value in scope["headers"] if key == name.encode()]
    return found[-1].decode("latin-1") if found else ""


def _may_ask(scope: Scope) -> None:
    """Raise where a request is not one of somebody at this machine, on a page of the desk."""
    hosts: Sequence[str] = [v.decode("latin-1") for k, v in scope["headers"] if k == b"host"]
    named = HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    if named is None or named["name"].lower() not in NAMES:
        raise RefusedError(421, "The desk answers to this machine alone.", "Open it as http://127.0.0.1 with its port.")
    if scope["method"] not in ("GET", "HEAD", "POST"):
        raise RefusedError(405, "The desk knows no such method.", "It is looked at with GET and told with POST.")
    if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > ADDRESS:
        raise RefusedError(414, "The address is too long.", "Choose less at once.")
    site, mode, origin = (header(scope, n) for n in ("sec-fetch-site", "sec-fetch-mode", "origin"))
    own = {f"http://{hosts[0]}".lower()}
    away = RefusedError(403, "This came from another page than the desk’s own.", "Open the desk and do it there.")
    if scope["method"] == "POST":
        # A page that sends no referrer tells its origin as "null"; that it is our own is then for the browser to say.
        at_home = origin.lower() in own or (origin in ("", "null") and site == "same-origin")
        if site not in ("", "same-origin") or not (at_home or (not origin and not site)):
            raise away
    elif site in ("cross-site", "same-site") and mode not in ("", "navigate"):
        raise away
