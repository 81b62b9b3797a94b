"""Who is meant by an office without a name: "the Japanese leader", "the Head of State"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from memcon.model import gazetteer
from memcon.read.gazette import Hit, Tenure, by_country, country_word, in_office, office_kinds
from memcon.read.lexicon import elsewhere, table, words
from memcon.read.register import Mention, Record, slug
from memcon.read.several import worded
from memcon.read.styles import gender_of
from memcon.read.titles import country_of
from memcon.read.trail import SUBJECTS, Trail

_MEMORY = 40
"""Sentences back in which the latest holder of an office is looked for."""

_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "any", "each", "every", "no"})
_POSSESSIVES = frozenset({"'s", "his", "her", "its", "their", "my", "our"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The noun phrase of an office: tokens ``begin`` to ``last``, its words without the article."""

    begin: int
    last: int
    head: int
    said: str
    det: str
    office: str
    kind: str
    country: str | None


class Offices:
    """The resolving of offices on one page."""

    def __init__(self, trail: Trail) -> None:
        self.trail = trail
        self.past: dict[tuple[str, str], frozenset[str]] = {}

    def _phrase_start(self, first: int) -> tuple[int, str]:
        """Where the noun phrase that ends in an office begins, and its determiner."""
        tokens = self.trail.page.tokens
        at = first
        low = max(self.trail.page.sentences[tokens[first].sentence].first, first - 7)
        dets = {"the", "this", "that", "his", "her", "their", "its", "our", "my", "your"} | words("coref", "indefinite")
        while at > low:
            t = tokens[at - 1]
            if t.norm in dets:
                return at - 1, t.norm
            hit = self.trail.names.owner.get(at - 1)
            if hit is not None and hit.kind != "office":
                at = hit.first
            elif t.norm in {"'s", "'"}:
                return at, "'s"
            elif (
                t.norm in words("names", "title_modifiers")
                or (t.pos in {"ADJ", "NUM"} and t.norm not in {"first", "new"})
                or (t.norm == "-" and self.trail.page.glued(at - 1))
            ):
                at -= 1
            else:
                break
        return at, ""

    def office(self, hit: Hit) -> None:
        """Resolve an office without a name: "the Japanese leader", "the Head of State"."""
        trail, tokens = self.trail, self.trail.page.tokens
        phrase = self._phrase(hit)
        head, last, kind, country = phrase.head, phrase.last, phrase.kind, phrase.country
        if tokens[head].dep == "compound" and tokens[head].head >= last:
            return
        apposed = trail.names.apposed.get(hit.first)
        if apposed is None:
            apposed = self._second_office(hit)
        if apposed is None:
            apposed = self._named_beside(hit)
        if apposed is not None:
            record = trail.register[apposed]
            record.country = record.country or country
            trail.note(phrase.begin, last, head, "office", apposed)
        elif self._is_plural(hit) and self._of_those(phrase):
            pass
        elif self._is_plural(hit):
            low = tokens[hit.last - 1].norm
            told = kind == "minister" and phrase.office != "minister" and phrase.det == "the"
            lone = country is None and not told and (kind == "military" or low in words("names", "group_needs_country"))
            if kind != "head" and not lone:
                self._company(phrase)
        elif phrase.det in words("coref", "indefinite") or (
            not phrase.det and not country and not tokens[hit.first].text[0].isupper()
        ):
            speaks = tokens[head].dep in SUBJECTS and tokens[tokens[head].head].lemma in words("names", "speech_verbs")
            by = tokens[tokens[head].head].norm == "by"
            tells = kind in {"spokesperson", "official"} and phrase.det
            if country or tells or (kind != "head" and (speaks or by)):
                self._fixed_person(phrase)
        elif any(tokens[k].norm.startswith(("former", "ex-")) for k in range(phrase.begin, hit.first)):
            self._fixed_person(phrase)
        else:
            self._definite(phrase, hit.first)
            self._spokesman_of(hit)

    def _of_those(self, phrase: Phrase) -> bool:
        """Note "the two countries' interior ministers", "their envoys" for one of each state; whether it was so."""
        if phrase.det not in {"their", "'s"} or phrase.kind not in {"head", "minister", "envoy"}:
            return False
        trail = self.trail
        owner = trail.by_token.get(phrase.begin - 2 if phrase.det == "'s" else phrase.begin)
        states = [trail.register[k].country for k in trail.record(owner).members] if owner is not None else []
        if len(states) < 2 or len(set(states)) < len(states):
            return False
        people = []
        for country in states:
            if country not in gazetteer.states():
                return False
            held = self.holder(phrase.office, country, phrase.head, phrase.kind)
            found = held or self.from_table(phrase.office, country, phrase.office)
            people.append(found or self.nameless(phrase.office, country or ""))
        trail.note(phrase.begin, phrase.last, phrase.head, "group", trail.group([p.key for p in people]).key)
        return True

    def _second_office(self, hit: Hit) -> int | None:
        """Whose second office this is: "Name, Crown Prince and Prime Minister of the Kingdom of X"."""
        tokens, trail = self.trail.page.tokens, self.trail
        if hit.first < 2 or tokens[hit.first - 1].norm not in {"and", "&"}:
            return None
        before = trail.names.owner.get(hit.first - 2)
        if before is None or before.kind != "office" or before.last != hit.first - 1:
            return None
        return trail.names.apposed.get(before.first)

    def _named_beside(self, hit: Hit) -> int | None:
        """Who an office is of that others and a name follow: "the Leader of the Nation, President of X, Name"."""
        tokens, trail = self.trail.page.tokens, self.trail
        if hit.of("office") is None or trail.names.titles.plural(hit):
            return None
        head = trail.page.root(hit.first, hit.last)
        if tokens[head].dep not in SUBJECTS | {"pobj", "dobj"}:
            return None
        if tokens[head].dep == "pobj" and tokens[tokens[head].head].norm in {"for", "to"}:
            above = trail.names.owner.get(tokens[tokens[head].head].head)
            if above is not None and above.of("office") is not None:
                return None  # "a spokeswoman for the prime minister, Name": the name is hers
        for m in trail.in_sentence(tokens[head].sentence):
            if m.first < hit.last or m.form not in {"name", "surname"} or trail.record(m).kind != "person":
                continue
            apposed = tokens[m.head].dep == "appos" and tokens[m.head].head == head
            # the parse may give the verb both as its subject
            twice = {tokens[m.head].dep, tokens[head].dep} <= SUBJECTS and tokens[m.head].head == tokens[head].head
            return m.ref if apposed or twice else None
        return None

    def _spokesman_of(self, hit: Hit) -> None:
        """Give who speaks for an office-holder that one's country ("a spokeswoman for the premier, Name,")."""
        outer = self.trail.names.titles.speaks_for(hit)
        speaker = self.trail.by_token.get(outer[0].first) if outer is not None else None
        holder = self.trail.by_token.get(hit.first)
        if speaker is not None and holder is not None and self.trail.record(speaker).country is None:
            self.trail.record(speaker).country = self.trail.record(holder).country

    def _phrase(self, hit: Hit) -> Phrase:
        """The noun phrase around an office."""
        titles, page = self.trail.names.titles, self.trail.page
        entry = hit.of("office")
        office = entry.key if entry is not None else ""
        kind = office_kinds().get(office, "other")
        begin, det = self._phrase_start(hit.first)
        country = titles.inner_country(hit) or titles.country_before(hit.first)
        country = country or titles.country_after(hit.last, bodies=kind in {"spokesperson", "official"})
        last = self._past_of(hit.last)
        return Phrase(
            begin=begin,
            last=last,
            head=page.root(hit.first, hit.last),
            said=page.piece(begin + (det in _ARTICLES and begin < hit.first), last),
            det=det,
            office=office,
            kind=kind,
            country=country or self._owner_country(begin, det) or self._beside(begin, hit, kind),
        )

    def _beside(self, begin: int, hit: Hit, kind: str) -> str | None:
        """The country of a body named before an official, or of whom a phrase after one names."""
        tokens, trail = self.trail.page.tokens, self.trail
        if kind not in {"official", "spokesperson", "envoy"}:
            return None
        before = trail.by_token.get(hit.first - 1) if hit.first > begin else None
        if before is not None and trail.record(before).kind != "place":
            return trail.record(before).country
        at = hit.last
        if at < len(tokens) and tokens[at].norm in {"in", "of", "at", "from", "for", "with"}:
            at += 1
            while at < len(tokens) and (tokens[at].norm == "the" or tokens[at].pos == "ADJ"):
                at += 1
            after = trail.by_token.get(at)
            if after is not None and tokens[at].sentence == tokens[begin].sentence:
                return trail.record(after).country
        return None

    def _is_plural(self, hit: Hit) -> bool:
        """Whether an office stands for several people."""
        return self.trail.names.titles.plural(hit)

    def _definite(self, phrase: Phrase, at: int) -> None:
        """Resolve an office that the text takes for known."""
        found = self.holder(phrase.office, phrase.country, at, phrase.kind, adopt=phrase.det not in _POSSESSIVES)
        if found is None and phrase.country is None and phrase.det == "the" and phrase.kind in {"head", "minister"}:
            country = self.trail.names.context.country(at)
            leads = phrase.office not in words("names", "leader_words") and country not in elsewhere(phrase.office)
            phrase = replace(phrase, country=country if leads else None)
            if country is not None and leads:
                found = self.holder(phrase.office, country, at, phrase.kind)
        if found is None:
            tells = phrase.kind in {"spokesperson", "official"}
            if phrase.country is None and (phrase.kind == "head" or (not phrase.det and not tells)):
                return
            found = self._outranks(phrase) or self.from_table(phrase.office, phrase.country, phrase.said)
            if found is None:
                if phrase.country is not None or tells:
                    self._fixed_person(phrase).head |= phrase.kind == "head"
                return
        self.trail.note(phrase.begin, phrase.last, phrase.head, "office", found.key)

    def _fixed_person(self, phrase: Phrase) -> Record:
        """Note somebody known by office alone."""
        said = phrase.said
        state = gazetteer.states().get(phrase.country or "")
        if state is not None and not self._names_country(phrase):
            # "Kenya's president", "its foreign minister": named by the country, so that two stay two.
            own = phrase.det in _POSSESSIVES and phrase.det != "'s" and " " in said
            said = f"{said.split(' ', 1)[-1] if own else said} of {state.name}"
        if phrase.said.split()[-1].lower() in words("names", "media_nouns"):
            record = self.trail.register.fixed(slug(said), said, "organization", phrase.country)
            self.trail.note(phrase.begin, phrase.last, phrase.head, "office", record.key)
            return record
        record = self.trail.register.fixed(slug(said), said, "person", phrase.country)
        record.nameless = True
        record.gender = record.gender or gender_of(phrase.said)
        if phrase.office not in record.roles:
            record.roles.append(phrase.office)
        self.trail.note(phrase.begin, phrase.last, phrase.head, "office", record.key)
        return record

    def _names_country(self, phrase: Phrase) -> bool:
        """Whether the words of a phrase name its country."""
        owner = self.trail.names.owner
        return any(
            (hit := owner.get(k)) is not None and hit.kind != "office" and country_of(hit) == phrase.country
            for k in range(phrase.begin, phrase.last)
        ) or any(country_word(w) == phrase.country for w in phrase.said.split())

    def nameless(self, office: str, country: str) -> Record:
        """The record of somebody of a country known by office alone."""
        state = gazetteer.states().get(country)
        name = f"{office} of {state.name if state is not None else country}"
        record = self.trail.register.fixed(slug(name), name, "person", country)
        record.nameless = True
        if office in office_kinds() and office not in record.roles:
            record.roles.append(office)
        record.head = office_kinds().get(office) == "head"
        return record

    def _company(self, phrase: Phrase) -> None:
        """Note a group known by what its people are: "Ukrainian officials", "analysts"."""
        name = phrase.said
        if phrase.det in _POSSESSIVES and phrase.det != "'s":
            # "our representatives": named by the country that "our" means.
            state = gazetteer.states().get(phrase.country or "")
            name = name.split(" ", 1)[-1] + (f" of {state.name}" if state is not None else "")
        record = self.trail.register.fixed(slug(name), name, "group", phrase.country)
        record.plural = True
        if phrase.office not in record.roles:
            record.roles.append(phrase.office)
        self.trail.note(phrase.begin, phrase.last, phrase.head, "group", record.key)

    def _past_of(self, last: int) -> int:
        """Past the ``of`` phrase with a country that belongs to an office."""
        tokens = self.trail.page.tokens
        if self.trail.names.titles.country_after(last) is None:
            return last
        at = last + 1
        while at not in self.trail.names.owner:
            at += 1
        return self.trail.names.owner[at].last if at < len(tokens) else last

    def _owner_country(self, begin: int, det: str) -> str | None:
        """The country of the person who possesses an office: "his", "Smith's"."""
        if det == "'s":
            m = self.trail.by_token.get(begin - 2)
        elif det in _POSSESSIVES:
            m = self.trail.by_token.get(begin)
        else:
            return None
        return self.trail.record(m).country if m is not None else None

    def _fills(self, record: Record, office: str, kind: str) -> bool:
        """Whether a person may be meant by an office."""
        if record.kind != "person" or record.plural:
            return False
        if office in record.roles:
            return True
        if office in words("names", "leader_words") or office == "head of state":
            return record.head
        if office in words("names", "loose_offices"):
            return any(office_kinds().get(r) in {"head", "minister", "envoy"} for r in record.roles)
        if kind == "head" and record.head and not any(office_kinds().get(r) == "head" for r in record.roles):
            held = self._held(record)
            return not held or office in held or (record.known is None)
        if office in {"minister", "spokesperson"}:
            return any(office_kinds().get(r) == {"minister": "minister"}.get(office, office) for r in record.roles)
        return False

    def _held(self, record: Record) -> frozenset[str]:
        """The offices that the table knows a person to have held by the report's date."""
        if record.known is None or record.country is None:
            return frozenset()
        key = (record.known, record.country)
        if key not in self.past:
            day = self.trail.page.day
            rows = [t for t in by_country().get(record.country, ()) if t.name == record.known]
            self.past[key] = frozenset(t.office for t in rows if day is None or not t.start or t.start <= day)
        return self.past[key]

    def _sayer(self, at: int) -> int | None:
        """The one who says a clause in which an office stands: "Smith said that the president …" is not Smith."""
        tokens = self.trail.page.tokens
        verb = self.trail.verb_of(at)
        for _ in range(4):
            above = self.trail.verb_of(verb)
            if above == verb:
                return None
            if tokens[verb].dep in {"ccomp", "advcl"} and tokens[above].lemma in words("names", "speech_verbs"):
                for k in self.trail.kids[above]:
                    m = self.trail.by_head.get(k) if tokens[k].dep == "nsubj" else None
                    if m is not None:
                        return m.ref
            verb = above
        return None

    def holder(self, office: str, country: str | None, at: int, kind: str, *, adopt: bool = False) -> Record | None:
        """The person of this report who holds an office, the latest named of several.

        With ``adopt`` a person of that office and of no known country is taken to be of this one.
        """
        trail, page = self.trail, self.trail.page
        recent = [trail.record(m) for m in trail.before(at, _MEMORY)]
        people = {r.key: r for r in [*recent, *trail.register.records]}
        sayer = self._sayer(at) if country is None and kind == "head" else None
        fits = [r for r in people.values() if self._fills(r, office, kind) and r.key != sayer]
        # somebody named only later, whose country is that of the passage there, is nobody's leader yet
        fits = [r for r in fits if not r.passage or r.key in {m.ref for m in trail.before(at, _MEMORY)}]
        fits = worded(self.trail, office, fits, at)
        if country is not None:
            held = next((r for r in fits if r.country == country), None)
            if held is not None or not adopt or self._tenure(office, country) is not None:
                return held
            near = {m.ref for m in trail.before(at, 6)}
            free = [r for r in fits if r.country is None and office in r.roles and r.key in near]
            if len(free) == 1:
                free[0].country = country
                return free[0]
            return None
        if page.own and page.side is not None:
            own = next((r for r in fits if r.country == page.side), None)
            if own is None and kind == "head" and not self._foreign(office, page.side, fits, at):
                own = self.from_table(office, page.side, office)
            if own is not None:
                return own
        keys = {r.key for r in fits}
        here = page.tokens[at].sentence

        def weight(m: Mention) -> float:
            distance = here - page.tokens[m.first].sentence
            return -3.0 * distance + (4.0 if trail.is_subject(m) and distance <= 1 else 0.0)

        known = [m for m in trail.before(at, _MEMORY) if m.ref in keys]
        return trail.record(max(known, key=weight)) if known else None

    def _outranks(self, phrase: Phrase) -> Record | None:
        """The one named holder of an office, of a country not told, whom the leaders' table does not know.

        What a report says goes before what is known from data: "Prime Minister Roe" of a text about Canada
        is its prime minister, whoever the table has for that day.
        """
        tenure = self._tenure(phrase.office, phrase.country)
        if tenure is None:
            return None
        people = [r for r in self.trail.register.records if r.kind == "person" and tenure.office in r.roles]
        free = [r for r in people if r.country is None and not r.known and not r.nameless and not r.plural]
        if len(free) != 1 or any(r.country == tenure.country for r in people):
            return None
        free[0].country = tenure.country
        return free[0]

    def _foreign(self, office: str, side: str, fits: list[Record], at: int) -> bool:
        """Whether "the President" in a text whose side is led by a chancellor means one named just before."""
        lead = self._tenure("leader", side)
        near = {m.ref for m in self.trail.before(at, 3)}
        return lead is not None and lead.office != office and any(r.key in near for r in fits)

    def _tenure(self, office: str, country: str | None) -> Tenure | None:
        """Whoever held an office at the report's date, by the leaders' table; none where several did."""
        if country is None or self.trail.page.day is None:
            return None
        rows = in_office(by_country().get(country, ()), self.trail.page.day)
        fits = [t for t in rows if t.office == office]
        if not fits and (office in words("names", "leader_words") or office == "head of state"):
            order: list[str] = list(table("names")["leader_order"])
            if country in words("names", "led_by_government") and office != "head of state":
                order = ["prime minister", "chancellor", "taoiseach", *order]
            ranked = [t for name in order for t in rows if t.office == name]
            fits = [t for t in ranked if t.office == ranked[0].office]
        return fits[0] if len({t.name for t in fits}) == 1 else None

    def from_table(self, office: str, country: str | None, phrase: str) -> Record | None:
        """The record of whoever held an office at the report's date, by the leaders' table."""
        tenure = self._tenure(office, country)
        return self.known_person(tenure, phrase) if tenure is not None else None

    def known_person(self, tenure: Tenure, phrase: str) -> Record:
        """The record of a leader whom the table tells, under the report's own words."""
        known = next((r for r in self.trail.register.records if r.known == tenure.name and r.kind == "person"), None)
        if known is not None:
            return known
        state = gazetteer.states().get(tenure.country)
        said = phrase.split()
        name = phrase
        if state is not None and not any(country_word(w) == tenure.country for w in said):
            own = len(said) > 1 and said[0].lower() in _POSSESSIVES
            name = f"{' '.join(said[1:] if own else said)} of {state.name}"
        record = self.trail.register.person(name, tenure.country)
        record.nameless = True
        record.known = tenure.name
        record.surname = tenure.surname
        record.gender = tenure.gender if tenure.gender in {"f", "m"} else None  # type: ignore[assignment]
        record.roles.append(tenure.office)
        record.head = office_kinds().get(tenure.office) == "head"
        return record
