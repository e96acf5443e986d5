# Node and npm packages; sourced by tools/setup.sh.
# shellcheck shell=bash

NODE_MINIMUM=18

setup_node() {
  if ! have node || ! have npm; then
    local candidate=
    have apt-get && { apt_update; candidate=$(apt_candidate nodejs); }
    if [ -n "$candidate" ] && at_least $NODE_MINIMUM "$candidate"; then apt_install nodejs npm
    else fail "Node $NODE_MINIMUM or newer is needed, with npm" "https://nodejs.org/en/download, or any version manager; then run again"
    fi
  fi
  local found
  found=$(version_of node --version)
  at_least $NODE_MINIMUM "$found" || fail "Node $found is older than $NODE_MINIMUM" "https://nodejs.org/en/download, or any version manager; then run again"
}

# npm_packages FOLDER: installs what the lock file of the folder names, unless it is installed already.
npm_packages() {
  local folder=$1 wanted
  wanted=$(cksum <"$ROOT/$folder/package-lock.json")
  [ "$(cat "$ROOT/$folder/node_modules/.installed" 2>/dev/null)" = "$wanted" ] && return 0
  say "installing the npm packages of $folder"
  (cd "$ROOT/$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$TOOLS/npm.log" 2>&1 || {
    tail -n 5 "$TOOLS/npm.log" >&2
    fail "npm could not install the packages of $folder" "the whole log is in .tools/npm.log" "a proxy or mirror is set with: npm config set registry …"
  }
  echo "$wanted" >"$ROOT/$folder/node_modules/.installed"
}
