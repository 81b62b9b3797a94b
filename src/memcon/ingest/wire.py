"""The connection: held to the addresses that were judged, and to one deadline for all that is done on it.

httpx knows a time limit for each read, so that a server that sends a byte a second is never late;
and it looks a name up again when it connects. Here both are taken out of its hands: the backend
below is given the addresses and connects to nothing else, and each step gets the seconds that are left.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

if TYPE_CHECKING:
    from types import TracebackType

SHARE = 0.4
"""The part of the seconds left that an address gets while there is another one to try."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic clock."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The moment so many seconds from now."""
        return cls(time.monotonic() + seconds)

    def later(self, seconds: float) -> Deadline:
        """The moment so many seconds after this one: what was waited for the host's sake is not the answer's."""
        return Deadline(self.at + seconds) if seconds else self

    def left(self) -> float:
        """The seconds left; raises `TimeoutError` when there are none."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


def _left(deadline: Deadline, error: type[httpcore.TimeoutException]) -> float:
    """The seconds left, as httpcore wants to be told that there are none."""
    try:
        return deadline.left()
    except TimeoutError as late:
        raise error from late


class _Stream(httpcore.NetworkStream):
    """A stream whose every step ends with the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline outranks it
        return self._inner.read(max_bytes, _left(self._deadline, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, _left(self._deadline, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects to the addresses held, in their order, whatever name it is asked for."""

    def __init__(self, held: tuple[str, ...], deadline: Deadline) -> None:
        self._held = held
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - the name was looked up and judged; asking again could give another address
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        last = len(self._held) - 1
        for number, address in enumerate(self._held):
            left = _left(self._deadline, httpcore.ConnectTimeout)
            seconds = left if number == last else left * SHARE
            try:
                stream = self._inner.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == last:
                    raise
                continue
            return _Stream(stream, self._deadline)
        raise httpcore.ConnectError("no address to connect to")

    def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no sockets of this computer are asked")

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(min(seconds, _left(self._deadline, httpcore.ConnectTimeout)))


class _Body(httpx.SyncByteStream):
    """The body of an answer, its errors in httpx's words."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        with _Worded():
            yield from self._inner

    def close(self) -> None:
        self._inner.close()


class _Worded:
    """Turns httpcore's errors into httpx's, so that one tree is caught."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, httpcore.TimeoutException):
            raise httpx.TimeoutException(str(error)) from error
        if isinstance(error, httpcore.ConnectError):
            raise httpx.ConnectError(str(error)) from error
        if isinstance(error, (httpcore.ProtocolError, httpcore.RemoteProtocolError)):
            raise httpx.RemoteProtocolError(str(error)) from error
        if isinstance(error, (httpcore.NetworkError, OSError)):
            raise httpx.ReadError(str(error)) from error


class Transport(httpx.BaseTransport):
    """One connection to the addresses held; certificates are verified against the name that was asked for."""

    def __init__(self, held: tuple[str, ...], deadline: Deadline, context: ssl.SSLContext | None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=1,
            max_keepalive_connections=0,
            http1=True,
            http2=False,
            retries=0,
            network_backend=_Backend(held, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give the answer, its body still to be read."""
        with _Worded():
            answer = self._pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=None,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()
