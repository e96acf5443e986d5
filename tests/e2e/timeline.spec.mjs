// The timeline: moved by keys and pointer, the same as a table, and in print.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { test, expect, axe } from "./harness.mjs";
import { goToSection, goToView, heading, importFile, openExample, openHome, planInAddress, saved, storedDrafts, tabTo } from "./steps-of-a-planner.mjs";

const WORDS = {
  en: { timeline: "Timeline", picture: "Timeline of the plan", table: "Show as a table" },
  zh: { timeline: "时间线", picture: "计划时间线", table: "以表格查看" },
};

const picture = (page, language = "en") => page.getByRole("grid", { name: WORDS[language].picture });
const bar = (page, name) => picture(page).getByRole("gridcell", { name });
const spoken = (page) => page.locator("#live-polite");

/** The worked example's timeline. */
async function openTimeline(page, language = "en") {
  await openHome(page);
  await openExample(page, language);
  await goToView(page, "timeline", WORDS[language].timeline);
  await expect(picture(page, language)).toBeVisible();
}

/** An activity as stored. */
async function activity(page, name) {
  await saved(page);
  const { plan } = JSON.parse((await storedDrafts(page))[planInAddress(page)]);
  const found = plan.activities.find((activity) => activity.name === name);
  return [found.first, found.last];
}

const WEEKEND = "Tasting weekend";

test("with keys alone a bar is found, moved, stretched, undone and opened", async ({ page }) => {
  await openTimeline(page);
  await tabTo(page, bar(page, /^Seed users, /));
  const weekend = bar(page, /^Tasting weekend, /);
  // From the phase: four activities, twelve posts, phase, first activity, then the bar.
  for (let times = 0; times < 19; times += 1) await page.keyboard.press("ArrowDown");
  await expect(weekend).toBeFocused();
  await expect(weekend).toHaveAccessibleName("Tasting weekend, 9 Apr to 11 Apr, Initial users, Field marketing lead, done");

  await page.keyboard.press("ArrowRight");
  await expect(spoken(page)).toHaveText("Tasting weekend: 10 Apr to 12 Apr");
  await page.keyboard.press("ControlOrMeta+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(weekend).toHaveAccessibleName(/17 Apr to 20 Apr/);
  await expect(weekend).toBeFocused();
  expect(await activity(page, WEEKEND)).toEqual(["2027-04-17", "2027-04-20"]);
  // Stretched back beyond its start date it keeps that date.
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await expect(weekend).toHaveAccessibleName(/Tasting weekend, 17 Apr, /);

  for (const days of [/17 Apr to 20 Apr/, /17 Apr to 19 Apr/, /10 Apr to 12 Apr/, /9 Apr to 11 Apr/]) {
    await page.keyboard.press("Control+z");
    await expect(weekend).toHaveAccessibleName(days);
  }
  expect(await activity(page, WEEKEND)).toEqual(["2027-04-09", "2027-04-11"]);

  // Holding a key down is one undo step.
  await weekend.focus();
  await page.keyboard.down("ArrowRight");
  for (let times = 0; times < 4; times += 1) await page.keyboard.down("ArrowRight");
  await page.keyboard.up("ArrowRight");
  await expect(weekend).toHaveAccessibleName(/14 Apr to 16 Apr/);
  await page.keyboard.press("Control+z");
  await expect(weekend).toHaveAccessibleName(/9 Apr to 11 Apr/);

  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Initial users");
  await expect(page.locator("input:focus")).toHaveValue("2027-04-09");
});

test("a bar is dragged by days, stretched at an end, and Escape cancels", async ({ page }) => {
  await openTimeline(page);
  await page.getByRole("button", { name: "Weeks", exact: true }).click();
  const weekend = bar(page, /^Tasting weekend, /);
  await page.getByRole("rowheader", { name: /^Tasting weekend/ }).click();
  await expect(weekend).toBeFocused();
  const day = 40;
  const pull = async (from, days, end) => {
    const box = await weekend.boundingBox();
    const x = from === "last" ? box.x + box.width - 1 : box.x + box.width / 2;
    const y = box.y + box.height / 2;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + (days * day) / 2, y, { steps: 3 });
    await page.mouse.move(x + days * day, y, { steps: 3 });
    if (end) await end();
    await page.mouse.up();
  };
  await pull("middle", 2);
  await expect(weekend).toHaveAccessibleName(/11 Apr to 13 Apr/);
  await pull("last", -1);
  await expect(weekend).toHaveAccessibleName(/11 Apr to 12 Apr/);
  expect(await activity(page, WEEKEND)).toEqual(["2027-04-11", "2027-04-12"]);
  await pull("middle", 3, async () => {
    await expect(weekend).toContainText("14 Apr to 15 Apr");
    await page.keyboard.press("Escape");
  });
  await expect(weekend).toHaveAccessibleName(/11 Apr to 12 Apr/);
  await page.keyboard.press("Control+z");
  await expect(weekend).toHaveAccessibleName(/11 Apr to 13 Apr/);
  await page.keyboard.press("Control+z");
  await expect(weekend).toHaveAccessibleName(/9 Apr to 11 Apr/);

  // Without dragging: the selected bar's fields.
  const chosen = page.getByRole("group", { name: "Selected" });
  await expect(chosen).toContainText(WEEKEND);
  await chosen.getByLabel("End date").fill("2027-04-18");
  await expect(weekend).toHaveAccessibleName(/9 Apr to 18 Apr/);
  await chosen.getByLabel("End date").fill("2027-04-01");
  await chosen.getByLabel("End date").blur();
  await expect(chosen).toContainText("9 Apr 2027");
  await expect(weekend).toHaveAccessibleName(/9 Apr to 18 Apr/);
});

test("an activity that starts before its predecessor ends is reported with a later date, and moves only on request", async ({ page }) => {
  await openTimeline(page);
  const money = bar(page, /^Move money to leading steady channel, /);
  await expect(money).toHaveAccessibleName(/after Six-channel test, 4 weeks/);
  await money.focus();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(money).toHaveAccessibleName(/19 Apr to 16 May/);
  const said = page.getByText("starts on 19 Apr, before “Six-channel test, 4 weeks” ends on 25 Apr");
  await expect(said).toBeVisible();
  await page.getByRole("button", { name: "Move it to 26 Apr" }).click();
  await expect(said).toHaveCount(0);
  await expect(money).toHaveAccessibleName(/26 Apr to 23 May/);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(said).toBeVisible();

  // The step shows the same, and predecessors are added and removed there.
  await goToSection(page, "initial-users/activities");
  await expect(page.getByRole("link", { name: /starts on 19 Apr, before/ })).toBeVisible();
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: /^Move money/ }) });
  await card.getByRole("heading").click();
  await card.getByRole("button", { name: "Remove Six-channel test, 4 weeks" }).click();
  await expect(page.getByRole("link", { name: /starts on 19 Apr, before/ })).toHaveCount(0);
  await card.getByRole("combobox", { name: "Starts after" }).selectOption({ label: WEEKEND });
  await expect(card.getByRole("button", { name: `Remove ${WEEKEND}` })).toBeVisible();
  // Activities that depend on this one are not offered: that would be a cycle.
  await expect(card.getByRole("combobox", { name: "Starts after" }).locator("option", { hasText: "Mall booths" })).toHaveCount(0);
});

test("an item without dates is listed, gets dates, and appears in the picture", async ({ page }) => {
  await openTimeline(page);
  await goToSection(page, "initial-users/activities");
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: WEEKEND }) });
  await card.getByRole("heading", { name: WEEKEND }).click();
  await card.getByLabel("Start date").fill("");
  await card.getByLabel("End date").fill("");
  await goToSection(page, "initial-users/dates");
  await page.getByRole("link", { name: "Show on the timeline" }).click();
  await expect(bar(page, /^Tasting weekend, /)).toHaveCount(0);
  const item = page.getByRole("group", { name: WEEKEND });
  await expect(item).toContainText("no dates");
  await item.getByLabel("Start date").fill("2027-05-01");
  await expect(item).toContainText("only one date");
  await expect(bar(page, /^Tasting weekend, 1 May, /)).toHaveCount(1);
  await item.getByLabel("End date").fill("2027-05-02");
  await expect(item).toContainText("now on the timeline");
  await item.getByRole("button", { name: "Use the dates of its phase" }).click();
  await expect(bar(page, /^Tasting weekend, 29 Mar to 23 May, /)).toHaveCount(1);
});

for (const [language, locale] of [
  ["en", "en-GB"],
  ["zh", "zh-CN"],
]) {
  test.describe(language, () => {
    test.use({ locale });

    test("the table matches the picture, and axe finds no violation", async ({ page }) => {
      await openTimeline(page, language);
      await page.getByText(WORDS[language].table, { exact: true }).click();
      const table = page.getByRole("table", { name: WORDS[language].picture });
      await expect(table).toBeVisible();
      const rows = await table.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
      // Every bar of the picture, scrolled through from the first row to the last.
      const bars = new Map();
      const frame = page.locator(".tl");
      const steps = await frame.evaluate((frame) => Math.ceil(frame.scrollHeight / frame.clientHeight) * 2);
      for (let step = 0; step <= steps; step += 1) {
        await frame.evaluate(async (frame, part) => {
          frame.scrollTop = (frame.scrollHeight - frame.clientHeight) * part;
          await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        }, step / steps);
        for (const [key, label] of await frame
          .locator("[data-bar]")
          .evaluateAll((bars) => bars.map((bar) => [bar.dataset.bar, bar.getAttribute("aria-label")])))
          bars.set(key, label);
      }
      const plan = JSON.parse((await storedDrafts(page))[planInAddress(page)]).plan;
      expect(bars.size).toBe(plan.phases.length + plan.activities.length + plan.partners.length + plan.schedule.pieces.length);
      expect(rows).toHaveLength(bars.size);
      for (const [name, , first] of rows) {
        // The date is in both; in the picture without its year.
        const day = language === "en" ? first.replace(/ \d{4}$/, "") : first.replace(/^\d{4}年/, "");
        expect(
          [...bars.values()].some((label) => label.startsWith(name) && label.includes(day)),
          `${name}, ${first}`,
        ).toBe(true);
      }
      expect(await axe(page)).toEqual([]);
    });

    test("print is complete, on landscape pages", async ({ page }, testInfo) => {
      await openTimeline(page, language);
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
      const path = testInfo.outputPath("timeline.pdf");
      writeFileSync(path, pdf);
      const info = execFileSync("pdfinfo", [path], { encoding: "utf8" });
      expect(info).toMatch(/Page size:\s+841\.\d+ x 59[45]/);
      const pages = Number(info.match(/Pages:\s+(\d+)/)[1]);
      expect(pages).toBeGreaterThan(0);
      expect(pages).toBe(1);
      const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
      const { plan } = JSON.parse((await storedDrafts(page))[planInAddress(page)]);
      const phases = language === "en" ? ["Seed users", "Initial users", "Brand promotion"] : ["种子用户期", "初始用户期", "品牌推广期"];
      for (const name of [...phases, ...plan.activities.map(({ name }) => name.slice(0, 12).trim())]) expect(text).toContain(name);
      // Nothing of the screen's controls is printed.
      expect(text).not.toContain(language === "en" ? "Weeks" : "显示范围");
      expect(text).not.toContain(WORDS[language].table);
      // The print version is removed afterwards.
      await expect(page.locator(".tl-paper")).toHaveCount(0);
    });
  });
}

/** The worked example with a thousand activities. */
function large() {
  const file = JSON.parse(readFileSync(new URL("../../src/core/plan/catalogue/examples/o2o.en.json", import.meta.url), "utf8"));
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  const id = (nth) => [...Array(10)].map((_, at) => letters[Math.floor(nth / 32 ** (9 - at)) % 32]).join("");
  const { plan } = file;
  const [kept] = plan.activities;
  plan.basics.name = "A thousand activities";
  plan.schedule.pieces = [];
  for (let nth = plan.activities.length; nth < 1_000; nth += 1) {
    const phase = plan.phases[nth % 3];
    const day = (offset) => new Date(Date.parse(phase.first) + offset * 86_400_000).toISOString().slice(0, 10);
    plan.activities.push({
      ...kept,
      id: id(70_000 + nth),
      phase: phase.id,
      name: `Round ${nth}`,
      first: day(nth % 14),
      last: day((nth % 14) + 6),
      after: nth % 10 ? undefined : [kept.id],
    });
  }
  return JSON.stringify(file);
}

test("of a thousand activities only visible ones are drawn, and the last is reachable", async ({ page }) => {
  await openHome(page);
  await importFile(page, "large.json", large());
  await expect(heading(page)).toHaveText("A thousand activities");
  await goToView(page, "timeline", "Timeline");
  await expect(picture(page)).toHaveAttribute("aria-rowcount", /^10\d\d$/);
  const drawn = () => picture(page).getByRole("row").count();
  expect(await drawn()).toBeLessThan(60);
  await bar(page, /^Seed users, /).focus();
  await page.keyboard.press("End");
  await expect(bar(page, /^City retail alliance/)).toBeFocused();
  expect(await drawn()).toBeLessThan(60);
  await page.keyboard.press("ArrowLeft");
  await expect(spoken(page)).toHaveText(/^City retail alliance \(fictional\): 30 May to 17 Jul$/);
  // Scrolled away from it, Tab still leads back to it.
  await page.locator(".tl").evaluate((frame) => (frame.scrollTop = 0));
  await page.getByRole("button", { name: "Print", exact: true }).focus();
  await page.keyboard.press("Tab");
  await expect(bar(page, /^City retail alliance/)).toBeFocused();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true });

  test("touch scrolls; a bar is dragged after a tap", async ({ page }) => {
    await openTimeline(page);
    expect(await page.evaluate(() => document.scrollingElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.getByRole("button", { name: "Weeks", exact: true }).tap();
    await page.getByRole("rowheader", { name: /^Seed users/ }).tap();
    const invite = bar(page, /^Invite friends/);
    expect(await invite.evaluate((element) => getComputedStyle(element).touchAction)).toBe("auto");
    const session = await page.context().newCDPSession(page);
    const swipe = async (by) => {
      const box = await invite.boundingBox();
      const frame = await page.locator(".tl").boundingBox();
      // A bar of two weeks extends as far as the view.
      const [x, y] = [frame.x + frame.width - 60, box.y + box.height / 2];
      const touch = (type, x) => session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
      await touch("touchStart", x);
      for (let step = 1; step <= 8; step += 1) await touch("touchMove", x + (by * step) / 8);
      await touch("touchEnd");
    };
    await swipe(-40);
    await expect(invite).toHaveAccessibleName(/1 Mar to 14 Mar/);
    await invite.tap();
    await expect(page.getByRole("group", { name: "Selected" })).toContainText("Invite friends");
    expect(await invite.evaluate((element) => getComputedStyle(element).touchAction)).toBe("none");
    await swipe(-40);
    await expect(invite).toHaveAccessibleName(/28 Feb to 13 Mar/);
  });
});
