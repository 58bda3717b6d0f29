# `make run` and `make test` work on a machine with nothing but Python 3.11 or newer; the rest is for those who change it.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes

.PHONY: setup run test lint bench lock clean

setup: .venv/installed

run: .venv/installed
	@exec $(BIN)/gunicorn --config gunicorn.conf.py 'dashboard.app:wsgi()'

test: .venv/installed-dev
	@tools/run_tests.sh

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/installed-dev
	@tools/system_packages.sh chromium npm
	$(BIN)/python -m bench

lock: .venv/installed-dev
	for name in requirements requirements-dev requirements-illustrations; do \
	  $(BIN)/pip-compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-trusted-host \
	    --no-emit-find-links --no-strip-extras --allow-unsafe --output-file $$name.txt $$name.in || exit 1; done

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov bench/out
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "The venv module of Python is needed (Debian: apt-get install python3-venv)"; exit 1; }

.venv/installed: requirements.txt | .venv/bin/python
	@echo "Installing what requirements.txt names; this happens once."
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@$(INSTALL) -r requirements.txt -r requirements-dev.txt
	@touch $@
