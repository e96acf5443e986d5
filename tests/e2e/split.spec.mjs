// Code that only plans need is loaded after the first screen, unnoticed unless it cannot be loaded.
import { test, hostedTest, expect, offlineReady } from "./harness.mjs";
import { STEPS, atSection, goToSection, goToStep, heading } from "./steps-of-a-planner.mjs";

const PART = /\/plan-[0-9a-f]{12}\.wasm$/;
const BUDGET_PART = /\/budget-[0-9a-f]{12}\.wasm$/;
const step = (page) => page.getByRole("heading", { level: 1, name: "Basics" });
const newPlan = (page) => page.getByRole("button", { name: "New plan" }).first();
const blank = (page) => page.getByRole("button", { name: "Start blank" });

/** The address of a plan's first step, right after the plan was created. */
async function makePlan(page) {
  await page.goto("./");
  await newPlan(page).click();
  await blank(page).click();
  await expect(step(page)).toBeVisible();
  return page.url();
}

test("a plan is created, left, returned to and reloaded at its step", async ({ page }) => {
  const address = await makePlan(page);
  await expect(page.getByRole("status").first()).toBeAttached();
  await page.goBack();
  await expect(newPlan(page)).toBeVisible();
  await page.goForward();
  await expect(step(page)).toBeVisible();
  await page.reload();
  await expect(step(page)).toBeVisible();
  expect(page.url()).toBe(address);
});

test.describe("over the network", () => {
  // Otherwise the service worker would answer requests that are held back here.
  test.use({ serviceWorkers: "block" });

  test("the first screen is drawn without the deferred code, and fetches it afterwards", async ({ page }) => {
    let letThrough;
    const held = new Promise((resolve) => (letThrough = resolve));
    await page.route(PART, async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest(PART);
    await page.goto("./");
    await expect(newPlan(page)).toBeVisible();
    await asked;
    // Buttons pressed meanwhile take effect once the code is loaded.
    await newPlan(page).click();
    await blank(page).click();
    letThrough();
    await expect(step(page)).toBeVisible();
  });

  test("a plan's address fetches the code in parallel with the program, and reserves its place until then", async ({ page, context }) => {
    const address = await makePlan(page);
    const other = await context.newPage();
    const order = [];
    other.on("request", (request) => order.push(new URL(request.url()).pathname));
    let letThrough;
    const held = new Promise((resolve) => (letThrough = resolve));
    await context.route(PART, async (route) => {
      await held;
      await route.continue();
    });
    await other.goto(address, { waitUntil: "commit" });
    await expect(step(other)).toBeVisible();
    await expect(other.locator("[aria-busy=true]")).toBeVisible();
    letThrough();
    await expect(other.locator("[aria-busy=true]")).toHaveCount(0);
    await expect(other.getByRole("button", { name: "Undo" })).toBeVisible();
    // Once, and before the program could request it.
    const parts = order.filter((path) => PART.test(path));
    expect(parts).toHaveLength(1);
  });

  test("if the code cannot be loaded, the page says so and offers a retry", async ({ page, context, faults }) => {
    const address = await makePlan(page);
    const other = await context.newPage();
    await other.route(PART, (route) => route.abort());
    await other.goto("./");
    await expect(newPlan(other)).toBeVisible();
    await newPlan(other).click();
    await other.getByRole("button", { name: "Start blank" }).click();
    await expect(other.getByRole("button", { name: "Try again" })).toBeVisible();
    await other.goto(address);
    await other.reload();
    await expect(other.getByRole("heading", { level: 1, name: "This page could not be loaded" })).toBeVisible();
    await other.unroute(PART);
    await other.getByRole("button", { name: "Try again" }).click();
    await expect(step(other)).toBeVisible();
    faults.length = 0;
  });

  test("if a step cannot be loaded, its page says so and offers a retry, and the other steps open", async ({ page, faults }) => {
    await page.route(BUDGET_PART, (route) => route.abort());
    await makePlan(page);
    await goToStep(page, STEPS[2]);
    await expect(page.getByRole("main").getByRole("alert")).toContainText("This page could not be loaded");
    await goToSection(page, "goals/funnel");
    await expect(page.getByRole("button", { name: "Impression to order, six stages" })).toBeVisible();
    await goToSection(page, "budget/line-items");
    await page.unroute(BUDGET_PART);
    await page.getByRole("main").getByRole("button", { name: "Try again" }).click();
    await expect(page.locator("#line-add")).toBeVisible();
    await atSection(page, "budget/line-items");
    await expect(heading(page)).toHaveText("Budget");
    faults.length = 0;
  });
});

hostedTest("offline, a second visit opens a plan", async ({ page, host, faults }) => {
  const address = await makePlan(page);
  await offlineReady(page);
  await host.stop();
  await page.goto("about:blank");
  await page.goto(address);
  await expect(step(page)).toBeVisible();
  await page
    .getByRole("link", { name: /Plans|Groundswell/ })
    .first()
    .click();
  await expect(newPlan(page)).toBeVisible();
  faults.length = 0;
});
