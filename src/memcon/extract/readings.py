"""Turns of phrase by which somebody judges, doubts or foresees: "puts X in a bind", "has run out of road"."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.cuebook import words
from memcon.extract.idioms import at_word, matched
from memcon.extract.outlooks import clause_end, clause_start
from memcon.extract.tree import Tree

_A = "assessment_cues"
Found = tuple[str, int, int]


def readings(tree: Tree, i: int) -> Iterator[Found]:
    """The readings whose turn of phrase begins at a token: rule and token edges."""
    for turn in at_word(_A, "turns", tree, i):
        end = matched(tree, i, turn)
        if end is None or tree.token(i).dep == "pcomp":  # "accused X of playing with fire": a charge
            continue
        verb = next((k for k in (*range(i, end), *tree.up(i)) if tree.token(k).pos in {"VERB", "AUX"}), None)
        if verb is None:
            yield "turn", i, end
        else:
            yield "turn", min(i, clause_start(tree, verb)), max(end, clause_end(tree, verb))
        return
    for turn in at_word(_A, "turns_regarded", tree, i):
        # "regards X as a trap", "consider this unjustified": how something is held to be
        end = matched(tree, i, turn)
        judged = words(_A, "adjectives") | words(_A, "judgement_nouns") | words(_A, "verdicts")
        if end is not None and any(
            tree.token(k).lemma in judged or tree.token(k).norm.startswith(("un", "in", "counter"))
            for k in range(end, min(end + 5, tree.sentence(i).last))
            if tree.token(k).pos in {"ADJ", "NOUN", "VERB"}
        ):
            yield "regarded", clause_start(tree, i), clause_end(tree, i)
            return
