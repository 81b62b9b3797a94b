"""How an event is named for a reader: "Ito–Silva telephone call", "Norland cuts tariffs on steel".

A contact is named by its parties and its kind, an act told by a verb as a short clause in the present,
an act named by a noun by that noun and whose it is. What a label says stands in one mention's own words,
cut where no phrase is left hanging.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from memcon.extract.types import EventMention
from memcon.model.gazetteer import states
from memcon.model.memo import Status
from memcon.model.values import replace
from memcon.read.types import Token
from memcon.reconcile.actors import Cast
from memcon.reconcile.bundle import Key, Source
from memcon.reconcile.lexis import table
from memcon.reconcile.phrases import Predicate, Words, finite, gerund, noun_phrase, predicate

SHORTEST = 2
FORCE = frozenset({"ASSAULT", "COERCE"})
MIDDLING = 6
PART = 5
SAID = 14
"""What a label is put back by that has one side's word for who did it."""
"""What a name that says only half of it weighs more."""
MOST = 96


Rated = tuple[int, str, bool]
"""How well a name reads (less is better), the name, and whether it says who or what did it and what was done."""


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
    name = _plainly(cast, actor)
    found = cast.actors.get(actor)
    if (
        found
        and found.kind in {"government", "organization", "armed-force"}
        and name.split()[0] in table("labels")["the"]
    ):
        return f"the {name}"
    return name


def _plainly(cast: Cast, actor: str) -> str:
    """The short name of a party; of a force, a crowd or an office of a state with the state's adjective in front."""
    name = cast.short.get(actor, actor)
    known = cast.actors.get(actor)
    state = states().get((known.country if known else None) or "")
    if known is None or state is None or not state.demonyms or known.kind == "person":
        return name
    adjective = table("labels")["attributive"].get(state.code, state.demonyms[0])
    head, of, rest = name.partition(" of ")
    if of and rest == state.name and head.split()[-1].lower() in table("labels")["people"]:
        return f"{adjective} {head[:1].lower() + head[1:]}"
    head, colon, rest = name.partition(": ")
    return f"{adjective} {rest}" if colon and head == state.name else name


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
        if not act.reciprocal and len(actors) == 1 and set(cast.countries(act.recipients)) == {cast.country(actors[0])}:
            return _capital(f"{owner(cast, actors)} {coming}visit")
        hosts = [a for a in act.recipients if a not in act.actors]
        country = cast.country(hosts[0]) if hosts else None
        where = called(cast, country) if country and country in cast.actors else None
        where = where or (called(cast, hosts[0]) if hosts else act.place)
        guests = [a for a in actors if cast.country(a) is None or cast.short.get(cast.country(a) or "") != where]
        if where and guests:
            actors = tuple(guests)
        if not actors:
            return _capital(f"{coming}visit to {where}") if where else None
        if not where and len(set(cast.countries(actors))) > 1:
            return _capital(f"{'–'.join(_short(cast, a) for a in actors[:4])} meeting")
        return _capital(f"{owner(cast, actors)} {coming}visit" + (f" to {where}" if where else ""))
    everybody = actors if act.reciprocal else _lean(cast, tuple(dict.fromkeys((*actors, *act.recipients))))
    names = [_short(cast, a) for a in everybody]
    if len(names) > 1:
        pair = "–".join(names[:4])
        return _capital(f"{pair} {noun}")
    return None


def _short(cast: Cast, actor: str) -> str:
    """A party in a row of names: whoever is told by an office alone stands for the government."""
    name = _plainly(cast, actor)
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
            return owner(self.cast, actors) if token.norm in table("labels")["first-person"] else "the"
        return listed([called(self.cast, a) for a in actors])


def _acts(cast: Cast, source: Source, actors: Sequence[str], head: int) -> bool:
    """Whether the sentence names a party as one who acts or owns, rather than as the place of what is told."""
    tokens = source.reading.tokens
    for naming in source.reading.namings:
        token = tokens[naming.head]
        if token.sentence != tokens[head].sentence or not set(cast.resolve(source.id, (naming.entity,))) & set(actors):
            continue
        by = token.dep == "pobj" and tokens[token.head].norm == "by"
        if by or token.dep in {"nsubj", "poss", "agent"} or naming.form in {"demonym", "group"}:
            return True
    return False


def _called_so(cast: Cast, actor: str) -> set[str]:
    """The words, in lower case, by which a party or its state is named."""
    known = cast.actors[actor]
    names = {w.lower() for text in (known.name, *known.aliases) for w in text.split()}
    state = states().get(known.country or "")
    if state:
        names |= {w.lower() for text in (state.name, *state.names, *state.demonyms) for w in text.split()}
    return names - {"of", "the", "and"}


def _owned(cast: Cast, act: Act, source: Source, found: Words, head: int) -> str:
    """A noun phrase with whose it is in front, unless it says so."""
    tokens = source.reading.tokens
    actors = _lean(cast, act.actors)
    inside = {t.norm for t in tokens[found.first : found.last]}
    said = [a for a in actors if inside & _called_so(cast, a)]
    text = found.text
    if tokens[found.first].tag == "PRP$" and tokens[found.first].text == text.split(" ", 1)[0]:
        text = text.partition(" ")[2] or text
    elif found.owned or (said and len(said) == len(actors)):
        return text
    if len(said) == 1 and len(actors) == 2 and act.reciprocal:
        actors = tuple(a for a in actors if a not in said)
    if not actors or (
        act.kind in table("labels")["unowned"] and len(actors) < 2 and not _acts(cast, source, actors, head)
    ):
        return text
    if tokens[found.first].pos != "PROPN" and _opens(tokens, found.first) and not text[:2].isupper():
        text = text[:1].lower() + text[1:]
    return f"{_together(cast, actors) if len(actors) > 1 else owner(cast, actors)} {text}"


def _clause(cast: Cast, act: Act, source: Source, mention: EventMention) -> Rated | None:
    """A verb act as a clause in the present, and how well it reads (less is better); null where it is none."""
    tokens = source.reading.tokens
    namer = _Namer(cast, act, source)
    dated = frozenset(i for t in source.reading.timexes for i in range(t.first, t.last))
    found = predicate(tokens, mention.head, dated, namer.word)
    if found is None:
        return None
    actors = _lean(cast, act.actors)
    negated = found.negated or mention.status == "denied"
    negated = negated and found.subject.partition(" ")[0].lower() not in table("labels")["none"]
    if negated and found.rest.startswith("not "):
        found = replace(found, rest=found.rest.removeprefix("not "))
    token = tokens[mention.head]
    if found.after_noun and not found.by:
        return _done_to(cast, act, source, mention, found)
    bare = found.objectless and found.lemma in table("labels")["objects"] and token.tag in {"VBN", "VBD"}
    if found.passive or (bare and found.subject and found.followed):
        subject = found.subject
        plural = found.plural
        told = actors and act.kind not in table("labels")["unowned"] and not bare
        told = told and not any(called(cast, a).lower() in found.subject.lower() for a in actors)
        if told and found.subject and found.participle and not found.by:
            verb = finite(found.lemma, plural=len(actors) > 1, status=mention.status, modal=None, negated=negated)
            text = f"{listed([called(cast, a) for a in actors])} {verb} {found.subject} {found.rest}"
            return _rated(text, bonus=1)
        if not subject:
            return None
        subject = _of_whom(cast, source, found)
        be = finite("be", plural=plural, status=mention.status, modal=found.modal, negated=negated)
        return _rated(f"{subject} {be} {found.participle or token.text} {found.rest}", bonus=2)
    if bare or (found.objectless and not found.rest and found.lemma in table("labels")["objects"]):
        return None
    own = found.subject and _speaks_for_itself(cast, act, source, found.doer)
    if act.kind in table("labels")["unowned"] and found.doer is None and not _acts(cast, source, actors, mention.head):
        return None  # a place is taken for who did it
    if actors and not own:
        subject, plural = listed([called(cast, a) for a in actors]), len(actors) > 1 or _many(cast, actors[0])
    elif found.subject:
        subject, plural = _of_whom(cast, source, found), found.plural
    else:
        return None
    negated = negated and subject.partition(" ")[0].lower() not in table("labels")["none"]
    negated = negated and not found.rest.startswith("no ")  # "lifts no restriction"
    verb = finite(found.lemma, plural=plural, status=mention.status, modal=found.modal, negated=negated)
    whole = bool(found.rest) and (bool(actors) or act.kind in table("labels")["unowned"] or act.kind is None)
    crowd = act.kind == "PROTEST" and not own and all(cast.actors[a].kind == "government" for a in actors)
    loose = act.kind in table("labels")["voiced"] and tokens[mention.head].dep != "xcomp" and _figure(found.rest)
    whole = whole and not crowd and not loose
    if not actors and act.kind in table("labels")["unowned"] and _only_said(source, mention):
        # "Chad said that smugglers had killed him": who did it is one side's word
        return _rated(f"{subject} {verb} {found.rest}", bonus=SAID, whole=False)
    dangling = found.rest.rsplit(" ", 1)[-1].lower() in table("labels")["dangling"]
    return _rated(
        f"{subject} {verb} {found.rest}", bonus=3 if dangling else 0 if found.rest else 4, whole=whole and not dangling
    )


def _only_said(source: Source, mention: EventMention) -> bool:
    """Whether an act stands in what somebody is said to say."""
    start = mention.trigger[0]
    return any(a <= start < b for told in source.extraction.attributions for a, b in told.content)


def _of_whom(cast: Cast, source: Source, found: Predicate) -> str:
    """A subject in the text's own words, "its" told by name: "Norland’s troops"; "the" where nobody knows whose."""
    tokens = source.reading.tokens
    first, _, rest = found.subject.partition(" ")
    if first.lower() not in table("labels")["pronouns"] or not rest or found.doer is None:
        return found.subject
    at = next((t.i for t in tokens[max(0, found.doer - 8) : found.doer] if t.tag == "PRP$"), None)
    naming = next((n for n in source.reading.namings if n.first == at and n.last - n.first == 1), None)
    actors = cast.resolve(source.id, (naming.entity,)) if naming else ()
    return f"{owner(cast, actors) if actors else 'the'} {rest}"


def _done_to(cast: Cast, act: Act, source: Source, mention: EventMention, found: Predicate) -> Rated | None:
    """A participle after its noun ("the accord reached in Geneva"): what parties did, else the noun with it."""
    tokens = source.reading.tokens
    token = tokens[mention.head]
    dated = frozenset(i for t in source.reading.timexes for i in range(t.first, t.last))
    thing = noun_phrase(tokens, token.head, dated, _Namer(cast, act, source).word, bare=False, until=mention.head)
    if thing is None:
        return None
    actors = _lean(cast, act.actors)
    if act.reciprocal and len(actors) > 1:
        verb = finite(found.lemma, plural=True, status=mention.status, modal=None, negated=found.negated)
        return _rated(f"{listed([called(cast, a) for a in actors])} {verb} {thing.text} {found.rest}", bonus=1)
    bare = noun_phrase(tokens, token.head, dated, _Namer(cast, act, source).word, until=mention.head) or thing
    text = bare.text if act.kind in table("labels")["unowned"] else _owned(cast, act, source, bare, token.head)
    return _rated(f"{text} {token.text} {found.rest}", bonus=2, whole=bool(actors) and bool(found.rest))


def _speaks_for_itself(cast: Cast, act: Act, source: Source, doer: int | None) -> bool:
    """Whether the text's own subject is told as it stands: a thing, or people whom only made-up words would name.

    A party to the act by name, country or office, and a pronoun, are told as the memorandum calls them.
    """
    tokens = source.reading.tokens
    if doer is None or tokens[doer].pos not in {"NOUN", "PROPN"}:
        return False
    made = all(cast.actors[a].kind in {"armed-force", "group"} for a in act.actors)
    here = [n for n in source.reading.namings if n.first <= doer < n.last and n.head == doer]
    if not here:
        return tokens[doer].pos == "NOUN" and (made or act.kind not in table("labels")["voiced"])
    if {a for n in here for a in cast.resolve(source.id, (n.entity,))} & set(act.actors):
        return made and here[0].form in {"group", "office"}
    return act.kind in table("labels")["unowned"]


def _opens(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word stands first in its sentence but for what is written before it in the same phrase."""
    return all(
        t.pos in {"DET", "PUNCT", "SPACE"} for t in tokens[max(0, i - 2) : i] if t.sentence == tokens[i].sentence
    )


def _figure(text: str) -> bool:
    """Whether a phrase ends in a number of nothing ("speaks only of two")."""
    last = text.rsplit(" ", 1)[-1].lower()
    return last in table("labels")["numbers"] or last.isdigit()


def _many(cast: Cast, actor: str) -> bool:
    known = cast.actors[actor]
    head = known.name.partition(" of ")[0].rstrip("’'").lower()
    return head.split()[-1] in table("labels")["plural"] or (
        known.kind in {"group", "armed-force"} and head.endswith("s")
    )


def _rated(text: str, bonus: int, *, whole: bool = True) -> Rated:
    text = re.sub(r"(?<=\w )The (?=[a-z])", "the ", " ".join(text.split()))
    return bonus + abs(len(text.split()) - MIDDLING), _capital(text), whole


def _named(cast: Cast, act: Act, source: Source, mention: EventMention) -> Rated | None:
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
        if verb.objectless and verb.lemma in table("labels")["objects"] and tokens[mention.head].tag == "VBN":
            return None
        return _rated(f"{gerund(tokens[mention.head])} {verb.rest}", bonus=2 if verb.rest else 6, whole=False)
    text = _owned(cast, act, source, found, mention.head)
    words = len(text.split())
    whole = (
        words > SHORTEST if act.kind in {*table("labels")["unowned"], None} else words >= SHORTEST and bool(act.actors)
    )
    return _rated(text, bonus=0 if words >= SHORTEST else 5, whole=whole)


def label(cast: Cast, act: Act, noun: str | None, fallback: str) -> tuple[str, bool]:
    """The name of an event, and whether it says who did what.

    ``noun`` is what parties do together where they do, ``fallback`` some words of a report.
    """
    if noun and (act.kind == "CONSULT" or act.reciprocal):
        found = _contact(cast, act, noun) if act.kind == "CONSULT" else None
        if found:
            return found, bool(act.actors) and not found.endswith(" visit")
    rated: list[tuple[int, Key, int, str, bool]] = []
    for source, mention in act.mentions:
        weak = 6 * (mention.type != act.kind) + 4 * (mention.status != act.status)
        weak -= 5 * (act.kind in FORCE and len(mention.actors) > 1 > len(mention.recipients))  # no side's account
        weak += 5 * (source.reading.tokens[mention.head].lemma.lower() in table("labels")["harms"])
        one = _named(cast, act, source, mention) if mention.rule.startswith("act:noun") else None
        one = one or _clause(cast, act, source, mention) or _named(cast, act, source, mention)
        if one:
            part = PART * (not one[2])
            rated.append((one[0] + weak + part, (source.id, mention.id), mention.head, one[1], one[2]))
    if rated:
        best = min(rated)
        return _trimmed(best[3]), best[4]
    if noun:
        actors = _lean(cast, act.actors)
        if len(actors) > 1:
            return _capital(f"{'–'.join(cast.short.get(a, a) for a in actors[:4])} {noun}"), True
        return _capital(f"{owner(cast, actors)} {noun}".strip()), False
    who = listed([called(cast, a) for a in act.actors]) if act.actors else ""
    return _trimmed(_capital(f"{who}: {fallback}" if who and fallback else fallback or who)), False


def _trimmed(text: str) -> str:
    if len(text) <= MOST:
        return text
    return text[:MOST].rsplit(" ", 1)[0].rstrip(",;:–—- ") + " …"
