"""What people judged: it holds whatever the order, through others and to the letter, and goes without a trace."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.dossier.pointing import draft
from memcon.dossier.waiting import near_misses, open_disputes
from memcon.ingest import load
from memcon.model.codec import dumps, loads
from memcon.model.errors import InputError
from memcon.model.judgements import Anchor, Ruling, text_hash, touching
from memcon.model.memo import Event, Memorandum, Report
from memcon.model.places import Span
from memcon.pipeline import Options, read_one, tell_all
from memcon.reconcile.bonds import Bonds
from memcon.reconcile.contradictions import contradicted

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
AT = "2026-04-16T09:00:00+00:00"


@cache
def _bundle(name: str) -> tuple[tuple[Report, ...], tuple[tuple[Any, Any, Any], ...]]:
    reports = load([str(EXAMPLES / name)]).reports
    return reports, tuple(read_one(r, strict=True) for r in reports)


def tell(*rulings: Ruling, name: str = "trawler", seed: int = 0) -> Memorandum:
    reports, read = _bundle(name)
    order = random.Random(seed).sample(range(len(reports)), len(reports))
    return tell_all(
        tuple(reports[i] for i in order),
        tuple(read[i][0] for i in order),
        tuple(read[i][1] for i in order),
        Options(story=None, judgements=rulings),
    )[0]


@cache
def plain() -> Memorandum:
    return tell()


def ruling(words: str, number: int = 1, memo: Memorandum | None = None) -> Ruling:
    made = draft(memo or plain(), words.split())
    return replace(made, number=number, by="Ana Ruiz", because="she was there", at=AT)


def event_at(memo: Memorandum, anchor: Anchor) -> Event | None:
    files = {r.id: text_hash(r.text) for r in memo.reports}
    return next(
        (
            e
            for e in memo.events
            for m in e.mentions
            if files[m.report] == anchor.sha256 and m.trigger.start == anchor.start
        ),
        None,
    )


def by_label(words: str) -> Event:
    return next(e for e in plain().events if words in e.label)


REGRET, CONSULAR = "expresses regret", "to allow consular visits"


# One and two


def test_events_judged_the_same_are_one_event_with_all_their_places() -> None:
    left, right = by_label(REGRET), by_label(CONSULAR)
    memo = tell(ruling(f"same {left.id} {right.id}"))
    (judged,) = memo.judgements
    assert judged.resting is None
    assert len(judged.events) == 1
    (event,) = [e for e in memo.events if e.id == judged.events[0]]
    assert {m.trigger for m in event.mentions} == {m.trigger for e in (left, right) for m in e.mentions}
    assert [(r.number, r.because) for r in event.reasons if r.number] == [(1, "Ana Ruiz: she was there")]


def test_a_part_of_an_event_judged_to_be_another_is_told_apart() -> None:
    event = by_label(REGRET)
    memo = tell(ruling(f"different {event.id}/R1 {event.id}/R3"))
    (judged,) = memo.judgements
    assert judged.resting is None
    assert len(judged.events) == 2
    for one in memo.events:
        assert not {"R1", "R3"} <= set(one.reports) or REGRET not in one.label
    near = [n for n in near_misses(memo, judged=True) if n.judged == 1]
    assert [n.verdict for n in near] == ["different"]
    assert near[0].score > near[0].needed
    assert not [n for n in near_misses(memo) if n.judged == 1]


def test_mentions_that_a_report_takes_up_one_with_another_can_be_judged_to_be_two() -> None:
    event = next(e for e in plain().events if e.label.endswith("telephone call"))
    first, second = [m.trigger for m in event.mentions if m.report == "R1"][:2]
    memo = tell(ruling(f"different {first.report}:{first.start} {second.report}:{second.start}"))
    homes = {m.trigger: e.id for e in memo.events for m in e.mentions}
    assert homes[first] != homes[second]


def test_what_is_the_same_as_one_of_two_is_not_the_other() -> None:
    a, b, c = [e for e in plain().events if e.label != ""][7:10]
    rulings = [ruling(f"same {a.id} {b.id}", 1), ruling(f"different {b.id} {c.id}", 2)]
    assert contradicted(ruling(f"same {a.id} {c.id}", 3), rulings) == rulings[1]
    assert contradicted(ruling(f"different {a.id} {b.id}", 3), rulings) == rulings[0]
    assert contradicted(ruling(f"different {a.id} {c.id}", 3), rulings) is None


def test_one_place_cannot_be_on_both_sides() -> None:
    event = by_label(REGRET)
    with pytest.raises(InputError, match="the same places"):
        ruling(f"different {event.id} {event.id}/R1")


# An account


def test_an_account_taken_shows_in_the_slot_whose_standing_stays() -> None:
    event = next(e for e in plain().events if any(s.slot == "outcome" for s in e.slots))
    before = next(s for s in event.slots if s.slot == "outcome")
    assert [o.slot for o in open_disputes(plain())] == ["outcome"]
    memo = tell(ruling(f"slot {event.id} outcome 2"))
    after = next(s for e in memo.events if e.id == event.id for s in e.slots if s.slot == "outcome")
    assert replace(after, judged=None) == before
    assert after.judged == 1
    (judged,) = memo.judgements
    assert (judged.value, judged.claims) == (before.positions[1].value, before.positions[1].claims)
    assert open_disputes(memo) == ()
    assert [o.judged for o in open_disputes(memo, judged=True)] == [1]


def test_a_time_taken_is_told_with_who_took_it() -> None:
    event = next(e for e in plain().events if e.label.endswith("telephone call"))
    memo = tell(ruling(f"slot {event.id} time R3"))
    when = next(e.time for e in memo.events if e.id == event.id)
    assert when is not None
    assert event.time is not None
    assert (when.earliest, when.latest) == (event.time.earliest, event.time.latest)  # all of it can be true
    assert (when.explanation or "").startswith("As Ana Ruiz judged (judgement 1): “Wednesday morning”.")


def test_two_accounts_of_one_side_of_an_event_cannot_both_be_taken() -> None:
    event = next(e for e in plain().events if e.label.endswith("telephone call"))
    first = ruling(f"slot {event.id} time R1", 1)
    assert contradicted(ruling(f"slot {event.id} time R3", 2), [first]) == first
    assert contradicted(ruling(f"slot {event.id} topic R2", 2), [first]) is None


@cache
def _calls() -> tuple[Any, ...]:
    """Two reports that put one call on days that cannot both be right, so that memcon takes it for two."""
    one, two = "Portugal's Prime Minister Rui Silva", "Norway's Prime Minister Anna Stoltberg"
    texts = (
        f"LISBON, 6 May 2031 - {one} telephoned {two} on 4 May. They discussed fishing quotas.\n",
        f"OSLO, 6 May 2031 - {two} and {one} spoke by telephone on 1 May about fishing quotas.\n",
    )
    folder = Path(tempfile.mkdtemp())
    for n, text in enumerate(texts):
        (folder / f"{n}.txt").write_text(text, "utf-8")
    reports = load([str(folder)]).reports
    return reports, *zip(*((r, e) for r, e, _ in (read_one(r, strict=True) for r in reports)), strict=True)


def test_of_days_that_cannot_both_be_right_the_one_taken_is_the_event_s() -> None:
    def told(*rulings: Ruling) -> Memorandum:
        return tell_all(*_calls(), Options(story=None, judgements=rulings))[0]

    one, two = [e.id for e in told().events if e.type == "CONSULT" and e.time]
    joined = ruling(f"same {one} {two}", 1, told())
    (call,) = [e for e in told(joined).events if len(e.reports) > 1]
    assert next(s.standing for s in call.slots if s.slot == "time") == "disputed"
    for account, day in (("R1", "2031-05-04"), ("R2", "2031-05-01")):
        memo = told(joined, ruling(f"slot {call.id} time {account}", 2, told(joined)))
        (event,) = [e for e in memo.events if len(e.reports) > 1]
        assert event.time is not None
        assert (event.time.earliest or "").startswith(day)
        assert event.time.precision == "day"
        slot = next(s for s in event.slots if s.slot == "time")
        assert (slot.standing, slot.judged) == ("disputed", 2)
        assert [o.slot for o in open_disputes(memo)] == []


# A source, a claim


def test_a_reliability_is_set_on_all_reports_of_the_outlet_and_on_no_other() -> None:
    made = replace(draft(plain(), ["reliability", "El  Faro Austral", "b"]), number=1, by="Bo", because="-", at=AT)
    memo = tell(made)
    assert {r.outlet: r.reliability for r in memo.reports} == {
        r.outlet: "B" if r.outlet == "El Faro Austral" else "F" for r in plain().reports
    }
    assert memo.judgements[0].reports == ("R1",)
    other = replace(draft(plain(), ["reliability", "el faro austral", "C"]), number=2)
    assert contradicted(other, [made]) == made


def test_a_claim_is_moved_to_the_event_that_it_is_about() -> None:
    call = next(e for e in plain().events if e.label.endswith("telephone call"))
    claim = next(c for c in plain().claims if c.value.startswith("the ship was fishing"))
    assert claim.event == call.id
    target = by_label(REGRET)
    memo = tell(ruling(f"about {claim.id} {target.id}"))
    assert next(c for c in memo.claims if c.evidence == claim.evidence and c.value == claim.value).event == target.id
    memo = tell(ruling(f"not-about {claim.id} {call.id}"))
    assert next(c for c in memo.claims if c.evidence == claim.evidence and c.value == claim.value).event is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "is no judgement"),
        ("same E1", "that is how it is written"),
        ("same E1 E99", "no event E99"),
        ("same E1 R1:3", "no event is spoken of there"),
        ("different E1/R9 E2", "is not told by R9"),
        ("slot E4 colour 1", "nothing told of its 'colour'"),
        ("slot E4 time 9", "gives no account of the time of E4; there is 1: “Tuesday evening”"),
        ("reliability Reuters B", "outlets: El Faro Austral"),
        ("reliability R1 Z", "is no reliability"),
        ("about C9999 E1", "no claim C9999"),
        ("about C1 E1", "judge same or different"),
    ],
)
def test_what_points_at_nothing_is_refused_with_what_there_is(words: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        draft(plain(), words.split())


# Any set of judgements


@cache
def possible() -> tuple[str, ...]:
    memo = plain()
    events = [e.id for e in memo.events if len(e.reports) > 1 or e.type == "CONSULT"]
    out = [f"{kind} {a} {b}" for kind in ("same", "different") for a, b in combinations(events, 2)]
    for event in memo.events:
        out += [f"different {event.id}/{a} {event.id}/{b}" for a, b in combinations(event.reports, 2)]
        out += [f"slot {event.id} {s.slot} {n + 1}" for s in event.slots for n in range(len(s.positions))]
    return (*out, *(f"reliability {r.id} {letter}" for r in memo.reports for letter in "AB"))


@st.composite
def sets(draw: st.DrawFn) -> list[Ruling]:
    """Judgements as a dossier would keep them: one that contradicts another is refused."""
    out: list[Ruling] = []
    for words in draw(st.lists(st.sampled_from(possible()), min_size=1, max_size=5, unique=True)):
        made = ruling(words, len(out) + 1)
        if contradicted(made, out) is None:
            out.append(made)
    return out


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(sets(), st.randoms(use_true_random=False))
def test_any_judgements_hold_in_any_order(rulings: list[Ruling], choice: random.Random) -> None:
    shuffled = choice.sample(rulings, len(rulings))
    memo = tell(*rulings)
    assert dumps(tell(*shuffled, seed=choice.randrange(9))) == dumps(memo)
    assert loads(dumps(memo)) == memo
    assert [j.number for j in memo.judgements] == [r.number for r in rulings]
    for one, judged in zip(rulings, memo.judgements, strict=True):
        if judged.resting is not None:
            continue
        left = [event_at(memo, a) for a in one.left if one.kind in {"same", "different"}]
        right = [event_at(memo, a) for a in one.right if one.kind in {"same", "different"}]
        if one.kind == "same":
            assert len({e.id for e in (*left, *right) if e}) <= 1
        if one.kind == "different":
            assert not {e.id for e in left if e} & {e.id for e in right if e}


def test_a_judgement_taken_back_leaves_no_trace() -> None:
    left, right = by_label(REGRET), by_label(CONSULAR)
    assert dumps(tell(ruling(f"same {left.id} {right.id}"))) != dumps(plain())
    assert dumps(tell()) == dumps(plain())


# A page that changed


def changed(words: str, other: str) -> Memorandum:
    """The trawler's memorandum with a judgement on two events, one report having another text by now."""
    reports, read = _bundle("trawler")
    left, right = by_label(REGRET), by_label(CONSULAR)
    n = next(i for i, r in enumerate(reports) if r.file.startswith("wellington"))
    assert words in reports[n].text
    again = replace(reports[n], text=reports[n].text.replace(words, other))
    told = tuple(again if i == n else r for i, r in enumerate(reports))
    reading, extraction, _ = read_one(again, strict=True)
    return tell_all(
        told,
        tuple(reading if i == n else r for i, (r, _, _) in enumerate(read)),
        tuple(extraction if i == n else e for i, (_, e, _) in enumerate(read)),
        Options(story=None, judgements=(ruling(f"same {left.id}/R1 {right.id}"),)),
    )[0]


def test_a_judgement_survives_a_change_elsewhere_on_the_page() -> None:
    (judged,) = changed("The leaders also discussed", "Both leaders, we are told, discussed").judgements
    assert judged.resting is None
    assert len(judged.events) == 1


def test_a_judgement_rests_where_its_words_are_gone_and_says_so() -> None:
    memo = changed("undertook to allow consular visits without delay", "was polite")
    (judged,) = memo.judgements
    assert judged.resting == "“allow consular visits” (wellington.md) stands in no report of this story any more"


def test_judgements_that_cannot_be_beside_each_other_rest_after_the_first() -> None:
    left, right = by_label(REGRET), by_label(CONSULAR)
    both = [ruling(f"different {left.id} {right.id}", 1), ruling(f"same {left.id} {right.id}", 2)]
    assert [bool(j.resting) for j in tell(*both).judgements] == [False, True]


def test_judgements_touch_the_reports_that_they_name_places_in() -> None:
    made = ruling(f"different {by_label(REGRET).id}/R1 {by_label(REGRET).id}/R3")
    reports = plain().reports
    assert touching([made], reports[:1]) == (made,)
    assert touching([made], reports[1:2]) == ()
    source = replace(draft(plain(), ["reliability", "El Faro Austral", "B"]), number=2)
    assert touching([source, made], reports) == (made, source)
    assert touching([source], reports[1:]) == ()


# Union-find with enemies


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 6), st.integers(0, 6)), max_size=25))
def test_bonds_never_make_one_of_what_is_two(steps: list[tuple[bool, int, int]]) -> None:
    bonds: Bonds[int] = Bonds()
    joined: list[tuple[int, int]] = []
    parted: list[tuple[int, int]] = []
    for join, a, b in steps:
        done = bonds.join(a, b) if join else bonds.part(a, b)
        if done:
            (joined if join else parted).append((a, b))
        else:
            assert bonds.apart(a, b) if join else bonds.one(a, b)
    assert all(bonds.one(a, b) for a, b in joined)
    assert all(bonds.apart(a, b) and bonds.apart(b, a) and not bonds.one(a, b) for a, b in parted)


def test_a_near_miss_names_its_places_as_judge_takes_them() -> None:
    for one in near_misses(plain()):
        found = draft(plain(), ["different", one.left_name, one.right_name])
        assert isinstance(one.left, Span)
        assert [a.quote for a in (*found.left, *found.right)] == [one.left.quote, one.right.quote]
