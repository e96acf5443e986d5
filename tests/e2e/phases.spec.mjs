// Seed users, initial users, brand promotion and the schedule, as a user fills them in.
import { execFileSync } from "node:child_process";
import { test, expect, downloaded } from "./harness.mjs";
import { atSection, goToSection, header, heading, message, newPlan, openExample, openHome } from "./steps-of-a-planner.mjs";

/** A blank plan, opened at a section of one of its steps. */
async function blankPlanAt(page, section) {
  await openHome(page);
  await newPlan(page, "Spring");
  await goToSection(page, section);
}

test("two groups of 500 hold 1,000 seed users, and are 200 short of 1,200", async ({ page }) => {
  await blankPlanAt(page, "seed-users/profile");
  await page.getByRole("button", { name: "1,000 followers in one month" }).click();
  const wanted = page.getByRole("textbox", { name: "Objective" });
  await expect(wanted).toHaveValue("1,000");

  await goToSection(page, "seed-users/groups");
  await page.getByRole("button", { name: "Two groups of 500" }).click();
  await expect(page.getByText("2 × 500 hold 1,000 people: enough for the objective of 1,000.")).toBeVisible();
  await expect(page.getByRole("link", { name: /fewer than/ })).toHaveCount(0);

  await goToSection(page, "seed-users/profile");
  await wanted.fill("1,200");
  await goToSection(page, "seed-users/groups");
  await expect(page.getByText("2 × 500 hold 1,000 people: 200 short of the objective of 1,200.")).toBeVisible();
  await page.getByRole("link", { name: /1,000 people, 200 fewer than the objective of 1,200/ }).click();
  await expect(page.getByLabel("Number of groups")).toBeFocused();
  await page.getByLabel("Number of groups").fill("3");
  await expect(page.getByRole("link", { name: /fewer than/ })).toHaveCount(0);
});

test("phases are scheduled over the plan's dates with one click, and back", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "initial-users/dates");
  await page.getByLabel("Start date").first().fill("2027-04-12");
  await page.getByText("1 issue in 3 phases, 1 Mar to 18 Jul 2027").click();
  await expect(page.getByRole("link", { name: "14 days between Seed users and Initial users belong to no phase." }).first()).toBeVisible();
  await page.getByRole("button", { name: "Schedule phases back to back" }).click();
  await expect(page.getByText("3 phases, 1 Mar to 18 Jul 2027, back to back")).toBeVisible();
  await expect(page.getByLabel("Start date").first()).toHaveValue("2027-03-29");
  await expect(page.getByText("8 weeks, within the plan dates", { exact: false })).toBeVisible();
  await message(page, "Initial users").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Start date").first()).toHaveValue("2027-04-12");
});

test("ticking a method adds an activity, and the first exit criterion is the objective", async ({ page }) => {
  await blankPlanAt(page, "seed-users/activities");
  const method = page.getByRole("checkbox", { name: "Invitation scheme" });
  const activity = page.getByRole("heading", { level: 3, name: "Invitation scheme" });
  await method.check();
  await expect(activity).toBeVisible();
  await method.uncheck();
  await expect(activity).toHaveCount(0);
  await message(page, "Deleted: Invitation scheme").getByRole("button", { name: "Undo" }).click();
  await expect(activity).toBeVisible();
  await expect(method).toBeChecked();

  await page.getByRole("button", { name: "Add step" }).click();
  await expect(page.getByLabel("Step 1", { exact: true })).toBeFocused();
  await page.keyboard.type("Print the invitation cards");
  await page.getByRole("checkbox", { name: "Step 1 is done" }).check();
  await activity.click();
  await expect(page.getByText("no owner · 1 of 1 steps · no line item")).toBeVisible();

  await goToSection(page, "seed-users/profile");
  await page.getByRole("textbox", { name: "Objective" }).fill("800");
  await goToSection(page, "seed-users/exit-criteria");
  await page.getByRole("button", { name: "Add criterion", exact: true }).click();
  await expect(page.getByLabel("Number", { exact: true })).toHaveValue("800");
});

test("exit criteria state what is missing; a figure or a confirmation meets them", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "brand-promotion/exit-criteria");
  const gates = page.getByRole("region", { name: "Exit criteria" });
  const verdict = gates.getByRole("status");
  await expect(verdict).toHaveText(/^\s*0 of 2 met: 232\.6 short in Orders and 11,797 short in Total followers\. \(as of 25 Apr 2027\)$/);
  const condition = gates.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Total followers: at least 15,000" }) });
  await expect(condition).toContainText("Not met, 11,797 short: 3,203 on 25 Apr 2027");
  await condition.getByRole("heading").click();

  await condition.getByRole("button", { name: "Save figure" }).click();
  await expect(condition.getByText("Enter the figure.")).toBeVisible();
  await expect(condition.getByLabel("Current figure")).toBeFocused();
  await page.keyboard.type("15,010");
  await condition.getByLabel("Date", { exact: true }).fill("2027-04-26");
  await page.keyboard.press("Enter");
  await expect(verdict).toHaveText(/1 of 2 met: [\d.]+ short in Orders\. \(as of 26 Apr 2027\)$/);
  await expect(condition.getByText("15,010 on 26 Apr 2027", { exact: true })).toBeVisible();
  await message(page, "Saved: 15,010 on 26 Apr 2027").getByRole("button", { name: "Undo" }).click();
  await expect(verdict).toContainText("11,797 short in Total followers");

  await goToSection(page, "seed-users/exit-criteria");
  await gates.getByText("Entry criteria: 0 of 2 met; 2 to confirm.").click();
  await gates.getByRole("heading", { name: "Orders can be placed and delivered in all six stores" }).click();
  await gates.getByRole("checkbox", { name: "Confirmed" }).check();
  await expect(gates.getByText("Entry criteria: 1 of 2 met; 1 to confirm.")).toBeVisible();
});

test("phases are reordered, renamed and removed, and restored", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "seed-users/profile");
  await page.getByText("3 phases, 1 Mar to 18 Jul 2027, back to back").click();
  const rows = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: /^More for / }) })
    .filter({ hasText: "weeks" });
  const choose = async (phase, action) => {
    await page.getByRole("button", { name: `More for ${phase}`, exact: true }).click();
    await page.getByRole("button", { name: action, exact: true }).click();
  };
  await choose("Seed users", "Move down");
  await expect(rows.first()).toContainText("Initial users");
  await expect(
    page.getByRole("link", { name: "Seed users starts 28 days before Initial users, which precedes it. Change the order or the dates." }).first(),
  ).toBeVisible();
  await choose("Seed users", "Move up");
  await expect(rows.first()).toContainText("Seed users");

  await choose("Seed users", "Rename");
  await expect(page.getByLabel(/^Name/).first()).toBeFocused();
  await page.keyboard.type("First thousand");
  await expect(rows.first()).toContainText("First thousand");
  await choose("Brand promotion", "Delete");
  await expect(rows).toHaveCount(2);
  await message(page, "Deleted: Brand promotion").getByRole("button", { name: "Undo" }).click();
  await expect(rows).toHaveCount(3);

  await page.getByRole("button", { name: "Add another phase" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Brand promotion");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
});

test("feedback is filtered by state and exported, and the most severe risk comes first", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "seed-users/groups");
  const log = page.getByRole("region", { name: "Feedback log" });
  await log.getByLabel("Show").selectOption("Accepted, to do (1)");
  await expect(log.getByRole("heading", { level: 3 })).toHaveText(["The noon window closes at 11:00, too early to plan lunch"]);
  await log.getByRole("heading", { level: 3 }).click();
  await log.getByLabel("Status").selectOption("Done, person informed");
  await expect(log.getByLabel("Show").getByRole("option", { name: "Done, person informed (2)" })).toBeAttached();
  await expect(log.getByLabel("Status")).toBeVisible();

  const table = await downloaded(page, () => log.getByRole("button", { name: "Download as CSV" }).click());
  expect(table.name).toMatch(/-feedback-\d{4}-\d\d-\d\d\.csv$/);
  const read = "import csv,io,json,sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode('utf-8-sig'),newline='')))))";
  const [heads, ...rows] = JSON.parse(execFileSync("python3", ["-c", read], { input: table.bytes }));
  expect(heads).toEqual(["Date received", "Phase", "From", "Feedback", "Status", "Decision"]);
  expect(rows).toHaveLength(3);
  expect(rows[1].slice(0, 5)).toEqual([
    "2027-03-17",
    "Seed users",
    "Office worker, tower 2",
    "The noon window closes at 11:00, too early to plan lunch",
    "Done, person informed",
  ]);
  const document = await downloaded(page, () => log.getByRole("button", { name: "Download as Markdown" }).click());
  expect(document.bytes.toString()).toContain(
    "## Done, person informed (2)\n\n- Frozen food arrives half thawed in the thin bags *12 Mar 2027, Mother of two, east store*\n  - **Decision:** Insulated",
  );

  await goToSection(page, "initial-users/activities");
  const risks = page.getByRole("region", { name: "Risks" });
  await expect(risks.getByRole("heading", { level: 3 }).first()).toHaveText("Coupons attract people who order only once");
  const other = risks.getByRole("listitem").filter({ hasText: "One big post" });
  await expect(other).toContainText("High × Medium = 6 of 9");
  await other.getByRole("heading").click();
  await other.getByLabel("Impact").selectOption("High");
  await expect(risks.getByRole("heading", { level: 3 }).first()).toHaveText(/^One big post/);
  await expect(other.getByLabel("Impact")).toBeFocused();
});

test("alternate accounts come with a warning", async ({ page }) => {
  await blankPlanAt(page, "initial-users/activities");
  await expect(page.getByRole("checkbox", { name: /Alternate accounts.*platforms ban/s })).toBeVisible();
  await goToSection(page, "initial-users/dates");
  await expect(page.getByText("Prefer steady channels.")).toBeVisible();
});

test("a partner has its own tracked link, and a line item that pays for it", async ({ page }) => {
  await blankPlanAt(page, "brand-promotion/partners");
  await page.getByRole("button", { name: "Add partner or place" }).click();
  await expect(page.getByLabel("Kind")).toBeFocused();
  await page.getByLabel("Kind").selectOption("Shopping mall");
  await page.getByLabel("Name", { exact: true }).fill("Riverside Mall");
  await page.getByText("Tracked link: not created").click();
  await page.getByLabel("Landing page URL").fill("https://shop.example/welcome");
  await expect(page.getByText("Source is missing.")).toBeVisible();
  await page.getByRole("button", { name: "Auto-fill UTMs" }).click();
  await expect(page.getByText("https://shop.example/welcome?utm_source=riverside-mall&utm_medium=qr&utm_campaign=spring")).toBeVisible();
  await page.getByLabel("Source").fill("Riverside");
  await expect(page.getByText("Source contains capital letters. Use lowercase.")).toBeVisible();

  await page.getByRole("button", { name: "Add line item" }).click();
  await message(page, "A line item for this is in the budget").getByRole("button", { name: "Open it" }).click();
  await expect(heading(page)).toHaveText("Budget");
  await expect(page.getByText("Riverside Mall").first()).toBeVisible();
});

test("five posts a week, three of them original, fill the seed users' four weeks", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "schedule/cadence");
  await page.getByRole("button", { name: "Add cadence" }).click();
  const cards = page.getByRole("listitem").filter({ has: page.getByLabel("Posts per week") });
  // The example has three cadences already, with seven posts a week in total.
  await expect(cards).toHaveCount(4);
  const card = cards.last();
  await card.getByLabel("Phase").selectOption("Seed users");
  await card.getByLabel("Posts per week").fill("5");
  await card.getByLabel("Of these original").fill("3");
  for (const day of ["Mon", "Tue", "Wed", "Thu", "Fri"]) await card.getByRole("checkbox", { name: day }).check();
  await expect(card.getByText("20 posts in total, 12 original. 20 to generate.")).toBeVisible();
  await card.getByRole("button", { name: "Generate posts" }).click();
  await expect(card.getByText("All 20 posts are generated, 12 original.")).toBeVisible();
  await goToSection(page, "schedule/calendar");
  await expect(page.getByRole("heading", { level: 2, name: "March 2027" })).toBeVisible();
  // Three of the first week's posts are the example's own.
  await expect(page.getByRole("rowheader", { name: "8 of 12 posts, 5 of 7 original" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Untitled, / })).toHaveCount(20);

  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: /^Untitled, / })).toHaveCount(0);
  await goToSection(page, "schedule/cadence");
  await expect(card.getByText("20 to generate.", { exact: false })).toBeVisible();
});

test("a post moved to another month keeps its place until the focus leaves it", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "schedule/calendar");
  // A day of the calendar leads to the new post in the list, and the post in the calendar to its row.
  const title = page.locator("[id^=post-title-]:focus");
  await page.getByRole("button", { name: "Add a post on 10 Apr" }).click();
  await atSection(page, "schedule/posts");
  await expect(title).toHaveValue("");
  await page.keyboard.type("Six stores, one basket");
  await goToSection(page, "schedule/calendar");
  const entry = page.getByRole("button", { name: /^Six stores, one basket, / });
  await entry.click();
  await atSection(page, "schedule/posts");
  await expect(title).toHaveValue("Six stores, one basket");
  const row = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "Details of Six stores, one basket" }) });
  await row.getByLabel("Date").fill("2027-05-12");
  await expect(row.getByLabel("Date")).toBeFocused();
  await expect(row).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  await expect(row).toHaveCount(0);
  await message(page, "Moved to May 2027").getByRole("button", { name: "Show" }).click();
  await expect(row).toBeVisible();
  // The calendar shows the month that the list shows.
  await goToSection(page, "schedule/calendar");
  await expect(entry).toBeVisible();
});
