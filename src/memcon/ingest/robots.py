"""``robots.txt``: what a site asks of programs (RFC 9309), and whether a path is open to memcon.

The longest rule that matches decides, an allowance before a refusal of the same length; ``*`` and a
final ``$`` are honoured. Matching takes time in proportion to path and rule, whatever the rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

BYTES = 500 * 1024
"""How much of a file is read; RFC 9309, 2.5, asks for as much at the least."""
RULES = 5_000
DELAY = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules that hold for one agent: for each, whether it allows, and its pattern.

    ``delay`` is the seconds between two requests that are asked for (``Crawl-delay``, which no standard
    knows and many sites write); null where none is.
    """

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float | None = None

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be fetched."""
        wanted = _normal(path or "/")
        best: tuple[int, bool] = (-1, True)
        for allow, pattern in self.rules:
            if matches(pattern, wanted):
                best = max(best, (len(pattern), allow))
        return best[1]


def parse(data: bytes, agent: str) -> Robots:
    """The rules of a ``robots.txt`` for an agent: the groups that name it, or else those for all."""
    named: list[tuple[bool, str]] = []
    general: list[tuple[bool, str]] = []
    delays: dict[bool, float] = {}
    agents: set[str] = set()
    seen_agent, open_group = False, False
    for line in data[:BYTES].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if not colon:
            continue
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            if not open_group:
                agents = set()
            open_group = True
            token = re.match(r"[A-Za-z_-]*|\*", value)
            agents.add("*" if value.startswith("*") else (token[0].lower() if token else ""))
            seen_agent = seen_agent or agent.lower() in agents
        elif key in {"allow", "disallow"}:
            open_group = False
            if value and len(named) + len(general) < RULES:
                rule = (key == "allow", _normal(value))
                if agent.lower() in agents:
                    named.append(rule)
                if "*" in agents:
                    general.append(rule)
        elif key == "crawl-delay":
            open_group = False
            if DELAY.fullmatch(value):
                delays |= {own: float(value) for own, name in ((True, agent.lower()), (False, "*")) if name in agents}
    return Robots(rules=tuple(named if seen_agent else general), delay=delays.get(seen_agent))


def _normal(path: str) -> str:
    """A path in one spelling: what may stand bare stands bare, all else in percent signs and capitals."""
    pieces = re.split(r"(%2[fF]|%25|%3[fF]|%23)", path)
    return "".join(
        piece.upper() if i % 2 else quote(unquote_to_bytes(piece), safe="/?=&;:@!$'()*+,~-._|^")
        for i, piece in enumerate(pieces)
    )


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern with ``*`` and a final ``$`` matches a path from its start."""
    fixed = pattern.endswith("$")
    parts = (pattern[:-1] if fixed else pattern).split("*")
    if not path.startswith(parts[0]):
        return False
    at = len(parts[0])
    if len(parts) == 1:
        return not fixed or at == len(path)
    for part in parts[1:-1]:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    if fixed:
        return len(path) - len(parts[-1]) >= at and path.endswith(parts[-1])
    return path.find(parts[-1], at) >= 0
