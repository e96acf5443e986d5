// Grids to compare the budget grid with, written to tools/bench/peers/ at run time. Each shows the same rows at the same
// size once its button is pressed. AG Grid and Tabulator compute the amount of each row, but no totals; the page without a
// library shows 25 rows and updates their total on every key.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { page, version } from "./peers.mjs";

const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");

const html = (title, head) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,">
<style>body{font:1rem/1.5 system-ui,sans-serif;margin:1rem}#sheet{height:640px;width:100%}td,th{text-align:left;padding:0 .5em}input{font:inherit;width:12em;border:1px solid #bbb}</style>
${head}<script defer src="sheet.js"></script>
</head><body><h1>Budget</h1><p><button id="open" type="button" disabled>Open</button></p><div id="sheet"></div></body></html>
`;

/** Fetches the rows before the button is pressed, so that the fetch is not measured. */
const WHEN_OPENED = `const button = document.getElementById("open"), sheet = document.getElementById("sheet");
fetch("rows-" + new URLSearchParams(location.search).get("rows") + ".json").then((answer) => answer.json()).then((rows) => {
  button.addEventListener("click", () => open(rows));
  button.disabled = false;
});
`;

const AG_GRID = `${WHEN_OPENED}
function open(rows) {
  const amount = ({ data }) => data.quantity * data.price;
  const money = ({ value }) => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const number = ({ newValue }) => Number(newValue);
  globalThis.grid = agGrid.createGrid(sheet, {
    rowData: rows,
    undoRedoCellEditing: true,
    enterNavigatesVerticallyAfterEdit: true,
    defaultColDef: { editable: true, sortable: true, filter: true },
    columnDefs: [
      { field: "what", headerName: "What", width: 220 }, { field: "phase", headerName: "Phase", width: 130 }, { field: "channel", headerName: "Channel", width: 180 },
      { field: "category", headerName: "Category", width: 170 }, { field: "quantity", headerName: "Quantity", width: 100, valueParser: number },
      { field: "unit", headerName: "Unit", width: 110 }, { field: "price", headerName: "Unit price", width: 110, valueParser: number, valueFormatter: money },
      { headerName: "Amount", width: 130, editable: false, valueGetter: amount, valueFormatter: money },
      { field: "committed", headerName: "Committed", width: 120, valueParser: number, valueFormatter: money }, { field: "actual", headerName: "Actual", width: 120, valueParser: number, valueFormatter: money },
      { field: "owner", headerName: "Owner", width: 160 } ] });
}
`;

const TABULATOR = `${WHEN_OPENED}
function open(rows) {
  const money = (cell) => cell.getValue().toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const amount = (value, data) => data.quantity * data.price;
  const text = { editor: "input", editorParams: { selectContents: true } };
  const number = { ...text, mutatorEdit: (value) => Number(value) };
  globalThis.grid = new Tabulator(sheet, {
    data: rows,
    height: 640,
    history: true,
    columns: [
      { field: "what", title: "What", width: 220, ...text }, { field: "phase", title: "Phase", width: 130, ...text }, { field: "channel", title: "Channel", width: 180, ...text },
      { field: "category", title: "Category", width: 170, ...text }, { field: "quantity", title: "Quantity", width: 100, ...number },
      { field: "unit", title: "Unit", width: 110, ...text }, { field: "price", title: "Unit price", width: 110, formatter: money, ...number },
      { field: "amount", title: "Amount", width: 130, mutator: amount, mutateLink: ["quantity", "price"], formatter: money },
      { field: "committed", title: "Committed", width: 120, formatter: money, ...number }, { field: "actual", title: "Actual", width: 120, formatter: money, ...number },
      { field: "owner", title: "Owner", width: 160, ...text } ] });
}
`;

const VANILLA = `${WHEN_OPENED}
function open(rows) {
  const money = (value) => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const total = () => rows.reduce((sum, row) => sum + row.quantity * row.price, 0);
  const table = document.createElement("table"), body = table.createTBody();
  table.createTHead().innerHTML = "<tr><th>What<th>Phase<th>Channel<th>Category<th>Quantity<th>Unit<th>Unit price<th>Amount<th>Owner";
  const sum = table.createTFoot().insertRow().insertCell();
  rows.slice(0, 25).forEach((row, at) => {
    const line = body.insertRow();
    const amount = document.createElement("td");
    const entry = (field, read) => {
      const input = document.createElement("input");
      input.value = row[field];
      input.dataset.cell = field + at;
      input.oninput = () => {
        row[field] = read(input.value);
        amount.textContent = money(row.quantity * row.price);
        sum.textContent = money(total());
      };
      input.onkeydown = (event) => {
        if (event.key === "Enter") body.querySelector("[data-cell=" + field + (at + 1) + "]").focus();
      };
      line.insertCell().append(input);
    };
    const text = (value) => { line.insertCell().textContent = value; };
    entry("what", String); text(row.phase); text(row.channel); text(row.category); entry("quantity", Number); entry("unit", String); entry("price", Number);
    amount.textContent = money(row.quantity * row.price);
    line.append(amount);
    text(row.owner);
  });
  sum.textContent = money(total());
  sheet.append(table);
}
`;

/** Opens a stored plan without any library: parses it, computes the total and shows the list of steps. */
const LIST = `const STEPS = ["Basics", "Goals", "Budget", "Strategy", "Seed users", "Initial users", "Brand promotion", "Schedule", "Review and export"];
const button = document.getElementById("open"), sheet = document.getElementById("sheet");
button.disabled = false;
button.addEventListener("click", () => {
  const { plan } = JSON.parse(localStorage.getItem("plan"));
  const money = (minor) => (minor / 100).toLocaleString("en", { style: "currency", currency: plan.basics.currency });
  const planned = plan.budget.lines.reduce((sum, line) => sum + Math.round(line.quantity * line.unit_price * 100), 0);
  const said = [plan.basics.product, plan.goals.metrics.length, money(planned), plan.strategy.channels.length, ...plan.phases.map((phase) => phase.first), 0, 0];
  const heading = document.createElement("h2"), list = document.createElement("ol"), rail = document.createElement("dl");
  heading.textContent = plan.basics.name;
  STEPS.forEach((step, at) => {
    const item = document.createElement("li"), link = document.createElement("a"), state = document.createElement("span");
    link.href = "#" + at;
    link.textContent = step;
    state.textContent = said[at] ? "Done" : "Not started";
    item.append(link, " ", state);
    list.append(item);
  });
  for (const [name, value] of [["Total budget", money(plan.budget.frame.envelope)], ["Planned", money(planned)], ["Line items", plan.budget.lines.length]]) {
    const term = document.createElement("dt"), description = document.createElement("dd");
    term.textContent = name;
    description.textContent = value;
    rail.append(term, description);
  }
  sheet.append(heading, list, rail);
});
`;

/** Writes the pages for each number of rows, and lists them. */
export function gridPeers(rowsOf) {
  const rows = Object.fromEntries(Object.entries(rowsOf).map(([count, rows]) => [`rows-${count}.json`, JSON.stringify(rows)]));
  const file = (...path) => readFileSync(join(modules, ...path));
  return [
    {
      key: "ag",
      name: `AG Grid Community ${version("ag-grid-community")}`,
      dir: page("grid-ag", {
        "index.html": html("AG Grid", '<script defer src="ag-grid-community.min.js"></script>'),
        "sheet.js": AG_GRID,
        "ag-grid-community.min.js": file("ag-grid-community", "dist", "ag-grid-community.min.js"),
        ...rows,
      }),
      first: "#sheet .ag-cell",
      cell: { what: '[row-index="ROW"] [col-id="what"]', quantity: '[row-index="ROW"] [col-id="quantity"]' },
      undo: "Control+z",
    },
    {
      key: "tabulator",
      name: `Tabulator ${version("tabulator-tables")}`,
      dir: page("grid-tabulator", {
        "index.html": html("Tabulator", '<link rel="stylesheet" href="tabulator.min.css"><script defer src="tabulator.min.js"></script>'),
        "sheet.js": TABULATOR,
        "tabulator.min.js": file("tabulator-tables", "dist", "js", "tabulator.min.js"),
        "tabulator.min.css": file("tabulator-tables", "dist", "css", "tabulator.min.css"),
        ...rows,
      }),
      first: ".tabulator-row .tabulator-cell",
      cell: {
        what: '.tabulator-row:nth-child(LINE) [tabulator-field="what"]',
        quantity: '.tabulator-row:nth-child(LINE) [tabulator-field="quantity"]',
      },
      undo: "Control+z",
    },
    {
      key: "vanilla",
      name: "inputs without a library, 25 rows shown",
      dir: page("grid-vanilla", { "index.html": html("Inputs", ""), "sheet.js": VANILLA, ...rows }),
      first: "#sheet td input",
      cell: { what: '[data-cell="whatROW"]', quantity: '[data-cell="quantityROW"]' },
      selects: true,
    },
  ];
}

/** The page that opens a stored plan without any library. */
export const openingPeer = () => page("grid-opening", { "index.html": html("Plans", ""), "sheet.js": LIST });
