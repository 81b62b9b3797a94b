import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from memcon.read.encoder import WIDTH, embed

REFERENCE = Path(__file__).with_name("encoder_reference.json")
"""Six invented sentences with their vectors from the 32-bit original."""


@pytest.fixture(scope="module")
def reference():
    return json.loads(REFERENCE.read_text(encoding="utf-8"))


def test_vectors_agree_with_the_original(reference):
    ours = embed(reference["sentences"])
    agreement = (ours * np.array(reference["vectors"])).sum(axis=1)
    assert ours.dtype == np.float32
    assert agreement.min() > 0.99


def test_vectors_have_length_one():
    assert np.allclose(np.linalg.norm(embed(["One.", "Two words.", ""]), axis=1), 1, atol=1e-5)


def test_a_vector_depends_on_its_sentence_alone(reference):
    together = embed(reference["sentences"])
    backwards = embed(reference["sentences"][::-1])[::-1]
    alone = np.concatenate([embed([s]) for s in reference["sentences"]])
    assert np.array_equal(together, backwards)
    assert np.array_equal(together, alone)


def test_no_sentence_no_vector():
    assert embed([]).shape == (0, WIDTH)


def test_a_very_long_sentence_is_cut():
    assert embed(["peace talks " * 400]).shape == (1, WIDTH)


def test_importing_the_encoder_loads_no_runtime():
    code = "import sys, memcon.read.encoder; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
