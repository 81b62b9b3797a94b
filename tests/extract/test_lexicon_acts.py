"""One sentence or more for each PLOVER type, verbs and nouns: the lexicon finds the act. All events are invented."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act as told
from tests.extract.acts_reader import mentions

from memcon.extract.act_nouns import find_acts
from memcon.extract.graph import build
from memcon.model.memo import Report
from memcon.read import read

SAID = [
    ("CONSULT", "The foreign ministers of Kenya and Uganda met in Nairobi on Monday."),
    ("CONSULT", "Norway's prime minister phoned her Danish counterpart to discuss the cable."),
    ("CONSULT", "King Abdullah II received the Cypriot president in Amman."),
    ("CONSULT", "Vietnam and Laos resumed border talks in Hanoi."),
    ("CONSULT", "Qatar mediated between Chad and Sudan."),
    ("CONSULT", "Peru's president paid a state visit to Ecuador."),
    ("CONSULT", "The envoys of Mali and Niger exchanged views on the Sahel."),
    ("CONSULT", "Poland consulted with Lithuania over the frontier."),
    ("CONSULT", "Morocco's king and Spain's prime minister held a video call."),
    ("STATEMENT", "Chile's president made a televised address to the nation."),
    ("STATEMENT", "Japan issued a statement on the launch."),
    ("AGREE", "Ghana and Togo agreed to open a joint border post."),
    ("AGREE", "Sweden pledged to send engineers to Moldova."),
    ("AGREE", "Egypt offered to host peace talks between Libya and Chad."),
    ("AGREE", "Brazil and Argentina reached a trade deal."),
    ("AGREE", "India invited the president of Nepal to New Delhi."),
    ("AGREE", "Finland announced a package of aid for Kenya."),
    ("SUPPORT", "Australia reiterated its support for Fiji's sovereignty."),
    ("SUPPORT", "Turkey recognised Kosovo."),
    ("SUPPORT", "Italy congratulated Greece on the election."),
    ("SUPPORT", "Estonia thanked Canada for its troops."),
    ("SUPPORT", "Cuba and Angola signed a friendship treaty."),
    ("SUPPORT", "Saudi Arabia restored diplomatic relations with Iran."),
    ("SUPPORT", "Bolivia reopened its embassy in Tehran."),
    ("SUPPORT", "Paraguay endorsed Taiwan's bid."),
    ("CONCEDE", "Belgium apologised to Congo for colonial abuses."),
    ("CONCEDE", "Myanmar's junta pardoned 200 prisoners."),
    ("CONCEDE", "Sri Lanka lifted the state of emergency."),
    ("CONCEDE", "Thailand withdrew its complaint against Cambodia."),
    ("COOPERATE", "South Korea and Japan conducted joint naval drills."),
    ("COOPERATE", "France shared intelligence with Niger."),
    ("COOPERATE", "Spain extradited a fugitive to Colombia."),
    ("COOPERATE", "China bought soybeans from Brazil."),
    ("COOPERATE", "Kazakhstan resumed oil exports to Germany."),
    ("AID", "Germany delivered tanks to Ukraine."),
    ("AID", "The United States provided Jordan with $300 million in budget support."),
    ("AID", "Japan sent rescue teams to Turkey."),
    ("AID", "The IMF approved a loan for Pakistan."),
    ("AID", "Uganda granted asylum to Sudanese refugees."),
    ("AID", "China cancelled Zambia's debt."),
    ("RETREAT", "France withdrew its troops from Mali."),
    ("RETREAT", "Iran released two French hostages."),
    ("RETREAT", "Russia and Ukraine exchanged prisoners."),
    ("RETREAT", "The United States lifted tariffs on Canadian steel."),
    ("RETREAT", "China suspended its export controls on gallium."),
    ("RETREAT", "India eased restrictions on Chinese investment."),
    ("RETREAT", "Syria allowed UN inspectors into Homs."),
    ("RETREAT", "Britain unfroze Libyan assets."),
    ("REQUEST", "Ukraine asked Germany for more missiles."),
    ("REQUEST", "China urged Japan to retract the remarks."),
    ("REQUEST", "Turkey called for a ceasefire in Gaza."),
    ("REQUEST", "Mexico demanded an apology from Spain."),
    ("REQUEST", "Armenia appealed to Russia for help."),
    ("REQUEST", "Jordan called for talks with Israel."),
    ("ACCUSE", "Serbia condemned Kosovo's move."),
    ("ACCUSE", "Seoul summoned the Chinese ambassador."),
    ("ACCUSE", "Lebanon lodged a complaint against Israel with the Security Council."),
    ("ACCUSE", "Denmark opened an investigation into Russian ships."),
    ("ACCUSE", "Malaysia voiced concern over China's patrols."),
    ("ACCUSE", "South Africa filed a case against Israel."),
    ("ACCUSE", "Ethiopia blamed Eritrea for the raid."),
    ("ACCUSE", "Manila protested Beijing's use of water cannon."),
    ("REJECT", "Hungary vetoed the aid package."),
    ("REJECT", "Iran refused to negotiate with the United States."),
    ("REJECT", "Algeria rejected a French request."),
    ("REJECT", "Taiwan denied the Chinese claim."),
    ("REJECT", "Georgia ruled out talks with Abkhazia."),
    ("THREATEN", "North Korea threatened to attack South Korea."),
    ("THREATEN", "Canada vowed to retaliate against the United States."),
    ("THREATEN", "The EU warned China that it would impose tariffs."),
    ("THREATEN", "Algeria gave Mali an ultimatum."),
    ("THREATEN", "Egypt would respond with force to any breach, Cairo told Ethiopia."),
    ("PROTEST", "Thousands of protesters marched in Tbilisi against the Georgian government."),
    ("PROTEST", "Argentine unions launched a general strike."),
    ("PROTEST", "Iraqi demonstrators burned a Swedish flag."),
    ("PROTEST", "Prisoners in Turkey began a hunger strike."),
    ("PROTEST", "Polish farmers blocked the road to Ukraine."),
    ("SANCTION", "Japan imposed sanctions on Belarus."),
    ("SANCTION", "Poland expelled three Russian diplomats."),
    ("SANCTION", "Spain recalled its ambassador to Argentina."),
    ("SANCTION", "Colombia broke off relations with Israel."),
    ("SANCTION", "China banned Japanese seafood imports."),
    ("SANCTION", "The United States raised tariffs on Indian goods."),
    ("SANCTION", "Niger withdrew from the military pact with Chad."),
    ("SANCTION", "Beijing advised its citizens against travel to Japan."),
    ("SANCTION", "Sweden suspended aid to Burkina Faso."),
    ("SANCTION", "Mexico closed its embassy in Quito."),
    ("SANCTION", "Lithuania closed its border with Belarus."),
    ("MOBILIZE", "Azerbaijan massed troops along the border of Armenia."),
    ("MOBILIZE", "China sent warships to the Taiwan Strait."),
    ("MOBILIZE", "Iran test-fired a ballistic missile."),
    ("MOBILIZE", "India put its forces on high alert."),
    ("MOBILIZE", "Rwanda's military buildup near Congo continued."),
    ("MOBILIZE", "Russia held live-fire drills near Norway."),
    ("MOBILIZE", "Ukraine ordered the mobilisation of reservists."),
    ("COERCE", "Nicaragua arrested a bishop."),
    ("COERCE", "Turkey blocked access to Twitter."),
    ("COERCE", "Mali banned political parties."),
    ("COERCE", "Ecuador imposed a curfew."),
    ("COERCE", "South Korea's president declared martial law."),
    ("COERCE", "Algeria deported a French journalist."),
    ("COERCE", "Russian hackers breached the network of the Polish ministry."),
    ("COERCE", "Iran seized a Portuguese tanker."),
    ("COERCE", "Morocco cut off water to the camp in Western Sahara."),
    ("COERCE", "Russia's disinformation campaign targeted Moldova."),
    ("COERCE", "Houthi forces blockaded the port of Hodeidah in Yemen."),
    ("ASSAULT", "Israel bombed southern Lebanon."),
    ("ASSAULT", "Russia shelled Kharkiv in Ukraine."),
    ("ASSAULT", "Pakistan carried out airstrikes on Afghanistan."),
    ("ASSAULT", "Sudanese troops clashed with Ethiopian forces."),
    ("ASSAULT", "A suicide bombing killed ten soldiers in Somalia."),
    ("ASSAULT", "Ukraine's drone strike on a Russian refinery caused a fire."),
    ("ASSAULT", "Militants abducted ten students in Nigeria."),
    ("ASSAULT", "Syrian forces used chemical weapons against Douma."),
    ("ASSAULT", "The Iranian general was assassinated in Iraq."),
    ("ASSAULT", "Thailand and Cambodia exchanged fire."),
    ("ASSAULT", "Rwanda-backed rebels captured the city of Goma."),
    ("ASSAULT", "Kenyan police fired tear gas at protesters."),
    ("CONSULT", "A phone call between the presidents of Colombia and Ecuador is planned for Friday."),
    ("MOBILIZE", "North Korea fired two missiles into the sea."),
    ("MOBILIZE", "Poland saw movements of Russian troops near Brest."),
    ("AGREE", "The consensus between Oman and Iraq covers water."),
    ("SANCTION", "Ottawa criticised the suspension of trade talks by India."),
    ("RETREAT", "Caracas hailed the lifting of oil tariffs by the United States."),
    ("AID", "Further deliveries of artillery shells by Norway arrived in Ukraine."),
    ("THREATEN", "Iran would respond decisively to an attack, Tehran told Baghdad."),
    ("ACCUSE", "Madrid launched a scathing attack on Algeria."),
    ("REQUEST", "Peru's calls for restraint went to Bolivia too."),
]

# Words that look like an act and are none, or are another.
NOT = [
    ("ASSAULT", "Oslo executed a plan with Denmark."),
    ("ASSAULT", "Spain struck a deal with Morocco."),
    ("SANCTION", "The United States lifted tariffs on Canadian steel."),
    ("CONSULT", "Chile met its target for exports to Japan."),
    ("COERCE", "Peru could not arrest the downward trend."),
    ("AGREE", "Kuwait offered no explanation to Iraq."),
    ("PROTEST", "India launched missile strikes on Pakistan."),
    ("REQUEST", "Analysts suggest that Japan is pleased."),
]


def _types(sentences: list[str]) -> list[set[str | None]]:
    text = "\n\n".join(sentences)
    report = Report(id="R1", file="made.txt", text=text, characters=len(text))
    graph = build(read(report))
    out: list[set[str | None]] = [set() for _ in sentences]
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 2)
    for act in find_acts(graph):
        at = graph.tokens[act.head].start
        out[next(n for n in range(len(sentences)) if at < starts[n + 1])].add(act.group.type)
    return out


@pytest.fixture(scope="module")
def said() -> dict[str, set[str | None]]:
    sentences = [s for _, s in SAID]
    return dict(zip(sentences, _types(sentences), strict=True))


@pytest.fixture(scope="module")
def unsaid() -> dict[str, set[str | None]]:
    sentences = [s for _, s in NOT]
    return dict(zip(sentences, _types(sentences), strict=True))


@pytest.mark.parametrize(("kind", "sentence"), SAID)
def test_an_act_is_found(said: dict[str, set[str | None]], kind: str, sentence: str) -> None:
    assert kind in said[sentence]


@pytest.mark.parametrize(("kind", "sentence"), NOT)
def test_a_look_alike_is_not(unsaid: dict[str, set[str | None]], kind: str, sentence: str) -> None:
    assert kind not in unsaid[sentence]


def test_matters_put_to_the_other_side_are_requests() -> None:
    for text, words in (
        ("The Prime Minister of Norway raised the case of a citizen jailed in Chile.", "raised"),
        ("Chile's president raised the issue of fugitives and of their extradition.", "raised"),
        ("The president of Chile sought clarification from Peru.", "sought"),
    ):
        assert told(text, words).type == "REQUEST"
    assert not [m for m in mentions("Chile raised the issue of fish.") if m.type == "REQUEST"]
    assert told("Chile has admitted that its agents broke into the office.", "admitted").type == "CONCEDE"
