// If the program itself fails, stored plans can still be downloaded.
import { test, expect, downloaded } from "./harness.mjs";
import { EXAMPLE, STORE, card, goHome, header, newPlan, ofPlan, openExample, openHome, storedDrafts } from "./steps-of-a-planner.mjs";

const stopped = (page) => page.getByRole("heading", { level: 1, name: "Groundswell has stopped" });

/** All drafts offered, as name and bytes. */
async function offered(page, names) {
  const texts = [];
  for (const name of names) {
    const file = await downloaded(page, () => page.getByRole("button", { name: `Download ${name}`, exact: true }).click());
    texts.push(file.bytes.toString());
  }
  return texts;
}

test("after a crash every stored plan can be downloaded, and a reload restarts the program", async ({ page, faults }) => {
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
  await expect(page.getByLabel("Plan name")).toHaveCount(0);
  expect((await offered(page, [EXAMPLE.en.plan, "Spring launch"])).sort()).toEqual(drafts.sort());
  // The notice logs the error to the console; that is its purpose.
  expect(faults.splice(0)).toEqual(["console: RuntimeError: unreachable"]);

  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByLabel("Plan name")).toHaveValue("Spring launch");
});

test("plans that only the crash journal contains are offered too, and later states beside stored ones", async ({ page, faults }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await goHome(page);
  await newPlan(page, "Summer launch");
  await goHome(page);
  await newPlan(page, "Autumn launch");
  await goHome(page);
  await ofPlan(page, "Autumn launch", "Delete");
  await expect(card(page, "Autumn launch")).toHaveCount(0);
  const drafts = await storedDrafts(page);
  const [spring, summer] = ["Spring launch", "Summer launch"].map((name) => Object.keys(drafts).find((id) => drafts[id].includes(name)));
  // As after the storage lost one plan, and an hour of another.
  await page.evaluate(
    ([store, spring, summer, older]) => {
      localStorage.removeItem(`${store}plan.${spring}`);
      localStorage.removeItem(`${store}rev.${spring}`);
      const revision = localStorage.getItem(`${store}rev.${summer}`);
      localStorage.setItem(`${store}rev.${summer}`, (parseInt(revision.slice(0, 8), 16) - 1).toString(16).padStart(8, "0") + revision.slice(8));
      localStorage.setItem(`${store}plan.${summer}`, older);
    },
    [STORE, spring, summer, drafts[summer].replace("Summer launch", "Summer lau")],
  );
  const crash = () =>
    page.evaluate(() => {
      const error = new WebAssembly.RuntimeError("unreachable");
      dispatchEvent(new ErrorEvent("error", { error, message: "RuntimeError: unreachable" }));
    });
  await crash();
  const latest = "Summer launch (latest state, from the crash backup)";
  await expect.poll(async () => (await page.getByRole("listitem").locator("span").allTextContents()).sort()).toEqual(["Spring launch", "Summer lau", latest]);
  expect(await offered(page, ["Spring launch", latest])).toEqual([drafts[spring], drafts[summer]]);
  faults.splice(0);
});

test("a browser without a journal is left without one", async ({ page, faults }) => {
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto("./");
  await expect(stopped(page)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Your plans" })).toHaveCount(0);
  await page.unroute("**/*.wasm");
  await page.getByRole("button", { name: "Try again" }).click();
  // The program creates its own journal: what is saved is on disk.
  await newPlan(page, "Spring launch");
  await expect(header(page).getByRole("status")).toHaveText(/^Saved \d\d:\d\d$/);
  faults.splice(0);
});

test("an ordinary error elsewhere does not stop the app", async ({ page }) => {
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
  test(`if ${what} cannot be loaded, that is reported and the plans are offered`, async ({ page, context, faults }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    const drafts = Object.values(await storedDrafts(page));
    // The offline cache would help; here there is none.
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

test("without WebAssembly the page states what it needs", async ({ page, faults }) => {
  await page.addInitScript(() => Object.defineProperty(window, "WebAssembly", { value: undefined }));
  await page.goto("./");
  await expect(page.getByText("This browser has no WebAssembly")).toBeVisible();
  faults.splice(0);
});

test("the notice is in Chinese for a Chinese browser", async ({ browser, faults }) => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1, name: "Groundswell 停止了运行" })).toBeVisible();
  await expect(page.getByRole("button", { name: "重试" })).toBeVisible();
  await context.close();
  faults.splice(0);
});
