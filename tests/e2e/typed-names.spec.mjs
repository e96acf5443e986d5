// Channels, phases and metrics that the plan does not have yet, added where they are typed or pasted.
import { axe, expect, test } from "./harness.mjs";
import { blank, cell, entryOf, example, foot, paste } from "./line-items.mjs";
import { goToSection, message, openExample, openHome, planInAddress, repeatLineItems, saved, storedDrafts } from "./steps-of-a-planner.mjs";

test.use({ viewport: { width: 1440, height: 900 } });

const entry = (page, name) => entryOf(page).getByRole("combobox", { name });
const options = (page) => page.getByRole("listbox").getByRole("option");
const active = (page) => page.getByRole("listbox").getByRole("option", { selected: true });

/** The stored plan. */
async function plan(page) {
  await saved(page);
  return JSON.parse((await storedDrafts(page))[planInAddress(page)]).plan;
}

const channels = async (page) => (await plan(page)).strategy.channels?.map((channel) => channel.catalogue ?? channel.name) ?? [];

/** Moves to the empty row at the end. */
async function toNewRow(page) {
  await cell(page, 1, "what").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Home");
}

/** A blank plan with one line item, "Posts"; the focus is on its channel. */
async function atChannel(page) {
  await blank(page);
  await cell(page, 1, "what").click();
  await page.keyboard.type("Posts");
  await page.keyboard.press("Enter");
  await cell(page, 1, "channel").click();
}

test("a channel of the catalogue is found and added by keys, and taken back by one undo", async ({ page }) => {
  await atChannel(page);
  await page.keyboard.press("F2");
  await page.keyboard.type("小红");
  const field = entry(page, "Channel, Posts");
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await expect(options(page)).toHaveText([/^Xiaohongshu \(RED\)\s*Add from catalogue$/, "Add channel “小红”"]);
  await expect(active(page)).toHaveText(/^Xiaohongshu/);
  // The field names the active suggestion, which a screen reader announces.
  const controls = await field.evaluate((field) => [
    document.getElementById(field.getAttribute("aria-controls")).role,
    document.getElementById(field.getAttribute("aria-activedescendant")).textContent,
  ]);
  expect(controls).toEqual(["listbox", "Xiaohongshu (RED) Add from catalogue"]);
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await expect(active(page)).toHaveText("Add channel “小红”");
  await page.keyboard.press("ArrowDown");
  await expect(active(page)).toHaveText(/^Xiaohongshu/);
  await page.keyboard.press("Tab");
  await expect(cell(page, 1, "channel")).toHaveText("Xiaohongshu (RED)");
  await expect(cell(page, 1, "kind")).toBeFocused();
  await expect(message(page, "Added to the plan: channel “Xiaohongshu (RED)”.")).toBeVisible();
  const added = await plan(page);
  expect(added.strategy.channels).toMatchObject([{ catalogue: "xiaohongshu" }]);
  expect(added.strategy.channels[0].roles.map((role) => role.role)).toEqual(["steady", "test", "steady"]);
  await page.keyboard.press("Control+z");
  await expect(cell(page, 1, "channel")).toHaveText("");
  await expect(cell(page, 1, "what")).toHaveText("Posts");
  expect(await channels(page)).toEqual([]);
});

test("a new name is added with Enter and found by its first letters afterwards", async ({ page }) => {
  await atChannel(page);
  await page.keyboard.type("Metro screens");
  await expect(options(page)).toHaveText(["Add channel “Metro screens”"]);
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, "channel")).toHaveText("Metro screens");
  await expect(cell(page, 2, "channel")).toBeFocused();
  await page.keyboard.type("met");
  await expect(options(page).first()).toHaveText("Metro screens");
  await page.keyboard.press("Enter");
  await expect(cell(page, 2, "channel")).toHaveText("Metro screens");
  expect(await channels(page)).toEqual(["Metro screens"]);
  // The whole name is not offered a second time, whatever its case.
  await cell(page, 1, "channel").click();
  await page.keyboard.type("METRO SCREENS");
  await expect(options(page)).toHaveText(["Metro screens"]);
  await page.keyboard.press("Enter");
  expect(await channels(page)).toEqual(["Metro screens"]);
});

test("suggestions are chosen by pointer, and leaving the cell takes the first one", async ({ page }) => {
  await atChannel(page);
  await cell(page, 1, "channel").dblclick();
  await expect(options(page)).toHaveText(["No channel"]);
  await expect(page.getByText("Type to search the catalogue or to add a channel.")).toBeVisible();
  await page.keyboard.type("douyin");
  await page.getByRole("option", { name: /^Douyin/ }).click();
  await expect(cell(page, 1, "channel")).toHaveText("Douyin");
  await expect(cell(page, 1, "channel")).toBeFocused();
  await expect(options(page)).toHaveCount(0);
  await page.keyboard.type("weib");
  await expect(active(page)).toHaveText(/^Weibo/);
  await cell(page, 1, "what").click();
  await expect(cell(page, 1, "channel")).toHaveText("Weibo");
  expect(await channels(page)).toEqual(["douyin", "weibo"]);
  // The list of all channels opens at the current one, which stays unless another is chosen.
  await cell(page, 1, "channel").click();
  await page.keyboard.press("F2");
  await expect(options(page)).toHaveText(["No channel", "Douyin", "Weibo"]);
  await expect(active(page)).toHaveText("Weibo");
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, "channel")).toHaveText("Weibo");
  await cell(page, 1, "channel").click();
  await page.keyboard.press("F2");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, "channel")).toHaveText("");
});

test("a name is composed with an input method in the cell, and suggested once it is composed", async ({ page }) => {
  await atChannel(page);
  const devtools = await page.context().newCDPSession(page);
  const key = (type) => devtools.send("Input.dispatchKeyEvent", { type, key: "Process", code: "KeyX", windowsVirtualKeyCode: 229 });
  await key("rawKeyDown");
  await devtools.send("Input.imeSetComposition", { text: "xiao'hong", selectionStart: 9, selectionEnd: 9 });
  await key("keyUp");
  await expect(entry(page, "Channel, Posts")).toHaveValue("xiao'hong");
  await expect(options(page)).toHaveCount(0);
  await devtools.send("Input.insertText", { text: "小红书" });
  await expect(options(page).first()).toHaveText(/^Xiaohongshu \(RED\)/);
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, "channel")).toHaveText("Xiaohongshu (RED)");
});

test("Escape closes the suggestions, then ends the editing; without suggestions an unknown name is explained", async ({ page }) => {
  await atChannel(page);
  await page.keyboard.type("Metro");
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(options(page)).toHaveCount(0);
  const field = entry(page, "Channel, Posts");
  await expect(field).toHaveValue("Metro");
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await expect(entryOf(page).getByText("No channel is called “Metro”. Choose one from the list, or choose “Add channel” there.")).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(options(page)).toHaveText(["Add channel “Metro”"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(cell(page, 1, "channel")).toBeFocused();
  await expect(cell(page, 1, "channel")).toHaveText("");
  // Spaces are no name, and one that is too long is not added.
  await page.keyboard.press("F2");
  await page.keyboard.type("   ");
  await page.keyboard.press("Enter");
  await cell(page, 1, "channel").click();
  await page.keyboard.press("F2");
  await field.fill("z".repeat(301));
  await expect(options(page)).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(entryOf(page).getByText("Too long by 1 characters.")).toBeVisible();
  await page.keyboard.press("Escape");
  expect(await channels(page)).toEqual([]);
});

test("a half-typed name creates nothing when the screen is left, and is kept", async ({ page }) => {
  await atChannel(page);
  await page.keyboard.type("Metro");
  await expect(options(page)).toHaveCount(1);
  await page.evaluate(() => (location.hash = location.hash.replace(/budget.*/, "basics")));
  await expect(message(page, "Not saved to the plan, but kept where it was entered: “Metro”")).toBeVisible();
  await goToSection(page, "budget/line-items");
  await expect(page.getByText("“Metro” in Channel, Posts.")).toBeVisible();
  expect(await channels(page)).toEqual([]);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await expect(entry(page, "Channel, Posts")).toHaveValue("Metro");
  await expect(options(page)).toHaveText(["Add channel “Metro”"]);
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, "channel")).toHaveText("Metro");
});

test("phases and metrics are added where they are typed", async ({ page }) => {
  await blank(page);
  await cell(page, 1, "what").click();
  await page.keyboard.type("Posts");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Teaser");
  await expect(options(page)).toHaveText(["Add phase “Teaser”"]);
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, "phase")).toHaveText("Teaser");
  await expect(message(page, "Added to the plan: phase “Teaser”, without dates. Enter them in its step.")).toBeVisible();
  await cell(page, 1, "metric").click();
  await page.keyboard.type("ctr");
  await expect(options(page).first()).toHaveText(/^Click-through rate\s*Add from dictionary$/);
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, "metric")).toHaveText("Click-through rate");
  const added = await plan(page);
  expect(added.goals.metrics.map((metric) => metric.definition)).toEqual([{ dictionary: "ctr" }]);
  expect(added.budget.lines[0].expected.map((expected) => expected.metric)).toEqual([added.goals.metrics[0].id]);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(cell(page, 1, "phase")).toHaveText("Seed users");
  const undone = await plan(page);
  expect([undone.goals.metrics ?? [], undone.phases.length]).toEqual([[], 3]);
});

const FIVE = "Reels\t\tIG\nSpots\t\tMetro screens\nNotes\t\t小红书/RED\nMore reels\t\tInstagram\nMore spots\t\tmetro  SCREENS\n";

test("a paste with unknown channels asks, adds them and is one undo step", async ({ page }) => {
  await blank(page);
  await cell(page, 1, "what").click();
  await paste(page, { "text/plain": FIVE });
  const dialog = page.getByRole("dialog", { name: "3 names are not in the plan yet" });
  const add = dialog.getByRole("button", { name: "Add 3 channels and paste" });
  await expect(add).toBeFocused();
  const rows = dialog.getByRole("row");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText("Channel: 2 cells");
  const becomes = (name) => dialog.getByRole("combobox", { name: `“${name}” becomes` });
  const chosen = (name) => becomes(name).evaluate((select) => select.selectedOptions[0].label);
  expect(await chosen("IG")).toBe("Instagram");
  expect(await chosen("Metro screens")).toBe("New channel “Metro screens”");
  expect(await chosen("小红书/RED")).toBe("Xiaohongshu (RED)");
  expect(await axe(page)).toEqual([]);
  await expect(foot(page)).toContainText("0 line items");
  await page.keyboard.press("Enter");
  await expect(message(page, "5 line items added. Added to the plan: 3 channels.")).toBeVisible();
  const shown = ["Instagram", "Metro screens", "Xiaohongshu (RED)", "Instagram", "Metro screens"];
  for (const [at, name] of shown.entries()) await expect(cell(page, at + 1, "channel")).toHaveText(name);
  await expect(cell(page, 1, "what")).toBeFocused();
  expect(await channels(page)).toEqual(["instagram", "Metro screens", "xiaohongshu"]);
  await page.keyboard.press("Control+z");
  await expect(foot(page)).toContainText("0 line items");
  expect(await channels(page)).toEqual([]);
});

test("a name that is nearly that of a channel proposes it, typed and pasted, and can be kept", async ({ page }) => {
  await atChannel(page);
  await page.keyboard.type("Podcast ads");
  await expect(options(page)).toHaveText([/^Podcasts/, "Add channel “Podcast ads”"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, "channel")).toHaveText("Podcast ads");
  await toNewRow(page);
  await paste(page, { "text/plain": "Reads\t\t播客广告投放\nSpots\t\tReddit ads\nBoards\t\tBus ads\n" });
  const dialog = page.getByRole("dialog", { name: "3 names are not in the plan yet" });
  const becomes = (name) => dialog.getByRole("combobox", { name: `“${name}” becomes` });
  const chosen = (name) => becomes(name).evaluate((select) => select.selectedOptions[0].label);
  expect(await chosen("播客广告投放")).toBe("Podcasts");
  expect(await chosen("Reddit ads")).toBe("Reddit");
  expect(await chosen("Bus ads")).toBe("New channel “Bus ads”");
  await becomes("Reddit ads").selectOption({ label: "New channel “Reddit ads”" });
  await dialog.getByRole("button", { name: "Add 3 channels and paste" }).click();
  await expect(cell(page, 4, "channel")).toHaveText("Bus ads");
  expect(await channels(page)).toEqual(["Podcast ads", "podcasts", "Reddit ads", "Bus ads"]);
});

test("the rest of a paste can be pasted without the unknown names, or nothing", async ({ page }) => {
  await blank(page);
  await cell(page, 1, "what").click();
  await paste(page, { "text/plain": FIVE });
  const dialog = page.getByRole("dialog", { name: "3 names are not in the plan yet" });
  await dialog.getByRole("button", { name: "Don't paste" }).click();
  await expect(cell(page, 1, "what")).toBeFocused();
  await expect(foot(page)).toContainText("0 line items");
  await paste(page, { "text/plain": FIVE });
  await dialog.getByRole("button", { name: "Paste the rest" }).click();
  await expect(message(page, "5 line items added.")).toBeVisible();
  await expect(cell(page, 5, "what")).toHaveText("More spots");
  await expect(cell(page, 5, "channel")).toHaveText("");
  await expect(cell(page, 1, "what")).toBeFocused();
  expect(await channels(page)).toEqual([]);
});

test("a pasted name can be replaced by a part of the plan; unknown phases and unreadable cells are asked about together", async ({ page }) => {
  await example(page);
  await toNewRow(page);
  await paste(page, { "text/plain": "Reels\tWave one\tOur account\t\tmany\nSpots\tEncore\tour  account\t\t3\n" });
  const dialog = page.getByRole("dialog", { name: "3 names are not in the plan yet" });
  await expect(dialog.getByText("1 cell does not fit its column and is left out.")).toBeVisible();
  await dialog.getByRole("combobox", { name: "“Wave one” becomes" }).selectOption({ label: "Seed users" });
  await expect(dialog.getByRole("button", { name: "Add 1 phase and 1 channel and paste" })).toBeVisible();
  await dialog.getByRole("combobox", { name: "“Our account” becomes" }).selectOption({ label: "WeChat Official Account" });
  await dialog.getByRole("button", { name: "Add 1 phase and paste" }).click();
  await expect(cell(page, 27, "phase")).toHaveText("Seed users");
  await expect(cell(page, 28, "phase")).toHaveText("Encore");
  await expect(cell(page, 28, "channel")).toHaveText("WeChat Official Account");
  await expect(cell(page, 27, "quantity")).toHaveText("");
  await page.keyboard.press("Control+z");
  await expect(foot(page)).toContainText("26 line items");
});

test("names that the plan has under another spelling are pasted without a question", async ({ page }) => {
  await example(page);
  await cell(page, 1, "phase").click();
  await paste(page, { "text/plain": "种子用户期\t公众号\nＢＲＡＮＤ promotion\tweibo\n" });
  await expect(cell(page, 1, "channel")).toHaveText("WeChat Official Account");
  await expect(cell(page, 2, "phase")).toHaveText("Brand promotion");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a form adds a metric of the dictionary, or a new one, to the expected results", async ({ page }) => {
  await blank(page);
  await cell(page, 1, "what").click();
  await page.keyboard.type("Posts");
  await page.keyboard.press("Enter");
  await cell(page, 1, "when").click();
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "Posts" });
  await form.getByRole("button", { name: "Add metric…" }).click();
  const name = form.getByRole("combobox", { name: "New metric" });
  await expect(name).toBeFocused();
  await page.keyboard.type("registr");
  await expect(active(page)).toHaveText(/^Registrations/);
  await page.keyboard.press("Enter");
  await expect(message(page, "Added to the plan: metric “Registrations”.")).toBeVisible();
  const count = form.getByLabel("Result 1: number");
  await expect(count).toBeFocused();
  await page.keyboard.type("40");
  // Another one in place of the first.
  await form.getByLabel("Result 1: metric").selectOption({ label: "Add metric…" });
  await expect(name).toBeFocused();
  await page.keyboard.type("Shelf talks");
  await page.keyboard.press("Enter");
  await expect(form.getByLabel("Result 1: metric")).toBeFocused();
  const { goals, budget } = await plan(page);
  expect(goals.metrics.map(({ definition }) => definition.dictionary ?? definition.custom.name)).toEqual(["registrations", "Shelf talks"]);
  expect(budget.lines[0].expected).toEqual([{ metric: goals.metrics[1].id, count: 40 }]);
  expect(await axe(page)).toEqual([]);
});

test("a form adds a channel where it chooses one", async ({ page }) => {
  await example(page);
  const before = await channels(page);
  await cell(page, 1, "when").click();
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "Thank-you gifts" });
  const choice = form.getByLabel("Channel", { exact: true });
  const label = () => choice.evaluate((select) => select.selectedOptions[0].label);
  const known = await label();
  await choice.selectOption({ label: "Add channel…" });
  const name = form.getByRole("combobox", { name: "New channel" });
  await expect(name).toBeFocused();
  await page.keyboard.type("Metro");
  await expect(options(page)).toHaveText(["Add channel “Metro”"]);
  expect(await axe(page)).toEqual([]);
  // Escape closes the suggestions, then the field, and not the form.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(name).toHaveCount(0);
  await expect(choice).toBeFocused();
  expect(await label()).toBe(known);
  await choice.selectOption({ label: "Add channel…" });
  await name.fill("Metro");
  await page.keyboard.press("Enter");
  await expect(name).toHaveCount(0);
  await expect(choice).toBeFocused();
  await expect.poll(label).toBe("Metro");
  expect(await channels(page)).toEqual([...before, "Metro"]);
  await page.keyboard.press("Escape");
  await expect(cell(page, 1, "channel")).toHaveText("Metro");
  await page.keyboard.press("Control+z");
  await expect(cell(page, 1, "channel")).toHaveText(known);
  expect(await channels(page)).toEqual(before);
});

test("with five thousand line items a channel is typed in the last", async ({ page }) => {
  await example(page);
  await repeatLineItems(page, 5_000);
  await expect(foot(page)).toContainText("5,000 line items");
  await cell(page, 1, "channel").click();
  await page.keyboard.press("Control+ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type("Metro");
  await expect(options(page)).toHaveText(["Add channel “Metro”"]);
  await page.keyboard.press("Enter");
  await expect(cell(page, 5_000, "channel")).toHaveText("Metro");
  await expect(foot(page)).toContainText("5,000 line items");
  await page.keyboard.press("Control+z");
  await expect(cell(page, 5_000, "channel")).not.toHaveText("Metro");
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN", colorScheme: "dark" });

  test("unknown channels are typed and pasted", async ({ page }) => {
    await openHome(page);
    await openExample(page, "zh");
    await goToSection(page, "budget/line-items");
    const before = await channels(page);
    await cell(page, 1, "channel").click();
    await page.keyboard.press("F2");
    await page.keyboard.type("地铁灯箱");
    await expect(options(page)).toHaveText(["添加渠道“地铁灯箱”"]);
    await page.keyboard.press("Enter");
    await expect(message(page, "已添加渠道“地铁灯箱”。")).toBeVisible();
    await page.keyboard.press("Control+z");
    expect(await channels(page)).toEqual(before);
    await toNewRow(page);
    await paste(page, { "text/plain": "短片\t\tIG\n灯箱\t\t地铁灯箱\n播客\t\tPodcast\n更多短片\t\tInstagram\n更多灯箱\t\t地铁 灯箱\n" });
    const dialog = page.getByRole("dialog", { name: "有 3 个名称还不在计划中" });
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole("button", { name: "添加 3 个渠道并粘贴" }).click();
    await expect(message(page, "新增 5 条。已添加 3 个渠道。")).toBeVisible();
    await expect(cell(page, 31, "channel")).toHaveText("地铁灯箱");
    await expect(cell(page, 29, "channel")).toHaveText("播客");
    await page.keyboard.press("Control+z");
    expect(await channels(page)).toEqual(before);
    await expect(foot(page)).toContainText("26");
  });
});
