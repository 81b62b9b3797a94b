import pytest

from memcon.model.memo import Report
from memcon.read import read


class Look:
    """A reading with short questions for tests."""

    def __init__(self, text, **fields):
        self.report = Report(id="R1", file="r.txt", text=text, **fields)
        self.reading = read(self.report)
        self.entities = {e.id: e for e in self.reading.entities}

    def sentences(self):
        return [self.reading.text[s.start : s.end] for s in self.reading.sentences]

    def who(self, words, nth=0):
        """The entity id of the nth naming with these words; None where there is none."""
        found = [n.entity for n in self.reading.namings if self.reading.text[n.start : n.end] == words]
        return found[nth] if nth < len(found) else None

    def form(self, words, nth=0):
        found = [n.form for n in self.reading.namings if self.reading.text[n.start : n.end] == words]
        return found[nth] if nth < len(found) else None


@pytest.fixture(scope="session")
def look():
    return Look
