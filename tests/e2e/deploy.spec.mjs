// A host during a deployment, a tab of an older version, a frame of another site: files of another version are neither
// cached nor shown, and every failure says how to continue.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test, expect } from "@playwright/test";
import Ajv from "ajv";
import { downloaded, offlineReady } from "./harness.mjs";
import { DIST, hosted, lookForRelease, shown } from "./hosts.mjs";
import { HOME_HEADING, card, goToSection, heading, newPlan, openExample, saved } from "./steps-of-a-planner.mjs";

const start = (page) => page.getByRole("button", { name: "New plan" });
const stopped = (page) => page.getByRole("heading", { level: 1, name: "Groundswell has stopped" });
const newer = (page) => page.getByRole("status").filter({ hasText: "A newer version of Groundswell is available" });

/** Opens a host's plan list in a tab of its own. */
async function visit(context, host, folder) {
  const page = await context.newPage();
  await page.goto(host.url(folder));
  await expect(start(page)).toBeVisible();
  return page;
}

/** Names of cached files that contain a page instead of their own content. */
const wrongKept = (page) =>
  page.evaluate(async () => {
    const wrong = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const text = await (await cache.match(request)).text();
        if (!request.url.endsWith("/") && text.startsWith("<!")) wrong.push(request.url);
      }
    }
    return wrong;
  });

/** Simulates the user returning to the tab. */
const lookedAt = (page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

for (const how of ["missing", "cut"]) {
  for (const [what, pattern] of [
    ["the program", /^groundswell-\w+_bg\.wasm$/],
    ["its loader", /^groundswell-\w+\.js$/],
    ["the words", /^words\/en-first/],
  ]) {
    test(`a first visit while ${what} is ${how} on a host that answers with its page does not break a later visit`, async ({ context }) => {
      await hosted(
        async (host) => {
          const repair = host.damage(pattern, how);
          const page = await context.newPage();
          await page.goto(host.url());
          await expect(stopped(page)).toBeVisible();
          repair();
          const later = await visit(context, host);
          await offlineReady(later);
          expect(await wrongKept(later)).toEqual([]);
          // The failed tab recovers without being reopened.
          await page.getByRole("button", { name: "Try again" }).click();
          await expect(start(page)).toBeVisible();
        },
        { fallback: true },
      );
    });
  }
}

test("an incomplete release is not cached, and the previous one keeps working, also offline", async ({ context }) => {
  await hosted(
    async (host) => {
      const first = host.version();
      const old = await visit(context, host);
      await offlineReady(old);
      const next = host.release("bb");
      next.page();
      next.worker();
      await lookForRelease(old);
      const during = await visit(context, host);
      expect(await shown(during)).toBe(first);
      expect(await wrongKept(during)).toEqual([]);
      next.files();
      next.dropOld();
      await lookForRelease(during);
      expect(await shown(await visit(context, host))).toBe("bb");
      await host.stop();
      expect(await shown(await visit(context, host))).toBe("bb");
    },
    { fallback: true },
  );
});

test("a corrupted cached file is dropped and fetched again", async ({ context }) => {
  await hosted(async (host) => {
    const page = await visit(context, host);
    await offlineReady(page);
    const spoil = () =>
      page.evaluate(async () => {
        const html = () => new Response("<!doctype html><title>The host's page</title>", { headers: { "content-type": "text/html" } });
        for (const name of await caches.keys()) {
          const cache = await caches.open(name);
          for (const request of await cache.keys()) await cache.put(request, html());
        }
      });
    await spoil();
    await visit(context, host);
    await page.reload();
    await expect(start(page)).toBeVisible();
    // Everything that was used is valid again, also offline.
    await host.stop();
    await page.reload();
    await expect(start(page)).toBeVisible();
  });
});

/** Uses every part that is fetched on demand: an example, the import with its reader and character sets, the workbook writer. */
async function useParts(page) {
  await page
    .getByRole("button", { name: "Marketing plans" })
    .or(page.getByRole("banner").getByRole("link", { name: "Groundswell" }))
    .first()
    .click();
  await expect(start(page)).toBeVisible();
  await openExample(page);
  await goToSection(page, "budget/line-items");
  await page.getByRole("button", { name: "Import line items" }).click();
  const dialog = page.getByRole("dialog", { name: "Import line items" });
  // 项目,金额 / 海报,800 in GB 18030
  const lines = Buffer.from("cfeec4bf2cbdf0b6ee0abaa3b1a82c3830300a", "hex");
  await dialog.getByLabel("Choose a file").setInputFiles({ name: "lines.csv", mimeType: "text/csv", buffer: lines });
  await expect(dialog.getByRole("row", { name: /^2 new 海报/ })).toContainText("¥800.00");
  await page.keyboard.press("Escape");
  await goToSection(page, "review/export");
  const file = await downloaded(page, () => page.getByRole("button", { name: "Download: Workbook" }).click());
  expect(file.bytes.subarray(0, 2).toString()).toBe("PK");
}
/** Files fetched on demand. */
const PARTS = /^(examples\/.+|files-\w+\.wasm|(reader|figures|charsets)-\w+(\.js|_bg\.wasm)|workbook-\w+(\.js|_bg\.wasm))$/;

for (const how of ["the host's page", "half of each"]) {
  test(`parts fetched on demand that are cached ${how} are dropped and fetched again`, async ({ context }) => {
    await hosted(async (host) => {
      const page = await visit(context, host);
      await offlineReady(page);
      await expect
        .poll(() =>
          page.evaluate(async () =>
            (await (await caches.open((await caches.keys()).find((name) => !name.endsWith(":current")))).keys()).some((request) =>
              /\/reader-\w+_bg\.wasm$/.test(request.url),
            ),
          ),
        )
        .toBe(true);
      const spoiled = await page.evaluate(
        async ([parts, how]) => {
          const found = [];
          for (const name of (await caches.keys()).filter((name) => !name.endsWith(":current"))) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              const file = request.url.slice(new URL("./", location.href).href.length);
              if (!new RegExp(parts).test(file)) continue;
              found.push(file);
              const { headers } = await cache.match(request);
              const bytes = await (await cache.match(request)).arrayBuffer();
              const wrong =
                how === "half of each"
                  ? new Response(bytes.slice(0, bytes.byteLength >> 1), { headers })
                  : new Response("<!doctype html>", { headers: { "content-type": "text/html" } });
              await cache.put(request, wrong);
            }
          }
          return found;
        },
        [PARTS.source, how],
      );
      expect(spoiled.filter((name) => /^(examples|reader|charsets|workbook)/.test(name)).length).toBeGreaterThan(6);
      await useParts(page);
      // Everything that was used is valid again, also offline.
      await host.stop();
      await page.reload();
      await useParts(page);
    });
  });
}

test("files an older release cached wrongly are not reused", async ({ context }) => {
  await hosted(async (host) => {
    // Before any script runs: the previous caching scheme's cache, with the page in place of every file.
    const page = await context.newPage();
    await page.route("**/groundswell-*", (route) => route.abort());
    await page.goto(`${host.url()}plan.schema.json`);
    const names = ["manifest.webmanifest", ...readFileSync(join(DIST, "index.html"), "utf8").match(/\w[\w/-]*-[0-9a-f]{8,}\w*\.(?:js|wasm|txt)/g)];
    const other = `${new URL("/other/", host.url())}`;
    await page.evaluate(
      async ([names, folder, other]) => {
        const cache = await caches.open("groundswell-files");
        for (const name of ["", ...names]) await cache.put(folder + name, new Response("<!doctype html>", { headers: { "content-type": "text/html" } }));
        await cache.put(other, new Response("<!doctype html>"));
      },
      [names, host.url(), other],
    );
    await page.unroute("**/groundswell-*");
    await page.goto(host.url());
    await expect(start(page)).toBeVisible();
    await offlineReady(page);
    expect((await wrongKept(page)).filter((url) => !url.startsWith(other))).toEqual([]);
    // Another copy's cache is not touched.
    expect(await page.evaluate(async () => (await (await caches.open("groundswell-files")).keys()).map((request) => request.url))).toEqual([other]);
    await host.stop();
    await page.reload();
    await expect(start(page)).toBeVisible();
  });
});

test("a tab of the previous version has all of its own parts, including those it never requested", async ({ context }) => {
  await hosted(async (host) => {
    const first = host.version();
    const page = await visit(context, host);
    await offlineReady(page);
    host.release("bb").all();
    await lookForRelease(page);
    await openExample(page);
    await goToSection(page, "review/export");
    const file = await downloaded(page, () => page.getByRole("button", { name: "Download: Workbook" }).click());
    expect(file.bytes.subarray(0, 2).toString()).toBe("PK");
    expect(await shown(page)).toBe(first);
  });
});

test("a tab of the previous version reads files and writes workbooks although the host no longer has those parts", async ({ context }) => {
  await hosted(async (host) => {
    const first = host.version();
    const page = await visit(context, host);
    await offlineReady(page);
    host.release("bb", undefined, PARTS).all();
    await lookForRelease(page);
    const [gone] = await page.evaluate(() => [document.documentElement.dataset.reader]);
    const answer = await context.request.get(new URL(gone, host.url()).href);
    expect(answer.status()).toBe(404);
    // The newer version in another tab leaves the older one its parts.
    expect(await shown(await visit(context, host))).toBe("bb");
    await useParts(page);
    expect(await shown(page)).toBe(first);
  });
});

test("an open tab checks for a new version once an hour", async ({ context }) => {
  await hosted(async (host) => {
    const page = await context.newPage();
    await page.clock.install();
    let looks = 0;
    await page.exposeFunction("looked", () => (looks += 1));
    await page.addInitScript(() => {
      const { update } = ServiceWorkerRegistration.prototype;
      ServiceWorkerRegistration.prototype.update = function () {
        window.looked();
        return update.call(this);
      };
    });
    await page.goto(host.url());
    await expect(start(page)).toBeVisible();
    await offlineReady(page);
    // The checking script is loaded, and may have checked once already.
    await expect.poll(() => page.evaluate(() => typeof window.groundswellNewer)).toBe("function");
    const before = looks;
    // No new version: checked without a message.
    await page.clock.fastForward("01:00:00");
    await expect.poll(() => looks).toBeGreaterThan(before);
    await expect(newer(page)).toHaveCount(0);
    host.release("bb").all();
    await page.clock.fastForward("01:00:00");
    await expect(newer(page)).toBeVisible();
  });
});

test("an open tab is notified of a new version and continues in it with everything typed", async ({ context }) => {
  await hosted(async (host) => {
    const page = await visit(context, host);
    await offlineReady(page);
    await newPlan(page, "Spring launch");
    host.release("bb").all();
    await lookedAt(page);
    await expect(newer(page)).toBeVisible();
    await newer(page).getByRole("button", { name: "Dismiss" }).click();
    await expect(newer(page)).toHaveCount(0);
    host.release("cc").all();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(newer(page)).toBeVisible();
    await page.getByLabel("Product or service").fill("Typed a moment ago");
    await newer(page).getByRole("button", { name: "Save and reload" }).click();
    await expect.poll(() => shown(page).catch(() => "")).toBe("cc");
    await expect(page.getByLabel("Product or service")).toHaveValue("Typed a moment ago");
    await expect(newer(page)).toHaveCount(0);
  });
});

test.describe("without an offline worker", () => {
  test.use({ serviceWorkers: "block" });

  test("a part that only the newer version has is reported as such, and a reload updates", async ({ context }) => {
    await hosted(
      async (host) => {
        const page = await visit(context, host);
        await openExample(page);
        await saved(page);
        await goToSection(page, "review/export");
        host.release("bb").all();
        await page.getByRole("button", { name: "Download: Workbook" }).click();
        await expect(page.getByText("Groundswell was updated").first()).toBeVisible();
        await expect(newer(page)).toBeVisible();
        await newer(page).getByRole("button", { name: "Save and reload" }).click();
        await expect.poll(() => shown(page).catch(() => "")).toBe("bb");
        const file = await downloaded(page, () => page.getByRole("button", { name: "Download: Workbook" }).click());
        expect(file.bytes.subarray(0, 2).toString()).toBe("PK");
      },
      { fallback: true },
    );
  });

  for (const [check, prepare] of [
    ["", async () => {}],
    // The deployment removed it before the page had asked for it.
    [", without the version check too", (page) => page.route(/\/versions-/, (route) => route.fulfill({ status: 404 }))],
  ]) {
    test(`a missing language file of an older version is reported as an update, not as a connection error${check}`, async ({ context }) => {
      await hosted(async (host) => {
        const page = await context.newPage();
        await prepare(page);
        await page.goto(host.url());
        await expect(start(page)).toBeVisible();
        host.release("bb").all();
        await page.getByRole("button", { name: "中文" }).click();
        const said = page.getByRole("listitem").filter({ hasText: "Groundswell was updated" });
        await said.getByRole("button", { name: "Save and reload" }).click();
        await expect.poll(() => shown(page).catch(() => "")).toBe("bb");
      });
    });
  }
});

test("two copies on one origin keep separate files", async ({ context }) => {
  await hosted(
    async (host) => {
      for (const folder of ["a", "b"]) await offlineReady(await visit(context, host, folder));
      // A release of one leaves the other's files alone.
      host.release("bb", "b").all();
      await lookForRelease(await visit(context, host, "b"));
      for (const page of context.pages()) await page.close();
      expect(await shown(await visit(context, host, "b"))).toBe("bb");
      await host.stop();
      for (const [folder, version] of [
        ["a", host.version("a")],
        ["b", "bb"],
      ]) {
        expect(await shown(await visit(context, host, folder))).toBe(version);
      }
    },
    { folders: ["a", "b"] },
  );
});

test("the fallback page leads to the plan list", async ({ context }) => {
  await hosted(async (host) => {
    const page = await visit(context, host);
    await newPlan(page, "Spring launch");
    await page.evaluate(() => {
      const error = new WebAssembly.RuntimeError("unreachable");
      dispatchEvent(new ErrorEvent("error", { error, message: "RuntimeError: unreachable" }));
    });
    await expect(stopped(page)).toBeVisible();
    await page.getByRole("button", { name: "All plans" }).click();
    await expect(heading(page)).toHaveText(HOME_HEADING);
    await expect(card(page, "Spring launch")).toBeVisible();
  });
});

test("the app does not start in a frame of another site, but does in one of its own", async ({ page }) => {
  await hosted(async (host) => {
    const other = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(`<!doctype html><iframe src="${host.url()}" width="900" height="700"></iframe>`);
    });
    await new Promise((started) => other.listen(0, "127.0.0.1", started));
    await page.goto(`http://127.0.0.1:${other.address().port}/`);
    const framed = page.frameLocator("iframe");
    await expect(framed.getByText("Groundswell does not run inside the page of another site.")).toBeVisible();
    await expect(framed.getByRole("link", { name: "Open it in a tab of its own" })).toHaveAttribute("href", host.url());
    await expect(framed.getByRole("button")).toHaveCount(0);
    other.close();

    await page.goto(`${host.url()}plan.schema.json`);
    await page.evaluate((url) => {
      const frame = document.createElement("iframe");
      frame.src = url;
      document.body.append(frame);
    }, host.url());
    await expect(framed.getByRole("button", { name: "New plan" })).toBeAttached();
  });
});

test("the licences of linked libraries are shipped", () => {
  const notices = readFileSync(join(DIST, "THIRD-PARTY-NOTICES.txt"), "utf8");
  const manifest = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8");
  const [, direct] = /\[target\.'cfg\(target_arch = "wasm32"\)'\.dependencies\]\n([\s\S]*?)\n\[/.exec(manifest);
  const ours = /^groundswell-/;
  const names = [...direct.matchAll(/^([\w-]+) = /gm)].map(([, name]) => name).filter((name) => !ours.test(name));
  expect(names).toContain("leptos");
  for (const name of names) expect(notices).toMatch(new RegExp(`^${name} \\d.*: \\S`, "m"));
  expect(notices).toContain("the Rust standard library: MIT OR Apache-2.0");
  // Build and test dependencies are not listed.
  expect(notices).not.toMatch(/^(proptest|serde_derive) /m);
});

test("the bill of materials follows CycloneDX and lists linked libraries", () => {
  const bill = JSON.parse(readFileSync(join(DIST, "sbom.cdx.json"), "utf8"));
  const file = (name) => `${name}.SNAPSHOT.schema.json`;
  const schema = (name) => JSON.parse(readFileSync(new URL(`node_modules/@cyclonedx/cyclonedx-library/res/schema/${file(name)}`, import.meta.url)));
  // The schemas refer to each other by file name.
  const beside = Object.fromEntries(["spdx", "jsf-0.82"].map((name) => [`http://cyclonedx.org/schema/${file(name)}`, schema(name)]));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, schemas: beside });
  const check = ajv.compile(schema("bom-1.6"));
  check(bill);
  expect(check.errors).toBeNull();
  expect(check({ ...bill, components: [{ name: "of no type" }] })).toBe(false);

  const notices = readFileSync(join(DIST, "THIRD-PARTY-NOTICES.txt"), "utf8");
  const noticed = [...notices.split("=".repeat(80))[0].matchAll(/^([\w-]+) (\d\S*): /gm)].map(([, name, version]) => `pkg:cargo/${name}@${version}`);
  const listed = bill.components.flatMap(({ purl }) => purl ?? []);
  expect(listed).toContainEqual(expect.stringMatching(/^pkg:cargo\/leptos@/));
  expect(listed.sort()).toEqual(noticed.sort());
  for (const { purl, hashes } of bill.components) if (purl) expect(hashes, purl).toHaveLength(1);
  const refs = [bill.metadata.component, ...bill.components].map((component) => component["bom-ref"]);
  expect(new Set(refs).size).toBe(refs.length);
  for (const { ref, dependsOn } of bill.dependencies) for (const name of [ref, ...dependsOn]) expect(refs).toContain(name);
});
