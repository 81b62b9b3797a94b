"""Language: English by its function words, the model only in doubt, and few words are no proof."""

from __future__ import annotations

import pytest

from memcon.ingest import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The president called the king, and they talked about the border for an hour.", "en"),
        ("Президент зателефонував своєму колезі вчора ввечері та обговорив допомогу країні.", "uk"),
        ("Der Präsident hat gestern mit dem König über die Grenze und das Abkommen gesprochen, wie es hieß.", "de"),
        ("De premier sprak gisteren met de president over de hulp aan het land en was daarna weer in Brussel.", "nl"),
        ("東京で会談した首相は記者団に語った。", "ja"),
        ("Hello", None),
        ("42 — 17", None),
    ],
)
def test_detect(text, code):
    assert language.detect(text) == code


def test_clear_english_asks_no_model(monkeypatch):
    monkeypatch.setattr(language, "_model", lambda _: pytest.fail("the model was asked"))
    assert language.detect("It was the first call of the year, and the two of them spoke for an hour.") == "en"
    assert language.detect("She called the king.") == "en"


def test_names():
    assert language.name("uk") == "Ukrainian (uk)"
    assert language.name("pt-BR") == "Portuguese (pt-BR)"
    assert language.name("xx") == "xx"
    assert language.is_english("en-GB")
    assert not language.is_english("enm")
