"""How an event is named for a reader: "Ito–Silva telephone call", "Norland cuts tariffs on steel".

A contact is named by its parties and its kind, an act told by a verb as a short clause in the present,
an act named by a noun by that noun and whose it is. What a label says stands in one mention's own words,
cut where no phrase is left hanging.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from memcon.extract.types import EventMention
from memcon.model.gazetteer import states
from memcon.model.memo import Status
from memcon.read.types import Token
from memcon.reconcile.actors import Cast
from memcon.reconcile.bundle import Key, Source
from memcon.reconcile.lexis import table
from memcon.reconcile.phrases import Words, finite, gerund, noun_phrase, predicate

SHORTEST = 2
MIDDLING = 6
MOST = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a label is made from: the act's own mentions with their sources, and who takes part."""

    mentions: Sequence[tuple[Source, EventMention]]
    kind: str | None
    status: Status
    mode: str | None
    reciprocal: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None


def contact_noun(kind: str | None, mode: str | None, nouns: Sequence[str]) -> str | None:
    """The noun for what parties do together; null if none fits."""
    names = table("labels")
    if kind == "CONSULT" and mode in names["modes"]:
        media = {names["media"].get(w) for n in nouns for w in n.replace("-", " ").split()} - {None}
        if mode == "phone" and len(media) == 1:
            return str(media.pop())
        return str(names["modes"][mode])
    for noun, _ in sorted(Counter(nouns).items(), key=lambda n: (-n[1], n[0])):
        found = names["nouns"].get(noun) or names["nouns"].get(noun.split()[-1])
        if found:
            return str(found)
    found = names["types"].get(kind)
    return str(found) if found else None


def called(cast: Cast, actor: str) -> str:
    """A party as it is called inside a sentence: a surname, "the United States"."""
    name = cast.short.get(actor, actor)
    found = cast.actors.get(actor)
    if (
        found
        and found.kind in {"government", "organization", "armed-force"}
        and name.split()[0] in table("labels")["the"]
    ):
        return f"the {name}"
    return name


def owner(cast: Cast, actors: Sequence[str]) -> str:
    """Whose an act is, before its noun: "Norland’s", "US"; empty for nobody."""
    if not actors:
        return ""
    short = table("labels")["attributive"].get(actors[-1])
    if short and len(actors) == 1:
        return str(short)
    text = listed([called(cast, a) for a in actors])
    return f"{text}’" if text.endswith("s") and cast.actors[actors[-1]].kind != "person" else f"{text}’s"


def listed(names: Sequence[str]) -> str:
    """Names with commas and "and"; of more than three the first two."""
    if len(names) > 3:
        return f"{names[0]}, {names[1]} and others"
    return names[0] if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"


def _lean(cast: Cast, actors: Sequence[str]) -> tuple[str, ...]:
    """The parties without bodies of a country that a person or the government stands for already."""
    best: dict[str, str] = {}
    rank = {"person": 0, "government": 1}
    for actor in actors:
        country = cast.country(actor)
        if country is None:
            continue
        held = best.get(country)
        mine = rank.get(cast.actors[actor].kind, 2)
        if held is None or mine < rank.get(cast.actors[held].kind, 2):
            best[country] = actor
    people = {a for a in actors if cast.actors[a].kind == "person"}
    return tuple(a for a in actors if cast.country(a) is None or a in people or best[cast.country(a) or ""] == a)


def _first(cast: Cast, actors: Sequence[str], mentions: Sequence[tuple[Source, EventMention]]) -> tuple[str, ...]:
    """The parties with whoever began the contact in front, where the reports name one side."""
    began: Counter[str] = Counter()
    for source, mention in mentions:
        for fill in mention.fills:
            if fill.slot == "initiator" and fill.normal:
                began.update(cast.countries(cast.resolve(source.id, fill.normal.replace(",", " ").split())))
    if not began:
        return tuple(actors)
    top = min(began, key=lambda c: (-began[c], c))
    return tuple(sorted(actors, key=lambda a: cast.country(a) != top))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _contact(cast: Cast, act: Act, noun: str) -> str | None:
    actors = _lean(cast, _first(cast, act.actors, act.mentions))
    coming = {"planned": "planned ", "proposed": "proposed "}.get(act.status, "")
    if noun == "visit":
        hosts = [a for a in act.recipients if a not in act.actors]
        country = cast.country(hosts[0]) if hosts else None
        where = called(cast, country) if country and country in cast.actors else None
        where = where or (called(cast, hosts[0]) if hosts else act.place)
        if not actors:
            return _capital(f"{coming}visit to {where}") if where else None
        return _capital(f"{owner(cast, actors)} {coming}visit" + (f" to {where}" if where else ""))
    everybody = actors if act.reciprocal else _lean(cast, tuple(dict.fromkeys((*actors, *act.recipients))))
    names = [_short(cast, a) for a in everybody]
    if len(names) > 1:
        pair = "–".join(names[:4])
        return _capital(f"{pair} {noun}")
    return None


def _short(cast: Cast, actor: str) -> str:
    """A party in a row of names: whoever is told by an office alone stands for the government."""
    name = cast.short.get(actor, actor)
    country = cast.country(actor)
    if name[:1].islower() and country and country in cast.actors:
        return cast.short.get(country, country)
    return name


def _together(cast: Cast, actors: Sequence[str]) -> str:
    """Several parties before a noun: their governments, if not all are people."""
    people = all(cast.actors[a].kind == "person" for a in actors)
    names = []
    for actor in actors:
        country = cast.country(actor)
        names.append(
            _short(cast, actor) if people or country not in cast.actors else cast.short.get(country or "", actor)
        )
    return "–".join(dict.fromkeys(names[:4]))


class _Namer:
    """The words of one mention with pronouns told by name."""

    def __init__(self, cast: Cast, act: Act, source: Source) -> None:
        self.cast, self.act, self.source = cast, act, source
        self.at = {n.first: n for n in source.reading.namings if n.last - n.first == 1}

    def word(self, token: Token) -> str | None:
        """What a token is written as: a pronoun for somebody else by name; null where nobody knows whose it is."""
        if token.pos != "PRON" and token.tag != "PRP$":
            return token.text
        if token.norm not in table("labels")["pronouns"]:
            return token.text
        naming = self.at.get(token.i)
        actors = self.cast.resolve(self.source.id, (naming.entity,)) if naming else ()
        if not actors:
            return None if token.norm in table("labels")["first-person"] else token.text
        if set(actors) <= set(self.act.actors):
            person = len(actors) == 1 and self.cast.actors[actors[0]].kind == "person"
            if token.norm not in table("labels")["first-person"]:
                return token.text
            if token.tag == "PRP$" and not person:
                return "its" if len(actors) == 1 else "their"
        if token.tag == "PRP$":
            return owner(self.cast, actors)
        return listed([called(self.cast, a) for a in actors])


def _owned(cast: Cast, act: Act, found: Words, tokens: Sequence[Token]) -> str:
    """A noun phrase with whose it is in front, unless it says so."""
    actors = _lean(cast, act.actors)
    inside = {t.norm for t in tokens[found.first : found.last]}
    names = set()
    for actor in act.actors:
        known = cast.actors[actor]
        names |= {w.lower() for text in (known.name, *known.aliases) for w in text.split()}
        state = states().get(known.country or "")
        if state:
            names |= {w.lower() for text in (state.name, *state.names, *state.demonyms) for w in text.split()}
    text = found.text
    if tokens[found.first].tag == "PRP$" and tokens[found.first].text == text.split(" ", 1)[0]:
        text = text.partition(" ")[2] or text
    elif found.owned or (inside & names and len(actors) < 2):
        return text
    if not actors:
        return text
    return f"{_together(cast, actors) if len(actors) > 1 else owner(cast, actors)} {text}"


def _clause(cast: Cast, act: Act, source: Source, mention: EventMention) -> tuple[int, str] | None:
    """A verb act as a clause in the present, and how well it reads (less is better); null where it is none."""
    tokens = source.reading.tokens
    namer = _Namer(cast, act, source)
    dated = frozenset(i for t in source.reading.timexes for i in range(t.first, t.last))
    found = predicate(tokens, mention.head, dated, namer.word)
    if found is None:
        return None
    actors = _lean(cast, act.actors)
    negated = found.negated or mention.status == "denied"
    if found.passive:
        subject = found.subject
        plural = found.plural
        if actors and found.subject and found.participle and not found.by:
            verb = finite(found.lemma, plural=len(actors) > 1, status=mention.status, modal=None, negated=negated)
            text = f"{listed([called(cast, a) for a in actors])} {verb} {found.subject} {found.rest}"
            return _rated(text, bonus=1)
        if not subject:
            return None
        be = finite("be", plural=plural, status=mention.status, modal=found.modal, negated=negated)
        return _rated(f"{subject} {be} {found.participle} {found.rest}", bonus=2)
    if actors:
        subject, plural = listed([called(cast, a) for a in actors]), len(actors) > 1 or _many(cast, actors[0])
    elif found.subject:
        subject, plural = found.subject, found.plural
    else:
        return None
    verb = finite(found.lemma, plural=plural, status=mention.status, modal=found.modal, negated=negated)
    return _rated(f"{subject} {verb} {found.rest}", bonus=0 if found.rest else 4)


def _many(cast: Cast, actor: str) -> bool:
    known = cast.actors[actor]
    return known.kind in {"group", "armed-force"} and known.name.partition(" of ")[0].rstrip("’'").endswith("s")


def _rated(text: str, bonus: int) -> tuple[int, str]:
    return bonus + abs(len(text.split()) - MIDDLING), _capital(" ".join(text.split()))


def _named(cast: Cast, act: Act, source: Source, mention: EventMention) -> tuple[int, str] | None:
    """An act named by a noun."""
    tokens = source.reading.tokens
    dated = frozenset(i for t in source.reading.timexes for i in range(t.first, t.last))
    found = noun_phrase(tokens, mention.head, dated, _Namer(cast, act, source).word)
    if found is None:
        return None
    verb = predicate(tokens, mention.head, dated, _Namer(cast, act, source).word)
    if verb is not None and verb.passive:
        return None
    if verb is not None and mention.rule.startswith("act:verb"):
        return _rated(f"{gerund(tokens[mention.head])} {verb.rest}", bonus=2 if verb.rest else 6)
    text = _owned(cast, act, found, tokens)
    return _rated(text, bonus=0 if len(text.split()) >= SHORTEST else 5)


def label(cast: Cast, act: Act, noun: str | None, fallback: str) -> str:
    """The name of an event; ``noun`` is what parties do together where they do, ``fallback`` some words of a report."""
    if noun and (act.kind == "CONSULT" or act.reciprocal):
        found = _contact(cast, act, noun) if act.kind == "CONSULT" else None
        if found:
            return found
    rated: list[tuple[int, Key, int, str]] = []
    for source, mention in act.mentions:
        weak = 6 * (mention.type != act.kind) + 4 * (mention.status != act.status)
        one = _named(cast, act, source, mention) if mention.rule.startswith("act:noun") else None
        one = one or _clause(cast, act, source, mention) or _named(cast, act, source, mention)
        if one:
            rated.append((one[0] + weak, (source.id, mention.id), mention.head, one[1]))
    if rated:
        return _trimmed(min(rated)[3])
    if noun:
        actors = _lean(cast, act.actors)
        if len(actors) > 1:
            return _capital(f"{'–'.join(cast.short.get(a, a) for a in actors[:4])} {noun}")
        return _capital(f"{owner(cast, actors)} {noun}".strip())
    who = listed([called(cast, a) for a in act.actors]) if act.actors else ""
    return _trimmed(_capital(f"{who}: {fallback}" if who and fallback else fallback or who))


def _trimmed(text: str) -> str:
    if len(text) <= MOST:
        return text
    return text[:MOST].rsplit(" ", 1)[0].rstrip(",;:–—- ") + " …"
