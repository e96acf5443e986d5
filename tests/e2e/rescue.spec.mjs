// When the program itself fails, what is stored can still be had.
import { test, expect, downloaded } from "./harness.mjs";
import { EXAMPLE, newPlan, openExample, openHome, goHome, storedDrafts } from "./steps-of-a-planner.mjs";

const stopped = (page) => page.getByRole("heading", { level: 1, name: "Groundswell has stopped" });

/** Every draft offered, as name and bytes. */
async function offered(page, names) {
  const texts = [];
  for (const name of names) {
    const file = await downloaded(page, () => page.getByRole("button", { name: `Download ${name}`, exact: true }).click());
    texts.push(file.bytes.toString());
  }
  return texts;
}

test("after a crash every stored plan can be downloaded, and a reload brings the program back", async ({ page, faults }) => {
  await openHome(page);
  await openExample(page);
  await goHome(page);
  await newPlan(page, "Spring launch");
  const drafts = Object.values(await storedDrafts(page));

  // What the browser reports when the compiled program traps.
  await page.evaluate(() => {
    const error = new WebAssembly.RuntimeError("unreachable");
    dispatchEvent(new ErrorEvent("error", { error, message: "RuntimeError: unreachable" }));
  });
  await expect(stopped(page)).toBeVisible();
  await expect(page).toHaveTitle("Groundswell has stopped");
  await expect(page.getByText("RuntimeError: unreachable")).toBeVisible();
  await expect(page.getByLabel("Name of the plan")).toHaveCount(0);
  expect((await offered(page, [EXAMPLE.en.plan, "Spring launch"])).sort()).toEqual(drafts.sort());
  // The notice names the error in the console; that is its purpose.
  expect(faults.splice(0)).toEqual(["console: RuntimeError: unreachable"]);

  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByLabel("Name of the plan")).toHaveValue("Spring launch");
});

test("an ordinary error elsewhere stops nothing", async ({ page }) => {
  await openHome(page);
  await page.evaluate(() => dispatchEvent(new ErrorEvent("error", { error: new Error("an extension's"), message: "an extension's" })));
  await newPlan(page, "Spring launch");
  await expect(stopped(page)).toHaveCount(0);
});

for (const [what, pattern] of [
  ["the words", "**/words/*.txt"],
  ["the program", "**/*.wasm"],
  ["its loader", "**/groundswell-*.js"],
]) {
  test(`if ${what} cannot be loaded, that is said and the plans are offered`, async ({ page, context, faults }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    const drafts = Object.values(await storedDrafts(page));
    // The copy kept for offline use would help; here there is none.
    await page.evaluate(async () => {
      for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
    });
    const later = await context.newPage();
    await later.route(pattern, (route) => route.fulfill({ status: 404, body: "" }));
    await later.goto("./");
    await expect(stopped(later)).toBeVisible();
    expect(await offered(later, ["Spring launch"])).toEqual(drafts);
    expect(faults.splice(0)).not.toEqual([]);
  });
}

test("without WebAssembly the page says what it needs", async ({ page, faults }) => {
  await page.addInitScript(() => Object.defineProperty(window, "WebAssembly", { value: undefined }));
  await page.goto("./");
  await expect(page.getByText("This browser has no WebAssembly")).toBeVisible();
  faults.splice(0);
});

test("in Chinese the notice is in Chinese", async ({ browser, faults }) => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1, name: "Groundswell 停止了运行" })).toBeVisible();
  await expect(page.getByRole("button", { name: "重试" })).toBeVisible();
  await context.close();
  faults.splice(0);
});
