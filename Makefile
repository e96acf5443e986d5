# Groundswell's commands. `make` alone lists them.
# Every target installs what it needs first; later runs find it in place.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The port of `make serve`.
PORT ?= 8080
# The path under which `make serve` serves the site: BASE=/some/folder/
BASE ?= /
# rustup | debian: where the wasm target comes from; if empty, the first that is available.
TOOLCHAIN ?=
export TOOLCHAIN
# A command for `make test` to run while the release is being built, before the browser tests.
BESIDE ?=
# first-load | first-field | grid | timeline | workbook | figures | figures-import | newcomer | quiet: the only part of `make bench` to run; if empty, all.
ONLY ?=
# Total duration of `make fuzz`, over all targets.
SECONDS ?= 60
# `make fuzz`: the profile it is built in; `dev` is slower but built already where the tests are.
PROFILE ?= fuzz
# `make fuzz`: one target only; the seed of its random numbers; one case of that target; a file with a case to replay.
TARGET ?=
SEED ?=
CASE ?=
REPLAY ?=

NATIVE := tools/with.sh native
WASM := tools/with.sh wasm

.PHONY: help serve test e2e browsers unit dist dev bench size fuzz kill race fmt lint setup clean distclean

help: ## List these commands
	@awk -F':.*## ' '/^[a-z0-9]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

serve: dist ## Build the release and serve it at http://127.0.0.1:8080 (PORT=, BASE=)
	@node tools/serve.mjs --dir dist --port $(PORT) --base $(BASE)

test: ## Run every test: native Rust tests, then the release in Chromium, Firefox and WebKit
	@tools/setup.sh test browsers
	@BESIDE="$(BESIDE)" node tools/test.mjs unit e2e browsers

unit: ## Run the native Rust tests only
	@tools/setup.sh native
	@node tools/test.mjs unit

e2e: ## Run the browser tests only
	@tools/setup.sh test
	@node tools/test.mjs e2e

browsers: ## Run the smoke test in Firefox and WebKit only
	@tools/setup.sh browsers
	@node tools/test.mjs browsers

dist: ## Build the release into dist/ (skipped while nothing has changed)
	@tools/setup.sh build
	@tools/dist.sh

dev: ## Rebuild and reload at every change, unoptimised (PORT=)
	@tools/setup.sh build
	@$(WASM) trunk serve --address 127.0.0.1 --port $(PORT) --dist .build/dev

size: dist ## Report the size of the first load, and fail if it is over the limit
	@node tools/size.mjs

kill: dist ## Kill the browser while someone types, KILLS= times (40), and fail if saved work is lost
	@tools/setup.sh test
	@KILLS=$(or $(KILLS),40) node tests/e2e/kill.mjs

race: dist ## Save one plan in two tabs at the same instant, ROUNDS= times (1000), and fail if one silently overwrites the other
	@tools/setup.sh test
	@ROUNDS=$(or $(ROUNDS),1000) node tests/e2e/race.mjs

bench: dist ## Measure first load, budget grid, timeline and workbook against comparable products (ONLY=first-load, first-field, grid, timeline, workbook, figures, figures-import, newcomer or quiet)
	@tools/setup.sh bench
	@for part in $(or $(ONLY),first-load first-field grid timeline workbook figures figures-import newcomer quiet); do node tools/bench/$$part.mjs; done

fuzz: ## Fuzz every reader and every calculation with damaged and hostile input (SECONDS=, TARGET=, SEED=, CASE=, REPLAY=file)
	@tools/setup.sh native
	@$(NATIVE) cargo run --quiet -p groundswell-fuzz --profile $(PROFILE) -- --seconds $(SECONDS) \
	  $(if $(TARGET),--target $(TARGET)) $(if $(SEED),--seed $(SEED)) $(if $(CASE),--case $(CASE)) $(if $(REPLAY),--replay $(abspath $(REPLAY)))

fmt: ## Format the Rust, JavaScript and CSS sources
	@tools/setup.sh lint
	@tools/lint.sh fix

lint: ## Check formatting, clippy, documentation, licences, JavaScript, CSS, shell scripts and workflows
	@tools/setup.sh lint
	@tools/lint.sh

setup: ## Install everything the other commands need
	@tools/setup.sh build test browsers lint

clean: ## Remove build outputs (keeps the tools)
	rm -rf dist target .build tests/e2e/test-results tools/bench/peers

distclean: clean ## Remove build outputs and the project's own tools
	rm -rf .tools tools/node_modules tools/bench/node_modules tools/lint/node_modules tests/e2e/node_modules tests/browsers/node_modules
