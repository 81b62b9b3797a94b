"""Who and what is named: states, bodies, places and persons, by the tables and by the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from memcon.model import gazetteer
from memcon.model.memo import ActorKind
from memcon.read.capitals import capital_is_place
from memcon.read.context import Context
from memcon.read.fold import plain
from memcon.read.gazette import (
    Hit,
    body_kinds,
    find,
)
from memcon.read.known import Known, given_gender, given_names
from memcon.read.lexicon import table, words
from memcon.read.register import Mention, Page, Record, Register, name_parts, slug
from memcon.read.runs import Run, Runs, opens_clause
from memcon.read.styles import honorific
from memcon.read.titles import Titles, country_of

KINDS: dict[str, ActorKind] = {
    "government": "government",
    "armed-force": "armed-force",
    "group": "group",
    "person": "person",
    "place": "place",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A common noun for a government or a force, at tokens ``first`` to ``last``, whose country is not said with it."""

    first: int
    last: int
    begin: int
    head: int
    kind: str


class Names:
    """The naming pass over one page: fills a register and gives mentions of all but pronouns."""

    def __init__(self, page: Page, register: Register) -> None:
        self.page = page
        self.register = register
        self.hits = tuple(h for h in find(page.tokens, page.flat) if self._sound(h))
        self.owner: dict[int, Hit] = {i: h for h in self.hits for i in range(h.first, h.last)}
        self.titles = Titles(page, self.owner)
        self.runs = Runs(page, register, self.owner, self.titles)
        self.known = Known(page, register, self.hits)
        self.mentions: list[Mention] = []
        self.apposed: dict[int, int] = {}
        self.used: set[int] = set()
        self.taken: set[int] = set()
        self.eclipsed: set[int] = set()
        self.alone: set[str] = set()
        self.firms: dict[str, list[Record]] = {}
        self.open: dict[int, Open] = {}
        self.context = Context(page, register, ())
        self.named_bodies = [(h.first, e.key, e.country) for h in self.hits if (e := h.of("institution")) is not None]

    # -- the tables' names ---------------------------------------------------------------------

    def _sound(self, hit: Hit) -> bool:
        """Whether a hit is what it looks like: an office is a noun, a name begins with a capital."""
        tokens = self.page.tokens
        last = tokens[hit.last - 1]
        if hit.kind == "leader" and hit.last + 1 < len(tokens) and tokens[hit.last].norm == "-":
            # "Park Jin" is not "Park Jin-ho".
            follows = tokens[hit.last + 1]
            if self.page.glued(hit.last) and self.page.glued(hit.last + 1) and follows.text[0].islower():
                return False
        if hit.kind == "leader" and hit.last < len(tokens) and self._goes_on(hit):
            return False
        if hit.kind == "office":
            if last.pos in {"ADJ", "ADV", "VERB", "AUX"} and not last.text[0].isupper():
                return False
            if hit.first > 1 and tokens[hit.first - 1].norm == "-" and tokens[hit.first - 2].norm == "consulate":
                return False  # "the Consulate-General of X"
            return not (last.norm == "pm" and hit.first > 0 and tokens[hit.first - 1].text[-1:].isdigit())
        return True

    def _goes_on(self, hit: Hit) -> bool:
        """Whether a leader's name of given names alone goes on to be somebody else's ("Juan Carlos Roe")."""
        tokens = self.page.tokens
        follows = tokens[hit.last]
        if follows.tag not in {"NNP", "NNPS"} or follows.sentence != tokens[hit.first].sentence:
            return False
        if (
            not follows.text[0].isupper()
            or follows.text.isupper()
            or self.page.sentences[follows.sentence].kind == "heading"
        ):
            return False
        return all(plain(tokens[k].text).lower() in given_names() for k in range(hit.first, hit.last))

    def government(self, code: str) -> Record:
        """The record of a state's government."""
        state = gazetteer.states().get(code)
        if state is None:
            name = str(table("names")["code_bodies"].get(code, code))
            return self.register.fixed(slug(name) if name != code else code, name, "organization", code)
        return self.register.fixed(code, state.name, "government", code)

    def forces(self, country: str, said: str) -> Record:
        """The record of a country's armed forces, under the words that a text used for them."""
        state = gazetteer.states().get(country)
        name = f"{state.name}: armed forces" if state is not None else said
        record = self.register.fixed(f"{country.lower()}-forces", name, "armed-force", country)
        record.plural = True
        self.alias(record, said)
        return record

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

    # -- persons -------------------------------------------------------------------------------

    def people(self) -> None:
        """Register the persons and bodies of the text: full names first, then single words."""
        found = list(self.runs.all())
        self.alone = {
            plain(self.page.tokens[r.first].text).lower()
            for r in found
            if r.last - r.first == 1 and self.speaks(r.first, r.last)
        }
        pending = [r for r in found if r.last - r.first > 1] + [r for r in found if r.last - r.first == 1]
        # A name may come bare first and with its title later: those without evidence are tried again.
        for _ in range(2):
            pending = [run for run in pending if not self._take(run)]
        self._openers(known := self.register.parts())
        # In a heading, and where a sentence opens, capitals run on: look for known names inside.
        for run in pending:
            if run.last - run.first > 1 and opens_clause(self.page, run.first):
                for k in range(run.first, run.last):
                    if plain(self.page.tokens[k].text).lower() in known:
                        self._take(Run(first=k, last=k + 1))

    def _openers(self, known: frozenset[str]) -> None:
        """Take known names that open a sentence, whatever the parser made of them."""
        tokens = self.page.tokens
        for s in self.page.sentences:
            i = s.first
            while i < s.last - 1 and tokens[i].norm in {'"', "'", "(", "[", "-", "--"}:
                i += 1
            if i in self.taken or i in self.owner or plain(tokens[i].text).lower() not in known:
                continue
            if tokens[i].pos not in {"NOUN", "PROPN", "VERB", "ADJ", "X", "INTJ"} or len(tokens[i].text) < 3:
                # "He" is a surname too.
                continue
            if self.runs.namey(i) and not (i + 1 < s.last and self.runs.namey(i + 1)):
                self._take(Run(first=i, last=i + 1))

    def _take(self, run: Run) -> bool:
        """Register and note one capitalised name, if it is a person's or a body's; whether it was."""
        page, tokens = self.page, self.page.tokens
        first, last = run.first, run.last
        name = page.piece(first, last)
        low = tokens[last - 1].norm
        before = self.owner.get(first - 1) if first > 0 else None
        if not name_parts(name):
            return True
        if run.leader is None and self._is_body(first, last):
            if last - first == 1 and (before is None or before.kind == "office") and self.short_body(first) is not None:
                return True
            self._body(first, last, low)
            return True
        if run.leader is None and low in words("names", "things"):
            self._eclipse(first, last)
            return not opens_clause(page, first)
        firm = self._firm(name) if run.leader is None else None
        if firm is not None:
            self.taken |= set(range(first, last))
            self.add(first, last, "name", firm)
            return True
        if run.leader is None and first and tokens[first - 1].norm in words("names", "vehicles"):
            self.taken |= set(range(first, last))  # "the patrol vessel Name"
            return True
        title = self.titles.before(first)
        after = self.titles.after(last) or self.titles.appos(first, last)
        if not title and before is not None and before.kind in {"state", "capital", "demonym", "place"}:
            if not self.speaks(first, last) and run.leader is None and self.known.match(name, None, None) is None:
                if before.kind in {"state", "capital", "place"} and tokens[first].tag in {"NNP", "NNPS"}:
                    self._eclipse(first, last)
                return True
        if (
            run.leader is not None
            and before is not None
            and before.last == first
            and before.kind in {"state", "demonym"}
        ):
            country = country_of(before)
            if all(t.country != country for t in self.known.rows_of(run.leader)):
                # "Saudi King Name" is not the king of that name whom the table knows from elsewhere.
                run = Run(first=first, last=last)
            title = replace(title, country=title.country or country, honorific=True)
        common = self.titles.shared(first) if not title.offices and not after.offices else None
        offices = (*title.offices, *after.offices) if common is None else (common,)
        # "Name Name of Denmark" is of Denmark, with a title and without
        country = title.country or (self.titles.country_after(last) if title or common or last - first > 1 else None)
        country = country or after.country
        record = self.known.match(name, country, run.leader)
        heading = page.sentences[tokens[first].sentence].kind == "heading"
        if record is None:
            titled = bool(title) or self.speaks(first, last)
            tenure = self.known.tenure(name, country, run.leader, titled=titled, offices=offices)
            evident = (
                bool(title) or bool(after) or common is not None or tenure is not None or self._personal(first, last)
            )
            if not evident and not (
                2 <= last - first <= 4 and (self.speaks(first, last) or self._of_state(first, last))
            ):
                return False
            if heading and not (title or tenure):
                return True
            record = self.known.join(tenure, name) or self.register.person(name, country)
            if tenure is not None:
                self.known.know(record, tenure, titled=bool(offices))
        if not heading or title or run.leader is not None:
            self.register.call(record, name)
        record.country = record.country or country
        record.gender = record.gender or title.gender or after.gender or given_gender(record)
        for office in offices:
            if office not in record.roles:
                record.roles.append(office)
        if after.offices and after.country is None and after.apposed:
            # "the president of the teachers' union": an office in a body that is no state's.
            end = self.owner[after.apposed[0]].last
            record.private = end < len(tokens) and tokens[end].norm in {"of", "at", "for", "with", "in"}
            record.private |= not title.offices and any(self.known.is_head_office(o) for o in after.offices)
        if any(self.known.is_head_office(o) for o in offices):
            record.head = True
        begin = min(title.first, first)
        head = self._name_head(begin, first, last)
        styled = self._styled(head, begin)
        if styled is not None:
            head, begin = styled, styled - (styled > 0 and tokens[styled - 1].norm in words("names", "address"))
        if begin < first:
            self.used |= set(range(begin, first))
        for at in (*title.apposed, *after.apposed):
            self.apposed.setdefault(at, record.key)
        self.taken |= set(range(first, last))
        form = "name" if last - first > 1 else "surname"
        self.add(begin, last, form, record, head=head)
        return True

    def _styled(self, head: int, begin: int) -> int | None:
        """The style of address that a name stands beside, by the parse: "His Excellency the President, Dr Roe"."""
        tokens = self.page.tokens
        for _ in range(2):
            if tokens[head].dep != "appos" or tokens[head].head >= head:
                return None
            head = tokens[head].head
            if head < begin and honorific(self.page, head) and self.page.sentences[tokens[head].sentence].first <= head:
                between = tokens[head + 1 : begin]
                return (
                    head
                    if all(t.norm in {"the", ","} or t.text[0].isupper() or t.norm == "of" for t in between)
                    else None
                )
        return None

    def _personal(self, first: int, last: int) -> bool:
        """Whether a name of several words is a person's by its given name, or by its surname that speaks elsewhere."""
        if not 2 <= last - first <= 5:
            return False
        parts = name_parts(self.page.piece(first, last))
        if len(parts) < 2:
            return False
        tied = any(re.fullmatch(r"[A-Z]\w+ ?- ?[a-z]\w+", w) for w in self.page.piece(first, last).split()[1:])
        return parts[0] in given_names() or tied or bool({parts[0], parts[-1]} & self.alone)

    def _name_head(self, begin: int, first: int, last: int) -> int:
        """The syntactic head of title and name: outermost, the name's last word if in doubt."""
        root = self.page.root(first, last)
        top = self.page.root(begin, last)
        return top if begin < first and self.page.tokens[root].head == top else root

    def speaks(self, first: int, last: int) -> bool:
        """Whether a name is the subject of a verb that persons and bodies do."""
        head = self.page.tokens[self.page.root(first, last)]
        verb = self.page.tokens[head.head]
        return head.dep in {"nsubj", "nsubjpass"} and verb.lemma in words("names", "speech_verbs")

    def _of_state(self, first: int, last: int) -> bool:
        """Whether a name of a state ("met Gabon's Name Name", "Name Name of Gabon") is somebody whom persons meet."""
        tokens = self.page.tokens
        hit = self.owner.get(first - 2) if first > 1 and tokens[first - 1].norm in {"'s", "'"} else None
        if hit is None and last < len(tokens) and tokens[last].norm == "of":
            at = last + 1 + (last + 1 < len(tokens) and tokens[last + 1].norm == "the")
            hit = self.owner.get(at)
        if hit is None or hit.of("state") is None or any(tokens[k].tag != "NNP" for k in range(first, last)):
            return False
        root = self.page.root(first, last)
        while tokens[root].dep in {"conj", "appos"} and tokens[root].head != root:
            root = tokens[root].head
            if root in self.taken:
                return True
        verb = tokens[tokens[root].head]
        if tokens[root].dep == "pobj" and verb.norm in {"with", "to"}:
            verb = tokens[verb.head]
        elif tokens[root].dep not in {"nsubj", "nsubjpass", "dobj"}:
            return False
        return verb.lemma in words("names", "speech_verbs") or verb.lemma in words("names", "seeing_verbs")

    # -- bodies --------------------------------------------------------------------------------

    def _is_body(self, first: int, last: int) -> bool:
        """Whether a capitalised name ends in a word that heads the names of bodies."""
        tokens = self.page.tokens
        low = tokens[last - 1].norm
        if not any(low in names for names in table("names")["bodies"].values()):
            return False
        before = self.owner.get(first - 1)
        named = before is not None and (before.kind != "office" or self._titled_body(before, first))
        return last - first > 1 or named or (first > 0 and tokens[first - 1].norm == "the")

    def _titled_body(self, before: Hit, first: int) -> bool:
        """Whether an office's word begins the name of a body: "Workers Party", "Tourist Commission"."""
        tokens = self.page.tokens
        return before.last == first and all(tokens[k].text[0].isupper() for k in range(before.first, before.last))

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
            country = country_of(before)
            begin = before.first
            if kind == "media" or before.kind in {"capital", "place"}:
                self.eclipsed.add(before.first)
        elif before is not None and before.kind == "office" and self._titled_body(before, first):
            begin = before.first
            self.used |= set(range(before.first, before.last))
        elif first > 1 and self.page.tokens[first - 1].norm in {"'s", "'"}:
            owner = self.owner.get(first - 2)
            country = country_of(owner) if owner is not None else None
        country = country or self.titles.country_after(last)
        last = self._of_name(last) if kind != "media" else last
        self.taken |= set(range(first, last))
        name = self.page.piece(begin, last)
        if kind == "media":
            country = None
        if kind == "government" and country is None and last - first > 1:
            # "the Smith administration": that of the person's country.
            person = self.known.match(self.page.piece(first, last - 1), None, None)
            country = person.country if person is not None else None
        if kind == "government" and country is None and last - first == 1 and self.page.own:
            country = self.page.side
        if kind == "government" and country is not None:
            record = self.government(country)
            if name not in record.aliases and name != record.name:
                record.aliases.append(name)
        elif kind == "force":
            if country is None and self.page.own and self.page.tokens[max(first - 1, 0)].norm in {"our", "my"}:
                country = self.page.side
            record = self.register.fixed(slug(name), name, "armed-force", country)
        else:
            record = self.register.fixed(slug(name), name, "organization", country)
            if record not in (firms := self.firms.setdefault(name.split()[0], [])):
                firms.append(record)
        self.add(first if kind == "government" else begin, last, "name", record)

    def short_body(self, i: int) -> str | None:
        """The body of the table that a short word ("the bloc") takes up: the latest named before, else the next."""
        may = table("names")["short_bodies"].get(self.page.tokens[i].norm)
        if may is None:
            return None
        found = [
            (at, name)
            for at, key, country in self.named_bodies
            for name in may
            if key == name or (country == "EUR" and body_kinds()[name][1] == "EUR")
        ]
        before = [f for f in found if f[0] < i]
        chosen = max(before, default=None) or min(found, default=None)
        return chosen[1] if chosen is not None else None

    def _firm(self, name: str) -> Record | None:
        """The body of whose name a shorter name is the beginning ("Acme Insurance" of "Acme Insurance Group")."""
        if " " not in name:
            return None
        return next((r for r in self.firms.get(name.split(maxsplit=1)[0], ()) if r.name.startswith(name + " ")), None)

    def _of_name(self, last: int) -> int:
        """Past "of Oceans and Fisheries", "for African Unity" in the name of a body; a mere state is left out."""
        tokens = self.page.tokens
        if last + 1 >= len(tokens) or tokens[last].norm not in {"of", "for"}:
            return last
        at = last + 1 + (tokens[last + 1].norm == "the")
        end = at
        while end < len(tokens) and tokens[end].sentence == tokens[last - 1].sentence and end - at < 8:
            hit = self.owner.get(end)
            joins = tokens[end].norm == "and" and end > at and end + 1 < len(tokens) and self.runs.namey(end + 1)
            if end > at and plain(tokens[end].text).lower() in given_names() and end + 1 < len(tokens):
                if self.runs.namey(end + 1):
                    break  # "the Office for X and Y Petar Roe said"
            if hit is not None and hit.kind in {"state", "demonym", "place"} and hit.first == end:
                end = hit.last
            elif hit is None and (self.runs.namey(end) or joins):
                end += 1
            else:
                break
        only = self.owner.get(at)
        return last if end == at or (only is not None and only.last >= end) else end

    def alias(self, record: Record, surface: str) -> None:
        """Keep the words that a text used for a record."""
        if surface != record.name and surface not in record.aliases:
            record.aliases.append(surface)

    def city(self, hit: Hit) -> bool:
        """Whether a capital stands for the city, not for the government that sits there."""
        return capital_is_place(self.page, self.owner, hit)

    def modifies(self, hit: Hit) -> bool:
        """Whether a name that is also an adjective ("U.S.") stands before a noun."""
        token = self.page.tokens[hit.last - 1]
        return token.dep in {"compound", "amod", "nmod"} and token.head >= hit.last
