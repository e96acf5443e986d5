// Line items as files: exports are read by another program, imports are previewed before they are applied.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, expect, axe, downloaded } from "./harness.mjs";
import { goToSection, message, newPlan, openExample, openHome, planInAddress, saved, storedDrafts } from "./steps-of-a-planner.mjs";

const fixture = (name) => new URL(`../fixtures/budget/${name}`, import.meta.url).pathname;
const imported = (name) => new URL(`../fixtures/import/${name}`, import.meta.url).pathname;
const noted = new URL("../../.tools/python", import.meta.url);
const python = existsSync(noted) ? readFileSync(noted, "utf8").trim() : "python3";

/** Runs a Python program with arguments and returns the JSON it prints. */
const asked = (program, ...args) => JSON.parse(execFileSync(python, ["-c", program, ...args], { maxBuffer: 1 << 26 }).toString());
/** The cells of a CSV file, as read by Python's own reader. */
const cellsOf = (path) =>
  asked("import csv, json, sys\nwith open(sys.argv[1], encoding='utf-8-sig', newline='') as file: print(json.dumps(list(csv.reader(file))))", path);

let folder;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "groundswell-files-"))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dialog = (page) => page.getByRole("dialog", { name: /^(Import line items|导入明细)$/ });
const counts = (page) => dialog(page).getByRole("status");
const taken = (page) => dialog(page).getByRole("button", { name: /^(Add|Change|Nothing) / });

/** The open plan as stored. */
async function stored(page) {
  await saved(page);
  return JSON.parse((await storedDrafts(page))[planInAddress(page)]).plan;
}
const lines = async (page) => (await stored(page)).budget.lines ?? [];

/** A blank plan with dates, at its budget step. */
async function blankBudget(page) {
  await openHome(page);
  await newPlan(page, "Import");
  await goToSection(page, "basics/dates");
  await page.getByLabel("Start date").fill("2027-03-01");
  await page.getByLabel("End date").fill("2027-07-18");
  await goToSection(page, "budget/line-items");
}

async function open(page) {
  await page.getByRole("button", { name: /^(Import line items|导入明细)$/ }).click();
  await expect(dialog(page)).toBeVisible();
}

/** Opens the dialog and picks a file: a path, or a name with its bytes. */
async function give(page, file) {
  if (!(await dialog(page).isVisible())) await open(page);
  const files = typeof file === "string" ? file : { mimeType: "", ...file };
  await dialog(page)
    .getByLabel(/^(Choose a file|选择文件)$/)
    .setInputFiles(files);
}

const exported = (page) => downloaded(page, () => page.getByRole("button", { name: /^(Export CSV|导出 CSV)$/ }).click());

test("an exported CSV is readable by another program and re-imports without questions or changes", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "budget/line-items");
  const before = await lines(page);
  const { name, bytes } = await exported(page);
  expect(name).toMatch(/-budget.*\.csv$/);
  await expect(message(page, `${before.length} line items exported to`)).toBeVisible();
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const [head, ...rows] = cellsOf(path);
  const keys = head.map((cell) => cell.match(/\[(\w+)(?::\w+)?\]$/)[1]);
  expect(keys).toContain("unit_price");
  expect(rows.map((row) => row[keys.indexOf("what")])).toEqual(before.map((line) => line.description));
  expect(rows.map((row) => Number(row[keys.indexOf("quantity")]))).toEqual(before.map((line) => line.quantity));

  await give(page, path);
  await expect(dialog(page).getByText("Exported from Groundswell: the columns are known.")).toBeVisible();
  await expect(counts(page)).toHaveText(`${before.length} unchanged, 0 changed, 0 new`);
  await expect(dialog(page).getByLabel("Headings")).toHaveCount(0);
  await expect(taken(page)).toBeDisabled();
  expect(await axe(page)).toEqual([]);
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await expect(dialog(page)).toBeHidden();

  // Saved as a workbook in between, like spreadsheet programs do: numbers as numbers, dates as dates.
  const workbook = join(folder, "kept.xlsx");
  asked(
    "import csv, datetime, json, openpyxl, re, sys\nbook = openpyxl.Workbook()\ndef kept(cell):\n  if re.fullmatch(r'-?[0-9]+([.][0-9]+)?', cell): return float(cell)\n  if re.fullmatch('[0-9]{4}-[0-9]{2}-[0-9]{2}', cell): return datetime.date.fromisoformat(cell)\n  return cell\nwith open(sys.argv[1], encoding='utf-8-sig', newline='') as file:\n  for row in csv.reader(file): book.active.append([kept(cell) for cell in row])\nbook.save(sys.argv[2])\nprint('0')",
    path,
    workbook,
  );
  await give(page, workbook);
  await expect(counts(page)).toHaveText(`${before.length} unchanged, 0 changed, 0 new`);
  await page.keyboard.press("Escape");

  // Changed in another program: changes are distinguished from unchanged line items, and one undo reverts them.
  rows[0][keys.indexOf("quantity")] = "99";
  rows[1][keys.indexOf("note")] = "'=1+1";
  const text = [head, ...rows].map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(";")).join("\r\n");
  await give(page, { name: "changed.csv", buffer: Buffer.from(text) });
  await expect(counts(page)).toHaveText(`${before.length - 2} unchanged, 2 changed, 0 new`);
  await dialog(page).getByRole("button", { name: "Change 2 line items" }).click();
  const after = await lines(page);
  expect([after[0].quantity, after[1].note]).toEqual([99, "=1+1"]);
  await message(page, "2 line items changed").getByRole("button", { name: "Undo" }).click();
  expect(await lines(page)).toEqual(before);
});

test("a Chinese workbook is read as saved, previewed, and imported as one step", async ({ page }) => {
  await blankBudget(page);
  await give(page, fixture("budget-zh.xlsx"));
  await expect(dialog(page).getByRole("heading", { name: "budget-zh.xlsx · 7 rows under the headings" })).toBeVisible();
  await expect(dialog(page).getByLabel("Sheet")).toHaveValue("1");
  await expect(dialog(page).getByLabel("Import 项目内容 as")).toHaveValue("what");
  await expect(dialog(page).getByLabel("Import 序号 as")).toHaveValue("");
  await expect(counts(page)).toHaveText(/^5 new, 0 changed, 2 skipped, 0 with errors/);
  await expect(dialog(page).getByRole("row", { name: /^10 new/ })).toContainText("¥10,000.00");
  await dialog(page).getByText("2 rows skipped").click();
  // A row that looks like a total can be imported anyway.
  const total = dialog(page).getByLabel("Row 7: 小计 (the total of rows 5–6): import as a line item");
  await total.check();
  await expect(counts(page)).toHaveText(/^6 new, 0 changed, 1 skipped/);
  await total.uncheck();
  await expect(counts(page)).toHaveText(/^5 new, 0 changed, 2 skipped/);
  expect(await axe(page)).toEqual([]);
  // Another column meaning updates the preview at once.
  await dialog(page).getByLabel("Import 备注 as").selectOption("unit");
  await expect(dialog(page).getByRole("row", { name: /^5 new/ })).toContainText("8 含帐篷 × ¥800");
  await dialog(page).getByLabel("Import 备注 as").selectOption("note");

  // Nothing is imported before confirmation.
  expect(await lines(page)).toEqual([]);
  await dialog(page).getByRole("button", { name: "Add 5 line items" }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Import line items" })).toBeFocused();
  const plan = await stored(page);
  expect(plan.budget.lines.map((line) => line.description)).toEqual(["社区摊位", "入群红包", "软文", "商户通", "探店视频"]);
  expect(plan.strategy.channels.map((channel) => channel.catalogue ?? channel.name)).toEqual([
    "ground_community",
    "wechat_group",
    "local_oa",
    "大众点评",
    "douyin",
  ]);
  await message(page, "5 line items added").getByRole("button", { name: "Undo" }).click();
  const undone = await stored(page);
  expect([undone.budget.lines ?? [], undone.strategy.channels ?? []]).toEqual([[], []]);
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN", colorScheme: "dark", viewport: { width: 390, height: 844 } });

  test("a GB18030 file is read, and unreadable cells are listed by row and column", async ({ page }) => {
    await openHome(page);
    await openExample(page, "zh");
    await goToSection(page, "budget/line-items");
    const before = (await lines(page)).length;
    await give(page, fixture("budget-gb18030.csv"));
    await expect(counts(page)).toHaveText(/^新增 3，更新 0，跳过 1，有误 1/);
    const fault = dialog(page).getByRole("row", { name: /^第 6 行/ });
    await expect(fault).toContainText("第 6 行");
    await expect(fault).toContainText("数量");
    await expect(fault).toContainText("不是数字");
    await expect(dialog(page).getByRole("cell", { name: "𠮷祥物" })).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await dialog(page)
      .getByLabel(/不导入未能完整识别的 1 行/)
      .uncheck();
    await expect(counts(page)).toHaveText(/^新增 4/);
    await dialog(page)
      .getByLabel(/不导入未能完整识别的 1 行/)
      .check();
    await dialog(page).getByRole("button", { name: "添加 3 条明细" }).click();
    const after = await lines(page);
    expect(after.length).toBe(before + 3);
    const posts = after[before + 1];
    expect([posts.description, posts.quantity, posts.unit_price]).toEqual(["软文\n（两轮）", 12, 1800]);
    await message(page, "已添加 3 条明细").getByRole("button", { name: "撤销" }).click();
    expect((await lines(page)).length).toBe(before);

    // An export can be imported again.
    const { name, bytes } = await exported(page);
    await give(page, { name, buffer: bytes });
    await expect(counts(page)).toHaveText(/^不变 \d+，更新 0，新增 0/);
  });
});

test("pasted rows are read, with a choice of decimal comma", async ({ page }) => {
  await blankBudget(page);
  await open(page);
  const read = dialog(page).getByRole("button", { name: "Read rows" });
  await expect(read).toBeDisabled();
  await dialog(page).getByLabel("Or paste rows from Excel, WPS or Google Sheets").fill("Item\tCost\nStalls\t1.234,56\nPosts\t12,5\n");
  await read.click();
  await expect(dialog(page).getByLabel("Number format")).toHaveValue("comma");
  await expect(
    dialog(page)
      .getByRole("row", { name: /Stalls/ })
      .last(),
  ).toContainText("¥1,234.56");
  await dialog(page).getByLabel("Number format").selectOption("point");
  await expect(counts(page)).toHaveText(/^0 new, 0 changed, 0 skipped, 2 with errors/);
  await expect(dialog(page).getByText("Can be read in two ways").first()).toBeVisible();
  await dialog(page).getByLabel("Number format").selectOption("comma");
  await dialog(page).getByRole("button", { name: "Add 2 line items" }).click();
  expect((await lines(page)).map((line) => line.unit_price)).toEqual([1234.56, 12.5]);
});

test("an ad platform report is recognised by its headings and imports spend", async ({ page }) => {
  await blankBudget(page);
  await give(page, imported("ad-manager-campaigns.csv"));
  await expect(dialog(page).getByLabel("File type")).toHaveValue("meta");
  await expect(dialog(page).getByText("This is a report of spend.")).toBeVisible();
  // The plan is in yuan without a rate for dollars: reported, and the user can set another currency.
  await expect(dialog(page).getByText("The plan has no exchange rate for USD.").first()).toBeVisible();
  await dialog(page).getByLabel("Currency of amounts").selectOption("CNY");
  await expect(dialog(page).getByRole("row", { name: /^2 new Spring prospecting/ })).toContainText("¥2,050.00");
  expect(await axe(page)).toEqual([]);
  await dialog(page).getByRole("button", { name: "Add 2 line items" }).click();
  expect((await lines(page)).map((line) => [line.description, line.actual, line.status])).toEqual([
    ["Spring prospecting", 205000, "paid"],
    ["Spring retargeting", 84000, "paid"],
  ]);
});

test("weekly columns share one field, add up to the line item and map to the plan’s cycles", async ({ page }) => {
  await blankBudget(page);
  await give(page, imported("flowchart.csv"));
  await expect(dialog(page).getByLabel("Import W1 to W65 (65 columns) as")).toHaveValue("month");
  await expect(dialog(page).getByRole("row", { name: /^2 new Search ads/ })).toContainText("¥650.00");
  await expect(counts(page)).toHaveText(/^2 new, 0 changed, 0 skipped, 0 with errors/);
  // When ignored, the total column is used instead.
  await dialog(page).getByLabel("Import W1 to W65 (65 columns) as").selectOption("");
  await expect(dialog(page).getByRole("row", { name: /^3 new Posters/ })).toContainText("¥300.00");
  await dialog(page).getByLabel("Import W1 to W65 (65 columns) as").selectOption("month");
  await dialog(page).getByRole("button", { name: "Add 2 line items" }).click();
  const [ads] = await lines(page);
  expect(ads.timing.by_hand.parts.reduce((sum, part) => sum + part.amount, 0)).toBe(65000);
});

test("an exported CSV saved again by Excel asks once for the date order", async ({ page }) => {
  await blankBudget(page);
  const text = readFileSync(imported("saved-by-excel-us.csv"), "utf8").replace("4/5/2027", "2/5/2027");
  await give(page, { name: "saved.csv", buffer: Buffer.from(text) });
  await expect(counts(page)).toHaveText(/^0 new, 0 changed, 0 skipped, 3 with errors/);
  await expect(dialog(page).getByText("3 dates can be read in two ways.")).toBeVisible();
  await dialog(page).getByLabel("Date format").selectOption("month");
  await expect(counts(page)).toHaveText("0 unchanged, 0 changed, 3 new");
  await dialog(page).getByRole("button", { name: "Add 3 line items" }).click();
  expect((await lines(page)).map((line) => line.timing.once.on)).toEqual(["2027-03-01", "2027-02-05", "2027-05-03"]);
});

test("the plan’s own workbook re-imports its budget and reports changes", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "budget/line-items");
  const before = await lines(page);
  await goToSection(page, "review/export");
  const { bytes } = await downloaded(page, () => page.getByRole("button", { name: "Download: Workbook" }).click());
  const path = join(folder, "plan.xlsx");
  writeFileSync(path, bytes);
  await goToSection(page, "budget/line-items");
  await give(page, path);
  await expect(dialog(page).getByText("A workbook exported from Groundswell")).toBeVisible();
  await expect(counts(page)).toHaveText(`${before.length} unchanged, 0 changed, 0 new 1 row skipped`);
  await expect(taken(page)).toBeDisabled();
});

test("a refund is a line item, entered or imported", async ({ page }) => {
  await blankBudget(page);
  await open(page);
  await dialog(page).getByLabel("Or paste rows from Excel, WPS or Google Sheets").fill("Item\tAmount\nStalls\t1,000\nRefund\t(500)\n");
  await dialog(page).getByRole("button", { name: "Read rows" }).click();
  await expect(counts(page)).toHaveText(/^2 new, 0 changed, 0 skipped, 0 with errors/);
  await dialog(page).getByRole("button", { name: "Add 2 line items" }).click();
  expect((await lines(page)).map((line) => line.unit_price)).toEqual([1000, -500]);
});

test("a file without a table is reported with what to do, and nothing is imported", async ({ page }) => {
  await blankBudget(page);
  const encrypted = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(512), Buffer.from("EncryptedPackage", "utf16le")]);
  for (const [name, buffer, said] of [
    ["empty.csv", Buffer.from("\ufeff"), "It is empty"],
    ["empty.xlsx", readFileSync(fixture("empty.xlsx")), "It is empty"],
    ["cut-off.xlsx", readFileSync(fixture("cut-off.xlsx")), "It is damaged"],
    ["secret.xlsx", encrypted, "It is password protected"],
    ["old.xls", Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(512)]), "Excel’s old format"],
    ["plan.pdf", Buffer.from("%PDF-1.7\n"), "It is not a table"],
    ["long.csv", Buffer.from(`Item,Cost\n${"a,1\n".repeat(20_001)}`), "more than 20,000 rows"],
  ]) {
    await give(page, { name, buffer });
    const alert = dialog(page).getByRole("alert");
    await expect(alert).toContainText(`“${name}” could not be read`);
    await expect(alert).toContainText(said);
  }
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  expect(await lines(page)).toEqual([]);
});

test("a workbook of 5,000 line items written by another program is imported and undone", async ({ page }) => {
  const path = join(folder, "long.xlsx");
  asked(
    "import openpyxl, sys\nbook = openpyxl.Workbook(write_only=True)\nsheet = book.create_sheet('Line items')\nsheet.append(['Item', 'Qty', 'Unit price', 'Phase'])\nfor n in range(5000): sheet.append([f'Line {n}', n % 7 + 1, 12.5, ['Seed users', 'Initial users', 'Brand promotion'][n % 3]])\nbook.save(sys.argv[1])\nprint('0')",
    path,
  );
  await blankBudget(page);
  await give(page, path);
  await expect(counts(page)).toHaveText(/^5,000 new, 0 changed, 0 skipped, 0 with errors/);
  await dialog(page).getByRole("button", { name: "Add 5,000 line items" }).click();
  expect((await lines(page)).length).toBe(5000);
  await message(page, "5,000 line items added").getByRole("button", { name: "Undo" }).click();
  expect((await lines(page)).length).toBe(0);
});

test.describe("over the network", () => {
  // Otherwise the service worker would answer requests that are held back here.
  test.use({ serviceWorkers: "block" });

  test("import code is fetched at first use, and a failure to load it is reported", async ({ page, faults }) => {
    const parts = [];
    page.on("request", (request) => /\/files-[0-9a-f]{12}\.wasm$/.test(request.url()) && parts.push(request.url()));
    await page.route(/\/files-[0-9a-f]{12}\.wasm$/, (route) => route.abort());
    await blankBudget(page);
    expect(parts).toEqual([]);
    await page.getByRole("button", { name: "Import line items" }).click();
    await expect(message(page, "This part could not be loaded.")).toBeVisible();
    faults.length = 0;
    await page.unroute(/\/files-[0-9a-f]{12}\.wasm$/);
    await open(page);
  });
});
