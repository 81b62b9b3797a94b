"""Who and what is named: states, bodies, places and persons, by the tables and by the text itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from memcon.model import gazetteer
from memcon.model.memo import ActorKind
from memcon.read.capitals import capital_is_place
from memcon.read.fold import plain
from memcon.read.gazette import (
    Hit,
    Tenure,
    body_kinds,
    country_word,
    find,
    in_office,
    office_kinds,
    surname_of,
    tenures,
)
from memcon.read.lexicon import table, words
from memcon.read.register import Gender, Mention, Page, Record, Register, name_parts, slug

_KINDS: dict[str, ActorKind] = {
    "government": "government",
    "armed-force": "armed-force",
    "group": "group",
    "person": "person",
    "place": "place",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What stands before or after a name: offices, a country, a gender; the title starts at ``first``."""

    first: int
    offices: tuple[str, ...] = ()
    country: str | None = None
    gender: Gender | None = None
    honorific: bool = False

    def __bool__(self) -> bool:
        return bool(self.offices) or self.honorific


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A capitalised name at tokens ``first`` to ``last``, exclusive."""

    first: int
    last: int
    leader: str | None = None


class Names:
    """The naming pass over one page: fills a register and gives mentions of all but pronouns."""

    def __init__(self, page: Page, register: Register) -> None:
        self.page = page
        self.register = register
        self.hits = tuple(h for h in find(page.tokens, page.flat) if self._sound(h))
        self.owner: dict[int, Hit] = {i: h for h in self.hits for i in range(h.first, h.last)}
        self.mentions: list[Mention] = []
        self.used: set[int] = set()
        self.taken: set[int] = set()
        self.eclipsed: set[int] = set()

    # -- the tables' names ---------------------------------------------------------------------

    def _sound(self, hit: Hit) -> bool:
        """Whether a hit is what it looks like: an office is a noun, a name begins with a capital."""
        tokens = self.page.tokens
        last = tokens[hit.last - 1]
        if hit.kind == "office":
            if last.pos in {"ADJ", "ADV", "VERB", "AUX"} and not last.text[0].isupper():
                return False
            return not (last.norm == "pm" and hit.first > 0 and tokens[hit.first - 1].text[-1:].isdigit())
        return True

    def is_head_office(self, office: str) -> bool:
        """Whether an office is that of a head of state or government."""
        return office_kinds().get(office) == "head"

    def country_of(self, hit: Hit) -> str | None:
        """The country that a hit stands for or belongs to."""
        for kind in ("state", "demonym", "capital", "institution"):
            entry = hit.of(kind)
            if entry is not None and entry.country:
                return entry.country
        return None

    def government(self, code: str) -> Record:
        """The record of a state's government."""
        state = gazetteer.states().get(code)
        kind: ActorKind = "government" if state else "organization"
        return self.register.fixed(code, state.name if state else code, kind, code)

    def add(self, first: int, last: int, form: str, record: Record, head: int | None = None) -> Mention:
        """Note a mention."""
        mention = Mention(
            first=first,
            last=last,
            head=self.page.root(first, last) if head is None else head,
            form=form,  # type: ignore[arg-type]
            ref=record.key,
        )
        self.mentions.append(mention)
        return mention

    # -- titles --------------------------------------------------------------------------------

    def title_before(self, first: int) -> Title:
        """The offices and the country that stand directly before a name."""
        tokens = self.page.tokens
        sentence = tokens[first].sentence
        start = tokens[first].i
        at, offices, country, gender, honorific = first - 1, [], None, None, False
        begin = first
        while at >= 0 and tokens[at].sentence == sentence:
            hit = self.owner.get(at)
            word = tokens[at].norm
            if hit is not None and hit.last - 1 == at and hit.of("office") is not None:
                entry = hit.of("office")
                assert entry is not None  # noqa: S101 - narrowed above
                offices.append(entry.key)
                gender = gender or self._office_gender(hit)
                country = country or self.inner_country(hit)
                begin, at = hit.first, hit.first - 1
                continue
            if word.rstrip(".") in _honorifics() and tokens[at].text[0].isupper():
                gender = gender or _honorifics()[word.rstrip(".")]
                honorific, begin, at = True, at, at - 1
                continue
            if word == "." and at > 0 and tokens[at - 1].norm in _honorifics() and self.page.glued(at):
                at -= 1
                continue
            if word == "," and at == first - 1 and at > 0:
                # "the prime minister, Name": the comma of an apposition.
                before = self.owner.get(at - 1)
                if before is not None and before.of("office") is not None and tokens[first].dep == "appos":
                    at -= 1
                    start = first
                    continue
            break
        if offices and country is None:
            country = self.country_before(begin)
        if not offices:
            # "President of Ukraine Volodymyr Zelenskyy": the country stands between office and name.
            between = self.owner.get(first - 1)
            if between is not None and between.of("state") is not None:
                k = between.first - 1
                while k >= 0 and tokens[k].norm == "the":
                    k -= 1
                office = self.owner.get(k - 1) if k > 0 and tokens[k].norm == "of" else None
                if office is not None and office.of("office") is not None and office.last == k:
                    entry = office.of("office")
                    assert entry is not None  # noqa: S101 - narrowed above
                    return Title(
                        first=office.first,
                        offices=(entry.key,),
                        country=self.country_of(between),
                        gender=self._office_gender(office),
                    )
        first_token = begin if (offices or honorific) else start
        if first_token != first and tokens[first - 1].norm == ",":
            first_token = first
        return Title(
            first=first_token, offices=tuple(offices), country=country, gender=gender or None, honorific=honorific
        )

    def inner_country(self, hit: Hit) -> str | None:
        """The country named inside an office's own words ("US secretary of state")."""
        if hit.last - hit.first < 2:
            return None
        for k in range(hit.first, hit.last):
            inner = country_word(self.page.tokens[k].text)
            if inner is not None:
                return inner
        return None

    def country_before(self, begin: int) -> str | None:
        """The country in front of an office: "Japanese", "U.S.", "Ukraine's", adjectives between left out."""
        tokens = self.page.tokens
        at = begin - 1
        steps = 0
        while at >= 0 and tokens[at].sentence == tokens[begin].sentence and steps < 6:
            hit = self.owner.get(at)
            if hit is not None and hit.kind != "office":
                return self.country_of(hit)
            word = tokens[at].norm
            if hit is not None or word in {"'s", "'", "-"} or word in words("names", "title_modifiers"):
                at = hit.first - 1 if hit is not None else at - 1
            elif tokens[at].pos == "ADJ" and tokens[at].text.islower():
                at -= 1
            else:
                return None
            steps += 1
        return None

    def country_after(self, last: int) -> str | None:
        """The country in an ``of`` phrase directly after a name or an office."""
        tokens = self.page.tokens
        if last >= len(tokens) or tokens[last].norm != "of":
            return None
        at = last + 1
        while at < len(tokens) and tokens[at].norm in {"the", "both"} | words("names", "title_modifiers"):
            at += 1
        hit = self.owner.get(at)
        if hit is None or hit.first != at or hit.kind == "office":
            return None
        return self.country_of(hit)

    def title_after(self, last: int) -> Title:
        """The office in an apposition after a name: ", the foreign minister of Japan,"."""
        tokens = self.page.tokens
        none = Title(first=last)
        if last + 1 >= len(tokens) or tokens[last].norm not in {",", "("}:
            return none
        sentence = tokens[last].sentence
        at, country = last + 1, None
        while at < min(last + 9, len(tokens)) and tokens[at].sentence == sentence:
            hit = self.owner.get(at)
            if hit is not None and hit.of("office") is not None:
                entry = hit.of("office")
                assert entry is not None  # noqa: S101 - narrowed above
                if tokens[hit.last - 1].tag in {"NNS", "NNPS"}:
                    return none
                follows = self.owner.get(hit.last)
                if hit.last < len(tokens) and tokens[hit.last].text[:1].isupper() and follows is None:
                    return none
                return Title(
                    first=hit.first,
                    offices=(entry.key,),
                    country=country or self.inner_country(hit) or self.country_after(hit.last),
                    gender=self._office_gender(hit),
                )
            if hit is not None:
                country = self.country_of(hit) or country
                at = hit.last
                continue
            word = tokens[at].norm
            if (
                word in {"the", "a", "an", "'s", "-", "who", "is", "was"}
                or word in words("names", "title_modifiers")
                or (tokens[at].pos in {"ADJ", "NUM"} and word not in {",", "("})
            ):
                at += 1
            else:
                return none
        return none

    def _office_gender(self, hit: Hit) -> Gender | None:
        """The gender that a title's words tell."""
        text = plain(self.page.piece(hit.first, hit.last)).lower()
        for gender, names in table("names")["gendered_titles"].items():
            if any(text == n or text.endswith(" " + n) for n in names):
                return gender if gender in {"f", "m"} else None  # type: ignore[return-value]
        return None

    # -- capitalised names ---------------------------------------------------------------------

    def runs(self) -> Iterator[Run]:
        """The capitalised names that no table holds, and the full names of the leaders' table."""
        tokens = self.page.tokens
        i = 0
        while i < len(tokens):
            hit = self.owner.get(i)
            if hit is not None:
                if hit.kind == "leader":
                    yield Run(first=hit.first, last=self._suffix(hit.last), leader=hit.entries[0].key)
                i = hit.last
                continue
            if not self._namey(i):
                i += 1
                continue
            last = self._run_end(i)
            yield Run(first=i, last=self._suffix(last))
            i = max(last, i + 1)

    def _suffix(self, last: int) -> int:
        """Past ", Jr." where it follows."""
        tokens = self.page.tokens
        at = last + 1 if last < len(tokens) and tokens[last].norm == "," else last
        if at < len(tokens) and tokens[at].norm in words("names", "suffixes"):
            return at + 1
        return last

    def _namey(self, i: int) -> bool:
        """Whether a token may be a word of a name."""
        token = self.page.tokens[i]
        text = token.text
        if not text[0].isupper() or i in self.owner or token.norm in words("names", "not_names"):
            return False
        if not any(c.isalpha() for c in text) or token.norm.rstrip(".") in _honorifics():
            return False
        sentence = self.page.sentences[token.sentence]
        if sentence.kind in {"boilerplate", "label"}:
            return False
        if _opens_clause(self.page, i):
            return token.tag in {"NNP", "NNPS"} or plain(text).lower() in self.register.parts()
        return True

    def _run_end(self, i: int) -> int:
        """Where the name that begins at ``i`` ends."""
        tokens, page = self.page.tokens, self.page
        sentence = tokens[i].sentence
        last = i + 1
        while last < len(tokens) and tokens[last].sentence == sentence and last - i < 8:
            if self._namey(last) or (tokens[last].text[0].isupper() and len(tokens[last].text.rstrip(".")) == 1):
                last += 1
                continue
            k = last
            while k < len(tokens) and (tokens[k].norm in words("names", "particles")) and k - last < 3:
                k += 1
            if (
                k < len(tokens)
                and tokens[k].norm == "-"
                and page.glued(k)
                and page.glued(k + 1 if k + 1 < len(tokens) else k)
            ):
                if k + 1 < len(tokens) and self._hyphen_joins(i, k):
                    last = k + 2
                    continue
                return last
            if k > last and k < len(tokens) and self._namey(k) and tokens[k].sentence == sentence:
                last = k + 1
                continue
            break
        return last

    def _hyphen_joins(self, first: int, dash: int) -> bool:
        """Whether a hyphen is inside one name ("Jae-in", "Jean-Pierre") and not between two ("Trump-Xi")."""
        tokens = self.page.tokens
        left, right = tokens[dash - 1], tokens[dash + 1]
        if not right.text[0].isalpha():
            return False
        if right.text[0].islower():
            return (
                dash - 1 > first and len(right.text) <= 6 and right.pos in {"PROPN", "NOUN", "X", "VERB", "ADJ", "ADP"}
            )
        if dash + 1 in self.owner:
            return False
        known = self.register.parts()
        joined = plain(f"{left.text}-{right.text}").lower()
        if any(joined in part for part in known) or joined in tenures():
            return True
        if left.norm in words("names", "particles"):
            return True
        for word in (left, right):
            low = plain(word.text).lower()
            if low in known or low in tenures():
                return False
        return dash - 1 > first or bool(self.title_before(first))

    # -- persons -------------------------------------------------------------------------------

    def people(self) -> None:
        """Register the persons and bodies of the text: full names first, then single words."""
        found = list(self.runs())
        for long in (True, False):
            for run in found:
                if (run.last - run.first > 1) == long:
                    self._take(run)

    def _take(self, run: Run) -> None:
        """Register and note one capitalised name, if it is a person's or a body's."""
        page, tokens = self.page, self.page.tokens
        first, last = run.first, run.last
        name = page.piece(first, last)
        low = tokens[last - 1].norm
        before = self.owner.get(first - 1) if first > 0 else None
        if not name_parts(name):
            return
        if run.leader is None and self._is_body(first, last):
            self._body(first, last, low)
            return
        if run.leader is None and low in words("names", "things"):
            self._eclipse(first, last)
            return
        title = self.title_before(first)
        after = self.title_after(last)
        if not title and before is not None and before.kind in {"state", "capital", "demonym", "place"}:
            if not self._speaks(first, last) and run.leader is None and self._match(name, None, None) is None:
                if before.kind in {"state", "capital", "place"} and tokens[first].tag in {"NNP", "NNPS"}:
                    self._eclipse(first, last)
                return
        country = title.country or (self.country_after(last) if title.offices else None) or after.country
        offices = (*title.offices, *after.offices)
        record = self._match(name, country, run.leader)
        if record is None:
            tenure = self._tenure(name, country, run.leader, titled=bool(title))
            evident = bool(title) or bool(after) or tenure is not None
            if not evident and not (2 <= last - first <= 4 and self._speaks(first, last)):
                return
            if page.sentences[tokens[first].sentence].kind == "heading" and not (title or tenure):
                return
            record = self._join(tenure, name) or self.register.person(name, country)
            if tenure is not None:
                self._know(record, tenure)
        self.register.call(record, name)
        record.country = record.country or country
        record.gender = record.gender or title.gender or after.gender
        for office in offices:
            if office not in record.roles:
                record.roles.append(office)
        if any(self.is_head_office(o) for o in offices):
            record.head = True
        begin = min(title.first, first)
        if begin < first:
            self.used |= set(range(begin, first))
        self.taken |= set(range(first, last))
        form = "name" if last - first > 1 else "surname"
        self.add(begin, last, form, record, head=self._name_head(begin, first, last))

    def _name_head(self, begin: int, first: int, last: int) -> int:
        """The syntactic head of title and name: outermost, the name's last word if in doubt."""
        root = self.page.root(first, last)
        top = self.page.root(begin, last)
        return top if begin < first and self.page.tokens[root].head == top else root

    def _join(self, tenure: Tenure | None, name: str) -> Record | None:
        """The record of the same leader under another name."""
        if tenure is None:
            return None
        del name
        return next((r for r in self.register.records if r.known == tenure.name and r.kind == "person"), None)

    def _know(self, record: Record, tenure: Tenure) -> None:
        """Note what the leaders' table says of a person."""
        record.known = tenure.name
        record.country = record.country or tenure.country
        record.gender = record.gender or (tenure.gender if tenure.gender in {"f", "m"} else None)  # type: ignore[assignment]
        if self.is_head_office(tenure.office):
            record.head = True
        if not record.roles and self.page.day is not None and in_office([tenure], self.page.day):
            record.roles.append(tenure.office)

    def _match(self, name: str, country: str | None, leader: str | None) -> Record | None:
        """The registered person whom a name fits; the latest named of several."""
        if leader is not None:
            known = next((r for r in self.register.records if r.known == leader), None)
            if known is not None:
                return known
        parts = name_parts(name)
        held = self.register.people_called(parts[-1] if parts else name)
        held += [r for r in self.register.people_called(parts[0] if parts else name) if r not in held]
        if len(parts) > 1:
            held += [r for r in self.register.people_called(" ".join(parts)) if r not in held]
        fits = [r for r in held if _same(parts, [name_parts(n) for n in (r.name, *r.aliases)], r)]
        if country is not None:
            fits = [r for r in fits if r.country in {None, country}]
        if not fits:
            return None
        if len(fits) > 1 and len(parts) == 1:
            by_surname = [r for r in fits if plain(surname_of(r.name, r.country)).lower() == parts[0]]
            fits = by_surname or fits
        heads = [r for r in fits if r.head]
        return (heads or fits)[0]

    def _tenure(self, name: str, country: str | None, leader: str | None, *, titled: bool) -> Tenure | None:
        """The row of the leaders' table that a name means at the report's date, if one person alone fits."""
        parts = name_parts(name)
        if leader is not None:
            keys = [plain(surname_of(leader, None)).lower(), *name_parts(leader)]
        else:
            keys = [parts[-1], parts[0], plain(surname_of(name, country)).lower(), " ".join(parts)]
        rows: list[Tenure] = []
        for key in keys:
            rows += [t for t in tenures().get(key, ()) if t not in rows]
        if leader is not None:
            rows = [t for t in rows if t.name == leader]
        if country is not None:
            rows = [t for t in rows if t.country == country or not t.country]
        if len(parts) > 1 and leader is None:
            rows = [t for t in rows if _fits(parts, t)]
        elif leader is None:
            if self.page.day is not None:
                rows = list(in_office(rows, self.page.day))
            del titled
        if len({(t.name, t.country) for t in rows}) != 1:
            return None
        current = in_office(rows, self.page.day) if self.page.day else ()
        heads = [t for t in (current or rows) if self.is_head_office(t.office)]
        return (heads or list(current) or rows)[-1]

    def _speaks(self, first: int, last: int) -> bool:
        """Whether a name is the subject of a verb that persons and bodies do."""
        head = self.page.tokens[self.page.root(first, last)]
        verb = self.page.tokens[head.head]
        return head.dep in {"nsubj", "nsubjpass"} and verb.lemma in words("names", "speech_verbs")

    # -- bodies --------------------------------------------------------------------------------

    def _is_body(self, first: int, last: int) -> bool:
        """Whether a capitalised name ends in a word that heads the names of bodies."""
        tokens = self.page.tokens
        low = tokens[last - 1].norm
        if not any(low in names for names in table("names")["bodies"].values()):
            return False
        return last - first > 1 or (first - 1) in self.owner or (first > 0 and tokens[first - 1].norm == "the")

    def _eclipse(self, first: int, last: int) -> None:
        """A longer name holds the table's name before it: that is no mention of the state or city."""
        before = self.owner.get(first - 1) if first > 0 else None
        if before is not None and before.last == first and before.kind in {"capital", "place", "state"}:
            self.eclipsed.add(before.first)
        self.taken |= set(range(first, last))

    def _body(self, first: int, last: int, low: str) -> None:
        """Note a body that the text names; one of a state's government stands for the state."""
        bodies = table("names")["bodies"]
        kind = next(k for k, names in bodies.items() if low in names)
        before = self.owner.get(first - 1) if first > 0 else None
        country = None
        begin = first
        if before is not None and before.last == first and before.kind in {"state", "capital", "demonym", "place"}:
            country = self.country_of(before)
            begin = before.first
            if kind == "media" or before.kind in {"capital", "place"}:
                self.eclipsed.add(before.first)
        elif first > 1 and self.page.tokens[first - 1].norm in {"'s", "'"}:
            owner = self.owner.get(first - 2)
            country = self.country_of(owner) if owner is not None else None
        country = country or self.country_after(last)
        self.taken |= set(range(first, last))
        name = self.page.piece(begin, last)
        if kind == "government" and country is not None:
            record = self.government(country)
            if name not in record.aliases and name != record.name:
                record.aliases.append(name)
        elif kind == "force":
            record = self.register.fixed(slug(name), name, "armed-force", country)
        else:
            record = self.register.fixed(slug(name), name, "organization", country)
        self.add(first if kind == "government" else begin, last, "name", record)

    # -- the rest of the tables ----------------------------------------------------------------

    def tables(self) -> None:
        """Note states, demonyms, capitals, institutions and places that no longer name holds."""
        for hit in self.hits:
            if hit.kind in {"office", "leader"}:
                continue
            if hit.first in self.eclipsed:
                continue
            entry = hit.entries[0]
            surface = self.page.piece(hit.first, hit.last)
            if hit.kind == "capital" and self.city(hit):
                record = self.register.fixed(f"place-{slug(entry.key)}", entry.key, "place", entry.country)
                self.alias(record, surface)
                self.add(hit.first, hit.last, "name", record)
            elif hit.kind in {"state", "demonym", "capital"}:
                record = self.government(entry.country)
                form = {"state": "country", "demonym": "demonym", "capital": "capital"}[hit.kind]
                if hit.kind == "state" and hit.of("demonym") and self._modifies(hit):
                    form = "demonym"
                self.alias(record, surface)
                self.add(hit.first, hit.last, form, record)
            elif hit.kind == "institution":
                kind, country = body_kinds()[entry.key]
                if kind == "government" and country in gazetteer.states():
                    record = self.government(country)
                elif kind == "government" and country:
                    record = self.register.fixed(country, entry.key, "organization", country)
                else:
                    record = self.register.fixed(
                        slug(entry.key), entry.key, _KINDS.get(kind, "organization"), country or None
                    )
                self.alias(record, surface)
                self.add(hit.first, hit.last, "name", record)
            else:
                record = self.register.fixed(f"place-{slug(entry.key)}", entry.key, "place", entry.country or None)
                self.alias(record, surface)
                self.add(hit.first, hit.last, "name", record)

    def alias(self, record: Record, surface: str) -> None:
        """Keep the words that a text used for a record."""
        if surface != record.name and surface not in record.aliases:
            record.aliases.append(surface)

    def city(self, hit: Hit) -> bool:
        """Whether a capital stands for the city, not for the government that sits there."""
        return capital_is_place(self.page, self.owner, hit)

    def _modifies(self, hit: Hit) -> bool:
        """Whether a name that is also an adjective ("U.S.") stands before a noun."""
        token = self.page.tokens[hit.last - 1]
        return token.dep in {"compound", "amod", "nmod"} and token.head >= hit.last


def _same(parts: list[str], names: list[list[str]], record: Record) -> bool:
    """Whether a name may be another form of one of a person's names."""
    if not parts:
        return False
    for known in names:
        if len(parts) == 1:
            surname = name_parts(surname_of(record.name, record.country))
            if parts[0] in {known[-1], known[0], *surname} or parts == surname:
                return True
        elif len(known) == 1:
            if known[0] in {parts[-1], parts[0]}:
                return True
        elif (
            set(known) <= set(parts)
            or set(parts) <= set(known)
            or (known[-1] == parts[-1] and (known[0][0] == parts[0][0] and min(len(known[0]), len(parts[0])) <= 2))
        ):
            return True
    return False


def _fits(parts: list[str], tenure: Tenure) -> bool:
    """Whether a full name may mean the person of a table row."""
    for name in (tenure.name, *tenure.names):
        known = name_parts(name)
        if len(known) < 2:
            continue
        if set(known) <= set(parts) or set(parts) <= set(known):
            return True
        if known[-1] == parts[-1] and known[0][:2] == parts[0][:2]:
            return True
    return False


def _opens_clause(page: Page, i: int) -> bool:
    """Whether a capital tells nothing: at the start of a sentence or a quotation, or in a title-case heading."""
    sentence = page.sentences[page.tokens[i].sentence]
    k = i
    while k > sentence.first and page.tokens[k - 1].norm in {'"', "'", "(", "[", "-", "--", "..."}:
        k -= 1
    if k == sentence.first:
        return True
    if page.tokens[i - 1].norm in {'"', ":"}:
        return True
    return sentence.kind == "heading"


def _honorifics() -> dict[str, Gender | None]:
    """Honorifics without full stop, with the gender they tell."""
    out: dict[str, Gender | None] = {}
    for gender, names in table("names")["honorifics"].items():
        for name in names:
            out[str(name)] = gender or None
    return out
