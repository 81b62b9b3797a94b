"""The other stories are named at the top of every output, in plain words."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from memcon.model.memo import Memorandum, Story
from memcon.present.further import further
from memcon.present.markdown import markdown
from memcon.present.page import page
from memcon.present.terminal import show

ONE = Story(
    number=2,
    label="Mori–Roldán meeting",
    reports=("R3", "R5"),
    files=("c.txt", "e.txt"),
    because="no country in common",
)
SAID = "2 further reports tell another story: Mori–Roldán meeting (c.txt and e.txt; no country in common)"


def test_said_in_terminal_page_and_markdown(memo: Memorandum) -> None:
    told = replace(memo, stories=(ONE,))
    out = io.StringIO()
    show(told, Console(file=out, width=80, highlight=False, markup=False, emoji=False))
    assert SAID in " ".join(out.getvalue().split())
    assert SAID in page(told)
    assert "2 further reports tell another story" in markdown(told)
    assert "another story" not in page(memo)


def test_many_files_and_many_stories_are_counted() -> None:
    files = tuple(f"{n}.txt" for n in range(9))
    many = replace(ONE, reports=files, files=files)
    single = replace(ONE, reports=("R9",), files=("z.txt",), because="")

    class Memo:
        stories = (many, *[single] * 8)

    lines = further(Memo())  # type: ignore[arg-type] # the stories are all that it looks at
    assert lines[0].startswith("9 further reports tell another story: Mori–Roldán meeting (0.txt, 1.txt")
    assert "5.txt and 3 more" in lines[0]
    assert lines[1].startswith("1 further report tells another story: Mori–Roldán meeting (z.txt). Read it")
    assert lines[-1].startswith("4 more reports tell 4 more stories")


def test_another_part_of_the_story_is_no_other_story(memo: Memorandum) -> None:
    part = replace(ONE, because="another part of the same story, 3 May 2026 to 9 May 2026")
    said = "2 further reports tell another part of the same story, 3 May 2026 to 9 May 2026: Mori–Roldán meeting"
    assert further(replace(memo, stories=(part,)))[0].startswith(said)
