// The grid of line items, by visible words and roles, shared by tests.
import { expect } from "./harness.mjs";
import { backToSteps, goToSection, newPlan, openExample, openHome } from "./steps-of-a-planner.mjs";

/** The grid. */
export const table = (page) => page.getByRole("grid", { name: /^(Line items|预算明细)$/ });
/** The editor over the edited cell. */
export const entryOf = (page) => page.getByRole("group", { name: /^(Line items|预算明细)$/ });
const COLUMNS = [
  "what",
  "phase",
  "channel",
  "kind",
  "quantity",
  "unit",
  "price",
  "amount",
  "when",
  "expected",
  "metric",
  "status",
  "ordered",
  "spent",
  "owner",
];
/** A cell by its row, counted from 1, and its column. */
export const cell = (page, row, column) =>
  table(page)
    .getByRole("row")
    .and(page.locator(`[aria-rowindex="${row + 1}"]`))
    .locator(`[aria-colindex="${COLUMNS.indexOf(column) + 2}"]`);
export const foot = (page) => table(page).getByRole("row").last();
export const field = (page, label) => entryOf(page).getByRole("textbox", { name: label });

/** The first worked example at its budget: 26 line items. */
export async function example(page) {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "budget/line-items");
  await expect(foot(page)).toContainText("26 line items");
}

/** A blank plan at its budget. */
export async function blank(page) {
  await openHome(page);
  await newPlan(page, "Spring");
  await backToSteps(page);
  await goToSection(page, "budget/line-items");
  await expect(foot(page)).toContainText("0 line items");
}

/** Puts data on the clipboard of a paste event, as another program would. */
export const paste = (page, kinds) =>
  page.evaluate((kinds) => {
    const data = new DataTransfer();
    for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, kinds);
