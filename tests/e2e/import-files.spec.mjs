// Files for the import are read in a worker: fetched at the first use, with a bar and Cancel; hostile ones end with a reason.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, expect } from "./harness.mjs";
import { chooser, dialog, importing, paste, workbook as saved } from "./importing.mjs";
import { message } from "./steps-of-a-planner.mjs";

const READER = /\/reader-[0-9a-f]{12}(_bg\.wasm|\.js)$/;

let folder;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "groundswell-import-"))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const workbook = (name, program) => saved(folder, name, program);
const rows = (count) => Array.from({ length: count }, (_, n) => `Line ${n}\t${n + 1}`).join("\n");

const TWO_SHEETS = `import openpyxl
book = openpyxl.Workbook()
summary = book.active
summary.title = "Summary"
for row in [["Phase", "Amount"], ["Seed", 6], ["Initial", 14]]: summary.append(row)
lines = book.create_sheet("Lines")
for row in [["Item", "Qty", "Unit price", "Amount"], ["Posters", 2, 3, "=B2*C2"], ["Stands", 2, 7, "=B3*C3"], ["Tape", 1, 1, "=B4*C4"]]: lines.append(row)
lines.row_dimensions[4].hidden = True
book.save(sys.argv[1])`;

test.describe("over the network", () => {
  // Else the offline worker would answer for what is held back here.
  test.use({ serviceWorkers: "block" });

  test("the reader is fetched at the first file, can be cancelled, and a file opens at its lines", async ({ page, faults }) => {
    const asked = [];
    page.on("request", (request) => READER.test(request.url()) && asked.push(request.url()));
    await importing(page);
    expect(asked).toEqual([]);
    const path = workbook("two.xlsx", TWO_SHEETS);
    // It cannot be had: said, with the way out.
    await page.route(READER, (route) => route.abort());
    await chooser(page).setInputFiles(path);
    await expect(dialog(page).getByRole("alert")).toContainText("The part that reads files could not be loaded.");
    await page.unroute(READER);
    faults.length = 0;
    // Held back: a bar, and Cancel.
    let release;
    const held = new Promise((go) => (release = go));
    await page.route(/\/reader-[0-9a-f]{12}_bg\.wasm$/, async (route) => {
      await held;
      // Whoever asked was ended meanwhile.
      await route.continue().catch(() => {});
    });
    await chooser(page).setInputFiles(path);
    await expect(dialog(page).getByRole("progressbar", { name: "Reading…" })).toBeVisible();
    await dialog(page).getByRole("button", { name: "Cancel reading" }).click();
    await expect(dialog(page).getByRole("progressbar")).toHaveCount(0);
    await expect(dialog(page).getByLabel("Or paste rows")).toBeFocused();
    release();
    await page.unroute(/\/reader-[0-9a-f]{12}_bg\.wasm$/);
    // The sheet with the lines comes first; formulas without values are computed, hidden rows left out.
    await chooser(page).setInputFiles(path);
    await expect(dialog(page).getByLabel("Sheet", { exact: true })).toHaveValue("1");
    await expect(
      dialog(page)
        .getByRole("row", { name: /Posters/ })
        .last(),
    ).toContainText("6.00");
    await expect(dialog(page).getByText("Tape")).toHaveCount(0);
    // Another sheet: the columns are that sheet's.
    await dialog(page).getByLabel("Sheet", { exact: true }).selectOption("0");
    await expect(dialog(page).getByLabel("Phase is taken as")).toBeVisible();
    await expect(dialog(page).getByLabel("Unit price is taken as")).toHaveCount(0);
    await dialog(page).getByLabel("Sheet", { exact: true }).selectOption("1");
    await expect(dialog(page).getByLabel("Unit price is taken as")).toBeVisible();
    await expect(dialog(page).getByLabel("Phase is taken as")).toHaveCount(0);
  });
});

test("hostile workbooks and pastes end with their reason, and the page goes on", async ({ page }) => {
  await importing(page);
  const heavy = workbook(
    "heavy.xlsx",
    `import zipfile
book = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)
rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
packed = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
book.writestr("_rels/.rels", f'<Relationships {packed}><Relationship Id="a" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
book.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{rel}"><sheets><sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>')
book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships {packed}><Relationship Id="s" Type="{rel}/worksheet" Target="s.xml"/><Relationship Id="t" Type="{rel}/sharedStrings" Target="t.xml"/></Relationships>')
book.writestr("xl/t.xml", f'<sst {main}><si><t>{"x" * 44000}</t></si></sst>')
book.writestr("xl/s.xml", f'<worksheet {main}><sheetData>' + "".join(f'<row r="{r}">' + '<c t="s"><v>0</v></c>' * 10 + '</row>' for r in range(1, 4501)) + '</sheetData></worksheet>')
book.close()`,
  );
  await chooser(page).setInputFiles(heavy);
  const alert = dialog(page).getByRole("alert");
  await expect(alert).toContainText("come to more than 24 MB");
  // Rows without number: read at once, not put into the field.
  const field = dialog(page).getByLabel("Or paste rows");
  await paste(field, rows(40_000));
  await expect(alert).toContainText("It has more than 20,000 rows.");
  await expect(field).toHaveValue("");
  await paste(field, rows(30));
  await dialog(page).getByRole("button", { name: "Read the rows" }).click();
  await expect(dialog(page).getByRole("heading", { name: /^Pasted rows/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  // As many into the table of lines: said, and nothing is taken.
  const table = page.getByRole("grid", { name: "Budget lines" });
  await table.getByRole("gridcell").first().click();
  await paste(table, rows(40_000));
  await expect(message(page, "Up to 2,000 rows can be pasted here at once; the clipboard holds 40,000.")).toBeVisible();
  await expect(table.getByRole("row").last()).toContainText("0 lines");
});

test("merged cells of a pasted table leave the columns where they are", async ({ page }) => {
  await importing(page);
  const html =
    "<html><body><table><tr><td>Phase</td><td>Item</td><td>Amount</td></tr><tr><td rowspan=2>Seed</td><td>Posters</td><td>800</td></tr><tr><td>Stands</td><td>1200</td></tr></table></body></html>";
  // The text that comes with it does not tell the merge.
  await paste(dialog(page).getByLabel("Or paste rows"), "Phase\tItem\tAmount\nSeed\tPosters\t800\nStands\t1200\n", html);
  await dialog(page).getByRole("button", { name: "Read the rows" }).click();
  await expect(
    dialog(page)
      .getByRole("row", { name: /Posters/ })
      .last(),
  ).toContainText("800.00");
  await expect(
    dialog(page)
      .getByRole("row", { name: /Stands/ })
      .last(),
  ).toContainText("1,200.00");
});
