// No work is lost: everything that can happen to a whole plan and to the storage it is kept in.
import { test, expect, downloaded } from "./harness.mjs";
import {
  EXAMPLE,
  STEPS,
  STORE,
  backToSteps,
  card,
  goHome,
  goToSection,
  goToStep,
  header,
  heading,
  importFile,
  message,
  newPlan,
  ofPlan,
  openExample,
  openHome,
  planInAddress,
  saved,
  storedDrafts,
  startBlank,
} from "./steps-of-a-planner.mjs";

const NAME = EXAMPLE.en.plan;
const exported = (page) => downloaded(page, () => page.getByRole("button", { name: "Download the plan" }).click());

test.describe("files", () => {
  test("a plan that is downloaded, deleted and imported again is unchanged", async ({ page }) => {
    await openHome(page);
    await openExample(page);
    const before = await exported(page);
    await goHome(page);

    await ofPlan(page, NAME, "Delete");
    await expect(card(page, NAME)).toBeHidden();
    await message(page, `Deleted: ${NAME}`).getByRole("button", { name: "Undo" }).click();
    await card(page, NAME).getByRole("link").click();
    await expect(heading(page)).toHaveText(NAME);
    expect((await exported(page)).bytes.equals(before.bytes)).toBe(true);
  });

  test("a deleted plan can be restored after a reload", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    const [before] = Object.values(await storedDrafts(page));
    await goHome(page);
    await ofPlan(page, "Spring launch", "Delete");
    await expect(card(page, "Spring launch")).toBeHidden();

    await page.reload();
    await page.getByText("Recently deleted (1)").click();
    await page.getByRole("button", { name: "Restore “Spring launch”" }).click();
    await expect(card(page, "Spring launch")).toBeVisible();
    await expect(page.getByText("Recently deleted")).toBeHidden();
    expect(Object.values(await storedDrafts(page))).toEqual([before]);
  });

  test("a link to a deleted plan says so and offers to restore it", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    const address = page.url();
    await goHome(page);
    await ofPlan(page, "Spring launch", "Delete");
    await page.goto(address);
    await expect(heading(page)).toHaveText("This plan was deleted");
    await page.getByRole("button", { name: "Restore" }).click();
    await expect(page.getByLabel("Plan name")).toHaveValue("Spring launch");
  });

  test("permanent deletion asks once", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    await goHome(page);
    await ofPlan(page, "Spring launch", "Delete");
    await page.getByText("Recently deleted (1)").click();
    await page.getByRole("button", { name: "Delete permanently Spring launch" }).click();
    await page.getByRole("button", { name: "Delete permanently? Spring launch" }).click();
    await expect(page.getByText("Recently deleted")).toBeHidden();
    await page.reload();
    await expect(page.getByRole("button", { name: "New plan" })).toBeVisible();
    await expect(page.getByText("Recently deleted")).toBeHidden();
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /trash|plan\./.test(key)))).toEqual([]);
  });

  test("export, import elsewhere, export again: the bytes are identical", async ({ page, browser }) => {
    await openHome(page);
    await openExample(page);
    const first = await exported(page);
    expect(first.name).toMatch(/^groundswell-caixiaoda-fresh-food-delivery-fictional-\d{4}-\d\d-\d\d\.json$/);

    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await openHome(other);
    await importFile(other, first.name, first.bytes);
    await expect(heading(other)).toHaveText(NAME);
    const second = await exported(other);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    await elsewhere.close();
  });

  test("an import never replaces a plan", async ({ page }) => {
    await openHome(page);
    await openExample(page);
    const id = planInAddress(page);
    const file = await exported(page);
    const before = (await storedDrafts(page))[id];
    await goHome(page);

    await importFile(page, file.name, file.bytes);
    await expect(heading(page)).toHaveText(`${NAME} (copy)`);
    await expect(message(page, `became “${NAME} (copy)”`)).toBeVisible();
    const drafts = await storedDrafts(page);
    expect(Object.keys(drafts)).toHaveLength(2);
    expect(drafts[id]).toBe(before);
    await goHome(page);
    await expect(card(page, NAME)).toBeVisible();
    await expect(card(page, `${NAME} (copy)`)).toBeVisible();
  });

  test("several files at once, one of them not a plan", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    const [text] = Object.values(await storedDrafts(page));
    await goHome(page);
    const file = (name, content) => ({ name, mimeType: "application/json", buffer: Buffer.from(content) });
    await page.getByLabel("Open a plan file").setInputFiles([file("one.json", text), file("two.json", "{}")]);
    await expect(page.getByText("“two.json” was not imported")).toBeVisible();
    await expect(card(page, "Spring launch (copy)")).toBeVisible();
  });

  test("a duplicate is an independent plan, and a plan can be renamed from the list", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    await goHome(page);
    await ofPlan(page, "Spring launch", "Duplicate");
    await expect(card(page, "Spring launch (copy)")).toBeVisible();

    await ofPlan(page, "Spring launch (copy)", "Rename");
    const dialog = page.getByRole("dialog", { name: "Rename “Spring launch (copy)”" });
    await expect(dialog.getByLabel("Plan name")).toBeFocused();
    await dialog.getByLabel("Plan name").fill("Autumn launch");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(card(page, "Autumn launch")).toBeVisible();
    await expect(card(page, "Spring launch")).toBeVisible();

    await card(page, "Autumn launch").getByRole("link").click();
    await expect(heading(page)).toHaveText("Autumn launch");
  });

  test("two plans from one example are independent", async ({ page }) => {
    await openHome(page);
    await openExample(page);
    const first = planInAddress(page);
    await goHome(page);
    await openExample(page);
    expect(planInAddress(page)).not.toBe(first);
    expect(Object.keys(await storedDrafts(page))).toHaveLength(2);
  });

  const refused = [
    ["a file that was cut short", '{"format":"groundswell-plan",\n "version":2,\n "plan":{', /cut short: line 3, column \d+ cannot be read/],
    ["a file that is no JSON", "Date,Cost\n2027-03-01,300\n", /not a plan file, or it was cut short: line 1, column 1 /],
    ["JSON that is no plan", '{"name":"groundswell"}', /not a Groundswell plan\. Plan files are created with “Download”/],
    ["a file of another program", '{"format":"other-planner","version":2}', /is marked as “other-planner”, not as a Groundswell plan/],
    [
      "a plan of a newer version",
      '{"format":"groundswell-plan","version":99,"plan":{}}',
      /newer version of Groundswell \(file version 99; known here: up to 2\)/,
    ],
  ];
  for (const [what, text, reason] of refused) {
    test(`${what} is rejected with the reason`, async ({ page }) => {
      await openHome(page);
      await importFile(page, "strange.json", text);
      const notice = page.getByRole("alert");
      await expect(notice).toContainText("“strange.json” was not imported");
      await expect(notice).toContainText(reason);
      expect(await storedDrafts(page)).toEqual({});
    });
  }

  test("an unknown field is reported with its path", async ({ page }) => {
    await openHome(page);
    await openExample(page);
    const [text] = Object.values(await storedDrafts(page));
    await goHome(page);
    await importFile(page, "odd.json", text.replace('"product":', '"colour":"green",\n   "product":'));
    await expect(page.getByRole("alert")).toContainText(/does not know: basics, line \d+, column \d+ of the file/);
    await expect(page.getByText("unknown field")).toBeHidden();
    await page.getByText("Technical details").click();
    await expect(page.getByText("plan.basics.colour: unknown field")).toBeVisible();
    await importFile(page, "odd.json", text);
    await expect(heading(page)).toHaveText(`${NAME} (copy)`);
  });
});

test.describe("undo and redo", () => {
  test("undo while typing", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    // The field is removed with its group while it has the focus.
    for (const group of ["Families", "Office workers"]) {
      await page.getByRole("button", { name: "Add a group" }).click();
      await expect(page.getByLabel("Audience group", { exact: true }).last()).toBeFocused();
      await page.keyboard.type(group);
    }
    for (const left of [2, 1, 1, 0]) {
      await page.keyboard.press("ControlOrMeta+z");
      await expect(page.getByLabel("Audience group", { exact: true })).toHaveCount(left);
      if (left === 1) await page.getByLabel("Audience group", { exact: true }).focus();
    }
    for (const there of [1, 1, 2, 2]) {
      await page.keyboard.press("ControlOrMeta+Shift+z");
      await expect(page.getByLabel("Audience group", { exact: true })).toHaveCount(there);
    }
    await expect(page.getByLabel("Audience group", { exact: true }).last()).toHaveValue("Office workers");
  });

  test("by buttons and by keys, across steps, one whole entry at a time", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    const name = page.getByLabel("Plan name");
    const product = page.getByLabel("Product or service");
    const undo = header(page).getByRole("button", { name: "Undo" });
    const redo = header(page).getByRole("button", { name: "Redo" });
    await product.pressSequentially("Vegetables within the hour");
    await page.getByLabel("Kind of project").selectOption({ label: "Online shop" });

    await undo.click();
    await expect(page.getByLabel("Kind of project")).toHaveValue("");
    await undo.click();
    await expect(product).toHaveValue("");
    await undo.click();
    await expect(name).toHaveValue("");
    await expect(undo).toBeDisabled();
    await redo.click();
    await redo.click();
    await redo.click();
    await expect(redo).toBeDisabled();
    await expect(product).toHaveValue("Vegetables within the hour");

    await product.focus();
    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+z");
    await expect(product).toHaveValue("");
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await expect(product).toHaveValue("Vegetables within the hour");

    // An undone change is stored as undone, also while another step is shown.
    await backToSteps(page);
    await page.keyboard.press("ControlOrMeta+z");
    await expect(message(page, "Undone: basics")).toBeVisible();
    await saved(page);
    await page.reload();
    await goToStep(page, STEPS[0]);
    await expect(page.getByLabel("Product or service")).toHaveValue("");
    await expect(page.getByLabel("Plan name")).toHaveValue("Spring launch");
  });

  test("a removed part is restored with its contents", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    await page.getByRole("button", { name: "Add a group" }).click();
    await expect(page.getByLabel("Audience group", { exact: true })).toBeFocused();
    await page.getByLabel("Audience group", { exact: true }).fill("Families");
    await page.getByLabel("Where to reach them").fill("Gates of the estates");
    await page.getByRole("button", { name: "Remove Families" }).click();
    await expect(page.getByLabel("Where to reach them")).toBeHidden();
    await message(page, "Deleted: Families").getByRole("button", { name: "Undo" }).click();
    await expect(page.getByLabel("Where to reach them")).toHaveValue("Gates of the estates");
  });
});

test.describe("storage", () => {
  test("blocked storage: everything works, a message is shown, and the plan can be exported", async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      });
    });
    await openHome(page);
    await expect(page.getByText("does not allow Groundswell to store anything")).toBeVisible();
    await startBlank(page);
    await page.getByLabel("Plan name").fill("Kept in this tab");
    await expect(header(page).getByRole("status")).toHaveText("In this tab only");
    await goHome(page);
    await card(page, "Kept in this tab").getByRole("link").click();
    await expect(heading(page)).toHaveText("Kept in this tab");
    const file = await downloaded(page, () => page.getByRole("alert").getByRole("button", { name: "Download the plan" }).click());
    expect(file.bytes.toString()).toContain('"name":"Kept in this tab"');
  });

  test("full storage: the message stays, with an export button, until it is resolved", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    await page.evaluate(() => {
      for (let size = 2 ** 21; size >= 1; size = Math.floor(size / 2)) {
        try {
          for (;;) localStorage.setItem(`filler-${localStorage.length}`, "x".repeat(size));
        } catch {
          // That size no longer fits.
        }
      }
    });
    const stored = Object.values(await storedDrafts(page));
    await page.getByLabel("Product or service").fill("Vegetables within the hour");
    const bar = page.getByRole("alert").filter({ hasText: "are not saved: the browser's storage is full" });
    await expect(bar).toBeVisible();
    await expect(header(page).getByRole("status")).toHaveText("Not saved: the browser's storage is full");
    expect(Object.values(await storedDrafts(page))).toEqual(stored);

    // The message persists through further work, and the exported file contains what the storage does not.
    await bar.getByRole("button", { name: "Try again" }).click();
    await goToSection(page, "basics/dates");
    await page.getByLabel("Launch area").fill("Twenty estates");
    await backToSteps(page);
    await expect(bar).toBeVisible();
    const file = await downloaded(page, () => bar.getByRole("button", { name: "Download the plan" }).click());
    expect(file.bytes.toString()).toContain('"product":"Vegetables within the hour"');
    expect(file.bytes.toString()).toContain('"region":"Twenty estates"');

    await page.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith("filler-")) localStorage.removeItem(key);
    });
    await bar.getByRole("button", { name: "Try again" }).click();
    await expect(bar).toBeHidden();
    await saved(page);
    await page.reload();
    await goToStep(page, STEPS[0]);
    await expect(page.getByLabel("Product or service")).toHaveValue("Vegetables within the hour");
  });

  test("changes that cannot be stored are kept when another plan is opened", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "First");
    await goHome(page);
    await newPlan(page, "Second");
    await page.evaluate(() => {
      const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (key.includes(".plan.")) throw new DOMException("full", "QuotaExceededError");
        return set.call(this, key, value);
      };
    });
    await page.getByLabel("Product or service").fill("Not stored yet");
    await expect(page.getByRole("alert")).toContainText("“Second” are not saved");
    await goHome(page);
    await card(page, "First").getByRole("link").click();
    await expect(heading(page)).toHaveText("Another plan has unsaved changes");
    await page.getByRole("main").getByRole("link", { name: "Go back to “Second”" }).last().click();
    await expect(heading(page)).toHaveText("Second");
    await goToStep(page, STEPS[0]);
    await expect(page.getByLabel("Product or service")).toHaveValue("Not stored yet");
  });

  test("damaged entries are listed, can be downloaded, and are never overwritten", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    const damaged = {
      "00000000z9": '{"format":"groundswell-plan","version":2,"plan":{"basics":{"name":"Half a pl',
      "no-id-at-all": Object.values(await storedDrafts(page))[0],
      "00000000y8": '{"format":"groundswell-plan","version":7,"plan":{"future":true}}',
    };
    await page.evaluate(
      (entries) => {
        for (const [key, text] of Object.entries(entries)) localStorage.setItem(key, text);
      },
      Object.fromEntries(Object.entries(damaged).map(([id, text]) => [`${STORE}plan.${id}`, text])),
    );
    await goHome(page);
    await page.reload();

    const entry = (text) => page.getByRole("listitem").filter({ hasText: text });
    const cut = entry("line 1, column");
    await expect(cut).toContainText("Damaged");
    await expect(cut).toContainText("The stored text is kept");
    await expect(entry("under an unexpected name")).toBeVisible();
    await expect(entry("file version 7")).toContainText("From a newer version");
    const file = await downloaded(page, () => cut.getByRole("button", { name: "Download" }).click());
    expect(file.bytes.toString()).toBe(damaged["00000000z9"]);

    // The intact plan is edited; the others stay unchanged.
    await card(page, "Spring launch").getByRole("link").click();
    await goToStep(page, STEPS[0]);
    await page.getByLabel("Product or service").fill("Vegetables");
    await saved(page);
    await page.goto("./#/plan/00000000z9/basics");
    await expect(heading(page)).toHaveText("This plan cannot be opened");
    await expect(page.getByRole("main")).toContainText("cut short: line 1, column");
    const again = await downloaded(page, () => page.getByRole("button", { name: "Download" }).click());
    expect(again.bytes.toString()).toBe(damaged["00000000z9"]);
    await page.goto("./#/plan/00000000y8");
    await expect(heading(page)).toHaveText("This plan cannot be opened");
    const drafts = await storedDrafts(page);
    for (const [id, text] of Object.entries(damaged)) expect(drafts[id]).toBe(text);

    // An entry that is set aside is still stored.
    await goHome(page);
    await cut.getByRole("button", { name: "Set aside" }).click();
    await expect(cut).toBeHidden();
    await message(page, "Deleted:").getByRole("button", { name: "Undo" }).click();
    await expect(cut).toBeVisible();
    expect((await storedDrafts(page))["00000000z9"]).toBe(damaged["00000000z9"]);
  });

  test("a lost or damaged index loses no plan", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring launch");
    for (const index of [null, "{", '[{"id":3}]']) {
      await page.evaluate(
        ([key, text]) => {
          if (text === null) localStorage.removeItem(key);
          else localStorage.setItem(key, text);
        },
        [`${STORE}index`, index],
      );
      await openHome(page);
      await page.reload();
      await expect(card(page, "Spring launch")).toBeVisible();
    }
  });
});

test.describe("two tabs", () => {
  /** One plan open on Basics in two tabs. */
  async function twoTabs(context, page) {
    await openHome(page);
    await newPlan(page, "Spring launch");
    const other = await context.newPage();
    await other.goto(page.url());
    await expect(other.getByLabel("Plan name")).toHaveValue("Spring launch");
    return other;
  }

  test("a tab without changes of its own updates from the other", async ({ context, page }) => {
    const other = await twoTabs(context, page);
    await page.getByLabel("Product or service").fill("Vegetables within the hour");
    await expect(other.getByLabel("Product or service")).toHaveValue("Vegetables within the hour");
    await expect(message(other, "now shows what the other tab saved")).toBeVisible();
    await goToSection(other, "basics/dates");
    await other.getByLabel("Launch area").fill("Twenty estates");
    await goToSection(page, "basics/dates");
    await expect(page.getByLabel("Launch area")).toHaveValue("Twenty estates");
  });

  test("the plan list updates when other tabs change plans", async ({ context, page }) => {
    await openHome(page);
    const other = await context.newPage();
    await openHome(other);
    await newPlan(page, "Spring launch");
    await expect(card(other, "Spring launch")).toBeVisible();
    await ofPlan(other, "Spring launch", "Delete");
    await expect(page.getByRole("alert")).toContainText("was deleted in another tab. It is still here.");
    await page.getByRole("button", { name: "Restore" }).click();
    await expect(card(other, "Spring launch")).toBeVisible();
    await saved(page);
  });

  /** Both tabs have changed the plan: this one has not stored its change when the other's is stored. */
  async function conflict(context, page) {
    const other = await twoTabs(context, page);
    await goToSection(other, "basics/dates");
    // Its timers are paused, so that it cannot save before the other tab has.
    await page.evaluate(() => {
      const real = window.setTimeout;
      const held = [];
      window.setTimeout = (...call) => held.push(call);
      window.releaseTimers = () => {
        window.setTimeout = real;
        for (const call of held) real(...call);
      };
    });
    await page.getByLabel("Product or service").fill("Mine");
    await other.getByLabel("Launch area").fill("Theirs");
    await saved(other);
    const bar = page.getByRole("alert").filter({ hasText: "was changed in another tab, and here too" });
    await expect(bar).toBeVisible();
    await page.evaluate(() => window.releaseTimers());
    return { other, bar };
  }

  test("conflicting changes: mine is kept as a copy beside theirs", async ({ context, page }) => {
    const { other, bar } = await conflict(context, page);
    const theirs = planInAddress(other);
    await bar.getByRole("button", { name: "Keep mine as a copy" }).click();
    await expect(bar).toBeHidden();
    await expect(page.getByLabel("Plan name")).toHaveValue("Spring launch (copy)");
    await expect(page.getByLabel("Product or service")).toHaveValue("Mine");
    await saved(page);
    expect(planInAddress(page)).not.toBe(theirs);
    const drafts = await storedDrafts(page);
    expect(drafts[theirs]).toContain('"region":"Theirs"');
    expect(drafts[theirs]).not.toContain("Mine");
    expect(drafts[planInAddress(page)]).toContain('"product":"Mine"');
  });

  test("conflicting changes: theirs is used", async ({ context, page }) => {
    const { bar } = await conflict(context, page);
    const mine = await downloaded(page, () => bar.getByRole("button", { name: "Download the plan" }).click());
    expect(mine.bytes.toString()).toContain('"product":"Mine"');
    await bar.getByRole("button", { name: "Use the other version" }).click();
    await expect(bar).toBeHidden();
    await expect(page.getByLabel("Product or service")).toHaveValue("");
    await goToSection(page, "basics/dates");
    await expect(page.getByLabel("Launch area")).toHaveValue("Theirs");
    expect(Object.keys(await storedDrafts(page))).toHaveLength(1);
  });
});
