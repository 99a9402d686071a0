# What one wants to do with a checkout. `make help` lists it.
#
# Needs git, make and Python 3.11 or newer. TeX is installed where that can be done without a question
# (.ci/install-tex); without TeX everything but PDF is built. Tests print names in many scripts (.ci/install-fonts) and run
# STACK questions in Maxima (.ci/install-maxima);
# `make test-players` installs a browser and players for it (.ci/install-players).

PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3 python,\
  $(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
VENV := .venv
BIN := $(VENV)/bin
OUT := out/demo
WITHOUT_TEX := latex,html,moodle,qti12,qti21

.PHONY: help venv demo test test-players check bench fuzz lint clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

venv: $(VENV)/dev.stamp  ## a virtual environment with everything for development

demo: $(VENV)/run.stamp  ## build the demonstration problem set in its usual formats, into out/demo
	@if .ci/install-tex; then $(BIN)/setwright build demo -o $(OUT); \
	else $(BIN)/setwright build demo --to $(WITHOUT_TEX) -o $(OUT); fi

test: $(VENV)/dev.stamp  ## run all tests, with real runs of LaTeX and Maxima
	@.ci/install-tex || echo "The tests that need TeX are skipped."
	@.ci/install-fonts || echo "Some names are tested with code points in place of their letters."
	@.ci/install-maxima || echo "The tests that need Maxima are skipped."
	$(BIN)/python -m pytest -n 2 --dist loadgroup -q --ignore=tests/players

test-players: $(VENV)/dev.stamp  ## play QTI 3.0 packages in two players in a browser
	@.ci/install-players
	$(BIN)/python -m pytest -q tests/players

check: $(VENV)/run.stamp  ## prove many variants of every problem family
	$(BIN)/setwright check

bench: $(VENV)/dev.stamp  ## measure how fast variants are made
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/dev.stamp  ## throw hostile text at every reader, ten minutes each; new inputs stay in tests/fuzz/corpus
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	for target in expression prose spec response; do \
	  $(BIN)/python tests/fuzz/fuzz.py $$target -max_total_time=600 || exit 1; done

lint: $(VENV)/dev.stamp  ## look for faults without running anything
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:  ## remove the virtual environment, caches and what was built
	rm -rf $(VENV) $(OUT) .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/players/node_modules

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Setwright needs Python 3.11 or newer; none was found." \
	  "Name one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual" \
	  "environments. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp is younger than pyproject.toml as long as the installed packages are those that it names.
$(VENV)/run.stamp: pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/dev.stamp: pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/run.stamp
