// A plan's market: proposed by the reader's browser, chosen in the basics, and spoken of everywhere.
import { expect, test } from "./harness.mjs";
import { PLACES, currentTab, openHome, planInAddress, saved, startBlank } from "./steps-of-a-planner.mjs";

test.use({ plansFor: null });

/** What only a plan for China speaks of, and what only a plan for other markets does. */
const CHINA =
  /wechat|微信|weibo|微博|douyin|抖音|xiaohongshu|小红书|bilibili|哔哩|zhihu|知乎|wecom|企微|公众号|服务号|视频号|朋友圈|小程序|mini program|小区|业主|团长|yuan|¥|CNY|人民币|the article/i;
const ABROAD = /whatsapp|instagram|facebook|脸书|tiktok|youtube|linkedin|领英|reddit|pinterest|discord|slack|google ads|shopify|mailchimp|klaviyo|£|\$/i;

/** Creates a plan for a market and tries everything that adds something from the catalogue. */
async function planFor(page, market) {
  await openHome(page);
  await startBlank(page);
  await expect(page).toHaveURL(/#\/plan\/[^/]+\/basics/);
  const plan = planInAddress(page);
  const open = async (place) => {
    await page.goto(`#/plan/${plan}/${place}`);
    await expect(currentTab(page, place)).toBeVisible();
  };
  await open("basics/dates");
  await page.locator("#basics-market").selectOption(market);
  await page.locator("#basics-currency").selectOption(market === "china" ? "CNY" : "GBP");
  await saved(page);
  return open;
}

/** All that the page says: text, and the examples in fields. */
const said = (page) =>
  page.locator("main").evaluate((main) => {
    const shown = (selector, read) => [...document.querySelectorAll(selector)].map(read);
    return [main.innerText, ...shown("dialog[open]", (it) => it.innerText), ...shown("[placeholder]", (it) => it.placeholder)].join("\n");
  });

for (const [locale, timezoneId, market, currency] of [
  ["en-GB", "Asia/Shanghai", "international", "GBP"],
  ["en-US", "Europe/London", "international", "USD"],
  ["zh-CN", "Europe/London", "china", "CNY"],
  ["de-DE", "Europe/Berlin", "international", "EUR"],
]) {
  test.describe(`a browser in ${locale}`, () => {
    test.use({ locale, timezoneId });
    test(`proposes ${market} in ${currency}`, async ({ page }) => {
      await openHome(page);
      await startBlank(page);
      await expect(page).toHaveURL(/#\/plan\/[^/]+\/basics/);
      await page.goto(`#/plan/${planInAddress(page)}/basics/dates`);
      await expect(page.locator("#basics-market")).toHaveValue(market);
      await expect(page.locator("#basics-currency")).toHaveValue(currency);
    });
  });
}

test("the market is chosen in the basics, changes what is suggested at once, and can be undone", async ({ page }) => {
  const open = await planFor(page, "international");
  const area = page.locator("#basics-region");
  await expect(area).toHaveAttribute("placeholder", /miles/);
  await page.locator("#basics-market").selectOption("china");
  await expect(area).toHaveAttribute("placeholder", /estates/);
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.locator("#basics-market")).toHaveValue("international");
  await expect(area).toHaveAttribute("placeholder", /miles/);
  await open("seed-users/activities");
  await expect(page.getByRole("checkbox", { name: /Door drops/ })).toBeVisible();
});

test("channels of other markets are found by searching, or shown when asked for", async ({ page }) => {
  const open = await planFor(page, "international");
  await open("strategy/channels");
  await page.locator("#channel-add").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("checkbox", { name: /^Instagram/ })).toBeVisible();
  await expect(dialog.getByRole("checkbox", { name: /^Weibo/ })).toHaveCount(0);
  await page.locator("#channel-search").fill("weibo");
  await expect(dialog.getByRole("checkbox", { name: /^Weibo/ })).toBeVisible();
  await page.locator("#channel-search").fill("");
  await expect(dialog.getByRole("checkbox", { name: /^Weibo/ })).toHaveCount(0);
  await dialog.getByRole("button", { name: /channels of other markets/ }).click();
  await expect(dialog.getByRole("checkbox", { name: /^Weibo/ })).toBeVisible();
  await expect(page.locator("#channel-search")).toBeFocused();
});

test("an online shop's orders are read in its shop system", async ({ page }) => {
  const open = await planFor(page, "international");
  await open("basics/product");
  await page.locator("#basics-kind").selectOption("ecommerce");
  await open("goals/metrics");
  await page.getByRole("button", { name: "Use Orders" }).click();
  await expect(page.locator('select[id^="metric-source"]')).toHaveValue("SHOP");
});

for (const locale of ["en-GB", "zh-CN"]) {
  for (const [market, foreign] of [
    ["international", CHINA],
    ["china", ABROAD],
  ]) {
    test.describe(`a plan for ${market} in ${locale}`, () => {
      test.use({ locale });
      test("speaks of its own market on every screen", async ({ page }) => {
        test.setTimeout(180_000);
        const open = await planFor(page, market);
        const faults = [];
        const look = async (where) => {
          for (const line of (await said(page)).split("\n")) if (foreign.test(line)) faults.push(`${where}: ${line}`);
        };
        for (const place of PLACES) {
          await open(place);
          // The list of all currencies names them all.
          if (place !== "basics/dates") await look(place);
        }
        await open("goals/metrics");
        await page.locator("#metric-add").click();
        await expect(page.locator("#metric-search")).toBeFocused();
        await look("the choice of metrics");
        await page.locator(".results button").first().click();
        await look("a metric");
        await open("strategy/channels");
        await page.locator("#channel-add").click();
        await expect(page.locator("#channel-search")).toBeFocused();
        await look("the choice of channels");
        await page.keyboard.press("Escape");
        for (const phase of ["seed-users", "initial-users", "brand-promotion"]) {
          await open(`${phase}/activities`);
          await page.locator(".methods").locator("xpath=..").getByRole("button").last().click();
          await look(`activities of ${phase}`);
        }
        await open("brand-promotion/partners");
        await page.getByRole("button", { name: /^(Add partner or place|添加合作方或场地)$/ }).click();
        await look("a partner");
        await open("review/answers");
        await look("all answers");
        for (const view of ["overview", "timeline", "tracked-links", "report"]) {
          await page.goto(page.url().replace(/#\/plan\/([^/]+).*/, view === "overview" ? "#/plan/$1" : `#/plan/$1/${view}`));
          await expect(page.locator("main h1").first()).toBeVisible();
          await look(view);
        }
        expect(faults).toEqual([]);
      });
    });
  }
}
