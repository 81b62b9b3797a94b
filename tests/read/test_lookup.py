import pytest

from memcon.read import lookup


@pytest.fixture(scope="module")
def seen(look):
    return look("Peru and Chile praised Japan's new trade plan. The two countries thanked Tokyo.").reading


def at(reading, word):
    return next(t.i for t in reading.tokens if t.text == word)


def test_entities_of_tokens_and_what_is_coordinated(seen):
    assert lookup.entity_at(seen, at(seen, "Peru")).id == "PER"
    assert [e.id for e in lookup.entities_at(seen, at(seen, "Peru"))] == ["PER", "CHL"]


def test_a_possessor_is_not_the_thing_possessed(seen):
    plan = at(seen, "plan")
    assert lookup.entity_at(seen, plan) is None
    assert [e.id for e in lookup.modifiers_at(seen, plan)] == ["JPN"]


def test_groups_open_into_members(seen):
    group = lookup.entity_at(seen, at(seen, "countries"))
    assert set(lookup.expand_group(seen, group.id)) == {"PER", "CHL"}
    assert lookup.expand_group(seen, "JPN") == ("JPN",)


def test_tree_questions(seen):
    verb = at(seen, "praised")
    assert lookup.child(seen, verb, "nsubj").text == "Peru"
    first, last = lookup.subtree(seen, verb)
    assert first == 0
    assert seen.tokens[last - 1].text == "."
    assert lookup.under(seen, at(seen, "plan"), verb)
    assert not lookup.under(seen, verb, at(seen, "plan"))
    assert lookup.sentence_of(seen, at(seen, "Tokyo")).i == 1
    assert lookup.token_at(seen, seen.tokens[3].start + 1) == 3


def test_the_index_is_built_once(seen):
    assert lookup.index(seen) is lookup.index(seen)
