// Basics and goals as a user fills them in: the worked example's numbers in the formats people type, and the results.
import { test, expect, axe, downloaded } from "./harness.mjs";
import { goToSection, heading, newPlan, openHome, saved } from "./steps-of-a-planner.mjs";

/** A new plan of sixteen weeks, at its metrics. */
async function goals(page, kind) {
  await openHome(page);
  await newPlan(page, "Spring launch");
  if (kind) await page.getByLabel("Kind of project").selectOption({ label: kind });
  await goToSection(page, "basics/dates");
  await page.getByLabel("Start date").fill("2027-03-01");
  await page.getByLabel("End date").fill("2027-06-20");
  await expect(page.getByText("112 days: 16 weeks.")).toBeVisible();
  await goToSection(page, "goals/metrics");
}

const card = (page, metric) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name: metric }) });

/** Selects a metric by a search text. */
async function add(page, typed, metric) {
  await page.getByRole("button", { name: "Add a metric" }).click();
  const search = page.getByRole("searchbox");
  await expect(search).toBeFocused();
  await search.fill(typed);
  await page.getByRole("dialog").getByRole("listitem").getByRole("button").filter({ hasText: metric }).first().click();
  await expect(page.getByRole("dialog")).toBeHidden();
  return card(page, metric);
}

/** Fills in a metric's values with their dates. */
async function values(goal, from, on, to, by) {
  await goal.getByLabel("Baseline", { exact: true }).fill(from);
  await goal.getByLabel("Baseline date").fill(on);
  await goal.getByLabel("Target").fill(to);
  await goal.getByLabel("Due date", { exact: true }).fill(by);
  await goal.getByLabel("Due date", { exact: true }).blur();
}

/** The value of a figure of a growth path. */
const figure = (goal, name) => goal.locator("dl").getByText(name, { exact: true }).locator("xpath=following-sibling::dd");

test("the example's goal gives both readings of its path and the registrations it needs", async ({ page }) => {
  await goals(page);
  const goal = await add(page, "激活", "New activations");
  await values(goal, "8000", "2027-02-28", "1.2万", "2027-03-30");
  await expect(goal.getByLabel("Target")).toHaveValue("12,000");
  await expect(goal).toContainText("8,000 → 12,000 by 30 Mar 2027 (+50%)");

  await goal.getByText("Daily growth path").click();
  await expect(figure(goal, "Days")).toHaveText("30");
  await expect(figure(goal, "Increase per day")).toHaveText("133.33");
  await expect(figure(goal, "Average")).toHaveText("10,066.67");
  await expect(figure(goal, "Sum of all days")).toHaveText("302,000");
  await expect(goal).toContainText("As an average, the target needs 15,741.94 on the last day.");
  await expect(goal.getByRole("img", { name: /^New activations: from 8,000 on 28 Feb 2027/ })).toBeVisible();

  await goal.getByLabel("Compound").check();
  await expect(figure(goal, "Growth rate per day")).toHaveText("+1.36%");
  await expect(figure(goal, "Average")).toHaveText("9,932.03");

  await goal.getByLabel("Average over all days").check();
  await expect(figure(goal, "Growth rate per day")).toHaveText("+2.5%");
  await expect(figure(goal, "Last day")).toHaveText("16,780.37");
  await goal.getByText("Growth path as a table").click();
  await expect(goal.getByRole("row").filter({ hasText: "30 Mar 2027" })).toContainText("16,780.37");

  // A cost should fall: no text asks to "reach" a value, and the other reading is above, not short.
  const cost = await add(page, "CPF", "Cost per new follower");
  await values(cost, "8", "2027-02-28", "6", "2027-03-30");
  await cost.getByText("Daily growth path").click();
  await expect(figure(cost, "Decrease per day")).toHaveText("¥0.07");
  await expect(cost).toContainText("As an average, the target needs ¥4.13 on the last day. Your path averages ¥6.97, ¥0.97 above that.");

  const conversion = await add(page, "注册 转化", "Registration conversion");
  await values(conversion, "35%", "2027-02-28", "40 %", "2027-03-30");
  await expect(conversion.getByLabel("Target")).toHaveValue("40");
  await expect(goal).toContainText("At a registration rate of 40%, 12,000 activations per day give 4,800 registrations per day.");
  await saved(page);
  expect(await axe(page)).toEqual([]);
});

test("the funnel is solved from either end, costs are shown, and an implausible one is flagged", async ({ page }) => {
  await goals(page);
  await goToSection(page, "goals/funnel");
  await page.getByRole("button", { name: "Example: activation to registration" }).click();
  const table = page.getByRole("table", { name: "Funnel as a table" });
  await expect(table.getByRole("row", { name: /Registration/ })).toContainText("4,800");
  await expect(table.getByRole("row", { name: /Registration/ })).toContainText("no budget yet");

  await page.getByRole("button", { name: "Reset funnel" }).click();
  await page.getByRole("button", { name: "Impression to order, six stages" }).click();
  await expect(page.getByText("Enter every rate and one number to see the result.")).toBeVisible();
  await page.getByLabel("Order", { exact: true }).fill("600");
  for (const [before, stage, rate] of [
    ["Impression", "Visit", "3%"],
    ["Visit", "Follow", "20"],
    ["Follow", "Registration", "40 %"],
    ["Registration", "Activation", "６０"],
    ["Activation", "Order", "25"],
  ]) {
    await page.getByLabel(`${before} → ${stage}`, { exact: true }).fill(rate);
  }
  for (const [stage, number] of [
    ["Impression", "1,666,667"],
    ["Visit", "50,000"],
    ["Follow", "10,000"],
    ["Registration", "4,000"],
    ["Activation", "2,400"],
  ]) {
    await expect(table.getByRole("row", { name: new RegExp(`^${stage}`) })).toContainText(number);
  }
  await expect(page.getByText("This takes 1,666,667 impressions per day, more than a campaign can buy.")).toBeVisible();
  expect(await axe(page, "main")).toEqual([]);

  // Removing a stage is not a dead end.
  await page.getByRole("button", { name: "More for Activation" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).last().click();
  await expect(table.getByRole("row", { name: /^Activation/ })).toHaveCount(0);
  await page.getByRole("listitem").filter({ hasText: "Deleted: Activation" }).getByRole("button", { name: "Undo" }).click();
  await expect(table.getByRole("row", { name: /^Activation/ })).toContainText("2,400");
});

test("the north star is proposed for the kind of project and adopted with one click", async ({ page }) => {
  await goals(page, "Online to offline (O2O): ordered online, delivered or used in store");
  await page.getByRole("button", { name: "Use Orders" }).click();
  const goal = card(page, "Orders");
  await expect(goal.getByLabel("Baseline", { exact: true })).toBeFocused();
  await expect(page.getByLabel("North star metric")).toHaveValue(/.+/);
  // A metric that no platform reports becomes a tracking specification with everything known about it.
  await expect(goal.getByLabel("Data source")).toHaveValue("own");
  await goal.getByText("Tracking for engineering").click();
  await expect(goal.getByLabel("Event", { exact: true })).toHaveValue("order_paid");

  const followers = await add(page, "粉丝", "Total followers");
  await followers.getByText("Team, link to the north star, note").click();
  await expect(followers.getByLabel("How it supports Orders")).toBeVisible();
  const platforms = followers.getByLabel("Data source");
  await expect(platforms.locator("optgroup").first()).toHaveAttribute("label", "Platforms that report it");
});

test("a metric is found by its name in either language, and a custom one is created from the search text", async ({ page }) => {
  await goals(page);
  await page.getByRole("button", { name: "Add a metric" }).click();
  const dialog = page.getByRole("dialog");
  for (const [typed, metric] of [
    ["followers", "Total followers"],
    ["粉丝", "Total followers"],
    ["DAU", "Daily active users"],
    ["客单价", "Average order value"],
  ]) {
    await dialog.getByRole("searchbox").fill(typed);
    await expect(dialog.getByRole("button").filter({ hasText: metric }).first()).toBeVisible();
  }
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole("searchbox").fill("Table bookings");
  await expect(dialog.getByRole("status")).toHaveText("Not in the list. Add it as your own metric.");
  await dialog.getByRole("button", { name: "Add “Table bookings” as your own metric" }).click();
  const goal = card(page, "Table bookings");
  await expect(goal.getByLabel("Name of your metric")).toBeFocused();
  await goal.getByLabel("Unit", { exact: true }).selectOption({ label: "Money" });
  await goal.getByLabel("Target").fill("¥3,500");
  await goal.getByLabel("Target").blur();
  await expect(goal.getByLabel("Target")).toHaveValue("3,500");
});

test("a cost that is to fall is said to fall, and its average to lie above the other reading", async ({ page }) => {
  await goals(page);
  const goal = await add(page, "cac", "Customer acquisition cost");
  await values(goal, "40", "2027-02-28", "30", "2027-03-30");
  await goal.getByText("Daily growth path").click();
  await expect(figure(goal, "Decrease per day")).toHaveText(/^\D*0\.33$/);
  await expect(goal).toContainText(/the target needs \D*20\.65 on the last day\. Your path averages \D*34\.83, \D*4\.83 above that\./);
});

test("team targets are compared with the metric's target", async ({ page }) => {
  await goals(page);
  const goal = await add(page, "new followers", "New followers");
  await values(goal, "60", "2027-02-28", "120", "2027-05-23");
  await goToSection(page, "goals/teams");
  for (const [name, share, figure] of [
    ["Content", "20", "24"],
    ["Growth", "70", "54"],
  ]) {
    await page.getByRole("button", { name: "Add a team" }).click();
    await page.getByLabel("Team", { exact: true }).last().fill(name);
    const department = card(page, name);
    await department.getByRole("button", { name: "Add a result goal" }).click();
    await department.getByLabel("Metric").selectOption({ label: "New followers" });
    await department.getByLabel("Last month").fill("18");
    await department.getByLabel("Target", { exact: true }).fill(figure);
    await department.getByLabel("Share of target").fill(share);
  }
  await expect(page.getByText("42 short: team targets add up to 78 of 120.", { exact: true })).toBeVisible();
  await expect(page.getByText("Shares add up to 90%")).toBeVisible();
  await expect(card(page, "Content")).toContainText("+33.3% vs last month in total, +5.9% per month over 5 months");
  await expect(card(page, "Growth")).toContainText("70% = 84");

  await card(page, "Content").getByRole("button", { name: "Add an output goal" }).click();
  await card(page, "Content").getByLabel("Per week").fill("5");
  await card(page, "Content").getByLabel("Of these original").fill("6");
  await expect(card(page, "Content").getByText("6 original posts per week is more than the total of 5.")).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test("the tracking specification is one document, with roll-ups from day to year", async ({ page }) => {
  await goals(page);
  await add(page, "activations", "New activations");
  await add(page, "DAU", "Daily active users");
  await goToSection(page, "goals/tracking");
  await expect(page.getByText("2 metrics to track")).toBeVisible();
  const file = await downloaded(page, () => page.getByRole("button", { name: "Download as Markdown" }).click());
  expect(file.name).toMatch(/^groundswell-spring-launch-tracking-.*\.md$/);
  const text = file.bytes.toString("utf8");
  expect(text).toContain("# Tracking specification: Spring launch");
  expect(text).toContain("- **Event:** `app_first_open`");
  expect(text).toContain("| Weekly | Sum of its days |");
  expect(text).toContain("| Yearly | Average of its days, with the peak day beside it; never the sum |");
  await page.getByText("Preview").click();
  await expect(page.getByLabel("Tracking specification", { exact: true })).toHaveText(text.trim());
});

test("the audience is a list of groups, and a currency with fewer decimals is rejected", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await page.getByRole("button", { name: "Add a group" }).click();
  await expect(page.getByLabel("Audience group", { exact: true })).toBeFocused();
  await page.getByLabel("Audience group", { exact: true }).fill("Families");
  await page.getByLabel("Where to reach them").fill("Chat groups of twenty estates");
  await page.getByRole("button", { name: "Remove Families" }).click();
  await expect(page.getByLabel("Audience group", { exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).last().click();
  await expect(page.getByLabel("Where to reach them")).toHaveValue("Chat groups of twenty estates");
  await saved(page);
  await page.reload();
  await expect(heading(page)).toHaveText("Basics");
  await expect(page.getByLabel("Audience group", { exact: true })).toHaveValue("Families");

  expect(await axe(page)).toEqual([]);

  await goToSection(page, "basics/dates");
  const currency = page.getByLabel("Currency");
  await currency.selectOption("USD");
  await goToSection(page, "budget/total");
  await page.getByRole("textbox", { name: "Total budget" }).fill("1000.50");
  await page.getByRole("textbox", { name: "Total budget" }).blur();
  await goToSection(page, "basics/dates");
  await currency.selectOption("JPY");
  await expect(page.getByText("$1,000.50 cannot be shown in JPY without rounding.")).toBeVisible();
  await expect(currency).toHaveValue("USD");
  expect(await axe(page)).toEqual([]);
});
