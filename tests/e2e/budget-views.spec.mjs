// The lower half of the budget step: sums by cycle and channel, pictures with their tables, what the money buys.
import { test, expect, axe } from "./harness.mjs";
import { STEPS, goToStep, openExample, openHome } from "./steps-of-a-planner.mjs";

const BUDGET = STEPS.find((step) => step.slug === "budget");

/** The budget step of the first worked example, as it stood on the day its figures were read. */
async function example(page, language = "en") {
  await page.clock.setFixedTime(new Date("2027-04-25T10:00:00+08:00"));
  await openHome(page);
  await openExample(page, language);
  await goToStep(page, BUDGET, language);
}

/** A blank plan's budget step. */
async function blank(page) {
  await page.goto("./");
  await page.getByRole("button", { name: "New plan" }).first().click();
  await page.getByRole("link", { name: "All steps" }).click();
  await goToStep(page, BUDGET);
}

/** An amount as the page writes it, in whole units; a dash is nought. */
const amount = (text) => (text.trim() === "–" ? 0 : Number(text.replace(/[^\d.−-]/g, "").replace("−", "-")));

/** A table's body and foot as texts, row by row. */
const cells = (table) =>
  table.evaluate((element) =>
    [...element.querySelectorAll("tbody tr, tfoot tr")].map((row) => [...row.cells].map((cell) => cell.textContent.trim())),
  );

const sums = (page) => page.getByRole("region", { name: "Where the money goes" });

test("the table of phases and cycles sums both ways to the worked totals", async ({ page }) => {
  await example(page);
  const table = sums(page).getByRole("table", { name: "Planned money by phase and promotion cycle" });
  const rows = await cells(table);
  const total = Object.fromEntries(rows.map((row) => [row[0], amount(row.at(-1))]));
  expect(total).toEqual({
    "Seed users": 34_000,
    "Initial users": 104_000,
    "Brand promotion": 140_000,
    "Whole plan": 22_000,
    Total: 300_000,
  });
  const parts = rows.map((row) => row.slice(1, -1).map(amount));
  for (const [at, row] of rows.entries()) {
    expect(parts[at].reduce((sum, part) => sum + part, 0), row[0]).toBeCloseTo(amount(row.at(-1)), 2);
  }
  for (const column of parts[0].keys()) {
    const above = parts.slice(0, -1).reduce((sum, row) => sum + row[column], 0);
    expect(above).toBeCloseTo(parts.at(-1)[column], 2);
  }
});

test("the channels sum to the same whole, and their bars show the table's figures", async ({ page }) => {
  await example(page);
  await sums(page).getByRole("radio", { name: "Channel" }).check();
  const rows = await cells(sums(page).getByRole("table", { name: "Planned money by channel and promotion cycle" }));
  const body = rows.slice(0, -1);
  expect(body.reduce((sum, row) => sum + amount(row.at(-2)), 0)).toBeCloseTo(300_000, 2);
  expect(amount(rows.at(-1).at(-2))).toBe(300_000);
  const bars = await sums(page)
    .locator(".bar-rows li")
    .evaluateAll((items) => items.map((item) => [item.querySelector(".bar-name").textContent, item.querySelector(".bar-value").textContent]));
  expect(bars.length).toBe(body.length);
  for (const [name, value] of bars) {
    const row = body.find((cells) => cells[0] === name);
    expect(amount(value.split(" · ")[0]), name).toBe(amount(row.at(-2)));
    expect(value.split(" · ")[1]).toBe(row.at(-1));
  }
  // The longest bar is the dearest channel, and the picture says it.
  await expect(sums(page).getByRole("img", { name: `${bars[0][0]} takes the most of all channels: ${bars[0][1].split(" · ")[1]}.` })).toBeVisible();
  for (const view of ["Kind of cost", "Month"]) {
    await sums(page).getByRole("radio", { name: view }).check();
    const rows = await cells(sums(page).getByRole("table"));
    expect(amount(rows.at(-1)[1]), view).toBe(300_000);
    expect(rows.slice(0, -1).reduce((sum, row) => sum + amount(row[1]), 0), view).toBeCloseTo(300_000, 2);
  }
});

test("the pictures of the cycles show what their tables say", async ({ page }) => {
  await example(page);
  const rows = await cells(sums(page).getByRole("table", { name: "Planned money by phase and promotion cycle" }));
  const columns = rows.at(-1).slice(1, -1).map(amount);
  const pictures = sums(page).getByRole("img");
  await expect(pictures.first()).toHaveAccessibleName("The dearest promotion cycle is 7 Jun to 20 Jun, with ¥51,116.67.");
  await expect(pictures.nth(1)).toHaveAccessibleName("Planned spending comes to ¥300,000 by 18 Jul 2027; the envelope is ¥300,000.");

  // Heights of the columns, measured on the page, are in the proportion of their sums.
  const heights = await pictures.first().locator("g").evaluateAll((groups) =>
    groups.map((group) => [...group.querySelectorAll("rect")].reduce((sum, rect) => sum + Number.parseFloat(rect.getAttribute("height")), 0)),
  );
  expect(heights.length).toBe(columns.length);
  for (const [at, height] of heights.entries()) {
    expect(height / heights[7]).toBeCloseTo(columns[at] / columns[7], 2);
  }

  await sums(page).getByText("The same as a table").click();
  const running = (await cells(sums(page).locator("details table"))).map((row) => row.slice(1).map(amount));
  let sum = 0;
  for (const [at, [part, byItsEnd, left]] of running.entries()) {
    sum += columns[at];
    expect(part).toBeCloseTo(columns[at], 2);
    expect(byItsEnd).toBeCloseTo(sum, 2);
    expect(left).toBeCloseTo(300_000 - sum, 2);
  }
});
