from __future__ import annotations

import json
from dataclasses import replace

import pytest

from memcon.model.codec import dumps, loads
from memcon.model.errors import InputError
from memcon.model.memo import Memorandum


def test_a_memorandum_comes_back_from_json_as_it_was(memo: Memorandum) -> None:
    assert loads(dumps(memo)) == memo


def test_the_schema_comes_first_and_the_time_of_making_only_if_given(memo: Memorandum) -> None:
    document = json.loads(dumps(memo))
    assert next(iter(document)) == "schema"
    assert "made" not in document
    assert json.loads(dumps(replace(memo, made="2026-01-01T00:00:00Z")))["made"] == "2026-01-01T00:00:00Z"


def test_a_key_of_a_later_version_is_left_out(memo: Memorandum) -> None:
    document = json.loads(dumps(memo))
    document["events"][0]["mood"] = "good"
    assert loads(json.dumps(document)) == memo


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.update(schema="memcon/memorandum/9"), "schema is 'memcon/memorandum/9'"),
        (lambda d: d["events"][0].pop("label"), r"memo.json.events\[0\] lacks label"),
        (lambda d: d["events"][0].update(status="maybe"), r"events\[0\].status is 'maybe', expected one of occurred"),
        (lambda d: d.update(claims={}), "claims should be a list, is dict"),
        (lambda d: d["reports"][0].update(characters="many"), r"reports\[0\].characters should be int, is str"),
        (lambda d: d["events"][0].update(origins=True), r"events\[0\].origins should be int, is bool"),
    ],
)
def test_a_wrong_document_says_what_and_where(memo: Memorandum, change, words: str) -> None:
    document = json.loads(dumps(memo))
    change(document)
    with pytest.raises(InputError, match=words):
        loads(json.dumps(document), "memo.json")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"'])
def test_what_is_no_memorandum_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"memo\.json"):
        loads(text, "memo.json")
