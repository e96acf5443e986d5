// The export files of a plan: each is downloaded from the review and read by an independent program.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, hostedTest, expect, axe, downloaded, offlineReady } from "./harness.mjs";
import { goToSection, message, newPlan, openExample, openHome, planInAddress, saved, storedDrafts } from "./steps-of-a-planner.mjs";

const noted = new URL("../../.tools/python", import.meta.url);
const python = existsSync(noted) ? readFileSync(noted, "utf8").trim() : "python3";

/** Runs a Python program with arguments and returns the JSON it prints. */
const asked = (program, ...args) => JSON.parse(execFileSync(python, ["-c", program, ...args], { maxBuffer: 1 << 26 }).toString());

/** A workbook's sheets with their cells, formulas and cached values; frozen rows, filters, charts. */
const WORKBOOK = `
import json, sys, openpyxl
path = sys.argv[1]
formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
def content(page):
    shown = values[page.title]
    return {
        "name": page.title, "frozen": page.freeze_panes, "filter": page.auto_filter.ref, "charts": len(page._charts),
        "formulas": [[cell.value for cell in row] for row in page.iter_rows()],
        "values": [[cell.value for cell in row] for row in shown.iter_rows()],
        "formats": sorted({cell.number_format for row in page.iter_rows() for cell in row}),
    }
print(json.dumps([content(page) for page in formulas.worksheets], default=str))
`;

const CALENDAR = `
import json, sys, icalendar
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
events = [event for event in calendar.walk("VEVENT")]
print(json.dumps([{key: str(getattr(event[key], "dt", event[key])) for key in ("UID", "SUMMARY", "DTSTART", "DTEND")} for event in events]))
`;

const ARCHIVE = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
archive.extractall(sys.argv[2])
print(json.dumps(archive.namelist()))
`;

const cellsOf = (path) =>
  asked("import csv, json, sys\nwith open(sys.argv[1], encoding='utf-8-sig', newline='') as file: print(json.dumps(list(csv.reader(file))))", path);

let folder;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "groundswell-exports-"))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The tracked figures of a plan file: in a run of days `_` marks a day without one. */
const figures = (plan) =>
  plan.tracking.series.flatMap(({ values }) =>
    values
      .split(" ")
      .filter((value) => value !== "_")
      .map(Number),
  );
const files = (page) => page.getByRole("region", { name: /^(Export|导出)$/ });
const press = (page, name) => files(page).getByRole("button", { name, exact: true });

/** Downloads a file and saves it for other programs to read. */
async function taken(page, name) {
  const { name: file, bytes } = await downloaded(page, () => press(page, name).click());
  const path = join(folder, file);
  writeFileSync(path, bytes);
  return { file, bytes, path };
}

async function stored(page) {
  await saved(page);
  return JSON.parse((await storedDrafts(page))[planInAddress(page)]).plan;
}

test("every file of the first example is readable by another program, alone and in the archive", async ({ page }) => {
  await openHome(page);
  await openExample(page);
  await goToSection(page, "review/export");
  const plan = await stored(page);
  await expect(files(page).getByRole("link", { name: "Open the report" })).toHaveAttribute("href", /report$/);
  expect(await axe(page)).toEqual([]);

  const workbook = await taken(page, "Download: Workbook");
  expect(workbook.file).toMatch(/^groundswell-caixiaoda.*\.xlsx$/);
  await expect(message(page, `Downloaded ${workbook.file}.`)).toBeVisible();
  const sheets = asked(WORKBOOK, workbook.path);
  expect(sheets.map((sheet) => sheet.name)).toEqual([
    "Summary",
    "Goals",
    "Funnel",
    "Budget",
    "Cycles",
    "Channels and tests",
    "Phases",
    "Schedule",
    "Actuals",
    "Roll-ups",
    "Tracking specification",
  ]);
  const [summary, , , budget, cycles, , , schedule, actuals, rollUps] = sheets;
  expect([budget.frozen, budget.charts, cycles.charts, summary.charts]).toEqual(["A2", 0, 1, 1]);
  expect(budget.filter).toBe(`A1:T${plan.budget.lines.length + 1}`);
  const amount = budget.values[0].indexOf("Amount");
  expect(budget.formulas.at(-1)[amount]).toBe(`=SUM(I2:I${plan.budget.lines.length + 1})`);
  expect(budget.values.at(-1)[amount]).toBe(300_000);
  expect(budget.values.slice(1, -1).map((row) => row[3])).toEqual(plan.budget.lines.map((line) => line.description));
  expect(budget.formats).toContain('"¥"#,##0.00_-;-"¥"#,##0.00_-');
  const planned = summary.values.find(([head]) => head === "Planned");
  expect(planned[1]).toBe(300_000);
  expect(schedule.values.length).toBeGreaterThan(plan.schedule.pieces.length);
  expect(actuals.values.length - 1).toBe(figures(plan).length);
  expect(actuals.values[1][0]).toMatch(/^2027-\d\d-\d\d/);
  const orders = rollUps.values.find(([metric, first]) => metric === "Orders" && String(first).startsWith("2027-04-12"));
  expect(orders[3]).toBe(408);

  const calendar = await taken(page, "Download: Calendar");
  const events = asked(CALENDAR, calendar.path);
  const dated = (list) => list.filter((item) => item.first || item.last).length;
  expect(events.length).toBe(plan.phases.length + dated(plan.activities) + dated(plan.partners) + plan.schedule.pieces.length);
  expect(new Set(events.map((event) => event.UID)).size).toBe(events.length);
  expect(events[0]).toEqual({ UID: `phase-${plan.phases[0].id}-${plan.id}@groundswell`, SUMMARY: "Seed users", DTSTART: "2027-03-01", DTEND: "2027-03-29" });

  const { path: archive } = await taken(page, "Download: All files");
  const names = asked(ARCHIVE, archive, folder);
  const ends = names.map((name) =>
    name.match(/(?:-(?:schedule|budget|actuals|feedback|tracking|report|qr-codes))?-\d{4}-\d\d-\d\d\.\w+$/)[0].replace(/\d{4}-\d\d-\d\d/, ""),
  );
  expect(ends.sort()).toEqual([
    "-.ics",
    "-.json",
    "-.md",
    "-.xlsx",
    "-actuals-.csv",
    "-budget-.csv",
    "-feedback-.csv",
    "-qr-codes-.html",
    "-report-.html",
    "-schedule-.csv",
    "-tracking-.md",
  ]);
  const named = (end) =>
    join(
      folder,
      names.find((name) => name.endsWith(end) && (end !== ".md" || !name.includes("-tracking-"))),
    );
  expect(JSON.parse(readFileSync(named(".json"), "utf8")).plan).toEqual(plan);
  const table = (kind) =>
    cellsOf(
      join(
        folder,
        names.find((name) => name.includes(`-${kind}-`) && name.endsWith(".csv")),
      ),
    );
  expect(table("budget").length).toBe(plan.budget.lines.length + 1);
  const pieces = table("schedule");
  expect(pieces[0].map((head) => head.match(/\[(\w+)\]$/)[1])).toEqual([
    "id",
    "date",
    "time",
    "channel",
    "title",
    "original",
    "paid",
    "state",
    "owner",
    "link",
  ]);
  expect(
    pieces
      .slice(1)
      .map((row) => row[0])
      .sort(),
  ).toEqual(plan.schedule.pieces.map((piece) => `piece-${piece.id}`).sort());
  expect(
    table("actuals")
      .slice(1)
      .reduce((sum, row) => sum + Number(row[3]), 0),
  ).toBeCloseTo(
    figures(plan).reduce((sum, value) => sum + value, 0),
    2,
  );
  expect(
    table("feedback")
      .slice(1)
      .map((row) => row[3]),
  ).toEqual(plan.feedback.map((item) => item.opinion));
  const opened = await page.context().newPage();
  for (const [end, said] of [
    ["-report-", [plan.basics.name, "¥300,000"]],
    ["-qr-codes-", plan.partners.map((partner) => partner.name)],
  ]) {
    await opened.setContent(
      readFileSync(
        join(
          folder,
          names.find((name) => name.includes(end)),
        ),
        "utf8",
      ),
    );
    for (const words of said) await expect(opened.locator("body")).toContainText(words);
  }
  await opened.close();
  const text = readFileSync(named(".md"), "utf8");
  for (const said of [
    `# ${plan.basics.name}`,
    "## Budget",
    "¥300,000.00",
    ...plan.phases
      .map((phase) => phase.profile)
      .filter(Boolean)
      .slice(0, 1),
  ]) {
    expect(text.replaceAll("\\", "")).toContain(said);
  }
});

test("empty exports are explained with a link, and the other files are still available", async ({ page }) => {
  await openHome(page);
  await newPlan(page, "Blank");
  await goToSection(page, "review/export");
  await expect(files(page).getByText("No posts yet")).toBeVisible();
  await expect(press(page, "Download: Content schedule")).toHaveCount(0);
  expect(await axe(page)).toEqual([]);
  const { path } = await taken(page, "Download: Workbook");
  // Empty sheets are omitted; the summary refers to the budget.
  expect(asked(WORKBOOK, path).map((sheet) => sheet.name)).toEqual(["Summary", "Budget", "Phases"]);
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN", colorScheme: "dark", viewport: { width: 360, height: 780 } });

  test("sheets, headings and figures are Chinese, and the document declares its language", async ({ page }) => {
    await openHome(page);
    await openExample(page, "zh");
    await goToSection(page, "review/export");
    expect(await axe(page)).toEqual([]);
    const { path, bytes } = await taken(page, "下载：Excel 工作簿");
    const sheets = asked(WORKBOOK, path);
    expect(sheets.map((sheet) => sheet.name)).toEqual([
      "摘要",
      "目标",
      "漏斗",
      "预算",
      "推广周期",
      "渠道与测试",
      "阶段",
      "排期",
      "实际数据",
      "按期汇总",
      "埋点需求",
    ]);
    expect(sheets[3].values[0].slice(0, 4)).toEqual(["阶段", "渠道", "费用类别", "说明"]);
    expect(sheets[0].formulas.find(([head]) => head === "已计划")[1]).toMatch(/^='预算'!I\d+$/);
    expect(bytes.length).toBeGreaterThan(10_000);
  });
});

hostedTest("the writer is not asked for before its first use, and works without a network then", async ({ page, host, faults }) => {
  const asked_ = [];
  page.on("request", (request) => /\/workbook-[0-9a-f]{12}\.js$/.test(request.url()) && asked_.push(request.url()));
  await openHome(page);
  await offlineReady(page);
  await openExample(page);
  await goToSection(page, "review/export");
  expect(asked_).toEqual([]);
  await host.stop();
  const { path } = await taken(page, "Download: Workbook");
  expect(asked(WORKBOOK, path).length).toBe(11);
  // The browser logs that the host does not answer when it checks for a newer version.
  faults.length = 0;
});

test.describe("over the network", () => {
  // Otherwise the service worker would answer requests that are held back here.
  test.use({ serviceWorkers: "block" });

  test("an export can be cancelled and started again", async ({ page, context }) => {
    await openHome(page);
    await openExample(page);
    await goToSection(page, "review/export");
    let release;
    const held = new Promise((go) => (release = go));
    await context.route(/\/workbook-[0-9a-f]{12}_bg\.wasm$/, async (route) => {
      await held;
      // The requesting worker may have been terminated meanwhile.
      await route.continue().catch(() => {});
    });
    await press(page, "Download: Workbook").click();
    const cancel = press(page, "Cancel: Workbook");
    await expect(cancel).toBeFocused();
    await cancel.click();
    await expect(press(page, "Download: Workbook")).toBeFocused();
    release();
    await context.unroute(/\/workbook-[0-9a-f]{12}_bg\.wasm$/);
    await taken(page, "Download: Workbook");
  });

  test("a worker that cannot be loaded is reported, and everything else remains available", async ({ page, faults }) => {
    await page.route(/\/workbook-[0-9a-f]{12}\.js$/, (route) => route.abort());
    await openHome(page);
    await openExample(page);
    await goToSection(page, "review/export");
    await press(page, "Download: Workbook").click();
    await expect(files(page).getByRole("alert")).toContainText("The part that writes workbooks could not be loaded.");
    const { path, file } = await taken(page, "Download: All files");
    await expect(message(page, `Downloaded ${file} without the workbook`)).toBeVisible();
    expect(asked(ARCHIVE, path, folder).length).toBe(10);
    faults.length = 0;
    await page.unroute(/\/workbook-[0-9a-f]{12}\.js$/);
    await taken(page, "Download: Workbook");
    await expect(files(page).getByRole("alert")).toHaveCount(0);
  });
});
