"""The events of one report as full rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from memcon.coder.chains import Chain, chains
from memcon.coder.columns import NATIVE, Row, empty
from memcon.coder.dating import Dated, Dates, codes_of
from memcon.coder.scan import Scan
from memcon.coder.score import Judged, judged, retyped
from memcon.coder.sides import Side, opened, side_of
from memcon.extract.chains import covering, link
from memcon.extract.types import Attribution, EventMention, Voice
from memcon.model import ontology
from memcon.read.types import Entity, Naming


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Who codes: the tool and its version, the hash of its rules."""

    tool: str
    rules: str


@cache
def intensity_table() -> str:
    """The name of the table of intensities, with a hash of its file."""
    data = (files("memcon.model") / "data" / "plover" / "plover_modes_scores.csv").read_bytes()
    return f"PLOVER 0.8 {hashlib.sha256(data).hexdigest()[:8]}"


def _intensity(kind: str, mode: str | None) -> float:
    return ontology.intensity(kind, mode if mode in ontology.modes(kind) else None)


def event_id(scan: Scan, chain: Chain) -> str:
    """The id of an event: the report's id and words, and where its first trigger stands."""
    start, end = chain.head.trigger
    told = f"{scan.report.id}\x1f{start}\x1f{end}\x1f{scan.reading.text}"
    return "e" + hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def rows(scan: Scan, made: Made) -> list[Row]:
    """A row for each event and type of a report, in text order."""
    found = chains(scan)
    if not found:
        return []
    ids = [event_id(scan, c) for c in found]
    teller = _Teller(scan, made)
    told = [judged(scan, c.head) for c in found]
    out: list[Row] = []
    for chain, ident, one in zip(found, ids, told, strict=True):
        row = teller.row(chain, ident, one)
        if chain.about is not None:
            row |= {
                "about_type": told[chain.about].type,
                "about_status": found[chain.about].head.status,
                "about_event": ids[chain.about],
            }
        if chain.within is not None:
            row["within_event"] = ids[chain.within]
        out.append(row)
        out += teller.others(chain, row)
    return out


def published(stamp: str | None) -> str | None:
    """A date of publication as it was stated: noon to the second stands for a day without an hour."""
    return stamp[:10] if stamp and stamp[10:19] == "T12:00:00" else stamp


class _Teller:
    """Makes rows of one report's events; holds what is looked up for each of them."""

    def __init__(self, scan: Scan, made: Made) -> None:
        self.scan = scan
        self.made = made
        self.entities: Mapping[str, Entity] = {e.id: e for e in scan.reading.entities}
        self.dates = Dates(scan)
        self.named: dict[int, list[Naming]] = {}
        for naming in scan.reading.namings:
            self.named.setdefault(scan.reading.tokens[naming.head].sentence, []).append(naming)

    def row(self, chain: Chain, ident: str, told: Judged) -> Row:
        """The row of an event under its own type."""
        head, report, reading = chain.head, self.scan.report, self.scan.reading
        sentence = reading.sentences[head.sentence]
        actors, recipients = self._parties(chain)
        countries = codes_of(s.code for s, _ in (*actors, *recipients))
        dated = self.dates.of(chain, countries)
        voices, around = self._voices(head)
        row = empty(NATIVE)
        row |= {
            "row_id": f"{ident}-{told.type.lower()}",
            "event_id": ident,
            "report_id": report.id,
            "record": report.file,
            "outlet": report.outlet,
            "url": report.url,
            "publication_date": published(report.published),
            "sentence": sentence.i,
            "sentence_start": sentence.start,
            "sentence_end": sentence.end,
            "quote": reading.text[sentence.start : sentence.end],
            "start": head.trigger[0],
            "end": head.trigger[1],
            "trigger": reading.text[head.trigger[0] : head.trigger[1]],
            "mentions": len(chain.mentions),
            "mention_places": [f"{m.trigger[0]}:{m.trigger[1]}" for m in chain.mentions],
            "status": head.status,
            "negated": head.status == "denied",
            "reciprocal": head.reciprocal,
            **self._coded(head, told),
            **self._side("actor", actors),
            **self._side("recipient", recipients),
            **_dates(dated),
            "told_date": next((t for m in chain.mentions if (t := self.dates.told(m))), None),
            **self._place(chain),
            "voices": [v.name for v in voices],
            "voice_countries": [self._country(v.entity) or "" for v in voices],
            "manner": self._manner(head, voices, around),
            "stance": _stance(head, around),
            "origins": self._origins(chain),
            "tool": self.made.tool,
            "rules": self.made.rules,
        }
        return row

    def others(self, chain: Chain, first: Row) -> list[Row]:
        """A row for each other type that the report gives the same event in another place."""
        out: list[Row] = []
        seen = {chain.head.type, first["type"]}
        for mention in chain.mentions[1:]:
            if mention.type in seen or mention.type not in ontology.kinds():
                continue
            seen.add(mention.type)
            told = judged(self.scan, mention)
            if told.type == mention.type:
                row_id = f"{first['event_id']}-{told.type.lower()}"
                out.append({**first, **self._coded(mention, told), "row_id": row_id})
        return out

    def _coded(self, mention: EventMention, told: Judged) -> Row:
        """Type and what follows from it."""
        kind, mode = told.type, retyped(mention, told).mode
        start, end = mention.trigger
        words = " ".join(self.scan.reading.text[start:end].split())
        group = mention.rule.split(":")[1] if mention.rule.count(":") >= 2 else mention.rule
        reason = f"“{words}” is named as {mention.type} by {group} of the lexicon"
        if told.coder == "encoder":
            reason += f"; the encoder takes the sentence for {kind}"
        return {
            "type": kind,
            "mode": mode,
            "contexts": list(mention.contexts),
            "quad": ontology.quad(kind).lower(),
            "alternative_type": told.other[0] if told.other else None,
            "alternative_score": told.other[1] if told.other else None,
            "intensity": _intensity(kind, mode),
            "intensity_table": intensity_table(),
            "coder": told.coder,
            "coded_by": mention.rule,
            "score": told.score,
            "score_why": told.why,
            "reason": reason,
        }

    def _parties(self, chain: Chain) -> tuple[list[tuple[Side, EventMention]], list[tuple[Side, EventMention]]]:
        """The parties of a chain: of the first mention that names any, each side for itself."""
        actors = next((m for m in chain.mentions if m.actors), chain.head)
        recipients = next((m for m in chain.mentions if m.recipients), chain.head)
        ours = self._opened(actors.actors)
        theirs = self._opened(recipients.recipients)
        if chain.head.reciprocal:
            ours, theirs = tuple(dict.fromkeys((*ours, *theirs))), ()
        left = tuple(i for i in theirs if i not in ours)
        return [(side_of(self.entities[i]), actors) for i in ours], [
            (side_of(self.entities[i]), recipients) for i in left
        ]

    def _opened(self, ids: Iterable[str]) -> tuple[str, ...]:
        found = opened(ids, self.entities)
        return tuple(i for i in found if i in self.entities and self.entities[i].kind != "place")

    def _side(self, side: str, parties: Sequence[tuple[Side, EventMention]]) -> Row:
        raw = [self._raw(s.entity, m) for s, m in parties]
        return {
            f"{side}_name": [s.name for s, _ in parties],
            f"{side}_country": [s.code or "" for s, _ in parties],
            f"{side}_sector": [s.sector or "" for s, _ in parties],
            f"{side}_role": [s.role or "" for s, _ in parties],
            f"{side}_raw": raw,
            f"{side}_implied": [
                "yes" if s.entity in m.implied or not words else "no"
                for (s, m), words in zip(parties, raw, strict=True)
            ],
        }

    def _raw(self, entity: str, mention: EventMention) -> str:
        """The words of the sentence that name a party, those nearest to the trigger; a group's for its members."""
        start, end = mention.trigger
        best: Naming | None = None
        for naming in self.named.get(mention.sentence, ()):
            other = self.entities.get(naming.entity)
            if naming.entity != entity and (other is None or entity not in opened([naming.entity], self.entities)):
                continue
            if best is None or _apart(naming, start, end) < _apart(best, start, end):
                best = naming
        return self.scan.reading.text[best.start : best.end] if best else ""

    def _country(self, entity: str | None) -> str | None:
        found = self.entities.get(entity or "")
        return found.country if found else None

    def _place(self, chain: Chain) -> Row:
        mention = next((m for m in chain.mentions if m.place), None)
        if mention is None or mention.place is None:
            return {"place": None, "place_country": None, "place_precision": None}
        normal = next((f.normal for f in mention.fills if f.slot == "place"), None)
        entity = self.entities.get(normal or "")
        country = entity.country if entity else None
        whole = entity is not None and entity.kind == "government" and entity.name == mention.place
        return {
            "place": mention.place,
            "place_country": country,
            "place_precision": "country" if whole else "place",
        }

    def _voices(self, mention: EventMention) -> tuple[tuple[Voice, ...], tuple[Attribution, ...]]:
        around = covering(self.scan.attributions, *mention.trigger)
        return link(around), around

    def _manner(self, mention: EventMention, voices: Sequence[Voice], around: Sequence[Attribution]) -> str:
        if not voices:
            return "readout" if self.scan.report.kind == "readout" else "narration"
        start, end = mention.trigger
        quoted = any(q.start <= start and end <= q.end for q in self.scan.reading.quotes)
        if quoted:
            return "direct"
        manner = around[0].manner
        return "indirect" if manner == "direct" else manner

    def _origins(self, chain: Chain) -> list[str]:
        """Who stands behind an event: the outermost voices of its mentions, else those the report credits."""
        out: dict[str, None] = {}
        for mention in chain.mentions:
            voices, _ = self._voices(mention)
            if voices:
                out.setdefault(voices[0].name)
        report = self.scan.report
        if len(out) < len(chain.mentions) and not out:
            for credit in report.credits or ((report.outlet,) if report.outlet else (report.id,)):
                out.setdefault(credit)
        return list(out)


def _apart(naming: Naming, start: int, end: int) -> tuple[int, int]:
    return max(naming.start - end, start - naming.end, 0), naming.start


def _stance(mention: EventMention, around: Sequence[Attribution]) -> str:
    stances = [a.stance for a in around if a.rule != "turn"]
    if mention.status == "denied" or "denies" in stances:
        return "denies"
    return "hedges" if "hedges" in stances else "asserts"


def _dates(dated: Dated) -> Row:
    return {
        "date_low": _stamp(dated.low),
        "date_high": _stamp(dated.high),
        "date_precision": dated.precision,
        "date_basis": dated.basis,
        "date_value": dated.value,
        "date_words": dated.words,
        "date_clocks": list(dated.clocks),
        "date_why": dated.why or None,
    }


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="minutes").replace("+00:00", "Z")
