# Two commands do it all: `make serve` to see the site, `make test` to check everything.
# Needs Python 3.11 or newer, git and make; everything else is installed into .venv/.

PYTHON ?= python3
HOST   ?= 127.0.0.1
PORT   ?= 8000

BIN     := .venv/bin
RUNTIME := .venv/.runtime
DEV     := .venv/.dev
CLIENT  := node_modules/.client
PIP     := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes

# Pages are put together here, and become site/ only when every step has passed.
DRAFT := .build

# Material prints a banner about its own future on every build; README says what is planned.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build check lint client test browser bench review schemas pictures requirements clean

help: ## list what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 16

# A mistake shows in the page and in the terminal; --no-strict and MACROS_FAIL keep the server alive.
serve: $(RUNTIME) ## show the site at http://127.0.0.1:8000/, up to date with every edit
	SITE_URL=http://$(HOST):$(PORT)/ MACROS_FAIL=false $(BIN)/mkdocs serve --no-strict --livereload --dev-addr $(HOST):$(PORT)

build: $(RUNTIME) ## build the site into site/
	@rm -rf site $(DRAFT)
	$(BIN)/python -m macros check
	$(BIN)/mkdocs build --strict --site-dir $(DRAFT)
	$(BIN)/python -m macros finish $(DRAFT)
	@mv $(DRAFT) site

check: $(RUNTIME) ## check the templates and the catalogue (seconds)
	@$(BIN)/python -m macros check --format $(or $(FORMAT),text)

lint: $(DEV) ## check the code's style and types, and the workflows
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@if .ci/node; then $(MAKE) --no-print-directory client; \
	  else echo "Script and style go unchecked: that takes npm and Node 20.19 or newer, and nothing else does."; fi

client: $(CLIENT) ## check script and style (with Node, which nothing else needs)
	npm run --silent lint

test: browser lint build ## check everything: code, templates, the built site, a real browser
	$(BIN)/pytest --numprocesses 2

# No stamp: a browser can be removed, and to look whether it is there takes no time.
browser: $(DEV) ## find the Chromium that tests start, or install one
	@.ci/browser

review: $(RUNTIME) ## show what has changed in the messages since BASE (origin/main)
	@$(BIN)/python -m macros diff $(or $(BASE),origin/main) $(if $(ROOT),--root "$(ROOT)")

schemas: $(RUNTIME) ## write the JSON Schemas that help editors
	@$(BIN)/python -m macros schemas

bench: $(DEV) build browser ## measure how fast it is (on a machine with nothing else to do)
	PYTHONPATH=. $(BIN)/python benchmarks/check_time.py
	$(BIN)/python -m benchmarks.build_time
	$(BIN)/python -m benchmarks.keystroke site
	$(BIN)/python -m benchmarks.draft site
	$(BIN)/python -m benchmarks.finder site
	$(BIN)/python -m benchmarks.judgement

pictures: build browser ## take the pictures on the Contribute page and in README anew
	@PYTHONPATH=. $(BIN)/python .ci/pictures.py

requirements: .venv ## work out requirements*.txt anew from requirements*.in
	$(BIN)/python -m pip --disable-pip-version-check install --quiet uv
	$(foreach name,requirements requirements-dev,\
	  $(BIN)/uv pip compile $(name).in --output-file $(name).txt --quiet --upgrade \
	    --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
	    --no-annotate --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make requirements" &&) true

clean: ## remove everything that was made
	rm -rf site $(DRAFT) .venv node_modules .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	find macros tests -type d -name __pycache__ -prune -exec rm -rf {} +

# Stamps: an install runs only when what it installs from has changed.
.venv:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv

$(RUNTIME): requirements.txt | .venv
	$(PIP) --requirement requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME) | .venv
	$(PIP) --requirement requirements-dev.txt
	@touch $@

$(CLIENT): package.json package-lock.json .npmrc
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@
