// After the first visit the app needs only this device.
import { hostedTest as test, expect, offlineReady } from "./harness.mjs";
import { EXAMPLE, PLACES, goHome, goToSection, header, heading, newPlan, openExample, openHome, saved } from "./steps-of-a-planner.mjs";

/** The browser logs each request that found no host; nothing else may be logged. */
const withoutFailedRequests = (faults) => expect(faults.splice(0).filter((fault) => !/Failed to load resource|ERR_CONNECTION_REFUSED/.test(fault))).toEqual([]);

test("offline, a plan opens, is changed, and is still there after a reload", async ({ page, host, faults }) => {
  await openHome(page);
  await offlineReady(page);
  await openExample(page);
  await host.stop();

  await page.reload();
  await expect(heading(page)).toHaveText(EXAMPLE.en.plan);
  for (const place of PLACES) await goToSection(page, place);
  await goToSection(page, "basics/product");
  await page.getByLabel("Product or service").fill("Changed on the train");
  await saved(page);
  await page.reload();
  await expect(page.getByLabel("Product or service")).toHaveValue("Changed on the train");
  withoutFailedRequests(faults);
});

test("offline, new plans, the other language and the examples are available", async ({ page, host, faults }) => {
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
