// The strategy: channels with catalogue facts, tests with small samples, and reallocation on request only. Worked
// numbers: two channels, and a burst that is not a win.
import { test, expect, axe } from "./harness.mjs";
import {
  STEPS,
  goToSection,
  goToStep,
  message,
  newPlan,
  openExample,
  openHome,
  planInAddress,
  saved,
  storedDrafts,
  tabTo,
  typeInto,
} from "./steps-of-a-planner.mjs";

const STRATEGY = STEPS[3];

/** A blank plan with two channels, at the section for their tests. */
async function twoChannels(page) {
  await openHome(page);
  await newPlan(page, "Two channels");
  await goToStep(page, STRATEGY);
  for (const name of ["Douyin", "Weibo"]) {
    await tabTo(page, page.getByRole("button", { name: "Choose channels" }));
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Choose channels" });
    await typeInto(page, dialog.getByRole("searchbox"), name);
    await tabTo(page, dialog.getByRole("checkbox", { name: new RegExp(`^${name}`) }));
    await page.keyboard.press("Space");
    await tabTo(page, dialog.getByRole("button", { name: "Add 1 channel" }));
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: `Edit ${name}`, exact: true })).toBeFocused();
  }
  await goToSection(page, "strategy/channel-tests");
}

/** Adds a channel test over some days; ends within its card. */
async function addTest(page, channel, [first, last]) {
  await tabTo(page, page.getByRole("button", { name: "Add a test", exact: true }));
  await page.keyboard.press("Enter");
  const field = page.getByLabel("Channel", { exact: true });
  await expect(field).toBeFocused();
  await field.selectOption({ label: channel });
  await page.getByLabel("Start date").fill(first);
  await page.getByLabel("End date").fill(last);
}

const done = async (page) => {
  await tabTo(page, page.getByRole("button", { name: "Done", exact: true }));
  await page.keyboard.press("Enter");
};

const verdicts = (page) => page.getByRole("table", { name: "Verdict of each test" });
const verdict = (page, channel) =>
  verdicts(page)
    .getByRole("row")
    .filter({ has: page.getByRole("button", { name: `Edit ${channel}`, exact: true }) });

const paste = (page, text) =>
  page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);

/** The plan as stored. */
async function stored(page) {
  await saved(page);
  return JSON.parse((await storedDrafts(page))[planInAddress(page)]).plan;
}

/** Each line item's amount, in the smallest currency unit. */
const amounts = (plan) => plan.budget.lines.map((line) => Math.round((line.quantity ?? 0) * (line.unit_price ?? 0) * 100));
const sum = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

test("a channel is found in either language, with its limits, their sources and certainty", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Channels");
  await goToStep(page, STRATEGY);
  await page.getByRole("button", { name: "Choose channels" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose channels" });
  await expect(dialog.getByRole("status")).toHaveText("28 channels");
  await dialog.getByRole("searchbox").fill("公众号");
  await expect(dialog.getByRole("checkbox")).toHaveCount(2);
  await dialog.getByRole("checkbox", { name: /^WeChat Official Account/ }).check();
  await dialog.locator("summary").first().click();
  await expect(dialog.getByText("Subscription account: 1 broadcast per account and day")).toBeVisible();
  await expect(dialog.getByRole("link", { name: "verified: blog.csdn.net" }).first()).toHaveAttribute("rel", /noreferrer/);
  // With other channels selected it would be added to them.
  await dialog.getByRole("checkbox", { name: /^WeChat Official Account/ }).uncheck();
  await dialog.getByRole("searchbox").fill("Estate notice board");
  await expect(dialog.getByRole("status")).toHaveText(/^No channel of this name/);
  await dialog.getByRole("button", { name: "Add “Estate notice board” as a custom channel" }).click();
  await expect(page.getByLabel("Name in this plan")).toHaveValue("Estate notice board");
  await expect(page.getByLabel("Name in this plan")).toBeFocused();
  await done(page);

  await page.getByRole("button", { name: "Choose channels" }).click();
  await dialog.getByRole("searchbox").fill("official account");
  await dialog.getByRole("checkbox", { name: /^WeChat Official Account/ }).check();
  await dialog.getByRole("button", { name: "Add 1 channel" }).click();
  await page.getByRole("button", { name: "Edit WeChat Official Account" }).click();
  await expect(page.getByRole("heading", { name: "About WeChat Official Account" })).toBeVisible();
  const limits = page.getByRole("definition").filter({ hasText: "32 characters per title" });
  await expect(limits).toContainText("4 broadcasts per follower and month");
  await page.getByLabel("Account type").selectOption({ label: "Subscription account" });
  await expect(limits).not.toContainText("4 broadcasts per follower and month");
  await expect(limits).toContainText("Rewards for sharing or following are penalised commonly stated");
});

test("two channels, by keyboard: one leads without having won, with the worked numbers; before that, too little data", async ({ page }) => {
  await twoChannels(page);
  for (const [channel, spend, results] of [
    ["Douyin", "1200", "20"],
    ["Weibo", "1000", "38"],
  ]) {
    await addTest(page, channel, ["2026-03-01", "2026-03-28"]);
    await typeInto(page, page.getByLabel("Spent", { exact: true }), spend);
    await typeInto(page, page.getByLabel("Results: New followers still following after seven days"), results);
    await done(page);
  }
  await expect(verdict(page, "Douyin")).toContainText("Not enough data yet");
  await expect(verdict(page, "Douyin")).toContainText("Missing: 10 results.");
  await tabTo(page, page.getByRole("button", { name: "Edit Douyin" }).last());
  await page.keyboard.press("Enter");
  await typeInto(page, page.getByLabel("Results: New followers still following after seven days"), "60");
  const first = verdict(page, "Douyin");
  for (const words of ["¥20.00", "¥16.43 to ¥25.08", "91%", "0.8%", "Leading, not decided", "the difference may be chance"])
    await expect(first).toContainText(words);
  for (const words of ["¥26.32", "¥20.53 to ¥34.86", "9%", "Keep testing"]) await expect(verdict(page, "Weibo")).toContainText(words);
  await expect(page.getByText("A follower from Douyin costs ¥20.15, between ¥16.43 and ¥25.08. 91% chance of being best.")).toBeVisible();
  await expect(page.getByRole("img", { name: /^Cost of a follower by channel\. A follower from Douyin costs ¥20\.15/ })).toBeVisible();
  await expect(page.getByText("Channels are not random samples.")).toBeVisible();
  await expect(page.getByText("¥26.44 (¥20.53 to ¥34.86)")).toBeVisible();
  // The maximum cost per result is part of the rule: if exceeded beyond chance, it ends a test.
  await typeInto(page, page.getByLabel("Max cost per result"), "15");
  await expect(first).toContainText("Leading, not decided");
  await typeInto(page, page.getByLabel("Max cost per result"), "12");
  await expect(first).toContainText("Stop");
  await expect(first).toContainText("A result costs about ¥20.15, above the maximum of ¥12.00.");
});

test("results came in a burst: counted day by day, typed and pasted, the apparent lead is a coin toss", async ({ page }) => {
  await twoChannels(page);
  await addTest(page, "Douyin", ["2026-03-02", "2026-03-08"]);
  await page.getByRole("radio", { name: "Daily" }).check();
  await tabTo(page, page.getByLabel("Spent on 2 Mar"));
  for (let day = 0; day < 7; day += 1) {
    await page.keyboard.type("200");
    await page.keyboard.press("Enter");
  }
  await tabTo(page, page.getByLabel("Results on 2 Mar"));
  for (const results of [0, 0, 52, 3, 0, 0, 5]) {
    await page.keyboard.type(String(results));
    await page.keyboard.press("ArrowDown");
  }
  await expect(page.getByRole("table", { name: "Daily figures of the Douyin test" }).getByRole("row").last()).toHaveText(/Total\s*¥1,400\.00\s*60/);
  await done(page);

  await addTest(page, "Weibo", ["2026-03-02", "2026-03-08"]);
  await page.getByRole("radio", { name: "Daily" }).check();
  await page.getByLabel("Spent on 2 Mar").focus();
  await paste(page, "Day\tSpent\tFans\n2026-03-02\t150\t6\nsoon\t150\t5");
  await expect(page.getByLabel("Paste from a spreadsheet")).toBeFocused();
  await expect(page.getByText("Line 3: “soon” is not a date in the calendar.")).toBeVisible();
  await expect(page.getByLabel("Spent on 2 Mar")).toHaveValue("");
  const days = [6, 5, 8, 4, 7, 5, 3].map((results, day) => `2026-03-0${day + 2}\t150\t${results}`);
  await page.getByLabel("Paste from a spreadsheet").fill(days.join("\n"));
  await page.getByRole("button", { name: "Import these days" }).click();
  await expect(message(page, "7 days imported.")).toBeVisible();
  await expect(page.getByLabel("Results on 4 Mar")).toHaveValue("8");
  await done(page);

  for (const channel of ["Douyin", "Weibo"]) {
    await expect(verdict(page, channel)).toContainText("50%");
    await expect(verdict(page, channel)).toContainText("Keep testing");
  }
  const burst = page.getByText("Douyin: results came in a burst").locator("..");
  await expect(burst).toContainText("Its best day brought 87% of all results.");
  await expect(burst).toContainText("its 60 results count as 1.4");
  await expect(burst).toContainText("Without this correction its chance of being best would be 79.5%; it is 50%.");

  // All days of a paste are one undo step.
  await page.keyboard.press("ControlOrMeta+z");
  await expect(verdict(page, "Weibo")).toContainText("No data");
});

test("reallocation is applied on request as one step, and undo reverts it", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "strategy/reallocation");
  const before = await stored(page);
  const table = page.getByRole("table", { name: "Recommendation by channel" });
  await expect(table.getByRole("row").filter({ hasText: "Weibo" })).toContainText("Stop: above the max cost per result.");
  const money = async (row, column) => Number((await row.getByRole("cell").nth(column).innerText()).replace(/[^\d.]/g, ""));
  const rows = await table.locator("tbody").getByRole("row").all();
  let [from, to] = [0, 0];
  for (const row of rows) [from, to] = [from + (await money(row, 1)), to + (await money(row, 2))];
  expect(Math.round(to * 100)).toBe(Math.round((await money(table.getByRole("row").last(), 2)) * 100));
  expect(Math.round(from * 100)).toBe(Math.round(to * 100));
  expect(amounts(await stored(page))).toEqual(amounts(before));

  const apply = page.getByRole("button", { name: "Apply" });
  const unspentRow = table.getByRole("row").filter({ hasText: "Not spent" });
  const unspent = (await unspentRow.count()) ? Math.round((await money(unspentRow, 2)) * 100) : 0;
  await apply.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Applied\. .*Weibo/)).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.activeElement.id)).toBe("advice-applied");
  await expect(page.getByText("Now wait for a week and 30 results before the next step.")).toBeVisible();
  const after = await stored(page);
  expect(amounts(after)).not.toEqual(amounts(before));
  expect(sum(amounts(after))).toBe(sum(amounts(before)) - unspent);
  await message(page, "budget moved between channels").getByRole("button", { name: "Undo" }).click();
  await expect(apply).toBeVisible();
  expect(await stored(page)).toEqual(before);

  // An excluded line item stays unchanged.
  const lines = page.locator("details").filter({ hasText: "Clear a line item to leave it unchanged." });
  await lines.locator("summary").click();
  await lines.getByRole("checkbox").first().uncheck();
  await expect(page.getByRole("button", { name: "Change the test rules" })).toBeVisible();
  await page.getByLabel("Max share per channel").fill("");
  await page.keyboard.press("Tab");
  await expect(page.locator("#advice-share-error")).toBeVisible();
});

test("equal channels get no verdict: a lead counted day by day stays too early to call on any day", async ({ page }) => {
  // Two channels with equal rates, whose chance of being best exceeds 95% on some of the days.
  const results = {
    Douyin: [9, 6, 6, 11, 8, 9, 5, 5, 7, 5, 9, 8, 3, 5],
    Weibo: [12, 11, 17, 5, 8, 10, 8, 9, 6, 6, 14, 8, 11, 10],
  };
  await twoChannels(page);
  for (const [channel, counted] of Object.entries(results)) {
    await addTest(page, channel, ["2026-10-01", "2026-10-14"]);
    await page.getByRole("radio", { name: "Daily" }).check();
    const days = counted.map((count, day) => `2026-10-${String(day + 1).padStart(2, "0")}\t200\t${count}`);
    await page.getByLabel("Paste from a spreadsheet").fill(days.join("\n"));
    await page.getByRole("button", { name: "Import these days" }).click();
    await done(page);
  }
  await expect(verdict(page, "Weibo")).toContainText("Leading, not decided");
  await expect(verdict(page, "Douyin")).toContainText("Keep testing");
});

test("a custom channel is added to the selected ones, and none of them is lost", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Channels");
  await goToStep(page, STRATEGY);
  await page.getByRole("button", { name: "Choose channels" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose channels" });
  await dialog.getByRole("checkbox", { name: /^Douyin/ }).check();
  await dialog.getByRole("checkbox", { name: /^Weibo/ }).check();
  await dialog.getByRole("searchbox").fill("Estate notice board");
  await dialog.getByRole("button", { name: "Add “Estate notice board” as a custom channel" }).click();
  await expect(dialog.getByRole("searchbox")).toBeFocused();
  await expect(dialog.getByRole("searchbox")).toHaveValue("");
  for (const name of [/^Douyin/, /^Weibo/, /^Estate notice board/]) {
    await expect(dialog.getByRole("checkbox", { name })).toBeChecked();
  }
  await dialog.getByRole("button", { name: "Add 3 channels" }).click();
  for (const name of ["Douyin", "Weibo", "Estate notice board"]) {
    await expect(page.getByRole("button", { name: `Edit ${name}` })).toBeVisible();
  }
});

test("without tests there is no advice, and what is missing is stated", async ({ page }) => {
  await twoChannels(page);
  await goToSection(page, "strategy/reallocation");
  const section = page.getByRole("region", { name: "Reallocate budget" });
  await expect(section).toContainText("No channel has a paid test yet.");
  await goToSection(page, "strategy/channel-tests");
  await addTest(page, "Douyin", ["2026-03-02", "2026-03-08"]);
  await typeInto(page, page.getByLabel("Spent", { exact: true }), "100");
  await goToSection(page, "strategy/reallocation");
  await expect(section).toContainText("No line item here uses a tested channel.");
});

for (const [language, locale] of [
  ["en", "en-GB"],
  ["zh", "zh-CN"],
]) {
  test.describe(language, () => {
    test.use({ locale });

    test("axe finds no violation in the strategy and the initial users' weeks, all expanded", async ({ page }) => {
      test.slow();
      const zh = language === "zh";
      await openHome(page);
      await openExample(page, language);
      const found = [];
      const check = async (section) => {
        await page.evaluate(() => {
          document.querySelectorAll("details").forEach((details) => (details.open = true));
          // A field half beneath the header would be a target too small.
          scrollTo(0, 0);
        });
        found.push(...(await axe(page)).map((fault) => `${section}: ${fault}`));
      };
      await goToStep(page, STRATEGY, language);
      await page.getByRole("button", { name: zh ? "编辑微信群" : "Edit WeChat group" }).click();
      await expect(page.getByText(zh ? "每群最多 500 人" : "500 people per group")).toBeVisible();
      await check("channels");
      await goToSection(page, "strategy/channel-tests");
      await page
        .getByRole("button", { name: zh ? "编辑抖音" : "Edit Douyin" })
        .last()
        .click();
      await expect(page.getByRole("table", { name: zh ? "抖音测试的逐日数据" : "Daily figures of the Douyin test" })).toBeVisible();
      await expect(page.getByRole("heading", { name: zh ? "测试结果" : "Test results" })).toBeVisible();
      await check("channel tests");
      await goToSection(page, "strategy/reallocation");
      await expect(page.getByRole("heading", { name: zh ? "调整预算" : "Reallocate budget" })).toBeVisible();
      await expect(page.getByText(zh ? "高于单个成果成本上限" : "Stop: above the max cost per result.").first()).toBeVisible();
      await check("reallocation");
      await goToSection(page, "initial-users/channels");
      const weeks = page.getByRole("table", { name: zh ? "逐周渠道" : "Channels week by week" });
      await expect(weeks.getByRole("row").filter({ hasText: zh ? "本地公众号" : "Local Official Accounts" })).toContainText("612");
      const steady = page.getByRole("table", { name: zh ? "每日增长稳定吗？" : "Is the daily gain steady?" });
      await expect(steady.getByRole("row").filter({ hasText: zh ? "试吃周末" : "Tasting weekend" })).toContainText(zh ? "集中爆发" : "Bursts");
      await expect(steady.getByRole("row").filter({ hasText: zh ? "试吃周末" : "Tasting weekend" })).toContainText(
        zh ? "没有新增" : "days in a row without results",
      );
      await check("initial users");
      expect(found).toEqual([]);
    });
  });
}
