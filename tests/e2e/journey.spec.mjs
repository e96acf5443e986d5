// The whole path with the first worked example typed in by hand, as a planner would: the basics by keyboard alone, the
// rest by keyboard and pointer, with a reload in the middle, and the plan taken along as a file at the end.
import { readFileSync } from "node:fs";
import { test, expect, downloaded, schemaFaults } from "./harness.mjs";
import {
  STEPS,
  backToSteps,
  goHome,
  goToStep,
  header,
  heading,
  message,
  newPlan,
  openExample,
  openHome,
  planInAddress,
  saved,
  tabTo,
  typeInto,
} from "./steps-of-a-planner.mjs";

const NAME = "Caixiaoda fresh-food delivery";

/** Goes on by the button that says where it leads, and checks what changes with the step. */
async function goOn(page, to) {
  await page.getByRole("link", { name: `Continue to ${to.toLowerCase()}`, exact: true }).click();
  await expect(heading(page)).toHaveText(to);
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveTitle(`${to}, ${NAME}: Groundswell`);
}

const part = (page, name) => page.getByRole("region", { name, exact: true });

/** Types a budget line, field after field, with Tab between them. */
async function addLine(page, { what, phase, category, quantity, unit, price, amount }) {
  const lines = part(page, "Lines");
  await lines.getByRole("button", { name: "Add a line" }).last().click();
  await expect(lines.getByLabel("What is bought")).toBeFocused();
  await expect(lines.getByLabel("What is bought")).toHaveValue("");
  await page.keyboard.type(what);
  await lines.getByLabel("Phase", { exact: true }).selectOption({ label: phase });
  await lines.getByLabel("Kind of cost").selectOption({ label: category });
  await typeInto(page, lines.getByLabel("Quantity", { exact: true }), quantity);
  await typeInto(page, lines.getByLabel("Counted in"), unit);
  await typeInto(page, lines.getByLabel("Unit price"), price);
  await page.keyboard.press("Tab");
  await expect(lines.getByText(amount).first()).toBeVisible();
}

test("from nothing to a plan in hand", async ({ page }) => {
  test.slow();

  await test.step("Home, by keyboard", async () => {
    await openHome(page);
    await tabTo(page, page.getByRole("button", { name: "New plan" }));
    await page.keyboard.press("Enter");
    await expect(heading(page)).toHaveText("Basics");
    await expect(heading(page)).toBeFocused();
    await expect(page.getByText("Step 1 of 9")).toBeVisible();
  });

  await test.step("Basics, by keyboard", async () => {
    await typeInto(page, page.getByLabel("Name of the plan"), NAME);
    await expect(page).toHaveTitle(`Basics, ${NAME}: Groundswell`);
    await typeInto(page, page.getByLabel("What is promoted"), "Fresh food from six stores, at the door within 40 minutes");
    await tabTo(page, page.getByLabel("Kind of project"));
    await page.keyboard.type("O2O");
    await tabTo(page, page.getByRole("button", { name: "Add a group" }));
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("Who", { exact: true })).toBeFocused();
    await page.keyboard.type("Office workers 25–40 within 3 km of 6 stores");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Office lobbies at noon, lunch groups");
    await tabTo(page, page.getByRole("button", { name: "Add a group" }));
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("Who", { exact: true }).last()).toBeFocused();
    await page.keyboard.type("Families with small children in 20 communities");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Owners' groups, playgrounds, community gates");
    await typeInto(page, page.getByLabel("Region the plan can control"), "One prefecture-level city");
    await expect(page.getByLabel("Kind of project")).toHaveValue("o2o");
    await page.getByLabel("First day").fill("2027-03-01");
    await page.getByLabel("Last day").fill("2027-07-18");
    await expect(page.getByText("140 days: 20 weeks.")).toBeVisible();
    await expect(page.getByLabel("Currency")).toHaveValue("CNY");
    await expect(page.getByRole("complementary")).toContainText("1 Mar 2027");
  });

  await test.step("Goals: 0 to 300 orders a day, 15,000 followers", async () => {
    await goOn(page, "Goals");
    await page.getByRole("button", { name: "Take Orders", exact: true }).click();
    await expect(page.getByLabel("Today’s value")).toBeFocused();
    await page.keyboard.type("0");
    await page.getByLabel("Read on").fill("2027-02-28");
    await typeInto(page, page.getByLabel("Value to reach"), "300");
    await expect(page.getByLabel("By", { exact: true })).toHaveValue("2027-07-18");
    await page.getByLabel("Where the figure is read").selectOption({ label: "Statistics of your own" });
    await page.getByLabel("Owner").fill("Product lead");
    await expect(page.getByText("Orders: 0 → 300").first()).toBeVisible();

    await page.getByRole("button", { name: "Add a metric" }).click();
    const dialog = page.getByRole("dialog", { name: "Which metric?" });
    await expect(dialog.getByRole("searchbox")).toBeFocused();
    await page.keyboard.type("followers");
    await dialog.getByRole("button", { name: "Total followers" }).click();
    await expect(dialog).toBeHidden();
    const followers = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name: "Total followers" }) });
    await expect(followers.getByLabel("Today’s value")).toBeFocused();
    await page.keyboard.type("0");
    await followers.getByLabel("Read on").fill("2027-02-28");
    await followers.getByLabel("Value to reach").fill("15,000");
    await followers.getByLabel("Where the figure is read").selectOption({ label: "WeChat Official Account" });
    await followers.getByLabel("Owner").fill("Marketing lead");
    await expect(followers).toContainText("0 → 15,000 by 18 Jul 2027");
  });

  await test.step("Budget: the envelope, the split, the first lines; a reload in the middle", async () => {
    await goOn(page, "Budget");
    await typeInto(page, page.getByLabel("Envelope"), "300000");
    await typeInto(page, page.getByLabel("Kept back for surprises"), "22,000");
    await page.keyboard.press("Tab");
    await expect(page.getByLabel("Envelope")).toHaveValue("300,000");
    await page.getByRole("button", { name: "Split as usual" }).click();
    await addLine(page, { what: "Thank-you gifts", phase: "Seed users", category: "Gifts, samples, prizes", quantity: "300", unit: "piece", price: "20", amount: "¥6,000.00" });
    await addLine(page, { what: "Leaflets and posters", phase: "Seed users", category: "Print and materials", quantity: "10000", unit: "piece", price: "0.30", amount: "¥3,000.00" });
    await saved(page);

    await page.reload();
    await expect(heading(page)).toHaveText("Budget");
    await expect(page).toHaveTitle(`Budget, ${NAME}: Groundswell`);
    await expect(page.getByLabel("Envelope")).toHaveValue("300,000");
    await expect(part(page, "Lines").getByRole("row").last()).toContainText("2 lines");

    await addLine(page, { what: "Community stalls", phase: "Seed users", category: "Events and ground promotion", quantity: "8", unit: "community day", price: "800", amount: "¥6,400.00" });
    await addLine(page, { what: "Local account posts", phase: "Initial users", category: "Paid media", quantity: "12", unit: "post", price: "1,800", amount: "¥21,600.00" });
    await addLine(page, { what: "Mall booths", phase: "Brand promotion", category: "Events and ground promotion", quantity: "10", unit: "booth day", price: "3500", amount: "¥35,000.00" });
    await expect(part(page, "Lines").getByRole("row").last()).toContainText("5 lines");
    await expect(part(page, "Lines").getByRole("row").last()).toContainText("¥72,000.00");
    await expect(page.getByText("¥206,000 still unplanned.")).toBeVisible();
  });

  await test.step("Strategy: channels, and what each is for", async () => {
    await goOn(page, "Strategy");
    await page.getByLabel("So we concentrate on").fill("Three kilometres around six stores");
    await page.getByRole("button", { name: "Choose channels" }).click();
    const dialog = page.getByRole("dialog", { name: "Choose channels" });
    for (const channel of ["WeChat Official Account", "WeChat group", "Local public accounts"]) {
      await dialog.getByRole("searchbox").fill(channel);
      await dialog.getByRole("checkbox", { name: channel }).first().check();
    }
    await dialog.getByRole("button", { name: "Add 3 channels" }).click();
    await expect(dialog).toBeHidden();
    await page.getByLabel("Role of WeChat Official Account in Seed users").selectOption({ label: "Home" });
    await page.getByLabel("Role of Local public accounts in Initial users").selectOption({ label: "On trial" });
    await page.getByLabel("Audience fit of WeChat group").selectOption({ label: "High" });
  });

  await test.step("Seed users: 1,000 fans, two groups of 500", async () => {
    await goOn(page, "Seed users");
    await page.getByRole("button", { name: "Lay the phases one after the other" }).click();
    await expect(page.getByLabel("First day").first()).toHaveValue("2027-03-01");
    await expect(page.getByLabel("Last day").first()).toHaveValue("2027-03-28");
    await page.getByRole("button", { name: "1,000 fans in one month" }).click();
    await expect(page.getByLabel("To reach")).toHaveValue("1,000");
    await page.getByRole("button", { name: "Two groups of 500" }).click();
    await expect(page.getByText("2 × 500 holds 1,000: enough for the 1,000 fans wanted.")).toBeVisible();
    await page.getByLabel("Invite friends in the trade").check();
    await expect(page.getByRole("heading", { level: 3, name: "Invite friends in the trade" })).toBeVisible();
  });

  await test.step("Initial users: steady gain, a method", async () => {
    await goOn(page, "Initial users");
    await expect(page.getByLabel("First day").first()).toHaveValue("2027-03-29");
    await page.getByLabel("To reach").fill("5,000");
    await page.getByLabel("Posts in local public accounts").check();
    await expect(page.getByRole("heading", { level: 3, name: "Posts in local public accounts" })).toBeVisible();
    await page.getByLabel("Owner").first().fill("Channel manager");
  });

  await test.step("Brand promotion: a partner with a link of its own", async () => {
    await goOn(page, "Brand promotion");
    await expect(page.getByLabel("Last day").first()).toHaveValue("2027-07-18");
    await page.getByLabel("To reach").fill("15,000");
    await page.getByRole("button", { name: "Add a partner or place" }).click();
    await page.getByLabel("Kind", { exact: true }).selectOption({ label: "Shopping mall" });
    await page.getByLabel("Name", { exact: true }).fill("Riverside Mall");
    await expect(page.getByRole("heading", { level: 3, name: "Riverside Mall" })).toBeVisible();
    await page.getByText("Tracked link: not made yet").click();
    await page.getByLabel("Page it leads to").fill("https://caixiaoda.example/go");
    await page.getByRole("button", { name: "Fill in the usual values" }).click();
    await expect(page.getByText(/https:\/\/caixiaoda\.example\/go\?utm_source=/)).toBeVisible();
  });

  await test.step("Schedule: five pieces a week, three of them original", async () => {
    await goOn(page, "Schedule");
    await page.getByRole("button", { name: "Add a rhythm" }).click();
    await expect(page.getByLabel("Channel", { exact: true }).first()).toBeFocused();
    await page.getByLabel("Pieces a week").fill("5");
    await page.getByLabel("Of which original").fill("3");
    await page.getByRole("button", { name: "Make the slots" }).click();
    await expect(page.getByText("All 100 slots are there, 60 original.")).toBeVisible();
  });

  await test.step("Review: what is missing leads to its field; the file holds all of it", async () => {
    await goOn(page, "Review and export");
    await expect(page.getByText("¥300,000").first()).toBeVisible();
    await expect(page.getByText("Riverside Mall").first()).toBeVisible();
    const unowned = page.getByRole("link", { name: /of Seed users has no owner/ });
    await unowned.click();
    await expect(heading(page)).toHaveText("Seed users");
    await expect(page.getByLabel("Owner").first()).toBeFocused();
    await page.keyboard.type("Founder");
    await saved(page);
    await page.goBack();
    await expect(heading(page)).toHaveText("Review and export");
    await expect(unowned).toHaveCount(0);

    const file = await downloaded(page, () => page.getByRole("button", { name: "Download the plan file" }).click());
    expect(file.name).toMatch(/^groundswell-caixiaoda-fresh-food-delivery-\d{4}-\d\d-\d\d\.json$/);
    const saying = JSON.parse(file.bytes.toString());
    const schema = JSON.parse(readFileSync(new URL("../../src/file/plan.schema.json", import.meta.url), "utf8"));
    expect(schemaFaults(schema, saying)).toEqual([]);
    const { plan } = saying;
    expect(plan.basics).toMatchObject({ name: NAME, kind: "o2o", first_day: "2027-03-01", last_day: "2027-07-18", currency: "CNY" });
    expect(plan.basics.audience).toHaveLength(2);
    expect(plan.goals.metrics.map((metric) => [metric.definition.dictionary, metric.target])).toEqual([["orders", 300], ["followers", 15000]]);
    expect(plan.budget.lines.map((line) => line.description)).toEqual(["Thank-you gifts", "Leaflets and posters", "Community stalls", "Local account posts", "Mall booths"]);
    expect(plan.phases.map((phase) => [phase.first, phase.last])).toEqual([["2027-03-01", "2027-03-28"], ["2027-03-29", "2027-05-23"], ["2027-05-24", "2027-07-18"]]);
    expect(plan.groups).toMatchObject([{ count: 2, capacity: 500 }]);
    expect(plan.schedule.pieces).toHaveLength(100);
  });

  await test.step("the task list says how far it is", async () => {
    await backToSteps(page);
    await expect(page.getByText(/of 9 steps done\.$/)).toBeVisible();
    for (const step of STEPS) await expect(page.getByRole("link", { name: step.en, exact: true })).toBeVisible();
    await expect(page.getByText("Not started")).toHaveCount(0);
  });
});

test("Back, Forward, reload and a copied link come back to the same place", async ({ page, context }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  const titled = (what) => expect(page).toHaveTitle(`${what}: Groundswell`);
  await page.getByRole("link", { name: "Continue to goals" }).click();
  await titled("Goals, Spring launch");
  await page.getByRole("link", { name: "Continue to budget" }).click();
  await titled("Budget, Spring launch");
  await page.goBack();
  await expect(heading(page)).toHaveText("Goals");
  await expect(heading(page)).toBeFocused();
  await titled("Goals, Spring launch");
  await page.goBack();
  await expect(heading(page)).toHaveText("Basics");
  await page.goForward();
  await page.goForward();
  await expect(heading(page)).toHaveText("Budget");
  await expect(heading(page)).toBeFocused();
  await page.reload();
  await expect(heading(page)).toHaveText("Budget");
  await page.getByRole("main").getByRole("link", { name: "Back", exact: true }).click();
  await expect(heading(page)).toHaveText("Goals");

  const copied = await context.newPage();
  await copied.goto(page.url());
  await expect(heading(copied)).toHaveText("Goals");
  await expect(copied).toHaveTitle("Goals, Spring launch: Groundswell");
  const plan = planInAddress(page);
  await copied.goto(`./#/plan/${plan}/basics/basics-region`);
  await expect(copied.getByLabel("Region the plan can control")).toBeFocused();

  await copied.goto("./#/plan/00000000z9/goals");
  await expect(heading(copied)).toHaveText("This plan is not in this browser");
  await copied.goto("./#/nowhere");
  await expect(heading(copied)).toHaveText("There is nothing at this address");
  await copied.getByRole("main").getByRole("link", { name: "All plans" }).click();
  await expect(heading(copied)).toHaveText("Marketing plans");
});

test("the task list says where each step stands and leads on to the first that is not done", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await page.getByLabel("What is promoted").fill("Vegetables within the hour");
  await backToSteps(page);
  await expect(heading(page)).toHaveText("Spring launch");
  await expect(page).toHaveTitle("Spring launch: Groundswell");
  await expect(page.getByText("0 of 9 steps done.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Basics" })).toContainText("In progress");
  await expect(page.getByRole("listitem").filter({ hasText: "Budget" })).toContainText("Not started");
  await page.getByRole("link", { name: "Continue to basics" }).click();
  await expect(heading(page)).toHaveText("Basics");
});

/** A plan that every part of the check has something to say about. */
function faulty(plan) {
  const faults = structuredClone(plan);
  faults.basics.product = "";
  faults.basics.audience[0].gathers = "";
  faults.goals.metrics[0].owner = "";
  faults.goals.metrics[1].due = "2030-01-01";
  faults.goals.metrics[2].target = null;
  faults.budget.frame.envelope = 100;
  for (const line of faults.budget.lines.slice(0, 3)) line.quantity = null;
  faults.strategy.rule.focus = "";
  for (const phase of faults.phases) {
    phase.exit = [];
    phase.objective = null;
  }
  faults.phases[0].last = "2027-02-01";
  for (const activity of faults.activities) activity.owner = "";
  for (const group of faults.groups) group.capacity = 700;
  for (const partner of faults.partners) [partner.first, partner.last] = [null, null];
  for (const cadence of faults.schedule.cadences) cadence.original = cadence.per_week + 1;
  return faults;
}

test("every finding leads to a field that is there and takes the focus", async ({ page }) => {
  test.slow();
  await openHome(page);
  await openExample(page);
  const file = JSON.parse((await downloaded(page, () => page.getByRole("button", { name: "Download the plan" }).click())).bytes.toString());
  file.plan = faulty(file.plan);
  await goHome(page);
  await page.getByLabel("Import a plan").setInputFiles({ name: "faulty.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await expect(heading(page)).toHaveText(/\(copy\)$/);
  await goToStep(page, STEPS[8]);
  const links = await part(page, "What the check found").getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(links.length).toBeGreaterThan(20);
  const lost = [];
  for (const link of new Set(links)) {
    await page.goto(`./${link}`);
    const anchor = link.split("/").pop();
    const there = page.locator(`#${anchor}`);
    await expect(there.or(there.locator(":focus")).first(), link).toBeFocused().catch(() => lost.push(link));
  }
  expect(lost).toEqual([]);
});

test("a day is typed part by part, and a year that is not finished does no harm", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  const first = page.getByLabel("First day");
  await first.focus();
  // Day and month are the same, so that the order the browser asks them in does not matter.
  await page.keyboard.type("03032027");
  await expect(first).toHaveValue("2027-03-03");
  await page.getByLabel("Last day").fill("2027-03-16");
  await expect(page.getByText("14 days: 2 weeks.")).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(page.getByLabel("First day")).toHaveValue("2027-03-03");
});

test("a contradiction is said where it is, and goes when it is mended", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await page.getByLabel("First day").fill("2027-07-18");
  await page.getByLabel("Last day").fill("2027-03-01");
  await expect(page.getByText("is before the first").first()).toBeVisible();
  await backToSteps(page);
  await expect(page.getByText("Needs attention (1)").first()).toBeVisible();
  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(message(page, "Undone: basics")).toBeVisible();
  await expect(page.getByText("Needs attention")).toHaveCount(0);
});
