"""The rows of near misses and disputes from what the dossier keeps of each story, without opening its memorandum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from memcon.dossier.outlook_shelf import OnFile
from memcon.dossier.waiting import KeptDispute, KeptNear
from memcon.model.memo import Report
from memcon.model.places import Span
from memcon.model.renaming import local, renaming
from memcon.present.serve import reads
from memcon.present.serve.waits import AccountRow, Mentioned, NearRow, Waiting
from memcon.present.words import word
from memcon.store.reports import some


class Pages:
    """The reports and labels that the rows of one page need, each looked up once."""

    def __init__(self, own: OnFile) -> None:
        self.own = own
        self._reports: dict[int, Report] = {}
        self._turned: dict[int, Callable[[str], str]] = {}

    def fetch(self, numbers: Iterable[tuple[int, int]]) -> None:
        """Look up reports of stories by their numbers there, all at once."""
        wanted = {self.own.row(story, number) for story, number in numbers} - self._reports.keys()
        for found in some(self.own.connection, wanted):
            name, file = self.own.named(found.row)
            self._reports[found.row] = replace(found.report, id=name, file=file)

    def report(self, story: int, number: int) -> Report:
        """A report of a story by its number there, under the id that it has among all."""
        row = self.own.row(story, number)
        if row not in self._reports:
            self.fetch([(story, number)])
        return self._reports[row]

    def telling(self, story: int, one: KeptNear | KeptDispute) -> Iterator[tuple[int, int]]:
        """The reports that a row needs, by story and number."""
        places: tuple[int, ...]
        if isinstance(one, KeptNear):
            places = (one.left, one.right, one.left_sentence, one.right_sentence)
        else:
            places = tuple(w.place for a in one.accounts for w in a.words)
            yield from ((story, number) for a in one.accounts for number in a.reports)
        body = self.own.body(story)
        yield from ((story, body.spot(place).report) for place in places)

    def at(self, story: int, place: int) -> tuple[Report, Span]:
        """A place by its number in the story: its report, and the place with its words."""
        spot = self.own.body(story).spot(place)
        report, end = self.report(story, spot.report), spot.start + spot.size
        return report, Span(report=report.id, start=spot.start, end=end, quote=report.text[spot.start : end])

    def named(self, story: int, text: str) -> str:
        """Words with the ids of the story's own reports turned to those of all."""
        if story not in self._turned:
            numbers = range(1, len(self.own.rows(story)) + 1)
            self._turned[story] = renaming({local(n): self.own.named(self.own.row(story, n))[0] for n in numbers})
        return self._turned[story](text)


def kept_near(pages: Pages, story: int, one: KeptNear) -> NearRow:
    """A near miss as a row."""
    return NearRow(
        story=story,
        number=one.number,
        one=one.verdict == "same",
        barred=False,
        left=_mentioned(pages, story, one.left_event, one.left, one.left_sentence),
        right=_mentioned(pages, story, one.right_event, one.right, one.right_sentence),
        closeness=round(one.score, 2),
        needed=round(one.needed, 2),
        spoke_for=tuple(pages.named(story, w) for w in one.spoke_for),
        spoke_against=tuple(pages.named(story, w) for w in one.spoke_against),
    )


def _mentioned(pages: Pages, story: int, event: str, place: int, sentence: int) -> Mentioned:
    (report, own), (_, around) = pages.at(story, place), pages.at(story, sentence)
    at = own.start - around.start
    return Mentioned(
        event=event,
        label=pages.own.label(story, event),
        report=report.id,
        outlet=report.outlet or report.file,
        words=reads.words_of(report, own),
        before=around.quote[:at] if at >= 0 else "",
        after=around.quote[at + len(own.quote) :] if at >= 0 else "",
        name=f"{report.id}:{own.start}-{own.end}",
    )


def kept_dispute(pages: Pages, story: int, one: KeptDispute) -> Waiting:
    """A dispute as a row."""
    accounts = []
    for account in one.accounts:
        reports = [pages.report(story, n) for n in account.reports]
        words = [reads.words_of(*pages.at(story, w.place), w.claim) for w in account.words]
        accounts.append(
            AccountRow(
                number=account.number,
                value=pages.named(story, account.value),
                outlets=tuple(r.outlet or r.file for r in reports),
                words=tuple(words),
            )
        )
    return Waiting(
        story=story,
        event=one.event,
        label=pages.own.label(story, one.event),
        slot=one.slot,
        what=word("slot", one.slot),
        standing=word("standing", one.standing),
        explanation=pages.named(story, one.explanation),
        accounts=tuple(accounts),
    )
