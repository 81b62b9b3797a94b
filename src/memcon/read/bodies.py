"""Governments, forces and groups that common nouns name."""

from __future__ import annotations

from functools import cache

from memcon.model import gazetteer
from memcon.read.lexicon import table, words
from memcon.read.names import Names, Open
from memcon.read.register import slug


@cache
def _phrases() -> dict[str, str]:
    """Common nouns, of one word or several, by what they head."""
    data = table("names")
    out: dict[str, str] = {}
    for kind, key in (
        ("group", "group_nouns"),
        ("force", "force_nouns"),
        ("government", "government_nouns"),
        ("body", "open_bodies"),
    ):
        out |= {str(w): kind for w in data[key]}
    return out


@cache
def _firsts() -> frozenset[str]:
    """The first words of these phrases."""
    return frozenset(phrase.partition(" ")[0] for phrase in _phrases())


def common_nouns(names: Names) -> None:
    """Note "the Japanese government", "Russian troops", "Ukrainian officials" and the like."""
    page, tokens = names.page, names.page.tokens
    phrases, firsts = _phrases(), _firsts()
    i = 0
    while i < len(tokens):
        step = 1
        if tokens[i].norm not in firsts:
            i += 1
            continue
        owner = names.owner.get(i)
        held = owner is not None and (owner.kind != "office" or owner.first in names.used)
        if not held and tokens[i].pos in {"NOUN", "PROPN", "ADJ", "VERB"} and i not in names.taken:
            for size in (3, 2, 1):
                last = i + size
                if last > len(tokens) or tokens[last - 1].sentence != tokens[i].sentence:
                    continue
                low = " ".join(t.norm for t in tokens[i:last])
                kind = phrases.get(low) or (phrases.get(low[:-1]) if low.endswith("s") and size > 1 else None)
                if kind is not None and tokens[last - 1].pos in {"NOUN", "PROPN"} and _note(names, i, last, low, kind):
                    step = size
                    break
        i += step
    del page


def _note(names: Names, first: int, last: int, low: str, kind: str) -> bool:
    """Note one phrase, if a country makes it an actor; whether it did."""
    page, tokens = names.page, names.page.tokens
    head = page.root(first, last)
    if tokens[head].dep == "compound" and tokens[head].head >= last and kind != "force":
        return False
    if sentence_is_skipped(names, first):
        return False
    begin = _begin(names, first)
    before = names.titles.country_before(first)
    country = before or names.titles.country_after(last)
    if country is None and names.page.own and begin > 0 and tokens[begin - 1].norm in {"our", "my"}:
        country = names.page.side if kind == "force" else None
    if country is None and begin > 1 and tokens[begin - 1].norm in {"'s", "'"}:
        # "Smith's forces", "Smith's government"
        owner = next((m for m in names.mentions if m.last == begin - 1), None)
        country = names.register[owner.ref].country if owner is not None else None
    if kind == "group" and before is None and low in table("coref")["pairs"]["person"]:
        # "the leaders of A and B" are two persons, not a group of A's.
        return False
    if kind == "body":
        if country is None:
            return _leave(names, Open(first=first, last=last, begin=begin, head=head, kind=kind), low)
        if country not in gazetteer.states():
            return False
        said = page.piece(first, last).lower()
        record = names.register.fixed(
            slug(f"{said}-{country}"), f"{said} of {gazetteer.states()[country].name}", "organization", country
        )
        names.alias(record, page.piece(begin, last))
    elif kind == "government":
        if country is None:
            return _leave(names, Open(first=first, last=last, begin=begin, head=head, kind=kind), low)
        if low in words("names", "government_weak") and before is None:
            return False
        if country not in gazetteer.states() and country != "EUR":
            return False
        record = names.government(country)
        names.alias(record, page.piece(begin, last))
    elif kind == "force":
        if country is None:
            return _leave(names, Open(first=first, last=last, begin=begin, head=head, kind=kind), low)
        record = names.forces(country, page.piece(begin, last))
    else:
        if tokens[last - 1].tag not in {"NNS", "NNPS"} and low not in {
            "media",
            "press",
            "public",
            "opposition",
            "intelligence",
        }:
            return False
        end = last
        if country is None:
            country, end = _whereabouts(names, last)
        owned = begin > 0 and page.tokens[begin - 1].tag == "PRP$"
        if country is None and (owned or low in words("names", "local_groups")):
            names.open[begin] = Open(first=first, last=last, begin=begin, head=head, kind="group")
            return False
        if country is None and low in words("names", "group_needs_country"):
            return False
        name = page.piece(begin, end)
        record = names.register.fixed(slug(name), name, "group", country)
        record.plural = True
    if any(i in names.used for i in range(first, last)):
        return False
    names.used |= set(range(first, last))
    names.add(begin, last, "group", record, head=head)
    return True


def _whereabouts(names: Names, last: int) -> tuple[str | None, int]:
    """The country of the place in which a group is ("officials in Beijing"), and where the phrase ends."""
    tokens = names.page.tokens
    if last + 1 >= len(tokens) or tokens[last].norm not in {"in", "from", "at"}:
        return None, last
    hit = names.owner.get(last + 1)
    if hit is None or hit.kind not in {"state", "capital", "place"} or not hit.entries[0].country:
        return None, last
    return hit.entries[0].country, hit.last


def _leave(names: Names, noun: Open, low: str) -> bool:
    """Leave a government or force named without its country to be resolved with the pronouns; never noted here."""
    tokens, begin = names.page.tokens, noun.begin
    before = tokens[begin - 1] if begin > 0 and tokens[begin - 1].sentence == tokens[begin].sentence else None
    owned = before is not None and (before.tag == "PRP$" or before.norm in {"'s", "'"})
    the = before is not None and before.norm == "the"
    bare = low in words("names", "open_bare")
    if owned or ((the or bare) and low in words("names", "open_nouns")):
        names.open[noun.begin] = noun
    return False


def sentence_is_skipped(names: Names, i: int) -> bool:
    """Whether a token is in a line that reports nothing."""
    return names.page.sentences[names.page.tokens[i].sentence].kind in {"boilerplate", "label"}


def _begin(names: Names, first: int) -> int:
    """Where the phrase begins with its country and adjectives, articles left out."""
    tokens = names.page.tokens
    at = first
    while at > 0 and tokens[at - 1].sentence == tokens[first].sentence and first - at < 6:
        hit = names.owner.get(at - 1)
        if hit is not None and hit.kind in {"demonym", "state", "capital", "institution"}:
            return hit.first
        if tokens[at - 1].norm in words("names", "title_modifiers") or (
            tokens[at - 1].pos == "ADJ" and tokens[at - 1].text.islower()
        ):
            at -= 1
        elif (
            hit is not None
            and hit.kind == "office"
            and hit.first not in names.used
            and tokens[at - 1].dep == "compound"
        ):
            at = hit.first
        else:
            break
    while at < first and tokens[at].norm not in words("names", "title_modifiers"):
        at += 1
    return at
