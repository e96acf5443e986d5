# Chromium for the tests, and a font with Chinese characters; sourced by tools/setup.sh.
# shellcheck shell=bash
#
# The path of the browser is written to .tools/chrome, that of the one most tests use to .tools/headless-shell; CHROME=path
# overrides both.

browser_on_path() {
  local name path
  for name in "${CHROME:-}" chromium google-chrome google-chrome-stable chrome chromium-browser; do
    [ -n "$name" ] || continue
    path=$(command -v "$name" 2>/dev/null) || continue
    # Ubuntu's chromium is a script that starts a snap, which cannot read /tmp and does not run in containers.
    if [ "$(readlink -f "$path")" = /usr/bin/snap ] || { [ "$(stat -Lc %s "$path")" -lt 20000 ] && grep -qs 'snap' "$path" && ! grep -qs '/usr/lib/chromium' "$path"; }; then continue; fi
    echo "$path"
    return 0
  done
  return 1
}

# If apt has none (Ubuntu), Playwright's build, if it can be downloaded.
browser_of_playwright() {
  npm_packages tests/e2e
  say "apt has no browser that the tests can use; downloading one with Playwright (at most 5 minutes)"
  (cd "$ROOT/tests/e2e" && timeout 300 npx --no-install playwright install --with-deps chromium) >"$TOOLS/browser.log" 2>&1 || return 1
  (cd "$ROOT/tests/e2e" && node -p 'require("playwright").chromium.executablePath()')
}

setup_browser() {
  local path
  if [ -n "${CHROME:-}" ] && ! command -v "$CHROME" >/dev/null; then fail "CHROME=$CHROME does not exist" "give the path of a Chromium or Chrome, or leave it out"; fi
  if ! path=$(browser_on_path); then
    have apt-get && apt_update
    if have apt-get && [ -n "$(apt_candidate chromium)" ] && ! grep -qs '^ID=ubuntu' /etc/os-release; then
      apt_install chromium chromium-driver
    fi
    path=$(browser_on_path) || path=$(browser_of_playwright | tail -n 1) || true
    [ -n "$path" ] || fail "no Chromium or Chrome for the browser tests (.tools/browser.log)" \
      "on Ubuntu apt's chromium is a wrapper around a snap, which tests cannot drive; install Chrome's own package instead:" \
      "  https://www.google.com/chrome/ (google-chrome-stable_current_amd64.deb), then: sudo apt-get install ./google-chrome-stable_current_amd64.deb" \
      "or give the path of one you have: CHROME=/path/to/chrome make test"
  fi
  echo "$path" >"$TOOLS/chrome"
  # Without a Chinese font, screenshots and PDFs of the Chinese pages show boxes.
  if have fc-list && [ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ]; then :
  elif have apt-get; then apt_install fontconfig fonts-noto-cjk
  else say "no font with Chinese characters found: install one (Noto Sans CJK)"
  fi
  # The tests read the printed report with pdftotext.
  have pdftotext || { have apt-get && apt_install poppler-utils; } || say "pdftotext (poppler) is missing: tests that read the printed report need it"
}

# Chromium without windows, which starts tests and draws pages in half the time; the browser itself where there is none.
setup_headless_shell() {
  local path=${CHROME:-}
  if [ -z "$path" ]; then
    have chromium-headless-shell || ! have apt-get || [ -z "$(apt_candidate chromium-headless-shell)" ] || apt_install chromium-headless-shell
    path=$(command -v chromium-headless-shell || cat "$TOOLS/chrome")
  fi
  echo "$path" >"$TOOLS/headless-shell"
}
