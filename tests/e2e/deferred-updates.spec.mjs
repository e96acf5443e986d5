// Updates of off-screen sections are deferred while the line item grid is edited: a section is updated once it is
// scrolled to, focused or printed, and otherwise when the page is idle. The page's timers are paused here except when
// they are run.
import { test, expect } from "./harness.mjs";
import { STEPS, goToStep, openExample, openHome } from "./steps-of-a-planner.mjs";

const BUDGET = STEPS.find((step) => step.slug === "budget");

test.use({ viewport: { width: 1280, height: 800 } });

const sums = (page) => page.getByRole("region", { name: "Where the money goes" });
/** The total of all phases and cycles, in the table far below the line items. */
const whole = (page) => sums(page).getByRole("table", { name: "Planned money by phase and promotion cycle" }).getByRole("row").last();

/** The first worked example with one cell overwritten: 1,600 more than before. Off-screen sections are not updated yet. */
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

test("off-screen sections are deferred, and updated when the page is idle", async ({ page }) => {
  await edited(page);
  // A key press: the page is not idle.
  await page.clock.runFor(500);
  await page.keyboard.press("ArrowDown");
  await page.clock.runFor(500);
  await expect(whole(page)).toContainText("300,000");
  await page.clock.runFor(10_000);
  await expect(whole(page)).toContainText("301,600");
  await expect(page.getByText("¥1,600 too much.")).toHaveCount(1);
});

test("a deferred section is updated once it is scrolled to", async ({ page }) => {
  await edited(page);
  await sums(page).evaluate((section) => section.scrollIntoView({ behavior: "instant" }));
  await expect(whole(page)).toContainText("301,600");
});

test("a deferred section is updated once it is focused", async ({ page }) => {
  await edited(page);
  await sums(page)
    .getByRole("radio", { name: "Channel" })
    .evaluate((choice) => choice.focus({ preventScroll: true }));
  await expect(whole(page)).toContainText("301,600");
});

test("deferred sections are updated for printing", async ({ page }) => {
  await edited(page);
  await page.pdf();
  await expect(whole(page)).toContainText("301,600");
});

test("undoing a deferred change leaves nothing behind", async ({ page }) => {
  await edited(page);
  await page.keyboard.press("Control+z");
  await page.clock.runFor(10_000);
  await expect(whole(page)).toContainText("300,000");
  await expect(page.getByText("Nothing left to plan, nothing too much.")).toHaveCount(1);
});
