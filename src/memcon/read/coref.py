"""Who is meant by offices, groups, capitals and pronouns.

A small rule system in text order: agreement and the grammar of binding rule candidates out; recency and
subjecthood choose among the rest (after Lappin and Leass 1994, in small). Where nothing fits, nothing is said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from memcon.model import gazetteer
from memcon.read.gazette import Hit, Tenure, by_country, in_office, office_kinds
from memcon.read.lexicon import table, words
from memcon.read.names import Names
from memcon.read.register import Mention, Page, Record, Register, slug
from memcon.read.types import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_SILENT = frozenset({"boilerplate", "label"})
_OWN = frozenset({"first-person", "demonym"})
_BODIES = frozenset({"government", "organization", "armed-force"})
_POSSESSIVES = frozenset({"'s", "his", "her", "its", "their", "my", "our"})
_REACH = 4
"""Sentences back that a pronoun may look."""


class Resolver:
    """The pass over one page that resolves what names alone do not, after ``Names`` has run."""

    def __init__(self, names: Names, speakers: dict[int, int], reporters: frozenset[int]) -> None:
        self.names = names
        self.page: Page = names.page
        self.register: Register = names.register
        self.speakers = speakers
        self.reporters = reporters
        self.history: list[Mention] = sorted(names.mentions, key=lambda m: (m.first, m.last))
        self._starts = [m.first for m in self.history]
        self.groups: dict[tuple[int, ...], Record] = {}
        self.by_token: dict[int, Mention] = {}
        for m in sorted(self.history, key=lambda m: m.last - m.first, reverse=True):
            for i in range(m.first, m.last):
                self.by_token[i] = m
        self.by_head: dict[int, Mention] = {m.head: m for m in reversed(self.history)}
        self.quote_at: dict[int, int] = {}
        for number, q in enumerate(self.page.quotes):
            for i in range(q.first, q.last):
                self.quote_at[i] = number
        self.quote_speaker: dict[int, int | None] = {}
        self.kids: list[list[int]] = [[] for _ in self.page.tokens]
        for t in self.page.tokens:
            if t.head != t.i:
                self.kids[t.head].append(t.i)

    # -- the run -------------------------------------------------------------------------------

    def run(self) -> list[Mention]:
        """Resolve everything in text order and give all mentions."""
        self._pass(inside=False)
        self._pass(inside=True)
        return sorted(self.history, key=lambda m: (m.first, -m.last))

    def _pass(self, *, inside: bool) -> None:
        """Resolve what stands inside, or outside, quotation marks.

        What is quoted comes second: who "I" is may hang on a pronoun after the quotation.
        """
        tokens, names = self.page.tokens, self.names
        offices = {h.first: h for h in names.hits if h.of("office") is not None and h.first not in names.used}
        kinds = {str(w): kind for kind, ws in table("coref")["pronouns"].items() for w in ws}
        i = 0
        while i < len(tokens):
            if self.page.sentences[tokens[i].sentence].kind in _SILENT or (i in self.quote_at) != inside:
                i += 1
                continue
            pair = self._pair(i)
            if pair is not None:
                i = pair
                continue
            hit = offices.get(i)
            if hit is not None and i not in self.by_token:
                self._office(hit)
                i = hit.last
                continue
            kind = kinds.get(tokens[i].norm)
            if kind is not None and i not in self.by_token:
                self._pronoun(i, kind)
            i += 1

    def note(self, first: int, last: int, head: int, form: str, ref: int) -> None:
        """Add a mention and keep the order of the history."""
        mention = Mention(first=first, last=last, head=head, form=form, ref=ref)  # type: ignore[arg-type]
        at = bisect_left(self._starts, first)
        self.history.insert(at, mention)
        self._starts.insert(at, first)
        for i in range(first, last):
            self.by_token.setdefault(i, mention)
        self.by_head[head] = mention

    def before(self, i: int, reach: int) -> list[Mention]:
        """The mentions that start before token ``i``, latest first, at most ``reach`` sentences back."""
        floor = self.page.tokens[i].sentence - reach
        out = []
        for k in range(bisect_left(self._starts, i) - 1, -1, -1):
            m = self.history[k]
            if self.page.tokens[m.first].sentence < floor:
                break
            out.append(m)
        return out

    def record(self, mention: Mention) -> Record:
        """The record that a mention means."""
        return self.register[mention.ref]

    def group(self, members: Sequence[int]) -> Record:
        """The record of several together."""
        key = tuple(sorted(set(members)))
        if key not in self.groups:
            parts = [self.register[k] for k in dict.fromkeys(members)]
            record = Record(
                key=len(self.register.records),
                name=" and ".join(r.name for r in parts),
                kind="group",
                members=tuple(dict.fromkeys(members)),
                plural=True,
            )
            self.register.records.append(record)
            self.groups[key] = record
        return self.groups[key]

    def verb_of(self, i: int) -> int:
        """The nearest verb above token ``i``, or the root."""
        tokens = self.page.tokens
        for _ in range(50):
            head = tokens[i].head
            if head == i:
                return i
            i = head
            if tokens[i].pos in {"VERB", "AUX"}:
                return i
        return i

    def is_subject(self, mention: Mention) -> bool:
        """Whether a mention is a grammatical subject."""
        return self.page.tokens[mention.head].dep in _SUBJECTS

    # -- offices -------------------------------------------------------------------------------

    def _phrase_start(self, first: int) -> tuple[int, str]:
        """Where the noun phrase that ends in an office begins, and its determiner."""
        tokens = self.page.tokens
        at = first
        low = max(self.page.sentences[tokens[first].sentence].first, first - 7)
        dets = {"the", "this", "that", "his", "her", "their", "its", "our", "my", "your"} | words("coref", "indefinite")
        while at > low:
            t = tokens[at - 1]
            if t.norm in dets:
                return at - 1, t.norm
            hit = self.names.owner.get(at - 1)
            if hit is not None and hit.kind != "office":
                at = hit.first
            elif t.norm in {"'s", "'"}:
                return at, "'s"
            elif (
                t.norm in words("names", "title_modifiers")
                or (t.pos in {"ADJ", "NUM"} and t.norm not in {"first", "new"})
                or (t.norm == "-" and self.page.glued(at - 1))
            ):
                at -= 1
            else:
                break
        return at, ""

    def _office(self, hit: Hit) -> None:
        """Resolve an office without a name: "the Japanese leader", "the Head of State"."""
        tokens, names = self.page.tokens, self.names
        entry = hit.of("office")
        assert entry is not None  # noqa: S101 - asked by the caller
        office = entry.key
        kind = office_kinds().get(office, "other")
        country = (
            names.titles.inner_country(hit)
            or names.titles.country_before(hit.first)
            or names.titles.country_after(hit.last)
        )
        begin, det = self._phrase_start(hit.first)
        country = country or names.titles.country_after(hit.last, bodies=kind in {"spokesperson", "official"})
        if country is None:
            country = self._owner_country(begin, det)
        last = self._past_of(hit.last)
        plural = tokens[hit.last - 1].tag in {"NNS", "NNPS"} or (
            hit.last - hit.first > 2 and tokens[hit.first].tag in {"NNS", "NNPS"}
        )
        head = self.page.root(hit.first, hit.last)
        phrase = self.page.piece(begin + (det in {"the", "a", "an"} and begin < hit.first), last)
        if tokens[head].dep == "compound" and tokens[head].head >= last:
            return
        apposed = names.apposed.get(hit.first)
        if apposed is not None:
            self.note(begin, last, head, "office", apposed)
            return
        if plural:
            if kind == "head":
                return
            if kind == "military" and country is None:
                return
            low = tokens[hit.last - 1].norm
            if country is None and low in words("names", "group_needs_country"):
                return
            self._company(begin, last, head, phrase, office, country, det)
            return
        if det in words("coref", "indefinite") or (
            det == "" and not country and not tokens[hit.first].text[0].isupper()
        ):
            speaks = tokens[head].dep in _SUBJECTS and tokens[tokens[head].head].lemma in words("names", "speech_verbs")
            by = tokens[tokens[head].head].norm == "by"
            if country or (kind in {"spokesperson", "official"} and det) or (kind != "head" and (speaks or by)):
                self._fixed_person(begin, last, head, phrase, office, country)
            return
        if any(self.page.tokens[k].norm.startswith(("former", "ex-")) for k in range(begin, hit.first)):
            self._fixed_person(begin, last, head, phrase, office, country)
            return
        found = self._holder(office, country, hit.first, kind, adopt=det not in _POSSESSIVES)
        if found is not None:
            self.note(begin, last, head, "office", found.key)
            return
        if country is None and kind == "head":
            return
        if country is None and det == "" and kind not in {"spokesperson", "official"}:
            return
        record = self._from_table(office, country, phrase)
        if record is not None:
            self.note(begin, last, head, "office", record.key)
        elif country is not None or kind in {"spokesperson", "official"}:
            self._fixed_person(begin, last, head, phrase, office, country)

    def _fixed_person(self, begin: int, last: int, head: int, phrase: str, office: str, country: str | None) -> None:
        """Note somebody known by office alone."""
        state = gazetteer.states().get(country or "")
        name = phrase
        if (
            country is not None
            and state is not None
            and " of " not in phrase
            and self.names.titles.country_after(last) == country
        ):
            name = f"{phrase} of {state.name}"
        record = self.register.fixed(slug(name), name, "person", country)
        record.nameless = True
        if office not in record.roles:
            record.roles.append(office)
        self.note(begin, last, head, "office", record.key)

    def _past_of(self, last: int) -> int:
        """Past the ``of`` phrase with a country that belongs to an office."""
        tokens = self.page.tokens
        if self.names.titles.country_after(last) is None:
            return last
        at = last + 1
        while at not in self.names.owner:
            at += 1
        return self.names.owner[at].last if at < len(tokens) else last

    def _owner_country(self, begin: int, det: str) -> str | None:
        """The country of the person who possesses an office: "his", "Smith's"."""
        if det == "'s":
            m = self.by_token.get(begin - 2)
        elif det in _POSSESSIVES:
            m = self.by_token.get(begin)
        else:
            return None
        return self.record(m).country if m is not None else None

    def _company(
        self, begin: int, last: int, head: int, phrase: str, office: str, country: str | None, det: str
    ) -> None:
        """Note a group known by what its people are: "Ukrainian officials", "analysts"."""
        name = phrase
        if det in _POSSESSIVES and det != "'s":
            # "our representatives": named by the country that "our" means.
            state = gazetteer.states().get(country or "")
            name = phrase.split(" ", 1)[-1] + (f" of {state.name}" if state is not None else "")
        record = self.register.fixed(slug(name), name, "group", country)
        record.plural = True
        if office not in record.roles:
            record.roles.append(office)
        self.note(begin, last, head, "group", record.key)

    def _fills(self, record: Record, office: str, kind: str) -> bool:
        """Whether a person may be meant by an office."""
        if record.kind != "person" or record.plural:
            return False
        if office in record.roles:
            return True
        if office in words("names", "leader_words") or office == "head of state":
            return record.head
        if kind == "head" and record.head and not any(office_kinds().get(r) == "head" for r in record.roles):
            return True
        if office in {"minister", "spokesperson"}:
            return any(office_kinds().get(r) == {"minister": "minister"}.get(office, office) for r in record.roles)
        return False

    def _holder(self, office: str, country: str | None, at: int, kind: str, *, adopt: bool = False) -> Record | None:
        """The person of this report who holds an office, the latest named of several."""
        recent = [self.record(m) for m in self.before(at, 10_000)]
        later = [self.record(m) for m in self.history if m.first >= at]
        people = list({r.key: r for r in [*recent, *later]}.values())
        fits = [r for r in people if self._fills(r, office, kind)]
        if country is not None:
            held = next((r for r in fits if r.country == country), None)
            if held is not None:
                return held
            near = {m.ref for m in self.before(at, 6)}
            free = [r for r in fits if r.country is None and office in r.roles and r.key in near]
            if adopt and len(free) == 1 and self._from_table(office, country, "") is None:
                free[0].country = country
                return free[0]
            return None
        if self.page.own and self.page.side is not None:
            own = next((r for r in fits if r.country == self.page.side), None)
            if own is not None:
                return own
            if kind == "head":
                record = self._from_table(office, self.page.side, office)
                if record is not None:
                    return record
        keys = {r.key for r in recent}
        return next((r for r in fits if r.key in keys), None)

    def _from_table(self, office: str, country: str | None, phrase: str) -> Record | None:
        """Whoever held an office at the report's date, by the leaders' table."""
        if country is None or self.page.day is None:
            return None
        rows = in_office(by_country().get(country, ()), self.page.day)
        kinds = office_kinds()
        fits = [t for t in rows if t.office == office]
        if not fits and (office in words("names", "leader_words") or office == "head of state"):
            fits = [t for t in rows if kinds.get(t.office) == "head"]
        if len({t.name for t in fits}) != 1:
            return None
        return self.known_person(fits[0], phrase)

    def known_person(self, tenure: Tenure, phrase: str) -> Record:
        """The record of a leader whom the table tells, under the report's own words."""
        known = next((r for r in self.register.records if r.known == tenure.name and r.kind == "person"), None)
        if known is not None:
            return known
        state = gazetteer.states().get(tenure.country)
        name = phrase if state is None or " " in phrase else f"{phrase} of {state.name}"
        if not phrase:
            name = f"{tenure.office} of {state.name if state else tenure.country}"
        record = self.register.person(name, tenure.country)
        record.nameless = True
        record.known = tenure.name
        record.surname = tenure.surname
        record.gender = tenure.gender if tenure.gender in {"f", "m"} else None  # type: ignore[assignment]
        record.roles.append(tenure.office)
        record.head = office_kinds().get(tenure.office) == "head"
        return record

    # -- groups --------------------------------------------------------------------------------

    def _pair(self, i: int) -> int | None:
        """Resolve "the leaders", "both sides", "the two countries"; the token after it, or null."""
        tokens = self.page.tokens
        det = tokens[i].norm
        if det not in {"the", "both", "two", "these", "their", "our"} or i in self.by_token:
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
                members = self._listed(last, kind) or (
                    None if self._restricted(last) else self._members(i, kind, anyone=low in words("coref", "anyone"))
                )
                if members is None:
                    return None
                head = self.page.root(at, last)
                self.note(i, last, head, "group", self.group(members).key)
                return last
        return None

    def _restricted(self, last: int) -> bool:
        """Whether an ``of`` phrase says which ones are meant."""
        tokens = self.page.tokens
        return (
            last < len(tokens)
            and tokens[last].norm == "of"
            and tokens[min(last + 1, len(tokens) - 1)].norm not in {"state"}
        )

    def _listed(self, last: int, kind: str) -> list[int] | None:
        """The members that an ``of`` phrase lists: "the Presidents of A and B"."""
        tokens = self.page.tokens
        if not self._restricted(last):
            return None
        found: list[Mention] = []
        at = last + 1
        while at < len(tokens) and at < last + 16 and tokens[at].sentence == tokens[last].sentence:
            m = self.by_token.get(at)
            if m is not None and self.record(m).kind in {"government", "organization", "person"}:
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
            record = self.register[key]
            holder = record if record.kind == "person" else self._holder("leader", record.country, last, "head")
            if holder is None and record.country is not None:
                holder = self._from_table("leader", record.country, "leader")
            if holder is None:
                return keys
            people.append(holder.key)
        return people

    def _members(self, i: int, kind: str, *, anyone: bool = False) -> list[int] | None:
        """The two persons or governments most lately spoken of; with ``anyone`` persons of no office too."""
        people: list[int] = []
        states: list[int] = []
        mine = self.page.tokens[i].sentence
        for number in range(mine, max(mine - 5, -1), -1):
            here = [m for m in self._in_sentence(number) if m.first < i and self.quote_at.get(m.first) is None]
            for m in reversed(here):
                members = self.record(m).members
                inner = [self.register[k] for k in members]
                if kind == "person" and inner and all(p.kind == "person" for p in inner) and not people:
                    return [p.key for p in inner]
                if kind == "government" and inner and not states:
                    codes = list(dict.fromkeys(self._state_key(p) for p in inner))
                    if len(codes) > 1 and None not in codes:
                        return [c for c in codes if c is not None]
            pair = self._joined(here, kind)
            if pair is not None and not people and len(states) < 2:
                return pair
            for m in reversed(here):
                r = self.record(m)
                if (
                    (self._leads(r) or (anyone and r.kind == "person" and not r.plural))
                    and r.key not in people
                    and all(self._apart(r, self.register[k]) for k in people)
                ):
                    people.append(r.key)
                if r.kind == "government" and m.form != "demonym" and r.key not in states:
                    states.append(r.key)
            if kind == "person" and len(people) >= 2:
                return people[:2][::-1]
            if kind == "government":
                owned = list(dict.fromkeys(self._state_key(self.register[k]) for k in people))
                if len(owned) >= 2 and None not in owned:
                    return [k for k in owned[:2] if k is not None][::-1]
                if len(states) >= 2:
                    return states[:2][::-1]
        return self._members_anywhere(i, kind)

    def _in_sentence(self, number: int) -> list[Mention]:
        """The mentions that start in a sentence, in text order."""
        s = self.page.sentences[number]
        return self.history[bisect_left(self._starts, s.first) : bisect_left(self._starts, s.last)]

    def _leads(self, record: Record) -> bool:
        """Whether a person stands for a state or body: a head, a minister, an envoy."""
        return (
            record.kind == "person"
            and not record.plural
            and (record.head or any(office_kinds().get(o) in {"minister", "envoy"} for o in record.roles))
        )

    def _joined(self, here: Sequence[Mention], kind: str) -> list[int] | None:
        """The last two of a kind that a sentence joins by a hyphen, a slash or "and"."""
        tokens = self.page.tokens
        for left, right in reversed(list(pairwise(here))):
            between = [tokens[k].norm for k in range(left.last, right.first)]
            if "".join(between).strip("the") not in {"-", "/", "and", "--"} and between not in [
                ["and"],
                ["and", "the"],
            ]:
                continue
            a, b = self.record(left), self.record(right)
            if kind == "person" and a.kind == b.kind == "person" and a.key != b.key:
                return [a.key, b.key]
            if kind == "government":
                keys = [self._state_key(a), self._state_key(b)]
                alike = (a.kind == "person") == (b.kind == "person")
                if alike and None not in keys and keys[0] != keys[1]:
                    return [k for k in keys if k is not None]
        return None

    def _members_anywhere(self, i: int, kind: str) -> list[int] | None:
        """The two persons or governments of the whole text before, if there are just two."""
        found: dict[int, None] = {}
        for m in self.history:
            if m.first >= i:
                break
            r = self.record(m)
            if kind == "person" and r.kind == "person" and r.head:
                found[r.key] = None
            elif kind == "government" and r.kind == "person" and r.head:
                key = self._state_key(r)
                if key is not None:
                    found[key] = None
        return list(found) if len(found) == 2 else None

    def _apart(self, left: Record, right: Record) -> bool:
        """Whether two persons can be counterparts."""
        return left.country is None or left.country != right.country

    def _state_key(self, record: Record) -> int | None:
        """The record of the government that a record belongs to."""
        if record.kind == "government":
            return record.key
        if record.country is None or record.country not in gazetteer.states():
            return None
        return self.names.government(record.country).key

    # -- pronouns ------------------------------------------------------------------------------

    def _pronoun(self, i: int, kind: str) -> None:
        """Resolve one pronoun and note it, if something fits."""
        token = self.page.tokens[i]
        if token.pos not in {"PRON", "DET"} and token.tag not in {"PRP", "PRP$"} and kind != "i":
            return
        if kind == "we" and token.text == "US":
            return
        if kind in {"i", "we"}:
            ref, form = self._first_person(i, kind), "first-person"
        elif kind in {"m", "f"}:
            ref, form = self._third(i, kind), "pronoun"
        elif kind == "they":
            ref, form = self._they(i), "pronoun"
        else:
            ref, form = self._it(i), "pronoun"
        if ref is not None:
            self.note(i, i + 1, i, form, ref)

    def speaker_of_quote(self, number: int) -> int | None:
        """Who says the words of a quotation, by the verb of speech beside it."""
        if number not in self.quote_speaker:
            self.quote_speaker[number] = None
            self.quote_speaker[number] = self._find_quote_speaker(number)
        return self.quote_speaker[number]

    def _find_quote_speaker(self, number: int) -> int | None:
        tokens, quote = self.page.tokens, self.page.quotes[number]
        low = self.page.sentences[tokens[quote.first].sentence].first
        high = self.page.sentences[tokens[quote.last - 1].sentence].last
        best: tuple[int, int] | None = None
        for v in range(low, high):
            if self.quote_at.get(v) is not None or tokens[v].lemma not in words("names", "speech_verbs"):
                continue
            if tokens[v].pos not in {"VERB", "AUX"}:
                continue
            subject = next((k for k in self.kids[v] if tokens[k].dep in _SUBJECTS and k not in self.quote_at), None)
            if subject is None:
                # An inverted subject ("…," said Smith) is often read as an object.
                subject = next(
                    (
                        k
                        for k in self.kids[v]
                        if k == v + 1 or (k > v and tokens[k].dep in {"dobj", "npadvmod"} and v < k < v + 4)
                    ),
                    None,
                )
            mention = self.by_head.get(subject) if subject is not None else None
            if mention is None and subject is not None:
                mention = self.by_token.get(subject)
            if mention is None:
                continue
            gap = v - quote.last if v >= quote.last else quote.first - v
            if best is None or gap < best[0]:
                best = (gap, mention.ref)
        if best is not None:
            return best[1]
        if number > 0:
            previous = self.page.quotes[number - 1]
            same = self.page.sentences[previous.sentence].paragraph == self.page.sentences[quote.sentence].paragraph
            if same and tokens[quote.first].sentence - tokens[previous.last - 1].sentence <= 1:
                return self.speaker_of_quote(number - 1)
        return None

    def _first_person(self, i: int, kind: str) -> int | None:
        """Who says "I" or "we"."""
        tokens = self.page.tokens
        number = self.quote_at.get(i)
        sentence = tokens[i].sentence
        if number is not None:
            ref = self.speaker_of_quote(number)
            if ref is None or kind == "i":
                return ref
            return self._state_key(self.register[ref]) or ref
        ref = self.speakers.get(sentence)
        if sentence in self.reporters:
            return ref if kind == "i" else None
        if kind == "i":
            return ref
        if ref is not None:
            own = self._state_key(self.register[ref])
            if own is not None:
                return own
        if self.page.own and self.page.side in gazetteer.states():
            return self.names.government(self.page.side or "").key
        return ref

    def _third(self, i: int, gender: str) -> int | None:
        """The person whom "he" or "she" means."""
        tokens, token = self.page.tokens, self.page.tokens[i]
        possessive = token.dep == "poss" or token.tag == "PRP$"
        reflexive = token.norm.endswith("self")
        barred = self._barred(i, possessive=possessive, reflexive=reflexive)
        number = self.quote_at.get(i)
        speaker = self.speaker_of_quote(number) if number is not None else None
        best: tuple[float, int] | None = None
        count: dict[int, int] = {}
        mentions = self.before(i, _REACH)
        for m in mentions:
            count[m.ref] = count.get(m.ref, 0) + 1
        for m in mentions:
            r = self.record(m)
            if r.kind != "person" or r.plural or (r.gender is not None and r.gender != gender):
                continue
            if m.ref in barred or (speaker is not None and m.ref == speaker) or m.first <= i < m.last:
                continue
            if speaker is None and m.ref in self.speakers.values() and self.speakers.get(token.sentence) == m.ref:
                continue
            distance = token.sentence - tokens[m.first].sentence
            score = -3.0 * distance - 0.01 * (i - m.first)
            if self.is_subject(m):
                score += 2.0 if distance > 1 or not (token.dep in _SUBJECTS or possessive or distance) else 4.0
            if m.form == "pronoun":
                score += 1.0
            if r.gender is None:
                score -= 2.0
            if self.page.sentences[tokens[m.first].sentence].paragraph != self.page.sentences[token.sentence].paragraph:
                score -= 2.0
            if (self.quote_at.get(m.first) is None) != (number is None):
                score -= 1.0 if number is not None else 5.0
            score += 0.2 * min(count[m.ref], 4)
            if best is None or score > best[0]:
                best = (score, m.ref)
        if best is None:
            return self._ahead(i, gender)
        record = self.register[best[1]]
        rivals = {m.ref for m in mentions if self.record(m).kind == "person" and self.record(m).gender is None} - barred
        if record.gender is None and rivals == {record.key}:
            record.gender = "f" if gender == "f" else "m"
        return best[1]

    def _ahead(self, i: int, gender: str) -> int | None:
        """The subject of the main clause after a pronoun in an opening phrase ("In her speech, Smith said")."""
        tokens = self.page.tokens
        sentence = self.page.sentences[tokens[i].sentence]
        k = bisect_left(self._starts, i)
        while k < len(self.history) and self.history[k].first < sentence.last:
            m = self.history[k]
            r = self.record(m)
            if (
                r.kind == "person"
                and r.gender in {None, gender}
                and self.is_subject(m)
                and self.verb_of(m.head) != self.verb_of(i)
            ):
                return m.ref
            if r.kind == "person" and r.gender in {None, gender} and self.is_subject(m) and tokens[i].tag == "PRP$":
                return m.ref
            k += 1
        return None

    def _barred(self, i: int, *, possessive: bool, reflexive: bool) -> set[int]:
        """Those whom a pronoun can't mean: co-arguments of its own verb."""
        tokens = self.page.tokens
        if possessive or reflexive:
            return set()
        verb = self.verb_of(i)
        out: set[int] = set()
        for k in self.kids[verb]:
            if k == i:
                continue
            if tokens[k].dep in _SUBJECTS | {"dobj", "dative", "iobj", "agent"} and not (
                k <= i and self._under(i, k) and tokens[k].dep not in {"dative", "agent"}
            ):
                m = self.by_head.get(k)
                if m is not None:
                    out.add(m.ref)
        if not any(tokens[k].dep in _SUBJECTS for k in self.kids[verb]) and tokens[verb].dep in {"conj", "xcomp"}:
            up = tokens[verb].head
            for k in self.kids[up]:
                m = self.by_head.get(k)
                if m is not None and tokens[k].dep in _SUBJECTS and k != i:
                    out.add(m.ref)
        return out

    def _under(self, i: int, top: int) -> bool:
        """Whether token ``i`` is in the subtree of ``top``."""
        for _ in range(60):
            if i == top:
                return True
            head = self.page.tokens[i].head
            if head == i:
                return False
            i = head
        return False

    def _conjuncts(self, head: int) -> list[int]:
        """A head and what is coordinated with it."""
        out = [head]
        for k in self.kids[head]:
            if self.page.tokens[k].dep == "conj":
                out += self._conjuncts(k) if len(out) < 12 else []
        return out

    def _plural_at(self, head: int) -> tuple[bool, int | None]:
        """Whether the phrase at a head is plural, and whom it means if it means actors."""
        token: Token = self.page.tokens[head]
        parts = self._conjuncts(head)
        if len(parts) > 1:
            refs = [self.by_head[k].ref for k in parts if k in self.by_head]
            if len(refs) == len(parts) and all(self.register[r].kind != "place" for r in refs):
                return True, self.group(refs).key if len(set(refs)) > 1 else refs[0]
            return True, None
        m = self.by_head.get(head)
        if m is not None:
            plural = self._is_plural(m)
            return plural, m.ref if plural else None
        return token.tag == "NNS" or token.norm in words_of("they"), None

    def _is_plural(self, mention: Mention) -> bool:
        """Whether a mention takes "they": a group, a plural noun, another "they"."""
        r = self.record(mention)
        token = self.page.tokens[mention.head]
        if r.members or r.plural:
            return True
        if mention.form in {"country", "capital", "name", "surname"}:
            return False
        return token.tag in {"NNS", "NNPS"} or token.norm in words_of("they")

    def _they(self, i: int) -> int | None:
        """The group that "they" means: the nearest plural subject, else those who met, else a government."""
        tokens = self.page.tokens
        mine = tokens[i].sentence
        verb = self.verb_of(i)
        agent = tokens[i].dep in _SUBJECTS and tokens[verb].lemma in words("names", "speech_verbs")
        quoted = self.quote_at.get(i)
        for number in range(mine, max(mine - 4, -1), -1):
            s = self.page.sentences[number]
            if self.page.sentences[mine].paragraph - s.paragraph > 2:
                break
            stop = min(s.last, i)
            subjects = [
                k
                for k in range(s.first, stop)
                if tokens[k].dep in _SUBJECTS and k != i and (quoted is not None or self.quote_at.get(k) is None)
            ]
            if number < mine:
                subjects.sort(key=lambda k: (self._depth(k), k))
            else:
                own = tokens[i].tag == "PRP$"
                subjects = [k for k in reversed(subjects) if own or self.verb_of(k) != verb]
            for k in subjects:
                plural, ref = self._plural_at(k)
                if ref is not None:
                    return ref
                if plural and not agent:
                    return None
            found = self._those(
                s.first, stop, people=agent or number < mine, met=number < mine or tokens[i].tag == "PRP$"
            )
            if found is None and not agent:
                found = self._acting(s.first, stop, verb if number == mine else None)
            if found is not None:
                return found
        return None

    def _those(self, first: int, stop: int, *, people: bool, met: bool) -> int | None:
        """Several persons among the mentions of a stretch: a group named there, or the two who met."""
        here = self.history[bisect_left(self._starts, first) : bisect_left(self._starts, stop)]
        here = [m for m in here if self.quote_at.get(m.first) is None]
        for m in reversed(here):
            inner = [self.register[k] for k in self.record(m).members]
            if inner and (all(p.kind == "person" for p in inner) or not people):
                return m.ref
        if met:
            found: dict[int, Mention] = {}
            for m in here:
                if self.record(m).kind == "person" and not self.record(m).plural and m.form != "first-person":
                    found.setdefault(m.ref, m)
            if len(found) == 2:
                one, two = found.values()
                if self.is_subject(one):
                    return self.group([one.ref, two.ref]).key
        for m in reversed(here):
            if self._is_plural(m) and (not people or self.is_subject(m)):
                return m.ref
        return None

    def _acting(self, first: int, stop: int, verb: int | None) -> int | None:
        """A government or force that is the subject of a stretch."""
        for m in self.history[bisect_left(self._starts, first) : bisect_left(self._starts, stop)]:
            if self.record(m).kind in {"government", "armed-force"} and self.is_subject(m) and m.form not in _OWN:
                if verb is None or self.verb_of(m.head) != verb:
                    return m.ref
        return None

    def _depth(self, i: int) -> int:
        """How many heads stand above a token."""
        for depth in range(60):
            if self.page.tokens[i].head == i:
                return depth
            i = self.page.tokens[i].head
        return 60

    def _it(self, i: int) -> int | None:
        """The government or body that "it" means; null for a thing or a mere form.

        "It" means whatever subject comes nearest before, so it is an actor only if that is one.
        """
        tokens, token = self.page.tokens, self.page.tokens[i]
        if token.dep == "expl" or token.norm == "itself":
            return None
        if token.norm == "it" and (
            token.dep not in _SUBJECTS or tokens[token.head].lemma in words("coref", "weather_verbs")
        ):
            return None
        mine = token.sentence
        verb = self.verb_of(i)
        for number in (mine, mine - 1):
            if number < 0 or self.page.sentences[number].paragraph != self.page.sentences[mine].paragraph:
                break
            s = self.page.sentences[number]
            stop = min(s.last, i)
            subjects = [k for k in range(s.first, stop) if tokens[k].dep in _SUBJECTS and k != i]
            if number < mine:
                subjects.sort(key=lambda k: (self._depth(k), k))
                subjects = subjects[:1]
            else:
                subjects.reverse()
            for k in subjects:
                if number == mine and token.norm == "it" and self.verb_of(k) == verb:
                    continue
                if tokens[k].tag in {"WDT", "WP"} or (
                    tokens[k].norm == "that" and tokens[tokens[k].head].dep == "relcl"
                ):
                    k = tokens[self.verb_of(k)].head
                m = self.by_head.get(k)
                if m is None:
                    if tokens[k].tag in {"NN", "NNP", "DT", "VBG"} or tokens[k].norm in words_of("it"):
                        return None
                    continue
                r = self.record(m)
                if m.form not in _OWN and r.kind in _BODIES and not self._is_plural(m):
                    return m.ref
            if number == mine and token.norm == "its":
                near = [m for m in self.before(i, 0) if self.record(m).kind in _BODIES and m.form not in _OWN]
                if near and (not subjects or near[0].first > subjects[0]) and not self._is_plural(near[0]):
                    return near[0].ref
        return None


def words_of(kind: str) -> frozenset[str]:
    """The pronouns of a kind."""
    return frozenset(str(w) for w in table("coref")["pronouns"][kind])
