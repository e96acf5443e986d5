#!/usr/bin/env bash
# Formatting and clippy, warnings as errors, natively and for wasm. What cannot run on this machine is named.
# tools/lint.sh [fmt] [native] [wasm]: all three by default.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ $# -gt 0 ] || set -- fmt native wasm
native() { tools/with.sh native "$@"; }
wasm() { tools/with.sh wasm "$@"; }

for part in "$@"; do
  case $part in
    fmt)
      if native cargo fmt --version >/dev/null 2>&1; then native cargo fmt --all --check
      else echo "lint: SKIPPED formatting: no rustfmt on this machine (rustup component add rustfmt, or Debian's rustfmt-web)"; fi ;;
    native)
      if native cargo clippy --version >/dev/null 2>&1; then native cargo clippy --workspace --all-targets -- -D warnings
      else echo "lint: SKIPPED native clippy: none on this machine (rustup component add clippy, or Debian's rust-web-clippy)"; fi ;;
    wasm)
      if wasm cargo clippy --version >/dev/null 2>&1; then wasm cargo clippy --workspace --exclude groundswell-fuzz --target wasm32-unknown-unknown --lib --bins -- -D warnings
      else
        echo "lint: no clippy beside the Rust that builds wasm here; the compiler's own warnings stand in for it"
        RUSTFLAGS="-Dwarnings" wasm cargo check --workspace --exclude groundswell-fuzz --target wasm32-unknown-unknown --lib --bins
      fi ;;
    *) echo "tools/lint.sh [fmt] [native] [wasm]" >&2; exit 2 ;;
  esac
done
