// Import files are read in a worker: fetched at first use, with progress and Cancel; malicious files end with a reason.
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
lines = book.create_sheet("Line items")
for row in [["Item", "Qty", "Unit price", "Amount"], ["Posters", 2, 3, "=B2*C2"], ["Stands", 2, 7, "=B3*C3"], ["Tape", 1, 1, "=B4*C4"]]: lines.append(row)
lines.row_dimensions[4].hidden = True
book.save(sys.argv[1])`;

test.describe("over the network", () => {
  // Otherwise the service worker would answer requests that are held back here.
  test.use({ serviceWorkers: "block" });

  test("the reader is fetched with the first file, can be cancelled, and a workbook opens at its line items", async ({ page, faults }) => {
    const asked = [];
    page.on("request", (request) => READER.test(request.url()) && asked.push(request.url()));
    await importing(page);
    expect(asked).toEqual([]);
    const path = workbook("two.xlsx", TWO_SHEETS);
    // It cannot be loaded: reported, with what to do.
    await page.route(READER, (route) => route.abort());
    await chooser(page).setInputFiles(path);
    await expect(dialog(page).getByRole("alert")).toContainText("The part that reads files could not be loaded.");
    await page.unroute(READER);
    faults.length = 0;
    // Held back: progress, and Cancel.
    let release;
    const held = new Promise((go) => (release = go));
    await page.route(/\/reader-[0-9a-f]{12}_bg\.wasm$/, async (route) => {
      await held;
      // The requesting worker was terminated meanwhile.
      await route.continue().catch(() => {});
    });
    await chooser(page).setInputFiles(path);
    await expect(dialog(page).getByRole("progressbar", { name: "Reading…" })).toBeVisible();
    await dialog(page).getByRole("button", { name: "Cancel reading" }).click();
    await expect(dialog(page).getByRole("progressbar")).toHaveCount(0);
    await expect(dialog(page).getByLabel("Or paste rows")).toBeFocused();
    release();
    await page.unroute(/\/reader-[0-9a-f]{12}_bg\.wasm$/);
    // The sheet with line items comes first; formulas without values are computed, hidden rows omitted.
    await chooser(page).setInputFiles(path);
    await expect(dialog(page).getByLabel("Sheet", { exact: true })).toHaveValue("1");
    await expect(
      dialog(page)
        .getByRole("row", { name: /Posters/ })
        .last(),
    ).toContainText("6.00");
    await expect(dialog(page).getByText("Tape")).toHaveCount(0);
    // Another sheet: the columns of that sheet.
    await dialog(page).getByLabel("Sheet", { exact: true }).selectOption("0");
    await expect(dialog(page).getByLabel("Import Phase as")).toBeVisible();
    await expect(dialog(page).getByLabel("Import Unit price as")).toHaveCount(0);
    await dialog(page).getByLabel("Sheet", { exact: true }).selectOption("1");
    await expect(dialog(page).getByLabel("Import Unit price as")).toBeVisible();
    await expect(dialog(page).getByLabel("Import Phase as")).toHaveCount(0);
  });
});

test("malicious workbooks and pastes end with a reason, and the page keeps working", async ({ page }) => {
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
  await expect(alert).toContainText("are larger than 24 MB");
  // A huge number of rows: read at once, not put into the field.
  const field = dialog(page).getByLabel("Or paste rows");
  await paste(field, rows(40_000));
  await expect(alert).toContainText("It has more than 20,000 rows.");
  await expect(field).toHaveValue("");
  await paste(field, rows(30));
  await dialog(page).getByRole("button", { name: "Read rows" }).click();
  await expect(dialog(page).getByRole("heading", { name: /^Pasted rows/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  // The same paste into the grid: reported, and nothing is imported.
  const table = page.getByRole("grid", { name: "Line items" });
  await table.getByRole("gridcell").first().click();
  await paste(table, rows(40_000));
  await expect(message(page, "Up to 2,000 rows can be pasted at once; the clipboard holds 40,000.")).toBeVisible();
  await expect(table.getByRole("row").last()).toContainText("0 line items");
});

test("merged cells of a pasted table keep the columns aligned", async ({ page }) => {
  await importing(page);
  const html =
    "<html><body><table><tr><td>Phase</td><td>Item</td><td>Amount</td></tr><tr><td rowspan=2>Seed</td><td>Posters</td><td>800</td></tr><tr><td>Stands</td><td>1200</td></tr></table></body></html>";
  // The plain text of the clipboard does not express the merge.
  await paste(dialog(page).getByLabel("Or paste rows"), "Phase\tItem\tAmount\nSeed\tPosters\t800\nStands\t1200\n", html);
  await dialog(page).getByRole("button", { name: "Read rows" }).click();
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
