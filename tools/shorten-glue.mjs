// Shortens the names by which a program and its script know each other. wasm-bindgen makes them unique with 16 hex
// digits each, which do not compress, and every name stands in both files.
import { readFileSync, writeFileSync } from "node:fs";

const IMPORTS = 2;
const EXPORTS = 7;

/** What wasm-streams exports for the server functions of Leptos, which this program does not have. Exported code is never removed as unused. */
const UNUSED_EXPORT = /^(__wbg_)?intounderlying/;
const UNUSED_CLASS = /^export class (IntoUnderlying\w+) \{[\s\S]*?\n\}\n(?:if \(Symbol\.dispose\) \1\.[^\n]*\n)?/gm;
const UNUSED_FINALIZATION = /^const IntoUnderlying\w+Finalization = [^;]*;\n/gm;

/** Reads the binary format: https://webassembly.github.io/spec/core/binary/modules.html */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  number() {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  text() {
    return this.take(this.number()).toString("utf8");
  }
  /** The bytes that `skip` passes over. */
  since(skip) {
    const start = this.at;
    skip();
    return this.bytes.subarray(start, this.at);
  }
}

const leb = (number) => (number < 128 ? [number] : [(number & 127) | 128, ...leb(number >>> 7)]);
const sized = (bytes) => Buffer.concat([Buffer.from(leb(bytes.length)), bytes]);
const named = (text) => sized(Buffer.from(text));

function skipLimits(reader) {
  const hasMaximum = reader.number() & 1;
  reader.number();
  if (hasMaximum) reader.number();
}

/** Passes over the type of an import. */
function skipImportType(reader) {
  const kind = reader.number();
  if (kind === 0) reader.number();
  else if (kind === 1) {
    reader.take(1);
    skipLimits(reader);
  } else if (kind === 2) skipLimits(reader);
  else if (kind === 3) reader.take(2);
  else throw new Error(`an import of kind ${kind}`);
}

function rewriteImports(section, rename) {
  const reader = new Reader(section);
  const count = reader.number();
  const entries = Array.from({ length: count }, () => {
    const [module, name] = rename(reader.text(), reader.text());
    return Buffer.concat([named(module), named(name), reader.since(() => skipImportType(reader))]);
  });
  return Buffer.concat([Buffer.from(leb(count)), ...entries]);
}

function rewriteExports(section, rename) {
  const reader = new Reader(section);
  const entries = [];
  for (let left = reader.number(); left > 0; left--) {
    const name = reader.text();
    const item = reader.since(() => {
      reader.take(1);
      reader.number();
    });
    if (!UNUSED_EXPORT.test(name)) entries.push(Buffer.concat([named(rename(name)), item]));
  }
  return Buffer.concat([Buffer.from(leb(entries.length)), ...entries]);
}

/** Rewrites the sections of a module for which `rewrite` returns new contents. */
function rewriteModule(wasm, rewrite) {
  const reader = new Reader(wasm);
  const parts = [reader.take(8)];
  while (reader.at < wasm.length) {
    const id = reader.number();
    const section = reader.take(reader.number());
    parts.push(Buffer.from([id]), sized(rewrite(id, section)));
  }
  return Buffer.concat(parts);
}

/** Shortens the names in both files, in place. Throws where wasm-bindgen's output is not as known. */
export function shortenGlue(scriptPath, wasmPath) {
  let script = readFileSync(scriptPath, "utf8");
  const short = new Map();
  const shortName = (name, first) => {
    if (!short.has(name)) short.set(name, first + short.size.toString(36));
    return short.get(name);
  };
  const modules = [...script.matchAll(/^\s+"(\.\/[\w-]+_bg\.js)": import0,$/gm)];
  if (modules.length !== 1) throw new Error(`${scriptPath}: no single list of imports`);
  const [[, module]] = modules;
  const wasm = rewriteModule(readFileSync(wasmPath), (id, section) => {
    if (id === IMPORTS) return rewriteImports(section, (from, name) => (from === module ? ["_", shortName(name, "i")] : [from, name]));
    if (id === EXPORTS) return rewriteExports(section, (name) => (name.startsWith("wasm_bindgen__convert__closures") ? shortName(name, "x") : name));
    return section;
  });
  script = script.replace(UNUSED_CLASS, "").replace(UNUSED_FINALIZATION, "").replace(`"${module}": import0`, '"_": import0');
  script = script.replace(/\b(?:__wb|wasm_bindgen__convert__closures)\w+/g, (name) => short.get(name) ?? name);
  if (/intounderlying/i.test(script)) throw new Error(`${scriptPath} still names the classes of wasm-streams`);
  writeFileSync(scriptPath, script);
  writeFileSync(wasmPath, wasm);
}
