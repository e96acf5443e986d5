// The worked examples on Home: those of the reader's market first; each opens complete, with nothing to correct, and around
// the reader's day.
import { test, expect } from "./harness.mjs";
import { EXAMPLE, goToSection, goToView, heading, openExample, openHome, planInAddress, saved, storedDrafts } from "./steps-of-a-planner.mjs";

const MARKETS = {
  en: {
    international: ["Fernlea refill shop", "Quotero quoting software", "Lantern Hall"],
    china: ["Caixiaoda fresh-food delivery", "Tinyloop habit tracker", "Jiangnan Crafts Museum"],
  },
  zh: {
    international: ["Fernlea 补充装网店", "Quotero 报价软件", "Lantern Hall 小剧场"],
    china: ["菜小达生鲜到家", "Tinyloop 习惯打卡", "江南工艺博物馆"],
  },
};
const WORDS = {
  en: {
    locale: "en-GB",
    use: "Use this example: ",
    fictional: " (fictional)",
    whole: "nothing to complete, no issues",
    covered: "Line items cover every goal.",
  },
  zh: { locale: "zh-CN", use: "使用这个示例：", fictional: "（虚构）", whole: "没有待补充项，没有问题", covered: "明细可覆盖全部目标。" },
};
const TOTALS = { international: ["£48,000", "€84,000", "$36,000"], china: ["¥300,000", "¥300,000", "¥180,000"] };

for (const language of ["en", "zh"]) {
  test.describe(language, () => {
    const words = WORDS[language];
    const { international, china } = MARKETS[language];
    test.use({ locale: words.locale, plansFor: null });

    test("the examples of the reader's market come first", async ({ page }) => {
      await openHome(page);
      const names = page.getByRole("button", { name: words.use });
      const wanted = language === "zh" ? [...china, ...international] : [...international, ...china];
      await expect(names).toHaveCount(wanted.length);
      for (const [at, name] of wanted.entries()) {
        await expect(names.nth(at)).toHaveAccessibleName(words.use + name);
      }
    });

    for (const [market, names] of Object.entries(MARKETS[language])) {
      for (const [at, name] of names.entries()) {
        test(`${name} opens complete`, async ({ page }) => {
          await openHome(page);
          await page.getByRole("button", { name: words.use + name }).click();
          await expect(heading(page)).toHaveText(name + words.fictional);
          await expect(page.getByRole("main")).toContainText(TOTALS[market][at]);
          await expect(page.getByRole("link", { name: words.whole })).toBeVisible();
          if (market === "international") {
            await goToSection(page, "budget/costs");
            await expect(page.getByText(words.covered)).toBeVisible();
          }
        });
      }
    }
  });
}

test.describe("a Chinese browser whose reader reads English", () => {
  test("is offered the examples of China first", async ({ page }) => {
    await openHome(page);
    const first = page.getByRole("button", { name: WORDS.en.use }).first();
    await expect(first).toHaveAccessibleName(WORDS.en.use + EXAMPLE.en.card);
  });
});

const day = (text) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

for (const today of ["2027-04-26", "2026-10-21", "2028-02-29"]) {
  test.describe(`opened on ${today}`, () => {
    test.use({ now: `${today}T10:00:00+08:00` });

    test("an example begins before that day, ends after it, and has figures of the past only", async ({ page }) => {
      await openHome(page);
      await openExample(page);
      await saved(page);
      const { plan } = JSON.parse((await storedDrafts(page))[planInAddress(page)]);
      const first = plan.basics.first_day;
      // The example is written as of a Sunday, 55 days after its Monday.
      expect(day(today) - day(first) - 55).toBeGreaterThanOrEqual(0);
      expect(day(today) - day(first) - 55).toBeLessThan(7);
      expect(new Date(first).getUTCDay()).toBe(1);
      // A run holds the values of successive days.
      const figures = plan.tracking.series
        .map(({ from, values }) => Date.parse(from) + (values.split(" ").length - 1) * 86_400_000)
        .map((last) => new Date(last).toISOString().slice(0, 10))
        .sort();
      expect(figures.at(-1) <= today).toBe(true);
      expect(today < plan.basics.last_day).toBe(true);

      await goToSection(page, "basics/dates");
      await expect(page.getByLabel("Start date")).toHaveValue(first);
      await expect(page.getByLabel("End date")).toHaveValue(plan.basics.last_day);

      await goToSection(page, "budget/actuals");
      await expect(page.getByRole("region", { name: "Budget vs actuals" }).getByRole("heading", { name: /^As of / })).toBeVisible();

      await goToView(page, "timeline", "Timeline");
      await page.getByRole("button", { name: "Today", exact: true }).click();
      await expect(page.locator(".tl-today").first()).toBeInViewport();
    });
  });
}
