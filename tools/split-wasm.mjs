// Splits a release build before wasm-bindgen runs: node tools/split-wasm.mjs WASM_BINDGEN_ARGUMENTS...
// Trunk calls it through tools/shims/wasm-bindgen. The main module, which the first screens need, goes on to wasm-bindgen;
// the other modules are optimised, named by content hash and stored in .build/chunks for tools/finish-dist.mjs.
// A program without split points (a worker, or a debug build) goes on unchanged.
import { createHash } from "node:crypto";
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { shortenGlue } from "./shorten-glue.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const chunks = join(root, ".build/chunks");
// The module from which `wasm_split` imports its loaders; the splitter writes it.
const PLACEHOLDER = "__wasm_split_placeholder__";
const LINK = "__wasm_split.js";
// The split points of src/screens.rs: the list of plans, the page of a new plan, what every plan needs, the steps.
const CARDS = "cards";
const QUICK_START = "quick_start";
const WORKSPACE = "plan";
const STEPS = ["budget", "strategy", "phases", "track", "review"];
// Shared chunks of the steps below this size, in bytes, share a module.
const SMALL = 16_000;
// How many modules the other chunks of the workspace make. Fewer are larger, and take the page longer to receive at once.
const WORKSPACE_MODULES = 4;
// As in index.html for the programs. The output of -Oz is larger once compressed, and takes twice as long.
const OPTIMISE = ["-O1", "--shrink-level=2"];

// What rustc emits for wasm32-unknown-unknown. Binaryen writes newer encodings where all features are allowed.
const FEATURES = "bulk-memory bulk-memory-opt call-indirect-overlong multivalue mutable-globals nontrapping-float-to-int reference-types sign-ext"
  .split(" ")
  .map((feature) => `--enable-${feature}`);

function fail(message) {
  console.error(`split-wasm: ${message}`);
  process.exit(1);
}

/** Runs a command of Binaryen beside others. Its warnings on names, which the modules lose, are left out. */
const execute = (command, args, options) => promisify(execFile)(command, args, options).catch((error) => fail(`${command}: ${error.stderr || error.message}`));

function run(command, args) {
  try {
    execFileSync(command, args, { stdio: "inherit" });
  } catch (error) {
    fail(error.code === "ENOENT" ? `${command} is not installed: tools/setup.sh build` : `${command} ${args.join(" ")}: failed`);
  }
}

/** Code shared by the same split points is a chunk: its split points by its file, as the splitter's comments say. */
function sharedChunks(link) {
  const found = link.matchAll(/\/\* ([\w, ]+) \*\/\s*const __chunk_\d+ = makeLoad\([^"]*"\.\/(chunk_\d+\.wasm)"/g);
  return new Map([...found].map(([, points, file]) => [file, points.split(", ")]));
}

/**
 * Groups the shared chunks into modules. There are hundreds of chunks; on a slow network each request, and on a slow
 * processor each start of a module, costs more than most of them. What the list of plans needs is a module, so is what the
 * page of a new plan needs, and what both need. The other chunks of the workspace are needed together and make a
 * few of equal size; small chunks of the steps make one. Each of the others is a module of its own.
 */
function modulesOf(shared, size) {
  const byName = new Map();
  const add = (name, file) => byName.set(name, [...(byName.get(name) ?? []), file]);
  const filled = Array(WORKSPACE_MODULES).fill(0);
  for (const [file, points] of [...shared].sort(([a], [b]) => size(b) - size(a))) {
    const early = [CARDS, QUICK_START].filter((point) => points.includes(point));
    if (early.length > 0) add(early.length > 1 ? "shared_early" : early[0] === CARDS ? "shared_cards" : "shared_start", file);
    else if (points.includes(WORKSPACE)) {
      const at = filled.indexOf(Math.min(...filled));
      filled[at] += size(file);
      add(`shared_${at + 1}`, file);
    } else if (size(file) < SMALL && points.some((point) => STEPS.includes(point))) add("shared_steps", file);
    else add(basename(file, ".wasm"), file);
  }
  return byName;
}

/**
 * Writes the module that merged modules import memory, table and globals through: imported by each on its own, they would
 * count as different ones. Their types are those of the first file that imports all. Returns its path.
 */
async function writeHub(folder, names, files) {
  const file =
    files.find((file) => names.every((name) => readFileSync(join(folder, file)).includes(name))) ?? fail(`no module imports all of ${names.join(", ")}`);
  const { stdout } = await execute("wasm-dis", [join(folder, file), ...FEATURES], { maxBuffer: 1 << 28 });
  const found = [...stdout.matchAll(/^ \(import "__wasm_split" "(\w+)" \((memory|table|global) \S+ (.*)\)\)$/gm)];
  if (found.length !== names.length) fail(`${file} does not import ${names.join(", ")}`);
  const parts = found.map(([, name, kind, type], at) => `(import "main" "${name}" (${kind} $${at} ${type})) (export "${name}" (${kind} $${at}))`);
  const path = join(folder, "hub.wasm");
  writeFileSync(join(folder, "hub.wat"), `(module ${parts.join(" ")})`);
  await execute("wasm-as", [join(folder, "hub.wat"), ...FEATURES, "-o", path]);
  return path;
}

/** Merges chunks into one module, optimises it and stores it, named by its content hash. Returns that name. */
async function finishModule(folder, hub, name, files) {
  const path = join(folder, `merged_${name}.wasm`);
  const inputs = [hub, "__wasm_split", ...files.flatMap((file, at) => [join(folder, file), `chunk${at}`])];
  await execute("wasm-merge", [...inputs, ...FEATURES, "-o", path]);
  await execute("wasm-opt", [path, ...FEATURES, ...OPTIMISE, "-o", path]);
  const bytes = readFileSync(path);
  if (!WebAssembly.Module.imports(new WebAssembly.Module(bytes)).every(({ module }) => module === "main")) fail(`${name} imports more than the program`);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  writeFileSync(join(chunks, `${name}-${hash}.wasm`), bytes);
  return `${name}-${hash}`;
}

/** Finishes all modules, the largest first, one per processor at a time. Maps each name to its final one. */
async function finishModules(folder, hub, modules, size) {
  const total = (files) => files.reduce((sum, file) => sum + size(file), 0);
  const left = [...modules].sort(([, a], [, b]) => total(b) - total(a));
  const names = new Map();
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) names.set(next[0], await finishModule(folder, hub, ...next));
  };
  await Promise.all(cpus().map(work));
  return names;
}

/** Puts the loader into the program's script: as a separate file it would add a round trip to the first load. */
function mergeLoader(program, loader) {
  // One import per split point, all of the same module.
  const found = [...program.matchAll(new RegExp(`^import \\* as (\\w+) from "\\./${LINK.replaceAll(".", "\\.")}";?$`, "gm"))];
  if (found.length === 0) fail(`wasm-bindgen did not import ${LINK}`);
  const [[, first]] = found;
  const code = loader.slice(loader.indexOf("(() =>")).trimEnd();
  return found.reduce((text, [line, name]) => text.replace(line, () => `const ${name} = ${name === first ? code : first};`), program);
}

const args = process.argv.slice(2);
const input = args.find((arg) => arg.endsWith(".wasm"));
const option = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fail(`no --${name}= given`);
const name = option("out-name");
const shorten = () => shortenGlue(join(option("out-dir"), `${name}.js`), join(option("out-dir"), `${name}_bg.wasm`));
if (!readFileSync(input).includes(PLACEHOLDER)) {
  run("wasm-bindgen", args);
  if (input.includes("/release/")) shorten();
  process.exit();
}

const work = join(root, ".build/split");
rmSync(chunks, { recursive: true, force: true });
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
mkdirSync(chunks, { recursive: true });
run("wasm-split-cli", [input, work, "--target", "web", "--out-name", name]);
run("wasm-bindgen", [...args.map((arg) => (arg === input ? join(work, `${name}.wasm`) : arg)), "--keep-lld-exports"]);
shorten();

const link = readFileSync(join(work, LINK), "utf8");
// tools/split-loader.js starts shared modules in any order: none may need another.
if (/makeLoad\([^[]*\[__chunk[^\]]*\]\);/.test(link)) fail(`${LINK} is not as expected`);
const points = [...link.matchAll(/__wasm_split_load_(\w+) =/g)].map(([, point]) => point);
const shared = sharedChunks(link);
const files = readdirSync(work).filter((file) => /^(split|chunk)_\w+\.wasm$/.test(file));
if (points.length + shared.size !== files.length) fail(`${LINK} names ${points.length + shared.size} of ${files.length} modules`);
const size = (file) => statSync(join(work, file)).size;
const [, imported] = link.match(/sharedImports = \{ __wasm_split: \{ {2}\} \};\s*const \{ ([\w, ]+) \} = initSync/) ?? fail(`${LINK} is not as expected`);
const hub = await writeHub(
  work,
  imported
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean),
  files.sort((one, other) => size(one) - size(other)),
);
const merged = modulesOf(shared, size);
const names = await finishModules(work, hub, new Map([...merged, ...points.map((point) => [point, [`split_${point}.wasm`]])]), size);
const setOf = (members) => members.reduce((set, point) => set | (1 << points.indexOf(point)), 0);
const needs = [...merged].map(([name, files]) => [names.get(name), setOf(files.flatMap((file) => shared.get(file)))]);
const loader = readFileSync(join(root, "tools/split-loader.js"), "utf8")
  .replace("%POINTS%", points.map((point) => names.get(point)).join(" "))
  .replace('"%SHARED%"', JSON.stringify(needs));
const program = join(option("out-dir"), `${name}.js`);
writeFileSync(program, mergeLoader(readFileSync(program, "utf8"), loader));
// For tools/finish-dist.mjs: the file of each module.
const manifest = Object.fromEntries([...names].map(([name, hashed]) => [name, `${hashed}.wasm`]));
writeFileSync(join(chunks, "manifest.json"), JSON.stringify(manifest));
console.log(`split-wasm: ${Object.values(manifest).join(", ")} beside ${name}`);
