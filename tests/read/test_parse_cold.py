"""A cold start loads no more of spaCy than reading needs."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from memcon.read.parse import parse
parsed = parse("Ministers met in the capital.", [(0, 29)], frozenset())
assert [t.text for t in parsed.tokens][:2] == ["Ministers", "met"], parsed
assert not {"requests", "httpx", "spacy.cli"} & set(sys.modules), sorted(sys.modules)
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert callable(spacy.cli.download)
"""


def test_no_web_client_is_loaded_and_the_tools_still_work() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
