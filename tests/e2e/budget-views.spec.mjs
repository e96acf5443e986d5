// What the budget adds up to: sums by cycle and channel, charts with their tables, goal coverage, cost per result, pace.
import { readFileSync } from "node:fs";
import { test, expect, axe } from "./harness.mjs";
import { SECTIONS, goToSection, importFile, openExample, openHome, startBlank } from "./steps-of-a-planner.mjs";

/** A section of the budget of the first worked example, as of the day its figures were read. */
async function example(page, section, language = "en") {
  await openHome(page);
  await openExample(page, language);
  await goToSection(page, `budget/${section}`);
}

/** An amount as the page formats it, in whole units; a dash is zero. */
const amount = (text) => (text.trim() === "–" ? 0 : Number(text.replace(/[^\d.−-]/g, "").replace("−", "-")));

/** A table's body and footer as texts, row by row. */
const cells = (table) =>
  table.evaluate((element) => [...element.querySelectorAll("tbody tr, tfoot tr")].map((row) => [...row.cells].map((cell) => cell.textContent.trim())));

const sums = (page) => page.getByRole("region", { name: "Budget overview" });

test("the table of phases and cycles sums both ways to the example's totals", async ({ page }) => {
  await example(page, "cycles");
  const table = sums(page).getByRole("table", { name: "Planned spend by phase and promotion cycle" });
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
    expect(
      parts[at].reduce((sum, part) => sum + part, 0),
      row[0],
    ).toBeCloseTo(amount(row.at(-1)), 2);
  }
  for (const column of parts[0].keys()) {
    const above = parts.slice(0, -1).reduce((sum, row) => sum + row[column], 0);
    expect(above).toBeCloseTo(parts.at(-1)[column], 2);
  }
});

test("the bar of the total budget marks what exceeds it, but not a contingency that line items plan", async ({ page }) => {
  await example(page, "total");
  await expect(page.getByText("Fully allocated.")).toBeVisible();
  const excess = page.locator("main .bar-over");
  await expect(excess).toHaveCount(0);
  const total = page.getByRole("textbox", { name: "Total budget" });
  await total.fill("290000");
  await total.blur();
  await expect(excess).toHaveCount(1);
});

test("the channels sum to the same total, and their bars match the table", async ({ page }) => {
  await example(page, "cycles");
  await sums(page).getByRole("radio", { name: "Channel" }).check();
  const rows = await cells(sums(page).getByRole("table", { name: "Planned spend by channel and promotion cycle" }));
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
  // The longest bar is the most expensive channel, and the text alternative names it.
  await expect(sums(page).getByRole("img", { name: `${bars[0][0]} has the largest share: ${bars[0][1].split(" · ")[1]}.` })).toBeVisible();
  for (const view of ["Category", "Month"]) {
    await sums(page).getByRole("radio", { name: view }).check();
    const rows = await cells(sums(page).getByRole("table"));
    expect(amount(rows.at(-1)[1]), view).toBe(300_000);
    expect(
      rows.slice(0, -1).reduce((sum, row) => sum + amount(row[1]), 0),
      view,
    ).toBeCloseTo(300_000, 2);
  }
});

test("the cycle charts match their tables", async ({ page }) => {
  await example(page, "cycles");
  const rows = await cells(sums(page).getByRole("table", { name: "Planned spend by phase and promotion cycle" }));
  const columns = rows.at(-1).slice(1, -1).map(amount);
  const pictures = sums(page).getByRole("img");
  await expect(pictures.first()).toHaveAccessibleName("7 Jun to 20 Jun has the highest spend of all cycles: ¥51,116.67.");
  await expect(pictures.nth(1)).toHaveAccessibleName("Planned spend reaches ¥300,000 by 18 Jul 2027; the total budget is ¥300,000.");

  // Column heights, measured on the page, are proportional to their sums.
  const heights = await pictures
    .first()
    .locator("svg > g")
    .evaluateAll((groups) =>
      groups.map((group) => [...group.querySelectorAll("rect")].reduce((sum, rect) => sum + Number.parseFloat(rect.getAttribute("height")), 0)),
    );
  expect(heights.length).toBe(columns.length);
  for (const [at, height] of heights.entries()) {
    expect(height / heights[7]).toBeCloseTo(columns[at] / columns[7], 2);
  }

  await sums(page).getByText("Show as a table").click();
  const running = (await cells(sums(page).locator("details table"))).map((row) => row.slice(1).map(amount));
  let sum = 0;
  for (const [at, [part, byItsEnd, left]] of running.entries()) {
    sum += columns[at];
    expect(part).toBeCloseTo(columns[at], 2);
    expect(byItsEnd).toBeCloseTo(sum, 2);
    expect(left).toBeCloseTo(300_000 - sum, 2);
  }
});

test("the sentence about a goal follows a line item's expected results", async ({ page }) => {
  // On a narrow page each line item is a card with all its fields.
  await page.setViewportSize({ width: 480, height: 900 });
  await example(page, "costs");
  const reach = page.getByRole("region", { name: "Goal coverage" });
  const goal = reach
    .getByRole("listitem")
    .filter({ has: page.getByText("New followers", { exact: true }) })
    .last();
  await expect(goal).toContainText("Line items bring 15,500: 1,300 short, about ¥20,414 at this plan’s cost per result of ¥15.70.");
  await expect(reach.getByRole("img")).toHaveAccessibleName("Lowest coverage: Total followers, 15,500 of 17,183, 90%.");

  const count = page.getByLabel("Result 1: number");
  const expectResults = async (before, after) => {
    await goToSection(page, "budget/line-items");
    await page.getByRole("button", { name: "Edit Thank-you gifts" }).click();
    await expect(count).toHaveValue(before);
    await count.fill(after);
    await count.blur();
    await goToSection(page, "budget/costs");
  };
  await expectResults("200", "1,200");
  await expect(goal).toContainText("Line items bring 16,500: 300 short");
  await expectResults("1,200", "1,600");
  // A covered goal needs no explanation: it is folded.
  await expect(goal).not.toContainText("Line items bring");
  await reach.getByText("5 covered goals").click();
  await expect(goal).toContainText("Line items bring 16,900, 100 more than needed.");

  // The bars and the table below them agree.
  const bars = await reach
    .locator(".bar-rows li")
    .evaluateAll((items) => items.map((item) => [item.querySelector(".bar-name").textContent, item.querySelector(".bar-value").textContent]));
  await reach.getByText("Show as a table, with the cost per result").click();
  const rows = await cells(reach.getByRole("table", { name: "Needed, expected and cost by goal" }));
  expect(rows.map(([name, needed, expected, share]) => [name, `${expected} of ${needed} · ${share}`])).toEqual(bars);
  await expect(reach.getByText("Line items cover 5 of 6 goals.")).toBeVisible();
});

test("what all uncovered goals lack is said once, and the furthest from covered are explained first", async ({ page }) => {
  await openHome(page);
  const example = readFileSync(new URL("../../src/core/plan/catalogue/examples/tool-app.en.json", import.meta.url));
  await importFile(page, "example.json", example);
  await expect(page).toHaveURL(/#\/plan\/\w+$/);
  await goToSection(page, "budget/costs");
  const reach = page.getByRole("region", { name: "Goal coverage" });
  await expect(reach.getByText("Line items cover 1 of 6 goals.")).toBeVisible();
  await expect(reach.getByText("Budget is the limiting factor: nothing is unallocated.")).toHaveCount(1);
  const explained = reach.locator(".goal-coverage > li > strong");
  await expect(explained).toHaveText(["Monthly active users", "Registrations", "New activations"]);
  await reach.getByText("2 more goals that are not covered").click();
  await expect(explained).toHaveText(["Monthly active users", "Registrations", "New activations", "New followers", "Total followers"]);
  expect(await axe(page)).toEqual([]);
});

test("additional money is listed by channel, cheapest first, with links to line item and goal", async ({ page }) => {
  await example(page, "costs");
  const reach = page.getByRole("region", { name: "Goal coverage" });
  await reach.getByText("What ¥10,000 more would bring").click();
  await expect(reach.getByLabel("Goal", { exact: true })).toHaveValue(/./);
  const rows = await cells(reach.getByRole("table"));
  const costs = rows.map((row) => amount(row[1].split(" expected")[0].split("expected")[0]));
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
  for (const [at, row] of rows.entries()) {
    // Costs are rounded to the smallest currency unit, so what they buy may differ slightly.
    expect(Math.abs(amount(row[3]) - 10_000 / costs[at]), row[0]).toBeLessThan(2);
  }
  await expect(reach.getByRole("row").filter({ hasText: "Weibo" })).toContainText("a channel test");

  await reach.getByRole("link", { name: "Go to line items" }).first().click();
  await expect(page.getByRole("button", { name: "Add line item" }).last()).toBeFocused();
  await page.goBack();
  await reach.getByText("What ¥10,000 more would bring").click();
  await reach.getByRole("link", { name: "Go to the goal" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Goals");
  await expect(page.locator(":focus")).toHaveAttribute("id", /^metric-target-/);
});

test("pacing compares spend with the plan up to the last full day", async ({ page }) => {
  await example(page, "actuals");
  const spending = page.getByRole("region", { name: "Budget vs actuals" });
  await expect(spending.getByRole("heading", { name: "As of 24 Apr 2027, end of day" })).toBeVisible();
  await expect(spending).toContainText("¥2,115.96 less spent than planned: 97.5%.");
  const rows = await cells(spending.getByRole("table", { name: "Planned, committed and spent by phase" }));
  expect(rows.at(-1).slice(1).map(amount)).toEqual([300_000, 42_800, 82_540, 174_660]);
  for (const row of rows) {
    const [planned, committed, actual, available] = row.slice(1).map(amount);
    expect(planned - committed - actual, row[0]).toBe(available);
  }
  await expect(spending.getByRole("img")).toHaveAccessibleName("¥125,340 of ¥300,000 is spent or committed.");
});

test("before the first day there is no comparison", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  // The plan is made for this day; it is looked at as of an earlier one.
  await page.clock.setFixedTime(new Date("2026-12-01T10:00:00+08:00"));
  await goToSection(page, "budget/actuals");
  const spending = page.getByRole("region", { name: "Budget vs actuals" });
  await expect(spending.getByText("Nothing was due yet: the plan starts on 1 Mar 2027.")).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText(/NaN|Infinity/);
});

/** A plan with one line item: 12,000 for 480,000 impressions, 9,600 clicks, 600 fans, 240 orders and 36,000 of sales. */
function worked() {
  const id = (letter) => letter.repeat(10);
  const metric = (letter, key) => ({ id: id(letter), definition: { dictionary: key } });
  const metrics = { b: "impressions", c: "link_clicks", d: "new_followers", f: "orders", g: "gmv" };
  const counts = { b: 480_000, c: 9_600, d: 600, f: 240, g: 36_000 };
  return {
    id: id("h"),
    basics: { name: "Worked costs", first_day: "2027-03-01", last_day: "2027-03-28", currency: "CNY" },
    goals: { metrics: Object.entries(metrics).map(([letter, key]) => metric(letter, key)), funnel: { stages: [] } },
    budget: {
      frame: { envelope: 2_000_000, contingency: { fixed: 0 }, cycle: "week", gross_margin: 3_000 },
      lines: [
        {
          id: id("j"),
          category: "media",
          description: "Feed ads",
          quantity: 1,
          unit_price: 12_000,
          expected: Object.entries(counts).map(([letter, count]) => ({ metric: id(letter), count })),
        },
      ],
    },
    strategy: {},
    phases: [],
  };
}

test("a ROAS of three that loses money is reported as a loss", async ({ page }) => {
  await openHome(page);
  const file = JSON.stringify({ format: "groundswell-plan", version: 2, plan: worked() });
  await page.getByLabel("Open a plan file").setInputFiles({ name: "worked.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await expect(page.getByRole("heading", { level: 1, name: "Worked costs" })).toBeVisible();
  await goToSection(page, "budget/costs");
  const worth = page.getByRole("region", { name: "Cost-effectiveness" });
  await expect(worth.getByText("A ROAS of 3 is below break-even.")).toBeVisible();
  await expect(worth).toContainText("At a margin of 30%, ¥1 of spend must bring ¥3.33 in sales to break even. ROI is −10%.");
  const rows = await cells(worth.getByRole("table", { name: "Expected results and cost" }));
  expect(Object.fromEntries(rows.map((row) => [row[0], row[2]]))).toEqual({
    "Impressions CPM": "¥25.00 per 1,000",
    "Link clicks CPC": "¥1.25",
    "New followers CPF": "¥20.00",
    "Orders CPA": "¥50.00",
  });
  // With a better margin the warning disappears and the figure changes.
  const margin = worth.getByLabel("Gross margin");
  await margin.fill("50");
  await expect(worth.getByText("A ROAS of 3 is below break-even.")).toHaveCount(0);
  await expect(worth).toContainText("50%");
  await worth.getByLabel("Channel").check();
  const byChannel = await cells(worth.getByRole("table", { name: /by channel$/ }));
  expect(byChannel[0].slice(-4)).toEqual(["¥25.00", "¥1.25", "3", "50%"]);
});

test("a blank plan never divides by zero and reports what is missing", async ({ page }) => {
  await page.goto("./");
  await startBlank(page);
  await expect(page.getByLabel("Plan name")).toBeVisible();
  for (const section of SECTIONS.budget) {
    await goToSection(page, `budget/${section}`);
    if (section === "cycles") await expect(sums(page)).toContainText("No line item has an amount yet");
    if (section === "costs") {
      await expect(page.getByRole("region", { name: "Goal coverage" })).toContainText("No goal yet whose results can be bought");
      await expect(page.getByRole("region", { name: "Cost-effectiveness" })).toContainText("No expected results yet.");
    }
    await expect(page.getByRole("main")).not.toContainText(/NaN|Infinity|undefined/);
    expect(await axe(page), section).toEqual([]);
  }
});

for (const [language, locale] of [
  ["en", "en-GB"],
  ["zh", "zh-CN"],
]) {
  test.describe(`in ${language}`, () => {
    test.use({ locale });

    test("axe finds no violation in any view, and nothing overflows on a small phone", async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 800 });
      await example(page, "costs", language);
      const width = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      const expand = () => page.evaluate(() => document.querySelectorAll("section.money details").forEach((details) => (details.open = true)));
      for (const section of ["costs", "actuals"]) {
        await goToSection(page, `budget/${section}`);
        await expand();
        expect(await width(), section).toBe(0);
        expect(await axe(page, "section.money"), section).toEqual([]);
      }
      await goToSection(page, "budget/cycles");
      for (const view of ["cycle", "channel", "category", "month"]) {
        await page.locator(`input[name="budget-view"][value=${view}]`).check();
        await expand();
        expect(await width(), view).toBe(0);
        expect(await axe(page, "section.money")).toEqual([]);
        // Chart labels do not overlap.
        const meet = await page.evaluate(
          () =>
            [...document.querySelectorAll(".plot-heads, .plot-marks")].flatMap((labels) => {
              const boxes = [...labels.children].map((label) => label.getBoundingClientRect()).filter((box) => box.width > 0);
              return boxes.slice(1).filter((box, at) => {
                const before = boxes[at];
                return box.left < before.right && before.left < box.right && box.top < before.bottom && before.top < box.bottom;
              });
            }).length,
        );
        expect(meet, view).toBe(0);
      }
    });
  });
}

test("no table or chart is cut off in print", async ({ page }) => {
  await example(page, "total");
  const parts = ["two_weeks", "week"].flatMap((cycle) => ["cycles", "costs", "actuals"].map((section) => [cycle, section]));
  for (const [cycle, section] of parts) {
    await goToSection(page, "budget/total");
    await page.locator("#budget-cycle").selectOption(cycle);
    await goToSection(page, `budget/${section}`);
    await page.evaluate(() => document.querySelectorAll("section.money details").forEach((details) => (details.open = true)));
    // A4 minus its margins.
    await page.setViewportSize({ width: 673, height: 1000 });
    await page.emulateMedia({ media: "print" });
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll("section.money :is(table, td, th, figure, .plot)")]
        .filter((element) => element.getClientRects().length > 0 && !element.closest(".visually-hidden"))
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 || element.scrollWidth > element.clientWidth + 1)
        .filter(
          (element) =>
            !["visible"].includes(getComputedStyle(element).overflowX) || element.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
        )
        .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`),
    );
    expect(cut, `${section}, ${cycle}`).toEqual([]);
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width: 1280, height: 720 });
  }
});
