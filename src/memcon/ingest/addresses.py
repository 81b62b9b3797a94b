"""Which addresses may be asked for a report: those of the open internet, and no others.

An address given in a report or by a server must never make memcon speak to this computer or to the
network that it stands in. So the name is resolved once, every address that it has is judged, and
`memcon.ingest.wire` connects to the addresses judged here and to nothing else.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import httpx

from memcon.ingest.tables import rows, words
from memcon.model.errors import ReportError

LENGTH = 2_000
"""Characters of an address; browsers and servers hold to about as many."""
PORTS = {"http": 80, "https": 443}
NAME = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?"
)
NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
"""A last part of a host that makes it a number to a resolver (the WHATWG's "ends in a number")."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int, float], tuple[str, ...]]
"""From a name, a port and the seconds left to the addresses it has, as figures; raises `OSError`."""


def resolve(name: str, port: int, seconds: float) -> tuple[str, ...]:
    """What the system's resolver says, which has no time limit of its own: it is asked in a thread."""
    found: list[tuple[str, ...]] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            told = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
            found.append(tuple(dict.fromkeys(str(entry[4][0]) for entry in told)))
        except OSError as error:
            failed.append(error)
        except UnicodeError:
            failed.append(OSError("no name that can be looked up"))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.0, seconds))
    if found:
        return found[0]
    raise failed[0] if failed else TimeoutError("no answer in time")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressPolicy:
    """Which addresses may be asked.

    ``also`` lets single endpoints (address and port) through that the rules refuse. It is there for
    tests against a server on this computer, and neither an option nor the environment can set it.
    ``trust`` holds the certificates that are trusted in place of the system's.
    """

    also: frozenset[tuple[str, int]] = frozenset()
    resolve: Resolve = resolve
    trust: ssl.SSLContext | None = None

    def held(self, url: httpx.URL, seconds: float) -> tuple[str, ...]:
        """The addresses to connect to for a checked URL; raises `ReportError` if any of them is refused.

        One bad address refuses the name: it is the resolver that would choose among them.
        """
        host, port = url.host, port_of(url)
        literal = _literal(host)
        if literal is not None:
            found: tuple[str, ...] = (str(literal),)
        else:
            try:
                found = self.resolve(host, port, seconds)
            except TimeoutError as error:
                raise ReportError(f"the name {host} could not be looked up in time; try again later") from error
            except OSError as error:
                raise ReportError(
                    f"the name {host} cannot be looked up; check the address, and that this computer is online"
                ) from error
        if not found:
            raise ReportError(f"the name {host} has no address; check it")
        for one in found:
            if (one, port) not in self.also and (what := refused(one)):
                via = "" if literal is not None else f", where {host} leads,"
                raise ReportError(
                    f"the address {one}{via} is not on the open internet ({what}); save the page and give the file"
                )
            if not any(endpoint == (one, port) for endpoint in self.also):
                _check_port(port, url.scheme)
        return found


def checked(text: str) -> httpx.URL:
    """The URL that a text gives, without its fragment; raises `ReportError` where it is none that may be asked.

    Host, port and path are those that httpx will use: there is one reading of a URL, not two.
    """
    if not text:
        raise ReportError("the address is empty; write it as a browser shows it")
    if len(text) > LENGTH:
        raise ReportError(f"the address is longer than {LENGTH:,} characters; give a shorter one")
    if any(ord(c) <= 32 or ord(c) == 127 or c == "\\" for c in text):
        raise ReportError(
            "the address holds a space, a backslash or a control character; write it as a browser shows it"
        )
    try:
        url = httpx.URL(text)
        host = url.host
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise ReportError("the address is malformed; write it as a browser shows it") from error
    if url.scheme == "file":
        raise ReportError("a file: address is not read; give the path itself")
    if url.scheme not in PORTS:
        raise ReportError(f"{url.scheme}: addresses are not read, only http and https; save the page and give the file")
    if url.userinfo:
        raise ReportError(
            "the address holds a user's name or password; memcon sends none: leave it out, or save the page"
        )
    if not host:
        raise ReportError("the address names no host; write it as a browser shows it")
    raw = url.raw_host.decode("ascii")
    last = raw.removesuffix(".").rpartition(".")[2]
    if _literal(raw) is None and (NUMBER.fullmatch(last) or not NAME.fullmatch(raw)):
        raise ReportError(f"the host {host!r} is neither a name nor an address in plain figures; check it")
    if not 0 < port_of(url) < 65_536:
        raise ReportError("the address names a port that there is not; check it")
    return url.copy_with(fragment=None)


def port_of(url: httpx.URL) -> int:
    """The port that a URL means."""
    return url.port if url.port is not None else PORTS[url.scheme]


def _check_port(port: int, scheme: str) -> None:
    """Refuse ports where no web server is looked for: a GET must not reach a mail or a print server."""
    if port in PORTS.values() or (port >= 1024 and str(port) not in words("ports.tsv")):
        return
    raise ReportError(f"port {port} is none where pages are; leave it out, or use {PORTS[scheme]}")


def _literal(host: str) -> Address | None:
    """The address that a host is in plain figures, or null; an IPv6 zone is no part of one."""
    try:
        return None if "%" in host else ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


@cache
def _networks() -> tuple[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, str], ...]:
    """The networks of ``networks.tsv``."""
    return tuple((ipaddress.ip_network(network), what) for network, what in rows("networks.tsv", 2))


def refused(text: str) -> str | None:
    """Why an address in figures must not be asked, in words; null if it is on the open internet."""
    address = _literal(text)
    if address is None:
        return "no plain address"
    for network, what in _networks():
        if address in network:
            return what
    # What the table does not know and Python's own reading of the registries does.
    if not address.is_global or address.is_multicast or address.is_reserved:
        return "set aside"
    return None
