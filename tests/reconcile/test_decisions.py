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
