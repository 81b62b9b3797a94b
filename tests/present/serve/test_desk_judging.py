"""Judgements told to the desk: kept with name, moment and reason, shown as such, taken back; refused where need be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.present.serve.conftest import EXAMPLES, NOW, SIGNED, client, find

from memcon.dossier import add
from memcon.dossier.judging import judgements


def session(desk: TestClient) -> dict[str, str]:
    found = desk.get("/session.json").json()
    return {"token": found["token"], "state": found["state"]}


def visits(desk: TestClient) -> tuple[str, str]:
    """Two events that may be one."""
    found = desk.get("/index.json", params={"q": "consular", "party": "CHL"}).json()["events"]
    assert len(found) == 2
    return tuple(e["id"] for e in found)


def said_same(desk: TestClient) -> dict[str, object]:
    left, right = visits(desk)
    form = {**session(desk), **SIGNED, "story": "1", "left": left, "right": right, "verdict": "same"}
    answer = desk.post("/judge/pair.json", data=form)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_a_judgement_is_kept_shown_with_name_moment_and_reason_and_taken_back(dossier: Path) -> None:
    desk = client(dossier)
    made = said_same(desk)
    found = desk.get("/index.json", params={"q": "consular", "party": "CHL"}).json()["events"]
    assert len(found) == 1
    row = desk.get("/judgements.json").json()["judgements"][0]
    assert (row["number"], row["by"], row["because"]) == (made["id"], SIGNED["name"], SIGNED["because"])
    assert row["at"] == NOW.isoformat(timespec="seconds")
    event = desk.get(f"/events/1/{found[0]['id']}")
    assert "Judged:" in event.text
    assert SIGNED["because"] in event.text
    assert [j.number for j in judgements(dossier)] == [made["id"]]
    undo = {**session(desk), "name": "M. Sato", "because": "Two meetings after all.", "number": str(made["id"])}
    assert desk.post("/judge/undo.json", data=undo).status_code == 201
    assert len(visits(desk)) == 2
    row = desk.get("/judgements.json").json()["judgements"][0]
    assert (row["undone_by"], row["undone_because"]) == ("M. Sato", "Two meetings after all.")
    assert desk.post("/judge/undo.json", data={**undo, **session(desk)}).status_code == 409


def test_a_form_leads_on_to_the_judgement_and_the_name_is_kept(dossier: Path) -> None:
    desk = client(dossier)
    left, right = visits(desk)
    form = {**session(desk), **SIGNED, "name": "Zoë Ånd", "story": "1", "left": left, "right": right}
    answer = desk.post("/judge/pair", data={**form, "verdict": "different"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/judgements#j-")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    desk.cookies.set("memcon-name", answer.cookies["memcon-name"])
    page = desk.get("/judgements")
    assert 'value="Zoë Ånd"' in page.text
    assert f'id="{answer.headers["location"].split("#")[1]}"' in page.text


def test_a_source_is_given_a_letter(dossier: Path) -> None:
    desk = client(dossier)
    form = {**session(desk), **SIGNED, "story": "1", "source": "El Faro Austral", "letter": "B"}
    assert desk.post("/judge/source.json", data=form).status_code == 201
    page = desk.get("/sources.json").json()
    assert {o["name"]: o["reliability"] for o in page["outlets"]}["El Faro Austral"] == "B"
    report = next(r for r in page["reports"] if r["outlet"] == "El Faro Austral")
    assert report["reliability"] == "B"
    shown = desk.get(f"/reports/{report['story']}/{report['id']}.json").json()["about"]
    assert shown["reliability"] == "B"
    wrong = {**form, **session(desk), "letter": "Z"}
    assert desk.post("/judge/source.json", data=wrong).status_code == 400


def test_an_account_is_taken(dossier: Path) -> None:
    desk = client(dossier)
    call = find(desk, "Marsh–Olavarría telephone call")
    form = {**session(desk), **SIGNED, "story": "1", "event": str(call["id"]), "slot": "time", "account": "1"}
    answer = desk.post("/judge/account.json", data=form)
    assert answer.status_code == 201, answer.text
    assert desk.get("/judgements.json").json()["judgements"][0]["kind"] == "slot"


@pytest.mark.parametrize("missing", ["name", "because", "state", "verdict", "left"])
def test_what_is_missing_is_named(desk: TestClient, missing: str) -> None:
    left, right = visits(desk)
    form = {**session(desk), **SIGNED, "story": "1", "left": left, "right": right, "verdict": "same"}
    answer = desk.post("/judge/pair", data={**form, missing: "  "})
    assert answer.status_code == 400
    assert f"“{missing}” is missing" in answer.text


def test_what_points_at_nothing_or_says_the_contrary_is_refused(dossier: Path) -> None:
    desk = client(dossier)
    left, right = visits(desk)
    form = {**session(desk), **SIGNED, "story": "1", "left": left, "verdict": "same"}
    assert desk.post("/judge/pair.json", data={**form, "right": "E999"}).status_code == 409
    assert desk.post("/judge/pair.json", data={**form, "right": left}).status_code == 409
    assert desk.post("/judge/pair.json", data={**form, "right": right, "story": "7"}).status_code == 409
    assert judgements(dossier) == ()
    kept = desk.post("/judge/pair.json", data={**form, "right": right, "verdict": "different"})
    assert kept.status_code == 201
    contrary = desk.post("/judge/pair", data={**form, **session(desk), "right": right})
    assert contrary.status_code == 409
    assert "says otherwise" in contrary.text
    assert "memcon judge" not in contrary.text


def test_nobody_judges_what_has_changed_under_their_eyes(dossier: Path) -> None:
    desk = client(dossier)
    left, right = visits(desk)
    form = {**session(desk), **SIGNED, "story": "1", "left": left, "right": right, "verdict": "same"}
    add(dossier, [EXAMPLES / "telephone-call" / "1-harbour-wire.txt"], at="2026-04-16T08:00:00+00:00")
    answer = desk.post("/judge/pair", data=form)
    assert answer.status_code == 409
    assert "has changed since" in answer.text
    assert judgements(dossier) == ()
    assert desk.post("/judge/pair.json", data={**form, **session(desk)}).status_code == 201


def test_every_near_miss_of_the_page_can_be_judged_as_it_stands_there(dossier: Path) -> None:
    desk = client(dossier)
    row = desk.get("/near.json").json()["near"][0]
    form = {
        **session(desk),
        **SIGNED,
        "story": str(row["story"]),
        "left": row["left"]["name"],
        "right": row["right"]["name"],
        "verdict": "different" if row["one"] else "same",
    }
    assert desk.post("/judge/pair.json", data=form).status_code == 201
    after = desk.get("/near.json").json()
    assert after["near"]
    places = {frozenset((n["left"]["name"], n["right"]["name"])) for n in after["near"]}
    assert frozenset((row["left"]["name"], row["right"]["name"])) not in places


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to every file")
def test_a_file_that_may_not_be_written_is_shown_and_not_judged_by_its_rights(dossier: Path) -> None:
    dossier.chmod(0o400)
    dossier.parent.chmod(0o500)
    try:
        closed(client(dossier))
    finally:
        dossier.parent.chmod(0o700)


def test_a_file_that_may_not_be_written_is_shown_and_not_judged(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.store.file.os.access", lambda _path, mode: mode != os.W_OK)
    closed(client(dossier))


def closed(desk: TestClient) -> None:
    for path in ("/", "/near", "/disputes", "/sources", "/changed", "/relations", "/agenda", "/judgements"):
        page = desk.get(path)
        assert page.status_code == 200
        assert 'action="/judge/' not in page.text
    assert desk.get("/session.json").json()["writable"] is False
    left, right = visits(desk)
    form = {**session(desk), **SIGNED, "story": "1", "left": left, "right": right, "verdict": "same"}
    answer = desk.post("/judge/pair", data=form)
    assert answer.status_code == 409
    assert "may not be written" in answer.text
