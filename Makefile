# make site        build the example brand into output/
# make test        everything that CI runs
# make lighthouse  performance too, measured three times (needs a quiet machine)

.DEFAULT_GOAL := site
.PHONY: site test lint lighthouse clean

# The first Python that is new enough; `make PYTHON=/path/to/python3.12` chooses another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin

site: .venv/installed
	$(BIN)/ambassador build --output output
	@echo
	@echo "The site is in output/. To look at it:"
	@echo "    $(BIN)/python -m http.server --directory output 8000"
	@echo "and open http://127.0.0.1:8000/"

test: lint .venv/gates
	$(BIN)/python -m pytest

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lighthouse: .venv/gates
	$(BIN)/python -m pytest tests/browser/test_lighthouse.py --lighthouse

clean:
	rm -rf .venv .ambassador output tools/gates/node_modules

.venv/created:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --upgrade 'pip>=25.1'
	@touch $@

.venv/installed: .venv/created pyproject.toml
	$(BIN)/python -m pip install -q --editable .
	@touch $@

.venv/dev: .venv/installed
	$(BIN)/python -m pip install -q --group dev --editable '.[heic]'
	@touch $@

.venv/gates: .venv/dev tools/gates/package-lock.json
	$(BIN)/python -m tools.gates.install
	@touch $@
