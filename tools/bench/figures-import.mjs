// Compares the import of 100,000 daily figures from a CSV file with reading the same rows by PapaParse and by SheetJS.
// `make bench ONLY=figures-import`.
//   node tools/bench/figures-import.mjs [--runs 5]
// Ours is measured from the choice of the file until the preview says how many figures are new, and from the press of
// the button until the plan has them; the others from the text until its rows have days and numbers. They recognise no
// platform, check no cell, and compare with no plan. Both run in turn in one browser each (A B A B): only the ratios of
// the results are meaningful.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../serve.mjs";
import { budgetPlan } from "./budget-plan.mjs";
import { launch, median } from "./measure.mjs";
import { page as layOut, version } from "./peers.mjs";
import { goals, show, table } from "./report.mjs";

const runs = process.argv[2] === "--runs" ? Number(process.argv[3]) : 5;
if (!Number.isInteger(runs) || runs < 1) {
  console.error("node tools/bench/figures-import.mjs [--runs 5]");
  process.exit(2);
}
const dist = process.env.DIST ?? "dist";
if (!existsSync(`${dist}/index.html`)) {
  console.error(`${dist}/ is not built: make dist`);
  process.exit(1);
}

const METRICS = ["impressions", "views", "likes", "comments", "shares", "saves", "new_followers", "unfollows", "orders", "sessions"];
const CHANNELS = ["WeChat Official Account", "Weibo", "Douyin", "Xiaohongshu", "Bilibili", "Zhihu", "WeChat Channels", "Stalls"];
const DAYS = 1_250;
/** A plan that has all of the metrics. */
function planWithMetrics() {
  const { id, text } = budgetPlan(500);
  const file = JSON.parse(text);
  const known = file.plan.goals.metrics.map((metric) => metric.definition.dictionary);
  for (const [at, dictionary] of METRICS.entries())
    if (!known.includes(dictionary)) file.plan.goals.metrics.push({ id: `00000009${10 + at}`, definition: { dictionary } });
  return { id, text: `${JSON.stringify(file)}\n` };
}

/** The rows of a table of figures, one a figure, up to yesterday. */
function rows() {
  const lines = ["date,metric,channel,value"];
  const last = Date.now() - 86_400_000;
  for (let day = DAYS - 1; day >= 0; day -= 1) {
    const date = new Date(last - day * 86_400_000).toISOString().slice(0, 10);
    for (const [at, metric] of METRICS.entries())
      for (const [on, channel] of CHANNELS.entries()) lines.push(`${date},${metric},${channel},${(day * 37 + at * 11 + on * 7) % 5_000}`);
  }
  return `${lines.join("\n")}\n`;
}
const text = rows();
const count = METRICS.length * CHANNELS.length * DAYS;
const plan = planWithMetrics();
// A file on the disk: Playwright decodes the content of one handed over in a task of the page, which would be measured.
const folder = mkdtempSync(join(tmpdir(), "figures-"));
const csv = join(folder, "figures.csv");
writeFileSync(csv, text);

const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
const PEER = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A table</title><link rel="icon" href="data:,"><script src="papaparse.min.js"></script><script src="xlsx.full.min.js"></script></head><body></body></html>`;
const peer = await serve({
  dir: layOut("figures-import", {
    "index.html": PEER,
    "papaparse.min.js": readFileSync(join(modules, "papaparse", "papaparse.min.js")),
    "xlsx.full.min.js": readFileSync(join(modules, "xlsx", "dist", "xlsx.full.min.js")),
  }),
});
const app = await serve({ dir: dist });

/** Waits until the page says this. Looks once a frame, by text alone: a locator's search takes longer than some of the work. */
const says = (page, words) => page.waitForFunction((words) => document.body.textContent.includes(words), words, { timeout: 120_000 });

/** The longest task of the page since the last call, in milliseconds. */
const longest = (page) => page.evaluate(() => Math.max(0, ...globalThis.tasks.splice(0)));

async function ours() {
  const browser = await launch();
  try {
    const context = await browser.newContext({ locale: "en-GB" });
    await context.addInitScript(
      ({ key, text }) => {
        localStorage.setItem(key, text);
        globalThis.tasks = [];
        new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
      },
      { key: `groundswell/.plan.${plan.id}`, text: plan.text },
    );
    const page = await context.newPage();
    await page.goto(`${app.url}#/plan/${plan.id}/track/enter`);
    await page.getByRole("button", { name: "Import a file…" }).click();
    const dialog = page.getByRole("dialog", { name: "Import daily figures" });
    const chooser = dialog.getByLabel("Choose a file");
    await chooser.waitFor({ state: "attached" });
    const once = async () => {
      await longest(page);
      const started = performance.now();
      await chooser.setInputFiles(csv);
      await says(page, "100,000 new");
      const read = performance.now() - started;
      const whileReading = await longest(page);
      return { read, whileReading };
    };
    const first = await once();
    await dialog.getByRole("button", { name: "Choose another" }).click();
    const second = await once();
    const started = performance.now();
    await dialog.getByRole("button", { name: /^Import 100,000 figures$/ }).click();
    await says(page, "100,000 figures imported");
    const applied = performance.now() - started;
    await page.waitForTimeout(1_500);
    return { first: first.read, firstTask: first.whileReading, read: second.read, task: second.whileReading, applied, applyTask: await longest(page) };
  } finally {
    await browser.close();
  }
}

async function theirs() {
  const browser = await launch();
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(peer.url);
    return await page.evaluate((text) => {
      const bytes = new TextEncoder().encode(text);
      const timed = (read) => {
        const started = performance.now();
        const rows = read(new TextDecoder().decode(bytes));
        if (rows.length !== 100_000 || !(rows[0].on instanceof Date) || typeof rows[0].value !== "number") throw new Error(JSON.stringify(rows[0]));
        return performance.now() - started;
      };
      const figure = (row) => ({ on: new Date(row.date), metric: row.metric, channel: row.channel, value: Number(row.value) });
      const papa = () => timed((text) => Papa.parse(text, { header: true, skipEmptyLines: true }).data.map(figure));
      const sheet = () =>
        timed((text) => {
          const book = XLSX.read(text, { type: "string", raw: true });
          return XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]]).map(figure);
        });
      papa();
      sheet();
      return { papa: papa(), sheet: sheet() };
    }, text);
  } finally {
    await browser.close();
  }
}

const results = { ours: [], theirs: [] };
for (let run = 0; run < runs; run += 1) {
  results.ours.push(await ours());
  results.theirs.push(await theirs());
  console.error(`run ${run + 1} of ${runs}`);
}
await app.close();
await peer.close();
rmSync(folder, { recursive: true });

const of = (who, figure) => median(results[who].map((result) => result[figure]));
console.log(`\nImport of ${count.toLocaleString("en")} daily figures (${(text.length / 1e6).toFixed(1)} MB of CSV); medians of ${runs}\n`);
table([
  ["program", "ms", "longest task ms"],
  ["Groundswell, first file to the preview", show(of("ours", "first")), show(of("ours", "firstTask"))],
  ["Groundswell, next file to the preview", show(of("ours", "read")), show(of("ours", "task"))],
  ["Groundswell, press to the plan", show(of("ours", "applied")), show(of("ours", "applyTask"))],
  [`PapaParse ${version("papaparse")}, text to rows`, show(of("theirs", "papa")), show(of("theirs", "papa"))],
  [`SheetJS ${version("xlsx")}, text to rows`, show(of("theirs", "sheet")), show(of("theirs", "sheet"))],
]);
console.log("");
goals([
  ["import of 100,000 figures, longest task while it is read", Math.max(of("ours", "firstTask"), of("ours", "task")), 50, " ms"],
  ["import of 100,000 figures, time beside SheetJS", of("ours", "read") / of("theirs", "sheet"), 1, "×"],
]);
