"""Who a noun phrase stands for: entities behind names, pronouns, possessors and demonyms."""

from __future__ import annotations

from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.read.types import Naming

FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ours", "mine", "ourselves", "myself"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
DEPTH = 4


def merge(*groups: tuple[str, ...]) -> tuple[str, ...]:
    """Entity ids in order, each once."""
    return tuple(dict.fromkeys(i for group in groups for i in group))


def _of_naming(graph: Graph, naming: Naming) -> tuple[str, ...]:
    entity = graph.entities.get(naming.entity)
    if entity is None:
        return ()
    members = tuple(m for m in entity.members if m in graph.entities)
    if members:
        return members
    if entity.kind == "place" and entity.country and entity.country in graph.entities:
        return (entity.country,)
    return (entity.id,)


def voice_at(graph: Graph, i: int) -> tuple[str, ...]:
    """Who speaks at a token: the innermost voice whose content covers it, else whose turn it is."""
    start = graph.tokens[i].start
    best: tuple[int, str] | None = None
    for attribution in graph.attributions:
        if attribution.source.entity is None:
            continue
        for low, high in attribution.content:
            if low <= start < high and (best is None or high - low < best[0]):
                best = (high - low, attribution.source.entity)
    if best is not None and best[1] in graph.entities:
        return (best[1],)
    speaker = graph.sentence(i).speaker
    return (speaker,) if speaker is not None and speaker in graph.entities else ()


def _is_place(graph: Graph, naming: Naming) -> bool:
    entity = graph.entities.get(naming.entity)
    return entity is not None and entity.kind == "place"


def antecedent(graph: Graph, i: int) -> int | None:
    """The noun that a relative pronoun stands for."""
    for h in [i, *graph.up(i)]:
        if graph.tokens[h].dep == "relcl":
            head = graph.tokens[h].head
            # "it was X that …": the parser hangs the clause on the verb
            attr = graph.kid(head, "attr") if graph.tokens[head].pos in {"AUX", "VERB"} else None
            return attr if attr is not None else head
    return None


def one(graph: Graph, i: int, depth: int = 0) -> tuple[str, ...]:
    """The entities that the noun phrase headed by a token stands for, its conjuncts left out."""
    if depth > DEPTH:
        return ()
    named = graph.named.get(i)
    if named and all(n.form == "office" for n in named) and graph.kid(i, "poss") is not None:
        # "Chile's president": an office that the reading ties to no state, or another's, acts for its owner's
        found = owners(graph, i, depth)
        held = {graph.entities[n.entity].country for n in named if n.entity in graph.entities}
        if found and not held & {graph.entities[f].country for f in found}:
            return found
    if named and (placed := _placed(graph, i, depth)):
        return placed
    if named:
        return merge(*_before(graph, i), *(_of_naming(graph, n) for n in named), _of_several(graph, i))
    token = graph.tokens[i]
    if i in graph.inside and token.pos != "VERB":
        return _of_naming(graph, graph.inside[i])
    if token.norm in RELATIVE and token.tag in {"WDT", "WP", "WP$", "IN"}:
        ante = antecedent(graph, i)
        return who(graph, ante, depth + 1) if ante is not None else ()
    if token.norm in FIRST_PERSON:
        return voice_at(graph, i)
    if not token.tag.startswith(("NN", "CD", "DT", "JJ", "PRP")):
        return ()
    if token.dep in {"appos", "npadvmod"} and (person := _apposed(graph, i)):
        return person
    found = owners(graph, i, depth) or _of_phrases(graph, i, depth) or _told_of(graph, i, depth)
    if not found and token.dep == "appos" and token.tag == "NNP" and graph.tokens[token.head].tag.startswith("NN"):
        return owners(graph, token.head, depth)  # "the Peruvian trawler Maria Luisa": the name is apposed to its kind
    return found


def _apposed(graph: Graph, i: int) -> tuple[str, ...]:
    """The person whom a noun tells more of: "Luis Vega, a fisherman killed off Arica"."""
    head, first = graph.tokens[i].head, min(graph.subtree(i))
    if graph.tokens[i].dep == "npadvmod":  # hung on the verb by the parse
        head = first - 2 if first > 1 and graph.tokens[first - 1].norm == "," else i
    if head >= i or graph.determiner(i) not in {"a", "an"}:
        return ()
    people = [n for n in graph.named.get(head, ()) if n.form in {"name", "surname"}]
    found = merge(*(_of_naming(graph, n) for n in people))
    return found if len(found) == 1 and graph.entities[found[0]].kind == "person" else ()


def _told_of(graph: Graph, i: int, depth: int) -> tuple[str, ...]:
    """Whose something is by what a participle after it says: "drones launched by X", "hackers working for X"."""
    for k in graph.kids(i, "acl"):
        words = {"by"} if graph.passive(k) else {"for", "under"}
        for word, _, obj in graph.preps(k):
            if word in words and obj is not None and (found := who(graph, obj, depth + 1)):
                return found
    return ()


def _of_several(graph: Graph, i: int) -> tuple[str, ...]:
    """The further states of people whose name is no name: "the coast guards of X and Y", "diplomats from X and Y"."""
    if graph.tokens[i].tag not in {"NNS", "NNPS"} or any(n.form == "name" for n in graph.named[i]):
        return ()
    if any(graph.entities[n.entity].members for n in graph.named[i] if n.entity in graph.entities):
        return ()  # "the foreign ministers of X and Y": the reading has them one by one
    for word, _, obj in graph.preps(i):
        if word not in {"of", "from"} or obj is None:
            continue
        states = graph.conjuncts(obj)
        named = [n for s in states for n in graph.named.get(s, ()) if n.form in {"country", "capital"}]
        if len(named) > 1 and len(named) == len(states):
            held = {graph.entities[n.entity].country for n in graph.named[i] if n.entity in graph.entities}
            return tuple(n.entity for n in named if n.entity in graph.entities and n.entity not in held)
    return ()


def _placed(graph: Graph, i: int, depth: int) -> tuple[str, ...]:
    """The state of people who are named by no name: "officials in X", "workers of X"."""
    named = graph.named[i]
    kinds = [graph.entities[n.entity] for n in named if n.entity in graph.entities]
    plain = kinds and all(e.country is None and e.kind == "group" and not e.members and not e.sector for e in kinds)
    if not plain or graph.tokens[i].tag not in {"NNS", "NN"}:
        return ()
    found = owners(graph, i, depth) or _of_phrases(graph, i, depth) or _told_of(graph, i, depth)
    return tuple(f for f in found if graph.entities[f].kind in {"government", "place"} and graph.entities[f].country)


def _before(graph: Graph, i: int) -> list[tuple[str, ...]]:
    """Names that the parser took for part of a coordinated one ("President X and Prime Minister Y")."""
    out: list[tuple[str, ...]] = []
    own = {n.entity for n in graph.named.get(i, ())}
    below = [k for k in graph.subtree(i) if k < i]
    for k in below:
        if graph.tokens[k].dep not in {"compound", "nmod", "amod", "nsubj", "conj"}:
            continue
        if not any(graph.tokens[c].dep == "cc" and k < c < i for c in below):
            continue
        for n in graph.named.get(k, ()):
            state = n.form in {"country", "demonym", "capital"} and not any(
                m.first <= k < m.last for m in graph.named[i]
            )
            held = graph.inside.get(n.last) if state else None
            if held is not None and graph.entities[held.entity].kind == "person":
                continue  # "Peruvian Minister A and Chilean Minister B": a word of A's title
            if (n.form in {"name", "surname"} or state) and n.entity not in own:
                out.append(_of_naming(graph, n))
    return out


def owners(graph: Graph, i: int, depth: int = 0) -> tuple[str, ...]:
    """The entities before a noun: its possessor, its demonym, a name as compound."""
    poss = graph.kid(i, "poss")
    if poss is not None and graph.lemma(i) not in lexicon().words["act_words"]["others"]:
        found = who(graph, poss, depth + 1)
        if found:
            return _sent(graph, found) if graph.lemma(i) in lexicon().words["act_words"]["sent"] else found
    return demonyms(graph, i)


def _sent(graph: Graph, found: tuple[str, ...]) -> tuple[str, ...]:
    """For whom somebody's people act ("their finance ministers", "his envoy"): the states, not the leaders."""
    people = [graph.entities[f] for f in found]
    states = [e.country if e.kind == "person" and e.country in graph.entities else e.id for e in people]
    return tuple(dict.fromkeys(s for s in states if s is not None))


def demonyms(graph: Graph, i: int) -> tuple[str, ...]:
    """The entities named by the adjectives and compounds of a noun ("Chinese", "US-Japan")."""
    out: list[tuple[str, ...]] = []
    todo = graph.kids(i, "amod", "compound", "nmod")
    # "a Greek-owned tanker"
    todo += [
        n for k in graph.kids(i, "amod") if graph.tokens[k].tag == "VBN" for n in graph.kids(k, "npadvmod", "amod")
    ]
    between = [k for k in todo if graph.lemma(k) in lexicon().words["act_words"]["no_party"]]
    # "Qatari-mediated talks": who brings others together is none of them
    seen: set[int] = {n for k in between for n in (k, *graph.kids(k, "npadvmod", "amod"))}
    while todo:
        k = todo.pop(0)
        if k in seen:
            continue
        seen.add(k)
        # a place before a noun is where it is ("the Geneva talks"), not whose
        names = graph.named.get(k) or ((graph.inside[k],) if k in graph.inside else ())
        out += [_of_naming(graph, n) for n in names if not _is_place(graph, n)]
        todo += graph.kids(k, "compound", "conj", "amod", "nmod", "appos")
    order = sorted(out, key=str)
    return merge(*order) if len(out) > 2 else merge(*out)


def _of_phrases(graph: Graph, i: int, depth: int) -> tuple[str, ...]:
    for word, _, obj in graph.preps(i):
        if word != "of" and graph.lemma(i) in lexicon().words["act_words"]["anybody"]:
            continue  # "youths in the capital" act for no state
        if word in {"of", "in", "from"} and obj is not None and (word == "of" or depth == 0):
            found = who(graph, obj, depth + 1)
            if found:
                return found
    return ()


def who(graph: Graph, i: int, depth: int = 0) -> tuple[str, ...]:
    """The entities of a noun phrase, with what is coordinated or said to act together with it."""
    out: list[tuple[str, ...]] = []
    for c in graph.conjuncts(i):
        if graph.tokens[c].pos == "VERB" and graph.tokens[c].dep == "conj":
            continue
        out.append(one(graph, c, depth))
        for word, prep, obj in graph.preps(c):
            if obj is not None and word == "with" and companion(graph, prep):
                out.append(who(graph, obj, depth + 1))
        out += _of_joined(graph, c, depth)
        out += _listed(graph, c, depth)
        out += _second_subject(graph, c, depth)
    return merge(*out)


def _second_subject(graph: Graph, i: int, depth: int) -> list[tuple[str, ...]]:
    """The pronoun that "and" joins to a subject, read as a subject of its own: "the President and I spoke"."""
    token = graph.tokens[i]
    if token.dep != "nsubj":
        return []
    ands = [k for k in graph.kids(i, "cc") if graph.tokens[k].norm == "and" and k + 1 < len(graph.tokens)]
    return [
        one(graph, k + 1, depth)
        for k in ands
        if graph.tokens[k + 1].dep == "nsubj"
        and graph.tokens[k + 1].head == token.head
        and graph.tokens[k + 1].pos == "PRON"
    ]


def _listed(graph: Graph, i: int, depth: int) -> list[tuple[str, ...]]:
    """The people of a list whose comma the parse takes for an apposition: "A of X, B of Y and C of Z"."""
    people = {n.entity for n in graph.named.get(i, ()) if n.form == "name"}
    out = []
    for k in graph.kids(i, "appos") if people else ():
        others = {n.entity for n in graph.named.get(k, ()) if n.form == "name"}
        if graph.kid(k, "cc") is not None and graph.kid(k, "conj") is not None and others and not others & people:
            out.append(who(graph, k, depth + 1))
    return out


def _of_joined(graph: Graph, i: int, depth: int) -> list[tuple[str, ...]]:
    """The people whom the parse joins to the state of the first: "Presidents A of X and B of Y"."""
    out = []
    for naming in graph.named.get(i) or ((graph.inside[i],) if i in graph.inside else ()):
        for k in range(naming.first, naming.last):
            # "Presidents A and B of Y": the parse may join the second to a part of the first name
            beside = [c for c in graph.kids(k, "conj") if c >= naming.last and k != i]
            for joined in beside:
                if any(n.form == "name" for n in graph.named.get(joined, ())):
                    out.append(one(graph, joined, depth))
            for word, _, obj in graph.preps(k):
                if word != "of" or obj is None:
                    continue
                for joined in graph.conjuncts(obj):
                    found = one(graph, joined, depth) if joined != obj else ()
                    if found and all(graph.entities[e].kind == "person" for e in found if e in graph.entities):
                        out.append(found)
    return out


def companion(graph: Graph, prep: int) -> bool:
    """Whether a "with" names company on the same side ("along with its allies")."""
    head = graph.tokens[prep].head
    words = lexicon().words["act_words"]["company"]
    return graph.tokens[head].norm in words or any(graph.tokens[k].norm in words for k in graph.children[prep])


def country(graph: Graph, entity: str) -> str | None:
    """The country that an entity stands for."""
    found = graph.entities.get(entity)
    return found.country if found is not None else None


def unnamed(graph: Graph, entity: str) -> bool:
    """Whether an entity is people or a person who are a side of their own beside their government.

    Only a reading with unnamed people in it (``read.people``) tells a home; in others nobody is.
    """
    found = graph.entities.get(entity)
    if found is None or found.kind not in {"group", "organization", "person"}:
        return False
    return found.sector is not None or found.home is not None
