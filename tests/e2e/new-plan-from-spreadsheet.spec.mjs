// A plan is made of a spreadsheet on the list of plans: what it will contain first, then its overview.
import { readFileSync } from "node:fs";
import { test, expect } from "./harness.mjs";
import { paste } from "./importing.mjs";
import { heading, HOME_HEADING, openHome } from "./steps-of-a-planner.mjs";

const file = (name) => new URL(`../fixtures/new_plan/${name}`, import.meta.url).pathname;
const FLOWCHART = file("media-flowchart.csv");
const CAMPAIGNS = file("meta-campaigns.csv");
const QUOTE = file("agency-quote.xlsx");

const dialog = (page) => page.getByRole("dialog", { name: /^(Start from a spreadsheet|从表格开始)$/ });
const chooser = (page) => dialog(page).getByLabel(/^(Choose a file|选择文件)$/);
const create = (page) => dialog(page).getByRole("button", { name: /^(Create plan|创建计划)$/ });
const field = (page, name) => dialog(page).getByLabel(name, { exact: true });
const phase = (page, name) => dialog(page).getByRole("row", { name: new RegExp(`^${name} `) });
const plans = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(".plan.")).length);

async function begin(page) {
  await openHome(page);
  await page.getByRole("button", { name: /^(Start from a spreadsheet|从表格开始)$/ }).click();
  await expect(dialog(page)).toBeVisible();
}

async function read(page, path) {
  await begin(page);
  await chooser(page).setInputFiles(path);
  await expect(create(page)).toBeEnabled();
}

/** Drops files on the page, each a path or a name and its text. */
async function drop(page, files) {
  const contents = files.map((file) => (typeof file === "string" ? [file.split("/").pop(), readFileSync(file, "utf8")] : file));
  await page.evaluate((contents) => {
    const data = new DataTransfer();
    for (const [name, text] of contents) data.items.add(new File([text], name));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, contents);
}

test("a flowchart of weeks becomes a plan: title, currency, dates, phases and channels of the table", async ({ page }) => {
  await read(page, FLOWCHART);
  await expect(field(page, "Plan name")).toHaveValue("Harbor Coffee – spring launch 2027");
  await expect(field(page, "Currency")).toHaveValue("EUR");
  await expect(field(page, "Start date")).toHaveValue("2027-03-01");
  await expect(field(page, "End date")).toHaveValue("2027-05-02");
  await expect(dialog(page).getByRole("group", { name: "Total budget" })).toHaveText("€8,950.00");
  await expect(phase(page, "Teaser")).toContainText("€1,250.00");
  await expect(phase(page, "Launch")).toContainText("€5,800.00");
  await expect(phase(page, "Sustain")).toContainText("€1,900.00");
  await expect(dialog(page).getByText("4 from the catalogue: Instagram, Email newsletter, Meta Ads and Google Ads")).toBeVisible();
  await expect(dialog(page).getByText("1 added as named: Street sampling")).toBeVisible();
  expect(await plans(page)).toBe(0);
  await create(page).click();
  await expect(heading(page)).toHaveText("Harbor Coffee – spring launch 2027");
  const phases = page.getByRole("region", { name: "Budget by phase" });
  await expect(phases.getByRole("row", { name: /^Launch/ })).toContainText("€5,800");
  const timeline = page.getByRole("region", { name: "Timeline" }).getByRole("listitem");
  await expect(timeline).toContainText([/Teaser/, /Launch/, /Sustain/]);
  await expect(page.getByRole("main")).toContainText("€8,950");
});

test("a campaign export becomes a plan of what was spent; the name and the dates can be changed first", async ({ page }) => {
  await read(page, CAMPAIGNS);
  await expect(field(page, "Plan name")).toHaveValue("meta-campaigns");
  await expect(field(page, "Currency")).toHaveValue("GBP");
  await expect(phase(page, "Whole plan")).toContainText("£3,246.50");
  await field(page, "Plan name").fill("Store opening");
  await field(page, "End date").fill("2027-06-30");
  await expect(phase(page, "Brand promotion")).toContainText("30 Jun");
  await expect(create(page)).toBeEnabled();
  await create(page).click();
  await expect(heading(page)).toHaveText("Store opening");
  await expect(page.getByRole("main")).toContainText("£3,246.50");
  await expect(page.getByRole("region", { name: "Timeline" }).getByRole("listitem").first()).toContainText("Seed users");
});

test("an agency's workbook becomes a plan by keyboard; lines get their phase by date only if wanted", async ({ page }) => {
  await read(page, QUOTE);
  await expect(field(page, "Plan name")).toHaveValue("Riverside Museum – autumn exhibition campaign");
  await expect(phase(page, "Seed users")).toContainText("£6,200.00");
  const byDate = dialog(page).getByLabel("Assign line items to phases by date");
  await byDate.focus();
  await page.keyboard.press("Space");
  await expect(phase(page, "Whole plan")).toContainText("£15,601.00");
  await page.keyboard.press("Space");
  await expect(phase(page, "Seed users")).toContainText("£6,200.00");
  await create(page).focus();
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Riverside Museum – autumn exhibition campaign");
  await expect(page.getByRole("main")).toContainText("£15,601");
});

test("Cancel and Escape leave nothing behind, and the next file begins anew", async ({ page }) => {
  await read(page, FLOWCHART);
  await field(page, "Plan name").fill("Left behind");
  await dialog(page).getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(heading(page)).toHaveText(HOME_HEADING);
  expect(await plans(page)).toBe(0);
  await page.getByRole("button", { name: "Start from a spreadsheet" }).click();
  await chooser(page).setInputFiles(CAMPAIGNS);
  await expect(field(page, "Plan name")).toHaveValue("meta-campaigns");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await page.reload();
  await expect(heading(page)).toHaveText(HOME_HEADING);
  expect(await plans(page)).toBe(0);
});

test("a damaged file is refused beside the chooser, and another can be chosen", async ({ page }) => {
  await begin(page);
  await chooser(page).setInputFiles({ name: "budget.xlsx", mimeType: "", buffer: Buffer.from(readFileSync(QUOTE).subarray(0, 900)) });
  await expect(dialog(page).getByRole("alert")).toContainText("“budget.xlsx” could not be read");
  await expect(create(page)).toHaveCount(0);
  await chooser(page).setInputFiles(QUOTE);
  await expect(field(page, "Currency")).toHaveValue("GBP");
  await expect(dialog(page).getByRole("alert")).toHaveCount(0);
});

test("a table in two currencies asks which one the plan has, and a stated budget which total counts", async ({ page }) => {
  await begin(page);
  const table = "Item,Amount,Currency\nReel,900,USD\nFair,200,EUR\nPosters,300,EUR\nTotal budget,2000,EUR\n";
  await dialog(page).getByLabel("Or paste rows").fill(table);
  await dialog(page).getByRole("button", { name: "Read rows" }).click();
  await expect(field(page, "Currency")).toHaveValue("EUR");
  await expect(dialog(page).getByText("The table also has USD.")).toBeVisible();
  await expect(field(page, "Total budget")).toHaveValue("row");
  await field(page, "Total budget").selectOption("lines");
  await expect(field(page, "Total budget").locator("option:checked")).toHaveText(/€500\.00/);
  await field(page, "Currency").selectOption("USD");
  await expect(dialog(page).getByText("The table also has EUR.")).toBeVisible();
  await expect(dialog(page).getByText("The line items have no dates.")).toBeVisible();
  await field(page, "Plan name").fill("Two currencies");
  await create(page).click();
  await expect(heading(page)).toHaveText("Two currencies");
  await expect(page.getByRole("main")).toContainText("$900");
});

test("a spreadsheet dropped on the list begins a plan; plan files beside it are imported, further ones are said", async ({ page }) => {
  await openHome(page);
  await drop(page, [FLOWCHART, CAMPAIGNS, ["broken.json", "{}"]]);
  await expect(field(page, "Plan name")).toHaveValue("Harbor Coffee – spring launch 2027");
  await dialog(page).getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByText("“meta-campaigns.csv” was not imported")).toBeVisible();
  await expect(page.getByText("A plan is created from one spreadsheet at a time")).toBeVisible();
  await expect(page.getByText("“broken.json” was not imported")).toBeVisible();
  expect(await plans(page)).toBe(0);
});

test("in Chinese, a plan of the Chinese market with its channels", async ({ page }) => {
  await openHome(page);
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("button", { name: "从表格开始" }).click();
  const table = "推广阶段,渠道,项目,金额（元）,时间\n种子用户期,微信群,入群红包,2500,2027-03-01\n品牌推广期,抖音,达人视频,8000,2027-05-10\n合计,,,10500,\n";
  await chooser(page).setInputFiles({ name: "春季推广预算.csv", mimeType: "", buffer: Buffer.from(table) });
  await expect(field(page, "计划名称")).toHaveValue("春季推广预算");
  await expect(field(page, "币种")).toHaveValue("CNY");
  await expect(field(page, "市场")).toHaveValue("china");
  await create(page).click();
  await expect(heading(page)).toHaveText("春季推广预算");
  await expect(page.getByRole("region", { name: "各阶段预算" }).getByRole("row", { name: /种子用户期/ })).toContainText("2,500");
});

test("a table pasted on the list begins a plan; a pasted word does not", async ({ page }) => {
  await openHome(page);
  await paste(page.locator("body"), "hello");
  await expect(dialog(page)).toHaveCount(0);
  await paste(page.locator("body"), "Item\tAmount (GBP)\nReel\t900\nPosters\t300\n");
  await expect(field(page, "Currency")).toHaveValue("GBP");
  await expect(field(page, "Plan name")).toHaveValue("");
  // Another screen closes it.
  await page.evaluate(() => (location.hash = "#/new"));
  await expect(dialog(page)).toBeHidden();
});
