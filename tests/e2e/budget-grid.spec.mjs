// The line items as a spreadsheet-like grid: keys, ranges, clipboard, sorting, grouping, and large budgets.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { test, expect, axe } from "./harness.mjs";
import { blank, cell, entryOf, example, field, foot, paste, table } from "./line-items.mjs";
import { heading, message, planInAddress, repeatLineItems, saved, storedDrafts } from "./steps-of-a-planner.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"], viewport: { width: 1440, height: 900 } });

test("line items are entered one after the other without the mouse", async ({ page }) => {
  await blank(page);
  await page.getByRole("button", { name: "Add line item" }).press("Enter");
  await expect(field(page, "Description, new line item")).toBeFocused();
  for (const [what, phase, quantity, unit, price] of [
    ["Leaflets", "Seed", "10,000", "piece", "0.30"],
    ["Stalls", "Seed", "8", "day", "800"],
    ["Local posts", "Init", "12", "post", "1800"],
  ]) {
    await page.keyboard.type(what);
    for (const text of [phase, "", "", quantity, unit, price]) {
      await page.keyboard.press("Tab");
      if (text) await page.keyboard.type(text);
    }
    // Enter returns to the column where the row began, one row below.
    await page.keyboard.press("Enter");
  }
  await expect(cell(page, 4, "what")).toBeFocused();
  await expect(foot(page)).toContainText("3 line items");
  await expect(foot(page)).toContainText("¥31,000.00");
  await expect(cell(page, 3, "phase")).toHaveText("Initial users");
  await expect(cell(page, 2, "amount")).toHaveText("¥6,400.00");
});

test("keys move between cells as in a spreadsheet", async ({ page }) => {
  await example(page);
  await cell(page, 1, "what").click();
  await expect(cell(page, 1, "what")).toBeFocused();
  for (const [keys, row, column] of [
    ["ArrowRight", 1, "phase"],
    ["ArrowDown", 2, "phase"],
    ["End", 2, "owner"],
    ["Home", 2, "what"],
    ["Tab", 2, "phase"],
    ["Shift+Tab", 2, "what"],
    ["Control+ArrowDown", 27, "what"],
    ["Control+ArrowUp", 1, "what"],
    ["Control+End", 27, "owner"],
    ["Control+Home", 1, "what"],
  ]) {
    await page.keyboard.press(keys);
    await expect(cell(page, row, column), keys).toBeFocused();
  }
  // Shift+Tab in the first cell leaves the grid backwards.
  await page.keyboard.press("Shift+Tab");
  await expect(table(page).locator(":focus")).toHaveCount(0);
});

test("a range is selected with Shift or the pointer and announced to screen readers", async ({ page }) => {
  await example(page);
  await cell(page, 2, "phase").click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(table(page).locator('[aria-selected="true"]')).toHaveCount(4);
  await expect(page.getByText("2 rows selected")).toBeVisible();
  await cell(page, 5, "kind").click({ modifiers: ["Shift"] });
  await expect(table(page).locator('[aria-selected="true"]')).toHaveCount(12);
  await cell(page, 3, "quantity").hover();
  await page.mouse.down();
  await cell(page, 6, "price").hover();
  await page.mouse.up();
  await expect(table(page).locator('[aria-selected="true"]')).toHaveCount(12);
  await expect(cell(page, 3, "quantity")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(table(page).locator('[aria-selected="true"]')).toHaveCount(1);
});

test("Escape leaves the grid, Tab goes on behind it, and Enter or an arrow returns", async ({ page }) => {
  await example(page);
  const announced = page.locator("#live-polite");
  const behind = page.locator("details", { hasText: "Columns" }).locator("summary").first();
  await cell(page, 3, "quantity").click();
  await page.keyboard.press("Escape");
  await expect(table(page)).toBeFocused();
  await expect(announced).toHaveText("Left the table. Tab continues; Enter or an arrow key returns.");
  for (const key of ["Enter", "ArrowDown"]) {
    await page.keyboard.press(key);
    await expect(cell(page, 3, "quantity"), key).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(table(page)).toBeFocused();
  }
  await page.keyboard.press("Tab");
  await expect(behind).toBeFocused();
  // From outside, Tab leads to the cell again.
  await page.keyboard.press("Shift+Tab");
  await expect(cell(page, 3, "quantity")).toBeFocused();
  // Escape in an entry gives up the entry first.
  await page.keyboard.type("9");
  await page.keyboard.press("Escape");
  await expect(cell(page, 3, "quantity")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Tab");
  await expect(table(page).locator(":focus")).toHaveCount(0);
  await expect(table(page)).not.toBeFocused();
});

test("a cell is overwritten, edited or left unchanged; an invalid entry stays with its error", async ({ page }) => {
  await example(page);
  const quantity = cell(page, 3, "quantity");
  await quantity.click();
  await page.keyboard.type("10");
  await page.keyboard.press("Enter");
  await expect(quantity).toHaveText("10");
  await expect(cell(page, 4, "quantity")).toBeFocused();
  await expect(foot(page)).toContainText("¥301,600.00");
  const strip = page.locator(".budget-strip");
  await expect(strip).toContainText("Over budget¥1,600");

  await quantity.dblclick();
  const entry = field(page, "Quantity, Community stalls");
  await expect(entry).toHaveValue("10");
  await page.keyboard.type("x");
  await page.keyboard.press("Enter");
  await expect(entryOf(page).getByText("“10x” is not a number.")).toBeVisible();
  await expect(entry).toBeFocused();
  await expect(entry).toHaveAttribute("aria-invalid", "true");
  // Moving elsewhere does not bypass validation: the entry stays.
  await cell(page, 1, "what").click();
  await expect(entry).toHaveValue("10x");
  await entry.focus();
  await page.keyboard.press("Escape");
  await expect(quantity).toHaveText("10");
  await expect(quantity).toBeFocused();

  await page.keyboard.press("Control+z");
  await expect(quantity).toHaveText("8");
  await expect(strip).toContainText("Unallocated¥0");
});

test("a choice is made by its first letters or from its list", async ({ page }) => {
  await example(page);
  await cell(page, 2, "phase").click();
  await page.keyboard.type("Brand");
  await page.keyboard.press("Enter");
  await expect(cell(page, 2, "phase")).toHaveText("Brand promotion");
  await expect(cell(page, 3, "phase")).toBeFocused();
  await cell(page, 2, "status").click();
  await page.keyboard.press("Enter");
  await expect(entryOf(page).getByRole("combobox", { name: "Status, Leaflets and posters" })).toHaveValue("Spent");
  await page.getByRole("listbox").getByRole("option", { name: "Committed" }).click();
  await expect(cell(page, 2, "status")).toHaveText("Committed");
  await expect(cell(page, 2, "status")).toBeFocused();
  // The first match is taken by Tab.
  await page.keyboard.type("sp");
  await expect(page.getByRole("listbox").getByRole("option")).toHaveText(["Spent"]);
  await page.keyboard.press("Tab");
  await expect(cell(page, 2, "status")).toHaveText("Spent");
  await cell(page, 2, "kind").click();
  await page.keyboard.type("xyz");
  await page.keyboard.press("Enter");
  await expect(entryOf(page).getByText("No category is called “xyz”.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(cell(page, 2, "kind")).toHaveText("Print and materials");
});

test("cells are copied and pasted within the grid and to other programs, and undone as one step", async ({ page }) => {
  await example(page);
  await cell(page, 1, "what").click();
  await page.keyboard.press("Shift+ArrowDown");
  for (let column = 0; column < 6; column += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Control+c");
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const as = async (type) => (await item.getType(type)).text();
    return [await as("text/plain"), await as("text/html")];
  });
  expect(copied[0].split("\n").map((row) => row.split("\t"))).toEqual([
    ["Thank-you gifts", "Seed users", "Friends, colleagues, partners, suppliers", "Gifts, samples, prizes", "300", "piece", "20"],
    ["Leaflets and posters", "Seed users", "Field marketing: residential communities", "Print and materials", "10000", "piece", "0.3"],
  ]);
  expect(copied[1]).toContain("<td>Leaflets and posters</td>");

  await page.keyboard.press("Control+End");
  await page.keyboard.press("Home");
  await page.keyboard.press("Control+v");
  await expect(message(page, "2 line items added.")).toBeVisible();
  await expect(foot(page)).toContainText("28 line items");
  await expect(foot(page)).toContainText("¥309,000.00");
  await page.keyboard.press("Control+z");
  await expect(foot(page)).toContainText("26 line items");
  await expect(foot(page)).toContainText("¥300,000.00");
});

test("cut and Delete clear cells, fill down repeats; each is one undo step", async ({ page }) => {
  await example(page);
  await cell(page, 1, "owner").click();
  await page.keyboard.type("Founder");
  await page.keyboard.press("Enter");
  await cell(page, 1, "owner").click();
  for (let row = 0; row < 4; row += 1) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+d");
  for (const row of [1, 3, 5]) await expect(cell(page, row, "owner")).toHaveText("Founder");
  await page.keyboard.press("Control+x");
  for (const row of [1, 3, 5]) await expect(cell(page, row, "owner")).toHaveText("");
  await page.keyboard.press("Control+v");
  await expect(cell(page, 5, "owner")).toHaveText("Founder");
  await page.keyboard.press("Delete");
  await expect(cell(page, 5, "owner")).toHaveText("");
  await page.keyboard.press("Control+z");
  await expect(cell(page, 5, "owner")).toHaveText("Founder");
});

test("a thousand rows from a spreadsheet program are pasted and undone as one step", async ({ page }) => {
  // Written by LibreOffice Calc, with its styles, numbers behind formatted texts, and its own line breaks.
  const html = gunzipSync(readFileSync(new URL("../fixtures/clipboard/libreoffice-1000-rows.html.gz", import.meta.url))).toString();
  await blank(page);
  await cell(page, 1, "what").click();
  await paste(page, { "text/html": html, "text/plain": "not this" });
  await expect(message(page, "1,000 line items added.")).toBeVisible();
  await expect(foot(page)).toContainText("1,000 line items");
  // The sum in the sheet.
  await expect(foot(page)).toContainText("¥10,112,750.00");
  await expect(cell(page, 2, "what")).toHaveText("Posts & notes <2>, two lines and a half");
  await expect(cell(page, 1, "price")).toHaveText("¥1,800.50");
  await page.keyboard.press("Control+End");
  await expect(cell(page, 1001, "owner")).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(foot(page)).toContainText("0 line items");
});

test("pasted headings map columns; columns without a target are reported", async ({ page }) => {
  await blank(page);
  await cell(page, 1, "what").click();
  await paste(page, { "text/plain": "Unit price\tDescription\tColour\tQuantity\n800\tStalls\tred\t8\n0.3\tLeaflets\tblue\t10000\n" });
  await expect(message(page, "2 line items added. The first row holds headings; columns were matched by them. 1 column has no match here")).toBeVisible();
  await expect(cell(page, 1, "what")).toHaveText("Stalls");
  await expect(cell(page, 2, "amount")).toHaveText("¥3,000.00");
});

// How spreadsheet programs write merged cells: the cell once, with its row and column spans.
const MERGED = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table>
<!--StartFragment-->
<tr><td>Phase</td><td>Description</td><td>Quantity</td><td>Unit price</td></tr>
<tr><td rowspan=3 style='border-bottom:.5pt solid black'>Seed users</td><td>Stalls</td><td>8</td><td>800</td></tr>
<tr><td>Leaflets</td><td>10000</td><td>0.3</td></tr>
<tr><td>Banners</td><td>12</td><td>150</td></tr>
<tr><td>Initial users</td><td>Posts</td><td rowspan="2">6</td><td rowspan="2">1800</td></tr>
<tr><td>Brand promotion</td><td>Notes</td></tr>
<!--EndFragment-->
</table></body></html>`;

test("a pasted block with merged cells keeps its columns, with headings and without", async ({ page }) => {
  await blank(page);
  await cell(page, 1, "what").click();
  await paste(page, { "text/html": MERGED, "text/plain": "not this" });
  await expect(message(page, "5 line items added. The first row holds headings; columns were matched by them.")).toBeVisible();
  const shown = (row) => Promise.all(["what", "phase", "quantity", "price"].map((column) => cell(page, row, column).textContent()));
  const rows = [
    ["Stalls", "Seed users", "8", "¥800"],
    ["Leaflets", "–", "10,000", "¥0.30"],
    ["Banners", "–", "12", "¥150"],
    ["Posts", "Initial users", "6", "¥1,800"],
    ["Notes", "Brand promotion", "", ""],
  ];
  for (const [at, row] of rows.entries()) expect(await shown(at + 1)).toEqual(row);
  await expect(foot(page)).toContainText("¥22,000.00");
  await page.keyboard.press("Control+z");
  await expect(foot(page)).toContainText("0 line items");

  // Without headings the cells go where they were pasted.
  await cell(page, 1, "what").click();
  await paste(page, {
    "text/html":
      "<table><tr><td>Stalls</td><td rowspan=2 colspan=3></td><td>8</td><td>day</td><td rowspan=0>800</td></tr><tr><td>Booth</td><td>2</td><td>day</td></tr><tr><td>Tent</td><td></td><td></td><td></td><td>3</td><td>piece</td></tr></table>",
    "text/plain": "not this",
  });
  await expect(message(page, "3 line items added.")).toBeVisible();
  await expect(cell(page, 2, "quantity")).toHaveText("2");
  await expect(cell(page, 2, "unit")).toHaveText("day");
  await expect(cell(page, 2, "price")).toHaveText("");
  await expect(cell(page, 3, "quantity")).toHaveText("3");
  await expect(cell(page, 3, "unit")).toHaveText("piece");
  await expect(cell(page, 1, "price")).toHaveText("¥800");
});

test("a refund is entered in the grid and in the form with any minus sign and lowers the sum", async ({ page }) => {
  await blank(page);
  await cell(page, 1, "what").click();
  await paste(page, { "text/plain": "Stalls\t\t\t\t8\tday\t800\nRefund of the deposit\t\t\t\t1\t\t500\n" });
  await expect(foot(page)).toContainText("¥6,900.00");
  for (const [typed, sum, amount] of [
    ["-500", "¥5,900.00", "−¥500.00"],
    ["-1,250.5", "¥5,149.50", "−¥1,250.50"],
    ["−300", "¥6,100.00", "−¥300.00"],
    ["-¥20", "¥6,380.00", "−¥20.00"],
  ]) {
    await cell(page, 2, "price").click();
    await page.keyboard.press("F2");
    await field(page, "Unit price, Refund of the deposit").fill(typed);
    await page.keyboard.press("Enter");
    await expect(foot(page)).toContainText(sum);
    await expect(cell(page, 2, "amount")).toHaveText(amount);
  }
  // An entry that is not a number stays open with the reason; a lone minus sign is not a number.
  await cell(page, 2, "price").click();
  await page.keyboard.type("-");
  await page.keyboard.press("Enter");
  await expect(entryOf(page)).toContainText("is not a number");
  await page.keyboard.press("Escape");

  await cell(page, 2, "when").click();
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "Refund of the deposit" });
  const price = form.getByLabel("Unit price", { exact: true });
  await expect(price).toHaveValue(/^[-−]20/);
  await price.fill("-750");
  await expect(form).toContainText("Negative: a refund or credit. It reduces the planned amount.");
  await expect(form).toContainText("−¥750.00");
  await page.keyboard.press("Escape");
  await expect(foot(page)).toContainText("¥5,650.00");
  await saved(page);
  expect(JSON.parse((await storedDrafts(page))[planInAddress(page)]).plan.budget.lines[1].unit_price).toBe(-750);
});

test("a paste with invalid cells changes nothing until confirmed", async ({ page }) => {
  await example(page);
  await cell(page, 1, "quantity").click();
  await paste(page, { "text/plain": "5\npiece\n7\n" });
  const dialog = page.getByRole("dialog", { name: "Some cells cannot be read" });
  await expect(dialog).toContainText("1 cell does not fit");
  await expect(dialog.getByRole("row").last()).toContainText("Row 2, Quantity");
  await expect(dialog.getByRole("row").last()).toContainText("piece");
  expect(await axe(page)).toEqual([]);
  await expect(cell(page, 1, "quantity")).toHaveText("300");
  await dialog.getByRole("button", { name: "Don't paste" }).click();
  await expect(cell(page, 1, "quantity")).toHaveText("300");
  await expect(cell(page, 1, "quantity")).toBeFocused();
  await paste(page, { "text/plain": "5\npiece\n7\n" });
  await dialog.getByRole("button", { name: "Paste the rest" }).click();
  await expect(cell(page, 1, "quantity")).toHaveText("5");
  await expect(cell(page, 2, "quantity")).toHaveText("10,000");
  await expect(cell(page, 3, "quantity")).toHaveText("7");
});

test("an amount in another currency is neither pasted nor typed as one of the plan's", async ({ page }) => {
  await blank(page);
  await cell(page, 1, "what").click();
  await paste(page, { "text/plain": "Stalls\t\t\t\t8\tday\t800\nBooth\t\t\t\t2\tday\t500\nTent\t\t\t\t3\tpiece\t90\n" });
  await expect(foot(page)).toContainText("3 line items");
  const prices = async () => {
    await saved(page);
    return JSON.parse((await storedDrafts(page))[planInAddress(page)]).plan.budget.lines.map((line) => line.unit_price);
  };
  const dialog = page.getByRole("dialog", { name: "Some cells cannot be read" });
  await cell(page, 1, "price").click();
  await paste(page, { "text/plain": "US$20\n￥1,000\n70元\n" });
  await expect(dialog).toContainText("1 cell does not fit");
  await expect(dialog.getByRole("row").last()).toContainText("Row 1, Unit price");
  await expect(dialog.getByRole("row").last()).toContainText(
    "“US$20” is in USD, but the price of this line item is in CNY. Change its currency to USD first, or paste the price converted to CNY.",
  );
  expect(await prices()).toEqual([800, 500, 90]);
  await dialog.getByRole("button", { name: "Paste the rest" }).click();
  await expect(cell(page, 2, "price")).toHaveText("¥1,000");
  expect(await prices()).toEqual([800, 1000, 70]);

  // A spreadsheet writes the number beside the text that shows its currency.
  const html = '<table><tr><td sdval="20" sdnum="1033;0;[$€-407] #,##0.00">€ 20.00</td></tr></table>';
  await cell(page, 1, "price").click();
  await paste(page, { "text/html": html, "text/plain": "not this" });
  await expect(dialog.getByRole("row").last()).toContainText("“€ 20.00” is in EUR");
  await dialog.getByRole("button", { name: "Don't paste" }).click();
  await cell(page, 1, "spent").click();
  await paste(page, { "text/plain": "€ 1.200,50" });
  await expect(dialog.getByRole("row").last()).toContainText("“€ 1.200,50” is in EUR, but this amount is in CNY. Paste the amount converted to CNY.");
  await dialog.getByRole("button", { name: "Don't paste" }).click();
  await cell(page, 1, "quantity").click();
  await paste(page, { "text/plain": "¥20" });
  await expect(dialog.getByRole("row").last()).toContainText("Row 1, Quantity");
  await dialog.getByRole("button", { name: "Don't paste" }).click();

  await cell(page, 1, "price").click();
  await page.keyboard.type("$20");
  await page.keyboard.press("Enter");
  await expect(entryOf(page)).toContainText("“$20” is in another currency. This field is in CNY.");
  await page.keyboard.press("Escape");
  expect(await prices()).toEqual([800, 1000, 70]);

  // Where the line's currency is pasted with it, the price is in that.
  await cell(page, 4, "what").click();
  await paste(page, { "text/plain": "Description\tQuantity\tUnit price\tCurrency\nHosting\t2\tUS$20\tUSD\n" });
  await expect(message(page, "1 line item added.")).toBeVisible();
  expect(await prices()).toEqual([800, 1000, 70, 20]);
});

test("line items are inserted, duplicated, moved and deleted, several at once", async ({ page }) => {
  await example(page);
  await cell(page, 2, "what").click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(cell(page, 2, "what")).toHaveText("Promoters");
  await expect(cell(page, 3, "what")).toHaveText("Leaflets and posters");
  await expect(cell(page, 3, "what")).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(cell(page, 2, "what")).toHaveText("Leaflets and posters");

  const act = async (name) => {
    await page.getByRole("button", { name: "Row actions" }).click();
    await page.getByRole("button", { name, exact: true }).click();
  };
  await act("Duplicate");
  await expect(message(page, "2 line items copied below.")).toBeVisible();
  await expect(cell(page, 4, "what")).toHaveText("Leaflets and posters (copy)");
  await expect(foot(page)).toContainText("28 line items");
  await act("Insert above");
  await expect(cell(page, 4, "what")).toHaveText("Untitled line item");
  await expect(cell(page, 4, "phase")).toHaveText("Seed users");
  await cell(page, 4, "what").click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+-");
  await expect(foot(page)).toContainText("26 line items");
  await message(page, "Deleted: 3 line items").getByRole("button", { name: "Undo" }).click();
  await expect(foot(page)).toContainText("29 line items");
});

test("line items are searched, filtered, sorted and grouped; the footer sums what is shown", async ({ page }) => {
  await example(page);
  await page.getByLabel("Find", { exact: true }).fill("stall");
  await expect(foot(page)).toContainText("3 of 26 line items");
  await expect(foot(page)).toContainText("¥22,800.00");
  await page.getByRole("button", { name: "Show all line items" }).click();
  const lines = page.getByRole("region", { name: "Line items" });
  await lines.getByRole("combobox", { name: "Phase" }).selectOption({ label: "Seed users" });
  await expect(foot(page)).toContainText("¥34,000.00");
  await page.getByRole("button", { name: "Show all line items" }).click();

  const amount = table(page).getByRole("columnheader", { name: "Amount" });
  await amount.getByRole("button").click();
  await expect(amount).toHaveAttribute("aria-sort", "ascending");
  await expect(cell(page, 1, "what")).toHaveText("Group tool seats");
  await amount.getByRole("button").click();
  await expect(cell(page, 1, "what")).toHaveText("Mall booths");
  // A line item keeps its place while it is edited.
  await cell(page, 1, "quantity").click();
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, "what")).toHaveText("Mall booths");
  await page.keyboard.press("Control+z");
  await amount.getByRole("button").click();
  await expect(amount).not.toHaveAttribute("aria-sort", /./);

  await lines.getByLabel("Group by").selectOption({ label: "Phase" });
  await expect(cell(page, 1, "what")).toHaveText("Seed users: 9 line items");
  await expect(cell(page, 1, "amount")).toHaveText("¥34,000.00");
  await cell(page, 1, "what").click();
  await page.keyboard.press("Enter");
  await expect(cell(page, 2, "what")).toHaveText("Initial users: 10 line items");
  await expect(cell(page, 2, "amount")).toHaveText("¥104,000.00");
  await lines.getByLabel("Group by").selectOption({ label: "Promotion cycle" });
  await expect(cell(page, 1, "what")).toHaveText("1 Mar to 14 Mar: 10 line items");
  await expect(cell(page, 1, "amount")).toHaveText("¥19,400.00");
  await expect(foot(page)).toContainText("¥300,000.00");
});

test("the column selection is applied and remembered", async ({ page }) => {
  await example(page);
  await expect(table(page).getByRole("columnheader", { name: "Note" })).toHaveCount(0);
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Note" }).check();
  await page.getByRole("checkbox", { name: "Channel" }).uncheck();
  await expect(table(page).getByRole("columnheader", { name: "Note" })).toBeVisible();
  await expect(table(page).getByRole("columnheader", { name: "Channel" })).toHaveCount(0);
  await page.reload();
  await expect(table(page).getByRole("columnheader", { name: "Note" })).toBeVisible();
  await expect(table(page).getByRole("columnheader", { name: "Channel" })).toHaveCount(0);
});

test("all fields of a line item are in a form beside the grid, and links lead to cells", async ({ page }) => {
  await example(page);
  await cell(page, 16, "when").click();
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "Tasting weekend" });
  await expect(form.getByLabel("Timing")).toBeFocused();
  await form.getByLabel("Description").fill("Tasting days");
  await page.keyboard.press("Escape");
  await expect(cell(page, 16, "what")).toHaveText("Tasting days");
  await expect(cell(page, 16, "when")).toBeFocused();

  await cell(page, 20, "quantity").click();
  await page.keyboard.press("Delete");
  await page.getByRole("link", { name: /“Mall booths” has no quantity or no unit price/ }).click();
  await expect(cell(page, 20, "quantity")).toBeFocused();
});

test("with five thousand line items only visible rows are drawn, and the last is one key away", async ({ page }) => {
  await example(page);
  await repeatLineItems(page, 5_000);
  await expect(foot(page)).toContainText("5,000 line items");
  await expect(table(page)).toHaveAttribute("aria-rowcount", "5003");
  expect(await table(page).getByRole("row").count()).toBeLessThan(45);
  await cell(page, 1, "what").click();
  await page.keyboard.press("Control+End");
  await expect(cell(page, 5_001, "owner")).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await expect(cell(page, 5_000, "what")).toHaveText("Line 5000");
  await page.keyboard.type("The last");
  await page.keyboard.press("Enter");
  await expect(cell(page, 5_000, "what")).toHaveText("The last");
  await saved(page);
});

test("print includes all line items, not only the visible ones", async ({ page }) => {
  await example(page);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const paper = page.getByRole("table").filter({ hasText: "Description" });
  await expect(paper.getByRole("row")).toHaveCount(28);
  await expect(paper.getByRole("row").last()).toContainText("¥300,000.00");
  await expect(table(page)).toBeHidden();
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(paper).toHaveCount(0);
});

test("axe finds no violation in the grid, and a phone shows cards", async ({ page }) => {
  await example(page);
  expect(await axe(page)).toEqual([]);
  await cell(page, 2, "what").dblclick();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(table(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Edit Leaflets and posters" })).toBeVisible();
  await expect(heading(page)).toHaveText("Budget");
});
