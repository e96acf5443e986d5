# Shared by tools/setup.sh and its parts; sourced, not run.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
TOOLS=$ROOT/.tools
mkdir -p "$TOOLS/bin"

# Writes to standard error, since some functions here return their result on standard output.
say() { printf '[setup] %s\n' "$*" >&2; }

# fail PROBLEM REMEDY...: prints the problem and one line per remedy, and exits.
fail() {
  printf '[setup] FAILED: %s\n' "$1" >&2
  shift
  local line
  for line in "$@"; do printf '[setup]   → %s\n' "$line" >&2; done
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# at_least WANTED FOUND: whether version FOUND is WANTED or newer.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# The first dotted number in the output of a command.
version_of() { "$@" 2>/dev/null | grep -oE '[0-9]+\.[0-9]+(\.[0-9]+)?' | head -n 1 || true; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo; then sudo "$@"
  else fail "this needs administrator rights: $*" "run it as root, or install sudo"
  fi
}

apt_fresh=
apt_update() {
  [ -z "$apt_fresh" ] || return 0
  have apt-get || fail "this machine has no apt-get" "install by hand what the line above names; setup uses whatever is on PATH"
  as_root apt-get -o DPkg::Lock::Timeout=180 update -qq || say "apt-get update failed; trying with the existing package lists"
  apt_fresh=yes
}

apt_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

# The version of a package that apt would install, without epoch and revision; empty if there is none.
apt_candidate() {
  apt-cache policy "$1" 2>/dev/null | awk '/Candidate:/ && $2 != "(none)" {sub(/^[0-9]+:/, "", $2); sub(/[-+~].*/, "", $2); print $2}'
}

# apt_install PACKAGE...: installs those that are missing.
apt_install() {
  local wanted=() p
  for p in "$@"; do apt_installed "$p" || wanted+=("$p"); done
  [ ${#wanted[@]} -gt 0 ] || return 0
  apt_update
  say "installing ${wanted[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=180 -qq -y --no-install-recommends install "${wanted[@]}" >"$TOOLS/apt.log" 2>&1 || {
    tail -n 5 "$TOOLS/apt.log" >&2
    fail "apt-get could not install: ${wanted[*]}" "the whole log is in .tools/apt.log" "install them by hand and run the same command again"
  }
}

# The minimum Rust version, from Cargo.toml.
rust_minimum() { awk -F'"' '/^rust-version/ {print $2}' "$ROOT/Cargo.toml"; }

# The version of a crate in Cargo.lock.
locked_version() {
  awk -v crate="$1" '$1 == "name" && $3 == "\"" crate "\"" {found = 1; next} found && $1 == "version" {gsub(/"/, "", $3); print $3; exit}' "$ROOT/Cargo.lock"
}
