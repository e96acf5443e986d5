#!/usr/bin/env bash
# Builds the release into dist/, unless its inputs are unchanged.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p .build
stamp=.build/dist.sum

# Concurrent builds would share one staging folder.
if command -v flock >/dev/null; then exec 9>.build/dist.lock; flock 9; fi

inputs() {
  { find index.html Cargo.toml Cargo.lock Trunk.toml src style tools/finish-dist.mjs tools/minify-css.mjs tools/crates.mjs tools/notices.mjs tools/sbom.mjs tools/shorten-glue.mjs tools/split-loader.js tools/split-wasm.mjs tools/shims tools/wasm/src tools/wasm/Cargo.lock tools/package-lock.json -type f 2>/dev/null || true; } |
    LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum
  printf '%s\n' "${TOOLCHAIN:-$(cat .tools/route 2>/dev/null)}"
}
outputs() { if [ -d dist ]; then find dist -type f -exec sha256sum {} + | LC_ALL=C sort; fi; }

before=$(inputs | sha256sum)
if [ -f dist/sw.js ] && [ "$(cat "$stamp" 2>/dev/null)" = "$before $(outputs | sha256sum)" ]; then
  echo "dist: up to date"
  exit 0
fi
rm -f "$stamp"
started=$SECONDS
# Trunk builds the programs one by one; built together first, they use all processors.
tools/with.sh wasm cargo build --release --target wasm32-unknown-unknown --bins
# A backtrace of Trunk does not help to find an error in the sources.
RUST_BACKTRACE=0 tools/with.sh wasm trunk build --release --public-url ./
echo "$before $(outputs | sha256sum)" >"$stamp"
echo "dist: built in $((SECONDS - started)) s"
