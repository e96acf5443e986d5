# Groundswell's commands. `make` alone lists them.
# Every target sets up what it needs first; a second run finds it ready.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The port of `make serve`.
PORT ?= 8080
# Where `make serve` mounts the site, to try it under a subpath: BASE=/some/folder/
BASE ?= /
# rustup | debian: force one way to the wasm target; empty takes the first that answers.
TOOLCHAIN ?=
export TOOLCHAIN
# first-load | grid | timeline | workbook: the one part of `make bench` to run; empty runs all.
ONLY ?=
# How long `make fuzz` runs all its targets together.
SECONDS ?= 60
# One target of it; where its numbers begin; a file with a case to run again.
TARGET ?=
SEED ?=
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
	@node tools/test.mjs unit e2e browsers

unit: ## Run the native Rust tests only
	@tools/setup.sh native
	@node tools/test.mjs unit

e2e: ## Run the browser tests only
	@tools/setup.sh test
	@node tools/test.mjs e2e

browsers: ## Run the smoke in Firefox and WebKit only
	@tools/setup.sh browsers
	@node tools/test.mjs browsers

dist: ## Build the release into dist/ (skipped while nothing has changed)
	@tools/setup.sh build
	@tools/dist.sh

dev: ## Rebuild and reload at every change, unoptimised (PORT=)
	@tools/setup.sh build
	@$(WASM) trunk serve --address 127.0.0.1 --port $(PORT) --dist .build/dev

size: dist ## Say what the first load weighs, and fail over the budget
	@node tools/size.mjs

kill: dist ## Kill the browser while someone types, KILLS= times (40), and fail if saved work is lost
	@tools/setup.sh test
	@KILLS=$(or $(KILLS),40) node tests/e2e/kill.mjs

race: dist ## Save one plan in two tabs at the same instant, ROUNDS= times (1000), and fail if one overwrites in silence
	@tools/setup.sh test
	@ROUNDS=$(or $(ROUNDS),1000) node tests/e2e/race.mjs

bench: dist ## Measure first load, budget grid, timeline and workbook beside their peers (ONLY=first-load, grid, timeline or workbook)
	@tools/setup.sh bench
	@for part in $(or $(ONLY),first-load grid timeline workbook); do node tools/bench/$$part.mjs; done

fuzz: ## Try damaged and hostile input on all that is read and computed (SECONDS=, TARGET=, SEED=, REPLAY=file)
	@tools/setup.sh native
	@$(NATIVE) cargo run --quiet -p groundswell-fuzz --profile fuzz -- --seconds $(SECONDS) \
	  $(if $(TARGET),--target $(TARGET)) $(if $(SEED),--seed $(SEED)) $(if $(REPLAY),--replay $(abspath $(REPLAY)))

fmt: ## Format the Rust, JavaScript and CSS sources
	@tools/setup.sh lint
	@tools/lint.sh fix

lint: ## Check formatting, clippy, documentation, licences, JavaScript, CSS, shell scripts and workflows
	@tools/setup.sh lint
	@tools/lint.sh

setup: ## Install everything the other commands need, and say what it does
	@tools/setup.sh build test browsers lint

clean: ## Remove what was built (keeps the tools)
	rm -rf dist target .build tests/e2e/test-results tools/bench/peers

distclean: clean ## Remove what was built and the project's own tools
	rm -rf .tools tools/node_modules tools/bench/node_modules tools/lint/node_modules tests/e2e/node_modules tests/browsers/node_modules
