# Firefox and WebKit for the smoke in other browsers (tests/browsers); sourced by tools/setup.sh.
# shellcheck shell=bash
#
# .tools/firefox holds the path of Firefox; .tools/webkit those of WebKit's driver and browser, a line each. Where apt
# cannot give the package, the one line there says so, and the smoke says it too: nothing fails for that.

# apt_try FILE PACKAGE...: installs them, or notes in FILE which cannot be had.
apt_try() {
  local file=$1 p
  shift
  for p in "$@"; do
    apt_installed "$p" && continue
    if ! have apt-get; then echo "skipped: package $p cannot be had (no apt-get)" >"$file"; return 1; fi
    [ -n "$(apt_candidate "$p")" ] || apt_update
    if [ -z "$(apt_candidate "$p")" ]; then echo "skipped: package $p cannot be had" >"$file"; return 1; fi
  done
  # apt_install gives up for good where it fails; here that is no reason to.
  (apt_install "$@") || { echo "skipped: package $* cannot be had (.tools/apt.log)" >"$file"; return 1; }
}

setup_firefox() {
  local path
  for path in "${FIREFOX:-}" firefox-esr firefox; do
    [ -n "$path" ] && path=$(command -v "$path" 2>/dev/null) || continue
    # Ubuntu's is a small script around a snap, which sees neither /tmp nor a container's user.
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
