// The sections of the steps: each with a tab and an address of its own, in one order; and the navigation of a plan
// beside them, or below them on a phone.
import { readFileSync } from "node:fs";
import { test, expect } from "./harness.mjs";
import {
  EXAMPLE,
  PLACES,
  SECTIONS,
  SECTION_NAMES,
  STEPS,
  atSection,
  continueLink,
  goToSection,
  goToStep,
  heading,
  importFile,
  newPlan,
  openExample,
  openHome,
  planInAddress,
  sideNavigation,
  stepLink,
} from "./steps-of-a-planner.mjs";

const source = JSON.parse(readFileSync(new URL("../../src/core/plan/catalogue/examples/o2o.en.json", import.meta.url), "utf8"));

const stepOf = (place) => STEPS.find((step) => step.slug === place.split("/")[0]);
const tabs = (page, step) => page.getByRole("main").getByRole("navigation", { name: `Sections of ${step.en}` });

/** Opens the first example from its file; returns the address of the plan in this browser. */
async function openSource(page, change = () => {}) {
  const file = structuredClone(source);
  change(file.plan);
  await openHome(page);
  await importFile(page, "example.json", JSON.stringify(file));
  await expect(page).toHaveURL(/#\/plan\/\w+$/);
  return `#/plan/${planInAddress(page)}`;
}

/** Goes to an address as a link in a message does: the page is loaded with it. */
async function load(page, address) {
  await page.evaluate((address) => history.replaceState(null, "", address), address);
  await page.reload();
}

test("every section is opened by its tab, which is marked as the current one", async ({ page }) => {
  test.slow();
  await openHome(page);
  await openExample(page);
  for (const step of STEPS) {
    await goToStep(page, step);
    const names = SECTIONS[step.slug].map((section) => SECTION_NAMES[`${step.slug}/${section}`]);
    await expect(tabs(page, step).getByRole("link")).toContainText(names);
    for (const section of SECTIONS[step.slug]) {
      const place = `${step.slug}/${section}`;
      const tab = tabs(page, step).getByRole("link", { name: new RegExp(`^${SECTION_NAMES[place]}`) });
      await tab.click();
      await atSection(page, place);
      await expect(page).toHaveURL((url) => url.hash === `#/plan/${planInAddress(page)}/${place}`);
      await expect(tab).toHaveAttribute("aria-current", "page");
      await expect(tabs(page, step).locator("[aria-current]")).toHaveCount(1);
      await expect(heading(page)).toHaveText(step.en);
      await expect(page).toHaveTitle(`${SECTION_NAMES[place]}, ${step.en}, ${EXAMPLE.en.plan}: Groundswell`);
    }
  }
});

test("every section opens by its address in a new page", async ({ page }) => {
  test.slow();
  await openHome(page);
  await openExample(page);
  const plan = `#/plan/${planInAddress(page)}`;
  for (const place of PLACES) {
    await load(page, `${plan}/${place}`);
    await atSection(page, place);
    await expect(heading(page)).toHaveText(stepOf(place).en);
  }
});

test("addresses from before the sections lead to the section that holds their field", async ({ page }) => {
  const plan = await openSource(page);
  const [line] = source.plan.budget.lines;
  const [post] = source.plan.schedule.pieces;
  for (const { slug } of STEPS) {
    await load(page, `${plan}/${slug}`);
    await atSection(page, `${slug}/${SECTIONS[slug][0]}`);
  }
  await load(page, `${plan}/budget/budget-envelope`);
  await atSection(page, "budget/total");
  await expect(page.getByRole("textbox", { name: "Total budget" })).toBeFocused();
  await load(page, `${plan}/basics/basics-region`);
  await atSection(page, "basics/dates");
  await expect(page.getByLabel("Launch area")).toBeFocused();
  await load(page, `${plan}/schedule/piece-title-${post.id}`);
  await atSection(page, "schedule/posts");
  await expect(page.locator(`#post-title-${post.id}`)).toBeFocused();
  await expect(page.locator(":focus")).toHaveValue(post.title);
  // A line item's field is a cell of the grid.
  await load(page, `${plan}/budget/line-price-${line.id}`);
  await atSection(page, "budget/line-items");
  const cell = page.getByRole("grid").locator('[role="gridcell"]:focus');
  await expect(cell).toBeFocused();
  await expect(cell).toHaveText(`¥${line.unit_price.toLocaleString("en-GB")}`);

  await load(page, `${plan}/budget/line-price-${line.id}?from=review`);
  await atSection(page, "budget/line-items");
  await expect(cell).toBeFocused();
  await page.getByRole("link", { name: "Back to review" }).first().click();
  await atSection(page, "review/answers");
  await expect(page.locator("#answers-budget")).toBeFocused();
  await load(page, `${plan}/goals?from=review`);
  await atSection(page, "goals/metrics");
  await expect(page.getByRole("link", { name: "Back to review" }).first()).toBeVisible();
});

test("Back, Forward and a reload keep the section", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  const walk = ["budget/line-items", "budget/costs", "goals/funnel", "review/findings"];
  for (const place of walk) await goToSection(page, place);
  for (const place of walk.slice(0, -1).reverse()) {
    await page.goBack();
    await atSection(page, place);
    await expect(heading(page)).toBeFocused();
  }
  await page.reload();
  await atSection(page, walk[0]);
  for (const place of walk.slice(1)) {
    await page.goForward();
    await atSection(page, place);
  }
  await page.reload();
  await atSection(page, walk.at(-1));
});

test("“Continue” leads through all sections in order, and “Back” leads back", async ({ page }) => {
  test.slow();
  await openHome(page);
  await newPlan(page, "Spring launch");
  await atSection(page, PLACES[0]);
  for (const place of PLACES.slice(1)) {
    await continueLink(page, place).click();
    await atSection(page, place);
    await expect(heading(page)).toHaveText(stepOf(place).en);
    await expect(heading(page)).toBeFocused();
  }
  await expect(page.getByRole("main").getByRole("link", { name: /^Next: / })).toHaveCount(0);
  const back = page.getByRole("main").getByRole("link", { name: "Back", exact: true });
  for (const place of PLACES.slice(0, -1).reverse()) {
    await back.click();
    await atSection(page, place);
    await expect(heading(page)).toBeFocused();
  }
  await back.click();
  await expect(heading(page)).toHaveText("Spring launch");
});

test("the side navigation marks the current place and shows how many findings a step has", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  const side = sideNavigation(page);
  const marked = side.locator("[aria-current]");
  await expect(marked).toHaveAccessibleName(/^Basics/);
  await expect(stepLink(side, "Budget")).toHaveAccessibleName("Budget, not started");
  await goToSection(page, "basics/dates");
  await expect(marked).toHaveAccessibleName(/^Basics/);
  await page.getByLabel("Start date").fill("2027-07-18");
  await page.getByLabel("End date").fill("2027-03-01");
  await page.getByLabel("End date").blur();
  // At the step, at the section of the field, and below the section.
  await expect(stepLink(side, "Basics")).toHaveAccessibleName("Basics 1 issue");
  await expect(tabs(page, STEPS[0]).getByRole("link", { name: "Dates, area and currency 1 issue" })).toBeVisible();
  await expect(tabs(page, STEPS[0]).getByRole("link", { name: "Product and audience", exact: true })).toBeVisible();
  const finding = page.getByRole("main").getByRole("link", { name: /is before the start date/ });
  await finding.click();
  await expect(page.getByLabel(/date$/).and(page.locator(":focus"))).toHaveCount(1);
  await goToSection(page, "basics/product");
  await expect(finding).toHaveCount(0);
  await goToSection(page, "basics/dates");
  await page.getByLabel("End date").fill("2027-08-01");
  await page.getByLabel("End date").blur();
  await expect(side.getByRole("link", { name: /\d issues?$/ })).toHaveCount(0);

  await stepLink(side, "Strategy").click();
  await atSection(page, "strategy/channels");
  await expect(marked).toHaveCount(1);
  await expect(marked).toHaveAccessibleName(/^Strategy/);
  for (const [name, title] of [
    ["Timeline", "Timeline"],
    ["Report", "Report"],
    ["Overview", "Spring launch"],
  ]) {
    await side.getByRole("link", { name, exact: true }).click();
    await expect(heading(page)).toHaveText(title);
    await expect(marked).toHaveCount(1);
    await expect(marked).toHaveAccessibleName(name);
  }
  await side.getByRole("button", { name: "Export", exact: true }).click();
  await side.getByRole("button", { name: "All export options" }).click();
  await atSection(page, "review/export");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a bar at the bottom leads to the overview and to export, and its sheet of steps closes on arrival", async ({ page }) => {
    await openHome(page);
    await openExample(page);
    await goToSection(page, "budget/costs");
    // One navigation of the plan is there: the bar.
    const bar = sideNavigation(page);
    await expect(bar).toHaveCount(1);
    const box = await bar.boundingBox();
    expect(box.y + box.height).toBeCloseTo(844, 0);
    const open = bar.getByRole("button", { name: "Steps · 3 of 10" });
    await open.tap();
    const sheet = page.getByRole("dialog", { name: "Steps" });
    await expect(sheet).toBeVisible();
    for (const step of STEPS) await expect(stepLink(sheet, step.en)).toBeVisible();
    await expect(sheet.locator("[aria-current]")).toHaveAccessibleName(/^Budget/);
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await expect(open).toBeFocused();

    await open.tap();
    await stepLink(sheet, "Schedule").tap();
    await expect(sheet).toBeHidden();
    await atSection(page, "schedule/calendar");
    await bar.getByRole("button", { name: "Steps · 8 of 10" }).tap();
    await sheet.getByRole("link", { name: "Report", exact: true }).tap();
    await expect(sheet).toBeHidden();
    await expect(heading(page)).toHaveText("Report");

    await bar.getByRole("button", { name: "Export", exact: true }).tap();
    await page.getByRole("dialog", { name: "Export" }).getByRole("button", { name: "All export options" }).tap();
    await atSection(page, "review/export");
    await expect(bar.locator("[aria-current]")).toHaveAccessibleName("Export");
    await bar.getByRole("link", { name: "Overview", exact: true }).tap();
    await expect(heading(page)).toHaveText(EXAMPLE.en.plan);
    await expect(bar.locator("[aria-current]")).toHaveAccessibleName("Overview");
  });
});

/** Sections that grow with the plan: a table of line items, of posts, of every answer. */
const GROWING = new Set(["budget/line-items", "schedule/posts", "review/answers"]);

for (const [width, height, screens] of [
  [1440, 900, 2.3],
  [390, 844, 5.3],
]) {
  test.describe(`at ${width} × ${height}`, () => {
    test.use({ viewport: { width, height } });

    for (const example of ["o2o", "museum", "tool-app", "shop", "software", "venue"]) {
      test(`no section of the example ${example} is longer than ${screens} screens`, async ({ page }) => {
        test.slow();
        await openHome(page);
        await importFile(page, "example.json", readFileSync(new URL(`../../src/core/plan/catalogue/examples/${example}.en.json`, import.meta.url)));
        await expect(page).toHaveURL(/#\/plan\/\w+$/);
        const long = [];
        for (const place of PLACES) {
          if (GROWING.has(place)) continue;
          await goToSection(page, place);
          const tall = await page.evaluate(() => document.scrollingElement.scrollHeight);
          if (tall > screens * height) long.push(`${place}: ${tall} px, ${(tall / height).toFixed(1)} screens`);
        }
        expect(long).toEqual([]);
      });
    }
  });
}
