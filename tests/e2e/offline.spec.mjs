// After the first visit nothing but this device is needed.
import { hostedTest as test, expect, offlineReady } from "./harness.mjs";
import { EXAMPLE, STEPS, backToSteps, goHome, goToStep, header, heading, newPlan, openExample, openHome, saved } from "./steps-of-a-planner.mjs";

/** The browser notes each request that found no host; there must be nothing else to note. */
const withoutFailedRequests = (faults) => expect(faults.splice(0).filter((fault) => !/Failed to load resource|ERR_CONNECTION_REFUSED/.test(fault))).toEqual([]);

test("without a network a plan opens, is changed, and is there after a reload", async ({ page, host, faults }) => {
  await openHome(page);
  await offlineReady(page);
  await openExample(page);
  await host.stop();

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
  withoutFailedRequests(faults);
});

test("without a network there are still new plans, the other language and the examples", async ({ page, host, faults }) => {
  await openHome(page);
  await offlineReady(page);
  await host.stop();
  await page.reload();
  await newPlan(page, "Made offline");
  await header(page).getByRole("button", { name: "中文" }).click();
  await expect(heading(page)).toHaveText("基本信息");
  await header(page).getByRole("button", { name: "English" }).click();
  await goHome(page);
  await openExample(page);
  withoutFailedRequests(faults);
});
