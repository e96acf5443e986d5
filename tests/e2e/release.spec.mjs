// A new release reaches users with a cached older one: never half old, half new.
import { test, expect } from "@playwright/test";
import { offlineReady } from "./harness.mjs";
import { hosted, lookForRelease, shown } from "./hosts.mjs";

/** A page's version, and whether its language file can be loaded. */
const build = (page) =>
  page.evaluate(async () => {
    const { build, wordsEnFirst } = document.documentElement.dataset;
    return { build, ok: (await fetch(wordsEnFirst)).ok };
  });

test("a release is shown completely or not at all, and an open tab keeps its own files", async ({ context }) => {
  await hosted(async (host) => {
    const open = async () => {
      const page = await context.newPage();
      await page.goto(host.url());
      await expect(page.getByRole("button", { name: "New plan" })).toBeVisible();
      return page;
    };
    const first = host.version();
    const old = await open();
    await offlineReady(old);

    // Everything but the page, as while a host is still copying.
    const next = host.release("bb");
    next.files();
    next.worker();
    next.dropOld();
    await lookForRelease(old);
    const during = await open();
    expect(await build(during)).toEqual({ build: first, ok: true });

    next.page();
    await lookForRelease(during);
    const fresh = await open();
    expect(await build(fresh)).toEqual({ build: "bb", ok: true });
    expect(await build(old)).toEqual({ build: first, ok: true });

    await host.stop();
    const offline = await open();
    expect(await build(offline)).toEqual({ build: "bb", ok: true });
    expect(await build(old)).toEqual({ build: first, ok: true });
    // Once the last tab of the old version is closed, its files are deleted.
    for (const page of [old, during, fresh]) await page.close();
    await offline.reload();
    expect(await shown(offline)).toBe("bb");
  });
});
