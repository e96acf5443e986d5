// Pages to compare the first load with, written to tools/bench/peers/ at run time.
// Each is the published production build of a product, showing what corresponds to a first screen.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = join(here, "peers");

/** A plain form: the minimum that any page costs on this machine. */
const STATIC_FORM = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>A form</title><link rel="icon" href="data:,">
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}label{display:block;margin:1rem 0}input{display:block;width:100%;font:inherit;padding:.5em}</style>
</head><body><h1>Your plan</h1><form>
<label>Product or service<input name="product"></label><label>Start date<input name="from" type="date"></label><label>End date<input name="to" type="date"></label>
<label>Budget<input name="budget" inputmode="decimal"></label><button type="button">Continue</button></form></body></html>
`;

const SURVEY = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>A wizard</title><link rel="icon" href="data:,"><link rel="stylesheet" href="survey-core.min.css">
<script defer src="survey.core.min.js"></script><script defer src="survey-js-ui.min.js"></script><script defer src="wizard.js"></script>
</head><body><div id="wizard"></div></body></html>
`;

const SURVEY_WIZARD = `const survey = new Survey.Model({ showProgressBar: "top", pages: [
  { title: "Basics", elements: [
    { type: "text", name: "product", title: "Product or service", isRequired: true },
    { type: "dropdown", name: "kind", title: "Kind of project", choices: ["O2O", "Tool app", "Content brand", "E-commerce", "Local service"] },
    { type: "text", name: "from", title: "Start date", inputType: "date" },
    { type: "text", name: "to", title: "End date", inputType: "date" } ] },
  { title: "Budget", elements: [
    { type: "text", name: "envelope", title: "Budget", inputType: "number" },
    { type: "matrixdynamic", name: "lines", title: "Line items", columns: [
      { name: "what", cellType: "text" }, { name: "amount", cellType: "text", inputType: "number" } ], rowCount: 3 } ] } ] });
survey.render(document.getElementById("wizard"));
`;

/** Writes the files of a page and returns their folder. */
export function page(name, files) {
  const folder = join(out, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return folder;
}

export const version = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;

/**
 * Writes the pages and lists them: name, folder to serve, selector of what makes the first screen usable, and headers
 * that the host must send.
 */
export function peers() {
  const core = join(modules, "survey-core");
  const tiddlywiki = page("tiddlywiki", {});
  const edition = join(modules, "tiddlywiki", "editions", "empty");
  const render = ["--output", tiddlywiki, "--render", "$:/core/save/all", "index.html", "text/plain"];
  execFileSync(process.execPath, [join(modules, "tiddlywiki", "tiddlywiki.js"), edition, ...render], { stdio: ["ignore", "ignore", "inherit"] });
  const actual = join(out, "actual");
  if (!existsSync(join(actual, "index.html"))) cpSync(join(modules, "@actual-app", "web", "build"), actual, { recursive: true });
  return [
    { key: "static", name: "one static HTML form (the limit)", dir: page("static", { "index.html": STATIC_FORM }), ready: "input" },
    {
      key: "survey",
      name: `SurveyJS ${version("survey-core")}, 2-page wizard`,
      dir: page("survey", {
        "index.html": SURVEY,
        "wizard.js": SURVEY_WIZARD,
        "survey-core.min.css": readFileSync(join(core, "survey-core.min.css")),
        "survey.core.min.js": readFileSync(join(core, "survey.core.min.js")),
        "survey-js-ui.min.js": readFileSync(join(modules, "survey-js-ui", "survey-js-ui.min.js")),
      }),
      ready: "input",
    },
    { key: "tiddlywiki", name: `TiddlyWiki ${version("tiddlywiki")}, empty`, dir: tiddlywiki, ready: "input, button" },
    {
      key: "actual",
      name: `Actual Budget web ${version("@actual-app/web")}`,
      dir: actual,
      ready: "button",
      // Its database needs shared memory, which browsers allow on cross-origin isolated pages only.
      headers: { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" },
    },
  ];
}
