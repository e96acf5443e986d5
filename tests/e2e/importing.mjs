// User actions in the import of line items, shared by tests.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "./harness.mjs";
import { backToSteps, goToSection, newPlan, openHome } from "./steps-of-a-planner.mjs";

const noted = new URL("../../.tools/python", import.meta.url);
const python = existsSync(noted) ? readFileSync(noted, "utf8").trim() : "python3";

/** A workbook that a Python program saves in a folder, at the path in `sys.argv[1]`; returns the path. */
export function workbook(folder, name, program) {
  const path = join(folder, name);
  execFileSync(python, ["-c", `import sys\n${program}`, path]);
  return path;
}

export const dialog = (page) => page.getByRole("dialog", { name: /^(Import line items|导入明细)$/ });
export const chooser = (page) => dialog(page).getByLabel(/^(Choose a file|选择文件)$/);
/** The result of the rows, as worded at the end of the dialog. */
export const counts = (page) =>
  dialog(page)
    .getByRole("status")
    .filter({ hasText: /changed|更新/ });
/** A line item in the preview, by its row number in the file. */
export const line = (page, row) =>
  dialog(page)
    .getByRole("region")
    .getByRole("row", { name: new RegExp(`^${row} `) });

/** A new plan at its budget step, with the import open. */
export async function importing(page, days) {
  await openHome(page);
  await newPlan(page, "Import");
  if (days) {
    await goToSection(page, "basics/dates");
    await page.getByLabel("Start date").fill(days[0]);
    await page.getByLabel("End date").fill(days[1]);
  }
  await backToSteps(page);
  await goToSection(page, "budget/line-items");
  await page.getByRole("button", { name: "Import line items" }).click();
  await expect(dialog(page)).toBeVisible();
}

/** Picks a file in the dialog: a path, or a name and its text or bytes. */
export const give = (page, name, content) => chooser(page).setInputFiles(content === undefined ? name : { name, mimeType: "", buffer: Buffer.from(content) });

/** Pastes a text into a field or a table as the clipboard would hold it. */
export const paste = (target, text, html = "") =>
  target.evaluate(
    (element, [text, html]) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      if (html) data.setData("text/html", html);
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      // The browser's default, unless the page handles the event.
      if (element.dispatchEvent(event) && "value" in element) {
        element.value = text;
        element.dispatchEvent(new Event("input", { bubbles: true }));
      }
    },
    [text, html],
  );
