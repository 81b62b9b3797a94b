"""Many events: by months and years, in other orders, on a drawing that tells them apart; the file held open."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient
from tests.present.serve.conftest import EXAMPLES, NOW

from memcon.dossier import add, new
from memcon.model.errors import DossierError
from memcon.present.serve.asking import RefusedError
from memcon.present.serve.chart import VAGUE, charts
from memcon.present.serve.holding import Holder
from memcon.present.serve.stretches import stretches
from memcon.present.serve.values import EventRow
from memcon.store.columns import NEVER, Columns


def row(number: int, earliest: str, latest: str) -> EventRow:
    return EventRow(
        story=1,
        id=f"E{number}",
        label=f"Talks {number}",
        type="CONSULT",
        status="occurred",
        when="",
        earliest=f"{earliest}T00:00+00:00",
        latest=f"{latest}T00:00+00:00",
        parties=("CHL",),
        origins=1,
        reports=1,
        disputed=(),
    )


def columns(*days: tuple[str, str] | None) -> Columns:
    """Events that lie between two days, or are undated."""
    ends = np.array([[NEVER, NEVER] if d is None else [seconds(d[0]), seconds(d[1])] for d in days], np.int64)
    count = len(days)
    return Columns(
        ranges=frozenset(),
        row=np.arange(count),
        low=ends[:, 0],
        high=ends[:, 1],
        reports=np.ones(count, np.int64),
        disputed=np.zeros(count, np.bool_),
        whole=np.ones(count, np.bool_),
        words={},
        kinds={},
        many={},
    )


def seconds(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T00:00+00:00").timestamp())


def test_an_event_counts_in_every_month_that_it_may_lie_in() -> None:
    there = columns(("2026-04-03", "2026-04-04"), ("2026-04-20", "2026-05-02"), ("2026-06-01", "2026-06-02"), None)
    found = stretches(there, np.ones(4, np.bool_), None, None)
    assert [(s.words, s.events) for s in found] == [("June 2026", 1), ("April 2026", 2)]
    assert (found[1].first, found[1].last) == (date(2026, 4, 1), date(2026, 4, 30))
    mask = np.array([False, True, True, True])
    assert [s.events for s in stretches(there, mask, date(2026, 4, 1), date(2026, 4, 30))] == [1, 1]
    assert stretches(there, mask, date(2026, 4, 1), date(2026, 4, 30))[1].chosen


def test_of_many_months_there_are_years_and_of_the_year_chosen_its_months() -> None:
    days = [(f"{y}-{m:02d}-10", f"{y}-{m:02d}-11") for y in (2024, 2025, 2026) for m in range(1, 13)]
    there, every = columns(*days), np.ones(len(days), np.bool_)
    assert [(s.words, s.events) for s in stretches(there, every, None, None)] == [
        ("2026", 12),
        ("2025", 12),
        ("2024", 12),
    ]
    chosen = stretches(there, every, date(2025, 1, 1), date(2025, 12, 31))
    assert [s.words for s in chosen][:2] == ["December 2025", "November 2025"]
    assert len(chosen) == 12


def test_one_month_alone_is_nothing_to_choose_from() -> None:
    assert stretches(columns(("2026-04-03", "2026-04-04"), None), np.ones(2, np.bool_), None, None) == ()


def test_bars_that_would_fill_the_drawing_are_left_to_the_list_where_they_are_many() -> None:
    exact = [row(n, f"2026-04-{n:02d}", f"2026-04-{n + 1:02d}") for n in range(2, 28, 5)]
    vague = [row(100 + n, "2026-04-01", "2026-05-01") for n in range(VAGUE + 1)]
    drawn = charts([*exact, *vague], NOW)
    assert drawn is not None
    assert {m.event for m in drawn.drawings[0].marks} == {r.id for r in exact}
    assert drawn.vague == len(vague)
    few = charts([*exact, *vague[:2]], NOW)
    assert few is not None
    assert few.vague == 0
    assert charts(vague, NOW) is None


@pytest.mark.parametrize("order", ["latest", "reports"])
def test_the_list_has_other_orders(desk: TestClient, order: str) -> None:
    events = desk.get("/index.json", params={"order": order}).json()["events"]
    assert events == sorted(
        events,
        key=lambda e: (
            (-e["reports"] if order == "reports" else 0),
            e["earliest"] is None,
            (-1 if order == "latest" else 1) * datetime.fromisoformat(e["earliest"] or "2000-01-01").timestamp(),
        ),
    )
    page = desk.get("/", params={"order": order, "party": "CHL"}).text
    assert f'name="order" value="{order}"' in page
    assert desk.get("/", params={"order": "best"}).status_code == 400


def test_months_lead_to_the_events_that_they_count(desk: TestClient) -> None:
    for one in desk.get("/index.json").json()["when"]:
        found = desk.get("/index.json", params={"from": one["first"], "to": one["last"]}).json()
        assert found["paging"]["total"] == one["events"] > 0
        assert [w["words"] for w in found["when"] if w["chosen"]] == [one["words"]]


def test_a_dossier_is_held_open_and_one_put_in_its_place_is_opened_anew(dossier: Path, tmp_path: Path) -> None:
    held = Holder(dossier)
    with held.lent() as first:
        pass
    with held.lent() as again:
        assert again is first
        with held.lent() as second:
            assert second is not first
    other = tmp_path / "other.memcon"
    new(other)
    add(other, [EXAMPLES / "trawler" / "wellington.md"], at="2026-04-15T10:00:00+00:00")
    other.replace(dossier)
    with held.lent() as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM source").scalar() == 1
    held.close()
    with held.lent() as one:
        pass
    with held.lent() as two:
        assert one is not two


def test_what_met_an_error_is_not_lent_again_but_a_refusal_is_none(dossier: Path) -> None:
    held = Holder(dossier)
    with pytest.raises(RefusedError), held.lent() as first:
        raise RefusedError(404, "no such thing")
    with pytest.raises(DossierError), held.lent() as again:
        raise DossierError("damaged")
    with held.lent() as other:
        assert again is first is not other
    held.close()


def test_what_another_process_wrote_is_put_into_the_file_as_soon_as_the_desk_lets_go(dossier: Path) -> None:
    held, log = Holder(dossier), dossier.with_name(f"{dossier.name}-wal")
    with held.lent() as first:
        pass
    add(dossier, [EXAMPLES / "trawler-week"], at="2026-04-16T10:00:00+00:00")
    assert log.stat().st_size
    with held.lent() as again:
        assert again is first
    assert not log.exists()
    held.close()


def test_at_rest_a_dossier_is_one_file_again(made_dossier: Path, tmp_path: Path) -> None:
    path = tmp_path / "rest.memcon"
    shutil.copy(made_dossier, path)
    held = Holder(path, idle=0.0)
    with held.lent() as store, store.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM source").scalar()
    timer = held._timer
    if timer is not None:
        timer.join()
    assert not held._free
    assert not path.with_name("rest.memcon-wal").exists()
