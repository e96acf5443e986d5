// Tables keep the words of headings, and numbers, whole at every width, in either language: a column is never one letter
// wide.
import { test, expect } from "./harness.mjs";
import { PLACES as SECTIONS, openExample, openHome, planInAddress } from "./steps-of-a-planner.mjs";

const PLACES = [...SECTIONS, "timeline", "tracked-links", "report", "changes"];
const WIDTHS = [360, 768, 1024, 1440];

/** Heading words and numbers broken in the middle; in Chinese, headings with one character per line. */
const brokenWords = (page) =>
  page.evaluate(() => {
    const lines = (node, at, length) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + length);
      return new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size;
    };
    const found = [];
    const texts = function* (element) {
      if (!element.offsetParent || element.closest(".visually-hidden")) return;
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        // Words only screen readers are told are a pixel wide.
        if (walker.currentNode.parentElement.getBoundingClientRect().width > 1) yield walker.currentNode;
      }
    };
    for (const head of document.querySelectorAll("main thead th, main [role=columnheader]")) {
      for (const node of texts(head)) {
        for (const { 0: word, index } of node.data.matchAll(/[a-z]{2,}/gi)) if (lines(node, index, word.length) > 1) found.push(word);
        for (const { 0: word, index } of node.data.matchAll(/\p{Script=Han}{2,}/gu)) if (lines(node, index, word.length) >= word.length) found.push(word);
      }
    }
    for (const cell of document.querySelectorAll("main :is(td, th), main [role=gridcell]")) {
      for (const node of texts(cell)) {
        for (const { 0: number, index } of node.data.matchAll(/[¥£$€−]*\d[\d.,]*%?/g)) if (lines(node, index, number.length) > 1) found.push(number);
      }
    }
    return found;
  });

for (const language of ["en", "zh"]) {
  test.describe(language, () => {
    test.use({ locale: language === "en" ? "en-GB" : "zh-CN" });

    test("no word of a heading and no number is broken", async ({ page }) => {
      test.setTimeout(180_000);
      await openHome(page);
      await openExample(page, language);
      const plan = planInAddress(page);
      const broken = [];
      for (const place of PLACES) {
        await page.evaluate((hash) => (location.hash = hash), `#/plan/${plan}/${place}`);
        await expect(page.locator("main [aria-busy]")).toHaveCount(0);
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 });
          broken.push(...(await brokenWords(page)).map((word) => `${place} at ${width}: ${word}`));
        }
      }
      expect(broken).toEqual([]);
    });
  });
}
