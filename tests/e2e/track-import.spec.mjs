// Daily figures from platforms' own export files: recognised, decided, imported as one undo, refused with row and reason.
import { readFileSync, readdirSync } from "node:fs";
import { axe, downloaded, test, expect } from "./harness.mjs";
import { paste } from "./importing.mjs";
import { goToSection, message, newPlan, openExample, openHome } from "./steps-of-a-planner.mjs";

const fixtures = (folder) => new URL(`../fixtures/${folder}/`, import.meta.url);
const path = (folder, name) => new URL(name, fixtures(folder)).pathname;
const WECHAT = path("foreign", "wechat_user_analysis.utf8bom.csv");
const DOUYIN = path("foreign", "douyin_posts.gb18030.csv");
const INSTAGRAM = path("foreign", "instagram_follows.utf16le.csv");

const dialog = (page) => page.getByRole("dialog", { name: /^(Import daily figures|导入每日数据)$/ });
const chooser = (page) => dialog(page).getByLabel(/^(Choose a file|选择文件)$/);
const counts = (page) =>
  dialog(page)
    .getByRole("status")
    .filter({ hasText: /new,|新增/ });
const found = (page) => dialog(page).locator("#import-found");
const confirm = (page) => dialog(page).getByRole("button", { name: /^(Import [\d,]+ figures?|导入 [\d,]+ 个数据|Nothing to import|没有可导入的数据)$/ });

/** Opens the import of the open plan. */
async function opened(page) {
  await goToSection(page, "track/enter");
  await page.getByRole("button", { name: /^(Import a file…|导入文件…)$/ }).click();
  await expect(dialog(page)).toBeVisible();
}

/** A new plan with the import open. */
async function importing(page) {
  await openHome(page);
  await newPlan(page, "Figures");
  await opened(page);
}

const pick = (page, file, content) => chooser(page).setInputFiles(content === undefined ? file : { name: file, mimeType: "", buffer: Buffer.from(content) });

test("the WeChat sample is recognised, imported with its metrics and channel, and undone at once", async ({ page }) => {
  await importing(page);
  await pick(page, WECHAT);
  await expect(found(page)).toHaveText("wechat_user_analysis.utf8bom.csv · WeChat Official Account, user analysis, 5 days, 4 metrics");
  await expect(found(page)).toBeFocused();
  // The plan has none of these: they are added with the figures.
  await expect(dialog(page).getByLabel("Channel")).toHaveValue("key:wechat_oa");
  await expect(dialog(page).getByRole("checkbox", { name: /^Add 4 metrics to the plan/ })).toBeChecked();
  await expect(dialog(page).getByRole("row", { name: /Mar 29, 2027|29 Mar 2027/ })).toContainText("1,043");
  await expect(counts(page)).toContainText("20 new, 0 different, 0 unchanged.");
  expect(await axe(page)).toEqual([]);
  await confirm(page).click();
  await expect(dialog(page)).toBeHidden();
  await expect(message(page, "20 figures imported")).toBeVisible();
  // The figures are in the table of the channel.
  await page.getByLabel("Figures of").selectOption({ label: "WeChat Official Account" });
  await page.getByLabel("Go to day").fill("2027-04-02");
  await expect(page.getByRole("grid", { name: "Daily figures by day" }).getByText("1,183", { exact: true }).first()).toBeVisible();
  // The same file again: nothing to change.
  await opened(page);
  await pick(page, WECHAT);
  await expect(counts(page)).toContainText("0 new, 0 different, 20 unchanged");
  await expect(confirm(page)).toBeDisabled();
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  // One undo takes back figures, metrics and channel.
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await opened(page);
  await pick(page, WECHAT);
  await expect(counts(page)).toContainText("20 new");
  await expect(dialog(page).getByRole("checkbox", { name: /^Add 4 metrics to the plan/ })).toBeVisible();
});

test("the posts of the Douyin sample are listed, and only their number a day is a figure", async ({ page }) => {
  await importing(page);
  await pick(page, DOUYIN);
  await expect(found(page)).toContainText("Douyin, posts, 3 days, 3 posts");
  await expect(dialog(page).getByText("Such a total is not the figure of any one day")).toBeVisible();
  const posts = dialog(page).getByRole("region", { name: "Posts in the file" });
  await expect(posts.getByRole("row", { name: /𠮷祥菜篮子开箱/ })).toContainText("3,960");
  await expect(counts(page)).toContainText("3 new");
  await confirm(page).click();
  await expect(message(page, "3 figures imported")).toBeVisible();
});

test("days that the Instagram sample leaves out become zero only when confirmed", async ({ page }) => {
  await importing(page);
  await pick(page, INSTAGRAM);
  await expect(found(page)).toContainText("Meta Business Suite, one metric by day, 4 days, 1 metric");
  await expect(counts(page)).toContainText("4 new");
  const fill = dialog(page).getByRole("checkbox", { name: "Import 3 absent days as 0" });
  await expect(fill).not.toBeChecked();
  await fill.check();
  await expect(counts(page)).toContainText("7 new");
  await confirm(page).click();
  await expect(message(page, "7 figures imported")).toBeVisible();
});

/** The text of a sample with one cell replaced, in UTF-8. */
function damaged(file, encoding, from, to) {
  const text = new TextDecoder(encoding).decode(readFileSync(file));
  expect(text).toContain(from);
  return text.replace(from, to);
}

for (const [name, file, encoding, from, to, row, column, reason] of [
  ["WeChat", WECHAT, "utf-8", "2027-04-01,52", "2027-04-01,5x2", "Row 5", "新关注人数", "Not a number."],
  ["WeChat", WECHAT, "utf-8", "2027-03-31", "2027-02-31", "Row 4", "时间", "Not a date in the calendar."],
  ["Douyin", DOUYIN, "gb18030", "2027-04-01 12:05:00", "yesterday", "Row 3", "发布时间", "Not a date in the calendar."],
  ["Instagram", INSTAGRAM, "utf-16le", "2027-04-04T00:00:00", "2027-04-01T00:00:00", "Row 7", "Primary", "Row 6 has another figure for this day."],
]) {
  test(`a damaged ${name} sample (${to}) names row, column and reason`, async ({ page }) => {
    await importing(page);
    await pick(page, "damaged.csv", damaged(file, encoding, from, to));
    const error = dialog(page).locator(".import-errors tbody tr");
    await expect(error).toHaveCount(1);
    await expect(error).toContainText(row);
    await expect(error).toContainText(column);
    await expect(error).toContainText(reason);
    await expect(counts(page)).toContainText("1 cell with an error is left out.");
  });
}

test("every composed file of a platform is recognised through the file chooser", async ({ page }) => {
  await importing(page);
  for (const name of readdirSync(fixtures("figures"))) {
    await pick(page, path("figures", name));
    await expect(found(page), name).toContainText(name);
    await expect(dialog(page).getByRole("progressbar")).toHaveCount(0);
    if (name === "meta_ads_month.csv") {
      // Its one row covers a month: no figure of a day.
      await expect(dialog(page).getByText("Export the report by day.").first()).toBeVisible();
      await expect(confirm(page)).toBeDisabled();
    } else {
      await expect(confirm(page), name).toBeVisible();
      if (!["google_ads_days.csv", "mailchimp_campaigns.csv"].includes(name)) await expect(confirm(page), name).toBeEnabled();
    }
    await dialog(page).getByRole("button", { name: "Choose another" }).click();
    await expect(chooser(page)).toBeAttached();
  }
});

test("days that are there are replaced or kept, and other columns of a table are assigned and remembered", async ({ page }) => {
  await importing(page);
  await pick(page, "hits.csv", "When,Hits,Who\n2027-04-01,5,a\n2027-04-02,6,b\n");
  await expect(found(page)).toContainText("A table with dates, 2 days, 1 metric");
  await expect(confirm(page)).toBeDisabled();
  await dialog(page).getByLabel("Import Hits as").selectOption({ label: "Sessions" });
  await expect(counts(page)).toContainText("2 new");
  await confirm(page).click();
  await expect(message(page, "2 figures imported")).toBeVisible();
  await opened(page);
  await pick(page, "hits.csv", "When,Hits,Who\n2027-04-02,9,a\n2027-04-03,7,b\n");
  await expect(dialog(page).getByText("Columns as you assigned them last time.")).toBeVisible();
  await expect(counts(page)).toContainText("1 new, 1 different");
  await expect(
    dialog(page)
      .getByRole("row", { name: /2, 2027|2 Apr 2027/ })
      .last(),
  ).toContainText("was 6");
  await dialog(page).getByLabel("Days that have another figure").selectOption("keep");
  await expect(confirm(page)).toHaveText("Import 1 figure");
  await dialog(page).getByLabel("Days that have another figure").selectOption("replace");
  await expect(confirm(page)).toHaveText("Import 2 figures");
  await confirm(page).click();
  await expect(message(page, "2 figures imported").nth(1)).toBeVisible();
});

test("totals that X does not export are counted back from one that is entered", async ({ page }) => {
  await importing(page);
  await pick(page, path("figures", "x_account.csv"));
  await expect(found(page)).toContainText("X, account overview, 2 days");
  const total = dialog(page).getByLabel(/^Total followers at the end of 2 Apr 2027/);
  await expect(total).toHaveValue("");
  await expect(total).toHaveAccessibleDescription(/^X does not export the total\. With this one, the totals back to 1 Apr 2027 are calculated/);
  const target = dialog(page).getByLabel("Import Total followers, counted back from New follows − Unfollows as");
  await expect(target).toHaveValue("");
  await target.selectOption("key:followers");
  await expect(dialog(page).getByText("Enter the total on 2 Apr 2027 below.")).toBeVisible();
  await total.fill("3");
  await expect(dialog(page).getByText("the total of 1 Apr 2027 would be below 0")).toBeVisible();
  await total.pressSequentially("00");
  await expect(total).toBeFocused();
  await expect(dialog(page).getByRole("row", { name: /^1 Apr 2027/ })).toContainText("296");
  await expect(dialog(page).getByRole("row", { name: /^2 Apr 2027/ })).toContainText("300");
  expect(await axe(page)).toEqual([]);
  await confirm(page).click();
  await expect(message(page, /figures imported/)).toBeVisible();
  // The next file goes on from the total that the plan has now.
  await opened(page);
  await pick(page, "x.csv", 'Date,Impressions,New follows,Unfollows\n"Sun, Apr 4, 2027",9,5,0\n"Sat, Apr 3, 2027",9,2,1\n');
  await expect(dialog(page).getByLabel(/^Total followers at the end of 4 Apr 2027/)).toHaveValue("306");
  await expect(dialog(page).getByRole("row", { name: /^3 Apr 2027/ })).toContainText("301");
});

test("numbers that a metric cannot have are left out with the reason", async ({ page }) => {
  await importing(page);
  await pick(page, "rates.csv", "Date,CTR,A,Likes,Likes too\n2027-04-01,140%,-5,3,4\n2027-04-02,3.4567891%,2,5,6\n2027-04-03,0.9,1,7,8\n");
  await expect(dialog(page).locator(".import-errors tbody tr")).toContainText("Others in this column have a percent sign and this one has none.");
  const of = (name) =>
    dialog(page)
      .locator(".column-mapping tbody tr")
      .filter({ has: page.getByLabel(`Import ${name} as`) });
  await expect(of("CTR")).toContainText("1 figure is left out, since Click-through rate is a share and cannot be above 100%: 1 Apr (140).");
  await dialog(page).getByLabel("Import A as").selectOption("key:orders");
  await expect(of("A")).toContainText("1 figure is left out, since Orders cannot be below 0: 1 Apr (−5).");
  await dialog(page).getByLabel("Import Likes too as").selectOption("key:likes");
  await expect(of("Likes too")).toContainText("Added up with Likes.");
  await expect(counts(page)).toContainText("3 cells with errors are left out.");
  await expect(counts(page)).toContainText("1 number has more decimals than are kept and is rounded to 4.");
  await expect(dialog(page).getByRole("row", { name: /^3 Apr 2027/ })).toContainText("15");
  // Money is no count.
  await dialog(page).getByRole("button", { name: "Choose another" }).click();
  await pick(page, "money.csv", "Date,Likes\n2027-04-01,¥5\n");
  await expect(of("Likes")).toContainText("These are amounts of money, and the metric is not.");
  await expect(confirm(page)).toBeDisabled();
});

test("pasted rows are imported, and the order of day and month is asked", async ({ page }) => {
  await importing(page);
  await paste(dialog(page).getByLabel("Or paste rows"), "Date\tLikes\n03/04/2027\t5\n05/04/2027\t6");
  await dialog(page).getByRole("button", { name: "Read rows" }).click();
  await expect(dialog(page).locator(".import-errors tbody tr")).toContainText("2 dates can be read in two ways.");
  await dialog(page).getByLabel("Date format").selectOption("day");
  await expect(dialog(page).locator(".import-errors")).toHaveCount(0);
  await expect(counts(page)).toContainText("2 new");
});

test("the dialog is worked by keyboard and speaks Chinese", async ({ page }) => {
  await openHome(page);
  await page.getByRole("button", { name: /^(中文|简体中文)$/ }).click();
  await openExample(page, "zh");
  await goToSection(page, "track/enter");
  await page.getByRole("button", { name: "导入文件…" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
  await pick(page, WECHAT);
  await expect(found(page)).toContainText("微信公众号 · 用户分析，5 天，4 项指标");
  expect(await axe(page)).toEqual([]);
  await confirm(page).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText(/已导入 [\d,]+ 个数据/).first()).toBeVisible();
});

test("daily figures exported as CSV are read again without a question or a change", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "review/export");
  const file = await downloaded(page, () => page.getByRole("button", { name: "Download: Daily figures", exact: true }).click());
  const count = file.bytes.toString("utf8").trim().split("\n").length - 1;
  await opened(page);
  await pick(page, file.name, file.bytes);
  await expect(found(page)).toContainText("Figures exported from Groundswell");
  await expect(counts(page)).toContainText(`0 new, 0 different, ${count.toLocaleString("en")} unchanged.`);
  await expect(dialog(page).getByRole("combobox")).toHaveCount(0);
});
