// Page translators replace texts with their own elements. The page opts out, since it has its own languages; and if a
// translator works anyway, figures follow the plan and nothing is shown twice.
import { test, expect } from "./harness.mjs";
import { backToSteps, header, heading, newPlan, openExample, openHome } from "./steps-of-a-planner.mjs";

test.use({ viewport: { width: 1440, height: 900 } });

/** Simulates a browser's page translation from now on; `asks` respects the page's opt-out. */
const translate = (page, asks) =>
  page.evaluate((asks) => {
    const passed = asks ? "script,style,font,textarea,[translate=no],.notranslate" : "script,style,font,textarea";
    const walk = (root) => {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, {
        acceptNode: (text) => (text.data.trim() && !text.parentElement?.closest(passed) ? 1 : 2),
      });
      const found = [];
      while (texts.nextNode()) found.push(texts.currentNode);
      for (const text of found) {
        const outer = document.createElement("font");
        const inner = document.createElement("font");
        inner.textContent = `¡${text.data}!`;
        outer.append(inner);
        text.replaceWith(outer);
      }
      return found.length;
    };
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) {
          if (node.nodeType === 1 && node.localName !== "font") walk(node);
          else if (node.nodeType === 3 && node.data.trim() && node.parentElement && !node.parentElement.closest("font,script,style")) walk(node.parentElement);
        }
      }
    }).observe(document.body, { childList: true, subtree: true });
    return walk(document.body);
  }, asks);

test("the page opts out of translation and declares its language", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  expect(await translate(page, true)).toBe(0);
  await expect(page.locator("html")).toHaveAttribute("translate", "no");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await header(page).getByRole("button", { name: "中文" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
});

test("under a translator that ignores the opt-out, figures follow the plan, and screens can be left and returned to", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Translated");
  await backToSteps(page);
  expect(await translate(page, false)).toBeGreaterThan(20);
  // A text that the program has not changed since keeps its translation.
  await expect(heading(page)).toHaveText("¡Translated!");
  await page.evaluate(() => (location.hash += "/budget/line-items"));
  await expect(heading(page)).toHaveText("¡Budget!");
  const table = page.locator("#budget-grid");
  const foot = table.locator(".grid-foot");
  await expect(foot).toContainText("0 line items");
  const add = page.locator("#line-add");
  for (const [what, price] of [
    ["Leaflets", "100"],
    ["Posters", "250"],
  ]) {
    await add.click();
    await page.keyboard.type(what);
    for (let times = 0; times < 4; times += 1) await page.keyboard.press("Tab");
    await page.keyboard.type("1");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type(price);
    await page.keyboard.press("Enter");
  }
  await expect(foot).toContainText("350.00");
  await expect(foot).not.toContainText("100.00");
  await expect(foot).toContainText("2 line items");
  await expect(foot).not.toContainText("0 line items");
  // A text that the program has changed may stay untranslated, but is never shown beside the old one.
  for (const [slug, title] of [
    ["basics", "Basics"],
    ["goals/funnel", "Goals"],
    ["strategy/channel-tests", "Strategy"],
    ["schedule/calendar", "Schedule"],
    ["review/answers", "Review and export"],
  ]) {
    await page.evaluate((slug) => (location.hash = location.hash.split("/").slice(0, 3).concat(slug).join("/")), slug);
    await expect(heading(page)).toHaveText(new RegExp(`^¡?${title}!?$`));
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  }
  await page.evaluate(() => (location.hash = "#/"));
  await expect(page.getByText("Translated").first()).toBeVisible();
  await expect(page.getByText("Groundswell has stopped")).toHaveCount(0);
});
