"""Who acted upon whom, where two reports tell one act of force the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from memcon.model.memo import Claim, Slot
from memcon.reconcile.claims import Book
from memcon.reconcile.events import Happening
from memcon.reconcile.likeness import states
from memcon.reconcile.slots import View
from memcon.reconcile.standing import Stand, apart, merge, slot

FORCE: frozenset[str | None] = frozenset({"ASSAULT", "COERCE", "MOBILIZE", None})
DONE = frozenset({"occurred", "ongoing"})


def _told(happening: Happening, book: Book, view: View) -> list[tuple[frozenset[str], frozenset[str], Claim]]:
    """Of each mention that names both sides by a verb: the states that acted, those acted upon, the claim."""
    out = []
    for chain in happening.group.chains:
        for mention in chain.mentions:
            claim = book.known.get(book.mentions.get((chain.report, mention.id), ""))
            if claim is None or mention.status not in DONE or mention.reciprocal or mention.anaphoric:
                continue
            if not mention.rule.startswith("act:verb"):
                continue
            acting, acted = (
                states(frozenset(view.cast.countries(view.cast.resolve(chain.report, ids))))
                for ids in (mention.actors, mention.recipients)
            )
            if acting and acted and not acting & acted:
                out.append((acting, acted, claim))
    return out


def roles_slot(happening: Happening, book: Book, view: View) -> Slot | None:
    """The slot of who began it, where one report has acting whom another has acted upon; null where none does."""
    if happening.type not in FORCE:
        return None
    told = _told(happening, book, view)
    for (one, on, _), (two, upon, _) in combinations(told, 2):
        if one <= upon and two <= on:
            stands = merge((" ".join(sorted(a)), _names(a, view), " ".join(sorted(a)), c) for a, _, c in told)
            if any(_against(a, b, view) for a, b in combinations(stands, 2)):
                text = "Each side is told to have acted upon the other."
                return slot("initiator", stands, "disputed", explanation=text)
            return None
    return None


def _against(one: Stand, two: Stand, view: View) -> bool:
    return not set(one.reports) & set(two.reports) and apart(one, two, view.line)


def _names(codes: Sequence[str] | frozenset[str], view: View) -> str:
    return ", ".join(view.cast.actors[c].name if c in view.cast.actors else c for c in sorted(codes))
