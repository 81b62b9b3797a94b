"""What the tables name: states, capitals that act, bodies, places; and what hangs on the passage they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.model import gazetteer
from memcon.read.context import Context
from memcon.read.gazette import Entry, Hit, body_kinds, office_kinds, surname_of
from memcon.read.lexicon import elsewhere, same_office, table, words
from memcon.read.names import KINDS, Names
from memcon.read.register import Mention, Record, slug
from memcon.read.titles import country_of

_INSIDE = frozenset({"poss", "compound", "amod", "pobj", "prep", "appos", "conj"})
HOME = 2.0
"""Weight of the dateline's country for somebody who is introduced without one, beside what it weighs for all."""


def note_tables(names: Names) -> None:
    """Note states, demonyms, capitals, institutions and places that no longer name holds."""
    generic: list[Hit] = []
    for hit in names.hits:
        if hit.kind in {"office", "leader"} or hit.first in names.eclipsed:
            continue
        if hit.kind == "institution":
            low = names.page.piece(hit.first, hit.last).lower()
            if low in words("names", "generic_bodies") or low in words("names", "generic_if_named"):
                generic.append(hit)
            else:
                _institution(names, hit, None)
            continue
        entry = hit.entries[0]
        surface = names.page.piece(hit.first, hit.last)
        if hit.kind == "place" and (bearer := _bearer(names, hit)) is not None:
            names.add(hit.first, hit.last, "surname", bearer)
            continue
        seat = _seat(names, entry) if hit.kind == "capital" else None
        if hit.kind == "place" or (hit.kind == "capital" and names.city(hit)):
            record = names.register.fixed(f"place-{slug(entry.key)}", entry.key, "place", entry.country or None)
            names.alias(record, surface)
            names.add(hit.first, hit.last, "name", record)
        elif seat is not None:
            kind, country, _ = body_kinds()[seat]
            record = names.register.fixed(slug(seat), seat, KINDS.get(kind, "organization"), country)
            names.alias(record, surface)
            names.add(hit.first, hit.last, "capital", record)
        else:
            if _of_a_continent(names, hit) or _of_money(names, hit):
                continue
            record = names.government(entry.country)
            form = {"state": "country", "demonym": "demonym", "capital": "capital"}[hit.kind]
            if hit.kind == "state" and hit.of("demonym") and names.modifies(hit):
                form = "demonym"
            names.alias(record, surface)
            names.add(hit.first, hit.last, form, record)
    _short_bodies(names)
    _styles(names)
    names.context = Context(names.page, names.register, names.mentions)
    _settle(names)
    for hit in generic:
        _institution(names, hit, _whose(names, hit))


def _bearer(names: Names, hit: Hit) -> Record | None:
    """The person of the text whose surname a place bears too, where the word stands as a person's: "Lincoln said"."""
    tokens = names.page.tokens
    token = tokens[hit.first]
    if hit.last - hit.first > 1 or token.dep not in {"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj"}:
        return None
    if token.dep == "pobj" and tokens[token.head].norm not in {"with", "by", "to", "for"}:
        return None
    people = [r for r in names.register.people_called(token.norm) if r.kind == "person" and " " in r.name]
    people = [r for r in people if surname_of(r.name, r.country).lower() == token.text.lower()]
    return people[0] if len(people) == 1 else None


def _styles(names: Names) -> None:
    """Note "the Kingdom" for the one state of that style that the text names in full, or whose own text it is."""
    tokens, states = names.page.tokens, gazetteer.states()
    styled = words("names", "styles")
    for i in range(1, len(tokens) - 1):
        token = tokens[i]
        if token.norm not in styled or not token.text[0].isupper() or tokens[i - 1].norm != "the":
            continue
        if i in names.owner or tokens[i + 1].norm == "of" or tokens[i + 1].tag in {"NNP", "NNPS"}:
            continue
        named = {e.country for h in names.hits for e in h.entries if e.country and e.kind == "state"}
        named |= {names.page.side} if names.page.side else set()
        fit = sorted(c for c in named if c in states and _of_style(token.norm, (states[c].name, *states[c].names)))
        country = names.page.side if names.page.side in fit else fit[0] if len(fit) == 1 else None
        if country is not None:
            record = names.government(country)
            names.alias(record, token.text)
            names.add(i, i + 1, "country", record)


def _of_style(style: str, names: Sequence[str]) -> bool:
    """Whether a state's full name is made of a style ("Kingdom of X", "X Federation"); "United …" is a name."""
    low = [n.lower() for n in names]
    return any(n.startswith(f"{style} of ") or (n.endswith(f" {style}") and not n.startswith("united")) for n in low)


def _of_a_continent(names: Names, hit: Hit) -> bool:
    """Whether a demonym with the word before it names a part of the world: "South American", "Latin American"."""
    tokens = names.page.tokens
    parts = table("names")["continents"].get(tokens[hit.first].norm.removesuffix("s"))
    if not parts or not hit.first:
        return False
    at = hit.first - 1
    if tokens[at].norm == "-" and at:
        at -= 1
    return tokens[at].norm in parts


def _of_money(names: Names, hit: Hit) -> bool:
    """Whether a state's name only tells which money is meant: "4.5 million US dollars", "Swiss francs"."""
    tokens = names.page.tokens
    return hit.last < len(tokens) and tokens[hit.last].lemma.lower() in words("names", "money")


def _settle(names: Names) -> None:
    """Give a country to people who hold a public office and are introduced without one."""
    public = {"head", "minister", "spokesperson", "official", "military", "legislator"}
    seen: set[int] = set()
    for m in sorted(names.mentions, key=lambda m: m.first):
        record = names.register[m.ref]
        if record.kind == "organization" and record.country is None and m.ref not in seen:
            low = record.name.lower()
            if low in words("names", "generic_bodies") or "ministry" in {low.split()[0], low.split()[-1]}:
                record.country = names.context.country(m.head, out=_dealt_with(names, m))
        if record.kind != "person" or record.country is not None or record.private or m.ref in seen:
            continue
        roles = [o for o in record.roles if office_kinds().get(o) in public and o not in words("names", "leader_words")]
        ranks = all(office_kinds().get(o) == "military" for o in roles)
        # An officer may be anybody's prisoner: a rank alone tells a country only of one who speaks.
        if roles and (not ranks or names.speaks(m.first, m.last)):
            out = _others(names, record, roles) | _met(names, m) | _dealt_with(names, m)
            met = _met_by(names, m)
            record.country = _among(names, m) or names.context.country(m.head, _at_home(names), out=out | met)
            if met and record.country is not None and not _named_near(names, m, record.country):
                record.country = None  # whose guest or host he is, the passage does not tell
            if record.country is None and len(roles) == 1 and roles[0] in words("names", "sole_offices"):
                record.country = str(table("names")["offices_of"][roles[0]][0])
            record.passage = record.country is not None
        if record.country is not None or names.page.sentences[names.page.tokens[m.head].sentence].kind != "heading":
            seen.add(m.ref)


def _among(names: Names, m: Mention) -> str | None:
    """The state of the people among whom somebody is named: "five Georgian officials, including Minister Roe"."""
    tokens = names.page.tokens
    k = m.first - 1
    if k < 1 or tokens[k].norm not in {"including", "notably", "like"}:
        return None
    low = names.page.sentences[tokens[k].sentence].first
    groups = [o for o in names.mentions if low <= o.first < k and names.register[o.ref].kind == "group"]
    return names.register[max(groups, key=lambda o: o.first).ref].country if groups else None


def _at_home(names: Names) -> dict[str, float]:
    """What the dateline's country weighs more for people than for bodies: a minister without a state is of there."""
    home = names.context.dateline
    return {home: HOME} if home is not None else {}


def _dealt_with(names: Names, m: Mention) -> frozenset[str]:
    """States whose people or bodies somebody is told to deal with: "the minister summoned Gabon's ambassador".

    Whoever is said with no state of his own is not of the one that his act is told to reach.
    """
    tokens = names.page.tokens
    verb = tokens[m.head].head
    if tokens[m.head].dep != "nsubj" or tokens[verb].pos != "VERB":
        return frozenset()
    if tokens[verb].lemma not in words("coref", "dealing") | words("coref", "dealing_with"):
        return frozenset()
    out: set[str] = set()
    for other in names.mentions:
        if tokens[other.head].sentence != tokens[verb].sentence or other.first <= verb:
            continue
        at, steps, with_ = other.head, 0, False
        while steps < 7 and tokens[at].dep in _INSIDE and at != verb:
            at, steps = tokens[at].head, steps + 1
            with_ = with_ or tokens[at].norm == "with"
        country = names.register[other.ref].country
        if country and (at == verb or (tokens[at].head == verb and tokens[at].dep in {"dobj", "dative"})):
            if with_ or tokens[verb].lemma in words("coref", "dealing"):
                out.add(country)
    return frozenset(out)


def _met_by(names: Names, m: Mention) -> frozenset[str]:
    """The state of a minister who tells in the first person whom he meets: "I will meet Prime Minister Roe"."""
    tokens, page = names.page.tokens, names.page
    if not page.own or page.side not in gazetteer.states():
        return frozenset()
    at = m.head
    for _ in range(7):
        if tokens[at].dep not in _INSIDE | {"dobj", "nmod"} or tokens[at].head == at:
            break
        at = tokens[at].head
    if at == m.head or tokens[at].lemma not in words("coref", "meeting_verbs"):
        return frozenset()
    doers = (k for k in range(page.sentences[tokens[at].sentence].first, at) if tokens[k].head == at)
    first = any(tokens[k].dep == "nsubj" and tokens[k].norm in {"i", "we"} for k in doers)
    return frozenset({page.side}) if first and page.side else frozenset()


def _named_near(names: Names, m: Mention, country: str) -> bool:
    """Whether a state is named in somebody's sentence, or in the one before."""
    here = names.page.tokens[m.head].sentence
    return any(
        names.register[o.ref].country == country and 0 <= here - names.page.tokens[o.head].sentence <= 1
        for o in names.mentions
        if o.ref != m.ref
    )


def _others(names: Names, record: Record, roles: Sequence[str]) -> frozenset[str]:
    """States of which somebody cannot be: another holds the office there, or which have no such office."""
    out: set[str] = set()
    for role in roles:
        kin = same_office(role)
        held = {
            r.country
            for r in names.register.records
            if r.kind == "person" and r is not record and r.country and kin & set(r.roles)
        }
        if office_kinds().get(role) in {"head", "minister"}:
            out |= {c for c in held if c}
        out |= set(table("names")["without_office"].get(role, ()))
        out |= elsewhere(role)
    return frozenset(out)


def _met(names: Names, m: Mention) -> frozenset[str]:
    """States of those whom somebody without a state is told to meet under their own: "the president met Chile's Roe".

    Only where a dateline tells of another state, which is then the one that needs no telling.
    """
    home = names.context.dateline
    tokens = names.page.tokens
    if home is None or tokens[m.head].dep not in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return frozenset()
    here = tokens[m.head].sentence
    found = {
        r.country
        for other in names.mentions
        if other.ref != m.ref
        and tokens[other.head].sentence == here
        and (r := names.register[other.ref]).kind == "person"
        and not r.passage
        and r.country is not None
        and r.country != home
        and any(
            (hit := names.owner.get(k)) is not None and country_of(hit) == r.country
            for k in range(max(other.first - 2, 0), min(other.last + 3, len(tokens)))
        )
    }
    return frozenset(found)


def _whose(names: Names, hit: Hit) -> str | None:
    """The country of a body whose name many countries' bodies bear; null for that of the table."""
    entry = hit.entries[0]
    near = names.titles.country_before(hit.first) or names.titles.country_after(hit.last)
    if near is not None:
        return near if near != entry.country else None
    if names.page.piece(hit.first, hit.last).lower() in words("names", "generic_if_named"):
        return None
    weights = names.context.weights(hit.first)
    top = max(sorted(weights), key=lambda c: weights[c], default=None)
    if top is None or top == entry.country or weights[top] < 1.5 * weights.get(entry.country, 0.0) + 0.5:
        return None
    return top


def _institution(names: Names, hit: Hit, country: str | None) -> None:
    """Note a body of the table; with ``country`` the body of that name of another country."""
    entry = hit.entries[0]
    surface = names.page.piece(hit.first, hit.last)
    kind, own, sector = body_kinds()[entry.key]
    ministry = kind == "government" or (kind == "organization" and sector in {"GOV", "MIL"})
    if country is not None:
        if ministry:
            record = names.government(country)
        else:
            ident = f"{slug(surface)}-{country.lower()}"
            record = names.register.fixed(ident, surface, KINDS.get(kind, "organization"), country)
    elif ministry and own in gazetteer.states():
        record = names.government(own)
    elif kind == "government" and own:
        record = names.register.fixed(own, entry.key, "organization", own)
    else:
        record = names.register.fixed(slug(entry.key), entry.key, KINDS.get(kind, "organization"), own or None)
    names.alias(record, surface)
    names.add(hit.first, hit.last, "name", record)


def _seat(names: Names, entry: Entry) -> str | None:
    """The body that a capital stands for, if the text speaks of it and not of the capital's own country."""
    seat = table("names")["seats"].get(entry.key)
    if seat is None or any(
        (e := h.of("state") or h.of("demonym")) is not None and e.country == entry.country for h in names.hits
    ):
        return None
    return str(seat)


def _short_bodies(names: Names) -> None:
    """Note "the Commission", "the bloc", "the alliance" where a body that they may mean is named."""
    tokens = names.page.tokens
    for i, t in enumerate(tokens):
        if t.norm not in table("names")["short_bodies"] or i in names.owner or i in names.taken or i in names.used:
            continue
        before = tokens[i - 1].norm if i > 0 and tokens[i - 1].sentence == t.sentence else ""
        whole = i + 1 >= len(tokens) or not tokens[i + 1].text[:1].isupper()
        if before not in {"the", "a", "an"} or not whole:
            continue
        if before != "the" and not (t.text[0].isupper() and t.dep in {"compound", "nmod"}):
            continue
        name = names.short_body(i)
        if name is None:
            continue
        kind, country, _ = body_kinds()[name]
        record = names.register.fixed(slug(name), name, KINDS.get(kind, "organization"), country or None)
        names.alias(record, t.text)
        names.used.add(i)
        names.add(i, i + 1, "name", record)
