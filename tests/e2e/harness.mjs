// Shared fixtures of all browser tests: `import { test, expect, axe } from "./harness.mjs"`. A test that uses this
// `page` also fails if the page requests another origin, violates the Content-Security-Policy, or logs an error to the
// console.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base, expect } from "@playwright/test";
import axeCore from "axe-core";
import Ajv2020 from "ajv/dist/2020.js";
import { serve } from "../../tools/serve.mjs";

export { expect };

const ANNOUNCE_DELAY_MS = Number(
  readFileSync(new URL("../../src/browser/dom/focus.rs", import.meta.url), "utf8").match(/ANNOUNCE_DELAY: Duration = Duration::from_millis\((\d+)\)/)[1],
);

export const test = base.extend({
  /** Requests to other origins and console errors, as they happen. A test may clear the ones it provoked. */
  faults: async ({}, use) => use([]),

  /**
   * The language whose market and currency a new plan proposes, whatever the page speaks: most tests are written with the
   * figures of a Chinese plan. `test.use({ plansFor: null })` leaves it to the browser's own language.
   */
  plansFor: ["zh-CN", { option: true }],

  /**
   * The moment at which a test begins in the page, from which its clock runs on: the day the worked examples are written
   * as of, so that they open unmoved. `test.use({ now: null })` leaves the time to the browser, or to `page.clock`.
   */
  now: ["2027-04-25T10:00:00+08:00", { option: true }],

  context: async ({ context, baseURL, faults, plansFor, now }, use) => {
    if (now) {
      await context.addInitScript((offset) => {
        const real = Date.now;
        globalThis.Date = class extends Date {
          constructor(...parts) {
            super(...(parts.length > 0 ? parts : [globalThis.Date.now()]));
          }
          static now() {
            return real() + offset;
          }
        };
      }, Date.parse(now) - Date.now());
    }
    if (plansFor) {
      await context.addInitScript((language) => Object.defineProperty(Navigator.prototype, "language", { get: () => language }), plansFor);
    }
    // Live regions hold their message at once rather than a moment later. A test that looks for a text which is both in
    // a message and in the region that announces it then fails always, not only on a slow machine.
    await context.addInitScript((delay) => {
      const real = globalThis.setTimeout;
      globalThis.setTimeout = (run, after, ...rest) => (after === delay ? (queueMicrotask(run), 0) : real(run, after, ...rest));
    }, ANNOUNCE_DELAY_MS);
    const origin = new URL(baseURL).origin;
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin) faults.push(`request to ${url.origin}`);
    });
    context.on("console", (message) => {
      if (message.type() === "error") faults.push(`console: ${message.text()}`);
    });
    context.on("weberror", (error) => faults.push(`uncaught: ${error.error().message}`));
    await use(context);
    expect(faults).toEqual([]);
  },

  // SLOW=4 throttles the page's CPU fourfold, as on a busy machine: a test must not depend on its speed.
  page: async ({ page, context }, use) => {
    if (process.env.SLOW) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: Number(process.env.SLOW) });
    await use(page);
  },
});

/** The built site under test: the release, or another build by DIST. */
const DIST = resolve(dirname(fileURLToPath(import.meta.url)), "../..", process.env.DIST ?? "dist");

/**
 * A test whose page comes from a host of its own, `host`, which it can stop and restart: this is how "offline" is
 * tested. The browser's own offline switch does not reach service workers in every version of Chromium.
 */
export const hostedTest = test.extend({
  host: async ({}, use) => {
    const options = { dir: DIST, base: "/groundswell/", quality: 5 };
    let server = await serve(options);
    const { url } = server;
    await use({
      url,
      /** From now on nothing answers at this address. */
      stop: async () => {
        await server?.close();
        server = null;
      },
      /** Restarts the host at the same address. */
      start: async () => {
        server ??= await serve({ ...options, port: Number(new URL(url).port) });
      },
    });
    await server?.close();
  },
  baseURL: async ({ host }, use) => use(host.url),
});

/**
 * The WCAG 2.2 A and AA violations axe finds on the page, one line each; the expected result is none. Runs axe in the page
 * itself and asks for violations alone: with the details of all that passes it takes three times as long. The page has no
 * frames.
 */
export async function axe(page, include) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeCore.source);
  const violations = await page.evaluate(
    async ([include, tags]) => {
      // Colours that are still changing, as after another theme, are none a reader sees.
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
      const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
      return (await globalThis.axe.run(include ?? document, options)).violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.map(({ target }) => target),
      }));
    },
    [include, ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]],
  );
  return violations.flatMap(({ id, help, nodes }) => nodes.map((target) => `${id}: ${help} (${target.join(" ")})`));
}

/** Why a value does not match a JSON Schema (draft 2020-12), or nothing. */
export function schemaFaults(schema, value) {
  const check = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  return check(value) ? [] : check.errors.map((error) => `${error.instancePath} ${error.message}`);
}

/** Starts a download by `act` and returns its file name and bytes. */
export async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Waits until the service worker has cached the whole build and controls the page. */
export async function offlineReady(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((taken) => navigator.serviceWorker.addEventListener("controllerchange", taken, { once: true }));
    }
  });
}
