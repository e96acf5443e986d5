// Generates dist/THIRD-PARTY-NOTICES.txt: the licences of the crates linked into the site's programs.
// The texts come from the crates' sources, which cargo has already fetched.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { linkedCrates } from "./crates.mjs";

const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense|copyright)/i;

const mit = (holders) => `MIT License

Copyright (c) ${holders}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software
is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES
OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR
IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** The licence texts of a crate; of alternative licences MIT, if offered. */
function texts(crate) {
  const folder = dirname(crate.manifest_path);
  const files = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort();
  const terms = crate.license ?? "";
  const isChoice = /\bMIT\b(?!-)/.test(terms) && !/\bAND\b/.test(terms);
  const ofMit = files.filter((file) => /mit(?!-?0)/i.test(file));
  const chosen = isChoice && ofMit.length > 0 ? [...ofMit, ...files.filter((file) => /^(notice|copyright)/i.test(file))] : files;
  if (chosen.length > 0) return chosen.map((file) => readFileSync(join(folder, file), "utf8"));
  if (isChoice)
    return [mit(crate.authors.length > 0 ? crate.authors.map((author) => author.replace(/\s*<[^>]*>/, "")).join(", ") : `the authors of ${crate.name}`)];
  throw new Error(`${crate.name} ${crate.version} (${terms || "no licence"}) brings no text of its licence`);
}

/** The notices as text. */
export function notices(root) {
  const { crates } = linkedCrates(root);
  const named = (crate) => `${crate.name} ${crate.version}`;
  const covered = new Map();
  const cover = (text, name) => {
    const plain = text.replace(/\r\n?/g, "\n").trim();
    covered.set(plain, [...(covered.get(plain) ?? []), name]);
  };
  cover(mit("The Rust Project contributors"), "the Rust standard library");
  for (const crate of crates) for (const text of texts(crate)) cover(text, named(crate));
  const list = crates.map((crate) => `${named(crate)}: ${crate.license ?? "see its text"}${crate.repository ? `, ${crate.repository}` : ""}`);
  const rule = "=".repeat(80);
  return (
    [
      "Groundswell contains software of others. Each part is used under the terms below.",
      ["the Rust standard library: MIT OR Apache-2.0, https://github.com/rust-lang/rust", ...list].join("\n"),
      ...[...covered].map(([text, names]) => `${rule}\n${names.join(", ")}\n${rule}\n\n${text}`),
    ].join("\n\n") + "\n"
  );
}
