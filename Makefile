# Two commands are all a newcomer needs: make run, make test. Everything is set up by them from Python >= 3.11 alone.

PYTHON ?= python3
UV := .uv/bin/uv
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000

export UV_PYTHON_DOWNLOADS := never
unexport PYTHONDONTWRITEBYTECODE  # each command would compile every library anew

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench format clean

help:  ## what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

setup: .venv/ready  ## make .venv with everything in uv.lock

.venv/ready: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 以上 / Python >= 3.11 is needed"; exit 1; }
	@test -x $(UV) || { $(PYTHON) -m venv .uv && .uv/bin/python -m pip install --quiet --disable-pip-version-check uv; }
	$(UV) sync --quiet --locked --all-extras --python $(PYTHON)
	@touch $@

run: setup  ## serve the demonstration district at http://127.0.0.1:8000/
	@scripts/debian-packages fonts
	$(BIN)/gongkai serve --demo --host $(HOST) --port $(PORT)

test: setup  ## all tests, browser and PostgreSQL ones included
	@scripts/debian-packages fonts tests
	$(BIN)/pytest -n auto -q

check: setup  ## format, lint, floors, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(MAKE) test

bench: setup  ## measure against named peers and limits, as ratios
	@scripts/debian-packages fonts tests
	$(UV) sync --quiet --locked --all-extras --all-groups --python $(PYTHON)
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.desk
	$(BIN)/python -m benchmarks.privacy
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m benchmarks.platform
	$(BIN)/python -m benchmarks.tallies
	$(BIN)/python -m benchmarks.archive

format: setup  ## put the code into the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## remove what setup and the tests made
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache var
