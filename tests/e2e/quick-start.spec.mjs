// A new plan in a few answers: by keyboard, in both languages and markets, with what is wrong said beside the field.
import { test, expect, axe } from "./harness.mjs";
import {
  goHome,
  goToSection,
  header,
  heading,
  message,
  openHome,
  planInAddress,
  saved,
  startBlank,
  storedDrafts,
  tabTo,
  typeInto,
} from "./steps-of-a-planner.mjs";

// Market and currency are proposed by the browser's own language.
test.use({ plansFor: null });

const WORDS = {
  en: {
    newPlan: "New plan",
    create: "Create plan",
    product: "Product or service",
    kind: "Kind of project",
    market: "Market",
    currency: "Currency",
    baseline: "Baseline",
    target: "Target",
    budget: "Total budget",
    weeks: "Number of weeks",
    preview: "Preview",
    drafted: "Drafted from your answers",
    acceptAll: "Accept all",
    undo: "Undo",
  },
  zh: {
    newPlan: "新建计划",
    create: "生成计划",
    product: "产品或服务",
    kind: "项目类型",
    market: "市场",
    currency: "币种",
    baseline: "基准值",
    target: "目标值",
    budget: "预算总额",
    weeks: "周数",
    preview: "预览",
    drafted: "已按你的回答起草",
    acceptAll: "全部采纳",
    undo: "撤销",
  },
};

const field = (page, label) => page.getByRole("main").getByLabel(label, { exact: true });
const preview = (page, words = WORDS.en) => page.getByRole("region", { name: words.preview });
const notice = (page, words = WORDS.en) => page.getByRole("main").locator(".note").filter({ hasText: words.drafted });

async function openQuestions(page) {
  await openHome(page);
  await page.getByRole("button", { name: /^(New plan|新建计划)$/ }).click();
  await expect(heading(page)).toHaveText(/^(New plan|新建计划)$/);
}

/** Answers what has no proposal. */
async function answer(page, { product = "Riverside Tea", kind = "Online shop", baseline = "40", target = "120", budget = "25,000" } = {}) {
  await field(page, "Product or service").fill(product);
  await field(page, "Kind of project").selectOption({ label: kind });
  await field(page, "Baseline").fill(baseline);
  await field(page, "Target").fill(target);
  await field(page, "Total budget").fill(budget);
}

/** The stored plan of the address. */
const stored = async (page) => JSON.parse((await storedDrafts(page))[planInAddress(page)]).plan;

for (const { language, locale, kind, budget, market, currency, planned, channel } of [
  {
    language: "en",
    locale: "en-GB",
    kind: { label: "Online shop", at: 4 },
    budget: "25,000",
    market: "international",
    currency: "GBP",
    planned: "£23,000 planned",
    channel: "Instagram",
  },
  {
    language: "zh",
    locale: "zh-CN",
    kind: { label: "本地服务：场馆、诊所、学校", at: 5 },
    budget: "20万",
    market: "china",
    currency: "CNY",
    planned: "已计划 ¥184,000",
    channel: "微信公众号",
  },
]) {
  test.describe(locale, () => {
    test.use({ locale });

    test("five answers by keyboard make a plan to export; accepting all and undo work", async ({ page }) => {
      const words = WORDS[language];
      await openHome(page);
      await tabTo(page, page.getByRole("button", { name: words.newPlan }));
      await page.keyboard.press("Enter");
      await expect(heading(page)).toBeFocused();
      await expect(heading(page)).toHaveText(words.newPlan);
      await expect(field(page, words.market)).toHaveValue(market);
      await expect(field(page, words.currency)).toHaveValue(currency);
      let inputs = 0;
      await typeInto(page, field(page, words.product), language === "zh" ? "江畔冷泡茶" : "Riverside Tea");
      inputs += 1;
      await tabTo(page, field(page, words.kind));
      for (let presses = 0; presses < kind.at; presses += 1) await page.keyboard.press("ArrowDown");
      await expect(field(page, words.kind).locator("option:checked")).toHaveText(kind.label);
      inputs += 1;
      for (const [label, text] of [
        [words.baseline, "40"],
        [words.target, "120"],
        [words.budget, budget],
      ]) {
        await typeInto(page, field(page, label), text);
        inputs += 1;
      }
      await expect(preview(page, words)).toContainText(channel);
      await tabTo(page, page.getByRole("button", { name: words.create }));
      await page.keyboard.press("Enter");
      inputs += 1;
      expect(inputs).toBeLessThanOrEqual(10);

      await expect(heading(page)).toHaveText(language === "zh" ? "江畔冷泡茶" : "Riverside Tea");
      await expect(page.getByRole("main")).toContainText("40 → 120");
      await expect(page.getByRole("main")).toContainText(planned);
      await expect(notice(page, words)).toBeVisible();
      await saved(page);
      const plan = await stored(page);
      expect([plan.basics.market ?? "china", plan.basics.currency]).toEqual([market, currency]);
      expect(plan.suggested.length).toBeGreaterThan(40);

      await tabTo(page, page.getByRole("button", { name: words.acceptAll }));
      await page.keyboard.press("Enter");
      await expect(notice(page, words)).toHaveCount(0);
      await saved(page);
      expect((await stored(page)).suggested).toBeUndefined();
      await page.keyboard.press("ControlOrMeta+z");
      await expect(notice(page, words)).toBeVisible();
      // One more takes the whole draft back, and one redo brings it again.
      await page.keyboard.press("ControlOrMeta+z");
      await expect(page.getByRole("main")).not.toContainText(planned);
      await expect(notice(page, words)).toHaveCount(0);
      await page.keyboard.press("ControlOrMeta+Shift+z");
      await expect(page.getByRole("main")).toContainText(planned);
    });

    for (const [width, colorScheme] of [
      [320, "dark"],
      [1440, "light"],
    ]) {
      test(`the questions, the preview and the marks fit ${width} pixels and have no axe fault, ${colorScheme}`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        await openQuestions(page);
        const words = WORDS[language];
        const fits = async (screen) => {
          expect(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), screen).toBe(true);
          expect(await axe(page), screen).toEqual([]);
        };
        await page.getByRole("button", { name: words.create }).click();
        await expect(field(page, words.product)).toBeFocused();
        await fits("errors");
        await field(page, words.product).fill("Riverside Tea 江畔冷泡茶");
        await field(page, words.kind).selectOption({ label: kind.label });
        await field(page, words.baseline).fill("40");
        await field(page, words.target).fill("120");
        await field(page, words.budget).fill(budget);
        await expect(preview(page, words)).toContainText(channel);
        await fits("preview");
        await page.getByRole("button", { name: words.create }).click();
        await expect(notice(page, words)).toBeVisible();
        await fits("overview");
        await goToSection(page, "strategy/channels");
        await page.locator(".suggestions-here summary").click();
        await fits("channels");
        await goToSection(page, "schedule/cadence");
        await fits("cadence");
      });
    }
  });
}

test("what is missing or does not fit is said beside its field, goes there, and nothing is lost", async ({ page }) => {
  await openQuestions(page);
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(field(page, "Product or service")).toBeFocused();
  const main = page.getByRole("main");
  for (const text of ["Enter the product or service.", "Choose the kind of project.", "Enter the target."]) await expect(main).toContainText(text);

  await answer(page, { target: "40" });
  await expect(field(page, "Target")).toHaveAccessibleDescription(/The target must be above the baseline of 40\./);
  await expect(main).not.toContainText("Enter the product or service.");
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(field(page, "Target")).toBeFocused();
  await expect(heading(page)).toHaveText("New plan");

  await field(page, "Target").fill("many");
  await field(page, "Target").blur();
  await expect(field(page, "Target")).toHaveAccessibleDescription(/many/);
  await field(page, "Target").fill("90");
  await field(page, "Number of weeks").fill("400");
  await field(page, "Number of weeks").blur();
  await expect(field(page, "Number of weeks")).toHaveAccessibleDescription(/156/);
  await field(page, "Number of weeks").fill("8");
  await field(page, "Kind of project").selectOption({ label: "Utility app" });
  await field(page, "Target").fill("120");
  await field(page, "Target").blur();
  // A share has a limit.
  await expect(field(page, "Target")).toHaveAccessibleDescription(/100/);
  await expect(field(page, "Product or service")).toHaveValue("Riverside Tea");
  await expect(field(page, "Total budget")).toHaveValue("25,000");
});

test("the preview follows every answer", async ({ page }) => {
  await openQuestions(page);
  await answer(page);
  await expect(preview(page)).toContainText("£11,500");
  await expect(preview(page)).toContainText(/Cost per order: at most £\d/);
  await field(page, "Total budget").fill("50,000");
  await expect(preview(page)).toContainText("£23,000");
  await field(page, "Currency").selectOption("JPY");
  await expect(field(page, "Total budget")).toHaveValue("50,000");
  await expect(preview(page)).toContainText("¥23,000");
  await field(page, "Market").selectOption({ label: "Mainland China" });
  await expect(preview(page)).toContainText("WeChat");
  await field(page, "Target").fill("4");
  await expect(preview(page)).toContainText("The target must be above the baseline of 40.");
});

test("answers survive a reload and a look at the list of plans, until the plan is made", async ({ page }) => {
  await openQuestions(page);
  await answer(page);
  await field(page, "Number of weeks").fill("6");
  await page.reload();
  await expect(field(page, "Product or service")).toHaveValue("Riverside Tea");
  await expect(field(page, "Kind of project")).toHaveValue("3");
  await expect(field(page, "Number of weeks")).toHaveValue("6");
  await goHome(page);
  await page.goBack();
  await expect(field(page, "Total budget")).toHaveValue("25,000");
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(heading(page)).toHaveText("Riverside Tea");
  await expect(page.getByRole("main")).toContainText("6 weeks");
  // Back leads to the list, and the next plan begins with no answers.
  await page.goBack();
  await expect(heading(page)).toHaveText("Your plans");
  await page.getByRole("button", { name: "New plan" }).click();
  await expect(field(page, "Product or service")).toHaveValue("");
});

test("a suggestion loses its mark when it is changed or accepted, and undo brings it back", async ({ page }) => {
  await openQuestions(page);
  await answer(page);
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(notice(page)).toBeVisible();
  const count = async () => Number((await notice(page).textContent()).match(/(\d+) suggestions/)[1]);
  const all = await count();
  await goToSection(page, "strategy/channels");
  const here = page.getByRole("region", { name: /suggestions here$/ });
  await expect(here).toBeVisible();
  const rows = page.getByRole("row").filter({ hasText: "Suggested" });
  const channels = await rows.count();
  await page.getByRole("row").getByRole("button", { name: "Accept the suggestion: Instagram" }).click();
  await expect(rows).toHaveCount(channels - 1);
  await expect(message(page, "Suggestion accepted")).toBeVisible();
  await page
    .getByRole("row", { name: /TikTok/ })
    .getByRole("combobox")
    .first()
    .selectOption({ index: 1 });
  await expect(rows).toHaveCount(channels - 2);
  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(rows).toHaveCount(channels - 1);
  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(rows).toHaveCount(channels);
  await page.getByRole("button", { name: "Accept these" }).click();
  await expect(rows).toHaveCount(0);
  await expect(here).toHaveCount(0);
  await page.evaluate(() => (location.hash = location.hash.split("/").slice(0, 3).join("/")));
  await expect(notice(page)).toBeVisible();
  expect(await count()).toBeLessThan(all - channels + 1);
  await notice(page).getByRole("link", { name: "Go to the first one" }).click();
  await expect(page.getByRole("region", { name: /suggestions? here$/ })).toBeVisible();
});

test("a blank plan has no suggestions", async ({ page }) => {
  await openHome(page);
  await startBlank(page);
  await expect(heading(page)).toHaveText("Basics");
  await page.goBack();
  await expect(page.getByRole("button", { name: "New plan" })).toBeVisible();
});
