// The storage of plans: full, nearly full, failing, shared with another copy of the site, and with a wrong clock.
import { test, expect, downloaded } from "./harness.mjs";
import {
  STORE,
  backToSteps,
  card,
  goHome,
  header,
  heading,
  goToSection,
  importFile,
  message,
  newPlan,
  ofPlan,
  openHome,
  saved,
  storedDrafts,
  startBlank,
} from "./steps-of-a-planner.mjs";

/** Fills the storage to the last character, except for some that stay free. */
const fill = (page, free = 0) =>
  page.evaluate((free) => {
    if (free > 0) localStorage.setItem("room", "x".repeat(free));
    for (let size = 2 ** 21; size >= 1; size = Math.floor(size / 2)) {
      try {
        for (;;) localStorage.setItem(`filler-${(globalThis.fillers = (globalThis.fillers ?? 0) + 1)}`, "x".repeat(size));
      } catch {
        // That size no longer fits.
      }
    }
    localStorage.removeItem("room");
  }, free);
const WORK = "Vegetables within the hour, and every other thing that a planner may have written down before the storage was full";
const bar = (page) => page.getByRole("alert").filter({ hasText: "are not saved: the browser's storage is full" });
const inDialog = (page) => page.getByRole("dialog").getByLabel("Plan name");

/** A plan with changes that do not fit into the storage; ends on the plan list. */
async function unsaved(page, name) {
  await openHome(page);
  await newPlan(page, name);
  await fill(page);
  await page.getByLabel("Product or service").fill(WORK);
  await expect(bar(page)).toBeVisible();
  await goHome(page);
}
const free = (page) =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith("filler-"))
      .forEach((key) => localStorage.removeItem(key)),
  );

test.describe("full", () => {
  test("a duplicate is made of the open plan, not of the older stored state", async ({ page }) => {
    await unsaved(page, "Spring launch");
    await page.evaluate(() => localStorage.removeItem(Object.keys(localStorage).find((key) => key.startsWith("filler-"))));
    await ofPlan(page, "Spring launch", "Duplicate");
    await expect(card(page, "Spring launch (copy)")).toBeVisible();
    await expect
      .poll(async () => Object.values(await storedDrafts(page)).some((text) => text.includes("Spring launch (copy)") && text.includes(WORK)))
      .toBe(true);
  });

  test("a deleted plan includes its unsaved changes, or deleting reports that it cannot", async ({ page }) => {
    await unsaved(page, "Spring launch");
    await ofPlan(page, "Spring launch", "Delete");
    // The longer text does not fit: nothing is deleted, nothing is lost.
    const refusal = message(page, "“Spring launch” was not deleted: there is no room to keep its unsaved changes");
    const file = await downloaded(page, () => refusal.getByRole("button", { name: "Download the plan" }).click());
    expect(file.bytes.toString()).toContain(WORK);
    await expect(card(page, "Spring launch")).toBeVisible();
    await expect(bar(page)).toBeVisible();

    await free(page);
    await ofPlan(page, "Spring launch", "Delete");
    await message(page, "Deleted: Spring launch").getByRole("button", { name: "Undo" }).click();
    await card(page, "Spring launch").getByRole("link").click();
    await goToSection(page, "basics/product");
    await expect(page.getByLabel("Product or service")).toHaveValue(WORK);
  });

  test("renaming a plan with unsaved changes reports missing space and loses nothing", async ({ page }) => {
    await unsaved(page, "Spring launch");
    await ofPlan(page, "Spring launch", "Rename");
    await inDialog(page).fill("Summer launch, with a name that is longer than the one before");
    await page.keyboard.press("Enter");
    await expect(message(page, "the browser's storage is full")).toBeVisible();
    await expect(page.getByText("another tab")).toHaveCount(0);
    await free(page);
    await bar(page).getByRole("button", { name: "Try again" }).click();
    await expect(card(page, "Summer launch, with a name that is longer than the one before")).toBeVisible();
  });

  test("in an exactly full storage a plan can be deleted, and emptying the bin makes room for a new one", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "A large plan");
    // As large as a plan after long work: notes are text like any other.
    await page.getByLabel("Product or service").fill("word ".repeat(4_000));
    await saved(page);
    await goHome(page);
    await fill(page);
    await ofPlan(page, "A large plan", "Delete");
    await expect(message(page, "Deleted: A large plan")).toBeVisible();
    await expect(page.getByText("Recently deleted (1)")).toBeVisible();
    // Deleting has freed some characters; they are used up as well.
    await fill(page);
    await startBlank(page);
    const offer = message(page, "“Recently deleted” takes");
    await expect(offer).toBeVisible();
    await offer.getByRole("button", { name: "Empty “Recently deleted” permanently" }).click();
    await expect(heading(page)).toHaveText("Basics");
    await page.getByLabel("Plan name").fill("Made in the room");
    await saved(page);
  });

  test("changes that do not fit into the storage are still there after a reload", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    await fill(page);
    await page.getByLabel("Product or service").fill(WORK);
    await expect(bar(page)).toBeVisible();
    page.on("dialog", (dialog) => dialog.accept());
    await page.reload();
    await expect(page.getByLabel("Product or service")).toHaveValue(WORK);
    await expect(bar(page)).toBeVisible();
    await free(page);
    await bar(page).getByRole("button", { name: "Try again" }).click();
    await saved(page);
  });

  test("a plan file larger than any storage is rejected in advance, with the limit", async ({ page }) => {
    await openHome(page);
    await importFile(page, "huge.json", `{"format":"groundswell-plan","version":2,"plan":{"x":[${'"yyyyy",'.repeat(793_750)}""]}}`);
    await expect(page.getByRole("alert")).toContainText("about 6.4 million characters. A plan has at most 5.2 million");
  });
});

test("without writable storage, plans are created and edited in memory", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("refused", "QuotaExceededError");
    };
  });
  await openHome(page);
  await startBlank(page);
  await page.getByLabel("Plan name").fill("Kept in this tab");
  await expect(header(page).getByRole("status")).toHaveText("In this tab only");
  const notice = page.getByRole("alert").filter({ hasText: "does not allow Groundswell to store anything" });
  const file = await downloaded(page, () => notice.getByRole("button", { name: "Download the plan" }).click());
  expect(file.bytes.toString()).toContain('"name":"Kept in this tab"');
  await goHome(page);
  await expect(card(page, "Kept in this tab")).toBeVisible();
  await ofPlan(page, "Kept in this tab", "Duplicate");
  await expect(card(page, "Kept in this tab (copy)")).toBeVisible();
});

test("a nearly full storage reports what takes the space and what to do", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await goHome(page);
  await expect(page.getByText("The browser's storage is")).toHaveCount(0);
  await page.evaluate(() => localStorage.setItem("of another page", "x".repeat(4_500_000)));
  await page.reload();
  await expect(page.getByText(/The browser's storage is 8\d% full/)).toBeVisible();
  await expect(page.getByText(/Everything else, including other pages of this site: 8\d%/)).toBeVisible();
  await expect(page.getByText("Download plans you no longer need here, then delete them.")).toBeVisible();
});

test("a clock that jumps ahead by years deletes nothing", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await goHome(page);
  await ofPlan(page, "Spring launch", "Delete");
  await expect(page.getByText("Recently deleted (1)")).toBeVisible();
  await page.addInitScript(() => {
    const real = Date.now;
    Date.now = () => real() + 3 * 366 * 24 * 3600 * 1000;
  });
  await page.reload();
  await page.getByText("Recently deleted (1)").click();
  await page.getByRole("button", { name: "Restore “Spring launch”" }).click();
  await expect(card(page, "Spring launch")).toBeVisible();
});

test("a plan shows when it was last downloaded", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await backToSteps(page);
  await expect(page.getByText("Last downloaded")).toHaveCount(0);
  await downloaded(page, () => page.getByRole("main").getByRole("button", { name: "Download the plan" }).click());
  await expect(page.getByText("Last downloaded today.")).toBeVisible();
});

test("a plan that crashed the page twice on opening is not opened automatically", async ({ page, faults }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  const address = page.url();
  const id = new URL(address).hash.split("/")[2];
  await page.goto("about:blank");
  await page.goto("./");
  await page.evaluate((id) => sessionStorage.setItem("groundswell.opening", `${id} 2`), id);
  await page.goto(address);
  await page.reload();
  await expect(heading(page)).toHaveText("This plan crashed the page");
  const file = await downloaded(page, () => page.getByRole("main").getByRole("button", { name: "Download", exact: true }).click());
  expect(file.bytes.toString()).toContain('"name":"Spring launch"');
  await page.getByRole("button", { name: "Open it again" }).click();
  await expect(page.getByLabel("Plan name")).toHaveValue("Spring launch");
  // Requests that were pending when a page was left.
  faults.splice(0);
});

test("an invalid plan file is reported in Chinese without the parser's own message", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: "zh-CN", baseURL });
  const page = await context.newPage();
  await page.goto("./");
  const wrong = '{"format":"groundswell-plan","version":2,"plan":{"id":["x"]}}';
  await page.getByLabel("打开计划文件").setInputFiles({ name: "wrong.json", mimeType: "application/json", buffer: Buffer.from(wrong) });
  const notice = page.getByRole("alert");
  await expect(notice.getByText("文件里有计划不能使用的值：计划（文件第 1 行第")).toBeVisible();
  await expect(notice.getByText("invalid type")).toBeHidden();
  await notice.getByText("技术细节").click();
  await expect(notice.getByText("invalid type")).toBeVisible();
  await context.close();
});

test.describe("two copies of the site on one origin", () => {
  test.use({ serviceWorkers: "block" });

  test("each has its own plans; plans of an earlier version are migrated once, without loss", async ({ page, context, baseURL, faults }) => {
    const other = new URL("../other/", baseURL).href;
    await context.route(`${other}**`, async (route) => {
      const response = await route.fetch({ url: route.request().url().replace("/other/", "/groundswell/") });
      await route.fulfill({ response });
    });
    await openHome(page);
    await newPlan(page, "Of the first copy");
    const [id] = Object.keys(await storedDrafts(page));
    const text = (await storedDrafts(page))[id];
    // Two plans as an earlier version stored them: one of its own, one under an id that is taken.
    await page.evaluate(
      ([id, text]) => {
        localStorage.setItem("groundswell.plan.00000000z9", text.replace("Of the first copy", "Of an earlier version"));
        localStorage.setItem("groundswell.rev.00000000z9", "f".repeat(33));
        localStorage.setItem(`groundswell.plan.${id}`, text.replace("Of the first copy", "Of an earlier version too"));
      },
      [id, text],
    );
    await goHome(page);
    await page.reload();
    for (const name of ["Of the first copy", "Of an earlier version", "Of an earlier version too"]) await expect(card(page, name)).toBeVisible();
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("groundswell.plan.")))).toEqual([]);

    await page.goto(other);
    await expect(page.getByRole("button", { name: "New plan" })).toBeVisible();
    await expect(card(page, "Of the first copy")).toHaveCount(0);
    await newPlan(page, "Of the second copy");
    await openHome(page);
    await expect(card(page, "Of the first copy")).toBeVisible();
    await expect(card(page, "Of the second copy")).toHaveCount(0);
    faults.splice(0);
  });
});

test.describe("persistent storage", () => {
  /** Counts requests for persistent storage, across reloads; answers as configured. */
  async function counted(page, answer) {
    const asked = { count: 0 };
    await page.exposeFunction("askedToPersist", () => (asked.count += 1));
    await page.addInitScript((answer) => {
      const persist = () => {
        window.askedToPersist();
        return answer === "refused" ? Promise.reject(new DOMException("no")) : Promise.resolve(answer);
      };
      Object.defineProperty(navigator.storage, "persist", { value: answer === "missing" ? undefined : persist });
    }, answer);
    return asked;
  }

  test("is requested once, after the first save of the user's own work, not on a visit", async ({ page, faults }) => {
    const asked = await counted(page, true);
    await openHome(page);
    await page.reload();
    await openHome(page);
    expect(asked.count).toBe(0);
    await newPlan(page, "Spring launch");
    await expect.poll(() => asked.count).toBe(1);
    await page.getByLabel("Product or service").fill("Vegetables");
    await saved(page);
    await page.reload();
    await page.getByLabel("Product or service").fill("Vegetables and fruit");
    await saved(page);
    await goHome(page);
    await newPlan(page, "Summer launch");
    expect(asked.count).toBe(1);
    // Requests that were pending when a page was left.
    faults.splice(0);
  });

  for (const answer of [false, "refused", "missing"]) {
    test(`changes nothing if the browser answers ${answer}`, async ({ page }) => {
      const asked = await counted(page, answer);
      await openHome(page);
      await newPlan(page, "Spring launch");
      await page.reload();
      await expect(page.getByLabel("Plan name")).toHaveValue("Spring launch");
      expect(asked.count).toBe(answer === "missing" ? 0 : 1);
    });
  }
});

test("storage keys contain the page's folder", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  const keys = await page.evaluate(() => Object.keys(localStorage));
  expect(keys.filter((key) => /\.(plan|rev|index)/.test(key)).every((key) => key.startsWith(STORE))).toBe(true);
});
