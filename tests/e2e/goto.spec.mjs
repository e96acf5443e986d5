// Go to…, the list of keyboard shortcuts, and the plan's part of the header.
import { test, expect, axe } from "./harness.mjs";
import { atSection, goHome, goToSection, header, heading, message, newPlan, openExample, openHome, planInAddress, saved } from "./steps-of-a-planner.mjs";

const palette = (page) => page.getByRole("dialog", { name: /^(Go to…|前往…)$/ });
const field = (page) => palette(page).getByRole("combobox");
const options = (page) => palette(page).getByRole("option");
const active = (page) => palette(page).locator('[role="option"][aria-selected="true"]');
const shortcuts = (page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });

/** Opens Go to… by its keys and types a query. */
async function ask(page, query) {
  await page.keyboard.press("ControlOrMeta+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(query);
}

/** The field names its active option to assistive technology. */
async function expectActive(page, text) {
  await expect(active(page)).toHaveCount(1);
  await expect(active(page)).toContainText(text);
  await expect(field(page)).toHaveAttribute("aria-activedescendant", await active(page).getAttribute("id"));
}

test("a section, a field and a line item are reached by typing", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await ask(page, "line it");
  await expectActive(page, "Line items");
  await page.keyboard.press("Enter");
  await atSection(page, "budget/line-items");
  await expect(palette(page)).toBeHidden();

  await ask(page, "currency");
  await page.keyboard.press("Enter");
  await atSection(page, "basics/dates");
  await expect(page.locator("#basics-currency")).toBeFocused();

  await ask(page, "community stalls");
  await expectActive(page, "Line item");
  await page.keyboard.press("Enter");
  await atSection(page, "budget/line-items");
  await expect(page.getByRole("grid", { name: "Line items" }).locator('[role="gridcell"]:focus')).toContainText(/community stalls/i);
});

test("the sections of Track and a tracked metric are reached by typing", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  for (const [query, section] of [
    ["enter and imp", "track/enter"],
    ["plan against", "track/plan-against-actual"],
    ["weekly sum", "track/weekly-summary"],
    ["每周小结", "track/weekly-summary"],
  ]) {
    await ask(page, query);
    await page.keyboard.press("Enter");
    await atSection(page, section);
    await expect(palette(page)).toBeHidden();
  }
  // A metric with figures: its progress; and where it is defined.
  await ask(page, "new followers");
  await expect(options(page).filter({ hasText: "Plan against actual" })).toHaveCount(1);
  await options(page).filter({ hasText: "Plan against actual" }).click();
  await atSection(page, "track/plan-against-actual");
  await expect(page.getByRole("heading", { name: "New followers", exact: true })).toBeFocused();
  await ask(page, "new followers");
  await options(page).filter({ hasText: "Metric" }).click();
  await atSection(page, "goals/metrics");
});

test("arrows, Escape and the pointer work as in a list", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  const button = header(page).getByRole("button", { name: "Go to…" });
  await button.click();
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("budget");
  await expectActive(page, "Budget");
  const first = await active(page).getAttribute("id");
  await page.keyboard.press("ArrowDown");
  await expect(active(page)).not.toHaveAttribute("id", first);
  await page.keyboard.press("ArrowUp");
  await expect(active(page)).toHaveAttribute("id", first);
  await page.keyboard.press("ArrowUp");
  await expect(options(page).last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(button).toBeFocused();
  // The keys that opened it close it, too.
  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette(page)).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette(page)).toBeHidden();

  await button.click();
  await page.keyboard.type("zzzz");
  await expect(palette(page).getByRole("status")).toHaveText("Nothing found. Try a shorter search.");
  await field(page).fill("timeline");
  await options(page).first().click();
  await expect(heading(page)).toHaveText("Timeline");
});

test("names are found in both languages, by pinyin initials and in full width", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  for (const query of ["明细", "ysmx", "ｌｉｎｅ ｉｔｅｍｓ"]) {
    await ask(page, query);
    await expect(options(page).first(), query).toContainText("Line items");
    await page.keyboard.press("Escape");
  }
});

test("before a plan is opened, Go to… and the keyboard shortcuts are drawn as in a plan", async ({ page }) => {
  await openHome(page);
  await expect(page.getByRole("contentinfo").getByRole("button", { name: "Keyboard shortcuts" })).toBeVisible();
  // What the workspace's stylesheet gives them, which is applied only now.
  await ask(page, "dark");
  await expectActive(page, "dark");
  await expect(palette(page).getByRole("listbox")).toHaveCSS("list-style-type", "none");
  await expect(active(page)).toHaveCSS("cursor", "pointer");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(shortcuts(page).locator("dl > div").first()).toHaveCSS("display", "flex");
});

test("recent places come first without a query", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "schedule/cadence");
  await goToSection(page, "strategy/reallocation");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(options(page).nth(0)).toContainText("Cadence");
  await page.keyboard.press("Enter");
  await atSection(page, "schedule/cadence");
});

test("actions are carried out: a new line item, undo, appearance, language", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await ask(page, "new line item");
  await page.keyboard.press("Enter");
  await atSection(page, "budget/line-items");
  await expect(page.getByRole("textbox", { name: "Description, new line item" })).toBeFocused();
  await page.keyboard.type("Balloons");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "Line items" })).toContainText("27 line items");

  await ask(page, "undo");
  await page.keyboard.press("Enter");
  await expect(message(page, "Undone: line item")).toBeVisible();

  await ask(page, "dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByLabel("Appearance")).toHaveValue("dark");

  await ask(page, "中文");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await page.keyboard.press("ControlOrMeta+k");
  await field(page).fill("budget");
  await expect(options(page).first()).toContainText("预算");
});

test("other plans are reached, also from the list of plans", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Winter market");
  await goHome(page);
  await openExample(page);
  await ask(page, "winter");
  await expectActive(page, "Winter market");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Winter market");
  await goHome(page);
  await ask(page, "winter");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Winter market");
});

test("a question mark lists the shortcuts, except where it is typed", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring");
  await page.getByLabel("Product or service").fill("");
  await page.getByLabel("Product or service").pressSequentially("Why?");
  await expect(page.getByLabel("Product or service")).toHaveValue("Why?");
  await expect(shortcuts(page)).toBeHidden();
  await heading(page).focus();
  await page.keyboard.press("?");
  await expect(shortcuts(page)).toBeVisible();
  await expect(shortcuts(page)).toContainText("Ctrl K");
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(shortcuts(page)).toBeHidden();
  await page.getByRole("contentinfo").getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(shortcuts(page)).toBeVisible();
});

test("the plan is renamed in the header", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring");
  await goToSection(page, "goals/metrics");
  const name = header(page).getByRole("button", { name: "Spring: rename" });
  await name.click();
  const input = header(page).getByRole("textbox", { name: "Plan name" });
  await expect(input).toBeFocused();
  await page.keyboard.type("Summer");
  await page.keyboard.press("Escape");
  await expect(name).toBeFocused();
  await name.press("Enter");
  await page.keyboard.type("Summer");
  await page.keyboard.press("Enter");
  const renamed = header(page).getByRole("button", { name: "Summer: rename" });
  await expect(renamed).toBeFocused();
  await saved(page);
  await page.reload();
  await expect(renamed).toBeVisible();
  // Leaving the field saves as well.
  await renamed.click();
  await page.keyboard.type("Autumn");
  await heading(page).click();
  await expect(header(page).getByRole("button", { name: "Autumn: rename" })).toBeVisible();
});

test("undo says where it changed something, and leads there", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring");
  await page.getByLabel("Product or service").fill("Vegetables");
  await goToSection(page, "budget/total");
  await page.keyboard.press("ControlOrMeta+z");
  const undone = message(page, "Undone: basics, in Basics: Product and audience");
  await undone.getByRole("button", { name: "Show" }).click();
  await atSection(page, "basics/product");
  await expect(page.getByLabel("Product or service")).toBeFocused();
  await expect(page.getByLabel("Product or service")).toHaveValue("");
  // In the section itself nothing more is said than what.
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(message(page, /Redone: basics(?!,)/)).toBeVisible();
});

for (const [width, colorScheme, locale] of [
  [360, "light", "zh-CN"],
  [1440, "dark", "en-GB"],
]) {
  test.describe(`${width} pixels, ${colorScheme}, ${locale}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme, locale });

    test("Go to… has no violation and fits", async ({ page }) => {
      const language = locale.slice(0, 2);
      await openHome(page);
      await openExample(page, language);
      await page.evaluate((hash) => (location.hash = hash), `#/plan/${planInAddress(page)}/budget/total`);
      await page.keyboard.press("ControlOrMeta+k");
      await expect(field(page)).toBeFocused();
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.keyboard.press("Escape");
      // On a phone everything in the header can be hit with a thumb.
      if (width < 600) {
        for (const button of await header(page).getByRole("button").all()) {
          const { height } = await button.boundingBox();
          expect(height, await button.textContent()).toBeGreaterThanOrEqual(44);
        }
      }
    });
  });
}
