# make site        build the example brand into output/
# make report      a report of the example brand's exports, into report/
# make kits        make the kits of the example brand's people in kits/: links, captions, pictures to post with
# make test        everything that CI runs
# make test-all    the same, with all that CI draws only a part of: more edits, kills, races, attacks and sites (some hours)
# make fuzz        look for inputs that break the readers, a minute each (needs atheris, which make installs), and for
#                  whole sites that break a build (thousands, each another time)
# make lighthouse  performance too, measured three times (needs a quiet machine)
# make lock        renew the locked packages: all of what is installed has a version and a hash (with UPGRADE= it renews only
#                  what pyproject.toml asks for)
# make audit       look the locked packages up among known vulnerabilities (needs the advisory service)

.DEFAULT_GOAL := site
.PHONY: site report kits test test-all lint lighthouse lock audit clean fuzz

# The first Python that is new enough; `make PYTHON=/path/to/python3.12` chooses another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
INSTALL = $(BIN)/python -m pip install -q
UPGRADE ?= --upgrade
LOCK = $(BIN)/uv pip compile -q $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command 'make lock'
SITE_LOCK := generator/authoring/starters/ci/requirements.lock
LOCKS := requirements.lock requirements-dev.lock $(SITE_LOCK) tools/gates/requirements.lock tools/fuzz/requirements.lock

site: .venv/installed
	$(BIN)/ambassador build --output output
	@echo
	@echo "The site is in output/. To look at it:"
	@echo "    $(BIN)/python -m http.server --directory output 8000"
	@echo "and open http://127.0.0.1:8000/"

report: .venv/dev
	$(BIN)/ambassador report content-data/*.csv --from 2026-10-01 --as-of 2026-11-29 --output report
	@echo
	@echo "Open report/index.html in a browser."

kits: .venv/installed
	$(BIN)/ambassador kit --all
	@echo
	@echo "The kits are in kits/: open kits/lea-moreau/index.html, for one."

test: lint .venv/gates
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

test-all: export CHANGES := 60
test-all: export CLOSINGS := 60
test-all: export DAMAGES := 60
test-all: export TOGETHER := 20
test-all: export INCREMENTAL_SEEDS := 20
test-all: export RACES := 100
test-all: export FAULT_KILLS := 200
test-all: export HOSTILE := full
test-all: export ATTACKS := 20000
test-all: export FUZZ_SITES := 1000
test-all: export LAYOUTS := 5
test-all: export WHOLE := 1
test-all: test

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lighthouse: .venv/gates
	$(BIN)/python -m pytest tests/browser/test_lighthouse.py --lighthouse

lock: .venv/dev
	$(LOCK) pyproject.toml --group build --output-file requirements.lock
	$(LOCK) pyproject.toml --group build --group dev --all-extras --constraints requirements.lock \
		--output-file requirements-dev.lock
	$(LOCK) pyproject.toml --constraints requirements.lock --output-file $(SITE_LOCK)
	$(LOCK) --group gates --output-file tools/gates/requirements.lock
	$(LOCK) --group fuzz --output-file tools/fuzz/requirements.lock

# Strict: a package that the service does not know is a failure too.
audit: .venv/dev
	for lock in $(LOCKS); do \
		$(BIN)/pip-audit --strict --require-hashes --disable-pip --progress-spinner off --requirement $$lock || exit 1; done

fuzz: .venv/dev
	$(INSTALL) --require-hashes --requirement tools/fuzz/requirements.lock
	$(BIN)/python -m tools.fuzz --seconds 60
	FUZZ_SITES=3000 $(BIN)/python -m pytest tests/hostile/test_whole_sites.py -q -s

clean:
	rm -rf .venv .ambassador .ambassador-private output kits tools/gates/node_modules

.venv/created:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found."; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/created requirements.lock pyproject.toml
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/installed requirements-dev.lock
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

.venv/gates: .venv/dev tools/gates/package-lock.json
	$(BIN)/python -m tools.gates.install
	@touch $@
