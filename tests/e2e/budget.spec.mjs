// The budget step on a phone, where line items are cards: amounts in the formats people type, and sums explained in
// words.
import { test, expect, axe } from "./harness.mjs";
import { STEPS, goToSection, goToStep, startBlank } from "./steps-of-a-planner.mjs";

test.use({ viewport: { width: 390, height: 844 } });

/** A new plan at its budget step. */
async function budget(page) {
  await page.goto("./");
  await startBlank(page);
  await expect(page.getByLabel("Plan name")).toBeVisible();
  await goToStep(page, STEPS[2]);
}

const toTotal = (page) => goToSection(page, "budget/total");
const toLines = (page) => goToSection(page, "budget/line-items");

/** Adds a line item by its three figures; its form stays open. */
async function line(page, what, quantity, price) {
  await page.getByRole("button", { name: "Add line item" }).last().click();
  const description = page.getByLabel("Description");
  await expect(description).toBeFocused();
  await expect(description).toHaveValue("");
  await description.fill(what);
  await page.getByLabel("Quantity", { exact: true }).fill(quantity);
  await page.getByLabel("Unit price", { exact: true }).fill(price);
  await page.getByLabel("Unit price", { exact: true }).blur();
}

const lines = (page) => page.getByRole("region", { name: "Line items" });
/** A figure of the budget in a line, above every section but the first. */
const inLine = (page, name) => page.locator("dl > div").filter({ has: page.getByText(name, { exact: true }) });
const split = (page) => page.getByRole("region", { name: "Budget by phase" });

test("a total budget and line items accept the formats people type, and over and under budget is reported", async ({ page }) => {
  await budget(page);
  const envelope = page.getByRole("textbox", { name: "Total budget" });
  await envelope.fill("20万");
  await envelope.blur();
  await expect(envelope).toHaveValue("200,000");
  // 8% is the contingency.
  await expect(page.getByText("¥184,000 unallocated.")).toBeVisible();

  await toLines(page);
  await expect(inLine(page, "Unallocated")).toContainText("¥184,000");
  await line(page, "Local account posts", "12", "¥1,800");
  await expect(lines(page).getByText("¥21,600.00").first()).toBeVisible();
  await expect(inLine(page, "Unallocated")).toContainText("¥162,400");
  await toTotal(page);
  await expect(page.getByText("¥162,400 unallocated.")).toBeVisible();
  await toLines(page);

  await line(page, "Leaflets", "10,000", "0.3");
  const foot = lines(page).locator("tfoot");
  await expect(foot).toContainText("2 line items");
  await expect(foot).toContainText("¥24,600.00");

  await line(page, "Expo booth", "2", "10万");
  await expect(inLine(page, "Over budget")).toContainText("¥40,600");
  await expect(foot).toContainText("¥224,600.00");
  expect(await axe(page)).toEqual([]);
  await toTotal(page);
  await expect(page.getByText("¥40,600 over budget.")).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test("an invalid entry is rejected at its field and changes nothing", async ({ page }) => {
  await budget(page);
  const envelope = page.getByRole("textbox", { name: "Total budget" });
  await envelope.fill("1,5");
  await envelope.blur();
  await expect(page.getByText("can be read in two ways").first()).toBeVisible();
  await envelope.fill("1.500");
  await envelope.blur();
  await expect(page.getByText("“1.500” can mean 1500 or 1.5. Type 1500 or 1.5.").first()).toBeVisible();
  await envelope.fill("20 EUR");
  await envelope.blur();
  await expect(page.getByText("“20 EUR” is in another currency. This field is in CNY.").first()).toBeVisible();
  const kept = page.getByLabel("Contingency");
  await kept.fill("120%");
  await kept.blur();
  await expect(page.getByText("At most 100%.").first()).toBeVisible();
  await kept.fill("1.5万");
  await kept.blur();
  await expect(kept).toHaveValue("¥15,000");
});

test("the split adds up to the smallest currency unit, is one undo step, and shows the rest", async ({ page }) => {
  await budget(page);
  await page.getByRole("textbox", { name: "Total budget" }).fill("100,000.01");
  await page.getByLabel("Contingency").fill("0");
  await page.getByRole("button", { name: "Use a typical split" }).click();
  await expect(split(page).getByText("Phases add up to exactly ¥100,000.01.")).toBeVisible();
  for (const part of ["¥15,000.00", "¥35,000.00", "¥50,000.01"]) {
    await expect(split(page).locator("tbody").getByText(part).first()).toBeVisible();
  }

  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(split(page).getByText("¥100,000.01 of ¥100,000.01 is not allocated to a phase.")).toBeVisible();

  const seed = page.getByLabel("Percentage or amount for Seed users");
  await seed.fill("3万");
  await seed.blur();
  await expect(seed).toHaveValue("¥30,000");
  await page.getByLabel("Percentage or amount for Initial users").fill("50");
  await page.getByLabel("Percentage or amount for Brand promotion").fill("50");
  // The fixed amount is subtracted first; the shares divide the rest.
  await expect(split(page).getByText("Phases add up to exactly ¥100,000.01.")).toBeVisible();
  await seed.fill("20万");
  await expect(split(page).getByText("¥99,999.99 over: the phases add up to more than ¥100,000.01.")).toBeVisible();
});

test("custom cycle amounts: an entry reduces the others, and exceeding the total is reported", async ({ page }) => {
  await page.goto("./");
  await startBlank(page);
  await expect(page.getByLabel("Plan name")).toBeVisible();
  await goToSection(page, "basics/dates");
  await page.getByLabel("Start date", { exact: true }).fill("2027-03-01");
  await page.getByLabel("End date", { exact: true }).fill("2027-04-25");
  await page.getByLabel("End date", { exact: true }).blur();
  await toLines(page);
  await line(page, "Ads", "1", "4000");
  // The phases have dates of their own.
  await page.getByLabel("Phase", { exact: true }).selectOption({ label: "Whole plan (no phase)" });
  await page.getByLabel("Timing").selectOption({ label: "Manually per cycle" });
  const cycles = page.getByRole("group", { name: "Amount per cycle" });
  const fields = cycles.getByRole("textbox");
  const amounts = async (wanted) => {
    for (const [at, amount] of wanted.entries()) await expect(fields.nth(at)).toHaveValue(amount);
  };
  await expect(fields).toHaveCount(4);
  await amounts(["1,000", "1,000", "1,000", "1,000"]);
  await fields.first().fill("1600");
  await fields.first().blur();
  await amounts(["1,600", "800", "800", "800"]);
  await expect(cycles).toContainText("All of ¥4,000.00 is allocated to cycles.");
  await fields.first().fill("5000");
  await fields.first().blur();
  await amounts(["5,000", "", "", ""]);
  await expect(cycles).toContainText("The cycles add up to ¥1,000.00 more than the line item.");
  await fields.first().fill("1000");
  await fields.first().blur();
  await amounts(["1,000", "1,000", "1,000", "1,000"]);
  // Entered amounts stay; the rest is distributed over the empty cycles with one click.
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await page.getByRole("button", { name: "Edit Ads" }).click();
  await fields.nth(3).fill("");
  await fields.nth(2).fill("400");
  await fields.nth(2).blur();
  await expect(cycles).toContainText("¥1,600.00 not allocated to a cycle yet.");
  await cycles.getByRole("button", { name: "Fill in the rest" }).click();
  await amounts(["1,000", "1,000", "400", "1,600"]);
});

test("a deleted line item can be restored", async ({ page }) => {
  await budget(page);
  await toLines(page);
  await line(page, "Community stalls", "8", "800");
  await page.getByRole("button", { name: "Edit Community stalls" }).click();
  await page.getByRole("button", { name: "More for" }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Deleted: Community stalls" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit Community stalls" })).toHaveCount(0);
  await page.getByRole("listitem").filter({ hasText: "Deleted: Community stalls" }).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Edit Community stalls" })).toBeVisible();
  await expect(lines(page).locator("tfoot")).toContainText("¥6,400.00");
});

test("a finding about a collapsed line item leads to its field", async ({ page }) => {
  await budget(page);
  await toLines(page);
  await line(page, "Expo booth", "", "");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByLabel("Description")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Edit Expo booth" })).toBeFocused();
  await page.getByRole("link", { name: /“Expo booth” has no quantity or no unit price/ }).click();
  await expect(page.getByLabel("Quantity", { exact: true })).toBeFocused();
});
