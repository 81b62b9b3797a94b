"""The columns of ``memcon code``: the full row, and what each column holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Row = dict[str, Any]
"""One row: a value for each column."""
Kind = Literal["text", "texts", "int", "real", "flag"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, what kind of value it holds (``texts`` is a list), what it says."""

    name: str
    kind: Kind
    says: str


def _c(name: str, kind: Kind, says: str) -> Column:
    return Column(name=name, kind=kind, says=says)


def _side(side: str) -> tuple[Column, ...]:
    """The columns of one side; the lists run side by side, one place per party."""
    what = "who acts; all parties of a reciprocal act" if side == "actor" else "whom the act is on"
    return (
        _c(f"{side}_name", "texts", f"{what}: the fullest name in the report"),
        _c(f"{side}_country", "texts", "ISO 3166-1 alpha-3 or PLOVER's code (EUR, UNO, IGO …), empty where unknown"),
        _c(f"{side}_sector", "texts", "PLOVER's sector (GOV, MIL, REB …), empty where the words do not show it"),
        _c(f"{side}_role", "texts", "the office that the report gives, empty for none"),
        _c(f"{side}_raw", "texts", "the words of the sentence that name the party, empty where it does not"),
        _c(f"{side}_implied", "texts", "`yes` where the sentence implies the party without naming it, else `no`"),
    )


NATIVE: tuple[Column, ...] = (
    _c("row_id", "text", "stable: the event's id and the type"),
    _c("event_id", "text", "stable: a hash of the report's id, its words and the place of the first trigger"),
    _c("report_id", "text", "the id in the corpus, the file's name, or a hash of the record"),
    _c("record", "text", "where the record stands in the corpus"),
    _c("outlet", "text", "the outlet, as the corpus or the text names it"),
    _c("url", "text", "the address of the report"),
    _c("publication_date", "text", "when the report was published, ISO 8601; never the date of the event"),
    _c("sentence", "int", "number of the sentence in the report, from 0"),
    _c("sentence_start", "int", "where the sentence starts, in code points of the text"),
    _c("sentence_end", "int", "where it ends, exclusive"),
    _c("quote", "text", "the sentence, verbatim"),
    _c("start", "int", "where the trigger starts, in code points of the text"),
    _c("end", "int", "where it ends, exclusive"),
    _c("trigger", "text", "the shortest words that name the act, verbatim"),
    _c("mentions", "int", "in how many places the report speaks of this event"),
    _c("mention_places", "texts", "these places, `start:end`"),
    _c("type", "text", "the act's own PLOVER type, whatever its status"),
    _c("mode", "text", "PLOVER's mode, empty for none"),
    _c("contexts", "texts", "PLOVER's contexts"),
    _c("quad", "text", "verbal or material, cooperation or conflict"),
    _c("alternative_type", "text", "the next best type, empty for none"),
    _c(
        "alternative_score",
        "real",
        "its share by the encoder where it was asked, else the lexicon's weight for it, from 0 to 1",
    ),
    _c("intensity", "real", "from -10 (conflict) to 10 (cooperation), of the mode, else of the type"),
    _c("intensity_table", "text", "the table that the intensity is from, with a hash"),
    _c("status", "text", "occurred, ongoing, planned, proposed, threatened, hypothetical or denied"),
    _c("about_type", "text", "of a threat, demand, offer or refusal: the type of the act that it is about"),
    _c("about_status", "text", "the status of that act"),
    _c("about_event", "text", "the event id of that act"),
    _c("within_event", "text", "the event id of the threat, demand, offer or refusal whose content this act is"),
    _c("negated", "flag", "whether the words deny the act"),
    *_side("actor"),
    *_side("recipient"),
    _c("reciprocal", "flag", "whether all parties act alike; they then stand in the actor's columns"),
    _c("date_low", "text", "the first moment at which the event can have been, ISO 8601 in UTC; empty if not told"),
    _c("date_high", "text", "the moment by which it was over, exclusive"),
    _c("date_precision", "text", "instant, part-of-day, day, week, month, season, year, open"),
    _c("date_basis", "text", "stated, relative, dateline or reconciled"),
    _c("date_value", "text", "the date as told, a TIMEX3 value on the clock of the text; X for what is missing"),
    _c("date_words", "text", "the words that give the date"),
    _c(
        "date_clocks", "texts", "the day or days in each party's capital: `USA 2024-05-14`, `JPN 2024-05-14/2024-05-15`"
    ),
    _c("date_why", "text", "what was added to the words, or why there is no date"),
    _c("told_date", "text", "the day on which a voice told it, a TIMEX3 value; empty if not told"),
    _c("place", "text", "where it was, as named"),
    _c("place_country", "text", "the country of the place"),
    _c("place_precision", "text", "place (a city or region), country"),
    _c("voices", "texts", "who says so, outermost first; empty where the report says it itself"),
    _c("voice_countries", "texts", "their countries, empty where unknown"),
    _c("manner", "text", "direct, indirect, readout or narration"),
    _c("stance", "text", "asserts, hedges, denies or declines"),
    _c("origins", "texts", "who stands behind it: speakers, else whom the report credits, else its outlet"),
    _c("copy_of", "text", "the id of an earlier report of the corpus with the same words"),
    _c(
        "coder",
        "text",
        "who gave the type: rules, both (the encoder was asked and agrees), encoder (it overruled them)",
    ),
    _c("coded_by", "text", "the rule that found the act"),
    _c("tool", "text", "memcon and its version"),
    _c("rules", "text", "a hash of the data files that the rules stand in"),
    _c("score", "real", "how likely the type is right, empty where nothing tells"),
    _c("score_why", "text", "what the score was calibrated on, or why there is none"),
    _c("reason", "text", "why the act has this type, in words"),
)


def empty(columns: tuple[Column, ...]) -> Row:
    """A row of nothing."""
    return {c.name: [] if c.kind == "texts" else None for c in columns}
