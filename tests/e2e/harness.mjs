// What every browser test begins from: `import { test, expect, axe } from "./harness.mjs"`.
// A test that uses this `page` also fails on anything the page must never do, whatever else it looks at:
// ask another origin for something, break the Content-Security-Policy, or leave an error in the console.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base, expect } from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";
import Ajv2020 from "ajv/dist/2020.js";
import { serve } from "../../tools/serve.mjs";

export { expect };

export const test = base.extend({
  /** Requests to another origin, and what the page complained of, as they happen. A test may empty it of what it provoked. */
  faults: async ({}, use) => use([]),

  context: async ({ context, baseURL, faults }, use) => {
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

  // SLOW=4 makes the page's processor four times slower, as on a busy machine: a test must not depend on its speed.
  page: async ({ page, context }, use) => {
    if (process.env.SLOW) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: Number(process.env.SLOW) });
    await use(page);
  },
});

/** The built site that is tested: the release, or another build by DIST. */
const DIST = resolve(dirname(fileURLToPath(import.meta.url)), "../..", process.env.DIST ?? "dist");

/**
 * A test whose page comes from a host of its own, `host`, which it can stop and start again: that is what "offline" means
 * here. The browser's own offline switch does not reach service workers in every version of Chromium.
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
      /** The host is back, at the same address. */
      start: async () => {
        server ??= await serve({ ...options, port: Number(new URL(url).port) });
      },
    });
    await server?.close();
  },
  baseURL: async ({ host }, use) => use(host.url),
});

/** The WCAG 2.2 A and AA faults axe finds on the page, one line each; none is the expected answer. */
export async function axe(page, include) {
  const builder = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  if (include) builder.include(include);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} (${node.target.join(" ")})`));
}

/** Why a value does not follow a JSON Schema (draft 2020-12), or nothing. */
export function schemaFaults(schema, value) {
  const check = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  return check(value) ? [] : check.errors.map((error) => `${error.instancePath} ${error.message}`);
}

/** Starts a download by `act` and answers with its file name and bytes. */
export async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Waits until the offline worker has kept the whole build and answers for the page. */
export async function offlineReady(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((taken) => navigator.serviceWorker.addEventListener("controllerchange", taken, { once: true }));
    }
  });
}
