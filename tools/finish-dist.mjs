// Finishes the site that Trunk has staged: language packs, wasm chunks, workers, minified CSS, the service worker, the
// Content-Security-Policy, third-party notices and the bill of materials.
// Trunk runs it after every build (Trunk.toml, post_build), in debug and in release.
//
// The order matters: the policy holds hashes of the final inline scripts and styles, and the version in the service
// worker is a hash of everything else.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { transformSync } from "esbuild";
import { mergeStyles, minifyCss } from "./minify-css.mjs";
import { notices } from "./notices.mjs";
import { sbom } from "./sbom.mjs";

const root = process.env.TRUNK_SOURCE_DIR ?? ".";
const stage = process.env.TRUNK_STAGING_DIR ?? fail("TRUNK_STAGING_DIR is not set: this script is run by Trunk");
const indexPath = join(stage, "index.html");

const sha256 = (bytes, encoding) => createHash("sha256").update(bytes).digest(encoding);

function fail(message) {
  console.error(`finish-dist: ${message}`);
  process.exit(1);
}

/** Minifies a script. Names at the top of a script that is no module stay: others may use them. */
const minifyScript = (script, format) => transformSync(script, { minify: true, target: "es2022", format, legalComments: "none" }).code.trimEnd();

/** All files under a folder: sorted relative paths with forward slashes. */
function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join("/"),
    )
    .sort();
}

/** Copies the language packs, named by their content hash, and inserts the names into the page. */
function placeWords(html) {
  for (const pack of ["en-first", "en-plan", "zh-first", "zh-plan"]) {
    const mark = `%WORDS_${pack.toUpperCase().replace("-", "_")}%`;
    const source = join(root, ".build", "words", `${pack}.txt`);
    if (!existsSync(source)) {
      if (html.includes(mark)) fail(`${source} is missing: the build script of the crate writes it`);
      continue;
    }
    const bytes = readFileSync(source);
    const name = `words/${pack}-${sha256(bytes, "hex").slice(0, 8)}.txt`;
    mkdirSync(join(stage, "words"), { recursive: true });
    writeFileSync(join(stage, name), bytes);
    html = html.replaceAll(mark, name);
  }
  return html;
}

/** The parts of the list of plans, of the page of a new plan, and of the workspace: their own code, and the modules that tools/split-wasm.mjs makes of shared code. */
const CARDS = ["cards", "shared_cards", "shared_early"];
const START = ["quick_start", "shared_start", "shared_early"];
const WORKSPACE = ["plan", "shared_cards", "shared_start", "shared_early"];
/** The modules of what else the workspace needs. */
const WORKSPACE_SHARED = /^shared_\d+$/;

/** Copies the modules of tools/split-wasm.mjs beside the program, and names in the page those that it preloads. */
function placeChunks(html) {
  const programs = filesUnder(stage).filter((name) => /^[^/]+\.js$/.test(name));
  const scripts = programs.map((name) => readFileSync(join(stage, name), "utf8"));
  if (scripts.some((script) => script.includes("__wasm_split_placeholder__"))) fail("the program is not split: build with `make dist` or tools/with.sh wasm");
  const folder = join(root, ".build/chunks");
  // A debug build has none; those in the folder are then of another build.
  const files = scripts.some((script) => script.includes("__wasm_split_load_")) ? JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) : {};
  for (const file of Object.values(files)) writeFileSync(join(stage, file), readFileSync(join(folder, file)));
  const workspace = [...WORKSPACE, ...Object.keys(files).filter((name) => WORKSPACE_SHARED.test(name))];
  const names = (modules) => modules.flatMap((name) => files[name] ?? []).join(" ");
  return html.replaceAll("%CARDS%", names(CARDS)).replaceAll("%START%", names(START)).replaceAll("%WORKSPACE%", names(workspace));
}

/** The web workers: one writes workbooks, one reads files for import, one
 * recognises daily figures in them, one decodes their text. */
const WORKERS = ["workbook", "reader", "figures", "charsets"];

/**
 * Renames a worker by its content hash, which Trunk does not do for workers, and appends its start-up code. The script
 * names its wasm file, so a cached script never loads a wasm file of another version.
 */
function placeProgram(html, worker) {
  const [glue, program] = [`${worker}.js`, `${worker}_bg.wasm`].map((name) => join(stage, name));
  if (!existsSync(glue) || !existsSync(program)) fail(`the ${worker} worker is missing: Trunk stages it`);
  const hash = (path) => sha256(readFileSync(path), "hex").slice(0, 12);
  const wasm = `${worker}-${hash(program)}_bg.wasm`;
  renameSync(program, join(stage, wasm));
  const start = `
const program = new URL("${wasm}", self.location.href);
// Retries once without the HTTP cache, which may hold an error page.
wasm_bindgen({ module_or_path: program }).catch(() => wasm_bindgen({ module_or_path: fetch(program, { cache: "reload" }) })).catch((error) => {
  // Worker errors reach the page only as exceptions, not as rejected promises.
  setTimeout(() => { throw error; });
});
`;
  writeFileSync(glue, minifyScript(readFileSync(glue, "utf8") + start));
  const script = `${worker}-${hash(glue)}.js`;
  renameSync(glue, join(stage, script));
  rmSync(join(stage, `${worker}.d.ts`), { force: true });
  rmSync(join(stage, `${worker}_loader.js`), { force: true });
  return html.replaceAll(`%${worker.toUpperCase()}%`, script);
}

/** Names the update check by its content hash; boot.js loads it once the program has started. */
function placeVersions(html) {
  const bytes = minifyScript(readFileSync(join(root, "src/browser/versions.js"), "utf8"));
  const name = `versions-${sha256(bytes, "hex").slice(0, 8)}.js`;
  writeFileSync(join(stage, name), bytes);
  return html.replaceAll("%VERSIONS%", name);
}

/** Minifies the program's script and the inline scripts. */
function minifyScripts(html) {
  for (const script of filesUnder(stage).filter((name) => /^groundswell-\w+\.js$/.test(name))) {
    writeFileSync(join(stage, script), minifyScript(readFileSync(join(stage, script), "utf8"), "esm"));
  }
  return html.replace(/(<script(?![^>]*\ssrc=)([^>]*)>)([\s\S]*?)(<\/script>)/g, (_, open, attributes, text, close) => {
    return open + minifyScript(text, attributes.includes("module") ? "esm" : undefined) + close;
  });
}

/** Minifies the stylesheets: those of the first screens become one in the page, those of the workspace one file; others stay files. */
function minifyStyles(html) {
  for (const name of filesUnder(stage).filter((name) => name.endsWith(".css"))) {
    writeFileSync(join(stage, name), minifyCss(readFileSync(join(stage, name), "utf8"), name));
  }
  const merged = mergeStyles(html);
  const name = `style/workspace-${sha256(merged.workspace, "hex").slice(0, 8)}.css`;
  writeFileSync(join(stage, name), merged.workspace);
  return merged.html.replaceAll("%STYLE%", name);
}

/** The contents of all inline elements with this tag. */
function inlineTexts(html, tag) {
  const uncommented = html.replace(/<!--[\s\S]*?-->/g, "");
  return [...uncommented.matchAll(new RegExp(`<${tag}\\b([^>]*)>([\\s\\S]*?)</${tag}>`, "gi"))]
    .filter(([, attributes]) => !/\ssrc\s*=/i.test(attributes) && !/type\s*=\s*["']?application\/(ld\+)?json/i.test(attributes))
    .map(([, , text]) => text);
}

/** Whether the page is built for `trunk serve`, which reloads it on every change. */
const isLive = (html) => html.includes("{{__TRUNK_");

/** Inserts the Content-Security-Policy: own origin only, and no inline script or style but those of the page, by hash. */
function placePolicy(html) {
  html = html.replace(/\snonce="[^"]*"/g, "");
  const hashes = (tag) => [...new Set(inlineTexts(html, tag).map((text) => `'sha256-${sha256(text, "base64")}'`))];
  // `trunk serve` inserts its reload script later, so its hash is unknown here.
  const scripts = isLive(html) ? ["'unsafe-inline'"] : hashes("script");
  const policy = [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...scripts].join(" "),
    ["style-src 'self'", ...hashes("style")].join(" "),
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  if (!html.includes("%CSP%")) fail("index.html has no %CSP% in a Content-Security-Policy meta element");
  return html.replace("%CSP%", policy);
}

/** For development, where a cached page would hide changes: this service worker removes itself and all caches. */
const NO_WORKER = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.registration.unregister())));
`;

/**
 * Writes sw.js with the hash of every file, and marks the page at its start and its end with a version that depends on
 * all of them; the mark at the end shows that the page arrived whole.
 */
function placeWorker(html) {
  // Loaded on demand and needed by few readers: cached last.
  const isWorker = (name) => new RegExp(`^(${WORKERS.join("|")})-[0-9a-f]{12}(_bg\\.wasm|\\.js)$`).test(name);
  const isLater = (name) => name.startsWith("examples/") || name === "plan.schema.json" || isWorker(name);
  // Not needed by the program, and some hosts recompress images: a mismatch does not invalidate the build.
  const isExtra = (name) => name.startsWith("icons/") || name === "manifest.webmanifest";
  const isKept = (name) => !["index.html", "sw.js", "THIRD-PARTY-NOTICES.txt", "sbom.cdx.json"].includes(name) && !name.endsWith(".d.ts");
  const names = filesUnder(stage).filter(isKept);
  const files = Object.fromEntries(names.map((name) => [name, sha256(readFileSync(join(stage, name)), "hex")]));
  const source = readFileSync(join(root, "src/browser/service-worker.js"), "utf8");
  const version = sha256(html + source + JSON.stringify(files), "hex").slice(0, 12);
  html = html.replaceAll("%BUILD%", version).replace(/<\/html>\s*$/, `<!--${version}--></html>\n`);
  if (!html.includes(`data-build="${version}"`) || !html.includes(`<!--${version}-->`)) fail("index.html has no %BUILD% or no end");
  const worker = minifyScript(source)
    .replaceAll("%VERSION%", version)
    .replaceAll('"%FILES%"', JSON.stringify(files))
    .replaceAll('"%LATER%"', JSON.stringify(names.filter(isLater)))
    .replaceAll('"%EXTRAS%"', JSON.stringify(names.filter(isExtra)));
  writeFileSync(join(stage, "sw.js"), worker);
  console.log(`finish-dist: version ${version}, ${names.length + 1} files for offline use`);
  return html;
}

writeFileSync(join(stage, "THIRD-PARTY-NOTICES.txt"), notices(root));
writeFileSync(join(stage, "sbom.cdx.json"), sbom(root));
let html = readFileSync(indexPath, "utf8");
html = placeWords(html);
html = placeChunks(html);
for (const worker of WORKERS) html = placeProgram(html, worker);
html = placeVersions(html);
html = minifyScripts(html);
html = minifyStyles(html);
html = placePolicy(html);
if (isLive(html)) {
  html = html.replaceAll("%BUILD%", "live");
  writeFileSync(join(stage, "sw.js"), NO_WORKER);
} else {
  html = placeWorker(html);
}
writeFileSync(indexPath, html);
const left = html.match(/%(WORDS_\w+|STYLE|CARDS|START|WORKSPACE|WORKBOOK|READER|FIGURES|CHARSETS|VERSIONS|BUILD|CSP)%/);
if (left) fail(`index.html still holds ${left[0]}`);
