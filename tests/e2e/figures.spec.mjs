// Track, Enter and import: daily figures in a grid and, on a phone, in a form of one day. The tests' date is Sunday,
// 25 April 2027.
import { test, expect, axe } from "./harness.mjs";
import { budgetPlan } from "../../tools/bench/budget-plan.mjs";
import { paste } from "./line-items.mjs";
import { STORE, atSection, importFile, message, newPlan, openHome, planInAddress, saved } from "./steps-of-a-planner.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"], viewport: { width: 1440, height: 900 } });

const [REGISTRATIONS, ACTIVATIONS, CONVERSION] = ["00000000m1", "00000000m2", "00000000m3"];

let opened = 0;

/** Opens a plan of three metrics and eight channels at its daily figures. */
async function open(page, change = () => {}) {
  const file = JSON.parse(budgetPlan(0).text);
  opened += 1;
  file.plan.id = `00000000p${opened % 10}`;
  change(file.plan);
  await openHome(page);
  await importFile(page, "plan.json", JSON.stringify(file));
  await expect(page).toHaveURL(/#\/plan\/\w+$/);
  await page.goto(`#/plan/${planInAddress(page)}/track/enter`);
  await atSection(page, "track/enter");
  await expect(page.getByRole("heading", { name: /^(Daily figures|每日数据)$/ })).toBeVisible();
}

/** Adds a ratio and the two metrics that it divides. */
function withRatio(plan) {
  const metric = (id, dictionary) => ({ id, definition: { dictionary } });
  plan.goals.metrics.push(metric(REGISTRATIONS, "registrations"), metric(ACTIVATIONS, "activations"), metric(CONVERSION, "reg_conv"));
}

const grid = (page) => page.getByRole("grid", { name: /^(Daily figures by day|每日数据表)$/ });
const row = (page, head) => grid(page).getByRole("row", { name: new RegExp(`^${head}`) });
const COLUMNS = { orders: 2, followers: 3, "new followers": 4, registrations: 5, activations: 6, conversion: 7 };
const cell = (page, head, column) => row(page, head).locator(`[aria-colindex="${COLUMNS[column]}"]`);
const entry = (page) => page.getByRole("group", { name: "Daily figures by day" }).getByRole("textbox");
const figuresOf = (page) => page.getByLabel("Figures of");

/** The plan as it is stored. */
const stored = (page) => page.evaluate(([store, id]) => JSON.parse(localStorage.getItem(`${store}plan.${id}`)).plan, [STORE, planInAddress(page)]);

test("figures are entered day by day with the keyboard, and a missing one is not a zero", async ({ page }) => {
  await open(page);
  await expect(page.getByText("Three ways to bring figures in:")).toBeVisible();
  // It opens at today.
  await expect(cell(page, "Sun 25 Apr", "orders")).toBeInViewport();
  await expect(row(page, "Sun 25 Apr").getByRole("rowheader")).toContainText("Today");
  await cell(page, "Fri 16 Apr", "orders").click();
  for (const figure of ["61", "0", "74"]) {
    await page.keyboard.type(figure);
    await page.keyboard.press("Enter");
  }
  // Enter passes over the row of the week.
  await expect(cell(page, "Mon 19 Apr", "orders")).toBeFocused();
  await expect(cell(page, "Sat 17 Apr", "orders")).toHaveText("0");
  await expect(cell(page, "Thu 15 Apr", "orders")).toHaveText(/no figure/);
  await expect(cell(page, "Week 15", "orders")).toHaveText("135 3/7");
  // Along the row with Tab; Enter goes back to where the row began.
  await page.keyboard.type("80");
  await page.keyboard.press("Tab");
  await page.keyboard.type("1,203");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Tue 20 Apr", "orders")).toBeFocused();
  await expect(cell(page, "Mon 19 Apr", "followers")).toHaveText("1,203");
  // Delete removes a figure, Undo brings it back.
  await cell(page, "Sat 17 Apr", "orders").click();
  await page.keyboard.press("Delete");
  await expect(cell(page, "Sat 17 Apr", "orders")).toHaveText(/no figure/);
  await expect(cell(page, "Week 15", "orders")).toHaveText("135 2/7");
  await page.keyboard.press("Control+z");
  await expect(cell(page, "Sat 17 Apr", "orders")).toHaveText("0");
  // F2 edits, Escape gives up.
  await cell(page, "Fri 16 Apr", "orders").click();
  await page.keyboard.press("F2");
  await expect(entry(page)).toHaveValue("61");
  await page.keyboard.type("9");
  await page.keyboard.press("Escape");
  await expect(cell(page, "Fri 16 Apr", "orders")).toHaveText("61");
  await expect(cell(page, "Fri 16 Apr", "orders")).toBeFocused();
  await saved(page);
  const plan = await stored(page);
  expect(Object.fromEntries(plan.tracking.series.map((series) => [series.from, series.values]))).toEqual({ "2027-04-16": "61 0 74 80", "2027-04-19": "1203" });
  await page.reload();
  await expect(cell(page, "Sun 18 Apr", "orders")).toHaveText("74");
  await expect(page.getByText("Three ways to bring figures in:")).toHaveCount(0);
});

test("a text that is no figure of the metric stays in its cell with the reason", async ({ page }) => {
  await open(page, withRatio);
  for (const [column, text, why] of [
    ["orders", "many", "“many” is not a number."],
    ["orders", "-3", "Orders cannot be below 0."],
    ["conversion", "140%", "Registration conversion is a share and cannot be above 100%."],
  ]) {
    await cell(page, "Fri 23 Apr", column).click();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await expect(entry(page)).toBeFocused();
    await expect(entry(page)).toHaveValue(text);
    await expect(entry(page)).toHaveAttribute("aria-invalid", "true");
    await expect(page.locator("#grid-fault")).toContainText(why);
    await page.keyboard.press("Escape");
  }
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
});

test("a block is pasted from a spreadsheet; cells that cannot be read and days ahead are named first", async ({ page }) => {
  await open(page);
  await cell(page, "Sat 17 Apr", "orders").click();
  // Ten days: over the row of the week, and beyond today.
  const days = ["61", "1,070", "0", "lots", "82", "83", "84", "85", "86", "87"];
  await paste(page, { "text/plain": days.map((orders, at) => `${orders}\t${1000 + at}`).join("\n") });
  const question = page.getByRole("dialog", { name: "Some cells cannot be read" });
  await expect(question).toContainText("Nothing pasted yet: 3 cells do not fit their columns.");
  await expect(question.getByRole("row", { name: /^Orders, Tue 20 Apr lots/ })).toBeVisible();
  await expect(question.getByRole("row", { name: /^Orders, Mon 26 Apr 87/ })).toContainText("Mon 26 Apr is after today.");
  await expect(cell(page, "Sat 17 Apr", "orders")).toHaveText(/no figure/);
  await question.getByRole("button", { name: "Paste the rest" }).click();
  await expect(message(page, "17 figures pasted.")).toBeVisible();
  await expect(cell(page, "Sun 18 Apr", "orders")).toHaveText("1,070");
  await expect(cell(page, "Mon 19 Apr", "orders")).toHaveText("0");
  await expect(cell(page, "Tue 20 Apr", "orders")).toHaveText(/no figure/);
  await expect(cell(page, "Sun 25 Apr", "followers")).toHaveText("1,008");
  // One step undoes it.
  await page.keyboard.press("Control+z");
  await expect(cell(page, "Sun 25 Apr", "followers")).toHaveText(/no figure/);
  await expect(cell(page, "Sat 17 Apr", "orders")).toHaveText(/no figure/);
});

test("a pasted table with dates and headings goes to its days and columns", async ({ page }) => {
  await open(page);
  await cell(page, "Sat 24 Apr", "orders").click();
  await paste(page, {
    "text/plain": "Date\tNew followers\tLikes\tOrders\n19/04/2027\t12\t5\t61\n20/04/2027\t15\t6\t\n20/04/2027\t16\t6\t70\n27/01/2027\t9\t0\t40",
  });
  const question = page.getByRole("dialog", { name: "Some cells cannot be read" });
  await expect(question.getByRole("row", { name: /^Date, row 4 20\/04\/2027/ })).toContainText("Another row of the paste has the same date.");
  await question.getByRole("button", { name: "Paste the rest" }).click();
  await expect(
    message(page, "5 figures pasted. Matched by the dates of the first column. Columns were matched by the headings. 1 column has no match"),
  ).toBeVisible();
  // The table begins earlier now, and shows where the paste begins.
  await expect(cell(page, "Wed 27 Jan", "orders")).toBeFocused();
  await expect(cell(page, "Wed 27 Jan", "orders")).toHaveText("40");
  await page.keyboard.press("Control+End");
  await expect(cell(page, "Mon 19 Apr", "orders")).toHaveText("61");
  await expect(cell(page, "Mon 19 Apr", "new followers")).toHaveText("12");
  await expect(cell(page, "Tue 20 Apr", "new followers")).toHaveText("15");
  await expect(cell(page, "Tue 20 Apr", "orders")).toHaveText(/no figure/);
});

test("units and currencies of a paste are read, and another currency is named", async ({ page }) => {
  await open(page, (plan) => {
    plan.goals.metrics.push({ id: "00000000m7", definition: { dictionary: "ctr" } }, { id: "00000000m8", definition: { dictionary: "spend" } });
  });
  const at = (head, column) => row(page, head).locator(`[aria-colindex="${column}"]`);
  await at("Fri 23 Apr", 5).click();
  await paste(page, { "text/plain": "1.25%\t¥1,200.50\n0.9\t$20\n140%\t80" });
  const question = page.getByRole("dialog", { name: "Some cells cannot be read" });
  await expect(question.getByRole("row", { name: /^Click-through rate, Sun 25 Apr/ })).toContainText("is a share and cannot be above 100%.");
  await expect(question.getByRole("row", { name: /^Spend, Sat 24 Apr \$20/ })).toContainText("“$20” is in USD, but this amount is in CNY.");
  await question.getByRole("button", { name: "Paste the rest" }).click();
  await expect(at("Fri 23 Apr", 5)).toHaveText("1.25%");
  await expect(at("Fri 23 Apr", 6)).toHaveText("¥1,200.50");
  await expect(at("Sat 24 Apr", 5)).toHaveText("0.9%");
  await expect(at("Sat 24 Apr", 6)).toHaveText(/no figure/);
  await expect(at("Sun 25 Apr", 6)).toHaveText("¥80.00");
});

test("pasted numbers with more decimals than are kept are rounded, and the paste says which", async ({ page }) => {
  await open(page, (plan) => {
    plan.goals.metrics.push({ id: "00000000m7", definition: { dictionary: "ctr" } }, { id: "00000000m8", definition: { dictionary: "cpc" } });
  });
  const at = (head, column) => row(page, head).locator(`[aria-colindex="${column}"]`);
  await at("Fri 23 Apr", 5).click();
  await paste(page, { "text/plain": "0.034567%\t¥12.3456789\n1.5\t0.0346" });
  await expect(message(page, "4 figures pasted. 2 figures were rounded to 4 decimals, such as 0.034567 to 0.0346.")).toBeVisible();
  // The cost of a click has more decimals than the currency.
  await at("Sat 24 Apr", 6).click();
  await page.keyboard.press("F2");
  await expect(entry(page)).toHaveValue("0.0346");
  await page.keyboard.press("Enter");
  await at("Fri 23 Apr", 6).click();
  await page.keyboard.press("F2");
  await expect(entry(page)).toHaveValue("12.3457");
  await page.keyboard.press("Escape");
  // Numbers that may be shares are read as percent, and the paste says so.
  await at("Fri 23 Apr", 5).click();
  await paste(page, { "text/plain": "0.04\n0.05" });
  await expect(message(page, "2 figures pasted. Numbers without a percent sign were read as percent: 0.04 is 0.04%.")).toBeVisible();
  await expect(at("Sat 24 Apr", 5)).toHaveText("0.05%");
  await at("Fri 23 Apr", 6).click();
  // Nothing is said where nothing was rounded.
  await paste(page, { "text/plain": "7.25" });
  await expect(page.locator("#live-polite")).toHaveText("1 figure pasted.");
});

/** A plan with 119,988 figures of the three metrics, as a whole and on eight channels. */
function nearlyFull(plan) {
  const days = 4_444;
  const first = new Date(Date.parse("2027-02-28") - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const values = Array(days).fill("7").join(" ");
  const scopes = [{}, ...plan.strategy.channels.map(({ id }) => ({ channel: id }))];
  plan.tracking = { series: plan.goals.metrics.flatMap(({ id }) => scopes.map((scope) => ({ metric: id, ...scope, from: first, values }))) };
}

test("a plan with as many figures as it holds refuses a paste and an import whole, and says the way out", async ({ page }) => {
  test.slow();
  await open(page, nearlyFull);
  await saved(page);
  const before = await stored(page);
  await cell(page, "Sat 10 Apr", "orders").click();
  const days = Array.from({ length: 13 }, (_, at) => String(60 + at));
  await paste(page, { "text/plain": days.join("\n") });
  const refusal = page.getByRole("dialog", { name: "Too many figures" });
  await expect(refusal).toContainText("The plan has 119,988 figures, and this would add 13: 1 more than the 120,000 that a plan holds. Nothing has changed.");
  await expect(refusal).toContainText("Enter fewer days or columns, or delete figures that are no longer needed.");
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(refusal).toBeHidden();
  await expect(cell(page, "Sat 10 Apr", "orders")).toBeFocused();
  await expect(cell(page, "Sat 10 Apr", "orders")).toHaveText(/no figure/);
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();

  await page.getByRole("button", { name: "Import a file…" }).click();
  const dialog = page.getByRole("dialog", { name: "Import daily figures" });
  const rows = days.map((orders, at) => `2027-04-${10 + at},${orders}`);
  const pick = (rows) =>
    dialog.getByLabel("Choose a file").setInputFiles({ name: "orders.csv", mimeType: "", buffer: Buffer.from(`Date,Orders\n${rows.join("\n")}\n`) });
  await pick(rows);
  await expect(dialog).toContainText(
    "The plan has 119,988 figures, and this import would add 13: 1 more than the 120,000 that a plan holds. Nothing is imported yet.",
  );
  await expect(dialog.getByRole("button", { name: "Import 13 figures" })).toBeDisabled();
  // A shorter period fits.
  await dialog.getByRole("button", { name: "Choose another" }).click();
  await pick(rows.slice(1));
  await expect(dialog.getByText("more than the 120,000")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Import 12 figures" }).click();
  await expect(message(page, "12 figures imported")).toBeVisible();
  // One more, typed, is refused in its cell. A figure that is there can still be changed.
  await cell(page, "Sat 10 Apr", "orders").click();
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await expect(page.locator("#grid-fault")).toContainText("The plan has 120,000 figures, and this would add 1");
  await page.keyboard.press("Escape");
  await cell(page, "Sun 11 Apr", "orders").click();
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Sun 11 Apr", "orders")).toHaveText("5");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await saved(page);
  expect((await stored(page)).tracking).toEqual(before.tracking);
});

test("the focus stays on its cell when the window changes its size, and in the other form when it becomes narrow", async ({ page }) => {
  await open(page);
  const at = cell(page, "Sat 17 Apr", "followers");
  await at.click();
  for (const [width, height] of [
    [1440, 560],
    [1440, 1100],
    [1100, 700],
    [800, 900],
    [1440, 900],
  ]) {
    await page.setViewportSize({ width, height });
    await expect(at, `${width} × ${height}`).toBeFocused();
  }
  // Scrolled out of sight, the keys still work.
  const frame = page.locator(".day-grid");
  await frame.evaluate((frame) => frame.scrollTo(0, 0));
  await expect(at).toHaveCount(0);
  await page.keyboard.press("ArrowDown");
  await expect(cell(page, "Sun 18 Apr", "followers")).toBeFocused();
  // On a narrow page the same figure of the same day has the focus, and back again.
  await page.setViewportSize({ width: 700, height: 900 });
  const field = page.getByRole("group", { name: "Daily figures" }).getByLabel("Total followers", { exact: true });
  await expect(field).toBeFocused();
  await expect(page.getByLabel("Day", { exact: true })).toHaveValue("2027-04-18");
  await page.keyboard.type("41");
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(cell(page, "Sun 18 Apr", "followers")).toBeFocused();
  await expect(cell(page, "Sun 18 Apr", "followers")).toHaveText("41");
});

test("a metric of the dictionary is added where its figures are entered", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Add metric…" }).click();
  const name = page.getByRole("combobox", { name: "New metric" });
  await expect(name).toBeFocused();
  await name.pressSequentially("click thr");
  await page.keyboard.press("Enter");
  await expect(message(page, /^Added to the plan: metric “Click-through rate”/)).toBeVisible();
  await expect(grid(page).getByRole("columnheader").last()).toContainText("Click-through rate");
  await expect(row(page, "Sun 25 Apr").locator('[aria-colindex="5"]')).toBeFocused();
  await page.keyboard.type("1.25%");
  await page.keyboard.press("Enter");
  await expect(row(page, "Sun 25 Apr").locator('[aria-colindex="5"]')).toHaveText("1.25%");
});

test("a file of an earlier version with two figures of one day says that the later counts", async ({ page }) => {
  await open(page, (plan) => {
    const figure = (id, value) => ({ id, on: "2027-04-23", metric: plan.goals.metrics[0].id, value });
    plan.tracking = { actuals: [figure("00000000q1", 5), figure("00000000q2", 7)] };
  });
  await expect(message(page, "1 day had two figures of one metric and channel. The later one in the file counts.")).toBeVisible();
  await expect(cell(page, "Fri 23 Apr", "orders")).toHaveText("7");
});

test("cells are selected, copied without the rows of weeks, filled down and cleared", async ({ page }) => {
  await open(page);
  await cell(page, "Sun 18 Apr", "orders").click();
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(cell(page, "Sun 18 Apr", "orders")).toBeFocused();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+d");
  await expect(cell(page, "Tue 20 Apr", "orders")).toHaveText("5");
  await expect(page.getByText("3 cells selected, 3 with a figure")).toBeVisible();
  await page.keyboard.press("Control+c");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("5\n5\n5");
  await page.keyboard.press("Delete");
  await expect(cell(page, "Tue 20 Apr", "orders")).toHaveText(/no figure/);
  await page.keyboard.press("Control+z");
  await expect(cell(page, "Tue 20 Apr", "orders")).toHaveText("5");
  await page.keyboard.press("Control+z");
  await expect(cell(page, "Tue 20 Apr", "orders")).toHaveText(/no figure/);
  await expect(cell(page, "Sun 18 Apr", "orders")).toHaveText("5");
});

test("channels are entered on their own and add up; the choice is remembered, and another tab follows", async ({ page, context }) => {
  await open(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(grid(other)).toBeVisible();
  await figuresOf(page).selectOption({ label: "Douyin" });
  await cell(page, "Fri 23 Apr", "new followers").click();
  await page.keyboard.type("40");
  await page.keyboard.press("Enter");
  await figuresOf(page).selectOption({ label: "New followers by channel" });
  const heads = grid(page).getByRole("columnheader");
  await expect(heads.nth(1)).toContainText("Whole plan");
  await expect(heads.nth(2)).toContainText("WeChat Official Account");
  await row(page, "Fri 23 Apr").locator('[aria-colindex="3"]').click();
  await page.keyboard.type("25");
  await page.keyboard.press("Enter");
  await expect(row(page, "Fri 23 Apr").locator('[aria-colindex="2"]')).toHaveText("65, calculated");
  await saved(page);
  await expect(row(other, "Fri 23 Apr").locator('[aria-colindex="2"]')).toHaveText("65, calculated");
  await other.close();
  await page.reload();
  await expect(figuresOf(page)).toHaveValue(/^metric-/);
  await figuresOf(page).selectOption({ label: "Whole plan" });
  // A figure of the whole plan takes precedence.
  await cell(page, "Fri 23 Apr", "new followers").click();
  await page.keyboard.press("F2");
  await expect(entry(page)).toHaveValue("");
  await page.keyboard.type("70");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Fri 23 Apr", "new followers")).toHaveText("70");
});

test("a ratio whose two parts are tracked is calculated and locked", async ({ page }) => {
  await open(page, withRatio);
  const head = grid(page).getByRole("columnheader", { name: /^Registration conversion/ });
  await expect(head).toContainText("%, weekly ratio");
  await cell(page, "Fri 23 Apr", "registrations").click();
  await page.keyboard.type("30");
  await page.keyboard.press("Tab");
  await page.keyboard.type("80");
  await page.keyboard.press("Tab");
  await expect(head).toContainText("= Registrations ÷ New activations");
  await expect(cell(page, "Fri 23 Apr", "conversion")).toHaveText("37.5%, calculated");
  await expect(cell(page, "Fri 23 Apr", "conversion")).toBeFocused();
  await page.keyboard.type("9");
  await expect(page.locator("#live-polite")).toHaveText("This cell is calculated from others.");
  await expect(cell(page, "Week 16 so far", "conversion")).toHaveText("37.5% 1/6");
});

test("the average of a week is rounded; a day is as it was entered", async ({ page }) => {
  await open(page, (plan) => {
    plan.goals.metrics.push({ id: REGISTRATIONS, definition: { dictionary: "dau" } });
    plan.tracking = { series: [{ metric: REGISTRATIONS, from: "2027-04-19", values: "1000 1001.0625 1001" }] };
  });
  await expect(cell(page, "Tue 20 Apr", "registrations")).toHaveText("1,001.0625");
  await expect(cell(page, "Week 16", "registrations")).toHaveText("1,000.69 3/6");
  // The same on a phone.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByLabel("Day", { exact: true }).fill("2027-04-20");
  await expect(page.getByRole("listitem").filter({ hasText: "Tue 20 Apr" })).toContainText("Daily active users: 1,001.0625");
  await expect(page.getByRole("row", { name: /^Daily active users/ })).toContainText("1,000.69 3/6");
});

test("closed weekdays, phases and days outside the plan are marked, and the next missing day is found", async ({ page }) => {
  await open(page, (plan) => {
    plan.tracking = {
      closed_weekdays: ["Mon"],
      series: [
        {
          metric: plan.goals.metrics[0].id,
          from: "2027-03-01",
          values: Array(55)
            .fill("7")
            .join(" ")
            .replace(/^(.{58})7/, "$1_"),
        },
      ],
    };
  });
  await expect(page.getByText("Closed on Mon: no figures are expected then.")).toBeVisible();
  await expect(row(page, "Mon 19 Apr").getByRole("rowheader")).toContainText("closed");
  // 1 March and 29 days: 30 March has no figure, the only open day of all.
  await page.getByRole("button", { name: "Next missing day" }).click();
  await expect(cell(page, "Tue 30 Mar", "orders")).toBeFocused();
  await expect(page.locator("#live-polite")).toHaveText("Tue 30 Mar: no figure for Orders");
  await expect(row(page, "Mon 29 Mar").getByRole("rowheader")).toContainText("Initial users begins");
  await page.keyboard.type("7");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Next missing day" }).click();
  await expect(message(page, "No day is missing a figure.")).toBeVisible();
  await page.getByLabel("Go to day").fill("2027-02-27");
  await expect(row(page, "Sat 27 Feb").getByRole("rowheader")).toContainText("before the plan");
  await page.getByLabel("Go to day").fill("2025-12-31");
  await expect(row(page, "Wed 31 Dec 2025")).toBeVisible();
});

test("a link to the figures leads to a cell; a plan without metrics leads to the goals, one ahead says when it starts", async ({ page }) => {
  await open(page);
  const plan = planInAddress(page);
  await page.goto(`#/plan/${plan}/budget/total`);
  await atSection(page, "budget/total");
  await page.goto(`#/plan/${plan}/track/track-figures`);
  await expect(cell(page, "Sun 25 Apr", "orders")).toBeFocused();
  await open(page, (plan) => {
    plan.basics.first_day = "2027-06-01";
    for (const phase of plan.phases) delete phase.first, delete phase.last;
  });
  await expect(page.getByText("The plan starts on 1 Jun 2027. Figures are expected from that day on.")).toBeVisible();
  await cell(page, "Sat 24 Apr", "orders").click();
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await expect(row(page, "Sat 24 Apr").getByRole("rowheader")).toContainText("before the plan");
  await expect(cell(page, "Sat 24 Apr", "orders")).toHaveText("12");
  await openHome(page);
  await newPlan(page, "Spring");
  await page.goto(`#/plan/${planInAddress(page)}/track/enter`);
  await atSection(page, "track/enter");
  await expect(grid(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Set goals" }).click();
  await atSection(page, "goals/metrics");
  await expect(page.locator("#metric-add")).toBeFocused();
});

test("the table of figures has no accessibility violations, in both languages and colours", async ({ page }) => {
  await open(page, (plan) => {
    plan.tracking = { closed_weekdays: ["Mon"], series: [{ metric: plan.goals.metrics[0].id, from: "2027-04-01", values: "7 8 9" }] };
  });
  await cell(page, "Fri 23 Apr", "orders").click();
  expect(await axe(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await axe(page)).toEqual([]);
  await page
    .getByRole("link", { name: "中文" })
    .or(page.getByRole("button", { name: "中文" }))
    .click();
  await expect(grid(page)).toBeVisible();
  await expect(page.getByLabel("数据范围")).toHaveValue("plan");
  await expect(row(page, "4月25日 周日").getByRole("rowheader")).toContainText("今天");
  await expect(row(page, "4月19日 周一").getByRole("rowheader")).toContainText("休息");
  expect(await axe(page)).toEqual([]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  const field = (page, name) => page.getByRole("group", { name: "Daily figures" }).getByLabel(name);

  test("a day's figures are one short form with the day before beside each", async ({ page }) => {
    await open(page, (plan) => {
      plan.tracking = { series: [{ metric: plan.goals.metrics[0].id, from: "2027-04-19", values: "61 61 _ 73 56 74" }] };
    });
    await expect(page.getByText("Sun 25 Apr", { exact: true }).first()).toBeVisible();
    await expect(field(page, "Orders")).toHaveAccessibleDescription("Yesterday: 74");
    await field(page, "Orders").fill("78");
    await expect(page.getByRole("listitem").filter({ hasText: "Sun 25 Apr" })).toContainText("Orders: 78");
    await expect(page.getByRole("row", { name: /^Orders/ })).toContainText("403 6/7");
    await field(page, "Orders").fill("many");
    await field(page, "Orders").blur();
    await expect(field(page, "Orders")).toHaveAccessibleDescription(/^“many” is not a number\./);
    await field(page, "Orders").fill("78");
    await page.getByRole("button", { name: "Previous day" }).click();
    await expect(field(page, "Orders")).toHaveValue("74");
    await expect(field(page, "Orders")).toHaveAccessibleDescription("The day before: 56");
    await page.getByRole("button", { name: "Next missing day" }).click();
    await expect(page.getByLabel("Day", { exact: true })).toHaveValue("2027-03-01");
    await expect(message(page, "Mon 1 Mar: no figure for Orders")).toBeVisible();
    await saved(page);
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.scrollingElement.scrollWidth)).toBe(390);
    await page.reload();
    await expect(field(page, "Orders")).toHaveValue("78");
  });
});
