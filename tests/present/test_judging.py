"""``memcon judge`` in the terminal: what is said, what is refused, what is written; and how judgements are shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from memcon import dossier
from memcon.model.codec import loads
from memcon.model.errors import InputError
from memcon.model.memo import Event, Memorandum
from memcon.present.analyst_text import analyst_markdown
from memcon.present.cli import app
from memcon.present.explain import explain
from memcon.present.judging import rulings
from memcon.present.markdown import markdown
from memcon.present.page import page

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "trawler"
WHO = ("--by", "Ana Ruiz", "--because", "Both sides say so")


def memcon(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with two judgements, one of them taken back."""
    path = tmp_path_factory.mktemp("d") / "s.memcon"
    assert memcon("dossier", "new", path).exit_code == 0
    assert memcon("add", path, EXAMPLE).exit_code == 0
    regret = claimed(dossier.memorandum(path))
    first = memcon("judge", path, "slot", regret.id, "outcome", "2", *WHO)
    assert first.stdout.startswith(f"{path}: kept as judgement 1: outcome of {regret.id}")
    second = memcon(
        "judge", path, "reliability", "el faro austral", "b", "--by", "Bo", "--because", "a ministry's paper"
    )
    assert second.stdout == f"{path}: kept as judgement 2: El Faro Austral: reliability B\n"
    third = memcon("judge", path, "--undo", "2", "--by", "Bo", "--because", "it was sold")
    assert "judgement 2 is taken back; it stays in" in third.stdout
    return path


def claimed(memo: Memorandum) -> Event:
    """The event that one report gives as one side's word and others as a fact."""
    return next(e for e in memo.events if any(s.standing == "attribution" and s.slot == "outcome" for s in e.slots))


def test_the_list_has_who_when_why_and_what_was_taken_back(file: Path) -> None:
    lines = memcon("judge", file, "--list").stdout.splitlines()
    assert lines[0].startswith("  1  outcome of E")
    assert lines[1].startswith("     Ana Ruiz, 20")
    assert lines[1].endswith("“Both sides say so”")
    assert lines[2] == "  2  el faro austral has reliability B"
    assert lines[4].startswith("     taken back by Bo, 20")
    assert lines[4].endswith("“it was sold”")


def test_near_misses_are_told_with_the_words_for_the_other_verdict(file: Path) -> None:
    text = memcon("judge", file, "--near").stdout
    assert "  1  kept apart (likeness 0." in text or "  1  put together (likeness 0." in text
    assert "     for: type " in text
    assert f"     otherwise: memcon judge {file} " in text
    told = json.loads(memcon("judge", file, "--near", "--json", "-").stdout)
    assert told[0]["number"] == 1
    assert {"left", "right", "score", "needed", "spoke_for", "spoke_against"} <= told[0].keys()


def test_a_dispute_that_was_judged_waits_no_more(file: Path) -> None:
    assert "outcome, one side's word, or a fact?" not in memcon("judge", file, "--open").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say one thing"),
        (("--list", "--near"), "say one thing"),
        (("same", "E1", "E2"), "needs a name"),
        (("same", "E1", "E2", "--by", "Ana"), "needs a reason"),
        (("same", "E1", "E2", "--story", "all", *WHO), "one story at a time"),
        (("same", "E1", "E2", "--story", "7", *WHO), "no story 7"),
        (("--undo", "7", *WHO), "no judgement 7"),
    ],
)
def test_what_cannot_be_judged_is_refused(file: Path, words: tuple[str, ...], said: str) -> None:
    run = memcon("judge", file, *words)
    assert isinstance(run.exception, InputError)
    assert said in str(run.exception)


def test_judgements_are_shown_as_a_person_s_in_every_form(file: Path) -> None:
    memo = dossier.memorandum(file)
    taken = "Taken by Ana Ruiz (judgement 1): “expressed regret for the boarding”, because “Both sides say so”."
    for text in (page(memo), markdown(memo), memcon("brief", file).stdout):
        flat = " ".join(text.split())
        assert "Judged by people" in flat or "JUDGED BY PEOPLE" in flat
        assert taken in flat
    assert "## Judged by people" in analyst_markdown(memo)
    before = markdown(memo).split("## Before you file", 1)[1].split("\n## ", 1)[0]
    assert taken in before  # what waits no more is still one account of several
    assert taken in explain(memo, claimed(memo).id)


def test_judgements_beside_plain_reports_do_what_they_do_in_the_dossier(file: Path, tmp_path: Path) -> None:
    assert memcon("judge", file, "--list", "--json", tmp_path / "j.json", "-q").exit_code == 0
    assert [r.number for r in rulings(tmp_path / "j.json")] == [1]
    run = memcon("brief", EXAMPLE, "--judgements", tmp_path / "j.json", "--json", tmp_path / "a.json", "-q")
    assert run.exit_code == 0
    assert loads((tmp_path / "a.json").read_text("utf-8")) == dossier.memorandum(file)
    refused = memcon("brief", file, "--judgements", tmp_path / "j.json")
    assert "a dossier has judgements of its own" in str(refused.exception)
    wrong = memcon("brief", EXAMPLE, "--judgements", tmp_path / "a.json")
    assert "it is no list of judgements" in str(wrong.exception)


def test_check_and_changed_tell_briefs_that_no_longer_hold(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.memcon"
    path.write_bytes(file.read_bytes())
    assert memcon("brief", path, "-q", "--html", tmp_path / "memo.html", "--event", "telephone call").exit_code == 0
    assert memcon("check", path).stdout == f"{path}: whole\n"
    memo = dossier.memorandum(path)
    call = next(e for e in memo.events if e.label.endswith("telephone call"))
    assert memcon("judge", path, "slot", call.id, "topic", "1", *WHO).exit_code == 0
    for command in ("check", "changed"):
        text = memcon(command, path).stdout
        assert f"{tmp_path / 'memo.html'} (written 20" in text
        assert "--event telephone call)" in text
        assert "judged since by Ana Ruiz (judgement 4): “Both sides say so”" in text
