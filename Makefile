# Everything from a fresh machine with python3 (3.11 or newer, with venv) and make.
#   make demo   the main job on the packaged sample pages      make lint    ruff, mypy, the arrows test
#   make test   the whole suite                                make bench   speed and memory -> docs/performance.md
#   make gate   scores against bench/pinned.json               make lock    requirements.lock made anew
SHELL  := /bin/bash
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# The stamp bears the digest of what the set-up is made from: a change of either file, and nothing else, sets it up again.
KEY    := $(shell cat requirements.lock pyproject.toml | cksum | cut -d' ' -f1)
STAMP  := $(VENV)/.installed-$(KEY)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
.PHONY: demo test lint bench gate lock setup clean
.DEFAULT_GOAL := test

setup: $(STAMP)

$(STAMP):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: Recoupe wants Python 3.11 or newer, got $$($(PYTHON) --version 2>&1): set PYTHON=python3.11 or a newer one" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "make: no virtual environment: install python3-venv (Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25'
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@rm -f $(VENV)/.installed-*
	@touch $@

demo: $(STAMP)
	@$(BIN)/recoupe demo -o out/demo

test: $(STAMP)
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_house.py

bench: $(STAMP)
	$(BIN)/python bench/speed.py --write
	$(BIN)/python bench/throughput.py --write

gate: $(STAMP)
	$(BIN)/python bench/gate.py

lock:
	test -x build/lock/bin/pip-compile || { $(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet --upgrade pip pip-tools; }
	CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/pip-compile --quiet --upgrade --extra dev --generate-hashes --allow-unsafe --strip-extras \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options --annotation-style line \
	  -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build out .mypy_cache .pytest_cache .ruff_cache .hypothesis
