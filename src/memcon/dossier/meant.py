"""Which reports of a dossier judgements speak of: what ``brief`` finds among reports at hand, found among rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from memcon.dossier.numbering import Numbering
from memcon.model.judgements import Pages, Ruling, last_name, plain, spoken_of
from memcon.store import judgements as rows
from memcon.store.reports import some

Speaks = Mapping[int, frozenset[int]]
"""By a judgement's number, the rows of the reports that it speaks of."""


def speaks(connection: Connection, names: Numbering, rulings: Sequence[Ruling]) -> dict[int, frozenset[int]]:
    """The reports, as they stand now, that each of some judgements speaks of; ``names`` are those of all reports."""
    if not rulings:
        return {}
    anchors = [a for r in rulings for a in (*r.left, *r.right)]
    texts = rows.having(connection, {a.sha256 for a in anchors}, names.names)
    wanted = {last_name(a.file) for a in anchors if a.sha256 not in texts}
    named: dict[str, list[int]] = {}
    for row, name in names.names.items() if wanted else ():
        if (last := last_name(name)) in wanted:
            named.setdefault(last, []).append(row)
    plains: dict[int, str] = {}

    def words(row: int) -> str:
        if row not in plains:
            plains[row] = plain(some(connection, [row])[0].report.text)
        return plains[row]

    outlets = rows.outlets(connection, names.names) if any(r.source for r in rulings) else {}
    return spoken_of(rulings, Pages(texts=texts, names=named, outlets=outlets, words=words))


def among(rulings: Iterable[Ruling], said: Speaks, held: Collection[int], *, first: bool) -> tuple[Ruling, ...]:
    """The judgements that are told in a story of some reports; in the first, those that speak of no report too."""
    own = frozenset(held)
    return tuple(r for r in rulings if said[r.number] & own or (first and not said[r.number]))
