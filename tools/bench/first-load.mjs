// Measures the first load against comparable products, and against its own performance goals. `make bench`.
//   node tools/bench/first-load.mjs [--fast 5] [--slow 3] [--only static,app,survey,tiddlywiki,actual]
// Pages are measured in turn on one machine (A B C A B C): only the ratios of the results are meaningful.
import { serve } from "../serve.mjs";
import { SLOW, coldVisit, launch, median, visit } from "./measure.mjs";
import { peers } from "./peers.mjs";
import { readOptions } from "./options.mjs";
import { goals, show, table } from "./report.mjs";

const options = readOptions("node tools/bench/first-load.mjs [--fast 5] [--slow 3] [--only static,app,survey,tiddlywiki,actual]", {
  fast: "5",
  slow: "3",
  only: "",
});

const app = {
  key: "app",
  name: "Groundswell",
  dir: "dist",
  starts: true,
  ready: "input, button, select, textarea, main a[href]",
};
const [form, ...others] = peers();
const wanted = options.only.split(",").filter(Boolean);
const targets = [form, app, ...others].filter((target) => wanted.length === 0 || wanted.includes(target.key));

/** Runs rounds with each target once per round; a failed visit is reported and left out of the medians. */
async function rounds(count, slow) {
  const results = Object.fromEntries(targets.map((target) => [target.key, []]));
  for (let round = 0; round < count; round += 1) {
    for (const target of targets) {
      try {
        results[target.key].push(await coldVisit(target, target.server.url, slow));
      } catch (error) {
        console.error(`${target.name}${slow ? ", slow" : ""}: ${String(error.message).split("\n")[0]}`);
      }
    }
    console.error(`${slow ? "slow" : "fast"} round ${round + 1} of ${count}`);
  }
  return results;
}

/** Visits twice in one browser, calling `prepare` in between, and measures the second visit. */
async function secondVisit(target, prepare) {
  const server = await serve({ dir: target.dir, headers: target.headers });
  const browser = await launch();
  let stopped = false;
  try {
    const context = await browser.newContext();
    const first = await visit(context, target, server.url);
    if (prepare) {
      await prepare(first.page);
      await first.page.close();
      // Stops the host, since the browser's offline mode does not affect service workers.
      await server.close();
      stopped = true;
    } else {
      await first.page.close();
    }
    return (await visit(context, target, server.url)).result;
  } finally {
    await browser.close();
    if (!stopped) await server.close();
  }
}

const kept = (page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((taken) => navigator.serviceWorker.addEventListener("controllerchange", taken, { once: true }));
    }
  });

async function secondVisits(count) {
  const results = { static: [], app: [] };
  for (let round = 0; round < count; round += 1) {
    for (const [target, prepare] of [
      [form, null],
      [app, kept],
    ]) {
      if (!targets.includes(target)) continue;
      try {
        results[target.key].push(await secondVisit(target, prepare));
      } catch (error) {
        console.error(`${target.name}, second visit: ${String(error.message).split("\n")[0]}`);
      }
    }
  }
  return results;
}

for (const target of targets) target.server = await serve({ dir: target.dir, headers: target.headers });
// The first request for a file also compresses it, which should not be measured.
for (const target of targets) await coldVisit(target, target.server.url).catch(() => {});

const fast = await rounds(Number(options.fast));
const slow = await rounds(Number(options.slow), SLOW);
const again = await secondVisits(Number(options.fast));
for (const target of targets) await target.server.close();

const of = (results, key, figure) => median((results[key] ?? []).map((result) => result[figure]));
console.log(`\nFirst load, cold profile, brotli; medians of ${options.fast}, slow (1.6 Mbit/s, 150 ms, 4× slower processor) of ${options.slow}\n`);
table([
  ["page", "ready ms", "slow ready", "paint ms", "slow paint", "wire kB", "busy ms", "JS heap MB"],
  ...targets.map(({ key, name }) => [
    name,
    show(of(fast, key, "ready")),
    show(of(slow, key, "ready")),
    show(of(fast, key, "paint")),
    show(of(slow, key, "paint")),
    show(of(fast, key, "wire"), 1),
    show(of(fast, key, "busy")),
    show(of(fast, key, "heap"), 1),
  ]),
]);

const ratio = (results, figure, peer) => of(results, "app", figure) / of(results, peer, figure);
console.log();
goals([
  ["first load, one language", of(fast, "app", "wire"), 200, " kB"],
  ["ready, against the static form", ratio(fast, "ready", "static"), 1.5, "×"],
  ["ready, against the static form, slow", ratio(slow, "ready", "static"), 2.2, "×"],
  ["ready, against SurveyJS", ratio(fast, "ready", "survey"), 0.6, "×"],
  ["ready, against SurveyJS, slow", ratio(slow, "ready", "survey"), 0.6, "×"],
  ["ready, against Actual, slow", ratio(slow, "ready", "actual"), 0.12, "×"],
  ["first contentful paint, against the static form", ratio(fast, "paint", "static"), 1.15, "×"],
  ["first contentful paint, against the static form, slow", ratio(slow, "paint", "static"), 1.15, "×"],
  ["second visit offline, against that of the static form", ratio(again, "ready", "static"), 1.2, "×"],
]);
console.log(`\nsecond visit: static form ${show(of(again, "static", "ready"))} ms, Groundswell offline ${show(of(again, "app", "ready"))} ms`);
