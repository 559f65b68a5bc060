# Reflect. `make start` begins a session; `make test` checks everything. Both set up what they need.

SHELL := /bin/sh
.DEFAULT_GOAL := test
.PHONY: start test test-all lint fix setup wheel bench lock docs clean help

# The first Python of 3.11 or later; PYTHON=... chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
# Tests wait for terminals half of the time, so two share a core.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(2 * (os.cpu_count() or 1))')
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
VAULT_TESTS := tests/vault tests/vectors tests/commands tests/library/test_chance.py
MUTANTS ?= --count 300 --seed 1

ifdef UV
  MAKE_VENV = $(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
  INSTALL = $(UV) pip install --quiet --python $(BIN)/python
else
  MAKE_VENV = $(PYTHON) -m venv $(VENV)
  INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

start: $(VENV)/.run-ready
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/reflect start; else $(BIN)/reflect demo; fi

# What is compiled is kept, whatever the surroundings say: each worker would compile every test again.
test pytest-only: export PYTHONDONTWRITEBYTECODE =
PYTEST = $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

test: $(VENV)/.dev-ready ## the tests are compiled on one core while the other looks at the code
	@$(BIN)/python -m pytest --collect-only -qq >/dev/null & \
	  $(MAKE) --no-print-directory lint || exit 1; wait
	@$(PYTEST)

lint: $(VENV)/.dev-ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

fix: $(VENV)/.dev-ready
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

test-all: ## the suite on every Python found
	@for p in python3.11 python3.12 python3.13 python3.14; do \
	  if $$p -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "'$${p#python}'")' 2>/dev/null; then \
	    echo "== $$p"; $(MAKE) --no-print-directory PYTHON=$$p VENV=.venv-$${p#python} pytest-only || exit 1; \
	  else echo "== $$p is not on this machine"; fi; done

.PHONY: pytest-only
pytest-only: $(VENV)/.dev-ready
	@$(PYTEST)

setup: $(VENV)/.dev-ready

.PHONY: pdf
pdf: $(VENV)/.run-ready ## what writing PDF handouts needs
	@$(INSTALL) --require-hashes -r requirements/pdf.txt

wheel: $(VENV)/.dev-ready
	@$(BIN)/python -m build --no-isolation --outdir dist .

.PHONY: fuzz
RUNS ?= 10000
SEED ?= 1
fuzz: $(VENV)/.dev-ready ## damaged set files through the check; RUNS=100000 for long, SEED=... for others
	@PYTHONPATH=tests $(BIN)/python -m authoring.fuzzing --runs $(RUNS) --seed $(SEED)

bench: $(VENV)/.dev-ready
	@$(BIN)/python benchmarks/run.py

# make soak SIZE=nightly ONLY=kills,power COUNTS="kills=5000 power=100000" SEED=3
SIZE ?= long
.PHONY: soak
soak: $(VENV)/.dev-ready ## faults, as often as asked for; prints the table of docs/benchmarks.md
	@$(BIN)/python tests/soak/run.py --size $(SIZE) --seed $(SEED) $(if $(ONLY),--only $(ONLY)) $(COUNTS)

# What the tests of the vault run of it; every process is measured, the killed ones till their kill.
.PHONY: coverage
coverage: $(VENV)/.dev-ready
	@rm -f .coverage .coverage.*
	@COVERAGE_PROCESS_START=$(CURDIR)/pyproject.toml COVERAGE_FILE=$(CURDIR)/.coverage \
	  $(BIN)/python -m pytest -q -n auto --cov --cov-context=test --cov-report= --cov-fail-under=0 $(VAULT_TESTS)
	@$(BIN)/coverage report

.PHONY: mutants
mutants: $(VENV)/.mutants-ready
	@nice -n 19 $(BIN)/python tools/mutants/run.py $(MUTANTS)

.PHONY: picture
picture: $(VENV)/.dev-ready
	@$(BIN)/python docs/picture.py

.PHONY: handout-pictures
handout-pictures: $(VENV)/.dev-ready ## needs chromium and pdftoppm
	@$(BIN)/python docs/handout_pictures.py

.PHONY: help-lines
help-lines: $(VENV)/.run-ready ## which help lines are due to be checked again
	@$(BIN)/python -m reflect_cli.library.recheck

docs: $(VENV)/.dev-ready
	@$(BIN)/python -m reflect_cli.library.index > prompts/.index && mv prompts/.index prompts/index.json
	@$(BIN)/python -m reflect_cli.library.compiled > prompts/.compiled && mv prompts/.compiled prompts/compiled.json
	@$(BIN)/python docs/generate.py

lock: ## renew requirements/*.txt; needs uv
	@uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml -o requirements/run.txt
	@uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra pdf -c requirements/run.txt pyproject.toml -o requirements/pdf.txt
	@uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --group build -o requirements/build.txt
	@uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --group dev --extra pdf -c requirements/run.txt -c requirements/build.txt pyproject.toml -o requirements/dev.txt
	@uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --group mutants -c requirements/run.txt -c requirements/build.txt -c requirements/dev.txt -o requirements/mutants.txt

clean:
	@rm -rf $(VENV) .venv-3.* dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .mutants .coverage .coverage.*

help:
	@echo 'make start     set up and begin a session (without a terminal: the demo)'
	@echo 'make test      set up, lint, types, import contracts, every test'
	@echo 'make test-all  the tests on every Python found   make bench  numbers beside jrnl'
	@echo 'make soak      faults: kills, power cuts, full disks, altered files (about 40 minutes)'
	@echo 'make fuzz      RUNS=10000 damaged set files through the check, from SEED=1 on'
	@echo 'make coverage  the branches of the vault that no test takes   make mutants  changes no test sees'
	@echo 'make fix       format    make wheel    build     make docs   renew generated pages'
	@echo 'make pdf       what PDF handouts need'

$(VENV)/.mutants-ready: requirements/mutants.txt $(VENV)/.dev-ready
	@$(INSTALL) --require-hashes -r requirements/mutants.txt
	@touch $@

$(VENV)/.python:
	@if [ -z "$(PYTHON)" ]; then \
	  echo 'Reflect needs Python 3.11 or later, and found none. Install it, or say PYTHON=/path/to/python.'; exit 1; fi
	@$(MAKE_VENV)
	@touch $@

$(VENV)/.run-ready: requirements/run.txt requirements/build.txt pyproject.toml | $(VENV)/.python
	@echo 'Setting up (the first time takes a minute) …'
	@$(INSTALL) --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev-ready: requirements/dev.txt $(VENV)/.run-ready
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@
