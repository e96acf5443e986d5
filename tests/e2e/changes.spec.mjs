// Approvals and changes since: recorded, compared, undone, stored.
import { test, expect, axe, downloaded } from "./harness.mjs";
import { heading, message, newPlan, openExample, openHome, planInAddress, saved, storedDrafts } from "./steps-of-a-planner.mjs";

const WORDS = {
  en: { sheet: "Approvals and changes", record: "Record approval", by: "Approved by", approve: "Approve", empty: /keeps a copy of the plan/ },
  zh: { sheet: "审批与变更", record: "登记审批", by: "审批人", approve: "登记", empty: /保存批准当时的计划/ },
};

/** Opens the approvals view of the open plan. */
async function toChanges(page, language = "en") {
  const plan = planInAddress(page);
  await page.goto(`./#/plan/${plan}/changes`);
  await expect(heading(page)).toHaveText(WORDS[language].sheet);
}

/** Records an approval in the view. */
async function approve(page, name, language = "en") {
  const words = WORDS[language];
  await page.getByRole("button", { name: words.record }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(words.by).fill(name);
  await dialog.getByRole("button", { name: words.approve, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** A changed part in the list, by its name. */
const part = (page, name) => page.locator(".changed > li").filter({ has: page.getByRole("link", { name, exact: true }) });

test("three changes after an approval are shown with old and new value and difference, and disappear when undone", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await toChanges(page);
  await expect(page.getByText(WORDS.en.empty)).toBeVisible();
  // An approval needs a name, and nothing entered is lost.
  await page.getByRole("button", { name: "Record approval" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Note").fill("Review after the seed users");
  await dialog.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(dialog.getByText("Enter who approved it.")).toBeVisible();
  await expect(dialog.getByLabel("Approved by")).toBeFocused();
  await dialog.getByLabel("Approved by").fill("Ms. Chen");
  await dialog.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^Approved by Ms. Chen, /).first()).toBeVisible();
  await expect(page.getByText("Review after the seed users")).toBeVisible();
  await expect(page.getByText("There are no differences.")).toBeVisible();

  const plan = planInAddress(page);
  await page.goto(`./#/plan/${plan}/budget`);
  await page.getByLabel("Total budget").fill("320,000");
  await page.goto(`./#/plan/${plan}/basics/dates`);
  await page.getByLabel("Launch area").fill("Two districts");
  await page.getByLabel("End date").fill("2027-07-25");
  await saved(page);

  await page.goto(`./#/plan/${plan}`);
  await expect(page.getByText(/^Approved by Ms. Chen on /)).toBeVisible();
  await page.getByRole("link", { name: "3 changes since" }).click();
  await expect(heading(page)).toHaveText("Approvals and changes");
  const numbers = page.getByRole("table", { name: "Figures" });
  await expect(numbers.getByRole("row", { name: /^Total budget/ })).toContainText(/300,000.*320,000.*\+.*20,000 \(\+6\.7%\)/);
  await expect(part(page, "Budget settings")).toContainText(/300,000.*→.*320,000/);
  await expect(part(page, "Basics")).toContainText(/→.*Two districts/);
  await expect(part(page, "Basics")).toContainText("7 days later");
  // The money filter leaves only the total budget.
  await page.getByLabel("Amounts only").check();
  await expect(page.locator(".changed > li")).toHaveCount(1);
  await page.getByLabel("Amounts only").uncheck();

  // A change's link leads to its field, and back.
  await part(page, "Basics").getByRole("link", { name: "Launch area" }).click();
  await expect(page.getByLabel("Launch area")).toBeFocused();
  await page.getByRole("link", { name: "Back to changes" }).first().click();
  await expect(heading(page)).toHaveText("Approvals and changes");

  // A reload keeps the approval and the comparison.
  await page.reload();
  await expect(part(page, "Basics")).toContainText("Two districts");
  // Deleting an approval can be undone.
  await page.getByRole("button", { name: /^More for Approval by Ms. Chen/ }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText(WORDS.en.empty)).toBeVisible();
  await message(page, "Deleted: Approval by Ms. Chen").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/^Approved by Ms. Chen, /).first()).toBeVisible();
  await saved(page);
  const stored = Object.values(await storedDrafts(page)).find((text) => text.includes("Ms. Chen"));
  // The approved plan is one line of the file, whatever its size.
  expect(stored.split("\n").filter((line) => line.includes('"by":"Ms. Chen"'))).toHaveLength(1);
});

test("a file and another plan of this browser can be compared and replace nothing", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  const name = await heading(page).textContent();
  const file = await downloaded(page, () =>
    page
      .getByRole("button", { name: /Download/ })
      .first()
      .click(),
  );
  const text = file.bytes.toString("utf8").replace(/"envelope":30000000/, '"envelope":25000000');
  const before = await storedDrafts(page);
  await toChanges(page);
  await page.getByLabel("Compare with a file").setInputFiles({ name: "march.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(page.getByLabel("To", { exact: true }).locator("option:checked")).toHaveText("File: march.json");
  await expect(page.getByRole("row", { name: /^Total budget/ })).toContainText("(−16.7%)");
  await page.getByRole("button", { name: "Swap sides" }).click();
  await expect(page.getByRole("row", { name: /^Total budget/ })).toContainText("(+20%)");
  // A file that is not a plan is reported, and the comparison stays.
  await page.getByLabel("Compare with a file").setInputFiles({ name: "notes.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await expect(page.getByRole("alert")).toContainText("notes.json cannot be compared");
  await expect(page.getByRole("row", { name: /^Total budget/ })).toContainText("(+20%)");
  expect(await storedDrafts(page)).toEqual(before);

  // Another plan has no part in common with this one.
  const first = planInAddress(page);
  await openHome(page);
  await newPlan(page, "Autumn");
  await page.goto(`./#/plan/${first}/changes`);
  await page.getByLabel("From", { exact: true }).selectOption({ label: "Plan: Autumn" });
  await page.getByLabel("To", { exact: true }).selectOption({ label: "Current plan" });
  await expect(page.getByText("The two plans have nothing in common")).toBeVisible();
  await expect(page.getByRole("row", { name: /^Total budget/ })).toContainText("none");
  await page.getByLabel("Step", { exact: true }).selectOption({ label: "Seed users" });
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Seed users"]);
  await page.goto(`./#/plan/${first}`);
  await expect(heading(page)).toHaveText(name);
});

for (const [language, locale] of [
  ["en", "en-GB"],
  ["zh", "zh-CN"],
]) {
  test.describe(language, () => {
    test.use({ locale });

    test("axe finds no violation in approvals and changes, and print has no controls", async ({ page }) => {
      await openHome(page);
      await openExample(page, language);
      await toChanges(page, language);
      const found = (await axe(page)).map((fault) => `none yet: ${fault}`);
      await page.getByRole("button", { name: WORDS[language].record }).click();
      found.push(...(await axe(page)).map((fault) => `dialog: ${fault}`));
      await page.keyboard.press("Escape");
      await approve(page, "陈总", language);
      const plan = planInAddress(page);
      await page.goto(`./#/plan/${plan}/basics/dates`);
      await page.getByLabel(language === "zh" ? "启动区域" : "Launch area").fill("三个片区");
      await toChanges(page, language);
      await expect(page.locator(".changed ins")).toHaveText(["三个片区"]);
      found.push(...(await axe(page)).map((fault) => `changes: ${fault}`));
      expect(found).toEqual([]);
      await page.emulateMedia({ media: "print" });
      await expect(page.getByRole("button")).toHaveCount(0);
      await expect(page.getByRole("combobox")).toHaveCount(0);
      await expect(page.locator(".changed ins")).toBeVisible();
    });
  });
}
