"""What a report's words count from: the date spoken of last, the day of speech, a period named before.

"The following day" counts from a day, "the end of the year" from a year, "by Friday" from now on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from memcon.extract.types import EventMention
from memcon.read.types import Timex
from memcon.reconcile.align import main_chain
from memcon.reconcile.bundle import Source
from memcon.reconcile.calendar import Context, Local, resolve
from memcon.reconcile.calendar_units import DAY, midnight
from memcon.reconcile.events import Happening
from memcon.reconcile.reference import FUTURE, REAL

OVER = timedelta(days=45)
"""A date this far behind the moment of speech is none that what is to come counts from."""
VAGUE_DAYS = {"week": 6, "month": 30, "season": 91, "year": 365}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One report's dates in the order of its text, as ``context`` reckons them."""

    source: Source
    context: Context

    def said_then(self, mention: EventMention) -> bool:
        """Whether a past verb tells of an act to come, so that a date beside it is that of the telling."""
        tokens = self.source.reading.tokens
        if not mention.rule.startswith("act:verb") or tokens[mention.head].tag not in {"VBD", "VBN"}:
            return False
        auxes = [t for t in tokens[max(0, mention.head - 6) : mention.head] if t.head == mention.head]
        had = tokens[mention.head].tag == "VBD" or any(t.norm in {"had", "'d"} for t in auxes)
        return had and not any(t.tag in {"MD", "TO"} for t in auxes)

    def watched(self, mention: EventMention) -> bool:
        """Whether a noun of act stands among what the report says to watch, and so is still to come."""
        if mention.status not in REAL or not mention.rule.startswith("act:noun"):
            return False
        drafts = self.source.extraction.drafts
        places = [drafts[i].evidence for i in self.source.extraction.indicators]
        return any(a <= mention.trigger[0] and mention.trigger[1] <= b for a, b in places)

    def when(self, mention: EventMention, timex: Timex) -> bool:
        """Whether a clause behind a date says what was then ("the worst since May, when X invaded Y")."""
        behind = self.source.reading.tokens[timex.last : timex.last + 2]
        return mention.head >= timex.last and any(t.norm == "when" and t.dep == "advmod" for t in behind)

    def deadline(self, local: Local) -> Local:
        """A stretch that ends with a date, for what is still to come when it is told: it starts with that day."""
        now = self.context.earliest or self.context.reference
        if now is None or local.high is None or local.high <= now:
            return local
        return replace(local, low=midnight(now.date()), because="a date by which it is to be")

    def in_period(self, timex: Timex) -> bool:
        """Whether the words name a week, month or year by the date spoken of before ("later in the year")."""
        if timex.unit not in VAGUE_DAYS or timex.low is None:
            return False
        return self.before(timex) is not None or (timex.low == 0 and self.context.reference is not None)

    def now(self) -> Local | None:
        """The day of the moment of speech, from which "the end of the year" is reckoned if no date stands before."""
        if self.context.reference is None:
            return None
        day = midnight(self.context.reference.date())
        return Local(low=day, high=day + DAY, precision="day", basis="relative", value=day.date().isoformat())

    def part_of(self, timex: Timex) -> Local | None:
        """The day spoken of last in the same sentence, for a part of it named without one ("… in the afternoon")."""
        if timex.part is None or timex.unit != "day" or timex.low != 0:
            return None
        found: Local | None = None
        for other in self.source.reading.timexes:
            if other.start >= timex.start:
                break
            plain = other.anchor in {"absolute", "partial", "deictic"} and other.part is None
            if other.sentence == timex.sentence and plain:
                local = resolve(other, self.spoken(other))
                if local.resolved and local.precision == "day":
                    found = local
        return found

    def before(self, timex: Timex) -> Local | None:
        """The last date before a time expression, at most two sentences back.

        What is to come is not reckoned from a day long over ("In March he agreed … He leaves at the month's end").
        """
        found: Local | None = None
        for other in self.source.reading.timexes:
            if other.start >= timex.start:
                break
            if timex.sentence - other.sentence <= 2 and other.anchor in {"absolute", "partial"}:
                local = resolve(other, self.spoken(other))
                if local.resolved:
                    found = local
        now, to_come = self.now(), self.spoken(timex).future
        if found and now and to_come and found.high and now.low and found.high <= now.low - OVER:
            return None
        return found

    def spoken(self, timex: Timex) -> Context:
        """What a date is reckoned from, told as to come if an act to come bears it."""
        i = self.source.reading.timexes.index(timex)
        bearers = [m for m in self.source.extraction.mentions if i in m.times]
        return replace(self.context, future=any(m.status in FUTURE for m in bearers) or None)

    def day_before(self, timex: Timex) -> Local | None:
        """The day spoken of last, from which "the following day" counts, here or in the sentence before.

        In one paragraph a sentence may stand between them.
        """
        found: Local | None = None
        sentences = self.source.reading.sentences
        for other in self.source.reading.timexes:
            if other.start >= timex.start:
                break
            same = sentences[other.sentence].paragraph == sentences[timex.sentence].paragraph
            near = timex.sentence - other.sentence <= 1 + same
            if near and other.anchor in {"absolute", "partial", "deictic"}:
                local = resolve(other, self.spoken(other))
                if local.resolved and local.precision in {"day", "part-of-day"}:
                    found = local
        return found


def story(source: Source, happenings: Sequence[Happening], years: Sequence[int]) -> date | None:
    """The day that an undated report's own dates settle on: those of what it is mostly about first."""
    chains = [c for h in happenings for c in h.group.chains if c.report == source.id]
    main = main_chain(chains)
    listed = [source.reading.timexes[i] for m in (main.mentions if main else ()) for i in m.times]
    for timexes in (listed, source.reading.timexes):
        days = Counter(
            (t.year or (years[0] if len(years) == 1 else None), t.month, t.day)
            for t in timexes
            if t.month and t.day and t.anchor in {"absolute", "partial"}
        )
        known = {(y, m, d): n for (y, m, d), n in days.items() if y and m and d}
        if known:
            year, month, day = min(known, key=lambda k: (-known[k], k))
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None
