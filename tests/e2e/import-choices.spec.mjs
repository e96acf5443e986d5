// Import settings: each detected setting is a field that changes it; the preview follows at once.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, expect } from "./harness.mjs";
import { counts, dialog, give, importing, line, workbook as saved } from "./importing.mjs";
import { goToSection, startBlank } from "./steps-of-a-planner.mjs";

let folder;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "groundswell-choices-"))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const field = (page, label) => dialog(page).getByLabel(label, { exact: true });
const options = (select) => select.getByRole("option").allTextContents();

test("hidden rows and columns are omitted with a notice, and read by choice", async ({ page }) => {
  const path = saved(
    folder,
    "hidden.xlsx",
    `import openpyxl
book = openpyxl.Workbook()
sheet = book.active
for row in [["Item", "Owner", "Amount"], ["Posters", "Ana", 800], ["Stands", "Bo", 1200], ["Tape", "Cai", 30]]: sheet.append(row)
sheet.row_dimensions[3].hidden = True
sheet.column_dimensions["B"].hidden = True
book.save(sys.argv[1])`,
  );
  await importing(page);
  await give(page, path);
  await expect(dialog(page).getByText("Hidden in the file: 1 rows, 1 columns.")).toBeVisible();
  await expect(field(page, "Hidden rows and columns")).toHaveValue("no");
  await expect(counts(page)).toHaveText(/^2 new/);
  await expect(line(page, 3)).toHaveCount(0);
  await expect(field(page, "Import Owner as")).toHaveCount(0);
  await field(page, "Hidden rows and columns").selectOption({ label: "Import as well" });
  await expect(counts(page)).toHaveText(/^3 new/);
  await expect(line(page, 3)).toContainText("Stands");
  await expect(field(page, "Import Owner as")).toHaveValue("owner");
  // Hidden cells are still reported, and the choice can be reverted.
  await expect(dialog(page).getByText("Hidden in the file: 1 rows, 1 columns.")).toBeVisible();
  await field(page, "Hidden rows and columns").selectOption({ label: "Do not import" });
  await expect(line(page, 3)).toHaveCount(0);
  await expect(counts(page)).toHaveText(/^2 new/);
});

test("a file without hidden cells asks nothing about them", async ({ page }) => {
  await importing(page);
  await give(page, "plain.csv", "Item,Amount\nPosters,800\n");
  await expect(counts(page)).toHaveText(/^1 new/);
  for (const label of ["Hidden rows and columns", "Empty cells below a name", "Date format", "Sheet"]) await expect(field(page, label)).toHaveCount(0);
});

test("similar names of channels become the catalogue's unless this is refused", async ({ page }) => {
  await importing(page);
  await give(page, "channels.csv", "Item,Channel,Amount\nReads,Podcast ads,800\nSpots,Reddit ads,300\nBoards,Bus ads,100\n");
  const similar = dialog(page).getByRole("checkbox", { name: "Use the catalogue’s channels for 2 similar names" });
  await expect(similar).toBeChecked();
  await expect(dialog(page)).toContainText("Podcast ads → Podcasts and Reddit ads → Reddit. Otherwise each is added as named.");
  await dialog(page).getByRole("button", { name: "Add 3 line items" }).click();
  await goToSection(page, "strategy/channels");
  const channel = (name) => page.getByRole("main").getByText(name, { exact: true }).first();
  for (const name of ["Podcasts", "Reddit", "Bus ads"]) await expect(channel(name)).toBeVisible();
  await page.keyboard.press("Control+z");
  await importing(page);
  await give(page, "channels.csv", "Item,Channel,Amount\nReads,Podcast ads,800\nSpots,Reddit ads,300\nBoards,Bus ads,100\n");
  await similar.uncheck();
  await dialog(page).getByRole("button", { name: "Add 3 line items" }).click();
  await goToSection(page, "strategy/channels");
  for (const name of ["Podcast ads", "Reddit ads", "Bus ads"]) await expect(channel(name)).toBeVisible();
});

test("the encoding is detected, shown and changeable; the preview follows", async ({ page }) => {
  // Windows-1251 letters that mean other letters in Windows-1252.
  const bytes = [
    ...Buffer.from("Item;Amount\n"),
    0xcf,
    0xeb,
    0xe0,
    0xea,
    0xe0,
    0xf2,
    0xfb,
    ...Buffer.from(";800\n"),
    0xd1,
    0xf2,
    0xe5,
    0xed,
    0xe4,
    ...Buffer.from(";1200\n"),
  ];
  await importing(page);
  await give(page, "letters.csv", Uint8Array.from(bytes));
  const encoding = field(page, "Text encoding");
  await encoding.selectOption({ label: "Windows-1251 (Cyrillic)" });
  await expect(line(page, 2)).toContainText("Плакаты");
  await encoding.selectOption({ label: "Windows-1252 (Western)" });
  await expect(line(page, 2)).toContainText("Ïëàêàòû");
  await encoding.selectOption({ label: "UTF-8" });
  await expect(dialog(page).getByText("12 characters cannot be read in this encoding. Choose another encoding above.")).toBeVisible();
  await encoding.selectOption({ label: "Windows-1251 (Cyrillic)" });
  await expect(line(page, 3)).toContainText("Стенд");
  await expect(dialog(page).getByText("cannot be read in this encoding")).toHaveCount(0);
  // A column meaning set by the user is kept with another encoding.
  await field(page, "Import Amount as").selectOption({ label: "Unit price" });
  await encoding.selectOption({ label: "KOI8-R (Cyrillic)" });
  await expect(line(page, 2)).not.toContainText("Плакаты");
  await expect(field(page, "Import Amount as")).toHaveValue("unit_price");
});

test("empty cells below a name: merged ones are filled, others by choice", async ({ page }) => {
  const path = saved(
    folder,
    "merged.xlsx",
    `import openpyxl
book = openpyxl.Workbook()
sheet = book.active
for row in [["Phase", "Item", "Amount"], ["Seed users", "Posters", 800], [None, "Stands", 1200], ["Initial users", "Ads", 500], [None, "Booth", 700]]: sheet.append(row)
sheet.merge_cells("A2:A3")
book.save(sys.argv[1])`,
  );
  await importing(page);
  await give(page, path);
  const empty = field(page, "Empty cells below a name");
  await expect(empty).toHaveValue("merged");
  expect(await options(empty)).toEqual(["Fill merged cells only", "Fill all from above", "Leave empty"]);
  await expect(line(page, 3)).toContainText("Seed users");
  await expect(line(page, 5)).toContainText("Whole plan");
  await empty.selectOption({ label: "Fill all from above" });
  await expect(line(page, 5)).toContainText("Initial users");
  await empty.selectOption({ label: "Leave empty" });
  await expect(line(page, 3)).toContainText("Whole plan");
  await expect(line(page, 5)).toContainText("Whole plan");
  await empty.selectOption({ label: "Fill merged cells only" });
  await expect(line(page, 3)).toContainText("Seed users");
});

test("ambiguous numbers are asked about once per column", async ({ page }) => {
  await importing(page);
  await give(page, "marks.tsv", "Item\tQuantity\tUnit price\nPosters\t1.500\t2.250\nStands\t2.000\t1.125\nTape\t3.750\t4.500\n");
  const [quantity, price] = [field(page, "Number format of Quantity"), field(page, "Number format of Unit price")];
  await expect(quantity).toHaveValue("either");
  await expect(price).toHaveValue("either");
  expect(await options(quantity)).toEqual(["1.500: choose", "1,234.56", "1.234,56"]);
  await expect(counts(page)).toHaveText(/^0 new, 0 changed, 0 skipped, 3 with errors/);
  await expect(dialog(page).getByText("3 numbers can be read in two ways. Choose the number format of this column above.")).toHaveCount(2);
  await quantity.selectOption({ label: "1.234,56" });
  await expect(dialog(page).getByText("3 numbers can be read in two ways.")).toHaveCount(1);
  await price.selectOption({ label: "1,234.56" });
  await expect(counts(page)).toHaveText(/^3 new, 0 changed, 0 skipped, 0 with errors/);
  await expect(line(page, 2)).toContainText("1,500 × ¥2.25");
  await expect(line(page, 2)).toContainText("¥3,375.00");
  // Another answer updates the preview, and the answer for one column does not affect another.
  await price.selectOption({ label: "1.234,56" });
  await expect(line(page, 2)).toContainText("1,500 × ¥2,250");
  // A column that is no longer numeric asks nothing.
  await field(page, "Import Unit price as").selectOption({ label: "Note" });
  await expect(price).toHaveCount(0);
  await expect(quantity).toHaveValue("comma");
});

test("the order of day and month is detected or asked once, and can be changed", async ({ page }) => {
  await importing(page, ["2027-01-01", "2027-12-31"]);
  await give(page, "open.csv", "Item,Amount,When\nPosters,800,03/04/2027\nStands,1200,05/06/2027\n");
  const order = field(page, "Date format");
  await expect(order).toHaveValue("");
  expect(await options(order)).toEqual(["Choose: 3/4 is March or April?", "Day first: 31/12/2027", "Month first: 12/31/2027"]);
  await expect(counts(page)).toHaveText(/^0 new, 0 changed, 0 skipped, 2 with errors/);
  await expect(dialog(page).getByText("2 dates can be read in two ways. Choose the date format above.")).toBeVisible();
  await order.selectOption({ label: "Day first: 31/12/2027" });
  await expect(line(page, 2)).toContainText("3 Apr 2027");
  await expect(counts(page)).toHaveText(/^2 new, 0 changed, 0 skipped, 0 with errors/);
  await order.selectOption({ label: "Month first: 12/31/2027" });
  await expect(line(page, 2)).toContainText("4 Mar 2027");
  await expect(line(page, 3)).toContainText("6 May 2027");
  await dialog(page).getByRole("button", { name: "Choose another" }).click();
  // One unambiguous date settles the others. The order can still be changed, and does not affect that date.
  await give(page, "settled.csv", "Item,Amount,When\nPosters,800,03/04/2027\nStands,1200,05/25/2027\n");
  await expect(order).toHaveValue("month");
  await expect(line(page, 2)).toContainText("4 Mar 2027");
  await order.selectOption({ label: "Day first: 31/12/2027" });
  await expect(line(page, 2)).toContainText("3 Apr 2027");
  await expect(line(page, 3)).toContainText("25 May 2027");
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN", viewport: { width: 390, height: 844 } });

  test("the questions are in Chinese and the preview follows", async ({ page }) => {
    await page.goto("./");
    await startBlank(page);
    await expect(page.getByLabel("计划名称")).toBeVisible();
    await goToSection(page, "budget/line-items");
    await page.getByRole("button", { name: "导入明细" }).click();
    await give(page, "marks.tsv", "项目\t数量\t单价\t时间\n海报\t1.500\t2\t03/04/2027\n展架\t2.000\t3\t05/06/2027\n");
    await expect(counts(page)).toHaveText(/^新增 0，更新 0，跳过 0，有误 2/);
    await field(page, "数量的数字写法").selectOption({ label: "1.234,56" });
    await field(page, "日期写法").selectOption({ label: "月在前：12/31/2027" });
    await expect(counts(page)).toHaveText(/^新增 2，更新 0，跳过 0，有误 0/);
    await expect(line(page, 2)).toContainText("1,500 × ¥2");
    await expect(line(page, 2)).toContainText("2027年3月4日");
    await expect(field(page, "文字编码")).toHaveValue("utf-8");
  });
});
