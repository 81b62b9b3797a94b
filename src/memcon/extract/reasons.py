"""Links told with a reason or an answer apart from the act: "citing X", "answered X with Y", "It did so over X"."""

from __future__ import annotations

from memcon.extract.agents import country
from memcon.extract.found import Item, climb
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.orders import act_in, phrase_at
from memcon.extract.types import LinkDraft
from memcon.model.memo import LinkType
from memcon.read.types import Range

DONE = frozenset({"occurred", "ongoing"})
SAID = frozenset({"REQUEST", "STATEMENT", "ACCUSE", "SUPPORT", "THREATEN", "PROTEST", "REJECT"})
BLOWS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN"})
NEAR = 2
"""Sentences back in which stands what "the incident" or "the measure" sums up."""


def object_of(graph: Graph, first: int, last: int) -> int | None:
    """What a phrase of several words governs: the object of its last word, or one that a word before it has."""
    found = graph.kid(last, "pobj", "pcomp")
    if found is not None and found > last:
        return found
    return next((k for i in range(last, first - 1, -1) for k in graph.kids(i, "pobj", "pcomp") if k > last), None)


def told_in_clauses(graph: Graph, items: list[Item]) -> dict[int, int]:
    """Nouns that are the act which their clause tells ("the speech that X gave"), with the number of the item."""
    out: dict[int, int] = {}
    for n, item in enumerate(items):
        if item.act.verb_group is not None and item.mention.type == "STATEMENT":
            if graph.tokens[item.act.head].dep in {"relcl", "acl"}:
                host = graph.tokens[item.act.head].head
                if host in item.act.objects:
                    out.setdefault(host, n)
    return out


def reasons(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """The links of one report, in no order."""
    return [
        *_by_citing(graph, items, where),
        *_by_purpose(graph, items, where),
        *_by_answering(graph, items, where),
        *_by_promise(graph, items, where),
        *_by_sentence(graph, items, where),
        *_was_the_reason(graph, items, where),
        *_by_stopping(graph, items, where),
        *_by_summing(graph, items),
        *_by_means(graph, items, where),
        *_held_at(graph, items, where),
        *_of_outcome(graph, items, where),
        *_vowed(graph, items),
    ]


def _link(items: list[Item], kind: LinkType, source: int, target: int, at: Range) -> LinkDraft:
    return LinkDraft(
        type=kind, source=items[source].mention.id, target=items[target].mention.id, start=at[0], end=at[1]
    )


def _acts(graph: Graph, i: int, where: dict[int, int]) -> list[int]:
    """The acts that a phrase and what is joined to it are, each once."""
    found = [act_in(graph, c, where) for c in graph.conjuncts(i)]
    return list(dict.fromkeys(f for f in found if f is not None))


def _by_citing(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "closed the border, citing the killing of three soldiers": the act answers its reason."""
    words = lexicon().words["links"]["citing"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.tag != "VBG" or token.lemma.lower() not in words:
            continue
        source = climb(graph, token.head, where) if token.head != token.i else None
        for obj in graph.kids(token.i, "dobj"):
            for target in _acts(graph, obj, where):
                if source is not None and target != source:
                    out.append(_link(items, "responds-to", source, target, graph.span(token.i, token.i)))
    return out


def _by_purpose(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "imposed sanctions to punish X for Y", "struck Z to avenge Y": the act done answers Y."""
    words = lexicon().words["links"]["purposes"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.tag != "VB" or token.dep not in {"advcl", "xcomp", "acl"} or token.lemma.lower() not in words:
            continue
        source = climb(graph, token.head, where)
        if source is None and (subject := graph.kid(token.head, "nsubj", "nsubjpass")) is not None:
            source = where.get(subject)  # "the visit was meant to answer X"
        objects = [*graph.kids(token.i, "dobj")]
        objects += [
            o for w, _, o in graph.preps(token.i) if w in {"for", "to", "over", "against", "at"} and o is not None
        ]
        objects += [
            o
            for k in graph.kids(token.i, "dobj")
            for w, _, o in graph.preps(k)
            if w in {"for", "over"} and o is not None
        ]
        for obj in objects:
            for target in _acts(graph, obj, where):
                if source is not None and target != source:
                    out.append(_link(items, "responds-to", source, target, graph.span(token.i, token.i)))
    return out


def _by_answering(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "answered the raid with artillery fire", "hit back at the duties by banning beef"."""
    words = lexicon().words["links"]["responds"]
    table: dict[str, set[str]] = {}
    for word in words:
        lemma, _, prep = word.partition(" ")
        table.setdefault(lemma, set()).add(prep.rpartition(" ")[2])
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if not token.tag.startswith("VB") or token.lemma.lower() not in table:
            continue
        preps = table[token.lemma.lower()]
        objects = graph.kids(token.i, "dobj", "nsubjpass") if "" in preps else []
        objects += [o for w, _, o in graph.preps(token.i) if w in preps - {"with"} and o is not None]
        targets = [t for o in objects for t in _acts(graph, o, where)]
        spots = [token.i, *(o for o in objects if graph.tokens[o].i > token.i)]
        means = [o for h in spots for w, _, o in graph.preps(h) if w in {"with", "by"} and o is not None]
        means += [k for k in graph.kids(token.i, "advcl") if graph.tokens[k].tag == "VBG"]
        sources = [s for m in means for s in _acts(graph, m, where)]
        for source in sources:
            for target in targets:
                if source != target:
                    out.append(_link(items, "responds-to", source, target, graph.span(token.i, token.i)))
    return out


def _by_promise(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "delivered the howitzers that it had pledged in May": the deed carries out the promise."""
    links = lexicon().words["links"]
    words, against = set(links["promised"]), {*links["reverses"], *links["undoing"]}
    out: list[LinkDraft] = []
    for n, item in enumerate(items):
        if item.act.verb_group is None or item.mention.status not in DONE or graph.lemma(item.act.head) in against:
            continue
        for obj in graph.kids(item.act.head, "dobj", "nsubjpass"):
            below = [
                k
                for c in (obj, *graph.kids(obj, "prep"))
                for k in graph.subtree(c)
                if graph.deps[k] in {"relcl", "acl"}
            ]
            for k in below:
                m = where.get(k)
                if (
                    m is not None
                    and m != n
                    and graph.lemma(k) in words
                    and items[m].mention.type in {"AGREE", "STATEMENT"}
                ):
                    out.append(_link(items, "implements", n, m, graph.span(k, k)))
    return out


def _pointing(graph: Graph, subject: int) -> bool:
    """Whether a subject takes up the act of the sentence before: it, this, the step, their second meeting."""
    words = lexicon().words["links"]
    if graph.tokens[subject].norm in words["taking_up"]:
        return True
    det = graph.determiner(subject)
    return graph.lemma(subject) in words["steps"] and det in {"the", "this", "that", "both"}


def _told_before(graph: Graph, items: list[Item], sentence: int, first: int) -> int | None:
    """The act that a sentence's pointing subject takes up: the main one told just before it."""
    before = [
        n
        for n, item in enumerate(items)
        if 0 <= sentence - item.mention.sentence <= 1
        and item.act.head < first
        and item.mention.status in {"occurred", "ongoing", "planned"}
    ]
    nearest = max((items[n].mention.sentence for n in before), default=None)
    near = [n for n in before if items[n].mention.sentence == nearest]
    return min(near, key=lambda n: (len(graph.up(items[n].act.node)), n), default=None)


def _of_clause(graph: Graph, k: int, verb: int) -> bool:
    """Whether a word belongs to a verb's own clause and not to one within it."""
    path = [k, *graph.up(k)]
    inner = path[: path.index(verb)] if verb in path else path
    return all(graph.deps[i] not in {"advcl", "relcl", "acl", "ccomp", "appos", "npadvmod", "parataxis"} for i in inner)


def _by_sentence(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "It did so because of X", "It was a mirror response to X", "The step follows X": of the act before."""
    words = lexicon().words["links"]
    phrases: dict[str, LinkType] = {w: k for k, ws in words["phrases"].items() for w in ws if w not in words["loose"]}
    phrases |= dict.fromkeys(words["caused_by_phrases"], "responds-to")
    last = {phrase.rpartition(" ")[2] for phrase in phrases}
    answers = words["answer_nouns"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.dep not in {"nsubj", "nsubjpass"} or token.i in where or not _pointing(graph, token.i):
            continue
        verb = token.head
        if graph.lemma(verb) not in words["linking"] or token.i > verb:
            continue
        told = _told_before(graph, items, token.sentence, token.i)
        if told is None:
            continue
        at = graph.span(token.i, verb)
        for k in graph.subtree(verb):
            if k < verb or not _of_clause(graph, k, verb):
                continue
            if graph.lemma(k) in answers and graph.deps[k] in {"attr", "pobj", "conj", "oprd", "dobj"}:
                objs = [
                    o for w, _, o in graph.preps(k) if w in {"to", "for", "against", "at", "over"} and o is not None
                ]
                out += [
                    _link(items, "responds-to", told, t, at) for o in objs for t in _acts(graph, o, where) if t != told
                ]
            found = phrase_at(graph, k, phrases) if graph.tokens[k].norm in last else None
            obj = object_of(graph, found[1], k) if found is not None else None
            if found is None or obj is None:
                continue
            out += [_link(items, phrases[found[0]], told, t, at) for t in _acts(graph, obj, where) if t != told]
    return out


def _was_the_reason(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "X will stay away; the invitation to Y was the reason": the act before answers it."""
    words = lexicon().words["links"]["triggers"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.dep != "attr" or graph.lemma(token.i) not in words or graph.lemma(token.head) != "be":
            continue
        for subject in graph.kids(token.head, "nsubj"):
            for target in _acts(graph, subject, where):
                first = min(graph.subtree(subject))
                told = _told_before(graph, items, token.sentence, first)
                if told is not None and told != target:
                    out.append(_link(items, "responds-to", told, target, graph.span(token.i, token.i)))
    return out


def _by_stopping(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "urged both to stop the strikes", "called for an end to the siege": the call answers what goes on."""
    words = lexicon().words["links"]
    verbs, nouns = {*words["reverses"], *words["undoing"], *words["stopping"]}, set(words["stop_nouns"])
    out: list[LinkDraft] = []
    for n, item in enumerate(items):
        if item.mention.type not in SAID or item.act.verb_group is None or item.mention.status not in DONE:
            continue
        for k in graph.subtree(item.act.head):
            if k <= item.act.head:
                continue
            lemma = graph.lemma(k)
            if lemma in verbs and graph.tokens[k].tag.startswith("VB"):
                objs = graph.kids(k, "dobj", "nsubjpass")
            elif lemma in nouns and graph.tokens[k].tag.startswith("NN"):
                objs = [o for w, _, o in graph.preps(k) if w in {"to", "of", "in"} and o is not None]
            else:
                continue
            for target in (t for o in objs for t in _acts(graph, o, where)):
                if target != n and items[target].mention.type in BLOWS and not _own(graph, items, n, target):
                    out.append(_link(items, "responds-to", n, target, graph.span(k, k)))
    return out


def _own(graph: Graph, items: list[Item], n: int, m: int) -> bool:
    """Whether one side did both acts."""
    mine = {country(graph, a) for a in items[n].mention.actors} - {None}
    return bool(mine & {country(graph, a) for a in items[m].mention.actors})


def _by_summing(graph: Graph, items: list[Item]) -> list[LinkDraft]:
    """Links of blame or praise for "the incident", "these measures", "the move": the act that the noun sums up."""
    links = lexicon().words["links"]
    deeds, words = {*links["steps"], *links["happenings"]}, set(links["utterances"])
    at = {i.act.head for i in items} | {i.act.node for i in items}
    out: list[LinkDraft] = []
    for n, item in enumerate(items):
        if item.mention.type not in {"ACCUSE", "REJECT", "PROTEST"} or item.mention.status not in DONE:
            continue
        verb = item.act.head
        heads = graph.kids(verb, "dobj", "nsubjpass")
        heads += [o for w, _, o in graph.preps(verb) if w in {*links["about"], "with"} and o is not None]
        heads += [s for c in graph.kids(verb, "ccomp", "oprd") for s in graph.kids(c, "nsubj")]
        pointing = [
            h
            for h in heads
            if h not in at
            and graph.lemma(h) in deeds | words
            and graph.determiner(h) in {"the", "this", "that", "these", "those"}
            and not graph.kids(h, "acl", "relcl", "prep")
        ]
        if not pointing:
            continue
        own = {country(graph, a) for a in item.mention.actors} - {None}
        for m in range(n - 1, -1, -1):
            other = items[m].mention
            if item.mention.sentence - other.sentence > NEAR:
                break
            theirs = {country(graph, a) for a in other.actors} - {None}
            said = any(graph.lemma(h) in words for h in pointing)
            fit = other.type in {"STATEMENT", "REJECT", "ACCUSE", "REQUEST"} if said else other.type in BLOWS
            if fit and other.status in DONE and theirs and not own & theirs:
                out.append(_link(items, "responds-to", n, m, graph.span(pointing[0], pointing[0])))
                break
    return out


def _by_means(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "the answer to X was Y", "Beijing's response to the tariffs, a ban on beef": Y answers X."""
    answers = lexicon().words["links"]["answer_nouns"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if graph.lemma(token.i) not in answers or not token.tag.startswith("NN"):
            continue
        objs = [o for w, _, o in graph.preps(token.i) if w in {"to", "for"} and o is not None]
        targets = [t for o in objs for t in _acts(graph, o, where)]
        spots = graph.kids(token.i, "appos")
        if token.dep == "nsubj" and graph.lemma(token.head) == "be":
            spots += graph.kids(token.head, "attr")
        for source in (s for k in spots for s in _acts(graph, k, where)):
            out += [
                _link(items, "responds-to", source, t, graph.span(token.i, token.i)) for t in targets if t != source
            ]
    return out


def _held_at(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "at the summit in X, Y and Z agreed …", what is done there is part of it."""
    words = lexicon().words["links"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.norm not in words["held_at"] or token.dep != "prep":
            continue
        obj = graph.kid(token.i, "pobj")
        host = act_in(graph, obj, where) if obj is not None and graph.lemma(obj) in words["hosts"] else None
        part = climb(graph, token.head, where)
        if host is None or part is None or host == part or items[host].mention.type != "CONSULT":
            continue
        one, all_ = items[part].mention, items[host].mention
        if one.type in words["parts"] and one.status in DONE and all_.status in DONE:
            out.append(_link(items, "part-of", part, host, graph.span(token.i, token.i)))
    return out


def _of_outcome(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "will inform the president about the outcome of the call": the contact follows the one told of."""
    words = lexicon().words["links"]["outcomes"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.lemma.lower() not in words or token.dep not in {"pobj", "dobj"}:
            continue
        source = climb(graph, token.head, where)
        target = next((where[o] for w, _, o in graph.preps(token.i) if w == "of" and o in where), None)
        if source is None or target is None or items[target].mention.type != "CONSULT":
            continue
        mine, theirs = items[source].mention, items[target].mention
        if mine.type in {"CONSULT", "STATEMENT"} and (mine.same_as or mine.id) != (theirs.same_as or theirs.id):
            out.append(_link(items, "follows", source, target, graph.span(token.i, token.i)))
    return out


def _vowed(graph: Graph, items: list[Item]) -> list[LinkDraft]:
    """Links of "vowed to answer", "promised to retaliate": what the other side did just before is to be answered."""
    words = lexicon().words["act_words"]["answers"]
    out: list[LinkDraft] = []
    for n, item in enumerate(items):
        if item.mention.type != "THREATEN" or item.act.verb_group is None or item.mention.status not in DONE:
            continue
        to = [
            k
            for k in graph.kids(item.act.head, "xcomp", "ccomp")
            if graph.lemma(k) in words and not graph.kids(k, "dobj")
        ]
        if not to:
            continue
        for m in range(n - 1, -1, -1):
            other = items[m].mention
            if item.mention.sentence - other.sentence > 1:
                break
            if other.type in BLOWS - {"THREATEN"} and other.status in DONE and not _own(graph, items, n, m):
                out.append(_link(items, "responds-to", n, m, graph.span(to[0], to[0])))
                break
    return out
