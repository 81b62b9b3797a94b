"""What a dossier keeps of its stories for relations, agenda, watch and judges, against what all memoranda give."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from memcon import dossier
from memcon.dossier.outlook_levels import shorts
from memcon.dossier.outlook_shelf import OnFile
from memcon.dossier.telling import Settled, settled, story
from memcon.dossier.waiting import near_misses, open_disputes
from memcon.model.memo import Memorandum
from memcon.outlook import agenda, relations, watch
from memcon.outlook.relations import ground
from memcon.outlook.shelf import Memoranda, Shelf
from memcon.outlook.shorts import shorts as all_shorts
from memcon.pipeline import Options
from memcon.store import outlook as rows
from memcon.store.file import Store, open_
from tests.outlook.made import REPORTS

START = "2026-06-01T08:00:00+00:00"
OTHERS = {
    "11-wire.txt": """Southern Wire
4 March 2026

LIMA — Peru will send a delegation to Quito on 20 March for talks on the border, the Peruvian foreign ministry said on
Wednesday. Ecuador recalled its ambassador from Lima on Monday. Officials will watch whether Ecuador closes the border
crossing at Huaquillas.
""",
    "12-post.txt": """Andean Post
9 March 2026

QUITO — The talks of Peru and Ecuador planned for 20 March have been postponed to 27 March, the Ecuadorean government
said on Monday. Ecuador closed the border crossing at Huaquillas on Sunday.
""",
    "13-post.txt": """Andean Post
2 April 2026

QUITO — Peru and Ecuador held talks in Quito on 27 March, and Ecuador reopened the border crossing at Huaquillas on
Wednesday. Peru's Foreign Minister Rosa Salas told Ecuador's Foreign Minister Pablo Mora that Peru would send its
ambassador back to Quito.

In another sea, Russia moved two warships from Kronstadt on Sunday, a Peruvian naval officer said.
""",
}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return REPORTS | OTHERS


def grown(path: Path, texts: dict[str, str], seed: int) -> Path:
    """A dossier that the reports came to in an order and in adds drawn from the seed."""
    draw = random.Random(seed)
    folder = path.with_suffix("")
    folder.mkdir()
    names = draw.sample(sorted(texts), len(texts))
    dossier.new(path)
    while names:
        some, names = names[: (n := draw.randint(1, 4))], names[n:]
        for name in some:
            (folder / name).write_text(texts[name], "utf-8")
        dossier.add(path, [folder], at=START)
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> list[Path]:
    return [grown(tmp_path_factory.mktemp("grown") / f"{seed}.memcon", texts, seed) for seed in (1, 2)]


class Look:
    """A dossier opened: its memoranda one by one, and the parts that it keeps."""

    def __init__(self, store: Store) -> None:
        found = settled(store, Options())
        assert isinstance(found, Settled)
        self.names = found.numbering
        self.found = found
        self.memoranda: list[Memorandum] = [story(store, found, s.number, names=self.names) for s in found.stories]
        self.connection = store.reading()
        self.shelf: Shelf = OnFile(self.connection.__enter__(), found.stories, self.names)


@pytest.fixture(params=[0, 1])
def look(request: pytest.FixtureRequest, files: list[Path]) -> Iterator[Look]:
    with open_(files[request.param], write=False) as store:
        made = Look(store)
        yield made
        made.connection.__exit__(None, None, None)


def test_what_is_kept_gives_the_same_as_all_memoranda_at_once(look: Look) -> None:
    assert len(look.memoranda) > 1
    whole = Memoranda(look.memoranda)
    assert agenda(look.shelf) == agenda(whole)
    assert watch(look.shelf) == watch(whole)
    assert relations(look.shelf) == relations(whole)
    assert relations(look.shelf, pairs=[("RUS", "EST")]) == relations(whole, pairs=[("RUS", "EST")])


def test_the_order_of_the_adds_changes_nothing(files: list[Path]) -> None:
    told = []
    for path in files:
        with open_(path, write=False) as store:
            look = Look(store)
            told.append((agenda(look.shelf), watch(look.shelf), relations(look.shelf)))
            look.connection.__exit__(None, None, None)
    assert told[0] == told[1]


def test_levels_are_kept_as_they_are_reckoned_anew(look: Look) -> None:
    assert isinstance(look.shelf, OnFile)
    found, fresh, gone = shorts(look.shelf.connection, ground(look.shelf))
    assert found
    assert not fresh
    assert not gone
    assert found == all_shorts(ground(Memoranda(look.memoranda)))
    end = ground(look.shelf).days
    assert end is not None
    whole = relations(look.shelf)
    for key, one in found.items():
        for at, (source, target) in enumerate((key, key[::-1])):
            pairs = [p for p in whole.pairs if (p.source, p.target) == (source, target)]
            level = pairs[0].conflict.points[-1].level if pairs and pairs[0].conflict.points else 0.0
            assert one.conflicts[at].level(end[1].toordinal()) == pytest.approx(level, abs=2e-3)


def test_levels_with_marks_of_an_older_form_are_reckoned_anew(files: list[Path], tmp_path: Path) -> None:
    old = tmp_path / "old.memcon"
    shutil.copy(files[0], old)
    with open_(old, write=False) as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE outlook_level SET mark = substr(mark, 1, 12)")
    with open_(old, write=False) as store:
        look = Look(store)
        assert isinstance(look.shelf, OnFile)
        found, fresh, _ = shorts(look.shelf.connection, ground(look.shelf))
        look.connection.__exit__(None, None, None)
    assert found == all_shorts(ground(Memoranda(look.memoranda)))
    assert fresh.keys() == found.keys()


def test_a_sign_of_one_story_is_touched_by_a_report_of_another(look: Look) -> None:
    ships = next(s for s in watch(look.shelf).signs if "moves ships from Kronstadt" in s.text)
    assert "13-post.txt" in {t.cite.file for t in ships.touches}
    assert len({t.cite.story for t in ships.touches}) > 1


def test_what_waits_is_that_of_the_memoranda(look: Look) -> None:
    assert isinstance(look.shelf, OnFile)
    for number, head in look.shelf.heads().items():
        memo = look.memoranda[number - 1]
        near = [n for n in near_misses(memo) if not n.barred]
        assert len(head.near) + head.more == len(near)
        assert head.open == len(open_disputes(memo))
        body = look.shelf.body(number)
        for kept, one in zip(look.shelf.open(number, "waits").near, near, strict=False):
            spot = body.spot(kept.left)
            row = look.shelf.row(number, spot.report)
            assert look.shelf.named(row)[0] == one.left.report
            assert look.shelf.words(row, spot.start, spot.size) == one.left.quote
            assert (kept.left_event, kept.right_event, kept.number) == (one.left_event, one.right_event, one.number)


def test_a_memorandum_that_goes_takes_all_that_it_gave_with_it(tmp_path: Path, texts: dict[str, str]) -> None:
    path = grown(tmp_path / "s.memcon", texts, 3)
    (tmp_path / "more.txt").write_text(texts["06-ledger.txt"].replace("Sunday", "Saturday"), "utf-8")
    dossier.add(path, [tmp_path / "more.txt"], at=START)
    with open_(path, write=False) as store, store.reading() as connection:
        kept = {r[0] for r in connection.execute(text("SELECT id FROM memorandum"))}
        assert {r[0] for r in connection.execute(text("SELECT memorandum FROM outlook WHERE linked = 1"))} == kept
        for column in ("memorandum FROM outlook_act", "sign FROM outlook_touch", "said FROM outlook_touch"):
            assert {r[0] for r in connection.execute(text(f"SELECT {column}"))} <= kept
    assert dossier.check(path) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE outlook SET body = substr(body, 1, 40)", "damaged"),
        ("UPDATE outlook SET body = substr(body, 1, 40)", "cannot be read"),
        ("UPDATE outlook_act SET body = '#' || body", "damaged"),
        ("UPDATE outlook_touch SET body = '['", "what touches signs"),
        ("UPDATE outlook_level SET body = '\"\"'", "the level of"),
        ("INSERT INTO outlook_act VALUES ('PER', 'ECU', 9999, '##')", "of no memorandum"),
    ],
)
def test_what_is_damaged_is_told_and_made_anew(tmp_path: Path, texts: dict[str, str], change: str, words: str) -> None:
    path = grown(tmp_path / "s.memcon", {k: v for k, v in texts.items() if k < "04"}, 4)
    with open_(path, write=True) as store, store.writing() as connection:
        connection.execute(text(change))
    told = dossier.check(path)
    assert any(words in line for line in told)
    dossier.rebuild(path)
    assert dossier.check(path) == ()
    with open_(path, write=False) as store:
        look = Look(store)
        assert watch(look.shelf) == watch(Memoranda(look.memoranda))
        look.connection.__exit__(None, None, None)


def test_what_an_add_left_undone_is_done_by_the_next(
    tmp_path: Path, texts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.memcon"
    dossier.new(path)
    for name in ("01-wire.txt", "03-wire.txt", "13-post.txt"):
        (tmp_path / name).write_text(texts[name], "utf-8")
    with monkeypatch.context() as patch:

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(rows, "link", killed)
        with pytest.raises(KeyboardInterrupt):
            dossier.add(path, [tmp_path], at=START)
    dossier.add(path, [tmp_path], at=START)
    with open_(path, write=False) as store:
        look = Look(store)
        assert watch(look.shelf) == watch(Memoranda(look.memoranda))
        assert relations(look.shelf) == relations(Memoranda(look.memoranda))
        look.connection.__exit__(None, None, None)
