// Compares writing the workbook of a large plan with ExcelJS, which writes the same sheets. `make bench ONLY=workbook`.
//   node tools/bench/workbook.mjs [--runs 5]
// ExcelJS gets the cells of our own file, read back before the measurement: values, formulas with results, number formats,
// widths, frozen panes and filters. It writes no charts; ours has two.
// Both run in turn in one browser (A B A B): only the ratios of the results are meaningful.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../serve.mjs";
import { budgetPlan } from "./budget-plan.mjs";
import { launch, median } from "./measure.mjs";
import { page as layOut, version } from "./peers.mjs";
import { goals, show, table } from "./report.mjs";

const runs = process.argv[2] === "--runs" ? Number(process.argv[3]) : 5;
if (!Number.isInteger(runs) || runs < 1) {
  console.error("node tools/bench/workbook.mjs [--runs 5]");
  process.exit(2);
}
if (!existsSync("dist/index.html")) {
  console.error("dist/ is not built: make dist");
  process.exit(1);
}

const LINES = 5_000;
const plan = budgetPlan(LINES);
const exceljs = join(dirname(fileURLToPath(import.meta.url)), "node_modules", "exceljs", "dist", "exceljs.min.js");
const PEER = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A workbook</title><link rel="icon" href="data:,"><script src="exceljs.min.js"></script></head><body></body></html>`;
const peer = await serve({ dir: layOut("exceljs", { "index.html": PEER, "exceljs.min.js": readFileSync(exceljs) }) });
const app = await serve({ dir: "dist" });

/** Clicks the button twice: the time until each file was complete, and the file. */
async function ours() {
  const browser = await launch();
  try {
    const context = await browser.newContext({ locale: "en-GB" });
    await context.addInitScript(
      ({ key, text }) => {
        localStorage.setItem(key, text);
        const offer = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => {
          globalThis.offered?.({ blob, at: performance.now() });
          return offer(blob);
        };
      },
      { key: `groundswell/.plan.${plan.id}`, text: plan.text },
    );
    const page = await context.newPage();
    await page.goto(`${app.url}#/plan/${plan.id}/review/export`);
    const button = page.getByRole("button", { name: "Download: Workbook", exact: true });
    await button.waitFor();
    await page.waitForLoadState("networkidle");
    const once = () =>
      button.evaluate(async (button) => {
        const started = performance.now();
        const { blob, at } = await new Promise((done) => {
          globalThis.offered = done;
          button.click();
        });
        const bytes = new Uint8Array(await blob.arrayBuffer());
        let text = "";
        for (let from = 0; from < bytes.length; from += 8192) text += String.fromCharCode(...bytes.subarray(from, from + 8192));
        return { took: at - started, size: bytes.length, file: btoa(text) };
      });
    const first = await once();
    await page.waitForTimeout(300);
    const second = await once();
    const rows = await page.evaluate(() => performance.getEntriesByName("groundswell:workbook-rows").at(-1)?.duration ?? NaN);
    return { first: first.took, second: second.took, rows, size: second.size, file: second.file };
  } finally {
    await browser.close();
  }
}

/** The same sheets written by ExcelJS, twice. */
async function theirs(file) {
  const browser = await launch();
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(peer.url);
    return await page.evaluate(async (file) => {
      const source = new ExcelJS.Workbook();
      await source.xlsx.load(Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0)).buffer);
      const sheets = source.worksheets.map((sheet) => {
        const rows = [];
        sheet.eachRow({ includeEmpty: true }, (row) => {
          const cells = [];
          row.eachCell({ includeEmpty: true }, ({ value, numFmt, font, fill }) => cells.push({ value, numFmt, font, fill }));
          rows.push(cells);
        });
        return { name: sheet.name, rows, views: sheet.views, filter: sheet.autoFilter, widths: (sheet.columns ?? []).map(({ width }) => ({ width })) };
      });
      const write = async () => {
        const started = performance.now();
        const book = new ExcelJS.Workbook();
        for (const { name, rows, views, filter, widths } of sheets) {
          const sheet = book.addWorksheet(name, { views });
          sheet.columns = widths;
          for (const cells of rows) {
            const row = sheet.addRow(cells.map(({ value }) => value));
            cells.forEach(({ numFmt, font, fill }, at) => {
              const cell = row.getCell(at + 1);
              if (numFmt) cell.numFmt = numFmt;
              if (font) cell.font = font;
              if (fill) cell.fill = fill;
            });
          }
          if (filter) sheet.autoFilter = filter;
        }
        const bytes = await book.xlsx.writeBuffer();
        return { took: performance.now() - started, size: bytes.byteLength };
      };
      const first = await write();
      const second = await write();
      return { first: first.took, second: second.took, size: second.size };
    }, file);
  } finally {
    await browser.close();
  }
}

const results = { ours: [], theirs: [] };
for (let run = 0; run < runs; run += 1) {
  const mine = await ours();
  results.ours.push(mine);
  results.theirs.push(await theirs(mine.file));
  console.error(`run ${run + 1} of ${runs}`);
}
await app.close();
await peer.close();

const of = (who, figure) => median(results[who].map((result) => result[figure]));
console.log(`\nWorkbook of a plan of ${LINES.toLocaleString("en")} line items; medians of ${runs}\n`);
table([
  ["writer", "first ms", "again ms", "kB"],
  ["Groundswell, from the press to the file", show(of("ours", "first")), show(of("ours", "second")), show(of("ours", "size") / 1000, 1)],
  [
    `ExcelJS ${version("exceljs")}, from its rows to the bytes`,
    show(of("theirs", "first")),
    show(of("theirs", "second")),
    show(of("theirs", "size") / 1000, 1),
  ],
]);
console.log(`\nGroundswell, main thread: ${show(of("ours", "rows"))} ms\n`);
goals([
  ["first workbook, time, including the download of the worker", of("ours", "first") / of("theirs", "first"), 1, "×"],
  ["second workbook, time", of("ours", "second") / of("theirs", "second"), 1, "×"],
  ["workbook, size", of("ours", "size") / of("theirs", "size"), 1, "×"],
]);
