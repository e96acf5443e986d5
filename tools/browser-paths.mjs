// The browsers that set-up found; CHROME=path overrides both.
import { existsSync, readFileSync } from "node:fs";

function noted(name) {
  const file = new URL(`../.tools/${name}`, import.meta.url);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}

/** Chromium or Chrome, as people use it. */
export const browser = process.env.CHROME || noted("chrome") || "/usr/bin/chromium";

/** Chromium without windows: the same engine at half the processor time. The browser itself where there is none. */
export const headlessShell = process.env.CHROME || noted("headless-shell") || browser;
