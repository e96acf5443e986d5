// Compares a timeline of 1,000 activities with frappe-gantt: drawing, moving a bar by a day, scrolling. `make bench ONLY=timeline`.
//   node tools/bench/timeline.mjs [--runs 5]
// Pages are measured in turn on one machine: only the ratios of the results are meaningful.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../serve.mjs";
import { budgetPlan } from "./budget-plan.mjs";
import { launch, median } from "./measure.mjs";
import { page as layOut, version } from "./peers.mjs";
import { goals, show, table } from "./report.mjs";
import { busy, memory, scroll, sleep, timeTo, watching } from "./sheet.mjs";

const given = process.argv.slice(2);
const runs = given[0] === "--runs" ? Number(given[1]) : 5;
if ((given.length > 0 && given[0] !== "--runs") || !Number.isInteger(runs) || runs < 1) {
  console.error("node tools/bench/timeline.mjs [--runs 5]");
  process.exit(2);
}
if (!existsSync("dist/index.html")) {
  console.error("dist/ is not built: make dist");
  process.exit(1);
}

const COUNT = 1_000;
/** The index of the bar that is moved, and by how many days. */
const MOVED = 5;
const DAY = 86_400_000;
const date = (day) => new Date(day).toISOString().slice(0, 10);

/** The same activities as a plan file and as tasks of frappe-gantt. Every fifth depends on the one before it. */
function activities() {
  const { id, text } = budgetPlan(50);
  const file = JSON.parse(text);
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  const idOf = (nth) => [...Array(10)].map((_, at) => letters[Math.floor(nth / 32 ** (9 - at)) % 32]).join("");
  const phases = file.plan.phases;
  // In row order, phase by phase.
  const list = [...Array(COUNT)].map((_, nth) => {
    const phase = phases[Math.floor((nth * phases.length) / COUNT)];
    const first = Date.parse(phase.first) + (nth % 14) * DAY;
    const after = nth % 5 === 4 ? [idOf(900_000 + nth - 1)] : undefined;
    return {
      id: idOf(900_000 + nth),
      phase: phase.id,
      name: `Activity ${nth + 1}`,
      owner: "Growth lead",
      first: date(first),
      last: date(first + (3 + (nth % 9)) * DAY),
      after,
    };
  });
  file.plan.activities = list;
  const tasks = list.map(({ id, name, first, last, after }) => ({ id, name, start: first, end: last, progress: 0, dependencies: after ?? [] }));
  return { stored: { [`groundswell/.plan.${id}`]: `${JSON.stringify(file)}\n` }, id, tasks };
}

const work = activities();
const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
const gantt = (...path) => readFileSync(join(modules, "frappe-gantt", "dist", ...path));

const app = {
  key: "app",
  name: "Groundswell",
  dir: "dist",
  first: "[data-bar]",
  async open(page, result, session) {
    await page.goto(app.server.url);
    await page.locator("main h2 a").first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.goto(`${app.server.url}#/plan/${work.id}/timeline`);
    await page.locator("[data-bar]").first().waitFor();
    // The code is loaded by now; only drawing is measured.
    await page.goto(`${app.server.url}#/plan/${work.id}`);
    await page.locator('.side a[href$="/timeline"]').first().waitFor();
    await sleep(500);
    // A bar has no text; its row heading is drawn with it.
    result.builtBusy = await busy(
      session,
      async () => (result.built = await timeTo(page, '.side a[href$="/timeline"]', { selector: '.tl [role="rowheader"]' })),
      500,
    );
    await page.getByRole("button", { name: "Months", exact: true }).click();
    await page.getByRole("rowheader", { name: `Activity ${MOVED} Growth lead` }).click();
  },
  bar: (page) => page.getByRole("gridcell", { name: new RegExp(`^Activity ${MOVED},`) }),
  place: (bar) => bar.evaluate((bar) => bar.style.left),
  grip: ".tl",
  // 0.75rem: the width of a day at the zoom level of months.
  day: 12,
  settled: (page) => page.waitForFunction(() => !document.querySelector("header")?.textContent.includes("Saving"), null, { polling: 100 }),
};

const peer = {
  key: "gantt",
  name: `frappe-gantt ${version("frappe-gantt")}`,
  dir: layOut("timeline-gantt", {
    "index.html": `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Gantt</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="frappe-gantt.css"><style>body{font:1rem/1.5 system-ui,sans-serif;margin:1rem}</style>
<script defer src="frappe-gantt.umd.js"></script><script defer src="open.js"></script>
</head><body><h1>Timeline</h1><p><button id="open" type="button" disabled>Open</button></p><div id="gantt"></div></body></html>
`,
    // The same frame height and width of a day as ours.
    "open.js": `fetch("tasks.json").then((answer) => answer.json()).then((tasks) => {
  const button = document.getElementById("open");
  button.addEventListener("click", () => {
    globalThis.gantt = new Gantt("#gantt", tasks, { view_mode: "Day", column_width: 12, container_height: 640, popup: false, today_button: false, scroll_to: "start" });
  });
  button.disabled = false;
});
`,
    "tasks.json": JSON.stringify(work.tasks),
    "frappe-gantt.umd.js": gantt("frappe-gantt.umd.js"),
    "frappe-gantt.css": gantt("frappe-gantt.css"),
  }),
  first: ".bar-wrapper",
  async open(page, result, session) {
    await page.goto(peer.server.url);
    await page.locator("#open:enabled").waitFor();
    await sleep(500);
    result.builtBusy = await busy(session, async () => (result.built = await timeTo(page, "#open", { selector: ".bar-label" })), 500);
  },
  bar: (page) => page.locator(`.bar-wrapper[data-id="${work.tasks[MOVED - 1].id}"] .bar`),
  place: (bar) => bar.evaluate((bar) => bar.getAttribute("x")),
  day: 12,
  settled: () => sleep(200),
};

const targets = [app, peer];
const results = new Map(targets.map(({ key }) => [key, []]));

/** Drags the bar by a day and back, several times: the work of each. */
async function moves(page, session, target) {
  const took = [];
  for (let times = 0; times < 4; times += 1) {
    const bar = target.bar(page);
    const before = await target.place(bar);
    const box = await bar.boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const by = times % 2 ? -target.day : target.day;
    await page.mouse.move(x, y);
    await sleep(100);
    took.push(
      await busy(session, async () => {
        await page.mouse.down();
        await page.mouse.move(x + by / 2, y);
        await page.mouse.move(x + by, y);
        await page.mouse.up();
      }),
    );
    if ((await target.place(bar)) === before) throw new Error("the bar did not move");
    await target.settled(page);
  }
  // The first also does one-time work.
  return median(took.slice(1));
}

async function run(target) {
  const result = {};
  results.get(target.key).push(result);
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
    await context.addInitScript(watching);
    if (target === app) {
      await context.addInitScript((stored) => {
        for (const [key, text] of Object.entries(stored)) if (localStorage.getItem(key) === null) localStorage.setItem(key, text);
      }, work.stored);
    }
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    await target.open(page, result, session);
    await sleep(300);
    result.elements = await page.evaluate(() => document.querySelectorAll("*").length);
    result.move = await moves(page, session, target);
    result.scrollBusy = await busy(session, async () => Object.assign(result, await scroll(page, target.first)));
    Object.assign(result, await memory(page, session));
  } catch (error) {
    console.error(`${target.name}: ${String(error.message).split("\n")[0]}`);
  } finally {
    await browser.close();
  }
}

for (const target of targets) target.server = await serve({ dir: target.dir, quality: 5 });
for (let round = 1; round <= runs; round += 1) {
  for (const target of targets) await run(target);
  console.error(`round ${round} of ${runs}`);
}
for (const target of targets) await target.server.close();

const of = (key, figure) => median(results.get(key).map((result) => result[figure] ?? NaN));
console.log(`\nA timeline of ${COUNT.toLocaleString("en")} activities; medians of ${runs}\n`);
table([
  ["timeline", "built ms", "built, busy ms", "busy ms a move", "scrolled, busy ms", "longest frame ms", "late frames", "elements", "JS heap MB", "wasm MB"],
  ...targets.map(({ key, name }) => [
    name,
    show(of(key, "built")),
    show(of(key, "builtBusy")),
    show(of(key, "move"), 1),
    show(of(key, "scrollBusy")),
    show(of(key, "longest")),
    show(of(key, "late")),
    show(of(key, "elements")),
    show(of(key, "heap"), 1),
    show(of(key, "wasm"), 1),
  ]),
]);
const ratio = (figure) => of("app", figure) / of("gantt", figure);
console.log("");
goals([
  ["drawing the timeline, against frappe-gantt", ratio("built"), 0.5, "×"],
  ["main-thread time of drawing", ratio("builtBusy"), 0.5, "×"],
  ["moving a bar by a day", ratio("move"), 0.5, "×"],
  ["scrolling end to end, longest frame", of("app", "longest"), 33, " ms", `frappe-gantt ${show(of("gantt", "longest"))} ms`],
]);
