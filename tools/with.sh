#!/usr/bin/env bash
# Runs a command with the project's own tools first on PATH and the right Rust:
#   tools/with.sh native COMMAND...   native tests, fmt, tool builds
#   tools/with.sh wasm COMMAND...     anything for wasm32-unknown-unknown
# TOOLCHAIN=rustup|debian forces the wasm one; else what tools/setup.sh noted.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools=$root/.tools
kind=$1
shift

export PATH="$root/tools/node_modules/.bin:$tools/bin:$PATH"
# Trunk takes any value of NO_COLOR but true or false for a mistake.
unset NO_COLOR

# Debian's cargo and rustc by name, and nothing else of /usr/bin, ahead of a rustup that may be there too.
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
      # Debian ships the standard library as source only for wasm, so cargo builds it; its own target folder keeps the two routes apart.
      export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_TARGET_DIR="$root/target/debian" \
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="${linker:-wasm-ld}"
    fi
    # Splits a release before wasm-bindgen gets it.
    export PATH="$root/tools/shims:$PATH" ;;
  *) echo "tools/with.sh native|wasm COMMAND..." >&2; exit 2 ;;
esac
exec "$@"
