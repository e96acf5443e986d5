// How the main screens look: each is compared with a small picture of it in screens.json. A picture is a grid of
// luminances, each the mean of a block of pixels, so that fonts may be drawn a little differently, while a part that
// moves, vanishes or changes its colour is noticed. UPDATE_SCREENS=1 writes the pictures anew: look at the screens, then
// commit the file.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { test, expect } from "./harness.mjs";
import { goToSection, openExample, openHome, planInAddress, saved } from "./steps-of-a-planner.mjs";

const FILE = new URL("screens.json", import.meta.url);
const UPDATE = Boolean(process.env.UPDATE_SCREENS);
const known = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {};

/** Luminances from 0 to 63, a character each. */
const LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** A block differs if its luminance is off by more than this many levels. */
const OFF = 5;
/** The share of blocks that may differ. */
const MAY_DIFFER = 0.015;

const SIZES = [
  { width: 390, height: 844, columns: 32 },
  { width: 1440, height: 900, columns: 64 },
];

/** The screens by name, and the way to each within the open plan. */
const SCREENS = {
  overview: "",
  "budget/line-items": null,
  "strategy/channels": null,
  timeline: "/timeline",
  report: "/report",
};

/** The screen as rows of luminances, averaged by another page, since the site's own policy allows no such picture. */
async function grid(page, blank, columns) {
  await page.evaluate(async () => {
    document.activeElement?.blur();
    await document.fonts.ready;
    scrollTo(0, 0);
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  });
  const png = (await page.screenshot({ animations: "disabled", caret: "hide" })).toString("base64");
  return blank.evaluate(
    async ([png, columns, levels]) => {
      const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.drawImage(image, 0, 0);
      const side = image.width / columns;
      const rows = [];
      for (let row = 0; (row + 0.5) * side < image.height; row += 1) {
        let text = "";
        for (let column = 0; column < columns; column += 1) {
          const [x, y] = [Math.round(column * side), Math.round(row * side)];
          const [width, height] = [Math.round((column + 1) * side) - x, Math.min(Math.round((row + 1) * side), image.height) - y];
          const { data } = context.getImageData(x, y, width, height);
          let sum = 0;
          for (let at = 0; at < data.length; at += 4) sum += 0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2];
          text += levels[Math.min(63, Math.round((sum / (width * height) / 255) * 63))];
        }
        rows.push(text);
      }
      return rows;
    },
    [png, columns, LEVELS],
  );
}

/** The share of blocks that differ. */
function difference(before, now) {
  const [a, b] = [before.join(""), now.join("")];
  if (a.length !== b.length) return 1;
  let off = 0;
  for (let at = 0; at < a.length; at += 1) if (Math.abs(LEVELS.indexOf(a[at]) - LEVELS.indexOf(b[at])) > OFF) off += 1;
  return off / a.length;
}

for (const { width, height, columns } of SIZES) {
  for (const colorScheme of ["light", "dark"]) {
    test.describe(`${width} px, ${colorScheme}`, () => {
      test.use({ viewport: { width, height }, colorScheme, now: null });

      test("the main screens look as they did", async ({ page, browser }) => {
        test.slow();
        const blank = await browser.newPage();
        const changed = [];
        const compare = async (name) => {
          const key = `${name} ${width} ${colorScheme}`;
          const now = await grid(page, blank, columns);
          if (UPDATE) {
            known[key] = now;
            return;
          }
          const off = difference(known[key] ?? [], now);
          if (off > MAY_DIFFER) changed.push(`${key}: ${(100 * off).toFixed(1)} % of it`);
        };
        await page.clock.setFixedTime(new Date("2027-04-25T09:00:00+08:00"));
        await openHome(page);
        await compare("home");
        await openExample(page);
        await saved(page);
        for (const [name, address] of Object.entries(SCREENS)) {
          if (address === null) await goToSection(page, name);
          else await page.evaluate((hash) => (location.hash = hash), `#/plan/${planInAddress(page)}${address}`);
          await expect(page.locator("main [aria-busy]")).toHaveCount(0);
          // The report and the timeline are fetched at their first visit.
          if (name === "report") await expect(page.getByRole("article")).toBeVisible();
          if (name === "timeline") await expect(page.getByRole("grid")).toBeVisible();
          await compare(name);
        }
        await blank.close();
        if (UPDATE) {
          // Other workers write theirs.
          const written = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {};
          const all = Object.entries({ ...written, ...Object.fromEntries(Object.entries(known).filter(([key]) => key.endsWith(`${width} ${colorScheme}`))) });
          all.sort(([a], [b]) => (a < b ? -1 : 1));
          writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(all), null, 1)}\n`);
        }
        expect(changed).toEqual([]);
      });
    });
  }
}
