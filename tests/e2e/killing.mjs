// A browser with its own profile on disk that can be killed like in a crash: used by `kill.mjs` and kill.spec.mjs.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect } from "@playwright/test";
import { browser as executable } from "../../tools/browser-paths.mjs";
import { newPlan } from "./steps-of-a-planner.mjs";

/** A browser profile in its own folder, deleted by `remove()`. */
export function profile() {
  const folder = mkdtempSync(join(tmpdir(), "groundswell-kill-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts a browser with that profile, at an address. */
export async function start(folder, url, { processPerTab = false } = {}) {
  const args = [
    "--headless=new",
    `--user-data-dir=${folder}`,
    "--remote-debugging-port=0",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ...(processPerTab ? ["--disable-features=ProcessPerSiteUpToMainFrameThreshold"] : []),
    "--lang=en-GB",
    "--accept-lang=en-GB",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "about:blank",
  ];
  // Its own process group, so that all of its processes end together.
  const child = spawn(executable, args, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((done) => child.once("exit", done));
  const endpoint = await new Promise((found, failed) => {
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const match = said.match(/DevTools listening on (ws:\S+)/);
      if (match) found(match[1]);
    });
    child.once("exit", () => failed(new Error(`the browser did not start: ${said.slice(-500)}`)));
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const context = browser.contexts()[0];
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  return {
    browser,
    context,
    page,
    /** Kills it at once, without a signal it could handle. */
    async kill() {
      process.kill(-child.pid, "SIGKILL");
      await ended;
      await browser.close().catch(() => {});
    },
    async close() {
      const cdp = await browser.newBrowserCDPSession();
      await cdp.send("Browser.close").catch(() => {});
      await ended;
      await browser.close().catch(() => {});
    },
  };
}

const WORK = "Product or service";
/** The numbers in a text that were completely typed, including the space after them. */
const numbers = (text) => [...text.matchAll(/(\d+) /g)].map(([, digits]) => Number(digits));

/**
 * Types numbers steadily into a plan, with occasional pauses, and kills the browser at a random time. Returns the
 * milliseconds of work lost although "Saved" had been shown for them (`afterSaved`), and of any work (`all`).
 */
export async function killWhileTyping(folder, url, from, random = Math.random) {
  const session = await start(folder, url);
  const { page } = session;
  if (from === 0) {
    await newPlan(page, "Killed while typing");
  }
  const address = page.url();
  const field = page.getByLabel(WORK);
  await expect(field).toBeVisible();
  await field.fill("");
  // What "Saved" refers to is the field's content at that moment.
  await page.exposeBinding("noteSaved", (_, text, at) => {
    if (!dying) shown = { last: numbers(text).at(-1) ?? null, at };
  });
  const typed = new Map();
  let shown = { last: null, at: 0 };
  let dying = false;
  await page.evaluate((label) => {
    const field = document.getElementById([...document.querySelectorAll("label")].find((one) => one.textContent.includes(label)).htmlFor);
    const status = document.querySelector("header [role=status]");
    const look = () => /^Saved/.test(status.textContent) && globalThis.noteSaved(field.value, Date.now());
    new MutationObserver(look).observe(status, { childList: true, characterData: true, subtree: true });
  }, WORK);
  await field.focus();

  const end = Date.now() + 1500 + random() * 4500;
  let next = from;
  while (Date.now() < end || shown.last === null) {
    const burst = Date.now() + 300 + random() * 2000;
    while (Date.now() < Math.min(burst, end) || (shown.last === null && Date.now() < burst)) {
      next += 1;
      await page.keyboard.type(`${next} `);
      typed.set(next, Date.now());
    }
    if (Date.now() < end) await new Promise((done) => setTimeout(done, 350 + random() * 300));
  }
  dying = true;
  await session.kill();

  const again = await start(folder, address);
  await expect(again.page.getByLabel(WORK)).toBeVisible();
  const found = numbers(await again.page.getByLabel(WORK).inputValue())
    .filter((number) => typed.has(number))
    .at(-1);
  const said = await again.page.getByText("Restored after the browser crashed").isVisible();
  await again.close();
  const first = Math.min(...typed.values());
  const at = (number) => (number === undefined || number === null ? first : typed.get(number));
  return {
    afterSaved: Math.max(0, at(shown.last) - at(found)),
    all: Math.max(0, at(next) - at(found)),
    restored: said,
    address,
    next,
  };
}
