// Numbers and terms explain themselves: one cost per result on every screen, what a goal needs in a sentence, terms one press away.
import { test, expect, axe } from "./harness.mjs";
import { goToSection, header, goToView, openExample, openHome } from "./steps-of-a-planner.mjs";

test.use({ viewport: { width: 1440, height: 900 } });

const cost = (text) => text.match(/[¥£$€][\d,.]+/)?.[0];

test("one cost per result is the same on Overview, in Budget, Review and the report; the rest is below", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  const main = page.getByRole("main");
  const card = main
    .getByRole("region", { name: "Key figures" })
    .locator(".card")
    .filter({ hasText: /^Cost per/ });
  const headline = cost(await card.innerText());
  expect(headline).toMatch(/\d/);
  const metric = "Orders";
  await expect(card).toContainText("Cost per order");

  await goToSection(page, "budget/costs");
  const section = main.getByRole("region", { name: "Cost-effectiveness" });
  const row = (table) => table.getByRole("row").filter({ hasText: new RegExp(`^${metric}`) });
  await expect(row(section.getByRole("table", { name: "Expected results and cost" }))).toContainText(headline);
  await expect(section.getByText("Including all costs")).toHaveCount(0);
  await section.getByText("How this is calculated").click();
  const basis = section.getByRole("table", { name: "Basis of each cost per result" });
  await expect(row(basis)).toContainText(headline);
  await expect(basis.getByRole("columnheader")).toHaveText(["Result", "Spend on it", "Results", "Cost per result", "Including all costs"]);

  await goToSection(page, "review/summary");
  await expect(row(main.getByRole("table", { name: "Expected results and goals" }))).toContainText(headline);
  await goToView(page, "report", "Report");
  const results = main.getByRole("table").filter({ hasText: "Cost per result" }).first();
  await expect(row(results)).toContainText(headline);
});

test("examples in fields follow the plan's market, also after an undo elsewhere", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "seed-users/profile");
  const field = page.getByLabel("Your seed users");
  const chinese = await field.getAttribute("placeholder");
  await goToSection(page, "basics/dates");
  await page.getByLabel("Market").focus();
  await page.getByLabel("Market").selectOption({ label: "International" });
  await expect(page.getByLabel("Market")).toBeFocused();
  await goToSection(page, "seed-users/profile");
  await expect(field).not.toHaveAttribute("placeholder", chinese);
  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(field).toHaveAttribute("placeholder", chinese);
});

for (const [locale, name, button, heading] of [
  ["en-GB", "What does this mean?", "Budget vs actuals", "Pacing"],
  ["zh-CN", "这是什么意思？", "预算与实际", "花费进度"],
]) {
  test.describe(locale, () => {
    test.use({ locale });

    test("a term is explained by a press, and Escape returns", async ({ page }) => {
      await openHome(page);
      await openExample(page, locale.slice(0, 2));
      await goToSection(page, "budget/actuals");
      await expect(page.getByRole("heading", { name: button, exact: true, level: 2 })).toBeVisible();
      const explain = page.getByRole("button", { name });
      await expect(explain).toHaveAccessibleDescription(heading);
      await explain.focus();
      await page.keyboard.press("Enter");
      const note = page.getByRole("note").filter({ hasText: heading });
      await expect(note).toBeVisible();
      expect(await axe(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(note).toBeHidden();
      await expect(explain).toBeFocused();
      await explain.click();
      await expect(note).toBeVisible();
      await page.getByRole("heading", { level: 1 }).click();
      await expect(note).toBeHidden();
    });
  });
}
