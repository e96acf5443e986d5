// Splits a release build before wasm-bindgen runs: node tools/split-wasm.mjs WASM_BINDGEN_ARGUMENTS...
// Trunk calls it through tools/shims/wasm-bindgen. The main module, which the first screens need, goes on to wasm-bindgen;
// the other modules are optimised, named by content hash and stored in .build/chunks for tools/finish-dist.mjs.
// A program without split points (a worker, or a debug build) goes on unchanged.
import { createHash } from "node:crypto";
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { shortenGlue } from "./shorten-glue.mjs";

const optimise = promisify(execFile);

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
// Shared chunks of the steps below this size, in bytes, share a file.
const SMALL = 16_000;
// As in index.html for the programs. The output of -Oz is larger once compressed, and takes twice as long.
const OPTIMISE = ["-O1", "--shrink-level=2"];

function fail(message) {
  console.error(`split-wasm: ${message}`);
  process.exit(1);
}

function run(command, args) {
  try {
    execFileSync(command, args, { stdio: "inherit" });
  } catch (error) {
    fail(error.code === "ENOENT" ? `${command} is not installed: tools/setup.sh build` : `${command} ${args.join(" ")}: failed`);
  }
}

/** Replaces a text that must occur exactly once. */
function replaceOnce(text, from, to) {
  if (text.split(from).length !== 2) fail(`expected once in ${LINK} or its page: ${from}`);
  return text.replace(from, () => to);
}

/** Optimises a chunk and names it by its content hash. Returns the name. */
async function finishChunk(folder, file) {
  const path = join(folder, file);
  await optimise("wasm-opt", [path, ...OPTIMISE, "-o", path]).catch((error) => fail(`${file}: ${error.stderr || error.message}`));
  const hash = createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 12);
  const name = `${basename(file, ".wasm").replace(/^split_/, "")}-${hash}.wasm`;
  renameSync(path, join(chunks, name));
  return name;
}

/** Optimises all chunks, the largest first, one per processor at a time. Maps each file to its new name. */
async function finishChunks(folder, files) {
  const left = [...files].sort((a, b) => statSync(join(folder, b)).size - statSync(join(folder, a)).size);
  const names = new Map();
  const work = async () => {
    for (let file = left.shift(); file; file = left.shift()) names.set(file, await finishChunk(folder, file));
  };
  await Promise.all(cpus().map(work));
  return names;
}

/** Code shared by the same split points is a chunk. Its number and its split points, by file: the splitter's comments say so. */
function sharedChunks(link) {
  const found = link.matchAll(/\/\* ([\w, ]+) \*\/\s*const __chunk_\d+ = makeLoad\([^"]*"\.\/(chunk_\d+\.wasm)"/g);
  return new Map([...found].map(([, points, file]) => [file, points.split(", ")]));
}

/**
 * Sorts the shared chunks into packs, files that hold several chunks: there are over a hundred, and on a slow network each
 * request costs more than most of them. What the list of plans needs is a pack, so is what the page of a new plan needs, and
 * what both need. The other chunks of the workspace are needed together and fill two; small chunks of the steps share one.
 * The others stay files.
 */
function packsOf(shared, size) {
  const byName = new Map();
  const add = (name, file) => byName.set(name, [...(byName.get(name) ?? []), file]);
  const filled = [0, 0];
  for (const [file, points] of [...shared].sort(([a], [b]) => size(b) - size(a))) {
    const early = [CARDS, QUICK_START].filter((point) => points.includes(point));
    if (early.length > 0) add(early.length > 1 ? "shared_early" : early[0] === CARDS ? "shared_cards" : "shared_start", file);
    else if (points.includes(WORKSPACE)) {
      const at = filled[0] <= filled[1] ? 0 : 1;
      filled[at] += size(file);
      add(`shared_${at + 1}`, file);
    } else if (size(file) < SMALL && points.some((point) => STEPS.includes(point))) add("shared_steps", file);
  }
  return byName;
}

/** Writes a pack: an empty module with each chunk in a custom section, so that hosts compress it like any module. */
function writePack(name, files) {
  const leb = (number) => (number < 128 ? [number] : [(number & 127) | 128, ...leb(number >> 7)]);
  const parts = [Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])];
  const places = new Map();
  let at = 8;
  for (const file of files) {
    const bytes = readFileSync(join(chunks, file));
    const label = Buffer.from(file);
    const head = Buffer.from([...leb(label.length), ...label]);
    const section = Buffer.concat([Buffer.from([0, ...leb(head.length + bytes.length)]), head]);
    places.set(file, [at + section.length, at + section.length + bytes.length]);
    at += section.length + bytes.length;
    parts.push(section, bytes);
    rmSync(join(chunks, file));
  }
  const pack = Buffer.concat(parts);
  const file = `${name}-${createHash("sha256").update(pack).digest("hex").slice(0, 12)}.wasm`;
  writeFileSync(join(chunks, file), pack);
  return { file, size: pack.length, places };
}

/** How the splitter's link module loads a module; written out over a hundred times. */
const LOAD =
  /makeLoad\(\(\) => \{\s*const src = ([^\n]+);\s*src\.catch\(\(\) => \{\}\);\s*return async \(imports\) => \(instantiate\(await src, imports\)\);\s*\}\s*, \[([^\]]*)\]\)/g;

/**
 * Merges the splitter's link module into the program's script: as a separate file it would add a round trip to the
 * first load.
 */
function inlineLink(program, link, main) {
  link = replaceOnce(link, `import { initSync } from "./${main}.js";`, "");
  // Accept wasm served with a wrong MIME type, as wasm-bindgen does.
  link = link.replaceAll("WebAssembly.instantiateStreaming(src, imports)", "instantiate(await src, imports)");
  link = link.replace(LOAD, (_, source, needs) => `part(() => ${source}, [${needs}])`);
  // The page reports failed loads itself, and a load aborted by navigation is not an error.
  link = replaceOnce(link, "console.error(e);", "console.warn(e);");
  const loaders = [...link.matchAll(/^export const (\w+) =/gm)].map(([, name]) => name);
  link = link.replace(/^export const /gm, "const ");
  const helper = `async function instantiate(response, imports) {
    try {
        return await start(response, imports);
    } catch (error) {
        // A part of a pack is complete.
        if (!response.url) throw error;
        // The HTTP cache may hold an answer from while the host was being updated.
        return start(await fetch(response.url, { cache: "reload" }), imports);
    }
}
async function start(response, imports) {
    if (!response.ok) throw new Error(\`\${response.status} for \${response.url}\`);
    const type = (response.headers.get("content-type") ?? "").split(";")[0].trim();
    if (type === "application/wasm") return WebAssembly.instantiateStreaming(response, imports);
    return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
function part(source, needs) {
    return makeLoad(() => {
        const response = source();
        response.catch(() => {});
        return async (imports) => instantiate(await response, imports);
    }, needs);
}
const packs = new Map();
async function wholePack(url, size) {
    for (const cache of ["default", "reload"]) {
        const response = await fetch(url, { cache });
        const bytes = response.ok ? await response.arrayBuffer() : undefined;
        if (bytes?.byteLength === size) return bytes;
    }
    throw new Error(\`\${url} is missing\`);
}
async function packed(url, size, start, end) {
    if (!packs.has(url.href)) {
        const pack = wholePack(url, size);
        pack.catch(() => packs.delete(url.href));
        packs.set(url.href, pack);
    }
    const bytes = (await packs.get(url.href)).slice(start, end);
    return new Response(bytes, { headers: { "content-type": "application/wasm" } });
}`;
  // One import per split point, all of the same module.
  const found = [...program.matchAll(new RegExp(`^import \\* as (\\w+) from "\\./${LINK.replaceAll(".", "\\.")}";?$`, "gm"))];
  if (found.length === 0) fail(`wasm-bindgen did not import ${LINK}`);
  const [[, first]] = found;
  const module = `const ${first} = (() => {\n${helper}\n${link.trim()}\nreturn { ${loaders.join(", ")} };\n})();`;
  return found.reduce((text, [line, name]) => replaceOnce(text, line, name === first ? module : `const ${name} = ${first};`), program);
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

let link = readFileSync(join(work, LINK), "utf8");
const files = readdirSync(work).filter((file) => file.endsWith(".wasm") && file !== `${name}.wasm`);
const names = await finishChunks(work, files);
const shared = new Map([...sharedChunks(link)].map(([file, points]) => [names.get(file), points]));
const size = (chunk) => statSync(join(chunks, chunk)).size;
const sources = new Map([...names].map(([file, chunk]) => [chunk, `fetch(new URL("./${file}", import.meta.url))`]));
let packUrls = "";
for (const [pack, members] of packsOf(shared, size)) {
  const { file, size, places } = writePack(pack, members);
  packUrls += `const ${pack} = new URL("./${file}", import.meta.url);\n`;
  for (const [chunk, [start, end]] of places) {
    link = replaceOnce(link, sources.get(chunk), `packed(${pack}, ${size}, ${start}, ${end})`);
    sources.delete(chunk);
  }
}
for (const [chunk, source] of sources) link = replaceOnce(link, source, `fetch(new URL("./${chunk}", import.meta.url))`);
link = packUrls + link;
const program = join(option("out-dir"), `${name}.js`);
writeFileSync(program, inlineLink(readFileSync(program, "utf8"), link, name));
console.log(`split-wasm: ${readdirSync(chunks).join(", ")} beside ${name}`);
