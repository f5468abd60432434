# The commands of the project. `make example` and `make test` set up what they need on a fresh machine.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help example test check installed office fuzz ready bench templates docs pictures links typed clean

help:
	@echo "make example    write the papers of the real project 290170, and the bundle of a complete application"
	@echo "make test       run the tests"
	@echo "make check      style, types, layers, templates against their sources, docs"
	@echo "make installed  build the wheel, and try it with every extra on the oldest and the newest Python, lowest and newest dependencies"
	@echo "make office     fetch the programs that papers are tried with: a second LibreOffice (needs npm), and those of Python"
	@echo "make fuzz       the long random tests"
	@echo "make ready      keep law and templates as read and compiled, so that commands start quicker (an install does it)"
	@echo "make bench      speed, as ratios against docxtpl used plainly; with PEERS=1 against other libraries too (npm)"
	@echo "make templates  build the Word templates from the layouts of the papers"
	@echo "make docs       build the documentation, with pictures of every paper where LibreOffice is there"
	@echo "make pictures   make the committed pictures again, of papers, commands and the page in the browser (LibreOffice, Chromium)"
	@echo "make typed      check the Python of the pages with mypy and pyright"
	@echo "make links      ask for every address that the documentation names; needs the net"

example: $(VENV)/.library
	@$(BIN)/python examples/290170/build.py
	@$(BIN)/python examples/cooperation-complete/build.py

test: $(VENV)/.test
	$(BIN)/python -m pytest -n auto -q

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@for script in examples/*/build.py; do $(BIN)/mypy $$script || exit 1; done
	$(BIN)/lint-imports
	$(BIN)/python templates/source/build.py --check
	$(BIN)/python -m sphinx -W -q -b html docs docs/_build/html

installed: $(VENV)/.dev
	rm -rf dist
	$(BIN)/python -m build --wheel --outdir dist . >/dev/null
	$(BIN)/python tests/installed_wheel.py dist/*.whl

office: $(VENV)/.office tests/office/node_modules/.fetched tests/office/.venv/.fetched

$(VENV)/.office: pyproject.toml | $(BIN)/python
	$(PIP) install --group office
	@touch $@

tests/office/node_modules/.fetched: tests/office/package-lock.json
	cd tests/office && npm ci --no-audit --no-fund
	@touch $@

tests/office/.venv/.fetched: tests/office/requirements.txt
	$(PYTHON) -m venv tests/office/.venv
	tests/office/.venv/bin/python -m pip --disable-pip-version-check --quiet install -r $<
	@touch $@

fuzz: $(VENV)/.test
	@$(PIP) install --group fuzz 2>/dev/null || echo "atheris doesn't install here, so the fuzzers that it guides are left out"
	$(BIN)/python -m pytest -n auto -q -m fuzz --override-ini addopts="-ra --import-mode=importlib"

ready: $(VENV)/.library
	$(BIN)/python -c "from hakemus.assembly import keep_all; keep_all()"

bench: $(VENV)/.test ready
	$(BIN)/python tests/bench/bench.py $(if $(PEERS),--peers)

templates: $(VENV)/.test
	$(BIN)/python templates/source/build.py
	$(BIN)/python examples/groups/mallimaa/make.py

docs: $(VENV)/.dev
	$(BIN)/python docs/showcase.py
	$(BIN)/python -m sphinx -W -q -b html docs docs/_build/html

pictures: $(VENV)/.dev $(VENV)/.office
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/browser_pictures.py

typed: $(VENV)/.dev
	$(BIN)/python docs/typed_blocks.py

links: $(VENV)/.dev
	$(BIN)/python -m sphinx -q -b linkcheck docs docs/_build/links

clean:
	rm -rf $(VENV) src/hakemus/built papers docs/_build docs/reference docs/gallery docs/cookbook.md docs/gallery.md docs/glossary.md dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade "pip>=25.1"

$(VENV)/.library: pyproject.toml | $(BIN)/python
	$(PIP) install --editable ".[all]"
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(PIP) install --editable ".[cli,pdf,workbook]" --group test
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(PIP) install --editable ".[cli,pdf,workbook]" --group dev
	@touch $@
