// The whole workflow with the first worked example entered by hand: basics and line items by keyboard alone, the rest
// by keyboard and pointer, with a reload in the middle. At the end the plan is exported as a file, and the file matches
// the example.
import { readFileSync } from "node:fs";
import { test, expect, downloaded, schemaFaults } from "./harness.mjs";
import { BASICS, CADENCES, CHANNELS, ENVELOPE, FOCUS, GOALS, KEPT_BACK, LINES, PHASES, READ_ON, TOTALS } from "./first-example.mjs";
import {
  HOME_HEADING,
  PLACES,
  SECTION_NAMES,
  STEPS,
  atSection,
  backToSteps,
  continueLink,
  goHome,
  goToSection,
  goToStep,
  header,
  heading,
  message,
  newPlan,
  openExample,
  openHome,
  planInAddress,
  saved,
  sideNavigation,
  tabTo,
  typeInto,
  typeText,
} from "./steps-of-a-planner.mjs";

const NAME = BASICS.name;
const [SEED, INITIAL, BRAND] = PHASES;

/** Continues section by section, by the button that names what comes next, and checks what changes with the section. */
async function goOn(page, to) {
  const from = PLACES.findIndex((place) => page.url().endsWith(`/${place}`));
  for (const place of PLACES.slice(from + 1, PLACES.indexOf(to) + 1)) {
    await continueLink(page, place).press("Enter");
    await arrived(page, place);
  }
}

async function arrived(page, place) {
  const { en } = STEPS.find((step) => step.slug === place.split("/")[0]);
  await atSection(page, place);
  await expect(heading(page)).toHaveText(en);
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveTitle(`${SECTION_NAMES[place]}, ${en}, ${NAME}: Groundswell`);
}

const part = (page, name) => page.getByRole("region", { name, exact: true });

/** The card of a list with that text in its heading. */
const cardOf = (page, name) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name }) });

/** The line below the line items with their count and sum. */
const linesFoot = (page) => part(page, "Line items").getByRole("row").last();

/** Enters a line item in the grid's empty row, cell by cell with Tab. */
async function addLine(page, line) {
  const lines = part(page, "Line items");
  await lines.getByRole("button", { name: "Add line item" }).press("Enter");
  await expect(lines.getByRole("textbox", { name: "Description, new line item" })).toBeFocused();
  const spent = (minor) => (minor ? String(minor / 100) : "");
  const cells = [line.what, line.phase ?? "Whole plan", line.channel, line.category, line.quantity, line.unit, line.price];
  // Amount and timing are computed or default; no expected result yet.
  cells.push("", "", "", "", "", spent(line.committed), spent(line.actual));
  for (const text of cells) {
    if (text) await typeText(page, text);
    await page.keyboard.press("Tab");
  }
}

/** Enters a metric with all required fields; its card is open and the first field has the focus. */
async function fillGoal(page, goal) {
  const card = cardOf(page, goal.name);
  await expect(card.getByLabel("Baseline", { exact: true })).toBeFocused();
  await page.keyboard.type(goal.from);
  await card.getByLabel("Baseline date").fill(READ_ON);
  await typeInto(page, card.getByLabel("Target"), goal.to);
  await card.getByLabel("Due date", { exact: true }).fill(goal.by);
  await card.getByLabel("Data source").selectOption({ label: goal.source });
  await card.getByLabel("Owner", { exact: true }).fill(goal.owner);
  await expect(card).not.toContainText("Missing:");
}

/** Enters a phase's objective. */
async function fillObjective(page, phase) {
  await expect(page.getByLabel("Start date").first()).toHaveValue(phase.days[0]);
  await expect(page.getByLabel("End date").first()).toHaveValue(phase.days[1]);
  const goal = part(page, "Dates and objective");
  await goal.getByLabel("Metric").selectOption({ label: "Total followers" });
  await typeInto(page, goal.getByRole("textbox", { name: "Objective" }), phase.followers);
}

/** Enters a phase's activities. */
async function fillActivities(page, phase) {
  const activities = part(page, "Activities");
  for (const activity of phase.activities) {
    if (activity.method) await page.getByLabel(activity.method).check();
    else await activities.getByRole("button", { name: "Add activity" }).click();
    const last = (label) => activities.getByLabel(label, { exact: true }).last();
    if (activity.method) await expect(last("Activity")).toHaveValue(activity.method);
    else await expect(last("Activity")).toBeFocused();
    await last("Activity").fill(activity.name);
    await last("Owner").fill(activity.owner);
    await last("Channel").selectOption({ label: activity.channel });
    await last("Start date").fill(activity.days[0]);
    await last("End date").fill(activity.days[1]);
  }
  await expect(activities.getByRole("heading", { level: 3 })).toHaveText(phase.activities.map((activity) => activity.name));
}

/** Enters a phase's exit criteria. */
async function fillCriteria(page, phase) {
  const gates = part(page, "Exit criteria");
  for (const gate of phase.gates) {
    await gates.getByRole("button", { name: "Add criterion", exact: true }).press("Enter");
    const last = (label) => gates.getByLabel(label, { exact: true }).last();
    await expect(last("Criterion")).toBeFocused();
    await last("Criterion").selectOption({ label: gate.metric ?? "Text" });
    if (gate.words) await last("Text").fill(gate.words);
    await last("Must be").selectOption({ label: gate.holds });
    await last("Number").fill(gate.value);
  }
}

/** A line item's amount in the file, in the smallest currency unit: quantity × price, rounded half away from zero. */
const amountOf = (line) => Math.round((Math.round(line.quantity * 10_000) * Math.round(line.unit_price * 10_000)) / 1_000_000);

function sums(lines, by) {
  const sums = {};
  for (const line of lines) sums[by(line)] = (sums[by(line)] ?? 0) + amountOf(line);
  return sums;
}

test("from an empty browser to an exported plan", async ({ page }) => {
  test.setTimeout(360_000);

  await test.step("Home, by keyboard", async () => {
    await openHome(page);
    await tabTo(page, page.getByRole("button", { name: "New plan" }));
    await page.keyboard.press("Enter");
    await expect(heading(page)).toHaveText("New plan");
    await tabTo(page, page.getByRole("button", { name: "Start blank" }));
    await page.keyboard.press("Enter");
    await expect(heading(page)).toHaveText("Basics");
    await expect(heading(page)).toBeFocused();
    await expect(page.getByText("Step 1 of 10")).toBeVisible();
  });

  await test.step("Basics, by keyboard", async () => {
    await typeInto(page, page.getByLabel("Plan name"), NAME);
    await expect(page).toHaveTitle(`Product and audience, Basics, ${NAME}: Groundswell`);
    await typeInto(page, page.getByLabel("Product or service"), BASICS.product);
    await tabTo(page, page.getByLabel("Kind of project"));
    await page.keyboard.type(BASICS.kind.typed);
    for (const [who, gathers] of BASICS.audience) {
      await tabTo(page, page.getByRole("button", { name: "Add a group" }));
      await page.keyboard.press("Enter");
      await expect(page.getByLabel("Audience group", { exact: true }).last()).toBeFocused();
      await page.keyboard.type(who);
      await page.keyboard.press("Tab");
      await page.keyboard.type(gathers);
    }
    await expect(page.getByLabel("Kind of project")).toHaveValue(BASICS.kind.key);
    await tabTo(page, continueLink(page, "basics/dates"));
    await page.keyboard.press("Enter");
    await arrived(page, "basics/dates");
    await typeInto(page, page.getByLabel("Launch area"), BASICS.region);
    await page.getByLabel("Start date").fill(BASICS.days[0]);
    await page.getByLabel("End date").fill(BASICS.days[1]);
    await expect(page.getByText("140 days: 20 weeks.")).toBeVisible();
    await expect(page.getByLabel("Currency")).toHaveValue("CNY");
  });

  await test.step("Goals: 0 to 300 orders a day, 15,000 followers, and supporting metrics", async () => {
    await goOn(page, "goals/metrics");
    const [star, ...others] = GOALS;
    await page.getByRole("button", { name: `Use ${star.name}`, exact: true }).click();
    await fillGoal(page, star);
    await expect(page.getByText("Orders: 0 → 300").first()).toBeVisible();

    for (const goal of others) {
      await page.getByRole("button", { name: "Add a metric" }).click();
      const dialog = page.getByRole("dialog", { name: "Choose a metric" });
      await expect(dialog.getByRole("searchbox")).toBeFocused();
      await page.keyboard.type(goal.name);
      await dialog
        .getByRole("button")
        .filter({ has: page.getByText(goal.name, { exact: true }) })
        .click();
      await expect(dialog).toBeHidden();
      await fillGoal(page, goal);
    }
    await expect(cardOf(page, "Total followers")).toContainText("0 → 15,000 by 18 Jul 2027");
  });

  await test.step("Strategy: channels and their roles in each phase", async () => {
    await backToSteps(page);
    await expect(page.getByRole("main")).toContainText("1 Mar to 18 Jul 2027");
    await goToStep(
      page,
      STEPS.find((step) => step.en === "Strategy"),
    );
    await page.getByLabel("Focus").fill(FOCUS);
    await page.getByRole("button", { name: "Choose channels" }).click();
    const dialog = page.getByRole("dialog", { name: "Choose channels" });
    for (const [channel] of CHANNELS) {
      await dialog.getByRole("searchbox").fill(channel);
      await dialog.getByRole("checkbox", { name: channel }).first().check();
    }
    await dialog.getByRole("button", { name: `Add ${CHANNELS.length} channels` }).click();
    await expect(dialog).toBeHidden();
    for (const [channel, fit, roles] of CHANNELS) {
      await page.getByLabel(`Audience fit of ${channel}`, { exact: true }).selectOption({ label: fit });
      for (const [at, role] of roles.entries()) {
        const button = page.getByRole("button", { name: `role of ${channel} in ${PHASES[at].name}. Press` });
        // A channel has its usual roles already; a press gives it the next one.
        for (let presses = 0; presses < 5 && (await button.textContent()) !== (role || "Not used"); presses++) await button.press("Enter");
        await expect(button).toHaveText(role || "Not used");
      }
    }
  });

  await test.step("Budget: total budget, allocation, every line item; a reload in between", async () => {
    await page.getByRole("main").getByRole("link", { name: "Back", exact: true }).click();
    await arrived(page, "budget/actuals");
    await goToStep(page, STEPS[2]);
    await typeInto(page, page.getByRole("textbox", { name: "Total budget" }), ENVELOPE);
    await typeInto(page, page.getByLabel("Contingency"), KEPT_BACK);
    for (const phase of PHASES) await typeInto(page, page.getByLabel(`Percentage or amount for ${phase.name}`), phase.part);
    await page.keyboard.press("Tab");
    await expect(page.getByText("Phases add up to exactly ¥278,000.")).toBeVisible();

    await goOn(page, "budget/line-items");
    const half = LINES.length / 2;
    for (const line of LINES.slice(0, half)) await addLine(page, line);
    await expect(linesFoot(page)).toContainText(`${half} line items`);
    await saved(page);
    await page.reload();
    await expect(heading(page)).toHaveText("Budget");
    await expect(page).toHaveTitle(`Line items, Budget, ${NAME}: Groundswell`);
    await expect(linesFoot(page)).toContainText(`${half} line items`);
    for (const line of LINES.slice(half)) await addLine(page, line);

    await expect(linesFoot(page)).toContainText(`${LINES.length} line items`);
    await expect(linesFoot(page)).toContainText("¥300,000.00");
    await page.getByRole("main").getByRole("link", { name: "Back", exact: true }).click();
    await arrived(page, "budget/total");
    await expect(page.getByRole("textbox", { name: "Total budget" })).toHaveValue(ENVELOPE);
    await expect(page.getByText("Fully allocated.")).toBeVisible();
  });

  await test.step("Seed users: 1,000 fans, two groups of 500", async () => {
    await goOn(page, "seed-users/profile");
    // The phases have had dates since the plan has.
    await expect(page.getByLabel("Start date").first()).toHaveValue("2027-03-01");
    await page.getByRole("button", { name: "1,000 followers in one month" }).click();
    await expect(page.getByRole("textbox", { name: "Objective" })).toHaveValue("1,000");
    await fillObjective(page, SEED);
    await goOn(page, "seed-users/activities");
    await fillActivities(page, SEED);
    // Omitted on purpose: the review must report it.
    await cardOf(page, SEED.activities[0].name).getByLabel("Owner", { exact: true }).fill("");
    await goOn(page, "seed-users/groups");
    await page.getByRole("button", { name: "Two groups of 500" }).click();
    await expect(page.getByText("2 × 500 hold 1,000 people: enough for the objective of 1,000.")).toBeVisible();
    await goOn(page, "seed-users/exit-criteria");
    await fillCriteria(page, SEED);
  });

  await test.step("Initial users: 5,000 followers, three activities", async () => {
    await goOn(page, "initial-users/dates");
    await fillObjective(page, INITIAL);
    await goOn(page, "initial-users/activities");
    await fillActivities(page, INITIAL);
    await goOn(page, "initial-users/exit-criteria");
    await fillCriteria(page, INITIAL);
  });

  await test.step("Brand promotion: 15,000 followers, and a partner with a tracked link", async () => {
    await goOn(page, "brand-promotion/dates");
    await fillObjective(page, BRAND);
    await goOn(page, "brand-promotion/partners");
    await page.getByRole("button", { name: "Add partner or place" }).click();
    await page.getByLabel("Kind", { exact: true }).selectOption({ label: "Shopping mall" });
    await page.getByLabel("Name", { exact: true }).fill("Riverside Mall");
    await expect(page.getByRole("heading", { level: 3, name: "Riverside Mall" })).toBeVisible();
    await page.getByText("Tracked link: not created").click();
    await page.getByLabel("Landing page URL").fill("https://caixiaoda.example/go");
    await page.getByRole("button", { name: "Auto-fill UTMs" }).click();
    await expect(page.getByText(/https:\/\/caixiaoda\.example\/go\?utm_source=/)).toBeVisible();
    await goOn(page, "brand-promotion/activities");
    await fillActivities(page, BRAND);
    await goOn(page, "brand-promotion/exit-criteria");
    await fillCriteria(page, BRAND);
  });

  await test.step("Schedule: seven posts a week, four of them original", async () => {
    await goOn(page, "schedule/cadence");
    for (const [channel, pieces, original] of CADENCES) {
      await page.getByRole("button", { name: "Add cadence" }).click();
      const rhythm = part(page, "Cadence").locator("li.card").last();
      await expect(rhythm.getByLabel("Channel", { exact: true })).toBeFocused();
      await rhythm.getByLabel("Channel", { exact: true }).selectOption({ label: channel });
      await rhythm.getByLabel("Posts per week").fill(String(pieces));
      await rhythm.getByLabel("Of these original").fill(String(original));
      await rhythm.getByRole("button", { name: "Generate posts" }).click();
      await expect(rhythm.getByText(`All ${20 * pieces} posts are generated, ${20 * original} original.`)).toBeVisible();
    }
  });

  await test.step("Review: findings lead to their fields; the file contains the whole plan", async () => {
    await goOn(page, "review/summary");
    await expect(page.getByText("¥300,000").first()).toBeVisible();
    await goOn(page, "review/findings");
    await expect(page.getByText(/^\d+ issues? to fix$/)).toHaveCount(0);
    const unowned = page.getByRole("link", { name: /of Seed users has no owner/ });
    await unowned.click();
    await expect(heading(page)).toHaveText("Seed users");
    await expect(part(page, "Activities").getByLabel("Owner", { exact: true }).first()).toBeFocused();
    await page.keyboard.type(SEED.activities[0].owner);
    await saved(page);
    await page.goBack();
    await arrived(page, "review/findings");
    await expect(unowned).toHaveCount(0);
    await goOn(page, "review/answers");
    await page.getByRole("button", { name: "Open all" }).click();
    await expect(page.getByText("Riverside Mall").first()).toBeVisible();

    await goOn(page, "review/export");
    const file = await downloaded(page, () => page.getByRole("button", { name: "Download the plan file" }).click());
    expect(file.name).toMatch(/^groundswell-caixiaoda-fresh-food-delivery-fictional-\d{4}-\d\d-\d\d\.json$/);
    const saying = JSON.parse(file.bytes.toString());
    const schema = JSON.parse(readFileSync(new URL("../../src/core/file/plan.schema.json", import.meta.url), "utf8"));
    expect(schemaFaults(schema, saying)).toEqual([]);
    expectTheExample(saying.plan);
  });

  await test.step("the overview shows the progress", async () => {
    await backToSteps(page);
    const figures = page.getByRole("region", { name: "Key figures" });
    await expect(figures).toContainText(/\d of \d+ steps/);
    await expect(figures).toContainText("¥300,000 planned");
    await expect(page.getByText("Not started")).toHaveCount(0);
  });
});

/** Checks that a plan is the first worked example: every goal, line item, phase, channel and cadence, and every sum. */
function expectTheExample(plan) {
  const number = (text) => Number(text.replaceAll(",", ""));
  expect(plan.basics).toMatchObject({
    name: NAME,
    product: BASICS.product,
    kind: BASICS.kind.key,
    first_day: BASICS.days[0],
    last_day: BASICS.days[1],
    currency: "CNY",
  });
  expect(plan.basics.audience.map(({ who, gathers }) => [who, gathers])).toEqual(BASICS.audience);

  const metric = (id) => plan.goals.metrics.find((metric) => metric.id === id)?.definition.dictionary;
  expect(
    plan.goals.metrics.map((metric) => [metric.definition.dictionary, metric.baseline, metric.baseline_on, metric.target, metric.due, metric.owner]),
  ).toEqual(GOALS.map((goal) => [goal.key, number(goal.from), READ_ON, number(goal.to), goal.by, goal.owner]));
  expect(plan.goals.metrics.map((metric) => metric.source.platform ?? Object.keys(metric.source)[0])).toEqual(
    GOALS.map((goal) => (goal.key === "followers" ? "WOA" : "own_statistics")),
  );
  expect(metric(plan.goals.north_star.metric)).toBe("orders");

  expect(plan.strategy.channels.map((channel) => channel.fit)).toEqual(CHANNELS.map(([, fit]) => fit.toLowerCase()));
  expect(plan.strategy.channels.map((channel) => (channel.roles ?? []).length)).toEqual(CHANNELS.map(([, , roles]) => roles.filter(Boolean).length));
  const channel = (id) => (id ? CHANNELS[plan.strategy.channels.findIndex((channel) => channel.id === id)][0] : null);

  const phase = (id) => (id ? PHASES[plan.phases.findIndex((phase) => phase.id === id)].name : "Whole plan");
  expect(plan.phases.map(({ first, last, allotment, objective }) => [[first, last], allotment.fixed, metric(objective.metric), objective.number])).toEqual(
    PHASES.map(({ days, part, followers }) => [days, number(part) * 100, "followers", number(followers)]),
  );
  const name = (id) => GOALS.find((goal) => goal.key === metric(id))?.name;
  expect(plan.phases.map((phase) => phase.exit.map((gate) => [name(gate.metric) ?? gate.words, gate.holds, gate.value]))).toEqual(
    PHASES.map(({ gates }) => gates.map((gate) => [gate.metric ?? gate.words, gate.holds.replace(" ", "_"), number(gate.value)])),
  );
  expect(
    plan.activities.map((activity) => [activity.name, phase(activity.phase), channel(activity.channel), activity.first, activity.last, activity.owner]),
  ).toEqual(PHASES.flatMap(({ name, activities }) => activities.map((activity) => [activity.name, name, activity.channel, ...activity.days, activity.owner])));
  expect(plan.groups).toMatchObject([{ count: 2, capacity: 500 }]);
  expect(plan.schedule.cadences.map((cadence) => [channel(cadence.channel), cadence.per_week, cadence.original])).toEqual(CADENCES);
  expect(plan.schedule.pieces).toHaveLength(20 * CADENCES.reduce((sum, [, pieces]) => sum + pieces, 0));

  const { frame, lines } = plan.budget;
  expect([frame.envelope, frame.contingency]).toEqual([number(ENVELOPE) * 100, { fixed: number(KEPT_BACK) * 100 }]);
  expect(lines).toHaveLength(26);
  expect(lines.map((line) => [line.description, phase(line.phase), channel(line.channel), line.unit, line.quantity, amountOf(line)])).toEqual(
    LINES.map((line) => [line.what, line.phase ?? "Whole plan", line.channel, line.unit, number(line.quantity), line.amount]),
  );
  const sum = (figure) => lines.reduce((sum, line) => sum + figure(line), 0);
  const [planned, committed, actual] = [sum(amountOf), sum((line) => line.committed ?? 0), sum((line) => line.actual ?? 0)];
  expect(sums(lines, (line) => phase(line.phase))).toEqual(TOTALS.phases);
  expect(sums(lines, (line) => line.category)).toEqual(TOTALS.categories);
  expect({ planned, committed, actual, available: planned - committed - actual }).toEqual({
    planned: TOTALS.planned,
    committed: TOTALS.committed,
    actual: TOTALS.actual,
    available: TOTALS.available,
  });
}

test("Back, Forward, reload and a copied link return to the same place", async ({ page, context }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  const titled = (what) => expect(page).toHaveTitle(`${what}: Groundswell`);
  await page.getByRole("link", { name: "Next: Dates, area and currency" }).click();
  await titled("Dates, area and currency, Basics, Spring launch");
  await page.getByRole("link", { name: "Next: Goals" }).click();
  await titled("North star and metrics, Goals, Spring launch");
  await goToStep(page, STEPS[2]);
  await titled("Total and phases, Budget, Spring launch");
  await page.goBack();
  await expect(heading(page)).toHaveText("Goals");
  await expect(heading(page)).toBeFocused();
  await titled("North star and metrics, Goals, Spring launch");
  await page.goBack();
  await expect(heading(page)).toHaveText("Basics");
  await titled("Dates, area and currency, Basics, Spring launch");
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
  await expect(copied).toHaveTitle("Tracking specification, Goals, Spring launch: Groundswell");
  const plan = planInAddress(page);
  await copied.goto(`./#/plan/${plan}/basics/basics-region`);
  await expect(copied.getByLabel("Launch area")).toBeFocused();

  await copied.goto("./#/plan/00000000z9/goals");
  await expect(heading(copied)).toHaveText("This plan is not in this browser");
  await copied.goto("./#/nowhere");
  await expect(heading(copied)).toHaveText("Page not found");
  await copied.getByRole("main").getByRole("link", { name: "All plans" }).click();
  await expect(heading(copied)).toHaveText(HOME_HEADING);
});

test("the overview of a new plan says where to start and leads there", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await backToSteps(page);
  await expect(heading(page)).toHaveText("Spring launch");
  await expect(page).toHaveTitle("Spring launch: Groundswell");
  const actions = page.getByRole("region", { name: "Start here" }).getByRole("listitem");
  await expect(actions).toHaveCount(3);
  await actions.first().getByRole("link", { name: "Fill in basics" }).click();
  await expect(page.locator("#basics-product")).toBeFocused();
  await page.locator("#basics-product").fill("Vegetables within the hour");

  await backToSteps(page);
  await expect(page.getByRole("region", { name: "Next" }).getByRole("listitem").first()).toContainText("start and end date");
  await expect(page.getByRole("region", { name: "Key figures" })).toContainText("0 of 9 steps");
  await page.getByRole("link", { name: "Set dates" }).click();
  await expect(page.locator("#basics-first-day")).toBeFocused();
});

test("the overview of an example shows the figures of the budget, and its card on Home too", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  const figures = page.getByRole("region", { name: "Key figures" });
  await expect(figures).toContainText("0 → 300");
  await expect(figures).toContainText("¥300,000 planned");
  await expect(figures).toContainText("¥11.88");
  const phases = page.getByRole("region", { name: "Budget by phase" });
  await expect(phases.getByRole("row", { name: /Initial users/ })).toContainText("¥104,000");
  await expect(page.getByRole("region", { name: "Timeline" }).getByRole("listitem").first()).toContainText("Seed users");
  const steps = await figures.getByText(/\d of \d+ steps/).textContent();
  await goHome(page);
  const plan = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { level: 2 }) });
  await expect(plan).toContainText("¥300,000 of ¥300,000 planned");
  await expect(plan).toContainText(steps);
});

/** A plan with findings of every part of the check. */
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

test("every finding leads to an existing field that takes the focus", async ({ page }) => {
  test.slow();
  await openHome(page);
  await openExample(page);
  const file = JSON.parse((await downloaded(page, () => page.getByRole("button", { name: "Download the plan" }).click())).bytes.toString());
  file.plan = faulty(file.plan);
  await goHome(page);
  await page.getByLabel("Open a plan file").setInputFiles({ name: "faulty.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await expect(heading(page)).toHaveText(/\(copy\)$/);
  await goToSection(page, "review/findings");
  const links = await part(page, "Findings")
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(links.length).toBeGreaterThan(20);
  const lost = [];
  for (const link of new Set(links)) {
    await page.goto(`./${link}`);
    // Back from the field returns to where the link was.
    const anchor = link.split("/").pop().split("?")[0];
    const there = page.locator(`#${anchor}`);
    // A line item's field is a cell of the grid.
    const cell = page.getByRole("grid").locator('[role="gridcell"]:focus');
    await expect(there.or(there.locator(":focus")).or(cell).first(), link)
      .toBeFocused()
      .catch(() => lost.push(link));
  }
  expect(lost).toEqual([]);
});

test("a date is typed part by part, and an incomplete year does no harm", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await goToSection(page, "basics/dates");
  const first = page.getByLabel("Start date");
  await first.focus();
  // Day and month are equal, so that their order in the browser's locale does not matter.
  await page.keyboard.type("03032027");
  await expect(first).toHaveValue("2027-03-03");
  await page.getByLabel("End date").fill("2027-03-16");
  await expect(page.getByText("14 days: 2 weeks.")).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(page.getByLabel("Start date")).toHaveValue("2027-03-03");
});

test("a contradiction is reported at its field and disappears when corrected", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Spring launch");
  await goToSection(page, "basics/dates");
  await page.getByLabel("Start date").fill("2027-07-18");
  await page.getByLabel("End date").fill("2027-03-01");
  await expect(page.getByText("is before the start date").first()).toBeVisible();
  await backToSteps(page);
  await expect(sideNavigation(page).getByRole("link", { name: "Basics 1 issue" })).toBeVisible();
  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(message(page, "Undone: basics")).toBeVisible();
  await expect(sideNavigation(page).getByRole("link", { name: /\d issues?$/ })).toHaveCount(0);
});
