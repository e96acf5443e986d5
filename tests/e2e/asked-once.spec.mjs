// Facts are asked once: a name, a date or an amount that the plan has already is offered, and changed in one place.
import { test, expect, axe } from "./harness.mjs";
import { cell } from "./line-items.mjs";
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

test("owners are completed in the table of line items, and approvers in the approval", async ({ page }) => {
  await blankPlanAt(page, "goals/teams");
  await page.getByRole("button", { name: "Add a team" }).click();
  await page.getByLabel("Team lead").fill("Lin Yue");
  await goToSection(page, "budget/line-items");
  await cell(page, 1, "what").click();
  await page.keyboard.type("Posters");
  await page.keyboard.press("Enter");
  const owner = cell(page, 1, "owner");
  await owner.click();
  // A new name is typed like any other text.
  await page.keyboard.type("Li");
  await expect(page.getByRole("listbox").getByRole("option")).toHaveText(["Lin Yue 1 use"]);
  await page.keyboard.press("Enter");
  await expect(owner).toHaveText("Li");
  await owner.click();
  await page.keyboard.type("Lin");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(owner).toHaveText("Lin Yue");

  await page.goto(`./#/plan/${planInAddress(page)}/changes`);
  await page.getByRole("button", { name: "Record approval" }).click();
  const dialog = page.getByRole("dialog");
  const by = dialog.getByRole("combobox", { name: "Approved by" });
  await by.pressSequentially("yu");
  await expect(suggested(page).getByRole("option")).toHaveText(["Lin Yue"]);
  await by.press("Escape");
  await expect(suggested(page)).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await by.press("ArrowDown");
  expect(await axe(page)).toEqual([]);
  await by.press("Enter");
  await expect(by).toHaveValue("Lin Yue");
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

test("a partner's cost is a line item that exists: found by typing, linked, and counted once", async ({ page }) => {
  // Line items are entered in forms here, in a grid on a wide screen.
  await page.setViewportSize({ width: 480, height: 900 });
  await blankPlanAt(page, "brand-promotion/partners");
  await page.getByRole("button", { name: "Add partner or place" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Riverside Mall");
  await expect(page.getByRole("button", { name: "Use an existing line item" })).toHaveCount(0);

  await goToSection(page, "budget/line-items");
  for (const [description, price] of [
    ["Booth rent", "3000"],
    ["Posters", "800"],
  ]) {
    await page.getByRole("button", { name: "Add line item" }).last().click();
    await expect(page.getByLabel("Description")).toHaveValue("");
    await page.getByLabel("Description").fill(description);
    await page.getByLabel("Quantity", { exact: true }).fill("1");
    await page.getByLabel("Unit price", { exact: true }).fill(price);
    await page.getByLabel("Unit price", { exact: true }).blur();
  }
  await goToSection(page, "brand-promotion/partners");
  await page.getByRole("heading", { name: "Riverside Mall" }).click();
  const cost = page.locator(".cost");
  await expect(cost).toContainText("no line item");

  await cost.getByRole("button", { name: "Use an existing line item" }).click();
  const search = cost.getByRole("combobox", { name: "Line item" });
  await expect(search).toBeFocused();
  await search.pressSequentially("sticker");
  await expect(cost).toContainText("No line item matches.");
  await search.fill("booth");
  await expect(page.getByRole("listbox", { name: "Use an existing line item" }).getByRole("option")).toHaveText(/Booth rent.*¥3,000/);
  expect(await axe(page, "main")).toEqual([]);
  await search.press("ArrowDown");
  await search.press("Enter");
  await expect(message(page, "Booth rent now pays for Riverside Mall")).toBeVisible();
  await expect(cost).toContainText("¥3,000 in 1 line item");
  await expect(cost.getByRole("link", { name: "Booth rent" })).toHaveAttribute("href", /budget\/line-items/);
  await saved(page);
  let plan = await stored(page);
  expect(plan.budget.lines.map((line) => line.pays_for?.partner)).toEqual([plan.partners[0].id, undefined]);

  // Deleting the line item says what loses it; undo links it again.
  await goToSection(page, "budget/line-items");
  await page.getByRole("button", { name: "More for Booth rent" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(message(page, "Deleted: Booth rent. It no longer pays for Riverside Mall.")).toBeVisible();
  await header(page).getByRole("button", { name: "Undo" }).click();

  await goToSection(page, "brand-promotion/partners");
  await page.getByRole("heading", { name: "Riverside Mall" }).click();
  await cost.getByRole("button", { name: "Unlink Booth rent" }).click();
  await expect(cost).toContainText("no line item");
  await saved(page);
  plan = await stored(page);
  expect(plan.budget.lines.length).toBe(2);
});

test("a channel that is added has its usual roles, and a press changes one", async ({ page }) => {
  await blankPlanAt(page, "strategy/channels");
  await page.getByRole("button", { name: "Choose channels" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose channels" });
  for (const channel of ["WeChat Official Account", "Douyin"]) {
    await dialog.getByRole("searchbox").fill(channel);
    await dialog.getByRole("checkbox", { name: channel }).first().check();
  }
  await dialog.getByRole("button", { name: "Add 2 channels" }).click();
  await expect(message(page, "2 channels added, with their usual roles.")).toBeVisible();
  const role = (channel, phase) => page.getByRole("button", { name: `role of ${channel} in ${phase}. Press` });
  const phases = ["Seed users", "Initial users", "Brand promotion"];
  for (const [at, expected] of ["Hub", "Hub", "Hub"].entries()) await expect(role("WeChat Official Account", phases[at])).toHaveText(expected);
  for (const [at, expected] of ["Not used", "Testing", "Always on"].entries()) await expect(role("Douyin", phases[at])).toHaveText(expected);

  // One press, by pointer or by keyboard, and the focus stays.
  await role("Douyin", "Brand promotion").click();
  await expect(role("Douyin", "Brand promotion")).toHaveText("Scaling");
  await role("Douyin", "Initial users").press("Enter");
  await expect(role("Douyin", "Initial users")).toHaveText("Always on");
  await expect(role("Douyin", "Initial users")).toBeFocused();
  await expect(page.locator("#live-polite")).toHaveText(/Initial users.*Always on/);
  expect(await axe(page, "main")).toEqual([]);

  // Any role at once: in the channel's form.
  await page.getByRole("button", { name: "Edit Douyin" }).click();
  await page.getByLabel("Role in Seed users").selectOption("Hub");
  await expect(role("Douyin", "Seed users")).toHaveText("Hub");
  await saved(page);
  const plan = await stored(page);
  const roles = plan.strategy.channels[1].roles;
  expect(plan.phases.map((phase) => roles.find((role) => role.phase === phase.id)?.role)).toEqual(["home", "steady", "amplify"]);
});

test("phases get dates with the plan, follow them until one is dated by hand, and undo takes both back", async ({ page }) => {
  await blankPlanAt(page, "basics/dates");
  await page.getByLabel("Start date").fill("2027-03-01");
  await page.getByLabel("End date").fill("2027-07-18");
  await expect(
    page.getByText("Phases follow these dates: Seed users 1 Mar to 28 Mar, Initial users 29 Mar to 23 May and Brand promotion 24 May to 18 Jul."),
  ).toBeVisible();
  await page.getByLabel("End date").fill("2027-05-23");
  await expect(page.getByText("Phases follow these dates: Seed users 1 Mar to 28 Mar")).toContainText("Brand promotion 26 Apr to 23 May");

  // One undo takes the dates of the plan and of its phases back.
  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("End date")).toHaveValue("");
  await saved(page);
  expect((await stored(page)).phases.map((phase) => phase.first)).toEqual([undefined, undefined, undefined]);
  await header(page).getByRole("button", { name: "Redo" }).click();
  await expect(page.getByLabel("End date")).toHaveValue("2027-05-23");

  // A phase dated by hand stays when the plan's dates change.
  await goToSection(page, "seed-users/profile");
  await page.getByLabel("End date").fill("2027-03-14");
  await goToSection(page, "basics/dates");
  await page.getByLabel("End date").fill("2027-06-30");
  await saved(page);
  const seed = (await stored(page)).phases[0];
  expect([seed.first, seed.last]).toEqual(["2027-03-01", "2027-03-14"]);
});

test("the cadence is that of the team's output goal, and a later difference is said", async ({ page }) => {
  await blankPlanAt(page, "strategy/channels");
  await page.getByRole("button", { name: "Choose channels" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose channels" });
  await dialog.getByRole("searchbox").fill("WeChat Official Account");
  await dialog.getByRole("checkbox", { name: "WeChat Official Account" }).first().check();
  await dialog.getByRole("button", { name: "Add 1 channel" }).click();
  await goToSection(page, "goals/teams");
  await page.getByRole("button", { name: "Add a team" }).click();
  await page.getByLabel("Team", { exact: true }).fill("Content team");
  await page.getByRole("button", { name: "Add an output goal" }).click();
  await page.getByLabel("What is published").fill("Articles");
  await page.getByLabel("Owner").fill("Lin Yue");
  await page.getByLabel("Per week").fill("5");
  await page.getByLabel("Of these original").fill("3");

  await goToSection(page, "schedule/cadence");
  await expect(page.getByText("The teams’ output goals ask for: WeChat Official Account: 5 posts a week, 3 original.")).toBeVisible();
  await page.getByRole("button", { name: "Use the teams’ goals" }).click();
  await expect(page.getByLabel("Posts per week")).toHaveValue("5");
  await expect(page.getByLabel("Posts per week")).toBeFocused();
  await expect(page.getByLabel("Of these original")).toHaveValue("3");
  await expect(page.getByRole("button", { name: "Use the goal" })).toHaveCount(0);

  await page.getByLabel("Posts per week").fill("7");
  await expect(page.getByText("The teams’ goal is 5 posts a week, 3 original.")).toBeVisible();
  expect(await axe(page, "main")).toEqual([]);
  await page.getByRole("button", { name: "Use the goal" }).click();
  await expect(page.getByLabel("Posts per week")).toHaveValue("5");
  await expect(page.getByRole("button", { name: "Use the goal" })).toHaveCount(0);
  await saved(page);
  const plan = await stored(page);
  expect([plan.schedule.cadences[0].per_week, plan.schedule.cadences[0].original, plan.schedule.cadences[0].owner]).toEqual([5, 3, "Lin Yue"]);
});

test("the funnel takes the goal's number, which can be overridden and taken again", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "goals/funnel");
  await page.getByRole("button", { name: "Reset funnel" }).click();
  await page.getByRole("button", { name: "Impression to order, six stages" }).click();
  const number = page.getByLabel("Order", { exact: true });
  const target = (await stored(page)).goals.metrics.find((metric) => metric.definition.dictionary === "orders").target;
  await expect(number).toHaveValue(Number(target).toLocaleString("en-GB"));
  await expect(page.getByText("From the goal: Orders")).toBeVisible();
  await number.fill("100");
  await expect(page.getByText("From the goal: Orders")).toHaveCount(0);
  await page.getByRole("button", { name: "Use the goal’s number" }).click();
  await expect(number).toHaveValue(Number(target).toLocaleString("en-GB"));
  await expect(number).toBeFocused();
});
