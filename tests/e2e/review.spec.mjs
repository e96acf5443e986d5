// The review: the summary, and every answer with a link to change it and back.
import { test, expect, axe } from "./harness.mjs";
import { goToSection, heading, newPlan, openExample, openHome, planInAddress } from "./steps-of-a-planner.mjs";

test("an answer is changed at its field, and the way back leads to its step in the review", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "review/answers");
  await page.getByRole("button", { name: "Open all" }).click();
  await page.getByRole("link", { name: "Change: Launch area", exact: true }).click();
  await expect(heading(page)).toHaveText("Basics");
  await expect(page.getByLabel("Launch area")).toBeFocused();
  await page.getByLabel("Launch area").fill("Harbour district");
  // The way back survives a reload: it is part of the address.
  await page.reload();
  await page.getByRole("link", { name: "Back to review" }).first().click();
  await expect(heading(page)).toHaveText("Review and export");
  await expect(page.locator("#answers-basics")).toBeFocused();
  await expect(page.getByText("Harbour district")).toBeVisible();
  // The browser's own Back leads to the same place.
  await page.getByRole("link", { name: "Change: Product or service", exact: true }).click();
  await expect(heading(page)).toHaveText("Basics");
  await page.goBack();
  await expect(heading(page)).toHaveText("Review and export");
  // Without coming from the review there is no such link.
  await page.goto(`./#/plan/${planInAddress(page)}/basics`);
  await expect(heading(page)).toHaveText("Basics");
  await expect(page.getByRole("link", { name: "Back to review" })).toHaveCount(0);
});

test("the review shows the summary and all answers", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "review/summary");
  const worth = page.getByRole("region", { name: "Summary" });
  // From the latest recorded figure, with the baseline.
  await expect(worth).toContainText("78 → 300");
  await expect(worth).toContainText("as of 25 Apr 2027 · baseline 0");
  await expect(worth).toContainText("300,000");
  // 15,500 new followers for ¥243,400: ¥15.70 each.
  const fans = worth.getByRole("row", { name: /^New followers/ });
  await expect(fans).toContainText("15,500");
  await expect(fans).toContainText("15.70");
  await goToSection(page, "review/answers");
  const answers = page.getByRole("region", { name: "All answers" });
  for (const said of ["2 × 500 = 1,000 people", "Exit criteria", "Test rules", "a week", "A property manager withdraws", "22,000", "Impression"]) {
    await expect(answers, said).toContainText(said);
  }
  await page.getByRole("button", { name: "Open all" }).click();
  // Every answer has a link, and every link a unique accessible name.
  const rows = await answers.locator("dl > div").count();
  expect(rows).toBeGreaterThan(60);
  const links = answers.getByRole("link", { name: /^Change: / });
  await expect(links).toHaveCount(rows);
  // One link of each kind leads to its field. (A cell of a table is named by its row, not by an id.)
  const hrefs = await links.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const byField = new Map(
    hrefs.map((href) => [
      href
        .split("/")
        .at(-1)
        .replace(/(-[0-9a-z]{10})?\?.*$/, ""),
      href,
    ]),
  );
  byField.delete("line-description");
  byField.delete("track-figures");
  expect(byField.size).toBeGreaterThan(25);
  for (const href of byField.values()) {
    await page.evaluate((href) => (location.hash = href), href);
    await expect(page.locator(`[id="${href.split("/").at(-1).split("?")[0]}"]`), href).toBeFocused();
  }
});

test("the answers are folded by step; a link to a step unfolds it", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "review/answers");
  const open = page.locator(".answers details[open]");
  const steps = page.locator(".answers details");
  await expect(steps).toHaveCount(9);
  await expect(open).toHaveCount(0);
  await expect(steps.first().locator("summary")).toContainText(/Basics\s*\d+ answers/);
  expect(await axe(page)).toEqual([]);
  const all = page.getByRole("button", { name: "Open all" });
  await all.click();
  await expect(open).toHaveCount(9);
  await page.getByRole("button", { name: "Close all" }).click();
  await expect(open).toHaveCount(0);
  await steps.nth(2).locator("summary").click();
  await expect(open).toHaveCount(1);
  await expect(all).toBeVisible();
  await goToSection(page, "review/summary");
  await page.evaluate((hash) => (location.hash = hash), `#/plan/${planInAddress(page)}/review/answers/answers-budget`);
  await expect(page.locator("#answers-budget")).toBeFocused();
  await expect(open).toHaveCount(1);
  await expect(open.locator("summary")).toContainText("Budget");
});

test("a blank plan reports what is missing", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring");
  await goToSection(page, "review/answers");
  await expect(page.getByText("Not set").first()).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await goToSection(page, "review/summary");
  await expect(page.getByText("No north star yet", { exact: false })).toBeVisible();
  await expect(page.getByText("Not approved yet.")).toBeVisible();
  await page.getByRole("link", { name: "Set the goal" }).click();
  await expect(heading(page)).toHaveText("Goals");
  await expect(page.getByRole("link", { name: "Back to review" }).first()).toBeVisible();
  await page.goto(`./#/plan/${planInAddress(page)}/review`);
  await expect(heading(page)).toHaveText("Review and export");
  expect(await axe(page)).toEqual([]);
});
