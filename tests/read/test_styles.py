"""How governments' texts style people: who is named, of which state, in which office."""

import pytest


def people(read):
    return {(e.name, e.country, tuple(sorted(e.roles))) for e in read.reading.entities if e.kind == "person"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "His Excellency President Tomas Abara of Ghana met Her Excellency Rosa Lindt, Foreign Minister of Zambia.",
            {("Tomas Abara", "GHA", ("president",)), ("Rosa Lindt", "ZMB", ("foreign minister",))},
        ),
        (
            "HE Rashid Demir, Foreign Minister of Kuwait, met the Right Honourable Dean Marsh, Premier of New Zealand.",
            {("Rashid Demir", "KWT", ("foreign minister",)), ("Dean Marsh", "NZL", ("prime minister",))},
        ),
        (
            "Hon. Ruth Otieno, Cabinet Secretary for Foreign Affairs of Kenya, met Dato' Seri Hamid Karim of Malaysia.",
            {("Ruth Otieno", "KEN", ("foreign minister",)), ("Hamid Karim", "MYS", ())},
        ),
        (
            "President (Dr.) Tomas Abara of Ghana met Gen. Paul Okoro (rtd), Nigeria's defence minister.",
            {("Tomas Abara", "GHA", ("president",)), ("Paul Okoro", "NGA", ("defence minister", "general"))},
        ),
        (
            "Paul Okoro, Nigeria's Minister of Roads, met Rosa Lindt, Zambia's minister of trade and industry.",
            {("Paul Okoro", "NGA", ("minister",)), ("Rosa Lindt", "ZMB", ("trade minister",))},
        ),
        (
            "Mali's army chief, General Paul Okoro, met Togo's Rosa Lindt and her Ghanaian colleague, Tomas Abara.",
            {
                ("Paul Okoro", "MLI", ("chief of staff", "general")),
                ("Rosa Lindt", "TGO", ()),
                ("Tomas Abara", "GHA", ()),
            },
        ),
        (
            "European Council President Rosa Lindt met White House press secretary Dean Marsh.",
            {("Rosa Lindt", "EUR", ("European Commission president",)), ("Dean Marsh", "USA", ("press secretary",))},
        ),
        (
            "Peru's Under Secretary for Border Affairs and Rural Development Rosa Lindt met Ghana's Tomas Abara.",
            {("Rosa Lindt", "PER", ("deputy minister",)), ("Tomas Abara", "GHA", ())},
        ),
    ],
)
def test_styles_and_fields_of_office_are_no_part_of_a_name(look, text, expected):
    assert people(look(text)) == expected


def test_a_style_is_nobody(look):
    read = look("H.E. President Tomas Abara received a call from his Zambian counterpart, H.E. President Rosa Lindt.")
    assert {n for n, _, _ in people(read)} == {"Tomas Abara", "Rosa Lindt"}


def test_letters_after_a_name_are_left_out(look):
    read = look("Prime Minister the Hon Dean Marsh MP met President Rosa Lindt of Zambia.")
    assert ("Dean Marsh", None, ("prime minister",)) in people(read)


def test_a_grace_and_a_tan_stay_names(look):
    read = look("Grace Otieno, a minister of Kenya, met Tan Wei Ling, a minister of Singapore.")
    assert {n for n, _, _ in people(read)} == {"Grace Otieno", "Tan Wei Ling"}
