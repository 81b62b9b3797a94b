"""What a party holds apart from any act: positions, priorities, how it sees a thing."""

from __future__ import annotations

from memcon.extract.claims import units
from memcon.extract.context import Context, draft, supposed
from memcon.extract.cuebook import words
from memcon.extract.types import Attribution, Draft, StandpointDraft

_LONGEST_ISSUE = 140
_SHORTEST_ISSUE = 12


def standpoints(ctx: Context, base: int) -> tuple[list[Draft], list[StandpointDraft]]:
    """The positions of a report and their drafts; ``base`` is the index of the first draft."""
    drafts: list[Draft] = []
    out: list[StandpointDraft] = []
    seen: set[tuple[str, int]] = set()
    for made in ctx.attributions:
        entity = made.source.entity
        if entity is None or made.cue is None or made.stance == "declines" or not _holds(ctx, made):
            continue
        start, end = next(iter(units(ctx.tree, *made.content[0])), made.content[0])
        if end - start < _SHORTEST_ISSUE or (entity, start) in seen:
            continue
        seen.add((entity, start))
        one = draft(ctx, start, end, rule="standpoint", stance=made.stance)
        issue = one.value if len(one.value) <= _LONGEST_ISSUE else one.value[:_LONGEST_ISSUE].rsplit(" ", 1)[0] + " …"
        out.append(StandpointDraft(entity=entity, issue=issue, draft=base + len(drafts)))
        drafts.append(one)
    return drafts, out


def _holds(ctx: Context, made: Attribution) -> bool:
    """Whether the cue tells of holding: "views … as", "position that", "has made clear that", or a must."""
    tree = ctx.tree
    if made.cue is None or made.source.name.lower() in {"i", "we"}:
        return False
    first, last = tree.tokens_in(*made.cue)
    lemma = tree.token(first).lemma
    phrase = " ".join(t.norm for t in tree.tokens[first:last])
    if made.rule == "verb-as":
        return lemma in words("standpoint_cues", "views") and ctx.tree.tokens_in(*made.content[0])[0] > first
    if made.rule == "noun":
        return lemma in words("standpoint_cues", "nouns")
    if lemma in words("standpoint_cues", "verbs") or phrase in words("standpoint_cues", "phrases"):
        return True
    if not made.rule.startswith(("verb-that", "phrase", "stated", "quote")):
        return False
    start, end = next(iter(units(tree, *made.content[0])), made.content[0])
    low, high = tree.tokens_in(start, end)
    held = tree.tokens[low:high]
    must = any(t.norm in {"must", "should"} and t.dep == "aux" and not supposed(tree, t.head) for t in held)
    stands = any(t.lemma in {"be", "remain"} and t.pos in {"AUX", "VERB"} for t in held)
    return must or (stands and any(t.lemma in words("standpoint_cues", "priorities") for t in held))
