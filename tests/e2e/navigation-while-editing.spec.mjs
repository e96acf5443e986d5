// A screen may be left at any moment while one of its controls is being edited: by Back, an address, another language,
// undo, or a save in another tab. Nothing may crash, nothing typed may be lost, and the focus stays on an element.
import { test, expect } from "./harness.mjs";
import {
  STEPS,
  backToSteps,
  goHome,
  PLACES,
  atSection,
  currentTab,
  goToSection,
  goToStep,
  header,
  heading,
  message,
  newPlan,
  ofPlan,
  openExample,
  openHome,
  planInAddress,
  saved,
  storedDrafts,
} from "./steps-of-a-planner.mjs";

const SHEETS = ["timeline", "tracked-links", "report", "changes"];

test.use({ viewport: { width: 1440, height: 900 } });

const table = (page) => page.getByRole("grid", { name: "Line items" });
const entryOf = (page) => page.getByRole("group", { name: "Line items" });
const COLUMNS = ["what", "phase", "channel", "kind", "quantity", "unit", "price"];
const cell = (page, row, column) =>
  table(page)
    .getByRole("row")
    .and(page.locator(`[aria-rowindex="${row + 1}"]`))
    .locator(`[aria-colindex="${COLUMNS.indexOf(column) + 2}"]`);
const lines = async (page) => JSON.parse((await storedDrafts(page))[planInAddress(page)]).plan.budget.lines;
const atBudget = async (page) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "budget/line-items");
  await expect(cell(page, 1, "what")).toBeVisible();
};
const focusIsSomewhere = (page) => expect.poll(() => page.evaluate(() => document.activeElement?.localName ?? "body")).not.toBe("body");

/** Types into a cell without Enter. */
async function type(page, row, column, text) {
  await cell(page, row, column).click();
  await page.keyboard.type(text);
  await expect(entryOf(page).locator("input:focus, select:focus")).toHaveCount(1);
}

/**
 * On the current screen, one control of each kind is focused and edited, and the screen is left while it has the focus.
 * Runs in the page, as it would take minutes from outside. `away` is how the screen is left; returns the kinds.
 */
const leaveEveryKind = (page, away) =>
  page.evaluate(async (away) => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    const until = async (what, is) => {
      for (let frames = 0; frames < 600; frames += 1) {
        if (document.querySelector("#stopped, .rescue")) throw new Error(`stopped at ${what}`);
        if (is()) return;
        await frame();
      }
      throw new Error(`${what}: ${location.hash}, ${document.querySelector("h1")?.textContent}`);
    };
    const here = location.hash;
    const other = here.includes("/basics") ? here.replace(/\/basics.*/, "/goals") : here.replace(/(#\/plan\/[^/]+).*/, "$1/basics");
    const title = () => document.querySelector("h1")?.textContent;
    const controls = () =>
      [
        ...document.querySelectorAll(
          'main :is(input:not([type=file]), select, textarea, button, summary, a[href], [role=gridcell][tabindex="0"], [role=button])',
        ),
      ].filter((element) => !element.disabled && element.offsetParent && !element.closest(".grid-entry"));
    const kindOf = (element) =>
      [element.localName, element.type, element.inputMode, element.getAttribute("role"), element.closest("li,table,form,details,.grid,.tl")?.className].join(
        " ",
      );
    const write = (element, text) => {
      const prototype = element.localName === "textarea" ? HTMLTextAreaElement : HTMLInputElement;
      Object.getOwnPropertyDescriptor(prototype.prototype, "value").set.call(element, text);
      element.dispatchEvent(new InputEvent("input", { bubbles: true }));
    };
    const seen = new Set();
    const home = title();
    for (;;) {
      const control = controls().find((element) => !seen.has(kindOf(element)));
      if (!control) return [...seen];
      const kind = kindOf(control);
      seen.add(kind);
      control.focus();
      if (control.getAttribute("role") === "gridcell" && control.closest(".grid")) {
        control.dispatchEvent(new KeyboardEvent("keydown", { key: "F2", bubbles: true }));
        await frame();
        const entry = document.querySelector(".grid-entry input.on");
        if (entry) write(entry, `${entry.value}7`);
      } else if (control.matches("textarea, input:not([type=checkbox]):not([type=radio])")) {
        const typed =
          { date: "2027-05-05", time: "10:30" }[control.type] ??
          (control.inputMode === "text" || control.localName === "textarea" ? `${control.value}7` : "abc");
        write(control, control.type === "url" ? "https://x.example/7" : typed);
      }
      if (away === "back") {
        history.back();
        await until(`${kind}, away`, () => location.hash !== here && title() !== home);
        history.forward();
      } else if (away === "address") {
        location.hash = other;
        await until(`${kind}, away`, () => title() !== home);
        history.back();
      } else {
        const language = document.documentElement.lang;
        document.getElementById("language-switch").click();
        await until(`${kind}, away`, () => document.documentElement.lang !== language && title() !== home);
        document.getElementById("language-switch").click();
      }
      await until(`${kind}, back`, () => location.hash === here && title() === home && controls().length > 0);
      await frame();
      await frame();
      if (document.activeElement === document.body) throw new Error(`no focus after ${kind}`);
    }
  }, away);

for (const away of ["back", "address", "language"]) {
  test(`every kind of control is left during editing: ${away}`, async ({ page }) => {
    test.setTimeout(300_000);
    await openHome(page);
    await openExample(page);
    const plan = planInAddress(page);
    const places = [...PLACES, ...SHEETS];
    let kinds = 0;
    for (const place of places) {
      await page.evaluate(([plan, place]) => (location.hash = `#/plan/${plan}/${place.startsWith("basics") ? "goals" : "basics"}`), [plan, place]);
      await expect(heading(page)).toHaveText(place.startsWith("basics") ? "Goals" : "Basics");
      await page.evaluate(([plan, place]) => (location.hash = `#/plan/${plan}/${place}`), [plan, place]);
      await expect(heading(page)).not.toHaveText(place.startsWith("basics") ? "Goals" : "Basics");
      await expect(page.locator("main [aria-busy]")).toHaveCount(0);
      kinds += (await leaveEveryKind(page, away)).length;
    }
    expect(kinds).toBeGreaterThan(60);
    await expect(page.getByText("Groundswell has stopped")).toHaveCount(0);
  });
}

test("an open cell is stored on navigation: Back, an address, another language; it stays open when a plan file is dropped", async ({ page }) => {
  await atBudget(page);
  await type(page, 3, "quantity", "41");
  await page.goBack();
  await expect(heading(page)).not.toHaveText("Budget");
  await saved(page);
  expect((await lines(page))[2].quantity).toBe(41);
  await focusIsSomewhere(page);

  await page.goForward();
  await type(page, 4, "what", "Left by an address");
  await page.evaluate(() => (location.hash = location.hash.replace("budget", "goals")));
  await expect(heading(page)).toHaveText("Goals");
  await saved(page);
  expect((await lines(page))[3].description).toBe("Left by an address");

  await page.goBack();
  await type(page, 5, "what", "Left by language");
  await page.evaluate(() => document.getElementById("language-switch").click());
  await expect(heading(page)).toHaveText("预算");
  await expect(header(page).getByRole("status")).toHaveText(/已/);
  expect((await lines(page))[4].description).toBe("Left by language");
  await page.evaluate(() => document.getElementById("language-switch").click());
  await expect(heading(page)).toHaveText("Budget");

  const plan = planInAddress(page);
  await type(page, 6, "what", "Left by a file");
  const other = JSON.parse((await storedDrafts(page))[plan]);
  Object.assign(other.plan, { id: "00000000zz" });
  other.plan.basics.name = "Dropped in";
  const file = JSON.stringify(other);
  await page.evaluate((file) => {
    const data = new DataTransfer();
    data.items.add(new File([file], "other.json", { type: "application/json" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, file);
  await expect.poll(async () => Object.keys(await storedDrafts(page)).length).toBe(2);
  // The dropped plan is listed, and nothing is navigated: the cell is still being edited.
  await expect(message(page, "Imported “Dropped in”")).toBeVisible();
  await expect(header(page).getByRole("status")).toHaveText("Unsaved entry");
  await page.keyboard.press("Enter");
  const sixth = async () => JSON.parse((await storedDrafts(page))[plan]).plan.budget.lines[5].description;
  await expect.poll(sixth).toBe("Left by a file");
  await expect(page.getByText("Groundswell has stopped")).toHaveCount(0);
});

test("an open cell stays with its line item when another tab saves the plan", async ({ page, context }) => {
  await atBudget(page);
  await saved(page);
  const other = await context.newPage();
  await other.goto(page.url().replace("budget", "basics"));
  await expect(heading(other)).toHaveText("Basics");
  await page.bringToFront();
  await type(page, 3, "what", "Typed meanwhile");
  await other.getByLabel("Plan name").fill("Named elsewhere");
  await saved(other);
  await expect(message(page, "Named elsewhere")).toBeVisible();
  await expect(cell(page, 3, "what")).toHaveText("Typed meanwhile");
  await saved(page);
  const stored = JSON.parse((await storedDrafts(page))[planInAddress(page)]).plan;
  expect([stored.basics.name, stored.budget.lines[2].description]).toEqual(["Named elsewhere", "Typed meanwhile"]);
  await focusIsSomewhere(page);
});

test("an unparsable cell is kept with a message and can be resumed", async ({ page }) => {
  await atBudget(page);
  const before = (await lines(page))[2].quantity;
  await type(page, 3, "quantity", "4o");
  await expect(header(page).getByRole("status")).toHaveText("Unsaved entry");
  await page.goBack();
  await expect(message(page, "Not saved to the plan, but kept where it was entered: “4o”")).toBeVisible();
  await page.reload();
  await page.goForward();
  const note = page.getByRole("status").filter({ hasText: "Entered but not saved to the plan" });
  await expect(note).toContainText("“4o” in Quantity");
  expect((await lines(page))[2].quantity).toBe(before);
  await note.getByRole("button", { name: "Edit" }).click();
  await page.keyboard.press("Backspace");
  await page.keyboard.type("0");
  await page.keyboard.press("Enter");
  await expect(cell(page, 3, "quantity")).toHaveText("40");
  await expect(note).toHaveCount(0);
  await saved(page);
  await page.reload();
  await expect(cell(page, 3, "quantity")).toHaveText("40");
  await expect(note).toHaveCount(0);
});

test("typed text is stored when the page is hidden, put into the background or reloaded", async ({ page }) => {
  await atBudget(page);
  await type(page, 3, "quantity", "42");
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
    delete document.hidden;
  });
  expect((await lines(page))[2].quantity).toBe(42);
  await expect(cell(page, 3, "quantity")).toBeFocused();

  await type(page, 3, "quantity", "43");
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")));
  expect((await lines(page))[2].quantity).toBe(43);

  await type(page, 3, "quantity", "44");
  await page.reload();
  await expect(cell(page, 3, "quantity")).toHaveText("44");

  // An invalid number is in its field again, with the reason.
  await goToSection(page, "budget/total");
  const number = page.getByRole("main").locator("input[inputmode=decimal]:visible").first();
  const id = await number.getAttribute("id");
  await number.fill("12 abc");
  await expect(header(page).getByRole("status")).toHaveText("Unsaved entry");
  await page.reload();
  await expect(page.locator(`#${id}`)).toHaveValue("12 abc");
  await expect(page.locator(`#${id}`)).toHaveAttribute("aria-invalid", "true");
  await page.locator(`#${id}`).fill("12,000");
  await saved(page);
  await page.reload();
  await expect(page.locator(`#${id}`)).toHaveValue(/^12,000/);
});

test("a name typed in the rename dialog is kept on Back and discarded by Cancel", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await goHome(page);
  const name = page.getByRole("dialog").getByLabel("Plan name");
  await ofPlan(page, "Spring launch", "Rename");
  await name.fill("Summer launch");
  await page.goBack();
  await expect(message(page, "Not saved to the plan, but kept where it was entered: “Summer launch”")).toBeVisible();
  await page.reload();
  await page.goForward();
  await ofPlan(page, "Spring launch", "Rename");
  await expect(name).toHaveValue("Summer launch");
  await page.keyboard.press("Enter");
  await ofPlan(page, "Summer launch", "Rename");
  await expect(name).toHaveValue("Summer launch");
  await name.fill("Autumn launch");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await ofPlan(page, "Summer launch", "Rename");
  await expect(name).toHaveValue("Summer launch");
  // A reload with the dialog open keeps it too, and does not affect another plan's dialog.
  await name.fill("Winter launch");
  await page.reload();
  await newPlan(page, "Another");
  await goHome(page);
  await ofPlan(page, "Another", "Rename");
  await expect(name).toHaveValue("Another");
  await page.keyboard.press("Escape");
  await ofPlan(page, "Summer launch", "Rename");
  await expect(name).toHaveValue("Winter launch");
});

test("text typed for an approval is kept on Back, and discarded once it is recorded or cancelled", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await page.evaluate(() => (location.hash = location.hash.replace(/basics.*/, "changes")));
  const dialog = page.getByRole("dialog");
  const [by, note] = [dialog.getByLabel("Approved by"), dialog.getByLabel("Note")];
  const approve = page.getByRole("button", { name: "Record approval" });
  await approve.click();
  await by.fill("Li Wei");
  await note.fill("As discussed");
  await expect(header(page).getByRole("status")).toHaveText("Unsaved entry");
  await page.goBack();
  await expect(message(page, "Not saved to the plan, but kept where it was entered: “Li Wei” “As discussed”")).toBeVisible();
  await page.goForward();
  await approve.click();
  await expect(by).toHaveValue("Li Wei");
  await expect(note).toHaveValue("As discussed");
  await page.keyboard.press("Escape");
  await approve.click();
  await expect(by).toHaveValue("");
  await by.fill("Li Wei");
  await by.press("Enter");
  await expect(dialog).toBeHidden();
  await saved(page);
  // Edits of an existing approval are kept apart from a new one's.
  await page.getByRole("button", { name: /^More.*Li Wei/ }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await note.fill("By phone");
  await page.goBack();
  await expect(message(page, "Not saved to the plan, but kept where it was entered: “By phone”")).toBeVisible();
  await page.goForward();
  await approve.click();
  await expect(note).toHaveValue("");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^More.*Li Wei/ }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await expect(note).toHaveValue("By phone");
});

test("rows pasted for the import are kept until they are read", async ({ page }) => {
  await atBudget(page);
  await page.getByRole("button", { name: "Import line items" }).click();
  const rows = page.getByLabel("Or paste rows");
  await rows.fill("Item\tAmount\nPosters\t800");
  await page.goBack();
  await expect(message(page, "kept where it was entered")).toBeVisible();
  await page.goForward();
  await page.getByRole("button", { name: "Import line items" }).click();
  await expect(rows).toHaveValue("Item\tAmount\nPosters\t800");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Import line items" }).click();
  await expect(rows).toHaveValue("");
});

test("days pasted for a channel test are kept on Back, and taken once", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "One channel");
  await backToSteps(page);
  await goToSection(page, "strategy/channels");
  await page.getByRole("button", { name: "Choose channels" }).click();
  const channels = page.getByRole("dialog", { name: "Choose channels" });
  await channels.getByRole("searchbox").fill("Douyin");
  await channels.getByRole("checkbox", { name: /^Douyin/ }).check();
  await channels.getByRole("button", { name: "Add 1 channel" }).click();
  await goToSection(page, "strategy/channel-tests");
  await page.getByRole("button", { name: "Add a test", exact: true }).click();
  await page.getByLabel("Channel", { exact: true }).selectOption({ label: "Douyin" });
  // The channel above has a button of the same name.
  const opens = page.getByRole("button", { name: "Edit Douyin", expanded: false }).last();
  await page.getByLabel("Start date").fill("2026-03-02");
  await page.getByLabel("End date").fill("2026-03-08");
  await page.getByRole("radio", { name: "Daily" }).check();
  const days = page.getByLabel("Paste from a spreadsheet");
  await days.fill("2026-03-02\t150\t6\n2026-03-03\t150\t5");
  await expect(days).toBeFocused();
  await expect(header(page).getByRole("status")).toHaveText("Unsaved entry");
  await page.goBack();
  await expect(message(page, "Not saved to the plan, but kept where it was entered: “2026-03-02")).toBeVisible();
  const tests = async () => {
    await saved(page);
    return JSON.parse((await storedDrafts(page))[planInAddress(page)]).plan.strategy.trials;
  };
  expect((await tests())[0].days ?? []).toEqual([]);
  await page.reload();
  await page.goForward();
  await atSection(page, "strategy/channel-tests");
  await opens.click();
  await page.getByRole("radio", { name: "Daily" }).check();
  await expect(days).toHaveValue("2026-03-02\t150\t6\n2026-03-03\t150\t5");
  await page.getByRole("button", { name: "Import these days" }).click();
  await expect(message(page, "2 days imported.")).toBeVisible();
  await expect(days).toHaveValue("");
  expect((await tests())[0].days).toHaveLength(2);
  // What was taken is not offered again.
  await page.goBack();
  await expect(currentTab(page, "strategy/channel-tests")).toHaveCount(0);
  await page.goForward();
  await atSection(page, "strategy/channel-tests");
  await opens.click();
  await expect(days).toHaveValue("");
});

test("the figure typed for an exit criterion is kept on Back while its field is open", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "brand-promotion/exit-criteria");
  const gates = page.getByRole("region", { name: "Exit criteria" });
  const condition = gates.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Total followers: at least 15,000" }) });
  await condition.getByRole("heading").click();
  await condition.getByLabel("Current figure").fill("15,010");
  await expect(condition.getByLabel("Current figure")).toBeFocused();
  await expect(header(page).getByRole("status")).toHaveText("Unsaved entry");
  await page.goBack();
  await expect(heading(page)).not.toHaveText("Brand promotion");
  await expect(message(page, "Not saved to the plan, but kept where it was entered")).toBeVisible();
  await page.goForward();
  await condition.getByRole("heading").click();
  await expect(condition.getByLabel("Current figure")).toHaveValue("15,010");
  await condition.getByLabel("Date", { exact: true }).fill("2027-04-26");
  await condition.getByRole("button", { name: "Save figure" }).click();
  await expect(condition.getByText("15,010 on 26 Apr 2027", { exact: true })).toBeVisible();
  await expect(header(page).getByRole("status")).not.toHaveText("Unsaved entry");
});

test("undo removes the focused row, and the focus stays on the page", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Undone");
  await backToSteps(page);
  await goToStep(page, STEPS[1]);
  const add = page.getByRole("button", { name: /^Add/ }).first();
  await add.click();
  await focusIsSomewhere(page);
  for (let steps = 0; steps < 4; steps += 1)
    await page.evaluate(() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true })));
  await page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 100)));
  await focusIsSomewhere(page);
});

test("the Enter that ends an IME composition leaves neither cell nor field", async ({ page }) => {
  await atBudget(page);
  await type(page, 3, "what", "x");
  const enter = (order) =>
    page.evaluate((order) => {
      const field = document.activeElement;
      const compose = (type, data) => field.dispatchEvent(new CompositionEvent(type, { data, bubbles: true }));
      const key = (composing) =>
        field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, isComposing: composing, bubbles: true, cancelable: true }));
      compose("compositionstart", "");
      field.value = "江";
      field.dispatchEvent(new InputEvent("input", { data: "江", isComposing: true, bubbles: true }));
      if (order === "safari") {
        compose("compositionend", "江");
        key(false);
      } else {
        key(true);
        compose("compositionend", "江");
      }
      field.dispatchEvent(new InputEvent("input", { data: "江", bubbles: true }));
      return field === document.activeElement;
    }, order);
  for (const order of ["safari", "chromium"]) {
    expect(await enter(order), order).toBe(true);
    await expect(entryOf(page).getByRole("textbox")).toHaveValue("江");
    await expect(entryOf(page).getByRole("textbox")).toBeFocused();
  }
  await page.keyboard.press("Enter");
  await expect(cell(page, 3, "what")).toHaveText("江");
});
