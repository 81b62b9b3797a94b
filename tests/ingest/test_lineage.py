"""Credits: outlets, agencies and readouts where the words around them credit somebody."""

from __future__ import annotations

import time

import pytest

from memcon.ingest import lineage, sides
from memcon.ingest.tables import rows


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The talk was short, according to The Japan Times.", ("Japan Times",)),
        ("Kyodo News reported it first.", ("Kyodo",)),
        ("A source told Reuters on Monday.", ("Reuters",)),
        ("In an interview with Russian state news agency TASS, he said so.", ("TASS",)),
        ("Talks were on, Agence France-Presse, citing two officials, said.", ("Agence France-Presse",)),
        ("OSLO (AP) — The king spoke.", ("Associated Press",)),
        ("According to the Gotham Courier, it rained.", ("Gotham Courier",)),
        ("He told the Springfield Times that it rained.", ("Springfield Times",)),
        ("The Ruritanian News Agency said that it rained.", ("Ruritanian News Agency",)),
        ("As Gotham News reported, it rained.", ("Gotham News",)),
        ("Source: Yonhap", ("Yonhap",)),
        ("The end.\n\n— Reuters", ("Reuters",)),
        ("Israel's Channel 12 said so.", ("Channel 12",)),
        ("He said it to CNN’s reporter; CNN’s correspondent wrote it.", ("CNN",)),
        ("Japanese Kyodo reported, as did Kyodo News, which reported it twice.", ("Kyodo",)),
        ("Per a White House readout, they spoke.", ("White House readout",)),
        ("A readout of the call from the Elysee Palace said so.", ("Elysee Palace readout",)),
        ("The Chinese foreign ministry's readout left it out. So did Oslo’s readout.",
         ("Chinese foreign ministry readout", "Oslo readout")),
        ("He spoke with the king. The U.S. readout is short.", ("U.S. readout",)),
        ("Syrian state media said so.", ("Syrian state media",)),
        ("Mike Bloomberg said so.", ()),
        ("He went to the Guardian and read the Washington Post.", ()),
        ("The Reuters building burned.", ()),
        ("According to the White House Press Secretary, it rained.", ()),
        ("The readout left it out.", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_credits(text, names):
    assert lineage.credited(text) == names


def test_own_outlet_is_not_credited():
    text = "He told the Japan Times and was quoted by Reuters. The White House readout is short."
    assert lineage.credited(text, "The Japan Times") == ("Reuters", "White House readout")
    assert lineage.credited(text, "The White House") == ("Japan Times", "Reuters")


def test_fold_knows_other_names():
    assert lineage.fold("The AP") == lineage.fold("Associated Press")
    assert lineage.fold("The Gotham Courier") == lineage.fold("gotham courier")
    assert lineage.known("AFP") == "Agence France-Presse"
    assert lineage.known("Gotham Courier") is None


def test_table_of_outlets_is_sound():
    table = rows("outlets.tsv", 4)
    assert len(table) > 300
    assert len({row[2] for row in table}) > 80
    assert {row[3] for row in table} <= {"agency", "paper", "broadcaster", "online", "magazine", "state"}
    names = [n for row in table for n in (row[0], *row[1].split("|")) if n]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("credit", "side"),
    [
        ("White House readout", "USA"),
        ("Chinese foreign ministry readout", "CHN"),
        ("Oslo readout", "NOR"),
        ("U.S. readout", "USA"),
        ("Kremlin readout", "RUS"),
        ("Syrian state media", "SYR"),
        ("Japan Times", None),
        ("Gotham Courier", None),
    ],
)
def test_side_of_a_credit(credit, side):
    assert sides.of_credit(credit) == side


@pytest.mark.parametrize(
    "piece", ["A.", "A", "A ", "Aaa ", "told ", "Reuters ", "readout ", "Xx’s ", "the readout of the call from "]
)
def test_time_is_linear_in_hostile_texts(piece):
    start = time.process_time()
    lineage.credited(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 2
