// Finishes the site Trunk has staged: words packs, the parts split off, the workers, the offline worker, the
// Content-Security-Policy, the notices of others' licences and the bill of materials.
// Trunk runs it after every build (Trunk.toml, post_build), in debug and in release.
//
// Order matters: the words packs put their names into index.html, and the policy names the hash of every
// inline script as it finally stands; the worker comes last, since its version is a hash of all the rest.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { mergeStyles, minifyCss } from "./minify-css.mjs";
import { notices } from "./notices.mjs";
import { sbom } from "./sbom.mjs";

const root = process.env.TRUNK_SOURCE_DIR ?? ".";
const stage = process.env.TRUNK_STAGING_DIR ?? fail("TRUNK_STAGING_DIR is not set: Trunk runs this, not a person");
const indexPath = join(stage, "index.html");

const sha256 = (bytes, encoding) => createHash("sha256").update(bytes).digest(encoding);

function fail(message) {
  console.error(`finish-dist: ${message}`);
  process.exit(1);
}

/** Every file under a folder, as paths relative to it, with forward slashes, sorted. */
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

/** Copies the words packs under names that carry their hash, and puts those names into the page. */
function placeWords(html) {
  for (const pack of ["en-first", "en-plan", "zh-first", "zh-plan"]) {
    const mark = `%WORDS_${pack.toUpperCase().replace("-", "_")}%`;
    const source = join(root, ".build", "words", `${pack}.txt`);
    if (!existsSync(source)) {
      if (html.includes(mark)) fail(`${source} is missing: the crate's build script writes it`);
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

/** Parts that most visits never need: they are fetched when they are asked for, and the page does not name them. */
const ON_DEMAND = ["files", "views", "exports"];

/** Puts what tools/split-wasm.mjs has split off the program beside it, and the names of what a plan needs into the page. */
function placeChunks(html) {
  const ahead = [];
  for (const script of filesUnder(stage).filter((name) => /^[^/]+\.js$/.test(name))) {
    const program = readFileSync(join(stage, script), "utf8");
    if (program.includes("__wasm_split_placeholder__")) fail(`${script} is not split: build by \`make dist\`, or with tools/with.sh wasm`);
    // What several parts share is a chunk; the splitter says in a comment before it which they are.
    const shared = new Map(
      [...program.matchAll(/\/\* ([\w, ]+) \*\/\s*const __chunk_\d+ = makeLoad\([^"]*"\.\/(chunk_[\w-]+\.wasm)"/g)].map(([, parts, chunk]) => [
        chunk,
        parts.split(", "),
      ]),
    );
    for (const [, chunk] of program.matchAll(/new URL\("\.\/([\w-]+-[0-9a-f]{12}\.wasm)", import\.meta\.url\)/g)) {
      writeFileSync(join(stage, chunk), readFileSync(join(root, ".build/chunks", chunk)));
      const parts = shared.get(chunk) ?? [chunk.replace(/-[0-9a-f]{12}\.wasm$/, "")];
      if (parts.some((part) => !ON_DEMAND.includes(part))) ahead.push(chunk);
    }
  }
  return html.replaceAll("%CHUNKS%", ahead.join(" "));
}

/** The workers: what writes workbooks, and what reads files for the import. */
const WORKERS = ["workbook", "reader"];

/**
 * Names a worker by its content, which Trunk leaves to its user, and has it start by itself: its script and its
 * program refer to each other by name, and a kept one must never meet a newer other.
 */
function placeProgram(html, worker) {
  const [glue, program] = [`${worker}.js`, `${worker}_bg.wasm`].map((name) => join(stage, name));
  if (!existsSync(glue) || !existsSync(program)) fail(`the ${worker} worker is missing: Trunk stages it`);
  const hash = (path) => sha256(readFileSync(path), "hex").slice(0, 12);
  const wasm = `${worker}-${hash(program)}_bg.wasm`;
  renameSync(program, join(stage, wasm));
  writeFileSync(
    glue,
    `${readFileSync(glue, "utf8")}\nconst program = new URL("${wasm}", self.location.href);
// A second time past the browser's own cache, which may hold what is not the program.
wasm_bindgen({ module_or_path: program }).catch(() => wasm_bindgen({ module_or_path: fetch(program, { cache: "reload" }) })).catch((error) => {\n  // The page hears of what a worker throws, not of what it promised.\n  setTimeout(() => { throw error; });\n});\n`,
  );
  const script = `${worker}-${hash(glue)}.js`;
  renameSync(glue, join(stage, script));
  rmSync(join(stage, `${worker}.d.ts`), { force: true });
  rmSync(join(stage, `${worker}_loader.js`), { force: true });
  return html.replaceAll(`%${worker.toUpperCase()}%`, script);
}

/** Names the script that looks for newer versions by its content; boot.js loads it once the program has started. */
function placeVersions(html) {
  const bytes = readFileSync(join(root, "src/browser/versions.js"));
  const name = `versions-${sha256(bytes, "hex").slice(0, 8)}.js`;
  writeFileSync(join(stage, name), bytes);
  return html.replaceAll("%VERSIONS%", name);
}

/** A script without comments that have lines of their own, and without indentation: neither is worth its bytes in the first load. */
function slim(script) {
  const lines = script.split("\n");
  // Lines of a text over several lines are not to be touched; where there is one, the script stays as it is.
  if (lines.some((line) => line.split("`").length % 2 === 0)) return script;
  const kept = lines.map((line) => line.trim()).filter((line) => line && !/^(\/\/|\/\*\*|\*( |\/|$))/.test(line));
  return kept.join("\n");
}

/** The scripts that stand in the page, and the program's own. */
function slimScripts(html) {
  for (const script of filesUnder(stage).filter((name) => /^groundswell-\w+\.js$/.test(name))) {
    writeFileSync(join(stage, script), slim(readFileSync(join(stage, script), "utf8")));
  }
  return html.replace(/(<script(?![^>]*\ssrc=)[^>]*>)([\s\S]*?)(<\/script>)/g, (_, open, text, close) => open + slim(text) + close);
}

/** Minifies the stylesheets: those in the page become one, those beside it stay files. */
function minifyStyles(html) {
  for (const name of filesUnder(stage).filter((name) => name.endsWith(".css"))) {
    writeFileSync(join(stage, name), minifyCss(readFileSync(join(stage, name), "utf8"), name));
  }
  return mergeStyles(html);
}

/** The texts between the tags of every inline element of one kind. */
function inlineTexts(html, tag) {
  const uncommented = html.replace(/<!--[\s\S]*?-->/g, "");
  return [...uncommented.matchAll(new RegExp(`<${tag}\\b([^>]*)>([\\s\\S]*?)</${tag}>`, "gi"))]
    .filter(([, attributes]) => !/\ssrc\s*=/i.test(attributes) && !/type\s*=\s*["']?application\/(ld\+)?json/i.test(attributes))
    .map(([, , text]) => text);
}

/** Is the page for `trunk serve`, which reloads it at every change? */
const isLive = (html) => html.includes("{{__TRUNK_");

/** Puts the policy into the page: nothing but the page's own origin, and no inline script but these very ones. */
function placePolicy(html) {
  html = html.replace(/\snonce="[^"]*"/g, "");
  const hashes = (tag) => [...new Set(inlineTexts(html, tag).map((text) => `'sha256-${sha256(text, "base64")}'`))];
  // `trunk serve` fills in its reload script when it answers, after this point: its hash cannot be known here.
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

/** While developing, a kept page would hide the last change: this worker removes itself and whatever an earlier one kept. */
const NO_WORKER = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.registration.unregister())));
`;

/**
 * Marks the page, at both ends, with a version that changes with any file of the build, and writes sw.js, which holds
 * what each of them hashes to.
 */
function placeWorker(html) {
  // Fetched when they are asked for: most readers never do. They are kept all the same, after everything else.
  const isWorker = (name) => new RegExp(`^(${WORKERS.join("|")})-[0-9a-f]{12}(_bg\\.wasm|\\.js)$`).test(name);
  const isLater = (name) => name.startsWith("examples/") || name === "plan.schema.json" || isWorker(name);
  // No program needs them, and hosts are known to repack pictures: without them a build is still whole.
  const isExtra = (name) => name.startsWith("icons/") || name === "manifest.webmanifest";
  const isKept = (name) => !["index.html", "sw.js", "THIRD-PARTY-NOTICES.txt", "sbom.cdx.json"].includes(name) && !name.endsWith(".d.ts");
  const names = filesUnder(stage).filter(isKept);
  const files = Object.fromEntries(names.map((name) => [name, sha256(readFileSync(join(stage, name)), "hex")]));
  const source = readFileSync(join(root, "src/browser/service-worker.js"), "utf8");
  const version = sha256(html + source + JSON.stringify(files), "hex").slice(0, 12);
  html = html.replaceAll("%BUILD%", version).replace(/<\/html>\s*$/, `<!--${version}--></html>\n`);
  if (!html.includes(`data-build="${version}"`) || !html.includes(`<!--${version}-->`)) fail("index.html has no %BUILD% or no end");
  const worker = source
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
html = slimScripts(html);
html = minifyStyles(html);
html = placePolicy(html);
if (isLive(html)) {
  html = html.replaceAll("%BUILD%", "live");
  writeFileSync(join(stage, "sw.js"), NO_WORKER);
} else {
  html = placeWorker(html);
}
writeFileSync(indexPath, html);
const left = html.match(/%(WORDS_\w+|CHUNKS|WORKBOOK|READER|VERSIONS|BUILD|CSP)%/);
if (left) fail(`index.html still holds ${left[0]}`);
