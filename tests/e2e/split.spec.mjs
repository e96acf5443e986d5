// What only a plan needs is loaded behind the first screen; nobody may notice, but where it cannot be had.
import { test, hostedTest, expect, offlineReady } from "./harness.mjs";

const PART = /\/plan-[0-9a-f]{12}\.wasm$/;
const step = (page) => page.getByRole("heading", { level: 1, name: "Basics" });
const newPlan = (page) => page.getByRole("button", { name: "New plan" }).first();

/** The address of a plan's first step, as it is after the plan was made. */
async function makePlan(page) {
  await page.goto("./");
  await newPlan(page).click();
  await expect(step(page)).toBeVisible();
  return page.url();
}

test("a plan is made, left, come back to and reloaded at its step", async ({ page }) => {
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
  // Else the offline worker would answer for what is held back here.
  test.use({ serviceWorkers: "block" });

  test("the first screen is drawn without the part, and fetches it when it stands", async ({ page }) => {
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
    // What is pressed meanwhile is done once it can be.
    await newPlan(page).click();
    letThrough();
    await expect(step(page)).toBeVisible();
  });

  test("a plan's address fetches the part beside the program, and holds its place until then", async ({ page, context }) => {
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
    // Once, and begun before the program could ask for it.
    const parts = order.filter((path) => PART.test(path));
    expect(parts).toHaveLength(1);
  });

  test("where the part cannot be had, the page says so and offers another try", async ({ page, context, faults }) => {
    const address = await makePlan(page);
    const other = await context.newPage();
    await other.route(PART, (route) => route.abort());
    await other.goto("./");
    await expect(newPlan(other)).toBeVisible();
    await newPlan(other).click();
    await expect(other.getByRole("button", { name: "Try again" })).toBeVisible();
    await other.goto(address);
    await other.reload();
    await expect(other.getByRole("heading", { level: 1, name: "This page could not be loaded" })).toBeVisible();
    await other.unroute(PART);
    await other.getByRole("button", { name: "Try again" }).click();
    await expect(step(other)).toBeVisible();
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
