"""A decision in one report and the act in another are one event; its status is that of the act."""

from memcon.pipeline import brief


def told(tmp_path, **texts):
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text)
    return brief([tmp_path]).events


def test_a_recall_and_the_decision_to_recall_are_one(tmp_path):
    events = told(
        tmp_path,
        a="YAOUNDE, Sept 3 2025 (Wire) - Cameroon recalled its ambassador to Gabon on Wednesday over a border row.\n",
        b="LIBREVILLE, Sept 4 2025 (Press) - Gabon regrets the decision of Cameroon to recall its ambassador.\n",
    )
    recalls = [e for e in events if e.type == "SANCTION"]
    assert [(e.status, len(e.reports)) for e in recalls] == [("occurred", 2)]


def test_a_levy_put_on_is_not_the_levy_shelved(tmp_path):
    events = told(
        tmp_path,
        a="NAIROBI, Feb 6 2024 (Wire) - Kenya will impose a levy on Ugandan milk from March 1, it said.\n",
        b="KAMPALA, Feb 8 2024 (Press) - Uganda said that it would ask Kenya to shelve the levy on March 1.\n",
    )
    kinds = [{m.trigger.quote for m in e.mentions} for e in events]
    assert not any({"shelve the levy"} & k and any("impose" in t for t in k) for k in kinds)
