# Every target does all it needs on a fresh Debian machine with python3, make, and root or sudo.
# What is already there is not done again.

PYTHON ?= python3
TIME ?= 600
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -qq

.PHONY: help demo test coverage structure mutation matrix versions lint bench windows growth \
  differential soak loose fuzz guided engines .engines clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: .venv/core ## install, build a demo warehouse, answer requests from it
	$(BIN)/cdrql demo

test: .engines ## install everything, run all tests on all engines; MARKS='not server' runs fewer
	CDRQL_REQUIRE=all $(BIN)/python -m pytest -m '$(MARKS)'

coverage: .venv/test ## run every branch of the compiler and the policy, or say which is not run
	$(BIN)/python -m coverage run -m pytest --quiet -m measured
	$(BIN)/python -m coverage report

structure: .venv/core ## print rooms, arrows, circles, names of two meanings and sizes, and their bounds
	$(BIN)/python -m tools.structure

lint: .venv/lint ## check format, style and types
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

bench: .venv/test ## measure how fast requests compile
	$(BIN)/python -m benchmarks

windows: .engines ## time a day of 5 million calls against hand-written SQL, on every engine
	$(BIN)/python -m benchmarks windows

growth: .venv/test ## measure what a byte of a hostile request costs as the request grows
	$(BIN)/python -m benchmarks growth

differential: .engines ## compare thousands of random requests on all engines with the reference
	$(BIN)/python -m tools.differential

soak: .engines ## ask random requests, broken and under policies too, of all engines for TIME=600 s
	$(BIN)/python -m tools.soak --time $(TIME)

loose: .venv/core ## answer random tables of SQLite whose columns hold anything, as a reference does
	$(BIN)/python -m tools.loose --cases 5000

fuzz: .venv/test ## throw random and mutated requests at the compiler
	$(BIN)/python -m tools.fuzz

mutation: .venv/test ## see whether a test fails when the compiler is wrong in one place
	$(BIN)/python -m tools.mutation

matrix: .engines ## run the suite in process on every Python, with the oldest and newest libraries
	$(BIN)/python -m tools.matrix --write

versions: .engines ## ask every version of a server that Debian keeps, and compare with the reference
	$(BIN)/python -m tools.versions --write

guided: .venv/guided ## fuzz for ten minutes, guided by coverage, and grow the corpus of the tests
	$(BIN)/python -m tools.fuzz.guided --grow

engines: .engines ## get every database engine that the tests run on, and name their versions
	$(BIN)/python -m tools.engines versions

clean: ## remove the environment and all that tools left here; the cache of MySQL stays
	rm -rf .venv .coverage build dist *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# The environment, and one stamp for each set of extras in it.

.venv/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit( \
	  f"cdrql needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try make PYTHON=python3.12")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Installing python3-venv ..."; $(APT) update; $(APT) install --yes python3-venv; }
	$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/core: .venv/python pyproject.toml
	$(INSTALL) --editable .
	@touch $@

.venv/test: .venv/python pyproject.toml
	$(INSTALL) --editable '.[test]'
	@touch $@ .venv/core

.venv/lint: .venv/test # types are checked against the packages that tests use
	$(INSTALL) --editable '.[test,lint]'
	@touch $@

.venv/guided: .venv/test # the fuzzer is large, and there for Linux and macOS only
	$(INSTALL) --editable '.[guided]'
	@touch $@

# What no package of Python brings; not a file, since it lies outside the checkout.

.engines: .venv/test
	@PATH="$$PATH:/usr/sbin"; \
	{ command -v mariadbd && command -v mariadb-install-db && command -v my_print_defaults; } >/dev/null || { \
	  echo "Installing MariaDB ..."; $(APT) update; \
	  $(APT) install --yes --no-install-recommends mariadb-server-core mariadb-client-core; }
	@$(BIN)/python -m tools.engines fetch
