// Seed users, initial users, brand promotion and the schedule, as a planner fills them in.
import { test, expect } from "./harness.mjs";
import { STEPS, backToSteps, goToStep, heading, message, newPlan, openExample, openHome } from "./steps-of-a-planner.mjs";

const step = (slug) => STEPS.find((step) => step.slug.startsWith(slug));

/** A blank plan, opened at one of its steps. */
async function blankPlanAt(page, slug) {
  await openHome(page);
  await newPlan(page, "Spring");
  await backToSteps(page);
  await goToStep(page, step(slug));
}

test("two groups of 500 hold 1,000 seed users, and are 200 short of 1,200", async ({ page }) => {
  await blankPlanAt(page, "seed");
  await page.getByRole("button", { name: "1,000 fans in one month" }).click();
  const wanted = page.getByLabel("To reach");
  await expect(wanted).toHaveValue("1,000");

  await page.getByRole("button", { name: "Two groups of 500" }).click();
  await expect(page.getByText("2 × 500 holds 1,000: enough for the 1,000 fans wanted.")).toBeVisible();
  await expect(page.getByRole("link", { name: /fewer than/ })).toHaveCount(0);

  await wanted.fill("1,200");
  await expect(page.getByText("2 × 500 holds 1,000: 200 short of the 1,200 fans wanted.")).toBeVisible();
  await page.getByRole("link", { name: /1,000 people, 200 fewer than the 1,200/ }).click();
  await expect(page.getByLabel("How many groups")).toBeFocused();
  await page.getByLabel("How many groups").fill("3");
  await expect(page.getByRole("link", { name: /fewer than/ })).toHaveCount(0);
});

test("phases are laid out over the plan's days at one press, and back", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToStep(page, step("initial"));
  await page.getByLabel("First day").first().fill("2027-04-12");
  await page.getByRole("button", { name: "Lay the phases one after the other" }).click();
  await expect(page.getByLabel("First day").first()).toHaveValue("2027-03-29");
  await expect(page.getByText("8 weeks, inside the plan’s days", { exact: false })).toBeVisible();
  await message(page, "Initial users").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("First day").first()).toHaveValue("2027-04-12");
});

test("ticking a method makes an activity of it, and the first condition of a gate is the objective", async ({ page }) => {
  await blankPlanAt(page, "seed");
  const method = page.getByRole("checkbox", { name: "Invitation mechanism" });
  const activity = page.getByRole("heading", { level: 3, name: "Invitation mechanism" });
  await method.check();
  await expect(activity).toBeVisible();
  await method.uncheck();
  await expect(activity).toHaveCount(0);
  await message(page, "Deleted: Invitation mechanism").getByRole("button", { name: "Undo" }).click();
  await expect(activity).toBeVisible();
  await expect(method).toBeChecked();

  await page.getByText(/^Checklist 0 of 0/).click();
  await page.getByRole("button", { name: "Add a step" }).click();
  await expect(page.getByLabel("Step 1", { exact: true })).toBeFocused();
  await page.keyboard.type("Print the invitation cards");
  await page.getByRole("checkbox", { name: "Step 1 is done" }).check();
  await expect(page.getByText(/^Checklist 1 of 1/)).toBeVisible();

  await page.getByLabel("To reach").fill("800");
  await page.getByRole("button", { name: "Add a condition", exact: true }).click();
  await expect(page.getByLabel("Number", { exact: true })).toHaveValue("800");
});

test("alternate accounts come with a warning", async ({ page }) => {
  await blankPlanAt(page, "initial");
  await expect(page.getByRole("checkbox", { name: /Alternate accounts.*platforms ban/s })).toBeVisible();
  await expect(page.getByText("Steady beats big.")).toBeVisible();
});

test("a partner has a tracked link of its own, and a line that pays for it", async ({ page }) => {
  await blankPlanAt(page, "brand");
  await page.getByRole("button", { name: "Add a partner or place" }).click();
  await expect(page.getByLabel("Kind")).toBeFocused();
  await page.getByLabel("Kind").selectOption("Shopping mall");
  await page.getByLabel("Name", { exact: true }).fill("Riverside Mall");
  await page.getByText("Tracked link: not made yet").click();
  await page.getByLabel("Page it leads to").fill("https://shop.example/welcome");
  await expect(page.getByText("Source is missing.")).toBeVisible();
  await page.getByRole("button", { name: "Fill in the usual values" }).click();
  await expect(
    page.getByText("https://shop.example/welcome?utm_source=riverside-mall&utm_medium=qr&utm_campaign=spring"),
  ).toBeVisible();
  await page.getByLabel("Source").fill("Riverside");
  await expect(page.getByText("Source has capital letters. Write it small, or it is counted apart.")).toBeVisible();

  await page.getByRole("button", { name: "Add a cost line" }).click();
  await message(page, "A line that pays for this is in the budget").getByRole("button", { name: "Go to it" }).click();
  await expect(heading(page)).toHaveText("Budget");
  await expect(page.getByText("Riverside Mall").first()).toBeVisible();
});

test("five pieces a week, three of them original, fill the seed users' four weeks", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToStep(page, step("schedule"));
  await page.getByRole("button", { name: "Add a rhythm" }).click();
  const cards = page.getByRole("listitem").filter({ has: page.getByLabel("Pieces a week") });
  // The example has three rhythms already, with seven pieces a week between them.
  await expect(cards).toHaveCount(4);
  const card = cards.last();
  await card.getByLabel("During").selectOption("Seed users");
  await card.getByLabel("Pieces a week").fill("5");
  await card.getByLabel("Of which original").fill("3");
  for (const day of ["Mon", "Tue", "Wed", "Thu", "Fri"]) await card.getByRole("checkbox", { name: day }).check();
  await expect(card.getByText("20 pieces in all, 12 original. 20 still to make.")).toBeVisible();
  await card.getByRole("button", { name: "Make the slots" }).click();
  await expect(card.getByText("All 20 slots are there, 12 original.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "March 2027" })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "5 of 12, 3 of 7 original" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^No title yet, / })).toHaveCount(20);

  await message(page, "20 slots made").getByRole("button", { name: "Undo" }).click();
  await expect(card.getByText("20 still to make.", { exact: false })).toBeVisible();
});

test("a piece moved to another month stays in hand until it is left", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToStep(page, step("schedule"));
  await page.getByRole("button", { name: "Add a piece on 10 Mar" }).click();
  await page.keyboard.type("Six stores, one basket");
  const entry = page.getByRole("button", { name: /^Six stores, one basket, / });
  await expect(entry).toBeVisible();
  const row = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "Details of Six stores, one basket" }) });
  await row.getByLabel("Date").fill("2027-04-10");
  await expect(row.getByLabel("Date")).toBeFocused();
  await expect(entry).toHaveCount(0);
  await page.getByRole("heading", { level: 1 }).click();
  await message(page, "Moved to April 2027").getByRole("button", { name: "Show" }).click();
  await expect(entry).toBeVisible();
});
