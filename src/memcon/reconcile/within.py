"""Acts of speech that a readout tells of its contact: they were at the time of the contact.

"The president voiced concern" in a readout of a call was said in the call. The date is the call's, told as
relative, and the explanation says so; it never goes into a slot as if a report had stated it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from memcon.extract.types import EventMention
from memcon.model.memo import Time
from memcon.reconcile.actors import Cast
from memcon.reconcile.bundle import Bundle, Source
from memcon.reconcile.events import Happening
from memcon.reconcile.lexis import table

CLAUSES = frozenset({"ROOT", "conj"})


def _told(source: Source, mention: EventMention) -> bool:
    """Whether a main verb of the readout's own narration tells the act, with no date of its own."""
    if mention.status != "occurred" or mention.times or mention.orders or not mention.rule.startswith("act:verb"):
        return False
    tokens = source.reading.tokens
    at = mention.head
    for _ in range(len(CLAUSES) + 4):
        if not 0 <= at < len(tokens) or tokens[at].dep not in CLAUSES:
            return False
        if tokens[at].dep == "ROOT":
            return True
        at = tokens[at].head
    return False


def within(
    bundle: Bundle, cast: Cast, happenings: Sequence[Happening], times: Sequence[Time | None]
) -> list[Time | None]:
    """The times with those of the contact filled in for undated acts of speech that its readouts tell."""
    speech = set(table("cautions")["speech"])
    at = {(c.report, m.id): i for i, h in enumerate(happenings) for c in h.group.chains for m in c.mentions}
    out = list(times)
    for source in bundle.sources:
        if source.report.kind != "readout" or not source.report.side:
            continue
        contacts = [
            i
            for m in source.extraction.mentions
            if (i := at.get((source.id, m.id))) is not None
            and happenings[i].type == "CONSULT"
            and happenings[i].status == "occurred"
        ]
        if not contacts:
            continue
        main = min(contacts, key=lambda i: (-contacts.count(i), i))
        parties = set(cast.countries((*happenings[main].actors, *happenings[main].recipients)))
        when = times[main]
        if when is None or not when.earliest:
            continue
        for mention in source.extraction.mentions:
            i = at.get((source.id, mention.id))
            if i is None or out[i] is not None or happenings[i].type not in speech:
                continue
            acting = set(cast.countries(happenings[i].actors))
            if acting and acting <= parties and _told(source, mention):
                said = f"Told by the readout {source.id} of the {happenings[main].label} as said in it."
                out[i] = replace(when, basis="relative", explanation=said, words=())
    return out
