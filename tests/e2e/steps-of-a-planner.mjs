// User actions on the page, by visible words and roles, shared by tests.
import { expect } from "./harness.mjs";
import { PLACES, SECTIONS, SECTION_NAMES, STEPS } from "./sections.mjs";

export { PLACES, SECTIONS, SECTION_NAMES, STEPS };

/** The first worked example: its card's text, and the name of a plan created from it. */
export const EXAMPLE = {
  en: { card: "Caixiaoda fresh-food delivery", plan: "Caixiaoda fresh-food delivery (fictional)" },
  zh: { card: "菜小达生鲜到家", plan: "菜小达生鲜到家（虚构）" },
};

/** The heading of the plan list: what the program is while there are no plans, then theirs. */
export const HOME_HEADING = /^(A marketing plan your boss can approve, in one sitting|Your plans|一次做完、老板能批的营销计划|我的计划)$/;

/** The prefix of storage keys: the folder that the tests serve the site in. */
export const STORE = "groundswell/groundswell/.";

export const header = (page) => page.getByRole("banner");
export const heading = (page) => page.getByRole("heading", { level: 1 });

/** Opens the plan list. */
export async function openHome(page) {
  await page.goto("./");
  await expect(heading(page)).toHaveText(HOME_HEADING);
  await expect(page.getByRole("button", { name: /^(New plan|新建计划)$/ })).toBeVisible();
}

/** Presses New plan, then Start blank: an empty plan, at its first step. */
export async function startBlank(page) {
  await page.getByRole("button", { name: /^(New plan|新建计划)$/ }).click();
  await page.getByRole("button", { name: /^(Start blank|从空白开始)$/ }).click();
}

/** Creates a blank plan from the plan list and names it. */
export async function newPlan(page, name) {
  await startBlank(page);
  await expect(heading(page)).toHaveText("Basics");
  await page.getByLabel("Plan name").fill(name);
  await saved(page);
}

/** Creates a plan from the first worked example; ends on its overview. */
export async function openExample(page, language = "en") {
  const words = EXAMPLE[language];
  const name = language === "zh" ? `使用这个示例：${words.card}` : `Use this example: ${words.card}`;
  await page.getByRole("button", { name }).click();
  await expect(heading(page)).toHaveText(words.plan);
}

/** Goes to the plan list by the app's name in the header. */
export async function goHome(page) {
  await header(page).getByRole("link", { name: "Groundswell" }).click();
  await expect(heading(page)).toHaveText(HOME_HEADING);
}

/** Whether the side navigation of a plan has room beside the page; a bar at the bottom replaces it otherwise. */
export const hasSideNavigation = (page) => page.viewportSize().width >= 64 * 16;

/** The side navigation of the open plan. */
export const sideNavigation = (page) => page.getByRole("navigation", { name: /^(Plan|计划)$/ });

/** The link to a step in a list of steps. The status of the step follows its name: "Budget, Done", "Budget 2 issues". */
export const stepLink = (list, name) => list.getByRole("listitem").getByRole("link", { name: new RegExp(`^${name} ?([,，]|\\d)`) });

/** Goes to a step from anywhere in the open plan: by the side navigation, or by its address where there is none. */
export async function goToStep(page, step, language = "en") {
  if (hasSideNavigation(page)) {
    await stepLink(sideNavigation(page), step[language]).click();
  } else {
    await page.evaluate((hash) => (location.hash = hash), `#/plan/${planInAddress(page)}/${step.slug}`);
  }
  await expect(heading(page)).toHaveText(step[language]);
  await atSection(page, `${step.slug}/${SECTIONS[step.slug][0]}`);
}

/** Goes to a section of the open plan by its address, as its tab does: `goToSection(page, "budget/line-items")`. */
export async function goToSection(page, place) {
  await page.evaluate((hash) => (location.hash = hash), `#/plan/${planInAddress(page)}/${place}`);
  await atSection(page, place);
}

/** The tab of the section that is shown, where it is that one. */
export const currentTab = (page, place) => page.locator(`main nav a[aria-current="page"][href$="/${place}"]`);

/** Waits until a section is shown. */
export async function atSection(page, place) {
  await expect(currentTab(page, place)).toBeVisible();
  await expect(page.locator("main [aria-busy]")).toHaveCount(0);
}

/** The link that names what comes next: the section after the current one, or the next step. */
export function continueLink(page, place) {
  const step = STEPS.find((step) => step.slug === place.split("/")[0]);
  const name = place.endsWith(`/${SECTIONS[step.slug][0]}`) ? step.en : SECTION_NAMES[place];
  return page.getByRole("link", { name: `Next: ${name}`, exact: true });
}

/** Goes to a view of the open plan by its name in the side navigation, or by its address where there is none. */
export async function goToView(page, slug, name) {
  if (hasSideNavigation(page)) {
    await sideNavigation(page).getByRole("link", { name, exact: true }).click();
  } else {
    await page.evaluate((hash) => (location.hash = hash), `#/plan/${planInAddress(page)}/${slug}`);
  }
  await expect(heading(page)).toHaveText(name);
}

/** Goes to the plan's overview: by "Overview" in the side navigation, or by its address where there is none. */
export async function backToSteps(page, language = "en") {
  const address = `#/plan/${planInAddress(page)}`;
  if (hasSideNavigation(page)) {
    const overview = sideNavigation(page).getByRole("link", { name: language === "zh" ? "概览" : "Overview", exact: true });
    await overview.click();
    await expect(overview).toHaveAttribute("aria-current", "page");
  } else {
    await page.evaluate((hash) => (location.hash = hash), address);
  }
  await expect(page).toHaveURL((url) => url.hash === address);
  // The heading of a step is gone once the overview is there.
  await expect(heading(page)).not.toHaveText(new RegExp(`^(${STEPS.map((step) => step[language]).join("|")})$`));
}

/** Waits until everything typed is stored. */
export async function saved(page) {
  await expect(header(page)).not.toContainText(/Saving…|正在保存…/);
  await expect(header(page).getByRole("status")).toHaveText(/^(Saved|已保存|已于)/);
}

/** An action in the menu of a plan in the list. */
export async function ofPlan(page, plan, action) {
  await page.getByRole("button", { name: `More for ${plan}`, exact: true }).click();
  await page.getByRole("button", { name: action, exact: true }).click();
}

/** The heading of a plan in the list, which links to it. */
export const card = (page, plan) => page.getByRole("main").getByRole("heading", { level: 2, name: plan, exact: true });

/** Picks a file in "Open a plan file". */
export const importFile = (page, name, bytes) =>
  page.getByLabel("Open a plan file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(bytes) });

/** The stored drafts as texts, by plan. */
export const storedDrafts = (page) =>
  page.evaluate((prefix) => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return Object.fromEntries(keys.map((key) => [key.slice(prefix.length), localStorage.getItem(key)]));
  }, `${STORE}plan.`);

/** The plan id in the address. */
export const planInAddress = (page) => new URL(page.url()).hash.split("/")[2];

/** A toast message. */
export const message = (page, text) =>
  page
    .getByRole("listitem")
    .filter({ hasText: text })
    .filter({ has: page.getByRole("button", { name: /^(Dismiss|知道了)$/ }) });

/** Presses Tab (or another key) until the control has the focus; fails where it is not reached. */
export async function tabTo(page, control, key = "Tab") {
  await expect(control).toBeVisible();
  // Found once: to search a long page by role before each key takes most of a test.
  let element = await control.elementHandle();
  for (let presses = 0; presses < 150; presses += 1) {
    const state = await element.evaluate((element) => (element.isConnected ? element === document.activeElement : null));
    if (state) return;
    if (state === null) element = await control.elementHandle();
    else await page.keyboard.press(key);
  }
  await expect(control).toBeFocused();
}

/** Types the first letters key by key, and a long rest at once, as an input method does. */
export async function typeText(page, text) {
  const KEYS = 4;
  await page.keyboard.type(text.slice(0, KEYS));
  if (text.length > KEYS) await page.keyboard.insertText(text.slice(KEYS));
}

/** Types into a field reached by Tab, replacing its content. */
export async function typeInto(page, control, text) {
  await tabTo(page, control);
  await page.keyboard.press("ControlOrMeta+a");
  await typeText(page, String(text));
}

/** Makes the stored plan of the page one of this many line items, copies of its first, and opens it again. */
export async function repeatLineItems(page, count) {
  const id = planInAddress(page);
  await saved(page);
  const draft = JSON.parse((await storedDrafts(page))[id]);
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  const [first] = draft.plan.budget.lines;
  draft.plan.budget.lines = Array.from({ length: count }, (_, at) => ({
    ...first,
    id: first.id.slice(0, 6) + [15, 10, 5, 0].map((bits) => letters[(at >> bits) & 31]).join(""),
    description: `Line ${at + 1}`,
  }));
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [`${STORE}plan.${id}`, JSON.stringify(draft)]);
  await page.reload();
}
