"""Pages of the desk from their values: the page's own templates and macros, with links that lead about the desk."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment

from memcon.present.page import environment
from memcon.present.plainly import plainly
from memcon.present.sections import legend
from memcon.present.view import Cite
from memcon.present.words import clipped, country, glyph, word

SECTIONS = (
    ("/", "events", "Events"),
    ("/changed", "changed", "Changed"),
    ("/disputes", "disputes", "Disputes"),
    ("/near", "near", "Near misses"),
    ("/relations", "relations", "Relations"),
    ("/agenda", "agenda", "Agenda"),
    ("/watch", "watch", "Watch"),
    ("/sources", "sources", "Sources"),
    ("/proof", "proof", "Proof"),
    ("/feeds", "feeds", "Feeds"),
    ("/judgements", "judgements", "Judgements"),
)
"""The pages that every page leads to: address, name, words."""


@cache
def _environment() -> Environment:
    """The page's environment with what the desk's templates need besides."""
    made = environment().overlay()
    made.globals = {**made.globals, "country": country, "word": word, "glyph": glyph, "address": address}
    made.filters = {**made.filters, "country": country, "plainly": plainly}
    return made


def address(path: str, **asked: Any) -> str:
    """An address of the desk with a query; what is empty is left out."""
    fields: list[tuple[str, str]] = []
    for name, value in asked.items():
        for one in value if isinstance(value, tuple | list) else (value,):
            if one not in (None, "", False):
                fields.append((name.rstrip("_"), "1" if one is True else str(one)))
    return path + (f"?{urlencode(fields)}" if fields else "")


def drawn(drawing: str, *, page: Any, asks: Any, route: Any, **more: Any) -> str:
    """A page by the name of its template; ``page`` is its value, ``asks`` what it answers."""
    story = getattr(page, "story", 1)
    names: dict[str, str] = getattr(page, "names", None) or {}
    path = _path(route, asks)
    query = {f.name: v for f in fields(asks) if (v := getattr(asks, f.name)) != f.default} if asks else {}
    query = {k: v for k, v in query.items() if f"{{{k}}}" not in (route.path if route else "")}

    def at_event(event: str) -> str:
        return f"/events/{story}/{quote(event)}"

    def at_report(report: str) -> str:
        return f"/reports/{story}/{quote(report)}"

    def at_cite(cite: Cite) -> str:
        return f"{at_report(cite.report)}#{cite.target}"

    def named(report: str) -> str:
        return f"{report} {clipped(names.get(report, ''), 28)}".rstrip()

    def here(**changed: Any) -> str:
        return address(path, **{**query, **changed})

    def toggled(field: str, value: str, chosen: bool) -> str:  # noqa: FBT001 - called by a template
        key = field if field in {f.name for f in fields(asks)} else f"{field}_"
        now = tuple(getattr(asks, key))
        then = tuple(v for v in now if v != value) if chosen else (*now, value)
        return here(**{key: then, "page": None})

    return (
        _environment()
        .get_template(f"serve/{drawing}.html.j2")
        .render(
            page=page,
            asks=asks,
            route=route,
            sections=SECTIONS,
            signs=dict(legend()),
            at_event=at_event,
            at_report=at_report,
            at_cite=at_cite,
            cite_name=lambda cite: cite.report,
            report_name=named,
            here=here,
            toggled=toggled,
            narrowed=bool(set(query) - {"page", "order", "outlets"}),
            json_at=address("/index.json" if path == "/" else f"{path}.json", **query),
            v=page,
            **more,
        )
    )


def _path(route: Any, asks: Any) -> str:
    """The path of the page that is drawn, its parts filled in."""
    if route is None:
        return "/"
    return re.sub(r"{(\w+)(?::\w+)?}", lambda m: quote(str(getattr(asks, m[1])), safe=""), route.path)
