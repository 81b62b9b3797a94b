"""The desk as an ASGI application: each route as a page and as JSON, each refusal as one clear page."""

from __future__ import annotations

import hashlib
import json
import secrets
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import anyio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as Place

from memcon import __version__
from memcon.model.errors import DossierError, InputError, MemconError
from memcon.present.page import template
from memcon.present.serve import changed, events, judged, outlook, reads
from memcon.present.serve.asking import Nothing, RefusedError, pairs, read
from memcon.present.serve.drawing import drawn
from memcon.present.serve.guard import Guard, Limits, Scope, carried, token
from memcon.present.serve.holding import Holder
from memcon.present.serve.limits import deadline
from memcon.present.serve.openapi import described
from memcon.present.serve.room import Done, Memory, MovedError, Room, Route, WorkingError, state_of
from memcon.present.serve.schema import value
from memcon.present.serve.table import ROUTES
from memcon.store.file import Store, open_

THREADS = 8
"""How many requests are worked on at once."""
STORIES = 8
"""How many stories' memoranda are held open between requests."""
TRIES = 4
"""How often an answer is begun anew where the dossier goes on to another state meanwhile."""
AGAIN = 4
"""Seconds after which a page that is being worked out is asked for again."""
NAME_KEPT = 30 * 24 * 3600
"""Seconds for which the browser keeps the name of who judges."""
FORM = "application/x-www-form-urlencoded"
WARM: tuple[tuple[Callable[[Room, Any], Any], Any], ...] = (
    (events.events, events.EventsAsked()),
    (changed.changed, changed.ChangedAsked()),
    (judged.near, judged.PageAsked()),
    (outlook.relations, outlook.RelationsAsked()),
    (outlook.agenda, outlook.AgendaAsked()),
    (outlook.watch, outlook.WatchAsked()),
)
"""The pages that take long on a large dossier, or long when they are asked for first."""
TITLES: Mapping[int, str] = {
    400: "That cannot be read",
    403: "That is not taken",
    404: "There is no such page",
    405: "That is not how it is done",
    409: "That cannot be done now",
    413: "Too much at once",
    414: "The address is too long",
    415: "That is no form",
    421: "Not from here",
    500: "A fault of memcon’s own",
    503: "Not now",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What is answered where nothing else is: the status, what is the matter, what to do."""

    status: int
    title: str
    what: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What all answers share: the dossier's path, the secret of this start, the clock, the trace or not."""

    path: Path
    secret: bytes
    clock: Callable[[], datetime]
    debug: bool
    seconds: float
    memory: Memory
    stories: Memory
    files: Holder


def app(
    path: Path,
    *,
    clock: Callable[[], datetime],
    debug: bool = False,
    limits: Limits | None = None,
    routes: Sequence[Route] = ROUTES,
) -> Guard:
    """The desk of a dossier. ``clock`` tells the moment; a secret is made for this start alone."""
    limits = limits or Limits()
    house = House(
        path=path,
        secret=secrets.token_bytes(32),
        clock=clock,
        debug=debug,
        seconds=limits.seconds,
        memory=Memory(200, limits.patience),
        stories=Memory(STORIES, limits.patience),
        files=Holder(path),
    )
    limiter = anyio.CapacityLimiter(THREADS)
    places = [
        Place("/openapi.json", partial(_described, routes), methods=["GET"]),
        Place("/style-{mark}.css", _style, methods=["GET"]),
    ]
    for route in routes:
        told = partial(_told if route.method == "POST" else _asked, house, limiter, route)
        for end in (".json", ""):
            at = ("/index" if route.path == "/" and end else route.path) + end
            places.append(Place(at, told, methods=[route.method]))
    answers = {404: partial(_lost, house), 405: partial(_wrong, house), Exception: partial(_fault, house)}
    inner = Starlette(routes=places, exception_handlers=answers)
    return Guard(inner, partial(_refusal, house), limits, warm=partial(_warm, house), close=partial(_close, house))


def _close(house: House) -> None:
    """Begin nothing more, and let go of the file."""
    house.memory.close()
    house.files.close()


def _warm(house: House) -> None:
    """Begin to work out what takes long, so that it is there when it is asked for."""
    for page, asks in WARM:
        with suppress(MemconError, RefusedError, WorkingError), open_(house.path, write=False) as store:
            page(_room(house, store, ""), asks)


def _room(house: House, store: Store, name: str) -> Room:
    return Room(
        store=store,
        seen=state_of(store),
        now=house.clock(),
        memory=house.memory,
        stories=house.stories,
        token=token(house.secret),
        name=name,
    )


async def _described(routes: Sequence[Route], _request: Request) -> Response:
    return _json(described(routes))


@cache
def style() -> tuple[str, str]:
    """The desk's style sheet with that of the page, and its mark, which its address carries."""
    text = "\n".join(template(name) for name in ("style.css", "relations.css", "serve/desk.css"))
    return text, hashlib.sha256(text.encode()).hexdigest()[:12]


async def _style(_request: Request) -> Response:
    return Response(style()[0], media_type="text/css", headers={"cache-control": "private, max-age=86400"})


async def _asked(house: House, limiter: anyio.CapacityLimiter, route: Route, request: Request) -> Response:
    """Answer a question: the page, or its JSON."""
    try:
        given = pairs(request.url.query) | {k: [str(v)] for k, v in request.path_params.items()}
    except RefusedError as error:
        return _refused(house, request.scope, error)
    return await _worked(house, limiter, route, request, given)


async def _told(house: House, limiter: anyio.CapacityLimiter, route: Route, request: Request) -> Response:
    """Take what is told, if it comes from a page of this start of the desk."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != FORM:
        return _refused(house, request.scope, RefusedError(415, "The desk takes forms alone.", f"Send {FORM}."))
    try:
        given = pairs((await request.body()).decode("utf-8"))
    except (UnicodeDecodeError, RefusedError):
        return _refused(house, request.scope, RefusedError(400, "The form cannot be read.", "Go back and try again."))
    if not carried(house.secret, given.pop("token", [""])[-1]):
        what = "The form is from before the desk was last started, or from elsewhere."
        return _refused(house, request.scope, RefusedError(403, what, "Open the page anew and send it from there."))
    return await _worked(house, limiter, route, request, given | {k: [str(v)] for k, v in request.path_params.items()})


async def _worked(
    house: House, limiter: anyio.CapacityLimiter, route: Route, request: Request, given: Mapping[str, list[str]]
) -> Response:
    """Work an answer out in a thread of its own; what cannot be given becomes one clear page."""
    work = partial(_work, house, route, request.scope, given, unquote(request.cookies.get("memcon-name", ""))[:80])
    try:
        return await anyio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=limiter)
    except RefusedError as error:
        return _refused(house, request.scope, error)
    except MovedError:
        moved = RefusedError(503, "The dossier changes faster than it can be looked at.", "Load the page again.")
        return _refused(house, request.scope, moved)
    except WorkingError:
        return _working(house, request.scope)
    except DossierError as error:
        status = 409 if route.method == "POST" else 503
        then = "Nothing of this was kept." if route.method == "POST" else ""
        return _refused(house, request.scope, RefusedError(status, str(error), then))
    except InputError as error:
        return _refused(house, request.scope, RefusedError(400, str(error)))
    except Exception as error:  # noqa: BLE001 - the last resort: one clear page, and the desk goes on
        return await _fault(house, request, error)


def _work(house: House, route: Route, scope: Scope, given: Mapping[str, list[str]], name: str) -> Response:
    asks = Nothing() if route.asks is Nothing else read(route.asks, given)
    with house.files.lent() as store, deadline(store, house.seconds):
        for turn in range(TRIES):
            room = _room(house, store, name)
            try:
                found = route.answer(room, asks)
                break
            except MovedError:
                if turn + 1 == TRIES:
                    raise
        if isinstance(found, Done):
            return _done(scope, found, given)
        if _wants_json(scope):
            return _json(value(found))
        return _page(house, room, route, found, asks)


def _page(house: House, room: Room, route: Route, found: Any, asks: Any) -> Response:
    text = drawn(
        route.template,
        page=found,
        asks=asks,
        route=route,
        file=house.path.name,
        writable=room.store.writable,
        token=room.token,
        mark=room.mark(),
        untold=reads.untold(room),
        style=style()[1],
        name=room.name,
        version=__version__,
    )
    return Response(text, media_type="text/html", headers={"cache-control": "no-store"})


def _done(scope: Scope, done: Done, given: Mapping[str, list[str]]) -> Response:
    """What was told is kept: on to the page that shows it."""
    if _wants_json(scope):
        return _json(value(done), 201)
    answer = RedirectResponse(done.to, status_code=303, headers={"cache-control": "no-store"})
    name = " ".join(given.get("name", [""])[-1].split())
    if name:
        answer.set_cookie("memcon-name", quote(name[:80]), max_age=NAME_KEPT, httponly=True, samesite="strict")
    return answer


def _json(found: Any, status: int = 200) -> Response:
    body = json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8", "replace") + b"\n"
    return Response(body, status, media_type="application/json", headers={"cache-control": "no-store"})


def _wants_json(scope: Scope) -> bool:
    """Whether the answer is to be JSON: by the end of the path, or by ``Accept``."""
    if str(scope["path"]).endswith(".json"):
        return True
    accept = b",".join(v for k, v in scope["headers"] if k == b"accept").decode("latin-1").lower()
    return "application/json" in accept and "text/html" not in accept


def _refused(house: House, scope: Scope, error: RefusedError) -> Response:
    """A refusal as a page or as JSON."""
    found = Refused(
        status=error.status,
        title=TITLES.get(error.status, "That cannot be done"),
        what=error.what,
        then=error.then,
    )
    if _wants_json(scope):
        return _json(value(found), error.status)
    text = drawn(
        "refused",
        page=found,
        asks=None,
        route=None,
        file=house.path.name,
        writable=False,
        token="",
        mark="",
        untold=0,
        style=style()[1],
        name="",
        version=__version__,
    )
    return Response(text, error.status, media_type="text/html", headers={"cache-control": "no-store"})


def _working(house: House, scope: Scope) -> Response:
    """What is asked for is being worked out: the page asks again by itself."""
    what = "This is being worked out from all the reports as they stand now. It takes a while after every add."
    answer = _refused(house, scope, RefusedError(503, what, f"This page asks again every {AGAIN} seconds."))
    answer.headers["retry-after"] = str(AGAIN)
    if not _wants_json(scope):
        answer.headers["refresh"] = str(AGAIN)
    return answer


def _refusal(house: House, scope: Scope, error: RefusedError) -> Response:
    return _refused(house, scope, error)


async def _lost(house: House, request: Request, _error: Exception) -> Response:
    return _refused(
        house, request.scope, RefusedError(404, "The desk has no page of that name.", "Begin at the events.")
    )


async def _wrong(house: House, request: Request, _error: Exception) -> Response:
    return _refused(
        house, request.scope, RefusedError(405, "This page is not used in that way.", "Begin at the events.")
    )


async def _fault(house: House, request: Request, error: Exception) -> Response:
    """A fault of memcon's own: one page; the trace only where it was asked for at the start."""
    what = f"memcon met something that it was not made for ({type(error).__name__})."
    if house.debug:
        what += "\n" + "".join(traceback.format_exception(error))
    then = "Nothing was lost. Start the desk with --debug to see the trace, and send it to us."
    return _refused(house, request.scope, RefusedError(500, what, then))
