// Reports the size of the first load, raw and as brotli 11: all files that index.html names and one language pack. `make size`.
// Files loaded after the first screen or with a plan, and files loaded on demand, are listed separately.
// Fails over LIMIT; GOAL is reported only.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const GOAL = 150_000;
const LIMIT = 200_000;
const dist = process.argv[2] ?? "dist";

const html = readFileSync(join(dist, "index.html"), "utf8");
// Everything in the page that looks like a URL of this site.
const candidates = [...html.matchAll(/["'(=]\s*(?:\.\/)?([\w][\w./-]*\.(?:js|wasm|css|txt|svg|png|ico|webmanifest|json|woff2))/g)].map((match) => match[1]);
const attributes = (pattern) => [...html.matchAll(pattern)].flatMap(([, value]) => value.split(" ")).filter(Boolean);
const planWords = attributes(/\sdata-words-\w+-plan="([^"]*)"/g);
const later = [...new Set([...attributes(/\sdata-(?:style|cards|start|workspace|versions)="([^"]*)"/g), ...planWords])];
const asked = attributes(/\sdata-(?:workbook|reader|figures|charsets)="([^"]*)"/g);
const named = [...new Set(candidates)].filter((name) => existsSync(join(dist, name)) && !later.includes(name) && !asked.includes(name));
// Only one language is loaded: count the larger pack.
const packs = named.filter((name) => name.startsWith("words/"));
const packed = promisify(brotliCompress);
const weigh = async (name) => {
  const raw = readFileSync(join(dist, name));
  const { length } = await packed(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } });
  return { name, raw: raw.length, brotli: Math.min(raw.length, length) };
};
const weighed = (names) => Promise.all(names.map(weigh));
const [pack] = (await weighed(packs)).sort((a, b) => b.brotli - a.brotli);
// Linked but not loaded: the licences, and icons for pinning the site.
const others = named.filter(
  (name) => !name.startsWith("words/") && !["sw.js", "THIRD-PARTY-NOTICES.txt"].includes(name) && !/apple-touch|maskable|icon-\d+/.test(name),
);
const rows = [...(await weighed(["index.html", ...others])), ...(pack ? [pack] : [])];
const total = rows.reduce((sum, row) => ({ raw: sum.raw + row.raw, brotli: sum.brotli + row.brotli }), { raw: 0, brotli: 0 });

const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
console.log(`${"first load, one language".padEnd(44)}${"raw kB".padStart(9)}${"brotli kB".padStart(11)}`);
for (const row of [...rows, { name: "total", ...total }]) console.log(`${row.name.padEnd(44)}${kb(row.raw)}  ${kb(row.brotli)}`);
const onDemand = readdirSync(dist).filter((name) => (name.endsWith(".wasm") || asked.includes(name)) && !named.includes(name) && !later.includes(name));
for (const [when, names] of [
  ["after the first screen, or with a plan", later],
  ["on demand", onDemand],
]) {
  if (names.length === 0) continue;
  console.log(`\n${when}`);
  for (const row of await weighed(names)) console.log(`${row.name.padEnd(44)}${kb(row.raw)}  ${kb(row.brotli)}`);
}
console.log("");
const gap = (GOAL - total.brotli) / 1000;
console.log(gap >= 0 ? `${gap.toFixed(1)} kB under the goal of ${GOAL / 1000} kB` : `${(-gap).toFixed(1)} kB OVER the goal of ${GOAL / 1000} kB`);
if (total.brotli > LIMIT) {
  console.error(`FAILED: over the limit of ${LIMIT / 1000} kB`);
  process.exit(1);
}
