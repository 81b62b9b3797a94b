"""Bodies and people known by whose they are: "its air force", "the ministry", "her Peruvian counterpart"."""

from __future__ import annotations

from memcon.model import gazetteer
from memcon.read.gazette import office_kinds
from memcon.read.lexicon import same_office, words
from memcon.read.names import Open
from memcon.read.offices import Offices
from memcon.read.pairs import Pairs
from memcon.read.register import Record, slug
from memcon.read.trail import Trail

_NEAR = 8
"""Sentences back in which the other of a pair is looked for."""
_STEPS = 8


class Belongings:
    """The resolving of common nouns by their possessor or by the passage."""

    def __init__(self, trail: Trail, offices: Offices, pairs: Pairs) -> None:
        self.trail = trail
        self.offices = offices
        self.pairs = pairs

    def open_noun(self, noun: Open) -> bool:
        """Note a government or force named without its country; whether a country was found."""
        trail, names = self.trail, self.trail.names
        tokens = trail.page.tokens
        country = self._possessor(noun.begin)
        governor = tokens[tokens[noun.head].head].norm
        if country is None and tokens[noun.head].dep == "pobj" and governor in words("coref", "place_preps"):
            # "at the presidential office" is where, not who.
            return False
        if country is None and (self._owned_by_somebody(noun.begin) or self._of_no_state(noun.begin)):
            return False
        country = country or self._passage(noun.head)
        if country is not None and country not in gazetteer.states():
            country = None if noun.kind == "body" else country
        if noun.kind == "group":
            said = trail.page.piece(noun.first, noun.last)
            state = gazetteer.states().get(country or "")
            name = said if state is None else f"{said} of {state.name}"
            record = trail.register.fixed(slug(name), name, "group", country)
            record.plural = True
        elif country is None:
            return False
        elif noun.kind == "body":
            said = trail.page.piece(noun.first, noun.last).lower()
            record = trail.register.fixed(
                slug(f"{said}-{country}"), f"{said} of {gazetteer.states()[country].name}", "organization", country
            )
            names.alias(record, trail.page.piece(noun.first, noun.last))
        elif noun.kind == "government":
            record = names.government(country)
        else:
            record = names.forces(country, trail.page.piece(noun.first, noun.last))
        trail.note(noun.begin, noun.last, noun.head, "group", record.key)
        return True

    def office_of(self, i: int) -> bool:
        """Note "the premier's office", "his government" for the government; whether it was one."""
        trail, tokens = self.trail, self.trail.page.tokens
        if tokens[i].norm not in words("names", "owned_government") or i in trail.by_token or i in trail.names.owner:
            return False
        owner = next((k for k in trail.kids[i] if tokens[k].dep == "poss" and k < i), None)
        mention = trail.by_head.get(owner) or trail.by_token.get(owner) if owner is not None else None
        if mention is None:
            return False
        record = trail.record(mention)
        country = record.country
        if country not in gazetteer.states() or (record.kind == "person" and not trail.leads(record)):
            return False
        trail.note(min(mention.first, i), i + 1, i, "group", trail.names.government(country or "").key)
        return True

    def _possessor(self, begin: int) -> str | None:
        """The country of whoever possesses a phrase: "its", "Smith's"."""
        tokens = self.trail.page.tokens
        if begin < 1 or tokens[begin].sentence != tokens[begin - 1].sentence:
            return None
        at = begin - 1
        if tokens[at].norm in {"'s", "'"}:
            at -= 1
        elif tokens[at].tag != "PRP$":
            return None
        mention = self.trail.by_token.get(at)
        country = self.trail.record(mention).country if mention is not None else None
        return country if country in gazetteer.states() else None

    def _owned_by_somebody(self, begin: int) -> bool:
        """Whether "her cabinet" is that of a person whose country the report does not say."""
        trail, tokens = self.trail, self.trail.page.tokens
        mention = trail.by_token.get(begin - 1) if begin > 0 and tokens[begin - 1].tag == "PRP$" else None
        return mention is not None and trail.record(mention).kind == "person" and trail.record(mention).country is None

    def _of_no_state(self, begin: int) -> bool:
        """Whether a phrase is somebody's who is no actor: "the truckers' federation"."""
        tokens = self.trail.page.tokens
        if (
            begin < 2
            or tokens[begin - 1].norm not in {"'s", "'"}
            or tokens[begin - 1].sentence != tokens[begin].sentence
        ):
            return False
        return begin - 2 not in self.trail.by_token

    def _passage(self, i: int) -> str | None:
        """The country of the passage, pronouns and offices weighed in as they are resolved."""
        trail, tokens = self.trail, self.trail.page.tokens
        if tokens[i].tag == "PRP$":
            return None
        extra: dict[str, float] = {}
        for m in trail.before(i, 1):
            record = trail.record(m)
            if m.form in {"pronoun", "office"} and record.country in gazetteer.states():
                near = tokens[m.first].sentence == tokens[i].sentence
                weight = (3.0 if near else 1.0) * (1.6 if trail.is_subject(m) else 1.0)
                extra[record.country or ""] = extra.get(record.country or "", 0.0) + weight
        return trail.names.context.country(i, extra)

    # -- counterparts --------------------------------------------------------------------------

    def counterpart(self, i: int) -> int | None:
        """Resolve "her Peruvian counterpart", "his counterparts from A and B"; the token after it, or null."""
        trail, tokens = self.trail, self.trail.page.tokens
        if not self._peer(i) or i in trail.by_token:
            return None
        begin, countries = self._before(i - (tokens[i].norm == "number"))
        last = i + 1
        if not countries:
            last, countries = self._after(i + 1)
        owner = self._owner(begin)
        if tokens[i].norm in words("names", "peer_words") and (owner is None or not trail.leads(owner)):
            return None
        comma = last < len(tokens) and tokens[last].norm == ","
        named = trail.by_token.get(last + comma)
        if named is not None and len(countries) == 1 and named.form in {"name", "surname"}:
            record = trail.record(named)
            if record.kind == "person" and record.country in {None, countries[0]}:
                # "his Greek counterpart, Name", with a comma or without: one and the same, of the same office.
                record.country = countries[0]
                record.roles += [] if record.roles or owner is None else owner.roles[:1]
                trail.note(begin, last, i, "office", record.key)
                return last
        named = (
            named if named is not None and named.first == last + comma and named.form in {"name", "surname"} else None
        )
        if not countries and named is not None and self._is_peer(trail.record(named), owner):
            # "his counterpart, Name": of the same office, and of the other state that the report is about
            record = trail.record(named)
            record.roles += [] if record.roles or owner is None else owner.roles[:1]
            if record.country is None and (other := self._across(owner)) is not None:
                record.country, record.passage = other, True
            trail.note(begin, last, i, "office", record.key)
            return last
        if not countries:
            return self._other(begin, i, owner)
        office = next(iter(owner.roles), "leader" if owner.head else "") if owner is not None else ""
        people = [self._holder(office, c, i) for c in countries]
        record = people[0] if len(people) == 1 else trail.group([p.key for p in people])
        form = "office" if len(people) == 1 else "group"
        trail.note(begin, last, i, form, record.key)
        return last

    def _before(self, i: int) -> tuple[int, list[str]]:
        """Where the phrase begins and the countries named before a noun ("his Polish and Czech counterparts")."""
        names, tokens = self.trail.names, self.trail.page.tokens
        at, out = i, []
        while at > 0 and i - at < _STEPS and tokens[at - 1].sentence == tokens[i].sentence:
            hit = names.owner.get(at - 1)
            if hit is not None and hit.kind in {"demonym", "state"}:
                entry = hit.of("demonym") or hit.of("state")
                out.append(entry.country if entry is not None else "")
                at = hit.first
            elif (out and tokens[at - 1].norm in {"and", ",", "then"}) or tokens[at - 1].norm in words(
                "names", "title_modifiers"
            ):
                at -= 1
            else:
                break
        if at > 0 and (tokens[at - 1].tag == "PRP$" or tokens[at - 1].norm in {"the", "a"}):
            at -= 1
        while at < i and tokens[at].norm in {"and", ","}:
            at += 1
        return at, out[::-1]

    def _after(self, at: int) -> tuple[int, list[str]]:
        """The countries in a list after a noun ("from Germany, France and Poland"), and where it ends."""
        names, tokens = self.trail.names, self.trail.page.tokens
        if at >= len(tokens) or tokens[at].norm not in {"of", "from", "in"}:
            return at, []
        out: list[str] = []
        last, k = at, at + 1
        while k < len(tokens) and tokens[k].sentence == tokens[at].sentence:
            hit = names.owner.get(k)
            if hit is not None and hit.kind in {"state", "capital"} and hit.first == k:
                out.append(hit.entries[0].country)
                k = last = hit.last
            elif tokens[k].norm in {"the", "and", ",", "both"}:
                k += 1
            else:
                break
        return (last, out) if out else (at, [])

    def _owner(self, begin: int) -> Record | None:
        """The person whose counterpart is meant."""
        tokens = self.trail.page.tokens
        at = begin
        if tokens[at].tag != "PRP$" and at > 1 and tokens[at - 1].norm in {"'s", "'"}:
            at -= 2
        mention = self.trail.by_token.get(at)
        return self.trail.record(mention) if mention is not None else None

    def _holder(self, office: str, country: str, at: int) -> Record:
        """Whoever holds the same office in another country."""
        kind = office_kinds().get(office, "other")
        if office:
            found = self.offices.holder(office, country, at, kind) or self.offices.from_table(office, country, office)
            if found is not None:
                return found
        return self.offices.nameless(office or "counterpart", country)

    def _other(self, begin: int, i: int, owner: Record | None) -> int | None:
        """Note the other of the latest two who had to do with each other ("his counterpart")."""
        trail, tokens = self.trail, self.trail.page.tokens
        if owner is None or owner.kind != "person" or tokens[i].norm in {"counterparts", "colleagues", "homologues"}:
            return None
        for m in trail.before(i, _NEAR):
            record = trail.record(m)
            if len(record.members) == 2 and owner.key in record.members:
                other = next(k for k in record.members if k != owner.key)
                trail.note(begin, i + 1, i, "office", other)
                return i + 1
        people = [
            r
            for r in {m.ref: trail.record(m) for m in trail.before(i, _NEAR)}.values()
            if r.key != owner.key and trail.leads(r) and r.country != owner.country and r.head == owner.head
        ]
        alike = [r for r in people if not r.roles or self._is_peer(r, owner)]
        if len(alike) == 1 and (len(people) == 1 or alike[0].roles):
            trail.note(begin, i + 1, i, "office", alike[0].key)
            return i + 1
        country = self._across(owner) if not alike and owner.roles else None
        if country is not None and owner.head is False:
            trail.note(begin, i + 1, i, "office", self._holder(owner.roles[0], country, i).key)
            return i + 1
        return None

    def _peer(self, i: int) -> bool:
        """Whether a token is a word for somebody's like: "counterpart", "colleague", "opposite number"."""
        tokens = self.trail.page.tokens
        word = tokens[i].norm
        if word == "number":
            return i > 0 and tokens[i - 1].norm == "opposite"
        return word in {"counterpart", "counterparts"} or word in words("names", "peer_words")

    def _is_peer(self, record: Record, owner: Record | None) -> bool:
        """Whether somebody can be another's counterpart: another person, of another state, of a like office."""
        if owner is None or record.kind != "person" or record.key == owner.key or record.plural:
            return False
        if record.country is not None and record.country == owner.country:
            return False
        mine, theirs = (
            {name for o in r.roles for name in (same_office(o) | {office_kinds().get(o, "other")})}
            - ({"minister"} if any(o != "minister" and office_kinds().get(o) == "minister" for o in r.roles) else set())
            for r in (owner, record)
        )
        return not record.roles or not owner.roles or bool(mine & theirs)

    def _across(self, owner: Record | None) -> str | None:
        """The other of the two states that a report is about, if somebody's own is one of them."""
        pair = self.pairs.main_pair() if owner is not None and owner.country else None
        codes = [self.trail.register[k].country for k in pair or ()]
        if owner is None or owner.country not in codes:
            return None
        return next((c for c in codes if c != owner.country), None)
