// Accessibility: axe on every screen in both themes and both languages, no horizontal scrolling on a small phone,
// everything operable by keyboard.
import { test, expect, axe } from "./harness.mjs";
import { EXAMPLE, HOME_HEADING, PLACES, STEPS, backToSteps, goHome, goToSection, goToStep, heading, openExample, openHome } from "./steps-of-a-planner.mjs";

// A complete walk through the plan, with axe on every screen.
test.describe.configure({ timeout: 400_000 });

/** Calls back on every screen: the plan list empty and filled, the overview, every step. */
async function everyScreen(page, language, look) {
  await openHome(page);
  await look("no plans yet");
  await page.getByRole("button", { name: /^(New plan|新建计划)$/ }).click();
  await expect(heading(page)).toHaveText(/^(New plan|新建计划)$/);
  await look("new plan");
  await goHome(page);
  await openExample(page, language);
  await look("overview");
  for (const place of PLACES) {
    await goToSection(page, place);
    // Collapsed content and expanded rows belong to the screen too.
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    await look(place);
  }
  await goHome(page);
  await look("plans");
}

for (const [language, locale, colorScheme] of [
  ["en", "en-GB", "light"],
  ["zh", "zh-CN", "dark"],
]) {
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });

    test("axe finds no violation on any screen", async ({ page }) => {
      const found = [];
      await everyScreen(page, language, async (screen) => {
        found.push(...(await axe(page)).map((fault) => `${screen}: ${fault}`));
      });
      expect(found).toEqual([]);
    });
  });

  test.describe(`${language}, 320 pixels wide`, () => {
    test.use({ locale, viewport: { width: 320, height: 640 }, hasTouch: true });

    test("only tables in their scroll containers scroll horizontally", async ({ page }) => {
      const wide = [];
      await everyScreen(page, language, async (screen) => {
        const excess = await page.evaluate(() => {
          const page = document.scrollingElement;
          if (page.scrollWidth <= page.clientWidth) return null;
          const over = [...document.querySelectorAll("main *, header *, footer *")].filter(
            (element) => element.getBoundingClientRect().right > page.clientWidth + 1,
          );
          return `${page.scrollWidth} wide: ${over
            .slice(0, 5)
            .map((element) => element.outerHTML.slice(0, 90))
            .join(" | ")}`;
        });
        if (excess) wide.push(`${screen}: ${excess}`);
      });
      expect(wide).toEqual([]);
    });
  });
}

test("axe finds no violation in expanded parts of budget and strategy and in dialogs", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  const found = [];
  const look = async (what) => found.push(...(await axe(page)).map((fault) => `${what}: ${fault}`));
  await goToSection(page, "budget/line-items");
  await page.getByRole("gridcell", { name: "Community stalls", exact: true }).click();
  await page.keyboard.press("Alt+Enter");
  await expect(page.getByRole("dialog", { name: "Community stalls" })).toBeVisible();
  await look("a budget line");
  await page.keyboard.press("Escape");
  await backToSteps(page);
  await goToStep(page, STEPS[3]);
  await page.getByRole("button", { name: "Choose channels" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look("the choice of channels");
  await page.keyboard.press("Escape");
  await backToSteps(page);
  await goToStep(page, STEPS[1]);
  await page.getByRole("button", { name: "Add a metric" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look("the choice of metrics");
  await page.keyboard.press("Escape");
  await goHome(page);
  await page.getByRole("button", { name: `More for ${EXAMPLE.en.plan}` }).click();
  await look("a menu");
  await page.getByRole("button", { name: "Rename" }).click();
  await look("a dialog");
  expect(found).toEqual([]);
});

test("skip link, menu and dialog work by keyboard and return the focus", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goHome(page);
  const more = page.getByRole("button", { name: `More for ${EXAMPLE.en.plan}` });
  await more.focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Rename", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Duplicate", exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Rename", exact: true }).press("Enter");
  await expect(page.getByRole("dialog").getByLabel("Plan name")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(more).toBeFocused();

  await page.reload();
  await expect(heading(page)).toHaveText(HOME_HEADING);
  const address = page.url();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  expect(page.url()).toBe(address);
});

test("the appearance setting is applied and remembered", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openHome(page);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByLabel("Appearance").selectOption({ label: "Dark" });
  expect(await paper()).not.toBe(light);
  const dark = await paper();
  await page.reload();
  await expect(page.getByLabel("Appearance")).toHaveValue("dark");
  expect(await paper()).toBe(dark);
  await page.getByLabel("Appearance").selectOption({ label: "System setting" });
  expect(await paper()).toBe(light);
});
