"""``reports.yaml``: checked, safe, and errors that name the line."""

from __future__ import annotations

import time

import pytest

from memcon.ingest.sidecar import parse, read
from memcon.model.errors import SidecarError


def parsed(text):
    return parse(text, "reports.yaml", lambda name: name in {"1.txt", "a/2.txt"})


def test_values_stay_as_written():
    (entry,) = parsed("- file: 1.txt\n  title: 2031-05-04\n  outlet: no\n  url: ~\n  language: no\n")
    assert entry.values == {"title": "2031-05-04", "outlet": "no", "language": "no"}
    assert parsed("") == ()
    assert parsed("# only a comment\n") == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("file: 1.txt\n", 1, "list of entries"),
        ("just words\n", 1, "list of entries"),
        ("- 1.txt\n", 1, "keys and values"),
        ("- title: x\n", 1, "names no file"),
        ("- file: 1.txt\n- file: 3.txt\n", 2, "no file '3.txt'"),
        ("- file: ../1.txt\n", 1, "in this folder"),
        ("- file: /1.txt\n", 1, "in this folder"),
        ("- file: 1.txt\n- file: 1.txt\n", 2, "described again"),
        ("- file: 1.txt\n  kind: gossip\n", 2, "one of news, readout"),
        ("- file: 1.txt\n  side: Ukraine\n", 2, "ISO alpha-3"),
        ("- file: 1.txt\n  side: XQZ\n", 2, "ISO alpha-3"),
        ("- file: 1.txt\n  published: last Tuesday\n", 2, "ISO 8601"),
        ("- file: 1.txt\n  published: [2031]\n", 2, "not a list"),
        ("- file: 1.txt\n  zone: Europe/Nowhere\n", 2, "IANA"),
        ("- file: 1.txt\n  zone: ../../etc/passwd\n", 2, "IANA"),
        ("- file: 1.txt\n  title: {a: b}\n", 2, "not a list"),
        ("- file: 1.txt\n  title: a\n  title: b\n", 3, "stands twice"),
        ("- file: 1.txt\n  reliability: G\n", 2, "one of A, B"),
        ("- file: 1.txt\n  language: English please\n", 2, "a code"),
        ("- file: 1.txt\n  title: 'open\n", 3, "not valid YAML"),
        ("- file: 1.txt\n\ttitle: x\n", 2, "not valid YAML"),
        ("- &a {file: 1.txt}\n- *a\n", 2, "aliases"),
    ],
)
def test_errors_name_the_line_and_what_to_do(text, line, words):
    with pytest.raises(SidecarError) as caught:
        parsed(text)
    assert f"line {line}:" in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("side", ["USA", "UKR", "JPN", "EUR", "UNO", "IGO", "NGO", "MNC", "IMG"])
def test_sides(side):
    assert parsed(f"- {{file: a/2.txt, side: {side}}}\n")[0].values["side"] == side


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n",
        "[" * 100_000,
        "- " * 50_000 + "x",
        "- file: !!python/object/apply:os.system ['true']\n",
        "- {file: 1.txt, published: &x 2031-01-01}\n- *x\n",
    ],
)
def test_hostile_files_are_refused_at_once(bomb):
    start = time.process_time()
    with pytest.raises(SidecarError):
        parsed(bomb)
    assert time.process_time() - start < 1


def test_size_and_encoding(tmp_path):
    path = tmp_path / "reports.yaml"
    path.write_bytes(b"#" * 5_000_001)
    with pytest.raises(SidecarError, match="larger than"):
        read(path, lambda _: True)
    path.write_bytes(b"- file: \xff\n")
    with pytest.raises(SidecarError, match="UTF-8"):
        read(path, lambda _: True)


def test_an_unknown_key_is_told_with_the_one_meant():
    (entry,) = parsed("- file: 1.txt\n  outlets: Harbour Wire\n  mood: grey\n  ? [x]\n  : y\n")
    assert entry.values == {}
    assert entry.notes[0] == "reports.yaml: line 2: unknown key 'outlets', passed over; did you mean 'outlet'?"
    assert "line 3: unknown key 'mood', passed over; known are file, title" in entry.notes[1]
    assert len(entry.notes) == 3
