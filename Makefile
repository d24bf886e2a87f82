# Everything runs in .venv, made on first use from the lock files. Needs Python 3.11+, git and make.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out
LEVEL ?= 6
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run demo test quality check fmt lock bench look templates clean

help: ## Say what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/.run ## Set up, then serve the web application with a demonstration (PORT=8000)
	$(BIN)/recruit serve --demo --port $(PORT)

demo: .venv/.run ## Set up, then make a demonstration pack and four reports as files (LEVEL=1 to 8)
	$(BIN)/recruit demo --level $(LEVEL) --out $(OUT)/demo --force

test: .venv/.dev ## Set up what the tests need, then run them all
	$(BIN)/pytest -n auto --dist worksteal

quality: .venv/.dev ## The long measurements: blindness in full number, speed against its floor
	$(BIN)/python -m bench.quality

check: .venv/.dev ## Lint, format, types, import contracts, the bank
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/recruit check

fmt: .venv/.dev ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: .venv/.dev ## Renew the lock files
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe \
		--no-emit-index-url --no-emit-find-links --build-deps-for editable \
		-o requirements.lock pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe \
		--no-emit-index-url --no-emit-find-links --build-deps-for editable --extra dev \
		-o requirements-dev.lock pyproject.toml

bench: .venv/.dev ## Measure packs, refusals and documents against what is wanted
	$(BIN)/python -m bench.packs
	$(BIN)/python -m bench.refusals
	$(BIN)/python -m bench.word
	$(BIN)/python -m bench.web

look: .venv/.dev ## Make every page and document as PNG files (needs LibreOffice and poppler-utils)
	$(BIN)/python -m bench.pages_look --out $(OUT)/look/pages
	$(BIN)/python -m bench.look --out $(OUT)/look

templates: .venv/.dev ## Build the Word templates from their source
	$(BIN)/python templates/word/source/build.py

clean: ## Remove what was made
	rm -rf .venv $(OUT) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/.made:
	$(PYTHON) -m venv .venv
	touch $@

BUILD := pyproject.toml hatch_build.py package.json package-lock.json .npmrc

.venv/.run: .venv/.made requirements.lock $(BUILD)
	$(BIN)/pip install -q --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@

.venv/.dev: .venv/.made requirements-dev.lock $(BUILD)
	$(BIN)/pip install -q --require-hashes -r requirements-dev.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	$(BIN)/python hatch_build.py axe .venv/axe
	$(BIN)/python -m tests.browser.chromium --install
	touch $@ .venv/.run
