// The whole workflow once in Firefox and in WebKit: home, example, every step and view, typing in the grid, undo, a
// file, reload, and an offline visit. node tests/browsers/smoke.mjs [firefox] [webkit] SHOTS=folder saves a screenshot
// of every screen; DIST=.build/dev tests another build. Ends with a line of counts, and writes them to the file named
// by E2E_COUNTS.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { PLACES } from "../e2e/sections.mjs";
import { firefox, webkit } from "./drivers.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const dist = resolve(root, process.env.DIST ?? "dist");
const shots = process.env.SHOTS;
const SHEETS = ["timeline", "tracked-links", "report", "changes"];
// WebKit takes minutes to start an unoptimised build: SLOW=10.
const PATIENCE = 30_000 * Number(process.env.SLOW ?? 1);

// Runs inside the page.

/**
 * The centre of an element found by role and name, once it is visible, no longer moves while the page grows, and is not
 * covered.
 */
async function placeOf(selector, name) {
  const called = (element) => (element.getAttribute("aria-label") ?? element.textContent).trim();
  const element = [...document.querySelectorAll(selector)].find((element) => called(element).includes(name) && element.getClientRects().length > 0);
  if (!element || element.disabled) return null;
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const middle = () => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };
  const before = middle();
  for (let frames = 0; frames < 10; frames += 1) await new Promise(requestAnimationFrame);
  const after = middle();
  const hit = document.elementFromPoint(after.x, after.y);
  return before.x === after.x && before.y === after.y && element.contains(hit) ? after : null;
}
const isIdle = () => !document.querySelector("[aria-busy=true]");

/** User actions on the page of one browser. */
function hands(browser) {
  const until = async (what, call, ...args) => {
    const end = Date.now() + PATIENCE;
    for (;;) {
      // During navigation there is no document to query.
      const answer = await browser.evaluate(call, ...args).catch(() => null);
      if (answer) return answer;
      if (Date.now() > end) throw new Error(`${what}: not within ${PATIENCE / 1000} s`);
      await new Promise((later) => setTimeout(later, 50));
    }
  };
  const heading = (text) =>
    until(`heading “${text}”`, (text) => (document.querySelector("h1")?.textContent.includes(text) ? document.querySelector("h1").textContent : null), text);
  return {
    until,
    heading,
    saved: () => until("saved", () => /^Saved/.test(document.querySelector("header [role=status]")?.textContent ?? "")),
    async press(selector, name, times) {
      await browser.press(await until(`${selector} “${name}”`, placeOf, selector, name), times);
    },
    /** Navigates within the page and waits for an element. */
    async visit(hash) {
      await browser.evaluate((hash) => void (location.hash = hash), hash);
      await until(hash, isIdle);
    },
    shot: async (name) => {
      if (!shots) return;
      mkdirSync(shots, { recursive: true });
      writeFileSync(join(shots, `${browser.name}-${name}.png`), await browser.screenshot());
    },
  };
}

/** The checks in order: each continues where the one before ended. */
function path(browser, host) {
  const { until, heading, saved, press, visit, shot } = hands(browser);
  const plan = {};
  const cell = () => browser.evaluate(() => document.querySelector("[role=grid] [aria-rowindex='2'] [aria-colindex='2']").textContent);
  return {
    async "the list of plans opens"() {
      await browser.go(host.url);
      await heading("A marketing plan your boss can approve, in one sitting");
      await until("New plan", placeOf, "button", "New plan");
      await shot("home");
    },
    async "an example is opened"() {
      await press("button", "Use this example: Caixiaoda");
      await heading("Caixiaoda fresh-food delivery (fictional)");
      plan.id = (await browser.evaluate(() => location.hash)).split("/")[2];
      await shot("example");
    },
    async "every section is drawn"() {
      for (const place of PLACES) {
        await visit(`#/plan/${plan.id}/${place}`);
        await until(
          place,
          (place) =>
            document.querySelector(`main nav [aria-current=page][href$="/${place}"]`) &&
            !document.querySelector("[aria-busy=true]") &&
            document.querySelectorAll("main *").length > 15,
          place,
        );
        await shot(place.replace("/", "-"));
      }
    },
    async "every view beside the path is drawn"() {
      for (const sheet of SHEETS) {
        await visit(`#/plan/${plan.id}/${sheet}`);
        await until(
          sheet,
          (sheet) => location.hash.endsWith(sheet) && !document.querySelector("[aria-busy=true]") && document.querySelectorAll("main *").length > 20,
          sheet,
        );
        await shot(sheet);
      }
    },
    async "a cell of the grid is typed into"() {
      await visit(`#/plan/${plan.id}/budget/line-items`);
      await until("the grid", () => document.querySelector("[role=grid] [aria-rowindex='2'] [aria-colindex='2']"));
      plan.before = await cell();
      await press("[role=grid] [aria-rowindex='2'] [aria-colindex='2']", "");
      await browser.type("Posters");
      await browser.type("Enter");
      await until("the cell", () => document.querySelector("[role=grid] [aria-rowindex='2'] [aria-colindex='2']").textContent.includes("Posters"));
      await saved();
      await shot("typed");
    },
    async "it is undone and done again"() {
      await press("button", "Undo");
      await until("undone", (before) => document.querySelector("[role=grid] [aria-rowindex='2'] [aria-colindex='2']").textContent === before, plan.before);
      await press("button", "Redo");
      await until("done again", () => document.querySelector("[role=grid] [aria-rowindex='2'] [aria-colindex='2']").textContent.includes("Posters"));
      await saved();
    },
    async "files are made"() {
      await visit(`#/plan/${plan.id}/review/export`);
      // Intercepts what the page hands to the browser for download.
      await browser.evaluate(() => {
        const make = URL.createObjectURL;
        self.handedOut = [];
        URL.createObjectURL = (blob) => (self.handedOut.push(blob), make.call(URL, blob));
      });
      for (const [name, begin] of [
        ["Workbook", "PK"],
        ["Calendar", "BEGIN:VCALENDAR"],
      ]) {
        await press("button", `Download: ${name}`);
        const read = async (begin) => {
          const blob = self.handedOut.at(-1);
          return blob && (await blob.slice(0, begin.length).text()) === begin ? blob.size : 0;
        };
        const size = await until(name, read, begin);
        if (size < 500) throw new Error(`${name} has ${size} bytes`);
      }
    },
    async "a reload brings the plan back as it was left"() {
      await visit(`#/plan/${plan.id}/budget/line-items`);
      await browser.reload();
      await until("the cell", () => document.querySelector("[role=grid] [aria-rowindex='2'] [aria-colindex='2']")?.textContent.includes("Posters"));
    },
    async "a second visit works without a network"() {
      await until("the offline worker", async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        return Boolean(registration?.active && navigator.serviceWorker.controller);
      });
      await host.stop();
      await browser.go("about:blank");
      await browser.go(`${host.url}#/plan/${plan.id}/budget/line-items`);
      await until("the cell", () => document.querySelector("[role=grid] [aria-rowindex='2'] [aria-colindex='2']")?.textContent.includes("Posters"));
      await visit("#/");
      await press("button", "Use this example: Caixiaoda");
      await heading("Caixiaoda fresh-food delivery (fictional)");
      await shot("offline");
    },
    async "nothing was complained of"() {
      if (browser.errors.length > 0) throw new Error(browser.errors.join("\n"));
    },
  };
}

const noted = (name) => {
  const file = join(root, ".tools", name);
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
};
/** How each browser is started, or why it is skipped. tools/setup/browsers.sh records the paths. */
const BROWSERS = { firefox: ([path]) => firefox(path), webkit: ([driver, browser]) => webkit(driver, browser) };

const counts = { passed: 0, failed: 0, failures: [], skipped: [] };
const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(BROWSERS)) {
  const found = noted(name);
  if (found.length === 0 || found[0].startsWith("skipped")) {
    counts.skipped.push(`${name} ${found[0] ?? "skipped: not set up (tools/setup.sh browsers)"}`);
    console.log(counts.skipped.at(-1));
    continue;
  }
  const server = await serve({ dir: dist, base: "/groundswell/", quality: 1 });
  let open = true;
  const host = { url: server.url, stop: async () => (open && (await server.close()), (open = false)) };
  let browser;
  let test = "starts";
  const started = performance.now();
  try {
    browser = await BROWSERS[name](found);
    console.log(`${name} ${browser.version}`);
    for (const [title, run] of Object.entries(path(browser, host))) {
      test = title;
      await run();
      counts.passed += 1;
      console.log(`  ✓ ${name}: ${title}`);
    }
  } catch (error) {
    counts.failed += 1;
    counts.failures.push({ name: `${name}: ${test}`, why: [] });
    console.log(`  ✘ ${name}: ${test}\n    ${error.message}`);
    if (browser) {
      console.log(
        `    ${await browser.evaluate(() => `${location.href} ${document.body.innerText.slice(0, 600)}`).catch(() => "")}\n    ${browser.errors.join("\n    ")}`,
      );
      await hands(browser)
        .shot("failed")
        .catch(() => {});
    }
  } finally {
    await browser?.quit();
    await host.stop();
  }
  console.log(`  ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
console.log(`other browsers: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped.length} skipped`);
if (process.env.E2E_COUNTS) writeFileSync(process.env.E2E_COUNTS, JSON.stringify(counts));
process.exit(counts.failed === 0 ? 0 : 1);
