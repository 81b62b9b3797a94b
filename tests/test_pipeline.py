"""From a folder to a memorandum: the whole chain, on the examples and on hostile text."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import memcon
from memcon.model.codec import dumps, loads
from memcon.model.errors import InputError, PipelineError
from memcon.model.memo import Memorandum
from memcon.model.places import Span
from memcon.pipeline import STAGES, Options, brief, check

EXAMPLES = Path(__file__).parent.parent / "examples"
STRICT = Options(strict=True)


@pytest.fixture(scope="module")
def call() -> Memorandum:
    return brief(EXAMPLES / "telephone-call", options=STRICT)


@pytest.fixture(scope="module")
def readouts() -> Memorandum:
    return brief(EXAMPLES / "two-readouts", options=STRICT)


def spans(memo: Memorandum) -> list[Span]:
    found = [s for e in memo.events for m in e.mentions for s in (m.trigger, m.sentence)]
    found += [s for c in memo.claims for s in c.evidence]
    found += [v.cue for c in memo.claims for v in c.voice if v.cue]
    found += [w for e in memo.events if e.time for w in e.time.words]
    found += [s for c in memo.coverage for s in c.without_claim]
    return found


@pytest.mark.parametrize("name", ["call", "readouts"])
def test_every_quote_stands_at_its_place(name: str, request: pytest.FixtureRequest) -> None:
    memo: Memorandum = request.getfixturevalue(name)
    texts = {r.id: r.text for r in memo.reports}
    assert len(spans(memo)) > 100
    for span in spans(memo):
        assert span.quote
        assert texts[span.report][span.start : span.end] == span.quote


@pytest.mark.parametrize("name", ["call", "readouts"])
def test_every_id_leads_somewhere(name: str, request: pytest.FixtureRequest) -> None:
    memo: Memorandum = request.getfixturevalue(name)
    actors, claims, events = ({x.id for x in xs} for xs in (memo.actors, memo.claims, memo.events))
    assert {a for e in memo.events for a in (*e.actors, *e.recipients, *e.implied)} <= actors
    assert {c for e in memo.events for s in e.slots for p in s.positions for c in p.claims} <= claims
    assert {s.other for e in memo.events for s in e.slots if s.other} <= events
    assert {c.event for c in memo.claims if c.event} <= events
    assert {v.actor for c in memo.claims for v in c.voice if v.actor} <= actors
    assert {w.claim for w in memo.withheld} | set(memo.assessments) <= claims
    assert {w.party for w in memo.withheld} | set(memo.unheard) <= actors
    assert {a.event for a in memo.agenda} | {k.source for k in memo.links} | {k.target for k in memo.links} <= events
    assert {c for o in memo.omissions for c in o.claims} <= claims
    for slots in (e.slots for e in memo.events):
        keys = [(s.slot, s.other) for s in slots]
        assert len(keys) == len(set(keys))


def test_the_call_is_one_event_on_two_clocks(call: Memorandum) -> None:
    main = [e for e in call.events if e.type == "CONSULT" and set(e.reports) == {"R1", "R2", "R3"}]
    assert len(main) == 1
    time = main[0].time
    assert time is not None
    assert time.earliest is not None
    assert time.latest is not None
    assert datetime.fromisoformat(time.earliest) == datetime(2025, 11, 24, 22, tzinfo=UTC)
    assert datetime.fromisoformat(time.latest) == datetime(2025, 11, 25, 5, tzinfo=UTC)
    slot = next(s for s in main[0].slots if s.slot == "time")
    assert (slot.standing, slot.reason) == ("compatible", "clock")


def test_whose_claim_it_is_is_kept(call: Memorandum) -> None:
    assert any(s.standing == "attribution" for e in call.events for s in e.slots)
    assert any(c.kind == "attribution-lost" for c in call.cautions)


def test_two_sides_leave_things_out(readouts: Memorandum) -> None:
    checked = [o for o in readouts.omissions if o.basis == "checked"]
    assert {("CAN", "NOR"), ("NOR", "CAN")} <= {(o.said_by[0], o.silent[0]) for o in checked}


def test_a_conditional_threat_is_not_taken_as_fact(readouts: Memorandum) -> None:
    text = next(r.text for r in readouts.reports if r.file.endswith("ottawa.txt"))
    at = text.index("tampered")
    (report,) = (r.id for r in readouts.reports if r.file.endswith("ottawa.txt"))
    told = [(e, m) for e in readouts.events for m in e.mentions if m.report == report]
    named = {e.status for e, m in told if e.type != "THREATEN" and m.sentence.start <= at < m.sentence.end}
    assert named
    assert not named & {"occurred", "ongoing"}


def test_the_order_of_the_files_does_not_matter(call: Memorandum) -> None:
    folder = EXAMPLES / "two-readouts"
    files = sorted(folder.glob("*.txt"))
    made = {dumps(brief([str(f) for f in order], options=STRICT)) for order in itertools.permutations(files)}
    assert len(made) == 1


def test_a_memorandum_of_real_work_comes_back_from_json(call: Memorandum) -> None:
    assert loads(dumps(call)) == call


def test_the_package_offers_brief_and_the_type() -> None:
    assert memcon.brief is brief
    assert memcon.Memorandum is Memorandum
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = memcon.nothing


def test_stages_in_a_wrong_order_are_refused_before_any_text_runs() -> None:
    check(STAGES)
    with pytest.raises(PipelineError, match="stage 'stories' requires readings, extractions"):
        check((STAGES[0], STAGES[2], STAGES[1]))


PIECES = """The president of Peru told reporters that Lima , would “ not ” respond if Quito attacked on May 3 . ? !
he she the call said — ( ) ' " Mr. U.S. yesterday 2025 $500 million <b> Q MS. SMITH: Beijing’s 24th %"""
ODD = ("\n", "\n\n", "\u202e", "\u0301", "e\u0301", "\U0001f600", "\x0b", "\ufeff", "\u00a0", "\r\n", "\u2028")
WORDS = st.sampled_from([*PIECES.split(), *ODD])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=80).map(" ".join)))
def test_brief_never_fails_on_any_text(text: str) -> None:
    memo = brief(["-"], options=Options(stdin=text.encode("utf-8", "surrogatepass"), strict=True))
    assert len(memo.reports) == 1
    texts = {r.id: r.text for r in memo.reports}
    for span in spans(memo):
        assert texts[span.report][span.start : span.end] == span.quote


def test_two_reports_that_have_nothing_in_common_share_no_event(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("France and Egypt signed a defence agreement in Cairo on Monday.\n", "utf-8")
    (tmp_path / "b.txt").write_text("Bolivia expelled two diplomats from Paraguay on Friday.\n", "utf-8")
    memo = brief(tmp_path, options=STRICT)
    assert memo.events
    assert all(len(e.reports) == 1 for e in memo.events)


def test_a_copy_counts_once(tmp_path: Path) -> None:
    source = EXAMPLES / "two-readouts" / "press.txt"
    alone, twice = tmp_path / "alone", tmp_path / "twice"
    for folder, names in ((alone, ("a.txt",)), (twice, ("a.txt", "b.txt"))):
        folder.mkdir()
        for name in names:
            shutil.copy(source, folder / name)
    one, two = brief(alone, options=STRICT), brief(twice, options=STRICT)
    assert [r.origin for r in two.reports] == [None, "R1"]
    assert [(e.label, e.origins) for e in two.events] == [(e.label, e.origins) for e in one.events]
    assert not [s for e in two.events for s in e.slots if s.standing == "agreed"]


def test_what_leaders_will_do_in_the_coming_days_is_not_the_call_of_that_day(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "President Ana Rojas spoke today with President Luis Vega of Peru.\n\n"
        "The two Presidents agreed to speak again about the harbour in the coming days, following discussions between "
        "the technical teams. The President called for the release of two sailors held in Callao.\n",
        "utf-8",
    )
    (tmp_path / "b.txt").write_text(
        "President Luis Vega had a telephone conversation with President of Chile Ana Rojas. The presidents exchanged "
        "views on copper prices.\n",
        "utf-8",
    )
    (tmp_path / "reports.yaml").write_text(
        "- {file: a.txt, side: CHL, kind: readout, published: '2031-03-04T19:40:00-03:00'}\n"
        "- {file: b.txt, side: PER, kind: readout, published: '2031-03-04T18:05:00-05:00'}\n",
        "utf-8",
    )
    memo = brief(tmp_path, options=STRICT)
    words = {m.trigger.quote: e for e in memo.events for m in e.mentions}
    call = words["telephone conversation"]
    assert call is words["spoke"]
    assert call.time is not None
    assert (call.time.earliest or "").startswith("2031-03-04T00:00")
    assert words.get("speak") is not call
    assert any("sailors" in c.evidence[0].quote for o in memo.omissions for c in memo.claims if c.id in o.claims)


def test_a_ban_that_stays_does_not_make_its_lifting_done(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Fiji's president told reporters on 3 March 2031 that Fiji would lift its ban on Tongan yams next month.\n",
        "utf-8",
    )
    (tmp_path / "b.txt").write_text(
        "Fiji's president returned from Tonga on 4 March 2031, but officials said the yam ban would stay for now.\n",
        "utf-8",
    )
    memo = brief(tmp_path, options=STRICT)
    lifting = [e for e in memo.events if any("lift" in m.trigger.quote for m in e.mentions)]
    assert [e.status for e in lifting] == ["planned"]


ELSEWHERE = """NAIROBI, March 4, 2026 - Somali forces shelled a camp in northern Kenya on Wednesday, killing four
soldiers, Kenya's defence ministry said. Kenya summoned the Somali ambassador and closed the crossing at Mandera.
Mogadishu denied that its troops had fired.
"""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mixed")
    shutil.copytree(EXAMPLES / "two-readouts", folder, dirs_exist_ok=True)
    (folder / "attack.txt").write_text(ELSEWHERE, "utf-8")
    return folder


def test_the_story_of_the_most_reports_is_told_and_the_other_named(mixed: Path, readouts: Memorandum) -> None:
    memo = brief(mixed, options=STRICT)
    assert [r.file for r in memo.reports] == [r.file for r in readouts.reports]
    assert [e.label for e in memo.events] == [e.label for e in readouts.events]
    (other,) = memo.stories
    assert (other.number, other.files, other.reports) == (2, ("attack.txt",), ("R1",))
    assert "Somali" in other.label
    assert other.because == "no country in common"
    assert loads(dumps(memo)) == memo
    assert readouts.stories == ()


def test_another_story_can_be_asked_for_or_all_taken_for_one(mixed: Path) -> None:
    second = brief(mixed, options=replace(STRICT, story=2))
    assert [r.file for r in second.reports] == ["attack.txt"]
    assert [(s.number, len(s.files)) for s in second.stories] == [(1, 3)]
    assert len(brief(mixed, options=replace(STRICT, story=None)).reports) == 4
    with pytest.raises(InputError, match="there are 2 stories"):
        brief(mixed, options=replace(STRICT, story=3))
