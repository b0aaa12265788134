# `make demo` and `make test` each set up all they need on a machine with Python 3.11 or later,
# and work without a network afterwards.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow test-browser check lint types contracts docs golden clean

help:  ## what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "error: Bearwitness needs Python 3.11 or later; '$(PYTHON)' is older or missing" >&2; \
	  echo "hint:  make demo PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(BIN)/pip install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.run  ## the main job on the sample reports, into out/demo
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh samples/demo.sh out/demo

test: $(VENV)/.dev  ## every test but the slow ones and those with a browser
	$(BIN)/pytest -n auto

test-slow: $(VENV)/.dev  ## the long runs
	$(BIN)/pytest -m slow

test-browser: $(VENV)/.dev  ## the desk driven with Chromium; pictures into out/desk-screens
	@command -v chromium > /dev/null || command -v chromium-browser > /dev/null || { \
	  echo "error: there is no chromium on this machine's path" >&2; \
	  echo "hint:  apt-get install chromium (Debian); it is never downloaded from here" >&2; exit 2; }
	$(BIN)/pytest -m browser -n 2 --dist loadfile tests/browser

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

check: lint types contracts test-browser test  ## ruff, mypy, the import contracts and every test

docs: $(VENV)/.dev  ## write docs/schema, docs/codebook.md and docs/commands.md anew from the code
	$(BIN)/python tools/write_docs.py

golden: $(VENV)/.dev  ## rewrite the golden files; the diff is what a reviewer reads
	$(BIN)/pytest tests/golden --rewrite-golden

clean:  ## remove the environment and everything made
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
