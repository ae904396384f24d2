# Two commands do everything on a fresh machine with Python 3.11 and make: `make demo` and `make test`.
.PHONY: demo test lint soak bench docs clean help
.DELETE_ON_ERROR:

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO := out/demo
BENCH := $(or $(VEDETTE_BENCH),../shared/bench)
export PYTHONUTF8 := 1
export PYTHONHASHSEED := 0

help:
	@echo "make demo   install, read samples/, print the brief and say where its HTML lies"
	@echo "make test   install the tools too, then format, lint, types, layers, all tests"
	@echo "make bench  the figures, on the data in VEDETTE_BENCH (default ../shared/bench)"
	@echo "make soak   the long tests"
	@echo "make docs   the documentation as a site in out/site"
	@echo "make clean  remove what these made"

# The first interpreter that is new enough and can make an environment.
$(BIN)/python:
	@for python in python3.11 python3 python3.12 python3.13 python; do \
	  if command -v $$python >/dev/null && $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "making $(VENV) with $$($$python --version)"; exec $$python -m venv $(VENV); fi; done; \
	echo "no Python 3.11 or newer that can make environments was found (on Debian: apt install python3.11-venv)" >&2; exit 1

# A stamp newer than pyproject.toml means that what it lists is installed; the tools of dev hold all that the demo needs.
$(VENV)/.installed-demo: pyproject.toml | $(BIN)/python
	@echo "installing (the first time takes a minute or two)"
	@$(PIP) -e '.[read,reports,serve]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "installing with the tools for tests (the first time takes a minute or two)"
	@$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/.installed-demo

demo: $(VENV)/.installed-demo
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	$(BIN)/vedette ingest samples/ --outlets samples/outlets.csv --db sqlite:///$(DEMO)/vedette.db
	$(BIN)/vedette brief --db sqlite:///$(DEMO)/vedette.db --out $(DEMO) --title "The Aleppo offensive, from invented dispatches"
	@echo; cat $(DEMO)/*.md
	@echo; for page in $(CURDIR)/$(DEMO)/*.html; do echo "The brief as a page: $$page"; done
	@echo "The monitor in a browser: $(BIN)/vedette serve --db sqlite:///$(DEMO)/vedette.db"

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# Cheap folders run first, the evaluation gate last (tests/conftest.py). What needs a server, a browser or outside data
# skips and says so; VEDETTE_REQUIRE=postgres,browser,bench,... turns such a skip into a failure.
test: lint
	$(BIN)/python -m pytest -m "not slow"

# The long tests (none is no fault), then a real stream, twice: the second pass must add nothing.
soak: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m slow || [ $$? = 5 ]
	@if [ -f "$(BENCH)/fa_kes/reports.jsonl" ]; then rm -rf out/soak && mkdir -p out/soak && set -ex && \
	  $(BIN)/vedette ingest "$(BENCH)/fa_kes/reports.jsonl" --db sqlite:///out/soak/vedette.db && \
	  $(BIN)/vedette ingest "$(BENCH)/fa_kes/reports.jsonl" --db sqlite:///out/soak/vedette.db && \
	  $(BIN)/vedette brief --db sqlite:///out/soak/vedette.db --out out/soak; \
	else echo "no stream of reports at $(BENCH)/fa_kes (VEDETTE_BENCH): skipped"; fi

# Every module of benchmarks/ whose data and scorer are there: predictions go to out/bench, figures to the screen.
bench: $(VENV)/.installed-dev
	@[ -d "$(BENCH)" ] || { echo "no benchmark data at $(BENCH); name their folder in VEDETTE_BENCH" >&2; exit 1; }
	@mkdir -p out/bench
	@set -e; for module in benchmarks/*.py; do name=$$(basename $$module .py); \
	  [ -f "$(BENCH)/score_$$name.py" ] && [ -d "$(BENCH)/$$name" ] || continue; echo "== $$name"; \
	  $(BIN)/python -m benchmarks.$$name --data "$(BENCH)/$$name" --out out/bench/$$name.jsonl; \
	  $(BIN)/python "$(BENCH)/score_$$name.py" "$(BENCH)/$$name/gold.jsonl" out/bench/$$name.jsonl; done
	@[ ! -f benchmarks/speed.py ] || { echo "== speed"; $(BIN)/python -m benchmarks.speed --reports "$(BENCH)/fa_kes/reports.jsonl"; }

# The documentation as a site that loads nothing from outside.
docs: $(VENV)/.installed-dev
	$(BIN)/mkdocs build --quiet

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools benchmarks -name __pycache__ -prune -exec rm -rf {} +
