"""Cautions on quotations of a few words, whose full text neither the speaker's side nor another report gives."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.model.memo import Caution, VoiceLink
from memcon.read.types import Quote
from memcon.reconcile.bundle import Source, natural
from memcon.reconcile.events import words
from memcon.reconcile.findings import Findings, say
from memcon.reconcile.hearsay import gist, inside
from memcon.reconcile.slots import View

FRAGMENT = 7
"""Words from which on a quotation without a subject of its own may pass for a whole remark."""
SHORT = 3


def _fragment(source: Source, quote: Quote) -> bool:
    """Whether a quotation is a piece of a sentence: short, and without a subject with its verb."""
    tokens = source.reading.tokens[quote.first : quote.last]
    count = len(source.reading.text[quote.start : quote.end].split())
    if count <= SHORT:
        return True
    return count <= FRAGMENT and not any(
        t.dep in {"nsubj", "nsubjpass"} and quote.first <= t.head < quote.last for t in tokens
    )


def _person(link: VoiceLink, view: View) -> str:
    """A person by id, any other voice by its words: one ministry's full remark does not fill another's fragment."""
    known = view.cast.actors.get(link.actor or "")
    return known.id if known and known.kind == "person" else link.name.lower()


def _quoted(ids: Sequence[str], found: Findings) -> str:
    first = found.book.known[min(ids, key=natural)]
    return gist(first)


def fragments(found: Findings, view: View) -> list[Caution]:
    """Quotations of a few words that neither the speaker's own side's texts nor a longer quotation of him hold."""
    own_texts: dict[str, str] = {}
    for one in view.sources.values():
        if one.report.side:
            own_texts[one.report.side] = own_texts.get(one.report.side, "") + " " + _plain(one.report.text)
    fuller: dict[str, str] = {}
    short: dict[tuple[str, str], tuple[str, list[tuple[str, str]]]] = {}
    for source in view.sources.values():
        claims = [c for c in found.book.of_report(source.id) if c.voice]
        for quote in source.reading.quotes:
            span = source.span(quote.start, quote.end)
            voiced = [c for c in claims if c.evidence[0].meets(span)]
            if not voiced or not span.quote:
                continue
            best = min(voiced, key=lambda c: (len(c.evidence[0]), natural(c.id)))
            link = best.voice[-1]
            country = view.cast.country(link.actor)
            own = source.report.side
            if own and country in {None, own}:
                continue
            # what is said at no event of the bundle is of one occasion within one report only
            who = " ".join(_person(v, view) for v in best.voice)
            text = _plain(span.quote)
            if not _fragment(source, quote):
                fuller[who] = f"{fuller.get(who, '')} {text}"
            elif text not in own_texts.get(country or "", ""):
                short.setdefault((who, best.event or source.id), (link.name, []))[1].append((text, best.id))
    return [
        Caution(
            kind="fragment-quote",
            text=say("fragment-quote", who=inside(name), said=_quoted(ids, found)),
            event=event if event not in view.sources else None,
            claims=tuple(sorted(set(ids), key=natural)),
        )
        for (who, event), (name, pieces) in sorted(short.items(), key=lambda s: min(natural(i) for _, i in s[1][1]))
        if (ids := [i for text, i in pieces if text not in fuller.get(who, "")])
    ]


def _plain(text: str) -> str:
    """A text to look words up in: white space folded, no marks of quotation, in lower case."""
    return words(text).strip("“”\"'‘’«»., ").lower()
