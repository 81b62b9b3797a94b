"""The desk's door: who is let in, how much at once, and what a browser is told about every answer."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.present.serve.conftest import HOME, NOW, client

from memcon.present.serve import guard
from memcon.present.serve.app import app
from memcon.present.serve.asking import Nothing
from memcon.present.serve.guard import Limits
from memcon.present.serve.room import Route
from memcon.present.serve.session import SessionPage

PAGES = ("/", "/changed", "/sources", "/nowhere", "/session.json", "/openapi.json")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_policy(desk: TestClient, path: str) -> None:
    answer = desk.get(path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "script-src" not in policy
    for part in ("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert part in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost:8765", 200),
        ("[::1]:8765", 200),
        ("LOCALHOST", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example:8765", 421),
        ("127.0.0.1@evil.example", 421),
        ("", 421),
    ],
)
def test_only_the_names_of_this_machine_are_answered_to(desk: TestClient, host: str, status: int) -> None:
    assert desk.get("/session.json", headers={"host": host}).status_code == status


def told(desk: TestClient, **headers: str) -> int:
    token = desk.get("/session.json").json()["token"]
    form = {"token": token, "number": "999", "name": "A", "because": "b", "state": "x"}
    return desk.post("/judge/undo.json", data=form, headers=headers).status_code


def test_a_form_is_taken_from_the_desk_alone(desk: TestClient) -> None:
    taken = 409  # it is let in, and there is no such judgement
    assert told(desk) == taken
    assert told(desk, origin=HOME) == taken
    assert told(desk, **{"sec-fetch-site": "same-origin", "origin": "null"}) == taken
    assert told(desk, origin="http://evil.example") == 403
    assert told(desk, origin="null") == 403
    assert told(desk, origin="http://127.0.0.1:9999") == 403
    assert told(desk, **{"sec-fetch-site": "cross-site"}) == 403
    assert told(desk, **{"sec-fetch-site": "same-site", "origin": HOME}) == 403


def test_a_form_without_the_token_of_this_start_is_not_taken(desk: TestClient, made_dossier: Path) -> None:
    form = {"number": "1", "name": "A", "because": "b", "state": "x"}
    assert desk.post("/judge/undo", data=form).status_code == 403
    other = client(made_dossier).get("/session.json").json()["token"]
    answer = desk.post("/judge/undo", data={**form, "token": other})
    assert answer.status_code == 403
    assert "before the desk was last started" in answer.text


def test_a_picture_on_another_site_cannot_ask(desk: TestClient) -> None:
    hidden = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert desk.get("/", headers=hidden).status_code == 403
    assert desk.get("/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_no_other_method_is_known(desk: TestClient, method: str) -> None:
    assert desk.request(method, "/").status_code == 405


def test_too_much_is_refused_whether_it_is_declared_or_not(desk: TestClient) -> None:
    large = "draft=" + "a" * (guard.BODY + 1)
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = desk.post("/proof", content=large, headers=kind)
    assert (answer.status_code, "too much" in answer.text) == (413, True)
    parts = (b"draft=" + b"a" * 100_000 for _ in range(8))
    assert desk.post("/proof", content=parts, headers=kind).status_code == 413
    assert desk.get("/", params={"q": "a" * 9000}).status_code == 414
    many = "&".join(f"a{n}=1" for n in range(100))
    assert desk.get(f"/?{many}").status_code == 400


def test_only_forms_are_taken(desk: TestClient) -> None:
    assert desk.post("/proof", json={"draft": "x"}).status_code == 415
    broken = desk.post(
        "/proof", content=b"draft=\xff\xfe", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert broken.status_code == 400


def one(answer: object) -> tuple[Route, ...]:
    return (Route(path="/", name="one", told="One.", answer=answer, gives=SessionPage, template="session"),)  # type: ignore[arg-type]


def test_an_answer_that_takes_too_long_is_given_up(made_dossier: Path) -> None:
    desk = app(made_dossier, clock=lambda: NOW, limits=Limits(seconds=0.2), routes=one(lambda _r, _a: time.sleep(5)))
    answer = TestClient(desk, base_url=HOME).get("/")
    assert answer.status_code == 503
    assert "took too long" in answer.text


def test_a_question_to_the_file_that_takes_too_long_is_given_up(made_dossier: Path) -> None:
    def endless(room, _asks: Nothing):
        with room.look() as connection:
            return connection.exec_driver_sql(
                "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
            ).scalar()

    begun = time.monotonic()
    desk = app(made_dossier, clock=lambda: NOW, limits=Limits(seconds=0.5), routes=one(endless))
    assert TestClient(desk, base_url=HOME).get("/").status_code == 503
    assert time.monotonic() - begun < 20


def test_a_fault_is_one_page_and_shows_its_trace_only_where_it_was_asked_for(made_dossier: Path) -> None:
    def faulty(_room, _asks: Nothing):
        raise ValueError("the words of a fault <script>")

    plain = TestClient(app(made_dossier, clock=lambda: NOW, routes=one(faulty)), base_url=HOME).get("/")
    assert plain.status_code == 500
    assert "ValueError" in plain.text
    assert "the words of a fault" not in plain.text
    debug = TestClient(app(made_dossier, clock=lambda: NOW, routes=one(faulty), debug=True), base_url=HOME).get("/")
    assert "the words of a fault &lt;script&gt;" in debug.text
    assert "Traceback" in debug.text


def test_what_there_is_not_is_said_in_both_forms(desk: TestClient) -> None:
    page = desk.get("/events/1/E9999")
    assert (page.status_code, "no such event" in page.text) == (404, True)
    plain = desk.get("/events/1/E9999.json")
    assert plain.json()["status"] == plain.status_code == 404
    assert desk.get("/nothing/here").status_code == 404
    assert desk.get("/reports/99/R1").status_code == 404
    assert desk.get("/events/nine/E1").status_code == 400
    assert desk.post("/").status_code == 405
    assert desk.get("/judge/undo").status_code == 405


def test_a_file_that_is_no_dossier_any_more_is_said(dossier: Path) -> None:
    desk = client(dossier)
    assert desk.get("/").status_code == 200
    dossier.unlink()
    answer = desk.get("/")
    assert answer.status_code == 503
    assert "there is no such file" in answer.text
