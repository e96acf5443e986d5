// Times a newcomer from Home to a plan's PDF report and workbook at the pace of a calm typist: 250 ms per key, 2 s of
// thought before each input. `make bench ONLY=newcomer`, or node tools/bench/newcomer.mjs [--key 250] [--thought 2000]
// Runs in both languages and both markets, and counts the inputs until the plan can be exported.
import { serve } from "../serve.mjs";
import { launch } from "./measure.mjs";
import { readOptions } from "./options.mjs";
import { goals, table } from "./report.mjs";

const options = readOptions("node tools/bench/newcomer.mjs [--key 250] [--thought 2000]", { key: "250", thought: "2000" });

const LANGUAGES = {
  en: {
    locale: "en-GB",
    newPlan: "New plan",
    product: ["Product or service", "Riverside Tea, bottled cold brew"],
    kind: ["Kind of project", "Online shop"],
    market: ["Market", { china: "Mainland China", international: "International" }],
    baseline: "Baseline",
    target: "Target",
    budget: "Total budget",
    create: "Create plan",
    lineItems: "Line items",
    exports: "Export",
    report: "PDF report",
    workbook: "Excel workbook",
  },
  zh: {
    locale: "zh-CN",
    newPlan: "新建计划",
    product: ["产品或服务", "江畔冷泡茶"],
    kind: ["项目类型", "电商"],
    market: ["市场", { china: "中国市场", international: "海外市场" }],
    baseline: "基准值",
    target: "目标值",
    budget: "预算总额",
    create: "生成计划",
    lineItems: "预算明细",
    exports: "导出",
    report: "PDF 报告",
    workbook: "Excel 工作簿",
  },
};

/** One newcomer: seconds and inputs until the plan can be exported, and until both files are there. */
async function journey(address, words, market) {
  const browser = await launch();
  try {
    const context = await browser.newContext({ locale: words.locale, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      globalThis.printed = 0;
      globalThis.print = () => (globalThis.printed += 1);
    });
    const main = page.getByRole("main");
    let inputs = 0;
    /** One input of the newcomer, after a thought. */
    const input = async (act) => {
      await page.waitForTimeout(Number(options.thought));
      await act();
      inputs += 1;
    };
    const press = (control) => input(() => control.click());
    const type = (label, text) =>
      input(async () => {
        const field = main.getByLabel(label, { exact: true });
        await field.click();
        await field.press("ControlOrMeta+a");
        await page.keyboard.type(text, { delay: Number(options.key) });
      });
    const choose = (label, option) => input(() => main.getByLabel(label, { exact: true }).selectOption({ label: option }));

    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    await page.goto(address);
    await press(page.getByRole("button", { name: words.newPlan, exact: true }).first());
    await type(...words.product);
    await choose(words.kind[0], words.kind[1]);
    const [label, names] = words.market;
    if ((await main.getByLabel(label, { exact: true }).inputValue()) !== market) await choose(label, names[market]);
    await type(words.baseline, "40");
    await type(words.target, "120");
    await type(words.budget, market === "china" ? "200000" : "25000");
    await press(page.getByRole("button", { name: words.create, exact: true }));
    const side = page.getByRole("navigation", { name: /^(Plan|计划)$/ });
    await side.getByRole("button", { name: words.exports, exact: true }).waitFor();
    const exportable = { seconds: seconds(), inputs };

    // Three line items are changed: their quantities.
    await page.goto(page.url().replace(/(#\/plan\/[^/]+).*/, "$1/budget/line-items"));
    inputs += 1;
    const grid = page.getByRole("grid", { name: words.lineItems });
    for (const row of [1, 2, 3]) {
      await input(async () => {
        const cell = grid.locator(`[aria-rowindex="${row + 1}"] [aria-colindex="6"]`);
        await cell.click();
        await page.keyboard.type(String(row + 2), { delay: Number(options.key) });
        await page.keyboard.press("Enter");
        await page.waitForFunction(([element, text]) => element.textContent.includes(text), [await cell.elementHandle(), String(row + 2)]);
      });
    }

    await press(side.getByRole("button", { name: words.exports, exact: true }));
    const download = page.waitForEvent("download");
    await press(side.getByRole("button", { name: words.workbook, exact: true }));
    const file = (await download).suggestedFilename();
    if (!file.endsWith(".xlsx")) throw new Error(`${file} is no workbook`);
    await press(side.getByRole("button", { name: words.exports, exact: true }));
    await press(side.getByRole("button", { name: words.report, exact: true }));
    await page.waitForFunction(() => globalThis.printed === 1);
    const pdf = await page.pdf();
    if (pdf.length < 10_000) throw new Error("the report is empty");
    return { exportable, done: { seconds: seconds(), inputs } };
  } finally {
    await browser.close();
  }
}

const server = await serve({ dir: "dist" });
const rows = [];
for (const [language, words] of Object.entries(LANGUAGES)) {
  for (const market of ["china", "international"]) {
    const { exportable, done } = await journey(server.url, words, market);
    rows.push({ language, market, exportable, done });
    console.error(`${language}, ${market}: done`);
  }
}
await server.close();

console.log(`\nA newcomer's first plan; ${options.key} ms per key, ${options.thought} ms of thought before each input\n`);
table([
  ["language, market", "inputs to an exportable plan", "s", "inputs to PDF and workbook", "s"],
  ...rows.map(({ language, market, exportable, done }) => [
    `${language}, ${market}`,
    String(exportable.inputs),
    exportable.seconds.toFixed(0),
    String(done.inputs),
    done.seconds.toFixed(0),
  ]),
]);
console.log();
goals([
  ["most inputs to an exportable plan", Math.max(...rows.map((row) => row.exportable.inputs)), 10, ""],
  ["longest way to PDF and workbook", Math.max(...rows.map((row) => row.done.seconds)) / 60, 10, " min"],
]);
