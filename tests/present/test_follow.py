"""``memcon follow`` in the terminal: what is said, where, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ingest.local_site import Site, serve
from typer.testing import CliRunner, Result

from memcon import dossier
from memcon.model.errors import InputError
from memcon.present import follow
from memcon.present.cli import app

WORDS = (
    "The presidents of Ruritania and Freedonia spoke by telephone on the morning of 3 June 2025. They agreed that the "
    "border post at the Silver Pass would be opened before the end of the month, and that a joint commission should "
    "look into the fishing dispute. An official in the capital said that the talk had lasted forty minutes."
)


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    site, running = serve()
    yield site
    running.shutdown()
    running.server_close()


@pytest.fixture
def site(server: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    server.reset()
    plain = follow.how_to

    def how(file: Path, *, quiet: bool, debug: bool = False):
        made = plain(file, quiet=quiet, debug=debug)
        return replace(made, options=replace(made.options, policy=server.policy), gap=0.0)

    monkeypatch.setattr("memcon.present.follow.how_to", how)
    return server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    dossier.new(tmp_path / "s.memcon")
    return tmp_path / "s.memcon"


def memcon(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


def page(site: Site, path: str, words: str = WORDS) -> None:
    site.page(path, f"<html><title>Story{path}</title><body><article><p>{words}</p></article></body></html>")


def rss(*links: str) -> str:
    items = "".join(f"<item><title>Heard</title><link>{link}</link></item>" for link in links)
    return f"<rss version='2.0'><channel><title>Wire \x9b31m</title>{items}</channel></rss>"


def test_a_story_followed(site: Site, path: Path) -> None:
    site.page("/f.xml", rss("/1", "/none"), "application/rss+xml")
    page(site, "/1")
    run = memcon("follow", path, "--once", "--feed", site.url("/f.xml"))
    assert run.exit_code == 0, run.output
    assert f"{path}: new: {site.url('/1')} “Story/1”" in run.stdout
    assert "3 looks: 1 new, 0 changed, 0 vanished, 1 could not be had; kept as add 1" in run.stdout
    assert f"memcon: {site.url('/none')}: there is no such page (status 404)" in run.stderr
    told = memcon("brief", path)
    assert "Freedonia" in told.stdout
    page(site, "/1", WORDS.replace("forty minutes", "an hour"))
    assert memcon("follow", path, "--once", "--page", site.url("/1"), "--every", "15m").exit_code == 0
    changed = memcon("changed", path)
    assert f"{site.url('/1')}: 2 words out, 2 in: “forty minutes.” → “an hour.”" in changed.stdout
    site.routes["/1"] = (404, {}, b"")
    gone = memcon("follow", path, "--once")
    assert f"vanished: {site.url('/1')}: the page is not there any more (status 404)" in gone.stdout
    changed = memcon("changed", path, "--json", "-")
    assert [p["kind"] for p in json.loads(changed.stdout)["pages"]] == ["vanished"]
    assert "vanished: " in memcon("changed", path).stdout
    assert memcon("check", path).stdout == f"{path}: whole\n"


def test_the_list(site: Site, path: Path) -> None:
    assert "follows nothing; memcon follow" in memcon("follow", path, "--list").stdout
    site.page("/f.xml", rss(), "application/rss+xml")
    site.routes["/g.xml"] = (500, {}, b"")
    memcon("follow", path, "--once", "--feed", site.url("/f.xml"), "--feed", site.url("/g.xml"), "-q")
    run = memcon("follow", path, "--list")
    lines = run.stdout.splitlines()
    assert lines[0] == f"{path}: 2 followed, 1 in trouble"
    assert lines[1].startswith("▲ failing")
    assert "out of order (status 500)" in lines[2]
    assert any(line.startswith("● well") and "“Wire" in line for line in lines)
    assert "\x9b" not in run.stdout
    listed = json.loads(memcon("follow", path, "--list", "--json", "-").stdout)
    assert [one["health"] for one in listed] == ["failing", "well"]
    stopped = memcon("follow", path, "--stop", site.url("/g.xml"))
    assert "is not followed any more" in stopped.stdout
    assert "– stopped" in memcon("follow", path, "--list").stdout


def test_a_feed_given_to_add(site: Site, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.dossier.adding.settled", lambda *_: None)
    monkeypatch.setattr("memcon.dossier.adding.read_all", lambda *_: 0)
    page(site, "/1")
    page(site, "/2", WORDS.replace("June", "July"))
    given = tmp_path / "feed.xml"
    given.write_text(rss(site.url("/1"), site.url("/2")), "utf-8")
    run = memcon("add", path, given)
    assert run.exit_code == 0, run.output
    assert f"new: {site.url('/1')}" in run.stdout
    assert "follows nothing" in memcon("follow", path, "--list").stdout, "a file is read once"
    again = memcon("add", path, given)
    assert "0 new" in again.stdout


@pytest.mark.parametrize("wrong", ["soon", "5s", "0m", "60d", "-5m", "1.5h"])
def test_spans_that_are_none(wrong: str) -> None:
    with pytest.raises(InputError, match="is no span"):
        follow.span(wrong)


def test_spans() -> None:
    assert [follow.span(v) for v in ("90s", "15m", "2H", "1 d", None)] == [
        timedelta(seconds=90), timedelta(minutes=15), timedelta(hours=2), timedelta(days=1), None
    ]  # fmt: skip


def test_nothing_that_could_be_looked_at_is_an_error(site: Site, path: Path) -> None:
    run = memcon("follow", path, "--once", "--feed", site.url("/none.xml"))
    assert isinstance(run.exception, InputError)
    assert run.stderr.count("\n") == 1


def test_ctrl_c_ends_cleanly(site: Site, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.page("/f.xml", rss(), "application/rss+xml")

    def pressed(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("memcon.present.follow.time.sleep", pressed)
    run = memcon("follow", path, "--feed", site.url("/f.xml"))
    assert run.exit_code == 130
    assert "stopped; what was kept stays" in run.stderr
    assert memcon("check", path).exit_code == 0
