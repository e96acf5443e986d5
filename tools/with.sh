#!/usr/bin/env bash
# Runs a command with the project's own tools first on PATH and the matching Rust toolchain:
#   tools/with.sh native COMMAND...   native tests, fmt, tool builds
#   tools/with.sh wasm COMMAND...     anything for wasm32-unknown-unknown
# TOOLCHAIN=rustup|debian selects the wasm toolchain; default is the choice of tools/setup.sh.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools=$root/.tools
kind=$1
shift

export PATH="$root/tools/node_modules/.bin:$tools/bin:$PATH"
# Trunk rejects values of NO_COLOR other than true and false.
unset NO_COLOR

# Debian's cargo and rustc by name, and nothing else of /usr/bin, ahead of a rustup that may be installed as well.
debian_rust_first() {
  mkdir -p "$tools/debian-bin"
  local name
  for name in cargo rustc rustdoc rustfmt cargo-fmt cargo-clippy clippy-driver; do
    if [ -x "/usr/bin/$name" ]; then ln -sfn "/usr/bin/$name" "$tools/debian-bin/$name"; else rm -f "$tools/debian-bin/$name"; fi
  done
  export PATH="$tools/debian-bin:$PATH" RUSTC=/usr/bin/rustc CARGO=/usr/bin/cargo
}

case $kind in
  native)
    [ "$(cat "$tools/native" 2>/dev/null)" != debian ] || debian_rust_first ;;
  wasm)
    route=${TOOLCHAIN:-$(cat "$tools/route" 2>/dev/null || echo rustup)}
    if [ "$route" = debian ]; then
      debian_rust_first
      linker=$(find /usr/bin -name 'wasm-ld-[0-9]*' | sort -t- -k3 -n | tail -n 1)
      # Debian ships the wasm standard library as source only, so cargo builds it; a target folder of its own separates the toolchains.
      export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_TARGET_DIR="$root/target/debian" \
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="${linker:-wasm-ld}"
    fi
    # Splits a release before wasm-bindgen runs.
    export PATH="$root/tools/shims:$PATH" ;;
  *) echo "tools/with.sh native|wasm COMMAND..." >&2; exit 2 ;;
esac
exec "$@"
