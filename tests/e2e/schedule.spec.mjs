// The schedule: the calendar's posts with their channels, moved to other days by mouse and keyboard; and cadences.
import { test, expect, axe } from "./harness.mjs";
import { atSection, goToSection, header, message, newPlan, openExample, openHome } from "./steps-of-a-planner.mjs";

// Tall enough for a month: the mouse reaches only what is on the screen.
test.use({ viewport: { width: 1280, height: 1100 } });

const TITLE = "Tasting weekend in one minute";

/** The calendar of the first example in April 2027, as of the day its figures were read. */
async function openCalendar(page) {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "schedule/calendar");
  await expect(page.getByRole("heading", { level: 2, name: "April 2027" })).toBeVisible();
}

const entry = (page, title = TITLE) => page.getByRole("button", { name: new RegExp(`^${title}, `) });
const day = (page, on) => page.locator(`td[data-day="${on}"]`);
const middle = async (locator) => {
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
};

test("every post of the calendar shows its channel, by a short name that the legend explains", async ({ page }) => {
  await openCalendar(page);
  await expect(entry(page)).toHaveAccessibleName(`${TITLE}, Douyin, Original`);
  await expect(entry(page)).toHaveAttribute("data-mark", "Dou");
  const legend = page.getByRole("listitem").filter({ hasText: "Dou Douyin" });
  await expect(legend).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "WOA WeChat Official Account" })).toBeVisible();
  // The colour of the post is that of the legend.
  const colour = (locator, part) => locator.evaluate((element, part) => getComputedStyle(element, part).color, part);
  expect(await colour(entry(page), "::before")).toBe(await colour(legend.locator(".short-name")));
  expect(await axe(page)).toEqual([]);
});

test("a post dragged to another day moves there, and one undo brings it back", async ({ page }) => {
  await openCalendar(page);
  await expect(day(page, "2027-04-29")).toContainText(TITLE);
  await page.mouse.move(...(await middle(entry(page))));
  await page.mouse.down();
  await page.mouse.move(...(await middle(day(page, "2027-04-16"))), { steps: 8 });
  await page.mouse.up();
  await expect(day(page, "2027-04-16")).toContainText(TITLE);
  await expect(day(page, "2027-04-29")).not.toContainText(TITLE);
  await expect(message(page, "Moved to 16 Apr 2027")).toBeVisible();
  // The drag opened nothing.
  await atSection(page, "schedule/calendar");
  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(day(page, "2027-04-29")).toContainText(TITLE);
  // Escape gives up a drag; a press that stays where it is opens the post.
  await page.mouse.move(...(await middle(entry(page))));
  await page.mouse.down();
  await page.mouse.move(...(await middle(day(page, "2027-04-16"))), { steps: 8 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(day(page, "2027-04-29")).toContainText(TITLE);
  await entry(page).click();
  await atSection(page, "schedule/posts");
  await expect(page.locator("[id^=post-title-]:focus")).toHaveValue(TITLE);
});

test("Shift and the arrow keys move a post by a day or a week, also into another month", async ({ page }) => {
  await openCalendar(page);
  await entry(page).focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(day(page, "2027-04-28")).toContainText(TITLE);
  await expect(entry(page)).toBeFocused();
  await page.keyboard.press("Shift+ArrowUp");
  await expect(day(page, "2027-04-21")).toContainText(TITLE);
  await expect(entry(page)).toBeFocused();
  for (const on of ["2027-04-28", "2027-05-05"]) {
    await page.keyboard.press("Shift+ArrowDown");
    await expect(day(page, on)).toContainText(TITLE);
    await expect(entry(page)).toBeFocused();
  }
  await expect(page.getByRole("heading", { level: 2, name: "May 2027" })).toBeVisible();
  // Without Shift the keys move the focus.
  await page.keyboard.press("ArrowLeft");
  await expect(day(page, "2027-05-05")).toContainText(TITLE);
  await expect(page.getByRole("button", { name: "Add a post on 4 May" })).toBeFocused();
});

test("the calendar is one tab stop, within which the arrow keys move", async ({ page }) => {
  await openCalendar(page);
  const number = (on) => page.getByRole("button", { name: `Add a post on ${on}` });
  // Today's.
  await page.getByRole("button", { name: "Next month" }).focus();
  await page.keyboard.press("Tab");
  await expect(number("25 Apr")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await expect(number("19 Apr")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(day(page, "2027-04-19").locator(".day-entry").first()).toBeFocused();
  // Tab leaves it, and comes back to where it was.
  await page.keyboard.press("Tab");
  await expect(page.locator(".month :focus")).toHaveCount(0);
  await page.keyboard.press("Shift+Tab");
  await expect(day(page, "2027-04-19").locator(".day-entry").first()).toBeFocused();
  // In another month it is the first day.
  await page.getByRole("button", { name: "Next month" }).click();
  await page.keyboard.press("Tab");
  await expect(number("1 May")).toBeFocused();
});

test("the list of posts opens at the week at hand; other weeks are a line until they are opened", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "schedule/posts");
  const week = (name) => page.locator("details", { has: page.getByRole("heading", { level: 3, name }) });
  await expect(week("19 Apr to 25 Apr").getByLabel("Working title")).not.toHaveCount(0);
  await expect(week("12 Apr to 18 Apr").getByLabel("Working title")).toHaveCount(0);
  await week("12 Apr to 18 Apr").locator("summary").click();
  await expect(week("12 Apr to 18 Apr").getByLabel("Working title")).not.toHaveCount(0);
  // A post moved into a folded week opens it.
  const row = week("19 Apr to 25 Apr").getByRole("listitem").first();
  const title = await row.getByLabel("Working title").inputValue();
  await row.getByLabel("Date").fill("2027-04-28");
  await page.getByRole("heading", { level: 1 }).click();
  await expect(week("26 Apr to 2 May").getByRole("button", { name: `Details of ${title}` })).toBeVisible();
});

test("touch does not drag a post: the page scrolls", async ({ page }) => {
  await openCalendar(page);
  const [x, y] = await middle(entry(page));
  const [toX, toY] = await middle(day(page, "2027-04-16"));
  await entry(page).evaluate(
    (post, [x, y, toX, toY]) => {
      const send = (type, x, y, buttons) =>
        post.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: "touch", isPrimary: true, pointerId: 7, clientX: x, clientY: y, buttons }));
      send("pointerdown", x, y, 1);
      send("pointermove", toX, toY, 1);
      send("pointerup", toX, toY, 0);
    },
    [x, y, toX, toY],
  );
  await expect(day(page, "2027-04-29")).toContainText(TITLE);
});

test("fewer posts a week than original ones lower those too and say so; typing on brings them back", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "schedule/cadence");
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "WeChat Official Account" }) });
  const [perWeek, original] = [card.getByLabel("Posts per week"), card.getByLabel("Of these original")];
  await expect(original).toHaveValue("3");
  await perWeek.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("1");
  await expect(original).toHaveValue("1");
  await expect(card.getByText("Original posts lowered from 3 to 1")).toBeVisible();
  await expect(card.getByText("is more than the total of")).toHaveCount(0);
  // On the way to "12".
  await page.keyboard.type("2");
  await expect(original).toHaveValue("3");
  await expect(card.getByText("Original posts lowered")).toHaveCount(0);
  await page.keyboard.press("Tab");
  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(perWeek).toHaveValue("4");
  await expect(original).toHaveValue("3");
});

test("each screen of the schedule has one main action, also while it is empty", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Empty");
  for (const place of ["schedule/calendar", "schedule/cadence", "schedule/posts", "seed-users/groups", "brand-promotion/partners"]) {
    await goToSection(page, place);
    await expect(page.getByRole("main").locator(".btn:not(.quiet, .plain, .danger, .icon)")).toHaveCount(1);
  }
});

test("an undo of posts generated here is said without a way to where they are edited", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "schedule/cadence");
  await page.getByRole("button", { name: "Generate posts" }).first().click();
  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(message(page, "Undone: ")).toBeVisible();
  await expect(message(page, "Undone: ").getByRole("button", { name: "Show" })).toHaveCount(0);
  // Elsewhere it says where the change is seen.
  await page.getByRole("button", { name: "Generate posts" }).first().click();
  await goToSection(page, "basics/dates");
  await header(page).getByRole("button", { name: "Undo" }).click();
  await expect(message(page, "Schedule: Posts").getByRole("button", { name: "Show" })).toBeVisible();
});
