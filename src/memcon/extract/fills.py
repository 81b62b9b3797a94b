"""Values of an act's slots: topics, amounts, duration, condition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from memcon.extract.acts import Act
from memcon.extract.agents import merge, who
from memcon.extract.amounts import amounts
from memcon.extract.circumstances import circumstances
from memcon.extract.found import Item, climb, spots
from memcon.extract.graph import Graph, timex_head
from memcon.extract.lexicon import lexicon
from memcon.extract.syntax import agents
from memcon.extract.topics import listed, noun_phrase
from memcon.extract.types import Fill
from memcon.model.values import replace
from memcon.read.types import Timex

_NEAR = 3
"""Sentences after a contact in which what was told in it may stand."""
HOURS = re.compile(r"PT\d+H")
MINUTES = re.compile(r"PT(\d+)M")
WITH_AMOUNT = frozenset(
    {"AID", "MOBILIZE", "SANCTION", "ASSAULT", "COERCE", "RETREAT", "COOPERATE", "PROTEST", "AGREE"}
)
LASTING: frozenset[str | None] = frozenset({"CONSULT", "COOPERATE", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST", None})
"""Types of acts of which a report tells how long they lasted ("the exchange lasted an hour")."""
_NEAR, _READOUT = 2, 20
"""Sentences back in which the contact stands of what was raised: in the press, and in a side's own text."""
TERMED = frozenset({"convict", "arrest"})
"""Modes of acts that set a term."""
FIRM = frozenset({"if", "unless", "should", "provided", "providing"})


def fill(graph: Graph, items: list[Item]) -> list[Item]:
    """The items with what the report gives for their slots."""
    where = spots(graph, items)
    held: dict[int, list[Fill]] = {n: list(i.mention.fills) for n, i in enumerate(items)}
    for n, item in enumerate(items):
        if item.mention.type == "CONSULT":
            held[n] += _topics_of(graph, item.act)
            held[n] += _duration_words(graph, item.act)
        held[n] += _conditions(graph, item)
    for n, topics in _topics_told(graph, items, where):
        held[n] += topics
    for n, topics in _topics_by_verb(graph, items, where):
        held[n] += topics
    for n, topics in _topics_raised(graph, items, where):
        held[n] += topics
    for n, topics in _topics_explained(graph, items):
        held[n] += topics
    for at, value in amounts(graph):
        inside = [where[o] for w, _, o in graph.preps(at) if w in {"in", "of", "for"} and o in where]
        hit = inside[0] if inside else climb(graph, at, where)
        if hit is None and graph.lemma(graph.tokens[at].head).startswith("persona"):
            # "declared three envoys personae non gratae": the plural is read as a verb
            hit = climb(graph, graph.tokens[at].head, where, own=False)
        if hit is not None and items[hit].mention.type in WITH_AMOUNT:
            held[hit].append(value)
    for n, value in circumstances(graph, items, where):
        held[n].append(value)
    for timex, end, lasted in (told := _durations(graph)):
        hit = _lasting(graph, items, where, timex_head(graph, timex))
        if hit is not None:
            text = graph.reading.text[timex.start : end]
            held[hit].append(_fill("duration", text, lasted, timex.start, end, rule="duration:timex"))
    for n, value in _terms(graph, items, told):
        held[n].append(value)
    return [_filled(graph, item, held[n]) for n, item in enumerate(items)]


def _terms(graph: Graph, items: list[Item], told: list[tuple[Timex, int, str]]) -> Iterator[tuple[int, Fill]]:
    """The terms of sentences: "was jailed for ten years", "a sentence of ten years", "a ten-year term"."""
    by_head = {timex_head(graph, t): (t, end, lasted) for t, end, lasted in told}
    for n, item in enumerate(items):
        if item.act.group.mode not in TERMED:
            continue
        spots = [item.act.head, item.act.node, *item.act.objects]
        heads = [o for s in spots for w, _, o in graph.preps(s) if w in {"to", "for", "of"} and o is not None]
        heads += [k for s in spots for k in (*graph.modifiers(s), *graph.kids(s, "dobj", "npadvmod", "dative"))]
        for at in dict.fromkeys(heads):
            if at in by_head:
                timex, end, lasted = by_head[at]
                text = graph.reading.text[timex.start : end]
                yield n, _fill("duration", text, lasted, timex.start, end, rule="duration:term")


def _filled(graph: Graph, item: Item, held: list[Fill]) -> Item:
    """An item with its fills, and with the times that are left to it."""
    fills, times = _unique(held), _own_times(graph, item, held)
    if fills == item.mention.fills and times == item.mention.times:
        return item
    return replace(item, mention=replace(item.mention, fills=fills, times=times))


def _own_times(graph: Graph, item: Item, fills: list[Fill]) -> tuple[int, ...]:
    """The times of an act without those of a clause in its topic ("discussed the pact that they signed in 2019")."""
    spoken = [f for f in fills if f.slot == "topic"]
    out = []
    for number in item.mention.times:
        timex = graph.reading.timexes[number]
        inside = any(f.start <= timex.start and timex.end <= f.end for f in spoken)
        above = graph.up(timex_head(graph, timex))
        below = above[: above.index(item.act.head)] if item.act.head in above else []
        if not (inside and any(_bound(graph, k) for k in below)):
            out.append(number)
    return tuple(out)


def _bound(graph: Graph, i: int) -> bool:
    """Whether a word is the verb of a clause bound to its noun; one behind a comma may be about the talks."""
    first = min(graph.subtree(i))
    return graph.tokens[i].tag.startswith("VB") and first > 0 and graph.tokens[first - 1].text != ","


def _fill(slot: str, value: str, normal: str | None, start: int, end: int, *, rule: str) -> Fill:
    return Fill(slot=slot, value=value, normal=normal, start=start, end=end, rule=rule)  # type: ignore[arg-type]


def _unique(fills: list[Fill]) -> tuple[Fill, ...]:
    seen: dict[tuple[str, int, int], Fill] = {}
    for f in fills:
        seen.setdefault((f.slot, f.start, f.end), f)
    return tuple(sorted(seen.values(), key=lambda f: (f.start, f.end, f.slot)))


def _durations(graph: Graph) -> list[tuple[Timex, int, str]]:
    """The durations of the report, those told in two pieces as one ("one hour and 40 minutes")."""
    out: list[tuple[Timex, int, str]] = []
    rows = [t for t in graph.reading.timexes if t.type == "DURATION" and not _measures(graph, t)]
    skip: set[int] = set()
    for n, timex in enumerate(rows):
        if timex.start in skip:
            continue
        end, value = timex.end, timex.value
        hours = HOURS.fullmatch(value)
        follows = graph.reading.text[end : end + 12].lower()
        later = rows[n + 1] if n + 1 < len(rows) else None
        if hours is not None and follows.startswith(" and a half"):
            end, value = end + len(" and a half"), f"{value}30M"
        elif hours is not None and later is not None and later.first - timex.last <= 1:
            minutes = MINUTES.fullmatch(later.value)
            if minutes is not None and graph.reading.text[timex.end : later.start].strip() in {"", "and", ","}:
                end, value = later.end, f"{value}{minutes[1]}M"
                skip.add(later.start)
        out.append((timex, end, value))
    return out


def _measures(graph: Graph, timex: Timex) -> bool:
    """Whether a duration measures how far apart two acts are ("one day after")."""
    cues = lexicon().words["order_cues"]
    if any(t.norm == "for" for t in graph.tokens[max(0, timex.first - 2) : timex.first]):
        return False  # "followed it for some 20 minutes before the collision"
    words = {w for w in [*cues["after"], *cues["before"]] if " " not in w} | {"ago", "later", "earlier"}
    spots = [timex.last - 1, timex.last]
    return any(graph.tokens[i].norm in words for i in spots if i < len(graph.tokens))


def _lasting(graph: Graph, items: list[Item], where: dict[int, int], at: int) -> int | None:
    """The contact that a duration is of: the one it hangs on, or what "lasted" without a subject takes up."""
    hit = climb(graph, at, where)
    if hit is not None:
        return hit if items[hit].mention.type in LASTING else None
    verb = next((h for h in [at, *graph.up(at)] if graph.lemma(h) == "last"), None)
    if verb is None:
        return None
    subject = graph.kid(verb, "nsubj")
    if subject is not None and graph.tokens[subject].pos != "PRON":
        return None
    before = [n for n, i in enumerate(items) if i.mention.type == "CONSULT" and i.act.head < verb]
    return before[-1] if before and graph.tokens[verb].sentence - items[before[-1]].mention.sentence <= 2 else None


def _duration_words(graph: Graph, act: Act) -> list[Fill]:
    table = lexicon().words["act_words"]["duration_words"]
    out: list[Fill] = []
    for spot in dict.fromkeys([act.head, act.node]):
        for k in graph.modifiers(spot):
            token = graph.tokens[k]
            if k in graph.dated or (k > 1 and k - 2 in graph.dated and graph.tokens[k - 1].text == "-"):
                continue
            joined = graph.reading.text[graph.tokens[max(k - 2, 0)].start : token.end].lower().replace("‑", "-")
            word = joined if joined in table else token.norm if token.norm in table else None
            if word is not None:
                first = k if word == token.norm else max(k - 2, 0)
                start, end = graph.span(first, k)
                out.append(
                    _fill(
                        "duration",
                        graph.reading.text[start:end],
                        str(table[word]),
                        start,
                        end,
                        rule="duration:modifier",
                    )
                )
    return out


def _topics_of(graph: Graph, act: Act) -> list[Fill]:
    words = lexicon().words["act_words"]
    out: list[Fill] = []
    holders = [act.head, act.node, *([act.verb] if act.verb is not None else [])]
    if act.verb_group is not None:
        lemma = graph.lemma(act.head)
        if lemma in words["topic_verbs"]:
            out += listed(graph, graph.kids(act.head, "dobj", "nsubjpass") + graph.kids(act.head, "ccomp"))
        holders += [o for o in act.objects if lemma not in words["topic_verbs"]]
        holders += graph.kids(act.head, "prep", "dative", "prt")
    for h in dict.fromkeys(holders):
        for word, prep, obj in graph.preps(h):
            if word in words["topic_preps"] and obj is not None and not _dated(graph, obj):
                if word in words["means_preps"] and graph.lemma(obj) in words["topic_means"]:
                    continue
                if graph.tokens[prep].i == obj or (h == act.head and act.verb_group is not None and word == "over"):
                    continue
                out += listed(graph, [obj])
    return out


def _dated(graph: Graph, i: int) -> bool:
    return any(
        graph.reading.timexes[t].first <= i < graph.reading.timexes[t].last
        for t in graph.timexes.get(graph.tokens[i].sentence, ())
    )


def _topics_by_verb(graph: Graph, items: list[Item], where: dict[int, int]) -> list[tuple[int, list[Fill]]]:
    """Topics of the contact that is the subject: "The call covered X and Y", "talks that focused on Z"."""
    verbs = lexicon().words["act_words"]["topic_verbs"]
    heads = {v.split()[0] for v in verbs}
    out: list[tuple[int, list[Fill]]] = []
    for token in graph.tokens:
        lemma = token.lemma.lower()
        if lemma not in heads or not token.tag.startswith("VB"):
            continue
        subject = graph.kid(token.i, "nsubj")
        at = token.head if token.dep in {"relcl", "acl"} else subject
        hit = where.get(at) if at is not None else None
        if hit is None or items[hit].mention.type != "CONSULT" or items[hit].act.head == token.i:
            continue
        contacts = {i.act.node for i in items if i.mention.type == "CONSULT"}
        if contacts & set(graph.kids(token.i, "dobj")):
            continue
        found: list[int] = graph.kids(token.i, "dobj") if lemma in verbs else []
        found += [o for w, _, o in graph.preps(token.i) if o is not None and f"{lemma} {w}" in verbs]
        out.append((hit, listed(graph, found)))
    return out


def _topics_told(graph: Graph, items: list[Item], where: dict[int, int]) -> list[tuple[int, list[Fill]]]:
    """Topics of the last contact of those who "addressed" or "reviewed" something together."""
    verbs = set(lexicon().words["act_words"]["topic_verbs"])
    out: list[tuple[int, list[Fill]]] = []
    for token in graph.tokens:
        lemma = token.lemma.lower()
        led = [o for w, _, o in graph.preps(token.i) if o is not None and f"{lemma} {w}" in verbs]
        if (lemma not in verbs and not led) or not token.tag.startswith("VB") or token.i in where:
            continue
        parties = merge(*(who(graph, s) for s in agents(graph, token.i)))
        if len(parties) == 1 and graph.side and lemma in lexicon().words["act_words"]["raising"]:
            near = [
                n
                for n, i in enumerate(items)
                if i.mention.type == "CONSULT" and i.mention.status == "occurred" and i.act.head < token.i
            ]
            if near and set(parties) & set(items[main := _main(items, near)].mention.actors):
                out.append((main, listed(graph, graph.kids(token.i, "dobj"))))
            continue
        if len(parties) < 2:
            continue
        hit = next(
            (
                n
                for n in range(len(items) - 1, -1, -1)
                if items[n].mention.type == "CONSULT"
                and items[n].act.head < token.i
                and token.sentence - items[n].mention.sentence <= 3
                and set(parties) <= set(items[n].mention.actors)
            ),
            None,
        )
        if hit is not None:
            out.append((hit, listed(graph, graph.kids(token.i, "dobj") if lemma in verbs else led)))
    return out


def _main(items: list[Item], near: list[int]) -> int:
    """The contact that a side's own text is about: of those before, the one told most often, the first if as many."""
    roots = [items[n].mention.same_as or items[n].mention.id for n in near]
    return min(near, key=lambda n: (-roots.count(items[n].mention.same_as or items[n].mention.id), n))


def _topics_raised(graph: Graph, items: list[Item], where: dict[int, int]) -> list[tuple[int, list[Fill]]]:
    """Topics of a contact that nobody is named for: "X was discussed", "Y was raised", "Z was on the agenda".

    A readout goes on about its contact to its end; elsewhere the contact stands shortly before.
    """
    words = lexicon().words["act_words"]
    verbs = set(words["topic_verbs"])
    reach = _READOUT if graph.side else _NEAR
    out: list[tuple[int, list[Fill]]] = []
    for token in graph.tokens:
        lemma = token.lemma.lower()
        if not token.tag.startswith(("VB", "NN")) or token.i in where:
            continue
        heads: list[int] = []
        if graph.passive(token.i) and not graph.kids(token.i, "agent"):
            behind = {graph.tokens[k].norm for k in graph.kids(token.i, "prt", "prep", "advmod")}
            if lemma in verbs or any(f"{lemma} {w}" in verbs for w in behind):
                heads = graph.kids(token.i, "nsubjpass")
            elif lemma in words["minding"]:
                minded = any(graph.lemma(k) == "attention" for k in graph.kids(token.i, "nsubjpass"))
                heads = [o for w, _, o in graph.preps(token.i) if w == "to" and o is not None and minded]
        elif lemma == "be" and any(
            w == "on" and o is not None and graph.lemma(o) == "agenda" for w, _, o in graph.preps(token.i)
        ):
            heads = graph.kids(token.i, "nsubj")
        heads = [h for h in heads if h not in where]
        if not heads:
            continue
        near = [
            n
            for n, i in enumerate(items)
            if i.mention.type == "CONSULT"
            and i.mention.status == "occurred"
            and i.act.head < token.i
            and token.sentence - i.mention.sentence <= reach
        ]
        hit = (_main(items, near) if graph.side else near[-1]) if near else None
        if hit is not None:
            out.append((hit, listed(graph, heads)))
    return out


def _topics_explained(graph: Graph, items: list[Item]) -> list[tuple[int, list[Fill]]]:
    """What one party of a contact told the other in it: "gave a brief account of X", "her explanation of X"."""
    words = lexicon().words["act_words"]
    out: list[tuple[int, list[Fill]]] = []
    for token in graph.tokens:
        if token.lemma.lower() not in words["telling_nouns"] or token.pos != "NOUN":
            continue
        subject = [o for w, _, o in graph.preps(token.i) if w in {"of", "on", "about"} and o is not None]
        owners = graph.kids(token.i, "poss")
        if token.dep == "dobj" and graph.lemma(token.head) in words["telling_verbs"]:
            owners = owners or agents(graph, token.head)
            if any(graph.lemma(k) in words["listeners"] for k in graph.subtree(token.head)):
                continue  # told to the press, to parliament: not in the talks
        tellers = merge(*(who(graph, o) for o in owners))
        if not subject or not tellers:
            continue
        below = set(graph.subtree(token.i))
        fit = [
            n
            for n, i in enumerate(items)
            if i.mention.type == "CONSULT"
            and i.mention.status == "occurred"
            and len(i.mention.actors) > 1
            and set(tellers) <= set(i.mention.actors)
            and i.act.head not in below
            and 0 <= token.sentence - i.mention.sentence <= _NEAR
        ]
        if fit:
            out.append((fit[-1], listed(graph, subject[:1])))
    return out


def _conditions(graph: Graph, item: Item) -> list[Fill]:
    """What an act, threatened or promised, hangs on: "if", "unless", "should X", "in the event of"."""
    mention, act = item.mention, item.act
    if mention.type not in {
        "THREATEN",
        "SANCTION",
        "ASSAULT",
        "AID",
        "AGREE",
        "MOBILIZE",
        "REJECT",
        "COERCE",
        "CONSULT",
        "SUPPORT",
    }:
        return []
    top = act.verb if act.verb is not None else act.head
    if mention.type not in {"THREATEN", "AGREE", "REJECT"} and mention.status in {"occurred", "ongoing"}:
        return []
    out: list[Fill] = []
    for i in graph.subtree(top):
        token = graph.tokens[i]
        if token.dep in {"advcl", "ccomp"} and token.pos in {"VERB", "AUX"} and i != top:
            mark = [k for k in graph.kids(i, "mark", "aux", "advmod") if graph.tokens[k].norm in FIRM]
            subject = graph.kid(i, "nsubj", "nsubjpass")
            if not mark or (graph.tokens[mark[0]].norm == "should" and (subject is None or mark[0] > subject)):
                continue
            below = [t for t in graph.subtree(i) if t >= mark[0]]
            start, end = graph.span(mark[0], below[-1])
            while graph.reading.text[end - 1] in '.,;”"’':
                end -= 1
            out.append(_fill("condition", graph.reading.text[start:end], None, start, end, rule="condition:clause"))
        elif token.norm == "event" and i + 2 < len(graph.tokens) and graph.tokens[i + 1].norm == "of":
            obj = graph.kid(i + 1, "pobj")
            if obj is not None:
                first, last = noun_phrase(graph, obj)
                start, end = graph.span(first, last)
                out.append(_fill("condition", graph.reading.text[start:end], None, start, end, rule="condition:event"))
    return out
