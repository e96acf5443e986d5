// The built site in a real browser, in a folder of its host rather than at the root, behind a server without rewrite
// rules.
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, devices } from "@playwright/test";
import { headlessShell } from "../../tools/browser-paths.mjs";

// Each run has its own port, so that parallel runs do not collide; the workers inherit it.
process.env.E2E_PORT ??= String(20_000 + (process.pid % 20_000));
const port = Number(process.env.E2E_PORT);
// Another build than the release, during development: DIST=.build/dev
const dist = resolve(dirname(fileURLToPath(import.meta.url)), "../..", process.env.DIST ?? "dist");
const baseURL = `http://127.0.0.1:${port}/groundswell/`;

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  // A test that passes on the second try hides a fault.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["./harness-reporter.mjs"]],
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    ...devices["Desktop Chrome"],
    channel: undefined,
    baseURL,
    locale: "en-GB",
    timezoneId: "Asia/Shanghai",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: headlessShell,
      args: [
        // Chromium's sandbox refuses to start for root, as in most containers.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [{ name: "chromium" }],
  webServer: {
    // Quality 5: these tests check what the page does, not its size.
    command: `node ../../tools/serve.mjs --dir ${dist} --port ${port} --base /groundswell/ --quality 5`,
    url: baseURL,
    reuseExistingServer: false,
  },
});
