"""An event that several parts tell on the desk: listed once, its twins named, judged two and one from its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.dossier.test_twins import MOST, START, article
from tests.present.serve.conftest import SIGNED, client

from memcon import dossier
from memcon.dossier.judging import judgements
from memcon.reconcile.lexis import table


@pytest.fixture
def parted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story in two parts, both of which tell of one seizure."""
    monkeypatch.setitem(table("stories"), "most", MOST)
    for n in range(MOST + 4):
        (tmp_path / "reports").mkdir(exist_ok=True)
        (tmp_path / "reports" / f"{n:03}.txt").write_text(article(n), "utf-8")
    path = tmp_path / "s.memcon"
    dossier.new(path)
    dossier.add(path, [tmp_path / "reports"], at=START)
    return path


def test_an_event_of_two_parts_is_listed_once_and_judged_from_its_page(parted: Path) -> None:
    desk = client(parted)
    found = desk.get("/index.json", params={"q": "seizure trawler"}).json()["events"]
    assert len({e["label"] for e in found}) == len(found)
    pages = [desk.get(f"/events/{e['story']}/{e['id']}.json").json() for e in found]
    page = next(p for p in pages if p["twins"])
    twin = page["twins"][0]
    shown = desk.get(f"/events/{page['story']}/{page['id']}")
    assert "Told further elsewhere" in shown.text
    assert "with other parts" in page["behind"]
    assert f"/events/{twin['story']}/{twin['event']}" in shown.text
    behind = desk.get(f"/events/{twin['story']}/{twin['event']}.json").json()
    assert [t["leads"] for t in behind["twins"]].count(True) == 1
    session = desk.get("/session.json").json()
    form = {"token": session["token"], "state": session["state"], **SIGNED, "story": str(page["story"])}
    answer = desk.post(
        "/judge/pair.json", data={**form, "left": page["id"], "right": twin["name"], "verdict": "different"}
    )
    assert answer.status_code == 201, answer.text
    (made,) = judgements(parted)
    assert made.now is not None
    assert made.now.resting is None
    page = desk.get(f"/events/{page['story']}/{page['id']}.json").json()
    assert twin["name"] not in {t["name"] for t in page["twins"]}


def test_search_finds_the_claims_of_every_part(parted: Path) -> None:
    found = client(parted).get("/search.json", params={"q": "seizure", "kind": "claims"}).json()
    assert {c["story"] for c in found["claims"]} == {1, 2}
    assert len(found["claims"]) == found["claims_total"]
