"""The desk's pages and their JSON: what is listed, chosen, searched and shown; and that all is as it is described."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.present.serve.conftest import EXAMPLES, client, find

from memcon.dossier import add, new
from memcon.present.serve.table import ROUTES

PATHS = {
    "/events/{story}/{event}": "/events/1/E4",
    "/reports/{story}/{report}": "/reports/1/R6",
    "/relations/pair": "/relations/pair?source=NZL&target=CHL",
    "/search": "/search?q=crew",
    "/agenda": "/agenda?state=scheduled",
}


def fits(value: Any, schema: dict[str, Any], parts: dict[str, Any], at: str = "") -> list[str]:
    """Where a value is not as its schema says: the parts of JSON Schema that the desk's descriptions use."""
    if "$ref" in schema:
        return fits(value, parts[schema["$ref"].rsplit("/", 1)[1]], parts, at)
    if "anyOf" in schema:
        tried = [fits(value, s, parts, at) for s in schema["anyOf"]]
        return [] if any(not t for t in tried) else tried[0]
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}
    kind = schema.get("type")
    if kind == "null":
        return [] if value is None else [f"{at}: {value!r} is not null"]
    if kind not in kinds:
        return [f"{at}: the schema has no type: {schema}"]
    if not isinstance(value, kinds[kind]) or (kind != "boolean" and isinstance(value, bool)):
        return [f"{at}: {value!r} is no {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r} is none of {schema['enum']}"]
    if kind == "array":
        if "prefixItems" in schema:
            pairs = zip(value, schema["prefixItems"], strict=True)
            return [f for n, (v, s) in enumerate(pairs) for f in fits(v, s, parts, f"{at}[{n}]")]
        return [f for n, v in enumerate(value) for f in fits(v, schema["items"], parts, f"{at}[{n}]")]
    if kind == "object" and "properties" in schema:
        own = schema["properties"]
        out = [f"{at}.{k} is missing" for k in schema["required"] if k not in value]
        out += [f"{at}.{k} is not described" for k in value if k not in own]
        return out + [f for k, v in value.items() if k in own for f in fits(v, own[k], parts, f"{at}.{k}")]
    return []


def test_the_description_is_openapi_and_names_every_route(desk: TestClient) -> None:
    found = desk.get("/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    assert {"title", "version"} <= set(found["info"])
    named = {(path, method) for path, held in found["paths"].items() for method in held}
    assert named == {("/index.json" if r.path == "/" else f"{r.path}.json", r.method.lower()) for r in ROUTES}
    ids = [o["operationId"] for held in found["paths"].values() for o in held.values()]
    assert len(ids) == len(set(ids))
    for path, held in found["paths"].items():
        for operation in held.values():
            in_path = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"}
            assert in_path == set(re.findall(r"{(\w+)}", path))
            assert all(p["description"] and p["schema"]["type"] for p in operation.get("parameters", ()))
            assert all("description" in a for a in operation["responses"].values())
            assert operation["summary"].endswith(".")


def test_every_reference_in_the_description_leads_somewhere(desk: TestClient) -> None:
    answer = desk.get("/openapi.json")
    there = answer.json()["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/(\w+)"', answer.text))
    assert named == set(there)
    assert len(there) > 40


@pytest.mark.parametrize("route", [r for r in ROUTES if r.method == "GET"], ids=lambda r: r.name)
def test_every_page_answers_as_described_and_the_page_says_where_its_data_is(desk: TestClient, route) -> None:
    described = desk.get("/openapi.json").json()
    name = "/index.json" if route.path == "/" else f"{route.path}.json"
    schema = described["paths"][name]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    path = PATHS.get(route.path, route.path)
    page = desk.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    assert page.text.count("<h1>") == 1
    assert "<script" not in page.text
    assert " style=" not in page.text
    bare, _, query = path.partition("?")
    plain = desk.get(("/index" if bare == "/" else bare) + ".json" + (f"?{query}" if query else ""))
    assert fits(plain.json(), schema, described["components"]["schemas"]) == []
    by_header = desk.get(path, headers={"accept": "application/json"})
    assert by_header.json() == plain.json()
    linked = re.search(r'<a href="([^"]+)">This page as JSON', page.text)
    assert linked is not None
    assert desk.get(linked[1].replace("&amp;", "&")).json() == plain.json()


def test_a_refusal_answers_as_described(desk: TestClient) -> None:
    described = desk.get("/openapi.json").json()
    schema = described["components"]["schemas"]["Refused"]
    for path in ("/nothing.json", "/events/1/E9999.json", "/agenda.json?from=never"):
        answer = desk.get(path)
        assert answer.status_code in (400, 404)
        assert fits(answer.json(), schema, {}) == []


def test_every_link_of_every_page_leads_to_a_page(desk: TestClient) -> None:
    seen, wanted = set(), ["/"]
    while wanted and len(seen) < 160:
        path = wanted.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = desk.get(path)
        assert answer.status_code == 200, path
        for link in re.findall(r'href="(/[^"]*)"', answer.text):
            bare = link.replace("&amp;", "&").split("#")[0]
            kind = re.sub(r"\d+", "0", bare.split("?")[0])
            # of many of one kind a few are enough
            if bare not in seen and sum(re.sub(r"\d+", "0", w.split("?")[0]) == kind for w in [*seen, *wanted]) < 8:
                wanted.append(bare)
    assert len(seen) > 40


def test_events_are_in_order_of_time_and_can_be_chosen(desk: TestClient) -> None:
    found = desk.get("/index.json").json()
    times = [e["earliest"] for e in found["events"]]
    dated = [t for t in times if t]
    assert dated
    assert times[: len(dated)] == dated
    call = find(desk, "Marsh–Olavarría telephone call")
    assert call["parties"] == ["CHL", "NZL"] or call["parties"] == ["NZL", "CHL"]
    assert call["reports"] == 4
    assert "Wellington" in call["when"]
    assert "Santiago" in call["when"]
    for query, keep in (
        ("party=CHL&party=NZL", lambda e: {"CHL", "NZL"} <= set(e["parties"])),
        ("status=planned", lambda e: e["status"] == "planned"),
        ("type=CONSULT&type=SANCTION", lambda e: e["type"] in ("CONSULT", "SANCTION")),
        ("q=telephone", lambda e: "telephone" in e["label"]),
        ("from=2026-05-01", lambda e: e["latest"] and e["latest"] > "2026-05-01"),
        ("to=2026-03-10", lambda e: e["earliest"] and e["earliest"] < "2026-03-11T12"),
    ):
        some = desk.get(f"/index.json?{query}").json()
        assert some["events"], query
        assert all(keep(e) for e in some["events"]), query
        assert some["paging"]["total"] < found["paging"]["total"]
    outlets = {e["label"] for e in desk.get("/index.json?outlet=Pacific+Rim+Daily").json()["events"]}
    assert "Marsh–Olavarría telephone call" in outlets
    own = {e["label"] for e in desk.get("/index.json?side=CAN").json()["events"]}
    assert own
    assert "Marsh–Olavarría telephone call" not in own


def test_a_facet_counts_what_it_would_give(desk: TestClient) -> None:
    for facet in desk.get("/index.json").json()["facets"]:
        for choice in facet["choices"][:3]:
            some = desk.get("/index.json", params={facet["name"]: choice["value"]}).json()
            assert some["paging"]["total"] == choice["count"], (facet["name"], choice)


def test_an_event_has_its_accounts_with_exact_words_that_lead_to_the_report(desk: TestClient) -> None:
    call = find(desk, "Marsh–Olavarría telephone call")
    page = desk.get(f"/events/{call['story']}/{call['id']}.json").json()
    assert {t["outlet"] for t in page["told"]} >= {"El Faro Austral", "Pacific Rim Daily", "Southern Cross Wire"}
    assert [c.split()[0] for c in page["clocks"]] == ["Wellington", "Santiago"]
    for told in page["told"]:
        report = desk.get(f"/reports/{page['story']}/{told['report']}.json").json()
        words = told["words"]
        assert report["text"][words["start"] : words["end"]].split() == words["quote"].split()
    assert any("Tuesday evening" in line["lead"] for line in page["cautions"]["lines"])


def test_a_report_is_word_for_word_and_what_is_asked_for_is_marked(desk: TestClient) -> None:
    report = desk.get("/reports/1/R6.json").json()
    start = report["text"].index("Olavarría expressed regret")
    page = desk.get(f"/reports/1/R6?start={start}&end={start + 26}").text
    here = "".join(re.findall(r'<mark class="[^"]*here[^"]*"[^>]*>(?:<a[^>]*>)?([^<]*)', page))
    assert here == "Olavarría expressed regret"
    assert page.count('id="here"') == 1
    shown = re.sub(r"<[^>]+>", "", page.split('<article class="verbatim source">')[1].split("</article>")[0])
    assert shown.replace("&#39;", "'").replace("&#34;", '"').split() == report["text"].split()
    for passage in report["passages"]:
        words = passage["words"]
        assert report["text"][words["start"] : words["end"]].split() == words["quote"].split()


def test_an_address_that_is_none_of_the_web_is_no_link(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    (given / "a.md").write_text("# Ports closed\n\nChile closed its ports on 5 May 2026.\n", "utf-8")
    (given / "reports.yaml").write_text("- file: a.md\n  url: 'javascript:alert(1)'\n", "utf-8")
    new(tmp_path / "s.memcon")
    add(tmp_path / "s.memcon", [given], at="2026-05-06T10:00:00+00:00")
    desk = client(tmp_path / "s.memcon")
    for page in ("/reports/1/R1", "/sources"):
        found = desk.get(page)
        assert found.status_code == 200
        assert "Ports closed" in found.text
        assert "javascript:" not in found.text


def test_search_finds_words_in_a_row_beginnings_and_marks_them(desk: TestClient) -> None:
    found = desk.get("/search.json", params={"q": '"consular access"'}).json()
    assert found["claims_total"] == 1
    assert [p["text"] for p in found["claims"][0]["snippet"] if p["hit"]] == ["consular access"]
    assert found["reports_total"] == 1
    begun = desk.get("/search.json", params={"q": "consul*", "kind": "reports"}).json()
    assert begun["reports_total"] >= 2
    assert begun["events"] == []
    assert desk.get("/search.json", params={"q": "zebra"}).json()["reports_total"] == 0
    for odd in ('"', "*", "a AND", "NEAR(", "^x", "-", '"" *'):
        assert desk.get("/search", params={"q": odd}).status_code == 200, odd
    page = desk.get("/search", params={"q": "consular"}).text
    assert "<mark>consular</mark>" in page


def test_what_changed_since_the_last_add_and_since_a_day(desk: TestClient) -> None:
    last = desk.get("/changed.json").json()
    assert last["since"] == 1
    assert {c["kind"] for c in last["changes"]} >= {"new", "confirmed"}
    assert len(last["new"]) == 6
    all_ = desk.get("/changed.json?since=2026-01-01").json()
    assert all_["since"] is None
    assert len(all_["new"]) == 7
    assert desk.get("/changed.json?since=soon").status_code == 400


def test_relations_agenda_and_watch_lead_to_events_and_words(desk: TestClient) -> None:
    pair = desk.get("/relations/pair.json?source=NZL&target=CHL").json()
    assert [(p["source"], p["target"]) for p in pair["pairs"]] == [("NZL", "CHL"), ("CHL", "NZL")]
    assert desk.get("/relations/pair?source=NZL&target=NOR").status_code == 404
    plans = desk.get("/agenda.json").json()["plans"]
    meeting = [p for p in plans if p["earliest"] and p["earliest"].startswith("2026-05-06")]
    assert meeting
    cite = meeting[0]["cites"][0]
    report = desk.get(f"/reports/{cite['story']}/{cite['report']}.json").json()
    assert report["text"][cite["start"] : cite["end"]] == cite["quote"]
    assert desk.get("/watch.json").json()["signs"]


def test_sources_have_the_letter_that_stands_and_can_be_narrowed(desk: TestClient) -> None:
    page = desk.get("/sources.json").json()
    assert {o["name"] for o in page["outlets"]} >= {"El Faro Austral", "Northern Courier"}
    assert {o["reliability"] for o in page["outlets"]} == {"F"}
    assert len(page["reports"]) == 7
    one = desk.get("/sources.json", params={"outlet": "El Faro Austral"}).json()["reports"]
    assert [r["outlet"] for r in one] == ["El Faro Austral"]
    assert one[0]["url"].startswith("https://")


def test_a_draft_is_proofed_against_the_story_that_has_its_names(desk: TestClient) -> None:
    token = desk.get("/session.json").json()["token"]
    draft = "Marsh phoned Olavarría on Wednesday morning, Wellington time. Chile imposed sanctions on France."
    answer = desk.post("/proof.json", data={"token": token, "draft": draft})
    assert answer.status_code == 200
    page = answer.json()
    assert page["draft"] == draft
    assert page["label"] == "Marsh–Olavarría telephone call"
    assert [s["text"] for s in page["sentences"]] == [
        "Marsh phoned Olavarría on Wednesday morning, Wellington time.",
        "Chile imposed sanctions on France.",
    ]
    assert all("".join(r["text"] for r in s["runs"]) == s["text"] for s in page["sentences"])
    assert page["sentences"][1]["fault"]
    shown = desk.post("/proof", data={"token": token, "draft": "<b>Marsh</b> spoke."})
    assert "&lt;b&gt;Marsh&lt;/b&gt;" in shown.text


def test_an_empty_dossier_says_what_to_do(tmp_path: Path) -> None:
    target = tmp_path / "empty.memcon"
    new(target)
    desk = client(target)
    for route in ROUTES:
        if route.method == "GET" and "{" not in route.path and route.name != "pair":
            assert desk.get(route.path).status_code == 200, route.path
    assert "memcon add empty.memcon" in desk.get("/").text
    assert desk.get("/events/1/E1").status_code == 404


def test_what_is_added_by_another_process_shows_at_the_next_look(tmp_path: Path) -> None:
    target = tmp_path / "grows.memcon"
    new(target)
    add(target, [EXAMPLES / "trawler" / "wellington.md"], at="2026-04-15T10:00:00+00:00")
    desk = client(target)
    before = desk.get("/index.json").json()
    near = desk.get("/near.json").json()
    assert before["reports"] == 1
    add(target, [EXAMPLES / "trawler" / "southern-cross-wire.txt"], at="2026-04-15T11:00:00+00:00")
    after = desk.get("/index.json").json()
    assert after["reports"] == 2
    assert after["paging"]["total"] > before["paging"]["total"]
    assert desk.get("/near.json").json()["state"] != near["state"]
    assert desk.get("/changed.json").json()["new"] == ["southern-cross-wire.txt"]
