// The built site opens under its own name and makes no requests to others.
import { test, hostedTest, expect, offlineReady } from "./harness.mjs";

test("the page opens and requests only its own origin", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("./");
  await expect(page).toHaveTitle(/Groundswell/);
  await expect(page.locator("input, button, a[href]").first()).toBeVisible();
  const foreign = asked.filter((url) => !url.startsWith(new URL("./", page.url()).origin) && !/^(data|blob):/.test(url));
  expect(foreign).toEqual([]);
});

test("an unknown address is a plain 404, not the page again", async ({ request }) => {
  const answer = await request.get("no/such/file");
  expect(answer.status()).toBe(404);
});

hostedTest("the second visit works without a network", async ({ page, host, faults }) => {
  await page.goto("./");
  await offlineReady(page);
  await host.stop();
  await page.reload();
  await expect(page).toHaveTitle(/Groundswell/);
  await expect(page.locator("input, button, a[href]").first()).toBeVisible();
  // The browser logs that the host does not answer when it checks for a newer version.
  faults.length = 0;
});
