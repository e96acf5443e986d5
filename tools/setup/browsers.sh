# Firefox and WebKit for the smoke test in other browsers (tests/browsers); sourced by tools/setup.sh.
# shellcheck shell=bash
#
# .tools/firefox holds the path of Firefox; .tools/webkit those of WebKit's driver and browser, one per line. If apt does
# not have a package, the file says so instead, and the smoke test reports the browser as skipped.

# apt_try FILE PACKAGE...: installs the packages, or writes to FILE which one is not available.
apt_try() {
  local file=$1 p
  shift
  for p in "$@"; do
    apt_installed "$p" && continue
    if ! have apt-get; then echo "skipped: package $p is not available (no apt-get)" >"$file"; return 1; fi
    [ -n "$(apt_candidate "$p")" ] || apt_update
    if [ -z "$(apt_candidate "$p")" ]; then echo "skipped: package $p is not available" >"$file"; return 1; fi
  done
  # apt_install exits on failure; a subshell contains that.
  (apt_install "$@") || { echo "skipped: package $* could not be installed (.tools/apt.log)" >"$file"; return 1; }
}

setup_firefox() {
  local path
  for path in "${FIREFOX:-}" firefox-esr firefox; do
    [ -n "$path" ] && path=$(command -v "$path" 2>/dev/null) || continue
    # Ubuntu's is a script that starts a snap, which cannot read /tmp and does not run in containers.
    if [ "$(readlink -f "$path")" = /usr/bin/snap ] || { [ "$(head -c 2 "$path")" = '#!' ] && grep -qs snap "$path"; }; then continue; fi
    echo "$path" >"$TOOLS/firefox"
    return 0
  done
  apt_try "$TOOLS/firefox" firefox-esr && command -v firefox-esr >"$TOOLS/firefox"
  return 0
}

setup_webkit() {
  local browser
  apt_try "$TOOLS/webkit" webkit2gtk-driver xvfb || return 0
  browser=$(find /usr/lib /usr/libexec -name MiniBrowser -type f 2>/dev/null | sort | tail -n 1)
  if [ -z "$browser" ]; then echo "skipped: package webkit2gtk-driver brings no MiniBrowser" >"$TOOLS/webkit"; return 0; fi
  printf '%s\n' "$(command -v WebKitWebDriver)" "$browser" >"$TOOLS/webkit"
}
