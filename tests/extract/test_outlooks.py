"""Outlooks and weighings of a report or an analyst, and plain facts and plans that are none."""

from __future__ import annotations

import pytest
from voices_maker import over, run

READINGS = [
    ("If the court blocks the sale, Mr Okada would come under fire from his own bench.", "would come under fire"),
    ("Should the crew be freed, both capitals could step back.", "both capitals could step back"),
    ("If the strait closes, mills in Chile could run short, the consultancy Seabright estimates.", "could run short"),
    ("If nothing is done, pressure on the cabinet will grow, said Mia Berg of the Nordic Institute.", "will grow"),
    ("Paula Ng of the Chamber of Commerce expects a further rise.", "expects a further rise"),
    ("The truce is bound to collapse.", "is bound to collapse"),
    ("The row is set to deepen.", "is set to deepen"),
    ("No breakthrough is in sight.", "No breakthrough is in sight"),
    ("Whether the trip did so in substance is less clear.", "is less clear"),
    ("Prospects for a quick settlement are dim.", "are dim"),
    ("There is little chance of a deal before June.", "little chance of a deal"),
    ("The two sides remain far apart.", "remain far apart"),
    ("The duty, a thinly veiled attempt to punish the port, starts in May.", "a thinly veiled attempt"),
    ("It is a habit that neither cabinet can easily abandon.", "can easily abandon"),
    ("The drought was a direct result of years of neglect.", "a direct result of years of neglect"),
    ("It was a sobering dinner.", "a sobering dinner"),
    ("They show how wise it was to wait.", "show how wise it was"),
    ("The move would shake the foundation of the talks.", "would shake the foundation"),
    ("The strike may well spread to the ports.", "may well spread"),
    ("The minister has the room to take a risk.", "has the room to take a risk"),
    ("None of this means that peace is near.", "means that peace is near"),
    ("In these parts that counts as progress.", "counts as progress"),
    ("The levy is the harshest step that Lima has taken in a decade.", "the harshest step that Lima has taken"),
    ("The row tests the patience of the whole region.", "tests the patience"),
    ("Quiet diplomacy remains the likeliest way out.", "the likeliest way out"),
    ("The calls show Oslo trying to calm a quarrel.", "show Oslo trying to calm a quarrel"),
    ("The reforms were rendered meaningless by the court.", "rendered meaningless"),
    ("If the port closes, farmers in the north will pay the price.", "farmers in the north will pay the price"),
    ("The blockade is a threat to the security of the whole region.", "a threat to the security"),
    ("Their common interests far outweigh their quarrels.", "far outweigh"),
    ("But it is not enough.", "it is not enough"),
    ("In our reading, Norway is testing how firm we are.", "testing how firm we are"),
    ("He warned that such sales only prolong the fighting.", "only prolong the fighting"),
    ("The effects could be felt far beyond the coast.", "could be felt far beyond"),
    ("A deal will remove the danger to shipping.", "will remove the danger"),
    ("Such a verdict would be a crime.", "would be a crime"),
    ("An apology would be costly before the vote.", "would be costly"),
]


@pytest.mark.parametrize(("text", "words"), READINGS)
def test_reading(text: str, words: str) -> None:
    assert any(d.kind == "assessment" for d in over(text, words))


@pytest.mark.parametrize(
    "text",
    [
        "The minister arrived in Oslo on Tuesday and met the king.",
        "The ship will sail on Monday.",
        "The envoy will pay the bill.",
        "The lake is the largest in Peru.",
        "The president is set to visit Chile in May.",
        "Police put the crowd at 500.",
        "The talks could take place in Geneva, Norway's foreign minister said.",
        "Norway gave a boat that will strengthen the fleet.",
        "Korvia said it would respond if the drill went ahead.",
    ],
)
def test_no_reading(text: str) -> None:
    _, _, found = run(text)
    assert [d.value for d in found.drafts if d.kind == "assessment"] == []
