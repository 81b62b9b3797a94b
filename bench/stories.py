"""Articles of many stories, for a dossier that is followed for a year: the examples, repeated and varied.

Each story is one of the bundles of ``examples/`` between two other states, with other leaders and other days; it
is told by 3 to 30 articles over some days, and every fortieth article is of one large story that goes on all year.
An article is one of the bundle's texts with its names and days changed, some paragraphs left out, and others of
background put in. All of it is drawn from the number of the story and of the article: the same number, the same text.
"""

# ruff: noqa: S311 - drawn by number, not to be secret
from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from memcon.model.gazetteer import states

ROOT = Path(__file__).resolve().parent.parent
FIRST = date(2026, 1, 5)
YEAR = 360
"""Days over which the stories begin."""
LARGE = 40
"""Of so many articles one is of the large story."""
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DATE = re.compile(
    rf"\b(?:(?P<d1>\d\d?) (?P<m1>{'|'.join(MONTHS)})|(?P<m2>{'|'.join(MONTHS)}) (?P<d2>\d\d?))\b(?P<y>,? 20\d\d)?"
)
WEEKDAYS = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
NAMES = ("Anna", "Bela", "Clara", "David", "Elena", "Farid", "Greta", "Henrik", "Ines", "Jonas", "Katya", "Luis")
STEMS = ("Alm", "Ber", "Cas", "Dor", "Est", "Fal", "Gar", "Hol", "Ist", "Jan", "Kor", "Lem", "Mar", "Nor", "Ost", "Pel")
ENDS = (
    "ano",
    "berg",
    "dal",
    "ero",
    "feld",
    "grin",
    "holm",
    "ides",
    "kova",
    "land",
    "mann",
    "nek",
    "ova",
    "quist",
    "sen",
)
OUTLETS = (
    "Northern Courier",
    "Harbour Wire",
    "Pacific Ledger",
    "Evening Standard-Bearer",
    "Capital Post",
    "The Meridian",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A bundle of the examples: its files, its day, the two states that it is between and their leaders."""

    folder: str
    day: date
    states: tuple[tuple[str, str, str], tuple[str, str, str]]
    leaders: tuple[tuple[str, str], tuple[str, str]]


TEMPLATES = (
    Template(
        folder="two-readouts",
        day=date(2026, 3, 3),
        states=(("Canada", "Canadian", "Ottawa"), ("Norway", "Norwegian", "Oslo")),
        leaders=(("Claire", "Beaumont"), ("Henrik", "Solvang")),
    ),
    Template(
        folder="trawler",
        day=date(2026, 4, 15),
        states=(("New Zealand", "New Zealand", "Wellington"), ("Chile", "Chilean", "Santiago")),
        leaders=(("Helena", "Marsh"), ("Tomás", "Olavarría")),
    ),
    Template(
        folder="telephone-call",
        day=date(2025, 11, 24),
        states=(("China", "Chinese", "Beijing"), ("Japan", "Japanese", "Tokyo")),
        leaders=(("Jinping", "Xi"), ("Sanae", "Takaichi")),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: the name of its file, which story it tells, its text, and what a ``reports.yaml`` says of it."""

    file: str
    story: int
    text: str
    outlet: str
    published: str


@cache
def _known() -> tuple[tuple[str, str, str], ...]:
    """States that a story may be between: name, adjective, capital, all of one word."""
    used = {name for t in TEMPLATES for one in t.states for name in one} | {"Russia", "Peru", "Taiwan", "Ukraine"}
    out = [
        (s.name, s.demonyms[0], s.capital[0])
        for s in states().values()
        if s.demonyms and s.capital and all(w.isalpha() and w.isascii() for w in (s.name, s.demonyms[0], s.capital[0]))
    ]
    return tuple(sorted(o for o in out if o[0] not in used and o[2] not in used and o[1] != o[0]))


@cache
def _texts(folder: str) -> tuple[str, ...]:
    return tuple(p.read_text("utf-8") for p in sorted((ROOT / "examples" / folder).glob("*.txt")))


@cache
def _background() -> tuple[str, ...]:
    return tuple((ROOT / "bench" / "background.txt").read_text("utf-8").strip().split("\n\n"))


def sizes() -> Iterator[int]:
    """How many articles tell each story, story by story; that of number 0, the large one, is not among them."""
    number = 1
    while True:
        yield random.Random(f"size {number}").choice((3, 3, 4, 5, 6, 8, 10, 12, 16, 22, 30))
        number += 1


def articles(count: int, *, background: int = 4) -> list[Article]:
    """So many articles in the order in which they appear; with so many paragraphs of background each."""
    told: list[tuple[date, int, int]] = []
    large = count // LARGE
    told += [(FIRST + timedelta(days=n * YEAR // max(1, large)), 0, n) for n in range(large)]
    stories: list[int] = []
    for size in sizes():
        if sum(stories) >= count - large:
            break
        stories.append(min(size, count - large - sum(stories)))
    for story, size in enumerate(stories, 1):
        begin = FIRST + timedelta(days=(story - 1) * YEAR // len(stories))
        told += [(begin + timedelta(days=n // 4), story, n) for n in range(size)]
    told.sort()
    return [_article(n, day, story, turn, background) for n, (day, story, turn) in enumerate(told)]


def _article(number: int, day: date, story: int, turn: int, background: int) -> Article:
    draw = random.Random(f"article {story} {turn}")
    setting = random.Random(f"story {story}")
    template = TEMPLATES[setting.randrange(len(TEMPLATES))]
    pair = setting.sample(_known(), 2)
    leaders = [(setting.choice(NAMES), setting.choice(STEMS) + setting.choice(ENDS)) for _ in range(2)]
    told: dict[str, str] = {}
    for old, new in zip(template.states, pair, strict=True):
        told |= dict(zip(old, new, strict=True))
        told |= {o.upper(): n.upper() for o, n in zip(old, new, strict=True)}
    for (first, last), (new_first, new_last) in zip(template.leaders, leaders, strict=True):
        told |= {first: new_first, last: new_last}
    text = _texts(template.folder)[turn % len(_texts(template.folder))]
    begin = day - timedelta(days=turn // 4)
    text = DATE.sub(lambda m: _moved(m, begin - template.day, template.day.year), text)
    text = WEEKDAYS.sub(lambda _: f"{day:%A}", text)
    text = re.sub("|".join(sorted(map(re.escape, told), key=len, reverse=True)), lambda m: told[m[0]], text)
    paragraphs = [p for p in text.split("\n\n") if p.strip()]
    if len(paragraphs) > 3 and turn >= 3:
        del paragraphs[draw.randrange(2, len(paragraphs))]
    for _ in range(background):
        added = draw.choice(_background()).format(one=pair[0][0], two=pair[1][0])
        paragraphs.insert(draw.randrange(2, len(paragraphs) + 1), added)
    hour = f"{6 + draw.randrange(14):02}:{draw.randrange(60):02}"
    return Article(
        file=f"{day:%Y-%m-%d}-{number:05}.txt",
        story=story,
        text="\n\n".join(paragraphs) + "\n",
        outlet=draw.choice(OUTLETS),
        published=f"{day.isoformat()}T{hour}:00+00:00",
    )


def _moved(found: re.Match[str], by: timedelta, year: int) -> str:
    """A date of a text, moved."""
    month, number = MONTHS.index(found["m1"] or found["m2"]) + 1, int(found["d1"] or found["d2"])
    new = date(year, month, number) + by
    end = "" if not found["y"] else f"{found['y'][:-4]}{new.year}"
    return f"{new.day} {MONTHS[new.month - 1]}{end}" if found["m1"] else f"{MONTHS[new.month - 1]} {new.day}{end}"


def write(folder: Path, told: list[Article]) -> None:
    """Write articles into a folder, with the ``reports.yaml`` that says where they appeared."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for one in told:
        (folder / one.file).write_text(one.text, "utf-8")
        rows.append(f'- file: {one.file}\n  outlet: {one.outlet}\n  published: "{one.published}"\n  language: en\n')
    (folder / "reports.yaml").write_text("".join(rows), "utf-8")
