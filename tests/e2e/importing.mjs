// What a planner does in the import of budget lines, for every test that needs it.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "./harness.mjs";
import { STEPS, backToSteps, goToStep, newPlan, openHome } from "./steps-of-a-planner.mjs";

const noted = new URL("../../.tools/python", import.meta.url);
const python = existsSync(noted) ? readFileSync(noted, "utf8").trim() : "python3";

/** A workbook that a Python program saves in a folder, under the path in `sys.argv[1]`; answers with the path. */
export function workbook(folder, name, program) {
  const path = join(folder, name);
  execFileSync(python, ["-c", `import sys\n${program}`, path]);
  return path;
}

export const dialog = (page) => page.getByRole("dialog", { name: /^(Import lines|导入明细)$/ });
export const chooser = (page) => dialog(page).getByLabel(/^(Choose a file|选择文件)$/);
/** What becomes of the rows, in the words at the end of the dialog. */
export const counts = (page) =>
  dialog(page)
    .getByRole("status")
    .filter({ hasText: /changed|更新/ });
/** A line as it will be, by the number of its row in the file. */
export const line = (page, row) =>
  dialog(page)
    .getByRole("region")
    .getByRole("row", { name: new RegExp(`^${row} `) });

/** A plan of its own, at its budget step, with the import open. */
export async function importing(page, days) {
  await openHome(page);
  await newPlan(page, "Import");
  if (days) {
    await page.getByLabel("First day").fill(days[0]);
    await page.getByLabel("Last day").fill(days[1]);
  }
  await backToSteps(page);
  await goToStep(page, STEPS[2]);
  await page.getByRole("button", { name: "Import lines" }).click();
  await expect(dialog(page)).toBeVisible();
}

/** Gives the dialog a file: a path, or a name and its text or bytes. */
export const give = (page, name, content) => chooser(page).setInputFiles(content === undefined ? name : { name, mimeType: "", buffer: Buffer.from(content) });

/** Pastes a text into a field or a table as the clipboard would hold it. */
export const paste = (target, text, html = "") =>
  target.evaluate(
    (element, [text, html]) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      if (html) data.setData("text/html", html);
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      // As the browser does it, unless the page takes it.
      if (element.dispatchEvent(event) && "value" in element) {
        element.value = text;
        element.dispatchEvent(new Event("input", { bubbles: true }));
      }
    },
    [text, html],
  );
