"""Relations, agenda and watch as lines of text: one list of lines for the terminal and for Markdown alike.

A line is a kind and its words: ``title``, ``head``, ``sub``, ``text``, ``item``, ``more`` (belongs to the item above),
``quote`` (words of a report), ``note``.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from memcon.outlook.parties import name_of
from memcon.outlook.types import (
    Agenda,
    Cite,
    Contact,
    Level,
    LeverLine,
    Mark,
    Pair,
    Plan,
    Relations,
    Sign,
    Tension,
    Watch,
)
from memcon.present.words import clipped, word

Line = tuple[str, str]
FEW = 8
"""How many lines of one kind the terminal shows."""
ALL = 10**6
QUOTED = 160
NAMED = 4
WIDTH = 100
BARS = "▁▂▃▄▅▆▇█"
SPARK = 40
TREND = {"rising": "↗ rising", "falling": "↘ falling", "steady": "→ steady", "unknown": "· not known"}
PLAN = {
    "scheduled": "scheduled",
    "moved": "moved",
    "confirmed": "confirmed",
    "cancelled": "cancelled",
    "held": "held",
    "overdue": "overdue",
}


def relations_text(found: Relations, *, whole: bool, name: str, most: int = ALL) -> list[Line]:
    """Relations in lines: all parties in short, or one pair at length."""
    span = f"{found.first} to {found.last}" if found.first else "no act could be placed on a day"
    out: list[Line] = [("title", f"Relations, {name}: {span}")]
    if whole:
        out += _overview(found, most)
    else:
        for pair in found.pairs:
            out += _pair(pair, most)
    for origin, rows in found.coded:
        out.append(("note", f"{rows} rows coded by {origin} are taken in"))
    out += [("note", n) for n in found.notes]
    if any(p.marks for p in found.pairs):
        out.append(("note", READ))
    return out


READ = (
    "a level is what comes in a week: 1 is one act of full strength, done and agreed (an attack, a large gift). The "
    "band is 90 per cent wide, and wider the less is reported"
)


def _overview(found: Relations, most: int) -> list[Line]:
    out: list[Line] = [("head", "Tension, highest first")]
    for t in found.tensions[:most]:
        out.append(("item", _tension(t)))
        out += [("more", f"{m.first or ''} {m.label}: {_felt(m)}") for m in t.moved[:3]]
    if not found.tensions:
        out.append(("text", "no act of conflict between two parties is told on a day"))
    out += _rest(len(found.tensions), most)
    out.append(("head", "Who talks to whom"))
    talks = latest(found)
    for c in talks[:most]:
        who = f" ({', '.join(c.people)})" if c.people else ""
        out.append(("item", f"{c.day or 'no day'}  {c.label}{who}; {_count(c.reports, 'report')}"))
    out += _rest(len(talks), most) if talks else [("text", "no talks of two parties are told")]
    if found.groupings:
        out.append(("head", "Groupings that the reports name"))
        for g in found.groupings[:most]:
            with_ = f"; acts together with {', '.join(name_of(p) for p in g.with_)}" if g.with_ else ""
            out.append(("item", f"{g.name}: {_count(g.mentions, 'mention')} in {_count(g.reports, 'report')}{with_}"))
        out += _rest(len(found.groupings), most)
    levers = [line for p in found.pairs for line in p.levers]
    if levers:
        out.append(("head", "Levers"))
        out += [("item", _lever(line)) for line in levers[:most]]
        out += _rest(len(levers), most)
    out.append(("head", "Pairs"))
    rows = sorted(found.pairs, key=lambda p: (-len(p.marks), p.source, p.target))
    for p in [p for p in rows if p.marks][:most]:
        out.append(("item", f"{p.source_name} → {p.target_name}: {_end(p.cooperation)}; {_end(p.conflict)}"))
    out += _rest(sum(1 for p in rows if p.marks), most)
    return out


def latest(found: Relations) -> list[Contact]:
    """The talks, the last first, those without a day after the rest."""
    dated = [c for c in found.contacts if c.day]
    return [*reversed(dated), *(c for c in found.contacts if not c.day)]


def _rest(number: int, most: int) -> list[Line]:
    return [("note", f"{number - most} more; --json and --md have all")] if number > most else []


def _tension(t: Tension) -> str:
    band = f"{t.conflict_low:.2f}–{t.conflict_high:.2f}"
    return (
        f"{t.one_name} – {t.two_name}: conflict {t.conflict:.2f} a week ({band}), {TREND[t.trend]}; "
        f"cooperation {t.cooperation:.2f}"
    )


def _end(level: Level) -> str:
    if not level.points:
        return f"{level.kind} –"
    end = level.points[-1]
    band = f"({end.low:.2f}–{end.high:.2f})"
    return f"{level.kind} {end.level:.2f} {band} {TREND[level.trend]}, {_count(level.marks, 'act')}"


def _pair(pair: Pair, most: int) -> list[Line]:
    out: list[Line] = [("head", f"{pair.source_name} → {pair.target_name}")]
    for level in (pair.cooperation, pair.conflict):
        if not level.points:
            out.append(("text", f"{level.kind}: no act is told on a day"))
            continue
        out.append(("text", f"{_end(level)}  {spark(level)}"))
        for c in level.changes:
            what = "rose" if c.after > c.before else "fell"
            levels = f"from {c.before:.2f} to {c.after:.2f} a week; probability {c.probability:.2f}"
            out.append(("item", f"{level.kind} {what} about {c.day} ({c.first} to {c.last}), {levels}"))
    marks = sorted(pair.marks, key=lambda m: (-m.now, m.first or "", m.event))
    if marks:
        out.append(("sub", "What moved it, by what is still felt"))
        for m in marks[:most]:
            out += _mark(m)
        out += _rest(len(marks), most)
    if pair.unplaced:
        out.append(("sub", "On no day"))
        for m in pair.unplaced[:most]:
            out.append(("item", f"{m.label} ({m.kind}): {m.why}"))
        out += _rest(len(pair.unplaced), most)
    if pair.levers:
        out.append(("sub", "Levers"))
        for line in pair.levers:
            out.append(("item", _lever(line, pair=True)))
            for s in line.steps:
                day = f" {'since' if s.dated else 'told by'} {s.day}" if s.day else ", no day told"
                whose = f", on the word of {_some(s.by_word_of)}" if s.by_word_of else ""
                out.append(("more", f"{s.state}{day}{whose}"))
                out += _quotes(s.cites[:1])
    return out


def _mark(m: Mark) -> list[Line]:
    days = m.first if m.first == m.last else f"{m.first} to {m.last}"
    what = word("type", m.type).lower()
    status = "" if m.status == "occurred" else f", {word('status', m.status)}"
    out: list[Line] = [("item", f"{days}  {m.label} [{m.kind}: {what}{status}] {_felt(m)}")]
    why = "; ".join(f"×{f.value:g} {f.because}" for f in m.factors)
    out.append(("more", f"weight {m.weight:.2f} = {abs(m.intensity):g}/10{f' {why}' if why else ''}"))
    return out + _quotes(m.cites[:1])


def _felt(m: Mark) -> str:
    return f"+{m.jump:.2f} then, +{m.now:.2f} now"


def _lever(line: LeverLine, *, pair: bool = False) -> str:
    against = f" → {name_of(line.against)}" if line.against else ""
    who = "" if pair else f"{name_of(line.by)}{against}: "
    known = (("on", line.on), ("eased", line.eased), ("off", line.off), ("threatened", line.threatened))
    days = ", ".join(f"{w} {d}" for w, d in known if d)
    return f"{who}{line.instrument}: {line.state}" + (f" ({days})" if days else "")


def spark(level: Level) -> str:
    """The course of a level in one line of bars."""
    points = level.points
    if len(points) < 2:
        return ""
    step = -(-len(points) // SPARK)
    values = [max(p.level for p in points[i : i + step]) for i in range(0, len(points), step)]
    top = max([*values, 0.1])
    return "".join(BARS[min(len(BARS) - 1, int(v / top * (len(BARS) - 1) + 0.5))] for v in values)


def agenda_text(found: Agenda, *, name: str, most: int = ALL) -> list[Line]:
    """The agenda in lines: what is to come, what is overdue, what became of the rest."""
    seen = f", as seen on {found.now[:10]}" if found.now else ""
    out: list[Line] = [("title", f"Agenda, {name}{seen}")]
    groups = (
        ("Overdue: the day has passed, and no report tells that it was held", {"overdue"}, None),
        ("To come", {"scheduled", "moved", "confirmed"}, True),
        ("To come, no date", {"scheduled", "moved", "confirmed"}, False),
        ("Cancelled", {"cancelled"}, None),
        ("Held or done", {"held"}, None),
    )
    for head, states, dated in groups:
        plans = [p for p in found.plans if p.state in states and (dated is None or (p.earliest is not None) == dated)]
        if plans:
            out.append(("head", head))
            for p in plans[:most]:
                out += _plan(p)
            out += _rest(len(plans), most)
    if not found.plans:
        out.append(("text", "no plan is told"))
    return out + [("note", n) for n in found.notes]


def _plan(p: Plan) -> list[Line]:
    sure = "" if p.state in {"held", "cancelled"} else ", confirmed" if p.certain else ", tentative"
    state = PLAN[p.state] if p.state not in {"scheduled", "confirmed"} else ""
    if p.state == "held" and p.type != "CONSULT":
        state = "done"
    when = p.when if p.when != "no date" else ""
    lead = "  ".join(x for x in (when, p.label) if x)
    tail = f"{state}{sure}".lstrip(", ")
    out: list[Line] = [("item", f"{lead}{f' [{tail}]' if tail else ''}")]
    clocks = [f"{c.capital} {c.words}" for c in p.clocks if c.words != p.when and not _same_day(p, c.earliest)]
    if clocks and p.state not in {"held", "cancelled"}:
        out.append(("more", f"clocks: {'; '.join(dict.fromkeys(clocks))}"))
    out += [("more", f"moved from {m.from_words} to {m.to_words} ({m.cite.file})") for m in p.moves]
    if p.said_by:
        out.append(("more", f"on the word of {_some(p.said_by)}"))
    open_ = p.state not in {"held", "cancelled"}
    out += [("more", r) for r in p.reasons if open_ or not r.startswith("tentative")]
    return out + _quotes(p.cites[:2])


def _same_day(p: Plan, local: str) -> bool:
    """Whether a plan of whole days begins on the same day on another clock."""
    return p.precision not in {"instant", "part-of-day"} and (p.earliest or "")[:10] == local[:10]


def watch_text(found: Watch, *, name: str) -> list[Line]:
    """What to watch in lines: touched, not yet, passed."""
    seen = f", as seen on {found.now[:10]}" if found.now else ""
    out: list[Line] = [("title", f"Watch, {name}{seen}")]
    for head, state in (("Touched by later reports", "touched"), ("Not yet", "not yet"), ("Passed", "passed")):
        signs = [s for s in found.signs if s.state == state]
        if signs:
            out.append(("head", head))
            for s in signs:
                out += _sign(s)
    if not found.signs:
        out.append(("text", "the reports name nothing to watch"))
    return out + [("note", n) for n in found.notes]


def _sign(s: Sign) -> list[Line]:
    since = f", {s.since[:10]}" if s.since else ""
    whose = f" ({_some(s.by)}{since})" if s.by else ""
    if s.kind == "conditional":
        head, rest = _bare(s.condition or "")
        text = f"{head}: {clipped(rest, QUOTED)} → then: {clipped(s.consequence or '', QUOTED)}"
    else:
        text = clipped(s.text, QUOTED)
    kind = {"indicator": "", "conditional": "", "threat": "threat: "}[s.kind]
    due = f"; due by {s.due}" if s.due else ""
    out: list[Line] = [("item", f"{kind}{text}{whose}{due}"), ("more", s.reason)]
    for t in s.touches:
        part = f"{t.part}, " if t.part else ""
        words = ", ".join(f"“{w}”" for w in t.words)
        day = t.cite.published[:10] if t.cite.published else "no date"
        out.append(("more", f"{part}{day}, {t.cite.file}{f', by the words {words}' if words else ''}"))
        out.append(("quote", f"“{clipped(' '.join(t.cite.quote.split()), QUOTED)}”"))
    return out


def _bare(text: str) -> tuple[str, str]:
    """The word that opens a condition, and the rest of it."""
    head, _, rest = text.partition(" ")
    return (head.lower(), rest) if head.lower() in {"if", "unless"} else ("if", text)


def _quotes(cites: Iterable[Cite]) -> list[Line]:
    out: list[Line] = []
    for c in cites:
        voice = f", {c.voice}" if c.voice else ""
        out.append(("quote", f"“{clipped(' '.join(c.quote.split()), QUOTED)}” ({c.file}{voice})"))
    return out


def _some(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def terminal(lines: Sequence[Line], width: int = WIDTH) -> list[str]:
    """The lines for a terminal, wrapped."""
    shape = {"item": (2, 4), "more": (6, 8), "quote": (6, 7), "text": (2, 4)}
    out: list[str] = []
    for kind, text in lines:
        if kind == "title":
            out.append(text)
        elif kind == "head":
            out += ["", text.upper()]
        elif kind == "sub":
            out += [f"  {text}:"]
        elif kind == "note":
            out += ["", *textwrap.wrap(f"Note: {text}.", width, subsequent_indent="  ")]
        else:
            first, rest = shape[kind]
            out += textwrap.wrap(
                text, width, initial_indent=" " * first, subsequent_indent=" " * rest, break_long_words=False
            )
    return out


def markdown(lines: Sequence[Line]) -> str:
    """The lines as Markdown."""
    marks = {
        "title": "# ",
        "head": "\n## ",
        "sub": "\n### ",
        "text": "\n",
        "item": "- ",
        "more": "  - ",
        "quote": "  - ",
        "note": "\n*",
    }
    return "\n".join(f"{marks[k]}{_escaped(t)}{'.*' if k == 'note' else ''}" for k, t in lines) + "\n"


def _escaped(text: str) -> str:
    """Words of reports that Markdown would read as its own are made plain."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in text)
