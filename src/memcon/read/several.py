"""Who is meant by a number and an office: "the three", "the two interior ministers", "the two ministers"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.model import gazetteer
from memcon.read.gazette import Entry, Hit, office_kinds
from memcon.read.lexicon import same_office, table, words
from memcon.read.register import Record

if TYPE_CHECKING:
    from memcon.read.pairs import Pairs
    from memcon.read.trail import Trail

_REACH = 4
"""Sentences back, the noun's own among them, in which three or more were spoken of."""
_NEAR = 6
"""Sentences back in which two who hold an office were spoken of."""


def fits(record: Record, noun: str) -> bool:
    """Whether somebody's offices, as far as they are known, are those that a noun needs ("the two ministers")."""
    wanted = table("coref")["pair_offices"].get(noun)
    kinds = office_kinds()
    public = [r for r in record.roles if kinds.get(r, "other") != "other"]
    if wanted is None or not public or record.kind != "person":
        return True
    return any(r in wanted or kinds[r].upper() in wanted for r in public)


def worded(trail: Trail, office: str, found: list[Record], at: int) -> list[Record]:
    """Those whom the text itself calls by a word: "the Minister" beside a foreign secretary is the other one."""
    tokens = trail.page.tokens
    said = any(t.norm == office for t in tokens[at : at + 3])
    if not said or office not in words("names", "plain_offices") or len(found) < 2:
        return found
    called: dict[int, set[str]] = {}
    for m in trail.history:
        if m.form == "office":
            called.setdefault(m.ref, set()).update(t.norm for t in tokens[m.first : m.last])
    meant = [
        r
        for r in found
        if office in called.get(r.key, ()) or (r.key not in called and any(office in role.split() for role in r.roles))
    ]
    return meant or found


class Several:
    """The nouns that a number tells the size of, and those of one office."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self.trail = pairs.trail

    def three(self, i: int) -> int | None:
        """Note "the three", "the three leaders", if just so many were spoken of latest; the token after it, or null."""
        tokens, trail = self.trail.page.tokens, self.trail
        many = int(table("coref")["more_numbers"][tokens[i + 1].norm])
        at = i + 2
        nouns = table("coref")["pairs"]
        kind, noun, last = "person", "", at
        if not self.pairs.stands_alone(at):
            said = (" ".join(t.norm for t in tokens[at : at + size]) for size in (2, 1))
            low = next((w for w in said if w in nouns["person"]), None)
            state = tokens[at].norm if at < len(tokens) and tokens[at].norm in nouns["government"] else None
            if low is None and state is None:
                return None
            kind, noun = ("person", low) if low is not None else ("government", state or "")
            last = at + len(noun.split())
            if self.pairs.restricted(last):
                return None
        found: dict[int, None] = {}
        for number in range(tokens[i].sentence, max(tokens[i].sentence - _REACH, -1), -1):
            for m in trail.in_sentence(number):
                if m.first >= i or m.form == "demonym":
                    continue
                record = trail.record(m)
                for r in [trail.register[k] for k in record.members] or [record]:
                    key = r.key if kind == "person" and trail.leads(r) else None
                    key = trail.state_key(r) if kind == "government" else key
                    if key is not None and fits(r, noun):
                        found[key] = None
            if len(found) >= many:
                break
        if len(found) > many:  # who is of no state stands beside those who are
            states = gazetteer.states()
            found = {k: None for k in found if trail.register[k].country in states}
        if len(found) != many:
            return None
        return self.pairs.note(i, i + 1 if last == at else at, last, list(found))

    def _office(self, at: int) -> tuple[Hit, Entry] | None:
        """The plural office that begins at a token."""
        hit = self.trail.names.owner.get(at)
        entry = hit.of("office") if hit is not None and hit.first == at else None
        if hit is None or entry is None or not self.trail.names.titles.plural(hit):
            return None
        return hit, entry

    def of_office(self, i: int, at: int) -> int | None:
        """Note "the two interior ministers" for the latest two who hold that office; the token after it, or null."""
        found = self._office(at)
        if found is None or self.pairs.restricted(found[0].last):
            return None
        hit, entry = found
        low = " ".join(t.norm for t in self.trail.page.tokens[at : hit.last])
        if any(low in nouns for nouns in table("coref")["pairs"].values()):
            return None
        kin = same_office(entry.key)
        register = self.trail.register
        near = dict.fromkeys(m.ref for m in self.trail.before(i, _NEAR) if kin & set(self.trail.record(m).roles))
        people = [k for k in near if register[k].kind == "person" and not register[k].plural][:2]
        if len(people) < 2 or not self.pairs.apart(register[people[0]], register[people[1]]):
            members = self.of_states(at, hit.last)
            return self.pairs.note(i, at, hit.last, members) if members is not None else None
        return self.pairs.note(i, at, hit.last, people[::-1])

    def of_states(self, at: int, last: int) -> list[int] | None:
        """Those of an office, named or not, of the two states that a report is about: "the two foreign ministers"."""
        found = self._office(at)
        if found is None or found[0].last != last or found[1].key in {"minister", "diplomat", "envoy", "leader"}:
            return None
        office, kind = found[1].key, office_kinds().get(found[1].key, "other")
        if kind != "minister":
            return None
        out = []
        for key in self.pairs.main_pair() or ():
            country = self.trail.register[key].country
            if country is None or self.trail.register[key].kind != "government":
                return None
            held = self.pairs.offices.holder(office, country, at, kind)
            out.append((held or self.pairs.offices.nameless(office, country)).key)
        return out if len(out) > 1 else None
