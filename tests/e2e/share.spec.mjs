// A plan as a link, and a file on disk that is kept in step with it.
import { deflateSync, inflateSync } from "node:zlib";
import { test, expect, axe, downloaded } from "./harness.mjs";
import {
  HOME_HEADING,
  STEPS,
  backToSteps,
  goToSection,
  goToStep,
  heading,
  message,
  newPlan,
  openHome,
  planInAddress,
  saved,
  sideNavigation,
  storedDrafts,
} from "./steps-of-a-planner.mjs";

const BASICS = STEPS[0];

/** The fragment of a link that carries a text. */
function written(text) {
  const data = deflateSync(Buffer.from(text)).toString("base64url");
  return `1.${data.length}.${data}`;
}

/** The text in a link's fragment, decoded independently of the code that encoded it. */
function readBack(link) {
  const [version, length, data] = link.split("#/shared/")[1].split(".");
  expect([version, Number(length)]).toEqual(["1", data.length]);
  return inflateSync(Buffer.from(data, "base64url")).toString("utf8");
}

const identity = (text) => text.replace(/"id": ?"[0-9a-z]{10}"/, '"id":"…"');

for (const language of ["en", "zh"]) {
  const words = {
    en: { make: "Create link", keep: "Save a copy", link: "Link", long: /characters: long for a link/ },
    zh: { make: "生成链接", keep: "另存一份", link: "链接", long: /个字符，偏长/ },
  }[language];

  test.describe(language, () => {
    test.use({ locale: language === "en" ? "en-GB" : "zh-CN" });

    test("a whole plan goes through a link unchanged", async ({ page, context }) => {
      await openHome(page);
      // The largest of the examples.
      const card = language === "en" ? "Use this example: Tinyloop habit tracker" : "使用这个示例：Tinyloop 习惯打卡";
      await page.getByRole("button", { name: card }).click();
      await expect(sideNavigation(page)).toBeVisible();
      const name = await heading(page).textContent();
      const id = planInAddress(page);
      await goToSection(page, "review/export");
      await page.getByRole("button", { name: words.make }).click();
      const field = page.getByLabel(words.link, { exact: true });
      await expect(field).toBeFocused();
      const link = await field.inputValue();
      const original = (await storedDrafts(page))[id];
      expect(readBack(link)).toBe(original);
      // More than 8,000 characters, and what to do.
      expect(link.length).toBeGreaterThan(8_000);
      await expect(page.getByText(words.long)).toBeVisible();

      // In a browser without any data.
      const other = await context.browser().newContext({ locale: language === "en" ? "en-GB" : "zh-CN" });
      const reader = await other.newPage();
      await reader.goto(link);
      await expect(heading(reader)).toHaveText(name);
      expect(await storedDrafts(reader)).toEqual({});
      expect(await axe(reader)).toEqual([]);
      await reader.getByRole("button", { name: words.keep }).click();
      await expect(sideNavigation(reader)).toBeVisible();
      const kept = await storedDrafts(reader);
      const [copy] = Object.keys(kept);
      expect(Object.keys(kept)).toHaveLength(1);
      expect(copy).not.toBe(id);
      expect(identity(kept[copy])).toBe(identity(original));
      expect(kept[copy]).toContain(copy);
      await other.close();
    });
  });
}

test("a kept copy is added beside existing plans; a short link has no warning", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring");
  const id = planInAddress(page);
  await page.goto(`./#/plan/${id}/review/export`);
  await page.getByRole("button", { name: "Create link" }).click();
  const field = page.getByLabel("Link", { exact: true });
  const link = await field.inputValue();
  expect(link.length).toBeLessThan(8_000);
  await expect(page.getByText(/^[\d,]+ characters$/)).toBeVisible();
  await expect(page.getByText("long for a link", { exact: false })).toHaveCount(0);

  await page.goto(link);
  await expect(page.getByText("This browser already has this plan", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Save a copy" }).click();
  await expect(heading(page)).toHaveText("Spring");
  const drafts = await storedDrafts(page);
  expect(Object.keys(drafts)).toHaveLength(2);
  expect(planInAddress(page)).not.toBe(id);
  expect(drafts[id]).toBe(readBack(link));
});

test("a link that is truncated, damaged, of a newer version or not a plan says which, and what to do", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring");
  const [text] = Object.values(await storedDrafts(page));
  const whole = written(text);
  const changed = whole.slice(0, 40) + (whole[40] === "A" ? "B" : "A") + whole.slice(41);
  const length = Number(whole.split(".")[1]);
  for (const [end, reason] of [
    [whole.slice(0, -100), `${length - 100} of ${length} characters arrived`],
    [changed, "damaged on the way"],
    [whole.replace(/^1\./, "7."), "A newer version of Groundswell made this link"],
    [written(text.replace(/"version": ?\d+/, '"version":9')), "A newer version of Groundswell made this link"],
    [written("{}"), "is not a Groundswell plan"],
    ["江", "damaged on the way"],
  ]) {
    await page.goto(`./#/shared/${end}`);
    await expect(heading(page)).toHaveText("This link cannot be read");
    await expect(
      page.getByText(
        reason.replace(/\d{4,}/g, (n) => Number(n).toLocaleString("en-GB")),
        { exact: false },
      ),
    ).toBeVisible();
    await page.goto("./#/");
    await expect(heading(page)).toHaveText(HOME_HEADING);
  }
  // Characters that a chat appends to a link are ignored.
  await page.goto(`./#/shared/${whole}).`);
  await expect(heading(page)).toHaveText("Spring");
  expect(Object.keys(await storedDrafts(page))).toHaveLength(1);
});

test.describe("a file on disk", () => {
  /** Files are picked in the browser's private file system: the same files, without the browser's dialog. */
  const withPrivateFiles = (page) =>
    page.addInitScript(() => {
      window.showSaveFilePicker = async ({ suggestedName }) => {
        window.suggested = suggestedName;
        const folder = await navigator.storage.getDirectory();
        const file = await folder.getFileHandle("plan.json", { create: true });
        return {
          name: file.name,
          requestPermission: async () => {
            window.locked = false;
          },
          createWritable: () => (window.locked ? Promise.reject(new DOMException("The file is locked.", "NotAllowedError")) : file.createWritable()),
        };
      };
    });
  const onDisk = (page) =>
    page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      return (await (await folder.getFileHandle("plan.json")).getFile()).text();
    });
  const stored = async (page) => (await storedDrafts(page))[planInAddress(page)];

  test("is written at once and after every change, reports failures, and can be disconnected", async ({ page }) => {
    await withPrivateFiles(page);
    await openHome(page);
    await newPlan(page, "Spring");
    await backToSteps(page);
    await goToSection(page, "review/export");
    await page.getByRole("button", { name: "Choose a file", exact: true }).click();
    await expect(page.getByText(/^plan\.json updated, \d\d:\d\d$/)).toBeVisible();
    expect(await page.evaluate(() => window.suggested)).toMatch(/^groundswell-spring-\d{4}-\d\d-\d\d\.json$/);
    expect(await onDisk(page)).toBe(await stored(page));

    await backToSteps(page);
    await goToStep(page, BASICS);
    await page.getByLabel("Plan name").fill("Spring in the city");
    await saved(page);
    await expect.poll(() => onDisk(page)).toContain('"Spring in the city"');
    expect(await onDisk(page)).toBe(await stored(page));

    await page.evaluate(() => {
      window.locked = true;
    });
    await page.getByLabel("Plan name").fill("Summer");
    await expect(message(page, "plan.json could not be written and is not up to date")).toBeVisible();
    expect(await onDisk(page)).toContain('"Spring in the city"');
    await page.goto(`./#/plan/${planInAddress(page)}/review/export`);
    await expect(page.getByText("The browser reports: The file is locked.", { exact: false })).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await page.getByRole("region", { name: "Keep a file up to date" }).getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText(/^plan\.json updated/)).toBeVisible();
    expect(await onDisk(page)).toBe(await stored(page));

    await page.getByRole("button", { name: "Stop updating" }).click();
    await page.goto(`./#/plan/${planInAddress(page)}/basics`);
    await page.getByLabel("Plan name").fill("Autumn");
    await saved(page);
    expect(await onDisk(page)).toContain('"Summer"');
  });

  test("is not offered in browsers without file access", async ({ page }) => {
    await page.addInitScript(() => {
      delete window.showSaveFilePicker;
    });
    await openHome(page);
    await newPlan(page, "Spring");
    await page.goto(`./#/plan/${planInAddress(page)}/review/export`);
    await expect(page.getByRole("button", { name: "Create link" })).toBeVisible();
    await expect(page.getByText("Keep a file up to date")).toHaveCount(0);
    const { name } = await downloaded(page, () => page.getByRole("button", { name: "Download the plan file" }).click());
    expect(name).toMatch(/\.json$/);
  });
});

test("a link altered by chats and mail programs opens the plan; an invalid one is reported", async ({ page, baseURL }) => {
  await openHome(page);
  await newPlan(page, "Sent by chat");
  const end = written(Object.values(await storedDrafts(page))[0]);
  const [head, tail] = [end.slice(0, 60), end.slice(60)];
  const forms = [
    `?from=singlemessage&isappinstalled=0#/shared/${end}`,
    `#/shared/${end}&fbclid=IwAR0x`,
    `#/shared/${end}?utm_source=mail`,
    `#/shared/${end}).`,
    `#/shared/${head} ${tail}`,
    `#/shared/${head}%0A${tail}`,
    `#/shared/${head}=%0D%0A> ${tail}`,
    `#/shared/${head}\u00ad${tail}`,
    `#/shared/${head}\u200b${tail}`,
    `#/shared/${end.replaceAll(".", "%2E")}`,
    `#/shared/${end.replaceAll(".", "%252E")}`,
    `#%2Fshared%2F${end}`,
    `#%2fSHARED%2f${end}`,
    `#shared/${end}`,
    `#%E2%80%8B/shared/${end}`,
  ];
  for (const form of forms) {
    await page.goto("about:blank");
    await page.goto(baseURL + form);
    await expect(heading(page), form).toHaveText("Sent by chat");
    await expect(page.getByRole("button", { name: "Save a copy" }), form).toBeVisible();
  }
  for (const [form, title] of [
    [`#/shared/${head}`, "This link cannot be read"],
    [`#%2Fshared%2F${head}%21${tail}`, "This link cannot be read"],
    [`#%2Fsharde%2F${end}`, null],
    [`#sharde/${end}`, null],
  ]) {
    await page.goto("about:blank");
    await page.goto(baseURL + form);
    await expect(heading(page), form).not.toHaveText(/Opening|A marketing plan|Your plans/);
    if (title) await expect(heading(page), form).toHaveText(title);
  }
});
