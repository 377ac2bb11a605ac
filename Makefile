# Everything runs from here; CI calls these same targets.  No root, no Docker: Python 3.11 and make suffice.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
CUSTODIAN ?= /opt/custodian
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: setup
setup: $(VENV)/.ready build/design/.ready build/locale/.ready ## Install everything that running needs

$(VENV)/.ready: locks/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Denizen needs Python 3.11 or later; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r locks/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready locks/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r locks/dev.txt
	@touch $@

build/design/.ready: $(VENV)/.ready package-lock.json tools/collect_parts.py
	$(BIN)/python tools/collect_parts.py run build

build/locale/.ready: $(VENV)/.ready tools/messages.py $(wildcard src/denizen_site/ui/locale/*.po)
	$(BIN)/python tools/messages.py compile build/locale
	@touch $@

build/dev/.ready: $(VENV)/.ready-dev package-lock.json tools/collect_parts.py
	$(BIN)/python tools/collect_parts.py dev build

.PHONY: dev
dev: setup $(VENV)/.ready-dev build/dev/.ready ## Install the test and lint tools as well

.PHONY: custodian
custodian: ## Install what a custodian runs, and nothing else, into CUSTODIAN=/opt/custodian
	$(PYTHON) -m venv $(CUSTODIAN)
	$(CUSTODIAN)/bin/python -m pip install --quiet --require-hashes -r locks/custodian.txt
	$(CUSTODIAN)/bin/python -m pip install --quiet --no-deps --no-build-isolation .

.PHONY: demo
demo: setup ## Play the tour, then open a sample city's desk and public door
	$(BIN)/denizen tour --out out/tour
	DENIZEN_HOME=$${DENIZEN_HOME:-out/city} $(BIN)/denizen serve --sample

# The folder of tests lies outside of /tmp: the seizure drills would search what the tests beside them write.
.PHONY: test
test: dev ## Run the tests
	$(BIN)/python -m pytest -n 3 --dist worksteal --basetemp build/tests -m "not long"

.PHONY: test-all
test-all: dev ## Run the tests with the long drills and sweeps; leaves pictures of the pages in out/shots
	DENIZEN_SHOTS=1 $(BIN)/python -m pytest -n 2 --dist worksteal --basetemp build/tests

.PHONY: lint
lint: dev ## Check format, style, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: bench
bench: dev ## Measure, each figure beside its peer
	$(BIN)/denizen bench all

build/bench-match/.ready: locks/bench.txt
	$(PYTHON) -m venv build/bench-match
	build/bench-match/bin/python -m pip install --quiet --require-hashes -r locks/bench.txt
	build/bench-match/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: bench-match
bench-match: build/bench-match/.ready ## Measure the one-card check beside other ways to match
	build/bench-match/bin/denizen bench match
	build/bench-match/bin/denizen bench match_million

.PHONY: drills
drills: setup ## Play every drill in full; reports go to out/drills
	for drill in "seizure --visits 50" relink custodians fairness; do \
	  $(BIN)/denizen drill $$drill --out out/drills || exit; done
	rm -rf build/drill-home
	DENIZEN_HOME=build/drill-home $(BIN)/denizen drill subpoena --out out/drills

.PHONY: docs
docs: dev ## Rebuild the parts of the documentation that are generated
	$(BIN)/python tools/write_register.py
	$(BIN)/python tools/write_docs.py
	$(BIN)/python tools/write_desk_docs.py

.PHONY: lock
lock: ## Choose newer versions of everything we depend on
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra setup pyproject.toml tools/build-requirements.in -o locks/run.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra dev pyproject.toml tools/build-requirements.in -c locks/run.txt -o locks/dev.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra bench pyproject.toml tools/build-requirements.in -o locks/bench.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra custodian pyproject.toml tools/build-requirements.in -c locks/dev.txt -o locks/custodian.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra hsm pyproject.toml tools/build-requirements.in -c locks/dev.txt -o locks/hsm.txt

.PHONY: clean
clean: ## Remove what was built, but not var/
	rm -rf $(VENV) build node_modules out
