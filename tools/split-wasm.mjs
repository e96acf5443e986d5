// Splits a release before wasm-bindgen sees it: node tools/split-wasm.mjs WASM_BINDGEN_ARGUMENTS...
// Trunk gets here by tools/shims/wasm-bindgen. What is left of the program for the first screens goes on to wasm-bindgen;
// the rest lies, optimised and named by its content, in .build/chunks, where tools/finish-dist.mjs takes it from.
// A program without split points (a worker, or any debug build) goes on as it is.
import { createHash } from "node:crypto";
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const optimise = promisify(execFile);

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const chunks = join(root, ".build/chunks");
// What `wasm_split` imports its loaders from; the splitter fills it in.
const PLACEHOLDER = "__wasm_split_placeholder__";
const LINK = "__wasm_split.js";
// As index.html has it for the programs. Compressed, what -Oz gives is larger, and it takes twice as long.
const OPTIMISE = ["-O1", "--shrink-level=2"];

function fail(message) {
  console.error(`split-wasm: ${message}`);
  process.exit(1);
}

function run(command, args) {
  try {
    execFileSync(command, args, { stdio: "inherit" });
  } catch (error) {
    fail(error.code === "ENOENT" ? `${command} is not there: tools/setup.sh build` : `${command} ${args.join(" ")}: failed`);
  }
}

/** Replaces a text that must stand there exactly once. */
function replaceOnce(text, from, to) {
  if (text.split(from).length !== 2) fail(`expected once in ${LINK} or its page: ${from}`);
  return text.replace(from, () => to);
}

/** Optimises a chunk and names it by its content. Returns the name. */
async function finishChunk(folder, file) {
  const path = join(folder, file);
  await optimise("wasm-opt", [path, ...OPTIMISE, "-o", path]).catch((error) => fail(`${file}: ${error.stderr || error.message}`));
  const hash = createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 12);
  const name = `${basename(file, ".wasm").replace(/^split_/, "")}-${hash}.wasm`;
  renameSync(path, join(chunks, name));
  return name;
}

/** Finishes all, the largest first, as many side by side as there are processors. Returns the name of each by its file. */
async function finishChunks(folder, files) {
  const left = [...files].sort((a, b) => statSync(join(folder, b)).size - statSync(join(folder, a)).size);
  const names = new Map();
  const work = async () => {
    for (let file = left.shift(); file; file = left.shift()) names.set(file, await finishChunk(folder, file));
  };
  await Promise.all(cpus().map(work));
  return names;
}

/**
 * The splitter's link module as part of the program's own, which it belongs to: as a file of its own it would cost the
 * first load a round trip.
 */
function inlineLink(program, link, main) {
  link = replaceOnce(link, `import { initSync } from "./${main}.js";`, "");
  // A host that serves wasm under another type is bad manners, not a reason to stop; wasm-bindgen holds it so too.
  link = link.replaceAll("WebAssembly.instantiateStreaming(src, imports)", "instantiate(await src, imports)");
  // The page itself says what could not be loaded; a load cut short because the reader goes elsewhere is no error at all.
  link = replaceOnce(link, "console.error(e);", "console.warn(e);");
  const loaders = [...link.matchAll(/^export const (\w+) =/gm)].map(([, name]) => name);
  link = link.replace(/^export const /gm, "const ");
  const helper = `async function instantiate(response, imports) {
    try {
        return await start(response, imports);
    } catch {
        // The browser's own cache may hold what the host answered while it was being updated.
        return start(await fetch(response.url, { cache: "reload" }), imports);
    }
}
async function start(response, imports) {
    if (!response.ok) throw new Error(\`\${response.status} for \${response.url}\`);
    const type = (response.headers.get("content-type") ?? "").split(";")[0].trim();
    if (type === "application/wasm") return WebAssembly.instantiateStreaming(response, imports);
    return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}`;
  // Once for each split point, all of the same module.
  const found = [...program.matchAll(new RegExp(`^import \\* as (\\w+) from "\\./${LINK.replaceAll(".", "\\.")}";?$`, "gm"))];
  if (found.length === 0) fail(`wasm-bindgen did not import ${LINK}`);
  const [[, first]] = found;
  const module = `const ${first} = (() => {\n${helper}\n${link.trim()}\nreturn { ${loaders.join(", ")} };\n})();`;
  return found.reduce((text, [line, name]) => replaceOnce(text, line, name === first ? module : `const ${name} = ${first};`), program);
}

const args = process.argv.slice(2);
const input = args.find((arg) => arg.endsWith(".wasm"));
const option = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fail(`no --${name}= given`);
if (!readFileSync(input).includes(PLACEHOLDER)) {
  run("wasm-bindgen", args);
  process.exit();
}

const name = option("out-name");
const work = join(root, ".build/split");
rmSync(chunks, { recursive: true, force: true });
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
mkdirSync(chunks, { recursive: true });
run("wasm-split-cli", [input, work, "--target", "web", "--out-name", name]);
run("wasm-bindgen", [...args.map((arg) => (arg === input ? join(work, `${name}.wasm`) : arg)), "--keep-lld-exports"]);

let link = readFileSync(join(work, LINK), "utf8");
const files = readdirSync(work).filter((file) => file.endsWith(".wasm") && file !== `${name}.wasm`);
for (const [file, chunk] of await finishChunks(work, files)) {
  link = replaceOnce(link, `new URL("./${file}", import.meta.url)`, `new URL("./${chunk}", import.meta.url)`);
}
const program = join(option("out-dir"), `${name}.js`);
writeFileSync(program, inlineLink(readFileSync(program, "utf8"), link, name));
console.log(`split-wasm: ${readdirSync(chunks).join(", ")} beside ${name}`);
