// Facts are asked once: a name, a date or an amount that the plan has already is offered, and changed in one place.
import { test, expect, axe } from "./harness.mjs";
import { goToSection, header, message, newPlan, openExample, openHome, planInAddress, saved } from "./steps-of-a-planner.mjs";

/** The open plan as it is stored. */
const stored = (page) =>
  page.evaluate((id) => JSON.parse(Object.entries(localStorage).find(([key]) => key.endsWith(`.plan.${id}`))[1]).plan, planInAddress(page));

/** The list under a text field. */
const suggested = (page) => page.getByRole("listbox", { name: "Suggestions" });

/** A blank plan at a section, with its dates if they are needed. */
async function blankPlanAt(page, place) {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await goToSection(page, place);
}

test("an owner is completed from the people already named, by keyboard and by pointer", async ({ page }) => {
  await blankPlanAt(page, "goals/teams");
  await page.getByRole("button", { name: "Add a team" }).click();
  await page.getByLabel("Team lead").fill("Lin Yue");
  await goToSection(page, "seed-users/activities");
  await page.getByRole("button", { name: "Add activity" }).click();
  await page.getByLabel("Activity", { exact: true }).fill("Invite friends");

  const owner = page.getByRole("combobox", { name: "Owner" });
  await owner.pressSequentially("yu");
  await expect(suggested(page).getByRole("option")).toHaveText(["Lin Yue 1 use"]);
  expect(await axe(page, "main")).toEqual([]);
  await owner.press("ArrowDown");
  await owner.press("Enter");
  await expect(owner).toHaveValue("Lin Yue");
  await expect(owner).toBeFocused();
  await expect(suggested(page)).toHaveCount(0);

  // A second name in the same field is completed too, and nobody is offered twice.
  await owner.press("End");
  await owner.pressSequentially(", Chen Mo");
  await expect(suggested(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Add risk" }).click();
  const risk = page.getByRole("listitem").filter({ has: page.getByLabel("Response") });
  await risk.getByLabel("Owner").click();
  await expect(suggested(page).getByRole("option")).toHaveText(["Lin Yue 2 uses", "Chen Mo 1 use"]);
  await suggested(page).getByRole("option", { name: "Chen Mo" }).click();
  await expect(risk.getByLabel("Owner")).toHaveValue("Chen Mo");

  // Escape closes the list and keeps what is typed.
  await risk.getByLabel("Owner").fill("Lin");
  await expect(suggested(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(suggested(page)).toHaveCount(0);
  await expect(risk.getByLabel("Owner")).toHaveValue("Lin");
  await saved(page);
  const plan = await stored(page);
  expect([plan.activities[0].owner, plan.risks[0].owner]).toEqual(["Lin Yue, Chen Mo", "Lin"]);
});

test("a person is renamed everywhere at once, and two spellings are merged", async ({ page }) => {
  await blankPlanAt(page, "goals/teams");
  const people = page.getByRole("region", { name: "People" });
  await expect(people).toContainText("Nobody is named yet.");
  await page.getByRole("button", { name: "Add a team" }).click();
  await page.getByLabel("Team lead").fill("Lin Yue");
  await goToSection(page, "seed-users/activities");
  await page.getByRole("button", { name: "Add activity" }).click();
  await page.getByLabel("Activity", { exact: true }).fill("Invite friends");
  await page.getByLabel("Owner").fill("Lin Y., Chen Mo");
  await goToSection(page, "goals/teams");

  await people.getByText("3 people").click();
  await expect(people.getByRole("listitem").filter({ has: page.locator("b") })).toContainText(["Lin Yue", "Lin Y.", "Chen Mo"]);
  const row = people.getByRole("listitem").filter({ hasText: "Chen Mo" });
  await row.getByText("1 use").click();
  await expect(row.getByRole("link", { name: "Invite friends" })).toHaveAttribute("href", /seed-users\/activities.*activity-owner-/);
  expect(await axe(page, "main")).toEqual([]);

  // The new name is one that the plan has: the two become one, in one undo.
  await people.getByRole("button", { name: "Rename Lin Y." }).click();
  const dialog = page.getByRole("dialog", { name: "Rename Lin Y." });
  const name = dialog.getByLabel("New name");
  await expect(name).toBeFocused();
  await name.fill("");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(dialog).toContainText("Enter a name.");
  await name.fill("Lin Yue");
  await expect(dialog.getByRole("status")).toHaveText("“Lin Yue” is already named. The two become one person with 2 uses.");
  await dialog.getByRole("button", { name: "Merge" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Rename Lin Yue" })).toBeFocused();
  await expect(people.getByRole("listitem").filter({ hasText: "Lin Yue" })).toContainText("2 uses");

  await page.keyboard.press("Enter");
  await page.getByLabel("New name").fill("Lin Yuehua");
  await page.keyboard.press("Enter");
  await expect(message(page, "Lin Yue renamed to Lin Yuehua")).toBeVisible();
  await expect(page.getByLabel("Team lead")).toHaveValue("Lin Yuehua");
  await saved(page);
  expect((await stored(page)).activities[0].owner).toBe("Lin Yuehua, Chen Mo");
  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Team lead")).toHaveValue("Lin Yue");
  await expect(people.getByRole("listitem").filter({ hasText: "Lin Yue" })).toContainText("2 uses");
});
