// What is out of sight rests while the budget's table is written in: it is brought up to date once it is looked at, gone
// into or printed, and otherwise when the hands are at rest. The page's timers stand still here but for when they are run.
import { test, expect } from "./harness.mjs";
import { STEPS, goToStep, openExample, openHome } from "./steps-of-a-planner.mjs";

const BUDGET = STEPS.find((step) => step.slug === "budget");

test.use({ viewport: { width: 1280, height: 800 } });

const sums = (page) => page.getByRole("region", { name: "Where the money goes" });
/** What all phases and cycles come to, in the table far below the lines. */
const whole = (page) => sums(page).getByRole("table", { name: "Planned money by phase and promotion cycle" }).getByRole("row").last();

/** The first worked example with one cell written over: 1,600 more than before. Nothing far from the table knows it yet. */
async function edited(page) {
  await page.clock.install({ time: new Date("2027-04-25T10:00:00+08:00") });
  await openHome(page);
  await openExample(page);
  await goToStep(page, BUDGET);
  await expect(whole(page)).toContainText("300,000");
  const table = page.getByRole("grid", { name: "Budget lines" });
  const quantity = table.locator('[aria-rowindex="4"] [aria-colindex="6"]');
  await quantity.click();
  await expect(sums(page)).not.toBeInViewport();
  await page.clock.pauseAt(new Date("2027-04-25T11:00:00+08:00"));
  await page.keyboard.type("10");
  await page.keyboard.press("Enter");
  await expect(table.getByRole("row").last()).toContainText("¥301,600.00");
  await expect(whole(page)).toContainText("300,000");
}

test("what is out of sight rests, and is up to date when the hands are at rest", async ({ page }) => {
  await edited(page);
  // A key: they are not.
  await page.clock.runFor(500);
  await page.keyboard.press("ArrowDown");
  await page.clock.runFor(500);
  await expect(whole(page)).toContainText("300,000");
  await page.clock.runFor(10_000);
  await expect(whole(page)).toContainText("301,600");
  await expect(page.getByText("¥1,600 too much.")).toHaveCount(1);
});

test("what rested is up to date once it is scrolled to", async ({ page }) => {
  await edited(page);
  await sums(page).evaluate((section) => section.scrollIntoView({ behavior: "instant" }));
  await expect(whole(page)).toContainText("301,600");
});

test("what rested is up to date once it is gone into", async ({ page }) => {
  await edited(page);
  await sums(page)
    .getByRole("radio", { name: "Channel" })
    .evaluate((choice) => choice.focus({ preventScroll: true }));
  await expect(whole(page)).toContainText("301,600");
});

test("what rested is up to date on paper", async ({ page }) => {
  await edited(page);
  await page.pdf();
  await expect(whole(page)).toContainText("301,600");
});

test("an undo of what rested leaves nothing behind", async ({ page }) => {
  await edited(page);
  await page.keyboard.press("Control+z");
  await page.clock.runFor(10_000);
  await expect(whole(page)).toContainText("300,000");
  await expect(page.getByText("Nothing left to plan, nothing too much.")).toHaveCount(1);
});
