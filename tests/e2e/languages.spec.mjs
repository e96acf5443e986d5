// Both languages throughout: visible texts, accessible names, stored settings.
import { test, expect } from "./harness.mjs";
import {
  EXAMPLE,
  HOME_HEADING,
  PLACES,
  STEPS,
  backToSteps,
  goHome,
  goToSection,
  goToStep,
  header,
  heading,
  newPlan,
  openExample,
  openHome,
  planInAddress,
  saved,
} from "./steps-of-a-planner.mjs";

/** The page's own texts: headings, buttons, links, labels, choices, hints; not the contents of fields. */
const spoken = (page) =>
  page.evaluate(() => {
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      if (!parent.closest("script, style, noscript, code, pre, textarea, [lang]:not(html)")) texts.push(walk.currentNode.data);
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [data-label]")) {
      if (element.closest("[lang]:not(html)")) continue;
      for (const name of ["aria-label", "placeholder", "title", "data-label"]) texts.push(element.getAttribute(name) ?? "");
    }
    return texts.map((text) => text.trim()).filter(Boolean);
  });

const HAN = /\p{Script=Han}/u;

test.describe("an English page", () => {
  test("contains no Chinese in any section of the example", async ({ page }) => {
    await openHome(page);
    await openExample(page);
    for (const place of PLACES) {
      await goToSection(page, place);
      expect(
        (await spoken(page)).filter((text) => HAN.test(text)),
        place,
      ).toEqual([]);
    }
    await backToSteps(page);
    expect((await spoken(page)).filter((text) => HAN.test(text))).toEqual([]);
    await goHome(page);
    expect((await spoken(page)).filter((text) => HAN.test(text))).toEqual([]);
  });
});

test.describe("a Chinese page", () => {
  test.use({ locale: "zh-CN" });

  test("is Chinese by default for a Chinese browser", async ({ page }) => {
    await openHome(page);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await expect(page).toHaveTitle("营销计划 - Groundswell");
    await openExample(page, "zh");
    await expect(page.getByText("2027年3月1日—7月18日")).toBeVisible();
  });

  /** English words of two or more letters, besides codes of findings, that are common in Chinese marketing texts, and the app's name. */
  const AT_HOME =
    /^(Groundswell|Ground|swell|English|MIT|Apache|JSON|Schema|Markdown|CSV|XLSX|ICS|PDF|UTM|utm_\w+|URL|https?|APP|App|O2O|KOC|KOL|CPM|CPC|CPF|CPA|CPI|ROI|ROAS|GMV|DAU|MAU|WAU|QR|SEO|SEM|ASO|AB|ID|id|Ctrl|EDM|CTR|CVR|ARPU|LTV|NPS|CNY|USD|EUR|HKD|TWD|VIP|SOP|REG|TikTok|Instagram|YouTube|LinkedIn|Facebook|Tinyloop)$/;

  test("contains no English sentence in any section of the example", async ({ page }) => {
    await openHome(page);
    const foreign = async () => {
      const texts = await spoken(page);
      // A text without Chinese characters that contains a word not on the list.
      return texts.filter((text) => !HAN.test(text) && (text.replace(/[A-Z]{3}-\d+/, "").match(/[A-Za-z_]{2,}/g) ?? []).some((word) => !AT_HOME.test(word)));
    };
    const met = await foreign();
    await openExample(page, "zh");
    met.push(...(await foreign()));
    for (const place of PLACES) {
      await goToSection(page, place);
      met.push(...(await foreign()).map((text) => `${place}: ${text}`));
    }
    expect([...new Set(met)]).toEqual([]);
  });
});

test("switching the language keeps place, plan, undo and typed text, and is remembered", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  const plan = planInAddress(page);
  await page.getByLabel("Product or service").fill("Vegetables");

  await header(page).getByRole("button", { name: "中文" }).click();
  await expect(heading(page)).toHaveText("基本信息");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page).toHaveTitle("产品与人群，基本信息，Spring launch - Groundswell");
  await expect(header(page).getByRole("button", { name: "English" })).toBeFocused();
  await expect(page.getByLabel("产品或服务")).toHaveValue("Vegetables");
  expect(planInAddress(page)).toBe(plan);
  await saved(page);
  await header(page).getByRole("button", { name: "撤销" }).click();
  await expect(page.getByLabel("产品或服务")).toHaveValue("");
  await header(page).getByRole("button", { name: "重做" }).click();

  await page.reload();
  await expect(heading(page)).toHaveText("基本信息");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await header(page).getByRole("button", { name: "English" }).click();
  await expect(heading(page)).toHaveText("Basics");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByLabel("Product or service")).toHaveValue("Vegetables");
});

test("the language can be switched on every step", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  for (const step of STEPS) {
    await goToStep(page, step);
    await header(page).getByRole("button", { name: "中文" }).click();
    await expect(heading(page)).toHaveText(step.zh);
    await header(page).getByRole("button", { name: "English" }).click();
    await expect(heading(page)).toHaveText(step.en);
  }
});

test("a language that cannot be loaded changes nothing", async ({ page, faults }) => {
  await page.route("**/words/zh-*.txt", (route) => route.abort());
  await page.addInitScript(() => Object.defineProperty(navigator, "serviceWorker", { value: { register: () => Promise.reject(new Error("none")) } }));
  await openHome(page);
  await header(page).getByRole("button", { name: "中文" }).click();
  await expect(page.getByText("The language could not be loaded").first()).toBeVisible();
  await expect(heading(page)).toHaveText(HOME_HEADING);
  faults.splice(0);
});

test("money, dates and numbers follow the language, the plan does not", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await expect(page.getByText("¥300,000 planned").first()).toBeVisible();
  await expect(page.getByText("1 Mar to 18 Jul 2027").first()).toBeVisible();
  await header(page).getByRole("button", { name: "中文" }).click();
  await expect(page.getByText("2027年3月1日—7月18日").first()).toBeVisible();
  // Texts entered by users stay unchanged.
  await expect(header(page)).toContainText(EXAMPLE.en.plan);
});
