"""Which language a text is in: English by its function words, anything else by a model, only when unsure."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from memcon.ingest.tables import mapping, words

HEAD = 20_000
"""Characters that are looked at; a report does not change its language after three pages."""
SHORT = 15
"""Words under which the model's word alone is not taken: on a few words it is often wrong."""
SURE = 0.95
PIDGIN = "pcm"
"""Nigerian Pidgin, the model's guess on English that is full of names or of markup."""
WORD = re.compile(r"[^\W\d_]+")


def detect(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; null if it is too short to tell."""
    head = text[:HEAD]
    found = WORD.findall(head.casefold())
    if not found:
        return None
    english = words("english.tsv")
    known = [w for w in found if w in english]
    share = len(known) / len(found)
    if share >= 0.2 and (len(found) < SHORT or len(set(known)) >= 3):
        return "en"
    label, probability = _model(head)
    if label == "en" or (label == PIDGIN and probability < SURE):
        return "en"
    if len(found) < SHORT and head.isascii():
        return None
    if len(found) < SHORT and probability < SURE:
        return None
    if share >= 0.12 and probability < SURE:
        return "en"
    return label


def name(code: str) -> str:
    """A language as a reader knows it: ``Ukrainian (uk)``, or the code alone."""
    base = re.split(r"[-_]", code.lower())[0]
    known = mapping("languages.tsv").get(base)
    return f"{known} ({code})" if known else code


def is_english(code: str | None) -> bool:
    """Whether a code is English, or nothing speaks against it."""
    return code is None or re.split(r"[-_]", code.lower())[0] in {"en", "eng"}


@cache
def _identifier() -> Any:
    """The identifier of py3langid, probabilities normalized."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - 0.7 s that English does not pay

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _model(text: str) -> tuple[str, float]:
    """The model's label and its probability."""
    label, probability = _identifier().classify(text)
    return str(label), float(probability)
