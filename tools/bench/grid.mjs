// Measures the budget grid against other grids, work on a large plan, and both against the performance goals. `make bench ONLY=grid`.
//   node tools/bench/grid.mjs [--runs 5] [--only app,ag,tabulator,vanilla]
// Pages are measured in turn on one machine (A B C A B C): only the ratios of the results are meaningful.
import { serve } from "../serve.mjs";
import { budgetPlan } from "./budget-plan.mjs";
import { gridPeers, openingPeer } from "./grid-peers.mjs";
import { launch, median } from "./measure.mjs";
import { readOptions } from "./options.mjs";
import { goals, show, table } from "./report.mjs";
import { atRest, busy, commitCells, memory, scroll, sleep, timeTo, typeKeys, watching } from "./sheet.mjs";

const options = readOptions("node tools/bench/grid.mjs [--runs 5] [--only app,ag,tabulator,vanilla]", { runs: "5", only: "" });

const FEW = 50;
const MANY = 5_000;
/** Plan sizes from which growth is computed. */
const GROWTH = [1_000, 10_000];
const plans = new Map([FEW, MANY, ...GROWTH].map((count) => [count, budgetPlan(count)]));

const GRID = '[role="grid"]';
const HEADS = { what: /^(what|description)/i, quantity: /^quantity/i };

/** Groundswell's grid, found by its ARIA roles. */
const app = {
  key: "app",
  name: "Groundswell",
  dir: "dist",
  first: `${GRID} [role="gridcell"]`,
  undo: "Control+z",
  async cell(page, row, column) {
    const grid = page.getByRole("grid", { name: "Line items" });
    for (const head of await grid.getByRole("columnheader").all()) {
      if (!HEADS[column].test((await head.innerText()).trim())) continue;
      const nth = await head.getAttribute("aria-colindex");
      const [line, cell] = [`[aria-rowindex="${row + 2}"]`, `[aria-colindex="${nth}"]`];
      return grid.locator(`${line} ${cell}, ${line}${cell}`).first();
    }
    throw new Error(`no column for ${column}`);
  },
  /** Waits until saving is done, which is not part of the cost of a key. */
  async settled(page) {
    await page.waitForFunction(() => !document.querySelector("header")?.textContent.includes("Saving"), null, { polling: 100 });
    await sleep(100);
  },
};

const peers = gridPeers(Object.fromEntries([FEW, MANY].map((count) => [count, plans.get(count).rows])));
for (const peer of peers) {
  const { cell } = peer;
  peer.cell = (page, row, column) => page.locator(cell[column].replace("ROW", row).replace("LINE", row + 1)).first();
  peer.settled = () => sleep(200);
  if (peer.key === "tabulator") peer.focus = (page) => page.locator(".tabulator-tableholder").focus();
}
const [ag, tabulator, vanilla] = peers;
const wanted = options.only.split(",").filter(Boolean);
const targets = [ag, app, tabulator, vanilla].filter((target) => wanted.length === 0 || wanted.includes(target.key));
const opening = { key: "opening", name: "JSON.parse and the same screen without a library", dir: openingPeer() };

/** A page in a new context, with the given entries in its storage. */
async function fresh(stored, work) {
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
    await context.addInitScript(watching);
    await context.addInitScript((stored) => {
      for (const [key, text] of Object.entries(stored)) if (localStorage.getItem(key) === null) localStorage.setItem(key, text);
    }, stored);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    return await work(page, session);
  } finally {
    await browser.close();
  }
}

/** Durations that the program itself reports, in milliseconds. */
const marked = (page) =>
  page.evaluate(() => {
    const found = {};
    for (const { name, duration } of globalThis.workMeasured) {
      if (name.startsWith("groundswell:")) (found[name.slice(12)] ??= []).push(duration);
    }
    return found;
  });

/** Opens a plan from the list of plans. */
async function openPlan(page, session, result) {
  await page.goto(app.server.url);
  await page.locator("main h2 a").first().waitFor();
  // The code for plans is loaded after the first screen.
  await page.waitForLoadState("networkidle");
  result.opened = await timeTo(page, "main h2 a", { selector: ".side h2", says: "Steps" });
  await sleep(200);
  const { heap, wasm } = await memory(page, session);
  result.opensWith = heap + wasm;
  const marks = await marked(page);
  result.load = marks.load?.at(-1);
  // Computing all totals and findings from scratch.
  result.checked = (marks.ledger?.at(-1) ?? NaN) + (marks.findings?.at(-1) ?? NaN);
}

/** Opens a plan, and its line items from the section before them. */
async function openBudget(page, session, { id }, result) {
  await openPlan(page, session, result);
  await page.goto(`${app.server.url}#/plan/${id}/budget/total`);
  await page.locator('main a[href$="/budget/line-items"]').first().waitFor();
  await sleep(500);
  result.builtBusy = await busy(session, async () => (result.built = await timeTo(page, 'main a[href$="/budget/line-items"]', { selector: app.first })), 500);
}

/** Opens the grid of another product. */
async function openPeer(page, session, target, count, result) {
  await page.goto(`${target.server.url}?rows=${count}`);
  await page.locator("#open:enabled").waitFor();
  await sleep(500);
  result.builtBusy = await busy(session, async () => (result.built = await timeTo(page, "#open", { selector: target.first })), 500);
}

const stored = (plan) => ({ [`groundswell/.plan.${plan.id}`]: plan.text });

/** One run of all measurements in one grid. */
const runSheet = (target, count, result) =>
  fresh(target === app ? stored(plans.get(count)) : {}, async (page, session) => {
    await (target === app ? openBudget(page, session, plans.get(count), result) : openPeer(page, session, target, count, result));
    Object.assign(result, await typeKeys(page, session, target));
    const { commits, painted, undos } = await commitCells(page, session, target);
    result.commit = median(commits);
    result.committed = median(painted);
    result.undo = median(undos);
    Object.assign(result, await atRest(page, session, target));
    Object.assign(result, await memory(page, session));
    if (target === app) Object.assign(result, await saving(page, plans.get(count)));
    if (count === MANY && target !== vanilla) Object.assign(result, await scroll(page, target.first));
  });

/** The program's own measurement of saving, and the time JSON.stringify takes for the same document. */
async function saving(page, { id }) {
  const peer = await page.evaluate((key) => {
    const document = JSON.parse(localStorage.getItem(key));
    const took = [];
    for (let times = 0; times < 7; times += 1) {
      const started = performance.now();
      localStorage.setItem(`${key}.bench`, JSON.stringify(document));
      took.push(performance.now() - started);
      localStorage.removeItem(`${key}.bench`);
    }
    return took;
  }, `groundswell/.plan.${id}`);
  const { save = [], store = [] } = await marked(page);
  return { save: median(save) + median(store), savePeer: median(peer.slice(2)) };
}

/** A plan of another size, opened. */
const runGrowth = (count, result) => fresh(stored(plans.get(count)), (page, session) => openPlan(page, session, result));

const runOpening = (result) =>
  fresh({ plan: plans.get(MANY).text }, async (page) => {
    await page.goto(opening.server.url);
    await page.locator("#open:enabled").waitFor();
    await sleep(300);
    result.opened = await timeTo(page, "#open", { selector: "ol a", says: "Review and export" });
  });

/** Runs in sequence; a failed run keeps what it had measured until then. */
const results = new Map();
async function run(key, name, work) {
  if (!results.has(key)) results.set(key, []);
  const result = {};
  results.get(key).push(result);
  try {
    await work(result);
  } catch (error) {
    console.error(`${name}: ${String(error.message).split("\n")[0]}`);
  }
}

for (const target of [...targets, opening]) target.server = await serve({ dir: target.dir, quality: 5 });
for (let round = 1; round <= Number(options.runs); round += 1) {
  for (const count of [FEW, MANY]) {
    for (const target of targets) await run(`${target.key} ${count}`, `${target.name}, ${count} lines`, (result) => runSheet(target, count, result));
  }
  if (targets.includes(app)) {
    await run("opening", opening.name, runOpening);
    for (const count of GROWTH) await run(`growth ${count}`, `${app.name}, ${count} lines`, (result) => runGrowth(count, result));
  }
  console.error(`round ${round} of ${options.runs}`);
}
for (const target of [...targets, opening]) await target.server.close();

const of = (key, count, figure) => median((results.get(`${key} ${count}`) ?? []).map((result) => result[figure] ?? NaN));
const many = (key, figure) => of(key, MANY, figure);

console.log(`\nThe budget's sheet, ${FEW} and ${MANY.toLocaleString("en")} lines; medians of ${options.runs}\n`);
table([
  [
    "sheet",
    "lines",
    "built ms",
    "built, busy ms",
    "busy ms a key",
    "busy ms a committed cell",
    "busy ms at rest after it",
    "busy ms an undo",
    "key → paint p95 ms",
    "longest frame ms",
    "late frames",
    "JS heap MB",
    "wasm MB",
  ],
  ...targets.flatMap(({ key, name }) =>
    [FEW, MANY].map((count) => [
      name,
      show(count),
      show(of(key, count, "built")),
      show(of(key, count, "builtBusy")),
      show(of(key, count, "key"), 1),
      show(of(key, count, "commit"), 1),
      show(of(key, count, "rest"), 1),
      show(of(key, count, "undo"), 1),
      show(of(key, count, "painted")),
      show(of(key, count, "longest")),
      show(of(key, count, "late")),
      show(of(key, count, "heap"), 1),
      show(of(key, count, "wasm"), 1),
    ]),
  ),
]);

console.log(`
A committed cell: until 120 ms after Enter; totals, findings and all that is in sight are up to date by then. At rest after
it: the four seconds that follow, in which Groundswell saves and brings what is out of sight up to date, piece by piece.`);

const opened = median((results.get("opening") ?? []).map((result) => result.opened ?? NaN));
const better = (figure) => Math.min(many("ag", figure), many("tabulator", figure));
const both = (figure, digits, unit = " ms") =>
  `AG Grid ${show(many("ag", figure), digits)}${unit}, Tabulator ${show(many("tabulator", figure), digits)}${unit}`;
const own = (figure) => `${show(many("app", figure), 1)} ms, with ${FEW} lines ${show(of("app", FEW, figure), 1)} ms`;
const [small, large] = GROWTH;
const checked = GROWTH.map((count) => of("growth", count, "checked"));
console.log(`\nGroundswell with ${MANY.toLocaleString("en")} lines\n`);
goals([
  ["a committed cell, against AG Grid", many("app", "commit") / many("ag", "commit"), 0.5, "×", `${show(many("app", "commit"), 1)} ms; ${both("commit", 1)}`],
  ["a committed cell, against Tabulator", many("app", "commit") / many("tabulator", "commit"), 0.7, "×"],
  [
    "Enter to paint, beyond the faster of both",
    many("app", "committed") - better("committed"),
    0,
    " ms",
    `${show(many("app", "committed"))} ms; ${both("committed", 0)}`,
  ],
  [`a committed cell, against ${FEW} lines`, many("app", "commit") / of("app", FEW, "commit"), 1.3, "×", own("commit")],
  ["a key while editing, against the faster of both", many("app", "key") / better("key"), 1, "×", `${show(many("app", "key"), 1)} ms; ${both("key", 1)}`],
  [
    "key to paint, p95, beyond the faster of both",
    many("app", "painted") - better("painted"),
    0,
    " ms",
    `${show(many("app", "painted"))} ms; ${both("painted", 0)}`,
  ],
  ["opening the grid, against AG Grid", many("app", "built") / many("ag", "built"), 0.25, "×", `${show(many("app", "built"))} ms; ${both("built", 0)}`],
  [
    "opening the grid, against 25 rows without a library",
    many("app", "built") / many("vanilla", "built"),
    5,
    "×",
    `25 rows ${show(many("vanilla", "built"), 1)} ms`,
  ],
  ["scrolling end to end, longest frame", many("app", "longest"), 33, " ms", both("longest", 0)],
  [
    "opening the plan, against JSON.parse and its screen",
    many("app", "opened") / opened,
    2,
    "×",
    `${show(many("app", "opened"))} ms; without a library ${show(opened)} ms; of it reading ${show(many("app", "load"), 1)} ms`,
  ],
  [
    "saving it, against JSON.stringify and setItem",
    many("app", "save") / many("app", "savePeer"),
    1.5,
    "×",
    `${show(many("app", "save"), 1)} ms; JSON.stringify ${show(many("app", "savePeer"), 1)} ms`,
  ],
  ["findings, totals and roll-ups, from scratch", many("app", "checked"), 5, " ms"],
  [
    `findings, ${large.toLocaleString("en")} against ${small.toLocaleString("en")} lines`,
    checked[1] / checked[0],
    12,
    "×",
    `${show(checked[0], 1)} ms, ${show(checked[1], 1)} ms`,
  ],
  [`an undo, against ${FEW} lines`, many("app", "undo") / of("app", FEW, "undo"), 1.3, "×", `${own("undo")}; ${both("undo", 1)}`],
  [
    "memory with the plan open, JS heap and wasm",
    many("app", "opensWith"),
    32,
    " MB",
    `in its budget ${show(many("app", "heap") + many("app", "wasm"), 1)} MB; JS heap of ${both("heap", 1, " MB")}`,
  ],
]);
