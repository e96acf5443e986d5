# Rust: a native cargo, and the wasm target from one of two sources; sourced by tools/setup.sh.
# shellcheck shell=bash
#
# The choice is stored, so that later runs neither use the network again nor mix toolchains:
#   .tools/native   path | debian    which cargo runs native tests, fmt and builds the tools
#   .tools/route    rustup | debian  which toolchain builds wasm
# tools/with.sh reads both.

RUSTUP_SECONDS=45

# Debian's own toolchain, with the wasm target built from Debian's copy of the standard library.
debian_rust_possible() {
  [ -x /usr/bin/cargo ] && [ -d "$(debian_std_source)" ] && return 0
  have apt-get || return 1
  [ -n "$(apt_candidate rustc-web)" ] || apt_update
  local candidate
  candidate=$(apt_candidate rustc-web)
  [ -n "$candidate" ] && at_least "$(rust_minimum)" "$candidate"
}

debian_std_source() { printf '%s/lib/rustlib/src/rust/library' "$(/usr/bin/rustc --print sysroot 2>/dev/null || echo /usr)"; }

# The package name of the newest LLVM linker, for example lld-22.
newest_lld() {
  { dpkg-query -W -f='${Package}\n' 'lld-[0-9]*' 2>/dev/null | while read -r p; do apt_installed "$p" && echo "$p"; done
    apt-cache search --names-only '^lld-[0-9]+$' 2>/dev/null | cut -d' ' -f1
  } | sort -t- -k2 -n | tail -n 1
}

install_debian_rust() {
  local lld
  lld=$(newest_lld)
  if [ -z "$lld" ]; then apt_update; lld=$(newest_lld); fi
  [ -n "$lld" ] || fail "no package lld-NN found for linking wasm" "install rustup (https://rustup.rs) and run again with TOOLCHAIN=rustup"
  if apt_installed rustc && ! apt_installed rustc-web; then
    say "Debian's rustc-web replaces its package rustc (they conflict)"
  fi
  apt_install rustc-web cargo-web rust-web-src "$lld"
  [ -d "$(debian_std_source)" ] || fail "the standard library's source is not at $(debian_std_source)" "apt-get install --reinstall rust-web-src"
}

# Ubuntu has a package of rustup; the toolchain then comes from rustup's server.
install_rustup_of_apt() {
  have apt-get || return 1
  [ -n "$(apt_candidate rustup)" ] || return 1
  apt_install rustup
  say "asking rustup for a toolchain (at most 10 minutes)"
  timeout 600 rustup toolchain install stable --profile minimal -c rustfmt -c clippy -t wasm32-unknown-unknown >"$TOOLS/rustup.log" 2>&1 &&
    rustup default stable >>"$TOOLS/rustup.log" 2>&1
}

# A cargo for native builds: the one on PATH if it is new enough, else Debian's.
setup_native() {
  have cc || apt_install gcc libc6-dev
  local found=
  have cargo && found=$(version_of cargo --version)
  if [ -n "$found" ] && at_least "$(rust_minimum)" "$found"; then
    echo path >"$TOOLS/native"
  elif debian_rust_possible; then
    say "${found:+cargo $found is older than $(rust_minimum); }native builds use Debian's Rust $(apt_candidate rustc-web)"
    install_debian_rust
    echo debian >"$TOOLS/native"
  elif [ -z "$found" ] && install_rustup_of_apt; then
    echo path >"$TOOLS/native"
  else
    fail "no Rust $(rust_minimum) or newer, and apt has none" \
      "install rustup: https://rustup.rs (its log, where it was tried: .tools/rustup.log)" \
      "or update the one there is: rustup update stable"
  fi
  [ -f "$ROOT/Cargo.lock" ] || "$ROOT/tools/with.sh" native cargo generate-lockfile
}

rustup_has_wasm() { have rustup && [ -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/wasm32-unknown-unknown/lib" ]; }

try_rustup() {
  have rustup || { say "no rustup on this machine"; return 1; }
  rustup_has_wasm && return 0
  say "asking rustup for the wasm32 target (at most $RUSTUP_SECONDS s)"
  timeout "$RUSTUP_SECONDS" rustup target add wasm32-unknown-unknown >"$TOOLS/rustup.log" 2>&1 && rustup_has_wasm && return 0
  say "rustup failed or timed out (.tools/rustup.log)"
  return 1
}

setup_wasm() {
  local noted=
  [ -f "$TOOLS/route" ] && noted=$(cat "$TOOLS/route")
  case ${TOOLCHAIN:-} in
    rustup)
      try_rustup || fail "TOOLCHAIN=rustup is set, but rustup cannot install the wasm32 target" \
        "look at .tools/rustup.log; try by hand: rustup target add wasm32-unknown-unknown" "or take Debian's: TOOLCHAIN=debian" ;;
    debian)
      debian_rust_possible || fail "TOOLCHAIN=debian is set, but apt has no rustc-web $(rust_minimum) or newer" "or use rustup: TOOLCHAIN=rustup"
      install_debian_rust ;;
    "")
      # An earlier choice is kept, so that an unreachable rustup server is not tried again.
      if [ "$noted" = debian ] && [ -d "$(debian_std_source)" ]; then :
      elif try_rustup; then echo rustup >"$TOOLS/route"
      elif debian_rust_possible; then install_debian_rust; echo debian >"$TOOLS/route"
      else
        fail "neither rustup nor apt can install a wasm32 target" \
          "with a network that reaches rustup: install it (https://rustup.rs), then rustup target add wasm32-unknown-unknown" \
          "on Debian bookworm or later, add the security archive and run apt-get update: it carries rustc-web"
      fi ;;
    *) fail "unknown TOOLCHAIN=$TOOLCHAIN" "TOOLCHAIN=rustup or TOOLCHAIN=debian, or leave it out" ;;
  esac
  say "wasm is built with ${TOOLCHAIN:-$(cat "$TOOLS/route")}${TOOLCHAIN:+ (forced)}'s Rust"
}

# cargo_tool COMMAND VERSION INSTALL_ARGUMENTS...: uses that version from PATH, else builds it into .tools.
cargo_tool() {
  local command=$1 version=$2 found
  shift 2
  found=$(PATH="$TOOLS/bin:$PATH" version_of "$command" --version)
  [ "$found" = "$version" ] && return 0
  say "building $command $version into .tools (some minutes, once)"
  # Unoptimised: for a tool that runs a few times a day, optimisation costs more time than it saves.
  local settings=(CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=false CARGO_TARGET_DIR="$TOOLS/target")
  local how
  # The lock file of a tool may name a crate version that a mirror does not have yet: then build without it.
  for how in --locked ""; do
    # shellcheck disable=SC2086
    if env "${settings[@]}" "$ROOT/tools/with.sh" native cargo install $how --force --root "$TOOLS" --version "$version" "$@" >"$TOOLS/$command.log" 2>&1; then
      rm -rf "$TOOLS/target"
      return 0
    fi
  done
  tail -n 5 "$TOOLS/$command.log" >&2
  fail "could not build $command $version" "the whole log is in .tools/$command.log" "or put $command $version on PATH"
}

# wasm-bindgen and the splitter, built from tools/wasm, which contains only what a build needs.
setup_wasm_tools() {
  local bindgen built
  bindgen=$(locked_version wasm-bindgen)
  [ -n "$bindgen" ] || fail "Cargo.lock names no wasm-bindgen" "cargo generate-lockfile"
  built=$(cat "$ROOT"/tools/wasm/Cargo.* "$ROOT"/tools/wasm/src/* | cksum)
  if [ "$(cat "$TOOLS/wasm.version" 2>/dev/null)" = "$built" ] && [ -x "$TOOLS/bin/wasm-bindgen" ] && [ -x "$TOOLS/bin/wasm-split-cli" ]; then return 0; fi
  grep -q "^wasm-bindgen-cli-support = \"=$bindgen\"$" "$ROOT/tools/wasm/Cargo.toml" || fail "tools/wasm needs another version of wasm-bindgen than $bindgen in Cargo.lock" \
    "name $bindgen in tools/wasm/Cargo.toml, then: cargo update --manifest-path tools/wasm/Cargo.toml"
  say "building wasm-bindgen $bindgen and the splitter into .tools (a minute, once)"
  if CARGO_TARGET_DIR="$TOOLS/target" "$ROOT/tools/with.sh" native cargo build --release --locked --manifest-path "$ROOT/tools/wasm/Cargo.toml" >"$TOOLS/wasm.log" 2>&1; then
    cp "$TOOLS/target/release/wasm-bindgen" "$TOOLS/target/release/wasm-split-cli" "$TOOLS/bin/"
    rm -rf "$TOOLS/target"
    echo "$built" >"$TOOLS/wasm.version"
    return 0
  fi
  tail -n 5 "$TOOLS/wasm.log" >&2
  fail "could not build wasm-bindgen and the splitter" "the whole log is in .tools/wasm.log"
}

# The published Trunk binary, if its server answers within 5 s and does not stall.
prebuilt_trunk() {
  local machine sum folder
  machine=$(uname -s)-$(uname -m)
  case $machine in
    Linux-x86_64) sum=a67f4054b249fe9acc5fabc25de1aebf19783aca3ad6ff64bf34d7da44d0ea20 ;;
    Linux-aarch64) sum=e8e2a2bb423ce6702ab9f4f02f8c9ae99d790f0301f7634e986b2dd8706019cc ;;
    *) return 1 ;;
  esac
  have curl && have sha256sum || return 1
  folder=$(mktemp -d)
  if curl --fail --silent --show-error --location --connect-timeout 5 --speed-time 5 --speed-limit 100000 --max-time 120 -o "$folder/trunk.tar.gz" \
    "https://github.com/trunk-rs/trunk/releases/download/v$TRUNK_VERSION/trunk-$(uname -m)-unknown-linux-musl.tar.gz" 2>"$TOOLS/trunk.log" &&
    echo "$sum  $folder/trunk.tar.gz" | sha256sum --check --quiet >>"$TOOLS/trunk.log" 2>&1 &&
    tar -xzf "$folder/trunk.tar.gz" -C "$folder" trunk && [ "$(version_of "$folder/trunk" --version)" = "$TRUNK_VERSION" ]; then
    mv "$folder/trunk" "$TOOLS/bin/trunk"
    rm -rf "$folder"
    say "using the published binary of trunk $TRUNK_VERSION"
    return 0
  fi
  rm -rf "$folder"
  return 1
}

setup_cargo_tools() {
  setup_wasm_tools
  [ "$(PATH="$TOOLS/bin:$PATH" version_of trunk --version)" = "$TRUNK_VERSION" ] || prebuilt_trunk ||
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 cargo_tool trunk "$TRUNK_VERSION" trunk --no-default-features
}

# rustfmt and clippy: from rustup if available, else Debian's packages, else tools/lint.sh skips them.
setup_lint() {
  local native route
  native=$(cat "$TOOLS/native")
  route=${TOOLCHAIN:-$(cat "$TOOLS/route")}
  if [ "$native" = path ] && ! { cargo fmt --version && cargo clippy --version; } >/dev/null 2>&1; then
    if have rustup && timeout "$RUSTUP_SECONDS" rustup component add rustfmt clippy >"$TOOLS/rustup.log" 2>&1; then :
    else debian_lint_packages
    fi
  fi
  if [ "$native" = debian ] || [ "$route" = debian ]; then debian_lint_packages; fi
}

debian_lint_packages() {
  local p
  for p in rust-web-clippy rustfmt-web; do
    if apt_installed "$p" || [ -n "$(apt_candidate "$p")" ]; then apt_install "$p"; else say "apt has no $p: checks that need it will be skipped"; fi
  done
}
