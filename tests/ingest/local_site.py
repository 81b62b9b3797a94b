"""A web server on this computer for the tests of fetching, with routes that may misbehave; and a policy for it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from memcon.ingest import Limits, load
from memcon.ingest.addresses import AddressPolicy

HOST = "127.0.0.1"
Route = tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """Routes by path, the requests that came, and what a name is said to have for addresses."""

    port: int = 0
    routes: dict[str, Route] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    names: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    trust: ssl.SSLContext | None = None

    def reset(self) -> None:
        self.routes, self.seen, self.names = {}, [], {"news.test": [(HOST,)]}

    def page(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        self.routes[path] = (200, {**({"Content-Type": kind} if kind else {}), **named}, data)

    def move(self, path: str, where: str, status: int = 302) -> None:
        self.routes[path] = (status, {"Location": where}, b"")

    def url(self, path: str = "/", host: str = "news.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def resolve(self, name: str, _port: int, _seconds: float) -> tuple[str, ...]:
        """What the name has this time: each look-up takes the next answer, the last one stays."""
        answers = self.names.get(name)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    @property
    def policy(self) -> AddressPolicy:
        return AddressPolicy(also=frozenset({(HOST, self.port)}), resolve=self.resolve)

    def load(self, *paths, **limits):
        return load(list(paths), policy=self.policy, limits=Limits(**limits))

    def report(self, path: str = "/", **limits):
        (report,) = self.load(self.url(path), **limits).reports
        return report

    def asked(self) -> list[str]:
        return [path for path, _ in self.seen]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is what these tests are about."""


def serve(context: ssl.SSLContext | None = None) -> tuple[Site, _Server]:
    """A site on a free port, answering in a thread of its own; with a context, over https."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            route = site.routes.get(self.path)
            self.close_connection = True
            if callable(route):
                route(self)
                return
            status, headers, body = route or (404, {"Content-Type": "text/html"}, b"<p>no such page</p>")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """No lines on standard error."""

    server = _Server((HOST, 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    site.reset()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return site, server


def unused_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
