// Export in one press from any screen: the menu of the side navigation, and the sheet of the bar at the bottom.
import { test, expect, axe, downloaded } from "./harness.mjs";
import { atSection, goToSection, goToView, heading, message, newPlan, openExample, openHome, planInAddress, sideNavigation } from "./steps-of-a-planner.mjs";

/** The exports that are downloaded, with how their file names end. */
const DOWNLOADS = [
  ["Excel workbook", ".xlsx"],
  ["All files (zip)", ".zip"],
  ["Plan file (JSON)", ".json"],
  ["Calendar (ICS)", ".ics"],
  ["Budget (CSV)", ".csv"],
];

test.describe("beside the page", () => {
  test.use({ viewport: { width: 1440, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });

  /** Opens the menu and presses one of its entries. */
  async function choose(page, name) {
    await sideNavigation(page).getByRole("button", { name: "Export", exact: true }).click();
    await sideNavigation(page).getByRole("button", { name, exact: true }).click();
  }

  test("each file is one click away", async ({ page }) => {
    await openHome(page);
    await openExample(page);
    await goToSection(page, "budget/line-items");
    for (const [name, ending] of DOWNLOADS) {
      const { name: file, bytes } = await downloaded(page, () => choose(page, name));
      expect(file).toMatch(new RegExp(`\\${ending}$`));
      expect(bytes.length, name).toBeGreaterThan(100);
    }
    await atSection(page, "budget/line-items");
  });

  test("every export is reached from Home by keyboard alone", async ({ page }) => {
    await page.addInitScript(() => {
      window.printed = 0;
      window.print = () => (window.printed += 1);
    });
    /** Tabs to the control of this name; returns how many presses that takes. */
    const tabTo = async (name) => {
      for (let presses = 0; presses < 60; presses += 1) {
        const focused = page.locator(":focus");
        const text = (await focused.count()) ? ((await focused.getAttribute("aria-label")) ?? (await focused.innerText())) : "";
        if (name.test(text.trim())) return presses;
        await page.keyboard.press("Tab");
      }
      throw new Error(`no way to ${name} by Tab`);
    };
    await openHome(page);
    await tabTo(/^Open .*example|^Use .*example|example/i);
    await page.keyboard.press("Enter");
    await expect(sideNavigation(page)).toBeVisible();
    const choose = async (name) => {
      expect(await tabTo(/^Export$/)).toBeLessThan(40);
      await page.keyboard.press("Enter");
      expect(await tabTo(new RegExp(`^${name.replace(/[()]/g, "\\$&")}$`))).toBeLessThan(12);
      await page.keyboard.press("Enter");
    };
    for (const [name, ending] of DOWNLOADS) {
      const { name: file } = await downloaded(page, () => choose(name));
      expect(file).toMatch(new RegExp(`\\${ending}$`));
      // The next export is one press away.
      await expect(sideNavigation(page).getByRole("button", { name: "Export", exact: true })).toBeFocused();
    }
    await choose("Link");
    await expect(message(page, "Link copied")).toBeVisible();
    await choose("PDF report");
    await expect(heading(page)).toHaveText("Report");
    await expect.poll(() => page.evaluate(() => window.printed)).toBe(1);
  });

  test("the link is copied and opens the plan", async ({ page }) => {
    await openHome(page);
    await openExample(page);
    await choose(page, "Link");
    await expect(message(page, "Link copied")).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(link).hash).toMatch(/^#\/shared\//);
  });

  test("the report is opened and printed, only on request", async ({ page }) => {
    await page.addInitScript(() => {
      window.printed = [];
      window.print = () => window.printed.push(location.hash.split("/").at(-1));
    });
    await openHome(page);
    await openExample(page);
    await choose(page, "PDF report");
    await expect(heading(page)).toHaveText("Report");
    await expect.poll(() => page.evaluate(() => window.printed)).toEqual(["report"]);
    await choose(page, "PDF report");
    await expect.poll(() => page.evaluate(() => window.printed)).toEqual(["report", "report"]);
    await goToView(page, "timeline", "Timeline");
    await goToView(page, "report", "Report");
    await expect(page.locator(".report")).toBeVisible();
    expect(await page.evaluate(() => window.printed.length)).toBe(2);
  });

  test("a file without content is not made, and the options are one click further", async ({ page }) => {
    await openHome(page);
    await newPlan(page, "Spring");
    await choose(page, "Budget (CSV)");
    await expect(page.getByRole("complementary", { name: "Messages" }).getByRole("listitem")).toHaveCount(1);
    await choose(page, "All export options");
    await atSection(page, "review/export");
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true });

  test("the sheet has the same exports", async ({ page }) => {
    await openHome(page);
    await openExample(page);
    await page.evaluate((hash) => (location.hash = hash), `#/plan/${planInAddress(page)}/budget/total`);
    const bar = page.locator(".bottom-bar");
    await bar.getByRole("button", { name: "Export", exact: true }).tap();
    const sheet = page.getByRole("dialog", { name: "Export" });
    await expect(sheet.getByRole("listitem")).toHaveCount(8);
    expect(await axe(page)).toEqual([]);
    const { name } = await downloaded(page, () => sheet.getByRole("button", { name: "Calendar (ICS)" }).tap());
    expect(name).toMatch(/\.ics$/);
    await expect(sheet).toBeHidden();
  });
});
