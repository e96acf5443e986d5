// Track: plan against actual, the forecast, the weekly summary, and where they are shown again.
import { readFileSync } from "node:fs";
import { test, expect, axe } from "./harness.mjs";
import { goToSection, heading, importFile, message, newPlan, openExample, openHome, planInAddress } from "./steps-of-a-planner.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const example = JSON.parse(readFileSync(new URL("../../src/core/plan/catalogue/examples/o2o.en.json", import.meta.url))).plan;

/** The figures of a metric for the whole plan, by day. */
function figuresOf(key) {
  const metric = example.goals.metrics.find((found) => found.definition.dictionary === key);
  const runs = example.tracking.series.filter((run) => run.metric === metric.id && !run.channel);
  return runs.flatMap((run) =>
    run.values.split(" ").flatMap((value, after) => {
      const day = new Date(`${run.from}T00:00:00Z`);
      day.setUTCDate(day.getUTCDate() + after);
      return value === "_" ? [] : [{ on: day.toISOString().slice(0, 10), value: Number(value) }];
    }),
  );
}

const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

test("each goal is compared with its path, and says what it needs and what its chances are", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "track/plan-against-actual");
  const goals = page.getByRole("table", { name: "Goal progress" });
  const orders = figuresOf("orders");
  // The path of orders is a straight line from 0 on 28 February to 300 on 18 July.
  const planned = orders.reduce((sum, { on }) => sum + (300 * daysBetween("2027-02-28", on)) / daysBetween("2027-02-28", "2027-07-18"), 0);
  const actual = orders.reduce((sum, day) => sum + day.value, 0);
  const share = `${Math.round((100 * actual) / planned)}%`;
  await expect(goals.getByRole("row", { name: /^Orders/ })).toContainText(`Out of reach ${share} of plan`);
  const shown = page.getByRole("region", { name: "Orders" });
  // Three significant digits.
  await expect(shown).toContainText(
    `${(Math.round(actual / 10) * 10).toLocaleString("en")} against ${(Math.round(planned / 10) * 10).toLocaleString("en")} planned up to 25 Apr 2027`,
  );
  await expect(shown).toContainText("four times in five between");
  await expect(shown).toContainText(/The chance of reaching 300 is (under )?\d+%/);
  await expect(shown.getByRole("img")).toHaveAccessibleName(`Orders: ${share} of plan`);
  // Another goal is shown by its link; Back shows the first one again.
  await goals.getByRole("link", { name: "Total followers" }).click();
  const followers = page.getByRole("heading", { name: "Total followers", exact: true });
  await expect(followers).toBeFocused();
  await expect(page.getByRole("region", { name: "Total followers" })).toContainText("Gained 3,200 against");
  await page.goBack();
  await expect(goals).toBeVisible();
  // Spend is money, not a goal.
  await expect(goals.getByRole("link", { name: "Spend" })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Spend against plan" })).toContainText("spent against");
  expect(await axe(page)).toEqual([]);
});

test("periods are rolled up by week and month, and partial ones say so", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "track/plan-against-actual");
  await page.getByText("Planned and actual by period").click();
  const periods = page.getByRole("table", { name: "Planned and actual by period" });
  const sum = (from, to) => figuresOf("orders").reduce((all, { on, value }) => (on >= from && on <= to ? all + value : all), 0);
  await expect(periods.getByRole("row", { name: /^12 Apr to 18 Apr/ })).toContainText(String(sum("2027-04-12", "2027-04-18")));
  await page.getByRole("radio", { name: "Month" }).check();
  const april = periods.getByRole("row", { name: /^April 2027/ });
  await expect(april).toContainText(sum("2027-04-01", "2027-04-30").toLocaleString("en"));
  await expect(april).toContainText("in progress");
  await page.getByRole("radio", { name: "Year" }).check();
  await expect(periods.getByRole("row", { name: /^2027/ })).toContainText(sum("2027-01-01", "2027-12-31").toLocaleString("en"));
});

test("results are broken down by channel and week, with the cost of a result", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "track/plan-against-actual");
  await page.getByRole("table", { name: "Goal progress" }).getByRole("link", { name: "New followers" }).click();
  const channels = page.getByRole("table", { name: "New followers by week and channel" });
  await expect(channels.getByRole("row", { name: /^Local Official Accounts/ })).toBeVisible();
  await expect(channels.getByRole("row", { name: /^Local Official Accounts/ })).toContainText("¥");
});

test("the week is summed up in words that can be copied", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "track/weekly-summary");
  await expect(page.getByRole("heading", { name: "Week of 12 Apr to 18 Apr 2027" })).toBeVisible();
  const sum = (from, to) => figuresOf("orders").reduce((all, { on, value }) => (on >= from && on <= to ? all + value : all), 0);
  const [now, before] = [sum("2027-04-12", "2027-04-18"), sum("2027-04-05", "2027-04-11")];
  const change = ((100 * (now - before)) / before).toFixed(1);
  const said = `Orders: ${before} → ${now} (+${change}%).`;
  await expect(page.getByRole("listitem").filter({ hasText: said })).toBeVisible();
  await page.getByRole("button", { name: "Copy as text" }).click();
  await expect(message(page, "The summary is copied.")).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain(`- ${said}`);
  expect(text.split("\n")[0]).toBe("Week of 12 Apr to 18 Apr 2027");
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("### What to decide");
  await page.getByRole("button", { name: "Previous week" }).click();
  await expect(page.getByRole("heading", { name: "Week of 5 Apr to 11 Apr 2027" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Next week" })).toBeEnabled();
  expect(await axe(page)).toEqual([]);
});

test("the browser may refuse copying, and the page says so", async ({ page, context }) => {
  await context.clearPermissions();
  await openHome(page);
  await openExample(page);
  await goToSection(page, "track/weekly-summary");
  await page.evaluate(() => Object.defineProperty(navigator.clipboard, "writeText", { value: () => Promise.reject(new Error("refused")) }));
  await page.getByRole("button", { name: "Copy as text" }).click();
  await expect(message(page, /did not allow copying/)).toBeVisible();
});

test("tracking is not due before the plan begins, and nothing is asked for then", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Later");
  await goToSection(page, "track/plan-against-actual");
  await expect(page.getByRole("heading", { name: "No figures yet" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Track, not due yet" })).toBeVisible();
  await goToSection(page, "track/weekly-summary");
  await expect(page.getByRole("heading", { name: "No week to sum up yet" })).toBeVisible();
});

test("overview and report show how the goals stand", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  const card = page.getByRole("region", { name: "Plan against actual" });
  await expect(card).toContainText("Orders");
  await expect(card).toContainText("Chance of target:");
  await card.getByRole("link", { name: "Total followers" }).click();
  await expect(page.getByRole("heading", { name: "Total followers", exact: true })).toBeVisible();
  await page.goto(`./#/plan/${planInAddress(page)}/report`);
  await expect(page.getByRole("heading", { name: /Plan against actual/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Week of 12 Apr to 18 Apr 2027" })).toBeVisible();
});

test("a cost that is lower than planned is so much below plan, and missing figures are named in one sentence", async ({ page }) => {
  await openHome(page);
  await importFile(page, "shop.json", readFileSync(new URL("../../src/core/plan/catalogue/examples/shop.en.json", import.meta.url)));
  await expect(page).toHaveURL(/#\/plan\/\w+$/);
  await goToSection(page, "track/plan-against-actual");
  const goals = page.getByRole("table", { name: "Goal progress" });
  await expect(goals.getByRole("row", { name: /^Cost per action/ })).toContainText("On track 12% below plan");
  await expect(goals.getByRole("row", { name: /^Orders/ })).toContainText("On track 121% of plan");
  await goToSection(page, "track/weekly-summary");
  await expect(page.getByRole("listitem").filter({ hasText: /^Enter the/ })).toHaveText([
    "Enter the missing figures: Email open rate (6 days), Cost per action (6 days) and Posts published (6 days).",
  ]);
});

test("everything is said in Chinese as well", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await page.getByRole("button", { name: "中文" }).click();
  await expect(heading(page)).not.toHaveText("");
  await goToSection(page, "track/plan-against-actual");
  await expect(page.getByRole("table", { name: "目标进展" }).getByRole("row", { name: /^订单/ })).toContainText("难以达到");
  expect(await axe(page)).toEqual([]);
  await goToSection(page, "track/weekly-summary");
  await expect(page.getByRole("heading", { name: "有什么变化" })).toBeVisible();
});
