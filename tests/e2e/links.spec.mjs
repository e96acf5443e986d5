// Tracked links: their naming, and the sheet of QR codes, decoded independently.
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { test, expect, axe, downloaded } from "./harness.mjs";
import { backToSteps, goToSection, heading, newPlan, openExample, openHome, planInAddress, saved } from "./steps-of-a-planner.mjs";

const MALL = "https://caixiaoda.example/welcome?utm_source=riverside-mall&utm_medium=booth&utm_campaign=brand-promotion&utm_content=ground-floor";

/** The decoded text of a code in a screenshot. */
function decoded(bytes) {
  const { data, width, height } = PNG.sync.read(Buffer.from(bytes));
  return jsqr(new Uint8ClampedArray(data), width, height)?.data;
}

/** A screenshot of an element on a page that shows only this markup. */
async function drawn(context, markup, selector) {
  const page = await context.newPage();
  await page.setContent(markup);
  const pictures = [];
  for (const element of await page.locator(selector).all()) pictures.push(await element.screenshot());
  await page.close();
  return pictures;
}

async function openSheet(page) {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "brand-promotion/partners");
  await page.getByRole("link", { name: "Print QR codes" }).click();
  await expect(heading(page)).toHaveText("Tracked links and QR codes");
}

test("names that would split statistics are corrected with one click, and a link is unique to one partner", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring");
  await backToSteps(page);
  await goToSection(page, "brand-promotion/partners");
  const source = page.getByLabel("Source");
  for (const name of ["Riverside Mall", "江畔广场"]) {
    await page.getByRole("button", { name: "Add partner or place" }).click();
    await page.getByLabel("Name", { exact: true }).last().fill(name);
    await page.getByText("Tracked link: not created").click();
    await page.getByRole("button", { name: "Auto-fill UTMs" }).last().click();
    await page.getByLabel("Landing page URL").last().fill("https://shop.example/welcome");
    await page.getByLabel("Medium").last().fill("qr");
  }
  await source.first().fill("Riverside  Mall");
  await expect(page.getByText("Source contains a space. Use a hyphen.")).toBeVisible();
  await page.getByRole("button", { name: "Change to “riverside-mall”" }).click();
  await expect(source.first()).toHaveValue("riverside-mall");
  await expect(source.first()).toBeFocused();

  await source.last().fill("riverside-mall");
  await expect(page.getByText("Riverside Mall has the same UTM parameters", { exact: false })).toBeVisible();
  // Both are still open.
  await expect(page.getByText("Tracked link: ready")).toHaveCount(2);
  await expect(page.getByText("江畔广场 has the same UTM parameters", { exact: false })).toBeVisible();
  // The first is named like this; the second has no Latin letters to derive a name from.
  await page.getByRole("button", { name: "Change to “riverside-mall-2”" }).last().click();
  await expect(page.getByText("has the same UTM parameters", { exact: false })).toHaveCount(0);
  await expect(page.getByText("https://shop.example/welcome?utm_source=riverside-mall-2&utm_medium=qr&utm_campaign=spring")).toBeVisible();
  await saved(page);
});

test("every code decodes exactly: as SVG, as PNG, on the exported sheet, and in print", async ({ page, context }) => {
  await openSheet(page);
  expect(await axe(page)).toEqual([]);
  await expect(page.getByRole("img", { name: /^QR code: / })).toHaveCount(4);

  const svg = await downloaded(page, () => page.getByRole("button", { name: "Save the SVG of Riverside Mall" }).click());
  expect(svg.name).toMatch(/^groundswell-riverside-mall-fictional-qr-\d{4}-\d\d-\d\d\.svg$/);
  expect((await drawn(context, svg.bytes.toString(), "svg")).map(decoded)).toEqual([MALL]);

  const png = await downloaded(page, () => page.getByRole("button", { name: "Save the PNG of Riverside Mall" }).click());
  expect(png.name).toMatch(/-qr-\d{4}-\d\d-\d\d\.png$/);
  expect(decoded(png.bytes)).toBe(MALL);
  const { width, height, data } = PNG.sync.read(png.bytes);
  expect(width).toBe(height);
  expect(width).toBeGreaterThanOrEqual(1024);
  // Modules are whole points, black or white, with four white ones around.
  const modules = Number(/viewBox="0 0 (\d+) /.exec(svg.bytes.toString())[1]);
  const points = width / modules;
  expect(Number.isInteger(points)).toBe(true);
  const light = (x, y) => data[4 * (y * width + x)];
  expect(new Set(Array.from({ length: width * height }, (_, at) => data[4 * at]))).toEqual(new Set([0, 255]));
  for (let at = 0; at < width; at += 1) expect([light(at, 4 * points - 1), light(4 * points - 1, at)]).toEqual([255, 255]);
  expect(light(4 * points, 4 * points)).toBe(0);

  // The encoded text is printed at the code and follows the plan.
  await page.getByLabel("Text on the code").first().fill("Scan for ¥10 off");
  await saved(page);
  const sheet = await downloaded(page, () => page.getByRole("button", { name: "Save the sheet as a file" }).click());
  expect(sheet.name).toMatch(/-qr-codes-.*\.html$/);
  const links = await page.locator(".whole").allTextContents();
  expect(links).toHaveLength(4);
  expect(links[0]).toBe(MALL);
  expect(sheet.bytes.toString()).toContain("Scan for ¥10 off");
  expect((await drawn(context, sheet.bytes.toString(), "li svg")).map(decoded)).toEqual(links);

  // In print: the codes in the selected size, their texts, and no controls.
  await page.getByLabel("80 mm").check();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Save the sheet as a file" })).toBeHidden();
  await expect(page.getByLabel("Text on the code").first()).toBeHidden();
  const code = page.getByRole("img", { name: "QR code: Riverside Mall (fictional)" });
  expect(Math.round((await code.boundingBox()).width)).toBe(Math.round((80 / 25.4) * 96));
  expect(decoded(await code.screenshot())).toBe(MALL);
});

test("a plan without links explains their purpose and leads to where they are created", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring");
  await page.goto(`./#/plan/${planInAddress(page)}/tracked-links`);
  await expect(page.getByText("Separate QR codes show the results of each place", { exact: false })).toBeVisible();
  await page.getByRole("link", { name: "Go to partners and places" }).click();
  await expect(heading(page)).toHaveText("Brand promotion");
  await expect(page.getByRole("button", { name: "Add partner or place" })).toBeFocused();
  await page.getByRole("button", { name: "Add partner or place" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Expo");
  await saved(page);
  await page.goto(`./#/plan/${planInAddress(page)}/tracked-links`);
  await page.getByRole("main").getByRole("link", { name: "Expo" }).click();
  await expect(page.getByLabel("Landing page URL")).toBeFocused();
});
