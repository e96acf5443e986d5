// Measures what happens on the list of plans after its first screen stands, while nobody does anything: what is fetched and
// prepared ahead must not block the page. `make bench ONLY=quiet`, or node tools/bench/quiet.mjs [--dir dist] [--runs 5]
import { serve } from "../serve.mjs";
import { launch, median, SLOW } from "./measure.mjs";
import { readOptions } from "./options.mjs";
import { goals } from "./report.mjs";
import { sleep } from "./sheet.mjs";

const options = readOptions("node tools/bench/quiet.mjs [--dir dist] [--runs 5]", { dir: "dist", runs: "5" });

/** How long a run watches: the page waits for two quiet seconds, then fetches the workspace and the offline copy. */
const WATCHED_MS = 15_000;
/** Shorter tasks are not reported as long tasks. */
const LIMIT_MS = 50;

/** Waits until the page has fetched all that it fetches ahead, with the copy for use offline. */
async function compressed(page) {
  await page.getByRole("button", { name: "Keyboard shortcuts" }).waitFor({ timeout: 120_000 });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
}

const server = await serve({ dir: options.dir });
const runs = [];
// The first round is not counted: the server compresses each file when it is first asked for.
for (let round = 0; round <= Number(options.runs); round += 1) {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, locale: "en-GB" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW.cpu });
  await page.goto(server.url);
  await page.getByRole("button", { name: "New plan" }).waitFor();
  await page.evaluate(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
  if (!round) await compressed(page);
  // Nothing is asked of the page meanwhile: that would be tasks as well.
  else await sleep(WATCHED_MS);
  const tasks = await page.evaluate(() => globalThis.longTasks);
  const isLoaded = await page.getByRole("button", { name: "Keyboard shortcuts" }).isVisible();
  await browser.close();
  if (!isLoaded && round) throw new Error(`the workspace was not there after ${WATCHED_MS / 1000} s`);
  if (!round) continue;
  runs.push({
    longest: Math.max(0, ...tasks),
    blocked: tasks.reduce((sum, task) => sum + task - LIMIT_MS, 0),
    count: tasks.length,
  });
}
await server.close();

console.log(`\nAfter the first screen, 4× slower processor; medians of ${options.runs}\n`);
goals([
  [
    "longest task of what is fetched ahead",
    median(runs.map(({ longest }) => longest)),
    LIMIT_MS,
    " ms",
    `${median(runs.map(({ count }) => count))} over ${LIMIT_MS} ms; in the worst run ${Math.round(Math.max(...runs.map(({ longest }) => longest)))} ms`,
  ],
  ["their time over 50 ms in all", median(runs.map(({ blocked }) => blocked)), 0, " ms"],
]);
