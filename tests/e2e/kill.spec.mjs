// "Saved" means on disk: what was reported as saved is there after the browser is killed. `make kill` repeats this 40
// times.
import { test, expect } from "./harness.mjs";
import { killWhileTyping, profile, start } from "./killing.mjs";
import { prepare, race } from "./racing.mjs";
import { HOME_HEADING, card, goHome, heading, message, newPlan, ofPlan, saved, startBlank } from "./steps-of-a-planner.mjs";

let disk;
test.beforeEach(() => (disk = profile()));
test.afterEach(() => disk.remove());

/** Opens the plan list after a kill, once the journal has been checked. */
async function afterKill(baseURL) {
  const session = await start(disk.folder, baseURL);
  await expect(heading(session.page)).toHaveText(HOME_HEADING);
  return session;
}

test("a browser killed during typing loses nothing that was saved", async ({ baseURL }) => {
  test.slow();
  let [address, next] = [baseURL, 0];
  for (let kill = 0; kill < 2; kill += 1) {
    const result = await killWhileTyping(disk.folder, address, next);
    ({ address, next } = result);
    expect(result.afterSaved).toBeLessThanOrEqual(1000);
  }
});

test("killed right after a plan was created, renamed or deleted: the change is kept and reported", async ({ baseURL }) => {
  test.slow();
  let session = await start(disk.folder, baseURL);
  await newPlan(session.page, "Made just before");
  await session.kill();

  session = await afterKill(baseURL);
  await expect(card(session.page, "Made just before")).toBeVisible();
  const said = session.page.getByRole("status").filter({ hasText: "Restored after the browser crashed" });
  await expect(said).toContainText("Made just before");
  await said.getByRole("button", { name: "Dismiss" }).click();
  await expect(said).toBeHidden();
  await ofPlan(session.page, "Made just before", "Rename");
  await session.page.getByLabel("Plan name").fill("Renamed just before");
  await session.page.keyboard.press("Enter");
  await expect(card(session.page, "Renamed just before")).toBeVisible();
  await session.kill();

  session = await afterKill(baseURL);
  await expect(card(session.page, "Renamed just before")).toBeVisible();
  await ofPlan(session.page, "Renamed just before", "Delete");
  await expect(message(session.page, "Deleted: Renamed just before")).toBeVisible();
  await session.kill();

  session = await afterKill(baseURL);
  await expect(session.page.getByText("Recently deleted (1)")).toBeVisible();
  await expect(card(session.page, "Renamed just before")).toBeHidden();
  await session.close();
});

test("a plan that only the journal contains is listed and opens unchanged", async ({ page }) => {
  await page.goto("./");
  await newPlan(page, "Only in the journal");
  await page.getByLabel("Product or service").fill("Vegetables within the hour");
  await saved(page);
  const address = page.url();
  await goHome(page);
  // Data a killed browser has not flushed is missing at the next visit, the index included.
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(card(page, "Only in the journal")).toBeVisible();
  await page.evaluate(() => localStorage.clear());
  await page.goto("about:blank");
  await page.goto(address);
  await expect(page.getByLabel("Product or service")).toHaveValue("Vegetables within the hour");
  await expect(page.getByText("They were recovered from a backup copy: Only in the journal.")).toBeVisible();
});

for (const [how, refuse] of [
  [
    "refused",
    () =>
      Object.defineProperty(window, "indexedDB", {
        get() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      }),
  ],
  ["not there", () => Object.defineProperty(window, "indexedDB", { value: undefined })],
  ["silent", () => (IDBFactory.prototype.open = () => new EventTarget())],
]) {
  test(`with IndexedDB ${how}, work continues and "Saved" states what it means`, async ({ page }) => {
    await page.addInitScript(refuse);
    await page.goto("./");
    await startBlank(page);
    await page.getByLabel("Plan name").fill("Without a journal");
    await expect(page.getByRole("banner").getByRole("status")).toHaveText(/^Saved \d\d:\d\d; a crash may lose the last minute$/);
    await page.reload();
    await expect(page.getByLabel("Plan name")).toHaveValue("Without a journal");
  });
}

test("two tabs in two processes save at the same instant: none overwrites silently", async ({ baseURL }) => {
  test.slow();
  const session = await start(disk.folder, baseURL, { processPerTab: true });
  const pages = [session.page, await session.context.newPage()];
  await newPlan(pages[0], "Raced for");
  await pages[1].goto(pages[0].url());
  for (const [which, page] of pages.entries()) await prepare(page, which);
  for (let nth = 1; nth <= 15; nth += 1) expect(await race(pages, nth)).not.toBe("silent");
  await session.close();
});

test("without browser locks, two tabs still compare versions", async ({ page, context }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
  await page.goto("./");
  await newPlan(page, "Raced for");
  const other = await context.newPage();
  await other.goto(page.url());
  for (const [which, one] of [page, other].entries()) await prepare(one, which);
  for (let nth = 1; nth <= 5; nth += 1) expect(await race([page, other], nth)).not.toBe("silent");
});

test("continuous typing is stored meanwhile, and screen readers get the actual state", async ({ page }) => {
  await page.goto("./");
  await newPlan(page, "Typed without a pause");
  const seen = await page.evaluate(async () => {
    const field = document.getElementById([...document.querySelectorAll("label")].find((one) => one.textContent.includes("Product or service")).htmlFor);
    const status = document.querySelector("header [role=status]");
    const key = Object.keys(localStorage).find((one) => one.includes(".plan."));
    const value = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value");
    const stored = new Set();
    let [words, untrue] = [0, 0];
    // No timer runs between two keys, as when keys arrive faster than they are handled. Never stored would be 20,000
    // keys.
    while (stored.size < 3 && words < 20_000) {
      value.set.call(field, `word ${words};`);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      words += 1;
      await new Promise((next) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = next;
        port2.postMessage(null);
      });
      const found = localStorage.getItem(key).match(/"word (\d+);"/)?.[1];
      if (found !== undefined) stored.add(found);
      if (found !== String(words - 1) && /^Saved/.test(status.textContent)) untrue += 1;
    }
    return { stored: stored.size, untrue };
  });
  expect(seen).toEqual({ stored: 3, untrue: 0 });
});
