// Measures work on a plan with 87,600 daily figures: opened, one entered, rolled up, scrolled, saved. `make bench ONLY=figures`.
//   node tools/bench/figures.mjs [--runs 5] [--dir dist]
import { serve } from "../serve.mjs";
import { figuresPlan } from "./figures-plan.mjs";
import { launch, median } from "./measure.mjs";
import { readOptions } from "./options.mjs";
import { goals, show } from "./report.mjs";
import { busy, memory, scroll, sleep, timeTo, watching } from "./sheet.mjs";

const options = readOptions("node tools/bench/figures.mjs [--runs 5] [--dir dist]", { runs: "5", dir: "dist" });

const today = new Date().toISOString().slice(0, 10);
const plan = figuresPlan(today);
const server = await serve({ dir: options.dir, quality: 5 });
const GRID = '#track-figures [role="gridcell"]';

async function run(result) {
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
    await context.addInitScript(watching);
    await context.addInitScript(
      ([id, text]) => {
        if (localStorage.getItem(`groundswell/.plan.${id}`) === null) localStorage.setItem(`groundswell/.plan.${id}`, text);
      },
      [plan.id, plan.text],
    );
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    await page.goto(`${server.url}#/plan/${plan.id}/track/plan-against-actual`);
    await page.locator('main a[href$="/track/enter"]').first().waitFor();
    await sleep(1_500);
    result.openedBusy = await busy(session, async () => (result.opened = await timeTo(page, 'main a[href$="/track/enter"]', { selector: GRID })), 500);
    await sleep(500);
    // One figure of the whole plan, entered today: its cell, and the roll-up of its week below it.
    const commits = [];
    const painted = [];
    for (const figure of ["5", "6", "7"]) {
      const row = page.locator("#track-figures .is-today");
      await row.locator('[aria-colindex="2"]').click();
      await page.keyboard.press(figure);
      await sleep(60);
      await page.evaluate(() => (globalThis.keysPainted.length = 0));
      commits.push(await busy(session, () => page.keyboard.press("Enter")));
      await row.locator('[aria-colindex="2"]').filter({ hasText: figure }).waitFor();
      await page.waitForFunction(() => !document.querySelector("header")?.textContent.includes("Saving"), null, { polling: 100 });
      await sleep(100);
      painted.push(await page.evaluate(() => Math.max(16, ...globalThis.keysPainted)));
    }
    result.commit = median(commits);
    result.painted = median(painted);
    Object.assign(result, await scroll(page, GRID));
    Object.assign(result, await memory(page, session));
    const marks = await page.evaluate(() => globalThis.workMeasured.map(({ name, duration }) => [name, duration]));
    const of = (name) => median(marks.filter(([known]) => known === `groundswell:${name}`).map(([, duration]) => duration));
    Object.assign(result, { load: of("load"), save: of("save") + of("store"), findings: of("findings") });
    result.stored = await page.evaluate((id) => localStorage.getItem(`groundswell/.plan.${id}`).length, plan.id);
  } finally {
    await browser.close();
  }
}

const results = [];
for (let round = 1; round <= Number(options.runs); round += 1) {
  const result = {};
  results.push(result);
  try {
    await run(result);
  } catch (error) {
    console.error(`round ${round}: ${String(error.message).split("\n")[0]}`);
  }
  console.error(`round ${round} of ${options.runs}`);
}
await server.close();

const of = (figure) => median(results.map((result) => result[figure] ?? NaN));
console.log(`\n${plan.count.toLocaleString("en")} daily figures (3 years, 10 metrics, 8 channels); medians of ${options.runs}\n`);
goals([
  ["opening their table", of("opened"), 100, " ms", `main thread ${show(of("openedBusy"))} ms`],
  ["one figure entered and its week rolled up, main thread", of("commit"), 50, " ms"],
  ["Enter to paint", of("painted"), 50, " ms"],
  ["scrolling end to end, longest frame", of("longest"), 50, " ms", `late frames ${show(of("late"))}`],
  ["reading the plan", of("load"), 60, " ms"],
  ["findings", of("findings"), 20, " ms"],
  ["saving it", of("save"), 40, " ms"],
  ["the plan in localStorage", of("stored") / 1e6, 0.5, " million characters"],
  ["memory, JS heap and wasm", of("heap") + of("wasm"), 64, " MB"],
]);
