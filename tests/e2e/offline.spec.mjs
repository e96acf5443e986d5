// After the first visit nothing but this device is needed.
import { test, expect, offlineReady } from "./harness.mjs";
import { EXAMPLE, STEPS, goHome, goToStep, backToSteps, heading, newPlan, openExample, openHome, saved } from "./steps-of-a-planner.mjs";

test("without a network a plan opens, is changed, and is there after a reload", async ({ page, context }) => {
  await openHome(page);
  await offlineReady(page);
  await openExample(page);
  await context.setOffline(true);

  await page.reload();
  await expect(heading(page)).toHaveText(EXAMPLE.en.plan);
  for (const step of STEPS) {
    await goToStep(page, step);
    await backToSteps(page);
  }
  await goToStep(page, STEPS[0]);
  await page.getByLabel("What is promoted").fill("Changed on the train");
  await saved(page);
  await page.reload();
  await expect(page.getByLabel("What is promoted")).toHaveValue("Changed on the train");
});

test("without a network there are still new plans, examples and the other language", async ({ page, context }) => {
  await openHome(page);
  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  await newPlan(page, "Made offline");
  await goHome(page);
  await openExample(page);
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "步骤" })).toBeVisible();
  await goHome(page);
  await openExample(page, "zh");
});
