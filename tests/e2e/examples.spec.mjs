// The worked examples on Home: those of the reader's market first; each of the international ones opens complete, with
// nothing to correct.
import { test, expect } from "./harness.mjs";
import { goToSection, heading, openHome } from "./steps-of-a-planner.mjs";

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
const TOTALS = ["£48,000", "€84,000", "$36,000"];

for (const language of ["en", "zh"]) {
  test.describe(language, () => {
    const words = WORDS[language];
    const { international, china } = MARKETS[language];
    test.use({ locale: words.locale });

    test("the examples of the reader's market come first", async ({ page }) => {
      await openHome(page);
      const names = page.getByRole("button", { name: words.use });
      const wanted = language === "zh" ? [...china, ...international] : [...international, ...china];
      await expect(names).toHaveCount(wanted.length);
      for (const [at, name] of wanted.entries()) {
        await expect(names.nth(at)).toHaveAccessibleName(words.use + name);
      }
    });

    for (const [at, name] of international.entries()) {
      test(`${name} opens complete, and its budget covers every goal`, async ({ page }) => {
        await openHome(page);
        await page.getByRole("button", { name: words.use + name }).click();
        await expect(heading(page)).toHaveText(name + words.fictional);
        await expect(page.getByRole("main")).toContainText(TOTALS[at]);
        await expect(page.getByRole("link", { name: words.whole })).toBeVisible();
        await goToSection(page, "budget/costs");
        await expect(page.getByText(words.covered)).toBeVisible();
      });
    }
  });
}
