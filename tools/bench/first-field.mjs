// Measures the way from a cold start to the first field of a new document that takes a key, against comparable
// products. `make bench ONLY=first-field`, or node tools/bench/first-field.mjs [--fast 5] [--slow 3] [--only app,survey,actual]
// Products are measured in turn on one machine (A B C A B C): only the ratios of the results are meaningful.
import { serve } from "../serve.mjs";
import { launch, median, SLOW, watchedPage } from "./measure.mjs";
import { peers } from "./peers.mjs";
import { readOptions } from "./options.mjs";
import { goals, show, table } from "./report.mjs";

const options = readOptions("node tools/bench/first-field.mjs [--fast 5] [--slow 3] [--only app,survey,actual]", { fast: "5", slow: "3", only: "" });

const TIMEOUT = { timeout: 120_000 };
/**
 * Waits for a visible element with a text: a button, or the field of a label. Looks once a frame by text alone: on a slow
 * processor a locator and its checks before a press take longer than what is measured.
 */
const shown = (page, kind, text) =>
  page.waitForFunction(
    ([kind, text]) => {
      const found = [...document.querySelectorAll(kind)].find((element) => text === "" || element.textContent.trim().startsWith(text));
      const element = found?.control ?? found;
      return element?.checkVisibility() ? element : null;
    },
    [kind, text],
    TIMEOUT,
  );

/** Products, and the presses that lead from the first screen to the first field. */
const [, ...others] = peers();
const targets = [
  {
    key: "app",
    name: "Groundswell: New plan, its product",
    dir: "dist",
    async firstField(page) {
      const button = await shown(page, "button", "New plan");
      await button.evaluate((button) => button.click());
      return shown(page, "label", "Product or service");
    },
  },
  {
    ...others.find(({ key }) => key === "survey"),
    firstField: (page) => shown(page, "input[type=text]", ""),
  },
  {
    ...others.find(({ key }) => key === "actual"),
    name: "Actual Budget web: its first button",
    // Its static deployment answers every address with the page.
    fallback: true,
    // Served from a plain host its database does not open, so its first cell comes later than this.
    takesKeys: false,
    firstField: (page) => shown(page, "button", "Start budgeting"),
  },
].filter(({ key }) => options.only === "" || options.only.split(",").includes(key));

/** One cold start: the time until the first field shows a typed key, and the bytes received by the page until then. */
async function start(target, slow) {
  const browser = await launch();
  try {
    const context = await browser.newContext({
      locale: "en-GB",
      viewport: { width: 1440, height: 900 },
    });
    const { page, received } = await watchedPage(context, slow);
    const started = performance.now();
    await page.goto(target.server.url, { waitUntil: "commit", ...TIMEOUT });
    const field = await target.firstField(page);
    if (target.takesKeys !== false) {
      await field.evaluate((input) => input.focus());
      await page.keyboard.press("7");
      await page.waitForFunction((input) => input.value.endsWith("7"), field, TIMEOUT);
    }
    return { ready: performance.now() - started, wire: received() / 1000 };
  } finally {
    await browser.close();
  }
}

async function rounds(count, slow) {
  const results = Object.fromEntries(targets.map((target) => [target.key, []]));
  for (let round = 0; round < count; round += 1) {
    for (const target of targets) {
      try {
        results[target.key].push(await start(target, slow));
      } catch (error) {
        console.error(`${target.name}${slow ? ", slow" : ""}: ${String(error.message).split("\n")[0]}`);
      }
    }
    console.error(`${slow ? "slow" : "fast"} round ${round + 1} of ${count}`);
  }
  return results;
}

for (const target of targets) target.server = await serve({ dir: target.dir, headers: target.headers, fallback: target.fallback });
// The first request for a file also compresses it, which should not be measured.
for (const target of targets) await start(target).catch(() => {});
const fast = await rounds(Number(options.fast));
const slow = await rounds(Number(options.slow), SLOW);
for (const target of targets) await target.server.close();

const of = (results, key, figure) => median((results[key] ?? []).map((result) => result[figure]));
console.log(
  `\nCold start to the first field that takes a key; medians of ${options.fast}, slow (1.6 Mbit/s, 150 ms, 4× slower processor) of ${options.slow}\n`,
);
table([
  ["product", "ms", "slow ms", "kB until then"],
  ...targets.map(({ key, name }) => [name, show(of(fast, key, "ready")), show(of(slow, key, "ready")), show(of(fast, key, "wire"), 1)]),
]);
const ratio = (peer) => of(slow, "app", "ready") / of(slow, peer, "ready");
console.log();
goals([
  ["all bytes until the first field takes a key", of(fast, "app", "wire"), 420, " kB"],
  ["slow, against SurveyJS's first question", ratio("survey"), 0.7, "×"],
  ["slow, against Actual's first button", ratio("actual"), 0.15, "×"],
]);
