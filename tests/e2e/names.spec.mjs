// Long unbroken names: of campaigns, in URLs, pasted by mistake. No screen scrolls horizontally at any width, no
// number, date or amount is cut off, and names beyond the plan's limit are truncated with a notice.
import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { test, expect } from "./harness.mjs";
import { PLACES as SECTIONS, header, heading, importFile, message, newPlan, openHome, planInAddress, saved, storedDrafts } from "./steps-of-a-planner.mjs";

test.describe.configure({ timeout: 240_000 });

const EXAMPLE = readFileSync(new URL("../../src/core/plan/catalogue/examples/o2o.en.json", import.meta.url), "utf8");
const PLACES = ["", ...SECTIONS, "timeline", "tracked-links", "report", "changes"];
const WIDTHS = [320, 360, 768, 1280, 1440];
const LONG = {
  campaign: "2027_Q2_EMEA_DE-AT-CH_Prospecting_Meta_Reels_Lookalike1pct_Purchase_v03",
  address: "https://docs.example.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefgh/edit#gid=1234567",
  letters: "W".repeat(300),
};

/** The example with every name replaced. */
function named(name) {
  const file = JSON.parse(EXAMPLE);
  const rename = (value) => {
    if (Array.isArray(value)) return value.forEach(rename);
    if (!value || typeof value !== "object") return;
    for (const [key, inner] of Object.entries(value)) {
      if (
        typeof inner === "string" &&
        ["name", "owner", "description", "unit", "title", "lead", "who", "product", "region", "what", "handle", "contact"].includes(key)
      )
        value[key] = name;
      else rename(inner);
    }
  };
  rename(file.plan);
  return JSON.stringify(file);
}

/** Elements wider than the page, and figures cut off by their element. */
const overflow = (page) =>
  page.evaluate(() => {
    const root = document.scrollingElement;
    const found = [];
    if (root.scrollWidth > root.clientWidth) {
      const over = [...document.querySelectorAll("body *")].filter(
        (element) =>
          element.getBoundingClientRect().right > root.clientWidth + 1 && !element.closest(".visually-hidden, .frame, .grid, .tl, .matrix, .results"),
      );
      found.push(
        `${root.scrollWidth} of ${root.clientWidth}: ${over
          .slice(-3)
          .map((element) => element.outerHTML.slice(0, 110))
          .join(" | ")}`,
      );
    }
    for (const element of document.querySelectorAll(".n, .r-num, .r-short, .bar-value, time, .funnel-number")) {
      if (
        element.offsetParent &&
        !element.closest(".frame, .grid, .tl, .matrix") &&
        element.scrollWidth > element.clientWidth + 1 &&
        /^[\d¥€$.,%\s–-]+$/.test(element.textContent)
      )
        found.push(`cut: ${element.outerHTML.slice(0, 110)}`);
    }
    return found;
  });

for (const [kind, name] of Object.entries(LONG)) {
  test(`no screen scrolls horizontally: ${kind}`, async ({ page }) => {
    await openHome(page);
    await importFile(page, "long.json", named(name));
    await expect(heading(page)).toContainText(name.slice(0, 40));
    const plan = planInAddress(page);
    const wide = [];
    await saved(page);
    const carried = deflateSync(Buffer.from((await storedDrafts(page))[plan])).toString("base64url");
    const elsewhere = { plans: "#/", shared: `#/shared/1.${carried.length}.${carried}` };
    for (const place of [...PLACES, ...Object.keys(elsewhere)]) {
      await page.evaluate((hash) => (location.hash = hash), elsewhere[place] ?? `#/plan/${plan}${place && `/${place}`}`);
      if (place === "shared") await expect(page.getByRole("button", { name: "Save a copy" }).first()).toBeVisible();
      await expect(page.locator("main [aria-busy]")).toHaveCount(0);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        wide.push(...(await overflow(page)).map((fault) => `${place || "tasks"} at ${width}: ${fault}`));
      }
      // A4 between its margins.
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 665, height: 900 });
      if (place === "report" || place === "budget/cycles") wide.push(...(await overflow(page)).map((fault) => `${place} on paper: ${fault}`));
      await page.emulateMedia({ media: "screen" });
    }
    expect(wide).toEqual([]);
  });
}

test("a name of 100,000 letters is truncated with a notice, typed or in a file", async ({ page }) => {
  await openHome(page);
  const file = JSON.parse(EXAMPLE);
  file.plan.basics.name = "V".repeat(100_000);
  await importFile(page, "long.json", JSON.stringify(file));
  await expect(message(page, "was longer than a plan can hold and was cut")).toBeVisible();
  await expect(heading(page)).toHaveText("V".repeat(300));
  await page.evaluate(() => (location.hash = "#/"));
  await newPlan(page, "Typed");
  await page.getByLabel("Plan name").fill("X".repeat(100_000));
  await expect(page.locator("#basics-name-error")).toHaveText("At most 300 characters: the rest was removed.");
  await expect(page.getByLabel("Plan name")).toHaveValue("X".repeat(300));
  await saved(page);
  await page.getByLabel("Plan name").fill("Short");
  await expect(page.locator("#basics-name-error")).toHaveCount(0);
  await expect(header(page)).toContainText("Short");
});
