"""Words with which somebody holds back: "declined to say", "gave no date", "did not name the states"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from memcon.extract.context import Context, after, first_person_entity, held, speaker_of
from memcon.extract.cuebook import phrases_by_word, words
from memcon.extract.sources import agentive, is_text, subject
from memcon.extract.tree import Tree

Cue = tuple[Literal["declined", "not-supplied"], int, int, str | None]
_W = "withholding_cues"
_REACH = 6
"""Tokens after a refusal's first words within which the verb of saying stands."""
ALL = ""
"""In place of an entity: all parties of the talk hold back."""


def cues(ctx: Context, i: int) -> Iterator[Cue]:
    """The withholdings whose cue is the token ``i``: manner, token edges, entity id."""
    tree = ctx.tree
    token = tree.token(i)
    lemma = token.lemma
    verbal = token.tag.startswith("VB")
    if confirms_no(tree, i):
        return
    if verbal and lemma in words(_W, "decline"):
        yield from _declines(ctx, i)
    elif verbal and lemma in words(_W, "plain_saying") and _denied_modal(tree, i) and _about(tree, i):
        low, _ = _verb_edges(tree, i)
        yield "declined", low, told_end(tree, i), holder(ctx, i)
    elif verbal and lemma in words(_W, "habits") and _habit(tree, i):
        yield "declined", _verb_edges(tree, i)[0], told_end(tree, i), holder(ctx, i)
    elif verbal and lemma in words(_W, "unsaid"):
        yield from _unsaid(ctx, i)
    if verbal and lemma in words(_W, "giving"):
        yield from _gives_little(ctx, i)
    if token.norm == "without" and token.dep == "prep":
        yield from _without(ctx, i)
    if token.norm == "yet" and i + 2 < len(tree.tokens) and tree.token(i + 1).norm == "to":
        yield from _yet(ctx, i)
    if verbal and lemma in words(_W, "dodging"):
        target = tree.child(i, "dobj") or _pobj(tree, i, "off", "aside", "with", "around")
        pressed = target is not None and any(tree.token(c).norm in {"for", "from"} for c in tree.all(target, "prep"))
        # who ignores calls for something withholds no answer
        if target is not None and tree.token(target).lemma in words(_W, "dodged") and not pressed:
            yield "declined", _verb_edges(tree, i)[0], told_end(tree, i), holder(ctx, i)
    if lemma in words(_W, "staying"):
        yield from _stays(ctx, i)
    if verbal and lemma == "say":
        yield from _says_little(ctx, i)
    if verbal and lemma == "make":
        yield from _made_public(ctx, i)
    for refusal in phrases_by_word(_W, "refusals").get(token.norm, ()):
        if after(tree, i, refusal):
            said = _refused(tree, i + len(refusal))
            if said is not None:
                verb = next(
                    (h for h in (i, *tree.up(i)) if tree.token(h).tag.startswith("VB") or tree.token(h).pos == "AUX"), i
                )
                low = _left_of_refusal(tree, i, verb)
                yield "declined", low, told_end(tree, said), holder(ctx, verb) or _first_person(ctx, i, said)
            break
    for known in phrases_by_word(_W, "declined_phrases").get(token.norm, ()):
        if after(tree, i, known) and not _for_a_while(tree, i + len(known)):
            verb = next((h for h in (i, *tree.up(i)) if tree.token(h).tag.startswith("VB")), i)
            if not {"not", "n't", "no"} & set(known) and _denied(tree, verb):
                break  # "did not leave it at that"
            yield "declined", *_whole(tree, i, i + len(known)), holder(ctx, verb)
            break


def _for_a_while(tree: Tree, i: int) -> bool:
    """Whether a silence is one of ceremony ("remained silent for a minute")."""
    near = [tree.token(k) for k in range(i, min(i + 4, len(tree.tokens)))]
    return bool(near) and near[0].norm == "for" and any(t.lemma in words(_W, "whiles") for t in near)


def _whole(tree: Tree, low: int, high: int) -> tuple[int, int]:
    """A phrase of withholding with its verb's auxiliaries before it and its complements after it."""
    verb = next((k for k in range(low, high) if tree.token(k).tag.startswith("VB")), None)
    if verb is None:
        return low, high
    return min(low, _verb_edges(tree, verb)[0]), max(high, told_end(tree, verb))


def _declines(ctx: Context, i: int) -> Iterator[Cue]:
    tree = ctx.tree
    for child in tree.children[i]:
        token = tree.token(child)
        saying = token.dep in {"xcomp", "ccomp", "advcl"} and token.lemma in words(_W, "saying")
        noun = token.dep == "dobj" and token.lemma in words(_W, "decline_nouns")
        # "declined to be named" holds back a name, not an account.
        unnamed = any(tree.token(c).dep == "auxpass" for c in tree.children[child]) and token.lemma != "draw"
        target = tree.child(child, "dobj")
        given = target is None or token.lemma not in words(_W, "declined_what") or _told_thing(tree, target)
        if child > i and ((saying and not unnamed and given) or noun):
            yield "declined", i, told_end(tree, child), holder(ctx, i)
            return


def _told_thing(tree: Tree, i: int) -> bool:
    """Whether a noun is one of information, of asking or of telling."""
    listed = words(_W, "information") | words(_W, "dodged") | words(_W, "told_things")
    return tree.token(i).lemma in listed or tree.token(i).norm in listed


def _gives_little(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "has not released the figures", "gave few details", "no readout was issued"."""
    tree = ctx.tree
    target = tree.child(i, "dobj") or tree.child(i, "nsubjpass")
    if target is None or tree.token(target).lemma not in words(_W, "information"):
        return
    modifiers = {tree.token(c).norm for c in tree.children[target]}
    scarce = bool(modifiers & words(_W, "scarce"))
    doer = tree.child(i, "nsubj", "nsubjpass")
    neither = doer is not None and any(
        tree.token(k).norm in {"neither", "no"} for k in range(tree.left[doer], doer + 1)
    )
    if _denied_modal(tree, i) and not neither and doer != target:
        # "would not give a figure"
        yield "declined", _verb_edges(tree, i)[0], max(told_end(tree, i), tree.right[target]), holder(ctx, i)
        return
    denied = (_denied(tree, i) or neither) and not _denied_modal(tree, i)
    bare = tree.token(target).lemma in {"insight", "date", "name"} and "no" not in modifiers
    only = _only_brief(tree, i, target)
    if denied or only or (scarce and not bare):
        low, _ = _verb_edges(tree, i)
        if doer is not None and (neither or doer == target):
            low = tree.left[doer]
        party = _passive_party(ctx, i) if doer == target else holder(ctx, i)
        yield "not-supplied", low, max(told_end(tree, i), tree.right[target]), party


def _only_brief(tree: Tree, verb: int, target: int) -> bool:
    """As in "released only a one-line statement"."""
    near = {tree.token(k).norm for k in range(verb - 1 if verb else verb, target)}
    return bool(near & words(_W, "onlys")) and tree.token(target).lemma in words(_W, "brief_texts")


def _unsaid(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "did not name the states", "has not said how many", "we do not comment on leaks"."""
    tree = ctx.tree
    token = tree.token(i)
    nor = any(tree.token(c).norm == "neither" for c in tree.children[i])
    modal = any(tree.token(c).dep == "aux" and tree.token(c).norm in words(_W, "modals") for c in tree.children[i])
    if nor and token.lemma == "confirm" and any(tree.token(c).lemma == "deny" for c in tree.all(i, "conj")):
        yield "declined", _verb_edges(tree, i)[0], tree.trim(i, tree.right[i])[1], holder(ctx, i)
        return
    helped = any(tree.token(c).lemma in {"do", "have", "be"} for c in tree.all(i, "aux"))
    if not _denied(tree, i) or modal or not helped or token.tag == "VBG":
        return
    passive = tree.child(i, "auxpass", "nsubjpass") is not None
    party = holder(ctx, i)
    when = token.lemma in words(_W, "unsaid_asking") and _asks_after(tree, i)
    if passive or party is None or (_text_speaks(tree, i) and not when):
        return
    if token.lemma in words(_W, "unsaid_asking") and not _asks_after(tree, i):
        return
    target = tree.child(i, "dobj")
    if token.lemma in words(_W, "unsaid_naming"):
        articles = set() if target is None else {tree.token(c).norm for c in tree.children[target]}
        if target is None or articles & {"a", "an"} or tree.child(i, "oprd") is not None:
            return
    if token.lemma in words(_W, "unsaid_answering"):
        inner = _pobj(tree, i, "to")
        held_back = target if target is not None else inner
        if held_back is not None and tree.token(held_back).lemma not in words(_W, "dodged"):
            return
    yield "not-supplied", _verb_edges(tree, i)[0], told_end(tree, i), party


def _habit(tree: Tree, i: int) -> bool:
    """Whether somebody says of himself that he does not do a thing: "we do not discuss operations"."""
    head = tree.child(i, "nsubj")
    if head is None or tree.token(head).norm not in {"i", "we"} or not _denied(tree, i):
        return False
    if not any(tree.token(c).norm in {"do", "'re", "are", "am"} for c in tree.all(i, "aux")):
        return False
    if tree.token(i).lemma in words(_W, "habits_into"):
        return any(tree.token(c).norm in words(_W, "into") for c in tree.children[i] if c > i)
    return True


def _text_speaks(tree: Tree, verb: int) -> bool:
    """Whether a text is the subject: what it does not say is an omission."""
    head = subject(tree, verb)
    return head is not None and is_text(tree, head)


def _asks_after(tree: Tree, i: int) -> bool:
    """Whether a question follows a verb: "whether …", "when"."""
    return any(
        tree.token(k).norm in words("indicator_cues", "questions")
        for k in range(i + 1, min(i + 4, tree.sentence(i).last))
    )


def _without(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "without elaborating", "without giving details", "left without taking questions"."""
    tree = ctx.tree
    act = tree.child(i, "pcomp")
    if act is None or tree.token(act).lemma not in words(_W, "without"):
        return
    target = tree.child(act, "dobj")
    if target is not None and tree.token(target).norm in {"him", "her", "me", "you", "us"}:
        return
    if tree.token(act).lemma in words(_W, "without_what") and (
        target is None or tree.token(target).lemma not in words(_W, "information") | words(_W, "dodged")
    ):
        inner = _pobj(tree, act, "to", "with")
        if inner is None or tree.token(inner).lemma not in words(_W, "press"):
            return
    party = next(
        (found for h in (act, *tree.up(i)) if tree.token(h).pos in {"VERB", "AUX"} and (found := holder(ctx, h))), None
    )
    yield "not-supplied", i, told_end(tree, act), party


def _yet(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "has yet to comment on the report", "is yet to publish the text"."""
    tree = ctx.tree
    verb = next((k for k in range(i + 2, min(i + 5, len(tree.tokens))) if tree.token(k).pos == "VERB"), None)
    if verb is None or tree.token(verb).sentence != tree.token(i).sentence:
        return
    target = tree.child(verb, "dobj")
    gives = target is not None and tree.token(target).lemma in words(_W, "information")
    lemma = tree.token(verb).lemma
    asks = lemma not in words(_W, "unsaid_asking") or _asks_after(tree, verb)
    if (lemma in words(_W, "unsaid") and asks and lemma not in words(_W, "unsaid_naming")) or (
        lemma in words(_W, "giving") and gives
    ):
        yield "not-supplied", max(i - 1, tree.sentence(i).first), told_end(tree, verb), holder(ctx, verb)


def _stays(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "remained vague about the terms", "kept the letter secret"."""
    tree = ctx.tree
    token = tree.token(i)
    if token.pos not in {"VERB", "AUX"} or _denied(tree, i):
        return
    state = tree.child(i, "acomp", "oprd", "attr", "advmod", "ccomp", "xcomp", "prt")
    target = tree.child(i, "dobj")
    if state is not None and state > i and tree.token(state).norm in words(_W, "mute"):
        if token.lemma != "be" or tree.token(state).norm in words(_W, "guarded"):
            party = holder(ctx, i)
            if party is not None and not _text_speaks(tree, i) and not _for_a_while(tree, state + 1):
                yield "declined", _verb_edges(tree, i)[0], told_end(tree, i), party
        return
    if token.lemma != "keep":
        return
    told = target is not None and tree.token(target).lemma in words(_W, "information") | {"letter", "plan", "talk"}
    hidden = any(tree.token(k).norm in words(_W, "hidden") for k in range(i, min(tree.right[i], i + 12)))
    if told and hidden:
        yield "declined", _verb_edges(tree, i)[0], told_end(tree, i), holder(ctx, i)


def _says_little(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "said nothing about the price", "would say only that"."""
    tree = ctx.tree
    target = tree.child(i, "dobj")
    little = target is not None and target > i and tree.token(target).norm in {"nothing", "little"}
    if little and not _text_speaks(tree, i) and not _denied(tree, i):
        party = holder(ctx, i)
        if party is not None and tree.token(i).tag != "VBG":
            yield "not-supplied", _verb_edges(tree, i)[0], told_end(tree, i), party
    aux = any(tree.token(c).norm in {"would", "will", "'ll"} for c in tree.all(i, "aux"))
    only = i + 1 < len(tree.tokens) and "only" in {tree.token(i + 1).norm, tree.token(i - 1).norm}
    if aux and only:
        yield "declined", _verb_edges(tree, i)[0], told_end(tree, i), holder(ctx, i)


def _made_public(ctx: Context, i: int) -> Iterator[Cue]:
    """As in "the text was not made public"."""
    tree = ctx.tree
    target = tree.child(i, "nsubjpass", "dobj")
    public = any(tree.token(c).norm in {"public", "available", "known"} for c in tree.children[i])
    public = public or any(tree.token(k).norm == "public" for k in range(i + 1, min(i + 3, len(tree.tokens))))
    if target is None or not public:
        return
    low = tree.left[target] if target < i else _verb_edges(tree, i)[0]
    no = any(tree.token(k).norm in {"no", "neither"} for k in range(tree.left[target], target))
    taken_up = tree.token(target).pos == "PRON" and target > i
    if (_denied(tree, i) or no) and (taken_up or tree.token(target).lemma in words(_W, "information")):
        party = _passive_party(ctx, i) if target < i else holder(ctx, i)
        yield "not-supplied", low, told_end(tree, i), party


def _passive_party(ctx: Context, verb: int) -> str | None:
    """Who holds back in "no details were given", "the text of the pact between X and Y was not released"."""
    tree = ctx.tree
    agent = subject(tree, verb)
    if agent is not None:
        found = speaker_of(ctx, agent)
        if found is not None:
            return found
    head = tree.child(verb, "nsubjpass")
    if head is not None:
        named = {tree.namings[k].entity: None for k in range(tree.left[head], tree.right[head]) if k in tree.namings}
        if len(named) == 1:
            return next(iter(named))
        if len(named) > 1:
            return ALL
    return speaking(ctx, verb)


def speaking(ctx: Context, i: int) -> str | None:
    """Who has the word at a token, else who had it last, in this sentence or the one before."""
    tree = ctx.tree
    token = tree.token(i)
    around = [a for a in held(ctx, token.start, token.end) if a.source.entity is not None]
    if around:
        return around[-1].source.entity
    low = tree.reading.sentences[max(0, token.sentence - 1)].start
    before = [
        a
        for a in ctx.attributions
        if a.cue is not None and low <= a.cue[0] < token.start and a.source.entity is not None
    ]
    return max(before, key=lambda a: a.cue or (0, 0)).source.entity if before else None


def confirms_no(tree: Tree, i: int) -> bool:
    """Whether "No, I cannot confirm that" answers a question: it denies, and holds nothing back."""
    first = tree.sentence(i).first
    return tree.token(i).lemma == "confirm" and tree.token(first).norm == "no" and tree.token(first + 1).norm == ","


def _about(tree: Tree, i: int) -> bool:
    """Whether a verb of telling has what it needs after it: "report on", "get into"."""
    token = tree.token(i)
    if token.lemma not in words(_W, "needs_about"):
        return True
    if token.lemma in words(_W, "habits_into"):
        # "will not go to Lima" holds nothing back
        return any(tree.token(c).norm in words(_W, "into") for c in tree.children[i] if c > i)
    return any(tree.token(c).norm in {"on", "about", "into", "of", "through", "to"} for c in tree.children[i] if c > i)


def _pobj(tree: Tree, i: int, *preps: str) -> int | None:
    """The object of one of these prepositions of a verb."""
    return next(
        (
            inner
            for c in tree.all(i, "prep", "prt", "dative")
            if tree.token(c).norm in preps and (inner := tree.child(c, "pobj")) is not None
        ),
        None,
    )


def _denied(tree: Tree, i: int) -> bool:
    return any(tree.token(c).dep == "neg" or tree.token(c).norm == "never" for c in tree.children[i])


def _denied_modal(tree: Tree, i: int) -> bool:
    """Whether a verb stands under a denied modal ("would not say")."""
    return _denied(tree, i) and any(
        tree.token(c).dep == "aux"
        and (tree.token(c).norm in words(_W, "modals") or tree.token(c).lemma in words(_W, "modals"))
        for c in tree.children[i]
    )


def _verb_edges(tree: Tree, i: int) -> tuple[int, int]:
    low = min([i, *(c for c in tree.all(i, "aux", "auxpass", "neg", "advmod") if c < i)])
    return low, i + 1


def told_end(tree: Tree, i: int) -> int:
    """The end of what is held back, before a further clause or an aside."""
    last = tree.right[i]
    for child in tree.children[i]:
        token = tree.token(child)
        if child > i and token.dep in {"advcl", "conj", "parataxis", "cc"}:
            last = min(last, tree.left[child])
    return tree.trim(i, last)[1]


def _refused(tree: Tree, i: int) -> int | None:
    """The verb of saying within reach of a refusal's first words."""
    if i >= len(tree.tokens):
        return None
    number = tree.token(i).sentence
    for k in range(i, min(i + _REACH, len(tree.tokens))):
        if (
            tree.token(k).sentence == number
            and tree.token(k).lemma in words(_W, "refused")
            and tree.token(k).pos == "VERB"
        ):
            return k if _tells(tree, k) else None
    return None


def _tells(tree: Tree, i: int) -> bool:
    """Whether a refused verb is one of telling: not in "did not want to go home", "nothing to offer to anybody"."""
    if tree.token(i).lemma in words(_W, "habits_into") and not _about(tree, i):
        return False
    if [tree.token(k).norm for k in range(i + 1, i + 3) if k < len(tree.tokens)] == ["through", "with"]:
        return False
    target = tree.child(i, "dobj")
    if tree.token(i).lemma == "answer" and target is not None and tree.token(target).pos == "NOUN":
        return _told_thing(tree, target) or tree.token(target).lemma in words(_W, "messages")
    if tree.token(i).lemma not in words(_W, "refused_what"):
        return True
    if target is not None:
        return tree.token(target).lemma in words(_W, "information") | words(_W, "dodged") or (
            tree.token(target).pos == "PRON" and tree.token(target).norm not in {"it", "them", "him", "her"}
        )
    return any(tree.token(c).norm in {"on", "about", "at", "beyond", "for", "you", "now"} for c in tree.children[i])


def _left_of_refusal(tree: Tree, i: int, verb: int) -> int:
    held = [c for c in tree.children[verb] if tree.token(c).dep in {"nsubj", "aux", "neg", "expl"} and c <= i + 1]
    return max(tree.sentence(i).first, min([i, *held, min(i, verb)]))


def _first_person(ctx: Context, low: int, high: int) -> str | None:
    for k in range(low, high + 1):
        if ctx.tree.token(k).norm in {"i", "we"}:
            return first_person_entity(ctx, k)
    return None


def holder(ctx: Context, verb: int) -> str | None:
    """Whoever holds back: the entity of the verb's subject, or who has the word where it is only "it"."""
    tree = ctx.tree
    head = subject(tree, verb)
    if head is None:
        # As in "would not be drawn", where who holds back is the passive's subject.
        head = tree.child(verb, "nsubjpass")
    if head is None:
        return None
    found = speaker_of(ctx, head)
    if found is not None:
        return found
    token = tree.token(head)
    if token.norm in {"who", "which", "that"} and tree.token(verb).dep == "relcl":
        # "two officials in Lima, who were not authorized to speak": whoever the clause is about, or nobody known
        spot = tree.token(verb).head
        above = tree.token(tree.token(spot).head)
        if not agentive(tree, spot) and above.dep == "prep":
            spot = above.head
        return speaker_of(ctx, spot)
    if token.norm in {"neither", "both", "none", "nobody", "i", "we"}:
        return None
    if token.pos == "PRON" or agentive(tree, head):
        if any(tree.token(k).norm in {"neither", "no"} for k in range(tree.left[head], head)):
            return None
        return speaking(ctx, verb)
    return None
