"""The desk as an OpenAPI 3.1 description, made of the one table of its routes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from memcon import __version__
from memcon.present.serve.asking import Nothing
from memcon.present.serve.room import Done, Route
from memcon.present.serve.schema import field_schema, schema

FORM = "application/x-www-form-urlencoded"
ALWAYS = (400, 500, 503)
POSTED = (403, 409, 413, 415)


def described(routes: Sequence[Route]) -> dict[str, Any]:
    """The description: every route as JSON, and where its page is."""
    parts: dict[str, Any] = {}
    paths: dict[str, Any] = {}
    for route in routes:
        at = "/index.json" if route.path == "/" else f"{route.path}.json"
        paths.setdefault(at, {})[route.method.lower()] = _operation(route, parts)
    parts["Refused"] = {
        "type": "object",
        "description": "What is answered where nothing else is: what is the matter, and what to do.",
        "properties": {
            "status": {"type": "integer"},
            "title": {"type": "string"},
            "what": {"type": "string"},
            "then": {"type": "string"},
        },
        "required": ["status", "title", "what", "then"],
    }
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "memcon desk",
            "version": __version__,
            "description": "A dossier looked at, searched and corrected. Every path without .json is the page. "
            "A form carries the token that GET /session.json tells.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": dict(sorted(parts.items()))},
    }


def _operation(route: Route, parts: dict[str, Any]) -> dict[str, Any]:
    in_path = set(re.findall(r"{(\w+)(?::\w+)?}", route.path))
    names = [] if route.asks is Nothing else [f.name for f in fields(route.asks)]
    parameters, form, needed = [], {}, []
    for name in names:
        found, must, told = field_schema(route.asks, name)
        shown = name.rstrip("_")
        if shown in in_path or route.method == "GET":
            where = "path" if shown in in_path else "query"
            one: dict[str, Any] = {
                "name": shown,
                "in": where,
                "required": must or where == "path",
                "description": told,
                "schema": found,
            }
            if found.get("type") == "array":
                one |= {"style": "form", "explode": True}
            parameters.append(one)
        else:
            form[shown] = {**found, "description": told}
            needed += [shown] if must else []
    answers = {
        ("201" if route.gives is Done else "200"): {
            "description": "What was kept, and the page that shows it." if route.gives is Done else route.told,
            "content": {"application/json": {"schema": schema(route.gives, parts)}},
        }
    }
    for status in sorted({*ALWAYS, *route.refuses, *(POSTED if route.method == "POST" else ())}):
        answers[str(status)] = {
            "description": "Refused",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refused"}}},
        }
    out: dict[str, Any] = {"operationId": route.name, "summary": route.told, "responses": answers}
    if parameters:
        out["parameters"] = parameters
    if route.method == "POST":
        token = {"type": "string", "description": "The token of this start of the desk."}
        form = {"token": token, **form}
        body = {"type": "object", "properties": form, "required": ["token", *needed]}
        out["requestBody"] = {"required": True, "content": {FORM: {"schema": body}}}
    return out
