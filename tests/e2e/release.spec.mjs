// A new release reaches someone who has the old one kept for offline use: never half old, half new.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, expect } from "@playwright/test";
import { serve } from "../../tools/serve.mjs";
import { offlineReady } from "./harness.mjs";

/** Host a copy of the site, and change it under the visitor's feet as a release would. */
async function hosted(use) {
  const dir = mkdtempSync(join(tmpdir(), "groundswell-release-"));
  cpSync(new URL("../../dist", import.meta.url), dir, { recursive: true });
  const server = await serve({ dir, base: "/planner/", quality: 3 });
  const change = (name, edit) => writeFileSync(join(dir, name), edit(readFileSync(join(dir, name), "utf8")));
  const words = readFileSync(join(dir, "index.html"), "utf8").match(/words\/en-first-\w+\.txt/)[0];
  const renamed = "words/en-first-0badcafe.txt";
  const release = {
    /** Everything but the page, as while a host is still copying. */
    files() {
      cpSync(join(dir, words), join(dir, renamed));
      rmSync(join(dir, words));
      change("sw.js", (text) => text.replaceAll(words, renamed).replace(/VERSION = "\w+"/, 'VERSION = "next"'));
    },
    page: () => change("index.html", (text) => text.replaceAll(words, renamed)),
  };
  try {
    await use({ url: server.url, words, renamed, release, stop: () => server.close() });
  } finally {
    await server.close().catch(() => {});
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Which words pack the page names, and whether it can be had. */
const build = (page) =>
  page.evaluate(async () => {
    const name = document.documentElement.dataset.wordsEnFirst;
    return { name, ok: (await fetch(name)).ok };
  });

/** Asks the browser to look for a new release now, as it does at a visit, and waits until that look is over. */
const lookForRelease = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const before = registration.waiting;
    await registration.update().catch(() => {});
    const worker = registration.installing ?? registration.waiting;
    if (!worker || worker === before) return;
    while (!["installed", "activated", "redundant"].includes(worker.state)) {
      await new Promise((changed) => worker.addEventListener("statechange", changed, { once: true }));
    }
  });

test("a release is shown whole or not at all, and an open tab keeps its own files", async ({ context }) => {
  await hosted(async ({ url, words, renamed, release, stop }) => {
    const open = async () => {
      const page = await context.newPage();
      await page.goto(url);
      await expect(page.locator("input, button").first()).toBeVisible();
      return page;
    };
    const old = await open();
    await offlineReady(old);

    release.files();
    await lookForRelease(old);
    const during = await open();
    expect(await build(during)).toEqual({ name: words, ok: true });

    release.page();
    await lookForRelease(during);
    const fresh = await open();
    expect(await build(fresh)).toEqual({ name: renamed, ok: true });
    expect(await build(old)).toEqual({ name: words, ok: true });

    await stop();
    const offline = await open();
    expect(await build(offline)).toEqual({ name: renamed, ok: true });
    expect(await build(old)).toEqual({ name: words, ok: true });
  });
});
