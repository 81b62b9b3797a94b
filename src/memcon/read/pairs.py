"""Who is meant by "the leaders", "both sides", "the two countries"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from memcon.read.gazette import office_kinds
from memcon.read.lexicon import table, words
from memcon.read.offices import Offices
from memcon.read.register import Mention, Record
from memcon.read.several import Several, fits
from memcon.read.trail import Trail


class Pairs:
    """The resolving of nouns for two or more named before."""

    def __init__(self, trail: Trail, offices: Offices) -> None:
        self.trail = trail
        self.offices = offices
        self._ranked: list[tuple[int, int, int]] | None = None
        self._several = Several(self)

    def pair(self, i: int) -> int | None:
        """Resolve "the leaders", "both sides", "the two countries"; the token after it, or null."""
        tokens = self.trail.page.tokens
        det = tokens[i].norm
        if det not in {"the", "both", "two", "these", "their", "our"} or i in self.trail.by_token:
            return None
        at = i + 1
        number = det in words("coref", "numbers")
        if det == "the" and tokens[min(at, len(tokens) - 1)].norm in table("coref")["more_numbers"]:
            return self._several.three(i)
        while at < len(tokens) and tokens[at].norm in {"two", "the", "both", "respective"}:
            number = number or tokens[at].norm in words("coref", "numbers")
            at += 1
        if det == "both" and self._alone(i):
            return self._both(i)
        if number and det == "the" and at == i + 2 and self.stands_alone(at):
            members = self._members(i, "person", "pair")
            return self.note(i, i + 1, at, members) if members is not None else None
        bare = det == "two"  # "two officials said": not two of whom was spoken
        plural = None if bare else self._offices_of(at)
        if plural is not None:
            return self.note(i, at, *plural)
        if number and not bare and (last := self._several.of_office(i, at)) is not None:
            return last
        described = self._past_adjectives(at) if at not in self.trail.names.owner else at
        if described > at and (number or self._neighbours(described)):
            at, number = described, True
        for kind, nouns in table("coref")["pairs"].items():
            for size in (3, 2, 1):
                low = " ".join(t.norm for t in tokens[at : at + size])
                if low not in nouns or tokens[min(at + size, len(tokens)) - 1].sentence != tokens[i].sentence:
                    continue
                last = at + size
                if bare and kind == "person" and low not in words("coref", "bare_pairs"):
                    return None
                needs = low in words("coref", "pairs_need_number") and not (low == "ministers" and self._ministers(i))
                # in a readout "the Ministers", with a capital, are those who met
                defined = tokens[at].text[0].isupper() and det == "the" and kind == "person" and at != i
                if needs and not number and not defined and det not in {"their", "our"}:
                    continue
                if det in {"their", "our"} and low not in words("coref", "owned_pairs"):
                    return None
                members = self._listed(last, kind) or (None if self.restricted(last) else self._members(i, kind, low))
                members = self._of_the_row(i, low, members)
                members = members or (self._several.of_states(at, last) if number else None)
                return self.note(i, at, last, members) if members is not None else None
        return None

    def _of_the_row(self, i: int, noun: str, found: list[int] | None) -> list[int] | None:
        """The two that the report is about, where "the two sides" come after two others that it names aside."""
        if found is None or noun not in words("coref", "opponents"):
            return found
        main = self.main_pair(self._addressing(i))
        return main if main is not None and not set(main) & set(found) else found

    def _ministers(self, i: int) -> bool:
        """Whether the two latest who are spoken of are ministers of two states."""
        found: dict[int, Record] = {}
        for m in self.trail.before(i, 2):
            record = self.trail.record(m)
            if self.trail.leads(record) and fits(record, "ministers"):
                found.setdefault(record.key, record)
        two = list(found.values())[:2]
        return len(found) == 2 and all(any(office_kinds().get(o) == "minister" for o in r.roles) for r in two)

    def _heads(self, out: frozenset[int], at: int) -> list[int] | None:
        """The heads of the two states that a report is about, known by office alone where no name is."""
        main = self.main_pair(out)
        states = [self.trail.register[k] for k in main or ()]
        if not states or any(s.kind != "government" for s in states):
            return None
        return self._persons([s.key for s in states], "person", "leader", at)

    def those_who_met(self, i: int) -> None:
        """Note a "they" that agree or talk, and that nothing near explains, for the leaders whom a talk joins."""
        tokens = self.trail.page.tokens
        token = tokens[i]
        if token.dep != "nsubj" or tokens[token.head].lemma not in words("coref", "mutual"):
            return
        members = self._members(i, "person", "leaders")
        if members is not None and len(members) == 2:
            self.trail.note(i, i + 1, i, "pronoun", self.trail.group(members).key)

    def note(self, i: int, at: int, last: int, members: Sequence[int]) -> int:
        """Note a phrase from ``i`` whose noun stands at ``at``; the token after it."""
        head = self.trail.page.root(at, last)
        self.trail.note(i, last, head, "group", self.trail.group(members).key)
        return last

    def _past_adjectives(self, at: int) -> int:
        """Past what describes the noun: "the two nuclear-armed neighbours"."""
        tokens = self.trail.page.tokens
        end = at
        while end < len(tokens) - 1 and end - at < 5 and tokens[end].sentence == tokens[at].sentence:
            token = tokens[end]
            joined = token.norm == "-" or tokens[end + 1].norm == "-"
            if end in self.trail.by_token or not (token.pos in {"ADJ", "ADV"} or token.tag in {"VBN", "JJ"} or joined):
                break
            end += 1
        return end

    def _neighbours(self, at: int) -> bool:
        """Whether a noun means each other's by itself: neighbours, rivals, foes."""
        return self.trail.page.tokens[at].norm in words("coref", "mutual_pairs")

    def _alone(self, i: int) -> bool:
        """Whether "both" stands for two by itself ("asked both to wait")."""
        tokens = self.trail.page.tokens
        token, after = tokens[i], tokens[min(i + 1, len(tokens) - 1)]
        return (
            token.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "dative"}
            and after.norm not in {"of", "the"}
            and after.pos not in {"NOUN", "PROPN", "ADJ", "DET", "NUM"}
            and not any(tokens[k].dep in {"conj", "cc"} for k in self.trail.kids[i])
        )

    def stands_alone(self, at: int) -> bool:
        """Whether "the two" is a subject by itself ("the two will speak again"), its verb at or soon after ``at``."""
        tokens = self.trail.page.tokens
        if at >= len(tokens) or tokens[at - 1].dep not in {"nsubj", "nsubjpass"}:
            return False
        return tokens[at].pos in {"VERB", "AUX", "ADV"} and tokens[at - 1].head >= at

    def _both(self, i: int) -> int | None:
        """Note a "both" that stands alone, if two governments are what the text is about."""
        tokens = self.trail.page.tokens
        verb = self.trail.verb_of(i)
        doers = {
            self.trail.state_key(self.trail.record(m))
            for k in self.trail.kids[verb]
            if tokens[k].dep in {"nsubj", "nsubjpass"} and k != i and (m := self.trail.by_head.get(k)) is not None
        }
        meets = tokens[verb].lemma in words("coref", "receiving") and tokens[i].dep in {"dobj", "nsubjpass"}
        if meets and (people := self._latest_two(i)) is not None:
            self.note_both(i, people)
            return i + 1
        main = next(
            (
                list(members)
                for m in self.trail.before(i, 3)
                if len(members := self.trail.record(m).members) == 2
                and all(self.trail.register[k].kind == "government" for k in members)
            ),
            None,
        ) or self.main_pair(self._addressing(i))
        if main is None or doers & set(main):
            return None
        self.trail.note(i, i + 1, i, "group", self.trail.group(main).key)
        return i + 1

    def _latest_two(self, i: int) -> list[int] | None:
        """The latest two persons who were spoken of as a group."""
        for m in self.trail.before(i, 3):
            members = self.trail.record(m).members
            if len(members) == 2 and all(self.trail.register[k].kind == "person" for k in members):
                return list(members)
        return None

    def note_both(self, i: int, members: Sequence[int]) -> None:
        """Note a "both" that stands alone for a group."""
        self.trail.note(i, i + 1, i, "group", self.trail.group(members).key)

    def _offices_of(self, at: int) -> tuple[int, list[int]] | None:
        """The end and the members of a plural office with a list after it: "the finance ministers of A and B"."""
        tokens = self.trail.page.tokens
        hit = self.trail.names.owner.get(at)
        entry = hit.of("office") if hit is not None and hit.first == at else None
        if hit is None or entry is None or hit.last >= len(tokens) or tokens[hit.last].norm not in {"of", "from"}:
            return None
        if tokens[hit.last - 1].tag not in {"NNS", "NNPS"} and tokens[hit.first].tag not in {"NNS", "NNPS"}:
            return None
        members = self._listed(hit.last, "person", entry.key)
        return (hit.last, members) if members is not None else None

    def main_pair(self, out: frozenset[int] = frozenset()) -> list[int] | None:
        """The two governments that a report is mostly about, those in ``out`` left out; null if none stand out."""
        if self._ranked is None:
            count: Counter[int] = Counter()
            first: dict[int, int] = {}
            for m in self.trail.names.mentions:
                record = self.trail.record(m)
                key = self.trail.state_key(record) if record.kind not in {"place", "group"} else None
                if key is not None:
                    count[key] += 1
                    first.setdefault(key, m.first)
            self._ranked = [(k, count[k], first[k]) for k in sorted(count, key=lambda k: (-count[k], first[k]))]
        ranked = [r for r in self._ranked if r[0] not in out]
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[1][1] <= 1.3 * ranked[2][1]):
            return None
        return [k for k, _, _ in sorted(ranked[:2], key=lambda r: r[2])]

    def _addressing(self, i: int) -> frozenset[int]:
        """Those who address the two that a phrase means, and so are none of them ("A urged both sides")."""
        trail, tokens = self.trail, self.trail.page.tokens
        at = i
        while at < len(tokens) - 1 and tokens[at].pos not in {"NOUN", "PROPN"} and at - i < 6:
            at += 1
        if tokens[at].dep in {"nsubj", "nsubjpass"}:
            return frozenset()
        verb, low = trail.verb_of(at), trail.page.sentences[tokens[i].sentence].first
        out: set[int] = set()
        for _ in range(4):
            if tokens[verb].lemma in words("coref", "addressing"):
                for k in trail.kids[verb]:
                    m = trail.by_head.get(k) or trail.by_token.get(k) if tokens[k].dep == "nsubj" else None
                    key = trail.state_key(trail.record(m)) if m is not None else None
                    if key is not None and low <= k < i:
                        out.add(key)
            above = trail.verb_of(verb)
            if above == verb:
                break
            verb = above
        return frozenset(out)

    def restricted(self, last: int) -> bool:
        """Whether an ``of`` phrase says which ones are meant."""
        tokens = self.trail.page.tokens
        return (
            last < len(tokens) and tokens[last].norm == "of" and tokens[min(last + 1, len(tokens) - 1)].norm != "state"
        )

    def _listed(self, last: int, kind: str, office: str | None = None) -> list[int] | None:
        """The members that an ``of`` phrase lists: "the Presidents of A and B", "of both countries"."""
        tokens = self.trail.page.tokens
        if not self.restricted(last) and office is None:
            return None
        if tokens[min(last + 1, len(tokens) - 1)].norm in {"the", "both", "two"}:
            self.pair(last + 1)
        inner = self.trail.by_token.get(last + 1)
        if inner is not None and len(self.trail.record(inner).members) > 1:
            return self._persons(list(self.trail.record(inner).members), kind, office, last)
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
        return self._persons(keys, kind, office, last)

    def _persons(self, keys: list[int], kind: str, office: str | None, at: int) -> list[int]:
        """Who holds an office in each of several states; the states themselves for nouns that mean these."""
        if kind == "government":
            return keys
        people = []
        for key in keys:
            record = self.trail.register[key]
            holder: Record | None = record if record.kind == "person" else None
            if holder is None and record.country is not None:
                role = office or "leader"
                holder = self.offices.holder(role, record.country, at, office_kinds().get(role, "other"))
                holder = holder or self.offices.from_table(role, record.country, role)
                if holder is None and office is not None:
                    holder = self.offices.nameless(office, record.country)
            if holder is None:
                return keys
            people.append(holder.key)
        return people

    def _members(self, i: int, kind: str, noun: str) -> list[int] | None:
        """The two persons or governments most lately spoken of that a noun may mean."""
        anyone = noun in words("coref", "anyone")
        other = {"men": "f", "women": "m"}.get(noun)
        heads = noun in words("coref", "pairs_of_heads") and any(r.head for r in self.trail.register.records)
        people: list[int] = []
        states: list[int] = []
        mine = self.trail.page.tokens[i].sentence
        out = self._addressing(i)
        for number in range(mine, max(mine - 5, -1), -1):
            here = [
                m for m in self.trail.in_sentence(number) if m.first < i and self.trail.quote_at.get(m.first) is None
            ]
            for m in reversed(here):
                members = self.trail.record(m).members
                inner = [self.trail.register[k] for k in members]
                fit = len(inner) == 2 and all(p.kind == "person" and (p.head or not heads) for p in inner)
                fit = fit and (other is None or all(p.gender != other for p in inner))
                fit = fit and all(fits(p, noun) for p in inner)
                if kind == "person" and fit and not people:
                    return [p.key for p in inner]
                if kind == "government" and len(inner) == 2 and not states:
                    codes = list(dict.fromkeys(self.trail.state_key(p) for p in inner))
                    if len(codes) > 1 and None not in codes:
                        return [c for c in codes if c is not None]
            pair = self._joined(here, kind)
            if pair is not None and other is not None and any(self.trail.register[k].gender == other for k in pair):
                pair = None
            if pair is not None and kind == "person" and not all(fits(self.trail.register[k], noun) for k in pair):
                pair = None
            if pair is not None and heads and kind == "person":
                pair = pair if all(self.trail.register[k].head for k in pair) else None
            if pair is not None and not people and len(states) < 2:
                return pair
            for m in sorted(here, key=lambda m: (not self.trail.is_subject(m), -m.first)):
                r = self.trail.record(m)
                if (out and self.trail.state_key(r) in out) or (r.nameless and self._indefinite(m)):
                    continue
                if (heads and r.kind == "person" and not r.head) or (kind == "person" and not fits(r, noun)):
                    continue
                if other is not None and r.kind == "person" and r.gender == other:
                    continue
                if (
                    (self.trail.leads(r) or (anyone and r.kind == "person" and not r.plural))
                    and r.key not in people
                    and all(self.apart(r, self.trail.register[k]) for k in people)
                ):
                    people.append(r.key)
                if self.trail.state_key(r) == r.key and m.form != "demonym" and r.key not in states:
                    states.append(r.key)
            if kind == "person" and len(people) >= 2:
                return people[:2][::-1]
            if kind == "government":
                together = number == mine - 1 and len(states) == 2
                owned = list(dict.fromkeys(self.trail.state_key(self.trail.register[k]) for k in people))
                if len(owned) >= 2 and None not in owned:
                    return self._salient([k for k in owned[:2] if k is not None][::-1], out, together=together)
                if len(states) >= 2:
                    return self._salient(states[:2][::-1], out, together=together)
        found = self._members_anywhere(i, kind, out)
        if found is not None and kind == "person" and not all(fits(self.trail.register[k], noun) for k in found):
            found = None
        if found is None and kind == "government":
            found = self.main_pair(out)
        general = noun in words("coref", "pairs_of_heads") or anyone
        if found is None and general and self.trail.page.tokens[i].norm in {"the", "both", "two"}:
            found = self._heads(out, i)
            if found is not None and noun not in {"leaders", "pair"}:
                heads_of = [self.trail.register[k] for k in found]
                if any(
                    r.kind != "person" or r.nameless or not fits(r, noun) or (other and r.gender == other)
                    for r in heads_of
                ):
                    found = None
        return found

    def _indefinite(self, m: Mention) -> bool:
        """Whether a mention names somebody new and nobody known: "an ambassador"."""
        tokens = self.trail.page.tokens
        before = tokens[m.first - 1] if m.first else tokens[m.first]
        return {tokens[m.first].norm, before.norm} & {"a", "an"} != set()

    def _salient(self, near: list[int], out: frozenset[int], *, together: bool) -> list[int]:
        """The pair that the report is about, if there is one; else the two named latest.

        Two named ``together`` in the sentence before, and nowhere else, are taken as they are.
        """
        main = self.main_pair(out)
        if main is None or (together and not set(main) & set(near)):
            return near
        return main

    def _joined(self, here: Sequence[Mention], kind: str) -> list[int] | None:
        """The last two of a kind that a sentence joins by a hyphen, a slash or "and"."""
        tokens = self.trail.page.tokens
        for left, right in reversed(list(pairwise(here))):
            between = [tokens[k].norm for k in range(left.last, right.first)]
            if "".join(b for b in between if b != "the") not in {"-", "/", "and", "--"}:
                continue
            a, b = self.trail.record(left), self.trail.record(right)
            if left.first > 1 and tokens[left.first - 1].norm == "," and left.first - 2 in self.trail.by_token:
                listed = self.trail.record(self.trail.by_token[left.first - 2])
                if (
                    listed.kind == a.kind
                    and listed.key != a.key
                    and tokens[left.first - 1].sentence == tokens[right.first].sentence
                ):
                    # The last two of a longer list are no pair.
                    continue
            if kind == "person" and a.kind == b.kind == "person" and a.key != b.key:
                return [a.key, b.key]
            if kind == "government":
                keys = [self.trail.state_key(a), self.trail.state_key(b)]
                alike = (a.kind == "person") == (b.kind == "person")
                if alike and None not in keys and keys[0] != keys[1]:
                    return [k for k in keys if k is not None]
        return None

    def _members_anywhere(self, i: int, kind: str, out: frozenset[int]) -> list[int] | None:
        """The two persons or governments of the whole text before, if there are just two; none of those in ``out``."""
        found: dict[int, None] = {}
        for m in self.trail.history:
            if m.first >= i:
                break
            r = self.trail.record(m)
            if out and self.trail.state_key(r) in out:
                continue
            if kind == "person" and r.kind == "person" and r.head:
                found[r.key] = None
            elif kind == "government" and r.kind == "person" and r.head:
                key = self.trail.state_key(r)
                if key is not None:
                    found[key] = None
        return list(found) if len(found) == 2 else None

    def apart(self, left: Record, right: Record) -> bool:
        """Whether two persons can be counterparts."""
        return left.country is None or left.country != right.country
