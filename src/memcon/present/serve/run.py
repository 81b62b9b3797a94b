"""The desk as a server: bound to loopback alone, stopped by Ctrl-C once what is being answered is answered."""

from __future__ import annotations

import contextlib
import gc
import socket
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Thread

import uvicorn

from memcon.dossier.telling import settled
from memcon.model.errors import InputError
from memcon.pipeline import Options
from memcon.present.serve.app import app
from memcon.present.serve.guard import ADDRESS
from memcon.store.file import open_

GRACE = 5
"""Seconds that answers under way have when the desk is stopped."""
RUBBISH = 50_000
"""Things more than before at which Python looks for those that nobody needs."""
TURN = 0.0005
"""Seconds that one thread works before another has its turn."""
HELD = 64
"""Connections held at once; more are told to come back."""


class Desk(uvicorn.Server):
    """A server that says when it can be asked."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(
    path: Path,
    *,
    port: int,
    clock: Callable[[], datetime],
    debug: bool,
    ready: Callable[[str], None],
    options: Options | None = None,
) -> None:
    """Serve a dossier until it is stopped; ``ready`` hears the address. Raises where it cannot begin."""
    told(path, options)
    sockets = listening(port)
    number = sockets[0].getsockname()[1]
    made = app(path, clock=clock, debug=debug)
    config = uvicorn.Config(
        made,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        http="h11",
        loop="asyncio",
        timeout_keep_alive=10,
        timeout_graceful_shutdown=GRACE,
        limit_concurrency=HELD,
        h11_max_incomplete_event_size=ADDRESS * 2,
    )

    def begin() -> None:
        _at_ease()
        Thread(target=made.warm, name="memcon-desk-warm", daemon=True).start()
        ready(f"http://127.0.0.1:{number}/")

    desk = Desk(config, begin)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            desk.run(sockets=sockets)
    finally:
        made.close()
        for one in sockets:
            one.close()


def _at_ease() -> None:
    """Let Python look for what is no longer needed more seldom: an event opened makes ten thousand small things.

    What is there at the start stays, and need not be looked at again and again. An answer that waits for the file
    is given its turn soon, also while something is worked out in the background.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(RUBBISH, 20, 50)
    sys.setswitchinterval(TURN)


def told(path: Path, options: Options | None) -> None:
    """See to it that all that came in is told, where the file takes writing: an add may have been stopped."""
    with open_(path, write=False) as store, store.reading() as connection:
        empty = not connection.exec_driver_sql("SELECT count(*) FROM source").scalar()
    if not empty:
        with open_(path, write=False) as store:
            settled(store, options or Options())


def listening(port: int) -> list[socket.socket]:
    """Sockets on this machine's own addresses, 127.0.0.1 and, where there is one, ::1; port 0 takes a free one."""
    out = [_bound(socket.AF_INET, "127.0.0.1", port)]
    number = int(out[0].getsockname()[1])
    with contextlib.suppress(OSError, InputError):
        out.append(_bound(socket.AF_INET6, "::1", number))
    return out


def _bound(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    # Named as TCP, or asyncio leaves the system's habit on of holding a page's end back until its head is acknowledged.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family is socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((host, port))
        made.listen(HELD)  # at once: two that only bind share a port, and the second would never be asked
    except OSError as error:
        made.close()
        raise InputError(
            f"port {port} cannot be had ({error.strerror or error}); give another with --port, or 0 for a free one"
        ) from error
    return made
