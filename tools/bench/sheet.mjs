// Operates a grid through keyboard and mouse, and measures the main-thread time of each action.

/** Time for the main thread to finish the work caused by a key, in milliseconds. */
const SETTLE = 120;
/** Time for work that a grid defers until it is idle, in milliseconds. */
const REST = 4_000;
const KEYS = "a local paper and its Sunday supplement x";

export const sleep = (ms) => new Promise((passed) => setTimeout(passed, ms));

/** Runs before the page: records wasm memories, the time from each key to the next paint, and durations that the page
 *  reports itself. */
export function watching() {
  globalThis.wasmMemories = new Set();
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const instantiate = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      const { memory } = (made.instance ?? made).exports;
      if (memory) globalThis.wasmMemories.add(memory);
      return made;
    };
  }
  globalThis.keysPainted = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") globalThis.keysPainted.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16 });
  globalThis.workMeasured = [];
  new PerformanceObserver((list) => globalThis.workMeasured.push(...list.getEntries())).observe({ type: "measure" });
}

async function metric(session, name) {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find((entry) => entry.name === name)?.value ?? NaN;
}

/** Main-thread time of an action in milliseconds, including the time to settle. */
export async function busy(session, act, settle = SETTLE) {
  const before = await metric(session, "TaskDuration");
  await act();
  await sleep(settle);
  return ((await metric(session, "TaskDuration")) - before) * 1000;
}

/** Clicks something and waits, within the page, until the element selected by `ready` has text and a layout. */
export const timeTo = (page, press, ready) =>
  page.evaluate(
    ({ press, ready }) =>
      new Promise((done, failed) => {
        setTimeout(() => failed(new Error(`nothing at ${ready.selector}`)), 15_000);
        const says = (element) => (element.value ?? element.textContent).trim();
        const there = () => {
          const found = [...document.querySelectorAll(ready.selector)].find((element) => (ready.says ? says(element) === ready.says : says(element)));
          return found !== undefined && found.getClientRects().length > 0;
        };
        const watch = new MutationObserver(look);
        let started = 0;
        function look() {
          if (!there()) return;
          const took = performance.now() - started;
          watch.disconnect();
          done(took);
        }
        watch.observe(document, { subtree: true, childList: true, characterData: true });
        const control = document.querySelector(press);
        started = performance.now();
        control.click();
        look();
      }),
    { press, ready },
  );

/** Selects a cell so that typing replaces its content. */
async function enter(page, sheet, row, column) {
  await (await sheet.cell(page, row, column)).click();
  if (sheet.selects) await page.keyboard.press("Control+a");
}

/** Types forty keys into one text cell: the work per key, and the 95th percentile of the time to paint. */
export async function typeKeys(page, session, sheet) {
  await enter(page, sheet, 2, "what");
  // Opens the editor, if that takes a key.
  await page.keyboard.press("x");
  await sleep(SETTLE);
  await page.evaluate(() => (globalThis.keysPainted.length = 0));
  const keys = [...KEYS].slice(0, 40);
  const work = await busy(session, async () => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await sleep(25);
    }
  });
  const painted = await page.evaluate(() => globalThis.keysPainted);
  // Events below 16 ms are not reported.
  while (painted.length < keys.length) painted.push(16);
  painted.sort((a, b) => a - b);
  await page.keyboard.press("Enter");
  await sheet.settled(page);
  return { key: work / keys.length, painted: painted[Math.ceil(painted.length * 0.95) - 1] };
}

const shown = async (cell) => (await cell.evaluate((element) => element.value ?? element.textContent)).trim();

/** Changes the quantity in several rows and undoes the last changes: the work per commit and per undo, and the time from
 *  commit to paint. */
export async function commitCells(page, session, sheet) {
  const rows = [4, 5, 6, 7];
  const commits = [];
  const painted = [];
  for (const row of rows) {
    await enter(page, sheet, row, "quantity");
    await page.keyboard.press("7");
    await sleep(60);
    await page.evaluate(() => (globalThis.keysPainted.length = 0));
    commits.push(await busy(session, () => page.keyboard.press("Enter")));
    await sheet.settled(page);
    // Events below 16 ms are not reported.
    painted.push(await page.evaluate(() => Math.max(16, ...globalThis.keysPainted)));
  }
  const last = await sheet.cell(page, rows.at(-1), "quantity");
  if ((await shown(last)) !== "7") throw new Error(`a committed cell shows “${await shown(last)}”`);
  const undos = [];
  if (sheet.undo) {
    await sheet.focus?.(page);
    for (let times = 0; times < 3; times += 1) {
      undos.push(await busy(session, () => page.keyboard.press(sheet.undo)));
      await sheet.settled(page);
    }
    if ((await shown(last)) === "7") throw new Error("nothing was undone");
  }
  // The first of each also does one-time work.
  return { commits: commits.slice(1), painted: painted.slice(1), undos: undos.slice(1) };
}

/** Work deferred by a committed cell: main-thread time in the idle seconds after it. */
export async function atRest(page, session, sheet) {
  await enter(page, sheet, 8, "quantity");
  await page.keyboard.press("7");
  await sleep(60);
  await busy(session, () => page.keyboard.press("Enter"));
  return { rest: await busy(session, () => {}, REST) };
}

/** Scrolls from the first row to the last in 150 steps, one per frame: the longest frame. */
export const scroll = (page, first) =>
  page.evaluate(
    async ({ first, steps }) => {
      let box = document.querySelector(first);
      const scrolls = (element) => element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(element).overflowY);
      while (box && !scrolls(box)) box = box.parentElement;
      box ??= document.scrollingElement;
      const frame = () => new Promise((next) => requestAnimationFrame(() => next(performance.now())));
      const end = box.scrollHeight - box.clientHeight;
      let longest = 0;
      let late = 0;
      await frame();
      let before = await frame();
      for (let step = 1; step <= steps; step += 1) {
        box.scrollTop = (end * step) / steps;
        const now = await frame();
        longest = Math.max(longest, now - before);
        if (now - before > 33) late += 1;
        before = now;
      }
      return { longest, late };
    },
    { first, steps: 150 },
  );

/** Megabytes in use after garbage collection: the JavaScript heap, and wasm memories. */
export async function memory(page, session) {
  await session.send("HeapProfiler.collectGarbage");
  const heap = (await metric(session, "JSHeapUsedSize")) / 1e6;
  const wasm = await page.evaluate(() => [...globalThis.wasmMemories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
  return { heap, wasm: wasm / 1e6 };
}
