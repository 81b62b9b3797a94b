"""A story of ten weeks, invented, with all that the outlook looks for: a plan that moves, threats, a ban lifted."""

# ruff: noqa: E501 - a paragraph of a report is one line

from __future__ import annotations

from pathlib import Path

REPORTS = {
    "01-wire.txt": """Northern Wire
3 March 2026

Finland and Estonia to hold naval talks in Tallinn

HELSINKI — Finnish Defence Minister Antti Karhu will visit Tallinn on 12 March for talks with his Estonian counterpart, Liina Mets, the Finnish defence ministry said on Tuesday. The two countries will hold a joint naval exercise in the Gulf of Finland in May.

Russia criticised the planned exercise. "If the exercise goes ahead, Moscow will close the strait to Estonian ships," said Russian Foreign Ministry spokesman Oleg Vanin.

Analysts will watch whether Russia moves ships from Kronstadt and whether Estonia extends its port inspections.
""",
    "02-ledger.txt": """Baltic Ledger
6 March 2026

Karhu's Tallinn visit put off by a week

TALLINN — The visit of Finnish Defence Minister Antti Karhu to Tallinn, planned for 12 March, has been postponed to 19 March, the Estonian government said on Friday. The Estonian foreign ministry said Prime Minister Kadri Soo would travel to Brussels on 20 March for a NATO meeting.

Russia on Thursday banned imports of Estonian fish.
""",
    "03-wire.txt": """Northern Wire
10 March 2026

Estonia confirms new date for Finnish minister

TALLINN — Estonia's defence ministry confirmed on Tuesday that Antti Karhu would visit Tallinn on 19 March. Estonian President Jaan Kask cancelled a trip to Moscow planned for 25 March.

Estonia's foreign ministry summoned the Russian ambassador on Monday over the ban on fish imports. Russia moved two warships from Kronstadt to the Gulf of Finland on Monday, the Estonian navy said.
""",
    "04-ledger.txt": """Baltic Ledger
20 March 2026

Finnish and Estonian ministers agree on patrols

TALLINN — Finnish Defence Minister Antti Karhu met his Estonian counterpart, Liina Mets, in Tallinn on Thursday. They agreed to begin joint patrols in April. Estonia extended its port inspections until the end of June, the defence ministry said.

Russia's foreign ministry accused Estonia of provocation and threatened to expel Estonian diplomats.
""",
    "05-wire.txt": """Northern Wire
8 April 2026

Russia expels three Estonian diplomats

MOSCOW — Russia expelled three Estonian diplomats on Wednesday. Estonia said it would respond in kind. Finnish Prime Minister Outi Lahti spoke by telephone with Estonian Prime Minister Kadri Soo on Wednesday.

A meeting of the Finnish and Estonian foreign ministers is to be held in Helsinki, but no date has been set.
""",
    "06-ledger.txt": """Baltic Ledger
12 May 2026

Exercise begins in Gulf of Finland

HELSINKI — Finland and Estonia began a joint naval exercise in the Gulf of Finland on Monday, the Finnish defence ministry said. Russia closed the strait to Estonian ships on Tuesday. Russia lifted its ban on imports of Estonian fish on Sunday.
""",
}


def write(folder: Path, names: list[str] | None = None) -> Path:
    """The reports as files, all or some of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or list(REPORTS):
        (folder / name).write_text(REPORTS[name], "utf-8")
    return folder
