"""Slips of the parser that are mended before anything is read from the tree."""


def heads(read):
    tokens = read.reading.tokens
    return {t.text: tokens[t.head].text for t in tokens}


def test_a_past_tense_goes_on_from_the_verb_above_an_infinitive(look):
    read = look("The Danish patrol vessel ordered the Swedish ship to leave and then opened fire.")
    assert heads(read)["opened"] == "ordered"


def test_an_infinitive_that_goes_on_is_left_alone(look):
    read = look("Denmark told the ship to stop and open its hold.")
    assert heads(read)["open"] == "stop"


def test_a_clause_with_a_subject_of_its_own_is_left_alone(look):
    read = look("Denmark asked Sweden to wait and Norway opened its ports.")
    assert heads(read)["opened"] != "wait"


def test_the_name_of_a_ship_is_nobody(look):
    read = look("The Danish patrol vessel Marie Holm ordered the Swedish ship Anna Lund to leave.")
    assert {e.kind for e in read.reading.entities} == {"government"}


def test_a_pair_of_offices_with_names_behind_them_is_a_pair(look):
    read = look(
        "The Minister for Foreign Affairs of Ghana, H.E. Rosa Lindt, and the Minister of Foreign Affairs and Trade of "
        "Papua New Guinea, Hon. Peter Wari, held their second forum in Accra."
    )
    people = {e.name: e.country for e in read.reading.entities if e.kind == "person"}
    assert people == {"Rosa Lindt": "GHA", "Peter Wari": "PNG"}


def test_nobody_is_of_the_state_of_his_counterpart(look):
    read = look("Foreign Minister Peter Wari is back from Accra, where he met his Ghanaian counterpart, Rosa Lindt.")
    people = {e.name: e.country for e in read.reading.entities if e.kind == "person"}
    assert people["Peter Wari"] is None
    assert people["Rosa Lindt"] == "GHA"


def tags(read):
    return {t.text: t.tag for t in read.reading.tokens}


def test_what_is_broken_off_accuses_nobody(look):
    read = look("The minister said that the talks had been broken off and accused Denmark of bad faith.")
    assert heads(read)["accused"] == "said"


def test_a_past_tense_does_not_go_on_a_clause_of_the_future(look):
    read = look("The minister said that Sweden will attend and denounced the critics.")
    assert heads(read)["denounced"] == "said"


def test_the_latin_goes_with_its_verb_and_the_name_with_its_word(look):
    read = look("Denmark has declared a member of the Swedish mission to the EU persona non grata in response.")
    assert heads(read)["persona"] == "declared"
    assert heads(read)["EU"] == "to"


def test_who_threatens_to_leave_is_not_threatened(look):
    read = look("Its leader, Anna Lund, threatened on Thursday to pull her ministers out of the cabinet.")
    assert tags(read)["threatened"] == "VBD"


def test_what_somebody_is_doing_is_a_verb(look):
    read = look("The Saudis, on whose money the government lives, are bargaining with its enemies in Oslo.")
    assert tags(read)["bargaining"] == "VBG"


def below(read, verb, dep):
    return {t.text for t in read.reading.tokens if t.dep == dep and read.reading.tokens[t.head].text == verb}


def test_who_is_received_at_a_house_is_no_part_of_it(look):
    read = look(
        "President Anna Lund of Denmark today received at the Citadel the Foreign Minister of Chile, Luis Vega."
    )
    assert below(read, "received", "dobj") == {"Minister"}
    read = look(
        "The Secretary, Amb. Ada Omar, today received at Harambee House H.E. Luis Vega, Minister of Trade of Chile."
    )
    assert below(read, "received", "dobj") == {"Vega"}


def test_whom_one_meets_at_a_house_one_meets(look):
    read = look("President Anna Lund of Denmark met today at the Palace with Chile's Foreign Minister Luis Vega.")
    assert heads(read)["with"] == "met"


def test_what_is_received_in_a_house_stays(look):
    read = look("The president received a letter in Copenhagen, a city by the sea.")
    assert below(read, "received", "dobj") == {"letter"}
