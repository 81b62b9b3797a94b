"""Instruments in somebody's hand and their state: threatened, announced, in force, eased, paused, lifted."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from memcon.extract.acts import Act
from memcon.extract.agents import country, merge, voice_at, who
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import SPEECH, lexicon
from memcon.extract.syntax import agents
from memcon.extract.types import LeverDraft
from memcon.model.gazetteer import states
from memcon.model.memo import LeverState

LeverKind = Literal["economic", "military", "diplomatic"]
WARNED = frozenset({"SANCTION", "MOBILIZE", "COERCE"})
_BACK = 4
"""Sentences back in which the other side of a threat may have been named."""
_PERSONA = "persona"
_MARKS = str.maketrans("", "", '“”"')
_LONGEST = 8
"""Words that one complement of a verb may have in an instrument's name."""


def find_levers(graph: Graph, items: list[Item]) -> tuple[LeverDraft, ...]:
    """The instruments that the report's acts are, one for each mention that is one."""
    out: list[LeverDraft] = []
    heads = {item.act.head for item in items if _kind(graph, item) is not None}
    sides: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for item in items:
        root = item.mention.same_as or item.mention.id
        actors, recipients = sides.get(root, ((), ()))
        sides[root] = (merge(actors, item.mention.actors), merge(recipients, item.mention.recipients))
    for item in items:
        mention = item.mention
        actors, recipients = sides[mention.same_as or mention.id]
        if _part_of_other(graph, item, items, heads):
            continue
        kind = _kind(graph, item)
        if kind is None or (mention.status in {"denied", "hypothetical"} and not _warned_of(graph, item)):
            continue
        bare = item.act.group.lever is None or not item.act.objects
        if mention.type == "THREATEN" and bare and _inner(graph, item, items):
            continue
        if _suffers(item):
            actors, aimed = _threatener(graph, item, items)
            recipients = mention.actors or aimed
            mention = replace(mention, actors=(), recipients=())
        state = "threatened" if _warned_of(graph, item) or _held_up(graph, item) else _state(graph, item)
        if state is None:
            continue
        if not actors and (told := _holding(graph, item)):
            actors = told
        if mention.type == "THREATEN" and item.act.group.lever is None:
            recipients = _adversary(graph, item, items)
            mention = replace(mention, recipients=())
        start, end = mention.phrase
        instrument = _instrument(graph, item)
        out.append(
            LeverDraft(
                instrument=_limits(item, instrument, state),
                kind=kind,
                state=state,
                by=_government(graph, mention.actors or actors),
                against=_government(graph, mention.recipients or recipients),
                start=min(start, mention.trigger[0]),
                end=max(end, mention.trigger[1]),
                sentence=mention.sentence,
                mention=mention.id,
            ),
        )
    return tuple(out)


def _warned_of(graph: Graph, item: Item) -> bool:
    """Whether somebody's own measure is what a case would bring ("X would adopt sanctions if Y held a vote")."""
    mention, act = item.mention, item.act
    verb = act.head if act.verb_group is not None else act.verb
    if mention.status not in {"hypothetical", "planned"} or mention.type not in WARNED or verb is None:
        return False
    auxiliaries = {graph.tokens[k].norm for k in graph.kids(verb, "aux")}
    if auxiliaries & set(lexicon().words["act_words"]["may"]) and mention.type == "SANCTION":
        # "may restrict its exports to X" is a restriction in the air
        return any(country(graph, a) in states() for a in mention.actors) and bool(mention.recipients)
    ahead = bool(auxiliaries & {"would", "will", "'d", "'ll"})
    return ahead and bool(mention.actors) and any(f.slot == "condition" for f in mention.fills)


def _answer_noun(graph: Graph, verb: int) -> int | None:
    """The step or measure that somebody warns of or threatens with ("warned of further steps")."""
    words = set(lexicon().words["act_words"]["answers_to_come"])
    heads = graph.kids(verb, "dobj")
    heads += [o for w, _, o in graph.preps(verb) if w in {"of", "with"} and o is not None]
    return next((h for h in heads if graph.lemma(h) in words), None)


def _held_up(graph: Graph, item: Item) -> bool:
    """Whether a measure is what somebody promises or warns of ("promised countermeasures against X")."""
    token = graph.tokens[graph.first_conjunct(item.act.node)]
    words = lexicon().words["act_words"]
    return (
        item.act.noun_group is not None
        and item.mention.type == "SANCTION"
        and item.mention.status in {"planned", "proposed", "threatened"}
        and token.dep in {"dobj", "pobj"}
        and graph.lemma(item.act.head) in words["answers_to_come"]
        and bool(_holding(graph, item))
    )


def _holding(graph: Graph, item: Item) -> tuple[str, ...]:
    """Who promises or warns of a measure, by the verb above it."""
    token = graph.tokens[graph.first_conjunct(item.act.node)]
    if item.act.noun_group is None or token.dep not in {"dobj", "pobj"}:
        return ()
    verb = token.head if token.dep == "dobj" else graph.tokens[token.head].head
    if graph.lemma(verb) not in lexicon().words["act_words"]["holding_out"]:
        return ()
    return merge(*(who(graph, a) for a in agents(graph, verb)))


def _inner(graph: Graph, item: Item, items: list[Item]) -> bool:
    """Whether what is threatened is an instrument that stands for itself ("threatened to impose tariffs")."""
    below = set(graph.subtree(item.act.head))
    for clause in graph.kids(item.act.head, "advcl"):
        below -= set(graph.subtree(clause))  # "if the duties stay, it will take measures"
    return any(o is not item and o.act.head in below and _kind(graph, o) is not None for o in items)


def _adversary(graph: Graph, item: Item, items: list[Item]) -> tuple[str, ...]:
    """Whom a threat of one's own act is aimed at: a country, not the court or body that it goes to.

    Where it names none: the last country that the same hand had acted against shortly before.
    """
    mention = item.mention
    home = {country(graph, a) for a in mention.actors}
    aimed = tuple(r for r in mention.recipients if country(graph, r) in states())
    if aimed:
        return aimed
    for other in reversed(items):
        told = other.mention
        near = mention.sentence - _BACK <= told.sentence <= mention.sentence and told.trigger[0] < mention.trigger[0]
        if near and home & {country(graph, a) for a in told.actors}:
            hit = tuple(r for r in told.recipients if country(graph, r) in states() and country(graph, r) not in home)
            if hit:
                return hit
    return ()


def _suffers(item: Item) -> bool:
    """Whether the subject of a threat is who is threatened ("will face the consequences")."""
    return item.mention.type == "THREATEN" and item.act.verb_group is not None and item.act.verb_group.patient


def _threatener(graph: Graph, item: Item, items: list[Item]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who says that somebody will pay, and to whom: the parties of the nearest act of speech above; else who speaks."""
    above = set(graph.up(item.act.head))
    outer = [
        o.mention
        for o in items
        if o is not item and o.act.verb_group is not None and o.act.head in above and o.mention.type in SPEECH
    ]
    if outer:
        nearest = max(outer, key=lambda m: m.head)
        return nearest.actors, nearest.recipients
    return voice_at(graph, item.act.head), ()


def _part_of_other(graph: Graph, item: Item, items: list[Item], heads: set[int]) -> bool:
    """Whether an instrument is only what another one is about ("a pause on export controls")."""
    token = graph.tokens[graph.first_conjunct(item.act.node)]
    if item.act.verb_group is not None and token.dep == "relcl" and graph.kid(token.i, "nsubj") is not None:
        subject = graph.tokens[graph.kid(token.i, "nsubj") or token.i]
        taken = {o for i in items if i.act.head in heads for o in i.act.objects} | heads
        return subject.tag in {"WDT", "WP"} and token.head in taken  # "a warning that closes an area": the warning
    if item.act.noun_group is None or token.dep not in {"pobj", "dobj"}:
        return False
    above = token.head if token.dep == "dobj" else graph.tokens[token.head].head
    return above in heads and above != item.act.head


def _kind(graph: Graph, item: Item) -> LeverKind | None:
    lever = item.act.group.lever
    if lever is not None:
        return cast("LeverKind", lever.kind)
    if item.act.group.mode == "convict" or item.act.group.status == "planned":
        return None  # a court's sentence on a person moves no goods; a day to be gone by is part of the expulsion
    if item.mention.type == "THREATEN" and _of_own_act(graph, item):
        return "diplomatic"
    if item.mention.type == "ACCUSE" and _trade_inquiry(graph, item):
        return "economic"
    if item.mention.type == "SUPPORT" and item.act.noun_group is not None:
        material = lexicon().words["act_words"]["material"]
        means = {graph.tokens[k].norm for k in (*graph.modifiers(item.act.node), *graph.modifiers(item.act.head))}
        means |= {graph.tokens[c].norm for k in graph.modifiers(item.act.head) for c in graph.conjuncts(k)}
        return next((cast("LeverKind", kind) for kind, words in material.items() if means & set(words)), None)
    if item.mention.type == "SANCTION" and "diplomatic" in item.mention.contexts:
        return "diplomatic"
    held = item.mention.type == "ASSAULT" and item.mention.status == "threatened" and item.mention.actors
    if held and item.act.noun_group is not None:
        return "military"  # "the rebels would resume missile strikes"
    kinds = lexicon().words["act_words"]["lever_types"]
    return cast("LeverKind", kinds[item.mention.type]) if item.mention.type in kinds else None


def _trade_inquiry(graph: Graph, item: Item) -> bool:
    """Whether an inquiry is one of trade, which duties may follow ("opened an anti-dumping probe into X")."""
    words = lexicon().words["act_words"]
    if item.mention.status not in {"occurred", "ongoing", "planned"}:
        return False
    for spot in dict.fromkeys((item.act.head, item.act.node, *item.act.objects)):
        means = {graph.tokens[k].norm for k in graph.modifiers(spot)}
        if graph.lemma(spot) in words["inquiries"] and means & set(words["trade_inquiry"]):
            return any(country(graph, a) in {*states(), "EUR"} for a in item.mention.actors)
    return False


def _of_own_act(graph: Graph, item: Item) -> bool:
    """Whether a threat is of what its own maker would do ("threatened to sue", "warned that it will not …")."""
    act, words = item.act, lexicon().words["act_words"]
    if act.verb_group is None or item.mention.status not in {"occurred", "ongoing"}:
        return False
    if not any(country(graph, a) for a in item.mention.actors):
        return False
    if graph.lemma(act.head) in words["threatening"] and graph.kid(act.head, "xcomp") is not None:
        return True
    if _answer_noun(graph, act.head) is not None:
        return True
    clause = graph.kid(act.head, "ccomp")
    if clause is None or not any(graph.tokens[k].norm in words["ahead"] for k in graph.kids(clause, "aux")):
        return False
    subject = graph.kid(clause, "nsubj")
    return subject is not None and graph.tokens[subject].norm in words["itself"]


def _state(graph: Graph, item: Item) -> LeverState | None:
    words = lexicon().words["act_words"]
    mention, act = item.mention, item.act
    if mention.type == "THREATEN" and act.group.lever is None:
        return "threatened"
    if mention.status == "proposed" and _held_out(graph, item):
        return "announced"
    verbs = [act.head, act.verb] if act.verb is not None else [act.head]
    token = graph.tokens[graph.first_conjunct(act.node)]
    if act.noun_group is not None and token.dep in {"dobj", "nsubjpass"}:
        verbs.append(token.head)
    above = graph.lemma(graph.tokens[token.head].head) if token.dep == "pobj" else ""
    itself = act.noun_group is not None and mention.type in {"SANCTION", "COERCE"} and not _of_restriction(graph, act)
    for state, nouns in words["lever_state_nouns"].items():
        if act.noun_group is not None and (above in nouns or (graph.lemma(act.head) in nouns and not itself)):
            return cast("LeverState", state)
    done = mention.status in {"occurred", "ongoing"}
    own = act.verb_group is not None and mention.type in {"SANCTION", "COERCE", "REJECT", "AID"}
    sent_off = own and act.group.mode == "expel"
    for state, lemmas in words["lever_states"].items():
        if own and state in {"eased", "paused", "lifted"}:
            # "froze the accounts", "suspended aid": the freeze is the instrument
            continue
        if sent_off and state == "announced":
            # "declared X persona non grata" does it
            continue
        if any(graph.lemma(v) in lemmas and graph.tokens[v].tag.startswith("VB") for v in verbs):
            if state == "threatened" and mention.type == "AID":
                return None
            if done or state in {"threatened", "announced"}:
                return cast("LeverState", state)
    if mention.status == "threatened":
        return "threatened" if mention.type != "AID" else None
    if mention.status in {"planned", "proposed"}:
        return "announced" if mention.status == "planned" else None
    lever = act.group.lever
    if lever is not None and lever.state is not None:
        return lever.state
    if act.light is not None and act.light.lever is not None:
        return act.light.lever
    return "in force"


def _of_restriction(graph: Graph, act: Act) -> bool:
    """Whether a noun of state is on a restriction ("suspension of the duties"); one of a good is one ("of imports")."""
    on = {graph.lemma(k) for k in graph.modifiers(act.head)}
    on |= {graph.lemma(o) for w, _, o in graph.preps(act.head) if w in {"of", "on", "in", "to"} and o is not None}
    return bool(on & set(lexicon().words["act_words"]["restrictions"]))


def _held_out(graph: Graph, item: Item) -> bool:
    """Whether somebody is ready to do, or has offered to do, what is his to give ("is ready to send monitors")."""
    token = graph.tokens[graph.first_conjunct(item.act.head)]
    return (
        item.act.verb_group is not None
        and token.dep == "xcomp"
        and graph.lemma(token.head) in lexicon().words["act_words"]["held_out"]
        and bool(item.mention.actors)
    )


def _government(graph: Graph, ids: tuple[str, ...]) -> str | None:
    """The state whose hand it is in: the country's own entity where the report has one."""
    for i in ids:
        code = country(graph, i)
        if code is not None:
            return code if code in graph.entities else i
    return ids[0] if ids else None


def _instrument(graph: Graph, item: Item) -> str:
    """The instrument's name: the noun of act with its modifiers, what is threatened, or the act with its object."""
    act = item.act
    if act.noun_group is not None:
        return _pause(graph, act.head) or _means(graph, act.head) or _phrase(graph, act.head, act.last)
    words = lexicon().words["act_words"]
    lemma = graph.lemma(act.head)
    if item.mention.type == "SANCTION" and lemma in words["advising"]:
        return "travel advice"
    loose = act.group.lever is None or not act.objects
    if item.mention.type == "THREATEN" and loose and (spot := _answer_noun(graph, act.head)):
        return _phrase(graph, spot, spot)
    if item.mention.type == "THREATEN" and (act.group.lever is None or not act.objects):
        below, thing = graph.kid(act.head, "xcomp", "ccomp"), graph.kid(act.head, "dobj")
        if thing is not None and below is not None and graph.tokens[below].dep == "ccomp" and thing < below:
            return _phrase(graph, thing, thing)  # "will take all measures should the fighting spill over"
        return _threat(graph, act.head if below is None else below)
    if not act.objects and act.group.mode == "expel":
        noun = next((k for k in graph.subtree(act.head) if graph.lemma(k).startswith(_PERSONA) and k > act.head), None)
        if noun is not None and noun > act.head + 1:
            return f"{words['act_names']['expel']} of {_written(graph, act.head + 1, noun - 1)}"
    if not act.objects and lemma in words["threat_names"] and graph.kid(act.head, "dobj") is None:
        return str(words["threat_names"][lemma])
    if (
        not act.objects
        and act.words
        and lemma in words["act_names"]
        and graph.tokens[act.words[-1]].tag.startswith("NN")
    ):
        return f"{words['act_names'][lemma]} of {_phrase(graph, act.words[-1], act.words[-1])}"
    if not act.objects:
        return _written(graph, act.first, max(act.last, act.head, *act.words)) if act.words else _deed(graph, act.head)
    spot = act.objects[0]
    if lemma in words["act_names"] or act.group.mode == "expel":
        first = _first(graph, spot, counted=True)
        name = words["act_names"].get(lemma, words["act_names"]["expel"])
        return f"{name} of {_written(graph, first, spot)}"
    money = {*words["multipliers"], *words["currencies"], *words["measures"]}
    if {graph.tokens[spot].norm, graph.lemma(spot)} & money or graph.tokens[spot].tag == "CD":
        figures = [k for k in graph.subtree(spot) if _figure(graph, k)]
        low = min([spot, *(k for k in figures if k < spot)])
        return _written(graph, low, max([_use(graph, spot), *figures]))
    return _phrase(graph, spot, spot)


def _limits(item: Item, instrument: str, state: LeverState) -> str:
    """An instrument that names only what passes ("exports"), told as what is done to it."""
    passing = set(lexicon().words["act_words"]["passing"])
    last = instrument.lower().rsplit(" ", 1)[-1]
    told = item.act.verb_group is not None and item.mention.type == "SANCTION" and state in {"in force", "announced"}
    told = told and " of " not in instrument  # "stoppage of visas" says what is done to them
    return f"limits on {instrument}" if told and {last, last.removesuffix("s")} & passing else instrument


def _threat(graph: Graph, verb: int) -> str:
    """What a threat is of: an answer by its name, what somebody is to suffer, else the deed."""
    words = lexicon().words["act_words"]
    lemma = graph.lemma(verb)
    if lemma in words["suffering"]:
        spot = graph.kid(verb, "dobj")
        return _phrase(graph, spot, spot) if spot is not None else _deed(graph, verb)
    if graph.kid(verb, "dobj") is None and lemma in words["threat_names"]:
        return str(words["threat_names"][lemma])
    return _deed(graph, verb)


def _written(graph: Graph, first: int, last: int) -> str:
    start, end = graph.span(first, last)
    text = " ".join(graph.reading.text[start:end].split())
    return text if text.count("“") == text.count("”") and text.count('"') % 2 == 0 else text.translate(_MARKS)


def _first(graph: Graph, spot: int, *, counted: bool = False) -> int:
    """The first word of a name before its noun; numbers and superlatives are none of it unless ``counted``."""
    tags = ("RB", "JJS") if counted else ("CD", "RB", "JJS")
    mods = [k for k in graph.modifiers(spot) if k not in graph.inside and not graph.tokens[k].tag.startswith(tags)]
    mods = [k for k in mods if counted or graph.tokens[k].norm not in {"%", "percent", "per", "cent"}]
    if counted:
        mods += graph.kids(spot, "nummod")
    first = min([spot, *(m for m in mods if spot - 5 <= m < spot)])
    while (
        first > 0
        and graph.tokens[first - 1].end == graph.tokens[first].start
        and "-"
        in (
            graph.tokens[first - 1].text,
            graph.tokens[first].text,
        )
    ):
        first -= 1  # "far-reaching restrictions", "U.N.-ordered sanctions"
    return first


def _phrase(graph: Graph, spot: int, last: int) -> str:
    return _written(graph, _first(graph, spot), max(spot, last))


def _figure(graph: Graph, i: int) -> bool:
    token = graph.tokens[i]
    multiple = token.norm in lexicon().words["act_words"]["multipliers"]
    return multiple or token.tag in {"CD", "$"} or token.norm in lexicon().words["act_words"]["currencies"]


def _use(graph: Graph, spot: int) -> int:
    """The last word of what money is for ("$5 million in aid"), else the money itself."""
    for word, _, obj in graph.preps(spot):
        if word in {"in", "of", "for", "worth"} and obj is not None and obj not in graph.dated:
            below = [o for w, _, o in graph.preps(obj) if w == "of" and o is not None]
            return below[0] if below else obj
    return spot


def _pause(graph: Graph, head: int) -> str | None:
    """A noun of state by what it is on ("pause on arms sales"); null for any other noun, and for a bare one."""
    nouns = lexicon().words["act_words"]["lever_state_nouns"]
    if not any(graph.lemma(head) in held for held in nouns.values()):
        return None
    for word, _, obj in graph.preps(head):
        if word in {"on", "of", "in", "to"} and obj is not None and obj not in graph.dated:
            return _written(graph, head, obj)
    return None


def _means(graph: Graph, head: int) -> str | None:
    """A noun of presence or movement by what it is of ("presence of troops"); null for any other noun."""
    if graph.lemma(head) not in lexicon().words["act_words"]["of_means"]:
        return None
    of = next((o for w, _, o in graph.preps(head) if w == "of" and o is not None), None)
    return _written(graph, head, of) if of is not None and of - head <= _LONGEST else None


def _deed(graph: Graph, verb: int) -> str:
    """A verb with its object and its nearest complement ("answer in kind", "not cooperate with the mission")."""
    first = min([verb, *(k for k in graph.kids(verb, "neg") if k < verb)])
    last = verb
    for kid in graph.kids(verb, "prt", "advmod", "dobj", "prep"):
        if kid == last + 1 or graph.tokens[kid].dep == "dobj":
            below = [k for k in graph.subtree(kid) if k not in graph.dated]
            last = max([last, *below]) if len(below) <= _LONGEST else max(last, kid)
    while last > verb and graph.tokens[last].pos in {"PUNCT", "ADP", "DET"}:
        last -= 1
    return _written(graph, first, last)
