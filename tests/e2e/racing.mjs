// Two tabs in two processes of one browser that save one plan at the same instant: used by `race.mjs` and
// kill.spec.mjs.
import { expect } from "@playwright/test";
import { STORE, goToSection, planInAddress } from "./steps-of-a-planner.mjs";

const FIELDS = ["Product or service", "Launch area"];
/** Where the fields are. */
const PLACES = ["basics/product", "basics/dates"];

/** Lets a page find its field in advance, so that a round spends no time on it. */
export async function prepare(page, nth) {
  await goToSection(page, PLACES[nth]);
  await expect(page.getByLabel(FIELDS[nth])).toBeVisible();
  await page.evaluate((label) => {
    const find = () => document.getElementById([...document.querySelectorAll("label")].find((one) => one.textContent.includes(label)).htmlFor);
    globalThis.editAt = (at, text) =>
      new Promise((done) => {
        const edit = () => {
          while (Date.now() < at);
          const field = find();
          Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          done();
        };
        setTimeout(edit, Math.max(0, at - Date.now() - 4));
      });
    globalThis.outcome = () => {
      const status = document.querySelector("header [role=status]").textContent;
      return /^Saved/.test(status) ? "saved" : /changed in another tab/.test(status) ? "conflict" : "";
    };
  }, FIELDS[nth]);
}

/**
 * Both pages change the plan at the same instant. Returns "merged" (one knew of the other's change), "reported" (one of
 * them reports that the other has changed the plan, and keeps its own), or "silent": a change is lost without a
 * message.
 */
export async function race(pages, nth, prefix = STORE) {
  const at = Date.now() + 40;
  const texts = [`first ${nth}`, `second ${nth}`];
  await Promise.all(pages.map((page, which) => page.evaluate(([at, text]) => globalThis.editAt(at, text), [at, texts[which]])));
  await Promise.all(pages.map((page) => page.waitForFunction(() => globalThis.outcome() !== "", undefined, { polling: 20 })));
  // What one has written reaches the other within a moment.
  const id = planInAddress(pages[0]);
  const read = (page) => page.evaluate((key) => localStorage.getItem(key), `${prefix}plan.${id}`);
  await expect.poll(async () => (await read(pages[0])) === (await read(pages[1]))).toBe(true);
  const stored = await read(pages[0]);
  const missing = texts.map((text) => !stored.includes(`"${text}"`));
  if (!missing.includes(true)) return "merged";
  const outcomes = await Promise.all(pages.map((page) => page.evaluate(() => globalThis.outcome())));
  let answer = "reported";
  for (const [which, page] of pages.entries()) {
    if (missing[which] && outcomes[which] !== "conflict") answer = "silent";
    if (outcomes[which] === "conflict") {
      // Its own change is still in its field; then it takes the other's, for the next round.
      if ((await page.getByLabel(FIELDS[which]).inputValue()) !== texts[which]) answer = "silent";
      await page.getByRole("button", { name: "Use the other version" }).click();
    }
  }
  await Promise.all(pages.map((page) => page.waitForFunction(() => globalThis.outcome() === "saved", undefined, { polling: 20 })));
  return answer;
}
