"""The view of a memorandum: every section of the page, in the order of the page."""

from __future__ import annotations

from memcon.model.memo import Memorandum
from memcon.present.accounts import table
from memcon.present.cautions import before_filing
from memcon.present.clocktable import clock_notes, clock_rows, clocks, drawn, missing, named, stated
from memcon.present.clockwords import dates
from memcon.present.desk import Desk
from memcon.present.facts import cards
from memcon.present.further import further
from memcon.present.happened import happened, record, title, unread
from memcon.present.judged import judged
from memcon.present.network import network
from memcon.present.quotes import quoted, unheard
from memcon.present.sections import (
    PAIRS,
    agenda,
    alone_in,
    held_back,
    left_out,
    levers,
    questions,
    readings,
    relations,
    standpoints,
    ties,
    watch,
)
from memcon.present.sources import about, sources
from memcon.present.told_on import told_on
from memcon.present.view import View


def view(memo: Memorandum, *, zone: str | None = None) -> View:
    """The view of a memorandum; ``zone`` adds the reader's own clock (an IANA name)."""
    desk = Desk.of(memo)
    shown = clocks(desk, zone)
    rows = clock_rows(desk, shown)
    line = drawn(desk, rows, shown)
    facts, minor, single = table(desk, {r.event for r in rows})
    pairs = relations(desk)
    return View(
        title=title(desk),
        subtitle=(dates(desk.main, desk.home(desk.main)) or "no report dates it") if desk.main else "",
        record=record(desk),
        unread=unread(desk),
        further=further(memo),
        happened=happened(desk),
        before=before_filing(desk),
        clocks=named(desk, shown),
        clock_rows=rows,
        clock_notes=clock_notes(desk, rows),
        timeline=line,
        no_timeline=missing(desk, rows, line),
        stated=stated(desk, rows, shown),
        columns=tuple((r.id, about(r)) for r in memo.reports if r.read),
        facts=facts,
        minor=minor,
        single=single,
        words=quoted(desk),
        held=held_back(desk),
        left_out=left_out(desk),
        unheard=unheard(desk),
        levers=levers(desk),
        agenda=agenda(desk),
        watch=watch(desk),
        ask=questions(desk),
        readings=readings(desk),
        standpoints=standpoints(desk),
        relations=pairs[:PAIRS],
        relations_more=max(0, len(pairs) - PAIRS),
        network=network(ties(desk)),
        alone=alone_in(desk),
        cards=cards(desk),
        sources=sources(desk),
        judged=judged(memo),
        told_on=told_on(memo),
        tool=f"{memo.tool.name} {memo.tool.version}, rules {memo.tool.rules}",
    )
