// The exported report: printed by Chromium and read back by pdftotext, and as a file without script or network.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { test, expect, axe, downloaded } from "./harness.mjs";
import { backToSteps, goToSection, heading, openHome, planInAddress, storedDrafts } from "./steps-of-a-planner.mjs";

// Two prints of about twenty pages each, or axe over all of them.
test.describe.configure({ timeout: 120_000 });

/** The examples, as they are listed in a Chinese browser. */
const EXAMPLES = ["o2o", "tool-app", "museum", "shop", "software", "venue"];
/** Those that are printed: some of each market. */
const PRINTED = ["o2o", "tool-app", "museum", "shop", "venue"];
const WORDS = {
  en: { use: /^Use this example/, contents: "Contents", print: "Print or save as PDF", save: "Save as HTML file", summary: "Summary only" },
  zh: { use: /^使用这个示例/, contents: "目录", print: "打印或存为 PDF", save: "另存为 HTML 文件", summary: "仅摘要" },
};
const report = (page) => page.locator("article.report");

/** Creates a plan from an example and opens its report; returns the plan. */
async function openReport(page, example, language) {
  await openHome(page);
  await page.getByRole("button", { name: WORDS[language].use }).nth(EXAMPLES.indexOf(example)).click();
  await expect(page).toHaveURL(/#\/plan\/\w+$/);
  const id = planInAddress(page);
  await page.goto(`./#/plan/${id}/report`);
  await expect(report(page)).toBeVisible();
  await expect.poll(async () => (await storedDrafts(page))[id] !== undefined).toBe(true);
  return JSON.parse((await storedDrafts(page))[id]).plan;
}

/** The printed pages as texts, letters only: line and cell breaks do not matter. */
async function printed(page, testInfo, name) {
  const path = testInfo.outputPath(`${name}.pdf`);
  writeFileSync(path, await page.pdf({ preferCSSPageSize: true }));
  const size = execFileSync("pdfinfo", [path]).toString();
  expect(size).toMatch(/Page size:\s+59[45].* x 84[12]/);
  const pages = execFileSync("pdftotext", ["-raw", path, "-"], { maxBuffer: 1 << 26 })
    .toString()
    .split("\f")
    .slice(0, -1);
  return pages.map((text) => letters(text));
}
const letters = (text) => text.normalize("NFKC").replace(/[\s\u00ad\u200b]/g, "");

/** Everything the printed plan must contain, derived from the plan file alone. */
function mustHold(plan, locale) {
  const digits = (number, options) => new Intl.NumberFormat(locale, options).format(number);
  const { currency } = plan.basics;
  const money = (minor) => {
    const whole = minor % 100 === 0 ? 0 : 2;
    return digits(minor / 100, { style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: whole, maximumFractionDigits: whole });
  };
  const amount = (line) => Math.round(line.quantity * line.unit_price * 100);
  const sums = (by) => {
    const found = new Map();
    for (const line of plan.budget.lines) found.set(by(line), (found.get(by(line)) ?? 0) + amount(line));
    return [...found.values()];
  };
  const goals = plan.goals.metrics.flatMap(({ baseline, target }) => [baseline, target]).filter((value) => value !== undefined);
  return [
    ...goals.map((value) => digits(value, { maximumFractionDigits: 4 })),
    money(plan.budget.frame.envelope),
    ...sums((line) => line.phase).map(money),
    ...sums((line) => line.category).map(money),
    ...sums((line) => line.channel ?? "").map(money),
    ...sums(() => "all").map(money),
    plan.basics.name,
    plan.basics.product,
    ...plan.goals.metrics.map((metric) => metric.owner),
    ...plan.budget.lines.map((line) => line.description),
    ...plan.activities.map((activity) => activity.name),
    ...plan.partners.map((partner) => partner.name),
    ...plan.risks.flatMap((risk) => [risk.what, risk.answer]),
    ...plan.schedule.pieces.map((piece) => piece.title),
  ].filter(Boolean);
}

for (const [language, locale] of [
  ["en", "en-GB"],
  ["zh", "zh-CN"],
]) {
  test.describe(language, () => {
    test.use({ locale });
    const words = WORDS[language];

    for (const example of PRINTED) {
      test(`${example} prints completely, its summary on two pages, and equals its self-contained file`, async ({ page, browser }, testInfo) => {
        const plan = await openReport(page, example, language);
        const pages = await printed(page, testInfo, "app");
        expect(pages.findIndex((text) => text.includes(words.contents))).toBe(2);
        // Fourteen, and two for the charts and the week of plan against actual.
        expect(pages.length).toBeLessThanOrEqual(16);
        const whole = pages.join("");
        expect(mustHold(plan, locale).filter((what) => !whole.includes(letters(String(what))))).toEqual([]);
        // Title and page number are on each page; nothing of the app is.
        expect(pages.slice(1).filter((text) => !text.includes(letters(plan.basics.name)))).toEqual([]);
        expect(pages.filter((text, at) => !text.includes(`${at + 1}/${pages.length}`))).toEqual([]);
        for (const control of [words.print, words.save, words.summary]) expect(whole).not.toContain(letters(control));

        const file = await downloaded(page, () => page.getByRole("button", { name: words.save }).click());
        expect(file.name).toMatch(/^groundswell-.+-report-\d{4}-\d\d-\d\d\.html$/);
        const path = testInfo.outputPath(file.name);
        writeFileSync(path, file.bytes);
        const elsewhere = await browser.newContext({ javaScriptEnabled: false, offline: true });
        const opened = await elsewhere.newPage();
        await opened.goto(pathToFileURL(path).href);
        expect(await report(opened).textContent()).toBe(await report(page).textContent());
        expect(await printed(opened, testInfo, "file")).toEqual(pages);
        await elsewhere.close();
      });
    }

    test("axe finds no violation in light and dark, at paper and phone width", async ({ page }) => {
      await page.emulateMedia({ colorScheme: language === "en" ? "light" : "dark" });
      await openReport(page, "o2o", language);
      expect(await axe(page)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate(() => document.scrollingElement.scrollWidth)).toBe(320);
      await page.emulateMedia({ colorScheme: language === "en" ? "dark" : "light" });
      await page.getByRole("radio", { name: words.summary }).check();
      expect(await axe(page)).toEqual([]);
    });
  });
}

test("the summary alone is two pages, chapters are linked, and the style is removed with the view", async ({ page }, testInfo) => {
  await openReport(page, "museum", "en");
  await page.getByRole("navigation", { name: "Contents" }).getByRole("link", { name: "Budget", exact: true }).click();
  await expect(page.getByRole("heading", { name: "4 Budget" })).toBeInViewport();
  await expect(report(page)).toBeVisible();
  await page.getByRole("radio", { name: "Summary only" }).check();
  await expect(page.getByRole("heading", { name: "4 Budget" })).toHaveCount(0);
  expect(await printed(page, testInfo, "summary")).toHaveLength(2);
  const sheets = () => page.evaluate(() => document.adoptedStyleSheets.length);
  const withReport = await sheets();
  await backToSteps(page);
  await expect(heading(page)).not.toHaveText("Report");
  expect(await sheets()).toBe(withReport - 1);
  // The review links to it.
  await goToSection(page, "review/export");
  await page.getByRole("link", { name: "Open the report", exact: true }).click();
  await expect(report(page)).toBeVisible();
});
