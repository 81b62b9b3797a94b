"""Who is meant by "the leaders", "both sides", "the two countries"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from memcon.read.lexicon import table, words
from memcon.read.offices import Offices
from memcon.read.register import Mention, Record
from memcon.read.trail import Trail


class Pairs:
    """The resolving of nouns for two or more named before."""

    def __init__(self, trail: Trail, offices: Offices) -> None:
        self.trail = trail
        self.offices = offices

    def pair(self, i: int) -> int | None:
        """Resolve "the leaders", "both sides", "the two countries"; the token after it, or null."""
        tokens = self.trail.page.tokens
        det = tokens[i].norm
        if det not in {"the", "both", "two", "these", "their", "our"} or i in self.trail.by_token:
            return None
        at = i + 1
        number = det in words("coref", "numbers")
        while at < len(tokens) and tokens[at].norm in {"two", "the", "both", "respective"}:
            number = number or tokens[at].norm in words("coref", "numbers")
            at += 1
        for kind, nouns in table("coref")["pairs"].items():
            for size in (3, 2, 1):
                low = " ".join(t.norm for t in tokens[at : at + size])
                if low not in nouns or tokens[min(at + size, len(tokens)) - 1].sentence != tokens[i].sentence:
                    continue
                last = at + size
                needs = low in words("coref", "pairs_need_number")
                if needs and not number and det not in {"their", "our"}:
                    continue
                if det in {"their", "our"} and low not in words("coref", "owned_pairs"):
                    return None
                members = self._listed(last, kind) or (None if self._restricted(last) else self._members(i, kind, low))
                if members is None:
                    return None
                head = self.trail.page.root(at, last)
                self.trail.note(i, last, head, "group", self.trail.group(members).key)
                return last
        return None

    def _restricted(self, last: int) -> bool:
        """Whether an ``of`` phrase says which ones are meant."""
        tokens = self.trail.page.tokens
        return (
            last < len(tokens) and tokens[last].norm == "of" and tokens[min(last + 1, len(tokens) - 1)].norm != "state"
        )

    def _listed(self, last: int, kind: str) -> list[int] | None:
        """The members that an ``of`` phrase lists: "the Presidents of A and B"."""
        tokens = self.trail.page.tokens
        if not self._restricted(last):
            return None
        found: list[Mention] = []
        at = last + 1
        while at < len(tokens) and at < last + 16 and tokens[at].sentence == tokens[last].sentence:
            m = self.trail.by_token.get(at)
            if m is not None and self.trail.record(m).kind in {"government", "organization", "person"}:
                found.append(m)
                at = m.last
            elif tokens[at].norm in {"the", "and", ",", "both", "of", "united"}:
                at += 1
            else:
                break
        keys = list(dict.fromkeys(m.ref for m in found))
        if len(keys) < 2:
            return None
        if kind == "government":
            return keys
        people = []
        for key in keys:
            record = self.trail.register[key]
            holder = record if record.kind == "person" else self.offices.holder("leader", record.country, last, "head")
            if holder is None and record.country is not None:
                holder = self.offices.from_table("leader", record.country, "leader")
            if holder is None:
                return keys
            people.append(holder.key)
        return people

    def _members(self, i: int, kind: str, noun: str) -> list[int] | None:
        """The two persons or governments most lately spoken of that a noun may mean."""
        anyone = noun in words("coref", "anyone")
        heads = noun in words("coref", "pairs_of_heads") and any(r.head for r in self.trail.register.records)
        people: list[int] = []
        states: list[int] = []
        mine = self.trail.page.tokens[i].sentence
        for number in range(mine, max(mine - 5, -1), -1):
            here = [
                m for m in self.trail.in_sentence(number) if m.first < i and self.trail.quote_at.get(m.first) is None
            ]
            for m in reversed(here):
                members = self.trail.record(m).members
                inner = [self.trail.register[k] for k in members]
                fit = inner and all(p.kind == "person" and (p.head or not heads) for p in inner)
                if kind == "person" and fit and not people:
                    return [p.key for p in inner]
                if kind == "government" and inner and not states:
                    codes = list(dict.fromkeys(self.trail.state_key(p) for p in inner))
                    if len(codes) > 1 and None not in codes:
                        return [c for c in codes if c is not None]
            pair = self._joined(here, kind)
            if pair is not None and heads and kind == "person":
                pair = pair if all(self.trail.register[k].head for k in pair) else None
            if pair is not None and not people and len(states) < 2:
                return pair
            for m in sorted(here, key=lambda m: (not self.trail.is_subject(m), -m.first)):
                r = self.trail.record(m)
                if heads and r.kind == "person" and not r.head:
                    continue
                if (
                    (self.trail.leads(r) or (anyone and r.kind == "person" and not r.plural))
                    and r.key not in people
                    and all(self._apart(r, self.trail.register[k]) for k in people)
                ):
                    people.append(r.key)
                if r.kind == "government" and m.form != "demonym" and r.key not in states:
                    states.append(r.key)
            if kind == "person" and len(people) >= 2:
                return people[:2][::-1]
            if kind == "government":
                owned = list(dict.fromkeys(self.trail.state_key(self.trail.register[k]) for k in people))
                if len(owned) >= 2 and None not in owned:
                    return [k for k in owned[:2] if k is not None][::-1]
                if len(states) >= 2:
                    return states[:2][::-1]
        return self._members_anywhere(i, kind)

    def _joined(self, here: Sequence[Mention], kind: str) -> list[int] | None:
        """The last two of a kind that a sentence joins by a hyphen, a slash or "and"."""
        tokens = self.trail.page.tokens
        for left, right in reversed(list(pairwise(here))):
            between = [tokens[k].norm for k in range(left.last, right.first)]
            if "".join(b for b in between if b != "the") not in {"-", "/", "and", "--"}:
                continue
            a, b = self.trail.record(left), self.trail.record(right)
            if kind == "person" and a.kind == b.kind == "person" and a.key != b.key:
                return [a.key, b.key]
            if kind == "government":
                keys = [self.trail.state_key(a), self.trail.state_key(b)]
                alike = (a.kind == "person") == (b.kind == "person")
                if alike and None not in keys and keys[0] != keys[1]:
                    return [k for k in keys if k is not None]
        return None

    def _members_anywhere(self, i: int, kind: str) -> list[int] | None:
        """The two persons or governments of the whole text before, if there are just two."""
        found: dict[int, None] = {}
        for m in self.trail.history:
            if m.first >= i:
                break
            r = self.trail.record(m)
            if kind == "person" and r.kind == "person" and r.head:
                found[r.key] = None
            elif kind == "government" and r.kind == "person" and r.head:
                key = self.trail.state_key(r)
                if key is not None:
                    found[key] = None
        return list(found) if len(found) == 2 else None

    def _apart(self, left: Record, right: Record) -> bool:
        """Whether two persons can be counterparts."""
        return left.country is None or left.country != right.country
