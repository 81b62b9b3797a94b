"""The other stories among the reports given, named in plain words: nothing that was given is dropped in silence."""

from __future__ import annotations

from memcon.model.memo import Memorandum, Story
from memcon.present.words import join, lowered

FILES = 6
"""How many files of a story are named."""
MOST = 5
"""How many stories are named."""
PART = "another part of the same story"
"""How the reason begins where a story is told in parts."""


def further(memo: Memorandum) -> tuple[str, ...]:
    """A sentence for each story that some of the reports tell and this memorandum does not."""
    told = [_named(s) for s in memo.stories[:MOST]]
    rest = memo.stories[MOST:]
    if rest:
        reports = sum(len(s.reports) for s in rest)
        told.append(
            f"{reports} more reports tell {len(rest)} more stories; memcon brief --story asks for each by number"
        )
    return tuple(told)


def _named(story: Story) -> str:
    count = len(story.reports)
    who = "1 further report tells" if count == 1 else f"{count} further reports tell"
    files = join([*story.files[:FILES], *([f"{count - FILES} more"] if count > FILES else [])])
    read = f"Read it with memcon brief … --story {story.number}"
    if story.because.startswith(PART):
        return f"{who} {story.because}: {story.label} ({files}). {read}"
    because = f"; {lowered(story.because)}" if story.because else ""
    return f"{who} another story: {story.label} ({files}{because}). {read}"
