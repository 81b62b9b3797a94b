"""Whether what a rule matched is a time here: words that are also other words, figures that are no year."""

from __future__ import annotations

import re

from memcon.read.timex_rules import Rule, Vocabulary

_STRETCH = re.compile(
    r"\b(?:for|in|within|than|over|after|about|nearly|almost|half|lasted|took|of|once|just|under|only|least|most|"
    r"every|into|through|throughout|spent|by|since|up to|was|were|is|ran|run|took|takes|spoke|talked|met) $",
    re.IGNORECASE,
)
"""What stands before "a year" that is a stretch of time, not a rate ("two million a year")."""
_OWNED = re.compile(r"\w(?:'s|s') $")
"""What stands before a week or a month that is of something else than the calendar ("the campaign's last week")."""
_VERB = re.compile(r"(?:\b(?:to|would|will|could|may|might|can|should|must|not|did|does)|'ll|n't) $", re.IGNORECASE)
"""What stands before "last" the verb ("would last two years")."""


def allowed(rule: Rule, match: re.Match[str], folded: str, vocab: Vocabulary) -> bool:
    """Whether words that are also other words ("may", "sun", "fall") are times here."""
    groups = match.groupdict()
    for name in ("month", "weekday", "season"):
        word = groups.get(name)
        if not word or word.lower() not in vocab.ambiguous:
            continue
        if name == "season":
            if (
                rule.field("unit") == "season"
                and rule.field("type") != "SET"
                and groups.get("year") is None
                and groups.get("lnt") is None
            ):
                return False
            continue
        if not word[0].isupper():
            return False
        if rule.field("lead") and not groups.get("modifier") and not _led(match.start(), folded, vocab):
            return False
        if len(word) == 3 and name == "weekday" and not groups.get("month"):
            return False
    if rule.field("rate") and (groups.get("n") or "").lower() in {"a", "an"} and not groups.get("about"):
        if match.group(0).lower().startswith(("a ", "an ")) and match.group(0)[-4:].lower() != "long":
            return _STRETCH.search(folded[max(0, match.start() - 16) : match.start()]) is not None
    if groups.get("freq", "x")[0].isupper() and re.search(r"\w $", folded[max(0, match.start() - 2) : match.start()]):
        return False
    holiday = groups.get("holiday")
    if holiday and not holiday[0].isupper():
        return False
    if match.group(0)[:5].lower() in {"last ", "next "} and _OWNED.search(
        folded[max(0, match.start() - 4) : match.start()]
    ):
        return False
    if match.group(0)[:5].lower() == "last " and _VERB.search(folded[max(0, match.start() - 8) : match.start()]):
        return False
    number = groups.get("n") or ""
    if number.lower() in {"a", "an"} and (groups.get("unit") or "").lower().endswith("s"):
        return False
    if rule.field("span") and not number and (groups.get("unit") or "").lower().endswith("s"):
        return False
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", number) and rule.field("type") == "DURATION":
        return False
    if rule.field("year"):
        return _is_year(match, folded, vocab)
    return True


def _led(start: int, folded: str, vocab: Vocabulary) -> bool:
    before = re.search(r"(\w+)[ -]$", folded[max(0, start - 20) : start])
    return before is not None and before.group(1).lower() in vocab.leads


def _is_year(match: re.Match[str], folded: str, vocab: Vocabulary) -> bool:
    """Whether four figures on their own are a year."""
    if match.group("modifier") or match.group(0)[0] in "tT":
        return True
    start = match.start("year")
    before = folded[max(0, start - 12) : start]
    year = int(match.group("year"))
    if re.search(r"(?:[$#]|\bNo\. ?|\d[.,]| [A-Z]\w*-)$", before):
        return False
    if re.search(r"(?:\b(?:the|its|their|his|her)|'s|[(\[])\s?$", before, re.IGNORECASE) or _led(start, folded, vocab):
        return 1500 <= year < 2100
    return 1900 < year < 2060 and year % 100 != 0
