"""Judgements in a dossier: kept, found again, taken back without a trace; and what rested on what gave way."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon import dossier
from memcon.dossier import judging, ledger, selection
from memcon.dossier.rested import gave_way, unheld
from memcon.model.codec import dumps
from memcon.model.errors import DossierError, InputError
from memcon.model.memo import Event, Memorandum, Report
from memcon.pipeline import Options, brief, read_one
from memcon.present.analyst_page import analyst_page
from memcon.present.markdown import markdown
from memcon.present.page import page
from tests.dossier.test_kills import KILLS, child

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
START = datetime.fromisoformat("2026-05-01T09:00:00+00:00")
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} '); DROP TABLE judgement; -- \x1b[31m \u202e [x](javascript:1)"


def at(day: float) -> str:
    return (START + timedelta(days=day)).isoformat()


@cache
def _read(report: Report) -> tuple[Any, Any, str | None]:
    return read_one(report)


@pytest.fixture(autouse=True)
def read_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text is parsed once for all tests."""
    for module in ("memcon.dossier.reading", "memcon.pipeline"):
        monkeypatch.setattr(f"{module}.read_one", lambda report, strict=False: _read(report))  # noqa: ARG005


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "trawler", tmp_path / "trawler"))


@pytest.fixture
def path(tmp_path: Path, reports: Path) -> Path:
    dossier.new(tmp_path / "s.memcon")
    dossier.add(tmp_path / "s.memcon", [reports], at=at(0))
    return tmp_path / "s.memcon"


def judge(path: Path, words: str, *, day: float = 1, by: str = "Ana Ruiz", because: str = "she knows") -> int:
    return judging.judge(path, words.split(), by=by, because=because, at=at(day)).number


def undo(path: Path, number: int, *, day: float = 2) -> None:
    judging.undo(path, number, by="Bo", because="it was wrong", at=at(day))


def event(memo: Memorandum, words: str) -> Event:
    return next(e for e in memo.events if words in e.label)


def pair(path: Path) -> tuple[str, str]:
    """Two events of the trawler's story that one report each tells."""
    memo = dossier.memorandum(path)
    return event(memo, "telephone call").id, event(memo, "closes its ports").id


def by_hand(path: Path) -> Memorandum:
    """The memorandum of one brief over all reports, with the judgements that stand in the dossier."""
    return brief(path.parent / "trawler", options=Options(judgements=judging.standing(path)))


# Kept, shown, taken back


def test_a_judgement_is_kept_and_shown_with_who_when_and_why(path: Path) -> None:
    one, two = pair(path)
    made = judging.judge(path, ["same", one, two], by="  Ana  Ruiz ", because="One\nact", at=at(1))
    (judged,) = dossier.memorandum(path).judgements
    assert (judged.number, judged.by, judged.because, judged.at) == (1, "Ana Ruiz", "One act", at(1))
    assert made.now == judged
    assert len(judged.events) == 1
    assert dossier.check(path) == ()


@pytest.mark.parametrize(
    ("by", "because", "said"), [("", "x", "needs a name"), ("x", " ", "needs a reason"), ("x" * 201, "x", "at most")]
)
def test_a_judgement_without_name_or_reason_is_refused(path: Path, by: str, because: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        judging.judge(path, ["same", *pair(path)], by=by, because=because, at=at(1))
    assert judging.judgements(path) == ()


def test_a_contradiction_is_refused_until_the_first_is_taken_back(path: Path) -> None:
    one, two = pair(path)
    judge(path, f"different {one} {two}")
    with pytest.raises(InputError, match="judgement 1 of Ana Ruiz says otherwise"):
        judge(path, f"same {one} {two}", by="Bo")
    undo(path, 1)
    assert judge(path, f"same {one} {two}", by="Bo") == 3  # taking back is a row of its own
    with pytest.raises(InputError, match="taken back already, by Bo"):
        undo(path, 1)
    with pytest.raises(InputError, match="no judgement 9"):
        undo(path, 9)


def test_what_is_taken_back_leaves_the_memorandum_byte_for_byte_and_stays_in_the_list(path: Path) -> None:
    before = dumps(dossier.memorandum(path))
    judge(path, f"same {' '.join(pair(path))}")
    assert dumps(dossier.memorandum(path)) != before
    undo(path, 1)
    assert dumps(dossier.memorandum(path)) == before
    (listed,) = judging.judgements(path)
    assert listed.now is None
    assert listed.entry.undone is not None
    assert (listed.entry.undone.by, listed.entry.undone.because) == ("Bo", "it was wrong")


@st.composite
def days(draw: st.DrawFn) -> list[str]:
    """Judgements and takings back, in some order; what they point at is settled when it is their turn."""
    kinds = ["same", "different", "slot", "source", "undo", "add"]
    return draw(st.lists(st.sampled_from(kinds), min_size=2, max_size=6))


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(days(), st.randoms(use_true_random=False))
def test_any_days_of_work_end_in_one_brief_with_what_stands(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], choice: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("d")
    shutil.copytree(EXAMPLES / "trawler", folder / "trawler")
    path = folder / "s.memcon"
    dossier.new(path)
    files = sorted(p for p in (folder / "trawler").iterdir() if p.suffix in {".txt", ".md", ".html", ".eml"})
    choice.shuffle(files)
    dossier.add(path, files[:2], at=at(0))
    later = files[2:]
    for day, step in enumerate(steps, 1):
        memo = dossier.memorandum(path)
        try:
            if step == "add" and later:
                dossier.add(path, [later.pop()], at=at(day))
            elif step == "undo" and (standing := judging.standing(path)):
                undo(path, choice.choice(standing).number, day=day)
            elif step in {"same", "different"}:
                one, two = choice.sample(memo.events, 2)
                judge(path, f"{step} {one.id} {two.id}", day=day)
            elif step == "slot":
                one = choice.choice([e for e in memo.events if e.slots])
                slot = choice.choice(one.slots)
                judge(path, f"slot {one.id} {slot.slot} {choice.randint(1, len(slot.positions))}", day=day)
            elif step == "source":
                judge(path, f"reliability {choice.choice(memo.reports).id} {choice.choice('ABC')}", day=day)
        except InputError as refused:
            assert "says otherwise" in str(refused)  # noqa: PT017 - any of the steps may be refused so
    if later:
        dossier.add(path, later, at=at(9))
    told = dossier.memorandum(path)
    assert dumps(told) == dumps(by_hand(path))
    dossier.rebuild(path)
    assert dumps(dossier.memorandum(path)) == dumps(told)
    assert dossier.check(path) == ()


def test_a_judgement_survives_renumbering_by_new_reports(tmp_path: Path, reports: Path) -> None:
    path = tmp_path / "s.memcon"
    dossier.new(path)
    dossier.add(path, [reports / "wellington.md"], at=at(0))
    memo = dossier.memorandum(path)
    one, two = event(memo, "telephone call"), event(memo, "expresses regret")
    judge(path, f"same {one.id} {two.id}")
    dossier.add(path, [reports], at=at(2))
    (judged,) = dossier.memorandum(path).judgements
    assert judged.resting is None
    assert len(judged.events) == 1
    assert dumps(dossier.memorandum(path)) == dumps(by_hand(path))


def test_a_part_of_the_memorandum_has_the_judgements_on_it(path: Path) -> None:
    memo = dossier.memorandum(path)
    call, ports = event(memo, "telephone call"), event(memo, "closes its ports")
    judge(path, f"slot {call.id} topic 1")
    judge(path, f"different {call.id} {ports.id}")
    told = dossier.memorandum(path)
    assert [j.number for j in selection.of_event(told, call.id).judgements] == [1, 2]
    (part,) = selection.of_event(told, ports.id).judgements
    assert (part.number, part.events) == (2, (ports.id,))


# The file


@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET sha256 = 'x'"])
@pytest.mark.parametrize("table", ["judgement", "made"])
def test_judgements_and_briefs_are_only_ever_added(path: Path, table: str, change: str) -> None:
    judge(path, f"same {' '.join(pair(path))}")
    printed(path)
    with closing(sqlite3.connect(path)) as raw, pytest.raises(sqlite3.IntegrityError, match="only added to"):
        raw.execute(change.format(table))


def test_check_tells_a_judgement_that_is_not_what_was_judged(path: Path) -> None:
    judge(path, f"same {' '.join(pair(path))}")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP TRIGGER judgement_kept_update")
        raw.execute("UPDATE judgement SET because = 'somebody else said so'")
        raw.commit()
    found = dossier.check(path)
    assert any("judgement 1: is not what was judged" in line for line in found)


@pytest.mark.parametrize("body", ["{cut", "[]", '{"left": [{"nothing": 1}]}', '{"nothing": 1}'])
def test_a_damaged_judgement_is_told_in_one_line(path: Path, body: str) -> None:
    judge(path, f"same {' '.join(pair(path))}")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP TRIGGER judgement_kept_update")
        raw.execute("UPDATE judgement SET body = ?", (body,))
        raw.commit()
    with pytest.raises(DossierError, match="judgement 1 of this dossier is damaged"):
        dossier.memorandum(path)
    assert any("judgement 1: is not what was judged" in line for line in dossier.check(path))


def test_check_tells_a_brief_that_names_what_is_not_there(path: Path) -> None:
    printed(path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP TRIGGER made_kept_update")
        raw.execute('UPDATE made SET body = replace(body, \'"texts":[["\', \'"texts":[["0\')')
        raw.commit()
    assert any("names a text that is not there" in line for line in dossier.check(path))


def test_two_who_judge_at_once_cannot_both_be_kept_against_each_other(path: Path) -> None:
    one, two = pair(path)
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def work(kind: str) -> None:
        gate.wait()
        try:
            judge(path, f"{kind} {one} {two}", by=kind)
            outcomes.append("kept")
        except (InputError, DossierError) as error:
            outcomes.append(str(error))

    threads = [threading.Thread(target=work, args=(kind,)) for kind in ("same", "different")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert outcomes.count("kept") == 1
    assert sum("says otherwise" in o for o in outcomes) == 1
    assert len(judging.standing(path)) == 1


def test_hostile_words_in_a_reason_are_kept_and_inert(path: Path) -> None:
    judging.judge(path, ["same", *pair(path)], by=HOSTILE[:180], because=HOSTILE + "\udcff", at=at(1))
    memo = dossier.memorandum(path)
    assert "DROP TABLE" in memo.judgements[0].because
    for html in (page(memo), analyst_page(memo)):
        assert "<script>alert(1)" not in html
        assert "&lt;script&gt;alert(1)" in html
        assert "49" not in html.split("Judged by people", 1)[1][:800].replace("{{ 7*7 }}", "")
    text = markdown(memo)
    assert "<script>" not in text
    assert "](javascript" not in text.replace("\\]", "")
    assert dossier.check(path) == ()


# What changed


def test_changed_compares_with_the_judgements_that_stood_then(path: Path) -> None:
    one, two = pair(path)
    judge(path, f"same {one} {two}", day=3)
    base = datetime.fromisoformat(at(2))
    found = dossier.changed(path, since=base, now=datetime.fromisoformat(at(4)))
    assert found.adds == 0
    assert found.new == ()
    again = dossier.changed(path, since=datetime.fromisoformat(at(3.5)), now=datetime.fromisoformat(at(4)))
    assert again.changes == ()
    assert [j.text for j in gave_way(path, since=base).judged] == [judging.judgements(path)[0].text]
    assert gave_way(path, since=datetime.fromisoformat(at(3.5))).judged == ()


def rewritten(reports: Path, path: Path, old: str, new: str) -> None:
    file = reports / "wellington.md"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    dossier.add(path, [reports], at=at(5))


def printed(path: Path, file: str = "/briefs/a.html", part: str = "") -> Memorandum:
    memo = dossier.memorandum(path)
    assert ledger.printed(path, memo, file=file, form=".html", part=part, text="…", at=at(3))
    return memo


def test_a_changed_page_is_told_with_the_events_and_briefs_that_rested_on_it(path: Path, reports: Path) -> None:
    memo = printed(path)
    call = event(memo, "telephone call")
    rewritten(reports, path, "spoke this morning by telephone", "spoke two days ago by telephone")
    found = gave_way(path, since=None)
    (shaken,) = found.shaken
    assert (shaken.kind, shaken.what, shaken.why) == ("report", "wellington.md", "was changed")
    assert event(dossier.memorandum(path), "telephone call").id in {e.id for e in shaken.events}
    (told,) = found.briefs
    assert (told.file, told.changed) == ("/briefs/a.html", ("wellington.md",))
    assert call.id in {f.event for f in told.fallen}
    assert "its words in wellington.md were changed" in next(f.why for f in told.fallen if f.event == call.id)
    assert told.standing  # what the change did not touch
    assert unheld(path) == found.briefs


def test_a_fallen_judgement_is_told_with_the_events_and_briefs_that_rested_on_it(path: Path) -> None:
    one, two = pair(path)
    judge(path, f"same {one} {two}", because="one act")
    memo = printed(path)
    assert unheld(path) == ()
    undo(path, 1, day=4)
    found = gave_way(path, since=None)
    (fallen,) = found.shaken
    assert fallen.what == "judgement 1 of Ana Ruiz (“one act”)"
    assert fallen.why == "was taken back by Bo: “it was wrong”"
    assert {e.id for e in fallen.events} == set(pair(path))
    (brief_,) = found.briefs
    joined = memo.judgements[0].events[0]
    why = next(f.why for f in brief_.fallen if f.event == joined)
    assert why[0] == "judgement 1 of Ana Ruiz was taken back by Bo: “it was wrong”"
    assert "it is several events now" in why[1]


def test_a_judgement_whose_words_are_gone_rests_and_is_told(path: Path, reports: Path) -> None:
    memo = dossier.memorandum(path)
    other = next(e for e in memo.events if e.reports == ("R4",))
    judge(path, f"different {other.id}/R4 {event(memo, 'closes its ports').id}")
    sentence = next(m.sentence.quote for m in other.mentions if m.report == "R4")
    rewritten(reports, path, sentence, "Nothing else was said.")
    (resting,) = [s for s in gave_way(path, since=None).shaken if s.kind == "judgement"]
    assert resting.why.startswith("rests: “")
    (listed,) = judging.judgements(path)
    assert listed.now is not None
    assert listed.now.resting is not None


def test_a_brief_written_again_is_held_against_its_last_state(path: Path) -> None:
    printed(path)
    judge(path, f"same {' '.join(pair(path))}")
    (told,) = unheld(path)
    assert any("judged since by Ana Ruiz (judgement 1)" in w for f in told.fallen for w in f.why)
    printed(path)
    assert unheld(path) == ()


def test_reports_that_bring_nothing_against_a_brief_leave_it_whole(tmp_path: Path, reports: Path) -> None:
    path = tmp_path / "s.memcon"
    dossier.new(path)
    dossier.add(path, [reports / "wellington.md"], at=at(0))
    printed(path)
    assert unheld(path) == ()
    assert gave_way(path, since=None) == replace(gave_way(path, since=None), shaken=(), briefs=())


def test_killed_while_judging_nothing_acknowledged_is_lost(path: Path) -> None:
    """A process that judges and takes back is killed at any moment: what it said was kept is there."""
    choice = random.Random(7)
    one, two = pair(path)

    def work(said: int) -> None:
        for n in range(99):
            standing = judging.standing(path)
            if standing:
                undo(path, standing[0].number, day=2 + n)
            else:
                judge(path, f"{'same' if n % 2 else 'different'} {one} {two}", day=2 + n)
            os.write(said, f"{len(judging.judgements(path))}\n".encode())

    safe = 0
    for _ in range(KILLS // 3):
        heard, said = os.pipe()
        pid = child(lambda said=said: work(said))  # type: ignore[misc]
        os.close(said)
        time.sleep(choice.uniform(0.01, 0.4))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        with os.fdopen(heard, "rb") as told:
            safe = max([safe, *(int(line) for line in told.read().split())])
        assert len(judging.judgements(path)) >= safe
    assert dossier.check(path) == ()
    assert dumps(dossier.memorandum(path)) == dumps(by_hand(path))
