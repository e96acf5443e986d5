// Opens a page in a new browser with an empty profile, and measures it.
import { chromium } from "playwright-core";
import { browser } from "../browser-paths.mjs";

const SETTLE_AT_MOST = 5_000;

/** A phone on a slow mobile network: 1.6 Mbit/s down, 150 ms of latency, a processor four times slower. */
export const SLOW = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, cpu: 4 };

export const launch = () =>
  chromium.launch({
    executablePath: browser,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/** A fresh page with its network watched: the page, its session and the bytes received so far, as sent. */
export async function watchedPage(context, slow) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Performance.enable");
  if (slow) {
    const { cpu, ...network } = slow;
    await session.send("Network.emulateNetworkConditions", { offline: false, ...network });
    await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  }
  let wire = 0;
  let last = 0;
  session.on("Network.loadingFinished", (event) => {
    wire += event.encodedDataLength;
    last = performance.now();
  });
  return { page, session, received: () => wire, lastArrival: () => last };
}

/**
 * Visits an address on a fresh page of a context.
 * `ready` is the wall time from navigation until an element matching `target.ready` is visible and the main thread has
 * responded once more after that.
 */
export async function visit(context, target, url, slow) {
  const { page, session, received, lastArrival } = await watchedPage(context, slow);
  // Trunk's loader dispatches an event when the program has started; before that the page is only a shell.
  if (target.starts) await page.addInitScript(() => addEventListener("TrunkApplicationStarted", () => (globalThis.programStarted = true)));

  const started = performance.now();
  await page.goto(url, { waitUntil: "commit", timeout: 120_000 });
  await page.waitForFunction(
    ({ selector, starts }) => {
      if (starts && !globalThis.programStarted) return false;
      return [...document.querySelectorAll(selector)].some((element) => element.checkVisibility() && element.getClientRects().length > 0);
    },
    { selector: target.ready, starts: target.starts === true },
    { timeout: 120_000 },
  );
  await page.evaluate(() => new Promise((answered) => setTimeout(answered)));
  const ready = performance.now() - started;

  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name) => metrics.find((entry) => entry.name === name)?.value ?? NaN;
  const result = { ready, busy: metric("TaskDuration") * 1000, heap: metric("JSHeapUsedSize") / 1e6 };
  result.paint = await page.evaluate(
    () =>
      new Promise((seen) => {
        const first = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
        const look = (left) => (first() !== undefined || left === 0 ? seen(first() ?? NaN) : setTimeout(look, 50, left - 1));
        look(40);
      }),
  );
  // Requests that follow still belong to the first load, until half a second passes without one.
  const settled = performance.now() + SETTLE_AT_MOST;
  while (!slow && performance.now() < settled && performance.now() - lastArrival() < 500) await new Promise((passed) => setTimeout(passed, 100));
  result.wire = received() / 1000;
  return { page, result };
}

/** One cold visit: new browser, nothing stored. */
export async function coldVisit(target, url, slow) {
  const browser = await launch();
  try {
    const context = await browser.newContext();
    return (await visit(context, target, url, slow)).result;
  } finally {
    await browser.close();
  }
}

export function median(values) {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (sorted.length === 0) return NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
