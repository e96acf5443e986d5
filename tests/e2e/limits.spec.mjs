// Dates, lengths and amounts beyond a plan's limits: rejected at the field, and reported when a file contains them.
import { expect, test } from "./harness.mjs";
import { goToSection, heading, importFile, newPlan, openHome, saved } from "./steps-of-a-planner.mjs";

/** Opens a section of a new plan. */
async function blankPlanAt(page, section) {
  await openHome(page);
  await newPlan(page, "Spring");
  await goToSection(page, section);
}

const first = (page) => page.getByLabel("Start date", { exact: true });
const last = (page) => page.getByLabel("End date", { exact: true });

/** A plan file with these two dates. */
const planFile = (from, to) =>
  Buffer.from(
    JSON.stringify({
      format: "groundswell-plan",
      version: 2,
      plan: {
        id: "00000000z9",
        basics: { name: "Far away", currency: "CNY", first_day: from, last_day: to },
        goals: {},
        budget: {
          frame: { contingency: { share: 0 }, cycle: "two_weeks" },
          lines: [
            { id: "00000000za", category: "media", description: "Posts", quantity: 900, unit_price: 100000000000 - 1 },
            { id: "00000000zb", category: "media", description: "Prints", quantity: 2, unit_price: 100 },
          ],
        },
        strategy: { rule: { minimum_days: 7, minimum_results: 30, exploration: 2000 } },
        phases: [],
      },
    }),
  );

test("a date field rejects a year out of range and keeps the typed text", async ({ page }) => {
  await blankPlanAt(page, "basics/dates");
  await first(page).fill("2027-03-01");
  await last(page).fill("20277-05-23");
  await last(page).blur();
  await expect(page.getByText("Enter a year from 1900 to 2199.").first()).toBeVisible();
  await expect(last(page)).toHaveValue("20277-05-23");
  await expect(last(page)).toHaveAttribute("aria-invalid", "true");
  await last(page).fill("1899-12-31");
  await last(page).blur();
  await expect(page.getByText("Enter a year from 1900 to 2199.").first()).toBeVisible();
  await last(page).fill("2027-05-23");
  await last(page).blur();
  await expect(last(page)).not.toHaveAttribute("aria-invalid", "true");
});

test("a plan of more than ten years is questioned, one with too many cycles is rejected", async ({ page }) => {
  await blankPlanAt(page, "basics/dates");
  await first(page).fill("2027-03-01");
  await last(page).fill("2039-05-23");
  await last(page).blur();
  await expect(page.getByText("The plan covers more than 12 years. Is the year right?").first()).toBeVisible();
  await last(page).fill("2199-05-23");
  await last(page).blur();
  await expect(page.getByText(/The plan has 4,494 cycles; at most 600 can be shown\./).first()).toBeVisible();
  await saved(page);
});

for (const [from, to, words] of [
  ["0001-01-01", "9999-12-31", /not between the years 1900 and 2199/],
  ["2027-03-01", "+20277-03-01", /not between the years 1900 and 2199/],
  ["1900-01-01", "2199-12-31", /The plan has 7,827 cycles/],
]) {
  test(`a plan from ${from} to ${to} opens on Basics with the reason, and its views do not crash`, async ({ page }) => {
    await openHome(page);
    await importFile(page, "far.json", planFile(from, to));
    await expect(heading(page)).toHaveText("Basics");
    await expect(page.getByText(words).first()).toBeVisible();
    await goToSection(page, "budget/cycles");
    await expect(page.getByText(words).first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Go to the dates in Basics" })).toBeVisible();
    await expect(page.getByText("90,071,992,547,409")).toHaveCount(0);
    await goToSection(page, "budget/line-items");
    // The amount beyond the limit is in no total, and is reported.
    await expect(page.getByText(/is above the limit of ¥1,000,000,000,000\.00/).first()).toBeVisible();
    await expect(page.getByText("90,071,992,547,409")).toHaveCount(0);
  });
}

test("an amount above the limit is rejected at its field", async ({ page }) => {
  await blankPlanAt(page, "budget/total");
  const total = page.getByRole("textbox", { name: "Total budget" });
  await total.fill("90000000000000");
  await total.blur();
  await expect(page.getByText("Enter ¥1,000,000,000,000 or less.").first()).toBeVisible();
  await expect(total).toHaveValue("90000000000000");
});

test("a stored plan with texts beyond the limits opens cut, says so, and its original stays", async ({ page }) => {
  await blankPlanAt(page, "basics/product");
  await page.getByLabel("Product or service", { exact: true }).fill("Noodles");
  await saved(page);
  const [key, text] = await page.evaluate(() => Object.entries(localStorage).find(([key]) => key.includes(".plan.")));
  const long = "W".repeat(100_000);
  const draft = text.replace('"product":"Noodles"', `"product":"${long}"`);
  expect(draft).not.toBe(text);
  // As an older version of the program may have stored it: the crash journal knows nothing of it.
  await page.goto("about:blank");
  const empty = await page.context().newPage();
  await empty.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await empty.goto("./plan.schema.json");
  await empty.evaluate(
    async ([key, draft]) => {
      localStorage.setItem(key, draft);
      for (const { name } of await indexedDB.databases())
        await new Promise((done) => {
          indexedDB.deleteDatabase(name).onsuccess = done;
        });
    },
    [key, draft],
  );
  await empty.close();
  await openHome(page);
  await page.getByRole("link", { name: "Spring", exact: true }).click();
  await goToSection(page, "basics/product");
  await expect(page.getByLabel("Messages").getByText(/cut/).first()).toBeVisible();
  await expect(page.getByLabel("Product or service", { exact: true })).toHaveValue("W".repeat(20_000));
  await saved(page);
  const kept = await page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([, value]) => value.length > 90_000)
      .map(([key]) => key),
  );
  expect(kept).toHaveLength(1);
  expect(kept[0]).not.toBe(key);
});
